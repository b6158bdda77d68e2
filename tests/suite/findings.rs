//! Findings: the shipped ones, what a finding may say, and what the verb makes of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use linkwright::observations::indicator_names;
use linkwright::plan::{Options, prepare};
use linkwright::scenario::{Files, Finding, Role};

use crate::common::{empty_folder, linkwright, root};
use crate::small_finding::{finding_with, write_finding};

/// The finding of a file; the codes of its problems where it has none.
fn finding(path: &Path) -> Result<Finding, Vec<&'static str>> {
    let known = indicator_names();
    let options = Options {
        known_indicators: &known,
        ..Options::default()
    };
    let prepared = prepare(&Files::Disk, &[path.to_path_buf()], &options);
    let codes = || {
        prepared
            .problems
            .iter()
            .map(|problem| problem.code)
            .collect::<Vec<_>>()
    };
    let plan = prepared.plan.as_ref().ok_or_else(codes)?;
    Ok(plan.baseline().finding.clone().expect("a finding"))
}

fn shipped() -> BTreeMap<String, Finding> {
    let folder = root().join("scenarios/findings");
    let files = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path());
    let files: Vec<PathBuf> = files
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect();
    let named = |path: &PathBuf| {
        let finding = finding(path).unwrap_or_else(|codes| panic!("{}: {codes:?}", path.display()));
        (
            path.file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned(),
            finding,
        )
    };
    files.iter().map(named).collect()
}

#[test]
fn shipped_findings_can_be_read_and_most_can_be_computed() {
    let all = shipped();
    assert_eq!(all.len(), 26);
    let is_sign = |finding: &Finding| finding.band[1].is_infinite();
    let counted = all
        .values()
        .filter(|finding| !is_sign(finding) && finding.role != Role::Imposed);
    let (computed, not): (Vec<&Finding>, Vec<&Finding>) =
        counted.partition(|finding| finding.design.is_ok());
    assert!(
        computed.len() >= 20,
        "{} of {} can be computed",
        computed.len(),
        computed.len() + not.len()
    );
    assert!(
        not.iter()
            .all(|finding| finding.design.as_ref().is_err_and(|why| why.len() > 20)),
        "the others say why not"
    );
    let n_compared = computed
        .iter()
        .filter(|finding| finding.role == Role::Compare)
        .count();
    assert!(
        n_compared >= 4,
        "{n_compared} are compared and never fitted"
    );
    for (name, finding) in &all {
        assert!(
            !finding.source.is_empty() && !finding.grade.is_empty(),
            "{name}"
        );
    }
}

#[test]
fn a_finding_stands_in_the_country_of_its_study_or_says_why_not() {
    for (name, finding) in shipped() {
        let path = root().join(format!("scenarios/findings/{name}.toml"));
        let text = fs::read_to_string(path).expect("read");
        let from = text
            .lines()
            .find_map(|line| line.strip_prefix("from = \"../contexts/"))
            .expect("a context");
        let context = from.trim_end_matches(".toml\"").replace('-', " ");
        let is_own = finding.country.to_lowercase() == context;
        assert_eq!(
            is_own,
            finding.stand_in.is_empty(),
            "{name}: {} in {context}",
            finding.country
        );
    }
}

#[test]
fn the_verb_computes_writes_and_says_where_a_finding_lies() {
    let folder = empty_folder("findings");
    write_finding(&folder);
    let call = [
        "evaluate",
        "findings",
        "finding.toml",
        "-r",
        "6",
        "-o",
        "found",
        "--progress",
        "none",
    ];
    let output = linkwright(&folder, &call);
    let (printed, said) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{said}");
    assert!(
        printed.starts_with("1 finding: 1 ") && printed.contains("after 8 quarters"),
        "{printed}"
    );
    let table = fs::read_to_string(folder.join("found/findings.csv")).expect("written");
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(
        rows.len(),
        3,
        "the horizon of the study and one beside it: {table}"
    );
    let cell = |row: usize, name: &str| {
        let at = rows[0]
            .split(',')
            .position(|head| head == name)
            .expect("a column");
        rows[row].split(',').nth(at).expect("a cell").to_string()
    };
    let number = |row: usize, name: &str| cell(row, name).parse::<f64>().expect("a number");
    assert_eq!(
        (
            cell(1, "horizon_quarters"),
            cell(1, "is_judged"),
            cell(2, "is_judged")
        ),
        ("4".into(), "true".into(), "false".into())
    );
    assert!(
        number(1, "ci_low") < number(1, "simulated")
            && number(1, "simulated") < number(1, "ci_high")
    );
    assert!(
        number(1, "simulated") < number(2, "simulated"),
        "more close in two years than in one"
    );
    let page = fs::read_to_string(folder.join("found/findings.html")).expect("written");
    assert!(
        page.contains("Firms that close within a year") && page.contains("<svg"),
        "{page}"
    );
    let again = linkwright(
        &folder,
        &[
            "evaluate",
            "findings",
            "finding.toml",
            "-r",
            "6",
            "-j",
            "1",
            "-o",
            "again",
        ],
    );
    assert!(again.status.success());
    assert_eq!(
        table,
        fs::read_to_string(folder.join("again/findings.csv")).expect("written"),
        "threads change nothing"
    );
}

#[test]
fn a_finding_is_looked_for_in_another_context_by_its_name() {
    let folder = empty_folder("findings-elsewhere");
    write_finding(&folder);
    let economy = fs::read_to_string(folder.join("economy.toml")).expect("read");
    fs::write(
        folder.join("harder.toml"),
        format!(
            "{}[firms]\nexit_constant = -1\n",
            economy.replace("\"economy\"", "\"harder\"")
        ),
    )
    .expect("written");
    let exits = |arguments: &[&str]| {
        let output = linkwright(
            &folder,
            &[
                &[
                    "evaluate",
                    "findings",
                    "finding.toml",
                    "-r",
                    "3",
                    "--json",
                    "--progress",
                    "none",
                ],
                arguments,
            ]
            .concat(),
        );
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        (
            json["findings"][0]["context"]
                .as_str()
                .expect("a name")
                .to_string(),
            json["findings"][0]["simulated"].as_f64().expect("a number"),
        )
    };
    let (own, other) = (
        exits(&["-o", "a"]),
        exits(&["-o", "b", "--context", "harder"]),
    );
    assert_eq!((own.0.as_str(), other.0.as_str()), ("economy", "harder"));
    assert!(other.1 > own.1 + 5.0, "{own:?} {other:?}");
}

#[test]
fn what_cannot_be_computed_is_refused_with_its_code() {
    let folder = empty_folder("findings-refused");
    write_finding(&folder);
    let refused = [
        (
            vec![("estimator = \"level\"", "estimator = \"levels\"")],
            "E0106",
        ),
        (
            vec![("outcome = \"exit\"", "outcome = \"exits_of_firms\"")],
            "E0106",
        ),
        (vec![("outcome = \"exit\"", "")], "E0101"),
        (vec![("role = \"compare\"", "")], "E0101"),
        (vec![("figure = 8", "figure = 80")], "E0231"),
        (vec![("figure = 8", "figure = \"8\"")], "E0103"),
        (vec![("figure = 8", "figur = 8")], "E0102"),
        (vec![("low = 5\nhigh = 11\n", "")], "E0101"),
        (
            vec![("also_quarters = [8]", "also_quarters = [9]")],
            "E0231",
        ),
        (
            vec![("also_quarters = [8]", "among = \"eligible\"")],
            "E0231",
        ),
        (
            vec![(
                "also_quarters = [8]",
                "firms = { workers_min = 20, workers_below = 10 }",
            )],
            "E0231",
        ),
        (
            vec![("also_quarters = [8]", "treatment = \"upgrading_support\"")],
            "E0231",
        ),
        (
            vec![("estimator = \"level\"", "estimator = \"event_study\"")],
            "E0101",
        ),
        (
            vec![("estimator = \"level\"", "estimator = \"twin\"")],
            "E0231",
        ),
        (
            vec![("estimator = \"level\"", "missing = \"no exits\"")],
            "E0231",
        ),
        (vec![("[context]\nfrom = \"economy.toml\"\n", "")], "E0101"),
    ];
    for (changes, code) in refused {
        fs::write(folder.join("wrong.toml"), finding_with(&changes)).expect("written");
        let codes = finding(&folder.join("wrong.toml"))
            .err()
            .unwrap_or_default();
        assert!(codes.contains(&code), "{changes:?}: {codes:?}");
    }
    let output = linkwright(&folder, &["evaluate", "findings", "economy.toml"]);
    assert_eq!(output.status.code(), Some(2), "a context states no finding");
    let output = linkwright(&folder, &["evaluate", "findings"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.code() == Some(2) && said.contains("scenarios/findings"),
        "{said}"
    );
}

/// Support by lot in a small economy of the kind of Uganda's, whose agency takes the best by a score where it must choose.
fn support(estimator: &str, lot_share: f64, accept_share: f64) -> String {
    let offers = if estimator == "offers" {
        "per = \"taken\"\namong = \"applicants\"\n"
    } else {
        ""
    };
    format!(
        "format = 1\nname = \"support\"\n[context]\nfrom = \"{}\"\n[population]\nsmes = 900\ntncs = 8\n[run]\nburn_in_quarters = 40\npolicy_quarters = 16\nrun_off_quarters = 0\n\
         [finding]\nsource = \"a study\"\ncountry = \"Uganda\"\nrole = \"compare\"\nunit = \"points\"\nfigure = 5\nlow = 0\nestimator = \"{estimator}\"\n\
         treatment = \"upgrading_support\"\noutcome = \"management\"\nhorizon_quarters = 6\n{offers}\
         [[agencies]]\nname = \"agency\"\nadvisors = 20\noutreach_share = 0.2\naccept_share = {accept_share}\nscreening_accuracy = 0\n\
         [[instruments]]\nkind = \"upgrading_support\"\nagency = \"agency\"\nstart = 0\nend = 16\nlot_share = {lot_share}\n",
        root().join("scenarios/contexts/uganda.toml").display()
    )
}

#[test]
fn every_estimator_of_effects_finds_what_the_twins_say() {
    let folder = empty_folder("findings-estimators");
    for (estimator, lot_share, accept_share) in [
        ("event_study", 1.0, 1.0),
        ("matched_did", 1.0, 1.0),
        ("fixed_effects", 1.0, 1.0),
        ("offers", 0.5, 1.0),
        ("discontinuity", 1.0, 0.5),
    ] {
        fs::write(
            folder.join("support.toml"),
            support(estimator, lot_share, accept_share),
        )
        .expect("written");
        let output = linkwright(
            &folder,
            &[
                "evaluate",
                "findings",
                "support.toml",
                "-r",
                "8",
                "--json",
                "--progress",
                "none",
                "-o",
                estimator,
            ],
        );
        let json: serde_json::Value =
            serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
                panic!(
                    "{estimator}: {error}: {}",
                    String::from_utf8_lossy(&output.stderr)
                )
            });
        let of = |name: &str| {
            json["findings"][0][name]
                .as_f64()
                .unwrap_or_else(|| panic!("{estimator}: no {name}: {json:#}"))
        };
        let (value, low, high, truth) = (
            of("simulated"),
            of("ci_low"),
            of("ci_high"),
            of("true_effect"),
        );
        assert!(
            truth > 0.5 && low < value && value < high,
            "{estimator}: {value} ({low} to {high}), truly {truth}"
        );
        // eight worlds: within a whole interval's width of the truth
        assert!(
            (value - truth).abs() < high - low,
            "{estimator}: {value} ({low} to {high}), truly {truth}"
        );
        if estimator == "matched_did" {
            assert!(
                (0.5..=1.0).contains(&of("overlap")),
                "most have a firm like them: {}",
                of("overlap")
            );
        }
    }
}
