//! Help for able suppliers that have become more expensive than imports: they keep design and coordination and offshore the rest.

use super::charge_client;
use super::places::{finishes, service};
use super::{
    EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn, Whole, whole,
};
use crate::model::instruments::lottery::supplier;
use crate::model::instruments::{Lottery, charge, cost_at_local_wage, settings_of};
use crate::model::phases::evolution::{could_move, move_abroad};
use crate::model::phases::programmes::enrol;
use crate::model::state::Service;
use crate::model::world::{World, sort_by_merit};
use crate::parameters::section;
use crate::random::{Process, pair};

section! {
    /// `outsourcing_support`: help for able suppliers that have become more expensive than imports to coordinate and offshore.
    OutsourcingSupportParameters in "outsourcing_support" {
        /// Linkages taken on in a quarter, at most.
        cases_per_quarter = 2, "count of linkages", [0, 100_000], (1, 20), Assumed, "one adviser who knows makers abroad", Represented;
        /// Share of such suppliers that hear of the help in a quarter.
        awareness = 0.5, "per quarter", [0.0, 1.0], (0.1, 0.9), Assumed, "few firms, known to the agency";
        /// Quarters from first advice to the move.
        lag_quarters = 3, "quarters", [0, 20], (2, 8), Assumed, "search for a maker, samples, first series";
        /// Probability that a maker who delivers is found.
        success_chance = 0.6, "share", [0.0, 1.0], (0.3, 0.9), Assumed, "some makers fail the buyer's audit";
        /// Management that a firm may lack below what a move takes otherwise.
        management_help = 0.10, "index", [0.0, 0.5], (0.0, 0.2), Assumed, "the adviser coordinates with it";
        /// Part of the cost of the move that the programme pays.
        move_share = 0.3, "share", [0.0, 1.0], (0.0, 0.7), Assumed, "samples and travel";
        /// Cost of advice on one linkage; the labour part follows the local wage.
        case_cost_usd = 6_000, "USD per linkage", [0, 500_000], (2_000, 40_000), Assumed, "a month of an adviser and missions";
        /// Part of that cost that the firm pays.
        sme_share = 0.3, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "as in export promotion";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "a public scheme";
    }
}

impl Kind for OutsourcingSupportParameters {
    const TITLE: &'static str = "outsourcing support";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const BY_LOT: bool = true;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["success_chance"], &["awareness"], &["cases_per_quarter"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Lag("lag_quarters");
    const MAIN: Keys = &["cases_per_quarter", "success_chance"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = None;

    fn resolve(&self, _: &mut World, _: Turn) {}

    fn operate(&self, world: &mut World, turn: Turn) {
        if turn.strength > 0.0 {
            admit(world, turn.agency, self, turn.size);
        }
    }
}

/// Linkages of able suppliers that hear of the help and can pay for it are taken on in drawn order.
fn admit(world: &mut World, agency: usize, settings: &OutsourcingSupportParameters, strength: f64) {
    let places = whole(
        world,
        agency,
        Whole::Moves,
        settings.cases_per_quarter * strength,
    );
    if places == 0 {
        return;
    }
    let draws = world.draws(Process::OutsourcingCase);
    let cost = cost_at_local_wage(world, settings.case_cost_usd);
    let own_part = settings.sme_share * cost + own_cost_of_move(world, settings);
    let mut ranked = std::mem::take(&mut world.scratch.ranked);
    ranked.clear();
    for (slot, linkage) in world
        .linkages
        .iter()
        .filter(|(_, linkage)| linkage.outsourcing == Service::default())
    {
        let key = pair(linkage.key, world.agency_states[agency].key);
        let is_able = could_move(world, slot, settings.management_help)
            && world.smes.cash[linkage.sme.row()] >= own_part;
        if is_able && draws.event(key, settings.awareness) {
            ranked.push((0.0, draws.bits(pair(key, 1)), slot as u32));
        }
    }
    Lottery::of_agency(world, InstrumentKind::OutsourcingSupport, agency).keep_offered(
        world,
        &mut ranked,
        supplier,
    );
    sort_by_merit(&mut ranked);
    for (_, _, slot) in ranked.iter().take(places) {
        let row = world.linkages.slots[*slot as usize].sme.row();
        world.linkages.slots[*slot as usize].outsourcing = service(agency, settings.lag_quarters);
        charge_client(world, row, cost, settings.sme_share, settings.donor_share);
        enrol(world, InstrumentKind::OutsourcingSupport, row);
    }
    world.scratch.ranked = ranked;
}

fn own_cost_of_move(world: &World, settings: &OutsourcingSupportParameters) -> f64 {
    (1.0 - settings.move_share) * world.parameters.evolution.move_cost_usd
}

/// A quarter of the help for a linkage; after the last one a maker has been found or not.
pub(in crate::model) fn advance(world: &mut World, slot: usize) {
    let Some(agency) = finishes(&mut world.linkages.slots[slot].outsourcing) else {
        return;
    };
    let Some(settings) = settings_of::<OutsourcingSupportParameters>(world, agency).cloned() else {
        return;
    };
    let linkage = &world.linkages.slots[slot];
    let row = linkage.sme.row();
    let is_found = world
        .draws(Process::OutsourcingCase)
        .event(linkage.key, settings.success_chance);
    let own = own_cost_of_move(world, &settings);
    if !is_found || !could_move(world, slot, settings.management_help) || world.smes.cash[row] < own
    {
        return;
    }
    charge(
        world,
        settings.move_share * world.parameters.evolution.move_cost_usd,
        settings.donor_share,
    );
    move_abroad(world, slot, own);
}
