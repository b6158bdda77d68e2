//! Contracts on joint projects in modules, with an exit plan, for linkages of affiliates that take part.

use super::charge_client;
use super::{
    EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn, Whole, whole,
};
use crate::model::instruments::lottery::supplier;
use crate::model::instruments::{Lottery, cost_at_local_wage, pay_by_tncs};
use crate::model::phases::programmes::{enrol, responds};
use crate::model::state::{AgencyId, Smes, TransferContract};
use crate::model::world::{World, sort_by_merit};
use crate::parameters::section;
use crate::random::{Process, pair};

section! {
    /// `modular_transfer`: contracts on joint projects with milestones and an exit plan, arranged by an agency for regular linkages.
    ModularTransferParameters in "modular_transfer" {
        /// Contracts arranged in a quarter, at most.
        contracts_per_quarter = 3, "count of linkages", [0, 100_000], (1, 20), Assumed, "a lawyer and an engineer part time", Represented;
        /// Probability that a TNC takes part in a year, at full response and middling belief and mandate.
        tnc_response = 0.3, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "half of the response to match-making: it binds the buyer";
        /// Quarters from first talks to a contract that holds.
        negotiation_quarters = 1, "quarters", [0, 12], (1, 4), Assumed, "drafts go to and fro";
        /// Modules of projects that start under a contract (M).
        modules = 4, "count of modules per contract", [1, 24], (1, 12), Assumed, "flat optimum around 3 to 8 at usual hazards of ending";
        /// Part of the work on an unfinished module that the firm keeps by its exit plan (f_s).
        salvage = 0.30, "share", [0.0, 1.0], (0.1, 0.6), Assumed, "drawings, samples and tools are handed over";
        /// Addition of a contract to the probability of a joint project, at full help of the buyer, innovation base and trust.
        project_chance = 0.10, "per quarter", [0.0, 1.0], (0.0, 0.3), Assumed, "a contract is made for a project that one has in mind";
        /// Cost of arranging a contract; the labour part follows the local wage.
        contract_cost_usd = 3_000, "USD per linkage", [0, 200_000], (500, 15_000), Assumed, "drafting, milestones and an exit plan";
        /// Part of that cost that the firm pays.
        sme_share = 0.10, "share", [0.0, 1.0], (0.0, 0.5), Assumed, "a fee that shows intent";
        /// Cost to the affiliate of negotiating a contract.
        tnc_cost_usd = 1_500, "USD per linkage", [0, 200_000], (500, 10_000), Assumed, "its own lawyers and engineers";
        /// Part of the cost to the agency paid by donors; the rest is public.
        donor_share = 0.5, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "mixed funding";
    }
}

impl Kind for ModularTransferParameters {
    const TITLE: &'static str = "modular transfer";
    const SCOPE: Scope = Scope::Agency;
    const REACHES: Reach = Reach::Firms;
    const BY_LOT: bool = true;
    const ASKS_AFFILIATES: bool = true;
    const NEEDS: Needs = &[&["tnc_response"], &["contracts_per_quarter"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::AnyTime;
    const MAIN: Keys = &["contracts_per_quarter", "modules"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = None;

    fn resolve(&self, _: &mut World, _: Turn) {}

    fn operate(&self, world: &mut World, turn: Turn) {
        if turn.strength > 0.0 {
            arrange(world, turn.agency, self, turn.size);
        }
    }
}

/// Keeps the draws of this call apart from those of others.
const SALT: u64 = 6;

/// Regular linkages without a contract get one: those that an agency had a part in first, then in drawn order.
fn arrange(world: &mut World, agency: usize, settings: &ModularTransferParameters, strength: f64) {
    let places = whole(
        world,
        agency,
        Whole::Contracts,
        settings.contracts_per_quarter * strength,
    );
    if places == 0 {
        return;
    }
    let ties = world.draws(Process::Tie);
    let mut ranked = std::mem::take(&mut world.scratch.ranked);
    ranked.clear();
    for (slot, linkage) in world.linkages.iter() {
        let is_open = linkage.stage.is_supply()
            && linkage.contract.agency.is_none()
            && linkage.project.modules == 0
            && linkage.notice.is_none();
        if is_open && responds(world, agency, linkage.tnc.row(), settings.tnc_response) {
            let is_known = linkage.facilitated.is_some()
                || world.smes.reached[linkage.sme.row()] & Smes::CLIENT != 0;
            let key = pair(linkage.key, pair(world.agency_states[agency].key, SALT));
            ranked.push((f64::from(u8::from(is_known)), ties.bits(key), slot as u32));
        }
    }
    Lottery::of_agency(world, InstrumentKind::ModularTransfer, agency).keep_offered(
        world,
        &mut ranked,
        supplier,
    );
    sort_by_merit(&mut ranked);
    for (_, _, slot) in ranked.iter().take(places) {
        sign(world, agency, settings, *slot as usize);
    }
    world.scratch.ranked = ranked;
}

fn sign(world: &mut World, agency: usize, settings: &ModularTransferParameters, slot: usize) {
    let row = world.linkages.slots[slot].sme.row();
    world.linkages.slots[slot].contract = TransferContract {
        agency: Some(AgencyId::new(agency)),
        from: world.quarter + settings.negotiation_quarters as u32,
        modules: settings.modules as u8,
        salvage: settings.salvage,
        chance: settings.project_chance,
    };
    let cost = cost_at_local_wage(world, settings.contract_cost_usd);
    charge_client(world, row, cost, settings.sme_share, settings.donor_share);
    pay_by_tncs(world, settings.tnc_cost_usd);
    world.tally.transfer_contracts += 1;
    enrol(world, InstrumentKind::ModularTransfer, row);
}
