//! One lender's decision on one application: screening, collateral, price, rationing.

use super::selection_factor;
use crate::maths::{logistic, logit};
use crate::model::equations::credit::{greatest_loan, recovered};
use crate::units::{Share, Usd};

/// Greatest real rate that a lender considers [per year].
const HIGHEST_RATE: f64 = 1.0;
/// Halvings of an interval of rates: error below 1e-9.
const HALVINGS: u32 = 30;

/// Observed and true creditworthiness of an applicant.
#[derive(Clone, Copy, Debug)]
pub struct Applicant {
    /// True yearly default at the reference rate [share].
    pub default_rate: Share,
    /// Error of the lender's score [logit].
    pub score_error: f64,
    /// Money requested [USD].
    pub need: Usd,
    /// A smaller loan is of use too.
    pub accepts_less: bool,
    /// Collateral [USD].
    pub pledge_usd: Usd,
    /// What the lender lends on in full, and gets in full if the loan fails, such as the machine that the loan buys [USD].
    pub secured_usd: Usd,
}

/// Costs and rules of the lender.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// Cost of funds [per year].
    pub funding_rate: f64,
    /// Cost of running the loan [per year].
    pub operating_cost: f64,
    /// Return required above cost [per year].
    pub margin: f64,
    /// Rate at which default is as scored [per year].
    pub reference_rate: f64,
    /// Rise of log default per unit of rate above the reference.
    pub adverse_selection: f64,
    /// Value of collateral that the lender gets back [share].
    pub recovery: Share,
    /// Loan that one dollar of collateral supports [share].
    pub loan_to_value: Share,
    /// Part of a loss that a guarantee bears [share].
    pub cover: Share,
}

/// A loan that the lender would make.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LoanOffer {
    /// Real rate [per year].
    pub rate: f64,
    /// Amount [USD].
    pub amount: Usd,
    /// Greatest return that the lender could expect [per year]: merit where funds are short.
    pub expected_return: f64,
}

/// Decides on an application (docs/odd.md, finance).
///
/// The lender's return `r − p(r)(r + loss)` has a maximum, because default `p(r)` rises with the rate; above it a higher
/// rate earns less, so that the lender refuses whom no rate makes profitable (Stiglitz and Weiss). Otherwise it asks
/// the lowest rate that earns its cost and margin. Collateral limits the part of the loan that is not covered.
#[must_use]
pub fn decide_loan(applicant: &Applicant, terms: &Terms) -> Option<LoanOffer> {
    let limit = greatest_loan(
        terms.loan_to_value,
        applicant.pledge_usd,
        applicant.secured_usd,
        terms.cover,
    );
    let amount = applicant.need.min(limit);
    if amount < applicant.need && !applicant.accepts_less || amount <= 0.0 {
        return None;
    }
    let scored =
        logistic(logit(applicant.default_rate.clamp(1e-9, 1.0 - 1e-9)) + applicant.score_error);
    let saved = recovered(terms.recovery, applicant.pledge_usd, applicant.secured_usd);
    let loss = (1.0 - saved / amount).max(0.0) * (1.0 - terms.cover);
    let default_at = |rate: f64| {
        (scored * selection_factor(terms.adverse_selection, rate, terms.reference_rate)).min(1.0)
    };
    let return_at = |rate: f64| rate - default_at(rate) * (rate + loss);
    let slope_at = |rate: f64| {
        let default = default_at(rate);
        1.0 - default - terms.adverse_selection * default * (rate + loss)
    };
    let best = bisect(0.0, HIGHEST_RATE, |rate| slope_at(rate) > 0.0);
    let required = terms.funding_rate + terms.operating_cost + terms.margin;
    let expected_return = return_at(best);
    if expected_return < required {
        return None;
    }
    let rate = bisect(0.0, best, |rate| return_at(rate) < required);
    Some(LoanOffer {
        rate,
        amount,
        expected_return,
    })
}

/// Point at which `is_below` turns false, for a condition that turns once.
fn bisect(low: f64, high: f64, is_below: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (low, high);
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        if is_below(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms() -> Terms {
        Terms {
            funding_rate: 0.06,
            operating_cost: 0.03,
            margin: 0.0,
            reference_rate: 0.09,
            adverse_selection: 0.0,
            recovery: 0.0,
            loan_to_value: 0.6,
            cover: 0.0,
        }
    }

    fn applicant(default_rate: f64) -> Applicant {
        Applicant {
            default_rate,
            score_error: 0.0,
            need: 1_000.0,
            accepts_less: false,
            pledge_usd: 10_000.0,
            secured_usd: 0.0,
        }
    }

    #[test]
    fn without_selection_the_rate_is_the_closed_form_break_even() {
        for default in [0.02, 0.05, 0.08, 0.12] {
            let offer = decide_loan(&applicant(default), &terms())
                .expect("a lender that only breaks even lends");
            let closed_form = (0.09 + default) / (1.0 - default);
            assert!(
                (offer.rate - closed_form).abs() < 1e-6,
                "{} against {closed_form}",
                offer.rate
            );
        }
    }

    #[test]
    fn some_borrowers_are_refused_at_any_rate() {
        let selective = Terms {
            adverse_selection: 3.0,
            ..terms()
        };
        assert!(decide_loan(&applicant(0.02), &selective).is_some());
        assert!(decide_loan(&applicant(0.40), &selective).is_none());
    }

    #[test]
    fn cover_never_refuses_whom_the_lender_would_take_without_it() {
        for step in 1..40 {
            let applicant = applicant(0.01 * f64::from(step));
            let selective = Terms {
                adverse_selection: 3.0,
                ..terms()
            };
            let covered = Terms {
                cover: 0.6,
                ..selective
            };
            assert!(
                decide_loan(&applicant, &selective).is_none()
                    || decide_loan(&applicant, &covered).is_some()
            );
        }
    }

    #[test]
    fn collateral_limits_the_uncovered_part() {
        let poor = Applicant {
            pledge_usd: 1_000.0,
            ..applicant(0.02)
        };
        assert!(
            decide_loan(&poor, &terms()).is_none(),
            "600 USD is all that 1,000 USD of collateral supports"
        );
        assert!(
            decide_loan(
                &poor,
                &Terms {
                    cover: 0.6,
                    ..terms()
                }
            )
            .is_some()
        );
        let with_machine = Applicant {
            secured_usd: 600.0,
            ..poor
        };
        assert!(
            decide_loan(&with_machine, &terms()).is_some(),
            "the machine carries what collateral does not"
        );
        let modest = Applicant {
            accepts_less: true,
            ..poor
        };
        assert_eq!(
            decide_loan(&modest, &terms()).map(|offer| offer.amount),
            Some(600.0)
        );
    }
}
