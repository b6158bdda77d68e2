//! Reads a world every quarter and sums up the window.

use super::indicators::{HorizonView, QuarterView, Reading, Window};
use super::ledger::Ledger;
use super::money::MoneyLedger;
use super::twin::TwinAccounts;
use super::{INDICATORS, Kind, TwinRecord};
use crate::model::World;
use crate::parameters::Periods;

/// Collects the indicators of one world.
#[derive(Clone, Debug)]
pub struct Recorder {
    sums: [f64; INDICATORS.len()],
    /// Divisor of the means.
    weights: [f64; INDICATORS.len()],
    last: [f64; INDICATORS.len()],
    window: Window,
    series: Vec<f64>,
    ledger: Ledger,
    money: MoneyLedger,
}

impl Recorder {
    /// Starts at the beginning of the policy window.
    #[must_use]
    pub fn start(world: &World, periods: Periods) -> Self {
        let n_series = INDICATORS
            .iter()
            .filter(|indicator| indicator.series)
            .count();
        Self {
            sums: [0.0; INDICATORS.len()],
            weights: [0.0; INDICATORS.len()],
            last: [0.0; INDICATORS.len()],
            window: Window::start(world),
            series: Vec::with_capacity(n_series * periods.recorded() as usize),
            ledger: Ledger::start(world),
            money: MoneyLedger::start(world),
        }
    }

    /// As [`Recorder::start`], for the baseline: it also keeps what other worlds are compared with.
    #[must_use]
    pub fn start_baseline(world: &World, periods: Periods) -> Self {
        let recorder = Self::start(world, periods);
        Self {
            ledger: recorder.ledger.keeping_history(world, periods.recorded()),
            ..recorder
        }
    }

    /// Reads the world after a quarter.
    pub fn observe(&mut self, world: &World) {
        self.ledger.observe(world);
        self.money.observe(world);
        let quarter = QuarterView::from_world(world);
        self.window.add(&quarter);
        for (index, indicator) in INDICATORS.iter().enumerate() {
            match indicator.read {
                Reading::Quarter(read) => {
                    let value = read(&quarter);
                    if value.is_finite() {
                        self.sums[index] += value;
                        self.weights[index] += 1.0;
                    }
                    self.last[index] = value;
                }
                Reading::Ratio(over, under) => {
                    let (value, weight) = (over(&quarter), under(&quarter));
                    self.sums[index] += value;
                    self.weights[index] += weight;
                    self.last[index] = value / weight;
                }
                Reading::Horizon(_) | Reading::Futures(_) => {}
            }
            if indicator.series {
                self.series.push(self.last[index]);
            }
        }
    }

    /// Values at the horizon in the order of [`INDICATORS`], and the series (`quarter * n_series + k`); `twin` is the record of the
    /// baseline world, none for the baseline itself.
    #[must_use]
    pub fn finish(self, world: &World, twin: Option<&TwinRecord>) -> (Vec<f64>, Vec<f64>) {
        let horizon = HorizonView {
            world,
            window: &self.window,
            money: &self.money,
            twin: twin.map_or_else(TwinAccounts::default, |twin| {
                twin.compare(world, &self.ledger, &self.window)
            }),
        };
        let value = |(index, indicator): (usize, &super::Indicator)| match indicator.read {
            Reading::Quarter(_) | Reading::Ratio(..) => match indicator.kind {
                Kind::Stock => self.last[index],
                Kind::Flow => self.sums[index],
                Kind::Mean => self.sums[index] / self.weights[index],
            },
            Reading::Horizon(read) => read(&horizon),
            Reading::Futures(_) => f64::NAN,
        };
        let values = INDICATORS.iter().enumerate().map(value).collect();
        (values, self.series)
    }

    /// As [`Recorder::finish`] for the baseline itself, with the record that other worlds are compared with.
    ///
    /// # Panics
    /// Where the recorder was not started by [`Recorder::start_baseline`].
    #[must_use]
    pub fn finish_baseline(mut self, world: &World) -> ((Vec<f64>, Vec<f64>), TwinRecord) {
        let twin = TwinRecord::from_world(world, std::mem::take(&mut self.ledger), self.window);
        (self.finish(world, None), twin)
    }
}
