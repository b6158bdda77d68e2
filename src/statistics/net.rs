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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::testing::dataset_with;

    #[test]
    fn a_net_change_is_significant_by_its_interval_and_six_worlds() {
        let of = |change: fn(u32) -> f64| {
            let found = net_linkages(&dataset_with(3, 12, |scenario, rep| {
                [99.0, change(rep), -change(rep)][scenario]
            }));
            let [one, other] = &found[..] else {
                panic!("two: {found:?}")
            };
            assert_eq!((one.scenario, other.scenario), (1, 2));
            assert_eq!(
                (one.change.value, one.change.low, one.change.high),
                (-other.change.value, -other.change.high, -other.change.low)
            );
            assert_eq!(one.is_significant, other.is_significant);
            (one.change, one.is_significant)
        };
        let (change, is_significant) = of(|rep| 3.0 + f64::from(rep) / 4.0);
        // t at 97.5 % with eleven degrees of freedom times (13 / 16 / 12)^(1/2)
        let half = 2.200_985_160 * (13.0_f64 / 192.0).sqrt();
        assert!(
            (change.value - 4.375).abs() < 1e-12
                && (change.low - 4.375 + half).abs() < 1e-8
                && (change.high - 4.375 - half).abs() < 1e-8
        );
        assert!(is_significant);
        assert!(!of(|rep| f64::from(rep % 3) - 1.0).1, "it may be nothing");
        // five or six of twelve worlds change, by so nearly the same that the interval has no 0
        let (five, six) = (
            of(|rep| if rep < 5 { 5.0 } else { 0.0 }),
            of(|rep| if rep < 6 { 5.0 } else { 0.0 }),
        );
        assert!(six.0.low > 0.0 && six.1);
        assert!(!five.1, "five worlds are too few: {five:?}");
    }
}
