//! Phase 9: registration, exit and entry of SMEs.

use super::finance::settle;
use super::relationships::end_linkage;
use crate::maths::{exp, ln, logistic};
use crate::model::accounts::Party;
use crate::model::instruments::buyer_finance;
use crate::model::instruments::upgrading_support::{drop_out, end_second_service, is_client};
use crate::model::setup::{Shift, draw_peers, draw_traits, open_books};
use crate::model::state::{EndCause, FirmId, LinkageId, PlanState, Rules};
use crate::model::world::World;
use crate::random::{Process, identity, pair};
use crate::units::Usd;

/// Marks identities of entrants.
const ENTRANT: u64 = 4;
/// Months over which owners count the value of registration.
const WORTH_MONTHS: f64 = 48.0;
/// Mean above which a Poisson draw is split in parts.
const LARGEST_POISSON_MEAN: f64 = 500.0;
/// Score up to which the probability of leaving is below [`CALM_DRAW`]: a logistic of −2 is 0.119.
const CALM_SCORE: f64 = -2.0;
/// Draw from which a firm of a calm score stays for certain.
const CALM_DRAW: f64 = 0.12;
/// Part of sales that is profit before the cost of registration, for owners' reckoning.
const PROFIT_SHARE: f64 = 0.2;
/// Part of profit up to which an owner bears the rules for the sake of a reform.
const BEARABLE_SHARE: f64 = 0.5;

/// Runs the phase.
pub fn step(world: &mut World) {
    register(world);
    leave(world);
    enter(world);
}

/// Informal firms to whom registration has become worth their threshold register, with inertia.
fn register(world: &mut World) {
    let draws = world.draws(Process::Registration);
    let inertia = world.parameters.formality.inertia;
    for row in 0..world.smes.len() {
        let smes = &world.smes;
        if !smes.is_alive[row]
            || smes.is_formal[row]
            || !smes.registration_threshold[row].is_finite()
        {
            continue;
        }
        // the draw comes first because it costs less than the value
        if !draws.event(smes.key[row], inertia) {
            continue;
        }
        if registers(world, row) {
            let full = world.parameters.formality.registration_cost_usd;
            let cost = full * world.levers.rules.fee;
            world.smes.is_formal[row] = true;
            world.smes.cash[row] -= cost;
            world.accounts.pay(Party::Smes, Party::Public, cost);
            // a fee that is not required is a cost of the reform, though no money moves
            world.tally.cost_public += full - cost;
        }
    }
}

/// True where a firm has grown into registration, or a reform has made it worth the owner's threshold and the rules can be borne.
///
/// The gain by a reform counts in full, as the cash of the registration trial did: it need not first make up for a firm that shrank.
fn registers(world: &World, row: usize) -> bool {
    let threshold = world.smes.registration_threshold[row];
    let worth = registration_worth(world, row, &Rules::UNREFORMED);
    let grown = worth - world.smes.registration_reference[row];
    if grown >= threshold || world.levers.rules == Rules::UNREFORMED {
        return grown >= threshold;
    }
    let relief = registration_worth(world, row, &world.levers.rules) - worth;
    let bearable = BEARABLE_SHARE * PROFIT_SHARE * 4.0 * world.smes.sales[row];
    grown.max(0.0) + relief >= threshold
        && compliance_cost(world, row, world.levers.rules.recurring) <= bearable
}

/// Value of registration to a firm at its present size [months of profit]: customers gained less rules complied with.
///
/// The value at founding counts the rules of the context, so that firms founded under a reform respond to it as others do.
pub fn registration_worth(world: &World, row: usize, rules: &Rules) -> f64 {
    let formality = &world.parameters.formality;
    let annual_sales = (4.0 * world.smes.sales[row]).max(1.0);
    let burden = compliance_cost(world, row, rules.recurring_expected);
    let profit = PROFIT_SHARE * annual_sales;
    let yearly = formality.sales_gain * profit - burden;
    (yearly * WORTH_MONTHS / 12.0 - formality.registration_cost_usd * rules.fee_expected)
        / (profit / 12.0)
}

/// Yearly cost of complying with rules for a registered firm [USD]; `recurring` is what a reform leaves of fixed cost and days.
pub fn compliance_cost(world: &World, row: usize, recurring: f64) -> Usd {
    let formality = &world.parameters.formality;
    let day = world.parameters.economy.annual_wage_usd * world.economy.wage_index / 250.0;
    formality.compliance_fixed_usd * recurring
        + formality.compliance_size_usd * exp(0.3 * ln(world.smes.workers[row]))
        + formality.compliance_days * recurring * day
}

/// Log odds that a firm leaves in the quarter.
fn exit_score(world: &World, row: usize) -> f64 {
    let firms = &world.parameters.firms;
    let smes = &world.smes;
    let short = if world.is_short_of_cash(row) {
        firms.exit_cash_short
    } else {
        0.0
    };
    firms.exit_constant
        + firms.exit_age * ln(1.0 + smes.age_years(row, world.quarter))
        + firms.exit_size * ln(smes.workers[row] / 12.0)
        + firms.exit_productivity * world.productivity_score(row)
        + short
}

/// True where a draw is below the probability of leaving; most firms need no logistic for that.
fn is_leaving(score: f64, draw: f64) -> bool {
    let stays_for_certain = score <= CALM_SCORE && draw >= CALM_DRAW;
    !stays_for_certain && draw < logistic(score)
}

fn leave(world: &mut World) {
    let draws = world.draws(Process::ExitSme);
    for row in 0..world.smes.len() {
        if world.smes.is_alive[row]
            && is_leaving(exit_score(world, row), draws.uniform(world.smes.key[row]))
        {
            close(world, row);
        }
    }
}

/// Workers below which a firm is counted as micro.
const MICRO_WORKERS: f64 = 10.0;

/// Closes a firm: linkages end, buyers pay what they owe, its loan is repaid as far as cash goes and the rest written off, what is left goes to the owner.
fn close(world: &mut World, row: usize) {
    if world.smes.linkages[row] > 0 {
        for slot in 0..world.linkages.slots.len() {
            let linkage = &world.linkages.slots[slot];
            if linkage.is_open() && linkage.sme.row() == row {
                end_linkage(world, LinkageId::new(slot), EndCause::SmeExit);
            }
        }
    }
    let receivable = std::mem::take(&mut world.smes.receivable[row]);
    world.accounts.pay(Party::Tncs, Party::Smes, receivable);
    world.smes.cash[row] += receivable;
    if world.smes.loan[row] > 0.0 {
        settle(world, row);
    }
    buyer_finance::lose_advance(world, row);
    let cash = world.smes.cash[row];
    world.accounts.pay(Party::Smes, Party::Households, cash);
    if is_client(world, row) {
        drop_out(world, row);
    }
    end_second_service(world, row);
    let smes = &mut world.smes;
    world.tally.micro_exits += u32::from(smes.workers[row] < MICRO_WORKERS);
    smes.is_alive[row] = false;
    smes.cash[row] = 0.0;
    smes.workers[row] = 0.0;
    smes.plan[row] = PlanState::None;
    world.tally.exits += 1;
}

/// Entry slots of each cell are Poisson with a fixed mean, so that all worlds of a replicate have the same entrants.
fn enter(world: &mut World) {
    let cells = world.cells.len();
    let mean = world.parameters.firms.entry_rate * world.parameters.population.smes / cells as f64;
    let slots = world.identity_draws(Process::EntrySlots);
    let traits_draws = world.identity_key.draws(Process::EntryTraits, 0);
    let shift = Shift {
        log_size: world.parameters.firms.entrant_log_size_gap,
        capability: world.parameters.firms.entrant_capability_gap,
    };
    for cell in world.cells.ids() {
        let parts = (mean / LARGEST_POISSON_MEAN).ceil().max(1.0);
        let count: u32 = (0..parts as u64)
            .map(|part| slots.poisson(pair(cell.word(), part), mean / parts))
            .sum();
        for index in 0..count {
            let key = identity(&[
                ENTRANT,
                cell.word(),
                u64::from(world.quarter),
                u64::from(index),
            ]);
            let born = world.quarter as i32;
            let mut traits = draw_traits(
                &world.parameters,
                &world.providers,
                traits_draws,
                pair(key, 0),
                cell,
                born,
                shift,
            );
            traits.peers = draw_peers(&world.cells, traits_draws, traits.key, traits.cell, None);
            let row = world.smes.push(&traits);
            world.cells[cell].push(FirmId::new(row));
            open_books(world, row, world.quarter);
            world.smes.passed_at_start[row] = world.passed_bits(row);
            world.smes.productivity_at_start[row] = world.smes.log_productivity[row];
            world.tally.entries += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaving_is_decided_as_by_the_chance_itself() {
        for step in 0..=4_000 {
            let draw = f64::from(step) / 4_000.0;
            for score in [
                -1e9,
                -40.0,
                -3.6,
                -2.0 - 1e-12,
                -2.0,
                -1.99,
                0.0,
                5.0,
                f64::NAN,
            ] {
                assert_eq!(
                    is_leaving(score, draw),
                    draw < logistic(score),
                    "score {score}, draw {draw}"
                );
            }
        }
    }
}
