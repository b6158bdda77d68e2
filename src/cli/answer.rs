//! Sentences that answer a study's question, from its numbers.

use super::terminal::{asked_indicators, head_indicator};
use crate::observations::Indicator;
use crate::results::Dataset;
use crate::statistics::{Comparison, Estimates, figures};

/// Answers the study's question about the model, in one line per indicator that it asks for: with difference, interval and number of worlds, ties
/// named as ties and unsettled signs as unsettled.
#[must_use]
pub fn answer(dataset: &Dataset, estimates: &Estimates) -> String {
    let indicator = head_indicator(dataset);
    if dataset.runs.is_empty() {
        return "No world finished, so the question is not answered.".to_string();
    }
    let asked = asked_indicators(dataset).into_iter().filter_map(|one| Some(pair_sentence(dataset, one, estimates.answer(one.name)?)));
    let sentences: Vec<String> = asked.collect();
    if !sentences.is_empty() {
        return sentences.join("\n");
    }
    let others: Vec<usize> = (0..dataset.scenarios.len()).filter(|index| *index != dataset.baseline).collect();
    match others.as_slice() {
        [] => alone_sentence(dataset, estimates, indicator),
        [only] => {
            let comparison = estimates.comparison(*only, indicator.name);
            comparison.map_or_else(String::new, |comparison| pair_sentence(dataset, indicator, comparison))
        }
        _ => all_sentence(dataset, estimates, indicator),
    }
}

fn pair_sentence(dataset: &Dataset, indicator: &Indicator, c: &Comparison) -> String {
    let (one, other) = (&dataset.scenarios[c.scenario].name, &dataset.scenarios[c.baseline].name);
    let title = lower_first(indicator.title);
    let n = figures::count(c.n_pairs);
    let figures = Figures::of(indicator, c);
    if c.n_pairs == 0 {
        return format!("No world finished with both `{one}` and `{other}`, so the question is not answered.");
    }
    if c.is_identical() {
        return format!("In the model, `{one}` and `{other}` tie: {title} {} the same in every one of {n} paired worlds.", verb(indicator));
    }
    if c.n_pairs == 1 {
        return format!(
            "In the one world that was run, {title} differ by {} between `{one}` and `{other}`; one world has no interval.",
            figures.signed
        );
    }
    let evidence = format!("(95 % interval {} to {}, n = {n} paired worlds)", figures.low, figures.high);
    let worlds = format!("better in {} of {n}{}", figures::count(c.n_better), ties(c));
    if !c.sign_settled {
        let sizes = format!("difference {}", figures.signed);
        return format!(
            "In the model, it is not settled whether `{one}` raises or lowers {title} relative to `{other}`: {sizes} {evidence}, {worlds}."
        );
    }
    let raises = if c.diff > 0.0 { "raises" } else { "lowers" };
    format!("In the model, `{one}` {raises} {title} by {} relative to `{other}` {evidence}, {worlds}.", figures.size)
}

fn alone_sentence(dataset: &Dataset, estimates: &Estimates, indicator: &Indicator) -> String {
    let name = &dataset.scenarios[dataset.baseline].name;
    let Some(summary) = estimates.summary(dataset.baseline, indicator.name) else { return String::new() };
    let decimals = figures::decimals(summary.mean, (summary.ci_high - summary.ci_low) / 2.0);
    let (mean, interval) = (figures::number(summary.mean, decimals), figures::interval(summary.ci_low, summary.ci_high, decimals));
    let interval = interval.trim_matches(['(', ')']);
    let interval = if interval.is_empty() { "no interval".to_string() } else { format!("95 % interval {interval}") };
    let n = figures::count(summary.n);
    format!("In the model, `{name}` has {mean} {} on average ({interval}, n = {n} worlds).", unit_or_title(indicator))
}

/// Sorts the scenarios of a study without a stated pair by what they do to the head indicator.
fn all_sentence(dataset: &Dataset, estimates: &Estimates, indicator: &Indicator) -> String {
    let mut groups: [Vec<String>; 4] = Default::default();
    for (index, scenario) in dataset.scenarios.iter().enumerate() {
        let Some(c) = estimates.comparison(index, indicator.name) else { continue };
        let group = if c.is_identical() {
            2
        } else if !c.sign_settled {
            3
        } else {
            usize::from(c.diff < 0.0)
        };
        let figures = Figures::of(indicator, c);
        let size = if group == 2 { String::new() } else { format!(" ({}, {} to {})", figures.signed, figures.low, figures.high) };
        groups[group].push(format!("`{}`{size}", scenario.name));
    }
    let words = ["raised by", "lowered by", "tied with", "not settled for"];
    let parts: Vec<String> = words
        .iter()
        .zip(&groups)
        .filter(|(_, names)| !names.is_empty())
        .map(|(word, names)| format!("{word} {}", names.join(", ")))
        .collect();
    let (baseline, n) = (&dataset.scenarios[dataset.baseline].name, figures::count(dataset.n_complete()));
    let title = lower_first(indicator.title);
    format!(
        "In the model, relative to `{baseline}` (paired, n = {n} worlds, 95 % intervals), {title} {} {}.",
        verb(indicator),
        parts.join("; ")
    )
}

/// A difference and its bounds as words; shares as percentage points.
struct Figures {
    signed: String,
    size: String,
    low: String,
    high: String,
}

impl Figures {
    fn of(indicator: &Indicator, c: &Comparison) -> Self {
        let scale = if indicator.unit == "share" { 100.0 } else { 1.0 };
        let decimals = figures::decimals(c.diff * scale, c.half_width() * scale);
        let unit = match indicator.unit {
            "share" => " percentage points".to_string(),
            unit if indicator.title.to_lowercase().contains(&unit.to_lowercase()) => String::new(),
            unit => format!(" {unit}"),
        };
        Self {
            signed: format!("{}{unit}", figures::signed(c.diff * scale, decimals)),
            size: format!("{}{unit}", figures::number(c.diff.abs() * scale, decimals)),
            low: figures::number(c.ci_low * scale, decimals),
            high: figures::number(c.ci_high * scale, decimals),
        }
    }
}

fn ties(c: &Comparison) -> String {
    if c.n_tied > 0 { format!(" and equal in {}", figures::count(c.n_tied)) } else { String::new() }
}

/// "is" for titles in the singular, "are" for those in the plural.
fn verb(indicator: &Indicator) -> &'static str {
    let noun = indicator.title.split([' ', ',']).find(|word| word.ends_with('s') && !word.ends_with("ss"));
    if noun.is_some() && indicator.unit != "share" { "are" } else { "is" }
}

fn unit_or_title(indicator: &Indicator) -> String {
    let title = lower_first(indicator.title);
    if title.contains(indicator.unit) { title } else { format!("{} ({title})", indicator.unit) }
}

/// A title inside a sentence; abbreviations keep their capitals.
fn lower_first(title: &str) -> String {
    let mut letters = title.chars();
    let (first, second) = (letters.next(), title.chars().nth(1));
    match first {
        Some(first) if !second.is_some_and(char::is_uppercase) => first.to_lowercase().chain(letters).collect(),
        _ => title.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::terminal::tests::dataset_with;
    use super::*;

    fn answered(dataset: &Dataset) -> String {
        answer(dataset, &Estimates::of(dataset))
    }

    #[test]
    fn a_settled_pair_is_answered_with_difference_interval_and_worlds() {
        let mut dataset = dataset_with(3, 40, |k, rep| f64::from(rep) + k as f64 * 8.0 + f64::from(rep % 3) * k as f64);
        dataset.answer = Some((2, 1));
        assert_eq!(
            answered(&dataset),
            "In the model, `c` raises sustained linkages by 8.97 relative to `b` (95 % interval 8.71 to 9.24, n = 40 paired worlds), better in 40 of 40."
        );
    }

    #[test]
    fn a_question_that_names_two_indicators_gets_two_answers() {
        let mut dataset = dataset_with(3, 40, |k, rep| f64::from(rep) + k as f64 * 8.0 + f64::from(rep % 3) * k as f64);
        dataset.answer = Some((2, 1));
        dataset.headline = vec!["upgraded_suppliers".into(), "sustained_linkages".into(), "new_linkages".into()];
        dataset.question = "How many upgraded suppliers and new linkages?".into();
        assert_eq!(answered(&dataset).lines().count(), 1, "the second of the headline is not asked for");
        dataset.question = "How many upgraded suppliers and sustained linkages?".into();
        let text = answered(&dataset);
        assert!(text.lines().count() == 2 && text.contains("\nIn the model, `c` raises sustained linkages by 8.97"), "{text}");
    }

    #[test]
    fn an_unsettled_pair_is_not_given_a_direction() {
        let dataset = dataset_with(2, 10, |k, rep| if k == 1 { [3.0, -2.0][rep as usize % 2] } else { 0.0 });
        let text = answered(&dataset);
        assert!(text.starts_with(
            "In the model, it is not settled whether `b` raises or lowers sustained linkages relative to `a`: difference +0.5"
        ));
        assert!(text.contains("n = 10 paired worlds") && text.contains("better in 5 of 10"), "{text}");
    }

    #[test]
    fn a_tie_is_named_a_tie() {
        let text = answered(&dataset_with(2, 10, |_, rep| f64::from(rep)));
        assert_eq!(text, "In the model, `b` and `a` tie: sustained linkages are the same in every one of 10 paired worlds.");
    }

    #[test]
    fn several_scenarios_without_a_stated_pair_are_sorted_by_what_they_do() {
        let text = answered(&dataset_with(4, 10, |k, rep| [0.0, 5.0 + f64::from(rep % 2), 0.0, -3.0][k]));
        assert_eq!(
            text,
            "In the model, relative to `a` (paired, n = 10 worlds, 95 % intervals), sustained linkages are \
             raised by `b` (+5.50, 5.12 to 5.88); lowered by `d` (-3, -3 to -3); tied with `c`."
        );
    }

    #[test]
    fn shares_are_told_in_percentage_points() {
        let mut dataset = dataset_with(2, 10, |k, rep| 0.1 + 0.02 * k as f64 + 0.001 * f64::from(rep % 2) * k as f64);
        dataset.headline = vec!["domestic_lot_share".into()];
        assert!(
            answered(&dataset).contains("raises domestic share of lots by 2.050 percentage points relative to `a`"),
            "{}",
            answered(&dataset)
        );
    }

    #[test]
    fn without_a_finished_world_nothing_is_claimed() {
        assert_eq!(answered(&dataset_with(2, 0, |_, _| 0.0)), "No world finished, so the question is not answered.");
        let alone = answered(&dataset_with(1, 5, |_, rep| f64::from(rep)));
        assert_eq!(alone, "In the model, `a` has 2.0 sustained linkages on average (95 % interval 0.0 to 4.0, n = 5 worlds).");
    }
}
