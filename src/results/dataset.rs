//! Data set of an ensemble, in memory, in run order.

use serde::Serialize;

use super::draws::Draws;
use super::lives::{GroupRecord, SpellRecord};
use super::rules::{RuleSummary, rule_summaries};
use crate::observations::{INDICATORS, Indicator, indicator_index};
use crate::parameters::FiredRule;
use crate::plan::{Override, Plan, RivalContext, StudyContext};

/// Description of a scenario for readers of results.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScenarioInfo {
    /// Name, unique in the study.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// Index of its context in [`Dataset::contexts`].
    pub context: usize,
    /// Its changes relative to the baseline of its context, as text.
    pub changes: Vec<String>,
}

/// One world: one scenario in one replication.
#[derive(Clone, Debug, PartialEq)]
pub struct RunRecord {
    /// Index of the scenario.
    pub scenario: usize,
    /// Number of the world, [`crate::plan::World`]: the replication, from 0, where nothing is drawn.
    pub replication: u32,
    /// Key of the replication: equal keys are the same random draws.
    pub world_key: u64,
    /// Values in the order of `observations::INDICATORS`; NaN where missing.
    pub values: Vec<f64>,
}

/// The series of one world.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesRecord {
    /// Index of the scenario.
    pub scenario: usize,
    /// Replication, from 0.
    pub replication: u32,
    /// Values, one row of series indicators (those with `series`, in the order of `INDICATORS`) per recorded quarter: `quarter * n_series + k`.
    pub values: Vec<f64>,
}

/// Probabilities of the quantiles of a [`SeriesBand`].
pub const BAND_PROBABILITIES: [f64; 9] = [0.025, 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.975];

/// One series of one scenario in one quarter, over worlds: a row of `timeseries.csv`. This is spread between worlds, not
/// confidence in a mean.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesBand {
    /// Index of the scenario.
    pub scenario: usize,
    /// Recorded quarter, from 0.
    pub quarter: u32,
    /// Index of the indicator in `observations::INDICATORS`.
    pub indicator: usize,
    /// Worlds with a value.
    pub n: usize,
    /// Mean over worlds; NaN where no world has a value.
    pub mean: f64,
    /// Quantiles at [`BAND_PROBABILITIES`]; NaN where no world has a value.
    pub quantiles: [f64; 9],
}

/// Difference of a series between a scenario and another in one quarter, paired in the same worlds: a row of `timeseries-differences.csv`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeriesDifference {
    /// Index of the scenario.
    pub scenario: usize,
    /// Index of the scenario that it is compared with.
    pub baseline: usize,
    /// Recorded quarter, from 0.
    pub quarter: u32,
    /// Index of the indicator in `observations::INDICATORS`.
    pub indicator: usize,
    /// Complete pairs of what estimates count.
    pub n: usize,
    /// Mean difference [unit of the indicator]; NaN without a pair.
    pub diff: f64,
    /// Lower end of its 95 % interval; NaN where there is none.
    pub low: f64,
    /// Upper end likewise.
    pub high: f64,
}

/// A bundle that was lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// Replication, from 0.
    pub replication: u32,
    /// Scenario that was running, or empty where the burn-in failed.
    pub scenario: String,
    /// Quarter of the run in which it failed, if known.
    pub quarter: Option<u32>,
    /// `panic` or `accounts`.
    pub stage: String,
    /// The event.
    pub message: String,
    /// Command that repeats it.
    pub replay: String,
}

/// Results of a study.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    /// Study name.
    pub study: String,
    /// Title for people.
    pub title: String,
    /// Question that the study answers; may be empty.
    pub question: String,
    /// Contexts, each with its baseline; scenarios of different contexts are never differenced.
    pub contexts: Vec<StudyContext>,
    /// Scenarios in plan order.
    pub scenarios: Vec<ScenarioInfo>,
    /// Worlds requested of every scenario: replications, of all draws where parameters were drawn.
    pub replications: u32,
    /// Draws of uncertain parameters; none where all parameters keep their values.
    pub draws: Option<Draws>,
    /// Seed.
    pub seed: u64,
    /// Indicators that head the report, most important first.
    pub headline: Vec<String>,
    /// Pair of scenarios that answers the question.
    pub answer: Option<(usize, usize)>,
    /// Contexts that are rivals of others.
    pub rivals: Vec<RivalContext>,
    /// What the command line changed of the files.
    pub overrides: Vec<Override>,
    /// Recorded quarters: policy window and run-off.
    pub policy_quarters: u32,
    /// Of these, quarters of run-off at the end.
    pub run_off_quarters: u32,
    /// Worlds, ordered by replication, then scenario; complete bundles only.
    pub runs: Vec<RunRecord>,
    /// Series, in the same order as `runs`.
    pub series: Vec<SeriesRecord>,
    /// Spell tables of linkages, in the same order as `runs`.
    pub lives: Vec<SpellRecord>,
    /// Groups of firms relative to the baseline, in the same order as `runs`, without those of the baseline.
    pub groups: Vec<GroupRecord>,
    /// Rules that acted, with the index of their scenario, one entry per world and rule; not kept in the run folder.
    pub fired: Vec<(usize, FiredRule)>,
    /// Actions of rules of adaptive management, by scenario, then rule; empty without rules.
    pub rules: Vec<RuleSummary>,
    /// Lost bundles, by replication.
    pub failures: Vec<Failure>,
    /// Grades of the parameters in use: (grade name, how many).
    pub grades: Vec<(String, usize)>,
    /// Warnings of the check.
    pub warnings: Vec<String>,
    /// Notes of the check.
    pub notes: Vec<String>,
}

impl Dataset {
    /// Number of indicators with a series.
    #[must_use]
    pub fn n_series() -> usize {
        INDICATORS
            .iter()
            .filter(|indicator| indicator.series)
            .count()
    }

    /// Adds the worlds of later replications of the same plan, and sums up again what its rules did.
    pub fn append(&mut self, plan: &Plan, later: Self) {
        self.replications += later.replications;
        self.runs.extend(later.runs);
        self.series.extend(later.series);
        self.lives.extend(later.lives);
        self.groups.extend(later.groups);
        self.fired.extend(later.fired);
        self.failures.extend(later.failures);
        self.sum_up_rules(plan);
    }

    /// Sums up what the rules of the plan did in the worlds that finished.
    pub fn sum_up_rules(&mut self, plan: &Plan) {
        self.rules = rule_summaries(
            plan,
            u32::try_from(self.n_complete()).unwrap_or(u32::MAX),
            &self.fired,
        );
    }

    /// The data set of the replications before the `replications`-th.
    #[must_use]
    pub fn first(&self, replications: u32) -> Self {
        let mut first = self.clone();
        first.replications = first.replications.min(replications);
        first.runs.retain(|run| run.replication < replications);
        first
            .series
            .retain(|series| series.replication < replications);
        first.lives.retain(|life| life.replication < replications);
        first
            .groups
            .retain(|group| group.replication < replications);
        first
            .failures
            .retain(|failure| failure.replication < replications);
        first
    }

    /// What the contexts of the study are, one of them and several: contexts, or the study's own structure of the model and its rivals.
    #[must_use]
    pub fn context_words(&self) -> (&'static str, &'static str) {
        match (self.rivals.len(), self.contexts.len()) {
            (0, _) => ("context", "contexts"),
            (rivals, all) if all == rivals + 1 => ("structure", "structures of the model"),
            _ => (
                "context or structure",
                "contexts and structures of the model",
            ),
        }
    }

    /// The rival structure that a context is, if it is one.
    #[must_use]
    pub fn rival(&self, context: usize) -> Option<&RivalContext> {
        self.rivals.iter().find(|rival| rival.context == context)
    }

    /// Name of a context in tables; a rival structure is called by its title, the study's own structure with rival structures "as modelled".
    #[must_use]
    pub fn context_label(&self, context: usize) -> String {
        let is_one = self.contexts.len() == self.rivals.len() + 1;
        match self.rival(context) {
            Some(rival) if is_one => rival.title.clone(),
            Some(rival) => format!("{}, {}", self.contexts[rival.of].name, rival.title),
            None if is_one && !self.rivals.is_empty() => "as modelled".to_owned(),
            None => self.contexts[context].name.clone(),
        }
    }

    /// Index of the scenario with which a scenario is compared: the baseline of its context.
    #[must_use]
    pub fn baseline_of(&self, scenario: usize) -> usize {
        self.contexts[self.scenarios[scenario].context].baseline
    }

    /// True where the others of its context are compared with a scenario.
    #[must_use]
    pub fn is_baseline(&self, scenario: usize) -> bool {
        self.baseline_of(scenario) == scenario
    }

    /// The pair that answers the question, where it is not one of a scenario and the baseline of its context.
    #[must_use]
    pub fn extra_answer(&self) -> Option<(usize, usize)> {
        self.answer.filter(|(scenario, against)| {
            self.is_baseline(*scenario) || self.baseline_of(*scenario) != *against
        })
    }

    /// Name of a scenario without its context, where the study runs it in several: `support` of `support@uganda`; where rival structures
    /// are run with the study, also that of a scenario of the study itself.
    #[must_use]
    pub fn programme(&self, scenario: usize) -> Option<&str> {
        let name = self.scenarios[scenario].name.as_str();
        let own = (!self.rivals.is_empty()).then_some(name);
        name.rsplit_once('@')
            .map(|(programme, _)| programme)
            .or(own)
    }

    /// Scenarios of a context, the baseline among them, in plan order.
    pub fn in_context(&self, context: usize) -> impl Iterator<Item = usize> {
        (0..self.scenarios.len())
            .filter(move |scenario| self.scenarios[*scenario].context == context)
    }

    /// Scenarios of a context without its baseline, in plan order.
    pub fn compared_in(&self, context: usize) -> impl Iterator<Item = usize> {
        self.in_context(context)
            .filter(|scenario| !self.is_baseline(*scenario))
    }

    /// Scenarios that are compared with a baseline, in plan order.
    pub fn compared(&self) -> impl Iterator<Item = usize> {
        (0..self.scenarios.len()).filter(|scenario| !self.is_baseline(*scenario))
    }

    /// Index of a scenario by name.
    #[must_use]
    pub fn scenario_index(&self, name: &str) -> Option<usize> {
        self.scenarios
            .iter()
            .position(|scenario| scenario.name == name)
    }

    /// Replications of which every scenario finished.
    #[must_use]
    pub fn n_complete(&self) -> usize {
        match &self.draws {
            None => (self.replications as usize).saturating_sub(self.failures.len()),
            Some(_) => self.runs.len() / self.scenarios.len().max(1),
        }
    }

    /// The indicator that heads the study: the first of its headline.
    #[must_use]
    pub fn head_indicator(&self) -> &'static Indicator {
        let index = self
            .headline
            .iter()
            .find_map(|name| indicator_index(name))
            .unwrap_or(0);
        &INDICATORS[index]
    }

    /// The indicators that the question of the study asks for: the first of its headline, and the second if the question names it.
    #[must_use]
    pub fn asked_indicators(&self) -> Vec<&'static Indicator> {
        let question = self.question.to_lowercase();
        let second = self
            .headline
            .iter()
            .filter_map(|name| indicator_index(name))
            .map(|index| &INDICATORS[index])
            .nth(1);
        std::iter::once(self.head_indicator())
            .chain(second.filter(|one| question.contains(&one.title.to_lowercase())))
            .collect()
    }
}
