//! All replications of a study, each read by a watcher of its own instead of being summed up in indicators; without futures,
//! which no watcher sees.

use super::bundle::begin;
use super::pool::{Work, in_parallel};
use super::runner::{EnsembleError, Progress, Settings, check_contexts, failure, worlds};
use super::share::{Share, quarters};
use crate::model::World;
use crate::plan::Plan;
use crate::results::{Failure, RunRecord};

/// Runs all replications of all scenarios. `start` makes the watcher of a replication, `see` shows it the world of a scenario, by index,
/// at the start of its window and after every quarter, the baseline of a context first, and `sum_up` takes what it found together with
/// the values of indicators of all scenarios. What was found comes back in order of replication; replications that were lost are listed and left out.
///
/// # Errors
/// [`EnsembleError`] where nothing was run.
pub fn watch<W, T: Send>(
    plan: &Plan,
    settings: &Settings,
    progress: &dyn Progress,
    start: impl Fn() -> W + Sync,
    see: impl Fn(&mut W, usize, &World) + Sync,
    sum_up: impl Fn(W, &[RunRecord]) -> T + Sync,
) -> Result<(Vec<T>, Vec<Failure>), EnsembleError> {
    check_contexts(plan)?;
    let worlds = worlds(plan, settings.only_replication)?;
    let unit = quarters(plan);
    let all = in_parallel(&worlds, worlds.len(), settings, progress, |replication| {
        let mut watcher = start();
        let must_panic = settings.panic_at == Some(replication);
        let share = Share::new(plan, progress, unit, unit);
        let outcome = begin(plan, replication, must_panic, &mut |scenario, world| {
            share.see(scenario);
            see(&mut watcher, scenario, world);
        });
        Work::Done(match outcome {
            Ok(begun) => Ok(sum_up(watcher, &begun.bundle.runs)),
            Err(loss) => {
                share.lose();
                Err(failure(plan, settings, replication, loss))
            }
        })
    })?;
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for (_, outcome) in all {
        match outcome {
            Ok(one) => found.push(one),
            Err(one) => failures.push(one),
        }
    }
    Ok((found, failures))
}
