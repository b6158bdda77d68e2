//! Sources of the variance of a difference: random variation, uncertain parameters by grade of evidence ([`super::parts`]), and rival structures of the model.

use std::collections::BTreeSet;

use serde::Serialize;

use super::compare::Comparison;
use super::estimates::{Columns, compared_pairs, world_differences};
use super::expected::{Expected, expected};
use super::parts::{ByDraw, Origin, Part, Scores, free_draws, normal_scores, shares_of, split};
use super::sample::{Sample, mean, variance};
use super::survival::Estimate;
use crate::observations::indicator_index;
use crate::parameters::Grade;
use crate::plan::{RivalContext, World};
use crate::results::{Dataset, DrawnNumber, Draws};

/// The difference of a scenario under a rival structure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UnderRival {
    /// Title of the structure.
    pub title: String,
    /// Mean difference with its 95 % interval [unit of the indicator].
    pub difference: Estimate,
    /// Pairs, of draws where parameters are sampled.
    pub n: usize,
    /// True where both differences are significant and of opposite sign.
    pub is_reversed: bool,
}

/// The spread of the difference of one scenario in one indicator.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spread {
    /// Index of the scenario.
    pub scenario: usize,
    /// Index of the scenario that it is compared with: the baseline of its context, or another in the answer to the question.
    pub against: usize,
    /// Index of the indicator in `observations::INDICATORS`.
    pub indicator: usize,
    /// Draws that have a difference; without draws, worlds.
    pub n: usize,
    /// The mean difference with its 95 % interval [unit of the indicator].
    pub own: Estimate,
    /// Standard deviation of the difference of a single world under the study's own structure [unit of the indicator].
    pub sd: f64,
    /// The expected effect over draws; none without draws, or where they do not tell parameters from luck.
    pub expected: Option<Expected>,
    /// Where it comes from; empty where it does not vary or there are too few draws.
    pub parts: Vec<Part>,
    /// About how many draws estimate every share to within [`super::WIDEST_PART`], where these do not.
    pub needed: Option<usize>,
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

/// Two scenarios, the second the one that is compared with.
type Pair = (usize, usize);

/// Spreads of the headline differences of all scenarios from their baselines, and of the pair that answers the question; `worlds` is the data set by
/// world, `by_draw` that of which estimates are made. Empty where parameters are not sampled and no rival structure runs alongside the study.
#[must_use]
pub fn spreads(worlds: &Dataset, by_draw: &Dataset) -> Vec<Spread> {
    let draws = worlds.draws.as_ref().filter(|draws| !draws.is_luck_shared);
    if draws.is_none() && worlds.rivals.is_empty() {
        return Vec::new();
    }
    let columns = Columns::from_dataset(by_draw);
    let is_own = |pair: &Pair| {
        worlds
            .rivals
            .iter()
            .all(|rival| rival.context != worlds.scenarios[pair.0].context)
    };
    let pairs: Vec<Pair> = compared_pairs(worlds).into_iter().filter(is_own).collect();
    let indicators = worlds
        .headline
        .iter()
        .filter_map(|name| indicator_index(name));
    indicators
        .flat_map(|indicator| pairs.iter().map(move |pair| (*pair, indicator)))
        .map(|(pair, k)| spread(worlds, by_draw, &columns, (pair, k)))
        .collect()
}

/// Differences of the worlds by draw, in order; without draws, every world is a draw of its own.
fn differences_of(worlds: &Dataset, (scenario, baseline): Pair, indicator: usize) -> Vec<ByDraw> {
    let of = |index: usize| {
        worlds
            .runs
            .iter()
            .filter(move |run| run.scenario == index)
            .map(move |run| (run.replication, run.values[indicator]))
    };
    let (own, reference): (Vec<_>, Vec<_>) = (of(scenario).collect(), of(baseline).collect());
    let mut draws: Vec<ByDraw> = Vec::new();
    for (world, value) in own {
        let Ok(at) = reference.binary_search_by_key(&world, |(other, _)| *other) else {
            continue;
        };
        let difference = value - reference[at].1;
        if !difference.is_finite() {
            continue;
        }
        let draw = if worlds.draws.is_some() {
            World::new(world).draw
        } else {
            world
        };
        match draws.last_mut().filter(|(last, _)| *last == draw) {
            Some((_, differences)) => differences.push(difference),
            None => draws.push((draw, vec![difference])),
        }
    }
    draws
}

/// The rivals of the context of a pair, with the pair of the same programmes there.
fn counterparts(by_draw: &Dataset, pair: Pair) -> impl Iterator<Item = (&RivalContext, Pair)> {
    let rivals = by_draw
        .rivals
        .iter()
        .filter(move |rival| rival.of == by_draw.scenarios[pair.0].context);
    let same = |context: usize, one: usize| {
        by_draw
            .in_context(context)
            .find(|other| by_draw.programme(*other) == by_draw.programme(one))
    };
    rivals.filter_map(move |rival| {
        Some((
            rival,
            (same(rival.context, pair.0)?, same(rival.context, pair.1)?),
        ))
    })
}

fn under_rivals(by_draw: &Dataset, columns: &Columns<'_>, own: &Comparison) -> Vec<UnderRival> {
    let under = |(rival, other): (&RivalContext, Pair)| {
        let c = columns.comparison(other, own.indicator);
        let is_reversed =
            own.sign_settled && c.sign_settled && own.diff.signum() != c.diff.signum();
        UnderRival {
            title: rival.title.clone(),
            difference: estimate(&c),
            n: c.n_pairs,
            is_reversed,
        }
    };
    counterparts(by_draw, (own.scenario, own.baseline))
        .map(under)
        .collect()
}

const fn estimate(c: &Comparison) -> Estimate {
    Estimate {
        value: c.diff,
        low: c.ci_low,
        high: c.ci_high,
    }
}

/// Differences by world, or by draw, under each structure, the study's own first; NaN where there is none.
fn under_structures(by_draw: &Dataset, pair: Pair, indicator: usize) -> Vec<Vec<f64>> {
    let all = std::iter::once(pair).chain(counterparts(by_draw, pair).map(|(_, other)| other));
    all.map(|one| world_differences(by_draw, one, indicator, 0..by_draw.replications))
        .collect()
}

fn spread(
    worlds: &Dataset,
    by_draw: &Dataset,
    columns: &Columns<'_>,
    (pair, indicator): (Pair, usize),
) -> Spread {
    let differences = differences_of(worlds, pair, indicator);
    let structure = between(&under_structures(by_draw, pair, indicator));
    let means: Vec<f64> = differences.iter().map(|(_, values)| mean(values)).collect();
    let numbers = worlds
        .draws
        .as_ref()
        .filter(|draws| !draws.is_luck_shared)
        .map(|draws| numbers_of(worlds, draws, pair));
    let free = free_draws(
        differences.len(),
        numbers.as_ref().map_or(0, |(scores, _)| scores.len()),
    );
    let mut found = shares_of(
        (differences.len(), free),
        structure,
        &|sample| match &numbers {
            Some((scores, _)) => split(&differences, scores, sample),
            None => vec![(Origin::Chance, variance(&means))],
        },
    );
    for part in &mut found.parts {
        let Origin::Grade(grade) = part.origin else {
            continue;
        };
        part.n_numbers = numbers.as_ref().map_or(0, |(_, names)| {
            names.iter().filter(|(_, other)| *other == grade).count()
        });
    }
    let own = columns.comparison(pair, indicator);
    let expected = numbers
        .is_some()
        .then(|| expected(&differences, estimate(&own)))
        .flatten();
    Spread {
        scenario: pair.0,
        against: pair.1,
        indicator,
        n: differences.len(),
        own: estimate(&own),
        sd: found.within.max(0.0).sqrt(),
        expected,
        parts: found.parts,
        needed: found.needed,
        rivals: under_rivals(by_draw, columns, &own),
    }
}

/// Variance of the mean difference between structures, each as likely, less what noise adds; none without rivals.
///
/// The structures are all there are and no sample: of k of them the variance has divisor k, (k − 1) / k times half the mean squared distance of pairs.
/// They run in the same worlds, so that their errors go together: of the squared distance of two means, noise adds the variance of d_i − d_j, world
/// by world, over n.
fn between(structures: &[Vec<f64>]) -> Option<f64> {
    let structures: Vec<&Vec<f64>> = structures
        .iter()
        .filter(|values| values.iter().any(|value| value.is_finite()))
        .collect();
    let n = structures.len() as f64;
    let pairs = structures.iter().enumerate().flat_map(|(place, one)| {
        structures[place + 1..]
            .iter()
            .map(move |other| (*one, *other))
    });
    let half_squared = |(one, other): (&Vec<f64>, &Vec<f64>)| {
        let distances = Sample::new(one.iter().zip(other).map(|(one, other)| one - other));
        let squared =
            distances.mean() * distances.mean() - distances.variance() / distances.len() as f64;
        (distances.len() > 1).then_some(squared / 2.0)
    };
    let parts: Vec<f64> = pairs.filter_map(half_squared).collect();
    (!parts.is_empty()).then(|| (mean(&parts) * (n - 1.0) / n).max(0.0))
}

/// Parameters with their grades, each once.
type Names<'a> = BTreeSet<(&'a str, Grade)>;

/// Normal scores of the parameters that either scenario of a pair has, by draw, with their grades; and the parameters, where one of which scenarios know
/// different things counts once.
fn numbers_of<'a>(
    worlds: &Dataset,
    draws: &'a Draws,
    (scenario, against): Pair,
) -> (Vec<Scores>, Names<'a>) {
    let names = [scenario, against].map(|index| &worlds.scenarios[index].name);
    let number = |(column, number): (usize, &'a DrawnNumber)| {
        let grade = Grade::ALL
            .into_iter()
            .find(|grade| grade.name() == number.grade)?;
        let values: Vec<f64> = draws.points.iter().map(|point| point[column]).collect();
        let is_meant = number.scenarios.iter().any(|name| names.contains(&name))
            && values.iter().any(|value| *value != values[0]);
        is_meant.then(|| {
            (
                (grade, normal_scores(&values)),
                (number.name.split('@').next().unwrap_or_default(), grade),
            )
        })
    };
    draws.numbers.iter().enumerate().filter_map(number).unzip()
}

/// Pairs of scenarios of a context, baselines apart, whose order by the leading headline indicator is another in some draws.
#[must_use]
pub fn reversals(by_draw: &Dataset) -> Vec<Reversal> {
    let drawn = by_draw
        .draws
        .as_ref()
        .is_some_and(|draws| !draws.is_luck_shared);
    let Some(indicator) = by_draw
        .headline
        .first()
        .and_then(|name| indicator_index(name))
        .filter(|_| drawn)
    else {
        return Vec::new();
    };
    let columns = Columns::from_dataset(by_draw);
    let is_own = |context: &usize| by_draw.rivals.iter().all(|rival| rival.context != *context);
    let mut found = Vec::new();
    for context in (0..by_draw.contexts.len()).filter(is_own) {
        let scenarios: Vec<usize> = by_draw.compared_in(context).collect();
        for (place, one) in scenarios.iter().enumerate() {
            for other in &scenarios[place + 1..] {
                let differences = columns.paired((*one, *other), indicator).differences();
                let (first, second, sign) = if mean(&differences) < 0.0 {
                    (*other, *one, -1.0)
                } else {
                    (*one, *other, 1.0)
                };
                let n_reversed = differences
                    .iter()
                    .filter(|difference| sign * **difference < 0.0)
                    .count();
                found.push(Reversal {
                    first,
                    second,
                    indicator,
                    n_reversed,
                    n: differences.len(),
                });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observations::INDICATORS;
    use crate::plan::StudyContext;
    use crate::random::{Process, ReplicateKey};
    use crate::results::RunRecord;
    use crate::results::testing::dataset_of;

    /// A study with one rival structure, 30 worlds: the difference is noise, and noise + `shift` under the rival.
    fn with_rival(shift: f64) -> Dataset {
        let draws = ReplicateKey::new(12, 0).draws(Process::Test, 0);
        let noise = |world: u32| 2.0 * draws.normal(u64::from(world));
        let value =
            |world: u32, scenario: usize| [0.0, noise(world), 0.0, noise(world) + shift][scenario];
        let run = |world: u32, scenario: usize| RunRecord {
            scenario,
            replication: world,
            world_key: 0,
            values: vec![value(world, scenario); INDICATORS.len()],
        };
        let mut dataset = dataset_of(
            4,
            30,
            (0..30)
                .flat_map(|world| (0..4).map(move |scenario| run(world, scenario)))
                .collect(),
        );
        for (scenario, name) in ["none", "help", "none@other", "help@other"]
            .into_iter()
            .enumerate()
        {
            dataset.scenarios[scenario].name = name.to_string();
            dataset.scenarios[scenario].context = scenario / 2;
        }
        dataset.contexts.push(StudyContext {
            name: "other".into(),
            title: String::new(),
            baseline: 2,
        });
        dataset.rivals = vec![RivalContext {
            context: 1,
            of: 0,
            title: "Other".into(),
        }];
        dataset
    }

    #[test]
    fn structures_that_share_luck_get_all_that_lies_between_them() {
        for shift in [0.0, 1.0, 3.0] {
            let dataset = with_rival(shift);
            let spreads = spreads(&dataset, &dataset);
            let [spread] = &spreads[..] else {
                panic!("one comparison: {spreads:?}")
            };
            // two equally likely structures a constant apart: variance shift² / 4, without error since their random draws are the same
            let between = shift * shift / 4.0;
            let part = spread
                .parts
                .iter()
                .find(|part| part.origin == Origin::Structure)
                .expect("a part");
            let expected = between / (between + spread.sd * spread.sd);
            assert!(
                (part.share - expected).abs() < 1e-9,
                "{shift}: {} is {expected}",
                part.share
            );
        }
    }

    #[test]
    fn what_independent_luck_puts_between_structures_is_taken_off() {
        // means 1 apart; distances 0, 2, 0, 2: variance 4/3 over 4; (1 - 1/3) / 4
        let found = between(&[
            vec![0.0, 2.0, 0.0, 2.0, f64::NAN],
            vec![0.0, 0.0, 0.0, 0.0, 9.0],
        ])
        .expect("a variance");
        assert!((found - 1.0 / 6.0).abs() < 1e-12, "{found}");
        assert!(between(&[vec![1.0, 2.0]]).is_none());
    }

    #[test]
    fn numbers_of_a_pair_count_once_and_those_of_other_scenarios_and_constants_do_not() {
        let dataset = with_rival(1.0);
        let number = |name: &str, scenario: &str| DrawnNumber {
            name: name.to_owned(),
            unit: String::new(),
            grade: "expert".to_owned(),
            words: String::new(),
            scenarios: vec![scenario.to_owned()],
        };
        let numbers = vec![
            number("a", "none"),
            number("a@help", "help"),
            number("b", "help"),
            number("c", "help@other"),
            number("d", "help"),
        ];
        let points = vec![vec![1.0, 2.0, 3.0, 4.0, 5.0], vec![2.0, 4.0, 1.0, 2.0, 5.0]];
        let (kind, names) = ("random".to_owned(), Vec::new());
        let draws = Draws {
            kind,
            n: 2,
            replications: 15,
            is_luck_shared: false,
            numbers,
            points,
            names,
        };
        let (scores, found) = numbers_of(&dataset, &draws, (1, 0));
        assert_eq!(
            (scores.len(), found.into_iter().collect::<Vec<_>>()),
            (3, vec![("a", Grade::Expert), ("b", Grade::Expert)])
        );
    }

    #[test]
    fn the_pair_of_the_answer_has_a_spread_of_its_own_where_it_is_not_against_the_baseline() {
        let mut dataset = with_rival(1.0);
        assert_eq!(spreads(&dataset, &dataset).len(), 1);
        dataset.answer = Some((0, 1));
        let found = spreads(&dataset, &dataset);
        let pairs: Vec<Pair> = found
            .iter()
            .map(|spread| (spread.scenario, spread.against))
            .collect();
        assert_eq!(pairs, [(1, 0), (0, 1)]);
        let shares = |spread: &Spread| {
            spread
                .parts
                .iter()
                .map(|part| part.share)
                .collect::<Vec<f64>>()
        };
        assert!(
            (found[0].own.value + found[1].own.value).abs() < 1e-12
                && shares(&found[0]) == shares(&found[1]),
            "{found:?}"
        );
        let under = |spread: &Spread| (spread.rivals[0].difference.value, spread.rivals[0].n);
        assert!(
            (under(&found[0]).0 + under(&found[1]).0).abs() < 1e-12 && under(&found[1]).1 == 30,
            "{found:?}"
        );
    }

    /// Worlds of one study, in order, with a value of every indicator by draw, replication and scenario; none where a world was lost.
    fn drawn(
        n_scenarios: u8,
        (draws, replications): (u32, u32),
        value: impl Fn(u32, u32, usize) -> Option<f64>,
    ) -> Dataset {
        let mut runs = Vec::new();
        for (draw, replication) in (0..draws)
            .flat_map(|draw| (0..replications).map(move |replication| (draw, replication)))
        {
            for scenario in 0..usize::from(n_scenarios) {
                runs.extend(value(draw, replication, scenario).map(|value| RunRecord {
                    scenario,
                    replication: World { draw, replication }.number(),
                    world_key: 0,
                    values: vec![value; INDICATORS.len()],
                }));
            }
        }
        let mut dataset = dataset_of(n_scenarios, draws * replications, runs);
        let number = |name: &str, grade: Grade, scenario: usize| DrawnNumber {
            name: name.to_owned(),
            unit: String::new(),
            grade: grade.name().to_owned(),
            words: String::new(),
            scenarios: vec![dataset.scenarios[scenario].name.clone()],
        };
        let numbers = vec![
            number("p", Grade::Expert, 0),
            number("q", Grade::Expert, 1),
            number("r", Grade::Assumed, 1),
        ];
        dataset.draws = Some(Draws {
            kind: "random".to_owned(),
            n: draws,
            replications,
            is_luck_shared: false,
            numbers,
            points: (0..draws)
                .map(|draw| [3, 5, 7].map(|by| f64::from(draw * by % 17)).to_vec())
                .collect(),
            names: Vec::new(),
        });
        dataset
    }

    /// Draws of two worlds, of which a difference is the draw's, 1 less in the first world and 1 more in the second.
    fn of_sixteen(effect: impl Fn(u32) -> f64) -> Dataset {
        drawn(2, (16, 2), |draw, replication, scenario| {
            let by = if replication == 0 { -1.0 } else { 1.0 };
            Some(
                f64::from(draw)
                    + if scenario == 1 {
                        effect(draw) + by
                    } else {
                        0.0
                    },
            )
        })
    }

    #[test]
    fn differences_are_collected_by_draw_where_both_worlds_are_there() {
        let dataset = drawn(2, (4, 3), |draw, replication, scenario| {
            let is_lost = (draw, replication, scenario) == (1, 0, 0)
                || draw == 2
                || (draw, replication, scenario) == (3, 1, 1);
            let value = 10.0 * f64::from(draw) + f64::from(replication);
            let value = if scenario == 0 { value } else { 3.0 * value };
            (!is_lost).then_some(if (draw, replication) == (0, 1) {
                f64::NAN
            } else {
                value
            })
        });
        assert_eq!(
            differences_of(&dataset, (1, 0), 0),
            [
                (0, vec![0.0, 4.0]),
                (1, vec![22.0, 24.0]),
                (3, vec![60.0, 64.0])
            ]
        );
        let mut fixed = drawn(2, (1, 3), |_, replication, scenario| {
            Some(f64::from(replication) * scenario as f64)
        });
        fixed.draws = None;
        assert_eq!(
            differences_of(&fixed, (1, 0), 0),
            [(0, vec![0.0]), (1, vec![1.0]), (2, vec![2.0])]
        );
    }

    #[test]
    fn a_spread_over_draws_has_its_parts_and_the_effect_expected_of_them() {
        let worlds = of_sixteen(|draw| 2.0 + f64::from(draw * draw % 11));
        let by_draw = worlds.by_draw();
        let found = spreads(&worlds, &by_draw);
        let [spread] = &found[..] else {
            panic!("one comparison: {found:?}")
        };
        let effects: Vec<f64> = (0..16)
            .map(|draw| 2.0 + f64::from(draw * draw % 11))
            .collect();
        let (between, within) = (variance(&effects), 2.0);
        assert_eq!((spread.scenario, spread.against, spread.n), (1, 0, 16));
        assert!(
            (spread.own.value - mean(&effects)).abs() < 1e-12
                && spread.own.low < spread.own.value
                && spread.own.value < spread.own.high
        );
        // of means over two worlds 1 is luck
        assert!(
            (spread.sd - (within + between - 1.0).sqrt()).abs() < 1e-9,
            "{spread:?}"
        );
        let expected = spread.expected.as_ref().expect("two worlds a draw");
        assert!(
            (expected.n, expected.worlds) == (16, 2.0)
                && (expected.sd.value - (between - 1.0).sqrt()).abs() < 1e-9
        );
        let parts: Vec<(Origin, usize)> = spread
            .parts
            .iter()
            .map(|part| (part.origin, part.n_numbers))
            .collect();
        let [expert, assumed] = [Grade::Expert, Grade::Assumed].map(Origin::Grade);
        let mut sorted = parts.clone();
        sorted.sort_by_key(|(origin, _)| format!("{origin:?}"));
        assert_eq!(
            sorted,
            [
                (Origin::Chance, 0),
                (assumed, 1),
                (expert, 2),
                (Origin::Interactions, 0)
            ],
            "{parts:?}"
        );
        // Student's t of 16 draws less three parameters
        let numbers = numbers_of(&worlds, worlds.draws.as_ref().expect("draws"), (1, 0)).0;
        let differences = differences_of(&worlds, (1, 0), spread.indicator);
        let direct = shares_of((16, 13), None, &|sample| {
            split(&differences, &numbers, sample)
        });
        assert!(
            spread
                .parts
                .iter()
                .zip(&direct.parts)
                .all(|(one, other)| (one.low, one.high) == (other.low, other.high))
        );
        assert_eq!(spread.needed, direct.needed);
        assert!(spread.rivals.is_empty());
    }

    #[test]
    fn points_that_were_chosen_have_no_spread_nor_an_order_that_may_reverse() {
        let mut worlds = of_sixteen(f64::from);
        worlds.draws.as_mut().expect("draws").is_luck_shared = true;
        assert!(spreads(&worlds, &worlds).is_empty() && reversals(&worlds).is_empty());
        worlds.draws = None;
        assert!(spreads(&worlds, &worlds).is_empty() && reversals(&worlds).is_empty());
    }

    #[test]
    fn chosen_points_next_to_a_rival_have_the_spread_of_their_worlds() {
        let mut dataset = with_rival(3.0);
        let plain = spreads(&dataset, &dataset);
        let mut draws = of_sixteen(f64::from).draws.expect("draws");
        draws.is_luck_shared = true;
        dataset.draws = Some(draws);
        dataset.replications = 30;
        let found = spreads(&dataset, &dataset);
        assert_eq!(found.len(), 1);
        assert!(found[0].expected.is_none() && plain[0].expected.is_none());
        assert!(
            plain[0]
                .parts
                .iter()
                .all(|part| matches!(part.origin, Origin::Chance | Origin::Structure))
        );
        let effects: Vec<f64> = differences_of(&with_rival(3.0), (1, 0), 0)
            .iter()
            .map(|(_, values)| values[0])
            .collect();
        assert!((plain[0].sd - variance(&effects).sqrt()).abs() < 1e-12 && plain[0].n == 30);
    }

    #[test]
    fn a_sign_is_reversed_where_both_are_significant() {
        // by a rival that subtracts `shift` from differences around `own`
        let of = |own: f64, other: f64| {
            let mut dataset = with_rival(0.0);
            for run in &mut dataset.runs {
                let level = [0.0, own, 0.0, other][run.scenario];
                run.values.iter_mut().for_each(|value| *value += level);
            }
            let found = spreads(&dataset, &dataset);
            let rival = &found[0].rivals[0];
            assert_eq!((rival.title.as_str(), rival.n), ("Other", 30));
            assert!(
                rival.difference.low < rival.difference.value
                    && rival.difference.value < rival.difference.high
            );
            rival.is_reversed
        };
        assert!(of(9.0, -9.0) && of(-9.0, 9.0));
        assert!(!of(9.0, 9.0) && !of(-9.0, -9.0), "both have the same sign");
        assert!(
            !of(0.0, -9.0) && !of(9.0, 0.0) && !of(0.0, 9.0) && !of(-9.0, 0.0),
            "one may be nothing"
        );
    }

    #[test]
    fn of_three_structures_the_variance_is_that_of_all_there_are() {
        // constants apart: no luck between them, and the variance of 0, 3 and 6 with divisor 3
        let of = |shift: f64| vec![1.0 + shift, 5.0 + shift, 2.0 + shift];
        let found = between(&[of(0.0), of(3.0), of(6.0)]).expect("a variance");
        assert!((found - 6.0).abs() < 1e-12, "{found}");
        let lost = vec![f64::NAN; 3];
        let found = between(&[of(0.0), lost, of(3.0)]).expect("a variance");
        assert!(
            (found - 2.25).abs() < 1e-12,
            "a structure without worlds is none: {found}"
        );
        assert_eq!(
            between(&[vec![1.0, f64::NAN], vec![2.0, 5.0]]),
            None,
            "one world does not show luck"
        );
        assert_eq!(
            between(&[vec![0.0, 2.0, 0.0, 2.0], vec![1.0; 4]]),
            Some(0.0),
            "luck explains what lies between"
        );
    }

    #[test]
    fn orders_are_counted_draw_by_draw() {
        // three scenarios next to the baseline, of 12 draws: 1 is ahead of 2 but in every fourth, and of 3 in half of them, by as much as it is behind
        let mut dataset = drawn(4, (12, 1), |draw, _, scenario| {
            let value = match scenario {
                1 => 5.0,
                2 if draw % 4 == 3 => 6.0,
                2 if draw % 4 == 2 => 5.0,
                2 => 1.0,
                3 if draw % 2 == 0 => 4.0,
                3 => 6.0,
                _ => 0.0,
            };
            (draw != 11 || scenario != 3).then_some(value)
        });
        for run in &mut dataset.runs {
            run.replication = World::new(run.replication).draw;
        }
        let found: Vec<_> = reversals(&dataset)
            .iter()
            .map(|one| (one.first, one.second, one.n_reversed, one.n))
            .collect();
        // the last draw of 3 is lost, so that 1 is ahead of it in 6 of 11; 3 is ahead of 2 where that has 1, and behind in even draws with 5: 2, 6, 10; both have 6 else
        assert_eq!(found, [(1, 2, 3, 12), (1, 3, 5, 11), (3, 2, 3, 11)]);
        assert!(
            reversals(&dataset)
                .iter()
                .all(|one| Some(one.indicator) == indicator_index("sustained_linkages"))
        );
        let even = drawn(3, (2, 1), |draw, _, scenario| {
            Some(if scenario == 1 { f64::from(draw) } else { 0.5 })
        });
        let mut even = even;
        even.runs
            .iter_mut()
            .for_each(|run| run.replication = World::new(run.replication).draw);
        let found: Vec<_> = reversals(&even)
            .iter()
            .map(|one| (one.first, one.second, one.n_reversed, one.n))
            .collect();
        assert_eq!(
            found,
            [(1, 2, 1, 2)],
            "of equal means the first stays first"
        );
        even.rivals = vec![RivalContext {
            context: 0,
            of: 0,
            title: String::new(),
        }];
        assert!(
            reversals(&even).is_empty(),
            "rivals have no order of their own"
        );
    }
}
