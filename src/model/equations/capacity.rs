//! Capacity as an investment.

use crate::units::{Share, Usd};

/// Equation (33). Cost of capacity beyond what is installed and what a firm adds at its own pace [USD].
#[must_use]
pub fn capex(ratio: f64, wanted: Usd, installed: Usd, own_pace: Share) -> Usd {
    ratio * (wanted - installed * (1.0 + own_pace)).max(0.0)
}

/// Equation (33a). Capacity that a firm reaches with what it pays [USD per quarter]; all that it wants where capacity costs nothing.
#[must_use]
pub fn reached(ratio: f64, wanted: Usd, missing: Usd, paid: Usd) -> Usd {
    if missing > paid {
        wanted - (missing - paid) / ratio
    } else {
        wanted
    }
}

/// Equation (33b). Machines in place at the end of a quarter [USD of quarterly sales]: those in use, or what wear leaves of more.
#[must_use]
pub fn installed_after(installed: Usd, capacity: Usd, wear: Share) -> Usd {
    capacity.max(installed * (1.0 - wear))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_beyond_the_own_pace_is_paid_for_and_otherwise_waits() {
        let missing = capex(1.5, 121.0, 100.0, 0.01);
        assert!((missing - 30.0).abs() < 1e-9);
        assert_eq!(reached(1.5, 121.0, missing, missing), 121.0);
        assert!((reached(1.5, 121.0, missing, 0.0) - 101.0).abs() < 1e-9);
        assert_eq!(capex(1.5, 100.0, 100.0, 0.01), 0.0);
        assert_eq!(capex(0.0, 500.0, 100.0, 0.01), 0.0);
    }

    #[test]
    fn idle_machines_wear_and_those_in_use_are_kept() {
        assert!((installed_after(100.0, 80.0, 0.01) - 99.0).abs() < 1e-9);
        assert_eq!(installed_after(100.0, 100.0, 0.01), 100.0);
    }
}
