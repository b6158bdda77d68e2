//! The verb `run`.

use super::args::RunArgs;

/// Runs a study and returns the exit code.
#[must_use]
pub fn execute(_args: &RunArgs) -> i32 {
    super::diagnostics::complain("`run` is not part of this build");
    1
}
