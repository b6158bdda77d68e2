//! The paired table of a run on the terminal.

use super::printing::width;
use crate::observations::{Direction, Indicator, Kind};
use crate::results::{Counted, Dataset};
use crate::statistics::{Comparison, Estimates, LEAST_TO_SAY, figures, t_quantile};

/// The table of the head indicator with its notes; lines end with a line feed.
#[must_use]
pub fn paired_table(dataset: &Dataset, estimates: &Estimates) -> String {
    paired_table_of(dataset, estimates, dataset.head_indicator())
}

/// The table of an indicator with its notes, one part for each context; lines end with a line feed.
#[must_use]
pub fn paired_table_of(dataset: &Dataset, estimates: &Estimates, indicator: &Indicator) -> String {
    let part = |context: usize| {
        let mut lines = vec![heading(dataset, estimates, indicator, context)];
        lines.extend(aligned(&table_rows(dataset, estimates, indicator, context)));
        lines.extend(
            notes(dataset, estimates, indicator, context)
                .into_iter()
                .map(|note| format!("  note  {note}")),
        );
        lines.join("\n") + "\n"
    };
    let parts: Vec<String> = (0..dataset.contexts.len()).map(part).collect();
    figures::plain_signs(&parts.join("\n"))
}

fn heading(
    dataset: &Dataset,
    estimates: &Estimates,
    indicator: &Indicator,
    context: usize,
) -> String {
    let baseline = &dataset.scenarios[dataset.contexts[context].baseline].name;
    let unit = match indicator.unit {
        "share" => " [share, 0 to 1]".to_string(),
        unit if indicator
            .title
            .to_lowercase()
            .contains(&unit.to_lowercase()) =>
        {
            String::new()
        }
        unit => format!(" [{unit}]"),
    };
    let what = format!(
        "{}{unit} {}",
        indicator.title,
        window(dataset, indicator.kind)
    );
    if dataset.in_context(context).count() == 1 {
        return format!(
            "{what}, mean of n = {}, 95 % CI",
            units_words(dataset.n_complete(), dataset.counted())
        );
    }
    let compared = dataset
        .in_context(context)
        .filter_map(|index| estimates.comparison(index, indicator.name));
    format!(
        "{what}, difference from `{baseline}` (paired, {}, 95 % CI)",
        pairs_words(compared, dataset.counted())
    )
}

fn counted_noun(n: usize, noun: &str) -> String {
    format!(
        "{} {noun}{}",
        figures::count(n),
        if n == 1 { "" } else { "s" }
    )
}

fn units_words(n: usize, counted: Counted) -> String {
    format!("{} {}", figures::count(n), counted.word(n))
}

/// Pairs that comparisons have, and how many of the worlds requested they lack: "n = 8 to 10 worlds, up to 2 dropped".
fn pairs_words<'a>(comparisons: impl Iterator<Item = &'a Comparison>, counted: Counted) -> String {
    let counts: Vec<(usize, usize)> = comparisons.map(|c| (c.n_pairs, c.n_dropped)).collect();
    let of = |least: Option<usize>, most: Option<usize>| (least.unwrap_or(0), most.unwrap_or(0));
    let (fewest, most) = of(
        counts.iter().map(|c| c.0).min(),
        counts.iter().map(|c| c.0).max(),
    );
    let (least_dropped, dropped) = of(
        counts.iter().map(|c| c.1).min(),
        counts.iter().map(|c| c.1).max(),
    );
    let n = if fewest == most {
        units_words(most, counted)
    } else {
        format!(
            "{} to {}",
            figures::count(fewest),
            units_words(most, counted)
        )
    };
    match (dropped, least_dropped == dropped) {
        (0, _) => format!("n = {n}"),
        (_, true) => format!("n = {n}, {} dropped", figures::count(dropped)),
        _ => format!("n = {n}, up to {} dropped", figures::count(dropped)),
    }
}

/// Worlds that a comparison counts: those in which the scenario is better, or has more where neither way is better.
fn often_word(indicator: &Indicator) -> &'static str {
    if indicator.direction == Direction::Neither {
        "more"
    } else {
        "better"
    }
}

/// Count of worlds that [`often_word`] refers to.
fn often(c: &Comparison) -> usize {
    c.n_better().unwrap_or(c.n_more)
}

/// Text for the time that an indicator refers to.
#[must_use]
pub fn window(dataset: &Dataset, kind: Kind) -> String {
    let quarters = dataset.policy_quarters;
    let length = match (quarters % 4, quarters / 4) {
        (0, 1) => "1 year".to_string(),
        (0, years) => format!("{years} years"),
        _ => format!("{quarters} quarters"),
    };
    match kind {
        Kind::Stock => format!("after {length}"),
        Kind::Flow => format!("over {length}"),
        Kind::Mean => format!("on average over {length}"),
    }
}

fn table_rows(
    dataset: &Dataset,
    estimates: &Estimates,
    indicator: &Indicator,
    context: usize,
) -> Vec<Vec<String>> {
    let often = format!("{} in", often_word(indicator));
    let mut rows = vec![
        ["scenario", "mean", "difference", &often]
            .map(str::to_string)
            .to_vec(),
    ];
    for index in dataset.in_context(context) {
        let mean = estimates.summary(index, indicator.name).map_or_else(
            || "-".into(),
            |s| figures::mean_interval(s.mean, s.ci_low, s.ci_high),
        );
        let mut row = vec![dataset.scenarios[index].name.clone(), mean];
        match estimates.comparison(index, indicator.name) {
            Some(comparison) => row.extend([
                difference(comparison),
                better(comparison, dataset.counted()),
            ]),
            None => row.extend(["-".to_string(), "-".to_string()]),
        }
        rows.push(row);
    }
    rows
}

fn difference(comparison: &Comparison) -> String {
    figures::difference(comparison.diff, comparison.ci_low, comparison.ci_high)
}

fn better(c: &Comparison, counted: Counted) -> String {
    let tied = if c.n_tied > 0 {
        format!(", {} tied", c.n_tied)
    } else {
        String::new()
    };
    format!("{} of {}{tied}", often(c), units_words(c.n_pairs, counted))
}

/// Rows as lines, the second column to the right, all others to the left.
pub(super) fn aligned(rows: &[Vec<String>]) -> Vec<String> {
    lines_of(rows, |column| column == 1)
}

/// Rows as lines, all columns to the left.
pub(super) fn columns(rows: &[Vec<String>]) -> Vec<String> {
    lines_of(rows, |_| false)
}

/// Rows as lines of the width of the terminal; where they are wider, the first column stands above the others.
fn lines_of(rows: &[Vec<String>], is_right: fn(usize) -> bool) -> Vec<String> {
    let of = |row: &Vec<String>, column: usize| row[column].chars().count();
    let widest = |column: usize| rows.iter().map(|row| of(row, column)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..rows.first().map_or(0, Vec::len)).map(widest).collect();
    let cell = |row: &Vec<String>, column: usize| {
        let (text, width) = (row[column].as_str(), widths[column]);
        if is_right(column) {
            format!("{text:>width$}")
        } else {
            format!("{text:<width$}")
        }
    };
    let all: usize = widths.iter().map(|width| width + 3).sum();
    let is_wide = all > width();
    let line = |row: &Vec<String>| {
        let cells: Vec<String> = (usize::from(is_wide)..row.len())
            .map(|column| cell(row, column))
            .collect();
        let text = format!("  {}", cells.join("   ")).trim_end().to_string();
        if is_wide {
            let first = row.first().map_or("", String::as_str);
            vec![
                format!("  {first}"),
                format!("    {}", text.trim_start_matches("  ")),
            ]
        } else {
            vec![text]
        }
    };
    rows.iter().flat_map(line).collect()
}

/// The table of an indicator in Markdown, one for each context, its notes below it.
#[must_use]
pub fn markdown_table_of(
    dataset: &Dataset,
    estimates: &Estimates,
    indicator: &Indicator,
) -> String {
    let line = |row: &Vec<String>| {
        format!(
            "| {} |",
            row.iter()
                .map(|cell| cell.replace('|', "\\|"))
                .collect::<Vec<_>>()
                .join(" | ")
        )
    };
    let table = |context: usize| {
        let rows = table_rows(dataset, estimates, indicator, context);
        let mut lines = vec![
            format!("**{}**", heading(dataset, estimates, indicator, context)),
            String::new(),
        ];
        lines.extend(rows.first().map(line));
        lines.push("|---|---:|---|---|".to_string());
        lines.extend(rows.iter().skip(1).map(line));
        let notes = notes(dataset, estimates, indicator, context);
        lines.extend((!notes.is_empty()).then(String::new));
        lines.extend(notes.into_iter().map(|note| format!("- {note}")));
        lines.join("\n") + "\n"
    };
    let tables: Vec<String> = (0..dataset.contexts.len()).map(table).collect();
    figures::plain_signs(&tables.join("\n"))
}

/// Notes on the comparisons of a context; the last context also reports lost worlds.
fn notes(
    dataset: &Dataset,
    estimates: &Estimates,
    indicator: &Indicator,
    context: usize,
) -> Vec<String> {
    let mut notes = Vec::new();
    let counted = dataset.counted();
    for index in dataset.in_context(context) {
        let comparison = estimates.comparison(index, indicator.name);
        notes.extend(
            comparison
                .and_then(|comparison| note(comparison, counted))
                .map(|note| format!("{}: {note}", dataset.scenarios[index].name)),
        );
    }
    if let Some(draws) = dataset
        .draws
        .as_ref()
        .filter(|_| context + 1 == dataset.contexts.len())
    {
        notes.push(if draws.is_luck_shared {
            let points = counted_noun(draws.n as usize, "point");
            format!("a replication here is the mean over {points} of a design under the same random draws; intervals cover random variation between replications (Monte-Carlo error) only")
        } else {
            let numbers = counted_noun(draws.numbers.len(), "uncertain parameter");
            let (worlds, these) = (
                counted_noun(draws.replications as usize, "simulated world"),
                if draws.numbers.len() == 1 { "this parameter" } else { "these parameters" },
            );
            format!("a draw is of {numbers}, and the mean of {worlds}; intervals cover random variation and the uncertainty of {these}")
        });
    }
    let lost = dataset.failures.len();
    if lost > 0 && context + 1 == dataset.contexts.len() {
        let all = dataset
            .draws
            .as_ref()
            .map_or(dataset.replications, |draws| draws.n * draws.replications);
        let (all, were) = (
            figures::count(all as usize),
            if lost == 1 { "was" } else { "were" },
        );
        notes.push(format!("{lost} of {all} worlds {were} lost (data/failures.csv); comparisons use complete pairs only"));
    }
    notes
}

/// Caveat on a comparison that is not significant.
fn note(comparison: &Comparison, counted: Counted) -> Option<String> {
    let (n, one) = (comparison.n_pairs, counted.one());
    if n == 0 {
        Some("no complete pair".to_string())
    } else if n == 1 {
        let tie = if comparison.is_identical() {
            format!("a tie in the one {one}; ")
        } else {
            String::new()
        };
        Some(format!(
            "{tie}one {one} gives no interval; run more ({} 30)",
            counted.flag()
        ))
    } else if comparison.is_identical() {
        Some(format!(
            "a tie: the same in every one of {}; up to {} may differ (95\u{a0}%)",
            units_words(n, counted),
            figures::percent(comparison.greatest_unseen_share())
        ))
    } else if comparison.sign_settled {
        None
    } else if !comparison.half_width().is_finite() {
        Some(format!(
            "the same difference in every one of {} gives no interval, so it is not called significant",
            units_words(n, counted)
        ))
    } else if comparison.has_few_untied() {
        let advice = comparison.pairs_to_say().map_or_else(String::new, |n| {
            format!(
                "; about {} should do ({} {n})",
                units_words(n, counted),
                counted.flag()
            )
        });
        Some(format!(
            "too few {} to say: {} of {n} differ, and at least {LEAST_TO_SAY} must{advice}",
            counted.many(),
            comparison.n_untied()
        ))
    } else if comparison.is_settled_alone() {
        Some(
            "apart from 0 for this comparison alone, not among all that lead the report (Holm)"
                .to_string(),
        )
    } else {
        let advice = worlds_needed(comparison).map_or_else(String::new, |n| {
            format!(
                "; about {} should do ({} {n})",
                units_words(n, counted),
                counted.flag()
            )
        });
        Some(format!("not significant at n = {n}{advice}"))
    }
}

/// Fewest pairs whose spread is known well enough to say how many worlds to run.
const LEAST_FOR_ADVICE: usize = 20;

/// Quantile of the normal distribution at a power of 80 %.
const POWER_QUANTILE: f64 = 0.842;

/// Worlds with which a difference of this size and spread is significant with a power of 80 % (two-sided 5 %, t quantile of the pairs at hand),
/// to two digits upwards; none below 20 pairs, where it is not more than was run, and where it is more than ten times what was run, because
/// the difference may then as well be none.
fn worlds_needed(comparison: &Comparison) -> Option<usize> {
    let n = comparison.n_pairs;
    let worlds = ((t_quantile(n) + POWER_QUANTILE) * comparison.sd_diff / comparison.diff).powi(2);
    let unit = 10_f64.powf((worlds.log10().floor() - 1.0).max(0.0));
    let rounded = (worlds / unit).ceil() * unit;
    let is_said = n >= LEAST_FOR_ADVICE
        && rounded.is_finite()
        && rounded > n as f64
        && rounded <= 10.0 * n as f64;
    is_said.then_some(rounded as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::testing::dataset_with;

    fn table(dataset: &Dataset) -> String {
        paired_table(dataset, &Estimates::from_dataset(dataset))
    }

    #[test]
    fn the_table_shows_mean_difference_interval_and_worlds() {
        let dataset = dataset_with(3, 8, |k, rep| {
            100.0 + f64::from(rep) * 2.0 + k as f64 * 10.0 + f64::from(rep % 2) * k as f64
        });
        let text = table(&dataset);
        assert!(text.starts_with("Sustained linkages after 3 quarters, difference from `a` (paired, n = 8 worlds, 95 % CI)\n"));
        assert!(
            text.contains("\n  a          107.0 (102.9 to 111.1)   -                        -\n"),
            "{text}"
        );
        assert!(
            text.contains(
                "  b          117.5 (113.3 to 121.7)   +10.50 (9.92 to 11.08)   8 of 8 worlds\n"
            ),
            "{text}"
        );
        assert!(!text.contains("note"), "{text}");
    }

    #[test]
    fn an_unsettled_sign_and_a_tie_are_noted() {
        let dataset = dataset_with(3, 10, |k, rep| {
            if k == 1 {
                [3.0, -2.0][rep as usize % 2]
            } else {
                0.0
            }
        });
        let text = table(&dataset);
        assert!(
            text.contains("note  b: not significant at n = 10"),
            "{text}"
        );
        assert!(
            text.contains("note  c: a tie: the same in every one of 10 worlds"),
            "{text}"
        );
        assert!(text.contains("0 of 10 worlds, 10 tied"), "{text}");
    }

    #[test]
    fn one_world_says_that_it_has_no_interval() {
        let text = table(&dataset_with(2, 1, |k, _| k as f64));
        assert!(
            text.contains("+1 ") && text.contains("note  b: one world gives no interval"),
            "{text}"
        );
    }

    #[test]
    fn the_advice_on_worlds_follows_the_power_formula() {
        let dataset = dataset_with(2, 100, |k, rep| {
            if k == 0 {
                0.0
            } else {
                [11.0, -9.0][rep as usize % 2]
            }
        });
        let comparison = Estimates::from_dataset(&dataset)
            .comparison(1, "employment")
            .expect("compared")
            .clone();
        // ((1.984 + 0.842) * 10.05 / 1)^2 = 807, to two digits upwards.
        assert_eq!(worlds_needed(&comparison), Some(810));
        assert!(table(&dataset).contains(
            "note  b: not significant at n = 100; about 810 worlds should do (-r 810)\n"
        ));
    }

    #[test]
    fn no_advice_is_given_on_few_pairs_nor_for_fewer_worlds_than_were_run() {
        let dataset = dataset_with(2, 19, |k, rep| {
            if k == 0 {
                0.0
            } else {
                [11.0, -9.0][rep as usize % 2]
            }
        });
        let comparison = Estimates::from_dataset(&dataset)
            .comparison(1, "employment")
            .expect("compared")
            .clone();
        assert_eq!(worlds_needed(&comparison), None, "19 pairs");
        let narrow = Comparison {
            n_pairs: 100,
            diff: 1.0,
            sd_diff: 1.0,
            ..comparison
        };
        assert_eq!(
            worlds_needed(&narrow),
            None,
            "8 worlds would do, and 100 were run"
        );
    }

    #[test]
    fn few_untied_pairs_and_a_constant_difference_are_noted() {
        let text = table(&dataset_with(3, 30, |k, rep| {
            [0.0, f64::from(u8::from(rep < 4)), 2.0][k]
        }));
        assert!(
            text.contains(
                "note  b: too few worlds to say: 4 of 30 differ, and at least 5 must; about 113 worlds should do (-r 113)"
            ),
            "{text}"
        );
        assert!(
            text.contains(
                "  c             2.00 (1.88 to 2.12)   +2.00 (1.88 to 2.12)    30 of 30 worlds"
            ),
            "one world in 30 may differ by one: {text}"
        );
    }

    #[test]
    fn draws_and_replications_are_not_called_worlds() {
        let mut dataset = dataset_with(3, 10, |k, rep| {
            if k == 1 {
                [3.0, -2.0][rep as usize % 2]
            } else {
                0.0
            }
        });
        for (is_luck_shared, many) in [(false, "draws"), (true, "replications")] {
            let kind = "grid".to_string();
            let (numbers, points, names) = (Vec::new(), Vec::new(), Vec::new());
            dataset.draws = Some(crate::results::Draws {
                kind,
                n: 10,
                replications: 2,
                is_luck_shared,
                numbers,
                points,
                names,
            });
            let text = table(&dataset);
            assert!(
                text.contains(&format!("(paired, n = 10 {many}, 95 % CI)"))
                    && text.contains(&format!("5 of 10 {many}")),
                "{text}"
            );
            assert!(
                text.contains(&format!("the same in every one of 10 {many}")),
                "{text}"
            );
            assert!(
                !text.replace("simulated worlds", "").contains("world"),
                "{text}"
            );
        }
    }

    #[test]
    fn dropped_worlds_stand_in_the_heading_and_steps_count_more() {
        let mut dataset = dataset_with(3, 10, |k, rep| f64::from(rep) * k as f64);
        dataset.runs[1].values.fill(f64::NAN);
        assert!(
            table(&dataset).contains("(paired, n = 9 to 10 worlds, up to 1 dropped, 95 % CI)"),
            "{}",
            table(&dataset)
        );
        dataset.runs[2].values.fill(f64::NAN);
        assert!(
            table(&dataset).contains("(paired, n = 9 worlds, 1 dropped, 95 % CI)"),
            "{}",
            table(&dataset)
        );
        dataset.headline = vec!["clients".into()];
        assert!(
            table(&dataset)
                .lines()
                .nth(1)
                .is_some_and(|line| line.ends_with("more in")),
            "{}",
            table(&dataset)
        );
    }
}
