//! Contracts, non-disclosure and clauses on knowledge and staff.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

section! {
    /// `legal_ip_support`: contracts, non-disclosure, ownership of knowledge and staff clauses for linkages before the first order.
    LegalIpSupportParameters in "legal_ip_support" {
        /// Cases that are taken on in a quarter.
        cases_per_quarter = 6, "count of linkages", [0, 100_000], (2, 30), Assumed, "two lawyers";
        /// Share of firms on the way to a first order that hear of the help in a quarter.
        awareness = 0.4, "per quarter", [0.0, 1.0], (0.1, 0.8), Assumed, "who looks for terms hears of it soon";
        /// Quarters from the start of a case to its effect.
        case_quarters = 2, "quarters", [1, 20], (1, 4), Assumed, "drafts, talks and signatures";
        /// Rise of the quality of the agreement.
        agreement_gain = 0.15, "share", [0.0, 1.0], (0.0, 0.3), Assumed, "clear terms";
        /// Formal control that clauses add whether partners want it or not.
        control_added = 0.1, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "lawyers write for the worst case; too much reads as distrust";
        /// Protection of the firm's know-how against leaks through staff that leaves.
        leak_protection = 0.4, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "legal and staff measures manage it, not more";
        /// Cost of a case; the labour part follows the local wage.
        case_cost_usd = 2_500, "USD per linkage", [0, 200_000], (500, 10_000), Assumed, "two weeks of a lawyer";
        /// Part of that cost that the firm pays.
        sme_share = 0.2, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "a fee that shows intent";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for LegalIpSupportParameters {
    const TITLE: &'static str = "legal and IP support";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["awareness"], &["cases_per_quarter"], &["agreement_gain", "control_added", "leak_protection"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["cases_per_quarter", "agreement_gain"];
}
