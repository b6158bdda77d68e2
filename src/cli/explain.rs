//! The verb `explain`: long help.

use std::fmt::Write;

use super::args::ExplainArgs;
use super::diagnostics::{complain, print};
use super::{EXIT_INPUT, EXIT_OK, params};
use crate::observations::{INDICATORS, Indicator, Kind};
use crate::scenario::{CODES, CodePage, WORDS, all_keys, code_page, nearest};

const EXIT_CODES: &str = "\
Exit codes

  0  all went well
  1  an unexpected error: please report it with the command and the files
  2  bad usage or invalid input; nothing was run or written
  3  finished, and some replications failed: see data/failures.csv
  6  `replay` found values that are not those of the run
  7  the folder to write exists, is not empty or is locked; nothing was written
";

/// Prints long help and returns the exit code.
#[must_use]
pub fn execute(args: &ExplainArgs) -> i32 {
    match page(&args.topic) {
        Some(text) => {
            print(&text);
            EXIT_OK
        }
        None => {
            complain(&format!("nothing is known about `{}`{}", args.topic, suggestion(&args.topic)));
            EXIT_INPUT
        }
    }
}

/// The page of a topic, if there is one.
#[must_use]
pub fn page(topic: &str) -> Option<String> {
    match topic {
        "exit-codes" => return Some(EXIT_CODES.to_string()),
        "codes" => return Some(CODES.iter().map(|page| format!("{}  {}\n", page.code, page.title)).collect()),
        "indicators" => return Some(INDICATORS.iter().map(|one| format!("{:<26} {:<18} {}\n", one.name, one.unit, one.meaning)).collect()),
        _ => {}
    }
    if let Some(page) = code_page(topic) {
        return Some(code_text(page));
    }
    let numbers: String = params::find(topic).into_iter().map(params::describe).collect();
    let word = WORDS.iter().find(|(word, _)| *word == topic).map(|(word, meaning)| format!("{word}\n  {meaning}\n\n"));
    let indicator = INDICATORS.iter().find(|indicator| indicator.name == topic).map(indicator_text);
    let text: String = [word, indicator, Some(numbers)].into_iter().flatten().collect();
    (!text.is_empty()).then_some(text)
}

fn code_text(page: &CodePage) -> String {
    let mut text = format!("{}: {}\n\n{}\n", page.code, page.title, page.text);
    if !page.example.is_empty() {
        text.push_str("\nFor example:\n\n");
        for line in page.example.lines() {
            let _ = writeln!(text, "    {line}");
        }
    }
    text
}

pub(super) fn indicator_text(indicator: &Indicator) -> String {
    let time = match indicator.kind {
        Kind::Stock => "state at the end of the horizon",
        Kind::Flow => "sum over the recorded quarters",
        Kind::Mean => "mean over the recorded quarters",
    };
    format!("{}: {}\n  {}\n\n  unit       {}\n  time       {time}\n\n", indicator.name, indicator.title, indicator.meaning, indicator.unit)
}

fn suggestion(topic: &str) -> String {
    let mut names: Vec<&str> = all_keys().into_iter().chain(INDICATORS.iter().map(|one| one.name)).collect();
    names.extend(["exit-codes", "codes", "indicators"]);
    names.extend(CODES.iter().map(|page| page.code));
    let last = topic.rsplit('.').next().unwrap_or(topic);
    nearest(last, names).map_or_else(
        || "; try `codes`, `indicators` or a key of `linkwright params`".to_string(),
        |near| format!("; did you mean `{near}`?"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_key_and_indicator_has_a_page() {
        for page in CODES {
            assert!(super::page(page.code).is_some_and(|text| text.contains(page.title)));
        }
        for key in all_keys() {
            assert!(super::page(key).is_some(), "no page for the key {key}");
        }
        for indicator in INDICATORS {
            assert!(super::page(indicator.name).is_some());
        }
        assert!(super::page("exit-codes").is_some() && super::page("no-such-topic").is_none());
    }
}
