//! Titles and questions with values of parameters in them: `A {credit_guarantee.cover:percent} credit guarantee`.

use super::settings::{find, value_in};
use super::text::amount;
use crate::parameters::ParameterMeta;
use crate::scenario::{Draft, Fix, Layer, Place, Problem, nearest, plain};

/// How a value is written in a text.
#[derive(Clone, Copy)]
enum Format {
    /// The number.
    Number,
    /// In per cent: a share of 0.6 as `60 %`.
    Percent,
    /// With its unit: `9 000 USD per SME`.
    Unit,
}

impl Format {
    /// All, by the word that a text has for each; without a word it is a number.
    const NAMES: [(&'static str, Self); 3] = [
        ("number", Self::Number),
        ("percent", Self::Percent),
        ("unit", Self::Unit),
    ];

    fn write(self, meta: &ParameterMeta, value: f64) -> String {
        match self {
            Self::Number => plain(value),
            Self::Percent => format!("{} %", plain(value * 100.0)),
            Self::Unit => amount(meta, value),
        }
    }
}

/// Writes values of parameters into titles and questions: of a scenario its own, of the study those of all its scenarios. Problem `E0413` where a text
/// names what there is not.
pub(super) fn fill(draft: &mut Draft, problems: &mut Vec<Problem>) {
    let layers: Vec<Layer> = draft
        .scenarios
        .iter()
        .filter(|one| one.rival.is_none())
        .map(|one| one.layer.clone())
        .collect();
    let study = &mut draft.study;
    for (text, place) in [
        (&mut study.title, study.title_place),
        (&mut study.question, study.question_place),
    ] {
        *text = filled(text, place, &layers, problems);
    }
    for scenario in &mut draft.scenarios {
        let own = std::slice::from_ref(&scenario.layer);
        for (text, place) in [
            (&mut scenario.title, scenario.title_place),
            (&mut scenario.question, scenario.question_place),
        ] {
            *text = filled(text, place, own, problems);
        }
    }
}

/// A text with the values that it names; what is in braces and no key stays.
fn filled(
    text: &str,
    place: Option<Place>,
    layers: &[Layer],
    problems: &mut Vec<Problem>,
) -> String {
    let mut done = String::new();
    let mut rest = text;
    while let Some((before, from, after)) = next(rest) {
        done.push_str(before);
        match value_of(from, layers) {
            Ok(value) => done.push_str(&value),
            Err(wrong) => {
                done.push_str(&rest[before.len()..rest.len() - after.len()]);
                problems.push(wrong.problem(text, from, place));
            }
        }
        rest = after;
    }
    done + rest
}

/// What stands before the next braces with a key, the key with its format, and what stands behind.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let is_key = |inside: &str| {
        let is_of_key = |c: char| c.is_ascii_alphanumeric() || "_.@:-".contains(c);
        let key = inside.split_once(':').map_or(inside, |(key, _)| key);
        // a key has a section and a name: other words in braces are words
        key.contains('.')
            && inside.starts_with(|c: char| c.is_ascii_lowercase())
            && inside.chars().all(is_of_key)
    };
    let braces = text.match_indices('{').find_map(|(at, _)| {
        let end = at + text[at..].find('}')?;
        is_key(&text[at + 1..end]).then_some((at, end))
    });
    let (at, end) = braces?;
    Some((&text[..at], &text[at + 1..end], &text[end + 1..]))
}

/// Why a text cannot be filled in, what helps, and what would stand in the braces instead.
struct Wrong {
    message: String,
    help: String,
    instead: Option<String>,
}

impl Wrong {
    fn problem(self, text: &str, from: &str, place: Option<Place>) -> Problem {
        let right = self.instead.map(|to| {
            format!(
                "{:?}",
                text.replace(&format!("{{{from}}}"), &format!("{{{to}}}"))
            )
        });
        let fix = Fix::suggest(place, right, "which value is meant only the author knows");
        Problem::at_or_command_line("E0413", place, self.message, fix)
            .label("cannot be filled in")
            .help(self.help)
    }
}

/// The value of a key with its format in some layers; different values are all told.
fn value_of(from: &str, layers: &[Layer]) -> Result<String, Wrong> {
    let (key, word) = from.split_once(':').unwrap_or((from, "number"));
    let words = || Format::NAMES.iter().map(|(name, _)| *name);
    let Some((_, format)) = Format::NAMES.iter().find(|(name, _)| *name == word) else {
        return Err(Wrong {
            message: format!("`{{{from}}}` has no format `{word}`"),
            help: format!("formats: {}", words().collect::<Vec<_>>().join(", ")),
            instead: nearest(word, words()).map(|near| format!("{key}:{near}")),
        });
    };
    let mut told = Vec::new();
    let Some((target, meta)) = find(key, &mut told) else {
        let told = told.into_iter().next();
        let instead = told.as_ref().and_then(|problem| match &problem.fix {
            Fix::Argument { to, .. } if !to.is_empty() => Some(format!("{to}:{word}")),
            Fix::Argument { .. } | Fix::Changes(_) | Fix::Unknown(_) => None,
        });
        return Err(Wrong {
            message: format!("`{{{from}}}` names no parameter"),
            help: told.map_or_else(String::new, |problem| problem.help),
            instead,
        });
    };
    let mut values: Vec<String> = Vec::new();
    for layer in layers {
        if let Some(value) = value_in(layer, &target, meta) {
            let value = format.write(meta, value);
            if !values.contains(&value) {
                values.push(value);
            }
        }
    }
    if values.is_empty() && !layers.is_empty() {
        return Err(Wrong {
            message: format!("`{{{from}}}` is of something that is not there"),
            help: "name a parameter of the context, or of an agency, instrument or shock of the scenario".to_string(),
            instead: None,
        });
    }
    Ok(values.join(" or "))
}
