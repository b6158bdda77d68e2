//! Domestic SMEs that supply foreign-owned local tier-1 firms.

use super::super::super::state::Holder;
use super::super::super::world::World;
use crate::random::{Process, pair};
use crate::units::Usd;

/// Rows that a tier-1 firm looks at for a lot in a quarter.
const TRIES: u64 = 8;

/// What tier-1 firms want from SMEs in the quarter, lot by lot of those that they hold.
pub(in super::super) fn second_tier_orders(world: &mut World) {
    let share = world.parameters.networks.second_tier_share;
    if share <= 0.0 {
        return;
    }
    world.smes.second_tier.fill(0.0);
    for lot in 0..world.tncs.lots.len() {
        let tnc = &world.tncs.rows[world.tncs.lots[lot].tnc as usize];
        if world.tncs.lots[lot].holder != Holder::TierOne || !tnc.is_present {
            world.tncs.lots[lot].second_tier = u32::MAX;
            continue;
        }
        let wanted = share * world.tncs.lots[lot].value * tnc.volume * world.economy.order_factor[tnc.sector as usize];
        let known = world.tncs.lots[lot].second_tier;
        let supplier = if is_in_business(world, known) { Some(known) } else { look_for(world, lot, wanted) };
        world.tncs.lots[lot].second_tier = supplier.unwrap_or(u32::MAX);
        if let Some(row) = supplier {
            world.smes.second_tier[row as usize] += wanted;
        }
    }
}

/// True for the row of a living registered firm.
fn is_in_business(world: &World, row: u32) -> bool {
    world.smes.is_alive.get(row as usize).is_some_and(|alive| *alive && world.smes.is_formal[row as usize])
}

/// The first firm, in drawn order, that passes the lower gates and is large enough.
fn look_for(world: &World, lot: usize, wanted: Usd) -> Option<u32> {
    let lot = &world.tncs.lots[lot];
    let tnc = &world.tncs.rows[lot.tnc as usize];
    let below = world.parameters.networks.second_tier_gate;
    let gates = (world.quality_gate(tnc) - below, world.standards_gate(tnc) - below);
    let (smes, cap) = (&world.smes, world.parameters.sourcing.buyer_share_cap);
    let rows = &world.cells[lot.cell as usize];
    if rows.is_empty() {
        return None;
    }
    let draws = world.draws(Process::SecondTier);
    let mut drawn = (0..TRIES).map(|attempt| rows[draws.below(pair(lot.key, attempt), rows.len() as u32) as usize]);
    drawn.find(|row| {
        let at = *row as usize;
        let passes = smes.quality[at] >= gates.0 && smes.standards[at] >= gates.1;
        is_in_business(world, *row) && passes && smes.second_tier[at] + wanted <= cap * smes.capacity[at]
    })
}
