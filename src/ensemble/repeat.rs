//! One replication run again with the event log of every scenario.

use super::bundle::run_bundle;
use super::runner::{EnsembleError, Settings, check_contexts, gather, worlds};
use crate::model::World;
use crate::observations::EventLog;
use crate::plan::Plan;
use crate::results::Dataset;

/// A replication that was run again.
#[derive(Clone, Debug)]
pub struct Repeated {
    /// Its results, as an ensemble of this one replication would.
    pub dataset: Dataset,
    /// Event log of every scenario, in plan order; where the replication was lost, as far as it came.
    pub logs: Vec<EventLog>,
}

/// Runs one replication of all scenarios with their event logs, which read the worlds and change nothing.
///
/// # Errors
/// [`EnsembleError`] where nothing was run.
pub fn repeat(plan: &Plan, replication: u32) -> Result<Repeated, EnsembleError> {
    check_contexts(plan)?;
    worlds(plan, Some(replication))?;
    let mut logs: Vec<Option<EventLog>> = vec![None; plan.scenarios.len()];
    let mut watch = |scenario: usize, world: &World| match &mut logs[scenario] {
        Some(log) => log.observe(world),
        log => *log = Some(EventLog::start(world)),
    };
    let outcome = run_bundle(plan, replication, false, &mut watch);
    let settings = Settings {
        jobs: 1,
        only_replication: Some(replication),
        panic_at: None,
        replay: String::new(),
    };
    let dataset = gather(plan, &settings, vec![(replication, outcome)]);
    Ok(Repeated {
        dataset,
        logs: logs.into_iter().map(Option::unwrap_or_default).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::runner::NoProgress;
    use crate::plan::testing::small_plan;

    #[test]
    fn the_event_log_changes_no_result() {
        let mut plan = small_plan(&["a", "b"], 5);
        plan.futures = crate::plan::Futures {
            count: 2,
            worlds: 5,
        };
        let settings = Settings {
            jobs: 1,
            only_replication: Some(3),
            panic_at: None,
            replay: String::new(),
        };
        let plain = crate::ensemble::run(&plan, &settings, &NoProgress).expect("run");
        let repeated = repeat(&plan, 3).expect("run");
        assert_eq!(format!("{:?}", repeated.dataset), format!("{plain:?}"));
        let n_events = |scenario: usize| repeated.logs[scenario].events().len();
        assert!(
            n_events(0) > 20 && n_events(0) == n_events(1),
            "{} events",
            n_events(0)
        );
    }
}
