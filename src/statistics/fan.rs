//! Bands of simulated worlds over time.

use serde::Serialize;

use super::sample::Sample;
use crate::observations::{INDICATORS, Kind};
use crate::results::Dataset;

/// Probabilities of the bands: ends of the central 95, 80 and 50 % of worlds and the median.
pub const FAN_PROBABILITIES: [f64; 7] = [0.025, 0.10, 0.25, 0.50, 0.75, 0.90, 0.975];

/// One series of one scenario: the range of simulated worlds, quarter by quarter. This is spread between worlds, not confidence in a mean.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fan {
    /// Index of the scenario.
    pub scenario: usize,
    /// Index of the indicator in `observations::INDICATORS`.
    pub indicator: usize,
    /// Worlds with a value, per recorded quarter.
    pub n: Vec<usize>,
    /// Mean over worlds, per recorded quarter; NaN where no world has a value.
    pub mean: Vec<f64>,
    /// Quantiles at [`FAN_PROBABILITIES`], per recorded quarter.
    pub bands: Vec<[f64; 7]>,
}

/// Bands of a series of a scenario, by name of the indicator; none where it has no series or no world was kept.
///
/// Flows are summed, world by world, from the start of the window: a single quarter of a rare event says little.
#[must_use]
pub fn fan(dataset: &Dataset, scenario: usize, indicator: &str) -> Option<Fan> {
    let (k, index) = dataset.series_position(indicator)?;
    debug_assert!(INDICATORS[index].series);
    let samples = match INDICATORS[index].kind {
        Kind::Flow => samples_of(&sums(dataset, scenario, k)),
        Kind::Stock | Kind::Mean => series_samples(dataset, scenario, k),
    };
    if samples.is_empty() {
        return None;
    }
    Some(Fan {
        scenario,
        indicator: index,
        n: samples.iter().map(Sample::len).collect(),
        mean: samples.iter().map(Sample::mean).collect(),
        bands: samples.iter().map(|sample| sample.quantiles(FAN_PROBABILITIES)).collect(),
    })
}

/// One sample over worlds per recorded quarter, of the `k`-th series; empty without worlds.
pub(super) fn series_samples(dataset: &Dataset, scenario: usize, k: usize) -> Vec<Sample> {
    samples_of(&worlds(dataset, scenario, k))
}

/// The `k`-th series of every world of a scenario.
fn worlds(dataset: &Dataset, scenario: usize, k: usize) -> Vec<Vec<f64>> {
    let records = dataset.series.iter().filter(|record| record.scenario == scenario);
    records.map(|record| record.values.iter().skip(k).step_by(Dataset::n_series()).copied().collect()).collect()
}

/// As [`worlds`], summed from the first quarter on.
fn sums(dataset: &Dataset, scenario: usize, k: usize) -> Vec<Vec<f64>> {
    let mut worlds = worlds(dataset, scenario, k);
    for values in &mut worlds {
        let mut sum = 0.0;
        for value in values {
            sum += *value;
            *value = sum;
        }
    }
    worlds
}

fn samples_of(worlds: &[Vec<f64>]) -> Vec<Sample> {
    let quarters = worlds.iter().map(Vec::len).max().unwrap_or(0);
    (0..quarters).map(|quarter| Sample::new(worlds.iter().map(|values| values.get(quarter).copied().unwrap_or(f64::NAN)))).collect()
}
