//! Help to enter markets abroad.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

section! {
    /// `export_launchpad`: help to enter markets abroad, in the neighbourhood first, for registered firms whose goods are traded.
    ExportLaunchpadParameters in "export_launchpad" {
        /// Firms taken on in a quarter.
        places_per_quarter = 3, "count of SMEs", [0, 100_000], (1, 30), Assumed, "one export adviser and a few fairs a year";
        /// Quarters of preparation before the first fair.
        lag_quarters = 2, "quarters", [0, 12], (1, 4), Assumed, "plans, samples and papers";
        /// Quarters for which help goes on from then.
        launch_quarters = 6, "quarters", [1, 40], (2, 12), Assumed, "several rounds of fairs and buyers' visits";
        /// What help adds to the chance to begin to export of a firm at the frontier of capability and standards.
        start_chance = 0.25, "per quarter", [0.0, 1.0], (0.05, 0.5), Assumed, "at middling readiness one firm in four begins in six quarters";
        /// Cost of one firm; the labour part follows the local wage.
        launch_cost_usd = 8_000, "USD per SME", [0, 500_000], (2_000, 40_000), Assumed, "an adviser's time, fairs and travel";
        /// Part of that cost that the firm pays.
        sme_share = 0.3, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "half is usual in export promotion; less for small firms";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "an export agency";
    }
}

impl Kind for ExportLaunchpadParameters {
    const TITLE: &'static str = "launch pad for exports";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["places_per_quarter"], &["start_chance"]];
    const AGENCY_NEEDS: Keys = &["outreach_share", "application_chance"];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Lag("lag_quarters");
    const MAIN: Keys = &["places_per_quarter", "start_chance"];
}
