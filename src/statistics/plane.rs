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

    #[test]
    fn points_are_differences_from_the_baseline_world_by_world() {
        let mut dataset = crate::results::testing::dataset_with(3, 2, |scenario, rep| {
            (10 * scenario * scenario) as f64 + f64::from(rep) * scenario as f64
        });
        let cost =
            crate::observations::indicator_index("programme_cost_usd").expect("an indicator");
        dataset
            .runs
            .iter_mut()
            .for_each(|run| run.values[cost] *= 100.0);
        let found = plane(&dataset, "employment");
        let point = |scenario: usize, worlds: [(f64, f64); 2]| PlanePoint {
            scenario,
            worlds: worlds.to_vec(),
        };
        assert_eq!(
            found,
            [
                point(1, [(10.0, 1_000.0), (11.0, 1_100.0)]),
                point(2, [(40.0, 4_000.0), (42.0, 4_200.0)])
            ]
        );
    }

    /// An option of which every world is the same.
    fn fixed(scenario: usize, effect: f64, cost: f64) -> PlanePoint {
        PlanePoint {
            scenario,
            worlds: vec![(effect, cost); 12],
        }
    }

    #[test]
    fn one_of_the_two_differences_is_enough_where_the_other_is_nothing() {
        let by = |one: PlanePoint, other: PlanePoint| {
            dominated(&[&one, &other], 0)
                .iter()
                .map(|found| (found.scenario, found.by))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            by(fixed(1, 2.0, 5.0), fixed(2, 2.0, 4.0)),
            [(1, 2)],
            "as much for less"
        );
        assert_eq!(
            by(fixed(1, 2.0, 5.0), fixed(2, 3.0, 5.0)),
            [(1, 2)],
            "more for as much"
        );
        assert_eq!(by(fixed(1, 2.0, 5.0), fixed(2, 2.0, 5.0)), [], "the same");
        assert_eq!(
            by(fixed(1, 2.0, 5.0), fixed(2, 3.0, 6.0)),
            [],
            "more for more"
        );
        assert_eq!(
            by(fixed(1, 2.0, 5.0), fixed(2, 1.0, 4.0)),
            [],
            "less for less"
        );
        assert_eq!(
            by(fixed(1, 0.0, 5.0), fixed(2, 3.0, 6.0)),
            [(1, 0)],
            "nothing for something"
        );
    }

    #[test]
    fn of_several_that_dominate_the_one_that_adds_most_is_named_and_of_equal_ones_the_first() {
        let points = [
            fixed(1, 2.0, 9.0),
            fixed(2, 3.0, 8.0),
            fixed(3, 5.0, 7.0),
            fixed(4, 5.0, 8.5),
        ];
        let found: Vec<_> = dominated(&points.each_ref(), 0)
            .iter()
            .map(|one| (one.scenario, one.by))
            .collect();
        assert_eq!(found, [(1, 3), (2, 3), (4, 3)]);
    }

    #[test]
    fn both_differences_are_to_be_sure() {
        let settled = |gain: f64, saving: f64| {
            let (one, noise) = (point(1, 0.0, 0.0, 0.0), point(2, gain, -saving, 1.0));
            dominated(&[&one, &noise], 0)
                .first()
                .map(|found| (found.by, found.is_significant))
        };
        assert_eq!(settled(5.0, 5.0), Some((2, true)));
        assert_eq!(
            [settled(5.0, 0.01), settled(0.01, 5.0)],
            [Some((2, false)); 2]
        );
        assert!(
            excludes_below(&[0.0; 3])
                && !excludes_below(&[-1.0, 1.0])
                && !excludes_below(&[0.0, 0.0, 1.0])
        );
        assert!(
            !excludes_below(&[2.0; 9]),
            "what never varies does not show how far it may be off"
        );
    }
}
