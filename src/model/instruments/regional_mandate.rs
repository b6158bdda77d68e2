//! Talks about mandates for a region.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

section! {
    /// `regional_mandate`: talks with headquarters, so that an affiliate serves a region; its suppliers may follow, or a sister wins.
    RegionalMandateParameters in "regional_mandate" {
        /// Chance that a TNC takes part in a year, at full response and middling belief and mandate.
        tnc_response = 0.3, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "half of the response to match-making: it raises a question at headquarters";
        /// Affiliates with whom talks begin in a quarter, at most.
        talks_per_quarter = 1, "count of TNCs", [0, 1_000], (1, 5), Assumed, "missions to headquarters";
        /// Quarters from the first talks to the decision of headquarters.
        lag_quarters = 4, "quarters", [0, 40], (2, 12), Assumed, "plans of regions are made once a year";
        /// Chance that the affiliate gets the mandate, at middling belief in local suppliers.
        win_chance = 0.25, "share", [0.0, 1.0], (0.05, 0.5), Assumed, "one of four sisters";
        /// Chance that a sister affiliate in the region gets it instead.
        loss_chance = 0.15, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "who asks for a comparison may lose it";
        /// Rise of the affiliate's local mandate by a regional one.
        mandate_gain = 0.2, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "headquarters leave more to it";
        /// Rise of what the affiliate buys.
        volume_gain = 0.15, "ratio", [0.0, 2.0], (0.05, 0.5), Assumed, "it makes for its neighbours too";
        /// Fall of what it buys where a sister gets the mandate.
        volume_loss = 0.15, "share", [0.0, 1.0], (0.05, 0.5), Assumed, "the sister makes for this country too";
        /// Chance that a regular supplier at the frontier of capability and standards begins to sell to sister affiliates abroad.
        sister_chance = 0.10, "per quarter", [0.0, 1.0], (0.0, 0.3), Assumed, "at middling readiness one in four in ten quarters";
        /// First sales to sister affiliates over its orders from the affiliate.
        sister_share = 0.3, "ratio", [0.0, 2.0], (0.1, 1.0), Assumed, "one more plant, smaller";
        /// Cost of the talks with one affiliate; the labour part follows the local wage.
        talk_cost_usd = 25_000, "USD per TNC", [0, 5_000_000], (5_000, 200_000), Assumed, "a study of the region and missions abroad";
        /// Cost of the talks to the affiliate.
        talk_cost_tnc_usd = 15_000, "USD per TNC", [0, 5_000_000], (3_000, 100_000), Assumed, "a business case for headquarters";
        /// Part of the agency's cost paid by donors; the rest is public.
        donor_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "an investment agency";
    }
}

impl Kind for RegionalMandateParameters {
    const TITLE: &'static str = "regional mandates";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Affiliates;
    const ASKS_AFFILIATES: bool = true;
    const NEEDS: Needs = &[&["tnc_response"], &["talks_per_quarter"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Lag("lag_quarters");
    const MAIN: Keys = &["talks_per_quarter"];
}
