//! The economy without a programme: what it must look like before any instrument is tried. No instrument is needed for any of
//! these. Statistic, context, number of worlds, seed and threshold were written down before the run.

use std::collections::BTreeMap;

use linkwright::model::{Applicant, Terms, World, decide_loan};
use linkwright::random::{Process, ReplicateKey};

use crate::common::without_programme;
use crate::uganda::{index, mean_and_error, trend_per_year, values};

/// Worlds of each test; seeds differ between tests.
const WORLDS: u32 = 40;

/// Mean over worlds of what `read` sees after each quarter of a window.
fn series(window: u32, seed: u64, read: impl Fn(&World) -> f64) -> Vec<f64> {
    let input = without_programme(window);
    let mut sums = vec![0.0; window as usize];
    for replicate in 0..WORLDS {
        let mut world = World::burn_in(&input, ReplicateKey::new(seed, replicate))
            .expect("accounts close")
            .start(&input);
        for sum in &mut sums {
            world.step().expect("accounts close");
            *sum += read(&world) / f64::from(WORLDS);
        }
    }
    sums
}

#[test]
fn the_number_of_firms_is_stationary_over_a_hundred_quarters() {
    let firms = series(100, 11, |world| {
        world.smes().is_alive.iter().filter(|alive| **alive).count() as f64
    });
    let trend = trend_per_year(&firms);
    assert!(
        trend.abs() < 0.005,
        "firms drift by {:.2} % a year",
        100.0 * trend
    );
    let level = firms.iter().sum::<f64>() / firms.len() as f64;
    assert!(
        (level / 2_000.0 - 1.0).abs() < 0.1,
        "{level} firms against 2,000 stated"
    );
}

#[test]
fn active_linkages_have_no_trend_in_the_policy_window() {
    let active = series(28, 12, |world| {
        world
            .linkages()
            .iter()
            .filter(|(_, linkage)| linkage.stage.has_orders())
            .count() as f64
    });
    let trend = trend_per_year(&active);
    assert!(
        trend.abs() < 0.02,
        "linkages drift by {:.2} % a year",
        100.0 * trend
    );
}

#[test]
fn firms_leave_as_in_panels_of_developing_countries() {
    // 41 % of firms of fewer than ten workers and 22 % of larger ones closed within five years: 10 and 4.85 % a year
    let worlds = values(&[&without_programme(28)], 13, WORLDS);
    for (name, low, high) in [
        ("micro_exit_rate", 0.09, 0.11),
        ("larger_exit_rate", 0.0435, 0.0535),
    ] {
        let exits: Vec<f64> = worlds.iter().map(|world| world[0][index(name)]).collect();
        let (mean, _) = mean_and_error(&exits);
        assert!((low..=high).contains(&mean), "{name}: {mean}");
    }
}

#[test]
fn the_domestic_share_of_lots_is_near_the_target_of_the_context() {
    let worlds = values(&[&without_programme(28)], 14, WORLDS);
    let shares: Vec<f64> = worlds
        .iter()
        .map(|world| world[0][index("domestic_lot_share")])
        .collect();
    let (mean, error) = mean_and_error(&shares);
    // target 0.12, a quarter of it either side
    assert!((0.09..=0.15).contains(&mean), "{mean} ± {error}");
}

#[test]
fn formal_firms_with_loans_are_near_the_figure_of_the_context() {
    let worlds = values(&[&without_programme(28)], 15, WORLDS);
    let shares: Vec<f64> = worlds
        .iter()
        .map(|world| world[0][index("firms_with_loan_share")])
        .collect();
    let (mean, _) = mean_and_error(&shares);
    // Enterprise Survey 2013: 9.7 % of registered firms of five or more workers; a third of it either side
    assert!((0.065..=0.13).contains(&mean), "{mean}");
}

/// Lives of linkages from the first order, in quarters, and whether they ended.
pub fn lives(seed: u64) -> (Vec<(u32, bool)>, f64) {
    let input = without_programme(48);
    let (mut spells, mut stock, mut separations) = (Vec::new(), 0.0, 0.0);
    for replicate in 0..WORLDS {
        let mut world = World::burn_in(&input, ReplicateKey::new(seed, replicate))
            .expect("accounts close")
            .start(&input);
        let mut running: BTreeMap<u64, u32> = BTreeMap::new();
        for _ in 0..48 {
            world.step().expect("accounts close");
            let new = |first: u32| first > input.periods.burn_in;
            let open = || world.linkages().iter().map(|(_, linkage)| linkage);
            stock += open().filter(|linkage| linkage.stage.is_supply()).count() as f64;
            separations += f64::from(world.tally().separations_from_supply);
            let now: BTreeMap<u64, u32> = open()
                .filter(|linkage| new(linkage.first_order))
                .map(|linkage| (linkage.key, linkage.first_order))
                .collect();
            spells.extend(
                running
                    .iter()
                    .filter(|(key, _)| !now.contains_key(key))
                    .map(|(_, first)| (world.quarter() - first, true)),
            );
            running = now;
        }
        spells.extend(
            running
                .values()
                .map(|first| (world.quarter() - first, false)),
        );
    }
    (spells, 4.0 * separations / stock)
}

/// Kaplan–Meier median [quarters].
pub fn median_duration(spells: &[(u32, bool)]) -> u32 {
    let mut survival = 1.0;
    for quarter in 1..=48 {
        let at_risk = spells.iter().filter(|(life, _)| *life >= quarter).count() as f64;
        let ended = spells
            .iter()
            .filter(|(life, has_ended)| *has_ended && *life == quarter)
            .count() as f64;
        survival *= 1.0 - ended / at_risk.max(1.0);
        if survival < 0.5 {
            return quarter;
        }
    }
    48
}

#[test]
fn linkages_separate_and_last_as_published_with_all_risks_on() {
    let (spells, separation) = lives(16);
    assert!(
        (0.05..=0.12).contains(&separation),
        "{separation:.3} of the Supply and Strategic stock a year"
    );
    let median = median_duration(&spells);
    assert!(
        (8..=16).contains(&median),
        "median life of new linkages {median} quarters from the first order, {} spells",
        spells.len()
    );
}

#[test]
fn approval_falls_smoothly_with_risk() {
    let credit = without_programme(1).parameters.credit;
    let terms = Terms {
        funding_rate: credit.funding_rate,
        operating_cost: credit.operating_cost,
        margin: credit.margin,
        reference_rate: credit.funding_rate + credit.operating_cost + credit.margin,
        adverse_selection: credit.adverse_selection,
        recovery: credit.recovery,
        loan_to_value: 0.6,
        cover: 0.0,
    };
    let draws = ReplicateKey::new(17, 0).draws(Process::Test, 0);
    let approved = |default_rate: f64| {
        let offers = (0..2_000).filter(|firm| {
            let applicant = Applicant {
                default_rate,
                score_error: 0.8 * draws.normal(*firm),
                need: 1_000.0,
                accepts_less: false,
                pledge_usd: 2_000.0,
                secured_usd: 0.0,
            };
            decide_loan(&applicant, &terms).is_some()
        });
        offers.count() as f64 / 2_000.0
    };
    let shares: Vec<f64> = (1..=40)
        .map(|point| approved(0.01 * f64::from(point)))
        .collect();
    assert!(
        shares.windows(2).all(|pair| pair[1] <= pair[0]),
        "never rises"
    );
    let between = shares
        .iter()
        .filter(|share| (0.1..=0.9).contains(*share))
        .count();
    assert!(
        between >= 5,
        "falls from nine in ten to one in ten over {between} points: {shares:?}"
    );
    assert!(
        shares.windows(2).all(|pair| pair[0] - pair[1] < 0.25),
        "no cliff: {shares:?}"
    );
}
