//! Sentences on the order of programmes in different contexts.

use super::sentences::{describe, noun};
use crate::results::Dataset;
use crate::statistics::figures::count;
use crate::statistics::{ContextDifference, ProgrammePair, Ranks, figures};

/// Most pairs that a sentence reports one by one.
const TOLD: usize = 3;

/// The same as [`rank_sentence`] in a title.
pub(super) fn rank_title(dataset: &Dataset, ranks: &Ranks) -> String {
    let (name, (_, contexts)) = (
        noun(crate::observations::INDICATORS[ranks.indicator].name),
        dataset.context_words(),
    );
    if ranks.pairs.iter().any(|pair| pair.flip().is_some()) {
        format!("In the model, {contexts} put programmes in different orders by {name}")
    } else {
        format!(
            "In the model, no two programmes significantly change rank between {contexts} in {name}"
        )
    }
}

/// States the rank reversals of programmes between contexts, with both intervals, or that there is none.
#[must_use]
pub fn rank_sentence(dataset: &Dataset, ranks: &Ranks) -> String {
    let (name, (one, contexts)) = (
        crate::observations::INDICATORS[ranks.indicator].name,
        dataset.context_words(),
    );
    let same = format!(
        "differences in the same {}, 95\u{a0}% intervals",
        dataset.counted().many()
    );
    let flips: Vec<String> = ranks
        .pairs
        .iter()
        .filter_map(|pair| flip_words(dataset, pair, name))
        .collect();
    let pairs = if ranks.pairs.len() == 1 {
        "1 pair".to_owned()
    } else {
        format!("{} pairs", count(ranks.pairs.len()))
    };
    if flips.is_empty() {
        return format!(
            "In the model, no two programmes change rank between {contexts} in {}: of {pairs}, none has a significant difference in one {one} and the \
             opposite one in another ({same}).",
            noun(name)
        );
    }
    let rest = if flips.len() > TOLD {
        format!("; and {} more", count(flips.len() - TOLD))
    } else {
        String::new()
    };
    format!(
        "In the model, {contexts} do not put programmes in the same order by {}: {}{rest} (of {pairs}; {same}).",
        noun(name),
        flips[..flips.len().min(TOLD)].join("; ")
    )
}

fn flip_words(dataset: &Dataset, pair: &ProgrammePair, indicator: &str) -> Option<String> {
    let (ahead, behind) = pair.flip()?;
    let reported = |difference: &ContextDifference| {
        format!(
            "{} in {}",
            difference_words(difference, indicator),
            dataset.context_label(difference.context)
        )
    };
    Some(format!(
        "“{}” relative to “{}” has {} and {}",
        pair.first,
        pair.second,
        reported(ahead),
        reported(behind)
    ))
}

/// A difference with its interval and the number of pairs; shares in percentage points.
#[must_use]
pub fn difference_words(difference: &ContextDifference, indicator: &str) -> String {
    let factor = if describe(indicator).is_some_and(|one| one.unit == "share") {
        100.0
    } else {
        1.0
    };
    let c = &difference.comparison;
    format!(
        "{}, n = {}",
        figures::difference(c.diff * factor, c.ci_low * factor, c.ci_high * factor),
        figures::count(c.n_pairs)
    )
}

/// Programmes of a context, the greatest gain first, or the cheapest; `>` or `<` where the difference of two neighbours is significant, `≈` where it is not.
#[must_use]
pub fn order_words(dataset: &Dataset, ranks: &Ranks, context: usize) -> String {
    let order = &ranks.orders[context];
    let mut text = String::new();
    for (place, scenario) in order.iter().enumerate() {
        if let Some(before) = place.checked_sub(1).map(|before| order[before]) {
            let is_significant = ranks
                .difference(before, *scenario)
                .is_some_and(|c| c.sign_settled);
            let sign = if crate::observations::INDICATORS[ranks.indicator].is_cost() {
                " < "
            } else {
                " > "
            };
            text.push_str(if is_significant { sign } else { " ≈ " });
        }
        text.push_str(
            dataset
                .programme(*scenario)
                .unwrap_or(&dataset.scenarios[*scenario].name),
        );
    }
    text
}
