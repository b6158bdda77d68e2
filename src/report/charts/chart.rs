//! A finished chart and the files that it becomes.

use super::font::{wrap, wrap_to};
use super::paint::{self, Drawing};
use super::palette::{SOFT, TEXT};
use super::sheet::Spot;
use super::sheet::{Align, Sheet, Type};
use crate::report::{Artifact, ReportError, ReportInput};
use crate::results::float_text;
use crate::scenario::guarded;

/// What names of charts of reports begin with; what follows a hyphen says which of several it is.
const NAMES: [&str; 9] = [
    "01-effect",
    "02-fan",
    "03-funnel",
    "04-survival",
    "05-endings",
    "06-gross-to-net",
    "07-plane",
    "08-groups",
    "09-points",
];

/// True for a path inside a run folder that a chart of a report may have, of this run or another.
#[must_use]
pub fn is_chart_file(inside: &str) -> bool {
    let file = inside.strip_prefix("charts/");
    let Some((name, ending)) = file.and_then(|file| file.rsplit_once('.')) else {
        return false;
    };
    let is_of = |known: &str| {
        name.strip_prefix(known)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    ["svg", "png", "csv", "txt"].contains(&ending) && NAMES.iter().any(|known| is_of(known))
}

/// Width of every chart [CSS pixels].
pub const WIDTH: f64 = 960.0;
/// Margin at all sides [CSS pixels].
pub const MARGIN: f64 = 24.0;

/// A chart: what it says, what it shows, and the numbers that it draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// File name without ending, such as `01-effect`.
    pub name: String,
    /// The message, written from the data.
    pub title: String,
    /// What is to be seen, for readers who cannot see it.
    pub alt: String,
    /// Data drawn: header, then rows.
    pub table: Vec<Vec<String>>,
    /// Marks.
    pub sheet: Sheet,
}

impl Chart {
    /// SVG with title and description.
    ///
    /// # Errors
    ///
    /// Returns an error if plotters refuses a mark.
    pub fn drawing(&self) -> Result<Drawing, ReportError> {
        paint::drawing(
            &format!("chart-{}", self.name),
            &self.title,
            &self.alt,
            &self.sheet,
        )
    }

    /// The files of the chart: SVG, PNG, CSV and alt text.
    ///
    /// # Errors
    ///
    /// Returns an error if the chart cannot be drawn, encoded or tabulated.
    pub fn artifacts(&self) -> Result<Vec<Artifact>, ReportError> {
        let file = |ending: &str, bytes: Vec<u8>| Artifact {
            path: format!("charts/{}.{ending}", self.name),
            bytes,
        };
        Ok(vec![
            file("svg", self.drawing()?.file().into_bytes()),
            file("png", paint::png(&self.name, &self.sheet)?),
            file("csv", self.csv()?),
            file(
                "txt",
                format!("{}\n\n{}\n", self.title, self.alt).into_bytes(),
            ),
        ])
    }

    fn csv(&self) -> Result<Vec<u8>, ReportError> {
        let failed = |reason: String| ReportError::Table {
            chart: self.name.clone(),
            reason,
        };
        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in &self.table {
            writer
                .write_record(row.iter().map(|cell| guarded(cell).into_owned()))
                .map_err(|e| failed(e.to_string()))?;
        }
        writer.into_inner().map_err(|e| failed(e.to_string()))
    }
}

/// Cell of a chart's table, as in the tables of a run.
#[must_use]
pub fn cell(value: f64) -> String {
    float_text(value)
}

/// A row of text cells.
#[must_use]
pub fn header(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

/// Puts title and subtitle on a sheet; returns where the drawing may start.
pub fn open(sheet: &mut Sheet, title: &str, subtitle: &str) -> f64 {
    let width = sheet.width - 2.0 * MARGIN;
    let (large, small) = (Type::bold(20.0, TEXT), Type::plain(14.0, SOFT));
    let y = sheet.lines(
        (MARGIN, MARGIN + 16.0),
        Align::Left,
        &wrap_to(title, large.size, true, width, 3),
        large,
    );
    let y = sheet.lines(
        (MARGIN, y),
        Align::Left,
        &wrap(subtitle, small.size, false, width),
        small,
    );
    y + 6.0
}

/// Caption of a chart of all worlds, or what else is counted: their number, what there is to know (sentences, may be empty), and the study.
pub fn caption_of_worlds(input: &ReportInput, words: &str) -> String {
    let space = if words.is_empty() { "" } else { " " };
    format!(
        "n\u{a0}=\u{a0}{} per scenario.{space}{words} Study: {}.",
        input.counted_words(),
        input.dataset.study
    )
}

/// Puts the caption below what has been drawn and fixes the height of the sheet.
pub fn close(sheet: &mut Sheet, y: f64, caption: &str) {
    let small = Type::plain(12.0, SOFT);
    let lines = wrap(caption, small.size, false, sheet.width - 2.0 * MARGIN);
    let at: Spot = (MARGIN, y + 20.0);
    sheet.height = (sheet.lines(at, Align::Left, &lines, small) + MARGIN - 12.0).ceil();
}
