//! The run folder, written and read: data set, tables, manifest.

mod choice;
mod columns;
mod dataset;
mod draws;
mod events;
mod folder;
mod inside;
mod join;
mod lives;
mod machine;
mod manifest;
mod panel;
#[cfg(feature = "parquet")]
mod parquet;
mod previous;
mod read;
mod rows;
mod rules;
mod table;
mod tables;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

pub use choice::{TABLES, TableChoice};
pub use columns::ColumnType;
pub use dataset::{
    BAND_PROBABILITIES, Dataset, Failure, RunRecord, ScenarioInfo, SeriesBand, SeriesDifference,
    SeriesRecord,
};
pub use draws::{Counted, DrawnNumber, Draws};
pub use events::{EVENTS_HEADER, Invocation, event_row, events_table};
pub use folder::{
    FolderError, HAS_PARQUET, RunFolder, partial_path, point_latest, renew_files, run_tables,
    write_new,
};
pub use inside::runs_in;
pub use join::{JoinError, Joined, join};
pub use lives::{GroupRecord, SpellRecord, lives_table, twins_table};
pub use machine::{peak_memory, tables_size, worlds_memory};
pub use manifest::{
    AnswerEntry, BUILD, FileEntry, Machine, Manifest, ScenarioEntry, Stopping, TargetEntry,
    citation, plan_hash, scenario_hash,
};
pub use panel::{FIRM_COLUMNS, LINKAGE_COLUMNS, PANEL, PanelColumn, WorldPanel};
pub use previous::{PreviousRun, StoredDifference};
pub use read::{FinishedRun, ReadError, StoredNumber};
pub use rules::{RuleSummary, rules_table};
pub use table::{Cell, Table, float_text};
pub use tables::{
    failures_table, indicators_table, parameters_table, runs_table, timeseries_differences_table,
    timeseries_full_table, timeseries_table,
};
