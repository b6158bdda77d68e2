//! The answer of an earlier run beside that of a new one: `--against` of `run`, `demo` and `report`.

use std::path::Path;

use serde_json::json;

use super::CliError;
use super::diff::{Side, differing};
use super::finished;
use super::printing::number;
use super::terminal::columns;
use crate::observations::{INDICATORS, Indicator, indicator_named};
use crate::results::{Dataset, PreviousRun, StoredDifference};
use crate::statistics::{Comparison, Estimates, figures};

/// What money decides: shown beside what the question asks for.
const COST: &str = "programme_cost_usd";

/// Reads the run that a flag names.
///
/// # Errors
/// [`CliError`] where it is no run that keeps its answer.
pub(super) fn open(run: &Path) -> Result<PreviousRun, CliError> {
    Ok(PreviousRun::read(&finished::place(run))?)
}

/// One difference, before and now.
struct Row<'a> {
    /// Names of the scenario and of the one that it is compared with.
    pair: (&'a str, &'a str),
    indicator: &'static Indicator,
    before: Option<&'a StoredDifference>,
    now: &'a Comparison,
}

/// The differences that answer the study, before and now, and what differs between the two runs.
pub(super) struct Beside<'a> {
    previous: &'a PreviousRun,
    rows: Vec<Row<'a>>,
    differing: Vec<String>,
}

impl<'a> Beside<'a> {
    /// Sets the answer of a run beside that of an earlier one; `side` is what the new run was made of.
    pub fn new(
        previous: &'a PreviousRun,
        (dataset, estimates): (&'a Dataset, &'a Estimates),
        side: &Side,
    ) -> Self {
        let name = |scenario: usize| dataset.scenarios[scenario].name.as_str();
        let cost = indicator_named(COST).ok();
        let indicators = dataset.asked_indicators().into_iter().chain(cost);
        let of = |indicator: &'static Indicator| {
            let answer = estimates.answer(indicator.name);
            let all = estimates
                .comparisons
                .iter()
                .filter(|c| answer.is_none() && INDICATORS[c.indicator].name == indicator.name);
            let rows = answer.into_iter().chain(all).map(move |now| {
                let pair = (name(now.scenario), name(now.baseline));
                Row {
                    pair,
                    indicator,
                    before: previous.difference(pair, indicator.name),
                    now,
                }
            });
            rows.collect::<Vec<_>>()
        };
        Self {
            previous,
            rows: indicators.flat_map(of).collect(),
            differing: differing(&Side::of_previous(previous), side),
        }
    }

    /// The lines of the terminal, each ended by a line feed.
    pub fn text(&self) -> String {
        let mut rows = vec![["difference", "before", "now"].map(str::to_string).to_vec()];
        for row in &self.rows {
            let before = row.before.map_or_else(
                || "not in that run".to_string(),
                |one| figures::difference(one.diff, one.ci_low, one.ci_high),
            );
            let now = figures::difference(row.now.diff, row.now.ci_low, row.now.ci_high);
            let (scenario, baseline) = row.pair;
            let (title, unit) = (row.indicator.title, row.indicator.unit);
            let what = format!("{title} [{unit}], `{scenario}` less `{baseline}`");
            rows.push(vec![what, before, now]);
        }
        let lines = columns(&rows);
        let place = self.previous.path.display();
        let mut text = format!("Beside the answer of {place} (before)\n");
        text += &(lines.join("\n") + "\n");
        text += &match self.differing.as_slice() {
            [] => "  nothing differs between the two but what is listed here\n".to_string(),
            differing => differing
                .iter()
                .map(|line| format!("  differs: {line}\n"))
                .collect(),
        };
        figures::plain_signs(&text)
    }

    /// The same in JSON.
    pub fn json(&self) -> serde_json::Value {
        let row = |row: &Row<'_>| {
            json!({
                "scenario": row.pair.0, "baseline": row.pair.1, "indicator": row.indicator.name, "unit": row.indicator.unit,
                "before": row.before.map(|one| number(one.diff)), "before_low": row.before.map(|one| number(one.ci_low)),
                "before_high": row.before.map(|one| number(one.ci_high)), "now": number(row.now.diff),
                "now_low": number(row.now.ci_low), "now_high": number(row.now.ci_high),
            })
        };
        json!({
            "folder": self.previous.path.to_string_lossy(), "version": self.previous.version, "build": self.previous.build,
            "differences": self.rows.iter().map(row).collect::<Vec<_>>(), "differing": self.differing,
        })
    }
}
