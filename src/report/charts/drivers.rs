//! Influence of parameters on a difference: a bar per parameter, with simulation noise at the bottom.

use super::axis::Axis;
use super::chart::{Chart, MARGIN, WIDTH, cell, close, header, open};
use super::font::shorten;
use super::palette::{AXIS, BASELINE, GRID, Ink, SHADE, SOFT, TEXT, ink_of_grade};
use super::sheet::{Align, Format, Group, Sheet, Type};
use crate::observations::INDICATORS;
use crate::plan::Factor;
use crate::report::text::{
    Scale, chance_words, distinction_text, driver_title, measure_words, method_words, scale_of,
    size_words, test_words, too_few_words, upper_first,
};
use crate::statistics::Estimate;
use crate::statistics::sensitivity::{Driven, Excess, FactorEffect, SensitivityMethod};

/// Most parameters shown; the table has all.
const ROWS: usize = 25;
/// Height of a row [CSS pixels].
const ROW: f64 = 42.0;
/// Left and right end of the plot [CSS pixels].
const PLOT: (f64, f64) = (300.0, 690.0);
/// Left edge of the numbers at the right [CSS pixels].
const NUMBERS: f64 = 712.0;
/// Opacity of the part of a bar that is shown light.
const LIGHT: f64 = 0.45;
/// Opacity of what is not distinguishable from simulation noise.
const FADED: f64 = 0.3;

/// One row: what it is about, its measures, its colour, whether it is faded.
struct Row<'a> {
    name: &'a str,
    about: String,
    measures: &'a [Estimate],
    value: String,
    reported: &'static str,
    ink: Ink,
    is_faded: bool,
    excess: Option<Excess>,
}

/// Draws the drivers of a difference, most influential parameter first; `place` numbers the charts of a run.
#[must_use]
pub fn drivers_chart(driven: &Driven, factors: &[Factor], study: &str, place: usize) -> Chart {
    let (found, title) = (&driven.sensitivity, driver_title(driven, factors));
    let scale = shown_scale(driven);
    let rows = rows(driven, factors, &scale);
    let mut sheet = Sheet::new(Format::Wide);
    let top = open(
        &mut sheet,
        &title,
        &format!(
            "{}{} Colour: how well the parameter is supported.",
            method_words(found.method),
            if found.method == SensitivityMethod::Morris {
                ""
            } else {
                " Faded: not distinguishable from 0."
            }
        ),
    );
    let axis = axis(found.method, &rows, scale.factor);
    let bottom = top + 8.0 + ROW * rows.len() as f64;
    for y in (0..rows.len())
        .step_by(2)
        .map(|row| top + 8.0 + ROW * row as f64)
    {
        sheet.block((MARGIN, y), (WIDTH - MARGIN, y + ROW), SHADE);
    }
    draw_axis(
        &mut sheet,
        &axis,
        axis_title(found.method, &scale),
        (top + 8.0, bottom),
    );
    for (row, y) in rows
        .iter()
        .zip((0..).map(|row| top + 8.0 + ROW * f64::from(row)))
    {
        let tip = format!("{} ({}): {}", row.name, row.about, row.value);
        sheet.group(Group::Tip(tip), |sheet| {
            sheet.hit((MARGIN, y), (WIDTH - MARGIN, y + ROW));
            draw_row(
                sheet,
                found.method,
                row,
                (&axis, scale.factor),
                y + 0.5 * ROW,
            );
        });
    }
    close(&mut sheet, bottom + 40.0, &caption(driven, study));
    let name = format!(
        "sensitivity-{place:02}-{}",
        INDICATORS[driven.indicator].name
    );
    Chart {
        name,
        title,
        alt: alt(&rows),
        table: table(driven, factors),
        sheet,
        narrow: None,
    }
}

/// Shares of variance are percentages, whatever the unit of the indicator.
fn shown_scale(driven: &Driven) -> Scale {
    if driven.sensitivity.method == SensitivityMethod::Sobol {
        Scale::new("share", [])
    } else {
        scale_of(driven)
    }
}

fn rows<'a>(driven: &'a Driven, factors: &'a [Factor], scale: &Scale) -> Vec<Row<'a>> {
    let found = &driven.sensitivity;
    let row = |effect: &'a FactorEffect| {
        let factor = &factors[effect.factor];
        Row {
            name: &factor.key,
            about: format!(
                "{}; {}",
                factor.range(),
                factor.grade.name().replace('_', " ")
            ),
            measures: &effect.measures,
            value: measure_words(found.method, &effect.measures[0], scale),
            reported: distinction_text(effect),
            ink: ink_of_grade(factor.grade),
            is_faded: !effect.is_distinguishable,
            excess: effect.excess,
        }
    };
    let chance = Row {
        name: "chance",
        about: "other worlds".to_owned(),
        measures: &found.chance,
        value: chance_words(found.method, &found.chance, scale),
        reported: "",
        ink: BASELINE,
        is_faded: false,
        excess: None,
    };
    found
        .effects
        .iter()
        .take(ROWS)
        .map(row)
        .chain([chance])
        .collect()
}

fn axis(method: SensitivityMethod, rows: &[Row], factor: f64) -> Axis {
    let shown = rows.iter().flat_map(|row| {
        let ends: &[Estimate] = if method == SensitivityMethod::Tornado {
            &row.measures[1..]
        } else {
            &row.measures[..1]
        };
        let swing = swing_ends(method, row);
        ends.iter()
            .flat_map(|end| [end.value, end.high])
            .chain(swing)
            .collect::<Vec<f64>>()
    });
    Axis::covering(shown.map(|value| value * factor).chain([0.0]), 0.04).on(PLOT.0, PLOT.1)
}

/// Ends of the line of a row: the interval of its first measure, from the end by which the row is judged where that is another.
fn swing_ends(method: SensitivityMethod, row: &Row) -> [f64; 2] {
    match method {
        SensitivityMethod::Tornado => [f64::NAN; 2],
        _ => [
            row.excess
                .map_or(row.measures[0].low, |excess| excess.low)
                .max(0.0),
            row.measures[0].high,
        ],
    }
}

fn axis_title(method: SensitivityMethod, scale: &Scale) -> String {
    match method {
        SensitivityMethod::Tornado => format!("Change of the difference [{}]", scale.change_unit),
        SensitivityMethod::Morris => {
            format!("Change per whole range, mean size [{}]", scale.change_unit)
        }
        SensitivityMethod::Sobol => "Share of variance [%]".to_owned(),
    }
}

fn draw_axis(sheet: &mut Sheet, axis: &Axis, title: String, (top, bottom): (f64, f64)) {
    let ticks = axis.ticks(6);
    for (tick, label) in ticks.iter().zip(Axis::labels(&ticks)) {
        let x = axis.at(*tick);
        sheet.line(vec![(x, top), (x, bottom)], GRID, 1.0);
        sheet.text(
            (x, bottom + 17.0),
            Align::Middle,
            label,
            Type::plain(12.0, SOFT),
        );
    }
    let zero = axis.at(0.0);
    sheet.line(vec![(zero, top - 5.0), (zero, bottom + 4.0)], AXIS, 1.8);
    sheet.text(
        ((axis.start + axis.end) / 2.0, bottom + 34.0),
        Align::Middle,
        title,
        Type::plain(12.0, SOFT),
    );
}

fn draw_row(
    sheet: &mut Sheet,
    method: SensitivityMethod,
    row: &Row,
    (axis, factor): (&Axis, f64),
    middle: f64,
) {
    let room = PLOT.0 - MARGIN - 24.0;
    sheet.text(
        (MARGIN + 8.0, middle - 3.5),
        Align::Left,
        shorten(row.name, 13.0, !row.is_faded, room),
        Type {
            bold: !row.is_faded,
            ..Type::plain(13.0, TEXT)
        },
    );
    sheet.text(
        (MARGIN + 8.0, middle + 13.0),
        Align::Left,
        shorten(&row.about, 12.0, false, room),
        Type::plain(12.0, SOFT),
    );
    draw_bar(sheet, method, row, (axis, factor), middle);
    let room = WIDTH - MARGIN - NUMBERS - 6.0;
    let value = shorten(&row.value, 13.0, !row.is_faded, room);
    sheet.text(
        (NUMBERS, middle - 3.5),
        Align::Left,
        value,
        Type {
            bold: !row.is_faded,
            ..Type::plain(13.0, TEXT)
        },
    );
    sheet.text(
        (NUMBERS, middle + 13.0),
        Align::Left,
        shorten(row.reported, 12.0, false, room),
        Type::plain(12.0, SOFT),
    );
}

fn draw_bar(
    sheet: &mut Sheet,
    method: SensitivityMethod,
    row: &Row,
    (axis, factor): (&Axis, f64),
    middle: f64,
) {
    let fade = if row.is_faded { FADED } else { 1.0 };
    let mut bar = |value: f64, alpha: f64| {
        if value.is_finite() {
            let (zero, end) = (axis.at(0.0), axis.at(value * factor));
            sheet.block(
                (zero.min(end), middle - 9.0),
                (zero.max(end), middle + 9.0),
                row.ink.faded(alpha * fade),
            );
        }
    };
    match method {
        SensitivityMethod::Tornado => {
            bar(row.measures[1].value, LIGHT);
            bar(row.measures[2].value, 1.0);
        }
        SensitivityMethod::Morris => bar(row.measures[0].value, 1.0),
        SensitivityMethod::Sobol => {
            bar(row.measures[0].value.max(0.0), LIGHT);
            bar(
                row.measures[1].value.max(0.0).min(row.measures[0].value),
                1.0,
            );
        }
    }
    let ends = swing_ends(method, row).map(|end| axis.at(end * factor));
    if ends.iter().all(|end| end.is_finite()) {
        sheet.line(
            vec![(ends[0], middle), (ends[1], middle)],
            TEXT.faded(fade.max(0.6)),
            1.6,
        );
    }
    if let Some(noise) = row
        .excess
        .map(|excess| excess.noise)
        .filter(|noise| noise.is_finite())
    {
        let x = axis.at(noise * factor);
        sheet.line(vec![(x, middle - 12.0), (x, middle + 12.0)], TEXT, 1.6);
    }
}

fn caption(driven: &Driven, study: &str) -> String {
    let found = &driven.sensitivity;
    let tests = upper_first(&test_words(found.method, found.effects.len()));
    let n = format!("{}. {tests}.", size_words(found));
    let few = too_few_words(driven).map_or_else(String::new, |words| format!(" {words}."));
    let left = found.effects.len().saturating_sub(ROWS);
    let left = if left > 0 {
        format!(" {left} parameters with less influence are in the table only.")
    } else {
        String::new()
    };
    format!("{n}{few}{left} Ranges say what is plausible, not what is likely. Study: {study}.")
}

fn alt(rows: &[Row]) -> String {
    let row = |row: &Row| {
        let reported = if row.reported.is_empty() {
            String::new()
        } else {
            format!(", {}", row.reported)
        };
        format!(" {} ({}): {}{reported}.", row.name, row.about, row.value)
    };
    format!(
        "Bars, one per parameter, most influential first.{}",
        rows.iter().map(row).collect::<String>()
    )
}

fn table(driven: &Driven, factors: &[Factor]) -> Vec<Vec<String>> {
    let found = &driven.sensitivity;
    let mut rows = vec![header(&[
        "parameter",
        "grade",
        "measure",
        "value",
        "ci_low",
        "ci_high",
        "distinguishable",
    ])];
    let mut add = |name: &str, grade: &str, measures: &[Estimate], reported: String| {
        for (measure, one) in found
            .method
            .measures()
            .iter()
            .zip(measures)
            .filter(|(_, one)| one.value.is_finite())
        {
            let mut cells = header(&[name, grade, measure]);
            cells.extend([one.value, one.low, one.high].map(cell));
            cells.push(reported.clone());
            rows.push(cells);
        }
    };
    for effect in &found.effects {
        let factor = &factors[effect.factor];
        add(
            &factor.key,
            factor.grade.name(),
            &effect.measures,
            effect.is_distinguishable.to_string(),
        );
    }
    add("chance", "", &found.chance, String::new());
    rows
}
