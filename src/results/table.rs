//! A tidy table on its way to a file.

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number, written as the shortest text that reads back to the same bits; not finite means missing.
    Number(f64),
    /// Yes or no, written as `true` or `false`.
    Flag(bool),
    /// Missing: an empty cell.
    Missing,
}

/// A table with a header.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// File name without folder, such as `summary.csv`.
    pub file: String,
    /// Column names.
    pub header: Vec<String>,
    /// Rows, each as long as the header.
    pub rows: Vec<Vec<Cell>>,
}
