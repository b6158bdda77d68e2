//! CPU time of one bundle: burn-in, baseline and one scenario with all instruments, 2,000 SMEs, paired.
//!
//! Run with `cargo bench --bench ensemble`.

#![allow(missing_docs)]

#[allow(dead_code)]
mod support;

use criterion::{Criterion, Throughput};
use linkwright::model::{ModelInput, World};
use linkwright::observations::Recorder;
use linkwright::parameters::Periods;
use std::time::Duration;
use support::{CpuTime, burnt_in, context, reference_kernel, with_programme};

/// SMEs of each world.
const SMES: u32 = 2_000;

/// Runs the window of one world.
fn run(
    burnt_in: &World,
    scenario: &ModelInput,
    start: fn(&World, Periods) -> Recorder,
) -> (World, Recorder) {
    let mut world = burnt_in.start(scenario);
    let mut recorder = start(&world, scenario.periods);
    for _ in 0..scenario.periods.recorded() {
        world.step().expect("accounts close");
        recorder.observe(&world);
    }
    (world, recorder)
}

/// One bundle; returns the values of both worlds at the horizon.
fn bundle(baseline: &ModelInput, programme: &ModelInput) -> (Vec<f64>, Vec<f64>) {
    let opening = burnt_in(baseline);
    let (world, recorder) = run(&opening, baseline, Recorder::start_baseline);
    let ((without, _), twin) = recorder.finish_baseline(&world);
    let (world, recorder) = run(&opening, programme, Recorder::start);
    (without, recorder.finish(&world, Some(&twin)).0)
}

fn main() {
    let periods = Periods {
        burn_in: 120,
        policy: 16,
        run_off: 12,
    };
    let baseline = context(SMES, periods);
    let programme = with_programme(&baseline);
    let quarters = u64::from(periods.burn_in + 2 * periods.recorded());
    let mut criterion = Criterion::default()
        .with_measurement(CpuTime)
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(5))
        .configure_from_args();
    let mut group = criterion.benchmark_group("ensemble");
    group.bench_function("reference", |bencher| bencher.iter(reference_kernel));
    group.throughput(Throughput::Elements(quarters * u64::from(SMES)));
    group.bench_function("bundle", |bencher| {
        bencher.iter(|| bundle(&baseline, &programme));
    });
    group.finish();
    criterion.final_summary();
}
