//! Documents that hold lists or results, made again by one command.
//!
//! *Lists* follow from the code and take seconds; each is compared with what it should be. *Results* take minutes or hours of
//! simulation; when one is made, `docs/results.tsv` stores the digest of the results that it is made from (the file of
//! `cargo xtask digests`), so that a later change of results shows which documents are out of date without running anything.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest as _, Sha256};

use crate::{Failure, notices, released_program, root};

/// Digest of the results that each document was made from, below the root.
const STORE: &str = "docs/results.tsv";
/// Digests of results, which change whenever a result does.
const RESULTS: &str = "tests/digests/tables.tsv";
/// Variable by which a test writes its document instead of comparing it.
const RENEW: &str = "LINKWRIGHT_RENEW";
/// Variable that names the folder of runs from which a test writes its document.
const RUNS: &str = "LINKWRIGHT_RUNS";
/// Beginning of the line above a table that the program prints; the arguments of the program follow.
const MADE_BY: &str = "<!-- made by: linkwright ";

/// How a document is made.
enum Source {
    /// The program prints it.
    Printed(&'static [&'static str]),
    /// The notices of third parties, made from the crates.
    Notices,
    /// A test of the science tier writes it.
    Test(&'static str),
    /// A test of the fast tier writes it from runs of all studies.
    Studies(&'static str),
    /// Tables in it are printed by the program, each below a line that says how.
    Tables,
    /// A chart of the run with these arguments.
    Chart(&'static [&'static str], &'static str),
}

/// A document and how it is made.
struct Document {
    /// Path below the root.
    path: &'static str,
    /// How it is made.
    source: Source,
}

/// Every document that is made from code or results.
const DOCUMENTS: [Document; 10] = [
    Document {
        path: "linkwright.schema.json",
        source: Source::Printed(&["schema"]),
    },
    Document {
        path: "docs/parameters.md",
        source: Source::Printed(&["params", "--format", "md"]),
    },
    Document {
        path: "docs/indicators.md",
        source: Source::Printed(&["indicators", "--format", "md"]),
    },
    Document {
        path: notices::PATH,
        source: Source::Notices,
    },
    Document {
        path: "docs/validation.md",
        source: Source::Test("the_page_of_validation_is_fresh"),
    },
    Document {
        path: "docs/contexts.md",
        source: Source::Test("the_page_of_contexts_is_fresh"),
    },
    Document {
        path: "docs/evaluation.md",
        source: Source::Tables,
    },
    Document {
        path: "docs/findings.md",
        source: Source::Tables,
    },
    Document {
        path: "docs/studies.md",
        source: Source::Studies("the_page_of_studies_is_written"),
    },
    Document {
        path: "docs/images/uganda-effect.svg",
        source: Source::Chart(
            &["run", "scenarios/studies/uganda-credit.toml", "-r", "200"],
            "01-effect.svg",
        ),
    },
];

impl Document {
    /// True where it holds results of simulations.
    const fn holds_results(&self) -> bool {
        !matches!(self.source, Source::Printed(_) | Source::Notices)
    }
}

/// Runs the task.
pub fn run(arguments: &[&str]) -> Result<(), Failure> {
    let (mut is_check, mut has_results, mut given, mut names) = (false, false, None, Vec::new());
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match *argument {
            "--check" => is_check = true,
            "--results" => has_results = true,
            "--program" => given = rest.next().map(PathBuf::from),
            flag if flag.starts_with('-') => {
                return Err(format!("cargo xtask book does not know `{flag}`"));
            }
            name => names.push(name),
        }
    }
    let chosen: Vec<&Document> = DOCUMENTS
        .iter()
        .filter(|document| has_results || !document.holds_results())
        .filter(|document| {
            names.is_empty() || names.iter().any(|name| document.path.contains(name))
        })
        .collect();
    if chosen.is_empty() {
        return Err(format!(
            "no such document among those of {}",
            if has_results {
                "lists and results"
            } else {
                "lists (results: --results)"
            }
        ));
    }
    if is_check {
        check(&chosen)
    } else {
        renew(&chosen, given)
    }
}

/// Says which documents are out of date, without running a simulation.
fn check(chosen: &[&Document]) -> Result<(), Failure> {
    let (made_from, now) = (stored()?, digest_of_results()?);
    let program = program()?;
    let mut stale = Vec::new();
    for document in chosen {
        let state = match (&document.source, made_from.get(document.path)) {
            (Source::Printed(arguments), _) => {
                let kept = std::fs::read(root().join(document.path)).unwrap_or_default();
                (kept != print(&program, arguments)?).then_some("out of date")
            }
            (Source::Notices, _) => {
                let kept = std::fs::read(root().join(document.path)).unwrap_or_default();
                (kept != notices::text()?.as_bytes()).then_some("out of date")
            }
            (_, Some(digest)) if *digest == now => None,
            (_, Some(_)) => Some("out of date: results have changed since"),
            (_, None) => Some("not known to be up to date: made before digests were stored"),
        };
        println!("{:<32} {}", document.path, state.unwrap_or("up to date"));
        if state.is_some() {
            stale.push(document.path);
        }
    }
    if stale.is_empty() {
        return Ok(());
    }
    Err(format!(
        "{} of {} documents are not up to date: cargo xtask book [--results]",
        stale.len(),
        chosen.len()
    ))
}

/// Makes documents again and says which of them changed.
fn renew(chosen: &[&Document], given: Option<PathBuf>) -> Result<(), Failure> {
    let simulator = || given.clone().map_or_else(released_program, Ok);
    for document in chosen {
        let path = root().join(document.path);
        let before = std::fs::read(&path).unwrap_or_default();
        match &document.source {
            Source::Printed(arguments) => write(&path, &print(&program()?, arguments)?)?,
            Source::Notices => write(&path, notices::text()?.as_bytes())?,
            Source::Test(name) => test(&["--test", "science", name], RENEW, Path::new("1"))?,
            Source::Studies(name) => {
                let folder = run_studies(&simulator()?)?;
                test(&["--test", "suite", name, "--", "--ignored"], RUNS, &folder)?;
            }
            Source::Tables => {
                let text = String::from_utf8_lossy(&before).into_owned();
                write(&path, filled(&text, &simulator()?)?.as_bytes())?;
            }
            Source::Chart(arguments, chart) => {
                let folder = work("chart")?;
                run_to(&simulator()?, arguments, &folder)?;
                let drawn = folder.join("charts").join(chart);
                let bytes = std::fs::read(&drawn)
                    .map_err(|error| format!("{}: {error}", drawn.display()))?;
                write(&path, &bytes)?;
            }
        }
        let is_same = std::fs::read(&path).unwrap_or_default() == before;
        println!(
            "{:<32} {}",
            document.path,
            if is_same { "as it was" } else { "renewed" }
        );
        if document.holds_results() {
            stamp(document.path)?;
        }
    }
    Ok(())
}

/// The program as the files are now, with the profile that tests use.
fn program() -> Result<PathBuf, Failure> {
    let status = Command::new(env!("CARGO"))
        .args([
            "build",
            "--profile",
            "test",
            "--quiet",
            "--package",
            "linkwright",
            "--bin",
            "linkwright",
        ])
        .current_dir(root())
        .status();
    match status {
        Ok(status) if status.success() => Ok(root().join("target/debug/linkwright")),
        _ => Err("the program does not build: cargo build".to_string()),
    }
}

/// What the program prints.
fn print(program: &Path, arguments: &[&str]) -> Result<Vec<u8>, Failure> {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(root())
        .env("NO_COLOR", "1")
        .env("COLUMNS", "10000") // a row of a table stays a line
        .output()
        .map_err(|error| format!("{}: {error}", program.display()))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(format!(
        "linkwright {}: {}",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stderr)
    ))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}

/// Runs a test that writes a document.
fn test(arguments: &[&str], variable: &str, value: &Path) -> Result<(), Failure> {
    let status = Command::new(env!("CARGO"))
        .args(["test", "--quiet", "--package", "linkwright"])
        .args(arguments)
        .env(variable, value)
        .current_dir(root())
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        _ => Err(format!("cargo test {} failed", arguments.join(" "))),
    }
}

/// An empty folder below `target/book`.
fn work(name: &str) -> Result<PathBuf, Failure> {
    let folder = root().join("target/book").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(root().join("target/book"))
        .map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(folder)
}

/// Runs the program with its output in a folder that does not exist yet.
fn run_to(program: &Path, arguments: &[&str], folder: &Path) -> Result<(), Failure> {
    let folder = folder.to_string_lossy();
    let output = ["-o", folder.as_ref(), "--quiet"];
    print(program, &[arguments, &output].concat()).map(drop)
}

/// Runs every study as it is shipped and returns the folder that holds a run of each.
fn run_studies(program: &Path) -> Result<PathBuf, Failure> {
    let folder = work("studies")?;
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for name in crate::files_of("studies")? {
        println!("run study {name}");
        run_to(
            program,
            &["run", &format!("scenarios/studies/{name}.toml")],
            &folder.join(&name),
        )?;
    }
    Ok(folder)
}

/// A document with each table that the program prints made again.
fn filled(text: &str, program: &Path) -> Result<String, Failure> {
    let mut filled = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let _ = writeln!(filled, "{line}");
        let arguments = line
            .strip_prefix(MADE_BY)
            .and_then(|rest| rest.strip_suffix(" -->"));
        let Some(arguments) = arguments else {
            continue;
        };
        let folder = work("table")?.to_string_lossy().into_owned();
        let mut words: Vec<&str> = arguments.split_whitespace().collect();
        words.extend(["-o", &folder, "--progress", "none"]);
        let printed = print(program, &words)?;
        let table = last_table(&String::from_utf8_lossy(&printed));
        if table.is_empty() {
            return Err(format!("linkwright {arguments} prints no table"));
        }
        filled.push_str(&table);
        filled.push('\n');
        lines.by_ref().find(|line| line.is_empty());
    }
    Ok(filled)
}

/// The last table in what the program prints, its columns parted by two blanks or more, as Markdown.
fn last_table(printed: &str) -> String {
    let is_row = |line: &&str| line.starts_with("  ");
    let blocks: Vec<Vec<&str>> = printed
        .lines()
        .collect::<Vec<_>>()
        .split(|line| !is_row(line))
        .filter(|block| block.len() > 1)
        .map(<[&str]>::to_vec)
        .collect();
    let mut table = String::new();
    for (place, row) in blocks.last().into_iter().flatten().enumerate() {
        let cells: Vec<&str> = row
            .split("  ")
            .map(str::trim)
            .filter(|cell| !cell.is_empty())
            .collect();
        let _ = writeln!(table, "| {} |", cells.join(" | "));
        if place == 0 {
            let _ = writeln!(table, "|{}", "---|".repeat(cells.len()));
        }
    }
    table
}

/// Digest of the file of digests of results, the first 16 hexadecimal digits.
fn digest_of_results() -> Result<String, Failure> {
    let bytes =
        std::fs::read(root().join(RESULTS)).map_err(|error| format!("{RESULTS}: {error}"))?;
    Ok(Sha256::digest(bytes)
        .iter()
        .take(8)
        .fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        }))
}

/// Digest of results by document; empty where none was stored yet.
fn stored() -> Result<BTreeMap<String, String>, Failure> {
    let path = root().join(STORE);
    if !path.exists() {
        return Ok(BTreeMap::new());
    }
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{STORE}: {error}"))?;
    Ok(text
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(document, digest)| (document.to_string(), digest.to_string()))
        .collect())
}

/// Stores that a document is made from the results as they are now.
fn stamp(document: &str) -> Result<(), Failure> {
    let mut all = stored()?;
    all.insert(document.to_string(), digest_of_results()?);
    let lines: String = all
        .iter()
        .map(|(document, digest)| format!("{document}\t{digest}\n"))
        .collect();
    write(&root().join(STORE), lines.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_table_is_taken_and_cells_may_hold_single_blanks() {
        let printed = "Effect\n\nasked  20 firms\n  a  b\n  1  2\n\nasked  40 firms\n  a   b (95 % CI)\n  1   2 (1 to 3)\n\nn: words\n";
        assert_eq!(
            last_table(printed),
            "| a | b (95 % CI) |\n|---|---|\n| 1 | 2 (1 to 3) |\n"
        );
    }

    #[test]
    fn every_document_is_there_and_every_test_that_writes_one_too() {
        let tests: String = ["suite", "science"]
            .iter()
            .filter_map(|tier| std::fs::read_dir(root().join("tests").join(tier)).ok())
            .flatten()
            .filter_map(|entry| std::fs::read_to_string(entry.ok()?.path()).ok())
            .collect();
        for document in &DOCUMENTS {
            assert!(root().join(document.path).is_file(), "{}", document.path);
            if let Source::Test(name) | Source::Studies(name) = document.source {
                assert!(tests.contains(&format!("fn {name}(")), "no test {name}");
            }
        }
    }
}
