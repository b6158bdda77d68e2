//! Pipeline funnel: how many SMEs reach each step towards a sustained linkage, and why others fail.

use super::chart::{Chart, MARGIN, WIDTH, caption_of_worlds, cell, close, header, open};
use super::font::{text_width, wrap_to};
use super::palette::{AXIS, SOFT, Style, TEXT, style};
use super::sheet::{Align, Sheet, Type};
use crate::observations::{INDICATORS, Indicator, Kind, Role};
use crate::report::ReportInput;
use crate::report::text::{describe, exponent, lower_first, marked_interval, number, percent};

/// Room for the names of steps [CSS pixels].
const NAMES: f64 = 212.0;
/// Height of a row [CSS pixels].
const ROW: f64 = 24.0;
/// Most panels side by side.
const ACROSS: usize = 4;
/// Size of the words of rows [CSS pixels].
const SMALL: f64 = 12.0;

/// Size of the titles of panels [CSS pixels].
const HEADING: f64 = 13.0;
/// Height of a line of a title [CSS pixels].
const LINE: f64 = 17.0;

/// A bar: its row, its value and what is written beside it.
struct Bar {
    indicator: &'static Indicator,
    /// Mean count.
    mean: f64,
    /// Half width of its interval.
    error: f64,
    /// Share of the step before, or of all failures of firms; NaN where there is none.
    share: f64,
}

/// Bars of one scenario.
struct Panel {
    scenario: usize,
    steps: Vec<Bar>,
    failures: Vec<Bar>,
}

/// Draws the funnel and the reasons for failure of the scenarios of a context, the baseline first.
#[must_use]
pub fn funnel_chart(input: &ReportInput, context: usize) -> Option<Chart> {
    let panels: Vec<Panel> = input
        .baseline_first(context)
        .into_iter()
        .map(|scenario| panel(input, scenario))
        .collect();
    if panels
        .iter()
        .all(|p| p.steps.iter().all(|bar| !bar.mean.is_finite()))
    {
        return None;
    }
    let title = title(input, &panels);
    let subtitle = "Steps: mean number of different SMEs, the first at the start of the window, the others at any time in it; in \
                    brackets, the share of the step above; thin lines: 95\u{a0}% intervals of means. Reasons: share of \
                    all cases in which a firm that a TNC screened got no order. Dark ticks: baseline.";
    let mut sheet = Sheet::new(WIDTH);
    let mut y = open(&mut sheet, &title, subtitle);
    for row in panels.chunks(ACROSS.min(panels.len())) {
        y = draw_row(&mut sheet, input, &panels, row, y);
    }
    close(
        &mut sheet,
        y,
        &caption_of_worlds(
            input,
            "Firms that register or grow later are screened too; firms chosen for a lot include suppliers that win a further one. \
             Shares are ratios of means; intervals of all means: data/summary.csv.",
        ),
    );
    let name = format!("03-funnel{}", input.context_suffix(context));
    Some(Chart {
        name,
        title,
        alt: alt(input, &panels),
        table: table(input, &panels),
        sheet,
    })
}

fn bars(input: &ReportInput, scenario: usize, role: Role) -> Vec<Bar> {
    let one = |indicator: &'static Indicator| {
        let row = input.summary_of(indicator.name, scenario);
        let (mean, error) = row.map_or((f64::NAN, f64::NAN), |r| {
            (r.mean, (r.ci_high - r.ci_low) / 2.0)
        });
        Bar {
            indicator,
            mean,
            error,
            share: f64::NAN,
        }
    };
    INDICATORS
        .iter()
        .filter(|i| i.role == role)
        .map(one)
        .collect()
}

fn panel(input: &ReportInput, scenario: usize) -> Panel {
    let (mut steps, mut failures) = (
        bars(input, scenario, Role::Funnel),
        bars(input, scenario, Role::Failure),
    );
    for k in 1..steps.len() {
        // Firms of a flow need not have been in the stock at the start, so that no share can be stated.
        let is_subset = steps[k - 1].indicator.kind == Kind::Flow;
        steps[k].share = if is_subset && steps[k - 1].mean > 0.0 {
            steps[k].mean / steps[k - 1].mean
        } else {
            f64::NAN
        };
    }
    let of_firms = |bar: &Bar| bar.indicator.unit == "firms looked at" && bar.mean.is_finite();
    let total: f64 = failures
        .iter()
        .filter(|bar| of_firms(bar))
        .map(|bar| bar.mean)
        .sum();
    for bar in failures.iter_mut().filter(|bar| of_firms(bar)) {
        bar.share = if total > 0.0 {
            bar.mean / total
        } else {
            f64::NAN
        };
    }
    Panel {
        scenario,
        steps,
        failures,
    }
}

/// Mean with its interval: "3.4 (2.5 to 4.3)".
fn reported_text(bar: &Bar) -> String {
    marked_interval(bar.mean, bar.mean - bar.error, bar.mean + bar.error, 1.0)
}

/// Mean count, with one decimal at most, and none from 100 on.
fn mean_words(bar: &Bar) -> String {
    number(
        bar.mean,
        exponent(bar.error, bar.mean).max(if bar.mean < 100.0 { -1 } else { 0 }),
    )
}

fn title(input: &ReportInput, panels: &[Panel]) -> String {
    let ordered = |panel: &Panel| {
        panel
            .steps
            .iter()
            .position(|bar| bar.indicator.name == "funnel_ordered")
            .map(|k| reported_text(&panel.steps[k]))
    };
    let shown: Vec<usize> = panels.iter().map(|panel| panel.scenario).collect();
    let lead = input
        .lead_row_of(&shown)
        .and_then(|row| panels.iter().find(|panel| panel.scenario == row.scenario));
    let worst = |panel: &Panel| {
        let finite = panel.failures.iter().filter(|bar| bar.share.is_finite());
        finite
            .max_by(|a, b| a.share.total_cmp(&b.share))
            .map(|bar| (lower_first(bar.indicator.title), percent(bar.share)))
    };
    let shown = lead.unwrap_or(&panels[0]);
    let Some(with) = ordered(shown) else {
        return "From eligible firms to sustained linkages in the model".to_owned();
    };
    let name = input.title(shown.scenario);
    let base = if shown.scenario == panels[0].scenario {
        None
    } else {
        ordered(&panels[0])
    };
    let compared = base.map_or(String::new(), |without| {
        format!(", {without} in “{}”", input.title(panels[0].scenario))
    });
    let reason = worst(shown).map_or(String::new(), |(reason, share)| {
        format!("; the commonest reason for failure is {reason} ({share})")
    });
    format!("In the model {with} SMEs get a trial order in “{name}”{compared}{reason}")
}

fn draw_row(sheet: &mut Sheet, input: &ReportInput, all: &[Panel], row: &[Panel], top: f64) -> f64 {
    let across = ACROSS.min(all.len());
    let width = (WIDTH - 2.0 * MARGIN - NAMES) / across as f64;
    let titles =
        |panel: &Panel| wrap_to(input.title(panel.scenario), HEADING, true, width - 12.0, 3);
    let most = row
        .iter()
        .map(|panel| titles(panel).len())
        .max()
        .unwrap_or(1)
        .max(2);
    let head = top + 8.0 + LINE * most as f64;
    let steps = all[0].steps.len() as f64;
    let failures_top = head + ROW * steps + 34.0;
    draw_names(sheet, &all[0], head, failures_top);
    let steps_of = Part {
        bars: |p| &p.steps,
        value: |bar| bar.mean,
        error: |bar| bar.error,
        top: head,
    };
    let reasons = Part {
        bars: |p| &p.failures,
        value: |bar| bar.share,
        error: |_| f64::NAN,
        top: failures_top,
    };
    for (place, panel) in row.iter().enumerate() {
        let left = MARGIN + NAMES + width * place as f64;
        let lines = titles(panel);
        sheet.lines(
            (left, head - 12.0 - LINE * (lines.len() as f64 - 1.0)),
            Align::Left,
            &lines,
            Type::bold(HEADING, TEXT),
        );
        let room = Room {
            left,
            style: style(input.dataset, panel.scenario),
        };
        for part in [&steps_of, &reasons] {
            draw_bars(
                sheet,
                &room,
                (panel, &all[0]),
                part,
                per_pixel(all, part, width - 14.0),
            );
        }
    }
    failures_top + ROW * all[0].failures.len() as f64 + 14.0
}

/// Names of the rows, at the left.
fn draw_names(sheet: &mut Sheet, panel: &Panel, steps_top: f64, failures_top: f64) {
    let (name, heading) = (Type::plain(SMALL, TEXT), Type::bold(SMALL, SOFT));
    sheet.text(
        (MARGIN, steps_top - 12.0),
        Align::Left,
        "Steps [SMEs]",
        heading,
    );
    sheet.text(
        (MARGIN, failures_top - 8.0),
        Align::Left,
        "Reasons for failure [share]",
        heading,
    );
    for (bars, top) in [(&panel.steps, steps_top), (&panel.failures, failures_top)] {
        for (k, bar) in bars.iter().enumerate() {
            let words = match bar.indicator.name {
                "funnel_eligible" => "Registered, 5+ workers, at start".to_owned(),
                "failed_information" => format!("{} [lots]", bar.indicator.title),
                _ => bar.indicator.title.to_owned(),
            };
            sheet.text(
                (MARGIN, top + ROW * (k as f64 + 0.5) + 4.0),
                Align::Left,
                words,
                name,
            );
        }
    }
}

/// Steps or reasons: which bars, what their length shows, and where they start.
struct Part {
    bars: fn(&Panel) -> &[Bar],
    value: fn(&Bar) -> f64,
    /// Half width of the interval of what it shows; NaN where there is none.
    error: fn(&Bar) -> f64,
    /// Upper edge [CSS pixels].
    top: f64,
}

/// Positions of the bars of a panel.
struct Room {
    /// Left edge [CSS pixels].
    left: f64,
    /// Look of its scenario.
    style: Style,
}

/// Pixels per unit, the same in all panels: the largest at which every bar, every tick and the words beside them fit.
fn per_pixel(all: &[Panel], part: &Part, width: f64) -> f64 {
    let mut scale = f64::INFINITY;
    for bars in all.iter().map(|panel| (part.bars)(panel)) {
        for (bar, base) in bars.iter().zip((part.bars)(&all[0])) {
            let longest = [
                (part.value)(bar),
                (part.value)(bar) + (part.error)(bar),
                (part.value)(base),
            ]
            .into_iter()
            .filter(|v| v.is_finite())
            .fold(0.0, f64::max);
            if longest > 0.0 {
                scale = scale.min(
                    (width - 8.0 - text_width(&bar_words(bar), SMALL, false)).max(4.0) / longest,
                );
            }
        }
    }
    if scale.is_finite() { scale } else { 0.0 }
}

/// Words beside a bar: "1 230 (45 %)" for a step, "45 %" for a reason, a count where there is no share.
fn bar_words(bar: &Bar) -> String {
    match (bar.indicator.role, bar.share.is_finite()) {
        (Role::Funnel, true) => format!("{} ({})", mean_words(bar), percent(bar.share)),
        (Role::Failure, true) => percent(bar.share),
        _ => mean_words(bar),
    }
}

fn draw_bars(
    sheet: &mut Sheet,
    room: &Room,
    (panel, baseline): (&Panel, &Panel),
    part: &Part,
    scale: f64,
) {
    let (style, font, top) = (room.style, Type::plain(SMALL, TEXT), part.top);
    let bottom = top + ROW * (part.bars)(panel).len() as f64;
    let end_of = |bar: &Bar| {
        let value = (part.value)(bar);
        if value.is_finite() {
            room.left + value.max(0.0) * scale
        } else {
            room.left
        }
    };
    for (k, (bar, base)) in (part.bars)(panel)
        .iter()
        .zip((part.bars)(baseline))
        .enumerate()
    {
        let (y, end) = (top + ROW * k as f64, end_of(bar));
        if end > room.left {
            sheet.block(
                (room.left, y + 5.0),
                (end, y + ROW - 5.0),
                style.ink.faded(0.8),
            );
        }
        let reach = (part.error)(bar) * scale;
        if reach.is_finite() && reach > 0.0 {
            let middle = y + ROW / 2.0;
            sheet.line(
                vec![
                    ((end - reach).max(room.left), middle),
                    (end + reach, middle),
                ],
                TEXT.faded(0.7),
                1.2,
            );
        }
        let other = if panel.scenario == baseline.scenario {
            room.left
        } else {
            end_of(base)
        };
        if other > room.left {
            sheet.line(vec![(other, y + 2.0), (other, y + ROW - 2.0)], TEXT, 1.4);
        }
        sheet.text(
            (end.max(other).max(end + reach) + 6.0, y + ROW / 2.0 + 4.0),
            Align::Left,
            bar_words(bar),
            font,
        );
    }
    sheet.line(vec![(room.left, top), (room.left, bottom)], AXIS, 1.2);
}

fn alt(input: &ReportInput, panels: &[Panel]) -> String {
    let mut text = String::from(
        "Horizontal bars, one panel per scenario: mean number of SMEs at each step, then reasons for failure.",
    );
    for panel in panels {
        let reported = |bars: &[Bar]| {
            let words = |bar: &Bar| {
                if bar.indicator.role == Role::Funnel {
                    reported_text(bar)
                } else {
                    bar_words(bar)
                }
            };
            let one = |bar: &Bar| format!("{} {}", lower_first(bar.indicator.title), words(bar));
            bars.iter().map(one).collect::<Vec<_>>().join(", ")
        };
        text.push_str(&format!(
            " {}: {}; failures: {}.",
            input.title(panel.scenario),
            reported(&panel.steps),
            reported(&panel.failures)
        ));
    }
    text
}

fn table(input: &ReportInput, panels: &[Panel]) -> Vec<Vec<String>> {
    let mut rows = vec![header(&[
        "scenario",
        "part",
        "indicator",
        "unit",
        "mean",
        "half_width",
        "share",
    ])];
    for panel in panels {
        let name = input.name(panel.scenario);
        for (part, bars) in [("step", &panel.steps), ("reason", &panel.failures)] {
            for bar in bars {
                let unit = describe(bar.indicator.name).map_or("", |i| i.unit);
                let mut cells = header(&[name, part, bar.indicator.name, unit]);
                cells.extend([bar.mean, bar.error, bar.share].map(cell));
                rows.push(cells);
            }
        }
    }
    rows
}
