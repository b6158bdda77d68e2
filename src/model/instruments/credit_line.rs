//! Funded upgrading loans.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

section! {
    /// `credit_line`: funds for upgrading loans through providers.
    CreditLineParameters in "credit_line" {
        /// Funds placed with providers at the start.
        funds_usd = 1_000_000, "USD", [0, 10_000_000_000.0], (100_000, 50_000_000), Assumed, "the analyst's choice";
        /// How far the cost of these funds lies below the market.
        rate_discount = 0.03, "per year", [0.0, 0.3], (0.0, 0.08), Assumed, "usual concession";
        /// Running cost of the line.
        administration_share = 0.02, "per year of funds", [0.0, 0.3], (0.005, 0.05), Assumed, "monitoring providers";
        /// Part paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for CreditLineParameters {
    const TITLE: &'static str = "credit line";
    const SCOPE: Scope = Scope::National;
    const REACHES: Reach = Reach::Lenders;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["funds_usd"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["funds_usd", "rate_discount"];
}
