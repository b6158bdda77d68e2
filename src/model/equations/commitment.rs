//! Commitment of owners to services.

use crate::parameters::CommitmentParameters;
use crate::units::Share;

/// Situation of a client.
#[derive(Clone, Copy, Debug)]
pub struct Situation {
    /// Quarters since it was taken in.
    pub waited: f64,
    /// Its plan waits for money, or lapsed for want of it.
    pub is_unfinanced: bool,
    /// It has a linkage, with orders or on the way to them.
    pub has_linkage: bool,
}

/// Equation (36). Drop-out of a client over the rate of its agency [ratio].
#[must_use]
pub fn drop_out(commitment: &CommitmentParameters, situation: Situation) -> f64 {
    let holds = |condition: bool| f64::from(u8::from(condition));
    commitment.steady
        + commitment.waiting * situation.waited
        + commitment.unfinanced * holds(situation.is_unfinanced)
        + commitment.no_order * holds(!situation.has_linkage)
}

/// Equation (36a). How far want of money keeps an owner from applying for services [logit]; `own_part` is the part of a plan that own
/// cash pays.
#[must_use]
pub fn want_of_money(commitment: &CommitmentParameters, approval: Share, own_part: Share) -> f64 {
    commitment.money_weight * (commitment.money_needed - approval.max(own_part)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_default_only_the_rate_of_the_agency_counts() {
        let commitment = CommitmentParameters::default();
        let worst = Situation {
            waited: 9.0,
            is_unfinanced: true,
            has_linkage: false,
        };
        assert_eq!(drop_out(&commitment, worst), 1.0);
        assert_eq!(want_of_money(&commitment, 0.0, 0.0), 0.0);
    }

    #[test]
    fn each_reason_adds_to_drop_out_and_either_kind_of_money_is_enough_to_apply() {
        let commitment = CommitmentParameters {
            steady: 0.5,
            waiting: 0.1,
            unfinanced: 4.0,
            no_order: 0.3,
            money_weight: 4.0,
            ..CommitmentParameters::default()
        };
        let waits = Situation {
            waited: 2.0,
            is_unfinanced: true,
            has_linkage: false,
        };
        assert!((drop_out(&commitment, waits) - 5.0).abs() < 1e-12);
        let paid = Situation {
            is_unfinanced: false,
            ..waits
        };
        assert!((drop_out(&commitment, paid) - 1.0).abs() < 1e-12);
        assert!((want_of_money(&commitment, 0.25, 0.1) - 1.6).abs() < 1e-12);
        assert_eq!(want_of_money(&commitment, 0.1, 0.9), 0.0);
    }
}
