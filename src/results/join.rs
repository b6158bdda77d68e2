//! Finished runs that met the same worlds, joined to one data set, so that a scenario of one can be compared with a scenario of another.

use std::collections::{BTreeMap, BTreeSet};

use super::read::FinishedRun;
use super::{Dataset, Draws, Failure, Manifest, ReadError, RunRecord, ScenarioInfo};
use crate::observations::INDICATORS;

/// Keys that a programme may set: everything else, periods included, belongs to the context that runs must share.
const OF_PROGRAMMES: [&str; 3] = ["agencies[", "instruments[", "shocks["];
/// Settings of a run that move no world.
const OF_RUNS: [&str; 2] = ["run.futures", "run.futures_worlds"];

/// Obstacles to joining runs.
#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    /// A folder could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A run is named twice, by one path or two, or is a copy of another.
    #[error("{first} and {second} are the same run")]
    Twice {
        /// Folder of the run.
        first: String,
        /// Its folder again.
        second: String,
    },
    /// The runs were made by different versions.
    #[error(
        "{first} was made by version {version} and {second} by {other}: their worlds need not be the same"
    )]
    Version {
        /// Folder of the first run.
        first: String,
        /// Its version.
        version: String,
        /// Folder of the other.
        second: String,
        /// Its version.
        other: String,
    },
    /// The runs had other random draws.
    #[error(
        "{first} has seed {seed} and {second} seed {other}: their worlds do not share their random draws, and a difference would not be paired"
    )]
    Seed {
        /// Folder of the first run.
        first: String,
        /// Its seed.
        seed: u64,
        /// Folder of the other.
        second: String,
        /// Its seed.
        other: u64,
    },
    /// The runs drew other parameters, or one of them drew none.
    #[error(
        "{first} and {second} do not have the same draws of uncertain parameters: {difference}"
    )]
    Draws {
        /// Folder of the first run.
        first: String,
        /// Folder of the other.
        second: String,
        /// The difference, as text.
        difference: String,
    },
    /// A context of the other run is none of the first.
    #[error("context `{context}` of {second} is no context of {first}: {difference}")]
    Context {
        /// Folder of the first run.
        first: String,
        /// Folder of the other.
        second: String,
        /// Context of the other.
        context: String,
        /// The first parameter that differs.
        difference: String,
    },
    /// No replication finished in both.
    #[error("{first} and {second} have no replication in common")]
    NoCommonWorlds {
        /// Folder of the first run.
        first: String,
        /// Folder of the other.
        second: String,
    },
    /// The same scenario has other results.
    #[error(
        "scenario `{scenario}` is the same in {first} and {second}, but `{indicator}` of replication {replication} is not: the programs that ran them differ"
    )]
    Results {
        /// Folder of the first run.
        first: String,
        /// Folder of the other.
        second: String,
        /// Scenario.
        scenario: String,
        /// First indicator that differs.
        indicator: &'static str,
        /// First replication that differs.
        replication: u32,
    },
}

impl JoinError {
    /// Advice.
    #[must_use]
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Read(error) => error.help(),
            Self::Version { .. } | Self::Results { .. } => {
                "run both studies again with one program"
            }
            Self::Twice { .. } => "name it once: one run is compared with its own baseline",
            Self::Seed { .. } => "run one of them again with the seed of the other (`--seed`)",
            Self::Draws { .. } => {
                "run one of them again with the draws, the replications and the uncertain parameters of the other"
            }
            Self::Context { .. } => {
                "compare runs of the same context and periods; `linkwright diff` shows all that differs"
            }
            Self::NoCommonWorlds { .. } => {
                "run one of them again with at least two replications of the other"
            }
        }
    }
}

/// Runs joined to one data set.
#[derive(Debug)]
pub struct Joined {
    /// Scenarios of all runs in the worlds that all have; of several runs, indicators only.
    pub dataset: Dataset,
    /// Index of the scenario whose worlds hold the twins of each scenario's firms: the baseline of its own run.
    pub twins: Vec<usize>,
    /// Remarks on the joining for readers, as text.
    pub notes: Vec<String>,
}

/// Joins runs that share random draws and contexts. The first run gives contexts, baselines and headline; a scenario that two runs share is kept
/// once, after its results were found equal to the last bit; scenarios of the k-th run whose name is taken are called `name#k`.
///
/// # Errors
/// [`JoinError`] where a paired difference between the runs would mean nothing.
pub fn join(runs: &[FinishedRun]) -> Result<Joined, JoinError> {
    let [first, others @ ..] = runs else {
        unreachable!("at least one run is joined")
    };
    let dataset = first.dataset.clone();
    let twins = (0..dataset.scenarios.len())
        .map(|scenario| dataset.baseline_of(scenario))
        .collect();
    let mut joined = Joined {
        dataset,
        twins,
        notes: Vec::new(),
    };
    let mut hashes: Vec<String> = first
        .manifest
        .scenarios
        .iter()
        .map(|scenario| scenario.sha256.clone())
        .collect();
    for (place, other) in others.iter().enumerate() {
        let mut before = runs[..=place].iter();
        if let Some(first) = before.find(|first| Pair { first, other }.is_one()) {
            let (first, second) = Pair { first, other }.folders();
            return Err(JoinError::Twice { first, second });
        }
        let contexts = Pair { first, other }.contexts()?;
        joined.add(Pair { first, other }, &contexts, &mut hashes, place + 2)?;
    }
    if others.is_empty() {
        return Ok(joined);
    }
    let dataset = &mut joined.dataset;
    dataset
        .runs
        .sort_by_key(|run| (run.replication, run.scenario));
    (dataset.series, dataset.lives, dataset.groups, dataset.rules) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    Ok(joined)
}

/// The first run and one that is joined to it.
#[derive(Clone, Copy)]
struct Pair<'a> {
    first: &'a FinishedRun,
    other: &'a FinishedRun,
}

impl Pair<'_> {
    fn folders(self) -> (String, String) {
        (
            self.first.path.display().to_string(),
            self.other.path.display().to_string(),
        )
    }

    /// True of a run and itself, or a copy of it.
    fn is_one(self) -> bool {
        let real = |run: &FinishedRun| run.path.canonicalize().unwrap_or_else(|_| run.path.clone());
        real(self.first) == real(self.other) || self.first.manifest == self.other.manifest
    }

    /// Index of each context of the other among those of the first, after what the runs must share was checked.
    fn contexts(self) -> Result<Vec<usize>, JoinError> {
        let (first, second) = self.folders();
        let (a, b) = (&self.first.manifest, &self.other.manifest);
        let version = |of: &Manifest| format!("{} (build {})", of.linkwright, of.build);
        let (version, other) = (version(a), version(b));
        if version != other {
            return Err(JoinError::Version {
                first,
                version,
                second,
                other,
            });
        }
        if a.seed != b.seed {
            return Err(JoinError::Seed {
                first,
                seed: a.seed,
                second,
                other: b.seed,
            });
        }
        if let Some(difference) = drawn_apart(&self.first.dataset, &self.other.dataset) {
            return Err(JoinError::Draws {
                first,
                second,
                difference,
            });
        }
        let (ours, theirs) = (context_numbers(self.first)?, context_numbers(self.other)?);
        let same = |(context, numbers): (usize, &BTreeMap<String, f64>)| {
            ours.iter()
                .position(|own| own == numbers)
                .ok_or_else(|| JoinError::Context {
                    first: first.clone(),
                    second: second.clone(),
                    context: self.other.dataset.contexts[context].name.clone(),
                    difference: difference(&ours[0], numbers),
                })
        };
        theirs.iter().enumerate().map(same).collect()
    }
}

/// How the draws of two runs differ, as text; none where both have the same, or none.
fn drawn_apart(ours: &Dataset, theirs: &Dataset) -> Option<String> {
    let size = |dataset: &Dataset| {
        let draws = dataset.draws.as_ref();
        draws.map_or_else(
            || "none".to_string(),
            |draws| format!("{} {} of {}", draws.n, draws.kind, draws.replications),
        )
    };
    let (own, other) = (size(ours), size(theirs));
    if own != other {
        return Some(format!("{own} there and {other} here"));
    }
    let (own, other) = ours.draws.as_ref().zip(theirs.draws.as_ref())?;
    let names = |draws: &Draws| {
        draws
            .numbers
            .iter()
            .map(|number| number.name.clone())
            .collect::<Vec<_>>()
    };
    let (names, others) = (names(own), names(other));
    let alone = names
        .iter()
        .find(|name| !others.contains(name))
        .or_else(|| others.iter().find(|name| !names.contains(name)));
    match alone {
        Some(name) => Some(format!("`{name}` is drawn in one of them only")),
        None if own.points != other.points || names != others => {
            Some("their parameters have other values".to_string())
        }
        None => None,
    }
}

/// The parameters that scenarios of a context share, by context: those of its baseline that no programme sets.
fn context_numbers(run: &FinishedRun) -> Result<Vec<BTreeMap<String, f64>>, ReadError> {
    let numbers = run.numbers()?;
    let of_context = |path: &str| {
        !OF_PROGRAMMES.iter().any(|start| path.starts_with(start)) && !OF_RUNS.contains(&path)
    };
    let of = |baseline: usize| {
        let name = &run.dataset.scenarios[baseline].name;
        numbers
            .iter()
            .filter(|one| one.scenario == *name && of_context(&one.path))
            .map(|one| (one.path.clone(), one.value))
            .collect()
    };
    Ok(run
        .dataset
        .contexts
        .iter()
        .map(|context| of(context.baseline))
        .collect())
}

/// The first parameter that differs, as text.
fn difference(ours: &BTreeMap<String, f64>, theirs: &BTreeMap<String, f64>) -> String {
    let paths = ours.keys().chain(theirs.keys());
    let mut differing = paths.filter(|path| ours.get(*path) != theirs.get(*path));
    let value = |of: &BTreeMap<String, f64>, path: &str| {
        of.get(path)
            .map_or_else(|| "not set".to_string(), f64::to_string)
    };
    differing.next().map_or_else(String::new, |path| {
        format!(
            "`{path}` is {} there and {} here",
            value(ours, path),
            value(theirs, path)
        )
    })
}

impl Joined {
    /// Adds the scenarios of the `place`-th run.
    fn add(
        &mut self,
        pair: Pair<'_>,
        contexts: &[usize],
        hashes: &mut Vec<String>,
        place: usize,
    ) -> Result<(), JoinError> {
        let (first, second) = pair.folders();
        let other = &pair.other.dataset;
        let worlds = self.keep_common(other);
        if worlds.is_empty() {
            return Err(JoinError::NoCommonWorlds { first, second });
        }
        let mut places = Vec::new();
        for (scenario, entry) in other.scenarios.iter().zip(&pair.other.manifest.scenarios) {
            let index = places.len();
            let runs = other
                .runs
                .iter()
                .filter(|run| run.scenario == index && worlds.contains(&run.replication));
            if let Some(known) = hashes.iter().position(|known| *known == entry.sha256) {
                if let Some((indicator, replication)) = self.first_unequal(known, runs) {
                    return Err(JoinError::Results {
                        first,
                        second,
                        scenario: scenario.name.clone(),
                        indicator,
                        replication,
                    });
                }
                places.push(known);
                continue;
            }
            let added = self.dataset.scenarios.len();
            let is_taken = self.dataset.scenario_index(&scenario.name).is_some();
            let name = if is_taken {
                format!("{}#{place}", scenario.name)
            } else {
                scenario.name.clone()
            };
            if is_taken {
                self.notes.push(format!(
                    "`{name}` is `{0}` of {second}, another scenario than `{0}` of {first}",
                    scenario.name
                ));
            }
            self.dataset.scenarios.push(ScenarioInfo {
                name,
                context: contexts[scenario.context],
                ..scenario.clone()
            });
            self.dataset.runs.extend(runs.map(|run| RunRecord {
                scenario: added,
                ..run.clone()
            }));
            hashes.push(entry.sha256.clone());
            places.push(added);
        }
        let new = self.twins.len()..self.dataset.scenarios.len();
        let twin_of = |added: usize| {
            places
                .iter()
                .position(|place| *place == added)
                .map_or(added, |index| places[other.baseline_of(index)])
        };
        self.twins.extend(new.map(twin_of));
        Ok(())
    }

    /// Drops the worlds that another data set lacks and returns the replications that are left.
    fn keep_common(&mut self, other: &Dataset) -> BTreeSet<u32> {
        let dataset = &mut self.dataset;
        let keys: BTreeMap<u32, u64> = other
            .runs
            .iter()
            .map(|run| (run.replication, run.world_key))
            .collect();
        let before = dataset.n_complete();
        dataset
            .runs
            .retain(|run| keys.get(&run.replication) == Some(&run.world_key));
        dataset.replications = dataset.replications.min(other.replications);
        // runs with draws have the same ones, in which worlds are not numbered from 0 on
        let (is_drawn, asked) = (dataset.draws.is_some(), dataset.replications);
        let is_asked = |failure: &Failure| is_drawn || failure.replication < asked;
        dataset.failures.retain(is_asked);
        let lost = |failure: &&Failure| {
            is_asked(failure)
                && !dataset
                    .failures
                    .iter()
                    .any(|known| known.replication == failure.replication)
        };
        let lost: Vec<Failure> = other.failures.iter().filter(lost).cloned().collect();
        dataset.failures.extend(lost);
        let worlds: BTreeSet<u32> = dataset.runs.iter().map(|run| run.replication).collect();
        if worlds.len() != before {
            self.notes.push(format!(
                "{} of {before} worlds are in all runs",
                worlds.len()
            ));
        }
        worlds
    }

    /// The first indicator and replication in which a scenario's results differ from `runs`, which are of the same worlds.
    fn first_unequal<'a>(
        &self,
        scenario: usize,
        runs: impl Iterator<Item = &'a RunRecord>,
    ) -> Option<(&'static str, u32)> {
        let own = self
            .dataset
            .runs
            .iter()
            .filter(|run| run.scenario == scenario);
        own.zip(runs).find_map(|(a, b)| {
            let unequal = a
                .values
                .iter()
                .zip(&b.values)
                .position(|(x, y)| x.to_bits() != y.to_bits() && !(x.is_nan() && y.is_nan()));
            unequal.map(|at| (INDICATORS[at].name, a.replication))
        })
    }
}
