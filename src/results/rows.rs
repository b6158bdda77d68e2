//! Rows of a stored table, by name of their columns, with places for messages.

use std::cmp::Ordering;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::{Cell, ReadError, Table};
use crate::scenario::{is_odd, unguarded};

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
        let header = read_back(reader.headers().map_err(refuse)?);
        let records: Vec<_> = reader
            .into_records()
            .map(|record| record.map(|record| read_back(&record)))
            .collect::<Result<_, _>>()
            .map_err(refuse)?;
        let rows = Self {
            path: path.to_path_buf(),
            header,
            records,
        };
        // messages of lost worlds may have several lines
        let is_refused = |c: char| is_odd(c) && !matches!(c, '\n' | '\t');
        let is_odd_row =
            |record: &csv::StringRecord| record.iter().any(|cell| cell.contains(is_refused));
        match std::iter::once(&rows.header)
            .chain(&rows.records)
            .find(|record| is_odd_row(record))
        {
            Some(record) => {
                let reason = "a cell holds characters that are none of text".to_string();
                Err(rows.refused(line_of(record).max(1), reason))
            }
            None => Ok(rows),
        }
    }

    /// Index of a column.
    pub fn column(&self, name: &str) -> Result<usize, ReadError> {
        let found = self.header.iter().position(|column| column == name);
        found.ok_or_else(|| self.refused(1, format!("there is no column `{name}`")))
    }

    /// Indices of columns.
    pub fn columns<const K: usize>(&self, names: [&str; K]) -> Result<[usize; K], ReadError> {
        let mut found = [0; K];
        for (place, name) in found.iter_mut().zip(names) {
            *place = self.column(name)?;
        }
        Ok(found)
    }

    /// A finite number; NaN where the cell is empty.
    pub fn number(&self, record: &csv::StringRecord, column: usize) -> Result<f64, ReadError> {
        if record[column].is_empty() {
            return Ok(f64::NAN);
        }
        let number: f64 = self.parsed(record, column, "a number")?;
        if number.is_finite() {
            Ok(number)
        } else {
            Err(self.refusal(record, column, "is not a finite number"))
        }
    }

    /// Refuses rows other than those of the table that the values read from them make.
    pub fn expect(&self, table: &Table) -> Result<(), ReadError> {
        if let Some(surplus) = self
            .header
            .iter()
            .find(|name| !table.header.iter().any(|own| own == name))
        {
            return Err(self.refused(1, format!("the run writes no column `{surplus}`")));
        }
        if self.header != table.header {
            return Err(self.refused(
                1,
                "columns are missing, twice there or in another order".to_string(),
            ));
        }
        for (place, row) in table.rows.iter().enumerate() {
            let Some(record) = self.records.get(place) else {
                return Err(self.refused(self.line_at(place), "rows are missing".to_string()));
            };
            let mut cells = row.iter().map(Cell::text).zip(record).enumerate();
            if let Some((column, (wanted, _))) =
                cells.find(|(_, (wanted, found))| !is_same(unguarded(wanted), found))
            {
                return Err(self.refusal(
                    record,
                    column,
                    &format!("stands where the run writes `{wanted}`"),
                ));
            }
        }
        match self.records.get(table.rows.len()) {
            Some(record) => {
                Err(self.refused(line_of(record), "this row is one too many".to_string()))
            }
            None => Ok(()),
        }
    }

    /// Refuses rows whose keys do not rise: a row that is there twice, or in another place than the run wrote it.
    pub fn expect_order<K: Ord>(&self, keys: impl IntoIterator<Item = K>) -> Result<(), ReadError> {
        let mut last: Option<K> = None;
        for (key, record) in keys.into_iter().zip(&self.records) {
            match last.as_ref().map(|last| last.cmp(&key)) {
                None | Some(Ordering::Less) => last = Some(key),
                Some(Ordering::Equal) => {
                    return Err(self.refused(
                        line_of(record),
                        "this row is there twice: the one above says the same".to_string(),
                    ));
                }
                Some(Ordering::Greater) => {
                    return Err(self.refused(
                        line_of(record),
                        "this row is not in its place: it belongs further up".to_string(),
                    ));
                }
            }
        }
        Ok(())
    }

    /// Line of a row, from 1; behind the last one, the line after it.
    pub fn line_at(&self, place: usize) -> u64 {
        let after_last = || self.records.last().map_or(1, line_of) + 1;
        self.records.get(place).map_or_else(after_last, line_of)
    }

    /// The error of a row.
    pub fn refused(&self, line: u64, reason: String) -> ReadError {
        ReadError::Row {
            path: self.path.clone(),
            line,
            reason,
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
        let (cell, name) = (&record[column], &self.header[column]);
        self.refused(
            line_of(record),
            format!("`{cell}` in column `{name}` {what}"),
        )
    }
}

/// True for the same text or the same number.
fn is_same(one: &str, other: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().ok();
    one == other || number(one).is_some_and(|one| number(other) == Some(one))
}

/// Line of a row, from 1.
pub(super) fn line_of(record: &csv::StringRecord) -> u64 {
    record.position().map_or(0, csv::Position::line)
}

/// A row as it was before it was written.
fn read_back(record: &csv::StringRecord) -> csv::StringRecord {
    let mut texts: csv::StringRecord = record.iter().map(unguarded).collect();
    texts.set_position(record.position().cloned());
    texts
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

    fn told<T: std::fmt::Debug>(found: Result<T, ReadError>) -> String {
        found.map_or_else(|error| error.to_string(), |found| format!("{found:?}"))
    }

    #[test]
    fn cells_that_steer_terminals_are_refused() {
        let parse = |text: &str| {
            told(Rows::parse(Path::new("t.csv"), text.as_bytes()).map(|rows| rows.records.len()))
        };
        assert_eq!(parse("a,b\n1,\"two\nlines\tand a tab\"\n'=1,2\n"), "2");
        let odd = "a cell holds characters that are none of text";
        assert_eq!(parse("a,b\n1,2\n1,\u{202e}\n"), format!("t.csv:3: {odd}"));
        assert_eq!(parse("a,\u{1b}\n1,2\n"), format!("t.csv:1: {odd}"));
        let short = parse("a,b\n1,2\n3\n");
        assert!(
            short.starts_with("t.csv:3: ") && short.contains("found record with 1 fields"),
            "{short}"
        );
        let rows = Rows::parse(Path::new("t.csv"), b"a\n'=1\n").expect("a table");
        assert_eq!(
            &rows.records[0][0], "=1",
            "what kept a text from being a formula is taken away"
        );
    }

    #[test]
    fn rows_are_those_of_a_table_or_the_first_other_one_is_told() {
        let row = |cells: [f64; 2]| cells.map(Cell::Number).to_vec();
        let table = Table::new(
            "t.csv",
            &["a", "b"],
            vec![row([1.0, 2.0]), row([3.0, f64::NAN])],
        );
        let of = |text: &str| {
            told(
                Rows::parse(Path::new("t.csv"), text.as_bytes())
                    .and_then(|rows| rows.expect(&table)),
            )
        };
        for same in ["a,b\n1,2\n3,\n", "a,b\n1.0,2e0\n3.000,\n"] {
            assert_eq!(of(same), "()");
        }
        for (text, reason) in [
            ("a,b,c\n1,2,\n3,,\n", "1: the run writes no column `c`"),
            (
                "b,a\n2,1\n,3\n",
                "1: columns are missing, twice there or in another order",
            ),
            (
                "a\n1\n3\n",
                "1: columns are missing, twice there or in another order",
            ),
            ("a,b\n1,2\n", "3: rows are missing"),
            ("a,b\n", "2: rows are missing"),
            ("a,b\n1,2\n3,\n5,6\n", "4: this row is one too many"),
            (
                "a,b\n1,2.5\n3,\n",
                "2: `2.5` in column `b` stands where the run writes `2.0`",
            ),
            (
                "a,b\n1,2\n3,x\n",
                "3: `x` in column `b` stands where the run writes ``",
            ),
        ] {
            assert_eq!(of(text), format!("t.csv:{reason}"));
        }
    }

    #[test]
    fn keys_rise_from_row_to_row() {
        let rows = Rows::parse(Path::new("t.csv"), b"a\n1\n2\n3\n").expect("a table");
        assert_eq!(told(rows.expect_order([1, 2, 5])), "()");
        assert_eq!(
            told(rows.expect_order([1, 2, 2])),
            "t.csv:4: this row is there twice: the one above says the same"
        );
        assert_eq!(
            told(rows.expect_order([1, 0, 2])),
            "t.csv:3: this row is not in its place: it belongs further up"
        );
        assert_eq!([0, 2, 3, 9].map(|place| rows.line_at(place)), [2, 4, 5, 5]);
        let none = Rows::parse(Path::new("t.csv"), b"a\n").expect("a table");
        assert_eq!(none.line_at(0), 2);
        assert_eq!(told(rows.columns(["a", "a"])), "[0, 0]");
        assert_eq!(
            told(rows.columns(["a", "b"])),
            "t.csv:1: there is no column `b`"
        );
    }
}
