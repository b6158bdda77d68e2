//! The plan of a study, checked and complete.

use serde::Serialize;

use crate::parameters::{Grade, ModelInput};

/// Where a resolved value comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// `default`, or `file:line` of the place that set it.
    pub place: String,
    /// Grade of the value at that place.
    pub grade: Grade,
    /// Source and year, as the place or the registry gives them.
    pub source: String,
}

/// One number of a scenario with its origin; a row of `parameters.csv`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ResolvedValue {
    /// Full path, such as `credit.recovery` or `instruments[0].credit_guarantee.cover`.
    pub path: String,
    /// Value that the model uses.
    pub value: f64,
    /// Unit.
    pub unit: String,
    /// Where it comes from.
    pub origin: Origin,
}

/// A scenario ready to run.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedScenario {
    /// Name, unique in the study; used in tables.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// Question that it helps to answer; may be empty.
    pub question: String,
    /// What it changes relative to the baseline, one sentence each, in words; empty for the baseline.
    pub changes: Vec<String>,
    /// What the model is given.
    pub input: ModelInput,
    /// Every number with its origin.
    pub values: Vec<ResolvedValue>,
}

/// A file that the plan was made from, kept verbatim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Path as the user or a file named it.
    pub path: String,
    /// Text.
    pub text: String,
}

/// Re-keyed futures of the same burn-ins, for displacement and spillover by sign; none by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Futures {
    /// Futures of every scenario and burn-in; 0 for none.
    pub count: u32,
    /// Replications, from the first, whose burn-in has futures.
    pub worlds: u32,
}

/// A study ready to run.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Short name for folders and tables.
    pub study: String,
    /// Title for people.
    pub title: String,
    /// Question that the study answers; may be empty.
    pub question: String,
    /// Name of the context, such as `uganda`.
    pub context: String,
    /// Scenarios in the order of the file; at least one.
    pub scenarios: Vec<PlannedScenario>,
    /// Index of the baseline in `scenarios`.
    pub baseline: usize,
    /// Replications (simulated worlds).
    pub replications: u32,
    /// Re-keyed futures of the first of them.
    pub futures: Futures,
    /// Seed of all draws.
    pub seed: u64,
    /// Names of the indicators that head the report, most important first.
    pub headline: Vec<String>,
    /// Pair of scenarios that answers the question, by index: difference of the first from the second.
    pub answer: Option<(usize, usize)>,
    /// Files read, in the order in which they were opened.
    pub files: Vec<SourceFile>,
    /// Warnings of the check that a reader of results should see.
    pub warnings: Vec<String>,
    /// Notes of the check that a reader of results should see.
    pub notes: Vec<String>,
}

impl Plan {
    /// The baseline scenario.
    #[must_use]
    pub fn baseline(&self) -> &PlannedScenario {
        &self.scenarios[self.baseline]
    }
}
