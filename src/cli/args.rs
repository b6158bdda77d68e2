//! The command line: verbs and flags.

mod evaluate;
mod finished;
mod listing;
mod sensitivity;
mod time;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
pub use evaluate::{EvaluateArgs, EvaluateWhat, FindingsArgs};
pub use finished::{CompareArgs, ReplayArgs, ReportArgs, TraceArgs};
pub use listing::{
    ExplainArgs, IndicatorsArgs, InitArgs, ListFormat, ParamsArgs, SchemaArgs, SchemaOf,
};
pub use sensitivity::SensitivityArgs;

/// Simulates business linkages between SMEs and TNCs and compares programmes that support them.
#[derive(Debug, Parser)]
#[command(
    name = "linkwright",
    version,
    about,
    disable_help_subcommand = true,
    propagate_version = false,
    help_template = "{about}\n\n{usage-heading} {usage}\n\nCommands:\n{subcommands}{after-help}",
    after_help = "Start with `linkwright demo`; every command has --help. --version prints the version. Exit codes: linkwright explain exit-codes"
)]
pub struct Arguments {
    /// Verbs of the program.
    #[command(subcommand)]
    pub verb: Verb,
}

/// Verbs of the program.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Run a bundled study and write its report
    Demo(DemoArgs),
    /// Check files and show what each scenario changes; never runs
    Check(CheckArgs),
    /// Run a study or scenarios and write tables and a report
    Run(RunArgs),
    /// Say how many worlds a precision needs, and what they cost in time, memory and disk
    Plan(PlanArgs),
    /// Rank the parameters that drive a result, next to simulation noise
    Sensitivity(SensitivityArgs),
    /// Describe how two scenario files or two runs differ
    Diff(DiffArgs),
    /// Start a project: a commented study to change and run
    Init(InitArgs),
    /// Compare the scenarios of finished runs, with any baseline
    Compare(CompareArgs),
    /// Make the report of a finished run again, from its data
    Report(ReportArgs),
    /// Show the history of one firm, with the programme and without
    Trace(TraceArgs),
    /// Run one replication of a finished run again and compare every value
    Replay(ReplayArgs),
    /// Simulate evaluations of a programme: estimates from surveys, next to the true effect
    Evaluate(EvaluateArgs),
    /// List the parameters of the model, or explain one
    Params(ParamsArgs),
    /// List what the model counts, or explain one indicator
    Indicators(IndicatorsArgs),
    /// Print the JSON Schema of files, for editors, or that of what --json prints
    Schema(SchemaArgs),
    /// Long help for a problem code, a key, an indicator or `exit-codes`
    Explain(ExplainArgs),
}

/// Use of colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Display of progress.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Progress {
    /// A bar on a terminal, plain lines elsewhere
    #[default]
    Auto,
    /// A line now and then
    Plain,
    /// One JSON object per line, on stderr
    Json,
    /// Nothing
    None,
}

/// Extent of the time series that is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum TimeSeries {
    /// Every replication
    Full,
    /// Mean and quantiles over replications
    #[default]
    Summary,
    /// None
    None,
}

/// Flags of `demo`.
#[derive(Clone, Debug, Args)]
pub struct DemoArgs {
    /// Folder for the results [default: output/demo/…]
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Threads [default: all]
    #[arg(short, long, value_name = "N", value_parser = whole::<0>, allow_negative_numbers = true)]
    pub jobs: Option<u32>,
    /// Say only where the report is
    #[arg(short, long)]
    pub quiet: bool,
    /// One JSON object on stdout
    #[arg(long)]
    pub json: bool,
    /// Display of progress
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        hide_possible_values = true
    )]
    pub progress: Progress,
    /// auto, always or never
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        hide_possible_values = true
    )]
    pub color: Color,
    /// Panic in this replication: a hook for tests
    #[arg(long, value_name = "REP", hide = true)]
    pub panic_at: Option<u32>,
    /// Run this replication only, as the replay command of failures.csv asks
    #[arg(long, value_name = "K", hide = true, value_parser = whole::<0>, allow_negative_numbers = true)]
    pub rep: Option<u32>,
}

/// Flags that change what files say, common to `check` and `run`.
#[derive(Clone, Debug, Default, Args)]
pub struct SelectionArgs {
    /// Set a parameter in all scenarios that have it
    #[arg(short = 'S', long = "set", value_name = "KEY=VALUE", value_parser = key_and_value)]
    pub settings: Vec<(String, String)>,
    /// Run only this scenario, and the baseline
    #[arg(long, value_name = "NAME")]
    pub only: Vec<String>,
    /// Leave this scenario out; the baseline always runs
    #[arg(long, value_name = "NAME")]
    pub skip: Vec<String>,
}

impl SelectionArgs {
    /// True where it changes and leaves out nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.settings.is_empty() && self.only.is_empty() && self.skip.is_empty()
    }
}

/// Flags of which values uncertain parameters take, common to `check`, `run` and `plan`.
#[derive(Clone, Debug, Default, Args)]
pub struct PointsArgs {
    /// Draws of uncertain parameters, each with -r replications
    #[arg(long, value_name = "N", hide_short_help = true, value_parser = whole::<1>, allow_negative_numbers = true)]
    pub draws: Option<u32>,
    /// Table of points (CSV): values of parameters in place of draws
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub design: Option<PathBuf>,
    /// Hold uncertain parameters at their medians, whatever the study draws
    #[arg(long, hide_short_help = true, conflicts_with_all = ["draws", "design"])]
    pub at_medians: bool,
}

/// Flags of how worlds are run, common to verbs that run a study.
#[derive(Clone, Debug, Default, Args)]
pub struct EnsembleArgs {
    /// Threads [default: all]
    #[arg(short, long, value_name = "N", value_parser = whole::<0>, allow_negative_numbers = true)]
    pub jobs: Option<u32>,
    /// Seed of all draws [default: the study's, else 20260601]
    #[arg(long, value_name = "N", value_parser = seed, allow_negative_numbers = true)]
    pub seed: Option<u64>,
    /// What to change and to leave out
    #[command(flatten)]
    pub selection: SelectionArgs,
}

/// Flags of `check`.
#[derive(Clone, Debug, Args)]
pub struct CheckArgs {
    /// Study, scenario or context files
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// What to change and to leave out
    #[command(flatten)]
    pub selection: SelectionArgs,
    /// Draws and points of the design
    #[command(flatten)]
    pub points: PointsArgs,
    /// Replications (simulated worlds), or auto, as for `run`
    #[arg(short, long = "reps", value_name = "N", hide_short_help = true, value_parser = replications, allow_negative_numbers = true)]
    pub replications: Option<Replications>,
    /// Seed of all draws, as for `run`
    #[arg(long, value_name = "N", hide_short_help = true, value_parser = seed, allow_negative_numbers = true)]
    pub seed: Option<u64>,
    /// Treat warnings as errors
    #[arg(long, value_name = "WHAT", value_parser = ["warnings"])]
    pub deny: Option<String>,
    /// One JSON object on stdout
    #[arg(long)]
    pub json: bool,
    /// Show where each value comes from
    #[arg(short, long)]
    pub verbose: bool,
    /// Problems only
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// auto, always or never
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        hide_possible_values = true
    )]
    pub color: Color,
}

/// Flags of `run`.
#[derive(Clone, Debug, Args)]
pub struct RunArgs {
    /// A study file, or scenario files to compare
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Folder for the results; must not exist [default: output/…]
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Replications (simulated worlds), or auto: as many as --precision needs
    #[arg(short, long = "reps", value_name = "N", value_parser = replications, allow_negative_numbers = true)]
    pub replications: Option<Replications>,
    /// Draws and points of the design
    #[command(flatten)]
    pub points: PointsArgs,
    /// With -r auto: half-width of intervals, as `10%` or `INDICATOR=0.2,INDICATOR=5%`
    #[arg(long, value_name = "TARGETS")]
    pub precision: Option<String>,
    /// With -r auto: most replications [default: 1000]
    #[arg(long, value_name = "N", hide_short_help = true, value_parser = whole::<1>, allow_negative_numbers = true)]
    pub max_reps: Option<u32>,
    /// With -r auto: most time, such as 10m
    #[arg(long, value_name = "TIME", hide_short_help = true, value_parser = time::seconds)]
    pub max_time: Option<f64>,
    /// Threads, seed, what to change and to leave out
    #[command(flatten)]
    pub ensemble: EnsembleArgs,
    /// Check and say what would run
    #[arg(long)]
    pub dry_run: bool,
    /// Write tables only
    #[arg(long)]
    pub no_report: bool,
    /// full, summary or none (then no charts over time)
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "WHICH",
        hide_possible_values = true
    )]
    pub timeseries: TimeSeries,
    /// Write every firm and linkage in every quarter too, into data/panel: 0.3 kB each
    #[arg(long, hide_short_help = true)]
    pub panel: bool,
    /// Say only where the results are
    #[arg(short, long)]
    pub quiet: bool,
    /// Say more
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,
    /// One JSON object on stdout
    #[arg(long)]
    pub json: bool,
    /// auto, plain, json or none
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "HOW",
        hide_possible_values = true
    )]
    pub progress: Progress,
    /// auto, always or never
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        hide_possible_values = true,
        hide_short_help = true
    )]
    pub color: Color,
    /// Panic in this replication: a hook for tests
    #[arg(long, value_name = "REP", hide = true)]
    pub panic_at: Option<u32>,
    /// Run this replication only, as the replay command of failures.csv asks
    #[arg(long, value_name = "K", hide = true, value_parser = whole::<0>, allow_negative_numbers = true)]
    pub rep: Option<u32>,
}

/// Flags of `plan`.
#[derive(Clone, Debug, Args)]
pub struct PlanArgs {
    /// A study file, or scenario files to compare
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Draws and points of the design
    #[command(flatten)]
    pub points: PointsArgs,
    /// Worlds to learn from
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = whole::<2>, allow_negative_numbers = true)]
    pub pilot: u32,
    /// Half-width of intervals, as `10%` (of the difference) or `INDICATOR=0.2,INDICATOR=5%` [default: 10%]
    #[arg(long, value_name = "TARGETS")]
    pub precision: Option<String>,
    /// Threads, seed, what to change and to leave out
    #[command(flatten)]
    pub ensemble: EnsembleArgs,
    /// One JSON object on stdout
    #[arg(long)]
    pub json: bool,
    /// auto, plain, json or none
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "HOW",
        hide_possible_values = true
    )]
    pub progress: Progress,
    /// auto, always or never
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        hide_possible_values = true
    )]
    pub color: Color,
}

/// Flags of `diff`.
#[derive(Clone, Debug, Args)]
pub struct DiffArgs {
    /// A study or scenario file, a run folder, or `latest`
    #[arg(value_name = "A")]
    pub first: PathBuf,
    /// Another of the same sort
    #[arg(value_name = "B")]
    pub second: PathBuf,
    /// What to change and to leave out in both files
    #[command(flatten)]
    pub selection: SelectionArgs,
    /// Markdown
    #[arg(long, conflicts_with = "json")]
    pub md: bool,
    /// One JSON object
    #[arg(long)]
    pub json: bool,
    /// auto, always or never
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        hide_possible_values = true
    )]
    pub color: Color,
}

/// Number of worlds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replications {
    /// As many as precision needs.
    Auto,
    /// So many.
    Fixed(u32),
}

fn replications(text: &str) -> Result<Replications, String> {
    if text == "auto" {
        return Ok(Replications::Auto);
    }
    text.replace('_', "")
        .parse()
        .map(Replications::Fixed)
        .map_err(|_| without_commas(text, "write a whole number from 1 to 100,000, or auto"))
}

/// A whole number from `LEAST` on; the message says so, whatever else is written.
fn whole<const LEAST: u32>(text: &str) -> Result<u32, String> {
    text.replace('_', "")
        .parse()
        .ok()
        .filter(|number| *number >= LEAST)
        .ok_or_else(|| without_commas(text, &format!("write a whole number from {LEAST} on")))
}

/// Refuses a flag that names a thing twice.
///
/// # Errors
/// What is named twice, as text.
pub fn named_once<T: PartialEq + std::fmt::Display>(flag: &str, named: &[T]) -> Result<(), String> {
    let again = (1..named.len()).find(|at| named[..*at].contains(&named[*at]));
    again.map_or(Ok(()), |at| {
        Err(format!("{flag} names {} twice; name it once", named[at]))
    })
}

/// What to write, with a word on commas where there is one.
fn without_commas(text: &str, help: &str) -> String {
    if text.contains(',') {
        format!("{help}, without commas")
    } else {
        help.to_string()
    }
}

fn seed(text: &str) -> Result<u64, String> {
    text.replace('_', "").parse().map_err(|_| {
        without_commas(
            text,
            "write a whole number from 0 to 18,446,744,073,709,551,615, such as 7",
        )
    })
}

fn key_and_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.trim().is_empty() && !value.trim().is_empty() => {
            Ok((key.trim().to_string(), value.trim().to_string()))
        }
        _ => Err("write KEY=VALUE, such as credit.recovery=0.5".to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_help_of_every_verb_fits_a_screen() {
        Arguments::command().debug_assert();
        let mut command = Arguments::command();
        command.build();
        for verb in command.get_subcommands_mut() {
            let help = verb.render_help().to_string();
            assert!(
                help.lines().count() <= 24,
                "{}: {} lines\n{help}",
                verb.get_name(),
                help.lines().count()
            );
        }
        assert!(command.render_help().to_string().lines().count() <= 24);
    }

    #[test]
    fn a_seed_is_a_whole_number_and_the_message_says_so() {
        assert_eq!((seed("0"), seed("20_260_601")), (Ok(0), Ok(20_260_601)));
        let error = Arguments::try_parse_from(["linkwright", "run", "a.toml", "--seed", "-1"])
            .expect_err("refused")
            .to_string();
        assert!(error.contains("write a whole number from 0 to"), "{error}");
    }

    #[test]
    fn a_setting_is_a_key_and_a_value() {
        assert_eq!(
            key_and_value("credit.recovery=0.5"),
            Ok(("credit.recovery".into(), "0.5".into()))
        );
        assert!(key_and_value("credit.recovery").is_err() && key_and_value("=1").is_err());
    }
}
