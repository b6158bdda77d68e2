//! Business development services.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

/// Quarters of diagnosis before services begin.
const DIAGNOSIS_QUARTERS: f64 = 1.0;

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
        /// Innovation base gained likewise, from technology extension.
        gain_innovation = 0.0, "index", [0.0, 0.6], (0.0, 0.15), Assumed, "0: services without technology extension";
        /// Chance that a diagnosis ends in a plan with equipment that the firm must pay for.
        equipment_plan_chance = 0.8, "share", [0.0, 1.0], (0.3, 1.0), Assumed, "plans ask for machines and test equipment";
        /// Cost of serving one firm, all steps; the labour part follows the local wage.
        client_cost_usd = 9_000, "USD per SME", [0, 500_000], (4_000, 20_000), Literature, "linkage packages in Mozambique: 5,000 to 10,000 USD per SME";
        /// Rise of the gain in whichever of quality and standards binds by the agency's diagnosis; 0: one service for all.
        tailoring = 0.0, "ratio", [0.0, 3.0], (0.0, 1.0), Assumed, "0: generic; half as much again where plans are made firm by firm";
        /// Rise of the cost of serving a firm per unit of tailoring.
        tailoring_cost = 0.5, "ratio per unit", [0.0, 5.0], (0.2, 1.5), Assumed, "specialists instead of one course for all";
        /// Part of that cost that the firm pays.
        sme_share = 0.10, "share", [0.0, 1.0], (0.0, 0.5), Literature, "firms paid 1,000 to 2,100 of 13,800 USD (Colombia)";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for UpgradingSupportParameters {
    const TITLE: &'static str = "upgrading support";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["gain_management", "gain_quality", "gain_standards", "gain_innovation", "equipment_plan_chance"]];
    const AGENCY_NEEDS: Keys = &["advisors", "clients_per_advisor", "accept_share", "outreach_share", "application_chance"];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Service {
        what: "diagnosis and services take",
        key: "service_quarters",
        before: DIAGNOSIS_QUARTERS,
    };
    const MAIN: Keys = &["service_quarters", "client_cost_usd"];
}
