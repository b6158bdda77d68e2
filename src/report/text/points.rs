//! Text on the points of a chosen design.

use crate::observations::INDICATORS;
use crate::report::ReportInput;
use crate::results::Draws;
use crate::statistics::AtPoint;
use crate::statistics::figures::{count, number};

/// The difference that the study asks for at every point, by indicator: that of its answer, else of the scenario that leads.
#[must_use]
pub fn asked_points<'a>(input: &'a ReportInput) -> Vec<(&'a str, Vec<&'a AtPoint>)> {
    let answers = input
        .answers
        .iter()
        .map(|one| (INDICATORS[one.indicator].name, one.scenario, one.baseline));
    let lead = || {
        Some((
            input.lead_indicator()?,
            input.lead_row()?.scenario,
            input.dataset.baseline_of(input.lead_row()?.scenario),
        ))
    };
    let asked: Vec<(&str, usize, usize)> = answers
        .chain(if input.answers.is_empty() {
            lead()
        } else {
            None
        })
        .collect();
    let points = |(name, scenario, against): (&'a str, usize, usize)| {
        let is_meant = |at: &&AtPoint| {
            INDICATORS[at.indicator].name == name
                && (at.scenario, at.against) == (scenario, against)
        };
        (
            name,
            input.points.iter().filter(is_meant).collect::<Vec<_>>(),
        )
    };
    asked
        .into_iter()
        .map(points)
        .filter(|(_, points)| !points.is_empty())
        .collect()
}

/// Label of a point: its name, else its number from 1.
#[must_use]
pub fn point_name(draws: &Draws, point: usize) -> String {
    draws
        .names
        .get(point)
        .filter(|name| !name.is_empty())
        .map_or_else(|| format!("point {}", count(point + 1)), Clone::clone)
}

/// A chosen value, as it was chosen; words where every scenario keeps the value of its files.
#[must_use]
pub fn point_value(value: f64) -> String {
    if value.is_finite() {
        number(value, shortest(value))
    } else {
        "as in the files".to_owned()
    }
}

/// Decimals of the shortest text of a number, as a power of ten.
fn shortest(value: f64) -> i32 {
    format!("{value}")
        .split_once('.')
        .map_or(0, |(_, decimals)| -(decimals.len().min(6) as i32))
}

/// Count of points at which a difference is significant, by sign.
#[must_use]
pub fn significance_text(points: &[&AtPoint]) -> String {
    let is_significant = |is_above: bool| {
        points
            .iter()
            .filter(|at| at.sign_settled && (at.difference.value > 0.0) == is_above)
            .count()
    };
    let n = count(points.len());
    match (is_significant(true), is_significant(false)) {
        (0, 0) if points.len() == 1 => "not significant at the one point".to_owned(),
        (0, 0) => format!("significant at none of {n} points"),
        (1, 0) if points.len() == 1 => "significantly above 0 at the one point".to_owned(),
        (0, 1) if points.len() == 1 => "significantly below 0 at the one point".to_owned(),
        (above, 0) => format!("significantly above 0 at {} of {n} points", count(above)),
        (0, below) => format!("significantly below 0 at {} of {n} points", count(below)),
        (above, below) => format!(
            "significantly above 0 at {} and below 0 at {} of {n} points",
            count(above),
            count(below)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::Estimate;

    #[test]
    fn chosen_values_keep_their_digits() {
        assert_eq!(
            [0.05, 1200.0, 0.125, 3.0].map(point_value),
            ["0.05", "1\u{a0}200", "0.125", "3"]
        );
    }

    #[test]
    fn settled_points_are_counted_by_sign() {
        let at = |value: f64, sign_settled: bool| AtPoint {
            point: 0,
            scenario: 1,
            against: 0,
            indicator: 0,
            n: 8,
            mean_against: 1.0,
            difference: Estimate {
                value,
                low: value - 1.0,
                high: value + 1.0,
            },
            sign_settled,
        };
        let (up, down, open) = (at(3.0, true), at(-3.0, true), at(3.0, false));
        assert_eq!(
            significance_text(&[&open]),
            "not significant at the one point"
        );
        assert_eq!(
            significance_text(&[&down]),
            "significantly below 0 at the one point"
        );
        assert_eq!(
            significance_text(&[&open, &open]),
            "significant at none of 2 points"
        );
        assert_eq!(
            significance_text(&[&up, &open]),
            "significantly above 0 at 1 of 2 points"
        );
        assert_eq!(
            significance_text(&[&up, &down, &down]),
            "significantly above 0 at 1 and below 0 at 2 of 3 points"
        );
    }
}
