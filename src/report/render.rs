//! The whole report as files in memory.

use super::brief::brief;
use super::charts::{
    Chart, effect_chart, endings_chart, fan_chart, funnel_chart, groups_chart, plane_chart,
    points_chart, survival_chart, waterfall_chart,
};
use super::input::{Artifact, ReportError, ReportInput};
use super::page::page;

/// Name of the report inside a run folder.
pub const PAGE: &str = "report.html";

/// Most fans drawn.
const FANS: usize = 3;

/// Makes all charts, the report and the brief: the files `report.html`, `brief.md` and `charts/*`, in a fixed order and with fixed bytes for the same input.
///
/// # Errors
///
/// Returns an error if a chart cannot be drawn, encoded or tabulated.
pub fn render(input: &ReportInput) -> Result<Vec<Artifact>, ReportError> {
    let contexts = || 0..input.dataset.contexts.len();
    // Several contexts show the leading indicator only, each on a chart of its own.
    let fans = input
        .fans
        .iter()
        .take(if input.has_contexts() { 1 } else { FANS })
        .enumerate();
    let charts = Charts {
        effect: effect_chart(input),
        fans: fans
            .flat_map(|(place, fan)| {
                contexts().filter_map(move |context| fan_chart(input, fan, place, context))
            })
            .collect(),
        funnels: contexts()
            .filter_map(|context| funnel_chart(input, context))
            .collect(),
        lives: contexts()
            .flat_map(|context| {
                survival_chart(input, context)
                    .into_iter()
                    .chain(endings_chart(input, context))
            })
            .collect(),
        waterfalls: contexts()
            .filter_map(|context| waterfall_chart(input, context))
            .collect(),
        planes: contexts()
            .filter_map(|context| plane_chart(input, context))
            .collect(),
        groups: contexts()
            .filter_map(|context| groups_chart(input, context))
            .collect(),
        points: points_chart(input),
    };
    let file = |path: &str, text: String| Artifact {
        path: path.to_owned(),
        bytes: text.into_bytes(),
    };
    let mut artifacts = vec![
        file(PAGE, page(input, &charts)?),
        file(
            "brief.md",
            brief(
                input,
                charts
                    .effect
                    .as_ref()
                    .map(|chart| (chart.name.as_str(), chart.title.as_str())),
            ),
        ),
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
    /// Funnels by context, where their indicators have values.
    pub funnels: Vec<Chart>,
    /// Survival of linkages and why they end, by context, where there are any.
    pub lives: Vec<Chart>,
    /// Linkages from gross to net, by context, where there are any.
    pub waterfalls: Vec<Chart>,
    /// Cost-effectiveness planes by context, where something is added or paid.
    pub planes: Vec<Chart>,
    /// Winners and losers by context, where there are any.
    pub groups: Vec<Chart>,
    /// The difference that the study asks for along the one parameter of a design, where there is one.
    pub points: Option<Chart>,
}

impl Charts {
    fn all(&self) -> impl Iterator<Item = &Chart> {
        self.effect
            .iter()
            .chain(&self.fans)
            .chain(&self.funnels)
            .chain(self.further())
            .chain(&self.points)
    }

    /// Charts on time, money, gross to net, gains and losses.
    fn further(&self) -> impl Iterator<Item = &Chart> {
        self.lives
            .iter()
            .chain(&self.waterfalls)
            .chain(&self.planes)
            .chain(&self.groups)
    }
}
