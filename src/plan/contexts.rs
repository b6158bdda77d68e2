//! Contexts of scenarios, and the baseline of each.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::StudyContext;
use super::checks::{context_difference, place_of_setting};
use super::resolve::Resolved;
use crate::scenario::{Change, Draft, DraftScenario, Fix, Layer, Problem, Text};

/// Why nothing is offered for contexts that differ.
const WHICH: Fix = Fix::Unknown("which context is meant only the author knows");

/// Scenarios that share all but agencies and instruments, by index, and the baseline among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// Scenarios in order.
    pub members: Vec<usize>,
    /// The one that the others are compared with.
    pub baseline: usize,
}

impl Group {
    /// The context as a plan names it; `baseline` is the index there. Contexts that share a name are distinguished by their baselines.
    pub(super) fn named(&self, draft: &Draft, is_shared: bool, baseline: usize) -> StudyContext {
        let own = &draft.scenarios[self.baseline];
        let name = if is_shared {
            format!("{} ({})", own.context, own.name.value)
        } else {
            own.context.clone()
        };
        StudyContext {
            name,
            title: own.context_title.clone(),
            baseline,
        }
    }
}

/// The name of a context in the names of files.
#[must_use]
pub fn name_in_files(context: &str) -> String {
    let letter = |c: char| {
        if c.is_ascii_alphanumeric() || "-_+.".contains(c) {
            c
        } else {
            '-'
        }
    };
    context.chars().map(letter).collect()
}

/// Sorts the scenarios into contexts and finds the baseline of each: the one named, else the first without instruments,
/// else, in a study of one context, one that is added. Problems: `E0404`, `E0411`, `E0412`, `W0308`.
pub(super) fn groups_of(
    draft: &mut Draft,
    resolved: &mut Vec<Resolved>,
    problems: &mut Vec<Problem>,
) -> Vec<Group> {
    let mut sets: Vec<Vec<usize>> = Vec::new();
    let mut alike: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (index, one) in resolved.iter().enumerate() {
        let alike = alike.entry(fingerprint(one)).or_default();
        let set = alike.iter().copied().find(|set| {
            resolved[sets[*set][0]]
                .input
                .shares_burn_in_with(&one.input)
        });
        match set {
            Some(set) => sets[set].push(index),
            None => {
                alike.push(sets.len());
                sets.push(vec![index]);
            }
        }
    }
    let is_plain = |index: &usize| resolved[*index].input.instruments.is_empty();
    let named = named_baselines(draft, &sets, problems);
    let baselines: Vec<Option<usize>> = sets
        .iter()
        .zip(&named)
        .map(|(set, named)| named.or_else(|| set.iter().copied().find(is_plain)))
        .collect();
    if let ([set], [None]) = (sets.as_mut_slice(), baselines.as_slice()) {
        add_baseline(draft, resolved, problems);
        return vec![Group {
            members: (0..=set.len()).collect(),
            baseline: 0,
        }];
    }
    check_groups(draft, resolved, (&sets, &baselines), problems);
    sets.into_iter()
        .zip(baselines)
        .map(|(members, baseline)| Group {
            baseline: baseline.unwrap_or(members[0]),
            members,
        })
        .collect()
}

/// The same number for all scenarios of a context.
fn fingerprint(resolved: &Resolved) -> u64 {
    let mut hasher = DefaultHasher::new();
    let values = resolved
        .values
        .iter()
        .filter(|value| !value.path.contains('[') && !value.path.starts_with("run."));
    for value in values {
        (value.value + 0.0).to_bits().hash(&mut hasher); // −0 is 0
    }
    hasher.finish()
}

/// The context of each scenario, by index.
pub(super) fn group_by_scenario(groups: &[Group]) -> BTreeMap<usize, usize> {
    let members = |(place, group)| members_of(group).map(move |at| (at, place));
    groups.iter().enumerate().flat_map(members).collect()
}

fn members_of(group: &Group) -> impl Iterator<Item = usize> {
    group.members.iter().copied()
}

/// True where a name of a study file or of the command line means this scenario.
pub(super) fn is_called(scenario: &DraftScenario, name: &str) -> bool {
    scenario.name.value == name || scenario.programme.as_deref() == Some(name)
}

/// The baseline that the study names for each context, and an error for a second one (`E0411`).
fn named_baselines(
    draft: &Draft,
    sets: &[Vec<usize>],
    problems: &mut Vec<Problem>,
) -> Vec<Option<usize>> {
    let mut named: Vec<Option<(usize, &Text)>> = vec![None; sets.len()];
    for text in &draft.study.baselines {
        for (set, place) in sets.iter().zip(&mut named) {
            for index in set
                .iter()
                .copied()
                .filter(|index| is_called(&draft.scenarios[*index], &text.value))
            {
                match *place {
                    Some((other, first)) if other != index => {
                        let (one, two) = (
                            &draft.scenarios[other].name.value,
                            &draft.scenarios[index].name.value,
                        );
                        let message =
                            format!("`{one}` and `{two}` are both baselines of one context");
                        let fix = Fix::remove(text.place);
                        let problem =
                            Problem::at_or_command_line("E0411", text.place, message, fix)
                                .label("a second baseline");
                        let first = first.place.filter(|place| Some(*place) != text.place);
                        problems.push(
                            problem
                                .help("keep one of the two names")
                                .related(first, "the first"),
                        );
                    }
                    _ => *place = Some((index, text)),
                }
            }
        }
    }
    named
        .into_iter()
        .map(|place| place.map(|(index, _)| index))
        .collect()
}

/// Contexts without a baseline, of other recorded quarters than the first, and of one scenario only.
fn check_groups(
    draft: &Draft,
    resolved: &[Resolved],
    (sets, baselines): (&[Vec<usize>], &[Option<usize>]),
    problems: &mut Vec<Problem>,
) {
    let reference = sets[0][0];
    for (set, baseline) in sets.iter().zip(baselines).filter(|_| sets.len() > 1) {
        let index = set[0];
        let other = if index == reference {
            sets[1][0]
        } else {
            reference
        };
        let at = |index: usize| (&draft.scenarios[index], &resolved[index]);
        let (place, detail) = context_difference(at(index), at(other));
        let (name, other_name) = (
            &draft.scenarios[index].name.value,
            &draft.scenarios[other].name.value,
        );
        let same_context = "set the same value for all to compare them in one context, or";
        if baseline.is_none() {
            let message = format!(
                "`{name}` has no baseline in its context, which is not that of `{other_name}`: {detail}"
            );
            let problem = Problem::at_or_command_line("E0404", place, message, WHICH)
                .label("no scenario of this context to compare with");
            let help = format!(
                "{same_context} add a scenario of this context without instruments, or name one in `baselines`"
            );
            problems.push(problem.help(help));
        } else if set.len() == 1 && draft.scenarios.len() > sets.len() {
            let message = format!(
                "nothing is compared with `{name}`: it is alone in its context, which is not that of `{other_name}`: {detail}"
            );
            let problem = Problem::at_or_command_line("W0308", place, message, WHICH)
                .label("a context of one scenario");
            problems.push(problem.help(format!(
                "{same_context} add another scenario of this context"
            )));
        }
        if resolved[index].input.periods.recorded() != resolved[reference].input.periods.recorded()
            || resolved[index].input.periods.run_off != resolved[reference].input.periods.run_off
        {
            let (first, here) = (
                resolved[reference].input.periods,
                resolved[index].input.periods,
            );
            let message = format!(
                "`{name}` records {} quarters of policy and {} of run-off, `{}` {} and {}",
                here.policy,
                here.run_off,
                draft.scenarios[reference].name.value,
                first.policy,
                first.run_off
            );
            let layer = &draft.scenarios[index].layer;
            let place = ["policy_quarters", "run_off_quarters"]
                .iter()
                .find_map(|key| place_of_setting("run", key, layer));
            let problem = Problem::at_or_command_line(
                "E0412",
                place.or(draft.scenarios[index].name.place),
                message,
                without_lengths(set.iter().map(|at| &draft.scenarios[*at].layer)),
            );
            problems.push(
                problem.label("another length").help(
                    "set the periods under [run] of the study, so that all scenarios have them",
                ),
            );
        }
    }
}

/// Takes the lengths of the parts of a run out of files.
fn without_lengths<'l>(layers: impl Iterator<Item = &'l Layer>) -> Fix {
    let places = layers.flat_map(|layer| {
        ["policy_quarters", "run_off_quarters"]
            .into_iter()
            .filter_map(|key| place_of_setting("run", key, layer))
    });
    let mut changes: Vec<Change> = places.map(Change::Remove).collect();
    changes.dedup();
    if changes.is_empty() {
        return Fix::Unknown("the other scenario sets the length");
    }
    Fix::Changes(changes)
}

/// Adds the first scenario without its agencies and instruments, as the first of all.
fn add_baseline(draft: &mut Draft, resolved: &mut Vec<Resolved>, problems: &mut Vec<Problem>) {
    let is_free = |name: &str| {
        draft
            .scenarios
            .iter()
            .all(|scenario| scenario.name.value != name)
    };
    let name = ["none", "no-programme"]
        .into_iter()
        .find(|name| is_free(name))
        .unwrap_or("added-baseline");
    let mut added = draft.scenarios[0].clone();
    let message = format!(
        "the baseline `{name}` was added: `{}` without its agencies and instruments",
        added.name.value
    );
    problems.push(
        Problem::of_file(
            "N0101",
            "",
            message,
            Fix::Unknown("it is as it should be where the baseline is meant to be none"),
        )
        .help("name a `baseline` in a study file to compare with another scenario"),
    );
    added.name = Text {
        value: name.to_string(),
        place: None,
    };
    (added.title, added.question, added.programme) = ("No programme".into(), String::new(), None);
    added.layer.agencies.clear();
    added.layer.instruments.clear();
    added.layer.rules.clear();
    let mut without = resolved[0].clone();
    without.input.agencies.clear();
    without.input.instruments.clear();
    without.input.rules.clear();
    let is_kept = |path: &str| !path.starts_with("agencies[") && !path.starts_with("instruments[");
    without.values.retain(|value| is_kept(&value.path));
    without.uncertain.retain(|(path, _)| is_kept(path));
    draft.scenarios.insert(0, added);
    resolved.insert(0, without);
}
