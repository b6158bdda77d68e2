//! Part of phases 1 and 5: a local-content rule, whom it presses, what it makes affiliates do and pay.

use crate::model::accounts::Party;
use crate::model::instruments::{charge, pay_by_tncs};
use crate::model::state::{Holder, LotId};
use crate::model::view::Readable;
use crate::model::world::World;
use crate::random::{Process, identity, pair};
use crate::units::{Share, Usd};

/// Marks draws of waivers.
const WAIVER: u64 = 1;
/// Marks draws of checks.
const CHECK: u64 = 2;
/// Marks draws of lots with which affiliates comply on paper.
const FRONT: u64 = 3;
/// Marks draws of affiliates that stay away.
const AWAY: u64 = 4;

/// Share of an affiliate's lots that counts as domestic on paper: of SMEs, and of foreign-owned firms behind a local front.
fn share_on_paper(world: &World, row: usize, fronting: Share) -> Share {
    let tnc = &world.tncs.rows[row];
    let lots = &world.tncs.lots[tnc.lot_range()];
    let fronts = lots
        .iter()
        .filter(|lot| lot.holder == Holder::TierOne && is_fronted(world, lot.key, fronting))
        .count();
    (f64::from(tnc.domestic_lots) + fronts as f64) / f64::from(tnc.lots.max(1))
}

/// True where an affiliate complies for a lot through a foreign-owned firm.
fn is_fronted(world: &impl Readable, lot_key: u64, fronting: Share) -> bool {
    let world = &world.view();
    world
        .key
        .draws(Process::LocalContent, 0)
        .event(pair(lot_key, FRONT), fronting)
}

/// Checks affiliates and collects what the rule costs them; charges for lots that are dearer because of it.
pub(super) fn enforce(world: &mut World) {
    if !world.built_up.has_premiums {
        return;
    }
    let rule = world.levers.local_content.clone();
    let (draws, year) = (
        world.key.draws(Process::LocalContent, 0),
        (world.window_quarter() / 4) as u64,
    );
    for row in 0..world.tncs.rows.len() {
        world.tncs.rows[row].is_pressed = false;
        if !world.tncs.rows[row].is_present {
            continue;
        }
        pay_premiums(world, row);
        let Some(rule) = &rule else { continue };
        let settings = &rule.settings;
        pay_by_tncs(
            world,
            rule.strength.min(1.0) * settings.report_cost_tnc_usd / 4.0,
        );
        let key = world.tncs.rows[row].key;
        let is_checked = draws.event(identity(&[key, CHECK, year]), settings.checked_share);
        if is_checked {
            charge(
                world,
                rule.strength.min(1.0) * settings.check_cost_usd / 4.0,
                settings.donor_share,
            );
        }
        if !is_checked || draws.event(identity(&[key, WAIVER]), settings.waiver_share) {
            continue;
        }
        let required = |strength: f64| (settings.required_share * strength).min(1.0);
        let share = share_on_paper(world, row, settings.fronting_share);
        world.tncs.rows[row].is_pressed = share < required(rule.strength);
        let missing = (required(rule.lagged) - share).max(0.0);
        let penalty = settings.penalty_share * missing * purchases(world, row);
        world.accounts.pay(Party::Tncs, Party::Public, penalty);
        world.tally.cost_tnc += penalty;
        world.tally.cost_public -= penalty;
    }
}

/// Value of all lots of an affiliate [USD per quarter].
fn purchases(world: &World, row: usize) -> Usd {
    let tnc = &world.tncs.rows[row];
    let lots = &world.tncs.lots[tnc.lot_range()];
    tnc.volume * lots.iter().map(|lot| lot.value).sum::<Usd>()
}

/// An affiliate bears the price that it pays for lots above that of the source it would have chosen.
fn pay_premiums(world: &mut World, row: usize) {
    let tnc = &world.tncs.rows[row];
    let lots = &world.tncs.lots[tnc.lot_range()];
    let premium = tnc.volume * lots.iter().map(|lot| lot.premium).sum::<Usd>();
    pay_by_tncs(world, premium);
}

/// Factor on the openness of an affiliate [ratio].
pub(super) fn openness_factor(world: &impl Readable, row: usize) -> f64 {
    let world = &world.view();
    match &world.levers.local_content {
        Some(rule) if world.tncs.rows[row].is_pressed => 1.0 + rule.settings.openness_gain,
        _ => 1.0,
    }
}

/// Factor on the departures of an affiliate [ratio]: of those that are pressed, once penalties are due.
pub(super) fn departure_factor(world: &World, row: usize) -> f64 {
    match &world.levers.local_content {
        Some(rule) if world.tncs.rows[row].is_pressed && rule.lagged > 0.0 => {
            1.0 + rule.settings.departure_gain
        }
        _ => 1.0,
    }
}

/// True where an affiliate that would have arrived stays away.
pub(super) fn keeps_away(world: &World, key: u64) -> bool {
    world.levers.local_content.as_ref().is_some_and(|rule| {
        let chance =
            rule.settings.arrivals_lost * (rule.settings.required_share * rule.strength).min(1.0);
        world
            .key
            .draws(Process::LocalContent, 0)
            .event(pair(key, AWAY), chance)
    })
}

/// Price disadvantage that a pressed affiliate accepts for a lot [log price], and whether a front takes the place of an SME.
pub(super) fn tolerance(world: &impl Readable, lot: LotId) -> (f64, bool) {
    let world = &world.view();
    let lot = &world.tncs.lots[lot];
    match &world.levers.local_content {
        Some(rule) if world.tncs.rows[lot.tnc].is_pressed => (
            rule.settings.price_tolerance,
            is_fronted(world, lot.key, rule.settings.fronting_share),
        ),
        _ => (0.0, false),
    }
}
