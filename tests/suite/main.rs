//! Everything that is claimed of linkwright from outside, one module per kind of claim.

#![allow(clippy::disallowed_methods)] // tests may use the platform's own functions as an oracle

mod accounts;
mod architecture;
mod behaviour;
mod bounds;
mod cli_check;
mod cli_join;
mod cli_json;
mod cli_run;
mod cli_verbs;
mod contexts;
mod coverage;
mod design;
mod docs;
mod economy;
mod evaluation;
mod examples;
mod golden;
mod inclusion;
mod instruments_buyers;
mod instruments_environment;
mod instruments_knowledge;
mod instruments_services;
mod instruments_trade;
mod library;
mod lives;
mod markets;
mod messages;
mod networks;
mod partnering;
mod patterns;
mod patterns_design;
mod patterns_knowledge;
mod patterns_lasting;
mod patterns_markets;
mod patterns_nulls;
mod patterns_trust;
mod performance;
mod relations;
mod report;
mod reproducibility;
mod requirements;
mod rerun;
mod rules;
mod scenarios;
mod sensitivity;
mod shocks;
mod statistics;
mod studies;
mod targets;
mod uganda;
mod uncertain;
mod validation;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Folder of the crate.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the program in a folder.
fn linkwright(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_linkwright"))
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .args(arguments)
        .output()
        .expect("the program starts")
}

/// An empty folder for one test.
fn empty_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}
