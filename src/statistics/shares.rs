//! Intervals of shares of worlds: Wilson for one share, Newcombe for a paired difference of two.
//!
//! Newcombe's method 10 (Statistics in Medicine 17, 1998, 2635–2650) was preferred to Tango's score interval: both keep their level for
//! small and extreme shares, but Newcombe's has a closed form, is built from the Wilson intervals next to it, and never leaves -1 to 1.

use super::interval::CONFIDENCE;
use super::sample::mean;
use crate::maths::inverse_normal;

/// Two-sided quantile of the normal distribution at [`CONFIDENCE`].
fn quantile() -> f64 {
    inverse_normal(0.5 + CONFIDENCE / 2.0)
}

/// Wilson's score interval of a share of which `hits` of `n` were seen [share]; NaN where n is 0.
///
/// Wilson, Journal of the American Statistical Association 22 (1927), 209–212. It has a width where none or all were seen.
#[must_use]
pub fn wilson(hits: f64, n: f64) -> (f64, f64) {
    if n <= 0.0 {
        return (f64::NAN, f64::NAN);
    }
    let (share, square) = (hits / n, quantile() * quantile());
    let centre = (share + square / (2.0 * n)) / (1.0 + square / n);
    let half_width = (square * share * (1.0 - share) / n + square * square / (4.0 * n * n)).sqrt()
        / (1.0 + square / n);
    let low = if hits <= 0.0 {
        0.0
    } else {
        centre - half_width
    };
    let high = if hits >= n { 1.0 } else { centre + half_width };
    (low, high)
}

/// A table of pairs of yes or no, as shares of all pairs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct PairShares {
    /// Both say yes.
    both: f64,
    /// The scenario alone says yes.
    first: f64,
    /// The reference alone says yes.
    second: f64,
}

impl PairShares {
    /// Counts pairs of 0 and 1.
    pub fn new(scenario: &[f64], reference: &[f64]) -> Self {
        let products: Vec<f64> = scenario.iter().zip(reference).map(|(s, r)| s * r).collect();
        let both = mean(&products);
        Self {
            both,
            first: mean(scenario) - both,
            second: mean(reference) - both,
        }
    }

    /// Newcombe's interval of the difference of the two shares over `n` pairs, by squaring and adding the ends of Wilson's, with the
    /// correlation φ of the two, corrected for continuity where it is positive.
    pub fn interval(self, n: f64) -> (f64, f64) {
        let (scenario, reference) = (self.both + self.first, self.both + self.second);
        let neither = (1.0 - self.both - self.first - self.second).max(0.0);
        let (scenario_low, scenario_high) = wilson(scenario * n, n);
        let (reference_low, reference_high) = wilson(reference * n, n);
        let cross = self.both * neither - self.first * self.second;
        let margins = scenario * (1.0 - scenario) * reference * (1.0 - reference);
        let corrected = if cross > 0.0 {
            (cross - 0.5 / n).max(0.0)
        } else {
            cross
        };
        let phi = if margins > 1e-15 {
            corrected / margins.sqrt()
        } else {
            0.0
        };
        let reach = |a: f64, b: f64| (a * a - 2.0 * phi * a * b + b * b).max(0.0).sqrt();
        let difference = scenario - reference;
        (
            difference - reach(scenario - scenario_low, reference_high - reference),
            difference + reach(reference - reference_low, scenario_high - scenario),
        )
    }
}

/// Newcombe's interval of the mean difference of pairs of 0 and 1.
pub(super) fn newcombe(scenario: &[f64], reference: &[f64]) -> (f64, f64) {
    PairShares::new(scenario, reference).interval(scenario.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(both: usize, first: usize, second: usize, neither: usize) -> (f64, f64) {
        let pairs = [
            (both, (1.0, 1.0)),
            (first, (1.0, 0.0)),
            (second, (0.0, 1.0)),
            (neither, (0.0, 0.0)),
        ];
        let (scenario, reference): (Vec<f64>, Vec<f64>) =
            pairs.iter().flat_map(|(n, pair)| vec![*pair; *n]).unzip();
        newcombe(&scenario, &reference)
    }

    #[test]
    fn wilsons_interval_is_the_printed_one() {
        // Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3: 81/263, 15/148, 0/20, 1/29.
        for (hits, n, low, high) in [
            (81.0, 263.0, 0.2553, 0.3662),
            (15.0, 148.0, 0.0624, 0.1605),
            (0.0, 20.0, 0.0, 0.1611),
            (1.0, 29.0, 0.0061, 0.1718),
        ] {
            let found = wilson(hits, n);
            assert!(
                (found.0 - low).abs() < 5e-5 && (found.1 - high).abs() < 5e-5,
                "{hits}/{n}: {found:?}"
            );
        }
        assert_eq!(wilson(20.0, 20.0).1, 1.0);
        assert!(wilson(0.0, 0.0).0.is_nan());
    }

    #[test]
    fn newcombes_interval_is_that_of_his_worked_example() {
        // Newcombe 1998, method 10, cells 36, 12, 2, 0.
        let (low, high) = table(36, 12, 2, 0);
        assert!(
            (low - 0.0569).abs() < 5e-5 && (high - 0.3404).abs() < 5e-5,
            "{low} {high}"
        );
    }

    #[test]
    fn it_has_a_width_where_all_pairs_agree_and_mirrors_when_sides_change() {
        let (low, high) = table(0, 20, 0, 0);
        assert!(low < 1.0 && low > 0.5 && high == 1.0, "{low} {high}");
        let ((low, high), (other_low, other_high)) = (table(5, 9, 2, 14), table(5, 2, 9, 14));
        assert!((low + other_high).abs() < 1e-12 && (high + other_low).abs() < 1e-12);
    }
}
