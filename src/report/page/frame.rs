//! The report around its parts.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::figures::Figures;
use super::part::{Part, contents};
use super::{first, lives, points, sections, spread};
use crate::report::ReportInput;
use crate::report::charts::{self, Charts, Layer, Section};

/// Heading of the part that is closed, and its name in addresses.
const ALL: (&str, &str) = ("all", "All tables and charts");

/// Writes the report.
pub fn page(input: &ReportInput, charts: &Charts) -> String {
    let dataset = input.dataset;
    let title = if dataset.title.is_empty() {
        &dataset.study
    } else {
        &dataset.title
    };
    let mut figures = Figures::default();
    let shown = first::parts(input, charts, &mut figures);
    let rest = rest(input, charts, &mut figures);
    let answer = first::answer(input);
    shell(&Shell {
        title,
        question: &dataset.question,
        version: &input.version,
        answer: &answer,
        shown: &shown,
        rest: &rest,
    })
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
                script { (PreEscaped(include_str!("script.js"))) (PreEscaped(charts::SCRIPT)) }
            }
        }
    };
    markup.into_string()
}

/// Everything else that the report has, in the order in which a reader asks.
fn rest(input: &ReportInput, charts: &Charts, figures: &mut Figures) -> Vec<Part> {
    let mut closed = |section| figures.draw(charts.of(section, Layer::Closed));
    let (compared, lasting, levels) = (
        closed(Section::Compare),
        closed(Section::OverTime),
        closed(Section::All),
    );
    let (money, net) = (closed(Section::Money), closed(Section::Net));
    let (groups, funnels) = (closed(Section::Groups), closed(Section::Why));
    let money = html! { @if let Some(money) = money { (money) } (lives::dominance(input)) };
    let parts = [
        sections::changes(input),
        sections::comparison(input),
        Part::new("charts", "Comparison in charts", compared),
        sections::ranks(input),
        sections::money(input, &money),
        sections::gross_to_net(input, &net.unwrap_or_default()),
        lives::gains_and_losses(input, &groups.unwrap_or_default()),
        Part::new("development", "Development over time", levels),
        Part::new("funnels", "Selection funnel", funnels),
        lives::lasting(input, &lasting.unwrap_or_default()),
        points::points(input),
        spread::spread(input),
        sections::certainty(input),
        sections::check(input),
        sections::glossary(),
        Part::new("in-words", "Charts in words", figures.descriptions()),
        sections::provenance(input),
    ];
    parts.into_iter().flatten().collect()
}

/// Head of an HTML document, with styles of its own.
pub(super) fn head(version: &str, title: &str, own: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="generator" content={ "linkwright " (version) };
            title { (title) }
            style { (PreEscaped(include_str!("style.css"))) (PreEscaped(charts::page_style())) (PreEscaped(own)) }
        }
    }
}
