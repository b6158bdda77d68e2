//! Plans aimed at what buyers ask for.

use crate::parameters::CapabilityParameters;
use crate::units::Share;

/// Half of the range of the part of a gap that a plan closes.
const CLOSING_RANGE: f64 = 0.1;

/// Equation (35). Gap to a gate as a plan sees it [index]: with a margin above the gate, `seen` the level with the error of who looked.
#[must_use]
pub fn gap(gate: f64, margin: f64, seen: f64) -> f64 {
    (gate + margin - seen).max(0.0)
}

/// Equation (35a). True where a plan is made: something is missing, and no gap is out of reach.
#[must_use]
pub fn is_in_reach(capability: &CapabilityParameters, gaps: [f64; 2]) -> bool {
    let greatest = gaps[0].max(gaps[1]);
    greatest > 0.0 && greatest <= capability.plan_reach + capability.plan_margin
}

/// Equation (35b). Cost of an aimed plan over that of a flat one [ratio].
#[must_use]
pub fn cost_ratio(capability: &CapabilityParameters, gaps: [f64; 2]) -> f64 {
    capability.plan_cost_floor + capability.plan_cost_slope * (gaps[0] + gaps[1])
}

/// Equation (35c). Part of the gaps that a plan closes [share]; `draw` is uniform.
#[must_use]
pub fn closed_share(closes: Share, draw: f64) -> Share {
    (closes + CLOSING_RANGE * (2.0 * draw - 1.0)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_firms_get_cheap_plans_and_those_out_of_reach_none() {
        let capability = CapabilityParameters::default();
        let near = [gap(0.5, 0.08, 0.55), gap(0.5, 0.08, 0.7)];
        assert!((near[0] - 0.03).abs() < 1e-12 && near[1] == 0.0);
        assert!(is_in_reach(&capability, near));
        assert!((cost_ratio(&capability, near) - 0.16).abs() < 1e-12);
        assert!(!is_in_reach(&capability, [0.0, 0.0]), "nothing to close");
        assert!(!is_in_reach(&capability, [0.1, 0.49]), "out of reach");
    }

    #[test]
    fn a_plan_closes_a_share_that_stays_a_share() {
        assert!((closed_share(0.8, 0.0) - 0.7).abs() < 1e-12);
        assert!((closed_share(0.8, 1.0) - 0.9).abs() < 1e-12);
        assert_eq!(closed_share(1.0, 1.0), 1.0);
        assert_eq!(closed_share(0.0, 0.0), 0.0);
    }
}
