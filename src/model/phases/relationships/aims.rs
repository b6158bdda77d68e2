//! Aims: a buyer that asks what a small firm wants stays with those whose aims are its own, and invests in them.

use crate::model::accounts::Party;
use crate::model::state::{Linkage, Practice};
use crate::model::world::World;
use crate::random::Process;
use crate::units::{Share, Usd};

/// How far a buyer knows and shares the aims of its supplier [share]: p3 · (1 − |aim − aim|).
///
/// Aims lie on a line from a steady business to growth with new products; a trait of firm and affiliate.
fn shared_aims(world: &World, linkage: &Linkage) -> Share {
    let (draws, tnc) = (
        world.identity_key.draws(Process::BusinessAim, 0),
        &world.tncs.rows[linkage.tnc],
    );
    let apart = (draws.uniform(world.smes.key[linkage.sme]) - draws.uniform(tnc.key)).abs();
    tnc.practices.score(Practice::Objectives) * (1.0 - apart)
}

/// Part of headquarters' decisions against a linkage that its affiliate averts [share].
pub(super) fn loyalty(world: &World, linkage: &Linkage) -> Share {
    let loyalty = world.parameters.relations.aims_loyalty;
    if loyalty > 0.0 {
        loyalty * shared_aims(world, linkage)
    } else {
        0.0
    }
}

/// The buyer invests in a supplier whose aims it shares: returns by how much the firm learns more from its orders [ratio].
pub(super) fn invest(world: &mut World, slot: usize, delivered: Usd) -> f64 {
    let relations = &world.parameters.relations;
    if relations.aims_investment <= 0.0 {
        return 1.0;
    }
    let shared = shared_aims(world, &world.linkages.slots[slot]);
    let (rise, cost) = (
        relations.aims_investment * shared,
        relations.aims_cost * shared * delivered,
    );
    world.accounts.pay(Party::Tncs, Party::Vendors, cost);
    world.tally.tnc_governance += cost;
    1.0 + rise
}
