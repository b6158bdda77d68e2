//! Draws of uncertain numbers: `design.csv`, and the data set by draw, of which estimates are made.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::rows::Rows;
use super::{Cell, Dataset, GroupRecord, LifeRecord, ReadError, RunRecord, Table};
use crate::observations::LifeTable;
use crate::parameters::Grade;
use crate::plan::{Plan, World};

/// A number that differs between draws.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnNumber {
    /// Name; the column of `design.csv`.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Grade of the evidence, as files write it.
    pub grade: String,
    /// Its distribution in words.
    pub words: String,
    /// Names of the scenarios that have it.
    pub scenarios: Vec<String>,
}

/// The draws of a study.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draws {
    /// The word of files for how points are chosen.
    pub kind: String,
    /// How many draws were asked for.
    pub n: u32,
    /// Replications of every draw.
    pub replications: u32,
    /// True where replication r of all draws has the same luck.
    pub is_luck_shared: bool,
    /// Numbers that differ between draws.
    pub numbers: Vec<DrawnNumber>,
    /// Values by draw, in the order of the numbers.
    #[serde(skip)]
    pub points: Vec<Vec<f64>>,
    /// Names of the draws, where they have any; else empty.
    #[serde(skip)]
    pub names: Vec<String>,
}

impl Draws {
    /// The draws of a plan; none where all numbers keep their values.
    #[must_use]
    pub fn of(plan: &Plan) -> Option<Self> {
        let design = plan.design.as_ref()?;
        let number = |column: &crate::plan::DesignColumn| DrawnNumber {
            name: column.name.clone(),
            unit: column.unit.clone(),
            grade: column.grade.name().to_string(),
            words: column.words.clone(),
            scenarios: column.targets.iter().map(|(scenario, _)| plan.scenarios[*scenario].name.clone()).collect(),
        };
        Some(Self {
            kind: design.kind.to_string(),
            n: design.points.len() as u32,
            replications: plan.replications,
            is_luck_shared: design.is_luck_shared,
            numbers: design.columns.iter().map(number).collect(),
            points: design.points.iter().map(|point| point.values.clone()).collect(),
            names: design.points.iter().map(|point| point.name.clone()).collect(),
        })
    }

    /// How many of its numbers have a grade.
    #[must_use]
    pub fn n_of(&self, grade: Grade) -> usize {
        self.numbers.iter().filter(|number| number.grade == grade.name()).count()
    }

    /// What estimates take as one world: the draw, or, where draws share their luck, the replication.
    const fn unit_of(&self, world: u32) -> u32 {
        if self.is_luck_shared { World::of(world).replication } else { World::of(world).draw }
    }

    /// How many units were asked for.
    const fn n_units(&self) -> u32 {
        if self.is_luck_shared { self.replications } else { self.n }
    }
}

/// The column that tells worlds apart in tables of worlds.
pub(super) const fn world_column(dataset: &Dataset) -> &'static str {
    if dataset.draws.is_some() { "world" } else { "rep" }
}

/// `design.csv`: one row per draw with the values of the numbers that differ; none where all numbers keep their values.
pub(super) fn design_table(draws: &Draws) -> Table {
    let header: Vec<&str> = ["draw", "name"].into_iter().chain(draws.numbers.iter().map(|number| number.name.as_str())).collect();
    let row = |((point, name), draw): ((&Vec<f64>, &String), u32)| {
        let name = if name.is_empty() { Cell::Missing } else { Cell::Text(name.clone()) };
        [draw.into(), name].into_iter().chain(point.iter().map(|value| Cell::Number(*value))).collect()
    };
    Table::new("design.csv", &header, draws.points.iter().zip(&draws.names).zip(0_u32..).map(row).collect())
}

/// Fills in the values from `design.csv`.
pub(super) fn read_design(rows: &Rows, draws: &mut Draws) -> Result<(), ReadError> {
    let name = rows.column("name")?;
    let columns = draws.numbers.iter().map(|number| rows.column(&number.name)).collect::<Result<Vec<_>, _>>()?;
    for record in &rows.records {
        draws.names.push(record[name].to_string());
        draws.points.push(columns.iter().map(|column| rows.number(record, *column)).collect::<Result<_, _>>()?);
    }
    Ok(())
}

impl Dataset {
    /// The data set of which estimates are made: itself, or, where numbers were drawn, one "world" per draw with the means of its
    /// replications, so that intervals cover luck and numbers. Where draws share their luck, one per replication with the means over draws.
    ///
    /// A mean is of the worlds that have a value; linkages of life tables are counted together.
    #[must_use]
    pub fn by_draw(&self) -> Cow<'_, Self> {
        let Some(draws) = &self.draws else { return Cow::Borrowed(self) };
        let units = |scenario: usize, world: u32| (draws.unit_of(world), scenario);
        let runs = grouped(self.runs.iter().map(|run| (units(run.scenario, run.replication), run)));
        let lives = grouped(self.lives.iter().map(|life| (units(life.scenario, life.replication), life)));
        let groups = grouped(self.groups.iter().map(|group| (units(group.scenario, group.replication), group)));
        let run = |((replication, scenario), all): (Unit, Vec<&RunRecord>)| {
            let values = means(&all.iter().map(|run| run.values.as_slice()).collect::<Vec<_>>());
            RunRecord { scenario, replication, world_key: all[0].world_key, values }
        };
        let life = |((replication, scenario), all): (Unit, Vec<&LifeRecord>)| {
            let mut tables = all[0].tables.clone();
            for record in &all[1..] {
                tables.iter_mut().zip(&record.tables).for_each(|(table, other)| pool(table, other));
            }
            LifeRecord { scenario, replication, tables }
        };
        let group = |((replication, scenario), all): (Unit, Vec<&GroupRecord>)| {
            let values = means(&all.iter().map(|group| group.values.as_slice()).collect::<Vec<_>>());
            GroupRecord { scenario, replication, values }
        };
        Cow::Owned(Self {
            replications: draws.n_units(),
            runs: runs.into_iter().map(run).collect(),
            lives: lives.into_iter().map(life).collect(),
            groups: groups.into_iter().map(group).collect(),
            series: Vec::new(),
            ..self.clone()
        })
    }
}

/// Number of the draw, or of the replication, and index of the scenario.
type Unit = (u32, usize);

fn grouped<'a, T>(records: impl Iterator<Item = (Unit, &'a T)>) -> BTreeMap<Unit, Vec<&'a T>> {
    let mut found: BTreeMap<Unit, Vec<&T>> = BTreeMap::new();
    records.for_each(|(unit, record)| found.entry(unit).or_default().push(record));
    found
}

/// Means by place of the values that are there.
fn means(rows: &[&[f64]]) -> Vec<f64> {
    let mean = |place: usize| {
        let values = rows.iter().map(|row| row[place]).filter(|value| value.is_finite());
        let (sum, n) = values.fold((0.0, 0.0), |(sum, n), value| (sum + value, n + 1.0));
        if n > 0.0 { sum / n } else { f64::NAN }
    };
    (0..rows[0].len()).map(mean).collect()
}

/// Adds the linkages of another world.
fn pool(table: &mut LifeTable, other: &LifeTable) {
    for (age, at_risk) in other.at_risk.iter().enumerate() {
        if age == table.at_risk.len() {
            table.at_risk.push(0);
            table.ended.push([0; crate::observations::N_CAUSES]);
        }
        table.at_risk[age] += at_risk;
        table.ended[age].iter_mut().zip(&other.ended[age]).for_each(|(own, more)| *own += more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observations::INDICATORS;
    use crate::results::testing::dataset_of;

    fn drawn(is_luck_shared: bool) -> Dataset {
        let number = |world: World, scenario: usize| f64::from(100 * world.draw + world.replication) + 1000.0 * scenario as f64;
        let worlds = (0..3).flat_map(|draw| (0..2).map(move |replication| World { draw, replication }));
        let run = |(world, scenario): (World, usize)| RunRecord {
            scenario,
            replication: world.number(),
            world_key: 0,
            values: vec![number(world, scenario); INDICATORS.len()],
        };
        let mut dataset = dataset_of(2, 6, worlds.flat_map(|world| [(world, 0), (world, 1)]).map(run).collect());
        let kind = "random".to_string();
        dataset.draws =
            Some(Draws { kind, n: 3, replications: 2, is_luck_shared, numbers: Vec::new(), points: Vec::new(), names: Vec::new() });
        dataset
    }

    #[test]
    fn estimates_take_a_draw_as_one_world() {
        let dataset = drawn(false);
        let by_draw = dataset.by_draw();
        assert_eq!(by_draw.replications, 3);
        let found: Vec<_> = by_draw.runs.iter().map(|run| (run.replication, run.scenario, run.values[0])).collect();
        assert_eq!(found, [(0, 0, 0.5), (0, 1, 1000.5), (1, 0, 100.5), (1, 1, 1100.5), (2, 0, 200.5), (2, 1, 1200.5)]);
    }

    #[test]
    fn draws_that_share_their_luck_are_averaged_within_it() {
        let dataset = drawn(true);
        let found: Vec<_> = dataset.by_draw().runs.iter().filter(|run| run.scenario == 0).map(|run| run.values[0]).collect();
        assert_eq!(found, [100.0, 101.0]);
    }

    #[test]
    fn a_world_without_a_value_leaves_the_others_of_its_draw() {
        let mut dataset = drawn(false);
        dataset.runs[0].values[0] = f64::NAN;
        assert_eq!(dataset.by_draw().runs[0].values[0], 1.0);
        dataset.draws = None;
        assert!(matches!(dataset.by_draw(), Cow::Borrowed(_)), "without draws nothing is averaged");
    }
}
