//! Rows of a stored table, by name of their columns, with places for messages.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::ReadError;

/// A stored table.
#[derive(Debug)]
pub(super) struct Rows {
    path: PathBuf,
    header: csv::StringRecord,
    /// Rows below the header.
    pub records: Vec<csv::StringRecord>,
}

impl Rows {
    /// Parses a table; `path` is for messages.
    pub fn parse(path: &Path, bytes: &[u8]) -> Result<Self, ReadError> {
        let mut reader = csv::Reader::from_reader(bytes);
        let refuse = |error: csv::Error| ReadError::Row {
            path: path.to_path_buf(),
            line: error.position().map_or(1, csv::Position::line),
            reason: error.to_string(),
        };
        let header = reader.headers().map_err(refuse)?.clone();
        let records = reader
            .into_records()
            .collect::<Result<_, _>>()
            .map_err(refuse)?;
        Ok(Self {
            path: path.to_path_buf(),
            header,
            records,
        })
    }

    /// Index of a column.
    pub fn column(&self, name: &str) -> Result<usize, ReadError> {
        let found = self.header.iter().position(|column| column == name);
        found.ok_or_else(|| ReadError::Row {
            path: self.path.clone(),
            line: 1,
            reason: format!("there is no column `{name}`"),
        })
    }

    /// Indices of columns.
    pub fn columns<const K: usize>(&self, names: [&str; K]) -> Result<[usize; K], ReadError> {
        let mut found = [0; K];
        for (place, name) in found.iter_mut().zip(names) {
            *place = self.column(name)?;
        }
        Ok(found)
    }

    /// A number; NaN where the cell is empty.
    pub fn number(&self, record: &csv::StringRecord, column: usize) -> Result<f64, ReadError> {
        if record[column].is_empty() {
            Ok(f64::NAN)
        } else {
            self.parsed(record, column, "a number")
        }
    }

    /// A whole number.
    pub fn whole<T: FromStr>(
        &self,
        record: &csv::StringRecord,
        column: usize,
    ) -> Result<T, ReadError> {
        self.parsed(record, column, "a whole number")
    }

    fn parsed<T: FromStr>(
        &self,
        record: &csv::StringRecord,
        column: usize,
        needed: &str,
    ) -> Result<T, ReadError> {
        record[column]
            .parse()
            .map_err(|_| self.refusal(record, column, &format!("is not {needed}")))
    }

    /// The error of a cell that says what it should not.
    pub fn refusal(&self, record: &csv::StringRecord, column: usize, what: &str) -> ReadError {
        ReadError::Row {
            path: self.path.clone(),
            line: record.position().map_or(0, csv::Position::line),
            reason: format!(
                "`{}` in column `{}` {what}",
                &record[column], &self.header[column]
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_is_no_number_is_told_with_its_line_and_column() {
        let rows = Rows::parse(Path::new("data/t.csv"), b"a,b\n1,2.5\nx,\n").expect("a table");
        assert_eq!(rows.number(&rows.records[0], 1).expect("a number"), 2.5);
        assert!(rows.number(&rows.records[1], 1).expect("missing").is_nan());
        let error = rows.whole::<u32>(&rows.records[1], 0).expect_err("refused");
        assert_eq!(
            error.to_string(),
            "data/t.csv:3: `x` in column `a` is not a whole number"
        );
        assert_eq!(
            rows.column("c").expect_err("refused").to_string(),
            "data/t.csv:1: there is no column `c`"
        );
    }
}
