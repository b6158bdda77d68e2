//! The verb `demo`.

use super::args::DemoArgs;

/// Runs the bundled study and returns the exit code.
#[must_use]
pub fn execute(_args: &DemoArgs) -> i32 {
    super::diagnostics::complain("`demo` is not part of this build");
    1
}
