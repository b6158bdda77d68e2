//! Counts per world beyond indicators: spell tables of linkages and groups of firms, with their tables.

use super::draws::world_column;
use super::read::scenario_of;
use super::rows::Rows;
use super::{Cell, Dataset, ReadError, Table};
use crate::observations::{
    CAUSES, DIMENSIONS, GROUP_MEASURES, GROUPS, N_CAUSES, N_SIDES, SPELL_GROUPS, SpellTable,
    group_place,
};

/// Spell tables of the linkages of one world with their first order in the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpellRecord {
    /// Index of the scenario.
    pub scenario: usize,
    /// Replication, from 0.
    pub replication: u32,
    /// One table per group of `observations::LIFE_GROUPS`.
    pub tables: [SpellTable; SPELL_GROUPS.len()],
}

/// Changes of groups of firms in one world relative to the baseline world of its bundle; none for the baseline itself.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupRecord {
    /// Index of the scenario.
    pub scenario: usize,
    /// Replication, from 0.
    pub replication: u32,
    /// Sums over firms: `(group * N_SIDES + side) * GROUP_MEASURES.len() + measure`, side 1 inside the programme.
    pub values: Vec<f64>,
}

impl GroupRecord {
    /// One sum.
    #[must_use]
    pub fn value(&self, group: usize, side: usize, measure: usize) -> f64 {
        self.values[(group * N_SIDES + side) * GROUP_MEASURES.len() + measure]
    }
}

/// Sides of a group in tables: firms that no agency accepted, and those that one did.
const SIDES: [&str; N_SIDES] = ["others", "participants"];

/// Columns of counts by cause in `lives.csv`.
fn cause_columns() -> [String; N_CAUSES] {
    CAUSES.map(|cause| format!("ended_{}", cause.name))
}

/// `lives.csv`: one row per world, group and age that a linkage reached.
#[must_use]
pub fn lives_table(dataset: &Dataset) -> Table {
    let columns = cause_columns();
    let mut header = vec![
        "scenario",
        world_column(dataset),
        "group",
        "age_quarters",
        "at_risk",
    ];
    header.extend(columns.iter().map(String::as_str));
    let mut rows = Vec::new();
    for record in &dataset.lives {
        for (group, table) in SPELL_GROUPS.iter().zip(&record.tables) {
            for ((at_risk, ended), age) in table.at_risk.iter().zip(&table.ended).zip(0_u32..) {
                let mut row = vec![
                    dataset.scenarios[record.scenario].name.as_str().into(),
                    record.replication.into(),
                ];
                row.extend([Cell::from(*group), age.into(), (*at_risk).into()]);
                row.extend(ended.iter().map(|n| Cell::from(*n)));
                rows.push(row);
            }
        }
    }
    Table::new("lives.csv", &header, rows)
}

/// `twins.csv`: one row per world, group and side that has firms.
#[must_use]
pub fn twins_table(dataset: &Dataset) -> Table {
    let mut header = vec![
        "scenario",
        world_column(dataset),
        "dimension",
        "group",
        "firms_in",
    ];
    header.extend(GROUP_MEASURES.iter().map(|measure| measure.name));
    let mut rows = Vec::new();
    for record in &dataset.groups {
        for (place, dimension, group) in places() {
            for (side, words) in SIDES
                .iter()
                .enumerate()
                .filter(|(side, _)| record.value(place, *side, 0) > 0.0)
            {
                let mut row = vec![
                    dataset.scenarios[record.scenario].name.as_str().into(),
                    record.replication.into(),
                ];
                row.extend([dimension, group, words].map(Cell::from));
                row.extend(
                    (0..GROUP_MEASURES.len())
                        .map(|measure| Cell::Number(record.value(place, side, measure))),
                );
                rows.push(row);
            }
        }
    }
    Table::new("twins.csv", &header, rows)
}

/// Place, name of the dimension and name of every group.
fn places() -> impl Iterator<Item = (usize, &'static str, &'static str)> {
    DIMENSIONS.iter().enumerate().flat_map(|(at, dimension)| {
        dimension
            .groups
            .iter()
            .enumerate()
            .map(move |(group, (name, _))| (group_place(at, group), dimension.name, *name))
    })
}

/// Spell tables of the worlds that finished, in order of replication, then scenario; a world without linkages has empty ones.
pub(super) fn read_lives(rows: &Rows, dataset: &Dataset) -> Result<Vec<SpellRecord>, ReadError> {
    let [scenario, rep, group, age, at_risk] = rows.columns([
        "scenario",
        world_column(dataset),
        "group",
        "age_quarters",
        "at_risk",
    ])?;
    let columns = cause_columns();
    let causes = rows.columns(columns.each_ref().map(String::as_str))?;
    let empty = |(scenario, replication)| SpellRecord {
        scenario,
        replication,
        tables: Default::default(),
    };
    let mut lives: Vec<SpellRecord> = worlds(dataset).map(empty).collect();
    for record in &rows.records {
        let (world, at) = world_of(
            rows,
            record,
            (scenario, rep),
            &lives,
            |life| (life.scenario, life.replication),
            dataset,
        )?;
        debug_assert_eq!((lives[at].scenario, lives[at].replication), world);
        let place = SPELL_GROUPS
            .iter()
            .position(|known| *known == &record[group]);
        let table = &mut lives[at].tables
            [place.ok_or_else(|| rows.refusal(record, group, "is not a group"))?];
        if rows.whole::<usize>(record, age)? != table.at_risk.len() {
            return Err(rows.refusal(record, age, "does not follow the age of the row above"));
        }
        table.at_risk.push(rows.whole(record, at_risk)?);
        let mut ended = [0; N_CAUSES];
        for (ended, column) in ended.iter_mut().zip(causes) {
            *ended = rows.whole(record, column)?;
        }
        table.ended.push(ended);
    }
    Ok(lives)
}

/// Groups of the worlds that finished, in order of replication, then scenario.
pub(super) fn read_groups(rows: &Rows, dataset: &Dataset) -> Result<Vec<GroupRecord>, ReadError> {
    let [scenario, rep, dimension, group, side] = rows.columns([
        "scenario",
        world_column(dataset),
        "dimension",
        "group",
        "firms_in",
    ])?;
    let measures = rows.columns(GROUP_MEASURES.map(|measure| measure.name))?;
    let empty = |(scenario, replication)| GroupRecord {
        scenario,
        replication,
        values: vec![0.0; GROUPS * N_SIDES * GROUP_MEASURES.len()],
    };
    let mut groups: Vec<GroupRecord> = worlds(dataset)
        .filter(|(scenario, _)| !dataset.is_baseline(*scenario))
        .map(empty)
        .collect();
    for record in &rows.records {
        let (_, at) = world_of(
            rows,
            record,
            (scenario, rep),
            &groups,
            |one| (one.scenario, one.replication),
            dataset,
        )?;
        let place =
            places().find(|(_, of, name)| *of == &record[dimension] && *name == &record[group]);
        let (place, ..) = place.ok_or_else(|| rows.refusal(record, group, "is not a group"))?;
        let side = SIDES
            .iter()
            .position(|known| *known == &record[side])
            .ok_or_else(|| rows.refusal(record, side, "is not a side"))?;
        let first = (place * N_SIDES + side) * GROUP_MEASURES.len();
        for (value, column) in groups[at].values[first..].iter_mut().zip(measures) {
            *value = rows.number(record, column)?;
        }
    }
    Ok(groups)
}

/// Scenario and replication of every world that finished.
fn worlds(dataset: &Dataset) -> impl Iterator<Item = (usize, u32)> {
    dataset
        .runs
        .iter()
        .map(|run| (run.scenario, run.replication))
}

/// The world of a row and where its record stands.
fn world_of<T>(
    rows: &Rows,
    record: &csv::StringRecord,
    (scenario, rep): (usize, usize),
    records: &[T],
    name: impl Fn(&T) -> (usize, u32),
    dataset: &Dataset,
) -> Result<((usize, u32), usize), ReadError> {
    let world = (
        scenario_of(rows, record, scenario, dataset)?,
        rows.whole(record, rep)?,
    );
    let at = records.binary_search_by_key(&(world.1, world.0), |one| {
        let (scenario, replication) = name(one);
        (replication, scenario)
    });
    at.map(|at| (world, at))
        .map_err(|_| rows.refusal(record, rep, "is not a world that finished"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EndCause;
    use crate::observations::INDICATORS;
    use crate::results::RunRecord;
    use crate::results::testing::dataset_of;
    use std::path::Path;

    /// Two replications of a baseline and a scenario, with numbers that differ everywhere.
    fn dataset() -> Dataset {
        let run = |scenario, replication| RunRecord {
            scenario,
            replication,
            world_key: 1,
            values: vec![0.0; INDICATORS.len()],
        };
        let mut dataset = dataset_of(2, 2, vec![run(0, 0), run(1, 0), run(0, 1), run(1, 1)]);
        for (scenario, replication) in worlds(&dataset.clone()) {
            let mut tables: [SpellTable; 2] = Default::default();
            if (scenario, replication) != (0, 1) {
                tables[0].add(3, Some(EndCause::Replaced));
                tables[0].add(5 + replication, None);
                tables[1].add(1, Some(EndCause::SmeExit));
            }
            dataset.lives.push(SpellRecord {
                scenario,
                replication,
                tables,
            });
            if scenario == 1 {
                let of = |k: usize| {
                    if k.is_multiple_of(GROUP_MEASURES.len()) {
                        2.0
                    } else {
                        k as f64 / 3.0 - f64::from(replication)
                    }
                };
                let mut values: Vec<f64> = (0..GROUPS * N_SIDES * GROUP_MEASURES.len())
                    .map(of)
                    .collect();
                values[..GROUP_MEASURES.len()].fill(0.0);
                dataset.groups.push(GroupRecord {
                    scenario,
                    replication,
                    values,
                });
            }
        }
        dataset
    }

    #[test]
    fn records_read_back_as_they_were_written_and_empty_worlds_stay() {
        let dataset = dataset();
        let parse =
            |table: Table| Rows::parse(Path::new("data/t.csv"), &table.to_csv()).expect("a table");
        assert_eq!(
            read_lives(&parse(lives_table(&dataset)), &dataset).expect("read"),
            dataset.lives
        );
        assert_eq!(
            read_groups(&parse(twins_table(&dataset)), &dataset).expect("read"),
            dataset.groups
        );
    }

    #[test]
    fn rows_that_do_not_fit_are_refused_with_their_place() {
        let dataset = dataset();
        let text = String::from_utf8(lives_table(&dataset).to_csv()).expect("text");
        for (from, to, reason) in [
            ("a,0,all,1,", "a,0,all,2,", "does not follow"),
            ("a,0,all,0,", "a,7,all,0,", "not a world that finished"),
            (
                "a,0,facilitated,0,",
                "a,0,many,0,",
                "`many` in column `group` is not a group",
            ),
            ("a,0,all,0,", "x,0,all,0,", "not a scenario"),
        ] {
            let broken = text.replacen(from, to, 1);
            assert_ne!(broken, text);
            let rows =
                Rows::parse(Path::new("data/lives.csv"), broken.as_bytes()).expect("a table");
            let error = read_lives(&rows, &dataset)
                .expect_err("refused")
                .to_string();
            assert!(
                error.starts_with("data/lives.csv:") && error.contains(reason),
                "{error}"
            );
        }
    }
}
