//! Survival of linkages in the scenarios of a study: survival.csv.

use super::survival::{Estimate, Survival};
use super::tables::{count, text};
use crate::observations::{CAUSES, N_CAUSES, SPELL_GROUPS};
use crate::results::{Cell, Dataset, Table};

/// Survival of a group of linkages of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Durations {
    /// Index of the scenario.
    pub scenario: usize,
    /// Index of the group in `observations::LIFE_GROUPS`.
    pub group: usize,
    /// Pooled over the worlds that all scenarios finished, in order of replication.
    pub survival: Survival,
}

/// Survival of all scenarios and groups, by scenario, then group.
#[must_use]
pub fn lives(dataset: &Dataset) -> Vec<Durations> {
    let mut lives = Vec::new();
    for scenario in 0..dataset.scenarios.len() {
        for group in 0..SPELL_GROUPS.len() {
            let worlds = dataset
                .lives
                .iter()
                .filter(|record| record.scenario == scenario)
                .map(|record| &record.tables[group]);
            lives.push(Durations {
                scenario,
                group,
                survival: Survival::from_worlds(worlds),
            });
        }
    }
    lives
}

/// Survival less that of the same group in the baseline, at an age in quarters; none for the baseline itself, and where one of the two
/// does not reach the age.
#[must_use]
pub fn survival_difference(
    lives: &[Durations],
    baseline: usize,
    of: &Durations,
    age: usize,
) -> Option<Estimate> {
    let reference = lives
        .iter()
        .find(|other| other.scenario == baseline && other.group == of.group)?;
    if of.scenario == baseline {
        None
    } else {
        of.survival.difference_at(&reference.survival, age)
    }
}

/// `survival.csv`: one row per scenario, group and age.
pub(super) fn survival_table(dataset: &Dataset, lives: &[Durations]) -> Table {
    let rows = lives
        .iter()
        .flat_map(|of| (0..of.survival.at_risk.len()).map(|age| row(dataset, lives, of, age)));
    let names = CAUSES.map(|cause| format!("by_{}", cause.name));
    let ends = names
        .iter()
        .flat_map(|name| [name.clone(), format!("{name}_low"), format!("{name}_high")])
        .collect::<Vec<_>>();
    let mut header = vec![
        "scenario",
        "group",
        "age_quarters",
        "n_worlds",
        "at_risk",
        "ended",
        "survival",
        "ci_low",
        "ci_high",
    ];
    header.extend(ends.iter().map(String::as_str));
    header.extend(["diff", "diff_low", "diff_high"]);
    Table::new("survival.csv", &header, rows.collect())
}

fn row(dataset: &Dataset, lives: &[Durations], of: &Durations, age: usize) -> Vec<Cell> {
    let survival = &of.survival;
    let mut row = vec![
        text(&dataset.scenarios[of.scenario].name),
        text(SPELL_GROUPS[of.group]),
    ];
    let ended: f64 = survival.ended[age].iter().sum();
    row.extend([count(age), count(survival.n_worlds())]);
    row.extend([survival.at_risk[age], ended].map(|linkages| count(linkages as usize)));
    let by_cause = (0..N_CAUSES).map(|cause| survival.incidence_at(age, cause));
    let estimates = std::iter::once(survival.survival_at(age)).chain(by_cause);
    for estimate in estimates.chain([survival_difference(
        lives,
        dataset.baseline_of(of.scenario),
        of,
        age,
    )]) {
        row.extend(
            estimate.map_or([Cell::Missing, Cell::Missing, Cell::Missing], |e| {
                [e.value, e.low, e.high].map(Cell::Number)
            }),
        );
    }
    row
}
