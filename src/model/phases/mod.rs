//! All behaviour, one file per phase of the quarter.

pub mod beliefs;
pub mod demography;
pub mod environment;
pub mod evolution;
pub mod finance;
pub mod knowledge;
mod networks;
mod orders;
pub mod owners;
pub mod production;
mod products;
pub mod programmes;
pub mod relationships;
pub mod sourcing;
pub mod upgrading;
