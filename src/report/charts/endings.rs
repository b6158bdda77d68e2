//! Causes of linkage endings: cumulative incidence by cause, stacked, the baseline next to the fullest programme.

use super::axis::Axis;
use super::chart::{Chart, MARGIN, caption_of_worlds, cell, close, header, open};
use super::palette::{AXIS, GRID, PAPER, SOFT, TEXT, style};
use super::panels::{Panel, lay_out, spread};
use super::sheet::{Align, Format, Group, Mark, Sheet, Spot, Type};
use super::survival::shown;
use crate::observations::{CAUSES, N_CAUSES};
use crate::report::ReportInput;
use crate::report::text::{lower_first, number, percent, share_interval_words};
use crate::statistics::Survival;
use crate::units::QUARTERS_PER_YEAR;

/// Height of the plots [CSS pixels].
const PLOT: f64 = 260.0;
/// Room for the labels of the vertical axis [CSS pixels].
const GUTTER: f64 = 58.0;
/// Room for names of causes right of a panel [CSS pixels].
const NAMES: f64 = 216.0;

/// Draws endings by cause of the baseline of a context and the scenario with the highest programme cost; none without linkages.
pub fn figure(input: &ReportInput, context: usize) -> Option<Chart> {
    let baseline = input.dataset.contexts[context].baseline;
    let order: Vec<usize> = std::iter::once(baseline)
        .chain(fullest(input, context))
        .filter(|s| input.survival_of(*s).is_some())
        .collect();
    // Both panels end at the same age, so that they can be compared.
    let age = order
        .iter()
        .filter_map(|scenario| input.survival_of(*scenario))
        .map(shown)
        .min()?
        .checked_sub(1)?;
    let title = title(input, *order.last()?, age);
    let subtitle = "Share of linkages with a first order in the window that have ended, by cause, stacked from the commonest in the baseline (Aalen–Johansen); \
                    what is left up to 100\u{a0}% still lasts. Shares at the right are those at the end of the curves, with 95\u{a0}% intervals in the description and the table.";
    let mut sheet = Sheet::new(Format::Wide);
    let top = open(&mut sheet, &title, subtitle) + 2.0;
    let (panels, bottom) = lay_out(&mut sheet, input, &order, (2, GUTTER), (top, PLOT + 46.0));
    let causes = stacked(input.survival_of(order[0])?, age);
    for panel in &panels {
        sheet.group(Group::Scenario(panel.scenario), |sheet| {
            draw(sheet, input, panel, &causes, age);
        });
    }
    close(&mut sheet, bottom, &caption_of_worlds(input, ""));
    Some(Chart {
        name: String::new(),
        title,
        alt: alt(input, &order, &causes, age),
        table: table(input, context),
        sheet,
        narrow: None,
    })
}

/// The scenario other than the baseline with the highest programme cost; the first of equals.
fn fullest(input: &ReportInput, context: usize) -> Option<usize> {
    let cost = |scenario: usize| {
        input
            .summary_of("programme_cost_usd", scenario)
            .map_or(0.0, |row| row.mean)
    };
    input
        .dataset
        .compared_in(context)
        .reduce(|best, one| if cost(one) > cost(best) { one } else { best })
}

/// Causes from the commonest to the rarest at an age.
fn stacked(curve: &Survival, age: usize) -> Vec<usize> {
    let mut causes: Vec<usize> = (0..N_CAUSES).collect();
    causes.sort_by(|a, b| curve.incidence[age][*b].total_cmp(&curve.incidence[age][*a]));
    causes
}

fn title(input: &ReportInput, scenario: usize, age: usize) -> String {
    let years = number(
        age as f64 / QUARTERS_PER_YEAR,
        match age % QUARTERS_PER_YEAR as usize {
            0 => 0,
            2 => -1,
            _ => -2,
        },
    );
    let first = |scenario: usize| {
        let curve = input.survival_of(scenario)?;
        let cause = *stacked(curve, age).first()?;
        Some((
            cause,
            percent(curve.incidence[age][cause]),
            percent(1.0 - curve.survival[age]),
        ))
    };
    let Some((cause, share, all)) = first(scenario) else {
        return "Why linkages end in the model".to_owned();
    };
    format!(
        "In the model {all} of new linkages in “{}” have ended after {years} years; the commonest cause is “{}” ({share})",
        input.title(scenario),
        lower_first(CAUSES[cause].title)
    )
}

fn draw(sheet: &mut Sheet, input: &ReportInput, panel: &Panel, causes: &[usize], age: usize) {
    let Some(curve) = input.survival_of(panel.scenario) else {
        return;
    };
    let years = (age + 1) as f64 / QUARTERS_PER_YEAR;
    let right = (panel.right - NAMES).min(panel.left + 480.0);
    let time = Axis {
        low: 0.0,
        high: years,
        start: panel.left,
        end: right,
    };
    let share = Axis {
        low: 0.0,
        high: 1.0,
        start: panel.top + PLOT,
        end: panel.top,
    };
    draw_axes(sheet, panel, &time, &share);
    let ink = style(input.dataset, panel.scenario).ink;
    let mut lower = vec![0.0; age + 1];
    let mut labels = Vec::new();
    for (rank, cause) in causes.iter().enumerate() {
        let upper: Vec<f64> = (0..=age)
            .map(|at| lower[at] + curve.incidence[at][*cause])
            .collect();
        let outline = outline(&upper, &time, &share);
        let mut points = outline.clone();
        points.extend(self::outline(&lower, &time, &share).into_iter().rev());
        let words = curve
            .incidence_at(age, *cause)
            .map_or_else(String::new, |e| share_interval_words(&e));
        let tip = format!(
            "{}, {}: {words} after {age} quarters",
            input.title(panel.scenario),
            lower_first(CAUSES[*cause].title)
        );
        sheet.group(Group::Tip(tip), |sheet| {
            sheet.marks.push(Mark::Area {
                points,
                ink: ink.faded(1.0 - 0.145 * rank as f64),
            });
        });
        sheet.line(outline, PAPER, 1.4);
        let middle = f64::midpoint(lower[age], upper[age]);
        labels.push((
            share.at(middle) + 4.0,
            share.at(middle),
            format!(
                "{} {}",
                CAUSES[*cause].title,
                percent(curve.incidence[age][*cause])
            ),
        ));
        lower = upper;
    }
    let lasts = f64::midpoint(1.0, lower[age]);
    labels.push((
        share.at(lasts) + 4.0,
        share.at(lasts),
        format!("Still lasts {}", percent(1.0 - lower[age])),
    ));
    let wanted: Vec<f64> = labels.iter().map(|label| label.0).collect();
    for ((_, from, words), y) in labels.iter().zip(spread(
        &wanted,
        16.0,
        (panel.top + 6.0, panel.top + PLOT + 4.0),
    )) {
        sheet.line(
            vec![(right + 2.0, *from), (right + 10.0, y - 4.0)],
            AXIS,
            0.8,
        );
        sheet.text(
            (right + 14.0, y),
            Align::Left,
            words.as_str(),
            Type::plain(12.0, TEXT),
        );
    }
}

/// Steps up at each age.
fn outline(values: &[f64], time: &Axis, share: &Axis) -> Vec<Spot> {
    let (mut points, mut last) = (Vec::with_capacity(values.len() * 2), 0.0);
    for (age, value) in values.iter().enumerate() {
        let x = time.at(age as f64 / QUARTERS_PER_YEAR);
        points.extend([(x, share.at(last)), (x, share.at(*value))]);
        last = *value;
    }
    // The last step is as long as its quarter.
    points.push((
        time.at(values.len() as f64 / QUARTERS_PER_YEAR),
        share.at(last),
    ));
    points
}

fn draw_axes(sheet: &mut Sheet, panel: &Panel, time: &Axis, share: &Axis) {
    let small = Type::plain(11.5, SOFT);
    for (value, label) in [
        (0.0, "0"),
        (0.25, "25"),
        (0.5, "50"),
        (0.75, "75"),
        (1.0, "100\u{a0}%"),
    ] {
        sheet.line(
            vec![(time.start, share.at(value)), (time.end, share.at(value))],
            if value > 0.0 { GRID } else { AXIS },
            1.0,
        );
        if panel.is_first {
            sheet.text(
                (MARGIN + GUTTER - 7.0, share.at(value) + 4.0),
                Align::Right,
                label,
                small,
            );
        }
    }
    for year in (0..=time.high as usize).step_by(if time.high > 5.0 { 2 } else { 1 }) {
        let x = time.at(year as f64);
        sheet.line(vec![(x, share.start), (x, share.start + 4.0)], AXIS, 1.0);
        sheet.text(
            (x, share.start + 17.0),
            Align::Middle,
            year.to_string(),
            small,
        );
    }
    sheet.text(
        ((time.start + time.end) / 2.0, share.start + 34.0),
        Align::Middle,
        "Years since the first order",
        small,
    );
}

fn alt(input: &ReportInput, order: &[usize], causes: &[usize], age: usize) -> String {
    let mut text = String::from(
        "Stacked areas that rise with the years since the first order: share of linkages that have ended, by cause.",
    );
    for scenario in order {
        let Some(curve) = input.survival_of(*scenario) else {
            continue;
        };
        let reported = causes.iter().filter_map(|cause| {
            Some(format!(
                "{} {}",
                lower_first(CAUSES[*cause].title),
                share_interval_words(&curve.incidence_at(age, *cause)?)
            ))
        });
        text.push_str(&format!(
            " {}, after {} quarters: {}.",
            input.title(*scenario),
            age,
            reported.collect::<Vec<_>>().join(", ")
        ));
    }
    text
}

fn table(input: &ReportInput, context: usize) -> Vec<Vec<String>> {
    let mut rows = vec![header(&[
        "scenario",
        "age_quarters",
        "cause",
        "incidence",
        "ci_low",
        "ci_high",
    ])];
    for lives in input
        .lives
        .iter()
        .filter(|lives| lives.group == 0 && input.is_in(context, lives.scenario))
    {
        let name = input.name(lives.scenario);
        for (age, cause) in (0..lives.survival.at_risk.len())
            .flat_map(|age| (0..N_CAUSES).map(move |cause| (age, cause)))
        {
            let mut cells = header(&[name, &age.to_string(), CAUSES[cause].name]);
            cells.extend(
                lives
                    .survival
                    .incidence_at(age, cause)
                    .map_or([f64::NAN; 3], |e| [e.value, e.low, e.high])
                    .map(cell),
            );
            rows.push(cells);
        }
    }
    rows
}
