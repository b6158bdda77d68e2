//! Small panels in rows, one per scenario.

use super::chart::{MARGIN, WIDTH};
use super::font::wrap_to;
use super::palette::TEXT;
use super::sheet::{Align, Sheet, Type};
use crate::report::ReportInput;

/// Size of the titles of panels [CSS pixels].
const HEADING: f64 = 13.0;
/// Height of a line of a title [CSS pixels].
const LINE: f64 = 17.0;

/// Rectangle of a panel [CSS pixels].
#[derive(Clone, Copy, Debug)]
pub struct Panel {
    /// Scenario shown.
    pub scenario: usize,
    /// Left edge.
    pub left: f64,
    /// Right edge.
    pub right: f64,
    /// Upper edge, below the title.
    pub top: f64,
    /// True in the first column.
    pub is_first: bool,
}

/// Places panels of a height in rows right of a gutter, and puts their titles; `across` at most stand side by side. Returns the
/// panels and the end of the last row.
pub fn lay_out(
    sheet: &mut Sheet,
    input: &ReportInput,
    scenarios: &[usize],
    (across, gutter): (usize, f64),
    (start, height): (f64, f64),
) -> (Vec<Panel>, f64) {
    let across = across.min(scenarios.len()).max(1);
    let width = (WIDTH - 2.0 * MARGIN - gutter) / across as f64;
    let titles = |scenario: &usize| wrap_to(input.title(*scenario), HEADING, true, width - 14.0, 3);
    let (mut panels, mut y) = (Vec::new(), start);
    for row in scenarios.chunks(across) {
        let most = row
            .iter()
            .map(|scenario| titles(scenario).len())
            .max()
            .unwrap_or(1);
        let top = y + 10.0 + LINE * most as f64;
        for (column, scenario) in row.iter().enumerate() {
            let left = MARGIN + gutter + width * column as f64;
            let lines = titles(scenario);
            sheet.lines(
                (left, top - 10.0 - LINE * (lines.len() as f64 - 1.0)),
                Align::Left,
                &lines,
                Type::bold(HEADING, TEXT),
            );
            panels.push(Panel {
                scenario: *scenario,
                left,
                right: left + width,
                top,
                is_first: column == 0,
            });
        }
        y = top + height;
    }
    (panels, y)
}

/// Moves base lines apart until neighbours are `gap` from each other, within `low` and `high`; order is kept.
pub fn spread(wanted: &[f64], gap: f64, (low, high): (f64, f64)) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let mut placed = wanted.to_vec();
    let mut least = low;
    for index in &order {
        placed[*index] = placed[*index].max(least);
        least = placed[*index] + gap;
    }
    let mut most = high;
    for index in order.iter().rev() {
        placed[*index] = placed[*index].min(most);
        most = placed[*index] - gap;
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_moved_apart_and_keep_their_order() {
        assert_eq!(
            spread(&[50.0, 51.0, 10.0], 14.0, (0.0, 100.0)),
            [50.0, 64.0, 10.0]
        );
        assert_eq!(spread(&[99.0, 98.0], 14.0, (0.0, 100.0)), [100.0, 86.0]);
    }
}
