//! Loops around ensembles: how many worlds are enough, what drives the result, and how well a programme can be evaluated.

mod evaluate;
mod later;
mod precision;
mod sensitivity;
mod targets;

pub use evaluate::{Evaluated, Evaluation, EvaluationDesign, evaluate};
pub use precision::{Goal, Outcome, Reason, run_until};
pub use sensitivity::{Design, Drift, Drifts, PlanAt, Shares, run_design};
pub use targets::{Simulated, Target, TargetPlace, Worlds, targets};
