//! A table of the report, before it is HTML or Markdown.

use super::text::markdown;

/// A cell: what is read, and the number by which it is sorted, if any.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell(pub String, pub Option<f64>);

impl Cell {
    /// A cell of words.
    pub fn text(words: impl Into<String>) -> Self {
        Self(words.into(), None)
    }

    /// A cell of a number that there is not.
    pub fn missing() -> Self {
        Self("no value".to_owned(), Some(f64::NAN))
    }
}

/// A table with a caption; the first cell of each row is its heading, and a row may be that of a baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What the table shows, of what, and in which unit.
    pub caption: String,
    /// Headings of columns.
    pub header: Vec<String>,
    /// Rows, with whether each is that of a baseline.
    pub rows: Vec<(bool, Vec<Cell>)>,
}

impl Table {
    /// True where a column holds numbers, which stand at the right.
    pub fn is_number(&self, column: usize) -> bool {
        self.rows
            .iter()
            .any(|(_, cells)| cells.get(column).is_some_and(|cell| cell.1.is_some()))
    }

    /// The first rows in Markdown, the caption above them and how many are left out below.
    pub fn markdown(&self, most: usize) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let marks = (0..self.header.len()).map(|column| {
            let mark = if self.is_number(column) {
                "---:"
            } else {
                "---"
            };
            mark.to_owned()
        });
        let mut text = format!("{}\n\n", markdown(&self.caption));
        text += &line(self.header.iter().map(|name| markdown(name)).collect());
        text += &line(marks.collect());
        for (_, cells) in self.rows.iter().take(most) {
            text += &line(cells.iter().map(|cell| markdown(&cell.0)).collect());
        }
        match self.rows.len().saturating_sub(most) {
            0 => {}
            left => text += &format!("\nRows left out: {left}; the report has them.\n"),
        }
        text
    }
}
