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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::testing::dataset_of;
    use crate::results::{DrawnNumber, RunRecord};

    /// Two points of a design with three replications each; at the second the difference is ten times as large.
    fn design(is_luck_shared: bool) -> Dataset {
        let mut runs = Vec::new();
        for (draw, replication) in
            (0..2).flat_map(|draw| (0..3).map(move |replication| (draw, replication)))
        {
            for scenario in 0..3 {
                let by = [1.0, 10.0][draw as usize] * f64::from(replication + 1) * scenario as f64;
                runs.push(RunRecord {
                    scenario,
                    replication: World { draw, replication }.number(),
                    world_key: 0,
                    values: vec![100.0 + f64::from(draw) + by; INDICATORS.len()],
                });
            }
        }
        let mut dataset = dataset_of(3, 6, runs);
        dataset.answer = Some((2, 1));
        dataset.draws = Some(Draws {
            kind: "grid".into(),
            n: 2,
            replications: 3,
            is_luck_shared,
            numbers: vec![DrawnNumber {
                name: "a.x".into(),
                unit: String::new(),
                grade: "expert".into(),
                words: String::new(),
                scenarios: Vec::new(),
            }],
            points: vec![vec![0.25], vec![0.5]],
            names: vec![String::new(), "high".into()],
        });
        dataset
    }

    #[test]
    fn every_point_has_the_differences_of_its_own_worlds() {
        let dataset = design(true);
        let found = at_points(&dataset);
        let expected: Vec<_> = [(0, 1.0), (1, 10.0)]
            .into_iter()
            .flat_map(|(point, step)| {
                [(1, 0, 100.0, 1.0), (2, 0, 100.0, 2.0), (2, 1, 102.0, 1.0)]
                    .map(|(scenario, against, of, by)| (point, scenario, against, of, by * step))
            })
            .collect();
        assert_eq!(found.len(), expected.len());
        for (at, (point, scenario, against, of, by)) in found.iter().zip(&expected) {
            assert_eq!(
                (at.point, at.scenario, at.against, at.n),
                (*point, *scenario, *against, 3)
            );
            let reference = if *against == 1 {
                100.0 + point_shift(*point) + 2.0 * by
            } else {
                of + point_shift(*point)
            };
            assert!((at.mean_against - reference).abs() < 1e-12, "{at:?}");
            // 1, 2 and 3 times the step: t at 97.5 % with two degrees of freedom over 3^(1/2)
            let half = 4.302_652_730 / 3.0_f64.sqrt() * by;
            assert!((at.difference.value - 2.0 * by).abs() < 1e-9, "{at:?}");
            assert!(
                (at.difference.low - 2.0 * by + half).abs() < 1e-6
                    && (at.difference.high - 2.0 * by - half).abs() < 1e-6,
                "{at:?}"
            );
            assert!(!at.sign_settled, "three pairs are too few");
        }
        assert!(
            at_points(&design(false)).is_empty(),
            "parameters are sampled"
        );
    }

    fn point_shift(point: usize) -> f64 {
        point as f64
    }

    #[test]
    fn the_table_has_the_values_of_parameters_beside_the_differences() {
        let dataset = design(true);
        let table = points_table(&dataset, &at_points(&dataset)).expect("a design");
        let text = String::from_utf8(table.to_csv()).expect("text");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 7);
        assert_eq!(
            lines[0],
            "draw,name,scenario,baseline,indicator,unit,n_pairs,mean_baseline,diff,ci_low,ci_high,a.x"
        );
        assert!(
            lines[1].starts_with("0,,b,a,sustained_linkages,linkages,3,100.0,2.0,")
                && lines[1].ends_with(",0.25"),
            "{}",
            lines[1]
        );
        assert!(
            lines[6].starts_with("1,high,c,b,sustained_linkages,linkages,3,121.0,20.0,")
                && lines[6].ends_with(",0.5"),
            "{}",
            lines[6]
        );
        assert!(points_table(&design(false), &[]).is_none());
    }
}
