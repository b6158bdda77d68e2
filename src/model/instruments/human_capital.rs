//! Skills centres and universities.

use super::quarter::lagged;
use super::{EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn};
use crate::maths::quarterly_from_annual;
use crate::model::instruments::{charge, cost_at_local_wage};
use crate::model::world::World;
use crate::parameters::section;

section! {
    /// `human_capital`: skills centres and universities; the index of human capital rises late and slowly.
    HumanCapitalParameters in "human_capital" {
        /// Rise of the index at full response, before people leave.
        index_gain = 0.15, "index", [0.0, 1.0], (0.03, 0.4), Assumed, "a third of the way from a poor context to the reference";
        /// Quarters from teaching to the first effect.
        lag_quarters = 8, "quarters", [0, 80], (4, 24), Assumed, "courses of two to four years";
        /// Quarters in which a fixed part of the missing rise comes about.
        build_quarters = 16, "quarters", [1, 200], (8, 60), Assumed, "cohorts enter one by one";
        /// Part of the rise that is lost because the skilled leave.
        leaving_share = 0.2, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "emigration and jobs outside supply industries";
        /// Part of the rise that is lost in a year once teaching has stopped.
        decay_rate = 0.05, "per year", [0.0, 1.0], (0.0, 0.2), Assumed, "retirement and forgetting";
        /// Cost of centres and courses; the labour part follows the local wage.
        cost_usd = 600_000, "USD per year", [0, 1_000_000_000], (100_000, 20_000_000), Assumed, "one centre with a few hundred places", Represented;
        /// Part paid by donors; the rest is public.
        donor_share = 0.3, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for HumanCapitalParameters {
    const TITLE: &'static str = "investment in human capital";
    const SCOPE: Scope = Scope::National;
    const REACHES: Reach = Reach::Economy;
    const BY_LOT: bool = false;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["index_gain"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Lag("lag_quarters");
    const MAIN: Keys = &["index_gain"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = None;

    fn resolve(&self, world: &mut World, turn: Turn) {
        teach(world, turn, self);
    }

    fn operate(&self, _: &mut World, _: Turn) {}
}

/// Skills rise late and slowly while people are taught, less those who leave, and are lost when teaching has stopped.
fn teach(world: &mut World, turn: Turn, settings: &HumanCapitalParameters) {
    let cost = cost_at_local_wage(world, settings.cost_usd);
    charge(world, turn.strength * cost / 4.0, settings.donor_share);
    let lagged = lagged(world, turn, settings.lag_quarters);
    let skills = &mut world.accumulated.human_capital;
    if lagged > 0.0 {
        let target = settings.index_gain * lagged * (1.0 - settings.leaving_share);
        *skills += (target - *skills).max(0.0) / settings.build_quarters;
    } else {
        *skills *= 1.0 - quarterly_from_annual(settings.decay_rate);
    }
}
