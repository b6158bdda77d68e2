//! Which tables of `data/` are written.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::scenario::nearest;

/// Names of all tables that `run`, `demo` and `sensitivity` may write, without ending; `output/README.md` describes them.
pub const TABLES: [&str; 24] = [
    "additionality",
    "answer",
    "compare",
    "costs",
    "design",
    "expected",
    "failures",
    "groups",
    "indicators",
    "lives",
    "parameters",
    "points",
    "ranks",
    "rules",
    "runs",
    "scale",
    "sensitivity",
    "summary",
    "survival",
    "timeseries",
    "timeseries-differences",
    "timeseries-full",
    "twins",
    "variance",
];

/// The word for no table.
const NONE: &str = "none";

/// Tables that are written: all, or those named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TableChoice(Option<BTreeSet<String>>);

impl TableChoice {
    /// Reads a list such as `runs,compare`, or `none`.
    ///
    /// # Errors
    /// What is no name of a table, with the nearest name, or that a name stands twice or beside `none`.
    pub fn parse(list: &str) -> Result<Self, String> {
        let names: Vec<&str> = list.split(',').map(str::trim).collect();
        let mut chosen = BTreeSet::new();
        for name in &names {
            let name = name.strip_suffix(".csv").unwrap_or(name);
            if name == NONE {
                if names.len() > 1 {
                    return Err(format!("`{NONE}` leaves all tables out; write it alone"));
                }
                break;
            }
            if !TABLES.contains(&name) {
                let near = nearest(name, TABLES);
                let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
                return Err(format!(
                    "`{name}` is no table; {near}write {NONE}, or some of {}",
                    TABLES.join(",")
                ));
            }
            if !chosen.insert(name.to_string()) {
                return Err(format!("`{name}` is named twice; name it once"));
            }
        }
        Ok(Self(Some(chosen)))
    }

    /// True where all tables are written.
    #[must_use]
    pub const fn is_all(&self) -> bool {
        self.0.is_none()
    }

    /// True where no table is written.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.0.as_ref().is_some_and(BTreeSet::is_empty)
    }

    /// True where a table is written, by its file in `data/`.
    #[must_use]
    pub fn has(&self, file: &str) -> bool {
        let name = file.strip_suffix(".csv").unwrap_or(file);
        self.0.as_ref().is_none_or(|chosen| chosen.contains(name))
    }

    /// Names of tables that were asked for and are not among those made.
    #[must_use]
    pub fn lacking<'a>(&'a self, made: &[&str]) -> Vec<&'a str> {
        let is_made = |name: &str| {
            made.iter()
                .any(|file| file.strip_suffix(".csv") == Some(name))
        };
        let chosen = self.0.iter().flatten().map(String::as_str);
        chosen.filter(|name| !is_made(name)).collect()
    }

    /// The flag that makes the same choice, with a space before it; empty where all tables are written.
    #[must_use]
    pub fn flag(&self) -> String {
        match &self.0 {
            None => String::new(),
            Some(chosen) if chosen.is_empty() => format!(" --tables {NONE}"),
            Some(chosen) => {
                let names: Vec<&str> = chosen.iter().map(String::as_str).collect();
                format!(" --tables {}", names.join(","))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_and_written_as_a_flag() {
        let of = |list: &str| TableChoice::parse(list).map(|choice| choice.flag());
        assert_eq!(of("runs, compare.csv"), Ok(" --tables compare,runs".into()));
        assert_eq!(of("none"), Ok(" --tables none".into()));
        assert_eq!(TableChoice::default().flag(), "");
        for (list, words) in [
            ("compar", "`compar` is no table; did you mean `compare`?"),
            ("", "`` is no table; write none, or some of additionality,"),
            ("runs,runs", "`runs` is named twice"),
            ("runs,none", "`none` leaves all tables out; write it alone"),
        ] {
            let error = of(list).expect_err(list);
            assert!(error.starts_with(words), "{error}");
        }
    }

    #[test]
    fn a_choice_has_what_it_names() {
        let some = TableChoice::parse("runs,ranks").expect("names");
        assert!(some.has("runs.csv") && !some.has("lives.csv") && !some.is_all());
        assert_eq!(some.lacking(&["runs.csv", "lives.csv"]), ["ranks"]);
        let none = TableChoice::parse("none").expect("a word");
        assert!(none.is_none() && !none.has("runs.csv"));
        let all = TableChoice::default();
        assert!(all.is_all() && all.has("runs.csv") && !all.is_none());
        assert!(all.lacking(&[]).is_empty());
    }
}
