//! The answer of an earlier run, of this version of the program or another: what its manifest and a few tables say, read by name.
//!
//! Nothing is estimated from it, so that keys and columns that another version has beside, or lacks, do not matter.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::folder::MANIFEST;
use super::inside::follow;
use super::manifest::FileEntry;
use super::read::{odd_text, read_listed};
use super::rows::Rows;
use super::{ReadError, StoredNumber};

/// A paired difference as `compare.csv` has it.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredDifference {
    /// Name of the scenario.
    pub scenario: String,
    /// Name of the scenario that it is compared with.
    pub baseline: String,
    /// Name of the indicator.
    pub indicator: String,
    /// Mean difference [unit of the indicator]; NaN where there is none.
    pub diff: f64,
    /// Lower end of its 95 % interval; NaN where there is none.
    pub ci_low: f64,
    /// Upper end likewise.
    pub ci_high: f64,
}

/// The answer of an earlier run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PreviousRun {
    /// The folder.
    pub path: PathBuf,
    /// Version of the program, `unknown` where the manifest does not say.
    pub version: String,
    /// Build of the program, likewise.
    pub build: String,
    /// Study, likewise.
    pub study: String,
    /// Seed, likewise.
    pub seed: String,
    /// Worlds requested of every scenario; draws times replications where parameters were drawn.
    pub worlds: Option<u64>,
    /// Names of the contexts.
    pub contexts: Vec<String>,
    /// Name and changes of every scenario.
    pub scenarios: Vec<(String, Vec<String>)>,
    /// Every paired difference.
    pub differences: Vec<StoredDifference>,
    /// Every parameter of every scenario; empty where the run kept none.
    pub numbers: Vec<StoredNumber>,
}

impl PreviousRun {
    /// Reads the folder of a run; its `compare.csv` has to be as the run wrote it.
    ///
    /// # Errors
    /// [`ReadError`] where it is no run, or a file of it was changed or cannot be understood.
    pub fn read(path: &Path) -> Result<Self, ReadError> {
        let path = follow(path);
        let manifest = manifest(&path)?;
        let text = |value: &Value| match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => "unknown".to_string(),
        };
        let texts = |value: &Value| -> Vec<String> {
            let items = value.as_array().into_iter().flatten();
            items
                .filter_map(Value::as_str)
                .map(str::to_string)
                .collect()
        };
        let list = |key: &str| manifest[key].as_array().into_iter().flatten();
        let draws = manifest["draws"]["n"].as_u64().unwrap_or(1);
        Ok(Self {
            version: text(&manifest["linkwright"]),
            build: text(&manifest["build"]),
            study: text(&manifest["study"]),
            seed: text(&manifest["seed"]),
            worlds: manifest["replications"]
                .as_u64()
                .map(|worlds| worlds.max(draws)),
            contexts: list("contexts").map(|one| text(&one["name"])).collect(),
            scenarios: list("scenarios")
                .map(|one| (text(&one["name"]), texts(&one["changes"])))
                .collect(),
            differences: table(&path, &manifest, "compare.csv")?
                .map_or_else(|| Err(lacking(&path)), |rows| differences(&rows))?,
            numbers: table(&path, &manifest, "parameters.csv")?
                .map_or_else(|| Ok(Vec::new()), |rows| numbers(&rows))?,
            path,
        })
    }

    /// The difference of a pair in an indicator, by names.
    #[must_use]
    pub fn difference(&self, pair: (&str, &str), indicator: &str) -> Option<&StoredDifference> {
        self.differences.iter().find(|one| {
            (one.scenario.as_str(), one.baseline.as_str()) == pair && one.indicator == indicator
        })
    }
}

fn manifest(folder: &Path) -> Result<Value, ReadError> {
    let path = folder.join(MANIFEST);
    let bytes = fs::read(&path).map_err(|_| ReadError::NoRun {
        path: folder.to_path_buf(),
    })?;
    let refuse = |reason: String| ReadError::Manifest {
        path: path.clone(),
        reason,
    };
    let value: Value = serde_json::from_slice(&bytes).map_err(|error| refuse(error.to_string()))?;
    if odd_text(&value).is_some() {
        return Err(refuse(
            "it holds characters that are none of text".to_string(),
        ));
    }
    Ok(value)
}

/// A table that the manifest lists, with its checksum.
fn table(folder: &Path, manifest: &Value, file: &str) -> Result<Option<Rows>, ReadError> {
    let inside = format!("data/{file}");
    let mut entries = manifest["files"].as_array().into_iter().flatten();
    let Some(entry) = entries.find(|entry| entry["path"] == inside.as_str()) else {
        return Ok(None);
    };
    let entry: FileEntry =
        serde_json::from_value(entry.clone()).map_err(|error| ReadError::Manifest {
            path: folder.join(MANIFEST),
            reason: error.to_string(),
        })?;
    let bytes = read_listed(folder, &entry)?;
    Rows::parse(&folder.join(&inside), &bytes).map(Some)
}

fn lacking(folder: &Path) -> ReadError {
    ReadError::Manifest {
        path: folder.join(MANIFEST),
        reason: "it lists no data/compare.csv, which holds the answer".to_string(),
    }
}

fn differences(rows: &Rows) -> Result<Vec<StoredDifference>, ReadError> {
    let [scenario, baseline, indicator, diff, low, high] = rows.columns([
        "scenario",
        "baseline",
        "indicator",
        "diff",
        "ci_low",
        "ci_high",
    ])?;
    let difference = |record: &csv::StringRecord| {
        Ok(StoredDifference {
            scenario: record[scenario].to_string(),
            baseline: record[baseline].to_string(),
            indicator: record[indicator].to_string(),
            diff: rows.number(record, diff)?,
            ci_low: rows.number(record, low)?,
            ci_high: rows.number(record, high)?,
        })
    };
    rows.records.iter().map(difference).collect()
}

fn numbers(rows: &Rows) -> Result<Vec<StoredNumber>, ReadError> {
    let [scenario, path, value, unit] = rows.columns(["scenario", "path", "value", "unit"])?;
    let number = |record: &csv::StringRecord| {
        Ok(StoredNumber {
            scenario: record[scenario].to_string(),
            path: record[path].to_string(),
            value: rows.number(record, value)?,
            unit: record[unit].to_string(),
        })
    };
    rows.records.iter().map(number).collect()
}
