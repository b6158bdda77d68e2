//! What a trial of usual size sees of a light service, and what there is to see; part of `cargo xtask long`.

use linkwright::ensemble::{NoProgress, Settings};
use linkwright::plan::{Options, prepare};
use linkwright::scenario::Files;
use linkwright::study::{Stated, findings};

/// A course for owners, offered by lot to half of those who come.
const COURSE: &str = "scenarios/findings/e59-sales-after-a-course.toml";
/// Worlds, each with a trial of its own.
const WORLDS: u32 = 200;
/// Seed, of no other run.
const SEED: u64 = 5_900;
/// Firms of a trial.
const TRIAL: f64 = 200.0;

/// Statistic: the effect of a course on sales a year on, by the offers of its lottery, over all worlds, and half of the 95 % interval that
/// one trial of 200 firms has: that over all worlds times the root of how many such trials they hold. Threshold: the effect is smaller than
/// what one trial can tell from none, and larger than none over all worlds.
#[test]
#[ignore = "a minute of two cores: cargo xtask long"]
fn a_light_service_is_not_seen_in_one_trial_of_two_hundred_firms_and_is_there_over_many() {
    let path = crate::common::root().join(COURSE);
    let prepared = prepare(&Files::Disk, &[path], &Options::default());
    let mut plan = prepared.plan.expect("the shipped finding is valid");
    (plan.replications, plan.seed) = (WORLDS, SEED);
    let stated = [Stated::of_plan(plan).expect("a finding")];
    let settings = Settings {
        jobs: 2,
        only_replication: None,
        panic_at: None,
        replay: String::new(),
    };
    let computation = findings(&stated, &settings, &NoProgress).expect("worlds run");
    let found = computation.figures[0].computed.expect("a figure");
    let [low, high] = found.interval;
    let firms = found.n_treated + found.n_controls;
    let one_trial = (high - low) / 2.0 * (firms / TRIAL).sqrt();
    println!(
        "sales of owners a year after a course: {:.2} % ({low:.2} to {high:.2}), {firms} firms in {WORLDS} worlds, truly {:.2} %; one trial of {TRIAL} firms: ± {one_trial:.1}",
        found.value, found.truth
    );
    assert!(
        found.value.abs() < one_trial,
        "{} ± {one_trial}",
        found.value
    );
    assert!(low > 0.0, "{low} to {high}");
}
