//! Phase 6: stages, deliveries, trust and control, orders, and endings by cause.

mod aims;
mod declarations;
mod notice;
mod ownership;
mod plans;
mod preparation;
mod risk;
mod terms;
mod trust;

use super::evolution::{abroad_share, consider_move, home_margin, wage_relief};
use super::knowledge::{
    joint_gain, joint_gain_paid, room_beside_exports, stop_project, stopping_ease,
};
use super::networks::{made_by_peers, pass_on};
use super::orders::{
    contract_quarters, cost_level, fit, log_price, owner_time_cost, shared_gain, transaction_share,
    unit_margin,
};
use super::products::{bargain, price_weight};
use crate::maths::{exp, logistic};
use crate::model::accounts::Party;
use crate::model::equations::credit::paid_share;
use crate::model::instruments::{legal_ip_support, outsourcing_support, sourcing_incentive};
use crate::model::state::{EndCause, FailureReason, Holder, LinkageId, Smes, Stage};
use crate::model::view::Readable;
use crate::model::world::World;
use crate::random::{Process, pair};
use crate::units::Usd;
use aims::{invest, loyalty};
pub(super) use declarations::{declared, standards_asked};
use notice::{end_or_give_notice, run_out};
use ownership::appropriate;
use preparation::{pace, prepare};
use risk::{announce, share_slump};
pub(in crate::model) use terms::raise_quality;
pub(super) use terms::{opening_control, opening_terms};
use trust::meet;
pub(super) use trust::{distance_factor, meetings_of, tie_value};

/// Order cycle below which linkages react to a slump [sd].
const SLUMP_DEAD_ZONE: f64 = 1.0;
/// Quarters after the end of match-making in which unprofitable linkages end more often.
const SUBSIDY_QUARTERS: u32 = 4;

/// Runs the phase.
pub fn step(world: &mut World) {
    end_empty_linkages(world);
    for row in 0..world.smes.len() {
        world.smes.tnc_sales[row] = 0.0;
        world.smes.bought[row] = 0.0;
        world.smes.taught_sales[row] = 0.0;
        world.smes.tnc_orders[row] = 0.0;
        world.smes.announced_orders[row] = 0.0;
    }
    collect_orders(world);
    announce(world, -1.0);
    pass_on(world);
    for slot in 0..world.linkages.slots.len() {
        if !world.linkages.slots[slot].is_open() {
            continue;
        }
        legal_ip_support::advance(world, slot);
        if world.linkages.slots[slot].stage.has_orders() {
            deliver(world, slot);
            appropriate(world, slot);
            meet(world, slot);
            terms::review(world, slot);
            plans::plan(world, slot);
            go_on_or_end(world, slot);
        } else {
            prepare(world, slot);
        }
    }
    announce(world, 1.0);
    pay_invoices(world);
    sourcing_incentive::pay_claims(world);
    count_domestic_lots(world);
}

/// Linkages that lost their last lot to better offers end.
fn end_empty_linkages(world: &mut World) {
    for slot in world.linkages.slots.ids() {
        let linkage = &world.linkages.slots[slot];
        if linkage.is_open() && linkage.lots == 0 {
            end_linkage(world, slot, EndCause::Replaced);
        }
    }
}

fn collect_orders(world: &mut World) {
    for slot in 0..world.linkages.slots.len() {
        let linkage = &world.linkages.slots[slot];
        if linkage.is_open() && linkage.stage.has_orders() {
            let order = world.order_value(linkage);
            let made_here = 1.0 - abroad_share(world, linkage);
            world.smes.tnc_orders[linkage.sme] += order * made_here;
        }
    }
}

/// Delivers what capacity allows, is paid for it, and bears governance, owner's time and squeezes.
fn deliver(world: &mut World, slot: usize) {
    let linkage = &world.linkages.slots[slot];
    let (firm, tnc, confidence) = (linkage.sme, linkage.tnc, linkage.confidence);
    let row = firm.row();
    let order = world.order_value(&world.linkages.slots[slot]);
    let room = room_beside_exports(world, row) + world.smes.passed_on[row];
    let fill = (room / world.smes.tnc_orders[row].max(1e-9)).min(1.0);
    let delivered = order * fill;
    let governance =
        transaction_share(world, tnc, confidence) * delivered + owner_time_cost(world, firm, tnc);
    let paid_gain = joint_gain_paid(world, &world.linkages.slots[slot]);
    let extra = (shared_gain(world, tnc) + bargain(world, row) + paid_gain) * delivered;
    let abroad = abroad_share(world, &world.linkages.slots[slot]) * delivered;
    let here = delivered - abroad;
    // peers were paid as they took the work
    let bought = world.parameters.networks.subcontract_price * made_by_peers(world, row) * here;
    let later = world.parameters.credit.receivable_share * delivered;
    world
        .accounts
        .pay(Party::Tncs, Party::Smes, delivered - later);
    world.accounts.pay(Party::Tncs, Party::Smes, extra);
    world
        .accounts
        .pay(Party::Smes, Party::Vendors, governance + abroad);
    world.smes.cash[row] += delivered - later + extra - governance - abroad;
    world.smes.receivable[row] += later;
    world.smes.tnc_sales[row] += here - bought;
    world.smes.bought[row] += bought;
    let teaching =
        world.tncs.rows[tnc].practices.outcomes.learning * invest(world, slot, delivered);
    world.smes.taught_sales[row] += (here - bought) * teaching;
    world.smes.window_orders[row] += here;
    if world.smes.last_order[row] == 0 {
        world.smes.reached[row] |= Smes::FIRST_TIME;
    }
    world.smes.last_order[row] = world.quarter;
    world.tally.order_value += here;
    sourcing_incentive::claim(world, slot, delivered);
    value_for_buyer(world, slot, delivered);
    let forgone = if abroad + bought > 0.0 {
        home_margin(world, row) * (abroad + bought) / delivered
    } else {
        0.0
    };
    share_slump(world, slot, order);
    let margin = unit_margin(world, firm, tnc, confidence, delivered) - forgone + paid_gain;
    let linkage = &mut world.linkages.slots[slot];
    linkage.delivered = delivered;
    linkage.fill_rate = fill;
    linkage.is_at_a_loss = margin < 0.0;
}

/// Buyers pay what of receivables falls due in the quarter.
fn pay_invoices(world: &mut World) {
    let credit = &world.parameters.credit;
    if credit.receivable_share <= 0.0 {
        return;
    }
    let share = paid_share(credit.payment_days);
    let mut paid = 0.0;
    for row in 0..world.smes.len() {
        let share = if world.smes.treatment[row].sooner > 0.0 {
            paid_share(world.view().payment_days(row))
        } else {
            share
        };
        let (cash, receivable) = (&mut world.smes.cash[row], &mut world.smes.receivable[row]);
        let due = share * *receivable;
        *receivable -= due;
        *cash += due;
        paid += due;
    }
    world.accounts.pay(Party::Tncs, Party::Smes, paid);
}

/// Records what a delivery is worth to its buyer beyond its price: saving against the import source less gains shared, fit, less its
/// own governance.
fn value_for_buyer(world: &mut World, slot: usize, delivered: Usd) {
    let linkage = &world.linkages.slots[slot];
    let (firm, tnc, sourcing) = (linkage.sme, linkage.tnc, &world.parameters.sourcing);
    let price = log_price(world, firm, 0.0) - wage_relief(world, linkage);
    let saving = exp(world.import_wedge_against(tnc, firm.row()) - price) - 1.0;
    let fit = sourcing.taste_fit * fit(&world.smes, firm, &world.tncs.rows[tnc]);
    let governance = world.parameters.evaluation.tnc_governance
        * transaction_share(world, tnc, linkage.confidence);
    let joint = joint_gain(world, linkage) - joint_gain_paid(world, linkage);
    world.tally.tnc_saving +=
        delivered * (saving - shared_gain(world, tnc) - bargain(world, firm.row()) + joint);
    world.tally.tnc_fit += if sourcing.taste_price > 0.0 {
        delivered * fit / sourcing.taste_price
    } else {
        0.0
    };
    world.tally.tnc_governance += delivered * governance;
}

/// After the deeds of the quarter: trial outcome, regular orders, growth, or an end.
fn go_on_or_end(world: &mut World, slot: usize) {
    if run_out(world, slot) || ends_by_headquarters(world, slot) {
        return;
    }
    if world.linkages.slots[slot].stage == Stage::Trial {
        try_out(world, slot);
        return;
    }
    let key = world.linkages.slots[slot].key;
    if world
        .draws(Process::LinkageEnd)
        .event(key, end_chance(world, slot))
    {
        end_or_give_notice(world, slot, EndCause::LowConfidence);
        return;
    }
    grow(world, slot);
    consider_move(world, slot);
    outsourcing_support::advance(world, slot);
}

fn ends_by_headquarters(world: &mut World, slot: usize) -> bool {
    let linkage = &world.linkages.slots[slot];
    let mandate = world.tncs.rows[linkage.tnc].mandate;
    let chance = world.parameters.tncs.headquarters_end_chance
        * (1.0 - mandate)
        * (1.0 - loyalty(world, linkage));
    let ends = world
        .draws(Process::HeadquartersEnd)
        .event(linkage.key, chance);
    if ends {
        end_or_give_notice(world, slot, EndCause::Headquarters);
    }
    ends
}

fn try_out(world: &mut World, slot: usize) {
    let linkages = &world.parameters.linkages;
    let linkage = &world.linkages.slots[slot];
    let key = linkage.key;
    if !world
        .draws(Process::StageWait)
        .event(key, linkages.advance_chance * pace(world, slot))
    {
        return;
    }
    let score = linkages.trial_constant + linkages.trial_confidence * (linkage.confidence - 0.5)
        - linkages.trial_breach * f64::from(linkage.trial_breaches);
    let has_passed = world
        .draws(Process::StageOutcome)
        .event(key, logistic(score));
    learn_from(world, slot, has_passed);
    if has_passed {
        let row = world.linkages.slots[slot].sme.row();
        world.linkages.slots[slot].stage = Stage::Supply;
        world.smes.reached[row] |= Smes::SUPPLIED;
        world.tally.entered_supply += 1;
    } else {
        world.tally.fail(FailureReason::Trust);
        end_linkage(world, LinkageId::new(slot), EndCause::NotPassed);
    }
}

/// Probability that a Supply or Strategic linkage ends: confidence, slumps, cost, and the end of support.
fn end_chance(world: &World, slot: usize) -> f64 {
    let (linkages, linkage) = (&world.parameters.linkages, &world.linkages.slots[slot]);
    let tnc = &world.tncs.rows[linkage.tnc];
    let slump = (-world.economy.orders[tnc.sector as usize] - SLUMP_DEAD_ZONE).max(0.0);
    let cost = cost_level(world) - wage_relief(world, linkage);
    let disadvantage = (cost - world.import_wedge_against(linkage.tnc, linkage.sme.row())).max(0.0)
        * price_weight(world, linkage.sme.row());
    let mut score = linkages.end_constant
        + linkages.end_confidence * (linkage.confidence - 0.5)
        + linkages.end_slump * slump
        + linkages.end_cost * disadvantage
        + stopping_ease(world, linkage);
    if let Some(agency) = linkage.facilitated.filter(|_| linkage.is_at_a_loss) {
        let stopped = world.agency_states[agency].stopped;
        if stopped > 0 && world.quarter < stopped + SUBSIDY_QUARTERS {
            score += linkages.end_subsidy;
        }
    }
    logistic(score)
}

/// Orders grow with confidence up to a cap; a fit linkage may become Strategic.
fn grow(world: &mut World, slot: usize) {
    let linkages = &world.parameters.linkages;
    let cap = world.parameters.sourcing.buyer_share_cap;
    let linkage = &world.linkages.slots[slot];
    let row = linkage.sme.row();
    let step = linkages.order_growth * (2.0 * linkage.confidence - 1.0).max(0.0);
    let has_room = linkage.delivered < cap * world.smes.sales[row] && linkage.fill_rate >= 1.0;
    let growth = if has_room {
        (linkage.growth * (1.0 + step)).min(linkages.order_growth_max)
    } else {
        linkage.growth
    };
    let is_fit = linkage.stage == Stage::Supply
        && linkage.trust(world.parameters.trust.competence_weight, world.quarter)
            >= linkages.strategic_trust
        && world.smes.innovation[row] >= linkages.strategic_innovation;
    let becomes_strategic = is_fit
        && world
            .draws(Process::StrategicStep)
            .event(linkage.key, linkages.strategic_chance);
    let linkage = &mut world.linkages.slots[slot];
    linkage.growth = growth;
    linkage.supply_quarters = linkage.supply_quarters.saturating_add(1);
    if becomes_strategic {
        linkage.stage = Stage::Strategic;
    }
    if linkage.stage == Stage::Strategic {
        // joint development feeds the innovation base
        let innovation = &mut world.smes.innovation[row];
        *innovation += 0.01 * (1.0 - *innovation);
    }
}

/// An affiliate's belief in local suppliers moves with outcomes of audits and trials.
fn learn_from(world: &mut World, slot: usize, is_success: bool) {
    let tnc = world.linkages.slots[slot].tnc.row();
    let speed = world.parameters.tncs.belief_speed;
    let belief = &mut world.tncs.rows[tnc].belief;
    *belief += speed * (f64::from(u8::from(is_success)) - *belief);
}

/// Ends a linkage: its lots go to other sources under new contracts.
pub(super) fn end_linkage(world: &mut World, slot: LinkageId, cause: EndCause) {
    let linkage = &world.linkages.slots[slot];
    let (row, tnc, stage, has_lots) = (
        linkage.sme.row(),
        linkage.tnc.row(),
        linkage.stage,
        linkage.lots > 0,
    );
    world.tally.ended_with_orders += u32::from(stage.has_orders());
    world.tally.separations_from_supply += u32::from(stage.is_supply());
    world.smes.linkages[row] -= 1;
    let committed = world.smes.committed[row] - world.linkages.slots[slot].lot_value;
    world.smes.committed[row] = if world.smes.linkages[row] == 0 {
        0.0
    } else {
        committed.max(0.0)
    };
    let place = world.tncs.rows[tnc]
        .linkages
        .iter()
        .position(|other| *other == slot)
        .expect("an affiliate knows its linkages");
    world.tncs.rows[tnc].linkages.swap_remove(place);
    if has_lots {
        release_lots(world, tnc, slot);
    }
    stop_project(world, slot.row(), cause);
    world.linkages.remove(slot, cause);
}

fn release_lots(world: &mut World, tnc: usize, slot: LinkageId) {
    let draws = world.draws(Process::LotContract);
    let own = world.tncs.rows[tnc].lot_range();
    for lot in &mut world.tncs.lots[own] {
        if lot.holder == Holder::Domestic(slot) {
            lot.holder = Holder::Import;
            lot.premium = 0.0;
            lot.contract_left =
                contract_quarters(&world.parameters.sourcing, draws, pair(lot.key, 5));
        }
    }
}

fn count_domestic_lots(world: &mut World) {
    for tnc in &mut world.tncs.rows {
        let served = tnc
            .linkages
            .iter()
            .map(|slot| &world.linkages.slots[*slot])
            .filter(|linkage| linkage.stage.has_orders());
        tnc.domestic_lots = served.map(|linkage| u32::from(linkage.lots)).sum();
    }
}
