//! Contracts on joint projects with milestones and an exit plan.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

section! {
    /// `modular_transfer`: contracts on joint projects with milestones and an exit plan, arranged by an agency for regular linkages.
    ModularTransferParameters in "modular_transfer" {
        /// Contracts arranged in a quarter, at most.
        contracts_per_quarter = 3, "count of linkages", [0, 100_000], (1, 20), Assumed, "a lawyer and an engineer part time";
        /// Chance that a TNC takes part in a year, at full response and middling belief and mandate.
        tnc_response = 0.3, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "half of the response to match-making: it binds the buyer";
        /// Quarters from first talks to a contract that holds.
        negotiation_quarters = 1, "quarters", [0, 12], (1, 4), Assumed, "drafts go to and fro";
        /// Modules of projects that start under a contract (M).
        modules = 4, "count of modules", [1, 24], (1, 12), Assumed, "flat optimum around 3 to 8 at usual hazards of ending";
        /// Part of the work on an unfinished module that the firm keeps by its exit plan (f_s).
        salvage = 0.30, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "drawings, samples and tools are handed over";
        /// What a contract adds to the chance of a joint project, at full help of the buyer, innovation base and trust.
        project_chance = 0.10, "per quarter", [0.0, 1.0], (0.0, 0.3), Assumed, "a contract is made for a project that one has in mind";
        /// Cost of arranging a contract; the labour part follows the local wage.
        contract_cost_usd = 3_000, "USD per linkage", [0, 200_000], (500, 15_000), Assumed, "drafting, milestones and an exit plan";
        /// Part of that cost that the firm pays.
        sme_share = 0.10, "share", [0.0, 1.0], (0.0, 0.5), Assumed, "a fee that shows intent";
        /// Cost to the affiliate of negotiating a contract.
        tnc_cost_usd = 1_500, "USD per linkage", [0, 200_000], (500, 10_000), Assumed, "its own lawyers and engineers";
        /// Part of the cost to the agency paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for ModularTransferParameters {
    const TITLE: &'static str = "modular transfer";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const ASKS_AFFILIATES: bool = true;
    const NEEDS: Needs = &[&["tnc_response"], &["contracts_per_quarter"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["contracts_per_quarter", "modules"];
}
