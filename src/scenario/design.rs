//! Designs of a study: the values that uncertain or named parameters take in its draws, instead of random ones.

use super::document::{again_with_name, check_once, taken_out};
use super::fix::Fix;
use super::layer::Text;
use super::load::Folder;
use super::numbers::{plain, unknown_word, wrong_type};
use super::problem::{Place, Problem};
use super::rivals::{check_keys, flatten};
use super::tables::{
    missing_key, missing_key_of, read_table, read_tables, read_text, read_texts, unknown_key,
};
use super::tree::{Node, Table, Value};

/// Kinds of design, by the word of files.
pub const DESIGN_KINDS: &[&str] = &[
    "random",
    "latin_hypercube",
    "sobol",
    "grid",
    "one_at_a_time",
    "morris",
    "saltelli",
    "list",
    "csv",
    "draws",
];

/// Keys of `[design]`, the kinds that take them, and what they mean.
pub(super) const DESIGN_KEYS: &[(&str, &[&str], &str)] = &[
    (
        "kind",
        DESIGN_KINDS,
        "How the values of parameters are chosen.",
    ),
    ("levels", &["grid"], "Levels of every uncertain parameter."),
    (
        "values",
        &["grid", "one_at_a_time"],
        "Values by name of the parameter, such as \"credit.recovery\" = [0.2, 0.4].",
    ),
    (
        "size",
        &["morris", "saltelli"],
        "Trajectories, by default 20, or blocks, by default 64 and best a power of two.",
    ),
    (
        "points",
        &["list"],
        "Points, each with the parameters that it sets.",
    ),
    (
        "file",
        &["csv", "draws"],
        "Table of points, or of draws: samples of what is known, each with its own luck.",
    ),
    (
        "subsets",
        &["list", "csv", "draws"],
        "Subsets of points that run; all by default.",
    ),
];

/// A parameter that a design sets: name, value and place, if it is in a file of ours.
pub type Named = (String, f64, Option<Place>);

/// A point of a design that lists its points.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListedPoint {
    /// Name; may be empty.
    pub name: String,
    /// Name of the subset to which it belongs; may be empty.
    pub subset: String,
    /// Parameters that it sets.
    pub set: Vec<Named>,
}

/// A design as a study or a table of points states it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DesignFile {
    /// One of [`DESIGN_KINDS`].
    pub kind: String,
    /// Where it stands, if in a study file.
    pub place: Option<Place>,
    /// Levels of every uncertain parameter on a grid.
    pub levels: Option<u32>,
    /// Trajectories of Morris, or blocks of Saltelli.
    pub size: Option<u32>,
    /// Values by parameter, for a grid or one at a time.
    pub values: Vec<(String, Vec<f64>, Place)>,
    /// Listed points.
    pub points: Vec<ListedPoint>,
    /// Names of the parameters that a table of points has columns for.
    pub columns: Vec<Text>,
    /// Path of a table of points, and where it is named.
    pub file: Option<(std::path::PathBuf, Place)>,
    /// Subsets of points that run; all where empty.
    pub subsets: Vec<Text>,
}

impl DesignFile {
    /// True where its kind takes a key.
    #[must_use]
    pub fn takes(&self, key: &str) -> bool {
        DESIGN_KEYS
            .iter()
            .any(|(name, kinds, _)| *name == key && kinds.contains(&self.kind.as_str()))
    }

    /// The word of its kind, where parameters are sampled: at random, or evenly over their distributions.
    #[must_use]
    pub fn drawn(&self) -> Option<&'static str> {
        ["random", "latin_hypercube", "sobol"]
            .into_iter()
            .find(|kind| *kind == self.kind)
    }
}

/// Reads `[design]`; `folder` is what its file is relative to.
pub(super) fn read_design(
    node: &Node,
    folder: Folder<'_>,
    problems: &mut Vec<Problem>,
) -> Option<DesignFile> {
    let table = read_table("design", node, problems)?;
    let keys: Vec<&str> = DESIGN_KEYS.iter().map(|(key, ..)| *key).collect();
    let unknown = table
        .entries
        .iter()
        .filter(|entry| !keys.contains(&entry.key.as_str()));
    problems.extend(unknown.map(|entry| unknown_key(entry, "design", &keys)));
    let Some(kind) = table.get("kind") else {
        let first = table
            .entries
            .first()
            .map_or(node.place, |entry| entry.place);
        problems.push(missing_key("design", "kind", first, "kind = \"grid\""));
        return None;
    };
    let text = read_text("design.kind", kind, problems)?;
    if !DESIGN_KINDS.contains(&text.value.as_str()) {
        problems.push(unknown_word(
            "kind of design",
            &text.value,
            kind.place,
            DESIGN_KINDS,
        ));
        return None;
    }
    let mut design = DesignFile {
        kind: text.value,
        place: Some(kind.place),
        ..DesignFile::default()
    };
    problems.extend(
        table
            .entries
            .iter()
            .filter_map(|entry| out_of_place(&design, &entry.key, entry.node.place)),
    );
    design.levels = read_count(table, ("levels", 100), "write levels = 3", problems);
    design.size = read_count(table, ("size", 10_000), "write size = 64", problems);
    if let Some(values) = table
        .get("values")
        .and_then(|values| read_table("design.values", values, problems))
    {
        read_values("", values, &mut design.values, problems);
        let keys = design
            .values
            .iter()
            .map(|(key, _, place)| (key.as_str(), *place));
        check_keys("design.values", keys, problems);
    }
    if let Some(points) = table.get("points") {
        design.points = read_points(points, problems);
    }
    if let Some(file) = table.get("file") {
        design.file = read_text("design.file", file, problems)
            .map(|text| (folder.file(&text.value), file.place));
    }
    if let Some(subsets) = table.get("subsets") {
        design.subsets = read_texts("design.subsets", subsets, problems);
        check_once("design.subsets", &design.subsets, taken_out, problems);
    }
    let needed = match design.kind.as_str() {
        "list" if design.points.is_empty() => Some((
            "points",
            "[[design.points]] with set = { \"credit.recovery\" = 0.3 }",
        )),
        "csv" | "draws" if design.file.is_none() => Some(("file", "file = \"points.csv\"")),
        _ => None,
    };
    if let Some((key, example)) = needed {
        problems.push(missing_key_of(
            "design",
            key,
            kind.place,
            example,
            Fix::Unknown("which points are meant only the author knows"),
        ));
        return None;
    }
    Some(design)
}

/// A key that the kind of the design does not take (`E0230`).
fn out_of_place(design: &DesignFile, key: &str, place: Place) -> Option<Problem> {
    let (_, kinds, _) = DESIGN_KEYS.iter().find(|(name, ..)| *name == key)?;
    let message = format!(
        "`{key}` has no meaning in a design of kind `{}`",
        design.kind
    );
    let help = format!(
        "leave it out; `{key}` is for the kinds {}",
        kinds.join(", ")
    );
    (!design.takes(key)).then(|| {
        Problem::at("E0230", place, message, Fix::remove(Some(place)))
            .label("not used")
            .help(help)
    })
}

/// A whole number from 2 to `most`.
fn read_count(
    table: &Table,
    (key, most): (&str, u32),
    example: &str,
    problems: &mut Vec<Problem>,
) -> Option<u32> {
    let node = table.get(key)?;
    match node.value {
        Value::Number(n) if n.fract() == 0.0 && (2.0..=f64::from(most)).contains(&n) => {
            Some(n as u32)
        }
        _ => {
            problems.push(wrong_type(
                &format!("design.{key}"),
                &format!("a whole number from 2 to {}", plain(f64::from(most))),
                node,
                example,
                Fix::replace(
                    Some(node.place),
                    example.rsplit(' ').next().unwrap_or(example),
                ),
            ));
            None
        }
    }
}

/// Lists of values by parameter, with or without quotes around names.
fn read_values(
    prefix: &str,
    table: &Table,
    values: &mut Vec<(String, Vec<f64>, Place)>,
    problems: &mut Vec<Problem>,
) {
    for entry in &table.entries {
        let path = if prefix.is_empty() {
            entry.key.clone()
        } else {
            format!("{prefix}.{}", entry.key)
        };
        match &entry.node.value {
            Value::Table(inner) => read_values(&path, inner, values, problems),
            Value::List(items) => {
                let numbers: Option<Vec<f64>> = items
                    .iter()
                    .map(|item| {
                        if let Value::Number(number) = item.value {
                            Some(number)
                        } else {
                            None
                        }
                    })
                    .collect();
                match numbers.filter(|numbers| !numbers.is_empty()) {
                    Some(numbers) => {
                        problems.extend(twice(&path, &numbers, entry.node.place));
                        values.push((path, numbers, entry.node.place));
                    }
                    None => problems.push(not_numbers(&path, &entry.node)),
                }
            }
            _ => problems.push(not_numbers(&path, &entry.node)),
        }
    }
}

/// A value that a list has twice, so that it would count twice in every mean over points (`E0230`).
fn twice(path: &str, numbers: &[f64], place: Place) -> Option<Problem> {
    let mut known: Vec<f64> = Vec::new();
    let mut once: Vec<f64> = Vec::new();
    for number in numbers {
        if once.contains(number) {
            known.push(*number);
        } else {
            once.push(*number);
        }
    }
    let again = plain(*known.first()?);
    let list: Vec<String> = once.iter().map(f64::to_string).collect();
    let list = format!("[{}]", list.join(", "));
    let message = format!("`{path}` has the value {again} twice, which would count twice");
    Some(
        Problem::at("E0230", place, message, Fix::replace(Some(place), &list))
            .label("each value once")
            .help(format!("write {list}")),
    )
}

/// A value that should be a list of numbers (`E0103`); one number alone makes a list of one.
fn not_numbers(path: &str, node: &Node) -> Problem {
    let list = match node.value {
        Value::Number(number) => Some(format!("[{number}]")),
        _ => None,
    };
    let fix = Fix::suggest(
        Some(node.place),
        list,
        "which values are meant only the author knows",
    );
    wrong_type(path, "a list of numbers", node, "write [0.2, 0.4]", fix)
}

fn read_points(node: &Node, problems: &mut Vec<Problem>) -> Vec<ListedPoint> {
    const KEYS: [&str; 3] = ["name", "subset", "set"];
    let (mut points, mut names) = (Vec::new(), Vec::new());
    for (place, table) in read_tables("design.points", node, problems) {
        problems.extend(
            table
                .entries
                .iter()
                .filter(|entry| !KEYS.contains(&entry.key.as_str()))
                .map(|e| unknown_key(e, "design.points", &KEYS)),
        );
        let mut text = |key: &str| {
            table
                .get(key)
                .and_then(|node| read_text(&format!("design.points.{key}"), node, problems))
        };
        let (name, subset) = (text("name"), text("subset"));
        names.extend(name.clone().filter(|name| !name.value.is_empty()));
        let Some(set) = table.get("set") else {
            problems.push(missing_key(
                "design.points",
                "set",
                place,
                "set = { \"credit.recovery\" = 0.3 }",
            ));
            continue;
        };
        let Some(numbers) = read_table("design.points.set", set, problems) else {
            continue;
        };
        let mut found = Vec::new();
        flatten("", numbers, &mut found, problems);
        let keys = found.iter().map(|(key, _, place)| (key.as_str(), *place));
        check_keys("design.points.set", keys, problems);
        points.push(ListedPoint {
            name: name.map_or_else(String::new, |text| text.value),
            subset: subset.map_or_else(String::new, |text| text.value),
            set: found
                .into_iter()
                .map(|(key, value, place)| (key, value, Some(place)))
                .collect(),
        });
    }
    check_once("design.points.name", &names, again_with_name, problems);
    points
}
