//! Flags of the verbs that list what there is and that make a project.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Formats of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For a terminal
    #[default]
    Text,
    /// Markdown
    Md,
    /// Comma-separated values
    Csv,
    /// JSON
    Json,
}

/// Format of a list.
#[derive(Clone, Debug, Args)]
pub struct FormatArgs {
    /// text, md, csv or json
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "FORMAT",
        hide_possible_values = true
    )]
    format: ListFormat,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

impl FormatArgs {
    /// The format that is asked for.
    #[must_use]
    pub const fn of_list(&self) -> ListFormat {
        if self.json {
            ListFormat::Json
        } else {
            self.format
        }
    }
}

/// Flags of `params`.
#[derive(Clone, Debug, Args)]
pub struct ParamsArgs {
    /// A key such as credit.recovery, a section such as credit, or nothing for all
    pub key: Option<String>,
    /// The format of the list
    #[command(flatten)]
    pub format: FormatArgs,
}

/// Flags of `indicators`.
#[derive(Clone, Debug, Args)]
pub struct IndicatorsArgs {
    /// Name of an indicator, or nothing for all
    pub name: Option<String>,
    /// The format of the list
    #[command(flatten)]
    pub format: FormatArgs,
}

/// Flags of `init`.
#[derive(Clone, Debug, Args)]
pub struct InitArgs {
    /// Folder of the project; new or empty
    #[arg(value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,
    /// Say only where the study is
    #[arg(short, long)]
    pub quiet: bool,
    /// One JSON object on stdout
    #[arg(long)]
    pub json: bool,
}

/// Flags of `explain`.
#[derive(Clone, Debug, Args)]
pub struct ExplainArgs {
    /// A problem code, a key, an indicator, `codes`, `indicators`, `intervals`, `precision` or `exit-codes`
    pub topic: String,
}

/// Subject of a schema.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// Study, scenario and context files
    #[default]
    Input,
    /// What `--json` prints, verb by verb
    Output,
}

/// Flags of `schema`.
#[derive(Clone, Debug, Args)]
pub struct SchemaArgs {
    /// Of what
    #[arg(value_enum, default_value_t, value_name = "OF")]
    pub of: SchemaOf,
}
