//! Value-chain maps: surveys of categories that are done, grow old and are done again; they aim outreach and order shortlists.

use crate::maths::quarterly_from_annual;
use crate::model::instruments::{charge, cost_at_local_wage};
use crate::model::phases::programmes::{SCORE_UNIT, gap_to_gate, is_eligible};
use crate::model::state::CellId;
use crate::model::view::Readable;
use crate::model::world::World;
use crate::parameters::ValueChainMappingParameters;
use crate::random::{Process, pair};
use crate::units::Share;

/// Part of its first accuracy below which a category is surveyed again.
const RENEWAL_SHARE: f64 = 0.8;

/// Lets a map grow old, ends surveys and begins new ones where affiliates buy most and least is known.
pub(super) fn run(
    world: &mut World,
    agency: usize,
    settings: &ValueChainMappingParameters,
    strength: f64,
) {
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
        world.agency_states[agency].map[cell].survey_left =
            settings.survey_quarters.max(1.0) as u16;
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

fn note_demand(world: &mut World, agency: usize) {
    let map = &mut world.agency_states[agency].map;
    for category in map.iter_mut() {
        category.demand = 0.0;
    }
    for lot in world
        .tncs
        .lots
        .iter()
        .filter(|lot| world.tncs.rows[lot.tnc].is_present)
    {
        map[lot.cell].demand += lot.value;
    }
}

/// The cell that gains most from a survey: demand times what is missing in accuracy; ties by a keyed hash.
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
pub(in crate::model::phases) fn map_accuracy(
    world: &impl Readable,
    agency: usize,
    cell: CellId,
) -> Share {
    let world = &world.view();
    world.agency_states[agency].map[cell].accuracy
}

/// Factor of the map on the chance that an agency meets a firm: more within reach of the gates, less out of reach.
pub(in crate::model::phases) fn aim(world: &World, agency: usize, row: usize) -> f64 {
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
