//! The verdict: every number of it is one of the tables of its run.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::common::{empty_folder, linkwright, root};

/// Rows of a table of a run, by column.
fn rows(run: &Path, table: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(run.join("data").join(table)).expect("a table");
    reader
        .deserialize()
        .collect::<Result<_, _>>()
        .expect("rows of text")
}

/// Numbers of a column, where it has any.
fn numbers(row: &BTreeMap<String, String>, columns: &[&str]) -> Vec<f64> {
    columns
        .iter()
        .filter_map(|column| row[*column].parse().ok())
        .collect()
}

/// A number of a text: its value in the unit of the tables, and the size of its last digit.
#[derive(Debug)]
struct Printed {
    value: f64,
    step: f64,
}

/// Numbers of a text with no-break spaces between thousands; `%`, `thousand`, `million` and `billion` are taken in; `95 %` intervals are left out.
fn printed(text: &str) -> Vec<Printed> {
    let text = text.replace("95\u{a0}% interval", "interval");
    let letters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if !letters[at].is_ascii_digit() || (at > 0 && letters[at - 1].is_alphanumeric()) {
            at += 1;
            continue;
        }
        let is_negative = at > 0 && letters[at - 1] == '\u{2212}';
        let start = at;
        let is_digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
        while is_digit(at)
            || ("\u{a0}.".contains(*letters.get(at).unwrap_or(&'x')) && is_digit(at + 1))
        {
            at += 1;
        }
        let digits: String = letters[start..at]
            .iter()
            .filter(|c| **c != '\u{a0}')
            .collect();
        let rest: String = letters[at..].iter().take(9).collect();
        let rest = rest.trim_start_matches(['\u{a0}', ' ']);
        let factor = [
            ("%", 0.01),
            ("thousand", 1e3),
            ("million", 1e6),
            ("billion", 1e9),
        ]
        .into_iter()
        .find(|(word, _)| rest.starts_with(word))
        .map_or(1.0, |(_, factor)| factor);
        let decimals = digits
            .split_once('.')
            .map_or(0, |(_, fraction)| fraction.len());
        let zeros = digits.len() - digits.trim_end_matches('0').len();
        let step = if decimals > 0 {
            10_f64.powi(-(decimals as i32))
        } else {
            10_f64.powi(zeros.min(digits.len() - 1) as i32)
        };
        let value: f64 = digits.parse().expect("a number");
        found.push(Printed {
            value: if is_negative { -value } else { value } * factor,
            step: step * factor,
        });
    }
    found
}

impl Printed {
    /// True where the number is a value of a table, either sign, as far as it is printed.
    fn is(&self, value: f64) -> bool {
        let off = |value: f64| (self.value - value).abs();
        off(value).min(off(-value)) <= self.step / 2.0 * (1.0 + 1e-9)
    }
}

/// The paragraphs in stars of a brief, with the marks of Markdown taken out.
fn verdict_of(run: &Path) -> String {
    let brief = fs::read_to_string(run.join("brief.md")).expect("a brief");
    let (start, end) = (
        brief.find("**").expect("a verdict"),
        brief.find("\n## ").expect("a heading"),
    );
    let text = brief[start..end].replace(['*', '\\'], "");
    // how many worlds would do is of no table
    match text.split_once("; about ") {
        Some((before, after)) => {
            let after = after
                .split_once(" should do")
                .expect("a number of worlds")
                .1;
            format!("{before}{after}")
        }
        None => text,
    }
}

/// Values of the tables that a verdict may state: those that it must, and all.
fn values(run: &Path) -> (Vec<f64>, Vec<f64>) {
    let (mut must, mut all) = (Vec::new(), Vec::new());
    let compare = rows(run, "compare.csv");
    for row in rows(run, "answer.csv") {
        let stated = numbers(&row, &["value", "ci_low", "ci_high", "relative"]);
        let of_compare = compare.iter().find(|other| {
            ["scenario", "baseline", "indicator"]
                .iter()
                .all(|key| other[*key] == row[*key])
        });
        let other = of_compare.expect("a row of compare.csv");
        if row["part"] != "cost_of_one" {
            let same = numbers(other, &["diff", "ci_low", "ci_high", "relative_diff"]);
            assert_eq!(stated, same, "{row:?}");
            assert_eq!(row["settled"], other["sign_settled"]);
        }
        match row["part"].as_str() {
            "effect" => must.extend_from_slice(&stated),
            "cost" | "cost_of_one" | "value_added" | "public_return" => {
                must.extend(stated.first());
            }
            _ => {}
        }
        all.extend(stated);
        all.extend(numbers(other, &["n_pairs", "n_better", "n_tied"]));
        if let [n, better, tied] = numbers(other, &["n_pairs", "n_better", "n_tied"])[..] {
            all.push(n - better - tied);
        }
    }
    // a parameter that scenarios set with several grades counts once for each
    let parameters = rows(run, "parameters.csv");
    let graded: BTreeSet<(&str, &str)> = parameters
        .iter()
        .map(|row| (row["grade"].as_str(), row["path"].as_str()))
        .collect();
    all.push(graded.len() as f64);
    all.push(
        graded
            .iter()
            .filter(|(grade, _)| *grade == "assumed")
            .count() as f64,
    );
    (must, all)
}

fn run_of(name: &str, study: &str, more: &[&str]) -> std::path::PathBuf {
    let folder = empty_folder(name);
    let study = root().join("scenarios").join(study);
    let study = study.to_string_lossy();
    let arguments = ["run", &*study, "-o", "run", "--progress", "none"];
    let output = linkwright(&folder, &[&arguments[..], more].concat());
    let code = output.status.code();
    assert_eq!(code, Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    folder.join("run")
}

#[test]
fn every_number_of_a_verdict_is_one_of_its_tables() {
    for (name, study, more) in [
        ("verdict-small", "small.toml", &["-r", "8"][..]),
        (
            "verdict-uganda",
            "studies/uganda-credit.toml",
            &[
                "-r",
                "8",
                "-S",
                "population.smes=400",
                "-S",
                "credit_guarantee.cover=0.8",
            ],
        ),
    ] {
        let run = run_of(name, study, more);
        let text = verdict_of(&run);
        let found = printed(&text);
        let (must, mut all) = values(&run);
        let manifest: serde_json::Value =
            serde_json::from_slice(&fs::read(run.join("manifest.json")).expect("a manifest"))
                .expect("JSON");
        for change in manifest["overrides"].as_array().unwrap_or(&Vec::new()) {
            all.extend(change["after"].as_f64());
            all.extend(
                change["before"]
                    .as_array()
                    .expect("values")
                    .iter()
                    .filter_map(serde_json::Value::as_f64),
            );
        }
        assert!(found.len() >= 8, "{text}");
        for number in &found {
            let is_known = all.iter().any(|value| number.is(*value));
            assert!(is_known, "{number:?} is in no table: {text}");
        }
        for value in must.iter().filter(|value| value.is_finite()) {
            assert!(
                found.iter().any(|number| number.is(*value)),
                "{value} is not in the verdict: {text}"
            );
        }
    }
}
