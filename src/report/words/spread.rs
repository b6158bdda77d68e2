//! Sentences on where the spread of a difference comes from.

use super::numbers::{count, exponent, number};
use super::sentences::{describe, noun};
use crate::observations::INDICATORS;
use crate::results::{Dataset, Draws};
use crate::statistics::{Origin, Part, Reversal, Spread};

/// Share of a spread below which a part is not told one by one.
const SMALL: f64 = 0.005;

/// What a part comes from, in words.
#[must_use]
pub fn origin_words(origin: Origin, draws: Option<&Draws>) -> String {
    match origin {
        Origin::Chance => "chance".to_owned(),
        Origin::Grade(grade) => {
            let n = draws.map_or(0, |draws| draws.n_of(grade));
            format!(
                "{} graded {}",
                if n == 1 { "1 number".to_owned() } else { format!("{} numbers", count(n)) },
                grade.name().replace('_', " ")
            )
        }
        Origin::Numbers => "uncertain numbers".to_owned(),
        Origin::ChanceOrNumbers => "chance or uncertain numbers".to_owned(),
        Origin::Interactions => "numbers together".to_owned(),
        Origin::ChanceOrInteractions => "chance or numbers together".to_owned(),
        Origin::Structure => "the structure of the model".to_owned(),
    }
}

/// A share with its interval: "62 % (50 to 74)"; less than nothing, which is an error of estimation, as 0.
#[must_use]
pub fn part_words(part: &Part) -> String {
    let percent = |share: f64| format!("{:.0}", 100.0 * share.max(0.0));
    if part.low.is_finite() && part.high.is_finite() {
        format!("{}\u{a0}% ({}\u{a0}to\u{a0}{})", percent(part.share), percent(part.low), percent(part.high))
    } else {
        format!("{}\u{a0}%", percent(part.share))
    }
}

/// Where the spread of a difference comes from, how far draws lie apart, and what rival structures do to its sign.
#[must_use]
pub fn spread_sentences(dataset: &Dataset, spread: &Spread, title: &str) -> Vec<String> {
    let name = INDICATORS[spread.indicator].name;
    let factor = if describe(name).is_some_and(|one| one.unit == "share") { 100.0 } else { 1.0 };
    let mut sentences = Vec::new();
    let told = spread.parts.iter().filter(|part| part.share >= SMALL);
    let told: Vec<String> =
        told.map(|part| format!("{} from {}", part_words(part), origin_words(part.origin, dataset.draws.as_ref()))).collect();
    if !told.is_empty() {
        sentences.push(format!(
            "Of the variance of the difference that “{title}” makes in {} in a single world, {} (first-order shares, 95\u{a0}% intervals).",
            noun(name),
            told.join(", ")
        ));
    }
    let [low, _, high] = spread.range;
    if low.is_finite() && low < high {
        let digits = exponent((high - low) / 4.0 * factor, high * factor);
        let [low, high] = [low, high].map(|end| number(end * factor, digits));
        sentences.push(format!("In 90\u{a0}% of draws the mean difference is from {low} to {high}."));
    }
    let reversed: Vec<&str> = spread.rivals.iter().filter(|rival| rival.is_reversed).map(|rival| rival.title.as_str()).collect();
    if !reversed.is_empty() {
        let under = reversed.join("”, “");
        sentences.push(format!("Its sign turns, both signs settled, under “{under}”: the answer depends on the structure of the model."));
    } else if !spread.rivals.is_empty() {
        let n = spread.rivals.len();
        let all = if n == 1 { "the rival structure".to_owned() } else { format!("any of the {} rival structures", count(n)) };
        sentences.push(format!("Its sign does not surely turn under {all}."));
    }
    sentences
}

/// Which scenarios change places over draws.
#[must_use]
pub fn reversal_sentence(reversals: &[Reversal], title: &dyn Fn(usize) -> String) -> Option<String> {
    let name = INDICATORS[reversals.first()?.indicator].name;
    let mut changing: Vec<&Reversal> = reversals.iter().filter(|one| one.n_reversed > 0).collect();
    changing.sort_by_key(|one| std::cmp::Reverse(one.n_reversed));
    if changing.is_empty() {
        return Some(format!("No two scenarios change places by {} in any draw.", noun(name)));
    }
    let words = |one: &&Reversal| {
        format!(
            "“{}” is ahead of “{}” on average, and behind in {} of {} draws",
            title(one.first),
            title(one.second),
            count(one.n_reversed),
            count(one.n)
        )
    };
    let told: Vec<String> = changing.iter().take(3).map(words).collect();
    let rest = if changing.len() > 3 { format!("; and {} more pairs", count(changing.len() - 3)) } else { String::new() };
    Some(format!("By {}, {}{rest}; luck within a draw turns places too.", noun(name), told.join("; ")))
}
