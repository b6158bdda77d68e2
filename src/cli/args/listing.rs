//! Flags of the verbs that list what there is and that make a project.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::TalkArgs;

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

/// Format of a list or table, and how its verb speaks.
#[derive(Clone, Copy, Debug, Args)]
pub struct FormatArgs {
    /// text, md, csv or json
    #[arg(
        long,
        conflicts_with = "json",
        value_enum,
        default_value_t,
        value_name = "FORMAT",
        hide_possible_values = true
    )]
    format: ListFormat,
    /// Markdown, the same as --format md
    #[arg(long, conflicts_with_all = ["format", "json"])]
    md: bool,
    /// Comma-separated values, the same as --format csv
    #[arg(long, conflicts_with_all = ["format", "md", "json"])]
    csv: bool,
    /// How the verb speaks
    #[command(flatten)]
    pub talk: TalkArgs,
}

impl FormatArgs {
    /// The format that is asked for; `--json` is one of them.
    #[must_use]
    pub const fn of_list(self) -> ListFormat {
        match (self.talk.json, self.md, self.csv) {
            (true, _, _) => ListFormat::Json,
            (_, true, _) => ListFormat::Md,
            (_, _, true) => ListFormat::Csv,
            (false, false, false) => self.format,
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
    /// Country that the study starts from, by the name of its shipped context, such as kenya [default: uganda]
    #[arg(long, value_name = "NAME")]
    pub context: Option<String>,
    /// How the verb speaks
    #[command(flatten)]
    pub talk: TalkArgs,
}

/// Flags of `explain`.
#[derive(Clone, Debug, Args)]
pub struct ExplainArgs {
    /// A problem code, a key, an indicator, `codes`, `indicators`, `intervals`, `precision` or `exit-codes`
    pub topic: String,
    /// How the verb speaks
    #[command(flatten)]
    pub talk: TalkArgs,
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
    /// How the verb speaks; a schema is JSON in any case
    #[command(flatten)]
    pub talk: TalkArgs,
}
