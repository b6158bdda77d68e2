//! Tables of the first part of the report, which the brief has too: one programme by context, scenarios next to each other, what they cost, who gains.

use super::sentences::{
    cost_words, describe, noun, relative_words, scale_of, settled_words, signed_interval,
    upper_first,
};
use super::verdict::{
    head, is_one_programme, loss_words, place_told, programme, programme_of, signed_amount,
};
use crate::observations::INDICATORS;
use crate::report::ReportInput;
use crate::report::table::{Cell, Table};
use crate::statistics::figures::{exponent, signed, usd_interval, usd_signed};
use crate::statistics::{Comparison, Estimate, OUTCOMES, Verdict};

/// Cost of programmes over the window.
const COST: &str = "programme_cost_usd";
/// Most losses in a cell.
const LOSSES: usize = 2;

/// A scenario next to another: the pair that is asked for, or a scenario and its baseline.
struct Line<'i> {
    label: String,
    scenario: usize,
    effect: &'i Comparison,
    cost: Option<&'i Comparison>,
    value_added: Option<&'i Comparison>,
    public_return: Option<&'i Comparison>,
    cost_of_one: Option<Estimate>,
}

/// Every scenario against its baseline, in plan order, behind the pair that is asked for.
fn lines<'i>(input: &'i ReportInput<'_>) -> Vec<Line<'i>> {
    let Some(lead) = input.lead_indicator() else {
        return Vec::new();
    };
    let row = |name: &str, scenario: usize| {
        let mut rows = input.effects_of(name)?.iter();
        rows.find(|row| row.scenario == scenario)
    };
    let asked = input
        .verdicts
        .first()
        .filter(|_| input.verdicts.len() == 1)
        .map(|verdict| asked_line(input, verdict));
    let is_asked = |scenario: usize| {
        input.dataset.extra_answer().is_none()
            && asked.as_ref().is_some_and(|line| line.scenario == scenario)
    };
    let others = input
        .dataset
        .compared()
        .filter(|scenario| !is_asked(*scenario))
        .filter_map(|scenario| {
            Some(Line {
                label: input.title(scenario).to_owned(),
                scenario,
                effect: row(lead, scenario)?,
                cost: row(COST, scenario),
                value_added: row("value_added_usd", scenario),
                public_return: row("public_return_usd", scenario),
                cost_of_one: cost_of(input, lead, scenario),
            })
        });
    let others: Vec<Line<'_>> = others.collect();
    asked.into_iter().chain(others).collect()
}

fn asked_line<'i>(input: &'i ReportInput<'_>, verdict: &'i Verdict) -> Line<'i> {
    let title = input.title(verdict.scenario);
    Line {
        label: if input.dataset.extra_answer().is_some() {
            format!(
                "Asked: “{title}” against “{}”",
                input.title(verdict.against)
            )
        } else {
            title.to_owned()
        },
        scenario: verdict.scenario,
        effect: &verdict.effect,
        cost: Some(&verdict.cost),
        value_added: Some(&verdict.value_added),
        public_return: Some(&verdict.public_return),
        cost_of_one: verdict.cost_of_one.map(|(_, cost)| cost),
    }
}

/// Cost of one more unit of an indicator in a scenario, where it is among the outcomes of `costs.csv`.
fn cost_of(input: &ReportInput, indicator: &str, scenario: usize) -> Option<Estimate> {
    let mut costs = input.costs.iter();
    costs
        .find(|cost| cost.scenario == scenario && OUTCOMES[cost.outcome].indicator == indicator)
        .map(crate::statistics::CostPer::estimate)
}

/// What leads the report, with the unit of its differences.
fn lead_heading(indicator: &str, rows: &[&Comparison]) -> String {
    let title = describe(indicator).map_or(indicator, |one| one.title);
    let largest = rows
        .iter()
        .max_by(|a, b| a.diff.abs().total_cmp(&b.diff.abs()));
    let unit = largest.map_or_else(String::new, |row| scale_of(indicator, row).change_unit);
    if unit.is_empty() || title.to_lowercase().contains(&unit.to_lowercase()) {
        title.to_owned()
    } else {
        format!("{title} [{unit}]")
    }
}

/// Effects of all scenarios on what leads: absolute, in per cent, per 1,000 firms, and per million USD; none without a scenario to compare.
#[must_use]
pub fn compare_table(input: &ReportInput) -> Option<Table> {
    let lead = input.lead_indicator()?;
    let lines = lines(input);
    let rows: Vec<&Comparison> = lines.iter().map(|line| line.effect).collect();
    let largest = rows
        .iter()
        .max_by(|a, b| a.diff.abs().total_cmp(&b.diff.abs()))?;
    let factor = scale_of(lead, largest).factor;
    let is_counted = INDICATORS
        .iter()
        .any(|one| one.name == lead && (one.is_count() || ["USD", "workers"].contains(&one.unit)));
    let mut header = vec![
        "Scenario".to_owned(),
        "Difference (95\u{a0}% interval)".to_owned(),
        "Per cent".to_owned(),
    ];
    if is_counted {
        header.push("Per 1\u{a0}000 firms".to_owned());
        header.push("Per million USD".to_owned());
    }
    header.push("Significant?".to_owned());
    let line = |line: &Line<'_>| {
        let row = line.effect;
        let relative = relative_words(row).unwrap_or_else(|| "no value".to_owned());
        let mut cells = vec![
            Cell::text(&line.label),
            Cell(signed_interval(row, factor), Some(row.diff)),
            Cell(relative, Some(row.relative_diff)),
        ];
        if is_counted {
            cells.push(three_digits(per_1000(input, line) * factor));
            cells.push(three_digits(per_million(line) * factor));
        }
        cells.push(Cell::text(settled_words(input.effect(row))));
        (false, cells)
    };
    let caption = format!(
        "{}: difference from {}, mean over {}",
        lead_heading(lead, &rows),
        input.baselines(),
        input.counted_words()
    );
    Some(Table {
        caption,
        header,
        rows: lines.iter().map(line).collect(),
    })
}

/// A number with three digits and its sign.
fn three_digits(value: f64) -> Cell {
    let text = if value.is_finite() {
        let digits = exponent(0.0, value);
        signed(value, if value.fract() == 0.0 { 0 } else { digits })
    } else {
        "no value".to_owned()
    };
    Cell(text, Some(value))
}

/// A difference per 1,000 firms that could take part; NaN where their number is not known.
fn per_1000(input: &ReportInput, line: &Line<'_>) -> f64 {
    let eligible = input.summary_of("funnel_eligible", line.scenario);
    line.effect.diff * 1_000.0 / eligible.map_or(f64::NAN, |row| row.mean)
}

/// A difference per million USD of additional cost; NaN where nothing more is surely paid.
fn per_million(line: &Line<'_>) -> f64 {
    let cost = line
        .cost
        .filter(|cost| cost.sign_settled && cost.diff > 0.0);
    line.effect.diff * 1e6 / cost.map_or(f64::NAN, |cost| cost.diff)
}

/// What scenarios cost more than their baseline, from cheap to dear, behind the pair that is asked for; none where nothing is known of costs.
#[must_use]
pub fn money_table(input: &ReportInput) -> Option<Table> {
    let lead = input.lead_indicator()?;
    let mut lines: Vec<Line<'_>> = lines(input)
        .into_iter()
        .filter(|line| line.cost.is_some_and(|cost| cost.n_pairs > 0))
        .collect();
    let first = usize::from(input.dataset.extra_answer().is_some()).min(lines.len());
    let paid = |line: &Line<'_>| line.cost.map_or(f64::NAN, |cost| cost.diff);
    lines[first..].sort_by(|a, b| paid(a).total_cmp(&paid(b)));
    let has_one = lines.iter().any(|line| line.cost_of_one.is_some());
    let mut header = vec!["Scenario, from cheap to dear".to_owned(), "Cost".to_owned()];
    if has_one {
        header.push(format!("Cost of one more: {}", noun(lead)));
    }
    header.extend(["Value added of SMEs", "Public return"].map(str::to_owned));
    let line = |line: &Line<'_>| {
        let mut cells = vec![Cell::text(&line.label), usd_cell(line.cost)];
        if has_one {
            cells.push(match line.cost {
                Some(paid) => one_cell(line.cost_of_one, paid),
                None => Cell::missing(),
            });
        }
        cells.extend([usd_cell(line.value_added), usd_cell(line.public_return)]);
        (false, cells)
    };
    let caption = format!(
        "Differences from {}, mean over {} [USD of 2015]",
        input.baselines(),
        input.counted_words()
    );
    (!lines.is_empty()).then(|| Table {
        caption,
        header,
        rows: lines.iter().map(line).collect(),
    })
}

/// Cost of one more; none where nothing more is paid.
fn one_cell(cost: Option<Estimate>, paid: &Comparison) -> Cell {
    cost.filter(|_| paid.diff > 0.0)
        .map_or_else(Cell::missing, |cost| {
            Cell(cost_words(&cost), Some(cost.value))
        })
}

/// A difference of money; it is marked where it is not significant.
fn usd_cell(row: Option<&Comparison>) -> Cell {
    let Some(row) = row.filter(|row| row.n_pairs > 0) else {
        return Cell::missing();
    };
    let mark = if row.sign_settled || row.is_identical() || row.n_pairs < 2 {
        ""
    } else {
        " (not significant)"
    };
    Cell(
        usd_signed(row.diff, row.half_width()) + mark,
        Some(row.diff),
    )
}

/// A programme by context, a row each: effect, money, losses, verdict; none for one context.
#[must_use]
pub fn contexts_table(input: &ReportInput) -> Option<Table> {
    let first = input
        .verdicts
        .first()
        .filter(|_| input.verdicts.len() > 1)?;
    let lead = INDICATORS[first.effect.indicator].name;
    let rows: Vec<&Comparison> = input.verdicts.iter().map(|one| &one.effect).collect();
    let header = [
        "Context",
        "Difference (95\u{a0}% interval)",
        "Per cent",
        "Cost",
        "Cost of one more",
        "Value added of SMEs",
        "Public return",
        "Significantly worse",
        "Verdict",
    ];
    let largest = rows
        .iter()
        .max_by(|a, b| a.diff.abs().total_cmp(&b.diff.abs()))?;
    let factor = scale_of(lead, largest).factor;
    let line = |verdict: &Verdict| {
        let row = &verdict.effect;
        let losses: Vec<String> = verdict.losses().take(LOSSES).map(loss_words).collect();
        let cells = vec![
            Cell::text(place_told(input, verdict)),
            Cell(signed_interval(row, factor), Some(row.diff)),
            Cell(
                relative_words(row).unwrap_or_else(|| "no value".to_owned()),
                Some(row.relative_diff),
            ),
            usd_cell(Some(&verdict.cost)),
            one_cell(verdict.cost_of_one.map(|(_, cost)| cost), &verdict.cost),
            usd_cell(Some(&verdict.value_added)),
            usd_cell(Some(&verdict.public_return)),
            Cell::text(if losses.is_empty() {
                "nothing".to_owned()
            } else {
                losses.join(", ")
            }),
            Cell::text(head(verdict).unwrap_or_default()),
        ];
        (false, cells)
    };
    let by = if is_one_programme(input) {
        format!(" of “{}”", programme(input, first))
    } else {
        String::new()
    };
    let caption = format!(
        "{}{by} against the baseline of each {}, mean over {}",
        lead_heading(lead, &rows),
        input.dataset.context_words().0,
        input.counted_words()
    );
    Some(Table {
        caption,
        header: header.map(str::to_owned).to_vec(),
        rows: input.verdicts.iter().map(line).collect(),
    })
}

/// Programmes by context: effect on what leads, absolute and in per cent; none for one context, and where contexts share no programme.
#[must_use]
pub fn programmes_table(input: &ReportInput) -> Option<Table> {
    let (dataset, lead) = (input.dataset, input.lead_indicator()?);
    let rows = input.effects_of(lead).filter(|_| input.has_contexts())?;
    let mut programmes: Vec<&str> = Vec::new();
    for scenario in dataset.compared() {
        let name = dataset.programme(scenario)?;
        if !programmes.contains(&name) {
            programmes.push(name);
        }
    }
    let find = |name: &str, context: usize| {
        dataset
            .compared_in(context)
            .find(|scenario| dataset.programme(*scenario) == Some(name))
    };
    let cell = |name: &str, context: usize| {
        let row = find(name, context)
            .and_then(|scenario| rows.iter().find(|row| row.scenario == scenario))
            .filter(|row| row.n_pairs > 0);
        row.map_or_else(
            || Cell("not there".to_owned(), Some(f64::NAN)),
            |row| {
                let relative =
                    relative_words(row).map_or_else(String::new, |words| format!(" ({words})"));
                let mark = if row.sign_settled { "" } else { "*" };
                Cell(
                    format!("{}{relative}{mark}", signed_amount(row)),
                    Some(row.diff),
                )
            },
        )
    };
    let line = |name: &&str| {
        let title = (0..dataset.contexts.len())
            .find_map(|context| Some(programme_of(input, find(name, context)?).to_owned()));
        let cells = (0..dataset.contexts.len()).map(|context| cell(name, context));
        (
            false,
            std::iter::once(Cell::text(title.unwrap_or_default()))
                .chain(cells)
                .collect(),
        )
    };
    let header =
        std::iter::once("Programme".to_owned()).chain((0..dataset.contexts.len()).map(|context| {
            match dataset.rival(context) {
                Some(_) => upper_first(&dataset.context_label(context)),
                None => dataset.contexts[context].place().to_owned(),
            }
        }));
    Some(Table {
        caption: format!(
            "{}: difference from the baseline of each {} (* not significant)",
            lead_heading(lead, &rows.iter().collect::<Vec<_>>()),
            dataset.context_words().0
        ),
        header: header.collect(),
        rows: programmes.iter().map(line).collect(),
    })
}

/// Who gains and who loses in the pair that is asked for; none for several contexts.
#[must_use]
pub fn parties_table(input: &ReportInput) -> Option<Table> {
    let [verdict] = input.verdicts.as_slice() else {
        return None;
    };
    let line = |party: &crate::statistics::Party| {
        let row = &party.row;
        let name = INDICATORS[row.indicator].name;
        let word = match (party.is_better(), party.is_worse()) {
            (true, _) => "better",
            (_, true) => "worse",
            (false, false) if row.is_identical() => "the same",
            (false, false) => "not significant",
        };
        let size = if INDICATORS[row.indicator].unit == "USD" {
            usd_interval(row.diff, row.ci_low, row.ci_high)
        } else {
            signed_interval(row, scale_of(name, row).factor)
        };
        let title = lead_heading(name, &[row]);
        let title = title
            .trim_end_matches(" [USD]")
            .trim_end_matches(" [million USD]")
            .trim_end_matches(" [thousand USD]");
        let cells = vec![
            Cell::text(title),
            Cell(size, Some(row.diff)),
            Cell::text(word),
        ];
        (false, cells)
    };
    let shown = verdict.parties.iter().filter(|party| party.row.n_pairs > 0);
    let caption = format!(
        "“{}” against “{}”, mean over {} and 95\u{a0}% interval",
        input.title(verdict.scenario),
        input.title(verdict.against),
        input.counted_words()
    );
    let rows: Vec<_> = shown.map(line).collect();
    (!rows.is_empty()).then(|| Table {
        caption,
        header: ["Who", "Difference", "For them"]
            .map(str::to_owned)
            .to_vec(),
        rows,
    })
}
