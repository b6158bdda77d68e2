//! Candidate search, signals and choice of a source for a lot.

use crate::maths::{exp, ln, sqrt};
use crate::parameters::{Parameters, SourcingParameters};
use crate::units::{Share, Usd};

/// Part of belief that is there without any [share].
const BELIEF_FLOOR: f64 = 0.5;

/// Factors of unaided search for domestic firms [ratios].
#[derive(Clone, Copy, Debug)]
pub struct Openness {
    /// Of the context [share].
    pub context: Share,
    /// Of the affiliate relative to the mean one.
    pub own: f64,
    /// Factor of a credit on orders to domestic firms.
    pub incentive: f64,
    /// Factor of a local-content rule.
    pub rule: f64,
}

/// Equation (14a). Probability that an affiliate looks for domestic firms by itself for a lot [share].
#[must_use]
pub fn own_search_chance(openness: Openness, belief: Share, champion: f64) -> Share {
    let open = openness.context * openness.own * openness.incentive * openness.rule;
    open * (BELIEF_FLOOR + belief).min(1.0 / open.max(1e-9)) * champion
}

/// Equation (14b). How well known a firm is for its size [share].
#[must_use]
pub fn prominence(workers: f64, well_known_workers: f64) -> Share {
    sqrt(workers / well_known_workers).min(1.0)
}

/// Equation (14c). Probability that an agency attends to an open lot [share]: referrals that are possible over those that are wanted.
#[must_use]
pub fn referral_chance(possible: f64, wanted: f64) -> Share {
    (possible / wanted.max(1.0)).min(1.0)
}

/// Equation (14d). What a buyer sees of a level [index]; `draw` is a standard normal one.
#[must_use]
pub fn signal(level: f64, noise: f64, draw: f64) -> f64 {
    level + noise * draw
}

/// Equation (14l). Log of domestic unit cost relative to the import price before its wedge.
#[must_use]
pub fn cost_level(parameters: &Parameters, wage_index: f64) -> f64 {
    let economy = &parameters.economy;
    ln(parameters.sourcing.domestic_price_level)
        + parameters.production.wage_share_of_sales * ln(wage_index)
        + economy.infrastructure_cost * (1.0 - economy.infrastructure)
}

/// Equation (14). Log of a firm's quote relative to the import price before its wedge; `noise` is that of the quote, 0 in the mean.
#[must_use]
pub fn log_price(cost_level: f64, pass_through: f64, productivity_gap: f64, noise: f64) -> f64 {
    cost_level - pass_through * productivity_gap + noise
}

/// Equation (14k). Fit of two profiles of speciality and values: 1 where both are the same, −1 where both are opposite.
#[must_use]
pub fn fit(speciality_gap: f64, values_gap: f64) -> f64 {
    1.0 - speciality_gap.abs() - values_gap.abs()
}

/// Equation (14e). What a firm's innovation base is worth to a buyer [utils]: by itself, and with the reach that the buyer has and
/// the firm lacks.
#[must_use]
pub fn strength(tastes: &SourcingParameters, reach: Share, innovation: f64) -> f64 {
    let weight = tastes.taste_innovation + tastes.taste_complement * reach;
    weight * (innovation - tastes.innovation_middle)
}

/// The offer of an SME for a lot, as its buyer weighs it.
#[derive(Clone, Copy, Debug)]
pub struct Offer {
    /// Quality: as seen, or of an incumbent as it is with its know-how for this buyer [index].
    pub quality: f64,
    /// Log price relative to the import price before its wedge.
    pub log_price: f64,
    /// Weight of price relative to other firms [ratio].
    pub price_weight: f64,
    /// Confidence in the partner [share].
    pub confidence: Share,
    /// For a referral, or for being the incumbent [utils].
    pub acquaintance: f64,
    /// Fit of speciality and values [−1 to 1].
    pub fit: f64,
    /// Weight of fit relative to other firms [ratio].
    pub fit_weight: f64,
    /// For ties to the buyer's other suppliers [utils].
    pub ties: f64,
    /// For innovation and reach [utils].
    pub strength: f64,
    /// For being small, with a buyer oriented to responsibility [utils].
    pub smallness: f64,
    /// Draw of the buyer's taste [utils].
    pub taste: f64,
    /// For a credit on orders to domestic firms [utils].
    pub credit: f64,
    /// For a local-content rule [utils].
    pub rule: f64,
}

/// Equation (14f). Utility of an SME's offer, new to the buyer or incumbent [utils].
#[must_use]
pub fn utility(tastes: &SourcingParameters, offer: &Offer) -> f64 {
    tastes.taste_quality * offer.quality - tastes.taste_price * offer.price_weight * offer.log_price
        + tastes.taste_confidence * offer.confidence
        + offer.acquaintance
        + tastes.taste_fit * offer.fit_weight * offer.fit
        + offer.ties
        + offer.strength
        + offer.smallness
        + offer.taste
        + offer.credit
        + offer.rule
}

/// Equation (14g). Utility of a source that is no domestic firm [utils]; `wedge` is what it costs above the import price [log price].
#[must_use]
pub fn outside_utility(tastes: &SourcingParameters, quality: f64, wedge: f64, taste: f64) -> f64 {
    tastes.taste_quality * quality - tastes.taste_price * wedge + tastes.outside_constant + taste
}

/// Equation (14h). Confidence in a partner with whom there is no experience [share]: trust, and what control replaces of it.
#[must_use]
pub fn first_confidence(trust: Share, control_weight: f64, contract_protection: Share) -> Share {
    trust + (1.0 - trust) * control_weight * contract_protection
}

/// Equation (14i). Probability that an incumbent loses a lot to a better offer [share].
#[must_use]
pub fn replacement_chance(switching_rate: f64, gain: f64) -> Share {
    1.0 - exp(-switching_rate * gain)
}

/// Equation (14m). Price that a buyer pays above that of the source it would have chosen [USD per quarter]: the gap of utilities, at
/// most what a rule makes it accept (`given`), in money.
#[must_use]
pub fn premium(value: Usd, given: f64, gap: f64, taste_price: f64) -> Usd {
    if given <= 0.0 {
        return 0.0;
    }
    value * gap.clamp(0.0, given) / taste_price
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer() -> Offer {
        Offer {
            quality: 0.6,
            log_price: 0.1,
            price_weight: 1.0,
            confidence: 0.5,
            acquaintance: 0.3,
            fit: 0.2,
            fit_weight: 1.0,
            ties: 0.0,
            strength: 0.0,
            smallness: 0.0,
            taste: 0.0,
            credit: 0.0,
            rule: 0.0,
        }
    }

    #[test]
    fn utility_is_the_sum_that_the_document_prints() {
        let tastes = SourcingParameters::default();
        let expected = 6.0 * 0.6 - 4.0 * 0.1 + 2.0 * 0.5 + 0.3 + 0.5 * 0.2;
        assert!((utility(&tastes, &offer()) - expected).abs() < 1e-12);
        let dearer = Offer {
            log_price: 0.2,
            ..offer()
        };
        let fall = utility(&tastes, &offer()) - utility(&tastes, &dearer);
        assert!((fall - tastes.taste_price * 0.1).abs() < 1e-12);
    }

    #[test]
    fn the_chance_of_an_own_search_stays_a_chance_without_a_champion() {
        let of = |context: f64, belief: f64| {
            let openness = Openness {
                context,
                own: 1.0,
                incentive: 1.0,
                rule: 1.0,
            };
            own_search_chance(openness, belief, 1.0)
        };
        assert_eq!(of(0.4, 0.5), 0.4, "belief ½ is neutral");
        assert_eq!(of(0.0, 1.0), 0.0);
        assert!((of(0.9, 1.0) - 1.0).abs() < 1e-12, "cut at 1");
    }

    #[test]
    fn incumbents_are_replaced_for_clear_gains() {
        assert_eq!(replacement_chance(1.5, 0.0), 0.0);
        assert!(replacement_chance(1.5, 0.1) < 0.2 && replacement_chance(1.5, 3.0) > 0.95);
    }

    #[test]
    fn a_premium_is_paid_as_far_as_the_rule_reaches() {
        assert_eq!(premium(1_000.0, 0.0, 5.0, 4.0), 0.0);
        assert_eq!(premium(1_000.0, 0.4, -1.0, 4.0), 0.0);
        assert_eq!(premium(1_000.0, 0.4, 9.0, 4.0), 100.0);
    }
}
