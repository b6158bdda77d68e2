//! Bounds of ratios of two means over the same worlds.
//!
//! A ratio r of the mean of `over` to the mean of `under` is within its bounds where the mean of `over − r under` may be 0, by the rule of [`super::interval`]
//! (Fieller 1954, with that rule in place of Student's t). A bound is none where the rule sets none: above, where the mean of `under` may be 0 or less.

use super::interval::{CONFIDENCE, MeanError, t_at, unseen};
use super::sample::mean;

/// Most steps towards a bound, and its relative precision.
const STEPS: u32 = 60;
const PRECISION: f64 = 1e-12;

/// A ratio of means with its bounds; NaN where there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ratio {
    /// Mean of one over the mean of the other; none where that is 0 or less.
    pub value: f64,
    /// The ratio is at least this.
    pub low: f64,
    /// The ratio is at most this; none where it has no bound.
    pub high: f64,
}

impl Ratio {
    const NONE: Self = Self {
        value: f64::NAN,
        low: f64::NAN,
        high: f64::NAN,
    };
}

/// Ratio of the means of two paired samples with bounds that each hold with a probability of `confidence`; the units are those of counts.
pub(super) fn ratio(
    (over, over_unit): (&[f64], Option<f64>),
    (under, under_unit): (&[f64], Option<f64>),
    confidence: f64,
) -> Ratio {
    let n = over.len();
    if n == 0 || n != under.len() {
        return Ratio::NONE;
    }
    let (top, bottom) = (mean(over), mean(under));
    let value = if bottom > 0.0 { top / bottom } else { f64::NAN };
    if n < 2 {
        return Ratio {
            value,
            ..Ratio::NONE
        };
    }
    let t = t_at(n, confidence);
    let (over_unseen, under_unseen) = (unseen(over, over_unit), unseen(under, under_unit));
    let below = MeanError::new(under, under_unseen);
    let left_at = |ratio: f64| {
        let left: Vec<f64> = over.iter().zip(under).map(|(o, u)| o - ratio * u).collect();
        let ends = (over_unseen.is_some() || under_unseen.is_some()).then(|| {
            let ([o_low, o_high], [u_low, u_high]) = (
                over_unseen.unwrap_or([top; 2]),
                under_unseen.unwrap_or([bottom; 2]),
            );
            [o_low - ratio * u_high, o_high - ratio * u_low]
        });
        MeanError::new(&left, ends)
    };
    // `over - ratio under` ends below 0 where what is divided by ends above 0
    let scale = (top.abs() / below.high(t).abs()).max(f64::MIN_POSITIVE);
    let bound = |is_bounded: bool, end: fn(MeanError, f64) -> f64| {
        if is_bounded {
            root(scale, |ratio| end(left_at(ratio), t))
        } else {
            f64::NAN
        }
    };
    let low = bound(below.high(t) > 0.0, MeanError::low);
    let high = bound(below.low(t) > 0.0, MeanError::high);
    Ratio { value, low, high }
}

/// Two-sided 95 % interval of the ratio of the means of two paired samples; NaN where it is not bounded on both sides.
#[must_use]
pub fn ratio_interval(over: &[f64], under: &[f64]) -> (f64, f64) {
    interval_of(over, under, None)
}

/// The same of two samples of a count, or of none.
pub(super) fn interval_of(over: &[f64], under: &[f64], unit: Option<f64>) -> (f64, f64) {
    let sign = if mean(under) < 0.0 { -1.0 } else { 1.0 };
    let [over, under] =
        [over, under].map(|values| values.iter().map(|v| sign * v).collect::<Vec<_>>());
    let found = ratio((&over, unit), (&under, unit), 0.5 + CONFIDENCE / 2.0);
    if found.high.is_finite() {
        (found.low, found.high)
    } else {
        (f64::NAN, f64::NAN)
    }
}

/// Where a function that falls at last is 0, from 0 up or down in steps that double from `scale` on; NaN where it is not found.
///
/// Regula falsi with the Illinois rule: the end that stays counts half.
fn root(scale: f64, f: impl Fn(f64) -> f64) -> f64 {
    let at_zero = f(0.0);
    let (mut near, mut far) = ((0.0, at_zero), (0.0, at_zero));
    let mut step = if at_zero > 0.0 { scale } else { -scale };
    while (far.1 > 0.0) == (at_zero > 0.0) {
        near = far;
        far = (step, f(step));
        step *= 2.0;
        if !step.is_finite() {
            return f64::NAN;
        }
    }
    for _ in 0..STEPS {
        let at = far.0 - far.1 * (far.0 - near.0) / (far.1 - near.1);
        let value = f(at);
        if (at - far.0).abs() <= PRECISION * at.abs() || value == 0.0 {
            return at;
        }
        if (value > 0.0) == (far.1 > 0.0) {
            near.1 /= 2.0;
        } else {
            near = far;
        }
        far = (at, value);
    }
    far.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_where_the_interval_of_what_is_left_ends_at_0() {
        let over: Vec<f64> = (0..24).map(|k| 900.0 + f64::from(k * k)).collect();
        let under: Vec<f64> = (0..24).map(|k| f64::from(k % 5)).collect();
        let found = ratio((&over, None), (&under, Some(1.0)), 0.95);
        assert!((found.value - mean(&over) / mean(&under)).abs() < 1e-12);
        assert!(
            found.low < found.value && found.value < found.high,
            "{found:?}"
        );
        let t = t_at(24, 0.95);
        let left = |ratio: f64| -> Vec<f64> {
            over.iter()
                .zip(&under)
                .map(|(o, u)| o - ratio * u)
                .collect()
        };
        assert!(MeanError::new(&left(found.low), None).low(t).abs() < 1e-6);
        assert!(MeanError::new(&left(found.high), None).high(t).abs() < 1e-6);
    }

    #[test]
    fn what_may_be_nothing_has_a_bound_below_only() {
        let over = [1_000.0; 24];
        let mut under = [0.0; 24];
        let none = ratio((&over, None), (&under, Some(1.0)), 0.95);
        assert!(none.value.is_nan() && none.low > 0.0 && none.high.is_nan());
        (under[0], under[1]) = (1.0, 1.0);
        let few = ratio((&over, None), (&under, Some(1.0)), 0.95);
        assert!((few.value - 12_000.0).abs() < 1e-6);
        assert!(few.low > 0.0 && few.low < none.low && few.high.is_nan());
        let less = ratio((&over, None), (&[-1.0; 24], Some(1.0)), 0.95);
        assert!(less.value.is_nan() && less.low.is_nan() && less.high.is_nan());
    }

    #[test]
    fn a_ratio_to_something_negative_mirrors() {
        let over: Vec<f64> = (0..30).map(|k| f64::from(k % 7)).collect();
        let under: Vec<f64> = (0..30).map(|k| -20.0 - f64::from(k % 3)).collect();
        let (low, high) = ratio_interval(&over, &under);
        let mirrored: Vec<f64> = under.iter().map(|value| -value).collect();
        let (other_low, other_high) = ratio_interval(&over, &mirrored);
        assert!((low + other_high).abs() < 1e-9 && (high + other_low).abs() < 1e-9);
    }
}
