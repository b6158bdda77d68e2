//! Debt service, default, and the books of lenders.

use super::{default_rate, selection_factor};
use crate::maths::{logistic, logit, quarterly_from_annual};
use crate::model::accounts::Party;
use crate::model::equations::credit::recovered;
use crate::model::instruments::pay_from_purses;
use crate::model::state::{PURPOSES, Smes};
use crate::model::view::Readable;
use crate::model::world::World;
use crate::parameters::CreditParameters;
use crate::random::Process;
use crate::units::Usd;

/// Part of collateral that a defaulter keeps.
const COLLATERAL_KEPT: f64 = 0.3;
/// Speed at which owners and depositors bring a lender's means back to normal [per quarter].
const REFUNDING_SPEED: f64 = 0.02;

/// Runs debt service of all firms, then the lenders' own costs.
pub(super) fn collect(world: &mut World) {
    let draws = world.draws(Process::LoanDefault);
    for row in 0..world.smes.len() {
        if world.smes.loan[row] <= 0.0 {
            continue;
        }
        if draws.event(world.smes.key[row], default_chance(world, row)) {
            write_off(world, row);
            let blacklist = world.parameters.credit.blacklist_quarters as u32;
            world.smes.may_apply_from[row] = [world.quarter + blacklist; PURPOSES];
            world.smes.reached[row] |= Smes::DEFAULTED;
            world.tally.defaults += 1;
        } else {
            pay_instalment(world, row);
        }
    }
    run_lenders(world);
}

/// Probability that a loan defaults in the quarter.
fn default_chance(world: &World, row: usize) -> f64 {
    let credit = &world.parameters.credit;
    let score = logit(default_rate(world, row, false, 0.0))
        + credit.moral_hazard * world.smes.loan_cover[row];
    let annual = logistic(score)
        * selection_factor(
            credit.adverse_selection,
            world.smes.loan_rate[row],
            reference_rate(credit),
        );
    quarterly_from_annual(annual.min(1.0))
}

/// Rate of an average loan at the lenders' own cost of funds [per year].
pub(super) fn reference_rate(credit: &CreditParameters) -> f64 {
    credit.funding_rate + credit.operating_cost + credit.margin
}

/// Collateral that a firm can pledge [USD].
pub(super) fn collateral(smes: &Smes, row: usize) -> Usd {
    smes.pledgeable[row] * 4.0 * smes.sales[row]
}

/// Loss on a loan that a guarantee and a credit line have to expect until it is repaid [USD]: probability of default and collateral stay
/// as they are, and what is left is repaid as agreed.
pub(in crate::model) fn expected_loss(world: &World, row: usize) -> Usd {
    let smes = &world.smes;
    let borne = if smes.is_line_loan[row] {
        1.0
    } else {
        smes.loan_cover[row]
    };
    if borne <= 0.0 {
        return 0.0;
    }
    let chance = default_chance(world, row);
    let (recovery, collateral) = (world.parameters.credit.recovery, collateral(smes, row));
    let receivable = world.view().receivable_value(row);
    let (mut balance, mut survival, mut loss) = (smes.loan[row], 1.0, 0.0);
    for quarter in 0..smes.loan_grace[row] + smes.loan_left[row] {
        let machine = smes.machine[row] * balance / smes.loan[row];
        let saved = recovered(recovery, collateral, machine + receivable);
        loss += survival * chance * borne * (balance - saved).max(0.0);
        survival *= 1.0 - chance;
        if quarter >= smes.loan_grace[row] {
            balance -= smes.loan[row] / f64::from(smes.loan_left[row]);
        }
    }
    loss
}

/// Writes a loan off: collateral is sold, buyers pay what they owe the firm to its lender, a guarantee bears its part of the rest, the lender the remainder.
fn write_off(world: &mut World, row: usize) {
    let on_receivables = world.view().receivable_value(row);
    let smes = &mut world.smes;
    let loan = smes.loan[row];
    let saved = recovered(
        world.parameters.credit.recovery,
        collateral(smes, row),
        smes.machine[row],
    );
    let recovered = saved.min(loan);
    let by_buyers = on_receivables.min(loan - recovered);
    smes.receivable[row] -= by_buyers;
    let loss = loan - recovered - by_buyers;
    let call = smes.loan_cover[row] * loss;
    let from_line = smes.is_line_loan[row];
    let provider = smes.provider[row] as usize;
    smes.pledgeable[row] *= COLLATERAL_KEPT;
    release(world, row, loan);
    world.smes.loan[row] = 0.0;
    world.smes.loan_cover[row] = 0.0;
    world.smes.machine[row] = 0.0;
    world.tally.written_off += loan;
    world.tally.collateral_lost += recovered;
    if from_line {
        world
            .accounts
            .pay(Party::Households, Party::CreditLines, recovered);
        world
            .accounts
            .pay(Party::Tncs, Party::CreditLines, by_buyers);
        world.line.funds += recovered + call + by_buyers;
    } else {
        world
            .accounts
            .pay(Party::Households, Party::Providers, recovered);
        world.accounts.pay(Party::Tncs, Party::Providers, by_buyers);
        world.provider_states[provider].funds += recovered + call + by_buyers;
    }
    pay_call(
        world,
        call,
        if from_line {
            Party::CreditLines
        } else {
            Party::Providers
        },
    );
    if from_line {
        let donors = (loss - call) * world.line.donor_share;
        world.tally.cost_donor += donors;
        world.tally.cost_public += loss - call - donors;
    }
}

fn pay_call(world: &mut World, call: Usd, to: Party) {
    pay_from_purses(world, to, call, world.guarantee.donor_share);
    world.tally.guarantee_calls += call;
}

/// Takes an amount off what is outstanding and covered, and off the machine that secures it.
fn release(world: &mut World, row: usize, amount: Usd) {
    world.smes.machine[row] *= 1.0 - amount / world.smes.loan[row];
    world.guarantee.covered -= amount * world.smes.loan_cover[row];
    if world.smes.is_line_loan[row] {
        world.line.outstanding -= amount;
    } else {
        world.provider_states[world.smes.provider[row] as usize].outstanding -= amount;
    }
}

/// Interest, and after the grace period an equal part of what is left; the fee of a guarantee on top.
fn pay_instalment(world: &mut World, row: usize) {
    let smes = &mut world.smes;
    let interest = smes.loan[row] * smes.loan_rate[row] / 4.0;
    let fee = smes.loan[row] * smes.loan_cover[row] * world.guarantee.fee / 4.0;
    let by_lender = fee * smes.fee_of_lender[row];
    let mut principal = 0.0;
    if smes.loan_grace[row] > 0 {
        smes.loan_grace[row] -= 1;
    } else {
        principal = if smes.loan_left[row] <= 1 {
            smes.loan[row]
        } else {
            smes.loan[row] / f64::from(smes.loan_left[row])
        };
        smes.loan_left[row] = smes.loan_left[row].saturating_sub(1);
    }
    smes.cash[row] -= interest + (fee - by_lender) + principal;
    release(world, row, principal);
    world.smes.loan[row] -= principal;
    world.tally.repaid += principal;
    let provider = world.smes.provider[row] as usize;
    world.provider_states[provider].funds += interest - by_lender;
    world.accounts.pay(Party::Smes, Party::Providers, interest);
    // the lender's part of the fee goes through the borrower, who gets it back
    world.accounts.pay(Party::Providers, Party::Smes, by_lender);
    if world.smes.is_line_loan[row] {
        world.line.funds += principal;
        world
            .accounts
            .pay(Party::Smes, Party::CreditLines, principal);
        pass_on_line_price(world, provider, principal + world.smes.loan[row]);
    } else {
        world.provider_states[provider].funds += principal;
        world.accounts.pay(Party::Smes, Party::Providers, principal);
    }
    let donors = fee * world.guarantee.donor_share;
    world.accounts.pay(Party::Smes, Party::Public, fee - donors);
    world.accounts.pay(Party::Smes, Party::Donors, donors);
    world.tally.cost_public -= fee - donors;
    world.tally.cost_donor -= donors;
    world.tally.cost_sme += fee - by_lender;
    if world.smes.loan[row] <= 0.0 {
        world.smes.loan[row] = 0.0;
        world.smes.loan_cover[row] = 0.0;
        world.smes.machine[row] = 0.0;
    }
}

/// The lender of a line loan pays its running cost, and the price of the funds to who placed them.
fn pass_on_line_price(world: &mut World, provider: usize, loan: Usd) {
    let price =
        (world.provider_states[provider].funding_rate - world.line.discount).max(0.0) * loan / 4.0;
    let work = world.parameters.credit.operating_cost * loan / 4.0;
    let donors = price * world.line.donor_share;
    world.provider_states[provider].funds -= price + work;
    world.accounts.pay(Party::Providers, Party::Donors, donors);
    world
        .accounts
        .pay(Party::Providers, Party::Public, price - donors);
    world
        .accounts
        .pay(Party::Providers, Party::Households, work);
}

/// A firm that closes repays what its cash allows; the rest is written off.
pub(in crate::model::phases) fn settle(world: &mut World, row: usize) {
    let repaid = world.smes.cash[row].clamp(0.0, world.smes.loan[row]);
    world.smes.cash[row] -= repaid;
    release(world, row, repaid);
    world.smes.loan[row] -= repaid;
    world.tally.repaid += repaid;
    if world.smes.is_line_loan[row] {
        world.line.funds += repaid;
        world.accounts.pay(Party::Smes, Party::CreditLines, repaid);
    } else {
        world.provider_states[world.smes.provider[row] as usize].funds += repaid;
        world.accounts.pay(Party::Smes, Party::Providers, repaid);
    }
    if world.smes.loan[row] > 0.0 {
        write_off(world, row);
    } else {
        world.smes.loan_cover[row] = 0.0;
        world.smes.machine[row] = 0.0;
    }
}

/// Lenders pay for funds and work; owners and depositors bring their means slowly back to normal.
fn run_lenders(world: &mut World) {
    let (operating_cost, rate_rise) = (
        world.parameters.credit.operating_cost,
        world.shock_effects.rate_rise,
    );
    for provider in &mut world.provider_states {
        let cost =
            (provider.funding_rate + rate_rise + operating_cost) * provider.outstanding / 4.0;
        let refunding =
            REFUNDING_SPEED * (provider.normal_funds - provider.funds - provider.outstanding);
        provider.funds += refunding - cost;
        world
            .accounts
            .pay(Party::Providers, Party::Households, cost);
        world
            .accounts
            .pay(Party::Households, Party::Providers, refunding);
    }
    // the concession of a line is a cost to who placed it, though no money moves
    let concession = world
        .line
        .discount
        .min(world.parameters.credit.funding_rate)
        * world.line.outstanding
        / 4.0;
    world.tally.cost_donor += concession * world.line.donor_share;
    world.tally.cost_public += concession * (1.0 - world.line.donor_share);
}
