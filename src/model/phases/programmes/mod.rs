//! Phase 2: pilots, choice of affiliates, drop-out, outreach, applications, screening, intake, registers.

mod anchors;
mod applicants;
mod clients;
mod pilot;
mod register;

pub(super) use anchors::{champion_factor, is_anchor, responds, takes_part};
pub(super) use applicants::{
    Call, SCORE_UNIT, gap_to_gate, is_eligible, note_applications, rank_applicants,
};
pub(super) use clients::{drop_out, end_second_service, is_client};

use super::platform::keep_entries;
use super::{partnering, services};
use crate::model::state::Smes;
use crate::model::world::World;

/// Runs the phase.
pub fn run(world: &mut World) {
    keep_entries(world);
    clients::lose_clients(world);
    register::clear_registers(world);
    for agency in 0..world.agencies.len() {
        pilot::judge_pilot(world, agency);
        let state = &world.agency_states[agency];
        if state.matchmaking > 0.0 || state.works_with_tncs {
            anchors::choose_anchors(world, agency);
        }
    }
    anchors::move_champions(world);
    for agency in 0..world.agencies.len() {
        if world.agency_states[agency].upgrading > 0.0 {
            clients::admit_clients(world, agency);
        }
        if world.agency_states[agency].matchmaking > 0.0 {
            register::admit_to_register(world, agency);
        }
    }
    register::list_registers(world);
    services::run(world);
    partnering::run(world);
}

/// Notes that a firm takes part in a programme, the first time.
pub(super) fn enrol(world: &mut World, row: usize) {
    let reached = &mut world.smes.reached[row];
    world.tally.clients += u32::from(*reached & Smes::CLIENT == 0);
    *reached |= Smes::CLIENT;
}
