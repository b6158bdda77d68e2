//! The only place that prints: data to stdout, where it is checked, and talk to stderr, which must not end a call.

use std::borrow::Cow;
use std::io::{ErrorKind, IsTerminal, Write};

use super::CliError;
use super::args::Color;
use crate::scenario::is_odd;

/// Prints data; a reader that closed the pipe has seen enough.
///
/// # Errors
/// [`CliError`] where the text cannot be written, on a full disk for instance.
pub fn print(text: &str) -> Result<(), CliError> {
    let mut out = std::io::stdout().lock();
    let text = tame(text);
    checked(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
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
    let _ = writeln!(std::io::stderr().lock(), "{}", tame(text));
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
