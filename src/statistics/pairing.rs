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

    /// Standard error by the jackknife of the logarithm of a figure of the rest.
    fn left_out(n: usize, figure: impl Fn(&dyn Fn(&[f64]) -> Vec<f64>) -> f64) -> f64 {
        let logs: Vec<f64> = (0..n)
            .map(|gone| {
                let rest = |values: &[f64]| [&values[..gone], &values[gone + 1..]].concat();
                ln(figure(&rest))
            })
            .collect();
        let centre = logs.iter().sum::<f64>() / n as f64;
        let squares: f64 = logs.iter().map(|log| (log - centre) * (log - centre)).sum();
        (squares * (n as f64 - 1.0) / n as f64).sqrt()
    }

    #[test]
    fn the_interval_of_the_factor_is_that_of_worlds_left_out_one_by_one() {
        let scenario = [3.0, 8.0, 4.5, 9.0, 7.5];
        let reference = [2.0, 6.0, 5.0, 7.0, 4.0];
        let differences = [1.0, 2.0, -0.5, 2.0, 3.5];
        let found = Pairing::new(&scenario, &reference, &differences);
        // sums of squares 25.7, 14.8 and 8.7; of products 15.9
        assert!(
            (found.factor - 40.5 / 8.7).abs() < 1e-12
                && (found.rho - 15.9 / (25.7_f64 * 14.8).sqrt()).abs() < 1e-12,
            "{found:?}"
        );
        let error = left_out(5, |rest| {
            (variance(&rest(&scenario)) + variance(&rest(&reference)))
                / variance(&rest(&differences))
        });
        // t at 97.5 % with four degrees of freedom
        let reach = exp(2.776_445_105 * error);
        assert!(
            (found.low * reach / found.factor - 1.0).abs() < 1e-8
                && (found.high / reach / found.factor - 1.0).abs() < 1e-8
        );
    }

    #[test]
    fn the_interval_of_a_standard_deviation_is_that_of_values_left_out_one_by_one() {
        let values = [3.0, 8.0, 4.5, 9.0, 7.5];
        let error = left_out(5, |rest| variance(&rest(&values)).sqrt());
        let (sd, reach) = ((25.7_f64 / 4.0).sqrt(), exp(2.776_445_105 * error));
        let [low, high] = sd_interval(&values);
        assert!((low * reach / sd - 1.0).abs() < 1e-8 && (high / reach / sd - 1.0).abs() < 1e-8);
        assert!(
            sd_interval(&values[..4]).iter().all(|end| end.is_finite()),
            "four are enough"
        );
        assert!(
            sd_interval(&values[..3]).iter().all(|end| end.is_nan()),
            "three are not"
        );
        assert!(
            sd_interval(&[2.0; 5]).iter().all(|end| end.is_nan()),
            "there is no spread"
        );
    }

    #[test]
    fn four_worlds_have_an_interval_of_the_factor_and_three_have_none() {
        let (scenario, reference) = ([3.0, 8.0, 4.5, 9.0], [2.0, 6.0, 5.0, 7.0]);
        let differences = [1.0, 2.0, -0.5, 2.0];
        let of = |n: usize| Pairing::new(&scenario[..n], &reference[..n], &differences[..n]);
        assert!(of(4).low > 0.0 && of(4).high.is_finite());
        assert!(of(3).factor > 0.0 && of(3).low.is_nan() && of(3).high.is_nan());
        assert!(
            defined(f64::INFINITY).is_nan() && defined(f64::NAN).is_nan() && defined(-2.5) == -2.5
        );
    }

    #[test]
    fn a_large_level_does_not_drown_what_is_left() {
        let level = f64::from(1_u32 << 30);
        let values = [
            level,
            level + 0.25,
            level + 0.5,
            level + 0.5,
            level + 0.5,
            level + 0.25,
        ];
        // without the first: 1/4, 1/2, 1/2, 1/2, 1/4 around 2/5
        assert!((squares_without_each(&values)[0] - 0.075).abs() < 1e-6);
    }
}
