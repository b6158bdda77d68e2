//! Intervals as text: `"0.3 to 0.45"`, the ends of a 90 % interval, and what other ways to write one are likely to mean.

use super::fix::Fix;
use super::meant::{end, loose};
use super::numbers::{is_of_scale, looks_like_percentage, plain};
use super::problem::Problem;
use super::tree::{Node, Value};
use super::uncertain::{Stated, cut};
use crate::parameters::{ParameterMeta, Shape, Uncertain};

/// Separators of two ends in texts that are no intervals and mean one.
const SEPARATORS: [&str; 11] = [
    " to ", "to", "–", "—", "...", "…", "..", ";", " and ", " - ", "-",
];

/// True for a value that is meant as an interval, well or badly written.
pub(super) fn is_interval(node: &Node) -> bool {
    match &node.value {
        Value::Text(text) => text.contains(" to ") || meant(text).is_some(),
        Value::List(items) => pair(items).is_some(),
        _ => false,
    }
}

/// Reads `"5 to 10"`: the ends of a 90 % interval. Of anything else that means one, problem `E0220` says how it is written.
pub(super) fn read_interval(
    meta: &ParameterMeta,
    path: &str,
    node: &Node,
    problems: &mut Vec<Problem>,
) -> Option<Uncertain> {
    let (written, ends) = match &node.value {
        Value::Text(text) => {
            let written = text
                .split_once(" to ")
                .and_then(|(low, high)| Some((end(low)?, end(high)?)));
            (written.filter(|(low, high)| low < high), meant(text))
        }
        Value::List(items) => (None, pair(items).map(|(low, high)| (low, high, false))),
        _ => return None,
    };
    let is_percent = written.is_some_and(|(low, high)| {
        [low, high]
            .into_iter()
            .all(|end| looks_like_percentage(meta, end))
    });
    if let Some((low, high)) = written.filter(|_| !is_percent) {
        let stated = Stated {
            words: format!("{} to {}", plain(low), plain(high)),
            ends: Some((low, high)),
        };
        return cut(
            meta,
            path,
            stated,
            Shape::interval(low, high),
            node.place,
            problems,
        );
    }
    let ends = ends.map(|(low, high, has_sign)| (low, high, has_sign || is_percent));
    problems.push(not_written_so(meta, path, node, ends));
    None
}

/// The problem of a value that is no interval, with the right form where its ends are known.
fn not_written_so(
    meta: &ParameterMeta,
    path: &str,
    node: &Node,
    ends: Option<(f64, f64, bool)>,
) -> Problem {
    let shown = if let Value::Text(text) = &node.value {
        format!(" = \"{text}\"")
    } else {
        String::new()
    };
    let problem = |fix: Fix| {
        Problem::at(
            "E0220",
            node.place,
            format!("`{path}`{shown} is not an interval"),
            fix,
        )
    };
    let ends = ends.filter(|(.., is_percent)| !is_percent || is_of_scale(meta));
    let Some((low, high, is_percent)) = ends else {
        let help = "write two numbers, the smaller first, such as \"0.10 to 0.16\": the ends of a 90 % interval";
        let fix = Fix::Unknown("no two ends can be read in it");
        return problem(fix).label("not LOW to HIGH").help(help);
    };
    let factor = if is_percent { 0.01 } else { 1.0 };
    let typed = |end: f64| plain(factor * end).replace(' ', "_");
    let (low, high) = (typed(low.min(high)), typed(low.max(high)));
    if low == high {
        let help = format!("write the number without quotes: {low}");
        return problem(Fix::replace(Some(node.place), low))
            .label("both ends are the same")
            .help(help);
    }
    let why = if is_percent {
        "shares and rates run from 0 to 1"
    } else {
        "the ends of a 90 % interval, the smaller first"
    };
    let form = format!("\"{low} to {high}\"");
    problem(Fix::replace(Some(node.place), form.clone()))
        .label("not LOW to HIGH")
        .help(format!("write {form}: {why}"))
}

/// The ends that a text means in another way of writing them, and whether they are percentages.
pub(super) fn meant(text: &str) -> Option<(f64, f64, bool)> {
    let lower = text.to_lowercase();
    let bare = lower
        .trim()
        .trim_start_matches("from ")
        .trim_start_matches("between ");
    let is_percent = bare.contains('%');
    let bare = bare.replace(['%', '~', '≈'], "");
    let ends = SEPARATORS.iter().find_map(|separator| {
        let (low, high) = bare.split_once(separator)?;
        Some((loose(low)?, loose(high)?))
    });
    ends.map(|(low, high)| (low, high, is_percent))
}

/// The two numbers of a list of two.
fn pair(items: &[Node]) -> Option<(f64, f64)> {
    match items {
        [
            Node {
                value: Value::Number(low),
                ..
            },
            Node {
                value: Value::Number(high),
                ..
            },
        ] => Some((*low, *high)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text in the place of a problem.
    fn replaced(problem: &Problem, text: &str) -> Fix {
        Fix::replace(problem.place, text)
    }
    use crate::scenario::keys::section;
    use crate::scenario::numbers::read_number;
    use crate::scenario::tree::parse;

    fn problems(key: &str, value: &str) -> Vec<Problem> {
        let (table, name) = key.split_once('.').expect("a full path");
        let meta = section(table)
            .and_then(|section| section.numbers.iter().find(|meta| meta.name == name))
            .expect("a number");
        let (tree, _, mut problems) = parse(0, &format!("x = {value}"));
        read_number(meta, key, tree.get("x").expect("a key"), &mut problems);
        problems
    }

    #[test]
    fn other_ways_to_write_an_interval_are_told_the_right_one() {
        for (value, right) in [
            ("\"30% to 60%\"", "\"0.3 to 0.6\""),
            ("\"30 - 60 %\"", "\"0.3 to 0.6\""),
            ("\"30 to 60\"", "\"0.3 to 0.6\""),
            ("\"0.3 - 0.6\"", "\"0.3 to 0.6\""),
            ("\"0.3-0.6\"", "\"0.3 to 0.6\""),
            ("\"0.3–0.6\"", "\"0.3 to 0.6\""),
            ("\"0.3..0.6\"", "\"0.3 to 0.6\""),
            ("\"0.3 TO 0.6\"", "\"0.3 to 0.6\""),
            ("\"0.3to0.6\"", "\"0.3 to 0.6\""),
            ("\"from 0.3 to 0.6\"", "\"0.3 to 0.6\""),
            ("\"between 0.3 and 0.6\"", "\"0.3 to 0.6\""),
            ("\"0,3 to 0,6\"", "\"0.3 to 0.6\""),
            ("\"0.6 to 0.3\"", "\"0.3 to 0.6\""),
            ("[0.3, 0.6]", "\"0.3 to 0.6\""),
            ("{ value = \"0.3 - 0.6\" }", "\"0.3 to 0.6\""),
            ("\"0.3 to 0.3\"", "0.3"),
        ] {
            let found = problems("credit.recovery", value);
            assert_eq!(
                found.iter().map(|one| one.code).collect::<Vec<_>>(),
                ["E0220"],
                "{value}"
            );
            assert_eq!(found[0].fix, replaced(&found[0], right), "{value}");
            assert!(found[0].help.contains(right), "{value}: {}", found[0].help);
        }
        for value in [
            "\"0.3 to 0.4 to 0.6\"",
            "\"low to high\"",
            "\"nan to 1\"",
            "\"0.3 to 0.6 (90 %)\"",
        ] {
            let found = problems("credit.recovery", value);
            assert_eq!((found.len(), found[0].code), (1, "E0220"), "{value}");
            assert!(matches!(found[0].fix, Fix::Unknown(_)), "{value}");
        }
        assert_eq!(
            problems("credit.recovery", "\"0.4\"")[0].code,
            "E0103",
            "one number is no interval"
        );
    }

    #[test]
    fn thousands_are_read_and_decimal_commas_are_not_taken_for_them() {
        assert_eq!(problems("population.smes", "\"1,000 to 3_000\""), []);
        let found = problems("population.smes", "\"1,5 to 4,5\"");
        assert_eq!(found[0].code, "E0220");
        assert_eq!(found[0].fix, replaced(&found[0], "\"1.5 to 4.5\""));
    }

    #[test]
    fn an_interval_that_is_the_plausible_range_is_not_wider_than_it() {
        for (key, value) in [
            ("credit.recovery", "\"0.2 to 0.7\""),
            ("credit.margin", "\"0 to 0.06\""),
            (
                "credit.margin",
                "{ dist = \"normal\", low = 0, high = 0.06 }",
            ),
        ] {
            assert_eq!(problems(key, value), [], "{key} = {value}");
        }
        assert_eq!(problems("credit.margin", "\"0 to 0.07\"")[0].code, "W0202");
        assert_eq!(
            problems(
                "credit.margin",
                "{ dist = \"normal\", mean = 0.03, sd = 0.1 }"
            )[0]
            .code,
            "W0202"
        );
    }
}
