//! Checks of uncertain parameters without drawing any: correlations without effect, parameters that vary in some scenarios only.

use std::collections::{BTreeMap, BTreeSet};

use super::checks::BY_COMMAND_LINE;
use super::contexts::{Group, group_by_scenario};
use super::copula::Copula;
use super::draws::{UncertainValue, name_of, uncertain_values};
use super::resolve::{Resolved, present};
use super::settings::find;
use crate::model::ModelInput;
use crate::scenario::{
    Correlation, Draft, DraftScenario, Fix, Layer, Place, Problem, Setting, Text, nearest,
};

/// Correlations of the study itself, each once, with the scenarios that have them.
fn correlations(draft: &Draft) -> Vec<(&Correlation, Vec<usize>)> {
    let mut found: BTreeMap<Place, (&Correlation, Vec<usize>)> = BTreeMap::new();
    for (index, scenario) in draft
        .scenarios
        .iter()
        .enumerate()
        .filter(|(_, scenario)| scenario.rival.is_none())
    {
        for correlation in &scenario.layer.correlations {
            found
                .entry(correlation.place)
                .or_insert((correlation, Vec::new()))
                .1
                .push(index);
        }
    }
    found.into_values().collect()
}

/// A correlation of a parameter that is none, or of one parameter with itself (`E0224`).
pub(super) fn check_correlated_names(draft: &Draft, problems: &mut Vec<Problem>) {
    for (correlation, _) in correlations(draft) {
        let (first, second) = (&correlation.of.0, &correlation.of.1);
        for name in [first, second] {
            let mut found = Vec::new();
            if find(&name.value, &mut found).is_none() {
                let help = found
                    .first()
                    .map_or_else(String::new, |problem| problem.help.clone());
                let near = found.first().and_then(|problem| match &problem.fix {
                    Fix::Argument { to, .. } => Some(format!("\"{to}\"")),
                    Fix::Changes(_) | Fix::Unknown(_) => None,
                });
                problems.push(not_correlated(
                    name,
                    format!("`{}` is no parameter that could be correlated", name.value),
                    help,
                    Fix::suggest(name.place, near, "no parameter is like it"),
                ));
            }
        }
        if first.value == second.value {
            let help =
                "name two parameters, such as \"credit.recovery\" and \"credit.default_rate\"";
            problems.push(not_correlated(
                second,
                format!("`{}` is correlated with itself", second.value),
                help,
                Fix::Unknown("which two parameters are meant only the author knows"),
            ));
        }
    }
}

fn not_correlated(name: &Text, message: String, help: impl Into<String>, fix: Fix) -> Problem {
    Problem::at_or_command_line("E0224", name.place, message, fix)
        .label("cannot be correlated")
        .help(help)
}

/// Correlations that cannot be (`E0224`, `E0225`) or have no effect (`W0203`); `is_chosen` says that points are not drawn.
pub(super) fn check_correlations(
    draft: &Draft,
    resolved: &[Resolved],
    is_chosen: bool,
    problems: &mut Vec<Problem>,
) {
    let uncertain: Vec<Vec<UncertainValue>> = resolved.iter().map(uncertain_values).collect();
    let is_uncertain = |name: &Text, index: &usize| {
        uncertain[*index]
            .iter()
            .any(|number| number.name == name.value)
    };
    for (correlation, scenarios) in correlations(draft) {
        let (first, second) = (&correlation.of.0, &correlation.of.1);
        if is_chosen {
            let message = format!(
                "the correlation of `{}` and `{}` has no effect: the points of the design are chosen",
                first.value, second.value
            );
            problems.push(
                idle(correlation.place, message)
                    .help("take it out, or draw values: kind = \"random\""),
            );
        } else if scenarios
            .iter()
            .any(|index| is_uncertain(first, index) && is_uncertain(second, index))
        {
        } else if let Some(name) = [first, second]
            .into_iter()
            .find(|name| !scenarios.iter().any(|index| has(&resolved[*index], name)))
        {
            let known: BTreeSet<&str> = scenarios
                .iter()
                .flat_map(|index| &uncertain[*index])
                .map(|number| number.name.as_str())
                .collect();
            let known: Vec<&str> = known.into_iter().collect();
            let near = nearest(&name.value, known.iter().copied());
            let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
            let help = if known.is_empty() {
                "no parameter is uncertain: take the correlation out".to_string()
            } else {
                format!("{near}uncertain parameters: {}", known.join(", "))
            };
            problems.push(not_correlated(
                name,
                format!("no scenario has `{}`", name.value),
                help,
                Fix::remove_table(Some(correlation.place), BY_COMMAND_LINE),
            ));
        } else {
            let fixed = [first, second]
                .into_iter()
                .find(|name| !scenarios.iter().any(|index| is_uncertain(name, index)));
            let why = fixed.map_or_else(
                || "no scenario has both of them uncertain".to_string(),
                |name| format!("`{}` is not uncertain", name.value),
            );
            let message = format!(
                "the correlation of `{}` and `{}` has no effect: {why}",
                first.value, second.value
            );
            let problem = idle(correlation.place, message)
                .related(fixed.and_then(|name| name.place), "one value");
            problems.push(problem.help(
                "write the value as \"LOW to HIGH\" or { dist = … }, or take the correlation out",
            ));
        }
    }
    let all = draft
        .scenarios
        .iter()
        .zip(&uncertain)
        .map(|(scenario, own)| (scenario.layer.correlations.as_slice(), own.as_slice()));
    let _ = (!is_chosen).then(|| Copula::new(all, problems)); // what is wrong with them together is reported without draws too
}

fn idle(place: Place, message: String) -> Problem {
    let fix = Fix::remove_table(Some(place), BY_COMMAND_LINE);
    Problem::at("W0203", place, message, fix).label("without effect")
}

/// True where a scenario has a parameter, uncertain or not.
fn has(resolved: &Resolved, name: &Text) -> bool {
    resolved
        .values
        .iter()
        .any(|value| name_of(&resolved.input, &value.path) == name.value)
}

/// Parameters that vary in a scenario and are fixed in another of its context, whose file overrides them (`W0204`).
///
/// With draws, those of the context itself are an error of the design.
pub(super) fn check_overridden(
    draft: &Draft,
    resolved: &[Resolved],
    groups: &[Group],
    with_draws: bool,
    problems: &mut Vec<Problem>,
) {
    let group_of = group_by_scenario(groups);
    for (index, scenario) in draft
        .scenarios
        .iter()
        .enumerate()
        .filter(|(_, scenario)| scenario.rival.is_none())
    {
        let Some(group) = group_of.get(&index).map(|at| &groups[*at]) else {
            continue;
        };
        let varies = |name: &str, other: usize| {
            uncertain_values(&resolved[other])
                .iter()
                .any(|number| number.name == name)
        };
        for (name, setting) in named_settings(&scenario.layer, &resolved[index].input) {
            let Some(hidden) = setting.hides else {
                continue;
            };
            let is_of_programme = ["agencies.", "instruments.", "shocks."]
                .iter()
                .any(|list| name.starts_with(list));
            if with_draws && !is_of_programme {
                continue;
            }
            let others = std::iter::once(group.baseline).chain(group.members.iter().copied());
            let Some(other) = others
                .filter(|other| *other != index)
                .find(|other| varies(&name, *other))
            else {
                continue;
            };
            problems.push(overridden(
                &name,
                (scenario, setting.place),
                (&draft.scenarios[other], hidden),
            ));
        }
    }
}

fn overridden(
    name: &str,
    (scenario, place): (&DraftScenario, Option<Place>),
    (other, hidden): (&DraftScenario, Place),
) -> Problem {
    let (fixed, varies) = (&scenario.name.value, &other.name.value);
    let message = format!(
        "`{name}` varies in `{varies}` and is one value in `{fixed}`, so that their difference varies with it"
    );
    let problem = Problem::at_or_command_line("W0204", place, message, Fix::remove(place))
        .label("one value here")
        .related(Some(hidden), "uncertain here");
    problem.help(format!("leave it out of `{fixed}` so that it varies in both alike, or write what is known of it as \"LOW to HIGH\""))
}

/// Settings of a layer, by the names of uncertain parameters.
fn named_settings<'l>(layer: &'l Layer, input: &ModelInput) -> Vec<(String, &'l Setting)> {
    let mut found: Vec<(String, &Setting)> = layer
        .numbers
        .iter()
        .map(|((section, key), setting)| (format!("{section}.{key}"), setting))
        .collect();
    let lists = [
        ("agencies", &layer.agencies),
        ("credit_providers", &layer.credit_providers),
        ("instruments", &layer.instruments),
        ("shocks", &layer.shocks),
    ];
    for (list, entries) in lists {
        for (at, entry) in present(entries).enumerate() {
            found.extend(
                entry.numbers.iter().map(|(key, setting)| {
                    (name_of(input, &format!("{list}[{at}].{key}")), setting)
                }),
            );
        }
    }
    found
}
