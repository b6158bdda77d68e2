//! The page: how much stands before its closed part, and words that follow values.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{empty_folder, linkwright, root};

/// Most words and numbers before the closed part.
const MOST: (usize, usize) = (1_500, 150);

/// Runs a study of the library, or the demo where none is named, and returns its folder.
fn run(name: &str, study: Option<&str>, more: &[&str]) -> PathBuf {
    let folder = empty_folder(name);
    let path = study.map(|study| root().join("scenarios").join(study));
    let path = path.map(|path| path.to_string_lossy().into_owned());
    let mut arguments = vec![if path.is_some() { "run" } else { "demo" }];
    arguments.extend(path.as_deref());
    arguments.extend(["-o", "run", "--progress", "none"]);
    arguments.extend(more);
    let output = linkwright(&folder, &arguments);
    let code = output.status.code();
    assert_eq!(code, Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    folder.join("run")
}

fn read(run: &Path, file: &str) -> String {
    fs::read_to_string(run.join(file)).expect("written")
}

/// What is read of a part of a page: its text without figures, styles and scripts.
fn text_of(html: &str) -> String {
    let mut rest = html;
    let mut text = String::new();
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        text.push(' ');
        let tag = &rest[at..];
        let hidden = ["svg", "style", "script"]
            .iter()
            .find(|name| tag[1..].starts_with(**name));
        let end = match hidden {
            Some(name) => {
                let close = format!("</{name}>");
                tag.find(&close).map(|at| at + close.len())
            }
            None => tag.find('>').map(|at| at + 1),
        };
        rest = &tag[end.expect("a tag that ends")..];
    }
    text + rest
}

/// Words with a letter, and numbers, of a text.
fn size(text: &str) -> (usize, usize) {
    let words = text
        .split(|c: char| c.is_whitespace())
        .filter(|word| word.chars().any(char::is_alphabetic));
    let joined = text.replace('\u{a0}', "");
    let letters: Vec<char> = joined.chars().collect();
    let starts = (0..letters.len()).filter(|at| {
        letters[*at].is_ascii_digit()
            && (*at == 0 || !(letters[at - 1].is_alphanumeric() || letters[at - 1] == '.'))
    });
    (words.count(), starts.count())
}

#[test]
fn the_first_part_of_a_page_is_short_and_everything_else_is_closed() {
    let small = ["-r", "7", "-S", "population.smes=400"];
    for (name, study) in [
        ("page-demo", None),
        ("page-uganda", Some("studies/uganda-credit.toml")),
    ] {
        let page = read(&run(name, study, &small), "report.html");
        let (first, rest) = page
            .split_once("<details class=\"all\">")
            .expect("a closed part");
        let (words, numbers) = size(&text_of(first));
        assert!(
            words <= MOST.0 && numbers <= MOST.1,
            "{name}: {words} words, {numbers} numbers"
        );
        assert!(
            words > 200 && numbers > 60,
            "{name}: {words} words and {numbers} numbers are no answer"
        );
        // the answer, the tables that it rests on, and the limits stand before it, the others in it
        for part in [
            "answer", "compare", "people", "money", "time", "why", "limits",
        ] {
            assert!(first.contains(&format!("id=\"{part}\"")), "{name}: {part}");
        }
        for part in [
            "changes",
            "numbers",
            "payers",
            "precision",
            "glossary",
            "provenance",
        ] {
            assert!(rest.contains(&format!("id=\"{part}\"")), "{name}: {part}");
            assert!(
                rest.contains(&format!("href=\"#{part}\"")),
                "{name}: {part}"
            );
        }
        assert!(
            page.matches("<details").count() == 1 && !page.contains("<details class=\"all\" open")
        );
    }
}

#[test]
fn headings_follow_each_other_and_every_link_inside_leads_somewhere() {
    let run = run("page-links", Some("small.toml"), &["-r", "3"]);
    let page = read(&run, "report.html");
    let levels: Vec<u8> = page
        .match_indices("<h")
        .map(|(at, _)| page.as_bytes()[at + 2])
        .filter(u8::is_ascii_digit)
        .collect();
    assert_eq!(levels.iter().filter(|level| **level == b'1').count(), 1);
    assert!(
        levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
        "{levels:?}"
    );
    for (at, _) in page.match_indices("href=\"#") {
        let name: String = page[at + 7..].chars().take_while(|c| *c != '"').collect();
        assert!(page.contains(&format!("id=\"{name}\"")), "#{name}");
    }
}

#[test]
fn words_follow_a_value_that_the_command_line_sets() {
    let more = [
        "-r",
        "2",
        "-S",
        "population.smes=400",
        "-S",
        "credit_guarantee.cover=0.8",
    ];
    let run = run("page-words", Some("studies/uganda-credit.toml"), &more);
    let files = [
        "report.html",
        "brief.md",
        "manifest.json",
        "charts/01-effect.svg",
        "charts/01-effect.txt",
    ];
    for file in files {
        let text = read(&run, file);
        // figures of tables have a space that does not break before the sign
        assert!(!text.contains("60 %"), "{file}");
        assert!(!text.contains("{credit"), "{file}");
        assert!(text.contains("80 % credit guarantee"), "{file}");
    }
    let page = read(&run, "report.html");
    assert!(
        page.contains("Changed from the files: population: smes 2\u{a0}000 → 400; credit guarantee: cover 0.6 → 0.8."),
    );
}
