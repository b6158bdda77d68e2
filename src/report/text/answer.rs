//! The sentences that answer a study's question, the same on the terminal, in the report and in the brief.

use super::ranks::rank_sentence;
use super::sentences::{
    describe, effect_sentence, further_sentence, is_counted, marked_interval, noun, scale_of,
};
use crate::observations::INDICATORS;
use crate::report::ReportInput;
use crate::statistics::Comparison;
use crate::statistics::figures::{Scale, count, exponent, number, signed};

/// Answers the question about the model: of the pair that the study names, one sentence per indicator that it asks for; else what the
/// scenarios of each context do, and how contexts order programmes. Ties are named as ties, others as not significant.
#[must_use]
pub fn answer_sentence(input: &ReportInput) -> Option<String> {
    if input.worlds() == 0 {
        return Some("No world finished, so the question is not answered.".to_owned());
    }
    let name = |row: &Comparison| INDICATORS[row.indicator].name;
    if let Some((first, others)) = input.answers.split_first() {
        let start = effect_sentence(
            name(first),
            input.effect(first),
            input.title(first.scenario),
            input.title(first.baseline),
        );
        return Some(others.iter().fold(start, |text, other| {
            text + " " + &further_sentence(name(other), input.effect(other))
        }));
    }
    let indicator = input.lead_indicator()?;
    let contexts = 0..input.dataset.contexts.len();
    let own = contexts.filter_map(|context| context_sentence(input, indicator, context));
    let asked = input
        .ranks
        .iter()
        .filter(|ranks| INDICATORS[ranks.indicator].name == indicator);
    let sentences: Vec<String> = own
        .chain(asked.map(|ranks| rank_sentence(input.dataset, ranks)))
        .collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// Effects of the scenarios of a context on an indicator, relative to its baseline.
fn context_sentence(input: &ReportInput, indicator: &str, context: usize) -> Option<String> {
    let is_own = |row: &&Comparison| input.is_in(context, row.scenario);
    let rows: Vec<&Comparison> = input.effects_of(indicator)?.iter().filter(is_own).collect();
    match rows.as_slice() {
        [] => alone_sentence(input, indicator, context),
        [only] => Some(effect_sentence(
            indicator,
            input.effect(only),
            input.title(only.scenario),
            input.against(only.scenario),
        )),
        several => Some(all_sentence(input, indicator, context, several)),
    }
}

/// The level of an indicator where there is nothing to compare.
fn alone_sentence(input: &ReportInput, indicator: &str, context: usize) -> Option<String> {
    let scenario = input.dataset.contexts[context].baseline;
    let row = input.summary_of(indicator, scenario)?;
    let scale = Scale::new(
        describe(indicator).map_or("", |one| one.unit),
        [row.mean, row.ci_low, row.ci_high],
    );
    let (title, counted) = (input.title(scenario), input.dataset.counted());
    let what = if is_counted(indicator) {
        format!("{}{}", scale.prefix, noun(indicator))
    } else {
        format!("{} ({})", scale.unit, noun(indicator))
    };
    let mean = marked_interval(row.mean, row.ci_low, row.ci_high, scale.factor);
    Some(if row.n == 1 {
        let one = counted.one();
        format!(
            "In the one {} of the model, “{title}” has {mean} {what}; one {one} gives no interval.",
            counted.long(1)
        )
    } else {
        format!(
            "In the model, “{title}” has {mean} {what} on average (95\u{a0}% interval, n\u{a0}=\u{a0}{} {}).",
            count(row.n),
            counted.many()
        )
    })
}

/// Groups of scenarios in a sentence on all of them, in the order of the sentence.
const GROUPS: [&str; 6] = [
    "raised by",
    "lowered by",
    "tied with",
    "not significant for",
    "one pair only for",
    "no pair for",
];

/// The group of a row in [`GROUPS`].
fn group(row: &Comparison) -> usize {
    match row.n_pairs {
        0 => 5,
        1 => 4,
        n if row.n_tied == n => 2,
        _ if !row.sign_settled => 3,
        _ if row.diff < 0.0 => 1,
        _ => 0,
    }
}

/// Sorts the scenarios of a context by what they do to an indicator.
fn all_sentence(
    input: &ReportInput,
    indicator: &str,
    context: usize,
    rows: &[&Comparison],
) -> String {
    let counts = || rows.iter().map(|row| row.n_pairs);
    let (fewest, most) = (counts().min().unwrap_or(0), counts().max().unwrap_or(0));
    let n = if fewest == most {
        count(most)
    } else {
        format!("{} to {}", count(fewest), count(most))
    };
    let largest = rows
        .iter()
        .max_by(|a, b| a.diff.abs().total_cmp(&b.diff.abs()));
    let scale = largest.map_or_else(|| Scale::new("", []), |row| scale_of(indicator, row));
    let mut groups: [Vec<String>; GROUPS.len()] = Default::default();
    for row in rows {
        let own_n = (fewest != most).then(|| format!("n\u{a0}=\u{a0}{}", count(row.n_pairs)));
        let size = (row.n_pairs > 0 && group(row) != 2).then(|| size_words(row, &scale));
        let facts: Vec<String> = size.into_iter().chain(own_n).collect();
        let title = input.title(row.scenario);
        groups[group(row)].push(if facts.is_empty() {
            format!("“{title}”")
        } else {
            format!("“{title}” ({})", facts.join(", "))
        });
    }
    let parts: Vec<String> = GROUPS
        .iter()
        .zip(&groups)
        .filter(|(_, names)| !names.is_empty())
        .map(|(word, names)| format!("{word} {}", names.join(", ")))
        .collect();
    let unit = if is_counted(indicator) && scale.prefix.is_empty() {
        String::new()
    } else {
        format!(" [{}]", scale.change_unit)
    };
    format!(
        "In the model, relative to “{}” (paired, n\u{a0}=\u{a0}{n} {}, 95\u{a0}% intervals), {}{unit}: {}.",
        input.title(input.dataset.contexts[context].baseline),
        input.dataset.counted().word(most),
        noun(indicator),
        parts.join("; ")
    )
}

/// `+5.5, 5.1 to 5.9`, or that there is no interval.
fn size_words(row: &Comparison, scale: &Scale) -> String {
    let [diff, low, high] = [row.diff, row.ci_low, row.ci_high].map(|value| value * scale.factor);
    let exponent = exponent((high - low) / 2.0, diff);
    let bounds = if low.is_finite() && high.is_finite() {
        let (low, high) = (number(low, exponent), number(high, exponent));
        format!("{low}\u{a0}to\u{a0}{high}")
    } else {
        "no interval".to_owned()
    };
    format!("{}, {bounds}", signed(diff, exponent))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::MadeBy;
    use crate::results::testing::dataset_with;
    use crate::results::{Dataset, Draws, RunRecord};
    use crate::statistics::figures::plain_signs;
    use crate::statistics::{Estimates, Further};

    fn answered(dataset: &Dataset) -> String {
        let estimates = Estimates::from_dataset(dataset);
        let further = Further::from_dataset(dataset, &estimates);
        let input = ReportInput::new(dataset, &estimates, &further, &[], &MadeBy::default());
        plain_signs(&answer_sentence(&input).expect("an answer"))
    }

    fn rising(n_scenarios: u8, replications: u32) -> Dataset {
        dataset_with(n_scenarios, replications, |k, rep| {
            f64::from(rep) + k as f64 * 8.0 + f64::from(rep % 3) * k as f64
        })
    }

    #[test]
    fn a_settled_pair_is_answered_with_difference_interval_and_worlds() {
        let mut dataset = rising(3, 40);
        dataset.answer = Some((2, 1));
        assert_eq!(
            answered(&dataset),
            "In the model, “Scenario c” adds 8.97 sustained linkages relative to “Scenario b” (95 % interval 8.71 to 9.24, n = 40; better in 40 of 40 \
             simulated worlds)."
        );
    }

    #[test]
    fn a_question_that_names_two_indicators_gets_two_answers() {
        let mut dataset = rising(3, 40);
        dataset.answer = Some((2, 1));
        dataset.headline = vec![
            "upgraded_suppliers".into(),
            "sustained_linkages".into(),
            "new_linkages".into(),
        ];
        dataset.question = "How many upgraded suppliers and new linkages?".into();
        let one = answered(&dataset);
        assert!(
            !one.contains(". It "),
            "the second of the headline is not in question: {one}"
        );
        dataset.question = "How many upgraded suppliers and sustained linkages?".into();
        let two = answered(&dataset);
        assert!(two.contains(" It adds 8.97 sustained linkages"), "{two}");
    }

    #[test]
    fn draws_and_replications_are_not_called_worlds() {
        for (is_luck_shared, many) in [(false, "draws"), (true, "replications")] {
            let mut dataset = rising(3, 10);
            dataset.draws = Some(Draws {
                kind: "grid".into(),
                n: 10,
                replications: 2,
                is_luck_shared,
                numbers: Vec::new(),
                points: Vec::new(),
                names: Vec::new(),
            });
            let all = answered(&dataset);
            dataset.answer = Some((2, 1));
            let text = answered(&dataset);
            assert!(
                text.contains(many) && all.contains(&format!("n = 10 {many}")),
                "{text}\n{all}"
            );
            assert!(!(text + &all).contains("world"));
        }
    }

    #[test]
    fn several_scenarios_without_a_stated_pair_are_sorted_by_what_they_do() {
        let text = answered(&dataset_with(5, 10, |k, rep| {
            [
                0.0,
                5.0 + f64::from(rep % 2),
                0.0,
                -3.0 - f64::from(rep % 2),
                -3.0,
            ][k]
        }));
        assert_eq!(
            text,
            "In the model, relative to “Scenario a” (paired, n = 10 worlds, 95 % intervals), sustained linkages: raised by “Scenario b” \
             (+5.50, 5.02 to 5.98); lowered by “Scenario d” (-3.50, -3.98 to -3.02), “Scenario e” (-3.00, -3.31 to -2.69); tied with \
             “Scenario c”."
        );
    }

    #[test]
    fn scenarios_with_fewer_pairs_are_told_with_their_own_number() {
        let mut dataset = dataset_with(4, 10, |k, rep| k as f64 * (5.0 + f64::from(rep % 2)));
        let lose = |runs: &mut Vec<RunRecord>, scenario: usize, from: u32| {
            let lost = runs
                .iter_mut()
                .filter(|run| run.scenario == scenario && run.replication >= from);
            lost.for_each(|run| run.values.fill(f64::NAN));
        };
        lose(&mut dataset.runs, 2, 1);
        lose(&mut dataset.runs, 3, 0);
        let text = answered(&dataset);
        assert!(text.contains("(paired, n = 0 to 10 worlds, "), "{text}");
        assert!(
            text.contains("raised by “Scenario b” (+5.50, 5.02 to 5.98, n = 10)"),
            "{text}"
        );
        assert!(
            text.ends_with(
                "one pair only for “Scenario c” (+10, no interval, n = 1); no pair for “Scenario d” (n = 0)."
            ),
            "{text}"
        );
    }

    #[test]
    fn shares_are_told_in_percentage_points() {
        let mut dataset = dataset_with(2, 10, |k, rep| {
            0.1 + 0.02 * k as f64 + 0.001 * f64::from(rep % 2) * k as f64
        });
        dataset.headline = vec!["domestic_lot_share".into()];
        let text = answered(&dataset);
        assert!(
            text.contains(
                "raises the domestic share of lots by 2.050 percentage points relative to"
            ),
            "{text}"
        );
    }

    #[test]
    fn without_a_finished_world_nothing_is_claimed() {
        assert_eq!(
            answered(&dataset_with(2, 0, |_, _| 0.0)),
            "No world finished, so the question is not answered."
        );
        assert_eq!(
            answered(&dataset_with(1, 5, |_, rep| f64::from(rep))),
            "In the model, “Scenario a” has 2.0 (0.0 to 4.0) sustained linkages on average (95 % interval, n = 5 worlds)."
        );
    }
}
