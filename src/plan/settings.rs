//! Settings of the command line: `-S key=value`.

use crate::parameters::{InstrumentKind, ParameterMeta, ShockKind};
use crate::scenario::{DraftScenario, Layer, Listed, Place, Problem, Setting, all_keys, check_number, from_command_line, nearest, section};

pub(super) enum Target<'k> {
    Number(&'k str),
    Entry(&'k str, &'k str),
}

/// Applies one setting of the command line to every scenario that has its key.
pub(super) fn apply_setting(key: &str, value: &str, scenarios: &mut [DraftScenario], problems: &mut Vec<Problem>) {
    match value.trim().replace('_', "").parse::<f64>() {
        Ok(number) => set_in_all(key, number, None, scenarios, problems),
        Err(_) => {
            let Some((_, meta)) = find(key.strip_prefix("context.").unwrap_or(key), problems) else { return };
            let problem = refuse(format!("`{value}` is not a number"));
            problems.push(problem.help(format!("write -S {key}=NUMBER, for example -S {key}={}", meta.default)));
        }
    }
}

/// Sets a number in every scenario that has its key; `place` is where a file asks for it.
pub(super) fn set_in_all(key: &str, number: f64, place: Option<Place>, scenarios: &mut [DraftScenario], problems: &mut Vec<Problem>) {
    let key = key.strip_prefix("context.").unwrap_or(key);
    if meta_of(key, place, problems).is_none() {
        return;
    }
    let Some((target, meta)) = find(key, problems) else { return };
    let n_before = problems.len();
    let is_fine = check_number(meta, key, number, place, problems);
    if is_fine && place.is_some() {
        problems.truncate(n_before); // a rival structure is meant to be far from what is plausible
    }
    let mut n_set = 0;
    for scenario in scenarios.iter_mut() {
        if let Some(numbers) = numbers_of(&mut scenario.layer, &target) {
            numbers(meta.name, Setting { place, ..from_command_line(number, !is_fine) });
            n_set += 1;
        }
    }
    if n_set == 0 && !scenarios.is_empty() {
        let problem = Problem { place, ..refuse(format!("no scenario has what `{key}` sets")) };
        problems.push(problem.help("check the name of the agency or provider and the kind of instrument in the scenario files"));
    }
}

/// What the registry knows of a number by name; an error at `place` where there is none.
pub(super) fn meta_of(key: &str, place: Option<Place>, problems: &mut Vec<Problem>) -> Option<&'static ParameterMeta> {
    let n_before = problems.len();
    let found = find(key, problems).map(|(_, meta)| meta);
    problems[n_before..].iter_mut().for_each(|problem| problem.place = place);
    found
}

pub(super) fn refuse(message: String) -> Problem {
    Problem::of_file("E0409", "command line", message)
}

type Setter<'l> = Box<dyn FnOnce(&str, Setting) + 'l>;

fn numbers_of<'l>(layer: &'l mut Layer, target: &Target<'_>) -> Option<Setter<'l>> {
    match target {
        Target::Number(section) => {
            let section = (*section).to_string();
            Some(Box::new(move |key, setting| {
                layer.numbers.insert((section, key.to_string()), setting);
            }))
        }
        Target::Entry(list, name) => {
            let entries: &mut Vec<Listed> = match *list {
                "agencies" => &mut layer.agencies,
                "credit_providers" => &mut layer.credit_providers,
                "shocks" => &mut layer.shocks,
                _ => &mut layer.instruments,
            };
            let entry = entries.iter_mut().find(|entry| entry.identity.value == *name && !entry.is_removed)?;
            Some(Box::new(move |key, setting| {
                entry.numbers.insert(key.to_string(), setting);
            }))
        }
    }
}

/// What a key sets: `section.key`, `agencies.NAME.key`, `credit_providers.NAME.key`, `instruments.KIND.key`, `KIND.key` or `shocks.NAME.key`.
pub(super) fn find<'k>(key: &'k str, problems: &mut Vec<Problem>) -> Option<(Target<'k>, &'static ParameterMeta)> {
    if matches!(key, "run.reps" | "run.seed") {
        problems.push(refuse(format!("`{key}` has a flag of its own")).help("use --reps or --seed"));
        return None;
    }
    let Some((head, last)) = key.rsplit_once('.') else {
        problems.push(unknown(key, key));
        return None;
    };
    let (list, name) = head.split_once('.').unwrap_or(("", head));
    let is_kind = |name: &str| InstrumentKind::NAMES.iter().any(|(kind, _)| *kind == name);
    let is_shock = |name: &str| ShockKind::NAMES.iter().any(|(kind, _)| *kind == name);
    let (target, tables) = match list {
        "agencies" | "credit_providers" => (Target::Entry(list, name), vec![list]),
        "instruments" if is_kind(name) => (Target::Entry(list, name), vec![list, name]),
        "shocks" => (Target::Entry(list, name), std::iter::once(list).chain(ShockKind::NAMES.iter().map(|(kind, _)| *kind)).collect()),
        "" if is_kind(head) => (Target::Entry("instruments", head), vec!["instruments", head]),
        "" if section(head).is_some() && !["agencies", "credit_providers", "instruments", "shocks"].contains(&head) && !is_shock(head) => {
            (Target::Number(head), vec![head])
        }
        _ => {
            problems.push(unknown(key, last));
            return None;
        }
    };
    let metas: Vec<&'static ParameterMeta> = tables.iter().filter_map(|table| section(table)).flat_map(|section| section.numbers).collect();
    let found = metas.iter().copied().find(|meta| meta.name == last);
    if found.is_none() {
        let near = nearest(last, metas.iter().map(|meta| meta.name));
        let help = near.map_or_else(|| "`linkwright params` lists all keys".to_string(), |near| format!("did you mean `{head}.{near}`?"));
        problems.push(refuse(format!("unknown key `{key}`")).help(help));
    }
    found.map(|meta| (target, meta))
}

fn unknown(key: &str, last: &str) -> Problem {
    let keys = all_keys();
    let near = nearest(last, keys.iter().copied());
    let help = "write a full path such as credit.recovery, agencies.NAME.advisors or instruments.credit_guarantee.cover";
    let help = near.map_or_else(|| help.to_string(), |near| format!("{help}; did you mean `{near}`?"));
    refuse(format!("unknown key `{key}`")).help(help)
}
