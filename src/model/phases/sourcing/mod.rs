//! Phase 5: lots come up, TNCs screen a few firms, choose, and the chosen firm accepts or not.
//!
//! # How a phase is written
//!
//! Its signature says what it touches: [`Reads`] is borrowed, [`Changes`] borrowed to be changed, and no part of a world is in both.
//! [`step`] takes the world apart, [`tender_open_lots`] is the phase. Inside it
//!
//! * what decides takes `&impl Readable` (or a [`View`] of reads and changes together), changes nothing and returns what it decided;
//! * what acts takes the parts that it changes, and decides nothing;
//! * numbers meet in `model::equations`, which know no world;
//! * agents are named by their ids, and a column is indexed by the id of its rows.
//!
//! What other phases do about it they see in the state: a linkage that is left without lots here is ended by the next phase.

mod acceptance;
mod choice;
mod favour;
mod search;

use super::finance::Loans;
use super::orders::contract_quarters;
use crate::model::accounts::{Accounts, Ledger};
use crate::model::instruments::InstrumentKind;
use crate::model::state::{
    Accumulated, AffiliateId, AgencyId, AgencyState, ApprovalBelief, Approvals, CellId, Column,
    CreditLineState, CreditProviderState, Economy, FailureReason, FirmId, GuaranteeState, Holder,
    LinkageId, Linkages, LotId, Register, SECTOR_COUNT, Smes, Tally, Tncs,
};
use crate::model::view::{Context, Readable, View};
use crate::model::world::World;
use crate::random::{Process, pair};
use crate::units::{Share, Usd};
use choice::{Best, Choice};
use search::Candidates;

/// Parts that the phase reads.
pub(in crate::model) struct Reads<'a> {
    /// Keys, time, parameters, instruments and shocks.
    pub context: Context<'a>,
    /// Wages, and productivity relative to which firms price.
    pub economy: &'a Economy,
    /// Among whom buyers search.
    pub cells: &'a Column<CellId, Vec<FirmId>>,
    /// Referring agencies and their knowledge of the market.
    pub agency_states: &'a Column<AgencyId, AgencyState>,
    /// Firms that agencies may refer.
    pub register: &'a Register,
    /// Entries on platforms, credits that were not paid, one standard of buyers.
    pub accumulated: &'a Accumulated,
    /// Whether owners think that a loan for an order would be granted.
    pub approval_belief: &'a [ApprovalBelief; SECTOR_COUNT],
}

/// Parts that the phase changes.
pub(in crate::model) struct Changes<'a> {
    /// Orders that firms hold, how far buyers screened them, their loans and cash.
    pub smes: &'a mut Smes,
    /// Source, contract and premium of a lot; an affiliate's linkages.
    pub tncs: &'a mut Tncs,
    /// Linkages that open, and the lots of each.
    pub linkages: &'a mut Linkages,
    /// Funds of lenders.
    pub provider_states: &'a mut [CreditProviderState],
    /// Funds of credit lines.
    pub line: &'a mut CreditLineState,
    /// Loans that guarantees cover.
    pub guarantee: &'a mut GuaranteeState,
    /// Applications and approvals of the quarter, by sector.
    pub approvals: &'a mut [Approvals; SECTOR_COUNT],
    /// Flows between parties.
    pub accounts: &'a mut Accounts,
    /// Counts of the quarter.
    pub tally: &'a mut Tally,
    /// Memory for the list of open lots.
    pub open_lots: &'a mut Vec<(u64, LotId)>,
    /// Memory for the probabilities of referral.
    pub referral_chances: &'a mut Column<AgencyId, Share>,
}

impl Reads<'_> {
    /// All that can be read, what is being changed included.
    fn with<'s>(&'s self, changes: &'s Changes<'_>) -> View<'s> {
        View {
            context: self.context,
            economy: self.economy,
            smes: changes.smes,
            cells: self.cells,
            tncs: changes.tncs,
            linkages: changes.linkages,
            provider_states: changes.provider_states,
            line: changes.line,
            guarantee: changes.guarantee,
            agency_states: self.agency_states,
            accumulated: self.accumulated,
            register: self.register,
            approval_belief: self.approval_belief,
        }
    }
}

impl Changes<'_> {
    fn ledger(&mut self) -> Ledger<'_> {
        Ledger {
            accounts: self.accounts,
            tally: self.tally,
        }
    }

    fn loans<'s>(&'s mut self, context: Context<'s>) -> Loans<'s> {
        Loans {
            parameters: context.parameters,
            quarter: context.quarter,
            smes: self.smes,
            provider_states: self.provider_states,
            line: self.line,
            guarantee: self.guarantee,
            approvals: self.approvals,
            accounts: self.accounts,
            tally: self.tally,
        }
    }

    /// Takes a lot from the linkage that serves it.
    fn release(&mut self, lot: LotId) {
        let lot = &mut self.tncs.lots[lot];
        let Some(slot) = lot.holder.linkage() else {
            return;
        };
        let linkage = &mut self.linkages.slots[slot];
        linkage.lots -= 1;
        linkage.lot_value = if linkage.lots == 0 {
            0.0
        } else {
            linkage.lot_value - lot.value
        };
        let committed = &mut self.smes.committed[linkage.sme];
        *committed = if *committed > lot.value {
            *committed - lot.value
        } else {
            0.0
        };
        lot.holder = Holder::Import;
        lot.premium = 0.0;
    }
}

/// A lot that is tendered.
#[derive(Clone, Copy)]
struct Tender {
    lot: LotId,
    key: u64,
    tnc: AffiliateId,
    cell: CellId,
    value: Usd,
    /// The linkage that serves it.
    incumbent: Option<LinkageId>,
}

impl Tender {
    fn new(tncs: &Tncs, id: LotId) -> Self {
        let lot = &tncs.lots[id];
        Self {
            lot: id,
            key: lot.key,
            tnc: lot.tnc,
            cell: lot.cell,
            value: lot.value,
            incumbent: lot.holder.linkage(),
        }
    }

    /// The firm that serves it.
    fn supplier(&self, linkages: &Linkages) -> Option<FirmId> {
        self.incumbent.map(|slot| linkages.slots[slot].sme)
    }
}

/// Runs the phase.
pub fn step(world: &mut World) {
    let reads = Reads {
        context: Context {
            key: world.key,
            identity_key: world.identity_key,
            quarter: world.quarter,
            periods: world.periods,
            parameters: &world.parameters,
            providers: &world.providers,
            agencies: &world.agencies,
            instruments: &world.instruments,
            levers: &world.levers,
            shock_effects: &world.shock_effects,
        },
        economy: &world.economy,
        cells: &world.cells,
        agency_states: &world.agency_states,
        register: &world.register,
        accumulated: &world.accumulated,
        approval_belief: &world.approval_belief,
    };
    let changes = Changes {
        smes: &mut world.smes,
        tncs: &mut world.tncs,
        linkages: &mut world.linkages,
        provider_states: &mut world.provider_states,
        line: &mut world.line,
        guarantee: &mut world.guarantee,
        approvals: &mut world.approvals,
        accounts: &mut world.accounts,
        tally: &mut world.tally,
        open_lots: &mut world.scratch.open_lots,
        referral_chances: &mut world.scratch.referral_chances,
    };
    tender_open_lots(&reads, changes);
}

/// Tenders the lots whose contract is over.
pub(in crate::model) fn tender_open_lots(reads: &Reads<'_>, mut changes: Changes<'_>) {
    let mut open = std::mem::take(changes.open_lots);
    list_open_lots(reads.context, changes.tncs, &mut open);
    let mut chances = std::mem::take(changes.referral_chances);
    search::referral_chances(&reads.with(&changes), &open, &mut chances);
    for &(_, lot) in &open {
        tender(reads, &mut changes, lot, &chances);
    }
    *changes.open_lots = open;
    *changes.referral_chances = chances;
}

/// Contracts run down; lots whose contract is over are tendered in an order that is drawn, not by id.
fn list_open_lots(context: Context<'_>, tncs: &mut Tncs, open: &mut Vec<(u64, LotId)>) {
    let order = context.draws(Process::TenderOrder);
    open.clear();
    for id in tncs.lots.ids() {
        let lot = &mut tncs.lots[id];
        if !tncs.rows[lot.tnc].is_present {
            continue;
        }
        lot.contract_left = lot.contract_left.saturating_sub(1);
        if lot.contract_left == 0 {
            open.push((order.bits(lot.key), id));
        }
    }
    open.sort_unstable();
}

/// Tenders one lot: a linkage on its way to a first order keeps it, and so does one that runs out.
fn tender(
    reads: &Reads<'_>,
    changes: &mut Changes<'_>,
    lot: LotId,
    chances: &Column<AgencyId, Share>,
) {
    let tender = Tender::new(changes.tncs, lot);
    // whoever wins gets a new contract
    changes.tncs.lots[lot].contract_left = contract_quarters(
        &reads.context.parameters.sourcing,
        reads.context.draws(Process::LotContract),
        tender.key,
    );
    let keeps = |slot: LinkageId| changes.linkages.slots[slot].keeps_lots();
    if tender.incumbent.is_some_and(keeps) {
        return;
    }
    let candidates = search::find(reads, changes, &tender, chances);
    let choice = choice::choose(&reads.with(changes), &tender, &candidates);
    note(reads, changes, &tender, &candidates, &choice);
    match choice.best {
        Best::Incumbent => changes.tncs.lots[lot].premium = choice.premium,
        Best::Outside(holder) => {
            changes.release(lot);
            changes.tncs.lots[lot].holder = holder;
            changes.tncs.lots[lot].premium = choice.premium;
        }
        Best::Local(chosen) => {
            if acceptance::win(reads, changes, &tender, chosen) {
                changes.smes.reached[chosen.firm] |= Smes::CHOSEN;
                changes.tncs.lots[lot].premium = choice.premium;
            } else if tender.incumbent.is_none() {
                // a lot that no domestic firm gets goes to a tier-1 firm or an import source
                let holder = choice::without_locals(&reads.with(changes), &tender);
                changes.tncs.lots[lot].holder = holder;
                changes.tncs.lots[lot].premium = 0.0;
            }
        }
    }
}

/// Writes down how far each firm came and why the others did not get the lot.
fn note(
    reads: &Reads<'_>,
    changes: &mut Changes<'_>,
    tender: &Tender,
    candidates: &Candidates,
    choice: &Choice,
) {
    let is_relieved = reads.with(changes).zone_relief(tender.tnc) > 0.0;
    for (place, candidate) in candidates.iter().enumerate() {
        let reached = &mut changes.smes.reached[candidate.firm];
        *reached |= Smes::CONSIDERED;
        if is_relieved {
            changes.smes.asked[candidate.firm].insert(InstrumentKind::ZoneSupplyTax);
        }
        if choice.passed & (1 << place) != 0 {
            *reached |= Smes::PASSED;
        }
    }
    for (reason, count) in [
        (FailureReason::Information, choice.unseen),
        (FailureReason::Quality, choice.by_quality),
        (FailureReason::Standards, choice.by_standards),
        (FailureReason::Price, choice.by_price),
    ] {
        changes.tally.fail_times(reason, count);
    }
}

/// True where the affiliate looks for domestic firms by itself for a lot.
fn is_open_to_locals(world: &impl Readable, tender: &Tender) -> bool {
    let view = world.view();
    view.draws(Process::LotContract).event(
        pair(tender.key, 2),
        favour::own_search_chance(&view, tender.tnc),
    )
}
