//! Sensitivity analysis: one-at-a-time differences, elementary effects of Morris and indices of Sobol, each next to simulation noise.
//!
//! A design is run block by block; every point of a block meets the same worlds, and blocks have worlds of their own. So a difference between two
//! points of a block is free of the random variation that both share, and blocks are an independent sample of points and worlds, over which intervals are
//! resampled. Where a point has two worlds or more, squares are made of products of different worlds, which noise does not raise: a non-influential parameter
//! gets an index around 0 at any noise, instead of one that grows with it.

mod figures;
mod morris;
mod sobol;
mod table;
mod tornado;

pub use figures::{Block, Excess, FactorEffect, Sensitivity, SensitivityMethod};
pub use morris::{Walk, morris_effects};
pub use sobol::{WIDEST, sobol_indices};
pub use table::{Driven, sensitivity_table};
pub use tornado::tornado;
