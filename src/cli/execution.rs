//! A study on the terminal: what is about to run, its progress, what came of it.

use std::fmt::Write;

use serde_json::json;

use super::check::json_context;
use super::diagnostics::count;
use super::ending::Ending;
use super::progress::{Meter, ProgressMode};
use super::{CliError, Exit};
use crate::ensemble::Progress;
use crate::plan::Plan;
use crate::report::{Artifact, ReportError};
use crate::results::PreviousRun;
use crate::scenario::plain;
use crate::study::{Destination, Outcome, PanelWriter, RunSettings, Study, Written};

/// Messages about a run, and their destination.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    /// Where the run folder is made.
    pub destination: Destination,
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
    /// Makes no report, brief and charts.
    pub is_without_report: bool,
    /// Run whose answer is shown beside the new one.
    pub previous: Option<PreviousRun>,
}

/// Makes the report of an outcome.
pub(super) type MakeReport<'a> = &'a dyn Fn(&Outcome) -> Result<Vec<Artifact>, ReportError>;

/// Outcome of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Execution {
    /// What was written; nothing by a dry run.
    pub written: Option<Written>,
    /// Whether replications were lost, the precision was not reached, or the report could not be written.
    pub exit: Exit,
    /// Results, to be printed.
    pub text: String,
}

/// Runs a study and writes its folder; lines of talk go to `say`.
///
/// # Errors
/// [`CliError`]; then no run folder is left.
pub(super) fn run_study(
    study: &Study,
    settings: &RunSettings,
    shown: &Shown,
    make_report: MakeReport<'_>,
    say: &mut dyn FnMut(&str),
) -> Result<Execution, CliError> {
    let plan = &study.plan;
    let n_bundles = study.n_worlds_at_first(settings)?;
    if !shown.is_quiet {
        introduce(plan, settings, shown.is_verbose, say);
    }
    if shown.is_dry_run {
        return Ok(Execution {
            written: None,
            exit: Exit::Ok,
            text: dry_run_text(plan, settings, shown),
        });
    }
    let reserved = shown.destination.reserve(plan)?;
    let meter = Meter::start(shown.progress, plan.scenarios.len(), n_bundles);
    let panel = settings
        .has_panel
        .then(|| PanelWriter::new(plan, &reserved.folder, &meter));
    let watched: &dyn Progress = panel.as_ref().map_or(&meter, |panel| panel);
    let outcome = study.run_with(settings, watched, &mut |look| {
        if !shown.is_quiet {
            meter.pause(|| say(&format!("look   {look}")));
        }
    })?;
    meter.finish();
    panel.map_or(Ok(()), PanelWriter::finish)?;
    let written = outcome.write(
        reserved,
        (!shown.is_without_report).then(|| make_report(&outcome)),
    )?;
    if !written.lacking.is_empty() {
        say(&format!(
            "note   not written, for the study has none: {}",
            written.lacking.join(", ")
        ));
    }
    if let Some(error) = &written.latest_error {
        say(&format!("note   {error}"));
    }
    let ending = Ending {
        outcome: &outcome,
        written: &written,
        shown,
    };
    ending.tell(say);
    Ok(Execution {
        exit: ending.exit(),
        text: ending.text(),
        written: Some(written),
    })
}

fn introduce(plan: &Plan, settings: &RunSettings, is_verbose: bool, say: &mut dyn FnMut(&str)) {
    let threads = if settings.jobs == 1 {
        "1 thread".to_string()
    } else {
        format!("{} threads", settings.jobs)
    };
    say(&format!(
        "study  {}   {}   seed {}   {threads}",
        plan.study,
        size(plan, settings),
        plan.seed
    ));
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
    say(&format!("check  ok{said}"));
    if is_verbose {
        for file in &plan.files {
            say(&format!("file   {}", file.path));
        }
    }
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
    let scenarios = count(plan.scenarios.len(), "scenario");
    let worlds = count(plan.replications as usize, "world");
    match settings.only_replication {
        Some(replication) => format!("{scenarios} x replication {replication}"),
        None if settings.auto.is_some() => {
            let most = plain(f64::from(plan.replications));
            format!("{scenarios} x auto worlds, at most {most}")
        }
        None if plan.design.is_some() => {
            format!("{scenarios} x {}{worlds}", draws_words(plan))
        }
        None => format!("{scenarios} x {worlds}"),
    }
}

fn dry_run_text(plan: &Plan, settings: &RunSettings, shown: &Shown) -> String {
    let periods = plan.baseline().input.periods;
    let worlds = settings
        .only_replication
        .map_or(plan.n_worlds() as usize, |_| 1);
    let runs = worlds * plan.scenarios.len();
    let folder = shown.destination.folder(plan, "<utc>");
    if shown.is_json {
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
        return format!("{object}\n");
    }
    let at_most = if settings.auto.is_some() {
        "at most "
    } else {
        ""
    };
    let mut text = format!(
        "would run {at_most}{} of {} quarters, after {} quarters of burn-in per world\n",
        count(runs, "run"),
        periods.recorded(),
        periods.burn_in
    );
    for (index, scenario) in plan.scenarios.iter().enumerate() {
        let what = if index == plan.baseline_of(index) {
            "the baseline".to_string()
        } else {
            scenario.changes.join("; ")
        };
        let _ = writeln!(text, "  {}   {what}", scenario.name);
    }
    text + &format!(
        "would write {}\ndry run: nothing was run or written\n",
        folder.display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PAGE;
    use crate::study::Replay;
    use crate::study::testing::plan;

    struct Output {
        run: Result<Execution, CliError>,
        out: String,
        talk: String,
    }

    fn run_with(plan: Plan, settings: &RunSettings, shown: &Shown, make: MakeReport<'_>) -> Output {
        let study = Study {
            replay: Replay {
                command: "linkwright run study.toml".into(),
                takes_replications: true,
            },
            ..Study::from_plan(plan)
        };
        let mut talk = String::new();
        let run = run_study(&study, settings, shown, make, &mut |line| {
            talk += line;
            talk += "\n";
        });
        let out = run
            .as_ref()
            .map_or_else(|_| String::new(), |run| run.text.clone());
        Output { run, out, talk }
    }

    fn run(plan: Plan, settings: &RunSettings, shown: &Shown) -> Output {
        run_with(plan, settings, shown, &make_page)
    }

    fn settings() -> RunSettings {
        RunSettings {
            jobs: 2,
            ..RunSettings::default()
        }
    }

    fn shown(name: &str) -> Shown {
        let root =
            std::env::temp_dir().join(format!("linkwright-run-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&root);
        Shown {
            destination: Destination { folder: None, root },
            progress: ProgressMode::None,
            ..Shown::default()
        }
    }

    fn clean(shown: &Shown) {
        std::fs::remove_dir_all(&shown.destination.root).expect("cleaned");
    }

    fn make_page(_: &Outcome) -> Result<Vec<Artifact>, ReportError> {
        let file = |path: &str, text: &str| Artifact {
            path: path.into(),
            bytes: text.into(),
        };
        Ok(vec![
            file(PAGE, "<p>page</p>"),
            file("charts/effect.svg", "<svg/>"),
        ])
    }

    #[test]
    fn a_run_ends_with_the_answer_and_the_path_of_the_page() {
        let shown = shown("page");
        let said = run(plan(&["without", "with"], 4), &settings(), &shown);
        let run = said.run.expect("run");
        let folder = run.written.expect("written").folder;
        assert_eq!(run.exit, Exit::Ok);
        assert!(folder.starts_with(shown.destination.root.join("a-study")));
        let page = folder.join(PAGE).display().to_string();
        let lines: Vec<&str> = said.out.lines().collect();
        assert_eq!(lines.last(), Some(&page.as_str()));
        assert!(
            said.out.contains("“with” and “without” tie"),
            "{}",
            said.out
        );
        assert!(said.out.contains("Does nothing do something?"));
        assert_eq!(
            said.talk,
            "study  a study   2 scenarios x 4 worlds   seed 7   2 threads\ncheck  ok (2 warnings, 1 note)\n"
        );
        let latest = std::fs::read_to_string(shown.destination.root.join("latest/manifest.json"))
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
        clean(&shown);
    }

    #[test]
    fn a_dry_run_writes_nothing() {
        let shown = Shown {
            is_dry_run: true,
            ..shown("dry")
        };
        let said = run(plan(&["without", "with"], 4), &settings(), &shown);
        let run = said.run.expect("planned");
        assert_eq!((run.written, run.exit), (None, Exit::Ok));
        assert!(
            said.out.starts_with("would run 8 runs of 8 quarters"),
            "{}",
            said.out
        );
        assert!(!shown.destination.root.exists());
    }

    #[test]
    fn an_existing_folder_is_refused_with_code_seven() {
        let mut shown = shown("taken");
        std::fs::create_dir_all(&shown.destination.root).expect("made");
        shown.destination.folder = Some(shown.destination.root.clone());
        let said = run(plan(&["without"], 1), &settings(), &shown);
        let error = said.run.expect_err("refused");
        assert_eq!(error.exit.code(), 7);
        assert!(error.help.is_some());
        clean(&shown);
    }

    #[test]
    fn a_lost_replication_ends_with_code_three_and_says_how_to_repeat_it() {
        let (shown, settings) = (
            shown("lost"),
            RunSettings {
                panic_at: Some(2),
                ..settings()
            },
        );
        let said = run(plan(&["without", "with"], 4), &settings, &shown);
        assert_eq!(said.run.expect("run").exit.code(), 3);
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
        clean(&shown);
    }

    #[test]
    fn a_replication_beyond_the_plan_is_refused_with_code_two_and_leaves_nothing() {
        let (shown, settings) = (
            shown("beyond"),
            RunSettings {
                only_replication: Some(4),
                ..settings()
            },
        );
        let said = run(plan(&["without"], 4), &settings, &shown);
        let error = said.run.expect_err("refused");
        assert_eq!((error.exit.code(), error.help.is_some()), (2, true));
        let message = error.message.expect("a message");
        assert!(message.contains("no replication 4"), "{message}");
        assert!(!shown.destination.root.exists());
    }

    #[test]
    fn a_report_that_fails_does_not_cost_the_tables() {
        let shown = shown("report");
        let fail = |_: &Outcome| {
            Err(ReportError::Draw {
                chart: "effect".into(),
                reason: "no ink".into(),
            })
        };
        let said = run_with(plan(&["without", "with"], 2), &settings(), &shown, &fail);
        let run = said.run.expect("run");
        assert_eq!(run.exit.code(), 1);
        assert!(
            said.talk.contains("the report could not be written: ") && said.talk.contains("no ink")
        );
        let folder = run.written.expect("written").folder;
        assert!(folder.join("data/runs.csv").is_file());
        clean(&shown);
    }

    #[test]
    fn json_is_one_object_and_quiet_is_one_line() {
        let shown = shown("json");
        let json = Shown {
            is_json: true,
            ..shown.clone()
        };
        let said = run(plan(&["without", "with"], 2), &settings(), &json);
        let object: serde_json::Value = serde_json::from_str(&said.out).expect("one JSON object");
        assert_eq!(object["comparisons"][0]["scenario"], "with");
        assert_eq!(object["exit_code"], 0);
        let quiet = Shown {
            is_quiet: true,
            ..shown.clone()
        };
        let said = run(plan(&["without", "with"], 2), &settings(), &quiet);
        assert_eq!((said.out.lines().count(), said.talk.as_str()), (1, ""));
        clean(&shown);
    }
}
