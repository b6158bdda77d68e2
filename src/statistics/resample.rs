//! Bootstrap-t: the interval of a mean whose t statistic is skewed, from resampled worlds.
//!
//! Efron and Tibshirani, An Introduction to the Bootstrap (1993), section 12.5. The resamples are keyed by their number and by the place
//! within them, and so the same for every indicator, study and machine.

use statrs::distribution::{ContinuousCDF, Normal};

use super::interval::t_quantile;
use super::sample::mean;
use crate::random::{Process, ReplicateKey};

/// Resamples: with 999 the 2.5 % tails end at the 25th value from either side.
const RESAMPLES: u32 = 999;
/// Part of the sum of squares of a resample below which its spread is rounding.
const ROUNDING: f64 = 1e-12;
/// Place of the quantile in either tail of the sorted resamples.
const TAIL: usize = 24;

/// Interval of the mean of `values`; none where a tail has resamples without spread, of which no t can be made.
pub(super) fn bootstrap_t(values: &[f64]) -> Option<(f64, f64)> {
    let (n, centre) = (values.len() as f64, mean(values));
    let deviations: Vec<f64> = values.iter().map(|value| value - centre).collect();
    let error =
        |sum: f64, squares: f64| ((squares - sum * sum / n).max(0.0) / (n - 1.0) / n).sqrt();
    let key = ReplicateKey::new(0, 0);
    let mut statistics: Vec<f64> = (0..RESAMPLES)
        .map(|resample| {
            let draws = key.draws(Process::Resample, resample);
            let (sum, squares) = sums_of_resample(&deviations, |place| draws.bits(place));
            // equal values leave nothing but rounding
            let is_flat = squares - sum * sum / n <= ROUNDING * squares;
            if is_flat {
                f64::INFINITY.copysign(sum)
            } else {
                sum / n / error(sum, squares)
            }
        })
        .collect();
    statistics.sort_by(f64::total_cmp);
    let (low, high) = (statistics[TAIL], statistics[statistics.len() - 1 - TAIL]);
    let standard_error = error(0.0, deviations.iter().map(|d| d * d).sum());
    (low.is_finite() && high.is_finite()).then_some((
        centre - high * standard_error,
        centre - low * standard_error,
    ))
}

/// Sum and sum of squares of as many values drawn with replacement.
fn sums_of_resample(deviations: &[f64], bits: impl Fn(u64) -> u64) -> (f64, f64) {
    let (mut sum, mut squares) = (0.0, 0.0);
    each_place(deviations.len(), bits, |place| {
        sum += deviations[place];
        squares += deviations[place] * deviations[place];
    });
    (sum, squares)
}

/// Draws `n` places below `n` with replacement; a word of bits gives two of them.
fn each_place(n: usize, bits: impl Fn(u64) -> u64, mut take: impl FnMut(usize)) {
    let place = |half: u64| ((half * n as u64) >> 32) as usize;
    for pair in 0..n as u64 / 2 {
        let word = bits(pair);
        take(place(word >> 32));
        take(place(word & 0xffff_ffff));
    }
    if n % 2 == 1 {
        take(place(bits(n as u64 / 2) >> 32));
    }
}

/// Intervals of figures that are functions of the means of columns, such as ratios: percentiles over resampled rows, expanded for few rows.
///
/// The quantile taken in either tail is that of a normal number at t (n / (n − 1))^½ in place of 1.96, which widens the percentile interval of a
/// mean to that of Student (Hesterberg 2015, section 5.3). Ends are NaN below two rows and where resamples leave a figure undefined.
pub(super) fn percentile_intervals(
    rows: &[Vec<f64>],
    figures: impl Fn(&[f64]) -> Vec<f64>,
) -> Vec<(f64, f64)> {
    let (n, columns) = (rows.len(), rows.first().map_or(0, Vec::len));
    let key = ReplicateKey::new(0, 0);
    let resampled: Vec<Vec<f64>> = (0..RESAMPLES)
        .map(|resample| {
            let (draws, mut means) = (key.draws(Process::Resample, resample), vec![0.0; columns]);
            each_place(
                n,
                |place| draws.bits(place),
                |place| {
                    means
                        .iter_mut()
                        .zip(&rows[place])
                        .for_each(|(mean, value)| *mean += value / n as f64);
                },
            );
            figures(&means)
        })
        .collect();
    let tail = expanded_tail(n);
    let interval = |figure: usize| {
        let mut found: Vec<f64> = resampled.iter().map(|figures| figures[figure]).collect();
        found.sort_by(f64::total_cmp);
        let is_defined = n >= 2 && found.iter().all(|value| value.is_finite());
        if is_defined {
            (found[tail], found[found.len() - 1 - tail])
        } else {
            (f64::NAN, f64::NAN)
        }
    };
    (0..resampled.first().map_or(0, Vec::len))
        .map(interval)
        .collect()
}

/// Place of the quantile in either tail of the sorted resamples of `n` rows.
fn expanded_tail(n: usize) -> usize {
    let reach = t_quantile(n) * (n as f64 / (n as f64 - 1.0)).sqrt();
    let share = Normal::standard().cdf(-reach);
    ((f64::from(RESAMPLES + 1) * share).round() as usize).saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::interval::t_interval;
    use crate::statistics::sample::variance;

    #[test]
    fn resamples_of_equal_values_are_flat_whatever_rounding_leaves() {
        // two of twenty differ: one resample in eight has neither, so that a tail of the t cannot be estimated
        let mut values = [0.1 / 3.0; 20];
        (values[3], values[11]) = (1.7, 2.9);
        assert_eq!(bootstrap_t(&values), None);
    }

    #[test]
    fn a_long_right_tail_reaches_further_to_the_right() {
        let values: Vec<f64> = (0..40)
            .map(|k| {
                if k < 36 {
                    f64::from(k)
                } else {
                    200.0 + f64::from(k)
                }
            })
            .collect();
        let (low, high) = bootstrap_t(&values).expect("an interval");
        let (centre, t) = (
            mean(&values),
            t_interval(mean(&values), variance(&values).sqrt(), values.len()),
        );
        assert!(
            high - centre > 1.2 * (centre - low),
            "{low} {centre} {high}"
        );
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
        assert!(
            (low - t.0).abs() < error && (high - t.1).abs() < error,
            "{low} {high} {t:?}"
        );
    }

    #[test]
    fn percentiles_of_a_mean_have_students_width_for_few_rows() {
        // Widths agree with Student's to within 8 %: 999 resamples know a quantile this far out to about 3 %, and ten values are no normal sample.
        for n in [10_u32, 40, 200] {
            let values: Vec<f64> = (0..n)
                .map(|k| crate::maths::inverse_normal((f64::from(k) + 0.5) / f64::from(n)))
                .collect();
            let rows: Vec<Vec<f64>> = values.iter().map(|value| vec![*value, 1.0]).collect();
            let (low, high) = percentile_intervals(&rows, |means| vec![means[0] / means[1]])[0];
            let t = t_interval(mean(&values), variance(&values).sqrt(), values.len());
            assert!(
                ((high - low) / (t.1 - t.0) - 1.0).abs() < 0.08,
                "n = {n}: {low} {high} {t:?}"
            );
        }
        assert!(
            percentile_intervals(&[vec![1.0]], <[f64]>::to_vec)[0]
                .0
                .is_nan(),
            "one row has no interval"
        );
    }

    #[test]
    fn resamples_without_spread_in_a_tail_leave_no_interval() {
        let mut values = vec![0.0; 30];
        values[0] = 5.0;
        assert!(
            bootstrap_t(&values).is_none(),
            "of 30 draws none is the odd one in 36 %"
        );
    }
}
