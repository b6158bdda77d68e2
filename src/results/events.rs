//! The event log of one replication as a table, and the inputs from which a replication is run again.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::folder::input_paths;
use super::manifest::FileEntry;
use super::read::read_listed;
use super::{Cell, Dataset, FinishedRun, ReadError, ScenarioInfo, Table};
use crate::observations::{Event, EventLog};
use crate::plan::Plan;
use crate::scenario::{Files, Source};

/// Files and changes named on the command line: with the copies in `inputs/`, all that makes the plan again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invocation {
    /// Files named, as their copies in `inputs/`, with `/`; empty where the run does not say.
    pub files: Vec<String>,
    /// Table of points named by --design, as its copy in `inputs/`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// Settings, as pairs of key and value.
    pub settings: Vec<(String, String)>,
    /// Scenarios that alone were to run.
    pub only: Vec<String>,
    /// Scenarios that were left out.
    pub skip: Vec<String>,
}

impl Invocation {
    /// Name of the copy of a file, which is given as the plan names it.
    #[must_use]
    pub fn copy_of(plan: &Plan, file: &str) -> Option<String> {
        let index = plan.files.iter().position(|source| source.path == file)?;
        Some(slashed(&input_paths(&plan.files)[index]))
    }
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

impl FinishedRun {
    /// Path of a copy in `inputs/`.
    #[must_use]
    pub fn copy_of(&self, file: &str) -> PathBuf {
        self.path.join("inputs").join(file)
    }

    /// The copies in `inputs/`, each checked against the manifest, and paths of those that the run was given. Nothing else is read when a study is
    /// made of them again: a file that another names by an absolute path, or outside the project, is its copy too.
    ///
    /// # Errors
    /// [`ReadError`] where a copy was changed or is gone, or the manifest does not say which files were named.
    pub fn given_files(&self) -> Result<(Files, Vec<PathBuf>), ReadError> {
        let listed = self.manifest.files.iter();
        let copies = listed.filter(|entry| entry.path.starts_with("inputs/"));
        let copy = |entry: &FileEntry| {
            let text = String::from_utf8(read_listed(&self.path, entry)?);
            let path = Files::Disk.plain_path(&self.path.join(&entry.path));
            let text = text.map_err(|_| ReadError::Changed {
                path: path.clone(),
                reason: "it is not UTF-8 text".to_string(),
            })?;
            Ok(Source::new(path.to_string_lossy().into_owned(), text))
        };
        let copies: Vec<Source> = copies.map(copy).collect::<Result<_, _>>()?;
        let given = &self.manifest.given.files;
        if given.is_empty() {
            let reason = "it does not say from which files the run was made".to_string();
            return Err(ReadError::Manifest {
                path: self.path.join(super::folder::MANIFEST),
                reason,
            });
        }
        let given = given.iter().map(|file| self.copy_of(file)).collect();
        Ok((Files::Kept(copies), given))
    }
}

/// Columns of an event log.
pub const EVENTS_HEADER: [&str; 8] = [
    "scenario", "rep", "quarter", "sme", "tnc", "event", "value", "cause",
];

/// One row of an event log.
#[must_use]
pub fn event_row(scenario: &str, replication: u32, event: &Event) -> Vec<Cell> {
    vec![
        scenario.into(),
        replication.into(),
        event.quarter.into(),
        event.sme.into(),
        event.tnc.map_or(Cell::Missing, Cell::from),
        event.what.name().into(),
        event.what.value().map_or(Cell::Missing, Cell::Number),
        event.what.cause().map_or(Cell::Missing, Cell::from),
    ]
}

/// The event log of one replication: one row per event, by scenario, quarter, then firm.
#[must_use]
pub fn events_table(dataset: &Dataset, replication: u32, logs: &[EventLog]) -> Table {
    let of = |(log, scenario): (&EventLog, &ScenarioInfo)| -> Vec<Vec<Cell>> {
        log.events()
            .iter()
            .map(|event| event_row(&scenario.name, replication, event))
            .collect()
    };
    Table::new(
        &format!("rep-{replication}.csv"),
        &EVENTS_HEADER,
        logs.iter().zip(&dataset.scenarios).flat_map(of).collect(),
    )
}
