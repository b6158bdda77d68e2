//! The verb `count`: how many indicators there are, for the trial of the recipe.

use super::args::CountArgs;
use super::diagnostics::print;
use super::{CliError, Exit};
use crate::observations::INDICATORS;

/// Prints the number of indicators.
///
/// # Errors
/// None: the signature is that of all verbs.
pub fn execute(args: &CountArgs) -> Result<Exit, CliError> {
    let times = if args.twice { 2 } else { 1 };
    print(&format!("{}\n", times * INDICATORS.len()));
    Ok(Exit::Ok)
}
