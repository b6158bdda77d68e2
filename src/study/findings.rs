//! Findings of studies next to what the model gives, each in the economy that its file names.

use super::partial_progress::PartialProgress;
use crate::ensemble::{self, EnsembleError, Progress, Settings};
use crate::evaluation::findings::{Arm, Computed, Reading, pooled, read};
use crate::model::World;
use crate::observations::{PanelLog, Spells};
use crate::plan::{Plan, PlannedScenario};
use crate::results::{Failure, RunRecord};
use crate::scenario::{Finding, FindingDesign, Role};

/// A finding with the plan of its file: its scenario, in the context that it names.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// The plan that its file makes.
    pub plan: Plan,
    /// Place of the scenario that states it.
    at: usize,
}

impl Stated {
    /// The finding of a plan that was made from one file; none where it states none. The baseline that a programme alone is given comes before it, as a copy.
    #[must_use]
    pub fn of_plan(plan: Plan) -> Option<Self> {
        let at = plan
            .scenarios
            .iter()
            .rposition(|one| one.finding.is_some())?;
        Some(Self { plan, at })
    }

    /// The scenario of its file.
    #[must_use]
    pub fn scenario(&self) -> &PlannedScenario {
        &self.plan.scenarios[self.at]
    }

    /// The finding.
    ///
    /// # Panics
    /// Never: the scenario states one.
    #[must_use]
    pub fn finding(&self) -> &Finding {
        self.scenario().finding.as_ref().expect("stated")
    }

    /// The economy in which it is looked for.
    #[must_use]
    pub fn context(&self) -> &str {
        &self.plan.contexts[self.scenario().context].name
    }
}

/// A finding at one horizon with what was computed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// Its place among the stated findings.
    pub of: usize,
    /// Quarters to the outcome; none where it has no horizon.
    pub horizon: Option<u32>,
    /// True of the horizon of the study, whose figure is judged; others stand beside.
    pub is_judged: bool,
    /// The figure; none where no world gave any.
    pub computed: Option<Computed>,
}

/// Place of a simulated figure relative to a band, by its interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The whole interval is inside the band.
    Inside,
    /// The interval overlaps the band and is no wider than it.
    Overlaps,
    /// The interval overlaps the band and is wider: more worlds, or a rarer treatment than the study had.
    TooWide,
    /// The whole interval is outside the band.
    Outside,
    /// There is a value and no interval.
    NoInterval,
    /// The value is given to the model.
    Imposed,
    /// No world gave a value.
    NoValue,
    /// The model cannot compute it.
    NotComputed,
}

impl Verdict {
    /// All, with the words of tables.
    pub const WORDS: [(Self, &'static str); 8] = [
        (Self::Inside, "inside"),
        (Self::Overlaps, "overlaps"),
        (Self::TooWide, "too wide to say"),
        (Self::Outside, "outside"),
        (Self::NoInterval, "no interval"),
        (Self::Imposed, "imposed"),
        (Self::NoValue, "no value"),
        (Self::NotComputed, "not computed"),
    ];

    /// The words of tables.
    #[must_use]
    pub fn text(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(one, _)| *one == self)
            .map_or("", |(_, text)| text)
    }

    /// Where a computed figure lies.
    #[must_use]
    pub fn of(finding: &Finding, computed: Option<&Computed>) -> Self {
        let ([least, most], Some(found)) = (finding.band, computed) else {
            return if finding.design.is_err() {
                Self::NotComputed
            } else {
                Self::NoValue
            };
        };
        let [low, high] = found.interval;
        if finding.role == Role::Imposed {
            Self::Imposed
        } else if low.is_nan() || high.is_nan() {
            Self::NoInterval
        } else if least <= low && high <= most {
            Self::Inside
        } else if high < least || most < low {
            Self::Outside
        } else if high - low <= most - least {
            Self::Overlaps
        } else {
            Self::TooWide
        }
    }
}

/// What came of the computation of findings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Computation {
    /// Figures in the order of the findings, the judged horizon first.
    pub figures: Vec<Figure>,
    /// Requested worlds, in all economies together.
    pub asked: usize,
    /// Worlds that were lost and left out.
    pub failures: Vec<Failure>,
}

/// Findings that are looked for in the same worlds: those of one economy and one programme.
struct Group<'a> {
    /// The first of them, whose programme and economy are those of all.
    first: &'a Stated,
    members: Vec<usize>,
}

/// Computes every finding in `settings`' worlds of its economy: with the programme of its file and, where there is one, without it. Findings of one economy and
/// programme share their worlds.
///
/// # Errors
/// [`EnsembleError`] where nothing was run.
pub fn findings(
    stated: &[Stated],
    settings: &Settings,
    progress: &dyn Progress,
) -> Result<Computation, EnsembleError> {
    let groups = groups(stated);
    let worlds = |group: &Group<'_>| group.first.plan.replications as usize;
    let total = groups.iter().map(worlds).sum();
    let mut computation = Computation {
        asked: total,
        ..Computation::default()
    };
    let mut done = 0;
    let mut found: Vec<Vec<Figure>> = stated
        .iter()
        .enumerate()
        .map(|(of, one)| without_value(of, one))
        .collect();
    for group in &groups {
        let partial = PartialProgress {
            done,
            total,
            failed: computation.failures.len(),
            progress,
        };
        let (all, failures) = run(group, stated, &found, settings, &partial)?;
        done += worlds(group);
        computation.failures.extend(failures);
        for (member, of) in group.members.iter().enumerate() {
            let finding = stated[*of].finding();
            let Ok(design) = &finding.design else {
                continue;
            };
            for (at, figure) in found[*of].iter_mut().enumerate() {
                let readings: Vec<Reading> = all
                    .iter()
                    .filter_map(|world| world[member][at].clone())
                    .collect();
                figure.computed = pooled(finding, design, &readings);
            }
        }
    }
    computation.figures = found.into_iter().flatten().collect();
    Ok(computation)
}

/// The horizons of a finding before anything is computed: one without a horizon where it has none.
fn without_value(of: usize, stated: &Stated) -> Vec<Figure> {
    let horizons = stated
        .finding()
        .design
        .as_ref()
        .map_or(&[][..], |design| &design.horizons);
    let figure = |horizon: Option<u32>, is_judged: bool| Figure {
        of,
        horizon,
        is_judged,
        computed: None,
    };
    match horizons {
        [] => vec![figure(None, true)],
        [judged, others @ ..] => std::iter::once(figure(Some(*judged), true))
            .chain(others.iter().map(|one| figure(Some(*one), false)))
            .collect(),
    }
}

/// Findings that can be computed, by what is simulated.
fn groups(stated: &[Stated]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (at, one) in stated
        .iter()
        .enumerate()
        .filter(|(_, one)| one.finding().design.is_ok())
    {
        let is_same = |group: &&mut Group<'_>| {
            group.first.scenario().input == one.scenario().input
                && group.first.plan.seed == one.plan.seed
                && group.first.plan.replications == one.plan.replications
        };
        match groups.iter_mut().find(is_same) {
            Some(group) => group.members.push(at),
            None => groups.push(Group {
                first: one,
                members: vec![at],
            }),
        }
    }
    groups
}

/// What each world says about each finding of a group, by horizon.
type OfWorld = Vec<Vec<Option<Reading>>>;

/// Runs the worlds of a group.
fn run(
    group: &Group<'_>,
    stated: &[Stated],
    horizons: &[Vec<Figure>],
    settings: &Settings,
    progress: &dyn Progress,
) -> Result<(Vec<OfWorld>, Vec<Failure>), EnsembleError> {
    let (plan, [with, without]) = group.first.plan.pair(group.first.at);
    let see =
        |watchers: &mut [Option<Watcher>; 2], scenario: usize, world: &World| match &mut watchers
            [scenario]
        {
            Some(watcher) => watcher.observe(world),
            none => *none = Some(Watcher::start(world)),
        };
    let sum_up = |watchers: [Option<Watcher>; 2], runs: &[RunRecord]| -> OfWorld {
        let arms: Vec<Arm> = watchers
            .into_iter()
            .zip(runs)
            .filter_map(|(watcher, run)| watcher.map(|watcher| watcher.finish(run.values.clone())))
            .collect();
        let arm = arms.get(with);
        let twin = arms.get(without).filter(|_| with != without);
        let of_finding = |of: &usize| {
            let finding = stated[*of].finding();
            let reading = |horizon: Option<u32>| -> Option<Reading> {
                let design: &FindingDesign = finding.design.as_ref().ok()?;
                let arm = arm?;
                read(
                    finding,
                    design,
                    horizon.unwrap_or(arm.log.quarters()),
                    arm,
                    twin,
                )
            };
            horizons[*of]
                .iter()
                .map(|figure| reading(figure.horizon))
                .collect()
        };
        group.members.iter().map(of_finding).collect()
    };
    let (found, failures) =
        ensemble::watch(&plan, settings, progress, || [None, None], see, sum_up)?;
    // neither `run` nor `replay` makes these worlds: the command as a whole repeats what was lost
    let failures = failures
        .into_iter()
        .map(|lost| Failure {
            replay: settings.replay.clone(),
            ..lost
        })
        .collect();
    Ok((found, failures))
}

/// Reads one world quarter by quarter.
struct Watcher {
    log: PanelLog,
    spells: Spells,
}

impl Watcher {
    fn start(world: &World) -> Self {
        Self {
            log: PanelLog::start(world),
            spells: Spells::start(world, 0),
        }
    }

    fn observe(&mut self, world: &World) {
        self.log.observe(world);
        self.spells.observe(world);
    }

    fn finish(self, values: Vec<f64>) -> Arm {
        Arm {
            log: self.log,
            spells: self.spells.spell_table(|_| true),
            values,
        }
    }
}
