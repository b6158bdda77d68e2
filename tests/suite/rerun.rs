//! Behaviour of `replay` and `trace`, seen from outside.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::common::{empty_folder, linkwright, root};
use crate::forging::{forge, forge_manifest};

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// Exit code, data and talk of a call.
fn call(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = linkwright(folder, arguments);
    (
        output.status.code().expect("ended"),
        text(&output.stdout),
        text(&output.stderr),
    )
}

/// A folder with a run of the small world in `run`, made from copies of its files, which are gone.
fn with_run(name: &str, more: &[&str]) -> PathBuf {
    let folder = empty_folder(name);
    fs::copy(
        root().join("scenarios/small.toml"),
        folder.join("small.toml"),
    )
    .expect("copied");
    let arguments = [
        &[
            "run",
            "./small.toml",
            "-r",
            "3",
            "-o",
            "run",
            "-q",
            "--no-report",
        ],
        more,
    ]
    .concat();
    let (code, _, talk) = call(&folder, &arguments);
    assert!(code == 0 || code == 3, "{talk}");
    fs::remove_file(folder.join("small.toml")).expect("removed");
    folder
}

#[test]
fn a_replication_is_repeated_to_the_bit_from_the_folder_alone() {
    let folder = with_run("rerun-same", &["--seed", "11", "-S", "credit.recovery=0.5"]);
    let (code, out, talk) = call(&folder, &["replay", "run", "--rep", "2"]);
    assert_eq!(code, 0, "{talk}");
    assert!(
        talk.contains("replication 2, seed 11: ") && talk.contains("the same bits as in the run"),
        "{talk}"
    );
    let log = fs::read_to_string(folder.join(out.trim())).expect("the event log");
    assert!(
        log.starts_with("scenario,rep,quarter,sme,tnc,event,value,cause\n")
            && log.lines().count() > 100
    );
    let again = call(&folder, &["replay", "run", "--rep", "2", "--json"]);
    let object: Value = serde_json::from_str(&again.1).expect("one JSON object");
    assert_eq!(
        (
            object["exit_code"].as_i64(),
            object["differences"].as_array().map(Vec::len)
        ),
        (Some(0), Some(0))
    );
    assert!(
        call(&folder, &["compare", "run"]).0 == 0,
        "the folder is still a run"
    );
}

#[test]
fn one_changed_digit_is_found_with_its_place_and_exit_code_six() {
    let folder = with_run("rerun-forged", &[]);
    let run = folder.join("run");
    forge(&run, "data/runs.csv", |table| {
        let mut rows: Vec<Vec<String>> = table
            .lines()
            .map(|line| line.split(',').map(str::to_string).collect())
            .collect();
        let column = rows[0]
            .iter()
            .position(|name| name == "employment")
            .expect("a column");
        let row = rows.iter().position(|row| row[2] == "1").expect("a row");
        rows[row][column].insert(0, '1');
        rows.iter().map(|row| row.join(",") + "\n").collect()
    });
    let (code, out, talk) = call(&folder, &["replay", "run", "--rep", "1"]);
    assert_eq!((code, out.as_str()), (6, ""), "{talk}");
    assert!(
        talk.contains("1 difference") && talk.contains("`employment` is "),
        "{talk}"
    );
    assert!(!run.join("events").exists(), "no log of another run");
    assert_eq!(
        call(&folder, &["replay", "run", "--rep", "0"]).0,
        0,
        "other replications are as they were"
    );
}

#[test]
fn another_version_and_a_lost_replication_are_told() {
    let folder = with_run("rerun-version", &["--panic-at", "1"]);
    let version = format!("\"linkwright\": \"{}\"", env!("CARGO_PKG_VERSION"));
    forge_manifest(&folder.join("run"), |manifest| {
        assert!(manifest.contains(&version));
        manifest.replacen(&version, "\"linkwright\": \"0.0.7\"", 1)
    });
    let (code, _, talk) = call(&folder, &["replay", "run", "--rep", "0"]);
    assert!(
        code == 0 && talk.contains("made by linkwright 0.0.7, this is "),
        "{talk}"
    );
    let (code, _, talk) = call(&folder, &["replay", "run", "--rep", "1"]);
    assert!(
        code == 6 && talk.contains("was lost (panic") && talk.contains("now it finished"),
        "{talk}"
    );
    let (code, _, talk) = call(&folder, &["replay", "run", "--rep", "3"]);
    assert!(
        code == 2 && talk.contains("no replication 3: it has 0 to 2"),
        "{talk}"
    );
}

#[test]
fn a_changed_copy_of_an_input_is_refused() {
    let folder = with_run("rerun-input", &[]);
    let copy = folder.join("run/inputs/small.toml");
    let changed =
        fs::read_to_string(&copy)
            .expect("there")
            .replacen("format = 1", "format = 1 ", 1);
    fs::write(&copy, changed).expect("written");
    let (code, _, talk) = call(&folder, &["replay", "run", "--rep", "0"]);
    assert!(
        code == 10 && talk.contains("was changed after the run"),
        "{talk}"
    );
}

#[test]
fn a_study_of_many_files_is_run_again_from_its_copies() {
    let folder = empty_folder("rerun-files");
    let study = root().join("scenarios/studies/uganda-credit.toml");
    let arguments = [
        "run",
        &*study.to_string_lossy(),
        "-r",
        "1",
        "-o",
        "run",
        "-q",
        "--no-report",
        "--skip",
        "support",
    ];
    let (code, _, talk) = call(
        &folder,
        &[&arguments[..], &["-S", "population.smes=400"]].concat(),
    );
    assert_eq!(code, 0, "{talk}");
    let (code, _, talk) = call(&folder, &["replay", "run", "--rep", "0"]);
    assert_eq!(code, 0, "{talk}");
}

#[test]
fn the_history_of_a_firm_stands_beside_that_of_its_twin() {
    let folder = with_run("rerun-trace", &[]);
    let (code, out, talk) = call(&folder, &["trace", "run", "--rep", "1"]);
    assert_eq!(code, 0, "{talk}");
    assert!(talk.contains("typical: the middle one of "), "{talk}");
    assert!(
        out.starts_with("firm ") && out.contains("an agency serves it") && out.contains("  end  "),
        "{out}"
    );
    let (_, json, _) = call(&folder, &["trace", "run", "--rep", "1", "--json"]);
    let typical: Value = serde_json::from_str(&json).expect("one JSON object");
    let firm = typical["programme"]["firm"]
        .as_u64()
        .expect("a firm")
        .to_string();
    let (_, csv, _) = call(
        &folder,
        &["trace", "run", "--rep", "1", "--csv", "--firm", &firm],
    );
    let n_events = |world: &str| typical[world]["events"].as_array().map_or(0, Vec::len);
    assert_eq!(
        csv.lines().count(),
        1 + n_events("programme") + n_events("baseline"),
        "the same firm by its number"
    );
    assert_eq!(typical["programme"]["end"]["is_participant"], true);
    // The rows are those of the event log of the whole replication.
    let (_, log, _) = call(&folder, &["replay", "run", "--rep", "1", "-q"]);
    let log = fs::read_to_string(folder.join(log.trim())).expect("the event log");
    assert!(
        csv.lines().all(|row| log.lines().any(|line| line == row)),
        "{csv}"
    );
}

#[test]
fn the_most_changed_firm_changes_no_less_than_the_typical_one_and_files_will_do() {
    let small = root()
        .join("scenarios/small.toml")
        .to_string_lossy()
        .into_owned();
    let change = |firm: &str| -> (f64, f64) {
        let (code, out, talk) = call(root(), &["trace", &small, "--firm", firm, "--json"]);
        assert_eq!(code, 0, "{talk}");
        let object: Value = serde_json::from_str(&out).expect("one JSON object");
        let gap = |what: &str| {
            let end = |world: &str| object[world]["end"][what].as_f64().unwrap_or(0.0);
            (end("programme") - end("baseline")).abs()
        };
        (gap("orders_usd"), gap("workers"))
    };
    let (most, typical) = (change("most-changed"), change("typical"));
    assert!(
        most >= typical && most > (0.0, 0.0),
        "{most:?} and {typical:?}"
    );
}

#[test]
fn a_firm_or_scenario_that_is_not_there_is_refused() {
    let small = root()
        .join("scenarios/small.toml")
        .to_string_lossy()
        .into_owned();
    for (flags, said) in [
        (["--firm", "999999"], "there is no firm 999999"),
        (["--firm", "best"], "is no firm"),
        (["--scenario", "suport"], "did you mean `support`?"),
    ] {
        let (code, out, talk) = call(root(), &[&["trace", &small][..], &flags].concat());
        assert!(code == 2 && out.is_empty() && talk.contains(said), "{talk}");
    }
}

#[test]
fn files_that_were_named_from_elsewhere_are_their_copies_in_the_run() {
    let folder = empty_folder("rerun-elsewhere");
    let place = |inside: &str| folder.join(inside).to_string_lossy().replace('\\', "/");
    fs::create_dir_all(folder.join("project")).expect("made");
    fs::create_dir_all(folder.join("data")).expect("made");
    fs::write(
        folder.join("data/points.csv"),
        "credit.recovery\n0.3\n0.5\n",
    )
    .expect("written");
    let study = include_str!("data/tiny.toml").replacen(
        "[population]\n",
        &format!(
            "[design]\nkind = \"csv\"\nfile = \"{}\"\n[population]\n",
            place("data/points.csv")
        ),
        1,
    );
    fs::write(folder.join("project/linkwright.toml"), "").expect("written");
    fs::write(folder.join("project/study.toml"), study).expect("written");
    let (code, _, talk) = call(
        &folder,
        &[
            "run",
            "project/study.toml",
            "-o",
            "run",
            "-q",
            "--no-report",
        ],
    );
    assert_eq!(code, 0, "{talk}");
    // what stands there now does not count, and need not be there
    fs::write(
        folder.join("data/points.csv"),
        "credit.recovery\n0.6\n0.7\n",
    )
    .expect("written");
    let (code, _, talk) = call(&folder, &["replay", "run", "--draw", "1", "--rep", "0"]);
    assert_eq!(code, 0, "{talk}");
    fs::remove_dir_all(folder.join("data")).expect("removed");
    let (code, _, talk) = call(
        &folder,
        &["replay", "run", "--draw", "1", "--rep", "1", "-q"],
    );
    assert_eq!(code, 0, "{talk}");
}
