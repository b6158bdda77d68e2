//! The shipped context of Uganda, for tests of the economy itself.

use std::sync::OnceLock;

use linkwright::model::{ModelInput, World};
use linkwright::observations::{Recorder, indicator_index};
use linkwright::random::ReplicateKey;

use crate::common::{in_worlds, without_programme};

/// Index of an indicator.
pub fn index(name: &str) -> usize {
    indicator_index(name).expect("the indicator exists")
}

/// Worlds of [`openings`].
pub const OPENINGS: u32 = 60;
/// Longest window for which [`openings`] have room.
const LONGEST_WINDOW: u32 = 40;

/// Uganda at the end of its burn-in, seed 300: shared by all tests that change nothing before the policy window.
pub fn openings() -> &'static [World] {
    static OPENED: OnceLock<Vec<World>> = OnceLock::new();
    OPENED.get_or_init(|| {
        let input = without_programme(LONGEST_WINDOW);
        in_worlds(OPENINGS, |world| {
            World::burn_in(&input, ReplicateKey::new(300, world)).expect("accounts close")
        })
    })
}

/// Values of each scenario in each world: `[world][scenario][indicator]`, all scenarios on the same burn-in.
pub fn values(scenarios: &[&ModelInput], seed: u64, worlds: u32) -> Vec<Vec<Vec<f64>>> {
    in_worlds(worlds, |world| {
        let opening =
            World::burn_in(scenarios[0], ReplicateKey::new(seed, world)).expect("accounts close");
        scenarios.iter().map(|input| run(&opening, input)).collect()
    })
}

/// Values of one scenario on a burn-in.
pub fn run(opening: &World, input: &ModelInput) -> Vec<f64> {
    let mut world = opening.start(input);
    let mut recorder = Recorder::start(&world, input.periods);
    for _ in 0..input.periods.recorded() {
        world.step().expect("accounts close");
        recorder.observe(&world);
    }
    recorder.finish(&world, None).0
}

/// Mean and standard error.
pub fn mean_and_error(sample: &[f64]) -> (f64, f64) {
    let count = sample.len() as f64;
    let mean = sample.iter().sum::<f64>() / count;
    let variance = sample
        .iter()
        .map(|value| (value - mean) * (value - mean))
        .sum::<f64>()
        / (count - 1.0);
    (mean, (variance / count).sqrt())
}

/// A statistic over all worlds, with its standard error by the jackknife: `of(Some(world))` leaves one world out.
pub fn jackknife(worlds: usize, of: impl Fn(Option<usize>) -> f64) -> (f64, f64) {
    let without: Vec<f64> = (0..worlds).map(|world| of(Some(world))).collect();
    let count = worlds as f64;
    let mean = without.iter().sum::<f64>() / count;
    let variance = (count - 1.0) / count
        * without
            .iter()
            .map(|value| (value - mean) * (value - mean))
            .sum::<f64>();
    (of(None), variance.sqrt())
}

/// Ratio of the sums of two columns over all worlds but one.
pub fn ratio_without(pairs: &[(f64, f64)], skipped: Option<usize>) -> f64 {
    let kept = pairs
        .iter()
        .enumerate()
        .filter(|(world, _)| Some(*world) != skipped);
    let (top, bottom) = kept.fold((0.0, 0.0), |sums, (_, pair)| {
        (sums.0 + pair.0, sums.1 + pair.1)
    });
    top / bottom
}

/// Relative slope of a series by least squares [per year], for quarterly values.
pub fn trend_per_year(series: &[f64]) -> f64 {
    let count = series.len() as f64;
    let (mean_time, mean) = ((count - 1.0) / 2.0, series.iter().sum::<f64>() / count);
    let (mut over, mut under) = (0.0, 0.0);
    for (time, value) in series.iter().enumerate() {
        let distance = time as f64 - mean_time;
        over += distance * (value - mean);
        under += distance * distance;
    }
    4.0 * over / under / mean
}
