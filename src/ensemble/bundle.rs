//! One replication: a burn-in, the baseline, then every other scenario from the same state.

use std::cell::Cell;

use super::{futures, panics};
use crate::model::{Breach, World};
use crate::observations::Recorder;
use crate::parameters::{ModelInput, Periods};
use crate::plan::Plan;
use crate::random::ReplicateKey;
use crate::results::{RunRecord, SeriesRecord};

/// What one replication produced, in plan order.
pub(super) struct Bundle {
    pub runs: Vec<RunRecord>,
    pub series: Vec<SeriesRecord>,
}

/// Why and where a replication was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Loss {
    pub stage: &'static str,
    /// Index of the scenario that was running; none in the burn-in.
    pub scenario: Option<usize>,
    pub quarter: Option<u32>,
    pub message: String,
}

/// How far a bundle has come, readable after a panic.
#[derive(Default)]
struct Place {
    scenario: Cell<Option<usize>>,
    quarter: Cell<Option<u32>>,
}

/// Runs one replication of all scenarios; `must_panic` breaks it on purpose, in the first scenario.
pub(super) fn run_bundle(plan: &Plan, replication: u32, must_panic: bool) -> Result<Bundle, Loss> {
    let place = Place::default();
    let outcome = panics::catch(|| run_scenarios(plan, replication, must_panic, &place));
    let lost = |stage, quarter, message| Loss { stage, scenario: place.scenario.get(), quarter, message };
    match outcome {
        Ok(Ok(bundle)) => Ok(bundle),
        Ok(Err(breach)) => Err(lost("accounts", Some(breach.quarter), breach.to_string())),
        Err(message) => Err(lost("panic", place.quarter.get(), message)),
    }
}

fn run_scenarios(plan: &Plan, replication: u32, must_panic: bool, place: &Place) -> Result<Bundle, Breach> {
    let key = ReplicateKey::new(plan.seed, replication);
    let opening = World::burn_in(&plan.baseline().input, key)?;
    let mut outcomes: Vec<Option<(Vec<f64>, Vec<f64>)>> = vec![None; plan.scenarios.len()];
    place.scenario.set(Some(plan.baseline));
    let (recorder, world) = run_world(&opening, &plan.baseline().input, Recorder::start_baseline, must_panic, place)?;
    let (baseline, twin) = recorder.finish_baseline(&world);
    drop(world);
    outcomes[plan.baseline] = Some(baseline);
    for (index, scenario) in plan.scenarios.iter().enumerate().filter(|(index, _)| *index != plan.baseline) {
        place.scenario.set(Some(index));
        let (recorder, world) = run_world(&opening, &scenario.input, Recorder::start, false, place)?;
        outcomes[index] = Some(recorder.finish(&world, Some(&twin)));
    }
    drop(twin);
    if replication < plan.futures.worlds {
        let note = |scenario, quarter| {
            place.scenario.set(Some(scenario));
            place.quarter.set(Some(quarter));
        };
        let found = futures::run(plan, &opening, &note)?;
        outcomes.iter_mut().flatten().zip(found).for_each(|((values, _), displacement)| displacement.fill(values));
    }
    let mut bundle = Bundle { runs: Vec::with_capacity(outcomes.len()), series: Vec::with_capacity(outcomes.len()) };
    for (scenario, (values, series)) in outcomes.into_iter().flatten().enumerate() {
        bundle.runs.push(RunRecord { scenario, replication, world_key: key.value(), values });
        bundle.series.push(SeriesRecord { scenario, replication, values: series });
    }
    Ok(bundle)
}

/// Runs one scenario from the end of the burn-in to the horizon, at which its world and what was recorded are handed back.
fn run_world(
    opening: &World,
    input: &ModelInput,
    start: fn(&World, Periods) -> Recorder,
    must_panic: bool,
    place: &Place,
) -> Result<(Recorder, World), Breach> {
    let mut world = opening.start(input);
    let mut recorder = start(&world, input.periods);
    for _ in 0..input.periods.recorded() {
        place.quarter.set(Some(world.quarter()));
        assert!(!must_panic, "broken on purpose");
        world.step()?;
        recorder.observe(&world);
    }
    Ok((recorder, world))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::runner::tests::small_plan;
    use crate::observations::INDICATORS;

    #[test]
    fn a_bundle_has_every_scenario_once_in_plan_order() {
        let mut plan = small_plan(&["one", "two", "three"], 1);
        plan.baseline = 1;
        let bundle = run_bundle(&plan, 0, false).unwrap_or_else(|loss| panic!("{loss:?}"));
        assert_eq!(bundle.runs.iter().map(|run| run.scenario).collect::<Vec<_>>(), [0, 1, 2]);
        assert!(bundle.runs.iter().all(|run| run.values.len() == INDICATORS.len()));
        let n_series = INDICATORS.iter().filter(|indicator| indicator.series).count();
        let quarters = plan.baseline().input.periods.recorded() as usize;
        assert!(bundle.series.iter().all(|series| series.values.len() == n_series * quarters));
    }

    #[test]
    fn a_panic_is_placed_in_its_scenario_and_quarter() {
        let plan = small_plan(&["one", "two"], 1);
        let loss = run_bundle(&plan, 0, true).err().expect("lost");
        assert_eq!((loss.stage, loss.scenario, loss.quarter), ("panic", Some(0), Some(plan.baseline().input.periods.burn_in)));
        assert!(loss.message.starts_with("broken on purpose"));
    }
}
