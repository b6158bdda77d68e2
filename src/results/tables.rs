//! The tables that hold what was run, as opposed to what it means.

use super::draws::world_column;
use super::folder::input_paths;
use super::{Cell, Dataset, Failure, ScenarioInfo, SeriesBand, SeriesDifference, Table};
use crate::model::equations::scale::modelled_share;
use crate::observations::{INDICATORS, Indicator, indicator_index};
use crate::plan::{Origin, Plan, PlannedScenario, ResolvedValue, World};

/// Columns of `timeseries.csv`; the quantiles are those of `BAND_PROBABILITIES`.
pub(super) const TIMESERIES_HEADER: [&str; 14] = [
    "scenario",
    "quarter",
    "indicator",
    "n",
    "mean",
    "q025",
    "q05",
    "q10",
    "q25",
    "q50",
    "q75",
    "q90",
    "q95",
    "q975",
];

/// Columns of `timeseries-differences.csv`.
pub(super) const DIFFERENCES_HEADER: [&str; 8] = [
    "scenario",
    "baseline",
    "quarter",
    "indicator",
    "n_pairs",
    "diff",
    "ci_low",
    "ci_high",
];

/// `runs.csv`: one row per world, by replication, then scenario; worlds of lost replications have the status `failed` and empty values.
#[must_use]
pub fn runs_table(dataset: &Dataset) -> Table {
    let mut header = vec!["study", "scenario"];
    header.extend(dataset.draws.as_ref().map(|_| "draw"));
    header.extend(["rep", "world", "status", "seed_key"]);
    let n_places = header.len();
    header.extend(INDICATORS.iter().map(|indicator| indicator.name));
    let place = |scenario: usize, number: u32| {
        let (mut row, world) = (
            vec![
                dataset.study.as_str().into(),
                dataset.scenarios[scenario].name.as_str().into(),
            ],
            World::new(number),
        );
        row.extend(dataset.draws.as_ref().map(|_| Cell::from(world.draw)));
        row.extend([
            Cell::from(if dataset.draws.is_some() {
                world.replication
            } else {
                number
            }),
            number.into(),
        ]);
        row
    };
    let done = dataset.runs.iter().map(|run| {
        let mut row = place(run.scenario, run.replication);
        row.extend(["ok".into(), Cell::Text(format!("{:#018x}", run.world_key))]);
        row.extend(run.values.iter().map(|value| Cell::Number(*value)));
        (run.replication, run.scenario, row)
    });
    let lost = dataset.failures.iter().flat_map(|failure| {
        (0..dataset.scenarios.len()).map(move |scenario| {
            let mut row = place(scenario, failure.replication);
            row.extend(["failed".into(), Cell::Missing]);
            row.resize(n_places + INDICATORS.len(), Cell::Missing);
            (failure.replication, scenario, row)
        })
    });
    let mut rows: Vec<_> = done.chain(lost).collect();
    rows.sort_by_key(|(replication, scenario, _)| (*replication, *scenario));
    Table::new(
        "runs.csv",
        &header,
        rows.into_iter().map(|(_, _, row)| row).collect(),
    )
}

/// `timeseries-full.csv`: one row per world and recorded quarter, one column per series.
#[must_use]
pub fn timeseries_full_table(dataset: &Dataset) -> Table {
    let mut header = vec!["scenario", world_column(dataset), "quarter"];
    header.extend(
        INDICATORS
            .iter()
            .filter(|indicator| indicator.series)
            .map(|indicator| indicator.name),
    );
    let rows = dataset.series.iter().flat_map(|record| {
        record
            .values
            .chunks(Dataset::n_series())
            .zip(0_u32..)
            .map(|(values, quarter)| {
                let mut row = vec![
                    dataset.scenarios[record.scenario].name.as_str().into(),
                    record.replication.into(),
                    quarter.into(),
                ];
                row.extend(values.iter().map(|value| Cell::Number(*value)));
                row
            })
    });
    Table::new("timeseries-full.csv", &header, rows.collect())
}

/// `timeseries.csv`: one row per scenario, recorded quarter and series, over worlds.
#[must_use]
pub fn timeseries_table(scenarios: &[ScenarioInfo], bands: &[SeriesBand]) -> Table {
    let row = |band: &SeriesBand| {
        let mut row = vec![
            scenarios[band.scenario].name.as_str().into(),
            band.quarter.into(),
            INDICATORS[band.indicator].name.into(),
        ];
        row.extend([
            Cell::Whole(i64::try_from(band.n).unwrap_or(i64::MAX)),
            Cell::Number(band.mean),
        ]);
        row.extend(band.quantiles.map(Cell::Number));
        row
    };
    Table::new(
        "timeseries.csv",
        &TIMESERIES_HEADER,
        bands.iter().map(row).collect(),
    )
}

/// `timeseries-differences.csv`: one row per pair of scenarios, recorded quarter and indicator that heads the report.
#[must_use]
pub fn timeseries_differences_table(
    scenarios: &[ScenarioInfo],
    differences: &[SeriesDifference],
) -> Table {
    let row = |one: &SeriesDifference| {
        let mut row = vec![
            scenarios[one.scenario].name.as_str().into(),
            scenarios[one.baseline].name.as_str().into(),
            one.quarter.into(),
            INDICATORS[one.indicator].name.into(),
            Cell::Whole(i64::try_from(one.n).unwrap_or(i64::MAX)),
        ];
        row.extend([one.diff, one.low, one.high].map(Cell::Number));
        row
    };
    Table::new(
        "timeseries-differences.csv",
        &DIFFERENCES_HEADER,
        differences.iter().map(row).collect(),
    )
}

/// `failures.csv`: one row per lost replication; a header only where none was lost.
#[must_use]
pub fn failures_table(dataset: &Dataset) -> Table {
    let row = |failure: &Failure| {
        vec![
            failure.scenario.as_str().into(),
            failure.replication.into(),
            failure.stage.as_str().into(),
            failure.quarter.map_or(Cell::Missing, Cell::from),
            failure.message.as_str().into(),
            failure.replay.as_str().into(),
        ]
    };
    let header = [
        "scenario",
        world_column(dataset),
        "stage",
        "quarter",
        "message",
        "replay",
    ];
    Table::new(
        "failures.csv",
        &header,
        dataset.failures.iter().map(row).collect(),
    )
}

/// `parameters.csv`: every number of every scenario with its origin; files are named as their copies in `inputs/`, so that
/// the table does not depend on where a study was run from.
#[must_use]
pub fn parameters_table(plan: &Plan) -> Table {
    let copies = input_paths(&plan.files);
    let place = |origin: &Origin| {
        let (file, line) = origin.place.rsplit_once(':').unwrap_or((&origin.place, ""));
        let copy = plan
            .files
            .iter()
            .position(|source| source.path == file)
            .map(|index| copies[index].to_string_lossy());
        copy.map_or_else(
            || origin.place.clone(),
            |copy| format!("inputs/{}:{line}", copy.replace('\\', "/")),
        )
    };
    let row = &|value: &ResolvedValue, scenario: &str| {
        vec![
            scenario.into(),
            value.path.as_str().into(),
            Cell::Number(value.value),
            value.unit.as_str().into(),
            value.origin.grade.name().into(),
            Cell::Text(place(&value.origin)),
            value.origin.source.as_str().into(),
        ]
    };
    let rows = plan.scenarios.iter().flat_map(|scenario| {
        scenario
            .values
            .iter()
            .map(move |value| row(value, &scenario.name))
    });
    Table::new(
        "parameters.csv",
        &[
            "scenario", "path", "value", "unit", "grade", "origin", "source",
        ],
        rows.collect(),
    )
}

/// `scale.csv`: by what counts and money of a world are multiplied to be read per 1,000 eligible firms and for the represented economy.
///
/// Eligible firms are those as the window opens, in the mean over worlds; a factor is missing where no world finished.
#[must_use]
pub fn scale_table(plan: &Plan, dataset: &Dataset) -> Table {
    let eligible_in = indicator_index("funnel_eligible");
    let row = |(index, scenario): (usize, &PlannedScenario)| {
        let population = &scenario.input.parameters.population;
        let runs = dataset.runs.iter().filter(|run| run.scenario == index);
        let (sum, n) = runs
            .filter_map(|run| run.values.get(eligible_in?).copied())
            .filter(|eligible| eligible.is_finite())
            .fold((0.0, 0.0), |(sum, n), eligible| (sum + eligible, n + 1.0));
        let eligible = sum / n;
        vec![
            scenario.name.as_str().into(),
            Cell::Number(population.smes),
            Cell::Number(population.smes / modelled_share(population)),
            Cell::Number(eligible),
            Cell::Number(1_000.0 / eligible),
            Cell::Number(1.0 / modelled_share(population)),
        ]
    };
    let header = [
        "scenario",
        "modelled_smes",
        "represented_smes",
        "eligible_firms",
        "per_1000_eligible",
        "for_represented",
    ];
    Table::new(
        "scale.csv",
        &header,
        plan.scenarios.iter().enumerate().map(row).collect(),
    )
}

/// `indicators.csv`: the dictionary of indicators.
#[must_use]
pub fn indicators_table() -> Table {
    let row = |indicator: &Indicator| {
        let Indicator {
            name,
            title,
            unit,
            meaning,
            series,
            direction,
            ..
        } = *indicator;
        vec![
            name.into(),
            title.into(),
            unit.into(),
            word(indicator.kind),
            word(indicator.role),
            Cell::Flag(series),
            direction.name().into(),
            meaning.into(),
        ]
    };
    let header = [
        "indicator",
        "title",
        "unit",
        "kind",
        "role",
        "has_series",
        "direction",
        "meaning",
    ];
    Table::new(
        "indicators.csv",
        &header,
        INDICATORS.iter().map(row).collect(),
    )
}

/// The word under which a variant is serialised.
fn word(variant: impl serde::Serialize) -> Cell {
    serde_json::to_value(variant)
        .ok()
        .and_then(|value| value.as_str().map(Cell::from))
        .unwrap_or(Cell::Missing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::testing::dataset_of;
    use crate::results::{RunRecord, SeriesRecord};

    fn lines(table: &Table) -> Vec<String> {
        String::from_utf8(table.to_csv())
            .expect("text")
            .lines()
            .map(str::to_string)
            .collect()
    }

    #[test]
    fn worlds_of_a_lost_replication_stay_in_runs_with_empty_values() {
        let run = |scenario, replication| RunRecord {
            scenario,
            replication,
            world_key: 5,
            values: vec![1.5; INDICATORS.len()],
        };
        let mut dataset = dataset_of(2, 2, vec![run(0, 1), run(1, 1)]);
        dataset.failures.push(Failure {
            replication: 0,
            scenario: "b".into(),
            quarter: Some(130),
            stage: "panic".into(),
            message: "index out of range".into(),
            replay: "linkwright run study.toml --rep 0 --seed 7 -j 1".into(),
        });
        let runs = lines(&runs_table(&dataset));
        assert_eq!(runs.len(), 5);
        assert!(
            runs[0].starts_with("study,scenario,rep,world,status,seed_key,sustained_linkages,")
        );
        assert!(runs[1].starts_with("study,a,0,0,failed,,,"));
        assert!(runs[4].starts_with("study,b,1,1,ok,0x0000000000000005,1.5,1.5,"));
        assert_eq!(
            lines(&failures_table(&dataset))[1],
            "b,0,panic,130,index out of range,linkwright run study.toml --rep 0 --seed 7 -j 1"
        );
    }

    #[test]
    fn failures_always_have_a_header() {
        assert_eq!(
            lines(&failures_table(&dataset_of(1, 1, Vec::new()))),
            ["scenario,rep,stage,quarter,message,replay"]
        );
    }

    #[test]
    fn full_series_have_a_row_per_world_and_quarter() {
        let mut dataset = dataset_of(1, 1, Vec::new());
        dataset.series.push(SeriesRecord {
            scenario: 0,
            replication: 0,
            values: vec![2.0; 3 * Dataset::n_series()],
        });
        let rows = lines(&timeseries_full_table(&dataset));
        assert_eq!(rows.len(), 4);
        assert!(rows[3].starts_with("a,0,2,2.0,2.0,"));
    }

    #[test]
    fn the_dictionary_names_kind_and_role_as_words() {
        let rows = lines(&indicators_table());
        assert_eq!(rows.len(), INDICATORS.len() + 1);
        assert!(
            rows[1]
                .starts_with("sustained_linkages,Sustained linkages,linkages,stock,headline,true,")
        );
    }
}
