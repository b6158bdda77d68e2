//! Problems of an input: place, message, cause and fix.

use serde::Serialize;

use super::fix::Fix;

/// A stretch of text in one of the sources read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Index of the source in [`crate::scenario::Library::sources`].
    pub source: usize,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// A file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Path as the user or a file named it, without `.` and `..` steps where no link is before them.
    pub path: String,
    /// Path in results: below the root of the project.
    pub inside: String,
    /// True for a file outside the project, of which nothing is quoted.
    pub is_outside: bool,
    /// Text.
    pub text: String,
    /// First byte of every line but the first.
    lines: Vec<usize>,
}

impl Source {
    /// A file of the project.
    #[must_use]
    pub fn new(path: String, text: String) -> Self {
        Self {
            inside: path.clone(),
            path,
            is_outside: false,
            lines: text.match_indices('\n').map(|(at, _)| at + 1).collect(),
            text,
        }
    }

    /// Name in results, which holds on any machine: the path, where it leads down from where the command was given.
    #[must_use]
    pub fn name(&self) -> &str {
        let path = std::path::Path::new(&self.path);
        if path.is_relative() && !path.starts_with("..") {
            &self.path
        } else {
            &self.inside
        }
    }

    /// Line and column of a byte offset, both counted from 1; columns count characters.
    #[must_use]
    pub fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let mut end = offset.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let n_before = self.lines.partition_point(|start| *start <= end);
        let start = n_before.checked_sub(1).map_or(0, |at| self.lines[at]);
        (n_before + 1, self.text[start..end].chars().count() + 1)
    }

    /// `name:line` of a byte offset, for results.
    #[must_use]
    pub fn name_and_line(&self, offset: usize) -> String {
        format!("{}:{}", self.name(), self.line_and_column(offset).0)
    }

    /// `path:line` of a byte offset.
    #[must_use]
    pub fn path_and_line(&self, offset: usize) -> String {
        format!("{}:{}", self.path, self.line_and_column(offset).0)
    }
}

/// Most characters of a message.
const LONGEST_MESSAGE: usize = 600;

/// Most other places of a problem that stands for several.
const MOST_RELATED: usize = 6;

/// Severity of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Nothing runs.
    Error,
    /// It runs, and a reader should know.
    Warning,
    /// For information.
    Note,
}

/// One thing that is wrong or doubtful.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Code with a page in [`crate::scenario::CODES`]: `E…` error, `W…` warning, `N…` note.
    pub code: &'static str,
    /// What is wrong, with the value found and what is allowed.
    pub message: String,
    /// File or `command line`, for problems without a place.
    pub file: String,
    /// Where, if inside a text.
    pub place: Option<Place>,
    /// A few words under the place.
    pub label: String,
    /// What to do about it.
    pub help: String,
    /// What mends it, or why nothing is offered.
    pub fix: Fix,
    /// What several problems of one code have in common, where they have one cause: they are shown as one; else empty.
    pub cause: String,
    /// Other places that explain it.
    pub related: Vec<(Place, String)>,
    /// The entry that is not read because of it.
    pub loses: Option<Lost>,
    /// Entries of which one that is not read may be all that is behind it: then it is not told.
    pub follows: &'static [Lost],
}

/// An entry of a scenario that is not read because of a problem, so that what belongs to it seems to be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// An agency.
    Agency,
    /// An instrument.
    Instrument,
    /// The agency that an instrument names.
    Operator,
    /// The name of the scenario.
    Name,
}

impl Problem {
    /// A problem at a place in a text.
    #[must_use]
    pub fn at(code: &'static str, place: Place, message: impl Into<String>, fix: Fix) -> Self {
        Self {
            place: Some(place),
            ..Self::of_file(code, "", message, fix)
        }
    }

    /// A problem of a whole file or of the command line.
    #[must_use]
    pub fn of_file(
        code: &'static str,
        file: impl Into<String>,
        message: impl Into<String>,
        fix: Fix,
    ) -> Self {
        let mut message: String = message.into();
        if let Some((end, _)) = message.char_indices().nth(LONGEST_MESSAGE) {
            message.truncate(end); // messages quote files, which may hold anything
            message.push('…');
        }
        Self {
            code,
            message,
            file: file.into(),
            place: None,
            label: String::new(),
            help: String::new(),
            fix,
            cause: String::new(),
            related: Vec::new(),
            loses: None,
            follows: &[],
        }
    }

    /// A problem at a place if there is one, else of the command line.
    #[must_use]
    pub fn at_or_command_line(
        code: &'static str,
        place: Option<Place>,
        message: impl Into<String>,
        fix: Fix,
    ) -> Self {
        Self {
            place,
            ..Self::of_file(
                code,
                if place.is_none() { "command line" } else { "" },
                message,
                fix,
            )
        }
    }

    /// Adds the words under the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Adds what problems of one code and one cause have in common.
    #[must_use]
    pub fn cause(mut self, cause: impl Into<String>) -> Self {
        self.cause = cause.into();
        self
    }

    /// Says that an entry is not read because of it.
    #[must_use]
    pub const fn loses(mut self, entry: Lost) -> Self {
        self.loses = Some(entry);
        self
    }

    /// Says that entries which are not read may be all that is behind it.
    #[must_use]
    pub const fn follows(mut self, entries: &'static [Lost]) -> Self {
        self.follows = entries;
        self
    }

    /// Takes in another problem of the same code and cause: its place and what mends it.
    fn take_in(&mut self, other: Self) {
        self.related
            .extend(other.place.map(|place| (place, "here too".to_string())));
        match (&mut self.fix, other.fix) {
            (Fix::Changes(own), Fix::Changes(more)) => {
                own.extend(more);
            }
            (Fix::Changes(_), Fix::Unknown(why)) => self.fix = Fix::Unknown(why),
            _ => {}
        }
    }

    /// Makes one problem of all those of one code and cause, the first, which says how many more there are.
    #[must_use]
    pub fn joined(problems: Vec<Self>) -> Vec<Self> {
        let mut joined: Vec<(Self, usize)> = Vec::new();
        for problem in problems {
            let same = |other: &&mut (Self, usize)| {
                other.0.code == problem.code && other.0.cause == problem.cause
            };
            let known = if problem.cause.is_empty() {
                None // of its own, however many there are
            } else {
                joined.iter_mut().find(same)
            };
            match known {
                Some((first, more)) => {
                    first.take_in(problem);
                    *more += 1;
                }
                None => joined.push((problem, 0)),
            }
        }
        let counted = joined.into_iter().map(|(mut problem, more)| {
            if more > 0 {
                problem.message = format!("{}; the same in {more} more", problem.message);
                problem.related.truncate(MOST_RELATED);
            }
            problem
        });
        counted.collect()
    }

    /// Adds another place that explains it.
    #[must_use]
    pub fn related(mut self, place: Option<Place>, label: impl Into<String>) -> Self {
        self.related
            .extend(place.map(|place| (place, label.into())));
        self
    }

    /// How much it matters; the first letter of the code says it.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self.code.as_bytes().first() {
            Some(b'W') => Severity::Warning,
            Some(b'N') => Severity::Note,
            _ => Severity::Error,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_and_by_character() {
        let source = Source::new("a.toml".into(), "é = 1\nb = 2\n".into());
        assert_eq!(source.line_and_column(0), (1, 1));
        assert_eq!(source.line_and_column(3), (1, 3));
        assert_eq!(source.line_and_column(11), (2, 5));
        assert_eq!(source.line_and_column(999), (3, 1));
        assert_eq!(source.path_and_line(8), "a.toml:2");
    }

    #[test]
    fn the_first_letter_of_a_code_is_its_severity() {
        assert_eq!(
            Problem::of_file("E0001", "", "", Fix::Unknown("a test")).severity(),
            Severity::Error
        );
        assert_eq!(
            Problem::of_file("W0201", "", "", Fix::Unknown("a test")).severity(),
            Severity::Warning
        );
        assert_eq!(
            Problem::of_file("N0101", "", "", Fix::Unknown("a test")).severity(),
            Severity::Note
        );
    }
}
