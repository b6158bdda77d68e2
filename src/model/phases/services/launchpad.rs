//! Launch pads for exports: help for firms that may sell abroad and do not yet.

use super::super::super::instruments::cost_at_local_wage;
use super::super::super::state::Service;
use super::super::super::world::World;
use super::super::knowledge::can_export;
use super::super::programmes::{Call, enrol, is_eligible};
use super::super::upgrading::charge_client;
use super::schedule::{fill_places, ranked_row, service};
use crate::parameters::ExportLaunchpadParameters;

/// Keeps the draws of this call apart from those of others.
const SALT: u64 = 8;

/// Places of the quarter go to applicants, each firm one at a time; the cost is paid at once.
pub(super) fn admit(world: &mut World, agency: usize, settings: &ExportLaunchpadParameters, strength: f64) {
    let call = Call::by_outreach(world, agency, SALT);
    let places = settings.places_per_quarter * strength;
    let accepted = fill_places(world, agency, &call, places, |world, row| {
        is_eligible(world, agency, row)
            && can_export(world, row)
            && world.smes.exports[row] <= 0.0
            && world.smes.launch[row] == Service::default()
    });
    let cost = cost_at_local_wage(world, settings.launch_cost_usd);
    for rank in 0..accepted {
        let row = ranked_row(world, rank);
        world.smes.launch[row] = service(agency, settings.lag_quarters + settings.launch_quarters);
        charge_client(world, row, cost, settings.sme_share, settings.donor_share);
        world.tally.launches += 1;
        enrol(world, row);
    }
}
