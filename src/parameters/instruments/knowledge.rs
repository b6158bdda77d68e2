//! Instruments that move knowledge.

use crate::parameters::registry::section;

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

section! {
    /// `buyer_supplier_development`: programmes of affiliates for their own suppliers, shared in cost with the firms and the state.
    BuyerSupplierDevelopmentParameters in "buyer_supplier_development" {
        /// Suppliers that one affiliate takes in at a time, its largest first.
        suppliers_per_tnc = 5, "count of SMEs", [0, 10_000], (2, 30), Assumed, "a team of two engineers";
        /// Chance that a TNC of middling orientation takes part in a year, at full response and middling belief and mandate.
        tnc_response = 0.4, "share", [0.0, 1.0], (0.1, 0.7), Assumed, "its own suppliers gain";
        /// How far a TNC's orientation to responsibility raises that chance above, or lowers it below, a middling one's.
        orientation_weight = 1.0, "ratio per unit", [0.0, 2.0], (0.0, 2.0), Assumed, "whose values hold such programmes starts them";
        /// Chance that a change of strategy ends an affiliate's programme for good.
        stop_rate = 0.10, "per year", [0.0, 1.0], (0.03, 0.3), Assumed, "managers and strategies change every few years";
        /// Quarters from an affiliate's start to its first effect.
        lag_quarters = 1, "quarters", [0, 12], (1, 4), Assumed, "needs are assessed first";
        /// What is added to the help that buyers give in any case (`capability.buyer_assistance`).
        assistance = 0.3, "share", [0.01, 1.0], (0.1, 0.6), Assumed, "help that suppliers of such programmes report";
        /// Quality gained in a year by a supplier that absorbs it all.
        gain_quality = 0.03, "index per year", [0.0, 0.3], (0.0, 0.08), Assumed, "training on the buyer's needs";
        /// Management gained likewise.
        gain_management = 0.03, "index per year", [0.0, 0.3], (0.0, 0.08), Assumed, "as above";
        /// Standards gained likewise.
        gain_standards = 0.02, "index per year", [0.0, 0.3], (0.0, 0.08), Assumed, "as above";
        /// Cost of one supplier in a programme; the labour part follows the local wage.
        supplier_cost_usd = 4_000, "USD per SME and year", [0, 200_000], (1_000, 20_000), Assumed, "engineers' visits and training";
        /// Part of that cost that the affiliate pays.
        tnc_share = 0.5, "share", [0.0, 1.0], (0.3, 1.0), Assumed, "cost shared among affiliate, firm and state";
        /// Part of the remainder that the firm pays.
        sme_share = 0.2, "share", [0.0, 1.0], (0.0, 0.5), Assumed, "as above";
        /// Part of what is then left paid by donors; the rest is public.
        donor_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "a public scheme";
    }
}

section! {
    /// `export_launchpad`: help to enter markets abroad, in the neighbourhood first, for registered firms whose goods are traded.
    ExportLaunchpadParameters in "export_launchpad" {
        /// Firms taken on in a quarter.
        places_per_quarter = 3, "count of SMEs", [0, 100_000], (1, 30), Assumed, "one export adviser and a few fairs a year";
        /// Quarters of preparation before the first fair.
        lag_quarters = 2, "quarters", [0, 12], (1, 4), Assumed, "plans, samples and papers";
        /// Quarters for which help goes on from then.
        launch_quarters = 6, "quarters", [1, 40], (2, 12), Assumed, "several rounds of fairs and buyers' visits";
        /// What help adds to the chance to begin to export of a firm at the frontier of capability and standards.
        start_chance = 0.25, "per quarter", [0.0, 1.0], (0.05, 0.5), Assumed, "at middling readiness one firm in four begins in six quarters";
        /// Cost of one firm; the labour part follows the local wage.
        launch_cost_usd = 8_000, "USD per SME", [0, 500_000], (2_000, 40_000), Assumed, "an adviser's time, fairs and travel";
        /// Part of that cost that the firm pays.
        sme_share = 0.3, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "half is usual in export promotion; less for small firms";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "an export agency";
    }
}
