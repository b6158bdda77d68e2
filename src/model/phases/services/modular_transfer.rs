//! Contracts on joint projects in modules, with an exit plan, for linkages of affiliates that take part.

use crate::model::instruments::{cost_at_local_wage, pay_by_tncs};
use crate::model::phases::programmes::{enrol, responds};
use crate::model::phases::upgrading::charge_client;
use crate::model::state::{Smes, TransferContract};
use crate::model::world::{World, sort_by_merit};
use crate::parameters::ModularTransferParameters;
use crate::random::{Process, pair};

/// Keeps the draws of this call apart from those of others.
const SALT: u64 = 6;

/// Regular linkages without a contract get one: those that an agency had a part in first, then in drawn order.
pub(super) fn arrange(
    world: &mut World,
    agency: usize,
    settings: &ModularTransferParameters,
    strength: f64,
) {
    let places = (settings.contracts_per_quarter * strength).floor() as usize;
    if places == 0 {
        return;
    }
    let ties = world.draws(Process::Tie);
    let mut ranked = std::mem::take(&mut world.scratch.ranked);
    ranked.clear();
    for (slot, linkage) in world.linkages.iter() {
        let is_open = linkage.stage.is_supply()
            && linkage.contract.agency == 0
            && linkage.project.modules == 0
            && linkage.notice.is_none();
        if is_open && responds(world, agency, linkage.tnc.row(), settings.tnc_response) {
            let is_known = linkage.facilitated.is_some()
                || world.smes.reached[linkage.sme] & Smes::CLIENT != 0;
            let key = pair(linkage.key, pair(world.agency_states[agency].key, SALT));
            ranked.push((f64::from(u8::from(is_known)), ties.bits(key), slot as u32));
        }
    }
    sort_by_merit(&mut ranked);
    for (_, _, slot) in ranked.iter().take(places) {
        sign(world, agency, settings, *slot as usize);
    }
    world.scratch.ranked = ranked;
}

fn sign(world: &mut World, agency: usize, settings: &ModularTransferParameters, slot: usize) {
    let row = world.linkages.slots[slot].sme.row();
    world.linkages.slots[slot].contract = TransferContract {
        agency: agency as u8 + 1,
        from: world.quarter + settings.negotiation_quarters as u32,
        modules: settings.modules as u8,
        salvage: settings.salvage,
        chance: settings.project_chance,
    };
    let cost = cost_at_local_wage(world, settings.contract_cost_usd);
    charge_client(world, row, cost, settings.sme_share, settings.donor_share);
    pay_by_tncs(world, settings.tnc_cost_usd);
    world.tally.transfer_contracts += 1;
    enrol(world, row);
}
