//! What linkwright claims, one module per kind of claim.

mod report;
mod reproducibility;
mod statistics;
