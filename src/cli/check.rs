//! The verb `check`: reads everything, runs nothing.

use std::fmt::Write;

use super::args::CheckArgs;
use super::diagnostics::{count, print_problems, to_json};
use super::execution::draws_words;
use super::printing::{print, print_text};
use super::run::{auto, with_extent};
use super::{CliError, Exit};
use crate::model::ModelInput;
use crate::observations::indicator_names;
use crate::plan::{Options, Plan, PlannedScenario, Prepared, UncertainValue, prepare};
use crate::scenario::{Files, Severity, plain};

/// Checks files.
///
/// # Errors
/// [`CliError`] where flags do not fit; what is wrong with the files is the result of the verb.
pub fn execute(args: &CheckArgs) -> Result<Exit, CliError> {
    let known = indicator_names();
    let options = Options {
        known_indicators: &known,
        seed: args.seed.seed,
        varied: Some(args.varied.parameters.clone()),
        ..with_extent(&args.extent, &args.selection)?
    };
    let prepared = prepare(&Files::Disk, &args.files, &options);
    if let Some(plan) = &prepared.plan {
        auto(&args.extent, plan)?;
    }
    let is_denied = args.deny.is_some() && prepared.count(Severity::Warning) > 0;
    let is_ok = prepared.plan.is_some() && !is_denied;
    if args.talk.json {
        print(&format!("{:#}\n", as_json(&prepared, is_ok)))?;
    } else {
        print_problems(&prepared, args.talk.color);
        if let (Some(plan), false) = (&prepared.plan, args.talk.quiet) {
            print_text(&describe(plan, args.verbose))?;
        }
    }
    Ok(if is_ok { Exit::Ok } else { Exit::Input })
}

/// Summary of a plan, for people.
#[must_use]
pub fn describe(plan: &Plan, is_verbose: bool) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "{}  {}", plan.study, plan.title);
    if !plan.question.is_empty() {
        let _ = writeln!(text, "question   {}", plan.question);
    }
    let _ = writeln!(
        text,
        "runs       {} x {}{}   seed {}   context {}",
        count(plan.scenarios.len(), "scenario"),
        draws_words(plan),
        count(plan.replications as usize, "replication"),
        plan.seed,
        plan.contexts
            .iter()
            .map(|context| context.name.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    );
    for context in &plan.contexts {
        let name = if plan.contexts.len() > 1 {
            format!("{}: ", context.name)
        } else {
            String::new()
        };
        let _ = writeln!(
            text,
            "world      {name}{}",
            population(&plan.scenarios[context.baseline].input)
        );
    }
    let periods = plan.baseline().input.periods;
    let _ = writeln!(
        text,
        "quarters   {} of burn-in, {} of policy, {} of run-off",
        periods.burn_in, periods.policy, periods.run_off
    );
    if let Some((scenario, against)) = plan.answer {
        let _ = writeln!(
            text,
            "answer     `{}` against `{}`",
            plan.scenarios[scenario].name, plan.scenarios[against].name
        );
    }
    for (group, context) in plan.contexts.iter().enumerate() {
        let _ = writeln!(
            text,
            "\nwhat each scenario changes relative to `{}`",
            plan.scenarios[context.baseline].name
        );
        for (index, scenario) in plan
            .scenarios
            .iter()
            .enumerate()
            .filter(|(_, scenario)| scenario.context == group)
        {
            describe_scenario(&mut text, scenario, index == context.baseline);
        }
    }
    describe_uncertain(&mut text, plan);
    if is_verbose {
        plan.scenarios
            .iter()
            .for_each(|scenario| describe_values(&mut text, scenario));
    }
    text
}

/// Uncertain parameters, each once, with what is known of them and the scenarios that have them.
fn describe_uncertain(text: &mut String, plan: &Plan) {
    let mut reported: Vec<(&UncertainValue, Vec<&str>)> = Vec::new();
    let is_rival = |scenario: &&PlannedScenario| {
        plan.rivals
            .iter()
            .any(|rival| rival.context == scenario.context)
    };
    let own: Vec<&PlannedScenario> = plan
        .scenarios
        .iter()
        .filter(|scenario| !is_rival(scenario))
        .collect();
    for scenario in &own {
        for value in &scenario.uncertain {
            match reported
                .iter_mut()
                .find(|(known, _)| known.name == value.name && known.number == value.number)
            {
                Some((_, names)) => names.push(&scenario.name),
                None => reported.push((value, vec![&scenario.name])),
            }
        }
    }
    if reported.is_empty() {
        return;
    }
    text.push_str("\nuncertain parameters (90 % of draws, median)\n");
    let width = reported
        .iter()
        .map(|(value, _)| value.name.len())
        .max()
        .unwrap_or(0);
    for (value, names) in reported {
        let [low, median, high] =
            [0.05, 0.5, 0.95].map(|share| plain(value.number.quantile(share)));
        let of = if names.len() == own.len() {
            "all scenarios".to_string()
        } else {
            names.join(", ")
        };
        let (name, unit, words) = (&value.name, &value.unit, &value.number.words);
        let _ = writeln!(
            text,
            "  {name:width$}  {low} to {high}, {median} [{unit}]  ({words}; {}; {of})",
            value.grade.name()
        );
    }
    if plan.design.is_some() {
        text.push_str(
            "  parameters of the context change the burn-in, so every draw has a burn-in of its own\n",
        );
    }
}

fn population(input: &ModelInput) -> String {
    let population = &input.parameters.population;
    format!(
        "{} SMEs, {} TNCs, {}",
        plain(population.smes),
        plain(population.tncs),
        count(input.credit_providers.len(), "credit provider")
    )
}

fn describe_scenario(text: &mut String, scenario: &PlannedScenario, is_baseline: bool) {
    let agencies = scenario.input.agencies.len();
    let agencies = match agencies {
        0 => String::new(),
        1 => ", 1 agency".to_string(),
        n => format!(", {n} agencies"),
    };
    let counts = format!(
        "{}{agencies}",
        count(scenario.input.instruments.len(), "instrument")
    );
    let _ = writeln!(text, "  {}  {}  ({counts})", scenario.name, scenario.title);
    if is_baseline {
        text.push_str("      the baseline\n");
    } else if scenario.changes.is_empty() {
        text.push_str("      nothing\n");
    }
    for change in &scenario.changes {
        let _ = writeln!(text, "      {change}");
    }
}

fn describe_values(text: &mut String, scenario: &PlannedScenario) {
    let _ = writeln!(text, "\nvalues of `{}`", scenario.name);
    let width = scenario
        .values
        .iter()
        .map(|value| value.path.len())
        .max()
        .unwrap_or(0);
    for value in &scenario.values {
        let origin = &value.origin;
        let shown = plain(value.value);
        let _ = writeln!(
            text,
            "  {:width$}  {shown:>12} {}  [{}; {}] {}",
            value.path,
            value.unit,
            origin.place,
            origin.grade.name(),
            origin.source
        );
    }
}

fn as_json(prepared: &Prepared, is_ok: bool) -> serde_json::Value {
    let problems: Vec<_> = prepared
        .problems
        .iter()
        .map(|problem| to_json(problem, &prepared.sources))
        .collect();
    serde_json::json!({
        "ok": is_ok,
        "errors": prepared.count(Severity::Error),
        "warnings": prepared.count(Severity::Warning),
        "files": prepared.n_files,
        "problems": problems,
        "plan": prepared.plan.as_ref().map(plan_as_json),
    })
}

/// A context and the scenario that the others of it are compared with.
pub(super) fn json_context(name: &str, baseline: &str) -> serde_json::Value {
    serde_json::json!({ "name": name, "baseline": baseline })
}

fn plan_as_json(plan: &Plan) -> serde_json::Value {
    let scenario = |scenario: &PlannedScenario| {
        serde_json::json!({
            "name": scenario.name,
            "title": scenario.title,
            "context": plan.contexts[scenario.context].name,
            "changes": scenario.changes,
            "smes": scenario.input.parameters.population.smes,
            "tncs": scenario.input.parameters.population.tncs,
            "agencies": scenario.input.agencies.len(),
            "credit_providers": scenario.input.credit_providers.len(),
            "instruments": scenario.input.instruments.len(),
            "periods": scenario.input.periods,
            "values": scenario.values,
        })
    };
    let answer = plan
        .answer
        .map(|(first, second)| [&plan.scenarios[first].name, &plan.scenarios[second].name]);
    serde_json::json!({
        "study": plan.study,
        "title": plan.title,
        "question": plan.question,
        "contexts": plan.contexts.iter().map(|context| json_context(&context.name, &plan.scenarios[context.baseline].name)).collect::<Vec<_>>(),
        "baseline": plan.baseline().name,
        "replications": plan.replications,
        "seed": plan.seed,
        "headline": plan.headline,
        "answer": answer,
        "scenarios": plan.scenarios.iter().map(scenario).collect::<Vec<_>>(),
    })
}
