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

    use crate::results::SeriesRecord;
    use crate::results::testing::dataset_of;

    /// Value of the `k`-th series of a world of a scenario in a quarter.
    fn value(scenario: usize, world: u32, quarter: u32, k: usize) -> f64 {
        1_000.0 * scenario as f64
            + 100.0 * f64::from(world * world)
            + 10.0 * f64::from(quarter)
            + k as f64
    }

    /// Two scenarios of three worlds over three quarters, of which the last world was seen for two.
    fn recorded() -> Dataset {
        let mut dataset = dataset_of(2, 3, Vec::new());
        for world in 0..3 {
            for scenario in 0..2 {
                let quarters = if world == 2 { 2 } else { 3 };
                let values = (0..quarters).flat_map(|quarter| {
                    (0..Dataset::n_series()).map(move |k| value(scenario, world, quarter, k))
                });
                dataset.series.push(SeriesRecord {
                    scenario,
                    replication: world,
                    values: values.collect(),
                });
            }
        }
        dataset
    }

    #[test]
    fn bands_are_of_worlds_quarter_by_quarter_and_of_sums_where_a_quarter_is_a_flow() {
        let found = bands(&recorded());
        let series: Vec<usize> = (0..INDICATORS.len())
            .filter(|k| INDICATORS[*k].series)
            .collect();
        assert_eq!(found.len(), 2 * 3 * series.len());
        let mut found = found.into_iter();
        let mut kinds = [0, 0];
        for scenario in 0..2 {
            for quarter in 0..3_u32 {
                for (k, indicator) in series.iter().enumerate() {
                    let is_flow = INDICATORS[*indicator].kind == Kind::Flow;
                    kinds[usize::from(is_flow)] += 1;
                    let first = if is_flow { 0 } else { quarter };
                    let of = |world: u32| {
                        (first..=quarter)
                            .map(|at| value(scenario, world, at, k))
                            .sum::<f64>()
                    };
                    let worlds: Vec<f64> = (0..if quarter == 2 { 2 } else { 3 }).map(of).collect();
                    let band = found.next().expect("a band");
                    assert_eq!(
                        (band.scenario, band.quarter, band.indicator, band.n),
                        (scenario, quarter, *indicator, worlds.len())
                    );
                    assert!(
                        (band.mean - worlds.iter().sum::<f64>() / worlds.len() as f64).abs() < 1e-9,
                        "{band:?}"
                    );
                    let middle = if worlds.len() == 3 {
                        worlds[1]
                    } else {
                        (worlds[0] + worlds[1]) / 2.0
                    };
                    assert!((band.quantiles[4] - middle).abs() < 1e-9, "{band:?}");
                    // 2.5 % of the way from the first to the last of three is 5 % of that to the second
                    let step = (worlds[1] - worlds[0]) * 0.025 * (worlds.len() - 1) as f64;
                    assert!(
                        (band.quantiles[0] - worlds[0] - step).abs() < 1e-9,
                        "{band:?}"
                    );
                }
            }
        }
        assert!(kinds[0] > 0 && kinds[1] > 0);
        assert!(bands(&dataset_of(2, 3, Vec::new())).is_empty());
    }

    #[test]
    fn a_fan_has_the_bands_of_its_scenario_and_indicator() {
        let all = bands(&recorded());
        let at = indicator_index("active_linkages").expect("an indicator");
        for scenario in 0..2 {
            let own: Vec<&SeriesBand> = all
                .iter()
                .filter(|band| (band.scenario, band.indicator) == (scenario, at))
                .collect();
            let found = fan(&all, scenario, "active_linkages").expect("a series");
            assert_eq!(
                (found.scenario, found.indicator, &found.n[..]),
                (scenario, at, &[3, 3, 2][..])
            );
            assert_eq!(
                found.mean,
                own.iter().map(|band| band.mean).collect::<Vec<_>>()
            );
            let ends: Vec<[f64; 3]> = found
                .bands
                .iter()
                .map(|band| [band[0], band[3], band[6]])
                .collect();
            assert_eq!(
                ends,
                own.iter()
                    .map(|band| [0, 4, 8].map(|place| band.quantiles[place]))
                    .collect::<Vec<_>>()
            );
        }
        assert!(
            fan(&all, 2, "active_linkages").is_none()
                && fan(&all, 0, "no_such_indicator").is_none()
        );
        assert!(
            fan(&all, 0, "linkages_net").is_none(),
            "it is read at the horizon only"
        );
    }
}
