//! Start of the window: room for all that may enter, so that quarters do not allocate, and marks to measure gains by.

use super::equations::scale;
use super::state::{Kinds, SECTOR_COUNT};
use super::world::World;
use crate::maths::sqrt;

/// Reserves memory for all that may enter in the window, so that its quarters do not allocate.
pub(super) fn reserve(world: &mut World) {
    let quarters = f64::from(world.periods.recorded()) + 1.0;
    let room = |mean: f64| (mean + 8.0 * sqrt(mean) + 16.0) as usize;
    let entrants =
        room(world.parameters.firms.entry_rate * world.parameters.population.smes * quarters);
    world.smes.reserve(entrants);
    let per_cell = 2 * entrants / world.cells.len() + 64;
    for rows in &mut world.cells {
        rows.reserve_exact(per_cell);
    }
    let arrivals = room(
        super::instruments::fdi_promotion::greatest_arrival_rate(
            &world.parameters,
            &world.instruments,
        ) * SECTOR_COUNT as f64
            * quarters,
    );
    let (tncs, sourcing) = (&world.parameters.tncs, &world.parameters.sourcing);
    let most_lots = scale::most_lots(tncs, sourcing.lot_value_usd, sourcing.lot_value_sd) as usize;
    let lots = arrivals * most_lots;
    world.tncs.rows.reserve_exact(arrivals);
    let affiliates = world.tncs.rows.len() + arrivals;
    for state in &mut world.agency_states {
        state.anchors.reserve_exact(affiliates);
    }
    world.tncs.lots.reserve_exact(lots);
    let list = most_lots + 16;
    world.tncs.spare_lists = (0..arrivals).map(|_| Vec::with_capacity(list)).collect();
    let all_lots = world.tncs.lots.len() + lots;
    world.linkages.slots.reserve(all_lots / 2 + 64);
    world
        .linkages
        .free
        .reserve(all_lots / 2 + world.linkages.slots.len() + 64);
    world
        .linkages
        .endings
        .reserve(world.linkages.slots.capacity());
    for tnc in &mut world.tncs.rows {
        let room = tnc.lots as usize + 16;
        tnc.linkages.reserve(room);
    }
    let rows = world.smes.len() + entrants;
    world.scratch.ranked.reserve(rows);
    let has_reserve = world
        .agencies
        .iter()
        .any(|agency| agency.parameters.women_share_min > 0.0);
    world
        .scratch
        .reserved
        .reserve(if has_reserve { rows } else { 0 });
    world.scratch.applications.reserve(rows);
    world.applications.reserve(rows);
    world.scratch.open_lots.reserve(all_lots);
    world.scratch.steps.reserve(rows);
    world.scratch.asked.reserve(rows);
    let teaches = super::phases::knowledge::peers_teach(world);
    if teaches || super::phases::knowledge::people_leave(world) {
        world.scratch.gains.reserve(rows);
    }
    if teaches {
        world.scratch.buyers.reserve(rows);
    }
    let capacity: usize = rows / world.register.by_cell.len() + 64;
    for rows in &mut world.register.by_cell {
        rows.reserve(capacity.min(4_096));
    }
}

/// Marks what every firm has at the start of the window, so that gains can be measured.
pub(super) fn mark_start(world: &mut World) {
    for row in 0..world.smes.len() {
        world.smes.passed_at_start[row] = world.passed_bits(row);
        world.smes.productivity_at_start[row] = world.smes.log_productivity[row];
        world.smes.upgraded_quarters[row] = 0;
        world.smes.reached[row] = 0;
        (world.smes.asked[row], world.smes.taken[row]) = (Kinds::NONE, Kinds::NONE);
        world.smes.window_sales[row] = 0.0;
        world.smes.window_orders[row] = 0.0;
    }
}
