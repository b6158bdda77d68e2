//! Indicators by the names that people give.

use super::{INDICATORS, Indicator};
use crate::scenario::nearest;

/// Names of all indicators, in the order of their columns.
#[must_use]
pub fn indicator_names() -> Vec<&'static str> {
    INDICATORS.iter().map(|indicator| indicator.name).collect()
}

/// The indicator of a name.
///
/// # Errors
/// Advice where there is none: the nearest name, or where to find all.
pub fn indicator_named(name: &str) -> Result<&'static Indicator, String> {
    INDICATORS
        .iter()
        .find(|indicator| indicator.name == name)
        .ok_or_else(|| {
            let near = nearest(name, indicator_names());
            let help = near.map_or_else(
                || "`linkwright indicators` lists all".to_string(),
                |near| format!("did you mean `{near}`?"),
            );
            format!("unknown indicator `{name}`; {help}")
        })
}
