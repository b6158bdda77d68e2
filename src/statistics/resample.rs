//! Bootstrap-t: the interval of a mean whose t statistic is skewed, from resampled worlds.
//!
//! Efron and Tibshirani, An Introduction to the Bootstrap (1993), section 12.5. The resamples are keyed by their number and by the place
//! within them, and so the same for every indicator, study and machine.

use super::sample::mean;
use crate::random::{Process, ReplicateKey};

/// Resamples: with 999 the 2.5 % tails end at the 25th value from either side.
const RESAMPLES: u32 = 999;
/// Place of the quantile in either tail of the sorted resamples.
const TAIL: usize = 24;

/// Interval of the mean of `values`; none where a tail has resamples without spread, of which no t can be made.
pub(super) fn bootstrap_t(values: &[f64]) -> Option<(f64, f64)> {
    let (n, centre) = (values.len() as f64, mean(values));
    let deviations: Vec<f64> = values.iter().map(|value| value - centre).collect();
    let error = |sum: f64, squares: f64| ((squares - sum * sum / n).max(0.0) / (n - 1.0) / n).sqrt();
    let key = ReplicateKey::new(0, 0);
    let mut statistics: Vec<f64> = (0..RESAMPLES)
        .map(|resample| {
            let draws = key.draws(Process::Resample, resample);
            let (sum, squares) = sums_of_resample(&deviations, |place| draws.bits(place));
            let rounding = 1e-18 * squares;
            let spread = error(sum, squares);
            if spread * spread <= rounding { f64::INFINITY.copysign(sum) } else { sum / n / spread }
        })
        .collect();
    statistics.sort_by(f64::total_cmp);
    let (low, high) = (statistics[TAIL], statistics[statistics.len() - 1 - TAIL]);
    let standard_error = error(0.0, deviations.iter().map(|d| d * d).sum());
    (low.is_finite() && high.is_finite()).then_some((centre - high * standard_error, centre - low * standard_error))
}

/// Sum and sum of squares of as many values drawn with replacement; a word of bits places two of them.
fn sums_of_resample(deviations: &[f64], bits: impl Fn(u64) -> u64) -> (f64, f64) {
    let n = deviations.len();
    let place = |half: u64| ((half * n as u64) >> 32) as usize;
    let (mut sum, mut squares) = (0.0, 0.0);
    let mut add = |deviation: f64| {
        sum += deviation;
        squares += deviation * deviation;
    };
    for pair in 0..n as u64 / 2 {
        let word = bits(pair);
        add(deviations[place(word >> 32)]);
        add(deviations[place(word & 0xffff_ffff)]);
    }
    if n % 2 == 1 {
        add(deviations[place(bits(n as u64 / 2) >> 32)]);
    }
    (sum, squares)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::interval::t_interval;
    use crate::statistics::sample::variance;

    #[test]
    fn a_long_right_tail_reaches_further_to_the_right() {
        let values: Vec<f64> = (0..40).map(|k| if k < 36 { f64::from(k) } else { 200.0 + f64::from(k) }).collect();
        let (low, high) = bootstrap_t(&values).expect("an interval");
        let (centre, t) = (mean(&values), t_interval(mean(&values), variance(&values).sqrt(), values.len()));
        assert!(high - centre > 1.2 * (centre - low), "{low} {centre} {high}");
        assert!(high > t.1 && low > t.0, "both ends move towards the tail");
        let mirrored: Vec<f64> = values.iter().map(|value| -value).collect();
        let other = bootstrap_t(&mirrored).expect("an interval");
        assert!((other.0 + high).abs() < 1e-9 && (other.1 + low).abs() < 1e-9);
    }

    #[test]
    fn an_even_sample_has_nearly_students_interval() {
        let values: Vec<f64> = (0..200).map(f64::from).collect();
        let (low, high) = bootstrap_t(&values).expect("an interval");
        let t = t_interval(mean(&values), variance(&values).sqrt(), 200);
        // The 2.5 % point of 999 draws has a standard error of 0.13 standard deviations of t (share 0.0049 over density 0.058 at 1.96, about 0.085).
        let error = 4.0 * 0.085 * variance(&values).sqrt() / 200.0_f64.sqrt();
        assert!((low - t.0).abs() < error && (high - t.1).abs() < error, "{low} {high} {t:?}");
    }

    #[test]
    fn resamples_without_spread_in_a_tail_leave_no_interval() {
        let mut values = vec![0.0; 30];
        values[0] = 5.0;
        assert!(bootstrap_t(&values).is_none(), "of 30 draws none is the odd one in 36 %");
    }
}
