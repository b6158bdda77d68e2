//! Loads a study, changes a parameter, runs it in few worlds and prints an estimate with its interval.
//!
//! `cargo run --release --example run_study`

use linkwright::plan::Options;
use linkwright::study::{RunSettings, Study, StudyError};

/// Indicator that is printed.
const INDICATOR: &str = "new_linkages";

/// Runs the study; problems in its files are in the error, each with its place.
pub fn main() -> Result<(), StudyError> {
    let options = Options {
        settings: vec![("credit.recovery".into(), "0.5".into())],
        skip: vec!["all".into()],
        replications: Some(4),
        ..Options::default()
    };
    let study = Study::load_with(&["scenarios/small.toml".into()], &options)?;
    let outcome = study.run(&RunSettings::default())?;

    println!("{}", study.plan.question);
    println!("{}", outcome.answer());
    let scenarios = &outcome.findings.dataset().scenarios;
    for (place, scenario) in scenarios.iter().enumerate() {
        // the baseline is compared with nothing
        if let Some(effect) = outcome.estimates().comparison(place, INDICATOR) {
            println!(
                "{}: {:+.2} {INDICATOR} (95 % interval {:.2} to {:.2}, n = {} pairs of worlds)",
                scenario.name, effect.diff, effect.ci_low, effect.ci_high, effect.n_pairs
            );
        }
    }
    let tables = outcome.tables();
    let names: Vec<&str> = tables.iter().map(|table| table.file.as_str()).collect();
    println!("tables in memory: {}", names.join(", "));
    // outcome.write_to("my-run")? makes the run folder, with the page, the brief and the charts
    Ok(())
}
