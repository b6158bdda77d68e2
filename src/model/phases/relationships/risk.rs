//! Risk between partners: losses that the buyer helps to bear, and orders that it announces.

use super::SLUMP_DEAD_ZONE;
use super::plans::{expected, has_plans};
use crate::model::accounts::Party;
use crate::model::phases::evolution::abroad_share;
use crate::model::state::Practice;
use crate::model::world::World;
use crate::units::{Share, Usd};

/// Part of a supplier's losses that its buyer bears [share].
fn borne(world: &World, tnc: usize) -> Share {
    world.parameters.relations.loss_share * world.tncs.rows[tnc].practices.score(Practice::Risk)
}

/// Rework of failed deliveries: the cost falls on the supplier, and the buyer bears its part.
pub(super) fn make_again(world: &mut World, slot: usize) {
    let linkage = &world.linkages.slots[slot];
    let (row, tnc) = (linkage.sme.row(), linkage.tnc.row());
    let loss = world.parameters.relations.failure_loss * linkage.delivered;
    let by_buyer = borne(world, tnc) * loss;
    world.smes.cash[row] -= loss - by_buyer;
    world
        .accounts
        .pay(Party::Smes, Party::Vendors, loss - by_buyer);
    world.accounts.pay(Party::Tncs, Party::Vendors, by_buyer);
    world.tally.tnc_governance += by_buyer;
}

/// In a slump the buyer pays its part of the labour that stands idle for the orders that it does not place.
pub(super) fn share_slump(world: &mut World, slot: usize, order: Usd) {
    let linkage = &world.linkages.slots[slot];
    let (row, tnc) = (linkage.sme.row(), linkage.tnc.row());
    let (part, sector) = (borne(world, tnc), usize::from(world.tncs.rows[tnc].sector));
    if part <= 0.0 || world.economy.orders[sector] >= -SLUMP_DEAD_ZONE {
        return;
    }
    let missing = order * (1.0 / world.economy.order_factor[sector] - 1.0).max(0.0);
    let paid = part
        * world.parameters.production.wage_share_of_sales
        * missing
        * (1.0 - abroad_share(world, linkage));
    world.smes.cash[row] += paid;
    world.accounts.pay(Party::Tncs, Party::Smes, paid);
    world.tally.tnc_saving -= paid;
}

/// Takes the orders of the running quarter (sign −1) from what suppliers know to come, or adds those of the next (+1) at the cycle of
/// the running one: linkages that begin, grow, run out and end are known, the cycle is not. Those of the next have what joint plans
/// make suppliers expect beside.
pub(super) fn announce(world: &mut World, sign: f64) {
    let warning = world.parameters.relations.early_warning;
    if warning <= 0.0 && !has_plans(world) {
        return;
    }
    for slot in 0..world.linkages.slots.len() {
        let linkage = &world.linkages.slots[slot];
        if linkage.is_open() && linkage.stage.has_orders() {
            let known = warning * world.tncs.rows[linkage.tnc].practices.score(Practice::Risk);
            let order = world.order_value(linkage) * (1.0 - abroad_share(world, linkage));
            let planned = if sign > 0.0 {
                expected(world, linkage)
            } else {
                0.0
            };
            world.smes.announced_orders[linkage.sme] += sign * known * order + planned;
        }
    }
}
