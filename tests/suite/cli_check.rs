//! Output of `check`, `params` and `explain`.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::common::{empty_folder, linkwright, root};

/// Checks one file and returns its problems as `(code, line, help)`, with the exit code.
fn problems(folder: &Path, file: &str, more: &[&str]) -> (Vec<Value>, Option<i32>) {
    let output = linkwright(folder, &[&["check", file, "--json"], more].concat());
    let text = String::from_utf8(output.stdout).expect("stdout is text");
    let json: Value = serde_json::from_str(&text).unwrap_or_else(|error| {
        panic!("{error}: {text}{}", String::from_utf8_lossy(&output.stderr))
    });
    (
        json["problems"].as_array().expect("a list").clone(),
        output.status.code(),
    )
}

fn codes(name: &str, text: &str) -> Vec<String> {
    let folder = empty_folder(&format!("check-{name}"));
    fs::write(folder.join("a.toml"), text).expect("the file can be written");
    let (problems, _) = problems(&folder, "a.toml", &[]);
    assert!(
        problems.iter().all(|problem| problem["help"]
            .as_str()
            .is_some_and(|help| !help.is_empty())),
        "{problems:?}"
    );
    problems
        .iter()
        .map(|problem| problem["code"].as_str().expect("a code").to_string())
        .collect()
}

fn assert_refused(name: &str, text: &str, code: &str) {
    let found = codes(name, text);
    assert_eq!(found, [code], "{name}");
}

#[test]
fn five_planted_mistakes_give_five_located_messages_each_with_a_fix() {
    let folder = empty_folder("check-five");
    let text = "format = 1\nname = \"five\"\n[context]\ncredit.recovry = 0.4\ncredit.funding_rate = 14\n[population]\nsmes = -200\n\
                [[agencies]]\nname = \"a\"\nlead = \"privat\"\n[[instruments]]\nkind = \"credit_guarantee\"\nagency = \"b\"\n";
    fs::write(folder.join("five.toml"), text).expect("the file can be written");
    let (found, code) = problems(&folder, "five.toml", &[]);
    let reported: Vec<(String, u64)> = found
        .iter()
        .map(|one| {
            (
                one["code"].as_str().unwrap_or("").to_string(),
                one["line"].as_u64().unwrap_or(0),
            )
        })
        .collect();
    let expected = [
        ("E0102", 4),
        ("E0210", 5),
        ("E0204", 7),
        ("E0106", 10),
        ("E0303", 13),
    ]
    .map(|(code, line)| (code.to_string(), line));
    assert_eq!(reported, expected);
    assert!(
        found
            .iter()
            .all(|one| one["help"].as_str().is_some_and(|help| !help.is_empty()))
    );
    assert_eq!(code, Some(2));

    let output = linkwright(&folder, &["check", "five.toml"]);
    let talk = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.stdout.is_empty(), "nothing but data goes to stdout");
    assert!(
        talk.contains("error[E0102]")
            && talk.contains("five.toml:4:")
            && talk.contains("did you mean `recovery`?"),
        "{talk}"
    );
    assert!(
        talk.trim_end()
            .ends_with("5 errors in 1 file. Nothing was run.   More: linkwright explain E0102"),
        "{talk}"
    );
    assert_eq!(
        fs::read_dir(&folder).expect("the folder is there").count(),
        1,
        "nothing was written"
    );
}

#[test]
fn at_least_eighteen_of_twenty_misspelt_keys_are_recognised() {
    const CONTEXT: &[(&str, &str, &str)] = &[
        ("credit", "recovry", "recovery"),
        ("credit", "founding_rate", "funding_rate"),
        ("credit", "margn", "margin"),
        ("credit", "rate_default", "default_rate"),
        ("credit", "discouragment_mean", "discouragement_mean"),
        ("credit", "tenor", "tenor_quarters"),
        ("credit", "operating_costs", "operating_cost"),
        ("sourcing", "outside_const", "outside_constant"),
        ("sourcing", "gate_quality", "quality_gate"),
        ("sourcing", "searchsize", "search_size"),
        ("sourcing", "lot_values_usd", "lot_value_usd"),
        ("trust", "conflict_resolutoin", "conflict_resolution"),
        ("trust", "stragner", "stranger"),
        ("linkages", "advance_chances", "advance_chance"),
        ("tncs", "lot_max", "lots_max"),
        ("capability", "learning_speed", "learning_rate"),
        ("capability", "certified_shares", "certified_share"),
        ("economy", "cycle_std", "cycle_sd"),
        ("firms", "entryrate", "entry_rate"),
        ("formality", "informal", "informal_share"),
    ];
    let mut text = String::from("format = 1\nname = \"a\"\n");
    for (section, wrong, _) in CONTEXT {
        let _ = writeln!(text, "context.{section}.{wrong} = 0.1");
    }
    let folder = empty_folder("check-misspelt");
    fs::write(folder.join("a.toml"), text).expect("the file can be written");
    let (found, _) = problems(&folder, "a.toml", &[]);
    assert_eq!(found.len(), CONTEXT.len(), "{found:?}");
    let missed: Vec<_> = CONTEXT
        .iter()
        .zip(&found)
        .filter(|((_, _, right), one)| one["fix"]["edits"][0]["text"].as_str() != Some(right))
        .collect();
    assert!(missed.len() <= 2, "{missed:?}");
}

/// An agency with an instrument for the `[[scenario]]` above it.
const PROGRAMME: &str =
    "[[scenario.agencies]]\nname = \"x\"\n[[scenario.instruments]]\nkind = \"matchmaking\"\n";

/// Another length of the window, for the `[[scenario]]` above it.
const LONGER: &str = "[scenario.run]\npolicy_quarters = 20\n";

/// Two scenarios of another context, the second with a programme.
const ELSEWHERE: &str = "[[scenario]]\nname = \"b\"\n[scenario.context]\ncredit.recovery = 0.5\n[[scenario]]\nname = \"c\"\n\
    [scenario.context]\ncredit.recovery = 0.5\n[[scenario.agencies]]\nname = \"x\"\n[[scenario.instruments]]\nkind = \"matchmaking\"\n";

#[test]
fn every_kind_of_mistake_has_its_own_code() {
    let file = |body: &str| format!("format = 1\nname = \"a\"\n{body}");
    let context = |line: &str| file(&format!("[context]\n{line}\n"));
    let guarantee = |lines: &str| {
        file(&format!(
            "[[agencies]]\nname = \"x\"\n[[instruments]]\nkind = \"credit_guarantee\"\n{lines}\n"
        ))
    };
    let study =
        |lines: &str| format!("format = 1\nname = \"s\"\n{lines}\n[[scenario]]\nname = \"none\"\n");
    let cases = [
        ("unknown-key", context("credit.zzzz = 1"), "E0102"),
        (
            "section-at-the-top",
            file("[credit]\nrecovery = 0.4\n"),
            "E0102",
        ),
        (
            "duplicate-key",
            context("credit.recovery = 0.4\ncredit.recovery = 0.5"),
            "E0007",
        ),
        ("wrong-type", context("credit.recovery = \"0.4\""), "E0103"),
        (
            "wrong-type-of-table",
            file("[agencies]\nname = \"x\"\n"),
            "E0103",
        ),
        ("wrong-unit", guarantee("fund_eur = 1_000_000"), "E0104"),
        ("percent-suffix", guarantee("cover_percent = 60"), "E0104"),
        ("out-of-range", context("credit.recovery = -0.4"), "E0201"),
        ("percentage", context("credit.recovery = 40"), "E0210"),
        ("nan", context("credit.recovery = nan"), "E0202"),
        (
            "inf",
            context("credit.recovery = { value = inf, source = \"x\" }"),
            "E0202",
        ),
        (
            "negative-population",
            file("[population]\nsmes = -5\n"),
            "E0204",
        ),
        ("zero-population", file("[population]\ntncs = 0\n"), "E0204"),
        ("half-a-firm", file("[population]\nsmes = 200.5\n"), "E0203"),
        ("end-before-start", guarantee("start = 8\nend = 4"), "E0301"),
        ("beyond-the-horizon", guarantee("end = 40"), "E0302"),
        ("start-beyond-the-horizon", guarantee("start = 16"), "E0302"),
        ("unknown-agency", guarantee("agency = \"y\""), "E0303"),
        (
            "no-agency",
            file("[[instruments]]\nkind = \"matchmaking\"\n"),
            "E0303",
        ),
        (
            "unknown-kind",
            file("[[instruments]]\nkind = \"credit_guaranty\"\n"),
            "E0106",
        ),
        (
            "unknown-lead",
            file("[[agencies]]\nname = \"x\"\nlead = \"state\"\n"),
            "E0106",
        ),
        (
            "unknown-provider-kind",
            file("[[credit_providers]]\nname = \"x\"\nkind = \"bank\"\n"),
            "E0106",
        ),
        (
            "unknown-grade",
            context("credit.recovery = { value = 0.4, grade = \"guess\" }"),
            "E0106",
        ),
        (
            "twin-agencies",
            file("[[agencies]]\nname = \"x\"\n[[agencies]]\nname = \"x\"\n"),
            "E0108",
        ),
        (
            "twin-scenarios",
            study("[[scenario]]\nname = \"none\""),
            "E0108",
        ),
        (
            "no-name",
            "format = 1\n[population]\nsmes = 300\n".to_string(),
            "E0101",
        ),
        ("no-format", "name = \"a\"\n".to_string(), "E0101"),
        (
            "nameless-agency",
            file("[[agencies]]\nlead = \"public\"\n"),
            "E0101",
        ),
        (
            "other-format",
            "format = 2\nname = \"a\"\n".to_string(),
            "E0010",
        ),
        (
            "bad-name",
            "format = 1\nname = \"../a b\"\n".to_string(),
            "E0107",
        ),
        (
            "minimum-above-maximum",
            context("tncs.lots_min = 190\ntncs.lots_max = 50"),
            "E0305",
        ),
        (
            "no-provider-left",
            file("[[credit_providers]]\nname = \"bank\"\nremove = true\n"),
            "E0304",
        ),
        ("strange-baseline", study("baseline = \"nono\""), "E0401"),
        (
            "strange-answer",
            study("answer = { scenario = \"x\", against = \"none\" }"),
            "E0402",
        ),
        (
            "strange-indicator",
            study("[report]\nheadline = [\"sustained_linkage\"]"),
            "E0403",
        ),
        ("zero-replications", study("[run]\nreps = 0"), "E0405"),
        (
            "too-many-replications",
            study("[run]\nreps = 1_000_000_000"),
            "E0406",
        ),
        (
            "study-without-scenarios",
            "format = 1\nname = \"s\"\n[report]\nheadline = [\"employment\"]\n".to_string(),
            "E0407",
        ),
        (
            "empty-study",
            "format = 1\nname = \"s\"\nscenarios = []\n".to_string(),
            "E0103",
        ),
        (
            "circle",
            "format = 1\nname = \"a\"\nbase = \"a.toml\"\n".to_string(),
            "E0008",
        ),
        (
            "missing-base",
            "format = 1\nname = \"a\"\nbase = \"b.toml\"\n".to_string(),
            "E0001",
        ),
        ("unusual", context("credit.recovery = 0.95"), "W0201"),
        ("idle-instrument", guarantee("intensity = 0"), "W0302"),
        (
            "same-as-baseline",
            study("[[scenario]]\nname = \"b\""),
            "W0301",
        ),
    ];
    for (name, text, code) in cases {
        let found = codes(name, &text);
        // An idle instrument also makes its scenario the same as the baseline.
        let serious: Vec<_> = found
            .iter()
            .filter(|one| !one.starts_with('N') && (name != "idle-instrument" || *one != "W0301"))
            .collect();
        assert_eq!(serious, [code], "{name}");
    }
}

#[test]
fn every_mistake_of_contexts_has_its_own_code() {
    let uganda = root()
        .join("scenarios/contexts/uganda.toml")
        .display()
        .to_string();
    let study =
        |lines: &str| format!("format = 1\nname = \"s\"\n{lines}\n[[scenario]]\nname = \"none\"\n");
    let cases = [
        (
            "no-baseline",
            study(&format!(
                "[[scenario]]\nname = \"b\"\n[scenario.context]\ncredit.recovery = 0.5\n{PROGRAMME}"
            )),
            "E0404",
        ),
        (
            "two-baselines",
            study(&format!(
                "baselines = [\"none\", \"b\"]\n[[scenario]]\nname = \"b\"\n{PROGRAMME}"
            )),
            "E0411",
        ),
        (
            "other-length",
            study(&format!(
                "[[scenario]]\nname = \"p\"\n{PROGRAMME}[[scenario]]\nname = \"b\"\n{LONGER}[[scenario]]\nname = \"c\"\n{LONGER}{PROGRAMME}"
            )),
            "E0412",
        ),
        (
            "answer-across-contexts",
            study(&format!(
                "answer = {{ scenario = \"c\", against = \"none\" }}\n[[scenario]]\nname = \"p\"\n{PROGRAMME}{ELSEWHERE}"
            )),
            "E0402",
        ),
        (
            "context-twice",
            study(&format!(
                "contexts = [\"{uganda}\"]\n[context]\nfrom = \"{uganda}\""
            )),
            "E0105",
        ),
        (
            "alone-in-its-context",
            study(&format!(
                "[[scenario]]\nname = \"p\"\n{PROGRAMME}\n[[scenario]]\nname = \"b\"\n[scenario.context]\ncredit.recovery = 0.5"
            )),
            "W0308",
        ),
    ];
    for (name, text, code) in cases {
        assert_refused(name, &text, code);
    }
}

#[test]
fn a_section_of_the_context_at_the_top_is_sent_to_its_place() {
    let folder = empty_folder("check-section");
    fs::write(
        folder.join("a.toml"),
        "format = 1\nname = \"a\"\n[credit]\nrecovery = 0.4\n",
    )
    .expect("written");
    let (found, _) = problems(&folder, "a.toml", &[]);
    assert!(
        found[0]["help"]
            .as_str()
            .is_some_and(|help| help.contains("[context.credit]")),
        "{found:?}"
    );
}

#[test]
fn all_syntax_errors_are_shown_at_once() {
    let found = codes("syntax", "format = \nname = a b\n[context\n");
    assert!(
        found.len() >= 3 && found.iter().all(|code| code == "E0006"),
        "{found:?}"
    );
}

#[test]
fn files_that_are_no_scenarios_are_refused_one_by_one() {
    let folder = empty_folder("check-files");
    fs::write(
        folder.join("latin.toml"),
        b"format = 1\nname = \"caf\xe9\"\n",
    )
    .expect("written");
    fs::create_dir(folder.join("folder.toml")).expect("made");
    let junk = fs::File::create(folder.join("junk.toml")).expect("made");
    junk.set_len(100 * 1024 * 1024).expect("100 MB");
    fs::write(folder.join("empty.toml"), "").expect("written");
    for (file, code) in [
        ("latin.toml", "E0005"),
        ("folder.toml", "E0003"),
        ("junk.toml", "E0004"),
        ("gone.toml", "E0001"),
        ("empty.toml", "E0101"),
    ] {
        let (found, exit) = problems(&folder, file, &[]);
        assert_eq!(found[0]["code"].as_str(), Some(code), "{file}: {found:?}");
        assert_eq!(exit, Some(2), "{file}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_without_an_end_is_refused_by_its_kind() {
    let (found, exit) = problems(root(), "/dev/zero", &[]);
    assert_eq!((found[0]["code"].as_str(), exit), (Some("E0011"), Some(2)));
}

#[test]
fn problems_of_all_files_are_shown_together() {
    let folder = empty_folder("check-together");
    fs::write(
        folder.join("a.toml"),
        "format = 1\nname = \"a\"\n[population]\nsmes = 0\n",
    )
    .expect("written");
    fs::write(
        folder.join("b.toml"),
        "format = 1\nname = \"b\"\n[population]\ntncs = 0\n",
    )
    .expect("written");
    let output = linkwright(&folder, &["check", "a.toml", "b.toml"]);
    let talk = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        talk.contains("a.toml:4:8")
            && talk.contains("b.toml:4:8")
            && talk.contains("2 errors in 2 files."),
        "{talk}"
    );
}

#[test]
fn settings_of_the_command_line_are_checked_and_reach_every_scenario() {
    let small = "scenarios/small.toml";
    let (found, exit) = problems(
        root(),
        small,
        &[
            "-S",
            "credit.recovery=0.5",
            "-S",
            "credit_guarantee.cover=0.7",
            "-S",
            "agencies.agency.advisors=3",
        ],
    );
    assert!(found.is_empty() && exit == Some(0), "{found:?}");
    for (setting, code) in [
        ("credit.recovry=0.5", "E0409"),
        ("credit.recovery=x", "E0409"),
        ("credit.recovery=50", "E0210"),
        ("agencies.b.advisors=3", "E0409"),
        ("run.seed=3", "E0409"),
    ] {
        let (found, exit) = problems(root(), small, &["-S", setting]);
        assert_eq!(
            (found[0]["code"].as_str(), exit),
            (Some(code), Some(2)),
            "{setting}: {found:?}"
        );
    }
}

#[test]
fn the_baseline_is_never_dropped() {
    for flags in [["--only", "all"], ["--skip", "none"]] {
        let output = linkwright(
            root(),
            &[&["check", "scenarios/small.toml", "--json"][..], &flags].concat(),
        );
        let json: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(json["plan"]["scenarios"][0]["name"], "none", "{flags:?}");
    }
    let (found, exit) = problems(root(), "scenarios/small.toml", &["--only", "al"]);
    assert_eq!((found[0]["code"].as_str(), exit), (Some("E0408"), Some(2)));
}

#[test]
fn contexts_cross_programmes_and_each_context_has_its_own_baseline() {
    let study = "scenarios/studies/same-programme-four-countries.toml";
    let checked = |flags: &[&str]| {
        let output = linkwright(root(), &[&["check", study, "--json"][..], flags].concat());
        let json: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        (json, output.status.code())
    };
    let names = |json: &Value| {
        json["plan"]["scenarios"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|one| one["name"].to_string())
            .collect::<Vec<_>>()
    };
    let (json, exit) = checked(&[]);
    assert_eq!((exit, names(&json).len()), (Some(0), 20), "{json:#}");
    let contexts = json["plan"]["contexts"].as_array().expect("a list");
    let own = contexts.iter().map(|one| {
        (
            one["name"].as_str().expect("a name"),
            one["baseline"].as_str().expect("a name"),
        )
    });
    assert!(
        own.clone()
            .all(|(name, baseline)| baseline == format!("none@{name}")),
        "{contexts:?}"
    );
    assert_eq!(
        own.map(|(name, _)| name).collect::<Vec<_>>(),
        ["uganda", "viet-nam", "costa-rica", "czechia"]
    );
    let scenarios = json["plan"]["scenarios"].as_array().expect("a list");
    let of = |name: &str| {
        scenarios
            .iter()
            .find(|one| one["name"] == name)
            .expect("there")
    };
    assert_eq!(
        of("support@czechia")["title"],
        "Upgrading support in Czechia"
    );
    assert_eq!(
        of("support@uganda")["changes"],
        of("support@viet-nam")["changes"],
        "the same programme"
    );
    assert_eq!(
        (
            of("support@uganda")["tncs"].as_f64(),
            of("support@czechia")["tncs"].as_f64()
        ),
        (Some(8.0), Some(40.0))
    );
    let (json, _) = checked(&["--only", "support@czechia"]);
    assert_eq!(
        names(&json),
        ["\"none@czechia\"", "\"support@czechia\""],
        "other contexts do not run"
    );
    let (json, _) = checked(&["--only", "support"]);
    assert_eq!(names(&json).len(), 8, "in every context, with its baseline");
}

#[test]
fn one_scenario_alone_gets_a_baseline_without_programme() {
    let output = linkwright(
        root(),
        &[
            "check",
            "scenarios/programmes/support+guarantee.toml",
            "--json",
        ],
    );
    let json: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(
        (
            json["plan"]["baseline"].as_str(),
            json["plan"]["study"].as_str()
        ),
        (Some("none"), Some("support+guarantee"))
    );
    assert_eq!(json["problems"][0]["code"], "N0101");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn warnings_can_be_denied() {
    let folder = empty_folder("check-deny");
    fs::write(
        folder.join("a.toml"),
        "format = 1\nname = \"a\"\ncontext.credit.recovery = 0.95\n",
    )
    .expect("written");
    assert_eq!(
        linkwright(&folder, &["check", "a.toml"]).status.code(),
        Some(0)
    );
    assert_eq!(
        linkwright(&folder, &["check", "a.toml", "--deny", "warnings"])
            .status
            .code(),
        Some(2)
    );
}

#[test]
fn values_show_where_they_come_from() {
    let output = linkwright(root(), &["check", "scenarios/programmes/none.toml", "-v"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        text.contains("scenarios/contexts/uganda.toml:")
            && text.contains("measured")
            && text.contains("[default;"),
        "{text}"
    );
}

#[test]
fn every_code_has_a_page_and_unknown_topics_get_a_suggestion() {
    for code in linkwright::scenario::CODES {
        let output = linkwright(root(), &["explain", code.code]);
        assert!(
            output.status.success() && !output.stdout.is_empty(),
            "{}",
            code.code
        );
    }
    assert!(
        linkwright(root(), &["explain", "exit-codes"])
            .status
            .success()
    );
    let output = linkwright(root(), &["params", "credit.recovry"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("did you mean `recovery`?"));
}

#[test]
fn wrong_usage_ends_with_two_and_help_with_zero() {
    assert_eq!(linkwright(root(), &["chek"]).status.code(), Some(2));
    assert_eq!(linkwright(root(), &["check"]).status.code(), Some(2));
    assert_eq!(
        linkwright(root(), &["check", "--help"]).status.code(),
        Some(0)
    );
    assert_refused("usage", "format = 1\nname = 3\n", "E0103");
}
