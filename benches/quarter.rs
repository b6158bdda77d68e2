//! CPU time of one quarter at 2,000 and 100,000 SMEs, as a ratio to a reference kernel, and by phase.
//!
//! Run with `cargo bench --bench quarter`. The last lines give nanoseconds per SME-quarter and the ratios that
//! docs/performance.md records; compare ratios across machines, times on one machine only.

#![allow(missing_docs)]

mod support;

use criterion::{Criterion, Throughput};
use linkwright::model::{PHASES, World};
use linkwright::observations::Recorder;
use linkwright::parameters::Periods;
use std::time::Duration;
use support::{
    CpuTime, REFERENCE_DRAWS, burnt_in, context, cpu_time, reference_kernel, with_programme,
};

/// Quarters of the window that pass before anything is measured.
const WARM_UP_QUARTERS: u32 = 8;
/// Quarters that are measured before the world goes back to where it was.
const MEASURED_QUARTERS: u32 = 8;
/// SME-quarters that the repetitions of a measurement in the summary make up; the least of them counts.
const REPEATED_SME_QUARTERS: u64 = 4_000_000;
/// Fewest repetitions.
const REPETITIONS: u64 = 7;

/// A world in a steady quarter, with its name and its living SMEs.
struct Case {
    name: &'static str,
    world: World,
    smes: u64,
}

impl Case {
    fn new(name: &'static str, smes: u32, has_programme: bool) -> Self {
        let periods = Periods {
            burn_in: 20,
            policy: 40,
            run_off: 0,
        };
        let baseline = context(smes, periods);
        let scenario = if has_programme {
            with_programme(&baseline)
        } else {
            baseline.clone()
        };
        let mut world = burnt_in(&baseline).start(&scenario);
        for _ in 0..WARM_UP_QUARTERS {
            world.step().expect("accounts close");
        }
        let smes = world.smes().is_alive.iter().filter(|alive| **alive).count() as u64;
        Self { name, world, smes }
    }

    /// CPU time of a number of quarters, the copies of the world left out.
    fn time(&self, quarters: u64) -> Duration {
        let mut left = quarters;
        let mut total = Duration::ZERO;
        while left > 0 {
            let now = left.min(u64::from(MEASURED_QUARTERS));
            let mut world = self.world.clone();
            let mut recorder = Recorder::start(
                &world,
                Periods {
                    burn_in: 0,
                    policy: MEASURED_QUARTERS,
                    run_off: 0,
                },
            );
            total += cpu_time(|| {
                for _ in 0..now {
                    world.step().expect("accounts close");
                    recorder.observe(&world);
                }
            });
            left -= now;
        }
        total
    }

    /// Nanoseconds of CPU per SME-quarter: the least of several repetitions.
    fn per_sme_quarter(&self) -> f64 {
        let quarters = u64::from(MEASURED_QUARTERS);
        least(self.repetitions(), || self.time(quarters)) / (quarters * self.smes) as f64
    }

    /// Repetitions of a measurement: small worlds are measured more often.
    fn repetitions(&self) -> u64 {
        (REPEATED_SME_QUARTERS / u64::from(MEASURED_QUARTERS) / self.smes).max(REPETITIONS)
    }

    /// Nanoseconds of CPU per SME for each phase of one quarter, and for observation.
    ///
    /// One and the same quarter is repeated, and processors learn its branches: the sum is less than a quarter takes.
    fn per_phase(&self) -> Vec<(&'static str, f64)> {
        let mut best = vec![f64::INFINITY; PHASES.len() + 1];
        for _ in 0..self.repetitions() {
            let mut world = self.world.clone();
            let mut recorder = Recorder::start(
                &world,
                Periods {
                    burn_in: 0,
                    policy: MEASURED_QUARTERS,
                    run_off: 0,
                },
            );
            world.step().expect("accounts close");
            let observation =
                cpu_time(|| recorder.observe(&world)).as_nanos() as f64 / self.smes as f64;
            best[PHASES.len()] = best[PHASES.len()].min(observation);
            for (index, (_, phase)) in PHASES.iter().enumerate() {
                let time = cpu_time(|| phase(&mut world)).as_nanos() as f64 / self.smes as f64;
                best[index] = best[index].min(time);
            }
        }
        PHASES
            .iter()
            .map(|(name, _)| *name)
            .chain(["observation"])
            .zip(best)
            .collect()
    }
}

/// Nanoseconds of the fastest of several repetitions.
fn least(repetitions: u64, mut measure: impl FnMut() -> Duration) -> f64 {
    (0..repetitions)
        .map(|_| measure().as_nanos() as f64)
        .fold(f64::INFINITY, f64::min)
}

fn measure(criterion: &mut Criterion<CpuTime>, cases: &[Case]) {
    let mut group = criterion.benchmark_group("quarter");
    group.bench_function("reference", |bencher| bencher.iter(reference_kernel));
    for case in cases {
        group.throughput(Throughput::Elements(case.smes));
        group.bench_function(case.name, |bencher| {
            bencher.iter_custom(|quarters| case.time(quarters));
        });
    }
    group.finish();
}

fn summarise(cases: &[Case]) {
    let draw = least(5 * REPETITIONS, || cpu_time(reference_kernel)) / REFERENCE_DRAWS as f64;
    println!("reference kernel: {draw:.2} ns CPU per normal draw");
    let times: Vec<f64> = cases.iter().map(Case::per_sme_quarter).collect();
    for (case, time) in cases.iter().zip(&times) {
        println!(
            "{:16} {time:7.1} ns CPU per SME-quarter = {:5.1} draws, {} SMEs",
            case.name,
            time / draw,
            case.smes
        );
    }
    println!("100k over 2k: {:.2}", times[2] / times[0]);
    for case in cases {
        let phases: Vec<String> = case
            .per_phase()
            .iter()
            .map(|(name, time)| format!("{name} {time:.1}"))
            .collect();
        println!("{:16} by phase, ns: {}", case.name, phases.join(", "));
    }
}

fn main() {
    let cases = [
        Case::new("2k", 2_000, false),
        Case::new("2k programme", 2_000, true),
        Case::new("100k", 100_000, false),
    ];
    let mut criterion = Criterion::default()
        .with_measurement(CpuTime)
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(3))
        .configure_from_args();
    measure(&mut criterion, &cases);
    criterion.final_summary();
    summarise(&cases);
}
