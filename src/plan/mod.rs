//! What will be run: scenarios resolved to model inputs, the baseline, replications and seed.

mod checks;
mod contexts;
mod effects;
mod factors;
mod prepare;
mod resolve;
mod rules;
mod settings;
mod study;
mod words;

pub use factors::{Factor, factor};
pub use prepare::{DEFAULT_REPLICATIONS, DEFAULT_SEED, Options, Prepared, prepare};
pub use study::{Futures, Origin, Plan, PlannedScenario, ResolvedValue, SourceFile, StudyContext};
pub use words::changes;
