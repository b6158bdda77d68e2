//! Outcome of a study: data, estimates, tables, report, and the run folder that holds them.

use std::path::{Path, PathBuf};

use crate::plan::Plan;
use crate::report::text::{answer_lines, answer_sentence};
use crate::report::{self, Artifact, MadeBy, ReportError, ReportInput};
use crate::results::{
    BUILD, Dataset, FinishedRun, FolderError, Invocation, Machine, Manifest, ReadError, SeriesBand,
    SeriesDifference, Stopping, Table, TableChoice, citation, point_latest, run_tables,
    timeseries_differences_table, timeseries_table,
};
use crate::statistics::{self, Estimates, Further, figures};
use crate::study::{Destination, Reserved, SeriesDetail, Stopwatch, StudyError};

/// Data of a study and what they say.
#[derive(Clone, Debug)]
pub struct Findings {
    /// All worlds.
    pub worlds: Dataset,
    /// One mean by draw, where parameters were sampled: then estimates are made of these.
    by_draw: Option<Dataset>,
    /// Means and paired differences with their intervals.
    pub estimates: Estimates,
    /// Costs per outcome, survival, groups, ranks and where the spread comes from.
    pub further: Further,
    /// Bands over time; empty where series were not requested.
    pub bands: Vec<SeriesBand>,
    /// Paired differences over time; empty likewise.
    pub differences: Vec<SeriesDifference>,
}

impl Findings {
    /// Estimates everything from the worlds of a run.
    #[must_use]
    pub fn of_worlds(worlds: Dataset, series: SeriesDetail) -> Self {
        let (bands, differences) = match series {
            SeriesDetail::None => (Vec::new(), Vec::new()),
            SeriesDetail::Summary | SeriesDetail::Full => (
                statistics::bands(&worlds),
                statistics::series_differences(&worlds),
            ),
        };
        Self::new(worlds, bands, differences)
    }

    /// Estimates everything from the data that a run folder keeps.
    #[must_use]
    pub fn of_run(run: &FinishedRun) -> Self {
        Self::new(
            run.dataset.clone(),
            run.bands.clone(),
            run.differences.clone(),
        )
    }

    fn new(worlds: Dataset, bands: Vec<SeriesBand>, differences: Vec<SeriesDifference>) -> Self {
        let by_draw = worlds
            .draws
            .is_some()
            .then(|| worlds.by_draw().into_owned());
        let dataset = by_draw.as_ref().unwrap_or(&worlds);
        let estimates = Estimates::from_dataset(dataset);
        let further = Further::of_worlds(&worlds, dataset, &estimates);
        Self {
            worlds,
            by_draw,
            estimates,
            further,
            bands,
            differences,
        }
    }

    /// Tables of estimates, each in one piece from the worlds.
    #[must_use]
    pub fn tables(&self) -> Vec<Table> {
        statistics::tables(self.dataset(), &self.estimates, &self.further)
    }

    /// Refuses a run whose tables of estimates are not what its worlds say. Of a run of another build nothing is refused: it may
    /// estimate otherwise.
    ///
    /// # Errors
    /// [`ReadError`] with the first line that differs.
    pub fn check_tables(&self, run: &FinishedRun) -> Result<(), ReadError> {
        if run.manifest.build != BUILD {
            return Ok(());
        }
        let (names, has_series) = (&run.dataset.scenarios, !run.dataset.series.is_empty());
        let bands = (has_series && !run.bands.is_empty())
            .then(|| timeseries_table(names, &statistics::bands(&self.worlds)));
        let differences = (has_series && !run.differences.is_empty()).then(|| {
            timeseries_differences_table(names, &statistics::series_differences(&self.worlds))
        });
        let mut tables = self.tables().into_iter().chain(bands).chain(differences);
        tables.try_for_each(|table| run.expect(&table))
    }

    /// What estimates are made of: all worlds, or one mean by draw.
    #[must_use]
    pub fn dataset(&self) -> &Dataset {
        self.by_draw.as_ref().unwrap_or(&self.worlds)
    }

    /// Everything that the report shows.
    #[must_use]
    pub fn report_input(&self, made_by: &MadeBy<'_>) -> ReportInput<'_> {
        ReportInput::new(
            self.dataset(),
            &self.estimates,
            &self.further,
            &self.bands,
            made_by,
        )
        .with_changes(&self.differences)
    }

    /// The sentences that answer the question of the study, as in the report, with the spaces and minus signs of a keyboard.
    #[must_use]
    pub fn answer(&self) -> String {
        let input = self.report_input(&MadeBy::default());
        figures::plain_signs(&answer_sentence(&input).unwrap_or_default())
    }

    /// The same with who loses, how sure it is, its limits, and what was changed from the files: a line each.
    #[must_use]
    pub fn answer_lines(&self) -> Vec<String> {
        let input = self.report_input(&MadeBy::default());
        let plain = |line: String| figures::plain_signs(&line);
        answer_lines(&input).into_iter().map(plain).collect()
    }

    /// Page, brief and charts as files in memory, with bitmaps of the charts where they are asked for; none where no world finished.
    ///
    /// # Errors
    /// [`ReportError`] where a chart cannot be drawn.
    pub fn report(
        &self,
        made_by: &MadeBy<'_>,
        with_png: bool,
    ) -> Result<Vec<Artifact>, ReportError> {
        if self.worlds.runs.is_empty() {
            return Ok(Vec::new());
        }
        report::render(&self.report_input(made_by), with_png)
    }
}

/// Outcome of a run.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What was run: the study's plan, with as many replications as precision asked for.
    pub plan: Plan,
    /// Data and estimates.
    pub findings: Findings,
    /// Why it stopped, where the number of worlds was not fixed beforehand.
    pub stopping: Option<Stopping>,
    pub(super) series: SeriesDetail,
    pub(super) chosen: TableChoice,
    pub(super) has_parquet: bool,
    pub(super) machine: Machine,
    pub(super) given: Invocation,
    pub(super) clock: Stopwatch,
}

/// Why a report is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportFailure {
    /// The reason, as text.
    pub reason: String,
    /// What the system refused, where it was written and not made in vain.
    pub refused: Option<std::io::ErrorKind>,
}

impl From<ReportError> for ReportFailure {
    fn from(error: ReportError) -> Self {
        Self {
            reason: error.to_string(),
            refused: None,
        }
    }
}

impl From<FolderError> for ReportFailure {
    fn from(error: FolderError) -> Self {
        let refused = match &error {
            FolderError::Io { source, .. } => Some(source.kind()),
            FolderError::Exists { .. }
            | FolderError::NoName { .. }
            | FolderError::Latest { .. } => None,
        };
        Self {
            reason: error.to_string(),
            refused,
        }
    }
}

/// Written files of an outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The run folder.
    pub folder: PathBuf,
    /// The report; none where there is no report.
    pub page: Option<PathBuf>,
    /// Why there is no report, though one was requested.
    pub report_error: Option<ReportFailure>,
    /// Names of tables that were asked for and that the study does not have.
    pub lacking: Vec<String>,
    /// Why `latest` does not point to the run, though it should.
    pub latest_error: Option<String>,
}

impl Outcome {
    /// Means and paired differences with their intervals.
    #[must_use]
    pub const fn estimates(&self) -> &Estimates {
        &self.findings.estimates
    }

    /// The sentences that answer the question of the study.
    #[must_use]
    pub fn answer(&self) -> String {
        self.findings.answer()
    }

    /// Every table that `data/` may have, whichever are written: what was run, then what it means.
    #[must_use]
    pub fn tables(&self) -> Vec<Table> {
        let (findings, is_full) = (&self.findings, self.series == SeriesDetail::Full);
        let mut tables = run_tables(&self.plan, &findings.worlds, is_full);
        tables.extend(
            (self.series != SeriesDetail::None)
                .then(|| timeseries_table(&findings.worlds.scenarios, &findings.bands)),
        );
        let names = &findings.worlds.scenarios;
        tables.extend(
            (self.series != SeriesDetail::None)
                .then(|| timeseries_differences_table(names, &findings.differences)),
        );
        tables.extend(findings.tables());
        tables
    }

    /// Page, brief and charts as files in memory; none where no world finished.
    ///
    /// # Errors
    /// [`ReportError`] where a chart cannot be drawn.
    pub fn report(&self) -> Result<Vec<Artifact>, ReportError> {
        let command = &self.machine.reproduce;
        let made_by = MadeBy {
            command,
            version: env!("CARGO_PKG_VERSION"),
            citation: &citation(&self.plan.study, self.plan.seed, command),
        };
        self.findings.report(&made_by, false)
    }

    /// Writes a whole run folder with its report.
    ///
    /// # Errors
    /// [`StudyError::Folder`] where the folder is taken or cannot be written, [`StudyError::Report`] where the report cannot be made;
    /// a report that is made and cannot be written is [`Written::report_error`].
    pub fn write_to(&self, folder: impl AsRef<Path>) -> Result<Written, StudyError> {
        let destination = Destination {
            folder: Some(folder.as_ref().to_path_buf()),
            ..Destination::default()
        };
        let reserved = destination.reserve(&self.plan)?;
        self.write(reserved, Some(Ok(self.report()?)))
    }

    /// Fills a folder that was reserved before the run. A report that fails does not cost the tables: [`Written`] says why.
    ///
    /// # Errors
    /// [`StudyError::Folder`]; then no run folder is left.
    pub fn write(
        &self,
        reserved: Reserved,
        report: Option<Result<Vec<Artifact>, ReportError>>,
    ) -> Result<Written, StudyError> {
        let Reserved { folder, latest_in } = reserved;
        folder.write_inputs(&self.plan)?;
        let tables = self.tables();
        let made: Vec<&str> = tables.iter().map(|table| table.file.as_str()).collect();
        let lacking = self.chosen.lacking(&made);
        let lacking = lacking.into_iter().map(str::to_string).collect();
        for table in tables.iter().filter(|table| self.chosen.has(&table.file)) {
            folder.write_table(table)?;
            if self.has_parquet {
                folder.write_parquet(table)?;
            }
        }
        let write_files = |artifacts: Vec<Artifact>| {
            let mut files = artifacts.iter();
            files
                .try_for_each(|file| folder.write(Path::new(&file.path), &file.bytes))
                .map(|()| artifacts.iter().any(|file| file.path == report::PAGE))
                .map_err(ReportFailure::from)
        };
        let written = match report {
            None => Ok(false),
            Some(Ok(artifacts)) => write_files(artifacts),
            Some(Err(error)) => Err(error.into()),
        };
        let machine = Machine {
            seconds: (self.clock.seconds() * 100.0).round() / 100.0,
            ..self.machine.clone()
        };
        let path = folder.finish(Manifest {
            given: self.given.clone(),
            stopping: self.stopping.clone(),
            tables: self.chosen.clone(),
            ..Manifest::from_plan(&self.plan, &self.findings.worlds, machine)
        })?;
        let latest = latest_in.map_or(Ok(()), |root| point_latest(&root, &path));
        Ok(Written {
            page: (written == Ok(true)).then(|| path.join(report::PAGE)),
            report_error: written.err(),
            lacking,
            latest_error: latest.err().map(|error| error.to_string()),
            folder: path,
        })
    }
}
