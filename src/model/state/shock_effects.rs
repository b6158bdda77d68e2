//! Effects of shocks in the quarter.

use crate::units::{Share, Usd};

/// Values of the quarter; neutral without shocks, and set again in each quarter but for what still lasts.
#[derive(Clone, Debug, Default)]
pub struct ShockEffects {
    /// Quarters that each shock lasts from now on, the running one included, by the order of shocks; 0 where it does not.
    pub left: Vec<u32>,
    /// Part of lendable funds that lenders hold back [share].
    pub funds_cut: Share,
    /// Rise of lenders' cost of funds [per year].
    pub rate_rise: f64,
    /// Fall of the country's cycle [sd].
    pub depth: f64,
    /// Rise of import prices relative to domestic cost [log price].
    pub import_price: f64,
    /// Rise of the gate for quality [index].
    pub quality_rise: f64,
    /// Rise of the gate for standards [index].
    pub standards_rise: f64,
    /// Part of donors' money for running instruments that is withdrawn [share].
    pub donor_cut: Share,
    /// Part of the missing money that the public purse pays [share].
    pub public_cover: Share,
}

impl ShockEffects {
    /// Strength that is left of an instrument of which donors pay this share [ratio].
    #[must_use]
    pub fn strength_left(&self, donor_share: Share) -> f64 {
        1.0 - donor_share * self.donor_cut * (1.0 - self.public_cover)
    }

    /// Share of what is still spent that donors pay; the public purse pays the rest, the tail of what was begun included.
    #[must_use]
    pub fn donor_share(&self, donor_share: Share) -> Share {
        let left = self.strength_left(donor_share);
        if left > 0.0 {
            donor_share * (1.0 - self.donor_cut) / left
        } else {
            0.0
        }
    }

    /// Money that a lender can lend out of its funds [USD].
    #[must_use]
    pub fn lendable(&self, funds: Usd) -> Usd {
        if funds > 0.0 {
            funds * (1.0 - self.funds_cut)
        } else {
            funds
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_donors_and_the_public_pay_adds_up_to_what_is_left() {
        let shock_effects = ShockEffects {
            donor_cut: 0.6,
            public_cover: 0.5,
            ..ShockEffects::default()
        };
        let (left, donors) = (
            shock_effects.strength_left(0.8),
            shock_effects.donor_share(0.8),
        );
        // of 1 USD: donors paid 0.8 and pay 0.32; the public paid 0.2 and adds half of the missing 0.48
        assert!((left - (0.32 + 0.2 + 0.24)).abs() < 1e-12, "{left}");
        assert!((left * donors - 0.32).abs() < 1e-12, "{donors}");
        let gone = ShockEffects {
            donor_cut: 1.0,
            ..ShockEffects::default()
        };
        assert_eq!((gone.strength_left(1.0), gone.donor_share(1.0)), (0.0, 0.0));
    }

    #[test]
    fn without_a_shock_nothing_changes_by_a_bit() {
        let none = ShockEffects::default();
        assert_eq!(
            (
                none.strength_left(0.3),
                none.donor_share(0.3),
                none.lendable(7.7)
            ),
            (1.0, 0.3, 7.7)
        );
    }
}
