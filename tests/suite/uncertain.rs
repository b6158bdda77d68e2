//! Effects of uncertain parameters, seen from outside: their draws, the worlds of draws, and that nothing changes without them.

use std::fs;
use std::path::Path;

use crate::common::{empty_folder, linkwright};

/// A study of a small world whose context and programme have uncertain parameters; `more` are further lines.
fn study(numbers: &str, more: &str) -> String {
    format!(
        "format = 1\nname = \"uncertain\"\nbaseline = \"none\"\n[population]\nsmes = 200\ntncs = 4\n\
         [run]\nreps = 2\nseed = 7\nburn_in_quarters = 20\npolicy_quarters = 8\nrun_off_quarters = 4\n\
         [report]\nheadline = [\"active_linkages\", \"new_linkages\"]\n\
         [context]\n{numbers}\n{more}\n[[scenario]]\nname = \"none\"\n[[scenario]]\nname = \"support\"\n\
         [[scenario.agencies]]\nname = \"agency\"\nadvisors = 4\n[[scenario.instruments]]\nkind = \"upgrading_support\"\nend = 8\n\
         [[scenario]]\nname = \"matchmaking\"\n[[scenario.agencies]]\nname = \"agency\"\nadvisors = 4\n\
         [[scenario.instruments]]\nkind = \"matchmaking\"\nend = 8\n"
    )
}

const TRUST: &str =
    "trust.gain = { value = \"0.05 to 0.12\", grade = \"expert\", source = \"three buyers\" }";
const WAGE: &str =
    "economy.annual_wage_usd = { dist = \"pert\", low = 800, mode = 1000, high = 1500 }";

/// Runs a study and returns its tables by name.
fn run(folder: &Path, name: &str, text: &str, more: &[&str]) -> Vec<(String, String)> {
    fs::write(folder.join("study.toml"), text).expect("written");
    let output = linkwright(
        folder,
        &[
            &[
                "run",
                "study.toml",
                "-o",
                name,
                "--no-report",
                "--progress",
                "none",
                "-q",
            ],
            more,
        ]
        .concat(),
    );
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    tables(&folder.join(name))
}

fn tables(run: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(run.join("data"))
        .expect("tables")
        .map(|entry| entry.expect("an entry").path());
    let mut tables: Vec<_> = entries
        .map(|path| {
            (
                path.file_name()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned(),
                fs::read_to_string(&path).expect("text"),
            )
        })
        .collect();
    tables.sort();
    tables
}

fn table<'t>(tables: &'t [(String, String)], name: &str) -> &'t str {
    tables
        .iter()
        .find(|(file, _)| file == name)
        .map_or_else(|| panic!("no {name}"), |(_, text)| text.as_str())
}

/// Rows of `runs.csv` without its first column by draw below `draws` and replication below `reps`.
fn rows_of(runs: &str, draws: u32, reps: u32) -> Vec<String> {
    let number = |cell: &str| cell.parse::<u32>().expect("a number");
    let is_kept = |row: &&str| {
        let cells: Vec<&str> = row.split(',').collect();
        number(cells[2]) < draws && number(cells[3]) < reps
    };
    runs.lines()
        .skip(1)
        .filter(is_kept)
        .map(str::to_string)
        .collect()
}

fn column(table: &str, name: &str) -> Vec<String> {
    let header: Vec<&str> = table.lines().next().expect("a header").split(',').collect();
    let at = header
        .iter()
        .position(|column| *column == name)
        .unwrap_or_else(|| panic!("no column {name}"));
    table
        .lines()
        .skip(1)
        .map(|row| row.split(',').nth(at).expect("a cell").to_string())
        .collect()
}

#[test]
fn more_draws_replications_or_numbers_change_no_earlier_draw() {
    let folder = empty_folder("uncertain-prefix");
    let few = run(
        &folder,
        "few",
        &study(TRUST, ""),
        &["--draws", "2", "-r", "1"],
    );
    let more = run(
        &folder,
        "more",
        &study(TRUST, ""),
        &["--draws", "3", "-r", "2"],
    );
    assert_eq!(
        rows_of(table(&few, "runs.csv"), 2, 1),
        rows_of(table(&more, "runs.csv"), 2, 1)
    );
    assert_eq!(table(&more, "runs.csv").lines().count(), 1 + 3 * 2 * 3);
    let both = run(
        &folder,
        "both",
        &study(&format!("{TRUST}\n{WAGE}"), ""),
        &["--draws", "2", "-r", "1"],
    );
    let trust = |tables: &[(String, String)]| column(table(tables, "design.csv"), "trust.gain");
    assert_eq!(trust(&both), trust(&few));
    assert_eq!(trust(&more)[..2], trust(&few)[..]);
    assert_ne!(trust(&few)[0], trust(&few)[1]);
    assert_ne!(
        rows_of(table(&both, "runs.csv"), 2, 1),
        rows_of(table(&few, "runs.csv"), 2, 1),
        "another wage, another world"
    );
}

#[test]
fn draws_are_the_same_on_any_number_of_threads_and_read_back_from_the_folder() {
    let folder = empty_folder("uncertain-threads");
    let text = study(
        &format!("{TRUST}\n{WAGE}"),
        "[[correlations]]\nof = [\"trust.gain\", \"economy.annual_wage_usd\"]\nrank = 0.5",
    );
    let one = run(
        &folder,
        "one",
        &text,
        &["--draws", "4", "-j", "1", "--timeseries", "full"],
    );
    let two = run(
        &folder,
        "two",
        &text,
        &["--draws", "4", "-j", "2", "--timeseries", "full"],
    );
    for (left, right) in one.iter().zip(&two) {
        assert!(left == right, "{} differs", left.0);
    }
    assert_eq!(one.len(), two.len());
    let compare = linkwright(&folder, &["compare", "two", "--csv"]);
    assert_eq!(
        compare.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&compare.stderr)
    );
    assert!(
        String::from_utf8_lossy(&compare.stdout)
            .contains("support,none,active_linkages,linkages,4,"),
        "a draw is a pair"
    );
    assert_eq!(
        linkwright(&folder, &["report", "two", "-q"]).status.code(),
        Some(0)
    );
    let replay = linkwright(&folder, &["replay", "two", "--rep", "300001"]);
    assert_eq!(
        replay.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&replay.stderr)
    );
}

#[test]
fn uncertain_numbers_without_draws_are_their_medians() {
    let folder = empty_folder("uncertain-median");
    let plain = run(
        &folder,
        "plain",
        &study("trust.gain = { dist = \"choice\", values = [0.07] }", ""),
        &[],
    );
    let median = run(&folder, "median", &study("trust.gain = 0.07", ""), &[]);
    for name in ["runs.csv", "compare.csv", "lives.csv", "twins.csv"] {
        let own = table(&plain, name);
        assert_eq!(own, table(&median, name));
    }
    assert!(
        !plain
            .iter()
            .any(|(name, _)| name == "design.csv" || name == "variance.csv")
    );
    assert!(!table(&plain, "runs.csv").starts_with("study,scenario,draw,"));
    fs::write(folder.join("check.toml"), study(TRUST, "")).expect("written");
    let check = linkwright(&folder, &["check", "check.toml"]);
    let (out, talk) = (
        String::from_utf8_lossy(&check.stdout),
        String::from_utf8_lossy(&check.stderr),
    );
    assert!(
        out.contains("trust.gain  0.05 to 0.12")
            && out.contains("0.05 to 0.12; expert; all scenarios"),
        "{out}"
    );
    assert!(talk.contains("N0105"), "{talk}");
}

#[test]
fn studies_whose_draws_cannot_be_made_are_refused_with_the_fix() {
    let folder = empty_folder("uncertain-refused");
    for (name, text, code) in [
        (
            "nothing",
            study("trust.gain = 0.07", "").replace("reps = 2", "reps = 2\ndraws = 5"),
            "E0226",
        ),
        (
            "many",
            study(TRUST, "").replace("reps = 2", "reps = 2\ndraws = 20_000"),
            "E0226",
        ),
        (
            "order",
            study(
                "tncs.lots_min = \"20 to 150\"\ntncs.lots_max = \"80 to 300\"",
                "",
            )
            .replace("reps = 2", "draws = 90"),
            "E0227",
        ),
        (
            "partly",
            study("", "")
                .replace(
                    "name = \"support\"",
                    &format!("name = \"support\"\n[scenario.context]\n{TRUST}"),
                )
                .replace("reps = 2", "draws = 2"),
            "E0404",
        ),
        (
            "length",
            study(TRUST, "").replace("policy_quarters = 8", "policy_quarters = \"8 to 12\""),
            "E0223",
        ),
    ] {
        fs::write(folder.join(format!("{name}.toml")), text).expect("written");
        let output = linkwright(&folder, &["check", &format!("{name}.toml"), "--json"]);
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let errors: Vec<_> = json["problems"]
            .as_array()
            .expect("a list")
            .iter()
            .filter(|one| one["severity"] == "error")
            .collect();
        assert!(
            errors.iter().any(|one| one["code"] == code),
            "{name}: {errors:?}"
        );
        assert!(
            errors
                .iter()
                .all(|one| one["help"].as_str().is_some_and(|help| !help.is_empty())),
            "{name}"
        );
    }
}

#[test]
fn rival_structures_run_beside_the_study_and_the_spread_is_split() {
    let folder = empty_folder("uncertain-rivals");
    let rivals = "[[rivals]]\nname = \"trust-frozen\"\ntitle = \"Trust frozen\"\nset = { \"trust.gain\" = 0 }\n\
                  [[rivals]]\nname = \"no-learning\"\nset = { capability.learning_rate = 0 }\n";
    let text = study(WAGE, rivals).replace(
        "baseline = \"none\"",
        "baseline = \"none\"\nanswer = { scenario = \"support\", against = \"matchmaking\" }",
    );
    let with = run(&folder, "with", &text, &["--draws", "14", "-r", "2"]);
    let without = run(
        &folder,
        "without",
        &study(WAGE, ""),
        &["--draws", "14", "-r", "2"],
    );
    let own: Vec<&str> = table(&with, "runs.csv")
        .lines()
        .filter(|row| !row.contains('@'))
        .collect();
    assert_eq!(
        own,
        table(&without, "runs.csv").lines().collect::<Vec<_>>(),
        "rivals change nothing of the study itself"
    );
    assert!(
        table(&with, "runs.csv").contains("support@trust-frozen")
            && table(&with, "runs.csv").contains("matchmaking@no-learning")
    );
    let variance = table(&with, "variance.csv");
    for source in ["chance", "numbers", "interactions", "structure"] {
        assert!(
            column(variance, "source").iter().any(|word| word == source),
            "{source}: {variance}"
        );
    }
    assert!(
        variance.contains(",rival,Trust frozen,") && variance.contains(",numbers,assumed,"),
        "{variance}"
    );
    let rows: Vec<Vec<&str>> = variance
        .lines()
        .skip(1)
        .map(|row| row.split(',').collect())
        .collect();
    let whole: f64 = rows
        .iter()
        .filter(|row| row[2] == "support" && row[3] == "none" && row[0] == "new_linkages")
        .filter_map(|row| row[6].parse::<f64>().ok())
        .sum();
    assert!(
        whole == 0.0 || (whole - 1.0).abs() < 1e-9,
        "shares add up: {whole}"
    );
    let shares = |name: &str| {
        column(variance, name)
            .into_iter()
            .filter_map(|cell| cell.parse::<f64>().ok())
            .collect::<Vec<f64>>()
    };
    assert!(
        shares("share")
            .iter()
            .chain(&shares("share_low"))
            .chain(&shares("share_high"))
            .all(|share| (0.0..=1.0).contains(share)),
        "{variance}"
    );
    assert!(
        column(variance, "n").iter().all(|n| n == "14"),
        "every row says how many draws are behind it: {variance}"
    );
    assert!(
        rows.iter()
            .any(|row| (row[2], row[3]) == ("support", "matchmaking")),
        "the pair of the answer has rows of its own: {variance}"
    );
    assert!(
        table(&with, "ranks.csv").contains("trust-frozen"),
        "the order of programmes is compared between structures"
    );
    let page = linkwright(&folder, &["report", "with", "-q"]);
    assert_eq!(
        page.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&page.stderr)
    );
    let page = fs::read_to_string(folder.join("with/report.html")).expect("a page");
    assert!(
        page.contains("Sources of variance")
            && page.contains("they cover random variation and what is not known of")
    );
    for words in [
        "14 of 14 draws requested were completed",
        "draw by draw",
        "structures of the model",
        "as modelled",
        "14 draws of 2 replications",
    ] {
        assert!(page.contains(words), "{words}");
    }
    for words in [
        "14 simulated worlds",
        "contexts put",
        "between contexts",
        "the baseline of the context <strong>default~",
    ] {
        assert!(!page.contains(words), "{words}");
    }
    fs::write(folder.join("same.toml"), study("trust.gain = 0", rivals)).expect("written");
    let check = linkwright(&folder, &["check", "same.toml"]);
    assert!(
        String::from_utf8_lossy(&check.stderr).contains("E0229"),
        "{}",
        String::from_utf8_lossy(&check.stderr)
    );
}

#[test]
fn designs_choose_the_values_of_numbers_and_share_luck() {
    let folder = empty_folder("uncertain-designs");
    let points = |tables: &[(String, String)]| column(table(tables, "design.csv"), "trust.gain");
    let grid = "[design]\nkind = \"grid\"\n[design.values]\n\"trust.gain\" = [0.05, 0.1]\n\"economy.annual_wage_usd\" = [900, 1200]\n";
    let grid = run(&folder, "grid", &study("", grid), &[]);
    assert_eq!(points(&grid), ["0.05", "0.05", "0.1", "0.1"]);
    assert_eq!(table(&grid, "points.csv").lines().count(), 1 + 4 * 2 * 2);
    assert_eq!(
        column(table(&grid, "points.csv"), "economy.annual_wage_usd")
            .first()
            .map(String::as_str),
        Some("900.0")
    );
    let keys = column(table(&grid, "runs.csv"), "seed_key");
    let distinct: std::collections::BTreeSet<&String> = keys.iter().collect();
    assert_eq!(
        distinct.len(),
        2,
        "replication r of all points has the same random draws"
    );
    let single = run(
        &folder,
        "single",
        &study(
            &format!("{TRUST}\n{WAGE}"),
            "[design]\nkind = \"one_at_a_time\"\n",
        ),
        &["-r", "1"],
    );
    assert_eq!(table(&single, "design.csv").lines().count(), 1 + 1 + 2 * 2);
    let one = "[design]\nkind = \"grid\"\n[design.values]\n\"trust.gain\" = [0.05, 0.07, 0.1]\n";
    let answer =
        "baseline = \"none\"\nanswer = { scenario = \"support\", against = \"matchmaking\" }";
    let one = run(
        &folder,
        "one",
        &study("", one).replace("baseline = \"none\"", answer),
        &["-r", "3"],
    );
    assert_eq!(
        table(&one, "points.csv")
            .lines()
            .filter(|row| row.contains("support,matchmaking,new_linkages"))
            .count(),
        3
    );
    assert_eq!(
        linkwright(&folder, &["report", "one", "-q"]).status.code(),
        Some(0)
    );
    let page = fs::read_to_string(folder.join("one/report.html")).expect("a page");
    assert!(
        page.contains("Results at each point of the design")
            && page.contains("over 3 replications")
            && page.contains("point 3"),
        "a result per point"
    );
    let along = fs::read_to_string(folder.join("one/charts/09-points.csv"))
        .expect("the chart of one parameter");
    assert_eq!(
        (column(&along, "trust.gain"), column(&along, "n_pairs")),
        (
            ["0.05", "0.07", "0.1"].map(String::from).to_vec(),
            vec!["3".to_string(); 3]
        )
    );
    let list = "[design]\nkind = \"list\"\nsubsets = [\"low\"]\n[[design.points]]\nname = \"a\"\nsubset = \"low\"\nset = { \"trust.gain\" = 0.05 }\n\
                [[design.points]]\nname = \"b\"\nsubset = \"high\"\nset = { \"trust.gain\" = 0.11 }\n";
    assert_eq!(
        points(&run(&folder, "list", &study("", list), &["-r", "1"])),
        ["0.05"]
    );
    fs::write(
        folder.join("points.csv"),
        "name,trust.gain,instruments.upgrading_support.intensity\na,0.05,1\nb,0.11,0.5\n",
    )
    .expect("written");
    let csv = run(
        &folder,
        "csv",
        &study("", ""),
        &["--design", "points.csv", "-r", "1"],
    );
    assert_eq!(points(&csv), ["0.05", "0.11"]);
    let replay = linkwright(&folder, &["replay", "csv", "--rep", "100000"]);
    assert_eq!(
        replay.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&replay.stderr)
    );
    for from in [["trace", "csv"], ["trace", "study.toml"]] {
        let trace = linkwright(&folder, &[&from[..], &["--rep", "0"]].concat());
        assert_eq!(
            trace.status.code(),
            Some(0),
            "{from:?}: {}",
            String::from_utf8_lossy(&trace.stderr)
        );
    }
    for (name, text) in [
        ("few", "name,trust.gain\na,x\n"),
        ("unknown", "name,trust.gian\na,1\n"),
        ("none", "trust.gain\n"),
    ] {
        fs::write(folder.join("points.csv"), text).expect("written");
        let output = linkwright(
            &folder,
            &["run", "study.toml", "--design", "points.csv", "--dry-run"],
        );
        assert_eq!(
            output.status.code(),
            Some(2),
            "{name}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

/// A design of a kind over the two uncertain parameters, with or without random draws of its own.
fn of_kind(kind: &str, more: &str) -> String {
    study(
        &format!("{TRUST}\n{WAGE}"),
        &format!("[design]\nkind = \"{kind}\"\n{more}"),
    )
}

#[test]
fn even_designs_draw_every_slice_of_a_distribution_with_luck_of_their_own() {
    let folder = empty_folder("uncertain-even");
    // the quartiles of a log-normal number whose 90 % interval is 0.05 to 0.12
    let quartiles = [0.25, 0.5, 0.75].map(|share: f64| {
        let score = [-0.674_489_75, 0.0, 0.674_489_75][(share * 4.0) as usize - 1];
        let (low, high) = (0.05_f64.ln(), 0.12_f64.ln());
        (0.5 * (low + high) + score * 0.5 * (high - low) / 1.644_853_6).exp()
    });
    for kind in ["latin_hypercube", "sobol"] {
        let tables = run(
            &folder,
            kind,
            &of_kind(kind, ""),
            &["--draws", "4", "-r", "2"],
        );
        let values = column(table(&tables, "design.csv"), "trust.gain");
        let slice = |value: &String| {
            quartiles
                .iter()
                .filter(|quartile| value.parse::<f64>().expect("a number") > **quartile)
                .count()
        };
        let mut slices: Vec<usize> = values.iter().map(slice).collect();
        slices.sort_unstable();
        assert_eq!(
            slices,
            [0, 1, 2, 3],
            "{kind}: one draw in each quarter, {values:?}"
        );
        let keys: std::collections::BTreeSet<String> =
            column(table(&tables, "runs.csv"), "seed_key")
                .into_iter()
                .collect();
        assert_eq!(
            keys.len(),
            4 * 2,
            "{kind}: every world has random draws of its own"
        );
        assert!(
            !tables.iter().any(|(name, _)| name == "points.csv"),
            "{kind}"
        );
    }
    let replay = linkwright(&folder, &["replay", "sobol", "--rep", "300001"]);
    assert_eq!(
        replay.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&replay.stderr)
    );
    let (four, eight) = (
        run(&folder, "four", &of_kind("sobol", ""), &["--draws", "4"]),
        run(&folder, "eight", &of_kind("sobol", ""), &["--draws", "8"]),
    );
    assert_eq!(
        rows_of(table(&four, "runs.csv"), 4, 2),
        rows_of(table(&eight, "runs.csv"), 4, 2),
        "a longer sequence begins with the shorter"
    );
    let check = |more: &[&str]| {
        let output = linkwright(
            &folder,
            &[&["run", "study.toml", "--dry-run"], more].concat(),
        );
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    let (code, reported) = check(&[]);
    assert!(
        code == Some(2) && reported.contains("E0226") && reported.contains("--draws 64"),
        "{reported}"
    );
    let (code, reported) = check(&["--draws", "6"]);
    assert!(reported.contains("6 draws (sobol) x 2"), "{reported}");
    assert!(
        code == Some(0) && reported.contains("N0106") && reported.contains("8 draws"),
        "{reported}"
    );
}

#[test]
fn designs_for_sensitivity_move_uncertain_numbers_in_walks_and_blocks() {
    let folder = empty_folder("uncertain-walks");
    let walks = run(
        &folder,
        "walks",
        &of_kind("morris", "size = 2"),
        &["-r", "1"],
    );
    let design = table(&walks, "design.csv");
    let names = column(design, "name");
    assert_eq!(names.len(), 2 * 3);
    assert!(
        names[0] == "trajectory 1: start" && names[4].ends_with(" moves"),
        "{names:?}"
    );
    let values = [
        column(design, "trust.gain"),
        column(design, "economy.annual_wage_usd"),
    ];
    for step in [1, 2, 4, 5] {
        let moved = [0, 1].map(|number: usize| values[number][step] != values[number][step - 1]);
        assert_eq!(
            moved.iter().filter(|moved| **moved).count(),
            1,
            "one parameter a step: {design}"
        );
        assert!(
            names[step].contains(if moved[0] {
                "trust.gain"
            } else {
                "economy.annual_wage_usd"
            }),
            "{design}"
        );
    }
    // levels are at shares 0, 1/3, 2/3 and 1 of the way from the 5 % to the 95 % quantile
    let gains = values[0]
        .iter()
        .map(|value| value.parse::<f64>().expect("a number"));
    assert!(
        gains.clone().all(|gain| (0.0499..0.1201).contains(&gain)),
        "{design}"
    );
    let blocks = run(
        &folder,
        "blocks",
        &of_kind("saltelli", "size = 2"),
        &["-r", "1"],
    );
    let design = table(&blocks, "design.csv");
    let (names, gains) = (column(design, "name"), column(design, "trust.gain"));
    assert_eq!(
        names[..4],
        [
            "block 1: A",
            "block 1: B",
            "block 1: A with economy.annual_wage_usd of B",
            "block 1: A with trust.gain of B"
        ]
    );
    assert!(
        gains[3] == gains[1] && gains[2] == gains[0] && gains[0] != gains[1],
        "{design}"
    );
    assert_eq!(table(&blocks, "points.csv").lines().count(), 1 + 8 * 2 * 2);
    let keys: std::collections::BTreeSet<String> = column(table(&blocks, "runs.csv"), "seed_key")
        .into_iter()
        .collect();
    assert_eq!(keys.len(), 1, "points share their random draws");
}

#[test]
fn what_a_design_cannot_be_is_refused_with_the_fix() {
    let folder = empty_folder("uncertain-refused");
    let nothing = study("", "[design]\nkind = \"morris\"\n");
    for (text, flags, code, fix) in [
        (
            of_kind("morris", "levels = 4"),
            &[][..],
            "E0230",
            "leave it out; `levels` is for the kinds grid",
        ),
        (
            of_kind("sobol", "size = 4"),
            &["--draws", "4"],
            "E0230",
            "morris, saltelli",
        ),
        (
            of_kind("saltelli", "size = 2.5"),
            &[],
            "E0103",
            "write size = 64",
        ),
        (
            of_kind("grid", ""),
            &["--draws", "4"],
            "E0226",
            "leave out --draws",
        ),
        (of_kind("saltelli", "size = 5000"), &[], "E0230", "10 000"),
        (nothing, &[], "E0230", "make parameters uncertain"),
    ] {
        fs::write(folder.join("study.toml"), &text).expect("written");
        let output = linkwright(
            &folder,
            &[&["run", "study.toml", "--dry-run"], flags].concat(),
        );
        let reported = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.code() == Some(2) && reported.contains(code) && reported.contains(fix),
            "{text}\n{reported}"
        );
    }
}

#[test]
fn sensitivity_varies_numbers_as_the_study_knows_them() {
    let folder = empty_folder("uncertain-drivers");
    fs::write(
        folder.join("study.toml"),
        study(&format!("{TRUST}\n{WAGE}"), ""),
    )
    .expect("written");
    let run = |name: &str, more: &[&str]| {
        let output = linkwright(
            &folder,
            &[
                &["sensitivity", "study.toml", "-r", "2", "-q", "-o", name],
                more,
            ]
            .concat(),
        );
        assert_eq!(
            output.status.code(),
            Some(0),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let points = tables(&folder.join(name));
        let gains: Vec<f64> = column(table(&points, "points.csv"), "trust.gain")
            .iter()
            .map(|value| value.parse().expect("a number"))
            .collect();
        (
            gains.iter().copied().fold(f64::INFINITY, f64::min),
            gains.iter().copied().fold(0.0, f64::max),
        )
    };
    let close = |found: f64, expected: f64| (found / expected - 1.0).abs() < 0.01;
    let (low, high) = run("tornado", &[]);
    assert!(
        close(low, 0.05) && close(high, 0.12),
        "the ends of the interval of the study: {low} to {high}"
    );
    let (low, high) = run("named", &["-p", "trust.gain=0.06:0.1"]);
    assert!(
        close(low, 0.06) && close(high, 0.1),
        "a range that is requested goes first: {low} to {high}"
    );
    let (low, high) = run("sobol", &["-m", "sobol", "-n", "16"]);
    assert!(
        low < 0.05 && high > 0.12,
        "shares of variance are of the whole distribution: {low} to {high}"
    );
}

/// A study in two contexts that know `credit.recovery` differently and have different margins; `more` are further lines.
fn in_two_contexts(folder: &Path, more: &str) -> String {
    for (name, margin, recovery) in [("a", 0.03, "0.2 to 0.3"), ("b", 0.05, "0.5 to 0.6")] {
        let context = format!(
            "format = 1\nkind = \"context\"\nname = \"{name}\"\ntitle = \"{name}\"\n[population]\nsmes = 200\ntncs = 4\n\
             [credit]\nmargin = {margin}\nrecovery = \"{recovery}\"\n"
        );
        fs::write(folder.join(format!("{name}.toml")), context).expect("written");
    }
    format!(
        "format = 1\nname = \"two\"\ncontexts = [\"a.toml\", \"b.toml\"]\nbaseline = \"none\"\n[run]\nseed = 5\nburn_in_quarters = 20\npolicy_quarters = 4\n\
         run_off_quarters = 0\n[report]\nheadline = [\"active_linkages\"]\n{more}\n[[scenario]]\nname = \"none\"\n[[scenario]]\nname = \"help\"\n\
         [[scenario.agencies]]\nname = \"one\"\n[[scenario.instruments]]\nkind = \"upgrading_support\"\nagency = \"one\"\nend = 4\n"
    )
}

#[test]
fn a_number_that_contexts_know_differently_has_one_place_in_all_distributions() {
    let folder = empty_folder("uncertain-contexts");
    for (kind, flags) in [
        ("random", &["--draws", "4"][..]),
        ("latin_hypercube", &["--draws", "4"]),
        ("sobol", &["--draws", "4"]),
        ("grid", &[]),
        ("morris", &[]),
    ] {
        let more = if kind == "morris" { "size = 2" } else { "" };
        let study = in_two_contexts(&folder, &format!("[design]\nkind = \"{kind}\"\n{more}"));
        let tables = run(&folder, kind, &study, &[&["-r", "1"], flags].concat());
        let design = table(&tables, "design.csv");
        // the place in a log-normal interval: how far the logarithm lies from one end to the other
        let places = [
            ("credit.recovery", 0.2_f64, 0.3_f64),
            ("credit.recovery@b", 0.5, 0.6),
        ]
        .map(|(name, low, high)| {
            let values = column(design, name)
                .into_iter()
                .map(|value| value.parse::<f64>().expect("a number"));
            values
                .map(|value| (value / low).ln() / (high / low).ln())
                .collect::<Vec<f64>>()
        });
        assert!(
            places[0]
                .iter()
                .zip(&places[1])
                .all(|(a, b)| (a - b).abs() < 1e-6),
            "{kind}: {design}"
        );
        assert_eq!(
            places[0].len(),
            if kind == "grid" { 3 } else { 4 },
            "{kind}: one parameter, not two"
        );
    }
}

#[test]
fn a_point_leaves_scenarios_that_differ_in_a_number_with_their_own() {
    let folder = empty_folder("uncertain-own");
    let design = "[design]\nkind = \"list\"\n[[design.points]]\nname = \"own\"\nset = { \"credit.recovery\" = 0.4 }\n\
                  [[design.points]]\nname = \"same\"\nset = { \"credit.margin\" = 0.04, \"credit.recovery\" = 0.4 }\n";
    let tables = run(
        &folder,
        "own",
        &in_two_contexts(&folder, design),
        &["-r", "2"],
    );
    assert_eq!(
        column(table(&tables, "design.csv"), "credit.margin"),
        ["", "0.04"]
    );
    // the same study without the parameter in any point: its first point is the same world
    let plain =
        "[design]\nkind = \"list\"\n[[design.points]]\nset = { \"credit.recovery\" = 0.4 }\n";
    let without = run(
        &folder,
        "plain",
        &in_two_contexts(&folder, plain),
        &["-r", "2"],
    );
    assert_eq!(
        rows_of(table(&tables, "runs.csv"), 1, 2),
        rows_of(table(&without, "runs.csv"), 1, 2)
    );
    let replay = linkwright(&folder, &["replay", "own", "--rep", "0"]);
    assert_eq!(
        replay.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&replay.stderr)
    );
}

#[test]
fn sensitivity_refuses_what_has_no_one_meaning() {
    let folder = empty_folder("uncertain-meaning");
    fs::write(folder.join("study.toml"), in_two_contexts(&folder, "")).expect("written");
    let refused = |flags: &[&str], words: &str| {
        let output = linkwright(
            &folder,
            &[
                &["sensitivity", "study.toml", "-r", "2", "--dry-run"],
                flags,
            ]
            .concat(),
        );
        let reported = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.code() == Some(2) && reported.contains(words),
            "{flags:?}: {reported}"
        );
    };
    refused(
        &[],
        "what is known of `credit.recovery` differs between `none@a` and `none@b`",
    );
    refused(
        &["-p", "credit.margin", "-p", "context.credit.margin"],
        "is named twice",
    );
    refused(
        &[
            "-p",
            "instruments.upgrading_support.gain_quality",
            "-p",
            "upgrading_support.gain_quality",
        ],
        "is named twice",
    );
    refused(
        &["-p", "credit.margin", "-S", "context.credit.margin=0.04"],
        "is varied and set by -S",
    );
    let run = [
        "sensitivity",
        "study.toml",
        "-r",
        "2",
        "-q",
        "-o",
        "margin",
        "-p",
        "credit.margin=0.03:0.06",
    ];
    assert_eq!(linkwright(&folder, &run).status.code(), Some(0));
    let points = tables(&folder.join("margin"));
    let points = table(&points, "points.csv");
    let base: Vec<(String, String)> = column(points, "point")
        .into_iter()
        .zip(column(points, "credit.margin"))
        .collect();
    let own: std::collections::BTreeSet<&str> = base
        .iter()
        .filter(|(point, _)| point == "0")
        .map(|(_, value)| value.as_str())
        .collect();
    assert_eq!(
        own.into_iter().collect::<Vec<_>>(),
        ["0.03", "0.05"],
        "each context keeps its own value: {points}"
    );
}

#[test]
fn instruments_of_one_kind_are_told_apart_by_their_agencies() {
    let folder = empty_folder("uncertain-agencies");
    let text = study("", "").replace(
        "end = 8\n[[scenario]]\nname = \"matchmaking\"",
        "agency = \"agency\"\nend = 8\ngain_quality = \"0.02 to 0.05\"\ngain_management = \"0.02 to 0.05\"\n[[scenario.agencies]]\nname = \"other\"\n\
         [[scenario.instruments]]\nkind = \"upgrading_support\"\nagency = \"other\"\nend = 8\n[[scenario.correlations]]\n\
         of = [\"instruments.upgrading_support@agency.gain_quality\", \"instruments.upgrading_support@agency.gain_management\"]\nrank = 0.5\n\
         [[scenario]]\nname = \"matchmaking\"",
    );
    let tables = run(&folder, "draws", &text, &["--draws", "3", "-r", "1"]);
    assert_eq!(
        column(
            table(&tables, "design.csv"),
            "instruments.upgrading_support@agency.gain_quality"
        )
        .len(),
        3
    );
    let output = linkwright(
        &folder,
        &["sensitivity", "study.toml", "-r", "2", "--dry-run"],
    );
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let set = [
        "check",
        "study.toml",
        "-v",
        "-S",
        "instruments.upgrading_support@other.gain_quality=0.07",
    ];
    let reported = linkwright(&folder, &set);
    let reported = String::from_utf8_lossy(&reported.stdout).into_owned()
        + &String::from_utf8_lossy(&reported.stderr);
    let lines: Vec<&str> = reported
        .lines()
        .filter(|line| line.contains("gain_quality") && line.contains("0.07"))
        .collect();
    assert!(
        lines.iter().any(|line| line.contains("instruments[1]"))
            && !lines.iter().any(|line| line.contains("instruments[0]")),
        "{reported}"
    );
}

#[test]
fn a_table_of_draws_is_a_sample_and_tells_the_expected_effect() {
    let folder = empty_folder("uncertain-table-of-draws");
    let drawn = run(
        &folder,
        "drawn",
        &study(TRUST, ""),
        &["--draws", "6", "-r", "2"],
    );
    let points: Vec<String> = column(table(&drawn, "design.csv"), "trust.gain");
    fs::write(
        folder.join("posterior.csv"),
        format!("trust.gain\n{}\n", points.join("\n")),
    )
    .expect("written");
    let design = |kind: &str| {
        let design = format!("\n[design]\nkind = \"{kind}\"\nfile = \"posterior.csv\"\n");
        let headline = "\"active_linkages\", \"programme_cost_usd\"";
        study("trust.gain = 0.07", "").replace("\"active_linkages\", \"new_linkages\"", headline)
            + &design
    };
    let draws = run(&folder, "draws", &design("draws"), &["-r", "2"]);
    assert_eq!(
        rows_of(table(&draws, "runs.csv"), 6, 2),
        rows_of(table(&drawn, "runs.csv"), 6, 2),
        "the same draws with the same luck, wherever they are written"
    );
    let expected = table(&draws, "expected.csv");
    assert_eq!(column(expected, "n_draws")[0], "6");
    for (sd, ends) in column(expected, "sd").iter().zip(
        column(expected, "sd_low")
            .into_iter()
            .zip(column(expected, "sd_high")),
    ) {
        let [sd, low, high] =
            [sd, &ends.0, &ends.1].map(|cell| cell.parse::<f64>().expect("a number"));
        assert!(low <= sd && sd <= high, "{expected}");
    }
    let points = run(&folder, "points", &design("csv"), &["-r", "2"]);
    assert!(
        points.iter().all(|(name, _)| name != "expected.csv"),
        "points share their luck and are no sample of what is known"
    );
}
