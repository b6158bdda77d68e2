//! Part of phase 6: as local cost rises above that of imports, able suppliers keep design and coordination and make abroad.

use super::super::accounts::Party;
use super::super::state::Linkage;
use super::super::world::World;
use super::sourcing::cost_level;
use crate::maths::{exp, ln};
use crate::random::Process;
use crate::units::Share;

/// Part of an order's value that is made abroad [share].
pub(super) fn abroad_share(world: &World, linkage: &Linkage) -> Share {
    if linkage.is_made_abroad { 1.0 - world.parameters.evolution.kept_share } else { 0.0 }
}

/// Part of the domestic cost level that a linkage escapes because it is made where wages do not rise [log price].
pub(super) fn wage_relief(world: &World, linkage: &Linkage) -> f64 {
    if !linkage.is_made_abroad {
        return 0.0;
    }
    abroad_share(world, linkage) * world.parameters.production.wage_share_of_sales * ln(world.economy.wage_index)
}

/// Margin on what a firm makes itself [share]; what others make for it pays its maker, and earns nothing.
pub(super) fn home_margin(world: &World, row: usize) -> Share {
    let production = &world.parameters.production;
    let labour = production.wage_share_of_sales * world.economy.wage_index / exp(world.smes.log_productivity[row]);
    1.0 - production.material_share_of_sales - labour
}

/// An able supplier whose product has become dearer than imports may move its making abroad, at its own cost.
pub(super) fn consider_move(world: &mut World, slot: usize) {
    let evolution = &world.parameters.evolution;
    let linkage = &world.linkages.slots[slot];
    if evolution.make_abroad_chance <= 0.0 || linkage.is_made_abroad || !linkage.stage.is_supply() {
        return;
    }
    let (row, cost, chance) = (linkage.sme as usize, evolution.move_cost_usd, evolution.make_abroad_chance);
    let is_dear = cost_level(world) > world.import_wedge_for(linkage.tnc as usize);
    let is_able = world.smes.innovation[row] >= evolution.make_abroad_innovation
        && world.smes.management[row] >= evolution.make_abroad_management
        && world.smes.cash[row] >= cost;
    if !is_dear || !is_able || !world.draws(Process::MakeAbroad).event(linkage.key, chance) {
        return;
    }
    world.smes.cash[row] -= cost;
    world.accounts.pay(Party::Smes, Party::Vendors, cost);
    world.linkages.slots[slot].is_made_abroad = true;
}
