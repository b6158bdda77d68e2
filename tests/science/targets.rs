//! Simulated values beside published ones, by estimators that evaluators use; shown in `docs/validation.md`, neither passed nor
//! failed, because the model is not fitted yet. The figures and their estimators are those of `linkwright evaluate targets`.

use linkwright::ensemble::{NoProgress, Settings};
use linkwright::observations::INDICATORS;
use linkwright::plan::{Options, Plan, prepare};
use linkwright::scenario::Files;
use linkwright::study::{Target, targets};

/// Worlds and seed of the page.
const WORLDS: u32 = 60;
const SEED: u64 = 301;

fn plan(worlds: u32) -> Plan {
    let paths = ["none", "support", "guarantee", "training"]
        .map(|name| crate::common::root().join(format!("scenarios/programmes/{name}.toml")));
    let known: Vec<&str> = INDICATORS.iter().map(|indicator| indicator.name).collect();
    let options = Options {
        known_indicators: &known,
        replications: Some(worlds),
        seed: Some(SEED),
        ..Options::default()
    };
    let prepared = prepare(&Files::Disk, &paths, &options);
    prepared
        .plan
        .unwrap_or_else(|| panic!("{:?}", prepared.problems))
}

fn simulated(plan: &Plan) -> Vec<Target> {
    let settings = Settings {
        jobs: 2,
        only_replication: None,
        panic_at: None,
        replay: String::new(),
    };
    targets(plan, &settings, &NoProgress)
        .expect("worlds run")
        .targets
}

/// All figures, those that are not computed included.
pub fn all() -> Vec<Target> {
    simulated(&plan(WORLDS))
}

#[test]
fn worlds_that_are_lost_are_told_of() {
    let mut plan = plan(2);
    for scenario in &mut plan.scenarios {
        scenario.input.periods.burn_in = 16;
    }
    plan.scenarios
        .retain(|scenario| ["none", "guarantee"].contains(&scenario.name.as_str()));
    let replay = "linkwright evaluate targets".to_string();
    let settings = Settings {
        jobs: 2,
        only_replication: None,
        panic_at: Some(1),
        replay,
    };
    let worlds = targets(&plan, &settings, &NoProgress)
        .expect("one world runs")
        .worlds;
    // one world of the economy without a programme, one of the guarantee
    assert_eq!((worlds.asked, worlds.failures.len()), (4, 2));
    assert!(
        worlds
            .failures
            .iter()
            .all(|failure| failure.replication == 1
                && failure.replay == "linkwright evaluate targets"),
        "no other verb makes these economies"
    );
}

#[test]
fn figures_are_simulated_where_the_study_has_what_they_need() {
    let mut plan = plan(2);
    for scenario in &mut plan.scenarios {
        scenario.input.periods.burn_in = 40;
    }
    let of = |plan: &Plan, id: &str| {
        let found = simulated(plan)
            .into_iter()
            .find(|target| target.published.id == id);
        found.expect("listed").simulated
    };
    for id in ["E1", "E2m", "E45", "E57", "E65", "E66", "E73", "E77"] {
        assert!(of(&plan, id).is_some_and(f64::is_finite), "{id}");
    }
    assert_eq!(of(&plan, "E15"), None, "no panel for it");
    plan.scenarios.retain(|scenario| scenario.name != "support");
    assert_eq!(of(&plan, "E57"), None, "no scenario with support alone");
}
