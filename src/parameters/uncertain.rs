//! An uncertain parameter: its distribution, cut off at the ends of the range that the model accepts.
//!
//! Every distribution is used through its quantile function alone, so that one uniform number makes one value, the same on every machine, and
//! designs of any kind are points of the unit cube.

use super::ParameterMeta;
use crate::maths::{beta_share, exp, inverse_beta, inverse_normal, ln, normal_share};

/// Quantile of the standard normal distribution at 95 %: half the width of a 90 % interval.
const Z95: f64 = 1.644_853_626_951_472_7;

/// Least probability that must lie inside the accepted range; *assumed*: with less, the range and not the analyst would make the distribution.
pub const LEAST_INSIDE: f64 = 0.5;

/// The form of a distribution, in the unit of its parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Normal: mean and standard deviation.
    Normal(f64, f64),
    /// Log-normal: mean and standard deviation of the logarithm.
    LogNormal(f64, f64),
    /// Every value from the first to the second as likely.
    Uniform(f64, f64),
    /// Beta on a range.
    Beta {
        /// First shape.
        alpha: f64,
        /// Second shape.
        beta: f64,
        /// Least value.
        low: f64,
        /// Greatest value.
        high: f64,
    },
    /// One of a few values: value and probability; the probabilities sum to 1.
    Choice(Vec<(f64, f64)>),
}

impl Shape {
    /// The distribution with a 90 % interval: log-normal where both ends are positive, else normal.
    #[must_use]
    pub fn interval(low: f64, high: f64) -> Self {
        if low > 0.0 {
            Self::log_normal_interval(low, high)
        } else {
            Self::normal_interval(low, high)
        }
    }

    /// The normal distribution with a 90 % interval.
    #[must_use]
    pub fn normal_interval(low: f64, high: f64) -> Self {
        Self::Normal(0.5 * (low + high), 0.5 * (high - low) / Z95)
    }

    /// The log-normal distribution with a 90 % interval [low > 0].
    #[must_use]
    pub fn log_normal_interval(low: f64, high: f64) -> Self {
        let (low, high) = (ln(low), ln(high));
        Self::LogNormal(0.5 * (low + high), 0.5 * (high - low) / Z95)
    }

    /// The PERT distribution of a least, a most likely and a greatest value: a beta with mean (low + 4 mode + high) / 6.
    #[must_use]
    pub fn pert(low: f64, mode: f64, high: f64) -> Self {
        let width = high - low;
        Self::Beta {
            alpha: 1.0 + 4.0 * (mode - low) / width,
            beta: 1.0 + 4.0 * (high - mode) / width,
            low,
            high,
        }
    }

    /// Probability of a value below `x` [share]; for a choice, of `x` or less.
    fn share_below(&self, x: f64) -> f64 {
        match self {
            Self::Normal(mean, sd) => normal_share((x - mean) / sd),
            Self::LogNormal(..) if x <= 0.0 => 0.0,
            Self::LogNormal(mu, sigma) => normal_share((ln(x) - mu) / sigma),
            Self::Uniform(low, high) => ((x - low) / (high - low)).clamp(0.0, 1.0),
            Self::Beta {
                alpha,
                beta,
                low,
                high,
            } => beta_share(*alpha, *beta, (x - low) / (high - low)),
            Self::Choice(values) => values
                .iter()
                .filter(|(value, _)| *value <= x)
                .map(|(_, chance)| chance)
                .sum(),
        }
    }

    /// Value below which a draw lies with probability `u` [share].
    fn quantile(&self, u: f64) -> f64 {
        match self {
            Self::Normal(mean, sd) => mean + sd * inverse_normal(u),
            Self::LogNormal(mu, sigma) => exp(mu + sigma * inverse_normal(u)),
            Self::Uniform(low, high) => low + u * (high - low),
            Self::Beta {
                alpha,
                beta,
                low,
                high,
            } => low + inverse_beta(*alpha, *beta, u) * (high - low),
            Self::Choice(values) => {
                let mut below = 0.0;
                let found = values.iter().find(|(_, chance)| {
                    below += chance;
                    u <= below
                });
                found
                    .or(values.last())
                    .map_or(f64::NAN, |(value, _)| *value)
            }
        }
    }
}

/// Distribution of a parameter, cut off at its accepted range.
#[derive(Clone, Debug, PartialEq)]
pub struct Uncertain {
    /// As files write it, such as `0.1 to 0.16`.
    pub words: String,
    shape: Shape,
    /// Accepted range.
    range: (f64, f64),
    /// Probabilities of less than either end of the range before it was cut.
    ends: (f64, f64),
    is_whole: bool,
}

impl Uncertain {
    /// Cuts a distribution off at the accepted range of its parameter.
    ///
    /// # Errors
    /// The probability that lies inside the range [share], where it is below [`LEAST_INSIDE`]; of a choice, where any value lies outside.
    pub fn new(words: String, shape: Shape, meta: &ParameterMeta) -> Result<Self, f64> {
        let range = (meta.low, meta.high);
        let (ends, least) = match &shape {
            Shape::Choice(values) => {
                let inside: f64 = values
                    .iter()
                    .filter(|(value, _)| (range.0..=range.1).contains(value))
                    .map(|(_, chance)| chance)
                    .sum();
                ((0.0, inside), 1.0 - 1e-9)
            }
            other => (
                (other.share_below(range.0), other.share_below(range.1)),
                LEAST_INSIDE,
            ),
        };
        let inside = ends.1 - ends.0;
        if inside < least {
            Err(inside)
        } else {
            Ok(Self {
                words,
                shape,
                range,
                ends,
                is_whole: meta.is_whole(),
            })
        }
    }

    /// Value below which a draw lies with probability `u` [share, 0–1], inside the accepted range; whole where the parameter is.
    #[must_use]
    pub fn quantile(&self, u: f64) -> f64 {
        let value = self
            .shape
            .quantile(self.ends.0 + u * (self.ends.1 - self.ends.0));
        let value = if self.is_whole { value.round() } else { value };
        value.clamp(self.range.0, self.range.1)
    }

    /// The value that stands for it where nothing is drawn.
    #[must_use]
    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::{Extent, Grade};

    fn meta(low: f64, high: f64, unit: &'static str) -> ParameterMeta {
        ParameterMeta {
            name: "x",
            meaning: "",
            unit,
            default: low,
            low,
            high,
            plausible_low: low,
            plausible_high: high,
            grade: Grade::Assumed,
            source: "",
            extent: Extent::Each,
        }
    }

    fn wide(shape: Shape) -> Uncertain {
        Uncertain::new(String::new(), shape, &meta(-1e9, 1e9, "ratio")).expect("inside")
    }

    fn is(found: f64, expected: f64) {
        assert!(
            (found - expected).abs() < 1e-9 * expected.abs().max(1.0),
            "{found} is {expected}"
        );
    }

    #[test]
    fn an_interval_has_its_ends_at_five_and_ninety_five_per_cent() {
        for (low, high) in [(5.0, 10.0), (-2.0, 3.0), (0.0, 1.0)] {
            let number = wide(Shape::interval(low, high));
            is(number.quantile(0.05), low);
            is(number.quantile(0.95), high);
        }
        is(wide(Shape::interval(5.0, 20.0)).median(), 10.0);
        is(wide(Shape::interval(-2.0, 3.0)).median(), 0.5);
    }

    #[test]
    fn quantiles_have_their_closed_forms() {
        is(wide(Shape::Uniform(2.0, 6.0)).quantile(0.25), 3.0);
        is(
            wide(Shape::Normal(3.0, 2.0)).quantile(0.975),
            3.0 + 2.0 * 1.959_963_984_540_054,
        );
        // A beta with shapes 1 and 3 lies below x with probability 1 - (1 - x)^3.
        is(
            wide(Shape::Beta {
                alpha: 1.0,
                beta: 3.0,
                low: 0.0,
                high: 2.0,
            })
            .quantile(0.875),
            1.0,
        );
        is(wide(Shape::pert(0.0, 3.0, 6.0)).median(), 3.0);
        let choice = wide(Shape::Choice(vec![(1.0, 0.2), (5.0, 0.5), (9.0, 0.3)]));
        assert_eq!(
            [0.1, 0.2, 0.21, 0.7, 0.71, 1.0].map(|u| choice.quantile(u)),
            [1.0, 1.0, 5.0, 5.0, 9.0, 9.0]
        );
    }

    #[test]
    fn the_mean_of_a_pert_is_that_of_the_textbook() {
        let number = wide(Shape::pert(1.0, 2.0, 6.0));
        let mean: f64 = (0..2000)
            .map(|k| number.quantile((f64::from(k) + 0.5) / 2000.0))
            .sum::<f64>()
            / 2000.0;
        assert!((mean - 2.5).abs() < 1e-3, "(1 + 4 * 2 + 6) / 6: {mean}");
    }

    #[test]
    fn a_distribution_is_cut_at_the_accepted_range_or_refused() {
        let cut = Uncertain::new(
            String::new(),
            Shape::Uniform(-1.0, 2.0),
            &meta(0.0, 1.5, "share"),
        )
        .expect("half lies inside");
        is(cut.quantile(0.0), 0.0);
        is(cut.median(), 0.75);
        is(cut.quantile(1.0), 1.5);
        let refused = Uncertain::new(
            String::new(),
            Shape::Uniform(-2.0, 1.0),
            &meta(0.0, 1.0, "share"),
        )
        .expect_err("a third lies inside");
        is(refused, 1.0 / 3.0);
        let choice = Shape::Choice(vec![(0.5, 0.9), (2.0, 0.1)]);
        assert!(
            Uncertain::new(String::new(), choice, &meta(0.0, 1.0, "share")).is_err(),
            "every value of a choice is meant"
        );
    }

    #[test]
    fn counts_stay_whole() {
        let number = Uncertain::new(
            String::new(),
            Shape::interval(2.0, 9.0),
            &meta(0.0, 100.0, "count"),
        )
        .expect("inside");
        assert!((0..50).all(|k| number.quantile(f64::from(k) / 49.0).fract() == 0.0));
    }
}
