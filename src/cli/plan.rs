//! The verb `plan`: a pilot, and from it how many worlds a precision needs and what they cost.

use std::fmt::Write;

use serde_json::json;

use super::args::PlanArgs;
use super::diagnostics::{count, with_points};
use super::printing::{number, print_as};
use super::progress::Meter;
use super::run::{jobs, load, load_from, meter_mode};
use super::words::{megabytes, time};
use super::{CliError, Exit};
use crate::ensemble;
use crate::observations::INDICATORS;
use crate::plan::{DRAWS_MAX, Options, Plan};
use crate::results::{Dataset, peak_memory, tables_size, worlds_memory};
use crate::scenario::REPLICATIONS_MAX;
use crate::statistics::{MOST_PAIRS, Need, figures, needs};
use crate::study::{DEFAULT_PRECISION, command, precision_targets};

/// Runs the pilot.
///
/// # Errors
/// [`CliError`] where files do not pass, the precision cannot be read, or the pilot cannot be run.
pub fn execute(args: &PlanArgs) -> Result<Exit, CliError> {
    let selected = with_points(&args.points, &args.selection);
    let options = Options {
        replications: Some(args.pilot),
        seed: args.seed.seed,
        ..selected.clone()
    };
    let mut study = load(&args.files, &options, args.talk)?;
    if let Some(design) = &study.plan.design {
        // intervals are over draws, so that a pilot is of draws; points that were chosen are no sample, and the study is tried at its medians
        let pilot = if design.is_luck_shared {
            Options {
                at_medians: true,
                ..options
            }
        } else {
            Options {
                replications: None,
                draws: Some(args.pilot),
                ..options
            }
        };
        study = load_from(&study.files(), &args.files, &pilot, args.talk.color)?;
    }
    let plan = &study.plan;
    let precision = args.precision.as_deref().unwrap_or(DEFAULT_PRECISION);
    let targets = precision_targets(plan, precision).map_err(CliError::input)?;
    let jobs = jobs(args.worlds.jobs);
    let repeat = command("run", &args.files, &selected, plan.seed);
    let settings = ensemble::Settings {
        jobs,
        only_replication: None,
        panic_at: None,
        replay: format!("{repeat} -r {}", plan.replications),
    };
    let meter = Meter::start(
        meter_mode(&args.worlds, args.talk),
        plan.scenarios.len(),
        plan.n_worlds() as usize,
    );
    let dataset = ensemble::run(plan, &settings, &meter)?;
    meter.finish();
    let needs = needs(&dataset.by_draw(), &targets);
    let advice = Advice {
        plan,
        dataset: &dataset,
        needs: &needs,
        precision,
        jobs,
        seconds: meter.seconds(),
        repeat: &repeat,
    };
    let text = match (args.talk.json, args.talk.quiet) {
        (true, _) => format!("{}\n", advice.json()),
        (false, true) => advice.in_short(),
        (false, false) => advice.text(),
    };
    print_as(args.talk.json, &text)?;
    Ok(advice.exit())
}

/// Results of a pilot.
struct Advice<'a> {
    plan: &'a Plan,
    dataset: &'a Dataset,
    needs: &'a [Need],
    precision: &'a str,
    jobs: usize,
    /// Time that the pilot took [s].
    seconds: f64,
    /// Command that runs the study, without replications.
    repeat: &'a str,
}

/// Resources that a number of worlds takes.
struct Cost {
    seconds: f64,
    /// Where the system reports it.
    memory: Option<u64>,
    disk: u64,
}

impl Advice<'_> {
    fn exit(&self) -> Exit {
        Exit::of_lost(self.dataset.failures.len())
    }

    /// Worlds that the differences covered by the pilot need, but for those of next to nothing; none where it covers none.
    fn worlds(&self) -> Option<usize> {
        self.binding().and_then(|need| need.pairs_needed)
    }

    /// The difference that needs most worlds, of those that count.
    fn binding(&self) -> Option<&Need> {
        let counted = self
            .needs
            .iter()
            .filter(|need| !need.is_of_next_to_nothing());
        counted
            .filter(|need| need.pairs_needed.is_some())
            .max_by_key(|need| need.pairs_needed)
    }

    /// How many differences ask for a share of what may be nothing, and say nothing about the number of worlds.
    fn n_left_out(&self) -> usize {
        let needs = self.needs.iter();
        needs.filter(|need| need.is_of_next_to_nothing()).count()
    }

    /// Pairs of the pilot: worlds, or draws where parameters are sampled.
    fn pilot(&self) -> u32 {
        if self.plan.design.is_some() {
            self.plan.draws()
        } else {
            self.dataset.replications
        }
    }

    /// What worlds take, on a straight line through the pilot: time by its own, memory by the most held so far and the size of a world's
    /// results, disk by the tables of the pilot and of its first half.
    fn cost(&self, worlds: usize) -> Cost {
        let pilot = f64::from(self.pilot());
        let more = worlds as f64 - pilot;
        let half = self.dataset.replications / 2;
        let (all, part) = (
            tables_size(self.plan, self.dataset),
            tables_size(self.plan, &self.dataset.first(half)),
        );
        let per_world = if self.plan.design.is_some() {
            all as f64 / pilot
        } else {
            (all - part) as f64 / (pilot - f64::from(half))
        };
        let memory =
            |peak: u64| (peak as f64 + more * worlds_memory(self.dataset) as f64 / pilot) as u64;
        Cost {
            seconds: self.seconds * worlds as f64 / pilot,
            memory: peak_memory().map(memory),
            disk: (all as f64 + more * per_world) as u64,
        }
    }

    fn text(&self) -> String {
        let (plan, mut text) = (self.plan, String::new());
        let threads = if self.jobs == 1 {
            "1 thread".to_string()
        } else {
            format!("{} threads", self.jobs)
        };
        let _ = writeln!(
            text,
            "study  {}   {}   seed {}   {threads}",
            plan.study,
            count(plan.scenarios.len(), "scenario"),
            plan.seed
        );
        let _ = writeln!(
            text,
            "pilot  {} pairs in {}; figures with 95 % intervals",
            self.pilot(),
            time(self.seconds)
        );
        if self.plan.design.is_some() {
            let each = count(self.plan.replications as usize, "world");
            let _ = writeln!(
                text,
                "draws  a pair is a draw of all uncertain parameters, the mean of {each}; each draw has a burn-in of its own"
            );
        }
        if let Some(first) = self.dataset.failures.first() {
            let _ = writeln!(
                text,
                "warning: {} of them lost; the first: {}",
                self.dataset.failures.len(),
                first.message
            );
        }
        let mut last = None;
        for need in self.needs {
            if last.replace(need.indicator) != Some(need.indicator) {
                let indicator = &INDICATORS[need.indicator];
                let _ = writeln!(text, "\n{} [{}]", indicator.title, indicator.unit);
            }
            let _ = writeln!(text, "  {}", self.sentence(need));
        }
        text.push('\n');
        text.push_str(&self.summary());
        figures::plain_signs(&text)
    }

    fn sentence(&self, need: &Need) -> String {
        let name = |scenario: usize| &self.dataset.scenarios[scenario].name;
        let size = |width: f64| figures::number(width, figures::exponent(width, width));
        let pair = format!("`{}` less `{}`", name(need.scenario), name(need.baseline));
        if !need.half_width.is_finite() {
            return format!(
                "{pair}: {} pairs do not vary, which does not show how many are needed",
                need.n_pairs
            );
        }
        let [sd_low, sd_high] = need.sd_ci;
        let sd = figures::mean_interval(need.sd_diff, sd_low, sd_high);
        let difference = figures::difference(need.diff, need.diff_ci[0], need.diff_ci[1]);
        let known = format!(
            "{pair}: {difference}, SD of difference {sd}, n = {}",
            figures::count(need.n_pairs)
        );
        match need.pairs_needed {
            Some(_) if need.is_of_next_to_nothing() => {
                format!("{known}; may be 0, and a share of it asks for any number of pairs")
            }
            None => format!(
                "{known}; a share of a difference of 0 cannot be reached: name a width in units"
            ),
            Some(pairs) if need.is_met => {
                format!(
                    "{known}; ±{} is reached with {pairs} pairs (±{} wanted)",
                    size(need.half_width),
                    size(need.wanted)
                )
            }
            Some(pairs) => {
                let more_than = if pairs >= MOST_PAIRS {
                    "more than "
                } else {
                    ""
                };
                format!(
                    "{known}; for ±{} you need {more_than}{} pairs",
                    size(need.wanted),
                    figures::count(pairs)
                )
            }
        }
    }

    /// The command that runs enough worlds, and no more; where there is none, why.
    fn in_short(&self) -> String {
        self.run_line()
            .map_or_else(|| self.summary(), |command| format!("{command}\n"))
    }

    /// Most worlds, or draws where there are draws, that a run may have.
    const fn most(&self) -> usize {
        if self.plan.design.is_some() {
            DRAWS_MAX as usize
        } else {
            REPLICATIONS_MAX as usize
        }
    }

    /// The command that runs enough worlds; none where the pilot does not show how many, or where they are too many.
    fn run_line(&self) -> Option<String> {
        let worlds = self.worlds().filter(|worlds| *worlds <= self.most())?;
        let flag = if self.plan.design.is_some() {
            "--draws"
        } else {
            "-r"
        };
        Some(format!("{} {flag} {worlds}", self.repeat))
    }

    fn summary(&self) -> String {
        let is_drawn = self.plan.design.is_some();
        let units = if is_drawn { "draws" } else { "worlds" };
        let Some(worlds) = self.worlds() else {
            let left_out = self
                .left_out_words()
                .map_or_else(String::new, |words| format!(" {words}"));
            return format!(
                "The pilot does not show how many {units} are needed; try a larger one (--pilot 100).{left_out}\n"
            );
        };
        let Some(run) = self.run_line() else {
            return format!(
                "The requested precision is out of reach: it would take more than {} {units}. Ask for less (--precision).\n",
                figures::count(self.most())
            );
        };
        let each = if is_drawn {
            self.plan.replications as usize
        } else {
            1
        };
        let (cost, runs) = (self.cost(worlds), worlds * each * self.plan.scenarios.len());
        let about = if self.plan.futures.count > 0 {
            "at most"
        } else {
            "about"
        }; // futures belong to the first worlds only
        let memory = cost.memory.map_or_else(String::new, |bytes| {
            format!(", {} of memory", megabytes(bytes))
        });
        let unknown = self
            .needs
            .iter()
            .filter(|need| need.pairs_needed.is_none() && !need.is_of_next_to_nothing())
            .count();
        let unknown = if unknown > 0 {
            format!(
                " {} of {} differences are not among those that it covers.",
                unknown,
                self.needs.len()
            )
        } else {
            String::new()
        };
        let notes = self
            .binding_words()
            .into_iter()
            .chain(self.left_out_words());
        let notes: String = notes.map(|words| format!("note   {words}\n")).collect();
        format!(
            "{} {units} should do ({} runs): {about} {}{memory}, {} of tables.{unknown}\n{notes}run    {run}\n",
            figures::count(worlds),
            figures::count(runs),
            time(cost.seconds),
            megabytes(cost.disk),
        )
    }

    /// Which difference needs most.
    fn binding_words(&self) -> Option<String> {
        let need = self.binding()?;
        let name = |scenario: usize| &self.dataset.scenarios[scenario].name;
        Some(format!(
            "{} asks for most: `{}` less `{}`",
            INDICATORS[need.indicator].title,
            name(need.scenario),
            name(need.baseline)
        ))
    }

    /// How many differences were left out.
    fn left_out_words(&self) -> Option<String> {
        let were = match self.n_left_out() {
            0 => return None,
            1 => "whose interval holds 0 was".to_string(),
            _ => "whose intervals hold 0 were".to_string(),
        };
        Some(format!(
            "{} of {} differences {were} left out; a width in units holds them too (--precision INDICATOR=0.2)",
            figures::count(self.n_left_out()),
            figures::count(self.needs.len())
        ))
    }

    fn json(&self) -> serde_json::Value {
        let name = |scenario: usize| self.dataset.scenarios[scenario].name.as_str();
        let need = |need: &Need| {
            json!({
                "indicator": INDICATORS[need.indicator].name, "unit": INDICATORS[need.indicator].unit, "scenario": name(need.scenario),
                "against": name(need.baseline), "n_pairs": need.n_pairs, "diff": number(need.diff), "ci_low": number(need.diff_ci[0]), "ci_high": number(need.diff_ci[1]), "sd_diff": number(need.sd_diff), "sd_low": number(need.sd_ci[0]), "sd_high": number(need.sd_ci[1]), "half_width": number(need.half_width),
                "wanted": number(need.wanted), "is_met": need.is_met, "pairs_needed": need.pairs_needed,
            })
        };
        let worlds = self.worlds();
        let cost = worlds.map(|worlds| self.cost(worlds));
        json!({
            "study": self.plan.study, "seed": self.plan.seed, "pilot": self.pilot(), "pilot_seconds": self.seconds,
            "failed_replications": self.dataset.failures.len(), "jobs": self.jobs, "precision": self.precision,
            "needs": self.needs.iter().map(&need).collect::<Vec<_>>(), "replications": worlds,
            "seconds": cost.as_ref().map(|cost| cost.seconds), "memory_bytes": cost.as_ref().and_then(|cost| cost.memory),
            "binding": self.binding().map(&need), "left_out": self.n_left_out(),
            "disk_bytes": cost.as_ref().map(|cost| cost.disk), "command": self.run_line(),
            "exit_code": self.exit(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observations::indicator_index;
    use crate::results::testing::dataset_with;
    use crate::statistics::{Target, Width};

    fn advice_of(width: Width, value: impl Fn(usize, u32) -> f64) -> (String, serde_json::Value) {
        let dataset = dataset_with(2, 30, value);
        let plan = crate::study::testing::plan(&["a", "b"], 30);
        let needs = needs(
            &dataset,
            &[Target {
                indicator: indicator_index("employment").expect("an indicator"),
                width,
            }],
        );
        let advice = Advice {
            plan: &plan,
            dataset: &dataset,
            needs: &needs,
            precision: "x",
            jobs: 2,
            seconds: 3.0,
            repeat: "linkwright run x.toml",
        };
        (advice.text(), advice.json())
    }

    #[test]
    fn advice_names_the_spread_the_width_and_the_pairs() {
        // Differences -1, 0, 1 in turn: the pairs of the textbook, see `statistics/precision.rs`.
        let (text, json) = advice_of(Width::Absolute(0.1), |k, rep| {
            if k == 0 {
                0.0
            } else {
                f64::from(rep % 3) - 1.0
            }
        });
        assert!(
            text.contains("`b` less `a`: 0.00 (-0.31 to 0.31), SD of difference 0.83 ("),
            "{text}"
        );
        assert!(
            text.contains("), n = 30; for ±0.10 you need 289 pairs"),
            "{text}"
        );
        assert!(
            text.contains("289 worlds should do (578 runs): about 28.9 s")
                && text.ends_with("run    linkwright run x.toml -r 289\n"),
            "{text}"
        );
        assert_eq!(
            (
                json["replications"].as_u64(),
                json["needs"][0]["pairs_needed"].as_u64()
            ),
            (Some(289), Some(289))
        );
    }

    #[test]
    fn what_the_pilot_does_not_tell_is_said() {
        let (text, json) = advice_of(Width::Absolute(0.1), |k, _| 2.0 * k as f64);
        assert!(
            text.contains("30 pairs do not vary") && text.contains("try a larger one"),
            "{text}"
        );
        assert!(json["replications"].is_null() && json["seconds"].is_null());
        let (text, _) = advice_of(Width::Relative(0.1), |k, rep| {
            if k == 0 {
                0.0
            } else {
                f64::from(rep % 3) - 1.0
            }
        });
        assert!(
            text.contains("a share of a difference of 0 cannot be reached"),
            "{text}"
        );
    }
}
