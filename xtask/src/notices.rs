//! The notices of what others wrote and the program contains: every crate that it is built from, with the text of its licence.
//!
//! `cargo metadata` names the crates; the texts are the files that the crates ship. Texts that several crates share are printed once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::{Failure, root};

/// The document, below the root.
pub const PATH: &str = "THIRD-PARTY-NOTICES";
/// Platform of the crates that are listed: others add crates that reach the system, or leave some out.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";
/// What stands above the lists: works inside crates whose licences ask for more than the text of the crate's own.
const HEAD: &str = include_str!("../notices/head.txt");
/// A line between texts.
const RULE: &str =
    "-------------------------------------------------------------------------------";

/// A crate that the program is built from.
struct Package {
    name: String,
    version: String,
    /// Licence by its SPDX expression.
    licence: String,
    /// Folder of its sources.
    folder: PathBuf,
}

/// The whole document.
pub fn text() -> Result<String, Failure> {
    let mut by_text: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut list = String::new();
    for package in packages()? {
        let named = format!("{} {}", package.name, package.version);
        let _ = writeln!(list, "{named}: {}", package.licence);
        for text in texts(&package)? {
            by_text.entry(text).or_default().push(named.clone());
        }
    }
    // texts of the most crates first
    let mut texts: Vec<(String, Vec<String>)> = by_text.into_iter().collect();
    texts.sort_by(|a, b| (b.1.len(), &a.1).cmp(&(a.1.len(), &b.1)));
    let mut document = format!("{HEAD}\n{list}");
    for (text, names) in texts {
        let _ = write!(
            document,
            "\n{RULE}\n{}\n{RULE}\n\n{text}\n",
            names.join(", ")
        );
    }
    Ok(document)
}

/// The crates that the program links, and those of their macros, in order of name; the program itself is none of them.
fn packages() -> Result<Vec<Package>, Failure> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--filter-platform",
            PLATFORM,
        ])
        .current_dir(root())
        .output()
        .map_err(|error| format!("cargo metadata: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("cargo metadata: {error}"))?;
    let program = format!("{}/Cargo.toml", root().display());
    let all = list(&metadata["packages"]);
    let start = all
        .iter()
        .find(|package| word(&package["manifest_path"]) == program)
        .ok_or("cargo metadata does not name the program")?;
    let linked = reached(&metadata["resolve"]["nodes"], word(&start["id"]));
    let mut packages: Vec<Package> = all
        .iter()
        .filter(|package| linked.contains(word(&package["id"])) && package["id"] != start["id"])
        .map(|package| Package {
            name: word(&package["name"]).to_string(),
            version: word(&package["version"]).to_string(),
            licence: word(&package["license"]).replace('/', " OR "),
            folder: PathBuf::from(word(&package["manifest_path"]).trim_end_matches("Cargo.toml")),
        })
        .collect();
    packages.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    Ok(packages)
}

/// Identities of a package and of all that it needs to run, directly or not.
fn reached<'m>(nodes: &'m Value, start: &'m str) -> BTreeSet<&'m str> {
    let is_normal = |dependency: &&Value| {
        list(&dependency["dep_kinds"])
            .iter()
            .any(|kind| kind["kind"].is_null())
    };
    let mut reached = BTreeSet::new();
    let mut open = vec![start];
    while let Some(id) = open.pop() {
        if !reached.insert(id) {
            continue;
        }
        let node = list(nodes).iter().find(|node| word(&node["id"]) == id);
        let dependencies = node.map_or(&[][..], |node| list(&node["deps"]));
        open.extend(
            dependencies
                .iter()
                .filter(is_normal)
                .map(|dependency| word(&dependency["pkg"])),
        );
    }
    reached
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Texts of a crate's licences: of those that it offers as a choice, the MIT licence where it is one, else all; besides these
/// whatever other works in it ask for. A crate under Apache-2.0 that ships no text gets ours, which is the same for everyone.
fn texts(package: &Package) -> Result<Vec<String>, Failure> {
    let files = licence_files(&package.folder, 1);
    let name = |path: &PathBuf| {
        path.file_name()
            .map_or(String::new(), |name| name.to_string_lossy().to_uppercase())
    };
    // a text of one of the licences to choose from; any other binds whatever is chosen
    let is_choice = |path: &&PathBuf| {
        [
            "APACHE",
            "MIT",
            "ZLIB",
            "0BSD",
            "BOOST",
            "UNLICENSE",
            "COPYING",
        ]
        .iter()
        .any(|word| name(path).contains(word))
    };
    let (choices, others): (Vec<&PathBuf>, Vec<&PathBuf>) = files.iter().partition(is_choice);
    let mit = choices
        .iter()
        .copied()
        .find(|path| name(path).contains("MIT"));
    let mut chosen: Vec<&PathBuf> = mit.map_or(choices, |mit| vec![mit]);
    chosen.extend(others);
    if chosen.is_empty() && package.licence.contains("Apache-2.0") {
        let own = root().join("LICENSE-APACHE");
        return Ok(vec![read(&own)?]);
    }
    if chosen.is_empty() {
        return Err(format!(
            "{} {} ({}) ships no text of its licence: add it to xtask/notices",
            package.name, package.version, package.licence
        ));
    }
    chosen.into_iter().map(|path| read(path)).collect()
}

/// Files of licences in a folder and, to a depth, in the folders below it, in order of path.
fn licence_files(folder: &Path, depth: usize) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let in_licences = folder.ends_with("licenses");
    let mut files = Vec::new();
    for path in paths {
        let name = path
            .file_name()
            .map_or(String::new(), |name| name.to_string_lossy().to_uppercase());
        let is_licence = [
            "LICENSE",
            "LICENCE",
            "COPYING",
            "COPYRIGHT",
            "NOTICE",
            "UNLICENSE",
        ]
        .iter()
        .any(|word| name.starts_with(word));
        if path.is_dir() && depth > 0 && !matches!(name.as_str(), "SRC" | "TESTS") {
            files.extend(licence_files(&path, depth - 1));
        } else if path.is_file() && (is_licence || in_licences) {
            files.push(path);
        }
    }
    files
}

/// A text with line ends and blanks at ends of lines in one form, so that equal texts are equal.
fn read(path: &Path) -> Result<String, Failure> {
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let lines: Vec<&str> = text.trim_matches('\n').lines().map(str::trim_end).collect();
    Ok(lines.join("\n").trim_matches('\n').to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Crates whose name is missing from the list or that no text below it names.
    fn without_notice(document: &str, packages: &[Package]) -> Vec<String> {
        let above_texts: Vec<Vec<&str>> = document
            .lines()
            .zip(document.lines().skip(1))
            .filter(|(above, _)| *above == RULE)
            .map(|(_, names)| names.split(", ").collect())
            .collect();
        packages
            .iter()
            .map(|package| (format!("{} {}", package.name, package.version), package))
            .filter(|(named, package)| {
                let line = format!("{named}: {}", package.licence);
                let is_listed = document.lines().any(|own| own == line);
                let has_text = above_texts
                    .iter()
                    .any(|names| names.contains(&named.as_str()));
                !(is_listed && has_text)
            })
            .map(|(named, _)| named)
            .collect()
    }

    #[test]
    fn every_crate_that_is_linked_is_named_with_the_text_of_its_licence() {
        let packages = packages().expect("cargo names the crates");
        let document = std::fs::read_to_string(root().join(PATH)).expect("it is there");
        assert!(packages.len() > 50 && packages.iter().any(|package| package.name == "plotters"));
        assert_eq!(without_notice(&document, &packages), [""; 0]);
        let first = format!("{} {}", packages[0].name, packages[0].version);
        let planted = document.replace(&first, "");
        assert_eq!(without_notice(&planted, &packages), [first]);
    }

    #[test]
    fn the_notices_are_fresh() {
        let kept = std::fs::read_to_string(root().join(PATH)).expect("it is there");
        assert!(
            kept == text().expect("every crate ships its licence"),
            "{PATH} is out of date: renew it with `cargo xtask book`"
        );
    }
}
