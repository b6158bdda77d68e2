//! Rival structures of a study: settings under which all its scenarios run again, alongside the study's own.

use std::collections::BTreeMap;

use super::document::{check_once, taken_out};
use super::fix::Fix;
use super::layer::Text;
use super::numbers::wrong_type;
use super::problem::{Place, Problem};
use super::tables::{missing_key, missing_key_of, read_table, read_tables, read_text, unknown_key};
use super::tree::{Node, Table, Value};

/// A rival structure as a study states it.
#[derive(Clone, Debug, PartialEq)]
pub struct Rival {
    /// Short name; part of the names of its scenarios.
    pub name: Text,
    /// Title for people; may be empty.
    pub title: String,
    /// Parameters that it sets: name, value and place.
    pub settings: Vec<(String, f64, Place)>,
}

/// Reads `[[rivals]]`.
pub(super) fn read_rivals(node: &Node, problems: &mut Vec<Problem>) -> Vec<Rival> {
    const KEYS: [&str; 3] = ["name", "title", "set"];
    let mut rivals: Vec<Rival> = Vec::new();
    let mut known: BTreeMap<String, Option<Place>> = BTreeMap::new();
    for (place, table) in read_tables("rivals", node, problems) {
        let n_before = problems.len();
        let unknown = table
            .entries
            .iter()
            .filter(|entry| !KEYS.contains(&entry.key.as_str()));
        problems.extend(unknown.map(|entry| unknown_key(entry, "rivals", &KEYS)));
        let (Some(name), Some(set)) = (table.get("name"), table.get("set")) else {
            let missing = if table.get("name").is_none() {
                missing_key("rivals", "name", place, "name = \"rival\"")
            } else {
                missing_key_of(
                    "rivals",
                    "set",
                    place,
                    "set = { \"trust.gain\" = 0 }",
                    Fix::Unknown("which structure is meant only the author knows"),
                )
            };
            if problems.len() == n_before {
                problems.push(missing); // else a misspelt key is reported already
            }
            continue;
        };
        let Some(name) = read_text("rivals.name", name, problems) else {
            continue;
        };
        let is_plain = !name.value.is_empty()
            && name
                .value
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        if let Some(first) = known.insert(name.value.clone(), name.place) {
            let problem = Problem::at_or_command_line(
                "E0108",
                name.place,
                format!("two rivals have the name `{}`", name.value),
                Fix::replace(name.place, format!("\"{}-2\"", name.value)),
            );
            problems.push(
                problem
                    .label("again here")
                    .help("give one of them another name")
                    .related(first, "first here"),
            );
            continue;
        }
        if !is_plain {
            let problem = Problem::at_or_command_line(
                "E0229",
                name.place,
                format!("`{}` cannot be the name of a rival", name.value),
                Fix::replace(name.place, format!("\"{}\"", as_name(&name.value))),
            );
            problems.push(
                problem
                    .label("goes into names of scenarios")
                    .help("write letters, digits, - and _"),
            );
            continue;
        }
        let title = table
            .get("title")
            .and_then(|node| read_text("rivals.title", node, problems))
            .map_or_else(String::new, |text| text.value);
        let Some(numbers) = read_table("rivals.set", set, problems) else {
            continue;
        };
        let mut settings = Vec::new();
        flatten("", numbers, &mut settings, problems);
        let keys = settings
            .iter()
            .map(|(key, _, place)| (key.as_str(), *place));
        check_keys("rivals.set", keys, problems);
        if settings.is_empty() && problems.len() == n_before {
            problems.push(
                Problem::at(
                    "E0229",
                    set.place,
                    "a rival sets nothing",
                    Fix::Unknown("which structure is meant only the author knows"),
                )
                .help("write set = { \"trust.gain\" = 0 }"),
            );
        }
        if problems.len() == n_before {
            rivals.push(Rival {
                name,
                title,
                settings,
            });
        }
    }
    rivals
}

/// A name with other signs than those of names as dashes.
fn as_name(text: &str) -> String {
    let name: String = text
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '_' {
                c
            } else {
                '-'
            }
        })
        .collect();
    if name.is_empty() {
        "rival".into()
    } else {
        name
    }
}

/// Parameters of a table with or without quotes around their names: `"trust.gain" = 0` and `trust.gain = 0`.
pub(super) fn flatten(
    prefix: &str,
    table: &Table,
    settings: &mut Vec<(String, f64, Place)>,
    problems: &mut Vec<Problem>,
) {
    for entry in &table.entries {
        let path = if prefix.is_empty() {
            entry.key.clone()
        } else {
            format!("{prefix}.{}", entry.key)
        };
        match &entry.node.value {
            Value::Number(value) => settings.push((path, *value, entry.node.place)),
            Value::Table(inner) => flatten(&path, inner, settings, problems),
            _ => problems.push(wrong_type(
                &format!("rivals.set.{path}"),
                "a number",
                &entry.node,
                "a rival structure sets plain values",
                Fix::Unknown("which value is meant only the author knows"),
            )),
        }
    }
}

/// A parameter that is named twice, as `trust.gain` with and without quotes, or with `context.` before it (`E0108`).
pub(super) fn check_keys<'k>(
    path: &str,
    keys: impl IntoIterator<Item = (&'k str, Place)>,
    problems: &mut Vec<Problem>,
) {
    let texts: Vec<Text> = keys
        .into_iter()
        .map(|(key, place)| Text {
            value: key.strip_prefix("context.").unwrap_or(key).to_string(),
            place: Some(place),
        })
        .collect();
    check_once(path, &texts, taken_out, problems);
}
