//! What will be run: scenarios resolved to model inputs, the baseline, replications and seed.

mod plan;

pub use plan::{Origin, Plan, PlannedScenario, ResolvedValue, SourceFile};
