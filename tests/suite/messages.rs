//! Messages to a new user who writes or types something wrong: one message, at the cause, with what would be right.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::common::{empty_folder, linkwright, root};
use crate::small_finding::write_finding;

/// A study of a small world; `numbers` are in its context, `tables` below, `run` in its `[run]`, `support` in the second scenario.
fn study(numbers: &str, tables: &str, run: &str, support: &str) -> String {
    format!(
        "format = 1\nname = \"s\"\nbaseline = \"none\"\n[population]\nsmes = 200\ntncs = 4\n\
         [run]\nreps = 2\nseed = 7\nburn_in_quarters = 20\npolicy_quarters = 8\nrun_off_quarters = 4\n{run}\n\
         [report]\nheadline = [\"active_linkages\"]\n[context]\n{numbers}\n{tables}\n[[scenario]]\nname = \"none\"\n\
         [[scenario]]\nname = \"support\"\n[[scenario.agencies]]\nname = \"agency\"\nadvisors = {{ value = 1, source = \"a plan\" }}\n\
         [[scenario.instruments]]\nkind = \"upgrading_support\"\nend = 8\n{support}\n"
    )
}

/// Errors and warnings of a file: code, line and message.
fn problems(folder: &Path, text: &str) -> Vec<(String, u64, String)> {
    fs::write(folder.join("s.toml"), text).expect("written");
    let output = linkwright(folder, &["check", "s.toml", "--json"]);
    let json: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let all = json["problems"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|one| one["severity"] != "note");
    let reported = all.map(|one| {
        assert!(
            one["help"].as_str().is_some_and(|help| !help.is_empty()),
            "{one}"
        );
        (
            one["code"].as_str().unwrap_or("").to_string(),
            one["line"].as_u64().unwrap_or(0),
            one["message"].as_str().unwrap_or("").to_string(),
        )
    });
    reported.collect()
}

/// Line of the first place of a text in another, from 1.
fn line_of(text: &str, part: &str) -> u64 {
    text[..text.find(part).unwrap_or_else(|| panic!("no {part}"))]
        .matches('\n')
        .count() as u64
        + 1
}

fn talk(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = linkwright(folder, arguments);
    (
        output.status.code().expect("ended"),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

const TRUST: &str = "trust.gain = \"0.05 to 0.12\"";
const BOTH: &str = "trust.gain = \"0.05 to 0.12\"\ncredit.recovery = \"0.3 to 0.45\"";

#[test]
fn correlations_are_checked_whatever_is_uncertain_and_drawn() {
    let folder = empty_folder("messages-correlations");
    let of = |first: &str, rank: &str| {
        format!("[[correlations]]\nof = [\"{first}\", \"trust.gain\"]\nrank = {rank}")
    };
    for run in ["", "draws = 2"] {
        for (numbers, first, rank, code, place) in [
            (TRUST, "credit.recvery", "0.4", "E0224", "of = ["),
            (TRUST, "agencies.nobody.advisors", "0.4", "E0224", "of = ["),
            (TRUST, "trust.gain", "0.4", "E0224", "of = ["),
            (TRUST, "credit.recovery", "4", "E0225", "rank = "),
            (TRUST, "credit.recovery", "0.4", "W0203", "rank = "),
            (BOTH, "credit.recovery", "0.4", "", ""),
        ] {
            let text = study(numbers, &of(first, rank), run, "");
            let found: Vec<_> = problems(&folder, &text)
                .into_iter()
                .map(|(code, line, _)| (code, line))
                .collect();
            let expected = if code.is_empty() {
                Vec::new()
            } else {
                vec![(code.to_string(), line_of(&text, place))]
            };
            assert_eq!(found, expected, "{first} {rank} {run}");
        }
    }
    let nothing = study("", &of("credit.recovery", "0.4"), "", "");
    assert_eq!(
        problems(&folder, &nothing)[0].0,
        "W0203",
        "no number is uncertain at all"
    );
    let grid = "[design]\nkind = \"grid\"\nlevels = 2\n";
    let chosen = problems(
        &folder,
        &study(
            BOTH,
            &format!("{}\n{grid}", of("credit.recovery", "0.4")),
            "",
            "",
        ),
    );
    assert!(
        chosen.len() == 1 && chosen[0].0 == "W0203" && chosen[0].2.contains("chosen"),
        "{chosen:?}"
    );
    let programme = of("instruments.upgrading_support.intensity", "0.4");
    let text = study(TRUST, &programme, "draws = 2", "intensity = \"0.5 to 0.9\"");
    assert_eq!(
        problems(&folder, &text),
        [],
        "a baseline without the instrument is no reason to refuse"
    );
}

#[test]
fn a_number_that_varies_in_the_baseline_alone_is_a_warning_that_names_both_places() {
    let folder = empty_folder("messages-overridden");
    let shock =
        "[[shocks]]\nname = \"slump\"\nkind = \"crisis\"\nstart = 2\ndepth_sd = \"1.0 to 2.0\"";
    let own = "[[scenario.shocks]]\nname = \"slump\"\nkind = \"crisis\"\ndepth_sd = 1.5";
    for run in ["", "draws = 2"] {
        let text = study("", shock, run, own);
        let found = problems(&folder, &text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            (found[0].0.as_str(), found[0].1),
            ("W0204", line_of(&text, "depth_sd = 1.5"))
        );
        assert!(
            ["`shocks.slump.depth_sd`", "`none`", "`support`"]
                .iter()
                .all(|part| found[0].2.contains(part)),
            "{found:?}"
        );
        let (_, shown) = talk(&folder, &["check", "s.toml"]);
        assert!(
            shown.contains("uncertain here") && shown.contains("one value here"),
            "{shown}"
        );
    }
    assert_eq!(
        problems(
            &folder,
            &study(
                "",
                shock,
                "draws = 2",
                &own.replace("1.5", "\"1.5 to 1.8\"")
            )
        ),
        [],
        "it varies in both"
    );
    let agency = "[[agencies]]\nname = \"agency\"\nadvisors = \"1 to 3\"";
    let found = problems(&folder, &study("", agency, "draws = 2", ""));
    assert!(
        found
            .iter()
            .any(|one| one.0 == "W0204" && one.2.contains("agencies.agency.advisors")),
        "{found:?}"
    );
    let median = study(
        "trust.gain = { dist = \"choice\", values = [0.06, 0.07, 0.08] }",
        "",
        "",
        "[scenario.context]\ntrust.gain = 0.07",
    );
    assert_eq!(problems(&folder, &median)[0].0, "W0204");
    let (code, page) = {
        let output = linkwright(&folder, &["explain", "W0204"]);
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stdout).into_owned(),
        )
    };
    assert!(code == Some(0) && page.contains("overrides"), "{page}");
}

#[test]
fn a_bad_rival_is_one_problem_at_its_cause() {
    let folder = empty_folder("messages-rivals");
    for (rival, code, place) in [
        (
            "name = \"x\"\nset = { \"trust.gian\" = 0 }",
            "E0102",
            "trust.gian",
        ),
        (
            "name = \"x\"\nset = { \"trust.gain\" = 40 }",
            "E0210",
            "trust.gain\" = 40",
        ),
        (
            "name = \"x\"\nset = { \"trust.gain\" = 0.07 }",
            "E0229",
            "trust.gain\" = 0.07",
        ),
        (
            "name = \"x\"\nset = { \"agencies.agency.advisors\" = 3 }",
            "E0229",
            "agencies.agency",
        ),
        (
            "name = \"x\"\nset = { \"upgrading_support.intensity\" = 2 }",
            "E0229",
            "upgrading_support.intensity",
        ),
        (
            "name = \"x\"\nset = { \"run.policy_quarters\" = 6 }",
            "E0229",
            "run.policy",
        ),
        (
            "name = \"x\"\nset = { \"trust.gain\" = \"0.05 to 0.1\" }",
            "E0103",
            "0.05 to 0.1",
        ),
        ("name = \"x\"\nset = { }", "E0229", "set = { }"),
        (
            "name = \"x\"\nsett = { \"trust.gain\" = 0 }",
            "E0102",
            "sett",
        ),
        (
            "name = \"x y\"\nset = { \"trust.gain\" = 0 }",
            "E0229",
            "x y",
        ),
        (
            "name = \"x\"\nset = { \"tncs.lots_min\" = 190, \"tncs.lots_max\" = 50 }",
            "E0305",
            "lots_min",
        ),
        (
            "name = \"x\"\nset = { \"trust.gain\" = 0 }\n[[rivals]]\nname = \"x\"\nset = { \"trust.gain\" = 0.1 }",
            "E0108",
            "[[rivals]]\nname = \"x\"\nset = { \"trust.gain\" = 0.1",
        ),
    ] {
        let text = study("trust.gain = 0.07", &format!("[[rivals]]\n{rival}"), "", "");
        let found: Vec<_> = problems(&folder, &text)
            .into_iter()
            .map(|(code, line, _)| (code, line))
            .collect();
        let line = line_of(&text, place) + u64::from(place.starts_with("[["));
        assert_eq!(found, [(code.to_string(), line)], "{rival}");
    }
}

#[test]
fn folders_that_are_no_runs_say_what_they_are() {
    let folder = empty_folder("messages-folders");
    write_finding(&folder);
    fs::write(folder.join("s.toml"), study("", "", "", "")).expect("written");
    for call in [
        &[
            "sensitivity",
            "s.toml",
            "-p",
            "credit.recovery",
            "-r",
            "2",
            "-o",
            "driven",
            "-q",
        ][..],
        &[
            "evaluate",
            "s.toml",
            "--horizon",
            "4",
            "-r",
            "2",
            "-o",
            "evaluated",
        ],
        &[
            "evaluate",
            "findings",
            "finding.toml",
            "-r",
            "2",
            "-o",
            "found",
        ],
        &["run", "s.toml", "-q", "--no-report"],
        &["run", "s.toml", "-q", "--no-report", "-o", "run"],
    ] {
        let (code, said) = talk(&folder, call);
        assert_eq!(code, 0, "{call:?}: {said}");
    }
    for (place, words) in [
        ("driven", "was made by `linkwright sensitivity`"),
        ("evaluated", "was made by `linkwright evaluate`"),
        ("found", "was made by `linkwright evaluate findings`"),
        ("output/s", "is not a run, and holds 1 run"),
        ("nowhere", "there is no folder nowhere"),
    ] {
        for verb in [
            &["compare"][..],
            &["report"],
            &["trace"],
            &["replay", "--rep", "0"],
            &["diff", "run"],
        ] {
            if verb[0] == "diff" && place == "nowhere" {
                continue; // may be a file as well
            }
            let (code, said) = talk(&folder, &[verb, &[place]].concat());
            assert!(
                code == 2 && said.contains(words),
                "{verb:?} {place}: {said}"
            );
        }
    }
    let (code, said) = talk(&folder, &["compare", "s.toml"]);
    assert!(
        code == 2 && said.starts_with("error: s.toml is a file"),
        "{said}"
    );
    let (_, said) = talk(&empty_folder("messages-latest"), &["compare", "latest"]);
    assert!(said.contains("there is no run below output/ yet"), "{said}");
}

/// The words of a command as a shell splits them, where only whole words are quoted.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for c in command.chars() {
        match c {
            '\'' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            c => words.last_mut().expect("a word").push(c),
        }
    }
    words
}

#[test]
fn commands_that_repeat_a_lost_world_of_a_draw_work_when_pasted() {
    let folder = empty_folder("messages-replay");
    fs::write(
        folder.join("my study.toml"),
        study("trust.gain = \"0.05 to 0.12\"", "", "", ""),
    )
    .expect("written");
    fs::write(
        folder.join("points.csv"),
        "name,trust.gain\na,0.05\nb,0.11\n",
    )
    .expect("written");
    for (run, more) in [
        ("drawn", ["--draws", "3"]),
        ("chosen", ["--design", "points.csv"]),
    ] {
        let call = [
            &[
                "run",
                "my study.toml",
                "-o",
                run,
                "-r",
                "2",
                "--panic-at",
                "100000",
                "--progress",
                "none",
            ][..],
            &more,
        ]
        .concat();
        let (code, said) = talk(&folder, &call);
        assert!(
            code == 3 && said.contains("replication 0 of draw 1: broken on purpose"),
            "{said}"
        );
        let hint = said
            .lines()
            .find_map(|line| line.trim().strip_prefix("to repeat it: linkwright "))
            .expect("a hint");
        let hint = words(hint);
        let hint: Vec<&str> = hint.iter().map(String::as_str).collect();
        let (code, again) = talk(&folder, &hint);
        assert!(
            code == 3 && again.contains("replication 0 of draw 1: broken on purpose"),
            "{hint:?}: {again}"
        );
        let without: Vec<&str> = hint
            .iter()
            .copied()
            .take_while(|word| *word != "--panic-at")
            .collect();
        assert_eq!(talk(&folder, &without).0, 0, "{without:?}");
        let (code, said) = talk(&folder, &["replay", run, "--rep", "7"]);
        assert!(
            code == 2 && said.contains("no replication 7 of draw 0"),
            "{said}"
        );
        let hint = said
            .trim()
            .rsplit_once("name the last one as ")
            .expect("a hint")
            .1;
        let call = [vec!["replay", run], hint.split(' ').collect()].concat();
        let (code, said) = talk(&folder, &call);
        assert!(
            code == 0 && said.contains("the same bits as in the run"),
            "{call:?}: {said}"
        );
    }
    let (code, said) = talk(&folder, &["replay", "drawn", "--draw", "0", "--rep", "1"]);
    assert!(
        code == 0 && said.contains("replication 1 of draw 0"),
        "{said}"
    );
    assert_eq!(talk(&folder, &["trace", "drawn", "--draw", "2"]).0, 0);
    let (code, said) = talk(
        &folder,
        &["run", "my study.toml", "--draws", "3", "--rep", "7", "-q"],
    );
    assert!(
        code == 2 && said.contains("the last world is 200001"),
        "{said}"
    );
}

#[test]
fn a_table_of_points_is_refused_at_the_cell() {
    let folder = empty_folder("messages-points");
    fs::write(folder.join("s.toml"), study("", "", "", "")).expect("written");
    for (table, code, place) in [
        ("name,trust.gian\na,0.05\nb,0.1\n", "E0102", "p.csv:1:6"),
        (
            "name,trust.gain\r\na,0.05\r\nb,50\r\n",
            "E0210",
            "p.csv:3:3",
        ),
        (
            "name,trust.gain,trust.gain\na,0.05,0.1\n",
            "E0230",
            "p.csv:1:17",
        ),
        ("name,trust.gain\na,\n", "E0230", "p.csv:2:1"),
        ("", "E0230", "p.csv:1:1"),
    ] {
        fs::write(folder.join("p.csv"), table).expect("written");
        let (exit, said) = talk(
            &folder,
            &["run", "s.toml", "--design", "p.csv", "--dry-run"],
        );
        assert!(
            exit == 2 && said.contains(&format!("error[{code}]")) && said.contains(place),
            "{table:?}: {said}"
        );
        assert!(said.contains("1 error in 2 files"), "{table:?}: {said}");
    }
    fs::write(
        folder.join("p.csv"),
        "\u{feff}name,trust.gain\r\na,0.05\r\n",
    )
    .expect("written");
    assert_eq!(
        talk(
            &folder,
            &["run", "s.toml", "--design", "p.csv", "--dry-run"]
        )
        .0,
        0
    );
    for (call, words) in [
        (
            &["run", "p.csv", "--dry-run"][..],
            "a table of points is no study",
        ),
        (
            &["run", "s.toml", "p.csv", "p.csv", "--dry-run"],
            "takes the points of one table",
        ),
        (
            &["run", "s.toml", "--design", "s.toml"],
            "`name = \"s\"` in column `format = 1` is not a number",
        ),
    ] {
        let (code, said) = talk(&folder, call);
        assert!(code == 2 && said.contains(words), "{call:?}: {said}");
    }
}

#[test]
fn wrong_flags_are_told_what_would_be_right() {
    let folder = empty_folder("messages-flags");
    fs::write(folder.join("s.toml"), study("", "", "", "")).expect("written");
    let run = |more: &[&'static str]| [&["run", "s.toml", "--dry-run"][..], more].concat();
    for (call, words) in [
        (
            run(&["-r", "-5"]),
            "write a whole number from 1 to 100 000, or auto",
        ),
        (
            run(&["-r", "99999999999"]),
            "write a whole number from 1 to 100 000, or auto",
        ),
        (run(&["-j", "-1"]), "write a whole number from 0 on"),
        (run(&["--draws", "-1"]), "write a whole number from 1 on"),
        (run(&["--draws", "0"]), "write a whole number from 1 on"),
        (
            run(&["--seed", "99999999999999999999999"]),
            "18 446 744 073 709 551 615",
        ),
        (
            run(&["-S", "credit.recovery=50%"]),
            "write -S credit.recovery=0.5",
        ),
        (
            run(&["-S", "credit.recovery=0.3 to 0.5"]),
            "-S sets one value",
        ),
        (
            run(&["-S", "recovery=0.3"]),
            "did you mean `credit.recovery`?",
        ),
        (
            run(&["-S", "agency.advisors=3"]),
            "`agencies.NAME.advisors`",
        ),
        (run(&["-S", "run.draws=3"]), "use --draws"),
        (
            run(&["-S", "agencies.agncy.advisors=3"]),
            "there are: agencies.agency",
        ),
        (run(&["--only", "suport"]), "did you mean `support`?"),
        (vec!["run", "s.toml", "s.toml"], "1 error in 1 file"),
        (vec!["run", "s.tml"], "did you mean s.toml?"),
        (
            vec!["run", "s.toml", "-o", "s.toml/x"],
            "name a folder that can be made and written",
        ),
        (
            vec!["plan", "s.toml", "--pilot", "1"],
            "write a whole number from 2 on",
        ),
        (
            vec![
                "sensitivity",
                "s.toml",
                "-p",
                "trust.gain",
                "-S",
                "trust.gain=0.3",
            ],
            "is varied and set by -S",
        ),
        (vec!["trace", "s.toml", "--firm", "-1"], "`-1` is no firm"),
        (
            vec!["trace", "s.toml", "--rep", "4000000000"],
            "name one from 0 to 99999",
        ),
        (
            vec!["trace", ".", "s.toml"],
            ". is a folder: name one run folder alone",
        ),
        (
            vec!["replay", "s.toml", "--rep", "x"],
            "write a whole number from 0 on",
        ),
        (vec!["init", "s.toml"], "s.toml is a file"),
    ] {
        let (code, said) = talk(&folder, &call);
        assert!(code != 0 && said.contains(words), "{call:?}: {said}");
        assert!(!said.contains("panicked"), "{call:?}: {said}");
    }
}

#[test]
fn what_a_verb_accepts_the_verbs_beside_it_accept() {
    let folder = empty_folder("messages-verbs");
    let numbers = "trust.gain = \"0.05 to 0.12\"";
    fs::write(folder.join("s.toml"), study(numbers, "", "", "")).expect("written");
    fs::write(folder.join("p.csv"), "name,trust.gain\na,0.05\nb,0.1\n").expect("written");
    assert_eq!(
        talk(
            &folder,
            &["run", "s.toml", "-o", "run", "-q", "--no-report"]
        )
        .0,
        0
    );
    let setting = ["-S", "credit.recovery=0.5", "--only", "support"];
    for call in [
        &["check", "s.toml"][..],
        &["run", "s.toml", "--dry-run"],
        &["plan", "s.toml", "--pilot", "2"],
        &["sensitivity", "s.toml", "-p", "trust.gain", "--dry-run"],
        &["trace", "s.toml"],
        &["diff", "s.toml", "s.toml"],
    ] {
        let (code, said) = talk(&folder, &[call, &setting].concat());
        assert!(
            code == 0 || (code == 4 && call[0] == "plan"),
            "{call:?}: {said}"
        );
    }
    for (points, words) in [
        (&["--draws", "3"][..], "3 draws"),
        (&["--design", "p.csv"], "2 points"),
        (&["--at-medians"], "1 parameter"),
        (&["--draws", "3", "-r", "2", "--seed", "5"], "seed 5"),
    ] {
        for verb in [&["check"][..], &["run", "--dry-run"]] {
            let output = linkwright(&folder, &[verb, &["s.toml"], points].concat());
            assert_eq!(output.status.code(), Some(0), "{verb:?} {points:?}");
            let said = String::from_utf8_lossy(&output.stdout).into_owned()
                + &String::from_utf8_lossy(&output.stderr);
            assert!(
                verb[0] == "run" || words == "1 parameter" || said.contains(words),
                "{verb:?} {points:?}: {said}"
            );
        }
    }
    for (call, words) in [
        (
            &["run", "s.toml", "--design", "p.csv", "-r", "auto"][..],
            "runs 2 points of a design of kind `csv`",
        ),
        (
            &["check", "s.toml", "--design", "p.csv", "-r", "auto"],
            "runs 2 points of a design of kind `csv`",
        ),
        (
            &["run", "s.toml", "--draws", "3", "-r", "auto"],
            "draws uncertain parameters 3 times",
        ),
        (
            &["check", "s.toml", "--design", "s.toml"],
            "is not a number",
        ),
        (
            &["trace", "run", "-S", "credit.recovery=0.5"],
            "a run keeps what it was made with",
        ),
        (
            &["diff", "run", "run", "--only", "support"],
            "a run keeps what it was made with",
        ),
    ] {
        let (code, said) = talk(&folder, call);
        assert!(code == 2 && said.contains(words), "{call:?}: {said}");
    }
    for verb in ["params", "indicators"] {
        let [short, long] = [&[verb, "--json"][..], &[verb, "--format", "json"]]
            .map(|call| linkwright(&folder, call).stdout);
        assert!(!short.is_empty() && short == long, "{verb}");
    }
}

#[test]
fn the_command_that_goes_on_after_init_works_when_pasted() {
    let folder = empty_folder("messages-init");
    let (code, said) = talk(&folder, &["init", "my project"]);
    assert_eq!(code, 0, "{said}");
    let next = said
        .lines()
        .find_map(|line| line.strip_prefix("next   linkwright "))
        .expect("a command");
    let call = words(next);
    let call: Vec<&str> = call
        .iter()
        .map(String::as_str)
        .chain(["--dry-run"])
        .collect();
    let (code, said) = talk(&folder, &call);
    assert_eq!(code, 0, "{call:?}: {said}");
}

#[test]
fn a_difference_that_is_nothing_everywhere_is_told_as_that() {
    let folder = empty_folder("messages-constant");
    let text = study("", "", "", "").replace("active_linkages", "covered_volume_usd");
    fs::write(folder.join("s.toml"), text).expect("written");
    for (at, method) in ["tornado -r 2", "morris -n 2 -r 2", "sobol -n 2 -r 2"]
        .into_iter()
        .enumerate()
    {
        let place = format!("r{at}");
        let call = [
            vec!["sensitivity", "s.toml", "-p", "credit.recovery", "-m"],
            method.split(' ').collect(),
            vec!["-o", &place],
        ]
        .concat();
        let output = linkwright(&folder, &call);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            said.contains("the difference is 0 in all worlds of all points")
                && !said.contains("+0")
                && !said.contains("by chance"),
            "{method}: {said}"
        );
        let table = fs::read_to_string(folder.join(place).join("data/sensitivity.csv"));
        let table = table.expect("a table");
        assert!(
            table.lines().any(|row| row.contains(",credit.recovery,")),
            "{method}: {table}"
        );
    }
}

#[test]
fn wrong_files_are_told_what_would_be_right() {
    let folder = empty_folder("messages-files");
    let scenario = "[[scenario]]\nname = \"n\"\n";
    for (text, code, help) in [
        (String::new(), "E0101", "linkwright init"),
        ("format = 1\nname = \"a\"\n[run]\nreps = 10\n".into(), "E0102", "under [run] of the study file, or use --reps"),
        (format!("format = 1\nname = \"a\"\n{scenario}[run]\nseed = -3\n"), "E0201", "9007199254740991"),
        (format!("format = 1\nname = \"a\"\nanswer = [\"n\", \"m\"]\n{scenario}"), "E0103", "{ scenario ="),
        (format!("format = 1\nname = \"a\"\n{scenario}[report]\nheadline = [\"employment\", \"employment\"]\n"), "E0108", "take one"),
        ("format = 1\nname = \"a\"\n[[agencies]]\nname = \"\"\n".into(), "E0107", "write a name"),
        ("format = 1\nname = \"a\"\n[context.credit]\nrecovery = { low = 0.3, high = 0.5 }\n".into(), "E0101", "LOW to HIGH"),
        (
            "format = 1\nname = \"a\"\n[context.credit]\nrecovery = { dist = \"uniform\", value = 0.4, low = 0.3, high = 0.5 }\n".into(),
            "E0221",
            "keep one",
        ),
        (format!("format = 1\nname = \"{}\"\n", "y".repeat(200_000)), "E0107", "title"),
    ] {
        fs::write(folder.join("f.toml"), &text).expect("written");
        let output = linkwright(&folder, &["check", "f.toml", "--json"]);
        let json: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let found = json["problems"].as_array().expect("a list");
        let shown: String = text.chars().take(200).collect();
        assert_eq!((found.len(), found[0]["code"].as_str()), (1, Some(code)), "{shown}: {found:?}");
        assert!(found[0]["help"].as_str().is_some_and(|words| words.contains(help)), "{shown}: {found:?}");
        assert!(found[0]["message"].as_str().is_some_and(|words| words.chars().count() < 700), "{shown}");
    }
}

#[test]
fn very_long_lines_and_very_many_problems_are_told_briefly() {
    let folder = empty_folder("messages-long");
    let keys: Vec<String> = (0..300).map(|k| format!("k{k} = {k}")).collect();
    for text in [
        format!(
            "format = 1\nname = \"a\"\nx = \"{}\"\n",
            "x".repeat(1_000_000)
        ),
        format!("format = 1 {}", "x".repeat(1_000_000)),
        format!(
            "format = 1\nname = \"a\"\ncontext.credit = {{ {} }}\n",
            keys.join(", ")
        ),
    ] {
        fs::write(folder.join("long.toml"), text).expect("written");
        let (code, said) = talk(&folder, &["check", "long.toml"]);
        assert!(
            code == 2 && said.len() < 50_000 && !said.contains("panicked"),
            "{} bytes",
            said.len()
        );
    }
    assert!(
        talk(&folder, &["check", "long.toml"])
            .1
            .contains("and 240 more")
    );
    fs::write(
        folder.join("latin.toml"),
        b"format = 1\nname = \"caf\xe9\"\n",
    )
    .expect("written");
    let (code, said) = talk(&folder, &["run", "latin.toml"]);
    assert!(code == 2 && said.contains("is not UTF-8 text"), "{said}");
}

#[test]
fn every_call_with_json_that_fails_prints_what_the_schema_says() {
    let folder = empty_folder("messages-json");
    fs::write(folder.join("s.toml"), study("", "", "", "")).expect("written");
    fs::write(
        folder.join("latin.toml"),
        b"format = 1\nname = \"caf\xe9\"\n",
    )
    .expect("written");
    assert_eq!(
        talk(
            &folder,
            &["run", "s.toml", "-o", "run", "-q", "--no-report"]
        )
        .0,
        0
    );
    let schema: Value = serde_json::from_str(
        &fs::read_to_string(root().join("linkwright-output.schema.json")).expect("there"),
    )
    .expect("JSON");
    let of = |name: &str| {
        let mut one = schema.clone();
        let object = one.as_object_mut().expect("an object");
        object.remove("anyOf");
        object.insert("$ref".into(), format!("#/$defs/{name}").into());
        jsonschema::validator_for(&one).expect("a schema")
    };
    let (refusal, failure) = (of("refusal"), of("failure"));
    for call in [
        "run latin.toml",
        "plan latin.toml",
        "trace latin.toml",
        "diff s.toml latin.toml",
        "evaluate latin.toml",
        "evaluate findings latin.toml",
        "sensitivity latin.toml",
        "sensitivity s.toml -p credit.recvery",
    ] {
        let call: Vec<&str> = call.split(' ').chain(["--json"]).collect();
        let output = linkwright(&folder, &call);
        let value: Value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{call:?}: {error}"));
        assert!(
            refusal.is_valid(&value) && value["exit_code"] == output.status.code().expect("ended"),
            "{call:?}: {value}"
        );
    }
    for call in [
        "nope --json",
        "run --json",
        "run s.toml -r x --json",
        "run s.toml --precision 5% --json",
        "run s.toml -o run --json",
        "plan s.toml --precision x --json",
        "sensitivity s.toml --json",
        "compare nosuch --json",
        "compare run --baseline nope --json",
        "compare run --indicator nope --json",
        "report nosuch --json",
        "replay nosuch --rep 0 --json",
        "replay run --rep 9 --json",
        "trace run --firm x --json",
        "trace run --scenario nope --json",
        "diff run s.toml --json",
        "init run --json",
        "evaluate s.toml --scenario nope --json",
        "evaluate s.toml --horizon 60 --json",
        "params nope --format json",
        "indicators nope --format json",
        "demo -o run --json",
    ] {
        let output = linkwright(&folder, &call.split(' ').collect::<Vec<_>>());
        let value: Value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{call}: {error}"));
        assert!(
            failure.is_valid(&value) && value["exit_code"] == output.status.code().expect("ended"),
            "{call}: {value}"
        );
        assert!(
            value["error"]
                .as_str()
                .is_some_and(|error| !error.is_empty()),
            "{call}: {value}"
        );
    }
}

#[test]
fn a_reader_that_closes_the_pipe_is_no_error() {
    let folder = empty_folder("messages-pipes");
    fs::write(folder.join("s.toml"), study("", "", "", "")).expect("written");
    assert_eq!(talk(&folder, &["run", "s.toml", "-o", "run", "-q"]).0, 0);
    for call in [
        "params",
        "schema",
        "explain codes",
        "check s.toml -v",
        "compare run --json",
        "trace run",
        "run s.toml --dry-run",
        "run s.toml --dry-run --json",
        "run s.toml -o one",
        "run s.toml -o two --json",
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_linkwright"))
            .current_dir(&folder)
            .args(call.split(' '))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        drop(child.stdout.take());
        drop(child.stderr.take());
        assert_eq!(child.wait().expect("ended").code(), Some(0), "{call}");
    }
    assert!(
        folder.join("one/manifest.json").is_file() && folder.join("two/manifest.json").is_file(),
        "the runs went on"
    );
}

#[test]
fn evaluations_say_before_they_run_that_the_folder_is_taken() {
    let folder = empty_folder("messages-taken");
    fs::create_dir(folder.join("taken")).expect("a folder");
    let study = root()
        .join("scenarios/studies/evaluate-support.toml")
        .to_string_lossy()
        .into_owned();
    write_finding(&folder);
    for (verb, study) in [
        (&["evaluate"][..], study.as_str()),
        (&["evaluate", "findings"], "finding.toml"),
    ] {
        let started = std::time::Instant::now();
        let output = linkwright(
            &folder,
            &[verb, &[study, "-r", "2000", "-o", "taken"]].concat(),
        );
        let reported = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.code() == Some(7) && reported.contains("taken"),
            "{verb:?}: {reported}"
        );
        assert!(
            started.elapsed().as_secs() < 30,
            "{verb:?}: 2,000 worlds were run first"
        );
    }
}
