//! Help for able suppliers that have become dearer than imports: they keep design and coordination and have the rest made abroad.

use super::schedule::{finishes, service};
use crate::model::instruments::{charge, cost_at_local_wage, settings_of};
use crate::model::phases::evolution::{could_move, move_abroad};
use crate::model::phases::programmes::enrol;
use crate::model::phases::upgrading::charge_client;
use crate::model::state::Service;
use crate::model::world::{World, sort_by_merit};
use crate::parameters::OutsourcingSupportParameters;
use crate::random::{Process, pair};

/// Linkages of able suppliers that hear of the help and can pay for it are taken on in drawn order.
pub(super) fn admit(
    world: &mut World,
    agency: usize,
    settings: &OutsourcingSupportParameters,
    strength: f64,
) {
    let places = (settings.cases_per_quarter * strength).floor() as usize;
    if places == 0 {
        return;
    }
    let draws = world.draws(Process::OutsourcingCase);
    let cost = cost_at_local_wage(world, settings.case_cost_usd);
    let own_part = settings.sme_share * cost + own_cost_of_move(world, settings);
    let mut ranked = std::mem::take(&mut world.scratch.ranked);
    ranked.clear();
    for (slot, linkage) in world
        .linkages
        .iter()
        .filter(|(_, linkage)| linkage.outsourcing == Service::default())
    {
        let key = pair(linkage.key, world.agency_states[agency].key);
        let is_able = could_move(world, slot, settings.management_help)
            && world.smes.cash[linkage.sme] >= own_part;
        if is_able && draws.event(key, settings.awareness) {
            ranked.push((0.0, draws.bits(pair(key, 1)), slot as u32));
        }
    }
    sort_by_merit(&mut ranked);
    for (_, _, slot) in ranked.iter().take(places) {
        let row = world.linkages.slots[*slot as usize].sme.row();
        world.linkages.slots[*slot as usize].outsourcing = service(agency, settings.lag_quarters);
        charge_client(world, row, cost, settings.sme_share, settings.donor_share);
        enrol(world, row);
    }
    world.scratch.ranked = ranked;
}

fn own_cost_of_move(world: &World, settings: &OutsourcingSupportParameters) -> f64 {
    (1.0 - settings.move_share) * world.parameters.evolution.move_cost_usd
}

/// A quarter of the help for a linkage; after the last one a maker has been found or not.
pub(in crate::model::phases) fn go_on(world: &mut World, slot: usize) {
    let Some(agency) = finishes(&mut world.linkages.slots[slot].outsourcing) else {
        return;
    };
    let Some(settings) = settings_of::<OutsourcingSupportParameters>(world, agency).cloned() else {
        return;
    };
    let linkage = &world.linkages.slots[slot];
    let row = linkage.sme.row();
    let is_found = world
        .draws(Process::OutsourcingCase)
        .event(linkage.key, settings.success_chance);
    let own = own_cost_of_move(world, &settings);
    if !is_found || !could_move(world, slot, settings.management_help) || world.smes.cash[row] < own
    {
        return;
    }
    charge(
        world,
        settings.move_share * world.parameters.evolution.move_cost_usd,
        settings.donor_share,
    );
    move_abroad(world, slot, own);
}
