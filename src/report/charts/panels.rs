//! Small panels in rows, one per scenario.

use super::font::wrap;
use super::palette::TEXT;
use super::sheet::{Align, Group, Sheet};
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

/// Places panels of a height in rows right of a gutter, one per scenario, with its title; see [`lay_out_titled`].
pub fn lay_out(
    sheet: &mut Sheet,
    input: &ReportInput,
    scenarios: &[usize],
    columns: (usize, f64),
    rows: (f64, f64),
) -> (Vec<Panel>, f64) {
    let titles: Vec<(usize, String)> = scenarios
        .iter()
        .map(|scenario| (*scenario, input.title(*scenario).to_owned()))
        .collect();
    lay_out_titled(sheet, &titles, columns, rows)
}

/// Places panels of a height in rows right of a gutter, and puts their titles, with which a reader isolates a scenario; `across` at most stand side by side.
/// Returns the panels and the end of the last row.
pub fn lay_out_titled(
    sheet: &mut Sheet,
    scenarios: &[(usize, String)],
    (across, gutter): (usize, f64),
    (start, height): (f64, f64),
) -> (Vec<Panel>, f64) {
    let across = across.min(scenarios.len()).max(1);
    let style = sheet.format.bold(HEADING, TEXT);
    let width = (sheet.right() - sheet.left() - gutter) / across as f64;
    // A title may begin above the gutter where there is one panel only.
    let indent = if across == 1 { gutter } else { 0.0 };
    let titles = |one: &(usize, String)| wrap(&one.1, style.size, true, width + indent - 14.0);
    let (mut panels, mut y) = (Vec::new(), start);
    for row in scenarios.chunks(across) {
        let most = row.iter().map(|one| titles(one).len()).max();
        let top = y + 10.0 + LINE * most.unwrap_or(1) as f64;
        for (column, one) in row.iter().enumerate() {
            let scenario = one.0;
            let left = sheet.left() + gutter + width * column as f64;
            let lines = titles(one);
            let first = top - 10.0 - LINE * (lines.len() as f64 - 1.0);
            sheet.group(Group::Entry(scenario), |sheet| {
                sheet.lines((left - indent, first), Align::Left, &lines, style);
                sheet.hit(
                    (left - indent, first - LINE),
                    (left - indent + width - 14.0, top - 4.0),
                );
            });
            panels.push(Panel {
                scenario,
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

/// Scenarios that fit a narrow screen: the first, and those of the pair that the question asks about, else the one that leads.
pub fn fewest(input: &ReportInput, scenarios: &[usize]) -> Vec<usize> {
    let asked = input
        .answers
        .first()
        .map(|answer| [answer.baseline, answer.scenario]);
    let lead = input.lead_row_of(scenarios).map(|row| row.scenario);
    let is_meant = |scenario: &usize| {
        scenarios.first() == Some(scenario)
            || asked.is_some_and(|pair| pair.contains(scenario))
            || lead == Some(*scenario)
    };
    scenarios.iter().copied().filter(is_meant).collect()
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
