//! Advances of affiliates on their orders: they free suppliers' cash for a fee, and end with the linkage.

use super::own_part_of_plan;
use crate::model::accounts::Party;
use crate::model::instruments::{charge, has_any, settings_of, strength_now};
use crate::model::phases::programmes::{enrol, responds};
use crate::model::state::PlanState;
use crate::model::view::Readable;
use crate::model::world::World;
use crate::parameters::{BuyerFinanceParameters, InstrumentSettings};
use crate::units::{Share, Usd};

/// Part of the working capital of its orders that an affiliate advances in the quarter [share]: its limit is shared among all.
fn advance_share(
    world: &impl Readable,
    agency: usize,
    settings: &BuyerFinanceParameters,
    strength: f64,
    tnc: usize,
) -> Share {
    let world = &world.view();
    if !responds(
        world,
        agency,
        tnc,
        settings.tnc_response * strength.min(1.0),
    ) {
        return 0.0;
    }
    let linkages = &world.tncs.rows[tnc].linkages;
    let value: Usd = linkages
        .iter()
        .map(|slot| world.linkages.slots[*slot].lot_value)
        .sum();
    let tied = world.working_capital(value);
    if tied > 0.0 {
        settings.advance_share.min(settings.limit_usd / tied)
    } else {
        settings.advance_share
    }
}

/// The greatest part that an affiliate advances under any scheme, and the agency of that scheme; the last in the file among equals.
fn best_offer(world: &impl Readable, tnc: usize) -> Option<(Share, usize)> {
    let world = &world.view();
    let offers = world
        .instruments
        .iter()
        .filter_map(|instrument| match &instrument.settings {
            InstrumentSettings::BuyerFinance(settings) => {
                let strength = strength_now(world, instrument);
                let share = if strength > 0.0 {
                    advance_share(world, instrument.agency, settings, strength, tnc)
                } else {
                    0.0
                };
                (share > 0.0).then_some((share, instrument.agency))
            }
            _ => None,
        });
    offers.max_by(|a, b| a.0.total_cmp(&b.0))
}

/// Advances of the last quarter end; affiliates that take part advance money to suppliers that ask for it.
pub(super) fn advance(world: &mut World) {
    if !has_any::<BuyerFinanceParameters>(world) {
        return;
    }
    world.smes.advanced.fill(0.0);
    for tnc in 0..world.tncs.rows.len() {
        let Some((share, agency)) = best_offer(world, tnc) else {
            continue;
        };
        for place in 0..world.tncs.rows[tnc].linkages.len() {
            let linkage = &world.linkages.slots[world.tncs.rows[tnc].linkages[place]];
            let (row, value) = (linkage.sme.row(), linkage.lot_value);
            let amount = share * world.working_capital(value);
            if amount > 0.0 && needs_money(world, row) {
                let first = if world.smes.advanced[row] > 0.0 {
                    world.smes.advance_agency[row]
                } else {
                    0
                };
                world.smes.advance_agency[row] = first.max(agency as u8 + 1);
                world.smes.advanced[row] += amount;
                enrol(world, row);
            }
        }
    }
}

/// True where orders tie up all that a firm can spare, or what its plan needs.
fn needs_money(world: &World, row: usize) -> bool {
    let smes = &world.smes;
    let spare = world.spare_cash_without_advances(row);
    spare <= 0.0 || smes.plan[row] == PlanState::Wanted && spare < own_part_of_plan(world, row)
}

/// A quarter of an advance: fee of the supplier, money and work of the affiliates, work of the agency.
pub(super) fn pay_for(world: &mut World, row: usize) {
    let amount = world.smes.advanced[row];
    if amount <= 0.0 {
        return;
    }
    let settings = settings_of::<BuyerFinanceParameters>(
        world,
        usize::from(world.smes.advance_agency[row]) - 1,
    );
    let Some(settings) = settings.cloned() else {
        return;
    };
    let fee = amount * settings.fee_per_year / 4.0;
    let money = amount * settings.funding_rate / 4.0;
    let work = settings.tnc_cost_usd / 4.0;
    world.smes.cash[row] -= fee;
    world.accounts.pay(Party::Smes, Party::Tncs, fee);
    world.accounts.pay(Party::Tncs, Party::Households, money);
    world.accounts.pay(Party::Tncs, Party::Vendors, work);
    world.tally.cost_sme += fee;
    world.tally.cost_tnc += money + work - fee;
    world.tally.advances_usd += amount;
    charge(
        world,
        settings.administration_usd / 4.0,
        settings.donor_share,
    );
}

/// What an affiliate would advance on a new order that spare cash cannot carry [USD].
pub(in crate::model::phases) fn advance_on(
    world: &impl Readable,
    tnc: usize,
    row: usize,
    value: Usd,
) -> Usd {
    let world = &world.view();
    let need = world.working_capital(value);
    if world.spare_cash(row) >= need {
        return 0.0;
    }
    best_offer(world, tnc).map_or(0.0, |(share, _)| share * need)
}

/// A supplier that closes leaves its advances unpaid: what they bought is used up, and the affiliates bear it.
pub(in crate::model::phases) fn lose_advance(world: &mut World, row: usize) {
    let advance = world.smes.advanced[row];
    if advance > 0.0 {
        world.smes.advanced[row] = 0.0;
        world.accounts.pay(Party::Tncs, Party::Vendors, advance);
        world.tally.cost_tnc += advance;
    }
}
