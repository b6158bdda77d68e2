//! The whole report as files in memory.

use super::brief::brief;
use super::charts::{
    Chart, effect_chart, endings_chart, fan_chart, funnel_chart, groups_chart, plane_chart, survival_chart, waterfall_chart,
};
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
        lives: survival_chart(input).into_iter().chain(endings_chart(input)).collect(),
        waterfall: waterfall_chart(input),
        plane: plane_chart(input),
        groups: groups_chart(input),
    };
    let file = |path: &str, text: String| Artifact { path: path.to_owned(), bytes: text.into_bytes() };
    let mut artifacts = vec![
        file("report.html", page(input, &charts)?),
        file("brief.md", brief(input, charts.further().map(|chart| chart.title.as_str()))),
    ];
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
    /// Survival of linkages and why they end, where there are any.
    pub lives: Vec<Chart>,
    /// Linkages from gross to net, where there are any.
    pub waterfall: Option<Chart>,
    /// Cost-effectiveness plane, where something is added or paid.
    pub plane: Option<Chart>,
    /// Winners and losers, where there are any.
    pub groups: Option<Chart>,
}

impl Charts {
    fn all(&self) -> impl Iterator<Item = &Chart> {
        self.effect.iter().chain(&self.fans).chain(&self.funnel).chain(self.further())
    }

    /// Charts on time, money, gross to net, gains and losses, whose messages stand in the brief too.
    fn further(&self) -> impl Iterator<Item = &Chart> {
        self.lives.iter().chain(&self.waterfall).chain(&self.plane).chain(&self.groups)
    }
}
