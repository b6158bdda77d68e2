//! Charts inside the page, and their descriptions.

use maud::{Markup, PreEscaped, html};

use crate::report::ReportError;
use crate::report::charts::{Chart, GlyphSet, glyph_definitions};

/// The charts of a page as they are put into it: what all of them share is written once.
#[derive(Default)]
pub struct Figures {
    glyphs: GlyphSet,
    /// Name, message and description of every chart so far.
    described: Vec<(String, String, String)>,
}

impl Figures {
    /// Charts one below the other, each with a link to its description.
    ///
    /// # Errors
    ///
    /// Returns an error if a chart cannot be drawn.
    pub fn draw<'c>(
        &mut self,
        charts: impl IntoIterator<Item = &'c Chart>,
    ) -> Result<Markup, ReportError> {
        let mut drawn = Vec::new();
        for chart in charts {
            let drawing = chart.drawing()?;
            self.glyphs.extend(&drawing.glyphs);
            self.described
                .push((chart.name.clone(), chart.title.clone(), chart.alt.clone()));
            drawn.push((drawing, chart));
        }
        Ok(html! {
            @for (drawing, chart) in drawn {
                figure {
                    (PreEscaped(drawing.element()))
                    figcaption { a href={ "#about-" (chart.name) } { "Chart in words" } }
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

    /// Outlines of the letters of all charts, once for the page.
    pub fn letters(&self) -> Markup {
        html! {
            @if !self.glyphs.is_empty() {
                (PreEscaped(format!("<svg class=\"letters\" width=\"0\" height=\"0\" aria-hidden=\"true\">{}</svg>", glyph_definitions(&self.glyphs))))
            }
        }
    }
}
