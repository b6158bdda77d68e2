//! Names: one that is not known is answered with the nearest that is, wherever a name can be given; names that some systems take for one, and
//! words that have no use where they stand, are refused.

use std::fs;
use std::path::Path;

use crate::common::{empty_folder, linkwright};

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

/// A folder with the tiny study in `s.toml`, and a run of it in `run`.
fn with_run(name: &str) -> std::path::PathBuf {
    let folder = empty_folder(name);
    fs::write(folder.join("s.toml"), include_str!("data/tiny.toml")).expect("written");
    let (code, _, talk) = said(
        &folder,
        &["run", "s.toml", "-o", "run", "-q", "--no-report"],
    );
    assert_eq!(code, Some(0), "{talk}");
    folder
}

/// Every argument of every verb that is a name, as a call with a place for it: a slip, the name that is meant, and what is told of a name that is
/// like none.
const NAMES: &[(&str, &str, &str, &str)] = &[
    ("_", "chek", "check", "--help"),
    ("check s.toml --sed", "", "--seed", ""),
    (
        "indicators _",
        "employmnt",
        "employment",
        "`linkwright indicators` lists all",
    ),
    (
        "indicators _",
        "linkages_sustained",
        "sustained_linkages",
        "",
    ),
    ("explain _", "interval", "intervals", "`linkwright params`"),
    (
        "explain _",
        "credit.recvery",
        "recovery",
        "`linkwright params`",
    ),
    (
        "params _",
        "credit.recvery",
        "recovery",
        "`linkwright params` lists all",
    ),
    ("schema _", "ouput", "output", "input, output"),
    ("params --format _", "jso", "json", "text, md, csv, json"),
    ("check s.toml --deny _", "warning", "warnings", "warnings"),
    (
        "check s.toml --only _",
        "suport",
        "support",
        "scenarios of the study: none, support",
    ),
    (
        "check s.toml --skip _",
        "suport",
        "support",
        "scenarios of the study: none, support",
    ),
    (
        "check s.toml -S _=1",
        "credit.recvery",
        "credit.recovery",
        "write a full path such as",
    ),
    (
        "check s.toml -p _",
        "credit.recvery",
        "credit.recovery",
        "write a full path such as",
    ),
    (
        "check s.toml -r auto --precision _=1",
        "employmnt",
        "employment",
        "`linkwright indicators` lists all",
    ),
    (
        "run s.toml --dry-run --progress _",
        "plane",
        "plain",
        "auto, plain, json, none",
    ),
    (
        "run s.toml --dry-run --timeseries _",
        "ful",
        "full",
        "full, summary, none",
    ),
    (
        "run s.toml --dry-run --color _",
        "alway",
        "always",
        "auto, always, never",
    ),
    (
        "plan s.toml --only _",
        "suport",
        "support",
        "scenarios of the study: none, support",
    ),
    (
        "diff s.toml s.toml --only _",
        "suport",
        "support",
        "scenarios of the study: none, support",
    ),
    (
        "sensitivity s.toml --dry-run -p _",
        "credit.recvery",
        "credit.recovery",
        "write a full path such as",
    ),
    (
        "sensitivity s.toml --dry-run -m _",
        "moris",
        "morris",
        "tornado, morris, sobol",
    ),
    (
        "evaluate s.toml --dry-run --outcome _",
        "sale",
        "sales",
        "employment, sales",
    ),
    (
        "evaluate s.toml --dry-run --scenario _",
        "suport",
        "support",
        "there are: support",
    ),
    (
        "trace run --firm _",
        "typcal",
        "typical",
        "typical, most-changed",
    ),
    (
        "trace s.toml --scenario _",
        "suport",
        "support",
        "there are: support",
    ),
    (
        "compare run --baseline _",
        "suport",
        "support",
        "scenarios: none, support",
    ),
    (
        "compare run --indicator _",
        "employmnt",
        "employment",
        "`linkwright indicators` lists all",
    ),
];

#[test]
fn a_name_that_is_not_known_is_answered_with_the_nearest_and_with_what_there_is() {
    let folder = with_run("naming-near");
    let ask = |call: &str, name: &str| {
        let words: Vec<String> = call
            .split(' ')
            .map(|word| word.replace('_', name))
            .collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (code, out, talk) = said(&folder, &words);
        assert_eq!(code, Some(2), "{call} {name}: {out}{talk}");
        talk
    };
    for (call, slip, meant, all) in NAMES {
        let talk = ask(call, slip);
        let nearest = [format!("did you mean `{meant}`"), format!("'{meant}'")];
        assert!(
            nearest.iter().any(|words| talk.contains(words)),
            "{call} {slip}: no word of {meant}\n{talk}"
        );
        if !all.is_empty() {
            let talk = ask(call, "qqqqqq");
            assert!(talk.contains(all), "{call}: no word of {all}\n{talk}");
            assert!(!talk.contains("did you mean"), "{call}: {talk}");
        }
    }
}

#[test]
fn names_that_some_systems_take_for_one_are_refused() {
    let folder = empty_folder("naming-capitals");
    let study = include_str!("data/tiny.toml");
    let two = study.to_string() + "\n[[scenario]]\nname = \"Support\"\n";
    fs::write(folder.join("two.toml"), two).expect("written");
    let (code, _, talk) = said(&folder, &["check", "two.toml"]);
    assert_eq!(code, Some(2));
    assert!(
        talk.contains("E0108")
            && talk.contains("the scenarios `support` and `Support` differ in capitals only"),
        "{talk}"
    );
    let context = |name: &str, value: f64| {
        format!("format = 1\nkind = \"context\"\nname = \"{name}\"\ncredit.recovery = {value}\n")
    };
    fs::write(folder.join("c.toml"), context("land", 0.4)).expect("written");
    fs::write(folder.join("d.toml"), context("Land", 0.5)).expect("written");
    let crossed = study.replacen(
        "[population]",
        "contexts = [\"c.toml\", \"d.toml\"]\n[population]",
        1,
    );
    let crossed = crossed.replacen("answer =", "# answer =", 1);
    fs::write(folder.join("s.toml"), crossed).expect("written");
    let (code, _, talk) = said(&folder, &["check", "s.toml"]);
    assert_eq!(code, Some(2), "{talk}");
    assert!(
        talk.contains("`none@land` and `none@Land` differ in capitals only"),
        "{talk}"
    );
}

#[cfg(unix)]
#[test]
fn files_whose_names_differ_in_capitals_only_are_refused() {
    let folder = empty_folder("naming-files");
    let part = |value: f64| format!("format = 1\n[context]\ncredit.recovery = {value}\n");
    fs::write(folder.join("part.toml"), part(0.4)).expect("written");
    fs::write(
        folder.join("Part.toml"),
        "format = 1\n[context]\ntrust.gain = 0.1\n",
    )
    .expect("written");
    if fs::read_to_string(folder.join("part.toml")).is_ok_and(|text| text.contains("trust")) {
        println!("skipped: this system takes the two names for one");
        return;
    }
    let text = "format = 1\nname = \"s\"\ninclude = [\"part.toml\", \"Part.toml\"]\n";
    fs::write(folder.join("s.toml"), text).expect("written");
    let (code, _, talk) = said(&folder, &["check", "s.toml"]);
    assert_eq!(code, Some(2), "{talk}");
    assert!(
        talk.contains("E0108") && talk.contains("differ in capitals only"),
        "{talk}"
    );
}

#[test]
fn what_is_longer_than_a_system_takes_is_refused_before_anything_is_run() {
    let folder = empty_folder("naming-long");
    fs::write(folder.join("s.toml"), include_str!("data/tiny.toml")).expect("written");
    let long = "x".repeat(250); // with the ending of a folder that is being written it is too long
    for arguments in [
        &["run", "s.toml", "-q", "-o", &long][..],
        &["evaluate", "s.toml", "--horizon", "4", "-o", &long],
        &["init", &"y".repeat(300)],
    ] {
        let (code, _, talk) = said(&folder, arguments);
        assert_eq!(code, Some(7), "{talk}");
        assert!(talk.contains("name is too long"), "{talk}");
    }
    let (code, _, talk) = said(&folder, &["check", &format!("{}.toml", "z".repeat(300))]);
    assert_eq!(code, Some(2), "{talk}");
    assert!(talk.contains("no name that is so long"), "{talk}");
    let n_left = fs::read_dir(&folder).expect("there").count();
    assert_eq!(n_left, 1, "nothing is left behind");
}

#[test]
fn check_looks_at_what_sensitivity_varies_with_the_settings_of_the_call() {
    let folder = empty_folder("naming-varied");
    let listed = "[sensitivity]\nparameters = [\"tncs.lots_min=10:60\", \"credit.recovery\"]\n";
    let text = include_str!("data/tiny.toml").replacen("[run]", &format!("{listed}[run]"), 1);
    fs::write(folder.join("s.toml"), text).expect("written");
    let check = |more: &[&str]| {
        let (code, _, talk) = said(&folder, &[&["check", "s.toml", "-q"], more].concat());
        (code, talk)
    };
    assert_eq!(check(&[]).0, Some(0), "{}", check(&[]).1);
    let (code, talk) = check(&["-S", "tncs.lots_max=50"]);
    assert_eq!(code, Some(2), "{talk}");
    assert!(
        talk.contains("E0227") && talk.contains("tncs.lots_min"),
        "{talk}"
    );
    let (code, talk) = check(&["-S", "tncs.lots_max=50", "-S", "tncs.lots_min=45"]);
    assert_eq!(code, Some(0), "what is set is not varied: {talk}");
    let dry = ["run", "s.toml", "--dry-run", "-q", "-S", "tncs.lots_max=50"];
    assert_eq!(said(&folder, &dry).0, Some(0), "a run varies nothing");
    for (more, words) in [
        (
            &["-p", "credit.recovery", "-p", "credit.recovery"][..],
            "-p names `credit.recovery` twice",
        ),
        (
            &["-p", "credit.recovery", "-S", "credit.recovery=0.5"],
            "varied and set by -S",
        ),
        (&["-p", "credit.recovery=0.5:0.3"], "does not rise"),
        (
            &["-p", "credit.recovery=0,3:0,5"],
            "a decimal comma? write credit.recovery=0.3:0.5",
        ),
        (
            &["-p", "upgrading_support.gain=0:1", "--only", "none"],
            "E0409",
        ),
    ] {
        let (code, talk) = check(more);
        assert_eq!(code, Some(2), "{more:?}: {talk}");
        assert!(talk.contains(words), "{more:?}: {talk}");
    }
}

#[test]
fn override_without_include_is_refused() {
    let folder = empty_folder("naming-override");
    let text = "format = 1\nname = \"s\"\noverride = true\n";
    fs::write(folder.join("s.toml"), text).expect("written");
    let (code, _, talk) = said(&folder, &["check", "s.toml"]);
    assert_eq!(code, Some(2));
    assert!(
        talk.contains("E0102") && talk.contains("`override` has no use without `include`"),
        "{talk}"
    );
}
