//! Phase 5: lots come up, TNCs look at a few firms, choose, and the chosen firm accepts or not.

mod choice;
mod favour;
mod search;
mod small;

use super::finance::finance_order;
use super::networks::{Pooled, consortium};
use super::products::bargain;
use super::relationships::{
    distance_factor, end_linkage, meetings_of, opening_control, opening_terms,
};
use crate::maths::exp;
use crate::model::instruments::buyer_finance;
use crate::model::state::{
    AgencyMark, EndCause, FailureReason, Holder, Linkage, Project, Service, Smes, Stage,
    TransferContract,
};
use crate::model::world::World;
use crate::parameters::SourcingParameters;
use crate::random::{Draws, Process, pair};
use crate::units::{Share, Usd};
use choice::{Best, choose};
pub(super) use choice::{cost_level, fit_with, mean_log_price};
use favour::openness;
use search::{Candidates, find};

/// Part of a firm's capacity that TNCs together may hold.
const COMMITTED_CAP: f64 = 0.8;

/// Runs the phase.
pub fn run(world: &mut World) {
    list_open_lots(world);
    let open = std::mem::take(&mut world.scratch.open_lots);
    let referral_chance = search::referral_chances(world, &open);
    for &(_, lot) in &open {
        tender(world, lot as usize, &referral_chance);
    }
    world.scratch.open_lots = open;
    drop_empty_linkages(world);
}

/// Contracts run down; lots whose contract is over are tendered in an order that is drawn, not by id.
fn list_open_lots(world: &mut World) {
    let order = world.draws(Process::TenderOrder);
    let mut open = std::mem::take(&mut world.scratch.open_lots);
    open.clear();
    for index in 0..world.tncs.lots.len() {
        let lot = &mut world.tncs.lots[index];
        if !world.tncs.rows[lot.tnc as usize].is_present {
            continue;
        }
        lot.contract_left = lot.contract_left.saturating_sub(1);
        if lot.contract_left == 0 {
            open.push((order.bits(lot.key), index as u32));
        }
    }
    open.sort_unstable();
    world.scratch.open_lots = open;
}

/// Tenders one lot: a linkage on its way to a first order keeps it, and so does one that runs out.
fn tender(world: &mut World, lot: usize, referral_chance: &search::ReferralChances) {
    let incumbent = match world.tncs.lots[lot].holder {
        Holder::Domestic(slot) => Some(slot),
        Holder::Import | Holder::TierOne => None,
    };
    sign_contract(world, lot);
    if incumbent.is_some_and(|slot| world.linkages.slots[slot as usize].keeps_lots()) {
        return;
    }
    let mut candidates = Candidates::default();
    let searches = is_open_to_locals(world, lot);
    find(
        world,
        lot,
        searches,
        incumbent,
        referral_chance,
        &mut candidates,
    );
    let (best, premium) = choose(world, lot, incumbent, &candidates);
    match best {
        Best::Incumbent => world.tncs.lots[lot].premium = premium,
        Best::Outside(holder) => {
            release(world, lot);
            world.tncs.lots[lot].holder = holder;
            world.tncs.lots[lot].premium = premium;
        }
        Best::Local { row, referred_by } => {
            if win(world, lot, row, referred_by) {
                world.smes.reached[row] |= Smes::CHOSEN;
                world.tncs.lots[lot].premium = premium;
            } else if incumbent.is_none() {
                world.tncs.lots[lot].premium = 0.0;
                hold_elsewhere(world, lot);
            }
        }
    }
}

/// True where the affiliate looks for domestic firms by itself for this lot.
fn is_open_to_locals(world: &World, lot: usize) -> bool {
    let lot = &world.tncs.lots[lot];
    world
        .draws(Process::LotContract)
        .event(pair(lot.key, 2), openness(world, lot.tnc as usize))
}

/// A new contract of drawn length.
fn sign_contract(world: &mut World, lot: usize) {
    let key = world.tncs.lots[lot].key;
    world.tncs.lots[lot].contract_left = contract_quarters(
        &world.parameters.sourcing,
        world.draws(Process::LotContract),
        key,
    );
}

/// Drawn length of a contract, both limits included [quarters].
pub(super) fn contract_quarters(sourcing: &SourcingParameters, draws: Draws, agent: u64) -> u16 {
    let shortest = sourcing.contract_quarters_min as u32;
    let span = (sourcing.contract_quarters_max as u32).saturating_sub(shortest) + 1;
    (shortest + draws.below(agent, span)) as u16
}

/// A lot that no domestic firm gets goes to a tier-1 firm or an import source.
fn hold_elsewhere(world: &mut World, lot: usize) {
    if matches!(world.tncs.lots[lot].holder, Holder::Domestic(_)) {
        return;
    }
    let front = favour::favour(world, lot, None).front;
    world.tncs.lots[lot].holder = choice::outside_utility(world, lot, front).best().0;
}

/// Takes a lot from the linkage that serves it.
pub(super) fn release(world: &mut World, lot: usize) {
    if let Holder::Domestic(slot) = world.tncs.lots[lot].holder {
        let value = world.tncs.lots[lot].value;
        let linkage = &mut world.linkages.slots[slot as usize];
        linkage.lots -= 1;
        let row = linkage.sme as usize;
        linkage.lot_value = if linkage.lots == 0 {
            0.0
        } else {
            linkage.lot_value - value
        };
        world.smes.committed[row] = if world.smes.committed[row] > value {
            world.smes.committed[row] - value
        } else {
            0.0
        };
        world.tncs.lots[lot].holder = Holder::Import;
        world.tncs.lots[lot].premium = 0.0;
    }
}

/// The chosen firm takes the lot if it has the capacity, wants it for its margin or the buyer's reach, and can finance it.
fn win(world: &mut World, lot: usize, row: usize, referred_by: AgencyMark) -> bool {
    let tnc = world.tncs.lots[lot].tnc as usize;
    let value = world.tncs.lots[lot].value;
    let existing = find_linkage(world, tnc, row, world.tncs.lots[lot].cell);
    let is_joint = !has_capacity(world, existing, row, value, Pooled::default());
    if is_joint && !has_capacity(world, existing, row, value, consortium(world, tnc, row)) {
        world.tally.fail(FailureReason::Scale);
        return false;
    }
    let confidence = existing.map_or_else(
        || choice::first_confidence(world, referred_by > 0),
        |slot| world.linkages.slots[slot as usize].confidence,
    );
    let reach = world.parameters.sourcing.reach_value * world.tncs.rows[tnc].marketing_reach;
    if unit_margin(world, (row, tnc), confidence, value) < -reach {
        world.tally.fail(FailureReason::Trust);
        return false;
    }
    let advance = buyer_finance::advance_on(world, tnc, row, value);
    let need = world.working_capital(value) - advance;
    if !finance_order(world, row, need) {
        world.tally.fail(FailureReason::Finance);
        return false;
    }
    release(world, lot);
    let slot = existing.unwrap_or_else(|| open_linkage(world, lot, row, referred_by));
    let linkage = &mut world.linkages.slots[slot as usize];
    linkage.lots += 1;
    linkage.lot_value += value;
    world.smes.committed[row] += value;
    world.smes.advanced[row] += advance;
    world.tncs.lots[lot].holder = Holder::Domestic(slot);
    world.tally.consortium_lots += u32::from(is_joint);
    true
}

/// Linkage of a firm with an affiliate in a cell, if there is one.
pub(super) fn find_linkage(world: &World, tnc: usize, row: usize, cell: u32) -> Option<u32> {
    world.tncs.rows[tnc].linkages.iter().copied().find(|slot| {
        let linkage = &world.linkages.slots[*slot as usize];
        linkage.sme as usize == row && linkage.cell == cell
    })
}

/// Capacity that TNCs may still take of a firm [USD]; negative where they hold more.
pub(super) fn free_capacity(world: &World, row: usize) -> Usd {
    let smes = &world.smes;
    COMMITTED_CAP * smes.sales[row].max(smes.capacity[row])
        - smes.committed[row]
        - smes.exports[row]
}

/// One buyer may reach a share of a firm's sales, and free capacity limits all of them together; partners of a consortium add to both.
fn has_capacity(
    world: &World,
    existing: Option<u32>,
    row: usize,
    value: Usd,
    pooled: Pooled,
) -> bool {
    let smes = &world.smes;
    let held = existing.map_or(0.0, |slot| {
        let linkage = &world.linkages.slots[slot as usize];
        linkage.lot_value * linkage.growth
    });
    let total = smes.sales[row].max(smes.capacity[row]) + value;
    held + value <= world.parameters.sourcing.buyer_share_cap * (total + pooled.capacity)
        && smes.committed[row] + smes.exports[row] + value <= COMMITTED_CAP * total + pooled.free
}

/// Margin on orders of an affiliate over their value [share], after production, governance, owner's time and expected squeeze.
pub(super) fn unit_margin(
    world: &World,
    (row, tnc): (usize, usize),
    confidence: f64,
    order_value: Usd,
) -> f64 {
    let (production, trust) = (&world.parameters.production, &world.parameters.trust);
    let labour = production.wage_share_of_sales * world.economy.wage_index
        / exp(world.smes.log_productivity[row]);
    let governance = transaction_share(world, tnc, confidence);
    let owner = owner_time_cost(world, row, tnc) / order_value.max(1.0);
    let squeeze =
        trust.squeeze * (1.0 - confidence) * (trust.opportunism + 0.1 * trust.crisis_opportunism);
    1.0 - production.material_share_of_sales - labour - governance - owner - squeeze
        + shared_gain(world, tnc)
        + bargain(world, row)
}

/// Cost of contracting and haggling over the order value [share]: falls with confidence and with the buyer's practices.
pub(super) fn transaction_share(world: &World, tnc: usize, confidence: f64) -> f64 {
    let sourcing = &world.parameters.sourcing;
    sourcing.transaction_cost
        * exp(-sourcing.transaction_cost_slope * (confidence - 0.5))
        * world.tncs.rows[tnc].practices.outcomes.transaction
}

/// What a buyer pays on orders beyond their value, as the supplier's part of joint gains [share].
pub(super) fn shared_gain(world: &World, tnc: usize) -> Share {
    world.tncs.rows[tnc].practices.outcomes.margin
}

/// Owner's time that a linkage with a buyer takes in a quarter [USD]: less with its practices and with one standard of all buyers, and
/// as meetings are held where the owner keeps to a budget of time; more over a distance.
pub(super) fn owner_time_cost(world: &World, row: usize, tnc: usize) -> Usd {
    let is_budgeted = world.parameters.relations.owner_time_budget > 0.0;
    let held = if is_budgeted {
        meetings_of(world, row) / world.parameters.trust.meetings.max(1.0)
    } else {
        1.0
    };
    let burden = world.tncs.rows[tnc].practices.outcomes.burden * (1.0 - world.built_up.burden_cut);
    owner_days_cost(world, world.parameters.sourcing.owner_days)
        * held
        * burden
        * distance_factor(world, row, tnc)
}

/// Owner's days, paid at twice the wage [USD].
pub(super) fn owner_days_cost(world: &World, days: f64) -> Usd {
    2.0 * days * world.parameters.economy.annual_wage_usd * world.economy.wage_index / 250.0
}

fn open_linkage(world: &mut World, lot: usize, row: usize, referred_by: AgencyMark) -> u32 {
    let (tnc, cell) = (world.tncs.lots[lot].tnc, world.tncs.lots[lot].cell);
    let trust = if referred_by > 0 {
        world.parameters.trust.referred
    } else {
        world.parameters.trust.stranger
    };
    let key = pair(
        pair(world.smes.key[row], world.tncs.rows[tnc as usize].key),
        pair(u64::from(cell), u64::from(world.quarter)),
    );
    let (formal_control, social_control) = opening_control(world, key, referred_by > 0);
    let agreement = opening_terms(world, key, (row, tnc as usize), formal_control);
    let slot = world.linkages.insert(Linkage {
        key: key | 1,
        sme: row as u32,
        tnc,
        cell,
        stage: Stage::Initiation,
        formed: world.quarter,
        first_order: 0,
        supply_quarters: 0,
        lots: 0,
        lot_value: 0.0,
        growth: 1.0,
        competence_trust: trust,
        goodwill_trust: trust,
        formal_control,
        agreement,
        social_control,
        confidence: choice::first_confidence(world, referred_by > 0),
        trial_breaches: 0,
        facilitated: referred_by,
        delivered: 0.0,
        fill_rate: 1.0,
        is_at_a_loss: false,
        project: Project::default(),
        contract: TransferContract::default(),
        proprietary: 0.0,
        is_made_abroad: false,
        notice: None,
        outsourcing: Service::default(),
        planned: 0.0,
    });
    world.tncs.rows[tnc as usize].linkages.push(slot);
    world.smes.linkages[row] += 1;
    slot
}

/// Linkages that lost their last lot to better offers end.
fn drop_empty_linkages(world: &mut World) {
    for slot in 0..world.linkages.slots.len() {
        if world.linkages.slots[slot].is_open() && world.linkages.slots[slot].lots == 0 {
            end_linkage(world, slot as u32, EndCause::Replaced);
        }
    }
}
