//! Joint projects of regular linkages: modules pay one by one, and what is unfinished at the end of a linkage is mostly lost.

use crate::model::accounts::Party;
use crate::model::instruments::cost_at_local_wage;
use crate::model::phases::upgrading::{absorptive_capacity, help, room_to_gain};
use crate::model::state::{EndCause, Linkage, Practice, Project};
use crate::model::world::World;
use crate::random::Process;
use crate::units::Share;

/// Keeps a finished module from being missed by rounding.
const ROUNDING: f64 = 1e-9;

/// Starts projects, works on those that are open and hands finished modules over.
pub(super) fn work(world: &mut World) {
    for slot in 0..world.linkages.slots.len() {
        let linkage = &world.linkages.slots[slot];
        if !linkage.is_open() || !linkage.stage.is_supply() {
            continue;
        }
        // who has been given notice finishes what is open and begins nothing
        if linkage.project.modules == 0 && linkage.notice.is_none() {
            start(world, slot);
        }
        if world.linkages.slots[slot].project.modules > 0 {
            advance(world, slot);
        }
    }
}

/// True while a contract on handing knowledge over holds.
fn has_contract(world: &World, linkage: &Linkage) -> bool {
    linkage.contract.agency.is_some() && world.quarter >= linkage.contract.from
}

/// True while a contract holds that says what happens to knowledge when the partners part.
pub(in crate::model::phases) fn has_exit_plan(world: &World, linkage: &Linkage) -> bool {
    has_contract(world, linkage) && linkage.contract.salvage > 0.0
}

/// A project starts with `chance · (½ + ½ help) · n · trust` where the firm can pay its part of a quarter.
fn start(world: &mut World, slot: usize) {
    let (knowledge, linkage) = (&world.parameters.knowledge, &world.linkages.slots[slot]);
    let has_contract = has_contract(world, linkage);
    let chance = knowledge.project_chance
        + if has_contract {
            linkage.contract.chance
        } else {
            0.0
        };
    if chance <= 0.0 {
        return;
    }
    let row = linkage.sme.row();
    let help = 0.5 + 0.5 * help(&world.parameters.capability, world.smes.assistance[row]);
    let trust = linkage.trust(world.parameters.trust.competence_weight, world.quarter);
    let chance = chance * help * world.smes.innovation[row] * trust;
    let own_part =
        (1.0 - knowledge.project_tnc_share) * cost_at_local_wage(world, knowledge.project_cost_usd);
    if !world
        .draws(Process::ProjectStart)
        .event(linkage.key, chance)
        || world.spare_cash(row) < own_part
    {
        return;
    }
    let modules = if has_contract {
        linkage.contract.modules
    } else {
        knowledge.modules as u8
    };
    let quarters =
        knowledge.project_quarters * (1.0 + knowledge.module_overhead * f64::from(modules - 1));
    world.linkages.slots[slot].project = Project {
        modules,
        done: 0,
        elapsed: 0,
        quarters,
    };
    world.tally.projects_started += 1;
}

/// A quarter of work, paid for by both partners; finished modules take effect at once.
fn advance(world: &mut World, slot: usize) {
    let knowledge = &world.parameters.knowledge;
    let (row, cost) = (
        world.linkages.slots[slot].sme.row(),
        cost_at_local_wage(world, knowledge.project_cost_usd),
    );
    let by_tnc = cost * knowledge.project_tnc_share;
    world.smes.cash[row] -= cost - by_tnc;
    world
        .accounts
        .pay(Party::Smes, Party::Vendors, cost - by_tnc);
    world.accounts.pay(Party::Tncs, Party::Vendors, by_tnc);
    world.tally.tnc_governance += by_tnc;
    let project = &mut world.linkages.slots[slot].project;
    project.elapsed += 1;
    let modules = f64::from(project.modules);
    let done = ((project.progress() * modules + ROUNDING) as u8).min(project.modules);
    let fresh = f64::from(done - project.done) / modules;
    project.done = done;
    let is_complete = done == project.modules;
    if fresh > 0.0 {
        hand_over(world, slot, fresh);
    }
    if is_complete {
        world.linkages.slots[slot].project = Project::default();
        world.tally.projects_completed += 1;
    } else if fresh > 0.0
        && let Some(notice) = world.linkages.slots[slot].notice
    {
        // the module that was open is finished, and the next is not begun
        stop_project(world, slot, notice.cause);
    }
}

/// A part of a project becomes the firm's, as far as it absorbs it: most for good, the rest for use with this buyer.
fn hand_over(world: &mut World, slot: usize, part: Share) {
    let row = world.linkages.slots[slot].sme.row();
    let knowledge = &world.parameters.knowledge;
    let absorbed = part * absorptive_capacity(world, row);
    let (value, innovation) = (
        knowledge.project_value * absorbed,
        knowledge.project_innovation * absorbed,
    );
    let (own, proprietary) = (
        value * (1.0 - knowledge.proprietary_share),
        value * knowledge.proprietary_share,
    );
    let smes = &mut world.smes;
    for level in [&mut smes.quality[row], &mut smes.management[row]] {
        *level += own * room_to_gain(*level);
    }
    smes.innovation[row] += innovation * (1.0 - smes.innovation[row]);
    world.linkages.slots[slot].proprietary += proprietary;
}

/// The end of a linkage, or of its open module under notice, stops its project: finished modules stay, of the open one a part is salvaged. A firm that closes keeps nothing.
pub(in crate::model::phases) fn stop_project(world: &mut World, slot: usize, cause: EndCause) {
    let linkage = &world.linkages.slots[slot];
    let project = linkage.project;
    if project.modules == 0 {
        return;
    }
    let planned = if has_contract(world, linkage) {
        linkage.contract.salvage
    } else {
        world.parameters.knowledge.salvage
    };
    let salvage = (planned + world.tncs.rows[linkage.tnc].practices.outcomes.salvage).min(1.0);
    let finished = f64::from(project.done) / f64::from(project.modules);
    let salvaged = salvage * (project.progress() - finished).max(0.0);
    let is_over = cause == EndCause::SmeExit;
    if salvaged > 0.0 && !is_over {
        hand_over(world, slot, salvaged);
    }
    world.tally.projects_stopped[cause as usize] += 1;
    world.tally.worked_when_stopped[cause as usize] += project.progress();
    world.tally.finished_when_stopped[cause as usize] += finished;
    world.tally.kept_when_stopped[cause as usize] +=
        if is_over { 0.0 } else { finished + salvaged };
    world.linkages.slots[slot].project = Project::default();
}

/// Saving of a buyer by know-how that is of use with it only, on the orders of a linkage [share of order].
pub(in crate::model::phases) fn joint_gain(world: &World, linkage: &Linkage) -> Share {
    world.parameters.knowledge.project_gain * linkage.proprietary
}

/// Part of it that the buyer passes on: by the risk that the supplier bore in the project, as far as its practice goes [share of order].
pub(in crate::model::phases) fn joint_gain_paid(world: &World, linkage: &Linkage) -> Share {
    let practice = world.tncs.rows[linkage.tnc]
        .practices
        .score(Practice::ValueCreation);
    joint_gain(world, linkage) * practice * (1.0 - world.parameters.knowledge.project_tnc_share)
}

/// Addition of milestones of an open project to the hazard of ending [logit].
pub(in crate::model::phases) fn stopping_ease(world: &World, linkage: &Linkage) -> f64 {
    world.parameters.knowledge.stop_ease * f64::from(linkage.project.modules.saturating_sub(1))
}
