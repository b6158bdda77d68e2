//! The verb `run`: files to a plan, the plan to results.

use std::path::{Path, PathBuf};

use super::args::{Color, Progress, Replications, RunArgs, SelectionArgs, TimeSeries};
use super::diagnostics::{count, options, print_problems};
use super::execution::{Shown, run_study};
use super::printing::{print, say};
use super::progress::ProgressMode;
use super::{CliError, Exit};
use crate::plan::{Options, Plan, uncertain_keys};
use crate::scenario::{Files, Severity, plain};
use crate::study::{
    Auto, Destination, Outcome, RunSettings, SeriesDetail, Study, default_jobs, most_replications,
};

/// Runs a study.
///
/// # Errors
/// [`CliError`] where flags do not fit, files do not pass, or the study cannot be run or written.
pub fn execute(args: &RunArgs) -> Result<Exit, CliError> {
    check_flags(args)?;
    let replications = match args.replications {
        Some(Replications::Auto) => Some(most_replications(args.max_reps)),
        Some(Replications::Fixed(replications)) => Some(replications),
        None => None,
    };
    let options = Options {
        replications,
        draws: args.points.draws,
        at_medians: args.points.at_medians,
        seed: args.ensemble.seed,
        table: args.points.design.clone(),
        ..options(&args.ensemble.selection)
    };
    let study = Study {
        command: command_line(),
        ..load(&args.files, &options, args.color)?
    };
    let check = &study.check;
    let is_worth_telling = check.count(Severity::Warning) + check.count(Severity::Note) > 0;
    if args.verbose || (is_worth_telling && !args.quiet) {
        print_problems(check, args.color);
    }
    execute_study(&study, &settings(args, &study.plan)?, &shown(args))
}

/// Flags that have no meaning where others are missing.
fn check_flags(args: &RunArgs) -> Result<(), CliError> {
    match needs_auto(args) {
        Some(flag) => Err(CliError::input(format!(
            "`{flag}` says how many worlds are enough; add `-r auto`"
        ))),
        None => Ok(()),
    }
}

/// Reads and checks files.
pub(super) fn load(
    files: &[PathBuf],
    options: &Options<'_>,
    color: Color,
) -> Result<Study, CliError> {
    load_from(&Files::Disk, files, options, color)
}

/// The same from files that need not be on disk.
pub(super) fn load_from(
    from: &Files,
    files: &[PathBuf],
    options: &Options<'_>,
    color: Color,
) -> Result<Study, CliError> {
    Study::load_from(from, files, options).map_err(|error| CliError::of_study(error, color))
}

/// Runs a study with its report and prints what came of it.
pub(super) fn execute_study(
    study: &Study,
    settings: &RunSettings,
    shown: &Shown,
) -> Result<Exit, CliError> {
    let run = run_study(study, settings, shown, &Outcome::report, &mut say)?;
    print(&run.text)?;
    Ok(run.exit)
}

/// The folder named, or one below the folder of all results.
pub(super) fn destination(folder: Option<&Path>) -> Destination {
    Destination {
        folder: folder.map(Path::to_path_buf),
        ..Destination::default()
    }
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

fn settings(args: &RunArgs, plan: &Plan) -> Result<RunSettings, CliError> {
    let is_auto = args.replications == Some(Replications::Auto) && args.rep.is_none();
    if is_auto {
        check_auto(plan)?;
    }
    let precision = args.precision.as_deref();
    let auto = is_auto.then(|| Auto::new(plan, precision, args.max_reps, args.max_time));
    Ok(RunSettings {
        jobs: jobs(args.ensemble.jobs),
        series: match args.timeseries {
            TimeSeries::Full => SeriesDetail::Full,
            TimeSeries::Summary => SeriesDetail::Summary,
            TimeSeries::None => SeriesDetail::None,
        },
        only_replication: args.rep,
        panic_at: args.panic_at,
        auto: auto.transpose().map_err(CliError::input)?,
        has_panel: args.panel,
    })
}

fn shown(args: &RunArgs) -> Shown {
    Shown {
        destination: destination(args.output.as_deref()),
        progress: progress(args.progress),
        is_quiet: args.quiet,
        is_verbose: args.verbose,
        is_json: args.json,
        is_dry_run: args.dry_run,
        is_without_report: args.no_report,
    }
}

/// `-r auto` needs worlds that all have the same parameters.
pub(super) fn check_auto(plan: &Plan) -> Result<(), CliError> {
    if let Some(design) = &plan.design {
        let points = count(design.points.len(), "point");
        return Err(if design.is_luck_shared {
            CliError::input(format!(
                "`-r auto` is for studies whose worlds all have the same parameters, and this one runs {points} of a design of kind `{}`",
                design.kind
            ))
            .help("name the worlds of each point: -r 10")
        } else {
            CliError::input(format!(
                "`-r auto` is for studies whose worlds all have the same parameters, and this one draws uncertain parameters {} times",
                plain(design.points.len() as f64)
            ))
            .help("name the worlds of each draw and the draws, such as -r 2 --draws 100, or hold the parameters: --at-medians")
        });
    }
    Ok(())
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

/// A study with uncertain parameters at their medians.
pub(super) fn load_at_medians(
    files: &[PathBuf],
    selection: &SelectionArgs,
    seed: Option<u64>,
    replications: u32,
    color: Color,
) -> Result<Study, CliError> {
    let options = Options {
        replications: Some(replications),
        seed,
        at_medians: true,
        ..options(selection)
    };
    load(files, &options, color)
}

/// Count of uncertain parameters that a plan at medians holds at their medians.
pub(super) fn n_at_medians(plan: &Plan) -> usize {
    uncertain_keys(plan).len()
}

/// Reports that uncertain parameters are held at their medians, where there are any.
pub(super) fn medians_line(n: usize) -> Option<String> {
    match n {
        0 => None,
        1 => Some("1 uncertain parameter is held at its median: intervals cover random variation between replications (Monte-Carlo error) only, not the uncertainty of this parameter".to_string()),
        n => Some(format!("{n} uncertain parameters are held at their medians: intervals cover random variation between replications (Monte-Carlo error) only, not the uncertainty of these parameters")),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::args::{Arguments, Verb};
    use crate::study::run_command;

    #[test]
    fn the_command_that_repeats_a_run_is_one_that_runs_the_same() {
        let options = Options {
            settings: vec![("credit.recovery".into(), "0.5".into())],
            skip: vec!["b".into()],
            at_medians: true,
            ..Options::default()
        };
        let command = run_command(&[PathBuf::from("study.toml")], &options, 7);
        let line = format!("{command} -r 12 --rep 3 -j 1");
        let Ok(Arguments {
            verb: Verb::Run(args),
        }) = Arguments::try_parse_from(line.split(' '))
        else {
            panic!("no command: {line}")
        };
        assert_eq!(
            (args.points.at_medians, args.rep, args.ensemble.seed),
            (true, Some(3), Some(7))
        );
        let SelectionArgs { settings, skip, .. } = &args.ensemble.selection;
        assert_eq!((settings, skip), (&options.settings, &options.skip));
        let both = [
            "linkwright",
            "run",
            "a.toml",
            "--at-medians",
            "--draws",
            "5",
        ];
        assert!(Arguments::try_parse_from(both).is_err());
    }

    #[test]
    fn no_threads_means_all_threads() {
        assert_eq!(jobs(Some(0)), default_jobs());
        assert_eq!(jobs(Some(3)), 3);
    }
}
