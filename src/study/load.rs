//! Files to a study that can be run.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::ensemble::EnsembleError;
use crate::observations::indicator_names;
use crate::plan::{Options, Plan, Prepared, prepare};
use crate::report::ReportError;
use crate::results::{FolderError, Invocation};
use crate::scenario::{Files, Problem, Severity, Source};
use crate::study::Replay;
use crate::study::replay::run_command;

/// A checked study, ready to be run.
///
/// ```no_run
/// use linkwright::study::{RunSettings, Study};
///
/// let study = Study::load("scenarios/studies/demo.toml")?;
/// let outcome = study.run(&RunSettings::default())?;
/// for comparison in &outcome.estimates().answer {
///     println!("{} ({} to {})", comparison.diff, comparison.ci_low, comparison.ci_high);
/// }
/// # Ok::<(), linkwright::study::StudyError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Study {
    /// What is run.
    ///
    /// A plan that is changed here keeps the values, descriptions of changes and repeat command that it was loaded with: tables,
    /// report and manifest would describe the study as loaded. Parameters that are set through [`Options::settings`] are in all of them.
    pub plan: Plan,
    /// Files named on the command line, as commands that are printed name them.
    pub named: Vec<PathBuf>,
    /// Command that repeats it.
    pub replay: Replay,
    /// Command line as typed, for the manifest; empty where there is none.
    pub command: Vec<String>,
    /// Files and changes that make the plan, for the manifest.
    pub given: Invocation,
    /// Warnings and notes of the check, with the files that they point into; its own plan is taken out.
    pub check: Prepared,
}

impl Study {
    /// Reads and checks a study and every file that it names.
    ///
    /// # Errors
    /// [`StudyError::Check`] with every problem and where it is.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, StudyError> {
        Self::load_with(&[path.as_ref().to_path_buf()], &Options::default())
    }

    /// Reads and checks files with what options change: parameters, scenarios, seed, replications, draws.
    ///
    /// # Errors
    /// [`StudyError::Check`] with every problem and where it is.
    pub fn load_with(paths: &[PathBuf], options: &Options<'_>) -> Result<Self, StudyError> {
        Self::load_from(&Files::Disk, paths, options)
    }

    /// The same from files that need not be on disk.
    ///
    /// # Errors
    /// [`StudyError::Check`] with every problem and where it is.
    pub fn load_from(
        files: &Files,
        paths: &[PathBuf],
        options: &Options<'_>,
    ) -> Result<Self, StudyError> {
        let known = indicator_names();
        let options = Options {
            known_indicators: &known,
            ..options.clone()
        };
        let mut check = prepare(files, paths, &options);
        let given_table = options.table.as_ref();
        let Some(plan) = check.plan.take() else {
            return Err(StudyError::Check(Box::new(check)));
        };
        let named: Vec<PathBuf> = paths.iter().map(|path| files.from_here(path)).collect();
        let options = Options {
            table: options.table.as_ref().map(|table| files.from_here(table)),
            ..options
        };
        let copy =
            |path: &PathBuf| Invocation::copy_of(&plan, &name_of(files, path, &check.sources));
        Ok(Self {
            replay: Replay {
                command: run_command("run", &named, &options, plan.seed),
                takes_replications: true,
            },
            given: Invocation {
                files: paths
                    .iter()
                    .map(copy)
                    .collect::<Option<_>>()
                    .unwrap_or_default(),
                table: given_table.and_then(copy),
                settings: options.settings,
                only: options.only,
                skip: options.skip,
            },
            named,
            command: Vec::new(),
            plan,
            check,
        })
    }

    /// The files that were read, to make the study again with other options.
    #[must_use]
    pub fn files(&self) -> Files {
        Files::Kept(self.check.sources.clone())
    }

    /// A study whose plan was built in code. The command that its tables name to repeat it has no file.
    #[must_use]
    pub fn from_plan(plan: Plan) -> Self {
        Self {
            replay: Replay {
                command: format!("linkwright run --seed {}", plan.seed),
                takes_replications: true,
            },
            named: Vec::new(),
            given: Invocation::default(),
            command: Vec::new(),
            plan,
            check: Prepared {
                plan: None,
                problems: Vec::new(),
                sources: Vec::new(),
                n_files: 0,
            },
        }
    }
}

/// A file of the command line as results name it.
fn name_of(files: &Files, path: &Path, sources: &[Source]) -> String {
    let shown = files.shown(path);
    sources
        .iter()
        .find(|source| source.path == shown)
        .map_or_else(|| shown.clone(), |source| source.name().to_string())
}

/// Error of loading, running or writing a study.
#[derive(Debug, thiserror::Error)]
pub enum StudyError {
    /// The files do not pass the check; the problems point into the sources.
    #[error("{}", Errors(.0))]
    Check(Box<Prepared>),
    /// The plan cannot be run.
    #[error(transparent)]
    Ensemble(#[from] EnsembleError),
    /// The run folder cannot be written.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The report cannot be made.
    #[error(transparent)]
    Report(#[from] ReportError),
}

/// The errors of a check, one per line with its place.
struct Errors<'a>(&'a Prepared);

impl fmt::Display for Errors<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Prepared {
            problems, sources, ..
        } = self.0;
        let errors = problems
            .iter()
            .filter(|problem| problem.severity() == Severity::Error);
        for (place, problem) in errors.enumerate() {
            let line = if place > 0 { "\n" } else { "" };
            write!(f, "{line}{}", located(problem, sources))?;
        }
        Ok(())
    }
}

/// `study.toml:3: E0210 message`.
fn located(problem: &Problem, sources: &[Source]) -> String {
    let source = problem
        .place
        .and_then(|place| Some((sources.get(place.source)?, place)));
    let place = source.map_or_else(
        || problem.file.clone(),
        |(source, place)| source.path_and_line(place.start),
    );
    let colon = if place.is_empty() { "" } else { ": " };
    format!("{place}{colon}{} {}", problem.code, problem.message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_study_that_does_not_pass_says_where_and_why() {
        let text = "format = 1\nname = \"a\"\nseeed = 3\n";
        let files = Files::Kept(vec![Source::new("a.toml".into(), text.into())]);
        let error = Study::load_from(&files, &["a.toml".into()], &Options::default())
            .expect_err("an unknown key");
        assert!(error.to_string().contains("a.toml:3"), "{error}");
        let StudyError::Check(check) = error else {
            panic!("not a check")
        };
        assert!(check.plan.is_none() && check.count(Severity::Error) > 0);
    }
    #[test]
    fn a_table_of_a_scenario_that_says_it_is_something_else_is_refused() {
        let study = |line: &str| {
            let text = format!(
                "format = 1\nname = \"a\"\nbaseline = \"b\"\n[[scenario]]\nname = \"b\"\n{line}\n"
            );
            let files = Files::Kept(vec![Source::new("a.toml".into(), text)]);
            Study::load_from(&files, &["a.toml".into()], &Options::default())
                .map_err(|error| error.to_string())
        };
        assert!(study("kind = \"scenario\"").is_ok());
        for (line, code) in [
            ("kind = \"context\"", "E0106"),
            ("kind = \"../other.toml\"", "E0106"),
            ("format = 2", "E0010"),
        ] {
            let error = study(line).expect_err("no scenario");
            assert!(error.contains(&format!("a.toml:6: {code}")), "{error}");
        }
    }
}
