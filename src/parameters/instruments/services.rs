//! Instruments that raise what firms can do.

use crate::parameters::registry::section;

section! {
    /// `upgrading_support`: diagnosis, plan and business development services in steps.
    UpgradingSupportParameters in "upgrading_support" {
        /// Quarters of service after diagnosis.
        service_quarters = 4, "quarters", [1, 40], (2, 12), Literature, "diagnosis up to 6 months, plan up to 3 years (Chile)";
        /// Management gained by a firm that can absorb it all.
        gain_management = 0.10, "index", [0.0, 0.6], (0.03, 0.26), Literature, "8 to 10 points, group or one-to-one (Colombia)";
        /// Quality gained likewise, from services alone.
        gain_quality = 0.05, "index", [0.0, 0.6], (0.0, 0.15), Assumed, "half of the practice gain";
        /// Standards gained likewise, from services alone.
        gain_standards = 0.08, "index", [0.0, 0.6], (0.0, 0.3), Assumed, "preparation for audits";
        /// Chance that a diagnosis ends in a plan with equipment that the firm must pay for.
        equipment_plan_chance = 0.8, "share", [0.0, 1.0], (0.3, 1.0), Assumed, "plans ask for machines and test equipment";
        /// Cost of serving one firm, all steps; the labour part follows the local wage.
        client_cost_usd = 9_000, "USD per SME", [0, 500_000], (4_000, 20_000), Literature, "linkage packages in Mozambique: 5,000 to 10,000 USD per SME";
        /// Part of that cost that the firm pays.
        sme_share = 0.10, "share", [0.0, 1.0], (0.0, 0.5), Literature, "firms paid 1,000 to 2,100 of 13,800 USD (Colombia)";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}
