//! Student t intervals.

use statrs::distribution::{ContinuousCDF, StudentsT};

/// Confidence of every interval [share].
pub const CONFIDENCE: f64 = 0.95;

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
        for (n, expected) in [(2, 12.706_204_736), (10, 2.262_157_163), (31, 2.042_272_456), (1001, 1.962_339_081)] {
            let found = t_quantile(n);
            assert!((found - expected).abs() < 1e-7, "n = {n}: {found} is {expected}");
        }
        assert!(t_quantile(1).is_nan());
    }

    #[test]
    fn no_variance_gives_the_mean_itself() {
        assert_eq!(t_interval(3.0, 0.0, 5), (3.0, 3.0));
        assert!(t_interval(3.0, f64::NAN, 1).0.is_nan(), "one number has no interval");
    }
}
