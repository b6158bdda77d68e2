//! Differences of series over time, paired in the same worlds.

use std::collections::BTreeMap;

use super::interval::{Quantity, mean_interval};
use super::sample::Sample;
use crate::observations::{INDICATORS, Kind};
use crate::results::{Dataset, SeriesDifference};

/// Differences in every recorded quarter of the indicators that head the report: of all scenarios but the baselines relative to their baseline, and of the pair that
/// answers the question. Flows are summed from the start of the window. Rows are by scenario, reference, quarter and indicator; none without series.
///
/// One observation is what the other estimates take as one: a world, or, where parameters were drawn, the mean over the worlds of a draw.
#[must_use]
pub fn series_differences(dataset: &Dataset) -> Vec<SeriesDifference> {
    let mut pairs: Vec<(usize, usize)> = dataset
        .compared()
        .map(|scenario| (scenario, dataset.baseline_of(scenario)))
        .chain(dataset.extra_answer())
        .collect();
    pairs.sort_unstable();
    let asked = dataset.asked_indicators();
    let is_headline = |name: &str| {
        dataset.headline.iter().any(|headline| headline == name)
            || asked.iter().any(|one| one.name == name)
    };
    let columns: Vec<(usize, usize)> = INDICATORS
        .iter()
        .enumerate()
        .filter(|(_, indicator)| indicator.series)
        .enumerate()
        .filter(|(_, (_, indicator))| is_headline(indicator.name))
        .map(|(column, (indicator, _))| (indicator, column))
        .collect();
    let mut found = Vec::new();
    for (scenario, baseline) in pairs {
        let of_pair: Vec<Vec<Sample>> = columns
            .iter()
            .map(|(indicator, column)| {
                samples(
                    dataset,
                    (scenario, baseline),
                    *column,
                    INDICATORS[*indicator].kind,
                )
            })
            .collect();
        for quarter in 0..of_pair.first().map_or(0, Vec::len) {
            for ((indicator, _), samples) in columns.iter().zip(&of_pair) {
                let sample = &samples[quarter];
                let interval = mean_interval(
                    sample.values(),
                    Quantity::difference(&INDICATORS[*indicator]),
                );
                found.push(SeriesDifference {
                    scenario,
                    baseline,
                    quarter: u32::try_from(quarter).unwrap_or(u32::MAX),
                    indicator: *indicator,
                    n: sample.len(),
                    diff: sample.mean(),
                    low: interval.low,
                    high: interval.high,
                });
            }
        }
    }
    found
}

/// Differences of one column, an observation each, by recorded quarter.
fn samples(
    dataset: &Dataset,
    (scenario, baseline): (usize, usize),
    column: usize,
    kind: Kind,
) -> Vec<Sample> {
    let of = |scenario: usize| -> BTreeMap<u32, Vec<f64>> {
        let records = dataset
            .series
            .iter()
            .filter(|record| record.scenario == scenario);
        records
            .map(|record| {
                let mut sum = 0.0;
                let values = record.values.iter().skip(column);
                let values = values.step_by(Dataset::n_series()).map(|value| {
                    sum += value;
                    if kind == Kind::Flow { sum } else { *value }
                });
                (record.replication, values.collect())
            })
            .collect()
    };
    let (own, reference) = (of(scenario), of(baseline));
    let quarters = own.values().map(Vec::len).max().unwrap_or(0);
    (0..quarters)
        .map(|quarter| {
            let mut units: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
            for (world, values) in &own {
                let other = reference.get(world).and_then(|values| values.get(quarter));
                let difference = values
                    .get(quarter)
                    .zip(other)
                    .map(|(value, other)| value - other)
                    .filter(|difference| difference.is_finite());
                if let Some(difference) = difference {
                    let (sum, n) = units.entry(dataset.unit_of(*world)).or_default();
                    *sum += difference;
                    *n += 1.0;
                }
            }
            Sample::new(units.into_values().map(|(sum, n)| sum / n))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observations::indicator_index;
    use crate::results::SeriesRecord;
    use crate::results::testing::dataset_with;

    #[test]
    fn differences_are_paired_in_worlds_and_flows_are_summed() {
        let mut dataset = dataset_with(3, 8, |scenario, _| scenario as f64);
        dataset.headline = vec!["order_value_usd".to_owned(), "active_linkages".to_owned()];
        let value = |scenario: usize, replication: u32, quarter: usize| {
            f64::from(replication) * 100.0 + (scenario * (quarter + 1)) as f64
        };
        let record = |(scenario, replication): (usize, u32)| SeriesRecord {
            scenario,
            replication,
            values: (0..3)
                .flat_map(|quarter| {
                    vec![value(scenario, replication, quarter); Dataset::n_series()]
                })
                .collect(),
        };
        dataset.series = (0..8)
            .flat_map(|replication| (0..3).map(move |scenario| (scenario, replication)))
            .map(record)
            .collect();
        let found = series_differences(&dataset);
        let stock = indicator_index("active_linkages").expect("an indicator");
        let flow = indicator_index("order_value_usd").expect("an indicator");
        let of = |scenario: usize, indicator: usize| -> Vec<f64> {
            let rows = found.iter().filter(|row| {
                (row.scenario, row.baseline, row.indicator, row.n) == (scenario, 0, indicator, 8)
            });
            rows.map(|row| row.diff).collect()
        };
        assert_eq!(
            of(1, stock),
            [1.0, 2.0, 3.0],
            "worlds differ by 100 and pairs do not"
        );
        assert_eq!(of(2, stock), [2.0, 4.0, 6.0]);
        assert_eq!(of(2, flow), [2.0, 6.0, 12.0], "sums since the start");
        assert_eq!(found.len(), 2 * 3 * 2);
        dataset.series.clear();
        assert!(series_differences(&dataset).is_empty());
    }
}
