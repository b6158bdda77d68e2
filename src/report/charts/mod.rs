//! Charts: each is laid out once as marks on a [`Sheet`], painted by plotters on two backends, and repeated as table and text.
//!
//! `sheet` holds marks, `font` measures and outlines text, `svg` and `bitmap` are the backends, `paint` sends marks to them;
//! `panels` places small panels; `effect`, `drivers`, `fan`, `funnel`, `survival`, `endings`, `waterfall`, `plane`, `groups` and `points` are the
//! charts, one file each.

mod axis;
mod bitmap;
mod chart;
mod drivers;
mod effect;
mod endings;
mod fan;
mod font;
mod funnel;
mod groups;
mod paint;
mod palette;
mod panels;
mod plane;
mod points;
mod sheet;
mod survival;
mod svg;
mod waterfall;

pub use chart::{Chart, is_chart_file};
pub use drivers::drivers_chart;
pub use effect::effect_chart;
pub use endings::endings_chart;
pub use fan::fan_chart;
pub use funnel::funnel_chart;
pub use groups::groups_chart;
pub use paint::Drawing;
pub use plane::{OUTCOME, plane_chart};
pub use points::points_chart;
pub use sheet::Sheet;
pub use survival::survival_chart;
pub use svg::{GlyphSet, glyph_definitions};
pub use waterfall::{Bar, bars, waterfall_chart};
