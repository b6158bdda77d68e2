//! Launch pads for exports: help for firms that may sell abroad and do not yet.

use super::schedule::{fill_places, service, take_in};
use crate::model::ExportLaunchpadParameters;
use crate::model::instruments::cost_at_local_wage;
use crate::model::phases::knowledge::can_export;
use crate::model::phases::programmes::{Call, is_eligible};
use crate::model::state::Service;
use crate::model::world::World;

/// Keeps the draws of this call apart from those of others.
const SALT: u64 = 8;

/// Places of the quarter go to applicants, each firm one at a time; the cost is paid at once.
pub(super) fn admit(
    world: &mut World,
    agency: usize,
    settings: &ExportLaunchpadParameters,
    strength: f64,
) {
    let call = Call::by_outreach(world, agency, SALT);
    let places = settings.places_per_quarter * strength;
    let accepted = fill_places(world, agency, &call, places, |world, row| {
        is_eligible(world, agency, row)
            && can_export(world, row)
            && world.smes.exports[row] <= 0.0
            && world.smes.launch[row] == Service::default()
    });
    let cost = cost_at_local_wage(world, settings.launch_cost_usd);
    take_in(
        world,
        accepted,
        cost,
        (settings.sme_share, settings.donor_share),
        |world, row| {
            world.smes.launch[row] =
                service(agency, settings.lag_quarters + settings.launch_quarters);
            world.tally.launches += 1;
        },
    );
}
