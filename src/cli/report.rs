//! The verb `report`: report, brief and charts of a finished run, made from its data only.

use std::path::PathBuf;

use serde_json::json;

use super::against::{self, Beside};
use super::args::ReportArgs;
use super::diagnostics::count;
use super::diff::Side;
use super::finished::{self, absolute};
use super::open::open_page;
use super::printing::{print, print_text, say};
use super::{CliError, Exit};
use crate::report::charts::{Charts, is_chart_file};
use crate::report::{MadeBy, PAGE};
use crate::results::{FinishedRun, renew_files};
use crate::study::Findings;

/// Makes the report again.
///
/// # Errors
/// [`CliError`] where the run cannot be read, has no worlds, or its report cannot be made.
pub fn execute(args: &ReportArgs) -> Result<Exit, CliError> {
    let run = finished::open(&args.run)?;
    if run.dataset.runs.is_empty() {
        return Err(CliError::input(format!(
            "no world of {} finished, so there is nothing to report",
            run.path.display()
        )));
    }
    let previous = args.against.as_deref().map(against::open).transpose()?;
    let side = previous.as_ref().map(|_| Side::of_run(&run)).transpose()?;
    let (renewed, findings) = renew(run, args.png)?;
    let beside = previous
        .as_ref()
        .zip(side.as_ref())
        .map(|(previous, side)| {
            let estimates = &findings.estimates;
            Beside::new(previous, (findings.dataset(), estimates), side)
        });
    if !args.talk.quiet {
        say(&renewed.reported());
    }
    let Renewed {
        page,
        files,
        written,
        removed,
    } = &renewed;
    if args.talk.json {
        let against = beside.map(|beside| beside.json());
        let object = json!({ "report": page.to_string_lossy(), "files": files, "written": written, "removed": removed, "against": against });
        print(&format!("{object}\n"))?;
    } else {
        let beside = beside.map_or_else(String::new, |beside| beside.text() + "\n");
        print_text(&format!("{beside}{}\n", absolute(page).display()))?;
    }
    if args.open {
        open_page(page);
    }
    Ok(Exit::Ok)
}

/// Outcome of a renewed report.
struct Renewed {
    /// Path of the report.
    page: PathBuf,
    /// Files that it has.
    files: usize,
    /// Of these, files that were not as they are now.
    written: usize,
    /// Files of charts that it no longer has.
    removed: usize,
}

impl Renewed {
    fn reported(&self) -> String {
        let written = match self.written {
            0 => "all as they were".to_string(),
            n => format!("{n} of them written"),
        };
        let removed = match self.removed {
            0 => String::new(),
            n => format!(
                "; {} of charts that it no longer has removed",
                count(n, "file")
            ),
        };
        format!("report   {}, {written}{removed}", count(self.files, "file"))
    }
}

fn renew(mut run: FinishedRun, with_png: bool) -> Result<(Renewed, Findings), CliError> {
    let made_by = MadeBy {
        command: &run.manifest.machine.reproduce,
        version: &run.manifest.linkwright,
        citation: &run.manifest.machine.citation,
    };
    let findings = Findings::of_run(&run);
    findings.check_tables(&run)?;
    let artifacts = findings.report(&made_by, with_png).map_err(|error| {
        let message = format!("the report could not be made: {error}");
        CliError::new(Exit::Unexpected, message)
    })?;
    if with_png {
        warn_of_letters(&Charts::new(&findings.report_input(&made_by)));
    }
    let files: Vec<_> = artifacts
        .into_iter()
        .map(|file| (file.path, file.bytes))
        .collect();
    let is_stale = |inside: &str, is_listed: bool| {
        inside.starts_with("charts/") && (is_listed || is_chart_file(inside))
    };
    let (written, removed) = renew_files(&run.path, &mut run.manifest, &files, &is_stale)
        .map_err(|error| CliError::from(error).before("the report could not be written: "))?;
    let renewed = Renewed {
        page: run.path.join(PAGE),
        files: files.len(),
        written,
        removed,
    };
    Ok((renewed, findings))
}

/// Says once which letters bitmaps show as question marks.
fn warn_of_letters(charts: &Charts) {
    let letters: Vec<String> = charts
        .strange_letters()
        .iter()
        .map(char::to_string)
        .collect();
    if let Some((first, rest)) = letters.split_first() {
        let more = match rest.len() {
            0 => String::new(),
            n => format!(" and {} more", count(n, "letter")),
        };
        say(&format!(
            "warning: bitmaps of charts show {first}{more} as “?”, since their font has no such letters; page and SVG files write them with the fonts of the reader"
        ));
    }
}
