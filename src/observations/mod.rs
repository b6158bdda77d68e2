//! What is written down of a world: indicators, series and the record that a scenario is compared with.

mod indicators;
mod recorder;

pub use indicators::{INDICATORS, Indicator, Kind, Role, Values, indicator_index};
pub use recorder::{Recorder, TwinRecord};
