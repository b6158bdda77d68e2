//! The Sobol sequence, scrambled after Owen.

use std::ops::Range;

use sobol_burley::sample;

use super::Point;
use crate::random::ReplicateKey;

/// Most points of a sequence.
pub const MOST_POINTS: u32 = 1 << 16;
/// Most dimensions of a sequence.
pub const MOST_DIMENSIONS: usize = sobol_burley::NUM_DIMENSIONS as usize;
/// Half the distance of neighbouring coordinates, 2^−24: keeps them off 0.
const HALF_STEP: f64 = 1.0 / (1 << 24) as f64;

/// Reason why there is no such design.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DesignError {
    /// The sequence ends before.
    #[error("a Sobol sequence has at most {MOST_POINTS} points, not {0}")]
    TooManyPoints(u32),
    /// There are no direction numbers for so many.
    #[error("a Sobol sequence has at most {MOST_DIMENSIONS} dimensions, not {0}")]
    TooManyDimensions(usize),
}

/// Returns a part of the Sobol sequence of a seed (Joe and Kuo 2008, scrambled after Owen 1995 by the hash of Burley 2020).
///
/// A point depends on seed, index and dimension alone: a longer sequence begins with the shorter one. Of the first 2^m points of every dimension
/// one lies in each slice of width 2^−m; a number of points that is no power of two loses a part of that.
///
/// # Errors
/// [`DesignError`] beyond [`MOST_POINTS`] or [`MOST_DIMENSIONS`].
pub fn sobol(seed: u64, indices: Range<u32>, dimensions: usize) -> Result<Vec<Point>, DesignError> {
    if indices.end > MOST_POINTS {
        return Err(DesignError::TooManyPoints(indices.end));
    }
    if dimensions > MOST_DIMENSIONS {
        return Err(DesignError::TooManyDimensions(dimensions));
    }
    let scramble = (ReplicateKey::new(seed, 0).value() >> 32) as u32;
    let coordinate = |index, dimension| f64::from(sample(index, dimension, scramble)) + HALF_STEP;
    Ok(indices
        .map(|index| {
            (0..dimensions as u32)
                .map(|dimension| coordinate(index, dimension))
                .collect()
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_power_of_two_of_points_is_stratified_in_every_dimension() {
        let points = sobol(9, 0..1024, MOST_DIMENSIONS).expect("a design");
        for m in 0..=10 {
            let n = 1_usize << m;
            for dimension in 0..MOST_DIMENSIONS {
                let mut slices: Vec<usize> = points[..n]
                    .iter()
                    .map(|point| (point[dimension] * n as f64) as usize)
                    .collect();
                slices.sort_unstable();
                assert!(
                    slices.into_iter().eq(0..n),
                    "dimension {dimension}, {n} points"
                );
            }
        }
    }

    #[test]
    fn the_first_two_dimensions_fill_every_box() {
        // A (0, m, 2)-net: of 256 points one lies in each box of 2^-a by 2^-(8 - a), for every a.
        let points = sobol(4, 0..256, 2).expect("a design");
        for a in 0..=8 {
            let (wide, high) = (1_usize << a, 1_usize << (8 - a));
            let place = |point: &Point| {
                (point[0] * wide as f64) as usize * high + (point[1] * high as f64) as usize
            };
            let mut boxes: Vec<usize> = points.iter().map(place).collect();
            boxes.sort_unstable();
            assert!(
                boxes.into_iter().eq(0..256),
                "boxes of 1/{wide} by 1/{high}"
            );
        }
    }

    #[test]
    fn a_longer_sequence_begins_with_the_shorter_one_and_more_dimensions_leave_the_others_alone() {
        let long = sobol(1, 0..300, 5).expect("a design");
        let parts = [
            sobol(1, 0..100, 5).expect("a design"),
            sobol(1, 100..300, 5).expect("a design"),
        ]
        .concat();
        assert_eq!(long, parts);
        let narrow = sobol(1, 0..300, 2).expect("a design");
        assert!(
            narrow
                .iter()
                .zip(&long)
                .all(|(point, other)| point[..] == other[..2])
        );
        assert_ne!(
            sobol(2, 0..300, 5).expect("a design"),
            long,
            "another seed is another scramble"
        );
    }

    #[test]
    fn a_product_is_integrated_far_better_than_by_chance() {
        // The mean of 12^3 (x - 1/2)^2 (y - 1/2)^2 (z - 1/2)^2 is 1; its standard deviation is (9/5)^3 - 1 = 4.83 for random points: 4.83^0.5 / 64 = 0.034.
        let points = sobol(7, 0..4096, 3).expect("a design");
        let value = |point: &Point| {
            point
                .iter()
                .map(|x| 12.0 * (x - 0.5) * (x - 0.5))
                .product::<f64>()
        };
        let mean = points.iter().map(value).sum::<f64>() / 4096.0;
        assert!((mean - 1.0).abs() < 0.034 / 4.0, "{mean}");
    }

    #[test]
    fn what_the_sequence_does_not_have_is_refused() {
        assert_eq!(
            sobol(0, 0..MOST_POINTS + 1, 1),
            Err(DesignError::TooManyPoints(MOST_POINTS + 1))
        );
        assert_eq!(
            sobol(0, 0..1, MOST_DIMENSIONS + 1),
            Err(DesignError::TooManyDimensions(MOST_DIMENSIONS + 1))
        );
    }
}
