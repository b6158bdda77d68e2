//! Draws of uncertain parameters: which parameters of which scenarios differ between draws, and their values.

use super::checks::{Disorder, disorder, place_of_path};
use super::copula::Copula;
use super::resolve::Resolved;
use super::{PlannedScenario, StudyContext};
use crate::designs::{latin_hypercube, sobol};
use crate::model::ModelInput;
use crate::parameters::{Grade, Uncertain};
use crate::random::{Process, ReplicateKey, named};
use crate::scenario::{Change, Correlation, Fix, Layer, ListedPoint, Place, Problem, plain};

/// How many draws are requested, and where a file does; none for `--draws`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Draws {
    /// Draws.
    pub number: u32,
    /// Where a file states them.
    pub place: Option<Place>,
}

impl Draws {
    /// Another number of them.
    pub fn set_to(self, number: u32) -> Fix {
        match self.place {
            Some(place) => Fix::replace(Some(place), format!("{number}")),
            None => Fix::Argument {
                of: format!("--draws {}", self.number),
                to: format!("--draws {number}"),
            },
        }
    }

    /// None of them.
    pub fn left_out(self) -> Fix {
        match self.place {
            Some(place) => Fix::remove(Some(place)),
            None => Fix::Argument {
                of: format!("--draws {}", self.number),
                to: String::new(),
            },
        }
    }
}

/// Greatest number of draws.
pub const DRAWS_MAX: u32 = 10_000;

/// Keeps names of parameters apart from other names of things that users name.
const MARK: u64 = 125;

/// An uncertain parameter of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct UncertainValue {
    /// Name by which it is drawn and correlated, such as `credit.recovery` or `instruments.credit_guarantee.cover`.
    pub name: String,
    /// Full path in the input of the scenario.
    pub path: String,
    /// Unit.
    pub unit: String,
    /// Grade of the evidence.
    pub grade: Grade,
    /// What is known of it.
    pub number: Uncertain,
}

/// A parameter that differs between draws.
#[derive(Clone, Debug, PartialEq)]
pub struct DesignColumn {
    /// Name; with `@` and a context or scenario where scenarios differ in what is known of it.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Grade of the evidence.
    pub grade: Grade,
    /// Its distribution as text.
    pub words: String,
    /// Where its value goes: index of the scenario and path in its input.
    pub targets: Vec<(usize, String)>,
}

/// The values of one draw.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// Name, where it has one; may be empty.
    pub name: String,
    /// One value per column; NaN where every scenario keeps the value of its files.
    pub values: Vec<f64>,
}

/// Sampling plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    /// The word of files for how points are chosen.
    pub kind: &'static str,
    /// Parameters that differ between draws, in order of the first scenario that has them.
    pub columns: Vec<DesignColumn>,
    /// Draws in order; at least one.
    pub points: Vec<Point>,
    /// True where replication r of all draws has the same random draws, so that draws differ in their parameters alone.
    pub is_luck_shared: bool,
}

/// The uncertain parameters of a scenario by the names under which they are drawn: those of the command line, which do not depend on the order of entries.
pub(super) fn uncertain_values(resolved: &Resolved) -> Vec<UncertainValue> {
    let value = |(path, number): &(String, Uncertain)| {
        let known = resolved.values.iter().find(|value| value.path == *path)?;
        let (unit, grade) = (known.unit.clone(), known.origin.grade);
        Some(UncertainValue {
            name: name_of(&resolved.input, path),
            path: path.clone(),
            unit,
            grade,
            number: number.clone(),
        })
    };
    resolved.uncertain.iter().filter_map(value).collect()
}

/// `agencies.NAME.key` for `agencies[0].key` and so on; an instrument goes by its kind, and by its agency where several have the kind.
pub(super) fn name_of(input: &ModelInput, path: &str) -> String {
    let parts = path.split_once("].").and_then(|(head, key)| {
        let (list, index) = head.split_once('[')?;
        Some((list, index.parse::<usize>().ok()?, key))
    });
    let Some((list, index, key)) = parts else {
        return path.to_string();
    };
    let key = key.rsplit('.').next().unwrap_or(key);
    let name = match list {
        "agencies" => input.agencies[index].name.clone(),
        "credit_providers" => input.credit_providers[index].name.clone(),
        "shocks" => input.shocks[index].name.clone(),
        _ => {
            let (kind, agency) = (
                input.instruments[index].settings.kind(),
                input.instruments[index].agency,
            );
            let is_alone = input
                .instruments
                .iter()
                .filter(|other| other.settings.kind() == kind)
                .count()
                == 1;
            let agency = input
                .agencies
                .get(agency)
                .filter(|_| !is_alone)
                .map_or_else(String::new, |agency| format!("@{}", agency.name));
            format!("{}{agency}", kind.name())
        }
    };
    format!("{list}.{name}.{key}")
}

/// A column while it is being filled: what is known of its parameter, and the name under which it is drawn.
pub(super) struct Drawn {
    /// The column.
    pub column: DesignColumn,
    /// Name of its parameter.
    pub name: String,
    /// What is known of its parameter.
    pub number: Uncertain,
}

/// Parameters of the scenarios that are uncertain; the same parameter of several scenarios is one column where the same is known of it.
pub(super) fn columns(scenarios: &[PlannedScenario], contexts: &[StudyContext]) -> Vec<Drawn> {
    let mut columns: Vec<Drawn> = Vec::new();
    for (index, scenario) in scenarios.iter().enumerate() {
        for value in &scenario.uncertain {
            let target = (index, value.path.clone());
            if let Some(known) = columns
                .iter_mut()
                .find(|known| known.name == value.name && known.number == value.number)
            {
                known.column.targets.push(target);
                continue;
            }
            let is_free = |name: &str| columns.iter().all(|known| known.column.name != name);
            let in_context = format!("{}@{}", value.name, contexts[scenario.context].name);
            let all = [value.name.clone(), in_context];
            let label = all
                .into_iter()
                .find(|name| is_free(name))
                .unwrap_or_else(|| format!("{}@{}", value.name, scenario.name));
            let UncertainValue {
                name,
                unit,
                grade,
                number,
                ..
            } = value.clone();
            let column = DesignColumn {
                name: label,
                unit,
                grade,
                words: number.words.clone(),
                targets: vec![target],
            };
            columns.push(Drawn {
                column,
                name,
                number,
            });
        }
    }
    columns
}

/// Draws every uncertain parameter `draws` times: at random, where draw k of a parameter depends on the seed, its name and k alone, or evenly, by a
/// Latin hypercube or a Sobol sequence; problems `E0224` to `E0230`.
pub(super) fn drawn_design(
    (kind, place): (&'static str, Option<Place>),
    (draws, seed): (Draws, u64),
    (scenarios, contexts): (&[PlannedScenario], &[StudyContext]),
    correlations: &[&[Correlation]],
    problems: &mut Vec<Problem>,
) -> Option<Design> {
    let columns = columns(scenarios, contexts);
    if columns.is_empty() {
        let problem = Problem::at_or_command_line(
            "E0226",
            draws.place,
            format!(
                "{} draws are requested, but no parameter is uncertain",
                plain(f64::from(draws.number))
            ),
            draws.left_out(),
        );
        problems.push(
            problem
                .label("nothing to draw")
                .help("write a value as \"LOW to HIGH\" or { dist = … }, or leave `draws` out"),
        );
        return None;
    }
    let each = correlations.iter().copied().zip(
        scenarios
            .iter()
            .map(|scenario| scenario.uncertain.as_slice()),
    );
    let copula = Copula::new(each, problems)?;
    let names = names_of(&columns);
    let shares = shares_of_draws((kind, place), (draws, seed), &names, problems)?;
    let point = |mut shares: Vec<f64>| {
        copula.correlate(&names, &mut shares);
        Point {
            name: String::new(),
            values: values_at(&columns, &names, &shares),
        }
    };
    let points = shares.into_iter().map(point).collect();
    let columns = columns.into_iter().map(|drawn| drawn.column).collect();
    Some(Design {
        kind,
        columns,
        points,
        is_luck_shared: false,
    })
}

/// Names of the numbers of columns, each once: columns of one name have the same place in each distribution.
pub(super) fn names_of(columns: &[Drawn]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for column in columns {
        if !names.contains(&column.name) {
            names.push(column.name.clone());
        }
    }
    names
}

/// The values of all columns at shares of their distributions, one share per name.
pub(super) fn values_at(columns: &[Drawn], names: &[String], shares: &[f64]) -> Vec<f64> {
    let share = |name: &String| {
        names
            .iter()
            .position(|other| other == name)
            .map_or(f64::NAN, |place| shares[place])
    };
    columns
        .iter()
        .map(|column| column.number.quantile(share(&column.name)))
        .collect()
}

/// Shares of every draw [0–1], one per name, before they are correlated.
fn shares_of_draws(
    (kind, place): (&str, Option<Place>),
    (draws, seed): (Draws, u64),
    names: &[String],
    problems: &mut Vec<Problem>,
) -> Option<Vec<Vec<f64>>> {
    let given = draws;
    let draws = given.number;
    let random = |draw: u32| {
        let key = ReplicateKey::new(seed, draw).draws(Process::UncertainNumber, 0);
        names
            .iter()
            .map(|name| key.uniform(named(MARK, name)))
            .collect()
    };
    match kind {
        "latin_hypercube" => Some(latin_hypercube(seed, draws, names.len())),
        "sobol" => {
            if !draws.is_power_of_two() {
                let message = format!(
                    "a Sobol sequence of {} is less even than one of a power of two",
                    plain(f64::from(draws))
                );
                let fix = given.set_to(draws.next_power_of_two());
                let problem = Problem::at_or_command_line("N0106", place, message, fix);
                problems.push(problem.help(format!(
                    "take {} draws",
                    plain(f64::from(draws.next_power_of_two()))
                )));
            }
            sobol(seed, 0..draws, names.len())
                .map_err(|error| {
                    let fix = Fix::Unknown("what may be left out only the author knows");
                    problems.push(refuse_design(place, error.to_string(), fix));
                })
                .ok()
        }
        _ => Some((0..draws).map(random).collect()),
    }
}

/// A design that cannot be made (`E0230`).
pub(super) fn refuse_design(place: Option<Place>, message: String, fix: Fix) -> Problem {
    Problem::at_or_command_line("E0230", place, message, fix).label("no design")
}

/// Where the values of a design come from: the layers of its scenarios, and its points where they are listed.
pub(super) struct Origins<'a> {
    /// Layers of the scenarios, in their order.
    pub layers: Vec<&'a Layer>,
    /// Listed points, in order; empty where none are.
    pub points: Vec<&'a ListedPoint>,
}

impl Origins<'_> {
    /// The place of the value that a point has in a column, or of the distribution that it is drawn from.
    fn place(&self, draw: usize, column: &DesignColumn) -> Option<Place> {
        if let Some(point) = self.points.get(draw) {
            let own = point.set.iter().find(|(name, ..)| *name == column.name);
            return own.and_then(|(.., place)| *place);
        }
        let (scenario, path) = column.targets.first()?;
        place_of_path(self.layers.get(*scenario)?, path)
    }
}

/// Checks what only draws show: a parameter of the burn-in that not all scenarios of a context draw alike (`E0228`), and draws in which parameters
/// are in the wrong order (`E0227`).
pub(super) fn check_design(
    design: &Design,
    scenarios: &[PlannedScenario],
    origins: &Origins<'_>,
    problems: &mut Vec<Problem>,
) {
    for column in &design.columns {
        problems.extend(not_shared(column, scenarios, origins));
    }
    for (draw, point) in design.points.iter().enumerate() {
        for (index, scenario) in scenarios.iter().enumerate() {
            let own = design.columns.iter().zip(&point.values);
            let own = own.flat_map(|(column, value)| {
                column
                    .targets
                    .iter()
                    .map(move |(target, path)| (target, path, *value))
            });
            let mut input = scenario.input.clone();
            let own = own.filter(|(.., value)| value.is_finite());
            own.filter(|(target, ..)| **target == index)
                .for_each(|(_, path, value)| {
                    input.set(path, value);
                });
            if let Some(what) = disorder(&input) {
                problems.push(in_disorder(
                    &what,
                    (draw, design),
                    (index, &scenario.name),
                    origins,
                ));
            }
        }
    }
}

/// A parameter of the burn-in that not all scenarios of a context draw alike (`E0228`).
fn not_shared(
    column: &DesignColumn,
    scenarios: &[PlannedScenario],
    origins: &Origins<'_>,
) -> Option<Problem> {
    let is_of_programme = |path: &str| {
        ["agencies[", "instruments[", "shocks["]
            .iter()
            .any(|list| path.starts_with(list))
    };
    let (first, path) = column
        .targets
        .iter()
        .find(|(_, path)| !is_of_programme(path))?;
    let has = |index: usize| column.targets.iter().any(|(target, _)| *target == index);
    let same_context = |index: &usize| scenarios[*index].context == scenarios[*first].context;
    let without = (0..scenarios.len())
        .filter(same_context)
        .find(|index| !has(*index))?;
    let (name, other) = (&scenarios[*first].name, &scenarios[without].name);
    let message = format!(
        "`{path}` is drawn for `{name}` and not, or from another distribution, for `{other}` of the same context"
    );
    let place = place_of_path(origins.layers[*first], path);
    let other = place_of_path(origins.layers[without], path);
    let fix = Fix::Unknown("which of the scenarios is right only the author knows");
    let problem = Problem::at_or_command_line("E0228", place, message, fix)
        .label("not for all")
        .related(other, "another value");
    Some(problem.help("set it once for all scenarios: in the context or the study file"))
}

/// Parameters in the wrong order at a point (`E0227`): of a listed one the cell, of a drawn one the distribution.
fn in_disorder(
    what: &Disorder,
    (draw, design): (usize, &Design),
    (index, scenario): (usize, &str),
    origins: &Origins<'_>,
) -> Problem {
    let column = |path: &String| {
        design
            .columns
            .iter()
            .position(|column| column.targets.contains(&(index, path.clone())))
    };
    let values = &design.points[draw].values;
    let mut places = Vec::new();
    let mut changes = Some(Vec::new());
    for (path, right) in &what.right {
        let at = column(path);
        let place = at.and_then(|at| origins.place(draw, &design.columns[at]));
        let is_wrong = at.is_none_or(|at| values[at] != *right);
        match place {
            Some(place) => {
                places.push(place);
                if is_wrong && let Some(changes) = &mut changes {
                    changes.push(Change::Replace(place, format!("{right}")));
                }
            }
            None if is_wrong && at.is_some() => changes = None,
            None => {}
        }
    }
    let is_listed = !origins.points.is_empty();
    let changes = changes.filter(|changes| is_listed && !changes.is_empty());
    let fix = changes.map_or(
        Fix::Unknown("what is known of the parameters only the author knows"),
        // one of the two is enough where each is given in the light of the other
        |changes| {
            Fix::Changes(
                changes
                    .into_iter()
                    .take(if what.is_pair() { 1 } else { 2 })
                    .collect(),
            )
        },
    );
    let name = &design.points[draw].name;
    let (which, help) = if is_listed {
        let which = if name.is_empty() {
            format!("point {draw}")
        } else {
            format!("the point `{name}`")
        };
        (which, format!("write {} at this point", what.rule))
    } else {
        let help = "narrow or correlate the distributions of the two parameters";
        (format!("draw {draw}"), help.to_string())
    };
    let message = format!("{which} of `{scenario}` has {}", what.text);
    let problem = Problem::at_or_command_line("E0227", places.first().copied(), message, fix)
        .label("in the wrong order")
        .cause(format!("{scenario} {}", what.right[0].0))
        .help(help);
    problem.related(places.get(1).copied(), "and this")
}
