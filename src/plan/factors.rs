//! Parameters that are varied: key, range, and what the study says of them.

use std::collections::{BTreeMap, BTreeSet};

use super::checks::disorder;
use super::draws::name_of;
use super::settings::{Target, find, kind_and_agency, refuse};
use super::{Plan, PlannedScenario, ResolvedValue};
use crate::model::Instrument;
use crate::parameters::{Grade, ParameterMeta, Uncertain};
use crate::scenario::{Fix, Place, Problem, Text, check_number, nearest, number_meant, plain};

/// A parameter that is varied over a range.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// Key, as for `-S`.
    pub key: String,
    /// Unit.
    pub unit: &'static str,
    /// Low end of the range [unit].
    pub low: f64,
    /// High end [unit].
    pub high: f64,
    /// Full path in the input of the first scenario that has it: two keys of one path are one parameter.
    pub path: String,
    /// Value in the study, of the first scenario that has the parameter [unit].
    pub own: f64,
    /// Value in every scenario of the study; NaN where a scenario does not have it [unit].
    pub own_by_scenario: Vec<f64>,
    /// How well that value is supported.
    pub grade: Grade,
    /// True where only whole numbers make sense.
    pub is_whole: bool,
    /// Its distribution, where the study states one and no range was requested; low and high are then the ends of its 90 % interval.
    pub known: Option<Uncertain>,
}

/// Shares of a distribution at the ends of its 90 % interval.
pub(super) const ENDS: [f64; 2] = [0.05, 0.95];

impl Factor {
    /// Value at a share of its distribution [0–1], or of its range, where all values are as likely; of whole numbers each has the same part of it.
    #[must_use]
    pub fn at(&self, share: f64) -> f64 {
        match &self.known {
            Some(known) => known.quantile(share),
            None if self.is_whole => {
                (self.low + (share * (self.high - self.low + 1.0)).floor()).min(self.high)
            }
            None => self.low + share * (self.high - self.low),
        }
    }

    /// Value at a share of the way from the low end to the high one [0–1], in shares of the distribution where there is one.
    #[must_use]
    pub fn between_ends(&self, share: f64) -> f64 {
        let [low, high] = if self.known.is_some() {
            ENDS
        } else {
            [0.0, 1.0]
        };
        self.at(low + share * (high - low))
    }

    /// The range for people: `0.2 to 0.7 share`, or the distribution as text.
    #[must_use]
    pub fn range(&self) -> String {
        let range = || format!("{} to {}", plain(self.low), plain(self.high));
        format!(
            "{} {}",
            self.known
                .as_ref()
                .map_or_else(range, |known| known.words.clone()),
            self.unit
        )
    }
}

/// Names of the uncertain parameters of a study, as keys.
#[must_use]
pub fn uncertain_keys(plan: &Plan) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for value in plan
        .scenarios
        .iter()
        .flat_map(|scenario| &scenario.uncertain)
    {
        if !keys.contains(&value.name) {
            keys.push(value.name.clone());
        }
    }
    keys
}

/// Reads `KEY`, varied as the study says that it is uncertain, else over its plausible range, or `KEY=LOW:HIGH`, for a study.
///
/// # Errors
/// Error of the key or the range, or of a parameter that no scenario has.
pub fn factor(text: &str, plan: &Plan) -> Result<Factor, Vec<Problem>> {
    let (key, meta, low, high) = range_of(text)?;
    let own = |scenario: &PlannedScenario| {
        let value = scenario
            .values
            .iter()
            .find(|value| is_of(value, key, meta, plan))?;
        let known = scenario
            .uncertain
            .iter()
            .find(|uncertain| uncertain.path == value.path);
        Some((value.clone(), known.map(|known| known.number.clone())))
    };
    let all: Vec<Option<(ResolvedValue, Option<Uncertain>)>> =
        plan.scenarios.iter().map(own).collect();
    let own_by_scenario = all
        .iter()
        .map(|own| own.as_ref().map_or(f64::NAN, |(value, _)| value.value))
        .collect();
    let is_rival = |scenario: &PlannedScenario| {
        plan.rivals
            .iter()
            .any(|rival| rival.context == scenario.context)
    };
    let having = || {
        plan.scenarios
            .iter()
            .zip(&all)
            .filter(|(scenario, _)| !is_rival(scenario))
            .filter_map(|(s, own)| Some((s, own.as_ref()?)))
    };
    let first = having().next();
    if let Some((one, (_, known))) = first
        && let Some((other, _)) = having().find(|(_, (_, other))| other != known)
        && !text.contains('=')
    {
        let problem = refuse(
            format!(
                "what is known of `{key}` differs between `{}` and `{}`",
                one.name, other.name
            ),
            Fix::Argument {
                of: text.to_string(),
                to: format!("{key}={}:{}", meta.plausible_low, meta.plausible_high),
            },
        );
        let example = format!(
            "-p {key}={}:{}",
            plain(meta.plausible_low),
            plain(meta.plausible_high)
        );
        return Err(vec![problem.help(format!(
            "name a range for all, such as {example}, or run one context by --only"
        ))]);
    }
    let Some((value, known)) = first.map(|(_, own)| own.clone()) else {
        let names: BTreeSet<String> = plan
            .scenarios
            .iter()
            .flat_map(|scenario| {
                let alike = scenario
                    .values
                    .iter()
                    .filter(|value| value.path.ends_with(meta.name));
                alike.map(|value| name_of(&scenario.input, &value.path))
            })
            .collect();
        let near = nearest(key, names.iter().map(String::as_str));
        let help = near.map_or_else(
            || "check the name of the agency or provider and the kind of instrument in the scenario files".to_string(),
            |near| format!("did you mean `{near}`?"),
        );
        return Err(vec![
            refuse(
                format!("no scenario has what `{key}` sets"),
                Fix::Unknown("which entry is meant only you know"),
            )
            .help(help),
        ]);
    };
    let (own, grade) = (value.value, value.origin.grade);
    let known = known.filter(|_| !text.contains('='));
    let [low, high] = known
        .as_ref()
        .map_or([low, high], |known| ENDS.map(|end| known.quantile(end)));
    Ok(Factor {
        key: key.to_string(),
        unit: meta.unit,
        low,
        high,
        path: value.path,
        own,
        own_by_scenario,
        grade,
        is_whole: meta.is_whole(),
        known,
    })
}

/// The parameters that `sensitivity` is to vary: their keys and ranges must be right.
pub(super) fn check_ranges(texts: &[Text], problems: &mut Vec<Problem>) {
    for text in texts {
        if let Err(found) = range_of(&text.value) {
            problems.extend(found.into_iter().map(|problem| of_list(problem, text)));
        }
    }
}

/// The problem of an entry of `sensitivity.parameters`, from that of the same text on the command line.
fn of_list(problem: Problem, text: &Text) -> Problem {
    let fix = text
        .place
        .map_or_else(|| problem.fix.clone(), |_| in_list(&problem.fix, text));
    Problem {
        place: text.place,
        fix,
        ..problem
    }
}

/// What mends an entry of `sensitivity.parameters`, from what mends the same text on the command line.
fn in_list(fix: &Fix, text: &Text) -> Fix {
    let Fix::Argument { of, to } = fix else {
        return fix.clone();
    };
    let (key, range) = text.value.split_once('=').unzip();
    let right = match (range, of.is_empty(), to.parse::<f64>()) {
        (_, false, _) | (None, true, Err(_)) => to.clone(),
        (Some(range), true, Err(_)) => format!("{to}={range}"),
        // one end of a range that is not accepted: the range as if none were stated
        (_, true, Ok(_)) => key.unwrap_or(&text.value).to_string(),
    };
    Fix::replace(text.place, format!("\"{right}\""))
}

/// Parameters that `sensitivity` is to vary: each once, of a scenario, not set by the command line, and such that the study can be run at the ends of its
/// range. Problems `E0108`, `E0227`, `E0409` at their places.
pub(super) fn check_varied(
    texts: &[Text],
    plan: &Plan,
    settings: &[(String, String)],
    problems: &mut Vec<Problem>,
) {
    let mut known: BTreeMap<String, Option<Place>> = BTreeMap::new();
    for text in texts {
        let factor = match factor(&text.value, plan) {
            Ok(factor) => factor,
            Err(found) => {
                problems.extend(found.into_iter().map(|problem| of_list(problem, text)));
                continue;
            }
        };
        let mut set = settings.iter().filter_map(|(key, _)| path_of(key, plan));
        if set.any(|path| path == factor.path) {
            if text.place.is_none() {
                let message = format!("`{}` is varied and set by -S", factor.key);
                let to_nothing = Fix::Argument {
                    of: text.value.clone(),
                    to: String::new(),
                };
                problems.push(refuse(message, to_nothing).help("leave one of the two out"));
            }
            continue; // what the study lists is varied wherever it is not set
        }
        if let Some(first) = known.insert(factor.path.clone(), text.place) {
            let (list, fix) = match text.place {
                Some(_) => ("`sensitivity.parameters`", Fix::remove(text.place)),
                None => (
                    "-p",
                    Fix::Argument {
                        of: text.value.clone(),
                        to: String::new(),
                    },
                ),
            };
            let message = format!("{list} names `{}` twice", factor.key);
            let problem = Problem::at_or_command_line("E0108", text.place, message, fix);
            problems.push(
                problem
                    .label("again here")
                    .help("keep one of the two")
                    .related(first, "first here"),
            );
        }
        let wrong = [0.0, 1.0].into_iter().find_map(|share| {
            let end = factor.between_ends(share);
            plan.scenarios.iter().find_map(|scenario| {
                let mut input = scenario.input.clone();
                input.set(&path_in(scenario, &factor.key, plan)?, end);
                Some((share, end, disorder(&input)?))
            })
        });
        if let Some((share, end, wrong)) = wrong {
            let message = format!(
                "the study cannot be run at `{}` = {}: {}",
                factor.key,
                plain(end),
                wrong.text
            );
            let range = format!("\"{}=LOW:HIGH\"", factor.key);
            let limit = wrong.right.iter().find(|(path, _)| *path == factor.path);
            let ends = limit.map(|(_, limit)| match share {
                0.0 => (*limit, factor.high),
                _ => (factor.low, *limit),
            });
            let narrower = ends
                .filter(|(low, high)| low < high)
                .map(|(low, high)| format!("{}={low}:{high}", factor.key));
            let fix = match (narrower, text.place) {
                (Some(range), Some(_)) => Fix::replace(text.place, format!("\"{range}\"")),
                (Some(to), None) => Fix::Argument {
                    of: text.value.clone(),
                    to,
                },
                (None, _) => Fix::Unknown("how wide the range is to be only the author knows"),
            };
            let problem = Problem::at_or_command_line("E0227", text.place, message, fix);
            problems.push(
                problem
                    .label("too wide a range")
                    .help(format!("write a narrower range, {range}")),
            );
        }
    }
}

/// Full path of the parameter that a key sets in a scenario.
fn path_in(scenario: &PlannedScenario, key: &str, plan: &Plan) -> Option<String> {
    let (key, meta, ..) = range_of(key).ok()?;
    let mut values = scenario.values.iter();
    let found = values.find(|value| is_of(value, key, meta, plan))?;
    Some(found.path.clone())
}

/// Full path of the parameter that a key sets, in the input of the first scenario that has it.
#[must_use]
pub fn path_of(key: &str, plan: &Plan) -> Option<String> {
    plan.scenarios
        .iter()
        .find_map(|scenario| path_in(scenario, key, plan))
}

/// Key, parameter and range of a text; the range must be inside what is accepted.
pub(super) fn range_of(
    text: &str,
) -> Result<(&str, &'static ParameterMeta, f64, f64), Vec<Problem>> {
    let mut problems = Vec::new();
    let (key, range) = text
        .split_once('=')
        .map_or((text.trim(), None), |(key, range)| {
            (key.trim(), Some(range))
        });
    let Some((_, meta)) = find(key.strip_prefix("context.").unwrap_or(key), &mut problems) else {
        return Err(problems);
    };
    let Some(range) = range else {
        return Ok((key, meta, meta.plausible_low, meta.plausible_high));
    };
    let example = format!(
        "write {key}={}:{}",
        plain(meta.plausible_low),
        plain(meta.plausible_high)
    );
    let usual = || Fix::Argument {
        of: text.to_string(),
        to: format!("{key}={}:{}", meta.plausible_low, meta.plausible_high),
    };
    let number = |text: &str| text.trim().replace('_', "").parse::<f64>().ok();
    let Some((low, high)) = range
        .split_once(':')
        .and_then(|(low, high)| number(low).zip(number(high)))
    else {
        let meant = range
            .split_once(':')
            .and_then(|(low, high)| number_meant(low).zip(number_meant(high)));
        let (fix, help) = match meant {
            Some((low, high)) => {
                let to = format!("{key}={}:{}", low.value(), high.value());
                let worse = if high.has_decimal_comma() { high } else { low };
                let help = worse.advice(&to);
                let of = text.to_string();
                (Fix::Argument { of, to }, help)
            }
            None => (usual(), example),
        };
        return Err(vec![
            refuse(format!("`{range}` is not a range LOW:HIGH"), fix).help(help),
        ]);
    };
    let is_fine = [low, high].map(|end| check_number(meta, key, end, None, &mut problems));
    if is_fine != [true, true] {
        return Err(problems);
    }
    if low >= high {
        return Err(vec![
            refuse(
                format!(
                    "the range of `{key}` does not rise: {} to {}",
                    plain(low),
                    plain(high)
                ),
                usual(),
            )
            .help(example),
        ]);
    }
    Ok((key, meta, low, high))
}

/// True where a resolved value is what a key sets.
fn is_of(value: &ResolvedValue, key: &str, meta: &ParameterMeta, plan: &Plan) -> bool {
    let Some((target, _)) = find(key.strip_prefix("context.").unwrap_or(key), &mut Vec::new())
    else {
        return false;
    };
    let inputs = || plan.scenarios.iter().map(|scenario| &scenario.input);
    let listed = |list: &str, place: Option<usize>| {
        place.is_some_and(|place| value.path == format!("{list}[{place}].{}", meta.name))
    };
    match target {
        Target::Number(section) => value.path == format!("{section}.{}", meta.name),
        Target::Entry("agencies", name) => inputs().any(|input| {
            listed(
                "agencies",
                input.agencies.iter().position(|agency| agency.name == name),
            )
        }),
        Target::Entry("credit_providers", name) => inputs().any(|input| {
            listed(
                "credit_providers",
                input
                    .credit_providers
                    .iter()
                    .position(|provider| provider.name == name),
            )
        }),
        Target::Entry("shocks", name) => inputs().any(|input| {
            let found = input
                .shocks
                .iter()
                .enumerate()
                .find(|(_, shock)| shock.name == name);
            found.is_some_and(|(place, shock)| {
                let own = format!(
                    "shocks[{place}].{}.{}",
                    shock.settings.kind().name(),
                    meta.name
                );
                listed("shocks", Some(place)) || value.path == own
            })
        }),
        Target::Entry(_, name) => inputs().any(|input| {
            let (kind, agency) = kind_and_agency(name);
            let is_meant = |instrument: &Instrument| {
                let own = input
                    .agencies
                    .get(instrument.agency)
                    .map(|agency| agency.name.as_str());
                instrument.settings.kind().name() == kind && (agency.is_none() || own == agency)
            };
            input
                .instruments
                .iter()
                .enumerate()
                .filter(|(_, instrument)| is_meant(instrument))
                .any(|(place, _)| {
                    let own = format!("instruments[{place}].{kind}.{}", meta.name);
                    listed("instruments", Some(place)) || value.path == own
                })
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_the_plausible_ones_or_those_named() {
        let of = |text: &str| {
            range_of(text)
                .map(|(key, _, low, high)| (key.to_string(), low, high))
                .map_err(|found| found[0].message.clone())
        };
        assert_eq!(
            of("credit.recovery"),
            Ok(("credit.recovery".into(), 0.2, 0.7))
        );
        assert_eq!(
            of("credit.recovery=0.1:0.9"),
            Ok(("credit.recovery".into(), 0.1, 0.9))
        );
        assert!(
            of("credit.recovry")
                .is_err_and(|message| message.contains("unknown key `credit.recovry`"))
        );
        assert!(of("credit.recovery=0.9").is_err_and(|message| message.contains("is not a range")));
        assert!(
            of("credit.recovery=0.9:0.1").is_err_and(|message| message.contains("does not rise"))
        );
        assert!(of("credit.recovery=0.1:40").is_err(), "40 is no share");
    }

    #[test]
    fn whole_numbers_have_equal_parts_of_the_range() {
        let factor = Factor {
            key: "a.b".into(),
            unit: "quarters",
            low: 2.0,
            high: 5.0,
            path: "a.b".into(),
            own: 3.0,
            own_by_scenario: vec![3.0],
            grade: Grade::Assumed,
            is_whole: true,
            known: None,
        };
        assert_eq!(
            [0.0, 0.24, 0.26, 0.5, 0.99, 1.0].map(|share| factor.at(share)),
            [2.0, 2.0, 3.0, 4.0, 5.0, 5.0]
        );
        assert_eq!(factor.range(), "2 to 5 quarters");
        let smooth = Factor {
            is_whole: false,
            ..factor
        };
        assert_eq!(
            [0.0, 0.5, 1.0].map(|share| smooth.at(share)),
            [2.0, 3.5, 5.0]
        );
    }
}
