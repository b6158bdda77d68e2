//! Order of the same programmes by context: ranks.csv.

use serde::Serialize;

use super::compare::Comparison;
use super::estimates::{Columns, Estimates};
use super::tables::{count, text};
use crate::observations::{INDICATORS, indicator_index};
use crate::results::{Cell, Dataset, Table};

/// The difference between two programmes of one context, in the same worlds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ContextDifference {
    /// Index of the context.
    pub context: usize,
    /// Difference of the first programme from the second.
    pub comparison: Comparison,
}

/// Two programmes, compared in every context that has both.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProgrammePair {
    /// Name of the first programme, without its context.
    pub first: String,
    /// Name of the second.
    pub second: String,
    /// Their difference by context.
    pub differences: Vec<ContextDifference>,
}

impl ProgrammePair {
    /// The context in which the first programme is most clearly ahead and the one in which it is most clearly behind, where both
    /// differences are significant: the rank reverses between them.
    #[must_use]
    pub fn flip(&self) -> Option<(&ContextDifference, &ContextDifference)> {
        let is_significant = |is_ahead: bool| {
            self.differences.iter().filter(move |d| {
                d.comparison.sign_settled && d.comparison.diff.is_sign_positive() == is_ahead
            })
        };
        let ahead = is_significant(true)
            .max_by(|a, b| a.comparison.ci_low.total_cmp(&b.comparison.ci_low))?;
        let behind = is_significant(false)
            .min_by(|a, b| a.comparison.ci_high.total_cmp(&b.comparison.ci_high))?;
        Some((ahead, behind))
    }
}

/// Order by context of the programmes that contexts share, by one indicator.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ranks {
    /// Index of the indicator in `observations::INDICATORS`.
    pub indicator: usize,
    /// By context: scenarios other than its baseline, the greatest mean difference from the baseline first.
    pub orders: Vec<Vec<usize>>,
    /// Every pair of programmes that at least two contexts have.
    pub pairs: Vec<ProgrammePair>,
}

impl Ranks {
    /// The difference between two scenarios of one context, the first in the order less the second.
    #[must_use]
    pub fn difference(&self, scenario: usize, other: usize) -> Option<&Comparison> {
        let all = self
            .pairs
            .iter()
            .flat_map(|pair| &pair.differences)
            .map(|difference| &difference.comparison);
        all.into_iter().find(|c| {
            (c.scenario, c.baseline) == (scenario, other)
                || (c.scenario, c.baseline) == (other, scenario)
        })
    }
}

/// Orders the programmes of a study by an indicator; none where fewer than two contexts share two programmes.
#[must_use]
pub fn ranks(dataset: &Dataset, estimates: &Estimates, indicator: &str) -> Option<Ranks> {
    let index = indicator_index(indicator)?;
    let (programmes, columns) = (programmes(dataset), Columns::from_dataset(dataset));
    let mut pairs = Vec::new();
    for (place, first) in programmes.iter().enumerate() {
        for second in &programmes[place + 1..] {
            let find = |context, programme: &str| {
                dataset
                    .compared_in(context)
                    .find(|of| dataset.programme(*of) == Some(programme))
            };
            let difference = |context| {
                let pair = (find(context, first)?, find(context, second)?);
                Some(ContextDifference {
                    context,
                    comparison: columns.comparison(pair, index),
                })
            };
            let differences: Vec<_> = (0..dataset.contexts.len()).filter_map(difference).collect();
            if differences.len() > 1 {
                pairs.push(ProgrammePair {
                    first: (*first).to_string(),
                    second: (*second).to_string(),
                    differences,
                });
            }
        }
    }
    let order = |context: usize| {
        // costs go from cheap to dear
        let sign = if INDICATORS[index].is_cost() {
            -1.0
        } else {
            1.0
        };
        let gain = |scenario: &usize| {
            estimates
                .comparison(*scenario, indicator)
                .map_or(f64::NEG_INFINITY, |comparison| sign * comparison.diff)
        };
        let mut order: Vec<usize> = dataset.compared_in(context).collect();
        order.sort_by(|a, b| gain(b).total_cmp(&gain(a)));
        order
    };
    (!pairs.is_empty()).then(|| Ranks {
        indicator: index,
        orders: (0..dataset.contexts.len()).map(order).collect(),
        pairs,
    })
}

/// Programmes of all contexts, baselines apart, each once, in plan order.
fn programmes(dataset: &Dataset) -> Vec<&str> {
    let mut programmes: Vec<&str> = Vec::new();
    for programme in dataset
        .compared()
        .filter_map(|scenario| dataset.programme(scenario))
    {
        if !programmes.contains(&programme) {
            programmes.push(programme);
        }
    }
    programmes
}

/// `ranks.csv`: differences between programmes within each context for the headline, and their rank reversals; none
/// where contexts share no two programmes.
pub(super) fn ranks_table(dataset: &Dataset, all: &[Ranks]) -> Option<Table> {
    let mut rows = Vec::new();
    for (ranks, pair) in all
        .iter()
        .flat_map(|ranks| ranks.pairs.iter().map(move |pair| (ranks, pair)))
    {
        for difference in &pair.differences {
            let (c, indicator) = (&difference.comparison, &INDICATORS[ranks.indicator]);
            let context = &dataset.contexts[difference.context].name;
            let mut row = vec![
                text(indicator.name),
                text(indicator.unit),
                text(&pair.first),
                text(&pair.second),
                text(context),
                count(c.n_pairs),
            ];
            row.extend([c.diff, c.ci_low, c.ci_high].map(Cell::Number));
            row.extend([
                Cell::Flag(c.sign_settled),
                Cell::Flag(pair.flip().is_some()),
            ]);
            rows.push(row);
        }
    }
    let header = [
        "indicator",
        "unit",
        "programme",
        "against",
        "context",
        "n_pairs",
        "diff",
        "ci_low",
        "ci_high",
        "sign_settled",
        "order_flips",
    ];
    (!rows.is_empty()).then(|| Table::new("ranks.csv", &header, rows))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::StudyContext;
    use crate::results::RunRecord;
    use crate::results::testing::dataset_of;
    use crate::statistics::further::Further;

    /// Two contexts with a baseline, `x` and `y` each; `gains` are the means of x and y in the one and in the other.
    fn study(gains: [[f64; 2]; 2]) -> Dataset {
        let value = |scenario: usize, rep: u32| match scenario % 3 {
            0 => 0.0,
            k => gains[scenario / 3][k - 1] + f64::from((rep * (k as u32 + 2)) % 5),
        };
        let run = |scenario: usize, replication: u32| {
            let values = vec![value(scenario, replication); INDICATORS.len()];
            RunRecord {
                scenario,
                replication,
                world_key: u64::from(replication),
                values,
            }
        };
        let mut dataset = dataset_of(
            6,
            20,
            (0..20)
                .flat_map(|rep| (0..6).map(move |scenario| run(scenario, rep)))
                .collect(),
        );
        let context = |name: &str, baseline| StudyContext {
            name: name.into(),
            title: String::new(),
            baseline,
        };
        dataset.contexts = vec![context("one", 0), context("two", 3)];
        for (scenario, info) in dataset.scenarios.iter_mut().enumerate() {
            info.context = scenario / 3;
            info.name = format!(
                "{}@{}",
                ["none", "x", "y"][scenario % 3],
                ["one", "two"][scenario / 3]
            );
        }
        dataset
    }

    fn ranked(gains: [[f64; 2]; 2]) -> Ranks {
        let dataset = study(gains);
        ranks(&dataset, &Estimates::from_dataset(&dataset), "employment")
            .expect("two programmes in two contexts")
    }

    #[test]
    fn an_order_flips_only_where_both_signs_are_settled() {
        let flipped = ranked([[9.0, 2.0], [2.0, 9.0]]);
        assert_eq!(flipped.orders, [[1, 2], [5, 4]]);
        let pair = &flipped.pairs[0];
        let (ahead, behind) = pair.flip().expect("ahead in one, behind in the other");
        assert_eq!(
            (
                pair.first.as_str(),
                pair.second.as_str(),
                ahead.context,
                behind.context
            ),
            ("x", "y", 0, 1)
        );
        assert!(ahead.comparison.ci_low > 0.0 && behind.comparison.ci_high < 0.0);
        assert!(
            ranked([[9.0, 2.0], [2.0, 2.2]]).pairs[0].flip().is_none(),
            "the second difference is not significant"
        );
        assert!(
            ranked([[9.0, 2.0], [9.0, 4.0]]).pairs[0].flip().is_none(),
            "both are ahead"
        );
    }

    #[test]
    fn scenarios_of_different_contexts_are_never_compared() {
        let dataset = study([[9.0, 2.0], [2.0, 9.0]]);
        let estimates = Estimates::from_dataset(&dataset);
        assert!(estimates.comparisons.iter().all(
            |c| dataset.scenarios[c.scenario].context == dataset.scenarios[c.baseline].context
        ));
        assert_eq!(
            estimates
                .comparison(4, "employment")
                .expect("compared")
                .baseline,
            3
        );
        let table = String::from_utf8(
            ranks_table(&dataset, &Further::from_dataset(&dataset, &estimates).ranks)
                .expect("a table")
                .to_csv(),
        )
        .expect("text");
        assert_eq!(table.lines().count(), 3, "{table}");
        assert!(table.lines().nth(1).is_some_and(|line| {
            line.starts_with("sustained_linkages,linkages,x,y,one,20,")
                && line.ends_with("true,true")
        }));
    }

    #[test]
    fn one_context_has_no_ranks() {
        let dataset = dataset_of(3, 0, Vec::new());
        assert!(ranks(&dataset, &Estimates::from_dataset(&dataset), "employment").is_none());
        assert!(
            ranks_table(
                &dataset,
                &Further::from_dataset(&dataset, &Estimates::from_dataset(&dataset)).ranks
            )
            .is_none()
        );
    }

    #[test]
    fn a_flip_is_between_the_clearest_on_either_side() {
        let base = ranked([[9.0, 2.0], [2.0, 9.0]])
            .pairs
            .remove(0)
            .differences
            .remove(0);
        let difference = |context: usize, low: f64, high: f64, sign_settled: bool| {
            let mut one = base.clone();
            (one.context, one.comparison.ci_low, one.comparison.ci_high) = (context, low, high);
            (one.comparison.diff, one.comparison.sign_settled) = ((low + high) / 2.0, sign_settled);
            one
        };
        let pair = |differences: Vec<ContextDifference>| ProgrammePair {
            first: "x".into(),
            second: "y".into(),
            differences,
        };
        let all = [
            difference(0, 1.0, 9.0, true),
            difference(1, 2.0, 3.0, true),
            difference(2, 8.0, 9.0, false),
            difference(3, -9.0, -1.0, true),
            difference(4, -4.0, -3.0, true),
            difference(5, -9.0, -8.0, false),
        ];
        let both = pair(all.to_vec());
        let (ahead, behind) = both.flip().expect("either way");
        assert_eq!((ahead.context, behind.context), (1, 4));
        for only in [
            &all[..3],
            &all[3..],
            &[all[0].clone(), all[5].clone()],
            &[all[2].clone(), all[3].clone()],
        ] {
            assert!(pair(only.to_vec()).flip().is_none());
        }
    }

    #[test]
    fn a_difference_of_two_programmes_is_found_by_either_order() {
        let found = ranked([[9.0, 2.0], [2.0, 9.0]]);
        for (scenario, other) in [(1, 2), (4, 5)] {
            let one = found.difference(scenario, other).expect("in one context");
            assert_eq!((one.scenario, one.baseline), (scenario, other));
            assert_eq!(
                found
                    .difference(other, scenario)
                    .map(|c| (c.scenario, c.baseline)),
                Some((scenario, other))
            );
        }
        // means over 20 worlds of rep * 3 % 5 and rep * 4 % 5 are both 2
        assert!((found.difference(1, 2).expect("one context").diff - 7.0).abs() < 1e-12);
        assert!(
            found.difference(1, 5).is_none()
                && found.difference(1, 0).is_none()
                && found.difference(4, 2).is_none()
        );
    }

    #[test]
    fn programmes_are_ranked_where_two_contexts_share_two_of_them() {
        let named = |names: [&str; 6]| {
            let mut dataset = study([[9.0, 2.0], [2.0, 9.0]]);
            for (info, name) in dataset.scenarios.iter_mut().zip(names) {
                info.name = name.to_owned();
            }
            let estimates = Estimates::from_dataset(&dataset);
            ranks(&dataset, &estimates, "employment").map(|ranks| ranks.pairs.len())
        };
        assert_eq!(
            named(["none@a", "x@a", "y@a", "none@b", "y@b", "x@b"]),
            Some(1)
        );
        assert_eq!(
            named(["none@a", "x@a", "y@a", "none@b", "x@b", "z@b"]),
            None,
            "they share one"
        );
        assert_eq!(
            named(["none", "x", "y", "none@b", "x@b", "y@b"]),
            None,
            "those of the study have no context in their name"
        );
        let dataset = study([[9.0, 2.0], [2.0, 9.0]]);
        assert!(
            ranks(
                &dataset,
                &Estimates::from_dataset(&dataset),
                "no_such_indicator"
            )
            .is_none()
        );
    }
}
