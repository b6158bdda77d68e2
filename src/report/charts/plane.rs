//! Cost-effectiveness plane: what each scenario adds against what it costs, worlds as a cloud, means with both intervals.

use super::axis::Axis;
use super::chart::{Chart, cell, close, header, open};
use super::font::{text_width, wrap};
use super::palette::{AXIS, GRID, SOFT, TEXT, style};
use super::sheet::{Align, Format, Group, Mark, Sheet, Spot};
use crate::report::ReportInput;
use crate::report::text::{
    Scale, count, dominance_sentences, exponent, noun, number, signed_interval,
};
use crate::statistics::{Comparison, PlanePoint};

/// Added linkages.
pub const OUTCOME: &str = "sustained_linkages";
/// Cost.
const COST: &str = "programme_cost_usd";
/// Most worlds of a scenario in the cloud.
const CLOUD: usize = 200;
/// Left edge of names on a wide sheet [CSS pixels].
const LABELS: f64 = 680.0;

/// Draws the plane of a context; none without a scenario that has a cost or an effect.
pub fn figure(input: &ReportInput, context: usize) -> Option<Chart> {
    let rows = rows(input, context);
    let points: Vec<&PlanePoint> = input
        .plane
        .iter()
        .filter(|point| input.is_in(context, point.scenario))
        .collect();
    if rows
        .iter()
        .all(|(effect, cost)| effect.diff == 0.0 && cost.diff == 0.0)
    {
        return None;
    }
    let scale = Scale::new(
        "USD",
        points
            .iter()
            .flat_map(|point| point.worlds.iter().map(|world| world.1)),
    );
    let title = title(input, &rows, &scale);
    let dominance = dominance_sentences(input, context);
    let subtitle = format!(
        "Difference from “{}” in the same {}: faint points are {}, markers with lines are means with the 95\u{a0}% intervals of both. Grey rays: the \
         same cost per linkage. Further right and lower is better. {}",
        input.title(input.dataset.contexts[context].baseline),
        input.dataset.counted().long(2),
        input.dataset.counted().many(),
        dominance[..dominance.len().min(2)].join(" ")
    );
    let draw = |format: Format| {
        let mut sheet = Sheet::new(format);
        let top = open(&mut sheet, &title, &subtitle) + 40.0;
        let shown = Shown {
            input,
            points: &points,
            rows: &rows,
            scale: &scale,
        };
        let bottom = draw_plot(&mut sheet, &shown, top);
        close(&mut sheet, bottom, &caption(input, &points));
        sheet
    };
    Some(Chart {
        name: String::new(),
        sheet: draw(Format::Wide),
        narrow: Some(draw(Format::Narrow)),
        alt: alt(input, &rows, &scale, &dominance),
        table: table(input, &points, &rows),
        title,
    })
}

/// What the chart shows.
struct Shown<'a> {
    input: &'a ReportInput<'a>,
    points: &'a [&'a PlanePoint],
    rows: &'a [Costed<'a>],
    scale: &'a Scale,
}

/// Draws plot and names; returns the lower edge.
fn draw_plot(sheet: &mut Sheet, shown: &Shown, top: f64) -> f64 {
    let format = sheet.format;
    let seen = || {
        shown
            .points
            .iter()
            .flat_map(|point| point.worlds.iter().take(CLOUD))
    };
    let ends = |row: for<'b> fn(&Costed<'b>) -> &'b Comparison| {
        shown
            .rows
            .iter()
            .flat_map(move |pair| [row(pair).ci_low, row(pair).ci_high, row(pair).diff])
    };
    let costs = seen()
        .map(|world| world.1)
        .chain(ends(|pair| pair.1))
        .chain([0.0])
        .map(|cost| cost * shown.scale.factor);
    let bottom = top + format.pick(380.0, 260.0);
    let cost = Axis::covering(costs, 0.05).on(bottom, top);
    let small = format.size(12.0);
    let widest = with_labels(&cost, format.pick(5, 3))
        .map(|(_, label)| text_width(&label, small, false))
        .fold(0.0, f64::max);
    let (least, right) = format.pick((96.0, 590.0), (62.0, sheet.right() - 30.0));
    let left = (sheet.left() + widest + 10.0).max(least);
    let effects = seen().map(|world| world.0);
    let effect =
        Axis::covering(effects.chain(ends(|pair| pair.0)).chain([0.0]), 0.05).on(left, right);
    draw_axes(sheet, (&effect, &cost), shown.scale);
    draw_rays(sheet, shown.rows, (&effect, &cost), shown.scale.factor);
    draw_points(sheet, shown, (&effect, &cost));
    let names = format.pick((LABELS, top + 12.0), (sheet.left(), bottom + 64.0));
    draw_names(sheet, shown, names).max(bottom + 40.0)
}

/// Effect and cost of a scenario.
type Costed<'a> = (&'a Comparison, &'a Comparison);

/// Effect and cost of every scenario of a context but its baseline, where both are known.
fn rows<'a>(input: &'a ReportInput<'_>, context: usize) -> Vec<Costed<'a>> {
    let costs = input.effects_of(COST).unwrap_or(&[]);
    let partner = |row: &Comparison| {
        costs
            .iter()
            .find(|cost| cost.scenario == row.scenario && cost.diff.is_finite())
    };
    input
        .effects_of(OUTCOME)
        .unwrap_or(&[])
        .iter()
        .filter(|row| row.diff.is_finite() && input.is_in(context, row.scenario))
        .filter_map(|row| Some((row, partner(row)?)))
        .collect()
}

/// The cheapest per linkage of those that significantly add some, then dominated options.
fn title(input: &ReportInput, rows: &[Costed<'_>], scale: &Scale) -> String {
    let what = noun(OUTCOME);
    let adds: Vec<&Costed<'_>> = rows
        .iter()
        .filter(|(effect, cost)| effect.sign_settled && effect.diff > 0.0 && cost.diff > 0.0)
        .collect();
    let best = adds
        .iter()
        .min_by(|a, b| (a.1.diff / a.0.diff).total_cmp(&(b.1.diff / b.0.diff)));
    let Some((effect, cost)) = best else {
        return format!("In the model no scenario significantly adds {what} for its cost");
    };
    let amounts = [(effect, 1.0), (cost, scale.factor)].map(|(row, factor)| {
        number(
            row.diff * factor,
            exponent(row.half_width() * factor, row.diff * factor),
        )
    });
    let only = if adds.len() > 1 {
        ", on average the least for each of those that significantly add some"
    } else {
        ""
    };
    format!(
        "In the model “{}” adds {} {what} for {} {}{only}",
        input.title(effect.scenario),
        amounts[0],
        amounts[1],
        scale.unit
    )
}

fn caption(input: &ReportInput, points: &[&PlanePoint]) -> String {
    let worlds = points
        .iter()
        .map(|point| point.worlds.len())
        .max()
        .unwrap_or(0);
    let shown = if worlds > CLOUD {
        format!(", of which the first {CLOUD} are drawn")
    } else {
        String::new()
    };
    format!(
        "n\u{a0}=\u{a0}{} pairs of {}{shown}. Cost to all payers over the window, USD of 2015, not discounted. Study: {}.",
        count(worlds),
        input.dataset.counted().long(2),
        input.dataset.study
    )
}

fn draw_axes(sheet: &mut Sheet, (effect, cost): (&Axis, &Axis), scale: &Scale) {
    let small = sheet.format.plain(12.0, SOFT);
    let wanted = sheet.format.pick(5, 3);
    for (tick, label) in with_labels(effect, wanted) {
        sheet.line(
            vec![(effect.at(tick), cost.start), (effect.at(tick), cost.end)],
            GRID,
            1.0,
        );
        sheet.text(
            (effect.at(tick), cost.start + 17.0),
            Align::Middle,
            label,
            small,
        );
    }
    for (tick, label) in with_labels(cost, wanted) {
        sheet.line(
            vec![(effect.start, cost.at(tick)), (effect.end, cost.at(tick))],
            GRID,
            1.0,
        );
        sheet.text(
            (effect.start - 8.0, cost.at(tick) + 4.0),
            Align::Right,
            label,
            small,
        );
    }
    sheet.line(
        vec![(effect.at(0.0), cost.start), (effect.at(0.0), cost.end)],
        AXIS,
        1.6,
    );
    sheet.line(
        vec![(effect.start, cost.at(0.0)), (effect.end, cost.at(0.0))],
        AXIS,
        1.6,
    );
    sheet.text(
        ((effect.start + effect.end) / 2.0, cost.start + 36.0),
        Align::Middle,
        format!("Difference in {} [linkages]", noun(OUTCOME)),
        small,
    );
    sheet.text(
        (sheet.left(), cost.end - 28.0),
        Align::Left,
        format!("Difference in cost [{}]", scale.unit),
        small,
    );
}

fn with_labels(axis: &Axis, wanted: usize) -> impl Iterator<Item = (f64, String)> + use<> {
    let ticks = axis.ticks(wanted);
    let labels = Axis::labels(&ticks);
    ticks.into_iter().zip(labels)
}

/// Up to three rays of round costs per linkage around those of the scenarios, each with its cost where it leaves the plot.
fn draw_rays(sheet: &mut Sheet, rows: &[Costed<'_>], (effect, cost): (&Axis, &Axis), factor: f64) {
    let ratios = rows
        .iter()
        .map(|(effect, cost)| cost.diff / effect.diff)
        .filter(|ratio| ratio.is_finite() && *ratio > 0.0);
    let (low, high) = ratios.fold((f64::INFINITY, 0.0_f64), |(low, high), ratio| {
        (low.min(ratio), high.max(ratio))
    });
    if low > high || effect.high <= 0.0 || cost.high <= 0.0 {
        return;
    }
    let corner = cost.high / factor / effect.high;
    let small = sheet.format.plain(11.0, SOFT);
    let right = sheet.format.pick(LABELS - 14.0, sheet.right());
    let mut taken: Vec<[f64; 4]> = Vec::new();
    for slope in pick(&round_costs(
        low.max(corner / 20.0),
        high.min(corner * 20.0),
    )) {
        let is_steep = slope > corner;
        let (x, y) = if is_steep {
            (cost.high / factor / slope, cost.high)
        } else {
            (effect.high, effect.high * slope * factor)
        };
        let end = (effect.at(x), cost.at(y));
        let label = format!("{} USD each", number(slope, exponent(f64::NAN, slope)));
        let width = text_width(&label, small.size, false);
        let (at, is_inside) = if is_steep {
            ((end.0.min(right - width), cost.end - 9.0), false)
        } else if end.0 + 5.0 + width <= right {
            ((end.0 + 5.0, (end.1 + 4.0).max(cost.end + 8.0)), false)
        } else {
            (
                (end.0 - 2.0 - width, (end.1 - 6.0).max(cost.end + 8.0)),
                true,
            )
        };
        let own = [at.0, at.1 - small.size, at.0 + width, at.1 + 4.0];
        let is_free = |other: &[f64; 4]| {
            own[2] + 6.0 <= other[0]
                || other[2] + 6.0 <= own[0]
                || own[3] <= other[1]
                || other[3] <= own[1]
        };
        // A label inside the plot must not lie on the edge where steep rays have theirs.
        if !taken.iter().all(is_free) || is_inside && own[1] < cost.end + 4.0 {
            continue;
        }
        taken.push(own);
        sheet.line(
            vec![(effect.at(0.0), cost.at(0.0)), end],
            AXIS.faded(0.7),
            1.0,
        );
        sheet.text(at, Align::Left, label, small);
    }
}

/// Costs of 1, 2 or 5 times a power of ten from just below `low` to just above `high`.
fn round_costs(low: f64, high: f64) -> Vec<f64> {
    let power = format!("{low:e}")
        .split('e')
        .nth(1)
        .and_then(|p| p.parse().ok())
        .unwrap_or(0);
    let series = (power..power + 12).flat_map(|p: i32| [1.0, 2.0, 5.0].map(|m| m * 10_f64.powi(p)));
    series
        .filter(|one| *one >= low * 0.45 && *one <= high * 2.2)
        .collect()
}

/// The first, the middle and the last of a list; all of a short one.
fn pick(all: &[f64]) -> Vec<f64> {
    match all.len() {
        0..=3 => all.to_vec(),
        n => vec![all[0], all[n / 2], all[n - 1]],
    }
}

fn draw_points(sheet: &mut Sheet, shown: &Shown, (effect, cost): (&Axis, &Axis)) {
    let factor = shown.scale.factor;
    for point in shown.points {
        let ink = style(shown.input.dataset, point.scenario).ink.faded(0.22);
        sheet.group(Group::Scenario(point.scenario), |sheet| {
            for (added, paid) in point
                .worlds
                .iter()
                .take(CLOUD)
                .filter(|(added, paid)| added.is_finite() && paid.is_finite())
            {
                sheet.marks.push(Mark::Disc {
                    at: (effect.at(*added), cost.at(paid * factor)),
                    radius: 2.4,
                    ink,
                });
            }
        });
    }
    for (added, paid) in shown.rows {
        let style = style(shown.input.dataset, added.scenario);
        let at = (effect.at(added.diff), cost.at(paid.diff * factor));
        let tip = format!(
            "{}: {}",
            shown.input.title(added.scenario),
            numbers(added, paid, shown.scale).join(", ")
        );
        sheet.group(Group::Scenario(added.scenario), |sheet| {
            sheet.group(Group::Tip(tip), |sheet| {
                let across = [added.ci_low, added.ci_high].map(|end| (effect.at(end), at.1));
                let up = [paid.ci_low, paid.ci_high].map(|end| (at.0, cost.at(end * factor)));
                for (row, ends) in [(added, across), (paid, up)] {
                    if row.ci_low.is_finite() {
                        sheet.line(ends.to_vec(), style.ink, 2.4);
                    }
                }
                sheet.hit((at.0 - 10.0, at.1 - 10.0), (at.0 + 10.0, at.1 + 10.0));
                sheet.marker(at, 6.0, style, !added.sign_settled);
            });
        });
    }
}

/// Effect and cost with their intervals.
fn numbers(added: &Comparison, paid: &Comparison, scale: &Scale) -> [String; 2] {
    [
        format!("{} linkages", signed_interval(added, 1.0)),
        format!("{} {}", signed_interval(paid, scale.factor), scale.unit),
    ]
}

/// Markers, names and numbers below each other; returns the lower edge.
fn draw_names(sheet: &mut Sheet, shown: &Shown, (left, top): Spot) -> f64 {
    let (name, small) = (
        sheet.format.bold(12.0, TEXT),
        sheet.format.plain(11.0, SOFT),
    );
    let room = sheet.right() - left - 18.0;
    let mut y = top;
    for (added, paid) in shown.rows {
        let style = style(shown.input.dataset, added.scenario);
        let title = wrap(shown.input.title(added.scenario), name.size, true, room);
        let first = y;
        sheet.group(Group::Entry(added.scenario), |sheet| {
            sheet.marker((left + 4.0, y - 4.0), 5.5, style, !added.sign_settled);
            y = sheet.lines((left + 16.0, y), Align::Left, &title, name);
            sheet.hit((left - 3.0, first - 15.0), (sheet.right(), y - 10.0));
        });
        sheet.group(Group::Scenario(added.scenario), |sheet| {
            for text in numbers(added, paid, shown.scale) {
                let lines = wrap(&text, small.size, false, room);
                y = sheet.lines((left + 16.0, y), Align::Left, &lines, small);
            }
        });
        y += 7.0;
    }
    y - 18.0
}

fn alt(input: &ReportInput, rows: &[Costed<'_>], scale: &Scale, dominance: &[String]) -> String {
    let mut text = String::from(
        "Points on a plane: to the right, what a scenario adds; upwards, what it costs.",
    );
    for (added, paid) in rows {
        text.push_str(&format!(
            " {}: {} {}, {} {}.",
            input.title(added.scenario),
            signed_interval(added, 1.0),
            noun(OUTCOME),
            signed_interval(paid, scale.factor),
            scale.unit
        ));
    }
    for sentence in dominance {
        text.push_str(&format!(" {sentence}"));
    }
    text
}

fn table(input: &ReportInput, points: &[&PlanePoint], rows: &[Costed<'_>]) -> Vec<Vec<String>> {
    let mut table = vec![header(&[
        "scenario",
        "kind",
        "place",
        "difference_linkages",
        "ci_low",
        "ci_high",
        "difference_cost_usd",
        "cost_low",
        "cost_high",
    ])];
    for (added, paid) in rows {
        let mut cells = header(&[input.name(added.scenario), "mean", ""]);
        cells.extend(
            [
                added.diff,
                added.ci_low,
                added.ci_high,
                paid.diff,
                paid.ci_low,
                paid.ci_high,
            ]
            .map(cell),
        );
        table.push(cells);
    }
    for point in points {
        for (place, (added, paid)) in point.worlds.iter().take(CLOUD).enumerate() {
            let mut cells = header(&[
                input.name(point.scenario),
                input.dataset.counted().one(),
                &place.to_string(),
            ]);
            cells.extend([*added, f64::NAN, f64::NAN, *paid, f64::NAN, f64::NAN].map(cell));
            table.push(cells);
        }
    }
    table
}
