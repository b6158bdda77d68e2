//! Pledges for loans, and loans that are topped up.

use crate::units::{Share, Usd};

/// Equation (30). Greatest loan on what is pledged [USD]: the part that no guarantee covers must be secured.
#[must_use]
pub fn greatest_loan(loan_to_value: Share, collateral: Usd, secured: Usd, cover: Share) -> Usd {
    (loan_to_value * collateral + secured) / (1.0 - cover)
}

/// Equation (30a). What a lender gets back of a loan that fails [USD].
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

/// Equation (30b). Collateral that is left for a second loan [USD]: a share of all, less what the uncovered part of the first loan
/// uses beyond its machine.
#[must_use]
pub fn free_collateral(collateral: Usd, share: Share, debt: &Debt, loan_to_value: Share) -> Usd {
    let used = (debt.loan * (1.0 - debt.cover) - debt.machine).max(0.0) / loan_to_value;
    (share * collateral - used).max(0.0)
}

/// Equation (30c). Rate, cover, grace or length of two loans that become one: their mean, weighted by amount.
#[must_use]
pub fn of_both(first: f64, loan: Usd, second: f64, amount: Usd) -> f64 {
    (first * loan + second * amount) / (loan + amount)
}

#[cfg(test)]
mod tests {
    use super::*;

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
