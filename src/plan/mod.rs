//! The plan of a study: scenarios resolved to model inputs, the baseline, replications and seed.

mod checks;
mod contexts;
mod copula;
mod designs;
mod draws;
mod effects;
mod factors;
mod findings;
mod prepare;
mod references;
mod resolve;
mod rivals;
mod rules;
mod settings;
mod sizes;
mod study;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod text;
mod titles;
#[cfg(test)]
mod told;
mod uncertainty;

pub use contexts::name_in_files;
pub use designs::{BLOCKS, DRAWS, TRAJECTORIES};
pub use draws::{DRAWS_MAX, Design, DesignColumn, Point, UncertainValue};
pub use factors::{Factor, factor, path_of, uncertain_keys};
pub use prepare::{DEFAULT_SEED, Options, Prepared, prepare};
pub use rivals::RivalContext;
pub use sizes::DEFAULT_REPLICATIONS;
pub use study::{
    Futures, Origin, Override, Plan, PlannedScenario, ResolvedValue, SourceFile, StudyContext,
    World,
};
pub use text::changes;
