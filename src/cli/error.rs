//! End of a call: exit codes, and errors, which are shown in one place.

use serde::{Serialize, Serializer};
use serde_json::json;

use super::args::Color;
use super::diagnostics::{print, print_problems, say, to_json};
use crate::ensemble::EnsembleError;
use crate::plan::Prepared;
use crate::results::{FolderError, ReadError};
use crate::study::StudyError;

/// Exit codes of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All went well.
    Ok = 0,
    /// An unexpected error, ours to repair.
    Unexpected = 1,
    /// Bad usage or invalid input; nothing was run or written.
    Input = 2,
    /// Finished, and some replications failed.
    FailedReplications = 3,
    /// Finished, and the requested precision was not reached.
    Precision = 4,
    /// A replication that was run again is not what the run wrote.
    Mismatch = 6,
    /// The folder to write exists, is not empty or is locked.
    OutputExists = 7,
}

impl Exit {
    /// The code for the system.
    #[must_use]
    pub const fn code(self) -> i32 {
        self as i32
    }

    /// The exit of something that finished, by whether worlds were lost.
    #[must_use]
    pub const fn of_lost(lost: usize) -> Self {
        if lost == 0 {
            Self::Ok
        } else {
            Self::FailedReplications
        }
    }
}

impl Serialize for Exit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i32(self.code())
    }
}

/// Reason for a verb to end without its result.
#[derive(Debug)]
pub struct CliError {
    /// Exit code of the call.
    pub exit: Exit,
    /// What is wrong; none where problems in files say all.
    pub message: Option<String>,
    /// What to do about it, if anything.
    pub help: Option<String>,
    /// Problems in files, shown before the message.
    problems: Option<(Box<Prepared>, Color)>,
}

impl CliError {
    /// An error with a message.
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self {
            exit,
            message: Some(message.into()),
            help: None,
            problems: None,
        }
    }

    /// Bad usage or invalid input.
    pub fn input(message: impl Into<String>) -> Self {
        Self::new(Exit::Input, message)
    }

    /// Files that do not pass their check.
    #[must_use]
    pub const fn check(check: Box<Prepared>, color: Color) -> Self {
        Self {
            exit: Exit::Input,
            message: None,
            help: None,
            problems: Some((check, color)),
        }
    }

    /// The same with a word on what to do.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    /// The same with a message of its own.
    #[must_use]
    pub fn because(self, exit: Exit, message: impl Into<String>) -> Self {
        Self {
            exit,
            message: Some(message.into()),
            ..self
        }
    }

    /// An error of a study, its problems in colours or not.
    #[must_use]
    pub fn of_study(error: StudyError, color: Color) -> Self {
        match error {
            StudyError::Check(check) => Self::check(check, color),
            StudyError::Ensemble(error) => error.into(),
            StudyError::Folder(error) => error.into(),
            StudyError::Report(error) => Self::new(Exit::Unexpected, error.to_string()),
        }
    }

    /// Shows the error on standard error and, if a value was requested, as one JSON object on standard output.
    pub fn show(&self, is_json: bool) {
        if let Some((check, color)) = &self.problems {
            print_problems(check, *color);
        }
        if let Some(message) = &self.message {
            say(&format!("error: {message}"));
        }
        if let Some(help) = &self.help {
            say(&format!("  {help}"));
        }
        if is_json {
            print(&format!("{}\n", self.as_json()));
        }
    }

    fn as_json(&self) -> serde_json::Value {
        match (&self.message, &self.problems) {
            (None, Some((check, _))) => {
                let problems = check.problems.iter();
                let problems: Vec<_> = problems
                    .map(|problem| to_json(problem, &check.sources))
                    .collect();
                json!({ "problems": problems, "exit_code": self.exit })
            }
            (message, _) => json!({ "error": message, "exit_code": self.exit }),
        }
    }
}

impl From<StudyError> for CliError {
    fn from(error: StudyError) -> Self {
        Self::of_study(error, Color::Auto)
    }
}

impl From<EnsembleError> for CliError {
    fn from(error: EnsembleError) -> Self {
        match &error {
            EnsembleError::DifferentContext { .. } => Self::input(error.to_string())
                .help("run scenarios of different contexts as studies of their own"),
            EnsembleError::NoSuchReplication { .. } => Self::input(error.to_string())
                .help("name a smaller one with --rep, or ask for more worlds with -r"),
            EnsembleError::Threads { .. } => Self::new(Exit::Unexpected, error.to_string()),
        }
    }
}

impl From<FolderError> for CliError {
    fn from(error: FolderError) -> Self {
        let message = error.to_string();
        match &error {
            FolderError::Exists { path }
                if path.extension().is_some_and(|end| end == "partial")
                    && !path.join("manifest.json").is_file() =>
            {
                Self::new(Exit::OutputExists, message).help(
                    "a run is writing there, or was interrupted; name another folder with -o, or remove this one",
                )
            }
            FolderError::Exists { .. } => Self::new(Exit::OutputExists, message)
                .help("results are never overwritten; name another folder with -o"),
            FolderError::Io { .. } => Self::new(Exit::Unexpected, message)
                .help("name a folder that can be made and written with -o"),
            FolderError::NoName { .. } => Self::input(message),
        }
    }
}

impl From<ReadError> for CliError {
    fn from(error: ReadError) -> Self {
        Self::input(error.to_string()).help(error.help())
    }
}

/// The terminal or pipe refused the text.
impl From<std::io::Error> for CliError {
    fn from(error: std::io::Error) -> Self {
        Self::new(Exit::Unexpected, format!("cannot print: {error}"))
    }
}
