//! The event log of a world: what happened to each firm, found by comparing a quarter with the one before.
//!
//! The log only reads. It keeps a copy of the columns that it compares, so that runs without a log pay nothing for it.

use crate::model::{AgencyId, EndCause, PlanState, ProgrammeStage, Smes, Stage, World};
use crate::units::Usd;

/// Change of employment since the last step that was recorded, from which another is recorded [share]; assumed.
const EMPLOYMENT_STEP: f64 = 0.10;
/// The same in workers, so that the smallest firms do not fill the log; assumed.
const EMPLOYMENT_STEP_WORKERS: f64 = 1.0;

/// Events of a firm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum What {
    /// Opened for business with so many workers.
    Founded(f64),
    /// Closed.
    Closed,
    /// Registered.
    Registered,
    /// Employment moved by at least a tenth and one worker since it was last recorded: before and after [workers].
    Workers(f64, f64),
    /// Won lots of a TNC: value per quarter [USD].
    Won(Usd),
    /// A linkage reached a stage: lots worth so much a quarter [USD].
    Reached(Stage, Usd),
    /// A linkage ended; the cause is known where it had orders.
    Ended(Option<EndCause>),
    /// Took a loan [USD].
    Loan(Usd),
    /// Has no loan any more: repaid, or defaulted.
    LoanOver,
    /// An equipment plan took a state: cost [USD].
    Plan(PlanState, Usd),
    /// An equipment plan came to its end: the new equipment works or failed.
    Installed,
    /// Wanted equipment and could not pay for it in time.
    PlanLapsed,
    /// A stage of an agency's services.
    Programme(ProgrammeStage),
    /// Another agency began to serve it too.
    SecondAgency,
    /// The owner began a course.
    Course,
    /// Supported preparation for a certificate began.
    Preparation,
    /// An advisor began a loan file.
    LoanFile,
    /// A grant was promised [USD].
    Grant(Usd),
    /// Got or lost a recognised certificate.
    Certified(bool),
    /// Passed or fell below a gate of quality, standards or certificate that it did not pass at the start of the window.
    Upgraded(bool),
}

/// Something that happened to a firm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// Recorded quarter, from 0.
    pub quarter: u32,
    /// Row of the firm; the same firm in all worlds of a replication.
    pub sme: u32,
    /// Row of the TNC that it concerns.
    pub tnc: Option<u32>,
    /// The event.
    pub what: What,
}

/// A linkage as it stood.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Slot {
    key: u64,
    sme: u32,
    tnc: u32,
    stage: Option<Stage>,
}

/// Columns as they stood after the last quarter.
#[derive(Clone, Debug, Default)]
struct Before {
    is_alive: Vec<bool>,
    is_formal: Vec<bool>,
    is_certified: Vec<bool>,
    workers: Vec<f64>,
    loan: Vec<Usd>,
    plan: Vec<PlanState>,
    programme: Vec<ProgrammeStage>,
    second: Vec<Option<AgencyId>>,
    services: Vec<[Option<AgencyId>; 3]>,
    grant: Vec<Usd>,
    upgraded: Vec<bool>,
    slots: Vec<Slot>,
}

/// Sums and last values of a firm over the window.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FirmEnd {
    /// Permanent key.
    pub key: u64,
    /// Sector, as an index of `model::SECTORS`.
    pub sector: usize,
    /// In business at the horizon.
    pub is_alive: bool,
    /// Accepted by an agency in the window.
    pub is_client: bool,
    /// Workers at the horizon; 0 for a firm that closed.
    pub workers: f64,
    /// Orders delivered to TNCs in the window [USD].
    pub orders: Usd,
}

/// The event log of a world over its window.
#[derive(Clone, Debug, Default)]
pub struct EventLog {
    quarters: u32,
    before: Before,
    events: Vec<Event>,
    opening_workers: Vec<f64>,
    ends: Vec<FirmEnd>,
}

impl EventLog {
    /// Starts at the beginning of the policy window.
    #[must_use]
    pub fn start(world: &World) -> Self {
        Self {
            before: Before::from_world(world),
            opening_workers: world.smes().workers.to_vec(),
            ends: ends(world),
            ..Self::default()
        }
    }

    /// Reads the world after a quarter.
    pub fn observe(&mut self, world: &World) {
        let after = Before::from_world(world);
        let mut found = Vec::new();
        for row in 0..after.is_alive.len() {
            self.observe_firm(row, &after, world.smes(), &mut found);
        }
        self.observe_linkages(&after, world, &mut found);
        let quarter = self.quarters;
        found.sort_by_key(|(sme, _, _)| *sme); // stable: a firm's own events keep their order
        self.events
            .extend(found.into_iter().map(|(sme, tnc, what)| Event {
                quarter,
                sme,
                tnc,
                what,
            }));
        let noted = std::mem::take(&mut self.before.workers);
        self.before = after;
        for (row, workers) in noted.into_iter().enumerate() {
            if !is_step(workers, self.before.workers[row]) {
                self.before.workers[row] = workers; // slow growth adds up to a step
            }
        }
        self.quarters += 1;
        self.ends = ends(world);
    }

    /// Events, by quarter, then firm.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Firms at the horizon, by row.
    #[must_use]
    pub fn ends(&self) -> &[FirmEnd] {
        &self.ends
    }

    /// Workers of a firm at the start of the window; none where it was founded later.
    #[must_use]
    pub fn workers_at_start(&self, row: usize) -> Option<f64> {
        self.opening_workers.get(row).copied()
    }

    /// Events of a firm, by quarter.
    pub fn events_of(&self, sme: u32) -> impl Iterator<Item = &Event> {
        self.events.iter().filter(move |event| event.sme == sme)
    }

    fn observe_firm(
        &self,
        row: usize,
        after: &Before,
        smes: &Smes,
        found: &mut Vec<(u32, Option<u32>, What)>,
    ) {
        let before = &self.before;
        let mut note = |what| found.push((row as u32, None, what));
        if row >= before.is_alive.len() {
            note(What::Founded(after.workers[row]));
            return;
        }
        if !before.is_alive[row] {
            return;
        }
        if after.is_formal[row] && !before.is_formal[row] {
            note(What::Registered);
        }
        for what in services(before, after, row) {
            note(what);
        }
        if after.grant[row] > 0.0 && before.grant[row] == 0.0 {
            note(What::Grant(after.grant[row]));
        }
        if let Some(what) = plan(before, after, row, smes.plan_cost[row]) {
            note(what);
        }
        if after.loan[row] > before.loan[row] {
            note(What::Loan(after.loan[row] - before.loan[row]));
        } else if after.loan[row] == 0.0 && before.loan[row] > 0.0 {
            note(What::LoanOver);
        }
        if after.is_certified[row] != before.is_certified[row] {
            note(What::Certified(after.is_certified[row]));
        }
        if after.upgraded[row] != before.upgraded[row] {
            note(What::Upgraded(after.upgraded[row]));
        }
        if !after.is_alive[row] {
            note(What::Closed);
        } else if is_step(before.workers[row], after.workers[row]) {
            note(What::Workers(before.workers[row], after.workers[row]));
        }
    }

    fn observe_linkages(
        &self,
        after: &Before,
        world: &World,
        found: &mut Vec<(u32, Option<u32>, What)>,
    ) {
        let linkages = world.linkages();
        let cause = |key: u64| {
            linkages
                .endings
                .iter()
                .find(|ending| ending.key == key)
                .map(|ending| ending.cause)
        };
        for index in 0..after.slots.len() {
            let (old, new) = (
                self.before.slots.get(index).copied().unwrap_or_default(),
                after.slots[index],
            );
            if old.key != 0 && old.key != new.key {
                found.push((old.sme, Some(old.tnc), What::Ended(cause(old.key))));
            }
            if new.key == 0 {
                continue;
            }
            let value = linkages.slots[index].lot_value;
            if old.key != new.key {
                found.push((new.sme, Some(new.tnc), What::Won(value)));
            }
            if let Some(stage) = new.stage.filter(|stage| {
                *stage != Stage::Initiation && (old.key != new.key || old.stage != new.stage)
            }) {
                found.push((new.sme, Some(new.tnc), What::Reached(stage, value)));
            }
        }
    }
}

impl Before {
    fn from_world(world: &World) -> Self {
        let smes = world.smes();
        let rows = 0..smes.len();
        let slot = |slot: &crate::model::Linkage| {
            let is_open = slot.is_open();
            Slot {
                key: slot.key,
                sme: slot.sme.row() as u32,
                tnc: slot.tnc.row() as u32,
                stage: is_open.then_some(slot.stage),
            }
        };
        Self {
            is_alive: smes.is_alive.to_vec(),
            is_formal: smes.is_formal.to_vec(),
            is_certified: smes.is_certified.to_vec(),
            workers: smes.workers.to_vec(),
            loan: smes.loan.to_vec(),
            plan: smes.plan.to_vec(),
            programme: smes.programme.to_vec(),
            second: smes.second_agency.to_vec(),
            services: rows
                .clone()
                .map(|row| {
                    [
                        smes.course[row].agency,
                        smes.preparation[row].agency,
                        smes.loan_file[row].agency,
                    ]
                })
                .collect(),
            grant: smes.grant.to_vec(),
            upgraded: rows.map(|row| smes.upgraded_quarters[row] > 0).collect(),
            slots: world.linkages().slots.iter().map(slot).collect(),
        }
    }
}

fn ends(world: &World) -> Vec<FirmEnd> {
    let smes = world.smes();
    let end = |row: usize| FirmEnd {
        key: smes.key[row],
        sector: world.sector_of(smes.cell[row]),
        is_alive: smes.is_alive[row],
        is_client: smes.reached[row] & Smes::CLIENT != 0,
        workers: smes.workers[row],
        orders: smes.window_orders[row],
    };
    (0..smes.len()).map(end).collect()
}

fn is_step(before: f64, after: f64) -> bool {
    let change = (after - before).abs();
    change >= EMPLOYMENT_STEP * before && change >= EMPLOYMENT_STEP_WORKERS
}

/// Services that began in a quarter.
fn services(before: &Before, after: &Before, row: usize) -> impl Iterator<Item = What> {
    let stage = (after.programme[row] != before.programme[row])
        .then_some(What::Programme(after.programme[row]));
    let second =
        (after.second[row].is_some() && before.second[row].is_none()).then_some(What::SecondAgency);
    let began = |service: usize, what| {
        (after.services[row][service].is_some() && before.services[row][service].is_none())
            .then_some(what)
    };
    [
        stage,
        second,
        began(0, What::Course),
        began(1, What::Preparation),
        began(2, What::LoanFile),
    ]
    .into_iter()
    .flatten()
}

/// Outcome of the equipment plan in a quarter.
fn plan(before: &Before, after: &Before, row: usize, cost: Usd) -> Option<What> {
    match (before.plan[row], after.plan[row]) {
        (old, new) if old == new => None,
        (PlanState::Installing, PlanState::None) => Some(What::Installed),
        (PlanState::Wanted, PlanState::None) => Some(What::PlanLapsed),
        (_, new) => Some(What::Plan(new, cost)),
    }
}

impl What {
    /// Name in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Founded(_) => "founded",
            Self::Closed => "closed",
            Self::Registered => "registered",
            Self::Workers(..) => "workers",
            Self::Won(_) => "won",
            Self::Reached(stage, _) => stage.name(),
            Self::Ended(_) => "ended",
            Self::Loan(_) => "loan",
            Self::LoanOver => "loan_over",
            Self::Plan(PlanState::Wanted, _) => "plan_wanted",
            Self::Plan(PlanState::Installing, _) => "plan_paid",
            Self::Plan(PlanState::None, _) | Self::PlanLapsed => "plan_lapsed",
            Self::Installed => "plan_installed",
            Self::Programme(ProgrammeStage::None) => "programme_left",
            Self::Programme(ProgrammeStage::Diagnosis) => "diagnosis",
            Self::Programme(ProgrammeStage::Service) => "service",
            Self::Programme(ProgrammeStage::Graduate) => "graduated",
            Self::Programme(ProgrammeStage::DroppedOut) => "dropped_out",
            Self::SecondAgency => "second_agency",
            Self::Course => "course",
            Self::Preparation => "preparation",
            Self::LoanFile => "loan_file",
            Self::Grant(_) => "grant",
            Self::Certified(true) => "certified",
            Self::Certified(false) => "certificate_lost",
            Self::Upgraded(true) => "upgraded",
            Self::Upgraded(false) => "upgrade_lost",
        }
    }

    /// The number that belongs to it: workers after a step, else USD.
    #[must_use]
    pub const fn value(self) -> Option<f64> {
        match self {
            Self::Founded(number)
            | Self::Workers(_, number)
            | Self::Won(number)
            | Self::Reached(_, number)
            | Self::Loan(number)
            | Self::Plan(_, number)
            | Self::Grant(number) => Some(number),
            _ => None,
        }
    }

    /// Cause of the end of a linkage, where that is known.
    #[must_use]
    pub const fn cause(self) -> Option<&'static str> {
        match self {
            Self::Ended(Some(cause)) => Some(cause_name(cause)),
            _ => None,
        }
    }
}

const fn cause_name(cause: EndCause) -> &'static str {
    match cause {
        EndCause::Audit => "audit",
        EndCause::NotPassed => "not_passed",
        EndCause::Headquarters => "headquarters",
        EndCause::TncExit => "tnc_exit",
        EndCause::LowConfidence => "low_confidence",
        EndCause::Replaced => "replaced",
        EndCause::SmeExit => "sme_exit",
    }
}
