//! The verb `report`: page, brief and charts of a finished run, made from its data only.

use super::args::ReportArgs;
use super::diagnostics::{complain, count, print, say};
use super::study::PAGE;
use super::{EXIT_INPUT, EXIT_OK, EXIT_UNEXPECTED, finished, page};
use crate::results::{FinishedRun, renew_files};
use crate::statistics::{Estimates, Further};

/// Makes the report again and returns the exit code.
#[must_use]
pub fn execute(args: &ReportArgs) -> i32 {
    let run = match finished::open(&args.run) {
        Ok(run) => run,
        Err(code) => return code,
    };
    if run.dataset.runs.is_empty() {
        complain(&format!("no world of {} finished, so there is nothing to report", run.path.display()));
        return EXIT_INPUT;
    }
    match renew(run) {
        Ok((path, told)) => {
            if !args.quiet {
                say(&told);
            }
            print(&format!("{path}\n"));
            EXIT_OK
        }
        Err(reason) => {
            complain(&format!("the report could not be written: {reason}"));
            EXIT_UNEXPECTED
        }
    }
}

/// Path of the page, and what was done.
fn renew(mut run: FinishedRun) -> Result<(String, String), String> {
    let made_by = page::MadeBy { command: &run.manifest.machine.reproduce, version: &run.manifest.linkwright };
    let dataset = run.dataset.by_draw();
    let estimates = Estimates::of(&dataset);
    let further = Further::of_worlds(&run.dataset, &dataset, &estimates);
    let files = page::files(&dataset, &estimates, further, &run.bands, &made_by)?;
    let n_changed = renew_files(&run.path, &mut run.manifest, &files).map_err(|error| error.to_string())?;
    let told = match n_changed {
        0 => format!("report   {}, all as they were", count(files.len(), "file")),
        n => format!("report   {}, {n} of them written", count(files.len(), "file")),
    };
    Ok((run.path.join(PAGE).display().to_string(), told))
}
