//! How good an estimator is over many simulated evaluations: bias, error, coverage and power.

use super::cohorts::{before_after, event_study, matched};
use super::discontinuity::discontinuity;
use super::estimate::{Estimate, compare_means, known_mean, n_unknown, two_sided_t};
use super::offers::{offered, takers};
use super::survey::{Panel, Treatment};
use crate::maths::sqrt;
use crate::observations::Measure;
use crate::results::{Cell, Table};
use crate::statistics::wilson;

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

/// What every estimator says of a panel, in the order of [`ESTIMATORS`]; none where the panel has too few firms for it.
#[must_use]
pub fn estimates(panel: &Panel<'_>, measure: Measure) -> [Option<Estimate>; ESTIMATORS.len()] {
    let cohorts = panel.cohorts(measure, Treatment::Enrolment);
    let intakes = panel.intakes(measure);
    ESTIMATORS.map(|estimator| match estimator {
        Estimator::CrossSection => {
            let sides = panel.levels(measure, Treatment::Enrolment);
            let levels = |side: &[super::Change]| side.iter().map(|firm| firm.change).collect::<Vec<f64>>();
            let effects = || sides.treated.iter().map(|firm| firm.effect);
            compare_means(&levels(&sides.treated), &levels(&sides.controls), (known_mean(effects()), n_unknown(effects())))
        }
        Estimator::BeforeAfter => before_after(&cohorts),
        Estimator::EventStudy => event_study(&cohorts),
        Estimator::Matched => matched(&cohorts),
        Estimator::Discontinuity => discontinuity(&panel.points(measure).0),
        Estimator::Offered => offered(&intakes),
        Estimator::Takers => takers(&intakes),
    })
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
    fn of(estimates: &[Estimate], is_hit: impl Fn(&Estimate) -> bool) -> Self {
        let (n, hits) = (estimates.len() as f64, estimates.iter().filter(|one| is_hit(one)).count() as f64);
        let (low, high) = wilson(hits, n);
        Self { value: hits / n, low, high }
    }
}

/// An estimator over many simulated evaluations, of which each is one world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quality {
    /// Evaluations that gave an estimate and have a truth.
    pub n: usize,
    /// Evaluations with too few firms.
    pub n_without: usize,
    /// Mean estimate, in the unit of the measure.
    pub estimate: f64,
    /// Mean true effect on the same firms.
    pub truth: f64,
    /// Mean of estimate less truth.
    pub bias: f64,
    /// Half of the width of its 95 % interval (Student's t over worlds).
    pub bias_half_width: f64,
    /// Root of the mean square of estimate less truth.
    pub rmse: f64,
    /// Mean standard error that the evaluator would state.
    pub stated_error: f64,
    /// Evaluations whose 95 % interval holds the truth.
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
    /// Sums up evaluations; none below two with estimate and truth.
    #[must_use]
    pub fn of(found: &[Option<Estimate>]) -> Option<Self> {
        let known: Vec<Estimate> = found.iter().flatten().filter(|one| one.truth.is_finite()).copied().collect();
        let mean = |read: &dyn Fn(&Estimate) -> f64| known_mean(known.iter().map(read));
        let n = known.len();
        let bias = mean(&|one| one.value - one.truth);
        let square = mean(&|one| (one.value - one.truth) * (one.value - one.truth));
        let spread = sqrt((square - bias * bias).max(0.0) / (n as f64 - 1.0));
        (n > 1).then(|| Self {
            n,
            n_without: found.len() - n,
            estimate: mean(&|one| one.value),
            truth: mean(&|one| one.truth),
            bias,
            bias_half_width: two_sided_t(n as f64 - 1.0) * spread,
            rmse: sqrt(square),
            stated_error: mean(&|one| one.error),
            coverage: Share::of(&known, Estimate::covers),
            power: Share::of(&known, Estimate::rejects_zero),
            n_without_truth: mean(&|one| one.n_without_truth as f64),
            n_treated: mean(&|one| one.n_treated as f64),
            n_controls: mean(&|one| one.n_controls as f64),
        })
    }

    /// How many times the truth the estimate is, on average; none where the mean truth is 0.
    #[must_use]
    pub fn factor(&self) -> Option<f64> {
        (self.truth != 0.0).then(|| self.estimate / self.truth)
    }
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
        "truth",
        "bias",
        "bias_low",
        "bias_high",
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
    let row = |(names, estimator, quality, left_out): &(Vec<Cell>, Estimator, Option<Quality>, f64)| {
        let mut cells = names.clone();
        cells.push(Cell::from(estimator.name()));
        let Some(quality) = quality else {
            cells.extend((0..n_numbers).map(|_| Cell::Missing));
            cells.push(Cell::Number(*left_out));
            return cells;
        };
        let Quality { n, n_without, estimate, truth, bias, bias_half_width, rmse, stated_error, coverage, power, .. } = *quality;
        cells.extend([n, n_without].map(|count| Cell::Whole(count as i64)));
        cells.extend([estimate, truth, bias, bias - bias_half_width, bias + bias_half_width, rmse, stated_error].map(Cell::Number));
        cells.extend([coverage, power].iter().flat_map(|share| [share.value, share.low, share.high]).map(Cell::Number));
        cells.extend([quality.n_treated, quality.n_controls, quality.n_without_truth, *left_out].map(Cell::Number));
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
            Some(Estimate { value, error: 1.0, freedom: 1e6, truth, n_without_truth: 2, n_treated: 10, n_controls: 30 })
        };
        let found = Quality::of(&[one(3.0, 1.0), one(1.0, 1.0), None, one(-1.0, 0.0), one(4.0, f64::NAN)]).expect("three are known");
        assert_eq!((found.n, found.n_without), (3, 2));
        // errors 2, 0, -1: mean 1/3, squares 5/3
        assert!((found.bias - 1.0 / 3.0).abs() < 1e-12 && (found.rmse - sqrt(5.0 / 3.0)).abs() < 1e-12, "{found:?}");
        // sd sqrt((4 + 0 + 1 - 1/3)/2) = 1.5275; t of 2 degrees 4.3027 over root 3
        assert!((found.bias_half_width - 4.302_653 * 1.527_525 / sqrt(3.0)).abs() < 1e-4, "{found:?}");
        assert!((found.coverage.value - 2.0 / 3.0).abs() < 1e-12 && (found.power.value - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!((found.factor(), found.n_without_truth), (Some(1.5), 2.0));
        assert!(Quality::of(&[one(1.0, 1.0)]).is_none());
    }
}
