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
        for (idle, reps, trials) in [(0, 2, 400), (27, 2, 100), (27, 1, 100)] {
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
        // 200 draws one by one, 800 in groups of four: half the error
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
        let ratio = reach(800) / reach(200);
        assert!((0.3..0.7).contains(&ratio), "{ratio}");
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
        let (differences, numbers) = model(2000, 2, 2.0, 3.0);
        assert_eq!([7, 99, 123, 1201].map(two_digits), [7, 99, 130, 1300]);
        assert_eq!(
            shares_of((2000, 1997), None, &|sample| split(
                &differences,
                &numbers,
                sample
            ))
            .needed,
            None
        );
    }
}
