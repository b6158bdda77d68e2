//! The verb `run`: files to a plan, the plan to results.

use std::path::{Path, PathBuf};

use super::args::{
    Color, ExtentArgs, Progress, Replications, RunArgs, RunHow, SeedArgs, SelectionArgs, TalkArgs,
    TimeSeries, WorldsArgs,
};
use super::diagnostics::{count, options, print_problems, with_points};
use super::execution::{Shown, run_study};
use super::open::open_page;
use super::printing::{print, print_text, say};
use super::progress::ProgressMode;
use super::{CliError, Exit, against};
use crate::plan::{Options, Plan, uncertain_keys};
use crate::results::HAS_PARQUET;
use crate::scenario::{Files, plain};
use crate::study::{
    Auto, Destination, Outcome, RunSettings, SeriesDetail, Study, default_jobs, most_replications,
    quoted,
};

/// Runs a study.
///
/// # Errors
/// [`CliError`] where flags do not fit, files do not pass, or the study cannot be run or written.
pub fn execute(args: &RunArgs) -> Result<Exit, CliError> {
    let options = options_of(&args.how)?;
    let study = load_from(&Files::Disk, &args.files, &options, args.how.talk.color)?;
    let files = args
        .files
        .iter()
        .map(|file| quoted(&file.to_string_lossy()));
    let files: Vec<String> = files.collect();
    execute_study(
        study,
        &format!("linkwright run {}", files.join(" ")),
        &args.how,
    )
}

/// What flags of a run change.
///
/// # Errors
/// [`CliError`] where a flag has no meaning without another.
pub(super) fn options_of(how: &RunHow) -> Result<Options<'static>, CliError> {
    Ok(Options {
        seed: how.seed.seed,
        ..with_extent(&how.extent, &how.selection)?
    })
}

/// What flags on the extent of a run and its scenarios change.
///
/// # Errors
/// [`CliError`] where a flag has no meaning without another.
pub(super) fn with_extent(
    extent: &ExtentArgs,
    selection: &SelectionArgs,
) -> Result<Options<'static>, CliError> {
    if let Some(flag) = needs_auto(extent) {
        return Err(CliError::input(format!(
            "`{flag}` says how many worlds are enough; add `-r auto`"
        )));
    }
    Ok(Options {
        replications: match extent.replications {
            Some(Replications::Auto) => Some(most_replications(extent.max_reps)),
            Some(Replications::Fixed(replications)) => Some(replications),
            None => None,
        },
        ..with_points(&extent.points, selection)
    })
}

/// Reads and checks files, and tells warnings and notes of the check unless the verb is to be quiet.
pub(super) fn load(
    files: &[PathBuf],
    options: &Options<'_>,
    talk: TalkArgs,
) -> Result<Study, CliError> {
    let study = load_from(&Files::Disk, files, options, talk.color)?;
    tell_check(&study, talk);
    Ok(study)
}

/// Tells warnings and notes of the check of a study.
pub(super) fn tell_check(study: &Study, talk: TalkArgs) {
    if !talk.quiet {
        print_problems(&study.check, talk.color);
    }
}

/// Reads and checks files that need not be on disk; tells nothing.
pub(super) fn load_from(
    from: &Files,
    files: &[PathBuf],
    options: &Options<'_>,
    color: Color,
) -> Result<Study, CliError> {
    Study::load_from(from, files, options).map_err(|error| CliError::of_study(error, color))
}

/// Runs a checked study with its report and prints what came of it; `call` is the verb with its files.
///
/// # Errors
/// [`CliError`] where flags do not fit the study, or it cannot be run or written.
pub(super) fn execute_study(study: Study, call: &str, how: &RunHow) -> Result<Exit, CliError> {
    let study = Study {
        command: command_line(),
        ..study
    };
    tell_check(&study, how.talk);
    let settings = settings(how, &study.plan)?;
    let shown = shown(how)?;
    let run = run_study(&study, &settings, &shown, &Outcome::report, &mut say)?;
    if how.talk.json {
        print(&run.text)?;
    } else {
        print_text(&run.text)?;
    }
    if let Some(written) = run
        .written
        .as_ref()
        .filter(|_| !how.talk.quiet && !how.talk.json)
    {
        say(&format!("next   {}", next(call, how, &written.folder)));
    }
    let page = run
        .written
        .as_ref()
        .and_then(|written| written.page.as_ref());
    if let Some(page) = page.filter(|_| how.open) {
        open_page(page);
    }
    Ok(run.exit)
}

/// The command that changes a parameter and nothing else, and shows the answer beside that of a run.
fn next(call: &str, how: &RunHow, folder: &Path) -> String {
    let settings = how.selection.settings.iter();
    let settings =
        settings.map(|(key, value)| format!(" -S {}", quoted(&format!("{key}={value}"))));
    let worlds = match how.extent.replications {
        None => String::new(),
        Some(Replications::Auto) => " -r auto".to_owned(),
        Some(Replications::Fixed(n)) => format!(" -r {n}"),
    };
    let seed = how.seed.seed;
    let seed = seed.map_or_else(String::new, |seed| format!(" --seed {seed}"));
    let folder = quoted(&folder.to_string_lossy());
    format!(
        "{call}{worlds}{seed}{} -S KEY=VALUE --against {folder}",
        settings.collect::<String>()
    )
}

/// The folder named, or one below the folder of all results.
pub(super) fn destination(folder: Option<&Path>) -> Destination {
    Destination {
        folder: folder.map(Path::to_path_buf),
        ..Destination::default()
    }
}

/// A flag that has a meaning only beside `-r auto`, where that is missing.
fn needs_auto(args: &ExtentArgs) -> Option<&'static str> {
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

fn settings(args: &RunHow, plan: &Plan) -> Result<RunSettings, CliError> {
    if args.parquet && !HAS_PARQUET {
        return Err(
            CliError::input("this program was built without Parquet").help(
                "build it with: cargo build --release --features parquet; or read the tables as CSV (output/README.md)",
            ),
        );
    }
    let tables = args.tables.clone().unwrap_or_default();
    if tables.is_none() && args.no_report {
        return Err(CliError::input(
            "`--tables none` and `--no-report` leave nothing to write; leave one of them out",
        ));
    }
    let auto = match args.rep {
        Some(_) => None,
        None => auto(&args.extent, plan)?,
    };
    Ok(RunSettings {
        jobs: jobs(args.worlds.jobs),
        series: match args.timeseries {
            TimeSeries::Full => SeriesDetail::Full,
            TimeSeries::Summary => SeriesDetail::Summary,
            TimeSeries::None => SeriesDetail::None,
        },
        only_replication: args.rep,
        panic_at: args.panic_at,
        auto,
        tables,
        has_parquet: args.parquet,
        has_panel: args.panel,
    })
}

fn shown(args: &RunHow) -> Result<Shown, CliError> {
    let previous = args.against.as_deref().map(against::open).transpose()?;
    Ok(Shown {
        destination: destination(args.output.as_deref()),
        progress: meter_mode(&args.worlds, args.talk),
        is_quiet: args.talk.quiet,
        is_verbose: args.verbose,
        is_json: args.talk.json,
        is_dry_run: args.dry_run,
        is_without_report: args.no_report,
        previous,
    })
}

/// When to stop, where flags ask for as many worlds as a precision needs.
///
/// # Errors
/// [`CliError`] where the study cannot be run so, or the precision cannot be read.
pub(super) fn auto(extent: &ExtentArgs, plan: &Plan) -> Result<Option<Auto>, CliError> {
    if extent.replications != Some(Replications::Auto) {
        return Ok(None);
    }
    check_auto(plan)?;
    let auto = Auto::new(
        plan,
        extent.precision.as_deref(),
        extent.max_reps,
        extent.max_time,
    );
    auto.map(Some).map_err(CliError::input)
}

/// `-r auto` needs worlds that all have the same parameters.
fn check_auto(plan: &Plan) -> Result<(), CliError> {
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
fn progress(flag: Progress) -> ProgressMode {
    match flag {
        Progress::Auto => ProgressMode::Auto,
        Progress::Plain => ProgressMode::Plain,
        Progress::Json => ProgressMode::Json,
        Progress::None => ProgressMode::None,
    }
}

/// The display of progress of a verb; none where it is to be quiet.
pub(super) fn meter_mode(worlds: &WorldsArgs, talk: TalkArgs) -> ProgressMode {
    if talk.quiet {
        ProgressMode::None
    } else {
        progress(worlds.progress)
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
    (selection, seed): (&SelectionArgs, SeedArgs),
    replications: u32,
    talk: TalkArgs,
) -> Result<Study, CliError> {
    let options = Options {
        replications: Some(replications),
        seed: seed.seed,
        at_medians: true,
        ..options(selection)
    };
    load(files, &options, talk)
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
        let command = run_command("run", &[PathBuf::from("study.toml")], &options, 7);
        let line = format!("{command} -r 12 --rep 3 -j 1");
        let Ok(Arguments {
            verb: Verb::Run(args),
        }) = Arguments::try_parse_from(line.split(' '))
        else {
            panic!("no command: {line}")
        };
        assert_eq!(
            (
                args.how.extent.points.at_medians,
                args.how.rep,
                args.how.seed.seed
            ),
            (true, Some(3), Some(7))
        );
        let SelectionArgs { settings, skip, .. } = &args.how.selection;
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
