//! Joint plans: a buyer that manages its relations plans with regular suppliers each year; partners meet for it and know the volume, which
//! may not come.

use crate::maths::pow;
use crate::model::accounts::Party;
use crate::model::instruments::cost_at_local_wage;
use crate::model::phases::evolution::abroad_share;
use crate::model::phases::orders::owner_days_cost;
use crate::model::state::{Linkage, Practice};
use crate::model::world::World;
use crate::units::{Share, Usd};

/// Quarters of a plan.
const PLAN_QUARTERS: u32 = 4;

/// True where the practice of some buyers may lead to joint plans.
pub(super) fn has_plans(world: &World) -> bool {
    world.parameters.relations.joint_plan_practice < 1.0
}

/// A buyer above the level makes a plan with a regular supplier once a year from the first order. It lapses with the buyer's practice, and
/// when notice is given, and is given up, at a cost in goodwill, where deliveries fall short of it.
pub(super) fn plan(world: &mut World, slot: usize) {
    if !has_plans(world) {
        return;
    }
    let (relations, linkage) = (&world.parameters.relations, &world.linkages.slots[slot]);
    let practice = world.tncs.rows[linkage.tnc]
        .practices
        .score(Practice::Relationship);
    let (may_plan, has_plan) = (
        practice > relations.joint_plan_practice && linkage.notice.is_none(),
        linkage.planned > 0.0,
    );
    if has_plan {
        pay_for_idle(world, slot);
    }
    if !may_plan {
        world.linkages.slots[slot].planned = 0.0;
        return;
    }
    if has_plan && falls_short(world, slot) {
        give_up(world, slot);
        return;
    }
    let age = world.quarter - world.linkages.slots[slot].first_order;
    if world.linkages.slots[slot].stage.is_supply() && age > 0 && age.is_multiple_of(PLAN_QUARTERS)
    {
        make(world, slot);
    }
}

/// Orders of a year on, at the middle of the cycle and with the growth that confidence brings [USD per quarter].
fn volume(world: &World, linkage: &Linkage) -> Usd {
    let (linkages, sector) = (
        &world.parameters.linkages,
        world.tncs.rows[linkage.tnc].sector,
    );
    let step = linkages.order_growth * (2.0 * linkage.confidence - 1.0).max(0.0);
    let growth = pow(1.0 + step, f64::from(PLAN_QUARTERS))
        .min((linkages.order_growth_max / linkage.growth).max(1.0));
    world.order_value(linkage) / world.economy.order_factor[usize::from(sector)] * growth
}

/// Both partners pay for a plan of the year.
fn make(world: &mut World, slot: usize) {
    let (relations, linkage) = (&world.parameters.relations, &world.linkages.slots[slot]);
    let (row, planned) = (linkage.sme.row(), volume(world, linkage));
    let (by_owner, by_tnc) = (
        owner_days_cost(world, relations.joint_plan_days),
        cost_at_local_wage(world, relations.joint_plan_usd),
    );
    world.smes.cash[row] -= by_owner;
    world.accounts.pay(Party::Smes, Party::Vendors, by_owner);
    world.accounts.pay(Party::Tncs, Party::Vendors, by_tnc);
    world.tally.tnc_governance += by_tnc;
    world.tally.joint_plans += 1;
    world.linkages.slots[slot].planned = planned;
}

/// Capacity that the firm keeps ready at home for volume that does not come [USD per quarter].
fn kept_ready(world: &World, linkage: &Linkage, orders: Usd) -> Usd {
    let at_home = 1.0 - abroad_share(world, linkage);
    world.parameters.relations.joint_plan_forecast * (linkage.planned - orders).max(0.0) * at_home
}

/// Whoever keeps capacity ready pays for it.
fn pay_for_idle(world: &mut World, slot: usize) {
    let linkage = &world.linkages.slots[slot];
    let (row, idle) = (
        linkage.sme.row(),
        kept_ready(world, linkage, linkage.delivered),
    );
    let cost = world.parameters.relations.joint_plan_idle_cost * idle;
    world.smes.cash[row] -= cost;
    world.accounts.pay(Party::Smes, Party::Vendors, cost);
}

/// True where what was delivered lies so far below the plan that partners give it up.
fn falls_short(world: &World, slot: usize) -> bool {
    let linkage = &world.linkages.slots[slot];
    linkage.delivered < (1.0 - world.parameters.relations.joint_plan_shortfall) * linkage.planned
}

fn give_up(world: &mut World, slot: usize) {
    let kept = 1.0 - world.parameters.relations.joint_plan_loss;
    let linkage = &mut world.linkages.slots[slot];
    linkage.planned = 0.0;
    linkage.goodwill_trust *= kept;
    world.tally.joint_plans_given_up += 1;
}

/// Volume that a supplier expects of a plan beyond its running orders [USD].
pub(super) fn expected(world: &World, linkage: &Linkage) -> Usd {
    if linkage.planned > 0.0 {
        kept_ready(world, linkage, world.order_value(linkage))
    } else {
        0.0
    }
}

/// Contact of partners, with that of work on a plan [share].
pub(super) fn with_work_on_plan(world: &World, linkage: &Linkage, contact: Share) -> Share {
    if linkage.planned > 0.0 {
        contact + (1.0 - contact) * world.parameters.relations.joint_plan_contact
    } else {
        contact
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ModelInput;
    use crate::parameters::Periods;
    use crate::random::ReplicateKey;

    /// A small world of plans that cost nothing and change nothing, with orders that outgrow suppliers.
    fn planning(more: &[(&str, &str, f64)]) -> World {
        let mut input = ModelInput {
            periods: Periods {
                burn_in: 60,
                policy: 40,
                run_off: 0,
            },
            ..ModelInput::default()
        };
        let own = [
            ("population", "smes", 600.0),
            ("population", "tncs", 12.0),
            ("sourcing", "quality_gate", 0.4),
            ("sourcing", "standards_gate", 0.4),
            ("sourcing", "lot_value_usd", 60_000.0),
            ("sourcing", "buyer_share_cap", 0.8),
            ("credit", "payment_days", 0.0),
            ("linkages", "order_growth", 0.1),
            ("relations", "joint_plan_practice", 0.3),
            ("relations", "joint_plan_days", 0.0),
            ("relations", "joint_plan_usd", 0.0),
            ("relations", "joint_plan_contact", 0.0),
            ("relations", "joint_plan_forecast", 0.0),
            ("relations", "joint_plan_idle_cost", 0.0),
            ("relations", "joint_plan_loss", 0.0),
        ];
        for (section, key, value) in own.iter().chain(more) {
            assert!(
                input.parameters.set(section, key, *value),
                "{section}.{key}"
            );
        }
        World::burn_in(&input, ReplicateKey::new(5, 0)).expect("accounts close")
    }

    #[test]
    fn who_knows_the_volume_keeps_capacity_for_it_and_delivers_more_of_it() {
        let mut alone = planning(&[]);
        let (mut larger, mut delivered) = (0, [0.0; 2]);
        for _ in 0..20 {
            let (mut without, mut with) = (alone.clone(), alone.clone());
            with.parameters.relations.joint_plan_forecast = 1.0;
            for quarter in 0..3 {
                without.step().expect("accounts close");
                with.step().expect("accounts close");
                if quarter == 0 {
                    let pairs = || with.smes.capacity.iter().zip(&without.smes.capacity);
                    assert!(pairs().all(|(with, without)| with >= without));
                    larger += pairs().filter(|(with, without)| with > without).count();
                } else {
                    delivered[0] += without.tally.order_value;
                    delivered[1] += with.tally.order_value;
                }
            }
            alone.step().expect("accounts close");
        }
        assert!(larger > 50, "{larger} times a firm has more capacity");
        assert!(
            delivered[1] > delivered[0],
            "{delivered:?} USD delivered without and with"
        );
    }

    #[test]
    fn a_plan_ends_in_the_quarter_in_which_notice_is_given() {
        let mut world = planning(&[
            ("relations", "notice_quarters", 4.0),
            ("practices", "p12_exit_strategy", 0.8),
        ]);
        let mut seen = 0;
        for _ in 0..30 {
            world.step().expect("accounts close");
            let on_notice = || {
                world
                    .linkages
                    .slots
                    .iter()
                    .filter(|linkage| linkage.is_open() && linkage.notice.is_some())
            };
            seen += on_notice().count();
            assert!(on_notice().all(|linkage| linkage.planned == 0.0));
        }
        assert!(seen > 10, "{seen} notices");
    }
}
