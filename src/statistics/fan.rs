//! Bands of simulated worlds over time.

use serde::Serialize;

use super::sample::Sample;
use crate::observations::{INDICATORS, Kind, indicator_index};
use crate::results::{BAND_PROBABILITIES, Dataset, SeriesBand};

/// Probabilities of the bands of a fan: ends of the central 95, 80 and 50 % of worlds and the median.
pub const FAN_PROBABILITIES: [f64; 7] = [0.025, 0.10, 0.25, 0.50, 0.75, 0.90, 0.975];
/// Places of these in `results::BAND_PROBABILITIES`.
const FAN_PLACES: [usize; 7] = [0, 2, 3, 4, 5, 6, 8];

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

/// Fan of a series of a scenario, by name of the indicator; none where it has no series or no world was kept.
#[must_use]
pub fn fan(bands: &[SeriesBand], scenario: usize, indicator: &str) -> Option<Fan> {
    let indicator = indicator_index(indicator)?;
    let quarters: Vec<&SeriesBand> = bands
        .iter()
        .filter(|band| band.scenario == scenario && band.indicator == indicator)
        .collect();
    if quarters.is_empty() {
        return None;
    }
    Some(Fan {
        scenario,
        indicator,
        n: quarters.iter().map(|band| band.n).collect(),
        mean: quarters.iter().map(|band| band.mean).collect(),
        bands: quarters
            .iter()
            .map(|band| FAN_PLACES.map(|place| band.quantiles[place]))
            .collect(),
    })
}

/// All bands of a data set with series: by scenario, recorded quarter and indicator.
///
/// Flows are summed, world by world, from the start of the window: a single quarter of a rare event says little.
#[must_use]
pub fn bands(dataset: &Dataset) -> Vec<SeriesBand> {
    let mut bands = Vec::new();
    for scenario in 0..dataset.scenarios.len() {
        let series = INDICATORS
            .iter()
            .enumerate()
            .filter(|(_, indicator)| indicator.series)
            .enumerate();
        let columns: Vec<_> = series
            .map(|(k, (indicator, _))| {
                (
                    indicator,
                    series_samples(dataset, scenario, k, INDICATORS[indicator].kind),
                )
            })
            .collect();
        let quarters = columns.first().map_or(0, |(_, samples)| samples.len());
        for quarter in 0..quarters {
            bands.extend(columns.iter().map(|(indicator, samples)| {
                band_of((scenario, quarter, *indicator), &samples[quarter])
            }));
        }
    }
    bands
}

fn band_of((scenario, quarter, indicator): (usize, usize, usize), sample: &Sample) -> SeriesBand {
    let quantiles = sample.quantiles(BAND_PROBABILITIES);
    SeriesBand {
        scenario,
        quarter: u32::try_from(quarter).unwrap_or(u32::MAX),
        indicator,
        n: sample.len(),
        mean: sample.mean(),
        quantiles,
    }
}

/// One sample over worlds per recorded quarter, of the `k`-th series; empty without worlds.
fn series_samples(dataset: &Dataset, scenario: usize, k: usize, kind: Kind) -> Vec<Sample> {
    let records = dataset
        .series
        .iter()
        .filter(|record| record.scenario == scenario);
    let mut worlds: Vec<Vec<f64>> = records
        .map(|record| {
            record
                .values
                .iter()
                .skip(k)
                .step_by(Dataset::n_series())
                .copied()
                .collect()
        })
        .collect();
    if kind == Kind::Flow {
        worlds.iter_mut().for_each(|values| sum_up(values));
    }
    let quarters = worlds.iter().map(Vec::len).max().unwrap_or(0);
    (0..quarters)
        .map(|quarter| {
            Sample::new(
                worlds
                    .iter()
                    .map(|values| values.get(quarter).copied().unwrap_or(f64::NAN)),
            )
        })
        .collect()
}

/// Replaces values by their sums from the first on.
fn sum_up(values: &mut [f64]) {
    let mut sum = 0.0;
    for value in values {
        sum += *value;
        *value = sum;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fan_takes_its_own_quantiles_from_the_stored_ones() {
        assert_eq!(
            FAN_PLACES.map(|place| BAND_PROBABILITIES[place]),
            FAN_PROBABILITIES
        );
    }
}
