//! As many worlds as the precision of every difference needs.
//!
//! A pilot, then looks at which half as many worlds again have been run, until every paired difference of every target has an interval as narrow as
//! requested. Looking seldom, and never trusting a sample without spread, keeps the intervals honest: `tests/science/coverage.rs` measures how honest.
//! World k is the same however many are run, so that the results are those of a run with that number fixed beforehand.

use super::partial_progress::PartialProgress;
use crate::ensemble::{self, EnsembleError, Progress, Settings};
use crate::plan::Plan;
use crate::results::Dataset;
use crate::statistics::{Need, PILOT, Target, needs, next_look};

/// Targets of precision, and the most worlds that may be run for them.
#[derive(Clone, Debug, PartialEq)]
pub struct PrecisionTarget {
    /// Half-widths by indicator; at least one.
    pub targets: Vec<Target>,
    /// Most replications; at least one.
    pub most: u32,
}

/// Reason for stopping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Every target is met.
    Reached,
    /// As many replications as allowed.
    MostReplications,
    /// The caller allowed no more, such as for time.
    Budget,
}

/// Outcome of a run until a goal.
#[derive(Clone, Debug)]
pub struct Stopped {
    /// All worlds.
    pub dataset: Dataset,
    /// Every difference and its target.
    pub needs: Vec<Need>,
    /// Reason for stopping.
    pub reason: Reason,
}

/// Runs worlds until the goal is met.
///
/// `allowed` is given the worlds that are done and those wanted at the next look, and returns how many there may be at it. `hear` is called with every look.
///
/// # Errors
/// [`EnsembleError`] where nothing was run.
pub fn run_until(
    plan: &Plan,
    settings: &Settings,
    goal: &PrecisionTarget,
    progress: &dyn Progress,
    allowed: &dyn Fn(u32, u32) -> u32,
    hear: &mut dyn FnMut(&Dataset, &[Need]),
) -> Result<Stopped, EnsembleError> {
    let mut done = PILOT.min(goal.most);
    let mut dataset = ensemble::run_part(plan, &(0..done).collect::<Vec<_>>(), settings, progress)?;
    loop {
        let needs = needs(&dataset, &goal.targets);
        hear(&dataset, &needs);
        let next = allowed(done, next_look(done).min(goal.most));
        let reason = if needs.iter().all(|need| need.is_met) {
            Some(Reason::Reached)
        } else if done >= goal.most {
            Some(Reason::MostReplications)
        } else if next <= done {
            Some(Reason::Budget)
        } else {
            None
        };
        if let Some(reason) = reason {
            return Ok(Stopped {
                dataset,
                needs,
                reason,
            });
        }
        let partial = PartialProgress {
            done: done as usize,
            total: next as usize,
            failed: dataset.failures.len(),
            progress,
        };
        dataset.append(
            plan,
            ensemble::run_part(plan, &(done..next).collect::<Vec<_>>(), settings, &partial)?,
        );
        done = next;
    }
}
