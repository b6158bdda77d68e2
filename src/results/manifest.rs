//! Manifest of a run folder.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Dataset, Draws, Invocation, ScenarioInfo, TableChoice};
use crate::plan::{Override, Plan, PlannedScenario, RivalContext, StudyContext};

/// The machine and the way of running: the only part of a manifest that may differ between two machines.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    /// Operating system.
    pub os: String,
    /// Processor family.
    pub arch: String,
    /// Worker threads used.
    pub jobs: usize,
    /// Command line as typed.
    pub command: Vec<String>,
    /// Command that makes the same results again.
    pub reproduce: String,
    /// How to cite the results: [`citation`].
    #[serde(default)]
    pub citation: String,
    /// Start of the run, UTC, `yyyymmddThhmmssZ`.
    pub started_utc: String,
    /// Time that the runs took [s].
    pub seconds: f64,
}

/// A scenario of the run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScenarioEntry {
    /// Name.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// Name of its context.
    pub context: String,
    /// Its changes relative to the baseline of its context, as text.
    pub changes: Vec<String>,
    /// SHA-256 of everything that the model was given.
    pub sha256: String,
}

/// A context of the run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContextEntry {
    /// Name.
    pub name: String,
    /// Title for people; may be empty.
    pub title: String,
    /// Name of the scenario that the others of the context are compared with.
    pub baseline: String,
    /// Name of the context that it is a rival of, and title of the rival structure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rival: Option<(String, String)>,
}

/// The pair of scenarios that answers the question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerEntry {
    /// Name of the scenario whose effect is estimated.
    pub scenario: String,
    /// Name of the scenario that it is compared with.
    pub against: String,
}

/// Distance of one difference from its target when a run with as many worlds as needed stopped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TargetEntry {
    /// Name of the indicator.
    pub indicator: String,
    /// Name of the scenario.
    pub scenario: String,
    /// Name of the scenario that it is compared with.
    pub against: String,
    /// Complete pairs.
    pub n_pairs: usize,
    /// Half-width wanted [unit of the indicator]; none for a share of a difference that is not known.
    pub wanted: Option<f64>,
    /// Half-width reached [unit of the indicator]; none where the pairs have no spread.
    pub half_width: Option<f64>,
    /// True where the target is met.
    pub is_met: bool,
}

/// Stopping reason of a run with as many worlds as needed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stopping {
    /// The targets as requested.
    pub precision: String,
    /// Worlds before the first look.
    pub pilot: u32,
    /// Its stopping reason, as text.
    pub reason: String,
    /// True where every target is met.
    pub is_reached: bool,
    /// Every difference and its target.
    pub targets: Vec<TargetEntry>,
}

/// A file of the run folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Path inside the folder, with `/`.
    pub path: String,
    /// Size [bytes].
    pub bytes: u64,
    /// SHA-256 of the content.
    pub sha256: String,
}

impl FileEntry {
    /// Describes a file by its path inside the folder and its content.
    #[must_use]
    pub fn from_bytes(path: &str, bytes: &[u8]) -> Self {
        Self {
            path: path.to_string(),
            bytes: bytes.len() as u64,
            sha256: sha256_hex(bytes),
        }
    }
}

/// Version of the layout of run folders.
pub(super) const LAYOUT: u32 = 4;

/// Name of this build of the program: the start of the SHA-256 of its sources, in hexadecimal.
pub const BUILD: &str = env!("LINKWRIGHT_BUILD");

/// How to cite results: program, version and build, study, seed, and the command that makes them again.
#[must_use]
pub fn citation(study: &str, seed: u64, command: &str) -> String {
    format!(
        "linkwright {}, build {BUILD}; study {study}, seed {seed}; made by: {command}",
        env!("CARGO_PKG_VERSION")
    )
}

/// What stands before the manifest's own digest, its last entry.
const DIGEST_KEY: &str = ",\n  \"sha256\": \"";
/// What stands behind it.
const DIGEST_END: &str = "\"\n}\n";

/// The content of `manifest.json`: with the tables of `data/`, all that a report needs. A folder without it is not a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this layout.
    pub format: u32,
    /// Version of the program.
    pub linkwright: String,
    /// Name of the build of the program: [`BUILD`].
    pub build: String,
    /// Study.
    pub study: String,
    /// Title for people.
    pub title: String,
    /// Question that the study answers; may be empty.
    pub question: String,
    /// Seed of all draws.
    pub seed: u64,
    /// Replications requested.
    pub replications: u32,
    /// Draws of uncertain parameters, whose values are in `design.csv`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draws: Option<Draws>,
    /// Replications that were lost.
    pub failed_replications: usize,
    /// Stopping reason of the run, where replications were not fixed beforehand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopping: Option<Stopping>,
    /// Contexts, each with its baseline.
    pub contexts: Vec<ContextEntry>,
    /// Scenarios in plan order.
    pub scenarios: Vec<ScenarioEntry>,
    /// Indicators that head the report, most important first.
    pub headline: Vec<String>,
    /// Pair that answers the question.
    pub answer: Option<AnswerEntry>,
    /// What the command line changed of the files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<Override>,
    /// Recorded quarters: policy window and run-off.
    pub recorded_quarters: u32,
    /// Of these, quarters of run-off at the end.
    pub run_off_quarters: u32,
    /// Grades of the parameters in use: grade and how many.
    pub grades: Vec<(String, usize)>,
    /// Warnings of the check.
    #[serde(default)]
    pub warnings: Vec<String>,
    /// Notes of the check.
    pub notes: Vec<String>,
    /// Files and changes named on the command line.
    #[serde(default)]
    pub given: Invocation,
    /// Tables of `data/` that were to be written.
    #[serde(default, skip_serializing_if = "TableChoice::is_all")]
    pub tables: TableChoice,
    /// All other files, by path.
    pub files: Vec<FileEntry>,
    /// Machine and way of running.
    pub machine: Machine,
}

impl Manifest {
    /// Describes a plan and what came of it; files are filled in when the folder is finished.
    #[must_use]
    pub fn from_plan(plan: &Plan, dataset: &Dataset, machine: Machine) -> Self {
        let entry = |(scenario, info): (&PlannedScenario, &ScenarioInfo)| ScenarioEntry {
            name: info.name.clone(),
            title: info.title.clone(),
            context: dataset.contexts[info.context].name.clone(),
            changes: info.changes.clone(),
            sha256: scenario_hash(scenario),
        };
        let name = |scenario: usize| dataset.scenarios[scenario].name.clone();
        let context = |(index, context): (usize, &StudyContext)| {
            let rival = dataset.rivals.iter().find(|rival| rival.context == index);
            let rival =
                rival.map(|rival| (dataset.contexts[rival.of].name.clone(), rival.title.clone()));
            ContextEntry {
                name: context.name.clone(),
                title: context.title.clone(),
                baseline: name(context.baseline),
                rival,
            }
        };
        Self {
            format: LAYOUT,
            linkwright: env!("CARGO_PKG_VERSION").to_string(),
            build: BUILD.to_string(),
            study: dataset.study.clone(),
            title: dataset.title.clone(),
            question: dataset.question.clone(),
            seed: dataset.seed,
            replications: dataset.replications,
            draws: dataset.draws.clone(),
            failed_replications: dataset.failures.len(),
            stopping: None,
            contexts: dataset.contexts.iter().enumerate().map(context).collect(),
            scenarios: plan
                .scenarios
                .iter()
                .zip(&dataset.scenarios)
                .map(entry)
                .collect(),
            headline: dataset.headline.clone(),
            answer: dataset.answer.map(|(scenario, against)| AnswerEntry {
                scenario: name(scenario),
                against: name(against),
            }),
            overrides: dataset.overrides.clone(),
            recorded_quarters: dataset.policy_quarters,
            run_off_quarters: dataset.run_off_quarters,
            grades: dataset.grades.clone(),
            warnings: dataset.warnings.clone(),
            notes: dataset.notes.clone(),
            given: Invocation::default(),
            tables: TableChoice::default(),
            files: Vec::new(),
            machine: Machine {
                citation: citation(&dataset.study, dataset.seed, &machine.reproduce),
                ..machine
            },
        }
    }

    /// The data set that the manifest describes, without worlds, series and failures; `None` where it names a scenario or context that it does not list.
    pub(super) fn dataset(&self) -> Option<Dataset> {
        let info = |entry: &ScenarioEntry| {
            let ScenarioEntry {
                name,
                title,
                context,
                changes,
                ..
            } = entry.clone();
            Some(ScenarioInfo {
                name,
                title,
                context: self.contexts.iter().position(|one| one.name == context)?,
                changes,
            })
        };
        let context = |entry: &ContextEntry| {
            let ContextEntry {
                name,
                title,
                baseline,
                ..
            } = entry.clone();
            Some(StudyContext {
                name,
                title,
                baseline: self
                    .scenarios
                    .iter()
                    .position(|scenario| scenario.name == baseline)?,
            })
        };
        let index = |name: &str| {
            self.scenarios
                .iter()
                .position(|scenario| scenario.name == name)
        };
        let rival = |(context, entry): (usize, &ContextEntry)| {
            let (of, title) = entry.rival.as_ref()?;
            Some(RivalContext {
                context,
                of: self.contexts.iter().position(|one| one.name == *of)?,
                title: title.clone(),
            })
        };
        let answer = match &self.answer {
            Some(pair) => Some((index(&pair.scenario)?, index(&pair.against)?)),
            None => None,
        };
        Some(Dataset {
            study: self.study.clone(),
            title: self.title.clone(),
            question: self.question.clone(),
            contexts: self.contexts.iter().map(context).collect::<Option<_>>()?,
            scenarios: self.scenarios.iter().map(info).collect::<Option<_>>()?,
            replications: self.replications,
            draws: self.draws.clone().map(|draws| Draws {
                points: Vec::new(),
                names: Vec::new(),
                ..draws
            }),
            seed: self.seed,
            headline: self.headline.clone(),
            answer,
            rivals: self.contexts.iter().enumerate().filter_map(rival).collect(),
            overrides: self.overrides.clone(),
            policy_quarters: self.recorded_quarters,
            run_off_quarters: self.run_off_quarters,
            runs: Vec::new(),
            series: Vec::new(),
            lives: Vec::new(),
            groups: Vec::new(),
            fired: Vec::new(),
            rules: Vec::new(),
            failures: Vec::new(),
            grades: self.grades.clone(),
            warnings: self.warnings.clone(),
            notes: self.notes.clone(),
        })
    }

    /// The manifest as text; its last entry is the digest of all that stands before it.
    pub(super) fn to_json(&self) -> Vec<u8> {
        let text = serde_json::to_string_pretty(self).expect("a manifest has only named fields");
        let content = text.trim_end_matches("\n}");
        let digest = sha256_hex(content.as_bytes());
        format!("{content}{DIGEST_KEY}{digest}{DIGEST_END}").into_bytes()
    }
}

/// True where the text of a manifest ends with the digest of what stands before.
pub(super) fn is_intact(text: &[u8]) -> bool {
    let Some((content, digest)) = std::str::from_utf8(text)
        .ok()
        .and_then(|text| text.strip_suffix(DIGEST_END))
        .and_then(|text| text.rsplit_once(DIGEST_KEY))
    else {
        return false;
    };
    sha256_hex(content.as_bytes()) == digest
}

/// SHA-256, in hexadecimal, of everything that a scenario gives the model: equal hashes are equal inputs.
///
/// Hashed is the debug text of the input, in which numbers are the shortest text that reads back to the same bits.
#[must_use]
pub fn scenario_hash(scenario: &PlannedScenario) -> String {
    sha256_hex(format!("{:?}", scenario.input).as_bytes())
}

/// SHA-256, in hexadecimal, of everything that decides the results of a plan: scenarios, replications, seed and futures.
#[must_use]
pub fn plan_hash(plan: &Plan) -> String {
    let mut text = format!("{} {} {:?}", plan.replications, plan.seed, plan.futures);
    if let Some(design) = &plan.design {
        write!(text, " {design:?}").expect("writing to memory");
    }
    for context in &plan.contexts {
        write!(text, " {}", context.baseline).expect("writing to memory");
    }
    for scenario in &plan.scenarios {
        write!(text, "\n{} {}", scenario.name, scenario_hash(scenario)).expect("writing to memory");
    }
    sha256_hex(text.as_bytes())
}

/// SHA-256 of bytes in hexadecimal.
pub(super) fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(digest: &[u8]) -> String {
    digest
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            write!(text, "{byte:02x}").expect("writing to memory");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_sha_256() {
        assert_eq!(
            sha256_hex(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn a_plan_goes_by_all_that_decides_its_results() {
        let plan = crate::plan::testing::small_plan(&["a", "b"], 2);
        let (mut more, mut futures, mut seed) = (plan.clone(), plan.clone(), plan.clone());
        more.replications += 1;
        futures.futures.count += 1;
        seed.seed += 1;
        let mut hashes = [plan.clone(), more, futures, seed].map(|plan| plan_hash(&plan));
        assert_eq!(hashes[0], plan_hash(&plan));
        hashes.sort();
        assert!(
            hashes.windows(2).all(|pair| pair[0] != pair[1]),
            "{hashes:?}"
        );
    }
}
