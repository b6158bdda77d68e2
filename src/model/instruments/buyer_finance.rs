//! Advances of TNCs on their orders.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

section! {
    /// `buyer_finance`: affiliates that take part advance money on their orders to the SMEs that hold them.
    BuyerFinanceParameters in "buyer_finance" {
        /// Part of the working capital of an affiliate's orders that it advances.
        advance_share = 0.6, "share", [0.0, 1.0], (0.3, 0.9), Assumed, "purchase-order finance; payment in 15 instead of 30 days was measured in public orders (Barrot and Nanda)";
        /// Advances that one affiliate has outstanding, at most.
        limit_usd = 500_000, "USD per TNC", [0, 10_000_000_000.0], (50_000, 10_000_000), Assumed, "its treasury's choice";
        /// Chance that a TNC takes part in a year, at full response and middling belief and mandate.
        tnc_response = 0.3, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "half of the response to match-making: it ties up the buyer's money";
        /// Fee that the supplier pays.
        fee_per_year = 0.06, "per year", [0.0, 0.5], (0.02, 0.15), Assumed, "real; below a small firm's loan";
        /// Cost of the money to the affiliate.
        funding_rate = 0.05, "per year", [0.0, 0.5], (0.02, 0.10), Assumed, "real; a large firm's cost of funds";
        /// Cost to the affiliate of checking and paying one supplier.
        tnc_cost_usd = 400, "USD per SME and year", [0, 50_000], (100, 2_000), Assumed, "clerks and systems";
        /// Cost to the agency of one supplier in the scheme.
        administration_usd = 300, "USD per SME and year", [0, 50_000], (100, 2_000), Assumed, "contracts and checks";
        /// Part of that cost paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for BuyerFinanceParameters {
    const TITLE: &'static str = "buyer finance";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Affiliates;
    const ASKS_AFFILIATES: bool = true;
    const NEEDS: Needs = &[&["tnc_response"], &["advance_share"], &["limit_usd"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["advance_share"];
}
