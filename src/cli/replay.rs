//! The verb `replay`: one replication of a finished run again, compared value by value with what the run wrote.

use std::path::Path;

use serde_json::json;

use super::args::ReplayArgs;
use super::diagnostics::count;
use super::printing::{print, say};
use super::{CliError, Exit, finished, rerun};
use crate::ensemble::Repeated;
use crate::observations::INDICATORS;
use crate::results::{
    Dataset, FinishedRun, FolderError, events_table, lives_table, renew_files, twins_table,
    write_new,
};

/// Most differences that are reported one by one.
const MOST_TOLD: usize = 10;

/// Repeats a replication.
///
/// # Errors
/// [`CliError`] where the run cannot be read or the replication cannot be run.
pub fn execute(args: &ReplayArgs) -> Result<Exit, CliError> {
    let world = rerun::world_number(args.draw, args.rep)?;
    let run = finished::open(&args.run)?;
    let plan = rerun::plan_of(&run, world)?;
    let changes = rerun::changes_since(&run, &plan);
    let repeated = rerun::run_again(&plan, world)?;
    let differences = differences(&run.dataset, &repeated.dataset, world);
    let log = differences
        .is_empty()
        .then(|| write_log(run.clone(), world, &repeated, args.output.as_deref()));
    let (log, refused) = match log.transpose() {
        Ok(log) => (log, None),
        Err(error) => (None, Some(CliError::from(error))),
    };
    // what was compared counts, wherever no log was asked for
    let exit = match (&refused, differences.is_empty()) {
        (Some(error), _) if args.output.is_some() => error.exit,
        (Some(_) | None, true) => Exit::Ok,
        (Some(_) | None, false) => Exit::Mismatch,
    };
    let written = log.as_deref();
    if args.talk.json {
        let object = as_json(&run, world, (&differences, &changes), written, exit);
        print(&format!("{object}\n"))?;
    } else {
        changes
            .iter()
            .for_each(|change| say(&format!("note   {change}")));
        tell(&run, (world, args.talk.quiet), &differences);
        if let Some(path) = written {
            print(&format!("{path}\n"))?;
        }
    }
    if let Some(error) = refused {
        let reason = error.message.unwrap_or_default();
        if args.output.is_some() {
            say(&format!("error: no event log was written: {reason}"));
            error.help.iter().for_each(|help| say(&format!("  {help}")));
        } else {
            say(&format!(
                "note   no event log was written: {reason}; `-o FILE` writes it elsewhere"
            ));
        }
    }
    Ok(exit)
}

/// Differences, one sentence each: values of `runs.csv` to the bit, tables of durations and twins as text, failures as reported.
fn differences(recorded: &Dataset, again: &Dataset, replication: u32) -> Vec<String> {
    let failure = |dataset: &Dataset| {
        let lost = dataset
            .failures
            .iter()
            .find(|failure| failure.replication == replication);
        lost.map(|failure| {
            format!(
                "{} in `{}`, {}",
                failure.stage, failure.scenario, failure.message
            )
        })
    };
    let lost = |failure: Option<String>| {
        failure.map_or_else(
            || "finished".to_string(),
            |failure| format!("was lost ({failure})"),
        )
    };
    let (then, now) = (failure(recorded), failure(again));
    if then != now {
        return vec![format!(
            "in the run the replication {}; now it {}",
            lost(then),
            lost(now)
        )];
    }
    let mut found = Vec::new();
    for run in recorded
        .runs
        .iter()
        .filter(|run| run.replication == replication)
    {
        let name = &recorded.scenarios[run.scenario].name;
        let Some(other) = again
            .scenario_index(name)
            .and_then(|index| again.runs.iter().find(|other| other.scenario == index))
        else {
            found.push(format!("{name}: is not run now"));
            continue;
        };
        if run.world_key != other.world_key {
            found.push(format!(
                "{name}: the key of the draws is {:#018x}, the run has {:#018x}",
                other.world_key, run.world_key
            ));
        }
        let pairs = INDICATORS
            .iter()
            .zip(run.values.iter().zip(&other.values))
            .filter(|(_, (then, now))| !is_same(**then, **now));
        found.extend(pairs.map(|(indicator, (then, now))| {
            format!(
                "{name}: `{}` is {now:?}, the run has {then:?}",
                indicator.name
            )
        }));
    }
    if found.is_empty() {
        let part = part_of(recorded, replication);
        let is_same = |table: fn(&Dataset) -> crate::results::Table| {
            table(&part).to_csv() == table(again).to_csv()
        };
        let others = [
            ("lives.csv", is_same(lives_table)),
            ("twins.csv", is_same(twins_table)),
        ];
        found.extend(
            others
                .iter()
                .filter(|(_, same)| !same)
                .map(|(table, _)| format!("the rows of data/{table} differ")),
        );
    }
    found
}

/// The same bits, but for the sign of zero and the kind of a missing value, which tables do not keep.
fn is_same(one: f64, other: f64) -> bool {
    one.to_bits() == other.to_bits() || one == other || (one.is_nan() && other.is_nan())
}

/// A data set with the life tables and groups of one replication only.
fn part_of(dataset: &Dataset, replication: u32) -> Dataset {
    let mut part = dataset.clone();
    part.lives
        .retain(|record| record.replication == replication);
    part.groups
        .retain(|record| record.replication == replication);
    part
}

/// Writes the event log into the file that is named, else into the run folder, and returns its path.
fn write_log(
    mut run: FinishedRun,
    replication: u32,
    repeated: &Repeated,
    named: Option<&Path>,
) -> Result<String, FolderError> {
    let table = events_table(&repeated.dataset, replication, &repeated.logs);
    if let Some(path) = named {
        write_new(path, &table.to_csv())?;
        return Ok(path.display().to_string());
    }
    let inside = format!("events/{}", table.file);
    renew_files(
        &run.path,
        &mut run.manifest,
        &[(inside.clone(), table.to_csv())],
        &|_, _| false,
    )?;
    Ok(run.path.join(inside).display().to_string())
}

fn n_values(run: &FinishedRun, replication: u32) -> usize {
    run.dataset
        .runs
        .iter()
        .filter(|one| one.replication == replication)
        .count()
        * INDICATORS.len()
}

fn tell(run: &FinishedRun, (world, is_quiet): (u32, bool), differences: &[String]) {
    let (named, values) = (
        rerun::world_words(run.manifest.draws.is_some(), world),
        n_values(run, world),
    );
    if differences.is_empty() {
        if !is_quiet {
            let what = if values == 0 {
                "is lost as it was".to_string()
            } else {
                format!("{} are the same bits", count(values, "value"))
            };
            say(&format!(
                "replay   {named}, seed {}: {what} as in the run",
                run.manifest.seed
            ));
        }
        return;
    }
    say(&format!(
        "error: {named} is not what the run wrote: {}",
        count(differences.len(), "difference")
    ));
    differences
        .iter()
        .take(MOST_TOLD)
        .for_each(|difference| say(&format!("  {difference}")));
    if differences.len() > MOST_TOLD {
        say(&format!("  and {} more", differences.len() - MOST_TOLD));
    }
    say("  the event log is not written: it would be that of another run");
}

fn as_json(
    run: &FinishedRun,
    rep: u32,
    (differences, changes): (&[String], &[String]),
    log: Option<&str>,
    exit: Exit,
) -> serde_json::Value {
    json!({
        "study": run.manifest.study, "replication": rep, "seed": run.manifest.seed, "values": n_values(run, rep),
        "differences": differences, "changes_since": changes, "events": log,
        "exit_code": exit,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bit_is_a_difference_and_a_missing_value_is_none() {
        assert!(is_same(0.1, 0.1) && is_same(f64::NAN, -f64::NAN) && is_same(0.0, -0.0));
        assert!(!is_same(0.1, f64::from_bits(0.1_f64.to_bits() + 1)) && !is_same(0.1, f64::NAN));
    }
}
