//! A trusted third party looks after linkages that its agency brought about: strong early, fading, and missed when it leaves.

use super::{
    EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn, Whole, whole,
};
use crate::model::instruments::lottery::supplier;
use crate::model::instruments::{Lottery, charge, cost_at_local_wage, pay_by_tncs, settings_of};
use crate::model::phases::programmes::enrol;
use crate::model::state::AgencyId;
use crate::model::world::{World, sort_by_merit};
use crate::parameters::section;
use crate::random::Process;
use crate::units::Share;

section! {
    /// `relationship_intermediary`: a trusted third party for linkages that the same agency brought about.
    RelationshipIntermediaryParameters in "relationship_intermediary" {
        /// Linkages that are looked after at a time.
        places = 15, "count of linkages", [0, 100_000], (5, 60), Assumed, "a visit a month each", Represented;
        /// Quarters for which one linkage is looked after; help fades in equal steps.
        support_quarters = 8, "quarters", [1, 40], (4, 12), Assumed, "strong early, limited later";
        /// Part of friction that is removed at the beginning.
        friction_removed = 0.6, "share", [0.0, 1.0], (0.2, 0.9), Assumed, "translates, in every sense";
        /// Part of what partners do not settle of a breach by themselves that is settled at the beginning.
        settled_share = 0.5, "share", [0.0, 1.0], (0.1, 0.8), Assumed, "helps in disputes";
        /// Trust that is lost where the third party leaves at the beginning; less later.
        dependence_loss = 0.25, "share", [0.0, 1.0], (0.0, 0.5), Assumed, "partners trusted the third party, not yet each other";
        /// Cost of looking after a linkage; the labour part follows the local wage.
        case_cost_usd = 2_000, "USD per linkage and year", [0, 100_000], (500, 8_000), Assumed, "a dozen days with travel";
        /// Cost of its time to the affiliate.
        case_cost_tnc_usd = 500, "USD per linkage and year", [0, 50_000], (100, 2_000), Assumed, "meetings of three instead of two";
        /// Part paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for RelationshipIntermediaryParameters {
    const TITLE: &'static str = "relationship intermediary";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const BY_LOT: bool = true;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["places"], &["friction_removed", "settled_share"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[InstrumentKind::Matchmaking];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["places"];
    const STAGE: Stage = Stage::Partners;
    const EACH_FIRM: EachFirm = None;

    fn resolve(&self, _: &mut World, _: Turn) {}

    fn operate(&self, world: &mut World, turn: Turn) {
        mediate(world, turn.agency, self, turn.strength);
    }
}

/// Looks after linkages within its places, takes on new ones, or leaves all where it has stopped.
fn mediate(
    world: &mut World,
    agency: usize,
    settings: &RelationshipIntermediaryParameters,
    strength: f64,
) {
    let agency = AgencyId::new(agency);
    let mut served = 0;
    for slot in 0..world.linkages.slots.len() {
        if !world.linkages.slots[slot].is_open()
            || world.linkages.slots[slot].agreement.mediator != Some(agency)
        {
            continue;
        }
        if strength <= 0.0 {
            leave(world, slot, settings);
        } else if left(world, slot, settings) <= 0.0 {
            world.linkages.slots[slot].agreement.mediator = None;
        } else {
            served += 1;
        }
    }
    if strength > 0.0 {
        let places = whole(
            world,
            agency.row(),
            Whole::Mediated,
            settings.places * strength,
        )
        .saturating_sub(served);
        served += take_on(world, agency, places);
        let cost = cost_at_local_wage(world, settings.case_cost_usd);
        charge(world, served as f64 * cost / 4.0, settings.donor_share);
        pay_by_tncs(world, served as f64 * settings.case_cost_tnc_usd / 4.0);
    }
}

/// Part of the support of a linkage that is still to come [share].
fn left(world: &World, slot: usize, settings: &RelationshipIntermediaryParameters) -> Share {
    let passed = f64::from(world.quarter - world.linkages.slots[slot].agreement.mediated_from);
    (1.0 - passed / settings.support_quarters).max(0.0)
}

/// A third party that leaves before its time takes trust along.
fn leave(world: &mut World, slot: usize, settings: &RelationshipIntermediaryParameters) {
    let kept = 1.0 - settings.dependence_loss * left(world, slot, settings);
    let linkage = &mut world.linkages.slots[slot];
    linkage.agreement.mediator = None;
    linkage.competence_trust *= kept;
    linkage.goodwill_trust *= kept;
}

/// Free places go to linkages that the agency brought about and that had no third party yet, in drawn order.
fn take_on(world: &mut World, agency: AgencyId, places: usize) -> usize {
    if places == 0 {
        return 0;
    }
    let order = world.draws(Process::Mediation);
    let mut ranked = std::mem::take(&mut world.scratch.ranked);
    ranked.clear();
    for (slot, linkage) in world.linkages.iter() {
        if linkage.facilitated == Some(agency)
            && linkage.agreement.mediated_from == 0
            && linkage.notice.is_none()
        {
            ranked.push((0.0, order.bits(linkage.key), slot as u32));
        }
    }
    Lottery::of_agency(
        world,
        InstrumentKind::RelationshipIntermediary,
        agency.row(),
    )
    .keep_offered(world, &mut ranked, supplier);
    sort_by_merit(&mut ranked);
    let taken = places.min(ranked.len());
    for (_, _, slot) in &ranked[..taken] {
        let agreement = &mut world.linkages.slots[*slot as usize].agreement;
        (agreement.mediator, agreement.mediated_from) = (Some(agency), world.quarter);
        let row = world.linkages.slots[*slot as usize].sme.row();
        enrol(world, InstrumentKind::RelationshipIntermediary, row);
    }
    world.scratch.ranked = ranked;
    taken
}

/// How much of a third party's help a linkage gets in the quarter, and one of the parameters of that help [shares]; 0 and 0 without.
pub(in crate::model) fn mediation(
    world: &World,
    slot: usize,
    number: impl Fn(&RelationshipIntermediaryParameters) -> Share,
) -> (Share, Share) {
    let mediator = world.linkages.slots[slot].agreement.mediator;
    let settings = mediator
        .and_then(|agency| settings_of::<RelationshipIntermediaryParameters>(world, agency.row()));
    settings.map_or((0.0, 0.0), |settings| {
        (left(world, slot, settings), number(settings))
    })
}
