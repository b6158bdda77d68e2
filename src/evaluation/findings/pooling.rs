//! One figure of what many worlds say about a finding.

use super::frame::is_in_logs;
use super::reading::{Part, Reading};
use crate::maths::{exp, sqrt};
use crate::observations::SpellTable;
use crate::scenario::{Estimator, FigureUnit, Finding, FindingDesign, Outcome};
use crate::statistics::{self, Sample, Survival, ratio_interval, t_quantile};

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
fn raw_gap(worlds: &mut dyn Iterator<Item = &Reading>) -> f64 {
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
