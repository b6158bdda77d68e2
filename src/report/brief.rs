//! The brief: one page of Markdown that pastes into a document.

use std::fmt::Write as _;

use super::ReportInput;
use super::text::{
    answer_lines, caveats, check_notes, compare_table, contexts_table, count, markdown, money_table,
};

/// Most rows of a table in the brief, so that it stays on one page.
const ROWS: usize = 8;
/// Most warnings and notes.
const NOTES: usize = 4;

/// Writes the brief; `chart` is the name and message of the main chart, where there is one.
#[must_use]
pub fn brief(input: &ReportInput, chart: Option<(&str, &str)>) -> String {
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
    for (place, line) in answer_lines(input).iter().enumerate() {
        let line = markdown(line);
        let _ = if place == 0 {
            writeln!(text, "**{line}**\n")
        } else {
            writeln!(text, "{line}\n")
        };
    }
    let tables = [
        ("Contexts", contexts_table(input)),
        (
            "Effects",
            compare_table(input).filter(|_| input.verdicts.len() < 2),
        ),
        (
            "Cost",
            money_table(input).filter(|_| input.verdicts.len() < 2),
        ),
    ];
    for (heading, table) in tables {
        if let Some(table) = table {
            let _ = writeln!(text, "## {heading}\n\n{}", table.markdown(ROWS));
        }
    }
    if let Some((name, message)) = chart {
        let _ = writeln!(text, "![{}](charts/{name}.svg)\n", markdown(message));
    }
    let _ = writeln!(text, "## Limits of the model\n");
    for caveat in caveats(input) {
        let _ = writeln!(text, "- {}", markdown(&caveat));
    }
    let notes = check_notes(input);
    for (severity, note) in notes.iter().take(NOTES) {
        let _ = writeln!(text, "- {severity}: {}", markdown(note));
    }
    if notes.len() > NOTES {
        let left = count(notes.len() - NOTES);
        let _ = writeln!(text, "- Notes left out: {left}; the report has them.");
    }
    let _ = writeln!(
        text,
        "\nlinkwright {}, seed {}:\n\n    {}",
        input.version, dataset.seed, input.command
    );
    text
}
