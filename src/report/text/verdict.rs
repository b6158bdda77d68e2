//! The verdict in words, the same on the terminal, on the page and in the brief: whether it is worth its money, who loses, how sure that is, what is
//! not known, and what was changed from the files.

use super::sentences::{
    cost_words, doubt_sentence, effect_sentence, further_sentence, is_counted, lower_first, noun,
    often_words, relative_words, scale_of, upper_first,
};
use super::spread::expected_sentence;
use crate::observations::{Direction, INDICATORS};
use crate::plan::Override;
use crate::report::ReportInput;
use crate::statistics::figures::{count, exponent, number, percent, signed, usd, usd_signed};
use crate::statistics::{Comparison, Spread, Verdict};

/// Share of the level of the comparison below which a gain is called hardly one [share]; *assumed*.
const HARDLY: f64 = 0.05;

/// Most losses in a sentence.
const LOSSES: usize = 4;

/// Name of the indicator of a row.
const fn name(row: &Comparison) -> &'static str {
    INDICATORS[row.indicator].name
}

/// A verdict in one sentence, its first words by effect and money.
#[must_use]
pub fn verdict_sentence(input: &ReportInput, verdict: &Verdict) -> String {
    let row = input.effect(&verdict.effect);
    let (scenario, against) = (input.title(verdict.scenario), input.title(verdict.against));
    if row.n_pairs < 2 || !row.diff.is_finite() {
        return effect_sentence(name(&row), row, scenario, against);
    }
    let core = effect_sentence(name(&row), row, scenario, against);
    let core = core.trim_end_matches('.');
    let joint = if row.sign_settled { " " } else { ", " };
    let told = format!(
        "{core}{joint}{}; {}.",
        money_words(verdict),
        worth_words(verdict)
    );
    match head(verdict) {
        Some(head) => format!("{head}: {}", lower_first(&told)),
        None => told,
    }
}

/// Verdicts on one programme in several contexts in one sentence, a clause each.
#[must_use]
pub fn contexts_sentence(input: &ReportInput) -> String {
    let is_one = is_one_programme(input);
    let clause = |verdict: &Verdict| {
        let row = &verdict.effect;
        let place = place_told(input, verdict);
        if row.n_pairs < 2 || !row.diff.is_finite() {
            return format!("{place}: no interval");
        }
        let relative = relative_words(row).map_or_else(String::new, |words| format!(" ({words})"));
        let head =
            head(verdict).map_or_else(String::new, |head| format!("{}, ", lower_first(head)));
        format!(
            "{place}: {head}{}{relative} {}",
            signed_amount(row),
            paid_words(verdict)
        )
    };
    let clauses: Vec<String> = input.verdicts.iter().map(clause).collect();
    let what = input.verdicts.first().map_or_else(String::new, |first| {
        let lead = noun(name(&first.effect));
        if is_one {
            format!("{lead} by “{}”", programme(input, first))
        } else {
            lead
        }
    });
    format!("In the model, {what}: {}.", clauses.join("; "))
}

/// True where all verdicts are on one programme.
#[must_use]
pub fn is_one_programme(input: &ReportInput) -> bool {
    let mut programmes = input.verdicts.iter().map(|one| programme(input, one));
    let first = programmes.next();
    programmes.all(|other| Some(other) == first)
}

/// The context of a verdict, with its programme where verdicts are on several.
#[must_use]
pub fn place_told(input: &ReportInput, verdict: &Verdict) -> String {
    let place = place(input, verdict);
    if is_one_programme(input) {
        place.to_owned()
    } else {
        format!("“{}” in {place}", programme(input, verdict))
    }
}

/// A word or two for the context of a verdict.
#[must_use]
pub fn place<'i>(input: &'i ReportInput, verdict: &Verdict) -> &'i str {
    let context = input.dataset.scenarios[verdict.scenario].context;
    input.dataset.contexts[context].place()
}

/// Title of the programme of a verdict, without that of its context.
#[must_use]
pub fn programme<'i>(input: &'i ReportInput, verdict: &Verdict) -> &'i str {
    programme_of(input, verdict.scenario)
}

/// Title of a scenario without that of its context.
#[must_use]
pub fn programme_of<'i>(input: &'i ReportInput, scenario: usize) -> &'i str {
    let title = input.title(scenario);
    let place = input.dataset.contexts[input.dataset.scenarios[scenario].context].place();
    title
        .strip_suffix(place)
        .and_then(|title| title.strip_suffix(" in "))
        .unwrap_or(title)
}

/// The first words: by the sign and size of the effect, and whether public return rises or falls; none where neither way is better.
pub(super) fn head(verdict: &Verdict) -> Option<&'static str> {
    let row = &verdict.effect;
    let is_better = match row.direction {
        Direction::Higher => row.diff > 0.0,
        Direction::Lower => row.diff < 0.0,
        Direction::Neither => return None,
    };
    if row.is_identical() {
        return Some("No");
    }
    if !row.sign_settled {
        return Some("Not settled");
    }
    if !is_better {
        return Some("No");
    }
    let pays = &verdict.public_return;
    if pays.is_identical() {
        return Some("Yes, and public return is the same");
    }
    let is_small = row.relative_diff.abs() < HARDLY;
    Some(match (is_small, pays.sign_settled, pays.diff > 0.0) {
        (false, true, true) => "Yes, and it pays",
        (false, true, false) => "Yes, but it does not pay",
        (false, false, _) => "Yes, but whether it pays is not settled",
        (true, true, true) => "Hardly, but it pays",
        (true, true, false) => "Hardly, and it does not pay",
        (true, false, _) => "Hardly, and whether it pays is not settled",
    })
}

/// Additional cost, and that of one more unit.
fn money_words(verdict: &Verdict) -> String {
    let each = cost_of_one_words(verdict).map_or_else(String::new, |words| format!(", {words}"));
    paid_words(verdict) + &each
}

/// Additional cost.
fn paid_words(verdict: &Verdict) -> String {
    let cost = &verdict.cost;
    let size = usd(cost.diff.abs(), cost.half_width());
    if cost.is_identical() {
        "at the same cost".to_owned()
    } else if !cost.sign_settled {
        let way = if cost.diff > 0.0 { "more" } else { "less" };
        format!("for {size} {way} on average, with an interval that holds 0")
    } else if cost.diff > 0.0 {
        format!("for {size} more")
    } else {
        format!("for {size} less")
    }
}

/// Cost of one more unit, its bound, or that there is none; nothing where nothing more is paid or the unit cannot be counted.
#[must_use]
pub fn cost_of_one_words(verdict: &Verdict) -> Option<String> {
    let (_, cost) = verdict.cost_of_one?;
    if verdict.cost.diff <= 0.0 || !verdict.cost.sign_settled {
        return None;
    }
    Some(if cost.value.is_finite() || cost.low.is_finite() {
        format!("{} for each one more", cost_words(&cost))
    } else {
        "without a cost of one more, as none is added".to_owned()
    })
}

/// Changes of value added and public return.
fn worth_words(verdict: &Verdict) -> String {
    let change = |row: &Comparison| {
        let (title, size) = (noun(name(row)), usd(row.diff.abs(), row.half_width()));
        if row.is_identical() {
            format!("{title} does not change")
        } else if !row.sign_settled {
            format!(
                "{title} does not change significantly ({})",
                usd_signed(row.diff, row.half_width())
            )
        } else if row.diff > 0.0 {
            format!("{title} rises by {size}")
        } else {
            format!("{title} falls by {size}")
        }
    };
    format!(
        "{}, {}",
        change(&verdict.value_added),
        change(&verdict.public_return)
    )
}

/// The same of the other indicators that the question names, one sentence each.
#[must_use]
pub fn further_sentences(input: &ReportInput, verdict: &Verdict) -> Vec<String> {
    verdict
        .further
        .iter()
        .map(|row| further_sentence(name(row), input.effect(row)))
        .collect()
}

/// What is significantly worse, each at 95 %; none where nothing is.
#[must_use]
pub fn losses_sentence(verdict: &Verdict) -> Option<String> {
    let told: Vec<String> = verdict.losses().take(LOSSES).map(loss_words).collect();
    let rest = match verdict.losses().skip(LOSSES).count() {
        0 => String::new(),
        more => format!(", and {} more", count(more)),
    };
    (!told.is_empty()).then(|| format!("Significantly worse: {}{rest}.", told.join(", ")))
}

/// A loss with its size: "net gain of SMEs −999 000 USD".
#[must_use]
pub fn loss_words(row: &Comparison) -> String {
    format!("{} {}", noun(name(row)), signed_amount(row))
}

/// A difference with sign and unit: "+1.50", "−999 000 USD", "−26 workers".
#[must_use]
pub fn signed_amount(row: &Comparison) -> String {
    if INDICATORS[row.indicator].unit == "USD" {
        return usd_signed(row.diff, row.half_width());
    }
    let scale = scale_of(name(row), row);
    let digits = exponent(row.half_width() * scale.factor, row.diff * scale.factor);
    let size = signed(row.diff * scale.factor, digits);
    if is_counted(name(row)) {
        size
    } else {
        format!("{size} {}", scale.change_unit)
    }
}

/// How sure the effect is: over random variation, then over parameters.
#[must_use]
pub fn sure_sentences(input: &ReportInput, verdict: &Verdict) -> Vec<String> {
    let row = input.effect(&verdict.effect);
    let luck = (row.n_pairs > 1 && row.diff.is_finite())
        .then(|| upper_first(&often_words(name(&row), row)) + ".");
    let parameters = spread_of(input, verdict)
        .and_then(expected_sentence)
        .map_or_else(|| parameters_words(input), |words| upper_first(&words));
    luck.into_iter()
        .chain(doubt_sentence(row))
        .chain([parameters])
        .collect()
}

/// That parameters are in no interval, where they are in none.
fn parameters_words(input: &ReportInput) -> String {
    match &input.dataset.draws {
        Some(draws) if !draws.is_luck_shared => {
            "Draws of parameters and random variation are not told apart by so few worlds of each."
                .to_owned()
        }
        Some(_) | None => {
            "What is not known of parameters is in none of these intervals.".to_owned()
        }
    }
}

/// The spread of what a verdict is on.
#[must_use]
pub fn spread_of<'i>(input: &'i ReportInput, verdict: &Verdict) -> Option<&'i Spread> {
    input.spreads.iter().find(|spread| {
        (spread.scenario, spread.against, spread.indicator)
            == (verdict.scenario, verdict.against, verdict.effect.indicator)
    })
}

/// Probability that the expected effect is above 0 where parameters are drawn, else whether random variation leaves the sign open.
#[must_use]
pub fn sure_figure(input: &ReportInput, verdict: &Verdict) -> String {
    let expected = spread_of(input, verdict).and_then(|spread| spread.expected.as_ref());
    if let Some(expected) = expected {
        let chance = expected.above_zero.value;
        return match chance {
            _ if chance > 0.99 => "P(effect > 0) above 99\u{a0}%".to_owned(),
            _ if chance < 0.01 => "P(effect > 0) below 1\u{a0}%".to_owned(),
            _ => format!("P(effect > 0) = {}", percent(chance)),
        };
    }
    let row = &verdict.effect;
    if row.is_identical() {
        "a tie".to_owned()
    } else if row.sign_settled {
        "settled, as far as random variation goes".to_owned()
    } else {
        "not settled".to_owned()
    }
}

/// The limits in one line.
#[must_use]
pub fn limits_sentence(input: &ReportInput) -> String {
    let total: usize = input.dataset.grades.iter().map(|(_, n)| n).sum();
    let assumed: usize = input
        .dataset
        .grades
        .iter()
        .filter(|(grade, _)| grade == "assumed")
        .map(|(_, n)| n)
        .sum();
    let stated = if total > 0 {
        format!(
            "{} of {} parameters are assumed; the",
            count(assumed),
            count(total)
        )
    } else {
        "The".to_owned()
    };
    format!(
        "{stated} model is not fitted to data: this compares programmes in a model, it is not a forecast."
    )
}

/// A change of the command line, as its key takes numbers: "credit guarantee: cover 0.6 → 0.8".
#[must_use]
pub fn override_words(change: &Override) -> String {
    let value = |value: f64| number(value, digits(value));
    let before: Vec<String> = change.before.iter().map(|one| value(*one)).collect();
    format!(
        "{} {} → {}",
        key_words(&change.key),
        before.join(" or "),
        value(change.after)
    )
}

/// A key as people read it: "credit guarantee: cover" of `instruments.credit_guarantee.cover`.
#[must_use]
pub fn key_words(key: &str) -> String {
    let (head, last) = key.rsplit_once('.').unwrap_or(("", key));
    let last = last.strip_suffix("_usd").unwrap_or(last);
    let head = ["instruments.", "context."]
        .iter()
        .find_map(|list| head.strip_prefix(list))
        .unwrap_or(head);
    format!(
        "{}: {}",
        head.replace(['_', '.'], " "),
        last.replace('_', " ")
    )
}

/// Power of ten of the last digit of a number as it is written.
fn digits(value: f64) -> i32 {
    let text = format!("{value}");
    -(text.split_once('.').map_or(0, |(_, rest)| rest.len()) as i32)
}

/// What the command line changed of the files, in one sentence; none where nothing.
#[must_use]
pub fn overrides_sentence(input: &ReportInput) -> Option<String> {
    let changes: Vec<String> = input.dataset.overrides.iter().map(override_words).collect();
    (!changes.is_empty()).then(|| format!("Changed from the files: {}.", changes.join("; ")))
}
