//! Flags of `evaluate`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::common::{whole, write_one_of};
use super::{SeedArgs, SelectionArgs, TalkArgs, WorldsArgs};
use crate::observations::Measure;

/// Flags of `evaluate`.
#[derive(Clone, Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    disable_help_subcommand = true
)]
pub struct EvaluateArgs {
    /// Something else than evaluations of a scenario.
    #[command(subcommand)]
    pub what: Option<EvaluateWhat>,
    /// A study file, or scenario files
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Folder for evaluation.csv; must not exist [default: output/…]
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Scenario to evaluate [default: that of the study's answer, else the first]
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
    /// employment, sales, sales_to_others, tnc_sales, productivity, management, wage_bill, profit, loan, exports, capacity, certified,
    /// quality, standards, innovation
    #[arg(long, value_name = "NAME", default_value = "sales", value_parser = measure)]
    pub outcome: Measure,
    /// Quarters between waves [default: survey.wave_quarters]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=40))]
    pub waves: Option<u32>,
    /// Quarters to the outcome [default: survey.horizon_quarters]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100))]
    pub horizon: Option<u32>,
    /// Parts of registered firms that are asked, as 0.25,0.5,1 [default: survey.sample_share]
    #[arg(long, value_name = "SHARES", value_delimiter = ',', value_parser = share)]
    pub sample: Vec<f64>,
    /// Worlds; one evaluation in each
    #[arg(short, long = "reps", value_name = "N", default_value_t = 200, value_parser = whole::<2>, allow_negative_numbers = true)]
    pub replications: u32,
    /// What to change and to leave out
    #[command(flatten)]
    pub selection: SelectionArgs,
    /// Seed of all draws
    #[command(flatten)]
    pub seed: SeedArgs,
    /// Threads and progress
    #[command(flatten)]
    pub worlds: WorldsArgs,
    /// Check and say what would run
    #[arg(long, hide_short_help = true)]
    pub dry_run: bool,
    /// How the verb speaks
    #[command(flatten)]
    pub talk: TalkArgs,
}

/// Subcommands of `evaluate`.
#[derive(Clone, Debug, Subcommand)]
pub enum EvaluateWhat {
    /// Figures of studies next to simulated ones, each in the economy that its file names
    Findings(FindingsArgs),
}

/// Flags of `evaluate findings`.
#[derive(Clone, Debug, Args)]
pub struct FindingsArgs {
    /// Files with a table [finding], or folders of them [default: scenarios/findings]
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Context in which all are looked for, by the name of its file, instead of their own
    #[arg(long, value_name = "NAME")]
    pub context: Option<String>,
    /// Folder for findings.csv and findings.html; must not exist [default: output/…]
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Worlds of each economy
    #[arg(short, long = "reps", value_name = "N", default_value_t = 60, value_parser = whole::<2>, allow_negative_numbers = true)]
    pub replications: u32,
    /// What to change and to leave out
    #[command(flatten)]
    pub selection: SelectionArgs,
    /// Seed of all draws
    #[command(flatten)]
    pub seed: SeedArgs,
    /// Threads and progress
    #[command(flatten)]
    pub worlds: WorldsArgs,
    /// Check and say what would run
    #[arg(long, hide_short_help = true)]
    pub dry_run: bool,
    /// How the verb speaks
    #[command(flatten)]
    pub talk: TalkArgs,
}

fn measure(text: &str) -> Result<Measure, String> {
    Measure::named(text).ok_or_else(|| write_one_of(text, &Measure::ALL.map(Measure::name)))
}

fn share(text: &str) -> Result<f64, String> {
    let share = text
        .trim()
        .parse()
        .ok()
        .filter(|share| *share > 0.0 && *share <= 1.0);
    share.ok_or_else(|| {
        "write shares above 0 and up to 1 with decimal points, such as 0.25,0.5,1".to_string()
    })
}
