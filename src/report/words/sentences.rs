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

/// Words for more and for less of an indicator.
fn directions(indicator: &str) -> (&'static str, &'static str) {
    if is_gain(indicator) { ("better", "worse") } else { ("more", "less") }
}

/// Frequency of more and less in worlds: "better in 57 of 60, worse in 3"; the remaining worlds are ties.
#[must_use]
pub fn better_words(indicator: &str, row: &EffectRow) -> String {
    let (more, less) = directions(indicator);
    match row {
        row if row.n == 0 || !row.diff.is_finite() => "no complete pair of worlds".to_owned(),
        row if row.ties == row.n => format!("the same in all {} worlds", count(row.n)),
        row => format!("{more} in {} of {}, {less} in {}", count(row.better), count(row.n), count(row.worse())),
    }
}

/// Frequency inside a sentence: "better in 57 of 60 simulated worlds, the same in 1, worse in 2".
fn often_words(indicator: &str, row: &EffectRow) -> String {
    let (more, less) = directions(indicator);
    let ties = if row.ties > 0 { format!(", the same in {}", count(row.ties)) } else { String::new() };
    let rest = if row.worse() > 0 { format!(", {less} in {}", count(row.worse())) } else { String::new() };
    format!("{more} in {}{ties}{rest}", worlds_words(row.better, row.n))
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
    if low == value && high == value {
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
    let what = thing(indicator);
    if row.n == 0 || !row.diff.is_finite() {
        return format!("No complete pair of simulated worlds says how “{scenario}” changes {what} relative to “{against}”.");
    }
    if row.ties == row.n {
        return format!(
            "In the model, “{scenario}” and “{against}” tie: no difference in {what} in any of the {} simulated worlds.",
            count(row.n)
        );
    }
    if row.is_settled() {
        let (does, evidence) = (does(indicator, row, &scale_of(indicator, row)), evidence(indicator, row));
        return format!("In the model, “{scenario}” {does} relative to “{against}” ({evidence}).");
    }
    format!("In the model it is not settled whether “{scenario}” changes {what} relative to “{against}”: {}.", mean_words(indicator, row))
}

/// The same of a further indicator, after a sentence that has named the scenarios.
fn further_sentence(indicator: &str, row: &EffectRow) -> String {
    let what = thing(indicator);
    if row.n == 0 || !row.diff.is_finite() {
        return format!("No complete pair of simulated worlds says how it changes {what}.");
    }
    if row.ties == row.n {
        return format!("It makes no difference in {what} in any of the {} simulated worlds.", count(row.n));
    }
    if row.is_settled() {
        return format!("It {} ({}).", does(indicator, row, &scale_of(indicator, row)), evidence(indicator, row));
    }
    format!("It is not settled whether it changes {what}: {}.", mean_words(indicator, row))
}

/// Interval, worlds and frequency.
fn evidence(indicator: &str, row: &EffectRow) -> String {
    format!("{}; {}", interval_words(row, &scale_of(indicator, row)), often_words(indicator, row))
}

/// The mean difference of an unsettled row with what stands behind it.
fn mean_words(indicator: &str, row: &EffectRow) -> String {
    let scale = scale_of(indicator, row);
    let digits = exponent(row.half_width() * scale.factor, row.diff * scale.factor);
    let mean = number(row.diff * scale.factor, digits);
    format!("the mean difference is {mean} {} ({})", scale.change_unit, evidence(indicator, row))
}

/// The sentences that answer the question: of the named pair, one per indicator asked for, else of the leading scenario;
/// none without a comparison.
#[must_use]
pub fn answer_sentence(input: &ReportInput) -> Option<String> {
    if let Some((first, others)) = input.answers.split_first() {
        let start = effect_sentence(&first.indicator, &first.row, input.title(first.scenario), input.title(first.against));
        return Some(others.iter().fold(start, |text, other| text + " " + &further_sentence(&other.indicator, &other.row)));
    }
    let (indicator, row) = input.lead_indicator().zip(input.lead_row())?;
    Some(effect_sentence(indicator, row, input.title(row.scenario), input.title(input.dataset.baseline)))
}

/// What a difference is to be measured against: levels of the leading indicators in the baseline, and how many agents there are.
#[must_use]
pub fn scale_sentence(input: &ReportInput) -> Option<String> {
    let baseline = input.dataset.baseline;
    let level = |name: &str| {
        let row = input.summary_of(name, baseline).filter(|row| row.mean.is_finite())?;
        // Levels are for orientation: three digits, no more than the simulation supports.
        let digits = exponent((row.ci_high - row.ci_low) / 2.0, row.mean).max(exponent(f64::NAN, row.mean));
        Some(number(row.mean, digits))
    };
    let asked = input.dataset.headline.iter().map(String::as_str).filter(|name| is_counted(name)).take(2);
    let levels: Vec<String> = asked.filter_map(|name| Some(format!("{} {}", level(name)?, noun(name)))).collect();
    let (firms, smes, tncs) = (level("funnel_eligible")?, level("smes")?, level("tncs")?);
    let has = if levels.is_empty() { String::new() } else { format!(" has {}. It", levels.join(" and ")) };
    Some(format!(
        "To read this in proportion: an average world of “{}”{has} starts with {firms} registered firms of 5 or more workers and ends with {smes} \
         SMEs and {tncs} TNCs (means, n\u{a0}=\u{a0}{}).",
        input.title(baseline),
        count(input.worlds())
    ))
}

/// Message title of the effect chart: the leading row, then up to two others in few words.
#[must_use]
pub fn chart_title(input: &ReportInput) -> String {
    let (Some(indicator), Some(lead)) = (input.lead_indicator(), input.lead_row()) else {
        return "No scenario to compare with the baseline".to_owned();
    };
    let (scale, name) = (scale_of(indicator, lead), input.title(lead.scenario));
    if lead.n == 0 || !lead.diff.is_finite() {
        return format!("No complete pair of worlds shows how “{name}” changes {}", thing(indicator));
    }
    // Where the answer compares with another scenario than the chart does, the title says with which.
    let is_other = input.answers.first().is_some_and(|answer| answer.against != input.dataset.baseline);
    let against = if is_other { format!(" relative to “{}”", input.title(input.dataset.baseline)) } else { String::new() };
    let start = if lead.ties == lead.n {
        format!("“{name}” leaves {} as in the baseline in all {} worlds of the model", noun(indicator), count(lead.n))
    } else if lead.is_settled() {
        format!("“{name}” {}{against} in the model ({})", does(indicator, lead, &scale), interval_words(lead, &scale))
    } else {
        format!("Not settled in the model whether “{name}” changes {} ({})", thing(indicator), interval_words(lead, &scale))
    };
    let others: Vec<&EffectRow> = input.effects_of(indicator).unwrap_or(&[]).iter().filter(|r| r.scenario != lead.scenario).collect();
    let rest = others.iter().take(2).map(|row| format!("; “{}” {}", input.title(row.scenario), few_words(row, &scale)));
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
