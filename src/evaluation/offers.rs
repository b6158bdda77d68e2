//! Accepted against rejected applicants: the analysis of an experiment where places are drawn by lottery.

use super::estimate::{Estimate, known_mean, moments, n_unknown};
use crate::maths::sqrt;

/// An applicant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offer {
    /// Change as surveyed from the wave before the application, in the unit of the measure.
    pub change: f64,
    /// What enrolment truly did by the wave of the outcome: 0 for those not enrolled by then; NaN where it is not known.
    pub effect: f64,
    /// Enrolled by the wave of the outcome, now or later.
    pub is_enrolled: bool,
}

/// Applicants of one intake, among whom an agency chose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Intake {
    /// Got a place.
    pub accepted: Vec<Offer>,
    /// Got none.
    pub rejected: Vec<Offer>,
}

impl Intake {
    fn is_usable(&self) -> bool {
        self.accepted.len() > 1 && self.rejected.len() > 1
    }
}

/// A difference within intakes, weighted by accepted applicants.
struct Difference {
    value: f64,
    variance: f64,
    freedom: f64,
    n: [usize; 2],
}

/// Differences of `read` between accepted and rejected within each usable intake; variances of each side with divisor n - 1, degrees of
/// freedom by Satterthwaite.
fn within_intakes(intakes: &[Intake], read: impl Fn(&Offer) -> f64) -> Difference {
    let usable = || intakes.iter().filter(|intake| intake.is_usable());
    let all: usize = usable().map(|intake| intake.accepted.len()).sum();
    let value = if all > 0 { 0.0 } else { f64::NAN };
    let mut sum = Difference {
        value,
        variance: 0.0,
        freedom: 0.0,
        n: [0; 2],
    };
    for intake in usable() {
        let weight = intake.accepted.len() as f64 / all as f64;
        for (side, offers, sign) in [(0, &intake.accepted, 1.0), (1, &intake.rejected, -1.0)] {
            let (n, mean, variance) = moments(offers.iter().map(&read));
            let part = weight * weight * variance / n as f64;
            sum.value += sign * weight * mean;
            sum.variance += part;
            sum.freedom += part * part / (n as f64 - 1.0);
            sum.n[side] += n;
        }
    }
    sum.freedom = sum.variance * sum.variance / sum.freedom;
    sum
}

/// Applicants of usable intakes whose true effect is not known.
fn without_truth(intakes: &[Intake]) -> usize {
    let applicants = intakes
        .iter()
        .filter(|intake| intake.is_usable())
        .flat_map(|intake| intake.accepted.iter().chain(&intake.rejected));
    n_unknown(applicants.map(|offer| offer.effect))
}

/// Effect of being offered a place: accepted less rejected applicants, within intakes (intention to treat). Right where places are drawn
/// by lottery and the programme has no effect on the rejected; its estimand is the effect of enrolment on the accepted less that on the rejected
/// who got in later.
///
/// Standard error: unequal variances within intakes (robust); intakes with fewer than two on a side are left out.
#[must_use]
pub fn offered(intakes: &[Intake]) -> Option<Estimate> {
    let difference = within_intakes(intakes, |offer| offer.change);
    let known = |side: &[Offer]| {
        side.iter()
            .copied()
            .filter(|offer| offer.effect.is_finite())
            .collect::<Vec<Offer>>()
    };
    let with_truth = intakes.iter().filter(|intake| intake.is_usable());
    let with_truth = with_truth.map(|intake| Intake {
        accepted: known(&intake.accepted),
        rejected: known(&intake.rejected),
    });
    let truth = within_intakes(&with_truth.collect::<Vec<_>>(), |offer| offer.effect).value;
    let [n_treated, n_controls] = difference.n;
    let n_without_truth = without_truth(intakes);
    let Difference {
        value,
        variance,
        freedom,
        ..
    } = difference;
    Estimate {
        value,
        error: sqrt(variance),
        freedom,
        truth,
        n_without_truth,
        n_treated,
        n_controls,
    }
    .checked()
}

/// Effect on those who enrol because of the offer: the effect of the offer over its effect on enrolment (Wald). Right where, beside what
/// [`offered`] needs, the offer works through enrolment only; its estimand is the mean effect on the accepted who enrolled.
///
/// Standard error: that of the offer's effect on the change less the estimate times enrolment, over the effect on enrolment.
#[must_use]
pub fn takers(intakes: &[Intake]) -> Option<Estimate> {
    let enrolment = |offer: &Offer| f64::from(u8::from(offer.is_enrolled));
    let first = within_intakes(intakes, enrolment).value;
    let value = within_intakes(intakes, |offer| offer.change).value / first;
    let residual = within_intakes(intakes, |offer| offer.change - value * enrolment(offer));
    let accepted = intakes
        .iter()
        .filter(|intake| intake.is_usable())
        .flat_map(|intake| &intake.accepted);
    let truth = known_mean(
        accepted
            .filter(|offer| offer.is_enrolled)
            .map(|offer| offer.effect),
    );
    let [n_treated, n_controls] = residual.n;
    let error = sqrt(residual.variance) / first.abs();
    Estimate {
        value,
        error,
        freedom: residual.freedom,
        truth,
        n_without_truth: without_truth(intakes),
        n_treated,
        n_controls,
    }
    .checked()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Process, ReplicateKey, pair};

    fn offer(change: f64, effect: f64, is_enrolled: bool) -> Offer {
        Offer {
            change,
            effect,
            is_enrolled,
        }
    }

    #[test]
    fn offers_are_compared_within_intakes_and_takers_by_walds_ratio() {
        let intakes = [
            Intake {
                accepted: vec![offer(5.0, 2.0, true), offer(7.0, 4.0, true)],
                rejected: vec![offer(1.0, 0.0, false), offer(3.0, 0.0, false)],
            },
            Intake {
                accepted: vec![offer(2.0, 1.0, true), offer(4.0, 0.0, false)],
                rejected: vec![offer(1.0, 0.0, false), offer(1.0, 0.0, false)],
            },
            Intake {
                accepted: vec![offer(99.0, 0.0, true)],
                rejected: vec![offer(0.0, 0.0, false), offer(0.0, 0.0, false)],
            },
        ];
        let found = offered(&intakes).expect("an estimate");
        // (6 - 2)/2 + (3 - 1)/2 = 3; variances (2/2 + 2/2)/4 + (2/2 + 0)/4 = 0.75; true effect (3 + 0.5)/2
        assert!(
            (found.value - 3.0).abs() < 1e-12 && (found.error - sqrt(0.75)).abs() < 1e-12,
            "{found:?}"
        );
        assert_eq!(
            (found.truth, found.n_treated, found.n_controls),
            (1.75, 4, 4)
        );
        let takers = takers(&intakes).expect("an estimate");
        // enrolment differs by 1/2 + 1/4 = 0.75
        assert!((takers.value - 4.0).abs() < 1e-12, "{takers:?}");
        assert!((takers.truth - 7.0 / 3.0).abs() < 1e-12, "{takers:?}");
    }

    // 1,000 experiments of 40 against 60 in two intakes with unequal chances: 0.95 ± 4 standard errors of 0.0069.
    #[test]
    fn intervals_of_an_experiment_hold_the_effect_as_often_as_they_say() {
        let intakes = |world: u32| {
            let draws = ReplicateKey::new(45, world).draws(Process::Test, 0);
            let one = |intake: u64, k: u64, accepted: bool| {
                let effect = if accepted { 0.4 } else { 0.0 };
                offer(
                    intake as f64 + effect + (1.0 + effect) * draws.normal(pair(intake, k)),
                    effect,
                    accepted,
                )
            };
            let intake = |n: u64, accepted: u64| Intake {
                accepted: (0..accepted).map(|k| one(n, k, true)).collect(),
                rejected: (accepted..50).map(|k| one(n, k, false)).collect(),
            };
            [intake(0, 10), intake(1, 30)]
        };
        let covered = (0..1_000)
            .filter(|world| offered(&intakes(*world)).expect("an estimate").covers())
            .count();
        assert!((923..=977).contains(&covered), "{covered} of 1,000");
        let covered = (0..1_000)
            .filter(|world| takers(&intakes(*world)).expect("an estimate").covers())
            .count();
        assert!((923..=977).contains(&covered), "{covered} of 1,000 takers");
    }
}
