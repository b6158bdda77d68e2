//! Extra arrivals of affiliates.

use super::quarter::{acting, lagged};
use super::{
    EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn, Whole, whole,
};
use super::{local_content_rule, tariff_change};
use crate::model::input::Instrument;
use crate::model::instruments::{charge, pay_by_tncs};
use crate::model::phases::environment::arrival_rate;
use crate::model::setup::{add_tnc, drawn_home};
use crate::model::state::{Entry, SECTOR_COUNT};
use crate::model::world::World;
use crate::parameters::section;
use crate::parameters::{OfKind, Parameters};
use crate::random::{Process, identity};

/// Marks identities of affiliates that promotion brings.
const PROMOTED_TNC: u64 = 16;
/// Quarters of a year.
const YEAR: i64 = 4;

section! {
    /// `fdi_promotion`: an agency that attracts TNC affiliates, some of which sign a linkage plan as they invest.
    FdiPromotionParameters in "fdi_promotion" {
        /// Extra arrivals at full response, relative to arrivals without promotion.
        arrival_gain = 1.0, "ratio", [0.0, 10.0], (0.3, 1.6), Literature, "sign and developing countries only: Harding and Javorcik, 124 countries; size assumed";
        /// Human capital of the country that lets all of them come; fewer where it is lower, in proportion.
        human_capital_min = 0.9, "index", [0.1, 2.0], (0.7, 1.2), Assumed, "investors of the kind that buys inputs ask for skills";
        /// Projects that the agency can bring to a decision in a year.
        projects_per_year = 4, "count of TNCs", [0, 10_000], (1, 20), Assumed, "each takes months of staff", Represented;
        /// Lots of a promoted affiliate relative to those of another.
        localisable_ratio = 0.6, "ratio", [0.01, 2.0], (0.3, 1.0), Assumed, "affiliates that move for incentives bring their suppliers";
        /// Departures of promoted affiliates relative to others.
        departure_ratio = 1.5, "ratio", [0.2, 10.0], (1.0, 3.0), Assumed, "footloose in an Irish study, not in a Swedish one";
        /// Share of promoted affiliates that sign a linkage plan at the investment stage.
        linked_entry = 0.0, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "an option of the programme; none without it";
        /// Openness of such an affiliate relative to another.
        linked_openness = 1.5, "ratio", [0.0, 10.0], (1.0, 2.0), Assumed, "the plan names categories to be bought locally";
        /// Belief in local suppliers and local mandate that the plan adds, each.
        linked_commitment = 0.2, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "headquarters have agreed to it";
        /// Cost of such a plan to the affiliate.
        linked_cost_tnc_usd = 20_000, "USD per TNC", [0, 5_000_000], (5_000, 200_000), Assumed, "a purchasing study";
        /// Incentive paid for each promoted affiliate: site, training, tax.
        incentive_usd = 200_000, "USD per TNC", [0, 100_000_000], (0, 5_000_000), Assumed, "of the order of a third of a year's localisable purchases";
        /// Cost of the promotion agency's work.
        promotion_cost_usd = 100_000, "USD per year", [0, 100_000_000], (20_000, 5_000_000), Assumed, "a few officers, missions abroad", Represented;
        /// Quarters from promotion to arrival.
        lag_quarters = 4, "quarters", [0, 40], (2, 12), Assumed, "from first visit to opening";
        /// Part of the agency's work paid by donors; the rest, and incentives, are public.
        donor_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "public scheme";
    }
}

impl Kind for FdiPromotionParameters {
    const TITLE: &'static str = "promotion of investment";
    const SCOPE: Scope = Scope::National;
    const REACHES: Reach = Reach::Affiliates;
    const BY_LOT: bool = false;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["arrival_gain"], &["projects_per_year"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    // affiliates that promotion has won come after its end too
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["arrival_gain", "linked_entry"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = None;

    fn resolve(&self, world: &mut World, turn: Turn) {
        charge(
            world,
            turn.strength.min(1.0) * self.promotion_cost_usd / 4.0,
            self.donor_share,
        );
        if world.window_quarter() % YEAR == 0 {
            world.accumulated.promoted_this_year = 0;
        }
        let projects = whole(world, turn.agency, Whole::Projects, self.projects_per_year);
        let settings = Self {
            projects_per_year: projects as f64,
            ..self.clone()
        };
        let lagged = lagged(world, turn, self.lag_quarters);
        world.levers.promotion = acting(world, turn, &settings, lagged);
    }

    fn operate(&self, _: &mut World, _: Turn) {}
}

/// Mean arrivals that promotion of strength 1 brings to a sector in a quarter: fewer where skills are short.
fn promoted_rate(
    parameters: &Parameters,
    settings: &FdiPromotionParameters,
    human_capital: f64,
) -> f64 {
    let skills = (human_capital / settings.human_capital_min).min(1.0);
    arrival_rate(parameters) * settings.arrival_gain * skills
}

/// Mean arrivals of affiliates by themselves and through promotion, per sector and quarter, for the memory of a window.
pub(in crate::model) fn greatest_arrival_rate(
    parameters: &Parameters,
    instruments: &[Instrument],
) -> f64 {
    let promoted = instruments.iter().map(|instrument| {
        FdiPromotionParameters::section(&instrument.settings).map_or(0.0, |settings| {
            let capacity = settings.projects_per_year / 4.0 / SECTOR_COUNT as f64;
            // at most, whatever skills are built up
            (instrument.timing.intensity
                * promoted_rate(parameters, settings, settings.human_capital_min))
            .min(capacity)
        })
    });
    arrival_rate(parameters) + promoted.sum::<f64>()
}

/// Affiliates that promotion brings, beside those that come by themselves, as far as the agency can attend to them.
pub(in crate::model) fn promote(world: &mut World) {
    let Some(promotion) = world.levers.promotion.clone() else {
        return;
    };
    let settings = &promotion.settings;
    let (draws, plans) = (
        world.draws(Process::PromotedArrival),
        world.draws(Process::LinkedEntry),
    );
    let rate = promoted_rate(&world.parameters, settings, world.human_capital()) * promotion.lagged;
    // where the agency cannot attend to all, no sector comes first for its number
    let first = draws.below(SECTOR_COUNT as u64, SECTOR_COUNT as u32) as usize;
    for sector in (first..first + SECTOR_COUNT).map(|sector| sector % SECTOR_COUNT) {
        for index in 0..draws.poisson(sector as u64, rate) {
            let key = identity(&[
                PROMOTED_TNC,
                sector as u64,
                u64::from(world.quarter),
                u64::from(index),
            ]);
            if f64::from(world.accumulated.promoted_this_year) >= settings.projects_per_year
                || local_content_rule::keeps_away(world, key)
                || tariff_change::keeps_away(world, key)
            {
                continue;
            }
            let is_linked = plans.event(key, settings.linked_entry);
            let (openness, commitment) = if is_linked {
                (settings.linked_openness, settings.linked_commitment)
            } else {
                (1.0, 0.0)
            };
            let entry = Entry {
                lots: settings.localisable_ratio,
                openness,
                departure: settings.departure_ratio,
                commitment,
            };
            let home = drawn_home(world, key);
            add_tnc(world, key, (sector as u8, home), entry);
            world.accumulated.promoted_this_year += 1;
            charge(world, settings.incentive_usd, 0.0);
            pay_by_tncs(
                world,
                if is_linked {
                    settings.linked_cost_tnc_usd
                } else {
                    0.0
                },
            );
        }
    }
}
