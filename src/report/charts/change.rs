//! Difference over time: mean of a scenario less its baseline in the same worlds, quarter by quarter, with its interval.

use super::axis::Axis;
use super::chart::{Chart, caption_of_worlds, cell, close, header, open};
use super::font::text_width;
use super::palette::{AXIS, GRID, SHADE, SOFT, style};
use super::panels::{Panel, lay_out_titled};
use super::sheet::{Align, Format, Group, Mark, Sheet, Spot};
use crate::observations::{INDICATORS, Indicator, Kind};
use crate::report::ReportInput;
use crate::report::text::{Scale, count, exponent, number, upper_first};
use crate::results::SeriesDifference;
use crate::statistics::figures;
use crate::units::QUARTERS_PER_YEAR;

/// Room for the labels of the vertical axis [CSS pixels].
const GUTTER: f64 = 62.0;
/// Room right of a panel [CSS pixels].
const GAP: f64 = 22.0;
/// Opacity of bands.
const OPACITY: f64 = 0.25;
/// Quarters of a year.
const YEAR: usize = QUARTERS_PER_YEAR as usize;

/// One pair of scenarios: the scenario, the one that it is compared with, and the differences by quarter.
struct Curve<'a> {
    scenario: usize,
    against: usize,
    steps: Vec<&'a SeriesDifference>,
}

/// What the chart shows.
struct Content<'a> {
    indicator: &'static Indicator,
    scale: Scale,
    /// The pair that the question asks about first.
    curves: Vec<Curve<'a>>,
    /// Length of the window [years].
    years: f64,
    /// Quarters of support.
    support: usize,
}

/// Draws the leading indicator in a context; none where it has no series or none was kept.
pub fn figure(input: &ReportInput, context: usize) -> Option<Chart> {
    let content = content(input, context)?;
    let title = title(input, &content);
    let sum = if content.indicator.kind == Kind::Flow {
        " Values are sums since the start."
    } else {
        ""
    };
    let subtitle = format!(
        "Mean difference in the same {} (line) and its 95\u{a0}% interval in each quarter (band); the line at 0 is the scenario that it is compared with. \
         Shaded: support period; after it the run-off.{sum}",
        input.dataset.counted().long(2)
    );
    let draw = |format: Format| {
        let mut sheet = Sheet::new(format);
        let top = open(&mut sheet, &title, &subtitle);
        let bottom = draw_panels(&mut sheet, input, &content, top);
        let left_out = match format.pick(0, content.curves.len().saturating_sub(FEW)) {
            0 => "",
            _ => "Other scenarios: the table of the chart.",
        };
        close(&mut sheet, bottom, &caption_of_worlds(input, left_out));
        sheet
    };
    Some(Chart {
        name: String::new(),
        sheet: draw(Format::Wide),
        narrow: Some(draw(Format::Narrow)),
        alt: alt(input, &content),
        table: table(input, &content),
        title,
    })
}

/// Most panels on a narrow sheet.
const FEW: usize = 3;

fn content<'a>(input: &'a ReportInput, context: usize) -> Option<Content<'a>> {
    let lead = input.lead_indicator()?;
    let of_context = |one: &&SeriesDifference| {
        input.is_in(context, one.scenario) && INDICATORS[one.indicator].name == lead
    };
    let mut curves: Vec<Curve> = Vec::new();
    for step in input.changes.iter().filter(of_context) {
        let pair = (step.scenario, step.baseline);
        match curves
            .iter_mut()
            .find(|curve| (curve.scenario, curve.against) == pair)
        {
            Some(curve) => curve.steps.push(step),
            None => curves.push(Curve {
                scenario: step.scenario,
                against: step.baseline,
                steps: vec![step],
            }),
        }
    }
    let asked = input
        .answers
        .first()
        .map(|answer| (answer.scenario, answer.baseline));
    let all: Vec<usize> = curves.iter().map(|curve| curve.scenario).collect();
    let lead = input.lead_row_of(&all).map(|row| row.scenario);
    curves.sort_by_key(|curve| {
        let is_asked = Some((curve.scenario, curve.against)) == asked;
        (!is_asked, Some(curve.scenario) != lead)
    });
    let indicator = &INDICATORS[curves.first()?.steps[0].indicator];
    let quarters = curves.iter().map(|curve| curve.steps.len()).max()?;
    let all = curves.iter().flat_map(|curve| &curve.steps);
    let scale = Scale::new(
        indicator.unit,
        all.flat_map(|step| [step.diff, step.low, step.high]),
    );
    let dataset = input.dataset;
    Some(Content {
        indicator,
        scale,
        curves,
        years: quarters as f64 / QUARTERS_PER_YEAR,
        support: dataset
            .policy_quarters
            .saturating_sub(dataset.run_off_quarters) as usize,
    })
}

/// A difference with its interval and unit; said to be not significant where the interval has 0.
fn words(step: &SeriesDifference, scale: &Scale) -> String {
    let [diff, low, high] = [step.diff, step.low, step.high].map(|value| value * scale.factor);
    let text = format!(
        "{} {}",
        figures::difference(diff, low, high),
        scale.change_unit
    );
    let is_apart = low > 0.0 || high < 0.0 || low == high;
    if is_apart {
        text
    } else {
        format!("{text}, not significant")
    }
}

fn title(input: &ReportInput, content: &Content) -> String {
    let curve = &content.curves[0];
    let what = upper_first(content.indicator.title);
    let pair = format!(
        "{what}, “{}” less “{}”",
        input.title(curve.scenario),
        input.title(curve.against)
    );
    let told = |quarters: usize| curve.steps.get(quarters.checked_sub(1)?).copied();
    let end = told(curve.steps.len()).map_or_else(String::new, |step| words(step, &content.scale));
    let years = number(content.years, exponent(0.0, content.years));
    match told(content.support).filter(|_| content.support < curve.steps.len()) {
        Some(step) => format!(
            "{pair}: {} when support ends; {end} after {years} years",
            words(step, &content.scale)
        ),
        None => format!("{pair}: {end} after {years} years"),
    }
}

fn draw_panels(sheet: &mut Sheet, input: &ReportInput, content: &Content, top: f64) -> f64 {
    let format = sheet.format;
    let most = format.pick(content.curves.len(), FEW);
    let curves = &content.curves[..content.curves.len().min(most)];
    let titles: Vec<(usize, String)> = curves
        .iter()
        .map(|curve| {
            let title = input.title(curve.scenario).to_owned();
            let is_usual = curve.against == input.dataset.baseline_of(curve.scenario);
            let title = if is_usual {
                title
            } else {
                format!("{title} relative to {}", input.title(curve.against))
            };
            (curve.scenario, title)
        })
        .collect();
    let across = match (format, curves.len()) {
        (Format::Narrow, _) => 1,
        (Format::Wide, 0..=3) => curves.len(),
        (Format::Wide, 4) => 2,
        (Format::Wide, _) => 3,
    };
    let plot = format.pick(if across < 3 { 220.0 } else { 170.0 }, 150.0);
    let all = curves.iter().flat_map(|curve| &curve.steps);
    let values = all
        .flat_map(|step| [step.diff, step.low, step.high])
        .map(|value| value * content.scale.factor);
    let values = Axis::covering(values.chain([0.0]), 0.06);
    let soft = format.plain(12.0, SOFT);
    let unit = format!("Difference [{}]", content.scale.change_unit);
    sheet.text((sheet.left(), top + 14.0), Align::Left, unit, soft);
    let (panels, bottom) =
        lay_out_titled(sheet, &titles, (across, GUTTER), (top + 22.0, plot + 48.0));
    for (panel, curve) in panels.iter().zip(curves) {
        draw_panel(
            sheet,
            input,
            content,
            (panel, curve),
            values.on(panel.top + plot, panel.top),
        );
    }
    bottom
}

fn draw_panel(
    sheet: &mut Sheet,
    input: &ReportInput,
    content: &Content,
    (panel, curve): (&Panel, &Curve),
    values: Axis,
) {
    let small = sheet.format.plain(11.5, SOFT);
    let (left, right) = (panel.left, panel.right - GAP);
    let time = Axis {
        low: 0.0,
        high: content.years,
        start: left,
        end: right,
    };
    let support = (content.support as f64 / QUARTERS_PER_YEAR).min(content.years);
    sheet.block((left, values.end), (time.at(support), values.start), SHADE);
    let ticks = values.ticks(4);
    for (tick, label) in ticks.iter().zip(Axis::labels(&ticks)) {
        let (y, is_zero) = (values.at(*tick), *tick == 0.0);
        let (ink, width) = if is_zero { (AXIS, 1.8) } else { (GRID, 1.0) };
        sheet.line(vec![(left, y), (right, y)], ink, width);
        if panel.is_first {
            let label = if *tick > 0.0 {
                format!("+{label}")
            } else {
                label
            };
            sheet.text((left - 7.0, y + 4.0), Align::Right, label, small);
        }
    }
    let years: Vec<f64> = time
        .ticks(5)
        .into_iter()
        .filter(|t| t.fract() == 0.0)
        .collect();
    for (year, label) in years.iter().zip(Axis::labels(&years)) {
        sheet.text(
            (time.at(*year), values.start + 17.0),
            Align::Middle,
            label,
            small,
        );
    }
    let name = "Years since the start of support";
    let middle =
        (0.5 * (left + right)).min(sheet.right() - 0.5 * text_width(name, small.size, false));
    sheet.text((middle, values.start + 34.0), Align::Middle, name, small);
    draw_curve(sheet, input, content, curve, (&time, &values));
}

fn draw_curve(
    sheet: &mut Sheet,
    input: &ReportInput,
    content: &Content,
    curve: &Curve,
    (time, values): (&Axis, &Axis),
) {
    let (style, factor) = (style(input.dataset, curve.scenario), content.scale.factor);
    let at = |step: &SeriesDifference, value: f64| -> Spot {
        (
            time.at((f64::from(step.quarter) + 1.0) / QUARTERS_PER_YEAR),
            values.at(value * factor),
        )
    };
    let known = |step: &&&SeriesDifference| step.low.is_finite() && step.high.is_finite();
    let upper = curve
        .steps
        .iter()
        .filter(known)
        .map(|step| at(step, step.high));
    let lower = curve
        .steps
        .iter()
        .rev()
        .filter(known)
        .map(|step| at(step, step.low));
    let band: Vec<Spot> = upper.chain(lower).collect();
    let finite = curve.steps.iter().filter(|step| step.diff.is_finite());
    sheet.group(Group::Scenario(curve.scenario), |sheet| {
        if band.len() >= 4 {
            sheet.marks.push(Mark::Area {
                points: band,
                ink: style.ink.faded(OPACITY),
            });
        }
        let line = finite.clone().map(|step| at(step, step.diff)).collect();
        sheet.line(line, style.ink, 2.2);
        let half = 0.5 * (time.at(1.0) - time.at(0.0));
        for step in finite.filter(|step| (step.quarter as usize + 1).is_multiple_of(YEAR)) {
            let tip = format!(
                "{} relative to {}, year {}: {}; n\u{a0}=\u{a0}{}",
                input.title(curve.scenario),
                input.title(curve.against),
                (step.quarter as usize + 1) / YEAR,
                words(step, &content.scale),
                count(step.n)
            );
            sheet.group(Group::Tip(tip), |sheet| {
                let spot = at(step, step.diff);
                sheet.hit(
                    (spot.0 - half, values.end),
                    ((spot.0 + half).min(time.end), values.start),
                );
                sheet.marker(spot, 3.4, style, false);
            });
        }
    });
}

fn alt(input: &ReportInput, content: &Content) -> String {
    let mut text = format!(
        "Curves with bands, one panel per pair of scenarios: difference in {} by quarter. At the end:",
        content.indicator.title
    );
    for curve in &content.curves {
        if let Some(step) = curve.steps.last() {
            text.push_str(&format!(
                " {} relative to {}: {}, n\u{a0}=\u{a0}{}.",
                input.title(curve.scenario),
                input.title(curve.against),
                words(step, &content.scale),
                count(step.n)
            ));
        }
    }
    text
}

fn table(input: &ReportInput, content: &Content) -> Vec<Vec<String>> {
    let mut rows = vec![header(&[
        "indicator",
        "unit",
        "scenario",
        "baseline",
        "quarter",
        "n_pairs",
        "diff",
        "ci_low",
        "ci_high",
    ])];
    for step in content.curves.iter().flat_map(|curve| &curve.steps) {
        let mut cells = header(&[
            content.indicator.name,
            content.indicator.unit,
            input.name(step.scenario),
            input.name(step.baseline),
            &step.quarter.to_string(),
            &step.n.to_string(),
        ]);
        cells.extend([step.diff, step.low, step.high].map(cell));
        rows.push(cells);
    }
    rows
}
