//! The register of match-making: audit visits, entries, and what closes with the programme.

use super::{
    EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn, Whole, whole,
};
use crate::model::instruments::{charge, settings_of, working_advisors};
use crate::model::phases::programmes::{
    Call, enrol, is_eligible, note_applications, rank_applicants,
};
use crate::model::state::{AgencyId, FirmId};
use crate::model::world::World;
use crate::parameters::section;
use crate::random::{Process, pair};

section! {
    /// `matchmaking`: a screened register of suppliers, meetings with buyers, referrals for open lots.
    MatchmakingParameters in "matchmaking" {
        /// Firms on the register, at most.
        register_capacity = 60, "count of SMEs", [0, 1_000_000], (20, 500), Assumed, "what advisors can know well", Represented;
        /// Audit visits of firms that one advisor makes in a quarter.
        visits_per_advisor = 6, "count of SMEs per advisor", [0, 200], (2, 15), Assumed, "two days each with travel and report";
        /// Firms named for an open lot, at most.
        referrals_per_lot = 2, "count of SMEs per lot", [0, 20], (1, 5), Assumed, "three screened referrals double the local share where firms are fit";
        /// Referrals that one advisor can make in a quarter.
        referrals_per_advisor = 8, "count of referrals per advisor", [0, 1_000], (4, 30), Assumed, "preparing a buyer's visit takes days";
        /// Probability that a TNC takes part in a year, at full response and middling belief and mandate.
        tnc_response = 0.6, "share", [0.0, 1.0], (0.3, 0.9), Assumed, "few anchors per programme";
        /// Cost to screen and register one firm.
        registration_cost_usd = 800, "USD per SME", [0, 50_000], (200, 3_000), Assumed, "audit visit and file";
        /// Cost of one referral to the agency.
        referral_cost_usd = 300, "USD per referral", [0, 20_000], (100, 2_000), Assumed, "about 500 USD per firm at a fair";
        /// Cost of one referral to the TNC.
        referral_cost_tnc_usd = 300, "USD per referral", [0, 20_000], (100, 2_000), Assumed, "a buyer's day";
        /// Database and portal.
        portal_cost_usd = 40_000, "USD per year", [0, 5_000_000], (10_000, 200_000), Assumed, "100,000 to build and 40,000 a year", Represented;
        /// Part paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for MatchmakingParameters {
    const TITLE: &'static str = "match-making";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const BY_LOT: bool = true;
    const ASKS_AFFILIATES: bool = true;
    const NEEDS: Needs = &[
        &["register_capacity"],
        &["visits_per_advisor"],
        &["referrals_per_lot"],
        &["referrals_per_advisor"],
        &["tnc_response"],
    ];
    const AGENCY_NEEDS: Keys = &["advisors", "outreach_share", "application_chance"];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["register_capacity", "referrals_per_lot"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = None;

    fn resolve(&self, world: &mut World, turn: Turn) {
        let timing = &world.instruments[turn.index].timing;
        let has_ended = world.window_quarter() as f64 >= timing.end && timing.intensity > 0.0;
        let state = &mut world.agency_states[turn.agency];
        if has_ended && state.stopped == 0 {
            state.stopped = world.quarter;
        }
    }

    fn operate(&self, _: &mut World, _: Turn) {
        // registers are kept before services: `admit_to_register`; referrals are made as lots are tendered
    }
}

/// How far below a gate a firm may seem and still be put on a register [index].
const REGISTER_TOLERANCE: f64 = 0.03;

/// Firms apply for the register; an audit visit keeps out those who seem unready.
pub(in crate::model) fn admit_to_register(world: &mut World, agency: usize) {
    let settings = settings_of::<MatchmakingParameters>(world, agency)
        .cloned()
        .expect("match-making is on");
    let state = &world.agency_states[agency];
    let capacity = settings.register_capacity
        * state.strengths[InstrumentKind::Matchmaking].min(1.0)
        * state.hired;
    let places = whole(world, agency, Whole::Register, capacity)
        .saturating_sub(world.agency_states[agency].registered as usize);
    if places == 0 {
        return;
    }
    let call = Call {
        is_for_buyers: true,
        ..Call::by_outreach(world, agency, InstrumentKind::Matchmaking, 1)
    };
    rank_applicants(world, agency, &call, |world, row| {
        is_eligible(world, agency, row) && world.smes.register[row].is_none()
    });
    let time = world.agency_states[agency].time_for_matchmaking;
    let strength = world.agency_states[agency].strengths[InstrumentKind::Matchmaking];
    let visits = whole(
        world,
        agency,
        Whole::Visits,
        working_advisors(world, agency) * settings.visits_per_advisor * time * strength,
    );
    let accepted = visits.min(places).min(world.scratch.ranked.len());
    note_applications(world, agency, &call, accepted);
    for index in 0..accepted {
        let row = world.scratch.ranked[index].2 as usize;
        charge(world, settings.registration_cost_usd, settings.donor_share);
        if seems_ready(world, agency, row) {
            let smes = &mut world.smes;
            smes.register[row] = Some(AgencyId::new(agency));
            world.agency_states[agency].registered += 1;
            enrol(world, call.kind, row);
        }
    }
}

/// Result of an audit visit, with the error of a referral.
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
pub(in crate::model) fn clear_registers(world: &mut World) {
    if world.agencies.is_empty() {
        return;
    }
    for row in 0..world.smes.len() {
        let Some(agency) = world.smes.register[row] else {
            continue;
        };
        let state = &mut world.agency_states[agency];
        if state.strengths[InstrumentKind::Matchmaking] <= 0.0 || !world.smes.is_alive[row] {
            world.smes.register[row] = None;
            state.registered -= 1;
        }
    }
}

/// Lists registered firms by cell.
pub(in crate::model) fn list_registers(world: &mut World) {
    for rows in &mut world.register.by_cell {
        rows.clear();
    }
    if world.agencies.is_empty() {
        return;
    }
    for row in 0..world.smes.len() {
        if world.smes.register[row].is_some() && world.smes.is_alive[row] {
            world.register.by_cell[world.smes.cell[row]].push(FirmId::new(row));
        }
    }
}
