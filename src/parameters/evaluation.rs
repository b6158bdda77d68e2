//! Valuation of programmes; no world depends on these parameters.

use super::registry::section;

section! {
    /// How costs and gains are valued and discounted; no parameter here changes a world.
    EvaluationParameters in "evaluation" {
        /// Rate at which costs and outcomes are discounted to the start of the window; 0 for none.
        discount_rate = 0.05, "per year", [0.0, 0.3], (0.0, 0.12), Assumed, "real rates of 3 to 12 % are common in appraisal";
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
