//! Published figures beside what the model gives by the estimator of each study.

use crate::ensemble::{self, EnsembleError, Progress, Settings};
use crate::evaluation::{Estimate, FirstOrders, PUBLISHED, Panel, Published, percent, pooled, register, takers};
use crate::maths::sqrt;
use crate::model::World;
use crate::observations::{LifeTable, Measure, PanelLog, Spells};
use crate::parameters::{InstrumentSettings, ModelInput, Periods};
use crate::plan::{Futures, Plan, PlannedScenario};
use crate::results::Failure;
use crate::statistics::{Sample, Survival};

/// Quarters of the window without a programme.
const WINDOW: u32 = 40;
/// Quarters after which management is scored.
const AFTER_SERVICES: f64 = 12.0;
/// Quarters after which sales are asked for.
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
}

/// What was simulated.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulated {
    /// All published figures.
    pub targets: Vec<Target>,
    /// Worlds that were run for them.
    pub worlds: Worlds,
}

/// Worlds asked for, in all ensembles together, and those that were lost.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Worlds {
    /// Worlds asked for.
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
        let (found, failures) = ensemble::watch(&plan, self.settings, self.progress, start, see, sum_up)?;
        self.worlds.asked += plan.replications as usize;
        self.worlds.failures.extend(failures);
        Ok(found)
    }
}

/// A simulated value with its standard error.
type Found = (f64, Option<f64>);

/// Simulates the figures: those of an economy without a programme in the baseline of the first context, those of an instrument in the
/// first scenario of that context that has this instrument and no other. As many worlds as the plan says.
///
/// # Errors
/// [`EnsembleError`] where nothing was run.
pub fn targets(plan: &Plan, settings: &Settings, progress: &dyn Progress) -> Result<Simulated, EnsembleError> {
    let mut ensembles = Ensembles { plan, settings, progress, worlds: Worlds::default() };
    let mut found = economy(&mut ensembles)?;
    let hidden = plan.baseline().input.parameters.sourcing.hidden_share;
    found.push(("E43", (100.0 * hidden, None)));
    let is_support = |settings: &InstrumentSettings| matches!(settings, InstrumentSettings::UpgradingSupport(_));
    if let Some(gain) = lottery(&mut ensembles, is_support, (Measure::Management, AFTER_SERVICES))? {
        found.push(("E57", (100.0 * gain.value, Some(100.0 * gain.error))));
    }
    let is_course = |settings: &InstrumentSettings| matches!(settings, InstrumentSettings::EntrepreneurshipTraining(_));
    if let Some(gain) = lottery(&mut ensembles, is_course, (Measure::Sales, AFTER_COURSE))? {
        let (value, error) = percent(&gain);
        found.push(("E59", (value, Some(error))));
    }
    found.extend(guarantee(&mut ensembles)?.map(|credit| ("E77", credit)));
    let target = |published: &'static Published| {
        let own = found.iter().find(|(id, _)| *id == published.id).map(|(_, found)| *found);
        Target { published, simulated: own.map(|own| own.0), error: own.and_then(|own| own.1) }
    };
    Ok(Simulated { targets: PUBLISHED.iter().map(target).collect(), worlds: ensembles.worlds })
}

/// A scenario without agencies, instruments, rules and shocks.
fn stripped(scenario: &PlannedScenario) -> PlannedScenario {
    let input =
        ModelInput { agencies: Vec::new(), instruments: Vec::new(), rules: Vec::new(), shocks: Vec::new(), ..scenario.input.clone() };
    PlannedScenario { input, context: 0, ..scenario.clone() }
}

/// A plan of scenarios of the first context; the first of them is the baseline.
fn plan_of(plan: &Plan, scenarios: Vec<PlannedScenario>) -> Plan {
    let mut contexts = vec![plan.contexts[0].clone()];
    contexts[0].baseline = 0;
    Plan { contexts, scenarios, answer: None, futures: Futures::default(), ..plan.clone() }
}

/// What is read of an economy without a programme.
struct Economy {
    log: PanelLog,
    spells: Spells,
    stock: f64,
    separations: f64,
}

impl Economy {
    fn see(watcher: &mut Option<Self>, world: &World) {
        let Some(own) = watcher else {
            *watcher = Some(Self { log: PanelLog::start(world), spells: Spells::start(world, WINDOW), stock: 0.0, separations: 0.0 });
            return;
        };
        own.log.observe(world);
        own.spells.observe(world);
        own.stock += world.linkages().iter().filter(|(_, linkage)| linkage.stage.is_supply()).count() as f64;
        own.separations += f64::from(world.tally().separations_from_supply);
    }
}

/// What one world says.
type Facts = (FirstOrders, LifeTable, f64, f64);

fn economy(ensembles: &mut Ensembles<'_>) -> Result<Vec<(&'static str, Found)>, EnsembleError> {
    let mut scenario = stripped(ensembles.plan.baseline());
    scenario.input.periods = Periods { policy: WINDOW, run_off: 0, ..scenario.input.periods };
    let sum_up =
        |own: Option<Economy>| own.map(|own| (FirstOrders::of(&own.log), own.spells.life_table(|_| true), own.stock, own.separations));
    let worlds = ensembles.watch(vec![scenario], || None, |own, _, world| Economy::see(own, world), sum_up)?;
    let worlds: Vec<Facts> = worlds.into_iter().flatten().collect();
    let mut found = Vec::new();
    for (measure, ids) in [["E1", "E1m"], ["E2", "E2m"], ["E3", "E3m"]].into_iter().enumerate() {
        for (estimator, id) in ids.into_iter().enumerate() {
            let estimate = pooled(worlds.iter().filter_map(|world| world.0.after_four_years[measure][estimator]));
            found.extend(estimate.map(|estimate| percent(&estimate)).map(|(value, error)| (id, (value, Some(error)))));
        }
    }
    let employment = pooled(worlds.iter().filter_map(|world| world.0.after_four_years[0][1]));
    let mean_size = |side: usize| sum(&worlds, |world| world.0.sizes[side][0]) / sum(&worlds, |world| world.0.sizes[side][1]);
    found.extend(employment.map(|effect| ("E9", (mean_size(0) - mean_size(1) - effect.value, None))));
    let at_once = pooled(worlds.iter().filter_map(|world| world.0.at_once)).map(|estimate| percent(&estimate));
    found.extend(at_once.map(|(value, error)| ("E45", (value, Some(error)))));
    found.push(("E65", (1.0 - 4.0 * sum(&worlds, |world| world.3) / sum(&worlds, |world| world.2), None)));
    let survival = Survival::of(worlds.iter().map(|world| &world.1)).survival;
    let median = survival.iter().position(|share| *share < 0.5);
    found.extend(median.map(|quarters| ("E66", (quarters as f64 / 4.0, None))));
    for (class, id) in ["E73", "E73b"].into_iter().enumerate() {
        let share = sum(&worlds, |world| world.0.exits[class][1]) / sum(&worlds, |world| world.0.exits[class][0]);
        found.push((id, (100.0 * share, None)));
    }
    Ok(found)
}

fn sum<T>(worlds: &[T], read: impl Fn(&T) -> f64) -> f64 {
    worlds.iter().map(read).sum()
}

/// The first scenario of the first context that has one instrument of a kind and no other.
fn alone(plan: &Plan, is_kind: impl Fn(&InstrumentSettings) -> bool) -> Option<PlannedScenario> {
    let has_it_alone = |scenario: &&PlannedScenario| {
        scenario.context == 0 && scenario.input.instruments.len() == 1 && is_kind(&scenario.input.instruments[0].settings)
    };
    plan.scenarios.iter().find(has_it_alone).cloned()
}

/// Effect on takers where the agency of a lone instrument draws its clients by lot.
fn lottery(
    ensembles: &mut Ensembles<'_>,
    is_kind: impl Fn(&InstrumentSettings) -> bool,
    (measure, horizon): (Measure, f64),
) -> Result<Option<Estimate>, EnsembleError> {
    let Some(mut scenario) = alone(ensembles.plan, is_kind) else { return Ok(None) };
    for agency in &mut scenario.input.agencies {
        agency.parameters.screening_accuracy = 0.0;
        agency.parameters.tnc_in_selection = 0.0;
    }
    let see = |log: &mut Option<PanelLog>, _: usize, world: &World| match log {
        Some(log) => log.observe(world),
        None => *log = Some(PanelLog::start(world)),
    };
    let sum_up = |log: Option<PanelLog>| takers(&Panel::survey(&log?, None, &register(horizon)).intakes(measure));
    let worlds = ensembles.watch(vec![scenario], || None, see, sum_up)?;
    // the variance of a ratio with few firms is not known well: worlds are the sample
    Ok(over_worlds(&worlds.into_iter().flatten().collect::<Vec<_>>()))
}

/// Mean over worlds with its standard error between worlds.
fn over_worlds(estimates: &[Estimate]) -> Option<Estimate> {
    let sample = Sample::new(estimates.iter().map(|one| one.value));
    let n = sample.len() as f64;
    let error = sqrt(sample.variance() / n);
    let first = estimates.first()?;
    (n > 1.0).then(|| Estimate { value: sample.mean(), error, freedom: n - 1.0, ..*first })
}

/// Net new credit over covered credit, with its standard error between worlds.
fn guarantee(ensembles: &mut Ensembles<'_>) -> Result<Option<Found>, EnsembleError> {
    let is_guarantee = |settings: &InstrumentSettings| matches!(settings, InstrumentSettings::CreditGuarantee(_));
    let Some(scenario) = alone(ensembles.plan, is_guarantee) else { return Ok(None) };
    let baseline = stripped(ensembles.plan.baseline());
    let see = |volumes: &mut [f64; 3], scenario: usize, world: &World| {
        if !world.is_burning_in() {
            volumes[scenario] += world.tally().loan_volume;
            volumes[2] += world.tally().covered_volume;
        }
    };
    let worlds = ensembles.watch(vec![baseline, scenario], || [0.0; 3], see, |volumes| volumes)?;
    Ok(ratio_of_means(&worlds.iter().map(|[without, with, covered]| (with - without, *covered)).collect::<Vec<_>>()))
}

/// Mean of the first over the mean of the second, with the standard error of the delta method: both differ between worlds, and together.
/// None where the second is 0 in every world or there are fewer than two.
fn ratio_of_means(worlds: &[(f64, f64)]) -> Option<Found> {
    let n = worlds.len() as f64;
    let under = sum(worlds, |world| world.1) / n;
    let ratio = sum(worlds, |world| world.0) / n / under;
    let residuals = Sample::new(worlds.iter().map(|(over, under)| over - ratio * under));
    (under > 0.0 && n > 1.0).then(|| (ratio, Some(sqrt(residuals.variance() / n) / under)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_of_a_ratio_knows_that_its_parts_move_together() {
        let (value, error) = ratio_of_means(&[(1.0, 2.0), (2.0, 4.0), (4.0, 8.0)]).expect("a ratio");
        assert!((value - 0.5).abs() < 1e-12 && error.expect("an error").abs() < 1e-12, "half in every world: {value} {error:?}");
        // mean 2 over mean 2; residuals -1, 0, 1: variance 1 over 3, over 2
        let (value, error) = ratio_of_means(&[(0.0, 1.0), (2.0, 2.0), (4.0, 3.0)]).expect("a ratio");
        assert!((value - 1.0).abs() < 1e-12 && (error.expect("an error") - sqrt(1.0 / 3.0) / 2.0).abs() < 1e-12, "{value} {error:?}");
        assert_eq!(ratio_of_means(&[(1.0, 0.0), (2.0, 0.0)]), None, "nothing was covered");
        assert_eq!(ratio_of_means(&[(1.0, 2.0)]), None, "one world has no error");
    }
}
