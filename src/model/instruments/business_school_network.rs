//! Courses of business schools: management for high-capability owners, who come to know each other.

use super::places::{fill_places, finishes, service, take_in};
use super::{EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn, Whole};
use crate::model::instruments::{cost_at_local_wage, settings_of};
use crate::model::phases::programmes::{Call, is_eligible};
use crate::model::phases::upgrading::{absorbed_share, raise};
use crate::model::state::FirmId;
use crate::model::world::World;
use crate::parameters::section;
use crate::random::{Process, pair};

section! {
    /// `business_school_network`: courses of business schools for able owners, who come to know each other.
    BusinessSchoolNetworkParameters in "business_school_network" {
        /// Owners admitted in a quarter.
        seats_per_quarter = 6, "count of SMEs", [0, 100_000], (2, 60), Assumed, "one class a year", Represented;
        /// Management that admission takes.
        entry_level = 0.40, "index", [0.0, 1.0], (0.2, 0.7), Assumed, "schools select the able";
        /// Quarters from the start of a course to its effect.
        course_quarters = 4, "quarters", [1, 20], (2, 8), Assumed, "part-time courses of a year";
        /// Management gained by an owner who can absorb it all.
        gain_management = 0.08, "index", [0.0, 0.6], (0.02, 0.15), Assumed, "less than consulting on site, more than a workshop";
        /// Probability that a participant makes a peer of another of its category.
        peer_chance = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "classmates of one trade stay in touch";
        /// Cost of a seat; the labour part follows the local wage.
        seat_cost_usd = 4_000, "USD per SME", [0, 200_000], (1_000, 20_000), Assumed, "fees of executive courses";
        /// Part of that cost that the firm pays.
        sme_share = 0.4, "share", [0.0, 1.0], (0.1, 1.0), Assumed, "schools charge fees";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for BusinessSchoolNetworkParameters {
    const TITLE: &'static str = "network of business schools";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const BY_LOT: bool = true;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["seats_per_quarter"], &["gain_management", "peer_chance"]];
    const AGENCY_NEEDS: Keys = &["outreach_share", "application_chance"];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["seats_per_quarter"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = Some((2, |world, row| {
        if let Some(agency) = finishes(&mut world.smes.school[row]) {
            finish(world, row, agency);
        }
    }));

    fn resolve(&self, _: &mut World, _: Turn) {}

    fn operate(&self, world: &mut World, turn: Turn) {
        if turn.strength > 0.0 {
            admit(world, turn.agency, self, turn.size);
        }
    }
}

/// Keeps the draws of this call apart from those of others.
const SALT: u64 = 7;
/// Place among peers that a classmate takes.
const CLASSMATE: usize = 4;

/// Seats of the quarter go to eligible firms whose management is good enough already, each owner once.
fn admit(
    world: &mut World,
    agency: usize,
    settings: &BusinessSchoolNetworkParameters,
    strength: f64,
) {
    let call = Call::by_outreach(world, agency, InstrumentKind::BusinessSchoolNetwork, SALT);
    let is_open = |world: &World, row: usize| {
        is_eligible(world, agency, row)
            && world.smes.management[row] >= settings.entry_level
            && !world.smes.has_studied[row]
    };
    let accepted = fill_places(
        world,
        agency,
        &call,
        (Whole::SchoolSeats, settings.seats_per_quarter * strength),
        is_open,
    );
    let cost = cost_at_local_wage(world, settings.seat_cost_usd);
    take_in(
        world,
        (call.kind, accepted),
        cost,
        (settings.sme_share, settings.donor_share),
        |world, row| {
            world.smes.has_studied[row] = true;
            world.smes.school[row] = service(agency, settings.course_quarters);
        },
    );
}

/// Gain by a course: management as far as it is absorbed, and perhaps a peer among those who studied in the same cell.
fn finish(world: &mut World, row: usize, agency: usize) {
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
