//! Courses for owners.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

section! {
    /// `entrepreneurship_training`: short courses in enterprise and management, open to micro and informal firms too.
    EntrepreneurshipTrainingParameters in "entrepreneurship_training" {
        /// Owners trained in a quarter.
        seats_per_quarter = 30, "count of SMEs", [0, 100_000], (15, 200), Assumed, "one workshop of the EMPRETEC kind";
        /// Quarters from the start of a course to its effect.
        course_quarters = 2, "quarters", [1, 12], (1, 4), Assumed, "days of class, then practice";
        /// Mindset gained by an owner who can absorb it all.
        gain_mindset = 0.10, "index", [0.0, 0.6], (0.0, 0.25), Assumed, "no measure on this scale; the range includes none";
        /// Management gained likewise.
        gain_management = 0.03, "index", [0.0, 0.3], (0.01, 0.05), Literature, "classes raise sales by 5 and profits by 10 % on average (McKenzie)";
        /// Cost of a seat; the labour part follows the local wage.
        seat_cost_usd = 800, "USD per SME", [0, 50_000], (50, 2_500), Assumed, "class training about 300 USD, workshops of a week more";
        /// Part of that cost that the firm pays.
        sme_share = 0.10, "share", [0.0, 1.0], (0.0, 0.5), Assumed, "a fee that shows intent";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for EntrepreneurshipTrainingParameters {
    const TITLE: &'static str = "entrepreneurship training";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["seats_per_quarter"], &["gain_mindset", "gain_management"]];
    const AGENCY_NEEDS: Keys = &["outreach_share", "application_chance"];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["seats_per_quarter"];
}
