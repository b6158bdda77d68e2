//! Rules of adaptive management, with what they name found in the scenario.

use super::resolve::present;
use crate::model::Instrument;
use crate::parameters::{Agency, Periods, Rule, RuleTarget};
use crate::scenario::{Fix, Layer, Lost, Problem, RuleDraft, nearest, plain};

/// Entries that a rule may seem to miss.
const LOST: &[Lost] = &[Lost::Agency, Lost::Instrument];

/// Greatest intensity that an instrument can have.
fn greatest_intensity() -> f64 {
    let timing = crate::scenario::section("instruments").map_or(&[][..], |section| section.numbers);
    timing
        .iter()
        .find(|meta| meta.name == "intensity")
        .map_or(f64::INFINITY, |meta| meta.high)
}

/// The rules of a scenario; what they name and cannot find is reported.
pub(super) fn rules(
    layer: &Layer,
    agencies: &[Agency],
    instruments: &[Instrument],
    periods: Periods,
    problems: &mut Vec<Problem>,
) -> Vec<Rule> {
    let mut found = Vec::new();
    for draft in &layer.rules {
        let Some((target, agency)) = target(draft, layer, agencies, instruments, problems) else {
            continue;
        };
        if let RuleTarget::Instrument(index) = target {
            let intensity = instruments[index].timing.intensity * draft.scale;
            if intensity > greatest_intensity() {
                let message = format!(
                    "the rule scales the intensity to {}, above {}",
                    plain(intensity),
                    plain(greatest_intensity())
                );
                problems.push(
                    Problem::at_or_command_line(
                        "E0314",
                        draft.when.place,
                        message,
                        Fix::replace(
                            draft.scale_place,
                            format!(
                                "{}",
                                greatest_intensity() / instruments[index].timing.intensity
                            ),
                        ),
                    )
                    .label("this rule")
                    .help(format!(
                        "write a `scale` of {} or less",
                        plain(greatest_intensity() / instruments[index].timing.intensity)
                    )),
                );
            }
        }
        let Some(own) = agencies.get(agency) else {
            continue; // that the instrument has no agency is reported there
        };
        check_window(draft, own, periods, problems);
        found.push(Rule {
            when: draft.when.value.clone(),
            then: draft.then(),
            agency,
            conditions: draft.conditions.clone(),
            target,
            set: draft
                .set
                .iter()
                .map(|(key, setting)| (key.clone(), setting.value))
                .collect(),
            scale: draft.scale,
            stop: draft.stop,
        });
    }
    found
}

fn target(
    draft: &RuleDraft,
    layer: &Layer,
    agencies: &[Agency],
    instruments: &[Instrument],
    problems: &mut Vec<Problem>,
) -> Option<(RuleTarget, usize)> {
    let named = draft.agency.as_ref();
    let agency = match named {
        Some(name) => {
            let Some(index) = agencies.iter().position(|agency| agency.name == name.value) else {
                let names: Vec<&str> = agencies.iter().map(|agency| agency.name.as_str()).collect();
                let near = nearest(&name.value, names.iter().copied());
                let label = near.map_or_else(
                    || "no such agency".to_string(),
                    |near| format!("did you mean `{near}`?"),
                );
                let problem = Problem::at_or_command_line(
                    "E0313",
                    name.place,
                    format!("the rule names an unknown agency `{}`", name.value),
                    Fix::suggest(
                        name.place,
                        near.map(|near| format!("\"{near}\"")),
                        "no agency of the scenario is like it",
                    ),
                )
                .follows(LOST);
                problems.push(problem.label(label).help(if names.is_empty() {
                    "the scenario has no agency: add one under [[agencies]]".to_string()
                } else {
                    format!("agencies of the scenario: {}", names.join(", "))
                }));
                return None;
            };
            Some(index)
        }
        None => None,
    };
    let Some(kind) = &draft.instrument else {
        return agency.map(|agency| (RuleTarget::Agency, agency));
    };
    let is_meant = |one: &Instrument| {
        one.settings.kind().name() == kind.value && agency.is_none_or(|agency| one.agency == agency)
    };
    let meant: Vec<usize> = (0..instruments.len())
        .filter(|index| is_meant(&instruments[*index]))
        .collect();
    let (label, help) = match meant[..] {
        [index] => return Some((RuleTarget::Instrument(index), instruments[index].agency)),
        [] => {
            let kinds: Vec<&str> = present(&layer.instruments)
                .map(|entry| entry.identity.value.as_str())
                .collect();
            (
                "not in the scenario",
                format!(
                    "instruments of the scenario: {}",
                    if kinds.is_empty() {
                        "none".into()
                    } else {
                        kinds.join(", ")
                    }
                ),
            )
        }
        _ => (
            "several agencies have one",
            "name the `agency` beside it".to_string(),
        ),
    };
    let problem = Problem::at_or_command_line(
        "E0313",
        kind.place,
        format!("the rule names `{}`", kind.value),
        Fix::Unknown("which instrument is meant only the author knows"),
    )
    .follows(LOST);
    problems.push(problem.label(label).help(help));
    None
}

/// A rule whose quarters do not fit into the window can never act (`E0312`).
fn check_window(draft: &RuleDraft, agency: &Agency, periods: Periods, problems: &mut Vec<Problem>) {
    let lag = agency.parameters.monitoring_lag_quarters as u32;
    let longest = draft
        .conditions
        .iter()
        .map(|condition| condition.quarters)
        .max()
        .unwrap_or(0);
    if longest + lag > periods.policy {
        let message = format!(
            "the rule can never act: it needs {longest} quarters that are known {lag} quarters late, and the policy window has {}",
            periods.policy
        );
        let fix = Fix::Unknown("how patient the rule is to be only the author knows");
        let problem = Problem::at_or_command_line("E0312", draft.when.place, message, fix)
            .label("longer than the window");
        problems.push(problem.help("ask for fewer quarters, lower `monitoring_lag_quarters`, or lengthen `policy_quarters` under [run]"));
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::{Options, prepare};
    use crate::scenario::{Files, Severity, Source};

    #[test]
    fn a_rule_on_an_instrument_without_agency_is_refused_for_the_agency() {
        let text = "format = 1\nname = \"a\"\n[[instruments]]\nkind = \"matchmaking\"\n[[rules]]\nwhen = \"employment > 1\"\n\
                    then = { instrument = \"matchmaking\", stop = true }\n";
        let files = Files::Kept(vec![Source::new("a.toml".into(), text.into())]);
        let prepared = prepare(&files, &["a.toml".into()], &Options::default());
        let errors: Vec<&str> = prepared
            .problems
            .iter()
            .filter(|problem| problem.severity() == Severity::Error)
            .map(|problem| problem.code)
            .collect();
        assert_eq!(errors, ["E0303"], "{:?}", prepared.problems);
    }
}
