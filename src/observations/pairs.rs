//! Pairs of SME and TNC with orders, and how gross becomes net when two worlds are compared pair by pair.

use crate::model::{Smes, World};
use crate::units::Usd;

/// Quarters in Supply or Strategic from which a linkage counts as sustained.
pub(super) const SUSTAINED_QUARTERS: u16 = 8;
/// Relative error that rounding may leave in an account.
pub(super) const TOLERANCE: f64 = 1e-9;

/// An SME and a TNC with orders at the horizon, all their linkages together.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pair {
    /// Keys of SME and TNC.
    pub key: (u64, u64),
    /// Key of the TNC and category.
    pub market: (u64, u32),
    /// Orders of the quarter [USD].
    pub value: Usd,
    /// An agency brought the partners together or served the SME.
    pub is_facilitated: bool,
    /// Sustained: in Supply or Strategic for the quarters that count.
    pub is_sustained: bool,
}

/// Pairs of a world, sorted by key, each once.
pub(super) fn active_pairs(world: &World) -> Vec<Pair> {
    let smes = world.smes();
    let with_orders = world
        .linkages()
        .iter()
        .map(|(_, linkage)| linkage)
        .filter(|linkage| linkage.stage.has_orders());
    let mut pairs: Vec<Pair> = with_orders
        .map(|linkage| {
            let tnc = world.tncs().rows[linkage.tnc].key;
            Pair {
                key: (smes.key[linkage.sme], tnc),
                market: (tnc, linkage.cell.row() as u32),
                value: world.order_value(linkage),
                is_facilitated: linkage.facilitated.is_some()
                    || smes.reached[linkage.sme] & Smes::CLIENT != 0,
                is_sustained: linkage.stage.is_supply()
                    && linkage.supply_quarters >= SUSTAINED_QUARTERS,
            }
        })
        .collect();
    pairs.sort_unstable_by_key(|pair| (pair.key, pair.market));
    pairs.dedup_by(|later, first| {
        let is_same = later.key == first.key;
        if is_same {
            first.value += later.value;
            first.is_facilitated |= later.is_facilitated;
            first.is_sustained |= later.is_sustained;
        }
        is_same
    });
    pairs
}

/// Facilitated = deadweight + switching + additional; net = switching + additional + induced − lost + growth of shared.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct PairAccount {
    pub facilitated: f64,
    pub deadweight: f64,
    pub switching: f64,
    pub additional: f64,
    pub induced: f64,
    pub lost: f64,
    /// Of these, to facilitated pairs that the same TNC gained in the same category.
    pub lost_to_others: f64,
    /// Change of value of pairs that both worlds have.
    pub growth_of_shared: f64,
}

impl PairAccount {
    /// Accounts for the pairs of one world against those of another, each with its weight.
    ///
    /// # Panics
    /// Where the account does not close.
    pub fn new(here: &[&Pair], there: &[&Pair], weight: impl Fn(&Pair) -> f64) -> Self {
        let mut account = Self::default();
        let mut markets: Vec<((u64, u32), f64, f64)> = Vec::new();
        for pair in here {
            let twin = there
                .binary_search_by_key(&pair.key, |other| other.key)
                .ok()
                .map(|at| weight(there[at]));
            account.add(
                pair,
                weight(pair),
                twin,
                supplies_somebody(there, pair.key.0),
            );
            if pair.is_facilitated && twin.is_none() {
                markets.push((pair.market, 0.0, weight(pair)));
            }
        }
        for pair in there.iter().filter(|pair| {
            here.binary_search_by_key(&pair.key, |other| other.key)
                .is_err()
        }) {
            account.lost += weight(pair);
            markets.push((pair.market, weight(pair), 0.0));
        }
        account.lost_to_others = taken(&mut markets);
        let total = |pairs: &[&Pair]| pairs.iter().map(|pair| weight(pair)).sum::<f64>();
        account.check(total(here), total(there));
        account
    }

    fn add(&mut self, pair: &Pair, weight: f64, twin: Option<f64>, supplies_another: bool) {
        self.growth_of_shared += twin.map_or(0.0, |twin| weight - twin);
        if !pair.is_facilitated {
            self.induced += if twin.is_none() { weight } else { 0.0 };
            return;
        }
        self.facilitated += weight;
        match twin {
            Some(_) => self.deadweight += weight,
            None if supplies_another => self.switching += weight,
            None => self.additional += weight,
        }
    }

    /// Net change.
    pub fn net(&self) -> f64 {
        self.switching + self.additional + self.induced - self.lost + self.growth_of_shared
    }

    fn check(&self, here: f64, there: f64) {
        let room = TOLERANCE * here.abs().max(there.abs()).max(1.0);
        let gap = (self.net() - (here - there)).abs();
        assert!(
            gap <= room,
            "additional, switched, induced, lost and shared linkages make up the net change: {gap} is missing"
        );
        let gap = (self.facilitated - self.deadweight - self.switching - self.additional).abs();
        assert!(
            gap <= room,
            "facilitated linkages are deadweight, switched or additional: {gap} is missing"
        );
    }
}

/// True where an SME has a pair in a sorted list.
fn supplies_somebody(pairs: &[&Pair], sme: u64) -> bool {
    let first = pairs.partition_point(|pair| pair.key.0 < sme);
    pairs.get(first).is_some_and(|pair| pair.key.0 == sme)
}

/// Losses in markets that facilitated pairs gained, market by market: at most what was gained there.
fn taken(markets: &mut [((u64, u32), f64, f64)]) -> f64 {
    markets.sort_by_key(|entry| entry.0);
    let market = |entries: &[((u64, u32), f64, f64)]| {
        let (lost, gained) = entries
            .iter()
            .fold((0.0, 0.0), |sum, entry| (sum.0 + entry.1, sum.1 + entry.2));
        f64::min(lost, gained)
    };
    markets
        .chunk_by(|a, b| a.0 == b.0)
        .map(market)
        .fold(0.0, |sum, taken| sum + taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(sme: u64, tnc: u64, value: f64, is_facilitated: bool) -> Pair {
        Pair {
            key: (sme, tnc),
            market: (tnc, 0),
            value,
            is_facilitated,
            is_sustained: false,
        }
    }

    /// SME 1 keeps its buyer and grows, 2 loses its own to 3, 4 switches, 5 is induced.
    fn worlds() -> (Vec<Pair>, Vec<Pair>) {
        let here = vec![
            pair(1, 9, 30.0, true),
            pair(3, 8, 7.0, true),
            pair(4, 7, 5.0, true),
            pair(5, 6, 2.0, false),
        ];
        let there = vec![
            pair(1, 9, 20.0, false),
            pair(2, 8, 10.0, false),
            pair(4, 5, 4.0, false),
        ];
        (here, there)
    }

    fn account(here: &[Pair], there: &[Pair], weight: impl Fn(&Pair) -> f64) -> PairAccount {
        PairAccount::new(
            &here.iter().collect::<Vec<_>>(),
            &there.iter().collect::<Vec<_>>(),
            weight,
        )
    }

    #[test]
    fn pairs_are_counted_by_what_the_other_world_has() {
        let (here, there) = worlds();
        let found = account(&here, &there, |_| 1.0);
        assert_eq!(
            (
                found.facilitated,
                found.deadweight,
                found.switching,
                found.additional
            ),
            (3.0, 1.0, 1.0, 1.0)
        );
        assert_eq!(
            (
                found.induced,
                found.lost,
                found.lost_to_others,
                found.growth_of_shared
            ),
            (1.0, 2.0, 1.0, 0.0)
        );
        assert_eq!(found.net(), 1.0);
    }

    #[test]
    fn the_value_of_pairs_that_both_have_may_change() {
        let (here, there) = worlds();
        let found = account(&here, &there, |pair| pair.value);
        assert_eq!(
            (
                found.deadweight,
                found.growth_of_shared,
                found.lost,
                found.lost_to_others
            ),
            (30.0, 10.0, 14.0, 7.0)
        );
        assert_eq!(found.net(), 44.0 - 34.0);
    }

    #[test]
    #[should_panic(expected = "make up the net change")]
    fn a_value_from_nowhere_is_found() {
        let (here, there) = worlds();
        let mut found = account(&here, &there, |pair| pair.value);
        found.lost += 1e-3;
        found.check(44.0, 34.0);
    }

    #[test]
    #[should_panic(expected = "facilitated linkages are deadweight")]
    fn a_facilitated_pair_of_no_kind_is_found() {
        let (here, there) = worlds();
        let mut found = account(&here, &there, |_| 1.0);
        found.facilitated += 1.0;
        found.check(4.0, 3.0);
    }
}
