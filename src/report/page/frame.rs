//! The report around its sections.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{lives, points, sections, spread};
use crate::report::charts::{Chart, Drawing, GlyphSet, glyph_definitions};
use crate::report::render::Charts;
use crate::report::text::{answer_sentence, scale_sentence};
use crate::report::{ReportError, ReportInput};

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
    let mut glyphs = GlyphSet::new();
    let effect = figures(charts.effect.iter(), &mut glyphs)?;
    let fans = figures(charts.fans.iter(), &mut glyphs)?;
    let funnel = figures(charts.funnels.iter(), &mut glyphs)?;
    let lasting = figures(charts.lives.iter(), &mut glyphs)?;
    let (planes, waterfalls) = (
        figures(charts.planes.iter(), &mut glyphs)?,
        figures(charts.waterfalls.iter(), &mut glyphs)?,
    );
    let (groups, along) = (
        figures(charts.groups.iter(), &mut glyphs)?,
        figures(charts.points.iter(), &mut glyphs)?,
    );
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
                main {
                    section id="answer" aria-label="Answer" {
                        @if let Some(sentence) = answer_sentence(input) { p.answer { (sentence) } }
                        @if let Some(sentence) = scale_sentence(input) { p.note { (sentence) } }
                        (effect)
                    }
                    (sections::changes(input))
                    @if !charts.fans.is_empty() { section { h2 { "Development over time" } (fans) } }
                    section { h2 { "Selection funnel" } (funnel) }
                    (lives::lasting(input, &lasting))
                    (sections::comparison(input))
                    (sections::ranks(input))
                    (sections::money(input, &html! { (planes) (lives::dominance(input)) }, &waterfalls))
                    (lives::gains_and_losses(input, &groups))
                    (points::points(input, &along))
                    (spread::spread(input))
                    (sections::certainty(input))
                    (sections::check(input))
                    (sections::limits(input))
                    (sections::glossary())
                    (sections::provenance(input))
                }
                footer { p { "Made by linkwright " (input.version) ". All numbers are results of a simulation." } }
                (letters(&glyphs))
                script { (PreEscaped(include_str!("script.js"))) }
            }
        }
    };
    Ok(markup.into_string())
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

/// Charts inside the report; the glyphs that they use are added to `glyphs`.
fn figures<'a>(
    charts: impl Iterator<Item = &'a Chart>,
    glyphs: &mut GlyphSet,
) -> Result<Markup, ReportError> {
    let drawn: Vec<(Drawing, &Chart)> = charts
        .map(|chart| chart.drawing().map(|drawing| (drawing, chart)))
        .collect::<Result<_, _>>()?;
    glyphs.extend(
        drawn
            .iter()
            .flat_map(|(drawing, _)| &drawing.glyphs)
            .copied(),
    );
    Ok(html! {
        @for (drawing, chart) in drawn {
            figure {
                (PreEscaped(drawing.element()))
                figcaption {
                    details { summary { "Description of this chart" } p.note { (chart.alt) } }
                }
            }
        }
    })
}

/// Outlines of the letters of all charts, once for the report.
fn letters(glyphs: &GlyphSet) -> Markup {
    html! {
        @if !glyphs.is_empty() {
            (PreEscaped(format!("<svg class=\"letters\" width=\"0\" height=\"0\" aria-hidden=\"true\">{}</svg>", glyph_definitions(glyphs))))
        }
    }
}
