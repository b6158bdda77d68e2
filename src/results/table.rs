//! A tidy table on its way to a file.

use crate::scenario::guarded;

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number, written as the shortest text that reads back to the same bits; infinite ones as `inf` and `-inf`, NaN as
    /// [`Cell::Missing`].
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
            Self::Number(number) => shortest(*number),
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

/// Shortest text that reads back to the same bits; whole numbers without a point, 0 without a sign, NaN empty.
fn shortest(number: f64) -> String {
    if number.is_nan() {
        return String::new();
    }
    if number == 0.0 {
        return "0".to_string();
    }
    let text = format!("{number:?}");
    text.strip_suffix(".0")
        .map_or_else(|| text.clone(), str::to_string)
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
    /// Where a row is not as long as the header: an error of the code that built the table.
    #[must_use]
    pub fn to_csv(&self) -> Vec<u8> {
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_shortest_text_that_reads_back() {
        for number in [0.1, 1.0 / 3.0, 1e300, 5e-324, -2.5, 12_345_678.0, f64::MAX] {
            assert_eq!(shortest(number).parse::<f64>().expect("a number"), number);
        }
        assert_eq!(
            [shortest(3.0), shortest(0.1), shortest(-0.0), shortest(1e21)],
            ["3", "0.1", "0", "1e21"]
        );
    }

    #[test]
    fn infinite_numbers_are_told_from_missing_ones() {
        let numbers = [f64::INFINITY, f64::NEG_INFINITY, f64::NAN];
        assert_eq!(numbers.map(shortest), ["inf", "-inf", ""]);
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
            Cell::Number(-0.5),
        ];
        let table = Table::new("t.csv", &["a", "b", "c", "d", "e", "f", "g"], vec![row]);
        assert_eq!(
            String::from_utf8(table.to_csv()).expect("text"),
            "a,b,c,d,e,f,g\n,,true,-4,\"a,\"\"b\"\"\",'=1+1,-0.5\n"
        );
    }
}
