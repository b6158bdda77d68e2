//! Tasks of the people who maintain linkwright; `cargo xtask` lists them.

#![allow(clippy::disallowed_methods)] // a task may look at the clock and set its exit code

mod book;
mod contexts;
mod digests;
mod fuzz;
mod notices;
mod recipes;
mod tests;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// What goes wrong in a task: a sentence.
type Failure = String;

const USAGE: &str = "Usage: cargo xtask TASK

Tasks:
  book [--check] [--results] [--program FILE] [NAME…]
           Make documents that hold lists (parameters, indicators, the editor schema, notices of third
           parties) again, and with --results those that hold results, which takes hours; NAME is a part
           of a path. --check says which are out of date and runs no simulation; --program simulates
           with another one
  contexts [--write] [--reps N] [--program FILE] [NAME…|FILE.toml…]
           Simulate contexts without a programme, and solve the numbers that are there to meet a context's
           [targets] (loans, lending rate, shares of lots, exit, number of firms); --write puts them into
           the files, else they are only printed; NAME is a part of a name, or the path of a file of your own
  digests [--quick] [--write] [--program FILE]
           Run studies and compare their tables with tests/digests. --quick leaves out what takes
           minutes; --write stores the digests of this program instead; --program runs another one
  fuzz [--executions N] [--seed S] [--jobs J] [--first EXECUTION]
           Check mutated input in memory: nothing may panic, take over a second, or pass with a key that
           the editor schema does not know. Failing inputs go to target/fuzz/S; --first repeats one
  golden   Write the golden tables in tests/golden as the program makes them now
  long     Run what takes too long for a check: the ignored tests of the science tier, the tests of a
           program built with Parquet, all digests,
           the recipes, ten million executions of the fuzzer
  recipes [NAME…]
           Carry out the recipes of CONTRIBUTING.md on a copy of the project (instrument, indicator,
           equation, verb), and see that what they leave out does not compile";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.split_first() {
        Some((&"book", rest)) => book::run(rest),
        Some((&"contexts", rest)) => contexts::run(rest),
        Some((&"digests", rest)) => digests::run(rest),
        Some((&"fuzz", rest)) => fuzz::run(rest),
        Some((&"golden", rest)) => tests::golden(rest),
        Some((&"recipes", rest)) => recipes::run(rest),
        Some((&"long", rest)) => tests::long(rest),
        _ => Err(USAGE.to_string()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// Folder of the whole project.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask is a folder of the project")
}

/// Names of the `.toml` files of a folder below `scenarios`, sorted.
fn files_of(folder: &str) -> Result<Vec<String>, Failure> {
    let path = root().join("scenarios").join(folder);
    let entries =
        std::fs::read_dir(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".toml").map(String::from))
        .collect();
    names.sort();
    Ok(names)
}

/// The released program, built from the files as they are now.
fn released_program() -> Result<PathBuf, Failure> {
    let status = Command::new(env!("CARGO"))
        .args(["build", "--release", "--quiet", "--package", "linkwright"])
        .current_dir(root())
        .status();
    match status {
        Ok(status) if status.success() => Ok(root().join("target/release/linkwright")),
        _ => Err("the program does not build: cargo build --release".to_string()),
    }
}
