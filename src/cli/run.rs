//! The verb `run`: files to a plan, the plan to results.

use std::path::PathBuf;

use super::args::{Color, Progress, Replications, RunArgs, SelectionArgs, TimeSeries};
use super::auto::{self, Auto};
use super::diagnostics::{complain, indicator_names, options, print, print_problems, say, to_json};
use super::progress::ProgressMode;
use super::study::{
    Replay, RunError, RunSettings, SeriesDetail, default_jobs, reproduce, run_plan,
};
use super::{EXIT_INPUT, page};
use crate::plan::{Options, Plan, Prepared, prepare, uncertain_keys};
use crate::results::{Dataset, Given};
use crate::scenario::{Files, Severity, plain_path};

/// Runs a study and returns the exit code.
#[must_use]
pub fn execute(args: &RunArgs) -> i32 {
    let known = indicator_names();
    if let Some(flag) = needs_auto(args) {
        complain(&format!(
            "`{flag}` says how many worlds are enough; add `-r auto`"
        ));
        return EXIT_INPUT;
    }
    if let Some(table) = args.design.as_ref().filter(|table| {
        table
            .extension()
            .is_none_or(|end| !end.eq_ignore_ascii_case("csv"))
    }) {
        complain(&format!(
            "`--design {}` is not a .csv file: a table of points is comma-separated and named so",
            table.display()
        ));
        return EXIT_INPUT;
    }
    let replications = match args.replications {
        Some(Replications::Auto) => Some(auto::most(args.max_reps)),
        Some(Replications::Fixed(replications)) => Some(replications),
        None => None,
    };
    let options = Options {
        replications,
        draws: args.draws,
        at_medians: args.at_medians,
        seed: args.ensemble.seed,
        ..options(&args.ensemble.selection, &known)
    };
    let prepared = prepare(&Files::Disk, &files(args), &options);
    let is_worth_telling = prepared.count(Severity::Warning) + prepared.count(Severity::Note) > 0;
    if prepared.plan.is_none() || args.verbose || (is_worth_telling && !args.quiet) {
        print_problems(&prepared, args.color);
    }
    match &prepared.plan {
        Some(plan) => match settings(args, plan) {
            Ok(settings) => execute_plan(plan, &settings, !args.no_report),
            Err(message) => {
                complain(&message);
                EXIT_INPUT
            }
        },
        None => refuse(&prepared, args.json),
    }
}

/// Runs a plan with its report, prints what came of it and returns the exit code.
pub(super) fn execute_plan(plan: &Plan, settings: &RunSettings, with_report: bool) -> i32 {
    let make = |dataset: &Dataset, estimates: &_, further, bands: &[_]| {
        let replications = if settings.auto.is_some() {
            dataset.replications
        } else {
            plan.replications
        };
        let made_by = page::MadeBy {
            command: &reproduce(settings, replications),
            version: env!("CARGO_PKG_VERSION"),
        };
        page::files(dataset, estimates, further, bands, &made_by)
    };
    let outcome = run_plan(
        plan,
        settings,
        with_report.then_some(&make),
        &mut std::io::stdout(),
        &mut std::io::stderr(),
    );
    match outcome {
        Ok(outcome) => outcome.exit_code,
        Err(error) => fail(&error, settings.is_json),
    }
}

pub(super) fn refuse(prepared: &Prepared, is_json: bool) -> i32 {
    if is_json {
        let problems: Vec<_> = prepared
            .problems
            .iter()
            .map(|problem| to_json(problem, &prepared.sources))
            .collect();
        print(&format!(
            "{}\n",
            serde_json::json!({ "problems": problems, "exit_code": EXIT_INPUT })
        ));
    }
    EXIT_INPUT
}

pub(super) fn fail(error: &RunError, is_json: bool) -> i32 {
    complain(&error.to_string());
    if let Some(help) = error.help() {
        say(&format!("  {help}"));
    }
    if is_json {
        print(&format!(
            "{}\n",
            serde_json::json!({ "error": error.to_string(), "exit_code": error.exit_code() })
        ));
    }
    error.exit_code()
}

/// Files named: those of the study, and the table of points of its design.
fn files(args: &RunArgs) -> Vec<PathBuf> {
    args.files.iter().chain(&args.design).cloned().collect()
}

/// A flag that has a meaning only beside `-r auto`, where that is missing.
fn needs_auto(args: &RunArgs) -> Option<&'static str> {
    let flags = [
        ("--precision", args.precision.is_some()),
        ("--max-reps", args.max_reps.is_some()),
        ("--max-time", args.max_time.is_some()),
    ];
    let is_auto = args.replications == Some(Replications::Auto);
    flags
        .into_iter()
        .find(|(_, is_given)| *is_given && !is_auto)
        .map(|(flag, _)| flag)
}

fn settings(args: &RunArgs, plan: &Plan) -> Result<RunSettings, String> {
    let is_auto = args.replications == Some(Replications::Auto) && args.rep.is_none();
    if is_auto && plan.design.is_some() {
        return Err(
            "`-r auto` counts worlds, and this study draws uncertain numbers; name -r and --draws"
                .to_string(),
        );
    }
    let auto = is_auto
        .then(|| {
            Auto::new(
                plan,
                args.precision.as_deref(),
                args.max_reps,
                args.max_time,
            )
        })
        .transpose()?;
    Ok(RunSettings {
        output: args.output.clone(),
        jobs: jobs(args.ensemble.jobs),
        series: match args.timeseries {
            TimeSeries::Full => SeriesDetail::Full,
            TimeSeries::Summary => SeriesDetail::Summary,
            TimeSeries::None => SeriesDetail::None,
        },
        progress: progress(args.progress),
        is_quiet: args.quiet,
        is_verbose: args.verbose,
        is_json: args.json,
        is_dry_run: args.dry_run,
        only_replication: args.rep,
        panic_at: args.panic_at,
        command: command_line(),
        given: given(&files(args), &args.ensemble.selection, plan),
        replay: Replay {
            command: replay(args, plan.seed),
            takes_replications: true,
        },
        auto,
        ..RunSettings::default()
    })
}

/// Threads of a flag; 0 and nothing mean all.
pub(super) fn jobs(flag: Option<u32>) -> usize {
    flag.filter(|jobs| *jobs > 0)
        .map_or_else(default_jobs, |jobs| jobs as usize)
}

/// The mode of a flag.
pub(super) fn progress(flag: Progress) -> ProgressMode {
    match flag {
        Progress::Auto => ProgressMode::Auto,
        Progress::Plain => ProgressMode::Plain,
        Progress::Json => ProgressMode::Json,
        Progress::None => ProgressMode::None,
    }
}

/// The command line as typed.
pub(super) fn command_line() -> Vec<String> {
    std::env::args_os()
        .map(|word| word.to_string_lossy().into_owned())
        .collect()
}

/// The command with everything that decides the results of a whole study but its replications.
fn replay(args: &RunArgs, seed: u64) -> String {
    let draws = args
        .draws
        .map_or_else(String::new, |draws| format!(" --draws {draws}"));
    let medians = if args.at_medians { " --at-medians" } else { "" };
    format!(
        "{}{draws}{medians}",
        command("run", &files(args), &args.ensemble.selection, seed)
    )
}

/// The plan of a study with uncertain numbers at their medians; where its files do not pass, says why and returns the exit code.
pub(super) fn plan_at_medians(
    files: &[PathBuf],
    selection: &SelectionArgs,
    seed: Option<u64>,
    replications: u32,
    (color, is_json): (Color, bool),
) -> Result<Plan, i32> {
    let known = indicator_names();
    let options = Options {
        replications: Some(replications),
        seed,
        at_medians: true,
        ..options(selection, &known)
    };
    let mut prepared = prepare(&Files::Disk, files, &options);
    prepared.plan.take().ok_or_else(|| {
        print_problems(&prepared, color);
        refuse(&prepared, is_json)
    })
}

/// How many uncertain numbers of a plan at medians keep their medians.
pub(super) fn n_at_medians(plan: &Plan) -> usize {
    uncertain_keys(plan).len()
}

/// Says that uncertain numbers keep their medians, where there are any.
pub(super) fn medians_line(n: usize) -> Option<String> {
    match n {
        0 => None,
        1 => Some("1 uncertain number keeps its median: intervals cover luck alone, not what is not known of it".to_string()),
        n => Some(format!("{n} uncertain numbers keep their medians: intervals cover luck alone, not what is not known of them")),
    }
}

/// The command that runs the worlds of a study with uncertain numbers at their medians.
pub(super) fn replay_at_medians(
    files: &[PathBuf],
    selection: &SelectionArgs,
    seed: u64,
    replications: u32,
) -> String {
    format!(
        "{} --at-medians -r {replications}",
        command("run", files, selection, seed)
    )
}

/// A command on files with everything that decides its results but replications.
pub(super) fn command(
    verb: &str,
    files: &[PathBuf],
    selection: &SelectionArgs,
    seed: u64,
) -> String {
    let mut words = vec!["linkwright".to_string(), verb.to_string()];
    words.extend(files.iter().map(|path| quoted(&path.to_string_lossy())));
    words.extend(
        selection
            .settings
            .iter()
            .map(|(key, value)| format!("-S {}", quoted(&format!("{key}={value}")))),
    );
    words.extend(
        selection
            .only
            .iter()
            .map(|name| format!("--only {}", quoted(name))),
    );
    words.extend(
        selection
            .skip
            .iter()
            .map(|name| format!("--skip {}", quoted(name))),
    );
    words.push(format!("--seed {seed}"));
    words.join(" ")
}

/// What decides the scenarios of the study, for runs from the copies of its files.
pub(super) fn given(files: &[PathBuf], selection: &SelectionArgs, plan: &Plan) -> Given {
    let SelectionArgs {
        settings,
        only,
        skip,
    } = selection.clone();
    let named: Vec<String> = files.iter().map(|path| plain_path(path)).collect();
    Given {
        files: Given::of_files(plan, &named),
        settings,
        only,
        skip,
    }
}

/// A word as a shell needs it.
pub(super) fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-=+:,@%".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_string()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::args::{Arguments, Verb};

    #[test]
    fn the_command_that_repeats_a_run_keeps_what_decides_results() {
        let line = [
            "linkwright",
            "run",
            "my study.toml",
            "-S",
            "credit.recovery=0.5",
            "--skip",
            "b",
            "-j",
            "4",
            "-q",
            "-o",
            "x",
        ];
        let Ok(Arguments {
            verb: Verb::Run(args),
        }) = Arguments::try_parse_from(line)
        else {
            panic!("a command line")
        };
        assert_eq!(
            replay(&args, 7),
            "linkwright run 'my study.toml' -S credit.recovery=0.5 --skip b --seed 7"
        );
    }

    #[test]
    fn the_command_that_repeats_a_world_at_medians_is_one_that_runs_there() {
        let selection = SelectionArgs {
            settings: vec![("credit.recovery".into(), "0.5".into())],
            ..SelectionArgs::default()
        };
        let command = replay_at_medians(&[PathBuf::from("study.toml")], &selection, 7, 12);
        let line = format!("{command} --rep 3 -j 1");
        let Ok(Arguments {
            verb: Verb::Run(args),
        }) = Arguments::try_parse_from(line.split(' '))
        else {
            panic!("no command: {line}")
        };
        assert_eq!(
            (args.at_medians, args.rep, args.ensemble.seed),
            (true, Some(3), Some(7))
        );
        assert_eq!(format!("{} -r 12", replay(&args, 7)), command);
        assert!(
            Arguments::try_parse_from([
                "linkwright",
                "run",
                "a.toml",
                "--at-medians",
                "--draws",
                "5"
            ])
            .is_err()
        );
    }

    #[test]
    fn no_threads_means_all_threads() {
        assert_eq!(jobs(Some(0)), default_jobs());
        assert_eq!(jobs(Some(3)), 3);
    }
}
