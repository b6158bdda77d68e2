//! Choice of the interval of a mean of differences, and Student's t.
//!
//! The rule, in this order, for the differences of n pairs of worlds:
//!
//! 1. *identical*: every difference is exactly 0. Both worlds are the same; the interval is 0 to 0.
//! 2. *newcombe*: at least [`LEAST_SHAPED`] pairs, and every value is 0 or 1, a yes or no per world. Paired difference of shares, see [`super::shares`].
//! 3. none: below two pairs, or all differences equal and not 0. A sample without spread does not show how far its mean may be off.
//! 4. *bootstrap-t*: at least [`LEAST_SHAPED`] pairs that are skewed for their number, see [`is_skewed`] and [`super::resample`].
//! 5. *t*: all others.

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, StudentsT};

use super::resample::bootstrap_t;
use super::sample::{mean, variance};
use super::shares::newcombe;

/// Confidence of every interval [share].
pub const CONFIDENCE: f64 = 0.95;

/// Fewest pairs whose shape decides the interval: fewer do not show skewness, nor that a count never exceeds 1; assumed.
pub const LEAST_SHAPED: usize = 20;

/// Pairs per squared skewness from which on Student's t is trusted: n > 25 G1² keeps the error of a 95 % interval near 6 % (Cochran 1977, section 2.15).
const PAIRS_PER_SQUARED_SKEWNESS: f64 = 25.0;

/// Spread relative to the mean below which differences count as the same: what is left is rounding.
const ROUNDING: f64 = 1e-12;

/// Method of the interval of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// All differences are exactly 0.
    Identical,
    /// Newcombe's interval for a paired difference of shares.
    Newcombe,
    /// Student's t with quantiles from resampled worlds.
    BootstrapT,
    /// Student's t.
    T,
    /// There is no interval.
    None,
}

impl Method {
    /// The word of tables; empty where there is no interval.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Identical => "identical",
            Self::Newcombe => "newcombe",
            Self::BootstrapT => "bootstrap-t",
            Self::T => "t",
            Self::None => "",
        }
    }
}

/// An interval and how it was made; ends are NaN where there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Interval {
    pub method: Method,
    pub low: f64,
    pub high: f64,
}

impl Interval {
    const NONE: Self = Self {
        method: Method::None,
        low: f64::NAN,
        high: f64::NAN,
    };

    fn new(method: Method, (low, high): (f64, f64)) -> Self {
        Self { method, low, high }
    }
}

/// Interval of the mean difference of `scenario` from `reference`, pair by pair, by the rule of this module.
pub(super) fn difference_interval(
    scenario: &[f64],
    reference: &[f64],
    differences: &[f64],
) -> Interval {
    let n = differences.len();
    if n < 2 {
        return Interval::NONE;
    }
    if differences.iter().all(|difference| *difference == 0.0) {
        return Interval::new(Method::Identical, (0.0, 0.0));
    }
    if is_yes_or_no(scenario, reference) {
        return Interval::new(Method::Newcombe, newcombe(scenario, reference));
    }
    if is_constant(differences) {
        return Interval::NONE;
    }
    let resampled = if is_skewed(differences) {
        bootstrap_t(differences)
    } else {
        None
    };
    match resampled {
        Some(ends) => Interval::new(Method::BootstrapT, ends),
        None => Interval::new(
            Method::T,
            t_interval(mean(differences), variance(differences).sqrt(), n),
        ),
    }
}

/// True where all differences are the same, up to rounding.
pub(super) fn is_constant(differences: &[f64]) -> bool {
    !differences.is_empty() && variance(differences).sqrt() <= ROUNDING * mean(differences).abs()
}

/// True where every value of at least [`LEAST_SHAPED`] pairs is a yes or a no.
pub(super) fn is_yes_or_no(scenario: &[f64], reference: &[f64]) -> bool {
    scenario.len() >= LEAST_SHAPED
        && scenario
            .iter()
            .chain(reference)
            .all(|value| *value == 0.0 || *value == 1.0)
}

/// True where Student's t may miss: at least [`LEAST_SHAPED`] numbers, skewness G1 above twice its standard error under no skewness,
/// and n at or below 25 G1² (Cochran).
fn is_skewed(values: &[f64]) -> bool {
    let n = values.len() as f64;
    let skewness = skewness(values);
    let standard_error = (6.0 * n * (n - 1.0) / ((n - 2.0) * (n + 1.0) * (n + 3.0))).sqrt();
    values.len() >= LEAST_SHAPED
        && skewness.abs() > 2.0 * standard_error
        && n <= PAIRS_PER_SQUARED_SKEWNESS * skewness * skewness
}

/// Adjusted Fisher–Pearson skewness G1; NaN below three numbers and without spread.
fn skewness(values: &[f64]) -> f64 {
    let (n, centre) = (values.len() as f64, mean(values));
    let moment = |power: fn(f64) -> f64| {
        values
            .iter()
            .map(|value| power(value - centre))
            .sum::<f64>()
            / n
    };
    let (second, third) = (moment(|d| d * d), moment(|d| d * d * d));
    third / (second * second.sqrt()) * (n * (n - 1.0)).sqrt() / (n - 2.0)
}

/// Two-sided quantile of Student's t at [`CONFIDENCE`] for a sample of `n` numbers (n - 1 degrees of freedom); NaN below two.
#[must_use]
pub fn t_quantile(n: usize) -> f64 {
    if n < 2 {
        return f64::NAN;
    }
    let freedom = (n - 1) as f64;
    StudentsT::new(0.0, 1.0, freedom).map_or(f64::NAN, |t| t.inverse_cdf(0.5 + CONFIDENCE / 2.0))
}

/// Interval of a mean with standard deviation `sd` over `n` numbers; a standard deviation of exactly 0 gives the mean itself.
pub(super) fn t_interval(mean: f64, sd: f64, n: usize) -> (f64, f64) {
    if n >= 2 && sd == 0.0 {
        return (mean, mean);
    }
    let half_width = t_quantile(n) * sd / (n as f64).sqrt();
    (mean - half_width, mean + half_width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t_quantiles_agree_with_printed_tables() {
        for (n, expected) in [
            (2, 12.706_204_736),
            (10, 2.262_157_163),
            (31, 2.042_272_456),
            (1001, 1.962_339_081),
        ] {
            let found = t_quantile(n);
            assert!(
                (found - expected).abs() < 1e-7,
                "n = {n}: {found} is {expected}"
            );
        }
        assert!(t_quantile(1).is_nan());
    }

    #[test]
    fn no_variance_gives_the_mean_itself() {
        assert_eq!(t_interval(3.0, 0.0, 5), (3.0, 3.0));
        assert!(
            t_interval(3.0, f64::NAN, 1).0.is_nan(),
            "one number has no interval"
        );
    }

    #[test]
    fn skewness_is_that_of_the_textbook() {
        // 1, 2, 9: deviations -3, -2, 5 from 4; moments 38/3 and 90/3; 30 / 12.6667^1.5 = 0.66545; times sqrt(6) / 1.
        assert!(
            (skewness(&[1.0, 2.0, 9.0]) - 1.630_059).abs() < 1e-5,
            "{}",
            skewness(&[1.0, 2.0, 9.0])
        );
        assert!(skewness(&[1.0, 2.0, 3.0]).abs() < 1e-12);
    }

    fn method(scenario: &[f64], reference: &[f64]) -> Method {
        let differences: Vec<f64> = scenario.iter().zip(reference).map(|(s, r)| s - r).collect();
        difference_interval(scenario, reference, &differences).method
    }

    #[test]
    fn every_kind_of_difference_gets_its_own_interval() {
        let zeros = [0.0; 40];
        let numbers: Vec<f64> = (0..40).map(f64::from).collect();
        let skewed: Vec<f64> = numbers
            .iter()
            .map(|k| if *k > 36.0 { 100.0 + k } else { *k })
            .collect();
        assert_eq!(method(&numbers, &numbers), Method::Identical);
        let odd: Vec<f64> = numbers.iter().map(|k| k % 2.0).collect();
        assert_eq!(method(&odd, &zeros), Method::Newcombe);
        assert_eq!(
            method(&odd[..19], &zeros[..19]),
            Method::T,
            "19 worlds do not show that a count never exceeds 1"
        );
        assert_eq!(
            method(&[1.0; 40], &zeros),
            Method::Newcombe,
            "a yes in every world is no constant of unknown spread"
        );
        assert_eq!(method(&[2.0; 40], &zeros), Method::None);
        assert_eq!(method(&numbers[..1], &zeros[..1]), Method::None);
        assert_eq!(method(&numbers, &zeros), Method::T);
        assert_eq!(method(&skewed, &zeros), Method::BootstrapT);
        assert_eq!(
            method(&skewed[30..], &zeros[30..]),
            Method::T,
            "too few to resample"
        );
    }
}
