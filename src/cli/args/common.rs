//! Flags that verbs share, and how their values are read.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::args::time;
use crate::scenario::nearest;

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

/// Flags of how a verb speaks, common to all verbs.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct TalkArgs {
    /// Say no more than the result
    #[arg(short, long)]
    pub quiet: bool,
    /// One JSON object on stdout
    #[arg(long)]
    pub json: bool,
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
}

/// Flags that change what files say, common to verbs that read a study.
#[derive(Clone, Debug, Default, Args)]
pub struct SelectionArgs {
    /// Set a parameter in all scenarios that have it
    #[arg(short = 'S', long = "set", value_name = "KEY=VALUE", value_parser = key_and_value)]
    pub settings: Vec<(String, String)>,
    /// Run only this scenario, and the baseline
    #[arg(long, value_name = "NAME")]
    pub only: Vec<String>,
    /// Leave this scenario out; the baseline always runs
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub skip: Vec<String>,
}

impl SelectionArgs {
    /// True where it changes and leaves out nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.settings.is_empty() && self.only.is_empty() && self.skip.is_empty()
    }
}

/// Flags of which values uncertain parameters take, common to verbs that run a study as it is or check that it can be run.
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

impl PointsArgs {
    /// True where it leaves the points to the study.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.draws.is_none() && self.design.is_none() && !self.at_medians
    }
}

/// Seed of all draws, common to verbs that read a study.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct SeedArgs {
    /// Seed of all draws [default: the study's, else 20260601]
    #[arg(long, value_name = "N", hide_short_help = true, value_parser = seed, allow_negative_numbers = true)]
    pub seed: Option<u64>,
}

/// Flags of how worlds are simulated, common to verbs that simulate many.
#[derive(Clone, Debug, Default, Args)]
pub struct WorldsArgs {
    /// Threads [default: all]
    #[arg(short, long, value_name = "N", hide_short_help = true, value_parser = whole::<0>, allow_negative_numbers = true)]
    pub jobs: Option<u32>,
    /// auto, plain, json or none
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "HOW",
        hide_possible_values = true,
        hide_short_help = true
    )]
    pub progress: Progress,
}

/// Flags of how many worlds are run, common to `run`, `demo` and the check of them.
#[derive(Clone, Debug, Default, Args)]
pub struct ExtentArgs {
    /// Replications (simulated worlds), or auto: as many as --precision needs
    #[arg(short, long = "reps", value_name = "N", value_parser = replications, allow_negative_numbers = true)]
    pub replications: Option<Replications>,
    /// Draws and points of the design
    #[command(flatten)]
    pub points: PointsArgs,
    /// With -r auto: half-width of intervals, as `10%` or `INDICATOR=0.2,INDICATOR=5%`
    #[arg(long, value_name = "TARGETS", hide_short_help = true)]
    pub precision: Option<String>,
    /// With -r auto: most replications [default: 1000]
    #[arg(long, value_name = "N", hide_short_help = true, value_parser = whole::<1>, allow_negative_numbers = true)]
    pub max_reps: Option<u32>,
    /// With -r auto: most time, such as 10m
    #[arg(long, value_name = "TIME", hide_short_help = true, value_parser = time::seconds, allow_hyphen_values = true)]
    pub max_time: Option<f64>,
}

/// Number of worlds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replications {
    /// As many as precision needs.
    Auto,
    /// So many.
    Fixed(u32),
}

pub(super) fn replications(text: &str) -> Result<Replications, String> {
    if text == "auto" {
        return Ok(Replications::Auto);
    }
    text.replace('_', "")
        .parse()
        .map(Replications::Fixed)
        .map_err(|_| without_commas(text, "write a whole number from 1 to 100 000, or auto"))
}

/// A whole number from `LEAST` on; the message says so, whatever else is written.
pub(super) fn whole<const LEAST: u32>(text: &str) -> Result<u32, String> {
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

/// What to write where a word is none of those known, with the nearest of them.
pub(super) fn write_one_of(text: &str, known: &[&str]) -> String {
    let near = nearest(text, known.iter().copied());
    let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
    format!("{near}write one of {}", known.join(", "))
}

/// What to write, with a word on commas where there is one.
fn without_commas(text: &str, help: &str) -> String {
    if text.contains(',') {
        format!("{help}, without commas")
    } else {
        help.to_string()
    }
}

pub(super) fn seed(text: &str) -> Result<u64, String> {
    text.replace('_', "").parse().map_err(|_| {
        without_commas(
            text,
            "write a whole number from 0 to 18 446 744 073 709 551 615, such as 7",
        )
    })
}

pub(super) fn key_and_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.trim().is_empty() && !value.trim().is_empty() => {
            Ok((key.trim().to_string(), value.trim().to_string()))
        }
        _ => Err("write KEY=VALUE, such as credit.recovery=0.5".to_string()),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::args::Arguments;

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
