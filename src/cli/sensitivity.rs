//! The verb `sensitivity`: which numbers drive the result of a study, beside what chance does.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::json;

use super::args::SensitivityArgs;
use super::diagnostics::{
    complain, count, indicator_names, is_coloured, options, print, print_problems, render, say,
    tell_lost,
};
use super::drivers::{points_table, text};
use super::progress::{Meter, ProgressMode, utc_stamp};
use super::run::{
    command, command_line, fail, given, jobs, medians_line, n_at_medians, progress, quoted, refuse,
    replay_at_medians,
};
use super::study::{Replay, RunError, RunSettings, machine, reserve};
use super::{EXIT_FAILED_REPLICATIONS, EXIT_INPUT, EXIT_OK};
use crate::observations::{INDICATORS, indicator_index};
use crate::plan::{
    BLOCKS, Factor, Futures, Options, Plan, Prepared, TRAJECTORIES, factor, path_of, prepare,
    uncertain_keys,
};
use crate::report::charts::drivers_chart;
use crate::results::{Dataset, Machine, Manifest, RunFolder, failures_table};
use crate::scenario::{Files, Problem, Severity};
use crate::statistics::sensitivity::{Driven, FactorEffect, SensitivityMethod, sensitivity_table};
use crate::studies::{Design, Drifts, Shares, run_design};

/// Worlds at every point of a tornado where `--reps` does not say; assumed.
const WORLDS_OF_TORNADO: u32 = 40;
/// Worlds at every point of the other methods; assumed.
const WORLDS: u32 = 4;

/// Runs the design and returns the exit code.
#[must_use]
pub fn execute(args: &SensitivityArgs) -> i32 {
    let known = indicator_names();
    let base = Options {
        seed: args.ensemble.seed,
        at_medians: true,
        ..options(&args.ensemble.selection, &known)
    };
    let prepared = prepare(&Files::Disk, &args.files, &base);
    let Some(plan) = &prepared.plan else {
        print_problems(&prepared, args.color);
        return refuse(&prepared, args.json);
    };
    let study = match Study::new(args, plan, &base) {
        Ok(study) => study,
        Err(Refusal::Words(message)) => return refused(&message),
        Err(Refusal::Problems(problems)) => {
            problems
                .iter()
                .for_each(|problem| say(&render(problem, &[], is_coloured(args.color))));
            return refuse(
                &Prepared {
                    plan: None,
                    problems,
                    sources: Vec::new(),
                    n_files: 0,
                },
                args.json,
            );
        }
    };
    if args.dry_run {
        print(&format!("would run {}\n", study.size()));
        return EXIT_OK;
    }
    match study.run() {
        Ok(exit_code) => exit_code,
        Err(error) => fail(&error, args.json),
    }
}

fn refused(message: &str) -> i32 {
    complain(message);
    EXIT_INPUT
}

/// Why nothing is run.
enum Refusal {
    Words(String),
    Problems(Vec<Problem>),
}

/// A study, what is varied, and where.
pub(super) struct Study<'a> {
    args: &'a SensitivityArgs,
    plan: &'a Plan,
    base: &'a Options<'a>,
    /// Files as they were read at first: every point is the same study, whatever happens to them meanwhile.
    files: Files,
    pub factors: Vec<Factor>,
    pub design: Design,
    worlds: u32,
}

impl<'a> Study<'a> {
    fn new(
        args: &'a SensitivityArgs,
        plan: &'a Plan,
        base: &'a Options<'a>,
    ) -> Result<Self, Refusal> {
        if plan.scenarios.len() == plan.contexts.len() && plan.answer.is_none() {
            return Err(Refusal::Words(
                "there is nothing to compare: sensitivity is that of differences between scenarios"
                    .to_string(),
            ));
        }
        let method = SensitivityMethod::from(args.method);
        if method == SensitivityMethod::Tornado && args.blocks.is_some() {
            return Err(Refusal::Words(
                "`-n` is for morris and sobol; a tornado takes worlds, `-r`".to_string(),
            ));
        }
        let all = [
            args.parameters.clone(),
            plan.sensitivity.clone(),
            uncertain_keys(plan),
        ];
        let named = all
            .into_iter()
            .find(|named| !named.is_empty())
            .unwrap_or_default();
        if named.is_empty() {
            let help = "name some with -p, such as -p credit.recovery, or list them in the study: [sensitivity] parameters = [\"credit.recovery\"]";
            return Err(Refusal::Words(format!(
                "no number is named that is to be varied; {help}"
            )));
        }
        let set: Vec<String> = base
            .settings
            .iter()
            .filter_map(|(key, _)| path_of(key, plan))
            .collect();
        let mut factors: Vec<Factor> = Vec::new();
        for text in &named {
            let found = factor(text, plan).map_err(Refusal::Problems)?;
            if factors.iter().any(|other| other.path == found.path) {
                return Err(Refusal::Words(format!("`{}` is named twice", found.key)));
            }
            if set.contains(&found.path) {
                return Err(Refusal::Words(format!(
                    "`{}` is varied and set by -S: leave one of the two out",
                    found.key
                )));
            }
            factors.push(found);
        }
        let (blocks, worlds) = match method {
            SensitivityMethod::Tornado => (1, WORLDS_OF_TORNADO),
            SensitivityMethod::Morris => (TRAJECTORIES, WORLDS),
            SensitivityMethod::Sobol => (BLOCKS, WORLDS),
        };
        let design = Design::new(
            method,
            plan.seed,
            args.blocks.unwrap_or(blocks),
            factors.len(),
        );
        let design = design.map_err(|error| Refusal::Words(error.to_string()))?;
        let files = Files::Kept(
            plan.files
                .iter()
                .map(|file| (file.path.clone(), file.text.clone()))
                .collect(),
        );
        let study = Self {
            args,
            plan,
            base,
            files,
            factors,
            design,
            worlds: args.worlds.unwrap_or(worlds),
        };
        study.check_points()?;
        Ok(study)
    }

    /// How many uncertain numbers keep their medians, since they are not varied.
    fn n_at_medians(&self) -> usize {
        let varied = self
            .plan
            .scenarios
            .iter()
            .flat_map(|scenario| &scenario.uncertain);
        let varied = varied
            .filter(|number| self.factors.iter().any(|factor| factor.path == number.path))
            .map(|number| &number.name);
        n_at_medians(self.plan) - varied.collect::<BTreeSet<_>>().len()
    }

    /// Every point must be a study that can be run: rules between numbers may forbid some.
    fn check_points(&self) -> Result<(), Refusal> {
        for point in self.design.blocks.iter().flatten() {
            let prepared = self.prepared(point);
            if prepared.plan.is_none() {
                let at = self
                    .settings_at(point)
                    .iter()
                    .map(|(key, value)| format!("{key} = {value}"))
                    .collect::<Vec<_>>()
                    .join(", ");
                let what = prepared
                    .problems
                    .iter()
                    .find(|problem| problem.severity() == Severity::Error);
                let what = what.map_or("there is no plan", |problem| &problem.message);
                return Err(Refusal::Words(format!(
                    "the study cannot be run at {at}: {what}; name a narrower range, KEY=LOW:HIGH"
                )));
            }
        }
        Ok(())
    }

    /// The study at a point.
    fn prepared(&self, point: &Shares) -> Prepared {
        let settings = [self.base.settings.clone(), self.settings_at(point)].concat();
        prepare(
            &self.files,
            &self.args.files,
            &Options {
                settings,
                ..self.base.clone()
            },
        )
    }

    /// The plan at a point that was checked, and the command that runs it.
    fn plan_at(&self, point: &Shares) -> (Plan, String) {
        let plan = self.prepared(point).plan.expect("every point was checked");
        let mut selection = self.args.ensemble.selection.clone();
        selection.settings.extend(self.settings_at(point));
        let worlds = self.worlds * self.design.blocks.len() as u32;
        let replay = replay_at_medians(&self.args.files, &selection, self.plan.seed, worlds);
        (
            Plan {
                futures: Futures::default(),
                replications: self.worlds,
                ..plan
            },
            replay,
        )
    }

    /// The numbers that a point sets, as for `-S`.
    fn settings_at(&self, point: &Shares) -> Vec<(String, String)> {
        let varied = self.factors.iter().zip(point);
        varied
            .filter_map(|(factor, share)| {
                Some((
                    factor.key.clone(),
                    self.value(factor, (*share)?).to_string(),
                ))
            })
            .collect()
    }

    /// The value of a number at a coordinate of a point: a share of its distribution for shares of variance, else one of the way between its ends.
    pub fn value(&self, factor: &Factor, share: f64) -> f64 {
        if self.design.method == SensitivityMethod::Sobol {
            factor.at(share)
        } else {
            factor.between_ends(share)
        }
    }

    fn size(&self) -> String {
        let points = self.design.n_points();
        let runs = points * self.worlds as usize * self.plan.scenarios.len();
        let worlds = count(self.worlds as usize, "world");
        format!(
            "{}: {} of {} x {worlds} ({runs} runs)",
            self.design.method.name(),
            count(points, "point"),
            count(self.factors.len(), "number")
        )
    }

    fn settings(&self) -> RunSettings {
        let (args, plan) = (self.args, self.plan);
        let mut words = vec![
            command(
                "sensitivity",
                &args.files,
                &args.ensemble.selection,
                plan.seed,
            ),
            format!("--method {}", self.design.method.name()),
        ];
        words.extend(self.factors.iter().map(|factor| match factor.known {
            Some(_) => format!("-p {}", quoted(&factor.key)),
            None => format!(
                "-p {}",
                quoted(&format!("{}={}:{}", factor.key, factor.low, factor.high))
            ),
        }));
        words.extend(
            (self.design.method != SensitivityMethod::Tornado)
                .then(|| format!("-n {}", self.design.blocks.len())),
        );
        RunSettings {
            output: args.output.clone(),
            jobs: jobs(args.ensemble.jobs),
            progress: if args.quiet {
                ProgressMode::None
            } else {
                progress(args.progress)
            },
            is_quiet: args.quiet,
            is_json: args.json,
            command: command_line(),
            given: given(&args.files, &args.ensemble.selection, plan),
            replay: Replay {
                command: words.join(" "),
                takes_replications: true,
            },
            ..RunSettings::default()
        }
    }

    fn run(&self) -> Result<i32, RunError> {
        let settings = self.settings();
        if !self.args.quiet {
            say(&format!(
                "study  {}   {}   seed {}   {}",
                self.plan.study,
                self.size(),
                self.plan.seed,
                count(settings.jobs, "thread")
            ));
            medians_line(self.n_at_medians())
                .into_iter()
                .for_each(|line| {
                    say(&format!(
                        "note   {line}; the varied ones take the values of the design"
                    ))
                });
        }
        let folder = reserve(self.plan, &settings)?;
        let started_utc = utc_stamp();
        let meter = Meter::start(
            settings.progress,
            self.plan.scenarios.len(),
            self.design.n_points() * self.worlds as usize,
        );
        let indicators: Vec<usize> = self
            .plan
            .headline
            .iter()
            .filter_map(|name| indicator_index(name))
            .collect();
        let found = run_design(
            &self.design,
            self.worlds,
            &indicators,
            &|point| self.plan_at(point),
            settings.jobs,
            &meter,
        )?;
        meter.finish();
        let driven = self.driven(&found);
        let charts = self.write(&folder, &found, &driven)?;
        let machine = Machine {
            started_utc,
            seconds: (meter.seconds() * 100.0).round() / 100.0,
            ..machine(self.plan, &settings)
        };
        let dataset = Dataset {
            failures: found.failures,
            ..found.dataset
        };
        let manifest = Manifest {
            given: settings.given.clone(),
            ..Manifest::of(self.plan, &dataset, machine)
        };
        let path = folder.finish(manifest)?;
        if let Err(reason) = charts {
            complain(&format!(
                "the charts could not be drawn: {reason}; the tables are in {}",
                path.display()
            ));
        }
        Ok(self.tell(&dataset, &driven, &path))
    }

    /// What drives every difference.
    fn driven(&self, found: &Drifts) -> Vec<Driven> {
        let name = |scenario: usize| found.dataset.scenarios[scenario].name.clone();
        let driven = found.drifts.iter().map(|drift| Driven {
            scenario: name(drift.scenario),
            baseline: name(drift.baseline),
            indicator: drift.indicator,
            sensitivity: self.design.estimate(&drift.results),
        });
        driven.collect()
    }

    /// Writes tables and the charts of the difference that the study asks for; returns why the charts could not be drawn.
    fn write(
        &self,
        folder: &RunFolder,
        found: &Drifts,
        driven: &[Driven],
    ) -> Result<Result<(), String>, RunError> {
        folder.write_inputs(self.plan)?;
        folder.write_table(&sensitivity_table(driven, &self.factors))?;
        folder.write_table(&points_table(self, found))?;
        folder.write_table(&failures_table(&Dataset {
            failures: found.failures.clone(),
            ..found.dataset.clone()
        }))?;
        for (place, one) in self.asked(driven).enumerate() {
            match drivers_chart(one, &self.factors, &self.plan.study, place + 1).artifacts() {
                Ok(artifacts) => artifacts.iter().try_for_each(|artifact| {
                    folder.write(Path::new(&artifact.path), &artifact.bytes)
                })?,
                Err(error) => return Ok(Err(error.to_string())),
            }
        }
        Ok(Ok(()))
    }

    /// The difference that the study asks for, in every indicator: its answer, else the first comparison.
    fn asked<'d>(&self, driven: &'d [Driven]) -> impl Iterator<Item = &'d Driven> + use<'d> {
        let name = |scenario: usize| self.plan.scenarios[scenario].name.as_str();
        let answer = self
            .plan
            .answer
            .map(|(scenario, against)| (name(scenario).to_string(), name(against).to_string()));
        let first = driven
            .first()
            .map(|one| (one.scenario.clone(), one.baseline.clone()));
        let pair = answer.or(first);
        driven.iter().filter(move |one| {
            pair.as_ref().is_some_and(|(scenario, against)| {
                one.scenario == *scenario && one.baseline == *against
            })
        })
    }

    fn tell(&self, dataset: &Dataset, driven: &[Driven], path: &Path) -> i32 {
        let exit_code = if dataset.failures.is_empty() {
            EXIT_OK
        } else {
            EXIT_FAILED_REPLICATIONS
        };
        tell_lost(
            &dataset.failures,
            self.design.n_points() * self.worlds as usize,
        );
        let folder = path.display();
        print(&match (self.args.json, self.args.quiet) {
            (true, _) => format!("{}\n", self.json(driven, path, exit_code)),
            (_, true) => format!("{folder}\n"),
            _ => {
                self.asked(driven)
                    .map(|one| text(one, &self.factors) + "\n")
                    .collect::<String>()
                    + &format!("{folder}\n")
            }
        });
        exit_code
    }

    fn json(&self, driven: &[Driven], path: &Path, exit_code: i32) -> serde_json::Value {
        let effect = |one: &Driven, effect: &FactorEffect| {
            let measures = one
                .sensitivity
                .method
                .measures()
                .iter()
                .zip(&effect.measures);
            let measures: serde_json::Map<String, serde_json::Value> = measures
                .map(|(name, measure)| {
                    (
                        (*name).to_string(),
                        json!({ "value": measure.value, "low": measure.low, "high": measure.high }),
                    )
                })
                .collect();
            json!({ "parameter": self.factors[effect.factor].key, "measures": measures, "distinguishable": effect.is_distinguishable, "luck": effect.excess.map(|excess| excess.luck), "holm_low": effect.excess.map(|excess| excess.low) })
        };
        let object = |one: &Driven| {
            let found = &one.sensitivity;
            json!({
                "scenario": one.scenario, "against": one.baseline, "indicator": INDICATORS[one.indicator].name,
                "effects": found.effects.iter().map(|found| effect(one, found)).collect::<Vec<_>>(), "chance": found.chance[0].value,
                "blocks": found.blocks, "worlds": found.worlds, "needed": found.needed,
            })
        };
        json!({
            "study": self.plan.study, "seed": self.plan.seed, "method": self.design.method.name(), "points": self.design.n_points(), "numbers_at_medians": self.n_at_medians(),
            "sensitivity": driven.iter().map(object).collect::<Vec<_>>(), "folder": path.to_string_lossy(), "exit_code": exit_code,
        })
    }
}
