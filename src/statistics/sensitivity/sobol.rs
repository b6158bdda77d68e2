//! Shares of variance.

use super::figures::{
    Block, FactorEffect, Sensitivity, SensitivityMethod, bare, complete, constant, least_worlds,
    less, product, worlds_of,
};
use crate::statistics::resample::percentile_intervals;
use crate::statistics::sample::{mean, variance};
use crate::statistics::survival::Estimate;

/// Half-width of the widest interval of a total index above which the blocks are too few [share of the variance]; assumed.
pub const WIDEST: f64 = 0.1;

/// Indices of first and total order, after Saltelli et al. (2010) and Jansen (1999), from blocks of points A, B and A with one coordinate after
/// the other taken from B.
///
/// Shares are of the variance V of what *one* world shows when factors and random draws both vary; the total share of noise is
/// E(Var(y | factors)) / V, and in an additive model without interactions all shares add up to 1. With one world per point noise is not separated
/// apart and counts as influence. A factor is distinguishable where the interval of its total lies above 0.
#[must_use]
pub fn sobol_indices(blocks: &[Block]) -> Sensitivity {
    let kept = complete(blocks, least_worlds(blocks));
    let factors = blocks
        .first()
        .map_or(0, |block| block.len().saturating_sub(2));
    let worlds = kept.iter().map(worlds_of).min().unwrap_or(0);
    let all: Vec<f64> = kept.iter().flatten().flatten().copied().collect();
    let centre = mean(&all);
    let rows: Vec<Vec<f64>> = kept.iter().map(|block| row(block, centre)).collect();
    let estimates = estimates(&rows, factors);
    let effect = |factor: usize| {
        let measures = vec![estimates[2 * factor], estimates[2 * factor + 1]];
        let is_distinguishable = measures[0].low > 0.0;
        FactorEffect {
            factor,
            measures,
            is_distinguishable,
            excess: None,
        }
    };
    let chance = if worlds > 1 {
        estimates[2 * factors]
    } else {
        bare(f64::NAN)
    };
    Sensitivity {
        method: SensitivityMethod::Sobol,
        effects: Sensitivity::rank((0..factors).map(effect).collect()),
        chance: vec![chance, bare(f64::NAN)],
        constant: constant(blocks),
        blocks: kept.len(),
        dropped: blocks.len() - kept.len(),
        worlds,
        needed: needed(&estimates[..2 * factors], kept.len()),
    }
}

/// Statistics of a block whose means over blocks make the indices: mean, square, variance between worlds, then total and first of each factor.
fn row(block: &Block, centre: f64) -> Vec<f64> {
    let centred: Block = block
        .iter()
        .map(|point| point.iter().map(|value| value - centre).collect())
        .collect();
    let (a, b) = (&centred[0], &centred[1]);
    let noise = if a.len() > 1 {
        (variance(a) + variance(b)) / 2.0
    } else {
        0.0
    };
    let mut row = vec![
        (mean(a) + mean(b)) / 2.0,
        (product(a, a) + product(b, b)) / 2.0,
        noise,
    ];
    for mixed in &centred[2..] {
        let moved = less(mixed, a);
        row.extend([product(&moved, &moved) / 2.0, product(b, &moved)]);
    }
    row
}

/// Share of the squares below which a variance is rounding.
const ROUNDING: f64 = 1e-12;

/// Total and first index of each factor, then the share of noise, with their intervals.
fn estimates(rows: &[Vec<f64>], factors: usize) -> Vec<Estimate> {
    let figures = |means: &[f64]| {
        let all = means[1] - means[0] * means[0] + means[2];
        // what is left of equal results is rounding
        let varies = all > ROUNDING * (means[1] + means[0] * means[0] + means[2]);
        means[3..]
            .iter()
            .chain([&means[2]])
            .map(|part| if varies { part / all } else { f64::NAN })
            .collect::<Vec<f64>>()
    };
    if rows.is_empty() {
        return vec![bare(f64::NAN); 2 * factors + 1];
    }
    let means: Vec<f64> = (0..rows[0].len())
        .map(|column| rows.iter().map(|row| row[column]).sum::<f64>() / rows.len() as f64)
        .collect();
    let intervals = percentile_intervals(rows, figures);
    figures(&means)
        .into_iter()
        .zip(intervals)
        .map(|(value, (low, high))| Estimate { value, low, high })
        .collect()
}

/// About how many blocks it takes for the widest total to be known to [`WIDEST`], where it is not.
fn needed(estimates: &[Estimate], blocks: usize) -> Option<usize> {
    let widths = estimates
        .iter()
        .step_by(2)
        .map(|total| (total.high - total.low) / 2.0);
    let widest = widths.filter(|width| width.is_finite()).fold(0.0, f64::max);
    (widest > WIDEST)
        .then(|| (blocks as f64 * (widest / WIDEST) * (widest / WIDEST)).ceil() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The blocks of a function of two parameters at points of a grid, without noise.
    fn grid(f: impl Fn(f64, f64) -> f64) -> Vec<Block> {
        let levels: Vec<f64> = (0..4).map(|k| (f64::from(k) + 0.5) / 4.0).collect();
        let points: Vec<(f64, f64)> = levels
            .iter()
            .flat_map(|x| levels.iter().map(move |y| (*x, *y)))
            .collect();
        let block = |a: &(f64, f64), b: &(f64, f64)| {
            vec![
                vec![f(a.0, a.1)],
                vec![f(b.0, b.1)],
                vec![f(b.0, a.1)],
                vec![f(a.0, b.1)],
            ]
        };
        points
            .iter()
            .flat_map(|a| points.iter().map(move |b| (a, b)))
            .map(|(a, b)| block(a, b))
            .collect()
    }

    #[test]
    fn over_all_pairs_of_a_grid_the_indices_are_exact() {
        // y = 2 u + v with u, v alike: shares 4/5 and 1/5 of first and of total order.
        let found = sobol_indices(&grid(|u, v| 2.0 * u + v));
        for (effect, share) in found.effects.iter().zip([0.8, 0.2]) {
            assert!(
                effect
                    .measures
                    .iter()
                    .all(|measure| (measure.value - share).abs() < 1e-9),
                "{effect:?}"
            );
        }
        // y = (u - 1/2)(v - 1/2): all is interaction.
        let found = sobol_indices(&grid(|u, v| (u - 0.5) * (v - 0.5)));
        for effect in &found.effects {
            assert!(
                (effect.measures[0].value - 1.0).abs() < 1e-9
                    && effect.measures[1].value.abs() < 1e-9,
                "{effect:?}"
            );
        }
    }

    #[test]
    fn what_does_nothing_is_zero_and_what_does_not_vary_has_no_index() {
        let found = sobol_indices(&grid(|u, _| u));
        let inert = found
            .effects
            .iter()
            .find(|effect| effect.factor == 1)
            .expect("a factor");
        assert_eq!(
            (inert.measures[0].value, inert.is_distinguishable),
            (0.0, false)
        );
        assert!(found.effects[0].is_distinguishable && found.effects[0].factor == 0);
        assert!(
            found.chance[0].value.is_nan(),
            "one world does not separate noise"
        );
        let flat = sobol_indices(&grid(|_, _| 3.0));
        assert!(
            flat.effects
                .iter()
                .all(|effect| effect.measures[0].value.is_nan() && !effect.is_distinguishable)
        );
        let none = sobol_indices(&[]);
        assert_eq!((none.blocks, none.effects.len()), (0, 0));
    }

    #[test]
    fn too_few_blocks_are_told_with_how_many_it_takes() {
        let blocks = vec![grid(|u, v| u * v * v * v); 4].concat();
        assert_eq!(sobol_indices(&blocks).needed, None);
        let few: Vec<Block> = blocks.into_iter().step_by(113).collect();
        let found = sobol_indices(&few);
        assert!(
            found.needed.is_some_and(|needed| needed > few.len()),
            "{found:?}"
        );
    }

    /// Blocks of two factors with results that follow no rule, in three worlds; the last world of the first block is lost, and of the last block all but one.
    fn arbitrary() -> Vec<Block> {
        (0..7_u32)
            .map(|block| {
                (0..4_u32)
                    .map(|point| {
                        (0..3_u32)
                            .map(|world| {
                                let is_lost = (block == 0 && world == 2 && point == 1)
                                    || (block == 6 && world > 0);
                                let value = f64::from(
                                    (block * 31 + point * 17 + world * 5 + block * point * 7) % 23,
                                ) + 0.1 * f64::from(world * (point + block) % 4);
                                if is_lost { f64::NAN } else { value }
                            })
                            .collect()
                    })
                    .collect()
            })
            .collect()
    }

    /// Mean product of different worlds.
    fn apart(left: &[f64], right: &[f64]) -> f64 {
        let n = left.len();
        let pairs = (0..n)
            .flat_map(|one| (0..n).map(move |other| (one, other)))
            .filter(|(one, other)| one != other);
        pairs
            .map(|(one, other)| left[one] * right[other])
            .sum::<f64>()
            / (n * (n - 1)) as f64
    }

    #[test]
    fn indices_are_those_of_products_of_different_worlds() {
        let found = sobol_indices(&arbitrary());
        assert_eq!(
            (found.blocks, found.dropped, found.worlds, found.method),
            (6, 1, 2, SensitivityMethod::Sobol)
        );
        let kept: Vec<Block> = arbitrary()[..6]
            .iter()
            .enumerate()
            .map(|(at, block)| {
                block
                    .iter()
                    .map(|point| point[..if at == 0 { 2 } else { 3 }].to_vec())
                    .collect()
            })
            .collect();
        let all: Vec<f64> = kept.iter().flatten().flatten().copied().collect();
        let centre = all.iter().sum::<f64>() / all.len() as f64;
        let rows: Vec<Vec<f64>> = kept
            .iter()
            .map(|block| {
                let points: Vec<Vec<f64>> = block
                    .iter()
                    .map(|point| point.iter().map(|value| value - centre).collect())
                    .collect();
                let n = points[0].len() as f64;
                let mean = |point: &[f64]| point.iter().sum::<f64>() / n;
                let within = |point: &[f64]| {
                    point
                        .iter()
                        .map(|value| (value - mean(point)) * (value - mean(point)))
                        .sum::<f64>()
                        / (n - 1.0)
                };
                let (a, b) = (&points[0], &points[1]);
                let mut row = vec![
                    (mean(a) + mean(b)) / 2.0,
                    (apart(a, a) + apart(b, b)) / 2.0,
                    (within(a) + within(b)) / 2.0,
                ];
                for mixed in &points[2..] {
                    let moved: Vec<f64> = mixed
                        .iter()
                        .zip(a)
                        .map(|(one, other)| one - other)
                        .collect();
                    row.extend([apart(&moved, &moved) / 2.0, apart(b, &moved)]);
                }
                row
            })
            .collect();
        let figures = |means: &[f64]| {
            let whole = means[1] - means[0] * means[0] + means[2];
            vec![
                means[3] / whole,
                means[4] / whole,
                means[5] / whole,
                means[6] / whole,
                means[2] / whole,
            ]
        };
        let means: Vec<f64> = (0..7)
            .map(|column| rows.iter().map(|row| row[column]).sum::<f64>() / 6.0)
            .collect();
        let (values, intervals) = (figures(&means), percentile_intervals(&rows, figures));
        let check = |estimate: Estimate, place: usize| {
            let (low, high) = intervals[place];
            assert!(
                (estimate.value - values[place]).abs() < 1e-9
                    && (estimate.low - low).abs() < 1e-9
                    && (estimate.high - high).abs() < 1e-9,
                "{place}: {estimate:?}"
            );
        };
        for effect in &found.effects {
            check(effect.measures[0], 2 * effect.factor);
            check(effect.measures[1], 2 * effect.factor + 1);
            assert_eq!(
                effect.is_distinguishable,
                intervals[2 * effect.factor].0 > 0.0
            );
        }
        check(found.chance[0], 4);
        assert!(found.chance.len() == 2 && found.chance[1].value.is_nan());
    }

    #[test]
    fn shares_do_not_depend_on_the_unit_and_rounding_is_no_variance() {
        let scaled = |by: f64| sobol_indices(&grid(|u, v| by * (2.0 * u + v)));
        for by in [1e-7, 1e7] {
            assert!((scaled(by).effects[0].measures[0].value - 0.8).abs() < 1e-9);
        }
        // 10^-15 of the squares is left of equal results
        let found = estimates(&[vec![0.1, 0.01 * (1.0 + 1e-15), 0.0, 0.5, 0.5]], 1);
        assert!(found.iter().all(|one| one.value.is_nan()), "{found:?}");
        let found = estimates(&[vec![0.1, 0.02, 0.0, 0.005, 0.002]], 1);
        assert!(
            (found[0].value - 0.5).abs() < 1e-12
                && (found[1].value - 0.2).abs() < 1e-12
                && found[2].value == 0.0
        );
        let none = estimates(&[], 2);
        assert!(none.len() == 5 && none.iter().all(|one| one.value.is_nan()));
    }

    #[test]
    fn blocks_that_are_needed_follow_the_widest_total() {
        let of = |low: f64, high: f64| Estimate {
            value: 0.5,
            low,
            high,
        };
        let first = of(-5.0, 5.0);
        // half widths of 0.1 and 0.25: 40 (0.25 / 0.1)^2
        assert_eq!(
            needed(&[of(0.4, 0.6), first, of(0.25, 0.75), first], 40),
            Some(250)
        );
        assert_eq!(
            needed(&[of(0.42, 0.6), first, of(f64::NAN, 0.75), first], 40),
            None
        );
        assert_eq!(
            needed(&[of(0.0, 0.2), first], 40),
            None,
            "just narrow enough"
        );
        assert_eq!(needed(&[], 0), None);
    }

    #[test]
    fn one_factor_is_all_there_is() {
        let blocks: Vec<Block> = grid(|u, _| u)
            .into_iter()
            .map(|block| block[..3].to_vec())
            .collect();
        let found = sobol_indices(&blocks);
        assert_eq!((found.effects.len(), found.chance.len()), (1, 2));
        assert!(
            found.effects[0]
                .measures
                .iter()
                .all(|one| (one.value - 1.0).abs() < 1e-9),
            "{found:?}"
        );
        // two worlds a point with ±1 each, in all four combinations over the levels of what does nothing: noise of variance 1 that is independent
        let of = |u: f64, v: f64| {
            [1.0, -1.0].map(|one| {
                u + if v > 0.5 { one } else { 1.0 }
                    * if ((v * 4.0) as u32).is_multiple_of(2) {
                        1.0
                    } else {
                        -1.0
                    }
            })
        };
        let points: Vec<(f64, f64)> = (0..16_u32)
            .map(|k| (f64::from(k / 4), f64::from(k % 4)))
            .map(|(u, v)| ((u + 0.5) / 4.0, (v + 0.5) / 4.0))
            .collect();
        let pairs = points
            .iter()
            .flat_map(|a| points.iter().map(move |b| (a, b)));
        let noisy: Vec<Block> = pairs
            .map(|(a, b)| {
                [of(a.0, a.1), of(b.0, b.1), of(b.0, a.1)]
                    .map(|worlds| worlds.to_vec())
                    .to_vec()
            })
            .collect();
        let found = sobol_indices(&noisy);
        // levels 1/8 to 7/8 have the variance 5/64
        let share = 1.0 / (1.0 + 5.0 / 64.0);
        assert!(
            (found.chance[0].value - share).abs() < 1e-9
                && (found.effects[0].measures[0].value - 1.0 + share).abs() < 1e-9,
            "{found:?}"
        );
    }
}
