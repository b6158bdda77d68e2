//! The small record of a baseline world against which the scenarios of its bundle are compared, firm by firm.

use super::Values;
use crate::model::{Smes, World};

/// Change of employment from which a firm counts as ahead of or behind its twin [share].
pub(super) const NOTABLE_CHANGE: f64 = 0.05;

/// End columns per firm and active pairs of a world at the horizon; rows are shared by all worlds of a bundle.
#[derive(Clone, Debug, Default)]
pub struct TwinRecord {
    is_alive: Vec<bool>,
    capability: Vec<f64>,
    workers: Vec<f64>,
    /// Keys of SME and TNC with orders, sorted.
    pairs: Vec<(u64, u64)>,
}

impl TwinRecord {
    /// Takes the record at the horizon.
    #[must_use]
    pub fn of(world: &World) -> Self {
        let smes = world.smes();
        Self {
            is_alive: smes.is_alive.clone(),
            capability: (0..smes.len()).map(|row| smes.mean_capability(row)).collect(),
            workers: smes.workers.clone(),
            pairs: active_pairs(world).into_iter().map(|(pair, _)| pair).collect(),
        }
    }

    /// Fills the indicators that compare a world with its baseline.
    pub(super) fn compare(&self, world: &World, values: &mut Values) {
        let smes = world.smes();
        let (mut both, mut clients) = (0.0, 0.0);
        for row in 0..smes.len().min(self.is_alive.len()) {
            if !smes.is_alive[row] || !self.is_alive[row] {
                continue;
            }
            both += 1.0;
            let change = smes.workers[row] - self.workers[row];
            let gain = smes.mean_capability(row) - self.capability[row];
            values.capability_vs_twin += gain;
            if smes.reached[row] & Smes::CLIENT != 0 {
                clients += 1.0;
                values.client_capability_vs_twin += gain;
            }
            values.employment_vs_twin += change;
            values.firms_ahead_of_twin += f64::from(u8::from(change >= NOTABLE_CHANGE * self.workers[row]));
            values.firms_behind_twin += f64::from(u8::from(-change >= NOTABLE_CHANGE * self.workers[row]));
        }
        values.capability_vs_twin /= f64::max(both, 1.0);
        values.client_capability_vs_twin /= f64::max(clients, 1.0);
        self.account_for_pairs(world, values);
    }

    /// Every facilitated pair is deadweight, switched or additional; with induced and lost ones they make up the net change.
    ///
    /// # Panics
    /// Where the account does not close.
    fn account_for_pairs(&self, world: &World, values: &mut Values) {
        let pairs = active_pairs(world);
        for (pair, is_facilitated) in &pairs {
            let is_in_baseline = self.pairs.binary_search(pair).is_ok();
            if !is_facilitated {
                values.linkages_induced += f64::from(u8::from(!is_in_baseline));
                continue;
            }
            values.linkages_facilitated += 1.0;
            if is_in_baseline {
                values.linkages_deadweight += 1.0;
            } else if self.supplies_somebody(pair.0) {
                values.linkages_switching += 1.0;
            } else {
                values.linkages_additional += 1.0;
            }
        }
        let is_lost = |pair: &&(u64, u64)| pairs.binary_search_by_key(*pair, |(other, _)| *other).is_err();
        values.linkages_lost = self.pairs.iter().filter(is_lost).count() as f64;
        let net = values.linkages_switching + values.linkages_additional + values.linkages_induced - values.linkages_lost;
        assert!(net == pairs.len() as f64 - self.pairs.len() as f64, "additional, induced and lost linkages make up the net change");
        assert!(values.linkages_facilitated == values.linkages_deadweight + values.linkages_switching + values.linkages_additional);
    }

    /// True where an SME has orders in this world.
    fn supplies_somebody(&self, sme: u64) -> bool {
        let first = self.pairs.partition_point(|(other, _)| *other < sme);
        self.pairs.get(first).is_some_and(|(other, _)| *other == sme)
    }
}

/// Pairs of SME and TNC with orders, sorted, each once, and whether an agency brought one together or served its SME.
fn active_pairs(world: &World) -> Vec<((u64, u64), bool)> {
    let smes = world.smes();
    let with_orders = world.linkages().iter().map(|(_, linkage)| linkage).filter(|linkage| linkage.stage.has_orders());
    let mut pairs: Vec<((u64, u64), bool)> = with_orders
        .map(|linkage| {
            let pair = (smes.key[linkage.sme as usize], world.tncs().rows[linkage.tnc as usize].key);
            (pair, linkage.facilitated > 0 || smes.reached[linkage.sme as usize] & Smes::CLIENT != 0)
        })
        .collect();
    // a facilitated linkage of a pair stands before its others, and stays
    pairs.sort_unstable_by_key(|(pair, is_facilitated)| (*pair, !is_facilitated));
    pairs.dedup_by_key(|(pair, _)| *pair);
    pairs
}
