//! Charts: each is laid out once as marks on a [`Sheet`], written as SVG and painted as a bitmap, and repeated as table and text.
//!
//! A figure is one file here and one line of the list below; [`Charts`] draws all of a report. `sheet` holds marks, `font` measures text, `svg` writes
//! marks as text, `paint` and `bitmap` paint them; `panels` places small panels, `axis` ticks. `drivers` draws for sensitivity, whose page `cli/drivers` makes.

mod axis;
mod bitmap;
mod chart;
mod drivers;
mod font;
mod paint;
mod palette;
mod panels;
mod registry;
mod sheet;
mod svg;

pub use chart::Chart;
pub use drivers::drivers_chart;
pub use plane::OUTCOME;
pub use registry::{Charts, Figure, Layer, Scope, Section, is_chart_file};
pub use sheet::{Format, Sheet};
pub use svg::{SCRIPT, page_style};
pub use waterfall::{Bar, bars};

/// Declares the figures: a line is the module that draws it, the start of its file names, the section of the page where it stands, whether it is on the first
/// layer of the page, and whether there is one for the study or for each context. Their order is that of documents.
macro_rules! figures {
    ($($module:ident: $stem:literal, $section:ident, $layer:ident, $scope:ident;)+) => {
        $(mod $module;)+

        /// All figures of a report.
        pub const FIGURES: &[Figure] = &[$(Figure {
            name: stringify!($module),
            stem: $stem,
            section: Section::$section,
            layer: Layer::$layer,
            scope: Scope::$scope,
            draw: |input, context| $module::figure(input, context).into_iter().collect(),
        },)+];
    };
}

figures! {
    effect: "01-effect", Compare, First, Study;
    fan: "02-fan", All, Closed, EachContext;
    funnel: "03-funnel", Why, First, EachContext;
    survival: "04-survival", OverTime, Closed, EachContext;
    endings: "05-endings", OverTime, Closed, EachContext;
    waterfall: "06-gross-to-net", Net, Closed, EachContext;
    plane: "07-plane", Money, Closed, EachContext;
    groups: "08-groups", Groups, Closed, EachContext;
    points: "09-points", Compare, Closed, Study;
    headline: "10-headline", Compare, Closed, Study;
    change: "11-change", OverTime, First, EachContext;
}
