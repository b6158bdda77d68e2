//! Survival of linkages: Kaplan–Meier curves with bands, one panel per scenario, the baseline behind, numbers at risk below.

use super::axis::Axis;
use super::chart::{Chart, MARGIN, caption_of_worlds, cell, close, header, open};
use super::palette::{AXIS, BASELINE, GRID, SOFT, TEXT, style};
use super::panels::{Panel, lay_out};
use super::sheet::{Align, Format, Group, Mark, Sheet, Spot, Type};
use crate::observations::SPELL_GROUPS;
use crate::report::ReportInput;
use crate::report::text::{number, percent, share_interval_words};
use crate::statistics::Survival;
use crate::units::QUARTERS_PER_YEAR;

/// Room for the labels of the vertical axis [CSS pixels].
const GUTTER: f64 = 62.0;
/// Room right of a panel [CSS pixels].
const GAP: f64 = 52.0;
/// Opacity of bands.
const OPACITY: f64 = 0.22;
/// Fewest linkages for which a curve is drawn on.
const LEAST: f64 = 10.0;
/// Age that the title reports [quarters].
const TOLD: usize = 8;

/// Draws survival of all linkages in the scenarios of a context; none where no linkage was begun in any of them.
pub fn figure(input: &ReportInput, context: usize) -> Option<Chart> {
    let order: Vec<usize> = input
        .baseline_first(context)
        .into_iter()
        .filter(|scenario| input.survival_of(*scenario).is_some())
        .collect();
    let longest = order
        .iter()
        .filter_map(|scenario| input.survival_of(*scenario))
        .map(shown)
        .max()?;
    let title = title(input, context);
    let subtitle = format!(
        "Share of linkages with a first order in the window that have not ended (Kaplan–Meier, linkages that still last count as long as they were \
         seen) and its 95\u{a0}% interval, {} being the sample; thin grey line: “{}”. Drawn while at least {LEAST} linkages are seen.",
        input.dataset.counted().many(),
        input.title(input.dataset.contexts[context].baseline)
    );
    let mut sheet = Sheet::new(Format::Wide);
    let top = open(&mut sheet, &title, &subtitle) + 2.0;
    let (across, plot) = if order.len() == 1 {
        (1, 260.0)
    } else if order.len() == 2 || order.len() == 4 {
        (2, 220.0)
    } else {
        (3, 180.0)
    };
    let (panels, bottom) = lay_out(
        &mut sheet,
        input,
        &order,
        (across, GUTTER),
        (top, plot + 74.0),
    );
    let years = (longest as f64 / QUARTERS_PER_YEAR).ceil().max(1.0);
    for panel in &panels {
        sheet.group(Group::Scenario(panel.scenario), |sheet| {
            draw(sheet, input, panel, (plot, years));
        });
    }
    close(
        &mut sheet,
        bottom,
        &caption_of_worlds(
            input,
            "Linkages that had orders when the window opened are left out.",
        ),
    );
    Some(Chart {
        name: String::new(),
        title,
        alt: alt(input, &order),
        table: table(input, context),
        sheet,
        narrow: None,
    })
}

/// Ages that are drawn.
pub fn shown(curve: &Survival) -> usize {
    curve
        .at_risk
        .iter()
        .take_while(|n| **n >= LEAST.min(curve.n_spells()))
        .count()
}

fn title(input: &ReportInput, context: usize) -> String {
    let baseline = input.dataset.contexts[context].baseline;
    let reported = |scenario: usize| {
        input
            .survival_of(scenario)
            .filter(|curve| shown(curve) > TOLD)
            .map(|curve| percent(curve.survival[TOLD]))
    };
    let lead = input
        .lead_row_of(&input.baseline_first(context))
        .map(|row| row.scenario)
        .filter(|lead| *lead != baseline);
    let pair = lead.and_then(|lead| reported(lead).map(|share| (lead, share)));
    match (pair, reported(baseline)) {
        (Some((lead, with)), Some(without)) => {
            let significance = difference_words(input, lead);
            format!(
                "In the model {with} of new linkages last beyond two years in “{}” and {without} in “{}”{significance}",
                input.title(lead),
                input.title(baseline)
            )
        }
        (_, Some(share)) => format!(
            "In the model {share} of new linkages last beyond two years in “{}”",
            input.title(baseline)
        ),
        _ => "Durations of new linkages in the model".to_owned(),
    }
}

/// True where the difference at the age that the title reports is significant.
fn difference_words(input: &ReportInput, lead: usize) -> &'static str {
    let difference = input.survival_difference(lead, TOLD);
    match difference {
        Some(d) if d.low == d.high => ": no difference",
        Some(d) if d.low > 0.0 || d.high < 0.0 => "",
        _ => "; the difference is not significant",
    }
}

fn draw(sheet: &mut Sheet, input: &ReportInput, panel: &Panel, (plot, years): (f64, f64)) {
    let Some(curve) = input.survival_of(panel.scenario) else {
        return;
    };
    let time = Axis {
        low: 0.0,
        high: years,
        start: panel.left,
        end: panel.right - GAP,
    };
    let share = Axis {
        low: 0.0,
        high: 1.0,
        start: panel.top + plot,
        end: panel.top,
    };
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
                (time.start - 7.0, share.at(value) + 4.0),
                Align::Right,
                label,
                small,
            );
        }
    }
    let style = style(input.dataset, panel.scenario);
    let ages = shown(curve);
    let ends = |age: usize| {
        curve
            .survival_at(age)
            .map_or((f64::NAN, f64::NAN), |e| (e.low, e.high))
    };
    band(
        sheet,
        &steps((0..ages).map(|age| (age, ends(age).1)), &time, &share),
        &steps((0..ages).map(|age| (age, ends(age).0)), &time, &share),
        style.ink.faded(OPACITY),
    );
    let baseline = input.dataset.baseline_of(panel.scenario);
    if panel.scenario != baseline
        && let Some(base) = input.survival_of(baseline)
    {
        sheet.line(steps(drawn(base), &time, &share), BASELINE, 1.4);
    }
    let line = steps(drawn(curve), &time, &share);
    let markers: Vec<(Spot, String)> = time
        .ticks(years as usize)
        .into_iter()
        .filter_map(|year| {
            let value = at_year(curve, ages, year)?;
            let tip = format!(
                "{}, beyond year {year}: {}; {} linkages seen",
                input.title(panel.scenario),
                curve
                    .survival_at((year * QUARTERS_PER_YEAR) as usize)
                    .map_or_else(|| percent(value), |e| share_interval_words(&e)),
                number(curve.at_risk[(year * QUARTERS_PER_YEAR) as usize], 0)
            );
            Some(((time.at(year), share.at(value)), tip))
        })
        .collect();
    sheet.line(line, style.ink, 2.4);
    for ((x, y), tip) in markers {
        sheet.group(Group::Tip(tip), |sheet| {
            sheet.hit((x - 9.0, y - 9.0), (x + 9.0, y + 9.0));
            sheet.marker((x, y), 3.8, style, false);
        });
    }
    draw_time(sheet, panel, curve, &time, share.start);
}

/// Survival at a whole number of years, where it is drawn.
fn at_year(curve: &Survival, ages: usize, year: f64) -> Option<f64> {
    let age = (year * QUARTERS_PER_YEAR) as usize;
    (age > 0 && age < ages).then(|| curve.survival[age])
}

/// Ages and survival that are drawn.
fn drawn(curve: &Survival) -> impl Iterator<Item = (usize, f64)> {
    curve
        .survival
        .iter()
        .copied()
        .enumerate()
        .take(shown(curve))
}

/// Corners of a curve that starts at 1 and steps down at each age; ages without a value are passed over.
fn steps(values: impl Iterator<Item = (usize, f64)>, time: &Axis, share: &Axis) -> Vec<Spot> {
    let (mut points, mut last, mut end) = (vec![(time.at(0.0), share.at(1.0))], 1.0, 0);
    for (age, value) in values.filter(|(_, value)| value.is_finite()) {
        let x = time.at(age as f64 / QUARTERS_PER_YEAR);
        points.extend([(x, share.at(last)), (x, share.at(value))]);
        last = value;
        end = age + 1;
    }
    // The last step is as long as its quarter.
    points.push((time.at(end as f64 / QUARTERS_PER_YEAR), share.at(last)));
    points
}

fn band(sheet: &mut Sheet, upper: &[Spot], lower: &[Spot], ink: super::palette::Ink) {
    if upper.len() > 1 {
        sheet.marks.push(Mark::Area {
            points: upper.iter().chain(lower.iter().rev()).copied().collect(),
            ink,
        });
    }
}

/// Years, their name, and the numbers at risk below them.
fn draw_time(sheet: &mut Sheet, panel: &Panel, curve: &Survival, time: &Axis, bottom: f64) {
    let small = Type::plain(11.0, SOFT);
    let step = if time.high > 5.0 { 2 } else { 1 };
    for year in (0..=time.high as usize).step_by(step) {
        let x = time.at(year as f64);
        sheet.line(vec![(x, bottom), (x, bottom + 4.0)], AXIS, 1.0);
        sheet.text((x, bottom + 16.0), Align::Middle, year.to_string(), small);
        let at_risk = curve
            .at_risk
            .get(year * QUARTERS_PER_YEAR as usize)
            .copied()
            .unwrap_or(0.0);
        sheet.text(
            (x, bottom + 49.0),
            Align::Middle,
            number(at_risk, 0),
            Type::plain(11.0, TEXT),
        );
    }
    sheet.text(
        ((time.start + time.end) / 2.0, bottom + 31.0),
        Align::Middle,
        "Years since the first order",
        small,
    );
    if panel.is_first {
        sheet.text(
            (MARGIN, bottom + 49.0),
            Align::Left,
            "Seen",
            Type::plain(11.0, TEXT),
        );
    }
}

fn alt(input: &ReportInput, order: &[usize]) -> String {
    let mut text = String::from(
        "Falling step curves, one panel per scenario: share of new linkages that have not ended, by years since the first order.",
    );
    for scenario in order {
        let Some(curve) = input.survival_of(*scenario) else {
            continue;
        };
        let reported = [(4, "one year"), (8, "two years"), (12, "three years")]
            .into_iter()
            .filter_map(|(age, name)| {
                Some(format!(
                    "{} beyond {name}",
                    share_interval_words(&curve.survival_at(age)?)
                ))
            });
        let reported: Vec<String> = reported.collect();
        text.push_str(&format!(
            " {}: {} linkages; {}.",
            input.title(*scenario),
            number(curve.n_spells(), 0),
            reported.join(", ")
        ));
    }
    text
}

fn table(input: &ReportInput, context: usize) -> Vec<Vec<String>> {
    let mut rows = vec![header(&[
        "scenario",
        "group",
        "age_quarters",
        "at_risk",
        "ended",
        "survival",
        "ci_low",
        "ci_high",
    ])];
    for lives in input
        .lives
        .iter()
        .filter(|lives| input.is_in(context, lives.scenario))
    {
        let name = input.name(lives.scenario);
        for age in 0..lives.survival.at_risk.len() {
            let mut cells = header(&[name, SPELL_GROUPS[lives.group], &age.to_string()]);
            let estimate = lives
                .survival
                .survival_at(age)
                .map_or([f64::NAN; 3], |e| [e.value, e.low, e.high]);
            cells.extend(
                [
                    lives.survival.at_risk[age],
                    lives.survival.ended[age].iter().sum(),
                ]
                .into_iter()
                .chain(estimate)
                .map(cell),
            );
            rows.push(cells);
        }
    }
    rows
}
