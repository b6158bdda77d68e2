//! One parameter in a file: its form, its ranges, its source.

use super::fix::Fix;
use super::intervals::{is_interval, read_interval};
use super::keys::nearest;
use super::layer::Setting;
use super::meant::number_meant;
use super::problem::{Place, Problem};
use super::slips::written;
use super::tree::{Entry, Node, Table, Value};
use super::uncertain::{DISTRIBUTION_KEYS, read_distribution};
use crate::parameters::{Extent, Grade, ParameterMeta, SectionMeta, Uncertain};

const fn quarters(
    name: &'static str,
    meaning: &'static str,
    default: f64,
    low: f64,
    high: f64,
    plausible: (f64, f64),
) -> ParameterMeta {
    ParameterMeta {
        unit: "quarters",
        ..whole(name, meaning, default, low, high, plausible)
    }
}

const fn whole(
    name: &'static str,
    meaning: &'static str,
    default: f64,
    low: f64,
    high: f64,
    plausible: (f64, f64),
) -> ParameterMeta {
    ParameterMeta {
        name,
        meaning,
        unit: "count",
        default,
        low,
        high,
        plausible_low: plausible.0,
        plausible_high: plausible.1,
        grade: Grade::Assumed,
        source: "the analyst's choice",
        extent: Extent::Each,
    }
}

/// The lengths of the parts of a run and its futures, as files write them.
pub const RUN: SectionMeta = SectionMeta {
    name: "run",
    meaning: " Lengths of the parts of a run, and re-keyed futures; a study sets them for all its scenarios.",
    numbers: &[
        quarters(
            "burn_in_quarters",
            " Quarters without instruments before anything is recorded.",
            120.0,
            0.0,
            2_000.0,
            (20.0, 400.0),
        ),
        quarters(
            "policy_quarters",
            " Quarters in which instruments may act.",
            16.0,
            1.0,
            400.0,
            (4.0, 80.0),
        ),
        quarters(
            "run_off_quarters",
            " Quarters after that, without services.",
            12.0,
            0.0,
            400.0,
            (0.0, 60.0),
        ),
        whole(
            "futures",
            " Futures of a burn-in, each with its own random draws, over which displacement and spillover are averaged; 0 for none.",
            0.0,
            0.0,
            200.0,
            (0.0, 100.0),
        ),
        whole(
            "futures_worlds",
            " Replications, from the first, whose burn-in has futures.",
            4.0,
            0.0,
            1_000.0,
            (0.0, 100.0),
        ),
    ],
};

/// Formats a number for messages: no trailing zeros, thousands set apart.
#[must_use]
pub fn plain(value: f64) -> String {
    if !value.is_finite() {
        return value.to_string().to_lowercase();
    }
    let size = value.abs();
    if size != 0.0 && !(1e-4..1e15).contains(&size) {
        return format!("{value:e}");
    }
    let decimals = if size >= 1000.0 { 2 } else { 6 };
    let text = format!("{value:.decimals$}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let (whole, fraction) = text
        .split_once('.')
        .map_or((text, ""), |(whole, fraction)| (whole, fraction));
    let (sign, digits) = whole
        .strip_prefix('-')
        .map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::new();
    for (k, digit) in digits.chars().enumerate() {
        if k > 0 && (digits.len() - k) % 3 == 0 {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    if fraction.is_empty() {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped}.{fraction}")
    }
}

/// Why nothing is offered for a value that is unusual.
pub(super) const IS_MEANT: Fix = Fix::Unknown("whether the value is meant only its author knows");

/// Checks a value against its registry entry; false if it is refused. `path` is its full name, such as `credit.recovery`.
pub fn check_number(
    meta: &ParameterMeta,
    path: &str,
    value: f64,
    place: Option<Place>,
    problems: &mut Vec<Problem>,
) -> bool {
    if let Some((code, message, label, help)) = refusal(meta, path, value) {
        let right = match code {
            "E0210" => value / 100.0,
            "E0203" => value.round(),
            _ => meta.default,
        };
        let fix = Fix::replace(place, format!("{right}"));
        problems.push(
            Problem::at_or_command_line(code, place, message, fix)
                .label(label)
                .help(help),
        );
        return false;
    }
    if value < meta.plausible_low || value > meta.plausible_high {
        let range = format!(
            "{} to {} ({})",
            plain(meta.plausible_low),
            plain(meta.plausible_high),
            meta.unit
        );
        let message = format!(
            "`{path}` = {} is outside the plausible range {range}",
            plain(value)
        );
        let help = format!(
            "keep it if you mean it and say why in `source`; the default is {}",
            plain(meta.default)
        );
        problems.push(
            Problem::at_or_command_line("W0201", place, message, IS_MEANT)
                .label("unusual")
                .help(help),
        );
    }
    true
}

/// Code, message, label and help of the reason to refuse a number, if there is one.
fn refusal(
    meta: &ParameterMeta,
    path: &str,
    value: f64,
) -> Option<(&'static str, String, String, String)> {
    let (low, high, default, shown) = (
        plain(meta.low),
        plain(meta.high),
        plain(meta.default),
        plain(value),
    );
    let allowed = format!("{low} to {high} ({})", meta.unit);
    let usual = format!("write a number from {low} to {high}; the default is {default}");
    if !value.is_finite() {
        Some((
            "E0202",
            format!("`{path}` = {shown} is not a finite number"),
            "no number".into(),
            usual,
        ))
    } else if path.starts_with("population.") && meta.low > 0.0 && value <= 0.0 {
        let size = if value == 0.0 { "zero" } else { "negative" };
        let help = format!("write a whole number from {low}; the default is {default}");
        Some((
            "E0204",
            format!("`{path}` = {shown}: a population cannot be {size}"),
            "an empty population".into(),
            help,
        ))
    } else if looks_like_percentage(meta, value) {
        let help = format!(
            "shares and rates run from 0 to 1: write {}",
            plain(value / 100.0)
        );
        Some((
            "E0210",
            format!("`{path}` = {shown} is outside {allowed}"),
            format!("{shown} looks like a percentage"),
            help,
        ))
    } else if value < meta.low || value > meta.high {
        let side = if value < meta.low {
            format!("below {low}")
        } else {
            format!("above {high}")
        };
        Some((
            "E0201",
            format!("`{path}` = {shown} is outside {allowed}"),
            side,
            usual,
        ))
    } else if meta.is_whole() && value.fract() != 0.0 {
        let message = format!("`{path}` = {shown} must be a whole number ({})", meta.unit);
        Some((
            "E0203",
            message,
            "has a fraction".into(),
            format!("write {}", plain(value.round())),
        ))
    } else {
        None
    }
}

/// True of numbers that are shares, rates and the like, which percentages can be taken for.
pub(super) fn is_of_scale(meta: &ParameterMeta) -> bool {
    ["share", "per ", "correlation", "index"]
        .iter()
        .any(|start| meta.unit.starts_with(start))
}

pub(super) fn looks_like_percentage(meta: &ParameterMeta, value: f64) -> bool {
    let scaled = value / 100.0;
    is_of_scale(meta)
        && meta.high <= 2.0
        && value > meta.high
        && value <= 100.0
        && (meta.low..=meta.high).contains(&scaled)
}

/// Reads a number: plain, an interval, or a table with `value` or a distribution, `source`, `year` and `grade`.
pub(super) fn read_number(
    meta: &ParameterMeta,
    path: &str,
    node: &Node,
    problems: &mut Vec<Problem>,
) -> Option<Setting> {
    match &node.value {
        Value::Number(value) => {
            let is_fine = check_number(meta, path, *value, Some(node.place), problems);
            Some(Setting {
                is_refused: !is_fine,
                ..setting(*value, node.place)
            })
        }
        Value::Table(table) => {
            let n_before = problems.len();
            let setting = read_described(meta, path, node.place, table, problems);
            if setting
                .as_ref()
                .is_some_and(|setting| !setting.source.is_empty())
            {
                let is_unusual = |one: &Problem| ["W0201", "W0202"].contains(&one.code);
                let found = problems.split_off(n_before);
                problems.extend(found.into_iter().filter(|one| !is_unusual(one))); // meant, and it is said why
            }
            setting
        }
        _ if is_interval(node) => {
            read_interval(meta, path, node, problems).map(|number| uncertain(number, node.place))
        }
        _ => {
            problems.push(not_a_number(meta, path, node));
            None
        }
    }
}

const fn setting(value: f64, place: Place) -> Setting {
    Setting {
        value,
        uncertain: None,
        grade: None,
        source: String::new(),
        place: Some(place),
        is_refused: false,
        hides: None,
        before: Vec::new(),
    }
}

/// An uncertain parameter runs at its median where nothing is drawn.
fn uncertain(number: Uncertain, place: Place) -> Setting {
    let value = number.median();
    Setting {
        uncertain: Some(number),
        ..setting(value, place)
    }
}

/// The problem of a value that is no number (`E0103`), with the number that is probably meant.
fn not_a_number(meta: &ParameterMeta, path: &str, node: &Node) -> Problem {
    let place = Some(node.place);
    let (help, fix) = match (&node.value, number_in(&node.value)) {
        (_, Some((number, true))) => (
            format!("write the share without quotes: {number}"),
            Fix::replace(place, number),
        ),
        (_, Some((number, false))) => (
            format!("write it without quotes: {number}"),
            Fix::replace(place, number),
        ),
        (Value::Text(_) | Value::Date, None) if is_quarter_of_window(meta) => (
            format!(
                "write a whole number: it counts quarters after the burn-in, and 0 is the first of the policy window; the default is {}",
                plain(meta.default)
            ),
            Fix::Unknown(
                "the model has no calendar: which quarter of the window a date is only the author knows",
            ),
        ),
        (_, None) => (
            format!(
                "write a number, such as the default: {}",
                plain(meta.default)
            ),
            Fix::replace(place, format!("{}", meta.default)),
        ),
    };
    wrong_type(path, "a number", node, help, fix)
}

/// True of quarters that are counted from the start of the policy window.
fn is_quarter_of_window(meta: &ParameterMeta) -> bool {
    meta.unit == "quarters" && ["start", "end"].contains(&meta.name)
}

/// The number that a text holds in place of that text.
pub(super) fn number_meant_in(node: &Node) -> Fix {
    let number = number_in(&node.value).map(|(number, _)| number);
    Fix::suggest(
        Some(node.place),
        number,
        "which number is meant only the author knows",
    )
}

/// The number that a text holds, as files write it, and whether it was a percentage.
fn number_in(value: &Value) -> Option<(String, bool)> {
    let Value::Text(text) = value else {
        return None;
    };
    let meant = number_meant(text)?;
    Some((written(meant.value()), meant.is_percent()))
}

/// The problem of a value that is not of the kind needed (`E0103`).
pub(super) fn wrong_type(
    path: &str,
    needed: &str,
    node: &Node,
    help: impl Into<String>,
    fix: Fix,
) -> Problem {
    Problem::at(
        "E0103",
        node.place,
        format!("`{path}` is {}; {needed} is needed", node.kind()),
        fix,
    )
    .label(format!("{} here", node.kind()))
    .help(help)
}

fn read_described(
    meta: &ParameterMeta,
    path: &str,
    place: Place,
    table: &Table,
    problems: &mut Vec<Problem>,
) -> Option<Setting> {
    const KEYS: [&str; 4] = ["value", "source", "year", "grade"];
    let has = |key: &str| table.get(key).is_some();
    if has("low") && has("high") && !has("dist") && !has("value") {
        let fix = add_inside(table, "dist = \"uniform\"");
        let problem = Problem::at(
            "E0101",
            place,
            format!("`{path}` has ends and no `dist`"),
            fix,
        )
        .label("no `dist` in here");
        problems.push(
            problem.help("write \"LOW to HIGH\" for a 90 % interval, or add dist = \"uniform\" or another: linkwright explain E0221"),
        );
        return None;
    }
    let (mut source, mut year, mut grade) = (String::new(), String::new(), None);
    for entry in &table.entries {
        let inner = format!("{path}.{}", entry.key);
        match (entry.key.as_str(), &entry.node.value) {
            ("value", _) => {}
            ("source", Value::Text(text)) => {
                problems.extend(empty_text(&inner, entry));
                source.clone_from(text);
            }
            ("year", Value::Text(text)) => {
                problems.extend(no_year(&inner, entry, text));
                year.clone_from(text);
            }
            ("year", Value::Number(number)) => {
                year = format!("{number}");
                problems.extend(no_year(&inner, entry, &year));
            }
            ("grade", Value::Text(word)) => grade = read_grade(word, entry.node.place, problems),
            (key, _) if DISTRIBUTION_KEYS.contains(&key) && has("dist") => {}
            (key, _) if KEYS.contains(&key) => problems.push(wrong_type(
                &inner,
                "text",
                &entry.node,
                "write it in \"quotes\"",
                in_quotes(&entry.node),
            )),
            _ => problems.push(super::tables::unknown_key(entry, path, &KEYS)),
        }
    }
    if !year.is_empty() {
        source = if source.is_empty() {
            year
        } else {
            format!("{source}, {year}")
        };
    }
    if let Some(dist) = table.get("dist") {
        let number = read_distribution(meta, path, (dist, table), place, problems)?;
        return Some(Setting {
            grade,
            source,
            ..uncertain(number, place)
        });
    }
    let Some(node) = table.get("value") else {
        problems.push(
            Problem::at(
                "E0101",
                place,
                format!("`{path}` has no `value`"),
                match table.entries.first() {
                    Some(_) => add_inside(table, &format!("value = {}", meta.default)),
                    None => Fix::replace(Some(place), format!("{}", meta.default)),
                },
            )
            .label("no value in here")
                .help("write { value = …, source = \"…\", year = \"…\", grade = \"…\" } or the bare number"),
        );
        return None;
    };
    match &node.value {
        Value::Number(value) => {
            let is_fine = check_number(meta, path, *value, Some(node.place), problems);
            Some(Setting {
                grade,
                source,
                is_refused: !is_fine,
                ..setting(*value, node.place)
            })
        }
        _ if is_interval(node) => {
            let number = read_interval(meta, path, node, problems)?;
            Some(Setting {
                grade,
                source,
                ..uncertain(number, node.place)
            })
        }
        _ => {
            problems.push(not_a_number(meta, &format!("{path}.value"), node));
            None
        }
    }
}

/// Adds a line to a table that has one.
fn add_inside(table: &Table, line: &str) -> Fix {
    let place = table.entries.first().map(|entry| entry.place);
    Fix::add(place, line, "the table is empty")
}

/// A value as text: numbers and flags in quotes.
pub(super) fn in_quotes(node: &Node) -> Fix {
    let text = match &node.value {
        Value::Number(number) => Some(format!("\"{number}\"")),
        Value::Bool(flag) => Some(format!("\"{flag}\"")),
        Value::Text(_) | Value::Date | Value::List(_) | Value::Table(_) => None,
    };
    Fix::suggest(
        Some(node.place),
        text,
        "what text is meant only the author knows",
    )
}

pub(super) fn read_grade(word: &str, place: Place, problems: &mut Vec<Problem>) -> Option<Grade> {
    let found = Grade::ALL.into_iter().find(|grade| grade.name() == word);
    if found.is_none() {
        let names = Grade::ALL.map(Grade::name);
        problems.push(unknown_word("grade", word, place, &names));
    }
    found
}

/// The problem of a text without a word (`E0103`).
pub(super) fn empty_text(path: &str, entry: &Entry) -> Option<Problem> {
    let is_empty = matches!(&entry.node.value, Value::Text(text) if text.trim().is_empty());
    is_empty.then(|| {
        let fix = Fix::remove(Some(entry.place));
        Problem::at("E0103", entry.node.place, format!("`{path}` is empty"), fix)
            .label("no word in here")
            .help("write what it is to say, or leave it out")
    })
}

/// The problem of a year that is none (`E0201`): whole numbers of four digits, one or several, stand for years.
pub(super) fn no_year(path: &str, entry: &Entry, year: &str) -> Option<Problem> {
    let mut numbers = year.split(|c: char| !c.is_ascii_digit() && c != '.');
    let is_year = |number: &str| number.len() == 4 && number.starts_with(['1', '2']);
    if numbers.any(is_year) {
        return None;
    }
    let fix = Fix::remove(Some(entry.place));
    let problem = Problem::at(
        "E0201",
        entry.node.place,
        format!("`{path}` = {year} is no year"),
        fix,
    );
    Some(
        problem
            .label("not a year")
            .help("write the year of the figure, such as 2019 or \"2015-2024\", and other words into `source`"),
    )
}

/// The problem of a word that is not one of a few (`E0106`).
pub(super) fn unknown_word(what: &str, word: &str, place: Place, known: &[&str]) -> Problem {
    let near = nearest(word, known.iter().copied());
    let fix = Fix::suggest(
        Some(place),
        near.map(|near| format!("\"{near}\"")),
        "no word that is known is like it",
    );
    Problem::at("E0106", place, format!("unknown {what} `{word}`"), fix)
        .label(near.map_or_else(
            || "not known".to_string(),
            |near| format!("did you mean `{near}`?"),
        ))
        .help(format!("known: {}", known.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::keys::section;

    fn codes(path: &str, value: f64) -> Vec<&'static str> {
        let (table, key) = path.split_once('.').expect("a full path");
        let meta = section(table)
            .and_then(|section| section.numbers.iter().find(|meta| meta.name == key))
            .expect("a known key");
        let mut problems = Vec::new();
        check_number(meta, path, value, None, &mut problems);
        assert!(problems.iter().all(|problem| !problem.help.is_empty()));
        problems.iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn every_way_a_number_can_be_wrong_has_its_own_code() {
        assert_eq!(codes("credit.recovery", 0.4), [""; 0]);
        assert_eq!(codes("credit.recovery", 40.0), ["E0210"]);
        assert_eq!(codes("credit.funding_rate", 14.0), ["E0210"]);
        assert_eq!(codes("credit.recovery", -0.2), ["E0201"]);
        assert_eq!(codes("credit.recovery", f64::NAN), ["E0202"]);
        assert_eq!(codes("credit.recovery", f64::INFINITY), ["E0202"]);
        assert_eq!(codes("credit.recovery", 0.95), ["W0201"]);
        assert_eq!(codes("population.smes", 0.0), ["E0204"]);
        assert_eq!(codes("population.tncs", -8.0), ["E0204"]);
        assert_eq!(codes("population.smes", 2000.5), ["E0203"]);
        assert_eq!(codes("run.policy_quarters", 0.0), ["E0201"]);
    }

    #[test]
    fn numbers_are_written_with_thousands_set_apart_and_no_idle_zeros() {
        assert_eq!(plain(1_000_000.0), "1 000 000");
        assert_eq!(plain(-1234.5), "-1 234.5");
        assert_eq!(plain(0.14), "0.14");
        assert_eq!(plain(0.0), "0");
        assert_eq!(plain(f64::NAN), "nan");
        assert_eq!(plain(999.0), "999");
    }
}
