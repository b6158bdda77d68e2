//! Instruments that work with buyers' own routines: audits and comparisons, regional mandates, supply that is made abroad.

use crate::parameters::registry::section;

section! {
    /// `supplier_benchmarking`: buyers that take part audit firms, and how these compare with the gates is published to firms and buyers.
    SupplierBenchmarkingParameters in "supplier_benchmarking" {
        /// Chance that a TNC takes part in a year, at full response and middling belief and mandate.
        tnc_response = 0.4, "share", [0.0, 1.0], (0.1, 0.8), Assumed, "between match-making and contracts: auditors' days, no orders";
        /// Firms that an affiliate that takes part audits in a quarter.
        audits_per_tnc = 3, "count of SMEs", [0, 1_000], (1, 10), Assumed, "as in a panel of buyers: a day or two a month";
        /// Audits that the agency can arrange in a quarter, at most.
        audits_max = 15, "count of SMEs", [0, 100_000], (5, 100), Assumed, "one officer";
        /// Error of an audit.
        audit_error = 0.05, "index", [0.0, 0.6], (0.02, 0.12), Assumed, "a day on site, below the error after a referral";
        /// Quarters from an audit to the published comparison.
        lag_quarters = 1, "quarters", [0, 12], (1, 3), Assumed, "results are checked and made comparable first";
        /// Quarters for which a published result is of use, less as it ages.
        valid_quarters = 8, "quarters", [1, 80], (4, 16), Assumed, "suppliers are audited again after one to three years";
        /// Share of affiliates that read the comparison.
        readers_share = 0.5, "share", [0.0, 1.0], (0.1, 0.9), Assumed, "many trust their own audits only";
        /// Part of the error of a reader's first look that a fresh result takes away.
        error_cut = 0.6, "share", [0.0, 1.0], (0.2, 0.9), Assumed, "a measured value instead of samples and references";
        /// Distance below a gate that an owner holds to be within reach.
        reach = 0.12, "index", [0.0, 1.0], (0.05, 0.25), Assumed, "what one plan or a year of services may add";
        /// Rise in the effort of an owner who sees a gate within reach.
        effort_gain = 0.5, "ratio", [0.0, 5.0], (0.0, 1.0), Assumed, "a goal in sight; direction as in work on feedback and rank";
        /// Fall in the effort of an owner who sees it out of reach.
        effort_loss = 0.3, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "ranks discourage those at the bottom";
        /// How far services and plans turn from the stronger to the weaker of quality and standards.
        focus = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "hours and machines are moved, none are added";
        /// Cost of an audit to the agency and the firm; the labour part follows the local wage.
        audit_cost_usd = 500, "USD per SME", [0, 50_000], (100, 3_000), Assumed, "preparation, travel and report";
        /// Part of that cost that the firm pays.
        sme_share = 0.2, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "a fee that shows intent";
        /// Cost of an audit to the TNCs.
        audit_cost_tnc_usd = 600, "USD per SME", [0, 50_000], (200, 2_000), Assumed, "two days of a buyer's engineer";
        /// Cost of keeping and publishing the comparison.
        publication_usd = 15_000, "USD per year", [0, 5_000_000], (3_000, 80_000), Assumed, "data, checks and a yearly event";
        /// Part of the agency's cost paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

section! {
    /// `regional_mandate`: talks with headquarters, so that an affiliate serves a region; its suppliers may follow, or a sister wins.
    RegionalMandateParameters in "regional_mandate" {
        /// Chance that a TNC takes part in a year, at full response and middling belief and mandate.
        tnc_response = 0.3, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "half of the response to match-making: it raises a question at headquarters";
        /// Affiliates with whom talks begin in a quarter, at most.
        talks_per_quarter = 1, "count of TNCs", [0, 1_000], (1, 5), Assumed, "missions to headquarters";
        /// Quarters from the first talks to the decision of headquarters.
        lag_quarters = 4, "quarters", [0, 40], (2, 12), Assumed, "plans of regions are made once a year";
        /// Chance that the affiliate gets the mandate, at middling belief in local suppliers.
        win_chance = 0.25, "share", [0.0, 1.0], (0.05, 0.5), Assumed, "one of four sisters";
        /// Chance that a sister affiliate in the region gets it instead.
        loss_chance = 0.15, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "who asks for a comparison may lose it";
        /// Rise of the affiliate's local mandate by a regional one.
        mandate_gain = 0.2, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "headquarters leave more to it";
        /// Rise of what the affiliate buys.
        volume_gain = 0.15, "ratio", [0.0, 2.0], (0.05, 0.5), Assumed, "it makes for its neighbours too";
        /// Fall of what it buys where a sister gets the mandate.
        volume_loss = 0.15, "share", [0.0, 1.0], (0.05, 0.5), Assumed, "the sister makes for this country too";
        /// Chance that a regular supplier at the frontier of capability and standards begins to sell to sister affiliates abroad.
        sister_chance = 0.10, "per quarter", [0.0, 1.0], (0.0, 0.3), Assumed, "at middling readiness one in four in ten quarters";
        /// First sales to sister affiliates over its orders from the affiliate.
        sister_share = 0.3, "ratio", [0.0, 2.0], (0.1, 1.0), Assumed, "one more plant, smaller";
        /// Cost of the talks with one affiliate; the labour part follows the local wage.
        talk_cost_usd = 25_000, "USD per TNC", [0, 5_000_000], (5_000, 200_000), Assumed, "a study of the region and missions abroad";
        /// Cost of the talks to the affiliate.
        talk_cost_tnc_usd = 15_000, "USD per TNC", [0, 5_000_000], (3_000, 100_000), Assumed, "a business case for headquarters";
        /// Part of the agency's cost paid by donors; the rest is public.
        donor_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "an investment agency";
    }
}

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
