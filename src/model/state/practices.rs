//! Treatment of suppliers by an affiliate: twelve practices in four bundles, and what they change.

use crate::maths::exp;
use crate::parameters::PracticeParameters;
use crate::units::Share;

/// Number of practices, p1 to p12.
pub const PRACTICES: usize = 12;
/// Number of bundles: process, assistance, trust, exit.
pub const BUNDLES: usize = 4;
/// Score at which a practice changes nothing.
pub const NEUTRAL: Share = 0.4;

/// Practices that mechanisms of their own use; the number is the place among p1 to p12, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Practice {
    /// Relationship management (p1).
    Relationship = 0,
    /// Visions and values (p2).
    Values = 1,
    /// Business objectives (p3).
    Objectives = 2,
    /// Value creation (p8).
    ValueCreation = 7,
    /// Information and knowledge (p9).
    Knowledge = 8,
    /// Risk management (p10).
    Risk = 9,
    /// Measurement and optimisation (p11).
    Measurement = 10,
    /// Exit strategy (p12).
    Exit = 11,
}

/// Bundle of each practice.
const BUNDLE: [usize; PRACTICES] = [0, 2, 1, 2, 0, 1, 2, 1, 2, 3, 0, 3];

/// Weights of the practices p1 to p12 in an outcome; each row sums to 1. All assumed.
type Weights = [f64; PRACTICES];
const TRANSACTION: Weights = [
    0.20, 0.0, 0.0, 0.10, 0.25, 0.10, 0.0, 0.0, 0.15, 0.10, 0.10, 0.0,
];
const BURDEN: Weights = [
    0.20, 0.25, 0.0, 0.0, 0.45, 0.0, 0.0, 0.0, 0.0, 0.10, 0.0, 0.0,
];
const GATE: Weights = [0.0, 0.3, 0.0, 0.0, 0.3, 0.4, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
const TRUST: Weights = [
    0.0, 0.0, 0.15, 0.20, 0.0, 0.15, 0.30, 0.0, 0.20, 0.0, 0.0, 0.0,
];
const BREACH: Weights = [
    0.0, 0.0, 0.0, 0.20, 0.20, 0.0, 0.35, 0.0, 0.0, 0.25, 0.0, 0.0,
];
const RESOLUTION: Weights = [0.0, 0.0, 0.0, 0.3, 0.3, 0.0, 0.2, 0.0, 0.0, 0.0, 0.2, 0.0];
const LEARNING: Weights = [
    0.0, 0.0, 0.15, 0.0, 0.0, 0.25, 0.0, 0.30, 0.30, 0.0, 0.0, 0.0,
];
const MARGIN: Weights = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.4, 0.6, 0.0, 0.0, 0.0, 0.0];
const SALVAGE: Weights = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.3, 0.0, 0.0, 0.7];
const AGREEMENT: Weights = [0.0, 0.0, 0.0, 0.0, 0.5, 0.0, 0.0, 0.0, 0.5, 0.0, 0.0, 0.0];

/// Effects of practices on the linkages of an affiliate; all ratios 1 and all shifts 0 at neutral scores.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcomes {
    /// Transaction cost [ratio].
    pub transaction: f64,
    /// Owner's time for reports and compliance [ratio].
    pub burden: f64,
    /// How far the gates that the buyer applies lie below those it states [index].
    pub gate_shift: f64,
    /// Gain of trust [ratio].
    pub trust_gain: f64,
    /// Damage of a breach and temptation to squeeze [ratio].
    pub breach: f64,
    /// Added to the part of a breach that partners settle [share].
    pub resolution: Share,
    /// Learning by supplying [ratio].
    pub learning: f64,
    /// Paid on orders as the supplier's part of joint gains [share of order].
    pub margin: Share,
    /// Added to what is kept of open knowledge work at an exit [share].
    pub salvage: Share,
    /// Added to the quality of agreements [share].
    pub agreement: Share,
    /// Trust lost with a contact person [ratio].
    pub turnover: f64,
}

impl Outcomes {
    /// Of neutral practices.
    pub const NEUTRAL: Self = Self {
        transaction: 1.0,
        burden: 1.0,
        gate_shift: 0.0,
        trust_gain: 1.0,
        breach: 1.0,
        resolution: 0.0,
        learning: 1.0,
        margin: 0.0,
        salvage: 0.0,
        agreement: 0.0,
        turnover: 1.0,
    };
}

/// Practices of an affiliate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Practices {
    /// Own scores p1 to p12 [share].
    pub own: [Share; PRACTICES],
    /// Addition of programmes to each bundle [share].
    pub raised: [Share; BUNDLES],
    /// Outcomes of both.
    pub outcomes: Outcomes,
}

impl Practices {
    /// Practices with these own scores.
    #[must_use]
    pub fn new(own: [Share; PRACTICES], parameters: &PracticeParameters) -> Self {
        let mut practices = Self {
            own,
            raised: [0.0; BUNDLES],
            outcomes: Outcomes::NEUTRAL,
        };
        practices.renew(parameters);
        practices
    }

    /// Score of a practice, from 0 for p1, with what was added [share].
    #[must_use]
    pub fn score_at(&self, practice: usize) -> Share {
        (self.own[practice] + self.raised[BUNDLE[practice]]).min(1.0)
    }

    /// Score of a practice by its name [share].
    #[must_use]
    pub fn score(&self, practice: Practice) -> Share {
        self.score_at(practice as usize)
    }

    /// Score of a practice relative to neutral [ratio].
    #[must_use]
    pub fn relative_to_neutral(&self, practice: Practice) -> f64 {
        self.score(practice) / NEUTRAL
    }

    /// Distance of a practice above neutral [share]: 0 at or below, 1 at full practice.
    #[must_use]
    pub fn above_neutral(&self, practice: Practice) -> Share {
        ((self.score(practice) - NEUTRAL) / (1.0 - NEUTRAL)).max(0.0)
    }

    /// Mean over all practices of what was added [share].
    #[must_use]
    pub fn mean_raised(&self) -> Share {
        BUNDLE
            .iter()
            .map(|bundle| self.raised[*bundle])
            .sum::<f64>()
            / PRACTICES as f64
    }

    /// Computes the outcomes again: `exp(∓E·ΣW(p − 0.4))`, or the same sum times E where a share is moved.
    pub fn renew(&mut self, parameters: &PracticeParameters) {
        let above = |weights: &Weights| {
            (0..PRACTICES)
                .map(|index| weights[index] * (self.score_at(index) - NEUTRAL))
                .sum::<f64>()
        };
        self.outcomes = Outcomes {
            transaction: exp(-parameters.transaction_effect * above(&TRANSACTION)),
            burden: exp(-parameters.burden_effect * above(&BURDEN)),
            gate_shift: parameters.gate_effect * above(&GATE),
            trust_gain: exp(parameters.trust_effect * above(&TRUST)),
            breach: exp(-parameters.breach_effect * above(&BREACH)),
            resolution: parameters.resolution_effect * above(&RESOLUTION),
            learning: exp(parameters.learning_effect * above(&LEARNING)),
            margin: parameters.margin_effect * above(&MARGIN),
            salvage: parameters.salvage_effect * above(&SALVAGE),
            agreement: parameters.agreement_effect * above(&AGREEMENT),
            turnover: (1.0 - self.score_at(0)) / (1.0 - NEUTRAL),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [&Weights; 10] = [
        &TRANSACTION,
        &BURDEN,
        &GATE,
        &TRUST,
        &BREACH,
        &RESOLUTION,
        &LEARNING,
        &MARGIN,
        &SALVAGE,
        &AGREEMENT,
    ];

    #[test]
    fn weights_of_an_outcome_sum_to_one_and_every_practice_and_bundle_counts() {
        for weights in ALL {
            assert!(
                (weights.iter().sum::<f64>() - 1.0).abs() < 1e-12,
                "{weights:?}"
            );
        }
        for practice in 0..PRACTICES {
            assert!(
                ALL.iter().any(|weights| weights[practice] > 0.0),
                "p{} enters nowhere",
                practice + 1
            );
        }
        for bundle in 0..BUNDLES {
            assert!(BUNDLE.contains(&bundle));
        }
    }

    #[test]
    fn neutral_practices_change_nothing_to_the_last_bit() {
        assert_eq!(
            Practices::new([NEUTRAL; PRACTICES], &PracticeParameters::default()).outcomes,
            Outcomes::NEUTRAL
        );
    }

    #[test]
    fn from_none_to_full_practice_outcomes_move_over_their_stated_ranges() {
        let parameters = PracticeParameters::default();
        let [none, full] =
            [0.0, 1.0].map(|score| Practices::new([score; PRACTICES], &parameters).outcomes);
        let ratio = |of: fn(&Outcomes) -> f64| of(&none) / of(&full);
        assert!(
            (ratio(|o| o.transaction) - exp(1.05)).abs() < 1e-9,
            "2.9 to one"
        );
        assert!((ratio(|o| o.burden) - exp(0.9)).abs() < 1e-9);
        assert!((1.0 / ratio(|o| o.trust_gain) - exp(0.7)).abs() < 1e-9);
        assert!((ratio(|o| o.breach) - exp(0.5)).abs() < 1e-9);
        assert!((1.0 / ratio(|o| o.learning) - exp(0.6)).abs() < 1e-9);
        let rise = |of: fn(&Outcomes) -> f64| of(&full) - of(&none);
        for (rise, effect) in [
            (rise(|o| o.gate_shift), 0.05),
            (rise(|o| o.resolution), 0.4),
            (rise(|o| o.margin), 0.03),
            (rise(|o| o.salvage), 0.3),
            (rise(|o| o.agreement), 0.3),
        ] {
            assert!((rise - effect).abs() < 1e-12, "{rise} instead of {effect}");
        }
        assert_eq!(full.turnover, 0.0);
    }

    #[test]
    fn what_is_added_to_a_bundle_moves_its_own_practices_only() {
        let parameters = PracticeParameters::default();
        let mut practices = Practices::new([NEUTRAL; PRACTICES], &parameters);
        practices.raised[3] = 0.3;
        practices.renew(&parameters);
        assert_eq!(practices.outcomes.learning, 1.0);
        assert!(
            (practices.outcomes.salvage - 0.3 * 0.7 * 0.3).abs() < 1e-12,
            "exit strategy alone"
        );
        assert!((practices.mean_raised() - 0.3 * 2.0 / 12.0).abs() < 1e-12);
    }
}
