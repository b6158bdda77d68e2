//! From a plan to results: worlds, folder, table, answer, report.

use std::borrow::Cow;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::auto::Auto;
use super::check::json_context;
use super::diagnostics::count;
use super::ending::Ending;
use super::progress::{Meter, ProgressMode, utc_stamp};
use super::{EXIT_INPUT, EXIT_OK, EXIT_OUTPUT_EXISTS, EXIT_UNEXPECTED, auto};
use crate::ensemble::{self, EnsembleError};
use crate::plan::Plan;
use crate::results::{
    Dataset, FolderError, Invocation, Machine, Manifest, RunFolder, SeriesBand, plan_hash, point_latest,
    timeseries_table,
};
use crate::statistics::{self, Estimates, Further, PILOT};

/// Folder of all results, where no other is named.
pub const OUTPUT: &str = "output";
/// Name of the report inside a run folder.
pub const PAGE: &str = "report.html";

/// Extent of the time series that is written.
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

/// Options of running a plan, and of its messages.
#[derive(Clone, Debug)]
pub struct RunSettings {
    /// Run folder; by default one below [`RunSettings::root`], named by study, time and plan.
    pub output: Option<PathBuf>,
    /// Folder of run folders without a name of their own.
    pub root: PathBuf,
    /// Worker threads.
    pub jobs: usize,
    /// Extent of the time series that is written.
    pub series: SeriesDetail,
    /// Display of progress.
    pub progress: ProgressMode,
    /// Says only where the results are.
    pub is_quiet: bool,
    /// Says more.
    pub is_verbose: bool,
    /// Prints one JSON object instead of text.
    pub is_json: bool,
    /// Says what would run and writes nothing.
    pub is_dry_run: bool,
    /// Runs only this replication.
    pub only_replication: Option<u32>,
    /// Breaks this replication on purpose.
    pub panic_at: Option<u32>,
    /// Command line as typed, for the manifest.
    pub command: Vec<String>,
    /// What the command line named and changed, for the manifest.
    pub given: Invocation,
    /// Command that repeats the study, without what [`RunSettings`] says of parts and threads.
    pub replay: Replay,
    /// As many worlds as precision needs, instead of those of the plan.
    pub auto: Option<Auto>,
}

/// The command that repeats a study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    /// The command with its seed.
    pub command: String,
    /// True where it takes replications.
    pub takes_replications: bool,
}

impl Replay {
    /// The command for so many replications.
    #[must_use]
    pub fn with_replications(&self, replications: u32) -> String {
        if self.takes_replications {
            format!("{} -r {replications}", self.command)
        } else {
            self.command.clone()
        }
    }
}

impl Default for RunSettings {
    fn default() -> Self {
        Self {
            output: None,
            root: PathBuf::from(OUTPUT),
            jobs: default_jobs(),
            series: SeriesDetail::default(),
            progress: ProgressMode::default(),
            is_quiet: false,
            is_verbose: false,
            is_json: false,
            is_dry_run: false,
            only_replication: None,
            panic_at: None,
            command: Vec::new(),
            given: Invocation::default(),
            replay: Replay {
                command: "linkwright run".to_string(),
                takes_replications: true,
            },
            auto: None,
        }
    }
}

/// All logical processors, or 1 where the system does not say.
#[must_use]
pub fn default_jobs() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Makes the files of the report: path inside the run folder, with `/`, and content. An error is reported, and the tables stay.
pub type MakeReport<'a> = &'a dyn Fn(
    &Dataset,
    &Estimates,
    Further,
    &[SeriesBand],
) -> Result<Vec<(String, Vec<u8>)>, String>;

/// Outcome of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunOutcome {
    /// The finished run folder; none for a dry run.
    pub folder: Option<PathBuf>,
    /// 0, 3 where replications were lost, 4 where the precision was not reached, 1 where the report could not be written.
    pub exit_code: i32,
}

/// Reason for a run without outcome.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The plan cannot be run.
    #[error(transparent)]
    Ensemble(#[from] EnsembleError),
    /// The folder cannot be written.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The terminal or pipe refused the text.
    #[error("cannot print: {0}")]
    Print(#[from] std::io::Error),
}

impl RunError {
    /// Exit code of the error: 2 input, 7 the folder is taken, else 1.
    #[must_use]
    pub fn exit_code(&self) -> i32 {
        match self {
            Self::Ensemble(
                EnsembleError::DifferentContext { .. } | EnsembleError::NoSuchReplication { .. },
            )
            | Self::Folder(FolderError::NoName { .. }) => EXIT_INPUT,
            Self::Folder(FolderError::Exists { .. }) => EXIT_OUTPUT_EXISTS,
            _ => EXIT_UNEXPECTED,
        }
    }

    /// What to do about it, if anything.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Folder(FolderError::Exists { path })
                if path.extension().is_some_and(|end| end == "partial") =>
            {
                Some(
                    "a run is writing there, or was interrupted; name another folder with -o, or remove this one",
                )
            }
            Self::Folder(FolderError::Exists { .. }) => {
                Some("results are never overwritten; name another folder with -o")
            }
            Self::Folder(FolderError::Io { .. }) => {
                Some("name a folder that can be made and written with -o")
            }
            Self::Ensemble(EnsembleError::DifferentContext { .. }) => {
                Some("run scenarios of different contexts as studies of their own")
            }
            Self::Ensemble(EnsembleError::NoSuchReplication { .. }) => {
                Some("name a smaller one with --rep, or ask for more worlds with -r")
            }
            _ => None,
        }
    }
}

/// Runs a plan, writes its folder and prints what came of it: results to `out`, talk to `talk`.
///
/// # Errors
/// [`RunError`]; then no run folder is left.
pub fn run_plan(
    plan: &Plan,
    settings: &RunSettings,
    make_report: Option<MakeReport<'_>>,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<RunOutcome, RunError> {
    let n_bundles = ensemble::worlds(plan, settings.only_replication)?.len();
    let n_bundles = settings.auto.as_ref().map_or(n_bundles, |auto| {
        n_bundles.min(auto.goal.most.min(PILOT) as usize)
    });
    if !settings.is_quiet {
        seen_enough(introduce(plan, settings, talk))?;
    }
    if settings.is_dry_run {
        seen_enough(print_dry_run(plan, settings, out))?;
        return Ok(RunOutcome {
            folder: None,
            exit_code: EXIT_OK,
        });
    }
    let folder = reserve(plan, settings)?;
    let started_utc = utc_stamp();
    let progress = if settings.is_quiet {
        ProgressMode::None
    } else {
        settings.progress
    };
    let meter = Meter::start(progress, plan.scenarios.len(), n_bundles);
    let (plan, dataset, stopping) = match &settings.auto {
        Some(auto) => auto::run((plan, settings, auto), &meter, talk)?,
        None => (
            Cow::Borrowed(plan),
            ensemble::run(plan, &ensemble_settings(plan, settings), &meter)?,
            None,
        ),
    };
    let plan = &*plan;
    meter.finish();
    folder.write_runs(plan, &dataset, settings.series == SeriesDetail::Full)?;
    let bands = write_bands(&folder, &dataset, settings.series)?;
    let (worlds, dataset) = (&dataset, dataset.by_draw());
    let estimates = Estimates::from_dataset(&dataset);
    let further = Further::of_worlds(worlds, &dataset, &estimates);
    for table in statistics::tables(&dataset, &estimates, &further) {
        folder.write_table(&table)?;
    }
    let report = make_report.filter(|_| !dataset.runs.is_empty());
    let report = report.map(|make| {
        make(&dataset, &estimates, further, &bands).and_then(|files| write_files(&folder, &files))
    });
    let machine = Machine {
        started_utc,
        seconds: (meter.seconds() * 100.0).round() / 100.0,
        ..machine(plan, settings)
    };
    let path = folder.finish(Manifest {
        given: settings.given.clone(),
        stopping: stopping.clone(),
        ..Manifest::from_plan(plan, worlds, machine)
    })?;
    if settings.output.is_none()
        && let Err(error) = point_latest(&settings.root, &path)
    {
        seen_enough(writeln!(talk, "note   {error}"))?;
    }
    let ending = Ending {
        plan,
        settings,
        worlds,
        dataset: &dataset,
        estimates: &estimates,
        folder: &path,
        report,
        stopping,
    };
    seen_enough(ending.print(out, talk))?;
    Ok(RunOutcome {
        exit_code: ending.exit_code(),
        folder: Some(path),
    })
}

/// A reader that closed the pipe has seen enough: that is no reason to stop.
fn seen_enough(printed: std::io::Result<()>) -> std::io::Result<()> {
    printed.or_else(|error| {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            Ok(())
        } else {
            Err(error)
        }
    })
}

/// Writes the bands over worlds that charts over time are drawn from, and returns those that were written.
fn write_bands(
    folder: &RunFolder,
    dataset: &Dataset,
    series: SeriesDetail,
) -> Result<Vec<SeriesBand>, FolderError> {
    if series == SeriesDetail::None {
        return Ok(Vec::new());
    }
    let bands = statistics::bands(dataset);
    folder.write_table(&timeseries_table(&dataset.scenarios, &bands))?;
    Ok(bands)
}

fn write_files(folder: &RunFolder, files: &[(String, Vec<u8>)]) -> Result<(), String> {
    files
        .iter()
        .try_for_each(|(inside, bytes)| folder.write(Path::new(inside), bytes))
        .map_err(|error| error.to_string())
}

pub(super) fn ensemble_settings(plan: &Plan, settings: &RunSettings) -> ensemble::Settings {
    ensemble::Settings {
        jobs: settings.jobs,
        only_replication: settings.only_replication,
        panic_at: settings.panic_at,
        replay: settings.replay.with_replications(plan.replications),
    }
}

/// The command that makes the same results again, to the byte: with the one replication and the series that were requested.
pub(super) fn reproduce(settings: &RunSettings, replications: u32) -> String {
    let only = settings
        .only_replication
        .map_or_else(String::new, |only| format!(" --rep {only}"));
    let series = match settings.series {
        SeriesDetail::Full => " --timeseries full",
        SeriesDetail::Summary => "",
        SeriesDetail::None => " --timeseries none",
    };
    format!("{}{only}{series}", settings.replay.with_replications(replications))
}

pub(super) fn machine(plan: &Plan, settings: &RunSettings) -> Machine {
    Machine {
        os: std::env::consts::OS.to_string(),
        arch: std::env::consts::ARCH.to_string(),
        jobs: settings.jobs,
        command: settings.command.clone(),
        reproduce: reproduce(settings, plan.replications),
        ..Machine::default()
    }
}

fn introduce(plan: &Plan, settings: &RunSettings, talk: &mut dyn Write) -> std::io::Result<()> {
    let threads = if settings.jobs == 1 {
        "1 thread".to_string()
    } else {
        format!("{} threads", settings.jobs)
    };
    writeln!(
        talk,
        "study  {}   {}   seed {}   {threads}",
        plan.study,
        size(plan, settings),
        plan.seed
    )?;
    let said: Vec<String> = [(plan.warnings.len(), "warning"), (plan.notes.len(), "note")]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| count(n, word))
        .collect();
    let said = if said.is_empty() {
        String::new()
    } else {
        format!(" ({})", said.join(", "))
    };
    writeln!(talk, "check  ok{said}")?;
    if settings.is_verbose {
        for file in &plan.files {
            writeln!(talk, "file   {}", file.path)?;
        }
    }
    Ok(())
}

/// Count and kind of draws or points of a design, as the start of a line: `64 draws (sobol) x `; nothing where there are none.
pub(super) fn draws_words(plan: &Plan) -> String {
    let Some(design) = &plan.design else {
        return String::new();
    };
    let kind = if design.kind == "random" {
        String::new()
    } else {
        format!(" ({})", design.kind.replace('_', " "))
    };
    format!(
        "{}{kind} x ",
        count(
            design.points.len(),
            if design.is_luck_shared {
                "point"
            } else {
                "draw"
            }
        )
    )
}

fn size(plan: &Plan, settings: &RunSettings) -> String {
    let scenarios = if plan.scenarios.len() == 1 {
        "1 scenario".to_string()
    } else {
        format!("{} scenarios", plan.scenarios.len())
    };
    match settings.only_replication {
        Some(replication) => format!("{scenarios} x replication {replication}"),
        None if settings.auto.is_some() => {
            format!("{scenarios} x auto worlds, at most {}", plan.replications)
        }
        None if plan.design.is_some() => format!(
            "{scenarios} x {}{}",
            draws_words(plan),
            count(plan.replications as usize, "world")
        ),
        None if plan.replications == 1 => format!("{scenarios} x 1 world"),
        None => format!("{scenarios} x {} worlds", plan.replications),
    }
}

/// Name of the default folder of a run, apart from its time.
fn default_folder(plan: &Plan, settings: &RunSettings, stamp: &str) -> PathBuf {
    settings
        .root
        .join(folder_name(plan))
        .join(format!("{stamp}-{}", &plan_hash(plan)[..6]))
}

/// The name of a study as a folder can bear it.
pub(super) fn folder_name(plan: &Plan) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let study: String = plan
        .study
        .chars()
        .map(|c| if is_plain(c) { c } else { '-' })
        .collect();
    let study = study.trim_start_matches('.');
    (if study.is_empty() { "study" } else { study }).to_string()
}

/// Reserves the run folder: the requested one, or a free one of the default names.
pub(super) fn reserve(plan: &Plan, settings: &RunSettings) -> Result<RunFolder, FolderError> {
    if let Some(output) = &settings.output {
        return RunFolder::create(output);
    }
    let path = default_folder(plan, settings, &utc_stamp());
    let mut folder = RunFolder::create(&path);
    for k in 2..100 {
        if !matches!(folder, Err(FolderError::Exists { .. })) {
            break;
        }
        let mut name = path.clone().into_os_string();
        name.push(format!("-{k}"));
        folder = RunFolder::create(Path::new(&name));
    }
    folder
}

fn print_dry_run(plan: &Plan, settings: &RunSettings, out: &mut dyn Write) -> std::io::Result<()> {
    let periods = plan.baseline().input.periods;
    let worlds = settings
        .only_replication
        .map_or(plan.n_worlds() as usize, |_| 1);
    let runs = worlds * plan.scenarios.len();
    let folder = settings
        .output
        .clone()
        .unwrap_or_else(|| default_folder(plan, settings, "<utc>"));
    if settings.is_json {
        let names: Vec<&str> = plan
            .scenarios
            .iter()
            .map(|scenario| scenario.name.as_str())
            .collect();
        let name = |scenario: usize| plan.scenarios[scenario].name.as_str();
        let contexts: Vec<_> = plan
            .contexts
            .iter()
            .map(|context| json_context(&context.name, name(context.baseline)))
            .collect();
        let object = json!({
            "dry_run": true, "study": plan.study, "seed": plan.seed, "replications": worlds, "runs": runs, "scenarios": names,
            "baseline": plan.baseline().name, "contexts": contexts, "folder": folder.to_string_lossy(),
        });
        return writeln!(out, "{object}");
    }
    let at_most = if settings.auto.is_some() {
        "at most "
    } else {
        ""
    };
    writeln!(
        out,
        "would run {at_most}{runs} runs of {} quarters, after {} quarters of burn-in per world",
        periods.recorded(),
        periods.burn_in
    )?;
    for (index, scenario) in plan.scenarios.iter().enumerate() {
        let what = if index == plan.baseline_of(index) {
            "the baseline".to_string()
        } else {
            scenario.changes.join("; ")
        };
        writeln!(out, "  {}   {what}", scenario.name)?;
    }
    writeln!(out, "would write {}", folder.display())?;
    writeln!(out, "dry run: nothing was run or written")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::ModelInput;
    use crate::parameters::Periods;
    use crate::plan::{PlannedScenario, SourceFile, StudyContext};

    /// A plan of scenarios without effect in a small world.
    pub fn plan(names: &[&str], replications: u32) -> Plan {
        let mut input = ModelInput::default();
        assert!(
            input.parameters.set("population", "smes", 200.0)
                && input.parameters.set("population", "tncs", 6.0)
        );
        input.periods = Periods {
            burn_in: 8,
            policy: 4,
            run_off: 4,
        };
        let scenario = |name: &&str| PlannedScenario {
            name: (*name).to_string(),
            title: String::new(),
            question: String::new(),
            context: 0,
            changes: vec!["adds nothing".into()],
            input: input.clone(),
            values: Vec::new(),
            uncertain: Vec::new(),
        };
        Plan {
            study: "a study".into(),
            title: String::new(),
            question: "Does nothing do something?".into(),
            contexts: vec![StudyContext {
                name: "default".into(),
                title: String::new(),
                baseline: 0,
            }],
            scenarios: names.iter().map(scenario).collect(),
            replications,
            design: None,
            futures: crate::plan::Futures::default(),
            seed: 7,
            headline: vec!["sustained_linkages".into()],
            sensitivity: Vec::new(),
            answer: None,
            rivals: Vec::new(),
            files: vec![SourceFile {
                path: "study.toml".into(),
                text: "name = \"a study\"\n".into(),
            }],
            warnings: vec!["a warning".into(), "another".into()],
            notes: vec!["a note".into()],
        }
    }

    fn replay(command: &str) -> Replay {
        Replay {
            command: command.into(),
            takes_replications: true,
        }
    }

    struct Output {
        outcome: Result<RunOutcome, RunError>,
        out: String,
        talk: String,
    }

    fn run(plan: &Plan, settings: &RunSettings, make_report: Option<MakeReport<'_>>) -> Output {
        let (mut out, mut talk) = (Vec::new(), Vec::new());
        let outcome = run_plan(plan, settings, make_report, &mut out, &mut talk);
        let text = |bytes| String::from_utf8(bytes).expect("text");
        Output {
            outcome,
            out: text(out),
            talk: text(talk),
        }
    }

    fn settings(name: &str) -> RunSettings {
        let root =
            std::env::temp_dir().join(format!("linkwright-run-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&root);
        RunSettings {
            root,
            jobs: 2,
            progress: ProgressMode::None,
            replay: replay("linkwright run study.toml"),
            ..RunSettings::default()
        }
    }

    fn make_page(
        _: &Dataset,
        _: &Estimates,
        _: Further,
        _: &[SeriesBand],
    ) -> Result<Vec<(String, Vec<u8>)>, String> {
        Ok(vec![
            (PAGE.to_string(), b"<p>page</p>".to_vec()),
            ("charts/effect.svg".to_string(), b"<svg/>".to_vec()),
        ])
    }

    #[test]
    fn a_run_ends_with_the_answer_and_the_path_of_the_page() {
        let settings = settings("page");
        let said = run(&plan(&["without", "with"], 4), &settings, Some(&make_page));
        let outcome = said.outcome.expect("run");
        let folder = outcome.folder.expect("written");
        assert_eq!(outcome.exit_code, 0);
        assert!(folder.starts_with(settings.root.join("a-study")));
        let page = folder.join(PAGE).display().to_string();
        let lines: Vec<&str> = said.out.lines().collect();
        assert_eq!(lines.last(), Some(&page.as_str()));
        assert!(
            said.out.contains("`with` and `without` tie"),
            "{}",
            said.out
        );
        assert!(said.out.contains("Does nothing do something?"));
        assert_eq!(
            said.talk,
            "study  a study   2 scenarios x 4 worlds   seed 7   2 threads\ncheck  ok (2 warnings, 1 note)\n"
        );
        let latest = std::fs::read_to_string(settings.root.join("latest/manifest.json"))
            .expect("latest leads to the run");
        for file in [
            "runs",
            "summary",
            "compare",
            "timeseries",
            "failures",
            "parameters",
            "indicators",
        ] {
            assert!(latest.contains(&format!("\"data/{file}.csv\"")), "{file}");
        }
        assert!(
            latest.contains("\"inputs/study.toml\"")
                && latest.contains("\"report.html\"")
                && latest.contains("\"charts/effect.svg\"")
        );
        std::fs::remove_dir_all(&settings.root).expect("cleaned");
    }

    #[test]
    fn a_dry_run_writes_nothing() {
        let settings = RunSettings {
            is_dry_run: true,
            ..settings("dry")
        };
        let said = run(&plan(&["without", "with"], 4), &settings, None);
        assert_eq!(
            said.outcome.expect("planned"),
            RunOutcome {
                folder: None,
                exit_code: 0
            }
        );
        assert!(
            said.out.starts_with("would run 8 runs of 8 quarters"),
            "{}",
            said.out
        );
        assert!(!settings.root.exists());
    }

    #[test]
    fn an_existing_folder_is_refused_with_code_seven() {
        let mut settings = settings("taken");
        std::fs::create_dir_all(&settings.root).expect("made");
        settings.output = Some(settings.root.clone());
        let error = run(&plan(&["without"], 1), &settings, None)
            .outcome
            .expect_err("refused");
        assert_eq!(error.exit_code(), 7);
        assert!(error.help().is_some());
        std::fs::remove_dir_all(&settings.root).expect("cleaned");
    }

    #[test]
    fn a_lost_replication_ends_with_code_three_and_says_how_to_repeat_it() {
        let settings = RunSettings {
            panic_at: Some(2),
            ..settings("lost")
        };
        let said = run(&plan(&["without", "with"], 4), &settings, Some(&make_page));
        assert_eq!(said.outcome.expect("run").exit_code, 3);
        assert!(
            said.talk.contains("warning: 1 of 4 replications failed"),
            "{}",
            said.talk
        );
        assert!(
            said.talk
                .contains("linkwright run study.toml -r 4 --rep 2 -j 1"),
            "{}",
            said.talk
        );
        assert!(
            said.out.contains("1 of 4 worlds was lost") && said.out.contains("n = 3 worlds"),
            "{}",
            said.out
        );
        std::fs::remove_dir_all(&settings.root).expect("cleaned");
    }

    #[test]
    fn the_command_that_repeats_names_replication_and_series() {
        let settings = RunSettings {
            replay: replay("linkwright run x.toml --seed 7"),
            ..RunSettings::default()
        };
        assert_eq!(
            reproduce(&settings, 4),
            "linkwright run x.toml --seed 7 -r 4"
        );
        let part = RunSettings {
            only_replication: Some(2),
            series: SeriesDetail::Full,
            ..settings.clone()
        };
        assert_eq!(
            reproduce(&part, 4),
            "linkwright run x.toml --seed 7 -r 4 --rep 2 --timeseries full"
        );
        assert!(
            reproduce(
                &RunSettings {
                    series: SeriesDetail::None,
                    ..settings
                },
                4
            )
            .ends_with(" --timeseries none")
        );
    }

    #[test]
    fn a_replication_beyond_the_plan_is_refused_with_code_two_and_leaves_nothing() {
        let settings = RunSettings {
            only_replication: Some(4),
            ..settings("beyond")
        };
        let error = run(&plan(&["without"], 4), &settings, None)
            .outcome
            .expect_err("refused");
        assert_eq!((error.exit_code(), error.help().is_some()), (2, true));
        assert!(error.to_string().contains("no replication 4"), "{error}");
        assert!(!settings.root.exists());
    }

    #[test]
    fn a_report_that_fails_does_not_cost_the_tables() {
        let settings = settings("report");
        let fail =
            |_: &Dataset, _: &Estimates, _: Further, _: &[SeriesBand]| Err("no ink".to_string());
        let said = run(&plan(&["without", "with"], 2), &settings, Some(&fail));
        let outcome = said.outcome.expect("run");
        assert_eq!(outcome.exit_code, 1);
        assert!(
            said.talk
                .contains("the report could not be written: no ink")
        );
        assert!(
            outcome
                .folder
                .expect("written")
                .join("data/runs.csv")
                .is_file()
        );
        std::fs::remove_dir_all(&settings.root).expect("cleaned");
    }

    #[test]
    fn json_is_one_object_and_quiet_is_one_line() {
        let settings = settings("json");
        let said = run(
            &plan(&["without", "with"], 2),
            &RunSettings {
                is_json: true,
                ..settings.clone()
            },
            None,
        );
        let object: serde_json::Value = serde_json::from_str(&said.out).expect("one JSON object");
        assert_eq!(object["comparisons"][0]["scenario"], "with");
        assert_eq!(object["exit_code"], 0);
        let said = run(
            &plan(&["without", "with"], 2),
            &RunSettings {
                is_quiet: true,
                ..settings.clone()
            },
            None,
        );
        assert_eq!((said.out.lines().count(), said.talk.as_str()), (1, ""));
        std::fs::remove_dir_all(&settings.root).expect("cleaned");
    }
}
