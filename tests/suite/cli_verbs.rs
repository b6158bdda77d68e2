//! Behaviour of `indicators`, `compare`, `report`, `schema` and `init`, and warnings of `check`, seen from outside.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use linkwright::observations::INDICATORS;
use linkwright::results::RunFolder;
use linkwright::scenario::PROJECT_FILE;
use serde_json::Value;

use crate::common::{empty_folder, linkwright, root};

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// Standard output of a call that goes well.
fn out(folder: &Path, arguments: &[&str]) -> String {
    let output = linkwright(folder, arguments);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{arguments:?}: {}",
        text(&output.stderr)
    );
    text(&output.stdout)
}

/// Message of a refused call, which prints no data.
fn refusal(folder: &Path, arguments: &[&str], code: i32) -> String {
    let output = linkwright(folder, arguments);
    assert_eq!(
        output.status.code(),
        Some(code),
        "{arguments:?}: {}",
        text(&output.stdout)
    );
    assert!(output.stdout.is_empty(), "{}", text(&output.stdout));
    text(&output.stderr)
}

/// A folder with a run of the small world in `run`.
fn with_run(name: &str, more: &[&str]) -> PathBuf {
    let folder = empty_folder(name);
    let small = root().join("scenarios/small.toml");
    out(
        &folder,
        &[
            &[
                "run",
                &*small.to_string_lossy(),
                "-r",
                "4",
                "-o",
                "run",
                "-q",
            ],
            more,
        ]
        .concat(),
    );
    folder
}

/// Bytes of all files below a folder.
fn all_files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("there") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            files.extend(all_files(&path));
        } else {
            files.insert(path.clone(), fs::read(&path).expect("readable"));
        }
    }
    files
}

#[test]
fn indicators_are_listed_in_four_formats_and_suggested() {
    let count = |format: &str| {
        out(root(), &["indicators", "--format", format])
            .lines()
            .count()
    };
    assert_eq!(
        (count("text"), count("csv"), count("md")),
        (INDICATORS.len(), INDICATORS.len() + 1, INDICATORS.len() + 6)
    );
    let json: Value =
        serde_json::from_str(&out(root(), &["indicators", "--format", "json"])).expect("JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(INDICATORS.len()));
    assert!(out(root(), &["indicators", "employment"]).contains("Workers in living SMEs"));
    assert!(
        refusal(root(), &["indicators", "employmnt"], 2).contains("did you mean `employment`?")
    );
}

#[test]
fn a_finished_run_reads_back_as_the_data_set_it_was() {
    let folder = with_run("verbs-read", &["--timeseries", "full", "--no-report"]);
    let run = RunFolder::read(&folder.join("run")).expect("a finished run");
    let dataset = &run.dataset;
    assert_eq!(
        (
            dataset.runs.len(),
            dataset.series.len(),
            dataset.replications,
            dataset.policy_quarters
        ),
        (12, 12, 4, 12)
    );
    assert_eq!(
        (
            dataset.contexts[0].baseline,
            dataset.answer,
            dataset.title.as_str()
        ),
        (0, Some((2, 0)), "A small world for tests")
    );
    assert!(!dataset.scenarios[2].changes.is_empty() && !dataset.grades.is_empty());
    assert_eq!(
        linkwright::statistics::bands(dataset),
        run.bands,
        "stored quantiles are those of the stored series"
    );
    let table = |table: linkwright::results::Table| table.to_csv();
    let stored = |file: &str| fs::read(folder.join("run/data").join(file)).expect("there");
    assert_eq!(
        table(linkwright::results::runs_table(dataset)),
        stored("runs.csv")
    );
    assert_eq!(
        table(linkwright::results::timeseries_full_table(dataset)),
        stored("timeseries-full.csv")
    );
    assert_eq!(
        table(linkwright::results::timeseries_table(
            &dataset.scenarios,
            &run.bands
        )),
        stored("timeseries.csv")
    );
}

#[test]
fn lost_replications_read_back_too() {
    let folder = empty_folder("verbs-lost");
    let small = root().join("scenarios/small.toml");
    let arguments = [
        "run",
        &*small.to_string_lossy(),
        "-r",
        "4",
        "-o",
        "run",
        "-q",
        "--panic-at",
        "2",
    ];
    assert_eq!(linkwright(&folder, &arguments).status.code(), Some(3));
    let run = RunFolder::read(&folder.join("run")).expect("a finished run");
    assert_eq!((run.dataset.runs.len(), run.dataset.failures.len()), (9, 1));
    assert_eq!(
        linkwright::results::failures_table(&run.dataset).to_csv(),
        fs::read(folder.join("run/data/failures.csv")).expect("there")
    );
    assert!(out(&folder, &["compare", "run"]).contains("1 of 4 worlds was lost"));
}

#[test]
fn compare_repeats_the_table_of_the_run_and_takes_any_baseline() {
    let folder = empty_folder("verbs-compare");
    let small = root().join("scenarios/small.toml");
    let reported = out(
        &folder,
        &[
            "run",
            &*small.to_string_lossy(),
            "-r",
            "4",
            "--progress",
            "none",
        ],
    );
    let table = out(&folder, &["compare", "latest"]);
    assert!(reported.starts_with(&table), "{reported}\n{table}");
    let other = out(
        &folder,
        &[
            "compare",
            "output/latest",
            "--baseline",
            "support",
            "--indicator",
            "clients",
        ],
    );
    assert!(
        other.starts_with(
            "Programme clients [SMEs] over 3 years, difference from `support` (paired, n = 4 worlds"
        ),
        "{other}"
    );
    let csv = out(&folder, &["compare", "latest", "--csv"]);
    let stored = fs::read_to_string(folder.join("output/latest/data/compare.csv")).expect("there");
    assert_eq!(
        csv.lines().count(),
        1 + 2 * 4,
        "two scenarios and a headline of four"
    );
    assert!(
        csv.lines()
            .all(|line| stored.lines().any(|kept| kept == line)),
        "the rows of compare.csv"
    );
    let json: Value = serde_json::from_str(&out(
        &folder,
        &["compare", "latest", "--json", "--baseline", "all"],
    ))
    .expect("JSON");
    assert_eq!(
        (
            json["baseline"].as_str(),
            json["comparisons"].as_array().map(Vec::len)
        ),
        (Some("all"), Some(8))
    );
    assert!(
        out(&folder, &["compare", "latest", "--md"]).contains("\n|---|---:|---|---|\n| none | ")
    );
}

#[test]
fn compare_refuses_what_it_cannot_compare() {
    let folder = with_run("verbs-refuse", &["--no-report"]);
    assert!(
        refusal(&folder, &["compare", "run", "--baseline", "supprt"], 2)
            .contains("did you mean `support`?")
    );
    assert!(
        refusal(&folder, &["compare", "run", "--indicator", "clint"], 2)
            .contains("unknown indicator `clint`")
    );
    assert!(refusal(&folder, &["compare", "no-run"], 2).contains("there is no folder no-run"));
    assert!(
        refusal(&folder, &["compare", "latest"], 2).contains("there is no run below output/ yet")
    );
    let manifest = folder.join("run/manifest.json");
    let old =
        fs::read_to_string(&manifest)
            .expect("there")
            .replacen("\"format\": 4", "\"format\": 1", 1);
    fs::write(&manifest, old).expect("written");
    assert!(
        refusal(&folder, &["compare", "run"], 2).contains("manifest.json: layout 1 of run folders")
    );
}

#[test]
fn a_table_that_was_changed_is_refused_by_name() {
    let folder = with_run("verbs-changed", &["--no-report"]);
    let summary = folder.join("run/data/summary.csv");
    let text = fs::read_to_string(&summary).expect("there");
    fs::write(&summary, text.replacen("none", "nine", 1)).expect("written");
    let reported = refusal(&folder, &["compare", "run"], 10);
    assert!(
        reported.contains("run/data/summary.csv was changed after the run"),
        "{reported}"
    );
    fs::remove_file(&summary).expect("removed");
    assert!(
        refusal(&folder, &["report", "run"], 10)
            .contains("summary.csv was changed after the run: manifest.json lists it")
    );
}

#[test]
fn the_report_is_made_again_from_data_to_the_last_byte() {
    for (name, more) in [
        ("plain", &[][..]),
        ("full", &["--timeseries", "full"]),
        ("none", &["--timeseries", "none"]),
    ] {
        let folder = with_run(&format!("verbs-report-{name}"), more);
        let run = folder.join("run");
        let before = all_files(&run);
        for made in ["report.html", "brief.md", "charts"] {
            let path = run.join(made);
            if path.is_dir() {
                fs::remove_dir_all(path)
            } else {
                fs::remove_file(path)
            }
            .expect("removed");
        }
        assert_eq!(
            out(&folder, &["report", "run"]).trim(),
            run.join("report.html").to_string_lossy()
        );
        let after = all_files(&run);
        let differs: Vec<&PathBuf> = before
            .keys()
            .chain(after.keys())
            .filter(|path| before.get(*path) != after.get(*path))
            .collect();
        assert!(differs.is_empty(), "{name}: {differs:?}");
        let page = text(&after[&run.join("report.html")]);
        assert_eq!(page.contains("Development over time"), name != "none");
    }
}

#[test]
fn a_report_can_be_added_to_a_run_without_one() {
    let folder = with_run("verbs-add-report", &["--no-report"]);
    out(&folder, &["report", "run", "-q"]);
    let run = RunFolder::read(&folder.join("run")).expect("still a finished run");
    assert!(
        run.manifest
            .files
            .iter()
            .any(|file| file.path == "report.html")
    );
    assert!(text(&linkwright(&folder, &["report", "run"]).stderr).contains("all as they were"));
}

/// Problems of a value under the keywords that the schema uses, each as the path and what is wrong.
fn violations(schema: &Value, rule: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
    if rule == &Value::Bool(false) {
        return found.push(format!("{path}: refused here"));
    }
    if let Some(name) = rule["$ref"].as_str() {
        return violations(
            schema,
            schema.pointer(&name[1..]).expect("a definition"),
            value,
            path,
            found,
        );
    }
    found.extend(own_violation(rule, value).map(|problem| format!("{path}: {value} {problem}")));
    value
        .as_array()
        .into_iter()
        .flatten()
        .for_each(|item| violations(schema, &rule["items"], item, path, found));
    let all = rule["allOf"].as_array().into_iter().flatten();
    all.filter(|rule| rule.get("if").is_none())
        .for_each(|rule| violations(schema, rule, value, path, found));
    let Some(object) = value.as_object() else {
        return;
    };
    let needed = rule["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    found.extend(
        needed
            .filter(|key| !object.contains_key(*key))
            .map(|key| format!("{path}: no {key}")),
    );
    for (key, inner) in object {
        let inside = rule["properties"]
            .get(key)
            .or_else(|| rule.get("additionalProperties"));
        inside
            .into_iter()
            .for_each(|rule| violations(schema, rule, inner, &format!("{path}.{key}"), found));
    }
    for rule in std::iter::once(rule).chain(rule["allOf"].as_array().into_iter().flatten()) {
        let Some(condition) = rule.get("if") else {
            continue;
        };
        let mut against = Vec::new();
        violations(schema, condition, value, path, &mut against);
        let branch = if against.is_empty() { "then" } else { "else" };
        rule.get(branch)
            .into_iter()
            .for_each(|rule| violations(schema, rule, value, path, found));
    }
}

/// Violation by a value itself, whatever is inside it.
fn own_violation(rule: &Value, value: &Value) -> Option<&'static str> {
    let kind = match value {
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Bool(_) => "boolean",
        Value::Array(_) => "array",
        _ => "object",
    };
    let is_kind = match &rule["type"] {
        Value::String(only) => only == kind,
        Value::Array(several) => several.iter().any(|one| one == kind),
        _ => true,
    };
    let is_known = rule["enum"]
        .as_array()
        .is_none_or(|list| list.contains(value))
        && rule.get("const").is_none_or(|only| only == value);
    let number = value.as_f64().unwrap_or(0.0);
    let is_low = value.is_number() && rule["minimum"].as_f64().is_some_and(|least| number < least);
    let is_high = value.is_number() && rule["maximum"].as_f64().is_some_and(|most| number > most);
    let is_broken = rule.get("multipleOf").is_some() && number.fract() != 0.0;
    match (is_kind && is_known, is_low || is_high || is_broken) {
        (false, _) => Some("is of another kind"),
        (_, true) => Some("is out of range"),
        _ => None,
    }
}

fn against_schema(toml: &str) -> Vec<String> {
    let schema: Value = serde_json::from_str(&out(root(), &["schema"])).expect("JSON");
    let value: Value = toml::from_str(toml).expect("TOML");
    let mut found = Vec::new();
    violations(&schema, &schema, &value, "", &mut found);
    found
}

#[test]
fn the_schema_accepts_every_shipped_file_and_names_itself_there() {
    let files: Vec<_> = all_files(&root().join("scenarios"))
        .into_iter()
        .filter(|(path, _)| path.extension().is_some_and(|end| end == "toml"))
        .filter(|(path, _)| !path.ends_with(PROJECT_FILE))
        .collect();
    assert!(files.len() >= 13);
    for (path, bytes) in files {
        let file = text(&bytes);
        assert_eq!(against_schema(&file), [""; 0], "{}", path.display());
        let named = file
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("#:schema "))
            .expect("the first line names the schema");
        assert!(
            path.with_file_name(named).is_file(),
            "{}: {named}",
            path.display()
        );
    }
}

#[test]
fn the_schema_marks_what_a_check_would_refuse() {
    let found = against_schema(
        "format = 1\nname = \"bad\"\n[context]\ncredit.recovry = 0.4\ncredit.funding_rate = 14\n[population]\nsmes = 2.5\n\
         [[agencies]]\nname = \"a\"\nlead = \"privat\"\n[[instruments]]\nkind = \"credit_guarantee\"\nservice_quarters = 4\n[credit]\nrecovery = 0.4\n",
    );
    let reported = [
        ".agencies.lead: \"privat\" is of another kind",
        ".context.credit.funding_rate: 14 is out of range",
        ".context.credit.recovry: refused here",
        ".instruments.service_quarters: refused here",
        ".population.smes: 2.5 is out of range",
        ".credit: refused here",
    ];
    assert_eq!(found, reported);
}

#[test]
fn init_makes_a_project_that_checks_and_never_touches_a_folder_with_something_in_it() {
    let folder = empty_folder("verbs-init");
    assert_eq!(
        out(&folder, &["init", "project"]).trim(),
        Path::new("project").join("study.toml").to_string_lossy()
    );
    for file in [
        "study.toml",
        "context.toml",
        "README.md",
        ".taplo.toml",
        "linkwright.toml",
        "linkwright.schema.json",
    ] {
        assert!(folder.join("project").join(file).is_file(), "{file}");
    }
    let checked = out(
        &folder,
        &["check", "project/study.toml", "--deny", "warnings"],
    );
    assert!(
        checked.contains("3 scenarios x 24 replications"),
        "{checked}"
    );
    assert_eq!(
        against_schema(&fs::read_to_string(folder.join("project/study.toml")).expect("there")),
        [""; 0]
    );
    let before = all_files(&folder);
    assert!(refusal(&folder, &["init", "project"], 7).contains("project is not an empty folder"));
    assert!(refusal(&folder, &["init", "project/study.toml"], 7).contains("study.toml is a file"));
    assert!(before == all_files(&folder), "nothing was written");
    fs::create_dir(folder.join("empty")).expect("made");
    out(&folder, &["init", "empty", "-q"]);
}

/// The words of a page up to its first drawing, without tags.
fn first_screen(page: &str) -> String {
    let body = page.split_once("<body>").expect("a body").1;
    let above = body.split_once("<svg").map_or(body, |(above, _)| above);
    let pieces = above
        .split('<')
        .map(|piece| piece.split_once('>').map_or(piece, |(_, words)| words));
    pieces.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_newcomer_finds_the_answer_on_the_first_screen() {
    let folder = empty_folder("verbs-newcomer");
    out(&folder, &["init", "project"]);
    let study = folder.join("project/study.toml");
    let written = fs::read_to_string(&study).expect("there");
    fs::write(&study, written.replacen("cover = 0.60", "cover = 0.80", 1)).expect("changed");
    let reported = out(
        &folder,
        &["run", "project/study.toml", "-r", "6", "--progress", "none"],
    );
    let page = fs::read_to_string(folder.join(reported.lines().last().expect("a line")))
        .expect("the report");
    let screen = first_screen(&page);
    assert!(
        screen.contains("How many more upgraded suppliers"),
        "{screen}"
    );
    let answer = page
        .split_once("<p class=\"answer\">")
        .and_then(|(_, rest)| rest.split_once("</p>"))
        .expect("an answer")
        .0;
    assert!(
        screen.contains(answer)
            && answer.to_lowercase().contains("upgraded suppliers")
            && answer.contains("6)"),
        "{answer}"
    );
    assert!(
        screen.len() < 2_000,
        "the answer is in the first screen, not {} letters below",
        screen.len()
    );
}

const AGENCY: &str = "format = 1\nname = \"a\"\n[[agencies]]\nname = \"g\"\n";

/// Codes of what `check` says of a text, notes left out, with the exit code.
fn codes(folder: &Path, text: &str) -> Vec<String> {
    fs::write(folder.join("a.toml"), text).expect("written");
    let json: Value =
        serde_json::from_str(&out(folder, &["check", "a.toml", "--json"])).expect("JSON");
    let problems = json["problems"].as_array().expect("a list").iter();
    assert!(problems.clone().all(|problem| {
        problem["help"]
            .as_str()
            .is_some_and(|help| !help.is_empty())
    }));
    problems
        .filter_map(|problem| problem["code"].as_str())
        .filter(|code| !code.starts_with('N'))
        .map(str::to_string)
        .collect()
}

#[test]
fn what_has_no_effect_no_time_or_too_much_weight_is_warned_of() {
    let folder = empty_folder("verbs-warnings");
    let instrument = |body: &str| format!("{AGENCY}[[instruments]]\n{body}\n");
    for (text, expected) in [
        (
            instrument("kind = \"credit_guarantee\"\nfund_usd = 0"),
            vec!["W0201", "W0304"],
        ),
        (
            instrument("kind = \"credit_line\"\nfunds_usd = 0"),
            vec!["W0201", "W0304"],
        ),
        (
            instrument("kind = \"matchmaking\"\ntnc_response = 0"),
            vec!["W0201", "W0304"],
        ),
        (
            instrument("kind = \"matchmaking\"\nintensity = 0\nportal_cost_usd = 50_000"),
            vec!["W0302", "W0301"],
        ),
        (
            instrument("kind = \"upgrading_support\"\nend = 8\nservice_quarters = 8"),
            vec!["W0305"],
        ),
        (
            instrument("kind = \"upgrading_support\"\nend = 9\nservice_quarters = 8"),
            vec![],
        ),
        (
            instrument("kind = \"red_tape_reform\"\nend = 4\nlag_quarters = 4"),
            vec!["W0305"],
        ),
        (
            instrument("kind = \"red_tape_reform\"\nend = 5\nlag_quarters = 4"),
            vec![],
        ),
        (
            instrument("kind = \"fdi_promotion\"\nend = 4\nlag_quarters = 4"),
            vec![],
        ),
        (
            instrument("kind = \"local_content_rule\"\nrequired_share = 0"),
            vec!["W0201", "W0304"],
        ),
        (
            AGENCY.replace("\"g\"", "\"g\"\nadvisors = 0")
                + "[[instruments]]\nkind = \"upgrading_support\"\n",
            vec!["W0201", "W0304"],
        ),
        (
            AGENCY.replace("\"g\"", "\"g\"\nadvisors = 40")
                + "[[instruments]]\nkind = \"upgrading_support\"\n",
            vec!["W0307"],
        ),
        (
            instrument("kind = \"matchmaking\"\nend = 4")
                + "[run]\npolicy_quarters = 4\nrun_off_quarters = 3\n",
            vec!["W0306"],
        ),
    ] {
        let mut found = codes(&folder, &text);
        found.sort();
        let mut expected: Vec<String> = expected.into_iter().map(str::to_string).collect();
        expected.sort();
        assert_eq!(found, expected, "{text}");
    }
    let meant = AGENCY.replace(
        "\"g\"",
        "\"g\"\nadvisors = { value = 40, source = \"national roll-out\" }",
    );
    assert_eq!(
        codes(
            &folder,
            &(meant + "[[instruments]]\nkind = \"upgrading_support\"\n")
        ),
        [""; 0]
    );
}

/// Processor time of this process's finished children [s], user and system.
#[cfg(target_os = "linux")]
fn seconds_of_children() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("Linux");
    let fields: Vec<&str> = stat
        .rsplit_once(')')
        .expect("a name")
        .1
        .split_whitespace()
        .collect();
    (fields[13].parse::<f64>().expect("ticks") + fields[14].parse::<f64>().expect("ticks")) / 100.0
}

#[cfg(target_os = "linux")]
#[test]
fn fifty_scenario_files_are_checked_in_a_moment() {
    let folder = empty_folder("verbs-fifty");
    fs::copy(
        root().join("scenarios/contexts/uganda.toml"),
        folder.join("c.toml"),
    )
    .expect("copied");
    let mut study = String::from("format = 1\nname = \"fifty\"\nbaseline = \"s0\"\nscenarios = [");
    for k in 0..50 {
        let mut file = format!("format = 1\nname = \"s{k}\"\n[context]\nfrom = \"c.toml\"\n");
        if k > 0 {
            let advisors = 1 + k % 4;
            let _ = write!(
                file,
                "[[agencies]]\nname = \"a\"\nadvisors = {advisors}\n[[instruments]]\nkind = \"upgrading_support\"\nramp = {}\n",
                k % 7
            );
        }
        fs::write(folder.join(format!("s{k}.toml")), file).expect("written");
        let _ = write!(study, "\"s{k}.toml\", ");
    }
    fs::write(folder.join("study.toml"), study + "]\n").expect("written");
    // Other tests of this process start programs too, so the least of several tries counts.
    let tries = (0..5).map(|_| {
        let before = seconds_of_children();
        out(&folder, &["check", "study.toml", "-q"]);
        seconds_of_children() - before
    });
    let least = tries.fold(f64::INFINITY, f64::min);
    assert!(least < 1.0, "{least} s of processor time");
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("one JSON object")
}

#[test]
fn plan_tells_worlds_time_memory_and_disk_from_a_pilot() {
    let folder = empty_folder("plan");
    let small = root()
        .join("scenarios/small.toml")
        .to_string_lossy()
        .into_owned();
    let arguments = [
        "plan",
        &small,
        "--pilot",
        "24",
        "--precision",
        "employment=1",
        "--progress",
        "none",
    ];
    let advice = out(&folder, &arguments);
    assert!(
        advice.contains("pilot  24 pairs in ")
            && advice.contains("`all` less `none`: ")
            && advice.contains(", SD of difference "),
        "{advice}"
    );
    let found = json(&out(&folder, &[&arguments[..], &["--json"]].concat()));
    let needs = found["needs"].as_array().expect("a list");
    let most = needs
        .iter()
        .filter_map(|need| need["pairs_needed"].as_u64())
        .max()
        .expect("a number");
    assert_eq!(
        (needs.len(), found["replications"].as_u64()),
        (2, Some(most)),
        "the hardest difference decides"
    );
    assert!(
        advice.contains(&format!(
            "run    linkwright run {small} --seed 7 -r {most}\n"
        )),
        "{advice}"
    );
    for need in needs
        .iter()
        .filter(|need| need["is_met"] == false && !need["pairs_needed"].is_null())
    {
        let (half, wanted) = (
            need["half_width"].as_f64().expect("a number"),
            need["wanted"].as_f64().expect("a number"),
        );
        let pairs = 24.0 * (half / wanted) * (half / wanted);
        assert!(
            (need["pairs_needed"].as_f64().expect("a number") - pairs).abs() <= 1.0,
            "{need}: {pairs}"
        );
    }
    assert!(
        found["seconds"].as_f64() > Some(0.0) && found["disk_bytes"].as_u64() > Some(0),
        "{found}"
    );
    assert!(
        fs::read_dir(&folder).expect("there").next().is_none(),
        "a pilot writes nothing"
    );
}

#[test]
fn plan_knows_the_size_of_the_tables_that_a_run_writes() {
    let folder = with_run("plan-disk", &["--no-report"]);
    let small = root()
        .join("scenarios/small.toml")
        .to_string_lossy()
        .into_owned();
    let names = [
        "runs",
        "lives",
        "twins",
        "failures",
        "parameters",
        "indicators",
        "scale",
    ];
    let written: u64 = names
        .iter()
        .map(|name| {
            fs::metadata(folder.join(format!("run/data/{name}.csv")))
                .expect("written")
                .len()
        })
        .sum();
    let found = json(&out(
        &folder,
        &[
            "plan",
            &small,
            "--pilot",
            "4",
            "--precision",
            "employment=1000",
            "--json",
            "--progress",
            "none",
        ],
    ));
    assert_eq!(
        found["disk_bytes"].as_u64(),
        Some(written),
        "4 worlds, counted and written"
    );
}

#[test]
fn plan_refuses_what_it_cannot_plan() {
    let folder = empty_folder("plan-refused");
    let small = root()
        .join("scenarios/small.toml")
        .to_string_lossy()
        .into_owned();
    assert!(
        refusal(&folder, &["plan", &small, "--precision", "employmnt=1"], 2)
            .contains("did you mean `employment`")
    );
    assert!(
        refusal(&folder, &["plan", &small, "--only", "none"], 2).contains("nothing to compare")
    );
    assert!(refusal(&folder, &["plan", &small, "--pilot", "1"], 2).contains("--pilot"));
}

#[test]
fn diff_tells_two_files_apart_in_words() {
    let programmes = root().join("scenarios/programmes");
    let one = programmes
        .join("guarantee.toml")
        .to_string_lossy()
        .into_owned();
    let folder = empty_folder("diff-files");
    assert_eq!(
        out(&folder, &["diff", &one, &one]),
        format!("From {one} to {one}\n  nothing differs\n")
    );
    fs::write(
        folder.join("other.toml"),
        format!("format = 1\nname = \"other\"\nbase = \"{one}\"\n"),
    )
    .expect("written");
    assert!(
        out(&folder, &["diff", &one, "other.toml"]).contains("nothing differs"),
        "the same words in another file"
    );
    let two = programmes
        .join("support.toml")
        .to_string_lossy()
        .into_owned();
    let text = out(&folder, &["diff", &one, &two]);
    assert!(
        text.contains("Scenario `") && text.contains("Added: ") && text.contains("Removed: "),
        "{text}"
    );
    let md = out(&folder, &["diff", &one, &two, "--md"]);
    assert!(
        md.contains("### Scenario `") && md.contains("\n- Added: "),
        "{md}"
    );
    let found = json(&out(&folder, &["diff", &one, &two, "--json"]));
    assert!(
        found["is_same"] == false
            && !found["scenarios"][0]["numbers"]
                .as_array()
                .expect("a list")
                .is_empty(),
        "{found}"
    );
}

#[test]
fn diff_tells_two_runs_apart_and_refuses_a_run_beside_a_file() {
    let folder = with_run("diff-runs", &["--no-report", "--progress", "none"]);
    let small = root()
        .join("scenarios/small.toml")
        .to_string_lossy()
        .into_owned();
    let other = [
        "run",
        &small,
        "-r",
        "5",
        "-S",
        "credit.recovery=0.31",
        "--skip",
        "all",
        "-o",
        "other",
        "-q",
        "--no-report",
    ];
    out(&folder, &other);
    assert!(out(&folder, &["diff", "run", "run"]).contains("nothing differs"));
    let text = out(&folder, &["diff", "run", "other"]);
    assert!(
        text.contains("replications 4 → 5") && text.contains("only in run: scenario `all`"),
        "{text}"
    );
    assert!(
        text.contains("Scenario `none`\n  credit.recovery ") && text.contains(" → 0.31 ["),
        "{text}"
    );
    let found = json(&out(&folder, &["diff", "run", "other", "--json"]));
    assert_eq!(
        (
            found["only_first"][0].as_str(),
            found["scenarios"][0]["numbers"][0]["second"].as_f64()
        ),
        (Some("all"), Some(0.31))
    );
    assert!(
        refusal(&folder, &["diff", "run", &small], 2).contains("name two files or two run folders")
    );
    assert!(refusal(&folder, &["diff", "run", "nowhere"], 2).contains("nowhere"));
}
