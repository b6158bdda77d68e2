//! Changes of input: of bytes, of lines, of keys, of values, and of what the command line adds.

use std::ops::Range;

use crate::corpus::{Base, Corpus};
use crate::dice::Dice;
use crate::judge::Schema;

/// What a change is known to have done, which a judge can then hold against the check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Anything.
    Any,
    /// One key of the text has another name.
    Key,
    /// One column of a table of points has a name that is no parameter.
    Column,
    /// A setting of the command line has a key that is no parameter.
    Setting,
}

/// An input that differs from a base.
pub struct Mutant {
    /// Index of the base.
    pub base: usize,
    /// Index of the file that is changed.
    pub file: usize,
    /// Its text now.
    pub text: String,
    /// What the command line sets.
    pub settings: Vec<(String, String)>,
    /// Replications, draws and scenarios that the command line asks for.
    pub reps: Option<u32>,
    /// Draws that the command line asks for.
    pub draws: Option<u32>,
    /// Scenarios that run alone.
    pub only: Vec<String>,
    /// What is known of the change.
    pub change: Change,
}

/// Numbers and words that are easily mistaken.
const EXTREMES: &[&str] = &[
    "0",
    "-0.0",
    "1",
    "-1",
    "2",
    "0.5",
    "1e308",
    "-1e308",
    "1e400",
    "1e-320",
    "nan",
    "-nan",
    "inf",
    "-inf",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "4294967296",
    "4294967295",
    "65536",
    "100000",
    "100001",
    "0x7fffffffffffffff",
    "0o17",
    "0b1",
    "1_000",
    "1e3",
    "1,5",
    "\"\"",
    "\"1\"",
    "\"0.1 to 0.5\"",
    "\"0.5 to 0.1\"",
    "\"1 to\"",
    "\"to\"",
    "\" to \"",
    "\"nan to inf\"",
    "\"1e308 to 1e309\"",
    "\"0.3 (0.1 to 0.5)\"",
    "true",
    "false",
    "[]",
    "[[]]",
    "[1, \"a\"]",
    "{}",
    "{ value = 1 }",
    "{ value = 1, source = \"s\", year = 2020, grade = \"assumed\" }",
    "{ value = \"1 to 2\", source = \"\" }",
    "{ value = nan }",
    "{ dist = \"beta\", a = 0, b = 0 }",
    "{ dist = \"normal\", mean = 1, sd = -1 }",
    "{ dist = \"uniform\", low = 1, high = 1 }",
    "{ dist = \"discrete\", values = [], weights = [] }",
    "{ dist = \"discrete\", values = [1, 2], weights = [0, 0] }",
    "1979-05-27T07:32:00Z",
    "07:32:00",
    "'''\n'''",
    "\"\"\"\na\"\"\"",
    "\"\\u0000\"",
    "\"\u{202e}a\"",
    "\"../../etc/passwd\"",
    "\"/dev/null\"",
    "\"study.toml\"",
];

/// Characters that programs of text stumble over.
const CHARACTERS: &[char] = &[
    '\0',
    '\u{1}',
    '\t',
    '\r',
    '\n',
    '\u{b}',
    '\u{1b}',
    '\u{7f}',
    '\u{85}',
    '\u{a0}',
    '\u{ad}',
    '\u{301}',
    '\u{200b}',
    '\u{200d}',
    '\u{202e}',
    '\u{2028}',
    '\u{feff}',
    '\u{fffd}',
    '\u{1f600}',
    '\u{10ffff}',
    'é',
    'ß',
    'İ',
    'ﬁ',
    '"',
    '\'',
    '\\',
    '#',
    '=',
    '[',
    ']',
    '{',
    '}',
    ',',
    '.',
    '-',
    '+',
    '_',
    ' ',
    '0',
    '9',
    'e',
    '@',
    '%',
    '`',
    ';',
    ':',
    '(',
    ')',
    '<',
    '>',
    '*',
    '/',
    '|',
    '&',
    '!',
];

/// The mutant of one execution.
pub fn mutant(corpus: &Corpus, schema: &Schema, dice: &mut Dice) -> Mutant {
    let total = corpus.weights.last().copied().unwrap_or(1);
    let at = dice.below(total);
    let base = corpus.weights.partition_point(|sum| *sum <= at);
    let Base {
        files, is_clean, ..
    } = &corpus.bases[base];
    // the first file is the one that is named, and the others are less often of one base alone
    let file = if dice.one_in(2) {
        0
    } else {
        dice.below(files.len())
    };
    let mut mutant = Mutant {
        base,
        file,
        text: files[file].1.clone(),
        settings: Vec::new(),
        reps: None,
        draws: None,
        only: Vec::new(),
        change: Change::Any,
    };
    let is_table = files[file].0.ends_with("csv");
    match dice.below(16) {
        0..=4 if is_table => rename_column(&mut mutant, schema, dice),
        0..=4 => rename_key(&mut mutant, corpus, dice),
        5 if *is_clean => misspelt_setting(&mut mutant, schema, dice),
        5 | 6 => settings(&mut mutant, corpus, schema, dice),
        _ => {
            for _ in 0..*dice.of(&[1, 1, 1, 2, 3]) {
                change_text(&mut mutant.text, corpus, dice);
            }
        }
    }
    if mutant.change == Change::Any && dice.one_in(8) {
        settings(&mut mutant, corpus, schema, dice);
    }
    mutant
}

fn change_text(text: &mut String, corpus: &Corpus, dice: &mut Dice) {
    match dice.below(9) {
        0 => change_characters(text, dice),
        1 => change_line(text, corpus, dice),
        2 => move_lines(text, dice),
        3 => splice(text, corpus, dice),
        4 => nest(text, dice),
        5 => swap_values(text, dice),
        _ => change_value(text, corpus, dice),
    }
}

/// A place between two characters.
fn place(text: &str, dice: &mut Dice) -> usize {
    let mut at = dice.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A stretch of at most so many bytes.
fn stretch(text: &str, most: usize, dice: &mut Dice) -> Range<usize> {
    let start = place(text, dice);
    let mut end = (start + 1 + dice.below(most)).min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

fn change_characters(text: &mut String, dice: &mut Dice) {
    match dice.below(4) {
        0 => text.insert(place(text, dice), *dice.of(CHARACTERS)),
        1 => {
            let range = stretch(text, 3, dice);
            text.replace_range(range, "");
        }
        2 => {
            let range = stretch(text, 1, dice);
            let new = dice.of(CHARACTERS).to_string();
            text.replace_range(range, &new);
        }
        _ => text.truncate(place(text, dice)),
    }
}

/// Ranges of lines, their ends included.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n')
        .map(|line| {
            start += line.len();
            start - line.len()..start
        })
        .collect()
}

fn change_line(text: &mut String, corpus: &Corpus, dice: &mut Dice) {
    let all = lines(text);
    let at = all
        .get(dice.below(all.len().max(1)))
        .cloned()
        .unwrap_or(0..0);
    match dice.below(3) {
        0 => text.replace_range(at, ""),
        1 => {
            let line = text[at.clone()].to_string();
            text.insert_str(at.start, &line);
        }
        _ => text.insert_str(at.start, &format!("{}\n", dice.of(&corpus.lines))),
    }
}

/// Some lines go elsewhere.
fn move_lines(text: &mut String, dice: &mut Dice) {
    let all = lines(text);
    let first = dice.below(all.len().max(1));
    let last = (first + dice.below(6)).min(all.len().saturating_sub(1));
    let (Some(first), Some(last)) = (all.get(first), all.get(last)) else {
        return;
    };
    let moved = text[first.start..last.end].to_string();
    if dice.one_in(2) {
        text.replace_range(first.start..last.end, "");
    }
    let all = lines(text);
    let to = all
        .get(dice.below(all.len().max(1)))
        .map_or(0, |line| line.start);
    text.insert_str(to, &moved);
}

/// Lines of another file.
fn splice(text: &mut String, corpus: &Corpus, dice: &mut Dice) {
    let base = dice.of(&corpus.bases);
    let (_, other) = dice.of(&base.files);
    let range = stretch(other, 300, dice);
    let at = place(text, dice);
    text.insert_str(at, &other[range]);
}

/// Many brackets, keys or long words.
fn nest(text: &mut String, dice: &mut Dice) {
    let many = 1 << dice.below(13);
    let unit = *dice.of(&[
        "[", "{a=", "a.", "[[", "\"", "a", "\n", "[a]\n", "'''", "9", "é", "#",
    ]);
    let at = match places_of_values(text).as_slice() {
        [] => place(text, dice),
        values => dice.of(values).start,
    };
    text.insert_str(at, &unit.repeat(many));
}

/// Ranges of values: from behind `=` to the end of the line.
fn places_of_values(text: &str) -> Vec<Range<usize>> {
    lines(text)
        .into_iter()
        .filter_map(|line| {
            let own = text[line.clone()].trim_end();
            let start = line.start + own.find('=')? + 1;
            Some(start..line.start + own.len())
        })
        .collect()
}

fn change_value(text: &mut String, corpus: &Corpus, dice: &mut Dice) {
    let values = places_of_values(text);
    if values.is_empty() {
        return change_characters(text, dice);
    }
    let at = dice.of(&values).clone();
    let number: Option<f64> = text[at.clone()].trim().parse().ok();
    let new = match (dice.below(8), number) {
        (5.., Some(number)) => format!(
            "{}",
            number * dice.of(&[0.0, 0.5, 0.99, 1.01, 1.5, 2.0, -1.0]) + dice.of(&[0.0, 1.0])
        ),
        (0 | 1, _) => (*dice.of(EXTREMES)).to_string(),
        (2, _) => dice.of(&corpus.values).clone(),
        (3, _) => format!("{{ value = {}, source = \"s\" }}", &text[at.clone()]),
        _ => format!(
            "{}{}",
            &text[at.clone()],
            dice.of(&["0", "e9", "%", " USD", "]", "}", "\""])
        ),
    };
    text.replace_range(at, &format!(" {new}"));
}

fn swap_values(text: &mut String, dice: &mut Dice) {
    let values = places_of_values(text);
    if values.len() < 2 {
        return;
    }
    let (one, other) = (dice.of(&values).clone(), dice.of(&values).clone());
    let (first, last) = if one.start < other.start {
        (one, other)
    } else {
        (other, one)
    };
    if first == last {
        return;
    }
    let (before, after) = (
        text[first.clone()].to_string(),
        text[last.clone()].to_string(),
    );
    text.replace_range(last, &before);
    text.replace_range(first, &after);
}

/// Ranges of bare words that are keys or parts of keys, outside texts and comments.
fn places_of_keys(text: &str) -> Vec<Range<usize>> {
    let mut keys = Vec::new();
    for line in lines(text) {
        let own = &text[line.clone()];
        let (mut word, mut open) = (None, None);
        let is_header = own.starts_with('[');
        let mut words: Vec<Range<usize>> = Vec::new();
        for (at, c) in own.char_indices().chain([(own.len(), '\n')]) {
            if let Some(quote) = open {
                open = Some(quote).filter(|quote| c != *quote);
                continue;
            }
            let is_part = c.is_ascii_alphanumeric() || c == '_' || c == '-';
            if is_part {
                word.get_or_insert(at);
                continue;
            }
            if let Some(start) = word.take() {
                words.push(line.start + start..line.start + at);
            }
            match c {
                '=' => keys.append(&mut words),
                '"' | '\'' => {
                    words.clear();
                    open = Some(c);
                }
                '.' | ' ' => {}
                ']' if is_header => keys.append(&mut words),
                '#' => break,
                _ => words.clear(),
            }
        }
    }
    keys
}

/// Another spelling of a word, or another word.
fn misspelt(word: &str, others: &[String], dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = dice.below(letters.len().max(1));
    match dice.below(10) {
        0 if letters.len() > 1 => {
            letters.remove(at);
        }
        1 if at + 1 < letters.len() => letters.swap(at, at + 1),
        2 => letters.insert(at, letters.get(at).copied().unwrap_or('x')),
        3 => letters[at] = char::from(b'a' + dice.below(26) as u8),
        4 => letters[at] = letters[at].to_ascii_uppercase(),
        5 => return word.replace('_', "-"),
        6 => return format!("{word}s"),
        7 => return word.replace('_', ""),
        8 => return format!("\"{}\"", word.replacen(['a', 'e', 'o'], "\u{430}", 1)),
        _ => return dice.of(others).clone(),
    }
    letters.into_iter().collect()
}

fn rename_key(mutant: &mut Mutant, corpus: &Corpus, dice: &mut Dice) {
    let keys = places_of_keys(&mutant.text);
    if keys.is_empty() {
        return;
    }
    let at = dice.of(&keys).clone();
    let new = misspelt(&mutant.text[at.clone()], &corpus.keys, dice);
    mutant.text.replace_range(at, &new);
    mutant.change = Change::Key;
}

fn rename_column(mutant: &mut Mutant, schema: &Schema, dice: &mut Dice) {
    let end = mutant.text.find(['\n', '\r']).unwrap_or(mutant.text.len());
    let mut columns: Vec<String> = mutant.text[..end].split(',').map(String::from).collect();
    let at = dice.below(columns.len());
    columns[at] = misspelt(&columns[at], schema.parameters(), dice);
    let is_known = |name: &str| {
        let name = name.trim_matches('"').trim();
        ["", "name", "subset", "draw"].contains(&name)
            || schema
                .parameters()
                .iter()
                .any(|known| known == name.trim_start_matches("context."))
    };
    if !columns.iter().all(|name| is_known(name)) {
        mutant.change = Change::Column;
    }
    mutant.text.replace_range(..end, &columns.join(","));
}

/// A setting whose key is no parameter.
fn misspelt_setting(mutant: &mut Mutant, schema: &Schema, dice: &mut Dice) {
    let known = schema.parameters();
    let key = misspelt(&dice.of(known).clone(), known, dice);
    if !known.contains(&key) {
        mutant.change = Change::Setting;
    }
    mutant.settings.push((key, "1".to_string()));
}

/// Anything on the command line.
fn settings(mutant: &mut Mutant, corpus: &Corpus, schema: &Schema, dice: &mut Dice) {
    let lists = [
        "",
        "",
        "context.",
        "agencies.",
        "instruments.",
        "shocks.",
        "run.",
        "credit_providers.",
    ];
    for _ in 0..=dice.below(2) {
        let key = match dice.below(4) {
            0 => dice.of(&corpus.keys).clone(),
            1 => format!("{}{}", dice.of(&lists), dice.of(&corpus.keys)),
            _ => dice.of(schema.parameters()).clone(),
        };
        let value = match dice.below(3) {
            0 => dice.of(&corpus.values).clone(),
            _ => (*dice.of(EXTREMES)).to_string(),
        };
        mutant.settings.push((key, value));
    }
    let counts = [0, 1, 2, 100, 10_000, 100_000, 100_001, u32::MAX];
    mutant.reps = dice.one_in(8).then(|| *dice.of(&counts));
    mutant.draws = dice.one_in(8).then(|| *dice.of(&counts));
    if dice.one_in(8) {
        mutant
            .only
            .push(dice.of(&["none", "support", "a", "", "none@x"]).to_string());
    }
}
