//! Every file that ships is right.

use std::path::{Path, PathBuf};

use linkwright::cli::demo;
use linkwright::observations::INDICATORS;
use linkwright::plan::{Options, Plan, prepare};
use linkwright::scenario::{Files, PROJECT_FILE};

use crate::common::{linkwright as run, root};

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder)
        .expect("the folder is there")
        .flatten()
    {
        let path = entry.path();
        if path.is_dir() {
            files_below(&path, found);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "toml")
            && !path.ends_with(PROJECT_FILE)
        {
            found.push(path);
        }
    }
}

fn plan_of(files: &Files, path: &Path) -> Plan {
    let known: Vec<&str> = INDICATORS.iter().map(|indicator| indicator.name).collect();
    let prepared = prepare(
        files,
        &[path.to_path_buf()],
        &Options {
            known_indicators: &known,
            ..Options::default()
        },
    );
    let serious: Vec<_> = prepared
        .problems
        .iter()
        .filter(|problem| !problem.code.starts_with('N'))
        .collect();
    assert!(serious.is_empty(), "{}: {serious:?}", path.display());
    prepared.plan.expect("a plan without problems")
}

#[test]
fn every_shipped_file_checks_clean() {
    let mut files = Vec::new();
    files_below(&root().join("scenarios"), &mut files);
    assert!(files.len() >= 8);
    for file in files
        .iter()
        .filter(|file| !file.components().any(|part| part.as_os_str() == "parts"))
    {
        let file = file.to_string_lossy();
        let output = run(root(), &["check", &file, "--deny", "warnings"]);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{file}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

#[test]
fn every_shipped_file_is_listed_in_the_readme() {
    let readme = std::fs::read_to_string(root().join("scenarios/README.md"))
        .expect("scenarios/README.md is there");
    let mut files = Vec::new();
    files_below(&root().join("scenarios"), &mut files);
    for file in files {
        let relative = file
            .strip_prefix(root().join("scenarios"))
            .expect("below the folder")
            .to_string_lossy()
            .replace('\\', "/");
        // each finding is a row of the page that the line of their folder leads to
        let is_finding = relative.starts_with("findings/") && readme.contains("`findings/`");
        assert!(
            is_finding || readme.contains(&relative),
            "scenarios/README.md does not mention {relative}"
        );
    }
}

#[test]
fn the_guarantee_is_identical_wherever_it_is_used() {
    let plan = plan_of(
        &Files::Disk,
        &root().join("scenarios/studies/uganda-credit.toml"),
    );
    let guarantees: Vec<_> = plan
        .scenarios
        .iter()
        .flat_map(|scenario| scenario.input.instruments.iter())
        .filter(|instrument| instrument.settings.kind().name() == "credit_guarantee")
        .map(|instrument| (&instrument.timing, &instrument.settings))
        .collect();
    assert_eq!(guarantees.len(), 3);
    assert!(guarantees.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn the_study_asks_for_support_with_the_guarantee_against_support_alone() {
    let plan = plan_of(
        &Files::Disk,
        &root().join("scenarios/studies/uganda-credit.toml"),
    );
    let names: Vec<&str> = plan
        .scenarios
        .iter()
        .map(|scenario| scenario.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "none",
            "support",
            "guarantee",
            "support+guarantee",
            "support+guarantee+matchmaking"
        ]
    );
    assert_eq!((plan.contexts[0].baseline, plan.answer), (0, Some((3, 1))));
    assert_eq!(
        (plan.replications, plan.seed, plan.contexts[0].name.as_str()),
        (100, 20_260_601, "uganda")
    );
    let input = &plan.baseline().input;
    assert_eq!(
        (
            input.parameters.population.smes,
            input.parameters.population.tncs
        ),
        (2_000.0, 8.0)
    );
}

#[test]
fn a_programme_is_the_same_in_every_context() {
    let plan = plan_of(
        &Files::Disk,
        &root().join("scenarios/studies/same-programme-four-countries.toml"),
    );
    for scenario in &plan.scenarios {
        let programme = scenario.name.split('@').next().expect("a programme");
        let first = plan
            .scenarios
            .iter()
            .find(|other| other.name.starts_with(&format!("{programme}@")))
            .expect("there");
        assert_eq!(
            (&scenario.input.agencies, &scenario.input.instruments),
            (&first.input.agencies, &first.input.instruments),
            "{}",
            scenario.name
        );
    }
    assert_eq!(plan.contexts.len() * 5, plan.scenarios.len());
    assert!(plan.scenarios.iter().all(|scenario| {
        scenario
            .name
            .ends_with(&plan.contexts[scenario.context].name)
    }));
}

#[test]
fn the_bundled_study_needs_no_file() {
    let plan = plan_of(&Files::Embedded(demo::FILES), Path::new(demo::STUDY));
    assert_eq!((plan.scenarios.len(), plan.replications), (5, 24));
    let population = &plan.baseline().input.parameters.population;
    assert_eq!(
        (
            population.smes,
            population.tncs,
            plan.baseline().input.periods.burn_in
        ),
        (2_000.0, 8.0, 100)
    );
    assert_eq!(plan.files.len(), demo::FILES.len());
}

#[test]
fn every_value_says_where_it_comes_from() {
    let plan = plan_of(
        &Files::Disk,
        &root().join("scenarios/studies/uganda-credit.toml"),
    );
    let value = |path: &str| {
        plan.baseline()
            .values
            .iter()
            .find(|value| value.path == path)
            .expect("a known path")
    };
    let days = value("formality.compliance_days");
    assert!(days.origin.place.contains("uganda.toml:"), "{days:?}");
    assert_eq!((days.value, days.origin.grade.name()), (16.0, "measured"));
    assert!(days.origin.source.ends_with("2013"));
    assert_eq!(value("credit.moral_hazard").origin.place, "default");
}
