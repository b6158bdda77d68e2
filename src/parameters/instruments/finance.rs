//! Instruments that finance firms.

use crate::parameters::registry::section;

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
