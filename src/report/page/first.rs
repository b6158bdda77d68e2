//! The first part of the page: the answer on one screen, then what it rests on.

use maud::{Markup, html};

use super::figures::Figures;
use super::part::Part;
use crate::observations::INDICATORS;
use crate::report::ReportInput;
use crate::report::charts::{Charts, Layer, Section};
use crate::report::text::{
    answer_sentence, caveats, check_notes, compare_table, contexts_table, cost_of_one_words, count,
    is_counted, limits_sentence, loss_words, lower_first, money_table, overrides_sentence,
    parties_table, programmes_table, relative_words, reversal_sentence, signed_amount, spread_of,
    spread_sentences, sure_figure, sure_sentences, upper_first,
};
use crate::statistics::{Verdict, figures};

/// Most losses on a tile.
const LOSSES: usize = 3;

/// A tile: what it is about, the figure, and lines below it.
struct Tile {
    label: &'static str,
    figure: String,
    lines: Vec<String>,
}

/// The verdict, the tiles or the table of contexts, the limits, and what was changed from the files.
pub fn answer(input: &ReportInput) -> Markup {
    let tiles = match input.verdicts.as_slice() {
        [verdict] if verdict.effect.n_pairs > 1 => tiles(input, verdict),
        _ => Vec::new(),
    };
    html! {
        section id="answer" aria-label="Answer" {
            @if let Some(sentence) = answer_sentence(input) { p.answer { (sentence) } }
            @if !tiles.is_empty() {
                div.tiles {
                    @for tile in tiles {
                        div.tile {
                            h2 { (tile.label) }
                            p.number { (tile.figure) }
                            @for line in tile.lines { p { (line) } }
                        }
                    }
                }
            }
            @if let Some(table) = contexts_table(input) { (table.html()) }
            p.limits { (limits_sentence(input)) }
            @if let Some(sentence) = overrides_sentence(input) { p.changed { (sentence) } }
        }
    }
}

fn tiles(input: &ReportInput, verdict: &Verdict) -> Vec<Tile> {
    let row = &verdict.effect;
    let lead = &INDICATORS[row.indicator];
    let size = signed_amount(row);
    let relative = relative_words(row)
        .map(|words| format!("{words} of the level of “{}”", input.title(verdict.against)));
    let interval = row.half_width().is_finite().then(|| {
        if lead.unit == "USD" {
            let told = figures::usd_interval(row.diff, row.ci_low, row.ci_high);
            format!("95\u{a0}% interval: {told}")
        } else {
            format!(
                "95\u{a0}% interval {}",
                bounds(row.ci_low, row.ci_high, lead.unit)
            )
        }
    });
    let worth = [&verdict.value_added, &verdict.public_return].map(|row| {
        let doubt = if row.sign_settled || row.is_identical() {
            ""
        } else {
            " (not significant)"
        };
        format!(
            "{} {}{doubt}",
            INDICATORS[row.indicator].title,
            signed_amount(row)
        )
    });
    let [value_added, public_return] = worth;
    let losses: Vec<String> = verdict.losses().take(LOSSES).map(loss_words).collect();
    let losses = if losses.is_empty() {
        "Nothing that is looked at is significantly worse".to_owned()
    } else {
        upper_first(&losses.join("; "))
    };
    let cost = &verdict.cost;
    vec![
        Tile {
            label: "Effect",
            figure: if is_counted(lead.name) {
                format!("{size} {}", lower_first(lead.title))
            } else {
                format!("{} {size}", lead.title)
            },
            lines: relative.into_iter().chain(interval).collect(),
        },
        Tile {
            label: "Cost",
            figure: figures::usd_signed(cost.diff, cost.half_width()),
            lines: vec![cost_of_one_words(verdict).map_or_else(
                || "No cost of one more is stated".to_owned(),
                |words| upper_first(&words),
            )],
        },
        Tile {
            label: "What others gain or lose",
            figure: public_return,
            lines: vec![value_added, losses],
        },
        Tile {
            label: "How sure",
            figure: upper_first(&sure_figure(input, verdict)),
            lines: sure_sentences(input, verdict),
        },
    ]
}

/// `0.87 to 2.21` in the unit of a difference.
fn bounds(low: f64, high: f64, unit: &str) -> String {
    let scale = figures::Scale::new(unit, [low, high]);
    let digits = figures::exponent((high - low) / 2.0 * scale.factor, high * scale.factor);
    let [low, high] = [low, high].map(|end| figures::number(end * scale.factor, digits));
    format!("{low}\u{a0}to\u{a0}{high}")
}

/// What the answer rests on, in the order in which a reader asks.
pub fn parts(input: &ReportInput, charts: &Charts, figures: &mut Figures) -> Vec<Part> {
    let mut first = |section| figures.draw(charts.of(section, Layer::First));
    let (effect, over_time, why) = (
        first(Section::Compare),
        first(Section::OverTime),
        first(Section::Why),
    );
    let parts = [
        Part::new(
            "compare",
            "Comparison",
            effect.map(|effect| compare(input, &effect)),
        ),
        Part::new(
            "people",
            "Who gains and who loses",
            parties_table(input).map(|table| table.html()),
        ),
        Part::new(
            "money",
            "Money",
            money_table(input).filter(|_| input.verdicts.len() < 2).map(|table| {
                html! {
                    (table.html())
                    p.note { "Public return: value added less labour at its shadow wage, private cost, resources of programmes and burden of public funds." }
                }
            }),
        ),
        Part::new("time", "Over time", over_time),
        Part::new(
            "why",
            "Why",
            (why.is_some() || !input.spreads.is_empty())
                .then(|| drivers(input, &why.unwrap_or_default())),
        ),
        Part::new("limits", "Limits of the model", Some(limits(input))),
    ];
    parts.into_iter().flatten().collect()
}

fn compare(input: &ReportInput, effect: &Markup) -> Markup {
    html! {
        @if let Some(table) = programmes_table(input) { (table.html()) }
        @else if let Some(table) = compare_table(input) { (table.html()) }
        (effect)
    }
}

/// Where firms are lost on the way, and what the spread of the effect comes from.
fn drivers(input: &ReportInput, funnel: &Markup) -> Markup {
    let titles = |scenario: usize| input.title(scenario).to_owned();
    let sentences: Vec<String> = input
        .verdicts
        .iter()
        .filter_map(|verdict| spread_of(input, verdict))
        .flat_map(|spread| spread_sentences(input.dataset, spread, &titles))
        .collect();
    html! {
        @if !sentences.is_empty() { p { (sentences.join(" ")) } }
        @if let Some(sentence) = reversal_sentence(&input.reversals, &titles) { p { (sentence) } }
        (funnel)
    }
}

fn limits(input: &ReportInput) -> Markup {
    let notes = check_notes(input).len();
    html! {
        ul { @for caveat in caveats(input) { li { (caveat) } } }
        @if notes > 0 {
            p { a href="#notes" { "Warnings and notes of the check: " (count(notes)) } }
        }
    }
}
