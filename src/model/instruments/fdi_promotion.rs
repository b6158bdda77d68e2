//! Extra arrivals of affiliates.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

section! {
    /// `fdi_promotion`: an agency that attracts TNC affiliates, some of which sign a linkage plan as they invest.
    FdiPromotionParameters in "fdi_promotion" {
        /// Extra arrivals at full response, relative to arrivals without promotion.
        arrival_gain = 1.0, "ratio", [0.0, 10.0], (0.3, 1.6), Literature, "sign and developing countries only: Harding and Javorcik, 124 countries; size assumed";
        /// Human capital of the country that lets all of them come; fewer where it is lower, in proportion.
        human_capital_min = 0.9, "index", [0.1, 2.0], (0.7, 1.2), Assumed, "investors of the kind that buys inputs ask for skills";
        /// Projects that the agency can bring to a decision in a year.
        projects_per_year = 4, "count of TNCs", [0, 10_000], (1, 20), Assumed, "each takes months of staff";
        /// Lots of a promoted affiliate relative to those of another.
        localisable_ratio = 0.6, "ratio", [0.01, 2.0], (0.3, 1.0), Assumed, "affiliates that move for incentives bring their suppliers";
        /// Departures of promoted affiliates relative to others.
        departure_ratio = 1.5, "ratio", [0.2, 10.0], (1.0, 3.0), Assumed, "footloose in an Irish study, not in a Swedish one";
        /// Share of promoted affiliates that sign a linkage plan at the investment stage.
        linked_entry = 0.0, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "an option of the programme; none without it";
        /// Openness of such an affiliate relative to another.
        linked_openness = 1.5, "ratio", [0.0, 10.0], (1.0, 2.0), Assumed, "the plan names categories to be bought locally";
        /// Belief in local suppliers and local mandate that the plan adds, each.
        linked_commitment = 0.2, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "headquarters have agreed to it";
        /// Cost of such a plan to the affiliate.
        linked_cost_tnc_usd = 20_000, "USD per TNC", [0, 5_000_000], (5_000, 200_000), Assumed, "a purchasing study";
        /// Incentive paid for each promoted affiliate: site, training, tax.
        incentive_usd = 200_000, "USD per TNC", [0, 100_000_000], (0, 5_000_000), Assumed, "of the order of a third of a year's localisable purchases";
        /// Cost of the promotion agency's work.
        promotion_cost_usd = 100_000, "USD per year", [0, 100_000_000], (20_000, 5_000_000), Assumed, "a few officers, missions abroad";
        /// Quarters from promotion to arrival.
        lag_quarters = 4, "quarters", [0, 40], (2, 12), Assumed, "from first visit to opening";
        /// Part of the agency's work paid by donors; the rest, and incentives, are public.
        donor_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "public scheme";
    }
}

impl Kind for FdiPromotionParameters {
    const TITLE: &'static str = "promotion of investment";
    const SCOPE: Scope = Scope::National;
    const REACHES: Reach = Reach::Affiliates;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["arrival_gain"], &["projects_per_year"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    // affiliates that promotion has won come after its end too
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["arrival_gain", "linked_entry"];
}
