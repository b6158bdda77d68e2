//! Shocks: what can happen to a country whatever its programmes are. The kinds are declared once, here, with their parameters.

use super::registry::{kinds, section};

/// Sectors as files and tables name them, in the order of their index.
pub const SECTOR_NAMES: [&str; 6] = [
    "food",
    "light_manufacturing",
    "metal_and_machinery",
    "packaging_and_chemicals",
    "construction_and_maintenance",
    "business_services",
];

/// A shock of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Shock {
    /// Name, unique in a scenario: the key of its draws.
    pub name: String,
    /// Sector that it hits, by index; all where none is named.
    pub sector: Option<usize>,
    /// Agency that it hits, by index in the scenario; all where none is named.
    pub agency: Option<usize>,
    /// When it comes and how long it lasts.
    pub timing: ShockParameters,
    /// Its effect.
    pub settings: ShockSettings,
}

impl Shock {
    /// Greatest of the parameters that make it felt; 0 for a shock that changes nothing.
    #[must_use]
    pub fn size(&self) -> f64 {
        match &self.settings {
            ShockSettings::TncDeparture(shock) => shock.leaving_share,
            ShockSettings::CreditCrunch(shock) => shock.funds_cut.max(shock.rate_rise),
            ShockSettings::Crisis(shock) => shock.depth_sd,
            ShockSettings::ExchangeRate(shock) => shock.import_price_rise.abs(),
            ShockSettings::LeaderDeparture(shock) => shock.leaving_chance,
            ShockSettings::DonorWithdrawal(shock) => shock.donor_cut,
            ShockSettings::StandardsRatchet(shock) => shock.gate_rise.max(shock.quality_rise),
        }
    }
}

kinds! {
    /// Which shock.
    ShockKind,
    /// The parameters of one kind of shock.
    ShockSettings:
    /// Affiliates close, largest first.
    TncDeparture(TncDepartureParameters), "departure of TNCs";
    /// Lenders hold back funds.
    CreditCrunch(CreditCrunchParameters), "credit crunch";
    /// The country's cycle falls.
    Crisis(CrisisParameters), "crisis";
    /// Imports become more expensive or cheaper.
    ExchangeRate(ExchangeRateParameters), "change of the exchange rate";
    /// Leaders of programmes leave.
    LeaderDeparture(LeaderDepartureParameters), "departure of programme leaders";
    /// Donors stop paying.
    DonorWithdrawal(DonorWithdrawalParameters), "withdrawal of donors";
    /// Buyers ask for higher standards.
    StandardsRatchet(StandardsRatchetParameters), "rise of standards";
}

section! {
    /// When a shock comes and how long it lasts; common to all kinds.
    ShockParameters in "shocks" {
        /// Quarter in which it comes, counted from the start of the policy window; with a probability, the first in which it may come.
        start = 4, "quarters", [0, 400], (0, 40), Assumed, "the analyst's choice";
        /// Length; a departure happens in its first quarter, and a leader is replaced at its end.
        duration_quarters = 8, "quarters", [1, 400], (1, 40), Assumed, "the analyst's choice";
        /// Probability that it comes in a year while it does not last; 0 makes it dated: it comes once, at `start`.
        chance_per_year = 0.0, "per year", [0.0, 1.0], (0.0, 0.5), Assumed, "dated where nothing is stated";
    }
}

section! {
    /// `tnc_departure`: affiliates close, largest first.
    TncDepartureParameters in "tnc_departure" {
        /// Share of the present affiliates (of the sector, if one is named) that close, by number of lots; at least one above 0.
        leaving_share = 0.025, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "the largest of forty affiliates";
    }
}

section! {
    /// `credit_crunch`: lenders hold back part of the money that they could lend.
    CreditCrunchParameters in "credit_crunch" {
        /// Part of lendable funds that is held back; credit lines lend on.
        funds_cut = 0.5, "share", [0.0, 1.0], (0.1, 0.9), Assumed, "the analyst's choice";
        /// Rise of lenders' cost of funds.
        rate_rise = 0.02, "per year", [0.0, 0.5], (0.0, 0.10), Assumed, "of the order of one to a few points of a real rate";
    }
}

section! {
    /// `crisis`: the country's cycle falls for a while, whatever crises are drawn besides.
    CrisisParameters in "crisis" {
        /// Depth, in standard deviations of the cycle.
        depth_sd = 2.0, "sd", [0.0, 5.0], (1.0, 3.0), Assumed, "as crises that are drawn";
    }
}

section! {
    /// `exchange_rate`: import prices change relative to domestic cost.
    ExchangeRateParameters in "exchange_rate" {
        /// Rise of import prices; negative for an appreciation.
        import_price_rise = 0.15, "log price", [-1.0, 1.0], (-0.3, 0.5), Assumed, "the analyst's choice";
        /// Part of domestic suppliers' cost that rises with import prices.
        imported_cost_share = 0.3, "share", [0.0, 1.0], (0.1, 0.7), Assumed, "imported materials of manufacturers";
    }
}

section! {
    /// `leader_departure`: leaders of programmes leave, and their places stay empty as long as the shock lasts.
    LeaderDepartureParameters in "leader_departure" {
        /// Probability that the leader of an agency leaves.
        leaving_chance = 1.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "the analyst's choice";
    }
}

section! {
    /// `donor_withdrawal`: donors stop paying; the public purse steps in for a part, and instruments shrink by the rest.
    DonorWithdrawalParameters in "donor_withdrawal" {
        /// Part of donors' money for running instruments that is withdrawn.
        donor_cut = 1.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "the analyst's choice";
        /// Part of the missing money that the public purse pays.
        public_cover = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "without a promise nobody steps in";
    }
}

section! {
    /// `standards_ratchet`: the gates of all buyers rise.
    StandardsRatchetParameters in "standards_ratchet" {
        /// Rise of the gate for standards.
        gate_rise = 0.05, "index", [0.0, 0.5], (0.0, 0.15), Assumed, "a new private standard, half of a certificate's step";
        /// Rise of the gate for quality.
        quality_rise = 0.0, "index", [0.0, 0.5], (0.0, 0.15), Assumed, "standards alone unless stated";
    }
}
