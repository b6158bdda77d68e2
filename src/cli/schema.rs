//! The verb `schema`: JSON Schemas of input files and of what `--json` prints.

use super::EXIT_OK;
use super::args::{SchemaArgs, SchemaOf};
use super::diagnostics::print;
use crate::scenario::schema_text;

/// Schema of JSON on standard output, one definition per verb.
pub const OUTPUT: &str = include_str!("../../linkwright-output.schema.json");

/// Prints a schema and returns the exit code.
#[must_use]
pub fn execute(args: &SchemaArgs) -> i32 {
    match args.of {
        SchemaOf::Input => print(&schema_text()),
        SchemaOf::Output => print(OUTPUT),
    }
    EXIT_OK
}
