//! A finished chart and the files that it becomes.

use std::collections::BTreeSet;

use super::font::{has_glyph, wrap};
use super::palette::{SOFT, TEXT};
use super::sheet::{Align, Format, Sheet, Spot};
use super::{paint, svg};
use crate::report::{Artifact, ReportError, ReportInput};
use crate::results::float_text;
use crate::scenario::guarded;

/// Width of every wide chart [CSS pixels].
pub const WIDTH: f64 = Format::Wide.width();
/// Margin at all its sides [CSS pixels].
pub const MARGIN: f64 = Format::Wide.margin();

/// A chart: what it says, what it shows, and the numbers that it draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// File name without ending, such as `01-effect`; where a figure draws several in one context, it tells them apart here by `-NAME`, and the
    /// list of figures adds the rest.
    pub name: String,
    /// The message, written from the data.
    pub title: String,
    /// What is to be seen, for readers who cannot see it.
    pub alt: String,
    /// Data drawn: header, then rows.
    pub table: Vec<Vec<String>>,
    /// Marks.
    pub sheet: Sheet,
    /// Marks for a narrow screen, where it has a layout of its own.
    pub narrow: Option<Sheet>,
}

impl Chart {
    /// SVG file with title and description.
    #[must_use]
    pub fn svg(&self) -> String {
        svg::file(&self.id(), (&self.title, &self.alt), &self.sheet)
    }

    /// Elements of a page: the wide layout, and the narrow one where there is one; styles show one of both.
    #[must_use]
    pub fn elements(&self) -> String {
        let words = (self.title.as_str(), self.alt.as_str());
        let wide = |class: &str| svg::inline(&self.id(), class, words, &self.sheet);
        self.narrow.as_ref().map_or_else(
            || wide("only"),
            |sheet| {
                let narrow = svg::inline(&format!("{}-narrow", self.id()), "narrow", words, sheet);
                wide("wide") + &narrow
            },
        )
    }

    fn id(&self) -> String {
        format!("chart-{}", self.name)
    }

    /// Letters of its texts that the font of bitmaps lacks.
    #[must_use]
    pub fn strange_letters(&self) -> BTreeSet<char> {
        let boxes = self.sheet.text_boxes();
        let letters = boxes.iter().flat_map(|one| one.4.chars());
        letters.filter(|letter| !has_glyph(*letter)).collect()
    }

    /// The files of the chart: SVG, CSV, alt text, and PNG where it is asked for.
    ///
    /// # Errors
    ///
    /// Returns an error if the chart cannot be drawn, encoded or tabulated.
    pub fn artifacts(&self, with_png: bool) -> Result<Vec<Artifact>, ReportError> {
        let file = |ending: &str, bytes: Vec<u8>| Artifact {
            path: format!("charts/{}.{ending}", self.name),
            bytes,
        };
        let mut files = vec![
            file("svg", self.svg().into_bytes()),
            file("csv", self.csv()?),
            file(
                "txt",
                format!("{}\n\n{}\n", self.title, self.alt).into_bytes(),
            ),
        ];
        if with_png {
            files.push(file("png", paint::png(&self.name, &self.sheet)?));
        }
        Ok(files)
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
    let (format, width) = (sheet.format, sheet.right() - sheet.left());
    let (large, small) = (format.bold(20.0, TEXT), format.plain(14.0, SOFT));
    let mut y = sheet.left() + format.pick(16.0, 14.0);
    for (text, style) in [(title, large), (subtitle, small)] {
        let lines = wrap(text, style.size, style.bold, width);
        y = sheet.lines((sheet.left(), y), Align::Left, &lines, style);
    }
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
    let small = sheet.format.plain(12.0, SOFT);
    let lines = wrap(caption, small.size, false, sheet.right() - sheet.left());
    let at: Spot = (sheet.left(), y + 20.0);
    let end = sheet.lines(at, Align::Left, &lines, small);
    sheet.height = (end - small.size + sheet.left().max(12.0)).ceil();
}
