//! Uncertain parameters of files: intervals, distributions, rank correlations.

use std::collections::BTreeMap;

use super::fix::{Change, Fix};
use super::layer::{Correlation, Text};
use super::numbers::{IS_MEANT, plain, unknown_word, wrong_type};
use super::problem::{Place, Problem};
use super::tables::{missing_key_of, read_tables, read_text, read_texts, unknown_key};
use super::tree::{Node, Table, Value};
use crate::parameters::{LEAST_INSIDE, ParameterMeta, Shape, Uncertain};

/// Why nothing is offered for what is known of a parameter.
const OF_AUTHOR: Fix = Fix::Unknown("what is known of the parameter only the author knows");

/// Distributions that files can name, with their keys.
pub(super) const DISTRIBUTIONS: &[(&str, &[&str])] = &[
    ("normal", &["mean", "sd", "low", "high"]),
    ("lognormal", &["median", "sd_log", "low", "high"]),
    ("uniform", &["low", "high"]),
    ("pert", &["low", "mode", "high"]),
    ("beta", &["alpha", "beta", "low", "high"]),
    ("choice", &["values", "weights"]),
];

/// Every key of a distribution, in the order in which a schema lists them.
pub(super) const DISTRIBUTION_KEYS: &[&str] = &[
    "dist", "low", "mode", "high", "mean", "sd", "median", "sd_log", "alpha", "beta", "values",
    "weights",
];

/// Reads `{ dist = "pert", low = …, mode = …, high = … }` and its like; the keys of a described parameter are read elsewhere.
pub(super) fn read_distribution(
    meta: &ParameterMeta,
    path: &str,
    (dist, table): (&Node, &Table),
    place: Place,
    problems: &mut Vec<Problem>,
) -> Option<Uncertain> {
    let name = read_text(&format!("{path}.dist"), dist, problems)?.value;
    let Some((name, keys)) = DISTRIBUTIONS.iter().find(|(known, _)| *known == name) else {
        problems.push(unknown_word(
            "distribution",
            &name,
            dist.place,
            &DISTRIBUTIONS
                .iter()
                .map(|(name, _)| *name)
                .collect::<Vec<_>>(),
        ));
        return None;
    };
    let n_before = problems.len();
    let foreign =
        |key: &str| DISTRIBUTION_KEYS.contains(&key) && key != "dist" && !keys.contains(&key);
    problems.extend(
        table
            .entries
            .iter()
            .filter(|entry| foreign(&entry.key))
            .map(|entry| unknown_key(entry, path, keys)),
    );
    if let Some(entry) = table.entries.iter().find(|entry| entry.key == "value") {
        let problem = Problem::at(
            "E0221",
            entry.place,
            format!("`{path}` has a `value` and a `dist`"),
            Fix::remove(Some(entry.place)),
        );
        problems.push(
            problem
                .label("has no effect next to `dist`")
                .help("keep one of the two"),
        );
    }
    problems.extend(stated_twice(path, name, table, place));
    let mut numbers = Numbers {
        table,
        path,
        place,
        problems,
    };
    let shape = numbers.shape(name);
    let stated = Stated {
        words: numbers.text(name, keys),
        ends: number_of(table, "low").zip(number_of(table, "high")),
    };
    if problems.len() > n_before {
        return None;
    }
    match shape {
        Some(shape) => cut(meta, path, stated, shape, place, problems),
        None => {
            let problem = Problem::at(
                "E0221",
                place,
                format!("`{path}`: the numbers of `{name}` do not make a distribution"),
                OF_AUTHOR,
            );
            problems.push(problem.label("does not fit").help(rule(name)));
            None
        }
    }
}

/// A distribution by its centre and spread and by its ends too (`E0221`): one of the two would have no effect.
fn stated_twice(path: &str, name: &str, table: &Table, place: Place) -> Option<Problem> {
    let own = match name {
        "normal" => ["mean", "sd"],
        "lognormal" => ["median", "sd_log"],
        _ => return None,
    };
    let of = |keys: [&str; 2]| -> Vec<Place> {
        let entries = keys.into_iter().filter_map(|key| table.entry(key));
        entries.map(|entry| entry.place).collect()
    };
    let (own_places, ends) = (of(own), of(["low", "high"]));
    if own_places.is_empty() || ends.is_empty() {
        return None;
    }
    let [centre, spread] = own;
    let message = format!("`{path}` has `{centre}` or `{spread}`, and `low` or `high`");
    let left_out = if own_places.len() == 2 {
        ends
    } else {
        own_places
    };
    let fix = Fix::Changes(left_out.into_iter().map(Change::Remove).collect());
    Some(
        Problem::at("E0221", place, message, fix)
            .label("stated in two ways")
            .help(format!(
                "give `{centre}` and `{spread}`, or the ends `low` and `high` of a 90 % interval"
            )),
    )
}

/// Constraints on the parameters of a distribution.
fn rule(name: &str) -> &'static str {
    match name {
        "normal" => {
            "give `mean` and an `sd` above 0, or the ends `low` and `high` of a 90 % interval"
        }
        "lognormal" => {
            "give a `median` and an `sd_log` above 0, or the ends `low` and `high` of a 90 % interval, both above 0"
        }
        "uniform" => "give `low` below `high`",
        "pert" => "give `low`, `mode` and `high` in this order, `low` below `high`",
        "beta" => {
            "give `alpha` and `beta` above 0; `low` and `high`, 0 and 1 without them, are the ends of the range"
        }
        _ => {
            "give `values` as a list of numbers, each once, and `weights`, where there are any, as a list of as many numbers from 0 on"
        }
    }
}

/// The numbers of the table of a distribution.
struct Numbers<'t> {
    table: &'t Table,
    path: &'t str,
    place: Place,
    problems: &'t mut Vec<Problem>,
}

impl Numbers<'_> {
    fn get(&mut self, key: &str) -> Option<f64> {
        let node = self.table.get(key)?;
        if let Value::Number(value) = node.value {
            return value.is_finite().then_some(value);
        }
        self.problems.push(wrong_type(
            &format!("{}.{key}", self.path),
            "a number",
            node,
            "write a number without quotes",
            OF_AUTHOR,
        ));
        None
    }

    fn need<const K: usize>(&mut self, keys: [&str; K]) -> Option<[f64; K]> {
        let mut found = [f64::NAN; K];
        for (value, key) in found.iter_mut().zip(keys) {
            match self.get(key) {
                Some(number) => *value = number,
                None if self.table.get(key).is_none() => {
                    self.problems.push(missing_key_of(
                        self.path,
                        key,
                        self.place,
                        &format!("{key} = …"),
                        OF_AUTHOR,
                    ));
                }
                None => {}
            }
        }
        found.iter().all(|value| value.is_finite()).then_some(found)
    }

    fn has(&self, key: &str) -> bool {
        self.table.get(key).is_some()
    }

    fn shape(&mut self, name: &str) -> Option<Shape> {
        let is_interval = self.has("low") || self.has("high");
        match name {
            "normal" if is_interval => self
                .need(["low", "high"])
                .filter(|[low, high]| low < high)
                .map(|[l, h]| Shape::normal_interval(l, h)),
            "normal" => self
                .need(["mean", "sd"])
                .filter(|[_, sd]| *sd > 0.0)
                .map(|[mean, sd]| Shape::Normal(mean, sd)),
            "lognormal" if is_interval => self
                .need(["low", "high"])
                .filter(|[low, high]| 0.0 < *low && low < high)
                .map(|[l, h]| Shape::log_normal_interval(l, h)),
            "lognormal" => {
                let fits = |[median, sd]: &[f64; 2]| *median > 0.0 && *sd > 0.0;
                self.need(["median", "sd_log"])
                    .filter(fits)
                    .map(|[median, sd]| Shape::LogNormal(crate::maths::ln(median), sd))
            }
            "uniform" => self
                .need(["low", "high"])
                .filter(|[low, high]| low < high)
                .map(|[low, high]| Shape::Uniform(low, high)),
            "pert" => {
                let fits = |[low, mode, high]: &[f64; 3]| low <= mode && mode <= high && low < high;
                self.need(["low", "mode", "high"])
                    .filter(fits)
                    .map(|[low, mode, high]| Shape::pert(low, mode, high))
            }
            "beta" => {
                let (low, high) = (
                    self.get("low").unwrap_or(0.0),
                    self.get("high").unwrap_or(1.0),
                );
                let fits = |[alpha, beta]: &[f64; 2]| *alpha > 0.0 && *beta > 0.0 && low < high;
                self.need(["alpha", "beta"])
                    .filter(fits)
                    .map(|[alpha, beta]| Shape::Beta {
                        alpha,
                        beta,
                        low,
                        high,
                    })
            }
            _ => self.choice(),
        }
    }

    fn choice(&mut self) -> Option<Shape> {
        let Some(values) = self.list("values") else {
            if !self.has("values") {
                self.problems.push(missing_key_of(
                    self.path,
                    "values",
                    self.place,
                    "values = [1, 2]",
                    OF_AUTHOR,
                ));
            }
            return None;
        };
        let weights = if self.has("weights") {
            self.list("weights")?
        } else {
            vec![1.0; values.len()]
        };
        let total: f64 = weights.iter().sum();
        let is_once = |(at, value): (usize, &f64)| !values[..at].contains(value);
        let fits = !values.is_empty()
            && values.iter().enumerate().all(is_once)
            && values.len() == weights.len()
            && weights.iter().all(|weight| *weight >= 0.0)
            && total > 0.0;
        fits.then(|| {
            Shape::Choice(
                values
                    .into_iter()
                    .zip(weights)
                    .map(|(value, weight)| (value, weight / total))
                    .collect(),
            )
        })
    }

    fn list(&mut self, key: &str) -> Option<Vec<f64>> {
        let node = self.table.get(key)?;
        let items = if let Value::List(items) = &node.value {
            items.as_slice()
        } else {
            std::slice::from_ref(node)
        };
        let numbers: Option<Vec<f64>> = items
            .iter()
            .map(|item| {
                if let Value::Number(number) = item.value {
                    Some(number)
                } else {
                    None
                }
            })
            .collect();
        if numbers.is_none() {
            self.problems.push(wrong_type(
                &format!("{}.{key}", self.path),
                "a list of numbers",
                node,
                "write [1, 2]",
                OF_AUTHOR,
            ));
        }
        numbers.filter(|numbers| numbers.iter().all(|number| number.is_finite()))
    }

    /// The distribution as people read it, such as `pert, low 0.4, mode 0.6, high 0.7`.
    fn text(&self, name: &str, keys: &[&str]) -> String {
        let shown = |node: &Node| match &node.value {
            Value::Number(number) => plain(*number),
            Value::List(items) => {
                let numbers = items.iter().filter_map(|item| {
                    if let Value::Number(n) = item.value {
                        Some(plain(n))
                    } else {
                        None
                    }
                });
                format!("[{}]", numbers.collect::<Vec<_>>().join(", "))
            }
            _ => String::new(),
        };
        let parts = keys
            .iter()
            .filter_map(|key| Some(format!(", {key} {}", shown(self.table.get(key)?))));
        parts.fold(name.to_string(), |text, part| text + &part)
    }
}

/// The number of a key, if it is one.
fn number_of(table: &Table, key: &str) -> Option<f64> {
    if let Value::Number(number) = table.get(key)?.value {
        Some(number)
    } else {
        None
    }
}

/// A distribution as a file states it.
pub(super) struct Stated {
    /// As text, such as `0.1 to 0.16`.
    pub words: String,
    /// The ends that it names, if it names both.
    pub ends: Option<(f64, f64)>,
}

/// Cuts a distribution off at the accepted range (`E0222` where too little lies inside) and warns where it is wider than plausible (`W0202`).
pub(super) fn cut(
    meta: &ParameterMeta,
    path: &str,
    stated: Stated,
    shape: Shape,
    place: Place,
    problems: &mut Vec<Problem>,
) -> Option<Uncertain> {
    let why = if path.starts_with("run.") {
        Some((
            "all worlds of a study have the same quarters",
            "write one value; to compare lengths, run two studies",
        ))
    } else if path.starts_with("rules.") {
        Some((
            "a rule sets one value in all worlds",
            "write one value; to compare several, write scenarios with a rule each",
        ))
    } else {
        None
    };
    if let Some((why, help)) = why {
        let fix = Fix::replace(Some(place), format!("{}", meta.default));
        let message = format!("`{path}` cannot be uncertain: {why}");
        problems.push(
            Problem::at("E0223", place, message, fix)
                .label("must be one value")
                .help(help),
        );
        return None;
    }
    let range = |low: f64, high: f64| format!("{} to {} ({})", plain(low), plain(high), meta.unit);
    let number = match Uncertain::new(stated.words, shape, meta) {
        Ok(number) => number,
        Err(inside) => {
            let message = format!(
                "of `{path}`, {:.0} % lies inside {}",
                100.0 * inside.max(0.0),
                range(meta.low, meta.high)
            );
            let needed = format!(
                "at least {:.0} % must, and every value of a choice: narrow the distribution",
                100.0 * LEAST_INSIDE
            );
            problems.push(
                Problem::at("E0222", place, message, OF_AUTHOR)
                    .label("mostly outside what is accepted")
                    .help(needed),
            );
            return None;
        }
    };
    let (low, high) = (number.quantile(0.05), number.quantile(0.95));
    let rounding = 1e-9 * (meta.plausible_high - meta.plausible_low);
    let is_beyond = |low: f64, high: f64| {
        low < meta.plausible_low - rounding || high > meta.plausible_high + rounding
    };
    // cutting off at the accepted range moves quantiles, which is not what the analyst wrote
    if is_beyond(low, high) && stated.ends.is_none_or(|(low, high)| is_beyond(low, high)) {
        let plausible = range(meta.plausible_low, meta.plausible_high);
        let message = format!(
            "`{path}` is from {} to {} in 90 % of draws, beyond the plausible range {plausible}",
            plain(low),
            plain(high)
        );
        let help = "narrow it, or keep it if you mean it and say why in `source`";
        problems.push(
            Problem::at("W0202", place, message, IS_MEANT)
                .label("wider than plausible")
                .help(help),
        );
    }
    Some(number)
}

/// Reads `[[correlations]]`: pairs of uncertain parameters and their rank correlation.
pub(super) fn read_correlations(node: &Node, problems: &mut Vec<Problem>) -> Vec<Correlation> {
    const KEYS: [&str; 2] = ["of", "rank"];
    let mut found: Vec<Correlation> = Vec::new();
    let mut known: BTreeMap<[String; 2], Place> = BTreeMap::new();
    for (place, table) in read_tables("correlations", node, problems) {
        let unknown = table
            .entries
            .iter()
            .filter(|entry| !KEYS.contains(&entry.key.as_str()));
        problems.extend(unknown.map(|entry| unknown_key(entry, "correlations", &KEYS)));
        let example = "of = [\"credit.recovery\", \"credit.margin\"] and rank = 0.4";
        let (Some(of), Some(rank)) = (table.get("of"), table.get("rank")) else {
            let missing = if table.get("of").is_none() {
                "of"
            } else {
                "rank"
            };
            problems.push(missing_key_of(
                "correlations",
                missing,
                place,
                example,
                OF_AUTHOR,
            ));
            continue;
        };
        let names = read_texts("correlations.of", of, problems);
        let Value::Number(value) = rank.value else {
            problems.push(wrong_type(
                "correlations.rank",
                "a number",
                rank,
                "write a number between −1 and 1",
                OF_AUTHOR,
            ));
            continue;
        };
        let Ok([first, second]) = <[Text; 2]>::try_from(names) else {
            problems.push(
                Problem::at(
                    "E0224",
                    of.place,
                    "a correlation is one of two parameters",
                    OF_AUTHOR,
                )
                .label("not two")
                .help(example),
            );
            continue;
        };
        if !(-1.0 < value && value < 1.0) {
            let problem = Problem::at(
                "E0225",
                rank.place,
                format!("a rank correlation of {} is impossible here", plain(value)),
                OF_AUTHOR,
            );
            problems.push(
                problem
                    .label("not between −1 and 1")
                    .help("write a number between −1 and 1, both excluded"),
            );
            continue;
        }
        let correlation = Correlation {
            of: (first, second),
            rank: value,
            place: rank.place,
        };
        if let Some(first) = known.insert(correlation.pair(), of.place) {
            let [one, other] = correlation.pair();
            let fix = Fix::Changes(vec![Change::RemoveTable(of.place)]);
            let message = format!("two correlations are of `{one}` and `{other}`");
            problems.push(
                Problem::at("E0108", of.place, message, fix)
                    .label("again here")
                    .help("keep one of the two")
                    .related(Some(first), "first here"),
            );
            continue;
        }
        found.push(correlation);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::keys::section;
    use crate::scenario::numbers::read_number;
    use crate::scenario::tree::parse;

    /// The number that a line sets for `credit.recovery`, and the codes of its problems.
    fn read(line: &str) -> (Option<Uncertain>, Vec<&'static str>) {
        let (tree, _, mut problems) = parse(0, line);
        let meta = section("credit")
            .and_then(|section| section.numbers.iter().find(|meta| meta.name == "recovery"))
            .expect("a number");
        let setting = read_number(
            meta,
            "credit.recovery",
            tree.get("x").expect("a key"),
            &mut problems,
        );
        assert!(problems.iter().all(|problem| !problem.help.is_empty()));
        (
            setting.and_then(|setting| setting.uncertain),
            problems.iter().map(|problem| problem.code).collect(),
        )
    }

    #[test]
    fn every_form_of_an_uncertain_number_is_read() {
        for (line, words, median) in [
            ("x = \"0.25 to 0.36\"", "0.25 to 0.36", 0.3),
            (
                "x = { value = \"0.25 to 0.36\", source = \"a bank\", grade = \"expert\" }",
                "0.25 to 0.36",
                0.3,
            ),
            (
                "x = { dist = \"pert\", low = 0.2, mode = 0.3, high = 0.4 }",
                "pert, low 0.2, mode 0.3, high 0.4",
                0.3,
            ),
            (
                "x = { dist = \"normal\", mean = 0.3, sd = 0.02 }",
                "normal, mean 0.3, sd 0.02",
                0.3,
            ),
            (
                "x = { dist = \"normal\", low = 0.2, high = 0.4 }",
                "normal, low 0.2, high 0.4",
                0.3,
            ),
            (
                "x = { dist = \"lognormal\", median = 0.3, sd_log = 0.1 }",
                "lognormal, median 0.3, sd_log 0.1",
                0.3,
            ),
            (
                "x = { dist = \"uniform\", low = 0.2, high = 0.4 }",
                "uniform, low 0.2, high 0.4",
                0.3,
            ),
            (
                "x = { dist = \"beta\", alpha = 5, beta = 5, low = 0.2, high = 0.4 }",
                "beta, alpha 5, beta 5, low 0.2, high 0.4",
                0.3,
            ),
            (
                "x = { dist = \"choice\", values = [0.2, 0.3, 0.4], weights = [1, 3, 1] }",
                "choice, values [0.2, 0.3, 0.4], weights [1, 3, 1]",
                0.3,
            ),
        ] {
            let (number, codes) = read(line);
            let number = number.unwrap_or_else(|| panic!("{line}: {codes:?}"));
            assert!(codes.is_empty(), "{line}: {codes:?}");
            assert_eq!(number.words, words);
            assert!(
                (number.median() - median).abs() < 1e-6,
                "{line}: {}",
                number.median()
            );
        }
        assert_eq!(
            read("x = 0.4"),
            (None, Vec::new()),
            "a plain value is not uncertain"
        );
    }

    #[test]
    fn every_way_an_uncertain_number_can_be_wrong_has_its_code() {
        for (line, code) in [
            ("x = \"0.5 to 0.2\"", "E0220"),
            ("x = \"low to high\"", "E0220"),
            (
                "x = { dist = \"perth\", low = 0.2, mode = 0.3, high = 0.4 }",
                "E0106",
            ),
            (
                "x = { dist = \"pert\", low = 0.2, mode = 0.5, high = 0.4 }",
                "E0221",
            ),
            ("x = { dist = \"normal\", mean = 0.2, sd = 0 }", "E0221"),
            (
                "x = { dist = \"choice\", values = [0.2, 0.3], weights = [1] }",
                "E0221",
            ),
            ("x = { dist = \"pert\", low = 0.2, high = 0.4 }", "E0101"),
            (
                "x = { dist = \"uniform\", low = 0.2, mode = 0.3, high = 0.4 }",
                "E0102",
            ),
            (
                "x = { dist = \"uniform\", low = \"a\", high = 0.4 }",
                "E0103",
            ),
            ("x = { dist = \"uniform\", low = -3, high = 1 }", "E0222"),
            ("x = { dist = \"choice\", values = [0.2, 7] }", "E0222"),
            ("x = \"0.01 to 0.9\"", "W0202"),
        ] {
            assert_eq!(read(line).1, [code], "{line}");
        }
    }

    #[test]
    fn correlations_are_of_two_numbers_and_between_minus_one_and_one() {
        let read = |text: &str| {
            let (tree, _, mut problems) = parse(0, text);
            let found = read_correlations(tree.get("correlations").expect("a list"), &mut problems);
            (
                found.len(),
                problems
                    .iter()
                    .map(|problem| problem.code)
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!(
            read("[[correlations]]\nof = [\"a.b\", \"c.d\"]\nrank = 0.4\n"),
            (1, vec![])
        );
        assert_eq!(
            read("[[correlations]]\nof = [\"a.b\"]\nrank = 0.4\n"),
            (0, vec!["E0224"])
        );
        assert_eq!(
            read("[[correlations]]\nof = [\"a.b\", \"c.d\"]\nrank = 1\n"),
            (0, vec!["E0225"])
        );
        assert_eq!(
            read("[[correlations]]\nof = [\"a.b\", \"c.d\"]\n"),
            (0, vec!["E0101"])
        );
    }
}
