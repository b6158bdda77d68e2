//! linkwright
pub mod cli;
pub mod ensemble;
pub mod maths;
pub mod model;
pub mod observations;
pub mod parameters;
pub mod plan;
pub mod random;
pub mod report;
pub mod results;
pub mod scenario;
pub mod statistics;
pub mod units;
