//! Affiliates that an agency works with, their participation, and champions inside.

use crate::maths::{quarterly_from_annual, sqrt};
use crate::model::MatchmakingParameters;
use crate::model::instruments::{InstrumentKind, charge_agency, pay_by_tncs, settings_of};
use crate::model::state::{AgencyId, Tnc};
use crate::model::view::Readable;
use crate::model::world::{World, sort_by_merit};
use crate::random::{Process, identity, pair};

/// Once a year, and when it begins, an agency that does not work with all affiliates chooses the best ones.
pub(super) fn choose_anchors(world: &mut World, agency: usize) {
    let parameters = &world.agencies[agency].parameters;
    let (share, cost, accuracy) = (
        parameters.tnc_accept_share,
        parameters.tnc_screening_cost_usd,
        parameters.screening_accuracy.min(1.0),
    );
    let is_due = world.agency_states[agency].anchors.is_empty() || world.window_quarter() % 4 == 0;
    if share >= 1.0 || !is_due {
        return;
    }
    let draws = world.key.draws(Process::TncScreening, 0);
    let most_lots = f64::from(
        world
            .tncs
            .rows
            .iter()
            .filter(|tnc| tnc.is_present)
            .map(|tnc| tnc.lots)
            .max()
            .unwrap_or(1)
            .max(1),
    );
    let (mean, sd) = spread(world, most_lots);
    let mut ranked = std::mem::take(&mut world.scratch.ranked);
    ranked.clear();
    for (index, tnc) in world
        .tncs
        .rows
        .iter()
        .enumerate()
        .filter(|(_, tnc)| tnc.is_present)
    {
        let key = pair(tnc.key, world.agency_states[agency].key);
        let worth = (promise(tnc, most_lots) - mean) / sd;
        let merit = accuracy * worth + sqrt(1.0 - accuracy * accuracy) * draws.normal(key);
        ranked.push((merit, draws.bits(pair(key, 1)), index as u32));
    }
    sort_by_merit(&mut ranked);
    let accepted = (share * ranked.len() as f64).ceil() as usize;
    let anchors = &mut world.agency_states[agency].anchors;
    anchors.clear();
    anchors.resize(world.tncs.rows.len(), false);
    for (_, _, tnc) in &ranked[..accepted] {
        anchors[*tnc as usize] = true;
    }
    let screened = ranked.len() as f64;
    world.scratch.ranked = ranked;
    charge_agency(world, agency, screened * cost);
}

/// Promise of an affiliate [0–1]: demand that can be met here, local mandate, and commitment, seen in what it buys here already.
fn promise(tnc: &Tnc, most_lots: f64) -> f64 {
    let demand = f64::from(tnc.lots) / most_lots;
    let commitment = f64::from(tnc.domestic_lots) / f64::from(tnc.lots.max(1));
    (demand + tnc.mandate + commitment) / 3.0
}

/// Mean and standard deviation of the promise of the affiliates that are present.
fn spread(world: &World, most_lots: f64) -> (f64, f64) {
    let (mut count, mut sum, mut squares) = (0.0, 0.0, 0.0);
    for tnc in world.tncs.rows.iter().filter(|tnc| tnc.is_present) {
        let promise = promise(tnc, most_lots);
        count += 1.0;
        sum += promise;
        squares += promise * promise;
    }
    let mean = sum / f64::max(count, 1.0);
    (
        mean,
        sqrt((squares / f64::max(count, 1.0) - mean * mean).max(1e-6)),
    )
}

/// True where an agency works with an affiliate.
pub(in crate::model) fn is_anchor(world: &impl Readable, agency: usize, tnc: usize) -> bool {
    let view = world.view();
    view.agencies[agency].parameters.tnc_accept_share >= 1.0
        || view.agency_states[agency]
            .anchors
            .get(tnc)
            .is_some_and(|is| *is)
}

/// True where an affiliate takes part in an agency's match-making this year.
pub(in crate::model) fn takes_part(world: &impl Readable, agency: usize, tnc: usize) -> bool {
    let view = world.view();
    let state = &view.agency_states[agency];
    let settings = settings_of::<MatchmakingParameters>(world, agency)
        .filter(|_| state.strengths[InstrumentKind::Matchmaking] > 0.0);
    settings.is_some_and(|settings| responds(world, agency, tnc, settings.tnc_response))
}

/// True where an affiliate responds to an agency this year, at a stated response: its belief and mandate, and the agency's response.
pub(in crate::model) fn responds(
    world: &impl Readable,
    agency: usize,
    tnc: usize,
    response: f64,
) -> bool {
    let view = world.view();
    let (state, row) = (&view.agency_states[agency], &view.tncs.rows[tnc]);
    if !row.is_present || !is_anchor(world, agency, tnc) {
        return false;
    }
    let chance =
        response * state.response * (0.5 + row.belief).min(1.25) * (0.5 + row.mandate).min(1.25);
    let year = view.window_quarter().max(0) as u64 / 4;
    view.key
        .draws(Process::TncResponse, 0)
        .uniform(identity(&[row.key, year, state.key]))
        < chance.min(1.0)
}

/// Champions leave, and participating affiliates without one may name one at the start of a year; their time is paid for.
pub(super) fn move_champions(world: &mut World) {
    let has_champions = |agency: &crate::parameters::Agency| agency.parameters.champion_share > 0.0;
    if !world.agencies.iter().any(has_champions) {
        return;
    }
    for state in &mut world.agency_states {
        state.champions = 0;
    }
    for tnc in 0..world.tncs.rows.len() {
        lose_champion(world, tnc);
        for agency in 0..world.agencies.len() {
            name_champion(world, agency, tnc);
        }
        if let Some(agency) = world.tncs.rows[tnc].champion {
            world.agency_states[agency].champions += 1;
            pay_by_tncs(
                world,
                world.agencies[agency.row()]
                    .parameters
                    .champion_cost_tnc_usd
                    / 4.0,
            );
        }
    }
}

/// A champion who leaves takes contacts along; with the match-making or the affiliate the task simply ends.
fn lose_champion(world: &mut World, tnc: usize) {
    let champion = world.tncs.rows[tnc].champion;
    let Some(agency) = champion else {
        return;
    };
    if !world.tncs.rows[tnc].is_present
        || world.agency_states[agency].strengths[InstrumentKind::Matchmaking] <= 0.0
    {
        world.tncs.rows[tnc].champion = None;
        return;
    }
    let chance = quarterly_from_annual(world.agencies[agency.row()].parameters.champion_leave_rate);
    if !world
        .draws(Process::Champion)
        .event(world.tncs.rows[tnc].key, chance)
    {
        return;
    }
    let kept = 1.0 - world.parameters.trust.contact_loss;
    let row = &mut world.tncs.rows[tnc];
    row.champion = None;
    for slot in &row.linkages {
        let linkage = &mut world.linkages.slots[*slot];
        if linkage.facilitated == champion && linkage.stage.has_orders() {
            linkage.competence_trust *= kept;
            linkage.goodwill_trust *= kept;
        }
    }
}

fn name_champion(world: &mut World, agency: usize, tnc: usize) {
    let share = world.agencies[agency].parameters.champion_share;
    let is_due = world.window_quarter() % 4 == 0 && world.tncs.rows[tnc].champion.is_none();
    if !is_due || share <= 0.0 || !takes_part(world, agency, tnc) {
        return;
    }
    let key = pair(world.tncs.rows[tnc].key, world.agency_states[agency].key);
    if world.draws(Process::Champion).event(key, share) {
        world.tncs.rows[tnc].champion = Some(AgencyId::new(agency));
    }
}

/// Effect of an affiliate's champion on its openness to local firms, and on the pace of linkages that the same agency brought
/// about [ratio].
pub(in crate::model) fn champion_factor(
    world: &impl Readable,
    tnc: usize,
    agency: Option<AgencyId>,
) -> f64 {
    let view = world.view();
    let champion = view.tncs.rows[tnc].champion;
    match champion {
        Some(named) if agency.is_none_or(|agency| agency == named) => {
            1.0 + view.agencies[named.row()].parameters.champion_effect
        }
        _ => 1.0,
    }
}
