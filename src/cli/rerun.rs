//! One replication of a finished run again, from the inputs that its folder keeps.

use super::args::Color;
use super::diagnostics::{complain, indicator_names, print_problems};
use super::{EXIT_INPUT, finished};
use crate::ensemble::{Repeated, repeat};
use crate::plan::{Options, Plan, prepare};
use crate::results::{FinishedRun, scenario_hash};
use crate::scenario::Files;

/// The plan of a finished run, made again from its inputs, long enough for a replication; where that fails, says why and
/// returns the exit code.
pub(super) fn plan_of(run: &FinishedRun, replication: u32) -> Result<Plan, i32> {
    if !has_replication(run, replication) {
        complain(&format!("the run has no replication {replication}: {}", replications_words(run)));
        return Err(EXIT_INPUT);
    }
    let files = run.given_files().map_err(|error| finished::refuse(&error))?;
    let (known, given) = (indicator_names(), &run.manifest.given);
    let options = Options {
        at_medians: run.manifest.draws.is_none(),
        replications: Some(run.manifest.draws.as_ref().map_or(run.manifest.replications.max(replication + 1), |draws| draws.replications)),
        draws: run.manifest.draws.as_ref().filter(|draws| !draws.is_luck_shared).map(|draws| draws.n),
        seed: Some(run.manifest.seed),
        only: given.only.clone(),
        skip: given.skip.clone(),
        settings: given.settings.clone(),
        known_indicators: &known,
    };
    let prepared = prepare(&Files::Disk, &files, &options);
    prepared.plan.clone().ok_or_else(|| {
        print_problems(&prepared, Color::Auto);
        complain("the inputs of the run do not make a study in this version of linkwright");
        EXIT_INPUT
    })
}

fn has_replication(run: &FinishedRun, replication: u32) -> bool {
    let dataset = &run.dataset;
    dataset.runs.iter().any(|one| one.replication == replication) || dataset.failures.iter().any(|one| one.replication == replication)
}

fn replications_words(run: &FinishedRun) -> String {
    let runs = run.dataset.runs.iter().map(|one| one.replication);
    let all = runs.chain(run.dataset.failures.iter().map(|one| one.replication));
    match all.clone().min().zip(all.max()) {
        Some((least, most)) if least < most => format!("it has {least} to {most}"),
        Some((only, _)) => format!("it has {only} alone"),
        None => "it has none".to_string(),
    }
}

/// Runs a replication with its event logs; where that fails, says why and returns the exit code.
pub(super) fn run_again(plan: &Plan, replication: u32) -> Result<Repeated, i32> {
    repeat(plan, replication).map_err(|error| {
        complain(&error.to_string());
        EXIT_INPUT
    })
}

/// How the program and what it makes of the inputs differ from the time of the run, one sentence each.
pub(super) fn changes_since(run: &FinishedRun, plan: &Plan) -> Vec<String> {
    let manifest = &run.manifest;
    let mut changes = Vec::new();
    if manifest.linkwright != env!("CARGO_PKG_VERSION") {
        changes.push(format!("the run was made by linkwright {}, this is {}", manifest.linkwright, env!("CARGO_PKG_VERSION")));
    }
    let commit = option_env!("LINKWRIGHT_GIT_COMMIT");
    if manifest.git_commit.as_deref() != commit {
        let named =
            |commit: Option<&str>| commit.map_or_else(|| "a commit that is not named".to_string(), |commit| format!("commit {commit}"));
        changes.push(format!("the run was made by {}, this is {}", named(manifest.git_commit.as_deref()), named(commit)));
    }
    for entry in &manifest.scenarios {
        match plan.scenarios.iter().find(|scenario| scenario.name == entry.name) {
            Some(scenario) if scenario_hash(scenario) == entry.sha256 => {}
            Some(_) => changes.push(format!("`{}` gives the model other inputs than at the time of the run", entry.name)),
            None => changes.push(format!("the inputs no longer make a scenario `{}`", entry.name)),
        }
    }
    changes
}
