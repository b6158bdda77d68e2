//! Opens the run that a verb names.

use std::path::{Path, PathBuf};

use super::EXIT_INPUT;
use super::diagnostics::{complain, say};
use super::study::OUTPUT;
use crate::results::{FinishedRun, ReadError, RunFolder};

/// Reads a finished run; where that fails, says why and returns the exit code.
pub(super) fn open(run: &Path) -> Result<FinishedRun, i32> {
    RunFolder::read(&place(run)).map_err(|error| refuse(&error))
}

/// Says why a run cannot be read and what to do; returns the exit code.
pub(super) fn refuse(error: &ReadError) -> i32 {
    complain(&error.to_string());
    say(&format!("  {}", error.help()));
    EXIT_INPUT
}

/// The folder that is meant: `latest` is the last run below [`OUTPUT`], unless a folder of that name is here.
pub(super) fn place(run: &Path) -> PathBuf {
    if run == Path::new("latest") && run.symlink_metadata().is_err() { Path::new(OUTPUT).join(run) } else { run.to_path_buf() }
}
