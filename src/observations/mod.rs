//! What is written down of a world: indicators, series and the record that a scenario is compared with.

mod futures;
mod indicators;
mod ledger;
mod money;
mod pairs;
mod recorder;
mod twin;

pub use futures::{CellChanges, Displacement, FutureRecord};
pub use indicators::{INDICATORS, Indicator, Kind, Role, Values, indicator_index};
pub use ledger::Ledger;
pub use recorder::Recorder;
pub use twin::TwinRecord;
