//! Paired differences: two scenarios in the same simulated worlds.

use serde::Serialize;

use super::interval::{CONFIDENCE, LEAST_DIFFERING, Method, Quantity, is_constant, mean_interval};
use super::pairing::{Pairing, defined};
use super::ratio::interval_of;
use super::sample::{mean, variance};
use super::shares::wilson;
use crate::maths::{exp, ln};
use crate::observations::{Direction, Indicator};

/// Values of one indicator in the worlds in which both scenarios have one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PairedSample {
    scenario: Vec<f64>,
    reference: Vec<f64>,
}

impl PairedSample {
    /// Keeps the pairs in which both values are finite; each pair is (scenario, reference) in one world.
    #[must_use]
    pub fn new(pairs: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let complete = pairs
            .into_iter()
            .filter(|(scenario, reference)| scenario.is_finite() && reference.is_finite());
        let (scenario, reference) = complete.unzip();
        Self {
            scenario,
            reference,
        }
    }

    /// Complete pairs.
    #[must_use]
    pub fn len(&self) -> usize {
        self.scenario.len()
    }

    /// True without a complete pair.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.scenario.is_empty()
    }

    /// Values of the scenario, world by world.
    #[must_use]
    pub fn scenario(&self) -> &[f64] {
        &self.scenario
    }

    /// Values of the reference, world by world.
    #[must_use]
    pub fn reference(&self) -> &[f64] {
        &self.reference
    }

    /// Scenario less reference, world by world.
    #[must_use]
    pub fn differences(&self) -> Vec<f64> {
        self.scenario
            .iter()
            .zip(&self.reference)
            .map(|(scenario, reference)| scenario - reference)
            .collect()
    }
}

/// Fewest untied pairs for a significant difference: with fewer, even a sign test of pairs that all agree is above 5 % (two-sided, 2 / 2^5 = 6.25 %).
pub const LEAST_UNTIED: usize = 6;

/// Fewest untied pairs by which anything is said of a difference; assumed.
pub const LEAST_TO_SAY: usize = 5;

/// One indicator of a scenario relative to a reference, over the same worlds; NaN where undefined.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Index of the scenario.
    pub scenario: usize,
    /// Index of the scenario that it is compared with.
    pub baseline: usize,
    /// Index of the indicator in `observations::INDICATORS`.
    pub indicator: usize,
    /// Complete pairs.
    pub n_pairs: usize,
    /// Requested worlds that were lost or lack a value in one of the two.
    pub n_dropped: usize,
    /// Mean of the scenario over the pairs [unit of the indicator].
    pub mean: f64,
    /// Mean of the reference over the pairs [unit of the indicator].
    pub mean_baseline: f64,
    /// Mean difference, scenario less reference [unit of the indicator].
    pub diff: f64,
    /// Standard deviation of the differences [unit of the indicator].
    pub sd_diff: f64,
    /// Lower end of the 95 % interval of the difference, for this row alone; NaN below two pairs, and where all pairs have the same difference of a quantity
    /// that is no count, since a sample without spread does not show how far the mean may be off.
    pub ci_low: f64,
    /// Upper end likewise.
    pub ci_high: f64,
    /// How the interval was made.
    pub interval: Method,
    /// Worlds in which the scenario has more.
    pub n_more: usize,
    /// Worlds in which both are equal.
    pub n_tied: usize,
    /// Worlds in which the scenario has less.
    pub n_less: usize,
    /// Which way counts as better.
    pub direction: Direction,
    /// Share of worlds in which the scenario is better; ties do not count as better [share]; NaN where neither way is better.
    pub p_superior: f64,
    /// Lower end of its 95 % Wilson interval [share].
    pub p_superior_low: f64,
    /// Upper end [share].
    pub p_superior_high: f64,
    /// Correlation of the two over worlds; NaN where one of them does not vary.
    pub rho: f64,
    /// Variance of an unpaired over that of the paired difference: how many times fewer worlds pairing needs; NaN where the difference does not vary.
    pub vrf: f64,
    /// Lower end of its 95 % interval, by jackknife over worlds.
    pub vrf_low: f64,
    /// Upper end.
    pub vrf_high: f64,
    /// Difference over the size of the reference mean as a ratio; NaN where that is 0.
    pub relative_diff: f64,
    /// Lower end of the 95 % interval of the relative difference; NaN where the reference mean is not clearly apart from 0.
    pub rel_ci_low: f64,
    /// Upper end likewise.
    pub rel_ci_high: f64,
    /// Two-sided level at which the difference is apart from 0, for this row alone [share]; NaN where there is no interval.
    pub p: f64,
    /// The same level, corrected for all comparisons of the headline family of its context (Holm 1979) [share]; NaN outside the family.
    pub p_family: f64,
    /// True where the sign of the difference is known: its interval excludes 0, at least [`LEAST_UNTIED`] pairs are not tied, and within the headline
    /// family the corrected level is at most 5 %.
    pub sign_settled: bool,
}

impl Comparison {
    /// True where both scenarios agree exactly in every pair.
    #[must_use]
    pub fn is_identical(&self) -> bool {
        self.n_pairs > 0 && self.n_tied == self.n_pairs
    }

    /// Worlds in which the scenario is better; none where neither way is better.
    #[must_use]
    pub const fn n_better(&self) -> Option<usize> {
        match self.direction {
            Direction::Higher => Some(self.n_more),
            Direction::Lower => Some(self.n_less),
            Direction::Neither => None,
        }
    }

    /// True where some pairs differ and too few to say anything by.
    #[must_use]
    pub fn has_few_untied(&self) -> bool {
        (1..LEAST_TO_SAY).contains(&self.n_untied())
    }

    /// Pairs that differ.
    #[must_use]
    pub const fn n_untied(&self) -> usize {
        self.n_more + self.n_less
    }

    /// About how many pairs show [`LEAST_DIFFERING`] that differ, where some do; none else.
    #[must_use]
    pub fn pairs_to_say(&self) -> Option<usize> {
        let untied = self.n_untied();
        (untied > 0).then(|| (self.n_pairs * LEAST_DIFFERING).div_ceil(untied))
    }

    /// Greatest share of worlds that may differ where none of the pairs does, with 95 % confidence [share]: 1 − 0.05^(1/n), near 3 / n (rule of three).
    #[must_use]
    pub fn greatest_unseen_share(&self) -> f64 {
        1.0 - exp(ln(1.0 - CONFIDENCE) / self.n_pairs as f64)
    }

    /// True where the interval of this row alone excludes 0, and the sign is not known among all comparisons of the headline family.
    #[must_use]
    pub fn is_settled_alone(&self) -> bool {
        !self.sign_settled && self.excludes_zero() && self.n_untied() >= LEAST_UNTIED
    }

    fn excludes_zero(&self) -> bool {
        self.ci_low > 0.0 || self.ci_high < 0.0
    }

    /// With the share of worlds in which the scenario is better, where one way is.
    fn with_superiority(self) -> Self {
        let Some(better) = self.n_better() else {
            return self;
        };
        let (better, n) = (better as f64, self.n_pairs as f64);
        let (p_superior_low, p_superior_high) = wilson(better, n);
        Self {
            p_superior: better / n,
            p_superior_low,
            p_superior_high,
            ..self
        }
    }

    /// Half the width of the interval of the difference [unit of the indicator]; NaN below two pairs.
    #[must_use]
    pub fn half_width(&self) -> f64 {
        (self.ci_high - self.ci_low) / 2.0
    }
}

/// Compares one indicator of `scenario` with `baseline` over the same worlds; `replications` is the number of requested worlds.
#[must_use]
pub fn compare(
    scenarios: (usize, usize),
    (place, indicator): (usize, &Indicator),
    pairs: &PairedSample,
    replications: usize,
) -> Comparison {
    Comparison {
        direction: indicator.direction,
        ..compare_numbers(
            scenarios,
            (place, Quantity::difference(indicator)),
            pairs,
            replications,
        )
    }
    .with_superiority()
}

/// Compares numbers of which only the quantity is known, neither way better.
pub(super) fn compare_numbers(
    (scenario, baseline): (usize, usize),
    (place, quantity): (usize, Quantity),
    pairs: &PairedSample,
    replications: usize,
) -> Comparison {
    let differences = pairs.differences();
    let n = differences.len();
    let diff = mean(&differences);
    let interval = mean_interval(&differences, quantity);
    let pairing = Pairing::new(&pairs.scenario, &pairs.reference, &differences);
    let (n_more, n_less) = (
        count(&differences, |d| d > 0.0),
        count(&differences, |d| d < 0.0),
    );
    let (relative_diff, rel_ci_low, rel_ci_high) =
        relative(&differences, &pairs.reference, quantity);
    Comparison {
        scenario,
        baseline,
        indicator: place,
        n_pairs: n,
        n_dropped: replications.saturating_sub(n),
        mean: mean(&pairs.scenario),
        mean_baseline: mean(&pairs.reference),
        diff,
        sd_diff: variance(&differences).sqrt(),
        ci_low: interval.low,
        ci_high: interval.high,
        interval: interval.method,
        n_more,
        n_tied: n - n_more - n_less,
        n_less,
        direction: Direction::Neither,
        p_superior: f64::NAN,
        p_superior_low: f64::NAN,
        p_superior_high: f64::NAN,
        rho: pairing.rho,
        vrf: pairing.factor,
        vrf_low: pairing.low,
        vrf_high: pairing.high,
        relative_diff,
        rel_ci_low,
        rel_ci_high,
        p: interval.p,
        p_family: f64::NAN,
        sign_settled: interval.excludes_zero() && n_more + n_less >= LEAST_UNTIED,
    }
}

fn count(differences: &[f64], counts: impl Fn(f64) -> bool) -> usize {
    differences
        .iter()
        .filter(|&&difference| counts(difference))
        .count()
}

/// Ratio of the mean difference to the size of the reference mean, with its 95 % interval.
///
/// The interval is bounded only where the reference mean is apart from 0; otherwise it is missing, as where all differences are the same.
fn relative(differences: &[f64], reference: &[f64], quantity: Quantity) -> (f64, f64, f64) {
    let sign = 1.0_f64.copysign(mean(reference));
    let size: Vec<f64> = reference.iter().map(|value| sign * value).collect();
    let share = defined(mean(differences) / mean(&size));
    if is_constant(differences) {
        return (share, f64::NAN, f64::NAN);
    }
    let (low, high) = interval_of(differences, &size, quantity.unit());
    (share, low, high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observations::{INDICATORS, indicator_index};
    use crate::statistics::interval::t_quantile;

    fn named(name: &str) -> (usize, &'static Indicator) {
        let at = indicator_index(name).expect("an indicator");
        (at, &INDICATORS[at])
    }

    fn compared(pairs: &[(f64, f64)]) -> Comparison {
        compare(
            (1, 0),
            named("order_value_usd"),
            &PairedSample::new(pairs.iter().copied()),
            pairs.len(),
        )
    }

    #[test]
    fn a_small_example_has_the_figures_worked_by_hand() {
        // Differences 1, 2, 3: mean 2, sd 1; t_{0.975,2} = 4.302652730.
        let found = compared(&[(11.0, 10.0), (14.0, 12.0), (17.0, 14.0)]);
        assert_eq!((found.n_pairs, found.diff, found.sd_diff), (3, 2.0, 1.0));
        let half_width = 4.302_652_730 / 3.0_f64.sqrt();
        assert!(
            (found.ci_low - (2.0 - half_width)).abs() < 1e-6
                && (found.ci_high - (2.0 + half_width)).abs() < 1e-6
        );
        assert!(!found.sign_settled, "2 - 2.48 is below 0");
        assert!((found.rho - 1.0).abs() < 1e-12, "both rise on a line");
        assert!(
            (found.vrf - (9.0 + 4.0)).abs() < 1e-12,
            "variances 9 and 4 over 1"
        );
        assert_eq!(
            (
                found.n_better(),
                found.n_tied,
                found.n_less,
                found.p_superior
            ),
            (Some(3), 0, 0, 1.0)
        );
        assert!((found.relative_diff - 2.0 / 12.0).abs() < 1e-12);
    }

    #[test]
    fn a_scenario_compared_with_itself_is_exactly_zero_and_a_tie() {
        let values = [0.1, 7.3, 5.55, 1e9];
        let found = compared(&values.map(|value| (value, value)));
        assert_eq!(
            (found.diff, found.sd_diff, found.relative_diff),
            (0.0, 0.0, 0.0)
        );
        assert!(found.ci_low.is_nan() && found.rel_ci_low.is_nan());
        assert!(found.is_identical() && !found.sign_settled);
        assert_eq!((found.n_better(), found.n_tied), (Some(0), 4));
        assert_eq!(
            found.interval,
            Method::None,
            "of a sum of money it is not known"
        );
        assert!(found.vrf.is_nan(), "no variance to reduce");
    }

    #[test]
    fn pairs_with_a_missing_side_are_dropped_and_counted() {
        let found = compared(&[(1.0, 0.0), (f64::NAN, 0.0), (3.0, f64::NAN), (2.0, 0.0)]);
        assert_eq!((found.n_pairs, found.n_dropped, found.diff), (2, 2, 1.5));
    }

    #[test]
    fn lower_costs_count_as_better_and_ties_as_neither() {
        let pairs = PairedSample::new([(1.0, 2.0), (2.0, 2.0), (3.0, 2.0), (0.0, 2.0)]);
        let found = compare((1, 0), named("exit_rate"), &pairs, 4);
        assert_eq!(
            (
                found.n_better(),
                found.n_tied,
                found.n_more,
                found.n_less,
                found.p_superior
            ),
            (Some(2), 1, 1, 2, 0.5)
        );
        // Wilson for 2 of 4: (0.5 + 0.4802) / 1.9604 -+ sqrt(0.2401 + 0.2306) / 1.9604.
        assert!(
            (found.p_superior_low - 0.1500).abs() < 5e-5
                && (found.p_superior_high - 0.8500).abs() < 5e-5,
            "{found:?}"
        );
        let found = compare((1, 0), named("tncs"), &pairs, 4);
        assert!(
            found.n_better().is_none()
                && found.p_superior.is_nan()
                && found.p_superior_low.is_nan()
        );
        assert_eq!((found.n_more, found.n_tied, found.n_less), (1, 1, 2));
    }

    #[test]
    fn a_sign_is_settled_by_the_interval_and_six_untied_pairs() {
        let ahead = |untied: u32, tied: u32| {
            let values = (0..untied)
                .map(|k| (10.0 + 0.1 * f64::from(k), 0.0))
                .chain((0..tied).map(|_| (1.0, 1.0)));
            compared(&values.collect::<Vec<_>>())
        };
        let five = ahead(5, 0);
        assert!(
            five.ci_low > 0.0 && !five.sign_settled,
            "five pairs that agree are not enough"
        );
        assert!(ahead(6, 0).sign_settled && ahead(6, 1).sign_settled);
        let tied = ahead(5, 1);
        assert!(
            tied.ci_low > 0.0 && !tied.sign_settled,
            "ties say nothing about the sign"
        );
    }

    #[test]
    fn a_constant_difference_has_no_interval_and_settles_nothing() {
        for step in [2.0, 0.1] {
            let pairs: Vec<(f64, f64)> = (0..20)
                .map(|k| (f64::from(k) * 0.3 + step, f64::from(k) * 0.3))
                .collect();
            let found = compared(&pairs);
            assert!((found.diff - step).abs() < 1e-12 && found.n_more == 20);
            assert!(
                found.ci_low.is_nan()
                    && found.ci_high.is_nan()
                    && found.rel_ci_low.is_nan()
                    && !found.sign_settled
            );
        }
    }

    #[test]
    fn one_pair_has_a_difference_but_no_interval() {
        let found = compared(&[(3.0, 1.0)]);
        assert_eq!(found.diff, 2.0);
        assert!(found.ci_low.is_nan() && found.rel_ci_low.is_nan() && !found.sign_settled);
    }

    #[test]
    fn the_relative_interval_of_few_pairs_is_fiellers() {
        // With a constant reference the ratio's interval is the interval of the difference over that constant.
        let found = compared(&[(11.0, 10.0), (12.0, 10.0), (13.0, 10.0)]);
        assert!(
            (found.rel_ci_low - found.ci_low / 10.0).abs() < 1e-9
                && (found.rel_ci_high - found.ci_high / 10.0).abs() < 1e-9
        );
        // Its ends solve "mean of d - r y is t standard errors from 0".
        let pairs = [(11.0, 10.0), (15.0, 12.0), (15.0, 13.0), (20.0, 15.0)];
        let found = compared(&pairs);
        for end in [found.rel_ci_low, found.rel_ci_high] {
            let residuals: Vec<f64> = pairs.iter().map(|(x, y)| (x - y) - end * y).collect();
            let standard_error = (variance(&residuals) / 4.0).sqrt();
            assert!((mean(&residuals).abs() / standard_error - t_quantile(4)).abs() < 1e-9);
        }
        // A reference that may be 0 has no bounded interval; a mean of 0 has no ratio.
        assert!(compared(&[(1.0, -1.0), (2.0, 2.0)]).rel_ci_low.is_nan());
        assert!(compared(&[(1.0, 0.0), (2.0, 0.0)]).relative_diff.is_nan());
    }

    #[test]
    fn a_negative_reference_keeps_the_sign_of_the_difference() {
        let found = compared(&[(-8.0, -10.0), (-9.0, -11.0), (-9.5, -12.0)]);
        assert!(found.diff > 0.0 && found.relative_diff > 0.0 && found.rel_ci_low > 0.0);
    }

    #[test]
    fn a_sample_has_the_complete_pairs_in_order() {
        let pairs = PairedSample::new([(3.0, 1.0), (f64::NAN, 2.0), (8.0, 2.0)]);
        assert_eq!((pairs.len(), pairs.is_empty()), (2, false));
        assert_eq!(
            (pairs.scenario(), pairs.reference(), pairs.differences()),
            (&[3.0, 8.0][..], &[1.0, 2.0][..], vec![2.0, 6.0])
        );
        let none = PairedSample::new([(1.0, f64::INFINITY)]);
        assert_eq!((none.len(), none.is_empty()), (0, true));
    }

    /// A comparison of so many pairs, of which so many have more and less.
    fn counted(n_pairs: usize, n_more: usize, n_less: usize) -> Comparison {
        Comparison {
            n_pairs,
            n_more,
            n_tied: n_pairs - n_more - n_less,
            n_less,
            ..compared(&[])
        }
    }

    #[test]
    fn what_is_said_of_few_pairs_follows_how_many_are_not_tied() {
        assert_eq!(
            [(0, 0), (1, 0), (1, 3), (4, 1), (2, 4)]
                .map(|(more, less)| counted(10, more, less).has_few_untied()),
            [false, true, true, false, false]
        );
        assert_eq!(counted(10, 3, 4).n_untied(), 7);
        assert!(
            counted(4, 0, 0).is_identical()
                && !counted(4, 1, 0).is_identical()
                && !counted(0, 0, 0).is_identical()
        );
        // 15 that differ are to be expected among 40 * 15 / 7 = 85.7
        assert_eq!(
            [(0, 0), (3, 4), (0, 8)].map(|(more, less)| counted(40, more, less).pairs_to_say()),
            [None, Some(86), Some(75)]
        );
        // (1 - p)^24 = 0.05
        assert!((counted(24, 0, 0).greatest_unseen_share() - 0.117_346_156).abs() < 1e-9);
    }

    #[test]
    fn a_row_is_settled_alone_by_its_own_interval_and_pairs() {
        let alone = |ci_low: f64, ci_high: f64, n_more: usize, sign_settled: bool| {
            Comparison {
                ci_low,
                ci_high,
                sign_settled,
                ..counted(10, n_more, 2)
            }
            .is_settled_alone()
        };
        assert!(alone(1.0, 2.0, 4, false) && alone(-2.0, -1.0, 4, false));
        assert!(!alone(1.0, 2.0, 3, false), "five pairs are too few");
        assert!(!alone(1.0, 2.0, 4, true), "it is settled among all");
        assert!(
            !alone(0.0, 2.0, 4, false)
                && !alone(-2.0, 0.0, 4, false)
                && !alone(-1.0, 1.0, 4, false)
        );
        let half = Comparison {
            ci_low: 1.5,
            ci_high: 4.0,
            ..counted(10, 6, 0)
        };
        assert_eq!(half.half_width(), 1.25);
    }

    #[test]
    fn pairs_are_counted_by_the_sign_of_their_difference() {
        let found = compared(&[
            (1.0, 0.0),
            (2.0, 0.0),
            (3.0, 1.0),
            (0.0, 1.0),
            (5.0, 5.0),
            (0.5, 0.5),
        ]);
        assert_eq!(
            (found.n_more, found.n_less, found.n_tied, found.n_pairs),
            (3, 1, 2, 6)
        );
        assert_eq!((found.mean_baseline, found.p_superior), (1.25, 0.5));
        assert!((found.mean - 23.0 / 12.0).abs() < 1e-12);
        assert_eq!(
            (found.scenario, found.baseline, found.direction),
            (1, 0, Direction::Higher)
        );
        assert!(found.p_family.is_nan() && found.p > 0.0 && found.p < 1.0);
        let negative: Vec<(f64, f64)> = (0..6).map(|k| (-10.0 - 0.1 * f64::from(k), 0.0)).collect();
        assert!(compared(&negative).sign_settled, "six have less");
        let mixed: Vec<(f64, f64)> = (0..24)
            .map(|k| {
                (
                    if k == 0 {
                        -1.0
                    } else {
                        10.0 + f64::from(k % 3)
                    },
                    0.0,
                )
            })
            .collect();
        let found = compared(&mixed);
        assert!(found.sign_settled && (found.n_more, found.n_less) == (23, 1));
    }

    #[test]
    fn a_relative_difference_is_to_the_size_of_the_reference() {
        // means 2 and -8
        let found = compared(&[(-4.0, -6.0), (-7.0, -10.0), (-7.0, -8.0)]);
        assert!((found.relative_diff - 0.25).abs() < 1e-12);
        let (low, high) = crate::statistics::ratio_interval(&[2.0, 3.0, 1.0], &[6.0, 10.0, 8.0]);
        assert!((found.rel_ci_low - low).abs() < 1e-12 && (found.rel_ci_high - high).abs() < 1e-12);
        assert!(low < 0.25 && 0.25 < high && low > -1.0, "{low} {high}");
    }
}
