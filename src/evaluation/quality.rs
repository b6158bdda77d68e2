//! Quality of an estimator over many simulated evaluations: bias, error, coverage and power.

use super::cohorts::{before_after, event_study, matched};
use super::discontinuity::discontinuity;
use super::estimate::{Estimate, compare_means, known_mean, moments, n_unknown, two_sided_t};
use super::offers::{offered, takers};
use super::survey::{Panel, Treatment};
use crate::maths::sqrt;
use crate::observations::Measure;
use crate::results::{Cell, Table};
use crate::statistics::{ratio_interval, wilson};

/// An estimator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Estimator {
    /// Levels of participants less those of others, in one survey.
    CrossSection,
    /// Change of participants.
    BeforeAfter,
    /// Group-time averages against firms not enrolled yet.
    EventStudy,
    /// Difference in differences against the most similar firm.
    Matched,
    /// Jump at the cut-off of the agency's score.
    Discontinuity,
    /// Accepted less rejected applicants: effect of the offer.
    Offered,
    /// The same over the difference in enrolment: effect on those who enrol.
    Takers,
}

/// All estimators, in the order of tables.
pub const ESTIMATORS: [Estimator; 7] = [
    Estimator::CrossSection,
    Estimator::BeforeAfter,
    Estimator::EventStudy,
    Estimator::Matched,
    Estimator::Discontinuity,
    Estimator::Offered,
    Estimator::Takers,
];

impl Estimator {
    /// Name in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CrossSection => "cross-section",
            Self::BeforeAfter => "before-after",
            Self::EventStudy => "event-study",
            Self::Matched => "matched-did",
            Self::Discontinuity => "discontinuity",
            Self::Offered => "offer-itt",
            Self::Takers => "offer-att",
        }
    }
}

/// Estimates of all estimators from a panel, in the order of [`ESTIMATORS`]; none where the panel has too few firms for it.
#[must_use]
pub fn estimates(panel: &Panel<'_>, measure: Measure) -> [Option<Estimate>; ESTIMATORS.len()] {
    let cohorts = panel.cohorts(measure, Treatment::Enrolment);
    let intakes = panel.intakes(measure);
    ESTIMATORS.map(|estimator| match estimator {
        Estimator::CrossSection => {
            let sides = panel.levels(measure, Treatment::Enrolment);
            let levels =
                |side: &[super::Change]| side.iter().map(|firm| firm.change).collect::<Vec<f64>>();
            let effects = || sides.treated.iter().map(|firm| firm.effect);
            compare_means(
                &levels(&sides.treated),
                &levels(&sides.controls),
                (known_mean(effects()), n_unknown(effects())),
            )
        }
        Estimator::BeforeAfter => before_after(&cohorts),
        Estimator::EventStudy => event_study(&cohorts),
        Estimator::Matched => matched(&cohorts),
        Estimator::Discontinuity => discontinuity(&panel.points(measure).0),
        Estimator::Offered => offered(&intakes),
        Estimator::Takers => takers(&intakes),
    })
}

/// A mean over worlds with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// Mean.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Mean {
    /// Mean of two or more numbers, with Student's t.
    fn from_values(values: impl Iterator<Item = f64> + Clone) -> Self {
        let (n, value, variance) = moments(values);
        let reach = two_sided_t(n as f64 - 1.0) * sqrt(variance / n as f64);
        Self {
            value,
            low: value - reach,
            high: value + reach,
        }
    }

    /// True where the interval holds 0, or there is none.
    fn holds_zero(&self) -> bool {
        !(self.low > 0.0 || self.high < 0.0)
    }
}

/// A share of simulated evaluations with its 95 % interval (Wilson).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// Share.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Share {
    fn new(estimates: &[Estimate], is_hit: impl Fn(&Estimate) -> bool) -> Self {
        let (n, hits) = (
            estimates.len() as f64,
            estimates.iter().filter(|one| is_hit(one)).count() as f64,
        );
        let (low, high) = wilson(hits, n);
        Self {
            value: hits / n,
            low,
            high,
        }
    }
}

/// An estimator over many simulated evaluations, of which each is one world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quality {
    /// Evaluations that gave an estimate and have a true effect.
    pub n: usize,
    /// Evaluations with too few firms.
    pub n_without: usize,
    /// Mean estimate, in the unit of the measure, with its 95 % interval (Student's t over worlds).
    pub estimate: Mean,
    /// Mean true effect on the same firms, likewise.
    pub truth: Mean,
    /// Mean of estimate less true effect, likewise.
    pub bias: Mean,
    /// Ratio of the estimate to the true effect, means over means, with its 95 % interval; none where the interval of the true effect holds 0.
    pub times_truth: Option<Mean>,
    /// Root of the mean square of estimate less true effect.
    pub rmse: f64,
    /// Mean standard error that the evaluator would state.
    pub stated_error: f64,
    /// Evaluations whose 95 % interval holds the true effect.
    pub coverage: Share,
    /// Evaluations that reject an effect of 0 at 5 %.
    pub power: Share,
    /// Mean number of firms of an estimate whose true effect is not known.
    pub n_without_truth: f64,
    /// Mean number of treated firms in an estimate.
    pub n_treated: f64,
    /// Mean number of firms of comparison.
    pub n_controls: f64,
}

impl Quality {
    /// Sums up evaluations; none below two with estimate and true effect.
    #[must_use]
    pub fn new(found: &[Option<Estimate>]) -> Option<Self> {
        let known: Vec<Estimate> = found
            .iter()
            .flatten()
            .filter(|one| one.truth.is_finite())
            .copied()
            .collect();
        let mean = |read: &dyn Fn(&Estimate) -> f64| known_mean(known.iter().map(read));
        let n = known.len();
        let estimated = |read: &dyn Fn(&Estimate) -> f64| Mean::from_values(known.iter().map(read));
        let square = mean(&|one| (one.value - one.truth) * (one.value - one.truth));
        (n > 1).then(|| Self {
            n,
            n_without: found.len() - n,
            estimate: estimated(&|one| one.value),
            truth: estimated(&|one| one.truth),
            bias: estimated(&|one| one.value - one.truth),
            times_truth: times_truth(&known),
            rmse: sqrt(square),
            stated_error: mean(&|one| one.error),
            coverage: Share::new(&known, Estimate::covers),
            power: Share::new(&known, Estimate::rejects_zero),
            n_without_truth: mean(&|one| one.n_without_truth as f64),
            n_treated: mean(&|one| one.n_treated as f64),
            n_controls: mean(&|one| one.n_controls as f64),
        })
    }
}

/// Ratio of the mean estimate to the mean true effect, where the latter is significantly different from 0.
fn times_truth(known: &[Estimate]) -> Option<Mean> {
    let (values, truths): (Vec<f64>, Vec<f64>) =
        known.iter().map(|one| (one.value, one.truth)).unzip();
    let (estimate, truth) = (
        Mean::from_values(values.iter().copied()),
        Mean::from_values(truths.iter().copied()),
    );
    let (low, high) = ratio_interval(&values, &truths);
    (!truth.holds_zero()).then(|| Mean {
        value: estimate.value / truth.value,
        low,
        high,
    })
}

/// `evaluation.csv`: one row per sample and estimator, each row begun by the cells that name scenario, measure and sample, and ended by the intakes that the
/// discontinuity left out.
#[must_use]
pub fn evaluation_table(rows: &[(Vec<Cell>, Estimator, Option<Quality>, f64)]) -> Table {
    let header = [
        "scenario",
        "baseline",
        "outcome",
        "unit",
        "sample_share",
        "n_firms",
        "wave_quarters",
        "horizon_quarters",
        "seed",
        "estimator",
        "n",
        "n_without",
        "estimate",
        "estimate_low",
        "estimate_high",
        "truth",
        "truth_low",
        "truth_high",
        "bias",
        "bias_low",
        "bias_high",
        "times_truth",
        "times_truth_low",
        "times_truth_high",
        "rmse",
        "stated_error",
        "coverage",
        "coverage_low",
        "coverage_high",
        "power",
        "power_low",
        "power_high",
        "n_treated",
        "n_controls",
        "n_without_truth",
        "intakes_left_out",
    ];
    let n_numbers = header.len() - 11;
    let row =
        |(names, estimator, quality, left_out): &(Vec<Cell>, Estimator, Option<Quality>, f64)| {
            let mut cells = names.clone();
            cells.push(Cell::from(estimator.name()));
            let Some(quality) = quality else {
                cells.extend((0..n_numbers).map(|_| Cell::Missing));
                cells.push(Cell::Number(*left_out));
                return cells;
            };
            let Quality {
                n,
                n_without,
                estimate,
                truth,
                bias,
                times_truth,
                rmse,
                stated_error,
                coverage,
                power,
                ..
            } = *quality;
            let times_truth = times_truth.unwrap_or(Mean {
                value: f64::NAN,
                low: f64::NAN,
                high: f64::NAN,
            });
            cells.extend([n, n_without].map(|count| Cell::Whole(count as i64)));
            cells.extend(
                [estimate, truth, bias, times_truth]
                    .iter()
                    .flat_map(|mean| [mean.value, mean.low, mean.high])
                    .map(Cell::Number),
            );
            cells.extend([rmse, stated_error].map(Cell::Number));
            cells.extend(
                [coverage, power]
                    .iter()
                    .flat_map(|share| [share.value, share.low, share.high])
                    .map(Cell::Number),
            );
            cells.extend(
                [
                    quality.n_treated,
                    quality.n_controls,
                    quality.n_without_truth,
                    *left_out,
                ]
                .map(Cell::Number),
            );
            cells
        };
    Table::new("evaluation.csv", &header, rows.iter().map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evaluations_are_summed_up_by_hand() {
        let one = |value: f64, truth: f64| {
            Some(Estimate {
                value,
                error: 1.0,
                freedom: 1e6,
                truth,
                n_without_truth: 2,
                n_treated: 10,
                n_controls: 30,
            })
        };
        let found = Quality::new(&[
            one(3.0, 1.0),
            one(1.0, 1.0),
            None,
            one(-1.0, 0.0),
            one(4.0, f64::NAN),
        ])
        .expect("three are known");
        assert_eq!((found.n, found.n_without), (3, 2));
        // errors 2, 0, -1: mean 1/3, squares 5/3
        assert!(
            (found.bias.value - 1.0 / 3.0).abs() < 1e-12
                && (found.rmse - sqrt(5.0 / 3.0)).abs() < 1e-12,
            "{found:?}"
        );
        // sd sqrt((4 + 0 + 1 - 1/3)/2) = 1.5275; t of 2 degrees 4.3027 over root 3
        assert!(
            (found.bias.high - found.bias.value - 4.302_653 * 1.527_525 / sqrt(3.0)).abs() < 1e-4,
            "{found:?}"
        );
        // truths 1, 1, 0: mean 2/3, sd 0.5774; the interval from -0.77 to 2.10 holds 0
        assert!(
            found.truth.low < 0.0
                && found.truth.high > 0.0
                && found.estimate.low < 1.0
                && found.estimate.high > 1.0
        );
        assert!(
            (found.coverage.value - 2.0 / 3.0).abs() < 1e-12
                && (found.power.value - 1.0 / 3.0).abs() < 1e-12
        );
        assert_eq!(
            (found.times_truth, found.n_without_truth),
            (None, 2.0),
            "a true effect that may be 0 is no measure"
        );
        let apart = Quality::new(&[one(3.0, 2.0), one(3.2, 2.1), one(2.9, 1.9)])
            .and_then(|found| found.times_truth)
            .expect("a ratio");
        assert!(
            (apart.value - 9.1 / 6.0).abs() < 1e-12
                && apart.low < apart.value
                && apart.value < apart.high
                && apart.low > 1.0,
            "{apart:?}"
        );
        assert!(Quality::new(&[one(1.0, 1.0)]).is_none());
    }
}
