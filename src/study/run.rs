//! A study to its outcome.

use crate::ensemble::{self, NoProgress, Progress};
use crate::results::{Machine, TableChoice};
use crate::statistics::PILOT;
use crate::study::auto::{self, Auto};
use crate::study::{Findings, Outcome, Stopwatch, Study, StudyError, utc_stamp};

/// Extent of the time series that is retained.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SeriesDetail {
    /// Mean and quantiles over worlds, and every world.
    Full,
    /// Mean and quantiles over worlds.
    #[default]
    Summary,
    /// None; then the report has no charts over time.
    None,
}

/// Options of running a study.
#[derive(Clone, Debug, PartialEq)]
pub struct RunSettings {
    /// Worker threads; results do not depend on them.
    pub jobs: usize,
    /// Extent of the time series that is retained.
    pub series: SeriesDetail,
    /// Runs only this replication.
    pub only_replication: Option<u32>,
    /// Breaks this replication on purpose.
    pub panic_at: Option<u32>,
    /// As many worlds as precision needs, instead of those of the plan.
    pub auto: Option<Auto>,
    /// Tables of `data/` that are written.
    pub tables: TableChoice,
    /// Tables are written as Parquet too; the program has to be built for it ([`crate::results::HAS_PARQUET`]).
    pub has_parquet: bool,
    /// The raw panel is written too ([`PanelWriter`](super::PanelWriter)).
    pub has_panel: bool,
}

impl Default for RunSettings {
    fn default() -> Self {
        Self {
            jobs: default_jobs(),
            series: SeriesDetail::default(),
            only_replication: None,
            panic_at: None,
            auto: None,
            tables: TableChoice::default(),
            has_parquet: false,
            has_panel: false,
        }
    }
}

impl RunSettings {
    /// The same for the ensemble of a study.
    pub(super) fn ensemble(&self, study: &Study) -> ensemble::Settings {
        ensemble::Settings {
            jobs: self.jobs,
            only_replication: self.only_replication,
            panic_at: self.panic_at,
            replay: study.replay.with_replications(study.plan.replications),
        }
    }

    /// The command that makes the same results again, to the byte: with the one replication and the series that were requested.
    fn reproduce(&self, study: &Study, replications: u32) -> String {
        let only = self
            .only_replication
            .map_or_else(String::new, |only| format!(" --rep {only}"));
        let series = match self.series {
            SeriesDetail::Full => " --timeseries full",
            SeriesDetail::Summary => "",
            SeriesDetail::None => " --timeseries none",
        };
        let parquet = if self.has_parquet { " --parquet" } else { "" };
        let panel = if self.has_panel { " --panel" } else { "" };
        format!(
            "{}{only}{series}{}{parquet}{panel}",
            study.replay.with_replications(replications),
            self.tables.flag()
        )
    }
}

impl Study {
    /// Worlds that a run starts with: those of the plan, the requested one, or the pilot of a run until precision.
    ///
    /// # Errors
    /// [`StudyError::Ensemble`] where the one requested replication is none of the plan.
    pub fn n_worlds_at_first(&self, settings: &RunSettings) -> Result<usize, StudyError> {
        let all = ensemble::worlds(&self.plan, settings.only_replication)?.len();
        let pilot = |auto: &Auto| all.min(auto.goal.most.min(PILOT) as usize);
        Ok(settings.auto.as_ref().map_or(all, pilot))
    }

    /// Runs the study on all threads that settings ask for.
    ///
    /// # Errors
    /// [`StudyError::Ensemble`] where nothing was run; worlds that are lost are in the outcome.
    pub fn run(&self, settings: &RunSettings) -> Result<Outcome, StudyError> {
        self.run_with(settings, &NoProgress, &mut |_| ())
    }

    /// The same, calling `progress` with every world, and `hear` with every look at the precision reached.
    ///
    /// # Errors
    /// [`StudyError::Ensemble`] where nothing was run.
    pub fn run_with(
        &self,
        settings: &RunSettings,
        progress: &dyn Progress,
        hear: &mut dyn FnMut(&str),
    ) -> Result<Outcome, StudyError> {
        let (started_utc, clock) = (utc_stamp(), Stopwatch::start());
        let (plan, worlds, stopping) = match &settings.auto {
            Some(auto) => {
                let (plan, worlds, stopping) =
                    auto::run(self, settings, auto, (&clock, progress), hear)?;
                (plan, worlds, Some(stopping))
            }
            None => {
                let worlds = ensemble::run(&self.plan, &settings.ensemble(self), progress)?;
                (self.plan.clone(), worlds, None)
            }
        };
        let reproduce = settings.reproduce(self, plan.replications);
        Ok(Outcome {
            findings: Findings::of_worlds(worlds, settings.series),
            machine: Machine {
                started_utc,
                ..machine(settings.jobs, self.command.clone(), reproduce)
            },
            given: self.given.clone(),
            series: settings.series,
            has_parquet: settings.has_parquet,
            chosen: settings.tables.clone(),
            plan,
            stopping,
            clock,
        })
    }
}

/// Entries of a manifest on the machine and the command.
#[must_use]
pub fn machine(jobs: usize, command: Vec<String>, reproduce: String) -> Machine {
    Machine {
        os: std::env::consts::OS.to_string(),
        arch: std::env::consts::ARCH.to_string(),
        jobs,
        command,
        reproduce,
        ..Machine::default()
    }
}

/// All logical processors, or 1 where the system does not say.
#[must_use]
pub fn default_jobs() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::Replay;
    use crate::study::testing::plan;

    #[test]
    fn the_command_that_repeats_names_replication_and_series() {
        let study = Study {
            replay: Replay {
                command: "linkwright run x.toml --seed 7".into(),
                takes_replications: true,
            },
            ..Study::from_plan(plan(&["without"], 4))
        };
        let settings = RunSettings::default();
        assert_eq!(
            settings.reproduce(&study, 4),
            "linkwright run x.toml --seed 7 -r 4"
        );
        let part = RunSettings {
            only_replication: Some(2),
            series: SeriesDetail::Full,
            ..settings.clone()
        };
        assert_eq!(
            part.reproduce(&study, 4),
            "linkwright run x.toml --seed 7 -r 4 --rep 2 --timeseries full"
        );
        let none = RunSettings {
            series: SeriesDetail::None,
            ..settings
        };
        assert!(none.reproduce(&study, 4).ends_with(" --timeseries none"));
    }

    #[test]
    fn a_study_runs_without_a_folder() {
        let study = Study::from_plan(plan(&["without", "with"], 2));
        let outcome = study.run(&RunSettings::default()).expect("run");
        let names: Vec<String> = outcome.tables().into_iter().map(|one| one.file).collect();
        for name in ["runs.csv", "summary.csv", "compare.csv", "timeseries.csv"] {
            assert!(names.iter().any(|file| file == name), "{name}");
        }
        let comparison = outcome.estimates().comparison(1, "sustained_linkages");
        assert!(comparison.is_some_and(|one| one.diff == 0.0 && one.n_pairs == 2));
        let report = outcome.report().expect("made");
        assert!(report.iter().any(|file| file.path == "brief.md"));
    }
}
