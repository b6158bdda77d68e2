//! A tidy table on its way to a file.

use super::ColumnType;
use crate::scenario::guarded;

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number, written by [`float_text`].
    Number(f64),
    /// Yes or no, written as `true` or `false`.
    Flag(bool),
    /// Missing: an empty cell.
    Missing,
}

impl Cell {
    /// The cell as it stands in a file, but for quotes.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Text(words) => guarded(words).into_owned(),
            Self::Whole(number) => number.to_string(),
            Self::Number(number) => float_text(*number),
            Self::Flag(flag) => flag.to_string(),
            Self::Missing => String::new(),
        }
    }
}

impl From<&str> for Cell {
    fn from(words: &str) -> Self {
        Self::Text(words.to_string())
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Whole(i64::from(number))
    }
}

/// A float as every table writes it: the shortest text that reads back to the same bits, always with a point or an exponent, so that typed
/// readers take it for a float; 0 without a sign, infinite ones as `inf` and `-inf`, NaN empty.
#[must_use]
pub fn float_text(number: f64) -> String {
    if number.is_nan() {
        String::new()
    } else if number == 0.0 {
        "0.0".to_string()
    } else {
        format!("{number:?}")
    }
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

impl Table {
    /// A table from its parts.
    #[must_use]
    pub fn new(file: &str, header: &[&str], rows: Vec<Vec<Cell>>) -> Self {
        Self {
            file: file.to_string(),
            header: header.iter().map(ToString::to_string).collect(),
            rows,
        }
    }

    /// The table as comma-separated text in UTF-8, one line per row, lines ended by a line feed.
    ///
    /// # Panics
    /// Where a row is not as long as the header, and where debug assertions are on and a cell is not of the type of its column: errors of
    /// the code that built the table.
    #[must_use]
    pub fn to_csv(&self) -> Vec<u8> {
        debug_assert_eq!(self.mistyped(), None, "{}", self.file);
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer
            .write_record(self.header.iter().map(|name| guarded(name).into_owned()))
            .expect("writing to memory");
        for row in &self.rows {
            assert_eq!(
                row.len(),
                self.header.len(),
                "a row of {} is as long as its header",
                self.file
            );
            writer
                .write_record(row.iter().map(Cell::text))
                .expect("writing to memory");
        }
        writer.into_inner().expect("writing to memory")
    }

    /// Types of the columns, in their order.
    #[must_use]
    pub fn types(&self) -> Vec<ColumnType> {
        self.header
            .iter()
            .map(|name| ColumnType::of(name))
            .collect()
    }

    /// The first cell that its column may not hold, with the name of the column.
    fn mistyped(&self) -> Option<(&str, &Cell)> {
        let types = self.types();
        let mut rows = self.rows.iter();
        rows.find_map(|row| {
            let place = row
                .iter()
                .zip(&types)
                .position(|(cell, kind)| !kind.holds(cell))?;
            Some((self.header[place].as_str(), &row[place]))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_shortest_text_that_reads_back() {
        for number in [0.1, 1.0 / 3.0, 1e300, 5e-324, -2.5, 12_345_678.0, f64::MAX] {
            assert_eq!(float_text(number).parse::<f64>().expect("a number"), number);
        }
        assert_eq!(
            [3.0, 0.1, -0.0, -20.0, 1e21, 1e-7].map(float_text),
            ["3.0", "0.1", "0.0", "-20.0", "1e21", "1e-7"]
        );
    }

    #[test]
    fn infinite_numbers_are_told_from_missing_ones() {
        let numbers = [f64::INFINITY, f64::NEG_INFINITY, f64::NAN];
        assert_eq!(numbers.map(float_text), ["inf", "-inf", ""]);
    }

    #[test]
    fn missing_values_are_empty_cells_and_texts_are_no_formulas() {
        let row = vec![
            Cell::Number(f64::NAN),
            Cell::Missing,
            Cell::Flag(true),
            Cell::Whole(-4),
            Cell::Text("a,\"b\"".into()),
            Cell::Text("=1+1".into()),
            Cell::Number(-5.0),
        ];
        let header = ["a", "n", "settled", "rank", "name", "title", "b"];
        let table = Table::new("t.csv", &header, vec![row]);
        assert_eq!(
            String::from_utf8(table.to_csv()).expect("text"),
            "a,n,settled,rank,name,title,b\n,,true,-4,\"a,\"\"b\"\"\",'=1+1,-5.0\n"
        );
    }

    #[test]
    fn a_cell_of_another_type_than_its_column_is_found() {
        let of = |cell: Cell| {
            let table = Table::new("t.csv", &["mean", "n"], vec![vec![Cell::Missing, cell]]);
            table
                .mistyped()
                .map(|(name, cell)| (name.to_string(), cell.clone()))
        };
        assert_eq!(of(Cell::Whole(3)), None);
        assert_eq!(of(Cell::Number(3.0)), Some(("n".into(), Cell::Number(3.0))));
    }
}
