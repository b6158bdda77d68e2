//! Opens a page with the program that the system has for it.

use std::path::Path;
use std::process::{Command, Stdio};

use super::printing::say;

/// The command that opens a file, and its arguments before the path.
const OPENER: (&str, &[&str]) = if cfg!(target_os = "macos") {
    ("open", &[])
} else if cfg!(windows) {
    ("cmd", &["/C", "start", ""])
} else {
    ("xdg-open", &[])
};

/// Opens a page, or says why it cannot be opened; nothing waits for the program that shows it.
pub(super) fn open_page(page: &Path) {
    open_with(OPENER, page, &mut say);
}

fn open_with((program, arguments): (&str, &[&str]), page: &Path, say: &mut dyn FnMut(&str)) {
    let started = Command::new(program)
        .args(arguments)
        .arg(page)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if let Err(error) = started {
        say(&format!(
            "note   the page was not opened: `{program}`: {error}; open it in a browser by hand"
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_nothing_opens_is_said_so() {
        let mut said = Vec::new();
        let none = ("no-such-program-opens-pages", &[][..]);
        open_with(none, Path::new("report.html"), &mut |line| {
            said.push(line.to_string());
        });
        assert_eq!(said.len(), 1);
        assert!(
            said[0].starts_with("note   the page was not opened: `no-such-program-opens-pages`: ")
                && said[0].ends_with("open it in a browser by hand"),
            "{said:?}"
        );
    }
}
