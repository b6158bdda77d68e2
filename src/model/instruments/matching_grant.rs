//! Grants for equipment plans: promised, paid with the plan, released with it.

use super::places::ranked_row;
use super::{
    EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn, Whole, pays,
};
use crate::model::accounts::Party;
use crate::model::instruments::{charge, pay_from_purses, settings_of, take};
use crate::model::phases::programmes::{
    Call, is_eligible, note_applications, note_client, rank_applicants,
};
use crate::model::state::{AgencyId, PlanState};
use crate::model::world::World;
use crate::parameters::section;
use crate::units::Usd;

section! {
    /// `matching_grant`: a grant for part of an equipment plan that the firm has made.
    MatchingGrantParameters in "matching_grant" {
        /// Grants promised in a quarter, at most; what is left is not carried over.
        budget_usd = 60_000, "USD per quarter", [0, 1_000_000_000.0], (10_000, 2_000_000), Assumed, "the analyst's choice", Represented;
        /// Part of the plan that a grant pays.
        grant_share = 0.5, "share", [0.0, 1.0], (0.3, 0.7), Literature, "half, up to 10,000 USD (Yemen, McKenzie et al.)";
        /// Greatest grant.
        cap_usd = 10_000, "USD per SME", [0, 10_000_000], (2_000, 50_000), Literature, "as above";
        /// Share of firms with a plan that hear of the call in a quarter.
        awareness = 0.4, "per quarter", [0.0, 1.0], (0.1, 0.8), Assumed, "who looks for money hears of it sooner than who must be visited";
        /// Quarters from application to payment; the firm waits with its plan.
        decision_quarters = 1, "quarters", [0, 8], (1, 3), Assumed, "boards meet now and then";
        /// How far forms and rules keep firms from applying.
        form_burden = 1.0, "logit", [0.0, 4.0], (0.0, 2.1), Literature, "4 applicants a place with a simple form, half of one with a complex one (McKenzie et al.)";
        /// Cost of assessing one application.
        application_cost_usd = 500, "USD per application", [0, 20_000], (100, 2_000), Assumed, "a reader, a visit and a board";
        /// Cost of watching how grants are spent, over the grants paid.
        administration_share = 0.15, "share of grants", [0.0, 1.0], (0.05, 0.3), Assumed, "claims, proofs and audits";
        /// Part paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for MatchingGrantParameters {
    const TITLE: &'static str = "matching grant";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const BY_LOT: bool = true;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[
        &["awareness"],
        &["budget_usd"],
        &["grant_share"],
        &["cap_usd"],
    ];
    const AGENCY_NEEDS: Keys = &["application_chance"];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["budget_usd", "grant_share", "cap_usd"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = None;

    fn resolve(&self, _: &mut World, _: Turn) {}

    fn operate(&self, world: &mut World, turn: Turn) {
        if turn.strength > 0.0 {
            promise(world, turn.agency, self, turn.size);
        }
    }
}

/// Keeps the draws of this call apart from those of others.
const SALT: u64 = 5;

/// Promises grants for wanted plans until the budget of the quarter is spent, whether or not the firm could pay alone.
fn promise(world: &mut World, agency: usize, settings: &MatchingGrantParameters, strength: f64) {
    let mut budget = settings.budget_usd * strength;
    if budget <= 0.0 {
        return;
    }
    let call = Call {
        kind: InstrumentKind::MatchingGrant,
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
        if grant <= 0.0 || !pays(world, agency, Whole::LastGrant, budget, grant) {
            break;
        }
        budget -= grant;
        world.smes.grant[row] = grant;
        world.smes.grant_agency[row] = Some(AgencyId::new(agency));
        world.smes.grant_from[row] = world.quarter + settings.decision_quarters as u32;
        world.tally.grants_promised += 1;
        note_client(world, row);
        accepted += 1;
    }
    note_applications(world, agency, &call, accepted);
}

/// True while a firm holds its plan back for a grant that is promised and not yet paid out.
pub(in crate::model) fn waits_for_grant(world: &World, row: usize) -> bool {
    world.smes.grant[row] > 0.0 && world.quarter < world.smes.grant_from[row]
}

/// Own part of a firm in its plan, from cash or a loan [USD].
pub(in crate::model) fn own_part_of_plan(world: &World, row: usize) -> Usd {
    world.smes.plan_cost[row] - world.smes.grant[row]
}

/// Pays the grant of a plan that is being paid for.
pub(in crate::model) fn pay_grant(world: &mut World, row: usize) {
    let grant = world.smes.grant[row];
    if grant <= 0.0 {
        return;
    }
    world.smes.grant[row] = 0.0;
    take(world, InstrumentKind::MatchingGrant, row);
    let promised_by = world.smes.grant_agency[row];
    let settings =
        promised_by.and_then(|agency| settings_of::<MatchingGrantParameters>(world, agency.row()));
    let (donor_share, administration) = settings.map_or((0.0, 0.0), |settings| {
        (settings.donor_share, settings.administration_share)
    });
    world.smes.cash[row] += grant;
    pay_from_purses(
        world,
        Party::Smes,
        grant,
        world.shock_effects.donor_share(donor_share),
    );
    world.tally.grants_paid += 1;
    world.tally.grants_usd += grant;
    charge(world, administration * grant, donor_share);
}
