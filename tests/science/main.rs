//! The science tier, `cargo test --test science`: what the model does, shown by simulation in many worlds, one module per
//! kind of claim. Minutes, where the fast tier in `tests/suite` takes seconds: `test = false` in `Cargo.toml` keeps it out of
//! `cargo test`, and `--test science` asks for it by name. Lints do not reach it by `--all-targets` either:
//! `cargo clippy --test science`. A test that is ignored here takes longer still, and `cargo xtask long` runs it.

#![allow(clippy::disallowed_methods)] // tests may use the platform's own functions as an oracle

#[path = "../common/mod.rs"]
mod common;

mod behaviour;
mod bounds;
mod complements;
mod contexts;
mod coverage;
mod credit;
mod demo_coverage;
mod design;
mod economy;
mod evaluation;
mod inclusion;
mod instruments_buyers;
mod instruments_environment;
mod instruments_knowledge;
mod instruments_services;
mod instruments_trade;
mod library;
mod light_service;
mod markets;
mod networks;
mod partnering;
mod patterns;
mod patterns_design;
mod patterns_knowledge;
mod patterns_lasting;
mod patterns_markets;
mod patterns_nulls;
mod patterns_trust;
mod relations;
mod scale;
mod shocks;
mod uganda;
mod validation;

/// Compares a document with the text that it should hold; where `LINKWRIGHT_RENEW` is set, as by `cargo xtask book`, writes it.
fn assert_fresh(document: &str, text: &str) {
    let path = common::root().join(document);
    if std::env::var_os("LINKWRIGHT_RENEW").is_some() {
        std::fs::write(&path, text).expect("the document can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == text,
        "{document} is out of date: cargo xtask book --results {document}"
    );
}
