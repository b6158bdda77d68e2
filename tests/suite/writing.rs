//! What goes out: every write is checked, every refusal has its exit code, and nothing that was made is lost in silence.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use clap::CommandFactory;
use linkwright::cli::args::Arguments;
use linkwright::cli::{EXITS, exit_codes_text};

use crate::common::{empty_folder, linkwright, root};
use crate::small_finding::write_finding;

/// A study of worlds so small that all verbs take it in a moment.
const TINY: &str = include_str!("data/tiny.toml");

/// A folder with the tiny study.
fn with_study(name: &str) -> PathBuf {
    let folder = empty_folder(name);
    fs::write(folder.join("study.toml"), TINY).expect("written");
    write_finding(&folder);
    folder
}

/// The same with a run of it in `run`.
fn with_run(name: &str) -> PathBuf {
    let folder = with_study(name);
    let output = linkwright(
        &folder,
        &["run", "study.toml", "-q", "--no-report", "-o", "run"],
    );
    assert!(output.status.success(), "{}", talk(&output));
    folder
}

fn talk(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A call of every verb and of help, with what it writes apart by `place`.
fn calls(place: &str) -> Vec<Vec<String>> {
    [
        "--help",
        "--version",
        "run --help",
        "demo --rep 0 -q -o PLACE-demo",
        "check study.toml",
        "check study.toml --json",
        "check missing.toml --json",
        "run study.toml -q --no-report -o PLACE-run",
        "run study.toml --no-report --json -o PLACE-json",
        "run study.toml --dry-run",
        "run study.toml --no-such-flag --json",
        "plan study.toml --pilot 2",
        "sensitivity study.toml -p credit.recovery -r 2 -o PLACE-sensitivity",
        "sensitivity study.toml -p credit.recovery -r 2 --dry-run",
        "diff study.toml study.toml",
        "init PLACE-project",
        "compare run",
        "compare run --csv",
        "compare run --json",
        "compare missing --json",
        "report run",
        "trace run",
        "trace run --csv",
        "replay run --rep 0",
        "replay run --rep 0 --json",
        "evaluate study.toml -r 2 -o PLACE-evaluation",
        "evaluate findings finding.toml -r 2 -o PLACE-findings",
        "params",
        "params --format json",
        "indicators",
        "schema",
        "schema output",
        "explain exit-codes",
    ]
    .into_iter()
    .map(|call| {
        let words = call.replace("PLACE", place);
        words.split(' ').map(str::to_string).collect()
    })
    .collect()
}

/// True for a call that is to be refused.
fn is_refused(arguments: &[String]) -> bool {
    let wrong = ["missing.toml", "missing", "--no-such-flag"];
    arguments
        .iter()
        .any(|argument| wrong.contains(&argument.as_str()))
}

fn call(folder: &Path, arguments: &[String], stdout: impl Into<Stdio>) -> Output {
    Command::new(env!("CARGO_BIN_EXE_linkwright"))
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .args(arguments)
        .stdout(stdout)
        .stderr(Stdio::piped())
        .output()
        .expect("the program starts")
}

#[test]
fn every_verb_is_called_by_these_tests() {
    let called: BTreeSet<String> = calls("x").into_iter().map(|call| call[0].clone()).collect();
    for verb in Arguments::command().get_subcommands() {
        assert!(called.contains(verb.get_name()), "{}", verb.get_name());
    }
}

#[test]
fn what_cannot_be_printed_is_an_error_of_every_verb() {
    let Ok(full) = File::options().write(true).open("/dev/full") else {
        println!("skipped: this system has no /dev/full, which refuses all that is written to it");
        return;
    };
    let folder = with_run("writing-full");
    for arguments in calls("full") {
        let output = call(&folder, &arguments, full.try_clone().expect("a handle"));
        let said = talk(&output);
        let code = output.status.code().expect("ended");
        if is_refused(&arguments) {
            assert!([2, 11].contains(&code), "{arguments:?}: {code} {said}");
        } else {
            assert_eq!(code, 11, "{arguments:?}: {said}");
        }
        assert!(
            said.contains("could not be printed: No space left on device"),
            "{arguments:?}: {said}"
        );
    }
    assert!(
        folder.join("full-run/manifest.json").is_file(),
        "what was made stays"
    );
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error_of_any_verb() {
    let folder = with_run("writing-closed");
    for arguments in calls("closed") {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = call(&folder, &arguments, writer);
        let (said, code) = (talk(&output), output.status.code());
        let wanted = if is_refused(&arguments) { 2 } else { 0 };
        assert_eq!(code, Some(wanted), "{arguments:?}: {said}");
        assert!(
            !said.contains("printed") && !said.contains("ipe"),
            "{arguments:?}: {said}"
        );
    }
}

#[test]
fn exit_codes_are_one_table_in_program_and_documents() {
    let page = fs::read_to_string(root().join("output/README.md")).expect("there");
    let rows: Vec<(i32, &str)> = page
        .split_once("## Exit codes")
        .expect("a section")
        .1
        .lines()
        .skip_while(|line| !line.starts_with("|---"))
        .skip(1)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
            (cells[0].parse().expect("a code"), cells[1])
        })
        .collect();
    let table: Vec<(i32, &str)> = EXITS
        .iter()
        .map(|(exit, meaning)| (exit.code(), *meaning))
        .collect();
    assert_eq!(rows, table);
    let output = linkwright(root(), &["explain", "exit-codes"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), exit_codes_text());
    assert!(
        table
            .iter()
            .all(|(code, meaning)| exit_codes_text().contains(&format!("{code:>4}  {meaning}\n")))
    );
}

#[test]
fn a_folder_that_cannot_be_made_is_the_users_to_change() {
    let folder = with_study("writing-place");
    fs::write(folder.join("file"), "").expect("written");
    let long = "a".repeat(300);
    for place in ["file/below", "file/below/more", &long, "file"] {
        for verb in [
            &["run", "study.toml", "--no-report"][..],
            &[
                "sensitivity",
                "study.toml",
                "-p",
                "credit.recovery",
                "-r",
                "2",
            ],
            &["evaluate", "study.toml", "-r", "2"],
            &["evaluate", "findings", "finding.toml", "-r", "2"],
        ] {
            let output = linkwright(&folder, &[verb, &["-o", place]].concat());
            let said = talk(&output);
            assert_eq!(output.status.code(), Some(7), "{verb:?} {place}: {said}");
            assert!(said.contains("\n  "), "a help: {said}");
            assert!(said.contains("name a"), "{said}");
            assert!(
                !said.contains("report"),
                "it is no fault of the program: {said}"
            );
        }
        let output = linkwright(&folder, &["init", place]);
        assert_eq!(output.status.code(), Some(7), "{place}: {}", talk(&output));
    }
    assert_eq!(
        fs::read_dir(&folder).expect("there").count(),
        4,
        "nothing is left of what failed"
    );
}

/// True where permissions of folders hold this user back; root they do not.
#[cfg(unix)]
fn is_held_back(folder: &Path) -> bool {
    let held = fs::write(folder.join("probe"), "").is_err();
    if !held {
        println!("skipped: this user may write everywhere, as root may");
        fs::remove_file(folder.join("probe")).expect("removed");
    }
    held
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("set");
}

#[cfg(unix)]
#[test]
fn a_replay_of_an_archive_that_cannot_be_written_tells_what_it_found() {
    let folder = with_run("writing-archive");
    let run = folder.join("run");
    // a file where the folder of logs would be holds root back as permissions hold others
    fs::write(run.join("events"), "").expect("written");
    let output = linkwright(&folder, &["replay", "run", "--rep", "0"]);
    let said = talk(&output);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(output.stdout.is_empty());
    assert!(
        said.contains("are the same bits as in the run")
            && said.contains("no event log was written"),
        "{said}"
    );
    let output = linkwright(&folder, &["replay", "run", "--rep", "0", "-o", "log.csv"]);
    assert_eq!(output.status.code(), Some(0), "{}", talk(&output));
    assert_eq!(output.stdout, b"log.csv\n");
    assert!(
        fs::read_to_string(folder.join("log.csv"))
            .expect("there")
            .lines()
            .count()
            > 10
    );
    let output = linkwright(&folder, &["replay", "run", "--rep", "0", "-o", "log.csv"]);
    assert_eq!(output.status.code(), Some(7), "{}", talk(&output));
    assert!(talk(&output).contains("log.csv exists already"));
    fs::remove_file(run.join("events")).expect("removed");
    set_mode(&run, 0o555);
    if is_held_back(&run) {
        let output = linkwright(&folder, &["replay", "run", "--rep", "0"]);
        assert_eq!(output.status.code(), Some(0), "{}", talk(&output));
        let output = linkwright(&folder, &["report", "run"]);
        assert_eq!(output.status.code(), Some(7), "{}", talk(&output));
    }
    set_mode(&run, 0o755);
}

#[test]
fn bitmaps_are_made_on_demand_and_letters_without_glyphs_are_warned_of_once() {
    let folder = empty_folder("writing-bitmaps");
    let study = TINY.replace("\"Support\"", "\"የአቅራቢዎች ድጋፍ ไทย\"");
    assert_ne!(study, TINY);
    fs::write(folder.join("study.toml"), study).expect("written");
    let output = linkwright(&folder, &["run", "study.toml", "-q", "-o", "run"]);
    assert!(output.status.success(), "{}", talk(&output));
    let bitmap = folder.join("run/charts/01-effect.png");
    let svg = fs::read_to_string(folder.join("run/charts/01-effect.svg")).expect("there");
    assert!(svg.contains("የአቅራቢዎች") && !bitmap.exists());
    let output = linkwright(&folder, &["report", "run", "--png"]);
    assert!(
        output.status.success() && bitmap.exists(),
        "{}",
        talk(&output)
    );
    let said = talk(&output);
    assert_eq!(said.matches("warning: bitmaps").count(), 1, "{said}");
    let output = linkwright(&folder, &["report", "run"]);
    assert!(!talk(&output).contains("warning: bitmaps") && !bitmap.exists());
}

#[test]
fn a_report_removes_charts_that_it_no_longer_makes_and_nothing_else() {
    let folder = with_run("writing-stale");
    let charts = folder.join("run/charts");
    let report = || {
        let output = linkwright(&folder, &["report", "run"]);
        assert_eq!(output.status.code(), Some(0), "{}", talk(&output));
        talk(&output)
    };
    report();
    let made = fs::read_dir(&charts).expect("there").count();
    for stale in [
        "02-fan-jobs_of_old.svg",
        "09-points.txt",
        "08-groups-elsewhere.png",
    ] {
        fs::write(charts.join(stale), "old").expect("written");
    }
    for own in ["notes.txt", "02-fanfare.svg", "effect.svg", "01-effect.pdf"] {
        fs::write(charts.join(own), "mine").expect("written");
    }
    let said = report();
    assert!(
        said.contains("3 files of charts that it no longer has removed"),
        "{said}"
    );
    assert_eq!(fs::read_dir(&charts).expect("there").count(), made + 4);
    assert!(charts.join("02-fanfare.svg").is_file() && charts.join("01-effect.svg").is_file());
    assert!(report().contains("all as they were"));
}
