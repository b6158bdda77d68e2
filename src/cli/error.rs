//! Errors of a call, which are shown in one place.

use serde_json::json;

use super::Exit;
use super::args::Color;
use super::diagnostics::{print_problems, to_json};
use super::printing::{print, say};
use crate::ensemble::EnsembleError;
use crate::plan::Prepared;
use crate::results::{FolderError, ReadError};
use crate::study::StudyError;

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

    /// A write that the system refused.
    #[must_use]
    pub fn of_write(message: String, error: &std::io::Error) -> Self {
        let (exit, help) = Exit::of_refused_write(error.kind());
        Self::new(exit, message).help(help)
    }

    /// Data that the terminal, file or pipe behind stdout refused.
    #[must_use]
    pub fn of_print(error: &std::io::Error) -> Self {
        Self::new(
            Exit::WriteFailed,
            format!("what was asked for could not be printed: {error}"),
        )
        .help("look after the file, disk or terminal that stdout goes to, and ask again")
    }

    /// The same with a word on what failed before its message.
    #[must_use]
    pub fn before(self, words: &str) -> Self {
        let message = self.message.map(|message| format!("{words}{message}"));
        Self { message, ..self }
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
        if is_json
            && let Err(second) = print(&format!("{}\n", self.as_json()))
            && second.message != self.message
        {
            second.show(false);
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
                Self::new(Exit::Place, message).help(
                    "a run is writing there, or was interrupted; name another folder with -o, or remove this one",
                )
            }
            FolderError::Exists { .. } => Self::new(Exit::Place, message)
                .help("results are never overwritten; name another folder with -o"),
            FolderError::Io { source, .. } => Self::of_write(message, source),
            FolderError::NoName { .. } => {
                Self::new(Exit::Place, message).help("name a folder with -o")
            }
            FolderError::Latest { .. } => {
                Self::new(Exit::Place, message).help("name another folder with -o")
            }
        }
    }
}

impl From<ReadError> for CliError {
    fn from(error: ReadError) -> Self {
        let exit = match &error {
            ReadError::NoRun { .. }
            | ReadError::Layout { .. }
            | ReadError::LeftOut { .. }
            | ReadError::Io { .. } => Exit::Input,
            ReadError::Manifest { .. } | ReadError::Changed { .. } | ReadError::Row { .. } => {
                Exit::Damaged
            }
        };
        Self::new(exit, error.to_string()).help(error.help())
    }
}
