//! Loops around ensembles: how many worlds are enough, and how well a programme can be evaluated.

mod evaluate;
mod precision;
mod targets;

pub use evaluate::{Design, Evaluated, Evaluation, evaluate};
pub use precision::{Goal, Outcome, Reason, run_until};
pub use targets::{Target, targets};
