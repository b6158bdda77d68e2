//! A finished run, read back from its folder and checked against its manifest.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::draws::{design_table, read_design, world_column};
use super::folder::{MANIFEST, RunFolder};
use super::inside::follow;
use super::manifest::{FileEntry, LAYOUT, Manifest, is_intact};
use super::rows::Rows;
use super::tables::{DIFFERENCES_HEADER, TIMESERIES_HEADER};
use super::{
    Dataset, Failure, RunRecord, SeriesBand, SeriesDifference, SeriesRecord, Table, lives, rules,
    tables,
};
use crate::observations::{INDICATORS, indicator_index};
use crate::plan::World;
use crate::scenario::is_odd;

/// Errors of reading a run folder.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is no such folder, or it is not a finished run.
    #[error("{} is not a finished run: it has no {MANIFEST}", path.display())]
    NoRun {
        /// The folder.
        path: PathBuf,
    },
    /// The manifest was written by another version.
    #[error("{}: layout {found} of run folders; this version reads layout {LAYOUT}", path.display())]
    Layout {
        /// The manifest.
        path: PathBuf,
        /// Layout found.
        found: u64,
    },
    /// The manifest does not say what a manifest says.
    #[error("{}: {reason}", path.display())]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// The fault.
        reason: String,
    },
    /// The run was asked to leave a table out.
    #[error("{} was not written: the run was made with{flag}", path.display())]
    LeftOut {
        /// The table.
        path: PathBuf,
        /// The flag of the run, after a space.
        flag: String,
    },
    /// A table is not what the run wrote.
    #[error("{} was changed after the run: {reason}", path.display())]
    Changed {
        /// The table.
        path: PathBuf,
        /// Stated and found values.
        reason: String,
    },
    /// A table cannot be understood.
    #[error("{}:{line}: {reason}", path.display())]
    Row {
        /// The table.
        path: PathBuf,
        /// Line, from 1.
        line: u64,
        /// The fault.
        reason: String,
    },
    /// The system refused.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// Intended file.
        path: PathBuf,
        /// Message of the system.
        source: std::io::Error,
    },
}

impl ReadError {
    /// Advice.
    #[must_use]
    pub const fn help(&self) -> &'static str {
        match self {
            Self::NoRun { .. } => {
                "name the folder that `linkwright run` wrote, or `latest` for the last one below output/"
            }
            Self::Layout { .. } => {
                "run the study again, or use the version of linkwright that wrote the folder"
            }
            Self::Changed { .. } => {
                "estimates are made from untouched tables only: restore the file, or run the study again"
            }
            Self::Manifest { .. } | Self::Row { .. } => {
                "run the study again; `reproduce` in manifest.json says how"
            }
            Self::LeftOut { .. } => {
                "run the study again without --tables: a run is read back from all of its tables"
            }
            Self::Io { .. } => "check who may read the folder",
        }
    }
}

/// A finished run.
#[derive(Clone, Debug, PartialEq)]
pub struct FinishedRun {
    /// The folder.
    pub path: PathBuf,
    /// Manifest of the folder.
    pub manifest: Manifest,
    /// Data set of the run; without series where `timeseries-full.csv` was not requested.
    pub dataset: Dataset,
    /// Rows of `timeseries.csv`; empty where it was not requested.
    pub bands: Vec<SeriesBand>,
    /// Rows of `timeseries-differences.csv`; empty likewise.
    pub differences: Vec<SeriesDifference>,
}

/// A number of a scenario of a finished run.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredNumber {
    /// Name of the scenario.
    pub scenario: String,
    /// Full path, such as `credit.recovery`.
    pub path: String,
    /// Value that the model used.
    pub value: f64,
    /// Unit.
    pub unit: String,
}

impl FinishedRun {
    /// Every number of every scenario: rows of `parameters.csv`.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn numbers(&self) -> Result<Vec<StoredNumber>, ReadError> {
        let path = self.path.join("data").join("parameters.csv");
        left_out(&self.path, &self.manifest, "parameters.csv")?;
        let bytes = fs::read(&path).map_err(|source| ReadError::Io {
            path: path.clone(),
            source,
        })?;
        read_numbers(&Rows::parse(&path, &bytes)?, &self.dataset)
    }

    /// Refuses a table of the folder that is not the one that the worlds of the run make.
    ///
    /// # Errors
    /// [`ReadError`] with the line that differs, or of a table that is not there.
    pub fn expect(&self, table: &Table) -> Result<(), ReadError> {
        if !self.manifest.tables.has(&table.file) {
            return Ok(());
        }
        let inside = format!("data/{}", table.file);
        let path = self.path.join(&inside);
        let Some(entry) = self
            .manifest
            .files
            .iter()
            .find(|entry| entry.path == inside)
        else {
            let reason = format!("{MANIFEST} does not list it, and every run has it");
            return Err(ReadError::Changed { path, reason });
        };
        let bytes = read_listed(&self.path, entry)?;
        Rows::parse(&path, &bytes)?.expect(table)
    }
}

/// Refuses a table that the run was asked to leave out.
fn left_out(folder: &Path, manifest: &Manifest, file: &str) -> Result<(), ReadError> {
    if manifest.tables.has(file) {
        return Ok(());
    }
    Err(ReadError::LeftOut {
        path: folder.join("data").join(file),
        flag: manifest.tables.flag(),
    })
}

/// Every number of every scenario, each once.
fn read_numbers(rows: &Rows, dataset: &Dataset) -> Result<Vec<StoredNumber>, ReadError> {
    let [scenario, name, value, unit] = rows.columns(["scenario", "path", "value", "unit"])?;
    let mut known = BTreeSet::new();
    let number = |record: &csv::StringRecord| {
        let of = scenario_of(rows, record, scenario, dataset)?;
        if !known.insert((of, record[name].to_string())) {
            return Err(rows.refusal(record, name, "is there twice for this scenario"));
        }
        Ok(StoredNumber {
            scenario: record[scenario].to_string(),
            path: record[name].to_string(),
            value: rows.number(record, value)?,
            unit: record[unit].to_string(),
        })
    };
    rows.records.iter().map(number).collect()
}

impl RunFolder {
    /// Reads a finished run and checks every table of `data/` against the manifest.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn read(path: &Path) -> Result<FinishedRun, ReadError> {
        let path = follow(path);
        let manifest = read_manifest(&path)?;
        let tables = read_tables(&path, &manifest)?;
        for needed in ["runs.csv", "failures.csv", "lives.csv", "twins.csv"] {
            left_out(&path, &manifest, needed)?;
        }
        if manifest.draws.is_some() {
            left_out(&path, &manifest, "design.csv")?;
        }
        let refuse = || ReadError::Manifest {
            path: path.join(MANIFEST),
            reason: "it names a scenario or a context that it does not list".into(),
        };
        let mut dataset = manifest.dataset().ok_or_else(refuse)?;
        let rows = |file: &str| {
            tables
                .get(file)
                .map(|bytes| Rows::parse(&path.join("data").join(file), bytes))
                .transpose()
        };
        let missing = |file: &str| ReadError::Manifest {
            path: path.join(MANIFEST),
            reason: format!("it does not list data/{file}"),
        };
        if let Some(draws) = &mut dataset.draws {
            let design = rows("design.csv")?.ok_or_else(|| missing("design.csv"))?;
            read_design(&design, draws)?;
            design.expect(&design_table(draws))?;
            if draws.points.len() != draws.n as usize {
                let reason = format!("{} draws, of {}", draws.points.len(), draws.n);
                return Err(design.refused(1, reason));
            }
        }
        let runs = rows("runs.csv")?.ok_or_else(|| missing("runs.csv"))?;
        let worlds = expected_worlds(&runs, &dataset)?;
        let failures = rows("failures.csv")?.ok_or_else(|| missing("failures.csv"))?;
        dataset.failures = read_failures(&failures, &dataset, &worlds)?;
        dataset.runs = read_runs(&runs, &dataset, &worlds)?;
        failures.expect(&tables::failures_table(&dataset))?;
        runs.expect(&tables::runs_table(&dataset))?;
        let lives = rows("lives.csv")?.ok_or_else(|| missing("lives.csv"))?;
        dataset.lives = lives::read_lives(&lives, &dataset)?;
        lives.expect(&lives::lives_table(&dataset))?;
        let twins = rows("twins.csv")?.ok_or_else(|| missing("twins.csv"))?;
        dataset.groups = lives::read_groups(&twins, &dataset)?;
        twins.expect(&lives::twins_table(&dataset))?;
        if let Some(rules) = rows("rules.csv")? {
            dataset.rules = rules::read_rules(&rules, &dataset)?;
            rules.expect(&rules::rules_table(&dataset.scenarios, &dataset.rules))?;
        }
        if let Some(full) = rows("timeseries-full.csv")? {
            dataset.series = read_series(&full, &dataset)?;
            full.expect(&tables::timeseries_full_table(&dataset))?;
        }
        let bands = match rows("timeseries.csv")? {
            Some(rows) => {
                let bands = read_bands(&rows, &dataset)?;
                rows.expect(&tables::timeseries_table(&dataset.scenarios, &bands))?;
                bands
            }
            None => Vec::new(),
        };
        let differences = match rows("timeseries-differences.csv")? {
            Some(rows) => {
                let found = read_differences(&rows, &dataset)?;
                let names = &dataset.scenarios;
                rows.expect(&tables::timeseries_differences_table(names, &found))?;
                found
            }
            None => Vec::new(),
        };
        if let Some(numbers) = rows("parameters.csv")? {
            read_numbers(&numbers, &dataset)?;
        }
        Ok(FinishedRun {
            path,
            manifest,
            dataset,
            bands,
            differences,
        })
    }
}

fn read_manifest(folder: &Path) -> Result<Manifest, ReadError> {
    let path = folder.join(MANIFEST);
    let bytes = fs::read(&path).map_err(|source| match source.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => ReadError::NoRun {
            path: folder.to_path_buf(),
        },
        _ => ReadError::Io {
            path: path.clone(),
            source,
        },
    })?;
    let refuse = |error: serde_json::Error| ReadError::Manifest {
        path: path.clone(),
        reason: error.to_string(),
    };
    let value: serde_json::Value = serde_json::from_slice(&bytes).map_err(refuse)?;
    match value["format"].as_u64() {
        Some(found) if found != u64::from(LAYOUT) => Err(ReadError::Layout { path, found }),
        _ if !is_intact(&bytes) => Err(ReadError::Changed {
            path,
            reason: "it is not what its own digest, its last entry, says".to_string(),
        }),
        _ => match odd_text(&value) {
            None => serde_json::from_value(value).map_err(refuse),
            Some(text) => Err(ReadError::Manifest {
                path,
                reason: format!("{text:?} holds characters that are none of text"),
            }),
        },
    }
}

/// A text of a manifest that steers terminals, as none does that a run wrote.
pub(super) fn odd_text(value: &serde_json::Value) -> Option<&str> {
    match value {
        serde_json::Value::String(text) => text.contains(is_odd).then_some(text),
        serde_json::Value::Array(items) => items.iter().find_map(odd_text),
        serde_json::Value::Object(entries) => entries.iter().find_map(|(key, value)| {
            if key.contains(is_odd) {
                Some(key.as_str())
            } else {
                odd_text(value)
            }
        }),
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => None,
    }
}

/// Bytes of the tables in `data/` by file name, each with the checksum of the manifest.
fn read_tables(folder: &Path, manifest: &Manifest) -> Result<BTreeMap<String, Vec<u8>>, ReadError> {
    let mut tables = BTreeMap::new();
    for entry in &manifest.files {
        let Some(file) = entry
            .path
            .strip_prefix("data/")
            .filter(|file| !file.contains(['/', '\\']))
        else {
            continue;
        };
        let bytes = read_listed(folder, entry)?;
        tables.insert(file.to_string(), bytes);
    }
    Ok(tables)
}

/// Bytes of a file that the manifest lists, with its checksum.
pub(super) fn read_listed(folder: &Path, entry: &FileEntry) -> Result<Vec<u8>, ReadError> {
    let path = folder.join(&entry.path);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Err(ReadError::Changed {
                path,
                reason: format!("{MANIFEST} lists it, and it is not there"),
            });
        }
        Err(source) => return Err(ReadError::Io { path, source }),
    };
    let found = FileEntry::from_bytes(&entry.path, &bytes);
    if found == *entry {
        return Ok(bytes);
    }
    let short = |sha: &str| sha.chars().take(12).collect::<String>();
    let reason = format!(
        "it has {} bytes with SHA-256 {}…, and {MANIFEST} says {} with {}…",
        found.bytes,
        short(&found.sha256),
        entry.bytes,
        short(&entry.sha256)
    );
    Err(ReadError::Changed { path, reason })
}

pub(super) fn scenario_of(
    rows: &Rows,
    record: &csv::StringRecord,
    column: usize,
    dataset: &Dataset,
) -> Result<usize, ReadError> {
    dataset
        .scenario_index(&record[column])
        .ok_or_else(|| rows.refusal(record, column, "is not a scenario of the run"))
}

fn read_runs(
    rows: &Rows,
    dataset: &Dataset,
    expected: &[u32],
) -> Result<Vec<RunRecord>, ReadError> {
    let [scenario, rep, status, key] =
        rows.columns(["scenario", world_column(dataset), "status", "seed_key"])?;
    let columns = INDICATORS
        .iter()
        .map(|indicator| rows.column(indicator.name))
        .collect::<Result<Vec<_>, _>>()?;
    let lost: BTreeSet<u32> = dataset.failures.iter().map(|one| one.replication).collect();
    let n_scenarios = dataset.scenarios.len();
    let mut keys = Vec::with_capacity(rows.records.len());
    for record in &rows.records {
        let world = rows.whole::<u32>(record, rep)?;
        if expected.binary_search(&world).is_err() {
            return Err(rows.refusal(record, rep, "is not a world of the run"));
        }
        let wanted = if lost.contains(&world) {
            "failed"
        } else {
            "ok"
        };
        if &record[status] != wanted {
            let what = format!("is not `{wanted}`, as data/failures.csv has it");
            return Err(rows.refusal(record, status, &what));
        }
        keys.push((world, scenario_of(rows, record, scenario, dataset)?));
    }
    rows.expect_order(keys.iter().copied())?;
    let all = expected
        .iter()
        .flat_map(|world| (0..n_scenarios).map(move |scenario| (*world, scenario)));
    if let Some((place, (world, scenario))) = all
        .enumerate()
        .find(|(place, wanted)| keys.get(*place) != Some(wanted))
    {
        let name = &dataset.scenarios[scenario].name;
        let reason = format!("the row of `{name}` in world {world} is missing here");
        return Err(rows.refused(rows.line_at(place), reason));
    }
    let done = rows.records.iter().filter(|record| &record[status] == "ok");
    done.map(|record| {
        let hexadecimal = record[key]
            .strip_prefix("0x")
            .and_then(|digits| u64::from_str_radix(digits, 16).ok());
        Ok(RunRecord {
            scenario: scenario_of(rows, record, scenario, dataset)?,
            replication: rows.whole(record, rep)?,
            world_key: hexadecimal.ok_or_else(|| rows.refusal(record, key, "is not a key"))?,
            values: columns
                .iter()
                .map(|column| rows.number(record, *column))
                .collect::<Result<_, _>>()?,
        })
    })
    .collect()
}

/// Numbers of the worlds that a run has, in order: all of the plan, or, where one alone was asked for, the one that is there.
fn expected_worlds(rows: &Rows, dataset: &Dataset) -> Result<Vec<u32>, ReadError> {
    let world = rows.column(world_column(dataset))?;
    if dataset.replications == 1 {
        let first = rows.records.first();
        let only = first.map(|record| rows.whole(record, world)).transpose()?;
        return Ok(only.into_iter().collect());
    }
    let Some(draws) = &dataset.draws else {
        return Ok((0..dataset.replications).collect());
    };
    let number = |draw, replication| World { draw, replication }.number();
    let of_draw = |draw| (0..draws.replications).map(move |replication| number(draw, replication));
    Ok((0..draws.n).flat_map(of_draw).collect())
}

fn read_failures(
    rows: &Rows,
    dataset: &Dataset,
    expected: &[u32],
) -> Result<Vec<Failure>, ReadError> {
    let world = world_column(dataset);
    let [scenario, rep, stage, quarter, message, replay] =
        rows.columns(["scenario", world, "stage", "quarter", "message", "replay"])?;
    let worlds = rows
        .records
        .iter()
        .map(|record| rows.whole::<u32>(record, rep));
    rows.expect_order(worlds.collect::<Result<Vec<_>, _>>()?)?;
    let failure = |record: &csv::StringRecord| {
        // a replication that is lost before scenarios part is lost in none of them
        if !record[scenario].is_empty() {
            scenario_of(rows, record, scenario, dataset)?;
        }
        if expected.binary_search(&rows.whole(record, rep)?).is_err() {
            return Err(rows.refusal(record, rep, "is not a world of the run"));
        }
        Ok(Failure {
            replication: rows.whole(record, rep)?,
            scenario: record[scenario].to_string(),
            quarter: if record[quarter].is_empty() {
                None
            } else {
                Some(rows.whole(record, quarter)?)
            },
            stage: record[stage].to_string(),
            message: record[message].to_string(),
            replay: record[replay].to_string(),
        })
    };
    rows.records.iter().map(failure).collect()
}

/// Series by world: the rows of a world stand together, in order of quarter.
fn read_series(rows: &Rows, dataset: &Dataset) -> Result<Vec<SeriesRecord>, ReadError> {
    let [scenario, rep] = rows.columns(["scenario", world_column(dataset)])?;
    let with_series = INDICATORS.iter().filter(|indicator| indicator.series);
    let columns = with_series
        .map(|indicator| rows.column(indicator.name))
        .collect::<Result<Vec<_>, _>>()?;
    let mut series: Vec<SeriesRecord> = Vec::new();
    for record in &rows.records {
        let world = (
            scenario_of(rows, record, scenario, dataset)?,
            rows.whole(record, rep)?,
        );
        if series
            .last()
            .is_none_or(|last| (last.scenario, last.replication) != world)
        {
            series.push(SeriesRecord {
                scenario: world.0,
                replication: world.1,
                values: Vec::new(),
            });
        }
        let Some(last) = series.last_mut() else {
            continue;
        };
        for column in &columns {
            last.values.push(rows.number(record, *column)?);
        }
    }
    let wanted = dataset.policy_quarters as usize * Dataset::n_series();
    let is_whole = series.iter().all(|one| one.values.len() == wanted)
        && series.len() == dataset.runs.len()
        && series
            .iter()
            .zip(&dataset.runs)
            .all(|(one, run)| (one.scenario, one.replication) == (run.scenario, run.replication));
    if is_whole {
        Ok(series)
    } else {
        let reason = format!(
            "rows are missing, too many or in another order: every world that finished has {} in a row",
            dataset.policy_quarters
        );
        Err(rows.refused(1, reason))
    }
}

fn read_differences(rows: &Rows, dataset: &Dataset) -> Result<Vec<SeriesDifference>, ReadError> {
    let columns = rows.columns(DIFFERENCES_HEADER)?;
    let one = |record: &csv::StringRecord| {
        let [scenario, baseline, quarter, indicator, n, diff, low, high] = columns;
        Ok(SeriesDifference {
            scenario: scenario_of(rows, record, scenario, dataset)?,
            baseline: scenario_of(rows, record, baseline, dataset)?,
            quarter: rows.whole(record, quarter)?,
            indicator: indicator_index(&record[indicator])
                .ok_or_else(|| rows.refusal(record, indicator, "is not an indicator"))?,
            n: rows.whole(record, n)?,
            diff: rows.number(record, diff)?,
            low: rows.number(record, low)?,
            high: rows.number(record, high)?,
        })
    };
    let found: Vec<SeriesDifference> = rows.records.iter().map(one).collect::<Result<_, _>>()?;
    for (record, one) in rows.records.iter().zip(&found) {
        if one.low > one.diff || one.diff > one.high {
            return Err(rows.refusal(record, columns[5], "is outside its interval"));
        }
    }
    let key = |one: &SeriesDifference| (one.scenario, one.baseline, one.quarter, one.indicator);
    rows.expect_order(found.iter().map(key))?;
    Ok(found)
}

fn read_bands(rows: &Rows, dataset: &Dataset) -> Result<Vec<SeriesBand>, ReadError> {
    let columns = rows.columns(TIMESERIES_HEADER)?;
    let band = |record: &csv::StringRecord| {
        let [scenario, quarter, indicator, n, mean, quantile_columns @ ..] = columns;
        let mut quantiles = [f64::NAN; 9];
        for (quantile, column) in quantiles.iter_mut().zip(quantile_columns) {
            *quantile = rows.number(record, column)?;
        }
        Ok(SeriesBand {
            scenario: scenario_of(rows, record, scenario, dataset)?,
            quarter: rows.whole(record, quarter)?,
            indicator: indicator_index(&record[indicator])
                .ok_or_else(|| rows.refusal(record, indicator, "is not an indicator"))?,
            n: rows.whole(record, n)?,
            mean: rows.number(record, mean)?,
            quantiles,
        })
    };
    let bands: Vec<SeriesBand> = rows.records.iter().map(band).collect::<Result<_, _>>()?;
    let mut worlds = vec![0; dataset.scenarios.len()];
    for run in &dataset.runs {
        worlds[run.scenario] += 1;
    }
    for (record, band) in rows.records.iter().zip(&bands) {
        if band.n > worlds[band.scenario] {
            return Err(rows.refusal(record, columns[3], "is more than the worlds that finished"));
        }
        let falls = band.quantiles.windows(2).position(|pair| pair[0] > pair[1]);
        if let Some(place) = falls {
            let column = columns[columns.len() - band.quantiles.len() + place + 1];
            return Err(rows.refusal(record, column, "is below the quantile before it"));
        }
    }
    let key = |band: &SeriesBand| (band.scenario, band.quarter, band.indicator);
    rows.expect_order(bands.iter().map(key))?;
    Ok(bands)
}
