//! An economy for the tests of instruments.

use crate::model::{ModelInput, World};
use crate::parameters::Periods;
use crate::random::ReplicateKey;

/// A small economy in which many firms pass the gates and supply, with numbers of its own, at the start of a window of some quarters; nobody
/// runs a programme.
pub(super) fn economy_of_suppliers(
    quarters: u32,
    numbers: &[(&str, &str, f64)],
) -> (World, ModelInput) {
    let mut input = ModelInput {
        periods: Periods {
            burn_in: 40,
            policy: quarters,
            run_off: 0,
        },
        ..ModelInput::default()
    };
    let common = [
        ("population", "smes", 800.0),
        ("population", "tncs", 16.0),
        ("sourcing", "quality_gate", 0.45),
        ("sourcing", "standards_gate", 0.45),
    ];
    for (section, key, value) in common.iter().chain(numbers) {
        assert!(
            input.parameters.set(section, key, *value),
            "{section}.{key}"
        );
    }
    let world = World::burn_in(&input, ReplicateKey::new(5, 0)).expect("accounts close");
    (world, input)
}
