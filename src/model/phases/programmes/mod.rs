//! Phase 2: pilots, choice of affiliates, drop-out, outreach, applications, screening, intake, registers.

mod anchors;
mod applicants;
mod pilot;

pub(in crate::model) use anchors::{champion_factor, is_anchor, responds, takes_part};
pub(in crate::model) use applicants::{
    Call, SCORE_UNIT, SERVICES, gap_to_gate, is_eligible, note_applications, rank_applicants,
};

use crate::model::instruments::{
    self, InstrumentKind, Stage, buyer_finance, buyer_supplier_development, information_platform,
    matchmaking, take, upgrading_support,
};
use crate::model::state::Smes;
use crate::model::world::World;

/// Runs the phase.
pub fn step(world: &mut World) {
    information_platform::keep_entries(world);
    upgrading_support::lose_clients(world);
    matchmaking::clear_registers(world);
    for agency in 0..world.agencies.len() {
        pilot::judge_pilot(world, agency);
        let state = &world.agency_states[agency];
        if state.works_with_tncs {
            anchors::choose_anchors(world, agency);
        }
    }
    anchors::move_champions(world);
    for agency in 0..world.agencies.len() {
        if world.agency_states[agency].strengths[InstrumentKind::UpgradingSupport] > 0.0 {
            upgrading_support::admit_clients(world, agency);
        }
        if world.agency_states[agency].strengths[InstrumentKind::Matchmaking] > 0.0 {
            matchmaking::admit_to_register(world, agency);
        }
    }
    matchmaking::list_registers(world);
    buyer_finance::advance(world);
    buyer_supplier_development::begin_quarter(world);
    for stage in [Stage::Buyers, Stage::Services, Stage::Partners] {
        instruments::operate(world, stage);
    }
}

/// Takes a firm into a programme by an instrument, which gives it what it has to give.
pub(in crate::model) fn enrol(world: &mut World, kind: InstrumentKind, row: usize) {
    take(world, kind, row);
    note_client(world, row);
}

/// Notes that a firm takes part in a programme, the first time.
pub(in crate::model) fn note_client(world: &mut World, row: usize) {
    let reached = &mut world.smes.reached[row];
    world.tally.clients += u32::from(*reached & Smes::CLIENT == 0);
    *reached |= Smes::CLIENT;
}
