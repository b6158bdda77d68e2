//! Inputs, what is done to them, and how two outcomes are held against each other.

use std::collections::BTreeMap;
use std::rc::Rc;

use linkwright::observations::{INDICATORS, indicator_index};
use linkwright::plan::{Options, World};
use linkwright::results::Dataset;
use linkwright::scenario::Files;
use linkwright::study::{Outcome, RunSettings, Study};

/// Input of a run: files in memory, the first of which is named, and what the command line adds.
#[derive(Clone, Debug)]
pub struct Input {
    /// Pairs of path and text.
    pub files: Vec<(String, String)>,
    /// What the command line changes.
    pub options: Options<'static>,
    /// How it is run.
    pub run: RunSettings,
    /// Texts that a change did not find.
    missing: Vec<String>,
}

impl Input {
    /// A study file.
    pub fn study(text: &str) -> Self {
        Self {
            files: vec![("study.toml".into(), text.into())],
            options: Options::default(),
            run: RunSettings {
                jobs: 2,
                ..RunSettings::default()
            },
            missing: Vec::new(),
        }
    }

    /// Puts other text in the place of some that is in the study file.
    pub fn replace(&mut self, from: &str, to: &str) {
        let text = &mut self.files[0].1;
        if !text.contains(from) {
            self.missing.push(from.to_string());
        }
        *text = text.replace(from, to);
    }

    /// Adds text to the end of the study file.
    pub fn append(&mut self, text: &str) {
        self.files[0].1.push_str(text);
    }

    /// Adds a file.
    pub fn file(&mut self, path: &str, text: &str) {
        self.files.push((path.into(), text.into()));
    }

    /// Adds a setting of the command line.
    pub fn set(&mut self, key: &str, value: &str) {
        self.options.settings.push((key.into(), value.into()));
    }

    /// Loads and runs it.
    fn outcome(&self) -> Result<Outcome, String> {
        if !self.missing.is_empty() {
            return Err(format!("the study has no {:?}", self.missing));
        }
        let files = Files::Kept(self.files.clone());
        let study = Study::load_from(&files, &["study.toml".into()], &self.options)
            .map_err(|error| error.to_string())?;
        let outcome = study.run(&self.run).map_err(|error| error.to_string())?;
        let is_lost = self.run.panic_at.is_some();
        match outcome.findings.worlds.failures.first() {
            Some(failure) if !is_lost => Err(format!("a world is lost: {}", failure.message)),
            _ => Ok(outcome),
        }
    }
}

/// How the outcome after a change is to the one before.
#[derive(Clone, Copy)]
pub enum Relation {
    /// Every table is the same to the byte, but the one that says in which line a value stands.
    SameTables,
    /// Every scenario has the same worlds, to the bit.
    SameWorlds,
    /// The same, where scenarios have other names: pairs of a name before and the name after.
    Renamed(&'static [(&'static str, &'static str)]),
    /// All worlds that were there are still there, to the bit; there are more.
    MoreWorlds,
    /// All worlds that are there were there before, to the bit; there are fewer.
    FewerWorlds,
    /// The same worlds under other numbers.
    Reordered,
    /// Two scenarios of the outcome after the change have the same worlds.
    Twins(&'static str, &'static str),
    /// Series of so many quarters from the first are the same.
    SameStart(usize),
    /// Series of two scenarios after the change are the same for so many quarters from the first, and not in all.
    TwinStart(&'static str, &'static str, usize),
    /// Some world differs.
    Other,
    /// What is checked is said by a function.
    Own(fn(&Outcome, &Outcome) -> Result<(), String>),
}

/// A law.
pub struct Law {
    /// Name, unique.
    pub name: &'static str,
    /// The law in words.
    pub says: &'static str,
    /// The input.
    pub before: fn() -> Input,
    /// What is done to it.
    pub change: fn(&mut Input),
    /// How the outcome then is to the one without the change.
    pub then: Relation,
}

/// Values of every indicator and of every series as bits, by scenario and world.
pub type Worlds = BTreeMap<(String, u32), (Vec<u64>, Vec<u64>)>;

/// The worlds of an outcome.
pub fn worlds(outcome: &Outcome) -> Worlds {
    let dataset = &outcome.findings.worlds;
    let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect();
    let series = |at: usize| {
        dataset
            .series
            .get(at)
            .map_or(Vec::new(), |one| bits(&one.values))
    };
    let runs = dataset.runs.iter().enumerate();
    runs.map(|(at, run)| {
        let name = dataset.scenarios[run.scenario].name.clone();
        ((name, run.replication), (bits(&run.values), series(at)))
    })
    .collect()
}

/// Outcomes of inputs that several laws start from.
#[derive(Default)]
pub struct Cache(BTreeMap<String, Rc<Outcome>>);

impl Cache {
    fn outcome(&mut self, input: &Input) -> Result<Rc<Outcome>, String> {
        let key = format!("{input:?}");
        if let Some(known) = self.0.get(&key) {
            return Ok(Rc::clone(known));
        }
        let outcome = Rc::new(input.outcome()?);
        self.0.insert(key, Rc::clone(&outcome));
        Ok(outcome)
    }

    /// Why a law does not hold; none where it does.
    pub fn broken(&mut self, law: &Law) -> Option<String> {
        let input = (law.before)();
        let mut changed = input.clone();
        (law.change)(&mut changed);
        let before = match self.outcome(&input) {
            Ok(outcome) => outcome,
            Err(error) => return Some(format!("before: {error}")),
        };
        match changed.outcome() {
            Ok(after) => law.then.broken(&before, &after).err(),
            Err(error) => Some(format!("after: {error}")),
        }
    }
}

impl Relation {
    /// Whether it holds; else why not.
    pub fn broken(self, before: &Outcome, after: &Outcome) -> Result<(), String> {
        let (old, new) = (worlds(before), worlds(after));
        if old.is_empty() || new.is_empty() {
            return Err("there is no world".into());
        }
        match self {
            Self::SameTables => same_tables(before, after),
            Self::SameWorlds => within(&old, &new).and(within(&new, &old)),
            Self::Renamed(pairs) => {
                let renamed: Worlds = old
                    .into_iter()
                    .map(|((name, world), values)| {
                        let pair = pairs.iter().find(|(from, _)| *from == name);
                        let name = pair.map_or(name.as_str(), |(_, to)| to).to_string();
                        ((name, world), values)
                    })
                    .collect();
                within(&renamed, &new).and(within(&new, &renamed))
            }
            Self::MoreWorlds if new.len() <= old.len() => Err("there are no more worlds".into()),
            Self::MoreWorlds => within(&old, &new),
            Self::FewerWorlds if new.len() >= old.len() => Err("there are no fewer worlds".into()),
            Self::FewerWorlds => within(&new, &old),
            Self::Reordered => {
                if sorted(&old) == sorted(&new) {
                    Ok(())
                } else {
                    Err("there are other worlds".into())
                }
            }
            Self::Twins(one, other) => {
                let (one, other) = (of(&new, one)?, of(&new, other)?);
                within(&one, &other).and(within(&other, &one))
            }
            Self::SameStart(quarters) => same_start(&old, &new, quarters),
            Self::TwinStart(one, other, quarters) => {
                let (one, other) = (of(&new, one)?, of(&new, other)?);
                if within(&one, &other).is_ok() {
                    return Err("they never part".into());
                }
                same_start(&one, &other, quarters)
            }
            Self::Other if old == new => Err("no world differs".into()),
            Self::Other => Ok(()),
            Self::Own(check) => check(before, after),
        }
    }
}

fn same_tables(before: &Outcome, after: &Outcome) -> Result<(), String> {
    let (old, new) = (before.tables(), after.tables());
    if old.len() != new.len() || old.len() < 5 {
        return Err("there are other tables".into());
    }
    let other = old
        .iter()
        .zip(&new)
        .find(|(old, new)| old.file != "parameters.csv" && old.to_csv() != new.to_csv());
    other.map_or(Ok(()), |(table, _)| Err(format!("{} differs", table.file)))
}

/// Every world of one outcome is in another, to the bit.
fn within(few: &Worlds, many: &Worlds) -> Result<(), String> {
    for ((scenario, world), (values, series)) in few {
        let Some((own_values, own_series)) = many.get(&(scenario.clone(), *world)) else {
            return Err(format!("`{scenario}` has no world {world}"));
        };
        let other = values.iter().zip(own_values).position(|(a, b)| a != b);
        if let Some(at) = other {
            let [one, two] = [values[at], own_values[at]].map(f64::from_bits);
            let indicator = INDICATORS[at].name;
            return Err(format!(
                "`{scenario}` in world {world}: {indicator} is {one} in one and {two} in the other"
            ));
        }
        if series != own_series {
            return Err(format!("`{scenario}` in world {world}: series differ"));
        }
    }
    Ok(())
}

/// Values of all worlds with the scenario and without the number, sorted.
fn sorted(worlds: &Worlds) -> Vec<(&String, &Vec<u64>, &Vec<u64>)> {
    let mut all: Vec<_> = worlds
        .iter()
        .map(|((scenario, _), (values, series))| (scenario, values, series))
        .collect();
    all.sort();
    all
}

/// The worlds of one scenario, under no name.
fn of(worlds: &Worlds, scenario: &str) -> Result<Worlds, String> {
    let own: Worlds = worlds
        .iter()
        .filter(|((name, _), _)| name == scenario)
        .map(|((_, world), values)| ((String::new(), *world), values.clone()))
        .collect();
    if own.is_empty() {
        return Err(format!("there is no world of `{scenario}`"));
    }
    Ok(own)
}

fn same_start(old: &Worlds, new: &Worlds, quarters: usize) -> Result<(), String> {
    let n = quarters * Dataset::n_series();
    for (key, (_, series)) in old {
        let other = new.get(key).map(|(_, series)| series.as_slice());
        let Some(other) = other.filter(|other| other.len() >= n && series.len() >= n) else {
            return Err(format!("{key:?} has no series of {quarters} quarters"));
        };
        if let Some(at) = (0..n).find(|at| series[*at] != other[*at]) {
            return Err(format!(
                "{key:?} differs in quarter {}",
                at / Dataset::n_series()
            ));
        }
    }
    Ok(())
}

/// An indicator of a scenario by world.
pub fn values(dataset: &Dataset, scenario: &str, indicator: &str) -> Vec<f64> {
    let column = indicator_index(indicator).unwrap_or_else(|| panic!("no indicator {indicator}"));
    dataset
        .runs
        .iter()
        .filter(|run| dataset.scenarios[run.scenario].name == scenario)
        .map(|run| run.values[column])
        .collect()
}

/// Difference of two scenarios in the mean of an indicator, as the program estimates it.
pub fn difference(
    outcome: &Outcome,
    scenario: &str,
    against: &str,
    indicator: &str,
) -> Result<f64, String> {
    let dataset = outcome.findings.dataset();
    let name = |at: usize| dataset.scenarios[at].name.as_str();
    let estimates = outcome.estimates();
    let all = estimates.comparisons.iter().chain(&estimates.answer);
    all.into_iter()
        .find(|one| {
            name(one.scenario) == scenario
                && name(one.baseline) == against
                && INDICATORS[one.indicator].name == indicator
        })
        .map(|one| one.diff)
        .ok_or_else(|| format!("`{scenario}` is not compared with `{against}`"))
}

/// The number of the world with the given draw and replication.
pub fn world(draw: u32, replication: u32) -> u32 {
    World { draw, replication }.number()
}
