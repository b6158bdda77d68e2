//! Reads a run folder: its manifest, a table as CSV, and a comparison made again from its worlds.
//!
//! `cargo run --release --example read_run -- output/latest`

use std::error::Error;
use std::path::{Path, PathBuf};

use linkwright::results::RunFolder;
use linkwright::study::Findings;

/// Reads the folder that is named, else the last run.
pub fn main() -> Result<(), Box<dyn Error>> {
    let named = std::env::args_os().nth(1).map(PathBuf::from);
    show(&named.unwrap_or_else(|| "output/latest".into()))
}

/// Prints what a run folder holds.
///
/// # Errors
///
/// Where the folder cannot be read, or its worlds cannot be compared.
pub fn show(folder: &Path) -> Result<(), Box<dyn Error>> {
    let run = RunFolder::read(folder)?;
    let manifest = &run.manifest;
    println!(
        "{}: {} replications, seed {}, linkwright {}, {} files",
        manifest.study,
        manifest.replications,
        manifest.seed,
        manifest.linkwright,
        manifest.files.len()
    );

    // any table is plain CSV, for any program
    let mut summary = csv::Reader::from_path(folder.join("data/summary.csv"))?;
    println!("summary.csv: {:?}", summary.headers()?);
    for row in summary.records().take(3) {
        println!("  {:?}", row?);
    }

    // estimates are made again from the worlds, to the same bits
    let findings = Findings::of_run(&run);
    let head = findings.dataset().head_indicator();
    println!("{} [{}]", head.title, head.unit);
    for scenario in findings.dataset().compared() {
        if let Some(effect) = findings.estimates.comparison(scenario, head.name) {
            println!(
                "  {}: {:+.2} ({:.2} to {:.2})",
                run.dataset.scenarios[scenario].name, effect.diff, effect.ci_low, effect.ci_high
            );
        }
    }
    println!("{}", findings.answer());
    Ok(())
}
