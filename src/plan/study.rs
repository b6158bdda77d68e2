//! The plan of a study, checked and complete.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::draws::{Design, UncertainValue};
use super::rivals::RivalContext;
use crate::model::ModelInput;
use crate::parameters::Grade;
use crate::scenario::{Finding, REPLICATIONS_MAX, place_of};

/// Origin of a resolved value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// `default`, or `file:line` of the place that set it.
    pub place: String,
    /// Grade of the value at that place.
    pub grade: Grade,
    /// Source and year, as the place or the registry gives them.
    pub source: String,
}

/// One parameter of a scenario with its origin; a row of `parameters.csv`.
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

/// Common parts of scenarios that start from the same burn-in, and their baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StudyContext {
    /// Name, such as `uganda`.
    pub name: String,
    /// Title for people; may be empty.
    pub title: String,
    /// Index of its baseline among the scenarios of the study.
    pub baseline: usize,
}

impl StudyContext {
    /// A word or two for people: the title as far as a colon, else the name.
    #[must_use]
    pub fn place(&self) -> &str {
        place_of(&self.title, &self.name)
    }
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
    /// Index of its context in [`Plan::contexts`].
    pub context: usize,
    /// What it changes relative to the baseline of its context, one sentence each, as text; empty for a baseline.
    pub changes: Vec<String>,
    /// What the model is given.
    pub input: ModelInput,
    /// Every parameter with its origin.
    pub values: Vec<ResolvedValue>,
    /// Its uncertain parameters; [`PlannedScenario::input`] has their medians.
    pub uncertain: Vec<UncertainValue>,
    /// The finding that its file states.
    pub finding: Option<Finding>,
}

/// A file that the plan was made from, kept verbatim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Name in results: the path as the user or a file named it, where that leads down from where the command was given.
    pub path: String,
    /// Path below the root of the project.
    pub inside: String,
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

/// A parameter that the command line sets in place of what the files say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Override {
    /// Key as it was given.
    pub key: String,
    /// Unit.
    pub unit: String,
    /// Values of the files, or defaults, each once, in the order of scenarios.
    pub before: Vec<f64>,
    /// Value of the command line.
    pub after: f64,
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
    /// Contexts, each with its baseline; at least one.
    pub contexts: Vec<StudyContext>,
    /// Scenarios in the order of the file; at least one.
    pub scenarios: Vec<PlannedScenario>,
    /// Replications (simulated worlds) of every draw.
    pub replications: u32,
    /// Draws of uncertain parameters; none where all parameters keep their values.
    pub design: Option<Design>,
    /// Re-keyed futures of the first of them.
    pub futures: Futures,
    /// Seed of all draws.
    pub seed: u64,
    /// Names of the indicators that head the report, most important first.
    pub headline: Vec<String>,
    /// Parameters that the verb `sensitivity` varies, as the study lists them.
    pub sensitivity: Vec<String>,
    /// Pair of scenarios that answers the question, by index: difference of the first from the second.
    pub answer: Option<(usize, usize)>,
    /// Contexts that are rivals of others: the same with a rival structure of the model.
    pub rivals: Vec<RivalContext>,
    /// What the command line changes of the files.
    pub overrides: Vec<Override>,
    /// Files read, in the order in which they were opened.
    pub files: Vec<SourceFile>,
    /// Warnings of the check that a reader of results should see.
    pub warnings: Vec<String>,
    /// Notes of the check that a reader of results should see.
    pub notes: Vec<String>,
}

/// One simulated world of a study: a draw of its uncertain parameters, and a replication of that draw.
///
/// Its number, draw · [`REPLICATIONS_MAX`] + replication, names it in tables and pairs scenarios; without draws it is the replication. More
/// draws or more replications change the number of no world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct World {
    /// Draw, from 0.
    pub draw: u32,
    /// Replication, from 0.
    pub replication: u32,
}

impl World {
    /// The world of a number.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self {
            draw: number / REPLICATIONS_MAX,
            replication: number % REPLICATIONS_MAX,
        }
    }

    /// Its number.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.draw * REPLICATIONS_MAX + self.replication
    }
}

impl Plan {
    /// Draws of the study; 1 where all parameters keep their values.
    #[must_use]
    pub fn draws(&self) -> u32 {
        self.design
            .as_ref()
            .map_or(1, |design| design.points.len() as u32)
    }

    /// Worlds of the study.
    #[must_use]
    pub fn n_worlds(&self) -> u32 {
        self.draws() * self.replications
    }

    /// Numbers of all worlds, the first replication of every draw first, so that a run that ends early has something of each.
    #[must_use]
    pub fn worlds(&self) -> Vec<u32> {
        let draws = 0..self.draws();
        (0..self.replications)
            .flat_map(|replication| {
                draws
                    .clone()
                    .map(move |draw| World { draw, replication }.number())
            })
            .collect()
    }

    /// What the model is given in a draw, by scenario.
    #[must_use]
    pub fn inputs(&self, draw: u32) -> Vec<ModelInput> {
        let mut inputs: Vec<ModelInput> = self
            .scenarios
            .iter()
            .map(|scenario| scenario.input.clone())
            .collect();
        if let Some(design) = &self.design {
            let values = design
                .columns
                .iter()
                .zip(&design.points[draw as usize].values);
            for (column, value) in values.filter(|(_, value)| value.is_finite()) {
                for (scenario, path) in &column.targets {
                    inputs[*scenario].set(path, *value);
                }
            }
        }
        inputs
    }

    /// The replicate that names the random draws of a world: its own, unless all draws share theirs.
    #[must_use]
    pub fn replicate(&self, world: World) -> u32 {
        if self
            .design
            .as_ref()
            .is_some_and(|design| design.is_luck_shared)
        {
            world.replication
        } else {
            world.number()
        }
    }

    /// The baseline of the first context.
    #[must_use]
    pub fn baseline(&self) -> &PlannedScenario {
        &self.scenarios[self.contexts[0].baseline]
    }

    /// Index of the scenario with which a scenario is compared: the baseline of its context.
    #[must_use]
    pub fn baseline_of(&self, scenario: usize) -> usize {
        self.contexts[self.scenarios[scenario].context].baseline
    }

    /// The plan with one scenario and its baseline only, in the order of the file, and their places in it. A scenario that is its own baseline stands alone.
    #[must_use]
    pub fn pair(&self, scenario: usize) -> (Self, [usize; 2]) {
        let baseline = self.baseline_of(scenario);
        let context = self.scenarios[scenario].context;
        let mut pair = self.clone();
        let kept = |index: usize| index == scenario || index == baseline;
        pair.scenarios = self
            .scenarios
            .iter()
            .enumerate()
            .filter(|(index, _)| kept(*index))
            .map(|(_, one)| one.clone())
            .collect();
        pair.scenarios.iter_mut().for_each(|one| one.context = 0);
        let places = match scenario.cmp(&baseline) {
            Ordering::Less => [0, 1],
            Ordering::Equal => [0, 0],
            Ordering::Greater => [1, 0],
        };
        pair.contexts = vec![self.contexts[context].clone()];
        pair.contexts[0].baseline = places[1];
        (pair.answer, pair.futures) = (None, Futures::default());
        if let Some(design) = &mut pair.design {
            let place = |index: usize| {
                if index == scenario {
                    Some(places[0])
                } else {
                    (index == baseline).then_some(places[1])
                }
            };
            for column in &mut design.columns {
                column.targets = column
                    .targets
                    .iter()
                    .filter_map(|(index, path)| Some((place(*index)?, path.clone())))
                    .collect();
            }
        }
        (pair, places)
    }
}
