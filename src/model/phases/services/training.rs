//! Courses for owners: mindset and management, which fade.

use super::schedule::{fill_places, service, take_in};
use crate::model::EntrepreneurshipTrainingParameters;
use crate::model::instruments::{cost_at_local_wage, settings_of};
use crate::model::phases::programmes::Call;
use crate::model::phases::upgrading::{absorbed_share, raise};
use crate::model::world::World;

/// Keeps the draws of this call apart from those of others.
const SALT: u64 = 2;

/// Seats of the quarter go to applicants of any size, registered or not, each owner once.
pub(super) fn admit(
    world: &mut World,
    agency: usize,
    settings: &EntrepreneurshipTrainingParameters,
    strength: f64,
) {
    let call = Call::by_outreach(world, agency, SALT);
    let seats = settings.seats_per_quarter * strength;
    let accepted = fill_places(world, agency, &call, seats, |world, row| {
        world.smes.is_alive[row] && !world.smes.is_trained[row]
    });
    let cost = cost_at_local_wage(world, settings.seat_cost_usd);
    take_in(
        world,
        accepted,
        cost,
        (settings.sme_share, settings.donor_share),
        |world, row| {
            world.smes.is_trained[row] = true;
            world.smes.course[row] = service(agency, settings.course_quarters);
        },
    );
}

/// What a course adds: stated gain × quality of the agency × absorbed share × room to gain.
pub(super) fn finish(world: &mut World, row: usize, agency: usize) {
    let settings = settings_of::<EntrepreneurshipTrainingParameters>(world, agency);
    let Some((mindset, management)) =
        settings.map(|settings| (settings.gain_mindset, settings.gain_management))
    else {
        return;
    };
    let absorbed = world.agency_states[agency].quality * absorbed_share(world, row);
    let smes = &mut world.smes;
    raise(
        [
            (&mut smes.mindset[row], mindset),
            (&mut smes.management[row], management),
        ],
        absorbed,
    );
}
