//! The fast tier, `cargo test`: what is claimed of linkwright from outside and is shown in seconds, one module per kind of
//! claim. What needs many worlds of a shipped economy is in the science tier, `tests/science`.

#![allow(clippy::disallowed_methods)] // tests may use the platform's own functions as an oracle

#[path = "../common/mod.rs"]
mod common;

mod accounts;
mod architecture;
mod cli_beside;
mod cli_check;
mod cli_join;
mod cli_json;
mod cli_run;
mod cli_verbs;
mod columns;
mod damage;
mod docs;
mod equations;
mod evaluation;
mod examples;
mod findings;
mod fixes;
mod forging;
mod golden;
mod hostile;
mod input;
mod instruments;
mod laws;
mod lives;
mod messages;
mod naming;
mod outcomes;
mod page;
mod panel;
mod performance;
mod report;
mod reproducibility;
mod requirements;
mod rerun;
mod rules;
mod scale;
mod scenarios;
mod sensitivity;
mod small_finding;
mod statistics;
mod studies;
mod uncertain;
mod verdict;
mod writing;
