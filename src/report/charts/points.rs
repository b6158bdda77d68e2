//! The difference that a study asks for along one parameter of a chosen design.

use super::axis::Axis;
use super::chart::{Chart, MARGIN, WIDTH, cell, close, header, open};
use super::palette::{AXIS, GRID, SOFT, style};
use super::sheet::{Align, Format, Group, Sheet, Type};
use crate::observations::INDICATORS;
use crate::report::ReportInput;
use crate::report::text::{
    Scale, asked_points, count, marked_interval, noun, point_value, significance_text, upper_first,
};
use crate::results::DrawnNumber;
use crate::statistics::AtPoint;

/// Height of the plot [CSS pixels].
const HEIGHT: f64 = 280.0;
/// Left and right end of the plot [CSS pixels].
const PLOT: (f64, f64) = (MARGIN + 70.0, WIDTH - MARGIN - 30.0);

/// Content of the chart: values of the parameter, in their order, each with the difference there.
struct Line<'a> {
    number: &'a DrawnNumber,
    points: Vec<(f64, &'a AtPoint)>,
    scale: Scale,
}

/// Draws the first difference that the study asks for; none where more than one parameter is varied, or to one value only.
pub fn figure(input: &ReportInput, _: usize) -> Option<Chart> {
    let draws = input.dataset.draws.as_ref()?;
    let (indicator, points) = asked_points(input).into_iter().next()?;
    let [number] = &draws.numbers[..] else {
        return None;
    };
    let mut points: Vec<(f64, &AtPoint)> = points
        .into_iter()
        .map(|at| (draws.points[at.point][0], at))
        .collect();
    points.retain(|(value, _)| value.is_finite());
    points.sort_by(|left, right| left.0.total_cmp(&right.0));
    if points.first()?.0 >= points.last()?.0 {
        return None;
    }
    let ends = points
        .iter()
        .flat_map(|(_, at)| [at.difference.value, at.difference.low, at.difference.high]);
    let scale = Scale::new(INDICATORS[points[0].1.indicator].unit, ends);
    let line = Line {
        number,
        points,
        scale,
    };
    let all: Vec<&AtPoint> = line.points.iter().map(|(_, at)| *at).collect();
    let (one, other) = (input.title(all[0].scenario), input.title(all[0].against));
    let title = format!(
        "{} of “{one}” less “{other}” by {}: {}",
        upper_first(&noun(indicator)),
        number.name,
        significance_text(&all)
    );
    let subtitle = "Mean difference at each value (point) and its 95\u{a0}% interval over replications (line). Hollow: not significant. The same random draws at all points.";
    let mut sheet = Sheet::new(Format::Wide);
    let top = open(&mut sheet, &title, subtitle) + 8.0;
    draw(&mut sheet, input, &line, top);
    let n = all.iter().map(|at| at.n).min().unwrap_or(0);
    let caption = format!(
        "n\u{a0}=\u{a0}{} replications at each point. Values are chosen: nothing says how likely they are. Study: {}.",
        count(n),
        input.dataset.study
    );
    close(&mut sheet, top + HEIGHT + 44.0, &caption);
    Some(Chart {
        name: String::new(),
        title,
        alt: alt(&line),
        table: table(&line),
        sheet,
        narrow: None,
    })
}

fn draw(sheet: &mut Sheet, input: &ReportInput, line: &Line, top: f64) {
    let factor = line.scale.factor;
    let ends = line
        .points
        .iter()
        .flat_map(|(_, at)| [at.difference.value, at.difference.low, at.difference.high]);
    let up = Axis::covering(ends.map(|end| end * factor).chain([0.0]), 0.06).on(top + HEIGHT, top);
    let across =
        Axis::covering(line.points.iter().map(|(value, _)| *value), 0.05).on(PLOT.0, PLOT.1);
    let small = Type::plain(12.0, SOFT);
    let ticks = up.ticks(5);
    for (tick, label) in ticks.iter().zip(Axis::labels(&ticks)) {
        let ink = if *tick == 0.0 { AXIS } else { GRID };
        sheet.line(
            vec![(PLOT.0, up.at(*tick)), (PLOT.1, up.at(*tick))],
            ink,
            1.0,
        );
        sheet.text(
            (PLOT.0 - 8.0, up.at(*tick) + 4.0),
            Align::Right,
            label,
            small,
        );
    }
    let ticks = across.ticks(8);
    for (tick, label) in ticks.iter().zip(Axis::labels(&ticks)) {
        sheet.text(
            (across.at(*tick), top + HEIGHT + 17.0),
            Align::Middle,
            label,
            small,
        );
    }
    let unit = format!(
        "{} [{}]; upwards: difference [{}]",
        line.number.name, line.number.unit, line.scale.change_unit
    );
    sheet.text(
        ((PLOT.0 + PLOT.1) / 2.0, top + HEIGHT + 34.0),
        Align::Middle,
        unit,
        small,
    );
    let known = || {
        line.points
            .iter()
            .filter(|(_, at)| at.difference.value.is_finite())
    };
    let spot =
        |(value, at): &(f64, &AtPoint)| (across.at(*value), up.at(at.difference.value * factor));
    let style = style(input.dataset, line.points[0].1.scenario);
    sheet.line(known().map(spot).collect(), style.ink.faded(0.5), 1.6);
    for point in known() {
        let (x, at) = (spot(point).0, point.1);
        if at.difference.low.is_finite() && at.difference.high.is_finite() {
            sheet.line(
                vec![
                    (x, up.at(at.difference.low * factor)),
                    (x, up.at(at.difference.high * factor)),
                ],
                style.ink,
                2.4,
            );
        }
        let tip = format!("{}: {}", line.number.name, point_words(line, point.0, at));
        sheet.group(Group::Tip(tip), |sheet| {
            let (x, y) = spot(point);
            sheet.hit((x - 10.0, y - 10.0), (x + 10.0, y + 10.0));
            sheet.marker((x, y), 6.0, style, !at.sign_settled);
        });
    }
}

/// A value of the parameter and the difference there.
fn point_words(line: &Line, value: f64, at: &AtPoint) -> String {
    let difference = marked_interval(
        at.difference.value,
        at.difference.low,
        at.difference.high,
        line.scale.factor,
    );
    format!(
        "{}: {difference} {}, n\u{a0}=\u{a0}{}",
        point_value(value),
        line.scale.change_unit,
        count(at.n)
    )
}

fn alt(line: &Line) -> String {
    let point = |(value, at): &(f64, &AtPoint)| format!(" {}.", point_words(line, *value, at));
    format!(
        "Points with lines by the value of {}.{}",
        line.number.name,
        line.points.iter().map(point).collect::<String>()
    )
}

fn table(line: &Line) -> Vec<Vec<String>> {
    let mut rows = vec![header(&[
        &line.number.name,
        "indicator",
        "n_pairs",
        "diff",
        "ci_low",
        "ci_high",
        "sign_settled",
    ])];
    rows.extend(line.points.iter().map(|(value, at)| {
        let mut cells = vec![
            cell(*value),
            INDICATORS[at.indicator].name.to_owned(),
            at.n.to_string(),
        ];
        cells.extend([at.difference.value, at.difference.low, at.difference.high].map(cell));
        cells.push(at.sign_settled.to_string());
        cells
    }));
    rows
}
