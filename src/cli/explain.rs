//! The verb `explain`: long help.

use std::fmt::Write;

use super::args::ExplainArgs;
use super::diagnostics::{complain, print};
use super::{EXIT_INPUT, EXIT_OK, params};
use crate::observations::{INDICATORS, Indicator, Kind};
use crate::scenario::{CODES, CodePage, all_keys, code_page, nearest};

const EXIT_CODES: &str = "\
Exit codes

  0  all went well
  1  an unexpected error: please report it with the command and the files
  2  bad usage or invalid input; nothing was run or written
  3  finished, and some replications failed: see data/failures.csv
  7  the folder for the results exists or is locked; nothing was written
";

/// Words of files that are no numbers, with what they mean.
const WORDS: &[(&str, &str)] = &[
    ("format", "Version of the file format; the first line of every file: format = 1."),
    ("kind", "Of a file: scenario, context or study. Of a provider or an instrument: what kind it is."),
    ("name", "Short name for folders and tables: letters, digits, - _ + and dots. The words for people go into `title`."),
    ("title", "A few words for people, used in reports and charts."),
    ("question", "The question that a scenario or study answers; printed at the top of the report."),
    ("base", "A scenario file that this one changes: tables merge key by key, listed entries by name or kind."),
    (
        "include",
        "A list of scenario files laid over the base before the file's own values; a key set twice is an error without `override = true`.",
    ),
    ("override", "With true, later includes win over earlier ones and the file's own values over all."),
    (
        "remove",
        "With true, an entry of [[agencies]], [[credit_providers]] or [[instruments]] takes away the one of the same name or kind below it.",
    ),
    ("context", "What a government cannot choose: `from` names a context file, and tables such as [context.credit] change single numbers."),
    ("from", "Under [context]: path of the context file, relative to the file that names it."),
    ("scenarios", "In a study: paths of the scenario files to compare, relative to the study file."),
    ("scenario", "In a study: [[scenario]] tables hold scenarios in place of files. In `answer`: the scenario whose effect is asked for."),
    ("baseline", "In a study: name of the scenario that all others are compared with; by default the first without instruments."),
    ("answer", "In a study: the pair that answers its question, { scenario = \"…\", against = \"…\" }."),
    ("against", "In `answer`: the scenario that the other is compared with."),
    ("report", "In a study: `headline` lists the indicators that head the report."),
    ("headline", "Indicators that head the report, most important first; `linkwright explain indicators` lists all."),
    ("reps", "Under [run] of a study: replications, that is simulated worlds; --reps beats it."),
    ("seed", "Under [run] of a study: seed of all draws; --seed beats it. Never taken from the clock."),
    ("lead", "Who leads an agency: private, public or mixed."),
    ("agency", "Name of the agency that runs an instrument; may be left out where there is exactly one."),
    ("value", "In a described number { value = …, source = \"…\", year = \"…\", grade = \"…\" }: the number."),
    ("source", "In a described number: where it comes from."),
    ("year", "In a described number: year or years that it stands for."),
    ("grade", "In a described number: measured, literature, source_document, expert or assumed."),
    ("targets", "In a context file: figures to compare results with; kept for people, the model does not read them."),
];

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

fn indicator_text(indicator: &Indicator) -> String {
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
