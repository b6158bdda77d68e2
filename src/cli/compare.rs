//! The verb `compare`: paired differences of finished runs, relative to any of their scenarios.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::args::{CompareArgs, ListFormat, named_once};
use super::check::json_context;
use super::printing::{number, print_as, say};
use super::terminal::{markdown_table_of, paired_table_of};
use super::{CliError, Exit, finished};
use crate::observations::{INDICATORS, Indicator, indicator_index, indicator_named};
use crate::results::{Dataset, Joined, join};
use crate::scenario::nearest;
use crate::statistics::{Comparison, Estimates, Summary, compare_table};
use crate::study::Findings;

/// Indicators that a run counts against the same firms in the world of its own baseline.
const AGAINST_TWINS: [&str; 6] = [
    "capability_vs_twin",
    "employment_vs_twin",
    "firms_ahead_of_twin",
    "firms_behind_twin",
    "linkages_additional",
    "linkages_lost",
];

/// Compares the scenarios of a run, or of several runs of one study.
///
/// # Errors
/// [`CliError`] where a run cannot be read, runs cannot be joined, or a name is unknown.
pub fn execute(args: &CompareArgs) -> Result<Exit, CliError> {
    let open = |run: &PathBuf| {
        let run = finished::open(run)?;
        Findings::of_run(&run).check_tables(&run)?;
        Ok(run)
    };
    let runs: Result<Vec<_>, CliError> = args.runs.iter().map(open).collect();
    let joined =
        join(&runs?).map_err(|error| CliError::input(error.to_string()).help(error.help()))?;
    let (text, notes) = compare(&joined, args).map_err(CliError::input)?;
    if !args.format.talk.quiet {
        let notes = joined.notes.iter().chain(&notes);
        notes.for_each(|note| say(&format!("note   {note}")));
    }
    print_as(args.format.of_list() != ListFormat::Text, &text)?;
    Ok(Exit::Ok)
}

/// The tables, and notes on them.
fn compare(joined: &Joined, args: &CompareArgs) -> Result<(String, Vec<String>), String> {
    let dataset = rebased(&joined.dataset.by_draw(), args.baseline.as_deref())?;
    let chosen = chosen(&dataset, args)?;
    let estimates = Estimates::from_dataset(&dataset);
    let is_chosen = |indicator: usize| {
        chosen
            .iter()
            .any(|one| one.name == INDICATORS[indicator].name)
    };
    let comparisons: Vec<&Comparison> = estimates
        .comparisons
        .iter()
        .filter(|c| is_chosen(c.indicator))
        .collect();
    let tables = |table: fn(&Dataset, &Estimates, &Indicator) -> String| {
        chosen
            .iter()
            .map(|indicator| table(&dataset, &estimates, indicator))
            .collect::<Vec<_>>()
            .join("\n")
    };
    let text = match args.format.of_list() {
        ListFormat::Json => {
            let summaries: Vec<&Summary> = estimates
                .summaries
                .iter()
                .filter(|summary| is_chosen(summary.indicator))
                .collect();
            format!(
                "{:#}\n",
                as_json(&args.runs, &dataset, &comparisons, &summaries)
            )
        }
        ListFormat::Csv => {
            String::from_utf8_lossy(&compare_table(&dataset, &comparisons).to_csv()).into_owned()
        }
        ListFormat::Md => tables(markdown_table_of),
        ListFormat::Text => tables(paired_table_of),
    };
    Ok((text, twin_notes(joined, &dataset, &chosen)))
}

/// Indicators that count against the worlds of another scenario than the one that is compared with.
fn twin_notes(joined: &Joined, rebased: &Dataset, chosen: &[&Indicator]) -> Vec<String> {
    let compared = rebased
        .compared()
        .filter(|scenario| joined.twins[*scenario] != rebased.baseline_of(*scenario));
    let twins: BTreeSet<usize> = compared.map(|scenario| joined.twins[scenario]).collect();
    let twins: Vec<String> = twins
        .into_iter()
        .map(|twin| format!("`{}`", rebased.scenarios[twin].name))
        .collect();
    let is_reported =
        |indicator: &&&Indicator| !twins.is_empty() && AGAINST_TWINS.contains(&indicator.name);
    let which = if twins.len() == 1 {
        "the baseline"
    } else {
        "the baselines"
    };
    let note = |indicator: &&Indicator| {
        format!(
            "`{}` counts against the worlds of {}, {which} of the run",
            indicator.name,
            twins.join(", ")
        )
    };
    chosen.iter().filter(is_reported).map(note).collect()
}

/// The data set with another baseline in the context of the scenario named; a programme without a context is the baseline of
/// every context that has it.
fn rebased(dataset: &Dataset, baseline: Option<&str>) -> Result<Dataset, String> {
    let Some(name) = baseline else {
        return Ok(dataset.clone());
    };
    let names: Vec<&str> = dataset
        .scenarios
        .iter()
        .map(|scenario| scenario.name.as_str())
        .collect();
    let is_meant = |scenario: &usize| {
        dataset.scenarios[*scenario].name == name || dataset.programme(*scenario) == Some(name)
    };
    let mut rebased = dataset.clone();
    for scenario in (0..dataset.scenarios.len()).filter(is_meant) {
        rebased.contexts[dataset.scenarios[scenario].context].baseline = scenario;
    }
    if !(0..dataset.scenarios.len()).any(|scenario| is_meant(&scenario)) {
        let near = nearest(name, names.iter().copied())
            .map_or_else(String::new, |near| format!("did you mean `{near}`? "));
        return Err(format!(
            "`{name}` is not a scenario of the run; {near}scenarios: {}",
            names.join(", ")
        ));
    }
    Ok(rebased)
}

/// The requested indicators, else the first of the headline or, for files, all of it.
fn chosen(dataset: &Dataset, args: &CompareArgs) -> Result<Vec<&'static Indicator>, String> {
    if !args.indicators.is_empty() {
        named_once("--indicator", &args.indicators)?;
        return args
            .indicators
            .iter()
            .map(|name| indicator_named(name))
            .collect();
    }
    if args.format.of_list() == ListFormat::Text || dataset.headline.is_empty() {
        return Ok(vec![dataset.head_indicator()]);
    }
    Ok(dataset
        .headline
        .iter()
        .filter_map(|name| indicator_index(name))
        .map(|index| &INDICATORS[index])
        .collect())
}

fn as_json(
    runs: &[PathBuf],
    dataset: &Dataset,
    comparisons: &[&Comparison],
    summaries: &[&Summary],
) -> serde_json::Value {
    let mean = |summary: &&Summary| {
        serde_json::json!({
            "scenario": dataset.scenarios[summary.scenario].name, "indicator": INDICATORS[summary.indicator].name,
            "unit": INDICATORS[summary.indicator].unit, "n": summary.n, "mean": number(summary.mean),
            "ci_low": number(summary.ci_low), "ci_high": number(summary.ci_high),
        })
    };
    let name = |scenario: usize| dataset.scenarios[scenario].name.as_str();
    serde_json::json!({
        "study": dataset.study, "folders": runs.iter().map(|run| finished::place(run).to_string_lossy().into_owned()).collect::<Vec<_>>(), "baseline": name(dataset.contexts[0].baseline),
        "contexts": dataset.contexts.iter().map(|context| json_context(&context.name, name(context.baseline))).collect::<Vec<_>>(), "seed": dataset.seed, "replications": dataset.replications, "failed_replications": dataset.failures.len(),
        "means": summaries.iter().map(mean).collect::<Vec<_>>(),
        "comparisons": comparisons.iter().map(|c| comparison_json(dataset, c)).collect::<Vec<_>>(),
    })
}

/// A comparison by names; figures that are not defined become null, infinite ones are text.
pub(super) fn comparison_json(dataset: &Dataset, c: &Comparison) -> serde_json::Value {
    let indicator = &INDICATORS[c.indicator];
    let name = |scenario: usize| &dataset.scenarios[scenario].name;
    serde_json::json!({
        "scenario": name(c.scenario), "baseline": name(c.baseline), "indicator": indicator.name, "unit": indicator.unit,
        "n_pairs": c.n_pairs, "n_dropped": c.n_dropped, "mean": number(c.mean), "mean_baseline": number(c.mean_baseline),
        "diff": number(c.diff), "ci_low": number(c.ci_low), "ci_high": number(c.ci_high), "n_better": c.n_better(), "n_more": c.n_more, "n_tied": c.n_tied,
        "sign_settled": c.sign_settled,
    })
}
