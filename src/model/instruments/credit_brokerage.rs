//! Help with loan applications.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

section! {
    /// `credit_brokerage`: advice and help with applications for loans; no money of its own.
    CreditBrokerageParameters in "credit_brokerage" {
        /// Cases that one advisor can take on in a quarter.
        cases_per_advisor = 5, "count of SMEs", [0, 200], (2, 12), Assumed, "accounts, a plan and visits to lenders take two weeks";
        /// Share of firms with a plan that hear of the help in a quarter.
        awareness = 0.4, "per quarter", [0.0, 1.0], (0.1, 0.8), Assumed, "who looks for money hears of it sooner than who must be visited";
        /// Quarters for which a finished file can be shown to lenders.
        file_quarters = 4, "quarters", [1, 20], (2, 6), Assumed, "accounts of a year";
        /// Part of the error of a lender's score that a file takes away.
        noise_reduction = 0.5, "share", [0.0, 1.0], (0.2, 0.8), Assumed, "books in order show half of what lenders cannot see";
        /// How far help moves an owner's idea of the chance of approval.
        encouragement = 0.15, "share", [0.0, 1.0], (0.05, 0.4), Assumed, "below the announcement of a guarantee";
        /// Cost of a case; the labour part follows the local wage.
        case_cost_usd = 900, "USD per SME", [0, 50_000], (200, 4_000), Assumed, "books, plan and travel";
        /// Part of that cost that the firm pays.
        sme_share = 0.2, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "brokers take a fee";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for CreditBrokerageParameters {
    const TITLE: &'static str = "credit brokerage";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["cases_per_advisor"], &["awareness"], &["noise_reduction", "encouragement"]];
    const AGENCY_NEEDS: Keys = &["advisors", "application_chance"];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["cases_per_advisor"];
}
