//! Credit on orders to domestic SMEs.

use super::quarter::{acting, lagged};
use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn};
use crate::model::instruments::charge;
use crate::model::world::World;
use crate::parameters::section;

section! {
    /// `sourcing_incentive`: a tax credit or grant to TNCs on what they buy from domestic SMEs.
    SourcingIncentiveParameters in "sourcing_incentive" {
        /// Credit on orders delivered by domestic SMEs.
        credit_share = 0.05, "share of orders", [0.0, 1.0], (0.01, 0.15), Assumed, "the analyst's choice";
        /// Part of the credit that is paid on linkages formed before the instrument began.
        earlier_share = 1.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "tax credits seldom ask when a linkage began";
        /// Share of affiliates that claim it in a year.
        claim_share = 0.6, "share", [0.0, 1.0], (0.3, 0.9), Assumed, "records must be kept, headquarters must care";
        /// Rise of a claiming affiliate's openness per unit of credit.
        openness_response = 3.0, "ratio per unit", [0.0, 50.0], (0.0, 6.0), Assumed, "a credit of 5 % opens 15 % more tenders";
        /// Part of the credit that buyers count as a lower price of local offers.
        price_weight = 0.3, "share", [0.0, 1.0], (0.1, 1.0), Assumed, "purchasers do not see the tax account";
        /// Quarters from the credit to buyers' response.
        lag_quarters = 2, "quarters", [0, 40], (0, 6), Assumed, "purchasing rules are revised once a year";
        /// Most that is paid in a year; claims above it are cut in proportion.
        budget_usd = 500_000, "USD per year", [0, 10_000_000_000.0], (50_000, 50_000_000), Assumed, "a line of the budget";
        /// Cost of checking claims.
        administration_usd = 40_000, "USD per year", [0, 100_000_000], (10_000, 1_000_000), Assumed, "two officers";
        /// Cost of claiming to an affiliate.
        claim_cost_tnc_usd = 3_000, "USD per TNC and year", [0, 1_000_000], (500, 20_000), Assumed, "records and an auditor's letter";
        /// Part of credits and administration paid by donors; the rest is public.
        donor_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "public scheme";
    }
}

impl Kind for SourcingIncentiveParameters {
    const TITLE: &'static str = "sourcing incentive";
    const SCOPE: Scope = Scope::National;
    const REACHES: Reach = Reach::Affiliates;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["budget_usd"], &["credit_share"], &["claim_share"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Lag("lag_quarters");
    const MAIN: Keys = &["budget_usd", "credit_share"];
    const STAGE: Stage = Stage::Services;
    const ROUND: Option<u8> = None;

    fn resolve(&self, world: &mut World, turn: Turn) {
        charge(
            world,
            turn.strength.min(1.0) * self.administration_usd / 4.0,
            self.donor_share,
        );
        let lagged = lagged(world, turn, self.lag_quarters);
        world.levers.incentive = acting(world, turn, self, lagged);
    }

    fn operate(&self, _: &mut World, _: Turn) {}

    fn serve_firm(_: &mut World, _: usize) {}
}
