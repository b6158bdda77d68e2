//! One indicator of one scenario over all worlds.

use serde::Serialize;

use super::interval::{Quantity, mean_interval};
use super::sample::Sample;
use crate::observations::INDICATORS;

/// Probabilities of the quantiles of a summary.
pub const SUMMARY_PROBABILITIES: [f64; 5] = [0.05, 0.25, 0.50, 0.75, 0.95];

/// Mean, spread and quantiles over worlds; NaN where undefined.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// Index of the scenario.
    pub scenario: usize,
    /// Index of the indicator in `observations::INDICATORS`.
    pub indicator: usize,
    /// Worlds with a value.
    pub n: usize,
    /// Requested worlds that were lost or have no value.
    pub n_dropped: usize,
    /// Mean over worlds [unit of the indicator].
    pub mean: f64,
    /// Standard deviation between worlds [unit of the indicator].
    pub sd: f64,
    /// Monte-Carlo standard error of the mean: `sd / sqrt(n)` [unit of the indicator].
    pub mcse: f64,
    /// Lower end of the 95 % interval of the mean; NaN where there is none.
    pub ci_low: f64,
    /// Upper end likewise.
    pub ci_high: f64,
    /// 5 % quantile between worlds.
    pub q05: f64,
    /// 25 % quantile between worlds.
    pub q25: f64,
    /// Median between worlds.
    pub q50: f64,
    /// 75 % quantile between worlds.
    pub q75: f64,
    /// 95 % quantile between worlds.
    pub q95: f64,
}

/// Summarises one indicator of one scenario; `replications` is the number of requested worlds.
#[must_use]
pub fn summarise(
    scenario: usize,
    indicator: usize,
    sample: &Sample,
    replications: usize,
) -> Summary {
    let n = sample.len();
    let (mean, sd) = (sample.mean(), sample.variance().sqrt());
    let interval = mean_interval(sample.values(), Quantity::of(&INDICATORS[indicator]));
    let [q05, q25, q50, q75, q95] = sample.quantiles(SUMMARY_PROBABILITIES);
    Summary {
        scenario,
        indicator,
        n,
        n_dropped: replications.saturating_sub(n),
        mean,
        sd,
        mcse: sd / (n as f64).sqrt(),
        ci_low: interval.low,
        ci_high: interval.high,
        q05,
        q25,
        q50,
        q75,
        q95,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_has_its_closed_forms() {
        let summary = summarise(0, 3, &Sample::new((0..=100).map(f64::from)), 110);
        assert_eq!((summary.n, summary.n_dropped), (101, 9));
        assert_eq!(
            (summary.mean, summary.q05, summary.q50, summary.q95),
            (50.0, 5.0, 50.0, 95.0)
        );
        assert!((summary.sd - 858.5_f64.sqrt()).abs() < 1e-12);
        // t_{0.975,100} = 1.983971519.
        let half_width = 1.983_971_519 * (858.5_f64 / 101.0).sqrt();
        assert!((summary.ci_high - 50.0 - half_width).abs() < 1e-6);
        assert!((50.0 - summary.ci_low - half_width).abs() < 1e-6);
    }

    #[test]
    fn a_summary_without_values_is_missing_not_zero() {
        let summary = summarise(0, 0, &Sample::new([f64::NAN; 4]), 4);
        assert_eq!((summary.n, summary.n_dropped), (0, 4));
        assert!(summary.mean.is_nan() && summary.ci_low.is_nan() && summary.q50.is_nan());
    }
}
