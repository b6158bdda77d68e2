//! Findings computed in simulated worlds: each by the estimator of its study, on everything that registers know.
//!
//! A world gives a [`Reading`]; [`pooled`] makes one figure of the readings of many worlds. Firms of a world share its market, so that worlds are the sample
//! of every interval: that of a ratio of sums over worlds, by the rule of all tables; of a median life the ages at which half may last.

mod effects;
mod frame;
mod pooling;
mod propensity;
mod reading;

pub use pooling::{Computed, pooled};
pub use reading::{Arm, Part, Reading, read};
