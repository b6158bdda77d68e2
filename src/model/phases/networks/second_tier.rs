//! Domestic SMEs that supply foreign-owned local tier-1 firms.

use crate::model::state::Holder;
use crate::model::world::World;
use crate::random::{Process, pair};
use crate::units::{Share, Usd};

/// Rows that a tier-1 firm looks at for a lot in a quarter.
const TRIES: u64 = 8;

/// Keeps the draw of the order of lots apart from those of the firms that are looked at for them.
const ORDER: u64 = 1_000;

/// What tier-1 firms want from SMEs in the quarter: who supplied a lot of theirs goes on, then the others are given out in drawn order.
pub(in crate::model::phases) fn second_tier_orders(world: &mut World) {
    let share = world.parameters.networks.second_tier_share;
    if share <= 0.0 {
        return;
    }
    world.smes.second_tier.fill(0.0);
    let mut vacant = std::mem::take(&mut world.scratch.open_lots);
    vacant.clear();
    let draws = world.draws(Process::SecondTier);
    for lot in 0..world.tncs.lots.len() {
        let known = world.tncs.lots[lot].second_tier;
        world.tncs.lots[lot].second_tier = u32::MAX;
        if world.tncs.lots[lot].holder != Holder::TierOne
            || !world.tncs.rows[world.tncs.lots[lot].tnc as usize].is_present
        {
            continue;
        }
        if is_in_business(world, known) {
            order(world, lot, known, share);
        } else {
            vacant.push((
                draws.bits(pair(world.tncs.lots[lot].key, ORDER)),
                lot as u32,
            ));
        }
    }
    vacant.sort_unstable();
    for &(_, lot) in &vacant {
        if let Some(row) = look_for(world, lot as usize, share) {
            order(world, lot as usize, row, share);
        }
    }
    world.scratch.open_lots = vacant;
}

/// Orders what a lot takes in the quarter from a firm.
fn order(world: &mut World, lot: usize, row: u32, share: Share) {
    world.tncs.lots[lot].second_tier = row;
    world.smes.second_tier[row as usize] += wanted(world, lot, share);
}

/// What a lot takes from an SME in the quarter [USD].
fn wanted(world: &World, lot: usize, share: Share) -> Usd {
    let lot = &world.tncs.lots[lot];
    let tnc = &world.tncs.rows[lot.tnc as usize];
    share * lot.value * tnc.volume * world.economy.order_factor[tnc.sector as usize]
}

/// True for the row of a living registered firm.
fn is_in_business(world: &World, row: u32) -> bool {
    world
        .smes
        .is_alive
        .get(row as usize)
        .is_some_and(|alive| *alive && world.smes.is_formal[row as usize])
}

/// The first firm, in drawn order, that passes the lower gates and is large enough.
fn look_for(world: &World, lot: usize, share: Share) -> Option<u32> {
    let wanted = wanted(world, lot, share);
    let lot = &world.tncs.lots[lot];
    let tnc = &world.tncs.rows[lot.tnc as usize];
    let below = world.parameters.networks.second_tier_gate;
    let gates = (
        world.quality_gate(tnc) - below,
        world.standards_gate(tnc) - below,
    );
    let (smes, cap) = (&world.smes, world.parameters.sourcing.buyer_share_cap);
    let rows = &world.cells[lot.cell as usize];
    if rows.is_empty() {
        return None;
    }
    let draws = world.draws(Process::SecondTier);
    let mut drawn = (0..TRIES)
        .map(|attempt| rows[draws.below(pair(lot.key, attempt), rows.len() as u32) as usize]);
    drawn.find(|row| {
        let at = *row as usize;
        let passes = smes.quality[at] >= gates.0 && smes.standards[at] >= gates.1;
        is_in_business(world, *row)
            && passes
            && smes.second_tier[at] + wanted <= cap * smes.capacity[at]
    })
}
