//! A pilot is judged by what came of its firms, and those who hear of it change their minds.

use crate::model::instruments::charge_agency;
use crate::model::phases::beliefs::{GRADUATE_WITH_ORDERS, GRADUATE_WITHOUT_ORDERS};
use crate::model::state::{AgencyId, PilotStage, ProgrammeStage};
use crate::model::world::World;
use crate::units::Share;

/// Part of the way that belief of firms and TNCs moves towards the outcome of a pilot.
const PILOT_WEIGHT: f64 = 0.2;

/// In its last quarter a pilot is judged: it is scaled up from the next quarter, or stays small.
pub(super) fn judge_pilot(world: &mut World, agency: usize) {
    let (parameters, state) = (
        &world.agencies[agency].parameters,
        &world.agency_states[agency],
    );
    let is_due = state.began > 0
        && f64::from(world.quarter - state.began) + 1.0 == parameters.pilot_quarters;
    if !is_due || state.activity <= 0.0 {
        return;
    }
    let (needed, cost) = (parameters.pilot_success_min, parameters.pilot_cost_usd);
    charge_agency(world, agency, cost);
    let success = observed_success(world, agency);
    let is_enough = needed <= 0.0 || success.is_some_and(|success| success >= needed);
    world.agency_states[agency].pilot = if is_enough {
        PilotStage::ScaledUp
    } else {
        PilotStage::Kept
    };
    if let Some(success) = success {
        spread_the_word(world, success);
    }
}

/// Firms with orders over graduates; over registered firms where the agency has no graduates.
fn observed_success(world: &World, agency: usize) -> Option<Share> {
    let (smes, agency_id) = (&world.smes, Some(AgencyId::new(agency)));
    let success_of = |is_counted: &dyn Fn(usize) -> bool| {
        let (mut all, mut with_orders) = (0.0, 0.0);
        for row in (0..smes.len()).filter(|row| is_counted(*row)) {
            all += 1.0;
            with_orders += f64::from(u8::from(smes.tnc_sales[row] > 0.0));
        }
        (all > 0.0).then(|| with_orders / all)
    };
    success_of(&|row| {
        smes.is_alive[row]
            && smes.agency[row] == agency_id
            && smes.programme[row] == ProgrammeStage::Graduate
    })
    .or_else(|| success_of(&|row| smes.is_alive[row] && smes.register[row] == agency_id))
}

/// Beliefs move towards the mean of what firms with and without orders show their peers.
fn spread_the_word(world: &mut World, success: Share) {
    let seen = success * GRADUATE_WITH_ORDERS + (1.0 - success) * GRADUATE_WITHOUT_ORDERS;
    let owners = world.smes.belief.iter_mut();
    for belief in owners.chain(world.tncs.rows.iter_mut().map(|tnc| &mut tnc.belief)) {
        *belief += PILOT_WEIGHT * (seen - *belief);
    }
}
