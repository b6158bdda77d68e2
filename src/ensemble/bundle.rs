//! One world: the parameter values of its draw, and for each context a burn-in, its baseline, then every other scenario of it from the same state.

use std::cell::Cell;

use super::futures::Futures;
use super::panics;
use crate::model::{Breach, ModelInput, World};
use crate::observations::{FirmRecord, Recorder, SPELL_GROUPS, SpellTable, Spells};
use crate::parameters::{FiredRule, Periods};
use crate::plan::{self, Plan, PlannedScenario};
use crate::random::ReplicateKey;
use crate::results::{GroupRecord, RunRecord, SeriesRecord, SpellRecord};

/// Results of one replication, in plan order.
pub(super) struct Bundle {
    pub runs: Vec<RunRecord>,
    pub series: Vec<SeriesRecord>,
    pub lives: Vec<SpellRecord>,
    pub groups: Vec<GroupRecord>,
    /// Rules that acted, with the index of their scenario.
    pub fired: Vec<(usize, FiredRule)>,
}

/// Cause and place of the loss of a replication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Loss {
    pub stage: &'static str,
    /// Index of the scenario that was running; none in the burn-in.
    pub scenario: Option<usize>,
    pub quarter: Option<u32>,
    pub message: String,
}

/// A world whose scenarios have run and whose futures have not.
pub(super) struct Begun {
    /// Results of the scenarios; without displacement and spillover.
    pub bundle: Bundle,
    /// Inputs of the scenarios, in plan order.
    pub inputs: Vec<ModelInput>,
    /// Ends of the burn-ins of all contexts; none where the world has no futures.
    pub openings: Vec<World>,
}

/// Progress of a piece of work, readable after a panic.
#[derive(Default)]
pub(super) struct Place {
    pub scenario: Cell<Option<usize>>,
    pub quarter: Cell<Option<u32>>,
}

/// Reads the world of a scenario, by index, at the start of its window and after every quarter.
pub(super) type Watch<'a> = &'a mut dyn FnMut(usize, &World);

/// True where futures of a world, by number, are wanted.
pub(super) fn has_futures(plan: &Plan, world: u32) -> bool {
    plan.futures.count > 0 && plan::World::new(world).replication < plan.futures.worlds
}

/// Runs one world, by number, of all scenarios, and its futures on the same thread; `must_panic` breaks it on purpose, in the first
/// scenario.
pub(super) fn run_bundle(
    plan: &Plan,
    replication: u32,
    must_panic: bool,
    watch: Watch<'_>,
) -> Result<Bundle, Loss> {
    let begun = begin(plan, replication, must_panic, watch)?;
    if begun.openings.is_empty() {
        return Ok(begun.bundle);
    }
    let futures = Futures::new(plan, begun);
    let mut pieces = (0..futures.pieces()).filter_map(|_| futures.run_next());
    pieces.next().expect("the last piece completes the bundle")
}

/// Runs one world as [`run_bundle`] does, up to its futures.
pub(super) fn begin(
    plan: &Plan,
    replication: u32,
    must_panic: bool,
    watch: Watch<'_>,
) -> Result<Begun, Loss> {
    guard(|place| run_scenarios(plan, replication, must_panic, place, watch))
}

/// Does a piece of work; a breach or a panic comes back with the place that the work has recorded.
pub(super) fn guard<T>(work: impl FnOnce(&Place) -> Result<T, Breach>) -> Result<T, Loss> {
    let place = Place::default();
    let outcome = panics::catch(|| work(&place));
    let lost = |stage, quarter, message| Loss {
        stage,
        scenario: place.scenario.get(),
        quarter,
        message,
    };
    match outcome {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(breach)) => Err(lost("accounts", Some(breach.quarter), breach.to_string())),
        Err(message) => Err(lost("panic", place.quarter.get(), message)),
    }
}

fn run_scenarios(
    plan: &Plan,
    replication: u32,
    must_panic: bool,
    place: &Place,
    watch: Watch<'_>,
) -> Result<Begun, Breach> {
    let place_in_design = plan::World::new(replication);
    let inputs = plan.inputs(place_in_design.draw);
    let key = ReplicateKey::new(plan.seed, plan.replicate(place_in_design));
    let mut outcomes: Vec<Option<Outcome>> = vec![None; plan.scenarios.len()];
    let mut groups = Vec::with_capacity(plan.scenarios.len());
    let mut fired = Vec::new();
    let mut openings = Vec::new();
    for (group, context) in plan.contexts.iter().enumerate() {
        place.scenario.set(None);
        let input = &inputs[context.baseline];
        let opening = World::burn_in(input, key)?;
        place.scenario.set(Some(context.baseline));
        let (recorder, spells, world) = run_world(
            &opening,
            input,
            Recorder::start_baseline,
            must_panic,
            (place, watch),
        )?;
        let firms = FirmRecord::from_worlds(&opening, &world);
        let ((values, series), twin) = recorder.finish_baseline(&world);
        fired.extend(
            world
                .fired_rules()
                .iter()
                .map(|rule| (context.baseline, *rule)),
        );
        drop(world);
        outcomes[context.baseline] = Some((values, series, spells.spell_tables()));
        let is_other = |(index, scenario): &(usize, &PlannedScenario)| {
            scenario.context == group && *index != context.baseline
        };
        for (index, _) in plan.scenarios.iter().enumerate().filter(is_other) {
            place.scenario.set(Some(index));
            let (recorder, spells, world) = run_world(
                &opening,
                &inputs[index],
                Recorder::start,
                false,
                (place, watch),
            )?;
            groups.push(GroupRecord {
                scenario: index,
                replication,
                values: firms.differences(&world),
            });
            fired.extend(world.fired_rules().iter().map(|rule| (index, *rule)));
            let (values, series) = recorder.finish(&world, Some(&twin));
            outcomes[index] = Some((values, series, spells.spell_tables()));
        }
        drop(twin);
        if has_futures(plan, replication) {
            openings.push(opening);
        }
    }
    let n = outcomes.len();
    let mut bundle = Bundle {
        runs: Vec::with_capacity(n),
        series: Vec::with_capacity(n),
        lives: Vec::with_capacity(n),
        groups,
        fired,
    };
    for (scenario, (values, series, tables)) in outcomes.into_iter().flatten().enumerate() {
        bundle.runs.push(RunRecord {
            scenario,
            replication,
            world_key: key.value(),
            values,
        });
        bundle.series.push(SeriesRecord {
            scenario,
            replication,
            values: series,
        });
        bundle.lives.push(SpellRecord {
            scenario,
            replication,
            tables,
        });
    }
    Ok(Begun {
        bundle,
        inputs,
        openings,
    })
}

/// Values at the horizon, series, and spell tables of linkages.
type Outcome = (Vec<f64>, Vec<f64>, [SpellTable; SPELL_GROUPS.len()]);

/// Runs one scenario from the end of the burn-in to the horizon, at which its world and what was recorded are handed back.
fn run_world(
    opening: &World,
    input: &ModelInput,
    start: fn(&World, Periods) -> Recorder,
    must_panic: bool,
    (place, watch): (&Place, Watch<'_>),
) -> Result<(Recorder, Spells, World), Breach> {
    let scenario = place.scenario.get().unwrap_or(0);
    let mut world = opening.start(input);
    watch(scenario, &world);
    let mut recorder = start(&world, input.periods);
    let mut spells = Spells::start(&world, input.periods.recorded());
    for _ in 0..input.periods.recorded() {
        place.quarter.set(Some(world.quarter()));
        assert!(!must_panic, "broken on purpose");
        world.step()?;
        recorder.observe(&world);
        spells.observe(&world);
        watch(scenario, &world);
    }
    Ok((recorder, spells, world))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observations::INDICATORS;
    use crate::plan::testing::small_plan;

    #[test]
    fn a_bundle_has_every_scenario_once_in_plan_order() {
        let mut plan = small_plan(&["one", "two", "three"], 1);
        plan.contexts[0].baseline = 1;
        let bundle =
            run_bundle(&plan, 0, false, &mut |_, _| {}).unwrap_or_else(|loss| panic!("{loss:?}"));
        assert_eq!(
            bundle
                .runs
                .iter()
                .map(|run| run.scenario)
                .collect::<Vec<_>>(),
            [0, 1, 2]
        );
        assert!(
            bundle
                .runs
                .iter()
                .all(|run| run.values.len() == INDICATORS.len())
        );
        let n_series = INDICATORS
            .iter()
            .filter(|indicator| indicator.series)
            .count();
        let quarters = plan.baseline().input.periods.recorded() as usize;
        assert!(
            bundle
                .series
                .iter()
                .all(|series| series.values.len() == n_series * quarters)
        );
    }

    #[test]
    fn a_scenario_meets_the_same_luck_whichever_contexts_stand_beside_its_own() {
        let alone = small_plan(&["one", "two"], 1);
        let mut both = small_plan(&["one", "elsewhere", "two"], 1);
        assert!(
            both.scenarios[1]
                .input
                .parameters
                .set("population", "smes", 240.0)
        );
        both.scenarios[1].context = 1;
        both.contexts.push(crate::plan::StudyContext {
            name: "other".into(),
            title: String::new(),
            baseline: 1,
        });
        let values = |plan: &Plan, scenario: usize| {
            let bundle = run_bundle(plan, 0, false, &mut |_, _| {})
                .unwrap_or_else(|loss| panic!("{loss:?}"));
            format!("{:?}", bundle.runs[scenario].values) // as text, in which a missing value equals itself
        };
        assert_eq!(
            (values(&both, 0), values(&both, 2)),
            (values(&alone, 0), values(&alone, 1))
        );
        assert_ne!(values(&both, 1), values(&alone, 0), "another population");
    }

    #[test]
    fn a_panic_is_placed_in_its_scenario_and_quarter() {
        let plan = small_plan(&["one", "two"], 1);
        let loss = run_bundle(&plan, 0, true, &mut |_, _| {})
            .err()
            .expect("lost");
        assert_eq!(
            (loss.stage, loss.scenario, loss.quarter),
            (
                "panic",
                Some(0),
                Some(plan.baseline().input.periods.burn_in)
            )
        );
        assert!(loss.message.starts_with("broken on purpose"));
    }
}
