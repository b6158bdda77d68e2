//! A page of a verb that answers by tables and charts of its own, in the frame of a report.

use maud::html;

use super::figures::Figures;
use super::frame::{Shell, shell};
use super::part::Part;
use crate::report::charts::Chart;
use crate::report::table::Table;

/// A part of such a page.
#[derive(Clone, Debug)]
pub struct PlainPart<'a> {
    /// Heading.
    pub title: String,
    /// Sentences, a paragraph each.
    pub words: Vec<String>,
    /// Its table, if it has one.
    pub table: Option<Table>,
    /// Its charts.
    pub charts: Vec<&'a Chart>,
}

/// Everything that such a page shows.
#[derive(Clone, Debug)]
pub struct PlainPage<'a> {
    /// Title.
    pub title: &'a str,
    /// Question; may be empty.
    pub question: &'a str,
    /// The answer in one sentence.
    pub answer: String,
    /// How to read it, and its limits, a paragraph each.
    pub limits: Vec<String>,
    /// Parts that are shown.
    pub shown: Vec<PlainPart<'a>>,
    /// Parts that are closed.
    pub rest: Vec<PlainPart<'a>>,
    /// Command that makes the same results again.
    pub command: &'a str,
    /// Version of the program.
    pub version: &'a str,
}

/// Writes the page.
#[must_use]
pub fn plain_page(page: &PlainPage<'_>) -> String {
    let mut figures = Figures::default();
    let mut parts = |parts: &[PlainPart<'_>], stem: &str| {
        let part = |(place, part): (usize, &PlainPart<'_>)| {
            let charts = figures.draw(part.charts.iter().copied());
            let body = html! {
                @for words in &part.words { p { (words) } }
                @if let Some(charts) = charts { (charts) }
                @if let Some(table) = &part.table { (table.html()) }
            };
            Part {
                id: format!("{stem}-{place}"),
                title: part.title.clone(),
                body,
            }
        };
        parts.iter().enumerate().map(part).collect::<Vec<Part>>()
    };
    let (shown, mut rest) = (parts(&page.shown, "part"), parts(&page.rest, "more"));
    rest.extend(Part::new(
        "in-words",
        "Charts in words",
        figures.descriptions(),
    ));
    let provenance = html! { p { "This command makes the same results again, to the byte:" } pre { (page.command) } };
    rest.extend(Part::new("provenance", "Provenance", Some(provenance)));
    let answer = html! {
        section id="answer" aria-label="Answer" {
            p.answer { (page.answer) }
            @for words in &page.limits { p.limits { (words) } }
        }
    };
    shell(&Shell {
        title: page.title,
        question: page.question,
        version: page.version,
        answer: &answer,
        shown: &shown,
        rest: &rest,
    })
}
