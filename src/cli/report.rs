//! The verb `report`: report, brief and charts of a finished run, made from its data only.

use serde_json::json;

use super::args::ReportArgs;
use super::diagnostics::{count, print, say};
use super::{CliError, Exit, finished};
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
    let renewed = renew(run).map_err(|reason| {
        let message = format!("the report could not be written: {reason}");
        CliError::new(Exit::Unexpected, message)
    })?;
    if !args.quiet {
        say(&renewed.reported());
    }
    let Renewed {
        page,
        files,
        written,
    } = &renewed;
    let object = json!({ "report": page, "files": files, "written": written });
    print(&if args.json {
        format!("{object}\n")
    } else {
        format!("{page}\n")
    });
    Ok(Exit::Ok)
}

/// Outcome of a renewed report.
struct Renewed {
    /// Path of the report.
    page: String,
    /// Files that it has.
    files: usize,
    /// Of these, files that were not as they are now.
    written: usize,
}

impl Renewed {
    fn reported(&self) -> String {
        match self.written {
            0 => format!("report   {}, all as they were", count(self.files, "file")),
            n => format!(
                "report   {}, {n} of them written",
                count(self.files, "file")
            ),
        }
    }
}

fn renew(mut run: FinishedRun) -> Result<Renewed, String> {
    let made_by = MadeBy {
        command: &run.manifest.machine.reproduce,
        version: &run.manifest.linkwright,
    };
    let artifacts = Findings::of_run(&run)
        .report(&made_by)
        .map_err(|error| error.to_string())?;
    let files: Vec<_> = artifacts
        .into_iter()
        .map(|file| (file.path, file.bytes))
        .collect();
    let written =
        renew_files(&run.path, &mut run.manifest, &files).map_err(|error| error.to_string())?;
    Ok(Renewed {
        page: run.path.join(PAGE).display().to_string(),
        files: files.len(),
        written,
    })
}
