//! The command line: one file per verb. Data goes to stdout, talk to stderr.

#![allow(clippy::disallowed_methods)] // the clock of `progress.rs`, and logarithms for the width of columns

pub mod answer;
pub mod args;
mod auto;
mod check;
mod compare;
pub mod demo;
pub mod diagnostics;
mod diff;
mod drivers;
mod ending;
mod evaluate;
mod explain;
mod finished;
mod indicators;
mod init;
mod outputs;
mod page;
mod params;
mod plan;
pub mod progress;
mod replay;
mod report;
mod rerun;
pub mod run;
mod schema;
mod sensitivity;
mod story;
pub mod study;
mod targets;
pub mod terminal;
mod trace;

use std::ffi::OsString;

use clap::Parser;

use args::{Arguments, Verb};

/// Exit code: all went well.
pub const EXIT_OK: i32 = 0;
/// Exit code: an unexpected error, ours to repair.
pub const EXIT_UNEXPECTED: i32 = 1;
/// Exit code: bad usage or invalid input; nothing was run or written.
pub const EXIT_INPUT: i32 = 2;
/// Exit code: finished, and some replications failed.
pub const EXIT_FAILED_REPLICATIONS: i32 = 3;
/// Exit code: finished, and the precision asked for was not reached.
pub const EXIT_PRECISION: i32 = 4;
/// Exit code: a replication that was run again is not what the run wrote.
pub const EXIT_MISMATCH: i32 = 6;
/// Exit code: the folder to write exists, is not empty or is locked.
pub const EXIT_OUTPUT_EXISTS: i32 = 7;

/// Reads the command line, does what it asks and returns the exit code.
#[must_use]
pub fn execute() -> i32 {
    let words: Vec<OsString> = std::env::args_os().collect();
    let exit_code = match Arguments::try_parse_from(&words) {
        Ok(arguments) => execute_verb(&arguments.verb),
        Err(error) => {
            let _ = error.print();
            let text = error.to_string();
            let cause = text
                .lines()
                .map(str::trim)
                .take_while(|line| !line.is_empty())
                .collect::<Vec<_>>()
                .join(" ");
            diagnostics::remember(cause.trim_start_matches("error: "));
            error.exit_code()
        }
    };
    if exit_code != EXIT_OK && wants_json(&words) {
        diagnostics::print_failure(exit_code);
    }
    exit_code
}

/// True where the command line asks for JSON, even if the rest of it cannot be read.
fn wants_json(words: &[OsString]) -> bool {
    words
        .iter()
        .any(|word| word == "--json" || word == "--format=json")
        || words
            .windows(2)
            .any(|pair| pair[0] == "--format" && pair[1] == "json")
}

fn execute_verb(verb: &Verb) -> i32 {
    match verb {
        Verb::Demo(args) => demo::execute(args),
        Verb::Check(args) => check::execute(args),
        Verb::Run(args) => run::execute(args),
        Verb::Plan(args) => plan::execute(args),
        Verb::Sensitivity(args) => sensitivity::execute(args),
        Verb::Diff(args) => diff::execute(args),
        Verb::Init(args) => init::execute(args),
        Verb::Compare(args) => compare::execute(args),
        Verb::Report(args) => report::execute(args),
        Verb::Trace(args) => trace::execute(args),
        Verb::Replay(args) => replay::execute(args),
        Verb::Evaluate(args) => evaluate::execute(args),
        Verb::Params(args) => params::execute(args),
        Verb::Indicators(args) => indicators::execute(args),
        Verb::Schema(args) => schema::execute(args),
        Verb::Explain(args) => explain::execute(args),
    }
}
