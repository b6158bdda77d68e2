//! What is said when a run is over: troubles, table, answer, path of the page.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::answer::answer;
use super::check::json_context;
use super::compare::comparison_json;
use super::rerun::world_words;
use super::study::{PAGE, RunSettings};
use super::terminal::{head_indicator, paired_table};
use super::{EXIT_FAILED_REPLICATIONS, EXIT_OK, EXIT_PRECISION, EXIT_UNEXPECTED};
use crate::plan::Plan;
use crate::results::{Dataset, Stopping};
use crate::statistics::{Comparison, Estimates};

/// What is said when a run is over.
pub(super) struct Ending<'a> {
    pub plan: &'a Plan,
    pub settings: &'a RunSettings,
    /// All worlds.
    pub worlds: &'a Dataset,
    /// What estimates are made of: all worlds, or one mean by draw.
    pub dataset: &'a Dataset,
    pub estimates: &'a Estimates,
    pub folder: &'a Path,
    pub report: Option<Result<(), String>>,
    /// Why it stopped, where the number of worlds was not fixed beforehand.
    pub stopping: Option<Stopping>,
}

impl Ending<'_> {
    /// Exit code of the run.
    pub fn exit_code(&self) -> i32 {
        match (&self.report, self.dataset.failures.is_empty()) {
            (Some(Err(_)), _) => EXIT_UNEXPECTED,
            (_, false) => EXIT_FAILED_REPLICATIONS,
            _ if self
                .stopping
                .as_ref()
                .is_some_and(|stopping| !stopping.is_reached) =>
            {
                EXIT_PRECISION
            }
            _ => EXIT_OK,
        }
    }

    /// The page, or the folder where there is none.
    fn page(&self) -> PathBuf {
        if matches!(self.report, Some(Ok(()))) {
            self.folder.join(PAGE)
        } else {
            self.folder.to_path_buf()
        }
    }

    /// Says what went wrong, then the results, then the path of the page.
    pub fn print(&self, out: &mut dyn Write, talk: &mut dyn Write) -> std::io::Result<()> {
        if let Some(stopping) = self
            .stopping
            .as_ref()
            .filter(|stopping| !stopping.is_reached || !self.settings.is_quiet)
        {
            let word = if stopping.is_reached {
                "stop   "
            } else {
                "warning: the precision asked for was not reached: "
            };
            writeln!(talk, "{word}{}", stopping.reason)?;
        }
        self.print_troubles(talk)?;
        if self.settings.is_json {
            writeln!(out, "{}", self.json())?;
        } else {
            if !self.settings.is_quiet {
                self.print_results(out)?;
            }
            writeln!(out, "{}", self.page().display())?;
        }
        out.flush()
    }

    fn print_troubles(&self, talk: &mut dyn Write) -> std::io::Result<()> {
        if let Some(Err(reason)) = &self.report {
            writeln!(
                talk,
                "error: the report could not be written: {reason}; the tables are in {}",
                self.folder.display()
            )?;
        }
        let Some(first) = self.worlds.failures.first() else {
            return Ok(());
        };
        let (lost, all) = (self.worlds.failures.len(), self.worlds.replications);
        let path = self.folder.join("data").join("failures.csv");
        let were = if lost == 1 { "was" } else { "were" };
        writeln!(
            talk,
            "warning: {lost} of {all} replications failed and {were} dropped whole; see {}",
            path.display()
        )?;
        writeln!(
            talk,
            "  {}: {}",
            world_words(self.plan.design.is_some(), first.replication),
            first.message
        )?;
        writeln!(talk, "  to repeat it: {}", first.replay)
    }

    fn print_results(&self, out: &mut dyn Write) -> std::io::Result<()> {
        if !self.dataset.runs.is_empty() {
            writeln!(out, "{}", paired_table(self.dataset, self.estimates))?;
        }
        if !self.dataset.question.is_empty() {
            writeln!(out, "{}", self.dataset.question)?;
        }
        writeln!(out, "{}\n", answer(self.dataset, self.estimates))
    }

    fn json(&self) -> serde_json::Value {
        let page =
            matches!(self.report, Some(Ok(()))).then(|| self.page().to_string_lossy().into_owned());
        let is_headline = |c: &&Comparison| {
            let name = crate::observations::INDICATORS[c.indicator].name;
            self.dataset
                .headline
                .iter()
                .any(|headline| headline == name)
        };
        let comparisons: Vec<_> = self
            .estimates
            .comparisons
            .iter()
            .filter(is_headline)
            .map(|c| comparison_json(self.dataset, c))
            .collect();
        let answer_pair = self
            .estimates
            .answer(head_indicator(self.dataset).name)
            .map(|c| comparison_json(self.dataset, c));
        let name = |scenario: usize| self.dataset.scenarios[scenario].name.as_str();
        let contexts: Vec<_> = self
            .dataset
            .contexts
            .iter()
            .map(|context| json_context(&context.name, name(context.baseline)))
            .collect();
        json!({
            "study": self.plan.study, "question": self.dataset.question, "answer": answer(self.dataset, self.estimates),
            "answer_pair": answer_pair, "baseline": self.plan.baseline().name, "contexts": contexts, "seed": self.plan.seed,
            "replications": self.worlds.replications, "failed_replications": self.dataset.failures.len(),
            "stopping": self.stopping, "comparisons": comparisons, "folder": self.folder.to_string_lossy(), "report": page, "exit_code": self.exit_code(),
        })
    }
}
