//! Phase 2: outreach, applications, screening, intake, registers, drop-out.

use super::super::instruments::{charge, matchmaking_settings, outreach_of_lead};
use super::super::state::{ProgrammeStage, Smes};
use super::super::world::World;
use super::platform::keep_entries;
use crate::maths::{logistic, logit, quarterly_from_annual, sqrt};
use crate::parameters::InstrumentSettings;
use crate::random::{Process, pair};

/// Quarters of diagnosis.
const DIAGNOSIS_QUARTERS: u16 = 1;
/// Weight of belief in programmes on the decision to apply [logit per unit].
const BELIEF_WEIGHT: f64 = 3.0;
/// Weight of mindset on the decision to apply [logit per unit].
const MINDSET_WEIGHT: f64 = 1.5;
/// How far below a gate a firm may seem and still go on a register [index].
const REGISTER_TOLERANCE: f64 = 0.03;

/// Runs the phase.
pub fn run(world: &mut World) {
    keep_entries(world);
    lose_clients(world);
    clear_registers(world);
    for agency in 0..world.agencies.len() {
        if world.agency_states[agency].upgrading > 0.0 {
            admit_clients(world, agency);
        }
        if world.agency_states[agency].matchmaking > 0.0 {
            admit_to_register(world, agency);
        }
    }
    list_registers(world);
}

/// Clients leave early: a steady hazard, and all of them when the services stop.
fn lose_clients(world: &mut World) {
    if world.agencies.is_empty() {
        return;
    }
    let draws = world.draws(Process::ProgrammeDropOut);
    for row in 0..world.smes.len() {
        if !matches!(world.smes.programme[row], ProgrammeStage::Diagnosis | ProgrammeStage::Service) {
            continue;
        }
        let agency = usize::from(world.smes.agency[row]) - 1;
        let chance = quarterly_from_annual(world.agencies[agency].parameters.drop_out_rate);
        let has_stopped = world.agency_states[agency].upgrading <= 0.0;
        if has_stopped || draws.event(world.smes.key[row], chance) {
            world.smes.programme[row] = ProgrammeStage::DroppedOut;
            world.agency_states[agency].clients -= 1;
            world.tally.drop_outs += 1;
        }
    }
}

/// True where an agency may serve a firm.
fn is_eligible(world: &World, agency: usize, row: usize) -> bool {
    let smes = &world.smes;
    smes.is_alive[row] && smes.is_formal[row] && smes.workers[row] >= world.agencies[agency].parameters.eligible_workers_min
}

/// Outreach meets firms; those with belief and mindset apply and are ranked by the agency's score, best first, in `scratch.ranked`.
fn rank_applicants(world: &mut World, agency: usize, is_open: impl Fn(&Smes, usize) -> bool, salt: u64) {
    let (outreach, applying, screening) =
        (world.draws(Process::Outreach), world.draws(Process::ProgrammeApplication), world.draws(Process::ProgrammeScreening));
    let met = (world.agencies[agency].parameters.outreach_share * outreach_of_lead(world, agency)).min(1.0);
    let base = logit(world.agencies[agency].parameters.application_chance.clamp(1e-9, 1.0 - 1e-9));
    let accuracy = world.agencies[agency].parameters.screening_accuracy.min(1.0);
    let mut ranked = std::mem::take(&mut world.scratch.ranked);
    ranked.clear();
    for row in 0..world.smes.len() {
        let smes = &world.smes;
        if !is_eligible(world, agency, row) || !is_open(smes, row) {
            continue;
        }
        let key = pair(smes.key[row], pair(world.agency_states[agency].key, salt));
        let score = base + BELIEF_WEIGHT * (smes.belief[row] - 0.5) + MINDSET_WEIGHT * (smes.mindset[row] - 0.5);
        if !outreach.event(key, met) || !applying.event(key, logistic(score)) {
            continue;
        }
        world.tally.applicants += 1;
        let merit = accuracy * nearness_to_gate(world, row) + sqrt(1.0 - accuracy * accuracy) * screening.normal(key);
        ranked.push((merit, screening.bits(pair(key, 1)), row as u32));
    }
    ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    world.scratch.ranked = ranked;
}

/// How near the weaker of quality and standards lies to its gate, roughly standardised: high just below and above it.
fn nearness_to_gate(world: &World, row: usize) -> f64 {
    let sourcing = &world.parameters.sourcing;
    let gap = (sourcing.quality_gate - world.smes.quality[row]).max(sourcing.standards_gate - world.smes.standards[row]);
    1.0 - gap.abs() / 0.15
}

fn admit_clients(world: &mut World, agency: usize) {
    let parameters = &world.agencies[agency].parameters;
    let strength = world.agency_states[agency].upgrading;
    let time = 1.0 - world.agency_states[agency].time_for_matchmaking;
    let capacity = (parameters.advisors * parameters.clients_per_advisor * strength * time).floor();
    let places = (capacity as usize).saturating_sub(world.agency_states[agency].clients as usize);
    if places == 0 || !can_finish(world, agency) {
        return;
    }
    rank_applicants(world, agency, |smes, row| smes.programme[row] == ProgrammeStage::None, 0);
    let applicants = world.scratch.ranked.len();
    let share = world.agencies[agency].parameters.accept_share;
    let accepted = ((share * applicants as f64).ceil() as usize).min(places).min(applicants);
    for index in 0..accepted {
        let row = world.scratch.ranked[index].2 as usize;
        let smes = &mut world.smes;
        smes.programme[row] = ProgrammeStage::Diagnosis;
        smes.programme_left[row] = DIAGNOSIS_QUARTERS;
        smes.agency[row] = agency as u8 + 1;
        world.agency_states[agency].clients += 1;
        enrol(world, row);
    }
}

/// Notes that a firm takes part in a programme, the first time.
pub(in super::super) fn enrol(world: &mut World, row: usize) {
    let reached = &mut world.smes.reached[row];
    world.tally.clients += u32::from(*reached & Smes::CLIENT == 0);
    *reached |= Smes::CLIENT;
}

/// True where diagnosis and services that start now end before the support does.
fn can_finish(world: &World, agency: usize) -> bool {
    let ends =
        world.instruments.iter().filter(|instrument| instrument.agency == agency).filter_map(|instrument| match &instrument.settings {
            InstrumentSettings::UpgradingSupport(settings) => Some((instrument.timing.end, settings.service_quarters)),
            _ => None,
        });
    let now = world.window_quarter() as f64;
    ends.into_iter().any(|(end, service)| now + f64::from(DIAGNOSIS_QUARTERS) + service <= end)
}

/// Firms apply for the register; an audit visit keeps out those who seem unready.
fn admit_to_register(world: &mut World, agency: usize) {
    let settings = matchmaking_settings(world, agency).cloned().expect("match-making is on");
    let capacity = (settings.register_capacity * world.agency_states[agency].matchmaking.min(1.0)).floor() as usize;
    let places = capacity.saturating_sub(world.agency_states[agency].registered as usize);
    if places == 0 {
        return;
    }
    rank_applicants(world, agency, |smes, row| smes.register[row] == 0, 1);
    let time = world.agency_states[agency].time_for_matchmaking;
    let strength = world.agency_states[agency].matchmaking;
    let visits = (world.agencies[agency].parameters.advisors * settings.visits_per_advisor * time * strength).floor() as usize;
    let accepted = visits.min(places).min(world.scratch.ranked.len());
    for index in 0..accepted {
        let row = world.scratch.ranked[index].2 as usize;
        charge(world, settings.registration_cost_usd, settings.donor_share);
        if seems_ready(world, agency, row) {
            let smes = &mut world.smes;
            smes.register[row] = agency as u8 + 1;
            world.agency_states[agency].registered += 1;
            enrol(world, row);
        }
    }
}

/// What an audit visit finds, with the error of a referral.
fn seems_ready(world: &World, agency: usize, row: usize) -> bool {
    let sourcing = &world.parameters.sourcing;
    let draws = world.draws(Process::ProgrammeScreening);
    let key = pair(world.smes.key[row], world.agency_states[agency].key);
    let quality = world.smes.quality[row] + sourcing.referred_noise * draws.normal(pair(key, 11));
    let standards = world.smes.standards[row] + sourcing.referred_noise * draws.normal(pair(key, 12));
    quality >= sourcing.quality_gate - REGISTER_TOLERANCE && standards >= sourcing.standards_gate - REGISTER_TOLERANCE
}

/// Takes firms off registers that closed with their programme.
fn clear_registers(world: &mut World) {
    if world.agencies.is_empty() {
        return;
    }
    for row in 0..world.smes.len() {
        let register = world.smes.register[row];
        if register == 0 {
            continue;
        }
        let state = &mut world.agency_states[usize::from(register) - 1];
        if state.matchmaking <= 0.0 || !world.smes.is_alive[row] {
            world.smes.register[row] = 0;
            state.registered -= 1;
        }
    }
}

/// Lists registered firms by cell.
fn list_registers(world: &mut World) {
    for rows in &mut world.register.by_cell {
        rows.clear();
    }
    if world.agencies.is_empty() {
        return;
    }
    for row in 0..world.smes.len() {
        if world.smes.register[row] != 0 && world.smes.is_alive[row] {
            world.register.by_cell[world.smes.cell[row] as usize].push(row as u32);
        }
    }
}
