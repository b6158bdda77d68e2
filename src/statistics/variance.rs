//! The table variance.csv.

use super::spread::Spread;
use super::survival::Estimate;
use super::tables::{count, text};
use crate::observations::INDICATORS;
use crate::results::{Cell, Dataset, Table};

/// Columns of `variance.csv`.
const HEADER: [&str; 13] = [
    "indicator",
    "unit",
    "scenario",
    "baseline",
    "source",
    "of",
    "share",
    "share_low",
    "share_high",
    "diff",
    "ci_low",
    "ci_high",
    "n",
];

/// `variance.csv`: parts of the variance of every difference, and the differences under rival structures; none without either.
pub(super) fn variance_table(dataset: &Dataset, spreads: &[Spread]) -> Option<Table> {
    let rows: Vec<Vec<Cell>> = spreads
        .iter()
        .flat_map(|spread| rows(dataset, spread))
        .collect();
    (!rows.is_empty()).then(|| Table::new("variance.csv", &HEADER, rows))
}

fn rows(dataset: &Dataset, spread: &Spread) -> Vec<Vec<Cell>> {
    let indicator = &INDICATORS[spread.indicator];
    let name = |scenario: usize| text(&dataset.scenarios[scenario].name);
    let row = |(source, of): (&str, &str), figures: [f64; 6], n: usize| {
        let of = if of.is_empty() {
            Cell::Missing
        } else {
            text(of)
        };
        let mut row = vec![
            text(indicator.name),
            text(indicator.unit),
            name(spread.scenario),
            name(spread.against),
            text(source),
            of,
        ];
        row.extend(figures.map(Cell::Number));
        row.push(count(n));
        row
    };
    let none = f64::NAN;
    let parts = spread.parts.iter().map(|part| {
        row(
            part.origin.text(),
            [part.share, part.low, part.high, none, none, none],
            spread.n,
        )
    });
    let rivals = spread.rivals.iter().map(|rival| {
        let Estimate { value, low, high } = rival.difference;
        row(
            ("rival", &rival.title),
            [none, none, none, value, low, high],
            rival.n,
        )
    });
    parts.chain(rivals).collect()
}
