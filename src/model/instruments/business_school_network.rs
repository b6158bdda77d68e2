//! Courses of business schools.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

section! {
    /// `business_school_network`: courses of business schools for able owners, who come to know each other.
    BusinessSchoolNetworkParameters in "business_school_network" {
        /// Owners admitted in a quarter.
        seats_per_quarter = 6, "count of SMEs", [0, 100_000], (2, 60), Assumed, "one class a year";
        /// Management that admission takes.
        entry_level = 0.40, "index", [0.0, 1.0], (0.2, 0.7), Assumed, "schools select the able";
        /// Quarters from the start of a course to its effect.
        course_quarters = 4, "quarters", [1, 20], (2, 8), Assumed, "part-time courses of a year";
        /// Management gained by an owner who can absorb it all.
        gain_management = 0.08, "index", [0.0, 0.6], (0.02, 0.15), Assumed, "less than consulting on site, more than a workshop";
        /// Chance that a participant makes a peer of another of its category.
        peer_chance = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "classmates of one trade stay in touch";
        /// Cost of a seat; the labour part follows the local wage.
        seat_cost_usd = 4_000, "USD per SME", [0, 200_000], (1_000, 20_000), Assumed, "fees of executive courses";
        /// Part of that cost that the firm pays.
        sme_share = 0.4, "share", [0.0, 1.0], (0.1, 1.0), Assumed, "schools charge fees";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for BusinessSchoolNetworkParameters {
    const TITLE: &'static str = "network of business schools";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["seats_per_quarter"], &["gain_management", "peer_chance"]];
    const AGENCY_NEEDS: Keys = &["outreach_share", "application_chance"];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["seats_per_quarter"];
}
