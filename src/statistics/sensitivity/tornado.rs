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
}
