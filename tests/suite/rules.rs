//! Adaptive management: rules act late, on what is seen, and only where their conditions hold.

use std::fs;
use std::path::PathBuf;

use linkwright::ensemble::{self, NoProgress, Settings};
use linkwright::observations::{INDICATORS, indicator_index};
use linkwright::plan::{Options, Plan, prepare};
use linkwright::results::Dataset;
use linkwright::scenario::Files;
use linkwright::statistics::{Target, Width};
use linkwright::study::{PrecisionTarget, run_until};
use serde_json::Value;

use crate::common::{empty_folder, linkwright};

/// Top of the studies of these tests: a small world of 12 quarters with instruments.
const HEAD: &str = "format = 1
name = \"rules\"
baseline = \"none\"

[population]
smes = 300
tncs = 4
categories_per_sector = 2

[run]
reps = 10
seed = 7
burn_in_quarters = 40
policy_quarters = 12
run_off_quarters = 4

[[scenario]]
name = \"none\"
";

/// A scenario with one agency, of which `agency` gives further parameters, and one instrument.
fn scenario(name: &str, agency: &str, instrument: &str, rules: &str) -> String {
    format!(
        "
[[scenario]]
name = \"{name}\"

[[scenario.agencies]]
name = \"agency\"
advisors = 2
{agency}

[[scenario.instruments]]
end = 12
{instrument}

{rules}
"
    )
}

fn rule(when: &str, then: &str) -> String {
    format!("[[scenario.rules]]\nwhen = \"{when}\"\nthen = {{ {then} }}\n")
}

fn file(head: &str, name: &str, scenarios: &[String]) -> PathBuf {
    let path = empty_folder(name).join("study.toml");
    fs::write(&path, format!("{head}{}", scenarios.concat())).expect("written");
    path
}

fn plan_of(head: &str, name: &str, scenarios: &[String]) -> Plan {
    let prepared = prepare(
        &Files::Disk,
        &[file(head, name, scenarios)],
        &Options::default(),
    );
    prepared
        .plan
        .unwrap_or_else(|| panic!("{:?}", prepared.problems))
}

fn run_plan(plan: &Plan) -> Dataset {
    let settings = Settings {
        jobs: 2,
        only_replication: None,
        panic_at: None,
        replay: String::new(),
    };
    ensemble::run(plan, &settings, &NoProgress).expect("run")
}

fn run(name: &str, scenarios: &[String]) -> Dataset {
    run_plan(&plan_of(HEAD, name, scenarios))
}

/// Values of an indicator by world.
fn values(dataset: &Dataset, scenario: &str, indicator: &str) -> Vec<f64> {
    let (scenario, index) = (
        dataset.scenario_index(scenario).expect("there"),
        indicator_index(indicator).expect("known"),
    );
    dataset
        .runs
        .iter()
        .filter(|run| run.scenario == scenario)
        .map(|run| run.values[index])
        .collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

const GUARANTEE: &str = "kind = \"credit_guarantee\"\nfund_usd = 400_000\ncover = 0.8";
const SUPPORT: &str = "kind = \"upgrading_support\"";

#[test]
fn a_rule_whose_condition_never_holds_changes_nothing_but_the_cost_of_monitoring() {
    let never = rule(
        "default_rate > 0.98 for 4 quarters",
        "instrument = \"credit_guarantee\", stop = true",
    );
    let dataset = run(
        "rules-never",
        &[
            scenario("plain", "", GUARANTEE, ""),
            scenario("free", "monitoring_cost_usd = 0", GUARANTEE, &never),
            scenario("paid", "monitoring_cost_usd = 5_000", GUARANTEE, &never),
        ],
    );
    let rows = |name: &str| {
        let scenario = dataset.scenario_index(name).expect("there");
        let runs = dataset
            .runs
            .iter()
            .filter(move |run| run.scenario == scenario);
        runs.map(|run| {
            run.values
                .iter()
                .map(|value| value.to_bits())
                .collect::<Vec<_>>()
        })
        .collect::<Vec<_>>()
    };
    assert_eq!(rows("free"), rows("plain"), "bit by bit");
    let (plain, paid) = (
        values(&dataset, "plain", "programme_cost_usd"),
        values(&dataset, "paid", "programme_cost_usd"),
    );
    for (before, after) in plain.iter().zip(&paid) {
        assert!(
            (after - before - 12.0 * 5_000.0).abs() < 1e-3,
            "{before} and {after}"
        );
    }
    for indicator in INDICATORS
        .iter()
        .filter(|one| one.unit != "USD" && !one.unit.starts_with("USD"))
    {
        let same = |name| format!("{:?}", values(&dataset, name, indicator.name));
        assert_eq!(same("paid"), same("plain"), "{}", indicator.name);
    }
    assert!(
        dataset.rules.len() == 2
            && dataset
                .rules
                .iter()
                .all(|rule| rule.acted == 0 && rule.worlds == 10),
        "{:?}",
        dataset.rules
    );
}

#[test]
fn a_rule_acts_when_what_it_needs_is_known_and_not_before() {
    let always = rule(
        "employment > 1 for 3 quarters",
        "agency = \"agency\", set = { advisors = 6 }",
    );
    let lag = |lag: u32| format!("monitoring_error = 0\nmonitoring_lag_quarters = {lag}");
    let dataset = run(
        "rules-lag",
        &[
            scenario("plain", "", SUPPORT, ""),
            scenario("soon", &lag(1), SUPPORT, &always),
            scenario("late", &lag(4), SUPPORT, &always),
        ],
    );
    // Three quarters, of which the last is known `lag` quarters later: 0, 1, 2 are known in quarter 2 + lag.
    for (rule, quarter) in dataset.rules.iter().zip([3.0, 6.0]) {
        assert_eq!((rule.acted, rule.quarters), (10, [quarter; 3]), "{rule:?}");
    }
    let cost = |name| mean(&values(&dataset, name, "programme_cost_usd"));
    assert!(
        cost("soon") > cost("late") && cost("late") > cost("plain"),
        "four more advisors are paid from then on"
    );
}

#[test]
fn worlds_run_part_by_part_have_the_rules_of_one_run() {
    let head = HEAD
        .replace("smes = 300", "smes = 100")
        .replace("burn_in_quarters = 40", "burn_in_quarters = 8")
        .replace("reps = 10", "reps = 60");
    let rules = rule(
        "employment > 1",
        "instrument = \"upgrading_support\", scale = 0.5",
    ) + &rule(
        "clients > 4",
        "instrument = \"upgrading_support\", scale = 0.5",
    ) + &rule(
        "employment > 1 for 3 quarters",
        "agency = \"agency\", set = { advisors = 3 }",
    );
    let plan = plan_of(
        &head,
        "rules-parts",
        &[
            scenario("rule", "", SUPPORT, &rules),
            scenario("later", "", SUPPORT, &rules),
        ],
    );
    let settings = Settings {
        jobs: 2,
        only_replication: None,
        panic_at: Some(55),
        replay: String::new(),
    };
    let out_of_reach = Target {
        indicator: indicator_index("employment").expect("known"),
        width: Width::Absolute(1e-9),
    };
    let goal = PrecisionTarget {
        targets: vec![out_of_reach],
        most: 60,
    };
    let outcome = run_until(
        &plan,
        &settings,
        &goal,
        &NoProgress,
        &|_, next| next,
        &mut |_, _| {},
    )
    .expect("run");
    let fixed = ensemble::run(&plan, &settings, &NoProgress).expect("run");
    assert_eq!(
        (
            outcome.dataset.replications,
            outcome.dataset.rules.len(),
            outcome.dataset.rules[0].worlds
        ),
        (60, 6, 59)
    );
    assert!(
        fixed.rules[0].acted == 59 && fixed.rules.iter().any(|rule| (1..59).contains(&rule.acted)),
        "{:?}",
        fixed.rules
    );
    assert_eq!(format!("{:?}", outcome.dataset), format!("{fixed:?}"));
}

#[test]
fn a_rule_helps_where_it_ends_a_guarantee_that_pays_and_pays() {
    let cut = rule(
        "guarantee_calls_usd > 500 for 2 quarters",
        "instrument = \"credit_guarantee\", stop = true",
    );
    let exact = "monitoring_error = 0\nmonitoring_lag_quarters = 1\nmonitoring_cost_usd = 500";
    let guarantee = format!("{GUARANTEE}\nfee_per_year = 0");
    let larger = HEAD.replace("smes = 300", "smes = 1_500");
    let scenarios = [
        scenario("plain", exact, &guarantee, ""),
        scenario("rule", exact, &guarantee, &cut),
    ];
    let dataset = run_plan(&plan_of(&larger, "rules-help", &scenarios));
    let rule = &dataset.rules[0];
    assert!(rule.acted >= 3, "{rule:?}");
    let cost = |name| values(&dataset, name, "programme_cost_usd");
    let saved: Vec<f64> = cost("plain")
        .iter()
        .zip(cost("rule"))
        .map(|(plain, rule)| plain - rule)
        .collect();
    let n_saved = saved.iter().filter(|saved| **saved > 0.0).count();
    assert_eq!(
        n_saved, rule.acted as usize,
        "where it acts money is saved, and nowhere else: {saved:?}"
    );
    let calls = |name| mean(&values(&dataset, name, "guarantee_calls_usd"));
    assert!(
        mean(&saved) > 10_000.0 && calls("rule") < calls("plain"),
        "{saved:?}"
    );
    let linkages = |name| mean(&values(&dataset, name, "active_linkages"));
    assert!(
        linkages("rule") >= linkages("plain") - 0.5,
        "and few linkages are lost"
    );
}

#[test]
fn a_rule_harms_where_noise_ends_support_too_early() {
    let plain = run("rules-harm-0", &[scenario("plain", "", SUPPORT, "")]);
    let bound = 0.8 * mean(&values(&plain, "plain", "employment"));
    let crisis = rule(
        &format!("employment < {bound:.0}"),
        "instrument = \"upgrading_support\", stop = true",
    );
    let noisy = |error: f64| format!("monitoring_error = {error}\nmonitoring_lag_quarters = 1");
    let dataset = run(
        "rules-harm",
        &[
            scenario("exact", &noisy(0.0), SUPPORT, &crisis),
            scenario("noisy", &noisy(0.4), SUPPORT, &crisis),
        ],
    );
    let acted: Vec<u32> = dataset.rules.iter().map(|rule| rule.acted).collect();
    assert!(acted[0] <= 1 && acted[1] >= 8, "{:?}", dataset.rules);
    let upgraded = |name| {
        mean(&values(&dataset, name, "upgraded_suppliers"))
            + mean(&values(&dataset, name, "capability_vs_twin"))
    };
    assert!(
        upgraded("noisy") < upgraded("exact"),
        "{} and {}",
        upgraded("noisy"),
        upgraded("exact")
    );
}

#[test]
fn a_baseline_that_is_added_has_neither_agencies_nor_rules() {
    let entry = scenario(
        "alone",
        "",
        GUARANTEE,
        &rule(
            "clients > 3",
            "instrument = \"credit_guarantee\", stop = true",
        ),
    );
    let text = entry
        .replace(
            "[[scenario]]",
            "format = 1\n[population]\nsmes = 100\ntncs = 2\n",
        )
        .replace("scenario.", "");
    let lengths = "\n[run]\nburn_in_quarters = 4\npolicy_quarters = 12\nrun_off_quarters = 4\n";
    let name = "name = \"alone\"\n";
    let path = empty_folder("rules-alone").join("alone.toml");
    fs::write(
        &path,
        format!("{name}{}{lengths}", text.replacen(name, "", 1)),
    )
    .expect("written");
    let prepared = prepare(
        &Files::Disk,
        &[path],
        &Options {
            replications: Some(2),
            ..Options::default()
        },
    );
    let plan = prepared
        .plan
        .unwrap_or_else(|| panic!("{:?}", prepared.problems));
    assert_eq!(
        plan.scenarios
            .iter()
            .map(|one| one.input.rules.len())
            .collect::<Vec<_>>(),
        [0, 1]
    );
    assert!(run_plan(&plan).rules.iter().all(|rule| rule.scenario == 1));
}

#[test]
fn rules_that_cannot_work_are_located_errors() {
    let guarantee = |rules: &str| scenario("rule", "", GUARANTEE, rules);
    for (index, (when, then, code, marked)) in [
        (
            "defalt_rate > 0.08",
            "instrument = \"credit_guarantee\", stop = true",
            "E0311",
            "did you mean `default_rate`?",
        ),
        (
            "default_rate > 8",
            "instrument = \"credit_guarantee\", stop = true",
            "E0312",
            "can never hold",
        ),
        (
            "clients < -1",
            "instrument = \"credit_guarantee\", stop = true",
            "E0312",
            "can never hold",
        ),
        (
            "clients > 3 for 11 quarters",
            "instrument = \"credit_guarantee\", stop = true",
            "E0312",
            "longer than the window",
        ),
        (
            "clients >",
            "instrument = \"credit_guarantee\", stop = true",
            "E0310",
            "not complete",
        ),
        (
            "clients > 3",
            "instrument = \"matchmaking\", stop = true",
            "E0313",
            "not in the scenario",
        ),
        (
            "clients > 3",
            "instrument = \"credit_guarante\", stop = true",
            "E0313",
            "did you mean `credit_guarantee`?",
        ),
        (
            "clients > 3",
            "agency = \"agenci\", set = { advisors = 3 }",
            "E0313",
            "did you mean `agency`?",
        ),
        (
            "clients > 3",
            "instrument = \"credit_guarantee\"",
            "E0314",
            "in here",
        ),
        (
            "clients > 3",
            "instrument = \"credit_guarantee\", scale = 11",
            "E0314",
            "a factor on the intensity",
        ),
        (
            "clients > 3",
            "instrument = \"credit_guarantee\", set = { cover = 1.2 }",
            "E0210",
            "",
        ),
        (
            "clients > 3",
            "instrument = \"credit_guarantee\", set = { covr = 0.2 }",
            "E0102",
            "did you mean `cover`?",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let path = file(
            HEAD,
            &format!("rules-error-{index}"),
            &[guarantee(&rule(when, then))],
        );
        let output = linkwright(
            path.parent().expect("a folder"),
            &["check", "study.toml", "--json"],
        );
        assert_eq!(output.status.code(), Some(2), "{when} {then}");
        let object: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let errors: Vec<&Value> = object["problems"]
            .as_array()
            .expect("a list")
            .iter()
            .filter(|one| one["severity"] == "error")
            .collect();
        assert_eq!(
            (errors.len(), errors[0]["code"].as_str()),
            (1, Some(code)),
            "{when} {then}: {errors:?}"
        );
        assert!(
            errors[0]["line"].as_u64() > Some(20)
                && errors[0]["label"]
                    .as_str()
                    .is_some_and(|label| label.contains(marked)),
            "{errors:?}"
        );
    }
}

#[test]
fn what_rules_did_is_written_and_told() {
    let rules = rule(
        "employment > 1",
        "instrument = \"credit_guarantee\", set = { cover = 0.3 }",
    ) + &rule(
        "default_rate > 0.98",
        "instrument = \"credit_guarantee\", scale = 1.5",
    );
    let path = file(
        HEAD,
        "rules-told",
        &[scenario("rule", "", GUARANTEE, &rules)],
    );
    let folder = path.parent().expect("a folder");
    let output = linkwright(folder, &["run", "study.toml", "-r", "3", "-o", "run", "-q"]);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let table = fs::read_to_string(folder.join("run/data/rules.csv")).expect("written");
    let rows: Vec<&str> = table.lines().collect();
    assert!(
        rows[1].starts_with("rule,employment > 1,credit_guarantee: cover = 0.3,3,3,2.0,2.0,2.0,"),
        "{table}"
    );
    assert!(
        rows[2].starts_with("rule,default_rate > 0.98,credit_guarantee: scale 1.5,3,0,,,,"),
        "{table}"
    );
    let page = fs::read_to_string(folder.join("run/report.html")).expect("written");
    assert!(page.contains("acted in 3 of 3 worlds") && page.contains("never acted in 3 worlds"));
    assert_eq!(
        linkwright(folder, &["report", "run"]).status.code(),
        Some(0),
        "and read back"
    );
    assert_eq!(
        linkwright(folder, &["replay", "run", "--rep", "1"])
            .status
            .code(),
        Some(0),
        "and repeated"
    );
}
