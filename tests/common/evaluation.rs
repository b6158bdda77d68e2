//! The study of evaluations, `scenarios/studies/evaluate-support.toml`, for tests of both tiers.

use linkwright::ensemble::{NoProgress, Settings};
use linkwright::observations::{INDICATORS, Measure};
use linkwright::parameters::SurveyParameters;
use linkwright::plan::{Options, Plan, prepare};
use linkwright::scenario::Files;
use linkwright::study::{Evaluation, EvaluationDesign, evaluate};

use crate::common::root;

/// Settings that close every way by which support reaches firms outside it: rivals' productivity, orders, loans and the plans that they
/// pay for, wages.
pub const CLOSED: [(&str, &str); 7] = [
    ("production.contested_share_tradable", "0"),
    ("production.contested_share_local", "0"),
    ("sourcing.openness", "0"),
    ("credit.demand_chance", "0"),
    ("upgrading_support.equipment_plan_chance", "0"),
    ("capability.own_upgrade_chance", "0"),
    ("economy.wage_tightness", "0"),
];

/// The plan of the study with settings and a number of worlds.
pub fn plan(settings: &[(&str, &str)], worlds: u32) -> Plan {
    let path = root().join("scenarios/studies/evaluate-support.toml");
    let known: Vec<&str> = INDICATORS.iter().map(|indicator| indicator.name).collect();
    let settings = settings
        .iter()
        .map(|(key, value)| ((*key).to_string(), (*value).to_string()))
        .collect();
    let options = Options {
        known_indicators: &known,
        replications: Some(worlds),
        seed: Some(400),
        settings,
        ..Options::default()
    };
    let prepared = prepare(&Files::Disk, &[path], &options);
    prepared
        .plan
        .unwrap_or_else(|| panic!("{:?}", prepared.problems))
}

/// Place of a scenario.
pub fn scenario(plan: &Plan, name: &str) -> usize {
    plan.scenarios
        .iter()
        .position(|scenario| scenario.name == name)
        .expect("the study has the scenario")
}

/// Evaluates a scenario by a measure, from samples of the given shares.
pub fn evaluation(
    plan: &Plan,
    (name, measure): (&str, Measure),
    samples: &[f64],
    jobs: usize,
) -> Evaluation {
    let design = EvaluationDesign {
        scenario: scenario(plan, name),
        measure,
        survey: SurveyParameters::default(),
        samples: samples.to_vec(),
    };
    let settings = Settings {
        jobs,
        only_replication: None,
        panic_at: None,
        replay: String::new(),
    };
    evaluate(plan, &settings, &NoProgress, &design).expect("it runs")
}
