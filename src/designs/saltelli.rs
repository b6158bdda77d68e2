//! Blocks of points for Sobol indices.

use super::Point;
use super::sobol::{DesignError, sobol};

/// Returns `blocks` blocks of `dimensions` + 2 points: A, B, and A with one coordinate after the other taken from B (Saltelli et al. 2010).
///
/// A and B are the even and the odd coordinates of a Sobol point of twice the dimensions: neighbours in the sequence fill their plane well even with
/// few points, which its halves may not, and one more dimension leaves the others alone. Block by block, so that a batch may stop after any.
///
/// # Errors
/// [`DesignError`] beyond what the Sobol sequence has.
pub fn saltelli(seed: u64, blocks: u32, dimensions: usize) -> Result<Vec<Vec<Point>>, DesignError> {
    let points = sobol(seed, 0..blocks, 2 * dimensions)?;
    let every_other = |point: &Point, first: usize| {
        point
            .iter()
            .skip(first)
            .step_by(2)
            .copied()
            .collect::<Point>()
    };
    Ok(points
        .iter()
        .map(|point| block(&every_other(point, 0), &every_other(point, 1)))
        .collect())
}

fn block(a: &Point, b: &Point) -> Vec<Point> {
    let mixed = (0..a.len()).map(|dimension| {
        let mut point = a.clone();
        point[dimension] = b[dimension];
        point
    });
    [a.clone(), b.clone()].into_iter().chain(mixed).collect()
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
                    let from = if other == dimension {
                        &block[1]
                    } else {
                        &block[0]
                    };
                    assert_eq!(mixed[other], from[other]);
                }
            }
        }
        assert!(
            blocks[..8] == saltelli(2, 8, 3).expect("a design")[..],
            "fewer blocks are the first ones"
        );
        let wider = saltelli(2, 16, 4).expect("a design");
        assert!(
            blocks.iter().zip(&wider).all(
                |(block, other)| block[0][..] == other[0][..3] && block[1][..] == other[1][..3]
            )
        );
        assert!(saltelli(0, 1, 129).is_err(), "twice the dimensions");
    }
}
