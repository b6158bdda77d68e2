//! What one world says about a finding.

use super::effects;
use super::frame::{self, Frame, Scale};
use crate::evaluation::discontinuity::discontinuity;
use crate::evaluation::survey::Panel;
use crate::observations::{INDICATORS, Kind, PanelLog, SpellTable};
use crate::parameters::SurveyParameters;
use crate::scenario::{Estimator, Finding, FindingDesign, FirmOutcome, Outcome, Treated};

/// Sums of one world, of which the ratio over all worlds is an estimate.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Part {
    /// Numerator and denominator.
    pub over: f64,
    #[allow(missing_docs)]
    pub under: f64,
    /// The same of what treatment truly did; 0 where it is not known.
    pub true_over: f64,
    #[allow(missing_docs)]
    pub true_under: f64,
    /// Treated firms, and firms that they are compared with.
    pub n_treated: f64,
    #[allow(missing_docs)]
    pub n_controls: f64,
    /// Treated firms with a firm like them; NaN where the estimator does not look for one.
    pub in_support: f64,
}

/// What is seen of a world with a programme, or of one without.
#[derive(Clone, Debug)]
pub struct Arm {
    /// Its firms, quarter by quarter.
    pub log: PanelLog,
    /// New linkages and how long they last.
    pub spells: SpellTable,
    /// Values of the indicators, in their order.
    pub values: Vec<f64>,
}

/// What one world says about a finding.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// Sums of a ratio.
    Ratio(Part),
    /// Sums of log workers of suppliers and of others, and of the effect of a first order.
    Gap([Part; 3]),
    /// Linkages at risk and ended, by age.
    Life(SpellTable),
}

/// Reads a world for a finding at one of its horizons; none where the world has nobody to look at.
///
/// `arm` is the world in which the figure is looked for, `twin` the same world without the programme, from which true effects are read.
#[must_use]
pub fn read(
    finding: &Finding,
    design: &FindingDesign,
    horizon: u32,
    arm: &Arm,
    twin: Option<&Arm>,
) -> Option<Reading> {
    let frame = || {
        Frame::new(
            &arm.log,
            twin.map(|twin| &twin.log),
            &design.firms,
            design.treated,
        )
    };
    match design.estimator {
        Estimator::MedianLife => Some(Reading::Life(arm.spells.clone())),
        Estimator::Level => level(design, horizon, arm, &frame()).map(Reading::Ratio),
        Estimator::Twin => {
            let difference =
                |outcome: &Outcome| Some(yearly(outcome, arm)? - yearly(outcome, twin?)?);
            let under = design.per.as_ref().map_or(Some(1.0), difference)?;
            Some(Reading::Ratio(Part {
                over: difference(&design.outcome)?,
                under,
                in_support: f64::NAN,
                ..Part::default()
            }))
        }
        Estimator::GapLessEffect => gap(finding, design, horizon, &frame()),
        Estimator::Discontinuity => jump(design, horizon, arm, twin).map(Reading::Ratio),
        Estimator::EventStudy
        | Estimator::MatchedDid
        | Estimator::FixedEffects
        | Estimator::Offers => {
            effects::read(&frame(), design, finding.unit, horizon).map(Reading::Ratio)
        }
    }
}

/// Value of an indicator, a sum over the window per year.
fn yearly(outcome: &Outcome, arm: &Arm) -> Option<f64> {
    let Outcome::Indicator(name) = outcome else {
        return None;
    };
    let at = INDICATORS.iter().position(|one| one.name == name.value)?;
    let years = f64::from(arm.log.quarters()) / 4.0;
    let value = match INDICATORS[at].kind {
        Kind::Flow => arm.values[at] / years,
        Kind::Stock | Kind::Mean => arm.values[at],
    };
    value.is_finite().then_some(value)
}

/// A level of the economy, or the mean over firms: of those that were offered an instrument where the finding is about one.
fn level(design: &FindingDesign, horizon: u32, arm: &Arm, frame: &Frame<'_>) -> Option<Part> {
    let part = |over: f64, under: f64| Part {
        over,
        under,
        in_support: f64::NAN,
        ..Part::default()
    };
    let Outcome::Firm(outcome) = design.outcome else {
        let under = design
            .per
            .as_ref()
            .map_or(Some(1.0), |per| yearly(per, arm))?;
        return Some(part(yearly(&design.outcome, arm)?, under));
    };
    let is_counted = |row: &usize| match design.treated {
        Some(Treated::Instrument(kind)) => frame.is_offered(*row, kind),
        Some(Treated::FirstOrder) | None => true,
    };
    let values = frame
        .rows()
        .iter()
        .filter(|row| is_counted(row))
        .map(|row| frame.value(*row, horizon, outcome, Scale::Own));
    let (count, sum) = values
        .filter(|value| value.is_finite())
        .fold((0.0, 0.0), |(count, sum), value| (count + 1.0, sum + value));
    (count > 0.0).then(|| part(sum, count))
}

/// Log workers of suppliers and of other firms at the start, and the effect of a first order by matching.
fn gap(
    finding: &Finding,
    design: &FindingDesign,
    horizon: u32,
    frame: &Frame<'_>,
) -> Option<Reading> {
    let Outcome::Firm(outcome) = design.outcome else {
        return None;
    };
    let mut sides = [Part {
        in_support: f64::NAN,
        ..Part::default()
    }; 2];
    for row in frame.rows() {
        let level = frame.value(*row, 0, outcome, effects::scale_of(outcome, finding.unit));
        let supplies = frame.value(*row, 0, FirmOutcome::TncSales, Scale::Own) > 0.0;
        if level.is_finite() {
            let side = &mut sides[usize::from(!supplies)];
            side.over += level;
            side.under += 1.0;
        }
    }
    let effect = effects::read(frame, design, finding.unit, horizon)?;
    Some(Reading::Gap([sides[0], sides[1], effect]))
}

/// Jump of the change of an outcome at the cut-off of the agency's score.
fn jump(design: &FindingDesign, horizon: u32, arm: &Arm, twin: Option<&Arm>) -> Option<Part> {
    let Outcome::Firm(outcome) = design.outcome else {
        return None;
    };
    let panel = Panel::survey(
        &arm.log,
        twin.map(|twin| &twin.log),
        &register(f64::from(horizon)),
    );
    let found = discontinuity(&panel.points(frame::measure_of(outcome)?).0)?;
    let n = found.n_treated as f64;
    let (true_over, true_under) = if found.truth.is_finite() {
        (n * found.truth, n)
    } else {
        (0.0, 0.0)
    };
    Some(Part {
        over: n * found.value,
        under: n,
        true_over,
        true_under,
        n_treated: n,
        n_controls: found.n_controls as f64,
        in_support: f64::NAN,
    })
}

/// Administrative data: everybody, every quarter, without error.
fn register(horizon_quarters: f64) -> SurveyParameters {
    SurveyParameters {
        wave_quarters: 1.0,
        horizon_quarters,
        noise_log_sd: 0.0,
        noise_index_sd: 0.0,
        lag_quarters: 0.0,
        sample_share: 1.0,
        frame_workers_min: 1.0,
        attrition: 0.0,
        ..SurveyParameters::default()
    }
}
