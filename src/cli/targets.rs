//! The verb `evaluate targets`: published figures next to simulated ones.

use std::path::Path;

use serde_json::json;

use super::args::TargetsArgs;
use super::diagnostics::{count, options, tell_lost};
use super::evaluate::{aligned, default_folder, tell_table, would_run};
use super::printing::{number, say};
use super::progress::Meter;
use super::run::{jobs, load_at_medians, medians_line, meter_mode, n_at_medians};
use super::{CliError, Exit};
use crate::ensemble;
use crate::results::{Cell, RunFolder, Table};
use crate::statistics::figures;
use crate::study::{Simulated, Target, TargetPlace, command, targets};

/// Simulates the figures, prints them next to the published ones and writes `targets.csv`.
///
/// # Errors
/// [`CliError`] where files do not pass or the folder is taken.
pub fn execute(args: &TargetsArgs) -> Result<Exit, CliError> {
    let study = load_at_medians(
        &args.files,
        (&args.selection, args.seed),
        args.replications,
        args.talk,
    )?;
    let (plan, named) = (study.plan, study.named);
    let replay = format!(
        "{} -r {}",
        command(
            "evaluate targets",
            &named,
            &options(&args.selection),
            plan.seed
        ),
        args.replications
    );
    if args.dry_run {
        let worlds = count(args.replications as usize, "world");
        let what = format!(
            "every figure in {worlds} of the context of `{}`",
            plan.baseline().name
        );
        return would_run(&plan, &what, args.talk);
    }
    let folder = args
        .output
        .clone()
        .unwrap_or_else(|| default_folder(&plan, "targets"));
    let folder = RunFolder::create(&folder)?;
    let settings = ensemble::Settings {
        jobs: jobs(args.worlds.jobs),
        only_replication: None,
        panic_at: None,
        replay,
    };
    let meter = Meter::start(
        meter_mode(&args.worlds, args.talk),
        1,
        args.replications as usize,
    );
    let Simulated {
        targets: found,
        worlds,
    } = targets(&plan, &settings, &meter)?;
    meter.finish();
    tell_lost(&worlds.failures, worlds.asked);
    if !worlds.failures.is_empty() {
        say(
            "  it is a world of an economy made for these figures, which `run` and `replay` do not make: only the whole command repeats it",
        );
    }
    let table = table(&found, plan.seed);
    folder.write(Path::new(&table.file), &table.to_csv())?;
    let path = folder.publish()?.join(&table.file);
    let baseline = &plan.baseline().name;
    let all = found.iter().map(as_json).collect::<Vec<_>>();
    let object = json!({ "study": plan.study, "baseline": baseline, "seed": plan.seed, "replications": plan.replications, "failed_replications": worlds.failures.len(), "numbers_at_medians": n_at_medians(&plan), "targets": all });
    tell_table(args.talk, &path, &object, &|| {
        let medians =
            medians_line(n_at_medians(&plan)).map_or_else(String::new, |line| line + "\n");
        let worlds = count(plan.replications as usize, "world");
        text(&found, &format!("in the context of `{baseline}`, {worlds}")) + &medians
    })?;
    Ok(Exit::of_lost(worlds.failures.len()))
}

/// A simulated value with its interval, or why there is none.
fn simulated(target: &Target) -> String {
    let (value, [low, high]) = (target.simulated.unwrap_or(f64::NAN), target.interval);
    let exponent = figures::exponent((high - low) / 2.0, value);
    let number = figures::number(value, exponent);
    match target.place() {
        Some(TargetPlace::Imposed) => format!("{number} (imposed)"),
        Some(TargetPlace::NoInterval) => format!("{number} (no interval)"),
        _ if high.is_infinite() => format!("{number} ({} or more)", figures::number(low, exponent)),
        _ => format!("{number} {}", figures::interval(low, high, exponent)),
    }
}

fn text(found: &[Target], where_from: &str) -> String {
    let mut rows = vec![
        [
            "",
            "simulated (95 % CI)",
            "n",
            "published (band)",
            "",
            "figure",
        ]
        .map(String::from),
    ];
    for target in found.iter().filter(|target| target.simulated.is_some()) {
        let [centre, low, high] = target.published.figure;
        let band = if high.is_finite() {
            format!("{centre} ({low} to {high})")
        } else {
            "above 0".to_string()
        };
        let what = format!("{} [{}]", target.published.moment, target.published.unit);
        let n = if target.n > 0 {
            figures::count(target.n)
        } else {
            "-".to_string()
        };
        let place = target.place().map_or("", TargetPlace::text).to_string();
        rows.push([
            target.published.id.to_string(),
            simulated(target),
            n,
            band,
            place,
            what,
        ]);
    }
    let missing = found.len() + 1 - rows.len();
    let text = format!(
        "Simulated next to published, {where_from}; the model is not fitted to them\n{}inside, outside: the whole interval is; n: worlds with a value\n{} not simulated; targets.csv says why, and names estimators and sources\n",
        aligned(&rows),
        count(missing, "figure")
    );
    figures::plain_signs(&text)
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
        "n",
        "place",
        "estimator",
        "source",
        "seed",
    ];
    let row = |target: &Target| {
        let published = target.published;
        let number = |value: Option<f64>| value.map_or(Cell::Missing, Cell::Number);
        let words = |text: &str| Cell::from(text);
        let mut cells = [published.id, published.moment, published.unit]
            .map(words)
            .to_vec();
        cells.extend(published.figure.map(Cell::Number));
        cells.extend([number(target.simulated), number(target.error)]);
        cells.extend(target.interval.map(Cell::Number));
        cells.push(if target.n > 0 {
            Cell::Whole(target.n as i64)
        } else {
            Cell::Missing
        });
        cells.push(
            target
                .place()
                .map_or(Cell::Missing, |place| words(place.text())),
        );
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
        "high": number(published.figure[2]), "simulated": number(target.simulated), "error": number(target.error),
        "ci_low": number(target.interval[0]), "ci_high": number(target.interval[1]), "n": target.n,
        "place": target.place().map(TargetPlace::text), "estimator": published.estimator, "source": published.source,
    })
}
