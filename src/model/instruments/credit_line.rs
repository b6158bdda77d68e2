//! Funds for upgrading loans through providers.

use super::{EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn};
use crate::model::accounts::Party;
use crate::model::instruments::charge;
use crate::model::world::World;
use crate::parameters::section;

section! {
    /// `credit_line`: funds for upgrading loans through providers.
    CreditLineParameters in "credit_line" {
        /// Funds placed with providers at the start.
        funds_usd = 1_000_000, "USD", [0, 10_000_000_000.0], (100_000, 50_000_000), Assumed, "the analyst's choice", Represented;
        /// How far the cost of these funds lies below the market.
        rate_discount = 0.03, "per year", [0.0, 0.3], (0.0, 0.08), Assumed, "usual concession";
        /// Running cost of the line.
        administration_share = 0.02, "per year of funds", [0.0, 0.3], (0.005, 0.05), Assumed, "monitoring providers";
        /// Part paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for CreditLineParameters {
    const TITLE: &'static str = "credit line";
    const SCOPE: Scope = Scope::National;
    const REACHES: Reach = Reach::Lenders;
    const BY_LOT: bool = true;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["funds_usd"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["funds_usd", "rate_discount"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = None;

    fn resolve(&self, world: &mut World, turn: Turn) {
        run_line(world, self, turn.strength);
    }

    fn operate(&self, _: &mut World, _: Turn) {}
}

/// Places funds up to the strength of the quarter and pays the running cost of the line.
fn run_line(world: &mut World, settings: &CreditLineParameters, strength: f64) {
    if strength <= 0.0 {
        return;
    }
    world.line.target += settings.funds_usd * strength;
    let missing = world.line.target - world.line.placed;
    if missing > 0.0 {
        let donors = missing * world.shock_effects.donor_share(settings.donor_share);
        world
            .accounts
            .pay(Party::Donors, Party::CreditLines, donors);
        world
            .accounts
            .pay(Party::Public, Party::CreditLines, missing - donors);
        world.line.placed += missing;
        world.line.funds += missing;
    }
    world.line.is_open = true;
    world.line.discount = settings.rate_discount;
    world.line.donor_share = world.shock_effects.donor_share(settings.donor_share);
    charge(
        world,
        settings.administration_share * settings.funds_usd * strength / 4.0,
        settings.donor_share,
    );
}
