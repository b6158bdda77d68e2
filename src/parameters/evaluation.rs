//! Valuation of programmes; no world depends on these parameters.

use super::registry::section;

section! {
    /// What counts as upgraded, and how costs and gains are valued and discounted; no parameter here changes what happens in a world.
    EvaluationParameters in "evaluation" {
        /// Rate at which costs and outcomes are discounted to the start of the window; 0 for none.
        discount_rate = 0.05, "per year", [0.0, 0.3], (0.0, 0.12), Assumed, "real rates of 3 to 12 % are common in appraisal";
        /// Whether a certificate alone makes an upgraded supplier; 0: a buyer's gate or productivity does, and certificates have a line of their own.
        upgrade_by_certificate = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "paper is no ability: 1 counts a certificate as a gate passed";
        /// Productivity gained since the start of the window, less that of the sector, from which a supplier counts as upgraded; 0 counts gates alone.
        upgrade_productivity = 0.10, "log points", [0.0, 2.0], (0.05, 0.2), Assumed, "more than the 3 to 9 % that a first order brings in four years (Alfaro-Urena et al.)";
        /// Value of a worker's time elsewhere, relative to the wage paid.
        shadow_wage = 0.7, "ratio", [0.0, 1.5], (0.3, 1.0), Assumed, "below 1 where labour is underemployed";
        /// Cost to the economy of one dollar of public money.
        public_funds_cost = 1.2, "ratio", [1.0, 3.0], (1.0, 1.5), Assumed, "taxes distort: a dollar raised costs more than a dollar";
        /// Part of value added that the state takes in taxes.
        tax_share = 0.12, "share", [0.0, 0.6], (0.08, 0.3), Assumed, "order of tax over GDP in low-income countries";
        /// Cost of governing a delivery to its buyer, relative to the supplier's own.
        tnc_governance = 1.0, "ratio", [0.0, 5.0], (0.3, 2.0), Assumed, "both sides write, meet and check";
        /// Loss of the buyer from a failed delivery over its value.
        failure_cost = 0.5, "ratio", [0.0, 10.0], (0.1, 2.0), Assumed, "rework, stoppage and urgent replacement";
    }
}
