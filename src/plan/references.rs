//! What a study says of its own parts: names that must be those of something, titles that tell scenarios apart, numbers in titles.

use std::collections::{BTreeMap, BTreeSet};

use super::resolve::present;
use crate::model::ModelInput;
use crate::scenario::{
    Change, Draft, DraftScenario, Fix, Listed, Lost, Place, Problem, Setting, nearest, plain,
};

/// Scenarios that are not others again under a rival structure.
fn own(draft: &Draft) -> impl Iterator<Item = &DraftScenario> {
    draft.scenarios.iter().filter(|one| one.rival.is_none())
}

/// A shock of an agency that no scenario of the study has (`E0303`); that only some have it is no fault.
pub(super) fn check_agencies_of_shocks(draft: &Draft, problems: &mut Vec<Problem>) {
    if draft.is_incomplete || draft.is_context {
        return; // the agency may be in a file that could not be read, or that the context is used by
    }
    let known: BTreeSet<&str> = own(draft)
        .flat_map(|one| present(&one.layer.agencies))
        .map(|agency| agency.identity.value.as_str())
        .collect();
    for shock in own(draft).flat_map(|one| present(&one.layer.shocks)) {
        let Some(agency) = shock.words.get("agency") else {
            continue;
        };
        if known.contains(agency.value.as_str()) {
            continue;
        }
        let message = format!(
            "shock `{}`: no scenario of the study has an agency `{}`",
            shock.identity.value, agency.value
        );
        let names: Vec<&str> = known.iter().copied().collect();
        let near = nearest(&agency.value, names.iter().copied());
        let fix = match near {
            Some(near) => Fix::replace(agency.place, format!("\"{near}\"")),
            None if names.is_empty() => Fix::remove(agency.place),
            None => Fix::Unknown("no agency of the study has a name like it"),
        };
        let problem = Problem::at_or_command_line("E0303", agency.place, message, fix)
            .follows(&[Lost::Agency]);
        problems.push(match near {
            Some(near) => problem
                .label(format!("did you mean `{near}`?"))
                .help(format!("write \"{near}\"; agencies: {}", names.join(", "))),
            None if names.is_empty() => problem
                .label("no such agency")
                .help("take `agency` out, or add the agency under [[agencies]]"),
            None => problem
                .label("no such agency")
                .help(format!("name one of the agencies: {}", names.join(", "))),
        });
    }
}

/// Lists of a scenario by the names of their tables.
fn lists(scenario: &DraftScenario) -> [(&'static str, &[Listed]); 4] {
    let layer = &scenario.layer;
    [
        ("agencies", layer.agencies.as_slice()),
        ("credit_providers", &layer.credit_providers),
        ("instruments", &layer.instruments),
        ("shocks", &layer.shocks),
    ]
}

/// An entry with `remove = true` that takes away nothing in any scenario (`E0109`).
pub(super) fn check_removals(draft: &Draft, problems: &mut Vec<Problem>) {
    if draft.is_incomplete {
        return;
    }
    let mut idle: BTreeMap<Place, (&str, &Listed, BTreeSet<&str>)> = BTreeMap::new();
    let mut used: BTreeSet<Place> = BTreeSet::new();
    for (list, entries) in own(draft).flat_map(lists) {
        for entry in entries.iter().filter(|entry| entry.is_removed) {
            let Some(place) = entry.identity.place else {
                continue;
            };
            // a context without providers has one by default
            let is_of_default = list == "credit_providers"
                && ModelInput::default()
                    .credit_providers
                    .iter()
                    .any(|provider| provider.name == entry.identity.value);
            if entry.has_removed || is_of_default {
                used.insert(place);
                continue;
            }
            let (.., names) = idle.entry(place).or_insert((list, entry, BTreeSet::new()));
            names.extend(present(entries).map(|other| other.identity.value.as_str()));
        }
    }
    for (place, (list, entry, names)) in idle {
        if used.contains(&place) {
            continue;
        }
        let name = &entry.identity.value;
        let message = format!("`{list}` has no `{name}` below that `remove` could take away");
        let near = nearest(name, names.iter().copied());
        let fix = near.map_or_else(
            || Fix::Changes(vec![Change::RemoveTable(place)]),
            |near| Fix::replace(Some(place), format!("\"{near}\"")),
        );
        let problem = Problem::at("E0109", place, message, fix);
        problems.push(match near {
            Some(near) => problem
                .label(format!("did you mean `{near}`?"))
                .help(format!("write \"{near}\"")),
            None => problem
                .label("nothing to take away")
                .help("leave the entry out"),
        });
    }
}

/// Scenarios, or rivals, whose titles do not tell them apart (`W0311`).
pub(super) fn check_titles(draft: &Draft, problems: &mut Vec<Problem>) {
    let scenarios = own(draft).map(|one| (&one.title, &one.name));
    warn_of_twins("scenarios", scenarios, problems);
    let rivals = draft.study.rivals.iter();
    let titled = rivals.filter(|one| !one.title.is_empty());
    warn_of_twins(
        "rivals",
        titled.map(|one| (&one.title, &one.name)),
        problems,
    );
}

fn warn_of_twins<'d>(
    what: &str,
    titled: impl Iterator<Item = (&'d String, &'d crate::scenario::Text)>,
    problems: &mut Vec<Problem>,
) {
    let mut known = BTreeMap::new();
    for (title, name) in titled {
        let Some(first) = known.insert(title, name) else {
            continue;
        };
        if first.value == name.value {
            continue; // two of one name are an error
        }
        let message = format!(
            "{what} `{}` and `{}` have one title: “{title}”",
            first.value, name.value
        );
        let first = first.place.filter(|place| Some(*place) != name.place);
        problems.push(
            Problem::at_or_command_line(
                "W0311",
                name.place,
                message,
                Fix::Unknown("what tells the two apart only the author knows"),
            )
            .label("the title is that of another too")
            .help("give each a `title` of its own: page, brief and charts name them by it")
            .related(first, "the other"),
        );
    }
}

/// A number in a title or question that is one of a file, which something above that file replaced (`W0313`).
pub(super) fn check_stated(draft: &Draft, problems: &mut Vec<Problem>) {
    for scenario in own(draft) {
        let settings = settings(scenario);
        let now: Vec<f64> = settings.iter().map(|(_, setting)| setting.value).collect();
        for (path, setting) in settings {
            let Some(before) = setting
                .before
                .iter()
                .find(|before| !now.contains(before) && **before != 0.0)
            else {
                continue;
            };
            let texts = [
                ("title", &scenario.title),
                ("question", &scenario.question),
                ("title of the study", &draft.study.title),
                ("question of the study", &draft.study.question),
            ];
            let told = texts.into_iter().find_map(|(what, text)| {
                let number = numbers_in(text)
                    .into_iter()
                    .find(|number| number.means(*before))?;
                Some((what, number))
            });
            let Some((what, number)) = told else { continue };
            let of = if what.ends_with("study") {
                String::new()
            } else {
                format!(" of `{}`", scenario.name.value)
            };
            let message = format!(
                "the {what}{of} says {}, and `{path}` is {} in place of {}",
                number.text,
                plain(setting.value),
                plain(*before)
            );
            problems.push(
                Problem::at_or_command_line(
                    "W0313",
                    setting.place,
                    message,
                    Fix::Unknown("whether the text or the number is meant only the author knows"),
                )
                .label("replaces the number of the text")
                .help(format!(
                    "write another number into the {what}, or leave `{path}` at {}",
                    plain(*before)
                )),
            );
        }
    }
}

/// Settings of a scenario with their names in messages.
fn settings(scenario: &DraftScenario) -> Vec<(String, &Setting)> {
    let plain = scenario
        .layer
        .numbers
        .iter()
        .map(|((section, key), setting)| (format!("{section}.{key}"), setting));
    let listed = lists(scenario).into_iter().flat_map(|(list, entries)| {
        present(entries).flat_map(move |entry| {
            let name = &entry.identity.value;
            entry
                .numbers
                .iter()
                .map(move |(key, setting)| (format!("{list}.{name}.{key}"), setting))
        })
    });
    plain.chain(listed).collect()
}

/// A number in a text.
#[derive(Debug, PartialEq)]
struct Stated {
    /// As the text has it.
    text: String,
    value: f64,
    is_percent: bool,
}

impl Stated {
    /// True where the number is a value, as it is or in percent.
    fn means(&self, value: f64) -> bool {
        let is = |stated: f64| (stated - value).abs() <= 1e-9 * value.abs();
        if self.is_percent {
            is(self.value / 100.0)
        } else {
            is(self.value)
        }
    }
}

/// Numbers of a text, with commas, spaces or underscores between thousands, a point or comma before decimals, percent signs and the words
/// `thousand` and `million`.
fn numbers_in(text: &str) -> Vec<Stated> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let is_in_word = rest[..at]
            .chars()
            .next_back()
            .is_some_and(|c| c.is_alphanumeric() || c == '_');
        let tail = &rest[at..];
        let end = tail
            .char_indices()
            .find(|(at, c)| {
                let joins = ".,_".contains(*c) || c.is_whitespace();
                let thousands = tail[at + c.len_utf8()..]
                    .bytes()
                    .take_while(u8::is_ascii_digit)
                    .count();
                let goes_on = thousands == 3 || (".,".contains(*c) && thousands > 0);
                !(c.is_ascii_digit() || (joins && goes_on))
            })
            .map_or(tail.len(), |(at, _)| at);
        let (digits, after) = tail.split_at(end);
        let word = after.trim_start();
        let factor = if word.starts_with("million") {
            1e6
        } else if word.starts_with("thousand") {
            1e3
        } else {
            1.0
        };
        let is_percent = word.starts_with('%') || word.starts_with("percent");
        if let (Some(value), false) = (value_of(digits), is_in_word) {
            found.push(Stated {
                text: if is_percent {
                    format!("{digits} %")
                } else {
                    digits.to_string()
                },
                value: value * factor,
                is_percent,
            });
        }
        rest = after;
    }
    found
}

/// The number of digits with separators: the last comma or point is that of decimals, unless three digits and no other follow each.
fn value_of(digits: &str) -> Option<f64> {
    let plain: String = digits
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '_')
        .collect();
    if let Ok(value) = plain.parse() {
        return Some(value);
    }
    let without: String = plain.chars().filter(|c| *c != ',').collect();
    let has_thousands = plain
        .split(',')
        .skip(1)
        .all(|part| part.split('.').next().is_some_and(|whole| whole.len() == 3));
    if has_thousands {
        without.parse().ok()
    } else {
        plain.replace(',', ".").parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_titles_are_read_as_people_write_them() {
        let of = |text: &str| {
            numbers_in(text)
                .into_iter()
                .map(|one| (one.value, one.is_percent))
                .collect::<Vec<_>>()
        };
        assert_eq!(of("Guarantee of 60 % of a loan"), [(60.0, true)]);
        assert_eq!(of("0.5 or 0,7?"), [(0.5, false), (0.7, false)]);
        assert_eq!(
            of("1,000,000 USD, 2 million, 4_000 and 5 000 firms"),
            [(1e6, false), (2e6, false), (4000.0, false), (5000.0, false)]
        );
        assert_eq!(of("co2 and tier2, none of _3"), []);
        assert_eq!(
            of("1.5 million or 2 thousand, 7 percent, 8% or 9.25"),
            [
                (1.5e6, false),
                (2000.0, false),
                (7.0, true),
                (8.0, true),
                (9.25, false)
            ]
        );
        assert_eq!(
            of("12,5 of 1,5 and 3, 4. 5 66 7777 8 88,999.5"),
            [
                (12.5, false),
                (1.5, false),
                (3.0, false),
                (4.0, false),
                (5.0, false),
                (66.0, false),
                (7777.0, false),
                (8.0, false),
                (88_999.5, false)
            ]
        );
        assert_eq!(
            of("1 000 000, 1\u{a0}000 and 1_000 USD"),
            [(1e6, false), (1000.0, false), (1000.0, false)]
        );
        assert_eq!(
            numbers_in("5% of 6 percent of 7")
                .iter()
                .map(|one| one.text.as_str())
                .collect::<Vec<_>>(),
            ["5 %", "6 %", "7"]
        );
        assert_eq!(
            ["4", "0,25", "1,234.5", "1,23.4", "1,2345", "1_0", "x"].map(value_of),
            [
                Some(4.0),
                Some(0.25),
                Some(1234.5),
                None,
                Some(1.2345),
                Some(10.0),
                None
            ]
        );
        assert!(numbers_in("10.5 percent")[0].means(0.105));
        assert!(!numbers_in("10.5 percent")[0].means(10.5));
        let two = &numbers_in("2")[0];
        assert!(
            two.means(2.0)
                && !two.means(-2.0)
                && !two.means(0.02)
                && !two.means(2.0 + 1e-6)
                && two.means(2.0 + 1e-10)
        );
        assert!(
            numbers_in("3 million")[0].means(3e6)
                && numbers_in("3 million")[0].means(3e6 + 1e-4)
                && !numbers_in("3 million")[0].means(3.1e6)
        );
    }
}
