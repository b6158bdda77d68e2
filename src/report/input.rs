//! Input and output of the report.

use std::ops::Deref;

use thiserror::Error;

use super::text::count;
use crate::observations::INDICATORS;
use crate::plan::name_in_files;
use crate::results::{Counted, Dataset, SeriesDifference};
use crate::statistics::{
    AtPoint, Comparison, CostPer, Durations, Estimate, GroupEstimate, NetChange, PlanePoint, Ranks,
    Reversal, SideTotal, Spread, Summary, Survival, Verdict, survival_difference,
};

/// A paired difference in sentences, which say what its pairs are of.
#[derive(Clone, Copy, Debug)]
pub struct Effect<'a> {
    /// The difference.
    pub row: &'a Comparison,
    /// What the pairs are of.
    pub counted: Counted,
}

impl Deref for Effect<'_> {
    type Target = Comparison;

    fn deref(&self) -> &Comparison {
        self.row
    }
}

/// Effects on one indicator: one row per scenario other than the baselines, in plan order.
#[derive(Clone, Debug, PartialEq)]
pub struct Effects {
    /// Indicator name.
    pub indicator: String,
    /// Rows.
    pub rows: Vec<Comparison>,
}

/// Means of one indicator: one row per scenario, in plan order.
#[derive(Clone, Debug, PartialEq)]
pub struct Summaries {
    /// Indicator name.
    pub indicator: String,
    /// Rows.
    pub rows: Vec<Summary>,
}

/// Quantiles over worlds of an indicator in one quarter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Quarter, counted from 0 at the start of the window.
    pub quarter: u32,
    /// 2.5 % quantile.
    pub q025: f64,
    /// 10 % quantile.
    pub q10: f64,
    /// 25 % quantile.
    pub q25: f64,
    /// Median.
    pub q50: f64,
    /// 75 % quantile.
    pub q75: f64,
    /// 90 % quantile.
    pub q90: f64,
    /// 97.5 % quantile.
    pub q975: f64,
}

/// Bands of one indicator over time: one series per scenario, in plan order; flows are sums since the start of the window.
#[derive(Clone, Debug, PartialEq)]
pub struct Fan {
    /// Indicator name.
    pub indicator: String,
    /// Bands by scenario, then quarter.
    pub bands: Vec<Vec<Band>>,
}

/// Everything that the report shows.
#[derive(Clone, Debug)]
pub struct ReportInput<'a> {
    /// The data set: titles, changes, failures, grades, notes.
    pub dataset: &'a Dataset,
    /// Effects relative to the baseline of each context for all headline and cost indicators.
    pub effects: Vec<Effects>,
    /// Means for all indicators; the funnel and the money tables read theirs here.
    pub summaries: Vec<Summaries>,
    /// Bands over time, most important indicator first; the first three are drawn.
    pub fans: Vec<Fan>,
    /// Paired differences over time of the indicators that head the report; empty where no series were kept.
    pub changes: Vec<SeriesDifference>,
    /// The pair that answers the question, if the study names one: one entry per indicator that the question asks for, the leading one first.
    pub answers: Vec<Comparison>,
    /// Correlation and variance-reduction factor of pairs.
    pub pairing: Vec<Comparison>,
    /// What decides, of the pair that is asked for or of the leading scenario of every context.
    pub verdicts: Vec<Verdict>,
    /// Cost of one more unit of each outcome.
    pub costs: Vec<CostPer>,
    /// Order by context of the programmes that contexts share, by headline indicator; empty for one context.
    pub ranks: Vec<Ranks>,
    /// Sources of the variance of headline differences.
    pub spreads: Vec<Spread>,
    /// Scenarios whose order differs between draws.
    pub reversals: Vec<Reversal>,
    /// Headline differences at every point of a design that was chosen.
    pub points: Vec<AtPoint>,
    /// Survival of linkages, by scenario and group.
    pub lives: Vec<Durations>,
    /// Groups of firms relative to their twins.
    pub groups: Vec<GroupEstimate>,
    /// Participants and others in all, relative to their twins.
    pub sides: Vec<SideTotal>,
    /// Effects and costs world by world, one entry per scenario other than the baseline.
    pub plane: Vec<PlanePoint>,
    /// Net change of linkages of every scenario other than the baseline.
    pub net: Vec<NetChange>,
    /// Mechanisms of the real world that the model leaves out, one phrase each.
    pub left_out: Vec<String>,
    /// Command that makes the same results again.
    pub command: String,
    /// How to cite the results; may be empty.
    pub citation: String,
    /// Version of the program.
    pub version: String,
}

impl ReportInput<'_> {
    /// Effects on an indicator.
    #[must_use]
    pub fn effects_of(&self, indicator: &str) -> Option<&[Comparison]> {
        self.effects
            .iter()
            .find(|e| e.indicator == indicator)
            .map(|e| e.rows.as_slice())
    }

    /// A difference as sentences take it.
    #[must_use]
    pub fn effect<'a>(&self, row: &'a Comparison) -> Effect<'a> {
        Effect {
            row,
            counted: self.dataset.counted(),
        }
    }

    /// Mean of an indicator in a scenario, where there is one.
    #[must_use]
    pub fn summary_of(&self, indicator: &str, scenario: usize) -> Option<&Summary> {
        self.summaries
            .iter()
            .find(|s| s.indicator == indicator)?
            .rows
            .iter()
            .find(|r| r.scenario == scenario)
    }

    /// Survival of all linkages of a scenario.
    fn lives_of(&self, scenario: usize) -> Option<&Durations> {
        self.lives
            .iter()
            .find(|lives| lives.scenario == scenario && lives.group == 0)
    }

    /// Survival of all linkages of a scenario, where there are any.
    #[must_use]
    pub fn survival_of(&self, scenario: usize) -> Option<&Survival> {
        self.lives_of(scenario)
            .map(|lives| &lives.survival)
            .filter(|survival| survival.n_spells() > 0.0)
    }

    /// Survival of all linkages of a scenario less that of the baseline at an age in quarters, where both reach it.
    #[must_use]
    pub fn survival_difference(&self, scenario: usize, age: usize) -> Option<Estimate> {
        survival_difference(
            &self.lives,
            self.dataset.baseline_of(scenario),
            self.lives_of(scenario)?,
            age,
        )
    }

    /// Name of a scenario, as in tables.
    #[must_use]
    pub fn name(&self, scenario: usize) -> &str {
        self.dataset
            .scenarios
            .get(scenario)
            .map_or("", |s| s.name.as_str())
    }

    /// True where a scenario belongs to a context.
    #[must_use]
    pub fn is_in(&self, context: usize, scenario: usize) -> bool {
        self.dataset
            .scenarios
            .get(scenario)
            .is_some_and(|one| one.context == context)
    }

    /// Title of a scenario for people; its name where the title is empty.
    #[must_use]
    pub fn title(&self, scenario: usize) -> &str {
        self.dataset.scenarios.get(scenario).map_or("?", |s| {
            if s.title.is_empty() {
                &s.name
            } else {
                &s.title
            }
        })
    }

    /// Title of the scenario with which a scenario is compared.
    #[must_use]
    pub fn against(&self, scenario: usize) -> &str {
        self.title(self.dataset.baseline_of(scenario))
    }

    /// Titles of the baselines in one line: “No programme”.
    #[must_use]
    pub fn baselines(&self) -> String {
        let titles: Vec<String> = self
            .dataset
            .contexts
            .iter()
            .map(|context| format!("“{}”", self.title(context.baseline)))
            .collect();
        titles.join(", ")
    }

    /// Title of a context for people; its name where the title is empty.
    #[must_use]
    pub fn context_title(&self, context: usize) -> &str {
        let context = &self.dataset.contexts[context];
        if context.title.is_empty() {
            &context.name
        } else {
            &context.title
        }
    }

    /// Scenarios of a context, its baseline first, then the others in plan order.
    #[must_use]
    pub fn baseline_first(&self, context: usize) -> Vec<usize> {
        std::iter::once(self.dataset.contexts[context].baseline)
            .chain(self.dataset.compared_in(context))
            .collect()
    }

    /// What the file of a chart of one context ends in: nothing where there is only one.
    #[must_use]
    pub fn context_suffix(&self, context: usize) -> String {
        if self.has_contexts() {
            format!("-{}", name_in_files(&self.dataset.contexts[context].name))
        } else {
            String::new()
        }
    }

    /// True where the study has more than one context.
    #[must_use]
    pub fn has_contexts(&self) -> bool {
        self.dataset.contexts.len() > 1
    }

    /// Count of completed ones of what estimates count, per scenario: worlds, draws or replications.
    #[must_use]
    pub fn worlds(&self) -> usize {
        self.dataset.runs.len() / self.dataset.scenarios.len().max(1)
    }

    /// "12 draws": what means are over, with the word for it.
    #[must_use]
    pub fn counted_words(&self) -> String {
        format!(
            "{} {}",
            count(self.worlds()),
            self.dataset.counted().long(self.worlds())
        )
    }

    /// Simulated worlds per scenario that completed, of all draws.
    #[must_use]
    pub fn simulated(&self) -> usize {
        let all = self
            .dataset
            .draws
            .as_ref()
            .map(|draws| (draws.n * draws.replications) as usize);
        all.map_or_else(
            || self.worlds(),
            |all| all.saturating_sub(self.dataset.failures.len()),
        )
    }

    /// Name of the indicator that leads: that of the answer, else the first headline with effects, else the first effect.
    #[must_use]
    pub fn lead_indicator(&self) -> Option<&str> {
        let named = self
            .answers
            .first()
            .map(|answer| INDICATORS[answer.indicator].name)
            .filter(|name| self.effects_of(name).is_some());
        let headline = || {
            self.dataset
                .headline
                .iter()
                .map(String::as_str)
                .find(|name| self.effects_of(name).is_some())
        };
        named
            .or_else(headline)
            .or_else(|| self.effects.first().map(|e| e.indicator.as_str()))
    }

    /// The row that leads: of the answer's scenario if it has one, else the largest significant difference, else the largest.
    #[must_use]
    pub fn lead_row(&self) -> Option<&Comparison> {
        self.lead_row_of(&(0..self.dataset.scenarios.len()).collect::<Vec<_>>())
    }

    /// The row that leads among some scenarios.
    #[must_use]
    pub fn lead_row_of(&self, scenarios: &[usize]) -> Option<&Comparison> {
        let rows = || {
            self.effects_of(self.lead_indicator()?)
                .map(|rows| rows.iter().filter(|row| scenarios.contains(&row.scenario)))
        };
        let of_answer = self
            .answers
            .first()
            .and_then(|answer| rows()?.find(|row| row.scenario == answer.scenario));
        let largest = |is_significant: bool| {
            rows()?
                .filter(|row| row.diff.is_finite() && (!is_significant || row.sign_settled))
                .max_by(|a, b| {
                    a.diff
                        .abs()
                        .total_cmp(&b.diff.abs())
                        .then(b.scenario.cmp(&a.scenario))
                })
        };
        of_answer
            .or_else(|| largest(true))
            .or_else(|| largest(false))
            .or_else(|| rows()?.next())
    }
}

/// A file of the run folder, not yet written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Path inside the run folder, with `/`.
    pub path: String,
    /// Contents.
    pub bytes: Vec<u8>,
}

/// Errors of making a report.
#[derive(Debug, Error)]
pub enum ReportError {
    /// A chart could not be drawn.
    #[error("chart `{chart}` could not be drawn: {reason}")]
    Draw {
        /// Chart.
        chart: String,
        /// Reason given by the drawing library.
        reason: String,
    },
    /// A bitmap could not be encoded.
    #[error("chart `{chart}` could not be encoded as PNG: {reason}")]
    Encode {
        /// Chart.
        chart: String,
        /// Reason given by the encoder.
        reason: String,
    },
    /// A table of a chart could not be written.
    #[error("the data of chart `{chart}` could not be written as CSV: {reason}")]
    Table {
        /// Chart.
        chart: String,
        /// Reason given by the writer.
        reason: String,
    },
}
