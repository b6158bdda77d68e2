//! Messages at the end of a run: troubles, table, answer, path of the report.

use std::path::PathBuf;

use serde_json::json;

use super::Exit;
use super::against::Beside;
use super::check::json_context;
use super::compare::comparison_json;
use super::diff::Side;
use super::execution::Shown;
use super::finished::absolute;
use super::rerun::world_words;
use super::terminal::paired_table;
use crate::observations::INDICATORS;
use crate::report::text::expected_sentence;
use crate::results::{Dataset, Stopping};
use crate::statistics::{Comparison, Spread, figures};
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
            (Some(failure), _) => failure
                .refused
                .map_or(Exit::Unexpected, |kind| Exit::of_refused_write(kind).0),
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

    /// The report, or the folder where there is none, from the root.
    fn page(&self) -> PathBuf {
        absolute(self.written.page.as_ref().unwrap_or(&self.written.folder))
    }

    /// The answer beside that of an earlier run, where one is named.
    fn beside(&self) -> Option<Beside<'_>> {
        let previous = self.shown.previous.as_ref()?;
        let estimates = self.outcome.estimates();
        let side = Side::of_plan(&self.outcome.plan);
        Some(Beside::new(previous, (self.dataset(), estimates), &side))
    }

    /// A line for every scenario of which draws tell the spread of the expected effect on the indicator that leads the report.
    fn expected(&self) -> String {
        let (dataset, head) = (self.dataset(), self.dataset().head_indicator());
        let line = |spread: &Spread| {
            let scenario = &dataset.scenarios[spread.scenario].name;
            let sentence = expected_sentence(spread)?;
            (INDICATORS[spread.indicator].name == head.name)
                .then(|| format!("  note  {scenario}: {sentence}\n"))
        };
        let lines: Vec<String> = self
            .outcome
            .findings
            .further
            .spreads
            .iter()
            .filter_map(line)
            .collect();
        figures::plain_signs(&lines.concat())
    }

    /// Says why it stopped and what went wrong.
    pub fn tell(&self, say: &mut dyn FnMut(&str)) {
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
            say(&format!("{word}{}", stopping.reason));
        }
        if let Some(failure) = &self.written.report_error {
            let folder = self.written.folder.display();
            say(&format!(
                "error: the report could not be written: {}; the tables are in {folder}",
                failure.reason
            ));
            if let Some(kind) = failure.refused {
                say(&format!(
                    "  {}; then `linkwright report` makes it",
                    Exit::of_refused_write(kind).1
                ));
            }
        }
        let Some(first) = self.worlds().failures.first() else {
            return;
        };
        let (lost, all) = (self.worlds().failures.len(), self.worlds().replications);
        let path = self.written.folder.join("data").join("failures.csv");
        let were = if lost == 1 { "was" } else { "were" };
        say(&format!(
            "warning: {lost} of {all} replications failed and {were} dropped whole; see {}",
            path.display()
        ));
        say(&format!(
            "  {}: {}",
            world_words(self.outcome.plan.design.is_some(), first.replication),
            first.message
        ));
        say(&format!("  to repeat it: {}", first.replay));
    }

    /// The results, then the path of the report.
    pub fn text(&self) -> String {
        if self.shown.is_json {
            return format!("{}\n", self.json());
        }
        let results = if self.shown.is_quiet {
            String::new()
        } else {
            self.results()
        };
        format!("{results}{}\n", self.page().display())
    }

    fn results(&self) -> String {
        let mut text = String::new();
        if !self.dataset().runs.is_empty() {
            text += &paired_table(self.dataset(), self.outcome.estimates());
            text += &self.expected();
            text.push('\n');
        }
        if !self.dataset().question.is_empty() {
            text += &format!("{}\n", self.dataset().question);
        }
        let lines = self.outcome.findings.answer_lines();
        text += &(lines.join("\n") + "\n\n");
        let beside = self.beside();
        text + &beside.map_or_else(String::new, |beside| beside.text() + "\n")
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
            "stopping": self.outcome.stopping, "comparisons": comparisons, "folder": self.written.folder.to_string_lossy(), "report": page,
            "against": self.beside().map(|beside| beside.json()), "exit_code": self.exit(),
        })
    }
}
