//! Affiliates adopt principles of collaboration.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

section! {
    /// `partnering_practice`: affiliates adopt principles of collaboration, bundle by bundle.
    PartneringPracticeParameters in "partnering_practice" {
        /// Affiliates that can be advised at a time.
        tncs_max = 6, "count of TNCs", [0, 10_000], (2, 20), Assumed, "one adviser looks after a few purchasing departments";
        /// Chance that a TNC takes part in a year, at full response and middling belief and mandate.
        tnc_response = 0.4, "share", [0.0, 1.0], (0.1, 0.7), Assumed, "few affiliates may change group rules";
        /// Rise of the practices of relationships, governance and measurement (p1, p5, p11) at full adoption.
        process_rise = 0.2, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "half a step on a scale of five";
        /// Rise of objectives, competence and value creation (p3, p6, p8) likewise.
        assistance_rise = 0.2, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "as above";
        /// Rise of values, leadership, mutual benefit and knowledge (p2, p4, p7, p9) likewise.
        trust_rise = 0.2, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "as above";
        /// Rise of risk management and exit strategy (p10, p12) likewise.
        exit_rise = 0.2, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "as above";
        /// Quarters to full adoption.
        adoption_quarters = 6, "quarters", [1, 80], (4, 8), Assumed, "rules, people and habits change slowly";
        /// Part of what was raised that fades in a year once an affiliate no longer takes part.
        fade_rate = 0.25, "per year", [0.0, 1.0], (0.1, 0.6), Assumed, "managers rotate, group rules come back";
        /// Cost of advice and assessment of one affiliate; the labour part follows the local wage.
        advice_cost_usd = 15_000, "USD per TNC and year", [0, 1_000_000], (5_000, 50_000), Assumed, "consultants' weeks and an assessment";
        /// Cost of working on it to the affiliate.
        work_cost_tnc_usd = 20_000, "USD per TNC and year", [0, 5_000_000], (5_000, 100_000), Assumed, "half a manager and training of buyers";
        /// Cost of keeping to what was raised, over orders to SMEs, per unit of the mean over all twelve practices.
        upkeep_share = 0.125, "share of orders per unit", [0.0, 1.0], (0.05, 0.3), Assumed, "a relationship manager at 40,000 USD for 40 suppliers of 40,000 USD each, at a rise of 0.2";
        /// Part of advice paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for PartneringPracticeParameters {
    const TITLE: &'static str = "partnering practice";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Affiliates;
    const ASKS_AFFILIATES: bool = true;
    const NEEDS: Needs = &[&["tnc_response"], &["tncs_max"], &["process_rise", "assistance_rise", "trust_rise", "exit_rise"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["tncs_max", "adoption_quarters"];
}
