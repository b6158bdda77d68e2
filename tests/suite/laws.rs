//! Laws of the whole program: an input is changed in a way whose effect is known beforehand, both are run, and the outcomes are
//! held against each other. `harness.rs` runs a law, `table.rs` has all of them.

mod harness;
mod table;

use harness::{Cache, Law};

#[test]
fn laws_of_the_whole_program_hold() {
    let mut cache = Cache::default();
    let laws: Vec<&Law> = table::LAWS.iter().copied().flatten().collect();
    let broken: Vec<String> = laws
        .iter()
        .filter_map(|law| {
            let why = cache.broken(law)?;
            Some(format!("{} ({}): {why}", law.name, law.says))
        })
        .collect();
    assert!(
        broken.is_empty(),
        "{} of {} laws are broken:\n{}",
        broken.len(),
        laws.len(),
        broken.join("\n")
    );
}

#[test]
fn there_are_many_laws_and_no_two_of_a_name() {
    let mut names: Vec<&str> = table::LAWS
        .iter()
        .copied()
        .flatten()
        .map(|law| law.name)
        .collect();
    assert!(names.len() >= 60, "{}", names.len());
    names.sort_unstable();
    let n = names.len();
    names.dedup();
    assert_eq!(names.len(), n);
}

#[test]
fn a_law_that_does_not_hold_is_found() {
    let mut cache = Cache::default();
    for law in &table::NO_LAWS {
        assert!(cache.broken(law).is_some(), "{} is not found", law.name);
    }
}
