//! Places in services: intake, early leavers, and firms that two agencies serve at once.

use super::applicants::{Call, is_eligible, note_applications, rank_applicants};
use super::enrol;
use crate::maths::quarterly_from_annual;
use crate::model::InstrumentSettings;
use crate::model::instruments::{drop_out_factor, working_advisors};
use crate::model::state::ProgrammeStage;
use crate::model::world::World;
use crate::random::{Process, pair};

/// Quarters of diagnosis.
const DIAGNOSIS_QUARTERS: u16 = 1;

/// Clients leave early: a steady hazard, and all of them when the services stop.
pub(super) fn lose_clients(world: &mut World) {
    if world.agencies.is_empty() {
        return;
    }
    let draws = world.draws(Process::ProgrammeDropOut);
    for row in 0..world.smes.len() {
        if world.smes.second_left[row] > 0
            && world.agency_states[usize::from(world.smes.second_agency[row]) - 1].upgrading <= 0.0
        {
            end_second_service(world, row);
        }
        if !is_client(world, row) {
            continue;
        }
        let agency = usize::from(world.smes.agency[row]) - 1;
        let chance = quarterly_from_annual(world.agencies[agency].parameters.drop_out_rate)
            * drop_out_factor(world, agency);
        let has_stopped = world.agency_states[agency].upgrading <= 0.0;
        if has_stopped || draws.event(world.smes.key[row], chance) {
            drop_out(world, row);
        }
    }
}

/// True where a firm is being diagnosed or served.
pub(in crate::model::phases) fn is_client(world: &World, row: usize) -> bool {
    matches!(
        world.smes.programme[row],
        ProgrammeStage::Diagnosis | ProgrammeStage::Service
    )
}

/// A client gives up its place, and the second one if another agency serves it too.
pub(in crate::model::phases) fn drop_out(world: &mut World, row: usize) {
    let agency = usize::from(world.smes.agency[row]) - 1;
    world.smes.programme[row] = ProgrammeStage::DroppedOut;
    world.agency_states[agency].clients -= 1;
    world.tally.drop_outs += 1;
    end_second_service(world, row);
}

/// Ends a second service, if there is one.
pub(in crate::model::phases) fn end_second_service(world: &mut World, row: usize) {
    if world.smes.second_left[row] > 0 {
        world.smes.second_left[row] = 0;
        world.agency_states[usize::from(world.smes.second_agency[row]) - 1].clients -= 1;
    }
}

/// True where an agency would serve a firm: it is nobody's client, or another agency's and this one does not know.
pub(super) fn is_open_for_services(world: &World, agency: usize, row: usize) -> bool {
    world.smes.programme[row] == ProgrammeStage::None || is_served_unknown(world, agency, row)
}

/// Agencies know of each other's clients as far as both coordinate; what one knows of a firm it knows for good.
fn is_served_unknown(world: &World, agency: usize, row: usize) -> bool {
    if !is_client(world, row) || world.smes.second_agency[row] > 0 {
        return false;
    }
    let first = usize::from(world.smes.agency[row]) - 1;
    let coordination = |agency: usize| world.agencies[agency].parameters.coordination;
    let draws = world.key.draws(Process::Coordination, 0);
    let key = pair(world.smes.key[row], world.agency_states[agency].key);
    first != agency && !draws.event(key, coordination(first).min(coordination(agency)))
}

/// Gives free places to the best applicants.
pub(super) fn admit_clients(world: &mut World, agency: usize) {
    let parameters = &world.agencies[agency].parameters;
    let strength = world.agency_states[agency].upgrading;
    let time = 1.0
        - world.agency_states[agency].time_for_matchmaking
        - world.agency_states[agency].time_for_brokerage;
    let capacity =
        (working_advisors(world, agency) * parameters.clients_per_advisor * strength * time)
            .floor();
    let places = (capacity as usize).saturating_sub(world.agency_states[agency].clients as usize);
    let Some(service) = service_that_can_finish(world, agency).filter(|_| places > 0) else {
        return;
    };
    let call = Call {
        is_for_buyers: true,
        ..Call::by_outreach(world, agency, 0)
    };
    rank_applicants(world, agency, &call, |world, row| {
        is_eligible(world, agency, row) && is_open_for_services(world, agency, row)
    });
    let applicants = world.scratch.ranked.len();
    let share = world.agencies[agency].parameters.accept_share;
    let accepted = ((share * applicants as f64).ceil() as usize)
        .min(places)
        .min(applicants);
    note_applications(world, agency, &call, accepted);
    for index in 0..accepted {
        let row = world.scratch.ranked[index].2 as usize;
        let smes = &mut world.smes;
        if smes.programme[row] == ProgrammeStage::None {
            smes.programme[row] = ProgrammeStage::Diagnosis;
            smes.programme_left[row] = DIAGNOSIS_QUARTERS;
            smes.agency[row] = agency as u8 + 1;
        } else {
            smes.second_agency[row] = agency as u8 + 1;
            smes.second_left[row] = DIAGNOSIS_QUARTERS + service as u16;
        }
        world.agency_states[agency].clients += 1;
        enrol(world, row);
    }
}

/// Quarters of service, where diagnosis and services that start now end before the support does.
fn service_that_can_finish(world: &World, agency: usize) -> Option<f64> {
    let now = world.window_quarter() as f64;
    let of_agency = world
        .instruments
        .iter()
        .filter(|instrument| instrument.agency == agency);
    let services = of_agency.filter_map(|instrument| match &instrument.settings {
        InstrumentSettings::UpgradingSupport(settings) => {
            Some((instrument.timing.end, settings.service_quarters))
        }
        _ => None,
    });
    let mut finishing =
        services.filter(|(end, service)| now + f64::from(DIAGNOSIS_QUARTERS) + service <= *end);
    finishing.next().map(|(_, service)| service)
}
