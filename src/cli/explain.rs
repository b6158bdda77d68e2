//! The verb `explain`: long help.

use std::fmt::Write;

use super::args::ExplainArgs;
use super::diagnostics::print;
use super::{CliError, Exit, outputs, params};
use crate::observations::{INDICATORS, Indicator, Kind};
use crate::report::text::GLOSSARY;
use crate::scenario::{CODES, CodePage, WORDS, all_keys, code_page, nearest_to_last};

const EXIT_CODES: &str = "\
Exit codes

  0  all went well
  1  an unexpected error: please report it with the command and the files
  2  bad usage or invalid input; nothing was run or written
  3  finished, and some replications failed: see data/failures.csv
  4  finished, and the requested precision was not reached: see `stopping` in manifest.json
  6  `replay` found values that are not those of the run
  7  the folder to write exists, is not empty or is locked; nothing was written
";

const INTERVALS: &str = "\
Intervals

  Every interval is a 95 % interval of a mean over simulated worlds. It shows the error of simulating so many worlds and no more,
  and nothing else. Where uncertain parameters are drawn it is over draws, each the mean of its replications, and covers these parameters too. The interval of a difference between scenarios depends on the differences, world by world:

  identical    all are exactly 0
  newcombe     at least 20 pairs of worlds, and every value is 0 or 1: Newcombe's interval of a paired difference of shares
  bootstrap-t  at least 20 differences that are skewed for their number (skewness G1 above twice its standard error, and n at or below
               25 G1 squared): Student's t with quantiles from 999 resamples of the worlds, the same resamples on every machine
  t            all others: Student's t

  A difference other than 0 that is the same in all worlds has no interval. \"Better in k of n worlds\" has Wilson's interval of a share.
  Column `interval` of compare.csv says which was used.
";

const PRECISION: &str = "\
Precision

  --precision 10%                                        every headline indicator: half-width of at most 10 % of the difference
  --precision sustained_linkages=0.2,programme_cost_usd=5%   these two: 0.2 linkages, and 5 % of the difference in cost
  --precision 10%,sustained_linkages=0.2                 this one, and the rest of the headline

  A target is for the interval of every scenario less the baseline of its context, and of the pair that answers the study's question.

  `linkwright plan FILE` runs a pilot and says how many worlds should do, and the time, memory and disk that they take.
  `linkwright run FILE -r auto` runs 50 worlds, then looks after half as many again (75, 113, 170, ...) until every target is met, at most
  --max-reps worlds (1000) and --max-time. A difference that has not varied meets no target. World k is the same however many are run: the
  results are those of a run with that many worlds fixed beforehand. Where a budget ends the run, the exit code is 4.
";

/// Prints long help.
///
/// # Errors
/// [`CliError`] where the topic is unknown.
pub fn execute(args: &ExplainArgs) -> Result<Exit, CliError> {
    let Some(text) = page(&args.topic) else {
        let (topic, suggestion) = (&args.topic, suggestion(&args.topic));
        return Err(CliError::input(format!(
            "nothing is known about `{topic}`{suggestion}"
        )));
    };
    print(&text);
    Ok(Exit::Ok)
}

/// The page of a topic, if there is one.
#[must_use]
pub fn page(topic: &str) -> Option<String> {
    match topic {
        "exit-codes" => return Some(EXIT_CODES.to_string()),
        "intervals" => return Some(INTERVALS.to_string()),
        "precision" => return Some(PRECISION.to_string()),
        "codes" => {
            return Some(
                CODES
                    .iter()
                    .map(|page| format!("{}  {}\n", page.code, page.title))
                    .collect(),
            );
        }
        "indicators" => {
            return Some(
                INDICATORS
                    .iter()
                    .map(|one| format!("{:<26} {:<18} {}\n", one.name, one.unit, one.meaning))
                    .collect(),
            );
        }
        _ => {}
    }
    if let Some(page) = code_page(topic) {
        return Some(code_text(page));
    }
    let numbers: String = params::find(topic)
        .into_iter()
        .map(params::describe)
        .collect();
    let words = WORDS
        .iter()
        .filter(|(word, _)| *word == topic)
        .chain(GLOSSARY.iter().filter(|(word, _)| is_word(word, topic)));
    let words: String = words
        .map(|(word, meaning)| format!("{word}\n  {meaning}\n\n"))
        .collect();
    let indicator = INDICATORS
        .iter()
        .find(|indicator| indicator.name == topic)
        .map(indicator_text);
    let text: String = [
        Some(words),
        indicator,
        Some(numbers),
        outputs::file_text(topic),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!text.is_empty()).then_some(text)
}

/// True for a word as requested: any of those that stand before a comma, whatever its letters' size and number, or its first part.
fn is_word(word: &str, topic: &str) -> bool {
    let topic = topic.to_lowercase();
    let one = topic.strip_suffix('s').unwrap_or(&topic);
    word.to_lowercase()
        .split(", ")
        .any(|part| part == topic || part == one || part.split(' ').next() == Some(one))
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
    format!(
        "{}: {}\n  {}\n\n  unit       {}\n  time       {time}\n  direction  {}\n\n",
        indicator.name,
        indicator.title,
        indicator.meaning,
        indicator.unit,
        indicator.direction.text()
    )
}

fn suggestion(topic: &str) -> String {
    let mut names: Vec<&str> = all_keys()
        .into_iter()
        .chain(INDICATORS.iter().map(|one| one.name))
        .collect();
    names.extend([
        "exit-codes",
        "codes",
        "indicators",
        "intervals",
        "precision",
    ]);
    names.extend(CODES.iter().map(|page| page.code));
    names.extend(outputs::files());
    nearest_to_last(topic, names).map_or_else(
        || "; try `codes`, `indicators` or a key of `linkwright params`".to_string(),
        |near| format!("; did you mean `{near}`?"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::{LEAST_SHAPED, PILOT};

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
        assert!(
            super::page("intervals")
                .is_some_and(|text| text.contains(&format!("at least {LEAST_SHAPED} pairs")))
        );
        assert!(
            super::page("precision")
                .is_some_and(|text| text.contains(&format!("runs {PILOT} worlds")))
        );
        for (word, meaning) in GLOSSARY {
            let asked = word.split(", ").next().expect("a word").to_lowercase();
            assert!(
                super::page(&asked).is_some_and(|text| text.contains(meaning)),
                "no page for {word}"
            );
        }
        for topic in [
            "draws",
            "rival",
            "structure",
            "chance",
            "replications",
            "settled",
        ] {
            assert!(
                super::page(topic).is_some(),
                "the page of a run says {topic}"
            );
        }
        for file in outputs::files() {
            assert!(
                super::page(&format!("data/{file}.csv")).is_some_and(|text| text.contains(file)),
                "no page for {file}"
            );
        }
        let variance = super::page("variance").expect("a page");
        assert!(
            variance.contains("variance.csv\n")
                && variance.contains("\n  share, share_low, share_high\n"),
            "{variance}"
        );
        assert_eq!(super::page("data/variance.csv"), super::page("variance"));
        assert!(super::page("exit-codes").is_some() && super::page("no-such-topic").is_none());
    }
}
