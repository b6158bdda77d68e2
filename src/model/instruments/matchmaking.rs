//! Register, meetings, referrals.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

section! {
    /// `matchmaking`: a screened register of suppliers, meetings with buyers, referrals for open lots.
    MatchmakingParameters in "matchmaking" {
        /// Firms on the register, at most.
        register_capacity = 60, "count of SMEs", [0, 1_000_000], (20, 500), Assumed, "what advisors can know well";
        /// Audit visits of firms that one advisor makes in a quarter.
        visits_per_advisor = 6, "count of SMEs", [0, 200], (2, 15), Assumed, "two days each with travel and report";
        /// Firms named for an open lot, at most.
        referrals_per_lot = 2, "count of SMEs", [0, 20], (1, 5), Assumed, "three screened referrals double the local share where firms are fit";
        /// Referrals that one advisor can make in a quarter.
        referrals_per_advisor = 8, "count of referrals", [0, 1_000], (4, 30), Assumed, "preparing a buyer's visit takes days";
        /// Chance that a TNC takes part in a year, at full response and middling belief and mandate.
        tnc_response = 0.6, "share", [0.0, 1.0], (0.3, 0.9), Assumed, "few anchors per programme";
        /// Cost to screen and register one firm.
        registration_cost_usd = 800, "USD per SME", [0, 50_000], (200, 3_000), Assumed, "audit visit and file";
        /// Cost of one referral to the agency.
        referral_cost_usd = 300, "USD per referral", [0, 20_000], (100, 2_000), Assumed, "about 500 USD per firm at a fair";
        /// Cost of one referral to the TNC.
        referral_cost_tnc_usd = 300, "USD per referral", [0, 20_000], (100, 2_000), Assumed, "a buyer's day";
        /// Database and portal.
        portal_cost_usd = 40_000, "USD per year", [0, 5_000_000], (10_000, 200_000), Assumed, "100,000 to build and 40,000 a year";
        /// Part paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for MatchmakingParameters {
    const TITLE: &'static str = "match-making";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const ASKS_AFFILIATES: bool = true;
    const NEEDS: Needs = &[&["register_capacity"], &["visits_per_advisor"], &["referrals_per_lot"], &["referrals_per_advisor"], &["tnc_response"]];
    const AGENCY_NEEDS: Keys = &["advisors", "outreach_share", "application_chance"];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["register_capacity", "referrals_per_lot"];
}
