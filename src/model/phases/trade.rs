//! Part of phases 1 and 5: tariffs, taxes on supplies into zones, and what both do to affiliates and to public money.

use crate::model::accounts::Party;
use crate::model::state::Holder;
use crate::model::world::World;
use crate::random::{Process, pair};
use crate::units::Usd;

/// Marks draws of affiliates that stay away.
const AWAY: u64 = 1;

/// Books what tariffs bring in or cost, and what refunds on supplies into zones cost.
pub(super) fn collect(world: &mut World) {
    if let Some(tariff) = &world.levers.tariff {
        let revenue = tariff.settings.tariff_rise * tariff.lagged * imports(world);
        if revenue >= 0.0 {
            world.accounts.pay(Party::Tncs, Party::Public, revenue);
        } else {
            world.accounts.pay(Party::Public, Party::Tncs, -revenue);
        }
        world.tally.cost_tnc += revenue;
        world.tally.cost_public -= revenue;
    }
    if let Some(zones) = &world.levers.zones {
        let (tax, leak) = (
            zones.settings.tax_cut * zones.lagged,
            zones.settings.leak_share,
        );
        let supplies = world
            .linkages
            .iter()
            .filter(|(_, linkage)| world.is_in_zone(linkage.tnc));
        let refund =
            tax * (1.0 + leak) * supplies.map(|(_, linkage)| linkage.delivered).sum::<Usd>();
        world.accounts.pay(Party::Public, Party::Tncs, refund);
        world.tally.cost_public += refund;
    }
}

/// Value of the lots that present affiliates import [USD per quarter].
fn imports(world: &World) -> Usd {
    let lots = world
        .tncs
        .lots
        .iter()
        .filter(|lot| lot.holder == Holder::Import);
    let rows = lots.map(|lot| (lot, &world.tncs.rows[lot.tnc]));
    rows.filter(|(_, tnc)| tnc.is_present)
        .map(|(lot, tnc)| tnc.volume * lot.value)
        .sum()
}

/// Factor of a tariff on departures [ratio].
pub(super) fn departure_factor(world: &World) -> f64 {
    world.levers.tariff.as_ref().map_or(1.0, |tariff| {
        1.0 + tariff.settings.departure_gain
            * (tariff.settings.tariff_rise * tariff.lagged).max(0.0)
    })
}

/// True where an affiliate that would have arrived stays away from a tariff.
pub(super) fn keeps_away(world: &World, key: u64) -> bool {
    world.levers.tariff.as_ref().is_some_and(|tariff| {
        let chance = tariff.settings.arrivals_lost * tariff.settings.tariff_rise * tariff.strength;
        world
            .key
            .draws(Process::TradeResponse, 0)
            .event(pair(key, AWAY), chance)
    })
}
