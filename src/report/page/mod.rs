//! One offline report: sections in the order in which a reader asks, styles and the little script inside.

mod accounts;
mod findings;
mod frame;
mod lives;
mod points;
mod ranks;
mod sections;
mod spread;
mod tables;

pub use findings::{FindingLine, findings_page};
pub(super) use frame::page;
