//! Charts: each is laid out once as marks on a [`Sheet`], painted by plotters on two backends, and told again as table and text.
//!
//! `sheet` holds marks, `font` measures and outlines text, `svg` and `bitmap` are the backends, `paint` sends marks to them;
//! `effect`, `fan` and `funnel` are the charts, one file each.

mod axis;
mod bitmap;
mod chart;
mod effect;
mod fan;
mod font;
mod funnel;
mod paint;
mod palette;
mod sheet;
mod svg;

pub use chart::Chart;
pub use effect::effect_chart;
pub use fan::fan_chart;
pub use funnel::funnel_chart;
pub use sheet::Sheet;
