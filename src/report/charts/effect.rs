//! Effects on the leading indicator: the pair that the question asks about first, then every scenario relative to its baseline, each in several units.

use super::axis::Axis;
use super::chart::{Chart, cell, close, header, open};
use super::font::{shorten, wrap};
use super::palette::{AXIS, GRID, SHADE, SOFT, TEXT, style};
use super::sheet::{Align, Format, Group, Sheet};
use crate::observations::{Direction, INDICATORS, Indicator};
use crate::report::ReportInput;
use crate::report::text::{
    Scale, better_words, chart_title, count, describe, effect_sentence, exponent, number,
    signed_interval, upper_first,
};
use crate::results::Counted;
use crate::statistics::{Comparison, figures};

/// Left and right end of the plot of a wide sheet [CSS pixels].
const PLOT: (f64, f64) = (258.0, 536.0);
/// Left edges of the columns of numbers of a wide sheet, and its right edge [CSS pixels].
const COLUMNS: [f64; 5] = [552.0, 682.0, 764.0, 848.0, 940.0];
/// Least height of a row of a wide sheet [CSS pixels].
const ROW: f64 = 42.0;
/// Height of the plot of a row of a narrow sheet [CSS pixels].
const BAND: f64 = 26.0;
/// Height of a line of text in a row [CSS pixels].
const LINE: f64 = 17.0;

/// What one chart shows.
struct Content<'a> {
    indicator: &'static Indicator,
    scale: Scale,
    blocks: Vec<Block<'a>>,
}

/// Rows below a heading.
struct Block<'a> {
    heading: String,
    rows: Vec<Row<'a>>,
}

/// A difference in several units.
struct Row<'a> {
    effect: &'a Comparison,
    /// Per cent of the mean of the reference; NaN where that is 0.
    percent: f64,
    /// Per 1,000 registered firms of 5 or more workers at the start; NaN of what is no count.
    per_firms: f64,
    /// Per million USD of more cost; NaN of what no way is better of, where the effect is not significant, and where nothing more is spent.
    per_money: f64,
}

/// Draws the effects on the leading indicator.
pub fn figure(input: &ReportInput, _: usize) -> Option<Chart> {
    let lead = input.lead_indicator()?;
    let asked = input
        .answers
        .iter()
        .find(|answer| INDICATORS[answer.indicator].name == lead);
    let title = match asked {
        Some(asked) if !input.has_contexts() => sentence(input, lead, asked),
        _ => chart_title(input),
    };
    chart(input, lead, title)
}

/// A difference in one sentence, as a title.
pub(super) fn sentence(input: &ReportInput, indicator: &str, row: &Comparison) -> String {
    let (one, other) = (input.title(row.scenario), input.title(row.baseline));
    let sentence = effect_sentence(indicator, input.effect(row), one, other);
    sentence.trim_end_matches('.').to_owned()
}

/// Draws the effects on an indicator; none without any.
pub(super) fn chart(input: &ReportInput, indicator: &str, title: String) -> Option<Chart> {
    let content = content(input, indicator)?;
    let draw = |format: Format| {
        let mut sheet = Sheet::new(format);
        let top = open(&mut sheet, &title, &subtitle(input));
        let bottom = draw_blocks(&mut sheet, input, &content, top);
        close(&mut sheet, bottom, &caption(input, &content));
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

fn subtitle(input: &ReportInput) -> String {
    format!(
        "Mean difference in the same {} (point) and its 95\u{a0}% interval (line). Hollow: not significant.",
        input.dataset.counted().long(2)
    )
}

/// The pair of the answer, then the scenarios of each context.
fn content<'a>(input: &'a ReportInput, indicator: &str) -> Option<Content<'a>> {
    let (described, rows) = (describe(indicator)?, input.effects_of(indicator)?);
    let asked = input
        .answers
        .iter()
        .find(|answer| INDICATORS[answer.indicator].name == indicator);
    let mut blocks = Vec::new();
    if let Some(asked) = asked {
        blocks.push(Block {
            heading: format!(
                "The question: “{}” relative to “{}”",
                input.title(asked.scenario),
                input.title(asked.baseline)
            ),
            rows: vec![row(input, described, asked)],
        });
    }
    let is_shown = |one: &Comparison| {
        asked.is_some_and(|asked| {
            (asked.scenario, asked.baseline)
                == (one.scenario, input.dataset.baseline_of(one.scenario))
        })
    };
    for (place, context) in input.dataset.contexts.iter().enumerate() {
        let rows: Vec<Row> = rows
            .iter()
            .filter(|one| input.is_in(place, one.scenario) && !is_shown(one))
            .map(|one| row(input, described, one))
            .collect();
        let where_ = if input.has_contexts() {
            format!("{}: relative", context.place())
        } else {
            "Relative".to_owned()
        };
        if !rows.is_empty() {
            let heading = format!("{where_} to “{}”", input.title(context.baseline));
            blocks.push(Block { heading, rows });
        }
    }
    let effects = blocks.iter().flat_map(|block| &block.rows);
    let scale = Scale::new(
        described.unit,
        effects.flat_map(|row| [row.effect.diff, row.effect.ci_low, row.effect.ci_high]),
    );
    (!blocks.is_empty()).then_some(Content {
        indicator: described,
        scale,
        blocks,
    })
}

fn row<'a>(input: &ReportInput, indicator: &Indicator, effect: &'a Comparison) -> Row<'a> {
    let reference = if effect.mean_baseline.is_finite() {
        effect.mean_baseline
    } else {
        effect.mean - effect.diff
    };
    let baseline = input.dataset.baseline_of(effect.scenario);
    let firms = input
        .summary_of("funnel_eligible", baseline)
        .map_or(f64::NAN, |firms| firms.mean);
    let more = cost(input, effect.scenario) - cost(input, effect.baseline);
    let is_bought = indicator.direction != Direction::Neither;
    let ratio = |is_stated: bool, of: f64| {
        if is_stated {
            effect.diff / of
        } else {
            f64::NAN
        }
    };
    Row {
        effect,
        percent: ratio(reference > 0.0, reference / 100.0),
        per_firms: ratio(indicator.is_count() && firms > 0.0, firms / 1e3),
        per_money: ratio(is_bought && effect.sign_settled && more > 0.0, more / 1e6),
    }
}

/// Mean cost of a scenario more than its baseline's [USD]; 0 of a baseline.
fn cost(input: &ReportInput, scenario: usize) -> f64 {
    if input.dataset.is_baseline(scenario) {
        return 0.0;
    }
    let costs = input.effects_of("programme_cost_usd").unwrap_or(&[]);
    costs
        .iter()
        .find(|row| row.scenario == scenario)
        .map_or(f64::NAN, |row| row.diff)
}

impl Row<'_> {
    /// A value that is the difference times a number, with as many digits as its interval supports.
    fn scaled(&self, value: f64) -> String {
        let half = self.effect.half_width() * (value / self.effect.diff).abs();
        figures::signed(value, exponent(half, value))
    }

    /// Per cent, per 1,000 firms and per million USD, each with its heading; a dash where it is not stated.
    fn units(&self, factor: f64) -> [(&'static str, String); 3] {
        let or_dash = |value: f64, end: &str| {
            if value.is_finite() {
                self.scaled(value) + end
            } else {
                "–".to_owned()
            }
        };
        [
            ("of the baseline", or_dash(self.percent, "\u{a0}%")),
            ("per 1\u{a0}000 firms", or_dash(self.per_firms, "")),
            ("per million USD", or_dash(self.per_money * factor, "")),
        ]
    }

    /// Everything that there is to know of the row.
    fn tip(&self, input: &ReportInput, content: &Content) -> String {
        let name = content.indicator.name;
        let units: String = self
            .units(content.scale.factor)
            .iter()
            .filter(|(_, value)| value != "–")
            .map(|(heading, value)| format!("; {value} {heading}"))
            .collect();
        format!(
            "{} relative to {}: {} {}{units}; {}; n\u{a0}=\u{a0}{}",
            input.title(self.effect.scenario),
            input.title(self.effect.baseline),
            signed_interval(self.effect, content.scale.factor),
            content.scale.change_unit,
            better_words(name, input.effect(self.effect)),
            count(self.effect.n_pairs)
        )
    }
}

fn caption(input: &ReportInput, content: &Content) -> String {
    let sizes = content
        .blocks
        .iter()
        .flat_map(|block| &block.rows)
        .map(|row| row.effect.n_pairs);
    let (least, most) = sizes.fold((usize::MAX, 0), |(least, most), n| {
        (least.min(n), most.max(n))
    });
    let n = if least == most {
        count(most)
    } else {
        format!("{} to {}", count(least), count(most))
    };
    let lost = match input.dataset.failures.len() {
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
        "n\u{a0}=\u{a0}{n} {what}.{lost} Intervals show {covers}. Firms: registered, 5 or more workers, at the start. Per million USD of more cost: only where the \
         difference is significant and more is spent. Study: {}.",
        input.dataset.study
    )
}

fn draw_blocks(sheet: &mut Sheet, input: &ReportInput, content: &Content, top: f64) -> f64 {
    let format = sheet.format;
    let effects = content.blocks.iter().flat_map(|block| &block.rows);
    let values = effects
        .flat_map(|row| [row.effect.diff, row.effect.ci_low, row.effect.ci_high])
        .map(|value| value * content.scale.factor);
    let (start, end) = format.pick(PLOT, (sheet.left() + 10.0, sheet.right() - 10.0));
    let axis = Axis::covering(values.chain([0.0]), 0.06).on(start, end);
    let mut y = draw_heads(sheet, content, top);
    for block in &content.blocks {
        let bold = format.bold(13.0, TEXT);
        let lines = wrap(
            &block.heading,
            bold.size,
            true,
            sheet.right() - sheet.left(),
        );
        y = sheet.lines((sheet.left(), y + 20.0), Align::Left, &lines, bold) - 8.0;
        for (place, row) in block.rows.iter().enumerate() {
            let room = format.pick(PLOT.0 - sheet.left() - 26.0, sheet.right() - sheet.left());
            let label = format.plain(13.0, TEXT);
            let lines = wrap(input.title(row.effect.scenario), label.size, false, room);
            let (height, band) = match format {
                Format::Wide => {
                    let height = ROW.max(LINE * lines.len() as f64 + 14.0);
                    (height, (y, y + height))
                }
                Format::Narrow => {
                    let end = y + 6.0 + LINE * lines.len() as f64;
                    (end + BAND + 2.0 * LINE + 10.0 - y, (end, end + BAND))
                }
            };
            if place % 2 == 0 {
                sheet.block((sheet.left(), y), (sheet.right(), y + height), SHADE);
            }
            draw_grid(sheet, &axis, band);
            let scenario = row.effect.scenario;
            sheet.group(Group::Entry(scenario), |sheet| {
                let first = match format {
                    Format::Wide => {
                        0.5 * (band.0 + band.1) + 4.5 - 0.5 * LINE * (lines.len() as f64 - 1.0)
                    }
                    Format::Narrow => y + 18.0,
                };
                sheet.lines(
                    (sheet.left() + format.pick(8.0, 4.0), first),
                    Align::Left,
                    &lines,
                    label,
                );
                sheet.hit(
                    (sheet.left(), y),
                    format.pick((PLOT.0 - 12.0, y + height), (sheet.right(), band.0)),
                );
            });
            sheet.group(Group::Scenario(scenario), |sheet| {
                sheet.group(Group::Tip(row.tip(input, content)), |sheet| {
                    draw_mark(sheet, input, row, (&axis, content.scale.factor), band);
                    draw_numbers(sheet, row, content.scale.factor, band);
                });
            });
            y += height;
        }
    }
    draw_axis(sheet, content, &axis, y)
}

/// Headings of the columns of numbers.
fn draw_heads(sheet: &mut Sheet, content: &Content, top: f64) -> f64 {
    let soft = sheet.format.plain(11.5, SOFT);
    let title = upper_first(content.indicator.title);
    let bold = sheet.format.bold(15.0, TEXT);
    let (room, y) = (
        sheet
            .format
            .pick(PLOT.1 - sheet.left(), sheet.right() - sheet.left()),
        top + 20.0,
    );
    let lines = wrap(&title, bold.size, true, room);
    let end = sheet.lines((sheet.left(), y), Align::Left, &lines, bold);
    match sheet.format {
        Format::Wide => {
            let heads = [
                ["", "Difference"],
                ["of the", "baseline"],
                ["per 1\u{a0}000", "firms"],
                ["per million", "USD"],
            ];
            for (x, lines) in COLUMNS.iter().zip(heads) {
                for (k, text) in lines
                    .iter()
                    .enumerate()
                    .filter(|(_, text)| !text.is_empty())
                {
                    sheet.text((*x, y - 10.0 + 14.0 * k as f64), Align::Left, *text, soft);
                }
            }
            end - 12.0
        }
        Format::Narrow => end - 12.0,
    }
}

fn draw_grid(sheet: &mut Sheet, axis: &Axis, (top, bottom): (f64, f64)) {
    for tick in ticks(sheet, axis) {
        let x = axis.at(tick);
        let (ink, width) = if tick == 0.0 {
            (AXIS, 1.8)
        } else {
            (GRID, 1.0)
        };
        sheet.line(vec![(x, top), (x, bottom)], ink, width);
    }
}

fn ticks(sheet: &Sheet, axis: &Axis) -> Vec<f64> {
    axis.spaced_ticks(sheet.format.pick(5, 3), sheet.format.size(12.0))
}

/// Labels of ticks and the unit; returns the lower edge.
fn draw_axis(sheet: &mut Sheet, content: &Content, axis: &Axis, bottom: f64) -> f64 {
    let soft = sheet.format.plain(12.0, SOFT);
    let ticks = ticks(sheet, axis);
    for (tick, label) in ticks.iter().zip(Axis::labels(&ticks)) {
        let label = if *tick > 0.0 {
            format!("+{label}")
        } else {
            label
        };
        sheet.text((axis.at(*tick), bottom + 17.0), Align::Middle, label, soft);
    }
    let unit = format!("Difference [{}]", content.scale.change_unit);
    let middle = 0.5 * (axis.start + axis.end);
    sheet.text((middle, bottom + 35.0), Align::Middle, unit, soft);
    bottom + 46.0
}

fn draw_mark(
    sheet: &mut Sheet,
    input: &ReportInput,
    row: &Row,
    (axis, factor): (&Axis, f64),
    (top, bottom): (f64, f64),
) {
    let (effect, middle) = (row.effect, 0.5 * (top + bottom));
    let style = style(input.dataset, effect.scenario);
    sheet.hit((axis.start, top), (axis.end, bottom));
    if !effect.diff.is_finite() {
        return;
    }
    if effect.ci_low.is_finite() && effect.ci_high.is_finite() {
        let ends = [effect.ci_low, effect.ci_high].map(|end| axis.at(end * factor));
        sheet.line(vec![(ends[0], middle), (ends[1], middle)], style.ink, 2.4);
        for x in ends {
            sheet.line(vec![(x, middle - 5.0), (x, middle + 5.0)], style.ink, 1.6);
        }
    }
    let at = (axis.at(effect.diff * factor), middle);
    sheet.marker(at, 6.0, style, !effect.sign_settled);
}

fn draw_numbers(sheet: &mut Sheet, row: &Row, factor: f64, (top, bottom): (f64, f64)) {
    let (format, effect) = (sheet.format, row.effect);
    let value = if effect.diff.is_finite() {
        row.scaled(effect.diff * factor)
    } else {
        "no value".to_owned()
    };
    let plain = format.plain(13.0, TEXT);
    let mut large = plain;
    large.bold = effect.sign_settled;
    let soft = format.plain(12.0, SOFT);
    let units = row.units(factor);
    match format {
        Format::Wide => {
            let middle = 0.5 * (top + bottom);
            let digits = exponent(effect.half_width() * factor, effect.diff * factor);
            let room = |k: usize| COLUMNS[k + 1] - COLUMNS[k] - 6.0;
            let mut put = |k: usize, y: f64, text: &str, style: super::sheet::Type| {
                let text = shorten(text, style.size, style.bold, room(k));
                sheet.text((COLUMNS[k], y), Align::Left, text, style);
            };
            let has_interval = effect.ci_low.is_finite() && effect.ci_high.is_finite();
            put(
                0,
                middle + if has_interval { -3.5 } else { 4.5 },
                &value,
                large,
            );
            if has_interval {
                let [low, high] =
                    [effect.ci_low, effect.ci_high].map(|end| number(end * factor, digits));
                put(0, middle + 13.0, &format!("{low} to {high}"), soft);
            }
            for (k, (_, text)) in units.iter().enumerate() {
                put(k + 1, middle + 4.5, text, plain);
            }
        }
        Format::Narrow => {
            let room = sheet.right() - sheet.left() - 8.0;
            let stated = |units: &[(&str, String)]| {
                let stated = units.iter().filter(|(_, value)| value != "–");
                stated
                    .map(|(heading, value)| format!("{value} {heading}"))
                    .collect::<Vec<_>>()
            };
            let mut first = vec![signed_interval(effect, factor)];
            first.extend(stated(&units[..1]));
            let lines = [
                (first.join(", "), TEXT),
                (stated(&units[1..]).join(", "), SOFT),
            ];
            for (k, (text, ink)) in lines
                .into_iter()
                .enumerate()
                .filter(|(_, line)| !line.0.is_empty())
            {
                let style = format.plain(13.0, ink);
                let text = shorten(&text, style.size, false, room);
                let y = bottom + LINE * (k as f64 + 1.0);
                sheet.text((sheet.left() + 4.0, y), Align::Left, text, style);
            }
        }
    }
}

fn alt(input: &ReportInput, content: &Content) -> String {
    let mut text = String::from(
        "Points with lines, one row per difference; the vertical line marks no difference.",
    );
    for row in content.blocks.iter().flat_map(|block| &block.rows) {
        text.push(' ');
        text.push_str(&effect_sentence(
            content.indicator.name,
            input.effect(row.effect),
            input.title(row.effect.scenario),
            input.title(row.effect.baseline),
        ));
    }
    text
}

fn table(input: &ReportInput, content: &Content) -> Vec<Vec<String>> {
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
        "percent_of_baseline",
        "per_1000_firms",
        "per_million_usd",
    ])];
    for row in content.blocks.iter().flat_map(|block| &block.rows) {
        let effect = row.effect;
        let mut cells = header(&[
            content.indicator.name,
            content.indicator.unit,
            input.name(effect.scenario),
            input.name(effect.baseline),
        ]);
        cells.extend([effect.diff, effect.ci_low, effect.ci_high].map(cell));
        cells.extend([effect.n_pairs, effect.n_more, effect.n_tied].map(|n| n.to_string()));
        cells.push(effect.sign_settled.to_string());
        cells.extend([row.percent, row.per_firms, row.per_money].map(cell));
        rows.push(cells);
    }
    rows
}
