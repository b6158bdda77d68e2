//! The command line: one file per verb. Data goes to stdout, talk to stderr.

#![allow(clippy::disallowed_methods)] // logarithms for the width of columns

mod against;
pub mod args;
mod check;
mod compare;
pub mod demo;
pub mod diagnostics;
mod diff;
mod drivers;
mod ending;
mod error;
mod evaluate;
mod execution;
mod exit;
mod explain;
mod findings;
mod finished;
mod indicators;
mod init;
mod internal;
mod open;
mod outputs;
mod params;
mod plan;
mod printing;
pub mod progress;
mod replay;
mod report;
mod rerun;
pub mod run;
mod schema;
mod sensitivity;
mod shipped;
mod story;
pub mod terminal;
mod trace;
mod words;

use std::ffi::OsString;

use clap::Parser;

use args::{Arguments, Verb};
pub use error::CliError;
pub use exit::{EXITS, Exit, exit_codes_text};
use printing::{print, print_usage};

use crate::scenario::is_odd;

/// Reads the command line, does what it asks and returns the exit code.
#[must_use]
pub fn execute() -> i32 {
    let words: Vec<OsString> = std::env::args_os().collect();
    let is_json = wants_json(&words);
    let done = internal::guarded(|| {
        match Arguments::try_parse_from(&words) {
        _ if has_odd(&words) => Err(CliError::input(
            "the command line holds a character that is no character of text, such as a control character",
        )
        .help("type it again without; a file whose name holds one needs another name")),
        Ok(arguments) => execute_verb(&arguments.verb),
        Err(error) => tell_usage(&error, is_json),
    }
    });
    let exit = done.unwrap_or_else(|error| {
        error.show(is_json);
        error.exit
    });
    exit.code()
}

/// True where an argument holds a character that text may not hold: it would go into manifests, pages and commands.
fn has_odd(words: &[OsString]) -> bool {
    let mut arguments = words.iter().skip(1);
    arguments.any(|word| word.to_string_lossy().contains(is_odd))
}

/// Shows help, the version, or what is wrong with a command line.
fn tell_usage(error: &clap::Error, is_json: bool) -> Result<Exit, CliError> {
    print_usage(error)?;
    if error.exit_code() == Exit::Ok.code() {
        return Ok(Exit::Ok);
    }
    if is_json {
        let text = error.to_string();
        let lines = text.lines().map(str::trim);
        let cause: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
        let cause = cause.join(" ");
        let cause = cause.trim_start_matches("error: ");
        let object = serde_json::json!({ "error": cause, "exit_code": Exit::Input });
        print(&format!("{object}\n"))?;
    }
    Ok(Exit::Input)
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

fn execute_verb(verb: &Verb) -> Result<Exit, CliError> {
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
