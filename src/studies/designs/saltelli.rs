//! Blocks of points for Sobol indices.

use super::Point;
use super::sobol::{DesignError, sobol};

/// Returns `blocks` blocks of `dimensions` + 2 points: A, B, and A with one coordinate after the other taken from B (Saltelli et al. 2010).
///
/// A and B are the two halves of a Sobol point of twice the dimensions. Block by block, so that a batch may stop after any.
///
/// # Errors
/// [`DesignError`] beyond what the Sobol sequence has.
pub fn saltelli(seed: u64, blocks: u32, dimensions: usize) -> Result<Vec<Vec<Point>>, DesignError> {
    let points = sobol(seed, 0..blocks, 2 * dimensions)?;
    Ok(points.iter().map(|point| block(point.split_at(dimensions))).collect())
}

fn block((a, b): (&[f64], &[f64])) -> Vec<Point> {
    let mixed = (0..a.len()).map(|dimension| {
        let mut point = a.to_vec();
        point[dimension] = b[dimension];
        point
    });
    [a.to_vec(), b.to_vec()].into_iter().chain(mixed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_a_and_b_and_a_with_one_coordinate_of_b() {
        let blocks = saltelli(2, 16, 3).expect("a design");
        assert_eq!(blocks.len(), 16);
        for block in &blocks {
            assert_eq!(block.len(), 5);
            for (dimension, mixed) in block[2..].iter().enumerate() {
                for other in 0..3 {
                    let from = if other == dimension { &block[1] } else { &block[0] };
                    assert_eq!(mixed[other], from[other]);
                }
            }
        }
        assert!(blocks[..8] == saltelli(2, 8, 3).expect("a design")[..], "fewer blocks are the first ones");
        assert!(saltelli(0, 1, 129).is_err(), "twice the dimensions");
    }
}
