//! Effect forest: the paired difference of each scenario from the baseline, with its interval.

use super::axis::Axis;
use super::chart::{Chart, MARGIN, WIDTH, cell, close, header, open};
use super::font::{shorten, wrap_to};
use super::palette::{AXIS, GRID, SHADE, SOFT, TEXT, style};
use super::sheet::{Align, Sheet, Type};
use crate::observations::Direction;
use crate::report::ReportInput;
use crate::report::text::{
    Scale, better_words, chart_title, count, describe, effect_sentence, signed_interval,
    upper_first,
};
use crate::results::Counted;
use crate::statistics::Comparison;

/// Most panels on one chart.
const PANELS: usize = 3;
/// Height of a row [CSS pixels].
const ROW: f64 = 42.0;
/// Height of the heading of a context [CSS pixels].
const HEAD: f64 = 28.0;
/// Left and right end of the plot [CSS pixels].
const PLOT: (f64, f64) = (268.0, 700.0);
/// Left edge of the numbers at the right [CSS pixels].
const NUMBERS: f64 = 722.0;

/// One panel: an indicator and its rows.
struct Panel<'a> {
    indicator: &'a str,
    rows: &'a [Comparison],
    scale: Scale,
}

/// Draws the effect chart of the leading indicator and up to two more headline indicators.
#[must_use]
pub fn effect_chart(input: &ReportInput) -> Option<Chart> {
    let panels = panels(input);
    if panels.is_empty() {
        return None;
    }
    let (title, counted) = (chart_title(input), input.dataset.counted());
    let (baselines, own) = (
        input.baselines(),
        if input.has_contexts() {
            format!(", each in its own {},", input.dataset.context_words().0)
        } else {
            String::new()
        },
    );
    let subtitle = format!(
        "Mean difference from {baselines}{own} in the same {} (point) and its 95\u{a0}% interval (line). Hollow: not significant. At the right: in how many {} it is {}; in the rest it is the same.",
        counted.long(2),
        counted.many(),
        ways(&panels)
    );
    let mut sheet = Sheet::new(WIDTH);
    let mut y = open(&mut sheet, &title, &subtitle);
    for panel in &panels {
        y = draw_panel(&mut sheet, input, panel, y);
    }
    close(&mut sheet, y, &caption(input, &panels));
    Some(Chart {
        name: "01-effect".to_owned(),
        title,
        alt: alt(input, &panels),
        table: table(input, &panels),
        sheet,
    })
}

/// Meaning of the numbers at the right.
fn ways(panels: &[Panel<'_>]) -> &'static str {
    let is_judged = |panel: &Panel<'_>| {
        describe(panel.indicator).is_some_and(|one| one.direction != Direction::Neither)
    };
    if panels.iter().all(is_judged) {
        "better or worse"
    } else if panels.iter().any(is_judged) {
        "better or worse, or more or less where neither way is better"
    } else {
        "more or less"
    }
}

/// The leading indicator first, then headline indicators in order.
fn panels<'a>(input: &'a ReportInput) -> Vec<Panel<'a>> {
    let mut names: Vec<&str> = input.lead_indicator().into_iter().collect();
    names.extend(
        input
            .dataset
            .headline
            .iter()
            .map(String::as_str)
            .filter(|name| Some(*name) != input.lead_indicator()),
    );
    let rows = |name: &str| input.effects_of(name).filter(|rows| !rows.is_empty());
    let found = names
        .into_iter()
        .filter_map(|name| rows(name).map(|rows| (name, rows)))
        .take(PANELS);
    found
        .map(|(indicator, rows)| {
            let unit = describe(indicator).map_or("", |i| i.unit);
            let scale = Scale::new(
                unit,
                rows.iter()
                    .flat_map(|row| [row.diff, row.ci_low, row.ci_high]),
            );
            Panel {
                indicator,
                rows,
                scale,
            }
        })
        .collect()
}

fn caption(input: &ReportInput, panels: &[Panel]) -> String {
    let sizes = panels
        .iter()
        .flat_map(|panel| panel.rows)
        .map(|row| row.n_pairs);
    let (least, most) = sizes.fold((usize::MAX, 0), |(least, most), n| {
        (least.min(n), most.max(n))
    });
    let n = if least == most {
        count(most)
    } else {
        format!("{} to {}", count(least), count(most))
    };
    let failed = input.dataset.failures.len();
    let lost = match failed {
        0 => String::new(),
        1 => " 1 bundle of worlds failed and is left out.".to_owned(),
        k => format!(" {} bundles of worlds failed and are left out.", count(k)),
    };
    let monte_carlo = "Monte-Carlo error only, not the uncertainty of the model's parameters";
    let (what, covers) = match input.dataset.counted() {
        Counted::Worlds => ("pairs of simulated worlds", monte_carlo),
        Counted::Draws => (
            "draws of uncertain parameters, each in its own worlds",
            "random variation and the sampled parameters, and nothing else that is uncertain",
        ),
        Counted::Replications => (
            "replications, each the mean over the points of the design",
            monte_carlo,
        ),
    };
    format!(
        "n\u{a0}=\u{a0}{n} {what}.{lost} Intervals show {covers}. Study: {}.",
        input.dataset.study
    )
}

fn draw_panel(sheet: &mut Sheet, input: &ReportInput, panel: &Panel, y: f64) -> f64 {
    let factor = panel.scale.factor;
    let values = panel
        .rows
        .iter()
        .flat_map(|row| [row.diff, row.ci_low, row.ci_high])
        .map(|v| v * factor);
    let axis = Axis::covering(values.chain([0.0]), 0.06).on(PLOT.0, PLOT.1);
    let title = describe(panel.indicator).map_or(panel.indicator, |i| i.title);
    sheet.text(
        (MARGIN, y + 22.0),
        Align::Left,
        title,
        Type::bold(15.0, TEXT),
    );
    let top = y + 34.0;
    let heads = if input.has_contexts() {
        HEAD * input.dataset.contexts.len() as f64
    } else {
        0.0
    };
    let bottom = top + heads + ROW * panel.rows.len() as f64;
    let rows = placed_rows(input, panel, top);
    for (_, y) in rows
        .iter()
        .enumerate()
        .filter(|(place, _)| place % 2 == 0)
        .map(|(_, row)| row)
    {
        sheet.block((MARGIN, *y), (WIDTH - MARGIN, y + ROW), SHADE);
    }
    draw_axis(sheet, panel, &axis, (top, bottom));
    for (row, y) in &rows {
        draw_row(sheet, input, panel, row, &axis, y + 0.5 * ROW);
    }
    if input.has_contexts() {
        draw_heads(sheet, input, &rows);
    }
    bottom + 46.0
}

/// Rows with their upper edges, context by context; where there are several, room for a heading is left above each.
fn placed_rows<'a>(input: &ReportInput, panel: &Panel<'a>, top: f64) -> Vec<(&'a Comparison, f64)> {
    let mut placed = Vec::new();
    let mut y = top;
    for context in 0..input.dataset.contexts.len() {
        y += if input.has_contexts() { HEAD } else { 0.0 };
        for row in panel
            .rows
            .iter()
            .filter(|row| input.is_in(context, row.scenario))
        {
            placed.push((row, y));
            y += ROW;
        }
    }
    placed
}

/// Titles of contexts above their rows.
fn draw_heads(sheet: &mut Sheet, input: &ReportInput, rows: &[(&Comparison, f64)]) {
    for context in 0..input.dataset.contexts.len() {
        let first = rows
            .iter()
            .find(|(row, _)| input.is_in(context, row.scenario));
        let Some((_, y)) = first else { continue };
        let title = shorten(
            input.dataset.contexts[context].place(),
            13.0,
            true,
            PLOT.0 - MARGIN - 8.0,
        );
        sheet.text(
            (MARGIN, y - 8.0),
            Align::Left,
            title,
            Type::bold(13.0, SOFT),
        );
    }
}

fn draw_axis(sheet: &mut Sheet, panel: &Panel, axis: &Axis, (top, bottom): (f64, f64)) {
    let ticks = axis.ticks(6);
    for (tick, label) in ticks.iter().zip(Axis::labels(&ticks)) {
        let x = axis.at(*tick);
        sheet.line(vec![(x, top), (x, bottom)], GRID, 1.0);
        let label = match *tick {
            0.0 => "0".to_owned(),
            tick if tick > 0.0 => format!("+{label}"),
            _ => label,
        };
        sheet.text(
            (x, bottom + 17.0),
            Align::Middle,
            label,
            Type::plain(12.0, SOFT),
        );
    }
    let zero = axis.at(0.0);
    sheet.line(vec![(zero, top - 5.0), (zero, bottom + 4.0)], AXIS, 1.8);
    let unit = format!("Difference [{}]", panel.scale.change_unit);
    sheet.text(
        ((axis.start + axis.end) / 2.0, bottom + 34.0),
        Align::Middle,
        unit,
        Type::plain(12.0, SOFT),
    );
}

fn draw_row(
    sheet: &mut Sheet,
    input: &ReportInput,
    panel: &Panel,
    row: &Comparison,
    axis: &Axis,
    middle: f64,
) {
    let (style, factor, label) = (
        style(input.dataset, row.scenario),
        panel.scale.factor,
        Type::plain(13.0, TEXT),
    );
    let lines = wrap_to(
        input.title(row.scenario),
        label.size,
        false,
        PLOT.0 - MARGIN - 30.0,
        2,
    );
    let first = middle + 4.5 - 8.5 * (lines.len() as f64 - 1.0);
    sheet.lines((MARGIN + 8.0, first), Align::Left, &lines, label);
    let room = WIDTH - MARGIN - NUMBERS - 6.0;
    let numbers = Type {
        bold: row.sign_settled,
        ..label
    };
    let value = shorten(
        &signed_interval(row, factor),
        numbers.size,
        numbers.bold,
        room,
    );
    sheet.text((NUMBERS, middle - 3.5), Align::Left, value, numbers);
    let often = shorten(
        &better_words(panel.indicator, input.effect(row)),
        12.0,
        false,
        room,
    );
    sheet.text(
        (NUMBERS, middle + 13.0),
        Align::Left,
        often,
        Type::plain(12.0, SOFT),
    );
    if !row.diff.is_finite() {
        return;
    }
    if row.ci_low.is_finite() && row.ci_high.is_finite() {
        let ends = (axis.at(row.ci_low * factor), axis.at(row.ci_high * factor));
        sheet.line(vec![(ends.0, middle), (ends.1, middle)], style.ink, 2.4);
        for x in [ends.0, ends.1] {
            sheet.line(vec![(x, middle - 5.0), (x, middle + 5.0)], style.ink, 1.6);
        }
    }
    sheet.marker(
        (axis.at(row.diff * factor), middle),
        6.0,
        style,
        !row.sign_settled,
    );
}

fn alt(input: &ReportInput, panels: &[Panel]) -> String {
    let mut text = String::from(
        "Points with lines, one row per scenario; the vertical line marks no difference.",
    );
    for panel in panels {
        text.push_str(&format!(
            " {}:",
            upper_first(describe(panel.indicator).map_or(panel.indicator, |i| i.title))
        ));
        for row in panel.rows {
            text.push(' ');
            text.push_str(&effect_sentence(
                panel.indicator,
                input.effect(row),
                input.title(row.scenario),
                input.against(row.scenario),
            ));
        }
    }
    text
}

fn table(input: &ReportInput, panels: &[Panel]) -> Vec<Vec<String>> {
    let mut rows = vec![header(&[
        "indicator",
        "unit",
        "scenario",
        "baseline",
        "diff",
        "ci_low",
        "ci_high",
        "n_pairs",
        "n_more",
        "n_ties",
        "sign_settled",
    ])];
    let name = |scenario: usize| input.name(scenario).to_owned();
    for (panel, row) in panels
        .iter()
        .flat_map(|panel| panel.rows.iter().map(move |row| (panel, row)))
    {
        let unit = describe(panel.indicator).map_or("", |i| i.unit);
        let mut cells = vec![
            panel.indicator.to_owned(),
            unit.to_owned(),
            name(row.scenario),
            name(input.dataset.baseline_of(row.scenario)),
        ];
        cells.extend([row.diff, row.ci_low, row.ci_high].map(cell));
        cells.extend([row.n_pairs, row.n_more, row.n_tied].map(|n| n.to_string()));
        cells.push(row.sign_settled.to_string());
        rows.push(cells);
    }
    rows
}
