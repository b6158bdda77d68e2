//! The cost-effectiveness plane: what each scenario adds and what it costs, world by world, and which options others dominate.

use super::compare::PairedSample;
use super::estimates::Columns;
use super::interval::{Quantity, mean_interval};
use super::sample::mean;
use crate::results::Dataset;

/// A scenario on the plane.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanePoint {
    /// Index of the scenario.
    pub scenario: usize,
    /// Difference in the outcome and difference in programme cost [USD] to the baseline, world by world.
    pub worlds: Vec<(f64, f64)>,
}

/// An option that costs no less and adds no more than another, on average.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dominated {
    /// Index of the scenario.
    pub scenario: usize,
    /// Index of the scenario that dominates it.
    pub by: usize,
    /// True where both differences are significant.
    pub is_significant: bool,
}

/// Points of all scenarios but the baseline; `outcome` is the name of an indicator.
#[must_use]
pub fn plane(dataset: &Dataset, outcome: &str) -> Vec<PlanePoint> {
    let columns = Columns::from_dataset(dataset);
    let point = |scenario: usize| {
        let of = |name: &str| columns.differences((scenario, dataset.baseline_of(scenario)), name);
        PlanePoint {
            scenario,
            worlds: of(outcome)
                .into_iter()
                .zip(of("programme_cost_usd"))
                .collect(),
        }
    };
    dataset.compared().map(point).collect()
}

/// Options that another option or the baseline (no outcome, no cost) dominates: each with the one that leaves the largest difference in the outcome.
#[must_use]
pub fn dominated(points: &[&PlanePoint], baseline: usize) -> Vec<Dominated> {
    let mut found = Vec::new();
    for point in points {
        let nothing = PlanePoint {
            scenario: baseline,
            worlds: vec![(0.0, 0.0); point.worlds.len()],
        };
        let others = points
            .iter()
            .copied()
            .filter(|other| other.scenario != point.scenario)
            .chain([&nothing]);
        let better = others.filter_map(|other| {
            let (gain, saving) = (
                paired_worlds(other, point, |world| world.0),
                paired_worlds(point, other, |world| world.1),
            );
            let (gained, saved) = (mean(&gain), mean(&saving));
            let is_dominated = gained >= 0.0 && saved >= 0.0 && (gained > 0.0 || saved > 0.0);
            let is_significant = excludes_below(&gain) && excludes_below(&saving);
            is_dominated.then_some((
                gained,
                Dominated {
                    scenario: point.scenario,
                    by: other.scenario,
                    is_significant,
                },
            ))
        });
        // Ties go to the first.
        let best = better.fold(None, |best: Option<(f64, Dominated)>, one| match best {
            Some(best) if best.0 >= one.0 => Some(best),
            _ => Some(one),
        });
        found.extend(best.map(|(_, dominated)| dominated));
    }
    found
}

/// World-by-world differences of one coordinate.
fn paired_worlds(
    left: &PlanePoint,
    right: &PlanePoint,
    of: impl Fn(&(f64, f64)) -> f64,
) -> Vec<f64> {
    PairedSample::new(
        left.worlds
            .iter()
            .zip(&right.worlds)
            .map(|(left, right)| (of(left), of(right))),
    )
    .differences()
}

/// True where the mean is above 0 beyond Monte-Carlo error, or exactly 0 everywhere.
fn excludes_below(differences: &[f64]) -> bool {
    differences.iter().all(|one| *one == 0.0)
        || mean_interval(differences, Quantity::NUMBER).low > 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(scenario: usize, effect: f64, cost: f64, noise: f64) -> PlanePoint {
        let worlds = (0..40)
            .map(|k| {
                (
                    effect + noise * (f64::from(k % 5) - 2.0),
                    cost + noise * (f64::from(k % 3) - 1.0),
                )
            })
            .collect();
        PlanePoint { scenario, worlds }
    }

    #[test]
    fn an_option_is_dominated_by_one_that_adds_more_for_less() {
        let points = [
            point(1, 2.0, 100.0, 0.1),
            point(2, 5.0, 80.0, 0.2),
            point(3, 9.0, 300.0, 0.1),
        ];
        assert_eq!(
            dominated(&points.each_ref(), 0),
            [Dominated {
                scenario: 1,
                by: 2,
                is_significant: true
            }]
        );
    }

    #[test]
    fn an_option_that_costs_and_loses_is_dominated_by_the_baseline() {
        assert_eq!(
            dominated(&[&point(1, -1.0, 50.0, 0.1)], 0),
            [Dominated {
                scenario: 1,
                by: 0,
                is_significant: true
            }]
        );
        assert!(
            dominated(&[&point(1, 0.0, 0.0, 0.0)], 0).is_empty(),
            "nothing is added and nothing paid"
        );
    }

    #[test]
    fn a_close_call_is_named_and_not_settled() {
        let points = [point(1, 2.0, 100.0, 3.0), point(2, 2.1, 99.0, 7.0)];
        assert_eq!(
            dominated(&points.each_ref(), 0),
            [Dominated {
                scenario: 1,
                by: 2,
                is_significant: false
            }]
        );
    }
}
