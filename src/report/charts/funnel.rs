//! Funnel: how many SMEs reach each step towards a sustained linkage, and why others fail.

use super::chart::{Chart, caption_of_worlds, cell, close, header, open};
use super::font::text_width;
use super::palette::{AXIS, SOFT, Style, TEXT, style};
use super::panels::{fewest, lay_out};
use super::sheet::{Align, Format, Group, Sheet};
use crate::observations::{INDICATORS, Indicator, Role};
use crate::report::ReportInput;
use crate::report::text::{exponent, lower_first, marked_interval, number, percent};

/// Room for the names of steps on a wide sheet [CSS pixels].
const NAMES: f64 = 232.0;
/// Size of the words of rows [CSS pixels].
const SMALL: f64 = 12.0;
/// Room for the heading of a part [CSS pixels].
const HEAD: f64 = 26.0;

/// A row: its mean, and what is written beside it.
struct Bar {
    indicator: &'static Indicator,
    /// Mean count.
    mean: f64,
    /// Half width of its interval.
    error: f64,
    /// Share of the first step, or of all failures of firms; NaN where there is none.
    share: f64,
}

/// Rows of one scenario.
struct Funnel {
    scenario: usize,
    /// Counts that are no part of the step before them: the stock at the start, and steps that more firms reach than the one before.
    apart: Vec<Bar>,
    /// Steps, each reached by no more firms than the one before.
    steps: Vec<Bar>,
    failures: Vec<Bar>,
}

/// Draws the steps and the reasons for failure of the scenarios of a context, the baseline first.
pub fn figure(input: &ReportInput, context: usize) -> Option<Chart> {
    let all = funnels(input, &input.baseline_first(context));
    let has_value = |bar: &Bar| bar.mean.is_finite();
    if !all.iter().any(|funnel| funnel.steps.iter().any(has_value)) {
        return None;
    }
    let title = title(input, &all);
    let subtitle = "Steps: mean number of different SMEs that reach them in the window; in brackets, the share of those that a TNC screened; thin lines: \
                    95\u{a0}% intervals of means. Reasons: share of all cases in which a firm that a TNC screened got no order. Dark ticks: baseline.";
    let draw = |format: Format| {
        let mut sheet = Sheet::new(format);
        let shown: Vec<usize> = all.iter().map(|funnel| funnel.scenario).collect();
        let shown = format.pick(shown.clone(), fewest(input, &shown));
        let top = open(&mut sheet, &title, subtitle) + 4.0;
        let few: Vec<&Funnel> = all
            .iter()
            .filter(|funnel| shown.contains(&funnel.scenario))
            .collect();
        let bottom = draw_all(&mut sheet, input, &few, top);
        let left_out = match all.len() - few.len() {
            0 => "",
            _ => " Other scenarios: the table of the chart.",
        };
        let words = format!(
            "Firms that register or grow later are screened too; firms chosen for a lot include suppliers that win a further one. \
             Shares are ratios of means; intervals of all means: data/summary.csv.{left_out}"
        );
        close(&mut sheet, bottom, &caption_of_worlds(input, &words));
        sheet
    };
    Some(Chart {
        name: String::new(),
        sheet: draw(Format::Wide),
        narrow: Some(draw(Format::Narrow)),
        alt: alt(input, &all),
        table: table(input, &all),
        title,
    })
}

fn bars(input: &ReportInput, scenario: usize, role: Role) -> Vec<Bar> {
    let one = |indicator: &'static Indicator| {
        let row = input.summary_of(indicator.name, scenario);
        let (mean, error) = row.map_or((f64::NAN, f64::NAN), |row| {
            (row.mean, (row.ci_high - row.ci_low) / 2.0)
        });
        Bar {
            indicator,
            mean,
            error,
            share: f64::NAN,
        }
    };
    let of_role = INDICATORS.iter().filter(|one| one.role == role);
    of_role.map(one).collect()
}

/// The funnels of scenarios, with the same rows in all: a step falls in every one of them, or is set apart in all.
fn funnels(input: &ReportInput, scenarios: &[usize]) -> Vec<Funnel> {
    let all: Vec<Vec<Bar>> = scenarios
        .iter()
        .map(|scenario| bars(input, *scenario, Role::Funnel))
        .collect();
    let mut is_step: Vec<bool> = Vec::new();
    let mut last: Option<usize> = None;
    for k in 0..all.first().map_or(0, Vec::len) {
        let falls = |bars: &Vec<Bar>| last.is_none_or(|last| !(bars[k].mean > bars[last].mean));
        // Firms at the start are a stock, of which those of a flow need not have been a part.
        let falls = all[0][k].indicator.name != "funnel_eligible" && all.iter().all(falls);
        last = if falls { Some(k) } else { last };
        is_step.push(falls);
    }
    scenarios
        .iter()
        .zip(all)
        .map(|(scenario, bars)| {
            let (mut apart, mut steps) = (Vec::new(), Vec::new());
            for (bar, is_step) in bars.into_iter().zip(&is_step) {
                if *is_step { &mut steps } else { &mut apart }.push(bar);
            }
            share_of_first(&mut steps);
            Funnel {
                scenario: *scenario,
                apart,
                steps,
                failures: failures(input, *scenario),
            }
        })
        .collect()
}

fn share_of_first(steps: &mut [Bar]) {
    let first = steps.first().map_or(f64::NAN, |bar| bar.mean);
    for bar in steps.iter_mut().skip(1).filter(|_| first > 0.0) {
        bar.share = bar.mean / first;
    }
}

fn failures(input: &ReportInput, scenario: usize) -> Vec<Bar> {
    let mut bars = bars(input, scenario, Role::Failure);
    let of_firms = |bar: &Bar| bar.indicator.unit == "firms looked at" && bar.mean.is_finite();
    let total: f64 = bars
        .iter()
        .filter(|bar| of_firms(bar))
        .map(|bar| bar.mean)
        .sum();
    for bar in bars.iter_mut().filter(|bar| of_firms(bar) && total > 0.0) {
        bar.share = bar.mean / total;
    }
    bars
}

/// Mean with its interval: "3.4 (2.5 to 4.3)".
fn reported_text(bar: &Bar) -> String {
    marked_interval(bar.mean, bar.mean - bar.error, bar.mean + bar.error, 1.0)
}

/// Mean count, with one decimal at most, and none from 100 on.
fn mean_words(bar: &Bar) -> String {
    let least = if bar.mean < 100.0 { -1 } else { 0 };
    number(bar.mean, exponent(bar.error, bar.mean).max(least))
}

/// Words beside a bar: "1 230 (45 %)" for a step, "45 %" for a reason, a count where there is no share.
fn bar_words(bar: &Bar) -> String {
    match (bar.indicator.role, bar.share.is_finite()) {
        (Role::Funnel, true) => format!("{} ({})", mean_words(bar), percent(bar.share)),
        (Role::Failure, true) => percent(bar.share),
        _ => mean_words(bar),
    }
}

fn title(input: &ReportInput, all: &[Funnel]) -> String {
    let ordered = |funnel: &Funnel| {
        let mut rows = funnel.steps.iter().chain(&funnel.apart);
        rows.find(|bar| bar.indicator.name == "funnel_ordered")
            .map(reported_text)
    };
    let shown: Vec<usize> = all.iter().map(|funnel| funnel.scenario).collect();
    let lead = input
        .lead_row_of(&shown)
        .and_then(|row| all.iter().find(|funnel| funnel.scenario == row.scenario))
        .unwrap_or(&all[0]);
    let Some(with) = ordered(lead) else {
        return "From screened firms to sustained linkages in the model".to_owned();
    };
    let base = (lead.scenario != all[0].scenario)
        .then(|| ordered(&all[0]))
        .flatten();
    let compared = base.map_or_else(String::new, |without| {
        format!(", {without} in “{}”", input.title(all[0].scenario))
    });
    let finite = lead.failures.iter().filter(|bar| bar.share.is_finite());
    let worst = finite.max_by(|a, b| a.share.total_cmp(&b.share));
    let reason = worst.map_or_else(String::new, |bar| {
        format!(
            "; the commonest reason for failure is {} ({})",
            lower_first(bar.indicator.title),
            percent(bar.share)
        )
    });
    format!(
        "In the model {with} SMEs get a trial order in “{}”{compared}{reason}",
        input.title(lead.scenario)
    )
}

/// Rows of one kind: what their length shows.
struct Part {
    heading: &'static str,
    rows: fn(&Funnel) -> &[Bar],
    /// Length; NaN where there is no bar.
    value: fn(&Bar) -> f64,
    /// Half width of the interval of what it shows; NaN where there is none.
    error: fn(&Bar) -> f64,
}

const PARTS: [Part; 3] = [
    Part {
        heading: "For comparison [SMEs]",
        rows: |funnel| &funnel.apart,
        value: |_| f64::NAN,
        error: |_| f64::NAN,
    },
    Part {
        heading: "Steps [SMEs]",
        rows: |funnel| &funnel.steps,
        value: |bar| bar.mean,
        error: |bar| bar.error,
    },
    Part {
        heading: "Reasons for failure [share]",
        rows: |funnel| &funnel.failures,
        value: |bar| bar.share,
        error: |_| f64::NAN,
    },
];

/// Height of a row: on a narrow sheet its name stands above its bar.
fn row_height(format: Format) -> f64 {
    format.pick(24.0, 37.0)
}

fn draw_all(sheet: &mut Sheet, input: &ReportInput, all: &[&Funnel], top: f64) -> f64 {
    let format = sheet.format;
    let scenarios: Vec<usize> = all.iter().map(|funnel| funnel.scenario).collect();
    let rows: usize = PARTS.iter().map(|part| (part.rows)(all[0]).len()).sum();
    let height = row_height(format) * rows as f64 + HEAD * PARTS.len() as f64 + 12.0;
    let across = format.pick(if scenarios.len() > 6 { 4 } else { 3 }, 1);
    let gutter = format.pick(NAMES, 0.0);
    let (panels, bottom) = lay_out(sheet, input, &scenarios, (across, gutter), (top, height));
    for (panel, funnel) in panels.iter().zip(all) {
        let style = style(input.dataset, panel.scenario);
        let width = panel.right - panel.left - format.pick(14.0, 0.0);
        let mut y = panel.top - format.pick(0.0, 4.0);
        for part in &PARTS {
            let bars = (part.rows)(funnel);
            if bars.is_empty() {
                continue;
            }
            if panel.is_first {
                let heading = format.bold(SMALL, SOFT);
                sheet.text((sheet.left(), y + 17.0), Align::Left, part.heading, heading);
            }
            y += HEAD;
            let scale = per_pixel(all, part, width, format);
            for (k, bar) in bars.iter().enumerate() {
                let name = format.plain(SMALL, TEXT);
                if panel.is_first {
                    let middle = y + format.pick(16.0, 13.0);
                    sheet.text((sheet.left(), middle), Align::Left, row_name(bar), name);
                }
                let base = if panel.scenario == all[0].scenario {
                    f64::NAN
                } else {
                    (part.value)(&(part.rows)(all[0])[k])
                };
                let tip = format!(
                    "{}: {} {}",
                    input.title(panel.scenario),
                    row_name(bar),
                    tip_words(bar)
                );
                let place = Place {
                    left: panel.left,
                    right: panel.left + width,
                    top: y + format.pick(0.0, 15.0),
                    style,
                };
                sheet.group(Group::Scenario(panel.scenario), |sheet| {
                    sheet.group(Group::Tip(tip), |sheet| {
                        draw_bar(sheet, &place, part, bar, base, scale);
                    });
                });
                y += row_height(format);
            }
        }
    }
    bottom
}

fn row_name(bar: &Bar) -> String {
    match bar.indicator.name {
        "funnel_eligible" => "Registered, 5+ workers, at start".to_owned(),
        "failed_information" => format!("{} [lots]", bar.indicator.title),
        _ => bar.indicator.title.to_owned(),
    }
}

fn tip_words(bar: &Bar) -> String {
    match (bar.indicator.role, bar.share.is_finite()) {
        (Role::Funnel, true) => format!("{}, {}", reported_text(bar), percent(bar.share)),
        (Role::Failure, true) => percent(bar.share),
        _ => reported_text(bar),
    }
}

/// Pixels per unit, the same in all panels: the largest at which every bar, every tick and the words beside them fit.
fn per_pixel(all: &[&Funnel], part: &Part, width: f64, format: Format) -> f64 {
    let mut scale = f64::INFINITY;
    for bars in all.iter().map(|funnel| (part.rows)(funnel)) {
        for (bar, base) in bars.iter().zip((part.rows)(all[0])) {
            let (value, error) = ((part.value)(bar), (part.error)(bar));
            let longest = [value, value + error, (part.value)(base)]
                .into_iter()
                .filter(|v| v.is_finite())
                .fold(0.0, f64::max);
            let words = text_width(&bar_words(bar), format.size(SMALL), false);
            if longest > 0.0 {
                scale = scale.min((width - 8.0 - words).max(4.0) / longest);
            }
        }
    }
    if scale.is_finite() { scale } else { 0.0 }
}

/// Where a bar is drawn [CSS pixels], and how.
struct Place {
    left: f64,
    right: f64,
    top: f64,
    style: Style,
}

fn draw_bar(sheet: &mut Sheet, place: &Place, part: &Part, bar: &Bar, base: f64, scale: f64) {
    let (left, top, bottom) = (
        place.left,
        place.top,
        place.top + sheet.format.pick(24.0, 20.0),
    );
    let middle = 0.5 * (top + bottom);
    let end_of = |value: f64| {
        if value.is_finite() {
            left + value.max(0.0) * scale
        } else {
            left
        }
    };
    let (end, other) = (end_of((part.value)(bar)), end_of(base));
    sheet.hit((left, top), (place.right, bottom));
    if end > left {
        let ink = place.style.ink.faded(0.8);
        sheet.block((left, top + 5.0), (end, bottom - 5.0), ink);
    }
    let reach = (part.error)(bar) * scale;
    let has_reach = reach.is_finite() && reach > 0.0;
    if has_reach {
        let ends = [(end - reach).max(left), end + reach].map(|x| (x, middle));
        sheet.line(ends.to_vec(), TEXT.faded(0.7), 1.2);
    }
    if other > left {
        sheet.line(vec![(other, top + 2.0), (other, bottom - 2.0)], TEXT, 1.4);
    }
    if (part.value)(bar).is_finite() {
        sheet.line(vec![(left, top), (left, bottom)], AXIS, 1.2);
    }
    let words = end
        .max(other)
        .max(if has_reach { end + reach } else { end });
    let font = sheet.format.plain(SMALL, TEXT);
    sheet.text(
        (words + 6.0, middle + 4.0),
        Align::Left,
        bar_words(bar),
        font,
    );
}

fn alt(input: &ReportInput, all: &[Funnel]) -> String {
    let mut text = String::from(
        "Horizontal bars, one panel per scenario: mean number of SMEs at each step, then reasons for failure.",
    );
    for funnel in all {
        let told = |bars: &mut dyn Iterator<Item = &Bar>| {
            bars.map(|bar| format!("{} {}", lower_first(bar.indicator.title), tip_words(bar)))
                .collect::<Vec<_>>()
                .join(", ")
        };
        text.push_str(&format!(
            " {}: {}; failures: {}.",
            input.title(funnel.scenario),
            told(&mut funnel.apart.iter().chain(&funnel.steps)),
            told(&mut funnel.failures.iter())
        ));
    }
    text
}

fn table(input: &ReportInput, all: &[Funnel]) -> Vec<Vec<String>> {
    let mut rows = vec![header(&[
        "scenario",
        "part",
        "indicator",
        "unit",
        "mean",
        "half_width",
        "share",
    ])];
    for funnel in all {
        let name = input.name(funnel.scenario);
        let parts = [
            ("apart", &funnel.apart),
            ("step", &funnel.steps),
            ("reason", &funnel.failures),
        ];
        for (part, bars) in parts {
            for bar in bars {
                let mut cells = header(&[name, part, bar.indicator.name, bar.indicator.unit]);
                cells.extend([bar.mean, bar.error, bar.share].map(cell));
                rows.push(cells);
            }
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_a_share_of_the_first_and_the_first_of_nothing() {
        let bar = |mean: f64| Bar {
            indicator: &INDICATORS[0],
            mean,
            error: 1.0,
            share: f64::NAN,
        };
        let mut steps = [bar(200.0), bar(50.0), bar(10.0)];
        share_of_first(&mut steps);
        assert!(steps[0].share.is_nan());
        assert_eq!([steps[1].share, steps[2].share], [0.25, 0.05]);
    }
}
