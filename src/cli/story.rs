//! The history of one firm as text, in two worlds side by side.

use crate::model::{EndCause, PlanState, ProgrammeStage, SECTORS, Stage};
use crate::observations::{Event, EventLog, FirmEnd, What};
use crate::statistics::figures::{self, plain_signs};

/// Width of the column of a world.
const WIDTH: usize = 46;

/// One firm in one world.
#[derive(Clone, Copy, Debug)]
pub(super) struct Life<'a> {
    /// Name of the scenario.
    pub scenario: &'a str,
    /// Event log of its world.
    pub log: &'a EventLog,
    /// Row of the firm in that world; none where it is not there.
    pub row: Option<usize>,
}

impl<'a> Life<'a> {
    /// The firm at the horizon.
    pub fn end(&self) -> Option<&'a FirmEnd> {
        self.log.ends().get(self.row?)
    }

    /// What happened to the firm, by quarter.
    pub fn events(&self) -> Vec<&'a Event> {
        self.row
            .map_or(Vec::new(), |row| self.log.events_of(row as u32).collect())
    }
}

/// A number of workers or dollars as people read it.
fn whole(value: f64) -> String {
    plain_signs(&figures::number(value, 0))
}

/// US dollars, to three digits or so.
fn usd(value: f64) -> String {
    let size = value.abs();
    let exponent = if size >= 1e6 {
        4
    } else if size >= 1e4 {
        2
    } else {
        0
    };
    plain_signs(&format!("{} USD", figures::number(value, exponent)))
}

/// The two histories; lines end with a line feed.
pub(super) fn story(lives: &[Life<'_>; 2]) -> String {
    let mut lines = vec![opening(&lives[0]), String::new()];
    let heads = [
        format!("with `{}`", lives[0].scenario),
        format!("with `{}`", lives[1].scenario),
    ];
    lines.push(
        format!("quarter  {:<WIDTH$}  {}", heads[0], heads[1])
            .trim_end()
            .to_string(),
    );
    let events = lives.map(|life| life.events());
    let mut quarters: Vec<u32> = events.iter().flatten().map(|event| event.quarter).collect();
    quarters.sort_unstable();
    quarters.dedup();
    for quarter in &quarters {
        let said = |events: &[&Event]| -> Vec<String> {
            events
                .iter()
                .filter(|event| event.quarter == *quarter)
                .flat_map(|event| folded(&sentence(event)))
                .collect()
        };
        let (left, right) = (said(&events[0]), said(&events[1]));
        for line in 0..left.len().max(right.len()) {
            let number = if line == 0 {
                quarter.to_string()
            } else {
                String::new()
            };
            let side = |side: &[String]| side.get(line).cloned().unwrap_or_default();
            lines.push(
                format!("{number:>7}  {:<WIDTH$}  {}", side(&left), side(&right))
                    .trim_end()
                    .to_string(),
            );
        }
    }
    if quarters.is_empty() {
        lines.push("         nothing happened to it in either world".to_string());
    }
    let ends = lives.map(|life| folded(&ending(life.end())));
    for line in 0..ends[0].len().max(ends[1].len()) {
        let side = |side: usize| ends[side].get(line).cloned().unwrap_or_default();
        let head = if line == 0 { "  end  " } else { "       " };
        lines.push(
            format!("{head}  {:<WIDTH$}  {}", side(0), side(1))
                .trim_end()
                .to_string(),
        );
    }
    lines.join("\n") + "\n"
}

/// Description of the firm.
fn opening(life: &Life<'_>) -> String {
    let sector = life
        .end()
        .map_or("", |end| SECTORS[end.sector].name)
        .replace('_', " ");
    let start = life.row.and_then(|row| life.log.workers_at_start(row));
    let start = start.map_or_else(
        || "founded in the window".to_string(),
        |workers| format!("{} workers at the start", whole(workers)),
    );
    format!("firm {}, {sector}, {start}", life.row.unwrap_or_default())
}

fn ending(end: Option<&FirmEnd>) -> String {
    let Some(end) = end else {
        return "not there".to_string();
    };
    let orders = if end.orders > 0.0 {
        format!("{} of orders from TNCs", usd(end.orders))
    } else {
        "no orders from TNCs".to_string()
    };
    if end.is_alive {
        format!("{} workers, {orders}", whole(end.workers))
    } else {
        format!("closed; {orders}")
    }
}

/// Lines of at most the width of a column.
fn folded(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("one at least");
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= WIDTH {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(format!("  {word}"));
        }
    }
    lines
}

/// An event as text.
pub(super) fn sentence(event: &Event) -> String {
    let with = event
        .tnc
        .map_or_else(String::new, |tnc| format!(" (TNC {tnc})"));
    let text = match event.what {
        What::Founded(workers) => format!("founded with {} workers", whole(workers)),
        What::Closed => "closes".into(),
        What::Registered => "registers".into(),
        What::Workers(before, after) if after > before => {
            format!("grows from {} to {} workers", whole(before), whole(after))
        }
        What::Workers(before, after) => {
            format!("shrinks from {} to {} workers", whole(before), whole(after))
        }
        What::Won(value) => format!("chosen for lots of {} a quarter", usd(value)),
        What::Reached(stage, value) => reached(stage, value),
        What::Ended(cause) => format!("linkage ends{}", cause.map_or(", before any order", ended)),
        What::Loan(value) => format!("borrows {}", usd(value)),
        What::LoanOver => "loan is repaid or written off".into(),
        What::Plan(PlanState::Wanted, cost) => format!("plans equipment for {}", usd(cost)),
        What::Plan(PlanState::Installing, cost) => format!("pays for equipment, {}", usd(cost)),
        What::Plan(PlanState::None, _) | What::PlanLapsed => "drops its plan for equipment".into(),
        What::Installed => "equipment is in place".into(),
        What::Programme(stage) => programme(stage).into(),
        What::SecondAgency => "a second agency begins to serve it".into(),
        What::Course => "the owner begins a course".into(),
        What::Preparation => "supported preparation for a certificate".into(),
        What::LoanFile => "an advisor makes its loan file".into(),
        What::Grant(value) => format!("a grant of {} is promised", usd(value)),
        What::Certified(true) => "gets a certificate".into(),
        What::Certified(false) => "loses its certificate".into(),
        What::Upgraded(true) => "passes a gate that it did not pass at the start".into(),
        What::Upgraded(false) => "falls back below the gate".into(),
    };
    text + &with
}

fn reached(stage: Stage, value: f64) -> String {
    match stage {
        Stage::Initiation => "first talks".into(),
        Stage::Qualification => "samples and audit".into(),
        Stage::Agreement => "terms are agreed on".into(),
        Stage::Trial => format!("trial orders of up to {} a quarter", usd(value)),
        Stage::Supply => "regular orders".into(),
        Stage::Strategic => "joint development".into(),
    }
}

const fn ended(cause: EndCause) -> &'static str {
    match cause {
        EndCause::Audit => ": audit failed",
        EndCause::NotPassed => ": trial failed",
        EndCause::Headquarters => ": headquarters decides",
        EndCause::TncExit => ": the TNC leaves or is sold",
        EndCause::LowConfidence => ": confidence is too low",
        EndCause::Replaced => ": its lots go to better offers",
        EndCause::SmeExit => ": the firm fails",
    }
}

const fn programme(stage: ProgrammeStage) -> &'static str {
    match stage {
        ProgrammeStage::None => "is no client any more",
        ProgrammeStage::Diagnosis => "accepted by an agency; diagnosis",
        ProgrammeStage::Service => "an agency serves it",
        ProgrammeStage::Graduate => "completes the services",
        ProgrammeStage::DroppedOut => "leaves the services early",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sentence_is_folded_to_the_column() {
        let lines = folded(
            "trial orders of up to 1 234 500 USD a quarter (TNC 3) and then some more words",
        );
        assert!(
            lines.len() == 2 && lines.iter().all(|line| line.chars().count() <= WIDTH),
            "{lines:?}"
        );
        assert_eq!(folded("closes"), ["closes"]);
    }
}
