//! Taxes on sales into free zones.

use super::quarter::{acting, lagged};
use super::{EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn};
use crate::model::accounts::Party;
use crate::model::instruments::{charge, take};
use crate::model::world::World;
use crate::parameters::section;
use crate::units::Usd;

section! {
    /// `zone_supply_tax`: sales of domestic firms into free zones are taxed as exports are, so that imports lose a privilege.
    ZoneSupplyTaxParameters in "zone_supply_tax" {
        /// Fall of the tax that made domestic supplies more expensive than imports to buyers in zones.
        tax_cut = 0.08, "log price", [0.0, 0.5], (0.02, 0.2), Assumed, "value-added and turnover taxes that are refunded late or never";
        /// Share of affiliates in zones.
        zone_share = 0.5, "share", [0.0, 1.0], (0.1, 0.9), Assumed, "each context gives its own";
        /// Refunds on goods that never enter a zone, relative to those on goods that do.
        leak_share = 0.15, "ratio", [0.0, 2.0], (0.0, 0.5), Assumed, "false declarations are the usual objection";
        /// Quarters from the change to buyers' response.
        lag_quarters = 2, "quarters", [0, 40], (0, 8), Assumed, "customs must learn the procedure";
        /// Cost of checking.
        administration_usd = 30_000, "USD per year", [0, 100_000_000], (5_000, 1_000_000), Assumed, "a desk at customs", Represented;
        /// Part of that cost paid by donors; the rest, and revenue forgone, are public.
        donor_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "public scheme";
    }
}

impl Kind for ZoneSupplyTaxParameters {
    const TITLE: &'static str = "tax relief for supplies into zones";
    const SCOPE: Scope = Scope::National;
    const REACHES: Reach = Reach::Affiliates;
    const BY_LOT: bool = true;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["tax_cut"], &["zone_share"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Lag("lag_quarters");
    const MAIN: Keys = &["tax_cut"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = None;

    fn resolve(&self, world: &mut World, turn: Turn) {
        charge(
            world,
            turn.strength.min(1.0) * self.administration_usd / 4.0,
            self.donor_share,
        );
        let lagged = lagged(world, turn, self.lag_quarters).min(1.0);
        world.levers.zones = acting(world, turn, self, lagged);
    }

    fn operate(&self, _: &mut World, _: Turn) {}
}

/// Books what refunds on supplies into zones cost.
pub(in crate::model) fn refund(world: &mut World) {
    if let Some(zones) = &world.levers.zones {
        let (tax, leak, lottery) = (
            zones.settings.tax_cut * zones.lagged,
            zones.settings.leak_share,
            zones.lottery,
        );
        // an empty sum as of an iterator
        let mut supplies: Usd = -0.0;
        for slot in world.linkages.slots.ids() {
            let linkage = &world.linkages.slots[slot];
            let (row, delivered) = (linkage.sme.row(), linkage.delivered);
            if !linkage.is_open() || !world.is_in_zone(linkage.tnc) {
                continue;
            }
            let is_supplied = tax > 0.0 && delivered > 0.0;
            if is_supplied {
                world.smes.asked[row].insert(InstrumentKind::ZoneSupplyTax);
            }
            if lottery.offers(world, row) {
                supplies += delivered;
                if is_supplied {
                    take(world, InstrumentKind::ZoneSupplyTax, row);
                }
            }
        }
        let refund = tax * (1.0 + leak) * supplies;
        world.accounts.pay(Party::Public, Party::Tncs, refund);
        world.tally.cost_public += refund;
    }
}
