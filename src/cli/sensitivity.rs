//! The verb `sensitivity`: influence of parameters on the result of a study, next to simulation noise.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::json;

use super::args::{Color, SensitivityArgs};
use super::diagnostics::{count, options, tell_lost};
use super::drivers::{page, points_table, text};
use super::evaluate::would_run;
use super::finished::absolute;
use super::printing::{number, print_as, say};
use super::progress::Meter;
use super::run::{command_line, destination, jobs, load, medians_line, meter_mode, n_at_medians};
use super::{CliError, Exit};
use crate::observations::{INDICATORS, indicator_index};
use crate::plan::{
    BLOCKS, Factor, Futures, Options, Plan, Prepared, TRAJECTORIES, factor, path_of, uncertain_keys,
};
use crate::report::PAGE;
use crate::report::charts::{Chart, drivers_chart};
use crate::report::text::key_words;
use crate::results::{Dataset, Machine, Manifest, RunFolder, TableChoice, failures_table};
use crate::scenario::{Files, Problem, Severity};
use crate::statistics::sensitivity::{Driven, FactorEffect, SensitivityMethod, sensitivity_table};
use crate::study::{
    Design, Drifts, Reserved, Shares, Study, StudyError, command, machine, quoted, run_design,
    utc_stamp,
};

/// Worlds at every point of a tornado where `--reps` does not say; assumed.
const WORLDS_OF_TORNADO: u32 = 40;
/// Worlds at every point of the other methods; assumed.
const WORLDS: u32 = 4;

/// Runs the design.
///
/// # Errors
/// [`CliError`] where files do not pass, parameters cannot be varied as requested, or the study cannot be run or written.
pub fn execute(args: &SensitivityArgs) -> Result<Exit, CliError> {
    let base = Options {
        seed: args.seed.seed,
        at_medians: true,
        ..options(&args.selection)
    };
    let study = load(&args.files, &base, args.talk)?;
    let varied = Varied::new(args, &study, &base)?;
    if args.dry_run {
        return would_run(&study.plan, &varied.size(), args.talk);
    }
    varied.run()
}

/// A study, what is varied, and where.
pub(super) struct Varied<'a> {
    args: &'a SensitivityArgs,
    study: &'a Study,
    pub plan: &'a Plan,
    base: &'a Options<'static>,
    /// Files as they were read at first: every point is the same study, whatever happens to them meanwhile.
    files: Files,
    pub factors: Vec<Factor>,
    pub design: Design,
    worlds: u32,
}

impl<'a> Varied<'a> {
    fn new(
        args: &'a SensitivityArgs,
        study: &'a Study,
        base: &'a Options<'static>,
    ) -> Result<Self, CliError> {
        let plan = &study.plan;
        if plan.scenarios.len() == plan.contexts.len() && plan.answer.is_none() {
            return Err(CliError::input(
                "there is nothing to compare: sensitivity is that of differences between scenarios",
            ));
        }
        let method = SensitivityMethod::from(args.method);
        if method == SensitivityMethod::Tornado && args.blocks.is_some() {
            return Err(CliError::input(
                "`-n` is for morris and sobol; a tornado takes worlds, `-r`",
            ));
        }
        let all = [
            args.varied.parameters.clone(),
            plan.sensitivity.clone(),
            uncertain_keys(plan),
        ];
        let named = all
            .into_iter()
            .find(|named| !named.is_empty())
            .unwrap_or_default();
        if named.is_empty() {
            let help = "name some with -p, such as -p credit.recovery, or list them in the study: [sensitivity] parameters = [\"credit.recovery\"]";
            return Err(CliError::input(format!(
                "no parameter is named that is to be varied; {help}"
            )));
        }
        let set: Vec<String> = base
            .settings
            .iter()
            .filter_map(|(key, _)| path_of(key, plan))
            .collect();
        let mut factors: Vec<Factor> = Vec::new();
        for text in &named {
            let found =
                factor(text, plan).map_err(|problems| of_flags(problems, args.talk.color))?;
            if factors.iter().any(|other| other.path == found.path) {
                return Err(CliError::input(format!("`{}` is named twice", found.key)));
            }
            if set.contains(&found.path) {
                return Err(CliError::input(format!(
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
        let design = design.map_err(|error| CliError::input(error.to_string()))?;
        let varied = Self {
            args,
            study,
            plan,
            base,
            files: study.files(),
            factors,
            design,
            worlds: args.replications.unwrap_or(worlds),
        };
        varied.check_points()?;
        Ok(varied)
    }

    /// Count of uncertain parameters held at their medians, since they are not varied.
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

    /// Every point must be a study that can be run: rules between parameters may forbid some.
    fn check_points(&self) -> Result<(), CliError> {
        for point in self.design.blocks.iter().flatten() {
            let Err(error) = self.study_at(point) else {
                continue;
            };
            let at = self
                .settings_at(point)
                .iter()
                .map(|(key, value)| format!("{key} = {value}"))
                .collect::<Vec<_>>()
                .join(", ");
            let what = match error {
                StudyError::Check(check) => check
                    .problems
                    .into_iter()
                    .find(|problem| problem.severity() == Severity::Error)
                    .map_or_else(String::new, |problem| problem.message),
                error => error.to_string(),
            };
            return Err(CliError::input(format!(
                "the study cannot be run at {at}: {what}; name a narrower range, KEY=LOW:HIGH"
            )));
        }
        Ok(())
    }

    /// The study at a point.
    fn study_at(&self, point: &Shares) -> Result<Study, StudyError> {
        let settings = [self.base.settings.clone(), self.settings_at(point)].concat();
        let options = Options {
            settings,
            ..self.base.clone()
        };
        Study::load_from(&self.files, &self.args.files, &options)
    }

    /// The plan at a point that was checked, and the command that runs it.
    fn plan_at(&self, point: &Shares) -> (Plan, String) {
        let study = self.study_at(point).expect("every point was checked");
        let worlds = self.worlds * self.design.blocks.len() as u32;
        (
            Plan {
                futures: Futures::default(),
                replications: self.worlds,
                ..study.plan
            },
            study.replay.with_replications(worlds),
        )
    }

    /// The parameters that a point sets, as for `-S`.
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

    /// The value of a parameter at a coordinate of a point: a share of its distribution for shares of variance, else one of the way between its ends.
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
            count(self.factors.len(), "parameter")
        )
    }

    /// The command that repeats the whole.
    fn repeat(&self) -> String {
        let plan = self.plan;
        let mut words = vec![
            command("sensitivity", &self.study.named, self.base, plan.seed),
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
        words.push(format!("-r {}", self.worlds));
        words.join(" ") + &self.tables().flag()
    }

    /// Tables that are written.
    fn tables(&self) -> TableChoice {
        self.args.tables.clone().unwrap_or_default()
    }

    fn run(&self) -> Result<Exit, CliError> {
        let jobs = jobs(self.args.worlds.jobs);
        if !self.args.talk.quiet {
            say(&format!(
                "study  {}   {}   seed {}   {}",
                self.plan.study,
                self.size(),
                self.plan.seed,
                count(jobs, "thread")
            ));
            medians_line(self.n_at_medians())
                .into_iter()
                .for_each(|line| {
                    say(&format!(
                        "note   {line}; the varied ones take the values of the design"
                    ));
                });
        }
        let Reserved {
            folder,
            latest_in: _,
        } = destination(self.args.output.as_deref()).reserve(self.plan)?;
        let started_utc = utc_stamp();
        let mode = meter_mode(&self.args.worlds, self.args.talk);
        let meter = Meter::start(
            mode,
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
            jobs,
            &meter,
        )?;
        meter.finish();
        let driven = self.driven(&found);
        let charts = self.write(&folder, &found, &driven)?;
        let machine = Machine {
            started_utc,
            seconds: (meter.seconds() * 100.0).round() / 100.0,
            ..machine(jobs, command_line(), self.repeat())
        };
        let dataset = Dataset {
            failures: found.failures,
            ..found.dataset
        };
        let manifest = Manifest {
            given: self.study.given.clone(),
            tables: self.tables(),
            ..Manifest::from_plan(self.plan, &dataset, machine)
        };
        let path = folder.finish(manifest)?;
        let exit = if charts.is_ok() {
            Exit::of_lost(dataset.failures.len())
        } else {
            Exit::Unexpected
        };
        if let Err(reason) = charts {
            say(&format!(
                "error: the charts could not be drawn: {reason}; the tables are in {}",
                path.display()
            ));
        }
        self.tell(&dataset, &driven, &path, exit)?;
        Ok(exit)
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
    ) -> Result<Result<(), String>, CliError> {
        folder.write_inputs(self.plan)?;
        let tables = [
            sensitivity_table(driven, &self.factors),
            points_table(self, found),
            failures_table(&Dataset {
                failures: found.failures.clone(),
                ..found.dataset.clone()
            }),
        ];
        let chosen = self.tables();
        for table in tables.iter().filter(|table| chosen.has(&table.file)) {
            folder.write_table(table)?;
        }
        let (shown, factors) = self.as_people_read_them(driven);
        let drawn = shown
            .iter()
            .filter(|one| one.sensitivity.constant.is_none());
        let charts: Vec<Chart> = drawn
            .enumerate()
            .map(|(place, one)| drivers_chart(one, &factors, &self.plan.study, place + 1))
            .collect();
        for chart in &charts {
            match chart.artifacts(false) {
                Ok(artifacts) => artifacts.iter().try_for_each(|artifact| {
                    folder.write(Path::new(&artifact.path), &artifact.bytes)
                })?,
                Err(error) => return Ok(Err(error.to_string())),
            }
        }
        let page = page(self, (&shown, &factors), &charts, &self.repeat());
        folder.write(Path::new(PAGE), page.as_bytes())?;
        Ok(Ok(()))
    }

    /// What is asked for with titles in place of names of scenarios, and parameters with words in place of keys.
    fn as_people_read_them(&self, driven: &[Driven]) -> (Vec<Driven>, Vec<Factor>) {
        let title = |name: &str| {
            let mut scenarios = self.plan.scenarios.iter();
            let found = scenarios.find(|one| one.name == name && !one.title.is_empty());
            found.map_or_else(|| name.to_string(), |one| format!("“{}”", one.title))
        };
        let shown = self.asked(driven).map(|one| Driven {
            scenario: title(&one.scenario),
            baseline: title(&one.baseline),
            ..one.clone()
        });
        let factors = self.factors.iter().map(|factor| Factor {
            key: key_words(&factor.key),
            ..factor.clone()
        });
        (shown.collect(), factors.collect())
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

    fn tell(
        &self,
        dataset: &Dataset,
        driven: &[Driven],
        path: &Path,
        exit: Exit,
    ) -> Result<(), CliError> {
        tell_lost(
            &dataset.failures,
            self.design.n_points() * self.worlds as usize,
        );
        let folder = absolute(path);
        let folder = folder.display();
        let text = match (self.args.talk.json, self.args.talk.quiet) {
            (true, _) => format!("{}\n", self.json(driven, path, exit)),
            (_, true) => format!("{folder}\n"),
            _ => {
                self.asked(driven)
                    .map(|one| text(one, &self.factors) + "\n")
                    .collect::<String>()
                    + &format!("{folder}\n")
            }
        };
        print_as(self.args.talk.json, &text)
    }

    fn json(&self, driven: &[Driven], path: &Path, exit: Exit) -> serde_json::Value {
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
                        json!({ "value": number(measure.value), "low": number(measure.low), "high": number(measure.high) }),
                    )
                })
                .collect();
            json!({ "parameter": self.factors[effect.factor].key, "measures": measures, "distinguishable": effect.is_distinguishable, "luck": effect.excess.map(|excess| excess.noise), "holm_low": effect.excess.map(|excess| excess.low) })
        };
        let object = |one: &Driven| {
            let found = &one.sensitivity;
            json!({
                "scenario": one.scenario, "against": one.baseline, "indicator": INDICATORS[one.indicator].name,
                "effects": found.effects.iter().map(|found| effect(one, found)).collect::<Vec<_>>(), "chance": found.chance[0].value, "constant": found.constant,
                "blocks": found.blocks, "worlds": found.worlds, "needed": found.needed,
            })
        };
        json!({
            "study": self.plan.study, "seed": self.plan.seed, "method": self.design.method.name(), "points": self.design.n_points(), "numbers_at_medians": self.n_at_medians(),
            "sensitivity": driven.iter().map(object).collect::<Vec<_>>(), "folder": path.to_string_lossy(), "exit_code": exit,
        })
    }
}

/// Problems of parameters that flags name, which are in no file.
fn of_flags(problems: Vec<Problem>, color: Color) -> CliError {
    let check = Prepared {
        plan: None,
        problems,
        sources: Vec::new(),
        n_files: 0,
    };
    CliError::check(Box::new(check), color)
}
