//! The only place that prints: data to stdout, where it is checked, and talk to stderr, which must not end a call.

use std::borrow::Cow;
use std::io::{ErrorKind, IsTerminal, Write};

use console::Term;

use super::CliError;
use super::args::Color;
use crate::scenario::is_odd;
use crate::statistics::figures::plain_signs;

/// Width of lines where there is no terminal [characters].
const WIDTH: usize = 100;

/// Narrowest width that is respected [characters]: below, words alone are longer.
const LEAST_WIDTH: usize = 40;

/// Prints data; a reader that closed the pipe has seen enough.
///
/// # Errors
/// [`CliError`] where the text cannot be written, on a full disk for instance.
pub fn print(text: &str) -> Result<(), CliError> {
    let mut out = std::io::stdout().lock();
    let text = tame(text);
    checked(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Prints text for people: lines no wider than the terminal, numbers with the spaces and minus signs of a keyboard.
///
/// # Errors
/// [`CliError`] where the text cannot be written.
pub fn print_text(text: &str) -> Result<(), CliError> {
    print(&wrapped(&plain_signs(text), width()))
}

/// Prints data as it is, or text for people ([`print_text`]).
///
/// # Errors
/// [`CliError`] where the text cannot be written.
pub fn print_as(is_data: bool, text: &str) -> Result<(), CliError> {
    if is_data {
        print(text)
    } else {
        print_text(text)
    }
}

/// Width of lines [characters]: that of the variable `COLUMNS`, else of the terminal, else 100.
pub(super) fn width() -> usize {
    let stated = std::env::var("COLUMNS").ok();
    let stated = stated.and_then(|columns| columns.parse::<usize>().ok());
    let of_terminal = || {
        let terminals = [Term::stderr(), Term::stdout()];
        let sizes = terminals.iter().find_map(Term::size_checked);
        sizes.map(|(_, columns)| usize::from(columns))
    };
    stated
        .or_else(of_terminal)
        .map_or(WIDTH, |columns| columns.max(LEAST_WIDTH))
}

/// Text with its lines broken at spaces where they are wider than `width`; what follows a break stands below the text of its line. Commands
/// and paths at the start of a line stay whole, to be copied.
fn wrapped(text: &str, width: usize) -> String {
    let mut lines = text.split('\n').map(|line| wrapped_line(line, width));
    let first = lines.next().unwrap_or_default();
    lines.fold(first, |text, line| text + "\n" + &line)
}

fn wrapped_line(line: &str, width: usize) -> String {
    let hang = hang(line);
    if shown_width(line) <= width || is_whole(&line[hang..]) {
        return line.to_string();
    }
    let mut lines = vec![line[..hang].to_string()];
    let mut is_first = true;
    for word in line[hang..].split(' ') {
        let last = lines.last_mut().expect("never empty");
        if !is_first && shown_width(last) + 1 + shown_width(word) > width {
            lines.push(format!("{}{word}", " ".repeat(hang)));
            continue;
        }
        if !is_first {
            last.push(' ');
        }
        last.push_str(word);
        is_first = false;
    }
    lines
        .iter()
        .map(|line| line.trim_end())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Where the text of a line begins: behind its indentation and, where two spaces or more follow the first word, behind that label.
fn hang(line: &str) -> usize {
    let start = line.len() - line.trim_start_matches(' ').len();
    let Some(end) = line[start..].find("  ").map(|at| start + at) else {
        return start;
    };
    let is_label = end < LEAST_WIDTH / 2 && !line[start..end].contains(' ') && line.is_ascii();
    let rest = line[end..].trim_start_matches(' ').len();
    if is_label && rest > 0 {
        line.len() - rest
    } else {
        start
    }
}

/// True for a command, or a line that begins with one or with a path.
fn is_whole(text: &str) -> bool {
    let after = text.rsplit(": ").next().unwrap_or(text);
    after.starts_with("linkwright ") || text.starts_with('/') || text.get(1..3) == Some(":\\")
}

/// Characters that a text takes on a terminal: colours take none.
fn shown_width(text: &str) -> usize {
    console::measure_text_width(text)
}

fn checked(printed: std::io::Result<()>) -> Result<(), CliError> {
    match printed {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(CliError::of_print(&error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Prints help or the version, or says what is wrong with a command line.
///
/// # Errors
/// [`CliError`] where help cannot be written.
pub fn print_usage(usage: &clap::Error) -> Result<(), CliError> {
    let printed = usage.print().and_then(|()| std::io::stdout().flush());
    if usage.use_stderr() {
        Ok(())
    } else {
        checked(printed)
    }
}

/// Prints a line of talk.
pub fn say(text: &str) {
    // There is no other place to tell it.
    let text = wrapped(&plain_signs(text), width());
    let _ = writeln!(std::io::stderr().lock(), "{}", tame(&text));
}

/// The text with U+FFFD for characters that steer a terminal, which names of files may have; lines, tabs and our own colours stay.
fn tame(text: &str) -> Cow<'_, str> {
    let is_ours = |at: usize, c: char| match c {
        '\n' | '\t' => true,
        '\r' => text[at + 1..].starts_with('\n'),
        '\u{1b}' => is_colour(&text[at + 1..]),
        _ => !is_odd(c),
    };
    if text.char_indices().all(|(at, c)| is_ours(at, c)) {
        return Cow::Borrowed(text);
    }
    let tamed = text
        .char_indices()
        .map(|(at, c)| if is_ours(at, c) { c } else { '\u{fffd}' });
    Cow::Owned(tamed.collect())
}

/// True for what follows the escape character of a colour.
fn is_colour(rest: &str) -> bool {
    let numbers = rest.strip_prefix('[');
    let end = numbers.and_then(|rest| {
        rest.find(|c: char| !(c.is_ascii_digit() || c == ';'))
            .map(|at| &rest[at..])
    });
    end.is_some_and(|end| end.starts_with('m'))
}

/// True where stderr is a terminal.
#[must_use]
pub fn is_talk_on_terminal() -> bool {
    std::io::stderr().is_terminal()
}

/// A number in JSON: `inf` and `-inf` are texts there, as in tables; null is a number that there is not.
pub(super) fn number(value: impl Into<Option<f64>>) -> serde_json::Value {
    match value.into() {
        Some(f64::INFINITY) => "inf".into(),
        Some(f64::NEG_INFINITY) => "-inf".into(),
        Some(value) => value.into(),
        None => serde_json::Value::Null,
    }
}

/// True where stderr gets colour.
#[must_use]
pub fn is_coloured(color: Color) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
                && is_talk_on_terminal()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_infinite_number_is_told_from_one_that_is_not_there() {
        let shown = |value: Option<f64>| number(value).to_string();
        assert_eq!(shown(Some(0.5)), "0.5");
        assert_eq!(shown(Some(f64::INFINITY)), "\"inf\"");
        assert_eq!(shown(Some(f64::NEG_INFINITY)), "\"-inf\"");
        assert_eq!(shown(Some(f64::NAN)), "null");
        assert_eq!(shown(None), "null");
    }

    #[test]
    fn lines_are_broken_at_spaces_below_their_text_and_commands_are_not() {
        let of = |text: &str| wrapped(text, 40);
        assert_eq!(of("short\n\n  as it is\n"), "short\n\n  as it is\n");
        assert_eq!(
            of("note   a sentence that is longer than the terminal is wide"),
            "note   a sentence that is longer than\n       the terminal is wide"
        );
        assert_eq!(
            of("  an indented sentence that is longer than that"),
            "  an indented sentence that is longer\n  than that"
        );
        for whole in [
            "run    linkwright run a-study.toml -r 100 -S credit.recovery=0.5",
            "  to repeat it: linkwright run a-study.toml --rep 3 -j 1 --seed 7",
            "/a/path with spaces/that is longer/than the terminal/report.html",
        ] {
            assert_eq!(of(whole), whole);
        }
        let word = "a".repeat(60);
        assert_eq!(of(&word), word, "no word is broken");
        let coloured = "\u{1b}[1;31mred words\u{1b}[0m that with colours are just short";
        assert_eq!(of(&coloured[..50]), &coloured[..50]);
    }

    #[test]
    fn what_steers_a_terminal_is_not_printed() {
        assert_eq!(
            tame("a\tb\r\n\u{1b}[1;31mred\u{1b}[0m\n"),
            "a\tb\r\n\u{1b}[1;31mred\u{1b}[0m\n"
        );
        for steering in [
            "\u{1b}[2J",
            "\u{1b}]0;title\u{7}",
            "\r",
            "\u{9b}31m",
            "\u{202e}",
            "\u{1b}",
        ] {
            let tamed = tame(steering);
            assert!(
                tamed.starts_with('\u{fffd}') && !tamed.contains(is_odd),
                "{steering:?}"
            );
        }
    }
}
