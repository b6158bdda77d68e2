//! Sentences about a difference.

use super::ranks::rank_title;
use crate::observations::{Direction, INDICATORS, Indicator, indicator_index};
use crate::report::{Effect, ReportInput};
use crate::statistics::figures::{Scale, count, exponent, number};
use crate::statistics::{Comparison, Estimate, LEAST_TO_SAY, figures};

/// Title of an indicator inside a sentence: first letter small unless it starts with an acronym.
#[must_use]
pub fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    let (first, second) = (chars.next(), chars.clone().next());
    match first {
        Some(first) if !second.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()) => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}

/// Text with a capital first letter.
#[must_use]
pub fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// The declared indicator of a name.
#[must_use]
pub fn describe(name: &str) -> Option<&'static Indicator> {
    indicator_index(name).map(|index| &INDICATORS[index])
}

/// Title of an indicator inside a sentence; the name itself for an unknown one.
#[must_use]
pub fn noun(name: &str) -> String {
    describe(name).map_or_else(|| name.to_owned(), |indicator| lower_first(indicator.title))
}

/// Title of an indicator inside a sentence, with an article where it is one quantity: "the domestic share of lots".
fn thing(name: &str) -> String {
    let is_one = describe(name).is_some_and(|i| {
        i.unit.starts_with("share") || i.unit == "index" || i.title.starts_with("Cost")
    });
    if is_one {
        format!("the {}", noun(name))
    } else {
        noun(name)
    }
}

/// True where the title counts things, so that one can speak of "12 more upgraded suppliers".
#[must_use]
pub fn is_counted(name: &str) -> bool {
    describe(name).is_some_and(|i| matches!(i.unit, "linkages" | "SMEs") && i.title.ends_with('s'))
}

/// Frequency: "57 of 60 simulated worlds".
fn worlds_words(k: usize, row: Effect<'_>) -> String {
    format!(
        "{} of {} {}",
        count(k),
        count(row.n_pairs),
        row.counted.long(2)
    )
}

/// Frequency of a difference in two ways, each with its word: better and worse, or more and less where neither way is better.
fn frequencies(indicator: &str, row: &Comparison) -> [(&'static str, usize); 2] {
    match describe(indicator).map_or(Direction::Neither, |indicator| indicator.direction) {
        Direction::Higher => [("better", row.n_more), ("worse", row.n_less)],
        Direction::Lower => [("better", row.n_less), ("worse", row.n_more)],
        Direction::Neither => [("more", row.n_more), ("less", row.n_less)],
    }
}

/// In how many worlds a difference goes the way that [`better_words`] names first.
#[must_use]
pub fn more_often(indicator: &str, row: &Comparison) -> usize {
    frequencies(indicator, row)[0].1
}

/// Frequency of more and less in worlds, or what else is counted: "better in 57 of 60, worse in 3"; the remaining worlds are ties.
#[must_use]
pub fn better_words(indicator: &str, row: Effect<'_>) -> String {
    let [(more, n_more), (less, n_less)] = frequencies(indicator, &row);
    match row {
        row if row.n_pairs == 0 || !row.diff.is_finite() => {
            format!("no complete pair of {}", row.counted.many())
        }
        row if row.n_tied == row.n_pairs && row.n_pairs == 1 => {
            format!("the same in the one {}", row.counted.one())
        }
        row if row.n_tied == row.n_pairs => {
            format!(
                "the same in all {} {}",
                count(row.n_pairs),
                row.counted.many()
            )
        }
        row => format!(
            "{more} in {} of {}, {less} in {}",
            count(n_more),
            count(row.n_pairs),
            count(n_less)
        ),
    }
}

/// Frequency inside a sentence: "better in 57 of 60 simulated worlds, the same in 1, worse in 2".
pub(super) fn often_words(indicator: &str, row: Effect<'_>) -> String {
    let [(more, n_more), (less, n_less)] = frequencies(indicator, &row);
    let ties = if row.n_tied > 0 {
        format!(", the same in {}", count(row.n_tied))
    } else {
        String::new()
    };
    let rest = if n_less > 0 {
        format!(", {less} in {}", count(n_less))
    } else {
        String::new()
    };
    format!("{more} in {}{ties}{rest}", worlds_words(n_more, row))
}

/// Value with its interval in brackets, times a factor: "12.3 (8.2 to 16.4)"; digits by the half width.
#[must_use]
pub fn marked_interval(value: f64, low: f64, high: f64, factor: f64) -> String {
    figures::mean_interval(value * factor, low * factor, high * factor)
}

/// Cost of one more unit: "14 700 USD (at least 12 300 USD, at most 20 100 USD)", with what of it is known; "none" where nothing is added.
#[must_use]
pub fn cost_words(cost: &Estimate) -> String {
    let Estimate { value, low, high } = *cost;
    let half = if value.is_finite() {
        value - low
    } else {
        low / 2.0
    };
    let told = |value: f64| figures::usd(value, half);
    match (value.is_finite(), low.is_finite(), high.is_finite()) {
        (true, true, true) => format!(
            "{} (at least {}, at most {})",
            told(value),
            told(low),
            told(high)
        ),
        (true, true, false) => format!("{} (at least {})", told(value), told(low)),
        (false, true, _) => format!("at least {}", told(low)),
        (true, false, _) => told(value),
        (false, false, _) => "none: nothing is added".to_owned(),
    }
}

/// Significance of a difference, in a word or two.
#[must_use]
pub fn settled_words(row: Effect<'_>) -> String {
    let word = match row {
        row if row.n_pairs == 0 || !row.diff.is_finite() => "no value",
        row if row.n_pairs == 1 => return format!("no: one {}", row.counted.one()),
        row if row.n_tied == row.n_pairs => "tie",
        row if row.sign_settled && row.diff > 0.0 => "yes: more",
        row if row.sign_settled => "yes: less",
        _ => "no",
    };
    word.to_owned()
}

/// As [`marked_interval`], with a plus sign before positive differences.
#[must_use]
pub fn signed_interval(row: &Comparison, factor: f64) -> String {
    figures::difference(row.diff * factor, row.ci_low * factor, row.ci_high * factor)
}

/// The interval as text: "95 % interval 8.2 to 16.4, n = 200"; of the magnitude where a significant difference is reported as a loss; why there is none
/// where it is missing.
fn interval_words(row: Effect<'_>, scale: &Scale) -> String {
    if row.n_pairs == 1 {
        return format!("one {} gives no interval", row.counted.one());
    }
    if !(row.ci_low.is_finite() && row.ci_high.is_finite()) {
        return format!(
            "no interval without spread between {}, n\u{a0}=\u{a0}{}",
            row.counted.many(),
            count(row.n_pairs)
        );
    }
    let digits = exponent(row.half_width() * scale.factor, row.diff * scale.factor);
    let is_loss = row.sign_settled && row.diff < 0.0;
    let (low, high) = if is_loss {
        (-row.ci_high, -row.ci_low)
    } else {
        (row.ci_low, row.ci_high)
    };
    let [low, high] = [low, high].map(|v| number(v * scale.factor, digits));
    format!(
        "95\u{a0}% interval {low}\u{a0}to\u{a0}{high}, n\u{a0}=\u{a0}{}",
        count(row.n_pairs)
    )
}

/// Scale of a difference, by the indicator's unit.
pub(super) fn scale_of(indicator: &str, row: &Comparison) -> Scale {
    Scale::new(
        describe(indicator).map_or("", |i| i.unit),
        [row.diff, row.ci_low, row.ci_high],
    )
}

/// A difference in per cent of the level of what it is compared with, with its sign; none where that level is 0 or there is no effect.
#[must_use]
pub fn relative_words(row: &Comparison) -> Option<String> {
    (row.relative_diff.is_finite() && row.diff != 0.0)
        .then(|| figures::signed_percent(row.relative_diff))
}

/// Effect of a significant difference: "adds 12.3 upgraded suppliers", "lowers employment in SMEs by 30 workers".
pub(super) fn does(indicator: &str, row: &Comparison, scale: &Scale) -> String {
    let size = row.diff.abs() * scale.factor;
    let amount = number(size, exponent(row.half_width() * scale.factor, size));
    match (is_counted(indicator), row.diff > 0.0) {
        (true, true) => format!("adds {amount} {}{}", scale.prefix, noun(indicator)),
        (true, false) => format!("leaves {amount} {}fewer {}", scale.prefix, noun(indicator)),
        (false, true) => format!(
            "raises {} by {amount} {}",
            thing(indicator),
            scale.change_unit
        ),
        (false, false) => format!(
            "lowers {} by {amount} {}",
            thing(indicator),
            scale.change_unit
        ),
    }
}

/// One sentence on a difference, guarded: what, how much, interval, n, unit, frequency, "in the model".
#[must_use]
pub fn effect_sentence(indicator: &str, row: Effect<'_>, scenario: &str, against: &str) -> String {
    let what = thing(indicator);
    if row.n_pairs == 0 || !row.diff.is_finite() {
        return format!(
            "No complete pair of {} says how “{scenario}” changes {what} relative to “{against}”.",
            row.counted.long(2)
        );
    }
    if row.n_pairs == 1 {
        return format!(
            "In the one {} of the model, {}.",
            row.counted.long(1),
            one_world_words(indicator, row, (scenario, against))
        );
    }
    if row.n_tied == row.n_pairs {
        return format!(
            "In the model, “{scenario}” and “{against}” tie: no difference in {what} in any of the {} {}{}.",
            count(row.n_pairs),
            row.counted.long(row.n_pairs),
            unseen_words(row)
        );
    }
    if row.sign_settled {
        let (does, evidence) = (
            does(indicator, &row, &scale_of(indicator, &row)),
            evidence(indicator, row),
        );
        return format!("In the model, “{scenario}” {does} relative to “{against}” ({evidence}).");
    }
    format!(
        "In the model, the effect of “{scenario}” on {what} relative to “{against}” is not significant: {}.",
        mean_words(indicator, row)
    )
}

/// Comparison of two scenarios in one world: a difference or a tie, without an interval.
fn one_world_words(indicator: &str, row: Effect<'_>, (scenario, against): (&str, &str)) -> String {
    let (what, one) = (thing(indicator), row.counted.one());
    if row.n_tied == row.n_pairs {
        return format!(
            "“{scenario}” and “{against}” tie: no difference in {what}; one {one} gives no interval"
        );
    }
    format!(
        "“{scenario}” differs from “{against}” in {what} by {}; one {one} gives no interval",
        size_words(indicator, row)
    )
}

/// A mean difference with its unit, signed.
fn size_words(indicator: &str, row: Effect<'_>) -> String {
    let scale = scale_of(indicator, &row);
    let digits = exponent(row.half_width() * scale.factor, row.diff * scale.factor);
    let sign = if row.diff > 0.0 { "+" } else { "" };
    format!(
        "{sign}{} {}",
        number(row.diff * scale.factor, digits),
        scale.change_unit
    )
}

/// The same of a further indicator, after a sentence that has named the scenarios.
pub(super) fn further_sentence(indicator: &str, row: Effect<'_>) -> String {
    let what = thing(indicator);
    if row.n_pairs == 0 || !row.diff.is_finite() {
        return format!(
            "No complete pair of {} says how it changes {what}.",
            row.counted.long(2)
        );
    }
    if row.n_pairs == 1 {
        return match row.n_tied {
            0 => format!(
                "In that {}, the difference in {what} is {}.",
                row.counted.one(),
                size_words(indicator, row)
            ),
            _ => format!(
                "In that {}, there is no difference in {what}.",
                row.counted.one()
            ),
        };
    }
    if row.n_tied == row.n_pairs {
        return format!(
            "It makes no difference in {what} in any of the {} {}{}.",
            count(row.n_pairs),
            row.counted.long(row.n_pairs),
            unseen_words(row)
        );
    }
    if row.sign_settled {
        return format!(
            "It {} ({}).",
            does(indicator, &row, &scale_of(indicator, &row)),
            evidence(indicator, row)
        );
    }
    format!(
        "Its effect on {what} is not significant: {}.",
        mean_words(indicator, row)
    )
}

/// What worlds that are all the same leave open.
fn unseen_words(row: Effect<'_>) -> String {
    format!(
        " (up to {} of {} may differ, with 95\u{a0}% confidence)",
        figures::percent(row.greatest_unseen_share()),
        row.counted.many()
    )
}

/// Size in per cent, interval and worlds: "+19 %; 95 % interval 0.87 to 2.21, n = 24".
fn evidence(indicator: &str, row: Effect<'_>) -> String {
    let relative = relative_words(&row).map_or_else(String::new, |words| words + "; ");
    relative + &interval_words(row, &scale_of(indicator, &row))
}

/// The mean difference of a row that is not significant, with its evidence.
fn mean_words(indicator: &str, row: Effect<'_>) -> String {
    let scale = scale_of(indicator, &row);
    let digits = exponent(row.half_width() * scale.factor, row.diff * scale.factor);
    let mean = number(row.diff * scale.factor, digits);
    format!(
        "the mean difference is {mean} {} ({})",
        scale.change_unit,
        evidence(indicator, row)
    )
}

/// Why a difference is not significant although it looks as if it were, or says too little; none else.
#[must_use]
pub fn doubt_sentence(row: Effect<'_>) -> Option<String> {
    let many = row.counted.many();
    if row.n_pairs < 2 {
        None
    } else if row.has_few_untied() {
        let needed = row.pairs_to_say().map_or_else(String::new, |n| {
            format!("; about {} {many} should do", count(n))
        });
        Some(format!(
            "Fewer than {LEAST_TO_SAY} {many} that differ are too few to say{needed}."
        ))
    } else if row.is_settled_alone() {
        Some(
            "It is apart from 0 for this comparison alone, not among all that the report leads with (Holm)."
                .to_owned(),
        )
    } else {
        None
    }
}

/// The baseline of the scenario that leads the report, else that of the first context.
fn lead_baseline(input: &ReportInput) -> usize {
    input
        .lead_row()
        .map_or(input.dataset.contexts[0].baseline, |row| {
            input.dataset.baseline_of(row.scenario)
        })
}

/// Reference values for a difference: levels of the leading indicators in the baseline, and how many agents there are.
#[must_use]
pub fn scale_sentence(input: &ReportInput) -> Option<String> {
    let baseline = lead_baseline(input);
    let level = |name: &str| {
        let row = input
            .summary_of(name, baseline)
            .filter(|row| row.mean.is_finite())?;
        Some(marked_interval(row.mean, row.ci_low, row.ci_high, 1.0))
    };
    let asked = input
        .dataset
        .headline
        .iter()
        .map(String::as_str)
        .filter(|name| is_counted(name))
        .take(2);
    let levels: Vec<String> = asked
        .filter_map(|name| Some(format!("{} {}", level(name)?, noun(name))))
        .collect();
    let (firms, smes, tncs) = (level("funnel_eligible")?, level("smes")?, level("tncs")?);
    let has = if levels.is_empty() {
        String::new()
    } else {
        format!(" has {}. It", levels.join(" and "))
    };
    let counted = input.dataset.counted();
    let (which, means) = match input.worlds() {
        1 => (
            format!("the one {}", counted.one()),
            format!("one {}, so without an interval", counted.one()),
        ),
        n => (
            format!("an average {}", counted.one()),
            format!(
                "means with 95\u{a0}% intervals, n\u{a0}=\u{a0}{} {}",
                count(n),
                counted.many()
            ),
        ),
    };
    Some(format!(
        "To read this in proportion: {which} of “{}”{has} starts with {firms} registered firms of 5 or more workers and ends with {smes} \
         SMEs and {tncs} TNCs ({means}).",
        input.title(baseline)
    ))
}

/// Message title of the effect chart: the leading row, then up to two others in few words.
#[must_use]
pub fn chart_title(input: &ReportInput) -> String {
    let (Some(indicator), Some(row)) = (input.lead_indicator(), input.lead_row()) else {
        return "No scenario to compare with the baseline".to_owned();
    };
    let lead = input.effect(row);
    if let Some(ranks) = input
        .ranks
        .iter()
        .find(|ranks| INDICATORS[ranks.indicator].name == indicator)
    {
        return rank_title(input.dataset, ranks);
    }
    let (scale, name) = (scale_of(indicator, &lead), input.title(lead.scenario));
    if lead.n_pairs == 0 || !lead.diff.is_finite() {
        return format!(
            "No complete pair of {} shows how “{name}” changes {}",
            lead.counted.many(),
            thing(indicator)
        );
    }
    // Where the answer compares with another scenario than the chart does, the title says with which.
    let is_other = input
        .answers
        .first()
        .is_some_and(|answer| answer.baseline != input.dataset.baseline_of(lead.scenario));
    let against = if is_other {
        format!(" relative to “{}”", input.against(lead.scenario))
    } else {
        String::new()
    };
    let start = if lead.n_pairs == 1 {
        let words = one_world_words(indicator, lead, (name, input.against(lead.scenario)));
        return format!("In the one {} of the model, {words}", lead.counted.one());
    } else if lead.n_tied == lead.n_pairs {
        format!(
            "“{name}” leaves {} as in the baseline in all {} {} of the model",
            noun(indicator),
            count(lead.n_pairs),
            lead.counted.many()
        )
    } else if lead.sign_settled {
        format!(
            "“{name}” {}{against} in the model ({})",
            does(indicator, &lead, &scale),
            interval_words(lead, &scale)
        )
    } else {
        format!(
            "In the model, the effect of “{name}” on {} is not significant ({})",
            thing(indicator),
            interval_words(lead, &scale)
        )
    };
    let others: Vec<&Comparison> = input
        .effects_of(indicator)
        .unwrap_or(&[])
        .iter()
        .filter(|r| r.scenario != lead.scenario)
        .collect();
    let rest = others.iter().take(2).map(|row| {
        format!(
            "; “{}” {}",
            input.title(row.scenario),
            few_words(row, &scale)
        )
    });
    // Long titles would hide the message; the rows below show the rest.
    let is_long = others.len() > 2
        || others
            .iter()
            .any(|row| input.title(row.scenario).chars().count() > 40);
    if is_long {
        start
    } else {
        start + &rest.collect::<String>()
    }
}

/// A further row of a title.
fn few_words(row: &Comparison, scale: &Scale) -> String {
    if row.sign_settled {
        number(
            row.diff * scale.factor,
            exponent(row.half_width() * scale.factor, row.diff * scale.factor),
        )
    } else if row.n_pairs > 0 && row.n_tied == row.n_pairs {
        "no difference".to_owned()
    } else {
        "not significant".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::Counted;
    use crate::statistics::{PairedSample, compare};

    fn row(n: usize, more: usize, ties: usize, [diff, ci_low, ci_high]: [f64; 3]) -> Comparison {
        let none = PairedSample::new([]);
        Comparison {
            diff,
            ci_low,
            ci_high,
            n_pairs: n,
            n_more: more,
            n_tied: ties,
            n_less: n - more - ties,
            ..compare((1, 0), (0, &INDICATORS[0]), &none, n)
        }
    }

    const fn of_worlds(row: &Comparison) -> Effect<'_> {
        Effect {
            row,
            counted: Counted::Worlds,
        }
    }

    fn sentence(row: &Comparison) -> String {
        effect_sentence("upgraded_suppliers", of_worlds(row), "With", "Without")
    }

    #[test]
    fn one_world_is_told_without_interval_and_without_claim() {
        let more = row(1, 1, 0, [3.0, f64::NAN, f64::NAN]);
        assert_eq!(
            sentence(&more),
            "In the one simulated world of the model, “With” differs from “Without” in upgraded suppliers by +3 SMEs; one world gives no interval."
        );
        let tie = row(1, 0, 1, [0.0, f64::NAN, f64::NAN]);
        assert_eq!(
            sentence(&tie),
            "In the one simulated world of the model, “With” and “Without” tie: no difference in upgraded suppliers; one world gives no interval."
        );
        assert_eq!(
            better_words("upgraded_suppliers", of_worlds(&tie)),
            "the same in the one world"
        );
        assert_eq!(
            further_sentence("employment", of_worlds(&tie)),
            "In that world, there is no difference in employment in SMEs."
        );
    }

    #[test]
    fn draws_and_replications_are_not_called_worlds() {
        for counted in [Counted::Draws, Counted::Replications] {
            let rows = [
                row(12, 5, 2, [3.0, -1.0, 7.0]),
                row(12, 3, 9, [3.0, 1.0, 5.0]),
                row(12, 0, 12, [0.0; 3]),
                row(1, 1, 0, [3.0, f64::NAN, f64::NAN]),
                row(0, 0, 0, [f64::NAN; 3]),
                row(2, 2, 0, [3.0, f64::NAN, f64::NAN]),
                Comparison {
                    sign_settled: true,
                    ..row(12, 12, 0, [3.0, 1.0, 5.0])
                },
            ];
            for row in &rows {
                let effect = Effect { row, counted };
                let reported = [
                    effect_sentence("upgraded_suppliers", effect, "With", "Without"),
                    better_words("upgraded_suppliers", effect),
                    further_sentence("upgraded_suppliers", effect),
                ]
                .join(" ");
                assert!(
                    !reported.contains("world")
                        && (reported.contains(counted.one()) || row.n_pairs == 12),
                    "{reported}"
                );
            }
        }
    }

    #[test]
    fn two_worlds_are_not_settled_and_say_why_an_interval_is_missing() {
        let wide = sentence(&row(2, 2, 0, [3.0, -9.0, 15.0]));
        assert!(
            wide.contains("is not significant: the mean difference")
                && wide.contains("n\u{a0}=\u{a0}2"),
            "{wide}"
        );
        let same = sentence(&row(2, 2, 0, [3.0, f64::NAN, f64::NAN]));
        assert!(
            same.contains("not significant")
                && same.contains("no interval without spread")
                && !same.contains("no value"),
            "{same}"
        );
        assert!(sentence(&row(2, 0, 2, [0.0, 0.0, 0.0])).contains("tie"));
    }

    #[test]
    fn a_few_worlds_that_differ_are_told_to_be_too_few_with_the_number_needed() {
        let few = row(24, 4, 20, [0.17, 0.01, 0.33]);
        assert!(sentence(&few).contains("not significant"));
        assert_eq!(
            doubt_sentence(of_worlds(&few)).as_deref(),
            Some("Fewer than 5 worlds that differ are too few to say; about 90 worlds should do.")
        );
        let many = row(24, 12, 4, [0.17, -0.1, 0.43]);
        assert_eq!(doubt_sentence(of_worlds(&many)), None);
    }

    #[test]
    fn better_follows_the_direction_of_the_indicator() {
        let row = row(10, 7, 1, [3.0, 1.0, 5.0]);
        assert_eq!(
            better_words("sustained_linkages", of_worlds(&row)),
            "better in 7 of 10, worse in 2"
        );
        assert_eq!(
            better_words("leaks", of_worlds(&row)),
            "better in 2 of 10, worse in 7"
        );
        for name in ["programme_cost_usd", "clients"] {
            assert_eq!(
                better_words(name, of_worlds(&row)),
                "more in 7 of 10, less in 2"
            );
        }
        assert_eq!(
            (more_often("leaks", &row), more_often("clients", &row)),
            (2, 7)
        );
    }
}
