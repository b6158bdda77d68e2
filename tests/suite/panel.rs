//! The raw panel: every firm and linkage in every quarter, from which findings can be computed by other means.

use std::fs;
use std::path::Path;
use std::process::Command;

use linkwright::results::{FIRM_COLUMNS, LINKAGE_COLUMNS};
use linkwright::statistics::figures;

use crate::common::{empty_folder, linkwright, root};

/// A finding in a small economy of the kind of Uganda's; the rest of its table and the programme follow.
fn finding(name: &str, estimator: &str, programme: &str) -> String {
    format!(
        "format = 1\nname = \"{name}\"\n[context]\nfrom = \"{}\"\n[population]\nsmes = 700\ntncs = 8\n[run]\nburn_in_quarters = 40\npolicy_quarters = 14\nrun_off_quarters = 0\n\
         [finding]\nsource = \"a study\"\ncountry = \"Uganda\"\nrole = \"compare\"\nfigure = 5\nlow = 0\n{estimator}{programme}",
        root().join("scenarios/contexts/uganda.toml").display()
    )
}

const EVENT_STUDY: &str = "unit = \"percent\"\nestimator = \"event_study\"\ntreatment = \"first_order\"\noutcome = \"employment\"\nhorizon_quarters = 4\n";
const OFFERS: &str = "unit = \"points\"\nestimator = \"offers\"\ntreatment = \"upgrading_support\"\noutcome = \"management\"\nper = \"taken\"\nhorizon_quarters = 6\namong = \"applicants\"\n";
const PROGRAMME: &str = "[[agencies]]\nname = \"agency\"\noutreach_share = 0.5\naccept_share = 1\n[[instruments]]\nkind = \"upgrading_support\"\nagency = \"agency\"\nstart = 0\nend = 14\nlot_share = 0.5\n";

/// Runs the program, which must succeed, and returns what it printed.
fn printed(folder: &Path, call: &str) -> String {
    let output = linkwright(folder, &call.split(' ').collect::<Vec<_>>());
    assert!(
        output.status.success(),
        "{call}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn findings_are_computed_again_from_the_panel_by_other_means() {
    let has_python = Command::new("python3")
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success());
    if !has_python {
        println!("skipped: python3 is missing");
        return;
    }
    let folder = empty_folder("panel-python");
    for (name, text, arguments) in [
        (
            "first-order",
            finding("first-order", EVENT_STUDY, ""),
            "event_study 4",
        ),
        (
            "support",
            finding("support", OFFERS, PROGRAMME),
            "offers upgrading_support 6",
        ),
    ] {
        fs::write(folder.join(format!("{name}.toml")), text).expect("written");
        let json = printed(
            &folder,
            &format!("evaluate findings {name}.toml -r 4 --json -o {name}-found --progress none"),
        );
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let found = json["findings"][0]["simulated"].as_f64().expect("a number");
        printed(
            &folder,
            &format!("run {name}.toml -r 4 --panel --no-report -q -o {name}"),
        );
        let mut python = Command::new("python3");
        python
            .arg(root().join("tests/panel/findings.py"))
            .arg(folder.join(name))
            .arg(name)
            .args(arguments.split(' '));
        let output = python.output().expect("it starts");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let again: f64 = String::from_utf8_lossy(&output.stdout)
            .trim()
            .parse()
            .expect("a number");
        assert!(
            (again / found - 1.0).abs() < 1e-9,
            "{name}: {found} and {again}"
        );
        let shown = |value: f64| figures::number(value, figures::exponent(0.01, value));
        assert_eq!(shown(found), shown(again), "{name}, to the last digit");
    }
}

#[test]
fn the_panel_has_every_firm_in_every_quarter_entrants_included_and_changes_nothing() {
    let folder = empty_folder("panel");
    fs::write(
        folder.join("support.toml"),
        finding("support", OFFERS, PROGRAMME),
    )
    .expect("written");
    printed(&folder, "run support.toml -r 2 --no-report -q -o without");
    printed(
        &folder,
        "run support.toml -r 2 --panel --no-report -q -j 1 -o with",
    );
    printed(
        &folder,
        "run support.toml -r 2 --panel --no-report -q -j 2 -o again",
    );
    let read = |path: &str| {
        fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    assert_eq!(
        read("without/data/runs.csv"),
        read("with/data/runs.csv"),
        "recording changes no world"
    );
    let manifest = read("with/manifest.json");
    for world in ["0000000", "0000001"] {
        for table in ["firms", "linkages"] {
            let file = format!("data/panel/{table}-{world}.csv");
            assert_eq!(
                read(&format!("with/{file}")),
                read(&format!("again/{file}")),
                "threads change nothing"
            );
            assert!(manifest.contains(&file), "{file} is listed with its digest");
        }
    }
    let firms = read("with/data/panel/firms-0000000.csv");
    let mut lines = firms.lines();
    let head: Vec<&str> = lines.next().expect("a header").split(',').collect();
    assert_eq!(
        head[3..],
        FIRM_COLUMNS
            .iter()
            .map(|column| column.name)
            .collect::<Vec<_>>()
    );
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let at = |name: &str| head.iter().position(|one| *one == name).expect("a column");
    let of = |quarter: &str, scenario: &str| {
        rows.iter()
            .filter(|row| row[2] == quarter && row[0] == scenario)
            .count()
    };
    assert!(
        of("0", "support") > 400 && of("14", "support") > of("0", "support"),
        "entrants have rows from their first quarter on"
    );
    assert_eq!(
        of("0", "support"),
        of("0", "none"),
        "both scenarios open alike"
    );
    let born_later = rows
        .iter()
        .filter(|row| row[at("born")].parse::<i32>().is_ok_and(|born| born > 0))
        .count();
    assert!(born_later > 0);
    let closed = rows
        .iter()
        .find(|row| row[at("is_alive")] == "false")
        .expect("some close");
    assert!(closed[at("workers")].is_empty() && closed[at("sales")].is_empty());
    let linkages = read("with/data/panel/linkages-0000000.csv");
    let head: Vec<&str> = linkages
        .lines()
        .next()
        .expect("a header")
        .split(',')
        .skip(3)
        .collect();
    assert_eq!(
        head,
        LINKAGE_COLUMNS
            .iter()
            .map(|column| column.name)
            .collect::<Vec<_>>()
    );
    assert!(linkages.lines().count() > 20);
}

#[test]
fn every_column_of_the_panel_is_described() {
    let page = fs::read_to_string(root().join("output/README.md")).expect("shipped");
    let columns = FIRM_COLUMNS
        .iter()
        .map(|column| (column.name, column.meaning))
        .chain(
            LINKAGE_COLUMNS
                .iter()
                .map(|column| (column.name, column.meaning)),
        );
    for (name, meaning) in columns {
        assert!(
            page.contains(&format!("| `{name}` |")) && page.contains(meaning),
            "{name}: {meaning}"
        );
    }
}
