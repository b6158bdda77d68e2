//! The tables of a whole study, number by number: what stands in a row is what its own worlds give by the plain formula.

use super::interval::{Quantity, mean_interval};
use super::{ACCOUNTS, Estimates, Further, GAINS, OUTCOMES, Side, tables};
use crate::model::EndCause;
use crate::observations::{
    CAUSES, DIMENSIONS, Direction, GROUP_MEASURES, GROUPS, INDICATORS, N_SIDES, SPELL_GROUPS,
    SpellTable, indicator_index,
};
use crate::plan::StudyContext;
use crate::results::testing::dataset_of;
use crate::results::{Cell, Dataset, GroupRecord, RunRecord, SpellRecord, Table};

/// Worlds that were requested of every scenario.
const WORLDS: u32 = 12;
/// The scenario without programmes, then two programmes, in either context.
const NAMES: [&str; 6] = ["none@one", "x@one", "y@one", "none@two", "x@two", "y@two"];

/// A number below `below` that follows no rule.
fn arbitrary(of: [usize; 3], below: u64) -> f64 {
    let mixed = of.iter().fold(7_u64, |mixed, one| {
        (mixed * 31 + *one as u64 + 1)
            .wrapping_mul(0x9E37_79B9_7F4A_7C15)
            .rotate_left(23)
            % 1_000_003
    });
    (mixed % below) as f64
}

/// Value of an indicator in a world of a scenario: there are levels that vary, that are missing in a world or in all of them, that never vary, and that few worlds change.
fn value(scenario: usize, replication: u32, indicator: usize) -> f64 {
    let (world, programme) = (replication as usize, scenario % 3);
    let level = 20.0 + arbitrary([scenario / 3, world, indicator], 9);
    let more = arbitrary([scenario, world, indicator], 7);
    match indicator % 6 {
        0 if world == 4 => f64::NAN,
        1 if indicator % 4 == 1 => f64::NAN,
        2 => 3.0,
        3 if programme > 0 => level + if more > 5.0 { 2.0 } else { 0.0 },
        4 if programme > 0 => level - 1.0 - more / 4.0,
        _ if programme > 0 => level + 4.0 * programme as f64 + more,
        _ => level,
    }
}

/// Two contexts of three scenarios; the eighth world of the second context is lost.
fn study() -> Dataset {
    let worlds = || {
        (0..WORLDS)
            .flat_map(|replication| (0..6).map(move |scenario| (scenario, replication)))
            .filter(|(scenario, replication)| *scenario < 3 || *replication != 7)
    };
    let run = |(scenario, replication): (usize, u32)| RunRecord {
        scenario,
        replication,
        world_key: u64::from(replication),
        values: (0..INDICATORS.len())
            .map(|indicator| value(scenario, replication, indicator))
            .collect(),
    };
    let mut dataset = dataset_of(6, WORLDS, worlds().map(run).collect());
    for (scenario, name) in NAMES.into_iter().enumerate() {
        dataset.scenarios[scenario].name = name.to_owned();
        dataset.scenarios[scenario].context = scenario / 3;
    }
    dataset.contexts = [("one", 0), ("two", 3)]
        .map(|(name, baseline)| StudyContext {
            name: name.to_owned(),
            title: String::new(),
            baseline,
        })
        .to_vec();
    // three that have a value and vary
    dataset.headline = (0..INDICATORS.len())
        .filter(|indicator| indicator % 6 > 2)
        .map(|indicator| INDICATORS[indicator].name.to_string())
        .take(3)
        .collect();
    dataset.answer = Some((2, 1));
    dataset.groups = worlds()
        .filter(|(scenario, _)| scenario % 3 > 0)
        .map(|(scenario, replication)| GroupRecord {
            scenario,
            replication,
            values: (0..GROUPS * N_SIDES * GROUP_MEASURES.len())
                .map(|place| arbitrary([scenario, replication as usize, place], 11) - 3.0)
                .collect(),
        })
        .collect();
    dataset.lives = worlds()
        .map(|(scenario, replication)| SpellRecord {
            scenario,
            replication,
            tables: [0, 1].map(|group| spells(scenario, replication as usize, group)),
        })
        .collect();
    dataset
}

/// Linkages of a world: up to four, some of which end.
fn spells(scenario: usize, world: usize, group: usize) -> SpellTable {
    let mut table = SpellTable::default();
    for linkage in 0..1 + arbitrary([scenario, world, group], 4) as usize {
        let age = arbitrary([scenario + 10 * group, world, linkage], 6) as u32;
        let cause = [Some(EndCause::Replaced), Some(EndCause::SmeExit), None][linkage % 3];
        table.add(age, cause);
    }
    table
}

/// Values of an indicator in the worlds of a scenario that have one, by replication.
fn column(dataset: &Dataset, scenario: usize, indicator: usize) -> Vec<(u32, f64)> {
    dataset
        .runs
        .iter()
        .filter(|run| run.scenario == scenario)
        .map(|run| (run.replication, run.values[indicator]))
        .filter(|(_, value)| value.is_finite())
        .collect()
}

/// Pairs of values of two scenarios in the worlds in which both have one.
fn pairs(
    dataset: &Dataset,
    (scenario, baseline): (usize, usize),
    indicator: usize,
) -> Vec<[f64; 2]> {
    let other = column(dataset, baseline, indicator);
    column(dataset, scenario, indicator)
        .into_iter()
        .filter_map(|(world, value)| {
            let (_, reference) = other
                .iter()
                .find(|(replication, _)| *replication == world)?;
            Some([value, *reference])
        })
        .collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Standard deviation with divisor n − 1; NaN below two values.
fn sd(values: &[f64]) -> f64 {
    if values.len() < 2 {
        return f64::NAN;
    }
    let squares: f64 = values
        .iter()
        .map(|value| (value - mean(values)) * (value - mean(values)))
        .sum();
    (squares / (values.len() as f64 - 1.0)).sqrt()
}

/// Rows of a table with their columns by name.
struct Rows<'t>(&'t Table);

impl<'t> Rows<'t> {
    fn named(all: &'t [Table], file: &str) -> Self {
        Self(
            all.iter()
                .find(|table| table.file == file)
                .expect("a table"),
        )
    }

    fn cell(&self, row: usize, column: &str) -> &Cell {
        let at = self.0.header.iter().position(|name| name == column);
        &self.0.rows[row][at.expect("a column")]
    }

    /// A number; NaN where the cell is empty, and 1 and 0 for a flag.
    fn number(&self, row: usize, column: &str) -> f64 {
        match self.cell(row, column) {
            Cell::Number(number) => *number,
            Cell::Whole(number) => *number as f64,
            Cell::Flag(flag) => f64::from(u8::from(*flag)),
            Cell::Missing => f64::NAN,
            Cell::Text(words) => panic!("{column} of {} is {words}", self.0.file),
        }
    }

    fn has_words(&self, row: usize, words: &[(&str, &str)]) -> bool {
        let is_word = |cell: &Cell, word: &str| matches!(cell, Cell::Text(text) if text == word);
        words
            .iter()
            .all(|(column, word)| is_word(self.cell(row, column), word))
    }

    /// The only row in which these columns have these words.
    fn row(&self, words: &[(&str, &str)]) -> usize {
        let found: Vec<usize> = (0..self.0.rows.len())
            .filter(|row| self.has_words(*row, words))
            .collect();
        assert_eq!(found.len(), 1, "{words:?} in {}", self.0.file);
        found[0]
    }

    /// Every one of these columns has its number, or none where that is NaN.
    fn check(&self, row: usize, expected: &[(&str, f64)]) {
        for (column, expected) in expected {
            let found = self.number(row, column);
            let is_near = (found - expected).abs() <= 1e-9 * expected.abs().max(1.0);
            assert!(
                is_near || found.is_nan() && expected.is_nan(),
                "{column} of row {row} of {}: {found} is {expected}; {:?}",
                self.0.file,
                self.0.rows[row]
            );
        }
    }
}

/// The tables of the study.
fn all_tables(dataset: &Dataset) -> Vec<Table> {
    let estimates = Estimates::from_dataset(dataset);
    let further = Further::from_dataset(dataset, &estimates);
    tables(dataset, &estimates, &further)
}

#[test]
fn summaries_are_of_the_worlds_of_their_scenario() {
    let dataset = study();
    let all = all_tables(&dataset);
    let found = Rows::named(&all, "summary.csv");
    assert_eq!(found.0.rows.len(), 6 * INDICATORS.len());
    for (scenario, name) in NAMES.into_iter().enumerate() {
        for (k, indicator) in INDICATORS.iter().enumerate() {
            let row = scenario * INDICATORS.len() + k;
            assert!(found.has_words(
                row,
                &[
                    ("scenario", name),
                    ("indicator", indicator.name),
                    ("unit", indicator.unit)
                ]
            ));
            let mut values: Vec<f64> = column(&dataset, scenario, k)
                .iter()
                .map(|one| one.1)
                .collect();
            let interval = mean_interval(&values, Quantity::of(indicator));
            let n = values.len() as f64;
            found.check(
                row,
                &[
                    ("n", n),
                    ("mean", mean(&values)),
                    ("sd", sd(&values)),
                    ("mcse", sd(&values) / n.sqrt()),
                    ("ci_low", interval.low),
                    ("ci_high", interval.high),
                ],
            );
            values.sort_by(f64::total_cmp);
            for (column, share) in [
                ("q05", 0.05),
                ("q25", 0.25),
                ("q50", 0.5),
                ("q75", 0.75),
                ("q95", 0.95),
            ] {
                // between the order statistics around (n - 1) share
                let at = share * (n - 1.0);
                let quantile = values.get(at as usize).map_or(f64::NAN, |below| {
                    let above = values.get(at as usize + 1).unwrap_or(below);
                    below * (1.0 - at.fract()) + above * at.fract()
                });
                found.check(row, &[(column, quantile)]);
            }
        }
    }
}

#[test]
fn comparisons_are_of_pairs_of_worlds() {
    let dataset = study();
    let all = all_tables(&dataset);
    let found = Rows::named(&all, "compare.csv");
    let compared = [(1, 0), (2, 0), (4, 3), (5, 3), (2, 1)];
    assert_eq!(found.0.rows.len(), compared.len() * INDICATORS.len());
    let mut ways = [0; 3];
    for (place, pair) in compared.into_iter().enumerate() {
        for (k, indicator) in INDICATORS.iter().enumerate() {
            let row = place * INDICATORS.len() + k;
            let words = [
                ("scenario", NAMES[pair.0]),
                ("baseline", NAMES[pair.1]),
                ("indicator", indicator.name),
                ("unit", indicator.unit),
                ("better", indicator.direction.name()),
            ];
            assert!(found.has_words(row, &words), "{words:?} in row {row}");
            let pairs = pairs(&dataset, pair, k);
            let differences: Vec<f64> = pairs.iter().map(|[one, other]| one - other).collect();
            let interval = mean_interval(&differences, Quantity::difference(indicator));
            let counted = |is_counted: fn(f64) -> bool| {
                differences.iter().filter(|one| is_counted(**one)).count() as f64
            };
            let (more, less) = (counted(|one| one > 0.0), counted(|one| one < 0.0));
            let (way, better) = match indicator.direction {
                Direction::Higher => (0, more),
                Direction::Lower => (1, less),
                Direction::Neither => (2, f64::NAN),
            };
            ways[way] += 1;
            let [of, reference] =
                [0, 1].map(|side| mean(&pairs.iter().map(|pair| pair[side]).collect::<Vec<_>>()));
            let relative = (of - reference) / reference.abs();
            found.check(
                row,
                &[
                    ("n_pairs", pairs.len() as f64),
                    ("n_dropped", f64::from(WORLDS) - pairs.len() as f64),
                    ("diff", of - reference),
                    ("sd_diff", sd(&differences)),
                    ("ci_low", interval.low),
                    ("ci_high", interval.high),
                    ("n_better", better),
                    ("n_tied", pairs.len() as f64 - more - less),
                    ("p_superior", better / pairs.len() as f64),
                    ("mean", of),
                    ("mean_baseline", reference),
                    ("relative_diff", relative),
                    ("p_value", interval.p),
                    ("answers", f64::from(u8::from(pair == (2, 1)))),
                ],
            );
            let method = match interval.method.name() {
                "" => Cell::Missing,
                word => Cell::from(word),
            };
            assert_eq!(*found.cell(row, "interval"), method);
            let is_headline = dataset.headline.iter().any(|name| name == indicator.name);
            assert_eq!(
                found.number(row, "p_headline").is_finite(),
                is_headline && interval.p.is_finite()
            );
            if !is_headline {
                let is_settled = interval.excludes_zero() && more + less >= 6.0;
                found.check(row, &[("sign_settled", f64::from(u8::from(is_settled)))]);
            }
            // the ends of a relative difference are those of differences over a reference that is known to be about as large
            let [low, high] = ["rel_ci_low", "rel_ci_high"].map(|column| found.number(row, column));
            assert!(
                low.is_nan() == high.is_nan() && !(low > relative) && !(high < relative),
                "{low} {relative} {high}"
            );
            let [low, high] = ["vrf_low", "vrf_high"].map(|column| found.number(row, column));
            let factor = found.number(row, "vrf");
            assert!(
                (low * high / factor / factor - 1.0).abs() < 1e-9 || low.is_nan(),
                "{low} {factor} {high}"
            );
        }
    }
    assert!(ways.iter().all(|way| *way > 0), "{ways:?}");
}

#[test]
fn accounts_are_read_step_by_step() {
    let dataset = study();
    let all = all_tables(&dataset);
    let (found, summaries) = (
        Rows::named(&all, "additionality.csv"),
        Rows::named(&all, "summary.csv"),
    );
    let mut row = 0;
    for scenario in [1, 2, 4, 5] {
        for account in ACCOUNTS {
            for step in account.steps {
                let summary = summaries.row(&[("scenario", NAMES[scenario]), ("indicator", step)]);
                if summaries.number(summary, "n") == 0.0 {
                    continue;
                }
                let unit = INDICATORS[indicator_index(step).expect("an indicator")].unit;
                let words = [
                    ("scenario", NAMES[scenario]),
                    ("account", account.name),
                    ("step", *step),
                    ("unit", unit),
                ];
                assert!(found.has_words(row, &words), "{words:?} in row {row}");
                found.check(
                    row,
                    &["n", "mean", "ci_low", "ci_high"]
                        .map(|column| (column, summaries.number(summary, column))),
                );
                row += 1;
            }
        }
    }
    assert_eq!(found.0.rows.len(), row);
    let steps: usize = ACCOUNTS.iter().map(|account| account.steps.len()).sum();
    assert!(row < 4 * steps, "steps that no world has are left out");
}

#[test]
fn costs_are_by_payer_and_by_unit_that_is_added() {
    let dataset = study();
    let all = all_tables(&dataset);
    let found = Rows::named(&all, "costs.csv");
    let (summaries, compared) = (
        Rows::named(&all, "summary.csv"),
        Rows::named(&all, "compare.csv"),
    );
    let payers = [
        "cost_public_usd",
        "cost_donor_usd",
        "cost_tnc_usd",
        "cost_sme_usd",
        "programme_cost_usd",
    ];
    assert_eq!(
        found.0.rows.len(),
        6 * 10 + 4 * (2 * OUTCOMES.len() + GAINS.len())
    );
    let mut n_known = 0;
    for (scenario, name) in NAMES.into_iter().enumerate() {
        let discounted = payers.map(|payer| format!("discounted_{payer}"));
        for payer in payers
            .into_iter()
            .chain(discounted.iter().map(String::as_str))
        {
            let row = found.row(&[("scenario", name), ("item", payer), ("unit", "USD")]);
            let summary = summaries.row(&[("scenario", name), ("indicator", payer)]);
            found.check(
                row,
                &["n", "mean", "ci_low", "ci_high"]
                    .map(|column| (column, summaries.number(summary, column))),
            );
            found.check(row, &[("settled", 1.0)]);
        }
        if scenario % 3 == 0 {
            continue;
        }
        for gain in GAINS {
            let row = found.row(&[("scenario", name), ("item", gain), ("unit", "USD")]);
            let comparison = compared.row(&[
                ("scenario", name),
                ("baseline", NAMES[scenario - scenario % 3]),
                ("indicator", gain),
            ]);
            let same = [
                ("n", "n_pairs"),
                ("mean", "diff"),
                ("ci_low", "ci_low"),
                ("ci_high", "ci_high"),
                ("settled", "sign_settled"),
            ];
            found.check(
                row,
                &same.map(|(column, of)| (column, compared.number(comparison, of))),
            );
        }
        for outcome in OUTCOMES {
            let differences = |indicator: &str| -> Vec<f64> {
                let pair = (scenario, scenario - scenario % 3);
                pairs(
                    &dataset,
                    pair,
                    indicator_index(indicator).expect("an indicator"),
                )
                .iter()
                .map(|[one, other]| one - other)
                .collect()
            };
            let factor = value(
                scenario,
                0,
                indicator_index("discount_at_horizon").expect("an indicator"),
            );
            for (prefix, factor) in [("", 1.0), ("discounted_", factor)] {
                let item = format!("{prefix}{}", outcome.item);
                let row = found.row(&[
                    ("scenario", name),
                    ("item", &item),
                    ("unit", "USD per unit"),
                ]);
                let (cost, added) = (
                    differences(&format!("{prefix}programme_cost_usd")),
                    differences(outcome.indicator),
                );
                found.check(row, &[("n", cost.len() as f64)]);
                let [ratio, low, high] =
                    ["mean", "ci_low", "ci_high"].map(|column| found.number(row, column));
                if ratio.is_finite() {
                    n_known += 1;
                    found.check(row, &[("mean", mean(&cost) / (factor * mean(&added)))]);
                    assert!(
                        low.is_nan() || (low <= ratio && ratio <= 10.0 * low),
                        "{low} {ratio}"
                    );
                    assert!(!(high < ratio) && !(high > 10.0 * ratio), "{ratio} {high}");
                }
                found.check(
                    row,
                    &[(
                        "settled",
                        f64::from(u8::from(low.is_finite() && high.is_finite())),
                    )],
                );
            }
        }
    }
    assert!(n_known > 10, "{n_known}");
}

#[test]
fn lives_are_by_scenario_group_and_age() {
    let dataset = study();
    let all = all_tables(&dataset);
    let found = Rows::named(&all, "survival.csv");
    let sum = |scenario: usize, group: usize, of: &dyn Fn(&SpellTable) -> u32| -> f64 {
        let records = dataset
            .lives
            .iter()
            .filter(|record| record.scenario == scenario);
        records
            .map(|record| f64::from(of(&record.tables[group])))
            .sum()
    };
    let survival = |scenario: usize, group: usize, until: usize| {
        let mut shares = ([0.0; CAUSES.len()], 1.0);
        for age in 0..=until {
            let seen = sum(scenario, group, &|table| {
                table.at_risk.get(age).copied().unwrap_or(0)
            });
            let before = shares.1;
            for (cause, share) in shares.0.iter_mut().enumerate() {
                let ended = sum(scenario, group, &|table| {
                    table.ended.get(age).map_or(0, |causes| causes[cause])
                });
                *share += before * ended / seen;
                shares.1 -= before * ended / seen;
            }
        }
        shares
    };
    let mut row = 0;
    for (scenario, name) in NAMES.into_iter().enumerate() {
        for (group, group_name) in SPELL_GROUPS.iter().enumerate() {
            for age in 0..6 {
                let seen = sum(scenario, group, &|table| {
                    table.at_risk.get(age).copied().unwrap_or(0)
                });
                assert!(seen > 0.0);
                assert!(found.has_words(row, &[("scenario", name), ("group", group_name)]));
                let (by_cause, alive) = survival(scenario, group, age);
                found.check(
                    row,
                    &[
                        ("age_quarters", age as f64),
                        ("n_worlds", if scenario < 3 { 12.0 } else { 11.0 }),
                        ("at_risk", seen),
                        ("ended", sum(scenario, group, &|table| table.ended_at(age))),
                        ("survival", alive),
                    ],
                );
                for (cause, share) in CAUSES.iter().zip(by_cause) {
                    found.check(row, &[(&format!("by_{}", cause.name), share)]);
                }
                let reference = survival(scenario - scenario % 3, group, age).1;
                let difference = if scenario % 3 == 0 {
                    f64::NAN
                } else {
                    alive - reference
                };
                found.check(row, &[("diff", difference)]);
                let half = |value: &str, low: &str, high: &str| {
                    let [value, low, high] =
                        [value, low, high].map(|column| found.number(row, column));
                    assert!(
                        low.is_nan() && high.is_nan() || low < value && value < high,
                        "{low} {value} {high}"
                    );
                };
                half("survival", "ci_low", "ci_high");
                half("diff", "diff_low", "diff_high");
                assert!(age > 0 || found.number(row, "diff_low").is_finite() == (scenario % 3 > 0));
                row += 1;
            }
        }
    }
    assert_eq!(found.0.rows.len(), row);
}

#[test]
fn groups_are_sums_over_their_firms() {
    let dataset = study();
    let all = all_tables(&dataset);
    let found = Rows::named(&all, "groups.csv");
    let sides: [(&str, &[usize]); 3] = [("participants", &[1]), ("others", &[0]), ("all", &[0, 1])];
    assert_eq!(Side::ALL.map(Side::name), sides.map(|(name, _)| name));
    let values = |scenario: usize, places: &[usize], of: &[usize], measure: usize| -> Vec<f64> {
        let records = dataset
            .groups
            .iter()
            .filter(|record| record.scenario == scenario);
        let sum = |record: &GroupRecord| {
            places
                .iter()
                .flat_map(|place| of.iter().map(move |side| (place, side)))
                .map(|(place, side)| {
                    record.values[(place * 2 + side) * GROUP_MEASURES.len() + measure]
                })
                .sum()
        };
        records.map(sum).collect()
    };
    let mut row = 0;
    for scenario in [1, 2, 4, 5] {
        let mut place = 0;
        for dimension in DIMENSIONS {
            for (group, _) in dimension.groups {
                for (side, of) in sides {
                    for (k, measure) in GROUP_MEASURES.iter().enumerate() {
                        let words = [
                            ("scenario", NAMES[scenario]),
                            ("dimension", dimension.name),
                            ("group", *group),
                            ("firms_in", side),
                            ("indicator", measure.name),
                            ("unit", measure.unit),
                        ];
                        assert!(found.has_words(row, &words), "{words:?} in row {row}");
                        let values = values(scenario, &[place], of, k);
                        let interval = mean_interval(&values, Quantity::NUMBER);
                        found.check(
                            row,
                            &[
                                ("n", values.len() as f64),
                                ("mean", mean(&values)),
                                ("ci_low", interval.low),
                                ("ci_high", interval.high),
                            ],
                        );
                        row += 1;
                    }
                }
                place += 1;
            }
        }
    }
    assert_eq!(found.0.rows.len(), row);
    let estimates = Estimates::from_dataset(&dataset);
    let further = Further::from_dataset(&dataset, &estimates);
    assert_eq!(further.sides.len(), 4 * 2 * GROUP_MEASURES.len());
    let every: Vec<usize> = (0..DIMENSIONS[0].groups.len()).collect();
    for total in &further.sides {
        let of = if total.side == Side::Participants {
            &[1]
        } else {
            &[0]
        };
        let values = values(total.scenario, &every, of, total.measure);
        let interval = mean_interval(&values, Quantity::NUMBER);
        assert_eq!(total.n, if total.scenario < 3 { 12 } else { 11 });
        assert!((total.total.value - mean(&values)).abs() < 1e-9);
        assert!(
            (total.total.low - interval.low).abs() < 1e-9
                && (total.total.high - interval.high).abs() < 1e-9
        );
    }
    let mut without = dataset.clone();
    without.groups.retain(|record| record.scenario == 2);
    let sides = Further::from_dataset(&without, &estimates).sides;
    assert!(
        sides.len() == 2 * GROUP_MEASURES.len() && sides.iter().all(|total| total.scenario == 2)
    );
    without.groups.clear();
    assert!(Further::from_dataset(&without, &estimates).sides.is_empty());
    assert!(
        Further::from_dataset(&without, &estimates)
            .groups
            .is_empty()
    );
}

#[test]
fn programmes_are_ranked_in_each_context() {
    let dataset = study();
    let all = all_tables(&dataset);
    let found = Rows::named(&all, "ranks.csv");
    assert_eq!(found.0.rows.len(), 6);
    let estimates = Estimates::from_dataset(&dataset);
    for (place, ranks) in Further::from_dataset(&dataset, &estimates)
        .ranks
        .iter()
        .enumerate()
    {
        let indicator = &INDICATORS[ranks.indicator];
        assert_eq!(indicator.name, dataset.headline[place]);
        for (context, (name, order)) in ["one", "two"].into_iter().zip(&ranks.orders).enumerate() {
            let words = [
                ("indicator", indicator.name),
                ("unit", indicator.unit),
                ("programme", "x"),
                ("against", "y"),
                ("context", name),
            ];
            let row = found.row(&words);
            let pair = (3 * context + 1, 3 * context + 2);
            let values = pairs(&dataset, pair, ranks.indicator);
            let differences: Vec<f64> = values.iter().map(|[one, other]| one - other).collect();
            let interval = mean_interval(&differences, Quantity::difference(indicator));
            found.check(
                row,
                &[
                    ("n_pairs", values.len() as f64),
                    ("diff", mean(&differences)),
                    ("ci_low", interval.low),
                    ("ci_high", interval.high),
                ],
            );
            let (ahead, behind) = (order[0], order[1]);
            assert!(
                order.len() == 2
                    && [ahead, behind].contains(&pair.0)
                    && [ahead, behind].contains(&pair.1)
            );
            let sign = if ahead == pair.0 { 1.0 } else { -1.0 };
            assert!(
                sign * mean(&differences) > -1e-9,
                "{order:?} {differences:?}"
            );
        }
    }
}
