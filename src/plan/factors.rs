//! Parameters that are varied: key, range, and what the study says of them.

use std::collections::{BTreeMap, BTreeSet};

use super::checks::disorder;
use super::draws::name_of;
use super::settings::{Target, find, kind_and_agency, refuse};
use super::{Plan, PlannedScenario, ResolvedValue};
use crate::model::{Instrument, ModelInput};
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
            .find(|value| is_of(value, key, meta, &scenario.input))?;
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
        let disorder_at = |value: f64| {
            plan.scenarios.iter().find_map(|scenario| {
                let mut input = scenario.input.clone();
                input.set(&path_in(scenario, &factor.key)?, value);
                disorder(&input)
            })
        };
        let wrong = [0.0, 1.0].into_iter().find_map(|share| {
            let end = factor.between_ends(share);
            Some((share, end, disorder_at(end)?))
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
            let limit = limit.filter(|(_, limit)| disorder_at(*limit).is_none());
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
fn path_in(scenario: &PlannedScenario, key: &str) -> Option<String> {
    let (key, meta, ..) = range_of(key).ok()?;
    let mut values = scenario.values.iter();
    let found = values.find(|value| is_of(value, key, meta, &scenario.input))?;
    Some(found.path.clone())
}

/// Full path of the parameter that a key sets, in the input of the first scenario that has it.
#[must_use]
pub fn path_of(key: &str, plan: &Plan) -> Option<String> {
    plan.scenarios
        .iter()
        .find_map(|scenario| path_in(scenario, key))
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
    let instead = |to: String| Fix::Argument {
        of: text.to_string(),
        to,
    };
    let usual = || {
        instead(format!(
            "{key}={}:{}",
            meta.plausible_low, meta.plausible_high
        ))
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

/// True where a resolved value of a scenario with an input is what a key sets.
fn is_of(value: &ResolvedValue, key: &str, meta: &ParameterMeta, input: &ModelInput) -> bool {
    let Some((target, _)) = find(key.strip_prefix("context.").unwrap_or(key), &mut Vec::new())
    else {
        return false;
    };
    let listed = |list: &str, place: Option<usize>| {
        place.is_some_and(|place| value.path == format!("{list}[{place}].{}", meta.name))
    };
    match target {
        Target::Number(section) => value.path == format!("{section}.{}", meta.name),
        Target::Entry("agencies", name) => {
            let mut agencies = input.agencies.iter();
            listed("agencies", agencies.position(|one| one.name == name))
        }
        Target::Entry("credit_providers", name) => {
            let mut providers = input.credit_providers.iter();
            listed(
                "credit_providers",
                providers.position(|one| one.name == name),
            )
        }
        Target::Entry("shocks", name) => {
            let Some(place) = input.shocks.iter().position(|one| one.name == name) else {
                return false;
            };
            let kind = input.shocks[place].settings.kind().name();
            listed("shocks", Some(place))
                || value.path == format!("shocks[{place}].{kind}.{}", meta.name)
        }
        Target::Entry(_, name) => {
            let (kind, agency) = kind_and_agency(name);
            let is_meant = |instrument: &Instrument| {
                let own = input.agencies.get(instrument.agency);
                let own = own.map(|agency| agency.name.as_str());
                instrument.settings.kind().name() == kind && (agency.is_none() || own == agency)
            };
            let mut places =
                (0..input.instruments.len()).filter(|place| is_meant(&input.instruments[*place]));
            places.any(|place| {
                let own = format!("instruments[{place}].{kind}.{}", meta.name);
                listed("instruments", Some(place)) || value.path == own
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Options, prepare};
    use crate::scenario::{Files, Source};

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

    /// Two contexts and a rival; in the first two agencies have the same instrument.
    fn plan() -> Plan {
        let files = Files::Kept(vec![Source::new("a.toml".into(), STUDY.into())]);
        let prepared = prepare(&files, &["a.toml".into()], &Options::default());
        let problems = prepared.problems;
        prepared.plan.unwrap_or_else(|| panic!("{problems:?}"))
    }

    const STUDY: &str = r#"
format = 1
name = "s"
baselines = ["none", "far"]
[context]
trust.gain = { dist = "uniform", low = 0.05, high = 0.11 }
[[credit_providers]]
name = "bank"
[[credit_providers]]
name = "village"
market_share = 0.3
[[shocks]]
name = "slump"
kind = "crisis"
[[shocks]]
name = "crunch"
kind = "credit_crunch"
start = 6
[[rivals]]
name = "r"
set = { "credit.recovery" = 0.7 }
[[scenario]]
name = "none"
[[scenario]]
name = "help"
[[scenario.agencies]]
name = "x"
[[scenario.agencies]]
name = "y"
advisors = 7
[[scenario.instruments]]
kind = "upgrading_support"
agency = "x"
[[scenario.instruments]]
kind = "upgrading_support"
agency = "y"
end = 9
service_quarters = 3
[[scenario]]
name = "far"
[scenario.context]
credit.margin = 0.05
[[scenario]]
name = "far-help"
[scenario.context]
credit.margin = 0.05
[[scenario.agencies]]
name = "y"
advisors = { dist = "uniform", low = 2, high = 8 }
[[scenario.instruments]]
kind = "upgrading_support"
agency = "y"
"#;

    #[test]
    fn a_factor_is_the_parameter_that_its_key_names() {
        let plan = plan();
        let of = |key: &str| {
            let factor = factor(key, &plan).unwrap_or_else(|problems| panic!("{problems:?}"));
            assert_eq!(path_of(key, &plan), Some(factor.path.clone()), "{key}");
            assert_eq!(factor.key, key);
            (factor.path, factor.own, factor.low, factor.high)
        };
        let is = |path: &str, own: f64, low: f64, high: f64| (path.to_string(), own, low, high);
        assert_eq!(of("credit.recovery"), is("credit.recovery", 0.4, 0.2, 0.7));
        assert_eq!(
            of("context.credit.recovery"),
            is("credit.recovery", 0.4, 0.2, 0.7)
        );
        assert_eq!(
            of("agencies.x.advisors"),
            is("agencies[0].advisors", 4.0, 1.0, 100.0)
        );
        assert_eq!(
            of("credit_providers.bank.market_share"),
            is("credit_providers[0].market_share", 0.2, 0.02, 0.8)
        );
        assert_eq!(
            of("credit_providers.village.market_share"),
            is("credit_providers[1].market_share", 0.3, 0.02, 0.8)
        );
        assert_eq!(
            of("shocks.slump.depth_sd"),
            is("shocks[0].crisis.depth_sd", 2.0, 1.0, 3.0)
        );
        assert_eq!(
            of("shocks.crunch.start"),
            is("shocks[1].start", 6.0, 0.0, 40.0)
        );
        assert_eq!(
            of("shocks.crunch.funds_cut"),
            is("shocks[1].credit_crunch.funds_cut", 0.5, 0.1, 0.9)
        );
        assert_eq!(
            of("upgrading_support.service_quarters"),
            is(
                "instruments[0].upgrading_support.service_quarters",
                4.0,
                2.0,
                12.0
            )
        );
        assert_eq!(
            of("instruments.upgrading_support@x.end"),
            is("instruments[0].end", 16.0, 4.0, 40.0)
        );
        assert_eq!(path_of("instruments.credit_line.end", &plan), None);
        assert_eq!(path_of("agencies.z.advisors", &plan), None);
    }

    #[test]
    fn a_factor_has_the_values_of_all_scenarios() {
        let plan = plan();
        let names: Vec<&str> = plan.scenarios.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "none",
                "help",
                "far",
                "far-help",
                "none@r",
                "help@r",
                "far@r",
                "far-help@r"
            ]
        );
        let own = |key: &str| {
            let factor = factor(key, &plan).unwrap_or_else(|problems| panic!("{problems:?}"));
            factor
                .own_by_scenario
                .iter()
                .map(|own| format!("{own}"))
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(own("credit.recovery"), "0.4 0.4 0.4 0.4 0.7 0.7 0.7 0.7");
        assert_eq!(own("agencies.x.advisors"), "NaN 4 NaN NaN NaN 4 NaN NaN");
        assert_eq!(own("upgrading_support@y.end"), "NaN 9 NaN 16 NaN 9 NaN 16");
        assert_eq!(own("shocks.slump.start"), "4 4 4 4 4 4 4 4");
    }

    #[test]
    fn what_a_study_knows_of_a_parameter_is_its_range() {
        let plan = plan();
        let known = factor("trust.gain", &plan).expect("a parameter");
        let [low, middle, high] = [0.0, 0.5, 1.0].map(|share| known.between_ends(share));
        let near =
            |found: f64, right: f64| assert!((found - right).abs() < 1e-12, "{found} is {right}");
        near(low, 0.053);
        near(middle, 0.08);
        near(high, 0.107);
        assert_eq!((known.low, known.high), (low, high));
        near(known.at(0.25), 0.065);
        assert_eq!(known.range(), "uniform, low 0.05, high 0.11 per quarter");
        assert_eq!(known.grade, Grade::Assumed);
        let named = factor("trust.gain=0.06:0.1", &plan).expect("a parameter");
        assert_eq!(
            [0.0, 0.5, 1.0].map(|share| named.between_ends(share)),
            [0.06, 0.08, 0.1]
        );
        assert_eq!((named.known.is_none(), named.own), (true, known.own));
        assert_eq!(uncertain_keys(&plan), ["trust.gain", "agencies.y.advisors"]);
    }

    #[test]
    fn what_is_known_differently_is_refused_without_a_range() {
        let plan = plan();
        let problems = factor("agencies.y.advisors", &plan).expect_err("known in one scenario");
        assert_eq!(
            problems[0].message,
            "what is known of `agencies.y.advisors` differs between `help` and `far-help`"
        );
        let named = factor("agencies.y.advisors=2:3", &plan).expect("a range for all");
        assert_eq!((named.low, named.high, named.is_whole), (2.0, 3.0, true));
        let problems = factor("agencies.x.advisers", &plan).expect_err("no such key");
        assert!(problems[0].message.contains("unknown key"), "{problems:?}");
    }
}
