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
                    "include = [\"diamond{0}.toml\", \"diamond{0}.toml\"]\n",
                    level + 1
                ),
                (true, kind) => format!("include = [\"{kind}{}.toml\"]\n", level + 1),
            };
            let name = format!("{kind}{level}.toml");
            write(&folder, &[(&name, &scenario("a", &below))]);
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
    for (name, of, n) in [
        ("agencies", &agencies as &dyn Fn(usize) -> String, 250),
        ("scenarios", &scenarios, 60),
        ("rivals", &rivals, 60),
    ] {
        // eight times as many: 8 in proportion, 64 where each looks at all others
        let few = seconds(&format!("{name}-few.toml"), of(n)).max(1e-3);
        let many = seconds(&format!("{name}-many.toml"), of(8 * n));
        assert!(many < 24.0 * few, "{name}: {few} s, then {many} s");
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
