//! Rival structures: every scenario of a study again, in a context of its own that a few settings change.

use super::StudyContext;
use super::resolve::Resolved;
use super::settings::set_in_all;
use crate::scenario::{Draft, DraftScenario, Problem, RivalOf, plain};

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
    for rival in &draft.study.rivals {
        let name = &rival.name.value;
        let title = if rival.title.is_empty() { name.clone() } else { rival.title.clone() };
        let mut again: Vec<DraftScenario> = own.iter().map(|scenario| under(scenario, name, &title)).collect();
        for (key, value, place) in &rival.settings {
            set_in_all(key, *value, Some(*place), &mut again, problems);
        }
        draft.scenarios.extend(again);
    }
}

fn under(scenario: &DraftScenario, rival: &str, title: &str) -> DraftScenario {
    let mut again = scenario.clone();
    let mark = if scenario.programme.is_some() { '~' } else { '@' };
    again.name.value = format!("{}{mark}{rival}", scenario.name.value);
    again.title = format!("{}, {title}", scenario.title);
    again.context = format!("{}~{rival}", scenario.context);
    again.context_title = title.to_string();
    again.programme = Some(scenario.programme.clone().unwrap_or_else(|| scenario.name.value.clone()));
    again.rival = Some(RivalOf { scenario: scenario.name.value.clone(), title: title.to_string() });
    again
}

/// A rival whose context is that of the study itself (`E0229`): its scenarios would share worlds with those they should be beside.
pub(super) fn check_rivals(draft: &Draft, resolved: &[Resolved], problems: &mut Vec<Problem>) {
    for (scenario, own) in draft.scenarios.iter().zip(resolved) {
        let Some(rival) = &scenario.rival else { continue };
        let Some(base) = draft.scenarios.iter().position(|other| other.name.value == rival.scenario) else { continue };
        if own.input.shares_burn_in_with(&resolved[base].input) {
            let set = draft.study.rivals.iter().find(|one| scenario.context.ends_with(&format!("~{}", one.name.value)));
            let place = set.and_then(|one| one.settings.first()).map(|(.., place)| *place);
            let told = set.map_or_else(String::new, |one| {
                one.settings.iter().map(|(key, value, _)| format!("{key} = {}", plain(*value))).collect::<Vec<_>>().join(", ")
            });
            let message = format!("the rival “{}” changes nothing outside the programme of `{}` ({told})", rival.title, rival.scenario);
            let problem = Problem::at_or_command_line("E0229", place, message).label("as in the study itself");
            problems.push(problem.help("set a number of the context to another value, or leave the rival out"));
        }
    }
}

/// The contexts of a plan that are rivals, with those they are rivals of.
pub(super) fn rival_contexts(
    draft: &Draft,
    names: &[&str],
    contexts: &[StudyContext],
    context_of: &dyn Fn(usize) -> usize,
) -> Vec<RivalContext> {
    let find = |name: &str| names.iter().position(|other| *other == name);
    let rival = |(context, study): (usize, &StudyContext)| {
        let scenario = draft.scenarios.iter().find(|one| one.name.value == names[study.baseline])?;
        let rival = scenario.rival.as_ref()?;
        Some(RivalContext { context, of: context_of(find(&rival.scenario)?), title: rival.title.clone() })
    };
    contexts.iter().enumerate().filter_map(rival).collect()
}
