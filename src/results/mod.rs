//! The run folder, written: data set, tables, manifest.

mod dataset;
mod folder;
mod manifest;
mod table;
mod tables;
#[cfg(test)]
pub(crate) mod testing;

pub use dataset::{Dataset, Failure, RunRecord, ScenarioInfo, SeriesRecord};
pub use folder::{FolderError, RunFolder, partial_path, point_latest};
pub use manifest::{FileEntry, Machine, Manifest, ScenarioEntry, plan_hash, scenario_hash};
pub use table::{Cell, Table};
pub use tables::{failures_table, indicators_table, parameters_table, runs_table, timeseries_full_table};
