//! Intervals of means over worlds: one rule for every mean, difference and ratio of means.
//!
//! For the n values of a quantity, in this order:
//!
//! 1. none: below two worlds.
//! 2. *same*: every value is the same. For a count, as many worlds as differ by one thing without being seen among n in more than 2.5 % of samples: 1 − 0.025^(1/n)
//!    to either side (Clopper and Pearson 1934; near 3.7 / n). For other quantities none: values that are all the same do not show how far the mean may be off.
//! 3. *rare*: at least a third of the values are the same and fewer than [`LEAST_DIFFERING`] differ from it, as where a programme changes few worlds. Two values are
//!    added, one to either side of the common value at the root mean square distance of those that differ (for a count at least 1), and the spread is taken of
//!    all; the centre stays the mean of the sample. So two unseen worlds enter an interval that the sample alone makes too short, as in the adjusted
//!    intervals of shares (Agresti and Coull 1998; Agresti and Min 2005).
//! 4. *t*: all others.
//!
//! *Rare* and *t* use Student's t with n − 1 degrees of freedom. From [`LEAST_SHAPED`] values on, the end on the side of the longer tail moves out by Johnson's term
//! G s (1 + 2 t²) / (6 n) for a skewness of G (Johnson 1978, Journal of the American Statistical Association 73, 536–544); the other end, which his interval moves in,
//! stays, since the skewness of a short sample with heavy tails is little known. At last an end is cut where the quantity cannot be: a count or a sum of money paid
//! out below 0, a share above 1.

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, StudentsT};

use super::sample::{mean, variance};
use crate::maths::{exp, ln};
use crate::observations::Indicator;

/// Confidence of every two-sided interval [share].
pub const CONFIDENCE: f64 = 0.95;

/// Quantile of Student's t at which a bound to one side is made so that it holds in 95 % of samples: to one side nothing makes up for what a long tail hides from a
/// short sample. Found by resampling costs per unit of the demonstration, where bounds at 0.95 hold in 91 to 95 % of samples of 24.
pub(super) const ONE_SIDED_QUANTILE: f64 = 0.965;

/// Fewest values whose skewness is looked at: fewer do not show it; assumed.
pub const LEAST_SHAPED: usize = 20;

/// Fewest values that differ from the common one for a spread that is trusted as it is; found by resampling differences of counts of which 44 to 94 % are the same.
pub const LEAST_DIFFERING: usize = 15;

/// Spread relative to the mean below which values count as the same: what is left is rounding.
const ROUNDING: f64 = 1e-12;

/// How the interval of a mean is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// All values are the same; a bound on how often a world differs.
    Same,
    /// Few values differ; two unseen worlds are added.
    Rare,
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
            Self::Same => "same",
            Self::Rare => "rare",
            Self::T => "t",
            Self::None => "",
        }
    }
}

/// What values of a quantity can be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    /// Least and greatest value; infinite where there is none.
    limits: [f64; 2],
    /// The least amount by which two worlds can differ, of a count.
    unit: Option<f64>,
}

impl Quantity {
    /// Any number.
    pub const NUMBER: Self = Self {
        limits: [f64::NEG_INFINITY, f64::INFINITY],
        unit: None,
    };

    /// The values of an indicator.
    #[must_use]
    pub fn of(indicator: &Indicator) -> Self {
        Self {
            limits: indicator.limits(),
            unit: indicator.is_count().then_some(1.0),
        }
    }

    /// The least amount by which two worlds can differ; none of what is no count.
    pub(super) const fn unit(self) -> Option<f64> {
        self.unit
    }

    /// Differences of an indicator between two worlds.
    #[must_use]
    pub fn difference(indicator: &Indicator) -> Self {
        let [low, high] = indicator.limits();
        Self {
            limits: [low - high, high - low],
            ..Self::of(indicator)
        }
    }
}

/// An interval and how it was made; ends are NaN where there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Interval {
    pub method: Method,
    pub low: f64,
    pub high: f64,
    /// Least level at which 0 is outside, two-sided [share]; NaN where there is no interval.
    pub p: f64,
}

impl Interval {
    const NONE: Self = Self {
        method: Method::None,
        low: f64::NAN,
        high: f64::NAN,
        p: f64::NAN,
    };

    /// True where it has no 0.
    pub fn excludes_zero(self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// Interval of the mean of the values of a quantity over worlds, by the rule of this module.
pub(super) fn mean_interval(values: &[f64], quantity: Quantity) -> Interval {
    let n = values.len();
    if n < 2 {
        return Interval::NONE;
    }
    if is_constant(values) {
        return same(mean(values), n, quantity);
    }
    let unseen = unseen(values, quantity.unit);
    let error = MeanError::new(values, unseen);
    let t = t_quantile(n);
    cut(
        Interval {
            method: if unseen.is_some() {
                Method::Rare
            } else {
                Method::T
            },
            low: error.low(t),
            high: error.high(t),
            p: error.p(),
        },
        error.mean,
        quantity,
    )
}

/// Interval of a mean of values that are all the same.
fn same(value: f64, n: usize, quantity: Quantity) -> Interval {
    let Some(unit) = quantity.unit else {
        return Interval::NONE;
    };
    let reach = unit * (1.0 - exp(ln((1.0 - CONFIDENCE) / 2.0) / n as f64));
    let interval = Interval {
        method: Method::Same,
        low: value - reach,
        high: value + reach,
        p: if value == 0.0 {
            1.0
        } else {
            // a sign test of n worlds that all agree
            exp((1.0 - n as f64) * std::f64::consts::LN_2)
        },
    };
    cut(interval, value, quantity)
}

/// Cuts the ends off where the quantity cannot be; never beyond the mean itself.
fn cut(interval: Interval, mean: f64, quantity: Quantity) -> Interval {
    let [least, greatest] = quantity.limits;
    Interval {
        low: interval.low.max(least.min(mean)),
        high: interval.high.min(greatest.max(mean)),
        ..interval
    }
}

/// True where all values are the same, up to rounding.
pub(super) fn is_constant(values: &[f64]) -> bool {
    !values.is_empty() && variance(values).sqrt() <= ROUNDING * mean(values).abs()
}

/// The two values that stand for worlds which few values do not show; none where enough differ from the most frequent value, or none is frequent.
///
/// Of values that are as frequent the one nearest 0 is taken.
pub(super) fn unseen(values: &[f64], unit: Option<f64>) -> Option<[f64; 2]> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (common, frequency) = sorted
        .chunk_by(|one, other| one == other)
        .map(|equal| (equal[0], equal.len()))
        .max_by(|(one, times), (other, of_other)| {
            times.cmp(of_other).then(other.abs().total_cmp(&one.abs()))
        })?;
    let differing = values.len() - frequency;
    let is_rare = frequency >= 2 && 3 * frequency >= values.len() && differing < LEAST_DIFFERING;
    let squares: f64 = values
        .iter()
        .map(|value| (value - common) * (value - common))
        .sum();
    let spread = (squares / differing.max(1) as f64).sqrt();
    let distance = spread.max(unit.unwrap_or(0.0));
    (is_rare && distance > 0.0).then_some([common - distance, common + distance])
}

/// A mean with what its bounds are made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct MeanError {
    n: usize,
    pub mean: f64,
    /// Standard error of the mean.
    standard: f64,
    /// Johnson's term over 1 + 2 t²: G s / (6 n).
    lean: f64,
}

impl MeanError {
    /// Of at least two values, with those that [`unseen`] adds.
    pub fn new(values: &[f64], unseen: Option<[f64; 2]>) -> Self {
        let n = values.len();
        let all: Vec<f64> = values
            .iter()
            .copied()
            .chain(unseen.into_iter().flatten())
            .collect();
        let sd = variance(&all).sqrt();
        let skewness = if n < LEAST_SHAPED || sd == 0.0 {
            0.0
        } else {
            skewness(&all)
        };
        Self {
            n,
            mean: mean(values),
            standard: sd / (n as f64).sqrt(),
            lean: skewness * sd / (6.0 * n as f64),
        }
    }

    /// Lower end at a quantile of Student's t.
    pub fn low(self, t: f64) -> f64 {
        self.mean - t * self.standard + (self.lean * (1.0 + 2.0 * t * t)).min(0.0)
    }

    /// Upper end likewise.
    pub fn high(self, t: f64) -> f64 {
        self.mean + t * self.standard + (self.lean * (1.0 + 2.0 * t * t)).max(0.0)
    }

    /// Two-sided level at which the end nearest 0 is 0 [share].
    fn p(self) -> f64 {
        let distance = self.mean.abs() / self.standard;
        // the end between the mean and 0 has moved where the tail points to 0
        let lean = (-self.lean * self.mean.signum()).max(0.0) / self.standard;
        let t = if lean > 0.0 {
            // distance = t + lean (1 + 2 t²)
            let root = (1.0 + 8.0 * lean * (distance - lean)).max(0.0).sqrt();
            ((root - 1.0) / (4.0 * lean)).max(0.0)
        } else {
            distance
        };
        StudentsT::new(0.0, 1.0, (self.n - 1) as f64)
            .map_or(f64::NAN, |students| 2.0 * students.sf(t))
    }
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
    t_at(n, 0.5 + CONFIDENCE / 2.0)
}

/// Quantile of Student's t that a share `probability` stays below, for a sample of `n` numbers; NaN below two.
pub(super) fn t_at(n: usize, probability: f64) -> f64 {
    if n < 2 {
        return f64::NAN;
    }
    StudentsT::new(0.0, 1.0, (n - 1) as f64).map_or(f64::NAN, |t| t.inverse_cdf(probability))
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNT: Quantity = Quantity {
        limits: [f64::NEG_INFINITY, f64::INFINITY],
        unit: Some(1.0),
    };

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
    fn skewness_is_that_of_the_textbook() {
        // 1, 2, 9: deviations -3, -2, 5 from 4; moments 38/3 and 90/3; 30 / 12.6667^1.5 = 0.66545; times sqrt(6) / 1.
        assert!(
            (skewness(&[1.0, 2.0, 9.0]) - 1.630_059).abs() < 1e-5,
            "{}",
            skewness(&[1.0, 2.0, 9.0])
        );
        assert!(skewness(&[1.0, 2.0, 3.0]).abs() < 1e-12);
    }

    #[test]
    fn every_kind_of_sample_gets_its_own_interval() {
        let of = |values: &[f64]| mean_interval(values, COUNT).method;
        let numbers: Vec<f64> = (0..40).map(f64::from).collect();
        assert_eq!(of(&[3.0]), Method::None);
        assert_eq!(of(&[0.0; 40]), Method::Same);
        assert_eq!(of(&[2.0; 40]), Method::Same);
        assert_eq!(
            mean_interval(&[2.0; 40], Quantity::NUMBER).method,
            Method::None,
            "a quantity without a least step shows no spread"
        );
        assert_eq!(of(&numbers), Method::T);
        let differing =
            |k: usize| -> Vec<f64> { (0..60).map(|at| f64::from(u8::from(at < k))).collect() };
        assert_eq!(of(&differing(14)), Method::Rare);
        assert_eq!(of(&differing(15)), Method::T);
        assert_eq!(
            of(&differing(46)),
            Method::Rare,
            "few that are 0 among many that are 1"
        );
        assert_eq!(
            of(&[1.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]),
            Method::T,
            "no value is frequent"
        );
    }

    #[test]
    fn values_that_are_all_the_same_bound_how_often_worlds_differ() {
        // (1 - p)^24 = 0.025 at p = 0.14247
        let found = mean_interval(&[0.0; 24], COUNT);
        assert!(
            (found.high - 0.142_47).abs() < 1e-5 && (found.low + found.high).abs() < 1e-15,
            "{found:?}"
        );
        assert!(!found.excludes_zero() && found.p == 1.0);
        let at_least_none = Quantity {
            limits: [0.0, f64::INFINITY],
            ..COUNT
        };
        assert_eq!(mean_interval(&[0.0; 24], at_least_none).low, 0.0);
        assert!(mean_interval(&[0.5; 24], Quantity::NUMBER).low.is_nan());
    }

    #[test]
    fn two_unseen_worlds_widen_what_few_worlds_show() {
        // 1 among 19 zeros and one more to either side: 22 values of sum of squares 3 and mean 1/22; variance 0.140693; t_{0.975, 19} = 2.093024
        let mut values = [0.0; 20];
        values[0] = 1.0;
        let found = mean_interval(&values, COUNT);
        let half_width = 2.093_024 * (0.140_693_f64 / 20.0).sqrt();
        assert!(
            (found.low - (0.05 - half_width)).abs() < 1e-5,
            "{found:?} {half_width}"
        );
        assert!(
            found.high > 0.05 + half_width,
            "the tail to the right moves its end: {found:?}"
        );
    }

    #[test]
    fn a_long_tail_moves_its_end_by_johnsons_term_and_the_other_stays() {
        let values: Vec<f64> = (0..40)
            .map(|k| {
                if k < 36 {
                    f64::from(k)
                } else {
                    200.0 + f64::from(k)
                }
            })
            .collect();
        let found = mean_interval(&values, Quantity::NUMBER);
        let (centre, sd, t) = (mean(&values), variance(&values).sqrt(), t_quantile(40));
        let half_width = t * sd / 40.0_f64.sqrt();
        let term = skewness(&values) * sd * (1.0 + 2.0 * t * t) / 240.0;
        assert!((found.low - (centre - half_width)).abs() < 1e-9);
        assert!((found.high - (centre + half_width + term)).abs() < 1e-9 && term > 0.0);
        let mirrored: Vec<f64> = values.iter().map(|value| -value).collect();
        let other = mean_interval(&mirrored, Quantity::NUMBER);
        assert!((other.low + found.high).abs() < 1e-9 && (other.high + found.low).abs() < 1e-9);
        let few = mean_interval(&values[21..], Quantity::NUMBER);
        assert!(
            (few.high + few.low - 2.0 * mean(&values[21..])).abs() < 1e-9,
            "19 values do not show a tail"
        );
    }

    #[test]
    fn the_level_of_a_sample_is_5_percent_where_its_interval_ends_at_0() {
        let samples: [Vec<f64>; 3] = [
            (0..30).map(|k| f64::from(k % 7)).collect(),
            (0..30).map(|k| f64::from(k * k * k) / 100.0).collect(),
            (0..30).map(|k| -f64::from(k * k * k) / 100.0).collect(),
        ];
        for values in samples {
            let found = mean_interval(&values, Quantity::NUMBER);
            for end in [found.low, found.high] {
                let moved: Vec<f64> = values.iter().map(|value| value - end).collect();
                let p = mean_interval(&moved, Quantity::NUMBER).p;
                assert!((p - 0.05).abs() < 1e-6, "{p}");
            }
        }
    }

    #[test]
    fn no_interval_goes_where_the_quantity_cannot() {
        let share = Quantity {
            limits: [0.0, 1.0],
            unit: None,
        };
        let found = mean_interval(&[0.01, 0.02, 0.9], share);
        assert_eq!((found.low, found.high), (0.0, 1.0));
        let rounding = mean_interval(&[-1e-13, 0.0, 2e-13], share);
        assert!(rounding.low <= rounding.high);
    }

    /// Equal up to rounding.
    fn is_near([low, high]: [f64; 2], [expected_low, expected_high]: [f64; 2]) -> bool {
        (low - expected_low).abs() < 1e-9 && (high - expected_high).abs() < 1e-9
    }

    #[test]
    fn skewness_of_more_numbers_is_that_of_the_textbook() {
        // 0, 0, 0, 4: deviations -1, -1, -1, 3; moments 3 and 6; 6 / 3^1.5 times 12^0.5 / 2
        assert!((skewness(&[0.0, 0.0, 0.0, 4.0]) - 2.0).abs() < 1e-12);
    }

    #[test]
    fn the_interval_of_two_numbers_is_students() {
        // mean 2, standard error 1
        let found = mean_interval(&[1.0, 3.0], Quantity::NUMBER);
        assert_eq!(found.method, Method::T);
        assert!(
            (found.low + 10.706_204_736).abs() < 1e-8 && (found.high - 14.706_204_736).abs() < 1e-8
        );
        // with one degree of freedom P(|t| > 2) = 1 - 2 / pi atan(2)
        assert!((found.p - 0.295_167_235).abs() < 1e-8, "{found:?}");
    }

    #[test]
    fn worlds_that_all_agree_are_bounded_and_tested_by_their_sign() {
        // 0.025^(1/5) = 0.478176; all five on one side: 2 / 2^5
        let found = mean_interval(&[2.0; 5], COUNT);
        assert!(
            (found.low - 1.478_176).abs() < 1e-6 && (found.high - 2.521_824).abs() < 1e-6,
            "{found:?}"
        );
        assert!((found.p - 0.062_5).abs() < 1e-12);
        let pairs = Quantity {
            unit: Some(2.0),
            ..COUNT
        };
        let found = mean_interval(&[0.0; 5], pairs);
        assert!(
            (found.high - 1.043_648).abs() < 1e-6,
            "worlds differ by 2 or more: {found:?}"
        );
    }

    #[test]
    fn quantities_have_the_limits_and_units_of_their_indicator() {
        let of = |name: &str| {
            let at = crate::observations::indicator_index(name).expect("an indicator");
            &crate::observations::INDICATORS[at]
        };
        let infinite = f64::INFINITY;
        for (name, limits, differences, unit) in [
            ("mean_confidence", [0.0, 1.0], [-1.0, 1.0], None),
            (
                "active_linkages",
                [0.0, infinite],
                [-infinite, infinite],
                Some(1.0),
            ),
            (
                "linkages_net",
                [-infinite, infinite],
                [-infinite, infinite],
                Some(1.0),
            ),
        ] {
            let (level, difference) = (Quantity::of(of(name)), Quantity::difference(of(name)));
            assert_eq!((level.limits, level.unit()), (limits, unit), "{name}");
            assert_eq!(
                (difference.limits, difference.unit()),
                (differences, unit),
                "{name}"
            );
        }
    }

    #[test]
    fn an_interval_that_ends_at_0_does_not_exclude_it() {
        let with = |low: f64, high: f64| {
            Interval {
                low,
                high,
                ..Interval::NONE
            }
            .excludes_zero()
        };
        assert_eq!(
            [
                (0.5, 1.0),
                (-1.0, -0.5),
                (0.0, 1.0),
                (-1.0, 0.0),
                (-1.0, 1.0)
            ]
            .map(|(low, high)| with(low, high)),
            [true, true, false, false, false]
        );
        assert!(!Interval::NONE.excludes_zero());
    }

    #[test]
    fn what_differs_by_rounding_alone_is_the_same() {
        assert!(!is_constant(&[]) && is_constant(&[0.0, 0.0]) && is_constant(&[3.0; 7]));
        assert!(!is_constant(&[1.0, 2.0]) && !is_constant(&[-1.0, 1.0]));
        // standard deviations of 7e-8 and 7e-6 next to 10^-12 of a million
        assert!(is_constant(&[1e6, 1e6 + 1e-7]) && !is_constant(&[1e6, 1e6 + 1e-5]));
    }

    #[test]
    fn unseen_worlds_lie_as_far_from_the_common_value_as_those_seen() {
        let of = |values: &[f64], unit: Option<f64>| unseen(values, unit);
        // two differ from 2 by 3 and -4: root mean square (25 / 2)^0.5
        let root = 12.5_f64.sqrt();
        let found = of(&[2.0, 5.0, 2.0, -2.0, 2.0], None).expect("few differ");
        assert!(is_near(found, [2.0 - root, 2.0 + root]), "{found:?}");
        assert_eq!(
            of(&[2.0, 5.0, 2.0, -2.0, 2.0], Some(6.0)),
            Some([-4.0, 8.0]),
            "at least a unit"
        );
        assert_eq!(of(&[7.0, 7.0, 7.0], Some(1.0)), Some([6.0, 8.0]));
        assert_eq!(
            of(&[7.0, 7.0, 7.0], None),
            None,
            "nothing is seen of the spread"
        );
        assert_eq!(of(&[], Some(1.0)), None);
        assert_eq!(of(&[1.0, 2.0, 3.0], None), None, "no value is there twice");
        // a third of the values is enough, less is not
        assert!(of(&[1.0, 1.0, 2.0, 3.0, 4.0, 5.0], None).is_some());
        assert!(of(&[1.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0], None).is_none());
    }

    #[test]
    fn of_values_that_are_as_frequent_the_one_nearest_0_is_common() {
        // around -2: 1, 1 and 6 are 3, 3 and 8 away, and around 1: -2, -2 and 6 are 3, 3 and 5 away
        let root = (43.0_f64 / 3.0).sqrt();
        for values in [[-2.0, 1.0, -2.0, 1.0, 6.0], [1.0, 6.0, 1.0, -2.0, -2.0]] {
            let found = unseen(&values, None).expect("few differ");
            assert!(is_near(found, [1.0 - root, 1.0 + root]), "{found:?}");
            let negative = unseen(&values.map(|value| -value), None).expect("few differ");
            assert!(
                is_near(negative, [-1.0 - root, -1.0 + root]),
                "{negative:?}"
            );
        }
    }

    #[test]
    fn a_tail_shows_from_twenty_values_on_and_equal_values_lean_nowhere() {
        let of = |n: u32| {
            let values: Vec<f64> = (0..n).map(|k| f64::from(k * k)).collect();
            let found = mean_interval(&values, Quantity::NUMBER);
            found.high + found.low - 2.0 * mean(&values)
        };
        assert!(of(19).abs() < 1e-9 && of(20) > 1.0, "{} {}", of(19), of(20));
        let flat = MeanError::new(&[0.1; 20], None);
        assert_eq!((flat.standard, flat.lean), (0.0, 0.0));
    }

    #[test]
    fn every_method_has_its_word() {
        assert_eq!(
            [Method::Same, Method::Rare, Method::T, Method::None].map(Method::name),
            ["same", "rare", "t", ""]
        );
    }
}
