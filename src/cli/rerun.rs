//! One replication of a finished run again, from the inputs that its folder keeps.

use super::args::Color;
use super::run::load_from;
use super::{CliError, Exit};
use crate::ensemble::{Repeated, repeat};
use crate::plan::{DRAWS, DRAWS_MAX, Options, Plan, World};
use crate::results::{BUILD, FinishedRun, scenario_hash};
use crate::scenario::REPLICATIONS_MAX;

/// The plan of a finished run, made again from its inputs, long enough for a replication.
pub(super) fn plan_of(run: &FinishedRun, replication: u32) -> Result<Plan, CliError> {
    if !has_replication(run, replication) {
        let has_draws = run.manifest.draws.is_some();
        return Err(CliError::input(format!(
            "the run has no {}: {}",
            world_words(has_draws, replication),
            replications_words(run, replication)
        )));
    }
    let ((copies, files), given) = (run.given_files()?, &run.manifest.given);
    let draws = run.manifest.draws.as_ref();
    let options = Options {
        at_medians: draws.is_none(),
        replications: Some(
            draws.map_or(run.manifest.replications.max(replication + 1), |draws| {
                draws.replications
            }),
        ),
        draws: draws
            .filter(|draws| !draws.is_luck_shared && draws.kind != DRAWS)
            .map(|draws| draws.n),
        seed: Some(run.manifest.seed),
        only: given.only.clone(),
        skip: given.skip.clone(),
        settings: given.settings.clone(),
        table: given.table.as_ref().map(|table| run.copy_of(table)),
        ..Options::default()
    };
    let study = load_from(&copies, &files, &options, Color::Auto).map_err(|error| {
        error.because(
            Exit::Input,
            "the inputs of the run do not make a study in this version of linkwright",
        )
    })?;
    Ok(study.plan)
}

/// The number of a world that `--draw` and `--rep` name.
pub(super) fn world_number(draw: Option<u32>, replication: u32) -> Result<u32, CliError> {
    let Some(draw) = draw else {
        return Ok(replication);
    };
    if replication < REPLICATIONS_MAX && draw < DRAWS_MAX {
        return Ok(World { draw, replication }.number());
    }
    let (most_draw, most) = (DRAWS_MAX - 1, REPLICATIONS_MAX - 1);
    Err(CliError::input(format!(
        "there is no replication {replication} of draw {draw}: --draw is from 0 to {most_draw}, and --rep beside it from 0 to {most}"
    )))
}

/// A world as people name it: its replication, and its draw where there are draws.
pub(super) fn world_words(has_draws: bool, number: u32) -> String {
    let World { draw, replication } = World::new(number);
    if has_draws || draw > 0 {
        format!("replication {replication} of draw {draw}")
    } else {
        format!("replication {number}")
    }
}

fn has_replication(run: &FinishedRun, replication: u32) -> bool {
    let dataset = &run.dataset;
    dataset
        .runs
        .iter()
        .any(|one| one.replication == replication)
        || dataset
            .failures
            .iter()
            .any(|one| one.replication == replication)
}

fn replications_words(run: &FinishedRun, asked: u32) -> String {
    if let Some(draws) = &run.manifest.draws {
        let (draw, rep) = (
            draws.n.saturating_sub(1),
            draws.replications.saturating_sub(1),
        );
        return format!(
            "it has draws 0 to {draw} with replications 0 to {rep}; name the last one as --draw {draw} --rep {rep}"
        );
    }
    let runs = run.dataset.runs.iter().map(|one| one.replication);
    let all = runs.chain(run.dataset.failures.iter().map(|one| one.replication));
    match all.clone().min().zip(all.max()) {
        Some((least, most)) if least < most => {
            let also = if asked < REPLICATIONS_MAX {
                ""
            } else {
                ", and no draws"
            };
            format!("it has {least} to {most}{also}")
        }
        Some((only, _)) => format!("it has {only} alone"),
        None => "it has none".to_string(),
    }
}

/// Runs a replication with its event logs.
pub(super) fn run_again(plan: &Plan, replication: u32) -> Result<Repeated, CliError> {
    repeat(plan, replication).map_err(|error| CliError::input(error.to_string()))
}

/// Differences of the program and of its reading of the inputs from the time of the run, one sentence each.
pub(super) fn changes_since(run: &FinishedRun, plan: &Plan) -> Vec<String> {
    let manifest = &run.manifest;
    let mut changes = Vec::new();
    if manifest.linkwright != env!("CARGO_PKG_VERSION") {
        changes.push(format!(
            "the run was made by linkwright {}, this is {}",
            manifest.linkwright,
            env!("CARGO_PKG_VERSION")
        ));
    }
    if manifest.build != BUILD {
        changes.push(format!(
            "the run was made by build {}, this is {BUILD}",
            manifest.build
        ));
    }
    for entry in &manifest.scenarios {
        match plan
            .scenarios
            .iter()
            .find(|scenario| scenario.name == entry.name)
        {
            Some(scenario) if scenario_hash(scenario) == entry.sha256 => {}
            Some(_) => changes.push(format!(
                "`{}` gives the model other inputs than at the time of the run",
                entry.name
            )),
            None => changes.push(format!(
                "the inputs no longer make a scenario `{}`",
                entry.name
            )),
        }
    }
    changes
}
