//! Number of worlds for the requested precision, and its messages.

use crate::ensemble::Progress;
use crate::observations::{INDICATORS, indicator_index, indicator_named};
use crate::plan::Plan;
use crate::results::{Dataset, Stopping, TargetEntry};
use crate::scenario::number_meant;
use crate::statistics::{MOST_PAIRS, Need, PILOT, Target, Width, figures, hardest};
use crate::study::{
    PrecisionTarget, Reason, RunSettings, Stopped, Stopwatch, Study, StudyError, run_until,
};

/// Half-width of all headline indicators where `--precision` does not say.
pub const DEFAULT_PRECISION: &str = "10%";
/// Most replications where `--max-reps` does not say; assumed.
const DEFAULT_MOST: u32 = 1000;

/// Targets of `--reps auto`.
#[derive(Clone, Debug, PartialEq)]
pub struct Auto {
    /// Targets and most replications.
    pub goal: PrecisionTarget,
    /// The targets as requested.
    pub precision: String,
    /// Time allowed [s]; no limit where none.
    pub seconds: Option<f64>,
}

impl Auto {
    /// Reads the targets for a study; `most` and `seconds` are the budgets.
    ///
    /// # Errors
    /// Why the targets cannot be read, or that the study has nothing to compare.
    pub fn new(
        plan: &Plan,
        precision: Option<&str>,
        most: Option<u32>,
        seconds: Option<f64>,
    ) -> Result<Self, String> {
        let precision = precision.unwrap_or(DEFAULT_PRECISION).to_string();
        let goal = PrecisionTarget {
            targets: precision_targets(plan, &precision)?,
            most: most.unwrap_or(DEFAULT_MOST),
        };
        Ok(Self {
            goal,
            precision,
            seconds,
        })
    }
}

/// Most replications of a run with as many as needed.
#[must_use]
pub fn most_replications(flag: Option<u32>) -> u32 {
    flag.unwrap_or(DEFAULT_MOST)
}

/// Targets of a text such as `10%` for all headline indicators, `sustained_linkages=0.2,programme_cost_usd=5%`, or both.
///
/// # Errors
/// Error of a text that names no targets, or that the study has nothing to compare.
pub fn precision_targets(plan: &Plan, text: &str) -> Result<Vec<Target>, String> {
    if plan.scenarios.len() == plan.contexts.len() && plan.answer.is_none() {
        return Err(
            "there is nothing to compare: precision is that of differences between scenarios"
                .to_string(),
        );
    }
    let mut targets: Vec<Target> = Vec::new();
    let raw: Vec<&str> = text.split(',').collect();
    for pair in raw.windows(2) {
        may_be_decimals(pair[0], pair[1], text)?;
    }
    let mut rest = None;
    for part in raw
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        match part.split_once('=') {
            None => {
                if rest.replace(width(part)?).is_some() {
                    return Err(format!(
                        "`{text}` has two targets for the whole headline; write one, such as 10%"
                    ));
                }
            }
            Some((name, size)) => {
                let name = indicator_named(name.trim())?.name;
                let indicator = indicator_index(name).unwrap_or_default();
                if targets.iter().any(|target| target.indicator == indicator) {
                    return Err(format!("`{name}` has two targets in `{text}`"));
                }
                targets.push(Target {
                    indicator,
                    width: width(size.trim())?,
                });
            }
        }
    }
    if let Some(width) = rest {
        for indicator in plan
            .headline
            .iter()
            .filter_map(|name| indicator_index(name))
        {
            if !targets.iter().any(|target| target.indicator == indicator) {
                targets.push(Target { indicator, width });
            }
        }
    }
    if targets.is_empty() {
        Err("`--precision` names no target; write `10%` or `sustained_linkages=0.2`".to_string())
    } else {
        Ok(targets)
    }
}

/// Refuses digits right after a comma that ends digits: with a decimal comma both would be one number.
fn may_be_decimals(last: &str, part: &str, text: &str) -> Result<(), String> {
    let size = last.rsplit('=').next().unwrap_or(last);
    let whole = format!("{size},{part}");
    let Some(number) = number_meant(&whole) else {
        return Ok(());
    };
    let meant = text.replacen(&whole, &number.text(), 1);
    let other = if last.contains('=') {
        format!(", or, if {part} is for the rest of the headline, write it first: {part},{last}")
    } else {
        String::new()
    };
    Err(format!(
        "`{text}` has a comma in a number, or two targets for the whole headline; write {meant}{other}"
    ))
}

fn width(text: &str) -> Result<Width, String> {
    let (digits, is_share) = text
        .strip_suffix('%')
        .map_or((text, false), |digits| (digits.trim(), true));
    match digits.parse::<f64>() {
        Ok(size) if size > 0.0 && size.is_finite() => Ok(if is_share {
            Width::Relative(size / 100.0)
        } else {
            Width::Absolute(size)
        }),
        _ => Err(format!(
            "`{text}` is no half-width; write a number above 0 in the unit of the indicator, or a share of the difference such as 5%"
        )),
    }
}

/// Runs worlds until the targets are met or a budget is spent, and calls `hear` with every look; the plan that is returned has as many
/// replications as were run.
pub(super) fn run(
    study: &Study,
    settings: &RunSettings,
    auto: &Auto,
    (clock, progress): (&Stopwatch, &dyn Progress),
    hear: &mut dyn FnMut(&str),
) -> Result<(Plan, Dataset, Stopping), StudyError> {
    let allowed = |done: u32, next: u32| {
        auto.seconds.map_or(next, |seconds| {
            affordable(clock.seconds(), seconds, (done, next))
        })
    };
    let stopped = run_until(
        &study.plan,
        &settings.ensemble(study),
        &auto.goal,
        progress,
        &allowed,
        &mut |dataset, needs| hear(&figures::plain_signs(&look(dataset, needs))),
    )?;
    let stopping = stopping(auto, &stopped);
    let mut dataset = stopped.dataset;
    let plan = Plan {
        replications: dataset.replications,
        ..study.plan.clone()
    };
    let (with_most, with_all) = (
        study.replay.with_replications(auto.goal.most),
        study.replay.with_replications(plan.replications),
    );
    for failure in &mut dataset.failures {
        failure.replay = failure.replay.replacen(&with_most, &with_all, 1);
    }
    let notes = if stopping.is_reached {
        &mut dataset.notes
    } else {
        &mut dataset.warnings
    };
    notes.push(format!(
        "The number of worlds was chosen for precision ({}): {}.",
        auto.precision, stopping.reason
    ));
    Ok((plan, dataset, stopping))
}

/// Worlds that there may be at the next look, at the speed so far.
fn affordable(spent: f64, seconds: f64, (done, next): (u32, u32)) -> u32 {
    if spent >= seconds {
        return done;
    }
    let all = f64::from(done) * seconds / spent.max(1e-9);
    next.min(all.min(f64::from(u32::MAX)) as u32).max(done)
}

fn stopping(auto: &Auto, stopped: &Stopped) -> Stopping {
    let Stopped {
        dataset,
        needs,
        reason,
    } = stopped;
    let worlds = worlds(dataset.replications);
    let open = hardest(needs).map_or_else(String::new, |need| {
        format!("; {}", need_words(dataset, need))
    });
    let reason_words = match reason {
        Reason::Reached => format!("every target is met at {worlds}"),
        Reason::MostReplications => format!(
            "{worlds} are as many as allowed (--max-reps {}){open}",
            auto.goal.most
        ),
        Reason::Budget => format!("the time allowed is spent at {worlds} (--max-time){open}"),
    };
    let entry = |need: &Need| TargetEntry {
        indicator: INDICATORS[need.indicator].name.to_string(),
        scenario: dataset.scenarios[need.scenario].name.clone(),
        against: dataset.scenarios[need.baseline].name.clone(),
        n_pairs: need.n_pairs,
        wanted: need.wanted.is_finite().then_some(need.wanted),
        half_width: need.half_width.is_finite().then_some(need.half_width),
        is_met: need.is_met,
    };
    Stopping {
        precision: auto.precision.clone(),
        pilot: PILOT.min(auto.goal.most),
        reason: figures::plain_signs(&reason_words),
        is_reached: *reason == Reason::Reached,
        targets: needs.iter().map(entry).collect(),
    }
}

fn worlds(n: u32) -> String {
    if n == 1 {
        "1 world".to_string()
    } else {
        format!("{} worlds", figures::count(n as usize))
    }
}

fn look(dataset: &Dataset, needs: &[Need]) -> String {
    let met = needs.iter().filter(|need| need.is_met).count();
    let open = hardest(needs).map_or_else(String::new, |need| {
        format!("; {}", need_words(dataset, need))
    });
    format!(
        "{}: {met} of {} targets met{open}",
        worlds(dataset.replications),
        needs.len()
    )
}

/// The hardest need, as text: how well it is known, how well it should be, and about how many worlds that takes.
fn need_words(dataset: &Dataset, need: &Need) -> String {
    let name = |scenario: usize| &dataset.scenarios[scenario].name;
    let what = format!(
        "{} of `{}` less `{}`",
        INDICATORS[need.indicator].name,
        name(need.scenario),
        name(need.baseline)
    );
    if !need.half_width.is_finite() {
        return format!("{what} has not varied yet, which meets no target");
    }
    let size = |width: f64| figures::number(width, figures::exponent(width, width));
    let about = match need.pairs_needed {
        None => String::new(),
        Some(pairs) if pairs >= MOST_PAIRS => {
            format!(", more than {} worlds", figures::count(MOST_PAIRS))
        }
        Some(pairs) => format!(", about {} worlds", figures::count(pairs)),
    };
    format!(
        "{what} is known to ±{}, ±{} is wanted{about}",
        size(need.half_width),
        size(need.wanted)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::testing::dataset_with;
    use crate::statistics::needs;

    fn plan(names: &[&str]) -> Plan {
        let mut plan = crate::study::testing::plan(names, 4);
        plan.headline = vec!["sustained_linkages".into(), "programme_cost_usd".into()];
        plan
    }

    fn index(name: &str) -> usize {
        indicator_index(name).expect("an indicator")
    }

    #[test]
    fn targets_are_read_by_indicator_and_for_the_rest_of_the_headline() {
        let plan = plan(&["a", "b"]);
        let found = precision_targets(&plan, "programme_cost_usd = 5%, 0.5").expect("targets");
        assert_eq!(
            found,
            [
                Target {
                    indicator: index("programme_cost_usd"),
                    width: Width::Relative(0.05)
                },
                Target {
                    indicator: index("sustained_linkages"),
                    width: Width::Absolute(0.5)
                },
            ]
        );
        assert_eq!(
            precision_targets(&plan, "employment=3")
                .expect("a target")
                .len(),
            1
        );
    }

    #[test]
    fn targets_that_mean_nothing_are_refused_with_the_reason() {
        let of = |text: &str| precision_targets(&plan(&["a", "b"]), text).expect_err("refused");
        assert!(
            of("sustained_linkage=1").contains("sustained_linkages"),
            "{}",
            of("sustained_linkage=1")
        );
        assert!(of("employment=0").contains("no half-width") && of("x%").contains("no half-width"));
        assert!(
            of("10,5%").contains("write 10.5%")
                && of("10%,20%").contains("two targets for the whole headline")
                && of("employment=0,5").contains("write employment=0.5")
                && of("employment=1,5%").contains("write it first: 5%,employment=1")
        );
        assert!(
            of("employment=1,employment=2").contains("two targets")
                && of(" ,").contains("no target")
        );
        assert!(
            precision_targets(&plan(&["a"]), "10%")
                .expect_err("refused")
                .contains("nothing to compare")
        );
    }

    #[test]
    fn the_clock_allows_what_fits_at_the_speed_so_far() {
        assert_eq!(affordable(10.0, 100.0, (50, 75)), 75);
        assert_eq!(affordable(10.0, 12.0, (50, 75)), 60);
        assert_eq!(affordable(10.0, 10.0, (50, 75)), 50);
    }

    #[test]
    fn a_look_names_the_difference_that_asks_for_most() {
        let dataset = dataset_with(3, 40, |k, rep| k as f64 * f64::from(rep % 4));
        let target = Target {
            indicator: index("employment"),
            width: Width::Absolute(0.4),
        };
        let text = figures::plain_signs(&look(&dataset, &needs(&dataset, &[target])));
        assert!(
            text.starts_with("40 worlds: 1 of 2 targets met; employment of `c` less `a` is known to ±0.72, ±0.40 is wanted, about "),
            "{text}"
        );
        let same = dataset_with(2, 40, |_, rep| f64::from(rep));
        let text = figures::plain_signs(&look(&same, &needs(&same, &[target])));
        assert!(
            text.ends_with("has not varied yet, which meets no target"),
            "{text}"
        );
    }
}
