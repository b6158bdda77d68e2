//! Courses of business schools: management for the able, who come to know each other.

use super::schedule::{fill_places, service, take_in};
use crate::model::instruments::{cost_at_local_wage, settings_of};
use crate::model::phases::programmes::{Call, is_eligible};
use crate::model::phases::upgrading::{absorbed_share, raise};
use crate::model::state::FirmId;
use crate::model::world::World;
use crate::parameters::BusinessSchoolNetworkParameters;
use crate::random::{Process, pair};

/// Keeps the draws of this call apart from those of others.
const SALT: u64 = 7;
/// Place among peers that a classmate takes.
const CLASSMATE: usize = 4;

/// Seats of the quarter go to eligible firms whose management is good enough already, each owner once.
pub(super) fn admit(
    world: &mut World,
    agency: usize,
    settings: &BusinessSchoolNetworkParameters,
    strength: f64,
) {
    let call = Call::by_outreach(world, agency, SALT);
    let is_open = |world: &World, row: usize| {
        is_eligible(world, agency, row)
            && world.smes.management[row] >= settings.entry_level
            && !world.smes.has_studied[row]
    };
    let accepted = fill_places(
        world,
        agency,
        &call,
        settings.seats_per_quarter * strength,
        is_open,
    );
    let cost = cost_at_local_wage(world, settings.seat_cost_usd);
    take_in(
        world,
        accepted,
        cost,
        (settings.sme_share, settings.donor_share),
        |world, row| {
            world.smes.has_studied[row] = true;
            world.smes.school[row] = service(agency, settings.course_quarters);
        },
    );
}

/// What a course adds: management as far as it is absorbed, and perhaps a peer among those who studied in the same cell.
pub(super) fn finish(world: &mut World, row: usize, agency: usize) {
    let settings = settings_of::<BusinessSchoolNetworkParameters>(world, agency);
    let Some((gain, peer_chance)) =
        settings.map(|settings| (settings.gain_management, settings.peer_chance))
    else {
        return;
    };
    let absorbed = world.agency_states[agency].quality * absorbed_share(world, row);
    raise([(&mut world.smes.management[row], gain)], absorbed);
    let (draws, key) = (world.draws(Process::SchoolPeer), world.smes.key[row]);
    if !draws.event(key, peer_chance) {
        return;
    }
    let smes = &world.smes;
    let alumni = world.cells[smes.cell[row]].iter().copied();
    let others = alumni
        .filter(|other| other.row() != row && smes.is_alive[*other] && smes.has_studied[*other]);
    if let Some(peer) = others.max_by_key(|other| draws.bits(pair(key, smes.key[*other]))) {
        world.smes.peers[row][CLASSMATE] = Some(peer);
        world.smes.peers[peer][CLASSMATE] = Some(FirmId::new(row));
    }
}
