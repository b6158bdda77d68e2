//! Results at each point of a design.

use maud::{Markup, html};

use super::part::Part;
use crate::observations::INDICATORS;
use crate::report::ReportInput;
use crate::report::table::{Cell, Table};
use crate::report::text::{
    asked_points, count, describe, marked_interval, point_name, point_value, significance_text,
};
use crate::results::Draws;
use crate::statistics::AtPoint;

/// Most points in a table of the report; `points.csv` has all.
const MOST: usize = 100;
/// Most parameters with a column of their own.
const COLUMNS: usize = 6;

/// The section, where the points of a design were chosen.
pub fn points(input: &ReportInput) -> Option<Part> {
    let asked = asked_points(input);
    let (draws, (_, first)) = (input.dataset.draws.as_ref()?, asked.first()?);
    let body = html! {
                p { "Difference of “" (input.title(first[0].scenario)) "” from “" (input.title(first[0].against)) "” at each of " (count(draws.n as usize))
                    " points, over " (count(draws.replications as usize)) " replications. All points have the same random draws, so that they differ by their parameters alone; "
                    "intervals cover random variation between replications (Monte-Carlo error) only." }
                @for (indicator, points) in &asked { (table(draws, indicator, points)) }
                p.note { "Each interval is for itself: with many points, a few significant differences are expected by chance. All scenarios and headline indicators: " code { "data/points.csv" } "." }
    };
    Part::new("points", "Results at each point of the design", Some(body))
}

fn table(draws: &Draws, indicator: &str, points: &[&AtPoint]) -> Markup {
    let factor = if describe(indicator).is_some_and(|one| one.unit == "share") {
        100.0
    } else {
        1.0
    };
    let unit = if factor == 1.0 {
        INDICATORS[points[0].indicator].unit
    } else {
        "percentage points"
    };
    // names of points that are moved one at a time say all
    let shown = if draws.kind == "one_at_a_time" {
        0
    } else {
        draws.numbers.len().min(COLUMNS)
    };
    let mut header = vec!["Point".to_owned()];
    header.extend(
        draws.numbers[..shown]
            .iter()
            .map(|number| number.name.clone()),
    );
    header.extend([
        format!("Difference (95\u{a0}% interval) [{unit}]"),
        "n".to_owned(),
        "Significant?".to_owned(),
    ]);
    let row = |at: &&AtPoint| {
        let mut cells = vec![Cell(point_name(draws, at.point), None)];
        cells.extend(
            draws.points[at.point][..shown]
                .iter()
                .map(|value| Cell(point_value(*value), Some(*value))),
        );
        let difference = marked_interval(
            at.difference.value,
            at.difference.low,
            at.difference.high,
            factor,
        );
        cells.extend([
            Cell(difference, Some(at.difference.value)),
            Cell(count(at.n), Some(at.n as f64)),
        ]);
        cells.push(Cell(
            if at.sign_settled { "yes" } else { "no" }.to_owned(),
            None,
        ));
        (false, cells)
    };
    let rest = if points.len() > MOST {
        format!(
            " The first {} of {} points.",
            count(MOST),
            count(points.len())
        )
    } else {
        String::new()
    };
    let title = describe(indicator).map_or(indicator, |one| one.title);
    let caption = format!("{title}: {}.{rest}", significance_text(points));
    Table {
        caption,
        header,
        rows: points.iter().take(MOST).map(row).collect(),
    }
    .html()
}
