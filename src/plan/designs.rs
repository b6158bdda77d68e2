//! Designs whose points are chosen and not drawn: grids, one parameter at a time, walks and blocks for sensitivity, lists and tables of points.
//!
//! Their draws share the random draws of each replication, so that points differ in their parameters alone, and intervals are over replications. A table of
//! [`DRAWS`] is a sample of what is known of parameters, such as a posterior: its draws have random draws of their own, and intervals are over draws.

use std::collections::{BTreeMap, BTreeSet};

use super::draws::{
    DRAWS_MAX, Design, DesignColumn, Drawn, Point, columns, name_of, names_of, refuse_design,
    values_at,
};
use super::factors::ENDS;
use super::settings::{full_path, meta_of};
use super::{PlannedScenario, StudyContext};
use crate::designs;
use crate::parameters::Grade;
use crate::scenario::{
    Change, DesignFile, Fix, ListedPoint, Place, Problem, Severity, check_number, nearest, plain,
};

/// The kind of a design that reads draws from a table.
pub const DRAWS: &str = "draws";

/// Why nothing is offered for a design that is too large.
const SMALLER: Fix = Fix::Unknown("what may be left out only the author knows");

/// Levels of a grid where the file does not say.
const LEVELS: u32 = 3;

/// Trajectories of Morris where the file does not say; *assumed*.
pub const TRAJECTORIES: u32 = 20;

/// Blocks of Saltelli where the file does not say; *assumed*.
pub const BLOCKS: u32 = 64;

/// A design with its parameters by their full paths, so that it may name them as `-S` does; problem `E0230` where two of its names are one
/// parameter.
pub(super) fn with_full_paths(
    file: &DesignFile,
    problems: &mut Vec<Problem>,
) -> Option<DesignFile> {
    let mut file = file.clone();
    file.values
        .iter_mut()
        .for_each(|(name, ..)| *name = full_path(name));
    let set = file.points.iter_mut().flat_map(|point| &mut point.set);
    set.for_each(|(name, ..)| *name = full_path(name));
    let values = file.values.iter();
    let mut named: Vec<Vec<(String, Option<Place>)>> = vec![
        values
            .map(|(name, _, place)| (name.clone(), Some(*place)))
            .collect(),
    ];
    named.extend(file.points.iter().map(|point| {
        let set = point.set.iter();
        set.map(|(name, _, place)| (name.clone(), *place)).collect()
    }));
    let again = |names: Vec<(String, Option<Place>)>| {
        let is_second = |at: &usize| names[..*at].iter().any(|one| one.0 == names[*at].0);
        (1..names.len()).find(is_second).map(|at| names[at].clone())
    };
    let Some((name, place)) = named.into_iter().find_map(again) else {
        return Some(file);
    };
    let message = format!("the design names `{name}` twice, with `instruments.` and without");
    let fix = Fix::Unknown("which of the two is meant only the author knows");
    problems.push(refuse_design(place, message, fix).help("name it once"));
    None
}

/// Makes the points of a design; problems `E0230` and those of the parameters that it names.
pub(super) fn chosen_design(
    (file, seed): (&DesignFile, u64),
    (scenarios, contexts): (&[PlannedScenario], &[StudyContext]),
    problems: &mut Vec<Problem>,
) -> Option<Design> {
    let n_errors = errors(problems);
    let (kind, columns, points) = match file.kind.as_str() {
        "grid" => {
            let levels = file.levels.unwrap_or(LEVELS);
            let shares: Vec<f64> = (0..levels)
                .map(|level| (f64::from(level) + 0.5) / f64::from(levels))
                .collect();
            let (columns, axes) = varied(file, &shares, (scenarios, contexts), problems)?;
            let points = grid(columns.len(), &axes, file.place, problems)?;
            ("grid", columns, points)
        }
        "one_at_a_time" => {
            let (columns, axes) = varied(file, &ENDS, (scenarios, contexts), problems)?;
            let base = columns
                .iter()
                .map(|column| value_of(scenarios, column))
                .collect::<Vec<_>>();
            let points = one_at_a_time(&base, &axes);
            ("one_at_a_time", columns, points)
        }
        "morris" => {
            let drawn = uncertain_columns(file, (scenarios, contexts), problems)?;
            let points = walks(&drawn, seed, file.size.unwrap_or(TRAJECTORIES));
            (
                "morris",
                drawn.into_iter().map(|drawn| drawn.column).collect(),
                points,
            )
        }
        "saltelli" => {
            let drawn = uncertain_columns(file, (scenarios, contexts), problems)?;
            let points = blocks(&drawn, seed, file.size.unwrap_or(BLOCKS));
            let points = points
                .map_err(|error| {
                    problems.push(refuse_design(file.place, error.to_string(), SMALLER));
                })
                .ok()?;
            (
                "saltelli",
                drawn.into_iter().map(|drawn| drawn.column).collect(),
                points,
            )
        }
        kind => {
            let kind = ["csv", DRAWS]
                .into_iter()
                .find(|known| *known == kind)
                .unwrap_or("list");
            let (columns, points) = listed(file, scenarios, problems)?;
            (kind, columns, points)
        }
    };
    if points.is_empty() || points.len() > DRAWS_MAX as usize {
        problems.push(
            refuse_design(
                file.place,
                format!("the design has {} points", plain(points.len() as f64)),
                SMALLER,
            )
            .help(format!("it needs 1 to {}", plain(f64::from(DRAWS_MAX)))),
        );
    }
    (errors(problems) == n_errors).then_some(Design {
        kind,
        columns,
        points,
        is_luck_shared: kind != DRAWS,
    })
}

fn errors(problems: &[Problem]) -> usize {
    problems
        .iter()
        .filter(|problem| problem.severity() == Severity::Error)
        .count()
}

/// A parameter that is moved, and what it sets at each of its levels: columns and their values, several where contexts know it differently.
struct Axis {
    name: String,
    levels: Vec<Vec<(usize, f64)>>,
}

/// Columns and the levels of each parameter: those that the file names, else the uncertain parameters at `shares` of their distributions.
fn varied(
    file: &DesignFile,
    shares: &[f64],
    (scenarios, contexts): (&[PlannedScenario], &[StudyContext]),
    problems: &mut Vec<Problem>,
) -> Option<(Vec<DesignColumn>, Vec<Axis>)> {
    if file.values.is_empty() {
        let drawn = uncertain_columns(file, (scenarios, contexts), problems)?;
        let axis = |name: String| {
            let own = || drawn.iter().enumerate().filter(|(_, one)| one.name == name);
            let levels = shares
                .iter()
                .map(|share| {
                    own()
                        .map(|(at, one)| (at, one.number.quantile(*share)))
                        .collect()
                })
                .collect();
            Axis { name, levels }
        };
        let axes = names_of(&drawn).into_iter().map(axis).collect();
        return Some((
            drawn
                .into_iter()
                .map(|Drawn { column, .. }| column)
                .collect(),
            axes,
        ));
    }
    let mut found = (Vec::new(), Vec::new());
    for (name, values, place) in &file.values {
        let column = named_column(name, Some(*place), scenarios, problems)?;
        let placed: Vec<_> = values.iter().map(|value| (*value, Some(*place))).collect();
        check_all(name, &placed, problems);
        let levels = values
            .iter()
            .map(|value| vec![(found.0.len(), *value)])
            .collect();
        found.0.push(column);
        found.1.push(Axis {
            name: name.clone(),
            levels,
        });
    }
    Some(found)
}

/// The uncertain parameters of the scenarios; problem `E0230` where there are none.
fn uncertain_columns(
    file: &DesignFile,
    (scenarios, contexts): (&[PlannedScenario], &[StudyContext]),
    problems: &mut Vec<Problem>,
) -> Option<Vec<Drawn>> {
    let drawn = columns(scenarios, contexts);
    if drawn.is_empty() {
        let problem = refuse_design(
            file.place,
            format!("a design of kind `{}` has nothing to vary", file.kind),
            Fix::Unknown("what is uncertain only the author knows"),
        );
        let values = if file.takes("values") {
            "name values, [design.values] \"credit.recovery\" = [0.2, 0.4], or "
        } else {
            ""
        };
        problems.push(problem.help(format!(
            "{values}make parameters uncertain, such as credit.recovery = \"0.2 to 0.4\""
        )));
    }
    (!drawn.is_empty()).then_some(drawn)
}

/// Trajectories of Morris between the ends of the 90 % intervals, one after the other.
fn walks(columns: &[Drawn], seed: u64, trajectories: u32) -> Vec<Point> {
    let inside = |share: &f64| ENDS[0] + share * (ENDS[1] - ENDS[0]);
    let names = names_of(columns);
    let walks = designs::morris(seed, trajectories, names.len());
    let named = walks.iter().zip(1..).flat_map(|(walk, number)| {
        let moved = walk
            .moved
            .iter()
            .map(|place| format!("{} moves", names[*place]));
        let steps = std::iter::once("start".to_string()).chain(moved);
        walk.points
            .iter()
            .zip(steps)
            .map(move |(shares, step)| (shares, format!("trajectory {number}: {step}")))
    });
    let point = |(shares, name): (&designs::Point, String)| {
        let shares: Vec<f64> = shares.iter().map(inside).collect();
        Point {
            name,
            values: values_at(columns, &names, &shares),
        }
    };
    named.map(point).collect()
}

/// Blocks of Saltelli over the whole distributions: A, B, and A with one parameter after the other taken from B.
fn blocks(columns: &[Drawn], seed: u64, blocks: u32) -> Result<Vec<Point>, designs::DesignError> {
    let names = names_of(columns);
    let blocks = designs::saltelli(seed, blocks, names.len())?;
    let named = blocks.iter().zip(1..).flat_map(|(block, number)| {
        let mixed = names.iter().map(|name| format!("A with {name} of B"));
        let parts = ["A".to_string(), "B".to_string()].into_iter().chain(mixed);
        block
            .iter()
            .zip(parts)
            .map(move |(shares, part)| (shares, format!("block {number}: {part}")))
    });
    Ok(named
        .map(|(shares, name)| Point {
            name,
            values: values_at(columns, &names, shares),
        })
        .collect())
}

/// Checks the values of one parameter at all points. What is wrong or unusual with several is one problem, which says with how many.
fn check_all(name: &str, values: &[(f64, Option<Place>)], problems: &mut Vec<Problem>) {
    let Some(meta) = meta_of(name, None, Change::ReplaceKey, &mut Vec::new()) else {
        return; // reported with the name
    };
    let mut found = Vec::new();
    for (value, place) in values {
        check_number(meta, name, *value, *place, &mut found);
    }
    for problem in &mut found {
        problem.cause = name.to_string();
    }
    let n_unusual = found.iter().filter(|one| one.code == "W0201").count();
    for mut problem in Problem::joined(found) {
        if problem.code == "W0201" {
            let is_unusual =
                |value: &f64| *value < meta.plausible_low || *value > meta.plausible_high;
            let unusual: Vec<f64> = values
                .iter()
                .map(|(value, _)| *value)
                .filter(is_unusual)
                .collect();
            let (least, greatest) = unusual.iter().fold(
                (f64::INFINITY, f64::NEG_INFINITY),
                |(least, greatest), value| (least.min(*value), greatest.max(*value)),
            );
            let (low, high) = (plain(meta.plausible_low), plain(meta.plausible_high));
            problem.message = format!(
                "{n_unusual} of {} values of `{name}` are outside the plausible range {low} to {high} ({}): from {} to {}",
                plain(values.len() as f64),
                meta.unit,
                plain(least),
                plain(greatest)
            );
            problem.label = "the first of them".into();
            problem.help =
                format!("keep them if you mean them, else write numbers from {low} to {high}");
            problem.related.clear();
        }
        problems.push(problem);
    }
}

/// The column of a parameter by name: everywhere where a scenario has it.
fn named_column(
    name: &str,
    place: Option<Place>,
    scenarios: &[PlannedScenario],
    problems: &mut Vec<Problem>,
) -> Option<DesignColumn> {
    let meta = meta_of(name, place, Change::ReplaceKey, problems)?;
    let mut targets = Vec::new();
    let mut grade = Grade::Assumed;
    for (index, scenario) in scenarios.iter().enumerate() {
        for value in scenario.values.iter().filter(|value| {
            value.path.ends_with(meta.name) && name_of(&scenario.input, &value.path) == name
        }) {
            grade = value.origin.grade;
            targets.push((index, value.path.clone()));
        }
    }
    if targets.is_empty() || name.starts_with("run.") {
        let problem = refuse_design(
            place,
            format!("no scenario has the parameter `{name}`, or it cannot differ between draws"),
            Fix::Unknown("which parameter is meant only the author knows"),
        );
        let names: BTreeSet<String> = scenarios
            .iter()
            .flat_map(|scenario| {
                let of_key = scenario
                    .values
                    .iter()
                    .filter(|value| value.path.ends_with(meta.name));
                of_key.map(|value| name_of(&scenario.input, &value.path))
            })
            .filter(|name| !name.starts_with("run."))
            .collect();
        let near = nearest(name, names.iter().map(String::as_str));
        problems.push(match near {
            Some(near) => problem
                .label(format!("did you mean `{near}`?"))
                .help(format!("write {near}, or take it out")),
            None => problem.help("write a name such as credit.recovery or credit_guarantee.cover; `check -v` lists all"),
        });
        return None;
    }
    Some(DesignColumn {
        name: name.to_string(),
        unit: meta.unit.to_string(),
        grade,
        words: "values of the design".to_string(),
        targets,
    })
}

/// The value of a column where nothing is drawn; NaN where scenarios differ in it, so that each keeps its own.
fn value_of(scenarios: &[PlannedScenario], column: &DesignColumn) -> f64 {
    let value = |(scenario, path): &(usize, String)| {
        scenarios[*scenario]
            .values
            .iter()
            .find(|value| value.path == *path)
            .map(|value| value.value)
    };
    let mut values = column.targets.iter().filter_map(value);
    let first = values.next().unwrap_or(f64::NAN);
    if values.all(|other| other == first) {
        first
    } else {
        f64::NAN
    }
}

/// Every combination, the last parameter fastest.
fn grid(
    columns: usize,
    axes: &[Axis],
    place: Option<Place>,
    problems: &mut Vec<Problem>,
) -> Option<Vec<Point>> {
    let size: f64 = axes.iter().map(|axis| axis.levels.len() as f64).product();
    if size > f64::from(DRAWS_MAX) {
        let problem = refuse_design(
            place,
            format!("the grid has {} points", plain(size)),
            SMALLER,
        );
        problems.push(problem.help(format!(
            "take fewer parameters or levels: at most {} points",
            plain(f64::from(DRAWS_MAX))
        )));
        return None;
    }
    let mut points = vec![vec![f64::NAN; columns]];
    for axis in axes {
        points = points
            .iter()
            .flat_map(|point| axis.levels.iter().map(move |level| at_level(point, level)))
            .collect();
    }
    Some(
        points
            .into_iter()
            .map(|values| Point {
                name: String::new(),
                values,
            })
            .collect(),
    )
}

/// A point with the columns of a level set.
fn at_level(point: &[f64], level: &[(usize, f64)]) -> Vec<f64> {
    let mut moved = point.to_vec();
    level
        .iter()
        .for_each(|(column, value)| moved[*column] = *value);
    moved
}

/// The values of the files first, then every parameter at each of its own levels.
fn one_at_a_time(base: &[f64], axes: &[Axis]) -> Vec<Point> {
    let moved = axes.iter().flat_map(|axis| {
        axis.levels.iter().map(|level| {
            let values: Vec<String> = level.iter().map(|(_, value)| plain(*value)).collect();
            Point {
                name: format!("{} = {}", axis.name, values.join(" and ")),
                values: at_level(base, level),
            }
        })
    });
    std::iter::once(Point {
        name: "as in the files".into(),
        values: base.to_vec(),
    })
    .chain(moved)
    .collect()
}

/// Points that are others again (`W0312`): they count twice in every mean over points.
fn warn_of_equal(meant: &[&ListedPoint], points: &[Point], problems: &mut Vec<Problem>) {
    let mut known: BTreeMap<Vec<u64>, usize> = BTreeMap::new();
    let mut equal: Vec<[usize; 2]> = Vec::new();
    for (at, point) in points.iter().enumerate() {
        let bits = point.values.iter().map(|value| value.to_bits()).collect();
        let first = *known.entry(bits).or_insert(at);
        if first != at {
            equal.push([first, at]);
        }
    }
    let Some([first, again]) = equal.first().copied() else {
        return;
    };
    let more = match equal.len() - 1 {
        0 => String::new(),
        more => format!(", and so {more} more"),
    };
    let place = |at: usize| meant[at].set.first().and_then(|(.., place)| *place);
    let message = format!(
        "point {again} of the design is point {first} again{more}: it counts twice in every mean over points"
    );
    let fix = Fix::Unknown("whether the point or one of its values is wrong only the author knows");
    problems.push(
        Problem::at_or_command_line("W0312", place(again), message, fix)
            .label("the same values")
            .help("take the repeated points out; more replications of each are asked for by -r")
            .related(place(first), "first here"),
    );
}

/// The listed points of the requested subsets.
pub(super) fn points_of(file: &DesignFile) -> Vec<&ListedPoint> {
    let is_meant = |point: &&ListedPoint| {
        file.subsets.is_empty()
            || file
                .subsets
                .iter()
                .any(|subset| subset.value == point.subset)
    };
    file.points.iter().filter(is_meant).collect()
}

/// Listed points, of the requested subsets; a parameter that a point does not set keeps the value of the files.
fn listed(
    file: &DesignFile,
    scenarios: &[PlannedScenario],
    problems: &mut Vec<Problem>,
) -> Option<(Vec<DesignColumn>, Vec<Point>)> {
    let known: Vec<&str> = file
        .points
        .iter()
        .map(|point| point.subset.as_str())
        .filter(|subset| !subset.is_empty())
        .collect();
    if let Some(unknown) = file
        .subsets
        .iter()
        .find(|subset| !known.contains(&subset.value.as_str()))
    {
        let problem = refuse_design(
            unknown.place,
            format!(
                "no point of the design belongs to the subset `{}`",
                unknown.value
            ),
            Fix::suggest(
                unknown.place,
                nearest(&unknown.value, known.iter().copied()).map(|near| format!("\"{near}\"")),
                "no subset is like it",
            ),
        );
        let names: BTreeSet<&str> = known.iter().copied().collect();
        let names: Vec<&str> = names.into_iter().collect();
        let near = nearest(&unknown.value, names.iter().copied());
        let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
        problems.push(problem.help(if names.is_empty() {
            "no point states a subset: take `subsets` out".to_string()
        } else {
            format!("{near}subsets of the design: {}", names.join(", "))
        }));
        return None;
    }
    let meant = points_of(file);
    let mut columns: Vec<DesignColumn> = Vec::new();
    for (name, _, place) in meant.iter().flat_map(|point| &point.set) {
        if columns.iter().all(|column| column.name != *name) {
            columns.push(named_column(name, *place, scenarios, problems)?);
            let all = meant.iter().flat_map(|point| &point.set);
            let all = all.filter(|(other, ..)| other == name);
            let values: Vec<_> = all.map(|(_, value, place)| (*value, *place)).collect();
            check_all(name, &values, problems);
        }
    }
    let value = |point: &ListedPoint, column: &DesignColumn| {
        let own = point.set.iter().find(|(name, ..)| *name == column.name);
        own.map_or_else(|| value_of(scenarios, column), |(_, value, _)| *value)
    };
    let values = |point: &&ListedPoint| columns.iter().map(|column| value(point, column)).collect();
    let points: Vec<Point> = meant
        .iter()
        .map(|point| Point {
            name: point.name.clone(),
            values: values(point),
        })
        .collect();
    warn_of_equal(&meant, &points, problems);
    Some((columns, points))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_design_has_as_many_points_as_can_run() {
        let of = |n: usize| {
            let file = DesignFile {
                kind: "list".into(),
                points: vec![ListedPoint::default(); n],
                ..DesignFile::default()
            };
            let mut problems = Vec::new();
            let design = chosen_design((&file, 1), (&[], &[]), &mut problems);
            (design.map(|design| design.points.len()), errors(&problems))
        };
        assert_eq!(of(10_000), (Some(10_000), 0));
        assert_eq!(of(10_001), (None, 1));
        assert_eq!(of(0), (None, 1));
    }

    #[test]
    fn a_grid_has_as_many_points_as_can_run() {
        let axis = |n: u32, column: usize| Axis {
            name: String::new(),
            levels: (0..n)
                .map(|level| vec![(column, f64::from(level))])
                .collect(),
        };
        let mut problems = Vec::new();
        let points =
            grid(2, &[axis(100, 1), axis(100, 0)], None, &mut problems).expect("as many as can be");
        assert_eq!((points.len(), problems.len()), (10_000, 0));
        assert_eq!(
            [0, 1, 100, 9_999].map(|at| points[at].values.clone()),
            [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [99.0, 99.0]]
        );
        assert_eq!(
            grid(2, &[axis(73, 0), axis(137, 1)], None, &mut problems),
            None,
            "10,001 points"
        );
        assert_eq!(errors(&problems), 1);
    }
}
