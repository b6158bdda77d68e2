//! Common parts of the benches: settings, the reference kernel, and CPU time in place of time on the wall.

use cpu_time::ThreadTime;
use criterion::Throughput;
use criterion::measurement::{Measurement, ValueFormatter};
use linkwright::model::{Instrument, InstrumentKind, InstrumentSettings, ModelInput, World};
use linkwright::parameters::{
    Agency, CreditProvider, CreditProviderParameters, Periods, ProviderKind, TimingParameters,
};
use linkwright::random::{Process, ReplicateKey};
use std::hint::black_box;
use std::time::Duration;

/// Draws of the reference kernel.
pub const REFERENCE_DRAWS: u64 = 1_000_000;
/// Seed of all worlds that are measured.
const SEED: u64 = 20_260_101;

/// The work to which all results are read as a ratio: a million normal draws, each by its own key.
pub fn reference_kernel() -> f64 {
    let draws = ReplicateKey::new(black_box(SEED), 0).draws(Process::Test, 0);
    (0..REFERENCE_DRAWS)
        .map(|agent| draws.normal(black_box(agent)))
        .sum()
}

/// A low-income context with 4 TNC affiliates and 2 categories per 1,000 SMEs, up to 12 cells, and no programme.
pub fn context(smes: u32, periods: Periods) -> ModelInput {
    let mut input = ModelInput {
        periods,
        ..ModelInput::default()
    };
    for (section, key, value) in [
        ("population", "smes", f64::from(smes)),
        ("population", "tncs", f64::from(smes) / 250.0),
        ("population", "categories_per_sector", 2.0),
        ("economy", "annual_wage_usd", 1_000.0),
        ("formality", "informal_share", 0.6),
        ("capability", "logit_mean", -0.68),
        ("sourcing", "quality_gate", 0.52),
        ("sourcing", "standards_gate", 0.57),
        ("sourcing", "lot_value_usd", 1_500.0),
        ("tncs", "lots_min", 60.0),
        ("tncs", "lots_max", 300.0),
    ] {
        assert!(
            input.parameters.set(section, key, value),
            "{section}.{key} is a parameter"
        );
    }
    let provider = |name: &str, kind, market_share| CreditProvider {
        name: name.into(),
        kind,
        parameters: CreditProviderParameters {
            market_share,
            ..CreditProviderParameters::default()
        },
    };
    input.credit_providers = vec![
        provider("bank", ProviderKind::CommercialBank, 0.7),
        provider("development bank", ProviderKind::DevelopmentBank, 0.15),
        provider("microfinance", ProviderKind::Microfinance, 0.15),
    ];
    input
}

/// The same with one agency and every instrument through the policy window.
pub fn with_programme(context: &ModelInput) -> ModelInput {
    let mut input = context.clone();
    input.agencies = vec![Agency {
        name: "agency".into(),
        ..Agency::default()
    }];
    let timing = TimingParameters {
        end: f64::from(context.periods.policy),
        ..TimingParameters::default()
    };
    let instrument = |kind| Instrument {
        agency: 0,
        timing: timing.clone(),
        settings: InstrumentSettings::default_of(kind),
    };
    input.instruments = InstrumentKind::NAMES
        .iter()
        .map(|(_, kind)| instrument(*kind))
        .collect();
    input
}

/// The world of a context at the end of its burn-in.
pub fn burnt_in(input: &ModelInput) -> World {
    World::burn_in(input, ReplicateKey::new(SEED, 0)).expect("accounts close")
}

/// CPU time of the measuring thread.
pub fn cpu_time<T>(work: impl FnOnce() -> T) -> Duration {
    let start = ThreadTime::now();
    black_box(work());
    start.elapsed()
}

/// Criterion's measurement of CPU time of the measuring thread.
pub struct CpuTime;

impl Measurement for CpuTime {
    type Intermediate = ThreadTime;
    type Value = Duration;

    fn start(&self) -> ThreadTime {
        ThreadTime::now()
    }

    fn end(&self, start: ThreadTime) -> Duration {
        start.elapsed()
    }

    fn add(&self, first: &Duration, second: &Duration) -> Duration {
        *first + *second
    }

    fn zero(&self) -> Duration {
        Duration::ZERO
    }

    fn to_f64(&self, value: &Duration) -> f64 {
        value.as_nanos() as f64
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        &CpuTimeFormat
    }
}

/// Milliseconds of CPU time, and nanoseconds per element.
struct CpuTimeFormat;

impl ValueFormatter for CpuTimeFormat {
    fn scale_values(&self, _typical: f64, values: &mut [f64]) -> &'static str {
        values.iter_mut().for_each(|value| *value /= 1e6);
        "ms CPU"
    }

    fn scale_throughputs(
        &self,
        _typical: f64,
        throughput: &Throughput,
        values: &mut [f64],
    ) -> &'static str {
        let elements = match *throughput {
            Throughput::Elements(count) | Throughput::Bytes(count) => count as f64,
            _ => 1.0,
        };
        values.iter_mut().for_each(|value| *value /= elements);
        "ns CPU per SME-quarter"
    }

    fn scale_for_machines(&self, _values: &mut [f64]) -> &'static str {
        "ns CPU"
    }
}
