//! Pledges for loans, and loans that are topped up.

use crate::units::{Share, Usd};

/// Days in a year.
const DAYS_PER_YEAR: f64 = 365.0;

/// Equation (34). Greatest loan on what is pledged [USD]: the part that no guarantee covers must be secured.
#[must_use]
pub fn greatest_loan(loan_to_value: Share, collateral: Usd, secured: Usd, cover: Share) -> Usd {
    (loan_to_value * collateral + secured) / (1.0 - cover)
}

/// Equation (34a). What a lender gets back of a loan that fails [USD].
#[must_use]
pub fn recovered(recovery: Share, collateral: Usd, secured: Usd) -> Usd {
    recovery * collateral + secured
}

/// A loan that a firm has.
#[derive(Clone, Copy, Debug)]
pub struct Debt {
    /// Outstanding amount [USD].
    pub loan: Usd,
    /// Part of a loss that a guarantee bears.
    pub cover: Share,
    /// Machine that secures it [USD].
    pub machine: Usd,
}

/// Equation (34b). Collateral that is left for a second loan [USD]: a share of all, less what the uncovered part of the first loan
/// uses beyond its machine.
#[must_use]
pub fn free_collateral(collateral: Usd, share: Share, debt: &Debt, loan_to_value: Share) -> Usd {
    let used = (debt.loan * (1.0 - debt.cover) - debt.machine).max(0.0) / loan_to_value;
    (share * collateral - used).max(0.0)
}

/// Equation (34c). Rate, cover, grace or length of two loans that become one: their mean, weighted by amount.
#[must_use]
pub fn of_both(first: f64, loan: Usd, second: f64, amount: Usd) -> f64 {
    (first * loan + second * amount) / (loan + amount)
}

/// Equation (34d). Working capital that orders of a quarterly value tie up until they are paid [USD].
#[must_use]
pub fn working_capital(value: Usd, payment_days: f64, lead_days: f64) -> Usd {
    4.0 * value * (payment_days + lead_days) / DAYS_PER_YEAR
}

/// Equation (34e). Part of receivables that buyers pay in a quarter [share]: at steady deliveries they stand for the days of payment.
#[must_use]
pub fn paid_share(payment_days: f64) -> Share {
    1.0 / (1.0 + 4.0 * payment_days / DAYS_PER_YEAR)
}

/// Equation (34f). Money that orders still tie up [USD]: not what buyers advance, nor what was delivered and is not paid yet.
#[must_use]
pub fn tied(working_capital: Usd, advanced: Usd, receivable: Usd) -> Usd {
    (working_capital - advanced - receivable).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steady_deliveries_stand_as_receivables_for_the_days_of_payment() {
        let mut receivable = 0.0;
        for _ in 0..400 {
            receivable += 100.0;
            receivable -= paid_share(91.25) * receivable;
        }
        assert!(
            (receivable - 100.0).abs() < 1e-9,
            "a quarter of deliveries: {receivable}"
        );
        assert_eq!(paid_share(0.0), 1.0);
        let need = working_capital(100.0, 91.25, 0.0);
        assert!((need - 100.0).abs() < 1e-9);
        assert_eq!(tied(need, 0.0, 40.0), 60.0);
        assert_eq!(tied(need, 70.0, 40.0), 0.0);
    }

    #[test]
    fn a_machine_carries_a_loan_that_collateral_alone_does_not() {
        let without = greatest_loan(0.6, 1_000.0, 0.0, 0.0);
        let with = greatest_loan(0.6, 1_000.0, 300.0, 0.0);
        assert!((without - 600.0).abs() < 1e-9 && (with - 900.0).abs() < 1e-9);
        assert!((greatest_loan(0.6, 1_000.0, 300.0, 0.5) - 1_800.0).abs() < 1e-9);
        assert!((recovered(0.4, 1_000.0, 300.0) - 700.0).abs() < 1e-9);
    }

    #[test]
    fn a_first_loan_takes_up_collateral_as_far_as_neither_cover_nor_machine_secures_it() {
        let debt = Debt {
            loan: 600.0,
            cover: 0.5,
            machine: 120.0,
        };
        // 300 are uncovered, 180 of them stand on collateral of 300
        assert!((free_collateral(1_000.0, 1.0, &debt, 0.6) - 700.0).abs() < 1e-9);
        assert!((free_collateral(1_000.0, 0.5, &debt, 0.6) - 200.0).abs() < 1e-9);
        assert_eq!(free_collateral(1_000.0, 0.0, &debt, 0.6), 0.0);
    }

    #[test]
    fn one_loan_of_two_pays_what_both_paid() {
        assert!((of_both(0.1, 100.0, 0.2, 300.0) - 0.175).abs() < 1e-12);
    }
}
