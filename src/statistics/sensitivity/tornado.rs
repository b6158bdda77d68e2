//! One parameter at a time.

use super::figures::{Block, FactorEffect, Sensitivity, SensitivityMethod, bare, constant};
use crate::statistics::compare::{Comparison, PairedSample, compare_numbers};
use crate::statistics::interval::Quantity;
use crate::statistics::precision::MOST_PAIRS;
use crate::statistics::sample::Sample;
use crate::statistics::survival::Estimate;

/// Half-width of the interval of the largest swing above which the worlds are too few [share of the swing]; assumed.
const WIDEST: f64 = 0.25;

/// Paired differences between the ends of each factor, from results at the centre, then at the low and the high end of one factor after the other.
///
/// A swing is the result at the high end less that at the low end in the same worlds; the ends are stated relative to the centre. Simulation noise is how far
/// the mean at the centre may move when only the worlds are others: its 95 % interval. A factor is distinguishable where the sign of its swing
/// is significant.
#[must_use]
pub fn tornado(results: &Block) -> Sensitivity {
    let factors = (results.len().saturating_sub(1)) / 2;
    let empty = Vec::new();
    let centre = results.first().unwrap_or(&empty);
    let of = |factor: usize| {
        let (low, high) = (&results[1 + 2 * factor], &results[2 + 2 * factor]);
        let swing = paired(high, low);
        let measures = [&swing, &paired(low, centre), &paired(high, centre)]
            .map(estimate)
            .to_vec();
        FactorEffect {
            factor,
            measures,
            is_distinguishable: swing.sign_settled,
            excess: None,
        }
    };
    let effects = Sensitivity::rank((0..factors).map(of).collect());
    let own = Sample::new(centre.iter().copied());
    let at_centre = paired(own.values(), &vec![0.0; own.len()]);
    let (low, high) = (
        at_centre.ci_low - at_centre.diff,
        at_centre.ci_high - at_centre.diff,
    );
    let needed = effects.first().and_then(|largest| {
        let swing = largest.measures[0];
        let width = (swing.high - swing.low) / 2.0 / (WIDEST * swing.value.abs());
        let needed = (own.len() as f64 * width * width).ceil();
        (width > 1.0 && needed <= MOST_PAIRS as f64).then_some(needed as usize)
    });
    Sensitivity {
        method: SensitivityMethod::Tornado,
        effects,
        chance: [high - low, low, high].map(bare).to_vec(),
        constant: constant([results]),
        blocks: usize::from(!results.is_empty()),
        dropped: 0,
        worlds: own.len(),
        needed,
    }
}

fn paired(one: &[f64], other: &[f64]) -> Comparison {
    let pairs = PairedSample::new(one.iter().copied().zip(other.iter().copied()));
    compare_numbers((0, 0), (0, Quantity::NUMBER), &pairs, one.len())
}

const fn estimate(comparison: &Comparison) -> Estimate {
    Estimate {
        value: comparison.diff,
        low: comparison.ci_low,
        high: comparison.ci_high,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swings_are_paired_ranked_and_told_from_chance() {
        let worlds: Vec<f64> = (0..40).map(|k| f64::from(k * k % 17)).collect();
        let shifted = |by: f64, turn: usize| {
            let noise = |k: usize| 0.1 * ((k * (k + turn)) % 7) as f64;
            worlds
                .iter()
                .enumerate()
                .map(|(k, value)| value + by + noise(k))
                .collect::<Vec<f64>>()
        };
        let reversed = |values: Vec<f64>| values.into_iter().rev().collect::<Vec<f64>>();
        // Factor 0 is non-influential, factor 1 a little downwards, factor 2 most.
        let (same, down, up) = (worlds.clone(), shifted(-4.0, 1), shifted(4.0, 2));
        let results = vec![
            same.clone(),
            same.clone(),
            same,
            shifted(1.0, 3),
            reversed(shifted(-1.0, 4)),
            down,
            up,
        ];
        let found = tornado(&results);
        let order: Vec<usize> = found.effects.iter().map(|effect| effect.factor).collect();
        assert_eq!(order, [2, 1, 0]);
        let [swing, low, high] = found.effects[0].measures[..] else {
            panic!("three measures")
        };
        // the noise lies between 0 and 0.6, about 0.3 on the mean
        assert!(
            (swing.value - 8.0).abs() < 0.3
                && (low.value + 3.7).abs() < 0.2
                && (high.value - 4.3).abs() < 0.2,
            "{found:?}"
        );
        assert!(found.effects[0].is_distinguishable && !found.effects[2].is_distinguishable);
        assert!(
            !found.effects[1].is_distinguishable,
            "worlds in another order are no pairs: 2 is lost in a spread of 5"
        );
        let inert = found.effects[2].measures[0];
        assert!(
            inert.value == 0.0 && inert.low.is_nan() && inert.high.is_nan(),
            "worlds that are all the same give no interval: {inert:?}"
        );
        assert!(found.chance[1].value < -1.0 && found.chance[2].value > 1.0);
    }

    #[test]
    fn swings_and_chance_have_the_figures_worked_by_hand() {
        // seven worlds 7 to 13 at the centre: variance 28 / 6, and t at 97.5 % with six degrees of freedom
        let centre: Vec<f64> = (7..14).map(f64::from).collect();
        let half = 2.446_911_851 * (28.0_f64 / 42.0).sqrt();
        let moved = |by: f64, turn: f64| {
            centre
                .iter()
                .map(|value| value + (value - 10.0) * turn + by)
                .collect::<Vec<f64>>()
        };
        let found = tornado(&vec![
            centre.clone(),
            moved(-1.0, 0.0),
            moved(2.0, 0.5),
            moved(0.0, 0.25),
            moved(-1.0, 2.0),
        ]);
        assert_eq!(
            (
                found.method,
                found.blocks,
                found.dropped,
                found.worlds,
                found.constant
            ),
            (SensitivityMethod::Tornado, 1, 0, 7, None)
        );
        assert_eq!(
            found
                .effects
                .iter()
                .map(|effect| effect.factor)
                .collect::<Vec<_>>(),
            [0, 1]
        );
        let check = |estimate: Estimate, value: f64, half: f64| {
            let ends = [value - half, value + half];
            assert!(
                (estimate.value - value).abs() < 1e-12
                    && (estimate.low - ends[0]).abs() < 1e-8
                    && (estimate.high - ends[1]).abs() < 1e-8,
                "{estimate:?}"
            );
        };
        let [swing, low, high] = found.effects[0].measures[..] else {
            panic!("three measures")
        };
        check(swing, 3.0, 0.5 * half);
        assert!(
            low.value == -1.0 && low.low.is_nan(),
            "the same in every world"
        );
        check(high, 2.0, 0.5 * half);
        let [swing, low, high] = found.effects[1].measures[..] else {
            panic!("three measures")
        };
        check(swing, -1.0, 1.75 * half);
        check(low, 0.0, 0.25 * half);
        check(high, -1.0, 2.0 * half);
        assert_eq!(
            found
                .effects
                .iter()
                .map(|effect| effect.is_distinguishable)
                .collect::<Vec<_>>(),
            [true, false]
        );
        let chance: Vec<f64> = found.chance.iter().map(|one| one.value).collect();
        for (found, expected) in chance.iter().zip([2.0 * half, -half, half]) {
            assert!((found - expected).abs() < 1e-8, "{chance:?}");
        }
        // of a swing of 3 the half width is to be 0.75
        let times = 0.5 * half / 0.75;
        assert_eq!(
            found.needed,
            (times > 1.0).then(|| (7.0 * times * times).ceil() as usize)
        );
        assert!(times > 1.0);
        let narrow = tornado(&vec![centre.clone(), moved(-1.0, 0.0), moved(5.0, 0.5)]);
        assert_eq!(narrow.needed, None);
    }

    #[test]
    fn a_swing_of_next_to_nothing_asks_for_no_number_of_worlds() {
        let centre: Vec<f64> = (0..8).map(|k| f64::from(k % 2)).collect();
        let around = |by: f64| {
            (0..8)
                .map(|k| f64::from(k) - 3.5 + by)
                .collect::<Vec<f64>>()
        };
        let least = tornado(&vec![centre.clone(), vec![0.0; 8], around(1e-6)]);
        assert_eq!(least.needed, None, "more than are ever run");
        assert!(
            tornado(&vec![centre.clone(), vec![0.0; 8], around(0.01)])
                .needed
                .is_some()
        );
        let none = tornado(&Vec::new());
        assert_eq!(
            (none.blocks, none.worlds, none.effects.len(), none.needed),
            (0, 0, 0, None)
        );
        let flat = tornado(&vec![vec![4.0; 3]; 3]);
        assert_eq!((flat.constant, flat.needed), (Some(4.0), None));
    }
}
