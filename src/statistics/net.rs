//! The net change of linkages of a scenario.

use super::accounts::net_changes;
use super::interval::t_interval;
use super::sample::Sample;
use super::survival::Estimate;
use crate::results::Dataset;

/// Mean over worlds of pairs with orders at the horizon less those of the baseline world, with its 95 % t interval [linkages].
#[must_use]
pub fn net_linkages(dataset: &Dataset, scenario: usize) -> Estimate {
    let sample = Sample::new(net_changes(dataset, scenario));
    let (low, high) = t_interval(sample.mean(), sample.variance().sqrt(), sample.len());
    Estimate { value: sample.mean(), low, high }
}
