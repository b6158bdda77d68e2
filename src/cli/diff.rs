//! The verb `diff`: differences of two files or two runs, as text and numbers.

use std::fmt::Write;
use std::path::Path;

use serde_json::json;

use super::args::DiffArgs;
use super::diagnostics::options;
use super::printing::print_as;
use super::run::load;
use super::{CliError, Exit, finished};
use crate::model::ModelInput;
use crate::plan::{Plan, changes};
use crate::report::text::markdown;
use crate::results::{BUILD, FinishedRun, PreviousRun};
use crate::scenario::{LATEST, plain};

/// Compares two files or two runs.
///
/// # Errors
/// [`CliError`] where a side cannot be read, or the two are of different kinds.
pub fn execute(args: &DiffArgs) -> Result<Exit, CliError> {
    let (first, second) = (side(&args.first, args)?, side(&args.second, args)?);
    if first.is_run != second.is_run {
        return Err(CliError::input(
            "a file and a run cannot be compared: name two files or two run folders",
        ));
    }
    let difference = Difference::new(&first, &second);
    let text = match (args.talk.json, args.md) {
        (true, _) => format!("{:#}\n", difference.json(args)),
        (false, true) => difference.markdown(args),
        (false, false) => difference.text(args),
    };
    print_as(args.talk.json || args.md, &text)?;
    Ok(Exit::Ok)
}

/// A scenario of a side.
struct Scenario {
    name: String,
    /// What the model is given; none of a run, which keeps its numbers and words only.
    input: Option<ModelInput>,
    /// What it changes relative to its baseline, as text.
    changes: Vec<String>,
    /// Path, value and unit of every number.
    numbers: Vec<(String, f64, String)>,
}

/// One of the two that are compared.
pub(super) struct Side {
    is_run: bool,
    /// What is said beside scenarios: a word and its value.
    facts: Vec<(&'static str, String)>,
    scenarios: Vec<Scenario>,
}

impl Side {
    /// What an earlier run, also of another version, was made of.
    pub fn of_previous(run: &PreviousRun) -> Self {
        let scenario = |(name, changes): &(String, Vec<String>)| Scenario {
            name: name.clone(),
            input: None,
            changes: changes.clone(),
            numbers: run
                .numbers
                .iter()
                .filter(|one| one.scenario == *name)
                .map(|one| (one.path.clone(), one.value, one.unit.clone()))
                .collect(),
        };
        Self {
            is_run: true,
            facts: made_of(
                (&run.version, &run.build),
                (&run.study, &run.seed),
                run.worlds,
                &run.contexts,
            ),
            scenarios: run.scenarios.iter().map(scenario).collect(),
        }
    }

    /// What a run of this program is made of.
    pub fn of_plan(plan: &Plan) -> Self {
        let contexts = plan.contexts.iter().map(|context| context.name.clone());
        let contexts: Vec<String> = contexts.collect();
        let side = side_of_plan(plan);
        Self {
            is_run: true,
            facts: made_of(
                (env!("CARGO_PKG_VERSION"), BUILD),
                (&plan.study, &plan.seed.to_string()),
                Some(u64::from(plan.n_worlds())),
                &contexts,
            ),
            scenarios: side
                .scenarios
                .into_iter()
                .map(Scenario::without_input)
                .collect(),
        }
    }

    /// What a finished run was made of.
    ///
    /// # Errors
    /// [`CliError`] where its parameters cannot be read.
    pub fn of_run(run: &FinishedRun) -> Result<Self, CliError> {
        let manifest = &run.manifest;
        let contexts: Vec<String> = manifest
            .contexts
            .iter()
            .map(|one| one.name.clone())
            .collect();
        let draws = manifest.draws.as_ref().map_or(1, |draws| draws.n);
        Ok(Self {
            facts: made_of(
                (&manifest.linkwright, &manifest.build),
                (&manifest.study, &manifest.seed.to_string()),
                Some(u64::from(manifest.replications.max(draws))),
                &contexts,
            ),
            ..side_of_run(run)?
        })
    }
}

impl Scenario {
    /// The same as a run folder keeps it.
    fn without_input(self) -> Self {
        Self {
            input: None,
            ..self
        }
    }
}

/// What a run is made of beside its scenarios.
fn made_of(
    (version, build): (&str, &str),
    (study, seed): (&str, &str),
    worlds: Option<u64>,
    contexts: &[String],
) -> Vec<(&'static str, String)> {
    vec![
        ("study", study.to_string()),
        ("seed", seed.to_string()),
        (
            "worlds",
            worlds.map_or_else(|| "unknown".to_string(), |n| plain(n as f64)),
        ),
        ("contexts", contexts.join(", ")),
        ("version", version.to_string()),
        ("build", build.to_string()),
    ]
}

/// What differs between two sides, a line each; the same change of several scenarios is told once.
pub(super) fn differing(first: &Side, second: &Side) -> Vec<String> {
    let difference = Difference::new(first, second);
    let facts = difference.facts.iter();
    let mut lines: Vec<String> = facts
        .map(|(word, a, b)| format!("{word} {a} → {b}"))
        .collect();
    for (names, which) in [
        (&difference.only_first, "before"),
        (&difference.only_second, "now"),
    ] {
        lines.extend(
            names
                .iter()
                .map(|name| format!("scenario `{name}` only {which}")),
        );
    }
    let mut changes: Vec<(String, Vec<&str>)> = Vec::new();
    for one in &difference.changed {
        for number in &one.numbers {
            let words = number_words(number);
            match changes.iter_mut().find(|(known, _)| *known == words) {
                Some((_, names)) => names.push(&one.name),
                None => changes.push((words, vec![&one.name])),
            }
        }
    }
    let n_more = changes.len().saturating_sub(MOST_CHANGES);
    changes.truncate(MOST_CHANGES);
    lines.extend(
        changes
            .into_iter()
            .map(|(words, names)| format!("{words} in {}", names.join(", "))),
    );
    lines.extend((n_more > 0).then(|| {
        format!(
            "{n_more} more parameters; `linkwright diff` lists those of two runs of one version"
        )
    }));
    lines
}

/// Most changed parameters that are listed beside an answer.
const MOST_CHANGES: usize = 12;

/// Reads a side.
fn side(path: &Path, args: &DiffArgs) -> Result<Side, CliError> {
    let place = finished::place(path);
    let is_run = place.is_dir() || (path == Path::new(LATEST) && place.symlink_metadata().is_ok());
    if is_run {
        if !args.selection.is_empty() {
            return Err(CliError::input(
                "-S, --only and --skip change what files say, and a run keeps what it was made with",
            )
            .help("name study files in place of run folders"));
        }
        side_of_run(&finished::open(path)?)
    } else {
        side_of_files(path, args)
    }
}

fn side_of_files(path: &Path, args: &DiffArgs) -> Result<Side, CliError> {
    let study = load(&[path.to_path_buf()], &options(&args.selection), args.talk)?;
    Ok(side_of_plan(&study.plan))
}

fn side_of_plan(plan: &Plan) -> Side {
    let contexts: Vec<&str> = plan
        .contexts
        .iter()
        .map(|context| context.name.as_str())
        .collect();
    let facts = facts(
        plan.seed,
        plan.replications,
        &plan.headline,
        &contexts,
        plan.answer
            .map(|pair| (name(plan, pair.0), name(plan, pair.1))),
    );
    let scenarios = plan.scenarios.iter().map(|scenario| Scenario {
        name: scenario.name.clone(),
        input: Some(scenario.input.clone()),
        changes: scenario.changes.clone(),
        numbers: scenario
            .values
            .iter()
            .map(|value| (value.path.clone(), value.value, value.unit.clone()))
            .collect(),
    });
    Side {
        is_run: false,
        facts,
        scenarios: scenarios.collect(),
    }
}

fn name(plan: &Plan, scenario: usize) -> &str {
    &plan.scenarios[scenario].name
}

fn side_of_run(run: &FinishedRun) -> Result<Side, CliError> {
    let numbers = run.numbers()?;
    let manifest = &run.manifest;
    let contexts: Vec<&str> = manifest
        .contexts
        .iter()
        .map(|context| context.name.as_str())
        .collect();
    let answer = manifest
        .answer
        .as_ref()
        .map(|answer| (answer.scenario.as_str(), answer.against.as_str()));
    let mut facts = facts(
        manifest.seed,
        manifest.replications,
        &manifest.headline,
        &contexts,
        answer,
    );
    facts.push((
        "lost replications",
        manifest.failed_replications.to_string(),
    ));
    facts.push(("version", manifest.linkwright.clone()));
    let scenarios = manifest.scenarios.iter().map(|scenario| Scenario {
        name: scenario.name.clone(),
        input: None,
        changes: scenario.changes.clone(),
        numbers: numbers
            .iter()
            .filter(|one| one.scenario == scenario.name)
            .map(|one| (one.path.clone(), one.value, one.unit.clone()))
            .collect(),
    });
    Ok(Side {
        is_run: true,
        facts,
        scenarios: scenarios.collect(),
    })
}

fn facts(
    seed: u64,
    replications: u32,
    headline: &[String],
    contexts: &[&str],
    answer: Option<(&str, &str)>,
) -> Vec<(&'static str, String)> {
    vec![
        ("seed", seed.to_string()),
        ("replications", replications.to_string()),
        ("contexts", contexts.join(", ")),
        ("headline", headline.join(", ")),
        (
            "answer",
            answer.map_or_else(
                || "none".to_string(),
                |(scenario, against)| format!("{scenario} against {against}"),
            ),
        ),
    ]
}

/// Differences of one scenario.
struct Changed {
    name: String,
    /// Sentences on what the second changes.
    words: Vec<String>,
    /// Path, first and second value where there is one, and unit.
    numbers: Vec<(String, Option<f64>, Option<f64>, String)>,
    /// True where the sentences state all that the numbers do.
    is_reported: bool,
}

/// Differences of two sides.
struct Difference {
    facts: Vec<(&'static str, String, String)>,
    only_first: Vec<String>,
    only_second: Vec<String>,
    changed: Vec<Changed>,
}

impl Difference {
    fn new(first: &Side, second: &Side) -> Self {
        let pairs = pairs(first, second);
        let lacks =
            |side: &Side, name: &str| !side.scenarios.iter().any(|scenario| scenario.name == name);
        let only = |side: &Side, other: &Side| {
            let names = side.scenarios.iter().map(|scenario| scenario.name.clone());
            names
                .filter(|name| {
                    lacks(other, name)
                        && !pairs
                            .iter()
                            .any(|(a, b)| a.name == *name || b.name == *name)
                })
                .collect()
        };
        let facts = first
            .facts
            .iter()
            .zip(&second.facts)
            .filter(|(a, b)| a.1 != b.1);
        Self {
            facts: facts
                .map(|(a, b)| (a.0, a.1.clone(), b.1.clone()))
                .collect(),
            only_first: only(first, second),
            only_second: only(second, first),
            changed: pairs
                .iter()
                .map(|(a, b)| changed(a, b))
                .filter(|one| !one.words.is_empty() || !one.numbers.is_empty())
                .collect(),
        }
    }

    fn is_same(&self) -> bool {
        self.facts.is_empty()
            && self.only_first.is_empty()
            && self.only_second.is_empty()
            && self.changed.is_empty()
    }

    /// Lines without marks: each with whether it heads those that follow; words of files are written by `words`.
    fn lines(&self, args: &DiffArgs, words: fn(&str) -> String) -> Vec<(bool, String)> {
        let [first, second] =
            [&args.first, &args.second].map(|path| words(&path.to_string_lossy()));
        let mut lines = vec![(true, format!("From {first} to {second}"))];
        if self.is_same() {
            lines.push((false, "nothing differs".to_string()));
        }
        lines.extend(
            self.facts
                .iter()
                .map(|(word, a, b)| (false, words(&format!("{word} {a} → {b}")))),
        );
        lines.extend(
            self.only_first
                .iter()
                .map(|name| (false, format!("only in {first}: scenario `{name}`"))),
        );
        lines.extend(
            self.only_second
                .iter()
                .map(|name| (false, format!("only in {second}: scenario `{name}`"))),
        );
        for scenario in &self.changed {
            lines.push((true, format!("Scenario `{}`", scenario.name)));
            lines.extend(scenario.words.iter().map(|said| (false, words(said))));
            if !scenario.is_reported {
                lines.extend(
                    scenario
                        .numbers
                        .iter()
                        .map(|number| (false, words(&number_words(number)))),
                );
            }
        }
        lines
    }

    fn text(&self, args: &DiffArgs) -> String {
        let mark = |text: &mut String, (is_head, line): (bool, String)| {
            let _ = writeln!(text, "{}{line}", if is_head { "" } else { "  " });
        };
        self.lines(args, str::to_string)
            .into_iter()
            .fold(String::new(), |mut text, line| {
                mark(&mut text, line);
                text
            })
    }

    fn markdown(&self, args: &DiffArgs) -> String {
        self.lines(args, markdown)
            .into_iter()
            .fold(String::new(), |mut text, (is_head, line)| {
                let _ = if is_head {
                    writeln!(text, "\n### {line}\n")
                } else {
                    writeln!(text, "- {line}")
                };
                text
            })
    }

    fn json(&self, args: &DiffArgs) -> serde_json::Value {
        let fact = |(word, a, b): &(&str, String, String)| json!({ "what": word, "first": a, "second": b });
        let number = |(path, a, b, unit): &(String, Option<f64>, Option<f64>, String)| json!({ "path": path, "first": a, "second": b, "unit": unit });
        let scenario = |one: &Changed| json!({ "name": one.name, "changes": one.words, "numbers": one.numbers.iter().map(number).collect::<Vec<_>>() });
        json!({
            "first": args.first.to_string_lossy(), "second": args.second.to_string_lossy(), "is_same": self.is_same(),
            "facts": self.facts.iter().map(fact).collect::<Vec<_>>(), "only_first": self.only_first, "only_second": self.only_second,
            "scenarios": self.changed.iter().map(scenario).collect::<Vec<_>>(),
        })
    }
}

/// Scenarios of the same name, and the one that is left on either side, whatever its name.
fn pairs<'a>(first: &'a Side, second: &'a Side) -> Vec<(&'a Scenario, &'a Scenario)> {
    let named =
        |side: &'a Side, name: &str| side.scenarios.iter().find(|scenario| scenario.name == name);
    let left = |side: &'a Side, other: &'a Side| {
        side.scenarios
            .iter()
            .filter(|one| named(other, &one.name).is_none())
            .collect::<Vec<_>>()
    };
    let mut pairs: Vec<_> = first
        .scenarios
        .iter()
        .filter_map(|a| Some((a, named(second, &a.name)?)))
        .collect();
    if let ([a], [b]) = (
        left(first, second).as_slice(),
        left(second, first).as_slice(),
    ) {
        pairs.push((*a, *b));
    }
    pairs
}

/// Words from the inputs themselves; of runs, the sentences that one has and the other lacks.
fn changed(first: &Scenario, second: &Scenario) -> Changed {
    let words = match (&first.input, &second.input) {
        (Some(a), Some(b)) => changes(b, a),
        _ => {
            let lacking = |of: &Scenario, from: &Scenario| {
                of.changes
                    .iter()
                    .filter(|one| !from.changes.contains(one))
                    .cloned()
                    .collect::<Vec<_>>()
            };
            let gone = lacking(first, second)
                .into_iter()
                .map(|words| format!("no more: {words}"));
            gone.chain(
                lacking(second, first)
                    .into_iter()
                    .map(|words| format!("now: {words}")),
            )
            .collect()
        }
    };
    let name = if first.name == second.name {
        first.name.clone()
    } else {
        format!("{}, {}", first.name, second.name)
    };
    let is_reported = first.input.is_some() && !words.is_empty();
    Changed {
        name,
        words,
        numbers: changed_numbers(first, second),
        is_reported,
    }
}

fn changed_numbers(
    first: &Scenario,
    second: &Scenario,
) -> Vec<(String, Option<f64>, Option<f64>, String)> {
    let value = |of: &Scenario, path: &str| {
        of.numbers
            .iter()
            .find(|number| number.0 == path)
            .map(|number| number.1)
    };
    let mut changed: Vec<_> = first
        .numbers
        .iter()
        .map(|(path, a, unit)| (path.clone(), Some(*a), value(second, path), unit.clone()))
        .collect();
    let new = second
        .numbers
        .iter()
        .filter(|(path, ..)| value(first, path).is_none());
    changed.extend(new.map(|(path, b, unit)| (path.clone(), None, Some(*b), unit.clone())));
    changed.retain(|(_, a, b, _)| a != b);
    changed
}

fn number_words((path, a, b, unit): &(String, Option<f64>, Option<f64>, String)) -> String {
    let side = |value: &Option<f64>| value.map_or_else(|| "none".to_string(), plain);
    format!("{path} {} → {} [{unit}]", side(a), side(b))
}
