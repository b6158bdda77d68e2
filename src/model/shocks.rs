//! Shocks: when each comes, and what it does to the quarter. They come in the window and after it, never in the burn-in.

use super::world::World;
use crate::maths::quarterly_from_annual;
use crate::parameters::ShockSettings;
use crate::random::{Process, named, pair};

/// Marks identities of shocks.
const SHOCK: u64 = 17;

/// Sets what shocks do in the running quarter. Affiliates leave in the phase of the environment ([`departing_share`]).
pub(super) fn resolve(world: &mut World) {
    if world.shocks.is_empty() {
        return;
    }
    let left = std::mem::take(&mut world.shock_effects.left);
    world.shock_effects = super::state::ShockEffects {
        left,
        ..Default::default()
    };
    for index in 0..world.shocks.len() {
        let comes = comes(world, index);
        let shock = &world.shocks[index];
        let left = &mut world.shock_effects.left[index];
        *left = if comes {
            shock.timing.duration_quarters as u32
        } else {
            left.saturating_sub(1)
        };
        if *left > 0 {
            act(world, index, comes);
        }
    }
}

/// True where a shock begins in the running quarter.
fn comes(world: &World, index: usize) -> bool {
    let (shock, quarter) = (&world.shocks[index], world.window_quarter() as f64);
    let timing = &shock.timing;
    if timing.chance_per_year <= 0.0 {
        return quarter == timing.start;
    }
    let is_over = world.shock_effects.left[index] <= 1;
    let chance = quarterly_from_annual(timing.chance_per_year);
    is_over
        && quarter >= timing.start
        && world
            .draws(Process::ShockComes)
            .event(named(SHOCK, &shock.name), chance)
}

/// Shocks of a kind add up.
fn act(world: &mut World, index: usize, is_first: bool) {
    let shock_effects = &mut world.shock_effects;
    match &world.shocks[index].settings {
        ShockSettings::TncDeparture(_) => {}
        ShockSettings::CreditCrunch(shock) => {
            shock_effects.funds_cut =
                1.0 - (1.0 - shock_effects.funds_cut) * (1.0 - shock.funds_cut);
            shock_effects.rate_rise += shock.rate_rise;
        }
        ShockSettings::Crisis(shock) => shock_effects.depth += shock.depth_sd,
        ShockSettings::ExchangeRate(shock) => {
            shock_effects.import_price +=
                shock.import_price_rise * (1.0 - shock.imported_cost_share);
        }
        ShockSettings::LeaderDeparture(shock) => {
            let chance = shock.leaving_chance;
            if is_first {
                remove_leaders(world, index, chance);
            }
        }
        ShockSettings::DonorWithdrawal(shock) => {
            // of the money that one shock leaves, the next takes its part; the least promise of the public purse counts
            shock_effects.public_cover = if shock_effects.donor_cut > 0.0 {
                shock_effects.public_cover.min(shock.public_cover)
            } else {
                shock.public_cover
            };
            shock_effects.donor_cut =
                1.0 - (1.0 - shock_effects.donor_cut) * (1.0 - shock.donor_cut);
        }
        ShockSettings::StandardsRatchet(shock) => {
            shock_effects.standards_rise += shock.gate_rise;
            shock_effects.quality_rise += shock.quality_rise;
        }
    }
}

/// Leaders in office leave; their places stay empty as long as the shock lasts.
fn remove_leaders(world: &mut World, index: usize, chance: f64) {
    let (shock, draws) = (&world.shocks[index], world.draws(Process::ShockLeader));
    let gap = shock.timing.duration_quarters as u16 + 1; // the running quarter is taken off at once
    let key = named(SHOCK, &shock.name);
    for (agency, state) in world.agency_states.iter_mut().enumerate() {
        let is_meant = shock.agency.is_none_or(|meant| meant == agency);
        if is_meant && state.began > 0 && draws.event(pair(key, state.key), chance) {
            state.leader_gap = state.leader_gap.max(gap);
        }
    }
}

/// Share of the present affiliates that a shock makes close in the running quarter, and the sector that is meant.
pub(super) fn departing_share(world: &World, index: usize) -> Option<(f64, Option<usize>)> {
    let shock = &world.shocks[index];
    let ShockSettings::TncDeparture(settings) = &shock.settings else {
        return None;
    };
    let is_first = world.shock_effects.left[index] == shock.timing.duration_quarters as u32;
    (is_first && settings.leaving_share > 0.0).then_some((settings.leaving_share, shock.sector))
}
