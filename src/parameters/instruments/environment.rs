//! Instruments of the business and investment environment: rules for all, none for single firms.

use crate::parameters::registry::section;

section! {
    /// `red_tape_reform`: less recurring compliance, and a lower fee to register.
    RedTapeReformParameters in "red_tape_reform" {
        /// Cut of the recurring cost of compliance, its fixed part and the owner's days, once carried out.
        recurring_cut = 0.25, "share", [0.0, 1.0], (0.05, 0.40), Assumed, "programmes against administrative burden aim at a quarter";
        /// Cut of the one-off cost to register, once carried out.
        fee_cut = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "one-stop shops and waived duties";
        /// Part of a recurring saving that owners count on when they decide to register.
        recurring_weight = 0.25, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "few hear of a reform and believe that it lasts";
        /// Part of a saved fee that moves owners as cash in hand would.
        fee_weight = 0.05, "share", [0.0, 1.0], (0.0, 0.3), Literature, "free registration moved hardly any firm in Sri Lanka (de Mel et al.) and Belo Horizonte (Andrade et al.), where cash and inspections did";
        /// Quarters from a step of the reform to its effect on firms.
        lag_quarters = 4, "quarters", [0, 40], (2, 12), Assumed, "laws, forms and offices take a year and more";
        /// Part of what was carried out that comes back in a year once nobody works on it.
        reversal_rate = 0.10, "per year", [0.0, 1.0], (0.0, 0.4), Assumed, "new rules and fees creep in";
        /// Cost of the reform.
        reform_cost_usd = 100_000, "USD per year", [0, 1_000_000_000], (20_000, 5_000_000), Assumed, "a reform unit, legal work and systems";
        /// Part of that cost paid by donors; the rest, and lost fees, are public.
        donor_share = 0.3, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

section! {
    /// `fdi_promotion`: an agency that attracts TNC affiliates, some of which sign a linkage plan as they invest.
    FdiPromotionParameters in "fdi_promotion" {
        /// Extra arrivals at full response, relative to arrivals without promotion.
        arrival_gain = 1.0, "ratio", [0.0, 10.0], (0.3, 1.6), Literature, "sign and developing countries only: Harding and Javorcik, 124 countries; size assumed";
        /// Human capital of the country that lets all of them come; fewer where it is lower, in proportion.
        human_capital_min = 0.9, "index", [0.1, 2.0], (0.7, 1.2), Assumed, "investors of the kind that buys inputs ask for skills";
        /// Projects that the agency can bring to a decision in a year.
        projects_per_year = 4, "count of TNCs", [0, 10_000], (1, 20), Assumed, "each takes months of staff";
        /// Lots of a promoted affiliate relative to those of another.
        localisable_ratio = 0.6, "ratio", [0.01, 2.0], (0.3, 1.0), Assumed, "affiliates that move for incentives bring their suppliers";
        /// Departures of promoted affiliates relative to others.
        departure_ratio = 1.5, "ratio", [0.2, 10.0], (1.0, 3.0), Assumed, "footloose in an Irish study, not in a Swedish one";
        /// Share of promoted affiliates that sign a linkage plan at the investment stage.
        linked_entry = 0.0, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "an option of the programme; none without it";
        /// Openness of such an affiliate relative to another.
        linked_openness = 1.5, "ratio", [0.0, 10.0], (1.0, 2.0), Assumed, "the plan names categories to be bought locally";
        /// Belief in local suppliers and local mandate that the plan adds, each.
        linked_commitment = 0.2, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "headquarters have agreed to it";
        /// Cost of such a plan to the affiliate.
        linked_cost_tnc_usd = 20_000, "USD per TNC", [0, 5_000_000], (5_000, 200_000), Assumed, "a purchasing study";
        /// Incentive paid for each promoted affiliate: site, training, tax.
        incentive_usd = 200_000, "USD per TNC", [0, 100_000_000], (0, 5_000_000), Assumed, "of the order of a third of a year's localisable purchases";
        /// Cost of the promotion agency's work.
        promotion_cost_usd = 100_000, "USD per year", [0, 100_000_000], (20_000, 5_000_000), Assumed, "a few officers, missions abroad";
        /// Quarters from promotion to arrival.
        lag_quarters = 4, "quarters", [0, 40], (2, 12), Assumed, "from first visit to opening";
        /// Part of the agency's work paid by donors; the rest, and incentives, are public.
        donor_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "public scheme";
    }
}

section! {
    /// `sourcing_incentive`: a tax credit or grant to TNCs on what they buy from domestic SMEs.
    SourcingIncentiveParameters in "sourcing_incentive" {
        /// Credit on orders delivered by domestic SMEs.
        credit_share = 0.05, "share of orders", [0.0, 1.0], (0.01, 0.15), Assumed, "the analyst's choice";
        /// Part of the credit that is paid on linkages formed before the instrument began.
        earlier_share = 1.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "tax credits seldom ask when a linkage began";
        /// Share of affiliates that claim it in a year.
        claim_share = 0.6, "share", [0.0, 1.0], (0.3, 0.9), Assumed, "records must be kept, headquarters must care";
        /// Rise of a claiming affiliate's openness per unit of credit.
        openness_response = 3.0, "ratio per unit", [0.0, 50.0], (0.0, 6.0), Assumed, "a credit of 5 % opens 15 % more tenders";
        /// Part of the credit that buyers count as a lower price of local offers.
        price_weight = 0.3, "share", [0.0, 1.0], (0.1, 1.0), Assumed, "purchasers do not see the tax account";
        /// Quarters from the credit to buyers' response.
        lag_quarters = 2, "quarters", [0, 40], (0, 6), Assumed, "purchasing rules are revised once a year";
        /// Most that is paid in a year; claims above it are cut in proportion.
        budget_usd = 500_000, "USD per year", [0, 10_000_000_000.0], (50_000, 50_000_000), Assumed, "a line of the budget";
        /// Cost of checking claims.
        administration_usd = 40_000, "USD per year", [0, 100_000_000], (10_000, 1_000_000), Assumed, "two officers";
        /// Cost of claiming to an affiliate.
        claim_cost_tnc_usd = 3_000, "USD per TNC and year", [0, 1_000_000], (500, 20_000), Assumed, "records and an auditor's letter";
        /// Part of credits and administration paid by donors; the rest is public.
        donor_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "public scheme";
    }
}

section! {
    /// `local_content_rule`: a required domestic share of what affiliates buy, with checks, waivers and penalties.
    LocalContentRuleParameters in "local_content_rule" {
        /// Required domestic share of an affiliate's lots.
        required_share = 0.20, "share of lots", [0.0, 1.0], (0.05, 0.6), Assumed, "10 to 60 % in published rules";
        /// Share of affiliates that are checked in a year.
        checked_share = 0.5, "share", [0.0, 1.0], (0.1, 1.0), Assumed, "what inspectors can visit";
        /// Share of affiliates that hold a waiver.
        waiver_share = 0.25, "share", [0.0, 1.0], (0.0, 0.7), Assumed, "usual where no supplier is found";
        /// Rise of the openness of an affiliate that is pressed: checked, without a waiver, below the required share.
        openness_gain = 0.6, "ratio", [0.0, 10.0], (0.1, 1.5), Assumed, "it must show that it has looked";
        /// Price disadvantage that it accepts.
        price_tolerance = 0.05, "log price", [0.0, 1.0], (0.0, 0.2), Assumed, "of the order of the penalty it avoids";
        /// Part of lots with which it complies through foreign-owned firms that count as local on paper.
        fronting_share = 0.4, "share", [0.0, 1.0], (0.1, 0.8), Assumed, "in Viet Nam more than half of local purchases come from foreign-owned firms";
        /// Penalty on the value of purchases that are missing.
        penalty_share = 0.05, "share of missing value", [0.0, 1.0], (0.0, 0.2), Assumed, "fines of a few per cent";
        /// Quarters before penalties are due.
        grace_quarters = 4, "quarters", [0, 40], (0, 12), Assumed, "rules name a first year of report only";
        /// Arrivals that stay away, per unit of required share.
        arrivals_lost = 0.5, "share per unit", [0.0, 1.0], (0.1, 1.0), Assumed, "performance requirements deter efficiency seekers";
        /// Rise of departures of a pressed affiliate after the grace.
        departure_gain = 0.5, "ratio", [0.0, 10.0], (0.0, 1.5), Assumed, "as above";
        /// Cost of a check to the state.
        check_cost_usd = 3_000, "USD per TNC", [0, 1_000_000], (500, 20_000), Assumed, "an inspector's week";
        /// Cost of reports to an affiliate.
        report_cost_tnc_usd = 3_000, "USD per TNC and year", [0, 1_000_000], (500, 50_000), Assumed, "origin of each input is recorded";
        /// Cost of the office.
        administration_usd = 50_000, "USD per year", [0, 100_000_000], (10_000, 1_000_000), Assumed, "a small unit";
        /// Part of office and checks paid by donors; the rest is public.
        donor_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "public scheme";
    }
}
