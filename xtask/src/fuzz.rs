//! The fuzzer of input files, `tests/fuzz`, with the profile that tests use: overflow is a panic there.

use std::process::Command;

use crate::{Failure, root};

/// Executions of a long run.
const MANY: &str = "10000000";

/// Runs the fuzzer; arguments go to it as they are.
pub fn run(arguments: &[&str]) -> Result<(), Failure> {
    let status = Command::new(env!("CARGO"))
        .args([
            "run",
            "--quiet",
            "--profile",
            "test",
            "--package",
            "linkwright",
        ])
        .args(["--example", "fuzz", "--"])
        .args(arguments)
        .current_dir(root())
        .status()
        .map_err(|error| format!("the fuzzer: {error}"))?;
    if status.success() {
        return Ok(());
    }
    Err(format!("the fuzzer found something, or died: {status}"))
}

/// Runs it for long, on two threads.
pub fn long() -> Result<(), Failure> {
    run(&["--executions", MANY, "--jobs", "2"])
}
