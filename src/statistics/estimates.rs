//! All estimates of a study.

use std::ops::Range;

use serde::Serialize;

use super::compare::{Comparison, PairedSample, compare};
use super::interval::CONFIDENCE;
use super::sample::Sample;
use super::summary::{Summary, summarise};
use crate::observations::{INDICATORS, indicator_index};
use crate::results::{Dataset, RunRecord};

/// Summaries and paired comparisons of a study, by scenario, then indicator.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Estimates {
    /// Every scenario and indicator.
    pub summaries: Vec<Summary>,
    /// Every scenario but the baselines, relative to the baseline of its context, and every indicator.
    pub comparisons: Vec<Comparison>,
    /// Every indicator of the pair that answers the study's question; empty where the study names none.
    pub answer: Vec<Comparison>,
}

impl Estimates {
    /// Estimates everything that a study reports.
    #[must_use]
    pub fn from_dataset(dataset: &Dataset) -> Self {
        let columns = Columns::from_dataset(dataset);
        let n_scenarios = dataset.scenarios.len();
        let summaries = (0..n_scenarios)
            .flat_map(|scenario| columns.summaries(scenario))
            .collect();
        let against_baseline =
            |scenario| columns.comparisons((scenario, dataset.baseline_of(scenario)));
        let mut comparisons: Vec<Comparison> =
            dataset.compared().flat_map(against_baseline).collect();
        let mut extra = dataset
            .extra_answer()
            .map_or_else(Vec::new, |pair| columns.comparisons(pair));
        correct_headline(dataset, &mut comparisons, &mut extra);
        let answer = match (dataset.answer, dataset.extra_answer()) {
            (_, Some(_)) => extra,
            (Some((scenario, _)), None) => comparisons
                .iter()
                .filter(|comparison| comparison.scenario == scenario)
                .cloned()
                .collect(),
            (None, None) => Vec::new(),
        };
        Self {
            summaries,
            comparisons,
            answer,
        }
    }

    /// Summary of a scenario by name of the indicator.
    #[must_use]
    pub fn summary(&self, scenario: usize, indicator: &str) -> Option<&Summary> {
        let indicator = indicator_index(indicator)?;
        self.summaries
            .iter()
            .find(|summary| summary.scenario == scenario && summary.indicator == indicator)
    }

    /// Comparison of a scenario with the baseline of its context by name of the indicator; none for a baseline itself.
    #[must_use]
    pub fn comparison(&self, scenario: usize, indicator: &str) -> Option<&Comparison> {
        find(&self.comparisons, indicator, |comparison| {
            comparison.scenario == scenario
        })
    }

    /// Comparison of the pair that answers the study's question, by name of the indicator.
    #[must_use]
    pub fn answer(&self, indicator: &str) -> Option<&Comparison> {
        find(&self.answer, indicator, |_| true)
    }

    /// Comparison of a pair that the study compares, by name of the indicator: with the baseline, or that of the answer.
    #[must_use]
    pub fn pair(
        &self,
        dataset: &Dataset,
        (scenario, against): (usize, usize),
        indicator: &str,
    ) -> Option<&Comparison> {
        if dataset.extra_answer() == Some((scenario, against)) {
            self.answer(indicator)
        } else {
            self.comparison(scenario, indicator)
                .filter(|row| row.baseline == against)
        }
    }
}

/// Corrects the levels of the headline family of every context: the indicators that head the report, of every scenario against its baseline and of the pair
/// that answers the question where that is another (Holm 1979, Scandinavian Journal of Statistics 6, 65–70).
fn correct_headline(dataset: &Dataset, own: &mut [Comparison], extra: &mut [Comparison]) {
    let headline: Vec<usize> = dataset
        .headline
        .iter()
        .filter_map(|name| indicator_index(name))
        .collect();
    for context in 0..dataset.contexts.len() {
        let is_of_family = |row: &&mut Comparison| {
            row.p.is_finite()
                && headline.contains(&row.indicator)
                && dataset.scenarios[row.scenario].context == context
        };
        let mut family: Vec<&mut Comparison> = own
            .iter_mut()
            .chain(&mut *extra)
            .filter(is_of_family)
            .collect();
        family.sort_by(|one, other| one.p.total_cmp(&other.p));
        let (size, mut least) = (family.len(), 0.0_f64);
        for (rank, row) in family.into_iter().enumerate() {
            least = least.max(row.p * (size - rank) as f64).min(1.0);
            row.p_family = least;
            row.sign_settled &= least <= 1.0 - CONFIDENCE;
        }
    }
}

/// Pairs of scenarios that a study compares: every scenario with the baseline of its context, then the pair that answers its question.
#[must_use]
pub fn compared_pairs(dataset: &Dataset) -> Vec<(usize, usize)> {
    let own = dataset
        .compared()
        .map(|scenario| (scenario, dataset.baseline_of(scenario)));
    own.chain(dataset.extra_answer()).collect()
}

/// Differences of two scenarios in one indicator in each of a range of replications; NaN where a world was lost or lacks a value.
#[must_use]
pub fn world_differences(
    dataset: &Dataset,
    (scenario, baseline): (usize, usize),
    indicator: usize,
    replications: Range<u32>,
) -> Vec<f64> {
    let columns = Columns::from_dataset(dataset);
    let value = |scenario: usize, replication: u32| {
        let rows = &columns.by_scenario[scenario];
        rows.binary_search_by_key(&replication, |(other, _)| *other)
            .map_or(f64::NAN, |at| rows[at].1[indicator])
    };
    replications
        .map(|replication| value(scenario, replication) - value(baseline, replication))
        .collect()
}

fn find<'a>(
    comparisons: &'a [Comparison],
    indicator: &str,
    is_meant: impl Fn(&Comparison) -> bool,
) -> Option<&'a Comparison> {
    let indicator = indicator_index(indicator)?;
    comparisons
        .iter()
        .find(|comparison| comparison.indicator == indicator && is_meant(comparison))
}

/// Values of the data set by scenario, each with the rows of its worlds in order of replication.
pub(super) struct Columns<'a> {
    by_scenario: Vec<Vec<(u32, &'a [f64])>>,
    replications: usize,
}

impl<'a> Columns<'a> {
    pub fn from_dataset(dataset: &'a Dataset) -> Self {
        Self::of_runs(&dataset.runs, dataset.scenarios.len(), dataset.replications)
    }

    /// Values of some runs, in order of replication, of which `replications` were requested of each of `n_scenarios` scenarios.
    pub fn of_runs(runs: &'a [RunRecord], n_scenarios: usize, replications: u32) -> Self {
        let mut by_scenario = vec![Vec::new(); n_scenarios];
        for run in runs {
            by_scenario[run.scenario].push((run.replication, run.values.as_slice()));
        }
        Self {
            by_scenario,
            replications: replications as usize,
        }
    }

    fn summaries(&self, scenario: usize) -> Vec<Summary> {
        let rows = &self.by_scenario[scenario];
        (0..INDICATORS.len())
            .map(|k| {
                summarise(
                    scenario,
                    k,
                    &Sample::new(rows.iter().map(|(_, values)| values[k])),
                    self.replications,
                )
            })
            .collect()
    }

    /// Compares two scenarios in every indicator, over the worlds that both have.
    fn comparisons(&self, pair: (usize, usize)) -> Vec<Comparison> {
        let worlds = self.shared_worlds(pair);
        (0..INDICATORS.len())
            .map(|k| self.compared(pair, k, &sample(&worlds, k)))
            .collect()
    }

    /// Compares two scenarios in one indicator, over the worlds that both have.
    pub fn comparison(&self, pair: (usize, usize), k: usize) -> Comparison {
        self.compared(pair, k, &self.paired(pair, k))
    }

    fn compared(&self, pair: (usize, usize), k: usize, sample: &PairedSample) -> Comparison {
        compare(pair, (k, &INDICATORS[k]), sample, self.replications)
    }

    /// Values of one indicator in the worlds that two scenarios share, in order of replication.
    pub fn paired(&self, pair: (usize, usize), k: usize) -> PairedSample {
        sample(&self.shared_worlds(pair), k)
    }

    /// Differences of one indicator, by name, in the worlds that two scenarios share, in order of replication.
    pub fn differences(&self, pair: (usize, usize), indicator: &str) -> Vec<f64> {
        self.paired(pair, indicator_index(indicator).expect("an indicator"))
            .differences()
    }

    /// Worlds that both scenarios have; rows are in order of replication.
    fn shared_worlds(&self, (left, right): (usize, usize)) -> Vec<(&'a [f64], &'a [f64])> {
        let rights = &self.by_scenario[right];
        let partner = |replication: u32| {
            rights
                .binary_search_by_key(&replication, |(other, _)| *other)
                .ok()
                .map(|at| rights[at].1)
        };
        self.by_scenario[left]
            .iter()
            .filter_map(|(replication, values)| Some((*values, partner(*replication)?)))
            .collect()
    }
}

fn sample(worlds: &[(&[f64], &[f64])], k: usize) -> PairedSample {
    PairedSample::new(worlds.iter().map(|(left, right)| (left[k], right[k])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::RunRecord;
    use crate::results::testing::dataset_of;

    fn run(scenario: usize, replication: u32, value: f64) -> RunRecord {
        RunRecord {
            scenario,
            replication,
            world_key: u64::from(replication),
            values: vec![value; INDICATORS.len()],
        }
    }

    #[test]
    fn worlds_are_paired_by_replication_not_by_position() {
        let runs = vec![
            run(0, 0, 10.0),
            run(0, 1, 20.0),
            run(1, 1, 21.0),
            run(0, 2, 30.0),
            run(1, 2, 33.0),
        ];
        let estimates = Estimates::from_dataset(&dataset_of(2, 3, runs));
        let found = estimates.comparison(1, "employment").expect("compared");
        assert_eq!((found.n_pairs, found.n_dropped, found.diff), (2, 1, 2.0));
        assert!(
            estimates.comparison(0, "employment").is_none(),
            "the baseline is not compared with itself"
        );
        assert_eq!(estimates.summary(0, "employment").expect("summarised").n, 3);
        assert!(estimates.comparison(1, "no_such_indicator").is_none());
    }

    #[test]
    fn any_two_scenarios_can_be_compared() {
        let runs = (0..4)
            .flat_map(|rep| (0..3).map(move |s| run(s, rep, f64::from(rep) + s as f64 * 5.0)))
            .collect();
        let mut dataset = dataset_of(3, 4, runs);
        dataset.answer = Some((2, 1));
        let estimates = Estimates::from_dataset(&dataset);
        let answer = estimates.answer("employment").expect("named");
        assert_eq!(
            (
                answer.scenario,
                answer.baseline,
                answer.diff,
                answer.n_pairs
            ),
            (2, 1, 5.0, 4)
        );
        assert_eq!(
            Columns::from_dataset(&dataset).comparison((1, 1), 0).diff,
            0.0
        );
    }

    #[test]
    fn differences_by_world_have_gaps_where_a_world_is_lost() {
        let runs = vec![
            run(0, 0, 1.0),
            run(1, 0, 4.0),
            run(0, 1, 7.0),
            run(0, 3, 2.0),
            run(1, 3, 1.5),
        ];
        let dataset = dataset_of(2, 4, runs);
        let found = world_differences(&dataset, (1, 0), 0, 0..4);
        assert_eq!((found[0], found[3]), (3.0, -0.5));
        assert!(found.len() == 4 && found[1].is_nan() && found[2].is_nan());
        assert_eq!(world_differences(&dataset, (0, 1), 0, 3..4), [0.5]);
    }

    #[test]
    fn an_answer_against_the_baseline_is_the_comparison_itself() {
        let runs = (0..4)
            .flat_map(|rep| (0..3).map(move |s| run(s, rep, f64::from(rep) + s as f64 * 5.0)))
            .collect();
        let mut dataset = dataset_of(3, 4, runs);
        assert!(
            Estimates::from_dataset(&dataset).answer.is_empty(),
            "no question is asked"
        );
        dataset.answer = Some((2, 0));
        let estimates = Estimates::from_dataset(&dataset);
        assert_eq!(estimates.answer.len(), INDICATORS.len());
        assert!(
            estimates
                .answer
                .iter()
                .all(|row| (row.scenario, row.baseline, row.diff) == (2, 0, 10.0))
        );
        let answer = estimates.answer("employment").expect("named");
        assert_eq!(Some(answer.indicator), indicator_index("employment"));
        assert!(estimates.answer("no_such_indicator").is_none());
        assert_eq!(compared_pairs(&dataset), [(1, 0), (2, 0)]);
        dataset.answer = Some((2, 1));
        assert_eq!(compared_pairs(&dataset), [(1, 0), (2, 0), (2, 1)]);
        let mean = |scenario: usize| {
            Estimates::from_dataset(&dataset)
                .summary(scenario, "employment")
                .map(|s| (s.scenario, s.mean))
        };
        assert_eq!(
            [mean(0), mean(1), mean(2)],
            [Some((0, 1.5)), Some((1, 6.5)), Some((2, 11.5))]
        );
    }

    /// Three scenarios in 12 worlds of which the indicators of the headline differ from the baseline by a shift and noise of their own.
    fn with_headline(shifts: [[f64; 2]; 2]) -> Dataset {
        let names = ["employment", "active_linkages"];
        let at = names.map(|name| indicator_index(name).expect("an indicator"));
        let row = |scenario: usize, rep: u32| {
            let mut values = vec![0.0; INDICATORS.len()];
            for (k, place) in at.into_iter().enumerate() {
                let noise = f64::from((rep * (2 * scenario as u32 + k as u32 + 3)) % 13) - 6.0;
                values[place] = 50.0
                    + f64::from(rep % 4)
                    + scenario
                        .checked_sub(1)
                        .map_or(0.0, |s| shifts[s][k] + noise);
            }
            RunRecord {
                values,
                ..run(scenario, rep, 0.0)
            }
        };
        let runs = (0..12)
            .flat_map(|rep| (0..3).map(move |s| (s, rep)))
            .map(|(s, rep)| row(s, rep))
            .collect();
        let mut dataset = dataset_of(3, 12, runs);
        dataset.headline = names.map(String::from).to_vec();
        dataset
    }

    #[test]
    fn levels_of_the_headline_are_corrected_by_holms_steps() {
        let mut dataset = with_headline([[3.0, 5.0], [2.5, 20.0]]);
        dataset.answer = Some((2, 1));
        let estimates = Estimates::from_dataset(&dataset);
        let of_headline = |row: &&Comparison| {
            dataset
                .headline
                .iter()
                .any(|name| indicator_index(name) == Some(row.indicator))
        };
        let family: Vec<&Comparison> = estimates
            .comparisons
            .iter()
            .chain(&estimates.answer)
            .filter(of_headline)
            .collect();
        assert_eq!(family.len(), 6);
        let alone = |row: &Comparison| row.ci_low > 0.0 || row.ci_high < 0.0;
        let mut settled = Vec::new();
        for row in &family {
            // the greatest, over the levels that are no greater, of the level times how many are no less
            let step = |other: &Comparison| {
                other.p * family.iter().filter(|one| one.p >= other.p).count() as f64
            };
            let expected = family
                .iter()
                .filter(|other| other.p <= row.p)
                .map(|other| step(other))
                .fold(0.0, f64::max)
                .min(1.0);
            assert!(
                (row.p_family - expected).abs() < 1e-12,
                "{row:?} {expected}"
            );
            assert_eq!(row.sign_settled, alone(row) && expected <= 0.05, "{row:?}");
            settled.push((alone(row), row.sign_settled));
        }
        assert!(
            settled.contains(&(true, true))
                && settled.contains(&(true, false))
                && settled.contains(&(false, false)),
            "{settled:?}"
        );
        for row in estimates.comparisons.iter().filter(|row| !of_headline(row)) {
            assert!(
                row.p_family.is_nan() && !row.sign_settled,
                "nothing differs: {row:?}"
            );
        }
    }

    #[test]
    fn every_context_has_a_family_of_its_own() {
        let mut dataset = with_headline([[3.0, 5.0], [2.5, 20.0]]);
        let together = Estimates::from_dataset(&dataset);
        dataset.scenarios[2].context = 1;
        dataset.contexts.push(crate::plan::StudyContext {
            name: "other".into(),
            title: String::new(),
            baseline: 0,
        });
        let apart = Estimates::from_dataset(&dataset);
        for scenario in [1, 2] {
            let levels = |estimates: &Estimates| {
                let of = |name: &str| {
                    estimates
                        .comparison(scenario, name)
                        .map(|row| (row.p, row.p_family))
                        .expect("compared")
                };
                [of("employment"), of("active_linkages")]
            };
            let mut found = levels(&apart);
            found.sort_by(|one, other| one.0.total_cmp(&other.0));
            let [(least, first), (most, second)] = found;
            assert!(
                (first - 2.0 * least).abs() < 1e-12
                    && (second - most.max(2.0 * least)).abs() < 1e-12,
                "{found:?}"
            );
            assert!(
                levels(&together)
                    .iter()
                    .zip(levels(&apart))
                    .all(|(all, own)| all.1 >= own.1)
            );
        }
    }
}
