//! Acceptance of a lot by the chosen firm, and the linkage that it opens.

use super::choice::{first_confidence, first_trust};
use super::search::{Candidate, find_linkage};
use super::{Changes, Reads, Tender};
use crate::model::equations::capacity::capex;
use crate::model::equations::orders::{Room, has_room};
use crate::model::instruments::InstrumentKind;
use crate::model::instruments::buyer_finance::advance_on;
use crate::model::phases::finance::{OrderMoney, buy_machines, money_for_order};
use crate::model::phases::networks::{Pooled, consortium};
use crate::model::phases::orders::{size, unit_margin};
use crate::model::phases::relationships::{opening_control, opening_terms};
use crate::model::state::{
    FailureReason, FirmId, Holder, Linkage, LinkageId, Project, Service, Stage, TransferContract,
};
use crate::model::view::View;
use crate::random::pair;
use crate::units::Usd;

/// Needs of a firm that accepts a lot.
struct Acceptance {
    /// Its linkage with the buyer in the cell, if there is one.
    existing: Option<LinkageId>,
    /// The lot exceeds the capacity of the firm alone.
    is_joint: bool,
    /// Advance of the buyer [USD]; none where the firm came for none.
    advance: Option<Usd>,
    /// Cost of the machines that the firm lacks for the lot [USD].
    machines: Usd,
    /// Source of the rest of the working capital, and of what machines cost.
    money: OrderMoney,
}

/// The chosen firm takes the lot if it has the capacity, wants it for its margin or the buyer's reach, and can finance it. True where it
/// does.
pub(super) fn win(
    reads: &Reads<'_>,
    changes: &mut Changes<'_>,
    tender: &Tender,
    chosen: Candidate,
) -> bool {
    let accepted = match accept(&reads.with(changes), tender, chosen) {
        Ok(accepted) => accepted,
        Err(reason) => {
            changes.tally.fail(reason);
            return false;
        }
    };
    if accepted.advance.is_some() {
        changes.smes.asked[chosen.firm].insert(InstrumentKind::BuyerFinance);
    }
    let is_financed = match &accepted.money {
        OrderMoney::Cash => true,
        OrderMoney::Nowhere { asked } => {
            changes.smes.asked[chosen.firm].insert_all(*asked);
            false
        }
        OrderMoney::Loan(application, granted) => {
            changes.loans(reads.context).book(application, *granted)
        }
    };
    if !is_financed {
        changes.tally.fail(FailureReason::Finance);
        return false;
    }
    buy_machines(
        changes.smes,
        changes.accounts,
        reads.context.parameters,
        chosen.firm.row(),
        accepted.machines,
    );
    changes.release(tender.lot);
    let slot = accepted.existing.unwrap_or_else(|| {
        let linkage = linkage_of(&reads.with(changes), tender, chosen);
        open(changes, linkage)
    });
    let linkage = &mut changes.linkages.slots[slot];
    linkage.lots += 1;
    linkage.lot_value += tender.value;
    changes.smes.committed[chosen.firm] += tender.value;
    if let Some(advance) = accepted.advance.filter(|advance| *advance > 0.0) {
        changes.smes.advanced[chosen.firm] += advance;
        changes.smes.taken[chosen.firm].insert(InstrumentKind::BuyerFinance);
    }
    changes.tncs.lots[tender.lot].holder = Holder::Domestic(slot);
    changes.tally.lots_taken += 1;
    changes.tally.consortium_lots += u32::from(accepted.is_joint);
    true
}

/// Capacity, margin and money, in this order.
fn accept(
    world: &View<'_>,
    tender: &Tender,
    chosen: Candidate,
) -> Result<Acceptance, FailureReason> {
    let firm = chosen.firm;
    let existing = find_linkage(world.tncs, world.linkages, tender.tnc, firm, tender.cell);
    let has_capacity = |pooled| has_capacity(world, tender, chosen, existing, &pooled);
    let is_joint = !has_capacity(Pooled::default());
    if is_joint && !has_capacity(consortium(world, tender.tnc.row(), firm.row())) {
        return Err(FailureReason::Scale);
    }
    let confidence = existing.map_or_else(
        || first_confidence(world, chosen.referred_by.is_some()),
        |slot| world.linkages.slots[slot].confidence,
    );
    let reach = world.parameters.sourcing.reach_value * world.tncs.rows[tender.tnc].marketing_reach;
    if unit_margin(world, firm, tender.tnc, confidence, tender.value) < -reach {
        return Err(FailureReason::Trust);
    }
    let advance = advance_on(world, tender.tnc.row(), firm.row(), tender.value);
    let machines = machines_for(world, firm, tender.value);
    let need = world.tied_by(firm.row(), tender.value) - advance.unwrap_or(0.0) + machines;
    Ok(Acceptance {
        existing,
        is_joint,
        advance,
        machines,
        money: money_for_order(world, firm, need),
    })
}

/// Cost of the machines that a firm lacks for a lot on top of what it makes [USD]; 0 where capacity costs nothing.
fn machines_for(world: &View<'_>, firm: FirmId, value: Usd) -> Usd {
    let production = &world.parameters.production;
    let wanted = world.smes.capacity[firm] + value;
    capex(
        production.capex_ratio,
        wanted,
        world.smes.installed[firm],
        production.capex_own_pace,
    )
}

fn has_capacity(
    world: &View<'_>,
    tender: &Tender,
    chosen: Candidate,
    existing: Option<LinkageId>,
    pooled: &Pooled,
) -> bool {
    let sourcing = &world.parameters.sourcing;
    let held = existing.map_or(0.0, |slot| {
        let linkage = &world.linkages.slots[slot];
        linkage.lot_value * linkage.growth
    });
    let room = Room {
        size: size(world.smes, chosen.firm),
        held,
        committed: world.smes.committed[chosen.firm],
        exports: world.smes.exports[chosen.firm],
        pooled_capacity: pooled.capacity,
        pooled_free: pooled.free,
    };
    has_room(
        &room,
        tender.value,
        sourcing.buyer_share_cap,
        sourcing.committed_cap,
    )
}

/// The linkage that opens between the partners.
fn linkage_of(world: &View<'_>, tender: &Tender, chosen: Candidate) -> Linkage {
    let (firm, tnc, cell) = (chosen.firm, tender.tnc, tender.cell);
    let is_referred = chosen.referred_by.is_some();
    let trust = first_trust(world, is_referred);
    let key = pair(
        pair(world.smes.key[firm], world.tncs.rows[tnc].key),
        pair(cell.word(), u64::from(world.quarter)),
    );
    let control = opening_control(world, key, is_referred);
    Linkage {
        key: key | 1,
        sme: firm,
        tnc,
        cell,
        stage: Stage::Initiation,
        formed: world.quarter,
        first_order: 0,
        supply_quarters: 0,
        lots: 0,
        lot_value: 0.0,
        growth: 1.0,
        competence_trust: trust,
        goodwill_trust: trust,
        formal_control: control.formal,
        agreement: opening_terms(world, key, firm, tnc, control.formal),
        social_control: control.social,
        confidence: first_confidence(world, is_referred),
        trial_breaches: 0,
        facilitated: chosen.referred_by,
        delivered: 0.0,
        fill_rate: 1.0,
        is_at_a_loss: false,
        project: Project::default(),
        contract: TransferContract::default(),
        proprietary: 0.0,
        is_made_abroad: false,
        notice: None,
        outsourcing: Service::default(),
        planned: 0.0,
    }
}

fn open(changes: &mut Changes<'_>, linkage: Linkage) -> LinkageId {
    let (firm, tnc) = (linkage.sme, linkage.tnc);
    let slot = changes.linkages.insert(linkage);
    changes.tncs.rows[tnc].linkages.push(slot);
    changes.smes.linkages[firm] += 1;
    slot
}
