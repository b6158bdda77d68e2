//! Common parts of all methods: blocks of results, figures of a factor, products of different worlds.

use serde::Serialize;

use crate::statistics::survival::Estimate;

/// Results of a block of points: by point, then world; NaN where a world was lost. All points have the same worlds.
pub type Block = Vec<Vec<f64>>;

/// Methods of sensitivity analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SensitivityMethod {
    /// One parameter at a time at either end of its range.
    Tornado,
    /// Elementary effects.
    Morris,
    /// Shares of variance.
    Sobol,
}

impl SensitivityMethod {
    /// The word of tables and flags.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tornado => "tornado",
            Self::Morris => "morris",
            Self::Sobol => "sobol",
        }
    }

    /// Names of the measures of a factor; factors are ranked by the first.
    #[must_use]
    pub const fn measures(self) -> &'static [&'static str] {
        match self {
            Self::Tornado => &["swing", "at_low", "at_high"],
            Self::Morris => &["mu_star", "mu", "sigma"],
            Self::Sobol => &["total", "first"],
        }
    }
}

/// Influence of one factor.
#[derive(Clone, Debug, PartialEq)]
pub struct FactorEffect {
    /// Index of the factor.
    pub factor: usize,
    /// By [`SensitivityMethod::measures`].
    pub measures: Vec<Estimate>,
    /// True where simulation noise alone does not explain what the factor shows, at 95 %.
    pub is_distinguishable: bool,
    /// What that is judged by, where it is not the interval of the first measure.
    pub excess: Option<Excess>,
}

/// Excess of the first measure of a factor over what simulation noise alone would show of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Excess {
    /// What the measure would be if only the worlds differed.
    pub noise: f64,
    /// Lower end of the measure, corrected for the number of factors that are tested: above [`Excess::noise`] where the factor is distinguishable.
    pub low: f64,
}

/// Result of a sensitivity analysis.
#[derive(Clone, Debug, PartialEq)]
pub struct Sensitivity {
    /// Method.
    pub method: SensitivityMethod,
    /// Factors, most influential first.
    pub effects: Vec<FactorEffect>,
    /// The share of simulation noise, by the same measures; NaN where the method does not estimate it.
    pub chance: Vec<Estimate>,
    /// The result where it is the same in all worlds of all points, so that nothing can be said of what drives it.
    pub constant: Option<f64>,
    /// Blocks that are complete: N of Sobol, trajectories of Morris, 1 for a tornado.
    pub blocks: usize,
    /// Blocks of which too many worlds were lost.
    pub dropped: usize,
    /// Worlds of a point, the fewest of any block.
    pub worlds: usize,
    /// Where there are too few blocks (of a tornado: worlds) to say how large the largest effects are: about how many it takes.
    pub needed: Option<usize>,
}

impl Sensitivity {
    /// Ranks factors by the size of their first measure; equal ones are in order of the factors.
    pub(super) fn rank(mut effects: Vec<FactorEffect>) -> Vec<FactorEffect> {
        let size = |effect: &FactorEffect| {
            Some(effect.measures[0].value.abs())
                .filter(|size| size.is_finite())
                .unwrap_or(-1.0)
        };
        effects.sort_by(|left, right| {
            size(right)
                .total_cmp(&size(left))
                .then(left.factor.cmp(&right.factor))
        });
        effects
    }
}

/// The result where it is the same in all worlds of all points that were not lost.
pub(super) fn constant<'b>(blocks: impl IntoIterator<Item = &'b Block>) -> Option<f64> {
    let mut values = blocks
        .into_iter()
        .flatten()
        .flatten()
        .copied()
        .filter(|value| value.is_finite());
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

/// A number without an interval.
pub(super) const fn bare(value: f64) -> Estimate {
    Estimate {
        value,
        low: f64::NAN,
        high: f64::NAN,
    }
}

/// Blocks reduced to the worlds that all of their points have; blocks with fewer such worlds than `least` are left out.
pub(super) fn complete(blocks: &[Block], least: usize) -> Vec<Block> {
    let reduced = blocks.iter().map(|block| {
        let worlds = block.iter().map(Vec::len).min().unwrap_or(0);
        let kept: Vec<usize> = (0..worlds)
            .filter(|world| block.iter().all(|point| point[*world].is_finite()))
            .collect();
        block
            .iter()
            .map(|point| kept.iter().map(|world| point[*world]).collect())
            .collect()
    });
    reduced
        .filter(|block: &Block| worlds_of(block) >= least.max(1))
        .collect()
}

/// Fewest worlds that a block needs: two where the design has as many, so that simulation noise can be separated.
pub(super) fn least_worlds(blocks: &[Block]) -> usize {
    blocks.iter().map(worlds_of).max().unwrap_or(0).min(2)
}

/// Worlds of a block.
pub(super) fn worlds_of(block: &Block) -> usize {
    block.first().map_or(0, Vec::len)
}

/// Product of two expected results, of which samples over the same worlds are given: the mean product of different worlds; of the
/// same world where there is one only.
///
/// Noise of a world that both share would add its covariance to the plain product of means.
pub(super) fn product(left: &[f64], right: &[f64]) -> f64 {
    let n = left.len() as f64;
    let same: f64 = left.iter().zip(right).map(|(l, r)| l * r).sum();
    if left.len() < 2 {
        return same;
    }
    (left.iter().sum::<f64>() * right.iter().sum::<f64>() - same) / (n * (n - 1.0))
}

/// World by world, one sample less another.
pub(super) fn less(left: &[f64], right: &[f64]) -> Vec<f64> {
    left.iter().zip(right).map(|(l, r)| l - r).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_leave_the_luck_of_a_world_out() {
        // Worlds 1, 3, 8: pairs of different worlds have products 3, 8, 24, mean 35/3.
        assert!((product(&[1.0, 3.0, 8.0], &[1.0, 3.0, 8.0]) - 35.0 / 3.0).abs() < 1e-12);
        assert_eq!(product(&[3.0], &[5.0]), 15.0);
    }

    #[test]
    fn a_result_is_constant_where_all_worlds_of_all_points_have_it() {
        let same = vec![vec![0.0, 0.0], vec![0.0, f64::NAN]];
        assert_eq!(constant([&same, &same]), Some(0.0));
        assert_eq!(constant([&same, &vec![vec![0.0, 1.0]]]), None);
        assert_eq!(constant([&vec![vec![f64::NAN]]]), None);
    }

    #[test]
    fn lost_worlds_are_left_out_of_their_whole_block() {
        let block = vec![vec![1.0, f64::NAN, 3.0], vec![4.0, 5.0, 6.0]];
        assert_eq!(
            complete(std::slice::from_ref(&block), 2),
            [vec![vec![1.0, 3.0], vec![4.0, 6.0]]]
        );
        assert!(complete(&[block], 3).is_empty());
    }

    #[test]
    fn factors_without_a_measure_come_last_and_equal_ones_in_their_order() {
        let effect = |factor: usize, value: f64| FactorEffect {
            factor,
            measures: vec![bare(value)],
            is_distinguishable: false,
            excess: None,
        };
        let order = |values: [f64; 5]| {
            let effects = values
                .into_iter()
                .enumerate()
                .map(|(factor, value)| effect(factor, value))
                .collect();
            Sensitivity::rank(effects)
                .iter()
                .map(|effect| effect.factor)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            order([f64::NAN, 0.5, -2.0, 0.0, f64::INFINITY]),
            [2, 1, 3, 0, 4]
        );
        assert_eq!(order([1.0, -3.0, 3.0, -1.0, 2.0]), [1, 2, 4, 0, 3]);
    }

    #[test]
    fn methods_have_their_words_and_measures() {
        let all = [
            SensitivityMethod::Tornado,
            SensitivityMethod::Morris,
            SensitivityMethod::Sobol,
        ];
        assert_eq!(
            all.map(SensitivityMethod::name),
            ["tornado", "morris", "sobol"]
        );
        assert_eq!(
            all.map(SensitivityMethod::measures),
            [
                &["swing", "at_low", "at_high"][..],
                &["mu_star", "mu", "sigma"],
                &["total", "first"]
            ]
        );
    }

    #[test]
    fn a_block_needs_two_worlds_where_any_has_as_many() {
        let block = |worlds: usize| vec![vec![1.0; worlds]; 2];
        assert_eq!(
            [
                &[block(1), block(3)][..],
                &[block(1)],
                &[block(2)],
                &[vec![]],
                &[]
            ]
            .map(least_worlds),
            [2, 1, 2, 0, 0]
        );
        assert_eq!((worlds_of(&block(3)), worlds_of(&Vec::new())), (3, 0));
        assert_eq!(complete(&[block(1), block(2), block(0)], 2), [block(2)]);
        assert_eq!(
            complete(&[block(1), block(0)], 0),
            [block(1)],
            "no world is too few"
        );
        assert_eq!(less(&[5.0, 1.0], &[2.0, 4.0]), [3.0, -3.0]);
        // worlds 1 and 2 with 3 and 5: 1 * 5 and 2 * 3
        assert_eq!(product(&[1.0, 2.0], &[3.0, 5.0]), 5.5);
        assert_eq!(constant([&vec![vec![2.5], vec![2.5]]]), Some(2.5));
    }
}
