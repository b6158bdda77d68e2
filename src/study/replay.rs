//! Commands that repeat a study.

use std::path::PathBuf;

use crate::plan::Options;

/// The command that repeats a study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    /// The command with its seed.
    pub command: String,
    /// True where it takes replications.
    pub takes_replications: bool,
}

impl Replay {
    /// The command for so many replications.
    #[must_use]
    pub fn with_replications(&self, replications: u32) -> String {
        if self.takes_replications {
            format!("{} -r {replications}", self.command)
        } else {
            self.command.clone()
        }
    }
}

/// A command on files with everything that decides its results but replications and draws.
#[must_use]
pub fn command(verb: &str, files: &[PathBuf], options: &Options<'_>, seed: u64) -> String {
    let mut words = vec!["linkwright".to_string(), verb.to_string()];
    words.extend(files.iter().map(|path| quoted(&path.to_string_lossy())));
    words.extend(
        options
            .table
            .iter()
            .map(|table| format!("--design {}", quoted(&table.to_string_lossy()))),
    );
    words.extend(
        options
            .settings
            .iter()
            .map(|(key, value)| format!("-S {}", quoted(&format!("{key}={value}")))),
    );
    let named = |flag: &str, name: &String| format!("{flag} {}", quoted(name));
    words.extend(options.only.iter().map(|name| named("--only", name)));
    words.extend(options.skip.iter().map(|name| named("--skip", name)));
    words.push(format!("--seed {seed}"));
    words.join(" ")
}

/// The command of a verb that runs a study, such as `run`, with everything that decides its results but replications.
#[must_use]
pub fn run_command(verb: &str, files: &[PathBuf], options: &Options<'_>, seed: u64) -> String {
    let draws = options
        .draws
        .map_or_else(String::new, |draws| format!(" --draws {draws}"));
    let medians = if options.at_medians {
        " --at-medians"
    } else {
        ""
    };
    format!("{}{draws}{medians}", command(verb, files, options, seed))
}

/// A word as a shell needs it.
#[must_use]
pub fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-=+:,@%".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_string()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
