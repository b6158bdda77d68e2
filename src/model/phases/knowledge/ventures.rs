//! Businesses of firms' own abroad: able exporters with cash to spare invest, earn, learn and may lose all of it; no job at home is made.

use crate::maths::quarterly_from_annual;
use crate::model::accounts::Party;
use crate::model::instruments::cost_at_local_wage;
use crate::model::phases::upgrading::{absorptive_capacity, raise};
use crate::model::world::World;
use crate::random::{Process, pair};
use crate::units::Usd;

/// Firms found businesses abroad, and these continue or close; they end with their owner.
pub(super) fn update(world: &mut World) {
    if world.parameters.ventures.chance <= 0.0 {
        return;
    }
    for row in 0..world.smes.len() {
        if !world.smes.is_alive[row] {
            world.smes.venture[row] = 0.0;
        } else if world.smes.venture[row] > 0.0 {
            advance(world, row);
        } else {
            consider(world, row);
        }
    }
}

/// Outlay of a firm for a business abroad [USD].
fn outlay(world: &World, row: usize) -> Usd {
    let ventures = &world.parameters.ventures;
    (ventures.outlay_share * 4.0 * world.smes.sales[row])
        .max(cost_at_local_wage(world, ventures.outlay_min_usd))
}

/// True for an exporter that is productive enough and has the cash.
fn can_invest(world: &World, row: usize) -> bool {
    let ventures = &world.parameters.ventures;
    world.smes.exports[row] > 0.0
        && world.productivity_score(row) >= ventures.productivity_min
        && world.spare_cash(row) >= ventures.cash_factor * outlay(world, row)
}

fn consider(world: &mut World, row: usize) {
    let chance = world.parameters.ventures.chance;
    if !can_invest(world, row)
        || !world
            .draws(Process::VentureStart)
            .event(world.smes.key[row], chance)
    {
        return;
    }
    let outlay = outlay(world, row);
    world.smes.cash[row] -= outlay;
    world.accounts.pay(Party::Smes, Party::Vendors, outlay);
    world.smes.venture[row] = outlay;
    world.tally.ventures += 1;
    world.tally.venture_outlays += outlay;
}

/// A quarter of a business abroad: it closes, or it sells, earns or costs money, and its owner learns.
fn advance(world: &mut World, row: usize) {
    let ventures = &world.parameters.ventures;
    let (draws, key, stake) = (
        world.draws(Process::VentureYear),
        world.smes.key[row],
        world.smes.venture[row],
    );
    if draws.event(key, quarterly_from_annual(ventures.loss_rate)) {
        world.smes.venture[row] = 0.0;
        world.tally.ventures_lost += 1;
        world.tally.venture_losses += stake;
        return;
    }
    // four independent quarters of half the spread make a year of the whole
    let earned = stake
        * (ventures.return_rate / 4.0 + ventures.return_sd / 2.0 * draws.normal(pair(key, 1)));
    let (sold, learnt) = (stake * ventures.sales_ratio / 4.0, ventures.learning / 4.0);
    world.smes.cash[row] += earned;
    world.accounts.pay(Party::Customers, Party::Smes, earned);
    world.tally.venture_earnings += earned;
    world.tally.venture_sales += sold;
    let absorbed = absorptive_capacity(world, row);
    raise(
        [
            (&mut world.smes.management[row], learnt),
            (&mut world.smes.innovation[row], learnt),
        ],
        absorbed,
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ModelInput;
    use crate::parameters::Periods;
    use crate::random::ReplicateKey;

    /// A small world of exporters, in which no firm is too weak to invest.
    fn exporting() -> World {
        let mut input = ModelInput {
            periods: Periods {
                burn_in: 40,
                policy: 20,
                run_off: 0,
            },
            ..ModelInput::default()
        };
        for (section, key, value) in [
            ("population", "smes", 400.0),
            ("population", "tncs", 6.0),
            ("knowledge", "export_chance", 1.0),
            ("ventures", "productivity_min", -2.0),
            ("ventures", "learning", 0.0),
        ] {
            assert!(input.parameters.set(section, key, value), "{section}.{key}");
        }
        World::burn_in(&input, ReplicateKey::new(5, 0)).expect("accounts close")
    }

    #[test]
    fn what_is_put_in_leaves_the_firm_and_makes_no_sale_or_job_at_home() {
        let mut without = exporting();
        let mut with = without.clone();
        with.parameters.ventures.chance = 1.0;
        without.step().expect("accounts close");
        with.step().expect("accounts close");
        assert!(
            with.tally.ventures > 5 && without.tally.ventures == 0,
            "{} found one",
            with.tally.ventures
        );
        let put_in: Usd = with.smes.venture.iter().sum();
        assert!((put_in - with.tally.venture_outlays).abs() < 1e-6 * put_in);
        let gone = with.accounts.paid(Party::Smes, Party::Vendors)
            - without.accounts.paid(Party::Smes, Party::Vendors);
        assert!(
            (gone - put_in).abs() < 1e-6 * put_in,
            "{gone} USD to sellers abroad of {put_in}"
        );
        assert_eq!(with.smes.sales, without.smes.sales);
        assert_eq!(with.tally.export_sales, without.tally.export_sales);
        for row in 0..with.smes.len() {
            let stays = with.smes.is_alive[row] == without.smes.is_alive[row];
            assert!(!stays || with.smes.workers[row] == without.smes.workers[row]);
        }
    }

    /// Outlays of living firms for businesses abroad [USD].
    fn held(world: &World) -> Usd {
        (0..world.smes.len())
            .filter(|row| world.smes.is_alive[*row])
            .map(|row| world.smes.venture[row])
            .sum()
    }

    #[test]
    fn a_business_sells_and_earns_on_what_was_put_in_until_it_closes() {
        let mut world = exporting();
        world.parameters.ventures.chance = 1.0;
        world.step().expect("accounts close");
        for (loss_rate, return_sd) in [(0.0, 0.0), (1.0, 0.0)] {
            (
                world.parameters.ventures.loss_rate,
                world.parameters.ventures.return_sd,
            ) = (loss_rate, return_sd);
            let (held, going_on) = (held(&world), 1.0 - loss_rate);
            world.step().expect("accounts close");
            let (ventures, tally) = (&world.parameters.ventures, &world.tally);
            let near = |found: Usd, expected: Usd| (found - expected).abs() < 1e-6 * held;
            assert!(held > 0.0 && near(tally.venture_losses, loss_rate * held));
            assert!(near(
                tally.venture_earnings,
                going_on * held * ventures.return_rate / 4.0
            ));
            assert!(near(
                tally.venture_sales,
                going_on * held * ventures.sales_ratio / 4.0
            ));
        }
    }
}
