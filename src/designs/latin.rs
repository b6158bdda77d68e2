//! Latin hypercube: one point in each of n slices of every dimension.

use super::Point;
use crate::random::{Process, ReplicateKey, pair};

/// Returns `points` points of which every slice of width 1/`points` of every dimension holds exactly one (McKay, Beckman and Conover 1979).
///
/// Slices are dealt out in an order drawn for each dimension, and a point lies anywhere in its slice; all by key, so that one more dimension
/// leaves the others alone. The points are in random order: those done when a batch is interrupted are a random part.
#[must_use]
pub fn latin_hypercube(seed: u64, points: u32, dimensions: usize) -> Vec<Point> {
    let key = ReplicateKey::new(seed, 0);
    let mut design = vec![vec![0.0; dimensions]; points as usize];
    for dimension in 0..dimensions {
        let draws = key.draws(Process::DesignPoint, dimension as u32);
        let mut order: Vec<u32> = (0..points).collect();
        order.sort_by_key(|point| (draws.bits(pair(u64::from(*point), 0)), *point));
        for (slice, point) in order.into_iter().enumerate() {
            let inside = draws.uniform(pair(u64::from(point), 1));
            design[point as usize][dimension] = (slice as f64 + inside) / f64::from(points);
        }
    }
    design
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slice_of_every_dimension_holds_one_point() {
        for points in [1_u32, 7, 100] {
            let design = latin_hypercube(3, points, 4);
            assert_eq!(design.len(), points as usize);
            for dimension in 0..4 {
                let mut slices: Vec<u32> = design
                    .iter()
                    .map(|point| (point[dimension] * f64::from(points)) as u32)
                    .collect();
                slices.sort_unstable();
                assert_eq!(slices, (0..points).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn dimensions_are_independent_and_one_more_leaves_the_others_alone() {
        let (n, design) = (400, latin_hypercube(5, 400, 3));
        let mean = |a: usize, b: usize| {
            design
                .iter()
                .map(|point| 12.0 * (point[a] - 0.5) * (point[b] - 0.5))
                .sum::<f64>()
                / f64::from(n)
        };
        for (a, b) in [(0, 1), (0, 2), (1, 2)] {
            assert!(
                mean(a, b).abs() < 4.0 / f64::from(n).sqrt(),
                "{a}, {b}: {}",
                mean(a, b)
            );
        }
        let larger = latin_hypercube(5, 400, 4);
        assert!(
            design
                .iter()
                .zip(&larger)
                .all(|(point, other)| point[..] == other[..3])
        );
        assert_ne!(
            latin_hypercube(6, 400, 3),
            design,
            "another seed is another design"
        );
    }
}
