//! From gross to net, and what one more costs.

use maud::{Markup, html};

use super::tables::{Cell, Table, mean_cell};
use crate::observations::indicator_index;
use crate::report::ReportInput;
use crate::report::words::{Scale, describe, marked_interval};

/// Steps of the account of linkages, in the order in which they are read.
const STEPS: [&str; 6] =
    ["linkages_facilitated", "linkages_deadweight", "linkages_switching", "linkages_additional", "linkages_induced", "linkages_lost"];

/// Linkages at the horizon from gross to net, counted pair by pair against the baseline world; none without facilitated ones.
pub fn gross_to_net(input: &ReportInput) -> Option<Markup> {
    let has_any = |scenario: usize| input.summary_of(STEPS[0], scenario).is_some_and(|row| row.mean > 0.0);
    let shown: Vec<usize> = (0..input.dataset.scenarios.len()).filter(|scenario| has_any(*scenario)).collect();
    if shown.is_empty() || STEPS.iter().any(|step| indicator_index(step).is_none()) {
        return None;
    }
    let scale = Scale::new("linkages", std::iter::empty());
    let mut header = vec!["Scenario".to_owned()];
    header.extend(STEPS.iter().map(|step| describe(step).map_or(*step, |indicator| indicator.title).to_owned()));
    let row = |scenario: usize| {
        let mut cells = vec![Cell(input.title(scenario).to_owned(), None)];
        cells.extend(STEPS.iter().map(|step| mean_cell(input, step, scenario, &scale, None)));
        (false, cells)
    };
    let caption = "Active linkages at the horizon, mean over simulated worlds and 95\u{a0}% interval".to_owned();
    let table = Table { caption, header, rows: shown.into_iter().map(row).collect() };
    Some(html! {
        (table.html())
        p.note {
            "Facilitated is what a monitoring system would count. Deadweight would have been there without the programme. "
            "Net change = switched + additional + induced − lost."
        }
    })
}

/// Cost of one more unit of what programmes are asked to add; "not settled" where nothing is surely added.
pub fn costs_per(input: &ReportInput) -> Option<Markup> {
    if input.costs.is_empty() {
        return None;
    }
    let scale = Scale::new("USD", input.costs.iter().map(|cost| cost.mean));
    let mut outcomes: Vec<&str> = Vec::new();
    for cost in &input.costs {
        if !outcomes.contains(&cost.outcome.as_str()) {
            outcomes.push(&cost.outcome);
        }
    }
    let mut header = vec!["Scenario".to_owned()];
    header.extend(outcomes.iter().map(|outcome| format!("{} more", describe(outcome).map_or(*outcome, |indicator| indicator.title))));
    let rows = input.dataset.compared().map(|scenario| {
        let cell = |outcome: &&str| {
            let cost = input.costs.iter().find(|cost| cost.scenario == scenario && cost.outcome == **outcome);
            match cost.filter(|cost| cost.mean.is_finite()) {
                Some(cost) => Cell(marked_interval(cost.mean, cost.low, cost.high, scale.factor), Some(cost.mean)),
                None => Cell("not settled".to_owned(), Some(f64::NAN)),
            }
        };
        let mut cells = vec![Cell(input.title(scenario).to_owned(), None)];
        cells.extend(outcomes.iter().map(cell));
        (false, cells)
    });
    let caption = format!("Programme cost for each unit more than in the baseline [{} of 2015]", scale.unit);
    let table = Table { caption, header, rows: rows.collect() };
    Some(html! {
        (table.html())
        p.note {
            "Ratio of the mean difference in cost to the mean difference in the outcome, with Fieller's 95\u{a0}% interval. \
             \u{201c}Not settled\u{201d}: the programme does not surely add any. The whole cost is set against each outcome in turn."
        }
    })
}
