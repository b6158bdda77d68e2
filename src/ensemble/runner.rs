//! All bundles of a study.

use std::collections::BTreeSet;

use super::bundle::{Bundle, Loss, begin, has_futures};
use super::futures::Futures;
use super::pool::{Outcomes, Work, in_parallel};
use super::share::{Share, future_quarters, mean_quarters, quarters};
use super::shared;
use crate::model::World as SimulatedWorld;
use crate::parameters::Grade;
use crate::plan::{Plan, PlannedScenario, World};
use crate::results::{Dataset, Draws, Failure, ScenarioInfo};

/// Settings of an ensemble.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Worker threads; at least 1, at most one per world, or future of a world, is used.
    pub jobs: usize,
    /// Only this replication instead of all of the plan.
    pub only_replication: Option<u32>,
    /// Breaks this replication on purpose, to test that the others survive.
    pub panic_at: Option<u32>,
    /// Command that repeats the study with its seed and replications, to which ` --rep K -j 1` is added.
    pub replay: String,
}

/// Receives finished bundles.
pub trait Progress: Sync {
    /// One more bundle is done or lost: `done` of `total`, of which `failed` were lost. Calls come one at a time, `done` rising.
    fn on_bundle(&self, done: usize, total: usize, failed: usize);

    /// So much more of the worlds is done, in worlds of mean length: their quarters, burn-ins and futures among them. Calls come from all
    /// threads; over all worlds, lost ones among them, the shares add up to their number.
    fn on_share(&self, _worlds: f64) {}

    /// An eyewitness of a world, by number, who sees its scenarios as they run; none by default. What it saw of a world that is lost is dropped.
    fn eyewitness(&self, _world: u32) -> Option<Box<dyn Eyewitness + '_>> {
        None
    }
}

/// Sees the scenarios of one world as they run, and changes nothing.
pub trait Eyewitness {
    /// The world of a scenario, by index, at the start of its window and after every quarter; the baseline of a context first.
    fn see(&mut self, scenario: usize, world: &SimulatedWorld);

    /// The world is done.
    fn tell(self: Box<Self>);
}

/// No-op progress.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoProgress;

impl Progress for NoProgress {
    fn on_bundle(&self, _done: usize, _total: usize, _failed: usize) {}
}

/// Errors that prevent an ensemble.
#[derive(Debug, thiserror::Error)]
pub enum EnsembleError {
    /// A scenario does not share the context of its baseline.
    #[error("scenarios `{scenario}` and `{baseline}` cannot be paired: {difference}")]
    DifferentContext {
        /// The scenario.
        scenario: String,
        /// The baseline.
        baseline: String,
        /// The first difference, as text.
        difference: String,
    },
    /// The replication requested is none of the plan.
    #[error("{}", no_such_replication(*replication, *replications, *draws))]
    NoSuchReplication {
        /// The replication, or with draws the number of a world.
        replication: u32,
        /// Replications of the plan, of every draw.
        replications: u32,
        /// Draws of the plan; none where all parameters keep their values.
        draws: Option<u32>,
    },
    /// Threads could not be started.
    #[error("cannot start {jobs} threads: {source}")]
    Threads {
        /// Threads requested.
        jobs: usize,
        /// Message of the system.
        source: rayon::ThreadPoolBuildError,
    },
}

/// Runs all replications of all scenarios and gathers the results in run order.
///
/// A replication that panics or whose accounts do not close is dropped whole and listed as a failure; the others are kept.
///
/// # Errors
/// [`EnsembleError`] where nothing was run.
pub fn run(
    plan: &Plan,
    settings: &Settings,
    progress: &dyn Progress,
) -> Result<Dataset, EnsembleError> {
    run_part(
        plan,
        &worlds(plan, settings.only_replication)?,
        settings,
        progress,
    )
}

/// Runs some worlds, by number, of all scenarios, as [`run`] does all; parts that follow each other, appended, are the same as one run of
/// both. Worlds start in the order given and are gathered in that of their numbers.
///
/// # Errors
/// [`EnsembleError`] where nothing was run.
pub fn run_part(
    plan: &Plan,
    worlds: &[u32],
    settings: &Settings,
    progress: &dyn Progress,
) -> Result<Dataset, EnsembleError> {
    check_contexts(plan)?;
    let pieces = worlds.len() + n_futures(plan, worlds);
    let unit = mean_quarters(plan, worlds);
    let outcomes = in_parallel(worlds, pieces, settings, progress, |number| {
        let must_panic = settings.panic_at == Some(number);
        let mut eyewitness = progress.eyewitness(number);
        let of_futures = future_quarters(plan, number);
        let share = Share::new(plan, progress, unit, quarters(plan) + of_futures);
        let begun = begin(plan, number, must_panic, &mut |scenario, world| {
            share.see(scenario);
            if let Some(one) = &mut eyewitness {
                one.see(scenario, world);
            }
        });
        if begun.is_ok() {
            eyewitness.into_iter().for_each(Eyewitness::tell);
        }
        match begun {
            Ok(begun) if begun.openings.is_empty() => Work::Done(Ok(begun.bundle)),
            Ok(begun) => {
                let futures = Futures::new(plan, begun);
                let count = futures.pieces();
                let piece = move || {
                    let outcome = futures.run_next();
                    progress.on_share(of_futures / count as f64 / unit);
                    outcome
                };
                Work::Pieces(count, Box::new(piece))
            }
            Err(loss) => {
                share.lose();
                Work::Done(Err(loss))
            }
        }
    })?;
    Ok(gather(plan, settings, outcomes))
}

/// Futures of all contexts of the worlds that have them.
fn n_futures(plan: &Plan, worlds: &[u32]) -> usize {
    let with_futures = worlds.iter().filter(|world| has_futures(plan, **world));
    with_futures.count() * plan.contexts.len() * plan.futures.count as usize
}

/// Numbers of the worlds to run: all of the plan, or only one of them.
///
/// # Errors
/// [`EnsembleError::NoSuchReplication`] where the plan does not have the one.
pub fn worlds(plan: &Plan, only: Option<u32>) -> Result<Vec<u32>, EnsembleError> {
    let Some(only) = only else {
        return Ok(plan.worlds());
    };
    let world = World::new(only);
    if world.draw < plan.draws() && world.replication < plan.replications {
        return Ok(vec![only]);
    }
    let draws = plan.design.as_ref().map(|_| plan.draws());
    Err(EnsembleError::NoSuchReplication {
        replication: only,
        replications: plan.replications,
        draws,
    })
}

fn no_such_replication(number: u32, replications: u32, draws: Option<u32>) -> String {
    let World { draw, replication } = World::new(number);
    let Some(draws) = draws else {
        let also = if draw > 0 { ", and no draws" } else { "" };
        return format!(
            "there is no replication {number}: the plan has {replications}, counted from 0{also}"
        );
    };
    let last = World {
        draw: draws.saturating_sub(1),
        replication: replications.saturating_sub(1),
    }
    .number();
    format!(
        "there is no replication {replication} of draw {draw}: the plan has {draws} draws of {replications}, and the last world is {last}"
    )
}

pub(super) fn check_contexts(plan: &Plan) -> Result<(), EnsembleError> {
    let refused = plan
        .scenarios
        .iter()
        .enumerate()
        .find_map(|(index, scenario)| {
            let baseline = &plan.scenarios[plan.baseline_of(index)];
            Some((
                scenario,
                baseline,
                shared::difference(&baseline.input, &scenario.input)?,
            ))
        });
    refused.map_or(Ok(()), |(scenario, baseline, difference)| {
        Err(EnsembleError::DifferentContext {
            scenario: scenario.name.clone(),
            baseline: baseline.name.clone(),
            difference,
        })
    })
}

pub(super) fn gather(
    plan: &Plan,
    settings: &Settings,
    outcomes: Outcomes<Bundle, Loss>,
) -> Dataset {
    let periods = plan.baseline().input.periods;
    let info = |scenario: &PlannedScenario| {
        let PlannedScenario {
            name,
            title,
            context,
            changes,
            ..
        } = scenario.clone();
        ScenarioInfo {
            name,
            title,
            context,
            changes,
        }
    };
    let mut dataset = Dataset {
        study: plan.study.clone(),
        title: plan.title.clone(),
        question: plan.question.clone(),
        contexts: plan.contexts.clone(),
        scenarios: plan.scenarios.iter().map(info).collect(),
        replications: u32::try_from(outcomes.len()).unwrap_or(u32::MAX),
        draws: Draws::from_plan(plan),
        seed: plan.seed,
        headline: plan.headline.clone(),
        answer: plan.answer,
        rivals: plan.rivals.clone(),
        overrides: plan.overrides.clone(),
        policy_quarters: periods.recorded(),
        run_off_quarters: periods.run_off,
        runs: Vec::new(),
        series: Vec::new(),
        lives: Vec::new(),
        groups: Vec::new(),
        fired: Vec::new(),
        rules: Vec::new(),
        failures: Vec::new(),
        grades: grades(plan),
        warnings: plan.warnings.clone(),
        notes: plan.notes.clone(),
    };
    for (replication, outcome) in outcomes {
        match outcome {
            Ok(bundle) => {
                dataset.runs.extend(bundle.runs);
                dataset.series.extend(bundle.series);
                dataset.lives.extend(bundle.lives);
                dataset.groups.extend(bundle.groups);
                dataset.fired.extend(bundle.fired);
            }
            Err(loss) => dataset
                .failures
                .push(failure(plan, settings, replication, loss)),
        }
    }
    dataset.sum_up_rules(plan);
    dataset
}

pub(super) fn failure(plan: &Plan, settings: &Settings, replication: u32, loss: Loss) -> Failure {
    let hook = if settings.panic_at == Some(replication) {
        format!(" --panic-at {replication}")
    } else {
        String::new()
    };
    Failure {
        replication,
        scenario: loss
            .scenario
            .map_or_else(String::new, |index| plan.scenarios[index].name.clone()),
        quarter: loss.quarter,
        stage: loss.stage.to_string(),
        message: loss.message,
        replay: format!("{} --rep {replication} -j 1{hook}", settings.replay),
    }
}

/// Number of different parameters of the study by grade, best supported first.
fn grades(plan: &Plan) -> Vec<(String, usize)> {
    let values = plan.scenarios.iter().flat_map(|scenario| &scenario.values);
    let numbers: BTreeSet<(Grade, &str)> = values
        .map(|value| (value.origin.grade, value.path.as_str()))
        .collect();
    let count = |grade: Grade| numbers.iter().filter(|(other, _)| *other == grade).count();
    Grade::ALL
        .iter()
        .map(|grade| (grade.name().to_string(), count(*grade)))
        .collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::plan::testing::small_plan;

    fn settings(jobs: usize) -> Settings {
        Settings {
            jobs,
            only_replication: None,
            panic_at: None,
            replay: "linkwright run study.toml".into(),
        }
    }

    #[test]
    fn runs_stand_in_order_of_replication_then_scenario() {
        let dataset = run(&small_plan(&["a", "b"], 3), &settings(2), &NoProgress).expect("run");
        let places: Vec<_> = dataset
            .runs
            .iter()
            .map(|run| (run.replication, run.scenario))
            .collect();
        assert_eq!(places, [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)]);
    }

    #[test]
    fn one_replication_that_panics_loses_only_its_bundle() {
        let settings = Settings {
            panic_at: Some(1),
            ..settings(2)
        };
        let dataset = run(&small_plan(&["a", "b"], 4), &settings, &NoProgress).expect("run");
        assert_eq!(dataset.runs.len(), 6);
        assert!(dataset.runs.iter().all(|run| run.replication != 1));
        assert_eq!((dataset.failures.len(), dataset.n_complete()), (1, 3));
        let failure = &dataset.failures[0];
        assert_eq!(
            (
                failure.replication,
                failure.scenario.as_str(),
                failure.stage.as_str()
            ),
            (1, "a", "panic")
        );
        assert_eq!(
            failure.replay,
            "linkwright run study.toml --rep 1 -j 1 --panic-at 1"
        );
    }

    #[test]
    fn progress_is_told_of_every_bundle_in_rising_order() {
        struct Heard(std::sync::Mutex<Vec<(usize, usize, usize)>>);
        impl Progress for Heard {
            fn on_bundle(&self, done: usize, total: usize, failed: usize) {
                self.0.lock().expect("no panic").push((done, total, failed));
            }
        }
        let heard = Heard(std::sync::Mutex::new(Vec::new()));
        run(
            &small_plan(&["a"], 5),
            &Settings {
                panic_at: Some(0),
                ..settings(2)
            },
            &heard,
        )
        .expect("run");
        let heard = heard.0.into_inner().expect("no panic");
        assert_eq!(
            heard.iter().map(|call| call.0).collect::<Vec<_>>(),
            [1, 2, 3, 4, 5]
        );
        assert!(heard.iter().all(|call| call.1 == 5) && heard[4].2 == 1);
    }

    #[test]
    fn shares_of_worlds_add_up_to_their_number_with_futures_and_lost_worlds() {
        struct Shares(std::sync::Mutex<(usize, f64)>);
        impl Progress for Shares {
            fn on_bundle(&self, _: usize, _: usize, _: usize) {}
            fn on_share(&self, worlds: f64) {
                let mut shares = self.0.lock().expect("no panic");
                *shares = (shares.0 + 1, shares.1 + worlds);
            }
        }
        let mut plan = small_plan(&["a", "b"], 5);
        plan.futures = crate::plan::Futures {
            count: 2,
            worlds: 2,
        };
        let shares = Shares(std::sync::Mutex::new((0, 0.0)));
        let settings = Settings {
            panic_at: Some(4),
            ..settings(2)
        };
        run(&plan, &settings, &shares).expect("run");
        let (n, sum) = shares.0.into_inner().expect("no panic");
        assert!((sum - 5.0).abs() < 1e-9, "{sum}");
        assert!(
            n > 5 * plan.baseline().input.periods.recorded() as usize,
            "{n}"
        );
    }

    #[test]
    fn scenarios_of_another_context_are_refused_with_the_reason() {
        let mut plan = small_plan(&["a", "b"], 1);
        assert!(
            plan.scenarios[1]
                .input
                .parameters
                .set("population", "smes", 300.0)
        );
        let error = run(&plan, &settings(1), &NoProgress).expect_err("refused");
        assert_eq!(
            error.to_string(),
            "scenarios `b` and `a` cannot be paired: `population.smes` is 200 in one and 300 in the other"
        );
    }

    #[test]
    fn a_replication_that_the_plan_does_not_have_is_refused() {
        let plan = small_plan(&["a"], 5);
        for (only, also) in [(5, ""), (u32::MAX, ", and no draws")] {
            let error = run(
                &plan,
                &Settings {
                    only_replication: Some(only),
                    ..settings(1)
                },
                &NoProgress,
            )
            .expect_err("refused");
            assert_eq!(
                error.to_string(),
                format!("there is no replication {only}: the plan has 5, counted from 0{also}")
            );
        }
    }

    #[test]
    fn parts_that_follow_each_other_are_one_run() {
        let plan = small_plan(&["a", "b"], 5);
        let settings = Settings {
            panic_at: Some(3),
            ..settings(2)
        };
        let all = run(&plan, &settings, &NoProgress).expect("run");
        let mut parts = run_part(&plan, &[0, 1], &settings, &NoProgress).expect("run");
        parts.append(
            &plan,
            run_part(&plan, &[2, 3, 4], &settings, &NoProgress).expect("run"),
        );
        assert_eq!(format!("{parts:?}"), format!("{all:?}"));
    }

    #[test]
    fn one_replication_can_be_repeated_alone() {
        let plan = small_plan(&["a", "b"], 5);
        let all = run(&plan, &settings(1), &NoProgress).expect("run");
        let one = run(
            &plan,
            &Settings {
                only_replication: Some(3),
                ..settings(1)
            },
            &NoProgress,
        )
        .expect("run");
        assert_eq!(one.replications, 1);
        assert_eq!(format!("{:?}", one.runs), format!("{:?}", &all.runs[6..8]));
    }
}
