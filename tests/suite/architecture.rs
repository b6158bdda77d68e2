//! Code may use only what lies below it, and some things are done in one place only.
//!
//! Every file of `src` is parsed with `syn`; code under `#[cfg(test)]` is left out. The rules themselves are tested on
//! planted violations at the end.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// Stages of the crate, high to low; a stage may use only stages of later rows.
const LEVELS: [&[&str]; 12] = [
    &["cli"],
    &["study"],
    &["report"],
    &["evaluation"],
    &["statistics", "ensemble"],
    &["results"],
    &["observations", "plan"],
    &["scenario"],
    &["model"],
    &["parameters", "designs"],
    &["random"],
    &["maths", "units"],
];

/// Something that only some files may use.
struct Reserved {
    /// What it is, for messages.
    what: &'static str,
    /// Paths or macros that are it: `std::fs` means all that begins so, `!println` a macro, `::Instant` any path that has it.
    names: &'static [&'static str],
    /// Beginnings of the paths of files that may use it.
    places: &'static [&'static str],
}

/// Names reserved for some files.
const RESERVED: [Reserved; 6] = [
    Reserved {
        what: "threads",
        names: &[
            "rayon",
            "std::thread::spawn",
            "std::thread::scope",
            "thread::spawn",
            "thread::scope",
        ],
        places: &["ensemble/"],
    },
    Reserved {
        what: "files",
        names: &["std::fs", "fs", "std::io::File", "::File"],
        places: &["scenario/load.rs", "results/"],
    },
    Reserved {
        what: "printing",
        names: &["!println", "!eprintln", "!print", "!eprint", "!dbg"],
        places: &["cli/", "main.rs"],
    },
    Reserved {
        what: "standard output and error, where every write is checked,",
        names: &["::stdout", "::stderr"],
        places: &["cli/printing.rs", "cli/progress.rs"],
    },
    Reserved {
        what: "exit",
        names: &["std::process::exit", "process::exit", "exit"],
        places: &["cli/", "main.rs"],
    },
    Reserved {
        what: "the clock",
        names: &["::Instant", "::SystemTime"],
        places: &["study/clock.rs"],
    },
];

/// A broken rule.
#[derive(Debug, PartialEq)]
struct Violation {
    /// File under `src` and line.
    place: String,
    /// What is wrong.
    what: String,
}

/// Findings of the visitor in one file.
struct Found {
    /// Module in which the visitor is; its first part is the stage.
    module: Vec<String>,
    /// Paths with the line where they stand, resolved where they begin with `crate`, `self` or `super`.
    paths: Vec<(usize, Vec<String>)>,
    /// Lines and names of functions.
    functions: Vec<(usize, String)>,
}

/// First part of a path that was resolved to the crate.
const CRATE: &str = "crate";

impl Found {
    fn in_file(file: &str) -> Self {
        let mut module: Vec<String> = file
            .trim_end_matches(".rs")
            .split('/')
            .map(String::from)
            .collect();
        if matches!(
            module.last().map(String::as_str),
            Some("mod" | "lib" | "main")
        ) {
            module.pop();
        }
        Self {
            module,
            paths: Vec::new(),
            functions: Vec::new(),
        }
    }

    /// Notes a path, resolved to the root of the crate where it is relative to a module.
    fn note(&mut self, line: usize, parts: &[String]) {
        let mut base = self.module.clone();
        let mut rest = parts;
        let mut is_relative = false;
        while let Some((first, others)) = rest.split_first() {
            match first.as_str() {
                "crate" => base.clear(),
                "super" => drop(base.pop()),
                "self" => {}
                _ => break,
            }
            is_relative = true;
            rest = others;
        }
        if is_relative {
            let resolved = std::iter::once(CRATE.to_string())
                .chain(base)
                .chain(rest.iter().cloned());
            self.paths.push((line, resolved.collect()));
        } else if !parts.is_empty() {
            self.paths.push((line, parts.to_vec()));
        }
    }

    fn note_use(&mut self, before: &[String], tree: &syn::UseTree) {
        let line = tree.span().start().line;
        let with = |name: &syn::Ident| {
            before
                .iter()
                .cloned()
                .chain([name.to_string()])
                .collect::<Vec<_>>()
        };
        match tree {
            syn::UseTree::Path(path) => self.note_use(&with(&path.ident), &path.tree),
            syn::UseTree::Name(name) => self.note(line, &with(&name.ident)),
            syn::UseTree::Rename(name) => self.note(line, &with(&name.ident)),
            syn::UseTree::Glob(_) => self.note(
                line,
                &before
                    .iter()
                    .cloned()
                    .chain(["*".to_string()])
                    .collect::<Vec<_>>(),
            ),
            syn::UseTree::Group(group) => group
                .items
                .iter()
                .for_each(|item| self.note_use(before, item)),
        }
    }

    /// Notes the paths in the tokens of a macro, which `syn` does not parse.
    fn note_tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let (mut line, mut colons) = (0, 0);
        for token in tokens {
            match &token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.note(line, &path);
                        path.clear();
                        line = token.span().start().line;
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                TokenTree::Punct(punct) => {
                    if punct.as_char() == '!'
                        && let Some(name) = path.last()
                    {
                        self.paths.push((line, vec![format!("!{name}")]));
                    }
                    self.note(line, &std::mem::take(&mut path));
                    colons = 0;
                }
                TokenTree::Group(group) => self.note_tokens(group.stream()),
                TokenTree::Literal(_) => {}
            }
        }
        self.note(line, &path);
    }
}

/// True for `#[cfg(test)]`.
fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        syn::Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        _ => false,
    })
}

impl<'ast> Visit<'ast> for Found {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test(&item.attrs) {
            self.module.push(item.ident.to_string());
            visit::visit_item_mod(self, item);
            self.module.pop();
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !is_test(&item.attrs) {
            self.note_use(&[], &item.tree);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        self.note(path.span().start().line, &parts);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        if let Some(name) = item.path.segments.last() {
            self.paths
                .push((item.span().start().line, vec![format!("!{}", name.ident)]));
        }
        self.note_tokens(item.tokens.clone());
        visit::visit_macro(self, item);
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !is_test(&item.attrs) {
            self.functions
                .push((item.sig.span().start().line, item.sig.ident.to_string()));
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !is_test(&item.attrs) {
            self.functions
                .push((item.sig.span().start().line, item.sig.ident.to_string()));
            visit::visit_impl_item_fn(self, item);
        }
    }

    // attributes hold no paths that matter, and doc comments would be read as macros
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}
}

/// Row of a stage in [`LEVELS`].
fn level_of(stage: &str) -> Option<usize> {
    LEVELS.iter().position(|row| row.contains(&stage))
}

/// Violation of a path to another stage, if any.
fn layer_violation(stage: &str, path: &[String]) -> Option<String> {
    let used = path.get(1).filter(|_| path[0] == CRATE)?;
    if used == stage {
        return None;
    }
    if used == "*" {
        return Some("a glob of the whole crate hides what is used".into());
    }
    let (Some(level), Some(used_level)) = (level_of(stage), level_of(used)) else {
        return Some(format!("`{stage}` or `{used}` is no stage of LEVELS"));
    };
    let direction = if used_level == level {
        "beside"
    } else {
        "above"
    };
    (used_level <= level).then(|| format!("`{stage}` uses `{used}`, which lies {direction} it"))
}

/// True where a path is one of the names of something reserved.
fn is_named(path: &[String], name: &str) -> bool {
    if let Some(part) = name.strip_prefix("::") {
        return path.iter().any(|own| own == part);
    }
    let parts: Vec<&str> = name.split("::").collect();
    // a single small letter word could be a variable; as a path of several parts it is the module or crate
    let is_word = parts.len() == 1 && !name.starts_with('!') && path.len() == 1 && name != "exit";
    !is_word && path.len() >= parts.len() && path.iter().zip(&parts).all(|(own, part)| own == part)
}

/// Checks one file, given its path under `src` and its text.
fn check(file: &str, text: &str) -> Vec<Violation> {
    let parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}"));
    let mut found = Found::in_file(file);
    let stage = found.module.first().cloned().unwrap_or_default();
    found.visit_file(&parsed);
    let mut violations = Vec::new();
    let mut report = |line: usize, what: String| {
        violations.push(Violation {
            place: format!("{file}:{line}"),
            what,
        });
    };
    for (line, path) in &found.paths {
        if let Some(what) = layer_violation(&stage, path).filter(|_| !stage.is_empty()) {
            report(*line, what);
        }
        for reserved in &RESERVED {
            let is_allowed = reserved.places.iter().any(|place| file.starts_with(place));
            if !is_allowed && reserved.names.iter().any(|name| is_named(path, name)) {
                report(
                    *line,
                    format!(
                        "`{}`: {} only in {}",
                        path.join("::"),
                        reserved.what,
                        reserved.places.join(", ")
                    ),
                );
            }
        }
    }
    if file.ends_with("/mod.rs") && !MODULES_WITH_FUNCTIONS.contains(&file) {
        for (line, name) in &found.functions {
            report(
                *line,
                format!("function `{name}` in a mod.rs, which holds doc and re-exports only"),
            );
        }
    }
    violations
}

/// Files named `mod.rs` that hold a phase or the entry of the program itself.
const MODULES_WITH_FUNCTIONS: [&str; 7] = [
    "cli/mod.rs",
    "model/phases/finance/mod.rs",
    "model/phases/knowledge/mod.rs",
    "model/phases/programmes/mod.rs",
    "model/phases/relationships/mod.rs",
    "model/phases/sourcing/mod.rs",
    "parameters/mod.rs",
];

/// Folder of the sources.
fn source_folder() -> PathBuf {
    Path::new(&std::env::var("CARGO_MANIFEST_DIR").expect("cargo names the folder")).join("src")
}

/// Every source file with its path under `src`, in order of path; those that only tests include are left out.
fn source_files() -> Vec<(String, String)> {
    let root = source_folder();
    let mut folders = vec![root.clone()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path
                    .strip_prefix(&root)
                    .expect("under src")
                    .to_string_lossy()
                    .replace('\\', "/");
                files.push((name, std::fs::read_to_string(&path).expect("a source file")));
            }
        }
    }
    files.sort();
    let for_tests: Vec<String> = files
        .iter()
        .flat_map(|(name, text)| modules_for_tests(name, text))
        .collect();
    files.retain(|(name, _)| !for_tests.contains(name));
    files
}

/// Files that a file includes for its tests only.
fn modules_for_tests(file: &str, text: &str) -> Vec<String> {
    let parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}"));
    let folder = file
        .rsplit_once('/')
        .map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let modules = parsed.items.iter().filter_map(|item| match item {
        syn::Item::Mod(module) if is_test(&module.attrs) && module.content.is_none() => {
            Some(format!("{folder}{}.rs", module.ident))
        }
        _ => None,
    });
    modules.collect()
}

/// Files that no module declares: they are not compiled.
fn unreached(files: &[(String, String)]) -> Vec<&str> {
    let text_of = |name: &str| {
        let found = files.iter().find(|(other, _)| other == name);
        found.map_or("", |(_, text)| text.as_str())
    };
    let is_reached = |name: &str| {
        let module = name.trim_end_matches(".rs").trim_end_matches("/mod");
        let (folder, module) = module.rsplit_once('/').unwrap_or(("", module));
        let parents = if folder.is_empty() {
            ["lib.rs".to_string(), "main.rs".to_string()]
        } else {
            [format!("{folder}/mod.rs"), format!("{folder}.rs")]
        };
        // a macro may declare modules, as the list of instruments does
        let declarations = [format!("mod {module};"), format!("\n    {module}: ")];
        parents.iter().any(|parent| {
            declarations
                .iter()
                .any(|line| text_of(parent).contains(line))
        })
    };
    let names = files.iter().map(|(name, _)| name.as_str());
    names
        .filter(|name| !["lib.rs", "main.rs"].contains(name) && !is_reached(name))
        .collect()
}

#[test]
fn every_source_file_is_compiled() {
    assert_eq!(unreached(&source_files()), Vec::<&str>::new());
    let planted = [
        ("lib.rs", "mod a;"),
        ("a.rs", "mod b;"),
        ("a/b.rs", ""),
        ("a/c.rs", ""),
    ];
    let planted = planted.map(|(name, text)| (name.to_string(), text.to_string()));
    assert_eq!(unreached(&planted), ["a/c.rs"]);
}

#[test]
fn every_source_file_keeps_to_its_layer() {
    let files = source_files();
    assert!(
        files.len() > 30,
        "the sources were found, not {} files",
        files.len()
    );
    let violations: Vec<Violation> = files
        .iter()
        .flat_map(|(name, text)| check(name, text))
        .collect();
    let list = violations
        .iter()
        .fold(String::new(), |mut list, Violation { place, what }| {
            let _ = writeln!(list, "  src/{place}: {what}");
            list
        });
    assert!(
        violations.is_empty(),
        "{} violations:\n{list}",
        violations.len()
    );
}

#[test]
fn the_picture_of_the_architecture_has_the_levels_in_order() {
    let page = std::fs::read_to_string(crate::common::root().join("ARCHITECTURE.md"))
        .expect("the page is there");
    let line_of = |stage: &str| {
        page.lines().position(|line| {
            let names = line
                .split('│')
                .filter_map(|cell| cell.split_whitespace().next());
            line.starts_with(" │")
                && names
                    .map(|name| name.trim_end_matches(','))
                    .any(|name| name == stage)
                || line.starts_with(" │ maths, units ") && stage == "units"
        })
    };
    let mut above = None;
    for level in LEVELS {
        let lines: Vec<usize> = level
            .iter()
            .map(|stage| line_of(stage).unwrap_or_else(|| panic!("{stage} is not in the picture")))
            .collect();
        assert!(
            lines.iter().all(|line| Some(*line) > above),
            "{level:?} stands too high"
        );
        above = lines.into_iter().max();
    }
}

#[test]
fn every_folder_of_the_crate_has_its_level() {
    for (name, _) in source_files() {
        let stage = name
            .split('/')
            .next()
            .expect("a path has a first part")
            .trim_end_matches(".rs");
        assert!(
            matches!(stage, "lib" | "main") || level_of(stage).is_some(),
            "src/{name} belongs to no stage of LEVELS"
        );
    }
}

/// Findings in a planted file.
fn findings(file: &str, text: &str) -> Vec<String> {
    check(file, text)
        .into_iter()
        .map(|violation| format!("{} {}", violation.place, violation.what))
        .collect()
}

#[test]
fn planted_violations_of_layers_are_found() {
    for (file, text, what) in [
        (
            "model/a.rs",
            "use crate::cli::run;",
            "`model` uses `cli`, which lies above it",
        ),
        (
            "model/phases/a.rs",
            "use super::super::super::results::Table;",
            "`model` uses `results`, which lies above it",
        ),
        (
            "report/a.rs",
            "use crate::{study, units};",
            "`report` uses `study`, which lies above it",
        ),
        (
            "maths.rs",
            "fn f() -> crate::units::Usd { 0.0 }",
            "`maths` uses `units`, which lies beside it",
        ),
        (
            "plan/a.rs",
            "fn f() { crate::observations::read(); }",
            "`plan` uses `observations`, which lies beside it",
        ),
        (
            "statistics/a.rs",
            "fn f() { format!(\"{}\", crate::report::page()); }",
            "`statistics` uses `report`, which lies above it",
        ),
        (
            "model/a.rs",
            "use crate::gadgets::Gadget;",
            "`gadgets` is no stage of LEVELS",
        ),
        ("model/a.rs", "use crate::*;", "a glob of the whole crate"),
    ] {
        let found = findings(file, text);
        assert!(
            found.len() == 1 && found[0].contains(what),
            "{file} {text}: {found:?}"
        );
    }
}

#[test]
fn planted_violations_of_places_are_found() {
    for (file, text, what) in [
        (
            "model/a.rs",
            "use rayon::prelude::*;",
            "threads only in ensemble/",
        ),
        (
            "statistics/a.rs",
            "fn f() { rayon::join(a, b); }",
            "threads only in ensemble/",
        ),
        (
            "scenario/keys.rs",
            "use std::fs::File;",
            "files only in scenario/load.rs",
        ),
        (
            "report/a.rs",
            "fn f() { let _ = std::fs::write(a, b); }",
            "files only in",
        ),
        (
            "report/a.rs",
            "fn f() { println!(\"a\"); }",
            "printing only in",
        ),
        (
            "report/a.rs",
            "fn f() { maybe!(eprintln!(\"a\")); }",
            "printing only in",
        ),
        (
            "cli/run.rs",
            "use std::time::Instant;",
            "the clock only in study/clock.rs",
        ),
        (
            "report/a.rs",
            "fn f() { std::process::exit(1) }",
            "exit only in",
        ),
        ("model/mod.rs", "fn f() {}", "function `f` in a mod.rs"),
    ] {
        let found = findings(file, text);
        assert!(
            found.iter().any(|found| found.contains(what)),
            "{file} {text}: {found:?}"
        );
    }
}

#[test]
fn what_is_allowed_is_not_reported() {
    for (file, text) in [
        (
            "cli/run.rs",
            "use crate::{ensemble, model::World, units::Usd};",
        ),
        (
            "model/phases/a.rs",
            "use super::super::world::World; use crate::maths::exp; fn f() { self::g(); }",
        ),
        ("ensemble/runner.rs", "use rayon::prelude::*;"),
        (
            "results/folder.rs",
            "use std::fs; fn f() { let _ = fs::read(a); }",
        ),
        ("study/clock.rs", "use std::time::Instant;"),
        (
            "main.rs",
            "fn main() { std::process::exit(linkwright::cli::execute()); }",
        ),
        (
            "model/a.rs",
            "#[cfg(test)]\nmod tests { use crate::cli::run; fn f() { println!(); } }",
        ),
        ("model/mod.rs", "//! Doc.\nmod world; pub use world::World;"),
    ] {
        assert_eq!(check(file, text), [], "{file} {text}");
    }
}
