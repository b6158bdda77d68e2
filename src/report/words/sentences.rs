//! Sentences about a difference.

use super::numbers::{Scale, count, exponent, number};
use crate::observations::{INDICATORS, Indicator, indicator_index};
use crate::report::{EffectRow, ReportInput};

/// Title of an indicator inside a sentence: first letter small unless it starts with an acronym.
#[must_use]
pub fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    let (first, second) = (chars.next(), chars.clone().next());
    match first {
        Some(first) if !second.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()) => first.to_lowercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}

/// Text with a capital first letter.
#[must_use]
pub fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
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
    let is_one = describe(name).is_some_and(|i| i.unit.starts_with("share") || i.unit == "index" || i.title.starts_with("Cost"));
    if is_one { format!("the {}", noun(name)) } else { noun(name) }
}

/// True where more of an indicator is what programmes aim at; loans, costs, exits and the like have no such direction.
#[must_use]
pub fn is_gain(name: &str) -> bool {
    let neutral = ["programme_cost_usd", "loan_volume_usd"];
    describe(name).is_some_and(|i| i.role == crate::observations::Role::Headline) && !neutral.contains(&name)
}

/// True where the title counts things, so that one can speak of "12 more upgraded suppliers".
#[must_use]
pub fn is_counted(name: &str) -> bool {
    describe(name).is_some_and(|i| matches!(i.unit, "linkages" | "SMEs") && i.title.ends_with('s'))
}

/// Frequency: "57 of 60 simulated worlds".
#[must_use]
pub fn worlds_words(k: usize, n: usize) -> String {
    format!("{} of {} simulated worlds", count(k), count(n))
}

/// Frequency of more, with ties named: "better in 57 of 60 worlds" (or "more in", where more is not better).
#[must_use]
pub fn better_words(indicator: &str, row: &EffectRow) -> String {
    let word = if is_gain(indicator) { "better" } else { "more" };
    match row {
        row if row.n == 0 || !row.diff.is_finite() => "no complete pair of worlds".to_owned(),
        row if row.ties == row.n => format!("the same in all {} worlds", count(row.n)),
        row if row.ties > 0 => format!("{word} in {} of {} worlds, {} ties", count(row.better), count(row.n), count(row.ties)),
        row => format!("{word} in {} of {} worlds", count(row.better), count(row.n)),
    }
}

/// Value with its interval in brackets: "12.3 (8.2 to 16.4)"; digits by the half width.
#[must_use]
pub fn marked_interval(value: f64, low: f64, high: f64, factor: f64) -> String {
    if !value.is_finite() {
        return "no value".to_owned();
    }
    let digits = exponent((high - low) / 2.0 * factor, value * factor);
    if !(low.is_finite() && high.is_finite()) {
        return number(value * factor, digits);
    }
    let [value, low, high] = [value, low, high].map(|v| number(v * factor, digits));
    format!("{value} ({low}\u{a0}to\u{a0}{high})")
}

/// As [`marked_interval`], with a plus sign before positive differences.
#[must_use]
pub fn signed_interval(row: &EffectRow, factor: f64) -> String {
    let text = marked_interval(row.diff, row.ci_low, row.ci_high, factor);
    if row.diff > 0.0 { format!("+{text}") } else { text }
}

/// The interval in words: "95 % interval 8.2 to 16.4, n = 200"; of the size where a settled difference is told as a loss.
fn interval_words(row: &EffectRow, scale: &Scale) -> String {
    let digits = exponent(row.half_width() * scale.factor, row.diff * scale.factor);
    let is_loss = row.is_settled() && row.diff < 0.0;
    let (low, high) = if is_loss { (-row.ci_high, -row.ci_low) } else { (row.ci_low, row.ci_high) };
    let [low, high] = [low, high].map(|v| number(v * scale.factor, digits));
    format!("95\u{a0}% interval {low}\u{a0}to\u{a0}{high}, n\u{a0}=\u{a0}{}", count(row.n))
}

/// Scale of a difference, by the indicator's unit.
fn scale_of(indicator: &str, row: &EffectRow) -> Scale {
    Scale::new(describe(indicator).map_or("", |i| i.unit), [row.diff, row.ci_low, row.ci_high])
}

/// What a settled difference does: "adds 12.3 upgraded suppliers", "lowers employment in SMEs by 30 workers".
fn does(indicator: &str, row: &EffectRow, scale: &Scale) -> String {
    let size = row.diff.abs() * scale.factor;
    let amount = number(size, exponent(row.half_width() * scale.factor, size));
    match (is_counted(indicator), row.diff > 0.0) {
        (true, true) => format!("adds {amount} {}{}", scale.prefix, noun(indicator)),
        (true, false) => format!("leaves {amount} {}fewer {}", scale.prefix, noun(indicator)),
        (false, true) => format!("raises {} by {amount} {}", thing(indicator), scale.change_unit),
        (false, false) => format!("lowers {} by {amount} {}", thing(indicator), scale.change_unit),
    }
}

/// One sentence on a difference, guarded: what, how much, interval, n, unit, frequency, "in the model".
#[must_use]
pub fn effect_sentence(indicator: &str, row: &EffectRow, scenario: &str, against: &str) -> String {
    let (scale, what, against) = (scale_of(indicator, row), thing(indicator), lower_first(against));
    if row.n == 0 || !row.diff.is_finite() {
        return format!("No complete pair of simulated worlds says how {scenario} changes {what} relative to {against}.");
    }
    if row.ties == row.n {
        return format!(
            "In the model, {scenario} and {against} tie: no difference in {what} in any of the {} simulated worlds.",
            count(row.n)
        );
    }
    let more = if is_gain(indicator) { "better" } else { "more" };
    let ties = if row.ties > 0 { format!(", the same in {}", count(row.ties)) } else { String::new() };
    let often = format!("{more} in {}{ties}", worlds_words(row.better, row.n));
    let interval = interval_words(row, &scale);
    if row.is_settled() {
        return format!("In the model, {scenario} {} relative to {against} ({interval}; {often}).", does(indicator, row, &scale));
    }
    let digits = exponent(row.half_width() * scale.factor, row.diff * scale.factor);
    format!(
        "In the model it is not settled whether {scenario} changes {what} relative to {against}: the mean difference is {} {} ({interval}; {often}).",
        number(row.diff * scale.factor, digits),
        scale.change_unit
    )
}

/// The sentence that answers the question: of the named pair, else of the leading scenario; none without a comparison.
#[must_use]
pub fn answer_sentence(input: &ReportInput) -> Option<String> {
    if let Some(answer) = &input.answer {
        return Some(effect_sentence(&answer.indicator, &answer.row, input.title(answer.scenario), input.title(answer.against)));
    }
    let (indicator, row) = input.lead_indicator().zip(input.lead_row())?;
    Some(effect_sentence(indicator, row, input.title(row.scenario), input.title(input.dataset.baseline)))
}

/// Message title of the effect chart: the leading row, then up to two others in few words.
#[must_use]
pub fn chart_title(input: &ReportInput) -> String {
    let (Some(indicator), Some(lead)) = (input.lead_indicator(), input.lead_row()) else {
        return "No scenario to compare with the baseline".to_owned();
    };
    let (scale, name) = (scale_of(indicator, lead), input.title(lead.scenario));
    if lead.n == 0 || !lead.diff.is_finite() {
        return format!("No complete pair of worlds shows how {name} changes {}", thing(indicator));
    }
    // Where the answer compares with another scenario than the chart does, the title says with which.
    let is_other = input.answer.as_ref().is_some_and(|answer| answer.against != input.dataset.baseline);
    let against = if is_other { format!(" relative to {}", lower_first(input.title(input.dataset.baseline))) } else { String::new() };
    let start = if lead.ties == lead.n {
        format!("{name} leaves {} as in the baseline in all {} worlds of the model", noun(indicator), count(lead.n))
    } else if lead.is_settled() {
        format!("{name} {}{against} in the model ({})", does(indicator, lead, &scale), interval_words(lead, &scale))
    } else {
        format!("Not settled in the model whether {name} changes {} ({})", thing(indicator), interval_words(lead, &scale))
    };
    let others: Vec<&EffectRow> = input.effects_of(indicator).unwrap_or(&[]).iter().filter(|r| r.scenario != lead.scenario).collect();
    let rest = others.iter().take(2).map(|row| format!("; {} {}", lower_first(input.title(row.scenario)), few_words(row, &scale)));
    // Long titles would hide the message; the rows below tell the rest.
    let is_long = others.len() > 2 || others.iter().any(|row| input.title(row.scenario).chars().count() > 40);
    if is_long { start } else { start + &rest.collect::<String>() }
}

/// A further row of a title.
fn few_words(row: &EffectRow, scale: &Scale) -> String {
    if row.is_settled() {
        number(row.diff * scale.factor, exponent(row.half_width() * scale.factor, row.diff * scale.factor))
    } else if row.n > 0 && row.ties == row.n {
        "no difference".to_owned()
    } else {
        "not settled".to_owned()
    }
}
