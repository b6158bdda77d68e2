//! Name of the study alone, for the trial of the recipe.

use super::chart::{Chart, close, header, open};
use super::sheet::{Format, Sheet};
use crate::report::ReportInput;

/// Draws the name.
pub fn figure(input: &ReportInput, _: usize) -> Option<Chart> {
    let title = format!("Trial of {}", input.dataset.study);
    let draw = |format: Format| {
        let mut sheet = Sheet::new(format);
        let top = open(&mut sheet, &title, "A figure of the trial.");
        close(&mut sheet, top, "End of the trial.");
        sheet
    };
    Some(Chart {
        name: String::new(),
        sheet: draw(Format::Wide),
        narrow: Some(draw(Format::Narrow)),
        alt: "A name.".to_owned(),
        table: vec![header(&["study"])],
        title,
    })
}
