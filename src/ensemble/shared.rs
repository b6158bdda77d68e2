//! Scenarios that may share a burn-in.

use crate::model::ModelInput;
use crate::parameters::Parameters;

/// The first thing outside the programme in which two inputs differ, as text; none where they may share a burn-in.
pub(super) fn difference(one: &ModelInput, other: &ModelInput) -> Option<String> {
    if one.shares_burn_in_with(other) {
        return None;
    }
    for section in Parameters::SECTIONS {
        for meta in section.numbers {
            let values = (
                one.parameters.get(section.name, meta.name),
                other.parameters.get(section.name, meta.name),
            );
            if let (Some(left), Some(right)) = values
                && left != right
            {
                return Some(format!(
                    "`{}.{}` is {left} in one and {right} in the other",
                    section.name, meta.name
                ));
            }
        }
    }
    if one.periods != other.periods {
        return Some("they run for different periods".to_string());
    }
    Some("their credit providers differ".to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_difference_outside_the_programme_is_named() {
        let one = ModelInput::default();
        assert_eq!(difference(&one, &one.clone()), None);
        let mut other = one.clone();
        assert!(other.parameters.set("population", "smes", 300.0));
        assert_eq!(
            difference(&one, &other).expect("differs"),
            "`population.smes` is 2000 in one and 300 in the other"
        );
        let mut other = one.clone();
        other.periods.policy += 1;
        assert_eq!(
            difference(&one, &other).expect("differs"),
            "they run for different periods"
        );
        let mut other = one.clone();
        other.credit_providers[0].name = "another".into();
        assert_eq!(
            difference(&one, &other).expect("differs"),
            "their credit providers differ"
        );
    }
}
