//! A sample of finite numbers.

/// Finite numbers in the order in which they were given, with the count of those that were missing.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    values: Vec<f64>,
    dropped: usize,
}

impl Sample {
    /// Keeps the finite numbers and counts the others.
    #[must_use]
    pub fn new(numbers: impl IntoIterator<Item = f64>) -> Self {
        let mut sample = Self {
            values: Vec::new(),
            dropped: 0,
        };
        for number in numbers {
            if number.is_finite() {
                sample.values.push(number);
            } else {
                sample.dropped += 1;
            }
        }
        sample
    }

    /// The finite numbers, in the order given.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// How many numbers are finite.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// True where no number is finite.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// How many numbers were missing.
    #[must_use]
    pub fn dropped(&self) -> usize {
        self.dropped
    }

    /// Mean; NaN where empty. Equal numbers have exactly that number as their mean.
    #[must_use]
    pub fn mean(&self) -> f64 {
        mean(&self.values)
    }

    /// Variance with divisor n - 1; NaN below two numbers, exactly 0 for equal numbers.
    #[must_use]
    pub fn variance(&self) -> f64 {
        variance(&self.values)
    }

    /// Quantiles at `probabilities` [0 to 1] by linear interpolation between order statistics: position `(n - 1) p`,
    /// the default of R and NumPy (type 7 of Hyndman and Fan 1996); NaN where empty.
    #[must_use]
    pub fn quantiles<const K: usize>(&self, probabilities: [f64; K]) -> [f64; K] {
        let mut sorted = self.values.clone();
        sorted.sort_by(f64::total_cmp);
        probabilities.map(|probability| quantile_of_sorted(&sorted, probability))
    }
}

/// Mean as the first number plus the mean distance from it, so that equal numbers give no rounding error.
pub(super) fn mean(values: &[f64]) -> f64 {
    let Some(&first) = values.first() else {
        return f64::NAN;
    };
    let distance: f64 = values.iter().map(|value| value - first).sum();
    first + distance / values.len() as f64
}

/// Variance with divisor n - 1; NaN below two numbers.
pub(super) fn variance(values: &[f64]) -> f64 {
    covariance(values, values)
}

/// Covariance with divisor n - 1; NaN below two pairs.
pub(super) fn covariance(left: &[f64], right: &[f64]) -> f64 {
    let n = left.len().min(right.len());
    if n < 2 {
        return f64::NAN;
    }
    let (mean_left, mean_right) = (mean(left), mean(right));
    let products: f64 = left
        .iter()
        .zip(right)
        .map(|(l, r)| (l - mean_left) * (r - mean_right))
        .sum();
    products / (n - 1) as f64
}

fn quantile_of_sorted(sorted: &[f64], probability: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let position = probability.clamp(0.0, 1.0) * last as f64;
    let below = position.floor() as usize;
    let above = (below + 1).min(last);
    sorted[below] + (position - below as f64) * (sorted[above] - sorted[below])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_are_not_finite_are_dropped_and_counted() {
        let sample = Sample::new([1.0, f64::NAN, 3.0, f64::INFINITY]);
        assert_eq!(sample.values(), [1.0, 3.0]);
        assert_eq!((sample.len(), sample.dropped()), (2, 2));
    }

    #[test]
    fn quantiles_follow_type_seven() {
        let sample = Sample::new([4.0, 1.0, 3.0, 2.0]);
        // R: quantile(1:4, c(0, .05, .25, .5, .9, 1)) = 1, 1.15, 1.75, 2.5, 3.7, 4.
        let quantiles = sample.quantiles([0.0, 0.05, 0.25, 0.5, 0.9, 1.0]);
        for (found, expected) in quantiles.iter().zip([1.0, 1.15, 1.75, 2.5, 3.7, 4.0]) {
            assert!((found - expected).abs() < 1e-12, "{found} is {expected}");
        }
        assert!(Sample::new([]).quantiles([0.5])[0].is_nan());
        assert_eq!(Sample::new([7.0]).quantiles([0.05, 0.95]), [7.0, 7.0]);
    }

    #[test]
    fn equal_numbers_have_exactly_their_mean_and_no_variance() {
        let sample = Sample::new(vec![0.1; 1001]);
        assert_eq!(sample.mean(), 0.1);
        assert_eq!(sample.variance(), 0.0);
    }

    #[test]
    fn mean_and_variance_have_their_closed_forms() {
        let sample = Sample::new((1..=10).map(f64::from));
        assert!((sample.mean() - 5.5).abs() < 1e-12);
        assert!(
            (sample.variance() - 55.0 / 6.0).abs() < 1e-12,
            "n (n + 1) / 12 for 1 to n"
        );
    }

    #[test]
    fn one_number_has_a_mean_but_no_variance() {
        let sample = Sample::new([2.0]);
        assert_eq!(sample.mean(), 2.0);
        assert!(sample.variance().is_nan());
        assert!(Sample::new([]).mean().is_nan());
    }

    #[test]
    fn two_numbers_have_a_variance_and_pairs_a_covariance() {
        assert_eq!(variance(&[1.0, 3.0]), 2.0);
        // deviations -2, -1, 3 and 0, -2, 2: products 0, 2, 6
        assert_eq!(covariance(&[1.0, 2.0, 6.0], &[5.0, 3.0, 7.0]), 4.0);
        assert_eq!(
            (
                Sample::new([]).is_empty(),
                Sample::new([f64::NAN]).is_empty(),
                Sample::new([0.0]).is_empty()
            ),
            (true, true, false)
        );
    }

    #[test]
    fn a_large_level_does_not_drown_a_variance() {
        // the mean, a third above a power of two, is rounded; 1/4 above it once and 1/2 once
        let level = f64::from(1_u32 << 30);
        let values = [
            level,
            level + 0.25,
            level + 0.5,
            level + 0.5,
            level + 0.5,
            level + 0.25,
        ];
        assert!(
            (variance(&values) - 5.0 / 120.0).abs() < 1e-9,
            "{}",
            variance(&values)
        );
    }
}
