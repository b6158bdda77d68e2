//! Estimators of effects on single firms, in one world.

use super::frame::{Frame, Scale, Sides, Unit, is_in_logs};
use super::propensity;
use super::reading::Part;
use crate::scenario::{Among, Estimator, FigureUnit, FindingDesign, FirmOutcome, Outcome, Treated};

/// Sweeps that take means of firms and of quarters out of a treatment; what is left is below a millionth of it.
const SWEEPS: usize = 40;

/// The outcome on its scale, in a unit.
pub(super) fn scale_of(outcome: FirmOutcome, unit: FigureUnit) -> Scale {
    if unit == FigureUnit::Percent && is_in_logs(outcome) {
        Scale::Log
    } else {
        Scale::Own
    }
}

/// Means of two groups of firms, and what was truly done to the first.
#[derive(Clone, Copy, Debug, Default)]
struct Contrast {
    n: f64,
    n_controls: f64,
    /// Difference of the mean changes, of the outcome and of what it is divided by.
    difference: [f64; 2],
    /// Mean level at the end, with treatment and without.
    levels: [f64; 2],
    /// Sums over treated firms whose twin is known: effects on both outcomes, level, level of the twin, count.
    truth: [f64; 5],
}

/// Reads an effect on firms.
pub(super) fn read(
    frame: &Frame<'_>,
    design: &FindingDesign,
    unit: FigureUnit,
    horizon: u32,
) -> Option<Part> {
    let Outcome::Firm(outcome) = design.outcome else {
        return None;
    };
    if design.estimator == Estimator::FixedEffects {
        return fixed_effects(frame, outcome, unit, horizon);
    }
    let per = match &design.per {
        Some(Outcome::Firm(per)) => Some(*per),
        _ => None,
    };
    let measured = Measured {
        frame,
        outcome,
        per,
        scale: scale_of(outcome, unit),
    };
    let (contrasts, n_known) = match design.estimator {
        Estimator::EventStudy => (
            frame
                .cohorts(design, horizon)
                .iter()
                .filter_map(|sides| measured.contrast(sides))
                .collect(),
            None,
        ),
        Estimator::MatchedDid | Estimator::GapLessEffect => {
            let cohorts = frame.cohorts(design, horizon);
            let pairs = propensity::matched(frame, &cohorts);
            let n_all: usize = cohorts.iter().map(|sides| sides.treated.len()).sum();
            let sides = Sides {
                treated: pairs.iter().map(|pair| pair.treated).collect(),
                controls: pairs.iter().map(|pair| pair.control).collect(),
            };
            (
                measured.pairs(&sides).into_iter().collect::<Vec<_>>(),
                Some(pairs.len() as f64 / n_all as f64),
            )
        }
        Estimator::Offers => (
            measured
                .contrast(&offered(frame, design, horizon))
                .into_iter()
                .collect(),
            None,
        ),
        Estimator::Level
        | Estimator::MedianLife
        | Estimator::FixedEffects
        | Estimator::Discontinuity
        | Estimator::Twin => return None,
    };
    let mut part = sum_up(&contrasts, measured, unit)?;
    part.in_support = n_known.map_or(f64::NAN, |share| share * part.n_treated);
    Some(part)
}

/// An outcome, what its effect is divided by, and the scale.
#[derive(Clone, Copy)]
struct Measured<'a> {
    frame: &'a Frame<'a>,
    outcome: FirmOutcome,
    per: Option<FirmOutcome>,
    scale: Scale,
}

impl Measured<'_> {
    /// Changes of a firm in both outcomes and its level at the end; none where one is not known.
    fn of(&self, unit: &Unit) -> Option<[f64; 3]> {
        let change = self.frame.change(unit, self.outcome, self.scale);
        let per = self
            .per
            .map_or(1.0, |per| self.frame.change(unit, per, Scale::Own));
        let level = self
            .frame
            .value(unit.row, unit.after, self.outcome, Scale::Own);
        [change, per, level]
            .iter()
            .all(|x| x.is_finite())
            .then_some([change, per, level])
    }

    fn truth(&self, unit: &Unit) -> [f64; 5] {
        let effect = self.frame.effect(unit, self.outcome, self.scale);
        let per = self
            .per
            .map_or(1.0, |per| self.frame.effect(unit, per, Scale::Own));
        let (level, twin) = (
            self.frame
                .value(unit.row, unit.after, self.outcome, Scale::Own),
            self.frame
                .twin_value(unit.row, unit.after, self.outcome, Scale::Own),
        );
        let all = [effect, per, level, twin, 1.0];
        if all.iter().all(|x| x.is_finite()) {
            all
        } else {
            [0.0; 5]
        }
    }

    /// Means of the two sides; none with nobody on one of them.
    fn contrast(&self, sides: &Sides) -> Option<Contrast> {
        let mean = |side: &[Unit]| {
            let known: Vec<[f64; 3]> = side.iter().filter_map(|unit| self.of(unit)).collect();
            let sum = |k: usize| known.iter().map(|one| one[k]).sum::<f64>();
            (!known.is_empty()).then(|| {
                (
                    known.len() as f64,
                    [0, 1, 2].map(|k| sum(k) / known.len() as f64),
                )
            })
        };
        let ((n, own), (n_controls, other)) = (mean(&sides.treated)?, mean(&sides.controls)?);
        let per = if self.per.is_some() {
            own[1] - other[1]
        } else {
            1.0
        };
        Some(Contrast {
            n,
            n_controls,
            difference: [own[0] - other[0], per],
            levels: [own[2], other[2]],
            truth: self.truths(sides),
        })
    }

    /// Mean difference within pairs of which both are known.
    fn pairs(&self, sides: &Sides) -> Option<Contrast> {
        let pairs = sides.treated.iter().zip(&sides.controls);
        let kept = pairs.filter(|(a, b)| self.of(a).is_some() && self.of(b).is_some());
        let (treated, controls): (Vec<Unit>, Vec<Unit>) = kept.map(|(a, b)| (*a, *b)).unzip();
        self.contrast(&Sides { treated, controls })
    }

    fn truths(&self, sides: &Sides) -> [f64; 5] {
        let mut sums = [0.0; 5];
        let known = sides.treated.iter().filter(|unit| self.of(unit).is_some());
        for unit in known {
            for (sum, one) in sums.iter_mut().zip(self.truth(unit)) {
                *sum += one;
            }
        }
        sums
    }
}

/// Firms to which the lot offers an instrument, and others: all of the population from the start of the window, or those that came for it.
fn offered(frame: &Frame<'_>, design: &FindingDesign, horizon: u32) -> Sides {
    let Some(Treated::Instrument(kind)) = design.treated else {
        return Sides::default();
    };
    let [first, last] = design.cohorts.unwrap_or([0, u32::MAX]);
    let mut sides = Sides::default();
    for row in frame.rows().iter().copied() {
        let before = match design.among {
            Among::Eligible => Some(first),
            Among::Applicants => frame
                .asked(row, kind)
                .filter(|quarter| (first..last).contains(quarter)),
        };
        let Some(before) = before.filter(|before| before + horizon <= frame.quarters()) else {
            continue;
        };
        let unit = Unit {
            row,
            before,
            after: before + horizon,
        };
        if frame.is_offered(row, kind) {
            sides.treated.push(unit);
        } else {
            sides.controls.push(unit);
        }
    }
    sides
}

/// Contrasts of one world as sums that are added up over worlds.
fn sum_up(contrasts: &[Contrast], measured: Measured<'_>, unit: FigureUnit) -> Option<Part> {
    let sum = |read: &dyn Fn(&Contrast) -> f64| contrasts.iter().map(read).sum::<f64>();
    let n = sum(&|c| c.n);
    let truth = |k: usize| sum(&|c| c.truth[k]);
    let (over, under, true_over, true_under) = match unit {
        FigureUnit::Ratio if measured.per.is_none() => (
            sum(&|c| c.n * c.levels[0]),
            sum(&|c| c.n * c.levels[1]),
            truth(2),
            truth(3),
        ),
        FigureUnit::Percent if measured.scale == Scale::Own => (
            sum(&|c| c.n * c.difference[0]),
            sum(&|c| c.n * c.difference[1] * c.levels[1]),
            truth(0),
            truth(1) / truth(4) * truth(3),
        ),
        _ => (
            sum(&|c| c.n * c.difference[0]),
            sum(&|c| c.n * c.difference[1]),
            truth(0),
            truth(1),
        ),
    };
    (n > 0.0).then(|| Part {
        over,
        under,
        true_over,
        true_under,
        n_treated: n,
        n_controls: sum(&|c| c.n_controls),
        in_support: f64::NAN,
    })
}

/// Least squares of the outcome on treatment with an effect of each firm and of each quarter, over the first quarters of the window.
fn fixed_effects(
    frame: &Frame<'_>,
    outcome: FirmOutcome,
    unit: FigureUnit,
    horizon: u32,
) -> Option<Part> {
    let scale = scale_of(outcome, unit);
    let n_quarters = horizon.min(frame.quarters()) as usize + 1;
    let values = |row: usize| -> Vec<f64> {
        (0..n_quarters)
            .map(|t| frame.value(row, t as u32, outcome, scale))
            .collect()
    };
    let rows: Vec<(usize, Vec<f64>)> = frame
        .rows()
        .iter()
        .map(|row| (*row, values(*row)))
        .collect();
    let treated = |row: usize, t: usize| {
        frame
            .treated_at(row)
            .is_some_and(|quarter| (quarter as usize) < t)
    };
    // what is left of treatment when means of firms and of quarters are taken out
    let mut left: Vec<Vec<f64>> = rows
        .iter()
        .map(|(row, values)| {
            values
                .iter()
                .enumerate()
                .map(|(t, y)| {
                    if y.is_finite() {
                        f64::from(u8::from(treated(*row, t)))
                    } else {
                        f64::NAN
                    }
                })
                .collect()
        })
        .collect();
    for _ in 0..SWEEPS {
        for firm in &mut left {
            take_out(firm.iter_mut());
        }
        for t in 0..n_quarters {
            take_out(left.iter_mut().map(|firm| &mut firm[t]));
        }
    }
    let mut part = Part {
        in_support: f64::NAN,
        ..Part::default()
    };
    for ((row, values), left) in rows.iter().zip(&left) {
        for (t, (y, d)) in values
            .iter()
            .zip(left)
            .enumerate()
            .filter(|(_, (y, _))| y.is_finite())
        {
            part.over += d * y;
            if treated(*row, t) {
                part.under += d;
                let effect = y - frame.twin_value(*row, t as u32, outcome, scale);
                if effect.is_finite() {
                    part.true_over += d * effect;
                    part.true_under += d;
                }
            }
        }
        let is_treated = treated(*row, n_quarters - 1);
        part.n_treated += f64::from(u8::from(is_treated));
        part.n_controls += f64::from(u8::from(!is_treated));
    }
    (part.n_treated > 0.0 && part.n_controls > 0.0).then_some(part)
}

/// Takes the mean out of the numbers that are known.
fn take_out<'v>(values: impl Iterator<Item = &'v mut f64>) {
    let known: Vec<&mut f64> = values.filter(|value| value.is_finite()).collect();
    let mean = known.iter().map(|value| **value).sum::<f64>() / known.len() as f64;
    for value in known {
        *value -= mean;
    }
}
