//! Talks with headquarters about a mandate for a region: an affiliate wins it, a sister wins it, or nothing changes.

use crate::model::RegionalMandateParameters;
use crate::model::instruments::{charge, cost_at_local_wage, pay_by_tncs};
use crate::model::phases::programmes::responds;
use crate::model::state::Regional;
use crate::model::world::{World, sort_by_merit};
use crate::random::{Process, pair};

/// Talks that are due end; new ones begin while the instrument acts, and all are broken off when it has ended.
pub(super) fn run(
    world: &mut World,
    agency: usize,
    settings: &RegionalMandateParameters,
    strength: f64,
) {
    for tnc in 0..world.tncs.rows.len() {
        let Regional::Talks { agency: of, until } = world.tncs.rows[tnc].regional else {
            continue;
        };
        if usize::from(of) != agency {
            continue;
        }
        if strength <= 0.0 || !world.tncs.rows[tnc].is_present {
            world.tncs.rows[tnc].regional = Regional::Open;
        } else if world.quarter >= until {
            decide(world, agency, settings, tnc);
        }
    }
    let places = (settings.talks_per_quarter * strength).floor() as usize;
    if places > 0 {
        begin(world, agency, settings, places);
    }
}

/// Affiliates that want to take part and have not had talks, in an order that is drawn once.
fn begin(world: &mut World, agency: usize, settings: &RegionalMandateParameters, places: usize) {
    let order = world.key.draws(Process::RegionalMandate, 0);
    let mut ranked = std::mem::take(&mut world.scratch.ranked);
    ranked.clear();
    for (row, tnc) in world
        .tncs
        .rows
        .iter()
        .enumerate()
        .filter(|(_, tnc)| tnc.regional == Regional::Open)
    {
        if responds(world, agency, row, settings.tnc_response) {
            ranked.push((
                0.0,
                order.bits(pair(tnc.key, world.agency_states[agency].key)),
                row as u32,
            ));
        }
    }
    sort_by_merit(&mut ranked);
    let taken = places.min(ranked.len());
    for (_, _, tnc) in &ranked[..taken] {
        let until = world.quarter + settings.lag_quarters as u32;
        world.tncs.rows[*tnc as usize].regional = Regional::Talks {
            agency: agency as u8,
            until,
        };
    }
    world.scratch.ranked = ranked;
    let cost = cost_at_local_wage(world, settings.talk_cost_usd);
    charge(world, taken as f64 * cost, settings.donor_share);
    pay_by_tncs(world, taken as f64 * settings.talk_cost_tnc_usd);
}

/// Headquarters decide: belief in local suppliers helps the affiliate, a sister may be the better one.
fn decide(world: &mut World, agency: usize, settings: &RegionalMandateParameters, tnc: usize) {
    let luck = world.draws(Process::RegionalMandate).uniform(pair(
        world.tncs.rows[tnc].key,
        world.agency_states[agency].key,
    ));
    let row = &mut world.tncs.rows[tnc];
    let win = (settings.win_chance * (0.5 + row.belief)).min(1.0);
    let volume = if luck < win {
        row.regional = Regional::Won {
            agency: agency as u8,
        };
        row.mandate = (row.mandate + settings.mandate_gain).min(1.0);
        1.0 + settings.volume_gain
    } else if luck < win + settings.loss_chance {
        row.regional = Regional::Lost;
        1.0 - settings.volume_loss
    } else {
        row.regional = Regional::Kept;
        1.0
    };
    row.volume *= volume;
    row.normal_volume *= volume;
}
