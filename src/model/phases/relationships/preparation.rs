//! Talks, samples and terms before the first order.

use super::declarations::{is_found_out, standards_asked};
use super::ownership::share_first;
use super::terms::{chance_of_terms, negotiate};
use super::trust::contact;
use super::{end_linkage, ends_by_headquarters, learn_from};
use crate::model::equations::plans;
use crate::model::phases::programmes::champion_factor;
use crate::model::phases::upgrading::want_aimed_plan;
use crate::model::state::{
    Declaration, EndCause, FailedAudit, FailureReason, LinkageId, PlanState, Smes, Stage,
};
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
    let asked = [
        world.quality_gate(tnc) - practice,
        standards_asked(world, linkage.tnc.row(), row),
    ];
    let is_proved = match linkage.agreement.declaration {
        Declaration::None => standards >= asked[1],
        Declaration::True | Declaration::False => !is_found_out(world, slot),
    };
    let reason = if quality < asked[0] {
        FailureReason::Quality
    } else if !is_proved {
        FailureReason::Standards
    } else {
        world.linkages.slots[slot].stage = Stage::Agreement;
        return;
    };
    world.tally.fail(reason);
    learn_from(world, slot, false);
    report(world, slot, asked, [quality, standards]);
    end_linkage(world, LinkageId::new(slot), EndCause::Audit);
}

/// A firm that failed an audit is told what was asked for and what was seen; it may make a plan of it.
fn report(world: &mut World, slot: usize, gates: [f64; 2], seen: [f64; 2]) {
    let (linkages, section) = (&world.parameters.linkages, &world.parameters.capability);
    let (firm, buyer) = (
        world.linkages.slots[slot].sme,
        world.linkages.slots[slot].tnc,
    );
    let row = firm.row();
    let smes = &mut world.smes;
    if linkages.audit_memory_quarters > 0.0 {
        smes.failed_audit[row] = FailedAudit {
            buyer: Some(buyer),
            until: world.quarter + linkages.audit_memory_quarters as u32,
            gates,
            levels: [smes.quality[row], smes.standards[row]],
        };
    }
    let gaps = [
        plans::gap(gates[0], section.plan_margin, seen[0]),
        plans::gap(gates[1], section.plan_margin, seen[1]),
    ];
    let may_plan = smes.plan[row] == PlanState::None && smes.is_formal[row];
    let chance = linkages.audit_plan_chance;
    let draws = world.draws(Process::PlanAim);
    if may_plan && draws.event(pair(world.smes.key[row], 4), chance) {
        want_aimed_plan(world, row, gaps);
    }
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
