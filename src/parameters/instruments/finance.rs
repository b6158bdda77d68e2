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
