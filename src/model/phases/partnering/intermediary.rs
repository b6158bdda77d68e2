//! A trusted third party looks after linkages that its agency brought about: strong early, fading, and missed when it leaves.

use crate::model::instruments::{charge, cost_at_local_wage, pay_by_tncs, settings_of};
use crate::model::phases::programmes::enrol;
use crate::model::state::AgencyId;
use crate::model::world::{World, sort_by_merit};
use crate::parameters::RelationshipIntermediaryParameters;
use crate::random::Process;
use crate::units::Share;

/// Looks after linkages within its places, takes on new ones, or leaves all where it has stopped.
pub(super) fn run(
    world: &mut World,
    agency: usize,
    settings: &RelationshipIntermediaryParameters,
    strength: f64,
) {
    let (agency, mark) = (AgencyId::new(agency), agency as u8 + 1);
    let mut served = 0;
    for slot in 0..world.linkages.slots.len() {
        if !world.linkages.slots[slot].is_open()
            || world.linkages.slots[slot].agreement.mediator != mark
        {
            continue;
        }
        if strength <= 0.0 {
            leave(world, slot, settings);
        } else if left(world, slot, settings) <= 0.0 {
            world.linkages.slots[slot].agreement.mediator = 0;
        } else {
            served += 1;
        }
    }
    if strength > 0.0 {
        let places = ((settings.places * strength).floor() as usize).saturating_sub(served);
        served += take_on(world, (agency, mark), places);
        let cost = cost_at_local_wage(world, settings.case_cost_usd);
        charge(world, served as f64 * cost / 4.0, settings.donor_share);
        pay_by_tncs(world, served as f64 * settings.case_cost_tnc_usd / 4.0);
    }
}

/// Part of the support of a linkage that is still to come [share].
fn left(world: &World, slot: usize, settings: &RelationshipIntermediaryParameters) -> Share {
    let passed = f64::from(world.quarter - world.linkages.slots[slot].agreement.mediated_from);
    (1.0 - passed / settings.support_quarters).max(0.0)
}

/// A third party that leaves before its time takes trust along.
fn leave(world: &mut World, slot: usize, settings: &RelationshipIntermediaryParameters) {
    let kept = 1.0 - settings.dependence_loss * left(world, slot, settings);
    let linkage = &mut world.linkages.slots[slot];
    linkage.agreement.mediator = 0;
    linkage.competence_trust *= kept;
    linkage.goodwill_trust *= kept;
}

/// Free places go to linkages that the agency brought about and that had no third party yet, in drawn order.
fn take_on(world: &mut World, (agency, mark): (AgencyId, u8), places: usize) -> usize {
    let order = world.draws(Process::Mediation);
    let mut ranked = std::mem::take(&mut world.scratch.ranked);
    ranked.clear();
    for (slot, linkage) in world.linkages.iter() {
        if linkage.facilitated == Some(agency)
            && linkage.agreement.mediated_from == 0
            && linkage.notice.is_none()
        {
            ranked.push((0.0, order.bits(linkage.key), slot as u32));
        }
    }
    sort_by_merit(&mut ranked);
    let taken = places.min(ranked.len());
    for (_, _, slot) in &ranked[..taken] {
        let agreement = &mut world.linkages.slots[*slot as usize].agreement;
        (agreement.mediator, agreement.mediated_from) = (mark, world.quarter);
        let row = world.linkages.slots[*slot as usize].sme.row();
        enrol(world, row);
    }
    world.scratch.ranked = ranked;
    taken
}

/// How much of a third party's help a linkage gets in the quarter, and one of the numbers of that help [shares]; 0 and 0 without.
pub(in crate::model::phases) fn mediation(
    world: &World,
    slot: usize,
    number: impl Fn(&RelationshipIntermediaryParameters) -> Share,
) -> (Share, Share) {
    let Some(agency) = usize::from(world.linkages.slots[slot].agreement.mediator).checked_sub(1)
    else {
        return (0.0, 0.0);
    };
    let settings = settings_of::<RelationshipIntermediaryParameters>(world, agency);
    settings.map_or((0.0, 0.0), |settings| {
        (left(world, slot, settings), number(settings))
    })
}
