//! What will be run: scenarios resolved to model inputs, the baseline, replications and seed.

mod study;

pub use study::{Origin, Plan, PlannedScenario, ResolvedValue, SourceFile};
