//! Statements of every kind of instrument about itself: the registry is walked, so that a new kind is held to it too.

use std::fs;
use std::path::Path;

use linkwright::model::{
    Instrument, InstrumentKind, InstrumentSettings, LISTED_SECTIONS, ModelInput, Takes,
};
use linkwright::parameters::{Agency, TimingParameters};
use linkwright::plan::{Options, changes, prepare};
use linkwright::scenario::{Files, Severity};

use crate::common::empty_folder;

/// A scenario with an instrument, whose table and whose agency's table get lines, beside others of the agency.
fn scenario(kind: InstrumentKind, own: &str, agency: &str, others: &[InstrumentKind]) -> String {
    let others: String = others
        .iter()
        .map(|other| format!("[[instruments]]\nkind = \"{}\"\n", other.name()))
        .collect();
    format!(
        "format = 1\nname = \"a\"\n[[agencies]]\nname = \"g\"\n{agency}\
         [[instruments]]\nkind = \"{}\"\n{own}{others}",
        kind.name()
    )
}

/// Codes and messages of the warnings about a scenario on what has no effect or no time.
fn warnings(folder: &Path, text: &str) -> Vec<String> {
    let path = folder.join("a.toml");
    fs::write(&path, text).expect("written");
    let prepared = prepare(&Files::Disk, &[path], &Options::default());
    assert_eq!(
        prepared.count(Severity::Error),
        0,
        "{:?}\n{text}",
        prepared.problems
    );
    let reported = prepared.problems.iter();
    reported
        .filter(|problem| matches!(problem.code, "W0304" | "W0305"))
        .map(|problem| format!("{} {}", problem.code, problem.message))
        .collect()
}

/// Lines that give a kind what it needs and what its defaults lack, but for some keys.
fn given(kind: InstrumentKind, but: &[&str]) -> String {
    let defaults = InstrumentSettings::default_of(kind);
    let lacking = |keys: &&&[&str]| keys.iter().all(|key| defaults.get(key) == Some(0.0));
    let keys = kind.needs().iter().filter(lacking).map(|keys| keys[0]);
    keys.filter(|key| !but.contains(key))
        .map(|key| format!("{key} = 0.5\n"))
        .collect()
}

/// Lines that set parameters to 0.
fn zeros(keys: &[&str]) -> String {
    keys.iter().map(|key| format!("{key} = 0\n")).collect()
}

#[test]
fn a_kind_that_lacks_what_it_needs_is_warned_of() {
    let folder = empty_folder("instruments-needs");
    for (name, kind) in InstrumentKind::NAMES {
        let company = &kind.beside()[..kind.beside().len().min(1)];
        let says = |zero: &[&str], agency: &str| {
            let own = zeros(zero) + &given(*kind, zero);
            warnings(&folder, &scenario(*kind, &own, agency, company))
        };
        assert_eq!(says(&[], ""), [""; 0], "{name} with its defaults");
        for keys in kind.needs() {
            let reported = says(keys, "");
            assert_eq!(reported.len(), 1, "{name} without {keys:?}: {reported:?}");
            let words = format!("W0304 `{name}` {}: its ", kind.reaches().missed());
            assert!(reported[0].starts_with(&words), "{reported:?}");
            assert!(
                keys.iter()
                    .all(|key| reported[0].contains(&format!("`{key}`"))),
                "{reported:?}"
            );
            // one parameter of a group is enough
            if let [_, rest @ ..] = keys
                && let Some(first) = rest.first()
            {
                assert_eq!(says(&[first], ""), [""; 0], "{name} without {first}");
            }
        }
        for key in kind.agency_needs() {
            let reported = says(&[], &zeros(&[key]));
            let is_of_agency = |one: &String| one.contains(&format!("`{key}` of `g`"));
            assert!(
                reported
                    .iter()
                    .any(|one| one.starts_with("W0304") && is_of_agency(one)),
                "{name}: {reported:?}"
            );
        }
        if !company.is_empty() {
            let reported = warnings(&folder, &scenario(*kind, "", "", &[]));
            assert_eq!(reported.len(), 1, "{name} alone: {reported:?}");
        }
    }
}

#[test]
fn a_kind_that_ends_before_it_can_act_is_warned_of() {
    let folder = empty_folder("instruments-time");
    for (name, kind) in InstrumentKind::NAMES {
        let company = &kind.beside()[..kind.beside().len().min(1)];
        let says = |end: u32, key: &str| {
            let own = if key.is_empty() {
                format!("end = {end}\n")
            } else {
                format!("end = {end}\n{key} = 4\n")
            } + &given(*kind, &[]);
            warnings(&folder, &scenario(*kind, &own, "", company)).len()
        };
        match kind.takes() {
            Takes::AnyTime => assert_eq!(says(1, ""), 0, "{name}"),
            Takes::Lag(key) => assert_eq!([says(4, key), says(5, key)], [1, 0], "{name}"),
            Takes::Service { key, before, .. } => {
                let needed = 4 + before as u32;
                assert_eq!([says(needed - 1, key), says(needed, key)], [1, 0], "{name}");
            }
        }
    }
}

#[test]
fn the_words_about_a_new_instrument_state_its_main_numbers() {
    for (name, kind) in InstrumentKind::NAMES {
        let section = LISTED_SECTIONS
            .iter()
            .find(|section| section.name == *name)
            .unwrap_or_else(|| panic!("{name} has no section"));
        assert!(
            !kind.main_numbers().is_empty() || section.numbers.is_empty(),
            "{name} has no main parameter"
        );
        let with = ModelInput {
            agencies: vec![Agency {
                name: "g".into(),
                ..Agency::default()
            }],
            instruments: vec![Instrument {
                agency: 0,
                timing: TimingParameters::default(),
                settings: InstrumentSettings::default_of(*kind),
            }],
            ..ModelInput::default()
        };
        let words = changes(&with, &ModelInput::default());
        let reported = words
            .last()
            .unwrap_or_else(|| panic!("{name} is not described"));
        let numbers = reported.split_once(" (").map_or("", |(_, numbers)| numbers);
        assert!(
            reported.starts_with(&format!("Added: {} by g", kind.title())),
            "{reported}"
        );
        assert_eq!(
            numbers.split(", ").count(),
            kind.main_numbers().len(),
            "{reported}"
        );
    }
}
