//! Less recurring compliance, lower fee to register.

use super::quarter::lagged;
use super::{EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn};
use crate::maths::quarterly_from_annual;
use crate::model::instruments::charge;
use crate::model::state::Rules;
use crate::model::world::World;
use crate::parameters::section;

section! {
    /// `red_tape_reform`: less recurring compliance, and a lower fee to register.
    RedTapeReformParameters in "red_tape_reform" {
        /// Cut of the recurring cost of compliance, its fixed part and the owner's days, once carried out.
        recurring_cut = 0.25, "share", [0.0, 1.0], (0.05, 0.40), Assumed, "programmes against administrative burden aim at a quarter";
        /// Cut of the one-off cost to register, once carried out.
        fee_cut = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "one-stop shops and waived duties";
        /// Part of a recurring saving that owners count on when they decide to register.
        recurring_weight = 0.25, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "few hear of a reform and believe that it lasts";
        /// Part of a saved fee that moves owners as cash in hand would.
        fee_weight = 0.05, "share", [0.0, 1.0], (0.0, 0.3), Literature, "free registration moved hardly any firm in Sri Lanka (de Mel et al.) and Belo Horizonte (Andrade et al.), where cash and inspections did";
        /// Quarters from a step of the reform to its effect on firms.
        lag_quarters = 4, "quarters", [0, 40], (2, 12), Assumed, "laws, forms and offices take a year and more";
        /// Part of what was carried out that comes back in a year once work on it has stopped.
        reversal_rate = 0.10, "per year", [0.0, 1.0], (0.0, 0.4), Assumed, "new rules and fees creep in";
        /// Cost of the reform.
        reform_cost_usd = 100_000, "USD per year", [0, 1_000_000_000], (20_000, 5_000_000), Assumed, "a reform unit, legal work and systems", Represented;
        /// Part of that cost paid by donors; the rest, and lost fees, are public.
        donor_share = 0.3, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for RedTapeReformParameters {
    const TITLE: &'static str = "reform of red tape";
    const SCOPE: Scope = Scope::National;
    const REACHES: Reach = Reach::Economy;
    const BY_LOT: bool = false;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["recurring_cut", "fee_cut"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Lag("lag_quarters");
    const MAIN: Keys = &["recurring_cut", "fee_cut"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = None;

    fn resolve(&self, world: &mut World, turn: Turn) {
        let lagged = lagged(world, turn, self.lag_quarters);
        reform(world, self, turn.strength, lagged);
    }

    fn operate(&self, _: &mut World, _: Turn) {}
}

/// A reform is carried out with a lag while work on it continues; what was carried out stays, and part of it comes back later.
fn reform(world: &mut World, settings: &RedTapeReformParameters, strength: f64, lagged: f64) {
    charge(
        world,
        strength * settings.reform_cost_usd / 4.0,
        settings.donor_share,
    );
    let done = &mut world.accumulated.reform;
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
