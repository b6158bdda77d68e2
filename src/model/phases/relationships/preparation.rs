//! Talks, samples and terms before the first order.

use super::declarations::{is_found_out, standards_asked};
use super::ownership::share_first;
use super::terms::{chance_of_terms, negotiate};
use super::trust::contact;
use super::{end_linkage, ends_by_headquarters, learn_from};
use crate::model::phases::programmes::champion_factor;
use crate::model::state::{Declaration, EndCause, FailureReason, LinkageId, Smes, Stage};
use crate::model::world::World;
use crate::random::{Process, pair};

/// Error of the audit in qualification relative to the first look.
const AUDIT_ERROR: f64 = 0.5;

/// Talks, samples and terms before the first order.
pub(super) fn prepare(world: &mut World, slot: usize) {
    let linkage = &world.linkages.slots[slot];
    let (key, stage) = (linkage.key, linkage.stage);
    let chance = world.parameters.linkages.advance_chance
        * (0.5 + contact(world, slot)).min(1.0)
        * pace(world, slot);
    if ends_by_headquarters(world, slot) {
        return;
    }
    let checks_left = &mut world.linkages.slots[slot].agreement.checks_left;
    if stage == Stage::Qualification && *checks_left > 0 {
        *checks_left -= 1;
        return;
    }
    if !world.draws(Process::StageWait).event(key, chance) {
        return;
    }
    match stage {
        Stage::Initiation => world.linkages.slots[slot].stage = Stage::Qualification,
        Stage::Qualification => audit(world, slot),
        _ => agree(world, slot),
    }
}

/// Pace of the stages of a linkage relative to one without a champion of its agency inside the affiliate [ratio].
pub(super) fn pace(world: &World, slot: usize) -> f64 {
    let linkage = &world.linkages.slots[slot];
    if linkage.facilitated.is_some() {
        champion_factor(world, linkage.tnc.row(), linkage.facilitated)
    } else {
        1.0
    }
}

/// A second look with half the error decides on terms; a declaration stands for proof of standards unless it is found out.
fn audit(world: &mut World, slot: usize) {
    let (linkage, draws) = (&world.linkages.slots[slot], world.draws(Process::Audit));
    let (row, tnc) = (linkage.sme.row(), &world.tncs.rows[linkage.tnc]);
    let practice = tnc.practices.outcomes.gate_shift;
    let checks = if linkage.agreement.is_checked {
        1.0 - world.parameters.relations.diligence_accuracy
    } else {
        1.0
    };
    let noise = AUDIT_ERROR * world.parameters.sourcing.signal_noise * checks;
    let quality = world.smes.quality[row] + noise * draws.normal(pair(linkage.key, 0));
    let standards = world.smes.standards[row] + noise * draws.normal(pair(linkage.key, 1));
    let is_proved = match linkage.agreement.declaration {
        Declaration::None => standards >= standards_asked(world, linkage.tnc.row(), row),
        Declaration::True | Declaration::False => !is_found_out(world, slot),
    };
    let reason = if quality < world.quality_gate(tnc) - practice {
        FailureReason::Quality
    } else if !is_proved {
        FailureReason::Standards
    } else {
        world.linkages.slots[slot].stage = Stage::Agreement;
        return;
    };
    world.tally.fail(reason);
    learn_from(world, slot, false);
    end_linkage(world, LinkageId::new(slot), EndCause::Audit);
}

fn agree(world: &mut World, slot: usize) {
    negotiate(world, slot);
    let linkage = &world.linkages.slots[slot];
    let chance = chance_of_terms(
        world.parameters.linkages.agreement_chance,
        linkage.agreement.quality,
    );
    if !world
        .draws(Process::StageOutcome)
        .event(linkage.key, chance)
    {
        world.tally.fail(FailureReason::Trust);
        end_linkage(world, LinkageId::new(slot), EndCause::NotPassed);
        return;
    }
    let row = world.linkages.slots[slot].sme.row();
    let linkage = &mut world.linkages.slots[slot];
    linkage.stage = Stage::Trial;
    linkage.first_order = world.quarter;
    world.smes.reached[row] |= Smes::ORDERED;
    world.tally.first_orders += 1;
    share_first(world, slot);
}
