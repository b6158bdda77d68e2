//! The spread of the expected effect over draws of uncertain parameters, with the noise of replications taken out.
//!
//! A draw i of n has an expected effect θ_i, the mean of infinitely many of its worlds, of which m are run: their mean is θ_i and noise. With B the variance of the draw
//! means times m, and W the pooled variance within draws,
//!
//! ```text
//! variance of the expected effect   τ² = (B − W) / m, at least 0
//! its 95 % interval                 (B − F₀.₉₇₅ W) (n − 1) / (m χ²₀.₉₇₅)  to  (B − F₀.₀₂₅ W) (n − 1) / (m χ²₀.₀₂₅)
//! expected effects                  μ + z_i τ, z_i the draw means less their mean μ over their standard deviation
//! chance of an effect above 0       share of z_i above −μ / τ
//! ```
//!
//! with quantiles of F with n − 1 and n (m − 1) degrees of freedom and of χ² with n − 1 (Williams 1962, Biometrika 49, 278–281: exact where one of them
//! rules). The chance has the least and the greatest share at the ends of the intervals of μ and τ, and at least Wilson's interval of a share of n draws: so what is not
//! known of the mean, of the spread and of the shape is in it. The quantiles z_i τ shrink the draw means to the right spread (Louis 1984, Journal of the American
//! Statistical Association 79, 393–398), where those of the draw means themselves would show random variation as if it were not known.

use serde::Serialize;
use statrs::distribution::{ChiSquared, ContinuousCDF, FisherSnedecor};

use super::interval::CONFIDENCE;
use super::parts::{ByDraw, within};
use super::sample::{Sample, mean, variance};
use super::shares::wilson;
use super::survival::Estimate;

/// What draws say of the expected effect, and luck apart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Expected {
    /// Draws.
    pub n: usize,
    /// Worlds of a draw, the mean over draws.
    pub worlds: f64,
    /// Standard deviation of the expected effect between draws with its 95 % interval [unit of the indicator].
    pub sd: Estimate,
    /// Expected effects that 5 %, 50 % and 95 % of draws stay below [unit of the indicator].
    pub range: [f64; 3],
    /// Probability that the expected effect is above 0 with its 95 % interval [share].
    pub above_zero: Estimate,
    /// Standard error that the luck of the worlds leaves in the mean over draws [unit of the indicator].
    pub luck: f64,
}

/// The expected effect over draws, with the mean over draws and its interval; none below three draws, where nothing varies, or with one world a draw, which do not tell
/// parameters from luck.
pub(super) fn expected(draws: &[ByDraw], own: Estimate) -> Option<Expected> {
    let n = draws.len();
    let (within, freedom) = within(draws.iter());
    if n < 3 || freedom == 0 {
        return None;
    }
    let means: Vec<f64> = draws.iter().map(|(_, worlds)| mean(worlds)).collect();
    // the harmonic mean where draws lost worlds
    let worlds = n as f64
        / draws
            .iter()
            .map(|(_, worlds)| 1.0 / worlds.len() as f64)
            .sum::<f64>();
    let of_means = variance(&means);
    if within == 0.0 && of_means == 0.0 {
        return None;
    }
    let [low, high] = ends(worlds * of_means, within, worlds, n, freedom)?;
    let centre = mean(&means);
    let sd = (of_means - within / worlds).max(0.0).sqrt();
    let scores: Vec<f64> = means
        .iter()
        .map(|value| {
            if of_means > 0.0 {
                (value - centre) / of_means.sqrt()
            } else {
                0.0
            }
        })
        .collect();
    let range =
        Sample::new(scores.iter().map(|score| centre + sd * score)).quantiles([0.05, 0.5, 0.95]);
    let share = |centre: f64, sd: f64| {
        let above = scores.iter().filter(|score| centre + sd * **score > 0.0);
        above.count() as f64 / n as f64
    };
    let value = share(centre, sd);
    let (least, greatest) = wilson(value * n as f64, n as f64);
    let at_ends = |centre: f64| [low, high].map(|sd| share(centre, sd));
    Some(Expected {
        n,
        worlds,
        sd: Estimate {
            value: sd,
            low,
            high,
        },
        range,
        above_zero: Estimate {
            value,
            low: at_ends(own.low).into_iter().fold(least, f64::min),
            high: at_ends(own.high).into_iter().fold(greatest, f64::max),
        },
        luck: (within / worlds / n as f64).sqrt(),
    })
}

/// Ends of the interval of the standard deviation of expected effects.
fn ends(between: f64, within: f64, worlds: f64, n: usize, freedom: usize) -> Option<[f64; 2]> {
    let (of_draws, of_worlds) = (n as f64 - 1.0, freedom as f64);
    let f = FisherSnedecor::new(of_draws, of_worlds).ok()?;
    let chi = ChiSquared::new(of_draws).ok()?;
    let tail = (1.0 - CONFIDENCE) / 2.0;
    Some([1.0 - tail, tail].map(|at| {
        let variance =
            (between - f.inverse_cdf(at) * within) * of_draws / (worlds * chi.inverse_cdf(at));
        variance.max(0.0).sqrt()
    }))
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand::rngs::Xoshiro256PlusPlus;
    use rand_distr::{Distribution, StandardNormal};

    use super::*;
    use crate::statistics::interval::{Quantity, mean_interval};

    /// Draws of N(mean, spread²) with worlds of N(0, noise²) around each.
    fn normal_normal(
        seed: u64,
        (n, m): (u32, usize),
        [mean, spread, noise]: [f64; 3],
    ) -> Vec<ByDraw> {
        let mut draws = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut normal = move || -> f64 { StandardNormal.sample(&mut draws) };
        (0..n)
            .map(|draw| {
                let expected = mean + spread * normal();
                (draw, (0..m).map(|_| expected + noise * normal()).collect())
            })
            .collect()
    }

    fn found(draws: &[ByDraw]) -> Expected {
        let means: Vec<f64> = draws.iter().map(|(_, worlds)| mean(worlds)).collect();
        let interval = mean_interval(&means, Quantity::NUMBER);
        let own = Estimate {
            value: mean(&means),
            low: interval.low,
            high: interval.high,
        };
        expected(draws, own).expect("draws that say something")
    }

    #[test]
    fn noise_of_replications_is_taken_out_and_intervals_cover() {
        // μ = 0.5, τ = 1, σ = 2 over 4 worlds: the means of draws alone would show √2; P(θ > 0) = Φ(0.5) = 0.691
        let (trials, mut in_spread, mut in_chance) = (400, 0, 0);
        let (mut squares, mut chances) = (0.0, 0.0);
        for seed in 0..trials {
            let one = found(&normal_normal(seed, (50, 4), [0.5, 1.0, 2.0]));
            squares += one.sd.value * one.sd.value / trials as f64;
            chances += one.above_zero.value / trials as f64;
            in_spread += u32::from(one.sd.low <= 1.0 && 1.0 <= one.sd.high);
            in_chance += u32::from(one.above_zero.low <= 0.691 && 0.691 <= one.above_zero.high);
        }
        assert!((squares - 1.0).abs() < 0.08, "unbiased variance: {squares}");
        assert!((chances - 0.691).abs() < 0.02, "{chances}");
        // a share of 0.95 shows 0.906 or more in 400 trials but for 4 standard errors
        assert!(
            in_spread >= 363 && in_chance >= 363,
            "{in_spread} {in_chance}"
        );
    }

    #[test]
    fn parameters_that_do_nothing_leave_no_spread_and_luck_stays_apart() {
        let trials = 200;
        let mut at_zero = 0;
        for seed in 0..trials {
            let one = found(&normal_normal(seed, (40, 5), [1.0, 0.0, 4.0]));
            at_zero += u32::from(one.sd.low == 0.0);
            assert!(
                (one.luck - 4.0 / 200.0_f64.sqrt()).abs() < 0.08,
                "{}",
                one.luck
            );
        }
        assert!(
            at_zero >= 185,
            "{at_zero} of {trials} intervals hold a spread of 0"
        );
    }

    #[test]
    fn many_worlds_a_draw_leave_the_draws_as_they_are() {
        let draws: Vec<ByDraw> = (0..21)
            .map(|draw| {
                let value = f64::from(draw) - 4.5;
                (draw, vec![value - 1e-9, value + 1e-9])
            })
            .collect();
        let one = found(&draws);
        assert!(
            (one.sd.value - 38.5_f64.sqrt()).abs() < 1e-6,
            "{:?}",
            one.sd
        );
        assert!((one.above_zero.value - 16.0 / 21.0).abs() < 1e-12);
        assert!((one.range[1] - 5.5).abs() < 1e-6 && one.luck < 1e-6);
    }

    #[test]
    fn one_world_a_draw_does_not_tell_parameters_from_luck() {
        let draws: Vec<ByDraw> = (0..30).map(|draw| (draw, vec![f64::from(draw)])).collect();
        let own = Estimate {
            value: 14.5,
            low: 11.0,
            high: 18.0,
        };
        assert_eq!(expected(&draws, own), None);
    }

    #[test]
    fn three_draws_have_the_figures_worked_by_hand() {
        // Means 1, 5 and 9 of 2, 2 and 3 worlds: variance 16. Squares within: 2, 2 and 8 over 1 + 1 + 2 degrees of freedom: 3. Harmonic mean of worlds:
        // 3 / (1/2 + 1/2 + 1/3) = 9/4, so that 16 - 3 / (9/4) = 44/3 is left.
        let draws = [
            (0, vec![0.0, 2.0]),
            (1, vec![4.0, 6.0]),
            (2, vec![7.0, 9.0, 11.0]),
        ];
        let own = Estimate {
            value: 5.0,
            low: -4.0,
            high: 14.0,
        };
        let one = expected(&draws, own).expect("three draws");
        let sd = (44.0_f64 / 3.0).sqrt();
        assert!(
            one.n == 3 && (one.worlds - 2.25).abs() < 1e-12 && (one.sd.value - sd).abs() < 1e-12
        );
        assert!((one.luck - (3.0_f64 / 2.25 / 3.0).sqrt()).abs() < 1e-12);
        // scores -1, 0, 1; quantiles a tenth and nine tenths of the way between
        for (found, score) in one.range.iter().zip([-0.9, 0.0, 0.9]) {
            assert!(
                (found - (5.0 + score * sd)).abs() < 1e-12,
                "{:?}",
                one.range
            );
        }
        // F with 2 and 4 degrees of freedom: 10.649111 and 1 / 39.248418; chi-square with 2: 7.377759 and 0.050636
        let end = |f: f64, chi: f64| ((36.0 - f * 3.0) * 2.0 / (2.25 * chi)).sqrt();
        assert!(
            (one.sd.low - end(10.649_111, 7.377_759)).abs() < 1e-5,
            "{:?}",
            one.sd
        );
        assert!(
            (one.sd.high - end(1.0 / 39.248_418, 0.050_636)).abs() < 1e-3,
            "{:?}",
            one.sd
        );
        // all three are above 0 at 5 with a spread of 3.8; none at -4 with one of 0.72, and all at 14 with the same
        assert_eq!(
            (
                one.above_zero.value,
                one.above_zero.low,
                one.above_zero.high
            ),
            (1.0, 0.0, 1.0)
        );
    }

    #[test]
    fn the_chance_is_that_of_scores_and_its_interval_at_least_wilsons() {
        // as sure a mean as can be and two worlds a draw that agree: all that is left is that 2 of 3 draws are above 0
        let draws = [
            (0, vec![-1.0, -1.0]),
            (1, vec![2.0, 2.0]),
            (2, vec![5.0, 5.0]),
        ];
        let own = Estimate {
            value: 2.0,
            low: 2.0,
            high: 2.0,
        };
        let one = expected(&draws, own).expect("three draws");
        assert!((one.above_zero.value - 2.0 / 3.0).abs() < 1e-12);
        // Wilson for 2 of 3: 0.2077 to 0.9385; the spread may be 1.56, at which all are above 0, to 19
        assert!(
            (one.above_zero.low - 0.2077).abs() < 5e-5 && one.above_zero.high == 1.0,
            "{:?}",
            one.above_zero
        );
        assert!((one.sd.value - 3.0).abs() < 1e-12 && one.luck == 0.0);
        assert_eq!(expected(&draws[..2], own), None, "two draws");
        let same = [0, 1, 2].map(|draw| (draw, vec![2.0, 2.0]));
        assert_eq!(expected(&same, own), None, "nothing varies");
    }

    #[test]
    fn draws_with_equal_means_have_no_spread_and_the_chance_of_their_mean() {
        let draws = [0, 1, 2].map(|draw| (draw, vec![-1.0, 5.0]));
        let of = |value: f64| Estimate {
            value,
            low: value,
            high: value,
        };
        let one = expected(&draws, of(2.0)).expect("worlds vary");
        assert_eq!(
            (one.sd.value, one.range, one.above_zero.value),
            (0.0, [2.0; 3], 1.0)
        );
        // 18 within, of 2 worlds each in 3 draws
        assert!((one.luck - 3.0_f64.sqrt()).abs() < 1e-12);
        let zero = [0, 1, 2].map(|draw| (draw, vec![-3.0, 3.0]));
        assert_eq!(
            expected(&zero, of(0.0))
                .expect("worlds vary")
                .above_zero
                .value,
            0.0,
            "0 is not above 0"
        );
    }

    #[test]
    fn effects_that_are_lopsided_keep_their_side() {
        // 1, 2 and 12 lie at scores -4, -3 and 7 around 5: mirrored, 12 would be below 0
        let draws = [
            (0, vec![1.0, 1.0]),
            (1, vec![2.0, 2.0]),
            (2, vec![12.0, 12.0]),
        ];
        let own = Estimate {
            value: 5.0,
            low: 5.0,
            high: 5.0,
        };
        let one = expected(&draws, own).expect("three draws");
        assert_eq!(one.above_zero.value, 1.0);
        // a tenth of the way from 1 to 2, and nine tenths from 2 to 12
        assert!(
            (one.range[0] - 1.1).abs() < 1e-9
                && (one.range[1] - 2.0).abs() < 1e-9
                && (one.range[2] - 11.0).abs() < 1e-9,
            "{:?}",
            one.range
        );
    }
}
