//! The verb `explain`: long help.

use std::fmt::Write;

use super::args::ExplainArgs;
use super::printing::print_as;
use super::{CliError, Exit, exit_codes_text, outputs, params};
use crate::observations::{INDICATORS, Indicator, Kind};
use crate::report::text::GLOSSARY;
use crate::scenario::{CODES, CodePage, WORDS, all_keys, code_page, nearest_to_last};

const INTERVALS: &str = "\
Intervals

  Every interval is a 95 % interval of a mean over simulated worlds. It shows the error of simulating so many worlds and no more,
  and nothing else. Where uncertain parameters are drawn it is over draws, each the mean of its replications, and covers these parameters too.
  One rule holds for means, for differences between scenarios, world by world, and for groups and accounts:

  same  all values are the same. Of a count: 1 - 0.025^(1/n) to either side, about 3.7 / n, which is how often a world may differ by one
        without being seen. Of other quantities: none, since values without spread do not show how far the mean may be off
  rare  at least a third of the values are the same and fewer than 15 differ from it: two unseen values, one to either side at the root mean
        square distance of those that differ (of a count at least 1), are added to the spread, and Student's t is used
  t     all others: Student's t

  From 20 values on, the end on the side of the longer tail moves out by Johnson's term for skewness. Ends are cut where a quantity cannot be:
  counts and sums below 0, shares above 1. Column `interval` of compare.csv says which was used, and `p_value` the level at which 0 is outside.

  Intervals are each for one comparison. Among the indicators that head the report, of all scenarios of a context against its baseline and of the
  pair that answers the question, a difference is called significant only if its level stays within 5 % after Holm's correction (`p_headline`),
  and at least 6 worlds differ. \"Better in k of n worlds\" has Wilson's interval of a share.

  The cost of one more unit is a ratio of means with bounds to one side: it is at least, and at most, so much in 95 % of samples, whether or not
  anything is significantly added. It has no upper bound where it may be that nothing is added.
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
    let text = if args.talk.json {
        format!(
            "{:#}\n",
            serde_json::json!({ "topic": args.topic, "text": text })
        )
    } else {
        text
    };
    print_as(args.talk.json, &text)?;
    Ok(Exit::Ok)
}

/// The page of a topic, if there is one.
#[must_use]
pub fn page(topic: &str) -> Option<String> {
    match topic {
        "exit-codes" => return Some(exit_codes_text()),
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
                .is_some_and(|text| text.contains(&format!("From {LEAST_SHAPED} values on")))
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
