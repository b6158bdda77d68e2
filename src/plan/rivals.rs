//! Rival structures: every scenario of a study again, in a context of its own that a few settings change.

use std::collections::{BTreeMap, BTreeSet};

use super::StudyContext;
use super::resolve::Resolved;
use super::settings::set_in_all;
use crate::model::InstrumentKind;
use crate::scenario::{Draft, DraftScenario, Fix, Place, Problem, RivalOf, Severity, plain};

/// A context that is another with a rival structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RivalContext {
    /// Index of the context.
    pub context: usize,
    /// Index of the context that it is a rival of.
    pub of: usize,
    /// Title for people.
    pub title: String,
}

/// Adds every scenario again for each rival, with its settings, after those of the study.
pub(super) fn add_rivals(draft: &mut Draft, problems: &mut Vec<Problem>) {
    let own = draft.scenarios.clone();
    for rival in draft.study.rivals.clone() {
        let name = &rival.name.value;
        let title = if rival.title.is_empty() {
            name.clone()
        } else {
            rival.title.clone()
        };
        let mut again: Vec<DraftScenario> = own
            .iter()
            .map(|scenario| under(scenario, name, &title))
            .collect();
        let n_before = problems.len();
        for (key, value, place) in &rival.settings {
            if is_of_context(key, *place, problems) {
                set_in_all(key, *value, Some(*place), &mut again, problems);
            }
        }
        if problems[n_before..]
            .iter()
            .any(|problem| problem.severity() == Severity::Error)
        {
            draft.is_incomplete = true; // what is wrong is reported at its cause, and not again for every scenario
        } else {
            draft.scenarios.extend(again);
        }
    }
}

/// Rivals set parameters of the context; those of programmes and the lengths of a run are refused (`E0229`).
fn is_of_context(key: &str, place: Place, problems: &mut Vec<Problem>) -> bool {
    let list = key.split('.').next().unwrap_or(key);
    let what = match list {
        "run" => "the length of a run",
        "agencies" | "instruments" | "shocks" => "a parameter of a programme",
        kind if InstrumentKind::NAMES.iter().any(|(name, _)| *name == kind) => {
            "a parameter of a programme"
        }
        _ => return true,
    };
    let problem = Problem::at(
        "E0229",
        place,
        format!("`{key}` is {what}, and a rival sets parameters of the context"),
        Fix::Unknown("which structure is meant only the author knows"),
    )
    .label("not of the context");
    problems.push(
        problem.help("set a parameter such as trust.gain, or make it another scenario or study"),
    );
    false
}

fn under(scenario: &DraftScenario, rival: &str, title: &str) -> DraftScenario {
    let mut again = scenario.clone();
    let mark = if scenario.programme.is_some() {
        '~'
    } else {
        '@'
    };
    again.name.value = format!("{}{mark}{rival}", scenario.name.value);
    again.title = format!("{}, {title}", scenario.title);
    again.context = format!("{}~{rival}", scenario.context);
    again.context_title = title.to_string();
    again.programme = Some(
        scenario
            .programme
            .clone()
            .unwrap_or_else(|| scenario.name.value.clone()),
    );
    again.rival = Some(RivalOf {
        scenario: scenario.name.value.clone(),
        name: rival.to_string(),
        title: title.to_string(),
    });
    again
}

/// A rival whose context is that of the study itself (`E0229`): its scenarios would share worlds with those they should run alongside. It is reported
/// once, and its scenarios are taken out.
pub(super) fn check_rivals(
    draft: &mut Draft,
    resolved: &mut Vec<Resolved>,
    problems: &mut Vec<Problem>,
) {
    let mut idle: BTreeSet<String> = BTreeSet::new();
    let place_of: BTreeMap<&str, usize> = draft
        .scenarios
        .iter()
        .enumerate()
        .rev()
        .map(|(at, one)| (one.name.value.as_str(), at))
        .collect();
    for (scenario, own) in draft.scenarios.iter().zip(resolved.iter()) {
        let Some(rival) = &scenario.rival else {
            continue;
        };
        let Some(base) = place_of.get(rival.scenario.as_str()).copied() else {
            continue;
        };
        if !idle.contains(&rival.name) && own.input.shares_burn_in_with(&resolved[base].input) {
            idle.insert(rival.name.clone());
            let set = draft
                .study
                .rivals
                .iter()
                .find(|one| one.name.value == rival.name);
            let place = set
                .and_then(|one| one.settings.first())
                .map(|(.., place)| *place);
            let reported = set.map_or_else(String::new, |one| {
                one.settings
                    .iter()
                    .map(|(key, value, _)| format!("{key} = {}", plain(*value)))
                    .collect::<Vec<_>>()
                    .join(", ")
            });
            let message = format!(
                "the rival “{}” changes nothing outside the programme of `{}` ({reported})",
                rival.title, rival.scenario
            );
            let fix = Fix::remove_table(
                set.and_then(|one| one.name.place),
                "the rival is not in a file",
            );
            let problem = Problem::at_or_command_line("E0229", place, message, fix)
                .label("as in the study itself");
            problems.push(
                problem.help(
                    "set a parameter of the context to another value, or leave the rival out",
                ),
            );
        }
    }
    let is_kept: Vec<bool> = draft
        .scenarios
        .iter()
        .map(|one| {
            one.rival
                .as_ref()
                .is_none_or(|rival| !idle.contains(&rival.name))
        })
        .collect();
    draft.is_incomplete |= !idle.is_empty();
    let mut kept = is_kept.iter().copied();
    draft.scenarios.retain(|_| kept.next().unwrap_or(true));
    let mut kept = is_kept.iter().copied();
    resolved.retain(|_| kept.next().unwrap_or(true));
}

/// The contexts of a plan that are rivals, with those they are rivals of.
pub(super) fn rival_contexts(
    draft: &Draft,
    names: &[&str],
    contexts: &[StudyContext],
    context_of: &dyn Fn(usize) -> usize,
) -> Vec<RivalContext> {
    let place_of: BTreeMap<&str, usize> = names.iter().copied().zip(0..).collect();
    let rivals: BTreeMap<&str, &RivalOf> = draft
        .scenarios
        .iter()
        .filter_map(|one| Some((one.name.value.as_str(), one.rival.as_ref()?)))
        .collect();
    let rival = |(context, study): (usize, &StudyContext)| {
        let rival = rivals.get(names[study.baseline])?;
        Some(RivalContext {
            context,
            of: context_of(*place_of.get(rival.scenario.as_str())?),
            title: rival.title.clone(),
        })
    };
    contexts.iter().enumerate().filter_map(rival).collect()
}
