//! The sentences that answer a study's question, the same on the terminal, in the report and in the brief.

use super::ranks::rank_sentence;
use super::sentences::{describe, is_counted, marked_interval, noun};
use super::verdict::{
    contexts_sentence, further_sentences, limits_sentence, losses_sentence, overrides_sentence,
    sure_sentences, verdict_sentence,
};
use crate::observations::INDICATORS;
use crate::report::ReportInput;
use crate::statistics::figures::{Scale, count};

/// Answers the question about the model: the verdict on the pair that the study names, with a sentence for every further indicator that it asks for; else
/// one verdict for every context, and how contexts order programmes.
#[must_use]
pub fn answer_sentence(input: &ReportInput) -> Option<String> {
    if input.worlds() == 0 {
        return Some("No world finished, so the question is not answered.".to_owned());
    }
    let indicator = input.lead_indicator()?;
    if input.verdicts.is_empty() {
        return alone_sentence(input, indicator, 0);
    }
    let told = match input.verdicts.as_slice() {
        [one] => std::iter::once(verdict_sentence(input, one))
            .chain(further_sentences(input, one))
            .collect(),
        _ => vec![contexts_sentence(input)],
    };
    let asked = input
        .ranks
        .iter()
        .filter(|ranks| INDICATORS[ranks.indicator].name == indicator)
        .map(|ranks| rank_sentence(input.dataset, ranks));
    let sentences: Vec<String> = told.into_iter().chain(asked).collect();
    Some(sentences.join(" "))
}

/// The answer, then who loses, how sure it is, its limits, and what was changed from the files: a line each.
#[must_use]
pub fn answer_lines(input: &ReportInput) -> Vec<String> {
    let mut lines: Vec<String> = answer_sentence(input).into_iter().collect();
    if let [verdict] = input.verdicts.as_slice() {
        lines.extend(losses_sentence(verdict));
        lines.push(sure_sentences(input, verdict).join(" "));
    }
    if input.worlds() > 0 {
        lines.push(limits_sentence(input));
    }
    lines.extend(overrides_sentence(input));
    lines
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Override;
    use crate::report::MadeBy;
    use crate::results::testing::dataset_with;
    use crate::results::{Dataset, Draws};
    use crate::statistics::figures::plain_signs;
    use crate::statistics::{Estimates, Further};

    fn answered(dataset: &Dataset) -> String {
        let estimates = Estimates::from_dataset(dataset);
        let further = Further::from_dataset(dataset, &estimates);
        let input = ReportInput::new(dataset, &estimates, &further, &[], &MadeBy::default());
        plain_signs(&answer_sentence(&input).expect("an answer"))
    }

    fn lines(dataset: &Dataset) -> String {
        let estimates = Estimates::from_dataset(dataset);
        let further = Further::from_dataset(dataset, &estimates);
        let input = ReportInput::new(dataset, &estimates, &further, &[], &MadeBy::default());
        plain_signs(&answer_lines(&input).join("\n"))
    }

    fn rising(n_scenarios: u8, replications: u32) -> Dataset {
        dataset_with(n_scenarios, replications, |k, rep| {
            f64::from(rep) + k as f64 * 8.0 + f64::from(rep % 3) * k as f64
        })
    }

    #[test]
    fn a_settled_pair_is_answered_with_difference_interval_and_money() {
        let mut dataset = rising(3, 40);
        dataset.answer = Some((2, 1));
        assert_eq!(
            answered(&dataset),
            "Yes, and it pays: in the model, “Scenario c” adds 8.97 sustained linkages relative to “Scenario b” (+32 %; 95 % interval 8.71 to 9.24, \
             n = 40) for 9 USD more, 1 USD (at least 1 USD, at most 1 USD) for each one more; value added of SMEs rises by 9 USD, public return rises by 9 USD."
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
            dataset.answer = Some((2, 1));
            let text = lines(&dataset);
            assert!(
                text.contains(many) && !text.replace("of worlds", "").contains(" world "),
                "{text}"
            );
        }
    }

    #[test]
    fn the_leading_scenario_is_judged_where_no_pair_is_named() {
        let dataset = dataset_with(5, 10, |k, rep| {
            [
                0.0,
                5.0 + f64::from(rep % 2),
                0.0,
                -3.0 - f64::from(rep % 2),
                -3.0,
            ][k]
        });
        assert!(
            answered(&dataset).starts_with(
                "Yes, and it pays: in the model, “Scenario b” adds 5.50 sustained linkages relative to “Scenario a” (95 % interval 5.02 to 5.98, n = 10) "
            ),
            "{}",
            answered(&dataset)
        );
    }

    #[test]
    fn who_loses_how_sure_it_is_and_what_was_changed_follow_the_answer() {
        let mut dataset = rising(2, 40);
        dataset.grades = vec![("assumed".into(), 9), ("expert".into(), 3)];
        dataset.overrides = vec![Override {
            key: "credit_guarantee.cover".into(),
            unit: "share".into(),
            before: vec![0.6],
            after: 0.8,
        }];
        let text = lines(&dataset);
        for expected in [
            "\nSignificantly worse: linkages lost to others +8.97, firms that lose +8.97 SMEs, loan defaults +8.97 loans.\n",
            "\nBetter in 40 of 40 simulated worlds. What is not known of parameters is in none of these intervals.\n",
            "\n9 of 12 parameters are assumed; the model is not fitted to data",
            "\nChanged from the files: credit guarantee: cover 0.6 → 0.8.",
        ] {
            assert!(text.contains(expected), "{expected}\n{text}");
        }
    }

    #[test]
    fn first_words_follow_effect_and_money() {
        let words = |effect: f64, pays: f64| {
            let mut dataset =
                dataset_with(2, 12, |k, rep| 40.0 + f64::from(rep % 3) + k as f64 * 0.0);
            let at = |name| crate::observations::indicator_index(name).expect("an indicator");
            for run in dataset.runs.iter_mut().filter(|run| run.scenario == 1) {
                let noise = f64::from(run.replication % 5) / 10.0;
                run.values[at("sustained_linkages")] += effect * (1.0 + noise);
                run.values[at("public_return_usd")] += pays * (1.0 + noise);
            }
            let text = answered(&dataset);
            text.split(": ").next().map(str::to_owned)
        };
        let said = [
            (9.0, 9.0),
            (9.0, -9.0),
            (1.0, 9.0),
            (1.0, -9.0),
            (-9.0, 9.0),
            (0.0, 9.0),
            (9.0, 0.0),
        ]
        .map(|(effect, pays)| words(effect, pays).unwrap_or_default());
        assert_eq!(
            said,
            [
                "Yes, and it pays",
                "Yes, but it does not pay",
                "Hardly, but it pays",
                "Hardly, and it does not pay",
                "No",
                "No",
                "Yes, and public return is the same"
            ]
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
