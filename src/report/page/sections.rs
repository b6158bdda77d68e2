//! The sections of the report, each with its heading.

use maud::{Markup, html};

use super::part::Part;
use super::{accounts, ranks, tables};
use crate::report::ReportInput;
use crate::report::text::{GLOSSARY, check_notes, count, interval_words, scale_sentence};
use crate::results::{Counted, Dataset};
use crate::statistics::LEAST_UNTIED;

/// Changes in each scenario, as text.
pub fn changes(input: &ReportInput) -> Option<Part> {
    let dataset = input.dataset;
    let body = html! {
            @for (group, context) in dataset.contexts.iter().enumerate() {
                @if input.has_contexts() {
                    h4 { (input.context_title(group)) }
                    p { "Relative to " strong { (input.title(context.baseline)) } ", the baseline of the "
                        @match dataset.rival(group) {
                            Some(rival) => { "rival structure " strong { (rival.title) } }
                            None => { "context " strong { (context.name) } }
                        } "." }
                } @else {
                    p { "Relative to " strong { (input.title(context.baseline)) } ", the baseline. All scenarios share the context "
                        strong { (context.name) } "." }
                }
                @for index in dataset.compared_in(group) { (scenario_changes(input, index)) }
            }
    };
    Part::new("changes", "Changes in each scenario", Some(body))
}

fn scenario_changes(input: &ReportInput, index: usize) -> Markup {
    let scenario = &input.dataset.scenarios[index];
    html! {
        h4 { (input.title(index)) @if scenario.title != scenario.name { " " code { (scenario.name) } } }
        @if scenario.changes.is_empty() { p.note { "Changes nothing." } }
        @else { ul { @for change in &scenario.changes { li { (change_words(change)) } } } }
    }
}

/// A change as the report writes numbers: thousands set apart by spaces that do not break.
fn change_words(change: &str) -> String {
    let letters: Vec<char> = change.chars().collect();
    let is_digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let sets_apart = |at: usize| {
        letters[at] == ','
            && at > 0
            && is_digit(at - 1)
            && (1..=3).all(|k| is_digit(at + k))
            && !is_digit(at + 4)
    };
    (0..letters.len())
        .map(|at| {
            if sets_apart(at) {
                '\u{a0}'
            } else {
                letters[at]
            }
        })
        .collect()
}

/// All scenarios and headline indicators in numbers.
pub fn comparison(input: &ReportInput) -> Option<Part> {
    let baselines = input
        .dataset
        .contexts
        .iter()
        .map(|context| input.title(context.baseline))
        .collect::<Vec<_>>()
        .join(", ");
    let (dataset, counted) = (input.dataset, input.dataset.counted());
    let own = if input.has_contexts() {
        format!(
            ", each scenario to that of its own {}",
            dataset.context_words().0
        )
    } else {
        String::new()
    };
    let body = html! {
            p { "Differences are relative to " (baselines) (own) ", " (counted.one()) " by " (counted.one()) ". A difference is called significant only if its interval excludes 0, at "
                "least " (LEAST_UNTIED) " " (counted.many()) " differ and, for the indicators that lead the report, its level stays within 5\u{a0}% among all of these "
                "comparisons (Holm); intervals are each for one comparison. A difference that is not significant is no evidence of no effect." }
            @if let Some(sentence) = scale_sentence(input) { p.note { (sentence) } }
            (tables::comparison(input))
    };
    Part::new("numbers", "Comparison in numbers", Some(body))
}

/// Order of programmes by context.
pub fn ranks(input: &ReportInput) -> Option<Part> {
    let title = if input.dataset.rivals.is_empty() {
        "Order of programmes by context"
    } else {
        "Order of programmes by structure"
    };
    Part::new("order", title, ranks::ranks(input))
}

/// Money by payer, and what one more costs.
pub fn money(input: &ReportInput, plane: &Markup) -> Option<Part> {
    let body = tables::money(input).map(|table| {
        html! {
            p { "Cost of programmes over the window by payer, not discounted. Guarantee calls are part of the cost to their payer and are shown again on their own." }
            (plane)
            (table)
            @if let Some(costs) = accounts::costs_per(input) { (costs) }
            @if let Some(gains) = accounts::gains(input) { (gains) }
        }
    });
    Part::new("payers", "Costs and gains by party", body)
}

/// Linkages from gross to net.
pub fn gross_to_net(input: &ReportInput, waterfall: &Markup) -> Option<Part> {
    let body = accounts::gross_to_net(input).map(|table| {
        html! {
            p { "Every firm has its twin in the baseline world, so that what would have happened anyway is counted, not estimated." }
            (waterfall)
            (table)
        }
    });
    Part::new("gross-to-net", "Gross to net", body)
}

/// Precision of simulated means.
pub fn certainty(input: &ReportInput) -> Option<Part> {
    let dataset = input.dataset;
    let (worlds, lost) = (input.worlds(), dataset.failures.len());
    let body = html! {
            p { (completed_words(worlds, dataset.replications as usize, dataset.counted()))
                @if lost > 0 { "; " (lost_words(lost, dataset.counted())) } "." }
            p { (interval_words(dataset, worlds)) }
            @if let Some(table) = tables::failures(input) { (table) }
            @if let Some(table) = tables::pairing(input) {
                p { "Every scenario meets the same random draws in the same " (dataset.counted().one()) ". A factor of 10 says that unpaired runs would need 10 times as many "
                    (dataset.counted().many()) " for the same precision; a factor near 1 says that pairing gained nothing." }
                (table)
            }
    };
    Part::new("precision", "Precision", Some(body))
}

/// Count of completed worlds, draws or replications.
fn completed_words(worlds: usize, asked: usize, counted: Counted) -> String {
    match (worlds, asked) {
        (1, 1) => format!(
            "The one {} requested was completed in every scenario",
            counted.long(1)
        ),
        _ => format!(
            "{} of {} {} requested {} completed in every scenario",
            count(worlds),
            count(asked),
            counted.long(asked),
            if worlds == 1 { "was" } else { "were" }
        ),
    }
}

/// Lost worlds, next to what else is counted.
fn lost_words(lost: usize, counted: Counted) -> String {
    let worlds = if counted == Counted::Worlds {
        String::new()
    } else {
        format!(" simulated {}", Counted::Worlds.word(lost))
    };
    format!(
        "{}{worlds} failed and left out of every number",
        count(lost)
    )
}

/// Warnings and notes of the check.
pub fn check(input: &ReportInput) -> Option<Part> {
    let notes = check_notes(input);
    let body = html! { ul { @for (severity, text) in &notes { li { strong { (severity) ": " } (text) } } } };
    Part::new(
        "notes",
        "Warnings and notes",
        (!notes.is_empty()).then_some(body),
    )
}

/// Words of the field.
pub fn glossary() -> Option<Part> {
    let body = html! { dl { @for (term, meaning) in GLOSSARY { dt { (term) } dd { (meaning) } } } };
    Part::new("glossary", "Glossary", Some(body))
}

/// Provenance of the results, and the command that reproduces them.
pub fn provenance(input: &ReportInput) -> Option<Part> {
    let dataset = input.dataset;
    let run_off = dataset.run_off_quarters;
    let body = html! {
            p { "Study " code { (dataset.study) } ", seed " code { (dataset.seed) } ", " (size_words(dataset)) ", " (dataset.policy_quarters) " quarters recorded, of which " (run_off) " are run-off; linkwright "
                code { (input.version) } "." }
            p { "This command makes the same results again, to the byte:" }
            pre { (input.command) }
            @if !input.citation.is_empty() { p { "To cite: " (input.citation) } }
            p.note { "Every chart is next to this report in " code { "charts/" } ", with the numbers that it draws as CSV." }
    };
    Part::new("provenance", "Provenance", Some(body))
}

/// Text for the number of requested worlds: "200 replications", "12 draws of 2 replications".
fn size_words(dataset: &Dataset) -> String {
    let many = |n: u32, word: &str| {
        format!(
            "{} {word}{}",
            count(n as usize),
            if n == 1 { "" } else { "s" }
        )
    };
    match &dataset.draws {
        None => many(dataset.replications, "replication"),
        Some(draws) => {
            let points = many(
                draws.n,
                if draws.is_luck_shared {
                    "point"
                } else {
                    "draw"
                },
            );
            format!("{points} of {}", many(draws.replications, "replication"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart_as_everywhere_on_the_page() {
        assert_eq!(
            change_words("fund 1,000,000 USD, cover 60 %, 3,5"),
            "fund 1\u{a0}000\u{a0}000 USD, cover 60 %, 3,5"
        );
    }

    #[test]
    fn one_world_is_counted_in_the_singular() {
        assert_eq!(
            completed_words(1, 1, Counted::Worlds),
            "The one simulated world requested was completed in every scenario"
        );
        assert_eq!(
            completed_words(1, 2, Counted::Worlds),
            "1 of 2 simulated worlds requested was completed in every scenario"
        );
        assert_eq!(
            completed_words(2, 2, Counted::Worlds),
            "2 of 2 simulated worlds requested were completed in every scenario"
        );
        assert_eq!(
            completed_words(12, 12, Counted::Draws),
            "12 of 12 draws requested were completed in every scenario"
        );
    }
}
