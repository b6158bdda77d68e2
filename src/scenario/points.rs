//! Tables of points: comma-separated values whose columns are names of parameters.

use std::ops::Range;

use super::characters::unguarded;
use super::design::ListedPoint;
use super::document::check_once;
use super::fix::{Change, Fix};
use super::layer::Text;
use super::meant::{Meant, number_meant};
use super::problem::{Place, Problem};

/// Columns that hold no numbers; `draw` numbers the points of `design.csv` of a run.
const WORDS: [&str; 3] = ["name", "subset", "draw"];

/// Most characters of a cell that a message shows.
const SHOWN: usize = 40;

/// Columns and points of a table, given as its source, its path as messages show it, and its text; none where the header is wrong.
pub(super) fn read_points(
    (source, path, text): (usize, &str, &str),
    problems: &mut Vec<Problem>,
) -> Option<(Vec<Text>, Vec<ListedPoint>)> {
    Reader {
        source,
        path,
        text,
        problems,
    }
    .read()
}

/// The problem of so many tables of points, the last of them named, where one belongs to a study.
pub(super) fn refused_tables(last: &str, n: usize) -> Problem {
    if n == 1 {
        let fix = Fix::Unknown("which study the points are for only the author knows");
        Problem::of_file("E0407", last, "a table of points is no study", fix)
            .help("name a study or scenarios too: linkwright run STUDY.toml --design TABLE.csv")
    } else {
        let fix = Fix::Argument {
            of: last.to_string(),
            to: String::new(),
        };
        Problem::of_file("E0230", last, "a study takes the points of one table", fix)
            .help("join the tables, with a column `subset`, and choose by `subsets` under [design]")
    }
}

/// A line of the table: its cells and where each stands.
struct Row {
    line: Range<usize>,
    cells: Vec<(String, Range<usize>)>,
}

struct Reader<'t> {
    source: usize,
    path: &'t str,
    text: &'t str,
    problems: &'t mut Vec<Problem>,
}

impl Reader<'_> {
    /// Columns and points; none where the header is wrong. Problem `E0230`.
    fn read(&mut self) -> Option<(Vec<Text>, Vec<ListedPoint>)> {
        let n_before = self.problems.len();
        let mut rows = self.rows().into_iter();
        let Some(header) = rows.next() else {
            self.refuse(0..0, "it is empty", "nothing here");
            return None;
        };
        // spreadsheets write empty lines and columns beyond the last
        let rows: Vec<Row> = rows
            .filter(|row| row.cells.iter().any(|(cell, _)| !cell.is_empty()))
            .collect();
        self.check_header(&header, &rows);
        if self.problems.len() > n_before {
            return None;
        }
        if rows.is_empty() {
            self.refuse(header.line, "it has a header and no points", "no row below");
            return None;
        }
        let points: Vec<ListedPoint> = rows.iter().map(|row| self.point(&header, row)).collect();
        self.check_draws(&header, &rows);
        self.check_point_names(&header, &rows);
        let is_number = |column: &&(String, Range<usize>)| {
            !column.0.is_empty() && !WORDS.contains(&column.0.as_str())
        };
        let columns = header.cells.iter().filter(is_number);
        let columns = columns
            .map(|(name, at)| Text {
                value: name.clone(),
                place: Some(self.place(at.clone())),
            })
            .collect();
        Some((columns, points))
    }

    fn place(&self, at: Range<usize>) -> Place {
        Place {
            source: self.source,
            start: at.start,
            end: at.end,
        }
    }

    fn refuse(&mut self, at: Range<usize>, what: &str, label: &str) {
        self.refuse_with(
            at,
            what,
            label,
            Fix::Unknown("what the table is to hold only the author knows"),
        );
    }

    /// As [`Reader::refuse`], with what mends it.
    fn refuse_with(&mut self, at: Range<usize>, what: &str, label: &str, fix: Fix) {
        let help = "write a header of names of parameters, with `name` and `subset` if wanted, and one row of numbers per point, with commas between cells and a decimal point in numbers: 0.05";
        let problem = Problem::at(
            "E0230",
            self.place(at),
            format!("`{}`: {what}", self.path),
            fix,
        );
        self.problems.push(problem.label(label).help(help));
    }

    /// All lines that hold something.
    fn rows(&self) -> Vec<Row> {
        let start = if self.text.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        let text = &self.text[start..];
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let records = reader.records().flatten(); // the text is UTF-8 and rows may have any length: no record can fail
        records
            .map(|record| {
                self.row(
                    start + record.position().map_or(0, |at| at.byte() as usize),
                    &record,
                )
            })
            .collect()
    }

    /// The cells of a record that begins at a byte or after the line ends there.
    fn row(&self, start: usize, record: &csv::StringRecord) -> Row {
        let is_end = |c: char| c == '\n' || c == '\r';
        let start = start
            + self.text[start..]
                .chars()
                .take_while(|c| is_end(*c))
                .count();
        let line = start
            ..self.text[start..]
                .find(is_end)
                .map_or(self.text.len(), |end| start + end);
        let mut from = start;
        let mut cells = Vec::new();
        for cell in record {
            let at = self.text[from..]
                .find(cell)
                .map_or_else(|| line.clone(), |at| from + at..from + at + cell.len());
            let after = at.end.max(from);
            from = self.text[after..]
                .find(',')
                .map_or(self.text.len(), |comma| after + comma + 1);
            cells.push((unguarded(cell).to_string(), at));
        }
        Row { line, cells }
    }

    fn check_header(&mut self, header: &Row, rows: &[Row]) {
        if let ([(only, _)], Some(separator)) = (
            header.cells.as_slice(),
            [";", "\t"]
                .into_iter()
                .find(|one| header.cells[0].0.contains(one)),
        ) {
            let named = if separator == ";" {
                "semicolons"
            } else {
                "tabs"
            };
            let cells = self.text.lines().flat_map(|line| line.split(separator));
            let commas = if cells
                .into_iter()
                .any(|cell| number_meant(cell).is_some_and(Meant::has_decimal_comma))
            {
                " and numbers have decimal commas"
            } else {
                ""
            };
            let fix = if self.text.contains('"') {
                Fix::Unknown("a comma in quotes may be part of a text")
            } else {
                let text = self.text.replace(',', ".").replace(separator, ",");
                Fix::replace(Some(self.place(0..self.text.len())), text)
            };
            self.refuse_with(
                header.line.clone(),
                &format!("cells are separated by {named}{commas}: `{}`", short(only)),
                "no commas in here",
                fix,
            );
            return;
        }
        let is_text =
            |(name, _): &&(String, Range<usize>)| name.is_empty() || WORDS.contains(&name.as_str());
        if header.cells.iter().all(|cell| is_text(&cell)) {
            self.refuse(
                header.line.clone(),
                "no column is that of a parameter",
                "no parameter in here",
            );
        }
        for (column, (name, at)) in header.cells.iter().enumerate() {
            let is_filled = |row: &Row| {
                row.cells
                    .get(column)
                    .is_some_and(|(cell, _)| !cell.is_empty())
            };
            if name.is_empty() && rows.iter().any(is_filled) {
                self.refuse(
                    header.line.clone(),
                    &format!("column {} has no name", column + 1),
                    "a name is missing here",
                );
            } else if !name.is_empty()
                && header.cells[..column]
                    .iter()
                    .any(|(other, _)| other == name)
            {
                self.refuse(
                    at.clone(),
                    &format!("two columns have the name `{}`", short(name)),
                    "again here",
                );
            } else if let Some(word) = WORDS
                .iter()
                .find(|word| *word != name && word.eq_ignore_ascii_case(name))
            {
                self.refuse_with(
                    at.clone(),
                    &format!("unknown column `{name}`"),
                    &format!("did you mean `{word}`?"),
                    Fix::replace(Some(self.place(at.clone())), *word),
                );
            } else if name.contains('\n') {
                self.refuse(
                    header.line.clone(),
                    "a quote is not closed",
                    "opened in this line",
                );
            } else if name.parse::<f64>().is_ok() {
                self.refuse(
                    header.line.clone(),
                    "the first line holds numbers and no names",
                    "no header",
                );
                return;
            }
        }
    }

    /// Cells of a column, one for each row that has one.
    fn column<'r>(header: &Row, rows: &'r [Row], name: &str) -> Vec<&'r (String, Range<usize>)> {
        let at = header.cells.iter().position(|(column, _)| column == name);
        at.map_or_else(Vec::new, |at| {
            rows.iter().filter_map(|row| row.cells.get(at)).collect()
        })
    }

    /// Points are numbered by row: a column `draw` may say so, as that of a run does, and nothing else.
    fn check_draws(&mut self, header: &Row, rows: &[Row]) {
        let cells = Self::column(header, rows, "draw");
        let wrong: Vec<_> = cells
            .into_iter()
            .zip(0_u32..)
            .filter(|((cell, _), number)| cell.parse::<u32>() != Ok(*number))
            .collect();
        let right = |((_, at), number): &(&(String, Range<usize>), u32)| {
            Change::Replace(self.place(at.clone()), number.to_string())
        };
        if let Some(((cell, at), number)) = wrong.first() {
            let what = format!(
                "`{}` in column `draw` is not {number}: points are numbered 0, 1, 2, … from the first row",
                short(cell)
            );
            let problem = Problem::at(
                "E0230",
                self.place(at.clone()),
                format!("`{}`: {what}", self.path),
                Fix::Changes(wrong.iter().map(right).collect()),
            );
            self.problems.push(
                problem
                    .label(format!("must be {number}"))
                    .help("number the rows 0, 1, 2, …, or take the column out; a column `name` keeps names of points"),
            );
        }
    }

    /// Names of points are there to tell them apart.
    fn check_point_names(&mut self, header: &Row, rows: &[Row]) {
        let names: Vec<Text> = Self::column(header, rows, "name")
            .into_iter()
            .filter(|(name, _)| !name.is_empty())
            .map(|(name, at)| Text {
                value: name.clone(),
                place: Some(self.place(at.clone())),
            })
            .collect();
        check_once(
            "name",
            &names,
            |name, times| Fix::replace(name.place, format!("{}-{times}", name.value)),
            self.problems,
        );
    }

    fn point(&mut self, header: &Row, row: &Row) -> ListedPoint {
        let mut point = ListedPoint::default();
        let named = header
            .cells
            .iter()
            .rposition(|(name, _)| !name.is_empty())
            .map_or(0, |last| last + 1);
        let filled = row
            .cells
            .iter()
            .rposition(|(cell, _)| !cell.is_empty())
            .map_or(0, |last| last + 1);
        if row.cells.iter().any(|(cell, _)| cell.contains('\n')) {
            self.refuse(
                row.line.clone(),
                "a quote is not closed",
                "opened in this line",
            );
            return point;
        }
        if row.cells.len() < named || filled > named {
            let (found, needed) = (
                if filled > named {
                    filled
                } else {
                    row.cells.len()
                },
                named,
            );
            self.refuse(
                row.line.clone(),
                &format!("a row of {found} cells below a header of {needed}"),
                "not as many cells",
            );
            return point;
        }
        for ((column, _), (cell, at)) in header.cells.iter().zip(&row.cells).take(named) {
            match (column.as_str(), cell.parse::<f64>()) {
                ("name", _) => point.name.clone_from(cell),
                ("subset", _) => point.subset.clone_from(cell),
                ("draw" | "", _) => {}
                (column, Ok(value)) => {
                    point
                        .set
                        .push((column.to_string(), value, Some(self.place(at.clone()))));
                }
                (column, Err(_)) if cell.is_empty() => {
                    self.refuse(
                        row.line.clone(),
                        &format!("the cell of column `{}` is empty", short(column)),
                        "a number is missing here",
                    );
                }
                (column, Err(_)) => {
                    let meant = number_meant(cell);
                    let right = meant.map(|meant| format!("{}", meant.value()));
                    let fix = Fix::suggest(
                        Some(self.place(at.clone())),
                        right.clone(),
                        "no number can be read in it",
                    );
                    self.refuse_with(
                        at.clone(),
                        &format!(
                            "`{}` in column `{}` is not a number",
                            short(cell),
                            short(column)
                        ),
                        &meant.zip(right).map_or_else(
                            || "no number".to_string(),
                            |(meant, right)| meant.advice(&right),
                        ),
                        fix,
                    );
                }
            }
        }
        point
    }
}

/// The first characters of a cell, for messages.
fn short(cell: &str) -> String {
    if cell.chars().count() <= SHOWN {
        cell.to_string()
    } else {
        cell.chars().take(SHOWN).chain(['…']).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Source;

    /// Names of columns and values of points.
    type Found = (Vec<String>, Vec<Vec<f64>>);
    /// Line, text at the place and message of a problem.
    type Report = (usize, String, String);

    fn read(text: &str) -> Result<Found, Vec<Report>> {
        let (mut problems, source) = (Vec::new(), Source::new("p.csv".into(), text.to_string()));
        let found = Reader {
            source: 0,
            path: "p.csv",
            text,
            problems: &mut problems,
        }
        .read();
        if problems.is_empty() {
            let (columns, points) = found.expect("points");
            let values = points
                .iter()
                .map(|point| point.set.iter().map(|(_, value, _)| *value).collect());
            return Ok((
                columns.into_iter().map(|column| column.value).collect(),
                values.collect(),
            ));
        }
        assert!(problems.iter().all(|problem| problem.code == "E0230"
            && !problem.help.is_empty()
            && !problem.label.is_empty()));
        let reported = problems.iter().map(|problem| {
            let place = problem.place.expect("a place");
            (
                source.line_and_column(place.start).0,
                text[place.start..place.end].to_string(),
                problem.message.clone(),
            )
        });
        Err(reported.collect())
    }

    #[test]
    fn tables_of_spreadsheets_are_read() {
        let expected = Ok((
            vec!["trust.gain".to_string(), "credit.recovery".to_string()],
            vec![vec![0.05, 0.3], vec![0.1, 0.4]],
        ));
        for text in [
            "name,trust.gain,credit.recovery\na,0.05,0.3\nb,0.1,0.4\n",
            "\u{feff}name,trust.gain,credit.recovery\r\na,0.05,0.3\r\nb,0.1,0.4\r\n",
            "\u{feff}trust.gain,credit.recovery\n0.05,0.3\n0.1,0.4",
            "name , trust.gain, credit.recovery,,\n\n a, 0.05 ,0.3,,\n\"b\",\"0.1\",0.4,,\n,,,,\n",
            "draw,trust.gain,subset,credit.recovery\n0,0.05,x,0.3\n1,0.1,y,0.4\n",
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_table_is_told_once_and_at_its_place() {
        for (text, line, at, message) in [
            ("", 1, "", "it is empty"),
            ("\n\n", 1, "", "it is empty"),
            (
                "name,trust.gain\n",
                1,
                "name,trust.gain",
                "it has a header and no points",
            ),
            (
                "name,subset\na,b\n",
                1,
                "name,subset",
                "no column is that of a parameter",
            ),
            (
                "name,trust.gain,trust.gain\na,1,2\n",
                1,
                "trust.gain",
                "two columns have the name `trust.gain`",
            ),
            (
                "name;trust.gain\na;0,05\n",
                1,
                "name;trust.gain",
                "cells are separated by semicolons",
            ),
            (
                "name\ttrust.gain\na\t0.05\n",
                1,
                "name\ttrust.gain",
                "cells are separated by tabs",
            ),
            (
                "Name,trust.gain\na,0.05\n",
                1,
                "Name",
                "unknown column `Name`",
            ),
            ("0.05\n0.06\n", 1, "0.05", "the first line holds numbers"),
            (
                "trust.gain,\n0.05,3\n",
                1,
                "trust.gain,",
                "column 2 has no name",
            ),
            (
                "a.b,c.d\r\n\r\n1,\r\n1,2\r\n",
                3,
                "1,",
                "the cell of column `c.d` is empty",
            ),
            (
                "a.b,c.d\n1\n1,2\n",
                2,
                "1",
                "a row of 1 cells below a header of 2",
            ),
            (
                "a.b,c.d\n1,2,3\n1,2\n",
                2,
                "1,2,3",
                "a row of 3 cells below a header of 2",
            ),
            (
                "a.b,c.d\n1,2\n\n1,5%\n",
                4,
                "5%",
                "`5%` in column `c.d` is not a number",
            ),
            (
                "a.b,c.d\r\n1,2\r\nx,1\r\n",
                3,
                "x",
                "`x` in column `a.b` is not a number",
            ),
            ("a.b,c.d\n1,\"2\n1,2\n", 2, "1,\"2", "a quote is not closed"),
        ] {
            let found = read(text).expect_err(text);
            assert_eq!(
                (found.len(), found[0].0, found[0].1.as_str()),
                (1, line, at),
                "{text:?}: {found:?}"
            );
            assert!(found[0].2.contains(message), "{text:?}: {found:?}");
        }
        let long = read(&format!("a.b\n{}\n", "z".repeat(100_000))).expect_err("no number");
        assert!(long[0].2.len() < 200);
    }
}
