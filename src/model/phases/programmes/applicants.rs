//! Outreach, applications, and the order in which an agency would take applicants.

use super::anchors::takes_part;
use crate::maths::{logistic, logit, sqrt};
use crate::model::equations::commitment;
use crate::model::instruments::{
    InstrumentKind, Lottery, application_boost, outreach_of_lead, pay_by_tncs,
    supplier_benchmarking, value_chain_mapping,
};
use crate::model::phases::finance::{Purpose, perceived_approval};
use crate::model::phases::owners;
use crate::model::phases::upgrading::cost_of_flat_plan;
use crate::model::state::{AgencyId, Application, FirmId};
use crate::model::world::{World, sort_by_merit};
use crate::parameters::SelectionTarget;
use crate::random::{Process, pair};
use crate::units::Share;

/// Weight of belief in programmes on the decision to apply [logit per unit].
const BELIEF_WEIGHT: f64 = 3.0;
/// Weight of mindset on the decision to apply [logit per unit].
const MINDSET_WEIGHT: f64 = 1.5;
/// Salt of the call for upgrading services: firms reckon with a plan that must be paid.
pub(in crate::model) const SERVICES: u64 = 0;
/// Distance to a gate that counts as one in a score [index].
pub(in crate::model) const SCORE_UNIT: f64 = 0.15;

/// An offer that firms may hear of and apply to.
pub(in crate::model) struct Call {
    /// Instrument of the agency that it is for: its lottery decides whose applications are ranked.
    pub kind: InstrumentKind,
    /// Share of open firms that hear of it in the quarter.
    pub met: Share,
    /// The agency goes to firms, as its map shows it, rather than wait for their applications.
    pub is_outreach: bool,
    /// Participating buyers have a say in the order of applicants.
    pub is_for_buyers: bool,
    /// How far forms keep firms from applying [logit].
    pub burden: f64,
    /// Keeps the draws of one offer apart from those of others.
    pub salt: u64,
}

impl Call {
    /// An offer of which an agency's outreach informs firms, without a burden of forms.
    pub(in crate::model) fn by_outreach(
        world: &World,
        agency: usize,
        kind: InstrumentKind,
        salt: u64,
    ) -> Self {
        let met =
            world.agencies[agency].parameters.outreach_share * outreach_of_lead(world, agency);
        Self {
            kind,
            met,
            is_outreach: true,
            is_for_buyers: false,
            burden: 0.0,
            salt,
        }
    }

    /// Key of a firm's draws about this offer of an agency.
    fn key(&self, world: &World, agency: usize, row: usize) -> u64 {
        pair(
            world.smes.key[row],
            pair(world.agency_states[agency].key, self.salt),
        )
    }
}

/// True where an agency may serve a firm.
pub(in crate::model) fn is_eligible(world: &World, agency: usize, row: usize) -> bool {
    let smes = &world.smes;
    smes.is_alive[row]
        && smes.is_formal[row]
        && smes.workers[row] >= world.agencies[agency].parameters.eligible_workers_min
}

/// Firms hear of a call; those with belief and mindset apply, and those to whom the instrument is offered are ranked by the agency's
/// score, best first, in `scratch.ranked`.
pub(in crate::model) fn rank_applicants(
    world: &mut World,
    agency: usize,
    call: &Call,
    is_open: impl Fn(&World, usize) -> bool,
) {
    let (outreach, applying, screening) = (
        world.draws(Process::Outreach),
        world.draws(Process::ProgrammeApplication),
        world.draws(Process::ProgrammeScreening),
    );
    let base = logit(
        world.agencies[agency]
            .parameters
            .application_chance
            .clamp(1e-9, 1.0 - 1e-9),
    ) + application_boost(world, agency);
    let accuracy = world.agencies[agency]
        .parameters
        .screening_accuracy
        .min(1.0);
    let target = world.agencies[agency].selection_target;
    let lottery = Lottery::of_agency(world, call.kind, agency);
    let mut ranked = std::mem::take(&mut world.scratch.ranked);
    ranked.clear();
    for row in 0..world.smes.len() {
        if !is_open(world, row) {
            continue;
        }
        let (smes, key) = (&world.smes, call.key(world, agency, row));
        let met = if call.is_outreach {
            call.met * value_chain_mapping::aim(world, agency, row)
        } else {
            call.met
        }
        .min(1.0);
        let score = base - call.burden
            + BELIEF_WEIGHT * (smes.belief[row] - 0.5)
            + MINDSET_WEIGHT * (smes.mindset[row] - 0.5)
            + (supplier_benchmarking::effort(world, row) - 1.0)
            - owners::reluctance(world, row)
            - want_of_money(world, call, row);
        if !outreach.event(key, met) || !applying.event(key, logistic(score)) {
            continue;
        }
        world.tally.applicants += 1;
        if !lottery.ask(world, row) {
            continue;
        }
        let merit = accuracy * worth(world, target, row)
            + sqrt(1.0 - accuracy * accuracy) * screening.normal(key);
        ranked.push((merit, screening.bits(pair(key, 1)), row as u32));
    }
    world.scratch.ranked = ranked;
    sort_by_merit(&mut world.scratch.ranked);
    if call.is_for_buyers {
        ask_buyers(world, agency, call);
    }
    owners::reserve_places(world, world.agencies[agency].parameters.women_share_min);
}

/// How far want of money for a plan keeps an owner from asking for services [logit].
fn want_of_money(world: &World, call: &Call, row: usize) -> f64 {
    let parameters = &world.parameters.commitment;
    if call.salt != SERVICES || parameters.money_weight <= 0.0 {
        return 0.0;
    }
    let own_part = world.spare_cash(row) / cost_of_flat_plan(world, row).max(1.0);
    let approval = perceived_approval(world, row, Purpose::Plan, world.guarantee.announcement);
    commitment::want_of_money(parameters, approval, own_part)
}

/// Writes down the ranking of a call, of which the first so many get a place, for observers.
pub(in crate::model) fn note_applications(
    world: &mut World,
    agency: usize,
    call: &Call,
    accepted: usize,
) {
    let (agency, offer) = (AgencyId::new(agency), call.salt as u16);
    let note = |(rank, &(score, _, sme)): (usize, &(f64, u64, u32))| Application {
        sme: FirmId::new(sme as usize),
        agency,
        offer,
        score,
        is_accepted: rank < accepted,
    };
    world
        .applications
        .extend(world.scratch.ranked.iter().enumerate().map(note));
}

/// Selection score of a firm for an agency, roughly standardised, from the weaker of quality and standards relative to its gate.
fn worth(world: &World, target: SelectionTarget, row: usize) -> f64 {
    let gap = gap_to_gate(world, row);
    match target {
        SelectionTarget::DistanceToGate => 1.0 - gap.abs() / SCORE_UNIT,
        SelectionTarget::Level => -gap / SCORE_UNIT,
    }
}

/// How far the weaker of quality and standards lies below its gate [index]; negative above it.
pub(in crate::model) fn gap_to_gate(world: &World, row: usize) -> f64 {
    let (quality, standards) = world.mean_gates();
    (quality - world.smes.quality[row]).max(standards - world.smes.standards[row])
}

/// Participating buyers audit the first on the list, as many as they have time for, and move the best of them to the top.
fn ask_buyers(world: &mut World, agency: usize, call: &Call) {
    let parameters = &world.agencies[agency].parameters;
    let (weight, accuracy, cost) = (
        parameters.tnc_in_selection,
        parameters.panel_accuracy,
        parameters.panel_cost_tnc_usd,
    );
    if weight <= 0.0 {
        return;
    }
    let buyers = (0..world.tncs.rows.len())
        .filter(|tnc| takes_part(world, agency, *tnc))
        .count();
    let audited =
        ((buyers as f64 * parameters.panel_visits) as usize).min(world.scratch.ranked.len());
    let screening = world.draws(Process::ProgrammeScreening);
    let mut ranked = std::mem::take(&mut world.scratch.ranked);
    for (merit, _, row) in &mut ranked[..audited] {
        let key = call.key(world, agency, *row as usize);
        let level = worth(world, SelectionTarget::Level, *row as usize);
        let audit =
            accuracy * level + sqrt(1.0 - accuracy * accuracy) * screening.normal(pair(key, 2));
        *merit = (1.0 - weight) * *merit + weight * audit;
    }
    sort_by_merit(&mut ranked[..audited]);
    world.scratch.ranked = ranked;
    pay_by_tncs(world, audited as f64 * cost);
}
