//! Legal help for linkages on the way to a first order: better terms, protected know-how, and clauses that may read as distrust.

use crate::model::instruments::cost_at_local_wage;
use crate::model::phases::programmes::enrol;
use crate::model::phases::services::service;
use crate::model::phases::upgrading::charge_client;
use crate::model::world::{World, sort_by_merit};
use crate::parameters::LegalIpSupportParameters;
use crate::random::{Process, pair};

/// Takes on cases of firms that heard of the help and can pay their part, in drawn order.
pub(super) fn run(
    world: &mut World,
    agency: usize,
    settings: &LegalIpSupportParameters,
    strength: f64,
) {
    let cases = (settings.cases_per_quarter * strength).floor() as usize;
    if cases == 0 {
        return;
    }
    let draws = world.draws(Process::LegalCase);
    let cost = cost_at_local_wage(world, settings.case_cost_usd);
    let mut ranked = std::mem::take(&mut world.scratch.ranked);
    ranked.clear();
    for (slot, linkage) in world.linkages.iter() {
        let key = pair(linkage.key, world.agency_states[agency].key);
        let is_open = !linkage.stage.has_orders() && !linkage.agreement.has_legal;
        if is_open
            && draws.event(key, settings.awareness)
            && world.spare_cash(linkage.sme.row()) >= settings.sme_share * cost
        {
            ranked.push((0.0, draws.bits(pair(key, 1)), slot as u32));
        }
    }
    sort_by_merit(&mut ranked);
    for (_, _, slot) in &ranked[..cases.min(ranked.len())] {
        let agreement = &mut world.linkages.slots[*slot as usize].agreement;
        agreement.has_legal = true;
        // this quarter is the first of the case
        agreement.legal = service(agency, settings.case_quarters);
        let row = world.linkages.slots[*slot as usize].sme.row();
        charge_client(world, row, cost, settings.sme_share, settings.donor_share);
        enrol(world, row);
    }
    world.scratch.ranked = ranked;
}
