//! Loops around ensembles: how many worlds are enough, and what drives the result.

pub mod designs;
mod precision;

pub use precision::{Goal, Outcome, Reason, run_until};
