//! Needs of buyers into services.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

section! {
    /// `public_private_dialogue`: a forum that brings the needs of buyers into services for firms.
    PublicPrivateDialogueParameters in "public_private_dialogue" {
        /// Chance that a TNC takes part in a year, at full response and middling belief and mandate.
        tnc_response = 0.6, "share", [0.0, 1.0], (0.3, 0.9), Assumed, "meetings cost little";
        /// Rise of the gains of services, were all affiliates to take part.
        relevance_gain = 0.3, "ratio", [0.0, 3.0], (0.0, 0.6), Assumed, "services that buyers ask for";
        /// Quarters from talks to services that follow them.
        lag_quarters = 4, "quarters", [1, 40], (2, 8), Assumed, "curricula are revised once a year";
        /// Part of the relevance that is lost in a year without talks.
        fade_rate = 0.3, "per year", [0.0, 1.0], (0.1, 0.6), Assumed, "needs move on";
        /// Part of the way that beliefs move in a quarter, were all affiliates to take part.
        belief_step = 0.05, "per quarter", [0.0, 1.0], (0.0, 0.1), Assumed, "as of peers";
        /// Where beliefs move to while there are services.
        belief_with_services = 0.7, "share", [0.0, 1.0], (0.5, 0.9), Assumed, "needs are heard";
        /// Where beliefs move to without services.
        belief_without_services = 0.3, "share", [0.0, 1.0], (0.1, 0.5), Assumed, "talk only";
        /// Cost of the forum.
        forum_cost_usd = 40_000, "USD per year", [0, 10_000_000], (10_000, 200_000), Assumed, "a secretary, studies and meetings";
        /// Cost of taking part to an affiliate.
        work_cost_tnc_usd = 2_000, "USD per TNC and year", [0, 1_000_000], (500, 10_000), Assumed, "days of a manager";
        /// Part of the forum paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for PublicPrivateDialogueParameters {
    const TITLE: &'static str = "public-private dialogue";
    const SCOPE: Scope = Scope::National;
    const REACHES: Reach = Reach::Affiliates;
    const ASKS_AFFILIATES: bool = true;
    const NEEDS: Needs = &[&["tnc_response"], &["relevance_gain", "belief_step"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Lag("lag_quarters");
    const MAIN: Keys = &["relevance_gain"];
}
