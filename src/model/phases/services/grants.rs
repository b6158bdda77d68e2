//! Grants for equipment plans: promised, paid with the plan, released with it.

use super::schedule::ranked_row;
use crate::model::MatchingGrantParameters;
use crate::model::accounts::Party;
use crate::model::instruments::{charge, pay_from_purses, settings_of};
use crate::model::phases::programmes::{
    Call, enrol, is_eligible, note_applications, rank_applicants,
};
use crate::model::state::PlanState;
use crate::model::world::World;
use crate::units::Usd;

/// Keeps the draws of this call apart from those of others.
const SALT: u64 = 5;

/// Promises grants for wanted plans until the budget of the quarter is spent, whether or not the firm could pay alone.
pub(super) fn promise(
    world: &mut World,
    agency: usize,
    settings: &MatchingGrantParameters,
    strength: f64,
) {
    let mut budget = settings.budget_usd * strength;
    if budget <= 0.0 {
        return;
    }
    let call = Call {
        met: settings.awareness,
        is_outreach: false,
        is_for_buyers: false,
        burden: settings.form_burden,
        salt: SALT,
    };
    rank_applicants(world, agency, &call, |world, row| {
        is_eligible(world, agency, row)
            && world.smes.plan[row] == PlanState::Wanted
            && world.smes.grant[row] <= 0.0
    });
    charge(
        world,
        settings.application_cost_usd * world.scratch.ranked.len() as f64,
        settings.donor_share,
    );
    let mut accepted = 0;
    for rank in 0..world.scratch.ranked.len() {
        let row = ranked_row(world, rank);
        let grant = (settings.grant_share * world.smes.plan_cost[row]).min(settings.cap_usd);
        if grant > budget || grant <= 0.0 {
            break;
        }
        budget -= grant;
        world.smes.grant[row] = grant;
        world.smes.grant_agency[row] = agency as u8 + 1;
        world.smes.grant_from[row] = world.quarter + settings.decision_quarters as u32;
        world.tally.grants_promised += 1;
        enrol(world, row);
        accepted += 1;
    }
    note_applications(world, agency, &call, accepted);
}

/// True while a firm holds its plan back for a grant that is promised and not yet paid out.
pub(in crate::model::phases) fn waits_for_grant(world: &World, row: usize) -> bool {
    world.smes.grant[row] > 0.0 && world.quarter < world.smes.grant_from[row]
}

/// What a firm must pay of its plan itself, from cash or a loan [USD].
pub(in crate::model::phases) fn own_part_of_plan(world: &World, row: usize) -> Usd {
    world.smes.plan_cost[row] - world.smes.grant[row]
}

/// Pays the grant of a plan that is being paid for.
pub(in crate::model::phases) fn pay_grant(world: &mut World, row: usize) {
    let grant = world.smes.grant[row];
    if grant <= 0.0 {
        return;
    }
    world.smes.grant[row] = 0.0;
    let agency = usize::from(world.smes.grant_agency[row]) - 1;
    let settings = settings_of::<MatchingGrantParameters>(world, agency);
    let (donor_share, administration) = settings.map_or((0.0, 0.0), |settings| {
        (settings.donor_share, settings.administration_share)
    });
    world.smes.cash[row] += grant;
    pay_from_purses(
        world,
        Party::Smes,
        grant,
        world.strain.donor_share(donor_share),
    );
    world.tally.grants_paid += 1;
    world.tally.grants_usd += grant;
    charge(world, administration * grant, donor_share);
}
