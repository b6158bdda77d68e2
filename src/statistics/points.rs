//! Tables of what draws do: variance.csv of drawn numbers and rival structures, points.csv of designs that were chosen.

use super::estimates::Columns;
use super::spread::Spread;
use super::tables::{count, text};
use crate::observations::{INDICATORS, indicator_index};
use crate::plan::World;
use crate::results::{Cell, Dataset, Table};

/// `points.csv`: headline differences at every point of a design, over replications; none where numbers are drawn or keep their values.
pub(super) fn points_table(worlds: &Dataset) -> Option<Table> {
    let draws = worlds.draws.as_ref().filter(|draws| draws.is_luck_shared)?;
    let mut rows = Vec::new();
    for (draw, name) in (0..draws.n).zip(&draws.names) {
        let mut part = Dataset { runs: Vec::new(), replications: draws.replications, ..worlds.clone() };
        part.runs.extend(worlds.runs.iter().filter(|run| World::of(run.replication).draw == draw).cloned());
        let columns = Columns::of(&part);
        for indicator in worlds.headline.iter().filter_map(|name| indicator_index(name)) {
            for scenario in worlds.compared() {
                let c = columns.comparison((scenario, worlds.baseline_of(scenario)), indicator);
                let names = [scenario, c.baseline].map(|index| text(&worlds.scenarios[index].name));
                let mut row = vec![Cell::from(draw), if name.is_empty() { Cell::Missing } else { text(name) }];
                row.extend(names.into_iter().chain([text(INDICATORS[indicator].name), text(INDICATORS[indicator].unit), count(c.n_pairs)]));
                row.extend([c.mean_baseline, c.diff, c.ci_low, c.ci_high].map(Cell::Number));
                rows.push(row);
            }
        }
    }
    let header = ["draw", "name", "scenario", "baseline", "indicator", "unit", "n_pairs", "mean_baseline", "diff", "ci_low", "ci_high"];
    Some(Table::new("points.csv", &header, rows))
}

/// `variance.csv`: parts of the variance of every difference, and the differences under rival structures; none without either.
pub(super) fn variance_table(dataset: &Dataset, spreads: &[Spread]) -> Option<Table> {
    let mut rows = Vec::new();
    for spread in spreads {
        let indicator = &INDICATORS[spread.indicator];
        let name = |scenario: usize| text(&dataset.scenarios[scenario].name);
        let start = |source: &str, of: &str| {
            let of = if of.is_empty() { Cell::Missing } else { text(of) };
            let places = [text(indicator.name), text(indicator.unit), name(spread.scenario), name(dataset.baseline_of(spread.scenario))];
            places.into_iter().chain([text(source), of]).collect::<Vec<_>>()
        };
        for part in &spread.parts {
            let (source, of) = part.origin.words();
            let mut row = start(source, of);
            row.extend([part.share, part.low, part.high, f64::NAN, f64::NAN, f64::NAN].map(Cell::Number));
            rows.push(row);
        }
        for rival in &spread.rivals {
            let mut row = start("rival", &rival.title);
            row.extend([f64::NAN, f64::NAN, f64::NAN, rival.diff, rival.low, rival.high].map(Cell::Number));
            rows.push(row);
        }
    }
    let header =
        ["indicator", "unit", "scenario", "baseline", "source", "of", "share", "share_low", "share_high", "diff", "ci_low", "ci_high"];
    (!rows.is_empty()).then(|| Table::new("variance.csv", &header, rows))
}
