//! Regression discontinuity at the cut-off of a selection.

use super::estimate::{Estimate, n_unknown};
use crate::maths::{pow, sqrt};
use crate::statistics::Sample;

/// Fewest applicants on a side of the cut-off within the bandwidth.
const LEAST: usize = 5;
/// Constant of the rule of thumb for a triangular kernel.
const TRIANGULAR: f64 = 2.576;
/// Interquartile range of a standard normal variable.
const NORMAL_IQR: f64 = 1.349;

/// An applicant near or far from the cut-off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Score less the cut-off; accepted above 0.
    pub score: f64,
    /// Change as surveyed, in the unit of the measure.
    pub outcome: f64,
    /// What enrolment truly did; NaN where it is not known.
    pub effect: f64,
}

/// Rule of thumb: 2.576 · min(standard deviation, interquartile range / 1.349) of the score · n^(−1/5), the pilot bandwidth of Calonico,
/// Cattaneo and Titiunik (2014) for a triangular kernel. It looks at scores only, so that estimate and true effect weigh firms alike; it is not
/// the bandwidth of least squared error.
#[must_use]
pub fn bandwidth(scores: &[f64]) -> f64 {
    let sample = Sample::new(scores.iter().copied());
    let [low, high] = sample.quantiles([0.25, 0.75]);
    let spread = sqrt(sample.variance()).min((high - low) / NORMAL_IQR);
    TRIANGULAR * spread * pow(scores.len() as f64, -0.2)
}

/// Jump of the outcome at the cut-off: a line on each side, weighted by a triangular kernel. Right where firms just above and just below
/// differ by the offer alone; it speaks of firms at the cut-off only, and so does its estimand, the same lines through the true effects.
///
/// Standard error: heteroskedasticity-robust (HC3), both sides added.
#[must_use]
pub fn discontinuity(points: &[Point]) -> Option<Estimate> {
    let reach = bandwidth(&points.iter().map(|point| point.score).collect::<Vec<_>>());
    let side = |is_above: bool| {
        let near = points
            .iter()
            .filter(move |point| (point.score > 0.0) == is_above && point.score.abs() < reach);
        near.map(|point| (point, 1.0 - point.score.abs() / reach))
    };
    let line = |is_above: bool, read: fn(&Point) -> f64| {
        let rows = side(is_above)
            .map(|(point, weight)| (point.score, read(point), weight))
            .filter(|row| row.1.is_finite());
        intercept(&rows.collect::<Vec<_>>())
    };
    let ((above, var_above, n_treated), (below, var_below, n_controls)) =
        (line(true, |p| p.outcome)?, line(false, |p| p.outcome)?);
    let truth = line(true, |p| p.effect)
        .zip(line(false, |p| p.effect))
        .map_or(f64::NAN, |(above, below)| above.0 - below.0);
    let near = |is_above: bool| side(is_above).map(|(point, _)| point.effect);
    let n_without_truth = n_unknown(near(true).chain(near(false)));
    let freedom = (n_treated + n_controls) as f64 - 4.0;
    Estimate {
        value: above - below,
        error: sqrt(var_above + var_below),
        freedom,
        truth,
        n_without_truth,
        n_treated,
        n_controls,
    }
    .checked()
}

/// Intercept of a weighted line through (x, y, weight), its HC3 variance, and the number of rows.
fn intercept(rows: &[(f64, f64, f64)]) -> Option<(f64, f64, usize)> {
    if rows.len() < LEAST {
        return None;
    }
    let sum = |term: &dyn Fn(&(f64, f64, f64)) -> f64| rows.iter().map(term).sum::<f64>();
    let (s0, s1, s2) = (
        sum(&|r| r.2),
        sum(&|r| r.2 * r.0),
        sum(&|r| r.2 * r.0 * r.0),
    );
    let (t0, t1) = (sum(&|r| r.2 * r.1), sum(&|r| r.2 * r.0 * r.1));
    let determinant = s0 * s2 - s1 * s1;
    if determinant <= 1e-12 * s0 * s2 {
        return None;
    }
    let (level, slope) = (
        (s2 * t0 - s1 * t1) / determinant,
        (s0 * t1 - s1 * t0) / determinant,
    );
    let variance = sum(&|&(x, y, weight)| {
        let pull = weight * (s2 - s1 * x) / determinant; // of this row on the intercept
        let leverage = weight * (s2 - 2.0 * s1 * x + s0 * x * x) / determinant;
        let residual = (y - level - slope * x) / (1.0 - leverage).max(1e-9);
        pull * pull * residual * residual
    });
    Some((level, variance, rows.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Process, ReplicateKey, pair};

    #[test]
    fn the_bandwidth_is_the_rule_of_thumb() {
        // -2 to 2 in five steps: sd 1.5811, quartiles -1 and 1: 2 / 1.349 = 1.4826 is smaller; 5^-0.2 = 0.72478
        let found = bandwidth(&[-2.0, -1.0, 0.0, 1.0, 2.0]);
        assert!(
            (found - 2.576 * 1.482_580 * 0.724_780).abs() < 1e-4,
            "{found}"
        );
    }

    #[test]
    fn two_lines_are_found_exactly() {
        let outcome = |score: f64| {
            if score > 0.0 {
                3.0 + 0.5 * score
            } else {
                1.0 - score
            }
        };
        let noise = [0.1, -0.1];
        let points: Vec<Point> = (0..200)
            .map(|k| {
                let score = (f64::from(k) - 99.5) / 50.0;
                Point {
                    score,
                    outcome: outcome(score) + noise[k as usize % 2],
                    effect: if score > 0.0 { 2.0 } else { 0.0 },
                }
            })
            .collect();
        let found = discontinuity(&points).expect("an estimate");
        assert!(
            (found.value - 2.0).abs() < 0.05 && (found.truth - 2.0).abs() < 1e-9,
            "{found:?}"
        );
    }

    #[test]
    fn the_intercept_of_equal_weights_is_that_of_least_squares() {
        // y = 1, 2, 2, 4, 5 at x = 0..4: slope 1, intercept 0.8
        let rows: Vec<_> = [1.0, 2.0, 2.0, 4.0, 5.0]
            .iter()
            .enumerate()
            .map(|(x, y)| (x as f64, *y, 1.0))
            .collect();
        let (level, variance, n) = intercept(&rows).expect("a line");
        // HC3 by hand: pulls 0.6, 0.4, 0.2, 0, -0.2; leverages 0.6, 0.3, 0.2, 0.3, 0.6; residuals 0.2, 0.2, -0.8, 0.2, 0.2
        let by_hand: f64 = [
            0.6 * 0.2 / 0.4,
            0.4 * 0.2 / 0.7,
            0.2 * 0.8 / 0.8,
            0.0,
            0.2 * 0.2 / 0.4,
        ]
        .iter()
        .map(|part| part * part)
        .sum();
        assert!(
            (level - 0.8).abs() < 1e-12 && (variance - by_hand).abs() < 1e-12 && n == 5,
            "{level} {variance} {by_hand}"
        );
    }

    // 1,000 selections of 300 applicants with lines of different slope: 0.95 ± 4 standard errors of 0.0069.
    #[test]
    fn intervals_hold_the_jump_as_often_as_they_say() {
        let points = |world: u32| {
            let draws = ReplicateKey::new(46, world).draws(Process::Test, 0);
            let point = |k: u64| {
                let score = draws.normal(pair(k, 1));
                let effect = if score > 0.0 { 0.5 } else { 0.0 };
                Point {
                    score,
                    outcome: 0.3 * score + effect * (1.0 + score) + draws.normal(pair(k, 2)),
                    effect: effect * (1.0 + score),
                }
            };
            (0..300).map(point).collect::<Vec<_>>()
        };
        let covered = (0..1_000)
            .filter(|world| {
                discontinuity(&points(*world))
                    .expect("an estimate")
                    .covers()
            })
            .count();
        assert!((923..=977).contains(&covered), "{covered} of 1,000");
    }
}
