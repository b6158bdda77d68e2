//! Propensity scores: how likely a firm is to be treated, by what is seen of it before.

use super::frame::{Frame, Scale, Sides, Unit};
use crate::maths::{exp, ln, sqrt};
use crate::scenario::FirmOutcome;

/// Variables beside the constant: log workers, log sales, productivity, management, growth of sales over the year before, supplies a TNC.
const N: usize = 6;
/// Penalty on standardised coefficients, which keeps them finite where few are treated; assumed.
const RIDGE: f64 = 1.0;
/// Most steps of Newton's method.
const STEPS: usize = 30;
/// Greatest distance of a match, in standard deviations of the log odds (Austin 2011).
const CALIPER: f64 = 0.2;
/// Quarters over which growth before treatment is taken.
const PAST: u32 = 4;

/// A treated firm with the firm most like it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub treated: Unit,
    pub control: Unit,
}

/// Matches treated firms within their cohort, sector and category, and supplier status; those without a firm near enough are left out.
pub(super) fn matched(frame: &Frame<'_>, cohorts: &[Sides]) -> Vec<Pair> {
    let known = |unit: &Unit| covariates(frame, unit).map(|x| (*unit, x));
    let sides: Vec<[Vec<Seen>; 2]> = cohorts
        .iter()
        .map(|sides| {
            [&sides.treated, &sides.controls].map(|side| side.iter().filter_map(known).collect())
        })
        .collect();
    let rows: Vec<([f64; N], bool)> = sides
        .iter()
        .flat_map(|[treated, controls]| {
            treated
                .iter()
                .map(|(_, x)| (*x, true))
                .chain(controls.iter().map(|(_, x)| (*x, false)))
        })
        .collect();
    let Some(score) = Score::fit(&rows) else {
        return Vec::new();
    };
    let spread = spread(rows.iter().map(|(x, _)| score.log_odds(x)));
    let scored = |(unit, x): &Seen| Scored {
        unit: *unit,
        supplies: x[N - 1] > 0.0,
        log_odds: score.log_odds(x),
    };
    let mut pairs = Vec::new();
    for sides in &sides {
        let [treated, controls]: [Vec<Scored>; 2] =
            [0, 1].map(|side| sides[side].iter().map(scored).collect());
        for one in &treated {
            let is_near = |other: &&Scored| {
                frame.firm(other.unit.row).cell == frame.firm(one.unit.row).cell
                    && other.supplies == one.supplies
            };
            let distance = |other: &Scored| (other.log_odds - one.log_odds).abs();
            let nearest = controls
                .iter()
                .filter(is_near)
                .min_by(|a, b| distance(a).total_cmp(&distance(b)));
            pairs.extend(
                nearest
                    .filter(|other| distance(other) <= CALIPER * spread)
                    .map(|other| Pair {
                        treated: one.unit,
                        control: other.unit,
                    }),
            );
        }
    }
    pairs
}

/// A unit by what matches are made of.
struct Scored {
    unit: Unit,
    supplies: bool,
    log_odds: f64,
}

/// A unit with what is seen of it before.
type Seen = (Unit, [f64; N]);

fn covariates(frame: &Frame<'_>, unit: &Unit) -> Option<[f64; N]> {
    let at = |passed: u32, outcome: FirmOutcome, scale: Scale| {
        frame.value(unit.row, passed, outcome, scale)
    };
    let sales = at(unit.before, FirmOutcome::Sales, Scale::Log);
    let past = at(
        unit.before.saturating_sub(PAST),
        FirmOutcome::Sales,
        Scale::Log,
    );
    let supplies = frame.firm(unit.row).has_supplied
        || at(unit.before, FirmOutcome::TncSales, Scale::Own) > 0.0;
    let all = [
        at(unit.before, FirmOutcome::Employment, Scale::Log),
        sales,
        at(unit.before, FirmOutcome::Productivity, Scale::Own),
        at(unit.before, FirmOutcome::Management, Scale::Own),
        sales - past,
        f64::from(u8::from(supplies)),
    ];
    all.iter().all(|x| x.is_finite()).then_some(all)
}

fn spread(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let n = values.clone().count() as f64;
    let mean = values.clone().sum::<f64>() / n;
    sqrt(
        values
            .map(|value| (value - mean) * (value - mean))
            .sum::<f64>()
            / n,
    )
}

/// A logistic regression of treatment on standardised variables, by penalised likelihood.
#[derive(Clone, Debug)]
struct Score {
    means: [f64; N],
    spreads: [f64; N],
    coefficients: [f64; N + 1],
}

impl Score {
    /// None where all firms are on one side.
    fn fit(rows: &[([f64; N], bool)]) -> Option<Self> {
        let n_treated = rows.iter().filter(|(_, is_treated)| *is_treated).count();
        if n_treated == 0 || n_treated == rows.len() {
            return None;
        }
        let n = rows.len() as f64;
        let means = std::array::from_fn(|k| rows.iter().map(|(x, _)| x[k]).sum::<f64>() / n);
        let spreads = std::array::from_fn(|k| spread(rows.iter().map(|(x, _)| x[k])));
        let share = n_treated as f64 / n;
        let mut coefficients = [0.0; N + 1];
        coefficients[0] = ln(share / (1.0 - share));
        let mut score = Self {
            means,
            spreads,
            coefficients,
        };
        for _ in 0..STEPS {
            let step = score.newton_step(rows)?;
            for (coefficient, step) in score.coefficients.iter_mut().zip(&step) {
                *coefficient += step;
            }
            if step.iter().all(|step| step.abs() < 1e-9) {
                break;
            }
        }
        Some(score)
    }

    /// A variable that is the same everywhere says nothing.
    fn standardised(&self, x: &[f64; N]) -> [f64; N + 1] {
        std::array::from_fn(|k| match k {
            0 => 1.0,
            _ if self.spreads[k - 1] > 1e-12 => {
                (x[k - 1] - self.means[k - 1]) / self.spreads[k - 1]
            }
            _ => 0.0,
        })
    }

    fn log_odds(&self, x: &[f64; N]) -> f64 {
        self.odds(&self.standardised(x))
    }

    /// The log odds of standardised variables.
    fn odds(&self, z: &[f64; N + 1]) -> f64 {
        z.iter().zip(&self.coefficients).map(|(z, b)| z * b).sum()
    }

    fn newton_step(&self, rows: &[([f64; N], bool)]) -> Option<[f64; N + 1]> {
        let (mut gradient, mut curvature) = ([0.0; N + 1], [[0.0; N + 1]; N + 1]);
        for (x, is_treated) in rows {
            let z = self.standardised(x);
            let chance = 1.0 / (1.0 + exp(-self.odds(&z)));
            let left = f64::from(u8::from(*is_treated)) - chance;
            for i in 0..=N {
                gradient[i] += left * z[i];
                for j in 0..=i {
                    curvature[i][j] += chance * (1.0 - chance) * z[i] * z[j];
                }
            }
        }
        for k in 1..=N {
            gradient[k] -= RIDGE * self.coefficients[k];
            curvature[k][k] += RIDGE;
        }
        solve(curvature, gradient)
    }
}

/// Solves a symmetric positive definite system of which the lower half is given (Cholesky); none where it is not.
fn solve(mut a: [[f64; N + 1]; N + 1], mut b: [f64; N + 1]) -> Option<[f64; N + 1]> {
    for i in 0..=N {
        for j in 0..=i {
            let left = a[i][j] - (0..j).map(|k| a[i][k] * a[j][k]).sum::<f64>();
            if i == j {
                if left <= 0.0 {
                    return None;
                }
                a[i][i] = sqrt(left);
            } else {
                a[i][j] = left / a[j][j];
            }
        }
    }
    for i in 0..=N {
        b[i] = (b[i] - (0..i).map(|k| a[i][k] * b[k]).sum::<f64>()) / a[i][i];
    }
    for i in (0..=N).rev() {
        b[i] = (b[i] - (i + 1..=N).map(|k| a[k][i] * b[k]).sum::<f64>()) / a[i][i];
    }
    Some(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Process, ReplicateKey, pair};

    #[test]
    fn coefficients_of_a_known_model_are_found() {
        let draws = ReplicateKey::new(47, 0).draws(Process::Test, 0);
        let rows: Vec<([f64; N], bool)> = (0..20_000)
            .map(|k| {
                let x: [f64; N] = std::array::from_fn(|j| draws.normal(pair(k, j as u64)));
                let odds = -1.0 + 0.8 * x[0] - 0.5 * x[3];
                (x, draws.uniform(pair(k, 99)) < 1.0 / (1.0 + exp(-odds)))
            })
            .collect();
        let score = Score::fit(&rows).expect("both sides");
        // standard errors are near 0.02
        for (found, known) in score
            .coefficients
            .iter()
            .zip([-1.0, 0.8, 0.0, 0.0, -0.5, 0.0, 0.0])
        {
            assert!((found - known).abs() < 0.08, "{:?}", score.coefficients);
        }
        assert!(
            Score::fit(&rows.iter().map(|(x, _)| (*x, true)).collect::<Vec<_>>()).is_none(),
            "nobody to compare with"
        );
    }

    #[test]
    fn a_system_is_solved() {
        let mut a = [[0.0; N + 1]; N + 1];
        for (i, row) in a.iter_mut().enumerate() {
            row[i] = 2.0;
        }
        a[1][0] = 1.0;
        let mut b = [2.0; N + 1];
        b[0] = 3.0;
        b[1] = 3.0;
        // 2x + y = 3 and x + 2y = 3: 1 and 1; the others are 1 too
        let found = solve(a, b).expect("positive definite");
        assert!(found.iter().all(|x| (x - 1.0).abs() < 1e-12), "{found:?}");
    }
}
