//! What is read: the file that the system opens, each once, and nothing that is taken in silence for something else.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use linkwright::plan::{Options, Prepared, prepare};
use linkwright::scenario::{Files, Severity};

use crate::common::{empty_folder, linkwright};

/// Writes files below a folder, with the folders that they need.
fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
}

/// A scenario of a name, with more lines.
fn scenario(name: &str, more: &str) -> String {
    format!("format = 1\nname = \"{name}\"\n{more}")
}

/// Exit code, standard output and standard error of a call.
fn said(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = linkwright(folder, arguments);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

fn prepared(folder: &Path, file: &str) -> Prepared {
    prepare(&Files::Disk, &[folder.join(file)], &Options::default())
}

fn codes(prepared: &Prepared, severity: Severity) -> Vec<&'static str> {
    let of = prepared
        .problems
        .iter()
        .filter(|problem| problem.severity() == severity);
    of.map(|problem| problem.code).collect()
}

#[cfg(unix)]
fn link(to: &str, at: &Path) {
    std::os::unix::fs::symlink(to, at).expect("a link");
}

#[cfg(unix)]
#[test]
fn the_file_that_the_system_opens_is_read_through_links_too() {
    let folder = empty_folder("input-links");
    fs::create_dir_all(folder.join("real/deep")).expect("made");
    fs::create_dir_all(folder.join("work/plain")).expect("made");
    link("../real/deep", &folder.join("work/link"));
    write(
        &folder,
        &[
            ("real/s.toml", &scenario("the-right-one", "")),
            ("work/s.toml", &scenario("another-one", "")),
            (
                "work/by-base.toml",
                &scenario("by-base", "base = \"link/../s.toml\"\n"),
            ),
            ("real/part.toml", "format = 1\n[population]\nsmes = 300\n"),
            ("work/part.toml", "format = 1\n[population]\nsmes = 400\n"),
            (
                "work/by-include.toml",
                &scenario("i", "include = [\"link/../part.toml\"]\n"),
            ),
        ],
    );
    let work = folder.join("work");
    let (code, out, _) = said(&work, &["check", "link/../s.toml"]);
    assert!(out.starts_with("the-right-one") && code == Some(0), "{out}");
    let (_, out, _) = said(&work, &["check", "plain/../s.toml"]);
    assert!(out.starts_with("another-one"), "{out}");
    let (_, out, _) = said(&work, &["check", "-v", "by-include.toml"]);
    assert!(
        out.contains("300 SMEs") && out.contains("link/../part.toml"),
        "{out}"
    );
    let (code, _, talk) = said(&work, &["check", "-q", "by-base.toml"]);
    assert_eq!((code, talk.contains("E0")), (Some(0), false), "{talk}");
}

#[cfg(unix)]
#[test]
fn a_link_that_names_a_missing_file_is_not_offered_itself() {
    let folder = empty_folder("input-link-base");
    write(
        &folder,
        &[
            ("dir/s.toml", &scenario("s", "base = \"b.toml\"\n")),
            ("dir/b.toml", &scenario("b", "")),
        ],
    );
    link("dir/s.toml", &folder.join("s.toml"));
    let (code, _, talk) = said(&folder, &["check", "-q", "s.toml"]);
    assert_eq!(code, Some(2));
    assert!(
        !talk.contains("did you mean")
            && talk.contains("s.toml is a link to dir/s.toml")
            && talk.contains("looked for at b.toml")
            && talk.contains("name dir/s.toml in place of the link"),
        "{talk}"
    );
    assert_eq!(
        said(&folder, &["check", "-q", "dir/s.toml"]).0,
        Some(0),
        "the help holds"
    );
    link("gone.toml", &folder.join("dead.toml"));
    let (_, _, talk) = said(&folder, &["check", "-q", "dead.toml"]);
    assert!(
        talk.contains("it is a link to `gone.toml`, which is not there"),
        "{talk}"
    );
}

#[cfg(unix)]
#[test]
fn circles_through_links_end() {
    let folder = empty_folder("input-link-circle");
    link(".", &folder.join("here"));
    write(
        &folder,
        &[
            ("a.toml", &scenario("a", "include = [\"here/a.toml\"]\n")),
            ("c.toml", &scenario("c", "base = \"here/d.toml\"\n")),
            ("d.toml", &scenario("d", "base = \"here/here/c.toml\"\n")),
        ],
    );
    link("a.toml", &folder.join("other.toml"));
    for file in ["a.toml", "here/a.toml", "other.toml", "c.toml"] {
        assert_eq!(
            codes(&prepared(&folder, file), Severity::Error),
            ["E0008"],
            "{file}"
        );
    }
}

#[test]
fn a_chain_or_diamond_of_64_files_is_read_at_once_and_one_without_end_is_refused() {
    let folder = empty_folder("input-deep");
    for (kind, n) in [("chain", 64), ("diamond", 64), ("deep", 150)] {
        for level in 0..n {
            let below = match (level + 1 < n, kind) {
                (false, _) => "[population]\nsmes = 300\n".to_string(),
                (true, "diamond") => format!(
                    "include = [\"diamond{0}.toml\", \"other-diamond{0}.toml\"]\n",
                    level + 1
                ),
                (true, kind) => format!("include = [\"{kind}{}.toml\"]\n", level + 1),
            };
            let name = format!("{kind}{level}.toml");
            let text = scenario("a", &below);
            // the last one alone sets something: two files that set the same are a conflict
            let other = if level + 1 < n {
                text.clone()
            } else {
                scenario("a", "")
            };
            write(
                &folder,
                &[(&name, &text), (&format!("other-{name}"), &other)],
            );
        }
    }
    for kind in ["chain", "diamond"] {
        let started = Instant::now();
        let found = prepared(&folder, &format!("{kind}0.toml"));
        let took = started.elapsed();
        let plan = found.plan.unwrap_or_else(|| panic!("{:?}", found.problems));
        assert_eq!(plan.scenarios[0].input.parameters.population.smes, 300.0);
        assert!(took < Duration::from_millis(500), "{kind}: {took:?}");
    }
    let found = prepared(&folder, "deep0.toml");
    assert_eq!(codes(&found, Severity::Error), ["E0012"]);
}

#[test]
fn two_parts_that_build_on_one_file_are_no_conflict() {
    let folder = empty_folder("input-diamond");
    write(
        &folder,
        &[
            (
                "a.toml",
                &scenario("a", "include = [\"l.toml\", \"r.toml\"]\n"),
            ),
            ("l.toml", "format = 1\ninclude = [\"p.toml\"]\n"),
            (
                "r.toml",
                "format = 1\ninclude = [\"p.toml\"]\n[population]\ntncs = 5\n",
            ),
            ("p.toml", "format = 1\n[population]\nsmes = 300\n"),
        ],
    );
    let plan = prepared(&folder, "a.toml").plan.expect("passes");
    let population = &plan.scenarios[0].input.parameters.population;
    assert_eq!((population.smes, population.tncs), (300.0, 5.0));
}

#[test]
fn many_agencies_scenarios_and_rivals_take_time_in_proportion() {
    let agencies = |n: usize| {
        let one = |at| {
            format!(
                "[[agencies]]\nname = \"a{at}\"\n[[instruments]]\nkind = \"matchmaking\"\nagency = \"a{at}\"\n"
            )
        };
        scenario("a", &(0..n).map(one).collect::<String>())
    };
    let scenarios = |n: usize| {
        let one = |at| format!("[[scenario]]\nname = \"s{at}\"\n");
        scenario(
            "a",
            &format!("baseline = \"s0\"\n{}", (0..n).map(one).collect::<String>()),
        )
    };
    let rivals = |n: usize| {
        let one = |at| {
            let value = 0.2 + at as f64 * 1e-5;
            format!("[[rivals]]\nname = \"r{at}\"\nset = {{ \"credit.recovery\" = {value} }}\n")
        };
        scenario(
            "a",
            &format!(
                "[[scenario]]\nname = \"s\"\n{}",
                (0..n).map(one).collect::<String>()
            ),
        )
    };
    let folder = empty_folder("input-many");
    let seconds = |name: &str, text: String| {
        write(&folder, &[(name, &text)]);
        let started = Instant::now();
        let found = prepared(&folder, name);
        assert_eq!(codes(&found, Severity::Error), [""; 0], "{name}");
        started.elapsed().as_secs_f64()
    };
    for (name, of, n, times, tries) in [
        (
            "agencies",
            &agencies as &dyn Fn(usize) -> String,
            1000,
            10,
            3,
        ),
        ("scenarios", &scenarios, 60, 8, 5),
        ("rivals", &rivals, 60, 8, 5),
    ] {
        // the number of times as long in proportion, its square where each looks at all others; other tests run meanwhile, so the fastest counts
        let ratio = (0..tries).map(|_| {
            let few = seconds(&format!("{name}-few.toml"), of(n)).max(1e-3);
            seconds(&format!("{name}-many.toml"), of(times * n)) / few
        });
        let ratio = ratio.fold(f64::INFINITY, f64::min);
        assert!(ratio < 3.0 * times as f64, "{name}: {ratio} times as long");
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_refused_with_its_kind() {
    let folder = empty_folder("input-special");
    let pipe = folder.join("pipe.toml");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    if !made.is_ok_and(|status| status.success()) {
        println!("skipped: this system makes no named pipe");
        return;
    }
    link("/dev/zero", &folder.join("zero.toml"));
    write(
        &folder,
        &[
            (
                "include.toml",
                &scenario("a", "include = [\"pipe.toml\"]\n"),
            ),
            ("base.toml", &scenario("a", "base = \"zero.toml\"\n")),
            (
                "csv.toml",
                &scenario(
                    "a",
                    "[[scenario]]\nname = \"s\"\n[design]\nkind = \"csv\"\nfile = \"pipe.toml\"\n",
                ),
            ),
        ],
    );
    for (file, kind) in [
        ("pipe.toml", "a named pipe"),
        ("zero.toml", "a device"),
        ("include.toml", "a named pipe"),
        ("base.toml", "a device"),
        ("csv.toml", "a named pipe"),
    ] {
        let found = prepared(&folder, file);
        assert_eq!(codes(&found, Severity::Error), ["E0011"], "{file}");
        assert!(
            found.problems[0].message.contains(kind),
            "{:?}",
            found.problems
        );
    }
}

#[cfg(unix)]
#[test]
fn a_scenario_or_a_table_may_come_from_standard_input_and_have_any_ending() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let folder = empty_folder("input-stdin");
    let study = scenario(
        "tiny",
        "baseline = \"s\"\n[run]\nburn_in_quarters = 4\npolicy_quarters = 8\nrun_off_quarters = 0\nreps = 1\n[[scenario]]\nname = \"s\"\ninclude = [\"part.toml\"]\n",
    );
    let part = "format = 1\n[population]\nsmes = 60\ntncs = 2\n";
    let table = "name,credit.recovery\nlow,0.3\nhigh,0.5\n";
    write(
        &folder,
        &[
            ("study.toml", &study),
            ("part.toml", part),
            ("points.txt", table),
        ],
    );
    let fed = |arguments: &[&str], text: &str| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_linkwright"))
            .current_dir(&folder)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut input = child.stdin.take().expect("a pipe");
        let _ = input.write_all(text.as_bytes()); // a program that refuses its flags does not read
        drop(input);
        let output = child.wait_with_output().expect("it ends");
        let talk = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), talk)
    };
    for name in ["-", "/dev/stdin"] {
        let (code, talk) = fed(&["check", "-q", name], &study);
        assert_eq!(code, Some(0), "{name}: {talk}");
    }
    let (code, talk) = fed(
        &["run", "study.toml", "--design", "-", "-q", "-o", "r"],
        table,
    );
    assert_eq!(code, Some(0), "{talk}");
    let design = fs::read_to_string(folder.join("r/data/design.csv")).expect("a table");
    assert!(design.contains("high"), "{design}");
    let (code, talk) = fed(&["replay", "r", "--draw", "1", "--rep", "0"], "");
    assert_eq!(
        code,
        Some(0),
        "a run from a pipe is run again from its folder: {talk}"
    );
    let (code, talk) = fed(
        &["run", "study.toml", "--design", "points.txt", "--dry-run"],
        "",
    );
    assert_eq!(code, Some(0), "{talk}");
    let (code, talk) = fed(&["run", "-", "--design", "-", "--dry-run"], &study);
    assert_eq!(code, Some(2));
    assert!(talk.contains("can be read once"), "{talk}");
}

#[cfg(unix)]
#[test]
fn a_file_whose_name_is_no_text_is_read() {
    use std::os::unix::ffi::OsStrExt;
    let folder = empty_folder("input-name");
    let name = std::ffi::OsStr::from_bytes(b"\xe9tude.toml");
    if fs::write(folder.join(name), scenario("etude", "")).is_err() {
        println!("skipped: this file system takes no such name");
        return;
    }
    let found = prepare(&Files::Disk, &[folder.join(name)], &Options::default());
    assert_eq!(found.plan.expect("passes").study, "etude");
}

#[test]
fn files_outside_the_project_are_used_and_told_but_not_quoted() {
    let folder = empty_folder("input-project");
    write(
        &folder,
        &[
            (
                "secret.toml",
                "format = 1\npassword_of_anna = \"hunter2\"\n",
            ),
            (
                "shared.toml",
                "format = 1\n[population]\nsmes = 60\ntncs = 2\n",
            ),
            (
                "project/deep/bad.toml",
                &scenario("a", "base = \"../../secret.toml\"\n"),
            ),
            (
                "project/deep/inside.toml",
                &scenario("a", "include = [\"../part.toml\"]\n"),
            ),
            ("project/part.toml", "format = 1\nunknown_word_here = 1\n"),
            (
                "project/deep/study.toml",
                &scenario(
                    "tiny",
                    "[run]\nburn_in_quarters = 4\npolicy_quarters = 8\nrun_off_quarters = 0\nreps = 2\n[[scenario]]\nname = \"s\"\ninclude = [\"../../shared.toml\"]\n",
                ),
            ),
        ],
    );
    let deep = folder.join("project/deep");
    let (code, _, talk) = said(&deep, &["check", "bad.toml"]);
    assert_eq!(code, Some(2));
    assert!(
        talk.contains("../../secret.toml:2")
            && !talk.contains("hunter2")
            && !talk.contains("password_of"),
        "{talk}"
    );
    let (_, json, _) = said(&deep, &["check", "bad.toml", "--json"]);
    assert!(!json.contains("password_of"), "{json}");
    // without a root of its own a project is what lies below the working folder
    let (_, _, talk) = said(&deep, &["check", "inside.toml"]);
    assert!(!talk.contains("unknown_word_here"), "{talk}");
    let (_, _, talk) = said(&folder.join("project"), &["check", "deep/inside.toml"]);
    assert!(talk.contains("unknown_word_here"), "{talk}");
    write(&folder, &[("project/linkwright.toml", "")]);
    let (_, _, talk) = said(&deep, &["check", "inside.toml"]);
    assert!(talk.contains("unknown_word_here"), "{talk}");

    let absolute = deep.join("study.toml").display().to_string();
    let (code, _, talk) = said(&folder, &["run", &absolute, "-o", "r"]);
    assert_eq!(code, Some(0), "{talk}");
    assert!(
        talk.contains("N0107") && talk.contains("shared.toml"),
        "{talk}"
    );
    let place = folder.display().to_string();
    for file in [
        "report.html",
        "brief.md",
        "data/failures.csv",
        "data/parameters.csv",
    ] {
        let text = fs::read_to_string(folder.join("r").join(file)).expect(file);
        assert!(!text.contains(&place), "{file} tells where the files are");
    }
    let (code, _, talk) = said(&folder, &["replay", "r", "--rep", "1"]);
    assert_eq!(code, Some(0), "the copies find each other: {talk}");
    write(&folder, &[("linkwright.toml", "")]);
    fs::remove_file(folder.join("project/linkwright.toml")).expect("removed");
    let (_, _, talk) = said(&folder, &["check", &absolute]);
    assert!(!talk.contains("N0107"), "{talk}");
}

/// A study in which every name is that of something, with an uncertain parameter and a shock.
const STUDY: &str = r#"format = 1
name = "tiny"
title = "Support or none"
baseline = "none"
answer = { scenario = "support", against = "none" }
[run]
policy_quarters = 8
run_off_quarters = 8
reps = 2
[context]
credit.recovery = "0.30 to 0.45"
credit.default_rate = "0.03 to 0.05"
[report]
headline = ["sustained_linkages"]
[sensitivity]
parameters = ["agencies.agency.advisors"]
[[correlations]]
of = ["credit.recovery", "credit.default_rate"]
rank = -0.4
[[rivals]]
name = "frozen"
title = "Trust frozen"
set = { "trust.gain" = 0 }
[[shocks]]
name = "leaders-go"
kind = "leader_departure"
agency = "agency"
[[scenario]]
name = "none"
title = "No programme"
[[scenario]]
name = "support"
title = "Support of suppliers"
[[scenario.agencies]]
name = "agency"
advisors = 4
[[scenario.instruments]]
kind = "upgrading_support"
agency = "agency"
[[scenario.rules]]
when = "clients > 10 for 2 quarters"
then = { instrument = "upgrading_support", agency = "agency", scale = 0.5 }
"#;

/// The study with a part replaced.
fn with(part: &str, other: &str) -> String {
    assert!(STUDY.contains(part), "{part}");
    STUDY.replacen(part, other, 1)
}

/// Problems of a file as JSON.
fn problems(folder: &Path, file: &str, more: &[&str]) -> Vec<serde_json::Value> {
    let (_, out, talk) = said(folder, &[&["check", file, "--json"], more].concat());
    let json: serde_json::Value =
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}{talk}"));
    json["problems"].as_array().expect("a list").clone()
}

/// The one error or warning of a code, as text.
fn told(found: &[serde_json::Value], code: &str) -> String {
    let of_code: Vec<String> = found
        .iter()
        .filter(|one| one["code"] == code)
        .map(|one| format!("{} {} {}", one["message"], one["label"], one["help"]))
        .collect();
    assert_eq!(of_code.len(), 1, "{code}: {found:?}");
    of_code.concat()
}

#[test]
fn every_reference_by_name_resolves_or_is_a_problem_with_a_suggestion() {
    let folder = empty_folder("input-references");
    write(&folder, &[("a.toml", STUDY)]);
    let found = problems(&folder, "a.toml", &[]);
    assert!(
        found.iter().all(|one| one["severity"] != "error"),
        "{found:?}"
    );
    let grid =
        "[design]\nkind = \"grid\"\nvalues = { \"credit.recovry\" = [0.2, 0.4] }\n[[rivals]]";
    let of_agency = grid
        .replace("credit.recovry", "agencies.agenci.advisors")
        .replace("0.2, 0.4", "2, 4");
    let listed = "[design]\nkind = \"list\"\nsubsets = [\"hihg\"]\n[[design.points]]\nsubset = \"high\"\nset = { \"credit.recovery\" = 0.4 }\n[[rivals]]";
    let removal =
        "[[scenario.agencies]]\nname = \"agenci\"\nremove = true\n[[scenario.instruments]]";
    let provider = "set = { \"credit_providers.bnk.loan_to_value\" = 0.5 }\n[[credit_providers]]\nname = \"bank\"\nkind = \"commercial_bank\"";
    // what is replaced, by what, code, and what is suggested
    for (part, wrong, code, right) in [
        (
            "agency = \"agency\"\n[[scenario]]",
            "agency = \"agenci\"\n[[scenario]]",
            "E0303",
            "agency",
        ),
        (
            "agency = \"agency\"\n[[scenario.rules]]",
            "agency = \"agenci\"\n[[scenario.rules]]",
            "E0303",
            "agency",
        ),
        (
            "then = { instrument = \"upgrading_support\"",
            "then = { instrument = \"upgrading_suport\"",
            "E0313",
            "upgrading_support",
        ),
        (
            "then = { instrument = \"upgrading_support\"",
            "then = { instrument = \"matchmaking\"",
            "E0313",
            "upgrading_support",
        ),
        (
            "agency = \"agency\", scale",
            "agency = \"agenci\", scale",
            "E0313",
            "agency",
        ),
        (
            "scale = 0.5",
            "set = { intensty = 0.5 }",
            "E0102",
            "intensity",
        ),
        ("clients > 10", "cliens > 10", "E0311", "clients"),
        ("baseline = \"none\"", "baseline = \"non\"", "E0401", "none"),
        (
            "scenario = \"support\", against",
            "scenario = \"suport\", against",
            "E0402",
            "support",
        ),
        ("against = \"none\"", "against = \"non\"", "E0402", "none"),
        (
            "headline = [\"sustained_linkages\"]",
            "headline = [\"sustaind_linkages\"]",
            "E0403",
            "sustained_linkages",
        ),
        (
            "[\"agencies.agency.advisors\"]",
            "[\"agencies.agenci.advisors\"]",
            "E0409",
            "agencies.agency.advisors",
        ),
        (
            "[\"agencies.agency.advisors\"]",
            "[\"credit.recovry\"]",
            "E0409",
            "credit.recovery",
        ),
        (
            "of = [\"credit.recovery\"",
            "of = [\"credit.recovry\"",
            "E0224",
            "credit.recovery",
        ),
        (
            "of = [\"credit.recovery\"",
            "of = [\"agencies.agenci.advisors\"",
            "E0224",
            "credit",
        ),
        (
            "set = { \"trust.gain\" = 0 }",
            "set = { \"trust.gian\" = 0 }",
            "E0102",
            "trust.gain",
        ),
        (
            "set = { \"trust.gain\" = 0 }",
            provider,
            "E0409",
            "credit_providers.bank",
        ),
        ("[[rivals]]", grid, "E0102", "credit.recovery"),
        (
            "[[rivals]]",
            &of_agency,
            "E0230",
            "agencies.agency.advisors",
        ),
        ("[[rivals]]", listed, "E0230", "high"),
        ("[[scenario.instruments]]", removal, "E0109", "agency"),
        (
            "kind = \"upgrading_support\"\n",
            "kind = \"upgrading_suport\"\n",
            "E0106",
            "upgrading_support",
        ),
        (
            "kind = \"leader_departure\"",
            "kind = \"crisys\"",
            "E0106",
            "crisis",
        ),
        (
            "title = \"Support of",
            "bas = \"x\"\ntitle = \"Support of",
            "E0102",
            "base",
        ),
    ] {
        let text = with(part, wrong);
        write(&folder, &[("a.toml", &text)]);
        let found = problems(&folder, "a.toml", &[]);
        let told = told(&found, code);
        assert!(told.contains(right), "{wrong}: {told}");
    }
    write(&folder, &[("a.toml", STUDY)]);
    for (flags, code, right) in [
        (["--only", "suport"], "E0408", "support"),
        (["--skip", "suport"], "E0408", "support"),
        (["-S", "credit.recovry=0.4"], "E0409", "credit.recovery"),
        (
            ["-S", "agencies.agenci.advisors=4"],
            "E0409",
            "agencies.agency.advisors",
        ),
    ] {
        let told = told(&problems(&folder, "a.toml", &flags), code);
        assert!(told.contains(right), "{flags:?}: {told}");
    }
    for (call, right) in [
        (
            vec!["sensitivity", "a.toml", "-p", "agencies.agenci.advisors"],
            "agencies.agency.advisors",
        ),
        (
            vec!["evaluate", "a.toml", "--scenario", "suport"],
            "support",
        ),
        (vec!["evaluate", "a.toml", "--outcome", "sale"], "sales"),
        (
            vec!["plan", "a.toml", "--precision", "sustaind_linkages=1"],
            "sustained_linkages",
        ),
        (vec!["trace", "a.toml", "--scenario", "suport"], "support"),
    ] {
        let (code, _, talk) = said(&folder, &call);
        assert!(code == Some(2) && talk.contains(right), "{call:?}: {talk}");
    }
}

#[test]
fn a_context_by_itself_may_name_an_agency_and_the_names_of_targets_are_known() {
    let folder = empty_folder("input-context");
    let context = |more: &str| {
        format!(
            "format = 1\nkind = \"context\"\nname = \"c\"\n[[shocks]]\nname = \"s\"\nkind = \"leader_departure\"\nagency = \"agency\"\n{more}"
        )
    };
    write(
        &folder,
        &[("c.toml", &context("[targets]\nlending_rate_real = 0.1\n"))],
    );
    assert_eq!(
        codes(&prepared(&folder, "c.toml"), Severity::Error),
        [""; 0]
    );
    for (targets, code) in [
        ("lending_rate_reel = 0.1", "E0102"),
        ("lending_rate_real = { valeu = 0.1 }", "E0102"),
        ("lending_rate_real = { value = \"many\" }", "E0103"),
        (
            "lending_rate_real = { value = 0.1, grade = \"sure\" }",
            "E0106",
        ),
        ("lending_rate_real = { unit = \"share\" }", "E0101"),
    ] {
        write(
            &folder,
            &[("c.toml", &context(&format!("[targets]\n{targets}\n")))],
        );
        let found = prepared(&folder, "c.toml");
        assert!(
            codes(&found, Severity::Error).contains(&code),
            "{targets}: {:?}",
            found.problems
        );
    }
}

#[test]
fn every_list_that_needs_unique_entries_says_so() {
    let folder = empty_folder("input-unique");
    let design = |more: &str| format!("[design]\n{more}\n[[rivals]]");
    let points = design(
        "kind = \"list\"\n[[design.points]]\nname = \"low\"\nset = { \"credit.recovery\" = 0.3 }\n[[design.points]]\nname = \"low\"\nset = { \"credit.recovery\" = 0.4 }",
    );
    let equal = points
        .replacen("\"low\"", "\"high\"", 1)
        .replace("0.4", "0.3");
    let subsets = points.replacen("\"low\"", "\"high\"", 1).replacen(
        "kind",
        "subsets = [\"a\", \"a\"]\nkind",
        1,
    );
    let grid = design("kind = \"grid\"\nvalues = { \"credit.recovery\" = [0.3, 0.30, 0.5] }");
    let one = design("kind = \"one_at_a_time\"\nvalues = { \"credit.recovery\" = [0.3, 0.3] }");
    let keys = design(
        "kind = \"grid\"\nvalues = { \"credit.recovery\" = [0.3], credit.recovery = [0.4] }",
    );
    for (part, wrong, code) in [
        (
            "headline = [",
            "headline = [\"employment\", \"employment\", ",
            "E0108",
        ),
        (
            "[\"agencies.agency.advisors\"]",
            "[\"credit.recovery\", \"credit.recovery=0.3:0.4\"]",
            "E0108",
        ),
        (
            "[\"agencies.agency.advisors\"]",
            "[\"credit.recovery\", \"context.credit.recovery\"]",
            "E0108",
        ),
        (
            "baseline = \"none\"",
            "baselines = [\"none\", \"none\"]",
            "E0108",
        ),
        ("name = \"support\"", "name = \"none\"", "E0108"),
        (
            "title = \"Support of suppliers\"",
            "title = \"No programme\"",
            "W0311",
        ),
        (
            "[[correlations]]",
            "[[correlations]]\nof = [\"credit.default_rate\", \"credit.recovery\"]\nrank = 0.2\n[[correlations]]",
            "E0108",
        ),
        (
            "[[rivals]]",
            "[[rivals]]\nname = \"frozen\"\nset = { \"trust.gain\" = 0.1 }\n[[rivals]]",
            "E0108",
        ),
        (
            "[[rivals]]",
            "[[rivals]]\nname = \"other\"\ntitle = \"Trust frozen\"\nset = { \"trust.gain\" = 0.1 }\n[[rivals]]",
            "W0311",
        ),
        (
            "set = { \"trust.gain\" = 0 }",
            "set = { \"trust.gain\" = 0, trust.gain = 0.1 }",
            "E0108",
        ),
        (
            "[[shocks]]",
            "[[shocks]]\nname = \"leaders-go\"\nkind = \"crisis\"\n[[shocks]]",
            "E0108",
        ),
        (
            "[[scenario.rules]]",
            "[[scenario.rules]]\nwhen = \"clients > 10 for 2 quarters\"\nthen = { instrument = \"upgrading_support\", agency = \"agency\", scale = 0.5 }\n[[scenario.rules]]",
            "E0108",
        ),
        (
            "clients > 10 for",
            "clients > 10 and clients <= 10 for",
            "E0312",
        ),
        (
            "\"0.30 to 0.45\"",
            "{ dist = \"choice\", values = [0.3, 0.3, 0.4] }",
            "E0221",
        ),
        ("[[rivals]]", &points, "E0108"),
        ("[[rivals]]", &equal, "W0312"),
        ("[[rivals]]", &subsets, "E0108"),
        ("[[rivals]]", &grid, "E0230"),
        ("[[rivals]]", &one, "E0230"),
        ("[[rivals]]", &keys, "E0108"),
    ] {
        let text = with(part, wrong);
        write(&folder, &[("a.toml", &text)]);
        let found = problems(&folder, "a.toml", &[]);
        assert!(
            found
                .iter()
                .any(|one| one["code"] == code && one["help"] != ""),
            "{wrong}: {found:?}"
        );
    }
    write(
        &folder,
        &[
            ("a.toml", STUDY),
            ("p.toml", "format = 1\n"),
            (
                "b.toml",
                &scenario("b", "include = [\"p.toml\", \"p.toml\"]\n"),
            ),
        ],
    );
    assert_eq!(
        codes(&prepared(&folder, "b.toml"), Severity::Error),
        ["E0108"]
    );
    for flags in [
        ["-S", "credit.margin=0.1", "-S", "context.credit.margin=0.1"],
        ["--only", "support", "--only", "support"],
        ["--skip", "support", "--skip", "support"],
    ] {
        let found = problems(&folder, "a.toml", &flags);
        assert!(
            found.iter().any(|one| one["severity"] == "error"),
            "{flags:?}"
        );
    }
    for call in [
        [
            "sensitivity",
            "a.toml",
            "-p",
            "credit.recovery",
            "-p",
            "credit.recovery=0.3:0.4",
        ],
        ["evaluate", "a.toml", "--sample", "0.5,0.5", "-r", "2"],
        [
            "run",
            "a.toml",
            "-r",
            "auto",
            "--precision",
            "employment=1,employment=2",
        ],
    ] {
        let (code, _, talk) = said(&folder, &call);
        assert!(code == Some(2) && talk.contains("tw"), "{call:?}: {talk}");
    }
}

#[test]
fn conditions_that_never_hold_together_are_told_and_others_are_not() {
    let folder = empty_folder("input-conditions");
    for (when, is_refused) in [
        ("clients < 5 and clients > 10", true),
        ("clients > 10 for 4 quarters and clients < 5", true),
        ("clients >= 10 and clients < 10", true),
        ("clients >= 10 and clients <= 10", false),
        ("clients > 10 and clients > 20", false),
        ("clients > 10 and drop_outs < 5", false),
        ("drop_outs > 5 and clients > 10 and drop_outs < 5", true),
    ] {
        let text = with("clients > 10 for 2 quarters", when);
        write(&folder, &[("a.toml", &text)]);
        let found = prepared(&folder, "a.toml");
        assert_eq!(
            codes(&found, Severity::Error).contains(&"E0312"),
            is_refused,
            "{when}"
        );
    }
    let text = "format = 1\nname = \"x\"\n[[instruments]]\nkind = \"matchmaking\"\n[[rules]]\nwhen = \"clients > 3\"\nthen = { instrument = \"matchmaking\", stop = true }\n";
    write(&folder, &[("a.toml", text)]);
    assert_eq!(
        codes(&prepared(&folder, "a.toml"), Severity::Error),
        ["E0303"],
        "no agency at all"
    );
}

#[test]
fn every_column_of_a_table_is_used_or_refused() {
    let folder = empty_folder("input-columns");
    write(&folder, &[("a.toml", STUDY)]);
    for (table, code, words) in [
        ("draw,credit.recovery\n0,0.3\n1,0.4\n", "", ""),
        ("draw,credit.recovery\n5,0.3\n9,0.4\n", "E0230", "is not 0"),
        ("draw,credit.recovery\n0,0.3\n0,0.4\n", "E0230", "is not 1"),
        ("draw,credit.recovery\n0,0.3\nx,0.4\n", "E0230", "is not 1"),
        ("draw,credit.recovery\n0,0.3\n,0.4\n", "E0230", "is not 1"),
        ("draws,credit.recovery\n0,0.3\n", "E0102", "draws"),
        ("credit.recovery,note\n0.3,good\n", "E0230", "no number"),
        ("name,credit.recovery\nlow,0.3\nlow,0.4\n", "E0108", "twice"),
        (
            "name,credit.recovery\nlow,0.3\nhigh,0.3\n",
            "W0312",
            "point 1",
        ),
        ("name;credit.recovery\nlow;0,3\n", "E0230", "decimal commas"),
        ("name,credit.recovery\nlow,\"0,3\"\n", "E0230", "write 0.3"),
    ] {
        write(&folder, &[("points.csv", table)]);
        let found = problems(&folder, "a.toml", &["points.csv"]);
        if code.is_empty() {
            assert!(
                found.iter().all(|one| one["severity"] != "error"),
                "{found:?}"
            );
        } else {
            let told = told(&found, code);
            assert!(told.contains(words), "{table}: {told}");
        }
    }
}

#[test]
fn decimal_commas_are_told_wherever_numbers_are_written() {
    let folder = empty_folder("input-commas");
    write(&folder, &[("a.toml", STUDY)]);
    for (call, right) in [
        (
            vec!["run", "a.toml", "-r", "auto", "--precision", "10,5%"],
            "10.5%",
        ),
        (
            vec!["plan", "a.toml", "--precision", "employment=0,5"],
            "employment=0.5",
        ),
        (
            vec!["run", "a.toml", "-S", "credit.recovery=0,5"],
            "credit.recovery=0.5",
        ),
        (
            vec!["sensitivity", "a.toml", "-p", "credit.recovery=0,2:0,5"],
            "credit.recovery=0.2:0.5",
        ),
        (
            vec!["run", "a.toml", "-r", "auto", "--max-time", "1,5h"],
            "1.5h",
        ),
        (
            vec!["evaluate", "a.toml", "--sample", "0,25"],
            "decimal points",
        ),
        (vec!["run", "a.toml", "-r", "1,000"], "without commas"),
        (vec!["run", "a.toml", "--seed", "1,5"], "without commas"),
        (vec!["run", "a.toml", "-j", "1,5"], "without commas"),
    ] {
        let (code, _, talk) = said(&folder, &call);
        assert!(code == Some(2) && talk.contains(right), "{call:?}: {talk}");
    }
    let text = STUDY.replace("clients > 10 for", "default_rate > 0,08 for");
    write(&folder, &[("a.toml", &text)]);
    assert!(told(&problems(&folder, "a.toml", &[]), "E0310").contains("write 0.08"));
}

#[test]
fn names_that_a_system_or_the_program_keeps_are_refused() {
    let folder = empty_folder("input-names");
    for name in [
        "latest",
        "Latest",
        "con",
        "NUL",
        "aux.toml",
        "com1",
        "lpt9.txt",
        "trailing.",
        "run.partial",
    ] {
        write(&folder, &[("a.toml", &scenario(name, ""))]);
        let found = prepared(&folder, "a.toml");
        assert_eq!(codes(&found, Severity::Error), ["E0107"], "{name}");
        let edits = found.problems[0].fix.edits(&found.sources);
        let right = edits.first().expect("another name").text.clone();
        write(
            &folder,
            &[("a.toml", &scenario(right.trim_matches('"'), ""))],
        );
        assert_eq!(
            codes(&prepared(&folder, "a.toml"), Severity::Error),
            [""; 0],
            "{right}"
        );
    }
    for name in ["latest-study", "console", "nullify", "com10", "v1.2"] {
        write(&folder, &[("a.toml", &scenario(name, ""))]);
        assert_eq!(
            codes(&prepared(&folder, "a.toml"), Severity::Error),
            [""; 0],
            "{name}"
        );
    }
    let (code, _, talk) = said(
        &folder,
        &["run", "a.toml", "-r", "1", "-o", "output/latest"],
    );
    assert!(
        code == Some(7) && talk.contains("is the link to the last run"),
        "{talk}"
    );
}

#[test]
fn a_number_in_a_title_that_was_replaced_is_told() {
    let folder = empty_folder("input-titles");
    let guarantee = "title = \"Guarantee of 60 % by 2 advisors\"\n[[agencies]]\nname = \"agency\"\nadvisors = 2\n[[instruments]]\nkind = \"credit_guarantee\"\ncover = 0.6\nfund_usd = 1_000_000\n";
    write(&folder, &[("a.toml", &scenario("a", guarantee))]);
    let warned = |file: &str, flags: &[&str]| {
        let found = problems(&folder, file, flags);
        found.iter().filter(|one| one["code"] == "W0313").count()
    };
    assert_eq!(warned("a.toml", &[]), 0);
    assert_eq!(warned("a.toml", &["-S", "credit_guarantee.cover=0.7"]), 1);
    assert_eq!(warned("a.toml", &["-S", "credit_guarantee.cover=0.6"]), 0);
    assert_eq!(
        warned("a.toml", &["-S", "credit_guarantee.fund_usd=2_000_000"]),
        0
    );
    write(
        &folder,
        &[(
            "b.toml",
            &scenario(
                "b",
                "base = \"a.toml\"\ntitle = \"Guarantee of 60 %\"\n[[instruments]]\nkind = \"credit_guarantee\"\ncover = 0.5\n",
            ),
        )],
    );
    assert_eq!(warned("b.toml", &[]), 1);
}

#[test]
fn a_check_finds_what_sensitivity_would_refuse() {
    let folder = empty_folder("input-verbs");
    for (parameters, code) in [
        ("\"credit.recovery\", \"credit.recovery=0.3:0.5\"", "E0108"),
        ("\"agencies.other.advisors\"", "E0409"),
        ("\"tncs.lots_min=1000:2000\"", "E0227"),
        ("\"credit.recovery=0,3:0,5\"", "E0409"),
    ] {
        let text = with("\"agencies.agency.advisors\"", parameters);
        write(&folder, &[("a.toml", &text)]);
        assert_eq!(
            codes(&prepared(&folder, "a.toml"), Severity::Error),
            [code],
            "{parameters}"
        );
        let (exit, ..) = said(&folder, &["sensitivity", "a.toml", "-r", "2"]);
        assert_eq!(exit, Some(2), "{parameters}");
    }
}

#[test]
fn words_that_a_kind_of_shock_does_not_use_are_refused() {
    let folder = empty_folder("input-shocks");
    for (kind, word, code) in [
        ("tnc_departure", "sector = \"food\"", ""),
        ("crisis", "sector = \"food\"", "E0102"),
        ("crisis", "agency = \"agency\"", "E0102"),
        ("leader_departure", "sector = \"food\"", "E0102"),
    ] {
        let shock = format!("[[shocks]]\nname = \"s\"\nkind = \"{kind}\"\n{word}\n");
        write(&folder, &[("a.toml", &scenario("a", &shock))]);
        let found = codes(&prepared(&folder, "a.toml"), Severity::Error);
        let expected: Vec<&str> = [code].into_iter().filter(|code| !code.is_empty()).collect();
        assert_eq!(found, expected, "{kind}: {word}");
    }
}

#[test]
fn a_number_in_quotes_with_a_decimal_comma_keeps_its_value_in_the_help() {
    let folder = empty_folder("input-quoted");
    for (text, right) in [
        ("0,4", "without quotes: 0.4"),
        ("40 %", "0.4"),
        ("12,5 %", "0.125"),
        ("1,000", "1_000"),
    ] {
        let line = format!("context.credit.recovery = \"{text}\"\n");
        write(&folder, &[("a.toml", &scenario("a", &line))]);
        let told = told(&problems(&folder, "a.toml", &[]), "E0103");
        assert!(told.contains(right), "{text}: {told}");
    }
}

#[test]
fn a_name_is_suggested_for_what_it_is_like_and_not_for_its_ending() {
    let folder = empty_folder("input-near");
    write(
        &folder,
        &[
            ("a.toml", &scenario("a", "base = \"b.toml\"\n")),
            ("c.toml", &scenario("c", "base = \"guarante.toml\"\n")),
            ("d.toml", &scenario("d", "base = \"\"\n")),
            ("guarantee.toml", &scenario("guarantee", "")),
        ],
    );
    let help = |file: &str| prepared(&folder, file).problems[0].help.clone();
    assert!(
        !help("a.toml").contains("did you mean"),
        "{}",
        help("a.toml")
    );
    assert!(
        help("c.toml").contains("guarantee.toml"),
        "{}",
        help("c.toml")
    );
    assert_eq!(
        codes(&prepared(&folder, "d.toml"), Severity::Error),
        ["E0003"]
    );
}
