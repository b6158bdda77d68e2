//! Gains and losses: differences to the baseline world by group of firms, groups.csv.

use super::interval::{Quantity, mean_interval};
use super::sample::Sample;
use super::survival::Estimate;
use super::tables::{count, text};
use crate::observations::{DIMENSIONS, GROUP_MEASURES, group_place};
use crate::results::{Cell, Dataset, GroupRecord, Table};

/// Firms of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Firms that an agency accepted in the scenario.
    Participants,
    /// All others.
    Others,
    /// Both.
    All,
}

impl Side {
    /// All, in the order of tables.
    pub const ALL: [Self; 3] = [Self::Participants, Self::Others, Self::All];

    /// Name in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Participants => "participants",
            Self::Others => "others",
            Self::All => "all",
        }
    }

    /// Sum of a measure over the firms meant.
    fn value(self, record: &GroupRecord, group: usize, measure: usize) -> f64 {
        match self {
            Self::Participants => record.value(group, 1, measure),
            Self::Others => record.value(group, 0, measure),
            Self::All => record.value(group, 0, measure) + record.value(group, 1, measure),
        }
    }
}

/// Mean over worlds of a sum over the firms of a group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupEstimate {
    /// Index of the scenario.
    pub scenario: usize,
    /// Index of the dimension in `observations::DIMENSIONS`.
    pub dimension: usize,
    /// Index of the group in its dimension.
    pub group: usize,
    /// Which firms of the group.
    pub side: Side,
    /// Index in `observations::GROUP_MEASURES`.
    pub measure: usize,
    /// Worlds.
    pub n: usize,
    /// Mean over worlds [unit of the measure].
    pub mean: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Estimates for all scenarios but the baseline, by scenario, dimension, group, side and measure.
pub(super) fn groups(dataset: &Dataset) -> Vec<GroupEstimate> {
    let mut estimates = Vec::new();
    for scenario in dataset.compared() {
        let worlds: Vec<&GroupRecord> = dataset
            .groups
            .iter()
            .filter(|record| record.scenario == scenario)
            .collect();
        if worlds.is_empty() {
            continue;
        }
        for (dimension, group) in DIMENSIONS
            .iter()
            .enumerate()
            .flat_map(|(at, one)| (0..one.groups.len()).map(move |group| (at, group)))
        {
            let place = group_place(dimension, group);
            for (side, measure) in Side::ALL
                .into_iter()
                .flat_map(|side| (0..GROUP_MEASURES.len()).map(move |measure| (side, measure)))
            {
                let sample = Sample::new(
                    worlds
                        .iter()
                        .map(|record| side.value(record, place, measure)),
                );
                let (mean, n) = (sample.mean(), sample.len());
                let interval = mean_interval(sample.values(), Quantity::NUMBER);
                estimates.push(GroupEstimate {
                    scenario,
                    dimension,
                    group,
                    side,
                    measure,
                    n,
                    mean,
                    low: interval.low,
                    high: interval.high,
                });
            }
        }
    }
    estimates
}

/// Mean over worlds of a sum over all participants, or all other firms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SideTotal {
    /// Index of the scenario.
    pub scenario: usize,
    /// Which firms.
    pub side: Side,
    /// Index in `observations::GROUP_MEASURES`.
    pub measure: usize,
    /// Worlds.
    pub n: usize,
    /// Mean with its 95 % interval [unit of the measure].
    pub total: Estimate,
}

/// Totals of participants and of others, over the groups of the first dimension, which hold every firm once.
pub(super) fn side_totals(dataset: &Dataset) -> Vec<SideTotal> {
    let total = |scenario: usize, side: Side, measure: usize| {
        let places = || (0..DIMENSIONS[0].groups.len()).map(|group| group_place(0, group));
        let worlds = dataset
            .groups
            .iter()
            .filter(|record| record.scenario == scenario);
        let sample = Sample::new(worlds.map(|record| {
            places()
                .map(|place| side.value(record, place, measure))
                .sum()
        }));
        let interval = mean_interval(sample.values(), Quantity::NUMBER);
        SideTotal {
            scenario,
            side,
            measure,
            n: sample.len(),
            total: Estimate {
                value: sample.mean(),
                low: interval.low,
                high: interval.high,
            },
        }
    };
    let scenarios = dataset.compared().filter(|scenario| {
        dataset
            .groups
            .iter()
            .any(|record| record.scenario == *scenario)
    });
    let sides = scenarios
        .flat_map(|scenario| [Side::Participants, Side::Others].map(|side| (scenario, side)));
    sides
        .flat_map(|(scenario, side)| {
            (0..GROUP_MEASURES.len()).map(move |measure| total(scenario, side, measure))
        })
        .collect()
}

/// `groups.csv`.
pub(super) fn groups_table(dataset: &Dataset, groups: &[GroupEstimate]) -> Table {
    let row = |e: &GroupEstimate| {
        let (dimension, measure) = (&DIMENSIONS[e.dimension], &GROUP_MEASURES[e.measure]);
        let mut row = vec![
            text(&dataset.scenarios[e.scenario].name),
            text(dimension.name),
            text(dimension.groups[e.group].0),
        ];
        row.extend([text(e.side.name()), text(measure.name), count(e.n)]);
        row.extend([e.mean, e.low, e.high].map(Cell::Number));
        row.push(text(measure.unit));
        row
    };
    let header = [
        "scenario",
        "dimension",
        "group",
        "firms_in",
        "indicator",
        "n",
        "mean",
        "ci_low",
        "ci_high",
        "unit",
    ];
    Table::new("groups.csv", &header, groups.iter().map(row).collect())
}
