//! The report around its sections.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{lives, points, sections, spread};
use crate::report::ReportInput;
use crate::report::charts::{self, Chart, Charts, Layer, Section};
use crate::report::text::{answer_sentence, scale_sentence};

/// Writes the report.
pub fn page(input: &ReportInput, charts: &Charts) -> String {
    let dataset = input.dataset;
    let title = if dataset.title.is_empty() {
        &dataset.study
    } else {
        &dataset.title
    };
    let of = |section, layer| figures(charts.of(section, layer));
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
                        (of(Section::Compare, Layer::First))
                    }
                    (sections::changes(input))
                    @if charts.of(Section::All, Layer::Closed).next().is_some() { section { h2 { "Development over time" } (of(Section::OverTime, Layer::First)) (of(Section::All, Layer::Closed)) } }
                    section { h2 { "Selection funnel" } (of(Section::Why, Layer::First)) }
                    (lives::lasting(input, &of(Section::OverTime, Layer::Closed)))
                    (sections::comparison(input))
                    (of(Section::Compare, Layer::Closed))
                    (sections::ranks(input))
                    (sections::money(input, &html! { (of(Section::Money, Layer::First)) (lives::dominance(input)) }, &of(Section::Money, Layer::Closed)))
                    (lives::gains_and_losses(input, &of(Section::Groups, Layer::First)))
                    (points::points(input, &html! {}))
                    (spread::spread(input))
                    (sections::certainty(input))
                    (sections::check(input))
                    (sections::limits(input))
                    (sections::glossary())
                    (sections::provenance(input))
                }
                footer { p { "Made by linkwright " (input.version) ". All numbers are results of a simulation." } }
                script { (PreEscaped(include_str!("script.js"))) (PreEscaped(charts::SCRIPT)) }
            }
        }
    };
    markup.into_string()
}

/// Head of an HTML document, with styles of its own.
pub(super) fn head(version: &str, title: &str, own: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="generator" content={ "linkwright " (version) };
            title { (title) }
            style { (PreEscaped(include_str!("style.css"))) (PreEscaped(charts::style())) (PreEscaped(own)) }
        }
    }
}

/// Charts inside the report.
fn figures<'a>(charts: impl Iterator<Item = &'a Chart>) -> Markup {
    html! {
        @for chart in charts {
            figure {
                (PreEscaped(chart.elements()))
                figcaption {
                    details { summary { "Description of this chart" } p.note { (chart.alt) } }
                }
            }
        }
    }
}
