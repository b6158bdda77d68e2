//! linkwright
pub mod maths;
pub mod random;
