//! Published figures next to simulated ones, by the estimator of each study.

use crate::ensemble::{self, EnsembleError, Progress, Settings};
use crate::evaluation::{
    Estimate, FirstOrders, PUBLISHED, Panel, Published, percent, pooled, register, takers,
    two_sided_t,
};
use crate::maths::sqrt;
use crate::model::{InstrumentKind, ModelInput, World};
use crate::observations::{Measure, PanelLog, SpellTable, Spells};
use crate::parameters::Periods;
use crate::plan::{Futures, Plan, PlannedScenario};
use crate::results::Failure;
use crate::statistics::{Sample, Survival, t_quantile};

/// Quarters of the window without a programme.
const WINDOW: u32 = 40;
/// Quarters after which management is scored.
const AFTER_SERVICES: f64 = 12.0;
/// Quarters after which sales are surveyed.
const AFTER_COURSE: f64 = 4.0;

/// A published figure with what was simulated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// The figure.
    pub published: &'static Published,
    /// Simulated value in its unit; none where it is not computed.
    pub simulated: Option<f64>,
    /// Its standard error, where there is one.
    pub error: Option<f64>,
    /// Ends of its 95 % interval; NaN where there is none, infinite where an end is not reached.
    pub interval: [f64; 2],
    /// Worlds that it is from; 0 where it is imposed.
    pub n: usize,
}

/// Place of a simulated value relative to a band, by its interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetPlace {
    /// The whole interval is inside the band.
    Inside,
    /// The whole interval is outside it.
    Outside,
    /// The interval is partly inside.
    Indistinguishable,
    /// There is no interval.
    NoInterval,
    /// The value is a parameter of the model, and no result.
    Imposed,
}

impl TargetPlace {
    /// The words of tables.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Inside => "inside",
            Self::Outside => "outside",
            Self::Indistinguishable => "not told apart",
            Self::NoInterval => "no interval",
            Self::Imposed => "imposed",
        }
    }
}

impl Target {
    /// Where the simulated value lies; none where there is none.
    #[must_use]
    pub fn place(&self) -> Option<TargetPlace> {
        let ([_, least, most], [low, high]) = (self.published.figure, self.interval);
        self.simulated.map(|_| match self.n {
            0 => TargetPlace::Imposed,
            _ if low.is_nan() || high.is_nan() => TargetPlace::NoInterval,
            _ if least <= low && high <= most => TargetPlace::Inside,
            _ if high < least || most < low => TargetPlace::Outside,
            _ => TargetPlace::Indistinguishable,
        })
    }
}

/// Provenance of simulated values.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulated {
    /// All published figures.
    pub targets: Vec<Target>,
    /// Worlds that were run for them.
    pub worlds: Worlds,
}

/// Requested worlds, in all ensembles together, and those that were lost.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Worlds {
    /// Requested worlds.
    pub asked: usize,
    /// Worlds that were lost and left out.
    pub failures: Vec<Failure>,
}

/// The ensembles behind the figures: how they are run, and what became of their worlds.
struct Ensembles<'a> {
    plan: &'a Plan,
    settings: &'a Settings,
    progress: &'a dyn Progress,
    worlds: Worlds,
}

impl Ensembles<'_> {
    /// What is seen in each world that finishes, of scenarios of the first context; the first of them is the baseline.
    fn watch<W, T: Send>(
        &mut self,
        scenarios: Vec<PlannedScenario>,
        start: impl Fn() -> W + Sync,
        see: impl Fn(&mut W, usize, &World) + Sync,
        sum_up: impl Fn(W) -> T + Sync,
    ) -> Result<Vec<T>, EnsembleError> {
        let plan = plan_of(self.plan, scenarios);
        let (found, failures) =
            ensemble::watch(&plan, self.settings, self.progress, start, see, sum_up)?;
        self.worlds.asked += plan.replications as usize;
        // neither `run` nor `replay` makes these economies: the command as a whole repeats what was lost
        self.worlds
            .failures
            .extend(failures.into_iter().map(|lost| Failure {
                replay: self.settings.replay.clone(),
                ..lost
            }));
        Ok(found)
    }
}

/// A simulated value with its standard error, the ends of its interval and the worlds that it is from.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Found {
    value: f64,
    error: Option<f64>,
    ends: [f64; 2],
    n: usize,
}

impl Found {
    /// The value times a factor, plus a number.
    fn scaled(self, plus: f64, times: f64) -> Self {
        let mut ends = self.ends.map(|end| plus + times * end);
        ends.sort_by(f64::total_cmp);
        Self {
            value: plus + times * self.value,
            error: self.error.map(|error| times.abs() * error),
            ends,
            ..self
        }
    }

    /// An estimate of `n` worlds whose error, with its degrees of freedom, comes from firms.
    fn of_firms((value, error): (f64, f64), freedom: f64, n: usize) -> Self {
        let reach = two_sided_t(freedom) * error;
        Self {
            value,
            error: Some(error),
            ends: [value - reach, value + reach],
            n,
        }
    }

    /// An estimate whose error comes from `n` worlds: Student's t.
    fn of_worlds((value, error): (f64, f64), n: usize) -> Self {
        let reach = t_quantile(n) * error;
        let is_known = error.is_finite() && n > 1;
        let ends = if is_known {
            [value - reach, value + reach]
        } else {
            [f64::NAN; 2]
        };
        Self {
            value,
            error: is_known.then_some(error),
            ends,
            n,
        }
    }

    /// A parameter of the model.
    const fn imposed(value: f64) -> Self {
        Self {
            value,
            error: None,
            ends: [f64::NAN; 2],
            n: 0,
        }
    }
}

/// Simulates the figures: those of an economy without a programme in the baseline of the first context, those of an instrument in the
/// first scenario of that context that has this instrument and no other. As many worlds as the plan says.
///
/// # Errors
/// [`EnsembleError`] where nothing was run.
pub fn targets(
    plan: &Plan,
    settings: &Settings,
    progress: &dyn Progress,
) -> Result<Simulated, EnsembleError> {
    let mut ensembles = Ensembles {
        plan,
        settings,
        progress,
        worlds: Worlds::default(),
    };
    let mut found = economy(&mut ensembles)?;
    let hidden = plan.baseline().input.parameters.sourcing.hidden_share;
    found.push(("E43", Found::imposed(100.0 * hidden)));
    if let Some((gain, n)) = lottery(
        &mut ensembles,
        InstrumentKind::UpgradingSupport,
        (Measure::Management, AFTER_SERVICES),
    )? {
        found.push((
            "E57",
            Found::of_worlds((100.0 * gain.value, 100.0 * gain.error), n),
        ));
    }
    if let Some((gain, n)) = lottery(
        &mut ensembles,
        InstrumentKind::EntrepreneurshipTraining,
        (Measure::Sales, AFTER_COURSE),
    )? {
        found.push(("E59", Found::of_worlds(percent(&gain), n)));
    }
    found.extend(guarantee(&mut ensembles)?.map(|credit| ("E77", credit)));
    let target = |published: &'static Published| {
        let own = found
            .iter()
            .find(|(id, _)| *id == published.id)
            .map(|(_, found)| *found);
        Target {
            published,
            simulated: own.map(|own| own.value),
            error: own.and_then(|own| own.error),
            interval: own.map_or([f64::NAN; 2], |own| own.ends),
            n: own.map_or(0, |own| own.n),
        }
    };
    Ok(Simulated {
        targets: PUBLISHED.iter().map(target).collect(),
        worlds: ensembles.worlds,
    })
}

/// A scenario without agencies, instruments, rules and shocks.
fn stripped(scenario: &PlannedScenario) -> PlannedScenario {
    let input = ModelInput {
        agencies: Vec::new(),
        instruments: Vec::new(),
        rules: Vec::new(),
        shocks: Vec::new(),
        ..scenario.input.clone()
    };
    PlannedScenario {
        input,
        context: 0,
        ..scenario.clone()
    }
}

/// A plan of scenarios of the first context; the first of them is the baseline.
fn plan_of(plan: &Plan, scenarios: Vec<PlannedScenario>) -> Plan {
    let mut contexts = vec![plan.contexts[0].clone()];
    contexts[0].baseline = 0;
    Plan {
        contexts,
        scenarios,
        answer: None,
        futures: Futures::default(),
        ..plan.clone()
    }
}

/// Readings of an economy without a programme.
struct Economy {
    log: PanelLog,
    spells: Spells,
    stock: f64,
    separations: f64,
}

impl Economy {
    fn see(watcher: &mut Option<Self>, world: &World) {
        let Some(own) = watcher else {
            *watcher = Some(Self {
                log: PanelLog::start(world),
                spells: Spells::start(world, WINDOW),
                stock: 0.0,
                separations: 0.0,
            });
            return;
        };
        own.log.observe(world);
        own.spells.observe(world);
        own.stock += world
            .linkages()
            .iter()
            .filter(|(_, linkage)| linkage.stage.is_supply())
            .count() as f64;
        own.separations += f64::from(world.tally().separations_from_supply);
    }
}

/// Readings of one world.
type Facts = (FirstOrders, SpellTable, f64, f64);

fn economy(ensembles: &mut Ensembles<'_>) -> Result<Vec<(&'static str, Found)>, EnsembleError> {
    let mut scenario = stripped(ensembles.plan.baseline());
    scenario.input.periods = Periods {
        policy: WINDOW,
        run_off: 0,
        ..scenario.input.periods
    };
    let sum_up = |own: Option<Economy>| {
        own.map(|own| {
            (
                FirstOrders::from_log(&own.log),
                own.spells.spell_table(|_| true),
                own.stock,
                own.separations,
            )
        })
    };
    let worlds = ensembles.watch(
        vec![scenario],
        || None,
        |own, _, world| Economy::see(own, world),
        sum_up,
    )?;
    let worlds: Vec<Facts> = worlds.into_iter().flatten().collect();
    let mut found = Vec::new();
    for (measure, ids) in [["E1", "E1m"], ["E2", "E2m"], ["E3", "E3m"]]
        .into_iter()
        .enumerate()
    {
        for (estimator, id) in ids.into_iter().enumerate() {
            found.extend(
                of_firms(
                    worlds
                        .iter()
                        .map(|world| world.0.after_four_years[measure][estimator]),
                )
                .map(|one| (id, one)),
            );
        }
    }
    found.extend(jackknife(&worlds, raw_gap).map(|gap| ("E9", gap)));
    found.extend(of_firms(worlds.iter().map(|world| world.0.at_once)).map(|one| ("E45", one)));
    let lost = ratio_of_means(
        &worlds
            .iter()
            .map(|world| (world.3, world.2))
            .collect::<Vec<_>>(),
    );
    found.extend(lost.map(|lost| ("E65", lost.scaled(1.0, -4.0))));
    found.extend(
        median_duration(&worlds.iter().map(|world| &world.1).collect::<Vec<_>>())
            .map(|median| ("E66", median)),
    );
    for (class, id) in ["E73", "E73b"].into_iter().enumerate() {
        let exits = ratio_of_means(
            &worlds
                .iter()
                .map(|world| (world.0.exits[class][1], world.0.exits[class][0]))
                .collect::<Vec<_>>(),
        );
        found.extend(exits.map(|share| (id, share.scaled(0.0, 100.0))));
    }
    Ok(found)
}

/// Estimates of worlds as one, in percent.
fn of_firms(estimates: impl Iterator<Item = Option<Estimate>>) -> Option<Found> {
    let known: Vec<Estimate> = estimates.flatten().collect();
    let n = known.len();
    pooled(known).map(|estimate| Found::of_firms(percent(&estimate), estimate.freedom, n))
}

/// Gap in log workers between suppliers and others at the start less what a first order does by matching.
fn raw_gap(worlds: &[&Facts]) -> Option<f64> {
    let effect = pooled(
        worlds
            .iter()
            .filter_map(|world| world.0.after_four_years[0][1]),
    )?;
    let mean_size = |side: usize| {
        sum(worlds, |world| world.0.sizes[side][0]) / sum(worlds, |world| world.0.sizes[side][1])
    };
    Some(mean_size(0) - mean_size(1) - effect.value).filter(|gap| gap.is_finite())
}

/// A figure of all worlds with its jackknife error: worlds are left out one by one.
fn jackknife(worlds: &[Facts], figure: impl Fn(&[&Facts]) -> Option<f64>) -> Option<Found> {
    let (n, all) = (worlds.len(), worlds.iter().collect::<Vec<&Facts>>());
    let without = |left_out: usize| figure(&[&all[..left_out], &all[left_out + 1..]].concat());
    let others: Option<Vec<f64>> = (0..n).map(without).collect();
    let spread = others.map_or(f64::NAN, |others| Sample::new(others).variance());
    Some(Found::of_worlds(
        (
            figure(&all)?,
            sqrt(spread * (n as f64 - 1.0) * (n as f64 - 1.0) / n as f64),
        ),
        n,
    ))
}

/// Median duration of new linkages [years]: the first age at which fewer than half last; its interval is of the ages at which half may last, those whose
/// interval of survival holds a half (Brookmeyer and Crowley 1982).
fn median_duration(tables: &[&SpellTable]) -> Option<Found> {
    let survival = Survival::from_worlds(tables.iter().copied());
    let first = |is_past: &dyn Fn(crate::statistics::Estimate) -> bool| {
        (0..survival.survival.len())
            .find(|age| survival.survival_at(*age).is_some_and(is_past))
            .map(|quarters| quarters as f64 / 4.0)
    };
    let value = first(&|share| share.value < 0.5)?;
    let ends = [
        first(&|share| share.low < 0.5),
        first(&|share| share.high < 0.5),
    ];
    let ends = [
        ends[0].unwrap_or(f64::NAN),
        ends[1].unwrap_or(f64::INFINITY),
    ];
    Some(Found {
        value,
        error: None,
        ends,
        n: survival.n_worlds(),
    })
}

fn sum<T>(worlds: &[T], read: impl Fn(&T) -> f64) -> f64 {
    worlds.iter().map(read).sum()
}

/// The first scenario of the first context that has one instrument of a kind and no other.
fn alone(plan: &Plan, kind: InstrumentKind) -> Option<PlannedScenario> {
    let has_it_alone = |scenario: &&PlannedScenario| {
        scenario.context == 0
            && scenario.input.instruments.len() == 1
            && scenario.input.instruments[0].settings.kind() == kind
    };
    plan.scenarios.iter().find(has_it_alone).cloned()
}

/// Effect on takers where the agency of a lone instrument draws its clients by lottery.
fn lottery(
    ensembles: &mut Ensembles<'_>,
    kind: InstrumentKind,
    (measure, horizon): (Measure, f64),
) -> Result<Option<(Estimate, usize)>, EnsembleError> {
    let Some(mut scenario) = alone(ensembles.plan, kind) else {
        return Ok(None);
    };
    for agency in &mut scenario.input.agencies {
        agency.parameters.screening_accuracy = 0.0;
        agency.parameters.tnc_in_selection = 0.0;
    }
    let see = |log: &mut Option<PanelLog>, _: usize, world: &World| match log {
        Some(log) => log.observe(world),
        None => *log = Some(PanelLog::start(world)),
    };
    let sum_up = |log: Option<PanelLog>| {
        takers(&Panel::survey(&log?, None, &register(horizon)).intakes(measure))
    };
    let worlds = ensembles.watch(vec![scenario], || None, see, sum_up)?;
    // the variance of a ratio with few firms is not known well: worlds are the sample
    let known: Vec<Estimate> = worlds.into_iter().flatten().collect();
    Ok(over_worlds(&known).map(|gain| (gain, known.len())))
}

/// Mean over worlds with its standard error between worlds.
fn over_worlds(estimates: &[Estimate]) -> Option<Estimate> {
    let sample = Sample::new(estimates.iter().map(|one| one.value));
    let n = sample.len() as f64;
    let error = sqrt(sample.variance() / n);
    let first = estimates.first()?;
    (n > 1.0).then(|| Estimate {
        value: sample.mean(),
        error,
        freedom: n - 1.0,
        ..*first
    })
}

/// Net new credit over covered credit, with its standard error between worlds.
fn guarantee(ensembles: &mut Ensembles<'_>) -> Result<Option<Found>, EnsembleError> {
    let Some(scenario) = alone(ensembles.plan, InstrumentKind::CreditGuarantee) else {
        return Ok(None);
    };
    let baseline = stripped(ensembles.plan.baseline());
    let see = |volumes: &mut [f64; 3], scenario: usize, world: &World| {
        if !world.is_burning_in() {
            volumes[scenario] += world.tally().loan_volume;
            volumes[2] += world.tally().covered_volume;
        }
    };
    let worlds = ensembles.watch(
        vec![baseline, scenario],
        || [0.0; 3],
        see,
        |volumes| volumes,
    )?;
    Ok(ratio_of_means(
        &worlds
            .iter()
            .map(|[without, with, covered]| (with - without, *covered))
            .collect::<Vec<_>>(),
    ))
}

/// Mean of the first over the mean of the second, with the standard error of the delta method: both differ between worlds, and together.
/// None where the second is 0 in every world or there are fewer than two.
fn ratio_of_means(worlds: &[(f64, f64)]) -> Option<Found> {
    let n = worlds.len() as f64;
    let under = sum(worlds, |world| world.1) / n;
    let ratio = sum(worlds, |world| world.0) / n / under;
    let residuals = Sample::new(worlds.iter().map(|(over, under)| over - ratio * under));
    (under > 0.0 && n > 1.0).then(|| {
        Found::of_worlds(
            (ratio, sqrt(residuals.variance() / n) / under),
            worlds.len(),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_of_a_ratio_knows_that_its_parts_move_together() {
        let known = |found: Option<Found>| {
            found
                .map(|found| (found.value, found.error.expect("an error")))
                .expect("a ratio")
        };
        let (value, error) = known(ratio_of_means(&[(1.0, 2.0), (2.0, 4.0), (4.0, 8.0)]));
        assert!(
            (value - 0.5).abs() < 1e-12 && error.abs() < 1e-12,
            "half in every world: {value} {error}"
        );
        // mean 2 over mean 2; residuals -1, 0, 1: variance 1 over 3, over 2
        let (value, error) = known(ratio_of_means(&[(0.0, 1.0), (2.0, 2.0), (4.0, 3.0)]));
        assert!(
            (value - 1.0).abs() < 1e-12 && (error - sqrt(1.0 / 3.0) / 2.0).abs() < 1e-12,
            "{value} {error}"
        );
        assert_eq!(
            ratio_of_means(&[(1.0, 0.0), (2.0, 0.0)]),
            None,
            "nothing was covered"
        );
        assert_eq!(
            ratio_of_means(&[(1.0, 2.0)]),
            None,
            "one world has no error"
        );
        // 1 less 4 times 1.0 (t of 2 degrees 4.3027): the ends stay in order
        let scaled = ratio_of_means(&[(0.0, 1.0), (2.0, 2.0), (4.0, 3.0)])
            .expect("a ratio")
            .scaled(1.0, -4.0);
        let reach = 4.0 * 4.302_653 * sqrt(1.0 / 3.0) / 2.0;
        assert!(
            (scaled.ends[0] - (-3.0 - reach)).abs() < 1e-4
                && (scaled.ends[1] - (-3.0 + reach)).abs() < 1e-4,
            "{scaled:?}"
        );
    }

    #[test]
    fn a_median_life_has_the_ages_at_which_half_may_last() {
        // ten linkages a world; 2 to 4 of ten end at each age, other ones in other worlds
        let table = |ends: [u32; 4]| {
            let mut table = SpellTable::default();
            let mut left = 10;
            for ended in ends {
                table.at_risk.push(left);
                table.ended.push([0; crate::observations::N_CAUSES]);
                table.ended.last_mut().expect("just pushed")[0] = ended;
                left -= ended;
            }
            table
        };
        let tables = [
            table([2, 2, 2, 2]),
            table([4, 2, 2, 1]),
            table([1, 3, 3, 2]),
            table([3, 1, 2, 2]),
        ];
        let found =
            median_duration(&tables.iter().collect::<Vec<_>>()).expect("fewer than half last");
        assert_eq!((found.value, found.n), (0.5, 4));
        assert!(
            found.ends[0] <= found.value
                && found.value <= found.ends[1]
                && found.ends[0] < found.ends[1],
            "{found:?}"
        );
        assert!(
            median_duration(&[&table([1, 0, 0, 0]), &table([0, 1, 0, 0])]).is_none(),
            "half last beyond the window"
        );
    }

    #[test]
    fn bands_are_judged_by_the_interval_and_not_by_the_point() {
        let published = PUBLISHED
            .iter()
            .find(|one| one.id == "E73")
            .expect("listed");
        let place = |value: f64, reach: f64, n: usize| {
            Target {
                published,
                simulated: Some(value),
                error: None,
                interval: [value - reach, value + reach],
                n,
            }
            .place()
        };
        // the band is 35 to 47
        assert_eq!(place(41.0, 3.0, 20), Some(TargetPlace::Inside));
        assert_eq!(
            place(41.0, 8.0, 20),
            Some(TargetPlace::Indistinguishable),
            "the point lies inside, the interval does not"
        );
        assert_eq!(
            place(50.0, 4.0, 20),
            Some(TargetPlace::Indistinguishable),
            "the point lies outside, the interval does not"
        );
        assert_eq!(place(50.0, 2.0, 20), Some(TargetPlace::Outside));
        assert_eq!(place(41.0, f64::NAN, 20), Some(TargetPlace::NoInterval));
        assert_eq!(place(41.0, f64::NAN, 0), Some(TargetPlace::Imposed));
        assert_eq!(
            Target {
                published,
                simulated: None,
                error: None,
                interval: [f64::NAN; 2],
                n: 0
            }
            .place(),
            None
        );
    }
}
