//! Parts of the variance of a difference: random variation, parameters by grade of evidence, and interactions of parameters.
//!
//! The difference d of a single world varies within a draw by random variation and between draws by its parameters. With n draws of m worlds, σ² the pooled variance
//! within draws and V the variance of draw means, simulation noise is σ² and the parameters are V − σ²/m (analysis of variance, unbiased). The latter is split by
//! a linear regression of draw means on normal scores of the parameters: parameter j gives b_j · cov(x_j, y) − s²/(n − 1), Pratt's measure less what a parameter
//! without effect would get, s² the residual variance; the sum is V − s², the adjusted R² times V, and s² − σ²/m is left for interactions and bends.
//! All parts add up to the whole. Each may by chance come out below 0: it is reported as 0, and the others are scaled to add up to 1, so that shares lie
//! between 0 and 1 as their intervals do. Intervals are ±t standard errors by the jackknife over draws, cut off at 0 and 1.

use serde::Serialize;

use super::interval::t_quantile;
use super::sample::{covariance, mean, variance};
use super::survival::Estimate;
use crate::maths::inverse_normal;
use crate::parameters::Grade;

/// Most groups of draws that are left out in turn for standard errors; up to as many draws a group is one draw.
const GROUPS_MAX: usize = 200;
/// Draws beyond one per parameter and the mean below which a regression does not separate parameters; *assumed*.
const LEAST_FREE: usize = 10;
/// Half-width of the widest interval of a share above which the draws are too few to separate parts [share]; *assumed*.
pub const WIDEST_PART: f64 = 0.25;

/// Origin of a part of the variance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Origin {
    /// Simulation noise: what differs between worlds of one draw.
    Chance,
    /// Uncertain parameters of one grade.
    Grade(Grade),
    /// Uncertain parameters, with too few draws to separate them.
    Numbers,
    /// Simulation noise and uncertain parameters, which too few draws of one world each do not separate.
    ChanceOrNumbers,
    /// Interactions and non-linear effects of parameters.
    Interactions,
    /// Simulation noise and interactions, which one world per draw does not separate.
    ChanceOrInteractions,
    /// Rival structures of the model, each as likely.
    Structure,
}

impl Origin {
    /// True for what makes expected effects differ between draws.
    const fn is_of_parameters(self) -> bool {
        match self {
            Self::Grade(_) | Self::Numbers | Self::Interactions => true,
            Self::Chance | Self::ChanceOrNumbers | Self::ChanceOrInteractions | Self::Structure => {
                false
            }
        }
    }

    /// The words of tables: source and, for parameters, grade.
    #[must_use]
    pub const fn text(self) -> (&'static str, &'static str) {
        match self {
            Self::Chance => ("chance", ""),
            Self::Grade(grade) => ("numbers", grade.name()),
            Self::Numbers => ("numbers", "all"),
            Self::ChanceOrNumbers => ("chance_or_numbers", ""),
            Self::Interactions => ("interactions", ""),
            Self::ChanceOrInteractions => ("chance_or_interactions", ""),
            Self::Structure => ("structure", ""),
        }
    }
}

/// A part of the variance of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Part {
    /// Where it comes from.
    pub origin: Origin,
    /// Share of the whole variance [share, 0 to 1]; the parts of a whole add up to 1.
    pub share: f64,
    /// Lower end of its 95 % interval; NaN where there is none.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Share of the variance of the expected effect between draws, of which random variation is no part, with its 95 % interval [share]; NaN for random
    /// variation, for structures and where parameters are not told from luck.
    pub expected: Estimate,
    /// How many uncertain parameters it is of; 0 where it is not of a grade.
    pub n_numbers: usize,
}

/// A draw and the differences of its worlds.
pub(super) type ByDraw = (u32, Vec<f64>);
/// A grade and the normal scores of a parameter by draw.
pub(super) type Scores = (Grade, Vec<f64>);
/// A part of a variance.
pub(super) type Variance = (Origin, f64);

/// Parts of a whole with their intervals, and the draws needed for them: see [`shares_of`].
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Split {
    /// Variance of the difference of a single world, structures apart.
    pub within: f64,
    /// Shares; empty where nothing varies or there are fewer than three draws.
    pub parts: Vec<Part>,
    /// About how many draws estimate every share to within [`WIDEST_PART`], where these do not.
    pub needed: Option<usize>,
}

/// Splits the variance of `n` draws, of which as many count for Student's t as [`free_draws`] says; `split` gives the parts of a sample of them, `structure` is what lies between rival structures.
pub(super) fn shares_of(
    (n, free): (usize, usize),
    structure: Option<f64>,
    split: &dyn Fn(&[usize]) -> Vec<Variance>,
) -> Split {
    let mut variances = split(&(0..n).collect::<Vec<_>>());
    let within: f64 = variances.iter().map(|(_, part)| part).sum();
    variances.extend(structure.map(|part| (Origin::Structure, part)));
    let total = within + structure.unwrap_or(0.0);
    if !(total > 0.0 && n > 2) {
        return Split {
            within,
            ..Split::default()
        };
    }
    let errors = standard_errors(n, &variances, total, structure.unwrap_or(0.0), split);
    let reaches: Vec<f64> = errors
        .iter()
        .map(|error| t_quantile(free) * error)
        .collect();
    let of_expected = expected_shares(n, free, &variances, split);
    let parts = variances
        .iter()
        .zip(bounded(&variances))
        .zip(&reaches)
        .zip(of_expected)
        .map(|((((origin, _), share), reach), expected)| {
            let [low, high] = within_bounds(share, *reach);
            Part {
                origin: *origin,
                share,
                low,
                high,
                expected,
                n_numbers: 0,
            }
        });
    let widest = reaches
        .iter()
        .copied()
        .filter(|reach| reach.is_finite())
        .fold(0.0, f64::max)
        / WIDEST_PART;
    Split {
        within,
        parts: parts.collect(),
        needed: (widest > 1.0).then(|| two_digits((n as f64 * widest * widest).ceil() as usize)),
    }
}

/// True where `n` draws separate `n_numbers` parameters.
const fn are_distinguishable(n: usize, n_numbers: usize) -> bool {
    n > n_numbers + LEAST_FREE
}

/// Draws less the parameters that a regression on them separates: the sample size of Student's t.
pub(super) const fn free_draws(n: usize, n_numbers: usize) -> usize {
    if are_distinguishable(n, n_numbers) {
        n - n_numbers
    } else {
        n
    }
}

/// A count rounded up to two digits.
const fn two_digits(count: usize) -> usize {
    let mut unit = 1;
    while count / unit >= 100 {
        unit *= 10;
    }
    count.div_ceil(unit) * unit
}

/// Shares of what is not below 0.
fn bounded(variances: &[Variance]) -> Vec<f64> {
    let whole: f64 = variances.iter().map(|(_, part)| part.max(0.0)).sum();
    variances
        .iter()
        .map(|(_, part)| part.max(0.0) / whole)
        .collect()
}

/// Ends of an interval of a share, cut off where a share cannot be.
fn within_bounds(share: f64, reach: f64) -> [f64; 2] {
    [share - reach, share + reach].map(|end| {
        if end.is_nan() {
            end
        } else {
            end.clamp(0.0, 1.0)
        }
    })
}

/// Shares of the variance of expected effects, of the parts that are of parameters; NaN for all others, and where a single part is the whole.
fn expected_shares(
    n: usize,
    free: usize,
    variances: &[Variance],
    split: &dyn Fn(&[usize]) -> Vec<Variance>,
) -> Vec<Estimate> {
    const NONE: Estimate = Estimate {
        value: f64::NAN,
        low: f64::NAN,
        high: f64::NAN,
    };
    let of_parameters: Vec<Variance> = variances
        .iter()
        .filter(|(origin, _)| origin.is_of_parameters())
        .copied()
        .collect();
    let whole: f64 = of_parameters.iter().map(|(_, part)| part).sum();
    let is_told = variances
        .iter()
        .any(|(origin, _)| *origin == Origin::Chance);
    if !(is_told && whole > 0.0) {
        return vec![NONE; variances.len()];
    }
    let only = |sample: &[usize]| -> Vec<Variance> {
        let parts = split(sample).into_iter();
        parts
            .filter(|(origin, _)| origin.is_of_parameters())
            .collect()
    };
    let errors = standard_errors(n, &of_parameters, whole, 0.0, &only);
    let mut found = of_parameters
        .iter()
        .zip(bounded(&of_parameters))
        .zip(errors)
        .map(|((_, share), error)| {
            let [low, high] = within_bounds(share, t_quantile(free) * error);
            Estimate {
                value: share,
                low,
                high,
            }
        });
    variances
        .iter()
        .map(|(origin, _)| {
            if origin.is_of_parameters() {
                found.next().unwrap_or(NONE)
            } else {
                NONE
            }
        })
        .collect()
}

/// Standard error of each share by the jackknife: draws are left out one by one, or, where there are many, group by group. Resampled draws would not do:
/// a resample holds about 0.63 n different ones, through which a regression with many parameters passes without a residual. NaN for structures, which are
/// not a sample.
fn standard_errors(
    n: usize,
    variances: &[Variance],
    total: f64,
    structure: f64,
    split: &dyn Fn(&[usize]) -> Vec<Variance>,
) -> Vec<f64> {
    let n_sampled = variances
        .iter()
        .filter(|(origin, _)| *origin != Origin::Structure)
        .count();
    if total <= structure || n_sampled < 2 {
        return vec![f64::NAN; variances.len()];
    }
    let size = n.div_ceil(GROUPS_MAX);
    let mut shares: Vec<Vec<f64>> = vec![Vec::new(); variances.len()];
    for left_out in (0..n).step_by(size) {
        let others: Vec<usize> = (0..left_out).chain(left_out + size..n).collect();
        let parts = split(&others);
        let whole = parts.iter().map(|(_, part)| part).sum::<f64>() + structure;
        for (place, (origin, _)) in variances.iter().enumerate() {
            let found = parts.iter().find(|(other, _)| other == origin);
            shares[place].extend(
                found
                    .map(|(_, part)| part / whole)
                    .filter(|share| share.is_finite()),
            );
        }
    }
    // with g groups the squared error is (g - 1) / g times the sum of squared distances, (g - 1)² / g times their variance
    let error = |shares: &Vec<f64>| {
        variance(shares).sqrt() * (shares.len() as f64 - 1.0) / (shares.len() as f64).sqrt()
    };
    shares.iter().map(error).collect()
}

/// Normal scores of ranks, ties at their middle: blind to how far values lie apart, so that a long tail does not rule a regression.
pub(super) fn normal_scores(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let score = |value: &f64| {
        let below = sorted.partition_point(|other| other < value);
        let same = sorted[below..].partition_point(|other| other <= value);
        inverse_normal((below as f64 + 0.5 * same as f64) / sorted.len() as f64)
    };
    values.iter().map(score).collect()
}

/// Variance within draws, pooled, and its degrees of freedom; 0 where every draw has one world.
pub(super) fn within<'d>(draws: impl Iterator<Item = &'d ByDraw>) -> (f64, usize) {
    let (mut squares, mut freedom) = (0.0, 0);
    for (_, values) in draws.filter(|(_, values)| values.len() > 1) {
        squares += variance(values) * (values.len() - 1) as f64;
        freedom += values.len() - 1;
    }
    let pooled = if freedom > 0 {
        squares / freedom as f64
    } else {
        0.0
    };
    (pooled, freedom)
}

/// Parts of the variance of the difference of a single world, over a sample of the draws (places in `differences`); whether these
/// separate parameters is a matter of all of them, so that every sample has the same parts.
pub(super) fn split(differences: &[ByDraw], numbers: &[Scores], sample: &[usize]) -> Vec<Variance> {
    let drawn = || sample.iter().map(|place| &differences[*place]);
    let means: Vec<f64> = drawn().map(|(_, values)| mean(values)).collect();
    let (chance, freedom) = within(drawn());
    let of_means = chance
        * mean(
            &drawn()
                .map(|(_, values)| 1.0 / values.len() as f64)
                .collect::<Vec<_>>(),
        );
    let whole = variance(&means);
    let mut parts = if freedom > 0 {
        vec![(Origin::Chance, chance)]
    } else {
        Vec::new()
    };
    if !are_distinguishable(differences.len(), numbers.len()) {
        parts.push(if freedom > 0 {
            (Origin::Numbers, whole - of_means)
        } else {
            (Origin::ChanceOrNumbers, whole)
        });
        return parts;
    }
    let columns: Vec<Vec<f64>> = numbers
        .iter()
        .map(|(_, scores)| drawn().map(|(draw, _)| scores[*draw as usize]).collect())
        .collect();
    let (explained, residual) = regression(&columns, &means);
    for grade in Grade::ALL {
        let own: Vec<f64> = numbers
            .iter()
            .zip(&explained)
            .filter(|((other, _), _)| *other == grade)
            .map(|(_, part)| *part)
            .collect();
        if !own.is_empty() {
            parts.push((Origin::Grade(grade), own.iter().sum()));
        }
    }
    parts.push(if freedom > 0 {
        (Origin::Interactions, residual - of_means)
    } else {
        (Origin::ChanceOrInteractions, residual)
    });
    parts
}

/// Explained variance by column of `y`, without bias, and the residual variance; together they are the variance of `y`.
fn regression(columns: &[Vec<f64>], y: &[f64]) -> (Vec<f64>, f64) {
    let n = y.len() as f64;
    let with_y: Vec<f64> = columns.iter().map(|column| covariance(column, y)).collect();
    let mut matrix: Vec<Vec<f64>> = columns
        .iter()
        .map(|left| {
            columns
                .iter()
                .map(|right| covariance(left, right))
                .collect()
        })
        .collect();
    let (coefficients, used) = solve(&mut matrix, &with_y);
    let rank = used.iter().filter(|used| **used).count() as f64;
    let whole = variance(y);
    let raw: f64 = coefficients.iter().zip(&with_y).map(|(b, c)| b * c).sum();
    let residual = (whole - raw).max(0.0) * (n - 1.0) / (n - 1.0 - rank);
    let own = |((b, c), used): ((&f64, &f64), &bool)| {
        if *used {
            b * c - residual / (n - 1.0)
        } else {
            0.0
        }
    };
    (
        coefficients
            .iter()
            .zip(&with_y)
            .zip(&used)
            .map(own)
            .collect(),
        residual,
    )
}

/// Solves symmetric equations by elimination; a column that depends on earlier ones is left out.
fn solve(matrix: &mut [Vec<f64>], right: &[f64]) -> (Vec<f64>, Vec<bool>) {
    let (n, mut right) = (right.len(), right.to_vec());
    let scales: Vec<f64> = (0..n).map(|k| matrix[k][k]).collect();
    let mut used = vec![false; n];
    for pivot in 0..n {
        if !(matrix[pivot][pivot] > 1e-9 * scales[pivot]) {
            continue;
        }
        used[pivot] = true;
        for row in (0..n).filter(|row| *row != pivot) {
            let factor = matrix[row][pivot] / matrix[pivot][pivot];
            for column in pivot..n {
                matrix[row][column] -= factor * matrix[pivot][column];
            }
            right[row] -= factor * right[pivot];
        }
    }
    (
        (0..n)
            .map(|k| {
                if used[k] {
                    right[k] / matrix[k][k]
                } else {
                    0.0
                }
            })
            .collect(),
        used,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Process, ReplicateKey};

    /// Differences 3 a + 2 b + 2 a b·`bend` + noise of standard deviation `sd`, of normal a and b, with their scores: c is non-influential.
    fn model(n: u32, reps: u64, bend: f64, sd: f64) -> (Vec<ByDraw>, Vec<Scores>) {
        model_of(0, n, reps, bend, sd)
    }

    fn model_of(trial: u32, n: u32, reps: u64, bend: f64, sd: f64) -> (Vec<ByDraw>, Vec<Scores>) {
        let draws = ReplicateKey::new(11, trial).draws(Process::Test, 0);
        let normal = |draw: u32, k: u64| draws.normal(crate::random::pair(u64::from(draw), k));
        let column = |k: u64| (0..n).map(|draw| normal(draw, k)).collect::<Vec<_>>();
        let value = |draw: u32, rep: u64| {
            let (a, b) = (normal(draw, 0), normal(draw, 1));
            3.0 * a + 2.0 * b + bend * a * b + sd * normal(draw, 100 + rep)
        };
        let differences = (0..n)
            .map(|draw| (draw, (0..reps).map(|rep| value(draw, rep)).collect()))
            .collect();
        let numbers = [
            (Grade::Expert, 0),
            (Grade::Assumed, 1),
            (Grade::Literature, 2),
        ];
        (
            differences,
            numbers
                .map(|(grade, k)| (grade, normal_scores(&column(k))))
                .to_vec(),
        )
    }

    fn shares(parts: &[Variance]) -> Vec<Variance> {
        let total: f64 = parts.iter().map(|(_, part)| part).sum();
        parts
            .iter()
            .map(|(origin, part)| (*origin, part / total))
            .collect()
    }

    fn share(parts: &[Variance], origin: Origin) -> f64 {
        shares(parts)
            .iter()
            .find(|(other, _)| *other == origin)
            .map_or(f64::NAN, |(_, share)| *share)
    }

    #[test]
    fn known_shares_are_found() {
        // Variances: a 9, b 4, a b 4, noise 8; 25 in all. The shares have standard errors near sqrt(2 / n) of themselves, 0.02 for n = 2000 and share 0.36
        // of regression; the tolerance is four times 0.02.
        let (differences, numbers) = model(2000, 2, 2.0, 8.0_f64.sqrt());
        let all: Vec<usize> = (0..2000).collect();
        let parts = split(&differences, &numbers, &all);
        for (origin, expected) in [
            (Origin::Chance, 0.32),
            (Origin::Grade(Grade::Expert), 0.36),
            (Origin::Grade(Grade::Assumed), 0.16),
            (Origin::Grade(Grade::Literature), 0.0),
            (Origin::Interactions, 0.16),
        ] {
            let found = share(&parts, origin);
            assert!(
                (found - expected).abs() < 0.08,
                "{origin:?}: {found} is {expected}"
            );
        }
        let sum: f64 = shares(&parts).iter().map(|(_, share)| share).sum();
        assert!((sum - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_number_without_effect_gets_nothing_however_much_luck_there_is() {
        let found: Vec<f64> = [1.0, 10.0, 100.0].map(share_of_literature).to_vec();
        assert!(found.iter().all(|share| share.abs() < 0.06), "{found:?}");
    }

    fn share_of_literature(sd: f64) -> f64 {
        let (differences, numbers) = model(400, 2, 0.0, sd);
        share(
            &split(&differences, &numbers, &(0..400).collect::<Vec<_>>()),
            Origin::Grade(Grade::Literature),
        )
    }

    #[test]
    fn one_world_a_draw_does_not_tell_luck_from_interactions_and_few_draws_do_not_tell_numbers_apart()
     {
        let (differences, numbers) = model(60, 1, 0.0, 1.0);
        let parts = split(&differences, &numbers, &(0..60).collect::<Vec<_>>());
        assert!(
            parts
                .iter()
                .any(|(origin, _)| *origin == Origin::ChanceOrInteractions)
                && share(&parts, Origin::Chance).is_nan()
        );
        let few = split(&differences[..12], &numbers, &(0..12).collect::<Vec<_>>());
        assert_eq!(
            few.iter().map(|(origin, _)| *origin).collect::<Vec<_>>(),
            [Origin::ChanceOrNumbers]
        );
        let (differences, numbers) = model(60, 2, 0.0, 1.0);
        let few = split(&differences[..12], &numbers, &(0..12).collect::<Vec<_>>());
        assert_eq!(
            few.iter().map(|(origin, _)| *origin).collect::<Vec<_>>(),
            [Origin::Chance, Origin::Numbers]
        );
    }

    /// Of `trials` samples, the shares whose intervals hold the true value, by part: 3 parameters of variances 9, 4 and 0, noise of standard deviation `sd` in each
    /// of `reps` worlds, and `idle` parameters without effect, in the fewest draws that separate them.
    fn coverage((idle, reps): (u32, u64), sd: f64, trials: u32) -> Vec<f64> {
        let n = 14 + idle;
        let [expert, assumed, literature] =
            [Grade::Expert, Grade::Assumed, Grade::Literature].map(Origin::Grade);
        let mut truth = vec![(expert, 9.0), (assumed, 4.0), (literature, 0.0)];
        match reps {
            1 => truth.push((Origin::ChanceOrInteractions, sd * sd)),
            _ => truth.extend([(Origin::Chance, sd * sd), (Origin::Interactions, 0.0)]),
        }
        let mut held = vec![0; truth.len()];
        for trial in 0..trials {
            let (differences, mut numbers) = model_of(trial, n, reps, 0.0, sd);
            let draws = ReplicateKey::new(13, trial).draws(Process::Test, 0);
            let column = |k: u32| {
                (0..n)
                    .map(|draw| draws.normal(crate::random::pair(u64::from(draw), u64::from(k))))
                    .collect::<Vec<_>>()
            };
            numbers.extend((0..idle).map(|k| (Grade::Literature, normal_scores(&column(k)))));
            let sizes = (n as usize, free_draws(n as usize, numbers.len()));
            let found = shares_of(sizes, None, &|sample| split(&differences, &numbers, sample));
            for (held, (origin, variance)) in held.iter_mut().zip(&truth) {
                let part = found
                    .parts
                    .iter()
                    .find(|part| part.origin == *origin)
                    .expect("a part");
                let share = variance / (13.0 + sd * sd);
                *held += u32::from(part.low <= share && share <= part.high);
            }
        }
        held.iter()
            .map(|held| f64::from(*held) / f64::from(trials))
            .collect()
    }

    #[test]
    fn intervals_hold_the_true_share_in_nine_of_ten_trials_with_hardly_more_draws_than_numbers() {
        for (idle, reps, trials) in [(0, 2, 100), (6, 2, 40), (6, 1, 40)] {
            for sd in [2.0, 13.0_f64.sqrt(), 52.0_f64.sqrt()] {
                let held = coverage((idle, reps), sd, trials);
                // three standard errors of the trials below 90 %
                let least = 0.9 - 3.0 * (0.09 / f64::from(trials)).sqrt();
                assert!(
                    held.iter().all(|held| *held >= least),
                    "{idle} idle parameters, noise {sd}: {held:?}"
                );
            }
        }
    }

    #[test]
    fn groups_of_draws_give_the_error_that_single_draws_give() {
        // 200 draws one by one, 400 in groups of two: 0.71 of the error
        let reach = |n: u32| {
            let (differences, numbers) = model(n, 2, 2.0, 8.0_f64.sqrt());
            let found = shares_of((n as usize, n as usize), None, &|sample| {
                split(&differences, &numbers, sample)
            });
            found
                .parts
                .iter()
                .map(|part| part.high - part.low)
                .sum::<f64>()
        };
        let ratio = reach(400) / reach(200);
        assert!((0.55..0.9).contains(&ratio), "{ratio}");
    }

    #[test]
    fn scores_of_many_values_are_those_of_their_ranks() {
        // 7 values, each 100 times over: rank 100 k + 50 of 700
        let scores = normal_scores(
            &(0..700)
                .map(|place| f64::from(place % 7))
                .collect::<Vec<_>>(),
        );
        for (place, score) in scores.iter().enumerate() {
            let expected = inverse_normal((100.0 * (place % 7) as f64 + 50.0) / 700.0);
            assert!((score - expected).abs() < 1e-12);
        }
    }

    #[test]
    fn a_part_without_an_error_has_no_interval() {
        assert!(within_bounds(0.3, f64::NAN).iter().all(|end| end.is_nan()));
        assert_eq!(within_bounds(0.9, 0.2), [0.7, 1.0]);
    }

    #[test]
    fn columns_that_repeat_others_are_left_out() {
        let (differences, mut numbers) = model(200, 2, 0.0, 1.0);
        let all: Vec<usize> = (0..200).collect();
        let alone = split(&differences, &numbers, &all);
        numbers.push(numbers[0].clone());
        let doubled = split(&differences, &numbers, &all);
        assert!(
            (share(&alone, Origin::Grade(Grade::Expert))
                - share(&doubled, Origin::Grade(Grade::Expert)))
            .abs()
                < 1e-9
        );
    }

    #[test]
    fn normal_scores_are_symmetric_and_share_ties() {
        let scores = normal_scores(&[5.0, 1.0, 9.0, 5.0]);
        assert!(
            (scores[1] + scores[2]).abs() < 1e-12
                && scores[0] == scores[3]
                && scores[0].abs() < 1e-12
        );
    }

    #[test]
    fn shares_and_their_intervals_keep_to_the_same_bounds_and_few_draws_say_how_many_it_takes() {
        // parameters with almost no influence, in 12 draws: their raw share is below 0 as often as above
        for sd in [20.0, 21.0, 22.0, 23.0] {
            let (differences, numbers) = model(12, 2, 0.0, sd);
            let found = shares_of((12, 12), None, &|sample| {
                split(&differences, &numbers, sample)
            });
            let sum: f64 = found.parts.iter().map(|part| part.share).sum();
            assert!((sum - 1.0).abs() < 1e-12, "{found:?}");
            assert!(found.parts.iter().all(|part| 0.0 <= part.low
                && part.low <= part.share
                && part.share <= part.high
                && part.high <= 1.0));
            assert!(found.needed.is_some_and(|needed| needed > 12), "{found:?}");
        }
        let cut = shares_of((12, 12), Some(0.5), &|_| {
            vec![(Origin::Chance, 1.5), (Origin::Numbers, -0.9)]
        });
        assert_eq!(
            cut.parts.iter().map(|part| part.share).collect::<Vec<_>>(),
            [0.75, 0.0, 0.25]
        );
        let (differences, numbers) = model(800, 2, 2.0, 3.0);
        assert_eq!(
            [7, 99, 100, 123, 990, 1201, 12_345].map(two_digits),
            [7, 99, 100, 130, 990, 1300, 13_000]
        );
        assert_eq!(
            shares_of((800, 797), None, &|sample| split(
                &differences,
                &numbers,
                sample
            ))
            .needed,
            None
        );
    }

    fn are_near(found: &[f64], expected: &[f64]) -> bool {
        found.len() == expected.len()
            && found
                .iter()
                .zip(expected)
                .all(|(found, expected)| (found - expected).abs() < 1e-12)
    }

    #[test]
    fn equations_are_solved_and_columns_that_depend_on_earlier_ones_left_out() {
        // of 1, -2 and 3, at any scale of the columns
        for scale in [1.0, 1e-12, 1e6] {
            let mut matrix = [[4.0, 2.0, 2.0], [2.0, 5.0, 1.0], [2.0, 1.0, 6.0]]
                .map(|row| row.map(|value| value * scale).to_vec());
            let (found, used) = solve(&mut matrix, &[6.0, -5.0, 18.0].map(|value| value * scale));
            assert!(
                are_near(&found, &[1.0, -2.0, 3.0]) && used == [true; 3],
                "{scale}: {found:?} {used:?}"
            );
        }
        // the third column is the sum of the first two; the first of the other equations is of nothing
        let mut matrix =
            [[4.0, 2.0, 6.0], [2.0, 5.0, 7.0], [6.0, 7.0, 13.0]].map(|row| row.to_vec());
        let (found, used) = solve(&mut matrix, &[8.0, 12.0, 20.0]);
        assert!(
            are_near(&found, &[1.0, 2.0, 0.0]) && used == [true, true, false],
            "{found:?} {used:?}"
        );
        let (found, used) = solve(&mut [vec![0.0, 0.0], vec![0.0, 4.0]], &[0.0, 8.0]);
        assert_eq!((found, used), (vec![0.0, 2.0], vec![false, true]));
    }

    /// Columns of ±1 over eight places, the third the product of the first two: of each the variance is 8 / 7, and two are uncorrelated.
    fn signs() -> [Vec<f64>; 3] {
        let first: Vec<f64> = (0..8).map(|k| if k < 4 { 1.0 } else { -1.0 }).collect();
        let second: Vec<f64> = (0..8)
            .map(|k| if k % 2 == 0 { 1.0 } else { -1.0 })
            .collect();
        let both = first
            .iter()
            .zip(&second)
            .map(|(one, other)| one * other)
            .collect();
        [first, second, both]
    }

    #[test]
    fn a_regression_on_uncorrelated_columns_has_the_figures_worked_by_hand() {
        // y = 5 + 3 a + 2 b + ab / 2: of 8 / 7 times 9, 4 and 1/4 the last is left over, with 7 - 2 degrees of freedom in place of 7: 2/5
        let [a, b, both] = signs();
        let y: Vec<f64> = (0..8)
            .map(|k| 5.0 + 3.0 * a[k] + 2.0 * b[k] + 0.5 * both[k])
            .collect();
        let (explained, residual) = regression(&[a.clone(), b.clone()], &y);
        assert!((residual - 0.4).abs() < 1e-12);
        assert!(
            are_near(&explained, &[(72.0 - 0.4) / 7.0, (32.0 - 0.4) / 7.0]),
            "{explained:?}"
        );
        assert!((explained.iter().sum::<f64>() + residual - variance(&y)).abs() < 1e-12);
        let negative = a.iter().map(|value| -value).collect();
        let (explained, residual) = regression(&[a.clone(), negative, b.clone()], &y);
        assert!(
            (residual - 0.4).abs() < 1e-12
                && are_near(&explained, &[(72.0 - 0.4) / 7.0, 0.0, (32.0 - 0.4) / 7.0]),
            "{explained:?}"
        );
        let (explained, residual) = regression(&[], &y);
        assert!(explained.is_empty() && (residual - variance(&y)).abs() < 1e-12);
    }

    #[test]
    fn the_variance_within_draws_is_pooled_by_degrees_of_freedom() {
        let draws: Vec<ByDraw> = vec![
            (0, vec![1.0, 3.0]),
            (1, vec![5.0]),
            (2, vec![0.0, 2.0, 4.0]),
        ];
        let (found, freedom) = within(draws.iter());
        assert!((found - 10.0 / 3.0).abs() < 1e-12 && freedom == 3);
        assert_eq!(within(draws[1..2].iter()), (0.0, 0));
    }

    /// 16 draws of which the means are 5 + 3 a + 2 b + ab / 2, twice over; worlds lie 1 to either side. Draw 2 k + 1 of 32 has the place k, so that numbers of draws are no places.
    fn sixteen(worlds: usize) -> (Vec<ByDraw>, Vec<Scores>) {
        let [a, b, both] = signs();
        let value = |k: usize| 5.0 + 3.0 * a[k % 8] + 2.0 * b[k % 8] + 0.5 * both[k % 8];
        let draws = (0..16).map(|k| {
            let around: &[f64] = if worlds == 1 { &[0.0] } else { &[-1.0, 1.0] };
            (
                2 * k as u32 + 1,
                around.iter().map(|by| value(k) + by).collect(),
            )
        });
        let scores = |column: &[f64]| {
            (0..32)
                .map(|draw| column[draw / 2 % 8])
                .collect::<Vec<f64>>()
        };
        (
            draws.collect(),
            vec![(Grade::Expert, scores(&a)), (Grade::Assumed, scores(&b))],
        )
    }

    #[test]
    fn parts_of_a_variance_have_the_figures_worked_by_hand() {
        // squares are 16 times 9, 4 and 1/4, over 15; left over 4 / 13, of which worlds of variance 2 put 1 into the means
        let residual = 4.0 / 13.0;
        let [expert, assumed] = [144.0, 64.0].map(|squares: f64| (squares - residual) / 15.0);
        let all: Vec<usize> = (0..16).collect();
        let check = |found: &[Variance], expected: &[Variance]| {
            assert_eq!(
                found.iter().map(|part| part.0).collect::<Vec<_>>(),
                expected.iter().map(|part| part.0).collect::<Vec<_>>()
            );
            let sizes = |parts: &[Variance]| parts.iter().map(|part| part.1).collect::<Vec<_>>();
            assert!(
                are_near(&sizes(found), &sizes(expected)),
                "{found:?} {expected:?}"
            );
        };
        let grades = [
            (Origin::Grade(Grade::Expert), expert),
            (Origin::Grade(Grade::Assumed), assumed),
        ];
        let (draws, numbers) = sixteen(2);
        check(
            &split(&draws, &numbers, &all),
            &[
                (Origin::Chance, 2.0),
                grades[0],
                grades[1],
                (Origin::Interactions, residual - 1.0),
            ],
        );
        let (single, numbers) = sixteen(1);
        check(
            &split(&single, &numbers, &all),
            &[
                grades[0],
                grades[1],
                (Origin::ChanceOrInteractions, residual),
            ],
        );
        // twelve draws do not separate two parameters, thirteen do
        let few: Vec<usize> = (0..8).collect();
        let whole = 106.0 / 7.0;
        check(
            &split(&draws[..12], &numbers, &few),
            &[(Origin::Chance, 2.0), (Origin::Numbers, whole - 1.0)],
        );
        check(
            &split(&single[..12], &numbers, &few),
            &[(Origin::ChanceOrNumbers, whole)],
        );
        assert_eq!(split(&draws[..13], &numbers, &few).len(), 4);
        assert_eq!(
            [(12, 2), (13, 2), (10, 0), (11, 0)].map(|(n, numbers)| free_draws(n, numbers)),
            [12, 11, 10, 11]
        );
    }

    #[test]
    fn draws_that_lost_worlds_leave_more_luck_in_their_means() {
        let draws: Vec<ByDraw> = vec![
            (0, vec![1.0, 3.0]),
            (1, vec![7.0]),
            (2, vec![0.0, 2.0, 4.0]),
        ];
        let found = split(&draws, &[], &[0, 1, 2]);
        // pooled 10/3; of means 2, 7 and 2 the variance is 25/3, of which luck is 10/3 times the mean of 1/2, 1 and 1/3
        let expected = 25.0 / 3.0 - 10.0 / 3.0 * (11.0 / 18.0);
        assert!(
            (found[0].1 - 10.0 / 3.0).abs() < 1e-12 && (found[1].1 - expected).abs() < 1e-12,
            "{found:?}"
        );
        assert_eq!([found[0].0, found[1].0], [Origin::Chance, Origin::Numbers]);
    }

    /// Parts of a sample that are means of numbers of its draws.
    fn of_means<'a>(columns: &'a [(Origin, Vec<f64>)]) -> impl Fn(&[usize]) -> Vec<Variance> + 'a {
        |sample| {
            columns
                .iter()
                .map(|(origin, values)| {
                    (
                        *origin,
                        mean(&sample.iter().map(|at| values[*at]).collect::<Vec<_>>()),
                    )
                })
                .collect()
        }
    }

    #[test]
    fn intervals_of_shares_are_those_of_draws_left_out() {
        let column = |by: usize, scale: f64| {
            move |n: usize| {
                (0..n)
                    .map(|k| scale * (5.0 + ((k * by) % 7) as f64))
                    .collect::<Vec<f64>>()
            }
        };
        for (n, size) in [(5, 1), (200, 1), (401, 3)] {
            let columns = [
                (Origin::Chance, column(3, 2.0)(n)),
                (Origin::Numbers, column(5, 1.0)(n)),
                (Origin::Interactions, column(6, 0.3)(n)),
            ];
            let (split, structure, free) = (of_means(&columns), 1.5, 5);
            let found = shares_of((n, free), Some(structure), &split);
            let all: Vec<f64> = columns.iter().map(|(_, values)| mean(values)).collect();
            let whole = all.iter().sum::<f64>();
            assert!((found.within - whole).abs() < 1e-12);
            // squared distances from their mean of the shares of what is left by groups of draws, times (g - 1) / g
            let errors = |places: &[usize], structure: f64| -> Vec<f64> {
                let rests: Vec<Vec<f64>> = (0..n)
                    .step_by(size)
                    .map(|from| {
                        let kept: Vec<usize> = (0..n)
                            .filter(|at| !(from..from + size).contains(at))
                            .collect();
                        let means: Vec<f64> = places
                            .iter()
                            .map(|place| {
                                kept.iter().map(|at| columns[*place].1[*at]).sum::<f64>()
                                    / kept.len() as f64
                            })
                            .collect();
                        let total = means.iter().sum::<f64>() + structure;
                        means.iter().map(|part| part / total).collect()
                    })
                    .collect();
                let g = rests.len() as f64;
                (0..places.len())
                    .map(|place| {
                        let centre = rests.iter().map(|rest| rest[place]).sum::<f64>() / g;
                        let squares: f64 = rests
                            .iter()
                            .map(|rest| (rest[place] - centre) * (rest[place] - centre))
                            .sum();
                        (squares * (g - 1.0) / g).sqrt()
                    })
                    .collect()
            };
            // t at 97.5 % with four degrees of freedom
            let (t, total) = (2.776_445_105, whole + structure);
            let (of_all, of_parameters) = (errors(&[0, 1, 2], structure), errors(&[1, 2], 0.0));
            for place in 0..3 {
                let part = &found.parts[place];
                let (share, reach) = (all[place] / total, t * of_all[place]);
                assert!(
                    (part.share - share).abs() < 1e-12 && part.origin == columns[place].0,
                    "{part:?}"
                );
                assert!(
                    (part.low - (share - reach).max(0.0)).abs() < 1e-8
                        && (part.high - (share + reach).min(1.0)).abs() < 1e-8,
                    "{part:?}"
                );
                if place == 0 {
                    assert!(
                        part.expected.value.is_nan(),
                        "chance is no part of expected effects"
                    );
                    continue;
                }
                let (share, reach) = (all[place] / (all[1] + all[2]), t * of_parameters[place - 1]);
                let expected = [share, (share - reach).max(0.0), (share + reach).min(1.0)];
                let found = [part.expected.value, part.expected.low, part.expected.high];
                assert!(
                    found
                        .iter()
                        .zip(expected)
                        .all(|(found, expected)| (found - expected).abs() < 1e-8),
                    "{found:?} {expected:?}"
                );
            }
            let part = &found.parts[3];
            assert!(
                part.origin == Origin::Structure && (part.share - structure / total).abs() < 1e-12
            );
            assert!(
                part.low.is_nan() && part.high.is_nan() && part.expected.value.is_nan(),
                "structures are no sample"
            );
        }
    }

    #[test]
    fn few_draws_ask_for_as_many_as_make_the_widest_interval_narrow() {
        let columns = [
            (Origin::Chance, vec![9.0, 1.0, 5.0, 3.0, 8.0, 4.0]),
            (Origin::Numbers, vec![1.0, 9.0, 2.0, 8.0, 3.0, 7.0]),
        ];
        let found = shares_of((6, 6), None, &of_means(&columns));
        let [low, high] = [found.parts[0].low, found.parts[0].high];
        assert!(0.0 < low && high < 1.0, "{found:?}");
        let times = (high - low) / 2.0 / 0.25;
        assert!(times > 1.0);
        assert_eq!(found.needed, Some((6.0 * times * times).ceil() as usize));
        let narrow = columns.clone().map(|(origin, values)| {
            (
                origin,
                values
                    .into_iter()
                    .map(|value| 20.0 + value)
                    .collect::<Vec<_>>(),
            )
        });
        assert_eq!(shares_of((6, 6), None, &of_means(&narrow)).needed, None);
    }

    #[test]
    fn nothing_is_split_of_two_draws_and_of_what_does_not_vary() {
        let columns = [
            (Origin::Chance, vec![2.0, 4.0, 6.0]),
            (Origin::Numbers, vec![1.0; 3]),
        ];
        let two = shares_of((2, 2), Some(1.0), &of_means(&columns));
        assert_eq!((two.within, two.parts.len(), two.needed), (4.0, 0, None));
        assert_eq!(shares_of((3, 3), None, &of_means(&columns)).parts.len(), 2);
        let flat = [(Origin::Chance, vec![0.0; 5])];
        let found = shares_of((5, 5), Some(0.0), &of_means(&flat));
        assert_eq!((found.within, found.parts.len()), (0.0, 0));
        // all that varies is one part, or nothing but structures
        let alone = shares_of((3, 3), Some(1.0), &of_means(&columns[..1]));
        assert_eq!(
            alone
                .parts
                .iter()
                .map(|part| part.share)
                .collect::<Vec<_>>(),
            [0.8, 0.2]
        );
        assert!(
            alone.parts[0].low.is_nan() && alone.parts[0].high.is_nan() && alone.needed.is_none()
        );
        let structure = shares_of(
            (5, 5),
            Some(2.0),
            &of_means(&[flat[0].clone(), (Origin::Numbers, vec![0.0; 5])]),
        );
        assert!(
            structure.parts[0].share == 0.0
                && structure.parts[0].low.is_nan()
                && structure.parts[2].share == 1.0
        );
    }

    #[test]
    fn shares_of_expected_effects_need_chance_apart_and_something_besides() {
        let mixed = [
            (Origin::ChanceOrInteractions, vec![2.0, 4.0, 6.0]),
            (Origin::Grade(Grade::Expert), vec![1.0, 2.0, 1.0]),
        ];
        assert!(
            shares_of((3, 3), None, &of_means(&mixed))
                .parts
                .iter()
                .all(|part| part.expected.value.is_nan())
        );
        let none = [
            (Origin::Chance, vec![2.0, 4.0, 6.0]),
            (Origin::Numbers, vec![-1.0, 0.0, -2.0]),
        ];
        assert!(
            shares_of((3, 3), None, &of_means(&none))
                .parts
                .iter()
                .all(|part| part.expected.value.is_nan())
        );
        let opposed = [
            (Origin::Chance, vec![2.0, 4.0, 6.0]),
            (Origin::Numbers, vec![1.0, 2.0, 3.0]),
            (Origin::Interactions, vec![-1.0, -2.0, -3.0]),
        ];
        let found = shares_of((3, 3), None, &of_means(&opposed));
        assert!(
            found.parts.iter().all(|part| part.expected.value.is_nan()),
            "together they are nothing"
        );
        let one = [
            (Origin::Chance, vec![2.0, 4.0, 6.0]),
            (Origin::Numbers, vec![1.0, 3.0, 2.0]),
        ];
        let found = shares_of((3, 3), None, &of_means(&one)).parts[1].expected;
        assert!(
            found.value == 1.0 && found.low.is_nan() && found.high.is_nan(),
            "a single part is the whole"
        );
    }

    #[test]
    fn every_origin_has_its_words() {
        let origins = [
            Origin::Chance,
            Origin::Grade(Grade::Expert),
            Origin::Numbers,
            Origin::ChanceOrNumbers,
            Origin::Interactions,
            Origin::ChanceOrInteractions,
            Origin::Structure,
        ];
        assert_eq!(
            origins.map(Origin::text),
            [
                ("chance", ""),
                ("numbers", "expert"),
                ("numbers", "all"),
                ("chance_or_numbers", ""),
                ("interactions", ""),
                ("chance_or_interactions", ""),
                ("structure", "")
            ]
        );
        assert_eq!(
            origins.map(Origin::is_of_parameters),
            [false, true, true, false, true, false, false]
        );
    }
}
