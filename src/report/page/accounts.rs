//! From gross to net, what one more costs, and who gains.

use maud::{Markup, html};

use super::tables::mean_cell;
use crate::report::ReportInput;
use crate::report::table::{Cell, Table};
use crate::report::text::{Scale, cost_words, count, describe, signed_interval};
use crate::statistics::{ACCOUNTS, Account, GAINS, OUTCOMES};

/// The accounts from gross to net, counted against the baseline world; those in which nothing ever happened are left out.
pub fn gross_to_net(input: &ReportInput) -> Option<Markup> {
    let shown: Vec<(&Account, Table)> = ACCOUNTS
        .iter()
        .filter_map(|account| Some((account, account_table(input, account)?)))
        .collect();
    if shown.is_empty() {
        return None;
    }
    Some(html! {
        @for (account, table) in shown {
            (table.html())
            p.note { (note(account.name)) }
        }
        @if !has_futures(input) {
            p.note {
                "Displacement and spillover by sign are not among these accounts, because no futures of the opening were run: "
                code { "-S run.futures=20" } " on the command line, or " code { "futures = 20" } " under " code { "[run]" }
                " of the study, adds them with their floor."
            }
        }
    })
}

/// True where futures were run in some world, so that displacement and spillover by sign are known.
fn has_futures(input: &ReportInput) -> bool {
    let mut scenarios = input.dataset.compared();
    scenarios.any(|scenario| {
        input
            .summary_of("displacement_jobs", scenario)
            .is_some_and(|row| row.n > 0)
    })
}

fn account_table(input: &ReportInput, account: &Account) -> Option<Table> {
    let others = input.dataset.compared();
    let mean = |step: &str, scenario: usize| {
        input
            .summary_of(step, scenario)
            .filter(|row| row.n > 0)
            .map(|row| row.mean)
    };
    let has_any = |scenario: usize| {
        account
            .steps
            .iter()
            .any(|step| mean(step, scenario).is_some_and(|mean| mean != 0.0))
    };
    let scenarios: Vec<usize> = others.filter(|scenario| has_any(*scenario)).collect();
    let worlds = input.summary_of(account.steps[0], *scenarios.first()?)?.n;
    let scale_of = |step: &str| {
        let alike = account
            .steps
            .iter()
            .filter(|other| unit(other) == unit(step));
        let means = alike.flat_map(|other| {
            scenarios
                .iter()
                .filter_map(|scenario| mean(other, *scenario))
        });
        Scale::new(unit(step), means.map(f64::abs).collect::<Vec<_>>())
    };
    let header = std::iter::once("Step".to_owned()).chain(
        scenarios
            .iter()
            .map(|scenario| input.title(*scenario).to_owned()),
    );
    let line = |step: &&str| {
        let scale = scale_of(step);
        let cells = scenarios
            .iter()
            .map(|scenario| mean_cell(input, step, *scenario, &scale, None));
        (
            false,
            std::iter::once(Cell(heading(step, &scale), None))
                .chain(cells)
                .collect(),
        )
    };
    let worlds = format!("{} {}", count(worlds), input.dataset.counted().long(worlds));
    let caption = format!(
        "{}, mean over {worlds} and 95\u{a0}% interval",
        account.title
    );
    Some(Table {
        caption,
        header: header.collect(),
        rows: account.steps.iter().map(line).collect(),
    })
}

fn unit(indicator: &str) -> &'static str {
    describe(indicator).map_or("", |indicator| indicator.unit)
}

fn heading(indicator: &str, scale: &Scale) -> String {
    let title = describe(indicator).map_or(indicator, |indicator| indicator.title);
    if unit(indicator).starts_with("USD") {
        format!("{title} [{}]", scale.unit)
    } else {
        title.to_owned()
    }
}

/// Explanation of an account.
fn note(account: &str) -> &'static str {
    match account {
        "linkages" => {
            "Facilitated is what a monitoring system would count. Deadweight would have been there without the programme. \
             Net change = switched + additional + induced \u{2212} lost; those lost to others lost their place to facilitated ones."
        }
        "linked_value" => {
            "As above, in orders; linkages that both worlds have may grow: net = switched + additional + induced \u{2212} lost + growth of shared."
        }
        "sustained" => {
            "Only linkages that are sustained at the horizon, after the run-off without services."
        }
        "upgraded" => {
            "Firm by firm: net = additional \u{2212} participants whose twin only is upgraded + others, net."
        }
        "jobs" => {
            "Gross is the change of participants since they enrolled, deadweight that of their twins over the same quarters. Net = direct + \
             before enrolment + non-participants + entrants + firms that live in one of the two worlds only."
        }
        "displacement" => {
            "By sign, on means of market cells over futures of the same opening with other random draws. Each line is followed by its floor: what the same \
             firms show in the baseline under other random draws. Programme and baseline share their random draws, the floor's futures do not: it is the \
             most that simulation noise could leave. The sum of both signs needs no such care and is listed above, under non-participants."
        }
        "capability" => "Over firms that live in both worlds.",
        _ => "As for jobs; flows are counted from enrolment on.",
    }
}

/// Cost of one more unit of what programmes are asked to add.
pub fn costs_per(input: &ReportInput) -> Option<Markup> {
    if input.costs.is_empty() {
        return None;
    }
    let (net, by_twin) = (cost_table(input, false), cost_table(input, true));
    Some(html! {
        (net.html())
        (by_twin.html())
        p.note {
            "Ratio of the mean difference in cost to the mean difference in the outcome. \u{201c}At least\u{201d} and \u{201c}at most\u{201d} are bounds to one \
             side, each of which holds in 95\u{a0}% of samples, whether or not anything is significantly added; without \u{201c}at most\u{201d} it may be that \
             nothing is added. The whole cost is set against each outcome in turn."
        }
    })
}

fn cost_table(input: &ReportInput, is_by_twin: bool) -> Table {
    let outcomes: Vec<&str> = OUTCOMES
        .iter()
        .filter(|outcome| outcome.is_by_twin == is_by_twin)
        .map(|outcome| outcome.indicator)
        .collect();
    let title = |outcome: &&str| {
        let title = describe(outcome).map_or(*outcome, |indicator| indicator.title);
        if is_by_twin {
            title.to_owned()
        } else {
            format!("{title} more")
        }
    };
    let header = std::iter::once("Scenario".to_owned())
        .chain(outcomes.iter().map(title))
        .collect();
    let scenarios = input.dataset.compared();
    let rows = scenarios.map(|scenario| {
        let cell = |outcome: &&str| {
            let cost = input.costs.iter().find(|cost| {
                cost.scenario == scenario && OUTCOMES[cost.outcome].indicator == *outcome
            });
            cost.map_or_else(
                || Cell(String::new(), Some(f64::NAN)),
                |cost| Cell(cost_words(&cost.estimate()), Some(cost.mean)),
            )
        };
        let name = std::iter::once(Cell(input.title(scenario).to_owned(), None));
        (false, name.chain(outcomes.iter().map(cell)).collect())
    });
    let what = if is_by_twin {
        "for each one that the baseline world lacks"
    } else {
        "for each unit more than in the baseline"
    };
    let caption = format!(
        "Programme cost {what}, over {} [USD of 2015]",
        input.counted_words()
    );
    Table {
        caption,
        header,
        rows: rows.collect(),
    }
}

/// Discounted gains by party relative to the baseline, and items open at the horizon.
pub fn gains(input: &ReportInput) -> Option<Markup> {
    let row_of = |name: &str, scenario: usize| {
        input
            .effects_of(name)?
            .iter()
            .find(|row| row.scenario == scenario)
            .filter(|row| row.n_pairs > 0)
    };
    let scenarios: Vec<usize> = input.dataset.compared().collect();
    let known: Vec<&str> = GAINS
        .into_iter()
        .filter(|name| {
            scenarios
                .iter()
                .any(|scenario| row_of(name, *scenario).is_some())
        })
        .collect();
    let values = known.iter().flat_map(|name| {
        scenarios
            .iter()
            .filter_map(|scenario| row_of(name, *scenario))
            .map(|row| row.diff.abs())
    });
    // large and small items are in one table: the scale is that of the median
    let mut values: Vec<f64> = values.filter(|value| *value > 0.0).collect();
    values.sort_by(f64::total_cmp);
    let scale = Scale::new("USD", values.get(values.len() / 2).copied());
    let header = std::iter::once("Gain or cost".to_owned()).chain(
        scenarios
            .iter()
            .map(|scenario| input.title(*scenario).to_owned()),
    );
    let line = |name: &&str| {
        let cell = |scenario: &usize| match row_of(name, *scenario) {
            Some(row) => Cell(signed_interval(row, scale.factor), Some(row.diff)),
            None => Cell("no value".to_owned(), Some(f64::NAN)),
        };
        let title = describe(name)
            .map_or(*name, |indicator| indicator.title)
            .to_owned();
        (
            false,
            std::iter::once(Cell(title, None))
                .chain(scenarios.iter().map(cell))
                .collect(),
        )
    };
    let baseline = input.baselines();
    let caption = format!(
        "Difference from {baseline}, mean over {} and 95\u{a0}% interval, discounted to the start of the window [{} of 2015]",
        input.counted_words(),
        scale.unit
    );
    let table = Table {
        caption,
        header: header.collect(),
        rows: known.iter().map(line).collect(),
    };
    (!known.is_empty()).then(|| {
        html! {
            (table.html())
            p.note {
                "Net benefit of TNCs = saving + fit + squeezes \u{2212} governance \u{2212} failed deliveries \u{2212} programme cost. Public return = value \
                 added \u{2212} labour at its shadow wage \u{2212} private cost \u{2212} resources of programmes \u{2212} burden of public funds; transfers are \
                 excluded, and what comes after the horizon is not counted. Guarantees and loans open at the horizon are stocks, not discounted; the losses \
                 to expect on them are in no cost above. Rates and ratios of value are assumed: see docs/odd.md."
            }
        }
    })
}
