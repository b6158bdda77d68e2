//! The only place that prints: data to stdout, where it is checked, and talk to stderr, which must not end a call.

use std::io::{ErrorKind, IsTerminal, Write};

use super::CliError;
use super::args::Color;

/// Prints data; a reader that closed the pipe has seen enough.
///
/// # Errors
/// [`CliError`] where the text cannot be written, on a full disk for instance.
pub fn print(text: &str) -> Result<(), CliError> {
    let mut out = std::io::stdout().lock();
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
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// True where stderr is a terminal.
#[must_use]
pub fn is_talk_on_terminal() -> bool {
    std::io::stderr().is_terminal()
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
