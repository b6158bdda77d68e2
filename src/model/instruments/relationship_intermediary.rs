//! Trusted third party for facilitated linkages.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

section! {
    /// `relationship_intermediary`: a trusted third party for linkages that the same agency brought about.
    RelationshipIntermediaryParameters in "relationship_intermediary" {
        /// Linkages that are looked after at a time.
        places = 15, "count of linkages", [0, 100_000], (5, 60), Assumed, "a visit a month each";
        /// Quarters for which one linkage is looked after; help fades in equal steps.
        support_quarters = 8, "quarters", [1, 40], (4, 12), Assumed, "strong early, limited later";
        /// Part of friction that is removed at the beginning.
        friction_removed = 0.6, "share", [0.0, 1.0], (0.2, 0.9), Assumed, "translates, in every sense";
        /// Part of what partners do not settle of a breach by themselves that is settled at the beginning.
        settled_share = 0.5, "share", [0.0, 1.0], (0.1, 0.8), Assumed, "helps in disputes";
        /// Trust that is lost where the third party leaves at the beginning; less later.
        dependence_loss = 0.25, "share", [0.0, 1.0], (0.0, 0.5), Assumed, "partners trusted the third party, not yet each other";
        /// Cost of looking after a linkage; the labour part follows the local wage.
        case_cost_usd = 2_000, "USD per linkage and year", [0, 100_000], (500, 8_000), Assumed, "a dozen days with travel";
        /// Cost of its time to the affiliate.
        case_cost_tnc_usd = 500, "USD per linkage and year", [0, 50_000], (100, 2_000), Assumed, "meetings of three instead of two";
        /// Part paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for RelationshipIntermediaryParameters {
    const TITLE: &'static str = "relationship intermediary";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["places"], &["friction_removed", "settled_share"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[InstrumentKind::Matchmaking];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["places"];
}
