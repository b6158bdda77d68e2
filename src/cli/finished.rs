//! Opens the run that a verb names.

use std::path::{Path, PathBuf};

use super::CliError;
use super::diagnostics::count;
use crate::results::{FinishedRun, RunFolder, runs_in};
use crate::scenario::LATEST;
use crate::study::OUTPUT;

/// Reads a finished run.
pub(super) fn open(run: &Path) -> Result<FinishedRun, CliError> {
    let place = place(run);
    match no_run(run, &place) {
        Some((what, help)) => Err(CliError::input(what).help(help)),
        None => Ok(RunFolder::read(&place)?),
    }
}

/// The folder that is meant: `latest` is the last run below [`OUTPUT`], unless a folder of that name is here.
pub(super) fn place(run: &Path) -> PathBuf {
    if run == Path::new(LATEST) && run.symlink_metadata().is_err() {
        Path::new(OUTPUT).join(run)
    } else {
        run.to_path_buf()
    }
}

/// A path from the root, which stays right in whatever folder it is read; the path itself where the system does not say.
pub(super) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

/// Kind of a path that is no run, and its possible uses; none for what may be a run.
fn no_run(named: &Path, place: &Path) -> Option<(String, String)> {
    let shown = place.display();
    let is_latest = named == Path::new(LATEST);
    if place.symlink_metadata().is_err() {
        return Some(if is_latest {
            (
                format!("there is no run below {OUTPUT}/ yet"),
                "`linkwright run FILE` makes one; run folders elsewhere are named by their path"
                    .into(),
            )
        } else {
            (
                format!("there is no folder {shown}"),
                "name the folder that `linkwright run` wrote, or `latest` for the last one below output/".into(),
            )
        });
    }
    if place.is_file() && !is_latest {
        let help = "name the folder that `linkwright run` wrote; `linkwright run FILE` makes one of a study";
        return Some((
            format!("{shown} is a file, not the folder of a finished run"),
            help.into(),
        ));
    }
    let has = |inside: &str| place.join(inside).is_file();
    for (table, verb, again) in [
        (
            "data/sensitivity.csv",
            "sensitivity",
            "its figures are in data/sensitivity.csv and charts/",
        ),
        (
            "evaluation.csv",
            "evaluate",
            "its figures are in evaluation.csv",
        ),
        (
            "findings.csv",
            "evaluate findings",
            "its figures are in findings.csv and findings.html",
        ),
    ] {
        if has(table) && !has("data/runs.csv") {
            let help = format!(
                "{again}, and it keeps no worlds to compare, report, trace or replay; `linkwright run` on the same files makes a run"
            );
            return Some((
                format!("{shown} was made by `linkwright {verb}`: it is not a run of a study"),
                help,
            ));
        }
    }
    let inside = if has("manifest.json") || place.is_file() {
        Vec::new()
    } else {
        runs_in(place)
    };
    let last = inside.last()?;
    Some((
        format!(
            "{shown} is not a run, and holds {}",
            count(inside.len(), "run")
        ),
        format!("name one of them, such as the last: {}", last.display()),
    ))
}
