//! Trajectories through a grid, one coordinate moved at a time.

use super::Point;
use crate::random::{Process, ReplicateKey, pair};

/// Levels of every coordinate: 0, 1/3, 2/3 and 1.
pub const LEVELS: u32 = 4;
/// Size of a move: with p levels p / (2 (p − 1)), so that every level is visited as often (Morris 1991).
pub const STEP: f64 = 2.0 / 3.0;

/// A walk through the cube: each point differs from the one before in one coordinate, and each coordinate moves once.
#[derive(Clone, Debug, PartialEq)]
pub struct Trajectory {
    /// Points, one more than dimensions.
    pub points: Vec<Point>,
    /// Dimension that moves after each point but the last.
    pub moved: Vec<usize>,
}

/// Returns trajectories of Morris (1991): start, order of the moves and their directions are drawn by key.
///
/// Trajectory by trajectory, so that a batch may stop after any; more of them begin with the fewer.
#[must_use]
pub fn morris(seed: u64, trajectories: u32, dimensions: usize) -> Vec<Trajectory> {
    (0..trajectories)
        .map(|index| trajectory(ReplicateKey::new(seed, 0), index, dimensions))
        .collect()
}

fn trajectory(key: ReplicateKey, index: u32, dimensions: usize) -> Trajectory {
    let draws = key.draws(Process::DesignWalk, index);
    let level = |dimension: usize| {
        f64::from(draws.below(pair(dimension as u64, 0), LEVELS)) / f64::from(LEVELS - 1)
    };
    let mut point: Point = (0..dimensions).map(level).collect();
    let mut moved: Vec<usize> = (0..dimensions).collect();
    moved.sort_by_key(|dimension| (draws.bits(pair(*dimension as u64, 1)), *dimension));
    let mut points = vec![point.clone()];
    for dimension in &moved {
        // From the lower half of the levels only the way up stays inside, from the upper half only the way down.
        point[*dimension] += if point[*dimension] < 0.5 { STEP } else { -STEP };
        point[*dimension] = point[*dimension].clamp(0.0, 1.0);
        points.push(point.clone());
    }
    Trajectory { points, moved }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_coordinate_moves_once_by_the_step_and_stays_on_the_grid() {
        for walk in morris(8, 50, 6) {
            assert_eq!((walk.points.len(), walk.moved.len()), (7, 6));
            let mut moved = walk.moved.clone();
            moved.sort_unstable();
            assert!(moved.into_iter().eq(0..6));
            for (two, dimension) in walk.points.windows(2).zip(&walk.moved) {
                for other in 0..6 {
                    let expected = if other == *dimension { STEP } else { 0.0 };
                    assert!(((two[1][other] - two[0][other]).abs() - expected).abs() < 1e-12);
                }
            }
            let is_on_grid =
                |x: &f64| (0.0..=1.0).contains(x) && (3.0 * x - (3.0 * x).round()).abs() < 1e-9;
            assert!(walk.points.iter().flatten().all(is_on_grid));
        }
    }

    #[test]
    fn levels_directions_and_orders_are_even() {
        let walks = morris(1, 2_000, 3);
        // A share of n draws has a standard error of (p (1 - p) / n)^0.5.
        let share = |is: &dyn Fn(&Trajectory) -> bool| {
            walks.iter().filter(|walk| is(walk)).count() as f64 / 2_000.0
        };
        let near = |found: f64, p: f64| (found - p).abs() < 4.0 * (p * (1.0 - p) / 2_000.0).sqrt();
        for level in 0..LEVELS {
            assert!(near(
                share(&|walk| (walk.points[0][1] * 3.0 - f64::from(level)).abs() < 1e-9),
                0.25
            ));
        }
        assert!(
            near(share(&|walk| walk.points[3][2] > walk.points[0][2]), 0.5),
            "up as often as down"
        );
        assert!(
            (0..3).all(|first| near(share(&|walk| walk.moved[0] == first), 1.0 / 3.0)),
            "any coordinate first"
        );
        assert!(
            walks[..10] == morris(1, 10, 3)[..],
            "fewer walks are the first ones"
        );
    }
}
