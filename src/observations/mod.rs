//! What is written down of a world: indicators, series and the record that a scenario is compared with.

mod indicators;
mod recorder;
mod twin;

pub use indicators::{INDICATORS, Indicator, Kind, Role, Values, indicator_index};
pub use recorder::Recorder;
pub use twin::TwinRecord;
