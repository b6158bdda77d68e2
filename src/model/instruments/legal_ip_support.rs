//! Legal help for linkages on the way to a first order: better terms, protected know-how, and clauses that may read as distrust.

use super::places::{finishes, service};
use super::{
    EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn, Whole, whole,
};
use crate::model::instruments::lottery::supplier;
use crate::model::instruments::{Lottery, charge_client, cost_at_local_wage, settings_of};
use crate::model::phases::programmes::enrol;
use crate::model::phases::relationships::raise_quality;
use crate::model::world::{World, sort_by_merit};
use crate::parameters::section;
use crate::random::{Process, pair};

section! {
    /// `legal_ip_support`: contracts, non-disclosure, ownership of knowledge and staff clauses for linkages before the first order.
    LegalIpSupportParameters in "legal_ip_support" {
        /// Cases that are taken on in a quarter.
        cases_per_quarter = 6, "count of linkages", [0, 100_000], (2, 30), Assumed, "two lawyers", Represented;
        /// Share of firms on the way to a first order that hear of the help in a quarter.
        awareness = 0.4, "per quarter", [0.0, 1.0], (0.1, 0.8), Assumed, "who looks for terms hears of it soon";
        /// Quarters from the start of a case to its effect.
        case_quarters = 2, "quarters", [1, 20], (1, 4), Assumed, "drafts, talks and signatures";
        /// Rise of the quality of the agreement.
        agreement_gain = 0.15, "share", [0.0, 1.0], (0.0, 0.3), Assumed, "clear terms";
        /// Formal control that clauses add whether partners want it or not.
        control_added = 0.1, "share", [0.0, 1.0], (0.0, 0.4), Assumed, "lawyers write for the worst case; too much reads as distrust";
        /// Protection of the firm's know-how against leaks through staff that leaves.
        leak_protection = 0.4, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "legal and staff measures manage it, not more";
        /// Cost of a case; the labour part follows the local wage.
        case_cost_usd = 2_500, "USD per linkage", [0, 200_000], (500, 10_000), Assumed, "two weeks of a lawyer";
        /// Part of that cost that the firm pays.
        sme_share = 0.2, "share", [0.0, 1.0], (0.0, 0.6), Assumed, "a fee that shows intent";
        /// Part of the remainder paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for LegalIpSupportParameters {
    const TITLE: &'static str = "legal and IP support";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const BY_LOT: bool = true;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[
        &["awareness"],
        &["cases_per_quarter"],
        &["agreement_gain", "control_added", "leak_protection"],
    ];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["cases_per_quarter", "agreement_gain"];
    const STAGE: Stage = Stage::Partners;
    const EACH_FIRM: EachFirm = None;

    fn resolve(&self, _: &mut World, _: Turn) {}

    fn operate(&self, world: &mut World, turn: Turn) {
        advise(world, turn.agency, self, turn.strength);
    }
}

/// Takes on cases of firms that heard of the help and can pay their part, in drawn order.
fn advise(world: &mut World, agency: usize, settings: &LegalIpSupportParameters, strength: f64) {
    let cases = whole(
        world,
        agency,
        Whole::LegalCases,
        settings.cases_per_quarter * strength,
    );
    if cases == 0 {
        return;
    }
    let draws = world.draws(Process::LegalCase);
    let cost = cost_at_local_wage(world, settings.case_cost_usd);
    let mut ranked = std::mem::take(&mut world.scratch.ranked);
    ranked.clear();
    for (slot, linkage) in world.linkages.iter() {
        let key = pair(linkage.key, world.agency_states[agency].key);
        let is_open = !linkage.stage.has_orders() && !linkage.agreement.has_legal;
        if is_open
            && draws.event(key, settings.awareness)
            && world.spare_cash(linkage.sme.row()) >= settings.sme_share * cost
        {
            ranked.push((0.0, draws.bits(pair(key, 1)), slot as u32));
        }
    }
    Lottery::of_agency(world, InstrumentKind::LegalIpSupport, agency).keep_offered(
        world,
        &mut ranked,
        supplier,
    );
    sort_by_merit(&mut ranked);
    for (_, _, slot) in &ranked[..cases.min(ranked.len())] {
        let agreement = &mut world.linkages.slots[*slot as usize].agreement;
        agreement.has_legal = true;
        // this quarter is the first of the case
        agreement.legal = service(agency, settings.case_quarters);
        let row = world.linkages.slots[*slot as usize].sme.row();
        charge_client(world, row, cost, settings.sme_share, settings.donor_share);
        enrol(world, InstrumentKind::LegalIpSupport, row);
    }
    world.scratch.ranked = ranked;
}

/// A quarter of the help for a linkage; after the last one its terms hold.
pub(in crate::model) fn advance(world: &mut World, slot: usize) {
    let Some(agency) = finishes(&mut world.linkages.slots[slot].agreement.legal) else {
        return;
    };
    let Some(settings) = settings_of::<LegalIpSupportParameters>(world, agency) else {
        return;
    };
    let (gain, control, protection) = (
        settings.agreement_gain,
        settings.control_added,
        settings.leak_protection,
    );
    let agreement = &mut world.linkages.slots[slot].agreement;
    agreement.imposed = (agreement.imposed + control).min(1.0);
    agreement.leak_protection = agreement.leak_protection.max(protection);
    raise_quality(world, slot, gain);
}
