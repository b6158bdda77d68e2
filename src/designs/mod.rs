//! Designs: points of the unit cube at which a model is run, as pure functions of a seed.
//!
//! Points come in blocks that belong together, in the order in which they are to be run: whatever is done when a batch is
//! interrupted is a smaller design of the same kind. Coordinates lie in 0–1; what they mean is up to the caller.

mod latin;
mod morris;
mod saltelli;
mod sobol;

pub use latin::latin_hypercube;
pub use morris::{LEVELS, STEP, Trajectory, morris};
pub use saltelli::saltelli;
pub use sobol::{DesignError, MOST_DIMENSIONS, MOST_POINTS, sobol};

/// A point: one coordinate per dimension [0–1].
pub type Point = Vec<f64>;
