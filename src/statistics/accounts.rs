//! Costs per unit added, and accounts from gross to net: costs.csv, additionality.csv.

use super::estimates::{Columns, Estimates};
use super::further::Further;
use super::interval::{ONE_SIDED_QUANTILE, Quantity};
use super::ratio::ratio;
use super::summary::Summary;
use super::survival::Estimate;
use super::tables::{count, text};
use crate::observations::{INDICATORS, indicator_index};
use crate::results::{Cell, Dataset, Table};

/// Something that a programme is asked to add.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Indicator; its difference from the baseline is what is added.
    pub indicator: &'static str,
    /// Name of its cost in tables.
    pub item: &'static str,
    /// True where it is counted firm by firm or pair by pair against the twin, not as the net change of a total.
    pub is_by_twin: bool,
}

const fn outcome(indicator: &'static str, item: &'static str, is_by_twin: bool) -> Outcome {
    Outcome {
        indicator,
        item,
        is_by_twin,
    }
}

/// Outcomes that costs are related to, in the order of tables.
pub const OUTCOMES: [Outcome; 8] = [
    outcome("active_linkages", "cost_per_net_active_linkage", false),
    outcome(
        "sustained_linkages",
        "cost_per_net_sustained_linkage",
        false,
    ),
    outcome(
        "upgraded_suppliers",
        "cost_per_net_upgraded_supplier",
        false,
    ),
    outcome("employment", "cost_per_net_job", false),
    outcome("linkages_additional", "cost_per_additional_linkage", true),
    outcome(
        "sustained_additional",
        "cost_per_additional_sustained_linkage",
        true,
    ),
    outcome(
        "upgraded_additional",
        "cost_per_additional_upgraded_supplier",
        true,
    ),
    outcome("jobs_direct", "cost_per_direct_job", true),
];

/// An account from gross to net.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    /// Name in tables.
    pub name: &'static str,
    /// Title for people.
    pub title: &'static str,
    /// Indicators, in the order in which they are read.
    pub steps: &'static [&'static str],
}

/// All accounts from gross to net, in the order of tables.
pub const ACCOUNTS: [Account; 9] = [
    Account {
        name: "linkages",
        title: "Active linkages at the horizon",
        steps: &[
            "linkages_facilitated",
            "linkages_deadweight",
            "linkages_switching",
            "linkages_additional",
            "linkages_induced",
            "linkages_lost",
            "linkages_lost_to_others",
            "linkages_net",
        ],
    },
    Account {
        name: "linked_value",
        title: "Orders of the quarter at the horizon",
        steps: &[
            "linked_value_facilitated_usd",
            "linked_value_deadweight_usd",
            "linked_value_switching_usd",
            "linked_value_additional_usd",
            "linked_value_induced_usd",
            "linked_value_lost_usd",
            "linked_value_lost_to_others_usd",
            "linked_value_growth_of_shared_usd",
            "linked_value_net_usd",
        ],
    },
    Account {
        name: "sustained",
        title: "Sustained linkages at the horizon",
        steps: &[
            "sustained_facilitated",
            "sustained_deadweight",
            "sustained_switching",
            "sustained_additional",
            "sustained_induced",
            "sustained_lost",
            "sustained_lost_to_others",
            "sustained_net",
        ],
    },
    Account {
        name: "upgraded",
        title: "Upgraded suppliers at the horizon",
        steps: &[
            "upgraded_gross",
            "upgraded_deadweight",
            "upgraded_additional",
            "upgraded_forgone",
            "upgraded_others",
            "upgraded_net",
        ],
    },
    Account {
        name: "jobs",
        title: "Jobs at the horizon",
        steps: &[
            "participants",
            "jobs_gross",
            "jobs_deadweight",
            "jobs_direct",
            "jobs_before_enrolment",
            "jobs_non_participants",
            "jobs_entrants",
            "jobs_one_world_participants",
            "jobs_one_world_others",
            "jobs_net",
        ],
    },
    Account {
        name: "sales",
        title: "Sales in the window",
        steps: &[
            "sales_gross_usd",
            "sales_deadweight_usd",
            "sales_direct_usd",
            "sales_before_enrolment_usd",
            "sales_non_participants_usd",
            "sales_entrants_usd",
            "sales_one_world_participants_usd",
            "sales_one_world_others_usd",
            "sales_net_usd",
        ],
    },
    Account {
        name: "orders",
        title: "Orders from TNCs in the window",
        steps: &[
            "orders_gross_usd",
            "orders_deadweight_usd",
            "orders_direct_usd",
            "orders_before_enrolment_usd",
            "orders_non_participants_usd",
            "orders_entrants_usd",
            "orders_one_world_participants_usd",
            "orders_one_world_others_usd",
            "orders_net_usd",
        ],
    },
    Account {
        name: "capability",
        title: "Mean capability at the horizon",
        steps: &[
            "capability_gross",
            "capability_deadweight",
            "capability_direct",
            "capability_non_participants",
        ],
    },
    Account {
        name: "displacement",
        title: "Displacement and spillover among non-participants, next to what simulation noise alone leaves",
        steps: &[
            "displacement_jobs",
            "placebo_fall_jobs",
            "spillover_jobs",
            "placebo_rise_jobs",
            "displacement_orders_usd",
            "placebo_fall_orders_usd",
            "spillover_orders_usd",
            "placebo_rise_orders_usd",
        ],
    },
];

/// Gains by party from a programme, and items open at the horizon: differences from the baseline.
pub const GAINS: [&str; 17] = [
    "tnc_saving_usd",
    "tnc_fit_usd",
    "tnc_squeeze_usd",
    "tnc_governance_usd",
    "tnc_failure_usd",
    "tnc_net_benefit_usd",
    "sme_net_gain_usd",
    "value_added_usd",
    "shadow_labour_usd",
    "private_cost_usd",
    "programme_resources_usd",
    "public_burden_usd",
    "public_return_usd",
    "fiscal_return_usd",
    "open_guarantees_usd",
    "open_line_loans_usd",
    "expected_calls_usd",
];

/// Cost of one more unit of an outcome, relative to the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CostPer {
    /// Index of the scenario.
    pub scenario: usize,
    /// Index of the outcome in [`OUTCOMES`].
    pub outcome: usize,
    /// Pairs of worlds.
    pub n: usize,
    /// Ratio of the mean difference in cost to the mean difference in the outcome [USD]; NaN where nothing is added on average, or so
    /// little that the cost is more than 10 times its lower bound.
    pub mean: f64,
    /// The cost is at least this: a bound to one side that holds in 95 % of samples, whether or not anything is surely added [USD]; NaN where less is
    /// surely there, or no world differs.
    pub low: f64,
    /// The cost is at most this, likewise [USD]; NaN where nothing may be added, or so little that the bound is more than 10 times the estimate.
    pub high: f64,
}

impl CostPer {
    /// The cost with its bounds [USD].
    #[must_use]
    pub const fn estimate(&self) -> Estimate {
        Estimate {
            value: self.mean,
            low: self.low,
            high: self.high,
        }
    }

    /// True where the cost has bounds to both sides.
    #[must_use]
    pub fn is_bounded(&self) -> bool {
        self.low.is_finite() && self.high.is_finite()
    }
}

/// Costs per outcome of all scenarios but the baselines. A ratio of means: worlds in which nothing is added count too.
pub(super) fn costs_per(dataset: &Dataset) -> Vec<CostPer> {
    costs_of(dataset, "programme_cost_usd", |_| 1.0)
}

/// As [`costs_per`], cost and outcome discounted to the start of the window.
pub(super) fn discounted_costs_per(dataset: &Dataset) -> Vec<CostPer> {
    let at = indicator_index("discount_at_horizon").expect("an indicator");
    let factor = |scenario: usize| {
        dataset
            .runs
            .iter()
            .find(|run| run.scenario == scenario)
            .map_or(f64::NAN, |run| run.values[at])
    };
    costs_of(dataset, "discounted_programme_cost_usd", factor)
}

/// Most times its lower bound that an estimate of a cost may be, and most times the estimate an upper bound: one further away, of next to nothing that is
/// added, says no more than none; assumed.
const FURTHEST: f64 = 10.0;

/// Costs per outcome, with the name of the cost and the factor on the outcomes of a scenario.
fn costs_of(dataset: &Dataset, name: &str, factor: impl Fn(usize) -> f64) -> Vec<CostPer> {
    let columns = Columns::from_dataset(dataset);
    let mut costs = Vec::new();
    for scenario in dataset.compared() {
        let (pair, factor) = ((scenario, dataset.baseline_of(scenario)), factor(scenario));
        costs.extend(OUTCOMES.iter().enumerate().map(|(outcome, meta)| {
            let (n, cost) = cost_of_one(&columns, pair, (name, meta.indicator), factor);
            CostPer {
                scenario,
                outcome,
                n,
                mean: cost.value,
                low: cost.low,
                high: cost.high,
            }
        }));
    }
    costs
}

/// Pairs, and cost of one more unit of an indicator, times a factor, in the first scenario of a pair [USD per unit]: NaN where [`CostPer`] has it.
pub(super) fn cost_of_one(
    columns: &Columns<'_>,
    pair: (usize, usize),
    (cost, outcome): (&str, &str),
    factor: f64,
) -> (usize, Estimate) {
    let cost = columns.differences(pair, cost);
    let added: Vec<f64> = columns
        .differences(pair, outcome)
        .iter()
        .map(|added| added * factor)
        .collect();
    let unit = indicator_index(outcome)
        .and_then(|at| Quantity::of(&INDICATORS[at]).unit())
        .map(|unit| unit * factor);
    let found = ratio((&cost, None), (&added, unit), ONE_SIDED_QUANTILE);
    let known = |is_near: bool, value: f64| if is_near { value } else { f64::NAN };
    let one = Estimate {
        value: known(
            found.value <= FURTHEST * found.low || found.low.is_nan(),
            found.value,
        ),
        low: found.low,
        high: known(found.high <= FURTHEST * found.value, found.high),
    };
    (cost.len(), one)
}

/// Costs of a table, in its order: each payer's, then all, as paid and discounted.
const PAYERS: [&str; 10] = [
    "cost_public_usd",
    "cost_donor_usd",
    "cost_tnc_usd",
    "cost_sme_usd",
    "programme_cost_usd",
    "discounted_cost_public_usd",
    "discounted_cost_donor_usd",
    "discounted_cost_tnc_usd",
    "discounted_cost_sme_usd",
    "discounted_programme_cost_usd",
];

/// Cost by payer; cost per unit added, with bounds to one side; who gains; what is open at the horizon.
pub(super) fn costs_table(dataset: &Dataset, estimates: &Estimates, further: &Further) -> Table {
    let mut rows = Vec::new();
    for (scenario, info) in dataset.scenarios.iter().enumerate() {
        for name in PAYERS {
            if let Some(summary) = estimates.summary(scenario, name) {
                rows.push(row(
                    &[&info.name, name, "USD"],
                    summary.n,
                    [summary.mean, summary.ci_low, summary.ci_high],
                    true,
                ));
            }
        }
        if dataset.is_baseline(scenario) {
            continue;
        }
        for (prefix, costs) in [
            ("", &further.costs),
            ("discounted_", &further.discounted_costs),
        ] {
            for cost in costs.iter().filter(|cost| cost.scenario == scenario) {
                let item = format!("{prefix}{}", OUTCOMES[cost.outcome].item);
                rows.push(row(
                    &[&info.name, &item, "USD per unit"],
                    cost.n,
                    [cost.mean, cost.low, cost.high],
                    cost.is_bounded(),
                ));
            }
        }
        for name in GAINS {
            if let Some(c) = estimates.comparison(scenario, name) {
                rows.push(row(
                    &[&info.name, name, "USD"],
                    c.n_pairs,
                    [c.diff, c.ci_low, c.ci_high],
                    c.sign_settled,
                ));
            }
        }
    }
    Table::new(
        "costs.csv",
        &[
            "scenario", "item", "unit", "n", "mean", "ci_low", "ci_high", "settled",
        ],
        rows,
    )
}

/// The accounts from gross to net, step by step; steps that no world has are left out.
pub(super) fn additionality_table(dataset: &Dataset, estimates: &Estimates) -> Table {
    let mut rows = Vec::new();
    for (scenario, info) in dataset
        .scenarios
        .iter()
        .enumerate()
        .filter(|(scenario, _)| !dataset.is_baseline(*scenario))
    {
        for account in ACCOUNTS {
            let known = account
                .steps
                .iter()
                .filter_map(|step| Some((*step, estimates.summary(scenario, step)?)));
            for (step, summary) in known.filter(|(_, summary)| summary.n > 0) {
                let numbers = [summary.mean, summary.ci_low, summary.ci_high];
                rows.push(row(
                    &[&info.name, account.name, step, unit(step)],
                    summary.n,
                    numbers,
                    is_significant(account.name, step, summary),
                ));
            }
        }
    }
    Table::new(
        "additionality.csv",
        &[
            "scenario", "account", "step", "unit", "n", "mean", "ci_low", "ci_high", "settled",
        ],
        rows,
    )
}

/// Endings of steps that may have either sign.
const SIGNED: [&str; 7] = [
    "_net",
    "_direct",
    "_others",
    "_entrants",
    "_participants",
    "_enrolment",
    "_growth_of_shared",
];
/// Accounts whose steps are significant by their interval only: changes of either sign, and sums by sign, which simulation noise fills too.
const CHANGES: [&str; 5] = ["jobs", "sales", "orders", "capability", "displacement"];

/// True where the sign of a step is known: it counts something and has none, or its interval excludes 0.
fn is_significant(account: &str, step: &str, summary: &Summary) -> bool {
    let name = step.trim_end_matches("_usd");
    let is_taken = name.ends_with("_lost_to_others");
    let is_signed =
        CHANGES.contains(&account) || SIGNED.iter().any(|ending| name.ends_with(ending));
    !is_signed
        || is_taken
        || step == "participants"
        || summary.ci_low > 0.0
        || summary.ci_high < 0.0
}

fn unit(name: &str) -> &'static str {
    indicator_index(name).map_or("", |index| INDICATORS[index].unit)
}

fn row(words: &[&str], n: usize, numbers: [f64; 3], is_significant: bool) -> Vec<Cell> {
    let mut row: Vec<Cell> = words.iter().map(|word| text(word)).collect();
    row.push(count(n));
    row.extend(numbers.map(Cell::Number));
    row.push(Cell::Flag(is_significant));
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::RunRecord;
    use crate::results::testing::dataset_of;

    /// A world of a scenario with a cost and a number of active linkages.
    fn run(scenario: usize, replication: u32, cost: f64, active: f64) -> RunRecord {
        let mut values = vec![0.0; INDICATORS.len()];
        values[indicator_index("programme_cost_usd").expect("an indicator")] = cost;
        values[indicator_index("active_linkages").expect("an indicator")] = active;
        RunRecord {
            scenario,
            replication,
            world_key: u64::from(replication),
            values,
        }
    }

    fn cost_of(added: [f64; 3]) -> CostPer {
        let mut runs = Vec::new();
        for (replication, added) in added.into_iter().enumerate() {
            runs.push(run(0, replication as u32, 0.0, 10.0));
            runs.push(run(1, replication as u32, 1_000.0, 10.0 + added));
        }
        let dataset = dataset_of(2, 3, runs);
        costs_per(&dataset)[0]
    }

    #[test]
    fn a_cost_per_linkage_is_the_ratio_of_means_between_its_limits() {
        let cost = cost_of([4.0, 5.0, 6.0]);
        assert!(
            cost.is_bounded() && (cost.mean - 200.0).abs() < 1e-9,
            "{cost:?}"
        );
        assert!(cost.low < 200.0 && 200.0 < cost.high, "{cost:?}");
    }

    #[test]
    fn a_cost_has_a_lower_bound_whether_or_not_anything_is_surely_added() {
        let unsure = cost_of([-1.0, 5.0, 2.0]);
        assert!(
            (unsure.mean - 500.0).abs() < 1e-9 && unsure.low > 0.0 && unsure.low < unsure.mean,
            "{unsure:?}"
        );
        assert!(unsure.high.is_nan(), "it may be that nothing is added");
        let next_to_nothing = cost_of([-4.0, 5.0, -0.9]);
        assert!(
            next_to_nothing.mean.is_nan() && next_to_nothing.low > 0.0,
            "{next_to_nothing:?}"
        );
        let none = cost_of([0.0, 0.0, 0.0]);
        assert!(
            none.mean.is_nan() && none.low > 0.0 && none.high.is_nan(),
            "{none:?}"
        );
        let fewer = cost_of([-4.0, -5.0, -4.5]);
        assert!(fewer.mean.is_nan() && fewer.low.is_nan(), "{fewer:?}");
    }

    #[test]
    fn the_sign_of_a_count_is_known_and_that_of_a_change_where_its_interval_says_so() {
        let summary = |low: f64, high: f64| Summary {
            ci_low: low,
            ci_high: high,
            ..crate::statistics::summarise(0, 0, &crate::statistics::Sample::new([]), 0)
        };
        let known = |account: &str, step: &str| {
            [
                (-1.0, 1.0),
                (0.5, 1.0),
                (-1.0, -0.5),
                (0.0, 1.0),
                (-1.0, 0.0),
            ]
            .map(|(low, high)| is_significant(account, step, &summary(low, high)))
        };
        let always = [true; 5];
        let by_interval = [false, true, true, false, false];
        for (account, step, expected) in [
            ("linkages", "linkages_facilitated", always),
            ("linkages", "linkages_lost_to_others", always),
            ("linkages", "linkages_net", by_interval),
            (
                "linked_value",
                "linked_value_growth_of_shared_usd",
                by_interval,
            ),
            ("linked_value", "linked_value_lost_to_others_usd", always),
            ("upgraded", "upgraded_others", by_interval),
            ("upgraded", "upgraded_gross", always),
            ("jobs", "participants", always),
            ("jobs", "jobs_gross", by_interval),
            ("displacement", "placebo_fall_jobs", by_interval),
        ] {
            assert_eq!(known(account, step), expected, "{account}, {step}");
        }
        assert!(!is_significant(
            "jobs",
            "jobs_net",
            &summary(f64::NAN, f64::NAN)
        ));
        assert_eq!((unit("jobs_net"), unit("no_such_step")), ("workers", ""));
    }

    #[test]
    fn a_cost_is_bounded_by_two_numbers() {
        let bounded = |low: f64, high: f64| {
            CostPer {
                low,
                high,
                ..cost_of([4.0, 5.0, 6.0])
            }
            .is_bounded()
        };
        assert_eq!(
            [
                bounded(1.0, 2.0),
                bounded(f64::NAN, 2.0),
                bounded(1.0, f64::NAN),
                bounded(f64::NAN, f64::NAN)
            ],
            [true, false, false, false]
        );
    }

    #[test]
    fn a_discounted_cost_is_of_outcomes_that_are_discounted_too() {
        let of = |added: [f64; 3]| {
            let mut runs = Vec::new();
            let at = |name: &str| indicator_index(name).expect("an indicator");
            for (replication, added) in added.into_iter().enumerate() {
                for (scenario, factor, cost, more) in [(0, 0.5, 0.0, 0.0), (1, 0.8, 900.0, added)] {
                    let mut world = run(
                        scenario,
                        replication as u32,
                        1_000.0 * f64::from(scenario as u32),
                        10.0 + more,
                    );
                    world.values[at("discount_at_horizon")] = factor;
                    world.values[at("discounted_programme_cost_usd")] = cost;
                    runs.push(world);
                }
            }
            let dataset = dataset_of(2, 3, runs);
            let of_active = |costs: Vec<CostPer>| {
                costs
                    .into_iter()
                    .find(|cost| OUTCOMES[cost.outcome].indicator == "active_linkages")
                    .expect("an outcome")
            };
            (
                of_active(costs_per(&dataset)),
                of_active(discounted_costs_per(&dataset)),
            )
        };
        for added in [[4.0, 5.0, 6.0], [-1.0, 5.0, 2.0], [0.0; 3]] {
            let (paid, discounted) = of(added);
            // 900 of 1000, over 0.8 of what is added
            let ratio = 0.9 / 0.8;
            assert_eq!((discounted.n, discounted.scenario), (3, 1));
            for (found, expected) in [
                (discounted.mean, paid.mean),
                (discounted.low, paid.low),
                (discounted.high, paid.high),
            ] {
                assert!(
                    found.is_nan() == expected.is_nan(),
                    "{paid:?} {discounted:?}"
                );
                assert!(
                    found.is_nan() || (found / expected / ratio - 1.0).abs() < 1e-9,
                    "{paid:?} {discounted:?}"
                );
            }
        }
    }
}
