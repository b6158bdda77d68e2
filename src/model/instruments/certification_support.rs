//! Shared cost of a certificate.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

section! {
    /// `certification_support`: a shared cost of preparing for a quality certificate and of its audit.
    CertificationSupportParameters in "certification_support" {
        /// Firms in preparation at a time, at most.
        places = 20, "count of SMEs", [0, 100_000], (5, 100), Assumed, "what consultants of the programme can coach";
        /// Quarters from admission to the audit.
        preparation_quarters = 3, "quarters", [1, 12], (1, 4), Literature, "3 to 12 months are usual (guides of certifiers)";
        /// Chance that the audit is passed.
        success_chance = 0.7, "share", [0.0, 1.0], (0.5, 0.9), Assumed, "some tire or fall short";
        /// Cost of coaching a firm, beside the cost of the certificate; the labour part follows the local wage.
        coaching_cost_usd = 4_000, "USD per SME", [0, 200_000], (1_000, 15_000), Assumed, "consultants 10,000 to 15,000 USD with audit in rich countries (vendors' pages)";
        /// Part of both costs that the firm pays.
        sme_share = 0.5, "share", [0.0, 1.0], (0.2, 0.8), Assumed, "half is usual in shared schemes";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for CertificationSupportParameters {
    const TITLE: &'static str = "certification support";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["places"], &["success_chance"]];
    const AGENCY_NEEDS: Keys = &["outreach_share", "application_chance"];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Service {
        what: "preparation takes",
        key: "preparation_quarters",
        before: 0.0,
    };
    const MAIN: Keys = &["places"];
}
