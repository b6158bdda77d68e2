//! Findings computed in simulated worlds: each by the estimator of its study, on everything that registers know.
//!
//! A world gives a [`Reading`]; [`pooled`] makes one figure of the readings of many worlds. Firms of a world share its market, so that worlds are the sample
//! of every interval: that of a ratio of sums over worlds, by the rule of all tables; of a median life the ages at which half may last.

mod effects;
mod frame;
mod propensity;

use crate::evaluation::discontinuity::discontinuity;
use crate::evaluation::survey::Panel;
use crate::maths::{exp, sqrt};
use crate::observations::{INDICATORS, Kind, PanelLog, SpellTable};
use crate::parameters::SurveyParameters;
use crate::scenario::{
    Estimator, FigureUnit, Finding, FindingDesign, FirmOutcome, Outcome, Treated,
};
use crate::statistics::{self, Sample, Survival, ratio_interval, t_quantile};
use frame::{Frame, Scale, is_in_logs};

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

/// A figure of many worlds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Computed {
    /// Value in the unit of the finding.
    pub value: f64,
    /// Ends of its 95 % interval; NaN where there is none, infinite where an end is not reached.
    pub interval: [f64; 2],
    /// Worlds that it is from.
    pub n: usize,
    /// What treatment truly did to treated firms, by their twins; NaN where it is not known.
    pub truth: f64,
    /// Treated firms and firms they are compared with, in all worlds; 0 where none are treated.
    pub n_treated: f64,
    #[allow(missing_docs)]
    pub n_controls: f64,
    /// Share of treated firms with a firm like them; NaN where the estimator does not look for one.
    pub overlap: f64,
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

/// One figure of the readings of many worlds.
#[must_use]
pub fn pooled(finding: &Finding, design: &FindingDesign, readings: &[Reading]) -> Option<Computed> {
    let parts: Vec<Part> = readings
        .iter()
        .filter_map(|reading| match reading {
            Reading::Ratio(part) | Reading::Gap([_, _, part]) => Some(*part),
            Reading::Life(_) => None,
        })
        .collect();
    let sum = |read: fn(&Part) -> f64| parts.iter().map(read).sum::<f64>();
    let in_unit = |value: f64| stated(value, design, finding.unit);
    let counted = |value: f64, interval: [f64; 2], n: usize| {
        let truth = sum(|part| part.true_over) / sum(|part| part.true_under);
        let mut ends = interval.map(in_unit);
        ends.sort_by(f64::total_cmp);
        Computed {
            value: in_unit(value),
            interval: ends,
            n,
            truth: in_unit(truth),
            n_treated: sum(|part| part.n_treated),
            n_controls: sum(|part| part.n_controls),
            overlap: sum(|part| part.in_support) / sum(|part| part.n_treated),
        }
    };
    match readings.first()? {
        Reading::Ratio(_) => {
            let [overs, unders] = [|part: &Part| part.over, |part: &Part| part.under]
                .map(|read| parts.iter().map(read).collect::<Vec<f64>>());
            let value = sum(|part| part.over) / sum(|part| part.under);
            let (low, high) = ratio_interval(&overs, &unders);
            value
                .is_finite()
                .then(|| counted(value, [low, high], parts.len()))
        }
        Reading::Gap(_) => {
            let (value, error) = jackknife(readings, raw_gap)?;
            let reach = t_quantile(readings.len()) * error;
            Some(counted(
                value,
                [value - reach, value + reach],
                readings.len(),
            ))
        }
        Reading::Life(_) => {
            let tables = readings.iter().filter_map(|reading| {
                if let Reading::Life(table) = reading {
                    Some(table)
                } else {
                    None
                }
            });
            let (value, interval, n) = median_life(tables)?;
            Some(counted(value, interval, n))
        }
    }
}

/// A value in the unit of its finding.
fn stated(value: f64, design: &FindingDesign, unit: FigureUnit) -> f64 {
    let is_log = matches!(design.outcome, Outcome::Firm(outcome) if is_in_logs(outcome))
        && design.estimator != Estimator::Level;
    match unit {
        FigureUnit::Percent if is_log => 100.0 * (exp(value) - 1.0),
        FigureUnit::Percent | FigureUnit::Points => 100.0 * value,
        FigureUnit::MillionUsd => 1e-6 * value,
        FigureUnit::Ratio | FigureUnit::Share | FigureUnit::Years | FigureUnit::Count => value,
    }
}

/// Gap between suppliers and others less the effect, over some worlds.
fn raw_gap<'r>(worlds: &mut dyn Iterator<Item = &'r Reading>) -> f64 {
    let mut sums = [[0.0; 2]; 3];
    for reading in worlds {
        let Reading::Gap(parts) = reading else {
            continue;
        };
        for (sum, part) in sums.iter_mut().zip(parts) {
            *sum = [sum[0] + part.over, sum[1] + part.under];
        }
    }
    let [suppliers, others, effect] = sums.map(|[over, under]| over / under);
    suppliers - others - effect
}

/// A figure of all worlds with its jackknife error: worlds are left out one by one.
fn jackknife(
    readings: &[Reading],
    figure: fn(&mut dyn Iterator<Item = &Reading>) -> f64,
) -> Option<(f64, f64)> {
    let n = readings.len() as f64;
    let without = |left_out: usize| {
        figure(
            &mut readings
                .iter()
                .enumerate()
                .filter(|(at, _)| *at != left_out)
                .map(|(_, one)| one),
        )
    };
    let spread = Sample::new((0..readings.len()).map(without)).variance();
    let value = figure(&mut readings.iter());
    let error = sqrt(spread * (n - 1.0) * (n - 1.0) / n);
    (value.is_finite() && error.is_finite() && n > 1.0).then_some((value, error))
}

/// Median life of new linkages [years]: the first age at which fewer than half last; its interval is of the ages at which half may last, those whose
/// interval of survival holds a half (Brookmeyer and Crowley 1982).
fn median_life<'t>(tables: impl Iterator<Item = &'t SpellTable>) -> Option<(f64, [f64; 2], usize)> {
    let survival = Survival::from_worlds(tables);
    let first = |is_past: &dyn Fn(statistics::Estimate) -> bool| {
        (0..survival.survival.len())
            .find(|age| survival.survival_at(*age).is_some_and(is_past))
            .map(|quarters| quarters as f64 / 4.0)
    };
    let value = first(&|share| share.value < 0.5)?;
    let (low, high) = (
        first(&|share| share.low < 0.5),
        first(&|share| share.high < 0.5),
    );
    Some((
        value,
        [low.unwrap_or(f64::NAN), high.unwrap_or(f64::INFINITY)],
        survival.n_worlds(),
    ))
}
