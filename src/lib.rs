//! linkwright
pub mod maths;
pub mod model;
pub mod observations;
pub mod parameters;
pub mod plan;
pub mod random;
pub mod report;
pub mod results;
pub mod units;
