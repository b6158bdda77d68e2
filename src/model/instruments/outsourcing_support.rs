//! Help to have made abroad.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

section! {
    /// `outsourcing_support`: help for able suppliers that have become dearer than imports to coordinate and have made abroad.
    OutsourcingSupportParameters in "outsourcing_support" {
        /// Linkages taken on in a quarter, at most.
        cases_per_quarter = 2, "count of linkages", [0, 100_000], (1, 20), Assumed, "one adviser who knows makers abroad";
        /// Share of such suppliers that hear of the help in a quarter.
        awareness = 0.5, "per quarter", [0.0, 1.0], (0.1, 0.9), Assumed, "few firms, known to the agency";
        /// Quarters from first advice to the move.
        lag_quarters = 3, "quarters", [0, 20], (2, 8), Assumed, "search for a maker, samples, first series";
        /// Chance that a maker who delivers is found.
        success_chance = 0.6, "share", [0.0, 1.0], (0.3, 0.9), Assumed, "some makers fail the buyer's audit";
        /// Management that a firm may lack below what a move takes otherwise.
        management_help = 0.10, "index", [0.0, 0.5], (0.0, 0.2), Assumed, "the adviser coordinates with it";
        /// Part of the cost of the move that the programme pays.
        move_share = 0.3, "share", [0.0, 1.0], (0.0, 0.7), Assumed, "samples and travel";
        /// Cost of advice on one linkage; the labour part follows the local wage.
        case_cost_usd = 6_000, "USD per linkage", [0, 500_000], (2_000, 40_000), Assumed, "a month of an adviser and missions";
        /// Part of that cost that the firm pays.
        sme_share = 0.3, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "as in export promotion";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "a public scheme";
    }
}

impl Kind for OutsourcingSupportParameters {
    const TITLE: &'static str = "outsourcing support";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["success_chance"], &["awareness"], &["cases_per_quarter"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Lag("lag_quarters");
    const MAIN: Keys = &["cases_per_quarter", "success_chance"];
}
