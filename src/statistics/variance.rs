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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observations::indicator_index;
    use crate::parameters::Grade;
    use crate::results::testing::dataset_of;
    use crate::statistics::expected::Expected;
    use crate::statistics::parts::{Origin, Part};
    use crate::statistics::spread::UnderRival;

    const fn estimate(value: f64, low: f64, high: f64) -> Estimate {
        Estimate { value, low, high }
    }

    fn spread(scenario: usize, against: usize) -> Spread {
        Spread {
            scenario,
            against,
            indicator: indicator_index("employment").expect("an indicator"),
            n: 40,
            own: estimate(5.0, 4.0, 6.0),
            sd: 2.0,
            expected: None,
            parts: Vec::new(),
            needed: None,
            rivals: Vec::new(),
        }
    }

    fn lines(table: &Table) -> Vec<String> {
        String::from_utf8(table.to_csv())
            .expect("text")
            .lines()
            .map(String::from)
            .collect()
    }

    #[test]
    fn parts_and_rivals_have_a_row_each() {
        let dataset = dataset_of(3, 40, Vec::new());
        let part = |origin: Origin, share: f64, expected: f64| Part {
            origin,
            share,
            low: share - 0.125,
            high: share + 0.125,
            expected: estimate(expected, expected - 0.25, expected + 0.25),
            n_numbers: 0,
        };
        let rival = UnderRival {
            title: "Other rules".into(),
            difference: estimate(-1.0, -3.0, 0.5),
            n: 39,
            is_reversed: false,
        };
        let full = Spread {
            parts: vec![
                part(Origin::Chance, 0.25, f64::NAN),
                part(Origin::Grade(Grade::Expert), 0.75, 0.5),
            ],
            rivals: vec![rival],
            ..spread(2, 1)
        };
        let found = lines(&variance_table(&dataset, &[spread(1, 0), full]).expect("rows"));
        assert_eq!(
            found[1..],
            [
                "employment,workers,c,b,chance,,0.25,0.125,0.375,,,,,,,40",
                "employment,workers,c,b,numbers,expert,0.75,0.625,0.875,0.5,0.25,0.75,,,,40",
                "employment,workers,c,b,rival,Other rules,,,,,,,-1.0,-3.0,0.5,39"
            ]
        );
        assert!(variance_table(&dataset, &[spread(1, 0)]).is_none());
    }

    #[test]
    fn expected_effects_have_a_row_where_there_are_any() {
        let dataset = dataset_of(3, 40, Vec::new());
        let expected = Expected {
            n: 20,
            worlds: 2.5,
            sd: estimate(1.5, 1.0, 2.0),
            range: [3.0, 5.25, 7.0],
            above_zero: estimate(0.75, 0.5, 1.0),
            luck: 0.125,
        };
        let full = Spread {
            expected: Some(expected),
            ..spread(2, 1)
        };
        let found = lines(&expected_table(&dataset, &[spread(1, 0), full]).expect("a row"));
        assert_eq!(
            found[0],
            "indicator,unit,scenario,baseline,n_draws,worlds_per_draw,diff,ci_low,ci_high,luck,sd,sd_low,sd_high,q05,q50,q95,p_above_zero,p_above_zero_low,p_above_zero_high"
        );
        assert_eq!(
            found[1..],
            [
                "employment,workers,c,b,20,2.5,5.0,4.0,6.0,0.125,1.5,1.0,2.0,3.0,5.25,7.0,0.75,0.5,1.0"
            ]
        );
        assert!(expected_table(&dataset, &[spread(1, 0)]).is_none());
    }
}
