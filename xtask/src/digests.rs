//! Digests of what the program simulates, so that a change that should move no result is seen to move none.
//!
//! `tests/digests/tables.tsv` has a line for each table of each run: run, table, digest. A change that moves results on
//! purpose stores the digests again in the same commit, and the difference of that file says which tables moved.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest as _, Sha256};

use crate::{Failure, files_of, released_program, root};

/// Where the digests are, below the root.
const STORE: &str = "tests/digests/tables.tsv";
/// Where the paths of parameters are whose values must hold, below the root.
const PATHS: &str = "tests/digests/parameter-paths.txt";
/// Columns of `parameters.csv` that must hold, of the paths in [`PATHS`].
const PARAMETER_COLUMNS: [&str; 3] = ["scenario", "path", "value"];
/// Tables that may say something else at any time, or follow from others.
const FREE_TABLES: [&str; 2] = ["indicators", "scale"];

/// One call of the program whose tables are digested.
struct Call {
    /// Name in the store.
    name: String,
    /// Arguments without those that name the output.
    arguments: Vec<String>,
    /// True where the table is what is printed, not a folder.
    is_printed: bool,
    /// True where it takes seconds at the most.
    is_quick: bool,
}

impl Call {
    fn new(name: String, is_quick: bool, arguments: &str) -> Self {
        Self {
            name,
            arguments: arguments.split_whitespace().map(String::from).collect(),
            is_printed: false,
            is_quick,
        }
    }
}

/// Runs the task.
pub fn run(arguments: &[&str]) -> Result<(), Failure> {
    let mut is_quick = false;
    let mut is_written = false;
    let mut program = None;
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match *argument {
            "--quick" => is_quick = true,
            "--write" => is_written = true,
            "--program" => program = rest.next().map(PathBuf::from),
            other => return Err(format!("cargo xtask digests does not know `{other}`")),
        }
    }
    if is_quick && is_written {
        return Err("--write stores all digests; leave out --quick".to_string());
    }
    let program = match program {
        Some(program) => program,
        None => released_program()?,
    };
    let calls: Vec<Call> = all_calls()?
        .into_iter()
        .filter(|call| call.is_quick || !is_quick)
        .collect();
    let work = root().join("target/digests");
    let _ = std::fs::remove_dir_all(&work);
    std::fs::create_dir_all(&work).map_err(|error| format!("{}: {error}", work.display()))?;
    let folders = run_all(&program, &calls, &work)?;
    if is_written {
        write_paths(&folders)?;
    }
    let known = read(PATHS)?.lines().map(String::from).collect();
    let mut digests = BTreeMap::new();
    for (call, folder) in calls.iter().zip(&folders) {
        digest_folder(&call.name, folder, folder, &known, &mut digests)?;
    }
    if is_written {
        let lines: String =
            digests
                .iter()
                .fold(String::new(), |mut lines, ((run, table), digest)| {
                    let _ = writeln!(lines, "{run}\t{table}\t{digest}");
                    lines
                });
        std::fs::write(root().join(STORE), lines).map_err(|error| format!("{STORE}: {error}"))?;
        println!(
            "{} digests of {} runs stored in {STORE}",
            digests.len(),
            calls.len()
        );
        return Ok(());
    }
    compare(&digests, &calls)
}

/// Every call, in the order in which they run.
fn all_calls() -> Result<Vec<Call>, Failure> {
    let mut calls = vec![Call::new(
        "small".to_string(),
        true,
        "run scenarios/small.toml -r 4 --timeseries full",
    )];
    for study in files_of("studies")? {
        let run = format!("run scenarios/studies/{study}.toml -r 4 -S run.futures");
        let is_quick = study != "uganda-uncertain";
        calls.push(Call::new(
            format!("study-{study}"),
            is_quick,
            &format!("{run}=0"),
        ));
        calls.push(Call::new(
            format!("futures-{study}"),
            false,
            &format!("{run}=2 -S run.futures_worlds=2"),
        ));
    }
    for (folder, kind) in [
        ("programmes", "programme"),
        ("contexts", "context"),
        ("contexts/archetypes", "archetype"),
    ] {
        for name in files_of(folder)? {
            let run = format!("run scenarios/{folder}/{name}.toml -r 1 --timeseries full");
            calls.push(Call::new(format!("{kind}-{name}"), false, &run));
        }
    }
    let credit = "scenarios/studies/uganda-credit.toml";
    for (method, size) in [
        ("tornado", "-r 4"),
        ("morris", "-n 4 -r 2"),
        ("sobol", "-n 4 -r 2"),
    ] {
        let run = format!(
            "sensitivity {credit} -m {method} {size} -p credit.recovery -p sourcing.referred_noise"
        );
        calls.push(Call::new(format!("sensitivity-{method}"), false, &run));
    }
    let evaluate = "evaluate scenarios/studies/evaluate-support.toml -r 4";
    calls.push(Call::new("evaluate".to_string(), false, evaluate));
    calls.push(Call::new(
        "evaluate-findings".to_string(),
        false,
        "evaluate findings -r 2",
    ));
    let trace = Call::new("trace".to_string(), true, &format!("trace {credit} --csv"));
    calls.push(Call {
        is_printed: true,
        ..trace
    });
    Ok(calls)
}

/// Runs the calls one after another, each on all cores, and returns their folders.
fn run_all(program: &Path, calls: &[Call], work: &Path) -> Result<Vec<PathBuf>, Failure> {
    calls
        .iter()
        .map(|call| {
            let folder = work.join(&call.name);
            let mut command = Command::new(program);
            command.current_dir(root()).args(&call.arguments);
            if call.is_printed {
                std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
            } else {
                command.arg("--output").arg(&folder);
            }
            if call.arguments[0] == "run" {
                command.args(["--no-report", "--quiet"]);
            }
            let output = command
                .output()
                .map_err(|error| format!("{}: {error}", program.display()))?;
            if !output.status.success() {
                let said = String::from_utf8_lossy(&output.stderr);
                return Err(format!("{} failed: {command:?}\n{said}", call.name));
            }
            if call.is_printed {
                std::fs::write(folder.join("printed.csv"), &output.stdout)
                    .map_err(|error| error.to_string())?;
            }
            Ok(folder)
        })
        .collect()
}

/// Adds the digests of the tables in a folder of a run.
fn digest_folder(
    run: &str,
    base: &Path,
    folder: &Path,
    known: &BTreeSet<String>,
    digests: &mut BTreeMap<(String, String), String>,
) -> Result<(), Failure> {
    for path in tables_below(folder)? {
        let table = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if FREE_TABLES.contains(&table.as_str()) {
            continue;
        }
        let name = path
            .strip_prefix(base)
            .unwrap_or(&path)
            .display()
            .to_string();
        digests.insert((run.to_string(), name), digest(&path, &table, known)?);
    }
    Ok(())
}

/// Every table below a folder, but for numbers of charts and copies of inputs.
fn tables_below(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let entries =
        std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.is_dir() {
            if !path.ends_with("charts") && !path.ends_with("inputs") {
                found.extend(tables_below(&path)?);
            }
        } else if path.extension().is_some_and(|end| end == "csv") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Digest of a table; the first 16 hexadecimal digits say enough.
fn digest(path: &Path, table: &str, known: &BTreeSet<String>) -> Result<String, Failure> {
    let mut sum = Sha256::new();
    if table == "parameters" {
        let rows = parameter_rows(path)?;
        let known = rows.iter().filter(|[_, path, _]| known.contains(path));
        let header = PARAMETER_COLUMNS.map(String::from);
        for row in std::iter::once(&header).chain(known) {
            for cell in row {
                sum.update(cell.as_bytes());
                sum.update([0]);
            }
            sum.update([1]);
        }
    } else {
        sum.update(std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?);
    }
    let digits = sum.finalize();
    Ok(digits.iter().take(8).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

/// Scenario, path and value of each row of a table of parameters.
fn parameter_rows(table: &Path) -> Result<Vec<[String; 3]>, Failure> {
    let failure = |error: csv::Error| format!("{}: {error}", table.display());
    let mut reader = csv::Reader::from_path(table).map_err(failure)?;
    let header = reader.headers().map_err(failure)?.clone();
    let place = |name: &str| {
        let found = header.iter().position(|column| column == name);
        found.ok_or_else(|| format!("{} has no column `{name}`", table.display()))
    };
    let [scenario, path, value] = PARAMETER_COLUMNS;
    let columns = [place(scenario)?, place(path)?, place(value)?];
    reader
        .records()
        .map(|record| {
            let record = record.map_err(failure)?;
            Ok(columns.map(|column| record[column].to_string()))
        })
        .collect()
}

/// Stores the paths of all parameters in the tables of the runs.
fn write_paths(folders: &[PathBuf]) -> Result<(), Failure> {
    let mut paths = BTreeSet::new();
    for folder in folders {
        for table in tables_below(folder)?
            .iter()
            .filter(|table| table.ends_with("parameters.csv"))
        {
            paths.extend(parameter_rows(table)?.into_iter().map(|[_, path, _]| path));
        }
    }
    let lines: String = paths.iter().flat_map(|path| [path, "\n"]).collect();
    std::fs::write(root().join(PATHS), lines).map_err(|error| format!("{PATHS}: {error}"))
}

fn read(path: &str) -> Result<String, Failure> {
    std::fs::read_to_string(root().join(path)).map_err(|error| format!("{path}: {error}"))
}

/// Compares with what is stored for these calls; what differs, is missing or is new is a failure.
fn compare(digests: &BTreeMap<(String, String), String>, calls: &[Call]) -> Result<(), Failure> {
    let runs: BTreeSet<&str> = calls.iter().map(|call| call.name.as_str()).collect();
    let mut stored = BTreeMap::new();
    for line in read(STORE)?.lines() {
        let mut parts = line.split('\t');
        if let (Some(run), Some(table), Some(digest)) = (parts.next(), parts.next(), parts.next())
            && runs.contains(run)
        {
            stored.insert((run.to_string(), table.to_string()), digest.to_string());
        }
    }
    let mut moved = String::new();
    for (key, digest) in digests {
        match stored.remove(key) {
            None => writeln!(moved, "new      {} {}", key.0, key.1),
            Some(before) if before != *digest => writeln!(moved, "moved    {} {}", key.0, key.1),
            Some(_) => Ok(()),
        }
        .map_err(|error| error.to_string())?;
    }
    for (run, table) in stored.keys() {
        let _ = writeln!(moved, "missing  {run} {table}");
    }
    if moved.is_empty() {
        println!("{} digests of {} runs hold", digests.len(), calls.len());
        Ok(())
    } else {
        Err(format!(
            "{moved}Where this is meant, cargo xtask digests --write stores the new ones"
        ))
    }
}
