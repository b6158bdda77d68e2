//! Elementary effects.

use std::f64::consts::PI;

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::figures::{
    Block, Excess, FactorEffect, Sensitivity, SensitivityMethod, bare, complete, constant,
    least_worlds, less, worlds_of,
};
use crate::statistics::interval::CONFIDENCE;
use crate::statistics::resample::percentile_intervals;
use crate::statistics::sample::{mean, variance};
use crate::statistics::survival::Estimate;

/// Half-width of the interval of the largest mean effect above which the trajectories are too few [share of the effect]; assumed.
const WIDEST: f64 = 0.25;

/// A walk along which one factor moves after the other: what moves, how far, and the results at its points.
#[derive(Clone, Debug, PartialEq)]
pub struct Walk {
    /// Factor that moves after each point but the last; each factor moves once.
    pub moved: Vec<usize>,
    /// How far it moves [share of its range; signed].
    pub steps: Vec<f64>,
    /// Results, one more than moves.
    pub results: Block,
}

/// Mean size (μ*, Campolongo et al. 2007), mean (μ) and spread (σ) of elementary effects: change of the result per whole range of a factor.
///
/// Intervals are resampled over walks. μ* is a mean of absolute values, which noise raises: the noise of a factor is what its μ* would be if the two ends of a
/// step differed by the random variation of their worlds alone, total noise the same over all factors. A factor is distinguishable where
/// μ* lies above its noise: one-sided t over walks, 5 % for all factors together by Holm's steps (1979).
#[must_use]
pub fn morris_effects(walks: &[Walk]) -> Sensitivity {
    let factors = walks.first().map_or(0, |walk| walk.moved.len());
    let blocks: Vec<Block> = walks.iter().map(|walk| walk.results.clone()).collect();
    let least = least_worlds(&blocks);
    let rows_of = |walk: &Walk| {
        Some(row(
            walk,
            complete(std::slice::from_ref(&walk.results), least).first()?,
            factors,
        ))
    };
    let rows: Vec<Vec<f64>> = walks.iter().filter_map(rows_of).collect();
    let n = rows.len();
    let worlds = complete(&blocks, least)
        .iter()
        .map(worlds_of)
        .min()
        .unwrap_or(0);
    let estimates = estimates(&rows, factors);
    let excesses = excesses(&rows, factors);
    let effect = |factor: usize| {
        let measures = estimates[1 + 3 * factor..4 + 3 * factor].to_vec();
        let excess = excesses[factor];
        FactorEffect {
            factor,
            measures,
            is_distinguishable: excess.low > excess.noise,
            excess: Some(excess),
        }
    };
    let effects = Sensitivity::rank((0..factors).map(effect).collect());
    let chance = if worlds > 1 {
        estimates[0]
    } else {
        bare(f64::NAN)
    };
    let needed = effects.first().and_then(|largest| {
        let size = largest.measures[0];
        let width = (size.high - size.low) / 2.0 / (WIDEST * size.value);
        (width > 1.0).then(|| (n as f64 * width * width).ceil() as usize)
    });
    Sensitivity {
        method: SensitivityMethod::Morris,
        effects,
        chance: vec![chance, bare(f64::NAN), bare(f64::NAN)],
        constant: constant(&blocks),
        blocks: n,
        dropped: walks.len() - n,
        worlds,
        needed,
    }
}

/// Statistics of a walk: variance that noise gives an effect, then size, value, square and variance by noise of the effect of each factor.
fn row(walk: &Walk, results: &Block, factors: usize) -> Vec<f64> {
    let worlds = worlds_of(results) as f64;
    let mut row = vec![0.0; 1 + 4 * factors];
    for ((two, factor), step) in results.windows(2).zip(&walk.moved).zip(&walk.steps) {
        let effects: Vec<f64> = less(&two[1], &two[0])
            .iter()
            .map(|change| change / step)
            .collect();
        let effect = mean(&effects);
        let noise = if effects.len() > 1 {
            variance(&effects) / worlds
        } else {
            0.0
        };
        row[1 + 4 * factor..5 + 4 * factor].copy_from_slice(&[
            effect.abs(),
            effect,
            effect * effect,
            noise,
        ]);
        row[0] += noise / factors as f64;
    }
    row
}

/// Noise, then size, mean and spread of the effects of each factor, with their intervals.
fn estimates(rows: &[Vec<f64>], factors: usize) -> Vec<Estimate> {
    let n = rows.len() as f64;
    let figures = |means: &[f64]| {
        let chance = mean_size(means[0]);
        let of_factor = |factor: &[f64]| {
            let spread = ((factor[2] - factor[1] * factor[1]).max(0.0) * n / (n - 1.0)).sqrt();
            [factor[0], factor[1], spread]
        };
        std::iter::once(chance)
            .chain(means[1..].chunks(4).flat_map(of_factor))
            .collect::<Vec<f64>>()
    };
    if rows.is_empty() {
        return vec![bare(f64::NAN); 1 + 3 * factors];
    }
    let means: Vec<f64> = (0..rows[0].len())
        .map(|column| rows.iter().map(|row| row[column]).sum::<f64>() / n)
        .collect();
    let intervals = percentile_intervals(rows, figures);
    figures(&means)
        .into_iter()
        .zip(intervals)
        .map(|(value, (low, high))| Estimate { value, low, high })
        .collect()
}

/// Mean size of a normal number of mean 0 and some variance.
fn mean_size(variance: f64) -> f64 {
    (variance * 2.0 / PI).sqrt()
}

/// The size of each factor's effects next to its noise, with the lower ends by Holm's steps.
fn excesses(rows: &[Vec<f64>], factors: usize) -> Vec<Excess> {
    let of = |factor: usize| {
        let (sizes, noises): (Vec<f64>, Vec<f64>) = rows
            .iter()
            .map(|row| (row[1 + 4 * factor], row[4 + 4 * factor]))
            .unzip();
        let (size, noise) = (mean(&sizes), mean_size(mean(&noises)));
        // noise is the root of a mean: its influence by walk is half of its relative share
        let scale = if noise > 0.0 {
            noise / 2.0 / mean(&noises)
        } else {
            0.0
        };
        let influence: Vec<f64> = sizes
            .iter()
            .zip(&noises)
            .map(|(size, square)| size - scale * square)
            .collect();
        (
            size,
            noise,
            (variance(&influence) / rows.len() as f64).sqrt(),
        )
    };
    let found: Vec<(f64, f64, f64)> = (0..factors).map(of).collect();
    let Ok(t) = StudentsT::new(0.0, 1.0, rows.len() as f64 - 1.0) else {
        return vec![
            Excess {
                noise: f64::NAN,
                low: f64::NAN
            };
            factors
        ];
    };
    let chance_of = |(size, noise, error): &(f64, f64, f64)| match size - noise {
        above if *error > 0.0 => 1.0 - t.cdf(above / error),
        above => f64::from(u8::from(above <= 0.0)),
    };
    let levels = holm_levels(&found.iter().map(chance_of).collect::<Vec<_>>());
    let excess = |((size, noise, error), level): (&(f64, f64, f64), f64)| Excess {
        noise: *noise,
        low: size - t.inverse_cdf(1.0 - level) * error,
    };
    found.iter().zip(levels).map(excess).collect()
}

/// Levels at which tests with these p-values are judged, 5 % for all together: the least by 5 % over their number, the next over one fewer, and so on
/// as long as they reject; after the first that does not, all others by its level (Holm, Scandinavian Journal of Statistics 6, 1979, 65–70).
fn holm_levels(p_values: &[f64]) -> Vec<f64> {
    let n = p_values.len();
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|left, right| p_values[*left].total_cmp(&p_values[*right]));
    let (mut levels, mut level, mut goes_on) = (vec![0.0; n], 0.0, true);
    for (place, test) in order.into_iter().enumerate() {
        level = if goes_on {
            (1.0 - CONFIDENCE) / (n - place) as f64
        } else {
            level
        };
        goes_on &= p_values[test] < level;
        levels[test] = level;
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(f: impl Fn(f64, f64) -> f64, start: (f64, f64)) -> Walk {
        let step = |from: f64| if from < 0.5 { 2.0 / 3.0 } else { -2.0 / 3.0 };
        let steps = vec![step(start.0), step(start.1)];
        let middle = (start.0 + steps[0], start.1);
        let points = [start, middle, (middle.0, start.1 + steps[1])];
        Walk {
            moved: vec![0, 1],
            steps,
            results: points.map(|(u, v)| vec![f(u, v)]).to_vec(),
        }
    }

    fn walks(f: impl Fn(f64, f64) -> f64) -> Vec<Walk> {
        let levels = [0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0];
        levels
            .iter()
            .flat_map(|u| levels.map(|v| walk(&f, (*u, v))))
            .collect()
    }

    #[test]
    fn a_straight_line_has_its_slopes_and_no_spread() {
        let found = morris_effects(&walks(|u, v| 5.0 - 3.0 * u + 0.5 * v));
        let measures = |factor: usize| {
            found
                .effects
                .iter()
                .find(|effect| effect.factor == factor)
                .expect("a factor")
                .measures
                .clone()
        };
        for (factor, slope) in [(0, -3.0), (1, 0.5)] {
            let [size, centre, spread] = measures(factor)[..] else {
                panic!("three measures")
            };
            assert!(
                (size.value - f64::abs(slope)).abs() < 1e-12
                    && (centre.value - slope).abs() < 1e-12
                    && spread.value < 1e-6
            );
        }
        assert_eq!((found.effects[0].factor, found.needed), (0, None));
    }

    #[test]
    fn effects_that_change_sign_have_a_size_without_a_mean() {
        // y = (2 u - 1)(2 v - 1): the effect of u is 2 (2 v - 1) at levels v: -2, -2/3, 2/3, 2; mean size 4/3.
        let found = morris_effects(&walks(|u, v| (2.0 * u - 1.0) * (2.0 * v - 1.0)));
        let effect = &found
            .effects
            .iter()
            .find(|effect| effect.factor == 0)
            .expect("a factor")
            .measures;
        assert!((effect[0].value - 4.0 / 3.0).abs() < 1e-12 && effect[1].value.abs() < 1e-12);
        assert!((effect[2].value - (20.0_f64 / 9.0 * 16.0 / 15.0).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn what_does_nothing_is_not_distinguishable() {
        let found = morris_effects(&walks(|u, _| u));
        assert_eq!(
            found
                .effects
                .iter()
                .map(|effect| effect.is_distinguishable)
                .collect::<Vec<_>>(),
            [true, false]
        );
    }

    #[test]
    fn steps_of_holm_stop_at_the_first_test_that_does_not_reject() {
        // 0.05 / 4, / 3, / 2: 0.001 and 0.013 reject, 0.04 does not; 0.041 would at 0.05 alone
        let levels = holm_levels(&[0.04, 0.001, 0.041, 0.013]);
        let expected = [0.025, 0.0125, 0.025, 0.05 / 3.0];
        let just = (1.0 - CONFIDENCE) / 2.0;
        assert_eq!(
            holm_levels(&[just, 0.04]),
            [just; 2],
            "what is at its level is not below it"
        );
        assert!(
            levels
                .iter()
                .zip(expected)
                .all(|(found, expected)| (found - expected).abs() < 1e-12),
            "{levels:?}"
        );
    }

    /// Results of walks over `factors` parameters of which none is influential, two worlds a point with random draws of their own.
    fn idle(trial: u32, factors: usize) -> Sensitivity {
        let draws =
            crate::random::ReplicateKey::new(31, trial).draws(crate::random::Process::Test, 0);
        let noise = |walk: u64, point: u64, world: u64| {
            draws.normal(crate::random::identity(&[walk, point, world]))
        };
        let walk = |walk: u64| Walk {
            moved: (0..factors).collect(),
            steps: vec![2.0 / 3.0; factors],
            results: (0..=factors as u64)
                .map(|point| vec![noise(walk, point, 0), noise(walk, point, 1)])
                .collect(),
        };
        morris_effects(&(0..20).map(walk).collect::<Vec<_>>())
    }

    #[test]
    fn of_many_numbers_that_do_nothing_none_is_told_apart_in_most_analyses_and_the_verdict_is_what_the_chart_draws()
     {
        // 20 parameters tested alone at 5 % would show one as distinguishable in every analysis; together at 5 % one analysis in 20 shows any, up to
        // 0.05 + 4 sqrt(0.05 * 0.95 / 25) = 0.22
        let analyses: Vec<Sensitivity> = (0..25).map(|trial| idle(trial, 20)).collect();
        let wrong = analyses
            .iter()
            .filter(|found| found.effects.iter().any(|effect| effect.is_distinguishable))
            .count();
        assert!(
            wrong <= 5,
            "{wrong} of 25 analyses show a parameter as distinguishable"
        );
        for effect in analyses.iter().flat_map(|found| &found.effects) {
            let excess = effect.excess.expect("of every parameter");
            assert_eq!(effect.is_distinguishable, excess.low > excess.noise);
            assert!(excess.low <= effect.measures[0].value);
        }
    }

    /// Walks over two factors with results that follow no rule, in worlds of their own; the last world of the second walk is lost.
    fn arbitrary(walks: u32, worlds: u32, scale: [f64; 2]) -> Vec<Walk> {
        let value = |walk: u32, point: u32, world: u32| {
            f64::from((walk * 37 + point * 11 + world * 23 + walk * point * world) % 29)
        };
        (0..walks)
            .map(|walk| {
                let moved = if walk % 2 == 0 { vec![0, 1] } else { vec![1, 0] };
                let steps: Vec<f64> = moved.iter().map(|factor| if walk % 3 == 0 { -0.5 } else { 0.25 } * f64::from(*factor as u32 + 1)).collect();
                let mut results: Block = vec![vec![0.0; worlds as usize]; 3];
                for world in 0..worlds as usize {
                    let at = |point: u32| value(walk, point, world as u32) / 29.0;
                    results[0][world] = at(0);
                    results[1][world] = results[0][world] + steps[0] * scale[moved[0]] * (4.0 + at(1));
                    results[2][world] = results[1][world] + steps[1] * scale[moved[1]] * (4.0 - at(2));
                }
                if walk == 1 {
                    results[1][worlds as usize - 1] = f64::NAN;
                }
                Walk { moved, steps, results }
            })
            .collect()
    }

    /// Effects of a factor by walk and world, of the worlds that were not lost.
    fn effects_of(walks: &[Walk], factor: usize) -> Vec<Vec<f64>> {
        walks
            .iter()
            .map(|walk| {
                let place = walk
                    .moved
                    .iter()
                    .position(|moved| *moved == factor)
                    .expect("it moves");
                let worlds = 0..walk.results[0].len();
                let kept = worlds
                    .filter(|world| walk.results.iter().all(|point| point[*world].is_finite()));
                kept.map(|world| {
                    (walk.results[place + 1][world] - walk.results[place][world])
                        / walk.steps[place]
                })
                .collect()
            })
            .collect()
    }

    fn is_near(found: f64, expected: f64) -> bool {
        (found - expected).abs() < 1e-9 * expected.abs().max(1.0)
    }

    /// Mean, and standard deviation with divisor n − 1.
    fn moments(values: &[f64]) -> (f64, f64) {
        let centre = values.iter().sum::<f64>() / values.len() as f64;
        let squares: f64 = values
            .iter()
            .map(|value| (value - centre) * (value - centre))
            .sum();
        (centre, (squares / (values.len() as f64 - 1.0)).sqrt())
    }

    #[test]
    fn measures_of_walks_are_those_of_their_effects() {
        let walks = arbitrary(5, 3, [2.0, -0.1]);
        let found = morris_effects(&walks);
        assert_eq!(
            (found.blocks, found.dropped, found.worlds, found.method),
            (5, 0, 2, SensitivityMethod::Morris)
        );
        assert_eq!(
            found
                .effects
                .iter()
                .map(|effect| effect.factor)
                .collect::<Vec<_>>(),
            [0, 1]
        );
        let (mut noises, mut errors) = (Vec::new(), Vec::new());
        for (factor, effect) in found.effects.iter().enumerate() {
            let effects = effects_of(&walks, factor);
            assert_eq!(
                effects.iter().map(Vec::len).collect::<Vec<_>>(),
                [3, 2, 3, 3, 3]
            );
            let by_walk: Vec<f64> = effects.iter().map(|worlds| moments(worlds).0).collect();
            let sizes: Vec<f64> = by_walk.iter().map(|one| one.abs()).collect();
            let [size, centre, spread] = effect.measures[..] else {
                panic!("three measures")
            };
            assert!(
                is_near(size.value, moments(&sizes).0)
                    && is_near(centre.value, moments(&by_walk).0)
                    && is_near(spread.value, moments(&by_walk).1),
                "{effect:?}"
            );
            // the same walks are taken for all figures of a resample
            let rows: Vec<Vec<f64>> = by_walk
                .iter()
                .map(|one| vec![one.abs(), *one, one * one])
                .collect();
            let figures = |means: &[f64]| {
                vec![
                    means[0],
                    means[1],
                    (1.25 * (means[2] - means[1] * means[1]).max(0.0)).sqrt(),
                ]
            };
            for (measure, (low, high)) in [size, centre, spread]
                .into_iter()
                .zip(percentile_intervals(&rows, figures))
            {
                assert!(
                    (measure.low - low).abs() < 1e-7 && (measure.high - high).abs() < 1e-7,
                    "{measure:?} {low} {high}"
                );
            }
            let squares: Vec<f64> = effects
                .iter()
                .map(|worlds| moments(worlds).1 * moments(worlds).1 / worlds.len() as f64)
                .collect();
            let of_noise = |square: f64| (2.0 * square / PI).sqrt();
            let noise = moments(&squares).0;
            let excess = effect.excess.expect("of every factor");
            assert!(is_near(excess.noise, of_noise(noise)), "{excess:?}");
            // what is judged is size less noise, of which the latter moves with the squares of a walk
            let slope = (of_noise(noise + 1e-7) - of_noise(noise - 1e-7)) / 2e-7;
            let influence: Vec<f64> = sizes
                .iter()
                .zip(&squares)
                .map(|(size, square)| size - slope * square)
                .collect();
            let error = moments(&influence).1 / 5.0_f64.sqrt();
            errors.push((error, excess, size.value));
            assert!(effect.is_distinguishable);
            noises.push(squares);
        }
        // Student's t with four degrees of freedom: the surer effect is judged at 2.5 %, the other at 5 % since the first stands out
        errors.sort_by(|one, other| {
            let surety = |(error, excess, size): &(f64, Excess, f64)| (size - excess.noise) / error;
            surety(other).total_cmp(&surety(one))
        });
        for ((error, excess, size), t) in errors.into_iter().zip([2.776_445_105, 2.131_846_786]) {
            assert!(
                (excess.low - (size - t * error)).abs() < 1e-6,
                "{excess:?} {error}"
            );
        }
        let both: Vec<f64> = (0..5)
            .map(|walk| (noises[0][walk] + noises[1][walk]) / 2.0)
            .collect();
        let rows: Vec<Vec<f64>> = both.iter().map(|one| vec![*one]).collect();
        let expected = (2.0 * moments(&both).0 / PI).sqrt();
        let (low, high) =
            percentile_intervals(&rows, |means| vec![(2.0 * means[0] / PI).sqrt()])[0];
        let chance = found.chance[0];
        assert!(
            is_near(chance.value, expected)
                && is_near(chance.low, low)
                && is_near(chance.high, high),
            "{chance:?}"
        );
        assert!(
            found.chance.len() == 3
                && found.chance[1].value.is_nan()
                && found.chance[2].value.is_nan()
        );
    }

    #[test]
    fn the_surer_effect_takes_the_first_step_of_holm_wherever_it_stands() {
        let lows = |scale: [f64; 2]| {
            let found = morris_effects(&arbitrary(5, 3, scale));
            let of = |factor: usize| {
                found
                    .effects
                    .iter()
                    .find(|effect| effect.factor == factor)
                    .expect("a factor")
            };
            [0, 1].map(|factor| {
                let (size, excess) = (
                    of(factor).measures[0].value,
                    of(factor).excess.expect("of every factor"),
                );
                size - excess.low
            })
        };
        // without any effect of one factor its error is 0 and the other is tested first: at 2.5 %
        let (first, second) = (lows([1.0, 0.0]), lows([0.0, 1.0]));
        assert!(first[1] == 0.0 && second[0] == 0.0);
        let both = lows([1.0, 1.0]);
        // both stand out, and the second more clearly or less: one of the two is judged at 5 %
        let steps: Vec<bool> = both
            .iter()
            .zip([first[0], second[1]])
            .map(|(found, at_first)| is_near(*found, at_first))
            .collect();
        assert_eq!(
            steps.iter().filter(|is_first| **is_first).count(),
            1,
            "{both:?} {first:?} {second:?}"
        );
        let place = steps
            .iter()
            .position(|is_first| !is_first)
            .expect("one of two");
        assert!(is_near(
            both[place] / [first[0], second[1]][place],
            2.131_846_786 / 2.776_445_105
        ));
    }

    #[test]
    fn an_effect_that_never_varies_is_sure_and_none_at_all_is_not() {
        // the first factor moves every world by the same, the second by what follows no rule
        let of = |first: f64| {
            let walks: Vec<Walk> = (0..5_u32)
                .map(|walk| Walk {
                    moved: vec![0, 1],
                    steps: vec![0.5, 0.25],
                    results: vec![
                        vec![0.0; 3],
                        vec![first; 3],
                        (0..3_u32)
                            .map(|world| first + 9.0 + f64::from((walk * 7 + world * 3) % 5))
                            .collect(),
                    ],
                })
                .collect();
            let found = morris_effects(&walks);
            [0, 1].map(|factor| {
                found
                    .effects
                    .iter()
                    .find(|effect| effect.factor == factor)
                    .cloned()
                    .expect("a factor")
            })
        };
        let reach = |effect: &FactorEffect| {
            effect.measures[0].value - effect.excess.expect("of every factor").low
        };
        let ([sure, other], [none, alone]) = (of(4.0), of(0.0));
        assert!(sure.is_distinguishable && sure.measures[0].value == 8.0 && reach(&sure) == 0.0);
        assert!(!none.is_distinguishable && none.measures[0].value == 0.0 && reach(&none) == 0.0);
        // next to a sure one the other is judged at 5 %, next to none at 2.5 %
        assert!(
            is_near(reach(&other) / reach(&alone), 2.131_846_786 / 2.776_445_105),
            "{other:?} {alone:?}"
        );
    }

    #[test]
    fn walks_that_lost_too_many_worlds_are_left_out() {
        let mut walks = arbitrary(6, 2, [1.0, 1.0]);
        let found = morris_effects(&walks);
        assert_eq!(
            (found.blocks, found.dropped, found.worlds),
            (5, 1, 2),
            "one world of the second walk is not enough"
        );
        walks.remove(1);
        assert_eq!(morris_effects(&walks).effects, found.effects);
        let none = morris_effects(&[]);
        assert_eq!(
            (none.blocks, none.worlds, none.effects.len(), none.needed),
            (0, 0, 0, None)
        );
        let one = morris_effects(&walks[..1]);
        assert!(one.effects.iter().all(|effect| {
            effect
                .excess
                .is_some_and(|excess| excess.noise.is_nan() && excess.low.is_nan())
                && !effect.is_distinguishable
        }));
        let single = morris_effects(&arbitrary(5, 1, [1.0, 1.0])[2..]);
        assert!(
            single.worlds == 1 && single.chance[0].value.is_nan(),
            "one world does not show chance"
        );
    }

    #[test]
    fn few_walks_ask_for_as_many_as_make_the_interval_of_the_largest_narrow() {
        let walks = walks(|u, v| (2.0 * u - 1.0) * (2.0 * v - 0.7));
        let few: Vec<Walk> = [0, 3, 6, 9, 13].map(|place| walks[place].clone()).to_vec();
        let found = morris_effects(&few);
        let size = found.effects[0].measures[0];
        let times = (size.high - size.low) / 2.0 / (0.25 * size.value);
        assert!(times > 1.0, "{size:?}");
        assert_eq!(found.needed, Some((5.0 * times * times).ceil() as usize));
    }

    #[test]
    fn what_is_tested_is_the_size_less_its_noise() {
        // sizes of mean 1 and standard error 1/4, or 1/2, next to noise of 0.8: 0.8 and 0.4 errors above it, which no step rejects
        let square = 0.32 * PI;
        let rows: Vec<Vec<f64>> = [-1.0, -1.0, 0.0, 1.0, 1.0]
            .map(|by: f64| {
                let size = |error: f64| 1.0 + by * error * 5.0_f64.sqrt();
                vec![
                    0.0,
                    size(0.25),
                    0.0,
                    0.0,
                    square,
                    size(0.5),
                    0.0,
                    0.0,
                    square,
                ]
            })
            .to_vec();
        let found = excesses(&rows, 2);
        for (excess, error) in found.iter().zip([0.25, 0.5]) {
            assert!((excess.noise - 0.8).abs() < 1e-12);
            assert!(
                (excess.low - (1.0 - 2.776_445_105 * error)).abs() < 1e-8,
                "{excess:?}"
            );
        }
    }
}
