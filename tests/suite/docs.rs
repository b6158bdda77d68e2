//! Documents say what is there: commands, flags, files and generated pages.

use std::path::{Path, PathBuf};

use crate::common::{linkwright as run, root};

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Markdown pages of the repository, by path from its root.
fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "scenarios/README.md",
        "output/README.md",
    ]
    .map(PathBuf::from)
    .to_vec();
    let mut folders = vec![root().join("docs")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)
            .expect("the folder is there")
            .flatten()
        {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                pages.push(
                    path.strip_prefix(root())
                        .expect("below the root")
                        .to_path_buf(),
                );
            }
        }
    }
    pages.sort();
    pages
}

/// Lines inside fenced blocks of a language.
fn fenced(page: &str, language: &str) -> Vec<String> {
    let (mut lines, mut is_inside) = (Vec::new(), false);
    for line in page.lines() {
        match line.trim_start().strip_prefix("```") {
            Some(after) => is_inside = !is_inside && after.trim() == language,
            None if is_inside && !line.trim().is_empty() => lines.push(line.trim().to_string()),
            None => {}
        }
    }
    lines
}

/// Targets of links and pictures on a page that lie in the repository, without anchors.
fn targets(page: &str) -> Vec<&str> {
    let after = page
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    let local = after.filter(|target| {
        !target.contains("://") && !target.starts_with('#') && !target.starts_with("mailto:")
    });
    local
        .map(|target| target.split('#').next().unwrap_or(target))
        .collect()
}

/// Words that follow the program's name in fenced blocks of sh and in code on a line: verb, files and flags.
fn commands(page: &str) -> Vec<Vec<String>> {
    let spans = page
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|span| !span.contains('\n'))
        .map(str::to_string);
    let lines = fenced(page, "sh").into_iter().chain(spans);
    let after = |line: String| {
        let line = line.split('#').next().unwrap_or_default();
        let rest = ["linkwright ", "cargo run --release -- "]
            .iter()
            .find_map(|start| line.trim().strip_prefix(start));
        rest.map(|rest| rest.split_whitespace().map(str::to_string).collect())
    };
    lines.filter_map(after).collect()
}

#[test]
fn links_lead_somewhere() {
    for page in pages() {
        let folder = root().join(&page).parent().expect("a folder").to_path_buf();
        for target in targets(&text(&root().join(&page))) {
            assert!(
                folder.join(target).exists(),
                "{}: {target} is not there",
                page.display()
            );
        }
    }
}

#[test]
fn the_readme_has_exactly_two_commands_for_a_fresh_machine() {
    let readme = text(&root().join("README.md"));
    let start = readme
        .split("\n## ")
        .find(|section| section.starts_with("Start"))
        .expect("a section Start");
    let commands = fenced(start, "sh");
    assert_eq!(
        commands,
        [
            "cargo run --release -- run scenarios/studies/uganda-credit.toml",
            "cargo test"
        ]
    );
    assert!(
        root()
            .join("scenarios/studies/uganda-credit.toml")
            .is_file()
    );
    assert!(readme.lines().count() <= 110);
}

/// Verbs below another verb.
const SUBCOMMANDS: [&str; 1] = ["findings"];

#[test]
fn verbs_flags_and_files_of_commands_in_documents_exist() {
    for page in pages() {
        for command in commands(&text(&root().join(&page))) {
            let shown = command.join(" ");
            let verb = command.first().expect("a word");
            if verb.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
                continue;
            }
            let inner = command
                .get(1)
                .filter(|word| SUBCOMMANDS.contains(&word.as_str()));
            let verbs: Vec<&str> = std::iter::once(verb)
                .chain(inner)
                .map(String::as_str)
                .collect();
            let help = run(root(), &[&verbs[..], &["--help"]].concat());
            assert_eq!(
                help.status.code(),
                Some(0),
                "{}: no verb for `{shown}`",
                page.display()
            );
            let help = String::from_utf8(help.stdout).expect("text");
            for word in &command[1..] {
                if word.starts_with('-') {
                    let flag = word.split('=').next().unwrap_or(word);
                    let is_known = help.split([' ', ',', '\n']).any(|known| known == flag);
                    assert!(is_known, "{}: no flag {flag} in `{shown}`", page.display());
                } else if word.starts_with("scenarios/") {
                    assert!(
                        root().join(word).exists(),
                        "{}: no file {word} in `{shown}`",
                        page.display()
                    );
                }
            }
        }
    }
}

#[test]
fn flags_named_in_documents_exist() {
    let verbs = String::from_utf8(run(root(), &["--help"]).stdout).expect("text");
    let verbs = verbs
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .map_while(|line| line.strip_prefix("  ")?.split(' ').next());
    let known: String = verbs
        .map(|verb| String::from_utf8(run(root(), &[verb, "--help"]).stdout).expect("text"))
        .collect();
    assert!(
        known.contains("--baseline") && known.contains("--precision"),
        "{known}"
    );
    // Flags of other programs and those that are hidden from the help.
    let others = ["--release", "--lib", "--test", "--rep", "--results"];
    for page in pages() {
        let page_text = text(&root().join(&page));
        for span in page_text
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|span| span.starts_with("--"))
        {
            let flag = span.split([' ', '=']).next().unwrap_or(span);
            assert!(
                others.contains(&flag) || known.contains(flag),
                "{}: no flag {flag}",
                page.display()
            );
        }
    }
}

#[test]
fn documents_name_no_folder_of_a_machine() {
    for page in pages() {
        let page_text = text(&root().join(&page));
        for folder in ["/home/", "/Users/", "/work/", "/tmp/", "/root/", "C:\\"] {
            assert!(!page_text.contains(folder), "{}: {folder}", page.display());
        }
    }
}

#[test]
fn the_readme_of_results_names_every_file_and_no_other() {
    let folder = crate::common::empty_folder("docs-output");
    let small = root()
        .join("scenarios/small.toml")
        .to_string_lossy()
        .into_owned();
    let output = run(
        &folder,
        &[
            "run",
            &small,
            "-r",
            "2",
            "-o",
            "results",
            "--timeseries",
            "full",
            "--progress",
            "none",
        ],
    );
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let readme = text(&root().join("output/README.md"));
    let named: Vec<&str> = readme
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    let written = |inside: &str| folder.join("results").join(inside);
    let files = named
        .iter()
        .take_while(|name| !name.contains("n_pairs") && **name != "n");
    files.for_each(|name| {
        assert!(
            written(name).exists(),
            "output/README.md names {name}, which is not written"
        );
    });
    for (inside, prefix) in [("", ""), ("data", "data/")] {
        for entry in std::fs::read_dir(written(inside)).expect("there").flatten() {
            let slash = if entry.path().is_dir() { "/" } else { "" };
            let name = format!("{prefix}{}{slash}", entry.file_name().to_string_lossy());
            assert!(
                name == "data/" || named.contains(&name.as_str()),
                "output/README.md does not name {name}"
            );
        }
    }
}

#[test]
fn the_picture_of_the_readme_is_small() {
    let readme = text(&root().join("README.md"));
    let pictures: Vec<&str> = targets(&readme)
        .into_iter()
        .filter(|target| target.ends_with("png") || target.ends_with("svg"))
        .collect();
    assert!(!pictures.is_empty());
    for picture in pictures {
        assert!(
            std::fs::metadata(root().join(picture))
                .expect("there")
                .len()
                < 150_000,
            "{picture}"
        );
    }
}

#[test]
fn the_examples_of_the_readme_run() {
    let lines = fenced(&text(&root().join("README.md")), "sh");
    let quick = lines
        .iter()
        .filter_map(|line| line.strip_prefix("linkwright "))
        .filter(|line| {
            !["run ", "demo", "evaluate", "init "]
                .iter()
                .any(|long| line.starts_with(long))
        });
    let mut ran = 0;
    for line in quick {
        let words: Vec<&str> = line
            .split('#')
            .next()
            .unwrap_or_default()
            .split_whitespace()
            .collect();
        let output = run(root(), &words);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{line}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        ran += 1;
    }
    assert!(ran >= 3, "the README shows check, params and explain");
}

/// Text of every Rust file below a folder.
fn sources(folder: &Path) -> String {
    let mut found = String::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.push_str(&sources(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push_str(&text(&path));
        }
    }
    found
}

#[test]
fn every_invariant_is_held_by_a_test_that_exists() {
    let page = text(&root().join("ARCHITECTURE.md"));
    let (_, table) = page.split_once("## Invariants").expect("the list");
    let rows: Vec<&str> = table
        .lines()
        .filter(|line| line.starts_with("| ") && line.contains('`'))
        .collect();
    assert!(rows.len() >= 12, "{} invariants", rows.len());
    let code = sources(&root().join("tests")) + &sources(&root().join("src"));
    for row in rows {
        let tests = row.rsplit_once("| `").map_or("", |(_, last)| last);
        let names = tests
            .split('`')
            .step_by(2)
            .filter(|name| name.contains('_'));
        assert!(names.clone().count() > 0, "no test: {row}");
        for name in names {
            let is_there = code.contains(&format!("    #[test]\n    fn {name}("))
                || code.contains(&format!("#[test]\nfn {name}("));
            assert!(is_there, "no test {name}: {row}");
        }
    }
}
