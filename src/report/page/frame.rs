//! The report around its parts.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::figures::Figures;
use super::part::{Part, contents};
use super::{first, lives, points, sections, spread};
use crate::report::render::Charts;
use crate::report::{ReportError, ReportInput};

/// Heading of the part that is closed, and its name in addresses.
const ALL: (&str, &str) = ("all", "All tables and charts");

/// Writes the report.
///
/// # Errors
///
/// Returns an error if a chart cannot be drawn.
pub fn page(input: &ReportInput, charts: &Charts) -> Result<String, ReportError> {
    let dataset = input.dataset;
    let title = if dataset.title.is_empty() {
        &dataset.study
    } else {
        &dataset.title
    };
    let mut figures = Figures::default();
    let shown = first::parts(input, charts, &mut figures)?;
    let rest = rest(input, charts, &mut figures)?;
    let answer = first::answer(input);
    Ok(shell(&Shell {
        title,
        question: &dataset.question,
        version: &input.version,
        answer: &answer,
        shown: &shown,
        rest: &rest,
        figures: &figures,
    }))
}

/// What a page puts into the frame.
pub(super) struct Shell<'a> {
    pub title: &'a str,
    /// May be empty.
    pub question: &'a str,
    /// Version of the program.
    pub version: &'a str,
    /// The first section.
    pub answer: &'a Markup,
    /// Parts that are shown.
    pub shown: &'a [Part],
    /// Parts that are closed.
    pub rest: &'a [Part],
    /// All charts of the parts.
    pub figures: &'a Figures,
}

/// A page: title, question, contents, answer, parts that are shown, and one closed part with the others.
pub(super) fn shell(page: &Shell<'_>) -> String {
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            (head(page.version, page.title, ""))
            body {
                a.skip href="#answer" { "Skip to the answer" }
                header {
                    h1 { (page.title) }
                    @if !page.question.is_empty() { p.question { (page.question) } }
                }
                nav.contents aria-label="Contents" {
                    ul {
                        li { a href="#answer" { "Answer" } }
                        (contents(page.shown))
                        li { a href={ "#" (ALL.0) } { (ALL.1) } }
                    }
                }
                main {
                    (page.answer)
                    @for part in page.shown { (part.section()) }
                    details.all {
                        summary { h2 { (ALL.1) } }
                        div.inside id=(ALL.0) {
                            nav aria-label=(ALL.1) { ul { (contents(page.rest)) } }
                            div { @for part in page.rest { (part.subsection()) } }
                        }
                    }
                }
                footer { p { "Made by linkwright " (page.version) ". All numbers are results of a simulation." } }
                (page.figures.letters())
                script { (PreEscaped(include_str!("script.js"))) }
            }
        }
    };
    markup.into_string()
}

/// Everything else that the report has, in the order in which a reader asks.
fn rest(
    input: &ReportInput,
    charts: &Charts,
    figures: &mut Figures,
) -> Result<Vec<Part>, ReportError> {
    // charts of the first part are not drawn again
    let first = usize::from(!input.has_contexts());
    let over_time = figures.draw(charts.fans.iter().skip(first))?;
    let funnels = figures.draw(charts.funnels.iter().skip(first))?;
    let (lasting, planes) = (figures.draw(&charts.lives)?, figures.draw(&charts.planes)?);
    let (waterfalls, groups) = (
        figures.draw(&charts.waterfalls)?,
        figures.draw(&charts.groups)?,
    );
    let along = figures.draw(&charts.points)?;
    let plane = html! { (planes) (lives::dominance(input)) };
    let parts = [
        sections::changes(input),
        sections::comparison(input),
        sections::ranks(input),
        sections::money(input, &plane),
        sections::gross_to_net(input, &waterfalls),
        lives::gains_and_losses(input, &groups),
        Part::new(
            "development",
            "Development over time",
            (charts.fans.len() > first).then_some(over_time),
        ),
        Part::new(
            "funnels",
            "Selection funnel",
            (charts.funnels.len() > first).then_some(funnels),
        ),
        lives::lasting(input, &lasting),
        points::points(input, &along),
        spread::spread(input),
        sections::certainty(input),
        sections::check(input),
        sections::glossary(),
        Part::new("in-words", "Charts in words", figures.descriptions()),
        sections::provenance(input),
    ];
    Ok(parts.into_iter().flatten().collect())
}

/// Head of an HTML document, with styles of its own.
pub(super) fn head(version: &str, title: &str, own: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="generator" content={ "linkwright " (version) };
            title { (title) }
            style { (PreEscaped(include_str!("style.css"))) (PreEscaped(own)) }
        }
    }
}
