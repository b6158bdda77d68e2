//! Common parts of services: places that are filled by rank, quarters that pass, affiliates that take part.

use super::{InstrumentKind, Whole, charge_client, whole};
use crate::model::phases::programmes::{Call, enrol, note_applications, rank_applicants, responds};
use crate::model::state::{AgencyId, Service};
use crate::model::world::World;
use crate::units::{Share, Usd};

/// Takes a quarter off a service; the agency where that was the last one.
pub(super) fn finishes(service: &mut Service) -> Option<usize> {
    let agency = service.agency?.row();
    service.left = service.left.saturating_sub(1);
    if service.left > 0 {
        return None;
    }
    *service = Service::default();
    Some(agency)
}

/// A service of an agency that runs for some quarters, at least one.
pub(super) fn service(agency: usize, quarters: f64) -> Service {
    Service {
        agency: Some(AgencyId::new(agency)),
        left: quarters.max(1.0) as u16,
    }
}

/// Ranks the applicants of a call and returns how many of them get a place.
pub(super) fn fill_places(
    world: &mut World,
    agency: usize,
    call: &Call,
    (what, places): (Whole, f64),
    is_open: impl Fn(&World, usize) -> bool,
) -> usize {
    let places = whole(world, agency, what, places);
    if places == 0 {
        return 0;
    }
    rank_applicants(world, agency, call, is_open);
    let accepted = places.min(world.scratch.ranked.len());
    note_applications(world, agency, call, accepted);
    accepted
}

/// Starts a service of a kind, paid at once, for the first applicants of the ranking; its cost is borne in shares of the firm and of donors.
pub(super) fn take_in(
    world: &mut World,
    (kind, accepted): (InstrumentKind, usize),
    cost: Usd,
    (sme_share, donor_share): (Share, Share),
    start: impl Fn(&mut World, usize),
) {
    for rank in 0..accepted {
        let row = ranked_row(world, rank);
        start(world, row);
        charge_client(world, row, cost, sme_share, donor_share);
        enrol(world, kind, row);
    }
}

/// Row of the applicant at a rank.
pub(super) fn ranked_row(world: &World, rank: usize) -> usize {
    world.scratch.ranked[rank].2 as usize
}

/// Affiliates that take part this year, and their share of all that are present, at a stated response.
pub(super) fn participants(world: &World, agency: usize, response: f64) -> (f64, Share) {
    let (mut taking_part, mut present) = (0.0, 0.0);
    for tnc in (0..world.tncs.rows.len()).filter(|tnc| world.tncs.rows[*tnc].is_present) {
        present += 1.0;
        taking_part += f64::from(u8::from(responds(world, agency, tnc, response)));
    }
    (taking_part, taking_part / f64::max(present, 1.0))
}
