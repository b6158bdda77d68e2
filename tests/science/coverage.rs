//! Intervals cover as often as they say, and stopping when they are narrow does not spoil them.
//!
//! Pure statistics, no model. Every case has [`TRIALS`] trials; its floor was written down before it was run, and what is asked is that the share of
//! intervals that hold the true value lies no more than 4 standard errors of a share of that size below the floor. The floors:
//!
//! | case | n | floor |
//! |---|---|---|
//! | normal, t | 30, 100; auto | 0.95, 0.95; 0.94 |
//! | log-normal, σ = 0.5, by the rule | 30, 100; auto | 0.93, 0.94; 0.93 |
//! | log-normal, σ = 1, by the rule | 30, 100; auto | 0.90, 0.92; 0.91 |
//! | log-normal, σ = 1, Student's t alone | 100 | 0.91, and less than by the rule |
//! | share of worlds, Wilson, 0.02 to 0.98 | 50, 200 | mean over shares 0.94, none below 0.90 |
//! | paired shares 0.02 to 0.98 against 0.5 | 50, 200; auto | 0.94; 0.93 |
//! | counts −1, 0, 1, 2 of which 44 to 94 % are 0 | 24; 50, 100 | 0.90; 0.93 |
//! | a yes in 2 to 30 % of worlds | 24; 50, 100 | 0.90; 0.93 |

use linkwright::observations::{INDICATORS, Indicator, indicator_index};
use linkwright::statistics::{
    Comparison, PILOT, PairedSample, Quantity, Width, assess, compare, next_look, t_quantile,
    wilson,
};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, LogNormal, StandardNormal};

/// Trials of a case.
const TRIALS: u32 = 4_000;
/// Most pairs of an automatic run here; none of the cases comes near.
const MOST: u32 = 20_000;

/// Lower end of what a share that is `floor` or more shows in [`TRIALS`]: 4 standard errors below.
fn allowed(floor: f64) -> f64 {
    floor - 4.0 * (floor * (1.0 - floor) / f64::from(TRIALS)).sqrt()
}

/// Draws one pair.
type Draw = fn(&mut Xoshiro256PlusPlus) -> (f64, f64);

/// A kind of pair and the mean difference that it is drawn around.
struct Case {
    draw: Draw,
    truth: f64,
}

fn log_normal(draws: &mut Xoshiro256PlusPlus, sigma: f64) -> (f64, f64) {
    (
        LogNormal::new(0.0, sigma)
            .expect("a distribution")
            .sample(draws),
        0.0,
    )
}

/// A yes of this probability against one of probability 0.5, half of whose noise is shared.
fn yes_or_no(draws: &mut Xoshiro256PlusPlus, chance: f64) -> (f64, f64) {
    let (own, other): (f64, f64) = (draws.random(), draws.random());
    let other = if draws.random::<bool>() { own } else { other };
    (
        f64::from(u8::from(own < chance)),
        f64::from(u8::from(other < 0.5)),
    )
}

const NORMAL: Case = Case {
    draw: |draws| {
        let shared: f64 = StandardNormal.sample(draws);
        let own: f64 = StandardNormal.sample(draws);
        (12.0 + 3.0 * shared + own, 10.0 + 3.0 * shared)
    },
    truth: 2.0,
};

fn sample(case: &Case, draws: &mut Xoshiro256PlusPlus, n: u32) -> Vec<(f64, f64)> {
    (0..n).map(|_| (case.draw)(draws)).collect()
}

/// Compares pairs as values of an indicator.
fn compared(indicator: &str, pairs: &[(f64, f64)]) -> Comparison {
    let at = indicator_index(indicator).expect("an indicator");
    let named: (usize, &Indicator) = (at, &INDICATORS[at]);
    compare(
        (1, 0),
        named,
        &PairedSample::new(pairs.iter().copied()),
        pairs.len(),
    )
}

/// True where the interval of a comparison of these pairs, as sums of money, holds the true value.
fn holds(case: &Case, pairs: &[(f64, f64)]) -> bool {
    let found = compared("order_value_usd", pairs);
    found.ci_low <= case.truth && case.truth <= found.ci_high
}

/// Share of trials whose interval holds the true value at a fixed number of pairs.
fn coverage_of(case: &Case, seed: u64, n: u32) -> f64 {
    let mut draws = Xoshiro256PlusPlus::seed_from_u64(seed);
    let covered = (0..TRIALS)
        .filter(|_| holds(case, &sample(case, &mut draws, n)))
        .count();
    covered as f64 / f64::from(TRIALS)
}

/// Share of trials whose interval holds the true value where pairs are added until it is narrow, and the mean number of pairs.
fn coverage_of_auto(case: &Case, seed: u64, width: Width) -> (f64, f64) {
    let mut draws = Xoshiro256PlusPlus::seed_from_u64(seed);
    let (mut covered, mut total) = (0, 0);
    for _ in 0..TRIALS {
        let mut pairs = sample(case, &mut draws, PILOT);
        while !assess(
            &PairedSample::new(pairs.iter().copied()),
            Quantity::NUMBER,
            width,
        )
        .is_met
            && pairs.len() < MOST as usize
        {
            let more = next_look(pairs.len() as u32) - pairs.len() as u32;
            pairs.extend(sample(case, &mut draws, more));
        }
        covered += u32::from(holds(case, &pairs));
        total += pairs.len();
    }
    (
        f64::from(covered) / f64::from(TRIALS),
        total as f64 / f64::from(TRIALS),
    )
}

fn at_least(what: &str, share: f64, floor: f64) {
    println!("{what}: {share:.4}, floor {floor}");
    assert!(
        share >= allowed(floor),
        "{what}: {share} of {TRIALS} intervals hold the true value; the floor is {floor}"
    );
}

#[test]
fn differences_of_normal_numbers_are_covered() {
    for (seed, n) in [(11, 30), (12, 100)] {
        at_least(
            &format!("normal, n = {n}"),
            coverage_of(&NORMAL, seed, n),
            0.95,
        );
    }
    let (share, pairs) = coverage_of_auto(&NORMAL, 13, Width::Relative(0.07));
    assert!(
        pairs > 150.0,
        "the target needs more than the pilot: {pairs} pairs"
    );
    at_least("normal, auto", share, 0.94);
}

#[test]
fn differences_that_are_mildly_skewed_are_covered() {
    let case = Case {
        draw: |draws| log_normal(draws, 0.5),
        truth: 0.125_f64.exp(),
    };
    for (seed, n, floor) in [(21, 30, 0.93), (22, 100, 0.94)] {
        at_least(
            &format!("log-normal 0.5, n = {n}"),
            coverage_of(&case, seed, n),
            floor,
        );
    }
    let (share, pairs) = coverage_of_auto(&case, 23, Width::Relative(0.08));
    assert!(
        pairs > 150.0,
        "the target needs more than the pilot: {pairs} pairs"
    );
    at_least("log-normal 0.5, auto", share, 0.93);
}

#[test]
fn differences_that_are_strongly_skewed_are_covered_better_than_by_students_t() {
    let case = Case {
        draw: |draws| log_normal(draws, 1.0),
        truth: 0.5_f64.exp(),
    };
    at_least("log-normal 1, n = 30", coverage_of(&case, 31, 30), 0.90);
    let mut draws = Xoshiro256PlusPlus::seed_from_u64(32);
    let (mut by_rule, mut by_t) = (0, 0);
    for _ in 0..TRIALS {
        let pairs = sample(&case, &mut draws, 100);
        let found = compared("order_value_usd", &pairs);
        by_rule += u32::from(holds(&case, &pairs));
        by_t +=
            u32::from((found.diff - case.truth).abs() <= t_quantile(100) * found.sd_diff / 10.0);
    }
    let share = |count: u32| f64::from(count) / f64::from(TRIALS);
    at_least(
        "log-normal 1, n = 100, Student's t alone",
        share(by_t),
        0.91,
    );
    at_least("log-normal 1, n = 100, by the rule", share(by_rule), 0.92);
    assert!(
        by_rule > by_t,
        "Johnson's term beats Student's t: {} and {}",
        share(by_rule),
        share(by_t)
    );
}

#[test]
fn stopping_when_a_strongly_skewed_difference_is_known_keeps_its_interval() {
    let case = Case {
        draw: |draws| log_normal(draws, 1.0),
        truth: 0.5_f64.exp(),
    };
    let (share, pairs) = coverage_of_auto(&case, 33, Width::Relative(0.20));
    assert!(
        pairs > 100.0,
        "the target needs more than the pilot: {pairs} pairs"
    );
    at_least("log-normal 1, auto", share, 0.91);
}

/// Shares from rare to nearly all.
const SHARES: [f64; 7] = [0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98];

#[test]
fn shares_of_worlds_are_covered() {
    for (n, seed) in [(50_u32, 41), (200, 42)] {
        let mut draws = Xoshiro256PlusPlus::seed_from_u64(seed);
        let coverage = SHARES.map(|share| {
            let is_held = |_: &u32| {
                let hits = (0..n).filter(|_| draws.random::<f64>() < share).count();
                let (low, high) = wilson(hits as f64, f64::from(n));
                low <= share && share <= high
            };
            (0..TRIALS).filter(is_held).count() as f64 / f64::from(TRIALS)
        });
        for (share, covered) in SHARES.iter().zip(coverage) {
            at_least(&format!("Wilson, share {share}, n = {n}"), covered, 0.90);
        }
        at_least(
            &format!("Wilson, mean, n = {n}"),
            coverage.iter().sum::<f64>() / SHARES.len() as f64,
            0.94,
        );
    }
}

/// Pairs of yes or no at every share of [`SHARES`].
fn share_cases() -> [Case; 7] {
    let draws: [Draw; 7] = [
        |draws| yes_or_no(draws, 0.02),
        |draws| yes_or_no(draws, 0.1),
        |draws| yes_or_no(draws, 0.3),
        |draws| yes_or_no(draws, 0.5),
        |draws| yes_or_no(draws, 0.7),
        |draws| yes_or_no(draws, 0.9),
        |draws| yes_or_no(draws, 0.98),
    ];
    std::array::from_fn(|k| Case {
        draw: draws[k],
        truth: SHARES[k] - 0.5,
    })
}

#[test]
fn paired_differences_of_shares_are_covered_fixed_and_when_stopped() {
    for (k, case) in share_cases().iter().enumerate() {
        for n in [50, 200] {
            at_least(
                &format!("paired share {}, n = {n}", SHARES[k]),
                coverage_of(case, 51 + k as u64, n),
                0.94,
            );
        }
        let (share, pairs) = coverage_of_auto(case, 61 + k as u64, Width::Absolute(0.06));
        assert!(
            pairs > 100.0,
            "the target needs more than the pilot: {pairs} pairs"
        );
        at_least(&format!("paired share {}, auto", SHARES[k]), share, 0.93);
    }
}

/// Share of trials whose interval of differences of a count holds the mean of the values that they are drawn from, by their chances.
fn coverage_of_counts(values: &[(f64, f64)], seed: u64, n: u32) -> f64 {
    let truth: f64 = values.iter().map(|(value, chance)| value * chance).sum();
    let mut draws = Xoshiro256PlusPlus::seed_from_u64(seed);
    let draw = |draws: &mut Xoshiro256PlusPlus| {
        let mut place: f64 = draws.random();
        for (value, chance) in values {
            if place < *chance {
                return *value;
            }
            place -= chance;
        }
        0.0
    };
    let covered = (0..TRIALS)
        .filter(|_| {
            let pairs: Vec<(f64, f64)> = (0..n).map(|_| (draw(&mut draws), 0.0)).collect();
            let found = compared("sustained_linkages", &pairs);
            found.ci_low <= truth && truth <= found.ci_high
        })
        .count();
    covered as f64 / f64::from(TRIALS)
}

/// Floor of a rare count by the number of pairs.
const fn floor_of_counts(n: u32) -> f64 {
    if n < 50 { 0.90 } else { 0.93 }
}

#[test]
fn differences_of_small_counts_with_many_ties_are_covered() {
    for (k, ties) in [0.44, 0.7, 0.88, 0.94].into_iter().enumerate() {
        let differing = 1.0 - ties;
        for n in [24, 50, 100] {
            let values = [(-1.0, 0.2), (1.0, 0.6), (2.0, 0.2)]
                .map(|(value, share)| (value, share * differing));
            at_least(
                &format!("counts, {ties} tied, n = {n}"),
                coverage_of_counts(&values, 71 + k as u64, n),
                floor_of_counts(n),
            );
        }
    }
}

#[test]
fn rare_events_are_covered() {
    for (k, chance) in [0.02, 0.1, 0.3].into_iter().enumerate() {
        for n in [24, 50, 100] {
            at_least(
                &format!("1 in {chance} of worlds, n = {n}"),
                coverage_of_counts(&[(1.0, chance)], 81 + k as u64, n),
                floor_of_counts(n),
            );
        }
    }
}
