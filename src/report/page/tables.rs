//! Tables of the report.

use maud::{Markup, html};

use crate::observations::{INDICATORS, Indicator};
use crate::report::ReportInput;
use crate::report::table::{Cell, Table};
use crate::report::text::{
    Scale, better_words, count, describe, marked_interval, more_often, number, relative_words,
    settled_words, signed_interval,
};
use crate::statistics::Comparison;

/// Most columns of a table at the usual size of letters.
const WIDE: usize = 5;

impl Table {
    /// The table in a box of its own, which scrolls sideways where it is too wide; its first column stays.
    pub fn html(&self) -> Markup {
        html! {
            div.scroll role="region" tabindex="0" aria-label=(self.caption) {
                table.sortable.wide[self.header.len() > WIDE] {
                    caption { (self.caption) }
                    thead { tr { @for (k, name) in self.header.iter().enumerate() { th scope="col" class=[self.is_number(k).then_some("n")] { (name) } } } }
                    tbody {
                        @for (is_baseline, cells) in &self.rows {
                            tr class=[is_baseline.then_some("baseline")] {
                                @for (k, Cell(text, value)) in cells.iter().enumerate() {
                                    @let sort = value.map(|v| if v.is_finite() { format!("{v}") } else { String::new() });
                                    @if k == 0 { th scope="row" { (text) } } @else { td class=[value.map(|_| "n")] data-v=[sort] { (text) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Title and shown unit of an indicator.
fn heading(indicator: &str, scale: &Scale) -> String {
    let title = describe(indicator).map_or(indicator, |i| i.title);
    if title.to_lowercase().contains(&scale.unit) {
        title.to_owned()
    } else {
        format!("{title} [{}]", scale.unit)
    }
}

/// Scale for all means and differences of an indicator.
fn scale(input: &ReportInput, indicator: &str) -> Scale {
    let means = input
        .summaries
        .iter()
        .filter(|s| s.indicator == indicator)
        .flat_map(|s| s.rows.iter().map(|r| r.mean));
    let effects = input
        .effects_of(indicator)
        .unwrap_or(&[])
        .iter()
        .map(|row| row.mean);
    Scale::new(
        describe(indicator).map_or("", |i| i.unit),
        means.chain(effects),
    )
}

/// One table per headline indicator: mean, difference, frequency, significant or not.
pub fn comparison(input: &ReportInput) -> Markup {
    let names = input
        .dataset
        .headline
        .iter()
        .filter(|name| input.effects_of(name).is_some());
    html! { @for name in names { (one_comparison(input, name)) } }
}

/// Cells of a row without a difference, all of one value.
fn blank(word: &str, value: f64) -> Vec<Cell> {
    vec![
        Cell(word.to_owned(), Some(value)),
        Cell(String::new(), Some(value)),
    ]
}

/// Difference first, then its size in per cent, the level, and, where one way is better, how often and whether significant. Costs go from cheap to dear.
fn one_comparison(input: &ReportInput, indicator: &str) -> Markup {
    let scale = scale(input, indicator);
    let is_cost = describe(indicator).is_some_and(Indicator::is_cost);
    let often = format!("How often [{}]", input.dataset.counted().many());
    let mut header = vec![
        "Scenario",
        "Difference (95\u{a0}% interval)",
        "Per cent",
        "Mean (95\u{a0}% interval)",
    ];
    if !is_cost {
        header.extend([often.as_str(), "Significant?"]);
    }
    let row_of = |scenario: usize| {
        let mut rows = input.effects_of(indicator)?.iter();
        rows.find(|row| row.scenario == scenario)
    };
    let mut order: Vec<usize> = (0..input.dataset.scenarios.len()).collect();
    if is_cost {
        let paid = |scenario: &usize| row_of(*scenario).map_or(0.0, |row| row.diff);
        order.sort_by(|a, b| paid(a).total_cmp(&paid(b)));
    }
    let line = |scenario: usize| {
        let is_baseline = input.dataset.is_baseline(scenario);
        let row = row_of(scenario);
        let name = Cell::text(input.title(scenario));
        let mean = mean_cell(input, indicator, scenario, &scale, row);
        let (size, judged) = match row.filter(|_| !is_baseline) {
            None if is_baseline => (blank("baseline", 0.0), blank("", 0.0)),
            None => (blank("no value", f64::NAN), blank("", f64::NAN)),
            Some(row) => {
                let relative = relative_words(row).unwrap_or_default();
                let often = better_words(indicator, input.effect(row));
                let size = vec![
                    Cell(signed_interval(row, scale.factor), Some(row.diff)),
                    Cell(relative, Some(row.relative_diff)),
                ];
                let judged = vec![
                    Cell(often, Some(more_often(indicator, row) as f64)),
                    Cell::text(settled_words(input.effect(row))),
                ];
                (size, judged)
            }
        };
        let judged = judged.into_iter().filter(|_| !is_cost);
        let cells = std::iter::once(name)
            .chain(size)
            .chain([mean])
            .chain(judged);
        (is_baseline, cells.collect())
    };
    let caption = heading(indicator, &scale) + &dropped_words(input, indicator);
    let meaning = describe(indicator).map_or("", |i| i.meaning);
    let table = Table {
        caption,
        header: header.into_iter().map(str::to_owned).collect(),
        rows: order.into_iter().map(line).collect(),
    };
    html! { (table.html()) p.note { (meaning) } }
}

/// Worlds that are missing from the differences of an indicator, for its caption; nothing where all are there.
fn dropped_words(input: &ReportInput, indicator: &str) -> String {
    let asked = input.dataset.replications as usize;
    let fewest = input
        .effects_of(indicator)
        .unwrap_or(&[])
        .iter()
        .map(|row| row.n_pairs)
        .min()
        .unwrap_or(asked);
    match asked.saturating_sub(fewest) {
        0 => String::new(),
        dropped => format!(
            " (up to {} of {} {} dropped)",
            count(dropped),
            count(asked),
            input.dataset.counted().many()
        ),
    }
}

/// Mean with its interval, or with the mean of the effects where there is no summary.
pub(super) fn mean_cell(
    input: &ReportInput,
    indicator: &str,
    scenario: usize,
    scale: &Scale,
    row: Option<&Comparison>,
) -> Cell {
    match (input.summary_of(indicator, scenario), row) {
        (Some(s), _) => Cell(
            marked_interval(s.mean, s.ci_low, s.ci_high, scale.factor),
            Some(s.mean),
        ),
        (None, Some(row)) => Cell(
            marked_interval(row.mean, f64::NAN, f64::NAN, scale.factor),
            Some(row.mean),
        ),
        (None, None) => Cell("no value".to_owned(), Some(f64::NAN)),
    }
}

/// Mean cost by payer and in total, one row per scenario.
pub fn money(input: &ReportInput) -> Option<Markup> {
    let known = |name: &str| input.summaries.iter().any(|s| s.indicator == name);
    let payers = INDICATORS
        .iter()
        .filter(|i| i.is_cost())
        .filter(|i| known(i.name));
    let mut payers: Vec<_> = payers.collect();
    payers.sort_by_key(|p| {
        if p.name.starts_with("cost_") {
            0
        } else if p.name == "programme_cost_usd" {
            1
        } else {
            2
        }
    });
    if payers.is_empty() {
        return None;
    }
    let means = input
        .summaries
        .iter()
        .filter(|s| payers.iter().any(|p| p.name == s.indicator));
    let scale = Scale::new("USD", means.flat_map(|s| s.rows.iter().map(|r| r.mean)));
    let mut header = vec!["Scenario".to_owned()];
    header.extend(payers.iter().map(|p| p.title.to_owned()));
    let mut rows = Vec::new();
    for scenario in 0..input.dataset.scenarios.len() {
        let mut cells = vec![Cell(input.title(scenario).to_owned(), None)];
        cells.extend(
            payers
                .iter()
                .map(|payer| mean_cell(input, payer.name, scenario, &scale, None)),
        );
        rows.push((input.dataset.is_baseline(scenario), cells));
    }
    let caption = format!(
        "Mean over {} and 95\u{a0}% interval [{} of 2015]",
        input.counted_words(),
        scale.unit
    );
    Some(
        Table {
            caption,
            header,
            rows,
        }
        .html(),
    )
}

/// Variance reduction by pairing.
pub fn pairing(input: &ReportInput) -> Option<Markup> {
    if input.pairing.is_empty() {
        return None;
    }
    let header = [
        "Indicator",
        "Scenario",
        "Interval",
        "Correlation with the baseline",
        "Variance-reduction factor (95\u{a0}% interval)",
    ];
    let two = |value: f64| {
        if value.is_finite() {
            number(value, -2)
        } else {
            "no value".to_owned()
        }
    };
    let rounded = |value: f64| number(value, if value >= 100.0 { 0 } else { -1 });
    let factor = |pair: &Comparison| match (
        pair.vrf.is_finite(),
        pair.vrf_low.is_finite() && pair.vrf_high.is_finite(),
    ) {
        (false, _) => "no value".to_owned(),
        (true, false) => format!("{}×", rounded(pair.vrf)),
        (true, true) => format!(
            "{}× ({}\u{a0}to\u{a0}{})",
            rounded(pair.vrf),
            rounded(pair.vrf_low),
            rounded(pair.vrf_high)
        ),
    };
    let rows = input.pairing.iter().map(|pair| {
        let title = INDICATORS[pair.indicator].title.to_owned();
        let name = Cell(input.title(pair.scenario).to_owned(), None);
        (
            false,
            vec![
                Cell(title, None),
                name,
                Cell(
                    match pair.interval.name() {
                        "" => "none".to_owned(),
                        name => name.to_owned(),
                    },
                    None,
                ),
                Cell(two(pair.rho), Some(pair.rho)),
                Cell(factor(pair), Some(pair.vrf)),
            ],
        )
    });
    let caption = format!(
        "Gain in precision from comparing the same {}, n\u{a0}=\u{a0}{}",
        input.dataset.counted().many(),
        count(input.worlds())
    );
    Some(
        Table {
            caption,
            header: header.map(str::to_owned).to_vec(),
            rows: rows.collect(),
        }
        .html(),
    )
}

/// Worlds that were lost, at most ten.
pub fn failures(input: &ReportInput) -> Option<Markup> {
    const MOST: usize = 10;
    let failures = &input.dataset.failures;
    if failures.is_empty() {
        return None;
    }
    let header = [
        "Replication",
        "Scenario",
        "Quarter",
        "What happened",
        "Command that repeats it",
    ]
    .map(str::to_owned)
    .to_vec();
    let rows = failures.iter().take(MOST).map(|f| {
        let quarter = f.quarter.map_or(String::new(), |q| q.to_string());
        let texts = [
            f.replication.to_string(),
            f.scenario.clone(),
            quarter,
            format!("{}: {}", f.stage, f.message),
            f.replay.clone(),
        ];
        (
            false,
            texts.map(|text| Cell(text, None)).into_iter().collect(),
        )
    });
    let part = if failures.len() > MOST {
        format!(", the first {MOST}")
    } else {
        String::new()
    };
    let caption = format!(
        "Bundles of worlds that failed: {}{part}",
        count(failures.len())
    );
    Some(
        Table {
            caption,
            header,
            rows: rows.collect(),
        }
        .html(),
    )
}
