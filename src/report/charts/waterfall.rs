//! From gross to net: linkages of each scenario as bars that add up.

use super::axis::Axis;
use super::chart::{Chart, MARGIN, caption_of_worlds, cell, close, header, open};
use super::font::shorten;
use super::palette::{AXIS, GRID, SOFT, TEXT, style};
use super::panels::{Panel, lay_out};
use super::sheet::{Align, Format, Group, Sheet, Type};
use crate::report::ReportInput;
use crate::report::text::{exponent, marked_interval, number};
use crate::statistics::Estimate;

/// Room for the names of bars [CSS pixels].
const NAMES: f64 = 176.0;
/// Height of a row [CSS pixels].
const ROW: f64 = 30.0;
/// Size of the words of rows [CSS pixels].
const SMALL: f64 = 12.0;
/// Room inside a panel for words beside the bars [CSS pixels].
const WORDS: f64 = 62.0;

/// A bar from one level to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Name for people.
    pub title: &'static str,
    /// Name in tables.
    pub step: &'static str,
    /// Level at which it starts.
    pub from: f64,
    /// Level at which it ends.
    pub to: f64,
    /// What it adds, with its interval; negative where it takes away.
    pub value: Estimate,
    /// A part of what the bars above leave, or a total, rather than a step.
    pub is_level: bool,
}

/// The bars of a scenario: facilitated, less deadweight, what is left as switched and additional, plus induced, less lost, net. None without
/// the indicators.
#[must_use]
pub fn bars(input: &ReportInput, scenario: usize) -> Option<Vec<Bar>> {
    let of = |name: &str, sign: f64| {
        let row = input
            .summary_of(name, scenario)
            .filter(|row| row.mean.is_finite())?;
        let ends = [sign * row.ci_low, sign * row.ci_high];
        Some(Estimate {
            value: sign * row.mean,
            low: ends[0].min(ends[1]),
            high: ends[0].max(ends[1]),
        })
    };
    let [gross, deadweight, switched] = [
        of("linkages_facilitated", 1.0)?,
        of("linkages_deadweight", -1.0)?,
        of("linkages_switching", 1.0)?,
    ];
    let [additional, induced, lost] = [
        of("linkages_additional", 1.0)?,
        of("linkages_induced", 1.0)?,
        of("linkages_lost", -1.0)?,
    ];
    let net = input
        .net
        .iter()
        .find(|net| net.scenario == scenario)?
        .change;
    let direct = gross.value + deadweight.value;
    let with_induced = switched.value + additional.value + induced.value;
    let bar = |title, step, from: f64, value: Estimate, is_level| Bar {
        title,
        step,
        from,
        to: from + value.value,
        value,
        is_level,
    };
    Some(vec![
        bar("Facilitated", "linkages_facilitated", 0.0, gross, true),
        bar(
            "− deadweight",
            "linkages_deadweight",
            gross.value,
            deadweight,
            false,
        ),
        bar("left: switched", "linkages_switching", 0.0, switched, true),
        bar(
            "left: additional",
            "linkages_additional",
            switched.value,
            additional,
            true,
        ),
        bar("+ induced", "linkages_induced", direct, induced, false),
        bar("− lost", "linkages_lost", with_induced, lost, false),
        bar("Net change", "linkages_net", 0.0, net, true),
    ])
}

/// Draws the bars of all scenarios of a context but its baseline; none where all of them are 0.
pub fn figure(input: &ReportInput, context: usize) -> Option<Chart> {
    let all: Vec<(usize, Vec<Bar>)> = input
        .dataset
        .compared_in(context)
        .filter_map(|scenario| Some((scenario, bars(input, scenario)?)))
        .collect();
    if all
        .iter()
        .all(|(_, bars)| bars.iter().all(|bar| bar.value.value == 0.0))
    {
        return None;
    }
    let scenarios: Vec<usize> = all.iter().map(|(scenario, _)| *scenario).collect();
    let title = title(input, &all, &scenarios);
    let subtitle = "Active linkages at the horizon, means, counted pair by pair against the baseline world. Facilitated less deadweight leaves \
                    switched (the SME supplies another TNC in the baseline) and additional ones; with those induced elsewhere and without those lost this is \
                    the net change, whose line is its 95\u{a0}% interval.";
    let mut sheet = Sheet::new(Format::Wide);
    let top = open(&mut sheet, &title, subtitle) + 4.0;
    let across = if scenarios.len() == 4 { 2 } else { 3 };
    let height = ROW * all[0].1.len() as f64 + 44.0;
    let (panels, bottom) = lay_out(
        &mut sheet,
        input,
        &scenarios,
        (across, NAMES),
        (top, height),
    );
    let ends = all
        .iter()
        .flat_map(|(_, bars)| bars.iter().flat_map(|bar| [bar.from, bar.to]))
        .chain(all.iter().flat_map(whiskers))
        .chain([0.0]);
    let axis = Axis::covering(ends, 0.03);
    for (panel, (_, bars)) in panels.iter().zip(&all) {
        sheet.group(Group::Scenario(panel.scenario), |sheet| {
            draw(sheet, input, panel, bars, axis);
        });
    }
    close(
        &mut sheet,
        bottom,
        &caption_of_worlds(
            input,
            "An agency brought a facilitated pair together or served its SME.",
        ),
    );
    Some(Chart {
        name: String::new(),
        title,
        alt: alt(input, &all),
        table: table(input, &all),
        sheet,
        narrow: None,
    })
}

fn whiskers((_, bars): &(usize, Vec<Bar>)) -> [f64; 2] {
    bars.last()
        .map_or([f64::NAN; 2], |net| [net.value.low, net.value.high])
}

/// A mean with the digits that its interval supports, one decimal at most.
fn text(bar: &Bar) -> String {
    let half = (bar.value.high - bar.value.low) / 2.0;
    let text = number(bar.value.value, exponent(half, bar.value.value).max(-1));
    if bar.value.value > 0.0
        && !matches!(
            bar.step,
            "linkages_facilitated" | "linkages_switching" | "linkages_additional"
        )
    {
        format!("+{text}")
    } else {
        text
    }
}

fn title(input: &ReportInput, all: &[(usize, Vec<Bar>)], scenarios: &[usize]) -> String {
    let lead = input
        .lead_row_of(scenarios)
        .and_then(|row| all.iter().find(|(scenario, _)| *scenario == row.scenario));
    let (scenario, bars) = lead.unwrap_or(&all[0]);
    let name = input.title(*scenario);
    let is_significant = input
        .net
        .iter()
        .any(|net| net.scenario == *scenario && net.is_significant);
    let net_words = if is_significant {
        format!("the net change is {}", text(&bars[6]))
    } else {
        "the net change is not significant".to_owned()
    };
    if bars[0].value.value == 0.0 {
        return format!("In the model “{name}” facilitates no linkage; {net_words}");
    }
    let deadweight = number(
        -bars[1].value.value,
        exponent(
            (bars[1].value.high - bars[1].value.low) / 2.0,
            bars[1].value.value,
        )
        .max(-1),
    );
    format!(
        "In the model {deadweight} of {} facilitated linkages in “{name}” would have been there anyway; {net_words}",
        text(&bars[0])
    )
}

fn draw(sheet: &mut Sheet, input: &ReportInput, panel: &Panel, bars: &[Bar], axis: Axis) {
    let axis = axis.on(panel.left, panel.right - WORDS);
    let bottom = panel.top + ROW * bars.len() as f64;
    let (small, name) = (Type::plain(11.5, SOFT), Type::plain(SMALL, TEXT));
    let ticks = axis.spaced_ticks(4, small.size);
    for (tick, label) in ticks.iter().zip(Axis::labels(&ticks)) {
        sheet.line(
            vec![(axis.at(*tick), panel.top), (axis.at(*tick), bottom)],
            GRID,
            1.0,
        );
        sheet.text((axis.at(*tick), bottom + 16.0), Align::Middle, label, small);
    }
    sheet.line(
        vec![(axis.at(0.0), panel.top), (axis.at(0.0), bottom + 4.0)],
        AXIS,
        1.6,
    );
    sheet.text(
        ((axis.start + axis.end) / 2.0, bottom + 33.0),
        Align::Middle,
        "Linkages",
        small,
    );
    let ink = style(input.dataset, panel.scenario).ink;
    for (k, bar) in bars.iter().enumerate() {
        let (y, from, to) = (
            panel.top + ROW * k as f64,
            axis.at(bar.from),
            axis.at(bar.to),
        );
        let opacity = match bar.step {
            "linkages_facilitated" | "linkages_net" => 0.95,
            "linkages_deadweight" | "linkages_lost" => 0.3,
            "linkages_switching" => 0.5,
            _ => 0.7,
        };
        let tip = format!(
            "{}, {}: {}",
            input.title(panel.scenario),
            bar.title.to_lowercase(),
            marked_interval(bar.value.value, bar.value.low, bar.value.high, 1.0)
        );
        sheet.group(Group::Tip(tip), |sheet| {
            sheet.hit((panel.left, y + 2.0), (panel.right - 4.0, y + ROW - 2.0));
            if (to - from).abs() > 0.05 {
                sheet.block(
                    (from.min(to), y + 6.0),
                    (from.max(to), y + ROW - 6.0),
                    ink.faded(opacity),
                );
            }
        });
        if k + 1 < bars.len() && bar.step != "linkages_switching" {
            sheet.line(vec![(to, y + 6.0), (to, y + ROW + 6.0)], AXIS, 1.0);
        }
        let mut end = from.max(to);
        if bar.step == "linkages_net" && bar.value.low.is_finite() {
            let ends = (axis.at(bar.value.low), axis.at(bar.value.high));
            sheet.line(
                vec![(ends.0, y + ROW / 2.0), (ends.1, y + ROW / 2.0)],
                TEXT,
                1.8,
            );
            end = end.max(ends.1);
        }
        let style = Type {
            bold: bar.step == "linkages_net",
            ..name
        };
        sheet.text(
            (end + 6.0, y + ROW / 2.0 + 4.0),
            Align::Left,
            shorten(&text(bar), SMALL, style.bold, WORDS - 8.0),
            style,
        );
        if panel.is_first {
            sheet.text((MARGIN, y + ROW / 2.0 + 4.0), Align::Left, bar.title, style);
        }
    }
}

fn alt(input: &ReportInput, all: &[(usize, Vec<Bar>)]) -> String {
    let mut text = String::from(
        "Horizontal bars that add up, one panel per scenario, from facilitated linkages to the net change.",
    );
    for (scenario, bars) in all {
        let reported: Vec<String> = bars
            .iter()
            .map(|bar| {
                format!(
                    "{} {}",
                    bar.title.to_lowercase(),
                    marked_interval(bar.value.value, bar.value.low, bar.value.high, 1.0)
                )
            })
            .collect();
        text.push_str(&format!(
            " {}: {}.",
            input.title(*scenario),
            reported.join(", ")
        ));
    }
    text
}

fn table(input: &ReportInput, all: &[(usize, Vec<Bar>)]) -> Vec<Vec<String>> {
    let mut rows = vec![header(&[
        "scenario", "step", "from", "to", "value", "ci_low", "ci_high", "is_level",
    ])];
    for (scenario, bars) in all {
        let name = input.name(*scenario);
        for bar in bars {
            let mut cells = header(&[name, bar.step]);
            cells.extend(
                [
                    bar.from,
                    bar.to,
                    bar.value.value,
                    bar.value.low,
                    bar.value.high,
                ]
                .map(cell),
            );
            cells.push(bar.is_level.to_string());
            rows.push(cells);
        }
    }
    rows
}
