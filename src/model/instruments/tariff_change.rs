//! Tariffs on what affiliates import.

use super::quarter::{acting, lagged};
use super::{EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn};
use crate::model::accounts::Party;
use crate::model::instruments::charge;
use crate::model::state::Holder;
use crate::model::world::World;
use crate::parameters::section;
use crate::random::{Process, pair};
use crate::units::Usd;

/// Marks draws of affiliates that stay away.
const AWAY: u64 = 1;

section! {
    /// `tariff_change`: a rise or a cut of tariffs on what affiliates import.
    TariffChangeParameters in "tariff_change" {
        /// Rise of import prices; negative for a cut.
        tariff_rise = 0.10, "log price", [-0.5, 0.5], (-0.2, 0.3), Assumed, "the analyst's choice";
        /// Part of domestic suppliers' cost that rises with it.
        imported_cost_share = 0.3, "share", [0.0, 1.0], (0.1, 0.7), Assumed, "they import materials too";
        /// Arrivals that stay away, per unit of a rise.
        arrivals_lost = 1.0, "share per unit", [0.0, 2.0], (0.0, 2.0), Assumed, "affiliates that export need cheap inputs";
        /// Rise of departures per unit of a rise.
        departure_gain = 2.0, "ratio per unit", [0.0, 20.0], (0.0, 5.0), Assumed, "as above";
        /// Quarters from the change to buyers' response and to revenue.
        lag_quarters = 2, "quarters", [0, 40], (0, 6), Assumed, "stocks and running contracts";
        /// Cost of customs.
        administration_usd = 20_000, "USD per year", [0, 100_000_000], (2_000, 1_000_000), Assumed, "an officer or two", Represented;
        /// Part of that cost paid by donors; the rest is public.
        donor_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "public scheme";
    }
}

impl Kind for TariffChangeParameters {
    const TITLE: &'static str = "change of tariffs";
    const SCOPE: Scope = Scope::National;
    const REACHES: Reach = Reach::Affiliates;
    const BY_LOT: bool = false;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["tariff_rise"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Lag("lag_quarters");
    const MAIN: Keys = &["tariff_rise"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = None;

    fn resolve(&self, world: &mut World, turn: Turn) {
        charge(
            world,
            turn.strength.min(1.0) * self.administration_usd / 4.0,
            self.donor_share,
        );
        let lagged = lagged(world, turn, self.lag_quarters);
        world.levers.tariff = acting(world, turn, self, lagged);
    }

    fn operate(&self, _: &mut World, _: Turn) {}
}

/// Books what tariffs bring in or cost.
pub(in crate::model) fn collect(world: &mut World) {
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
}

/// Value of the lots that present affiliates import [USD per quarter].
fn imports(world: &World) -> Usd {
    let lots = world
        .tncs
        .lots
        .iter()
        .filter(|lot| lot.holder == Holder::Import);
    let rows = lots.map(|lot| (lot, &world.tncs.rows[lot.tnc.row()]));
    rows.filter(|(_, tnc)| tnc.is_present)
        .map(|(lot, tnc)| tnc.volume * lot.value)
        .sum()
}

/// Factor of a tariff on departures [ratio].
pub(in crate::model) fn departure_factor(world: &World) -> f64 {
    world.levers.tariff.as_ref().map_or(1.0, |tariff| {
        1.0 + tariff.settings.departure_gain
            * (tariff.settings.tariff_rise * tariff.lagged).max(0.0)
    })
}

/// True where an affiliate that would have arrived stays away from a tariff.
pub(in crate::model) fn keeps_away(world: &World, key: u64) -> bool {
    world.levers.tariff.as_ref().is_some_and(|tariff| {
        let chance = tariff.settings.arrivals_lost * tariff.settings.tariff_rise * tariff.strength;
        world
            .key
            .draws(Process::TradeResponse, 0)
            .event(pair(key, AWAY), chance)
    })
}
