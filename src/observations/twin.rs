//! The small record of a baseline world against which the scenarios of its bundle are compared, firm by firm.

use super::Values;
use crate::model::World;

/// Change of employment from which a firm counts as ahead of or behind its twin [share].
const NOTABLE_CHANGE: f64 = 0.05;

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
            pairs: active_pairs(world),
        }
    }

    /// Fills the indicators that compare a world with its baseline.
    pub(super) fn compare(&self, world: &World, values: &mut Values) {
        let smes = world.smes();
        let mut both = 0.0;
        for row in 0..smes.len().min(self.is_alive.len()) {
            if !smes.is_alive[row] || !self.is_alive[row] {
                continue;
            }
            both += 1.0;
            let change = smes.workers[row] - self.workers[row];
            values.capability_vs_twin += smes.mean_capability(row) - self.capability[row];
            values.employment_vs_twin += change;
            values.firms_ahead_of_twin += f64::from(u8::from(change >= NOTABLE_CHANGE * self.workers[row]));
            values.firms_behind_twin += f64::from(u8::from(-change >= NOTABLE_CHANGE * self.workers[row]));
        }
        if both > 0.0 {
            values.capability_vs_twin /= both;
        }
        let pairs = active_pairs(world);
        values.linkages_additional = count_missing(&pairs, &self.pairs);
        values.linkages_lost = count_missing(&self.pairs, &pairs);
    }
}

/// Pairs of SME and TNC with orders, sorted, each once.
fn active_pairs(world: &World) -> Vec<(u64, u64)> {
    let with_orders = world.linkages().iter().filter(|(_, linkage)| linkage.stage.has_orders());
    let mut pairs: Vec<(u64, u64)> =
        with_orders.map(|(_, linkage)| (world.smes().key[linkage.sme as usize], world.tncs().rows[linkage.tnc as usize].key)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Pairs of the first list that the second lacks; both are sorted.
fn count_missing(of: &[(u64, u64)], in_list: &[(u64, u64)]) -> f64 {
    of.iter().filter(|pair| in_list.binary_search(pair).is_err()).count() as f64
}
