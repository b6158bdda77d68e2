//! Wilson's interval of a share of worlds.

use super::interval::CONFIDENCE;
use crate::maths::inverse_normal;

/// Two-sided quantile of the normal distribution at [`CONFIDENCE`].
fn quantile() -> f64 {
    inverse_normal(0.5 + CONFIDENCE / 2.0)
}

/// Wilson's score interval of a share of which `hits` of `n` were seen [share]; NaN where n is 0.
///
/// Wilson, Journal of the American Statistical Association 22 (1927), 209–212. It has a width where none or all were seen.
#[must_use]
pub fn wilson(hits: f64, n: f64) -> (f64, f64) {
    if n <= 0.0 {
        return (f64::NAN, f64::NAN);
    }
    let (share, square) = (hits / n, quantile() * quantile());
    let centre = (share + square / (2.0 * n)) / (1.0 + square / n);
    let half_width = (square * share * (1.0 - share) / n + square * square / (4.0 * n * n)).sqrt()
        / (1.0 + square / n);
    let low = if hits <= 0.0 {
        0.0
    } else {
        centre - half_width
    };
    let high = if hits >= n { 1.0 } else { centre + half_width };
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilsons_interval_is_the_printed_one() {
        // Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3: 81/263, 15/148, 0/20, 1/29.
        for (hits, n, low, high) in [
            (81.0, 263.0, 0.2553, 0.3662),
            (15.0, 148.0, 0.0624, 0.1605),
            (0.0, 20.0, 0.0, 0.1611),
            (1.0, 29.0, 0.0061, 0.1718),
        ] {
            let found = wilson(hits, n);
            assert!(
                (found.0 - low).abs() < 5e-5 && (found.1 - high).abs() < 5e-5,
                "{hits}/{n}: {found:?}"
            );
        }
        assert_eq!(wilson(20.0, 20.0).1, 1.0);
        assert!(wilson(0.0, 0.0).0.is_nan());
    }

    #[test]
    fn the_interval_ends_where_the_score_test_is_at_its_quantile() {
        // Wilson's ends p solve |hits/n - p| = z sqrt(p (1 - p) / n)
        for (hits, n) in [(1.0, 2.0), (3.0, 7.0), (40.0, 41.0)] {
            let (low, high) = wilson(hits, n);
            for end in [low, high] {
                let distance = (hits / n - end).abs();
                let error = (end * (1.0 - end) / n).sqrt();
                assert!((distance / error - 1.959_963_984_540_054).abs() < 1e-9);
            }
            assert!(low < hits / n && hits / n < high);
        }
        assert!(wilson(-1.0, -1.0).0.is_nan(), "fewer than none were tried");
    }
}
