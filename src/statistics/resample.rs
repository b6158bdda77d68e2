//! Percentile intervals from resampled rows.
//!
//! The resamples are keyed by their number and by the place within them, and so the same for every figure, study and machine.

use statrs::distribution::{ContinuousCDF, Normal};

use super::interval::t_quantile;
use crate::random::{Process, ReplicateKey};

/// Resamples: with 999 the 2.5 % tails end at the 25th value from either side.
const RESAMPLES: u32 = 999;

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
    use crate::statistics::sample::{mean, variance};

    fn t_interval(values: &[f64]) -> (f64, f64) {
        let reach = t_quantile(values.len()) * (variance(values) / values.len() as f64).sqrt();
        (mean(values) - reach, mean(values) + reach)
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
            let t = t_interval(&values);
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
}
