//! One offline report: the answer and what it rests on first (`first`), all tables and charts in one closed part; styles and the little script inside.

mod accounts;
mod figures;
mod findings;
mod first;
mod frame;
mod lives;
mod part;
mod plain;
mod points;
mod ranks;
mod sections;
mod spread;
mod tables;

pub use findings::{FindingLine, findings_page};
pub(super) use frame::page;
pub use plain::{PlainPage, PlainPart, plain_page};
