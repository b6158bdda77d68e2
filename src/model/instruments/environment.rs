//! Instruments of the environment: what each supplies for the quarter, what it builds up, and what it costs whatever comes of it.

use super::services::{charge, cost_at_local_wage};
use crate::maths::quarterly_from_annual;
use crate::model::state::{Acting, Rules};
use crate::model::world::World;
use crate::model::{
    HumanCapitalParameters, InformationPlatformParameters, InstrumentSettings,
    RedTapeReformParameters,
};
use crate::parameters::TimingParameters;
use crate::units::Quarter;

/// Quarters of a year.
const YEAR: i64 = 4;

/// Sets what the instrument at `index` supplies in the running quarter.
pub(super) fn set(world: &mut World, index: usize, strength: f64) {
    let instrument = &world.instruments[index];
    let timing = instrument.timing.clone();
    let since =
        Quarter::try_from(i64::from(world.quarter) - world.window_quarter() + timing.start as i64)
            .unwrap_or(0);
    match instrument.settings.clone() {
        InstrumentSettings::RedTapeReform(settings) => reform(
            world,
            &settings,
            (strength, lagged(world, index, settings.lag_quarters)),
        ),
        InstrumentSettings::FdiPromotion(settings) => {
            charge(
                world,
                strength.min(1.0) * settings.promotion_cost_usd / 4.0,
                settings.donor_share,
            );
            if world.window_quarter() % YEAR == 0 {
                world.built_up.promoted_this_year = 0;
            }
            let lagged = lagged(world, index, settings.lag_quarters);
            world.levers.promotion = acting(settings, strength, lagged, since);
        }
        InstrumentSettings::SourcingIncentive(settings) => {
            charge(
                world,
                strength.min(1.0) * settings.administration_usd / 4.0,
                settings.donor_share,
            );
            let lagged = lagged(world, index, settings.lag_quarters);
            world.levers.incentive = acting(settings, strength, lagged, since);
        }
        InstrumentSettings::LocalContentRule(settings) => {
            charge(
                world,
                strength.min(1.0) * settings.administration_usd / 4.0,
                settings.donor_share,
            );
            world.built_up.has_premiums |= strength > 0.0;
            // penalties end with the rule
            let due = if strength > 0.0 {
                lagged(world, index, settings.grace_quarters)
            } else {
                0.0
            };
            world.levers.local_content = acting(settings, strength, due, since);
        }
        InstrumentSettings::TariffChange(settings) => {
            charge(
                world,
                strength.min(1.0) * settings.administration_usd / 4.0,
                settings.donor_share,
            );
            let lagged = lagged(world, index, settings.lag_quarters);
            world.levers.tariff = acting(settings, strength, lagged, since);
        }
        InstrumentSettings::ZoneSupplyTax(settings) => {
            charge(
                world,
                strength.min(1.0) * settings.administration_usd / 4.0,
                settings.donor_share,
            );
            let lagged = lagged(world, index, settings.lag_quarters).min(1.0);
            world.levers.zones = acting(settings, strength, lagged, since);
        }
        InstrumentSettings::HumanCapital(settings) => teach(world, index, &settings, strength),
        InstrumentSettings::InformationPlatform(settings) => {
            run_platform(world, settings, &timing, (strength, since))
        }
        _ => {}
    }
}

/// Strength that is responded to with a lag [quarters]: nobody responds to a scheme that donors gave up.
fn lagged(world: &World, index: usize, lag: f64) -> f64 {
    super::strength_before(world, &world.instruments[index], lag as i64)
}

fn acting<T>(settings: T, strength: f64, lagged: f64, since: Quarter) -> Option<Acting<T>> {
    (strength > 0.0 || lagged > 0.0).then_some(Acting {
        settings,
        strength,
        lagged,
        since,
    })
}

/// A reform is carried out with a lag while somebody works on it; what was carried out stays, and part of it comes back later.
fn reform(world: &mut World, settings: &RedTapeReformParameters, (strength, lagged): (f64, f64)) {
    charge(
        world,
        strength * settings.reform_cost_usd / 4.0,
        settings.donor_share,
    );
    let done = &mut world.built_up.reform;
    *done = if strength > 0.0 {
        done.max(lagged)
    } else {
        *done * (1.0 - quarterly_from_annual(settings.reversal_rate))
    };
    let left = |cut: f64| (1.0 - cut * *done).max(0.0);
    world.levers.rules = Rules {
        recurring: left(settings.recurring_cut),
        fee: left(settings.fee_cut),
        recurring_expected: left(settings.recurring_cut * settings.recurring_weight),
        fee_expected: left(settings.fee_cut * settings.fee_weight),
    };
}

/// Skills rise late and slowly while people are taught, less those who leave, and are lost when teaching has stopped.
fn teach(world: &mut World, index: usize, settings: &HumanCapitalParameters, strength: f64) {
    let cost = cost_at_local_wage(world, settings.cost_usd);
    charge(world, strength * cost / 4.0, settings.donor_share);
    let lagged = lagged(world, index, settings.lag_quarters);
    let skills = &mut world.built_up.human_capital;
    if lagged > 0.0 {
        let target = settings.index_gain * lagged * (1.0 - settings.leaving_share);
        *skills += (target - *skills).max(0.0) / settings.build_quarters;
    } else {
        *skills *= 1.0 - quarterly_from_annual(settings.decay_rate);
    }
}

/// A platform is built, fills with entries while it runs, and loses them when nobody runs it.
fn run_platform(
    world: &mut World,
    settings: InformationPlatformParameters,
    timing: &TimingParameters,
    (strength, since): (f64, Quarter),
) {
    let running = world.window_quarter() as f64 - timing.start;
    if strength > 0.0 {
        if running < settings.build_quarters.max(1.0) {
            charge(
                world,
                timing.intensity * settings.build_cost_usd / settings.build_quarters.max(1.0),
                settings.donor_share,
            );
        }
        charge(
            world,
            strength.min(1.0) * settings.running_cost_usd / 4.0,
            settings.donor_share,
        );
    }
    let listed = &mut world.built_up.listed;
    if strength > 0.0 && running >= settings.build_quarters {
        *listed += ((settings.listed_max * strength).min(1.0) - *listed).max(0.0)
            / settings.uptake_quarters;
    } else if strength <= 0.0 {
        *listed *= 1.0 - quarterly_from_annual(settings.decay_rate);
    }
    let listed = *listed;
    world.levers.platform = acting(settings, strength, listed, since);
}
