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
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            (head(&input.version, title, ""))
            body {
                a.skip href="#answer" { "Skip to the answer" }
                header {
                    h1 { (title) }
                    @if !dataset.question.is_empty() { p.question { (dataset.question) } }
                }
                nav.contents aria-label="Contents" {
                    ul {
                        li { a href="#answer" { "Answer" } }
                        (contents(&shown))
                        li { a href={ "#" (ALL.0) } { (ALL.1) } }
                    }
                }
                main {
                    (first::answer(input))
                    @for part in &shown { (part.section()) }
                    details.all {
                        summary { h2 { (ALL.1) } }
                        div.inside id=(ALL.0) {
                            nav aria-label=(ALL.1) { ul { (contents(&rest)) } }
                            div { @for part in &rest { (part.subsection()) } }
                        }
                    }
                }
                footer { p { "Made by linkwright " (input.version) ". All numbers are results of a simulation." } }
                (figures.letters())
                script { (PreEscaped(include_str!("script.js"))) }
            }
        }
    };
    Ok(markup.into_string())
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
