//! Data sets for unit tests.

use crate::plan::StudyContext;

use super::{Dataset, RunRecord, ScenarioInfo};
use crate::observations::INDICATORS;

/// A data set with scenarios named `a`, `b`, … of which the first is the baseline.
pub fn dataset_of(n_scenarios: u8, replications: u32, runs: Vec<RunRecord>) -> Dataset {
    let info = |k: u8| {
        let name = char::from(b'a' + k).to_string();
        ScenarioInfo {
            title: format!("Scenario {name}"),
            name,
            context: 0,
            changes: Vec::new(),
        }
    };
    Dataset {
        study: "study".into(),
        title: "A study".into(),
        question: String::new(),
        contexts: vec![StudyContext {
            name: "test".into(),
            title: String::new(),
            baseline: 0,
        }],
        scenarios: (0..n_scenarios).map(info).collect(),
        replications,
        draws: None,
        seed: 7,
        headline: vec!["sustained_linkages".into()],
        answer: None,
        rivals: Vec::new(),
        overrides: Vec::new(),
        policy_quarters: 3,
        run_off_quarters: 1,
        runs,
        series: Vec::new(),
        lives: Vec::new(),
        groups: Vec::new(),
        fired: Vec::new(),
        rules: Vec::new(),
        failures: Vec::new(),
        grades: Vec::new(),
        warnings: Vec::new(),
        notes: Vec::new(),
    }
}

/// Worlds of scenario `k` in which every indicator is `value(k, replication)`.
pub fn dataset_with(
    n_scenarios: u8,
    replications: u32,
    value: impl Fn(usize, u32) -> f64,
) -> Dataset {
    let mut runs = Vec::new();
    for replication in 0..replications {
        for scenario in 0..usize::from(n_scenarios) {
            let values = vec![value(scenario, replication); INDICATORS.len()];
            runs.push(RunRecord {
                scenario,
                replication,
                world_key: 1,
                values,
            });
        }
    }
    dataset_of(n_scenarios, replications, runs)
}
