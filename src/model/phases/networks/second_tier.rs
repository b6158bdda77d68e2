//! Domestic SMEs that supply foreign-owned local tier-1 firms.

use crate::model::state::{FirmId, Holder, LotId};
use crate::model::world::World;
use crate::random::{Process, pair};
use crate::units::{Share, Usd};

/// Rows that a tier-1 firm screens for a lot in a quarter.
const TRIES: u64 = 8;

/// Keeps the draw of the order of lots apart from those of the firms that are screened for them.
const ORDER: u64 = 1_000;

/// Demand of tier-1 firms from SMEs in the quarter: suppliers of a lot continue, then the others are given out in drawn order.
pub(in crate::model::phases) fn second_tier_orders(world: &mut World) {
    let share = world.parameters.networks.second_tier_share;
    if share <= 0.0 {
        return;
    }
    world.smes.second_tier.fill(0.0);
    let mut vacant = std::mem::take(&mut world.scratch.open_lots);
    vacant.clear();
    let draws = world.draws(Process::SecondTier);
    for lot in world.tncs.lots.ids() {
        let known = world.tncs.lots[lot].second_tier;
        world.tncs.lots[lot].second_tier = None;
        if world.tncs.lots[lot].holder != Holder::TierOne
            || !world.tncs.rows[world.tncs.lots[lot].tnc].is_present
        {
            continue;
        }
        if let Some(known) = known.filter(|firm| is_in_business(world, *firm)) {
            order(world, lot, known, share);
        } else {
            vacant.push((draws.bits(pair(world.tncs.lots[lot].key, ORDER)), lot));
        }
    }
    vacant.sort_unstable();
    for &(_, lot) in &vacant {
        if let Some(firm) = look_for(world, lot, share) {
            order(world, lot, firm, share);
        }
    }
    world.scratch.open_lots = vacant;
}

/// Orders what a lot takes in the quarter from a firm.
fn order(world: &mut World, lot: LotId, firm: FirmId, share: Share) {
    world.tncs.lots[lot].second_tier = Some(firm);
    world.smes.second_tier[firm] += wanted(world, lot, share);
}

/// Volume that a lot takes from an SME in the quarter [USD].
fn wanted(world: &World, lot: LotId, share: Share) -> Usd {
    let lot = &world.tncs.lots[lot];
    let tnc = &world.tncs.rows[lot.tnc];
    share * lot.value * tnc.volume * world.economy.order_factor[tnc.sector as usize]
}

/// True for a living registered firm.
fn is_in_business(world: &World, firm: FirmId) -> bool {
    world.smes.is_alive[firm] && world.smes.is_formal[firm]
}

/// The first firm, in drawn order, that passes the lower gates and is large enough.
fn look_for(world: &World, lot: LotId, share: Share) -> Option<FirmId> {
    let wanted = wanted(world, lot, share);
    let lot = &world.tncs.lots[lot];
    let tnc = &world.tncs.rows[lot.tnc];
    let below = world.parameters.networks.second_tier_gate;
    let gates = (
        world.quality_gate(tnc) - below,
        world.standards_gate(tnc) - below,
    );
    let (smes, cap) = (&world.smes, world.parameters.sourcing.buyer_share_cap);
    let rows = &world.cells[lot.cell];
    if rows.is_empty() {
        return None;
    }
    let draws = world.draws(Process::SecondTier);
    let mut drawn = (0..TRIES)
        .map(|attempt| rows[draws.below(pair(lot.key, attempt), rows.len() as u32) as usize]);
    drawn.find(|firm| {
        let at = *firm;
        let passes = smes.quality[at] >= gates.0 && smes.standards[at] >= gates.1;
        is_in_business(world, *firm)
            && passes
            && smes.second_tier[at] + wanted <= cap * smes.capacity[at]
    })
}
