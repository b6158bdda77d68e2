//! Texts of files that try to be more than text: in pages, drawings, tables, Markdown and on the terminal each stays a text.

use std::path::{Path, PathBuf};

use linkwright::plan::Options;
use linkwright::report::MadeBy;
use linkwright::scenario::{Files, Source, guarded, is_odd, unguarded};
use linkwright::study::{RunSettings, Study};

use crate::common::{empty_folder, linkwright};

/// What is tried in every text, before and after what makes variants of it.
const PAYLOADS: [&str; 40] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "'><b>bold</b>",
    "</title><script>x</script>",
    "</text></svg><script>x</script>",
    "</style><style>*{display:none}</style>",
    "<!-- comment -->",
    "--><i>x</i>",
    "]]><x>",
    "<![CDATA[x]]>",
    "<?xml version=\"2\"?>",
    "<!DOCTYPE x [<!ENTITY y \"z\">]>",
    "&lt;u&gt;",
    "&#60;b&#62;",
    "&amp;quot;",
    "\" onmouseover=\"alert(1)",
    "' onmouseover='alert(1)",
    "<a href=\"javascript:alert(1)\">x</a>",
    "[x](javascript:alert(1))",
    "![x](http://x.example/y.png)",
    "[x]: http://x.example",
    "**bold**",
    "_under_ *stars*",
    "`code`",
    "```",
    "# heading",
    "| a | b |",
    "~~gone~~",
    "\\*x*",
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1+cmd|x",
    "-2+3+cmd|x",
    "@SUM(1+1)*cmd|x",
    "=HYPERLINK(\"http://x.example\")",
    "\u{ff1d}1+1",
    "$x$ \\(y\\)",
    "{{7*7}} ${7*7} <%= 7*7 %>",
    "x, y; \"z\"",
];

/// Five variants of each, 200 in all.
fn payloads() -> Vec<String> {
    PAYLOADS
        .iter()
        .flat_map(|payload| {
            [
                (*payload).to_string(),
                format!("{payload}!"),
                format!("{payload}{payload}"),
                payload.to_uppercase(),
                format!("{payload} größer 供应"),
            ]
        })
        .collect()
}

/// A study all of whose texts are made by `text`, which gets the number of the field; texts are quoted as TOML wants it.
fn study(text: &dyn Fn(usize) -> String) -> (String, String) {
    let text = |field| serde_json::to_string(&text(field)).expect("JSON, which is TOML too");
    let context = format!(
        "format = 1\nkind = \"context\"\nname = \"land\"\ntitle = {}\n[credit]\nrecovery = {{ value = 0.4, source = {}, grade = \"assumed\" }}\n",
        text(0),
        text(1)
    );
    let study = format!(
        "format = 1\nname = \"hostile\"\ntitle = {}\nquestion = {}\nbaseline = \"none\"\nanswer = {{ scenario = \"support\", against = \"none\" }}\n\
         [population]\nsmes = 200\ntncs = 4\ncategories_per_sector = 2\n\
         [run]\nreps = 2\nseed = 7\nburn_in_quarters = 8\npolicy_quarters = 8\nrun_off_quarters = 2\n\
         [report]\nheadline = [\"active_linkages\", \"programme_cost_usd\"]\n[context]\nfrom = \"land.toml\"\n\
         [[credit_providers]]\nname = {}\n[[shocks]]\nname = {}\nkind = \"crisis\"\nstart = 2\n\
         [[rivals]]\nname = \"other\"\ntitle = {}\nset = {{ \"trust.gain\" = 0.02 }}\n\
         [[scenario]]\nname = \"none\"\ntitle = {}\nquestion = {}\n\
         [[scenario]]\nname = \"support\"\ntitle = {}\nquestion = {}\n\
         [[scenario.agencies]]\nname = {}\nadvisors = {{ value = 1, source = {}, grade = \"assumed\" }}\n\
         [[scenario.instruments]]\nkind = \"upgrading_support\"\nend = 8\nagency = {}\nintensity = {{ value = 0.9, source = {}, grade = \"assumed\" }}\n\
         [[scenario.rules]]\nwhen = \"clients < 100\"\nthen = {{ agency = {}, set = {{ advisors = 2 }} }}\n",
        text(2),
        text(3),
        text(4),
        text(5),
        text(6),
        text(7),
        text(8),
        text(9),
        text(10),
        text(11),
        text(12),
        text(11),
        text(13),
        text(11)
    );
    (study, context)
}

/// Number of different texts in [`study`].
const FIELDS: usize = 14;

/// True for a text that HTML would not take as text.
fn is_markup(payload: &str) -> bool {
    payload.contains(['<', '>', '"'])
        || payload.contains("&lt;")
        || payload.contains("&#")
        || payload.contains("&AMP;")
        || payload.contains("&amp;")
}

fn assert_no_formula(file: &str, bytes: &[u8]) {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    for record in reader.records() {
        for cell in &record.expect("a row") {
            let is_number = cell.parse::<f64>().is_ok();
            let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\u{ff1d}']);
            assert!(is_number || !is_formula, "{file}: {cell}");
            assert_eq!(guarded(unguarded(cell)), cell, "{file}: it reads back");
        }
    }
}

fn assert_text(place: &str, text: &str, tried: &[String], is_told: fn(&str) -> bool) {
    for payload in tried.iter().filter(|payload| is_told(payload)) {
        let mut raw = text.match_indices(payload.as_str());
        let is_escaped = |at: usize| text[..at].ends_with('\\');
        assert!(raw.all(|(at, _)| is_escaped(at)), "{place}: {payload}");
    }
}

/// Texts that Markdown would not take as text: each has one of its signs.
fn is_markdown(payload: &str) -> bool {
    payload.contains(['<', '>', '[', '*', '_', '`', '#', '|', '~', '\\', '$'])
        || payload.contains("&l")
        || payload.contains("&L")
}

#[test]
fn no_text_of_a_file_is_more_than_text_wherever_it_is_shown() {
    let all = payloads();
    assert_eq!(all.len(), 200);
    for (batch, tried) in all.chunks(50).enumerate() {
        // every field holds every payload, and begins with another one
        let text = |field: usize| {
            let (end, start) = tried.split_at(field * 7 % tried.len());
            [start, end].concat().join(" ; ")
        };
        let (study, context) = study(&text);
        let files = Files::Kept(vec![
            Source::new("hostile.toml".into(), study),
            Source::new("land.toml".into(), context),
        ]);
        let study = Study::load_from(
            &files,
            &[PathBuf::from("hostile.toml")],
            &Options::default(),
        )
        .unwrap_or_else(|error| panic!("batch {batch}: {error}"));
        let outcome = study.run(&RunSettings::default()).expect("run");
        let made_by = MadeBy {
            command: "linkwright run hostile.toml",
            version: "0",
            citation: "linkwright 0",
        };
        let artifacts = outcome.findings.report(&made_by, false).expect("a report");
        let mut seen = [0; 4];
        for artifact in &artifacts {
            let ending = artifact.path.rsplit('.').next().unwrap_or_default();
            match ending {
                "html" | "svg" => {
                    let page = std::str::from_utf8(&artifact.bytes).expect("text");
                    assert_text(&artifact.path, page, tried, is_markup);
                    let outside: String = page
                        .split("<script>")
                        .map(|part| part.split_once("</script>").map_or(part, |parts| parts.1))
                        .collect();
                    for active in [
                        "<script",
                        "href=\"javascript",
                        "<img src=x",
                        "<a href=\"http",
                    ] {
                        assert!(
                            !outside.to_lowercase().contains(active),
                            "{}: {active}",
                            artifact.path
                        );
                    }
                    assert!(
                        !page.contains(|c| is_odd(c) && !"\n\t".contains(c)),
                        "{}",
                        artifact.path
                    );
                    seen[usize::from(ending == "svg")] += 1;
                }
                "md" => {
                    assert_text(
                        "brief",
                        std::str::from_utf8(&artifact.bytes).expect("text"),
                        tried,
                        is_markdown,
                    );
                    seen[2] += 1;
                }
                "csv" => {
                    assert_no_formula(&artifact.path, &artifact.bytes);
                    seen[3] += 1;
                }
                other => assert!(["png", "txt"].contains(&other), "{other}"),
            }
        }
        assert!(seen.iter().all(|n| *n > 0), "{seen:?}");
        for table in outcome.tables() {
            assert_no_formula(&table.file, &table.to_csv());
        }
        assert!(!outcome.answer().contains(is_odd));
    }
}

#[test]
fn what_is_printed_of_hostile_files_is_text() {
    let folder = empty_folder("hostile-printed");
    let all = payloads();
    let write = |name: &str, part: &[String]| {
        let (study, context) = study(&|field| format!("{}{field}", part.join(" ; ")));
        std::fs::write(folder.join(name), study).expect("written");
        std::fs::write(folder.join("land.toml"), context).expect("written");
    };
    write("one.toml", &all[..100]);
    write("two.toml", &all[100..]);
    let output = linkwright(&folder, &["diff", "one.toml", "two.toml", "--md"]);
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(text.contains("### Scenario `"), "{text}");
    assert_text("diff", &text, &all, is_markdown);
    let output = linkwright(&folder, &["check", "one.toml", "-v"]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn characters_that_steer_a_terminal_or_turn_text_are_refused_in_every_text() {
    let folder = empty_folder("hostile-characters");
    let odd = [
        "\u{1b}[2J",
        "\u{7}",
        "\0",
        "\u{7f}",
        "\u{85}",
        "\u{9b}31m",
        "\u{202e}",
        "\u{2066}",
        "\u{2028}",
        "\r",
        "\n# x",
        "\t",
        "\u{ffff}",
    ];
    for (field, odd) in (0..FIELDS)
        .zip(odd.iter().cycle())
        .chain((0..odd.len()).map(|k| (2, &odd[k])))
    {
        let (study, context) = study(&|other| {
            if other == field {
                format!("a{odd}b")
            } else {
                format!("text {other}")
            }
        });
        std::fs::write(folder.join("s.toml"), study).expect("written");
        std::fs::write(folder.join("land.toml"), context).expect("written");
        let output = linkwright(&folder, &["check", "s.toml", "--json"]);
        assert_eq!(output.status.code(), Some(2), "{field} {odd:?}");
        let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let is_told = |problem: &serde_json::Value| {
            problem["code"] == "E0013" && problem["line"].as_u64() > Some(1)
        };
        assert!(
            found["problems"]
                .as_array()
                .is_some_and(|all| all.iter().any(is_told)),
            "{field} {odd:?}: {found}"
        );
        let output = linkwright(&folder, &["check", "s.toml"]);
        let said = [output.stdout, output.stderr].concat();
        assert_plain(&String::from_utf8(said).expect("text"));
    }
    // as they are, in a table of points, and in the command
    std::fs::write(
        folder.join("raw.toml"),
        "format = 1\nname = \"x\" # \u{9b}31m\n",
    )
    .expect("written");
    std::fs::write(
        folder.join("points.csv"),
        "name,trust.gain\na\u{1b}[2J,0.1\n",
    )
    .expect("written");
    let (study, _) = study(&|field| format!("text {field}"));
    std::fs::write(folder.join("s.toml"), study).expect("written");
    for arguments in [
        &["check", "raw.toml"][..],
        &["run", "s.toml", "--design", "points.csv", "--dry-run"],
        &["check", "a\u{1b}[2Jb.toml"],
    ] {
        let output = linkwright(&folder, arguments);
        let said = String::from_utf8([output.stdout, output.stderr].concat()).expect("text");
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("no character of text"), "{said}");
        assert_plain(&said);
    }
}

fn assert_plain(text: &str) {
    let found = text.chars().find(|c| is_odd(*c) && !"\n\t".contains(*c));
    assert_eq!(found, None, "{text:?}");
}

/// Files that lack what another part of them names.
const LACKING: [&str; 8] = [
    "[[instruments]]\nkind = \"upgrading_support\"\n[[rules]]\nwhen = \"clients < 5\"\nthen = { instrument = \"upgrading_support\", stop = true }\n",
    "[[rules]]\nwhen = \"clients < 5\"\nthen = { instrument = \"upgrading_support\", stop = true }\n",
    "[[rules]]\nwhen = \"clients < 5\"\nthen = { agency = \"nobody\", set = { advisors = 2 } }\n",
    "[[instruments]]\nkind = \"upgrading_support\"\nintensity = \"0.5 to 0.9\"\n",
    "[[instruments]]\nkind = \"upgrading_support\"\n[[rules]]\nwhen = \"clients < 5 for 90 quarters\"\nthen = { instrument = \"upgrading_support\", scale = 9 }\n",
    "[run]\npolicy_quarters = 0\nburn_in_quarters = 0\nrun_off_quarters = 0\n",
    "[population]\nsmes = 0\ntncs = 0\n",
    "[[agencies]]\nname = \"a\"\nadvisors = 1e308\n[[instruments]]\nkind = \"upgrading_support\"\nstart = 1e18\nend = 1e19\n",
];

#[test]
fn files_that_lack_a_part_are_refused_and_do_not_break_the_program() {
    let folder = empty_folder("hostile-lacking");
    for (place, part) in LACKING.iter().enumerate() {
        let file = format!("{place}.toml");
        std::fs::write(
            folder.join(&file),
            format!("format = 1\nname = \"x\"\n{part}"),
        )
        .expect("written");
        for verb in ["check", "run", "plan", "trace"] {
            let output = linkwright(&folder, &[verb, &file]);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(2), "{verb} {part}: {said}");
            assert!(
                said.contains("error[E0") && !said.contains("internal error"),
                "{verb} {part}: {said}"
            );
        }
    }
    assert!(!Path::new(&folder).join("output").exists());
}
