//! Values that instruments of the environment supply for a quarter, and their accumulated effects.

use crate::model::{
    FdiPromotionParameters, InformationPlatformParameters, LocalContentRuleParameters, Lottery,
    SourcingIncentiveParameters, TariffChangeParameters, ZoneSupplyTaxParameters,
};
use crate::units::{Quarter, Share, Usd};

/// Rules for firms as a reform leaves them, relative to those of the context [ratios, 0–1].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rules {
    /// Recurring compliance: fixed cost and owner's days.
    pub recurring: f64,
    /// One-off cost to register.
    pub fee: f64,
    /// Recurring compliance as owners count on it when they decide to register.
    pub recurring_expected: f64,
    /// Cost to register as it moves owners.
    pub fee_expected: f64,
}

impl Rules {
    /// The rules of the context.
    pub const UNREFORMED: Self = Self {
        recurring: 1.0,
        fee: 1.0,
        recurring_expected: 1.0,
        fee_expected: 1.0,
    };
}

/// An instrument that acts in the quarter.
#[derive(Clone, Debug)]
pub struct Acting<T> {
    /// Its parameters.
    pub settings: T,
    /// Strength of the quarter [ratio]: what is paid for.
    pub strength: f64,
    /// Strength as many quarters ago as the instrument's lag [ratio]: what is responded to.
    pub lagged: f64,
    /// First quarter of the instrument.
    pub since: Quarter,
    /// Lottery that decides to which firms it is offered.
    pub lottery: Lottery,
}

/// Values of the quarter; neutral without instruments, and set again in each quarter.
#[derive(Clone, Debug)]
pub struct Levers {
    /// Rules for all firms.
    pub rules: Rules,
    /// Promotion of investment.
    pub promotion: Option<Acting<FdiPromotionParameters>>,
    /// Credit on orders to domestic SMEs.
    pub incentive: Option<Acting<SourcingIncentiveParameters>>,
    /// Local-content rule.
    pub local_content: Option<Acting<LocalContentRuleParameters>>,
    /// Platform with entries, running or not.
    pub platform: Option<Acting<InformationPlatformParameters>>,
    /// Change of tariffs.
    pub tariff: Option<Acting<TariffChangeParameters>>,
    /// Tax relief for supplies into zones.
    pub zones: Option<Acting<ZoneSupplyTaxParameters>>,
}

impl Levers {
    /// Rise of import prices relative to domestic cost through tariffs [log price].
    #[must_use]
    pub fn tariff_wedge(&self) -> f64 {
        let of = |tariff: &Acting<TariffChangeParameters>| {
            tariff.settings.tariff_rise
                * tariff.lagged
                * (1.0 - tariff.settings.imported_cost_share)
        };
        self.tariff.as_ref().map_or(0.0, of)
    }
}

impl Default for Levers {
    fn default() -> Self {
        Self {
            rules: Rules::UNREFORMED,
            promotion: None,
            incentive: None,
            local_content: None,
            platform: None,
            tariff: None,
            zones: None,
        }
    }
}

/// Accumulated effects of instruments of the environment: they stay from quarter to quarter.
#[derive(Clone, Debug, Default)]
pub struct Accumulated {
    /// Reform that has been carried out [ratio].
    pub reform: f64,
    /// Registered firms with an entry on the platform [share].
    pub listed: Share,
    /// Promoted affiliates that arrived in the running year of the window.
    pub promoted_this_year: u32,
    /// Claims for credits of the quarter [USD].
    pub claims: Usd,
    /// Part of last quarter's claims that the budget did not cover [share].
    pub unpaid: Share,
    /// Fall of the cost of certificates by a standard that buyers agreed [share].
    pub certificate_cut: Share,
    /// Fall of the owner's time that a linkage takes, by the same standard [share].
    pub burden_cut: Share,
    /// Part of that standard's buyers that use it, in all [share].
    pub harmonised: Share,
    /// Rise of the gains of services that follow what buyers required [ratio].
    pub relevance: f64,
    /// True from the first quarter of a local-content rule: lots may carry premiums.
    pub has_premiums: bool,
    /// Rise of human capital that instruments have brought about [index].
    pub human_capital: f64,
}
