//! Plans for unit tests.

use crate::model::ModelInput;
use crate::parameters::Periods;
use crate::plan::{Futures, Plan, PlannedScenario, StudyContext};

/// A plan of scenarios without programmes in a small world.
pub fn small_plan(names: &[&str], replications: u32) -> Plan {
    let mut input = ModelInput::default();
    assert!(
        input.parameters.set("population", "smes", 200.0)
            && input.parameters.set("population", "tncs", 6.0)
    );
    input.periods = Periods {
        burn_in: 8,
        policy: 4,
        run_off: 2,
    };
    let scenario = |name: &&str| PlannedScenario {
        name: (*name).to_string(),
        title: String::new(),
        question: String::new(),
        context: 0,
        changes: Vec::new(),
        input: input.clone(),
        values: Vec::new(),
        uncertain: Vec::new(),
        finding: None,
    };
    Plan {
        study: "study".into(),
        title: String::new(),
        question: String::new(),
        contexts: vec![StudyContext {
            name: "default".into(),
            title: String::new(),
            baseline: 0,
        }],
        scenarios: names.iter().map(scenario).collect(),
        replications,
        design: None,
        futures: Futures::default(),
        seed: 7,
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
