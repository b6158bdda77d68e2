//! Settings of the command line: `-S key=value`.

use std::collections::{BTreeMap, BTreeSet};

use super::Override;
use crate::model::{InstrumentKind, LISTED_SECTIONS};
use crate::parameters::{ParameterMeta, Parameters, SectionMeta, ShockKind};
use crate::scenario::{
    Change, DraftScenario, Fix, Layer, Listed, Place, Problem, Setting, all_keys, check_number,
    from_command_line, nearest, number_meant, section,
};

pub(super) enum Target<'k> {
    Number(&'k str),
    Entry(&'k str, &'k str),
}

/// Applies one setting of the command line to every scenario that has its key.
pub(super) fn apply_setting(
    key: &str,
    value: &str,
    scenarios: &mut [DraftScenario],
    problems: &mut Vec<Problem>,
) {
    let n_before = problems.len();
    match value.trim().replace('_', "").parse::<f64>() {
        Ok(number) => set_in_all(key, number, None, scenarios, problems),
        Err(_) => {
            let found = find(key.strip_prefix("context.").unwrap_or(key), problems);
            problems.extend(found.map(|(_, meta)| no_number(key, value, meta)));
        }
    }
    for problem in &mut problems[n_before..] {
        in_full(&mut problem.fix, key, value);
    }
}

/// A setting of the command line whose value is no number (`E0409`).
fn no_number(key: &str, value: &str, meta: &ParameterMeta) -> Problem {
    let (fix, help) = match number_meant(value) {
        Some(meant) => {
            let (of, to) = (format!("{key}={value}"), format!("{key}={}", meant.value()));
            let help = meant.advice(&format!("-S {to}"));
            (Fix::Argument { of, to }, help)
        }
        None => (
            Fix::Unknown("which value is meant only you know"),
            if value.contains(" to ") {
                "-S sets one value; a distribution goes into a file".to_string()
            } else {
                format!(
                    "write -S {key}=NUMBER, for example -S {key}={}",
                    meta.default
                )
            },
        ),
    };
    refuse(format!("`{value}` is not a number"), fix).help(help)
}

/// A key that -S sets twice (`E0409`): one of the two values would count in silence.
pub(super) fn check_settings(settings: &[(String, String)], problems: &mut Vec<Problem>) {
    let mut known: BTreeMap<&str, &str> = BTreeMap::new();
    for (key, value) in settings {
        let plain = ["context.", "instruments."]
            .into_iter()
            .find_map(|prefix| key.strip_prefix(prefix))
            .unwrap_or(key);
        if let Some(first) = known.insert(plain, value) {
            let message = format!("-S sets `{plain}` twice, to {first} and to {value}");
            let fix = Fix::Argument {
                of: format!("{key}={value}"),
                to: String::new(),
            };
            problems.push(refuse(message, fix).help("keep one of the two"));
        }
    }
}

/// What settings of the command line change of scenarios that they are not yet applied to; settings that change nothing, or are refused, are left out.
pub(super) fn overrides(
    settings: &[(String, String)],
    scenarios: &[DraftScenario],
) -> Vec<Override> {
    let one = |(key, value): &(String, String)| {
        let after: f64 = value.trim().replace('_', "").parse().ok()?;
        let (target, meta) = find(key.strip_prefix("context.").unwrap_or(key), &mut Vec::new())?;
        let mut before: Vec<f64> = Vec::new();
        for scenario in scenarios {
            let stated = value_in(&scenario.layer, &target, meta);
            before.extend(stated.filter(|value| !before.contains(value)));
        }
        before
            .iter()
            .any(|value| *value != after)
            .then(|| Override {
                key: key.clone(),
                unit: meta.unit.to_string(),
                before,
                after,
            })
    };
    settings.iter().filter_map(one).collect()
}

/// Value of a parameter in a layer, or its default; none where the layer has no entry that it belongs to.
pub(super) fn value_in(layer: &Layer, target: &Target<'_>, meta: &ParameterMeta) -> Option<f64> {
    let setting = match target {
        Target::Number(section) => layer
            .numbers
            .get(&((*section).to_string(), meta.name.to_string())),
        Target::Entry(list, name) => {
            let entries = entries_of(layer, list);
            let entry = entries.iter().find(|entry| is_named(entry, name))?;
            entry.numbers.get(meta.name)
        }
    };
    Some(setting.map_or(meta.default, |setting| setting.value))
}

/// Entries of a list of a layer.
fn entries_of<'l>(layer: &'l Layer, list: &str) -> &'l [Listed] {
    match list {
        "agencies" => &layer.agencies,
        "credit_providers" => &layer.credit_providers,
        "shocks" => &layer.shocks,
        _ => &layer.instruments,
    }
}

/// True where an entry that was not taken away has a name, `KIND@AGENCY` where the agency matters.
fn is_named(entry: &Listed, name: &str) -> bool {
    let (name, agency) = kind_and_agency(name);
    let is_of_agency = agency.is_none_or(|agency| {
        entry
            .words
            .get("agency")
            .is_some_and(|own| own.value == agency)
    });
    entry.identity.value == name && is_of_agency && !entry.is_removed
}

/// Completes what mends a setting of the command line: another key, or another value of the same.
fn in_full(fix: &mut Fix, key: &str, value: &str) {
    if let Fix::Argument { of, to } = fix
        && of.is_empty()
    {
        *of = format!("{key}={value}");
        *to = if to.parse::<f64>().is_ok() {
            format!("{key}={to}")
        } else {
            format!("{to}={value}")
        };
    }
}

/// Sets a parameter in every scenario that has its key; `place` is where a file asks for it.
pub(super) fn set_in_all(
    key: &str,
    number: f64,
    place: Option<Place>,
    scenarios: &mut [DraftScenario],
    problems: &mut Vec<Problem>,
) {
    let key = key.strip_prefix("context.").unwrap_or(key);
    if meta_of(key, place, Change::ReplaceKey, problems).is_none() {
        return;
    }
    let Some((target, meta)) = find(key, problems) else {
        return;
    };
    let n_before = problems.len();
    let is_fine = check_number(meta, key, number, place, problems);
    if is_fine && place.is_some() {
        problems.truncate(n_before); // a rival structure is meant to be far from what is plausible
    }
    let mut n_set = 0;
    let known = names_in(&target, scenarios);
    for scenario in scenarios.iter_mut() {
        if let Some(numbers) = numbers_of(&mut scenario.layer, &target) {
            numbers(
                meta.name,
                Setting {
                    place,
                    ..from_command_line(number, !is_fine)
                },
            );
            n_set += 1;
        }
    }
    if n_set == 0 && !scenarios.is_empty() {
        let problem = Problem {
            place,
            ..refuse(
                format!("no scenario has what `{key}` sets"),
                Fix::Unknown("which entry is meant only the author knows"),
            )
        };
        let head = key.rsplit_once('.').map_or(key, |(head, _)| head);
        let near = nearest(head, known.iter().map(String::as_str));
        let help = match (near, known.as_slice()) {
            (Some(near), _) => format!(
                "did you mean `{near}.{}`? there are: {}",
                meta.name,
                known.join(", ")
            ),
            (None, []) => "no scenario has an entry there".to_string(),
            (None, known) => format!("there are: {}", known.join(", ")),
        };
        problems.push(problem.help(help));
    }
}

/// The entries of the list that a key is about, of all scenarios.
fn names_in(target: &Target<'_>, scenarios: &[DraftScenario]) -> Vec<String> {
    let Target::Entry(list, _) = target else {
        return Vec::new();
    };
    let entries = |layer: &DraftScenario| {
        entries_of(&layer.layer, list)
            .iter()
            .filter(|entry| !entry.is_removed)
            .map(|entry| format!("{list}.{}", entry.identity.value))
            .collect::<Vec<_>>()
    };
    let names: BTreeSet<String> = scenarios.iter().flat_map(entries).collect();
    names.into_iter().collect()
}

/// Registry entry of a parameter by name; an error at `place` where there is none, mended by `change` of the name there.
pub(super) fn meta_of(
    key: &str,
    place: Option<Place>,
    change: fn(Place, String) -> Change,
    problems: &mut Vec<Problem>,
) -> Option<&'static ParameterMeta> {
    let n_before = problems.len();
    let found = find(key, problems).map(|(_, meta)| meta);
    if let Some(place) = place {
        let problems = &mut problems[n_before..];
        problems.iter_mut().for_each(|problem| {
            *problem = Problem {
                code: "E0102",
                place: Some(place),
                label: "not known".into(),
                fix: match &problem.fix {
                    Fix::Argument { to, .. } => Fix::Changes(vec![change(place, to.clone())]),
                    Fix::Changes(_) | Fix::Unknown(_) => problem.fix.clone(),
                },
                ..problem.clone()
            }
        });
    }
    found
}

pub(super) fn refuse(message: String, fix: Fix) -> Problem {
    Problem::of_file("E0409", "command line", message, fix)
}

/// Sets a value, which remembers the one that it replaces.
fn lay<K: Ord>(numbers: &mut BTreeMap<K, Setting>, key: K, mut setting: Setting) {
    if let Some(before) = numbers.get(&key) {
        setting.replace(before);
    }
    numbers.insert(key, setting);
}

type Setter<'l> = Box<dyn FnOnce(&str, Setting) + 'l>;

fn numbers_of<'l>(layer: &'l mut Layer, target: &Target<'_>) -> Option<Setter<'l>> {
    match target {
        Target::Number(section) => {
            let section = (*section).to_string();
            Some(Box::new(move |key, setting| {
                lay(&mut layer.numbers, (section, key.to_string()), setting);
            }))
        }
        Target::Entry(list, name) => {
            let entries: &mut Vec<Listed> = match *list {
                "agencies" => &mut layer.agencies,
                "credit_providers" => &mut layer.credit_providers,
                "shocks" => &mut layer.shocks,
                _ => &mut layer.instruments,
            };
            let entry = entries.iter_mut().find(|entry| is_named(entry, name))?;
            Some(Box::new(move |key, setting| {
                lay(&mut entry.numbers, key.to_string(), setting);
            }))
        }
    }
}

/// `KIND@AGENCY` in its two parts; names of other things have no `@`.
pub(super) fn kind_and_agency(name: &str) -> (&str, Option<&str>) {
    name.split_once('@')
        .map_or((name, None), |(kind, agency)| (kind, Some(agency)))
}

/// The full path of a key: `instruments.credit_guarantee.cover` of `credit_guarantee.cover`; what is not known stays as it is.
pub(super) fn full_path(key: &str) -> String {
    match find(key, &mut Vec::new()) {
        Some((Target::Entry(list, name), meta)) => format!("{list}.{name}.{}", meta.name),
        Some((Target::Number(_), _)) | None => key.to_string(),
    }
}

/// Target of a key: `section.key`, `agencies.NAME.key`, `credit_providers.NAME.key`, `instruments.KIND.key`, `KIND.key` or `shocks.NAME.key`;
/// `KIND@AGENCY` where several agencies have the kind.
pub(super) fn find<'k>(
    key: &'k str,
    problems: &mut Vec<Problem>,
) -> Option<(Target<'k>, &'static ParameterMeta)> {
    if let Some(flag) = key
        .strip_prefix("run.")
        .filter(|flag| ["reps", "seed", "draws"].contains(flag))
    {
        let fix = Fix::Unknown("it is a flag of its own, with another value");
        problems.push(
            refuse(format!("`{key}` has a flag of its own"), fix).help(format!("use --{flag}")),
        );
        return None;
    }
    let Some((head, last)) = key.rsplit_once('.') else {
        problems.push(unknown(key, key));
        return None;
    };
    let (list, name) = head.split_once('.').unwrap_or(("", head));
    let is_kind = |name: &str| {
        InstrumentKind::NAMES
            .iter()
            .any(|(kind, _)| *kind == kind_and_agency(name).0)
    };
    let is_shock = |name: &str| ShockKind::NAMES.iter().any(|(kind, _)| *kind == name);
    let (target, tables) = match list {
        "agencies" | "credit_providers" => (Target::Entry(list, name), vec![list]),
        "instruments" if is_kind(name) => (
            Target::Entry(list, name),
            vec![list, kind_and_agency(name).0],
        ),
        "shocks" => (
            Target::Entry(list, name),
            std::iter::once(list)
                .chain(ShockKind::NAMES.iter().map(|(kind, _)| *kind))
                .collect(),
        ),
        "" if is_kind(head) => (
            Target::Entry("instruments", head),
            vec!["instruments", kind_and_agency(head).0],
        ),
        "" if section(head).is_some()
            && !["agencies", "credit_providers", "instruments", "shocks"].contains(&head)
            && !is_shock(head) =>
        {
            (Target::Number(head), vec![head])
        }
        _ => {
            problems.push(unknown(key, last));
            return None;
        }
    };
    let metas: Vec<&'static ParameterMeta> = tables
        .iter()
        .filter_map(|table| section(table))
        .flat_map(|section| section.numbers)
        .collect();
    let found = metas.iter().copied().find(|meta| meta.name == last);
    let reaches_no_firm =
        |(kind, known): &(&str, InstrumentKind)| tables.last() == Some(kind) && !known.is_by_lot();
    if last == "lot_share" && InstrumentKind::NAMES.iter().any(reaches_no_firm) {
        let fix = Fix::Unknown("there is nothing to draw");
        let problem = refuse(
            format!("`{key}` draws no lottery: it reaches no single firm"),
            fix,
        );
        problems.push(
            problem.help(
                "choose an instrument that serves firms; `linkwright explain E0308` says why",
            ),
        );
        return None;
    }
    if found.is_none() {
        let near = nearest(last, metas.iter().map(|meta| meta.name));
        let help = near.map_or_else(
            || "`linkwright params` lists all keys".to_string(),
            |near| format!("did you mean `{head}.{near}`?"),
        );
        let fix = instead(near.map(|near| format!("{head}.{near}")));
        problems.push(refuse(format!("unknown key `{key}`"), fix).help(help));
    }
    found.map(|meta| (target, meta))
}

fn unknown(key: &str, last: &str) -> Problem {
    let keys = all_keys();
    let near = keys.get(last).copied(); // also where it is all that was written: its section is missing
    let near = near.or_else(|| nearest(last, keys.iter().copied()));
    let paths = near.map_or_else(Vec::new, paths_of);
    let help = match paths.as_slice() {
        [] => "write a full path such as credit.recovery, agencies.NAME.advisors or instruments.credit_guarantee.cover".to_string(),
        paths => format!("write a full path; did you mean {}?", paths[..paths.len().min(3)].join(" or ")),
    };
    let only = match paths.as_slice() {
        [only] if !only.contains("NAME") && !only.contains("KIND") => {
            Some(only.trim_matches('`').to_string())
        }
        _ => None,
    };
    refuse(format!("unknown key `{key}`"), instead(only)).help(help)
}

/// Another key, where one is like it.
fn instead(key: Option<String>) -> Fix {
    key.map_or(Fix::Unknown("no one key is like it"), |to| Fix::Argument {
        of: String::new(),
        to,
    })
}

/// Full paths of the parameters of a name.
fn paths_of(name: &str) -> Vec<String> {
    let has = |section: &SectionMeta| section.numbers.iter().any(|meta| meta.name == name);
    let plain = Parameters::SECTIONS
        .iter()
        .map(|section| (*section, section.name.to_string()));
    let listed = LISTED_SECTIONS.iter().map(|section| {
        let is_kind = InstrumentKind::NAMES
            .iter()
            .any(|(kind, _)| *kind == section.name);
        let path = match section.name {
            "instruments" => "instruments.KIND".to_string(),
            kind if is_kind => format!("instruments.{kind}"),
            kind if ShockKind::NAMES.iter().any(|(known, _)| *known == kind) => {
                "shocks.NAME".to_string()
            }
            list => format!("{list}.NAME"),
        };
        (*section, path)
    });
    plain
        .chain(listed)
        .filter(|(section, _)| has(section))
        .map(|(_, path)| format!("`{path}.{name}`"))
        .collect()
}
