//! The verb `init`: a small commented project.

use serde_json::json;

use super::args::InitArgs;
use super::printing::{print, say};
use super::{CliError, Exit, demo};
use crate::parameters::ParameterMeta;
use crate::scenario::{
    PROJECT_FILE, ProjectError, WORDS, create_project, plain, schema_text, section,
};
use crate::study::quoted;

/// Name of the study inside a project.
const STUDY: &str = "study.toml";
/// The context that a project starts from, as a path of [`demo::FILES`].
const CONTEXT: &str = "scenarios/contexts/uganda.toml";
/// Starts a line of the template that is replaced by the meaning of a key.
const MARK: &str = "#? ";

/// Makes a project.
///
/// # Errors
/// [`CliError`] where the folder is taken or cannot be written.
pub fn execute(args: &InitArgs) -> Result<Exit, CliError> {
    let files = files();
    create_project(&args.folder, &files)?;
    let study = args.folder.join(STUDY);
    if !args.talk.quiet {
        say(&format!(
            "made   {}: change a parameter, then run it",
            args.folder.display()
        ));
        say(&format!(
            "next   linkwright run {}",
            quoted(&study.to_string_lossy())
        ));
    }
    print(&if args.talk.json {
        let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
        format!(
            "{}\n",
            json!({ "folder": args.folder.to_string_lossy(), "study": study.to_string_lossy(), "files": names })
        )
    } else {
        format!("{}\n", study.display())
    })?;
    Ok(Exit::Ok)
}

impl From<ProjectError> for CliError {
    fn from(error: ProjectError) -> Self {
        match &error {
            ProjectError::NotEmpty { .. } => Self::new(Exit::Place, error.to_string())
                .help("nothing is overwritten; name a new folder"),
            ProjectError::Io { source, .. } => Self::of_write(error.to_string(), source),
        }
    }
}

/// The files of a project, by name.
fn files() -> [(&'static str, String); 6] {
    let context = demo::FILES
        .iter()
        .find(|(path, _)| *path == CONTEXT)
        .map_or("", |(_, text)| text);
    // The shipped context names the schema by its own place; in a project it is next to the file.
    let context: String = context
        .lines()
        .filter(|line| !line.starts_with("#:schema"))
        .map(|line| format!("{line}\n"))
        .collect();
    [
        (STUDY, explained(include_str!("template/study.toml"))),
        (
            "context.toml",
            format!("#:schema linkwright.schema.json\n{context}"),
        ),
        (
            PROJECT_FILE,
            include_str!("../../scenarios/linkwright.toml").to_string(),
        ),
        ("linkwright.schema.json", schema_text()),
        (
            ".taplo.toml",
            include_str!("template/taplo.toml").to_string(),
        ),
        ("README.md", include_str!("template/README.md").to_string()),
    ]
}

/// The template with the meanings of keys in their places.
fn explained(template: &str) -> String {
    let line = |line: &str| match line.strip_prefix(MARK) {
        Some(key) => format!("# {}\n", about(key).unwrap_or_else(|| key.to_string())),
        None => format!("{line}\n"),
    };
    template.lines().map(line).collect()
}

/// Meaning of a key, on one line.
fn about(key: &str) -> Option<String> {
    let Some((table, name)) = key.split_once('.') else {
        return WORDS
            .iter()
            .find(|(word, _)| *word == key)
            .map(|(_, meaning)| (*meaning).to_string());
    };
    let meta = section(table)?
        .numbers
        .iter()
        .find(|meta| meta.name == name)?;
    let ParameterMeta {
        meaning,
        unit,
        default,
        plausible_low,
        plausible_high,
        ..
    } = meta;
    let (default, low, high) = (
        plain(*default),
        plain(*plausible_low),
        plain(*plausible_high),
    );
    Some(format!(
        "{} [{unit}; default {default}; plausible {low} to {high}]",
        meaning.trim()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_template_is_explained() {
        let template = include_str!("template/study.toml");
        let keys: Vec<&str> = template
            .lines()
            .filter_map(|line| line.strip_prefix(MARK))
            .collect();
        assert!(keys.len() > 12);
        for key in keys {
            assert!(about(key).is_some_and(|text| text.len() > 20), "{key}");
        }
        assert!(!explained(template).contains(MARK));
        assert!(files().iter().all(|(_, text)| text.len() > 100));
    }
}
