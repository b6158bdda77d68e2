//! Messages at the end of a run: troubles, table, answer, path of the report.

use std::io::Write;
use std::path::Path;

use serde_json::json;

use super::Exit;
use super::check::json_context;
use super::compare::comparison_json;
use super::execution::Shown;
use super::rerun::world_words;
use super::terminal::paired_table;
use crate::results::{Dataset, Stopping};
use crate::statistics::Comparison;
use crate::study::{Outcome, Written};

/// Messages at the end of a run.
pub(super) struct Ending<'a> {
    pub outcome: &'a Outcome,
    pub written: &'a Written,
    pub shown: &'a Shown,
}

impl Ending<'_> {
    /// Exit of the run.
    pub fn exit(&self) -> Exit {
        let is_unreached = |stopping: &Stopping| !stopping.is_reached;
        match (&self.written.report_error, &self.outcome.stopping) {
            (Some(_), _) => Exit::Unexpected,
            _ if !self.worlds().failures.is_empty() => Exit::FailedReplications,
            (None, Some(stopping)) if is_unreached(stopping) => Exit::Precision,
            (None, _) => Exit::Ok,
        }
    }

    /// All worlds.
    const fn worlds(&self) -> &Dataset {
        &self.outcome.findings.worlds
    }

    /// What estimates are made of: all worlds, or one mean by draw.
    fn dataset(&self) -> &Dataset {
        self.outcome.findings.dataset()
    }

    /// The report, or the folder where there is none.
    fn page(&self) -> &Path {
        self.written.page.as_ref().unwrap_or(&self.written.folder)
    }

    /// Says what went wrong, then the results, then the path of the report.
    pub fn print(&self, out: &mut dyn Write, talk: &mut dyn Write) -> std::io::Result<()> {
        if let Some(stopping) = self
            .outcome
            .stopping
            .as_ref()
            .filter(|stopping| !stopping.is_reached || !self.shown.is_quiet)
        {
            let word = if stopping.is_reached {
                "stop   "
            } else {
                "warning: the requested precision was not reached: "
            };
            writeln!(talk, "{word}{}", stopping.reason)?;
        }
        self.print_troubles(talk)?;
        if self.shown.is_json {
            writeln!(out, "{}", self.json())?;
        } else {
            if !self.shown.is_quiet {
                self.print_results(out)?;
            }
            writeln!(out, "{}", self.page().display())?;
        }
        out.flush()
    }

    fn print_troubles(&self, talk: &mut dyn Write) -> std::io::Result<()> {
        if let Some(reason) = &self.written.report_error {
            writeln!(
                talk,
                "error: the report could not be written: {reason}; the tables are in {}",
                self.written.folder.display()
            )?;
        }
        let Some(first) = self.worlds().failures.first() else {
            return Ok(());
        };
        let (lost, all) = (self.worlds().failures.len(), self.worlds().replications);
        let path = self.written.folder.join("data").join("failures.csv");
        let were = if lost == 1 { "was" } else { "were" };
        writeln!(
            talk,
            "warning: {lost} of {all} replications failed and {were} dropped whole; see {}",
            path.display()
        )?;
        writeln!(
            talk,
            "  {}: {}",
            world_words(self.outcome.plan.design.is_some(), first.replication),
            first.message
        )?;
        writeln!(talk, "  to repeat it: {}", first.replay)
    }

    fn print_results(&self, out: &mut dyn Write) -> std::io::Result<()> {
        if !self.dataset().runs.is_empty() {
            writeln!(
                out,
                "{}",
                paired_table(self.dataset(), self.outcome.estimates())
            )?;
        }
        if !self.dataset().question.is_empty() {
            writeln!(out, "{}", self.dataset().question)?;
        }
        writeln!(out, "{}\n", self.outcome.answer())
    }

    fn json(&self) -> serde_json::Value {
        let page = self
            .written
            .page
            .as_ref()
            .map(|page| page.to_string_lossy());
        let is_headline = |c: &&Comparison| {
            let name = crate::observations::INDICATORS[c.indicator].name;
            self.dataset()
                .headline
                .iter()
                .any(|headline| headline == name)
        };
        let comparisons: Vec<_> = self
            .outcome
            .estimates()
            .comparisons
            .iter()
            .filter(is_headline)
            .map(|c| comparison_json(self.dataset(), c))
            .collect();
        let answer_pair = self
            .outcome
            .estimates()
            .answer(self.dataset().head_indicator().name)
            .map(|c| comparison_json(self.dataset(), c));
        let name = |scenario: usize| self.dataset().scenarios[scenario].name.as_str();
        let contexts: Vec<_> = self
            .dataset()
            .contexts
            .iter()
            .map(|context| json_context(&context.name, name(context.baseline)))
            .collect();
        json!({
            "study": self.outcome.plan.study, "question": self.dataset().question, "answer": self.outcome.answer(),
            "answer_pair": answer_pair, "baseline": self.outcome.plan.baseline().name, "contexts": contexts, "seed": self.outcome.plan.seed,
            "replications": self.worlds().replications, "failed_replications": self.dataset().failures.len(),
            "stopping": self.outcome.stopping, "comparisons": comparisons, "folder": self.written.folder.to_string_lossy(), "report": page, "exit_code": self.exit(),
        })
    }
}
