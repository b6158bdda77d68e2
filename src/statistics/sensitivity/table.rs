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

#[cfg(test)]
mod tests {
    use super::super::figures::{Excess, FactorEffect, SensitivityMethod};
    use super::*;
    use crate::parameters::Grade;

    fn estimate(value: f64) -> Estimate {
        Estimate {
            value,
            low: value - 1.0,
            high: value + 1.0,
        }
    }

    fn factor(key: &str, grade: Grade) -> Factor {
        Factor {
            key: key.to_owned(),
            unit: "share",
            low: 0.25,
            high: 0.75,
            path: String::new(),
            own: 0.5,
            own_by_scenario: Vec::new(),
            grade,
            is_whole: false,
            known: None,
        }
    }

    #[test]
    fn rows_are_of_factors_by_rank_with_what_they_are_judged_by_and_then_of_chance() {
        let effect =
            |factor: usize, is_distinguishable: bool, excess: Option<Excess>| FactorEffect {
                factor,
                measures: vec![estimate(3.0), bare(f64::NAN), estimate(-2.0)],
                is_distinguishable,
                excess,
            };
        let excess = Excess {
            noise: 0.5,
            low: 1.5,
        };
        let sensitivity = Sensitivity {
            method: SensitivityMethod::Morris,
            effects: vec![effect(1, true, Some(excess)), effect(0, false, None)],
            chance: vec![bare(f64::NAN), estimate(9.0), bare(f64::NAN)],
            constant: None,
            blocks: 10,
            dropped: 0,
            worlds: 2,
            needed: None,
        };
        let driven = Driven {
            scenario: "help".to_owned(),
            baseline: "none".to_owned(),
            indicator: crate::observations::indicator_index("employment").expect("an indicator"),
            sensitivity,
        };
        let factors = [factor("a.x", Grade::Expert), factor("b.y", Grade::Assumed)];
        let table =
            String::from_utf8(sensitivity_table(&[driven], &factors).to_csv()).expect("text");
        let lines: Vec<&str> = table.lines().collect();
        let (of, tail) = ("morris,help,none,employment,workers", "10,2");
        let expected = [
            format!("{of},1,b.y,assumed,0.25,0.75,0.5,mu_star,3.0,2.0,4.0,true,{tail}"),
            format!("{of},1,b.y,assumed,0.25,0.75,0.5,sigma,-2.0,-3.0,-1.0,true,{tail}"),
            format!("{of},1,b.y,assumed,0.25,0.75,0.5,luck,0.5,,,true,{tail}"),
            format!("{of},1,b.y,assumed,0.25,0.75,0.5,holm_low,1.5,,,true,{tail}"),
            format!("{of},2,a.x,expert,0.25,0.75,0.5,mu_star,3.0,2.0,4.0,false,{tail}"),
            format!("{of},2,a.x,expert,0.25,0.75,0.5,sigma,-2.0,-3.0,-1.0,false,{tail}"),
            format!("{of},,chance,,,,,mu_star,,,,,{tail}"),
            format!("{of},,chance,,,,,mu,9.0,8.0,10.0,,{tail}"),
        ];
        assert_eq!(
            lines[1..],
            expected.iter().map(String::as_str).collect::<Vec<_>>()
        );
        assert!(
            lines[0].starts_with("method,scenario,baseline,")
                && lines[0].ends_with(",distinguishable,blocks,worlds")
        );
    }
}
