//! What decides between two scenarios: effect, cost, cost of one more, value added, public return, and who loses; answer.csv.

use super::accounts::cost_of_one;
use super::compare::Comparison;
use super::estimates::{Columns, Estimates};
use super::survival::Estimate;
use super::tables::{count, text};
use crate::observations::{Direction, INDICATORS, indicator_index};
use crate::results::{Cell, Dataset, Table};

/// Cost of programmes over the window.
const COST: &str = "programme_cost_usd";

/// Gains and losses of parties that a verdict looks at, and which way is better for them; the headline is looked at too.
const PARTIES: [(&str, Direction); 7] = [
    ("sme_net_gain_usd", Direction::Higher),
    ("tnc_net_benefit_usd", Direction::Higher),
    ("fiscal_return_usd", Direction::Higher),
    ("jobs_non_participants", Direction::Higher),
    ("linkages_lost_to_others", Direction::Lower),
    ("firms_behind_twin", Direction::Lower),
    ("defaults", Direction::Lower),
];

/// A difference as a party sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// The difference.
    pub row: Comparison,
    /// Which way is better for the party.
    pub direction: Direction,
}

impl Party {
    /// True where the difference is significant and the wrong way.
    #[must_use]
    pub fn is_worse(&self) -> bool {
        self.row.sign_settled
            && match self.direction {
                Direction::Higher => self.row.diff < 0.0,
                Direction::Lower => self.row.diff > 0.0,
                Direction::Neither => false,
            }
    }

    /// True where the difference is significant and the right way.
    #[must_use]
    pub fn is_better(&self) -> bool {
        self.row.sign_settled && self.direction != Direction::Neither && !self.is_worse()
    }
}

/// The numbers by which one scenario is judged against another.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Index of the scenario.
    pub scenario: usize,
    /// Index of the scenario that it is compared with, in the same context.
    pub against: usize,
    /// Effect on the indicator that leads the study.
    pub effect: Comparison,
    /// Effects on the other indicators that the question names.
    pub further: Vec<Comparison>,
    /// Additional cost of programmes [USD].
    pub cost: Comparison,
    /// Cost of one more unit of what leads, with bounds to one side as in `CostPer` [USD per unit]; none where that is money, a share or an index.
    pub cost_of_one: Option<(usize, Estimate)>,
    /// Value added of SMEs [USD].
    pub value_added: Comparison,
    /// Public return [USD].
    pub public_return: Comparison,
    /// Who gains and who loses: parties first, then what else of the headline has a better way.
    pub parties: Vec<Party>,
}

impl Verdict {
    /// What is significantly worse.
    pub fn losses(&self) -> impl Iterator<Item = &Comparison> {
        let losses = self.parties.iter().filter(|party| party.is_worse());
        losses.map(|party| &party.row)
    }
}

/// The verdict on the pair that answers the question; without one, a verdict for every context that is no rival structure: on the programme that leads in most contexts,
/// or on the leading scenario of the context where contexts share no programme, each against its baseline.
#[must_use]
pub fn verdicts(dataset: &Dataset, estimates: &Estimates) -> Vec<Verdict> {
    let columns = Columns::from_dataset(dataset);
    asked(dataset, estimates)
        .into_iter()
        .filter_map(|pair| verdict(dataset, estimates, &columns, pair))
        .collect()
}

/// Pairs that verdicts are on.
fn asked(dataset: &Dataset, estimates: &Estimates) -> Vec<(usize, usize)> {
    if let Some(pair) = dataset.answer {
        return vec![pair];
    }
    let contexts: Vec<usize> = (0..dataset.contexts.len())
        .filter(|context| dataset.rival(*context).is_none())
        .collect();
    let leaders: Vec<Option<usize>> = contexts
        .iter()
        .map(|context| leader(dataset, estimates, *context))
        .collect();
    let common = common_programme(dataset, &contexts, &leaders);
    let of_context = |(context, leader): (&usize, &Option<usize>)| {
        let shared = common.and_then(|name| {
            dataset
                .compared_in(*context)
                .find(|scenario| dataset.programme(*scenario) == Some(name))
        });
        let scenario = shared.or(*leader)?;
        Some((scenario, dataset.baseline_of(scenario)))
    };
    contexts
        .iter()
        .zip(&leaders)
        .filter_map(of_context)
        .collect()
}

/// The scenario of a context with the largest significant effect on the indicator that leads, else with the largest.
fn leader(dataset: &Dataset, estimates: &Estimates, context: usize) -> Option<usize> {
    let lead = dataset.head_indicator().name;
    let rows = || {
        dataset
            .compared_in(context)
            .filter_map(|scenario| estimates.comparison(scenario, lead))
    };
    let largest = |is_significant: bool| {
        rows()
            .filter(|row| row.diff.is_finite() && (!is_significant || row.sign_settled))
            .max_by(|a, b| {
                let by_size = a.diff.abs().total_cmp(&b.diff.abs());
                by_size.then(b.scenario.cmp(&a.scenario))
            })
    };
    largest(true)
        .or_else(|| largest(false))
        .or_else(|| rows().next())
        .map(|row| row.scenario)
}

/// The programme that leads in most of several contexts, among those that every one of them runs; the first of equals.
fn common_programme<'d>(
    dataset: &'d Dataset,
    contexts: &[usize],
    leaders: &[Option<usize>],
) -> Option<&'d str> {
    let first = contexts.first().filter(|_| contexts.len() > 1)?;
    let is_everywhere = |name: &str| {
        contexts.iter().all(|context| {
            dataset
                .compared_in(*context)
                .any(|scenario| dataset.programme(scenario) == Some(name))
        })
    };
    let leads = |name: &&str| {
        let led = leaders.iter().flatten();
        led.filter(|leader| dataset.programme(**leader) == Some(*name))
            .count()
    };
    let shared: Vec<&str> = dataset
        .compared_in(*first)
        .filter_map(|scenario| dataset.programme(scenario))
        .filter(|name| is_everywhere(name))
        .collect();
    shared.into_iter().rev().max_by_key(leads)
}

fn verdict(
    dataset: &Dataset,
    estimates: &Estimates,
    columns: &Columns<'_>,
    pair: (usize, usize),
) -> Option<Verdict> {
    let row = |name: &str| estimates.pair(dataset, pair, name).cloned();
    let lead = dataset.head_indicator();
    let further = dataset
        .asked_indicators()
        .into_iter()
        .skip(1)
        .filter_map(|one| row(one.name));
    let is_counted = lead.is_count() || lead.unit == "workers";
    Some(Verdict {
        scenario: pair.0,
        against: pair.1,
        effect: row(lead.name)?,
        further: further.collect(),
        cost: row(COST)?,
        cost_of_one: is_counted.then(|| cost_of_one(columns, pair, (COST, lead.name), 1.0)),
        value_added: row("value_added_usd")?,
        public_return: row("public_return_usd")?,
        parties: parties(dataset, &row),
    })
}

/// Differences of parties, and of the headline but what leads and what has no better way.
fn parties(dataset: &Dataset, row: &dyn Fn(&str) -> Option<Comparison>) -> Vec<Party> {
    let of_headline = dataset
        .headline
        .iter()
        .filter_map(|name| indicator_index(name))
        .map(|at| (INDICATORS[at].name, INDICATORS[at].direction));
    let mut all: Vec<(&str, Direction)> = Vec::new();
    for (name, direction) in PARTIES.into_iter().chain(of_headline) {
        if !all.iter().any(|(known, _)| *known == name) {
            all.push((name, direction));
        }
    }
    let lead = dataset.head_indicator().name;
    all.into_iter()
        .filter(|(name, direction)| *name != lead && *direction != Direction::Neither)
        .filter_map(|(name, direction)| {
            Some(Party {
                row: row(name)?,
                direction,
            })
        })
        .collect()
}

const ANSWER_HEADER: [&str; 14] = [
    "scenario",
    "baseline",
    "part",
    "indicator",
    "unit",
    "n",
    "value",
    "ci_low",
    "ci_high",
    "relative",
    "rel_ci_low",
    "rel_ci_high",
    "n_better",
    "settled",
];

/// `answer.csv`: the numbers of the verdict, one row each; a cost of one more unit has bounds to one side.
pub(super) fn answer_table(dataset: &Dataset, verdicts: &[Verdict]) -> Table {
    let rows = verdicts
        .iter()
        .flat_map(|verdict| rows_of(dataset, verdict));
    Table::new("answer.csv", &ANSWER_HEADER, rows.collect())
}

fn rows_of(dataset: &Dataset, verdict: &Verdict) -> Vec<Vec<Cell>> {
    let name = |scenario: usize| text(&dataset.scenarios[scenario].name);
    let head = |part: &str, indicator: &str, unit: &str| {
        let words = [part, indicator, unit].map(text);
        [name(verdict.scenario), name(verdict.against)]
            .into_iter()
            .chain(words)
    };
    let row = |part: &str, c: &Comparison| {
        let indicator = &INDICATORS[c.indicator];
        let mut row: Vec<Cell> = head(part, indicator.name, indicator.unit).collect();
        row.push(count(c.n_pairs));
        row.extend(
            [
                c.diff,
                c.ci_low,
                c.ci_high,
                c.relative_diff,
                c.rel_ci_low,
                c.rel_ci_high,
            ]
            .map(Cell::Number),
        );
        row.push(c.n_better().map_or(Cell::Missing, count));
        row.push(Cell::Flag(c.sign_settled));
        row
    };
    let mut rows = vec![row("effect", &verdict.effect)];
    rows.extend(verdict.further.iter().map(|c| row("further", c)));
    rows.push(row("cost", &verdict.cost));
    rows.extend(verdict.cost_of_one.iter().map(|(n, cost)| {
        let indicator = &INDICATORS[verdict.effect.indicator];
        let mut row: Vec<Cell> = head("cost_of_one", indicator.name, "USD per unit").collect();
        row.push(count(*n));
        row.extend([cost.value, cost.low, cost.high].map(Cell::Number));
        row.extend([Cell::Missing, Cell::Missing, Cell::Missing, Cell::Missing]);
        row.push(Cell::Flag(cost.low.is_finite() && cost.high.is_finite()));
        row
    }));
    rows.push(row("value_added", &verdict.value_added));
    rows.push(row("public_return", &verdict.public_return));
    rows.extend(verdict.parties.iter().map(|party| {
        let part = match (party.is_better(), party.is_worse()) {
            (true, _) => "gain",
            (_, true) => "loss",
            (false, false) => "party",
        };
        row(part, &party.row)
    }));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::StudyContext;
    use crate::results::testing::dataset_with;

    fn of(dataset: &Dataset) -> Vec<Verdict> {
        verdicts(dataset, &Estimates::from_dataset(dataset))
    }

    #[test]
    fn the_pair_of_the_question_is_judged_else_the_leading_scenario() {
        let mut dataset = dataset_with(4, 12, |k, rep| {
            [0.0, 3.0, 9.0, -1.0][k] * f64::from(1 + rep % 3)
        });
        let pairs = |dataset: &Dataset| {
            of(dataset)
                .iter()
                .map(|one| (one.scenario, one.against))
                .collect::<Vec<_>>()
        };
        assert_eq!(pairs(&dataset), [(2, 0)]);
        dataset.answer = Some((3, 1));
        assert_eq!(pairs(&dataset), [(3, 1)]);
    }

    #[test]
    fn contexts_are_judged_by_the_programme_that_leads_in_most() {
        let mut dataset = dataset_with(6, 12, |k, rep| {
            [0.0, 5.0, 3.0, 0.0, 2.0, 4.0][k] * f64::from(1 + rep % 3)
        });
        dataset.contexts = ["x", "y"]
            .into_iter()
            .zip([0, 3])
            .map(|(name, baseline)| StudyContext {
                name: name.into(),
                title: String::new(),
                baseline,
            })
            .collect();
        for (k, name) in ["none@x", "a@x", "b@x", "none@y", "a@y", "b@y"]
            .into_iter()
            .enumerate()
        {
            dataset.scenarios[k].name = name.into();
            dataset.scenarios[k].context = k / 3;
        }
        let pairs: Vec<(usize, usize)> = of(&dataset)
            .iter()
            .map(|one| (one.scenario, one.against))
            .collect();
        assert_eq!(pairs, [(1, 0), (4, 3)], "one each: the first of equals");
    }

    #[test]
    fn losses_are_those_whose_interval_is_on_the_losing_side() {
        // every indicator rises: defaults and firms that lose do too
        let dataset = dataset_with(2, 12, |k, rep| k as f64 * f64::from(5 + rep % 3));
        let found = of(&dataset);
        let names: Vec<&str> = found[0]
            .losses()
            .map(|row| INDICATORS[row.indicator].name)
            .collect();
        assert_eq!(
            names,
            ["linkages_lost_to_others", "firms_behind_twin", "defaults"]
        );
        let (_, cost) = found[0].cost_of_one.expect("linkages are counted");
        assert!((cost.value - 1.0).abs() < 1e-9, "{cost:?}");
        let table = answer_table(&dataset, &found);
        assert_eq!(table.rows.len(), 12);
    }
}
