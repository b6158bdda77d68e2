//! Results at every point of a chosen design: points.csv and the section of the report.

use serde::Serialize;

use super::estimates::{Columns, compared_pairs};
use super::survival::Estimate;
use super::tables::{count, text};
use crate::observations::{INDICATORS, indicator_index};
use crate::plan::World;
use crate::results::{Cell, Dataset, Draws, Table};

/// The difference of two scenarios at a point of a design, over replications.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AtPoint {
    /// Index of the point: the draw.
    pub point: usize,
    /// Index of the scenario.
    pub scenario: usize,
    /// Index of the scenario that it is compared with.
    pub against: usize,
    /// Index of the indicator in `observations::INDICATORS`.
    pub indicator: usize,
    /// Pairs of worlds.
    pub n: usize,
    /// Mean of the scenario that it is compared with [unit of the indicator].
    pub mean_against: f64,
    /// Mean difference with its 95 % interval [unit of the indicator].
    pub difference: Estimate,
    /// True where the difference is significant.
    pub sign_settled: bool,
}

/// Headline differences of every scenario from its baseline, and of the pair that answers the question, at every point of a design; none where
/// parameters are sampled or fixed.
#[must_use]
pub fn at_points(worlds: &Dataset) -> Vec<AtPoint> {
    let Some(draws) = chosen(worlds) else {
        return Vec::new();
    };
    let indicators: Vec<usize> = worlds
        .headline
        .iter()
        .filter_map(|name| indicator_index(name))
        .collect();
    let pairs = compared_pairs(worlds);
    let mut found = Vec::new();
    for point in 0..draws.n {
        // worlds are in order, draw by draw
        let [from, to] = [point, point + 1].map(|draw| {
            worlds
                .runs
                .partition_point(|run| World::new(run.replication).draw < draw)
        });
        let columns = Columns::of_runs(
            &worlds.runs[from..to],
            worlds.scenarios.len(),
            draws.replications,
        );
        for indicator in &indicators {
            found.extend(pairs.iter().map(|pair| {
                let c = columns.comparison(*pair, *indicator);
                AtPoint {
                    point: point as usize,
                    scenario: c.scenario,
                    against: c.baseline,
                    indicator: c.indicator,
                    n: c.n_pairs,
                    mean_against: c.mean_baseline,
                    difference: Estimate {
                        value: c.diff,
                        low: c.ci_low,
                        high: c.ci_high,
                    },
                    sign_settled: c.sign_settled,
                }
            }));
        }
    }
    found
}

/// The draws of a data set whose points were chosen.
fn chosen(worlds: &Dataset) -> Option<&Draws> {
    worlds.draws.as_ref().filter(|draws| draws.is_luck_shared)
}

/// `points.csv`: headline differences at every point of a design, with the values of its parameters; none without.
pub(super) fn points_table(dataset: &Dataset, points: &[AtPoint]) -> Option<Table> {
    let draws = chosen(dataset)?;
    let header = [
        "draw",
        "name",
        "scenario",
        "baseline",
        "indicator",
        "unit",
        "n_pairs",
        "mean_baseline",
        "diff",
        "ci_low",
        "ci_high",
    ];
    let header: Vec<&str> = header
        .into_iter()
        .chain(draws.numbers.iter().map(|number| number.name.as_str()))
        .collect();
    let row = |at: &AtPoint| {
        let (name, indicator) = (&draws.names[at.point], &INDICATORS[at.indicator]);
        let mut row = vec![
            count(at.point),
            if name.is_empty() {
                Cell::Missing
            } else {
                text(name)
            },
        ];
        row.extend([at.scenario, at.against].map(|index| text(&dataset.scenarios[index].name)));
        row.extend([text(indicator.name), text(indicator.unit), count(at.n)]);
        row.extend(
            [
                at.mean_against,
                at.difference.value,
                at.difference.low,
                at.difference.high,
            ]
            .map(Cell::Number),
        );
        row.extend(
            draws.points[at.point]
                .iter()
                .map(|value| Cell::Number(*value)),
        );
        row
    };
    Some(Table::new(
        "points.csv",
        &header,
        points.iter().map(row).collect(),
    ))
}
