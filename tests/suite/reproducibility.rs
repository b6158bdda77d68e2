//! The same inputs give the same bytes, and what is added leaves the rest alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use linkwright::ensemble::{self, NoProgress};
use linkwright::model::{
    CreditGuaranteeParameters, Instrument, InstrumentKind, InstrumentSettings,
    MatchmakingParameters, ModelInput,
};
use linkwright::observations::INDICATORS;
use linkwright::parameters::{Agency, Periods, TimingParameters};
use linkwright::plan::{Futures, Plan, PlannedScenario, StudyContext};
use linkwright::results::{Dataset, runs_table};
use linkwright::statistics::Estimates;
use linkwright::study::{RunSettings, SeriesDetail, Study};

/// A small economy without a programme.
pub(super) fn context() -> ModelInput {
    let mut input = ModelInput::default();
    assert!(
        input.parameters.set("population", "smes", 300.0)
            && input.parameters.set("population", "tncs", 8.0)
    );
    input.periods = Periods {
        burn_in: 16,
        policy: 8,
        run_off: 4,
    };
    input
}

/// The small economy with an agency that runs one instrument.
pub(super) fn with(settings: InstrumentSettings) -> ModelInput {
    let mut input = context();
    input.agencies.push(Agency {
        name: "agency".into(),
        ..Agency::default()
    });
    let timing = TimingParameters {
        end: 8.0,
        ..TimingParameters::default()
    };
    input.instruments.push(Instrument {
        agency: 0,
        timing,
        settings,
    });
    input
}

fn matchmaking() -> ModelInput {
    with(InstrumentSettings::Matchmaking(
        MatchmakingParameters::default(),
    ))
}

fn guarantee() -> ModelInput {
    with(InstrumentSettings::CreditGuarantee(
        CreditGuaranteeParameters::default(),
    ))
}

pub(super) fn plan(scenarios: &[(&str, ModelInput)], replications: u32) -> Plan {
    let scenario = |(name, input): &(&str, ModelInput)| PlannedScenario {
        context: 0,
        name: (*name).to_string(),
        title: String::new(),
        question: String::new(),
        changes: Vec::new(),
        input: input.clone(),
        values: Vec::new(),
        uncertain: Vec::new(),
        finding: None,
    };
    Plan {
        study: "reproducibility".into(),
        title: String::new(),
        question: String::new(),
        contexts: vec![StudyContext {
            name: "default".into(),
            title: String::new(),
            baseline: 0,
        }],
        scenarios: scenarios.iter().map(scenario).collect(),
        replications,
        design: None,
        futures: Futures {
            count: 2,
            worlds: 2,
        },
        seed: 20_260_601,
        headline: vec!["sustained_linkages".into()],
        sensitivity: Vec::new(),
        answer: None,
        rivals: Vec::new(),
        overrides: Vec::new(),
        files: Vec::new(),
        warnings: Vec::new(),
        notes: Vec::new(),
    }
}

pub(super) fn run(plan: &Plan) -> Dataset {
    let settings = ensemble::Settings {
        jobs: 2,
        only_replication: None,
        panic_at: None,
        replay: String::new(),
    };
    let dataset = ensemble::run(plan, &settings, &NoProgress).expect("one context");
    assert_eq!(dataset.failures, [], "no replication is lost");
    dataset
}

/// Rows of `runs.csv` of some scenarios, as text.
fn rows(dataset: &Dataset, scenarios: &[&str]) -> Vec<String> {
    let text = String::from_utf8(runs_table(dataset).to_csv()).expect("text");
    let is_of = |line: &&str| {
        line.split(',')
            .nth(1)
            .is_some_and(|name| scenarios.contains(&name))
    };
    text.lines().filter(is_of).map(str::to_string).collect()
}

/// Runs a plan into a folder of its own and returns the bytes of `data/` by file name.
fn data_of(
    plan: &Plan,
    jobs: usize,
    name: &str,
    panic_at: Option<u32>,
) -> BTreeMap<PathBuf, Vec<u8>> {
    let root =
        std::env::temp_dir().join(format!("linkwright-{name}-{jobs}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&root);
    let settings = RunSettings {
        jobs,
        panic_at,
        series: SeriesDetail::Full,
        ..RunSettings::default()
    };
    let outcome = Study::from_plan(plan.clone()).run(&settings).expect("run");
    let written = outcome.write_to(root.join("run")).expect("written");
    let data = read_all(&written.folder.join("data"));
    fs::remove_dir_all(&root).expect("cleaned");
    data
}

fn read_all(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let paths = fs::read_dir(folder)
        .expect("there")
        .map(|entry| entry.expect("readable").path());
    paths
        .map(|path| {
            (
                PathBuf::from(path.file_name().expect("a name")),
                fs::read(&path).expect("readable"),
            )
        })
        .collect()
}

#[test]
fn one_thread_and_two_threads_write_the_same_bytes_and_so_does_a_repetition() {
    let plan = plan(
        &[
            ("without", context()),
            ("matchmaking", matchmaking()),
            ("guarantee", guarantee()),
        ],
        5,
    );
    let one = data_of(&plan, 1, "threads", None);
    assert_eq!(one.len(), 17, "all tables: {:?}", one.keys());
    for threads in [2, 7] {
        assert!(
            one == data_of(&plan, threads, "threads", None),
            "{threads} threads change bytes"
        );
    }
    let additionality = String::from_utf8_lossy(&one[Path::new("additionality.csv")]);
    assert!(
        additionality.contains(",placebo_fall_jobs,workers,2,"),
        "two worlds have futures: {additionality}"
    );
    assert!(
        one == data_of(&plan, 1, "again", None),
        "a repetition changes bytes"
    );
}

#[test]
fn a_lost_replication_is_lost_in_the_same_bytes_on_any_number_of_threads() {
    let plan = plan(&[("without", context()), ("matchmaking", matchmaking())], 4);
    let one = data_of(&plan, 1, "lost", Some(1));
    assert!(one == data_of(&plan, 2, "lost", Some(1)));
    let failures = String::from_utf8(one[Path::new("failures.csv")].clone()).expect("text");
    let replay = format!("linkwright run --seed {} -r 4 --rep 1 -j 1", plan.seed);
    assert!(failures.contains(&replay), "{failures}");
}

#[test]
fn a_lost_replication_leaves_the_others_as_they_were() {
    let plan = plan(&[("without", context()), ("matchmaking", matchmaking())], 4);
    let settings = ensemble::Settings {
        jobs: 2,
        only_replication: None,
        panic_at: Some(1),
        replay: String::new(),
    };
    let broken = ensemble::run(&plan, &settings, &NoProgress).expect("one context");
    let is_kept = |row: &String| row.split(',').nth(2) != Some("1");
    let names = ["without", "matchmaking"];
    let whole: Vec<String> = rows(&run(&plan), &names)
        .into_iter()
        .filter(is_kept)
        .collect();
    let kept: Vec<String> = rows(&broken, &names).into_iter().filter(is_kept).collect();
    assert_eq!(kept, whole);
    let estimates = Estimates::from_dataset(&broken);
    let comparison = estimates
        .comparison(1, "sustained_linkages")
        .expect("compared");
    assert_eq!((comparison.n_pairs, comparison.n_dropped), (3, 1));
}

#[test]
fn more_replications_leave_the_first_ones_as_they_were() {
    let scenarios = [("without", context()), ("matchmaking", matchmaking())];
    let (few, more) = (run(&plan(&scenarios, 3)), run(&plan(&scenarios, 6)));
    let names = ["without", "matchmaking"];
    assert_eq!(rows(&few, &names), rows(&more, &names)[..6]);
}

#[test]
fn one_more_scenario_leaves_the_others_as_they_were() {
    let two = run(&plan(
        &[("without", context()), ("matchmaking", matchmaking())],
        4,
    ));
    let three = run(&plan(
        &[
            ("without", context()),
            ("guarantee", guarantee()),
            ("matchmaking", matchmaking()),
        ],
        4,
    ));
    assert_eq!(
        rows(&two, &["without", "matchmaking"]),
        rows(&three, &["without", "matchmaking"])
    );
}

/// Values and series of a scenario, world by world, as bits.
fn bits(dataset: &Dataset, scenario: usize) -> Vec<Vec<u64>> {
    let runs = dataset
        .runs
        .iter()
        .filter(|run| run.scenario == scenario)
        .map(|run| &run.values);
    let series = dataset
        .series
        .iter()
        .filter(|record| record.scenario == scenario)
        .map(|record| &record.values);
    runs.chain(series)
        .map(|values| values.iter().map(|value| value.to_bits()).collect())
        .collect()
}

#[test]
fn a_scenario_against_itself_differs_by_exactly_nothing() {
    let dataset = run(&plan(
        &[
            ("without", context()),
            ("one", matchmaking()),
            ("same", matchmaking()),
        ],
        4,
    ));
    assert_eq!(bits(&dataset, 1), bits(&dataset, 2));
    assert_ne!(
        bits(&dataset, 0),
        bits(&dataset, 1),
        "the programme does something"
    );
    for comparison in Estimates::from_dataset(&Dataset {
        answer: Some((2, 1)),
        ..dataset
    })
    .answer
    {
        let name = INDICATORS[comparison.indicator].name;
        assert!(
            comparison.n_pairs == 0 || comparison.is_identical(),
            "{name}: {comparison:?}"
        );
        assert!(
            comparison.diff == 0.0 && !comparison.sign_settled || comparison.n_pairs == 0,
            "{name}"
        );
    }
}

#[test]
fn a_programme_of_zero_intensity_is_the_baseline_to_the_last_bit() {
    for (name, kind) in InstrumentKind::NAMES {
        let mut idle = with(InstrumentSettings::default_of(*kind));
        idle.instruments[0].timing.intensity = 0.0;
        if kind.is_by_lot() {
            idle.instruments[0].timing.lot_share = 0.5;
        }
        let dataset = run(&plan(&[("without", context()), ("idle", idle)], 3));
        assert_eq!(bits(&dataset, 0), bits(&dataset, 1), "{name}");
        let estimates = Estimates::from_dataset(&dataset);
        let (missing, compared): (Vec<_>, Vec<_>) = estimates
            .comparisons
            .iter()
            .partition(|comparison| comparison.n_pairs == 0);
        let missing: Vec<&str> = missing
            .iter()
            .map(|comparison| INDICATORS[comparison.indicator].name)
            .collect();
        // the context has no sales of affiliates, and no joint projects of which anything could be kept
        assert_eq!(
            missing,
            ["local_spending_share", "knowledge_kept_share"],
            "{name}: no world has a value of these"
        );
        assert!(
            compared.iter().all(|comparison| comparison.is_identical()),
            "{name}"
        );
    }
}

#[test]
fn a_breach_of_accounts_loses_its_bundle_and_names_the_identity() {
    let mut broken = context();
    broken.parameters.formality.compliance_fixed_usd = f64::INFINITY;
    let settings = ensemble::Settings {
        jobs: 2,
        only_replication: None,
        panic_at: None,
        replay: String::new(),
    };
    let dataset = ensemble::run(&plan(&[("broken", broken)], 2), &settings, &NoProgress)
        .expect("one context");
    assert!(dataset.runs.is_empty(), "a broken world leaves no figures");
    assert_eq!(dataset.failures.len(), 2);
    for failure in &dataset.failures {
        assert_eq!(failure.stage, "accounts");
        assert!(
            failure.message.contains("not conserved"),
            "{}",
            failure.message
        );
        assert_eq!(failure.quarter, Some(1));
    }
}
