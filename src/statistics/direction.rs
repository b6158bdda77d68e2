//! Which way is better.

use crate::observations::{Indicator, Role};

/// Indicators, besides costs and reasons of failure, of which less is better.
const LOWER_IS_BETTER: [&str; 7] =
    ["ended_linkages", "exit_rate", "defaults", "drop_outs", "programme_cost_usd", "firms_behind_twin", "linkages_lost"];

/// True where less of an indicator is better: costs, reasons of failure, endings and losses. Of all others more counts as better.
#[must_use]
pub fn is_lower_better(indicator: &Indicator) -> bool {
    matches!(indicator.role, Role::Cost | Role::Failure) || LOWER_IS_BETTER.contains(&indicator.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observations::{INDICATORS, indicator_index};

    #[test]
    fn costs_and_losses_are_better_when_lower_and_linkages_when_higher() {
        let lower = |name: &str| is_lower_better(&INDICATORS[indicator_index(name).expect("an indicator")]);
        assert!(lower("cost_public_usd") && lower("programme_cost_usd") && lower("failed_quality"));
        assert!(!lower("sustained_linkages") && !lower("employment"));
    }

    #[test]
    fn every_name_that_is_listed_is_an_indicator() {
        for name in LOWER_IS_BETTER {
            assert!(indicator_index(name).is_some(), "{name}");
        }
    }
}
