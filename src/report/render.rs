//! The whole report as files in memory.

use super::brief::brief;
use super::charts::{Chart, effect_chart, fan_chart, funnel_chart};
use super::input::{Artifact, ReportError, ReportInput};
use super::page::page;

/// Most fans drawn.
const FANS: usize = 3;

/// Makes all charts, the page and the brief: the files `report.html`, `brief.md` and `charts/*`, in a fixed order and with fixed bytes for the same input.
///
/// # Errors
///
/// Returns an error if a chart cannot be drawn, encoded or tabulated.
pub fn render(input: &ReportInput) -> Result<Vec<Artifact>, ReportError> {
    let charts = Charts {
        effect: effect_chart(input),
        fans: input.fans.iter().take(FANS).enumerate().filter_map(|(place, fan)| fan_chart(input, fan, place)).collect(),
        funnel: funnel_chart(input),
    };
    let file = |path: &str, text: String| Artifact { path: path.to_owned(), bytes: text.into_bytes() };
    let mut artifacts = vec![file("report.html", page(input, &charts)?), file("brief.md", brief(input))];
    for chart in charts.all() {
        artifacts.extend(chart.artifacts()?);
    }
    Ok(artifacts)
}

/// The charts of a report.
pub(super) struct Charts {
    /// Effect forest, where there is a scenario to compare.
    pub effect: Option<Chart>,
    /// Fans, most important indicator first.
    pub fans: Vec<Chart>,
    /// Funnel, where its indicators have values.
    pub funnel: Option<Chart>,
}

impl Charts {
    fn all(&self) -> impl Iterator<Item = &Chart> {
        self.effect.iter().chain(&self.fans).chain(&self.funnel)
    }
}
