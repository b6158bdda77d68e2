//! The verb `params`: the registry of all parameters.

use std::fmt::Write;

use super::args::{ListFormat, ParamsArgs};
use super::printing::{number, print_as};
use super::{CliError, Exit};
use crate::model::LISTED_SECTIONS;
use crate::parameters::{ParameterMeta, Parameters, SectionMeta, ShockKind};
use crate::scenario::{RUN, guarded, nearest_to_last, plain};

/// A section and one of its parameters.
type Entry = (&'static SectionMeta, &'static ParameterMeta);

/// Lists the registry, or a part of it.
///
/// # Errors
/// [`CliError`] where the key is unknown.
pub fn execute(args: &ParamsArgs) -> Result<Exit, CliError> {
    let entries = args.key.as_deref().map_or_else(all, find);
    if entries.is_empty() {
        let key = args.key.as_deref().unwrap_or_default();
        let message = format!("unknown key `{key}`{}", suggestion(key));
        return Err(CliError::input(message));
    }
    let format = args.format.of_list();
    let text = match format {
        ListFormat::Text if args.key.is_some() && entries.len() <= 3 => {
            entries.iter().map(|entry| describe(*entry)).collect()
        }
        ListFormat::Text => as_text(&entries),
        ListFormat::Md => as_markdown(&entries),
        ListFormat::Csv => as_csv(&entries),
        ListFormat::Json => as_json(&entries),
    };
    print_as(format != ListFormat::Text, &text)?;
    Ok(Exit::Ok)
}

fn sections() -> impl Iterator<Item = &'static SectionMeta> {
    Parameters::SECTIONS
        .iter()
        .chain(LISTED_SECTIONS)
        .chain(std::iter::once(&RUN))
}

/// Every parameter, in the order of the documents.
#[must_use]
pub(super) fn all() -> Vec<Entry> {
    sections()
        .flat_map(|section| section.numbers.iter().map(move |meta| (section, meta)))
        .collect()
}

/// The parameters that a key, a full path or a section names.
#[must_use]
pub(super) fn find(key: &str) -> Vec<Entry> {
    let key = key.strip_prefix("context.").unwrap_or(key);
    let wanted = |(section, meta): &Entry| match key.rsplit_once('.') {
        Some((head, last)) => meta.name == last && head.split('.').any(|part| part == section.name),
        None => meta.name == key || section.name == key,
    };
    all().into_iter().filter(wanted).collect()
}

/// A question with the nearest_to_last key, or nothing.
pub(super) fn suggestion(key: &str) -> String {
    let mut names: Vec<&str> = all()
        .iter()
        .flat_map(|(section, meta)| [section.name, meta.name])
        .collect();
    names.sort_unstable();
    nearest_to_last(key, names).map_or_else(
        || "; `linkwright params` lists all".to_string(),
        |near| format!("; did you mean `{near}`?"),
    )
}

fn sentence(meaning: &str) -> &str {
    meaning.trim()
}

/// All that is known of one parameter, for a terminal.
#[must_use]
pub(super) fn describe((section, meta): Entry) -> String {
    let range = |low: f64, high: f64| format!("{} to {}", plain(low), plain(high));
    let mut text = format!(
        "{}.{}\n  {}\n\n",
        section.name,
        meta.name,
        sentence(meta.meaning)
    );
    let rows = [
        ("unit", meta.stated_unit()),
        ("default", plain(meta.default)),
        ("accepted", range(meta.low, meta.high)),
        ("plausible", range(meta.plausible_low, meta.plausible_high)),
        ("grade", meta.grade.name().to_string()),
        ("source", meta.source.to_string()),
        (
            "table",
            format!("{}: {}", written(section), sentence(section.meaning)),
        ),
    ];
    for (name, value) in rows {
        let _ = writeln!(text, "  {name:<10} {value}");
    }
    text.push('\n');
    text
}

/// Table header of a section in files.
fn written(section: &SectionMeta) -> String {
    match section.name {
        "population" | "run" => format!("[{}]", section.name),
        "agencies" | "credit_providers" | "instruments" | "shocks" => {
            format!("[[{}]]", section.name)
        }
        name if ShockKind::NAMES.iter().any(|(kind, _)| *kind == name) => {
            format!("[[shocks]] with kind = \"{name}\"")
        }
        name if LISTED_SECTIONS.iter().any(|listed| listed.name == name) => {
            format!("[[instruments]] with kind = \"{name}\"")
        }
        name => format!("[context.{name}]"),
    }
}

fn as_text(entries: &[Entry]) -> String {
    let mut text = String::new();
    let mut last = "";
    for (section, meta) in entries {
        if section.name != last {
            let gap = if last.is_empty() { "" } else { "\n" };
            let _ = writeln!(
                text,
                "{gap}{}  {}",
                written(section),
                sentence(section.meaning)
            );
            last = section.name;
        }
        let _ = writeln!(
            text,
            "  {:<28} {:>12}  {:<28} {}",
            meta.name,
            plain(meta.default),
            meta.stated_unit(),
            sentence(meta.meaning)
        );
    }
    text
}

fn as_markdown(entries: &[Entry]) -> String {
    let mut text = String::from(
        "# Parameters\n\nGenerated by `linkwright params --format md`; do not edit. Values are what the model uses where no file says otherwise. \
         Outside the accepted range a file is refused, outside the plausible range it gets a warning. A unit of the *represented economy* is stated for all its SMEs \
         (`population.represents`) and applied times modelled over represented.\n",
    );
    let mut last = "";
    for (section, meta) in entries {
        if section.name != last {
            let _ = write!(
                text,
                "\n## `{}`\n\n{}\n\nWritten as `{}`.\n\n| key | meaning | unit | default | accepted | plausible | grade | source |\n|---|---|---|---|---|---|---|---|\n",
                section.name,
                sentence(section.meaning),
                written(section)
            );
            last = section.name;
        }
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} | {} to {} | {} to {} | {} | {} |",
            meta.name,
            cell(sentence(meta.meaning)),
            meta.stated_unit(),
            plain(meta.default),
            plain(meta.low),
            plain(meta.high),
            plain(meta.plausible_low),
            plain(meta.plausible_high),
            meta.grade.name(),
            cell(meta.source)
        );
    }
    text
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn as_csv(entries: &[Entry]) -> String {
    let mut text = String::from(
        "section,key,meaning,unit,default,low,high,plausible_low,plausible_high,grade,source,extent\n",
    );
    let quoted = |field: &str| {
        let field = guarded(field);
        if field.contains([',', '"']) {
            format!("\"{}\"", field.replace('"', "\"\""))
        } else {
            field.into_owned()
        }
    };
    for (section, meta) in entries {
        let numbers = [
            meta.default,
            meta.low,
            meta.high,
            meta.plausible_low,
            meta.plausible_high,
        ]
        .map(|number| number.to_string())
        .join(",");
        let (meaning, unit, source) = (
            quoted(sentence(meta.meaning)),
            quoted(meta.unit),
            quoted(meta.source),
        );
        let _ = writeln!(
            text,
            "{},{},{meaning},{unit},{numbers},{},{source},{}",
            section.name,
            meta.name,
            meta.grade.name(),
            meta.extent.name()
        );
    }
    text
}

fn as_json(entries: &[Entry]) -> String {
    let list: Vec<_> = entries
        .iter()
        .map(|(section, meta)| {
            let mut value = serde_json::json!(meta);
            value["meaning"] = sentence(meta.meaning).into();
            value["section"] = section.name.into();
            value["high"] = number(meta.high);
            value
        })
        .collect();
    format!("{:#}\n", serde_json::Value::from(list))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_by_name_by_path_and_by_section() {
        assert_eq!(find("credit.recovery").len(), 1);
        assert_eq!(find("context.credit.recovery").len(), 1);
        assert_eq!(find("recovery").len(), 1);
        assert_eq!(find("instruments.credit_guarantee.cover").len(), 1);
        assert!(find("credit").len() > 10);
        assert!(find("recovry").is_empty() && suggestion("credit.recovry").contains("`recovery`"));
    }

    #[test]
    fn the_page_of_parameters_is_fresh() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/parameters.md");
        let page = as_markdown(&all());
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            kept == page,
            "docs/parameters.md is out of date: renew it with `cargo xtask book`"
        );
    }
}
