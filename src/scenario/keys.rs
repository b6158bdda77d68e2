//! Known keys by table, and suggestions for misspelt ones.

use std::collections::BTreeSet;

use super::numbers::RUN;
use super::rules::{RULE_KEYS, THEN_KEYS};
use super::uncertain::DISTRIBUTION_KEYS;
use crate::model::{InstrumentKind, LISTED_SECTIONS};
use crate::parameters::{ParameterMeta, Parameters, SectionMeta, ShockKind};

/// Keys at the top of a scenario file or of an inline `[[scenario]]`.
pub(super) const SCENARIO_KEYS: &[&str] = &[
    "format",
    "kind",
    "name",
    "title",
    "question",
    "base",
    "include",
    "override",
    "context",
    "population",
    "agencies",
    "credit_providers",
    "instruments",
    "rules",
    "shocks",
    "correlations",
    "run",
];
/// Keys at the top of a scenario file alone.
pub(super) const FINDING: &str = "finding";
/// Keys at the top of a context file, besides its sections.
pub(super) const CONTEXT_KEYS: &[&str] = &[
    "format",
    "kind",
    "name",
    "title",
    "base",
    "credit_providers",
    "shocks",
    "correlations",
    "targets",
];
/// Keys at the top of a study file.
pub(super) const STUDY_KEYS: &[&str] = &[
    "format",
    "kind",
    "name",
    "title",
    "question",
    "scenarios",
    "scenario",
    "contexts",
    "baseline",
    "baselines",
    "answer",
    "run",
    "design",
    "rivals",
    "report",
    "sensitivity",
    "context",
    "population",
    "agencies",
    "credit_providers",
    "instruments",
    "rules",
    "shocks",
    "correlations",
];
/// Figures that `[targets]` of a context keeps for people.
pub(super) const TARGETS: &[&str] = &[
    "domestic_lot_share",
    "firms_with_loan_share",
    "larger_exit_rate",
    "lending_rate_real",
    "micro_exit_rate",
    "tier_one_lot_share",
];
/// Keys of one of them.
pub(super) const TARGET_KEYS: &[&str] = &["value", "unit", "source", "year", "grade"];
/// Keys of `[run]` in a study besides the periods.
pub(super) const STUDY_RUN_KEYS: &[&str] = &["draws", "reps", "seed"];
const OTHER_KEYS: &[&str] = &[
    "from",
    "lead",
    "selection_target",
    "agency",
    "sector",
    "remove",
    "value",
    "source",
    "year",
    "grade",
    "headline",
    "parameters",
    "against",
    "of",
    "rank",
];
const UNITS: &[&str] = &[
    "_usd_per_year",
    "_usd_per_quarter",
    "_per_quarter",
    "_per_year",
    "_per_month",
    "_percentage",
    "_percent",
    "_pct",
    "_usd",
    "_eur",
    "_gbp",
    "_ugx",
    "_quarters",
    "_quarter",
    "_years",
    "_year",
    "_months",
    "_days",
    "_weeks",
    "_wages",
    "_share",
];

/// The parameters of a section, by the name of its table; listed sections and `run` included.
#[must_use]
pub fn section(name: &str) -> Option<&'static SectionMeta> {
    Parameters::SECTIONS
        .iter()
        .chain(LISTED_SECTIONS)
        .chain(std::iter::once(&RUN))
        .find(|section| section.name == name)
}

/// The parameters of one kind of instrument: first its timing, then its own.
pub(super) fn instrument_numbers(
    kind: InstrumentKind,
) -> impl Iterator<Item = &'static ParameterMeta> {
    ["instruments", kind.name()]
        .into_iter()
        .filter_map(section)
        .flat_map(|section| section.numbers)
}

/// The parameters of one kind of shock: first its timing, then its own.
pub(super) fn shock_numbers(kind: ShockKind) -> impl Iterator<Item = &'static ParameterMeta> {
    ["shocks", kind.name()]
        .into_iter()
        .filter_map(section)
        .flat_map(|section| section.numbers)
}

/// Every key that any place knows.
#[must_use]
pub fn all_keys() -> BTreeSet<&'static str> {
    let sections = Parameters::SECTIONS
        .iter()
        .chain(LISTED_SECTIONS)
        .chain(std::iter::once(&RUN));
    let numbers = sections.flat_map(|section| {
        std::iter::once(section.name).chain(section.numbers.iter().map(|meta| meta.name))
    });
    let words = [
        SCENARIO_KEYS,
        CONTEXT_KEYS,
        STUDY_KEYS,
        STUDY_RUN_KEYS,
        RULE_KEYS,
        THEN_KEYS,
        DISTRIBUTION_KEYS,
        OTHER_KEYS,
    ]
    .concat();
    numbers.chain(words).collect()
}

/// The candidate nearest to a misspelt word, if one is near enough.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = word;
    let word = normal(word);
    let scored = candidates
        .into_iter()
        .filter(|candidate| *candidate != given) // what was written is no suggestion
        .map(|candidate| (likeness(&word, &normal(candidate)), candidate));
    scored
        .filter(|(score, _)| *score >= 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

/// The candidate that the last word of a name such as `credit.recovery` is, or is nearest to; never what was written.
#[must_use]
pub fn nearest_to_last<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let last = name.rsplit('.').next().unwrap_or(name);
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let same = candidates
        .iter()
        .find(|known| **known == last && last != name);
    same.copied().or_else(|| nearest(last, candidates))
}

fn normal(word: &str) -> String {
    word.to_lowercase().replace(['-', ' '], "_")
}

/// From 0 to 1: edits, order of words, and one word that contains the other.
fn likeness(word: &str, candidate: &str) -> f64 {
    let (shorter, longer) = (
        word.len().min(candidate.len()),
        word.len().max(candidate.len()),
    );
    let is_part = shorter >= 4
        && (candidate.starts_with(word)
            || word.starts_with(candidate)
            || candidate.ends_with(word)
            || candidate.split('_').any(|part| part == word));
    if !is_part && 10 * common_letters(word, candidate) < 6 * longer {
        return 0.0; // too few letters in common for any of the below
    }
    let edits = strsim::normalized_damerau_levenshtein(word, candidate);
    let sorted = |text: &str| {
        let mut parts: Vec<&str> = text.split('_').collect();
        parts.sort_unstable();
        parts.join("_")
    };
    let reordered =
        strsim::normalized_damerau_levenshtein(&sorted(word), &sorted(candidate)) * 0.95;
    let part = if is_part {
        0.65 + 0.3 * shorter as f64 / longer as f64
    } else {
        0.0
    };
    let start = if strsim::jaro_winkler(word, candidate) > 0.93 {
        0.7
    } else {
        0.0
    };
    edits.max(reordered).max(part).max(start)
}

/// What a value of one key is multiplied with to be that of another, by their units; none where the two are not of one kind.
pub(super) fn factor_of_units(word: &str, known: &str) -> Option<f64> {
    const FACTORS: &[(&str, &[&str], f64)] = &[
        ("_percentage", &["", "_share"], 0.01),
        ("_percent", &["", "_share"], 0.01),
        ("_pct", &["", "_share"], 0.01),
        ("_share", &[""], 1.0),
        ("_years", &["_quarters", "_quarter"], 4.0),
        ("_year", &["_quarters", "_quarter"], 4.0),
        ("_months", &["_quarters", "_quarter"], 1.0 / 3.0),
        ("_quarter", &["_quarters"], 1.0),
        ("_per_year", &["_per_quarter"], 0.25),
        ("_per_month", &["_per_quarter"], 3.0),
        ("_per_quarter", &["_per_year"], 4.0),
        ("_usd_per_year", &["_usd_per_quarter"], 0.25),
        ("_usd_per_quarter", &["_usd_per_year"], 4.0),
    ];
    let unit = |word: &str| {
        UNITS
            .iter()
            .copied()
            .find(|unit| word.ends_with(unit))
            .unwrap_or("")
    };
    let (from, to) = (unit(&normal(word)), unit(known));
    FACTORS
        .iter()
        .find(|(unit, targets, _)| *unit == from && targets.contains(&to))
        .map(|(.., factor)| *factor)
}

/// Most letters that two words can share in any order; the length of the shorter where one has letters beyond ASCII.
fn common_letters(word: &str, candidate: &str) -> usize {
    if !(word.is_ascii() && candidate.is_ascii()) {
        return word.len().min(candidate.len());
    }
    let mut left = [0_usize; 128];
    for letter in word.bytes() {
        left[usize::from(letter)] += 1;
    }
    let is_shared = |letter: &u8| {
        let count = &mut left[usize::from(*letter)];
        let is_left = *count > 0;
        *count = count.saturating_sub(1);
        is_left
    };
    candidate.bytes().filter(is_shared).count()
}

/// A key at this place that differs only in its unit, such as `fund_usd` for `fund_eur`.
pub(super) fn other_unit<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let word = normal(word);
    let stem = UNITS
        .iter()
        .find_map(|unit| word.strip_suffix(unit))
        .filter(|stem| !stem.is_empty())?;
    candidates.into_iter().find(|candidate| {
        let known_stem = UNITS
            .iter()
            .find_map(|unit| candidate.strip_suffix(unit))
            .unwrap_or(candidate);
        known_stem == stem || *candidate == stem
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_that_does_not_belong_is_told_from_a_misspelling() {
        let keys = ["fund_usd", "cover", "service_quarters"];
        assert_eq!(other_unit("fund_eur", keys), Some("fund_usd"));
        assert_eq!(other_unit("cover_percent", keys), Some("cover"));
        assert_eq!(other_unit("service_years", keys), Some("service_quarters"));
        assert_eq!(other_unit("fund_usdd", keys), None);
        assert_eq!(factor_of_units("cover_percent", "cover"), Some(0.01));
        assert_eq!(
            factor_of_units("service_years", "service_quarters"),
            Some(4.0)
        );
        assert_eq!(factor_of_units("fund_eur", "fund_usd"), None);
    }

    #[test]
    fn far_words_get_no_suggestion() {
        assert_eq!(nearest("zzz", ["cover", "fund_usd"]), None);
        assert_eq!(nearest("cover", ["cover"]), None, "no word suggests itself");
        assert_eq!(nearest("covr", ["cover", "fund_usd"]), Some("cover"));
        assert_eq!(nearest("usd_fund", ["cover", "fund_usd"]), Some("fund_usd"));
    }

    #[test]
    fn letters_in_common_cut_off_no_word_that_is_like_another() {
        assert_eq!(common_letters("recovery", "recvoeryy"), 8);
        assert_eq!(common_letters("aab", "abb"), 2);
        let keys: Vec<&str> = all_keys().into_iter().collect();
        let mut n_like = 0;
        for word in keys.iter().step_by(7) {
            for candidate in &keys {
                let is_like = strsim::normalized_damerau_levenshtein(word, candidate) >= 0.6
                    || strsim::jaro_winkler(word, candidate) > 0.93;
                assert!(
                    !is_like || likeness(word, candidate) >= 0.6,
                    "{word} {candidate}"
                );
                n_like += usize::from(is_like);
            }
        }
        assert!(n_like > keys.len() / 7, "every key is like itself");
    }
}
