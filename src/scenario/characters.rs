//! Characters that text may not hold, and texts that a spreadsheet would run.
//!
//! Text of files reaches terminals, drawings, pages and tables. Control characters steer a terminal and have no place in XML, and those that
//! turn the direction of writing show another text than there is: both are refused where a file is read.
//!
//! Spreadsheets take a cell that begins with `=`, `+`, `-`, `@`, a tab or the end of a line as a formula, and run it. A text that begins
//! so is written with an apostrophe before it, by [`guarded`], and read back without, by [`unguarded`]. Numbers are written as they are.

use std::borrow::Cow;

use super::fix::{Change, Fix, WRITE_SLASHES};
use super::problem::{Place, Problem};

/// True for a character that text may not hold: controls, those that turn the direction of writing or end a line, and those that are
/// no characters.
#[must_use]
pub fn is_odd(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
        )
}

/// The text with U+FFFD in place of every character that it may not hold; none where there is none.
pub(super) fn cleaned(text: &str) -> Option<String> {
    text.contains(is_odd)
        .then(|| text.replace(is_odd, "\u{fffd}"))
}

/// True for a character that may not stand in a file, which has lines and tabs.
fn is_odd_in_file(c: char) -> bool {
    is_odd(c) && !matches!(c, '\n' | '\r' | '\t')
}

/// What is wrong with the characters of a file, and the file without them, every place where it was; none where all is well. A mark
/// of byte order at the start is no fault.
pub(super) fn odd_in_file(source: usize, text: &str) -> Option<(Problem, String)> {
    let start = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let found = text[start..].find(is_odd_in_file)? + start;
    let odd = text[found..].chars().next()?;
    let others = text[found..].matches(is_odd_in_file).count() - 1;
    let place = Place {
        source,
        start: found,
        end: found + odd.len_utf8(),
    };
    let blank = |c: char| {
        if is_odd_in_file(c) {
            "?".repeat(c.len_utf8())
        } else {
            c.to_string()
        }
    };
    let clean = text[..start].to_string() + &text[start..].chars().map(blank).collect::<String>();
    let at = |(start, odd): (usize, &str)| {
        let place = Place {
            source,
            start: found + start,
            end: found + start + odd.len(),
        };
        Change::Replace(place, String::new())
    };
    let all = text[found..].match_indices(is_odd_in_file).map(at);
    let fix = Fix::Changes(all.collect());
    let help = "take it out: text is one line without control characters and marks of direction";
    Some((odd_problem(place, odd, others, fix).help(help), clean))
}

/// What is wrong with a text whose place is known; none where all is well.
pub(super) fn odd_in_text(place: Place, text: &str) -> Option<Problem> {
    let odd = text.chars().find(|c| is_odd(*c))?;
    let is_path = [".toml", ".csv"].iter().any(|end| text.ends_with(end));
    let (fix, help) = if is_path {
        (Fix::Changes(vec![Change::Slashes(place)]), WRITE_SLASHES)
    } else {
        (
            Fix::Unknown("whether a backslash or the character is meant only the author knows"),
            "take it out: text is one line without control characters; a backslash in \"quotes\" begins one, and \\\\ is a backslash",
        )
    };
    let others = text.matches(is_odd).count() - 1;
    Some(odd_problem(place, odd, others, fix).help(help))
}

fn odd_problem(place: Place, odd: char, others: usize, fix: Fix) -> Problem {
    let more = match others {
        0 => String::new(),
        1 => ", and one more such character".to_string(),
        n => format!(", and {n} more such characters"),
    };
    let message = format!("U+{:04X} is no character of text{more}", u32::from(odd));
    Problem::at("E0013", place, message, fix).label("in here")
}

/// What a spreadsheet takes as the start of a formula, in wide letters too.
const STARTS_FORMULA: [char; 11] = [
    '=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
];

/// A text as a cell: with an apostrophe before what a spreadsheet would take as a formula, or for such an apostrophe.
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    if starts_formula(text) && !is_number(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text of a cell that [`guarded`] made.
#[must_use]
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if starts_formula(text) => text,
        Some(_) | None => cell,
    }
}

/// True for the start of a formula, after any number of apostrophes.
fn starts_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(STARTS_FORMULA)
}

/// True for a plain number, which is no formula.
fn is_number(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
    text == "-inf" || (text.bytes().all(is_plain) && text.parse::<f64>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_no_formula_in_a_spreadsheet_and_reads_back() {
        for start in STARTS_FORMULA {
            for text in [
                format!("{start}1+cmd|' /C calc'!A0"),
                format!("'{start}x"),
                format!("''{start}"),
            ] {
                let cell = guarded(&text);
                assert!(cell.starts_with('\''), "{cell:?}");
                assert_eq!(unguarded(&cell), text);
                assert_ne!(
                    cell,
                    guarded(&cell),
                    "{cell:?} is another text than {text:?}"
                );
            }
        }
        for text in ["", "a=b", "'quoted'", "'", "-0.5", "+1e-7", "-inf", "2026"] {
            assert_eq!(guarded(text), text);
            assert_eq!(unguarded(text), text);
        }
    }

    #[test]
    fn letters_of_all_scripts_are_text_and_controls_are_not() {
        for text in [
            "Kampala",
            "größer",
            "供应商",
            "موردون",
            "Ω ≤ 3",
            "👩‍🌾",
            "a\u{200d}b",
        ] {
            assert_eq!(cleaned(text), None, "{text}");
        }
        for odd in [
            '\0', '\u{7}', '\n', '\t', '\u{1b}', '\u{7f}', '\u{85}', '\u{9b}', '\u{2028}',
            '\u{202e}', '\u{2066}', '\u{ffff}',
        ] {
            assert_eq!(
                cleaned(&format!("a{odd}b")).as_deref(),
                Some("a\u{fffd}b"),
                "{odd:?}"
            );
        }
    }

    #[test]
    fn places_stay_where_a_file_is_cleaned() {
        assert!(odd_in_file(0, "\u{feff}a = 1\r\n\tb = 2\n").is_none());
        let text = "a = \"\u{9b}31m\" # \u{202e}\n";
        let (problem, clean) = odd_in_file(3, text).expect("a problem");
        assert_eq!(
            problem
                .place
                .map(|place| (place.source, place.start, place.end)),
            Some((3, 5, 7))
        );
        assert!(
            problem.message.starts_with("U+009B ")
                && problem.message.ends_with("one more such character")
        );
        assert_eq!(clean, "a = \"??31m\" # ???\n");
        assert_eq!(clean.len(), text.len());
    }
}
