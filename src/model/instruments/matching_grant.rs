//! Grants for equipment plans.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

section! {
    /// `matching_grant`: a grant for part of an equipment plan that the firm has made.
    MatchingGrantParameters in "matching_grant" {
        /// Grants promised in a quarter, at most; what is left is not carried over.
        budget_usd = 60_000, "USD per quarter", [0, 1_000_000_000.0], (10_000, 2_000_000), Assumed, "the analyst's choice";
        /// Part of the plan that a grant pays.
        grant_share = 0.5, "share", [0.0, 1.0], (0.3, 0.7), Literature, "half, up to 10,000 USD (Yemen, McKenzie et al.)";
        /// Greatest grant.
        cap_usd = 10_000, "USD per SME", [0, 10_000_000], (2_000, 50_000), Literature, "as above";
        /// Share of firms with a plan that hear of the call in a quarter.
        awareness = 0.4, "per quarter", [0.0, 1.0], (0.1, 0.8), Assumed, "who looks for money hears of it sooner than who must be visited";
        /// Quarters from application to payment; the firm waits with its plan.
        decision_quarters = 1, "quarters", [0, 8], (1, 3), Assumed, "boards meet now and then";
        /// How far forms and rules keep firms from applying.
        form_burden = 1.0, "logit", [0.0, 4.0], (0.0, 2.1), Literature, "4 applicants a place with a simple form, half of one with a complex one (McKenzie et al.)";
        /// Cost of assessing one application.
        application_cost_usd = 500, "USD per application", [0, 20_000], (100, 2_000), Assumed, "a reader, a visit and a board";
        /// Cost of watching how grants are spent, over the grants paid.
        administration_share = 0.15, "share of grants", [0.0, 1.0], (0.05, 0.3), Assumed, "claims, proofs and audits";
        /// Part paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for MatchingGrantParameters {
    const TITLE: &'static str = "matching grant";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["awareness"], &["budget_usd"], &["grant_share"], &["cap_usd"]];
    const AGENCY_NEEDS: Keys = &["application_chance"];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["budget_usd", "grant_share", "cap_usd"];
}
