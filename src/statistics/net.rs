//! The net change of linkages of a scenario.

use super::compare::LEAST_UNTIED;
use super::interval::{Quantity, mean_interval};
use super::sample::Sample;
use super::survival::Estimate;
use crate::observations::{INDICATORS, indicator_index};
use crate::results::Dataset;

/// Net change of linkages of a scenario.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NetChange {
    /// Index of the scenario.
    pub scenario: usize,
    /// Mean over worlds of pairs with orders at the horizon less those of the baseline world, with its 95 % interval [linkages].
    pub change: Estimate,
    /// True where the interval excludes 0 and at least [`LEAST_UNTIED`] worlds change.
    pub is_significant: bool,
}

/// Net changes of all scenarios but the baselines.
///
/// # Panics
/// Without the indicator `linkages_net`, which always exists.
#[must_use]
pub fn net_linkages(dataset: &Dataset) -> Vec<NetChange> {
    let at = indicator_index("linkages_net").expect("an indicator");
    let net = |scenario: usize| {
        let worlds = dataset.runs.iter().filter(|run| run.scenario == scenario);
        let sample = Sample::new(worlds.map(|run| run.values[at]));
        let interval = mean_interval(sample.values(), Quantity::of(&INDICATORS[at]));
        let untied = sample
            .values()
            .iter()
            .filter(|change| **change != 0.0)
            .count();
        let is_significant = interval.excludes_zero() && untied >= LEAST_UNTIED;
        NetChange {
            scenario,
            change: Estimate {
                value: sample.mean(),
                low: interval.low,
                high: interval.high,
            },
            is_significant,
        }
    };
    dataset.compared().map(net).collect()
}
