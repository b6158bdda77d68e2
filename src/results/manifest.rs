//! What a run folder says about itself.

use std::fmt::Write as _;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Dataset;
use crate::plan::{Plan, PlannedScenario};

/// The machine and the way of running: the only part of a manifest that may differ between two machines.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Machine {
    /// Operating system.
    pub os: String,
    /// Processor family.
    pub arch: String,
    /// Worker threads used.
    pub jobs: usize,
    /// Command line as typed.
    pub command: Vec<String>,
    /// Start of the run, UTC, `yyyymmddThhmmssZ`.
    pub started_utc: String,
    /// Time that the runs took [s].
    pub seconds: f64,
}

/// A scenario of the run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScenarioEntry {
    /// Name.
    pub name: String,
    /// SHA-256 of everything that the model was given.
    pub sha256: String,
}

/// A file of the run folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileEntry {
    /// Path inside the folder, with `/`.
    pub path: String,
    /// Size [bytes].
    pub bytes: u64,
    /// SHA-256 of the content.
    pub sha256: String,
}

/// The content of `manifest.json`. A folder without it is not a run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Manifest {
    /// Version of this layout.
    pub format: u32,
    /// Version of the program.
    pub linkwright: String,
    /// Commit that the program was built from, where the build named one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub git_commit: Option<String>,
    /// Study.
    pub study: String,
    /// Context.
    pub context: String,
    /// Seed of all draws.
    pub seed: u64,
    /// Replications asked for.
    pub replications: u32,
    /// Replications that were lost.
    pub failed_replications: usize,
    /// Name of the baseline.
    pub baseline: String,
    /// Scenarios in plan order.
    pub scenarios: Vec<ScenarioEntry>,
    /// All other files, by path.
    pub files: Vec<FileEntry>,
    /// Machine and way of running.
    pub machine: Machine,
}

impl Manifest {
    /// Describes a plan and what came of it; files are filled in when the folder is finished.
    #[must_use]
    pub fn of(plan: &Plan, dataset: &Dataset, machine: Machine) -> Self {
        let entry = |scenario: &PlannedScenario| ScenarioEntry { name: scenario.name.clone(), sha256: scenario_hash(scenario) };
        Self {
            format: 1,
            linkwright: env!("CARGO_PKG_VERSION").to_string(),
            git_commit: option_env!("LINKWRIGHT_GIT_COMMIT").map(str::to_string),
            study: plan.study.clone(),
            context: plan.context.clone(),
            seed: plan.seed,
            replications: dataset.replications,
            failed_replications: dataset.failures.len(),
            baseline: plan.baseline().name.clone(),
            scenarios: plan.scenarios.iter().map(entry).collect(),
            files: Vec::new(),
            machine,
        }
    }
}

/// SHA-256, in hexadecimal, of everything that a scenario gives the model: equal hashes are equal inputs.
///
/// Hashed is the debug text of the input, in which numbers are the shortest text that reads back to the same bits.
#[must_use]
pub fn scenario_hash(scenario: &PlannedScenario) -> String {
    sha256_hex(format!("{:?}", scenario.input).as_bytes())
}

/// SHA-256, in hexadecimal, of everything that decides the results of a plan: scenarios, replications and seed.
#[must_use]
pub fn plan_hash(plan: &Plan) -> String {
    let mut text = format!("{} {} {}", plan.replications, plan.seed, plan.baseline);
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
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to memory");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_sha_256() {
        assert_eq!(sha256_hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
