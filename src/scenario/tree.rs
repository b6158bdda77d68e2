//! TOML as a tree whose every key and value knows its place.

use toml::de::{DeTable, DeValue};

use super::characters::{cleaned, odd_in_text};
use super::fix::Fix;
use super::problem::{Place, Problem};
use super::slips::{Slip, slip};

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub place: Place,
    pub value: Value,
}

/// Kind of a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Number(f64),
    Text(String),
    Bool(bool),
    Date,
    List(Vec<Node>),
    Table(Table),
}

/// Keys and values in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Table {
    pub entries: Vec<Entry>,
}

/// One key and its value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub key: String,
    pub place: Place,
    pub node: Node,
}

impl Table {
    /// A key and its value.
    pub(super) fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.node)
    }
}

impl Node {
    /// The kind of value as text.
    pub(super) const fn kind(&self) -> &'static str {
        match self.value {
            Value::Number(_) => "a number",
            Value::Text(_) => "text",
            Value::Bool(_) => "true or false",
            Value::Date => "a date",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}

/// Parses a text; the flag says whether the tree can be trusted, which it cannot after a syntax error. Characters that text may not
/// hold are problems, and are not in the tree.
pub(super) fn parse(source: usize, text: &str) -> (Table, bool, Vec<Problem>) {
    let (document, errors) = DeTable::parse_recoverable(text);
    let mut problems: Vec<Problem> = Vec::new();
    let mut lines = Vec::new();
    for error in &errors {
        let problem = syntax_problem(source, text, error);
        let start = error.span().map_or(0, |span| span.start.min(text.len()));
        let line = text.get(..start).map(|before| before.matches('\n').count());
        // one slip makes several errors in its line
        if problem.code == "E0007" || !lines.contains(&line) {
            problems.push(problem);
            lines.push(line);
        }
    }
    let is_sound = problems.iter().all(|problem| problem.code == "E0007");
    let mut tree = table(source, document.get_ref());
    clean(&mut tree, &mut problems);
    (tree, is_sound, problems)
}

/// Takes characters that text may not hold out of keys and values.
fn clean(table: &mut Table, problems: &mut Vec<Problem>) {
    for entry in &mut table.entries {
        clean_text(&mut entry.key, entry.place, problems);
        clean_value(&mut entry.node, problems);
    }
}

fn clean_value(node: &mut Node, problems: &mut Vec<Problem>) {
    match &mut node.value {
        Value::Text(text) => clean_text(text, node.place, problems),
        Value::List(nodes) => nodes
            .iter_mut()
            .for_each(|node| clean_value(node, problems)),
        Value::Table(table) => clean(table, problems),
        Value::Number(_) | Value::Bool(_) | Value::Date => {}
    }
}

fn clean_text(text: &mut String, place: Place, problems: &mut Vec<Problem>) {
    if let Some(clean) = cleaned(text) {
        problems.extend(odd_in_text(place, text));
        *text = clean;
    }
}

/// The line of a place, where one above it in its table says the same.
fn line_again(text: &str, place: Place) -> Option<Place> {
    let start = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[start..]
        .find('\n')
        .map_or(text.len(), |at| start + at + 1);
    let own = text[start..end].trim();
    let above = text[..start].lines().rev().map(str::trim);
    let mut above = above.take_while(|line| !line.starts_with('['));
    let is_whole = !own.starts_with(['[', '{']) && own.contains('=');
    (is_whole && above.any(|line| line == own)).then_some(Place {
        start,
        end,
        ..place
    })
}

fn syntax_problem(source: usize, text: &str, error: &toml::de::Error) -> Problem {
    let span = error.span().unwrap_or(0..0);
    let end = span.end.min(text.len());
    let place = Place {
        source,
        start: span.start.min(end),
        end,
    };
    let first_line = error.message().lines().next().unwrap_or_default();
    if first_line.contains("duplicate key") {
        let key = text.get(place.start..place.end).unwrap_or_default().trim();
        let fix = match line_again(text, place) {
            Some(line) => Fix::replace(Some(line), ""),
            None => Fix::Unknown("which of the two values is meant only the author knows"),
        };
        let message = format!("`{key}` is set twice in the same table");
        return Problem::at("E0007", place, message, fix)
            .label("set here again")
            .help("keep one of the two");
    }
    let message = format!("this is not TOML: {first_line}");
    if let Some(Slip { at, right, help }) = slip(text, place.start) {
        let place = Place {
            source,
            start: at.start,
            end: at.end,
        };
        let fix = Fix::suggest(
            Some(place),
            right,
            "the model has no calendar: which quarter is meant only the author knows",
        );
        return Problem::at("E0006", place, message, fix)
            .label("here")
            .help(help);
    }
    let fix = Fix::Unknown("what is meant only the author knows");
    Problem::at("E0006", place, format!("this is not TOML: {first_line}"), fix)
        .label("here")
        .help("a line is `key = value`, text is in \"quotes\", tables start with [name]; see scenarios/README.md")
}

fn table(source: usize, from: &DeTable<'_>) -> Table {
    let mut entries: Vec<Entry> = from
        .iter()
        .map(|(key, value)| {
            let span = key.span();
            let place = Place {
                source,
                start: span.start,
                end: span.end,
            };
            Entry {
                key: key.get_ref().to_string(),
                place,
                node: node(source, place, value),
            }
        })
        .collect();
    entries.sort_by_key(|entry| entry.place);
    Table { entries }
}

fn node(source: usize, key: Place, from: &toml::Spanned<DeValue<'_>>) -> Node {
    let span = from.span();
    let place = if span.is_empty() {
        key
    } else {
        Place {
            source,
            start: span.start,
            end: span.end,
        }
    };
    let value = match from.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => {
            let whole = i128::from_str_radix(number.as_str(), number.radix());
            Value::Number(whole.map_or(f64::INFINITY, |value| value as f64))
        }
        DeValue::Float(number) => Value::Number(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(flag) => Value::Bool(*flag),
        DeValue::Datetime(_) => Value::Date,
        DeValue::Array(items) => {
            Value::List(items.iter().map(|item| node(source, key, item)).collect())
        }
        DeValue::Table(inner) => Value::Table(table(source, inner)),
    };
    Node { place, value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_values_know_their_places() {
        let text = "a = 1_000\n[b]\nc.d = \"x\"\n";
        let (tree, is_sound, problems) = parse(0, text);
        assert!(is_sound && problems.is_empty());
        assert_eq!(
            tree.get("a").map(|node| &node.value),
            Some(&Value::Number(1000.0))
        );
        let Some(Node {
            value: Value::Table(b),
            ..
        }) = tree.get("b")
        else {
            panic!("b is a table")
        };
        let c = &b.entries[0];
        assert_eq!(
            (c.key.as_str(), &text[c.place.start..c.place.end]),
            ("c", "c")
        );
        let Value::Table(c) = &c.node.value else {
            panic!("c is a table")
        };
        let d = c.get("d").expect("d is there");
        assert_eq!(&text[d.place.start..d.place.end], "\"x\"");
    }

    #[test]
    fn all_syntax_errors_are_found() {
        let (_, is_sound, problems) = parse(0, "a = \nb = 1\nc = [1,\nd = 2\n= 3\n");
        assert!(!is_sound);
        assert!(problems.len() >= 2, "{problems:?}");
    }

    #[test]
    fn a_key_set_twice_has_its_own_code() {
        let (_, is_sound, problems) = parse(0, "a = 1\nb = 2\na = 3\n");
        assert!(is_sound);
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].code, "E0007");
        assert_eq!(problems[0].place.map(|place| place.start), Some(12));
    }
}
