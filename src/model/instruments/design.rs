//! Design of a programme: who leads it, staff hired and its experience, announced funding, leader, meetings of agencies.

use super::InstrumentKind;
use super::payment::charge_agency;
use crate::maths::quarterly_from_annual;
use crate::model::state::PilotStage;
use crate::model::view::Readable;
use crate::model::world::World;
use crate::parameters::Lead;
use crate::random::Process;

/// Part of the leader's effect that is lost below the normal response while none serves.
const LEADER_GAP_LOSS: f64 = 0.5;
/// Quarters of committed funding that count half as much as a commitment without end.
const HALF_COMMITMENT_QUARTERS: f64 = 8.0;
/// Weight of a commitment without end on the decision to apply [logit].
const COMMITMENT_WEIGHT: f64 = 1.0;

/// Sets staff, experience, commitment and leader of each agency for the quarter, and pays for leader and meetings.
pub(super) fn resolve(world: &mut World) {
    for agency in 0..world.agencies.len() {
        let (quarter, state) = (world.quarter, &mut world.agency_states[agency]);
        if state.activity > 0.0 && state.began == 0 {
            state.began = quarter;
        }
        let parameters = &world.agencies[agency].parameters;
        let is_small = parameters.pilot_quarters > 0.0 && state.pilot != PilotStage::ScaledUp;
        state.hired = if is_small {
            parameters.pilot_share
        } else {
            1.0
        };
        let passed = f64::from(quarter - state.began);
        let left = if state.began > 0 {
            (parameters.commitment_quarters - passed).max(0.0)
        } else {
            0.0
        };
        state.commitment = left / (left + HALF_COMMITMENT_QUARTERS);
        if state.activity > 0.0 {
            gain_experience(world, agency);
            keep_leader(world, agency);
            meet_others(world, agency);
        }
        world.agency_states[agency].response = tnc_response(world, agency);
    }
}

/// `quality = 1 − dilution·(1 − experienced/staff)`; experience follows staff with a lag.
fn gain_experience(world: &mut World, agency: usize) {
    let (parameters, state) = (
        &world.agencies[agency].parameters,
        &mut world.agency_states[agency],
    );
    let staff = parameters.advisors * state.hired * state.activity;
    if state.began == world.quarter {
        state.experienced = parameters.experienced_advisors;
    } else {
        state.experienced += (staff - state.experienced).max(0.0) / parameters.experience_quarters;
    }
    state.experienced = state.experienced.min(parameters.advisors * state.hired);
    let share = if staff > 0.0 {
        (state.experienced / staff).min(1.0)
    } else {
        1.0
    };
    state.quality = 1.0 - parameters.dilution * (1.0 - share);
}

/// The leader leaves with a hazard and is replaced after a while; a leader in office is paid.
fn keep_leader(world: &mut World, agency: usize) {
    let parameters = &world.agencies[agency].parameters;
    if parameters.leader_effect <= 0.0 {
        return;
    }
    let leaves = quarterly_from_annual(parameters.leader_leave_rate);
    let (gap, wages) = (
        parameters.leader_gap_quarters as u16,
        parameters.leader_cost_wages,
    );
    let draws = world.draws(Process::LeaderLeaves);
    let state = &mut world.agency_states[agency];
    if state.leader_gap > 0 {
        state.leader_gap -= 1;
    } else if draws.event(state.key, leaves) {
        state.leader_gap = gap;
    }
    if state.leader_gap == 0 {
        let cost =
            wages * world.parameters.economy.annual_wage_usd * world.economy.wage_index / 4.0;
        charge_agency(world, agency, cost);
    }
}

/// Agencies with upgrading support that keep a common list meet, while there is another.
fn meet_others(world: &mut World, agency: usize) {
    let others = world
        .agency_states
        .iter()
        .filter(|state| state.strengths[InstrumentKind::UpgradingSupport] > 0.0)
        .count();
    if others < 2 || world.agency_states[agency].strengths[InstrumentKind::UpgradingSupport] <= 0.0
    {
        return;
    }
    let parameters = &world.agencies[agency].parameters;
    let wage = world.parameters.economy.annual_wage_usd * world.economy.wage_index;
    let cost = parameters.coordination * parameters.meeting_cost_wages * wage / 4.0;
    charge_agency(world, agency, cost);
}

/// Advisors who are hired, less the time that champions take.
pub(in crate::model) fn working_advisors(world: &impl Readable, agency: usize) -> f64 {
    let view = world.view();
    let (parameters, state) = (
        &view.agencies[agency].parameters,
        &view.agency_states[agency],
    );
    (parameters.advisors * state.hired
        - parameters.champion_advisor_share * f64::from(state.champions))
    .max(0.0)
}

/// Response of TNCs to an agency: its lead, its leader, their part in choosing firms, and announced funding.
fn tnc_response(world: &World, agency: usize) -> f64 {
    let (agency, state) = (&world.agencies[agency], &world.agency_states[agency]);
    let parameters = &agency.parameters;
    let leader = if state.leader_gap > 0 {
        (1.0 - LEADER_GAP_LOSS * parameters.leader_effect).max(0.0)
    } else if parameters.leader_effect > 0.0 {
        let present = world.tncs.rows.iter().filter(|tnc| tnc.is_present).count();
        1.0 + parameters.leader_effect * (parameters.leader_tncs / present.max(1) as f64).min(1.0)
    } else {
        1.0
    };
    between(agency.lead, parameters.public_lead_response)
        * leader
        * (1.0 + parameters.panel_response * parameters.tnc_in_selection)
        * (1.0 + parameters.commitment_effect * state.commitment)
}

/// Outreach to SMEs relative to a private-sector lead [ratio].
pub(in crate::model) fn outreach_of_lead(world: &World, agency: usize) -> f64 {
    let agency = &world.agencies[agency];
    between(agency.lead, agency.parameters.public_lead_outreach)
}

/// Addition of announced funding to the decision to apply [logit].
pub(in crate::model) fn application_boost(world: &World, agency: usize) -> f64 {
    COMMITMENT_WEIGHT * world.agency_states[agency].commitment
}

/// Drop-out relative to an agency without announced funding [ratio].
pub(in crate::model) fn drop_out_factor(world: &World, agency: usize) -> f64 {
    1.0 - world.agencies[agency].parameters.commitment_effect
        * world.agency_states[agency].commitment
}

/// 1 for a private lead, the given factor for a public one, half way for a mixed one.
fn between(lead: Lead, public: f64) -> f64 {
    match lead {
        Lead::Private => 1.0,
        Lead::Public => public,
        Lead::Mixed => 0.5 * (1.0 + public),
    }
}
