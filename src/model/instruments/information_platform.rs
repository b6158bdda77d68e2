//! Public database of suppliers.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

section! {
    /// `information_platform`: a public database of suppliers that buyers may search by themselves.
    InformationPlatformParameters in "information_platform" {
        /// Share of registered firms that are listed in the end.
        listed_max = 0.5, "share", [0.0, 1.0], (0.1, 0.8), Assumed, "many never enter or renew their data";
        /// Quarters over which listing approaches that share.
        uptake_quarters = 8, "quarters", [1, 80], (4, 20), Assumed, "two years to become known";
        /// Part of the way to full visibility that a listed firm goes which buyers hardly saw.
        visibility_gain = 0.5, "share", [0.0, 1.0], (0.1, 0.8), Assumed, "an entry is less than a visit";
        /// Rise of the number of firms looked at for a lot, were all firms listed.
        search_gain = 0.2, "ratio", [0.0, 5.0], (0.0, 0.5), Assumed, "looking is cheaper";
        /// Listed firms that bid by themselves for a lot that its buyer opens to domestic firms, were all firms listed; 0: no bidding.
        bids_per_lot = 0.0, "firms per lot", [0.0, 50.0], (0.0, 4.0), Assumed, "0: a database only; a few bids where tenders are electronic";
        /// Cost of a bid to a firm.
        bid_cost_sme_usd = 150, "USD per bid", [0, 20_000], (30, 1_000), Assumed, "a day or two of the owner: drawings, price, papers";
        /// Quarters to build it, before the first firm is listed.
        build_quarters = 2, "quarters", [0, 40], (1, 6), Assumed, "software and first data";
        /// Part of entries that goes stale in a year once nobody runs it.
        decay_rate = 0.6, "per year", [0.0, 1.0], (0.3, 0.95), Assumed, "addresses, people and products change";
        /// Cost to build it, once.
        build_cost_usd = 100_000, "USD", [0, 50_000_000], (20_000, 500_000), Assumed, "100,000 to build and 40,000 a year";
        /// Cost to run it.
        running_cost_usd = 40_000, "USD per year", [0, 50_000_000], (10_000, 200_000), Assumed, "as above";
        /// Cost of an up-to-date entry to a firm.
        listing_cost_sme_usd = 20, "USD per SME and year", [0, 10_000], (5, 200), Assumed, "a day of somebody's time";
        /// Part paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for InformationPlatformParameters {
    const TITLE: &'static str = "information platform";
    const SCOPE: Scope = Scope::National;
    const REACHES: Reach = Reach::Economy;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["listed_max"], &["visibility_gain", "search_gain", "bids_per_lot"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Lag("build_quarters");
    const MAIN: Keys = &["listed_max"];
}
