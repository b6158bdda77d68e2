//! What a programme costs for each thing that it adds, and how gross becomes net: costs.csv, additionality.csv.

use super::compare::fieller;
use super::estimates::{Estimates, paired};
use super::sample::Sample;
use super::tables::{count, text};
use crate::observations::{INDICATORS, indicator_index};
use crate::results::{Cell, Dataset, Table};

/// What a programme is asked to add: indicator, and the name of its cost in tables.
pub const OUTCOMES: [(&str, &str); 4] = [
    ("active_linkages", "cost_per_net_active_linkage"),
    ("sustained_linkages", "cost_per_net_sustained_linkage"),
    ("upgraded_suppliers", "cost_per_net_upgraded_supplier"),
    ("employment", "cost_per_net_job"),
];

/// Steps of the account of linkages, in the order in which they are read.
const STEPS: [&str; 6] =
    ["linkages_facilitated", "linkages_deadweight", "linkages_switching", "linkages_additional", "linkages_induced", "linkages_lost"];

/// Cost of one more unit of an outcome, relative to the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CostPer {
    /// Index of the scenario.
    pub scenario: usize,
    /// Index of the outcome in [`OUTCOMES`].
    pub outcome: usize,
    /// Pairs of worlds.
    pub n: usize,
    /// Ratio of the mean difference in cost to the mean difference in the outcome [USD]; missing where it is not settled.
    pub mean: f64,
    /// Lower end of Fieller's 95 % interval; missing where it is not settled.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl CostPer {
    /// True where the programme adds something beyond chance, so that a cost per unit has a meaning.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.mean.is_finite()
    }
}

/// Costs per outcome of all scenarios but the baselines. A ratio of means: worlds in which nothing is added count too.
#[must_use]
pub fn costs_per(dataset: &Dataset, estimates: &Estimates) -> Vec<CostPer> {
    dataset
        .compared()
        .flat_map(|scenario| (0..OUTCOMES.len()).map(move |outcome| cost_per(dataset, estimates, scenario, outcome)))
        .collect()
}

fn cost_per(dataset: &Dataset, estimates: &Estimates, scenario: usize, outcome: usize) -> CostPer {
    let baseline = dataset.baseline_of(scenario);
    let cost = paired(dataset, scenario, baseline, "programme_cost_usd").differences();
    let added = paired(dataset, scenario, baseline, OUTCOMES[outcome].0).differences();
    let is_added = estimates.comparison(scenario, OUTCOMES[outcome].0).is_some_and(|c| c.ci_low > 0.0);
    let (low, high) = if is_added && cost.len() == added.len() { fieller(&cost, &added, 1.0) } else { (f64::NAN, f64::NAN) };
    let ratio = Sample::new(cost.iter().copied()).mean() / Sample::new(added.iter().copied()).mean();
    let mean = if low.is_finite() && high.is_finite() { ratio } else { f64::NAN };
    CostPer { scenario, outcome, n: cost.len(), mean, low, high }
}

/// Cost by payer, then cost per unit added with Fieller's interval, or empty and `settled` false.
pub(super) fn costs_table(dataset: &Dataset, estimates: &Estimates) -> Table {
    let mut rows = Vec::new();
    let per_unit = costs_per(dataset, estimates);
    for (scenario, info) in dataset.scenarios.iter().enumerate() {
        for name in ["cost_public_usd", "cost_donor_usd", "cost_tnc_usd", "cost_sme_usd", "programme_cost_usd"] {
            if let Some(summary) = estimates.summary(scenario, name) {
                rows.push(row(&info.name, name, "USD", summary.n, [summary.mean, summary.ci_low, summary.ci_high], true));
            }
        }
        for cost in per_unit.iter().filter(|cost| cost.scenario == scenario) {
            let name = OUTCOMES[cost.outcome].1;
            rows.push(row(&info.name, name, "USD per unit", cost.n, [cost.mean, cost.low, cost.high], cost.is_settled()));
        }
    }
    Table::new("costs.csv", &["scenario", "item", "unit", "n", "mean", "ci_low", "ci_high", "settled"], rows)
}

/// The account of linkages: facilitated = deadweight + switching + additional; net = switching + additional + induced − lost.
pub(super) fn additionality_table(dataset: &Dataset, estimates: &Estimates) -> Table {
    let mut rows = Vec::new();
    for (scenario, info) in dataset.scenarios.iter().enumerate().filter(|(scenario, _)| !dataset.is_baseline(*scenario)) {
        for step in STEPS {
            if let Some(summary) = estimates.summary(scenario, step) {
                rows.push(row(&info.name, step, unit(step), summary.n, [summary.mean, summary.ci_low, summary.ci_high], true));
            }
        }
        let net: Vec<f64> = net_changes(dataset, scenario);
        let sample = Sample::new(net);
        let (low, high) = super::interval::t_interval(sample.mean(), sample.variance().sqrt(), sample.len());
        rows.push(row(&info.name, "linkages_net", "linkages", sample.len(), [sample.mean(), low, high], low > 0.0 || high < 0.0));
    }
    Table::new("additionality.csv", &["scenario", "step", "unit", "n", "mean", "ci_low", "ci_high", "settled"], rows)
}

/// Net change of pairs with orders, world by world.
pub(super) fn net_changes(dataset: &Dataset, scenario: usize) -> Vec<f64> {
    let at = |name: &str| indicator_index(name).expect("the account's steps are indicators");
    let (gained, lost) = ([at("linkages_switching"), at("linkages_additional"), at("linkages_induced")], at("linkages_lost"));
    let worlds = dataset.runs.iter().filter(|run| run.scenario == scenario);
    worlds.map(|run| gained.iter().map(|index| run.values[*index]).sum::<f64>() - run.values[lost]).collect()
}

fn unit(name: &str) -> &'static str {
    indicator_index(name).map_or("", |index| INDICATORS[index].unit)
}

fn row(scenario: &str, item: &str, unit: &str, n: usize, numbers: [f64; 3], is_settled: bool) -> Vec<Cell> {
    let mut row = vec![text(scenario), text(item), text(unit), count(n)];
    row.extend(numbers.map(Cell::Number));
    row.push(Cell::Flag(is_settled));
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
        RunRecord { scenario, replication, world_key: u64::from(replication), values }
    }

    fn cost_of(added: [f64; 3]) -> CostPer {
        let mut runs = Vec::new();
        for (replication, added) in added.into_iter().enumerate() {
            runs.push(run(0, replication as u32, 0.0, 10.0));
            runs.push(run(1, replication as u32, 1_000.0, 10.0 + added));
        }
        let dataset = dataset_of(2, 3, runs);
        costs_per(&dataset, &Estimates::of(&dataset))[0]
    }

    #[test]
    fn a_cost_per_linkage_is_the_ratio_of_means_between_its_limits() {
        let cost = cost_of([4.0, 5.0, 6.0]);
        assert!(cost.is_settled() && (cost.mean - 200.0).abs() < 1e-9, "{cost:?}");
        assert!(cost.low < 200.0 && 200.0 < cost.high, "{cost:?}");
    }

    #[test]
    fn nothing_is_said_of_a_cost_where_nothing_is_surely_added() {
        assert!(!cost_of([-4.0, 5.0, 0.0]).is_settled());
        assert!(!cost_of([0.0, 0.0, 0.0]).is_settled());
    }
}
