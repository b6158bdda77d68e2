//! The verb `report`: page, brief and charts of a finished run, made from its data only.

use serde_json::json;

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
        complain(&format!(
            "no world of {} finished, so there is nothing to report",
            run.path.display()
        ));
        return EXIT_INPUT;
    }
    match renew(run) {
        Ok(renewed) => {
            if !args.quiet {
                say(&renewed.told());
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
            EXIT_OK
        }
        Err(reason) => {
            complain(&format!("the report could not be written: {reason}"));
            EXIT_UNEXPECTED
        }
    }
}

/// What was done to a report.
struct Renewed {
    /// Path of the page.
    page: String,
    /// Files that it has.
    files: usize,
    /// Of these, files that were not as they are now.
    written: usize,
}

impl Renewed {
    fn told(&self) -> String {
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
    let made_by = page::MadeBy {
        command: &run.manifest.machine.reproduce,
        version: &run.manifest.linkwright,
    };
    let dataset = run.dataset.by_draw();
    let estimates = Estimates::of(&dataset);
    let further = Further::of_worlds(&run.dataset, &dataset, &estimates);
    let files = page::files(&dataset, &estimates, further, &run.bands, &made_by)?;
    let written =
        renew_files(&run.path, &mut run.manifest, &files).map_err(|error| error.to_string())?;
    Ok(Renewed {
        page: run.path.join(PAGE).display().to_string(),
        files: files.len(),
        written,
    })
}
