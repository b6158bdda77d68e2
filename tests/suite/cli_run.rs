//! What `run` and `demo` do, seen from outside.

use std::fs;

use crate::{empty_folder, linkwright, root};

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// Path of the small world that is made for tests.
fn small() -> String {
    root().join("scenarios/small.toml").to_string_lossy().into_owned()
}

#[test]
fn the_last_line_of_a_run_is_the_path_of_its_page() {
    let folder = empty_folder("run-page");
    let output = linkwright(&folder, &["run", &small(), "-r", "3", "-j", "2", "--progress", "none"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let out = text(&output.stdout);
    let page = out.lines().last().expect("a line");
    assert!(page.starts_with("output/") && page.ends_with("/report.html"), "{page}");
    assert!(folder.join(page).is_file() && folder.join("output/latest/manifest.json").is_file());
    assert!(out.contains("In the model"), "{out}");
}

#[test]
fn a_replication_that_panics_costs_only_itself_and_can_be_repeated() {
    let folder = empty_folder("run-panic");
    let arguments = ["run", &small(), "-r", "4", "-o", "results", "--no-report", "--progress", "none", "--panic-at", "2"];
    let output = linkwright(&folder, &arguments);
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    assert!(!text(&output.stderr).contains("backtrace"), "no trace is printed");
    let failures = fs::read_to_string(folder.join("results/data/failures.csv")).expect("written");
    let replay = failures.lines().nth(1).and_then(|row| row.split("linkwright ").nth(1)).expect("a command");
    let again: Vec<&str> = replay.split(' ').chain(["-o", "again", "--no-report", "--progress", "none"]).collect();
    assert_eq!(linkwright(&folder, &again).status.code(), Some(3));
    let repeated = fs::read_to_string(folder.join("again/data/failures.csv")).expect("written");
    assert_eq!(failures, repeated, "the command meets the same failure");
}

#[test]
fn an_existing_folder_is_never_overwritten() {
    let folder = empty_folder("run-exists");
    fs::create_dir(folder.join("results")).expect("made");
    let output = linkwright(&folder, &["run", &small(), "-r", "1", "-o", "results"]);
    assert_eq!(output.status.code(), Some(7));
    assert_eq!(fs::read_dir(folder.join("results")).expect("there").count(), 0);
}

#[test]
fn json_is_one_object_on_stdout() {
    let folder = empty_folder("run-json");
    let output = linkwright(&folder, &["run", &small(), "-r", "2", "--json", "--no-report", "--progress", "json"]);
    let object: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    assert_eq!((object["replications"].as_u64(), object["exit_code"].as_u64()), (Some(2), Some(0)));
}

#[test]
fn a_dry_run_writes_nothing() {
    let folder = empty_folder("run-dry");
    let output = linkwright(&folder, &["run", &small(), "--dry-run"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).starts_with("would run "));
    assert_eq!(fs::read_dir(&folder).expect("there").count(), 0);
}

#[test]
fn data_names_no_folder_of_the_machine() {
    let folder = empty_folder("run-paths");
    fs::copy(root().join("scenarios/small.toml"), folder.join("small.toml")).expect("copied");
    let here = fs::canonicalize(&folder).expect("there");
    let file = here.join("small.toml").to_string_lossy().into_owned();
    let output = linkwright(&folder, &["run", &file, "-r", "1", "-o", "results", "--no-report", "--progress", "none"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    for entry in fs::read_dir(folder.join("results/data")).expect("there") {
        let path = entry.expect("readable").path();
        let content = fs::read_to_string(&path).expect("text");
        assert!(!content.contains(&*here.to_string_lossy()), "{}", path.display());
    }
}

#[test]
fn a_replication_beyond_the_study_is_refused() {
    let folder = empty_folder("run-beyond");
    let output = linkwright(&folder, &["run", &small(), "-r", "3", "--rep", "3", "-o", "results", "--progress", "none"]);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("there is no replication 3: the plan has 3, counted from 0"));
    assert_eq!(fs::read_dir(&folder).expect("there").count(), 0, "nothing is left");
}
