//! Value-chain maps: surveys of categories that are done, grow old and are done again; they aim outreach and order shortlists.

use super::{EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn};
use crate::maths::quarterly_from_annual;
use crate::model::instruments::{charge, cost_at_local_wage};
use crate::model::phases::programmes::{SCORE_UNIT, gap_to_gate, is_eligible};
use crate::model::state::CellId;
use crate::model::view::Readable;
use crate::model::world::World;
use crate::parameters::section;
use crate::random::{Process, pair};
use crate::units::Share;

section! {
    /// `value_chain_mapping`: surveys of what TNCs buy and who could supply it; they aim outreach and order shortlists.
    ValueChainMappingParameters in "value_chain_mapping" {
        /// Categories that are surveyed, for the first time or again, in a quarter.
        categories_per_quarter = 2, "count of categories", [0, 1_000], (1, 10), Assumed, "a small team of analysts";
        /// Quarters from the start of a survey to its use.
        survey_quarters = 2, "quarters", [1, 20], (1, 4), Assumed, "interviews with buyers and firms, then a report";
        /// How far a fresh map is right about who is within reach and who fits: 0 is random, 1 exact.
        accuracy = 0.6, "share", [0.0, 1.0], (0.3, 0.85), Assumed, "data beat juries, buyers' audits beat data (McKenzie and Sansone)";
        /// Part of its accuracy that a map loses when it is not renewed.
        staleness = 0.30, "per year", [0.0, 1.0], (0.1, 0.6), Assumed, "firms, buyers and their needs change";
        /// Cost of a survey; the labour part follows the local wage.
        category_cost_usd = 15_000, "USD per category", [0, 1_000_000], (5_000, 60_000), Assumed, "a sector study of about two months", Represented;
        /// Upkeep of the data.
        upkeep_usd = 8_000, "USD per year", [0, 1_000_000], (2_000, 40_000), Assumed, "an analyst's part time", Represented;
        /// Part paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for ValueChainMappingParameters {
    const TITLE: &'static str = "value-chain mapping";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Agency;
    const BY_LOT: bool = false;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["categories_per_quarter"], &["accuracy"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[
        InstrumentKind::Matchmaking,
        InstrumentKind::UpgradingSupport,
        InstrumentKind::CertificationSupport,
        InstrumentKind::EntrepreneurshipTraining,
    ];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["categories_per_quarter", "accuracy"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = None;

    fn resolve(&self, _: &mut World, _: Turn) {}

    fn operate(&self, world: &mut World, turn: Turn) {
        // a map grows old after its instrument too
        survey(world, turn.agency, self, turn.size);
    }
}

/// Part of its first accuracy below which a category is surveyed again.
const RENEWAL_SHARE: f64 = 0.8;

/// Lets a map grow old, ends surveys and begins new ones where affiliates buy most and least is known.
fn survey(world: &mut World, agency: usize, settings: &ValueChainMappingParameters, strength: f64) {
    grow_old(world, agency, settings);
    if strength <= 0.0 {
        return;
    }
    note_demand(world, agency);
    charge(
        world,
        strength.min(1.0) * settings.upkeep_usd / 4.0,
        settings.donor_share,
    );
    let cost = cost_at_local_wage(world, settings.category_cost_usd);
    for _ in 0..(settings.categories_per_quarter * strength).floor() as u32 {
        let Some(cell) = most_wanted(world, agency, settings) else {
            return;
        };
        let (categories, per_sector) = (world.categories(), world.cells_per_sector());
        let of_category = (0..per_sector / categories).map(|market| cell + market * categories);
        for cell in of_category {
            world.agency_states[agency].map[cell].survey_left =
                settings.survey_quarters.max(1.0) as u16;
        }
        charge(world, cost, settings.donor_share);
    }
}

fn grow_old(world: &mut World, agency: usize, settings: &ValueChainMappingParameters) {
    let fading = quarterly_from_annual(settings.staleness);
    for category in &mut world.agency_states[agency].map {
        category.accuracy *= 1.0 - fading;
        if category.survey_left > 0 {
            category.survey_left -= 1;
            if category.survey_left == 0 {
                category.accuracy = settings.accuracy;
            }
        }
    }
}

/// Notes what affiliates buy of each category, in all local markets, at its cell of the first of them.
fn note_demand(world: &mut World, agency: usize) {
    let (categories, per_sector) = (world.categories(), world.cells_per_sector());
    let map = &mut world.agency_states[agency].map;
    for category in map.iter_mut() {
        category.demand = 0.0;
    }
    for lot in world
        .tncs
        .lots
        .iter()
        .filter(|lot| world.tncs.rows[lot.tnc.row()].is_present)
    {
        let (sector, place) = (lot.cell.row() / per_sector, lot.cell.row() % per_sector);
        map[sector * per_sector + place % categories].demand += lot.value;
    }
}

/// The category, by its cell in the first market, that gains most from a survey: demand times what is missing in accuracy; ties by a keyed hash.
fn most_wanted(
    world: &World,
    agency: usize,
    settings: &ValueChainMappingParameters,
) -> Option<usize> {
    let state = &world.agency_states[agency];
    let ties = world.draws(Process::Tie);
    let worth =
        |cell: usize| state.map[cell].demand * (settings.accuracy - state.map[cell].accuracy);
    (0..state.map.len())
        .filter(|cell| state.map[*cell].survey_left == 0 && state.map[*cell].demand > 0.0)
        .filter(|cell| state.map[*cell].accuracy < RENEWAL_SHARE * settings.accuracy)
        .max_by(|a, b| {
            let tie = |cell: usize| ties.bits(pair(state.key, cell as u64));
            worth(*a).total_cmp(&worth(*b)).then(tie(*a).cmp(&tie(*b)))
        })
}

/// How far an agency's map of a cell is right [share].
pub(in crate::model) fn map_accuracy(world: &impl Readable, agency: usize, cell: CellId) -> Share {
    let view = world.view();
    view.agency_states[agency].map[cell].accuracy
}

/// Factor of the map on the probability that an agency meets a firm: more within reach of the gates, less out of reach.
pub(in crate::model) fn aim(world: &World, agency: usize, row: usize) -> f64 {
    let accuracy = map_accuracy(world, agency, world.smes.cell[row]);
    if accuracy <= 0.0 {
        return 1.0;
    }
    let is_within_reach = is_eligible(world, agency, row) && gap_to_gate(world, row) <= SCORE_UNIT;
    if is_within_reach {
        1.0 + accuracy
    } else {
        1.0 - accuracy
    }
}
