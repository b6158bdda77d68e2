//! A fund that pays the state's part of a fair: an instrument with one effect, for the trial of the recipe.

use super::{EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn};
use crate::model::instruments::charge;
use crate::model::world::World;
use crate::parameters::section;

section! {
    /// `trial_fund`: a fund that spends its budget.
    TrialFundParameters in "trial_fund" {
        /// Money spent.
        budget_usd = 40_000, "USD per year", [0, 10_000_000], (10_000, 1_000_000), Assumed, "a trial", Represented;
        /// Part of it paid by donors; the rest is public.
        donor_share = 0.25, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "a trial";
    }
}

impl Kind for TrialFundParameters {
    const TITLE: &'static str = "trial fund";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Economy;
    const BY_LOT: bool = false;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["budget_usd"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["budget_usd"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = None;

    fn resolve(&self, world: &mut World, turn: Turn) {
        charge(world, turn.strength * self.budget_usd / 4.0, self.donor_share);
    }

    fn operate(&self, _: &mut World, _: Turn) {}
}
