//! How much of a world is done while it runs: its quarters, those of the burn-in among them.

use std::cell::Cell;

use super::bundle::has_futures;
use super::runner::Progress;
use crate::plan::Plan;

/// Quarters of a world up to its futures: burn-ins and scenarios.
pub(super) fn quarters(plan: &Plan) -> f64 {
    let burn_ins = plan.contexts.iter().map(|context| {
        let input = &plan.scenarios[context.baseline].input;
        f64::from(input.periods.burn_in)
    });
    let scenarios = plan.scenarios.iter();
    let windows = scenarios.map(|scenario| f64::from(scenario.input.periods.recorded()));
    burn_ins.sum::<f64>() + windows.sum::<f64>()
}

/// Quarters of all futures of a world, by number: every scenario, and the baseline of a context once more.
pub(super) fn future_quarters(plan: &Plan, world: u32) -> f64 {
    if !has_futures(plan, world) {
        return 0.0;
    }
    let recorded = |scenario: usize| f64::from(plan.scenarios[scenario].input.periods.recorded());
    let scenarios: f64 = (0..plan.scenarios.len()).map(recorded).sum();
    let baselines: f64 = plan.contexts.iter().map(|one| recorded(one.baseline)).sum();
    f64::from(plan.futures.count) * (scenarios + baselines)
}

/// Mean quarters of the worlds of an ensemble: what one world of [`Progress::on_share`] is.
pub(super) fn mean_quarters(plan: &Plan, worlds: &[u32]) -> f64 {
    let futures: f64 = worlds
        .iter()
        .map(|world| future_quarters(plan, *world))
        .sum();
    (quarters(plan) + futures / worlds.len().max(1) as f64).max(1.0)
}

/// Reports the quarters of one world as they are done.
pub(super) struct Share<'a> {
    plan: &'a Plan,
    progress: &'a dyn Progress,
    /// Quarters that make a world.
    unit: f64,
    /// Quarters of the world.
    all: f64,
    /// Quarters reported.
    reported: Cell<f64>,
    /// Scenario that was seen last.
    last: Cell<Option<usize>>,
}

impl<'a> Share<'a> {
    /// Nothing of a world of so many quarters is done.
    pub fn new(plan: &'a Plan, progress: &'a dyn Progress, unit: f64, all: f64) -> Self {
        Self {
            plan,
            progress,
            unit,
            all,
            reported: Cell::new(0.0),
            last: Cell::new(None),
        }
    }

    /// The world of a scenario is at the start of its window, when a baseline has its burn-in behind it, or one quarter further.
    pub fn see(&self, scenario: usize) {
        let is_start = self.last.replace(Some(scenario)) != Some(scenario);
        let is_baseline = self
            .plan
            .contexts
            .iter()
            .any(|one| one.baseline == scenario);
        let burn_in = self.plan.scenarios[scenario].input.periods.burn_in;
        match (is_start, is_baseline) {
            (true, true) => self.report(f64::from(burn_in)),
            (true, false) => {}
            (false, _) => self.report(1.0),
        }
    }

    /// The world was lost: what is left of it will not be run.
    pub fn lose(&self) {
        self.report(self.all - self.reported.get());
    }

    fn report(&self, quarters: f64) {
        self.reported.set(self.reported.get() + quarters);
        self.progress.on_share(quarters / self.unit);
    }
}
