//! Reads the tables that scenario, context and study files share.

use std::collections::BTreeMap;

use super::fix::{Change, Fix};
use super::keys::{
    CONTEXT_KEYS, STUDY_RUN_KEYS, TARGET_KEYS, TARGETS, all_keys, factor_of_units,
    instrument_numbers, nearest, other_unit, section, shock_numbers,
};
use super::layer::{ContextReference, Layer, Listed, Places, Text};
use super::load::Folder;
use super::numbers::{
    in_quotes, no_year, number_meant_in, plain, read_grade, read_number, unknown_word, wrong_type,
};
use super::problem::{Lost, Place, Problem};
use super::rules::read_rules;
use super::tree::{Entry, Node, Table, Value};
use super::uncertain::read_correlations;
use crate::model::InstrumentKind;
use crate::parameters::{
    Lead, ParameterMeta, Parameters, ProviderKind, SECTOR_NAMES, SelectionTarget, ShockKind,
};

/// The problem of a key that `place` does not know (`E0102`, or `E0104` where only the unit is wrong).
pub(super) fn unknown_key(entry: &Entry, place: &str, valid: &[&str]) -> Problem {
    let key = entry.key.as_str();
    let at = if place.is_empty() {
        "at the top of the file".to_string()
    } else {
        format!("in `{place}`")
    };
    if let Some(known) = other_unit(key, valid.iter().copied()) {
        return Problem::at(
            "E0104",
            entry.place,
            format!("`{key}` {at} has a unit that does not belong"),
            in_unit(entry, known),
        )
        .label(format!("did you mean `{known}`?"))
        .help(format!(
            "{}: write `{known}` and convert the value",
            unit_rule(known)
        ));
    }
    let problem = |fix: Fix| {
        Problem::at(
            "E0102",
            entry.place,
            format!("unknown key `{key}` {at}"),
            fix,
        )
    };
    let replaced = |text: String| problem(Fix::replace(Some(entry.place), text));
    if place.is_empty() && is_context_section(key) {
        return replaced(format!("context.{key}"))
            .label("belongs under [context]")
            .help(format!(
                "write [context.{key}], because a government cannot choose it"
            ));
    }
    if let Some(path) = without_quotes(key, place, valid) {
        return replaced(path.clone())
            .label(format!("did you mean {path}, without quotes?"))
            .help(format!(
                "write {path} without quotes: in quotes it is one word, and not a key of a table"
            ));
    }
    if let Some(known) = nearest(key, valid.iter().copied()) {
        return replaced(known.to_string())
            .label(format!("did you mean `{known}`?"))
            .help(format!(
                "write `{known}`; `linkwright params` lists all keys"
            ));
    }
    let problem = problem(Fix::Unknown("no key that is known here is like it"));
    let elsewhere = all_keys();
    let known = elsewhere.get(key).copied();
    if let Some(known) = known.or_else(|| nearest(key, elsewhere.iter().copied())) {
        return problem.label("not known here").help(format!(
            "`{known}` is known elsewhere: see `linkwright explain {known}`; known here: {}",
            short_list(valid)
        ));
    }
    problem
        .label("not known")
        .help(format!("known here: {}", short_list(valid)))
}

/// The path that a quoted key with dots in it means, such as `credit.recovery` of `"credit.recovery"`.
fn without_quotes(key: &str, place: &str, valid: &[&str]) -> Option<String> {
    let (first, rest) = key.split_once('.')?;
    if place.is_empty() && is_context_section(first) {
        return Some(format!("context.{key}"));
    }
    let first = valid
        .iter()
        .copied()
        .find(|known| *known == first)
        .or_else(|| nearest(first, valid.iter().copied()))?;
    let is_bare = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    rest.chars().all(is_bare).then(|| format!("{first}.{rest}"))
}

/// The key of the right unit, and the value in it where one unit is so many of the other.
fn in_unit(entry: &Entry, known: &str) -> Fix {
    let factor = factor_of_units(&entry.key, known);
    match (&entry.node.value, factor) {
        (Value::Number(number), Some(factor)) => Fix::Changes(vec![
            Change::Replace(entry.place, known.to_string()),
            Change::Replace(
                entry.node.place,
                format!("{}", (number * factor * 1e9).round() / 1e9),
            ),
        ]),
        _ => Fix::Unknown("how many of one unit the other makes is not known here"),
    }
}

fn unit_rule(known: &str) -> &'static str {
    if known.ends_with("_usd") || known.contains("_usd_") {
        "money is in constant 2015 USD"
    } else if known.contains("quarters") {
        "time is in quarters"
    } else {
        "each key has one unit, and shares run from 0 to 1"
    }
}

fn short_list(valid: &[&str]) -> String {
    const SHOWN: usize = 12;
    let rest = if valid.len() > SHOWN {
        format!(" and {} more", valid.len() - SHOWN)
    } else {
        String::new()
    };
    format!("{}{rest}", valid[..valid.len().min(SHOWN)].join(", "))
}

fn is_context_section(name: &str) -> bool {
    name != "population"
        && Parameters::SECTIONS
            .iter()
            .any(|section| section.name == name)
}

/// Reads text, reporting any other kind of value.
pub(super) fn read_text(path: &str, node: &Node, problems: &mut Vec<Problem>) -> Option<Text> {
    if let Value::Text(value) = &node.value {
        return Some(Text {
            value: value.clone(),
            place: Some(node.place),
        });
    }
    problems.push(wrong_type(
        path,
        "text",
        node,
        "write it in \"quotes\"",
        in_quotes(node),
    ));
    None
}

/// Reads a list of texts.
pub(super) fn read_texts(path: &str, node: &Node, problems: &mut Vec<Problem>) -> Vec<Text> {
    let Value::List(items) = &node.value else {
        let fix = match node.value {
            Value::Text(_) => in_brackets(node),
            _ => Fix::Unknown("which texts are meant only the author knows"),
        };
        problems.push(wrong_type(
            path,
            "a list",
            node,
            "write [\"one\", \"two\"]",
            fix,
        ));
        return Vec::new();
    };
    if items.is_empty() {
        let fix = Fix::remove(Some(node.place));
        problems.push(
            Problem::at(
                "E0103",
                node.place,
                format!("`{path}` is an empty list"),
                fix,
            )
            .label("nothing in here")
            .help("name what is meant, or leave it out"),
        );
    }
    items
        .iter()
        .filter_map(|item| read_text(path, item, problems))
        .collect()
}

/// Reads the name of an entry of a list, which keys of the command line hold too: not empty (`E0107`).
fn read_identity(path: &str, node: &Node, problems: &mut Vec<Problem>) -> Option<Text> {
    let text = read_text(path, node, problems)?;
    if text.value.trim().is_empty() {
        problems.push(
            Problem::at(
                "E0107",
                node.place,
                format!("`{path}` is empty"),
                Fix::replace(Some(node.place), "\"agency\""),
            )
            .label("no name")
            .help("write a name such as \"agency\""),
        );
        return None;
    }
    if text.value != text.value.trim() {
        let right = format!("\"{}\"", text.value.trim());
        let message = format!("`{path}` = \"{}\" begins or ends with a space", text.value);
        problems.push(
            Problem::at(
                "E0107",
                node.place,
                message,
                Fix::replace(Some(node.place), &*right),
            )
            .label("a space that cannot be seen")
            .help(format!("write {right}")),
        );
    }
    Some(text)
}

/// Reads a flag.
pub(super) fn read_flag(path: &str, node: &Node, problems: &mut Vec<Problem>) -> Option<bool> {
    if let Value::Bool(flag) = node.value {
        return Some(flag);
    }
    let flag = match &node.value {
        Value::Text(text) => [
            ("true", "true"),
            ("false", "false"),
            ("yes", "true"),
            ("no", "false"),
        ]
        .into_iter()
        .find(|(word, _)| text.trim().eq_ignore_ascii_case(word))
        .map(|(_, flag)| flag.to_string()),
        _ => None,
    };
    problems.push(wrong_type(
        path,
        "true or false",
        node,
        "write true or false, without quotes",
        Fix::suggest(
            Some(node.place),
            flag,
            "which of the two is meant only the author knows",
        ),
    ));
    None
}

/// A value as the only entry of a list.
fn in_brackets(node: &Node) -> Fix {
    let at = |start: usize| Place {
        start,
        end: start,
        ..node.place
    };
    Fix::Changes(vec![
        Change::Replace(at(node.place.start), "[".into()),
        Change::Replace(at(node.place.end), "]".into()),
    ])
}

/// The table that a node should be.
pub(super) fn read_table<'n>(
    path: &str,
    node: &'n Node,
    problems: &mut Vec<Problem>,
) -> Option<&'n Table> {
    if let Value::Table(table) = &node.value {
        return Some(table);
    }
    problems.push(wrong_type(
        path,
        "a table",
        node,
        format!("write [{path}] on a line of its own and its keys below"),
        Fix::Unknown("what belongs into the table only the author knows"),
    ));
    None
}

/// The list of tables that a node should be, with the place of each.
pub(super) fn read_tables<'n>(
    path: &str,
    node: &'n Node,
    problems: &mut Vec<Problem>,
) -> Vec<(Place, &'n Table)> {
    let hint =
        || format!("write [[{path}]] with double brackets on a line of its own, once per entry");
    let unknown = Fix::Unknown("what belongs into the tables only the author knows");
    let Value::List(items) = &node.value else {
        // a table that dotted keys make has no brackets of its own
        let last = path.rsplit('.').next().unwrap_or(path);
        let is_written = node.place.end - node.place.start > last.len();
        let fix = match node.value {
            Value::Table(_) if is_written => in_brackets(node),
            _ => unknown,
        };
        problems.push(wrong_type(path, "a list of tables", node, hint(), fix));
        return Vec::new();
    };
    let mut tables = Vec::new();
    for item in items {
        match &item.value {
            Value::Table(table) => tables.push((
                table
                    .entries
                    .first()
                    .map_or(item.place, |first| first.place),
                table,
            )),
            _ => problems.push(wrong_type(
                path,
                "a list of tables",
                item,
                hint(),
                unknown.clone(),
            )),
        }
    }
    tables
}

/// Reads the keys that may set parameters and lists in any kind of file; false if `entry` is none of them.
pub(super) fn read_common(
    entry: &Entry,
    folder: Folder<'_>,
    layer: &mut Layer,
    problems: &mut Vec<Problem>,
) -> bool {
    match entry.key.as_str() {
        "context" => read_context_table(&entry.node, folder, layer, problems),
        "population" => read_section(
            "population",
            "population",
            &entry.node,
            &[],
            layer,
            problems,
        ),
        "agencies" => layer.agencies.extend(read_agencies(&entry.node, problems)),
        "credit_providers" => layer
            .credit_providers
            .extend(read_providers(&entry.node, problems)),
        "instruments" => layer
            .instruments
            .extend(read_instruments(&entry.node, problems)),
        "rules" => layer.rules.extend(read_rules(&entry.node, problems)),
        "shocks" => layer.shocks.extend(read_shocks(&entry.node, problems)),
        "correlations" => layer
            .correlations
            .extend(read_correlations(&entry.node, problems)),
        _ => return false,
    }
    true
}

fn read_context_table(
    node: &Node,
    folder: Folder<'_>,
    layer: &mut Layer,
    problems: &mut Vec<Problem>,
) {
    if let Value::Text(text) = &node.value {
        problems.push(wrong_type(
            "context",
            "a table",
            node,
            "write [context] and below it from = \"…\"",
            Fix::replace(Some(node.place), format!("{{ from = {text:?} }}")),
        ));
        return;
    }
    let Some(table) = read_table("context", node, problems) else {
        return;
    };
    let valid: Vec<&str> = std::iter::once("from")
        .chain(
            Parameters::SECTIONS
                .iter()
                .map(|section| section.name)
                .filter(|name| is_context_section(name)),
        )
        .collect();
    for entry in &table.entries {
        let key = entry.key.as_str();
        if key == "from" {
            if let Some(text) = read_text("context.from", &entry.node, problems) {
                layer.context = Some(ContextReference {
                    path: folder.file(&text.value),
                    place: entry.node.place,
                });
            }
        } else if key == "population" {
            problems.push(
                Problem::at(
                    "E0102",
                    entry.place,
                    "`population` is not part of `context`",
                    Fix::Unknown("its keys stand in a table around it"),
                )
                .label("a table of its own")
                .help("write [population]"),
            );
        } else if is_context_section(key) {
            read_section(
                key,
                &format!("context.{key}"),
                &entry.node,
                &[],
                layer,
                problems,
            );
        } else {
            problems.push(unknown_key(entry, "context", &valid));
        }
    }
}

/// Reads a table of parameters into the layer; `other` are keys that the caller reads itself.
pub(super) fn read_section(
    name: &str,
    shown: &str,
    node: &Node,
    other: &[&str],
    layer: &mut Layer,
    problems: &mut Vec<Problem>,
) {
    let Some(table) = read_table(shown, node, problems) else {
        return;
    };
    let Some(meta) = section(name) else { return };
    for entry in &table.entries {
        if other.contains(&entry.key.as_str()) {
            continue;
        }
        let Some(number) = meta.numbers.iter().find(|number| number.name == entry.key) else {
            let valid: Vec<&str> = meta
                .numbers
                .iter()
                .map(|number| number.name)
                .chain(other.iter().copied())
                .collect();
            let is_of_study = name == "run" && STUDY_RUN_KEYS.contains(&entry.key.as_str());
            problems.push(if is_of_study {
                let problem = Problem::at(
                    "E0102",
                    entry.place,
                    format!("unknown key `{}` in `run` of a scenario", entry.key),
                    Fix::remove(Some(entry.place)),
                );
                problem.label("belongs to a study").help(format!(
                    "write it under [run] of the study file, or use --{}",
                    entry.key
                ))
            } else {
                unknown_key(entry, shown, &valid)
            });
            continue;
        };
        if let Some(setting) = read_number(
            number,
            &format!("{name}.{}", entry.key),
            &entry.node,
            problems,
        ) {
            layer
                .numbers
                .insert((name.to_string(), entry.key.clone()), setting);
        }
    }
}

/// Reads the body of a context file: sections at the top, population, providers and targets.
pub(super) fn read_context_body(table: &Table, problems: &mut Vec<Problem>) -> Layer {
    let mut layer = Layer::default();
    let sections = Parameters::SECTIONS.iter().map(|section| section.name);
    let valid: Vec<&str> = CONTEXT_KEYS.iter().copied().chain(sections).collect();
    for entry in &table.entries {
        match entry.key.as_str() {
            "format" | "kind" | "name" | "title" | "base" => {}
            "targets" => check_targets(&entry.node, problems),
            "credit_providers" => layer
                .credit_providers
                .extend(read_providers(&entry.node, problems)),
            "shocks" => layer.shocks.extend(read_shocks(&entry.node, problems)),
            "correlations" => layer
                .correlations
                .extend(read_correlations(&entry.node, problems)),
            key if Parameters::SECTIONS
                .iter()
                .any(|section| section.name == key) =>
            {
                read_section(key, key, &entry.node, &[], &mut layer, problems);
            }
            _ => problems.push(unknown_key(entry, "", &valid)),
        }
    }
    layer
}

/// Targets are kept for people: the model does not read them, so only their names and form are checked.
fn check_targets(node: &Node, problems: &mut Vec<Problem>) {
    let Some(table) = read_table("targets", node, problems) else {
        return;
    };
    for entry in &table.entries {
        if !TARGETS.contains(&entry.key.as_str()) {
            problems.push(unknown_key(entry, "targets", TARGETS));
            continue;
        }
        let path = format!("targets.{}", entry.key);
        match &entry.node.value {
            Value::Table(inner) => check_target(entry.place, &path, inner, problems),
            _ => problems.extend(no_figure(
                &path,
                entry.place,
                &entry.node,
                "write a number or { value = …, source = \"…\" }",
            )),
        }
    }
}

/// The problem of a figure of a target that is no number, or none that is finite (`E0202`); the latter is mended by taking the whole line out.
fn no_figure(path: &str, line: Place, node: &Node, written: &str) -> Option<Problem> {
    let Value::Number(value) = node.value else {
        let meant = number_meant_in(node);
        return Some(wrong_type(path, "a number", node, written, meant));
    };
    if value.is_finite() {
        return None;
    }
    let message = format!("`{path}` = {} is not a finite number", plain(value));
    let problem = Problem::at("E0202", node.place, message, Fix::remove(Some(line)));
    Some(
        problem
            .label("no number")
            .help("write the figure, or leave the target out"),
    )
}

/// A target with what is known of it.
fn check_target(place: Place, path: &str, table: &Table, problems: &mut Vec<Problem>) {
    if table.get("value").is_none() {
        let fix = Fix::Unknown("the figure only the author knows");
        problems.push(missing_key_of(path, "value", place, "value = 0.1", fix));
    }
    for entry in &table.entries {
        let own = format!("{path}.{}", entry.key);
        match entry.key.as_str() {
            "value" => problems.extend(no_figure(&own, place, &entry.node, "write 0.1")),
            "year" => {
                let year = match &entry.node.value {
                    Value::Number(year) => Some(format!("{year}")),
                    _ => read_text(&own, &entry.node, problems).map(|text| text.value),
                };
                problems.extend(year.and_then(|year| no_year(&own, entry, &year)));
            }
            "unit" | "source" => drop(read_text(&own, &entry.node, problems)),
            "grade" => {
                if let Some(word) = read_text(&own, &entry.node, problems) {
                    read_grade(&word.value, entry.node.place, problems);
                }
            }
            _ => problems.push(unknown_key(entry, path, TARGET_KEYS)),
        }
    }
}

/// A word among a few, read to be kept as text once it is known.
fn read_word(
    what: &str,
    entry: &Entry,
    names: &[&str],
    problems: &mut Vec<Problem>,
) -> Option<Text> {
    let text = read_text(what, &entry.node, problems)?;
    if names.contains(&text.value.as_str()) {
        return Some(text);
    }
    let short = what.rsplit('.').next().unwrap_or(what);
    problems.push(unknown_word(short, &text.value, entry.node.place, names));
    None
}

/// The key of a word in a listed table and the words it admits (none: any text).
type WordKey = (&'static str, Vec<&'static str>);

fn word_key<T>(key: &'static str, names: &[(&'static str, T)]) -> WordKey {
    (key, names.iter().map(|(name, _)| *name).collect())
}

fn read_agencies(node: &Node, problems: &mut Vec<Problem>) -> Vec<Listed> {
    let numbers = section("agencies").map_or(&[][..], |section| section.numbers);
    let words = [
        word_key("lead", Lead::NAMES),
        word_key("selection_target", SelectionTarget::NAMES),
    ];
    read_named("agencies", node, numbers, &words, problems)
}

fn read_providers(node: &Node, problems: &mut Vec<Problem>) -> Vec<Listed> {
    let numbers = section("credit_providers").map_or(&[][..], |section| section.numbers);
    read_named(
        "credit_providers",
        node,
        numbers,
        &[word_key("kind", ProviderKind::NAMES)],
        problems,
    )
}

fn read_named(
    list: &str,
    node: &Node,
    numbers: &[ParameterMeta],
    words: &[WordKey],
    problems: &mut Vec<Problem>,
) -> Vec<Listed> {
    let mut found = Unique::of(list);
    let is_agency = list == "agencies";
    for (place, table) in read_tables(list, node, problems) {
        let before = problems.len();
        let name = match table.get("name") {
            Some(name) => read_identity(&format!("{list}.name"), name, problems),
            None => {
                let example = if is_agency { "agency" } else { "provider" };
                let line = format!("name = \"{example}\"");
                problems.push(missing_key(list, "name", place, &line));
                None
            }
        };
        let Some(identity) = name else {
            if is_agency {
                lose(&mut problems[before..], Lost::Agency);
            }
            continue;
        };
        let metas: Vec<&ParameterMeta> = numbers.iter().collect();
        let entry = read_entry(list, identity, table, &metas, ("name", words), problems);
        found.keep(entry, problems);
    }
    found.found
}

/// Says of problems that an entry is not read because of them.
pub(super) fn lose(problems: &mut [Problem], entry: Lost) {
    for problem in problems {
        problem.loses = Some(entry);
    }
}

fn read_instruments(node: &Node, problems: &mut Vec<Problem>) -> Vec<Listed> {
    let mut found = Unique::of("instruments");
    let (_, kinds) = word_key("kind", InstrumentKind::NAMES);
    for (place, table) in read_tables("instruments", node, problems) {
        let Some(kind_entry) = table.entries.iter().find(|entry| entry.key == "kind") else {
            problems.push(
                missing_key_of(
                    "instruments",
                    "kind",
                    place,
                    "kind = \"credit_guarantee\" or another kind",
                    Fix::Unknown("which kind is meant only the author knows"),
                )
                .loses(Lost::Instrument),
            );
            continue;
        };
        let before = problems.len();
        let Some(identity) = read_word("instruments.kind", kind_entry, &kinds, problems) else {
            lose(&mut problems[before..], Lost::Instrument);
            continue;
        };
        let Some((_, kind)) = InstrumentKind::NAMES
            .iter()
            .find(|(name, _)| *name == identity.value)
        else {
            continue;
        };
        let metas: Vec<&ParameterMeta> = instrument_numbers(*kind).collect();
        let entry = read_entry(
            "instruments",
            identity,
            table,
            &metas,
            ("kind", &[("agency", Vec::new())]),
            problems,
        );
        found.keep(entry, problems);
    }
    found.found
}

/// Reads shocks: each has a name and a kind, also where it changes one of the same name below it.
fn read_shocks(node: &Node, problems: &mut Vec<Problem>) -> Vec<Listed> {
    let mut found = Unique::of("shocks");
    let words = [
        word_key("kind", ShockKind::NAMES),
        ("sector", SECTOR_NAMES.to_vec()),
        ("agency", Vec::new()),
    ];
    for (place, table) in read_tables("shocks", node, problems) {
        let (Some(name), Some(kind)) = (
            table.get("name"),
            table.entries.iter().find(|entry| entry.key == "kind"),
        ) else {
            problems.push(if table.get("name").is_none() {
                missing_key("shocks", "name", place, "name = \"shock\"")
            } else {
                missing_key_of(
                    "shocks",
                    "kind",
                    place,
                    "kind = \"crisis\" or another kind",
                    Fix::Unknown("which kind is meant only the author knows"),
                )
            });
            continue;
        };
        let Some(identity) = read_identity("shocks.name", name, problems) else {
            continue;
        };
        let Some(word) = read_word("shocks.kind", kind, &words[0].1, problems) else {
            continue;
        };
        let Some((_, kind)) = ShockKind::NAMES
            .iter()
            .find(|(name, _)| *name == word.value)
        else {
            continue;
        };
        let metas: Vec<&ParameterMeta> = shock_numbers(*kind).collect();
        let words: Vec<WordKey> = words
            .iter()
            .filter(|(word, _)| takes_word(*kind, word))
            .cloned()
            .collect();
        let entry = read_entry(
            "shocks",
            identity,
            table,
            &metas,
            ("name", &words),
            problems,
        );
        found.keep(entry, problems);
    }
    found.found
}

/// True where a shock of a kind does something with a word.
fn takes_word(kind: ShockKind, word: &str) -> bool {
    let own = match kind {
        ShockKind::TncDeparture => Some("sector"),
        ShockKind::LeaderDeparture => Some("agency"),
        ShockKind::CreditCrunch
        | ShockKind::Crisis
        | ShockKind::ExchangeRate
        | ShockKind::DonorWithdrawal
        | ShockKind::StandardsRatchet => None,
    };
    word == "kind" || own == Some(word)
}

/// The problem of a key that must be there (`E0101`), with the line that adds it.
pub(super) fn missing_key(path: &str, key: &str, place: Place, line: &str) -> Problem {
    let fix = Fix::Changes(vec![Change::Add(place, line.to_string())]);
    missing_key_of(path, key, place, line, fix)
}

/// The problem of a key that must be there (`E0101`), of which only an example can be given.
pub(super) fn missing_key_of(
    path: &str,
    key: &str,
    place: Place,
    example: &str,
    fix: Fix,
) -> Problem {
    let at = if path.is_empty() {
        "the file".to_string()
    } else {
        format!("`{path}`")
    };
    Problem::at("E0101", place, format!("{at} has no `{key}`"), fix)
        .label(format!("no `{key}` in here"))
        .help(format!("add {example}"))
}

/// Reads one listed table. `keys` gives the key of the identity and those of words.
fn read_entry(
    list: &str,
    identity: Text,
    table: &Table,
    metas: &[&ParameterMeta],
    keys: (&str, &[WordKey]),
    problems: &mut Vec<Problem>,
) -> Listed {
    let (identity_key, words) = keys;
    let path = format!("{list}.{}", identity.value);
    let mut listed = Listed {
        identity,
        words: BTreeMap::new(),
        numbers: BTreeMap::new(),
        is_removed: false,
        has_removed: false,
    };
    for entry in &table.entries {
        let key = entry.key.as_str();
        if key == identity_key {
        } else if key == "remove" {
            listed.is_removed =
                read_flag(&format!("{path}.remove"), &entry.node, problems).unwrap_or(false);
        } else if let Some((word_key, names)) = words.iter().find(|(word, _)| *word == key) {
            let full = format!("{list}.{word_key}");
            let word = if names.is_empty() {
                read_text(&full, &entry.node, problems)
            } else {
                read_word(&full, entry, names, problems)
            };
            listed.words.extend(word.map(|word| (*word_key, word)));
        } else if let Some(meta) = metas.iter().find(|meta| meta.name == key) {
            let setting = read_number(meta, &format!("{path}.{key}"), &entry.node, problems);
            listed
                .numbers
                .extend(setting.map(|setting| (key.to_string(), setting)));
        } else {
            let word_keys = words.iter().map(|(word, _)| *word);
            let valid: Vec<&str> = std::iter::once(identity_key)
                .chain(word_keys)
                .chain(["remove"])
                .chain(metas.iter().map(|meta| meta.name))
                .collect();
            problems.push(unknown_key(entry, &path, &valid));
        }
    }
    if listed.is_removed {
        let names_it =
            |key: &str| key == identity_key || ["remove", "kind", "agency"].contains(&key);
        let idle = table.entries.iter().filter(|entry| !names_it(&entry.key));
        problems.extend(idle.map(|entry| {
            let message = format!(
                "`{}` has no use beside `remove = true` in `{path}`",
                entry.key
            );
            Problem::at(
                "E0102",
                entry.place,
                message,
                Fix::remove(Some(entry.place)),
            )
            .label("of what is taken away")
            .help("take it out, or take out `remove` to change the entry")
        }));
    }
    listed
}

/// Entries of a list as they are read: each about something else.
struct Unique<'l> {
    list: &'l str,
    found: Vec<Listed>,
    places: Places,
}

impl<'l> Unique<'l> {
    fn of(list: &'l str) -> Self {
        Self {
            list,
            found: Vec::new(),
            places: Places::default(),
        }
    }

    /// Keeps an entry, unless one of the same name, or kind and agency, was read before (`E0108`).
    fn keep(&mut self, entry: Listed, problems: &mut Vec<Problem>) {
        let twin = self.places.find(self.list, &entry);
        let (Some(twin), Some(place)) = (twin, entry.identity.place) else {
            self.places.add(self.list, &entry, self.found.len());
            self.found.push(entry);
            return;
        };
        let name = &entry.identity.value;
        let (what, help, fix) = if self.list == "instruments" {
            (
                "kind",
                "take one out, join the two, or name a different `agency` in each: an agency has one instrument of each kind",
                Fix::Changes(vec![Change::RemoveTable(place)]),
            )
        } else {
            (
                "name",
                "give one of them another name",
                Fix::replace(Some(place), format!("\"{name}-2\"")),
            )
        };
        let message = format!("two entries of `{}` have the {what} `{name}`", self.list);
        problems.push(
            Problem::at("E0108", place, message, fix)
                .label("again here")
                .help(help)
                .related(self.found[twin].identity.place, "first here"),
        );
    }
}
