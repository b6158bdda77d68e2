//! Partial guarantee.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

section! {
    /// `credit_guarantee`: a partial guarantee of new upgrading and order loans.
    CreditGuaranteeParameters in "credit_guarantee" {
        /// Part of a loss that the fund bears.
        cover = 0.60, "share", [0.0, 0.95], (0.5, 0.85), Literature, "order of published schemes (Beck et al.)";
        /// Fee on the covered amount.
        fee_per_year = 0.015, "per year", [0.0, 0.2], (0.005, 0.03), Literature, "as above";
        /// Greatest covered amount outstanding.
        fund_usd = 1_000_000, "USD", [0, 10_000_000_000.0], (100_000, 50_000_000), Assumed, "the analyst's choice";
        /// How far an announced cover moves an owner's idea of the chance of approval.
        announcement = 0.35, "share per unit of cover", [0.0, 2.0], (0.1, 0.8), Assumed, "to be fitted to 0.65 USD of credit per USD of guarantee (Cowan et al.)";
        /// Running cost of the fund.
        administration_usd = 50_000, "USD per year", [0, 10_000_000], (20_000, 500_000), Assumed, "a small unit";
        /// Part paid by donors; the rest is public.
        donor_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "public scheme";
    }
}

impl Kind for CreditGuaranteeParameters {
    const TITLE: &'static str = "credit guarantee";
    const SCOPE: Scope = Scope::National;
    const REACHES: Reach = Reach::Lenders;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["cover"], &["fund_usd"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["cover", "fund_usd"];
}
