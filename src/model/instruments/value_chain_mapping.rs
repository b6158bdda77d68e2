//! Surveys of what TNCs buy and who could supply it.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

section! {
    /// `value_chain_mapping`: surveys of what TNCs buy and who could supply it; they aim outreach and order shortlists.
    ValueChainMappingParameters in "value_chain_mapping" {
        /// Categories that are surveyed, for the first time or again, in a quarter.
        categories_per_quarter = 2, "count of categories", [0, 1_000], (1, 10), Assumed, "a small team of analysts";
        /// Quarters from the start of a survey to its use.
        survey_quarters = 2, "quarters", [1, 20], (1, 4), Assumed, "interviews with buyers and firms, then a report";
        /// How far a fresh map is right about who is within reach and who fits: 0 is chance, 1 the truth.
        accuracy = 0.6, "share", [0.0, 1.0], (0.3, 0.85), Assumed, "data beat juries, buyers' audits beat data (McKenzie and Sansone)";
        /// Part of its accuracy that a map loses when it is not renewed.
        staleness = 0.30, "per year", [0.0, 1.0], (0.1, 0.6), Assumed, "firms, buyers and their needs change";
        /// Cost of a survey; the labour part follows the local wage.
        category_cost_usd = 15_000, "USD per category", [0, 1_000_000], (5_000, 60_000), Assumed, "a sector study of about two months";
        /// Upkeep of the data.
        upkeep_usd = 8_000, "USD per year", [0, 1_000_000], (2_000, 40_000), Assumed, "an analyst's part time";
        /// Part paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for ValueChainMappingParameters {
    const TITLE: &'static str = "value-chain mapping";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Agency;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["categories_per_quarter"], &["accuracy"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[InstrumentKind::Matchmaking, InstrumentKind::UpgradingSupport, InstrumentKind::CertificationSupport, InstrumentKind::EntrepreneurshipTraining];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["categories_per_quarter", "accuracy"];
}
