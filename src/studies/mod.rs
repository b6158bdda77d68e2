//! Loops around ensembles: how many worlds are enough.

mod precision;

pub use precision::{Goal, Outcome, Reason, run_until};
