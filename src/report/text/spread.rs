//! Sentences on where the spread of a difference comes from.

use super::sentences::{noun, upper_first};
use crate::observations::INDICATORS;
use crate::plan::DRAWS_MAX;
use crate::results::Dataset;
use crate::statistics::figures::{count, exponent, number, percent};
use crate::statistics::{Estimate, Origin, Part, Reversal, Spread, WIDEST_PART};

/// Share of a spread below which a part is not reported one by one.
const SMALL: f64 = 0.005;

/// Origin of a part of the variance, as text.
#[must_use]
pub fn origin_words(origin: Origin) -> String {
    match origin {
        Origin::Chance => "simulation noise".to_owned(),
        Origin::Grade(grade) => format!("parameters graded {}", grade.name().replace('_', " ")),
        Origin::Numbers => "uncertain parameters".to_owned(),
        Origin::ChanceOrNumbers => "simulation noise or uncertain parameters".to_owned(),
        Origin::Interactions => "interactions of parameters".to_owned(),
        Origin::ChanceOrInteractions => "simulation noise or interactions of parameters".to_owned(),
        Origin::Structure => "the structure of the model".to_owned(),
    }
}

/// Origin of a part, as text, with the count of parameters of a grade.
fn source_words(part: &Part) -> String {
    let words = origin_words(part.origin);
    match part.n_numbers {
        0 => words,
        1 => words.replacen("parameters", "1 parameter", 1),
        n => format!("{} {words}", count(n)),
    }
}

/// A share with its interval: "62 % (50 to 74)".
#[must_use]
pub fn part_words(part: &Part) -> String {
    let percent = |share: f64| format!("{:.0}", 100.0 * share);
    if part.low.is_finite() && part.high.is_finite() {
        format!(
            "{}\u{a0}% ({}\u{a0}to\u{a0}{})",
            percent(part.share),
            percent(part.low),
            percent(part.high)
        )
    } else {
        format!("{}\u{a0}%", percent(part.share))
    }
}

/// States that draws are too few to estimate shares, and about how many it takes; nothing where they are enough.
#[must_use]
pub fn few_draws_words(spread: &Spread) -> Option<String> {
    let needed = spread.needed?;
    let (most, reach) = (DRAWS_MAX as usize, number(100.0 * WIDEST_PART, 0));
    let advice = if needed > most {
        format!("more than {} would be needed", count(most))
    } else {
        format!("about {} should do (--draws {needed})", count(needed))
    };
    Some(format!(
        "{} draws do not distinguish these shares to within {reach} percentage points; {advice}.",
        count(spread.n)
    ))
}

/// The pair of a spread: "“Support” from “None”".
#[must_use]
pub fn pair_words(spread: &Spread, title: &dyn Fn(usize) -> String) -> String {
    format!(
        "“{}” from “{}”",
        title(spread.scenario),
        title(spread.against)
    )
}

/// Sources of the variance of a difference, distance between draws, and effect of rival structures on its sign.
#[must_use]
pub fn spread_sentences(
    dataset: &Dataset,
    spread: &Spread,
    title: &dyn Fn(usize) -> String,
) -> Vec<String> {
    let name = INDICATORS[spread.indicator].name;
    let mut sentences = Vec::new();
    let reported = spread.parts.iter().filter(|part| part.share >= SMALL);
    let reported: Vec<String> = reported
        .map(|part| format!("{} from {}", part_words(part), source_words(part)))
        .collect();
    if !reported.is_empty() {
        sentences.push(format!(
            "Of the variance of the difference of {} in {} in a single world, {} (first-order shares, 95\u{a0}% intervals, n\u{a0}=\u{a0}{} {}).",
            pair_words(spread, title),
            noun(name),
            reported.join(", "),
            count(spread.n),
            dataset.counted().word(spread.n)
        ));
        sentences.extend(few_draws_words(spread));
    }
    sentences.extend(expected_sentence(spread).map(|text| upper_first(&text)));
    let reversed: Vec<&str> = spread
        .rivals
        .iter()
        .filter(|rival| rival.is_reversed)
        .map(|rival| rival.title.as_str())
        .collect();
    if !reversed.is_empty() {
        let under = reversed.join("”, “");
        sentences.push(format!("Its sign reverses, significantly in both, under “{under}”: the answer depends on the structure of the model."));
    } else if !spread.rivals.is_empty() {
        let n = spread.rivals.len();
        let all = if n == 1 {
            "the rival structure".to_owned()
        } else {
            format!("any of the {} rival structures", count(n))
        };
        sentences.push(format!(
            "Its sign does not significantly reverse under {all}."
        ));
    }
    sentences
}

/// What is known of the expected effect, over draws, and how sure its sign is; none where draws do not tell.
#[must_use]
pub fn expected_sentence(spread: &Spread) -> Option<String> {
    let expected = spread.expected.as_ref()?;
    let factor = if INDICATORS[spread.indicator].unit == "share" {
        100.0
    } else {
        1.0
    };
    let [low, _, high] = expected.range;
    let digits = exponent((high - low) / 4.0 * factor, high * factor);
    let [low, high] = [low, high].map(|end| number(end * factor, digits));
    let range = if low == high {
        format!("near {high} in all draws, as far as their worlds tell")
    } else {
        format!("from {low} to {high} in 90\u{a0}% of draws")
    };
    let Estimate {
        value,
        low: least,
        high: greatest,
    } = expected.above_zero;
    Some(format!(
        "with what is not known of parameters, the expected difference is {range}, simulation noise taken out, and above 0 with a probability of {} ({} to {}; n\u{a0}=\u{a0}{} draws).",
        percent(value),
        percent(least),
        percent(greatest),
        count(expected.n)
    ))
}

/// Rank reversals of scenarios over draws.
#[must_use]
pub fn reversal_sentence(
    reversals: &[Reversal],
    title: &dyn Fn(usize) -> String,
) -> Option<String> {
    let name = INDICATORS[reversals.first()?.indicator].name;
    let mut changing: Vec<&Reversal> = reversals.iter().filter(|one| one.n_reversed > 0).collect();
    changing.sort_by_key(|one| std::cmp::Reverse(one.n_reversed));
    if changing.is_empty() {
        return Some(format!(
            "No two scenarios change rank by {} in any draw.",
            noun(name)
        ));
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
    let reported: Vec<String> = changing.iter().take(3).map(words).collect();
    let rest = if changing.len() > 3 {
        format!("; and {} more pairs", count(changing.len() - 3))
    } else {
        String::new()
    };
    Some(format!(
        "By {}, {}{rest}; random variation within a draw reverses ranks too.",
        noun(name),
        reported.join("; ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::Grade;
    use crate::statistics::Estimate;

    fn spread(n: usize, needed: Option<usize>) -> Spread {
        let own = Estimate {
            value: 1.0,
            low: 0.5,
            high: 1.5,
        };
        let (parts, rivals) = (Vec::new(), Vec::new());
        Spread {
            scenario: 2,
            against: 1,
            indicator: 0,
            n,
            own,
            sd: 1.0,
            expected: None,
            parts,
            needed,
            rivals,
        }
    }

    #[test]
    fn few_draws_are_said_to_be_few_with_how_many_it_takes() {
        let few = few_draws_words(&spread(12, Some(170))).expect("words");
        assert_eq!(
            few,
            "12 draws do not distinguish these shares to within 25 percentage points; about 170 should do (--draws 170)."
        );
        assert!(
            few_draws_words(&spread(12, Some(20_000)))
                .expect("words")
                .contains("more than 10\u{a0}000 would be needed")
        );
        assert_eq!(few_draws_words(&spread(500, None)), None);
    }

    #[test]
    fn a_part_of_a_grade_tells_of_how_many_numbers_it_is() {
        let part = |n_numbers: usize| Part {
            origin: Origin::Grade(Grade::Expert),
            share: 0.5,
            low: 0.4,
            high: 0.6,
            expected: Estimate {
                value: 0.8,
                low: 0.7,
                high: 0.9,
            },
            n_numbers,
        };
        assert_eq!(
            [1, 2].map(|n| source_words(&part(n))),
            ["1 parameter graded expert", "2 parameters graded expert"]
        );
        assert_eq!(
            source_words(&Part {
                origin: Origin::Chance,
                ..part(0)
            }),
            "simulation noise"
        );
    }

    #[test]
    fn a_spread_names_both_of_its_scenarios() {
        assert_eq!(
            pair_words(&spread(12, None), &|scenario| ["a", "b", "c"][scenario]
                .to_owned()),
            "“c” from “b”"
        );
    }
}
