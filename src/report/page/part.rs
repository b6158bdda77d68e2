//! Parts of the page, and the list of them.

use maud::{Markup, html};

/// A part with a heading.
pub struct Part {
    /// Name in addresses.
    pub id: String,
    /// Heading.
    pub title: String,
    /// What stands below the heading.
    pub body: Markup,
}

impl Part {
    /// A part; none without a body.
    pub fn new(id: &str, title: impl Into<String>, body: Option<Markup>) -> Option<Self> {
        Some(Self {
            id: id.to_owned(),
            title: title.into(),
            body: body?,
        })
    }

    /// The part with a heading of the second level.
    pub fn section(&self) -> Markup {
        html! { section id=(self.id) aria-labelledby={ "h-" (self.id) } { h2 id={ "h-" (self.id) } { (self.title) } (self.body) } }
    }

    /// The part with a heading of the third level.
    pub fn subsection(&self) -> Markup {
        html! { section id=(self.id) aria-labelledby={ "h-" (self.id) } { h3 id={ "h-" (self.id) } { (self.title) } (self.body) } }
    }
}

/// Links to parts.
pub fn contents(parts: &[Part]) -> Markup {
    html! { @for part in parts { li { a href={ "#" (part.id) } { (part.title) } } } }
}
