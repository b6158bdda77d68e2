//! Checks of findings against the scenario that their file states: context, programme, window, indicators.

use crate::model::{InstrumentKind, ModelInput};
use crate::parameters::Periods;
use crate::scenario::{
    DraftScenario, Estimator, Finding, FindingDesign, Fix, Outcome, Problem, Text, Treated, nearest,
};

/// Checks the finding of a scenario, where it has one.
pub(super) fn check_finding(
    draft: &DraftScenario,
    input: &ModelInput,
    known: &[&str],
    problems: &mut Vec<Problem>,
) {
    let Some(finding) = &draft.finding else {
        return;
    };
    if draft.layer.context.is_none() {
        let fix = Fix::Unknown("in which economy the figure is looked for only the author knows");
        let problem = Problem::at(
            "E0101",
            finding.place,
            "a finding has no context: the economy in which it is looked for",
            fix,
        );
        problems.push(problem.label("no `from` under [context]").help("add from = \"../contexts/chile.toml\" under [context]: the country of the study, else one that stands for it, with the reason in `stand_in`"));
    }
    let Ok(design) = &finding.design else { return };
    for outcome in [Some(&design.outcome), design.per.as_ref()]
        .into_iter()
        .flatten()
    {
        if let Outcome::Indicator(name) = outcome {
            check_indicator(name, known, problems);
        }
    }
    check_treatment(finding, design, input, problems);
    check_window(finding, design, input.periods, problems);
}

fn check_indicator(name: &Text, known: &[&str], problems: &mut Vec<Problem>) {
    if known.is_empty() || known.contains(&name.value.as_str()) {
        return;
    }
    let near = nearest(&name.value, known.iter().copied());
    let fix = Fix::suggest(
        name.place,
        near.map(|near| format!("\"{near}\"")),
        "no indicator has a name like it",
    );
    let message = format!("`{}` is no quantity of firms and no indicator", name.value);
    let problem = Problem::at_or_command_line("E0106", name.place, message, fix);
    let label = near.map_or_else(
        || "not known".to_string(),
        |near| format!("did you mean `{near}`?"),
    );
    problems.push(
        problem
            .label(label)
            .help("`linkwright indicators` lists all indicators"),
    );
}

/// The treatment is an instrument of the file, and a comparison with the same economy has a programme.
fn check_treatment(
    finding: &Finding,
    design: &FindingDesign,
    input: &ModelInput,
    problems: &mut Vec<Problem>,
) {
    let message = match design.treated {
        Some(Treated::Instrument(kind))
            if !input
                .instruments
                .iter()
                .any(|one| one.settings.kind() == kind) =>
        {
            format!(
                "the treatment of the finding, `{}`, is no instrument of its file",
                kind.name()
            )
        }
        Some(Treated::Instrument(kind))
            if design.estimator == Estimator::Offers && !is_by_lot(input, kind) =>
        {
            format!(
                "`{}` is offered to all firms, so that the estimator `offers` has nobody to compare with: its `lot_share` is 1",
                kind.name()
            )
        }
        Some(Treated::FirstOrder)
            if matches!(
                design.estimator,
                Estimator::Offers | Estimator::Discontinuity
            ) =>
        {
            format!(
                "first orders are not given out by a programme, so that the estimator `{}` has nothing to compare",
                design.estimator.word()
            )
        }
        None if design.estimator == Estimator::Twin && input.instruments.is_empty() => {
            "a finding that compares with the same economy without the programme has no programme"
                .to_string()
        }
        _ => return,
    };
    let fix = Fix::Unknown("which programme was studied only the author knows");
    let problem = Problem::at("E0231", finding.place, message, fix);
    problems.push(problem.help("add [[instruments]] to the file, or `include` a part that has it; offers need its lot_share = 0.5 or another share below 1"));
}

/// True where an instrument of a kind is offered to a part of firms.
fn is_by_lot(input: &ModelInput, kind: InstrumentKind) -> bool {
    let instruments = input.instruments.iter();
    let mut of_kind = instruments.filter(|one| one.settings.kind() == kind);
    of_kind.any(|one| one.timing.lot_share < 1.0)
}

/// The window is as long as the longest horizon.
fn check_window(
    finding: &Finding,
    design: &FindingDesign,
    periods: Periods,
    problems: &mut Vec<Problem>,
) {
    let longest = design.horizons.iter().copied().max().unwrap_or(0);
    if longest <= periods.recorded() {
        return;
    }
    let message = format!(
        "an outcome after {longest} quarters is not seen in {} quarters of policy and run-off",
        periods.recorded()
    );
    let fix = Fix::Unknown("which of the two is meant only the author knows");
    let help = format!(
        "make policy_quarters and run_off_quarters under [run] {longest} together, or more"
    );
    problems.push(Problem::at("E0231", finding.place, message, fix).help(help));
}
