//! Draws of uncertain parameters: `design.csv`, and the data set by draw, of which estimates are made.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::rows::Rows;
use super::{Cell, Dataset, GroupRecord, ReadError, RunRecord, SpellRecord, Table};
use crate::observations::SpellTable;
use crate::plan::{Plan, World};

/// The unit that estimates take as one observation, and `n` counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counted {
    /// Simulated worlds: nothing is drawn.
    #[default]
    Worlds,
    /// Draws of uncertain parameters, each the mean of its replications.
    Draws,
    /// Replications, each the mean over the points of a design that was chosen.
    Replications,
}

impl Counted {
    /// One of them: "world".
    #[must_use]
    pub const fn one(self) -> &'static str {
        match self {
            Self::Worlds => "world",
            Self::Draws => "draw",
            Self::Replications => "replication",
        }
    }

    /// Several of them: "worlds".
    #[must_use]
    pub const fn many(self) -> &'static str {
        match self {
            Self::Worlds => "worlds",
            Self::Draws => "draws",
            Self::Replications => "replications",
        }
    }

    /// The word for so many of them.
    #[must_use]
    pub const fn word(self, n: usize) -> &'static str {
        if n == 1 { self.one() } else { self.many() }
    }

    /// One or several of them where a reader must know that worlds are simulated: "simulated worlds".
    #[must_use]
    pub const fn long(self, n: usize) -> &'static str {
        match (self, n) {
            (Self::Worlds, 1) => "simulated world",
            (Self::Worlds, _) => "simulated worlds",
            _ => self.word(n),
        }
    }

    /// The flag of `run` that asks for more of them.
    #[must_use]
    pub const fn flag(self) -> &'static str {
        if matches!(self, Self::Draws) {
            "--draws"
        } else {
            "-r"
        }
    }
}

/// A parameter that differs between draws.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnNumber {
    /// Name; the column of `design.csv`.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Grade of the evidence, as files write it.
    pub grade: String,
    /// Its distribution as text.
    pub words: String,
    /// Names of the scenarios that have it.
    pub scenarios: Vec<String>,
}

/// The draws of a study.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draws {
    /// The word of files for how points are chosen.
    pub kind: String,
    /// Number of draws requested.
    pub n: u32,
    /// Replications of every draw.
    pub replications: u32,
    /// True where replication r of all draws has the same random draws.
    pub is_luck_shared: bool,
    /// Parameters that differ between draws.
    pub numbers: Vec<DrawnNumber>,
    /// Values by draw, in the order of the parameters.
    #[serde(skip)]
    pub points: Vec<Vec<f64>>,
    /// Names of the draws, where they have any; else empty.
    #[serde(skip)]
    pub names: Vec<String>,
}

impl Draws {
    /// The draws of a plan; none where all parameters keep their values.
    #[must_use]
    pub fn from_plan(plan: &Plan) -> Option<Self> {
        let design = plan.design.as_ref()?;
        let number = |column: &crate::plan::DesignColumn| DrawnNumber {
            name: column.name.clone(),
            unit: column.unit.clone(),
            grade: column.grade.name().to_string(),
            words: column.words.clone(),
            scenarios: column
                .targets
                .iter()
                .map(|(scenario, _)| plan.scenarios[*scenario].name.clone())
                .collect(),
        };
        Some(Self {
            kind: design.kind.to_string(),
            n: design.points.len() as u32,
            replications: plan.replications,
            is_luck_shared: design.is_luck_shared,
            numbers: design.columns.iter().map(number).collect(),
            points: design
                .points
                .iter()
                .map(|point| point.values.clone())
                .collect(),
            names: design
                .points
                .iter()
                .map(|point| point.name.clone())
                .collect(),
        })
    }

    /// The unit that estimates take as one world: the draw, or, where draws share their random draws, the replication.
    const fn unit_of(&self, world: u32) -> u32 {
        if self.is_luck_shared {
            World::new(world).replication
        } else {
            World::new(world).draw
        }
    }

    /// Number of units requested.
    const fn n_units(&self) -> u32 {
        if self.is_luck_shared {
            self.replications
        } else {
            self.n
        }
    }
}

/// The column that distinguishes worlds in tables of worlds.
pub(super) const fn world_column(dataset: &Dataset) -> &'static str {
    if dataset.draws.is_some() {
        "world"
    } else {
        "rep"
    }
}

/// `design.csv`: one row per draw with the values of the parameters that differ; none where all parameters keep their values.
pub(super) fn design_table(draws: &Draws) -> Table {
    let header: Vec<&str> = ["draw", "name"]
        .into_iter()
        .chain(draws.numbers.iter().map(|number| number.name.as_str()))
        .collect();
    let row = |((point, name), draw): ((&Vec<f64>, &String), u32)| {
        let name = if name.is_empty() {
            Cell::Missing
        } else {
            Cell::Text(name.clone())
        };
        [draw.into(), name]
            .into_iter()
            .chain(point.iter().map(|value| Cell::Number(*value)))
            .collect()
    };
    Table::new(
        "design.csv",
        &header,
        draws
            .points
            .iter()
            .zip(&draws.names)
            .zip(0_u32..)
            .map(row)
            .collect(),
    )
}

/// Fills in the values from `design.csv`.
pub(super) fn read_design(rows: &Rows, draws: &mut Draws) -> Result<(), ReadError> {
    let name = rows.column("name")?;
    let columns = draws
        .numbers
        .iter()
        .map(|number| rows.column(&number.name))
        .collect::<Result<Vec<_>, _>>()?;
    for record in &rows.records {
        draws.names.push(record[name].to_string());
        draws.points.push(
            columns
                .iter()
                .map(|column| rows.number(record, *column))
                .collect::<Result<_, _>>()?,
        );
    }
    Ok(())
}

impl Dataset {
    /// The unit that estimates take as one observation to which a world belongs: itself, its draw or its replication.
    #[must_use]
    pub fn unit_of(&self, world: u32) -> u32 {
        let draws = self.draws.as_ref();
        draws.map_or(world, |draws| draws.unit_of(world))
    }

    /// Unit of the estimates of this study.
    #[must_use]
    pub fn counted(&self) -> Counted {
        self.draws.as_ref().map_or(Counted::Worlds, |draws| {
            if draws.is_luck_shared {
                Counted::Replications
            } else {
                Counted::Draws
            }
        })
    }

    /// The data set of which estimates are made: itself, or, where parameters were drawn, one "world" per draw with the means of its
    /// replications, so that intervals cover random variation and uncertain parameters. Where draws share their random draws, one per replication with the means over draws.
    ///
    /// A mean is of the worlds in which every scenario of the context has a value, so that differences of means are means of differences;
    /// scenarios that have none in any of them do not count. Linkages of spell tables are counted together.
    #[must_use]
    pub fn by_draw(&self) -> Cow<'_, Self> {
        let Some(draws) = &self.draws else {
            return Cow::Borrowed(self);
        };
        let units = |scenario: usize, world: u32| (draws.unit_of(world), scenario);
        let runs = grouped(
            self.runs
                .iter()
                .map(|run| (units(run.scenario, run.replication), run)),
        );
        let run_values = self.means(&runs, |run| (run.replication, &run.values));
        let lives = grouped(
            self.lives
                .iter()
                .map(|life| (units(life.scenario, life.replication), life)),
        );
        let groups = grouped(
            self.groups
                .iter()
                .map(|group| (units(group.scenario, group.replication), group)),
        );
        let group_values = self.means(&groups, |group| (group.replication, &group.values));
        let run = |((replication, scenario), values): (Unit, Vec<f64>)| RunRecord {
            scenario,
            replication,
            world_key: runs[&(replication, scenario)][0].world_key,
            values,
        };
        let life = |((replication, scenario), all): (Unit, Vec<&SpellRecord>)| {
            let mut tables = all[0].tables.clone();
            for record in &all[1..] {
                tables
                    .iter_mut()
                    .zip(&record.tables)
                    .for_each(|(table, other)| pool(table, other));
            }
            SpellRecord {
                scenario,
                replication,
                tables,
            }
        };
        let group = |((replication, scenario), values): (Unit, Vec<f64>)| GroupRecord {
            scenario,
            replication,
            values,
        };
        Cow::Owned(Self {
            replications: draws.n_units(),
            runs: run_values.into_iter().map(run).collect(),
            lives: lives.into_iter().map(life).collect(),
            groups: group_values.into_iter().map(group).collect(),
            series: Vec::new(),
            ..self.clone()
        })
    }

    /// Means by unit and place over the worlds in which all scenarios of the context have a value; `read` gives world and values of a record.
    fn means<T>(
        &self,
        records: &BTreeMap<Unit, Vec<&T>>,
        read: impl Fn(&T) -> (u32, &Vec<f64>),
    ) -> BTreeMap<Unit, Vec<f64>> {
        let worlds_with = |(unit, scenario): Unit, place: usize| -> BTreeMap<u32, f64> {
            let rows = records
                .get(&(unit, scenario))
                .into_iter()
                .flatten()
                .map(|record| read(record));
            rows.map(|(world, values)| (world, values[place]))
                .filter(|(_, value)| value.is_finite())
                .collect()
        };
        let context_means = |unit: u32, context: usize, place: usize| {
            let all: Vec<_> = self
                .in_context(context)
                .map(|scenario| (scenario, worlds_with((unit, scenario), place)))
                .collect();
            let is_shared = |world: &u32| {
                all.iter()
                    .all(|(_, values)| values.is_empty() || values.contains_key(world))
            };
            let mean = |values: &BTreeMap<u32, f64>| {
                let shared: Vec<f64> = values
                    .iter()
                    .filter(|(world, _)| is_shared(world))
                    .map(|(_, value)| *value)
                    .collect();
                shared.iter().sum::<f64>() / shared.len() as f64
            };
            all.iter()
                .map(|(scenario, values)| (*scenario, mean(values)))
                .collect::<Vec<_>>()
        };
        let mut found: BTreeMap<Unit, Vec<f64>> = records
            .iter()
            .map(|(unit, rows)| (*unit, vec![f64::NAN; read(rows[0]).1.len()]))
            .collect();
        let contexts: BTreeSet<(u32, usize)> = records
            .keys()
            .map(|(unit, scenario)| (*unit, self.scenarios[*scenario].context))
            .collect();
        for (unit, context) in contexts {
            let n_places = self
                .in_context(context)
                .filter_map(|scenario| found.get(&(unit, scenario)))
                .map(Vec::len)
                .max()
                .unwrap_or(0);
            for place in 0..n_places {
                for (scenario, mean) in context_means(unit, context, place) {
                    found
                        .get_mut(&(unit, scenario))
                        .into_iter()
                        .for_each(|values| values[place] = mean);
                }
            }
        }
        found
    }
}

/// Number of the draw, or of the replication, and index of the scenario.
type Unit = (u32, usize);

fn grouped<'a, T>(records: impl Iterator<Item = (Unit, &'a T)>) -> BTreeMap<Unit, Vec<&'a T>> {
    let mut found: BTreeMap<Unit, Vec<&T>> = BTreeMap::new();
    records.for_each(|(unit, record)| found.entry(unit).or_default().push(record));
    found
}

/// Adds the linkages of another world.
fn pool(table: &mut SpellTable, other: &SpellTable) {
    for (age, at_risk) in other.at_risk.iter().enumerate() {
        if age == table.at_risk.len() {
            table.at_risk.push(0);
            table.ended.push([0; crate::observations::N_CAUSES]);
        }
        table.at_risk[age] += at_risk;
        table.ended[age]
            .iter_mut()
            .zip(&other.ended[age])
            .for_each(|(own, more)| *own += more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observations::INDICATORS;
    use crate::results::testing::dataset_of;

    fn drawn(is_luck_shared: bool) -> Dataset {
        let number = |world: World, scenario: usize| {
            f64::from(100 * world.draw + world.replication) + 1000.0 * scenario as f64
        };
        let worlds =
            (0..3).flat_map(|draw| (0..2).map(move |replication| World { draw, replication }));
        let run = |(world, scenario): (World, usize)| RunRecord {
            scenario,
            replication: world.number(),
            world_key: 0,
            values: vec![number(world, scenario); INDICATORS.len()],
        };
        let mut dataset = dataset_of(
            2,
            6,
            worlds
                .flat_map(|world| [(world, 0), (world, 1)])
                .map(run)
                .collect(),
        );
        let kind = "random".to_string();
        dataset.draws = Some(Draws {
            kind,
            n: 3,
            replications: 2,
            is_luck_shared,
            numbers: Vec::new(),
            points: Vec::new(),
            names: Vec::new(),
        });
        dataset
    }

    #[test]
    fn estimates_take_a_draw_as_one_world() {
        let dataset = drawn(false);
        let by_draw = dataset.by_draw();
        assert_eq!(by_draw.replications, 3);
        let found: Vec<_> = by_draw
            .runs
            .iter()
            .map(|run| (run.replication, run.scenario, run.values[0]))
            .collect();
        assert_eq!(
            found,
            [
                (0, 0, 0.5),
                (0, 1, 1000.5),
                (1, 0, 100.5),
                (1, 1, 1100.5),
                (2, 0, 200.5),
                (2, 1, 1200.5)
            ]
        );
    }

    #[test]
    fn draws_that_share_their_luck_are_averaged_within_it() {
        let dataset = drawn(true);
        let found: Vec<_> = dataset
            .by_draw()
            .runs
            .iter()
            .filter(|run| run.scenario == 0)
            .map(|run| run.values[0])
            .collect();
        assert_eq!(found, [100.0, 101.0]);
    }

    #[test]
    fn a_world_in_which_one_scenario_lacks_a_value_is_left_out_for_all() {
        let mut dataset = drawn(false);
        let of = |dataset: &Dataset| {
            dataset.by_draw().runs[..2]
                .iter()
                .map(|run| run.values[0])
                .collect::<Vec<_>>()
        };
        dataset.runs[0].values[0] = f64::NAN;
        assert_eq!(
            of(&dataset),
            [1.0, 1001.0],
            "world 0 of draw 0 counts for neither"
        );
        dataset.runs[2].values[0] = f64::NAN;
        let found = of(&dataset);
        assert!(
            found[0].is_nan() && found[1] == 1000.5,
            "a scenario without any value does not count: {found:?}"
        );
        dataset.draws = None;
        assert!(
            matches!(dataset.by_draw(), Cow::Borrowed(_)),
            "without draws nothing is averaged"
        );
    }
}
