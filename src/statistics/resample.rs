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

    #[test]
    fn a_word_of_bits_gives_two_places_and_the_last_place_of_an_odd_number_takes_its_upper_half() {
        // halves of words as shares of 2^32: 3/4 and 1/4, 1/2 and 0, then 9/10 (and an unused half); times 5, rounded down
        let words = [
            0xC000_0000_4000_0000,
            0x8000_0000_0000_0000,
            0xE666_6667_FFFF_FFFF,
        ];
        let mut places = Vec::new();
        each_place(5, |word| words[word as usize], |place| places.push(place));
        assert_eq!(places, [3, 1, 2, 0, 4]);
        places.clear();
        each_place(4, |word| words[word as usize], |place| places.push(place));
        assert_eq!(places, [3, 1, 2, 0]);
    }

    #[test]
    fn tails_are_those_of_a_normal_number_at_students_quantile() {
        // n = 10: 2.262157 (10 / 9)^(1/2) = 2.384517, below which a normal number stays in 0.8551 % of cases: the 9th of 1000.
        // n = 40: 2.022691 (40 / 39)^(1/2) = 2.048459: 2.0258 %, the 20th. n = 131: 1.978380 (131 / 130)^(1/2) = 1.985975: 2.3518 %,
        // the 24th of 1000, not of 999. n = 2: 17.97. Many: 2.5 %, the 25th.
        assert_eq!(
            [2, 10, 40, 131, 1_000_000].map(expanded_tail),
            [0, 8, 19, 23, 24],
            "places are counted from 0"
        );
    }

    #[test]
    fn ends_are_the_sorted_figures_of_resampled_means() {
        let rows: Vec<Vec<f64>> = (0..11)
            .map(|k| vec![f64::from(k * k), f64::from(k) + 1.0])
            .collect();
        let found = percentile_intervals(&rows, |means| vec![means[0] / means[1], means[1]]);
        let mut figures = [Vec::new(), Vec::new()];
        for resample in 0..999 {
            let draws = ReplicateKey::new(0, 0).draws(Process::Resample, resample);
            let mut places = Vec::new();
            each_place(11, |word| draws.bits(word), |place| places.push(place));
            let of = |column: usize| {
                mean(
                    &places
                        .iter()
                        .map(|at| rows[*at][column])
                        .collect::<Vec<_>>(),
                )
            };
            figures[0].push(of(0) / of(1));
            figures[1].push(of(1));
        }
        // t = 2.228139 times (11 / 10)^(1/2) = 2.336889: 0.9722 %, the 10th from either side
        for (figures, (low, high)) in figures.iter_mut().zip(found) {
            figures.sort_by(f64::total_cmp);
            assert!((low - figures[9]).abs() < 1e-12 && (high - figures[989]).abs() < 1e-12);
        }
    }

    #[test]
    fn a_figure_that_some_resample_leaves_undefined_has_no_interval() {
        let rows = [vec![0.0], vec![1.0]];
        // both rows are the first in a quarter of the resamples
        let found = percentile_intervals(&rows, |means| vec![1.0 / means[0], means[0]]);
        assert!(found[0].0.is_nan() && found[0].1.is_nan());
        assert_eq!(found[1], (0.0, 1.0));
        assert!(percentile_intervals(&[], |_| Vec::new()).is_empty());
    }
}
