//! Part of phase 6: as local cost rises above that of imports, able suppliers keep design and coordination and make abroad.

use super::orders::cost_level;
use crate::maths::{exp, ln};
use crate::model::accounts::Party;
use crate::model::state::Linkage;
use crate::model::view::Readable;
use crate::model::world::World;
use crate::random::Process;
use crate::units::{Share, Usd};

/// Part of an order's value that is offshored [share].
pub(super) fn abroad_share(world: &impl Readable, linkage: &Linkage) -> Share {
    let view = world.view();
    if linkage.is_made_abroad {
        1.0 - view.parameters.evolution.kept_share
    } else {
        0.0
    }
}

/// Part of the domestic cost level that a linkage escapes because it is made where wages do not rise [log price].
pub(super) fn wage_relief(world: &impl Readable, linkage: &Linkage) -> f64 {
    let view = world.view();
    if !linkage.is_made_abroad {
        return 0.0;
    }
    abroad_share(world, linkage)
        * view.parameters.production.wage_share_of_sales
        * ln(view.economy.wage_index)
}

/// Margin on what a firm makes itself [share]; what others make for it pays its maker, and earns nothing.
pub(super) fn home_margin(world: &World, row: usize) -> Share {
    let production = &world.parameters.production;
    let labour = production.wage_share_of_sales * world.economy.wage_index
        / exp(world.smes.log_productivity[row]);
    1.0 - production.material_share_of_sales - labour
}

/// An able supplier whose product has become more expensive than imports may offshore production, at its own cost.
pub(super) fn consider_move(world: &mut World, slot: usize) {
    let (cost, chance) = (
        world.parameters.evolution.move_cost_usd,
        world.parameters.evolution.make_abroad_chance,
    );
    let linkage = &world.linkages.slots[slot];
    let can_pay = world.smes.cash[linkage.sme] >= cost;
    if chance > 0.0
        && can_pay
        && could_move(world, slot, 0.0)
        && world.draws(Process::MakeAbroad).event(linkage.key, chance)
    {
        move_abroad(world, slot, cost);
    }
}

/// True where a regular supplier that makes at home has become more expensive than imports and is able to coordinate a maker abroad, with help
/// that makes up for some management [index].
pub(in crate::model) fn could_move(world: &World, slot: usize, help: f64) -> bool {
    let (evolution, linkage) = (&world.parameters.evolution, &world.linkages.slots[slot]);
    let row = linkage.sme.row();
    !linkage.is_made_abroad
        && linkage.notice.is_none()
        && linkage.stage.is_supply()
        && cost_level(world) > world.import_wedge_against(linkage.tnc, row)
        && world.smes.innovation[row] >= evolution.make_abroad_innovation
        && world.smes.management[row] + help >= evolution.make_abroad_management
}

/// Moves the making of a linkage abroad, at a cost to its supplier.
pub(in crate::model) fn move_abroad(world: &mut World, slot: usize, cost: Usd) {
    let row = world.linkages.slots[slot].sme.row();
    world.smes.cash[row] -= cost;
    world.accounts.pay(Party::Smes, Party::Vendors, cost);
    world.linkages.slots[slot].is_made_abroad = true;
}
