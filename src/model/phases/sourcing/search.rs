//! Candidate search for a lot: a few firms by channel.

use std::cmp::Ordering;

use super::{Changes, Reads, Tender, is_open_to_locals};
use crate::model::MatchmakingParameters;
use crate::model::accounts::Party;
use crate::model::equations::choice;
use crate::model::instruments::value_chain_mapping::map_accuracy;
use crate::model::instruments::{
    InstrumentKind, experiment, information_platform, settings_in, settings_of, working_advisors,
};
use crate::model::phases::orders::fit;
use crate::model::phases::programmes::{SCORE_UNIT, is_anchor, takes_part};
use crate::model::phases::{knowledge, owners};
use crate::model::state::{
    AffiliateId, AgencyId, CellId, Column, FirmId, LinkageId, Linkages, LotId, Smes, Tncs,
};
use crate::model::view::View;
use crate::random::{Process, pair};
use crate::units::{Share, Usd};

/// Greatest number of firms screened for a lot: places of a small array.
const MOST_CANDIDATES: usize = 24;
/// Most firms of a lot that come by one channel: half of the places.
const MOST_OF_A_CHANNEL: u32 = 12;
/// Rows of the cell drawn per firm wanted before the search gives up.
const TRIES_PER_FIRM: u64 = 30;

/// A screened firm.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    /// The firm.
    pub firm: FirmId,
    /// The agency that named it.
    pub referred_by: Option<AgencyId>,
}

/// Firms screened for a lot; a small array, no memory of its own.
#[derive(Clone, Copy)]
pub(super) struct Candidates {
    list: [Option<Candidate>; MOST_CANDIDATES],
    count: usize,
}

impl Candidates {
    const NONE: Self = Self {
        list: [None; MOST_CANDIDATES],
        count: 0,
    };

    /// The firms.
    pub fn iter(&self) -> impl Iterator<Item = Candidate> + '_ {
        self.list[..self.count].iter().flatten().copied()
    }

    /// True without firms.
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    fn place_of(&self, firm: FirmId) -> Option<usize> {
        self.iter().position(|candidate| candidate.firm == firm)
    }

    /// Adds a firm once; a referral stands above another channel.
    fn add(&mut self, firm: FirmId, referred_by: Option<AgencyId>) -> bool {
        if let Some(place) = self.place_of(firm) {
            if let Some(known) = &mut self.list[place] {
                known.referred_by = known.referred_by.max(referred_by);
            }
            return false;
        }
        if self.count == MOST_CANDIDATES {
            return false;
        }
        self.list[self.count] = Some(Candidate { firm, referred_by });
        self.count += 1;
        true
    }

    /// Takes a firm off the list.
    fn strike(&mut self, firm: FirmId) {
        if let Some(place) = self.place_of(firm) {
            self.count -= 1;
            self.list.swap(place, self.count);
        }
    }
}

/// Chance that an agency can attend to an open lot, by agency: its advisors' time for referrals over the open lots of affiliates that
/// the agency works with.
pub(super) fn referral_chances(
    world: &View<'_>,
    open: &[(u64, LotId)],
    chances: &mut Column<AgencyId, Share>,
) {
    chances.clear();
    chances.resize(world.agency_states.len(), 0.0);
    for agency in world.agency_states.ids() {
        let state = &world.agency_states[agency];
        let matchmaking = state.strengths[InstrumentKind::Matchmaking];
        let settings = settings_of::<MatchmakingParameters>(world, agency.row());
        let Some(settings) = settings.filter(|_| matchmaking > 0.0) else {
            continue;
        };
        let possible = working_advisors(world, agency.row())
            * settings.referrals_per_advisor
            * matchmaking
            * state.time_for_matchmaking;
        let wanted: f64 = open
            .iter()
            .map(|(_, lot)| Tender::new(world.tncs, *lot))
            .filter(|tender| is_anchor(world, agency.row(), tender.tnc.row()))
            .map(|tender| wanted_for(world, agency, &tender, settings.referrals_per_lot))
            .sum();
        chances[agency] = choice::referral_chance(possible, wanted);
    }
}

/// Referrals that an agency can make for a lot [count]: those that are wanted, as far as its register has firms that can be named.
fn wanted_for(world: &View<'_>, agency: AgencyId, tender: &Tender, most: f64) -> f64 {
    let supplier = tender.supplier(world.linkages);
    let known = world.register.by_cell[tender.cell]
        .iter()
        .filter(|firm| can_be_named(world, agency, **firm, supplier))
        .count();
    most.min(known as f64)
}

/// True for a firm on an agency's register that can supply and is not the supplier whose contract is over.
fn can_be_named(
    world: &View<'_>,
    agency: AgencyId,
    firm: FirmId,
    supplier: Option<FirmId>,
) -> bool {
    world.smes.register[firm] == Some(agency)
        && Some(firm) != supplier
        && can_supply(world.smes, firm)
}

/// Searches for candidates for a lot: own search, a supplier's network, bids, referrals; and pays for it.
pub(super) fn find(
    reads: &Reads<'_>,
    changes: &mut Changes<'_>,
    tender: &Tender,
    chances: &Column<AgencyId, Share>,
) -> Candidates {
    let mut candidates = Candidates::NONE;
    if is_open_to_locals(&reads.with(changes), tender) {
        pay_for_looking(reads, changes, tender.tnc);
        search_cell(&reads.with(changes), tender, &mut candidates);
        ask_network(&reads.with(changes), tender, &mut candidates);
        take_bids(reads, changes, tender, &mut candidates);
    }
    for (agency, &chance) in chances.iter_with_ids() {
        if chance > 0.0 {
            refer(reads, changes, tender, agency, chance, &mut candidates);
        }
    }
    if let Some(supplier) = tender.supplier(changes.linkages) {
        candidates.strike(supplier);
    }
    if reads.context.parameters.linkages.audit_memory_quarters > 0.0 {
        strike_those_who_failed(&reads.with(changes), tender, &mut candidates);
    }
    if reads.context.parameters.relations.notice_quarters > 0.0 {
        strike_those_on_notice(changes.tncs, changes.linkages, tender, &mut candidates);
    }
    candidates
}

/// An affiliate that is oriented to responsibility pays for looking among small firms.
fn pay_for_looking(reads: &Reads<'_>, changes: &mut Changes<'_>, tnc: AffiliateId) {
    let section = &reads.context.parameters.responsibility;
    if section.small_visibility > 0.0 || section.small_taste > 0.0 {
        let cost = section.small_cost_usd * changes.tncs.rows[tnc].orientation;
        changes.ledger().pay_by_tncs(cost);
    }
}

/// A firm that leaves this buyer is not asked again.
fn strike_those_on_notice(
    tncs: &Tncs,
    linkages: &Linkages,
    tender: &Tender,
    candidates: &mut Candidates,
) {
    let of_buyer = tncs.rows[tender.tnc].linkages.iter();
    of_buyer
        .map(|slot| &linkages.slots[*slot])
        .filter(|linkage| linkage.cell == tender.cell && linkage.notice.is_some())
        .for_each(|linkage| candidates.strike(linkage.sme));
}

/// True where a firm can supply at all.
fn can_supply(smes: &Smes, firm: FirmId) -> bool {
    smes.is_alive[firm] && smes.is_formal[firm]
}

/// Visibility of a firm for its size [share].
pub(super) fn prominence(world: &View<'_>, firm: FirmId) -> Share {
    choice::prominence(
        world.smes.workers[firm],
        world.parameters.sourcing.well_known_workers,
    )
}

/// Draws rows of the cell's fixed id space and keeps a firm with a probability that grows with its size, nearness and visibility.
///
/// The innermost loop of a quarter: kept apart, so that what it needs stays in registers.
#[inline(never)]
fn search_cell(world: &View<'_>, tender: &Tender, candidates: &mut Candidates) {
    let sourcing = &world.parameters.sourcing;
    let firms = world.cells[tender.cell].as_slice();
    let mean = sourcing.search_size * information_platform::search_factor(world);
    let draws = world.draws(Process::SearchSize);
    let wanted = draws.poisson(tender.key, mean).min(MOST_OF_A_CHANNEL);
    let (slots, accepts) = (
        world.draws(Process::SearchSlot),
        world.draws(Process::SearchAccept),
    );
    let sight = Sight::new(world, tender.tnc);
    let mut found = 0;
    for attempt in 0..TRIES_PER_FIRM * u64::from(wanted) {
        let Some(firm) = slots.one_of(pair(tender.key, attempt), firms) else {
            return;
        };
        let row = firm.row();
        if sight.can_supply(row)
            && accepts.event(pair(tender.key, sight.keys[row]), sight.chance(row))
            && candidates.add(firm, None)
        {
            found += 1;
            if found == wanted {
                return;
            }
        }
    }
}

/// Takes firms off the list that failed the buyer's audit lately and have not changed since.
fn strike_those_who_failed(world: &View<'_>, tender: &Tender, candidates: &mut Candidates) {
    let change = world.parameters.linkages.audit_change;
    let listed = *candidates;
    for candidate in listed.iter() {
        let (smes, firm) = (world.smes, candidate.firm);
        let failed = &smes.failed_audit[firm];
        let has_changed = smes.quality[firm] >= failed.levels[0] + change
            || smes.standards[firm] >= failed.levels[1] + change;
        if failed.buyer == Some(tender.tnc) && world.quarter < failed.until && !has_changed {
            candidates.strike(firm);
        }
    }
}

/// View of an affiliate that searches on firms; columns and what is the same for all firms are looked up once.
struct Sight<'a> {
    world: &'a View<'a>,
    is_alive: &'a [bool],
    is_formal: &'a [bool],
    keys: &'a [u64],
    workers: &'a [f64],
    regions: &'a [u8],
    is_hidden: &'a [bool],
    region: u8,
    /// Weight of a firm of another region [ratio].
    far: f64,
    orientation: Share,
}

impl<'a> Sight<'a> {
    fn new(world: &'a View<'a>, tnc: AffiliateId) -> Self {
        let (parameters, smes, tnc) = (world.parameters, world.smes, &world.tncs.rows[tnc]);
        let n = smes.is_alive.len();
        Self {
            world,
            is_alive: &smes.is_alive[0..n],
            is_formal: &smes.is_formal[0..n],
            keys: &smes.key[0..n],
            workers: &smes.workers[0..n],
            regions: &smes.region[0..n],
            is_hidden: &smes.is_hidden[0..n],
            region: tnc.region,
            far: (parameters.sourcing.distance_weight * parameters.economy.infrastructure).min(1.0),
            orientation: tnc.orientation,
        }
    }

    /// True where a firm can supply at all.
    fn can_supply(&self, row: usize) -> bool {
        self.is_alive[row] && self.is_formal[row]
    }

    /// Probability that the affiliate sees a firm [share].
    fn chance(&self, row: usize) -> Share {
        let parameters = self.world.parameters;
        let known = choice::prominence(self.workers[row], parameters.sourcing.well_known_workers);
        let small = parameters.responsibility.small_visibility;
        let size = known + (1.0 - known) * small * self.orientation;
        let near = if self.regions[row] == self.region {
            1.0
        } else {
            self.far
        };
        let visible = if self.is_hidden[row] {
            let seen = information_platform::visibility_of_hidden(self.world, row);
            experiment::raised_visibility(self.world, row, seen)
        } else {
            1.0
        };
        let chance = size * near * visible * owners::visibility(self.world, row);
        knowledge::seen(self.world, row, chance)
    }
}

/// With some probability, asks a peer of one of the affiliate's suppliers (own network and referral).
fn ask_network(world: &View<'_>, tender: &Tender, candidates: &mut Candidates) {
    let suppliers = &world.tncs.rows[tender.tnc].linkages;
    let draws = world.draws(Process::NetworkCandidate);
    let chance = world.parameters.sourcing.network_chance;
    if suppliers.is_empty() || !draws.event(tender.key, chance) {
        return;
    }
    let rank = |slot: &&LinkageId| draws.bits(pair(tender.key, world.linkages.slots[**slot].key));
    let Some(&slot) = suppliers.iter().max_by_key(rank) else {
        return;
    };
    let peers = &world.smes.peers[world.linkages.slots[slot].sme];
    let peer = draws.one_of(pair(tender.key, 2), peers).flatten();
    if let Some(peer) =
        peer.filter(|peer| world.smes.cell[*peer] == tender.cell && can_supply(world.smes, *peer))
    {
        candidates.add(peer, None);
    }
}

/// Firms with an entry on a platform bid for a lot, at their own cost, whether or not they win.
fn take_bids(
    reads: &Reads<'_>,
    changes: &mut Changes<'_>,
    tender: &Tender,
    candidates: &mut Candidates,
) {
    let world = &reads.with(changes);
    let Some((mean, cost)) = information_platform::bidding(world) else {
        return;
    };
    let others = candidates.count;
    collect_bids(world, tender, mean, candidates);
    for bidder in candidates.iter().skip(others) {
        pay_for_bid(changes, bidder.firm, cost);
    }
}

fn pay_for_bid(changes: &mut Changes<'_>, firm: FirmId, cost: Usd) {
    changes.smes.cash[firm] -= cost;
    changes.accounts.pay(Party::Smes, Party::Vendors, cost);
    changes.tally.cost_sme += cost;
}

fn collect_bids(world: &View<'_>, tender: &Tender, mean: f64, candidates: &mut Candidates) {
    let (firms, supplier) = (&world.cells[tender.cell], tender.supplier(world.linkages));
    let draws = world.draws(Process::ElectronicBid);
    let wanted = draws.poisson(tender.key, mean).min(MOST_OF_A_CHANNEL);
    let mut bids = 0;
    for attempt in 0..TRIES_PER_FIRM * u64::from(wanted) {
        let Some(firm) = draws.one_of(pair(tender.key, attempt), firms) else {
            return;
        };
        let may_bid = Some(firm) != supplier
            && can_supply(world.smes, firm)
            && information_platform::is_listed(world, firm.row());
        if may_bid && candidates.add(firm, None) {
            bids += 1;
            if bids == wanted {
                return;
            }
        }
    }
}

/// A participating affiliate is informed of registered firms of the cell; each referral has its cost.
fn refer(
    reads: &Reads<'_>,
    changes: &mut Changes<'_>,
    tender: &Tender,
    agency: AgencyId,
    chance: Share,
    candidates: &mut Candidates,
) {
    let world = &reads.with(changes);
    let settings = settings_in::<MatchmakingParameters>(reads.context.instruments, agency.row());
    let Some(settings) = settings else {
        return;
    };
    let attends = world
        .draws(Process::Referral)
        .event(pair(tender.key, world.agency_states[agency].key), chance);
    if !attends || !takes_part(world, agency.row(), tender.tnc.row()) {
        return;
    }
    let named = name(
        world,
        tender,
        agency,
        settings.referrals_per_lot,
        candidates,
    );
    for _ in 0..named {
        changes.tally.referrals += 1;
        let mut ledger = changes.ledger();
        ledger.charge(
            reads.context.shock_effects,
            settings.referral_cost_usd,
            settings.donor_share,
        );
        ledger.pay_by_tncs(settings.referral_cost_tnc_usd);
    }
}

/// Puts the registered firms that an agency names on the list, and returns their number: in the order of what its map shows, then of a
/// draw of their own for the lot.
fn name(
    world: &View<'_>,
    tender: &Tender,
    agency: AgencyId,
    most: f64,
    candidates: &mut Candidates,
) -> u32 {
    let accuracy = map_accuracy(world, agency.row(), tender.cell);
    let supplier = tender.supplier(world.linkages);
    let referrals = world.draws(Process::Referral);
    let rank = |firm: FirmId| {
        let key = pair(tender.key, world.smes.key[firm]);
        let shown = if accuracy > 0.0 {
            shown_fit(world, tender, firm, accuracy, referrals.uniform(key))
        } else {
            0.0
        };
        Rank {
            shown,
            tie: referrals.bits(key),
        }
    };
    let mut bound = Rank {
        shown: f64::INFINITY,
        tie: u64::MAX,
    };
    let (mut named, most) = (0, most as u32);
    while named < most {
        let next = world.register.by_cell[tender.cell]
            .iter()
            .filter(|firm| can_be_named(world, agency, **firm, supplier))
            .map(|firm| (rank(*firm), *firm))
            .filter(|(rank, _)| rank.compare(&bound).is_lt())
            .max_by(|a, b| a.0.compare(&b.0));
        let Some((rank, firm)) = next else { break };
        bound = rank;
        candidates.add(firm, Some(agency));
        named += 1;
    }
    named
}

/// Place of a firm in the order in which an agency names firms.
#[derive(Clone, Copy)]
struct Rank {
    shown: f64,
    tie: u64,
}

impl Rank {
    fn compare(&self, other: &Self) -> Ordering {
        self.shown
            .total_cmp(&other.shown)
            .then(self.tie.cmp(&other.tie))
    }
}

/// Fit of a firm to a lot as a value-chain map shows it: fit and margin over the gates, least for firms that the buyer has
/// already, blurred as far as the map is wrong.
fn shown_fit(world: &View<'_>, tender: &Tender, firm: FirmId, accuracy: Share, draw: f64) -> f64 {
    let tnc = &world.tncs.rows[tender.tnc];
    let above = (world.smes.quality[firm] - world.quality_gate(tnc))
        .min(world.smes.standards[firm] - world.standards_gate(tnc));
    let margin = (above / SCORE_UNIT).clamp(-1.0, 1.0);
    let is_supplier =
        find_linkage(world.tncs, world.linkages, tender.tnc, firm, tender.cell).is_some();
    let shown = if is_supplier {
        -1.0
    } else {
        0.5 * (fit(world.smes, firm, tnc) + margin)
    };
    accuracy * shown + (1.0 - accuracy) * (2.0 * draw - 1.0)
}

/// Linkage of a firm with an affiliate in a cell, if there is one.
pub(super) fn find_linkage(
    tncs: &Tncs,
    linkages: &Linkages,
    tnc: AffiliateId,
    firm: FirmId,
    cell: CellId,
) -> Option<LinkageId> {
    tncs.rows[tnc].linkages.iter().copied().find(|slot| {
        let linkage = &linkages.slots[*slot];
        linkage.sme == firm && linkage.cell == cell
    })
}
