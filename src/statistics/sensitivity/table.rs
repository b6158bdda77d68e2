//! The table `sensitivity.csv`.

use super::figures::{Sensitivity, bare};
use crate::observations::INDICATORS;
use crate::plan::Factor;
use crate::results::{Cell, Table};
use crate::statistics::survival::Estimate;

/// Sensitivity analysis of one difference.
#[derive(Clone, Debug)]
pub struct Driven {
    /// Name of the scenario.
    pub scenario: String,
    /// Name of the scenario that it is compared with.
    pub baseline: String,
    /// Index of the indicator in `observations::INDICATORS`.
    pub indicator: usize,
    /// What was found.
    pub sensitivity: Sensitivity,
}

/// Columns of `sensitivity.csv`.
const HEADER: [&str; 18] = [
    "method",
    "scenario",
    "baseline",
    "indicator",
    "unit",
    "rank",
    "parameter",
    "grade",
    "low",
    "high",
    "own",
    "measure",
    "value",
    "ci_low",
    "ci_high",
    "distinguishable",
    "blocks",
    "worlds",
];

/// Measures of what a factor is judged by, of [`super::Excess`].
const EXCESS: [&str; 2] = ["luck", "holm_low"];

/// One row per difference, factor and measure, most influential factor first; then simulation noise, without a rank.
#[must_use]
pub fn sensitivity_table(driven: &[Driven], factors: &[Factor]) -> Table {
    Table::new(
        "sensitivity.csv",
        &HEADER,
        driven.iter().flat_map(|one| rows(one, factors)).collect(),
    )
}

fn rows(driven: &Driven, factors: &[Factor]) -> Vec<Vec<Cell>> {
    let found = &driven.sensitivity;
    let mut rows = Vec::new();
    for (rank, effect) in found.effects.iter().enumerate() {
        let factor = &factors[effect.factor];
        let mut about = vec![
            Cell::Whole(rank as i64 + 1),
            factor.key.as_str().into(),
            factor.grade.name().into(),
        ];
        about.extend([factor.low, factor.high, factor.own].map(Cell::Number));
        let reported = Cell::Flag(effect.is_distinguishable);
        rows.extend(measures(
            driven,
            &about,
            (found.method.measures(), &effect.measures),
            &reported,
        ));
        let excess = effect
            .excess
            .map(|excess| [excess.noise, excess.low].map(bare));
        rows.extend(
            excess
                .iter()
                .flat_map(|excess| measures(driven, &about, (&EXCESS, excess), &reported)),
        );
    }
    let about = [
        Cell::Missing,
        "chance".into(),
        Cell::Missing,
        Cell::Missing,
        Cell::Missing,
        Cell::Missing,
    ];
    rows.extend(measures(
        driven,
        &about,
        (found.method.measures(), &found.chance),
        &Cell::Missing,
    ));
    rows
}

/// A row for each measure that has a value, and in any case for the first: its value is empty where there is none, as of a share of no variance.
fn measures(
    driven: &Driven,
    about: &[Cell],
    (names, measures): (&[&str], &[Estimate]),
    is_distinguishable: &Cell,
) -> Vec<Vec<Cell>> {
    let (found, indicator) = (&driven.sensitivity, &INDICATORS[driven.indicator]);
    let row = |(name, measure): (&&str, &Estimate)| {
        let mut row: Vec<Cell> = [
            found.method.name(),
            &driven.scenario,
            &driven.baseline,
            indicator.name,
            indicator.unit,
        ]
        .map(Cell::from)
        .to_vec();
        row.extend(about.iter().cloned());
        row.push((*name).into());
        row.extend([measure.value, measure.low, measure.high].map(Cell::Number));
        row.extend([
            is_distinguishable.clone(),
            Cell::Whole(found.blocks as i64),
            Cell::Whole(found.worlds as i64),
        ]);
        row
    };
    names
        .iter()
        .zip(measures)
        .enumerate()
        .filter(|(place, (_, measure))| *place == 0 || measure.value.is_finite())
        .map(|(_, both)| both)
        .map(row)
        .collect()
}
