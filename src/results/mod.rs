//! The run folder, written and read: data set, tables, manifest.

mod dataset;
mod table;

pub use dataset::{Dataset, Failure, RunRecord, ScenarioInfo, SeriesRecord};
pub use table::{Cell, Table};
