//! The verb `init`: a small commented project.

use serde_json::json;

use super::args::InitArgs;
use super::printing::{print, say};
use super::shipped::{context, context_names};
use super::{CliError, Exit};
use crate::parameters::ParameterMeta;
use crate::scenario::{
    PROJECT_FILE, ProjectError, WORDS, create_project, nearest, plain, schema_text, section,
};
use crate::study::quoted;

/// Name of the study inside a project.
const STUDY: &str = "study.toml";
/// The context that a project starts from where none is named.
const CONTEXT: &str = "uganda";
/// Lines of the template that leave a context with fewer affiliates no say.
const TNCS: &str = "#? population.tncs\ntncs = 8\n";
/// Starts a line of the template that is replaced by the meaning of a key.
const MARK: &str = "#? ";

/// Makes a project.
///
/// # Errors
/// [`CliError`] where the folder is taken or cannot be written.
pub fn execute(args: &InitArgs) -> Result<Exit, CliError> {
    let name = args.context.as_deref().unwrap_or(CONTEXT);
    let files = files(name).ok_or_else(|| unknown_context(name))?;
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
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
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

/// The error of a context that is not shipped.
fn unknown_context(name: &str) -> CliError {
    let near = nearest(name, context_names());
    let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    CliError::input(format!("no context is called `{name}`{near}")).help(format!(
        "name one of {}; docs/own-country.md says how to write one of another country",
        context_names().join(", ")
    ))
}

/// The files of a project, by path; none where there is no such context.
fn files(name: &str) -> Option<Vec<(String, String)>> {
    let (text, base) = context(name)?;
    let template = include_str!("template/study.toml");
    let template = if name == CONTEXT {
        template.to_string()
    } else {
        template.replacen(TNCS, "", 1)
    };
    let mut files = vec![
        (STUDY, explained(&template)),
        ("context.toml", in_project(text, "")),
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
    ];
    files.extend(base.map(|(path, text)| (path, in_project(text, "../"))));
    let owned = files.into_iter();
    Some(owned.map(|(path, text)| (path.to_string(), text)).collect())
}

/// A shipped context as it stands in a project, where the schema is in the folder `up` from it and not in its own place.
fn in_project(context: &str, up: &str) -> String {
    let lines = context.lines().filter(|line| !line.starts_with("#:schema"));
    let lines: String = lines.map(|line| format!("{line}\n")).collect();
    format!("#:schema {up}linkwright.schema.json\n{lines}")
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
        assert!(template.contains(TNCS));
        let files = files(CONTEXT).expect("a project");
        assert!(files.iter().all(|(_, text)| text.len() > 100));
    }
}
