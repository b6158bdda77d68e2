//! Tests that `cargo test` does not run, or runs to other ends.

use std::process::Command;

use crate::{Failure, digests, fuzz, recipes, root};

/// Writes the golden tables in `tests/golden` as the program makes them now; the test that holds them writes them.
pub fn golden(arguments: &[&str]) -> Result<(), Failure> {
    refuse_all(arguments, "golden")?;
    let mut command = cargo_test(&["--quiet", "--test", "suite", "golden::"]);
    succeed(command.env("LINKWRIGHT_RENEW", "1"), "golden tables")
}

/// Runs what takes longer than a check may: the ignored tests of the science tier, with what they print, all digests, the
/// recipes and the fuzzer.
pub fn long(arguments: &[&str]) -> Result<(), Failure> {
    refuse_all(arguments, "long")?;
    let mut command = cargo_test(&["--test", "science", "--", "--ignored", "--nocapture"]);
    let tests = succeed(&mut command, "ignored tests of the science tier");
    let mut parquet = cargo_test(&["--features", "parquet", "--lib", "--", "results::parquet"]);
    let parquet = succeed(&mut parquet, "tables as Parquet");
    let digests = digests::run(&[]);
    let recipes = recipes::run(&[]);
    let fuzz = fuzz::long();
    tests.and(parquet).and(digests).and(recipes).and(fuzz)
}

fn refuse_all(arguments: &[&str], task: &str) -> Result<(), Failure> {
    match arguments.first() {
        Some(argument) => Err(format!("cargo xtask {task} does not know `{argument}`")),
        None => Ok(()),
    }
}

fn cargo_test(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.arg("test").args(arguments).current_dir(root());
    command
}

fn succeed(command: &mut Command, what: &str) -> Result<(), Failure> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("{what}: {command:?} failed")),
        Err(error) => Err(format!("{what}: {error}")),
    }
}
