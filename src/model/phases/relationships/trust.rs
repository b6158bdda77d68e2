//! Contact, deeds, trust and control.

use super::declarations::is_found_out;
use super::learn_from;
use super::plans::with_work_on_plan;
use super::risk::make_again;
use super::terms::insight;
use crate::maths::{exp, logistic, quarterly_from_annual};
use crate::model::accounts::Party;
use crate::model::instruments::relationship_intermediary::mediation;
use crate::model::phases::networks::{delivery_level, made_by_peers};
use crate::model::phases::products::exposure;
use crate::model::state::{AffiliateId, Declaration, FirmId, Stage};
use crate::model::view::Readable;
use crate::model::world::World;
use crate::random::{Process, pair};
use crate::units::Share;

/// Order cycle below which buyers are tempted to squeeze [sd].
const CRISIS_CYCLE: f64 = -1.5;
/// Greatest part of contact that distance takes [share].
const GREATEST_FRICTION: f64 = 0.9;
/// Quarters over which an intermediary's help fades.
const INTERMEDIARY_QUARTERS: f64 = 8.0;

/// Meetings of a firm with each of its buyers in a quarter [count]: fewer with more linkages, and within the owner's time budget.
pub(in crate::model::phases) fn meetings_of(world: &impl Readable, row: usize) -> f64 {
    let view = world.view();
    let (trust, linkages) = (&view.parameters.trust, view.smes.linkages[row]);
    let wanted = trust.meetings / (1.0 + 0.25 * f64::from(linkages.saturating_sub(1)));
    let budget = view.parameters.relations.owner_time_budget;
    if budget <= 0.0 {
        return wanted;
    }
    let days_per_meeting = view.parameters.sourcing.owner_days / trust.meetings.max(1.0);
    wanted.min(budget / (f64::from(linkages.max(1)) * days_per_meeting).max(1e-9))
}

/// Part of contact that a pair loses to distance in language, culture and rules, without help [share]: of the country, of the affiliate,
/// and of the two places on a line, whose mean distance is a third.
fn friction(world: &impl Readable, row: usize, tnc: usize) -> Share {
    let view = world.view();
    let (relations, tnc) = (&view.parameters.relations, &view.tncs.rows[tnc]);
    let own = view.parameters.trust.friction + tnc.distance;
    if relations.pair_distance <= 0.0 {
        return own.clamp(0.0, GREATEST_FRICTION);
    }
    let places = view.identity_key.draws(Process::Culture, 0);
    let apart = (places.uniform(view.smes.key[row]) - places.uniform(tnc.key)).abs();
    (own + relations.pair_distance * (apart - 1.0 / 3.0)).clamp(0.0, GREATEST_FRICTION)
}

/// Owner's time that meetings of a pair take relative to a pair without distance [ratio].
pub(in crate::model::phases) fn distance_factor(
    world: &impl Readable,
    row: usize,
    tnc: usize,
) -> f64 {
    let view = world.view();
    let cost = view.parameters.relations.distance_cost;
    if cost > 0.0 {
        1.0 + cost * friction(world, row, tnc)
    } else {
        1.0
    }
}

/// Contact that builds trust [share]: meetings and remote contact, less friction, shared among an owner's linkages.
pub(super) fn contact(world: &World, slot: usize) -> Share {
    let (trust, linkage) = (&world.parameters.trust, &world.linkages.slots[slot]);
    let age = f64::from(world.quarter - linkage.formed);
    let help = if linkage.facilitated.is_some() {
        trust.intermediary * (1.0 - age / INTERMEDIARY_QUARTERS).max(0.0)
    } else {
        0.0
    };
    let (mediated, removed) = mediation(world, slot, |settings| settings.friction_removed);
    let help = if mediated > 0.0 {
        1.0 - (1.0 - help) * (1.0 - mediated * removed)
    } else {
        help
    };
    let friction = friction(world, linkage.sme.row(), linkage.tnc.row()) * (1.0 - help);
    let meetings = meetings_of(world, linkage.sme.row());
    with_work_on_plan(
        world,
        linkage,
        (1.0 - exp(-(trust.meeting_weight * meetings + trust.remote_weight))) * (1.0 - friction),
    )
}

/// Deeds of the quarter move competence trust and goodwill; both with control make confidence.
pub(super) fn meet(world: &mut World, slot: usize) {
    let linkage = &world.linkages.slots[slot];
    let key = linkage.key;
    let has_failed = world
        .draws(Process::Delivery)
        .event(key, failure_chance(world, slot));
    let is_found_out = is_found_out(world, slot);
    let was_squeezed = world
        .draws(Process::Opportunism)
        .event(key, squeeze_chance(world, slot));
    let (trust, quarter) = (&world.parameters.trust, world.quarter);
    let practice = world.tncs.rows[linkage.tnc].practices.outcomes;
    let contact = contact(world, slot);
    let severity = 0.5
        + 0.5
            * world
                .draws(Process::AgreementAndBreach)
                .uniform(pair(key, 1));
    let damage = trust.loss * practice.breach * severity * (1.0 - settled_part(world, slot));
    let chill = (1.0 - trust.control_chill * linkage.agreement.imposed * linkage.agreement.imposed
        + trust.control_warmth * linkage.social_control)
        .max(0.0);
    let leaves = world
        .draws(Process::ContactTurnover)
        .event(key, quarterly_from_annual(trust.contact_turnover));
    let (gain, contact_loss) = (
        trust.gain * practice.trust_gain,
        (trust.contact_loss * practice.turnover).min(1.0),
    );
    let (weight, kappa) = (trust.competence_weight, trust.control_weight);
    let squeeze = if was_squeezed {
        trust.squeeze * linkage.delivered
    } else {
        0.0
    };
    world.tally.failed_deliveries += if has_failed { linkage.delivered } else { 0.0 };
    let row = linkage.sme.row();
    world.smes.cash[row] -= squeeze;
    world.accounts.pay(Party::Smes, Party::Tncs, squeeze);
    world.tally.squeezed += squeeze;
    if has_failed {
        make_again(world, slot);
    }
    let linkage = &mut world.linkages.slots[slot];
    move_trust(
        &mut linkage.competence_trust,
        has_failed,
        damage,
        gain * contact,
    );
    move_trust(
        &mut linkage.goodwill_trust,
        was_squeezed || is_found_out,
        damage,
        gain * contact * chill,
    );
    if leaves {
        linkage.competence_trust *= 1.0 - contact_loss;
        linkage.goodwill_trust *= 1.0 - contact_loss;
    }
    if (has_failed || is_found_out) && linkage.stage == Stage::Trial {
        linkage.trial_breaches += 1;
    }
    let total = linkage.trust(weight, quarter);
    let control = 1.0 - (1.0 - linkage.formal_control) * (1.0 - linkage.social_control);
    linkage.confidence = total + (1.0 - total) * kappa * control;
    if is_found_out {
        linkage.agreement.declaration = Declaration::None;
        learn_from(world, slot, false);
    }
}

/// Part of a breach that partners settle [share]: by themselves, by the buyer's practice, by contact, and with a third party.
pub(super) fn settled_part(world: &World, slot: usize) -> Share {
    let practice = world.tncs.rows[world.linkages.slots[slot].tnc]
        .practices
        .outcomes
        .resolution;
    let own = (world.parameters.trust.conflict_resolution + practice).clamp(0.0, 1.0);
    let talks = world.parameters.relations.contact_resolution;
    let own = if talks > 0.0 {
        own + (1.0 - own) * talks * contact(world, slot)
    } else {
        own
    };
    let (mediated, settled) = mediation(world, slot, |settings| settings.settled_share);
    if mediated > 0.0 {
        own + (1.0 - own) * mediated * settled
    } else {
        own
    }
}

/// Slow up, fast down: `T + a₊·(1 − T)` or `T − a₋·T`, with neither speed above 1.
fn move_trust(trust: &mut Share, is_breach: bool, damage: f64, gain: f64) {
    *trust = if is_breach {
        *trust * (1.0 - damage.min(1.0))
    } else {
        *trust + gain.min(1.0) * (1.0 - *trust)
    };
}

/// Probability that a delivery fails: inability more than ill will, and late when capacity was short; reviews see part of it coming.
fn failure_chance(world: &World, slot: usize) -> f64 {
    let (trust, linkage) = (&world.parameters.trust, &world.linkages.slots[slot]);
    let (row, tnc) = (linkage.sme.row(), &world.tncs.rows[linkage.tnc]);
    let smes = &world.smes;
    let own = delivery_level(smes, row);
    let level = own + made_by_peers(world, row) * (smes.level_of_others[row] - own);
    let gate = 0.5 * (world.quality_gate(tnc) + world.standards_gate(tnc));
    let score = trust.breach_constant - trust.breach_slope * (level + linkage.proprietary - gate)
        + 3.0 * (1.0 - linkage.fill_rate);
    logistic(score) * (1.0 - insight(world, linkage))
}

/// Probability that the buyer squeezes: more in a deep slump without a local mandate, less under formal control.
fn squeeze_chance(world: &World, slot: usize) -> f64 {
    let (trust, linkage) = (&world.parameters.trust, &world.linkages.slots[slot]);
    let tnc = &world.tncs.rows[linkage.tnc];
    let in_crisis = world.economy.orders[tnc.sector as usize] < CRISIS_CYCLE;
    let practice = tnc.practices.outcomes.breach;
    let temptation = if in_crisis {
        trust.crisis_opportunism * practice * (1.0 - tnc.mandate)
    } else {
        0.0
    };
    let relations = &world.parameters.relations;
    let restraint = if linkage.agreement.is_checked {
        1.0 - relations.diligence_restraint
    } else {
        1.0
    };
    let ties = if relations.tie_restraint > 0.0 {
        relations.tie_restraint * tie_share(world, linkage.tnc, linkage.sme)
    } else {
        0.0
    };
    (trust.opportunism + temptation)
        * exp(-2.0 * linkage.formal_control)
        * restraint
        * (1.0 - ties)
        * exposure(world, linkage.sme.row())
}

/// Share of an affiliate's other suppliers that are peers of a firm, on either side.
fn tie_share(world: &impl Readable, tnc: AffiliateId, firm: FirmId) -> Share {
    let view = world.view();
    let (mut others, mut peers) = (0_u32, 0_u32);
    for slot in &view.tncs.rows[tnc].linkages {
        let linkage = &view.linkages.slots[*slot];
        if linkage.sme != firm && linkage.stage.has_orders() {
            others += 1;
            let knows = |one: FirmId, other: FirmId| view.smes.peers[one].contains(&Some(other));
            peers += u32::from(knows(firm, linkage.sme) || knows(linkage.sme, firm));
        }
    }
    f64::from(peers) / f64::from(others.max(1))
}

/// Value to a buyer of a firm's ties to its other suppliers [utils].
pub(in crate::model::phases) fn tie_value(
    world: &impl Readable,
    tnc: AffiliateId,
    firm: FirmId,
) -> f64 {
    let view = world.view();
    let weight = view.parameters.relations.tie_value;
    if weight > 0.0 {
        weight * tie_share(world, tnc, firm)
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ModelInput;
    use crate::parameters::Periods;
    use crate::random::ReplicateKey;

    #[test]
    fn deliveries_fail_as_those_who_make_them_are_able() {
        let mut input = ModelInput {
            periods: Periods {
                burn_in: 40,
                policy: 4,
                run_off: 0,
            },
            ..ModelInput::default()
        };
        assert!(
            input.parameters.set("sourcing", "quality_gate", 0.4)
                && input.parameters.set("sourcing", "standards_gate", 0.4)
        );
        let mut world = World::burn_in(&input, ReplicateKey::new(3, 0)).expect("accounts close");
        let (slot, row) = world
            .linkages
            .iter()
            .map(|(slot, linkage)| (slot, linkage.sme.row()))
            .find(|(_, row)| world.smes.tnc_orders[*row] > 0.0)
            .expect("a supplier");
        let alone = failure_chance(&world, slot);
        let mut with_peers = |passed: f64, level: f64| {
            world.smes.passed_on[row] = passed * world.smes.tnc_orders[row];
            world.smes.level_of_others[row] = level;
            failure_chance(&world, slot)
        };
        assert!(with_peers(0.5, 0.0) > alone && with_peers(0.5, 1.0) < alone);
        assert!(
            with_peers(0.9, 0.0) > with_peers(0.2, 0.0),
            "the more of it they make"
        );
    }
}
