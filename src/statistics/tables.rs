//! The tables of estimates: summary.csv, compare.csv, additionality.csv, costs.csv, survival.csv, groups.csv, answer.csv, over several contexts ranks.csv, and where numbers are drawn or rival
//! structures run variance.csv.

use super::accounts::{additionality_table, costs_table};
use super::compare::Comparison;
use super::estimates::Estimates;
use super::further::Further;
use super::groups::groups_table;
use super::interval::Method;
use super::lives::survival_table;
use super::points::points_table;
use super::ranks::ranks_table;
use super::summary::Summary;
use super::variance::{expected_table, variance_table};
use super::verdict::answer_table;
use crate::observations::INDICATORS;
use crate::results::{Cell, Dataset, Table};

/// Tables of the estimates of a study.
#[must_use]
pub fn tables(dataset: &Dataset, estimates: &Estimates, further: &Further) -> Vec<Table> {
    // the pair that answers the question has rows of its own where it is not among those relative to the baseline
    let extra = dataset
        .extra_answer()
        .map_or(&[][..], |_| &estimates.answer);
    let rows: Vec<&Comparison> = estimates.comparisons.iter().chain(extra).collect();
    let mut tables = vec![
        summary_table(dataset, estimates),
        compare_table(dataset, &rows),
        additionality_table(dataset, estimates),
        costs_table(dataset, estimates, further),
        survival_table(dataset, &further.lives),
        groups_table(dataset, &further.groups),
        answer_table(dataset, &further.verdicts),
    ];
    tables.extend(ranks_table(dataset, &further.ranks));
    tables.extend(variance_table(dataset, &further.spreads));
    tables.extend(expected_table(dataset, &further.spreads));
    tables.extend(points_table(dataset, &further.points));
    tables
}

fn summary_table(dataset: &Dataset, estimates: &Estimates) -> Table {
    let row = |s: &Summary| {
        let mut row = vec![
            text(&dataset.scenarios[s.scenario].name),
            text(INDICATORS[s.indicator].name),
            text(INDICATORS[s.indicator].unit),
        ];
        row.push(count(s.n));
        row.extend(
            [
                s.mean, s.sd, s.mcse, s.ci_low, s.ci_high, s.q05, s.q25, s.q50, s.q75, s.q95,
            ]
            .map(Cell::Number),
        );
        row
    };
    let header = [
        "scenario",
        "indicator",
        "unit",
        "n",
        "mean",
        "sd",
        "mcse",
        "ci_low",
        "ci_high",
        "q05",
        "q25",
        "q50",
        "q75",
        "q95",
    ];
    Table::new(
        "summary.csv",
        &header,
        estimates.summaries.iter().map(row).collect(),
    )
}

const COMPARE_HEADER: [&str; 30] = [
    "scenario",
    "baseline",
    "indicator",
    "unit",
    "n_pairs",
    "n_dropped",
    "diff",
    "sd_diff",
    "ci_low",
    "ci_high",
    "interval",
    "better",
    "n_better",
    "n_tied",
    "p_superior",
    "p_superior_low",
    "p_superior_high",
    "rho",
    "vrf",
    "vrf_low",
    "vrf_high",
    "mean",
    "mean_baseline",
    "relative_diff",
    "rel_ci_low",
    "rel_ci_high",
    "p_value",
    "p_headline",
    "sign_settled",
    "answers",
];

/// `compare.csv` of these comparisons.
#[must_use]
pub fn compare_table(dataset: &Dataset, comparisons: &[&Comparison]) -> Table {
    let is_answer = |c: &Comparison| dataset.answer == Some((c.scenario, c.baseline));
    let rows = comparisons
        .iter()
        .map(|c| compare_row(dataset, c, is_answer(c)))
        .collect();
    Table::new("compare.csv", &COMPARE_HEADER, rows)
}

fn compare_row(dataset: &Dataset, c: &Comparison, is_answer: bool) -> Vec<Cell> {
    let indicator = &INDICATORS[c.indicator];
    let name = |scenario: usize| text(&dataset.scenarios[scenario].name);
    let mut row = vec![
        name(c.scenario),
        name(c.baseline),
        text(indicator.name),
        text(indicator.unit),
    ];
    row.extend([count(c.n_pairs), count(c.n_dropped)]);
    row.extend([c.diff, c.sd_diff, c.ci_low, c.ci_high].map(Cell::Number));
    row.push(if c.interval == Method::None {
        Cell::Missing
    } else {
        text(c.interval.name())
    });
    row.extend([
        text(c.direction.name()),
        c.n_better().map_or(Cell::Missing, count),
        count(c.n_tied),
    ]);
    row.extend(
        [
            c.p_superior,
            c.p_superior_low,
            c.p_superior_high,
            c.rho,
            c.vrf,
            c.vrf_low,
            c.vrf_high,
        ]
        .map(Cell::Number),
    );
    row.extend([c.mean, c.mean_baseline].map(Cell::Number));
    row.extend(
        [
            c.relative_diff,
            c.rel_ci_low,
            c.rel_ci_high,
            c.p,
            c.p_family,
        ]
        .map(Cell::Number),
    );
    row.extend([Cell::Flag(c.sign_settled), Cell::Flag(is_answer)]);
    row
}

pub(super) fn text(words: &str) -> Cell {
    Cell::Text(words.to_string())
}

pub(super) fn count(number: usize) -> Cell {
    Cell::Whole(i64::try_from(number).unwrap_or(i64::MAX))
}
