//! Variance reduction by common random numbers.

use super::interval::t_quantile;
use super::sample::{covariance, mean, variance};
use crate::maths::{exp, ln};

/// Variance reduction by pairing in one comparison; NaN where undefined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pairing {
    /// Correlation of the two over worlds.
    pub rho: f64,
    /// Variance of an unpaired over that of the paired difference.
    pub factor: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Pairing {
    /// Of two samples over the same worlds and their differences.
    pub fn new(scenario: &[f64], reference: &[f64], differences: &[f64]) -> Self {
        let (var_scenario, var_reference) = (variance(scenario), variance(reference));
        let rho =
            defined(covariance(scenario, reference) / (var_scenario.sqrt() * var_reference.sqrt()));
        let factor = defined((var_scenario + var_reference) / variance(differences));
        let (low, high) =
            jackknife(scenario, reference, differences).map_or((f64::NAN, f64::NAN), |error| {
                let reach = exp(t_quantile(differences.len()) * error);
                (factor / reach, factor * reach)
            });
        Self {
            rho: rho.clamp(-1.0, 1.0),
            factor,
            low,
            high,
        }
    }
}

/// NaN for an infinite ratio.
pub(super) fn defined(ratio: f64) -> f64 {
    if ratio.is_finite() { ratio } else { f64::NAN }
}

/// Standard error of the logarithm of the factor: its jackknife over worlds, each left out once; none where it cannot be estimated.
///
/// On the logarithm, since a ratio of variances is skewed. An F quantile would need two independent variances of normal numbers; these
/// are neither.
fn jackknife(scenario: &[f64], reference: &[f64], differences: &[f64]) -> Option<f64> {
    let n = differences.len();
    if n < 4 {
        return None;
    }
    let [without_scenario, without_reference, without_pair] =
        [scenario, reference, differences].map(squares_without_each);
    let logs: Vec<f64> = (0..n)
        .map(|world| ln((without_scenario[world] + without_reference[world]) / without_pair[world]))
        .collect();
    let error = ((n - 1) as f64 * (n - 1) as f64 / n as f64 * variance(&logs)).sqrt();
    error.is_finite().then_some(error)
}

/// Interval of the standard deviation of numbers: jackknife of the logarithm of their variance, as in [`jackknife`]; NaN where it cannot be estimated.
pub(super) fn sd_interval(values: &[f64]) -> [f64; 2] {
    let n = values.len();
    if n < 4 {
        return [f64::NAN; 2];
    }
    let logs: Vec<f64> = squares_without_each(values).into_iter().map(ln).collect();
    let error = ((n - 1) as f64 * (n - 1) as f64 / n as f64 * variance(&logs)).sqrt();
    let (sd, reach) = (variance(values).sqrt(), exp(t_quantile(n) * error / 2.0));
    if reach.is_finite() {
        [sd / reach, sd * reach]
    } else {
        [f64::NAN; 2]
    }
}

/// Sum of squared distances from the mean of all values but one, for each of them.
fn squares_without_each(values: &[f64]) -> Vec<f64> {
    let (n, centre) = (values.len() as f64, mean(values));
    let all: f64 = values
        .iter()
        .map(|value| (value - centre) * (value - centre))
        .sum();
    values
        .iter()
        .map(|value| (all - (value - centre) * (value - centre) * n / (n - 1.0)).max(0.0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaving_one_out_agrees_with_doing_so() {
        let values = [3.0, 7.0, 1.5, 9.25, 4.0];
        for (left_out, found) in squares_without_each(&values).into_iter().enumerate() {
            let rest: Vec<f64> = values
                .iter()
                .enumerate()
                .filter(|(place, _)| *place != left_out)
                .map(|(_, value)| *value)
                .collect();
            assert!((found - 3.0 * variance(&rest)).abs() < 1e-12);
        }
    }

    #[test]
    fn the_factor_lies_inside_its_interval_and_a_constant_difference_has_none() {
        let reference: Vec<f64> = (0..30).map(|k| f64::from(k * k % 17)).collect();
        let scenario: Vec<f64> = reference
            .iter()
            .enumerate()
            .map(|(k, value)| value + f64::from(k as u32 % 3))
            .collect();
        let differences: Vec<f64> = scenario
            .iter()
            .zip(&reference)
            .map(|(s, r)| s - r)
            .collect();
        let found = Pairing::new(&scenario, &reference, &differences);
        assert!(
            found.low > 1.0 && found.low < found.factor && found.factor < found.high,
            "{found:?}"
        );
        let constant = Pairing::new(&reference, &reference, &[0.0; 30]);
        assert!(
            constant.factor.is_nan() && constant.low.is_nan() && (constant.rho - 1.0).abs() < 1e-12
        );
    }
}
