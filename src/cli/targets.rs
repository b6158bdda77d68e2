//! The verb `evaluate targets`: published figures beside simulated ones.

use serde_json::json;

use super::args::{EnsembleArgs, TargetsArgs};
use super::diagnostics::{count, print, say, tell_lost};
use super::evaluate::{aligned, default_folder};
use super::progress::Meter;
use super::run::{fail, jobs, plan_at_medians, progress, replay_at_medians};
use super::study::RunError;
use super::{EXIT_FAILED_REPLICATIONS, EXIT_OK};
use crate::ensemble;
use crate::results::{Cell, Table, write_tables};
use crate::statistics::figures;
use crate::studies::{Simulated, Target, targets};

/// Simulates the figures, prints them beside the published ones, writes `targets.csv` and returns the exit code.
#[must_use]
pub fn execute(args: &TargetsArgs) -> i32 {
    let EnsembleArgs { seed, selection, .. } = &args.ensemble;
    let plan = match plan_at_medians(&args.files, selection, *seed, args.replications, (args.color, args.json)) {
        Ok(plan) => plan,
        Err(code) => return code,
    };
    let replay = replay_at_medians(&args.files, selection, plan.seed, args.replications);
    let settings = ensemble::Settings { jobs: jobs(args.ensemble.jobs), only_replication: None, panic_at: None, replay };
    let meter = Meter::start(progress(args.progress), 1, args.replications as usize);
    let (found, worlds) = match targets(&plan, &settings, &meter) {
        Ok(Simulated { targets, worlds }) => (targets, worlds),
        Err(error) => return fail(&RunError::Ensemble(error), args.json),
    };
    meter.finish();
    tell_lost(&worlds.failures, worlds.asked);
    let folder = args.output.clone().unwrap_or_else(|| default_folder(&plan, "targets"));
    let table = table(&found, plan.seed);
    if let Err(error) = write_tables(&folder, std::slice::from_ref(&table)) {
        return fail(&RunError::Folder(error), args.json);
    }
    let (baseline, path) = (&plan.baseline().name, folder.join(&table.file));
    if args.json {
        let all = found.iter().map(as_json).collect::<Vec<_>>();
        print(&format!(
            "{:#}\n",
            json!({ "study": plan.study, "baseline": baseline, "seed": plan.seed, "replications": plan.replications, "failed_replications": worlds.failures.len(), "targets": all })
        ));
    } else {
        print(&text(&found, &format!("in the context of `{baseline}`, {}", count(plan.replications as usize, "world"))));
        say(&format!("wrote  {}", path.display()));
    }
    if worlds.failures.is_empty() { EXIT_OK } else { EXIT_FAILED_REPLICATIONS }
}

/// Where a simulated value lies; none where there is none.
fn place(target: &Target) -> Option<&'static str> {
    let [_, low, high] = target.published.figure;
    target.simulated.map(|value| if (low..=high).contains(&value) { "inside" } else { "outside" })
}

/// 95 % interval of a simulated value, of the normal distribution; NaN without a standard error.
fn ends(target: &Target) -> [f64; 2] {
    let reach = 1.96 * target.error.unwrap_or(f64::NAN);
    let value = target.simulated.unwrap_or(f64::NAN);
    [value - reach, value + reach]
}

fn text(found: &[Target], where_from: &str) -> String {
    let mut rows = vec![["", "simulated (95 % CI)", "published (band)", "", "figure"].map(String::from)];
    for target in found.iter().filter(|target| target.simulated.is_some()) {
        let [centre, low, high] = target.published.figure;
        let [from, to] = ends(target);
        let value = target.simulated.unwrap_or(f64::NAN);
        let band = if high.is_finite() { format!("{centre} ({low} to {high})") } else { "above 0".to_string() };
        let decimals = figures::decimals(value, (to - from) / 2.0);
        let simulated = format!("{} {}", figures::number(value, decimals), figures::interval(from, to, decimals));
        let what = format!("{} [{}]", target.published.moment, target.published.unit);
        rows.push([target.published.id.to_string(), simulated, band, place(target).unwrap_or("").to_string(), what]);
    }
    let missing = found.len() + 1 - rows.len();
    format!(
        "Simulated beside published, {where_from}; the model is not fitted to them\n{}{} not simulated; targets.csv says why, and names estimators and sources\n",
        aligned(&rows),
        count(missing, "figure")
    )
}

fn table(found: &[Target], seed: u64) -> Table {
    let header = [
        "id",
        "moment",
        "unit",
        "published",
        "band_low",
        "band_high",
        "simulated",
        "error",
        "ci_low",
        "ci_high",
        "place",
        "estimator",
        "source",
        "seed",
    ];
    let row = |target: &Target| {
        let published = target.published;
        let number = |value: Option<f64>| value.map_or(Cell::Missing, Cell::Number);
        let words = |text: &str| Cell::from(text);
        let mut cells = [published.id, published.moment, published.unit].map(words).to_vec();
        cells.extend(published.figure.map(Cell::Number));
        cells.extend([number(target.simulated), number(target.error)]);
        cells.extend(ends(target).map(Cell::Number));
        cells.push(place(target).map_or(Cell::Missing, words));
        cells.extend([published.estimator, published.source].map(words));
        cells.push(Cell::Text(seed.to_string()));
        cells
    };
    Table::new("targets.csv", &header, found.iter().map(row).collect())
}

fn as_json(target: &Target) -> serde_json::Value {
    let published = target.published;
    json!({
        "id": published.id, "moment": published.moment, "unit": published.unit, "published": published.figure[0], "low": published.figure[1],
        "high": published.figure[2].is_finite().then_some(published.figure[2]), "simulated": target.simulated, "error": target.error,
        "place": place(target), "estimator": published.estimator, "source": published.source,
    })
}
