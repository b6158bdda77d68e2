//! Required domestic share.

use super::{InstrumentKind, Keys, Kind, Needs, Reach, Scope, Takes};
use crate::parameters::section;

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

impl Kind for LocalContentRuleParameters {
    const TITLE: &'static str = "local-content rule";
    const SCOPE: Scope = Scope::National;
    const REACHES: Reach = Reach::Affiliates;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["required_share"], &["checked_share"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["required_share"];
}
