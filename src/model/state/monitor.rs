//! Records of monitoring, and the rules that have acted on them.

use crate::parameters::{Figure, FiredRule, Rule};

/// Monitoring of a programme with rules; empty without.
#[derive(Clone, Debug, Default)]
pub struct Monitor {
    /// Rules of the scenario.
    pub rules: Vec<Rule>,
    /// True figures of each quarter of the window, by quarter, then figure; NaN where missing.
    pub figures: Vec<[f64; Figure::COUNT]>,
    /// Rules that have acted, in the order in which they did.
    pub fired: Vec<FiredRule>,
}

impl Monitor {
    /// Monitoring for a window, with room for all that it will write down.
    #[must_use]
    pub fn new(rules: Vec<Rule>, quarters: usize) -> Self {
        let room = if rules.is_empty() { 0 } else { quarters };
        Self {
            figures: Vec::with_capacity(room),
            fired: Vec::with_capacity(rules.len()),
            rules,
        }
    }
}
