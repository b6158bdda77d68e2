//! Which way is better: the one place that says so, for tables, terminal and report.

use serde::Serialize;

use crate::observations::{Indicator, Role};

/// Which way of an indicator counts as better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is what programmes aim at.
    Higher,
    /// Less is better: costs and losses.
    Lower,
    /// Neither by itself: counts of agents, steps and reasons, whose meaning depends on what else happens.
    Neither,
}

impl Direction {
    /// The word of tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Higher => "higher",
            Self::Lower => "lower",
            Self::Neither => "neither",
        }
    }
}

/// Indicators, besides costs, of which less is better.
const LOWER: [&str; 5] = [
    "exit_rate",
    "defaults",
    "programme_cost_usd",
    "discounted_programme_cost_usd",
    "firms_behind_twin",
];

/// Steps of accounts of which more is better; of all others neither is.
const GAINS: [&str; 5] = [
    "tnc_net_benefit_usd",
    "sme_net_gain_usd",
    "value_added_usd",
    "public_return_usd",
    "fiscal_return_usd",
];

/// Indicators, besides reasons of failure, of which neither more nor less is better by itself.
const NEITHER: [&str; 19] = [
    "ended_linkages",
    "tier_one_lot_share",
    "upgrade_plans",
    "upgrades_by_loan",
    "smes",
    "tncs",
    "loan_applications",
    "approval_share",
    "loan_volume_usd",
    "firms_with_loan_share",
    "covered_volume_usd",
    "applicants",
    "clients",
    "graduates",
    "drop_outs",
    "referrals",
    "client_share_of_eligible",
    "funnel_eligible",
    "funnel_considered",
];

/// Which way of an indicator is better; of those in no list more is.
#[must_use]
pub fn direction(indicator: &Indicator) -> Direction {
    let is_step = indicator.role == Role::Account && !GAINS.contains(&indicator.name);
    if indicator.role == Role::Cost || LOWER.contains(&indicator.name) {
        Direction::Lower
    } else if indicator.role == Role::Failure || is_step || NEITHER.contains(&indicator.name) {
        Direction::Neither
    } else {
        Direction::Higher
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observations::{INDICATORS, indicator_index};

    #[test]
    fn costs_are_better_when_lower_linkages_when_higher_and_steps_neither_way() {
        let of = |name: &str| direction(&INDICATORS[indicator_index(name).expect("an indicator")]);
        for name in ["cost_public_usd", "programme_cost_usd", "exit_rate"] {
            assert_eq!(of(name), Direction::Lower, "{name}");
        }
        for name in ["sustained_linkages", "employment", "funnel_sustained"] {
            assert_eq!(of(name), Direction::Higher, "{name}");
        }
        for name in [
            "failed_quality",
            "ended_linkages",
            "loan_volume_usd",
            "clients",
            "linkages_lost",
            "tncs",
        ] {
            assert_eq!(of(name), Direction::Neither, "{name}");
        }
    }

    #[test]
    fn every_name_that_is_listed_is_an_indicator_and_stands_once() {
        for name in LOWER.iter().chain(&NEITHER) {
            assert!(indicator_index(name).is_some(), "{name}");
            assert_eq!(
                LOWER
                    .iter()
                    .chain(&NEITHER)
                    .filter(|other| *other == name)
                    .count(),
                1,
                "{name}"
            );
        }
    }
}
