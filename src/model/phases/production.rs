//! Phase 7: local sales, deliveries to TNCs, costs, cash, capacity and employment.

use super::demography::compliance_cost;
use super::networks::second_tier_orders;
use crate::maths::{exp, pow, sqrt};
use crate::model::accounts::Party;
use crate::model::equations::capacity;
use crate::model::setup::log_productivity;
use crate::model::state::SECTORS;
use crate::model::world::World;
use crate::random::Process;
use crate::units::Usd;

/// Workers of the smallest and the largest firm.
const SIZE_RANGE: (f64, f64) = (1.0, 249.0);
/// Months of costs below zero at which the owner's household pays the bills.
const CREDIT_OF_SUPPLIERS_MONTHS: f64 = 1.0;
/// Part of the cash above the buffer that owners take out in a quarter.
const SURPLUS_DRAW: f64 = 0.25;

/// Sums of a quarter's flows, paid once at its end.
#[derive(Default)]
struct Flows {
    sales: Usd,
    materials: Usd,
    machines: Usd,
    wages: Usd,
    compliance: Usd,
    draws: Usd,
    injections: Usd,
}

/// Runs the phase.
pub fn step(world: &mut World) {
    move_productivity(world);
    move_rivalry(world);
    second_tier_orders(world);
    let flows = sell_and_pay(world);
    world.tally.wages = flows.wages;
    let accounts = &mut world.accounts;
    accounts.pay(Party::Customers, Party::Smes, flows.sales);
    accounts.pay(
        Party::Smes,
        Party::Vendors,
        flows.materials + flows.compliance + flows.machines,
    );
    accounts.pay(Party::Smes, Party::Households, flows.wages + flows.draws);
    accounts.pay(Party::Households, Party::Smes, flows.injections);
}

/// Demand shocks once a year in a quarter of the firm's own, AR(1) productivity noise, and what follows from both.
fn move_productivity(world: &mut World) {
    let noise_draws = world.draws(Process::Productivity);
    let demand_draws = world.draws(Process::LocalDemand);
    let season = u64::from(world.quarter % 4);
    let (production, firms) = (&world.parameters.production, &world.parameters.firms);
    let rho = production.productivity_persistence;
    let fresh = production.productivity_noise_sd * sqrt(1.0 - rho * rho);
    let smes = &mut world.smes;
    let (mut count, mut sum, mut squares) = (0.0, 0.0, 0.0);
    for row in 0..smes.key.len() {
        if !smes.is_alive[row] {
            continue;
        }
        let key = smes.key[row];
        if key % 4 == season {
            let scale = (firms.growth_scale
                * pow(smes.workers[row] / 12.0, -firms.growth_size_exponent))
            .min(0.7);
            // the mean of exp(Laplace) is 1/(1 - b²): taken out, so that demand has no drift
            smes.demand[row] *= exp(demand_draws.laplace(key, scale)) * (1.0 - scale * scale);
        }
        smes.productivity_noise[row] =
            rho * smes.productivity_noise[row] + fresh * noise_draws.normal(key);
        let log_a = log_productivity(&world.parameters, smes, row);
        smes.log_productivity[row] = log_a;
        smes.demand_pull[row] = exp(production.demand_elasticity * log_a);
        count += 1.0;
        sum += log_a;
        squares += log_a * log_a;
    }
    if !world.is_burning_in() {
        // the reference stays as the window opened, so that one firm's gain is no other's loss in a score
        return;
    }
    let mean = if count > 0.0 { sum / count } else { 0.0 };
    world.economy.productivity_mean = mean;
    world.economy.productivity_sd = if count > 1.0 {
        sqrt((squares / count - mean * mean).max(1e-6))
    } else {
        1.0
    };
}

/// Part of demand that rivals' productivity leaves in each cell: `(Ā/A_ref)^(−κε)`.
fn move_rivalry(world: &mut World) {
    let production = &world.parameters.production;
    let per_sector = world.cells_per_sector();
    for cell in 0..world.cells.len() {
        let (mut pulled, mut weight) = (0.0, 0.0);
        for &row in &world.cells[cell] {
            if world.smes.is_alive[row] {
                pulled += world.smes.demand[row] * world.smes.demand_pull[row];
                weight += world.smes.demand[row];
            }
        }
        let contested = if SECTORS[cell / per_sector].is_tradable {
            production.contested_share_tradable
        } else {
            production.contested_share_local
        };
        let index = if weight > 0.0 {
            pulled / weight / world.reference_pull[cell]
        } else {
            1.0
        };
        world.rivalry[cell] = pow(index, -contested) / world.reference_pull[cell];
    }
}

fn sell_and_pay(world: &mut World) -> Flows {
    let mut flows = Flows::default();
    let per_sector = world.cells_per_sector();
    let per_worker = world.sales_per_worker();
    let wage = world.parameters.economy.annual_wage_usd / 4.0 * world.economy.wage_index;
    let mut total_sales = 0.0;
    for row in 0..world.smes.len() {
        if !world.smes.is_alive[row] {
            continue;
        }
        let cell = world.smes.cell[row];
        let demand_factor =
            world.economy.demand_factor[cell.row() / per_sector] * world.rivalry[cell];
        let Sold {
            local,
            total,
            machines,
        } = sell(world, row, demand_factor);
        let compliance = if world.smes.is_formal[row] {
            compliance_cost(world, row, world.levers.rules.recurring) / 4.0
        } else {
            0.0
        };
        let production = &world.parameters.production;
        let smes = &mut world.smes;
        let materials = production.material_share_of_sales * total;
        let wages = smes.workers[row] * wage;
        let profit = total - materials - wages - compliance;
        smes.wages[row] = wages;
        smes.costs[row] = materials + wages + compliance;
        smes.sales[row] = total;
        smes.window_sales[row] += total;
        smes.cash[row] += local - materials - wages - compliance;
        let (draw, injection) = owner(world, row, profit);
        hire(world, row, per_worker);
        flows.sales += local;
        flows.materials += materials;
        flows.machines += machines;
        flows.wages += wages;
        flows.compliance += compliance;
        flows.draws += draw;
        flows.injections += injection;
        total_sales += total;
    }
    world.tally.sales = total_sales;
    flows
}

/// Sales of a firm in a quarter, and what it pays for machines [USD].
struct Sold {
    /// To buyers other than TNCs, at home and abroad.
    local: Usd,
    /// To all.
    total: Usd,
    /// For machines.
    machines: Usd,
}

/// Sales to buyers other than TNCs, at home and abroad, and in total. TNC orders of the quarter, and work for peers on theirs, were
/// delivered and paid in the phase before.
fn sell(world: &mut World, row: usize, demand_factor: f64) -> Sold {
    let production = &world.parameters.production;
    let smes = &mut world.smes;
    let receipts_gain = if smes.is_formal[row] {
        1.0 + world.parameters.formality.sales_gain
    } else {
        1.0
    };
    let standing = 1.0 + world.parameters.knowledge.legitimacy_demand * smes.legitimacy[row];
    let shift = smes.treatment[row].demand;
    let shifted = if shift == 0.0 { 1.0 } else { exp(shift) };
    let at_home = smes.demand[row]
        * smes.demand_pull[row]
        * demand_factor
        * receipts_gain
        * standing
        * shifted;
    let wanted = at_home + smes.exports[row] + smes.second_tier[row];
    let price = world.parameters.networks.subcontract_price;
    // what a firm buys from peers takes their capacity, and what it keeps of the price takes none
    let for_tncs = smes.tnc_sales[row] - (1.0 - price) * smes.passed_on[row] + smes.taken_on[row];
    let room = (smes.capacity[row] * (1.0 + production.capacity_slack) - for_tncs).max(0.0);
    let local = wanted.min(room);
    // customers at home and abroad and tier-1 firms share what room there is
    smes.export_sales[row] = if smes.exports[row] > 0.0 {
        local * smes.exports[row] / wanted
    } else {
        0.0
    };
    world.tally.export_sales += smes.export_sales[row];
    if smes.second_tier[row] > 0.0 {
        smes.second_tier[row] *= local / wanted;
        world.tally.second_tier_sales += smes.second_tier[row];
    }
    let asked = (wanted + smes.tnc_orders[row] + smes.announced_orders[row] - smes.passed_on[row]
        + smes.taken_on[row])
        .max(0.0);
    let total = local + smes.tnc_sales[row] + price * smes.taken_on[row];
    let step = (asked - smes.capacity[row]) / production.capacity_lag_quarters.max(1.0);
    let capacity = smes.capacity[row] + step;
    Sold {
        local,
        total,
        machines: install(world, row, capacity),
    }
}

/// Capacity moves to what is wanted of it as far as machines are in place or can be paid for; returns what is paid.
fn install(world: &mut World, row: usize, wanted: Usd) -> Usd {
    let production = &world.parameters.production;
    let (ratio, installed) = (production.capex_ratio, world.smes.installed[row]);
    if ratio <= 0.0 {
        world.smes.capacity[row] = wanted;
        return 0.0;
    }
    let missing = capacity::capex(ratio, wanted, installed, production.capex_own_pace);
    let paid = if missing > 0.0 {
        missing.min(world.spare_cash(row))
    } else {
        0.0
    };
    let reached = capacity::reached(ratio, wanted, missing, paid);
    let smes = &mut world.smes;
    smes.capacity[row] = reached;
    smes.installed[row] = capacity::installed_after(installed, reached, production.machine_wear);
    smes.growth_wanted[row] = missing - paid;
    smes.cash[row] -= paid;
    paid
}

/// The owner takes part of a profit and of surplus cash, and pays bills that suppliers no longer wait for.
fn owner(world: &mut World, row: usize, profit: Usd) -> (Usd, Usd) {
    let tied = world.tied_by_orders(row);
    let production = &world.parameters.production;
    let smes = &mut world.smes;
    let monthly = smes.costs[row] / 3.0;
    let buffer = production.cash_buffer_months * monthly + tied;
    let service = if smes.loan[row] > 0.0 && smes.loan_left[row] > 0 {
        smes.loan[row] / f64::from(smes.loan_left[row])
    } else {
        0.0
    };
    let saves_for_plan = smes.plan[row] == crate::model::state::PlanState::Wanted;
    let mut draw = 0.0;
    if smes.cash[row] > 0.5 * buffer {
        draw += production.owner_draw_share * (profit - service).max(0.0);
    }
    if !saves_for_plan {
        draw += SURPLUS_DRAW * (smes.cash[row] - draw - buffer).max(0.0);
    }
    draw = draw.min(smes.cash[row].max(0.0));
    smes.cash[row] -= draw;
    let floor = -CREDIT_OF_SUPPLIERS_MONTHS * monthly;
    let injection = (floor - smes.cash[row]).max(0.0);
    smes.cash[row] += injection;
    (draw, injection)
}

/// Employment moves part of the way to what sales need, faster up than down.
fn hire(world: &mut World, row: usize, per_worker: Usd) {
    let firms = &world.parameters.firms;
    let smes = &mut world.smes;
    let needed = smes.sales[row] / (per_worker * exp(smes.log_productivity[row]));
    let gap = needed - smes.workers[row];
    let speed = if gap > 0.0 {
        firms.hiring_speed
    } else {
        firms.firing_speed
    };
    smes.workers[row] = (smes.workers[row] + speed * gap).clamp(SIZE_RANGE.0, SIZE_RANGE.1);
}
