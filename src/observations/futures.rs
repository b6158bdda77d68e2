//! Displacement and spillover by sign: what happens to others, on the means of market cells over re-keyed futures.
//!
//! In one pair of worlds, random variation that a programme sets off looks like gains of some and losses of others. Means over futures of the
//! same opening, each with its own random draws, leave what the programme does. The floor is what random variation alone leaves of either sign.

use super::INDICATORS;
use super::indicators::Reading;
use super::ledger::Ledger;
use crate::model::World;
use crate::units::Usd;

/// Result of one future for every firm.
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
    pub fn from_world(world: &World, ledger: Ledger) -> Self {
        let smes = world.smes();
        Self {
            workers: smes.workers.to_vec(),
            orders: ledger.orders,
            is_participant: ledger.is_participant,
            cell: smes.cell.iter().map(|cell| cell.row() as u32).collect(),
        }
    }
}

/// Losses and gains of non-participants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Employment [workers].
    Jobs,
    /// Orders from TNCs [USD].
    Orders,
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
            self.sums[cell][Outcome::Jobs as usize] += here.workers[row] - there.workers[row];
            self.sums[cell][Outcome::Orders as usize] += here.orders[row] - there.orders[row];
        }
    }

    /// Falls of the cells' means, summed over cells, as a positive number.
    #[must_use]
    pub fn fall(&self, of: Outcome) -> f64 {
        self.by_sign(of, -1.0)
    }

    /// Rises of the cells' means, summed over cells.
    #[must_use]
    pub fn rise(&self, of: Outcome) -> f64 {
        self.by_sign(of, 1.0)
    }

    fn by_sign(&self, of: Outcome, sign: f64) -> f64 {
        let futures = self.futures.max(1.0);
        self.sums
            .iter()
            .map(|cell| (sign * cell[of as usize] / futures).max(0.0))
            .fold(0.0, |sum, part| sum + part)
    }
}

/// Changes of a programme against its comparator with the same random draws, and of the comparator against itself with other random draws.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Displacement {
    /// The programme's world less its comparator's, future by future.
    pub effect: CellChanges,
    /// Another future of the comparator less this one.
    pub placebo: CellChanges,
}

impl Displacement {
    /// Writes the indicators that are read from futures into the values of a world.
    ///
    /// # Panics
    /// Where `values` are not those of all indicators.
    pub fn fill(&self, values: &mut [f64]) {
        assert_eq!(values.len(), INDICATORS.len());
        for (value, indicator) in values.iter_mut().zip(INDICATORS) {
            if let Reading::Futures(read) = indicator.read {
                *value = read(self);
            }
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
        let by_sign = |of| (changes.fall(of), changes.rise(of));
        assert_eq!(by_sign(Outcome::Jobs), (0.5, 1.5));
        assert_eq!(by_sign(Outcome::Orders), (0.0, 0.0));
    }
}
