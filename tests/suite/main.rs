//! What linkwright claims, one module per kind of claim.

mod architecture;
mod performance;
