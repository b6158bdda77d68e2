//! Sources of the variance of differences.

use maud::{Markup, html};

use super::part::Part;
use crate::observations::INDICATORS;
use crate::report::ReportInput;
use crate::report::table::{Cell, Table};
use crate::report::text::{
    count, marked_interval, origin_words, pair_words, part_words, reversal_sentence,
    spread_sentences,
};
use crate::statistics::{Estimate, Origin, Spread};

/// The section, where parameters were sampled or rival structures run alongside the study.
pub fn spread(input: &ReportInput) -> Option<Part> {
    let titles = |scenario: usize| input.title(scenario).to_owned();
    let body = html! {
                @for spread in input.spreads.iter().filter(|spread| Some(spread.indicator) == input.spreads.first().map(|first| first.indicator)) {
                    @let sentences = spread_sentences(input.dataset, spread, &titles);
                    @if !sentences.is_empty() { p { (sentences.join(" ")) } }
                }
                @if let Some(sentence) = reversal_sentence(&input.reversals, &titles) { p { (sentence) } }
                @if let Some(table) = parts(input) { (table) }
                @if let Some(table) = rivals(input) { (table) }
                p.note { "Shares are of the variance of the difference of a single world; an estimate below 0 is set to 0 and the others are scaled to add up to 100\u{a0}%. "
                    "Simulation noise is what more worlds would average out; parameters are what better evidence on them would narrow; “interactions of parameters” is what they do only "
                    "in combination or out of proportion. Structures count as equally likely; they are no sample, so that their share has no interval." }
    };
    Part::new(
        "variance",
        "Sources of variance",
        (!input.spreads.is_empty()).then_some(body),
    )
}

fn row_name(input: &ReportInput, spread: &Spread) -> String {
    format!(
        "{}: {}",
        INDICATORS[spread.indicator].title,
        pair_words(spread, &|scenario| input.title(scenario).to_owned())
    )
}

fn parts(input: &ReportInput) -> Option<Markup> {
    let mut origins: Vec<Origin> = Vec::new();
    for part in input.spreads.iter().flat_map(|spread| &spread.parts) {
        if !origins.contains(&part.origin) {
            origins.push(part.origin);
        }
    }
    if origins.is_empty() {
        return None;
    }
    let mut header = vec!["Difference".to_owned()];
    header.extend(origins.iter().map(|origin| origin_words(*origin)));
    let row = |spread: &Spread| {
        let mut cells = vec![Cell(row_name(input, spread), None)];
        cells.extend(origins.iter().map(|origin| {
            let part = spread.parts.iter().find(|part| part.origin == *origin);
            part.map_or(Cell(String::new(), Some(f64::NAN)), |part| {
                Cell(part_words(part), Some(part.share))
            })
        }));
        (false, cells)
    };
    let caption = format!(
        "Sources of the variance of differences: shares with 95\u{a0}% intervals, {}",
        n_words(input)
    );
    Some(
        Table {
            caption,
            header,
            rows: input.spreads.iter().map(row).collect(),
        }
        .html(),
    )
}

fn rivals(input: &ReportInput) -> Option<Markup> {
    let titles: Vec<&str> = input
        .spreads
        .iter()
        .map(|spread| &spread.rivals)
        .max_by_key(|rivals| rivals.len())?
        .iter()
        .map(|one| one.title.as_str())
        .collect();
    if titles.is_empty() {
        return None;
    }
    let mut header = vec!["Difference".to_owned(), "As modelled".to_owned()];
    header.extend(titles.iter().map(|title| (*title).to_owned()));
    let row = |spread: &Spread| {
        let factor = if INDICATORS[spread.indicator].unit == "share" {
            100.0
        } else {
            1.0
        };
        let cell = |difference: &Estimate| {
            let Estimate { value, low, high } = *difference;
            Cell(marked_interval(value, low, high, factor), Some(value))
        };
        let mut cells = vec![Cell(row_name(input, spread), None), cell(&spread.own)];
        cells.extend(titles.iter().map(|title| {
            let found = spread.rivals.iter().find(|rival| rival.title == *title);
            found.map_or(Cell(String::new(), Some(f64::NAN)), |rival| {
                cell(&rival.difference)
            })
        }));
        (false, cells)
    };
    let caption = format!(
        "Differences under rival structures of the model, with 95\u{a0}% intervals, {} [unit of the indicator; shares in percentage points]",
        n_words(input)
    );
    Some(
        Table {
            caption,
            header,
            rows: input.spreads.iter().map(row).collect(),
        }
        .html(),
    )
}

/// "n = 12 draws", the fewest of any difference.
fn n_words(input: &ReportInput) -> String {
    let n = input
        .spreads
        .iter()
        .map(|spread| spread.n)
        .min()
        .unwrap_or(0);
    format!(
        "n\u{a0}=\u{a0}{} {}",
        count(n),
        input.dataset.counted().word(n)
    )
}
