//! What is mutated: the shipped files, the inputs of tests, and studies that use what these leave out.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use linkwright::observations::indicator_names;
use linkwright::plan::{Options, prepare};
use linkwright::scenario::{Files, Severity};
use syn::visit::Visit;

use crate::judge::Schema;

/// A study of a line of each kind of table, and a table of points beside it.
const OWN: [(&str, &str); 3] = [
    ("design", include_str!("corpus/design.toml")),
    ("grid", include_str!("corpus/grid.toml")),
    ("programme", include_str!("corpus/programme.toml")),
];
/// The table of points.
const POINTS: &str = include_str!("corpus/points.csv");
/// Most bytes of the text of a base from a test: longer ones say nothing more.
const LONGEST: usize = 8_000;
/// Bytes that take as long to read as a scenario to resolve.
const SCENARIO_COST: usize = 1_000;

/// Input files that pass or do not pass their checks, as they are before a mutation.
#[derive(Clone)]
pub struct Base {
    /// Pairs of path and text.
    pub files: Vec<(String, String)>,
    /// Files that the command line names.
    pub paths: Vec<PathBuf>,
    /// True where the check finds no error and the schema nothing in any file.
    pub is_clean: bool,
    /// About how long a check takes, in bytes of text.
    cost: usize,
}

/// All bases, with lines and values that mutations put in.
pub struct Corpus {
    /// What is mutated.
    pub bases: Vec<Base>,
    /// Sums of weights up to each base: the shorter a check, the more often.
    pub weights: Vec<usize>,
    /// Lines of all texts.
    pub lines: Vec<String>,
    /// Keys of all texts.
    pub keys: Vec<String>,
    /// Values of all texts.
    pub values: Vec<String>,
}

impl Corpus {
    /// Reads the shipped files and the texts in tests below the folder of the crate.
    pub fn read(root: &Path, schema: &Schema) -> Self {
        let shipped = texts_below(&root.join("scenarios"), "toml", root);
        let mut bases: Vec<Base> = shipped
            .iter()
            .filter(|(path, _)| !path.contains("/parts/"))
            .filter_map(|(path, _)| base_of(&shipped, path, schema))
            .collect();
        let mut own: Vec<String> = OWN.map(|(_, text)| text.to_string()).to_vec();
        own.extend(texts_in_tests(root));
        for text in own {
            let files = vec![
                ("study.toml".to_string(), text),
                ("points.csv".to_string(), POINTS.to_string()),
            ];
            bases.extend(base_of(&files, "study.toml", schema));
        }
        for (name, _) in OWN {
            assert!(
                bases
                    .iter()
                    .any(|base| base.is_clean
                        && base.files[0].1.contains(&format!("name = \"{name}\""))),
                "tests/fuzz/corpus/{name}.toml does not pass"
            );
        }
        let mut total = 0;
        let weights = bases
            .iter()
            .map(|base| {
                let share = if base.is_clean { 1 } else { 4 };
                total += 100_000_000 / (base.cost * share);
                total
            })
            .collect();
        let texts = || bases.iter().flat_map(|base| &base.files);
        let lines: BTreeSet<&str> = texts().flat_map(|(_, text)| text.lines()).collect();
        let pairs: Vec<(&str, &str)> = lines
            .iter()
            .filter_map(|line| line.split_once('='))
            .map(|(key, value)| (key.trim(), value.trim()))
            .collect();
        let keys: BTreeSet<&str> = pairs.iter().map(|(key, _)| *key).collect();
        let values: BTreeSet<&str> = pairs.iter().map(|(_, value)| *value).collect();
        let owned = |set: BTreeSet<&str>| set.into_iter().map(String::from).collect();
        Self {
            lines: owned(lines.clone()),
            keys: owned(keys),
            values: owned(values),
            weights,
            bases,
        }
    }
}

/// A file with those that it needs, as a check reads them; none where it reads none.
fn base_of(files: &[(String, String)], path: &str, schema: &Schema) -> Option<Base> {
    let known = indicator_names();
    let options = Options {
        known_indicators: &known,
        ..Options::default()
    };
    let paths = vec![PathBuf::from(path)];
    let prepared = prepare(&Files::Kept(files.to_vec()), &paths, &options);
    let is_clean = prepared.count(Severity::Error) == 0
        && prepared
            .sources
            .iter()
            .filter(|source| source.path.ends_with("toml"))
            .all(|source| schema.accepts(&source.text));
    let files: Vec<(String, String)> = prepared
        .sources
        .into_iter()
        .map(|source| (source.path, source.text))
        .collect();
    let bytes: usize = files.iter().map(|(_, text)| text.len()).sum();
    let n_scenarios = prepared.plan.map_or(0, |plan| plan.scenarios.len());
    (!files.is_empty()).then_some(Base {
        files,
        paths,
        is_clean,
        cost: 100 + bytes + SCENARIO_COST * n_scenarios,
    })
}

/// Files of an ending below a folder with their texts, by path below the root.
fn texts_below(folder: &Path, ending: &str, root: &Path) -> Vec<(String, String)> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    entries.sort();
    let mut texts = Vec::new();
    for path in entries {
        if path.is_dir() {
            texts.extend(texts_below(&path, ending, root));
        } else if path.extension().is_some_and(|own| own == ending) {
            let text = std::fs::read_to_string(&path)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let name = path.strip_prefix(root).unwrap_or(&path);
            texts.push((name.to_string_lossy().replace('\\', "/"), text));
        }
    }
    texts
}

/// Texts in string literals of tests that look like an input file.
fn texts_in_tests(root: &Path) -> BTreeSet<String> {
    struct Literals(BTreeSet<String>);
    impl<'ast> Visit<'ast> for Literals {
        fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
            let text = literal.value();
            if (40..LONGEST).contains(&text.len()) && text.contains('\n') && text.contains(" = ") {
                let head = if text.contains("format") {
                    ""
                } else {
                    "format = 1\nname = \"a\"\n"
                };
                self.0.insert(format!("{head}{text}"));
            }
        }
        fn visit_macro(&mut self, item: &'ast syn::Macro) {
            let parse = syn::punctuated::Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
            for expression in item.parse_body_with(parse).into_iter().flatten() {
                self.visit_expr(&expression);
            }
        }
    }
    let mut found = Literals(BTreeSet::new());
    for folder in ["tests/suite", "src/scenario", "src/plan", "src/study"] {
        for (path, text) in texts_below(&root.join(folder), "rs", root) {
            let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
            found.visit_file(&file);
        }
    }
    found.0
}
