//! Flags of verbs that read finished runs.

use std::path::PathBuf;

use clap::Args;

use super::common::{whole, write_one_of};
use super::listing::FormatArgs;
use super::{PointsArgs, SeedArgs, SelectionArgs, TalkArgs};

/// Flags of `compare`.
#[derive(Clone, Debug, Args)]
pub struct CompareArgs {
    /// Run folders, or `latest` for output/latest; several are compared in the worlds that all have
    #[arg(required = true, value_name = "RUN")]
    pub runs: Vec<PathBuf>,
    /// Scenario to compare with [default: the study's baseline]
    #[arg(long, value_name = "NAME")]
    pub baseline: Option<String>,
    /// Indicator to compare; repeatable [default: the study's first, or all of its headline with --md, --csv, --json]
    #[arg(long = "indicator", value_name = "NAME")]
    pub indicators: Vec<String>,
    /// The format of the tables
    #[command(flatten)]
    pub format: FormatArgs,
}

/// Flags of `report`.
#[derive(Clone, Debug, Args)]
pub struct ReportArgs {
    /// Run folder, or `latest` for output/latest
    #[arg(value_name = "RUN")]
    pub run: PathBuf,
    /// Write charts as bitmaps too
    #[arg(long)]
    pub png: bool,
    /// Show the answer of this earlier run (or `latest`) beside the new one, and what differs
    #[arg(long, value_name = "RUN")]
    pub against: Option<PathBuf>,
    /// Open the page when it is there
    #[arg(long)]
    pub open: bool,
    /// How the verb speaks
    #[command(flatten)]
    pub talk: TalkArgs,
}

/// Flags of `replay`.
#[derive(Clone, Debug, Args)]
pub struct ReplayArgs {
    /// Run folder, or `latest` for output/latest
    #[arg(value_name = "RUN")]
    pub run: PathBuf,
    /// Draw of uncertain parameters, from 0, of a run that has draws
    #[arg(long, value_name = "D", value_parser = whole::<0>, allow_negative_numbers = true)]
    pub draw: Option<u32>,
    /// Replication, from 0, or the number of a world as data/failures.csv has it
    #[arg(long, value_name = "K", value_parser = whole::<0>, allow_negative_numbers = true)]
    pub rep: u32,
    /// File for the event log; must not exist [default: events/… in the run]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// How the verb speaks
    #[command(flatten)]
    pub talk: TalkArgs,
}

/// Flags of `trace`.
#[derive(Clone, Debug, Args)]
pub struct TraceArgs {
    /// Run folder, `latest`, or study and scenario files
    #[arg(required = true, value_name = "RUN|FILE")]
    pub from: Vec<PathBuf>,
    /// Draw of uncertain parameters, from 0, where there are draws
    #[arg(long, value_name = "D", value_parser = whole::<0>, allow_negative_numbers = true)]
    pub draw: Option<u32>,
    /// Replication, from 0
    #[arg(long, value_name = "K", default_value_t = 0, value_parser = whole::<0>, allow_negative_numbers = true)]
    pub rep: u32,
    /// Scenario to show next to its baseline [default: that of the study's answer, else the first]
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
    /// Seed of all draws, of files
    #[command(flatten)]
    pub seed: SeedArgs,
    /// What to change and to leave out, of files
    #[command(flatten)]
    pub selection: SelectionArgs,
    /// Draws and points of the design, of files
    #[command(flatten)]
    pub points: PointsArgs,
    /// typical, most-changed, or the number of a firm
    #[arg(
        long,
        value_name = "WHICH",
        default_value = "typical",
        value_parser = firm,
        allow_negative_numbers = true
    )]
    pub firm: String,
    /// Comma-separated values, the columns of the event log
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// How the verb speaks
    #[command(flatten)]
    pub talk: TalkArgs,
}

/// A firm, by what is remarkable about it or by its number.
fn firm(text: &str) -> Result<String, String> {
    let known = ["typical", "most-changed"];
    if known.contains(&text) || text.parse::<usize>().is_ok() {
        Ok(text.to_string())
    } else {
        let known = write_one_of(text, &known);
        Err(format!(
            "`{text}` is no firm: {known}, or the number of a firm"
        ))
    }
}
