//! Damaged and forged run folders: a changed bit is found wherever it is, and tables that were edited are refused with their place even
//! where every checksum was set again.

#![allow(clippy::ptr_arg)] // edits of lines have one form

use std::fs;
use std::path::{Path, PathBuf};

use linkwright::results::{BUILD, ReadError, RunFolder};
use linkwright::study::{Findings, RunSettings, SeriesDetail, Study};

use crate::common::empty_folder;
use crate::forging::{forge, forge_manifest};

/// A run of the tiny study with all its tables; with draws of an uncertain parameter where that is asked for.
fn with_run(name: &str, has_draws: bool) -> PathBuf {
    let folder = empty_folder(name);
    let mut text = include_str!("data/tiny.toml").to_string();
    if has_draws {
        text = text.replace("reps = 2", "reps = 2\ndraws = 2")
            + "[context]\ncredit.recovery = \"0.3 to 0.5\"\n";
    }
    fs::write(folder.join("study.toml"), text).expect("written");
    let study = Study::load(folder.join("study.toml")).expect("a study");
    let settings = RunSettings {
        series: SeriesDetail::Full,
        ..RunSettings::default()
    };
    let outcome = study.run(&settings).expect("run");
    let destination = linkwright::study::Destination {
        folder: Some(folder.join("run")),
        ..Default::default()
    };
    let reserved = destination.reserve(&outcome.plan).expect("free");
    outcome.write(reserved, None).expect("written");
    folder.join("run")
}

/// A copy of the tables and the manifest of a run.
fn copy(run: &Path, name: &str) -> PathBuf {
    let to = run.with_file_name(name);
    let _ = fs::remove_dir_all(&to);
    fs::create_dir_all(to.join("data")).expect("made");
    for entry in fs::read_dir(run.join("data")).expect("there") {
        let path = entry.expect("an entry").path();
        fs::copy(
            &path,
            to.join("data").join(path.file_name().expect("a name")),
        )
        .expect("copied");
    }
    fs::copy(run.join("manifest.json"), to.join("manifest.json")).expect("copied");
    to
}

/// Numbers that look random, the same ones every time.
fn spread(below: usize, n: u64) -> impl Iterator<Item = usize> {
    (0..n).map(move |k| {
        let mixed = (k + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed ^ (mixed >> 29)) as usize % below
    })
}

#[test]
fn every_changed_bit_of_a_manifest_or_table_is_found() {
    let run = with_run("damage-bits", true);
    assert!(RunFolder::read(&run).is_ok());
    let mut n_tables = 0;
    let tables = fs::read_dir(run.join("data")).expect("there");
    let tables = tables.map(|entry| (entry.expect("an entry").path(), 12));
    for (path, n) in tables.chain([(run.join("manifest.json"), 150)]) {
        let whole = fs::read(&path).expect("there");
        for bit in spread(8 * whole.len(), n) {
            let mut flipped = whole.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            fs::write(&path, &flipped).expect("written");
            let read = RunFolder::read(&run);
            assert!(read.is_err(), "{}: bit {bit}", path.display());
        }
        fs::write(&path, &whole[..whole.len() - 1]).expect("written");
        assert!(RunFolder::read(&run).is_err(), "{} cut", path.display());
        fs::write(&path, whole).expect("written");
        n_tables += 1;
    }
    assert!(n_tables > 14 && RunFolder::read(&run).is_ok());
}

/// A change of the lines of a table, header first; the line that is wrong then, from 1.
type Edit = fn(&mut Vec<String>) -> u64;

/// Sets a cell of a line.
fn set(lines: &mut [String], line: usize, column: &str, cell: &str) -> u64 {
    let place = lines[0]
        .split(',')
        .position(|name| name == column)
        .expect("a column");
    let mut cells: Vec<&str> = lines[line].split(',').collect();
    cells[place] = cell;
    lines[line] = cells.join(",");
    line as u64 + 1
}

fn double(lines: &mut Vec<String>) -> u64 {
    lines.insert(3, lines[2].clone());
    4
}

fn swap(lines: &mut Vec<String>) -> u64 {
    lines.swap(2, 3);
    4
}

/// The same of a table in which the first of the two is seen.
fn swap_seen_at_first(lines: &mut Vec<String>) -> u64 {
    swap(lines) - 1
}

fn drop_last(lines: &mut Vec<String>) -> u64 {
    lines.pop();
    lines.len() as u64 + 1
}

fn unknown(lines: &mut Vec<String>) -> u64 {
    set(lines, 2, "scenario", "nobody")
}

fn odd(lines: &mut Vec<String>) -> u64 {
    set(lines, 2, "scenario", "sup\u{1b}[31mport")
}

fn surplus_column(lines: &mut Vec<String>) -> u64 {
    lines.iter_mut().for_each(|line| *line += ",1");
    1
}

/// Edits of tables, each with the words of its refusal.
const EDITS: [(&str, Edit, &str); 33] = [
    ("runs.csv", double, "there twice"),
    ("runs.csv", swap, "not in its place"),
    ("runs.csv", drop_last, "is missing here"),
    ("runs.csv", unknown, "is not a scenario of the run"),
    ("runs.csv", odd, "none of text"),
    ("runs.csv", surplus_column, "writes no column"),
    (
        "runs.csv",
        |lines| set(lines, 2, "world", "2"),
        "is not a world of the run",
    ),
    (
        "runs.csv",
        |lines| set(lines, 2, "rep", "1"),
        "stands where the run writes `0`",
    ),
    (
        "runs.csv",
        |lines| set(lines, 2, "study", "other"),
        "stands where the run writes `tiny`",
    ),
    (
        "runs.csv",
        |lines| set(lines, 2, "status", "done"),
        "is not `ok`, as data/failures.csv has it",
    ),
    (
        "runs.csv",
        |lines| set(lines, 2, "status", "failed"),
        "is not `ok`, as data/failures.csv has it",
    ),
    (
        "runs.csv",
        |lines| set(lines, 2, "seed_key", "7"),
        "is not a key",
    ),
    (
        "runs.csv",
        |lines| set(lines, 2, "employment", "NaN"),
        "is not a finite number",
    ),
    (
        "runs.csv",
        |lines| set(lines, 2, "employment", "inf"),
        "is not a finite number",
    ),
    (
        "runs.csv",
        |lines| set(lines, 2, "employment", "1e999"),
        "is not a finite number",
    ),
    (
        "runs.csv",
        |lines| set(lines, 2, "employment", "many"),
        "is not a number",
    ),
    ("lives.csv", double, "does not follow the age"),
    ("lives.csv", swap_seen_at_first, "does not follow the age"),
    ("lives.csv", unknown, "is not a scenario of the run"),
    (
        "lives.csv",
        |lines| set(lines, 2, "world", "700"),
        "is not a world that finished",
    ),
    ("twins.csv", double, "stands where the run writes"),
    (
        "twins.csv",
        swap_seen_at_first,
        "stands where the run writes",
    ),
    (
        "twins.csv",
        |lines| set(lines, 2, "world", "700"),
        "is not a world that finished",
    ),
    ("parameters.csv", double, "is there twice for this scenario"),
    (
        "parameters.csv",
        |lines| set(lines, 2, "value", "-inf"),
        "is not a finite number",
    ),
    ("timeseries.csv", double, "there twice"),
    ("timeseries.csv", swap, "not in its place"),
    ("timeseries-differences.csv", double, "there twice"),
    ("timeseries-differences.csv", swap, "not in its place"),
    ("timeseries-full.csv", drop_last, "rows are missing"),
    (
        "design.csv",
        |lines| set(lines, 2, "draw", "0"),
        "stands where the run writes `1`",
    ),
    ("design.csv", drop_last, "1 draws, of 2"),
    (
        "failures.csv",
        |lines| {
            lines.push("support,7,panic,,out of lots,run".into());
            2
        },
        "is not a world of the run",
    ),
];

#[test]
fn tables_that_were_edited_are_refused_with_file_and_line_whatever_their_checksum() {
    let run = with_run("damage-edits", true);
    for (file, edit, words) in EDITS {
        let forged = copy(&run, "forged");
        let mut line = 0;
        forge(&forged, &format!("data/{file}"), |table| {
            let mut lines: Vec<String> = table.lines().map(str::to_string).collect();
            line = edit(&mut lines);
            lines.iter().map(|line| format!("{line}\n")).collect()
        });
        match RunFolder::read(&forged) {
            Err(ReadError::Row {
                path,
                line: found,
                reason,
            }) => {
                assert!(reason.contains(words), "{file}: {reason}, not {words}");
                let is_told = path.ends_with(format!("data/{file}"));
                let is_whole_table = ["rows are missing", "1 draws, of 2"];
                assert!(
                    is_told && (found == line || is_whole_table.contains(&words)),
                    "{file}: {}:{found}, not line {line}: {reason}",
                    path.display()
                );
            }
            other => panic!("{file} ({words}): {other:?}"),
        }
    }
}

#[test]
fn a_number_written_otherwise_is_the_same_number() {
    let run = with_run("damage-spelling", false);
    let read = RunFolder::read(&run).expect("a run");
    forge(&run, "data/runs.csv", |table| {
        let mut lines: Vec<String> = table.lines().map(str::to_string).collect();
        set(&mut lines, 2, "rep", "0");
        let column = lines[0]
            .split(',')
            .position(|name| name == "employment")
            .expect("a column");
        let cell = format!("{}000e0", lines[2].split(',').nth(column).expect("a cell"));
        set(&mut lines, 2, "employment", &cell);
        lines.join("\n") + "\n"
    });
    let again = RunFolder::read(&run).expect("a run");
    assert_eq!(
        format!("{:?}", again.dataset.runs),
        format!("{:?}", read.dataset.runs)
    );
}

#[test]
fn a_manifest_names_its_build_and_has_no_text_that_steers_a_terminal() {
    let run = with_run("damage-manifest", false);
    let read = RunFolder::read(&run).expect("a run");
    assert_eq!(read.manifest.build, BUILD);
    assert!(
        BUILD.len() == 12 && BUILD.bytes().all(|byte| byte.is_ascii_hexdigit()),
        "{BUILD}"
    );
    forge_manifest(&run, |text| {
        text.replacen("Tiny study", "Tiny\\u001b[2J", 1)
    });
    let error = RunFolder::read(&run).expect_err("refused").to_string();
    assert!(
        error.contains("none of text") && !error.contains('\u{1b}'),
        "{error}"
    );
    let text = fs::read_to_string(run.join("manifest.json")).expect("there");
    let (content, _) = text.rsplit_once(",\n  \"sha256\"").expect("a digest");
    fs::write(run.join("manifest.json"), format!("{content}\n}}\n")).expect("written");
    let error = RunFolder::read(&run)
        .expect_err("no digest at all")
        .to_string();
    assert!(
        error.contains("manifest.json was changed after the run"),
        "{error}"
    );
}

/// Edits of tables of estimates, which no reading of the worlds sees.
const OF_ESTIMATES: [(&str, Edit); 9] = [
    ("compare.csv", |lines| set(lines, 1, "ci_low", "1e9")),
    ("compare.csv", |lines| set(lines, 1, "diff", "7")),
    ("compare.csv", |lines| set(lines, 1, "n_pairs", "700")),
    ("compare.csv", double),
    ("summary.csv", |lines| set(lines, 1, "mean", "-3")),
    ("summary.csv", drop_last),
    ("summary.csv", swap_seen_at_first),
    ("timeseries.csv", |lines| set(lines, 1, "mean", "1e9")),
    ("timeseries-differences.csv", |lines| {
        set(lines, 1, "n_pairs", "700")
    }),
];

#[test]
fn tables_of_estimates_that_the_worlds_do_not_make_are_refused_with_their_place() {
    for has_draws in [false, true] {
        let run = with_run(&format!("damage-estimates-{has_draws}"), has_draws);
        let check = |folder: &Path| {
            let read = RunFolder::read(folder)?;
            Findings::of_run(&read).check_tables(&read)
        };
        check(&run).expect("what a run writes is what its worlds make");
        for (file, edit) in OF_ESTIMATES {
            let forged = copy(&run, "forged");
            let mut line = 0;
            forge(&forged, &format!("data/{file}"), |table| {
                let mut lines: Vec<String> = table.lines().map(str::to_string).collect();
                line = edit(&mut lines);
                lines.iter().map(|line| format!("{line}\n")).collect()
            });
            match check(&forged) {
                Err(ReadError::Row {
                    path, line: found, ..
                }) => {
                    assert!(path.ends_with(format!("data/{file}")), "{}", path.display());
                    assert_eq!(found, line, "{file}");
                }
                other => panic!("{file}: {other:?}"),
            }
        }
        let forged = copy(&run, "forged");
        forge(&forged, "data/runs.csv", |table| {
            let mut lines: Vec<String> = table.lines().map(str::to_string).collect();
            set(&mut lines, 1, "employment", "12345");
            lines.join("\n") + "\n"
        });
        let error = check(&forged).expect_err("other worlds").to_string();
        assert!(error.contains("stands where the run writes"), "{error}");
        // a run of another build may estimate otherwise
        forge_manifest(&forged, |text| text.replacen(BUILD, "0123456789ab", 1));
        check(&forged).expect("not compared");
    }
}
