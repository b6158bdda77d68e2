//! Where the spread of a difference comes from: luck, uncertain numbers by grade of evidence, and rival structures of the model.
//!
//! The difference d of a single world varies within a draw by luck and between draws by its numbers. With n draws of m worlds, σ² the pooled variance
//! within draws and V the variance of draw means, chance is σ² and the numbers are V − σ²/m (analysis of variance, unbiased). The latter is split by
//! a linear regression of draw means on normal scores of the numbers: number j gives b_j · cov(x_j, y) − s²/(n − 1), Pratt's measure less what a number
//! without effect would get, s² the residual variance; the sum is V − s², the adjusted R² times V, and s² − σ²/m is left for interactions and bends.
//! All parts add up to the whole; each may by chance come out a little below 0. Intervals are ±t standard errors from resampled draws, since resampled
//! shares of a regression are themselves biased.

use serde::Serialize;

use super::estimates::{Columns, Estimates, world_differences};
use super::interval::t_quantile;
use super::sample::{Sample, covariance, mean, variance};
use crate::maths::inverse_normal;
use crate::observations::{INDICATORS, indicator_index};
use crate::parameters::Grade;
use crate::plan::{RivalContext, World};
use crate::random::{Process, ReplicateKey};
use crate::results::{Dataset, Draws};

/// Resamples of draws for standard errors.
const RESAMPLES: u32 = 200;
/// Draws beyond one per number and the mean below which a regression does not tell numbers apart; *assumed*.
const LEAST_FREE: usize = 10;

/// What a part of the spread comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Origin {
    /// Luck: what differs between worlds of one draw.
    Chance,
    /// Uncertain numbers of one grade.
    Grade(Grade),
    /// Uncertain numbers, with too few draws to tell which.
    Numbers,
    /// Luck and uncertain numbers, which too few draws of one world each do not tell apart.
    ChanceOrNumbers,
    /// What numbers do together, or not in proportion.
    Interactions,
    /// Luck and interactions, which one world per draw does not tell apart.
    ChanceOrInteractions,
    /// Rival structures of the model, each as likely.
    Structure,
}

impl Origin {
    /// The words of tables: source and, for numbers, grade.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str) {
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
    /// Share of the whole variance [share]; the parts of a whole add up to 1.
    pub share: f64,
    /// Lower end of its 95 % interval; NaN where there is none.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The difference of a scenario under a rival structure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UnderRival {
    /// Title of the structure.
    pub title: String,
    /// Mean difference [unit of the indicator].
    pub diff: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// True where both signs are settled and opposite.
    pub is_reversed: bool,
}

/// The spread of the difference of one scenario in one indicator.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spread {
    /// Index of the scenario; its comparison is with the baseline of its context.
    pub scenario: usize,
    /// Index of the indicator in `observations::INDICATORS`.
    pub indicator: usize,
    /// Draws that have a difference; without draws, worlds.
    pub n: usize,
    /// Standard deviation of the difference of a single world, structures apart [unit of the indicator].
    pub sd: f64,
    /// Differences of draw means that 5 %, 50 % and 95 % of draws stay below [unit of the indicator]; NaN without draws.
    pub range: [f64; 3],
    /// Where it comes from; empty where it does not vary or there are too few draws.
    pub parts: Vec<Part>,
    /// Differences under rival structures; empty without.
    pub rivals: Vec<UnderRival>,
}

/// Two scenarios whose order differs between draws.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reversal {
    /// Index of the scenario with the greater mean.
    pub first: usize,
    /// Index of the other.
    pub second: usize,
    /// Index of the indicator in `observations::INDICATORS`.
    pub indicator: usize,
    /// Draws in which the second has more.
    pub n_reversed: usize,
    /// Draws in which both have a value.
    pub n: usize,
}

/// A draw and the differences of its worlds.
type ByDraw = (u32, Vec<f64>);
/// A grade and the normal scores of a number by draw.
type Scores = (Grade, Vec<f64>);
/// A part of a variance.
type Variance = (Origin, f64);

/// Spreads of all scenarios in the headline indicators; `worlds` is the data set by world, `by_draw` that of which `estimates` are made.
/// Empty where numbers are not drawn and no rival stands beside the study.
#[must_use]
pub fn spreads(worlds: &Dataset, by_draw: &Dataset, estimates: &Estimates) -> Vec<Spread> {
    let draws = worlds.draws.as_ref().filter(|draws| !draws.is_luck_shared);
    if draws.is_none() && worlds.rivals.is_empty() {
        return Vec::new();
    }
    let is_own = |scenario: &usize| worlds.rivals.iter().all(|rival| rival.context != worlds.scenarios[*scenario].context);
    let mut spreads = Vec::new();
    for indicator in worlds.headline.iter().filter_map(|name| indicator_index(name)) {
        for scenario in worlds.compared().filter(is_own) {
            let rivals = under_rivals(by_draw, estimates, scenario, indicator);
            let differences = differences_of(worlds, scenario, indicator);
            let structure = between(&under_structures(by_draw, scenario, indicator));
            spreads.push(spread((scenario, indicator), &differences, draws.map(|draws| (worlds, draws)), structure, rivals));
        }
    }
    spreads
}

/// Differences of the worlds by draw, in order; without draws, every world is a draw of its own.
fn differences_of(worlds: &Dataset, scenario: usize, indicator: usize) -> Vec<ByDraw> {
    let baseline = worlds.baseline_of(scenario);
    let of =
        |index: usize| worlds.runs.iter().filter(move |run| run.scenario == index).map(move |run| (run.replication, run.values[indicator]));
    let (own, reference): (Vec<_>, Vec<_>) = (of(scenario).collect(), of(baseline).collect());
    let mut draws: Vec<ByDraw> = Vec::new();
    for (world, value) in own {
        let Ok(at) = reference.binary_search_by_key(&world, |(other, _)| *other) else { continue };
        let difference = value - reference[at].1;
        if !difference.is_finite() {
            continue;
        }
        let draw = if worlds.draws.is_some() { World::of(world).draw } else { world };
        match draws.last_mut().filter(|(last, _)| *last == draw) {
            Some((_, differences)) => differences.push(difference),
            None => draws.push((draw, vec![difference])),
        }
    }
    draws
}

fn under_rivals(by_draw: &Dataset, estimates: &Estimates, scenario: usize, indicator: usize) -> Vec<UnderRival> {
    let name = INDICATORS[indicator].name;
    let Some(own) = estimates.comparison(scenario, name) else { return Vec::new() };
    let under = |(rival, other): (&RivalContext, usize)| {
        let c = estimates.comparison(other, name)?;
        let is_reversed = own.sign_settled && c.sign_settled && (own.diff > 0.0) != (c.diff > 0.0);
        Some(UnderRival { title: rival.title.clone(), diff: c.diff, low: c.ci_low, high: c.ci_high, is_reversed })
    };
    counterparts(by_draw, scenario).filter_map(under).collect()
}

/// The rivals of the context of a scenario, with the scenario of the same programme there.
fn counterparts(by_draw: &Dataset, scenario: usize) -> impl Iterator<Item = (&RivalContext, usize)> {
    let rivals = by_draw.rivals.iter().filter(move |rival| rival.of == by_draw.scenarios[scenario].context);
    let is_same = move |other: &usize| by_draw.programme(*other) == by_draw.programme(scenario);
    rivals.filter_map(move |rival| Some((rival, by_draw.compared_in(rival.context).find(is_same)?)))
}

/// Differences by world, or by draw, under each structure, the study's own first; NaN where there is none.
fn under_structures(by_draw: &Dataset, scenario: usize, indicator: usize) -> Vec<Vec<f64>> {
    let all = std::iter::once(scenario).chain(counterparts(by_draw, scenario).map(|(_, other)| other));
    all.map(|one| world_differences(by_draw, (one, by_draw.baseline_of(one)), indicator, 0..by_draw.replications)).collect()
}

fn spread(
    (scenario, indicator): (usize, usize),
    differences: &[ByDraw],
    drawn: Option<(&Dataset, &Draws)>,
    structure: Option<f64>,
    rivals: Vec<UnderRival>,
) -> Spread {
    let n = differences.len();
    let means = Sample::new(differences.iter().map(|(_, values)| mean(values)));
    let range = if drawn.is_some() { means.quantiles([0.05, 0.5, 0.95]) } else { [f64::NAN; 3] };
    let own = drawn.map(|(worlds, draws)| numbers_of(worlds, draws, scenario));
    let split = |sample: &[usize]| match &own {
        Some(numbers) => split(differences, numbers, sample),
        None => vec![(Origin::Chance, variance(means.values()))],
    };
    let all: Vec<usize> = (0..n).collect();
    let mut variances = split(&all);
    let within: f64 = variances.iter().map(|(_, part)| part).sum();
    variances.extend(structure.map(|part| (Origin::Structure, part)));
    let total = within + structure.unwrap_or(0.0);
    let mut parts = Vec::new();
    if total > 0.0 && n > 2 {
        let errors = standard_errors(n, &variances, total, structure.unwrap_or(0.0), &split);
        parts = variances.iter().zip(errors).map(|((origin, part), error)| part_of(*origin, part / total, t_quantile(n) * error)).collect();
    }
    Spread { scenario, indicator, n, sd: within.max(0.0).sqrt(), range, parts, rivals }
}

fn part_of(origin: Origin, share: f64, reach: f64) -> Part {
    let within_bounds = |end: f64| if end.is_nan() { end } else { end.clamp(0.0, 1.0) };
    Part { origin, share, low: within_bounds(share - reach), high: within_bounds(share + reach) }
}

/// Standard error of each share from resampled draws; NaN for structures, which are not a sample.
fn standard_errors(n: usize, variances: &[Variance], total: f64, structure: f64, split: &dyn Fn(&[usize]) -> Vec<Variance>) -> Vec<f64> {
    let n_sampled = variances.iter().filter(|(origin, _)| *origin != Origin::Structure).count();
    if total <= structure || n_sampled < 2 {
        return vec![f64::NAN; variances.len()];
    }
    let key = ReplicateKey::new(0, 1);
    let mut shares: Vec<Vec<f64>> = vec![Vec::new(); variances.len()];
    for resample in 0..RESAMPLES {
        let draws = key.draws(Process::Resample, resample);
        let sample: Vec<usize> = (0..n as u64).map(|place| draws.below(place, n as u32) as usize).collect();
        let parts = split(&sample);
        let whole = parts.iter().map(|(_, part)| part).sum::<f64>() + structure;
        for (place, (origin, _)) in variances.iter().enumerate() {
            let found = parts.iter().find(|(other, _)| other == origin);
            shares[place].extend(found.map(|(_, part)| part / whole).filter(|share| share.is_finite()));
        }
    }
    shares.iter().map(|shares| variance(shares).sqrt()).collect()
}

/// Variance of the mean difference between structures, each as likely, less what luck adds; none without rivals.
///
/// A variance is half the mean squared distance of pairs. Structures run in the same worlds, so that their errors go together: of the squared
/// distance of two means, luck adds the variance of d_i − d_j, world by world, over n.
fn between(structures: &[Vec<f64>]) -> Option<f64> {
    let pairs = structures.iter().enumerate().flat_map(|(place, one)| structures[place + 1..].iter().map(move |other| (one, other)));
    let half_squared = |(one, other): (&Vec<f64>, &Vec<f64>)| {
        let distances = Sample::new(one.iter().zip(other).map(|(one, other)| one - other));
        let squared = distances.mean() * distances.mean() - distances.variance() / distances.len() as f64;
        (distances.len() > 1).then_some(squared / 2.0)
    };
    let parts: Vec<f64> = pairs.filter_map(half_squared).collect();
    (!parts.is_empty()).then(|| mean(&parts).max(0.0))
}

/// Normal scores of the numbers that a scenario or its baseline has, by draw, with their grades.
fn numbers_of(worlds: &Dataset, draws: &Draws, scenario: usize) -> Vec<Scores> {
    let names = [scenario, worlds.baseline_of(scenario)].map(|index| &worlds.scenarios[index].name);
    let number = |(column, number): (usize, &crate::results::DrawnNumber)| {
        let grade = Grade::ALL.into_iter().find(|grade| grade.name() == number.grade)?;
        let values: Vec<f64> = draws.points.iter().map(|point| point[column]).collect();
        let is_meant = number.scenarios.iter().any(|name| names.contains(&name)) && values.iter().any(|value| *value != values[0]);
        is_meant.then(|| (grade, normal_scores(&values)))
    };
    draws.numbers.iter().enumerate().filter_map(number).collect()
}

/// Normal scores of ranks, ties at their middle: blind to how far values lie apart, so that a long tail does not rule a regression.
fn normal_scores(values: &[f64]) -> Vec<f64> {
    let n = values.len() as f64;
    let score = |value: &f64| {
        let below = values.iter().filter(|other| *other < value).count() as f64;
        let same = values.iter().filter(|other| *other == value).count() as f64;
        inverse_normal((below + 0.5 * same) / n)
    };
    values.iter().map(score).collect()
}

/// Parts of the variance of the difference of a single world, over a sample of draws (places in `differences`, which may repeat).
fn split(differences: &[ByDraw], numbers: &[Scores], sample: &[usize]) -> Vec<Variance> {
    let drawn = || sample.iter().map(|place| &differences[*place]);
    let means: Vec<f64> = drawn().map(|(_, values)| mean(values)).collect();
    let freedom: usize = drawn().map(|(_, values)| values.len() - 1).sum();
    let squares: f64 = drawn().map(|(_, values)| if values.len() > 1 { variance(values) * (values.len() - 1) as f64 } else { 0.0 }).sum();
    let chance = if freedom > 0 { squares / freedom as f64 } else { 0.0 };
    let of_means = chance * mean(&drawn().map(|(_, values)| 1.0 / values.len() as f64).collect::<Vec<_>>());
    let whole = variance(&means);
    let mut parts = if freedom > 0 { vec![(Origin::Chance, chance)] } else { Vec::new() };
    if sample.len() < numbers.len() + 1 + LEAST_FREE {
        parts.push(if freedom > 0 { (Origin::Numbers, whole - of_means) } else { (Origin::ChanceOrNumbers, whole) });
        return parts;
    }
    let columns: Vec<Vec<f64>> = numbers.iter().map(|(_, scores)| drawn().map(|(draw, _)| scores[*draw as usize]).collect()).collect();
    let (explained, residual) = regression(&columns, &means);
    for grade in Grade::ALL {
        let own: Vec<f64> = numbers.iter().zip(&explained).filter(|((other, _), _)| *other == grade).map(|(_, part)| *part).collect();
        if !own.is_empty() {
            parts.push((Origin::Grade(grade), own.iter().sum()));
        }
    }
    parts.push(if freedom > 0 { (Origin::Interactions, residual - of_means) } else { (Origin::ChanceOrInteractions, residual) });
    parts
}

/// What each column explains of the variance of `y`, without bias, and the residual variance; together they are the variance of `y`.
fn regression(columns: &[Vec<f64>], y: &[f64]) -> (Vec<f64>, f64) {
    let n = y.len() as f64;
    let with_y: Vec<f64> = columns.iter().map(|column| covariance(column, y)).collect();
    let mut matrix: Vec<Vec<f64>> = columns.iter().map(|left| columns.iter().map(|right| covariance(left, right)).collect()).collect();
    let (coefficients, used) = solve(&mut matrix, &with_y);
    let rank = used.iter().filter(|used| **used).count() as f64;
    let whole = variance(y);
    let raw: f64 = coefficients.iter().zip(&with_y).map(|(b, c)| b * c).sum();
    let residual = (whole - raw).max(0.0) * (n - 1.0) / (n - 1.0 - rank);
    let own = |((b, c), used): ((&f64, &f64), &bool)| if *used { b * c - residual / (n - 1.0) } else { 0.0 };
    (coefficients.iter().zip(&with_y).zip(&used).map(own).collect(), residual)
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
    ((0..n).map(|k| if used[k] { right[k] / matrix[k][k] } else { 0.0 }).collect(), used)
}

/// Pairs of scenarios of a context, baselines apart, whose order by the leading headline indicator is another in some draws.
#[must_use]
pub fn reversals(by_draw: &Dataset) -> Vec<Reversal> {
    let drawn = by_draw.draws.as_ref().is_some_and(|draws| !draws.is_luck_shared);
    let Some(indicator) = by_draw.headline.first().and_then(|name| indicator_index(name)).filter(|_| drawn) else { return Vec::new() };
    let columns = Columns::of(by_draw);
    let is_own = |context: &usize| by_draw.rivals.iter().all(|rival| rival.context != *context);
    let mut found = Vec::new();
    for context in (0..by_draw.contexts.len()).filter(is_own) {
        let scenarios: Vec<usize> = by_draw.compared_in(context).collect();
        for (place, one) in scenarios.iter().enumerate() {
            for other in &scenarios[place + 1..] {
                let differences = columns.paired((*one, *other), indicator).differences();
                let sign = if mean(&differences) < 0.0 { -1.0 } else { 1.0 };
                let n_reversed = differences.iter().filter(|difference| sign * **difference < 0.0).count();
                let (first, second) = if sign < 0.0 { (*other, *one) } else { (*one, *other) };
                found.push(Reversal { first, second, indicator, n_reversed, n: differences.len() });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::StudyContext;
    use crate::results::RunRecord;
    use crate::results::testing::dataset_of;

    /// Differences 3 a + 2 b + 2 a b·`bend` + luck of standard deviation `sd`, of normal a and b, with their scores: c does nothing.
    fn model(n: u32, reps: u64, bend: f64, sd: f64) -> (Vec<ByDraw>, Vec<Scores>) {
        let draws = ReplicateKey::new(11, 0).draws(Process::Test, 0);
        let normal = |draw: u32, k: u64| draws.normal(crate::random::pair(u64::from(draw), k));
        let column = |k: u64| (0..n).map(|draw| normal(draw, k)).collect::<Vec<_>>();
        let value = |draw: u32, rep: u64| {
            let (a, b) = (normal(draw, 0), normal(draw, 1));
            3.0 * a + 2.0 * b + bend * a * b + sd * normal(draw, 100 + rep)
        };
        let differences = (0..n).map(|draw| (draw, (0..reps).map(|rep| value(draw, rep)).collect())).collect();
        let numbers = [(Grade::Expert, 0), (Grade::Assumed, 1), (Grade::Literature, 2)];
        (differences, numbers.map(|(grade, k)| (grade, normal_scores(&column(k)))).to_vec())
    }

    fn shares(parts: &[Variance]) -> Vec<Variance> {
        let total: f64 = parts.iter().map(|(_, part)| part).sum();
        parts.iter().map(|(origin, part)| (*origin, part / total)).collect()
    }

    fn share(parts: &[Variance], origin: Origin) -> f64 {
        shares(parts).iter().find(|(other, _)| *other == origin).map_or(f64::NAN, |(_, share)| *share)
    }

    #[test]
    fn known_shares_are_found() {
        // Variances: a 9, b 4, a b 4, luck 8; 25 in all. The shares have standard errors near sqrt(2 / n) of themselves, 0.02 for n = 2000 and share 0.36
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
            assert!((found - expected).abs() < 0.08, "{origin:?}: {found} is {expected}");
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
        share(&split(&differences, &numbers, &(0..400).collect::<Vec<_>>()), Origin::Grade(Grade::Literature))
    }

    #[test]
    fn one_world_a_draw_does_not_tell_luck_from_interactions_and_few_draws_do_not_tell_numbers_apart() {
        let (differences, numbers) = model(60, 1, 0.0, 1.0);
        let parts = split(&differences, &numbers, &(0..60).collect::<Vec<_>>());
        assert!(parts.iter().any(|(origin, _)| *origin == Origin::ChanceOrInteractions) && share(&parts, Origin::Chance).is_nan());
        let few = split(&differences, &numbers, &(0..12).collect::<Vec<_>>());
        assert_eq!(few.iter().map(|(origin, _)| *origin).collect::<Vec<_>>(), [Origin::ChanceOrNumbers]);
        let (differences, numbers) = model(60, 2, 0.0, 1.0);
        let few = split(&differences, &numbers, &(0..12).collect::<Vec<_>>());
        assert_eq!(few.iter().map(|(origin, _)| *origin).collect::<Vec<_>>(), [Origin::Chance, Origin::Numbers]);
    }

    /// A study with one rival structure, 30 worlds: the difference is luck, and luck + `shift` under the rival.
    fn with_rival(shift: f64) -> Dataset {
        let draws = ReplicateKey::new(12, 0).draws(Process::Test, 0);
        let luck = |world: u32| 2.0 * draws.normal(u64::from(world));
        let value = |world: u32, scenario: usize| [0.0, luck(world), 0.0, luck(world) + shift][scenario];
        let run = |world: u32, scenario: usize| RunRecord {
            scenario,
            replication: world,
            world_key: 0,
            values: vec![value(world, scenario); INDICATORS.len()],
        };
        let mut dataset = dataset_of(4, 30, (0..30).flat_map(|world| (0..4).map(move |scenario| run(world, scenario))).collect());
        for (scenario, name) in ["none", "help", "none@other", "help@other"].into_iter().enumerate() {
            dataset.scenarios[scenario].name = name.to_string();
            dataset.scenarios[scenario].context = scenario / 2;
        }
        dataset.contexts.push(StudyContext { name: "other".into(), title: String::new(), baseline: 2 });
        dataset.rivals = vec![RivalContext { context: 1, of: 0, title: "Other".into() }];
        dataset
    }

    #[test]
    fn structures_that_share_luck_get_all_that_lies_between_them() {
        for shift in [0.0, 1.0, 3.0] {
            let dataset = with_rival(shift);
            let spreads = spreads(&dataset, &dataset, &Estimates::of(&dataset));
            let [spread] = &spreads[..] else { panic!("one comparison: {spreads:?}") };
            // two structures a constant apart: variance shift² / 2, without error since their luck is the same
            let between = shift * shift / 2.0;
            let part = spread.parts.iter().find(|part| part.origin == Origin::Structure).expect("a part");
            let expected = between / (between + spread.sd * spread.sd);
            assert!((part.share - expected).abs() < 1e-9, "{shift}: {} is {expected}", part.share);
        }
    }

    #[test]
    fn what_independent_luck_puts_between_structures_is_taken_off() {
        // means 1 apart; distances 0, 2, 0, 2: variance 4/3 over 4; (1 - 1/3) / 2
        let found = between(&[vec![0.0, 2.0, 0.0, 2.0, f64::NAN], vec![0.0, 0.0, 0.0, 0.0, 9.0]]).expect("a variance");
        assert!((found - 1.0 / 3.0).abs() < 1e-12, "{found}");
        assert!(between(&[vec![1.0, 2.0]]).is_none());
    }

    #[test]
    fn a_part_without_an_error_has_no_interval() {
        let part = part_of(Origin::Structure, 0.3, f64::NAN);
        assert!(part.low.is_nan() && part.high.is_nan());
        assert_eq!((part_of(Origin::Chance, 0.9, 0.2).low, part_of(Origin::Chance, 0.9, 0.2).high), (0.7, 1.0));
    }

    #[test]
    fn columns_that_repeat_others_are_left_out() {
        let (differences, mut numbers) = model(200, 2, 0.0, 1.0);
        let all: Vec<usize> = (0..200).collect();
        let alone = split(&differences, &numbers, &all);
        numbers.push(numbers[0].clone());
        let doubled = split(&differences, &numbers, &all);
        assert!((share(&alone, Origin::Grade(Grade::Expert)) - share(&doubled, Origin::Grade(Grade::Expert))).abs() < 1e-9);
    }

    #[test]
    fn normal_scores_are_symmetric_and_share_ties() {
        let scores = normal_scores(&[5.0, 1.0, 9.0, 5.0]);
        assert!((scores[1] + scores[2]).abs() < 1e-12 && scores[0] == scores[3] && scores[0].abs() < 1e-12);
    }
}
