//! Instruments that bring buyers and suppliers together.

use crate::parameters::registry::section;

section! {
    /// `matchmaking`: a screened register of suppliers, meetings with buyers, referrals for open lots.
    MatchmakingParameters in "matchmaking" {
        /// Firms on the register, at most.
        register_capacity = 60, "count of SMEs", [0, 1_000_000], (20, 500), Assumed, "what advisors can know well";
        /// Audit visits of firms that one advisor makes in a quarter.
        visits_per_advisor = 6, "count of SMEs", [0, 200], (2, 15), Assumed, "two days each with travel and report";
        /// Firms named for an open lot, at most.
        referrals_per_lot = 2, "count of SMEs", [0, 20], (1, 5), Assumed, "three screened referrals double the local share where firms are fit";
        /// Referrals that one advisor can make in a quarter.
        referrals_per_advisor = 8, "count of referrals", [0, 1_000], (4, 30), Assumed, "preparing a buyer's visit takes days";
        /// Chance that a TNC takes part in a year, at full response and middling belief and mandate.
        tnc_response = 0.6, "share", [0.0, 1.0], (0.3, 0.9), Assumed, "few anchors per programme";
        /// Cost to screen and register one firm.
        registration_cost_usd = 800, "USD per SME", [0, 50_000], (200, 3_000), Assumed, "audit visit and file";
        /// Cost of one referral to the agency.
        referral_cost_usd = 300, "USD per referral", [0, 20_000], (100, 2_000), Assumed, "about 500 USD per firm at a fair";
        /// Cost of one referral to the TNC.
        referral_cost_tnc_usd = 300, "USD per referral", [0, 20_000], (100, 2_000), Assumed, "a buyer's day";
        /// Database and portal.
        portal_cost_usd = 40_000, "USD per year", [0, 5_000_000], (10_000, 200_000), Assumed, "100,000 to build and 40,000 a year";
        /// Part paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

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
