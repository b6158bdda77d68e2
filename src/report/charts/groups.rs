//! Winners and losers: shares of firms ahead of and behind their twins, by size, region and sector.

use super::chart::{Chart, caption_of_worlds, cell, close, header, open};
use super::font::shorten;
use super::palette::{AXIS, Ink, SHADE, SOFT, TEXT, style};
use super::panels::{Panel, fewest, lay_out};
use super::sheet::{Align, Format, Group, Sheet};
use crate::observations::{DIMENSIONS, GROUP_MEASURES};
use crate::report::ReportInput;
use crate::report::text::{count, lower_first, percent};
use crate::statistics::{GroupEstimate, Side, figures};

/// Room for the names of groups [CSS pixels].
const NAMES: f64 = 166.0;
/// Height of a row [CSS pixels].
const ROW: f64 = 21.0;
/// Height of the heading of a dimension [CSS pixels].
const HEAD: f64 = 25.0;
/// Most scenarios drawn.
const MOST: usize = 6;
/// Room for the change of employment at the right of a panel, on a wide and a narrow sheet [CSS pixels].
const WORDS: (f64, f64) = (146.0, 168.0);
/// Room for a share beside its bar likewise [CSS pixels].
const SHARES: (f64, f64) = (44.0, 52.0);

/// Numbers of one group of a scenario.
struct Row {
    dimension: usize,
    group: usize,
    /// Shares of firms behind and ahead, each of participants, then of all.
    behind: [f64; 2],
    ahead: [f64; 2],
    employment: GroupEstimate,
}

/// Draws the groups of up to six scenarios of a context; none without them, and where no firm of any is ahead or behind.
pub fn figure(input: &ReportInput, context: usize) -> Option<Chart> {
    let all: Vec<(usize, Vec<Row>)> = input
        .dataset
        .compared_in(context)
        .map(|scenario| (scenario, rows(input, scenario)))
        .filter(|(_, rows)| !rows.is_empty())
        .collect();
    let most = all
        .iter()
        .flat_map(|(_, rows)| rows)
        .flat_map(|row| [row.behind[1], row.ahead[1]])
        .fold(0.0, f64::max);
    if most == 0.0 {
        return None;
    }
    let title = title(input, &all, context);
    let subtitle = format!(
        "Share of the firms of a group whose employment at the horizon is at least 5\u{a0}% below (left, grey) or above (right) that of the same firm in “{}”; dark part: \
         participants. At the right: mean difference in workers of the whole group and its 95\u{a0}% interval, firms that closed or entered included.",
        input.title(input.dataset.contexts[context].baseline)
    );
    let draw_on = |format: Format| {
        let mut sheet = Sheet::new(format);
        let scenarios: Vec<usize> = all.iter().map(|(scenario, _)| *scenario).collect();
        let few = format.pick(scenarios.clone(), fewest(input, &scenarios));
        let few = &few[..few.len().min(format.pick(MOST, 2))];
        let top = open(&mut sheet, &title, &subtitle) + 2.0;
        let rows: usize = DIMENSIONS.iter().map(|one| one.groups.len()).sum();
        let height = (HEAD + format.pick(0.0, 10.0)) * DIMENSIONS.len() as f64
            + row_height(format) * rows as f64
            + 18.0;
        let (across, gutter) = format.pick((2, NAMES), (1, 0.0));
        let (panels, bottom) = lay_out(&mut sheet, input, few, (across, gutter), (top, height));
        for panel in &panels {
            let own = all
                .iter()
                .filter(|(scenario, _)| *scenario == panel.scenario);
            for (_, rows) in own {
                draw(&mut sheet, input, panel, rows, most);
            }
        }
        close(&mut sheet, bottom, &caption(input, all.len() - few.len()));
        sheet
    };
    let shown = &all[..all.len().min(MOST)];
    Some(Chart {
        name: String::new(),
        sheet: draw_on(Format::Wide),
        narrow: Some(draw_on(Format::Narrow)),
        alt: alt(input, shown),
        table: table(input, context),
        title,
    })
}

/// Height of a row: on a narrow sheet its name stands above its bars.
fn row_height(format: Format) -> f64 {
    format.pick(ROW, ROW + 16.0)
}

/// An estimate of a group.
fn estimate(
    input: &ReportInput,
    scenario: usize,
    (dimension, group): (usize, usize),
    side: Side,
    measure: &str,
) -> Option<GroupEstimate> {
    let measure = GROUP_MEASURES
        .iter()
        .position(|known| known.name == measure)?;
    let is_meant = |e: &&GroupEstimate| {
        (e.scenario, e.dimension, e.group, e.measure) == (scenario, dimension, group, measure)
            && e.side == side
    };
    input.groups.iter().find(is_meant).copied()
}

fn rows(input: &ReportInput, scenario: usize) -> Vec<Row> {
    let groups = DIMENSIONS
        .iter()
        .enumerate()
        .flat_map(|(at, one)| (0..one.groups.len()).map(move |group| (at, group)));
    let row = |(dimension, group)| {
        let of = |side, measure| estimate(input, scenario, (dimension, group), side, measure);
        let firms = of(Side::All, "firms")?.mean.max(f64::MIN_POSITIVE);
        let shares = |measure| {
            Some([
                of(Side::Participants, measure)?.mean / firms,
                of(Side::All, measure)?.mean / firms,
            ])
        };
        let (behind, ahead) = (shares("firms_behind_twin")?, shares("firms_ahead_of_twin")?);
        Some(Row {
            dimension,
            group,
            behind,
            ahead,
            employment: of(Side::All, "employment")?,
        })
    };
    groups.filter_map(row).collect()
}

/// Sums over the groups of the first dimension, which hold every firm once.
fn totals(input: &ReportInput, scenario: usize, measure: &str) -> f64 {
    let groups = 0..DIMENSIONS[0].groups.len();
    groups
        .filter_map(|group| estimate(input, scenario, (0, group), Side::All, measure))
        .map(|e| e.mean)
        .sum()
}

fn title(input: &ReportInput, all: &[(usize, Vec<Row>)], context: usize) -> String {
    let lead = input
        .lead_row_of(&input.baseline_first(context))
        .and_then(|row| all.iter().find(|(scenario, _)| *scenario == row.scenario));
    let (scenario, rows) = lead.unwrap_or(&all[0]);
    let [ahead, behind] = ["firms_ahead_of_twin", "firms_behind_twin"]
        .map(|measure| totals(input, *scenario, measure));
    let largest = rows
        .iter()
        .filter(|row| row.dimension == 0)
        .max_by(|a, b| (a.ahead[1] - a.behind[1]).total_cmp(&(b.ahead[1] - b.behind[1])));
    let gains = match largest {
        Some(row) if row.ahead[1] > row.behind[1] => {
            let name = lower_first(DIMENSIONS[0].groups[row.group].1);
            format!("; gains outweigh losses most among firms of the group “{name}”")
        }
        _ => String::new(),
    };
    format!(
        "In the model {} firms gain and {} lose in “{}”{gains}",
        count(ahead.round() as usize),
        count(behind.round() as usize),
        input.title(*scenario)
    )
}

fn caption(input: &ReportInput, left_out: usize) -> String {
    let rest = if left_out > 0 {
        format!(" {} more in data/groups.csv.", count(left_out))
    } else {
        String::new()
    };
    let explanation = "Part of both bars is random variation: worlds that differ at all swap gains and losses between firms, so read bars against each other. Intervals of all groups: data/groups.csv.";
    caption_of_worlds(input, &format!("{explanation}{rest}"))
}

fn draw(sheet: &mut Sheet, input: &ReportInput, panel: &Panel, rows: &[Row], most: f64) {
    let format = sheet.format;
    let words_room = format.pick(WORDS.0, WORDS.1);
    let shares = format.pick(SHARES.0, SHARES.1);
    let room = panel.right - panel.left - words_room - 2.0 * shares - 8.0;
    let middle = panel.left + shares + room / 2.0;
    let scale = room / 2.0 / most;
    let ink = style(input.dataset, panel.scenario).ink;
    let (small, head) = (format.plain(11.0, TEXT), format.bold(11.5, SOFT));
    let edge = panel.right - format.pick(14.0, 0.0);
    let mut y = panel.top;
    for (at, dimension) in DIMENSIONS.iter().enumerate() {
        let names = [
            (middle - 8.0, Align::Right, "lose"),
            (middle + 8.0, Align::Left, "gain"),
            (edge, Align::Right, "workers"),
        ];
        if panel.is_first {
            sheet.text((sheet.left(), y + 17.0), Align::Left, dimension.title, head);
        }
        // A narrow sheet has no room for both in one line.
        y += format.pick(0.0, 14.0);
        for (x, align, name) in names {
            sheet.text((x, y + 17.0), align, name, format.plain(11.0, SOFT));
        }
        y += HEAD - format.pick(0.0, 4.0);
        for (k, row) in rows.iter().filter(|row| row.dimension == at).enumerate() {
            let left = if panel.is_first {
                sheet.left()
            } else {
                panel.left
            };
            if k % 2 == 0 {
                sheet.block((left, y), (edge + 2.0, y + row_height(format)), SHADE);
            }
            let name = dimension.groups[row.group].1;
            if panel.is_first {
                sheet.text((left + 4.0, y + 15.0), Align::Left, name, small);
            }
            let words = workers_words(row);
            let tip = format!(
                "{}, {name}: {} gain and {} lose; {words} workers",
                input.title(panel.scenario),
                percent(row.ahead[1]),
                percent(row.behind[1])
            );
            let top = y + format.pick(0.0, 16.0);
            sheet.group(Group::Scenario(panel.scenario), |sheet| {
                sheet.group(Group::Tip(tip), |sheet| {
                    sheet.hit((panel.left, top), (edge, top + ROW));
                    draw_bars(sheet, row, (middle, top), scale, ink);
                    sheet.line(vec![(middle, top), (middle, top + ROW)], AXIS, 1.4);
                    let words = shorten(&words, small.size, false, words_room - 6.0);
                    sheet.text((edge, top + 15.0), Align::Right, words, small);
                });
            });
            y += row_height(format);
        }
    }
}

/// Bars to both sides of the middle, each with its share.
fn draw_bars(sheet: &mut Sheet, row: &Row, (middle, top): (f64, f64), scale: f64, ink: Ink) {
    for (shares, way, color) in [(row.behind, -1.0, SOFT), (row.ahead, 1.0, ink)] {
        for (share, opacity) in [(shares[1], 0.45), (shares[0], 0.95)] {
            let end = middle + way * share * scale;
            if (end - middle).abs() > 0.05 {
                sheet.block(
                    (middle.min(end), top + 4.0),
                    (middle.max(end), top + ROW - 4.0),
                    color.faded(opacity),
                );
            }
        }
        let align = if way < 0.0 { Align::Right } else { Align::Left };
        let at = (middle + way * (shares[1] * scale + 5.0), top + 15.0);
        sheet.text(
            at,
            align,
            percent(shares[1]),
            sheet.format.plain(11.0, TEXT),
        );
    }
}

/// Difference of workers in a group with its interval.
fn workers_words(row: &Row) -> String {
    let e = &row.employment;
    figures::difference(e.mean, e.low, e.high)
}

fn alt(input: &ReportInput, all: &[(usize, Vec<Row>)]) -> String {
    let mut text = String::from(
        "Bars to the left for firms that lose and to the right for firms that gain, one panel per scenario.",
    );
    for (scenario, rows) in all {
        let reported = rows.iter().map(|row| {
            let name = DIMENSIONS[row.dimension].groups[row.group].1;
            format!(
                "{name} {} gain and {} lose",
                percent(row.ahead[1]),
                percent(row.behind[1])
            )
        });
        text.push_str(&format!(
            " {}: {}.",
            input.title(*scenario),
            reported.collect::<Vec<_>>().join(", ")
        ));
    }
    text
}

fn table(input: &ReportInput, context: usize) -> Vec<Vec<String>> {
    let mut rows = vec![header(&[
        "scenario",
        "dimension",
        "group",
        "firms_in",
        "indicator",
        "unit",
        "mean",
        "ci_low",
        "ci_high",
    ])];
    for e in input
        .groups
        .iter()
        .filter(|e| input.is_in(context, e.scenario))
    {
        let (dimension, measure) = (&DIMENSIONS[e.dimension], &GROUP_MEASURES[e.measure]);
        let name = input.name(e.scenario);
        let mut cells = header(&[
            name,
            dimension.name,
            dimension.groups[e.group].0,
            e.side.name(),
            measure.name,
            measure.unit,
        ]);
        cells.extend([e.mean, e.low, e.high].map(cell));
        rows.push(cells);
    }
    rows
}
