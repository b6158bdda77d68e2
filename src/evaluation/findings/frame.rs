//! The firms of a study in one world, with everything that registers know: every quarter, without error.

use crate::maths::ln;
use crate::model::InstrumentKind;
use crate::observations::{self, Measure, PanelFirm, PanelLog};
use crate::scenario::{Against, FindingDesign, FirmFilter, FirmOutcome, Treated};

/// Firms of the frame in a world and, where there is one, in its twin without the programme.
#[derive(Clone, Debug)]
pub(super) struct Frame<'a> {
    log: &'a PanelLog,
    twin: Option<&'a PanelLog>,
    rows: Vec<usize>,
    treated: Option<Treated>,
}

/// Scale on which a change is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    /// Natural logarithms.
    Log,
    /// Own units.
    Own,
}

/// A treated firm or one that it is compared with, between two quarters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Unit {
    /// Row of the log.
    pub row: usize,
    /// Quarters passed before treatment.
    pub before: u32,
    /// Quarters passed at the outcome.
    pub after: u32,
}

/// Firms treated in one quarter, and firms that they are compared with.
#[derive(Clone, Debug, Default)]
pub(super) struct Sides {
    pub treated: Vec<Unit>,
    pub controls: Vec<Unit>,
}

impl<'a> Frame<'a> {
    /// The firms that a filter leaves, by what they are when the window opens.
    pub(super) fn new(
        log: &'a PanelLog,
        twin: Option<&'a PanelLog>,
        filter: &FirmFilter,
        treated: Option<Treated>,
    ) -> Self {
        let is_in = |row: &usize| {
            let firm = &log.firms()[*row];
            let workers = log.value(*row, 0, Measure::Employment);
            firm.entered.is_none()
                && (filter.workers_min..filter.workers_below).contains(&workers)
                && filter
                    .is_formal
                    .is_none_or(|is_formal| firm.is_formal == is_formal)
                && filter.sector.is_none_or(|sector| firm.sector == sector)
        };
        let rows = (0..log.firms().len()).filter(is_in).collect();
        Self {
            log,
            twin,
            rows,
            treated,
        }
    }

    pub(super) fn rows(&self) -> &[usize] {
        &self.rows
    }

    pub(super) fn quarters(&self) -> u32 {
        self.log.quarters()
    }

    pub(super) fn firm(&self, row: usize) -> &PanelFirm {
        &self.log.firms()[row]
    }

    /// Quarters passed before that of a firm's treatment; none where there is none in the window.
    pub(super) fn treated_at(&self, row: usize) -> Option<u32> {
        treated_at(self.log, self.treated?, row)
    }

    /// True of a firm to which the lot offers an instrument.
    pub(super) fn is_offered(&self, row: usize, kind: InstrumentKind) -> bool {
        self.log.offer_of(kind, row).is_offered
    }

    /// Quarters passed before that in which a firm first came for an instrument.
    pub(super) fn asked(&self, row: usize, kind: InstrumentKind) -> Option<u32> {
        self.log.offer_of(kind, row).asked
    }

    /// True of a firm whose treatment, if any, came before the window.
    fn is_left_out(&self, row: usize) -> bool {
        self.treated == Some(Treated::FirstOrder) && self.firm(row).has_supplied
    }

    /// Value of an outcome after so many quarters, on a scale; NaN where there is none.
    pub(super) fn value(&self, row: usize, passed: u32, outcome: FirmOutcome, scale: Scale) -> f64 {
        value(self.log, self.treated, row, passed, outcome, scale)
    }

    /// The same in the twin world.
    pub(super) fn twin_value(
        &self,
        row: usize,
        passed: u32,
        outcome: FirmOutcome,
        scale: Scale,
    ) -> f64 {
        self.twin.map_or(f64::NAN, |twin| {
            value(twin, self.treated, row, passed, outcome, scale)
        })
    }

    /// Change of an outcome from before treatment.
    pub(super) fn change(&self, unit: &Unit, outcome: FirmOutcome, scale: Scale) -> f64 {
        change(self.log, self.treated, unit, outcome, scale)
    }

    /// What treatment truly did to the outcome: the change less that of the twin; NaN where one of the two is not known.
    pub(super) fn effect(&self, unit: &Unit, outcome: FirmOutcome, scale: Scale) -> f64 {
        self.twin.map_or(f64::NAN, |twin| {
            self.change(unit, outcome, scale) - change(twin, self.treated, unit, outcome, scale)
        })
    }

    /// Treated firms by the quarter of treatment, each with firms that are not treated by the quarter of the outcome.
    pub(super) fn cohorts(&self, design: &FindingDesign, horizon: u32) -> Vec<Sides> {
        let [first, last] = design.cohorts.unwrap_or([0, u32::MAX]);
        let mut cohorts = Vec::new();
        for before in first..last.min((self.quarters() + 1).saturating_sub(horizon)) {
            let unit = |row: usize| Unit {
                row,
                before,
                after: before + horizon,
            };
            let mut sides = Sides::default();
            for row in self
                .rows
                .iter()
                .copied()
                .filter(|row| !self.is_left_out(*row))
            {
                match self.treated_at(row) {
                    Some(quarter) if quarter == before => sides.treated.push(unit(row)),
                    Some(quarter) if quarter < before + horizon => {}
                    _ if self.is_compared(row, before, horizon, design.against) => {
                        sides.controls.push(unit(row));
                    }
                    _ => {}
                }
            }
            if !sides.treated.is_empty() {
                cohorts.push(sides);
            }
        }
        cohorts
    }

    fn is_compared(&self, row: usize, before: u32, horizon: u32, against: Against) -> bool {
        match against {
            Against::NotYet => true,
            Against::Borrowers => {
                let loan = |passed: u32| self.log.value(row, passed, Measure::Loan);
                loan(before) <= 0.0 && loan(before + 1) > 0.0
            }
            Against::Losers => self
                .firm(row)
                .considered
                .is_some_and(|quarter| quarter < before + horizon),
        }
    }
}

/// True of outcomes that are 0 for every firm before treatment.
const fn is_event(outcome: FirmOutcome) -> bool {
    matches!(outcome, FirmOutcome::Exit | FirmOutcome::Taken)
}

fn treated_at(log: &PanelLog, treated: Treated, row: usize) -> Option<u32> {
    match treated {
        Treated::FirstOrder => log.firms()[row].first_order,
        Treated::Instrument(kind) => log.offer_of(kind, row).taken,
    }
}

fn change(
    log: &PanelLog,
    treated: Option<Treated>,
    unit: &Unit,
    outcome: FirmOutcome,
    scale: Scale,
) -> f64 {
    let value = |passed: u32| value(log, treated, unit.row, passed, outcome, scale);
    let base = if is_event(outcome) {
        0.0
    } else {
        value(unit.before)
    };
    value(unit.after) - base
}

fn value(
    log: &PanelLog,
    treated: Option<Treated>,
    row: usize,
    passed: u32,
    outcome: FirmOutcome,
    scale: Scale,
) -> f64 {
    let flag = |is: bool| f64::from(u8::from(is));
    let Some(measure) = measure_of(outcome) else {
        return match outcome {
            FirmOutcome::Exit => flag(!log.is_alive(row, passed)),
            FirmOutcome::Default => flag(
                log.firms()[row]
                    .defaulted
                    .is_some_and(|quarter| quarter < passed),
            ),
            FirmOutcome::Hidden => flag(log.firms()[row].is_hidden),
            FirmOutcome::Taken => treated.map_or(f64::NAN, |treated| {
                flag(treated_at(log, treated, row).is_some_and(|quarter| quarter < passed))
            }),
            _ => f64::NAN,
        };
    };
    let value = log.value(row, passed, measure);
    match scale {
        Scale::Own if outcome == FirmOutcome::Linkages && !log.is_alive(row, passed) => 0.0, // a firm that has closed has no contract
        Scale::Log if measure == Measure::Productivity => value, // a logarithm already
        Scale::Log if value > 0.0 => ln(value),
        Scale::Log => f64::NAN,
        Scale::Own => value,
    }
}

/// The measure of an outcome that changes from quarter to quarter.
pub(super) const fn measure_of(outcome: FirmOutcome) -> Option<Measure> {
    match outcome {
        FirmOutcome::Employment => Some(Measure::Employment),
        FirmOutcome::WageBill => Some(Measure::WageBill),
        FirmOutcome::Sales => Some(Measure::Sales),
        FirmOutcome::SalesToOthers => Some(Measure::SalesToOthers),
        FirmOutcome::TncSales => Some(Measure::TncSales),
        FirmOutcome::Exports => Some(Measure::Exports),
        FirmOutcome::Profit => Some(Measure::Profit),
        FirmOutcome::Productivity => Some(Measure::Productivity),
        FirmOutcome::Management => Some(Measure::Management),
        FirmOutcome::Loan => Some(Measure::Loan),
        FirmOutcome::Advances => Some(Measure::Advances),
        FirmOutcome::Certified => Some(Measure::Certified),
        FirmOutcome::Linkages => Some(Measure::Linkages),
        FirmOutcome::Exit | FirmOutcome::Taken | FirmOutcome::Hidden | FirmOutcome::Default => None,
    }
}

/// True of outcomes that are positive and grow by factors, so that percentages are taken of logarithms.
pub(super) fn is_in_logs(outcome: FirmOutcome) -> bool {
    measure_of(outcome).is_some_and(|measure| {
        matches!(
            measure.scale(),
            observations::Scale::Log | observations::Scale::IsLog
        )
    })
}
