//! Displacement and spillover by sign: what happens to others, on the means of market cells over re-keyed futures.
//!
//! In one pair of worlds, chance that a programme sets off looks like gains of some and losses of others. Means over futures of the
//! same opening, each with its own luck, leave what the programme does. The floor says how much of either sign luck alone leaves.

use super::ledger::Ledger;
use super::{INDICATORS, indicator_index};
use crate::model::World;
use crate::units::Usd;

/// What one future leaves of every firm.
#[derive(Clone, Debug)]
pub struct FutureRecord {
    workers: Vec<f64>,
    orders: Vec<Usd>,
    is_participant: Vec<bool>,
    cell: Vec<u32>,
}

impl FutureRecord {
    /// Takes the record at the horizon.
    #[must_use]
    pub fn of(world: &World, ledger: Ledger) -> Self {
        let smes = world.smes();
        Self {
            workers: smes.workers.to_vec(),
            orders: ledger.orders,
            is_participant: ledger.is_participant,
            cell: smes.cell.iter().map(|cell| cell.row() as u32).collect(),
        }
    }
}

/// Sums over futures of the change of employment and of TNC orders of non-participants, by market cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CellChanges {
    sums: Vec<[f64; 2]>,
    futures: f64,
}

impl CellChanges {
    /// Adds one future: `here` less `there`, over firms that did not take part in `programme`.
    ///
    /// # Panics
    /// Where the worlds do not have the same firms.
    pub fn add(&mut self, here: &FutureRecord, there: &FutureRecord, programme: &FutureRecord) {
        assert!(
            here.cell == there.cell && here.cell == programme.cell,
            "all futures of a burn-in have the same firms"
        );
        self.futures += 1.0;
        for row in (0..here.cell.len()).filter(|row| !programme.is_participant[*row]) {
            let cell = here.cell[row] as usize;
            if cell >= self.sums.len() {
                self.sums.resize(cell + 1, [0.0; 2]);
            }
            self.sums[cell][0] += here.workers[row] - there.workers[row];
            self.sums[cell][1] += here.orders[row] - there.orders[row];
        }
    }

    /// Falls and rises of the cells' means, each summed over cells, both as positive numbers: (fall, rise) of employment, of orders.
    #[must_use]
    pub fn by_sign(&self) -> [(f64, f64); 2] {
        let futures = self.futures.max(1.0);
        let sum = |of: usize, sign: f64| {
            self.sums
                .iter()
                .map(|cell| (sign * cell[of] / futures).max(0.0))
                .fold(0.0, |sum, part| sum + part)
        };
        [0, 1].map(|of| (sum(of, -1.0), sum(of, 1.0)))
    }
}

/// Indicators that futures fill: fall and rise of employment, fall and rise of orders; first the programme's, then the floor's.
const FILLED: [&str; 8] = [
    "displacement_jobs",
    "spillover_jobs",
    "displacement_orders_usd",
    "spillover_orders_usd",
    "placebo_fall_jobs",
    "placebo_rise_jobs",
    "placebo_fall_orders_usd",
    "placebo_rise_orders_usd",
];

/// Changes of a programme against its comparator under the same luck, and of the comparator against itself under other luck.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Displacement {
    /// The programme's world less its comparator's, future by future.
    pub effect: CellChanges,
    /// Another future of the comparator less this one.
    pub placebo: CellChanges,
}

impl Displacement {
    /// Writes the indicators into the values of a world.
    ///
    /// # Panics
    /// Where `values` are not those of all indicators.
    pub fn fill(&self, values: &mut [f64]) {
        assert_eq!(values.len(), INDICATORS.len());
        let numbers = [&self.effect, &self.placebo]
            .into_iter()
            .flat_map(CellChanges::by_sign)
            .flat_map(|(fall, rise)| [fall, rise]);
        for (name, number) in FILLED.iter().zip(numbers) {
            values[indicator_index(name).expect("an indicator")] = number;
        }
    }

    /// Marks the indicators as missing: no futures were run.
    pub(super) fn leave_out(values: &mut [f64]) {
        for name in FILLED {
            values[indicator_index(name).expect("an indicator")] = f64::NAN;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(workers: [f64; 4]) -> FutureRecord {
        FutureRecord {
            workers: workers.to_vec(),
            orders: vec![0.0; 4],
            is_participant: vec![false, true, false, false],
            cell: vec![0, 0, 0, 1],
        }
    }

    #[test]
    fn signs_are_taken_on_means_over_futures_and_participants_left_out() {
        let there = record([10.0; 4]);
        let mut changes = CellChanges::default();
        // the first cell loses 2 in one future and gains 1 in the other, the second gains 3 once
        let (one, other) = (
            record([8.0, 90.0, 10.0, 13.0]),
            record([11.0, 90.0, 10.0, 10.0]),
        );
        changes.add(&one, &there, &one);
        changes.add(&other, &there, &other);
        assert_eq!(changes.by_sign(), [(0.5, 1.5), (0.0, 0.0)]);
    }
}
