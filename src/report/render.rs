//! The whole report as files in memory.

use super::brief::brief;
use super::charts::{Charts, Layer, Section};
use super::input::{Artifact, ReportError, ReportInput};
use super::page::page;

/// Name of the report inside a run folder.
pub const PAGE: &str = "report.html";

/// Makes all charts, the report and the brief: the files `report.html`, `brief.md` and `charts/*`, in a fixed order and with fixed bytes for the same input;
/// with bitmaps of the charts where they are asked for, which take longer than all the rest.
///
/// # Errors
///
/// Returns an error if a chart cannot be drawn, encoded or tabulated.
pub fn render(input: &ReportInput, with_png: bool) -> Result<Vec<Artifact>, ReportError> {
    let charts = Charts::new(input);
    let file = |path: &str, text: String| Artifact {
        path: path.to_owned(),
        bytes: text.into_bytes(),
    };
    let leading = charts.of(Section::Compare, Layer::First).next();
    let mut artifacts = vec![
        file(PAGE, page(input, &charts)),
        file(
            "brief.md",
            brief(
                input,
                leading.map(|chart| (chart.name.as_str(), chart.title.as_str())),
            ),
        ),
    ];
    for chart in charts.all() {
        artifacts.extend(chart.artifacts(with_png)?);
    }
    Ok(artifacts)
}
