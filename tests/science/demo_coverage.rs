//! Intervals and bounds of the demonstration's own differences: its worlds are the truth, and samples of them are drawn with replacement.
//!
//! Floors, stated before the run: every headline indicator of every pair is covered in at least 93 % of samples of 50 or more worlds and 90 % of 24; the mean width
//! is at most 1.3 and 1.6 times that of ±1.96 σ/√n. A missing interval is a miss; "too few worlds to say" is told where fewer than 5 differ, and its interval counts.
//! Of 25 samples no interval is wider than 5 times the median, unless Student's t is as wide: one world of 3,000 has orders 27 standard deviations from the mean.

use std::sync::OnceLock;

use linkwright::observations::{INDICATORS, indicator_index};
use linkwright::plan::Options;
use linkwright::random::{Process, ReplicateKey};
use linkwright::results::{Dataset, RunRecord};
use linkwright::statistics::{
    Comparison, Estimates, Further, OUTCOMES, PairedSample, compare, compared_pairs,
};
use linkwright::study::{RunSettings, Study};

/// Worlds that are the truth.
const WORLDS: u32 = 3_000;
/// Samples of every cell.
const RESAMPLES: u32 = 10_000;
/// Samples of 24 worlds whose costs per unit are estimated.
const COST_RESAMPLES: u32 = 2_000;
/// Samples whose widths are compared, as those of so many seeds.
const SEEDS: usize = 25;

/// Worlds of a sample, the least coverage and the greatest mean width relative to ±1.96 σ/√n.
const SIZES: [(usize, f64, f64); 4] = [
    (24, 0.90, 1.6),
    (50, 0.93, 1.3),
    (100, 0.93, 1.3),
    (200, 0.93, 1.3),
];

/// The worlds of the demonstration, run once.
fn worlds() -> &'static Dataset {
    static DATASET: OnceLock<Dataset> = OnceLock::new();
    DATASET.get_or_init(|| {
        let options = Options {
            replications: Some(WORLDS),
            ..Options::default()
        };
        let study = Study::load_with(&["scenarios/studies/demo.toml".into()], &options)
            .expect("the demonstration passes its checks");
        let outcome = study.run(&RunSettings::default()).expect("a run");
        outcome.findings.dataset().clone()
    })
}

/// Places of a sample with replacement; keyed by its number.
fn places(sample: u32, n: usize) -> Vec<usize> {
    places_of(sample, n, WORLDS)
}

/// The same of so many worlds.
fn places_of(sample: u32, n: usize, worlds: u32) -> Vec<usize> {
    let draws = ReplicateKey::new(7, 0).draws(Process::Resample, sample);
    (0..n as u64)
        .map(|k| (((draws.bits(k) >> 32) * u64::from(worlds)) >> 32) as usize)
        .collect()
}

/// The data set of a sample of worlds.
fn drawn(dataset: &Dataset, places: &[usize]) -> Dataset {
    let of = |scenario: usize| {
        let own = dataset.runs.iter().filter(|run| run.scenario == scenario);
        let own: Vec<&RunRecord> = own.collect();
        let record = |(at, replication): (&usize, u32)| RunRecord {
            replication,
            ..own[*at].clone()
        };
        places.iter().zip(0..).map(record).collect::<Vec<_>>()
    };
    Dataset {
        runs: (0..dataset.scenarios.len()).flat_map(of).collect(),
        replications: places.len() as u32,
        groups: Vec::new(),
        ..dataset.clone()
    }
}

/// Values of an indicator of a scenario, by replication.
fn values(dataset: &Dataset, scenario: usize, indicator: usize) -> Vec<f64> {
    let runs = dataset.runs.iter().filter(|run| run.scenario == scenario);
    runs.map(|run| run.values[indicator]).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The greatest of values over their median.
fn widest(values: Vec<f64>) -> f64 {
    values.iter().copied().fold(0.0, f64::max) / median(values)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

#[test]
#[ignore = "3,000 worlds and 1.2 million samples: cargo xtask long"]
fn the_intervals_of_the_demonstration_cover_its_own_worlds() {
    let dataset = worlds();
    let mut missed = Vec::new();
    println!(
        "pair | indicator | n | covered | width | too few to say | widest of {SEEDS} over median | the same of Student's t"
    );
    for (scenario, baseline) in compared_pairs(dataset) {
        for name in &dataset.headline {
            let at = indicator_index(name).expect("an indicator");
            let (own, reference) = (values(dataset, scenario, at), values(dataset, baseline, at));
            let differences: Vec<f64> = own.iter().zip(&reference).map(|(o, r)| o - r).collect();
            let truth = mean(&differences);
            let squares: Vec<f64> = differences
                .iter()
                .map(|value| (value - truth) * (value - truth))
                .collect();
            let sigma = mean(&squares).sqrt();
            let of = |places: &[usize]| {
                let pairs = PairedSample::new(places.iter().map(|at| (own[*at], reference[*at])));
                compare(
                    (scenario, baseline),
                    (at, &INDICATORS[at]),
                    &pairs,
                    places.len(),
                )
            };
            for (n, floor, most) in SIZES {
                let (mut covered, mut few, mut widths) = (0, 0, 0.0);
                for sample in 0..RESAMPLES {
                    let found = of(&places(sample, n));
                    few += u32::from(found.has_few_untied());
                    covered += u32::from(found.ci_low <= truth && truth <= found.ci_high);
                    widths += 2.0 * found.half_width();
                }
                let share = f64::from(covered) / f64::from(RESAMPLES);
                let width =
                    widths / f64::from(RESAMPLES) / (2.0 * 1.96 * sigma / (n as f64).sqrt());
                let of_seeds: Vec<_> = (0..SEEDS)
                    .map(|seed| {
                        let places = (seed * n..(seed + 1) * n).map(|k| k % differences.len());
                        of(&places.collect::<Vec<_>>())
                    })
                    .collect();
                let spread = widest(of_seeds.iter().map(Comparison::half_width).collect());
                // a single world may be so far from all others that every interval of its sample is wide
                let of_students = widest(of_seeds.iter().map(|found| found.sd_diff).collect());
                println!(
                    "{} less {} | {name} | {n} | {share:.3} | {width:.2} | {:.3} | {spread:.2} | {of_students:.2}",
                    dataset.scenarios[scenario].name,
                    dataset.scenarios[baseline].name,
                    f64::from(few) / f64::from(RESAMPLES),
                );
                if share < floor
                    || !(width <= most)
                    || !(spread <= f64::max(5.0, 1.5 * of_students))
                {
                    missed.push(format!("{scenario} less {baseline}, {name}, n = {n}"));
                }
            }
        }
    }
    assert!(missed.is_empty(), "{missed:?}");
}

/// Worlds of a seed that is not the demonstration's, so that its own are not chosen by what they show.
#[test]
#[ignore = "200 worlds: cargo xtask long"]
fn the_demonstration_answers_its_question_in_nine_of_ten_samples_of_its_size() {
    const OTHER_WORLDS: u32 = 200;
    const SAMPLES: u32 = 400;
    let file = ["scenarios/studies/demo.toml".into()];
    let own = Study::load_with(&file, &Options::default()).expect("it passes its checks");
    let n = own.plan.replications as usize;
    let options = Options {
        replications: Some(OTHER_WORLDS),
        seed: Some(7),
        ..Options::default()
    };
    let study = Study::load_with(&file, &options).expect("it passes its checks");
    assert_ne!(study.plan.seed, own.plan.seed);
    let outcome = study.run(&RunSettings::default()).expect("a run");
    let dataset = outcome.findings.dataset();
    let answers = |sample: &u32| {
        let drawn = drawn(dataset, &places_of(*sample, n, OTHER_WORLDS));
        let estimates = Estimates::from_dataset(&drawn);
        let answer = estimates.answer(drawn.head_indicator().name);
        answer.is_some_and(|answer| answer.sign_settled && answer.diff > 0.0)
    };
    let power = (0..SAMPLES).filter(answers).count() as f64 / f64::from(SAMPLES);
    println!("power at n = {n}: {power:.3}");
    assert!(power >= 0.90, "{power}");
}

#[test]
#[ignore = "3,000 worlds: cargo xtask long"]
fn bounds_of_costs_per_unit_hold_whether_or_not_an_effect_is_significant() {
    let dataset = worlds();
    let truth = Further::from_dataset(dataset, &Estimates::from_dataset(dataset)).costs;
    let mut estimates = vec![Vec::new(); truth.len()];
    let mut held = vec![0_u32; truth.len()];
    for sample in 0..COST_RESAMPLES {
        let drawn = drawn(dataset, &places(sample, 24));
        let found = Further::from_dataset(&drawn, &Estimates::from_dataset(&drawn)).costs;
        for (place, (cost, truth)) in found.iter().zip(&truth).enumerate() {
            held[place] += u32::from(!(cost.low > truth.mean));
            estimates[place].extend(cost.mean.is_finite().then_some(cost.mean / truth.mean));
        }
    }
    println!(
        "scenario | outcome | truth [USD] | bound holds | estimates | their median over the truth"
    );
    for ((cost, held), estimates) in truth.iter().zip(held).zip(estimates) {
        let count = estimates.len();
        let middle = if count == 0 {
            f64::NAN
        } else {
            median(estimates)
        };
        println!(
            "{} | {} | {:.0} | {:.3} | {} | {:.2}",
            dataset.scenarios[cost.scenario].name,
            OUTCOMES[cost.outcome].indicator,
            cost.mean,
            f64::from(held) / f64::from(COST_RESAMPLES),
            count,
            middle,
        );
        let share = f64::from(held) / f64::from(COST_RESAMPLES);
        assert!(
            share >= 0.93,
            "2,000 samples of a share of 0.95 show 0.93 or more"
        );
        assert!(
            (0.9..=1.1).contains(&middle) || !cost.mean.is_finite(),
            "the median of estimates is within a tenth of the truth, where there is one"
        );
    }
}
