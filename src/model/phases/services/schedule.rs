//! What the services share: when each takes firms in, when it takes effect, and places that are filled by rank.

use super::{
    benchmarking, brokerage, buyer_finance, certificates, grants, launchpad, mapping,
    modular_transfer, outsourcing, regional, schools, supplier_development, training,
};
use crate::model::InstrumentSettings;
use crate::model::instruments::strength_now;
use crate::model::phases::networks;
use crate::model::phases::programmes::{Call, enrol, note_applications, rank_applicants};
use crate::model::phases::upgrading::charge_client;
use crate::model::state::Service;
use crate::model::world::World;
use crate::units::{Share, Usd};

/// Takes firms in and pays for what runs; the last part of the phase of programmes.
pub(in crate::model::phases) fn run(world: &mut World) {
    buyer_finance::advance(world);
    supplier_development::run(world);
    for index in 0..world.instruments.len() {
        let instrument = &world.instruments[index];
        let (agency, strength) = (instrument.agency, strength_now(world, instrument));
        // what a pilot offers is as small as its staff
        let size = strength * world.agency_states[agency].hired;
        let quarters_left = instrument.timing.end - world.window_quarter() as f64;
        if let InstrumentSettings::ValueChainMapping(settings) = &instrument.settings {
            // a map grows old after its instrument too
            let settings = settings.clone();
            mapping::run(world, agency, &settings, size);
        }
        if let InstrumentSettings::RegionalMandate(settings) = &world.instruments[index].settings {
            // talks are broken off with their instrument
            let settings = settings.clone();
            regional::run(world, agency, &settings, size);
        }
        if strength <= 0.0 {
            continue;
        }
        match world.instruments[index].settings.clone() {
            InstrumentSettings::EntrepreneurshipTraining(settings) => {
                training::admit(world, agency, &settings, size)
            }
            InstrumentSettings::CertificationSupport(settings)
                if settings.preparation_quarters <= quarters_left =>
            {
                certificates::admit(world, agency, &settings, size);
            }
            InstrumentSettings::BusinessSchoolNetwork(settings) => {
                schools::admit(world, agency, &settings, size)
            }
            InstrumentSettings::CreditBrokerage(settings) => {
                brokerage::admit(world, agency, &settings, strength)
            }
            InstrumentSettings::ClusterNetwork(settings) => {
                networks::found_clusters(world, agency, &settings, size)
            }
            InstrumentSettings::MatchingGrant(settings) => {
                grants::promise(world, agency, &settings, size)
            }
            InstrumentSettings::ExportLaunchpad(settings) => {
                launchpad::admit(world, agency, &settings, size)
            }
            InstrumentSettings::SupplierBenchmarking(settings) => {
                benchmarking::run(world, agency, &settings, size)
            }
            InstrumentSettings::OutsourcingSupport(settings) => {
                outsourcing::admit(world, agency, &settings, size)
            }
            InstrumentSettings::ModularTransfer(settings) => {
                modular_transfer::arrange(world, agency, &settings, size)
            }
            _ => {}
        }
    }
}

/// A quarter of the services that run for a firm; part of the phase of upgrading.
pub(in crate::model::phases) fn go_on(world: &mut World, row: usize) {
    if let Some(agency) = finishes(&mut world.smes.course[row]) {
        training::finish(world, row, agency);
    }
    if let Some(agency) = finishes(&mut world.smes.school[row]) {
        schools::finish(world, row, agency);
    }
    certificates::go_on(world, row);
    buyer_finance::pay_for(world, row);
    networks::keep_cluster(world, row);
    finishes(&mut world.smes.loan_file[row]);
    finishes(&mut world.smes.launch[row]);
}

/// Takes a quarter off a service; the agency where that was the last one.
pub(in crate::model::phases) fn finishes(service: &mut Service) -> Option<usize> {
    if service.agency == 0 {
        return None;
    }
    let agency = usize::from(service.agency) - 1;
    service.left = service.left.saturating_sub(1);
    if service.left > 0 {
        return None;
    }
    *service = Service::default();
    Some(agency)
}

/// A service of an agency that runs for some quarters, at least one.
pub(in crate::model::phases) fn service(agency: usize, quarters: f64) -> Service {
    Service {
        agency: agency as u8 + 1,
        left: quarters.max(1.0) as u16,
    }
}

/// Ranks the applicants of a call and returns how many of them get a place.
pub(super) fn fill_places(
    world: &mut World,
    agency: usize,
    call: &Call,
    places: f64,
    is_open: impl Fn(&World, usize) -> bool,
) -> usize {
    let places = places.max(0.0).floor() as usize;
    if places == 0 {
        return 0;
    }
    rank_applicants(world, agency, call, is_open);
    let accepted = places.min(world.scratch.ranked.len());
    note_applications(world, agency, call, accepted);
    accepted
}

/// Starts a service, paid at once, for the first applicants of the ranking; its cost is borne in shares of the firm and of donors.
pub(super) fn take_in(
    world: &mut World,
    accepted: usize,
    cost: Usd,
    (sme_share, donor_share): (Share, Share),
    start: impl Fn(&mut World, usize),
) {
    for rank in 0..accepted {
        let row = ranked_row(world, rank);
        start(world, row);
        charge_client(world, row, cost, sme_share, donor_share);
        enrol(world, row);
    }
}

/// Row of the applicant at a rank.
pub(super) fn ranked_row(world: &World, rank: usize) -> usize {
    world.scratch.ranked[rank].2 as usize
}
