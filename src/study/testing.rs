//! Studies for unit tests.

use crate::plan::testing::small_plan;
use crate::plan::{Plan, SourceFile};

/// A plan of scenarios without effect in a small world, with what is said about a study.
pub fn plan(names: &[&str], replications: u32) -> Plan {
    let mut plan = small_plan(names, replications);
    for scenario in &mut plan.scenarios {
        scenario.input.periods.run_off = 4;
        scenario.changes = vec!["adds nothing".into()];
    }
    Plan {
        study: "a study".into(),
        question: "Does nothing do something?".into(),
        files: vec![SourceFile {
            path: "study.toml".into(),
            inside: "study.toml".into(),
            text: "name = \"a study\"\n".into(),
        }],
        warnings: vec!["a warning".into(), "another".into()],
        notes: vec!["a note".into()],
        ..plan
    }
}
