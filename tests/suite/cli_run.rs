//! Behaviour of `run` and `demo`, seen from outside.

use std::fs;
use std::path::Path;

use linkwright::statistics::figures::plain_signs;

use crate::common::{empty_folder, linkwright, root};

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// Path of the small world that is made for tests.
fn small() -> String {
    root()
        .join("scenarios/small.toml")
        .to_string_lossy()
        .into_owned()
}

#[test]
fn the_last_line_of_a_run_is_the_path_of_its_page() {
    let folder = empty_folder("run-page");
    let output = linkwright(
        &folder,
        &["run", &small(), "-r", "3", "-j", "2", "--progress", "none"],
    );
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let out = text(&output.stdout);
    let page = out.lines().last().expect("a line");
    assert!(
        Path::new(page).is_absolute() && page.ends_with("/report.html"),
        "{page}"
    );
    assert!(folder.join(page).is_file() && folder.join("output/latest/manifest.json").is_file());
    assert!(out.contains("n the model, "), "{out}");
}

/// The text of a page without tags, the letters that tags escape written out.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => is_tag = false,
            _ if !is_tag => text.push(letter),
            _ => {}
        }
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[test]
fn terminal_page_and_brief_answer_in_the_same_words() {
    // a pair that is named, and one that is not
    for skip in ["nobody", "all"] {
        let folder = empty_folder(&format!("run-answer-{skip}"));
        let small = small();
        let mut arguments = vec!["run", &small, "-r", "3", "-o", "run", "--progress", "none"];
        arguments.extend(if skip == "all" {
            vec!["--skip", "all"]
        } else {
            vec![]
        });
        let output = linkwright(&folder, &arguments);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let out = text(&output.stdout);
        let answer = out
            .lines()
            .find(|line| line.contains("n the model, "))
            .expect("an answer");
        let read = |name: &str| {
            let text = fs::read_to_string(folder.join("run").join(name)).expect("written");
            plain_signs(&text)
        };
        let page = without_tags(&read("report.html"));
        assert!(page.contains(answer), "{answer}");
        let brief = read("brief.md").replace('\\', "");
        assert!(brief.contains(&format!("**{answer}**")), "{answer}");
    }
}

#[test]
fn futures_are_run_where_they_are_asked_for_and_the_page_says_how_where_they_are_not() {
    let folder = empty_folder("run-futures");
    let study = root().join("scenarios/studies/uganda-credit.toml");
    let study = study.to_string_lossy();
    let written = |name: &str, settings: &[&str]| {
        let arguments = ["run", &*study, "-r", "2", "-o", name, "--progress", "none"];
        let smaller = ["-S", "population.smes=400"];
        let output = linkwright(&folder, &[&arguments[..], &smaller, settings].concat());
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        ["data/additionality.csv", "report.html"]
            .map(|file| fs::read_to_string(folder.join(name).join(file)).expect("written"))
    };
    let (step, ask) = (",displacement,placebo_fall_jobs,", "-S run.futures=20");
    let [table, page] = written("without", &[]);
    assert!(!table.contains(step) && page.contains(ask));
    let [table, page] = written(
        "with",
        &["-S", "run.futures=2", "-S", "run.futures_worlds=1"],
    );
    assert!(table.contains(step) && !page.contains(ask));
}

#[test]
fn a_replication_that_panics_costs_only_itself_and_can_be_repeated() {
    let folder = empty_folder("run-panic");
    let arguments = [
        "run",
        &small(),
        "-r",
        "4",
        "-o",
        "results",
        "--no-report",
        "--progress",
        "none",
        "--panic-at",
        "2",
    ];
    let output = linkwright(&folder, &arguments);
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    assert!(
        !text(&output.stderr).contains("backtrace"),
        "no trace is printed"
    );
    let failures = fs::read_to_string(folder.join("results/data/failures.csv")).expect("written");
    let replay = failures
        .lines()
        .nth(1)
        .and_then(|row| row.split("linkwright ").nth(1))
        .expect("a command");
    let again: Vec<&str> = replay
        .split(' ')
        .chain(["-o", "again", "--no-report", "--progress", "none"])
        .collect();
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
    assert_eq!(
        fs::read_dir(folder.join("results")).expect("there").count(),
        0
    );
}

#[test]
fn json_is_one_object_on_stdout() {
    let folder = empty_folder("run-json");
    let output = linkwright(
        &folder,
        &[
            "run",
            &small(),
            "-r",
            "2",
            "--json",
            "--no-report",
            "--progress",
            "json",
        ],
    );
    let object: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("one JSON object");
    assert_eq!(
        (
            object["replications"].as_u64(),
            object["exit_code"].as_u64()
        ),
        (Some(2), Some(0))
    );
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
    fs::copy(
        root().join("scenarios/small.toml"),
        folder.join("small.toml"),
    )
    .expect("copied");
    let here = fs::canonicalize(&folder).expect("there");
    let file = here.join("small.toml").to_string_lossy().into_owned();
    let output = linkwright(
        &folder,
        &[
            "run",
            &file,
            "-r",
            "1",
            "-o",
            "results",
            "--no-report",
            "--progress",
            "none",
        ],
    );
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    for entry in fs::read_dir(folder.join("results/data")).expect("there") {
        let path = entry.expect("readable").path();
        let content = fs::read_to_string(&path).expect("text");
        assert!(
            !content.contains(&*here.to_string_lossy()),
            "{}",
            path.display()
        );
    }
}

#[test]
fn a_replication_beyond_the_study_is_refused() {
    let folder = empty_folder("run-beyond");
    let output = linkwright(
        &folder,
        &[
            "run",
            &small(),
            "-r",
            "3",
            "--rep",
            "3",
            "-o",
            "results",
            "--progress",
            "none",
        ],
    );
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert!(
        text(&output.stderr).contains("there is no replication 3: the plan has 3, counted from 0")
    );
    assert_eq!(
        fs::read_dir(&folder).expect("there").count(),
        0,
        "nothing is left"
    );
}

/// Content of the files of `data/` of a run, by name.
fn data_of(run: &std::path::Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(run.join("data"))
        .expect("tables")
        .map(|entry| entry.expect("an entry").path());
    let mut files: Vec<(String, Vec<u8>)> = entries
        .map(|path| {
            (
                path.file_name()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned(),
                fs::read(&path).expect("read"),
            )
        })
        .collect();
    files.sort();
    files
}

fn manifest_of(run: &std::path::Path) -> serde_json::Value {
    serde_json::from_slice(&fs::read(run.join("manifest.json")).expect("written")).expect("JSON")
}

const PLAIN: [&str; 3] = ["--no-report", "--progress", "none"];

#[test]
fn as_many_worlds_as_precision_needs_are_those_of_a_fixed_run() {
    let folder = empty_folder("run-auto");
    let small = small();
    let auto = [
        &[
            "run",
            &small,
            "-r",
            "auto",
            "--precision",
            "employment=3",
            "-o",
            "auto",
            "--panic-at",
            "60",
        ],
        &PLAIN[..],
    ]
    .concat();
    let output = linkwright(&folder, &auto);
    assert_eq!(
        output.status.code(),
        Some(3),
        "a world was lost: {}",
        text(&output.stderr)
    );
    let manifest = manifest_of(&folder.join("auto"));
    let (stopping, worlds) = (
        &manifest["stopping"],
        manifest["replications"].as_u64().expect("a number"),
    );
    assert!(
        worlds > 50 && stopping["is_reached"] == true && stopping["pilot"] == 50,
        "{stopping}"
    );
    let targets = stopping["targets"].as_array().expect("a list");
    assert_eq!(targets.len(), 2, "two scenarios less the baseline");
    assert!(
        targets.iter().all(
            |one| one["is_met"] == true && one["half_width"].as_f64() <= one["wanted"].as_f64()
        ),
        "{stopping}"
    );
    let talk = text(&output.stderr);
    assert!(
        talk.contains("look   50 worlds: ")
            && talk.contains(&format!("stop   every target is met at {worlds} worlds")),
        "{talk}"
    );

    let reproduce = manifest["machine"]["reproduce"]
        .as_str()
        .expect("a command")
        .to_string();
    assert!(reproduce.ends_with(&format!(" -r {worlds}")), "{reproduce}");
    let words: Vec<&str> = reproduce.split(' ').skip(1).collect();
    assert_eq!(
        linkwright(
            &folder,
            &[&words[..], &["-o", "fixed", "--panic-at", "60"], &PLAIN].concat()
        )
        .status
        .code(),
        Some(3)
    );
    assert_eq!(
        data_of(&folder.join("auto")),
        data_of(&folder.join("fixed"))
    );
}

#[test]
fn a_budget_that_is_too_small_ends_with_code_four_and_the_reason() {
    let folder = empty_folder("run-budget");
    let small = small();
    let capped = [
        &[
            "run",
            &small,
            "-r",
            "auto",
            "--precision",
            "employment=0.01",
            "--max-reps",
            "60",
            "--json",
        ],
        &PLAIN[..],
    ]
    .concat();
    let output = linkwright(&folder, &capped);
    assert_eq!(output.status.code(), Some(4), "{}", text(&output.stderr));
    let object: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("one JSON object");
    assert_eq!(
        (
            object["replications"].as_u64(),
            object["exit_code"].as_u64()
        ),
        (Some(60), Some(4))
    );
    let reason = object["stopping"]["reason"].as_str().expect("words");
    assert!(
        reason.starts_with("60 worlds are as many as allowed (--max-reps 60); employment of `all` less `none` is known to ±"),
        "{reason}"
    );

    let timed = [
        &[
            "run",
            &small,
            "-r",
            "auto",
            "--precision",
            "employment=0.01",
            "--max-time",
            "0.001s",
            "-o",
            "timed",
        ],
        &PLAIN[..],
    ]
    .concat();
    let output = linkwright(&folder, &timed);
    assert_eq!(output.status.code(), Some(4));
    assert!(
        text(&output.stderr).contains("the time allowed is spent at 50 worlds (--max-time)"),
        "{}",
        text(&output.stderr)
    );
    assert_eq!(
        manifest_of(&folder.join("timed"))["replications"],
        50,
        "the pilot always runs"
    );
}

#[test]
fn a_difference_that_never_varies_meets_no_target() {
    let folder = empty_folder("run-constant");
    let small = small();
    let arguments = [
        "run",
        &small,
        "-r",
        "auto",
        "--precision",
        "tncs=1000",
        "--max-reps",
        "55",
        "-o",
        "same",
    ];
    let output = linkwright(&folder, &[&arguments[..], &PLAIN].concat());
    assert_eq!(output.status.code(), Some(4), "{}", text(&output.stderr));
    assert!(
        text(&output.stderr).contains("has not varied yet, which meets no target"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn flags_of_precision_are_refused_without_auto_and_where_they_mean_nothing() {
    let folder = empty_folder("run-precision");
    let small = small();
    for (flag, value) in [
        ("--precision", "10%"),
        ("--max-reps", "9"),
        ("--max-time", "1m"),
    ] {
        let output = linkwright(&folder, &["run", &small, "-r", "3", flag, value]);
        assert_eq!(output.status.code(), Some(2));
        assert!(
            text(&output.stderr).contains(&format!(
                "`{flag}` says how many worlds are enough; add `-r auto`"
            )),
            "{}",
            text(&output.stderr)
        );
    }
    for (arguments, words) in [
        (
            ["-r", "auto", "--precision", "employmnt=1"],
            "did you mean `employment`",
        ),
        (["-r", "auto", "--precision", "0"], "is no half-width"),
        (["-r", "auto", "--only", "none"], "nothing to compare"),
        (
            ["-r", "some", "--seed", "1"],
            "write a whole number from 1 to 100 000, or auto",
        ),
        (
            ["-r", "auto", "--max-time", "soon"],
            "write a time such as 90s, 10m or 2h",
        ),
    ] {
        let output = linkwright(&folder, &[&["run", &small], &arguments[..]].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            text(&output.stderr).contains(words),
            "{arguments:?}: {}",
            text(&output.stderr)
        );
    }
    let output = linkwright(&folder, &["run", &small, "-r", "auto", "--dry-run"]);
    assert!(
        text(&output.stdout).contains("would run at most 3 000 runs"),
        "{}",
        text(&output.stdout)
    );
    assert_eq!(
        fs::read_dir(&folder).expect("there").count(),
        0,
        "nothing was written"
    );
}
