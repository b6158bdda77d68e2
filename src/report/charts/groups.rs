//! Winners and losers: shares of firms ahead of and behind their twins, by size, region and sector.

use super::chart::{Chart, MARGIN, WIDTH, caption_of_worlds, cell, close, header, open};
use super::font::shorten;
use super::palette::{AXIS, SHADE, SOFT, TEXT, style};
use super::panels::{Panel, lay_out};
use super::sheet::{Align, Sheet, Type};
use crate::observations::{DIMENSIONS, GROUP_MEASURES};
use crate::report::ReportInput;
use crate::report::text::{count, lower_first, marked_interval, percent};
use crate::statistics::{GroupEstimate, Side};

/// Room for the names of groups [CSS pixels].
const NAMES: f64 = 150.0;
/// Height of a row [CSS pixels].
const ROW: f64 = 21.0;
/// Height of the heading of a dimension [CSS pixels].
const HEAD: f64 = 25.0;
/// Most scenarios drawn.
const MOST: usize = 6;
/// Room for the change of employment at the right of a panel [CSS pixels].
const WORDS: f64 = 118.0;
/// Room for a share beside its bar [CSS pixels].
const SHARES: f64 = 40.0;

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
#[must_use]
pub fn groups_chart(input: &ReportInput, context: usize) -> Option<Chart> {
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
    let shown = &all[..all.len().min(MOST)];
    let scenarios: Vec<usize> = shown.iter().map(|(scenario, _)| *scenario).collect();
    let title = title(input, &all, context);
    let subtitle = format!(
        "Share of the firms of a group whose employment at the horizon is at least 5\u{a0}% below (left, grey) or above (right) that of the same firm in “{}”; dark part: \
         participants. At the right: mean difference in workers of the whole group and its 95\u{a0}% interval, firms that closed or entered included.",
        input.title(input.dataset.contexts[context].baseline)
    );
    let mut sheet = Sheet::new(WIDTH);
    let top = open(&mut sheet, &title, &subtitle) + 2.0;
    let height = DIMENSIONS
        .iter()
        .map(|dimension| HEAD + ROW * dimension.groups.len() as f64)
        .sum::<f64>()
        + 18.0;
    let (panels, bottom) = lay_out(&mut sheet, input, &scenarios, (2, NAMES), (top, height));
    for (panel, (_, rows)) in panels.iter().zip(shown) {
        draw(&mut sheet, input, panel, rows, most);
    }
    close(&mut sheet, bottom, &caption(input, all.len()));
    Some(Chart {
        name: format!("08-groups{}", input.context_suffix(context)),
        title,
        alt: alt(input, shown),
        table: table(input, context),
        sheet,
    })
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

fn caption(input: &ReportInput, scenarios: usize) -> String {
    let left_out = scenarios.saturating_sub(MOST);
    let rest = if left_out > 0 {
        format!(" {} more in data/groups.csv.", count(left_out))
    } else {
        String::new()
    };
    let explanation = "Part of both bars is random variation: worlds that differ at all swap gains and losses between firms, so read bars against each other. Intervals of all groups: data/groups.csv.";
    caption_of_worlds(input, &format!("{explanation}{rest}"))
}

fn draw(sheet: &mut Sheet, input: &ReportInput, panel: &Panel, rows: &[Row], most: f64) {
    let room = panel.right - panel.left - WORDS - 2.0 * SHARES - 8.0;
    let middle = panel.left + SHARES + room / 2.0;
    let scale = room / 2.0 / most;
    let ink = style(input.dataset, panel.scenario).ink;
    let (small, head) = (Type::plain(11.0, TEXT), Type::bold(11.5, SOFT));
    let mut y = panel.top;
    for (at, dimension) in DIMENSIONS.iter().enumerate() {
        let names = [
            (middle - 8.0, Align::Right, "lose"),
            (middle + 8.0, Align::Left, "gain"),
            (panel.right - 14.0, Align::Right, "workers"),
        ];
        names.into_iter().for_each(|(x, align, name)| {
            sheet.text((x, y + 17.0), align, name, Type::plain(11.0, SOFT));
        });
        if panel.is_first {
            sheet.text((MARGIN, y + 17.0), Align::Left, dimension.title, head);
        }
        y += HEAD;
        let first = y;
        for (k, row) in rows.iter().filter(|row| row.dimension == at).enumerate() {
            if k % 2 == 0 {
                sheet.block(
                    (if panel.is_first { MARGIN } else { panel.left }, y),
                    (panel.right - 12.0, y + ROW),
                    SHADE,
                );
            }
            if panel.is_first {
                sheet.text(
                    (MARGIN + 4.0, y + 15.0),
                    Align::Left,
                    dimension.groups[row.group].1,
                    small,
                );
            }
            for (shares, way, color) in [(row.behind, -1.0, SOFT), (row.ahead, 1.0, ink)] {
                for (share, opacity) in [(shares[1], 0.45), (shares[0], 0.95)] {
                    let end = middle + way * share * scale;
                    if (end - middle).abs() > 0.05 {
                        sheet.block(
                            (middle.min(end), y + 4.0),
                            (middle.max(end), y + ROW - 4.0),
                            color.faded(opacity),
                        );
                    }
                }
                let align = if way < 0.0 { Align::Right } else { Align::Left };
                sheet.text(
                    (middle + way * (shares[1] * scale + 5.0), y + 15.0),
                    align,
                    percent(shares[1]),
                    small,
                );
            }
            let words = marked_interval(
                row.employment.mean,
                row.employment.low,
                row.employment.high,
                1.0,
            );
            let words = if row.employment.mean > 0.0 {
                format!("+{words}")
            } else {
                words
            };
            sheet.text(
                (panel.right - 14.0, y + 15.0),
                Align::Right,
                shorten(&words, 11.0, false, WORDS - 6.0),
                small,
            );
            y += ROW;
        }
        sheet.line(vec![(middle, first), (middle, y)], AXIS, 1.4);
    }
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
