//! Meaning of the numbers and limits of the model.

use crate::report::ReportInput;
use crate::results::{Dataset, RuleSummary};
use crate::statistics::figures::{count, exponent, number};
use crate::statistics::{CostPer, OUTCOMES};

/// Words of the field: (term, meaning).
pub const GLOSSARY: &[(&str, &str)] = &[
    (
        "Yes, hardly, no, not settled",
        "The first words of an answer. Not settled: the interval does not exclude 0 among all that leads the report. No: nothing changes, or for the worse. \
         Hardly: for the better by less than 5\u{a0}% of the level. It pays where public return rises.",
    ),
    (
        "SME",
        "A small or medium-sized domestic firm. A supplier is an SME that supplies a TNC.",
    ),
    (
        "TNC",
        "The local affiliate of a transnational corporation (also called MNC or MNE).",
    ),
    (
        "Lot",
        "What a TNC tenders at one time: its needs in one category of goods or services for the length of a contract.",
    ),
    (
        "Gate",
        "A level of quality or of standards that a firm must seem to reach before a TNC considers its offer.",
    ),
    (
        "Linkage",
        "A business relationship of one SME with one TNC for one category of goods, from the first order on.",
    ),
    (
        "Supply",
        "The stage after the trial order in which a linkage gets repeat orders; Strategic comes after it.",
    ),
    (
        "Sustained",
        "Alive at the end and for at least 8 quarters in Supply or Strategic.",
    ),
    (
        "Twin",
        "The same firm in the world without the programme, with the same random draws; the difference between twins is what the programme adds.",
    ),
    (
        "Paired difference",
        "The difference between two scenarios in the same simulated world; random variation that both share cancels out.",
    ),
    (
        "Simulated world",
        "One run of a scenario with one realisation of the random draws; the same random draws serve every scenario.",
    ),
    (
        "Draw",
        "One value for every uncertain parameter, from what the files state of it, the same for every scenario; the mean of its replications counts as one.",
    ),
    (
        "Replication",
        "One realisation of the random draws; within a draw of parameters, or at a point of a design, each replication is a simulated world of its own.",
    ),
    (
        "Simulation noise, parameters, structure",
        "Sources of the variance of a difference: random variation within a draw; uncertain parameters, by grade of evidence; rival structures of the model.",
    ),
    (
        "Rival structure",
        "The model with a mechanism built otherwise, run alongside the study with the same random draws.",
    ),
    (
        "Significant, settled",
        "A difference whose 95\u{a0}% interval excludes 0 and behind which at least 6 pairs differ; `settled` in tables.",
    ),
    (
        "Window, horizon",
        "The quarters that are recorded, from the start of support to the end of the run-off; the horizon is their end.",
    ),
    (
        "Run-off",
        "Quarters after the support has ended, in which it is seen whether results last.",
    ),
];

/// Meaning and limits of the printed intervals.
#[must_use]
fn interval_meaning(n: usize) -> String {
    if n < 2 {
        let start = if n == 0 {
            "No world finished, so there is nothing to be sure of."
        } else {
            "One world gives no interval."
        };
        return format!(
            "{start} A difference in one world may be random variation: how far it is from that of another world is not known. Run at least 30 worlds (-r 30)."
        );
    }
    format!(
        "Intervals are 95\u{a0}% intervals of a mean over {} simulated worlds. They show the error that comes from simulating a limited number \
         of worlds (Monte-Carlo error) and nothing else: they do not contain the uncertainty of the model's parameters or of its structure, \
         which may be much larger. More worlds make them narrower, not the model truer. Each holds for one comparison; \
         “linkwright explain intervals” says how it is made.",
        count(n)
    )
}

/// Coverage of the intervals of a study: random variation, or random variation and the sampled parameters.
#[must_use]
pub fn interval_words(dataset: &Dataset, worlds: usize) -> String {
    let Some(draws) = &dataset.draws else {
        return interval_meaning(worlds);
    };
    let numbers = if draws.numbers.len() == 1 {
        "1 parameter".to_owned()
    } else {
        format!("{} parameters", count(draws.numbers.len()))
    };
    let each = if draws.replications == 1 {
        "one simulated world".to_owned()
    } else {
        format!("{} simulated worlds", count(draws.replications as usize))
    };
    if draws.is_luck_shared {
        return format!(
            "{numbers} {take} the values of a design of {} points ({}), and every replication counted here is the mean over these points under the same random \
             draws. The points are chosen, not drawn: 95\u{a0}% intervals cover random variation between replications (Monte-Carlo error) only, over {} replications.",
            count(draws.n as usize),
            draws.kind,
            count(worlds),
            take = if draws.numbers.len() == 1 {
                "takes"
            } else {
                "take"
            }
        );
    }
    format!(
        "{numbers} {are} uncertain and {were} drawn {} times; every draw is counted as one, the mean of {each}. 95\u{a0}% intervals are of a mean over {} \
         draws: they cover random variation and what is not known of {these}, as the files state it. They do not cover what is not known of other parameters or of the \
         model's structure, which may be much more. More draws make the interval of the mean narrower; how far single draws lie apart they do not change.",
        count(draws.n as usize),
        count(worlds),
        are = if draws.numbers.len() == 1 {
            "is"
        } else {
            "are"
        },
        were = if draws.numbers.len() == 1 {
            "was"
        } else {
            "were"
        },
        these = if draws.numbers.len() == 1 {
            "this parameter"
        } else {
            "these parameters"
        },
    )
}

/// Origin of the parameters of a grade, as text.
fn grade_words(grade: &str) -> &str {
    match grade {
        "measured" => "measured in the country",
        "literature" => "from the literature",
        "source_document" => "from source documents",
        "expert" => "by experts",
        other => other,
    }
}

/// Findings of the check of the files, warnings first, and results that need an explanation: (severity, sentence).
#[must_use]
pub fn check_notes(input: &ReportInput) -> Vec<(&'static str, String)> {
    let sentence = |text: &String| {
        if text.ends_with('.') {
            text.clone()
        } else {
            format!("{text}.")
        }
    };
    let warnings = input
        .dataset
        .warnings
        .iter()
        .map(|text| ("Warning", sentence(text)));
    let notes = input
        .dataset
        .notes
        .iter()
        .map(sentence)
        .chain(cheap_linkages(input));
    let rules = input.dataset.rules.iter().map(|rule| {
        (
            "Rule",
            rule_sentence(rule, &input.dataset.scenarios[rule.scenario].name),
        )
    });
    warnings
        .chain(notes.map(|text| ("Note", text)))
        .chain(rules)
        .collect()
}

/// Cost of one more sustained linkage below which a result needs a reason [USD]; *assumed*, below half of what programmes with
/// published accounts come to.
const CHEAP_LINKAGE_USD: f64 = 30_000.0;

/// One sentence for every scenario whose sustained linkages cost less than any programme with accounts has paid.
fn cheap_linkages(input: &ReportInput) -> Vec<String> {
    let is_cheap = |cost: &&CostPer| {
        OUTCOMES[cost.outcome].indicator == "sustained_linkages"
            && cost.mean < CHEAP_LINKAGE_USD
            && cost.is_bounded()
    };
    let sentence = |cost: &CostPer| {
        format!(
            "“{}” adds a sustained linkage for {} USD, less than the {} USD that such programmes cost at the least. Look for a cost that is left out or a parameter \
             that makes it cheap, and state why next to the result.",
            input.title(cost.scenario),
            number(cost.mean, exponent(cost.mean - cost.low, cost.mean)),
            number(CHEAP_LINKAGE_USD, 0)
        )
    };
    input.costs.iter().filter(is_cheap).map(sentence).collect()
}

/// Actions of a rule of adaptive management.
fn rule_sentence(rule: &RuleSummary, scenario: &str) -> String {
    let (what, worlds) = (
        format!("in {scenario}, when {}, {}", rule.when, rule.then),
        count(rule.worlds as usize),
    );
    if rule.acted == 0 {
        return format!(
            "{what}: never acted in {worlds} worlds; what it waits for did not show, so it changed nothing but the cost of monitoring."
        );
    }
    let [first, median, last] = rule.quarters;
    format!(
        "{what}: acted in {} of {worlds} worlds, in quarter {first} to {last} of the window, half of the time by quarter {median}.",
        count(rule.acted as usize)
    )
}

/// Limits of the model: generated from grades, context and left-out mechanisms, most important first.
#[must_use]
pub fn caveats(input: &ReportInput) -> Vec<String> {
    let dataset = input.dataset;
    let total: usize = dataset.grades.iter().map(|(_, n)| n).sum();
    let assumed: usize = dataset
        .grades
        .iter()
        .filter(|(grade, _)| grade == "assumed")
        .map(|(_, n)| n)
        .sum();
    let mut list = vec![
        "The model is not fitted to data yet: differences between scenarios show how its mechanisms work together, not a forecast."
            .to_owned(),
    ];
    if total > 0 {
        let others = dataset
            .grades
            .iter()
            .filter(|(grade, n)| grade != "assumed" && *n > 0);
        let others: Vec<String> = others
            .map(|(grade, n)| format!("{} {}", count(*n), grade_words(grade)))
            .collect();
        let rest = if others.is_empty() {
            String::new()
        } else {
            format!(" The others: {}.", others.join(", "))
        };
        list.push(format!(
            "{} of the {} parameters in use are assumed: choices without a source.{rest}",
            count(assumed),
            count(total)
        ));
    }
    let own = (0..dataset.contexts.len()).filter(|context| dataset.rival(*context).is_none());
    let names: Vec<&str> = own
        .map(|context| dataset.contexts[context].name.as_str())
        .collect();
    list.push(if let [context] = names.as_slice() {
        let context = if context.is_empty() { "the one given" } else { context };
        format!("All scenarios run in one context ({context}); nothing is said about other countries.")
    } else {
        format!(
            "Contexts ({}) differ in wages, prices and numbers of firms: amounts in USD and counts are not compared between them, and nothing is \
             said about other countries.",
            names.join(", ")
        )
    });
    if !input.left_out.is_empty() {
        list.push(format!("Not in the model: {}.", input.left_out.join("; ")));
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_explained_only_where_there_are_some() {
        assert!(
            interval_meaning(1).starts_with("One world gives no interval.")
                && !interval_meaning(1).contains("95")
        );
        assert!(interval_meaning(2).contains("a mean over 2 simulated worlds"));
    }
}
