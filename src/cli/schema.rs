//! The verb `schema`: the JSON Schema of input files.

use super::EXIT_OK;
use super::diagnostics::print;
use crate::scenario::schema_text;

/// Prints the schema and returns the exit code.
#[must_use]
pub fn execute() -> i32 {
    print(&schema_text());
    EXIT_OK
}
