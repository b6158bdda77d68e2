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

/// Ratio of the means of two paired samples with bounds at a quantile of Student's t; the units are those of counts.
pub(super) fn ratio(
    (over, over_unit): (&[f64], Option<f64>),
    (under, under_unit): (&[f64], Option<f64>),
    quantile: f64,
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
    let t = t_at(n, quantile);
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
    let sign = 1.0_f64.copysign(mean(under));
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
    if at_zero == 0.0 {
        return 0.0;
    }
    let (mut near, mut far) = ((0.0, at_zero), (0.0, at_zero));
    let mut step = scale.copysign(at_zero);
    while far.1.signum() == at_zero.signum() {
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
        if value.signum() == far.1.signum() {
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

    /// Mean of numbers with others beside them that count for its spread alone, and where it ends by [`crate::statistics::interval`], from its formulas; below 20 numbers.
    fn ends(values: &[f64], beside: &[f64], t: f64) -> [f64; 2] {
        let all: Vec<f64> = values.iter().chain(beside).copied().collect();
        let centre = all.iter().sum::<f64>() / all.len() as f64;
        let squares: f64 = all
            .iter()
            .map(|value| (value - centre) * (value - centre))
            .sum();
        let error = (squares / (all.len() - 1) as f64 / values.len() as f64).sqrt();
        let middle = values.iter().sum::<f64>() / values.len() as f64;
        [middle - t * error, middle + t * error]
    }

    #[test]
    fn unseen_worlds_of_either_side_widen_the_bounds() {
        // nine values of each: of those below three differ from 4, by 2, 2 and 1, and of those above two from 100, by 30 and 40
        let under = [4.0, 4.0, 6.0, 4.0, 2.0, 4.0, 4.0, 5.0, 4.0];
        let over = [100.0, 130.0, 100.0, 100.0, 100.0, 60.0, 100.0, 100.0, 100.0];
        let (reach, far) = (3.0_f64.sqrt(), 1_250.0_f64.sqrt());
        let spread: Vec<f64> = (0..9).map(|k| 100.0 + f64::from(k * k)).collect();
        let dense: Vec<f64> = (0..9).map(|k| 4.0 + f64::from(k) / 10.0).collect();
        let t = t_at(9, 0.9);
        let check = |over: &[f64], under: &[f64], beside_over: [f64; 2], beside_under: [f64; 2]| {
            let found = ratio((over, None), (under, None), 0.9);
            for (side, bound) in [found.low, found.high].into_iter().enumerate() {
                let left: Vec<f64> = over.iter().zip(under).map(|(o, u)| o - bound * u).collect();
                let beside = [
                    beside_over[0] - bound * beside_under[1],
                    beside_over[1] - bound * beside_under[0],
                ];
                let end = ends(&left, &beside, t)[side];
                assert!(end.abs() < 1e-8, "{side}: {end} {found:?}");
            }
            assert!(found.low < found.value && found.value < found.high);
        };
        let (top, bottom) = (mean(&spread), mean(&dense));
        check(
            &over,
            &under,
            [100.0 - far, 100.0 + far],
            [4.0 - reach, 4.0 + reach],
        );
        check(&spread, &under, [top; 2], [4.0 - reach, 4.0 + reach]);
        check(&over, &dense, [100.0 - far, 100.0 + far], [bottom; 2]);
    }

    #[test]
    fn two_worlds_have_bounds_and_one_has_none() {
        let one = ratio((&[6.0], None), (&[3.0], None), 0.95);
        assert!(one.value == 2.0 && one.low.is_nan() && one.high.is_nan());
        // 1 and 3 over 1: mean 2, error 1, t = tan(0.4 pi) = 3.077684 at 90 %
        let two = ratio((&[1.0, 3.0], None), (&[1.0, 1.0], None), 0.9);
        assert!(
            (two.low + 1.077_683_5).abs() < 1e-6 && (two.high - 5.077_683_5).abs() < 1e-6,
            "{two:?}"
        );
        let none = [
            ratio((&[], None), (&[], None), 0.9),
            ratio((&[1.0, 2.0], None), (&[1.0], None), 0.9),
        ];
        assert!(
            none.iter()
                .all(|none| none.value.is_nan() && none.low.is_nan() && none.high.is_nan())
        );
    }

    #[test]
    fn a_loss_is_a_gain_with_the_other_sign_and_nothing_is_nothing() {
        let over: Vec<f64> = (0..12).map(|k| 30.0 + f64::from(k * k % 11)).collect();
        let under: Vec<f64> = (0..12).map(|k| 7.0 + f64::from(k * 5 % 12) / 4.0).collect();
        let negative: Vec<f64> = over.iter().map(|value| -value).collect();
        let (gain, loss) = (
            ratio((&over, None), (&under, None), 0.975),
            ratio((&negative, None), (&under, None), 0.975),
        );
        assert!(
            (gain.value + loss.value).abs() < 1e-12
                && (gain.low + loss.high).abs() < 1e-9
                && (gain.high + loss.low).abs() < 1e-9
        );
        assert!(
            gain.low > 0.0 && loss.high < 0.0 && gain.high.is_finite(),
            "{gain:?} {loss:?}"
        );
        let nothing = ratio((&[0.0; 12], None), (&under, None), 0.975);
        assert_eq!((nothing.value, nothing.low, nothing.high), (0.0, 0.0, 0.0));
        let of_nothing = ratio((&over, None), (&[0.0; 12], None), 0.975);
        assert!(of_nothing.value.is_nan() && of_nothing.low.is_nan() && of_nothing.high.is_nan());
    }

    #[test]
    fn roots_are_found_up_and_down_and_far_away() {
        for (scale, at) in [
            (1.0, 0.3),
            (1.0, 7e5),
            (1e-3, -40.0),
            (50.0, -0.01),
            (1.0, 1.0),
        ] {
            let found = root(scale, |x| {
                at - x + 0.5 * ((at * at + 1.0).sqrt() - (x * x + 1.0).sqrt())
            });
            assert!((found - at).abs() <= 1e-9 * f64::abs(at), "{found} is {at}");
        }
        // steep at the far end: a chord from 2 hardly moves
        let ninth = |x: f64| (x * x * x) * (x * x * x) * (x * x * x);
        let found = root(1.0, |x| ninth(1.05) - ninth(x));
        assert!((found - 1.05).abs() < 1e-9, "{found}");
        assert!(root(1.0, |_| 1.0).is_nan(), "it never falls");
    }
}
