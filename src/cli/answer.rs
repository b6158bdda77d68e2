//! Sentences that answer a study's question, from its numbers.

use super::terminal::{often, often_word, pairs_words};
use crate::observations::Indicator;
use crate::report::words::{lower_first, rank_sentence};
use crate::results::Dataset;
use crate::statistics::{self, Comparison, Estimates, LEAST_UNTIED, figures};

/// Answers the study's question about the model, in one line per indicator that it asks for: with difference, interval and number of worlds, ties
/// named as ties and unsettled signs as unsettled.
#[must_use]
pub fn answer(dataset: &Dataset, estimates: &Estimates) -> String {
    let indicator = dataset.head_indicator();
    if dataset.runs.is_empty() {
        return "No world finished, so the question is not answered.".to_string();
    }
    let asked = dataset
        .asked_indicators()
        .into_iter()
        .filter_map(|one| Some(pair_sentence(dataset, one, estimates.answer(one.name)?)));
    let sentences: Vec<String> = asked.collect();
    if !sentences.is_empty() {
        return sentences.join("\n");
    }
    let mut sentences: Vec<String> = (0..dataset.contexts.len())
        .map(|context| context_sentence(dataset, estimates, indicator, context))
        .collect();
    let ranked = dataset
        .asked_indicators()
        .into_iter()
        .filter_map(|one| statistics::ranks(dataset, estimates, one.name));
    sentences.extend(ranked.map(|ranks| rank_sentence(dataset, &ranks)));
    sentences.join("\n")
}

/// What the scenarios of one context do to an indicator, relative to its baseline.
fn context_sentence(
    dataset: &Dataset,
    estimates: &Estimates,
    indicator: &Indicator,
    context: usize,
) -> String {
    let others: Vec<usize> = dataset.compared_in(context).collect();
    match others.as_slice() {
        [] => alone_sentence(
            dataset,
            estimates,
            indicator,
            dataset.contexts[context].baseline,
        ),
        [only] => {
            let comparison = estimates.comparison(*only, indicator.name);
            comparison.map_or_else(String::new, |comparison| {
                pair_sentence(dataset, indicator, comparison)
            })
        }
        _ => all_sentence(dataset, estimates, indicator, context),
    }
}

fn pair_sentence(dataset: &Dataset, indicator: &Indicator, c: &Comparison) -> String {
    let (one, other) = (
        &dataset.scenarios[c.scenario].name,
        &dataset.scenarios[c.baseline].name,
    );
    let title = lower_first(indicator.title);
    let n = figures::count(c.n_pairs);
    let (figures, counted) = (Figures::of(indicator, c), dataset.counted());
    let (unit, units) = (counted.one(), counted.many());
    if c.n_pairs == 0 {
        return format!(
            "No {unit} finished with both `{one}` and `{other}`, so the question is not answered."
        );
    }
    if c.n_pairs == 1 {
        let what = match c.n_tied {
            0 => format!(
                "`{one}` differs from `{other}` in {title} by {}",
                figures.signed
            ),
            _ => format!("`{one}` and `{other}` tie: no difference in {title}"),
        };
        return format!("In the one {unit} that has both, {what}; one {unit} gives no interval.");
    }
    if c.is_identical() {
        return format!(
            "In the model, `{one}` and `{other}` tie: no difference in {title} in any of {n} paired {units}."
        );
    }
    let dropped = if c.n_dropped > 0 {
        format!(", {} dropped", figures::count(c.n_dropped))
    } else {
        String::new()
    };
    let evidence = format!(
        "({}, n = {n} paired {units}{dropped})",
        figures.interval_words()
    );
    let worlds = format!(
        "{} in {} of {n}{}",
        often_word(indicator),
        figures::count(often(c)),
        ties(c)
    );
    if !c.sign_settled {
        let sizes = format!("difference {}", figures.signed);
        let few = c.half_width().is_finite() && c.n_more + c.n_less < LEAST_UNTIED;
        let worlds = if few {
            format!("{worlds}; fewer than {LEAST_UNTIED} {units} that differ settle nothing")
        } else {
            worlds
        };
        return format!(
            "In the model, it is not settled whether `{one}` raises or lowers {title} relative to `{other}`: {sizes} {evidence}, {worlds}."
        );
    }
    let raises = if c.diff > 0.0 { "raises" } else { "lowers" };
    format!(
        "In the model, `{one}` {raises} {title} by {} relative to `{other}` {evidence}, {worlds}.",
        figures.size
    )
}

fn alone_sentence(
    dataset: &Dataset,
    estimates: &Estimates,
    indicator: &Indicator,
    scenario: usize,
) -> String {
    let name = &dataset.scenarios[scenario].name;
    let Some(summary) = estimates.summary(scenario, indicator.name) else {
        return String::new();
    };
    let decimals = figures::decimals(summary.mean, (summary.ci_high - summary.ci_low) / 2.0);
    let (mean, interval) = (
        figures::number(summary.mean, decimals),
        figures::interval(summary.ci_low, summary.ci_high, decimals),
    );
    let interval = interval.trim_matches(['(', ')']);
    let interval = if interval.is_empty() {
        "no interval".to_string()
    } else {
        format!("95 % interval {interval}")
    };
    let counted = dataset.counted();
    if summary.n == 1 {
        let one = counted.one();
        return format!(
            "In the one {one} that was run, `{name}` has {mean} {}; one {one} gives no interval.",
            unit_or_title(indicator)
        );
    }
    let n = figures::count(summary.n);
    format!(
        "In the model, `{name}` has {mean} {} on average ({interval}, n = {n} {}).",
        unit_or_title(indicator),
        counted.many()
    )
}

/// Groups of scenarios in a sentence on all of them, in the order of the sentence.
const GROUPS: [&str; 6] = [
    "raised by",
    "lowered by",
    "tied with",
    "not settled for",
    "one pair only for",
    "no pair for",
];

/// The group of a comparison in [`GROUPS`].
const fn group(c: &Comparison) -> usize {
    match c.n_pairs {
        0 => 5,
        1 => 4,
        n if c.n_tied == n => 2,
        _ if !c.sign_settled => 3,
        _ if c.diff < 0.0 => 1,
        _ => 0,
    }
}

/// Sorts the scenarios of a context without a stated pair by what they do to the head indicator.
fn all_sentence(
    dataset: &Dataset,
    estimates: &Estimates,
    indicator: &Indicator,
    context: usize,
) -> String {
    let compared = || {
        dataset
            .in_context(context)
            .filter_map(|index| estimates.comparison(index, indicator.name))
    };
    let first = compared().next().map(|c| c.n_pairs);
    let is_even = compared().all(|c| Some(c.n_pairs) == first);
    let mut groups: [Vec<String>; GROUPS.len()] = Default::default();
    for c in compared() {
        let figures = Figures::of(indicator, c);
        let n = if is_even {
            String::new()
        } else {
            format!(", n = {}", figures::count(c.n_pairs))
        };
        let size = match group(c) {
            2 if is_even => String::new(),
            2 => format!(" (n = {})", figures::count(c.n_pairs)),
            4 => format!(" ({}, no interval)", figures.signed),
            5 => String::new(),
            _ => format!(" ({}, {}{n})", figures.signed, figures.bounds()),
        };
        groups[group(c)].push(format!("`{}`{size}", dataset.scenarios[c.scenario].name));
    }
    let parts = GROUPS
        .iter()
        .zip(&groups)
        .filter(|(_, names)| !names.is_empty());
    let parts: Vec<String> = parts
        .map(|(word, names)| format!("{word} {}", names.join(", ")))
        .collect();
    let (baseline, title) = (
        &dataset.scenarios[dataset.contexts[context].baseline].name,
        lower_first(indicator.title),
    );
    let pairs = pairs_words(compared(), dataset.counted());
    format!(
        "In the model, relative to `{baseline}` (paired, {pairs}, 95 % intervals), {title}: {}.",
        parts.join("; ")
    )
}

/// A difference and its bounds as words; shares as percentage points.
struct Figures {
    signed: String,
    size: String,
    bounds: Option<(String, String)>,
}

impl Figures {
    fn of(indicator: &Indicator, c: &Comparison) -> Self {
        let scale = if indicator.unit == "share" {
            100.0
        } else {
            1.0
        };
        let decimals = figures::decimals(c.diff * scale, c.half_width() * scale);
        let unit = match indicator.unit {
            "share" => " percentage points".to_string(),
            unit if indicator
                .title
                .to_lowercase()
                .contains(&unit.to_lowercase()) =>
            {
                String::new()
            }
            unit => format!(" {unit}"),
        };
        Self {
            signed: format!("{}{unit}", figures::signed(c.diff * scale, decimals)),
            size: format!("{}{unit}", figures::number(c.diff.abs() * scale, decimals)),
            bounds: c.half_width().is_finite().then(|| {
                [c.ci_low, c.ci_high]
                    .map(|end| figures::number(end * scale, decimals))
                    .into()
            }),
        }
    }

    /// The ends of the interval, or that there is none.
    fn bounds(&self) -> String {
        self.bounds.as_ref().map_or_else(
            || "no interval".to_string(),
            |(low, high)| format!("{low} to {high}"),
        )
    }

    fn interval_words(&self) -> String {
        let words = |(low, high): &(String, String)| format!("95 % interval {low} to {high}");
        self.bounds.as_ref().map_or_else(
            || "no interval, because all differences are the same".to_string(),
            words,
        )
    }
}

fn ties(c: &Comparison) -> String {
    if c.n_tied > 0 {
        format!(" and equal in {}", figures::count(c.n_tied))
    } else {
        String::new()
    }
}

fn unit_or_title(indicator: &Indicator) -> String {
    let title = lower_first(indicator.title);
    if title.contains(indicator.unit) {
        title
    } else {
        format!("{} ({title})", indicator.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::testing::dataset_with;

    fn answered(dataset: &Dataset) -> String {
        answer(dataset, &Estimates::of(dataset))
    }

    #[test]
    fn a_settled_pair_is_answered_with_difference_interval_and_worlds() {
        let mut dataset = dataset_with(3, 40, |k, rep| {
            f64::from(rep) + k as f64 * 8.0 + f64::from(rep % 3) * k as f64
        });
        dataset.answer = Some((2, 1));
        assert_eq!(
            answered(&dataset),
            "In the model, `c` raises sustained linkages by 8.97 relative to `b` (95 % interval 8.71 to 9.24, n = 40 paired worlds), better in 40 of 40."
        );
    }

    #[test]
    fn a_question_that_names_two_indicators_gets_two_answers() {
        let mut dataset = dataset_with(3, 40, |k, rep| {
            f64::from(rep) + k as f64 * 8.0 + f64::from(rep % 3) * k as f64
        });
        dataset.answer = Some((2, 1));
        dataset.headline = vec![
            "upgraded_suppliers".into(),
            "sustained_linkages".into(),
            "new_linkages".into(),
        ];
        dataset.question = "How many upgraded suppliers and new linkages?".into();
        assert_eq!(
            answered(&dataset).lines().count(),
            1,
            "the second of the headline is not asked for"
        );
        dataset.question = "How many upgraded suppliers and sustained linkages?".into();
        let text = answered(&dataset);
        assert!(
            text.lines().count() == 2
                && text.contains("\nIn the model, `c` raises sustained linkages by 8.97"),
            "{text}"
        );
    }

    #[test]
    fn draws_and_replications_are_not_called_worlds() {
        for (is_luck_shared, many) in [(false, "draws"), (true, "replications")] {
            let (numbers, points, names) = (Vec::new(), Vec::new(), Vec::new());
            let draws = crate::results::Draws {
                kind: "grid".into(),
                n: 10,
                replications: 2,
                is_luck_shared,
                numbers,
                points,
                names,
            };
            for value in [
                |_: usize, rep: u32| f64::from(rep),
                |k: usize, rep: u32| [0.0, 3.0, -2.0][k] * f64::from(rep % 2),
            ] {
                let mut dataset = dataset_with(3, 10, value);
                dataset.draws = Some(draws.clone());
                let all = answered(&dataset);
                dataset.answer = Some((2, 1));
                let text = answered(&dataset);
                assert!(
                    text.contains(&format!("10 paired {many}"))
                        && all.contains(&format!("n = 10 {many}")),
                    "{text}\n{all}"
                );
                assert!(!(text + &all).contains("world"));
            }
        }
    }

    #[test]
    fn an_unsettled_pair_is_not_given_a_direction() {
        let dataset = dataset_with(2, 10, |k, rep| {
            if k == 1 {
                [3.0, -2.0][rep as usize % 2]
            } else {
                0.0
            }
        });
        let text = answered(&dataset);
        assert!(text.starts_with(
            "In the model, it is not settled whether `b` raises or lowers sustained linkages relative to `a`: difference +0.5"
        ));
        assert!(
            text.contains("n = 10 paired worlds") && text.contains("better in 5 of 10"),
            "{text}"
        );
    }

    #[test]
    fn few_worlds_that_differ_settle_nothing_and_that_is_said() {
        let text = answered(&dataset_with(
            2,
            30,
            |k, rep| if rep < 5 { k as f64 } else { 0.0 },
        ));
        assert!(
            text.contains("not settled")
                && text
                    .ends_with("and equal in 25; fewer than 6 worlds that differ settle nothing."),
            "{text}"
        );
    }

    #[test]
    fn a_tie_is_named_a_tie() {
        let text = answered(&dataset_with(2, 10, |_, rep| f64::from(rep)));
        assert_eq!(
            text,
            "In the model, `b` and `a` tie: no difference in sustained linkages in any of 10 paired worlds."
        );
    }

    #[test]
    fn several_scenarios_without_a_stated_pair_are_sorted_by_what_they_do() {
        let text = answered(&dataset_with(5, 10, |k, rep| {
            [
                0.0,
                5.0 + f64::from(rep % 2),
                0.0,
                -3.0 - f64::from(rep % 2),
                -3.0,
            ][k]
        }));
        assert_eq!(
            text,
            "In the model, relative to `a` (paired, n = 10 worlds, 95 % intervals), sustained linkages: \
             raised by `b` (+5.50, 5.12 to 5.88); lowered by `d` (-3.50, -3.88 to -3.12); tied with `c`; not settled for `e` (-3, no interval)."
        );
    }

    #[test]
    fn scenarios_with_fewer_pairs_are_told_with_their_own_number() {
        let mut dataset = dataset_with(4, 10, |k, rep| k as f64 * (5.0 + f64::from(rep % 2)));
        let lose = |runs: &mut Vec<crate::results::RunRecord>, scenario: usize, from: u32| {
            let lost = runs
                .iter_mut()
                .filter(|run| run.scenario == scenario && run.replication >= from);
            lost.for_each(|run| run.values.fill(f64::NAN));
        };
        lose(&mut dataset.runs, 2, 1);
        lose(&mut dataset.runs, 3, 0);
        let text = answered(&dataset);
        assert!(
            text.contains("(paired, n = 0 to 10 worlds, up to 10 dropped, 95 % intervals)"),
            "{text}"
        );
        assert!(
            text.contains("raised by `b` (+5.50, 5.12 to 5.88, n = 10)"),
            "{text}"
        );
        assert!(
            text.ends_with("one pair only for `c` (+10, no interval); no pair for `d`."),
            "{text}"
        );
    }

    #[test]
    fn one_world_is_answered_without_interval() {
        let text = answered(&dataset_with(2, 1, |k, _| k as f64));
        assert_eq!(
            text,
            "In the one world that has both, `b` differs from `a` in sustained linkages by +1; one world gives no interval."
        );
        let tie = answered(&dataset_with(2, 1, |_, _| 4.0));
        assert_eq!(
            tie,
            "In the one world that has both, `b` and `a` tie: no difference in sustained linkages; one world gives no interval."
        );
        let two = answered(&dataset_with(2, 2, |k, rep| k as f64 * f64::from(rep + 1)));
        assert!(
            two.contains("not settled") && two.contains("n = 2 paired worlds"),
            "{two}"
        );
        let same = answered(&dataset_with(2, 2, |k, _| k as f64));
        assert!(
            same.contains("not settled")
                && same.contains("no interval, because all differences are the same"),
            "{same}"
        );
    }

    #[test]
    fn shares_are_told_in_percentage_points() {
        let mut dataset = dataset_with(2, 10, |k, rep| {
            0.1 + 0.02 * k as f64 + 0.001 * f64::from(rep % 2) * k as f64
        });
        dataset.headline = vec!["domestic_lot_share".into()];
        assert!(
            answered(&dataset).contains(
                "raises domestic share of lots by 2.050 percentage points relative to `a`"
            ),
            "{}",
            answered(&dataset)
        );
    }

    #[test]
    fn without_a_finished_world_nothing_is_claimed() {
        assert_eq!(
            answered(&dataset_with(2, 0, |_, _| 0.0)),
            "No world finished, so the question is not answered."
        );
        let alone = answered(&dataset_with(1, 5, |_, rep| f64::from(rep)));
        assert_eq!(
            alone,
            "In the model, `a` has 2.0 sustained linkages on average (95 % interval 0.0 to 4.0, n = 5 worlds)."
        );
    }
}
