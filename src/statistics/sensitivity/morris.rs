//! Elementary effects.

use std::f64::consts::PI;

use super::figures::{Block, FactorEffect, Sensitivity, SensitivityMethod, bare, complete, least_worlds, less, product, worlds_of};
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
/// Intervals are resampled over walks. μ* is a mean of sizes, which luck raises: chance is what μ* would be if the two ends of a step
/// differed in their worlds alone. A factor is distinguishable where the mean square of its effects, free of luck, lies above 0.
#[must_use]
pub fn morris_effects(walks: &[Walk]) -> Sensitivity {
    let factors = walks.first().map_or(0, |walk| walk.moved.len());
    let blocks: Vec<Block> = walks.iter().map(|walk| walk.results.clone()).collect();
    let least = least_worlds(&blocks);
    let rows_of = |walk: &Walk| Some(row(walk, complete(std::slice::from_ref(&walk.results), least).first()?, factors));
    let rows: Vec<Vec<f64>> = walks.iter().filter_map(rows_of).collect();
    let n = rows.len();
    let worlds = complete(&blocks, least).iter().map(worlds_of).min().unwrap_or(0);
    let estimates = estimates(&rows, factors);
    let effect = |factor: usize| {
        let [size, centre, spread, square] = [0, 1, 2, 3].map(|measure| estimates[1 + 4 * factor + measure]);
        FactorEffect { factor, measures: vec![size, centre, spread], is_distinguishable: square.low > 0.0 }
    };
    let effects = Sensitivity::rank((0..factors).map(effect).collect());
    let chance = if worlds > 1 { estimates[0] } else { bare(f64::NAN) };
    let needed = effects.first().and_then(|largest| {
        let size = largest.measures[0];
        let width = (size.high - size.low) / 2.0 / (WIDEST * size.value);
        (width > 1.0).then(|| (n as f64 * width * width).ceil() as usize)
    });
    Sensitivity {
        method: SensitivityMethod::Morris,
        effects,
        chance: vec![chance, bare(f64::NAN), bare(f64::NAN)],
        blocks: n,
        dropped: walks.len() - n,
        worlds,
        needed,
    }
}

/// Statistics of a walk: variance that luck gives an effect, then size, value, square and luckless square of the effect of each factor.
fn row(walk: &Walk, results: &Block, factors: usize) -> Vec<f64> {
    let worlds = worlds_of(results) as f64;
    let mut row = vec![0.0; 1 + 4 * factors];
    for ((two, factor), step) in results.windows(2).zip(&walk.moved).zip(&walk.steps) {
        let effects: Vec<f64> = less(&two[1], &two[0]).iter().map(|change| change / step).collect();
        let effect = mean(&effects);
        row[1 + 4 * factor..5 + 4 * factor].copy_from_slice(&[effect.abs(), effect, effect * effect, product(&effects, &effects)]);
        if effects.len() > 1 {
            row[0] += (variance(&two[0]) + variance(&two[1])) / worlds / (step * step) / factors as f64;
        }
    }
    row
}

/// Chance, then size, mean, spread and luckless mean square of the effects of each factor, with their intervals.
fn estimates(rows: &[Vec<f64>], factors: usize) -> Vec<Estimate> {
    let n = rows.len() as f64;
    let figures = |means: &[f64]| {
        let chance = (means[0] * 2.0 / PI).sqrt();
        let of_factor = |factor: &[f64]| {
            let spread = ((factor[2] - factor[1] * factor[1]).max(0.0) * n / (n - 1.0)).sqrt();
            [factor[0], factor[1], spread, factor[3]]
        };
        std::iter::once(chance).chain(means[1..].chunks(4).flat_map(of_factor)).collect::<Vec<f64>>()
    };
    if rows.is_empty() {
        return vec![bare(f64::NAN); 1 + 4 * factors];
    }
    let means: Vec<f64> = (0..1 + 4 * factors).map(|column| rows.iter().map(|row| row[column]).sum::<f64>() / n).collect();
    let intervals = percentile_intervals(rows, figures);
    figures(&means).into_iter().zip(intervals).map(|(value, (low, high))| Estimate { value, low, high }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(f: impl Fn(f64, f64) -> f64, start: (f64, f64)) -> Walk {
        let step = |from: f64| if from < 0.5 { 2.0 / 3.0 } else { -2.0 / 3.0 };
        let steps = vec![step(start.0), step(start.1)];
        let middle = (start.0 + steps[0], start.1);
        let points = [start, middle, (middle.0, start.1 + steps[1])];
        Walk { moved: vec![0, 1], steps, results: points.map(|(u, v)| vec![f(u, v)]).to_vec() }
    }

    fn walks(f: impl Fn(f64, f64) -> f64) -> Vec<Walk> {
        let levels = [0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0];
        levels.iter().flat_map(|u| levels.map(|v| walk(&f, (*u, v)))).collect()
    }

    #[test]
    fn a_straight_line_has_its_slopes_and_no_spread() {
        let found = morris_effects(&walks(|u, v| 5.0 - 3.0 * u + 0.5 * v));
        let measures = |factor: usize| found.effects.iter().find(|effect| effect.factor == factor).expect("a factor").measures.clone();
        for (factor, slope) in [(0, -3.0), (1, 0.5)] {
            let [size, centre, spread] = measures(factor)[..] else { panic!("three measures") };
            assert!((size.value - f64::abs(slope)).abs() < 1e-12 && (centre.value - slope).abs() < 1e-12 && spread.value < 1e-6);
        }
        assert_eq!((found.effects[0].factor, found.needed), (0, None));
    }

    #[test]
    fn effects_that_change_sign_have_a_size_without_a_mean() {
        // y = (2 u - 1)(2 v - 1): the effect of u is 2 (2 v - 1) at levels v: -2, -2/3, 2/3, 2; mean size 4/3.
        let found = morris_effects(&walks(|u, v| (2.0 * u - 1.0) * (2.0 * v - 1.0)));
        let effect = &found.effects.iter().find(|effect| effect.factor == 0).expect("a factor").measures;
        assert!((effect[0].value - 4.0 / 3.0).abs() < 1e-12 && effect[1].value.abs() < 1e-12);
        assert!((effect[2].value - (20.0_f64 / 9.0 * 16.0 / 15.0).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn what_does_nothing_is_not_distinguishable() {
        let found = morris_effects(&walks(|u, _| u));
        assert_eq!(found.effects.iter().map(|effect| effect.is_distinguishable).collect::<Vec<_>>(), [true, false]);
    }
}
