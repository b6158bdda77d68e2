//! An estimate with its standard error, next to the true effect.

use crate::maths::sqrt;
use crate::statistics::t_quantile;

/// Estimate of an estimator from one panel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Estimated effect, in the unit of the measure.
    pub value: f64,
    /// Standard error.
    pub error: f64,
    /// Degrees of freedom of Student's t.
    pub freedom: f64,
    /// True effect on the firms of the estimate; NaN where there is no twin.
    pub truth: f64,
    /// Firms of the estimate whose true effect is not known, because they or their twins have closed; the true effect is of the others.
    pub n_without_truth: usize,
    /// Treated firms.
    pub n_treated: usize,
    /// Firms they are compared with.
    pub n_controls: usize,
}

impl Estimate {
    /// Half of the width of the 95 % interval.
    #[must_use]
    pub fn half_width(&self) -> f64 {
        two_sided_t(self.freedom) * self.error
    }

    /// True where the interval holds the true effect.
    #[must_use]
    pub fn covers(&self) -> bool {
        (self.value - self.truth).abs() <= self.half_width()
    }

    /// True where an effect of 0 is rejected at 5 %.
    #[must_use]
    pub fn rejects_zero(&self) -> bool {
        self.value.abs() > self.half_width()
    }

    /// None where there is no standard error above 0.
    pub(super) fn checked(self) -> Option<Self> {
        (self.value.is_finite() && self.error > 0.0 && self.freedom >= 1.0).then_some(self)
    }
}

/// Two-sided 95 % quantile of Student's t, of whole degrees of freedom rounded down.
#[must_use]
pub fn two_sided_t(freedom: f64) -> f64 {
    t_quantile(freedom.clamp(1.0, 1e6) as usize + 1)
}

/// Mean and variance (divisor n - 1) of numbers.
pub(super) fn moments(values: impl Iterator<Item = f64> + Clone) -> (usize, f64, f64) {
    let n = values.clone().count();
    let mean = values.clone().sum::<f64>() / n as f64;
    let squares: f64 = values.map(|value| (value - mean) * (value - mean)).sum();
    (n, mean, squares / (n as f64 - 1.0))
}

/// Count of unknown numbers.
pub(super) fn n_unknown(values: impl Iterator<Item = f64>) -> usize {
    values.filter(|value| !value.is_finite()).count()
}

/// Mean of the numbers that are known.
pub(super) fn known_mean(values: impl Iterator<Item = f64> + Clone) -> f64 {
    moments(values.filter(|value| value.is_finite())).1
}

/// Difference of two means with Welch's standard error and degrees of freedom. Right where nothing but the treatment makes the groups differ.
#[must_use]
pub fn compare_means(
    treated: &[f64],
    controls: &[f64],
    (truth, n_without_truth): (f64, usize),
) -> Option<Estimate> {
    let ((n1, mean1, var1), (n0, mean0, var0)) = (
        moments(treated.iter().copied()),
        moments(controls.iter().copied()),
    );
    if n1 < 2 || n0 < 2 {
        return None;
    }
    let (part1, part0) = (var1 / n1 as f64, var0 / n0 as f64);
    let variance = part1 + part0;
    let freedom = variance * variance
        / (part1 * part1 / (n1 as f64 - 1.0) + part0 * part0 / (n0 as f64 - 1.0));
    Estimate {
        value: mean1 - mean0,
        error: sqrt(variance),
        freedom,
        truth,
        n_without_truth,
        n_treated: n1,
        n_controls: n0,
    }
    .checked()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_of_means_has_welchs_error() {
        // variances 1 and 4 over 3 and 3: sqrt(5/3) = 1.29099; freedom (5/3)^2 / ((1/3)^2/2 + (4/3)^2/2) = 2.941
        let found =
            compare_means(&[4.0, 5.0, 6.0], &[1.0, 3.0, 5.0], (2.0, 0)).expect("an estimate");
        assert!(
            (found.value - 2.0).abs() < 1e-12 && (found.error - 1.290_994).abs() < 1e-6,
            "{found:?}"
        );
        assert!((found.freedom - 2.941_176).abs() < 1e-6);
        assert!(found.covers() && !found.rejects_zero());
        assert!(
            compare_means(&[1.0], &[1.0, 2.0], (0.0, 0)).is_none(),
            "one firm has no variance"
        );
        assert!(
            compare_means(&[1.0, 1.0], &[2.0, 2.0], (0.0, 0)).is_none(),
            "no spread, no standard error"
        );
    }
}
