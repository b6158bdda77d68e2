//! An earlier answer beside a new one, tables that are chosen, lines within the width, projects in a country: seen from outside.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::common::{empty_folder, linkwright, root};

/// What the program prints; it ends well.
fn out(folder: &Path, arguments: &[&str]) -> String {
    let output = linkwright(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", talk(&output));
    String::from_utf8(output.stdout).expect("text")
}

fn talk(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What the program says when it refuses a call.
fn refusal(folder: &Path, arguments: &[&str]) -> String {
    let output = linkwright(folder, arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    talk(&output)
}

fn small() -> String {
    root().join("scenarios/small.toml").display().to_string()
}

/// A run of the small study, in a folder of this name.
fn run(folder: &Path, name: &str, more: &[&str]) -> String {
    let small = small();
    let mut words = vec!["run", &small, "-o", name, "--progress", "none"];
    words.extend(more);
    out(folder, &words)
}

#[test]
fn the_answer_of_an_earlier_run_stands_beside_the_new_one_with_what_differs() {
    let folder = empty_folder("beside");
    run(&folder, "first", &["--no-report", "-q"]);
    let said = run(
        &folder,
        "second",
        &[
            "--no-report",
            "--seed",
            "5",
            "-S",
            "credit.recovery=0.5",
            "--against",
            "first",
        ],
    );
    let beside = said
        .split_once("Beside the answer of first (before)\n")
        .expect("a part")
        .1;
    assert!(
        beside.contains("before") && beside.contains("now"),
        "{beside}"
    );
    assert!(beside.contains("Programme cost [USD], `"), "{beside}");
    assert!(beside.contains("differs: seed 7 → 5"), "{beside}");
    assert!(beside.contains("differs: credit.recovery "), "{beside}");
    assert!(
        beside.contains("→ 0.5 [share] in none, "),
        "told once: {beside}"
    );
    let (before, now) = (
        fs::read_to_string(folder.join("first/data/compare.csv")).expect("there"),
        run(
            &folder,
            "again",
            &["--no-report", "--json", "--against", "first"],
        ),
    );
    let object: serde_json::Value = serde_json::from_str(&now).expect("JSON");
    let differences = object["against"]["differences"].as_array().expect("a list");
    assert!(!differences.is_empty());
    for one in differences {
        assert_eq!(one["before"], one["now"], "the same run again");
        let start = [&one["scenario"], &one["baseline"], &one["indicator"]]
            .map(|name| name.as_str().expect("a name"))
            .join(",");
        let row = before
            .lines()
            .find(|line| line.starts_with(&format!("{start},")));
        let stated: f64 = row
            .and_then(|row| row.split(',').nth(6)?.parse().ok())
            .expect("there");
        assert_eq!(one["before"].as_f64(), Some(stated), "{start}");
    }
    assert_eq!(
        object["against"]["differing"].as_array().map(Vec::len),
        Some(0)
    );
    let reported = out(&folder, &["report", "second", "--against", "first"]);
    assert!(reported.contains("differs: credit.recovery "), "{reported}");
}

#[test]
fn a_run_of_another_version_is_read_by_name() {
    let folder = empty_folder("beside-version");
    run(&folder, "old", &["--no-report", "-q"]);
    let path = folder.join("old/manifest.json");
    let mut manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(&path).expect("there")).expect("JSON");
    let object = manifest.as_object_mut().expect("an object");
    object.insert("format".into(), 2.into());
    object.insert("linkwright".into(), "0.0.1".into());
    object.remove("build");
    object.remove("sha256");
    fs::write(&path, manifest.to_string()).expect("written");
    let said = run(&folder, "new", &["--no-report", "--against", "old"]);
    assert!(said.contains("differs: version 0.0.1 → "), "{said}");
    assert!(said.contains("differs: build unknown → "), "{said}");
    let compare = folder.join("old/data/compare.csv");
    let text = fs::read_to_string(&compare).expect("there");
    fs::write(&compare, text + "\n").expect("written");
    let output = linkwright(&folder, &["run", &small(), "-o", "x", "--against", "old"]);
    assert_eq!(output.status.code(), Some(10), "{}", talk(&output));
    assert!(!folder.join("x").exists(), "nothing was run");
    let refused = refusal(&folder, &["run", &small(), "--against", "nowhere"]);
    assert!(
        refused.contains("nowhere is not a finished run"),
        "{refused}"
    );
}

#[test]
fn tables_are_those_that_are_named_and_a_run_without_some_is_told_from_a_damaged_one() {
    let folder = empty_folder("tables");
    run(
        &folder,
        "few",
        &["--no-report", "-q", "--tables", "compare,ranks"],
    );
    let names: Vec<String> = fs::read_dir(folder.join("few/data"))
        .expect("there")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(names, ["compare.csv"]);
    let manifest = fs::read_to_string(folder.join("few/manifest.json")).expect("there");
    assert!(manifest.contains(" --tables compare,ranks"), "{manifest}");
    let refused = refusal(&folder, &["report", "few"]);
    assert!(
        refused.contains("runs.csv was not written: the run was made with --tables compare,ranks")
            && refused.contains("without --tables"),
        "{refused}"
    );
    run(&folder, "page", &["-q", "--tables", "none"]);
    assert!(folder.join("page/report.html").is_file() && !folder.join("page/data").exists());
    for (list, words) in [
        ("compar", "did you mean `compare`?"),
        ("runs,none", "write it alone"),
        ("runs,runs", "is named twice"),
    ] {
        let refused = refusal(&folder, &["run", &small(), "--tables", list]);
        assert!(refused.contains(words), "{refused}");
    }
    let none = refusal(
        &folder,
        &["run", &small(), "--tables", "none", "--no-report"],
    );
    assert!(none.contains("leave nothing to write"), "{none}");
    let output = linkwright(
        &folder,
        &[
            "run",
            &small(),
            "-o",
            "ranks",
            "--no-report",
            "--tables",
            "ranks",
        ],
    );
    assert!(
        talk(&output).contains("not written, for the study has none: ranks"),
        "{}",
        talk(&output)
    );
}

#[test]
fn a_run_ends_with_the_path_from_the_root_and_says_what_to_do_next() {
    let folder = empty_folder("next");
    let output = linkwright(
        &folder,
        &["run", &small(), "-o", "run", "--progress", "none"],
    );
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let last = Path::new(printed.lines().last().expect("a line"));
    assert!(last.is_absolute() && last.ends_with("run/report.html") && last.is_file());
    let manifest = fs::read(folder.join("run/manifest.json")).expect("there");
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
    let citation = manifest["machine"]["citation"]
        .as_str()
        .expect("a line to cite");
    let page = fs::read_to_string(last).expect("the page");
    assert!(page.contains(&format!("To cite: {citation}")), "{citation}");
    assert!(
        citation.contains("seed 7; made by: linkwright run "),
        "{citation}"
    );
    let said = talk(&output);
    let next = said.lines().last().expect("a line");
    assert!(
        next.starts_with("next   linkwright run ") && next.ends_with(" -S KEY=VALUE --against run"),
        "{said}"
    );
}

#[test]
fn lines_keep_to_the_width_but_for_commands_and_paths() {
    let folder = empty_folder("width");
    let small = small();
    let credit = root()
        .join("scenarios/studies/uganda-credit.toml")
        .display()
        .to_string();
    for arguments in [
        vec!["check", credit.as_str()],
        vec![
            "run",
            &small,
            "-o",
            "run",
            "--progress",
            "plain",
            "--against",
            "first",
        ],
        vec!["plan", &small, "--pilot", "4", "--progress", "none"],
        vec!["explain", "intervals"],
        vec!["explain", "credit_guarantee.cover"],
        vec!["diff", &small, &credit],
    ] {
        if !folder.join("first").exists() {
            run(&folder, "first", &["--no-report", "-q"]);
        }
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_linkwright"))
            .current_dir(&folder)
            .env("NO_COLOR", "1")
            .env_remove("COLUMNS")
            .args(&arguments)
            .output()
            .expect("the program starts");
        assert!(output.status.success(), "{arguments:?}: {}", talk(&output));
        let all = String::from_utf8_lossy(&output.stdout).into_owned() + &talk(&output);
        for line in all.lines() {
            let is_whole = line.contains("linkwright ") || line.starts_with('/');
            let is_source = line.contains(" --> ") || line.contains("│") || line.contains(" | ");
            assert!(
                line.chars().count() <= 100 || is_whole || is_source,
                "{arguments:?}: {} characters: {line}",
                line.chars().count()
            );
        }
    }
}

#[test]
fn a_project_starts_in_any_country_and_passes_its_check() {
    let folder = empty_folder("init-context");
    for (country, base) in [("kenya", Some("low-income")), ("czechia", None)] {
        let study = out(&folder, &["init", country, "--context", country]);
        let checked = out(&folder, &["check", study.trim(), "--deny", "warnings"]);
        assert!(
            checked.contains("3 scenarios x 24 replications"),
            "{checked}"
        );
        let context = fs::read_to_string(folder.join(country).join("context.toml")).expect("there");
        assert!(
            context.contains(&format!("name = \"{country}\"")),
            "{context}"
        );
        let archetypes = folder.join(country).join("archetypes");
        assert_eq!(archetypes.exists(), base.is_some());
        if let Some(base) = base {
            assert!(archetypes.join(format!("{base}.toml")).is_file());
        }
    }
    let refused = refusal(&folder, &["init", "x", "--context", "kenia"]);
    assert!(
        refused.contains("no context is called `kenia`; did you mean `kenya`?")
            && refused.contains("uganda, viet-nam")
            && !folder.join("x").exists(),
        "{refused}"
    );
}
