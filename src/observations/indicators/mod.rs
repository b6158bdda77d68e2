//! The indicators: name, texts, unit, kind, direction and how each is read.

mod reading;
mod row;
mod table;

pub(super) use reading::{HorizonView, QuarterView, Reading, Window};
pub use row::{Direction, Domain, Indicator, Kind, Role};
pub use table::{INDICATORS, indicator_index};
