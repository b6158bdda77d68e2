//! What will be run: scenarios resolved to model inputs, the baseline, replications and seed.

mod checks;
#[allow(clippy::module_inception)] // the stage is named after what it makes
mod plan;
mod prepare;
mod resolve;
mod settings;
mod words;

pub use plan::{Origin, Plan, PlannedScenario, ResolvedValue, SourceFile};
pub use prepare::{DEFAULT_REPLICATIONS, DEFAULT_SEED, Options, Prepared, prepare};
