//! Equations carry the numbers under which the model document prints them, and phases in the new form keep to it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::common::root;

/// Sections of the model document whose equations are in `src/model/equations`, with the numbers that are theirs; what else such a
/// section names is a reference to another one.
const SECTIONS: [(&str, &[u32]); 6] = [
    ("### Sample, markets and purchases", &[30, 31, 32]),
    ("### 7.2 Programmes", &[36]),
    ("### 7.3 Finance", &[34]),
    ("### 7.4 Upgrading", &[35]),
    ("### 7.5 Sourcing", &[14, 15]),
    ("### 7.7 Production", &[33]),
];

/// Folders of phases that are written as `src/model/phases/sourcing/mod.rs` says.
const PHASES: [&str; 1] = ["src/model/phases/sourcing"];

/// A number of an equation: `(14a)` is 14 and `a`.
type Number = (u32, String);

fn files(folder: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = std::fs::read_dir(root().join(folder))
        .expect("there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .map(|path: PathBuf| {
            let text = std::fs::read_to_string(&path).expect("text");
            (shown(&path), text)
        })
        .collect();
    files.sort();
    files
}

fn shown(path: &Path) -> String {
    path.file_name()
        .expect("a file")
        .to_string_lossy()
        .into_owned()
}

/// The number at the beginning of a text after an opening bracket, if it is one.
fn number(text: &str) -> Option<Number> {
    let (inside, _) = text.split_once(')')?;
    let digits = inside.trim_end_matches(|end: char| end.is_ascii_lowercase());
    let letters = &inside[digits.len()..];
    let base = digits.parse().ok().filter(|_| letters.len() <= 1)?;
    Some((base, letters.to_owned()))
}

/// Numbers in round brackets, in order.
fn numbers(text: &str) -> Vec<Number> {
    text.split('(').skip(1).filter_map(number).collect()
}

/// Numbers of the functions of a file; each is the first thing that its doc comment says.
fn numbers_in_code(code: &str) -> Vec<Number> {
    code.lines()
        .filter_map(|line| number(line.strip_prefix("/// Equation (")?))
        .collect()
}

/// Text of a section up to the next heading.
fn section<'a>(page: &'a str, heading: &str) -> &'a str {
    let (_, rest) = page
        .split_once(&format!("{heading}\n"))
        .unwrap_or_else(|| panic!("no section {heading}"));
    rest.split("\n#").next().expect("some text")
}

#[test]
fn each_equation_in_code_is_in_the_document_and_the_other_way_round() {
    let page = std::fs::read_to_string(root().join("docs/odd.md")).expect("there");
    let mut printed = BTreeSet::new();
    for (heading, own) in SECTIONS {
        let found = numbers(section(&page, heading));
        printed.extend(found.into_iter().filter(|(base, _)| own.contains(base)));
    }
    let coded: Vec<Number> = files("src/model/equations")
        .iter()
        .flat_map(|(_, code)| numbers_in_code(code))
        .collect();
    let functions: usize = files("src/model/equations")
        .iter()
        .map(|(_, code)| code.matches("\npub fn ").count())
        .sum();
    assert_eq!(functions, coded.len(), "functions without a number");
    let unique: BTreeSet<Number> = coded.iter().cloned().collect();
    assert_eq!(
        unique.len(),
        coded.len(),
        "a number stands for two equations"
    );
    assert!(unique.len() > 10, "{unique:?}");
    assert_eq!(unique, printed, "code on the left, document on the right");
}

#[test]
fn phases_in_the_new_form_take_parts_of_a_world_and_name_agents_by_ids() {
    for folder in PHASES {
        for (file, code) in files(folder) {
            let takes_world = code.matches("&mut World").count();
            let allowed = usize::from(file == "mod.rs");
            assert!(
                takes_world == allowed,
                "{folder}/{file} takes a whole world {takes_world} times; only `run` of mod.rs may, to take it apart"
            );
            for cast in ["as usize", "as _", "u32::MAX"] {
                assert!(!code.contains(cast), "{folder}/{file} has `{cast}`");
            }
        }
    }
}

#[test]
fn a_number_is_read_with_its_letter_and_nothing_else_is_one() {
    let text = "one (14) two (14a), three (not one) four (14ab) five (1.5) six (";
    assert_eq!(numbers(text), [(14, String::new()), (14, "a".to_owned())]);
    assert_eq!(
        numbers_in_code("/// Equation (15b). Owner's days.\n/// See Equation (15).\n"),
        [(15, "b".to_owned())]
    );
}
