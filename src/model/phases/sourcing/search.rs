//! Whom an affiliate looks at for a lot: a few firms by channel.

use super::choice::fit;
use super::{find_linkage, small};
use crate::model::MatchmakingParameters;
use crate::model::instruments::value_chain_mapping::map_accuracy;
use crate::model::instruments::{
    InstrumentKind, charge, information_platform, pay_by_tncs, settings_of, working_advisors,
};
use crate::model::phases::programmes::{SCORE_UNIT, is_anchor, takes_part};
use crate::model::phases::{knowledge, owners};
use crate::model::state::{AgencyMark, Holder, Smes, mark_of};
use crate::model::world::World;
use crate::random::{Process, pair};

/// Greatest number of firms looked at for a lot.
const MOST_CANDIDATES: usize = 24;
/// Slots drawn per firm wanted before the search gives up.
const TRIES_PER_FIRM: u64 = 30;
/// Most agencies whose referrals are weighed.
const MOST_AGENCIES: usize = 32;

/// A firm that is looked at.
#[derive(Clone, Copy, Default)]
pub(super) struct Candidate {
    /// Row of the SME.
    pub row: u32,
    /// Agency plus one that named it; 0 where none.
    pub referred_by: AgencyMark,
}

/// Firms that are looked at for a lot; a small array, no memory of its own.
#[derive(Clone, Copy, Default)]
pub(super) struct Candidates {
    list: [Candidate; MOST_CANDIDATES],
    count: usize,
}

impl Candidates {
    /// The firms.
    pub fn iter(&self) -> impl Iterator<Item = Candidate> + '_ {
        self.list[..self.count].iter().copied()
    }

    /// Adds a firm once; a referral stands above another channel.
    fn add(&mut self, row: u32, referred_by: AgencyMark) -> bool {
        if let Some(known) = self.list[..self.count]
            .iter_mut()
            .find(|candidate| candidate.row == row)
        {
            known.referred_by = known.referred_by.max(referred_by);
            return false;
        }
        if self.count == MOST_CANDIDATES {
            return false;
        }
        self.list[self.count] = Candidate { row, referred_by };
        self.count += 1;
        true
    }

    /// Takes a firm off the list.
    fn strike(&mut self, row: u32) {
        if let Some(place) = self.list[..self.count]
            .iter()
            .position(|candidate| candidate.row == row)
        {
            self.count -= 1;
            self.list.swap(place, self.count);
        }
    }
}

/// Chance that an agency can attend to an open lot, by agency: its advisors' referrals over the lots that are open.
pub(super) struct ReferralChances([f64; MOST_AGENCIES]);

/// Shares the advisors' time over the open lots of affiliates that the agency works with.
pub(super) fn referral_chances(world: &World, open: &[(u64, u32)]) -> ReferralChances {
    let counts = |agency: usize, lot: u32| {
        is_anchor(world, agency, world.tncs.lots[lot as usize].tnc as usize)
    };
    let mut chances = [0.0; MOST_AGENCIES];
    for (agency, chance) in chances.iter_mut().enumerate().take(world.agencies.len()) {
        let strength = world.agency_states[agency].strengths[InstrumentKind::Matchmaking];
        if let Some(settings) =
            settings_of::<MatchmakingParameters>(world, agency).filter(|_| strength > 0.0)
        {
            let open_lots = open.iter().filter(|(_, lot)| counts(agency, *lot));
            let possible = working_advisors(world, agency)
                * settings.referrals_per_advisor
                * strength
                * world.agency_states[agency].time_for_matchmaking;
            let wanted: f64 = open_lots
                .map(|(_, lot)| {
                    wanted_for(world, (agency, *lot as usize), settings.referrals_per_lot)
                })
                .sum();
            let wanted = wanted.max(1.0);
            *chance = (possible / wanted).min(1.0);
        }
    }
    ReferralChances(chances)
}

/// Referrals that an agency can make for a lot [count]: those that are wanted, as far as its register has firms that can be named.
fn wanted_for(world: &World, (agency, lot): (usize, usize), most: f64) -> f64 {
    let supplier = match world.tncs.lots[lot].holder {
        Holder::Domestic(slot) => Some(world.linkages.slots[slot as usize].sme),
        Holder::Import | Holder::TierOne => None,
    };
    let registered = &world.register.by_cell[world.tncs.lots[lot].cell as usize];
    let known = registered
        .iter()
        .filter(|row| can_be_named(world, agency, **row, supplier))
        .count();
    most.min(known as f64)
}

/// True for a firm on an agency's register that can supply and is not the supplier whose contract is over.
fn can_be_named(world: &World, agency: usize, row: u32, supplier: Option<u32>) -> bool {
    world.smes.register[row as usize] == mark_of(agency)
        && Some(row) != supplier
        && can_supply(&world.smes, row as usize)
}

/// Finds the firms that the buyer of a lot looks at: incumbent, own search, a supplier's network, referrals.
pub(super) fn find(
    world: &mut World,
    lot: usize,
    searches: bool,
    incumbent: Option<u32>,
    chances: &ReferralChances,
    candidates: &mut Candidates,
) {
    if searches {
        small::pay_for_looking(world, world.tncs.lots[lot].tnc as usize);
        search_cell(world, lot, candidates);
        ask_network(world, lot, candidates);
        take_bids(
            world,
            lot,
            incumbent.map(|slot| world.linkages.slots[slot as usize].sme),
            candidates,
        );
    }
    for agency in 0..world.agencies.len().min(MOST_AGENCIES) {
        if chances.0[agency] > 0.0 {
            refer(
                world,
                lot,
                (agency, incumbent),
                chances.0[agency],
                candidates,
            );
        }
    }
    if let Some(slot) = incumbent {
        candidates.strike(world.linkages.slots[slot as usize].sme);
    }
    if world.parameters.relations.notice_quarters > 0.0 {
        strike_those_on_notice(world, lot, candidates);
    }
}

/// Who leaves this buyer is not asked again.
fn strike_those_on_notice(world: &World, lot: usize, candidates: &mut Candidates) {
    let (tnc, cell) = (
        &world.tncs.rows[world.tncs.lots[lot].tnc as usize],
        world.tncs.lots[lot].cell,
    );
    let linkages = tnc
        .linkages
        .iter()
        .map(|slot| &world.linkages.slots[*slot as usize]);
    linkages
        .filter(|linkage| linkage.cell == cell && linkage.notice.is_some())
        .for_each(|linkage| candidates.strike(linkage.sme));
}

/// True where a firm can supply at all.
fn can_supply(smes: &Smes, row: usize) -> bool {
    smes.is_alive[row] && smes.is_formal[row]
}

/// Draws slots of the cell's fixed id space and keeps a firm with a chance that grows with its size, nearness and visibility.
fn search_cell(world: &World, lot: usize, candidates: &mut Candidates) {
    let lot = &world.tncs.lots[lot];
    let sourcing = &world.parameters.sourcing;
    let rows = &world.cells[lot.cell as usize];
    let wanted = world
        .draws(Process::SearchSize)
        .poisson(
            lot.key,
            sourcing.search_size * information_platform::search_factor(world),
        )
        .min(MOST_CANDIDATES as u32 / 2);
    if wanted == 0 || rows.is_empty() {
        return;
    }
    let (slots, accepts) = (
        world.draws(Process::SearchSlot),
        world.draws(Process::SearchAccept),
    );
    let region = world.tncs.rows[lot.tnc as usize].region;
    let elsewhere = (sourcing.distance_weight * world.parameters.economy.infrastructure).min(1.0);
    let mut found = 0;
    for attempt in 0..TRIES_PER_FIRM * u64::from(wanted) {
        let row = rows[slots.below(pair(lot.key, attempt), rows.len() as u32) as usize];
        let smes = &world.smes;
        if !can_supply(smes, row as usize) {
            continue;
        }
        let size = small::seen_by_size(world, lot.tnc as usize, row as usize);
        let near = if smes.region[row as usize] == region {
            1.0
        } else {
            elsewhere
        };
        let visible = if smes.is_hidden[row as usize] {
            information_platform::visibility_of_hidden(world, row as usize)
        } else {
            1.0
        };
        let chance = knowledge::seen(
            world,
            row as usize,
            size * near * visible * owners::visibility(world, row as usize),
        );
        if accepts.event(pair(lot.key, smes.key[row as usize]), chance) && candidates.add(row, 0) {
            found += 1;
            if found == wanted {
                return;
            }
        }
    }
}

/// With some chance, asks a peer of one of the affiliate's suppliers (own network and referral).
fn ask_network(world: &World, lot: usize, candidates: &mut Candidates) {
    let lot = &world.tncs.lots[lot];
    let suppliers = &world.tncs.rows[lot.tnc as usize].linkages;
    let draws = world.draws(Process::NetworkCandidate);
    if suppliers.is_empty() || !draws.event(lot.key, world.parameters.sourcing.network_chance) {
        return;
    }
    let drawn = |slot: &&u32| draws.bits(pair(lot.key, world.linkages.slots[**slot as usize].key));
    let Some(&slot) = suppliers.iter().max_by_key(drawn) else {
        return;
    };
    let supplier = world.linkages.slots[slot as usize].sme as usize;
    let peer = world.smes.peers[supplier][draws.below(pair(lot.key, 2), 5) as usize];
    if peer != u32::MAX
        && world.smes.cell[peer as usize] == lot.cell
        && can_supply(&world.smes, peer as usize)
    {
        candidates.add(peer, 0);
    }
}

/// Firms with an entry on a platform bid for a lot, at their own cost.
fn take_bids(world: &mut World, lot: usize, incumbent: Option<u32>, candidates: &mut Candidates) {
    let Some((mean, cost)) = information_platform::bidding(world) else {
        return;
    };
    let (lot_key, cell) = (world.tncs.lots[lot].key, world.tncs.lots[lot].cell as usize);
    let draws = world.draws(Process::ElectronicBid);
    let wanted = draws.poisson(lot_key, mean).min(MOST_CANDIDATES as u32 / 2);
    let (mut bids, firms) = (0, world.cells[cell].len() as u32);
    if firms == 0 {
        return;
    }
    for attempt in 0..TRIES_PER_FIRM * u64::from(wanted) {
        let row = world.cells[cell][draws.below(pair(lot_key, attempt), firms) as usize];
        let may_bid = Some(row) != incumbent
            && can_supply(&world.smes, row as usize)
            && information_platform::is_listed(world, row as usize);
        if may_bid && candidates.add(row, 0) {
            information_platform::pay_for_bid(world, row as usize, cost);
            bids += 1;
            if bids == wanted {
                return;
            }
        }
    }
}

/// A participating affiliate hears of registered firms of the cell; each referral has its cost.
fn refer(
    world: &mut World,
    lot: usize,
    (agency, incumbent): (usize, Option<u32>),
    chance: f64,
    candidates: &mut Candidates,
) {
    let Some(settings) = settings_of::<MatchmakingParameters>(world, agency).cloned() else {
        return;
    };
    let (lot_key, tnc, cell) = (
        world.tncs.lots[lot].key,
        world.tncs.lots[lot].tnc as usize,
        world.tncs.lots[lot].cell,
    );
    let referrals = world.draws(Process::Referral);
    if !takes_part(world, agency, tnc)
        || !referrals.event(pair(lot_key, world.agency_states[agency].key), chance)
    {
        return;
    }
    let accuracy = map_accuracy(world, agency, cell);
    let supplier = incumbent.map(|slot| world.linkages.slots[slot as usize].sme);
    let mut bound = (f64::INFINITY, u64::MAX);
    for _ in 0..settings.referrals_per_lot as u32 {
        // registered firms are named in the order of what the map shows, then of a draw of their own for the lot
        let rank = |row: u32| {
            let key = pair(lot_key, world.smes.key[row as usize]);
            let shown = if accuracy > 0.0 {
                shown_fit(world, lot, row as usize, accuracy, referrals.uniform(key))
            } else {
                0.0
            };
            (shown, referrals.bits(key))
        };
        let registered = world.register.by_cell[cell as usize].iter().copied();
        let ranked = registered
            .filter(|row| can_be_named(world, agency, *row, supplier))
            .map(|row| (rank(row), row));
        let next = ranked
            .filter(|(rank, _)| compare(*rank, bound).is_lt())
            .max_by(|a, b| compare(a.0, b.0));
        let Some((best, row)) = next else { break };
        bound = best;
        candidates.add(row, mark_of(agency));
        world.tally.referrals += 1;
        charge(world, settings.referral_cost_usd, settings.donor_share);
        pay_by_tncs(world, settings.referral_cost_tnc_usd);
    }
}

/// Order of two ranks.
fn compare(a: (f64, u64), b: (f64, u64)) -> std::cmp::Ordering {
    a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))
}

/// What a value-chain map shows of how a firm fits a lot: fit and margin over the gates, least for firms that the buyer has
/// already, blurred as far as the map is wrong.
fn shown_fit(world: &World, lot: usize, row: usize, accuracy: f64, luck: f64) -> f64 {
    let lot_of = &world.tncs.lots[lot];
    let tnc = &world.tncs.rows[lot_of.tnc as usize];
    let above = (world.smes.quality[row] - world.quality_gate(tnc))
        .min(world.smes.standards[row] - world.standards_gate(tnc));
    let margin = (above / SCORE_UNIT).clamp(-1.0, 1.0);
    let is_supplier = find_linkage(world, lot_of.tnc as usize, row, lot_of.cell).is_some();
    let shown = if is_supplier {
        -1.0
    } else {
        0.5 * (fit(world, row, lot) + margin)
    };
    accuracy * shown + (1.0 - accuracy) * (2.0 * luck - 1.0)
}
