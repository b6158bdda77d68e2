//! Reads `[[rules]]`: what monitoring sees, compared with numbers, and what then changes.

use super::document::check_once;
use super::fix::{Change, Fix};
use super::keys::{instrument_numbers, nearest, section};
use super::layer::{Setting, Text};
use super::meant::number_meant;
use super::numbers::{plain, read_number, wrong_type};
use super::problem::{Place, Problem};
use super::tables::{missing_key_of, read_flag, read_table, read_tables, read_text, unknown_key};
use super::tree::{Entry, Node, Table, Value};
use crate::model::InstrumentKind;
use crate::parameters::{Comparison, Condition, Figure, ParameterMeta};

/// Keys of a rule.
pub(super) const RULE_KEYS: &[&str] = &["when", "then"];
/// Keys of what a rule does.
pub(super) const THEN_KEYS: &[&str] = &["instrument", "agency", "set", "scale", "stop"];
/// Greatest factor on an intensity.
const SCALE_MAX: f64 = 10.0;
/// Form of a condition.
const FORM: &str = "write for example \"default_rate > 0.08 for 4 quarters and clients >= 20\"";

/// A rule as a file writes it.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleDraft {
    /// The conditions as written.
    pub when: Text,
    /// The conditions.
    pub conditions: Vec<Condition>,
    /// Kind of the instrument that it changes; none where it changes an agency.
    pub instrument: Option<Text>,
    /// Agency that it changes, or whose instrument.
    pub agency: Option<Text>,
    /// Parameters that it sets.
    pub set: Vec<(String, Setting)>,
    /// Factor on the instrument's intensity.
    pub scale: f64,
    /// Where that is stated.
    pub scale_place: Option<Place>,
    /// Ends the instrument.
    pub stop: bool,
}

impl RuleDraft {
    /// What it does, in short: `credit_guarantee: cover = 0.3`.
    #[must_use]
    pub fn then(&self) -> String {
        let target = self
            .instrument
            .as_ref()
            .or(self.agency.as_ref())
            .map_or("", |text| text.value.as_str());
        let set = self
            .set
            .iter()
            .map(|(key, setting)| format!("{key} = {}", plain(setting.value)));
        let scale = (self.scale != 1.0).then(|| format!("scale {}", plain(self.scale)));
        let what: Vec<String> = set
            .chain(scale)
            .chain(self.stop.then(|| "stop".to_string()))
            .collect();
        format!("{target}: {}", what.join(", "))
    }
}

/// Reads the rules of a file.
pub(super) fn read_rules(node: &Node, problems: &mut Vec<Problem>) -> Vec<RuleDraft> {
    let rules: Vec<RuleDraft> = read_tables("rules", node, problems)
        .into_iter()
        .filter_map(|(place, table)| read_rule(place, table, problems))
        .collect();
    let texts: Vec<Text> = rules
        .iter()
        .map(|rule| {
            let agency = rule.agency.as_ref().map_or("", |text| text.value.as_str());
            Text {
                value: format!("{} → {} {agency}", rule.when.value, rule.then()),
                place: rule.when.place,
            }
        })
        .collect();
    check_once(
        "rules",
        &texts,
        |rule, _| Fix::remove_table(rule.place, "no file has the rule"),
        problems,
    );
    rules
}

fn read_rule(place: Place, table: &Table, problems: &mut Vec<Problem>) -> Option<RuleDraft> {
    problems.extend(
        table
            .entries
            .iter()
            .filter(|entry| !RULE_KEYS.contains(&entry.key.as_str()))
            .map(|entry| unknown_key(entry, "rules", RULE_KEYS)),
    );
    let Some(when) = table.get("when") else {
        problems.push(missing_key_of(
            "rules",
            "when",
            place,
            "when = \"default_rate > 0.08 for 4 quarters\"",
            Fix::Unknown("when the rule is to act only the author knows"),
        ));
        return None;
    };
    let Some(then) = table.get("then") else {
        problems.push(missing_key_of(
            "rules",
            "then",
            place,
            "then = { instrument = \"credit_guarantee\", stop = true }",
            Fix::Unknown("what the rule is to do only the author knows"),
        ));
        return None;
    };
    let text = read_text("rules.when", when, problems)?;
    let conditions = read_conditions(&text.value, when.place, problems);
    let mut rule = RuleDraft {
        when: text,
        conditions: Vec::new(),
        instrument: None,
        agency: None,
        set: Vec::new(),
        scale: 1.0,
        scale_place: None,
        stop: false,
    };
    let is_fine = read_then(then, &mut rule, problems);
    rule.conditions = conditions?;
    is_fine.then_some(rule)
}

/// Reads what a rule does; false where it cannot be used.
fn read_then(node: &Node, rule: &mut RuleDraft, problems: &mut Vec<Problem>) -> bool {
    let Some(table) = read_table("rules.then", node, problems) else {
        return false;
    };
    let unknown = table
        .entries
        .iter()
        .filter(|entry| !THEN_KEYS.contains(&entry.key.as_str()));
    problems.extend(unknown.map(|entry| unknown_key(entry, "rules.then", THEN_KEYS)));
    rule.instrument = table
        .get("instrument")
        .and_then(|node| read_text("rules.then.instrument", node, problems));
    rule.agency = table
        .get("agency")
        .and_then(|node| read_text("rules.then.agency", node, problems));
    let metas: Vec<&ParameterMeta> = match &rule.instrument {
        Some(name) => {
            let Some((_, kind)) = InstrumentKind::NAMES
                .iter()
                .find(|(known, _)| *known == name.value)
            else {
                let near = nearest(
                    &name.value,
                    InstrumentKind::NAMES.iter().map(|(known, _)| *known),
                );
                let problem = Problem::at_or_command_line(
                    "E0313",
                    name.place,
                    format!("unknown kind of instrument `{}`", name.value),
                    Fix::suggest(
                        name.place,
                        near.map(|near| format!("\"{near}\"")),
                        "no kind of instrument is like it",
                    ),
                );
                let label = near.map_or_else(
                    || "not known".to_string(),
                    |near| format!("did you mean `{near}`?"),
                );
                let help = near.map_or_else(
                    || "`linkwright params` lists all kinds of instrument".to_string(),
                    |near| format!("write \"{near}\""),
                );
                problems.push(problem.label(label).help(help));
                return false;
            };
            instrument_numbers(*kind)
                .filter(|meta| !matches!(meta.name, "start" | "ramp" | "lot_share" | "lot"))
                .collect()
        }
        None => section("agencies")
            .map_or(&[][..], |section| section.numbers)
            .iter()
            .collect(),
    };
    if let Some(set) = table
        .get("set")
        .and_then(|node| read_table("rules.then.set", node, problems))
    {
        rule.set = read_set(set, &metas, problems);
        if rule.set.is_empty() && !set.entries.is_empty() {
            return false; // what is wrong with it is reported
        }
    }
    if let Some(entry) = table.entry("scale") {
        let Some(scale) = read_scale(entry, problems) else {
            return false;
        };
        (rule.scale, rule.scale_place) = (scale, Some(entry.node.place));
    }
    rule.stop = table
        .get("stop")
        .and_then(|node| read_flag("rules.then.stop", node, problems))
        .unwrap_or(false);
    let others = ["scale", "set"].map(|key| table.entry(key).map(|entry| entry.place));
    check_action(node.place, rule, others, problems)
}

fn read_scale(entry: &Entry, problems: &mut Vec<Problem>) -> Option<f64> {
    let node = &entry.node;
    match node.value {
        Value::Number(scale) if scale > 0.0 && scale <= SCALE_MAX => return Some(scale),
        Value::Number(scale) => problems.push(
            Problem::at(
                "E0314",
                node.place,
                format!(
                    "`scale` = {} is outside 0 (excluded) to {SCALE_MAX}",
                    plain(scale)
                ),
                if scale == 0.0 {
                    let end = node.place.end;
                    Fix::replace(Some(Place { end, ..entry.place }), "stop = true")
                } else {
                    Fix::Unknown("how much of the instrument is to be left only the author knows")
                },
            )
            .label("a factor on the intensity")
            .help(if scale > SCALE_MAX {
                "write a factor that keeps the intensity at 4 or less"
            } else {
                "write `stop = true` in its place to end the instrument, or a factor above 0"
            }),
        ),
        _ => problems.push(wrong_type(
            "rules.then.scale",
            "a number",
            node,
            "write scale = 1.5",
            Fix::replace(Some(node.place), "1.5"),
        )),
    }
    None
}

fn read_set(
    set: &Table,
    metas: &[&ParameterMeta],
    problems: &mut Vec<Problem>,
) -> Vec<(String, Setting)> {
    let mut numbers = Vec::new();
    for entry in &set.entries {
        let Some(meta) = metas.iter().find(|meta| meta.name == entry.key) else {
            problems.push(unknown_key(
                entry,
                "rules.then.set",
                &metas.iter().map(|meta| meta.name).collect::<Vec<_>>(),
            ));
            continue;
        };
        let setting = read_number(
            meta,
            &format!("rules.then.set.{}", entry.key),
            &entry.node,
            problems,
        );
        numbers.extend(setting.map(|setting| (entry.key.clone(), setting)));
    }
    numbers
}

fn check_action(
    place: Place,
    rule: &RuleDraft,
    others: [Option<Place>; 2],
    problems: &mut Vec<Problem>,
) -> bool {
    let scales_or_stops = rule.stop || rule.scale != 1.0;
    let mut fix = Fix::Unknown("what the rule is to do only the author knows");
    let (message, help) = if rule.instrument.is_none() && rule.agency.is_none() {
        (
            "the rule does not say what it changes",
            "name an `instrument`, or an `agency`",
        )
    } else if rule.instrument.is_none() && scales_or_stops {
        (
            "`stop` and `scale` need an `instrument`",
            "name the instrument; of an agency a rule sets parameters only",
        )
    } else if rule.stop && (rule.scale != 1.0 || !rule.set.is_empty()) {
        fix = Fix::Changes(others.into_iter().flatten().map(Change::Remove).collect());
        (
            "a rule that stops an instrument cannot change it too",
            "write `stop = true` alone",
        )
    } else if rule.set.is_empty() && !scales_or_stops {
        (
            "the rule changes nothing",
            "write `set = { cover = 0.3 }`, `scale = 1.5` or `stop = true`",
        )
    } else {
        return true;
    };
    problems.push(
        Problem::at("E0314", place, message, fix)
            .label("in here")
            .help(help),
    );
    false
}

/// A word, sign or number of a condition with its place.
#[derive(Clone, Copy, Debug)]
struct Token<'t> {
    text: &'t str,
    place: Place,
}

impl Token<'_> {
    /// Another text for it; not where the text of the file has other signs than the condition, so that its place is not known.
    fn instead(&self, text: Option<&str>, why: &'static str) -> Fix {
        let has_place = self.place.end - self.place.start == self.text.len();
        Fix::suggest(
            Some(self.place),
            text.filter(|_| has_place).map(ToString::to_string),
            why,
        )
    }
}

/// A bound that is no number (`E0310`), with the number that is probably meant.
fn not_a_bound(number: &Token<'_>) -> Problem {
    let meant = number_meant(number.text);
    let right = meant.map(|meant| format!("{}", meant.value()));
    let fix = number.instead(right.as_deref(), "no number can be read in it");
    Problem::at(
        "E0310",
        number.place,
        format!("`{}` is not a number", number.text),
        fix,
    )
    .label("a number, such as 0.08")
    .help(
        meant
            .zip(right)
            .map_or_else(|| FORM.to_string(), |(meant, right)| meant.advice(&right)),
    )
}

fn tokens(text: &str, place: Place) -> Vec<Token<'_>> {
    let is_plain = place.end - place.start == text.len() + 2; // one byte in the file for each of the text, and two quotes
    let at = |start: usize, end: usize| {
        if is_plain {
            Place {
                start: place.start + 1 + start,
                end: place.start + 1 + end,
                ..place
            }
        } else {
            place
        }
    };
    let class = |c: char| {
        if c.is_whitespace() {
            0
        } else {
            1 + u8::from("<>=!".contains(c))
        }
    };
    let mut found = Vec::new();
    let mut start = 0;
    for (end, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let before = text[start..end].chars().next().map_or(0, class);
        if before != class(c) || end == text.len() {
            if before != 0 {
                found.push(Token {
                    text: &text[start..end],
                    place: at(start, end),
                });
            }
            start = end;
        }
    }
    found
}

/// Reads `figure > number [for N quarters] [and …]`; none where something is wrong, which is reported.
fn read_conditions(
    text: &str,
    place: Place,
    problems: &mut Vec<Problem>,
) -> Option<Vec<Condition>> {
    let tokens = tokens(text, place);
    let parts: Vec<&[Token<'_>]> = tokens.split(|token| token.text == "and").collect();
    let found: Vec<Option<Condition>> = parts
        .iter()
        .map(|part| read_condition(part, place, problems))
        .collect();
    let conditions: Vec<Condition> = found.into_iter().collect::<Option<_>>()?;
    let places = parts.iter().map(|part| span(part, place));
    let placed: Vec<(&Condition, Place)> = conditions.iter().zip(places).collect();
    let is_possible = check_together(&placed, problems);
    is_possible.then_some(conditions)
}

/// Place of the words of a condition, or of the whole text where there are none.
fn span(part: &[Token<'_>], whole: Place) -> Place {
    part.first()
        .zip(part.last())
        .map_or(whole, |(first, last)| Place {
            end: last.place.end,
            ..first.place
        })
}

/// Conditions of one figure that never hold together (`E0312`): each of them is about the last quarter, however many more it needs.
fn check_together(placed: &[(&Condition, Place)], problems: &mut Vec<Problem>) -> bool {
    let never = |one: &Condition, other: &Condition| {
        one.figure == other.figure
            && match (one.comparison, other.comparison) {
                (Comparison::AtLeast, Comparison::AtMost) => one.bound > other.bound,
                (
                    Comparison::Above | Comparison::AtLeast,
                    Comparison::Below | Comparison::AtMost,
                ) => one.bound >= other.bound,
                (
                    Comparison::Above | Comparison::AtLeast,
                    Comparison::Above | Comparison::AtLeast,
                )
                | (Comparison::Below | Comparison::AtMost, _) => false,
            }
    };
    for (at, (second, place)) in placed.iter().enumerate() {
        let twin = placed[..at]
            .iter()
            .find(|(first, _)| never(first, second) || never(second, first));
        if let Some((_, first)) = twin {
            let fix = Fix::Unknown("which of the two is meant only the author knows");
            let message = format!(
                "these two conditions of `{}` never hold together",
                second.figure.name()
            );
            problems.push(
                Problem::at("E0312", *place, message, fix)
                    .label("not together with the other")
                    .help("take one of the two out; for either of them write two rules")
                    .related((place != first).then_some(*first), "the other"),
            );
            return false;
        }
    }
    true
}

fn read_condition(
    part: &[Token<'_>],
    place: Place,
    problems: &mut Vec<Problem>,
) -> Option<Condition> {
    let whole = span(part, place);
    let mut refuse = |at: Place, message: String, label: &str| {
        let fix = Fix::Unknown("what the condition is to be only the author knows");
        problems.push(
            Problem::at("E0310", at, message, fix)
                .label(label)
                .help(FORM),
        );
        None
    };
    let [figure, sign, number, rest @ ..] = part else {
        return refuse(
            whole,
            "a condition is a figure, a comparison and a number".into(),
            "not complete",
        );
    };
    let Some((_, comparison)) = Comparison::NAMES
        .iter()
        .find(|(known, _)| *known == sign.text)
    else {
        return refuse(
            sign.place,
            format!("`{}` is no comparison", sign.text),
            "write >, >=, < or <=",
        );
    };
    let Ok(bound) = number.text.replace('_', "").parse::<f64>() else {
        problems.push(not_a_bound(number));
        return None;
    };
    let quarters = match rest {
        [] => 1,
        [word, quarters, unit]
            if word.text == "for" && matches!(unit.text, "quarter" | "quarters") =>
        {
            match quarters.text.parse() {
                Ok(quarters) if quarters > 0 => quarters,
                _ => {
                    return refuse(
                        quarters.place,
                        format!("`{}` is not a number of quarters", quarters.text),
                        "a whole number from 1 on",
                    );
                }
            }
        }
        [first, ..] => {
            return refuse(
                first.place,
                format!("`{}` is not expected here", first.text),
                "`for N quarters`, `and`, or the end",
            );
        }
    };
    let Some((_, figure)) = Figure::NAMES
        .iter()
        .find(|(known, _)| *known == figure.text)
    else {
        let names: Vec<&str> = Figure::NAMES.iter().map(|(name, _)| *name).collect();
        let near = nearest(figure.text, names.iter().copied());
        let problem = Problem::at(
            "E0311",
            figure.place,
            format!("monitoring sees no figure `{}`", figure.text),
            figure.instead(near, "no figure is like it"),
        )
        .label(near.map_or_else(
            || "not seen".to_string(),
            |near| format!("did you mean `{near}`?"),
        ));
        problems.push(problem.help(format!("it sees {}", names.join(", "))));
        return None;
    };
    let condition = Condition {
        figure: *figure,
        comparison: *comparison,
        bound,
        quarters,
    };
    check_possible(&condition, number, problems).then_some(condition)
}

/// A condition outside what its figure can be holds never, or always (`E0312`).
fn check_possible(condition: &Condition, number: &Token<'_>, problems: &mut Vec<Problem>) -> bool {
    let Condition {
        figure,
        comparison,
        bound,
        ..
    } = *condition;
    let (least, most) = (0.0, figure.most());
    let (never, always) = match comparison {
        Comparison::Above => (bound >= most, bound < least),
        Comparison::AtLeast => (bound > most, bound <= least),
        Comparison::Below => (bound <= least, bound > most),
        Comparison::AtMost => (bound < least, bound >= most),
    };
    if !never && !always {
        return true;
    }
    let range = if most.is_finite() {
        format!("0 to {}", plain(most))
    } else {
        "0 and more".to_string()
    };
    let how = if never {
        "can never hold"
    } else {
        "always holds"
    };
    let is_percent = most == 1.0 && bound > 1.0 && bound < 100.0;
    let share = is_percent.then(|| format!("{}", (bound * 1e7).round() / 1e9));
    let problem = Problem::at(
        "E0312",
        number.place,
        format!(
            "this condition {how}: `{}` is {range} ({})",
            figure.name(),
            figure.unit()
        ),
        number.instead(
            share.as_deref(),
            "which number is meant only the author knows",
        ),
    );
    let help = share.map_or_else(
        || "write a number inside that range".to_string(),
        |share| format!("shares are written from 0 to 1, not in percent: write {share}"),
    );
    problems.push(problem.label(how).help(help));
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<Vec<Condition>>, Vec<(&'static str, String)>) {
        let place = Place {
            source: 0,
            start: 10,
            end: 12 + text.len(),
        };
        let mut problems = Vec::new();
        let conditions = read_conditions(text, place, &mut problems);
        let reported = problems.iter().map(|one| {
            let at = one.place.expect("a place");
            (
                one.code,
                text.get(at.start.saturating_sub(11)..at.end - 11)
                    .unwrap_or("")
                    .to_string(),
            )
        });
        (conditions, reported.collect())
    }

    #[test]
    fn conditions_are_read_with_and_without_spaces() {
        let (found, problems) = read("default_rate>0.08 for 4 quarters and clients <= 1_000");
        assert!(problems.is_empty(), "{problems:?}");
        let default = Condition {
            figure: Figure::DefaultRate,
            comparison: Comparison::Above,
            bound: 0.08,
            quarters: 4,
        };
        let clients = Condition {
            figure: Figure::Clients,
            comparison: Comparison::AtMost,
            bound: 1_000.0,
            quarters: 1,
        };
        assert_eq!(found, Some(vec![default, clients]));
    }

    #[test]
    fn what_is_wrong_is_marked_where_it_stands() {
        for (text, code, marked) in [
            ("defalt_rate > 0.08", "E0311", "defalt_rate"),
            ("default_rate > 8", "E0312", "8"),
            ("clients < 0", "E0312", "0"),
            ("clients < -3", "E0312", "-3"),
            ("clients >= 0", "E0312", "0"),
            ("clients == 3", "E0310", "=="),
            ("clients > few", "E0310", "few"),
            ("clients > 3 for 0 quarters", "E0310", "0"),
            ("clients > 3 or clients < 2", "E0310", "or"),
            ("clients > 3 and", "E0310", ""),
            ("clients", "E0310", "clients"),
        ] {
            let (found, problems) = read(text);
            if marked.is_empty() {
                assert_eq!((found, problems[0].0), (None, code), "{text}");
            } else {
                assert_eq!(
                    (found, problems),
                    (None, vec![(code, marked.to_string())]),
                    "{text}"
                );
            }
        }
    }
}
