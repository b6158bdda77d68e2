//! Exports: a market of the firm's own abroad, which begins with a hazard, takes capacity before TNCs and lasts beyond a linkage.

use crate::maths::quarterly_from_annual;
use crate::model::accounts::Party;
use crate::model::instruments::{cost_at_local_wage, export_launchpad, has_any, regional_mandate};
use crate::model::state::SECTORS;
use crate::model::world::World;
use crate::model::{ExportLaunchpadParameters, RegionalMandateParameters};
use crate::random::Process;
use crate::units::{Share, Usd};

/// Firms begin and cease to export, and exports grow.
pub(super) fn update(world: &mut World) {
    let opens_markets =
        has_any::<ExportLaunchpadParameters>(world) || has_any::<RegionalMandateParameters>(world);
    if world.parameters.knowledge.export_chance <= 0.0 && !opens_markets {
        return;
    }
    list_reach(world);
    for row in 0..world.smes.len() {
        if !world.smes.is_alive[row] {
            world.smes.exports[row] = 0.0;
        } else if own_market(world, row) > 0.0 {
            advance(world, row);
        } else if can_export(world, row) {
            begin(world, row);
        }
    }
    regional_mandate::follow_to_sisters(world);
}

/// Exports to a market of the firm's own, without orders of an experiment [USD per quarter].
fn own_market(world: &World, row: usize) -> Usd {
    world.smes.exports[row] - world.smes.treatment[row].order
}

/// True for a registered firm whose goods are traded.
pub(in crate::model) fn can_export(world: &World, row: usize) -> bool {
    world.smes.is_alive[row]
        && world.smes.is_formal[row]
        && SECTORS[world.sector_of(world.smes.cell[row])].is_tradable
}

/// Greatest marketing reach of the TNCs that each firm supplies.
fn list_reach(world: &mut World) {
    let reach = &mut world.scratch.steps;
    reach.clear();
    reach.resize(world.smes.len(), 0.0);
    for (_, linkage) in world
        .linkages
        .iter()
        .filter(|(_, linkage)| linkage.stage.is_supply())
    {
        let of_firm = &mut reach[linkage.sme.row()];
        *of_firm = f64::max(*of_firm, world.tncs.rows[linkage.tnc.row()].marketing_reach);
    }
}

/// Readiness for markets abroad [share]: capability × standards.
pub(in crate::model) fn readiness(world: &World, row: usize) -> Share {
    world.smes.mean_capability(row) * world.smes.standards[row]
}

fn begin(world: &mut World, row: usize) {
    let knowledge = &world.parameters.knowledge;
    let standing = 1.0 + knowledge.export_legitimacy * world.smes.legitimacy[row];
    let carried = 1.0 + knowledge.export_reach * world.scratch.steps[row];
    let chance = readiness(world, row)
        * (knowledge.export_chance + export_launchpad::launch_chance(world, row))
        * standing
        * carried;
    let cost = cost_at_local_wage(world, knowledge.export_entry_usd);
    if !world
        .draws(Process::ExportStart)
        .event(world.smes.key[row], chance)
        || world.spare_cash(row) < cost
    {
        return;
    }
    let first = knowledge.export_first_share;
    world.smes.cash[row] -= cost;
    world.accounts.pay(Party::Smes, Party::Vendors, cost);
    world.smes.exports[row] = world.smes.treatment[row].order + first * world.smes.sales[row];
    world.tally.export_starts += 1;
}

fn advance(world: &mut World, row: usize) {
    let knowledge = &world.parameters.knowledge;
    let stops = quarterly_from_annual(knowledge.export_stop_rate);
    if world
        .draws(Process::ExportStop)
        .event(world.smes.key[row], stops)
    {
        world.smes.exports[row] = world.smes.treatment[row].order;
    } else if world.smes.exports[row] < knowledge.export_share_max * world.smes.capacity[row] {
        let grown = own_market(world, row) * (1.0 + knowledge.export_growth);
        world.smes.exports[row] = world.smes.treatment[row].order + grown;
    }
}

/// Capacity that exports leave for TNC orders [USD]: contracts abroad are served first.
pub(in crate::model) fn room_beside_exports(world: &World, row: usize) -> Usd {
    let room = world.smes.capacity[row] * (1.0 + world.parameters.production.capacity_slack);
    (room - world.smes.exports[row]).max(0.0)
}
