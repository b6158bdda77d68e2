//! Actions of the rules of adaptive management over the worlds of a study.

use super::read::scenario_of;
use super::rows::Rows;
use super::{Cell, Dataset, ReadError, ScenarioInfo, Table};
use crate::parameters::FiredRule;
use crate::plan::Plan;

/// One rule of one scenario over worlds.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleSummary {
    /// Index of the scenario.
    pub scenario: usize,
    /// The conditions as written.
    pub when: String,
    /// Its action, in short.
    pub then: String,
    /// Worlds that finished.
    pub worlds: u32,
    /// Worlds in which it acted.
    pub acted: u32,
    /// Quarters of the window in which it acted: first, median and last over worlds; NaN where it never did.
    pub quarters: [f64; 3],
    /// Mean of the values last seen of its first condition when it acted; NaN where it never did.
    pub seen: f64,
}

const HEADER: [&str; 9] = [
    "scenario",
    "when",
    "then",
    "worlds",
    "acted",
    "first_quarter",
    "median_quarter",
    "last_quarter",
    "mean_seen",
];

/// Sums up what the rules of a plan did; `fired` is (index of the scenario, rule that acted), one entry per world and rule.
pub(super) fn rule_summaries(
    plan: &Plan,
    worlds: u32,
    fired: &[(usize, FiredRule)],
) -> Vec<RuleSummary> {
    let scenarios = plan.scenarios.iter().enumerate();
    let rules = scenarios.flat_map(|(scenario, planned)| {
        planned
            .input
            .rules
            .iter()
            .enumerate()
            .map(move |rule| (scenario, rule))
    });
    let summary = |(scenario, (index, rule)): (usize, (usize, &crate::parameters::Rule))| {
        let mine = fired
            .iter()
            .filter(|(of, fired)| *of == scenario && fired.rule == index)
            .map(|(_, fired)| fired);
        let mut quarters: Vec<f64> = mine.clone().map(|fired| f64::from(fired.quarter)).collect();
        quarters.sort_by(f64::total_cmp);
        let n = quarters.len();
        let middle = || 0.5 * (quarters[(n - 1) / 2] + quarters[n / 2]);
        RuleSummary {
            scenario,
            when: rule.when.clone(),
            then: rule.then.clone(),
            worlds,
            acted: n as u32,
            quarters: if n == 0 {
                [f64::NAN; 3]
            } else {
                [quarters[0], middle(), quarters[n - 1]]
            },
            seen: mine.fold(0.0, |sum, fired| sum + fired.seen) / n as f64,
        }
    };
    rules.map(summary).collect()
}

/// `rules.csv`: one row per scenario and rule.
#[must_use]
pub fn rules_table(scenarios: &[ScenarioInfo], rules: &[RuleSummary]) -> Table {
    let row = |rule: &RuleSummary| {
        let mut row = vec![
            scenarios[rule.scenario].name.as_str().into(),
            rule.when.as_str().into(),
            rule.then.as_str().into(),
        ];
        row.extend([rule.worlds.into(), rule.acted.into()]);
        row.extend(
            rule.quarters
                .iter()
                .chain([&rule.seen])
                .map(|number| Cell::Number(*number)),
        );
        row
    };
    Table::new("rules.csv", &HEADER, rules.iter().map(row).collect())
}

/// Reads `rules.csv`.
pub(super) fn read_rules(rows: &Rows, dataset: &Dataset) -> Result<Vec<RuleSummary>, ReadError> {
    let [
        scenario,
        when,
        then,
        worlds,
        acted,
        first,
        median,
        last,
        seen,
    ] = rows.columns(HEADER)?;
    let rule = |record: &csv::StringRecord| {
        Ok(RuleSummary {
            scenario: scenario_of(rows, record, scenario, dataset)?,
            when: record[when].to_string(),
            then: record[then].to_string(),
            worlds: rows.whole(record, worlds)?,
            acted: rows.whole(record, acted)?,
            quarters: [
                rows.number(record, first)?,
                rows.number(record, median)?,
                rows.number(record, last)?,
            ],
            seen: rows.number(record, seen)?,
        })
    };
    rows.records.iter().map(rule).collect()
}
