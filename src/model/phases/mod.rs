//! All behaviour, one file per phase of the quarter.

pub mod beliefs;
pub mod demography;
pub mod environment;
mod evolution;
pub mod finance;
mod incentive;
pub mod knowledge;
pub mod local_content;
mod networks;
mod orders;
pub mod owners;
mod partnering;
pub mod platform;
pub mod production;
mod products;
pub mod programmes;
pub mod relationships;
mod services;
pub mod sourcing;
mod trade;
pub mod upgrading;
