//! A steady quarter allocates nothing, and the memory of a firm does not grow with the number of firms.
//!
//! Speed is not tested here but measured by `cargo bench`; see docs/performance.md.

#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use linkwright::model::{Instrument, InstrumentKind, InstrumentSettings, ModelInput, World};
use linkwright::observations::{Recorder, Spells};
use linkwright::parameters::{Agency, Lead, Periods, TimingParameters};
use linkwright::random::ReplicateKey;

/// The system's allocator, with counts for each thread, so that tests beside it do not disturb.
struct Counting;

thread_local! {
    /// Calls for memory so far.
    static CALLS: Cell<u64> = const { Cell::new(0) };
    /// Bytes held: taken less given back.
    static BYTES: Cell<isize> = const { Cell::new(0) };
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn note(calls: u64, bytes: isize) {
    // a thread that ends may give memory back after its counts are gone
    let _ = CALLS.try_with(|count| count.set(count.get() + calls));
    let _ = BYTES.try_with(|count| count.set(count.get() + bytes));
}

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        note(1, layout.size().cast_signed());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        note(1, layout.size().cast_signed());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        note(1, size.cast_signed() - layout.size().cast_signed());
        unsafe { System.realloc(pointer, layout, size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        note(0, -layout.size().cast_signed());
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// Calls for memory of this thread while it works.
fn allocations(work: impl FnOnce()) -> u64 {
    let before = CALLS.get();
    work();
    CALLS.get() - before
}

/// Makes something and returns it with the bytes that it holds.
fn with_bytes<T>(make: impl FnOnce() -> T) -> (T, f64) {
    let before = BYTES.get();
    let made = make();
    (made, (BYTES.get() - before) as f64)
}

/// A context with a TNC affiliate per 250 SMEs that many firms may supply, so that all phases have work.
fn context(smes: f64, periods: Periods) -> ModelInput {
    let mut input = ModelInput {
        periods,
        ..ModelInput::default()
    };
    for (section, key, value) in [
        ("population", "smes", smes),
        ("population", "tncs", smes / 250.0),
        ("economy", "annual_wage_usd", 1_000.0),
        ("sourcing", "quality_gate", 0.4),
        ("sourcing", "standards_gate", 0.4),
        ("sourcing", "lot_value_usd", 1_500.0),
        ("tncs", "lots_min", 60.0),
        ("tncs", "lots_max", 300.0),
    ] {
        assert!(
            input.parameters.set(section, key, value),
            "{section}.{key} is a parameter"
        );
    }
    input
}

/// The context with two agencies and all four instruments, which start and stop within the window.
fn with_programme(context: &ModelInput) -> ModelInput {
    let mut input = context.clone();
    let agency = |name: &str, lead| Agency {
        name: name.into(),
        lead,
        ..Agency::default()
    };
    input.agencies = vec![
        agency("chamber", Lead::Private),
        agency("ministry", Lead::Public),
    ];
    let timing = TimingParameters {
        start: 2.0,
        end: 36.0,
        ramp: 4.0,
        intensity: 1.0,
        ..TimingParameters::default()
    };
    input.instruments = InstrumentKind::NAMES
        .iter()
        .enumerate()
        .map(|(index, (_, kind))| Instrument {
            agency: index % 2,
            timing: timing.clone(),
            settings: InstrumentSettings::default_of(*kind),
        })
        .collect();
    input
}

/// Steps and observes a number of quarters.
fn run(world: &mut World, recorder: &mut Recorder, spells: &mut Spells, quarters: u32) {
    for _ in 0..quarters {
        world.step().expect("accounts close");
        recorder.observe(world);
        spells.observe(world);
    }
}

#[test]
fn the_counting_allocator_counts() {
    assert_eq!(
        allocations(|| drop(std::hint::black_box(vec![1_u8; 100]))),
        1
    );
    assert_eq!(allocations(|| ()), 0);
    let (kept, bytes) = with_bytes(|| std::hint::black_box(vec![0_u64; 1_000]));
    assert_eq!(bytes, 8_000.0);
    drop(kept);
}

#[test]
fn quarters_9_to_48_of_a_window_allocate_nothing() {
    let baseline = context(
        2_000.0,
        Periods {
            burn_in: 40,
            policy: 40,
            run_off: 8,
        },
    );
    let programme = with_programme(&baseline);
    for replicate in 0..4 {
        let opening =
            World::burn_in(&baseline, ReplicateKey::new(11, replicate)).expect("accounts close");
        for (name, scenario) in [
            ("without a programme", &baseline),
            ("with all instruments", &programme),
        ] {
            let mut world = opening.start(scenario);
            let start = if scenario.instruments.is_empty() {
                Recorder::start_baseline
            } else {
                Recorder::start
            };
            let mut recorder = start(&world, scenario.periods);
            let mut spells = Spells::start(&world, scenario.periods.recorded());
            run(&mut world, &mut recorder, &mut spells, 8);
            for quarter in 9..=48 {
                let count = allocations(|| run(&mut world, &mut recorder, &mut spells, 1));
                assert_eq!(
                    count, 0,
                    "allocations in quarter {quarter} {name}, replicate {replicate}"
                );
            }
            assert!(
                spells.spells().iter().any(|spell| spell.end.is_some()),
                "linkages begin and end {name}"
            );
            let has_worked = world.linkages().iter().count() > 0
                && world.smes().loan.iter().any(|loan| *loan > 0.0);
            assert!(
                has_worked,
                "linkages and loans are at work {name}, or the test shows nothing"
            );
        }
    }
}

#[test]
fn memory_per_firm_at_100_000_is_within_a_tenth_of_that_at_2_000() {
    let per_firm = |smes: f64| {
        let input = context(
            smes,
            Periods {
                burn_in: 4,
                policy: 16,
                run_off: 12,
            },
        );
        let opening = World::burn_in(&input, ReplicateKey::new(12, 0)).expect("accounts close");
        let scenario = with_programme(&input);
        // room for entrants included
        let (world, bytes) = with_bytes(|| opening.start(&scenario));
        let columns = world.bytes_of_smes() as f64 / world.smes().len() as f64;
        assert!(
            bytes > world.bytes_of_smes() as f64,
            "the columns are part of what is counted"
        );
        (bytes / smes, columns)
    };
    let ((small, small_columns), (large, large_columns)) = (per_firm(2_000.0), per_firm(100_000.0));
    println!("{small:.0} bytes per firm at 2,000 SMEs, {large:.0} at 100,000");
    assert!(
        large <= 1.1 * small,
        "{large:.0} bytes per firm at 100,000, {small:.0} at 2,000"
    );
    assert!(
        large_columns <= 1.1 * small_columns,
        "{large_columns:.0} bytes of columns at 100,000, {small_columns:.0} at 2,000"
    );
}
