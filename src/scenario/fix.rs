//! What mends a problem: changes of files, given by places, and the edits of texts that they come to.

use super::problem::{Place, Source};
use super::tree::{Node, Table, Value, parse};

/// Help for a path that has a backslash, or what one begins.
pub(super) const WRITE_SLASHES: &str = "write / in paths, on every system: a backslash in \"quotes\" begins a sign of its own, such as \\t, a tab";

/// What mends a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// Changes of files that mend it together.
    Changes(Vec<Change>),
    /// Another argument of the command line.
    Argument {
        /// The argument as it was given, such as `credit.recovery=50`; empty where it is to be added.
        of: String,
        /// What to write in its place; empty where it is to be left out.
        to: String,
    },
    /// Nothing that a program could do, and why.
    Unknown(&'static str),
}

/// A change of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Another text at a place.
    Replace(Place, String),
    /// Another end of the text at a place: the first is replaced by the second.
    ReplaceEnd(Place, String, String),
    /// The text at a place with / for every backslash.
    Slashes(Place),
    /// Another key for the value at a place, the last word of a full name where the key has one word that is another.
    ReplaceKey(Place, String),
    /// The key or the entry of a list at a place is taken out.
    Remove(Place),
    /// The table around a place is taken out, with the tables below it.
    RemoveTable(Place),
    /// A line `key = value` is added to the table around a place.
    Add(Place, String),
    /// A line is added at the end of a file, such as a table of its own.
    Append(usize, String),
}

/// A stretch of one of the sources and the text that replaces it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty where text is added.
    pub place: Place,
    /// The new text; empty where text is taken out.
    pub text: String,
}

impl Fix {
    /// Another text at a place; of a value of the command line, another argument.
    #[must_use]
    pub fn replace(place: Option<Place>, text: impl Into<String>) -> Self {
        match place {
            Some(place) => Self::Changes(vec![Change::Replace(place, text.into())]),
            None => Self::Argument {
                of: String::new(),
                to: text.into(),
            },
        }
    }

    /// Takes out the key or the entry of a list at a place; of the command line, the argument.
    #[must_use]
    pub fn remove(place: Option<Place>) -> Self {
        match place {
            Some(place) => Self::Changes(vec![Change::Remove(place)]),
            None => Self::Argument {
                of: String::new(),
                to: String::new(),
            },
        }
    }

    /// Takes out the table around a place; `why` there is none where the place is not in a file.
    #[must_use]
    pub fn remove_table(place: Option<Place>, why: &'static str) -> Self {
        place.map_or(Self::Unknown(why), |place| {
            Self::Changes(vec![Change::RemoveTable(place)])
        })
    }

    /// Adds a line to the table around a place; `why` there is none where the place is not in a file.
    #[must_use]
    pub fn add(place: Option<Place>, line: impl Into<String>, why: &'static str) -> Self {
        place.map_or(Self::Unknown(why), |place| {
            Self::Changes(vec![Change::Add(place, line.into())])
        })
    }

    /// Another text at a place where there is one to suggest.
    #[must_use]
    pub fn suggest(place: Option<Place>, text: Option<String>, why: &'static str) -> Self {
        text.map_or(Self::Unknown(why), |text| Self::replace(place, text))
    }

    /// True where a source is changed of which that is said.
    pub(super) fn changes_any(&self, of: impl Fn(usize) -> bool) -> bool {
        match self {
            Self::Changes(changes) => changes.iter().any(|change| of(change.source())),
            Self::Argument { .. } | Self::Unknown(_) => false,
        }
    }

    /// The edits of texts, by source and from the end of each to its start, so that they can be made one after the other; none where a place is not
    /// what the change needs.
    #[must_use]
    pub fn edits(&self, sources: &[Source]) -> Vec<Edit> {
        let Self::Changes(changes) = self else {
            return Vec::new();
        };
        let edits: Option<Vec<Edit>> = changes.iter().map(|change| change.edit(sources)).collect();
        let mut edits = edits.unwrap_or_default(); // all of them or none
        edits.sort_by(|a, b| {
            let key = |edit: &Edit| (edit.place.source, std::cmp::Reverse(edit.place.end));
            key(a).cmp(&key(b)).then(a.place.start.cmp(&b.place.start))
        });
        let mut kept: Vec<Edit> = Vec::new();
        for edit in edits {
            match kept.last_mut() {
                Some(last)
                    if last.place.source == edit.place.source
                        && last.place.start < edit.place.end =>
                {
                    // a stretch inside of one that is taken out goes with it; one that begins before it becomes one with it
                    let text = sources.get(edit.place.source).map(|source| &*source.text);
                    let begins_before = edit.place.start < last.place.start;
                    if let (Some(text), true) = (
                        text,
                        begins_before && edit.text.is_empty() && last.text.is_empty(),
                    ) {
                        last.place.start = edit.place.start;
                        last.place = without_comma(last.place, text);
                    }
                }
                Some(last) if *last == edit => {}
                None | Some(_) => kept.push(edit),
            }
        }
        kept
    }
}

impl Change {
    /// Index of the source that is changed.
    const fn source(&self) -> usize {
        match self {
            Self::Replace(place, _)
            | Self::ReplaceEnd(place, ..)
            | Self::Slashes(place)
            | Self::ReplaceKey(place, _)
            | Self::Remove(place)
            | Self::RemoveTable(place)
            | Self::Add(place, _) => place.source,
            Self::Append(source, _) => *source,
        }
    }

    fn edit(&self, sources: &[Source]) -> Option<Edit> {
        let text = |at: usize| sources.get(at).map(|source| source.text.as_str());
        match self {
            Self::Replace(place, text) => Some(Edit {
                place: *place,
                text: text.clone(),
            }),
            Self::ReplaceEnd(place, old, new) => {
                let at = text(place.source)?[..place.end].rfind(old)?;
                Some(Edit {
                    place: Place {
                        start: at,
                        end: at + old.len(),
                        ..*place
                    },
                    text: new.clone(),
                })
            }
            Self::Slashes(place) => Some(Edit {
                place: *place,
                text: text(place.source)?
                    .get(place.start..place.end)?
                    .replace("\\\\", "/")
                    .replace('\\', "/"),
            }),
            Self::ReplaceKey(place, name) => {
                let text = text(place.source)?;
                let (start, end) = Outline::new(place.source, text).key(*place)?;
                let written = text[start..end].trim_matches(['"', '\'']);
                let last = name.rsplit('.').next().unwrap_or(name);
                let is_full = written.contains('.') || written == last;
                Some(Edit {
                    place: Place {
                        start,
                        end,
                        ..*place
                    },
                    text: if is_full {
                        format!("\"{name}\"")
                    } else {
                        last.to_string()
                    },
                })
            }
            Self::Remove(place) => {
                let text = text(place.source)?;
                let (start, end) = Outline::new(place.source, text).entry(*place)?;
                Some(without(*place, text, start, end))
            }
            Self::RemoveTable(place) => {
                let text = text(place.source)?;
                let (start, end) = Outline::new(place.source, text).table(*place)?;
                Some(without(*place, text, start, end))
            }
            Self::Add(place, line) => {
                let text = text(place.source)?;
                let key = Outline::new(place.source, text).entry(*place);
                let start = key.map_or(place.start, |(start, _)| start);
                Some(added(Place { start, ..*place }, text, line))
            }
            Self::Append(source, line) => {
                let text = text(*source)?;
                let at = text.len();
                let before = if text.is_empty() || text.ends_with('\n') {
                    ""
                } else {
                    "\n"
                };
                Some(Edit {
                    place: Place {
                        source: *source,
                        start: at,
                        end: at,
                    },
                    text: format!("{before}{line}\n"),
                })
            }
        }
    }
}

/// True where a place is inside of brackets, by the last sign before it.
fn is_inline(text: &str, start: usize) -> bool {
    text[..start].trim_end().ends_with(['{', ',', '['])
}

/// A stretch at the end of brackets with the comma before it.
fn without_comma(place: Place, text: &str) -> Place {
    let before = text[..place.start].trim_end();
    let is_last = text[place.end..].trim_start().starts_with(['}', ']']);
    let start = match before.strip_suffix(',') {
        Some(before) if is_last => before.len(),
        _ => place.start,
    };
    Place { start, ..place }
}

/// Takes out a stretch: whole lines, or inside of brackets one comma with it.
fn without(place: Place, text: &str, start: usize, end: usize) -> Edit {
    let (mut start, mut end) = (start, end);
    if is_inline(text, start) {
        let after = text[end..].trim_start();
        if after.starts_with(',') {
            end = text.len() - after.len() + 1;
            end += text[end..].len() - text[end..].trim_start_matches(' ').len();
        } else if text[..start].trim_end().ends_with(',') {
            start = text[..start].trim_end().len() - 1;
        }
    } else {
        start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        end = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    }
    Edit {
        place: Place {
            start,
            end,
            ..place
        },
        text: String::new(),
    }
}

/// Adds a line before the key at a place, or below the header there.
fn added(place: Place, text: &str, line: &str) -> Edit {
    let first = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let is_header = text[first..].starts_with('[') && !is_inline(text, first);
    let (at, text) = if is_header {
        let end = text[place.start..].find('\n');
        match end {
            Some(end) => (place.start + end + 1, format!("{line}\n")),
            None => (text.len(), format!("\n{line}\n")),
        }
    } else if is_inline(text, place.start) {
        (place.start, format!("{line}, "))
    } else {
        (first, format!("{line}\n"))
    };
    Edit {
        place: Place {
            start: at,
            end: at,
            ..place
        },
        text,
    }
}

/// Where the keys and the tables of a text begin and end.
struct Outline {
    /// Keys with their values, and entries of lists: the two places by which each may be known, and the stretch.
    entries: Vec<([Place; 2], (usize, usize))>,
    /// Tables: their stretch.
    tables: Vec<(usize, usize)>,
}

impl Outline {
    fn new(source: usize, text: &str) -> Self {
        let (root, ..) = parse(source, text);
        let mut headers = Vec::new();
        headers_of(&root, text, &mut headers);
        headers.sort_unstable();
        headers.dedup();
        let mut outline = Self {
            entries: Vec::new(),
            tables: Vec::new(),
        };
        for (at, header) in headers.iter().enumerate() {
            let own = name_of(text, *header);
            let is_below = |other: &&usize| name_of(text, **other).starts_with(&format!("{own}."));
            let next = headers[at + 1..].iter().find(|other| !is_below(other));
            let end = next.map_or(text.len(), |next| *next);
            let kept = text[*header..end].trim_end().len();
            outline.tables.push((*header, *header + kept));
        }
        outline.visit(&root, text);
        outline
    }

    fn visit(&mut self, table: &Table, text: &str) {
        for entry in &table.entries {
            let place = entry.node.place;
            if !is_header(text, &entry.node) {
                self.entries.push((
                    [entry.place, place],
                    (start_of_key(text, entry.place.start), place.end),
                ));
            }
            self.visit_node(&entry.node, text);
        }
    }

    fn visit_node(&mut self, node: &Node, text: &str) {
        match &node.value {
            Value::Table(table) => {
                if text[node.place.start..].starts_with('{') {
                    self.tables.push((node.place.start, node.place.end));
                }
                self.visit(table, text);
            }
            Value::List(items) => {
                for item in items {
                    if !is_header(text, item) {
                        self.entries
                            .push(([item.place, item.place], (item.place.start, item.place.end)));
                    }
                    self.visit_node(item, text);
                }
            }
            Value::Number(_) | Value::Text(_) | Value::Bool(_) | Value::Date => {}
        }
    }

    /// The stretch of the key or the entry of a list that is at a place.
    fn entry(&self, place: Place) -> Option<(usize, usize)> {
        let found = self
            .entries
            .iter()
            .filter(|(places, _)| places.contains(&place));
        found
            .map(|(_, stretch)| *stretch)
            .min_by_key(|(start, end)| end - start)
    }

    /// The stretch of the key of the value at a place.
    fn key(&self, place: Place) -> Option<(usize, usize)> {
        let (places, (start, _)) = self.entries.iter().find(|(places, _)| places[1] == place)?;
        Some((*start, places[0].end))
    }

    /// The stretch of the innermost table around a place.
    fn table(&self, place: Place) -> Option<(usize, usize)> {
        let around = self
            .tables
            .iter()
            .filter(|(start, end)| *start <= place.start && place.end <= *end);
        around.copied().min_by_key(|(start, end)| end - start)
    }
}

/// True for a table that begins with its name in brackets on a line of its own.
fn is_header(text: &str, node: &Node) -> bool {
    matches!(node.value, Value::Table(_))
        && text[node.place.start..].starts_with('[')
        && !is_inline(text, node.place.start)
}

fn headers_of(table: &Table, text: &str, headers: &mut Vec<usize>) {
    let mut below = |node: &Node| {
        if is_header(text, node) {
            headers.push(node.place.start);
        }
        if let Value::Table(inner) = &node.value {
            headers_of(inner, text, headers);
        }
    };
    for entry in &table.entries {
        match &entry.node.value {
            Value::List(items) => items.iter().for_each(&mut below),
            Value::Table(_) => below(&entry.node),
            Value::Number(_) | Value::Text(_) | Value::Bool(_) | Value::Date => {}
        }
    }
}

/// The name of a table by its header.
fn name_of(text: &str, header: usize) -> &str {
    let line = text[header..].lines().next().unwrap_or_default();
    line.trim_start_matches('[')
        .split(']')
        .next()
        .unwrap_or_default()
        .trim()
}

/// The start of a key of several words, such as `a` of `a.b.c = 1`, from the start of one of its words.
fn start_of_key(text: &str, at: usize) -> usize {
    let is_part = |c: char| c.is_alphanumeric() || "-_.\"".contains(c);
    text[..at].trim_end_matches(is_part).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "format = 1\nnames = [\"a\", \"b\"]\n[run]\nreps = 3\n[[scenario]]\nname = \"x\"\n[[scenario.agencies]]\nname = \"y\"\nset = { a = 1, b.c = 2 }\n\n[[scenario]]\nname = \"z\"\n";

    fn place(part: &str) -> Place {
        let start = TEXT.find(part).expect("there");
        Place {
            source: 0,
            start,
            end: start + part.len(),
        }
    }

    fn after(change: Change) -> String {
        let sources = [Source::new("a.toml".into(), TEXT.into())];
        let mut text = TEXT.to_string();
        for edit in Fix::Changes(vec![change]).edits(&sources) {
            text.replace_range(edit.place.start..edit.place.end, &edit.text);
        }
        text
    }

    #[test]
    fn keys_entries_and_tables_are_taken_out_whole() {
        for (change, gone) in [
            (Change::Remove(place("reps")), "reps = 3\n"),
            (Change::Remove(place("\"a\"")), "\"a\", "),
            (Change::Remove(place("\"b\"")), ", \"b\""),
            (Change::Remove(place("2")), ", b.c = 2"),
            (
                Change::RemoveTable(place("\"y\"")),
                "[[scenario.agencies]]\nname = \"y\"\nset = { a = 1, b.c = 2 }\n",
            ),
            (
                Change::RemoveTable(place("\"x\"")),
                "[[scenario]]\nname = \"x\"\n[[scenario.agencies]]\nname = \"y\"\nset = { a = 1, b.c = 2 }\n",
            ),
            (
                Change::RemoveTable(place("\"z\"")),
                "[[scenario]]\nname = \"z\"\n",
            ),
        ] {
            let expected = if gone.contains("\"z\"") {
                TEXT.trim_end_matches(gone).to_string()
            } else {
                TEXT.replacen(gone, "", 1)
            };
            assert_eq!(after(change), expected, "{gone}");
        }
    }

    #[test]
    fn lines_are_added_to_the_table_around_a_place() {
        for (change, old, new) in [
            (
                Change::Add(place("reps"), "seed = 7".into()),
                "reps = 3",
                "seed = 7\nreps = 3",
            ),
            (
                Change::Add(place("[run]"), "seed = 7".into()),
                "reps = 3",
                "seed = 7\nreps = 3",
            ),
            (
                Change::Add(place("a = 1"), "d = 3".into()),
                "{ a = 1",
                "{ d = 3, a = 1",
            ),
        ] {
            assert_eq!(after(change), TEXT.replacen(old, new, 1));
        }
        let appended = after(Change::Append(0, "[report]".into()));
        assert_eq!(appended, format!("{TEXT}[report]\n"));
    }
}
