//! The tables variance.csv and expected.csv.

use super::spread::Spread;
use super::survival::Estimate;
use super::tables::{count, text};
use crate::observations::INDICATORS;
use crate::results::{Cell, Dataset, Table};

/// Columns of `variance.csv`.
const HEADER: [&str; 16] = [
    "indicator",
    "unit",
    "scenario",
    "baseline",
    "source",
    "of",
    "share",
    "share_low",
    "share_high",
    "share_expected",
    "share_expected_low",
    "share_expected_high",
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
    let row = |(source, of): (&str, &str), figures: [f64; 9], n: usize| {
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
            [
                part.share,
                part.low,
                part.high,
                part.expected.value,
                part.expected.low,
                part.expected.high,
                none,
                none,
                none,
            ],
            spread.n,
        )
    });
    let rivals = spread.rivals.iter().map(|rival| {
        let Estimate { value, low, high } = rival.difference;
        row(
            ("rival", &rival.title),
            [none, none, none, none, none, none, value, low, high],
            rival.n,
        )
    });
    parts.chain(rivals).collect()
}

/// Columns of `expected.csv`.
const EXPECTED_HEADER: [&str; 19] = [
    "indicator",
    "unit",
    "scenario",
    "baseline",
    "n_draws",
    "worlds_per_draw",
    "diff",
    "ci_low",
    "ci_high",
    "luck",
    "sd",
    "sd_low",
    "sd_high",
    "q05",
    "q50",
    "q95",
    "p_above_zero",
    "p_above_zero_low",
    "p_above_zero_high",
];

/// `expected.csv`: the expected effect over draws of uncertain parameters, luck apart; none where parameters are not drawn.
pub(super) fn expected_table(dataset: &Dataset, spreads: &[Spread]) -> Option<Table> {
    let row = |spread: &Spread| {
        let (expected, indicator) = (spread.expected.as_ref()?, &INDICATORS[spread.indicator]);
        let name = |scenario: usize| text(&dataset.scenarios[scenario].name);
        let mut row = vec![
            text(indicator.name),
            text(indicator.unit),
            name(spread.scenario),
            name(spread.against),
            count(expected.n),
        ];
        let figures = |one: Estimate| [one.value, one.low, one.high];
        let numbers = [expected.worlds]
            .into_iter()
            .chain(figures(spread.own))
            .chain([expected.luck])
            .chain(figures(expected.sd))
            .chain(expected.range)
            .chain(figures(expected.above_zero));
        row.extend(numbers.map(Cell::Number));
        Some(row)
    };
    let rows: Vec<Vec<Cell>> = spreads.iter().filter_map(row).collect();
    (!rows.is_empty()).then(|| Table::new("expected.csv", &EXPECTED_HEADER, rows))
}
