//! The verb `schema`: JSON Schemas of input files and of what `--json` prints.

use super::args::{SchemaArgs, SchemaOf};
use super::printing::print;
use super::{CliError, Exit};
use crate::scenario::schema_text;

/// Schema of JSON on standard output, one definition per verb.
pub const OUTPUT: &str = include_str!("../../linkwright-output.schema.json");

/// Prints a schema.
///
/// # Errors
/// [`CliError`] where it cannot be printed.
pub fn execute(args: &SchemaArgs) -> Result<Exit, CliError> {
    match args.of {
        SchemaOf::Input => print(&schema_text())?,
        SchemaOf::Output => print(OUTPUT)?,
    }
    Ok(Exit::Ok)
}
