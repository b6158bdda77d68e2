//! A partial guarantee of new loans.

use super::{EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn};
use crate::model::instruments::charge;
use crate::model::world::World;
use crate::parameters::section;

section! {
    /// `credit_guarantee`: a partial guarantee of new upgrading and order loans.
    CreditGuaranteeParameters in "credit_guarantee" {
        /// Part of a loss that the fund bears.
        cover = 0.60, "share", [0.0, 0.95], (0.5, 0.85), Literature, "order of published schemes (Beck et al.)";
        /// Fee on the covered amount.
        fee_per_year = 0.015, "per year", [0.0, 0.2], (0.005, 0.03), Literature, "as above";
        /// Greatest covered amount outstanding.
        fund_usd = 1_000_000, "USD", [0, 10_000_000_000.0], (100_000, 50_000_000), Assumed, "the analyst's choice", Represented;
        /// How far an announced cover moves an owner's belief about the probability of approval.
        announcement = 0.35, "share per unit of cover", [0.0, 2.0], (0.1, 0.8), Assumed, "to be fitted to 0.65 USD of credit per USD of guarantee (Cowan et al.)";
        /// Part of order loans with an offer without cover that take cover where that is cheaper; 0: cover for orders only where no lender lends without it.
        orders_by_price = 1.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "1: the firm takes the cheaper offer; rules of funds often ask for proof that no other loan is to be had";
        /// Running cost of the fund.
        administration_usd = 50_000, "USD per year", [0, 10_000_000], (20_000, 500_000), Assumed, "a small unit", Represented;
        /// Part paid by donors; the rest is public.
        donor_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "public scheme";
    }
}

impl Kind for CreditGuaranteeParameters {
    const TITLE: &'static str = "credit guarantee";
    const SCOPE: Scope = Scope::National;
    const REACHES: Reach = Reach::Lenders;
    const BY_LOT: bool = true;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["cover"], &["fund_usd"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["cover", "fund_usd"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = None;

    fn resolve(&self, world: &mut World, turn: Turn) {
        set_guarantee(world, self, turn.strength);
    }

    fn operate(&self, _: &mut World, _: Turn) {}
}

/// Sets cover, fee and limit of new guarantees and pays the running cost of the fund.
fn set_guarantee(world: &mut World, settings: &CreditGuaranteeParameters, strength: f64) {
    if strength <= 0.0 {
        return;
    }
    let donor_share = world.shock_effects.donor_share(settings.donor_share);
    let guarantee = &mut world.guarantee;
    guarantee.cover = (settings.cover * strength.min(1.0)).min(0.95);
    guarantee.fee = settings.fee_per_year;
    guarantee.limit = settings.fund_usd * strength;
    guarantee.orders_by_price = settings.orders_by_price;
    guarantee.announcement = settings.announcement * guarantee.cover;
    guarantee.donor_share = donor_share;
    charge(
        world,
        strength.min(1.0) * settings.administration_usd / 4.0,
        settings.donor_share,
    );
}
