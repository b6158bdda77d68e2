//! Quantities as the model and its readers name them.
//!
//! Inside loops they are plain `f64` and `u32`; the names say the unit and the parameter registry checks the range where
//! data enters.

/// A number from 0 to 1. Percentages exist only in text and on charts.
pub type Share = f64;
/// Constant United States dollars of 2015.
pub type Usd = f64;
/// Quarters of a year, counted from the first quarter of the burn-in.
pub type Quarter = u32;
/// Quarters in a year.
pub const QUARTERS_PER_YEAR: f64 = 4.0;
