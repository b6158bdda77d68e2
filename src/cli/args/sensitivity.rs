//! Flags of `sensitivity`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::common::whole;
use super::{SeedArgs, SelectionArgs, TalkArgs, WorldsArgs};
use crate::results::TableChoice;
use crate::statistics::sensitivity::SensitivityMethod;

/// Methods of sensitivity analysis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Method {
    /// One parameter at a time at either end of its range
    #[default]
    Tornado,
    /// Elementary effects, all parameters varied
    Morris,
    /// Shares of variance, all parameters varied
    Sobol,
}

impl From<Method> for SensitivityMethod {
    fn from(method: Method) -> Self {
        match method {
            Method::Tornado => Self::Tornado,
            Method::Morris => Self::Morris,
            Method::Sobol => Self::Sobol,
        }
    }
}

/// Parameters that a sensitivity analysis varies, common to it and to the check of it.
#[derive(Clone, Debug, Default, Args)]
pub struct VariedArgs {
    /// Parameter to vary, as the study knows it, else over its plausible range, or from LOW to HIGH; repeatable [default: the study's]
    #[arg(short, long = "parameter", value_name = "KEY[=LOW:HIGH]")]
    pub parameters: Vec<String>,
}

/// Flags of `sensitivity`.
#[derive(Clone, Debug, Args)]
pub struct SensitivityArgs {
    /// A study file, or scenario files to compare
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// tornado, morris or sobol
    #[arg(
        short,
        long,
        value_enum,
        default_value_t,
        value_name = "METHOD",
        hide_possible_values = true
    )]
    pub method: Method,
    /// What is varied
    #[command(flatten)]
    pub varied: VariedArgs,
    /// Trajectories of morris [default: 20], N of sobol [default: 64]
    #[arg(short = 'n', long, value_name = "N", value_parser = whole::<2>, allow_negative_numbers = true)]
    pub blocks: Option<u32>,
    /// Worlds at every point [default: 40, of morris and sobol 4]
    #[arg(short = 'r', long = "reps", value_name = "N", value_parser = whole::<2>, allow_negative_numbers = true)]
    pub replications: Option<u32>,
    /// Folder for the results; must not exist [default: output/…]
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Tables of data/ to write, as sensitivity,points, or none
    #[arg(long, value_name = "LIST", hide_short_help = true, value_parser = TableChoice::parse)]
    pub tables: Option<TableChoice>,
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
    #[arg(long)]
    pub dry_run: bool,
    /// How the verb speaks
    #[command(flatten)]
    pub talk: TalkArgs,
}
