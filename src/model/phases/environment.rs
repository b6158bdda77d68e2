//! Phase 1: cycles, crises, wages, arrival and departure of TNC affiliates.

use super::relationships::end_linkage;
use crate::maths::{exp, ln, quarterly_from_annual, sqrt};
use crate::model::instruments::{
    fdi_promotion, local_content_rule, tariff_change, zone_supply_tax,
};
use crate::model::setup::{add_tnc, drawn_home, vacant_home};
use crate::model::shocks::departing_share;
use crate::model::state::{EndCause, Entry, SECTOR_COUNT};
use crate::model::world::{World, sort_by_merit};
use crate::parameters::Parameters;
use crate::random::{Process, identity, pair};

/// Marks identities of affiliates that arrive.
const ARRIVED_TNC: u64 = 3;
/// Weight of a quarter in what counts as normal employment: about ten years.
const NORMAL_SPEED: f64 = 0.025;
/// Sector cycle below which departures rise [sd].
const EXIT_SLUMP: f64 = -1.5;

/// Runs the phase.
pub fn step(world: &mut World) {
    move_cycles(world);
    move_wages(world);
    local_content_rule::enforce(world);
    tariff_change::collect(world);
    zone_supply_tax::refund(world);
    leave_by_shock(world);
    depart(world);
    arrive(world);
    fdi_promotion::promote(world);
}

/// AR(1) cycles with stationary variance 1, a crisis regime on top, and the factors that follow from them.
fn move_cycles(world: &mut World) {
    let parameters = &world.parameters.economy;
    let rho = parameters.cycle_persistence;
    let fresh = sqrt(1.0 - rho * rho);
    let country_draw = world.draws(Process::MacroCycle).normal(0);
    let world_draw = world.draws(Process::WorldCycle).normal(0);
    let sector_draws = world.draws(Process::SectorCycle);
    let starts = world
        .draws(Process::CrisisStart)
        .event(0, parameters.crisis_chance);
    let economy = &mut world.economy;
    economy.country = rho * economy.country + fresh * country_draw;
    economy.world = rho * economy.world + fresh * world_draw;
    economy.crisis_left = economy.crisis_left.saturating_sub(1);
    if starts && economy.crisis_left == 0 {
        economy.crisis_left = parameters.crisis_quarters as u32;
    }
    let crisis = if economy.crisis_left > 0 {
        parameters.crisis_depth
    } else {
        0.0
    } + world.shock_effects.depth;
    let (loading, world_loading) = (parameters.sector_loading, parameters.world_loading);
    let order_sd = parameters.cycle_sd * parameters.order_amplification;
    for sector in 0..SECTOR_COUNT {
        economy.sector_own[sector] =
            rho * economy.sector_own[sector] + fresh * sector_draws.normal(sector as u64);
        let cycle = loading * (economy.country - crisis)
            + sqrt(1.0 - loading * loading) * economy.sector_own[sector];
        let orders =
            world_loading * economy.world + sqrt(1.0 - world_loading * world_loading) * cycle;
        economy.sector[sector] = cycle;
        economy.orders[sector] = orders;
        economy.demand_factor[sector] =
            exp(parameters.cycle_sd * cycle - 0.5 * parameters.cycle_sd * parameters.cycle_sd);
        economy.order_factor[sector] = exp(order_sd * orders - 0.5 * order_sd * order_sd);
    }
}

/// Wages follow a trend and employment above normal.
fn move_wages(world: &mut World) {
    let employment: f64 = world.smes.workers.iter().sum();
    let trend_quarters = world.quarter.saturating_sub(world.periods.burn_in);
    let economy = &mut world.economy;
    economy.normal_employment += NORMAL_SPEED * (employment - economy.normal_employment);
    let tightness = ln((employment / economy.normal_employment.max(1.0)).max(1e-6));
    let trend = world.parameters.economy.wage_trend_per_year / 4.0 * f64::from(trend_quarters);
    economy.wage_index = exp(trend + world.parameters.economy.wage_tightness * tightness);
}

/// Affiliates leave: some close, others are sold and keep part of their linkages and volume.
fn depart(world: &mut World) {
    let (exits, sales) = (world.draws(Process::TncExit), world.draws(Process::TncSale));
    for row in 0..world.tncs.rows.len() {
        let tnc = &world.tncs.rows[row];
        if !tnc.is_present {
            continue;
        }
        let (key, sector, own) = (
            tnc.key,
            tnc.sector as usize,
            tnc.departure
                * local_content_rule::departure_factor(world, row)
                * tariff_change::departure_factor(world),
        );
        let tncs = &world.parameters.tncs;
        let embedding =
            exp(-tncs.exit_embedding * f64::from(tnc.domestic_lots) / f64::from(tnc.lots.max(1)));
        let slump = if world.economy.orders[sector] < EXIT_SLUMP {
            tncs.exit_slump_factor
        } else {
            1.0
        };
        let hazard = (quarterly_from_annual(tncs.exit_rate) * slump * embedding * own).min(1.0);
        let recovery = tncs.sale_recovery;
        world.tncs.rows[row].volume +=
            recovery * (world.tncs.rows[row].normal_volume - world.tncs.rows[row].volume);
        if !exits.event(key, hazard) {
            continue;
        }
        if sales.event(key, world.parameters.tncs.sale_share) {
            sell(world, row);
        } else {
            close(world, row);
        }
    }
}

/// A shock makes affiliates close, those with most lots first.
fn leave_by_shock(world: &mut World) {
    for index in 0..world.shocks.len() {
        let Some((share, sector)) = departing_share(world, index) else {
            continue;
        };
        let mut ranked = std::mem::take(&mut world.scratch.ranked);
        ranked.clear();
        let rows = world.tncs.rows.iter().enumerate();
        let meant = rows.filter(|(_, tnc)| {
            tnc.is_present && sector.is_none_or(|sector| usize::from(tnc.sector) == sector)
        });
        ranked.extend(meant.map(|(row, tnc)| (f64::from(tnc.lots), tnc.key, row as u32)));
        sort_by_merit(&mut ranked);
        let leaving = (share * ranked.len() as f64).ceil() as usize;
        for &(_, _, row) in ranked.iter().take(leaving) {
            close(world, row as usize);
        }
        world.scratch.ranked = ranked;
    }
}

fn sell(world: &mut World, row: usize) {
    let keeps = world.draws(Process::TncSaleKeeps);
    let survival = world.parameters.tncs.sale_link_survival;
    for index in (0..world.tncs.rows[row].linkages.len()).rev() {
        let slot = world.tncs.rows[row].linkages[index];
        if !keeps.event(world.linkages.slots[slot].key, survival) {
            end_linkage(world, slot, EndCause::TncExit);
        }
    }
    world.tncs.rows[row].volume *= world.parameters.tncs.sale_volume_factor;
}

fn close(world: &mut World, row: usize) {
    while let Some(&slot) = world.tncs.rows[row].linkages.last() {
        end_linkage(world, slot, EndCause::TncExit);
    }
    let tnc = &mut world.tncs.rows[row];
    tnc.is_present = false;
    tnc.domestic_lots = 0;
    world.tally.tnc_closures += 1;
}

/// Mean arrivals of affiliates per sector and quarter: as many as would close without slumps and embedding.
pub fn arrival_rate(parameters: &Parameters) -> f64 {
    let closures =
        quarterly_from_annual(parameters.tncs.exit_rate) * (1.0 - parameters.tncs.sale_share);
    closures * parameters.population.tncs / SECTOR_COUNT as f64
}

/// Affiliates arrive. In the burn-in each that closed is replaced, so that the window opens with the stated number.
fn arrive(world: &mut World) {
    let draws = world.identity_draws(Process::TncArrival);
    let rate = arrival_rate(&world.parameters);
    let mut stated = [0_u32; SECTOR_COUNT];
    for index in 0..world.parameters.population.tncs as usize {
        stated[index % SECTOR_COUNT] += 1;
    }
    for (sector, &stated) in stated.iter().enumerate() {
        let arrivals = if world.is_burning_in() {
            let present = world
                .tncs
                .rows
                .iter()
                .filter(|tnc| tnc.is_present && tnc.sector as usize == sector)
                .count() as u32;
            stated.saturating_sub(present)
        } else {
            draws.poisson(sector as u64, rate)
        };
        for index in 0..arrivals {
            let key = pair(
                identity(&[
                    ARRIVED_TNC,
                    sector as u64,
                    u64::from(world.quarter),
                    u64::from(index),
                ]),
                0,
            );
            if local_content_rule::keeps_away(world, key) || tariff_change::keeps_away(world, key) {
                continue;
            }
            let home = if world.is_burning_in() {
                vacant_home(world, sector, stated)
            } else {
                drawn_home(world, key)
            };
            add_tnc(world, key, (sector as u8, home), Entry::ORDINARY);
        }
    }
}
