//! Buyers' audits of firms, compared and published.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

section! {
    /// `supplier_benchmarking`: buyers that take part audit firms, and how these compare with the gates is published to firms and buyers.
    SupplierBenchmarkingParameters in "supplier_benchmarking" {
        /// Chance that a TNC takes part in a year, at full response and middling belief and mandate.
        tnc_response = 0.4, "share", [0.0, 1.0], (0.1, 0.8), Assumed, "between match-making and contracts: auditors' days, no orders";
        /// Firms that an affiliate that takes part audits in a quarter.
        audits_per_tnc = 3, "count of SMEs", [0, 1_000], (1, 10), Assumed, "as in a panel of buyers: a day or two a month";
        /// Audits that the agency can arrange in a quarter, at most.
        audits_max = 15, "count of SMEs", [0, 100_000], (5, 100), Assumed, "one officer";
        /// Error of an audit.
        audit_error = 0.05, "index", [0.0, 0.6], (0.02, 0.12), Assumed, "a day on site, below the error after a referral";
        /// Quarters from an audit to the published comparison.
        lag_quarters = 1, "quarters", [0, 12], (1, 3), Assumed, "results are checked and made comparable first";
        /// Quarters for which a published result is of use, less as it ages.
        valid_quarters = 8, "quarters", [1, 80], (4, 16), Assumed, "suppliers are audited again after one to three years";
        /// Share of affiliates that read the comparison.
        readers_share = 0.5, "share", [0.0, 1.0], (0.1, 0.9), Assumed, "many trust their own audits only";
        /// Part of the error of a reader's first look that a fresh result takes away.
        error_cut = 0.6, "share", [0.0, 1.0], (0.2, 0.9), Assumed, "a measured value instead of samples and references";
        /// Distance below a gate that an owner holds to be within reach.
        reach = 0.12, "index", [0.0, 1.0], (0.05, 0.25), Assumed, "what one plan or a year of services may add";
        /// Rise in the effort of an owner who sees a gate within reach.
        effort_gain = 0.5, "ratio", [0.0, 5.0], (0.0, 1.0), Assumed, "a goal in sight; direction as in work on feedback and rank";
        /// Fall in the effort of an owner who sees it out of reach.
        effort_loss = 0.3, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "ranks discourage those at the bottom";
        /// How far services and plans turn from the stronger to the weaker of quality and standards.
        focus = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "hours and machines are moved, none are added";
        /// Cost of an audit to the agency and the firm; the labour part follows the local wage.
        audit_cost_usd = 500, "USD per SME", [0, 50_000], (100, 3_000), Assumed, "preparation, travel and report";
        /// Part of that cost that the firm pays.
        sme_share = 0.2, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "a fee that shows intent";
        /// Cost of an audit to the TNCs.
        audit_cost_tnc_usd = 600, "USD per SME", [0, 50_000], (200, 2_000), Assumed, "two days of a buyer's engineer";
        /// Cost of keeping and publishing the comparison.
        publication_usd = 15_000, "USD per year", [0, 5_000_000], (3_000, 80_000), Assumed, "data, checks and a yearly event";
        /// Part of the agency's cost paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for SupplierBenchmarkingParameters {
    const TITLE: &'static str = "benchmarking of suppliers";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const ASKS_AFFILIATES: bool = true;
    const NEEDS: Needs = &[&["tnc_response"], &["audits_per_tnc"], &["audits_max"], &["effort_gain", "effort_loss", "focus", "error_cut"]];
    const AGENCY_NEEDS: Keys = &["outreach_share", "application_chance"];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Lag("lag_quarters");
    const MAIN: Keys = &["audits_max"];
}
