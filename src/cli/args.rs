//! The command line: verbs and flags.

mod common;
mod evaluate;
mod finished;
mod listing;
mod sensitivity;
mod time;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use common::whole;
pub use common::{
    Color, ExtentArgs, PointsArgs, Progress, Replications, SeedArgs, SelectionArgs, TalkArgs,
    WorldsArgs, named_once,
};
pub use evaluate::{EvaluateArgs, EvaluateWhat, FindingsArgs};
pub use finished::{CompareArgs, ReplayArgs, ReportArgs, TraceArgs};
pub use listing::{
    ExplainArgs, IndicatorsArgs, InitArgs, ListFormat, ParamsArgs, SchemaArgs, SchemaOf,
};
pub use sensitivity::{SensitivityArgs, VariedArgs};

use crate::results::TableChoice;

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

/// Flags of `check`.
#[derive(Clone, Debug, Args)]
pub struct CheckArgs {
    /// Study, scenario or context files
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// What to change and to leave out
    #[command(flatten)]
    pub selection: SelectionArgs,
    /// How many worlds, as for `run`
    #[command(flatten)]
    pub extent: ExtentArgs,
    /// Seed of all draws
    #[command(flatten)]
    pub seed: SeedArgs,
    /// Parameters that `sensitivity` would vary
    #[command(flatten)]
    pub varied: VariedArgs,
    /// Treat warnings as errors
    #[arg(long, value_name = "WHAT", value_parser = ["warnings"])]
    pub deny: Option<String>,
    /// Show where each value comes from
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,
    /// How the verb speaks
    #[command(flatten)]
    pub talk: TalkArgs,
}

/// Flags of `run`.
#[derive(Clone, Debug, Args)]
pub struct RunArgs {
    /// A study file, or scenario files to compare
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// How it is run
    #[command(flatten)]
    pub how: RunHow,
}

/// Flags of `demo`: those of a run of the bundled study.
#[derive(Clone, Debug, Args)]
pub struct DemoArgs {
    /// How it is run
    #[command(flatten)]
    pub how: RunHow,
}

/// Flags of a run, whatever is run.
#[derive(Clone, Debug, Args)]
pub struct RunHow {
    /// Folder for the results; must not exist [default: output/…]
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// How many worlds
    #[command(flatten)]
    pub extent: ExtentArgs,
    /// What to change and to leave out
    #[command(flatten)]
    pub selection: SelectionArgs,
    /// Seed of all draws
    #[command(flatten)]
    pub seed: SeedArgs,
    /// Threads and progress
    #[command(flatten)]
    pub worlds: WorldsArgs,
    /// Show the answer of this earlier run (or `latest`) beside the new one, and what differs
    #[arg(long, value_name = "RUN")]
    pub against: Option<PathBuf>,
    /// Open the page when it is there
    #[arg(long, conflicts_with_all = ["no_report", "dry_run"])]
    pub open: bool,
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
    /// Tables of data/ to write, as runs,compare, or none; without all of them a run cannot be read back
    #[arg(long, value_name = "LIST", hide_short_help = true, value_parser = TableChoice::parse)]
    pub tables: Option<TableChoice>,
    /// Write tables as Parquet too; the program has to be built for it
    #[arg(long, hide_short_help = true)]
    pub parquet: bool,
    /// Write every firm and linkage in every quarter too, into data/panel: 0.3 kB each
    #[arg(long, hide_short_help = true)]
    pub panel: bool,
    /// Say more
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,
    /// How the verb speaks
    #[command(flatten)]
    pub talk: TalkArgs,
    /// Panic in this replication: a hook for tests
    #[arg(long, value_name = "REP", hide = true)]
    pub panic_at: Option<u32>,
    /// Run this replication only, as the replay command of failures.csv asks
    #[arg(long, value_name = "K", hide = true, value_parser = whole::<0>, allow_negative_numbers = true)]
    pub rep: Option<u32>,
}

impl RunHow {
    /// True where it changes and leaves out nothing of what the study says.
    #[must_use]
    pub const fn changes_nothing(&self) -> bool {
        let ExtentArgs {
            replications,
            points,
            ..
        } = &self.extent;
        replications.is_none()
            && points.is_empty()
            && self.selection.is_empty()
            && self.seed.seed.is_none()
    }
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
    /// What to change and to leave out
    #[command(flatten)]
    pub selection: SelectionArgs,
    /// Seed of all draws
    #[command(flatten)]
    pub seed: SeedArgs,
    /// Threads and progress
    #[command(flatten)]
    pub worlds: WorldsArgs,
    /// How the verb speaks
    #[command(flatten)]
    pub talk: TalkArgs,
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
    /// How the verb speaks
    #[command(flatten)]
    pub talk: TalkArgs,
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

    /// Flags of every verb.
    const OF_ALL: [&str; 3] = ["quiet", "json", "color"];

    /// Flags of some verbs: the verbs that have them, and why the others do not.
    const OF_SOME: &[(&[&str], &str, &str)] = &[
        (
            &["set", "only", "skip"],
            "run demo check plan sensitivity evaluate findings trace diff",
            "the others read no study, or a run, which keeps what it was made with",
        ),
        (
            &["seed"],
            "run demo check plan sensitivity evaluate findings trace",
            "as -S; and one seed for both files of `diff` is no difference",
        ),
        (
            &["draws", "design", "at-medians"],
            "run demo check plan trace",
            "as -S; `sensitivity` and `evaluate` hold uncertain parameters at their medians, `diff` compares what files say and no draws",
        ),
        (
            &["reps"],
            "run demo check sensitivity evaluate findings",
            "`plan` says how many there should be, `trace` and `replay` show one world, the others simulate none",
        ),
        (
            &["jobs", "progress"],
            "run demo plan sensitivity evaluate findings",
            "`trace` and `replay` simulate one world, the others none",
        ),
        (
            &["precision"],
            "run demo check plan",
            "the others have a fixed number of worlds, or none",
        ),
        (
            &["max-reps", "max-time"],
            "run demo check",
            "the others do not run worlds until they are enough",
        ),
        (
            &["pilot"],
            "plan",
            "the pilot of -r auto is fixed, the others have none",
        ),
        (
            &["output"],
            "run demo sensitivity evaluate findings replay",
            "`report` writes into its run, `init` takes its folder as an argument, the others print only",
        ),
        (
            &["dry-run"],
            "run demo sensitivity evaluate findings",
            "the others take a moment, or write nothing",
        ),
        (
            &["png"],
            "report",
            "the others make no charts of a finished run; `run` writes vector drawings",
        ),
        (
            &["no-report", "timeseries"],
            "run demo",
            "`report` makes what the others do not",
        ),
        (
            &["against", "open"],
            "run demo report",
            "the others leave no answer and no page",
        ),
        (
            &["tables"],
            "run demo sensitivity",
            "`evaluate` writes one table, the others none",
        ),
        (
            &["verbose"],
            "run demo check",
            "the others have no more to say",
        ),
        (
            &["deny"],
            "check",
            "`check --deny warnings` goes before the others",
        ),
        (
            &["parameter"],
            "sensitivity check",
            "the others vary nothing",
        ),
        (
            &["method", "blocks"],
            "sensitivity",
            "the others vary nothing",
        ),
        (
            &["scenario"],
            "trace evaluate",
            "the others are about all scenarios, or those of --only",
        ),
        (
            &["outcome", "waves", "horizon", "sample"],
            "evaluate",
            "the others ask no firms; `findings` has the waves of each study",
        ),
        (
            &["baseline", "indicator"],
            "compare",
            "the others choose no comparison",
        ),
        (&["firm"], "trace", "the others show no firm"),
        (
            &["rep"],
            "trace replay run demo",
            "the others are about all worlds; of `run` and `demo` it is for commands that repeat a lost world",
        ),
        (
            &["draw"],
            "trace replay",
            "the number of a lost world, as `run --rep` takes it, holds its draw",
        ),
        (
            &["format"],
            "params indicators compare",
            "the others have one form, or two with a flag for each",
        ),
        (
            &["md"],
            "params indicators compare diff",
            "the others print nothing for documents",
        ),
        (
            &["csv"],
            "params indicators compare trace",
            "the others print no table",
        ),
        (&["panic-at"], "run demo", "a hook for tests"),
        (
            &["panel", "parquet"],
            "run demo",
            "the others keep no world; `replay` repeats one",
        ),
        (
            &["context"],
            "findings init",
            "the others run in the contexts of their files",
        ),
    ];

    /// Every verb by its name, `evaluate findings` as `findings`.
    fn verbs() -> Vec<clap::Command> {
        let command = Arguments::command();
        let inner = command
            .get_subcommands()
            .flat_map(clap::Command::get_subcommands);
        command.get_subcommands().chain(inner).cloned().collect()
    }

    #[test]
    fn what_one_verb_accepts_every_verb_accepts_but_for_the_listed() {
        use std::collections::{BTreeMap, BTreeSet};
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut forms: BTreeMap<String, (Option<char>, Vec<String>)> = BTreeMap::new();
        let verbs = verbs();
        for verb in &verbs {
            for flag in verb.get_arguments() {
                let Some(name) = flag.get_long() else {
                    continue;
                };
                let of = found.entry(name.to_string()).or_default();
                of.insert(verb.get_name().to_string());
                let values = flag.get_value_names().unwrap_or_default();
                let values = values.iter().map(ToString::to_string).collect();
                let form = (flag.get_short(), values);
                let first = forms.entry(name.to_string()).or_insert(form.clone());
                let is_file = name == "output"; // of `replay` it is a file
                assert!(
                    *first == form || is_file,
                    "--{name} of {}: {form:?}, elsewhere {first:?}",
                    verb.get_name()
                );
            }
        }
        let all: BTreeSet<String> = verbs
            .iter()
            .map(|verb| verb.get_name().to_string())
            .collect();
        let mut listed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for flag in OF_ALL {
            listed.insert(flag.to_string(), all.clone());
        }
        for (flags, of, why) in OF_SOME {
            assert!(!why.is_empty());
            let of: BTreeSet<String> = of.split(' ').map(ToString::to_string).collect();
            assert!(of.is_subset(&all) && of != all, "{flags:?}: {of:?}");
            for flag in *flags {
                let before = listed.insert((*flag).to_string(), of.clone());
                assert!(before.is_none(), "--{flag} is listed twice");
            }
        }
        assert_eq!(found, listed);
    }
}
