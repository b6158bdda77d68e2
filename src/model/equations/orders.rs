//! Cost and margin of an order, and limits on the part of a firm that buyers may take.

use crate::maths::exp;
use crate::parameters::{SourcingParameters, TrustParameters};
use crate::units::{Share, Usd};

/// Working days of a year by which an owner's day is priced.
const DAYS_PER_YEAR: f64 = 250.0;

/// Equation (15d). Labour in the value of an order [share].
#[must_use]
pub fn labour_share(wage_share_of_sales: Share, wage_index: f64, log_productivity: f64) -> Share {
    wage_share_of_sales * wage_index / exp(log_productivity)
}

/// Equation (15a). Cost of contracting and haggling over the order value [share]: falls with confidence and with the buyer's practices.
#[must_use]
pub fn transaction_share(sourcing: &SourcingParameters, confidence: Share, practice: f64) -> Share {
    sourcing.transaction_cost
        * exp(-sourcing.transaction_cost_slope * (confidence - 0.5))
        * practice
}

/// Equation (15b). Owner's days at a multiple of the wage [USD].
#[must_use]
pub fn owner_days_cost(days: f64, wages_per_day: f64, annual_wage: Usd, wage_index: f64) -> Usd {
    wages_per_day * days * annual_wage * wage_index / DAYS_PER_YEAR
}

/// Equation (15c). What a supplier expects its buyer to squeeze out of an order [share].
#[must_use]
pub fn expected_squeeze(trust: &TrustParameters, crisis_weight: f64, confidence: Share) -> Share {
    trust.squeeze
        * (1.0 - confidence)
        * (trust.opportunism + crisis_weight * trust.crisis_opportunism)
}

/// Parts of the value of an order [shares].
#[derive(Clone, Copy, Debug)]
pub struct OrderCosts {
    /// Materials.
    pub material: Share,
    /// Labour.
    pub labour: Share,
    /// Contracting and haggling.
    pub governance: Share,
    /// Owner's time.
    pub owner: Share,
    /// Squeeze that is expected.
    pub squeeze: Share,
    /// The supplier's part of joint gains.
    pub shared_gain: Share,
    /// Premium of a niche firm, less the discount of a mass supplier.
    pub bargain: Share,
}

/// Equation (15). Margin on an order over its value [share].
#[must_use]
pub fn margin(costs: &OrderCosts) -> Share {
    1.0 - costs.material - costs.labour - costs.governance - costs.owner - costs.squeeze
        + costs.shared_gain
        + costs.bargain
}

/// Orders that TNCs hold of a firm, and the addition of partners [USD per quarter].
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// Greater of sales and capacity.
    pub size: Usd,
    /// Orders that the buyer holds already, with growth.
    pub held: Usd,
    /// Orders that all TNCs hold.
    pub committed: Usd,
    /// Exports.
    pub exports: Usd,
    /// Capacity of partners in a joint bid.
    pub pooled_capacity: Usd,
    /// Of it, what TNCs may still take.
    pub pooled_free: Usd,
}

/// Equation (14j). True where a lot of a value fits: one buyer may reach a share of a firm's sales, and all of them together a share of
/// its capacity; partners in a joint bid add to both.
#[must_use]
pub fn has_room(room: &Room, value: Usd, buyer_cap: Share, committed_cap: Share) -> bool {
    let total = room.size + value;
    room.held + value <= buyer_cap * (total + room.pooled_capacity)
        && room.committed + room.exports + value <= committed_cap * total + room.pooled_free
}

/// Equation (14n). Capacity that TNCs may still take of a firm [USD]; negative where they hold more.
#[must_use]
pub fn free_capacity(size: Usd, committed_cap: Share, committed: Usd, exports: Usd) -> Usd {
    committed_cap * size - committed - exports
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lot_fits_as_far_as_both_limits_let_it() {
        let room = Room {
            size: 100.0,
            held: 0.0,
            committed: 0.0,
            exports: 0.0,
            pooled_capacity: 0.0,
            pooled_free: 0.0,
        };
        // 40 of 100 + 40 is below 0.4; 70 of 170 is above
        assert!(has_room(&room, 40.0, 0.4, 0.8) && !has_room(&room, 70.0, 0.4, 0.8));
        let busy = Room {
            committed: 79.0,
            ..room
        };
        assert!(!has_room(&busy, 40.0, 0.4, 0.8));
        let joint = Room {
            pooled_capacity: 100.0,
            pooled_free: 50.0,
            ..busy
        };
        assert!(has_room(&joint, 40.0, 0.4, 0.8));
    }

    #[test]
    fn margin_falls_with_each_cost_and_contracting_with_confidence() {
        let costs = OrderCosts {
            material: 0.5,
            labour: 0.3,
            governance: 0.04,
            owner: 0.02,
            squeeze: 0.01,
            shared_gain: 0.0,
            bargain: 0.0,
        };
        assert!((margin(&costs) - 0.13).abs() < 1e-12);
        let sourcing = SourcingParameters::default();
        assert_eq!(
            transaction_share(&sourcing, 0.5, 1.0),
            sourcing.transaction_cost
        );
        assert!(transaction_share(&sourcing, 0.9, 1.0) < sourcing.transaction_cost);
    }
}
