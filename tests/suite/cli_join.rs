//! `compare` across run folders: what is joined, and what is refused, seen from outside.

use std::fs;
use std::path::{Path, PathBuf};

use linkwright::results::{RunFolder, join};

use crate::common::{empty_folder, linkwright, root};
use crate::forging::forge;

/// Makes a run of the small study in `folder`/`name`.
fn run(folder: &Path, name: &str, more: &[&str]) {
    let small = root().join("scenarios/small.toml");
    let output = linkwright(
        folder,
        &[
            &[
                "run",
                &*small.to_string_lossy(),
                "-o",
                name,
                "-q",
                "--no-report",
            ],
            more,
        ]
        .concat(),
    );
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Standard output and standard error of a comparison that goes well.
fn compared(folder: &Path, arguments: &[&str]) -> (String, String) {
    let output = linkwright(folder, &[&["compare"], arguments].concat());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}");
    (String::from_utf8_lossy(&output.stdout).into_owned(), said)
}

/// Message on runs that cannot be compared.
fn refusal(folder: &Path, arguments: &[&str]) -> String {
    let output = linkwright(folder, &[&["compare"], arguments].concat());
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Two runs of the same worlds: the second has other support, one world less, and leaves a scenario out.
fn two_runs(name: &str) -> PathBuf {
    let folder = empty_folder(name);
    run(&folder, "one", &[]);
    run(
        &folder,
        "two",
        &[
            "-r",
            "3",
            "--only",
            "support",
            "-S",
            "upgrading_support.gain_quality=0.2",
        ],
    );
    folder
}

#[test]
fn scenarios_of_two_runs_are_compared_in_the_worlds_that_both_have() {
    let folder = two_runs("join-two");
    for again in ["one", "./one", "two/../one"] {
        let talk = refusal(&folder, &["one", "two", again]);
        assert!(
            talk.contains("are the same run") && talk.contains("name it once"),
            "{talk}"
        );
    }
    let (csv, said) = compared(&folder, &["one", "two", "--csv"]);
    assert!(said.contains("3 of 4 worlds are in all runs"), "{said}");
    assert!(
        said.contains("`support#2` is `support` of two, another scenario than `support` of one"),
        "{said}"
    );
    let row = |text: &str, name: &str| {
        text.lines()
            .find(|line| line.starts_with(name) && line.contains(",active_linkages,"))
            .map(str::to_string)
            .expect("a row of the scenario")
    };
    let alone = fs::read_to_string(folder.join("two/data/compare.csv")).expect("there");
    let (joined, alone) = (row(&csv, "support#2,"), row(&alone, "support,"));
    assert_eq!(
        joined.split_once(',').expect("columns").1,
        alone.split_once(',').expect("columns").1,
        "the same worlds, the same figures"
    );
    let (between, _) = compared(
        &folder,
        &[
            "one",
            "two",
            "--baseline",
            "support",
            "--indicator",
            "clients",
        ],
    );
    assert!(
        between.contains("difference from `support` (paired, n = 3 worlds")
            && between.contains("support#2"),
        "{between}"
    );
}

#[test]
fn a_run_made_again_adds_nothing_to_the_first() {
    let folder = empty_folder("join-itself");
    run(&folder, "one", &["-r", "2"]);
    run(&folder, "again", &["-r", "2"]);
    assert_eq!(
        compared(&folder, &["one", "again", "--csv"]),
        compared(&folder, &["one", "--csv"])
    );
}

#[test]
fn accounts_against_twins_say_whose_twins_they_are() {
    let folder = two_runs("join-twins");
    let (_, said) = compared(
        &folder,
        &[
            "one",
            "two",
            "--baseline",
            "support",
            "--indicator",
            "capability_vs_twin",
        ],
    );
    assert!(
        said.contains(
            "`capability_vs_twin` counts against the worlds of `none`, the baseline of the run"
        ),
        "{said}"
    );
    let (_, said) = compared(
        &folder,
        &["one", "two", "--indicator", "capability_vs_twin"],
    );
    assert!(!said.contains("counts against"), "{said}");
}

#[test]
fn runs_of_other_luck_or_another_context_are_refused_with_the_reason() {
    let folder = empty_folder("join-refused");
    run(&folder, "one", &["-r", "2"]);
    run(&folder, "seed", &["-r", "2", "--seed", "8"]);
    run(
        &folder,
        "wage",
        &["-r", "2", "-S", "economy.annual_wage_usd=1500"],
    );
    let reported = refusal(&folder, &["one", "seed"]);
    assert!(
        reported.contains("one has seed 7 and seed seed 8") && reported.contains("`--seed`"),
        "{reported}"
    );
    let reported = refusal(&folder, &["one", "wage"]);
    assert!(
        reported.contains("is no context of one: `economy.annual_wage_usd` is ")
            && reported.contains("and 1500 here"),
        "{reported}"
    );
    assert!(refusal(&folder, &["one", "no-run"]).contains("there is no folder no-run"));
}

#[test]
fn runs_are_joined_only_where_both_have_the_same_draws() {
    let folder = empty_folder("join-draws");
    let small = fs::read_to_string(root().join("scenarios/small.toml")).expect("there");
    let uncertain = small.replacen(
        "[[scenario]]",
        "[context]\ntrust.gain = \"0.05 to 0.12\"\n\n[[scenario]]",
        1,
    );
    fs::write(folder.join("drawn.toml"), uncertain).expect("written");
    let run = |name: &str, more: &[&str]| {
        let output = linkwright(
            &folder,
            &[
                &[
                    "run",
                    "drawn.toml",
                    "-o",
                    name,
                    "-q",
                    "--no-report",
                    "-r",
                    "2",
                ],
                more,
            ]
            .concat(),
        );
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    };
    run("undrawn", &[]);
    run("one", &["--draws", "3"]);
    run(
        "two",
        &[
            "--draws",
            "3",
            "--only",
            "support",
            "-S",
            "upgrading_support.gain_quality=0.2",
        ],
    );
    run("four", &["--draws", "4"]);
    let reported = refusal(&folder, &["one", "undrawn"]);
    assert!(
        reported.contains("one and undrawn do not have the same draws")
            && reported.contains("none here"),
        "{reported}"
    );
    assert!(refusal(&folder, &["undrawn", "one"]).contains("none there"));
    assert!(
        refusal(&folder, &["one", "four"]).contains("3 random of 2 there and 4 random of 2 here")
    );
    let (csv, said) = compared(&folder, &["one", "two", "--csv"]);
    assert!(csv.contains("support#2,"), "{csv}");
    assert!(!said.contains("worlds are in all runs"), "{said}");
}

#[test]
fn a_shared_scenario_with_other_results_is_refused() {
    let folder = empty_folder("join-changed");
    run(&folder, "one", &["-r", "2"]);
    run(&folder, "two", &["-r", "2"]);
    forge(&folder.join("two"), "data/runs.csv", |table| {
        let row = table
            .lines()
            .find(|line| line.starts_with("small,none,1,"))
            .expect("a row");
        let mut cells: Vec<&str> = row.split(',').collect();
        cells[6] = "999";
        table.replace(row, &cells.join(","))
    });
    let output = linkwright(&folder, &["compare", "one", "two"]);
    let reported = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(10), "{reported}");
    assert!(
        reported.contains("two/data/") && reported.contains("stands where the run writes"),
        "the tables of estimates tell: {reported}"
    );
    let read = |name: &str| RunFolder::read(&folder.join(name)).expect("a run");
    let reported = join(&[read("one"), read("two")])
        .expect_err("refused")
        .to_string();
    assert!(
        reported.contains("scenario `none` is the same in ")
            && reported.contains("of replication 1 is not"),
        "{reported}"
    );
}
