//! Checks of resolved scenarios: timing, order, sameness, comparability.

use std::collections::{BTreeMap, BTreeSet};

use super::StudyContext;
use super::contexts::name_in_files;
use super::resolve::{Resolved, present};
use crate::model::{Instrument, ModelInput};
use crate::parameters::{Parameters, Shock};
use crate::scenario::{Change, DraftScenario, Fix, Layer, Listed, Lost, Place, Problem, plain};

/// Pairs of parameters of which the first may not exceed the second.
const ORDERED: &[(&str, &str, &str)] = &[
    ("tncs", "lots_min", "lots_max"),
    ("sourcing", "contract_quarters_min", "contract_quarters_max"),
];

/// Why nothing is offered for what the command line sets.
pub(super) const BY_COMMAND_LINE: &str = "it is set on the command line, by -S";

/// Changes that give keys of an entry other values, by key; a key that the entry does not set is added.
pub(super) fn with_values(entry: &Listed, values: &[(&str, f64)]) -> Fix {
    let change = |(key, value): &(&str, f64)| match entry.numbers.get(*key) {
        Some(setting) => setting
            .place
            .map(|place| Change::Replace(place, format!("{value}"))),
        None => entry
            .identity
            .place
            .map(|place| Change::Add(place, format!("{key} = {value}"))),
    };
    let changes: Option<Vec<Change>> = values.iter().map(change).collect();
    changes.map_or(Fix::Unknown(BY_COMMAND_LINE), Fix::Changes)
}

/// Checks one scenario by itself.
pub(super) fn check_scenario(layer: &Layer, resolved: &Resolved, problems: &mut Vec<Problem>) {
    for (entry, instrument) in present(&layer.instruments).zip(&resolved.input.instruments) {
        let timing = &instrument.timing;
        let is_refused = ["start", "end"].iter().any(|key| {
            entry
                .numbers
                .get(*key)
                .is_some_and(|setting| setting.is_refused)
        }) || layer
            .numbers
            .get(&("run".to_string(), "policy_quarters".to_string()))
            .is_some_and(|setting| setting.is_refused);
        if !is_refused {
            check_timing(
                entry,
                (timing.start, timing.end),
                layer,
                &resolved.input,
                problems,
            );
        }
        problems.extend(check_lottery(entry, instrument));
        if timing.intensity == 0.0 {
            let place = place_of(entry, "intensity");
            let message = format!(
                "`{}` has no effect: its intensity is 0",
                entry.identity.value
            );
            let fix = match place {
                Some(_) => Fix::remove_table(entry.identity.place, BY_COMMAND_LINE),
                None => Fix::Unknown(BY_COMMAND_LINE),
            };
            let problem = Problem::at_or_command_line("W0302", place, message, fix)
                .label("absent to the last bit");
            let problem = problem.help("remove the instrument, or give it an intensity above 0");
            let idle = entry
                .numbers
                .iter()
                .filter(|(key, _)| *key != "intensity")
                .filter_map(|(_, setting)| setting.place);
            problems.push(idle.fold(problem, |problem, place| {
                problem.related(Some(place), "changes nothing")
            }));
        }
    }
    let busy: BTreeSet<usize> = resolved
        .input
        .instruments
        .iter()
        .map(|instrument| instrument.agency)
        .collect();
    for (index, entry) in present(&layer.agencies).enumerate() {
        if !busy.is_empty() && !busy.contains(&index) {
            let problem = Problem::at_or_command_line(
                "W0303",
                entry.identity.place,
                format!("agency `{}` runs no instrument", entry.identity.value),
                Fix::remove_table(entry.identity.place, BY_COMMAND_LINE),
            );
            problems.push(
                problem
                    .label("acts and costs only through instruments")
                    .help("name it as `agency` of an instrument, or remove it")
                    .follows(&[Lost::Instrument, Lost::Operator]),
            );
        }
    }
    check_shocks(layer, &resolved.input, problems);
    check_order(layer, &resolved.input.parameters, problems);
}

/// What reaches no single firm cannot be offered to some of them (`E0308`).
fn check_lottery(entry: &Listed, instrument: &Instrument) -> Option<Problem> {
    let kind = instrument.settings.kind();
    let stated = entry.numbers.get("lot_share");
    let is_drawn = instrument.timing.lot_share < 1.0
        || stated.is_some_and(|setting| setting.uncertain.is_some());
    if kind.is_by_lot() || !is_drawn || stated.is_some_and(|setting| setting.is_refused) {
        return None;
    }
    let message = format!(
        "`{}` cannot be offered by lottery: it reaches no single firm",
        entry.identity.value
    );
    let fix = with_values(entry, &[("lot_share", 1.0)]);
    let problem = Problem::at_or_command_line("E0308", place_of(entry, "lot_share"), message, fix);
    Some(
        problem
            .label("offers it to some firms only")
            .help("leave `lot_share` at 1, or choose an instrument that serves firms"),
    )
}

/// Shocks that come after the last quarter (`E0307`) or change nothing (`W0309`).
fn check_shocks(layer: &Layer, input: &ModelInput, problems: &mut Vec<Problem>) {
    let last = input.periods.recorded();
    for (entry, shock) in present(&layer.shocks).zip(&input.shocks) {
        let name = &shock.name;
        if shock.timing.start >= f64::from(last) {
            let message = format!(
                "shock `{name}` starts in quarter {}, and the last one is {}",
                plain(shock.timing.start),
                last - 1
            );
            let fix = with_values(entry, &[("start", f64::from(last) - 1.0)]);
            let problem =
                Problem::at_or_command_line("E0307", place_of(entry, "start"), message, fix)
                    .label("after the end");
            problems.push(problem.help(format!(
                "start it before quarter {last}, or lengthen the periods under [run]"
            )));
        } else if shock.size() == 0.0 {
            let message = format!("shock `{name}` changes nothing: its size is 0");
            let fix = Fix::remove_table(entry.identity.place, BY_COMMAND_LINE);
            let problem = Problem::at_or_command_line("W0309", entry.identity.place, message, fix)
                .label("absent to the last bit");
            problems.push(problem.help("remove it, or give it a size"));
        }
    }
}

/// A scenario with shocks that its baseline does not have (`N0104`).
pub(super) fn check_same_shocks(
    scenario: (&DraftScenario, &ModelInput),
    baseline: (&DraftScenario, &ModelInput),
    problems: &mut Vec<Problem>,
) {
    // an agency has another place, or none, in a baseline
    let of = |input: &ModelInput| -> Vec<Shock> {
        input
            .shocks
            .iter()
            .map(|shock| Shock {
                agency: None,
                ..shock.clone()
            })
            .collect()
    };
    if of(scenario.1) == of(baseline.1) {
        return;
    }
    let (name, other) = (&scenario.0.name.value, &baseline.0.name.value);
    let entries = scenario.0.layer.shocks.iter();
    let place = entries
        .filter_map(|entry| entry.identity.place)
        .next()
        .or(scenario.0.name.place);
    let message = format!("`{name}` and its baseline `{other}` have different shocks");
    let fix = Fix::Unknown("whether the shock is part of the comparison only the author knows");
    let problem = Problem::at_or_command_line("N0104", place, message, fix).label("a stress test");
    problems.push(problem.help("the difference holds the effect of the shocks too; put them into the context or the study to share them"));
}

pub(super) fn place_of(entry: &Listed, key: &str) -> Option<Place> {
    entry
        .numbers
        .get(key)
        .map_or(entry.identity.place, |setting| setting.place)
}

fn check_timing(
    entry: &Listed,
    (start, end): (f64, f64),
    layer: &Layer,
    input: &ModelInput,
    problems: &mut Vec<Problem>,
) {
    let name = &entry.identity.value;
    let window = f64::from(input.periods.policy);
    let window_place = layer
        .numbers
        .get(&("run".to_string(), "policy_quarters".to_string()))
        .and_then(|setting| setting.place);
    let (from, to) = (plain(start), plain(end));
    let problem = if start >= window {
        Problem::at_or_command_line(
            "E0302",
            place_of(entry, "start"),
            format!("`{name}` starts in quarter {from}, and the policy window ends at {window}"),
            if end > window && entry.numbers.contains_key("end") {
                with_values(entry, &[("start", window - 1.0), ("end", window)])
            } else {
                with_values(entry, &[("start", window.min(end) - 1.0)])
            },
        )
        .label("after the window")
        .cause(format!("the window ends at {window}"))
        .help(format!(
            "start it before quarter {window}, or lengthen `policy_quarters` under [run]"
        ))
        .related(window_place, "the window")
    } else if start >= end {
        Problem::at_or_command_line(
            "E0301",
            place_of(entry, "end"),
            if start == end {
                format!("`{name}` ends in the quarter in which it starts, {to}: it never acts")
            } else {
                format!("`{name}` ends in quarter {to}, before it starts in quarter {from}")
            },
            with_values(entry, &[("end", window)]),
        )
        .label("not after `start`")
        .help(format!(
            "write an `end` from {} to {window}",
            plain(start + 1.0)
        ))
        .related(
            entry.numbers.get("start").and_then(|setting| setting.place),
            "starts here",
        )
    } else if end > window {
        Problem::at_or_command_line(
            "E0302",
            place_of(entry, "end"),
            format!("`{name}` ends in quarter {to}, and the policy window ends at {window}"),
            with_values(entry, &[("end", window)]),
        )
        .label("beyond the window")
        .cause(format!("the window ends at {window}"))
        .help(format!(
            "end it by quarter {window}, or write `policy_quarters = {to}` or more under [run]"
        ))
        .related(window_place, "the window")
    } else {
        return;
    };
    problems.push(problem);
}

fn check_order(layer: &Layer, parameters: &Parameters, problems: &mut Vec<Problem>) {
    for (section, low, high) in ORDERED {
        let place = |key: &str| {
            layer
                .numbers
                .get(&((*section).to_string(), key.to_string()))
                .and_then(|setting| setting.place)
        };
        let (Some(least), Some(greatest)) =
            (parameters.get(section, low), parameters.get(section, high))
        else {
            continue;
        };
        if least > greatest {
            let message = format!(
                "`{section}.{low}` = {} is above `{section}.{high}` = {}",
                plain(least),
                plain(greatest)
            );
            let exchanged = [(low, greatest), (high, least)]
                .into_iter()
                .filter_map(|(key, value)| Some(Change::Replace(place(key)?, format!("{value}"))));
            let exchanged: Vec<Change> = exchanged.collect();
            let fix = if exchanged.is_empty() {
                Fix::Unknown(BY_COMMAND_LINE)
            } else {
                Fix::Changes(exchanged)
            };
            let at = place(low).or_else(|| place(high));
            let problem =
                Problem::at_or_command_line("E0305", at, message, fix).label("in the wrong order");
            problems.push(
                problem
                    .help("exchange the two, or set both")
                    .related(place(low).and(place(high)), "the greatest value"),
            );
        }
    }
}

/// Wrong order of two values in a sampled input.
pub(super) struct Disorder {
    /// As text: what stands where.
    pub text: String,
    /// What must hold, as text.
    pub rule: String,
    /// Paths of the two parameters, and values of both that would be in order.
    pub right: [(String, f64); 2],
}

impl Disorder {
    /// True of a least and a greatest value, of which one is put right by that of the other.
    pub fn is_pair(&self) -> bool {
        !self.right[0].0.contains('[')
    }
}

/// Wrong order of values in a sampled input.
pub(super) fn disorder(input: &ModelInput) -> Option<Disorder> {
    let pair = ORDERED.iter().find_map(|(section, low, high)| {
        let (least, greatest) = (
            input.parameters.get(section, low)?,
            input.parameters.get(section, high)?,
        );
        let (low, high) = (format!("{section}.{low}"), format!("{section}.{high}"));
        (least > greatest).then(|| Disorder {
            text: format!(
                "`{low}` = {} above `{high}` = {}",
                plain(least),
                plain(greatest)
            ),
            rule: format!("a `{low}` that is not above `{high}`"),
            right: [(low, greatest), (high, least)],
        })
    });
    let window = f64::from(input.periods.policy);
    let is_out = |(_, instrument): &(usize, &Instrument)| {
        let timing = &instrument.timing;
        timing.start >= timing.end || timing.end > window
    };
    pair.or_else(|| {
        let (at, out) = input.instruments.iter().enumerate().find(is_out)?;
        let (start, end) = (out.timing.start, out.timing.end);
        let earlier = start.min(window - 1.0);
        let later = if end > earlier {
            end.min(window)
        } else {
            window
        };
        Some(Disorder {
            text: format!(
                "`{}` from quarter {} to {} of a window of {}",
                out.settings.kind().name(),
                plain(start),
                plain(end),
                plain(window)
            ),
            rule: format!(
                "a `start` below its `end`, and an `end` of at most {}",
                plain(window)
            ),
            right: [
                (format!("instruments[{at}].start"), earlier),
                (format!("instruments[{at}].end"), later),
            ],
        })
    })
}

/// Place where a parameter is set, by its full path in the input of a scenario; none where no file sets it.
pub(super) fn place_of_path(layer: &Layer, path: &str) -> Option<Place> {
    let key = path.rsplit('.').next().unwrap_or(path);
    let Some((list, rest)) = path.split_once('[') else {
        return place_of_setting(path.split_once('.')?.0, key, layer);
    };
    let entries = match list {
        "agencies" => &layer.agencies,
        "credit_providers" => &layer.credit_providers,
        "shocks" => &layer.shocks,
        _ => &layer.instruments,
    };
    let at: usize = rest.split_once(']')?.0.parse().ok()?;
    present(entries).nth(at)?.numbers.get(key)?.place
}

/// Two scenarios share a name, or have names that some systems take for one (`E0108`).
pub(super) fn check_names(scenarios: &[DraftScenario], problems: &mut Vec<Problem>) {
    let mut first: BTreeMap<String, &DraftScenario> = BTreeMap::new();
    for scenario in scenarios {
        let name = &scenario.name.value;
        let twin = *first.entry(name.to_lowercase()).or_insert(scenario);
        if std::ptr::eq(twin, scenario) {
            continue;
        }
        let (message, help) = if twin.name.value == *name {
            (
                format!("two scenarios have the name `{name}`"),
                "give one of them another name, or list the file once",
            )
        } else {
            (
                format!(
                    "the scenarios `{}` and `{name}` differ in capitals only",
                    twin.name.value
                ),
                "give one of them another name: to some systems and people the two are one",
            )
        };
        let is_one_place = twin.name.place == scenario.name.place;
        let fix = match scenario.name.place {
            Some(place) if !is_one_place => Fix::replace(Some(place), format!("\"{name}-2\"")),
            _ => Fix::Unknown("where the file is listed a second time it is to be left out"),
        };
        let problem = Problem::at_or_command_line("E0108", scenario.name.place, message, fix)
            .label("again here");
        let first = twin
            .name
            .place
            .filter(|place| Some(*place) != scenario.name.place);
        problems.push(problem.help(help).related(first, "first here"));
    }
}

/// Two contexts whose charts would have one file name, on this system or another (`E0108`).
pub(super) fn check_names_of_contexts(contexts: &[StudyContext], problems: &mut Vec<Problem>) {
    let mut first: BTreeMap<String, &str> = BTreeMap::new();
    for StudyContext { name, .. } in contexts {
        let twin = *first
            .entry(name_in_files(name).to_lowercase())
            .or_insert(name);
        if twin != name {
            let message = format!(
                "the contexts `{twin}` and `{name}` would have one name in the names of files"
            );
            let fix = Fix::Unknown("what a context is to be called only the author knows");
            let problem = Problem::of_file("E0108", "", message, fix);
            problems.push(problem.help(
                "give one of them another `name`, which differs in more than capitals and marks",
            ));
        }
    }
}

/// First difference of a scenario from one of another context, as text.
pub(super) fn context_difference(
    scenario: (&DraftScenario, &Resolved),
    other: (&DraftScenario, &Resolved),
) -> (Option<Place>, String) {
    let is_context = |path: &str| {
        !["agencies[", "instruments[", "shocks["]
            .iter()
            .any(|list| path.starts_with(list))
    };
    let differs = scenario
        .1
        .values
        .iter()
        .filter(|value| is_context(&value.path))
        .find_map(|value| {
            let there = other.1.values.iter().find(|there| there.path == value.path);
            there
                .is_none_or(|there| there.value != value.value)
                .then_some((value, there))
        });
    let detail = differs.map_or_else(
        || "their credit providers differ".to_string(),
        |(value, other)| {
            let there = other.map_or_else(
                || "not there".to_string(),
                |other| format!("{} ({})", plain(other.value), other.origin.place),
            );
            format!(
                "`{}` is {} ({}) in one and {there} in the other",
                value.path,
                plain(value.value),
                value.origin.place
            )
        },
    );
    let place = differs
        .and_then(|(value, _)| value.path.split_once('.'))
        .and_then(|(section, key)| place_of_setting(section, key, &scenario.0.layer));
    (place.or(scenario.0.name.place), detail)
}

/// Place where a parameter is set.
pub(super) fn place_of_setting(section: &str, key: &str, layer: &Layer) -> Option<Place> {
    layer
        .numbers
        .get(&(section.to_string(), key.to_string()))?
        .place
}

/// A scenario that gives the model what the baseline gives it (`W0301`).
pub(super) fn check_same_result(
    scenario: (&DraftScenario, &ModelInput),
    baseline: (&DraftScenario, &ModelInput),
    problems: &mut Vec<Problem>,
) {
    if effective(scenario.1) != effective(baseline.1) {
        return;
    }
    let message = format!(
        "scenarios `{}` and `{}` resolve to the same parameters",
        scenario.0.name.value, baseline.0.name.value
    );
    let fix = Fix::Unknown("what the scenario is to change only the author knows");
    let problem = Problem::at_or_command_line("W0301", scenario.0.name.place, message, fix)
        .label("the difference will be exactly zero");
    problems.push(problem.help("change an agency or an instrument, or leave the scenario out"));
}

/// The input without what has no effect.
fn effective(input: &ModelInput) -> ModelInput {
    let mut input = input.clone();
    input
        .instruments
        .retain(|instrument| instrument.timing.intensity > 0.0);
    if input.instruments.is_empty() {
        input.agencies.clear();
        input.rules.clear();
    }
    input
}
