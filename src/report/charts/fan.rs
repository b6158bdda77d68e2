//! Fan over time: the range of simulated worlds of each scenario, with the baseline's median behind it.

use super::axis::Axis;
use super::chart::{Chart, MARGIN, WIDTH, cell, close, header, open};
use super::font::{shorten, text_width, wrap};
use super::palette::{AXIS, BASELINE, GRID, Ink, SHADE, SOFT, TEXT, style};
use super::sheet::{Align, Format, Group, Mark, Sheet, Spot, Type};
use crate::observations::Kind;
use crate::report::text::{
    Scale, count, count_exponent, describe, exponent, is_counted, noun, number, upper_first,
};
use crate::report::{Band, Fan, ReportInput};
use crate::results::Draws;
use crate::units::QUARTERS_PER_YEAR;

/// Room between panels, for the value at the end of a median [CSS pixels].
const GAP: f64 = 50.0;
/// Opacity of the 95, 80 and 50 % bands, drawn over each other.
const OPACITY: [f64; 3] = [0.16, 0.22, 0.34];
/// Room for the labels of the vertical axis [CSS pixels].
const GUTTER: f64 = 58.0;

/// Picks the ends of a range of worlds from a band.
type Range = fn(&Band) -> (f64, f64);

/// Common parts of all panels.
struct Frame<'a> {
    input: &'a ReportInput<'a>,
    fan: &'a Fan,
    /// Scenarios shown: those of one context, its baseline first.
    scenarios: Vec<usize>,
    scale: Scale,
    /// Values; positions are set per panel.
    values: Axis,
    /// Length of the window [years].
    years: f64,
    /// End of the support [years].
    support: f64,
}

/// Most fans drawn.
const FANS: usize = 3;

/// Draws the fans of the leading indicators in one context; several contexts show the first only.
pub fn figure(input: &ReportInput, context: usize) -> Vec<Chart> {
    let most = if input.has_contexts() { 1 } else { FANS };
    let fans = input.fans.iter().take(most).enumerate();
    fans.filter_map(|(place, fan)| chart(input, fan, place, context))
        .collect()
}

/// Draws the fan of one indicator in one context; `place` is its place among the fans, from 0.
fn chart(input: &ReportInput, fan: &Fan, place: usize, context: usize) -> Option<Chart> {
    let scenarios = input.baseline_first(context);
    let bands = || {
        scenarios
            .iter()
            .filter_map(|scenario| fan.bands.get(*scenario))
    };
    let longest = bands().map(Vec::len).max().filter(|n| *n > 0)?;
    let all = || bands().flatten().flat_map(|band| [band.q025, band.q975]);
    let scale = Scale::new(describe(&fan.indicator).map_or("", |i| i.unit), all());
    let mut values = Axis::covering(all().map(|v| v * scale.factor), 0.04);
    if values.low > 0.0 && values.low < 0.5 * values.high
        || all().all(|v| !v.is_finite() || v >= 0.0) && values.low < 0.0
    {
        values.low = 0.0;
    }
    let dataset = input.dataset;
    let support = f64::from(
        dataset
            .policy_quarters
            .saturating_sub(dataset.run_off_quarters),
    ) / QUARTERS_PER_YEAR;
    let baseline = scenarios[0];
    let frame = Frame {
        input,
        fan,
        scenarios,
        scale,
        values,
        years: longest as f64 / QUARTERS_PER_YEAR,
        support,
    };
    let title = title(&frame);
    let subtitle = format!(
        "Range of simulated worlds (not confidence in a mean): dark to light, the middle 50, 80 and 95\u{a0}% of worlds; line: median, with its \
         last value; thin grey line: median of “{}”. Shaded: support period; after it the run-off.{}",
        input.title(baseline),
        if is_sum(&fan.indicator) {
            " Values are sums since the start."
        } else {
            ""
        }
    );
    let mut sheet = Sheet::new(Format::Wide);
    let top = open(&mut sheet, &title, &subtitle);
    let bottom = draw_panels(&mut sheet, &frame, top);
    close(
        &mut sheet,
        bottom,
        &format!(
            "n\u{a0}=\u{a0}{} simulated worlds per scenario{}. Study: {}.",
            count(input.simulated()),
            of_draws(input),
            dataset.study
        ),
    );
    let name = if place == 0 {
        String::new()
    } else {
        format!("-{}", fan.indicator)
    };
    Some(Chart {
        name,
        title,
        alt: alt(&frame),
        table: table(&frame),
        sheet,
        narrow: None,
    })
}

/// Whose worlds the fan shows, where there are draws.
fn of_draws(input: &ReportInput) -> String {
    let word = |draws: &Draws| {
        if draws.is_luck_shared {
            "points of the design"
        } else {
            "draws"
        }
    };
    input
        .dataset
        .draws
        .as_ref()
        .map_or_else(String::new, |draws| {
            format!(", of all {} {}", count(draws.n as usize), word(draws))
        })
}

/// True where the fan shows sums since the start of the window.
fn is_sum(indicator: &str) -> bool {
    describe(indicator).is_some_and(|i| i.kind == Kind::Flow)
}

/// Median at the end of the window of a scenario, with digits by its own Monte-Carlo error.
fn last_median(frame: &Frame, scenario: usize) -> Option<String> {
    let band = frame
        .fan
        .bands
        .get(scenario)?
        .last()
        .filter(|band| band.q50.is_finite())?;
    // Standard error of a median of near-normal values: 1.253 sd / sqrt(n); sd from the quartiles.
    let error = 1.96 * 1.253 * (band.q75 - band.q25)
        / 1.349
        / (frame.input.simulated().max(1) as f64).sqrt();
    let value = band.q50 * frame.scale.factor;
    let is_count = is_counted(&frame.fan.indicator) && frame.scale.factor == 1.0;
    Some(number(
        value,
        if is_count {
            count_exponent(value)
        } else {
            exponent(error * frame.scale.factor, value)
        },
    ))
}

fn title(frame: &Frame) -> String {
    let (input, baseline) = (frame.input, frame.scenarios[0]);
    let is_shown = |s: &usize| {
        frame.scenarios.contains(s) && frame.fan.bands.get(*s).is_some_and(|b| !b.is_empty())
    };
    let lead = input
        .lead_row_of(&frame.scenarios)
        .map(|row| row.scenario)
        .filter(is_shown);
    let (years, what) = (
        number(frame.years, exponent(0.0, frame.years)),
        noun(&frame.fan.indicator),
    );
    let pair = lead
        .and_then(|s| last_median(frame, s).map(|m| (s, m)))
        .zip(last_median(frame, baseline));
    let Some(((scenario, with), without)) = pair else {
        return format!(
            "{} over {years} years of simulated worlds",
            upper_first(&what)
        );
    };
    let (lead, baseline) = (input.title(scenario), input.title(baseline));
    let (prefix, unit) = (frame.scale.prefix, &frame.scale.unit);
    if is_counted(&frame.fan.indicator) {
        format!(
            "After {years} years the median simulated world has {with} {prefix}{what} in “{lead}” and {without} in “{baseline}”"
        )
    } else {
        format!(
            "{} after {years} years: {with}\u{a0}{unit} in “{lead}”, {without} in “{baseline}” (median simulated world)",
            upper_first(&what)
        )
    }
}

/// Columns for a number of panels.
fn columns(panels: usize) -> usize {
    match panels {
        0..=3 => panels.max(1),
        4 => 2,
        5..=9 => 3,
        _ => 4,
    }
}

fn draw_panels(sheet: &mut Sheet, frame: &Frame, top: f64) -> f64 {
    let n = frame.scenarios.len();
    let wide = columns(n);
    let widest = Axis::labels(&frame.values.ticks(4))
        .iter()
        .map(|label| text_width(label, 11.5, false))
        .fold(0.0, f64::max);
    let gutter = GUTTER.max(widest + 10.0);
    let width = (WIDTH - 2.0 * MARGIN - gutter) / wide as f64;
    let tall = if wide == 1 {
        300.0
    } else {
        (width * 0.62).clamp(130.0, 230.0)
    };
    let since = if is_sum(&frame.fan.indicator) {
        " since the start"
    } else {
        ""
    };
    let title = describe(&frame.fan.indicator).map_or(frame.fan.indicator.as_str(), |i| i.title);
    let unit = format!("{title}{since} [{}]", frame.scale.unit);
    sheet.text(
        (MARGIN, top + 14.0),
        Align::Left,
        unit,
        Type::plain(12.0, SOFT),
    );
    let head = 17.0 * heads(frame, width - 12.0) as f64 + 14.0;
    let (start, step) = (top + 22.0, tall + head + 46.0);
    for (place, scenario) in frame.scenarios.iter().copied().enumerate() {
        let (column, row) = (place % wide, place / wide);
        let left = MARGIN + gutter + width * column as f64;
        let y = start + step * row as f64 + head;
        let panel = Panel {
            left,
            right: left + width - GAP,
            top: y,
            bottom: y + tall,
        };
        draw_panel(sheet, frame, scenario, &panel, column == 0);
    }
    start + step * n.div_ceil(wide) as f64
}

/// Lines that the longest title of a panel takes.
fn heads(frame: &Frame, width: f64) -> usize {
    let lines = |scenario: &usize| wrap(frame.input.title(*scenario), 13.0, true, width).len();
    frame.scenarios.iter().map(lines).max().unwrap_or(1)
}

/// Rectangle of a panel's plot [CSS pixels].
struct Panel {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

fn draw_panel(sheet: &mut Sheet, frame: &Frame, scenario: usize, panel: &Panel, has_labels: bool) {
    let (time, values) = axes(frame, panel);
    let label = Type::bold(13.0, TEXT);
    let room = panel.right - panel.left + GAP - 12.0;
    let lines = wrap(frame.input.title(scenario), label.size, true, room);
    let first = panel.top - 10.0 - 17.0 * (lines.len() as f64 - 1.0);
    sheet.group(Group::Entry(scenario), |sheet| {
        sheet.lines((panel.left, first), Align::Left, &lines, label);
        sheet.hit(
            (panel.left, first - 17.0),
            (panel.right + GAP - 12.0, panel.top - 4.0),
        );
    });
    sheet.marks.push(Mark::Open(Group::Scenario(scenario)));
    sheet.block(
        (panel.left, panel.top),
        (time.at(frame.support.min(frame.years)), panel.bottom),
        SHADE,
    );
    draw_grid(sheet, panel, &time, &values, has_labels);
    let style = style(frame.input.dataset, scenario);
    let bands = frame.fan.bands.get(scenario).map_or(&[][..], Vec::as_slice);
    let ranges: [Range; 3] = [|b| (b.q025, b.q975), |b| (b.q10, b.q90), |b| (b.q25, b.q75)];
    for (range, opacity) in ranges.iter().zip(OPACITY) {
        draw_band(
            sheet,
            frame,
            bands,
            *range,
            (&time, &values),
            style.ink.faded(opacity),
        );
    }
    if scenario != frame.scenarios[0] {
        let baseline = frame
            .fan
            .bands
            .get(frame.scenarios[0])
            .map_or(&[][..], Vec::as_slice);
        sheet.line(median(frame, baseline, &time, &values), BASELINE, 1.4);
    }
    let middle = median(frame, bands, &time, &values);
    if let Some((end, label)) = middle.last().copied().zip(last_median(frame, scenario)) {
        sheet.line(middle, style.ink, 2.4);
        let tip = format!(
            "{}: median {label} {} at the end",
            frame.input.title(scenario),
            frame.scale.unit
        );
        sheet.group(Group::Tip(tip), |sheet| {
            sheet.hit((end.0 - 12.0, end.1 - 12.0), (end.0 + 8.0, end.1 + 12.0));
            sheet.marker(end, 4.5, style, false);
        });
        let label = shorten(&label, 12.0, true, GAP - 12.0);
        sheet.text(
            (end.0 + 8.0, end.1 + 4.0),
            Align::Left,
            label,
            Type::bold(12.0, TEXT),
        );
    }
    draw_periods(sheet, frame, panel, &time);
    sheet.marks.push(Mark::Close);
}

/// Names of the periods and the median at the end, below the plot.
fn draw_periods(sheet: &mut Sheet, frame: &Frame, panel: &Panel, time: &Axis) {
    let small = Type::plain(11.0, SOFT);
    for (text, from, to) in [
        ("support", 0.0, frame.support),
        ("run-off", frame.support, frame.years),
    ] {
        let (from, to) = (time.at(from), time.at(to));
        if to - from > text_width(text, small.size, false) + 6.0 {
            sheet.text(
                ((from + to) / 2.0, panel.top + 12.0),
                Align::Middle,
                text,
                small,
            );
        }
    }
    sheet.text(
        ((panel.left + panel.right) / 2.0, panel.bottom + 32.0),
        Align::Middle,
        "Years since the start of support",
        small,
    );
}

fn axes(frame: &Frame, panel: &Panel) -> (Axis, Axis) {
    (
        Axis {
            low: 0.0,
            high: frame.years,
            start: panel.left,
            end: panel.right,
        },
        frame.values.on(panel.bottom, panel.top + 18.0),
    )
}

fn draw_grid(sheet: &mut Sheet, panel: &Panel, time: &Axis, values: &Axis, has_labels: bool) {
    let small = Type::plain(11.5, SOFT);
    let ticks = values.ticks(4);
    for (tick, label) in ticks.iter().zip(Axis::labels(&ticks)) {
        let y = values.at(*tick);
        sheet.line(vec![(panel.left, y), (panel.right, y)], GRID, 1.0);
        if has_labels {
            sheet.text((panel.left - 7.0, y + 4.0), Align::Right, label, small);
        }
    }
    let ticks: Vec<f64> = time
        .ticks(5)
        .into_iter()
        .filter(|t| t.fract() == 0.0)
        .collect();
    for (tick, label) in ticks.iter().zip(Axis::labels(&ticks)) {
        let x = time.at(*tick);
        sheet.line(vec![(x, panel.bottom), (x, panel.bottom + 4.0)], AXIS, 1.0);
        sheet.text((x, panel.bottom + 17.0), Align::Middle, label, small);
    }
    sheet.line(
        vec![(panel.left, panel.bottom), (panel.right, panel.bottom)],
        AXIS,
        1.2,
    );
}

/// Position of the end of a quarter on the sheet.
fn place(frame: &Frame, band: &Band, value: f64, (time, values): (&Axis, &Axis)) -> Spot {
    (
        time.at((f64::from(band.quarter) + 1.0) / QUARTERS_PER_YEAR),
        values.at(value * frame.scale.factor),
    )
}

fn median(frame: &Frame, bands: &[Band], time: &Axis, values: &Axis) -> Vec<Spot> {
    bands
        .iter()
        .filter(|band| band.q50.is_finite())
        .map(|band| place(frame, band, band.q50, (time, values)))
        .collect()
}

fn draw_band(
    sheet: &mut Sheet,
    frame: &Frame,
    bands: &[Band],
    range: Range,
    axes: (&Axis, &Axis),
    ink: Ink,
) {
    let finite = || {
        bands
            .iter()
            .filter(|band| range(band).0.is_finite() && range(band).1.is_finite())
    };
    let upper = finite().map(|band| place(frame, band, range(band).1, axes));
    let lower = finite()
        .rev()
        .map(|band| place(frame, band, range(band).0, axes));
    let points: Vec<Spot> = upper.chain(lower).collect();
    if points.len() >= 4 {
        sheet.marks.push(Mark::Area { points, ink });
    }
}

/// Scenarios shown, in plan order, with their bands.
fn shown<'a>(frame: &'a Frame<'a>) -> impl Iterator<Item = (usize, &'a Vec<Band>)> {
    frame
        .fan
        .bands
        .iter()
        .enumerate()
        .filter(|(scenario, _)| frame.scenarios.contains(scenario))
}

fn alt(frame: &Frame) -> String {
    let mut text = format!(
        "Small panels, one per scenario, of {} over {} years; bands show the range of simulated worlds. At the end:",
        noun(&frame.fan.indicator),
        number(frame.years, exponent(0.0, frame.years))
    );
    for (scenario, bands) in shown(frame) {
        let Some((band, median)) = bands.last().zip(last_median(frame, scenario)) else {
            continue;
        };
        let is_count = is_counted(&frame.fan.indicator) && frame.scale.factor == 1.0;
        let digits = if is_count {
            0
        } else {
            exponent((band.q975 - band.q025) * frame.scale.factor / 2.0, 0.0)
        };
        let [low, high] = [band.q025, band.q975].map(|v| number(v * frame.scale.factor, digits));
        let unit = &frame.scale.unit;
        text.push_str(&format!(
            " {}: median {median} {unit}, 95\u{a0}% of worlds {low} to {high}.",
            frame.input.title(scenario)
        ));
    }
    text
}

fn table(frame: &Frame) -> Vec<Vec<String>> {
    let mut rows = vec![header(&[
        "indicator",
        "unit",
        "scenario",
        "quarter",
        "q025",
        "q10",
        "q25",
        "q50",
        "q75",
        "q90",
        "q975",
    ])];
    let unit = describe(&frame.fan.indicator).map_or("", |i| i.unit);
    for (scenario, bands) in shown(frame) {
        let name = frame.input.name(scenario);
        for b in bands {
            let mut cells = header(&[frame.fan.indicator.as_str(), unit, name]);
            cells.push(b.quarter.to_string());
            cells.extend([b.q025, b.q10, b.q25, b.q50, b.q75, b.q90, b.q975].map(cell));
            rows.push(cells);
        }
    }
    rows
}
