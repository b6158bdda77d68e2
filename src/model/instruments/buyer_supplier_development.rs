//! Programmes of affiliates for their own suppliers.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

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

impl Kind for BuyerSupplierDevelopmentParameters {
    const TITLE: &'static str = "supplier development by buyers";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const ASKS_AFFILIATES: bool = true;
    const NEEDS: Needs = &[&["tnc_response"], &["suppliers_per_tnc"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Lag("lag_quarters");
    const MAIN: Keys = &["suppliers_per_tnc", "assistance"];
}
