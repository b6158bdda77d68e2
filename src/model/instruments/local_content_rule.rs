//! Part of phases 1 and 5: a local-content rule, whom it presses, what it makes affiliates do and pay.

use super::quarter::{acting, lagged};
use super::{EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn};
use crate::model::accounts::Party;
use crate::model::instruments::{charge, pay_by_tncs};
use crate::model::state::{Holder, LotId};
use crate::model::view::Readable;
use crate::model::world::World;
use crate::parameters::section;
use crate::random::{Process, identity, pair};
use crate::units::{Share, Usd};

section! {
    /// `local_content_rule`: a required domestic share of what affiliates buy, with checks, waivers and penalties.
    LocalContentRuleParameters in "local_content_rule" {
        /// Required domestic share of an affiliate's lots.
        required_share = 0.20, "share of lots", [0.0, 1.0], (0.05, 0.6), Assumed, "10 to 60 % in published rules";
        /// Share of affiliates that are checked in a year.
        checked_share = 0.5, "share", [0.0, 1.0], (0.1, 1.0), Assumed, "what inspectors can visit";
        /// Share of affiliates that hold a waiver.
        waiver_share = 0.25, "share", [0.0, 1.0], (0.0, 0.7), Assumed, "usual where no supplier is found";
        /// Rise of the openness of an affiliate that is pressed: checked, without a waiver, below the required share.
        openness_gain = 0.6, "ratio", [0.0, 10.0], (0.1, 1.5), Assumed, "it must show that it has looked";
        /// Price disadvantage that it accepts.
        price_tolerance = 0.05, "log price", [0.0, 1.0], (0.0, 0.2), Assumed, "of the order of the penalty it avoids";
        /// Part of lots with which it complies through foreign-owned firms that count as local on paper.
        fronting_share = 0.4, "share", [0.0, 1.0], (0.1, 0.8), Assumed, "in Viet Nam more than half of local purchases come from foreign-owned firms";
        /// Penalty on the value of purchases that are missing.
        penalty_share = 0.05, "share of missing value", [0.0, 1.0], (0.0, 0.2), Assumed, "fines of a few per cent";
        /// Quarters before penalties are due.
        grace_quarters = 4, "quarters", [0, 40], (0, 12), Assumed, "rules name a first year of report only";
        /// Arrivals that stay away, per unit of required share.
        arrivals_lost = 0.5, "share per unit", [0.0, 1.0], (0.1, 1.0), Assumed, "performance requirements deter efficiency seekers";
        /// Rise of departures of a pressed affiliate after the grace.
        departure_gain = 0.5, "ratio", [0.0, 10.0], (0.0, 1.5), Assumed, "as above";
        /// Cost of a check to the state.
        check_cost_usd = 3_000, "USD per TNC", [0, 1_000_000], (500, 20_000), Assumed, "an inspector's week";
        /// Cost of reports to an affiliate.
        report_cost_tnc_usd = 3_000, "USD per TNC and year", [0, 1_000_000], (500, 50_000), Assumed, "origin of each input is recorded";
        /// Cost of the office.
        administration_usd = 50_000, "USD per year", [0, 100_000_000], (10_000, 1_000_000), Assumed, "a small unit", Represented;
        /// Part of office and checks paid by donors; the rest is public.
        donor_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "public scheme";
    }
}

impl Kind for LocalContentRuleParameters {
    const TITLE: &'static str = "local-content rule";
    const SCOPE: Scope = Scope::National;
    const REACHES: Reach = Reach::Affiliates;
    const BY_LOT: bool = false;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["required_share"], &["checked_share"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["required_share"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = None;

    fn resolve(&self, world: &mut World, turn: Turn) {
        charge(
            world,
            turn.strength.min(1.0) * self.administration_usd / 4.0,
            self.donor_share,
        );
        world.accumulated.has_premiums |= turn.strength > 0.0;
        // penalties end with the rule
        let due = if turn.strength > 0.0 {
            lagged(world, turn, self.grace_quarters)
        } else {
            0.0
        };
        world.levers.local_content = acting(world, turn, self, due);
    }

    fn operate(&self, _: &mut World, _: Turn) {}
}

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
    let view = world.view();
    view.key
        .draws(Process::LocalContent, 0)
        .event(pair(lot_key, FRONT), fronting)
}

/// Checks affiliates and collects what the rule costs them; charges for lots that are more expensive because of it.
pub(in crate::model) fn enforce(world: &mut World) {
    if !world.accumulated.has_premiums {
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
pub(in crate::model) fn openness_factor(world: &impl Readable, row: usize) -> f64 {
    let view = world.view();
    match &view.levers.local_content {
        Some(rule) if view.tncs.rows[row].is_pressed => 1.0 + rule.settings.openness_gain,
        _ => 1.0,
    }
}

/// Factor on the departures of an affiliate [ratio]: of those that are pressed, once penalties are due.
pub(in crate::model) fn departure_factor(world: &World, row: usize) -> f64 {
    match &world.levers.local_content {
        Some(rule) if world.tncs.rows[row].is_pressed && rule.lagged > 0.0 => {
            1.0 + rule.settings.departure_gain
        }
        _ => 1.0,
    }
}

/// True where an affiliate that would have arrived stays away.
pub(in crate::model) fn keeps_away(world: &World, key: u64) -> bool {
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
pub(in crate::model) fn tolerance(world: &impl Readable, lot: LotId) -> (f64, bool) {
    let view = world.view();
    let lot = &view.tncs.lots[lot];
    match &view.levers.local_content {
        Some(rule) if view.tncs.rows[lot.tnc.row()].is_pressed => (
            rule.settings.price_tolerance,
            is_fronted(world, lot.key, rule.settings.fronting_share),
        ),
        _ => (0.0, false),
    }
}
