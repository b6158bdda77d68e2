//! Number of pairs of worlds for a difference as precise as requested.

use super::compare::PairedSample;
use super::estimates::{Columns, compared_pairs};
use super::interval::{Method, Quantity, mean_interval};
use super::pairing::sd_interval;
use super::sample::{mean, variance};
use crate::observations::INDICATORS;
use crate::results::Dataset;

/// Pairs of worlds that are run before anything is decided [pairs].
///
/// With fewer, samples that look too regular so far stop too early (rules that start at 3 worlds cover 5 to 80 % where 95 % is promised).
pub const PILOT: u32 = 50;

/// Most pairs reported as needed for a target; beyond, "more than" is stated.
pub const MOST_PAIRS: usize = 10_000_000;

/// Worlds of the next look: half as many again, so that the interval is examined few times.
#[must_use]
pub const fn next_look(done: u32) -> u32 {
    done.saturating_add(done.div_ceil(2))
}

/// Half-width that the interval of a difference is to have at most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Width {
    /// In the unit of the indicator.
    Absolute(f64),
    /// As a share of the size of the difference itself.
    Relative(f64),
}

impl Width {
    /// The half-width wanted for a difference [unit of the indicator].
    #[must_use]
    pub fn half_width(self, difference: f64) -> f64 {
        match self {
            Self::Absolute(width) => width,
            Self::Relative(share) => share * difference.abs(),
        }
    }
}

/// A half-width for the differences of an indicator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// Index in `observations::INDICATORS`.
    pub indicator: usize,
    /// Half-width.
    pub width: Width,
}

/// Distance of a difference from its target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Need {
    /// Index of the scenario.
    pub scenario: usize,
    /// Index of the scenario that it is compared with.
    pub baseline: usize,
    /// Index in `observations::INDICATORS`.
    pub indicator: usize,
    /// Complete pairs.
    pub n_pairs: usize,
    /// Mean difference [unit of the indicator].
    pub diff: f64,
    /// Standard deviation of the differences [unit of the indicator].
    pub sd_diff: f64,
    /// Its 95 % interval, of the jackknife of its logarithm; NaN where the pairs do not suffice.
    pub sd_ci: [f64; 2],
    /// 95 % interval of the mean difference [unit of the indicator]; NaN where there is none.
    pub diff_ci: [f64; 2],
    /// Half the width of the interval as it is [unit of the indicator]; NaN where the pairs do not suffice.
    pub half_width: f64,
    /// Target of the half-width.
    pub width: Width,
    /// Half-width wanted [unit of the indicator].
    pub wanted: f64,
    /// True where the interval is as narrow as wanted.
    pub is_met: bool,
    /// Pairs that should do, at most [`MOST_PAIRS`]; none where the pairs do not suffice.
    pub pairs_needed: Option<usize>,
}

/// Distance of every difference of the targets' indicators from its target: every scenario from the baseline of its context, and the pair
/// that answers the study's question.
#[must_use]
pub fn needs(dataset: &Dataset, targets: &[Target]) -> Vec<Need> {
    let pairs = compared_pairs(dataset);
    let columns = Columns::from_dataset(dataset);
    let need = |target: &Target, (scenario, baseline): (usize, usize)| {
        let sample = columns.paired((scenario, baseline), target.indicator);
        Need {
            scenario,
            baseline,
            indicator: target.indicator,
            ..assess(
                &sample,
                Quantity::difference(&INDICATORS[target.indicator]),
                target.width,
            )
        }
    };
    targets
        .iter()
        .flat_map(|target| {
            pairs
                .iter()
                .map(|pair| need(target, *pair))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Distance of a paired difference from a half-width; places of scenarios and indicator are 0.
///
/// A sample without spread meets no target: it looks more regular than what it is drawn from may be. From n pairs with half-width h, n (h / w)²
/// pairs give half-width w (Stein's two stages, with the quantile of the pilot).
#[must_use]
pub fn assess(pairs: &PairedSample, quantity: Quantity, width: Width) -> Need {
    let differences = pairs.differences();
    let interval = mean_interval(&differences, quantity);
    let (n, diff) = (differences.len(), mean(&differences));
    let has_spread = !matches!(interval.method, Method::Same | Method::None);
    let half_width = if has_spread {
        (interval.high - interval.low) / 2.0
    } else {
        f64::NAN
    };
    let wanted = width.half_width(diff);
    let is_met = half_width <= wanted;
    let pairs_needed = (has_spread && wanted > 0.0).then(|| {
        ((n as f64 * (half_width / wanted) * (half_width / wanted)).ceil() as usize)
            .clamp(n, MOST_PAIRS)
    });
    let sd_diff = variance(&differences).sqrt();
    let (sd_ci, diff_ci) = (sd_interval(&differences), [interval.low, interval.high]);
    Need {
        scenario: 0,
        baseline: 0,
        indicator: 0,
        n_pairs: n,
        diff,
        sd_diff,
        sd_ci,
        diff_ci,
        half_width,
        width,
        wanted,
        is_met,
        pairs_needed,
    }
}

impl Need {
    /// True where a share of the difference is wanted and its interval holds 0: a share of what may be nothing asks for any number of pairs.
    #[must_use]
    pub fn is_of_next_to_nothing(&self) -> bool {
        let [low, high] = self.diff_ci;
        matches!(self.width, Width::Relative(_)) && low <= 0.0 && high >= 0.0
    }
}

/// The need that asks for most: an unknown one before any number.
#[must_use]
pub fn hardest(needs: &[Need]) -> Option<&Need> {
    needs
        .iter()
        .filter(|need| !need.is_met)
        .max_by_key(|need| need.pairs_needed.unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(differences: impl IntoIterator<Item = f64>) -> PairedSample {
        PairedSample::new(
            differences
                .into_iter()
                .map(|difference| (10.0 + difference, 10.0)),
        )
    }

    #[test]
    fn looks_grow_by_half() {
        let looks: Vec<u32> = std::iter::successors(Some(PILOT), |done| Some(next_look(*done)))
            .take(5)
            .collect();
        assert_eq!(looks, [50, 75, 113, 170, 255]);
        assert_eq!(next_look(u32::MAX), u32::MAX);
    }

    #[test]
    fn two_stages_ask_for_the_pairs_of_the_textbook() {
        // 30 pairs of -1, 0, 1 and their like: sd 0.8305, t = 2.0452, half-width 0.3101; for 0.1: 30 * 3.101^2 = 288.5.
        let need = assess(
            &sample((0..30).map(|k| f64::from(k % 3) - 1.0)),
            Quantity::NUMBER,
            Width::Absolute(0.1),
        );
        assert!((need.sd_diff - (20.0_f64 / 29.0).sqrt()).abs() < 1e-12);
        // of the variance of a flat -1, 0, 1 the standard error is near 0.13 of itself over 30: the SD is known to about 14 %
        assert!(
            need.sd_ci[0] > 0.70
                && need.sd_ci[0] < 0.75
                && need.sd_ci[1] > 0.92
                && need.sd_ci[1] < 0.98,
            "{:?}",
            need.sd_ci
        );
        assert!(
            (need.diff_ci[1] - 0.3101).abs() < 1e-3 && (need.diff_ci[0] + 0.3101).abs() < 1e-3,
            "{:?}",
            need.diff_ci
        );
        assert_eq!((need.is_met, need.pairs_needed), (false, Some(289)));
        let met = assess(
            &sample((0..30).map(|k| f64::from(k % 3) - 1.0)),
            Quantity::NUMBER,
            Width::Absolute(0.32),
        );
        assert_eq!((met.is_met, met.pairs_needed), (true, Some(30)));
    }

    #[test]
    fn a_relative_width_is_a_share_of_the_difference() {
        let shifted = |by: f64| sample((0..30).map(move |k| f64::from(k % 3) - 1.0 + by));
        assert!(
            (assess(&shifted(-5.0), Quantity::NUMBER, Width::Relative(0.1)).wanted - 0.5).abs()
                < 1e-12
        );
        assert!(assess(&shifted(-5.0), Quantity::NUMBER, Width::Relative(0.1)).is_met);
        let around_zero = assess(&shifted(0.0), Quantity::NUMBER, Width::Relative(0.1));
        assert_eq!(
            (around_zero.is_met, around_zero.pairs_needed),
            (false, None),
            "a share of nothing cannot be reached"
        );
    }

    #[test]
    fn a_sample_without_spread_meets_no_target() {
        for difference in [0.0, 2.0] {
            let need = assess(
                &sample([difference; 60]),
                Quantity::NUMBER,
                Width::Absolute(1e9),
            );
            assert_eq!(
                (need.is_met, need.pairs_needed),
                (false, None),
                "{difference}"
            );
        }
    }

    #[test]
    fn needs_are_of_every_target_and_pair() {
        let mut dataset = crate::results::testing::dataset_with(3, 30, |scenario, rep| {
            f64::from(rep % 4) + scenario as f64 * f64::from(rep % (2 + scenario as u32))
        });
        dataset.answer = Some((2, 1));
        let targets = [(4, 0.01), (0, 10.0)].map(|(indicator, width)| Target {
            indicator,
            width: Width::Absolute(width),
        });
        let found = needs(&dataset, &targets);
        let places: Vec<_> = found
            .iter()
            .map(|need| {
                (
                    need.indicator,
                    need.scenario,
                    need.baseline,
                    need.n_pairs,
                    need.is_met,
                )
            })
            .collect();
        assert_eq!(
            places,
            [
                (4, 1, 0),
                (4, 2, 0),
                (4, 2, 1),
                (0, 1, 0),
                (0, 2, 0),
                (0, 2, 1)
            ]
            .map(|(k, scenario, against)| (k, scenario, against, 30, k == 0))
        );
        // means of rep % 3, and of twice rep % 4, over 30
        for (need, diff) in found.iter().zip([1.0, 43.0 / 15.0, 28.0 / 15.0].repeat(2)) {
            assert!((need.diff - diff).abs() < 1e-12, "{need:?}");
        }
        let most = hardest(&found).expect("three are not met");
        assert_eq!(
            (most.indicator, most.pairs_needed),
            (
                4,
                found[..3]
                    .iter()
                    .map(|need| need.pairs_needed)
                    .max()
                    .flatten()
            )
        );
        assert_eq!(hardest(&found[3..]), None);
        let unknown = Need {
            is_met: false,
            pairs_needed: None,
            ..found[0]
        };
        assert_eq!(
            hardest(&[found[1], unknown, found[2]]),
            Some(&unknown),
            "nobody knows how many it takes"
        );
    }

    #[test]
    fn pairs_that_are_needed_are_no_fewer_than_there_are_and_no_more_than_are_reported() {
        let pairs = || sample((0..30).map(|k| f64::from(k % 3) - 1.0));
        let of = |width: f64| assess(&pairs(), Quantity::NUMBER, Width::Absolute(width));
        let half_width = of(1.0).half_width;
        // t at 97.5 % with 29 degrees of freedom times (20 / 29 / 30)^(1/2)
        assert!((half_width - 2.045_229_642 * (20.0_f64 / 870.0).sqrt()).abs() < 1e-8);
        assert_eq!(
            (of(half_width).is_met, of(half_width).pairs_needed),
            (true, Some(30))
        );
        assert_eq!(of(half_width / 2.0).pairs_needed, Some(120));
        assert_eq!(of(half_width / 1.0001).pairs_needed, Some(31));
        assert_eq!(of(1e-9).pairs_needed, Some(MOST_PAIRS));
        assert_eq!(
            (of(0.0).pairs_needed, of(-1.0).pairs_needed),
            (None, None),
            "no number of pairs gets there"
        );
        assert_eq!(
            (
                Width::Relative(0.5).half_width(-3.0),
                Width::Absolute(0.5).half_width(-3.0)
            ),
            (1.5, 0.5)
        );
        let same = assess(&sample([2.0; 9]), Quantity::NUMBER, Width::Absolute(1.0));
        assert!(same.half_width.is_nan() && same.sd_diff == 0.0 && same.n_pairs == 9);
    }
}
