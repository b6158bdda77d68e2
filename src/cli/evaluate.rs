//! The verb `evaluate`: estimates of evaluators of a programme, next to its true effect.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::args::{EvaluateArgs, EvaluateWhat, TalkArgs, named_once};
use super::diagnostics::{count, tell_lost};
use super::findings;
use super::printing::{number, print, print_as, print_text, say};
use super::progress::Meter;
use super::run::{jobs, load_at_medians, medians_line, meter_mode, n_at_medians};
use super::trace::chosen_scenario;
use super::{CliError, Exit};
use crate::ensemble;
use crate::evaluation::{Estimator, Mean, Quality, Share, evaluation_table};
use crate::parameters::SurveyParameters;
use crate::plan::Plan;
use crate::results::{Cell, RunFolder, Table};
use crate::statistics::figures;
use crate::study::{
    Evaluated, Evaluation, EvaluationDesign, OUTPUT, evaluate, folder_name, utc_stamp,
};

/// Simulates the evaluations, prints how good each estimator is and writes `evaluation.csv`.
///
/// # Errors
/// [`CliError`] where files do not pass, flags do not fit the study, or the folder is taken.
pub fn execute(args: &EvaluateArgs) -> Result<Exit, CliError> {
    if let Some(EvaluateWhat::Findings(args)) = &args.what {
        return findings::execute(args);
    }
    named_once("--sample", &args.sample).map_err(CliError::input)?;
    let study = load_at_medians(
        &args.files,
        (&args.selection, args.seed),
        args.replications,
        args.talk,
    )?;
    let scenario =
        chosen_scenario(&study.plan, args.scenario.as_deref()).map_err(CliError::input)?;
    let (plan, [scenario, baseline]) = study.plan.pair(scenario);
    let design = design(args, &plan, scenario);
    let recorded = plan.baseline().input.periods.recorded();
    if design.survey.horizon_quarters > f64::from(recorded) {
        let asked = design.survey.horizon_quarters;
        return Err(CliError::input(format!(
            "an outcome after {asked} quarters is not seen in {recorded} quarters of policy and run-off: ask for {recorded} at most"
        )));
    }
    let folder = args
        .output
        .clone()
        .unwrap_or_else(|| default_folder(&plan, "evaluation"));
    if args.dry_run {
        let runs = args.replications as usize * plan.scenarios.len();
        let name = |at: usize| plan.scenarios[at].name.as_str();
        let what = format!(
            "{runs} runs, of `{}` and `{}`",
            name(scenario),
            name(baseline)
        );
        return would_run(&plan, &what, args.talk);
    }
    let folder = RunFolder::create(&folder)?;
    let settings = ensemble::Settings {
        jobs: jobs(args.worlds.jobs),
        only_replication: None,
        panic_at: None,
        replay: study.replay.with_replications(args.replications),
    };
    let meter = Meter::start(
        meter_mode(&args.worlds, args.talk),
        plan.scenarios.len(),
        args.replications as usize,
    );
    let evaluation = evaluate(&plan, &settings, &meter, &design)?;
    meter.finish();
    tell_lost(&evaluation.failures, args.replications as usize);
    let reported = Report {
        plan: &plan,
        design: &design,
        evaluation: &evaluation,
        baseline,
    };
    let table = reported.table();
    folder.write(Path::new(&table.file), &table.to_csv())?;
    let path = folder.publish()?.join(&table.file);
    tell_table(args.talk, &path, &reported.json(&path), &|| reported.text())?;
    Ok(Exit::of_lost(evaluation.failures.len()))
}

/// Prints what a table says, or its path alone where the verb is to be quiet.
pub(super) fn tell_table(
    talk: TalkArgs,
    path: &Path,
    object: &serde_json::Value,
    text: &dyn Fn() -> String,
) -> Result<(), CliError> {
    match (talk.json, talk.quiet) {
        (true, _) => print(&format!("{object:#}\n")),
        (false, true) => print(&format!("{}\n", path.display())),
        (false, false) => {
            print_text(&text())?;
            say(&format!("wrote  {}", path.display()));
            Ok(())
        }
    }
}

/// Says what would run, and runs nothing.
pub(super) fn would_run(plan: &Plan, what: &str, talk: TalkArgs) -> Result<Exit, CliError> {
    let text = if talk.json {
        let object =
            json!({ "dry_run": true, "study": plan.study, "seed": plan.seed, "would_run": what });
        format!("{object:#}\n")
    } else {
        format!("would run {what}\ndry run: nothing was run or written\n")
    };
    print_as(talk.json, &text)?;
    Ok(Exit::Ok)
}

/// A new folder among the results of the study.
pub(super) fn default_folder(plan: &Plan, what: &str) -> PathBuf {
    Path::new(OUTPUT)
        .join(folder_name(plan))
        .join(format!("{}-{what}", utc_stamp()))
}

/// The design of flags, and of the scenario's section `survey` where they say nothing.
fn design(args: &EvaluateArgs, plan: &Plan, scenario: usize) -> EvaluationDesign {
    let mut survey: SurveyParameters = plan.scenarios[scenario].input.parameters.survey.clone();
    for (flag, number) in [
        (args.waves, &mut survey.wave_quarters),
        (args.horizon, &mut survey.horizon_quarters),
    ] {
        *number = flag.map_or(*number, f64::from);
    }
    let samples = if args.sample.is_empty() {
        vec![survey.sample_share]
    } else {
        args.sample.clone()
    };
    EvaluationDesign {
        scenario,
        measure: args.outcome,
        survey,
        samples,
    }
}

/// Output of a design, for people and machines.
struct Report<'a> {
    plan: &'a Plan,
    design: &'a EvaluationDesign,
    evaluation: &'a Evaluation,
    baseline: usize,
}

/// Heads of the table on the terminal.
const HEADS: [&str; 9] = [
    "estimator",
    "n",
    "estimate (95 % CI)",
    "true effect (95 % CI)",
    "bias (95 % CI)",
    "times true effect (95 % CI)",
    "coverage",
    "power",
    "firms treated + compared",
];
/// Meaning of a dash in the column of the ratio to the true effect.
const NO_FACTOR: &str = "times true effect: `-` where the 95 % interval of the true effect holds 0, so that no multiple of it means anything\n";

impl Report<'_> {
    fn name(&self, scenario: usize) -> &str {
        &self.plan.scenarios[scenario].name
    }

    fn text(&self) -> String {
        let EvaluationDesign {
            scenario,
            measure,
            survey,
            ..
        } = self.design;
        let mut text = format!(
            "Effect of `{}` on {} [{}] after {} quarters, waves every {}; one evaluation in each of {}; true effect: the same firms in `{}`\n",
            self.name(*scenario),
            measure.name(),
            measure.unit(),
            survey.horizon_quarters,
            survey.wave_quarters,
            count(
                self.plan.replications as usize - self.evaluation.failures.len(),
                "simulated world"
            ),
            self.name(self.baseline),
        );
        for sample in &self.evaluation.samples {
            text.push_str(&format!(
                "\nasked  {} firms ({:.0} % of the frame)\n",
                figures::number(sample.n_firms, 0),
                100.0 * sample.sample_share
            ));
            let mut rows = vec![HEADS.map(String::from)];
            rows.extend(
                sample
                    .qualities
                    .iter()
                    .map(|(estimator, quality)| cells(*estimator, quality.as_ref())),
            );
            text.push_str(&aligned(&rows));
        }
        text.push_str(
            "\nn: evaluations with an estimate and a true effect; coverage: 95 % intervals that hold the true effect; power: evaluations that reject 0 at 5 %; both with Wilson intervals\n",
        );
        let qualities = self
            .evaluation
            .samples
            .iter()
            .flat_map(|sample| &sample.qualities);
        if qualities
            .filter_map(|(_, quality)| *quality)
            .any(|quality| quality.times_truth.is_none())
        {
            text.push_str(NO_FACTOR);
        }
        text.extend(medians_line(n_at_medians(self.plan)).map(|line| line + "\n"));
        figures::plain_signs(&text)
    }

    fn table(&self) -> Table {
        let survey = &self.design.survey;
        let names = |share: f64, n_firms: f64| {
            let words = [
                self.name(self.design.scenario),
                self.name(self.baseline),
                self.design.measure.name(),
                self.design.measure.unit(),
            ];
            let numbers = [share, n_firms].map(Cell::Number);
            let quarters = [survey.wave_quarters, survey.horizon_quarters];
            let quarters = quarters.map(|quarters| Cell::Whole(quarters as i64));
            let seed = Cell::Text(self.plan.seed.to_string());
            words
                .map(Cell::from)
                .into_iter()
                .chain(numbers)
                .chain(quarters)
                .chain([seed])
                .collect::<Vec<_>>()
        };
        let of_sample = self.evaluation.samples.iter().flat_map(|sample| {
            sample.qualities.iter().map(move |(estimator, quality)| {
                (
                    names(sample.sample_share, sample.n_firms),
                    *estimator,
                    *quality,
                    sample.intakes_left_out,
                )
            })
        });
        evaluation_table(&of_sample.collect::<Vec<_>>())
    }

    fn json(&self, path: &Path) -> serde_json::Value {
        let quality = |(estimator, quality): &(Estimator, Option<Quality>)| {
            let mut object = json!({
                "estimator": estimator.name(), "n": quality.map(|q| q.n), "bias_half_width": number(quality.map(|q| (q.bias.high - q.bias.low) / 2.0)),
                "rmse": quality.map(|q| q.rmse), "n_treated": quality.map(|q| q.n_treated), "n_controls": quality.map(|q| q.n_controls),
                "n_without_truth": quality.map(|q| q.n_without_truth),
            });
            let share = |share: Share| Mean {
                value: share.value,
                low: share.low,
                high: share.high,
            };
            let estimates = [
                ("estimate", quality.map(|q| q.estimate)),
                ("truth", quality.map(|q| q.truth)),
                ("bias", quality.map(|q| q.bias)),
                ("times_truth", quality.and_then(|q| q.times_truth)),
                ("coverage", quality.map(|q| share(q.coverage))),
                ("power", quality.map(|q| share(q.power))),
            ];
            for (name, mean) in estimates {
                object[name] = number(mean.map(|mean| mean.value));
                object[format!("{name}_low")] = number(mean.map(|mean| mean.low));
                object[format!("{name}_high")] = number(mean.map(|mean| mean.high));
            }
            object
        };
        let sample = |sample: &Evaluated| {
            json!({
                "sample_share": sample.sample_share, "n_firms": sample.n_firms, "intakes_left_out": sample.intakes_left_out,
                "estimators": sample.qualities.iter().map(quality).collect::<Vec<_>>(),
            })
        };
        json!({
            "study": self.plan.study, "scenario": self.name(self.design.scenario), "baseline": self.name(self.baseline), "seed": self.plan.seed,
            "outcome": self.design.measure.name(), "unit": self.design.measure.unit(), "wave_quarters": self.design.survey.wave_quarters,
            "horizon_quarters": self.design.survey.horizon_quarters, "replications": self.plan.replications,
            "failed_replications": self.evaluation.failures.len(), "numbers_at_medians": n_at_medians(self.plan), "table": path.display().to_string(),
            "samples": self.evaluation.samples.iter().map(sample).collect::<Vec<_>>(),
        })
    }
}

/// Cells of an estimator on the terminal.
fn cells(estimator: Estimator, quality: Option<&Quality>) -> [String; 9] {
    let Some(q) = quality else {
        let mut row = ["-"; 9].map(String::from);
        row[0] = estimator.name().to_string();
        return row;
    };
    let mean = |mean: &Mean| figures::difference(mean.value, mean.low, mean.high);
    let percent = |share: &Share| {
        format!(
            "{:.0} % ({:.0} to {:.0})",
            100.0 * share.value,
            100.0 * share.low,
            100.0 * share.high
        )
    };
    [
        estimator.name().to_string(),
        figures::count(q.n),
        mean(&q.estimate),
        mean(&q.truth),
        mean(&q.bias),
        q.times_truth.map_or_else(
            || "-".to_string(),
            |factor| figures::mean_interval(factor.value, factor.low, factor.high),
        ),
        percent(&q.coverage),
        percent(&q.power),
        format!("{:.0} + {:.0}", q.n_treated, q.n_controls),
    ]
}

/// Rows as lines with the columns under each other.
pub(super) fn aligned<const K: usize>(rows: &[[String; K]]) -> String {
    let width = |column: usize| {
        rows.iter()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or(0)
    };
    let line = |row: &[String; K]| {
        let cells: Vec<String> = row
            .iter()
            .enumerate()
            .map(|(column, cell)| format!("{cell:<0$}", width(column)))
            .collect();
        format!("  {}\n", cells.join("   ").trim_end())
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimator_without_an_estimate_has_dashes() {
        let row = cells(Estimator::Matched, None);
        assert_eq!(
            (row[0].as_str(), row[1].as_str(), row[8].as_str()),
            ("matched-did", "-", "-")
        );
    }
}
