//! Legitimacy: association with a TNC makes an unproven firm credible to others, and fades when it ends.

use crate::model::state::Stage;
use crate::model::view::Readable;
use crate::model::world::World;
use crate::units::Share;

/// `ℓ ← ℓ + gain·(1 − ℓ)` while a firm supplies regularly, more where it does so strategically; else `ℓ ← ℓ·(1 − fade)`.
pub(super) fn update(world: &mut World) {
    let knowledge = &world.parameters.knowledge;
    if knowledge.legitimacy_gain <= 0.0 {
        return;
    }
    let (gain, strategic, fade) = (
        knowledge.legitimacy_gain,
        knowledge.legitimacy_strategic,
        knowledge.legitimacy_fade,
    );
    let steps = &mut world.scratch.steps;
    steps.clear();
    steps.resize(world.smes.len(), 0.0);
    for (_, linkage) in world
        .linkages
        .iter()
        .filter(|(_, linkage)| linkage.stage.is_supply())
    {
        let step = gain
            * if linkage.stage == Stage::Strategic {
                strategic
            } else {
                1.0
            };
        steps[linkage.sme.row()] = f64::max(steps[linkage.sme.row()], step.min(1.0));
    }
    for (legitimacy, step) in world.smes.legitimacy.iter_mut().zip(steps.iter()) {
        *legitimacy += if *step > 0.0 {
            step * (1.0 - *legitimacy)
        } else {
            -fade * *legitimacy
        };
    }
}

/// Probability that a searching TNC sees a firm, from the probability without legitimacy.
pub(in crate::model::phases) fn seen(world: &impl Readable, row: usize, chance: Share) -> Share {
    let view = world.view();
    chance
        + (1.0 - chance)
            * view.parameters.knowledge.legitimacy_visibility
            * view.smes.legitimacy[row]
}

/// Addition of legitimacy to an owner's belief about the probability of approval [share].
pub(in crate::model::phases) fn approval(world: &impl Readable, row: usize) -> Share {
    let view = world.view();
    view.parameters.knowledge.legitimacy_approval * view.smes.legitimacy[row]
}

/// Error that legitimacy leaves in a lender's score [ratio].
pub(in crate::model::phases) fn score_error(world: &impl Readable, row: usize) -> f64 {
    let view = world.view();
    1.0 - view.parameters.knowledge.legitimacy_screening * view.smes.legitimacy[row]
}
