//! The register of match-making: audit visits, entries, and what closes with the programme.

use super::applicants::{Call, is_eligible, note_applications, rank_applicants};
use super::enrol;
use crate::model::instruments::{charge, settings_of, working_advisors};
use crate::model::state::{AgencyId, FirmId};
use crate::model::world::World;
use crate::parameters::MatchmakingParameters;
use crate::random::{Process, pair};

/// How far below a gate a firm may seem and still go on a register [index].
const REGISTER_TOLERANCE: f64 = 0.03;

/// Firms apply for the register; an audit visit keeps out those who seem unready.
pub(super) fn admit_to_register(world: &mut World, agency: usize) {
    let settings = settings_of::<MatchmakingParameters>(world, agency)
        .cloned()
        .expect("match-making is on");
    let state = &world.agency_states[agency];
    let capacity =
        (settings.register_capacity * state.matchmaking.min(1.0) * state.hired).floor() as usize;
    let places = capacity.saturating_sub(state.registered as usize);
    if places == 0 {
        return;
    }
    let call = Call {
        is_for_buyers: true,
        ..Call::by_outreach(world, agency, 1)
    };
    rank_applicants(world, agency, &call, |world, row| {
        is_eligible(world, agency, row) && world.smes.register[row].is_none()
    });
    let time = world.agency_states[agency].time_for_matchmaking;
    let strength = world.agency_states[agency].matchmaking;
    let visits = (working_advisors(world, agency) * settings.visits_per_advisor * time * strength)
        .floor() as usize;
    let accepted = visits.min(places).min(world.scratch.ranked.len());
    note_applications(world, agency, &call, accepted);
    for index in 0..accepted {
        let row = world.scratch.ranked[index].2 as usize;
        charge(world, settings.registration_cost_usd, settings.donor_share);
        if seems_ready(world, agency, row) {
            let smes = &mut world.smes;
            smes.register[row] = Some(AgencyId::new(agency));
            world.agency_states[agency].registered += 1;
            enrol(world, row);
        }
    }
}

/// What an audit visit finds, with the error of a referral.
fn seems_ready(world: &World, agency: usize, row: usize) -> bool {
    let sourcing = &world.parameters.sourcing;
    let (quality_gate, standards_gate) = world.mean_gates();
    let draws = world.draws(Process::ProgrammeScreening);
    let key = pair(world.smes.key[row], world.agency_states[agency].key);
    let quality = world.smes.quality[row] + sourcing.referred_noise * draws.normal(pair(key, 11));
    let standards =
        world.smes.standards[row] + sourcing.referred_noise * draws.normal(pair(key, 12));
    quality >= quality_gate - REGISTER_TOLERANCE && standards >= standards_gate - REGISTER_TOLERANCE
}

/// Takes firms off registers that closed with their programme.
pub(super) fn clear_registers(world: &mut World) {
    if world.agencies.is_empty() {
        return;
    }
    for row in 0..world.smes.len() {
        let Some(agency) = world.smes.register[row] else {
            continue;
        };
        let state = &mut world.agency_states[agency];
        if state.matchmaking <= 0.0 || !world.smes.is_alive[row] {
            world.smes.register[row] = None;
            state.registered -= 1;
        }
    }
}

/// Lists registered firms by cell.
pub(super) fn list_registers(world: &mut World) {
    for rows in &mut world.register.by_cell {
        rows.clear();
    }
    if world.agencies.is_empty() {
        return;
    }
    for row in 0..world.smes.len() {
        if world.smes.register[row].is_some() && world.smes.is_alive[row] {
            world.register.by_cell[world.smes.cell[row].row()].push(FirmId::new(row));
        }
    }
}
