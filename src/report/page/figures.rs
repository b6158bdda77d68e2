//! Charts inside the page, and their descriptions.

use maud::{Markup, PreEscaped, html};

use crate::report::charts::Chart;

/// The charts of a page as they are put into it.
#[derive(Default)]
pub struct Figures {
    /// Name, message and description of every chart so far.
    described: Vec<(String, String, String)>,
}

impl Figures {
    /// Charts one below the other, each with a link to its description; none without charts.
    pub fn draw<'c>(&mut self, charts: impl IntoIterator<Item = &'c Chart>) -> Option<Markup> {
        let charts: Vec<&Chart> = charts.into_iter().collect();
        for chart in &charts {
            self.described
                .push((chart.name.clone(), chart.title.clone(), chart.alt.clone()));
        }
        (!charts.is_empty()).then(|| {
            html! {
                @for chart in charts {
                    figure {
                        (PreEscaped(chart.elements()))
                        figcaption { a href={ "#about-" (chart.name) } { "Chart in words" } }
                    }
                }
            }
        })
    }

    /// What is to be seen on every chart, for readers who cannot see it; none without charts.
    pub fn descriptions(&self) -> Option<Markup> {
        (!self.described.is_empty()).then(|| {
            html! {
                dl {
                    @for (name, title, alt) in &self.described {
                        dt id={ "about-" (name) } { (title) }
                        dd { (alt) }
                    }
                }
            }
        })
    }
}
