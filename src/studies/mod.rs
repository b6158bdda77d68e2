//! Loops around ensembles: how many worlds are enough, and what drives the result.

pub mod designs;
mod later;
mod precision;
mod sensitivity;

pub use precision::{Goal, Outcome, Reason, run_until};
pub use sensitivity::{Design, Drift, Drifts, PlanAt, Shares, run_design};
