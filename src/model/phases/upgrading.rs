//! Phase 4: learning by supplying, fading, equipment plans, services that complete, certificates.

use crate::maths::{logistic, pow};
use crate::model::accounts::Party;
use crate::model::equations::plans;
use crate::model::instruments::{serve_firm, supplier_benchmarking};
use crate::model::state::{PlanState, SECTOR_COUNT};
use crate::model::world::World;
use crate::parameters::CapabilityParameters;
use crate::random::{Process, pair};
use crate::units::{Share, Usd};

/// Quarters for which a plan is wanted before it lapses.
const PLAN_LIFE_QUARTERS: u16 = 6;
/// Size at which equipment cost is stated [workers].
const REFERENCE_WORKERS: f64 = 20.0;
/// Growth of plan cost with size.
const PLAN_SIZE_EXPONENT: f64 = 0.7;
/// Lasting log productivity beyond which equipment carries no firm: e² is 7.4 times the mean.
const FRONTIER_PRODUCTIVITY: f64 = 2.0;
/// Capability at which stated gains of services and upgrades are reached.
const REFERENCE_CAPABILITY: f64 = 0.3;
/// Standards gained by preparing for a certificate.
const CERTIFICATE_GAIN: f64 = 0.25;

/// Standards from which a certificate can be had [index].
const CERTIFIABLE_STANDARDS: f64 = 0.4;
/// Interest in a certificate of a firm without TNC orders, relative to one with orders.
const INTEREST_WITHOUT_ORDERS: f64 = 0.2;

/// Runs the phase.
pub fn step(world: &mut World) {
    let is_window = !world.is_burning_in();
    if is_window {
        world.sector_gain = mean_gains(world);
    }
    for row in 0..world.smes.len() {
        if world.smes.is_alive[row] {
            learn_and_fade(world, row);
            move_plan(world, row);
            serve_firm(world, row);
            move_certificate(world, row);
            if is_window {
                note_upgrade(world, row);
            }
        }
    }
}

/// Absorptive capacity `S(c)` of a firm [share]: prior knowledge gates learning; missing human capital raises the threshold, a university
/// at hand lowers it, and poor infrastructure takes its part of what is left.
pub(super) fn absorptive_capacity(world: &World, row: usize) -> Share {
    let (section, economy) = (&world.parameters.capability, &world.parameters.economy);
    let threshold = section.absorption_threshold
        + section.human_capital_shift * (1.0 - world.human_capital())
        - section.university_shift * world.university_near(row);
    let capacity =
        logistic(section.absorption_slope * (world.smes.mean_capability(row) - threshold));
    let is_hampered = economy.infrastructure_learning > 0.0 && economy.infrastructure < 1.0;
    if is_hampered {
        capacity * pow(economy.infrastructure, economy.infrastructure_learning)
    } else {
        capacity
    }
}

/// `dc/dt = λ·I·S(c)·(c_B − c)+ − δ(1 − ½·used)(c − c_anchor)` in each dimension.
fn learn_and_fade(world: &mut World, row: usize) {
    let orders = world.smes.tnc_sales[row]
        + world.parameters.networks.second_tier_learning * world.smes.second_tier[row];
    let is_used = orders > 0.0;
    let speed = if is_used {
        learning_speed(world, row, orders)
    } else {
        0.0
    };
    let section = &world.parameters.capability;
    let smes = &mut world.smes;
    let fading = section.decay_rate / 4.0
        * if is_used {
            1.0 - section.use_protection
        } else {
            1.0
        };
    let anchor = smes.anchor[row];
    let buyer = section.buyer_capability;
    let step = |level: f64, anchor: f64| {
        level + speed * (buyer - level).max(0.0) - fading * (level - anchor)
    };
    smes.quality[row] = step(smes.quality[row], anchor[0]);
    smes.scale[row] = step(smes.scale[row], anchor[1]);
    smes.management[row] = step(smes.management[row], anchor[2]);
    smes.standards[row] = step(smes.standards[row], anchor[3]);
    smes.mindset[row] -= fading * (smes.mindset[row] - smes.mindset_anchor[row]);
}

/// Part of the gap to the practice of buyers that closes in a quarter, by the orders that a firm learns from [share].
fn learning_speed(world: &World, row: usize, orders: Usd) -> Share {
    let (section, smes) = (&world.parameters.capability, &world.smes);
    let share = orders / smes.sales[row].max(1.0);
    let intensity = (share / section.learning_saturation).min(1.0)
        * (0.5 + 0.5 * help(section, smes.assistance[row]));
    let taught = (smes.taught_sales[row]
        + world.parameters.networks.second_tier_learning * smes.second_tier[row])
        / orders;
    (section.learning_rate / 4.0 * intensity * absorptive_capacity(world, row) * taught).min(1.0)
}

/// Help of its buyers that speeds up a supplier's learning [share].
pub(super) fn help(section: &CapabilityParameters, of_programme: Share) -> Share {
    (section.buyer_assistance + of_programme).min(1.0)
}

/// Plans of firms' own, plans that lapse for want of money, and upgrades that start to work.
fn move_plan(world: &mut World, row: usize) {
    match world.smes.plan[row] {
        PlanState::None => {
            let chance = 2.0
                * world.parameters.capability.own_upgrade_chance
                * world.smes.mindset[row]
                * supplier_benchmarking::effort(world, row);
            if world.smes.is_formal[row]
                && world
                    .draws(Process::UpgradeIdea)
                    .event(world.smes.key[row], chance)
            {
                want_plan(world, row);
            }
        }
        PlanState::Wanted => {
            world.smes.plan_left[row] -= 1;
            if world.smes.plan_left[row] == 0 {
                world.smes.plan[row] = PlanState::None;
                world.smes.grant[row] = 0.0;
                world.smes.has_plan_lapsed[row] = true;
            }
        }
        PlanState::Installing => {
            world.smes.plan_left[row] = world.smes.plan_left[row].saturating_sub(1);
            if world.smes.plan_left[row] == 0 {
                finish_plan(world, row);
            }
        }
    }
}

/// Cost of a flat plan [USD]: its labour part follows the wage, and its equipment comes at tradable price.
pub(in crate::model) fn cost_of_flat_plan(world: &World, row: usize) -> Usd {
    let section = &world.parameters.capability;
    let wage = world.parameters.economy.annual_wage_usd * world.economy.wage_index;
    let workers = world.smes.workers[row];
    let labour = section.upgrade_labour_wages * wage * pow(workers, PLAN_SIZE_EXPONENT);
    let equipment =
        section.equipment_cost_usd * pow(workers / REFERENCE_WORKERS, PLAN_SIZE_EXPONENT);
    labour + equipment
}

/// Makes an equipment plan that adds a flat gain.
fn want_plan(world: &mut World, row: usize) {
    let cost = cost_of_flat_plan(world, row);
    let smes = &mut world.smes;
    smes.plan[row] = PlanState::Wanted;
    smes.plan_left[row] = PLAN_LIFE_QUARTERS;
    smes.plan_cost[row] = cost;
    smes.plan_gaps[row] = [0.0; 2];
    smes.has_plan_lapsed[row] = false;
    world.tally.plans_made += 1;
}

/// Makes a plan that closes gaps in quality and standards, where there are some and none is out of reach.
pub(in crate::model) fn want_aimed_plan(world: &mut World, row: usize, gaps: [f64; 2]) {
    let section = &world.parameters.capability;
    if !plans::is_in_reach(section, gaps) {
        return;
    }
    let ratio = plans::cost_ratio(section, gaps);
    want_plan(world, row);
    let smes = &mut world.smes;
    smes.plan_cost[row] *= ratio;
    smes.plan_gaps[row] = gaps;
}

/// Makes the plan that a diagnosis ends in: aimed at the gates of the buyer whose audit the firm failed lately, or else of the mean
/// buyer, as far as plans are aimed.
pub(in crate::model) fn want_diagnosed_plan(world: &mut World, row: usize) {
    let (section, draws) = (&world.parameters.capability, world.draws(Process::PlanAim));
    let key = world.smes.key[row];
    if !draws.event(pair(key, 0), section.plan_aim) {
        want_plan(world, row);
        return;
    }
    let failed = world.smes.failed_audit[row];
    let gates = if failed.buyer.is_some() && world.quarter < failed.until {
        failed.gates
    } else {
        world.mean_gates().into()
    };
    let levels = [world.smes.quality[row], world.smes.standards[row]];
    let gaps = std::array::from_fn(|place| {
        let error = section.plan_error * draws.normal(pair(key, 1 + place as u64));
        plans::gap(gates[place], section.plan_margin, levels[place] + error)
    });
    want_aimed_plan(world, row, gaps);
}

/// True where a firm has waited for a quarter or more for money for its plan, or has lost the plan for want of it.
pub(in crate::model) fn lacks_money_for_plan(world: &World, row: usize) -> bool {
    let smes = &world.smes;
    let waits = smes.plan[row] == PlanState::Wanted && smes.plan_left[row] < PLAN_LIFE_QUARTERS;
    waits || smes.has_plan_lapsed[row]
}

fn finish_plan(world: &mut World, row: usize) {
    world.smes.plan[row] = PlanState::None;
    let section = &world.parameters.capability;
    if !world
        .draws(Process::UpgradeSuccess)
        .event(world.smes.key[row], section.upgrade_success)
    {
        return;
    }
    let gain = section.upgrade_gain;
    let gaps = world.smes.plan_gaps[row];
    let is_flat = gaps == [0.0; 2];
    if is_flat {
        let aim = supplier_benchmarking::aim_of_plan(world, row);
        let smes = &mut world.smes;
        for (level, aim) in [
            (&mut smes.quality[row], aim[0]),
            (&mut smes.scale[row], 1.0),
            (&mut smes.standards[row], aim[1]),
        ] {
            *level = (*level + gain * aim * room_to_gain(*level)).min(1.0);
        }
    } else {
        let draw = world
            .draws(Process::PlanAim)
            .uniform(pair(world.smes.key[row], 3));
        let closed = plans::closed_share(section.plan_closes, draw);
        let smes = &mut world.smes;
        for (level, gap) in [
            (&mut smes.quality[row], gaps[0]),
            (&mut smes.standards[row], gaps[1]),
        ] {
            *level = (*level + closed * gap).min(1.0);
        }
    }
    // an aimed plan moves productivity by its size, as far as that of a flat one
    let size = if is_flat {
        1.0
    } else {
        plans::cost_ratio(section, gaps).min(1.0)
    };
    let lasting = world.smes.productivity_fixed[row];
    world.smes.productivity_fixed[row] = (lasting + section.upgrade_productivity * size)
        .min(FRONTIER_PRODUCTIVITY)
        .max(lasting);
}

/// Part of a stated gain that is left at a level: gains shrink towards the frontier.
pub(super) fn room_to_gain(level: f64) -> f64 {
    ((1.0 - level) / (1.0 - REFERENCE_CAPABILITY)).clamp(0.0, 1.0)
}

/// Part of a stated gain that a firm absorbs: S(c)^θ × human capital × relevance of services.
pub(in crate::model) fn absorbed_share(world: &World, row: usize) -> Share {
    pow(
        absorptive_capacity(world, row),
        world.parameters.capability.service_absorption,
    ) * world.human_capital().min(1.0)
        * (1.0 + world.accumulated.relevance)
}

/// Levels rise by their stated gain × absorbed share × room to gain, at most to 1.
pub(in crate::model) fn raise<const N: usize>(gains: [(&mut f64, f64); N], absorbed: Share) {
    for (level, gain) in gains {
        *level += (gain * absorbed * room_to_gain(*level)).min(1.0 - *level);
    }
}

/// Certificates lapse without orders; firms with fair standards get one at their own cost, suppliers sooner.
fn move_certificate(world: &mut World, row: usize) {
    let section = &world.parameters.capability;
    let smes = &world.smes;
    if !smes.is_certified[row] && !is_certifiable(world, row) {
        return;
    }
    let key = smes.key[row];
    let draws = world.draws(Process::Certification);
    let interest = if smes.tnc_sales[row] > 0.0 {
        1.0
    } else {
        INTEREST_WITHOUT_ORDERS
    };
    if smes.is_certified[row] {
        let upkeep = section.certificate_upkeep_usd / 4.0;
        let has_orders = smes.tnc_sales[row] > 0.0;
        if !has_orders && draws.event(key, section.certificate_lapse) {
            world.smes.is_certified[row] = false;
            return;
        }
        world.smes.cash[row] -= upkeep;
        world.accounts.pay(Party::Smes, Party::Vendors, upkeep);
    } else if draws.event(key, section.certification_chance * interest)
        && world.spare_cash(row) >= certificate_cost(world)
    {
        let cost = certificate_cost(world);
        world.smes.cash[row] -= cost;
        world.accounts.pay(Party::Smes, Party::Vendors, cost);
        certify(world, row);
    }
}

/// Cost of a certificate [USD]: less where buyers agreed one standard.
pub(in crate::model) fn certificate_cost(world: &World) -> Usd {
    world.parameters.capability.certificate_cost_usd * (1.0 - world.accumulated.certificate_cut)
}

/// True for a firm that could get a certificate: registered, fair standards, none yet and none prepared with support.
pub(in crate::model) fn is_certifiable(world: &World, row: usize) -> bool {
    let smes = &world.smes;
    let is_fair = smes.is_formal[row] && smes.standards[row] >= CERTIFIABLE_STANDARDS;
    is_fair && !smes.is_certified[row] && smes.preparation[row].agency.is_none()
}

/// Gives a certificate; what was prepared for it stays as standards.
pub(in crate::model) fn certify(world: &mut World, row: usize) {
    world.smes.is_certified[row] = true;
    let level = &mut world.smes.standards[row];
    *level += CERTIFICATE_GAIN * (1.0 - *level);
}

/// Counts the quarters for which a gate not passed at the start of the window, or a gain of productivity beyond that of the sector, has been held.
fn note_upgrade(world: &mut World, row: usize) {
    let new_gate = world.passed_bits(row) & !world.smes.passed_at_start[row] != 0;
    let needed = world.parameters.evaluation.upgrade_productivity;
    let sector = world.sector_of(world.smes.cell[row]);
    let gained = world.smes.log_productivity[row]
        - world.smes.productivity_at_start[row]
        - world.sector_gain[sector];
    let quarters = &mut world.smes.upgraded_quarters[row];
    *quarters = if new_gate || (needed > 0.0 && gained >= needed) {
        quarters.saturating_add(1)
    } else {
        0
    };
}

/// Mean gain of productivity since the start of the window, or since entry, by sector [log points].
fn mean_gains(world: &World) -> [f64; SECTOR_COUNT] {
    let (mut sums, mut counts) = ([0.0; SECTOR_COUNT], [0.0; SECTOR_COUNT]);
    let smes = &world.smes;
    for row in (0..smes.len()).filter(|row| smes.is_alive[*row]) {
        let sector = world.sector_of(smes.cell[row]);
        sums[sector] += smes.log_productivity[row] - smes.productivity_at_start[row];
        counts[sector] += 1.0;
    }
    std::array::from_fn(|sector| sums[sector] / f64::max(counts[sector], 1.0))
}
