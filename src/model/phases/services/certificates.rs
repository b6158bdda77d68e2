//! A shared cost of preparing for a certificate and of its audit.

use super::schedule::{fill_places, finishes, ranked_row, service};
use crate::model::CertificationSupportParameters;
use crate::model::instruments::{cost_at_local_wage, settings_of};
use crate::model::phases::programmes::{Call, enrol, is_eligible};
use crate::model::phases::upgrading::{certificate_cost, certify, charge_client, is_certifiable};
use crate::model::world::World;
use crate::random::{Process, pair};
use crate::units::Usd;

/// Keeps the draws of this call apart from those of others.
const SALT: u64 = 3;

/// Cost of one firm with coaching and audit [USD].
fn cost_of_case(world: &World, settings: &CertificationSupportParameters) -> Usd {
    certificate_cost(world) + cost_at_local_wage(world, settings.coaching_cost_usd)
}

/// Free places go to firms that could get a certificate and can pay their part.
pub(super) fn admit(
    world: &mut World,
    agency: usize,
    settings: &CertificationSupportParameters,
    strength: f64,
) {
    let smes = &world.smes;
    let taken = (0..smes.len())
        .filter(|row| {
            smes.is_alive[*row] && usize::from(smes.preparation[*row].agency) == agency + 1
        })
        .count();
    let places = settings.places * strength - taken as f64;
    let own = settings.sme_share * cost_of_case(world, settings);
    let call = Call::by_outreach(world, agency, SALT);
    let accepted = fill_places(world, agency, &call, places, |world, row| {
        is_eligible(world, agency, row)
            && is_certifiable(world, row)
            && world.spare_cash(row) >= own
    });
    for rank in 0..accepted {
        let row = ranked_row(world, rank);
        world.smes.preparation[row] = service(agency, settings.preparation_quarters);
        enrol(world, row);
    }
}

/// Pays a step of preparation; after the last one the audit decides.
pub(super) fn go_on(world: &mut World, row: usize) {
    let Some(agency) = usize::from(world.smes.preparation[row].agency).checked_sub(1) else {
        return;
    };
    let Some(settings) = settings_of::<CertificationSupportParameters>(world, agency).cloned()
    else {
        return;
    };
    let step = cost_of_case(world, &settings) / settings.preparation_quarters.max(1.0);
    charge_client(world, row, step, settings.sme_share, settings.donor_share);
    if finishes(&mut world.smes.preparation[row]).is_none() {
        return;
    }
    world.tally.supported_audits += 1;
    if world
        .draws(Process::ServiceSuccess)
        .event(pair(world.smes.key[row], 2), settings.success_chance)
    {
        certify(world, row);
    }
}
