//! The brief: at most two pages of Markdown that paste into a document.

use std::fmt::Write as _;

use super::ReportInput;
use super::text::{
    Scale, answer_sentence, better_words, caveats, check_notes, describe, effect_sentence,
    interval_words, markdown, rank_sentence, reversal_sentence, scale_sentence, signed_interval,
    spread_sentences,
};
use crate::observations::INDICATORS;

/// Most rows of differences in the brief, so that it stays on two pages.
const ROWS: usize = 24;
/// Most scenarios reported one by one.
const TOLD: usize = 4;

/// Writes the brief; `messages` are those of charts on time, money, gross to net, gains and losses.
#[must_use]
pub fn brief<'a>(input: &ReportInput, messages: impl Iterator<Item = &'a str>) -> String {
    let dataset = input.dataset;
    let mut text = String::new();
    let title = if dataset.title.is_empty() {
        &dataset.study
    } else {
        &dataset.title
    };
    let _ = writeln!(text, "# {}\n", markdown(title));
    if !dataset.question.is_empty() {
        let _ = writeln!(text, "*{}*\n", markdown(&dataset.question));
    }
    if let Some(sentence) = answer_sentence(input) {
        let _ = writeln!(text, "**{}**\n", markdown(&sentence));
    }
    if let Some(sentence) = scale_sentence(input) {
        let _ = writeln!(text, "{}\n", markdown(&sentence));
    }
    write_scenarios(&mut text, input);
    write_table(&mut text, input);
    let messages: String = messages
        .map(|message| format!("- {}.\n", markdown(message)))
        .collect();
    if !messages.is_empty() {
        let _ = writeln!(text, "## Time, money, gains and losses\n\n{messages}");
    }
    let _ = writeln!(
        text,
        "## Precision\n\n{}\n",
        interval_words(dataset, input.worlds())
    );
    let _ = writeln!(text, "## Limits of the model\n");
    for caveat in caveats(input) {
        let _ = writeln!(text, "- {}", markdown(&caveat));
    }
    let notes = check_notes(input);
    if !notes.is_empty() {
        let _ = writeln!(text, "\n## Warnings and notes\n");
    }
    for (severity, note) in notes {
        let _ = writeln!(text, "- {severity}: {}", markdown(&note));
    }
    let _ = writeln!(
        text,
        "\n## Provenance\n\nlinkwright {}, seed {}:\n\n    {}",
        input.version, dataset.seed, input.command
    );
    text
}

/// One sentence per scenario on the leading indicator.
fn write_scenarios(text: &mut String, input: &ReportInput) {
    let Some((indicator, rows)) = input
        .lead_indicator()
        .and_then(|name| input.effects_of(name).map(|rows| (name, rows)))
    else {
        return;
    };
    let reported = if input.has_contexts() {
        rows.len()
    } else {
        TOLD
    };
    for row in rows.iter().take(reported) {
        let sentence = effect_sentence(
            indicator,
            input.effect(row),
            input.title(row.scenario),
            input.against(row.scenario),
        );
        let _ = writeln!(text, "- {}", markdown(&sentence));
    }
    for ranks in &input.ranks {
        let _ = writeln!(text, "- {}", markdown(&rank_sentence(input.dataset, ranks)));
    }
    let titles = |scenario: usize| input.title(scenario).to_owned();
    for spread in input
        .spreads
        .iter()
        .filter(|spread| INDICATORS[spread.indicator].name == indicator)
        .take(TOLD)
    {
        for sentence in spread_sentences(input.dataset, spread, &titles) {
            let _ = writeln!(text, "- {}", markdown(&sentence));
        }
    }
    if let Some(sentence) = reversal_sentence(&input.reversals, &titles) {
        let _ = writeln!(text, "- {}", markdown(&sentence));
    }
    text.push('\n');
}

/// Differences of all scenarios in the first headline indicators.
fn write_table(text: &mut String, input: &ReportInput) {
    let most = (ROWS / input.dataset.scenarios.len().max(1)).clamp(1, 4);
    let names: Vec<&String> = input
        .dataset
        .headline
        .iter()
        .filter(|name| input.effects_of(name).is_some())
        .take(most)
        .collect();
    if names.is_empty() {
        return;
    }
    let (baselines, own) = (
        markdown(&input.baselines()),
        if input.has_contexts() {
            format!(", each in its own {}", input.dataset.context_words().0)
        } else {
            String::new()
        },
    );
    let _ = writeln!(
        text,
        "## Differences from {baselines}\n\nMean difference (95\u{a0}% interval), and how often{own}.\n"
    );
    for name in names {
        let rows = input.effects_of(name).unwrap_or(&[]);
        let (title, unit) = describe(name).map_or((name.as_str(), ""), |i| (i.title, i.unit));
        let scale = Scale::new(
            unit,
            rows.iter()
                .flat_map(|row| [row.diff, row.ci_low, row.ci_high]),
        );
        let _ = writeln!(
            text,
            "| {title} [{}] | Difference | How often [{}] | Significant |\n|---|---:|---|---|",
            scale.change_unit,
            input.dataset.counted().many()
        );
        for row in rows {
            let significant = if row.sign_settled { "yes" } else { "no" };
            let (scenario, often) = (
                markdown(input.title(row.scenario)),
                better_words(name, input.effect(row)),
            );
            let _ = writeln!(
                text,
                "| {scenario} | {} | {often} | {significant} |",
                signed_interval(row, scale.factor)
            );
        }
        text.push('\n');
    }
}
