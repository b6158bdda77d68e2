//! Record of every firm of a world, quarter by quarter, for the accounts by twins.

use crate::model::{Smes, World};
use crate::units::Usd;

/// Position of a firm at the end of a quarter; halves the memory of the record by single precision.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Position {
    /// Employment [workers].
    pub workers: f32,
    /// Mean capability [index, 0–1].
    pub capability: f32,
    /// Sales since the start of the window [USD].
    pub sales: f32,
    /// Orders delivered to TNCs since the start of the window [USD].
    pub orders: f32,
}

/// A firm that a programme enrolled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Enrolment {
    pub row: u32,
    /// Quarters of the window that had passed.
    pub quarter: u32,
    /// Position of the firm then, before the first service.
    pub base: Position,
}

/// Flows of each firm since the start of the window, and who took part in a programme since when.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// Firms at the start of the window; rows from here on are entrants.
    pub(super) opening_rows: usize,
    quarters: u32,
    last: Vec<(f32, f32)>,
    pub(super) sales: Vec<Usd>,
    pub(super) orders: Vec<Usd>,
    pub(super) is_participant: Vec<bool>,
    pub(super) enrolments: Vec<Enrolment>,
    pub(super) history: Option<History>,
}

/// Positions of all firms at the start of the window and at the end of every quarter.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    positions: Vec<Position>,
    starts: Vec<usize>,
}

impl History {
    /// Position of a firm after a number of quarters of the window; 0 for a firm that was not there yet.
    pub fn at(&self, quarters: u32, row: u32) -> Position {
        let quarters = quarters as usize;
        let end = self
            .starts
            .get(quarters + 1)
            .copied()
            .unwrap_or(self.positions.len());
        self.positions[self.starts[quarters]..end]
            .get(row as usize)
            .copied()
            .unwrap_or_default()
    }
}

impl Ledger {
    /// Starts at the beginning of the policy window, with room for all that may enter, so that no quarter allocates.
    #[must_use]
    pub fn start(world: &World) -> Self {
        let rows = world.smes().key.capacity();
        let mut ledger = Self {
            opening_rows: world.smes().len(),
            last: Vec::with_capacity(rows),
            sales: Vec::with_capacity(rows),
            orders: Vec::with_capacity(rows),
            is_participant: Vec::with_capacity(rows),
            enrolments: Vec::with_capacity(rows),
            ..Self::default()
        };
        ledger.note(world);
        ledger
    }

    /// Keeps the positions of all quarters too: the record against which other worlds are compared.
    #[must_use]
    pub(super) fn keeping_history(mut self, world: &World, quarters: u32) -> Self {
        let rows = world.smes().key.capacity();
        let quarters = quarters as usize + 1;
        let mut history = History {
            positions: Vec::with_capacity(rows * quarters),
            starts: Vec::with_capacity(quarters),
        };
        self.keep(&mut history);
        self.history = Some(history);
        self
    }

    /// Reads the world after a quarter.
    pub fn observe(&mut self, world: &World) {
        let smes = world.smes();
        for row in 0..self.last.len() {
            let (workers, capability) = self.last[row];
            if smes.reached[row] & Smes::CLIENT != 0 && !self.is_participant[row] {
                let base = Position {
                    workers,
                    capability,
                    sales: self.sales[row] as f32,
                    orders: self.orders[row] as f32,
                };
                self.is_participant[row] = true;
                self.enrolments.push(Enrolment {
                    row: row as u32,
                    quarter: self.quarters,
                    base,
                });
            }
            // a firm that closed in the quarter sold before
            if workers > 0.0 {
                self.sales[row] += smes.sales[row];
                self.orders[row] += smes.tnc_sales[row] + smes.bought[row];
            }
        }
        self.quarters += 1;
        self.note(world);
        if let Some(mut history) = self.history.take() {
            self.keep(&mut history);
            self.history = Some(history);
        }
    }

    fn note(&mut self, world: &World) {
        let smes = world.smes();
        self.sales.resize(smes.len(), 0.0);
        self.orders.resize(smes.len(), 0.0);
        self.is_participant.resize(smes.len(), false);
        self.last.clear();
        self.last.extend(
            (0..smes.len()).map(|row| (smes.workers[row] as f32, smes.mean_capability(row) as f32)),
        );
    }

    fn keep(&self, history: &mut History) {
        history.starts.push(history.positions.len());
        let position = |(row, (workers, capability)): (usize, &(f32, f32))| Position {
            workers: *workers,
            capability: *capability,
            sales: self.sales[row] as f32,
            orders: self.orders[row] as f32,
        };
        history
            .positions
            .extend(self.last.iter().enumerate().map(position));
    }
}
