//! Evaluations of a programme in many worlds: estimates of each estimator next to the true effect on the same firms.

use crate::ensemble::{self, EnsembleError, Progress, Settings};
use crate::evaluation::{ESTIMATORS, Estimate, Estimator, Panel, Quality, estimates};
use crate::observations::{Measure, PanelLog};
use crate::parameters::SurveyParameters;
use crate::plan::Plan;
use crate::results::{Failure, RunRecord};

/// Design of the simulated evaluations.
#[derive(Clone, Debug, PartialEq)]
pub struct EvaluationDesign {
    /// Scenario with the programme, by index; its true effect is the difference from the baseline of its context.
    pub scenario: usize,
    /// What is measured.
    pub measure: Measure,
    /// Survey, its sample apart.
    pub survey: SurveyParameters,
    /// Parts of the frame that are asked, one after the other [share].
    pub samples: Vec<f64>,
}

/// Evaluations with one size of sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluated {
    /// Part of the frame that is asked [share].
    pub sample_share: f64,
    /// Mean number of firms asked.
    pub n_firms: f64,
    /// Mean number of intakes without a cut-off, which the discontinuity leaves out.
    pub intakes_left_out: f64,
    /// Each estimator, in the order of [`ESTIMATORS`]; none where fewer than two worlds gave an estimate.
    pub qualities: Vec<(Estimator, Option<Quality>)>,
}

/// Outcome of a design.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// By size of sample, in the order of the design.
    pub samples: Vec<Evaluated>,
    /// Worlds that were lost.
    pub failures: Vec<Failure>,
}

/// Firms asked, intakes without a cut-off, and what every estimator says.
type OneSample = (usize, usize, [Option<Estimate>; ESTIMATORS.len()]);

/// Runs the worlds of a plan and evaluates one scenario in each, with every size of sample.
///
/// # Errors
/// [`EnsembleError`] where nothing was run.
pub fn evaluate(
    plan: &Plan,
    settings: &Settings,
    progress: &dyn Progress,
    design: &EvaluationDesign,
) -> Result<Evaluation, EnsembleError> {
    let wanted = [design.scenario, plan.baseline_of(design.scenario)];
    let see = |logs: &mut [Option<PanelLog>; 2], scenario: usize, world: &crate::model::World| {
        for (log, _) in logs
            .iter_mut()
            .zip(wanted)
            .filter(|(_, wanted)| *wanted == scenario)
        {
            match log {
                Some(log) => log.observe(world),
                None => *log = Some(PanelLog::start(world)),
            }
        }
    };
    let sum_up = |logs: [Option<PanelLog>; 2], _: &[RunRecord]| -> Vec<OneSample> {
        let [Some(log), Some(twin)] = &logs else {
            return Vec::new();
        };
        let evaluate = |share: &f64| {
            let survey = SurveyParameters {
                sample_share: *share,
                ..design.survey.clone()
            };
            let panel = Panel::survey(log, Some(twin), &survey);
            (
                panel.n_firms(),
                panel.points(design.measure).1,
                estimates(&panel, design.measure),
            )
        };
        design.samples.iter().map(evaluate).collect()
    };
    let (worlds, failures) =
        ensemble::watch(plan, settings, progress, || [None, None], see, sum_up)?;
    let evaluated = |(index, share): (usize, &f64)| {
        let of_sample = || worlds.iter().filter_map(|world| world.get(index));
        let mean = |read: fn(&OneSample) -> usize| {
            of_sample().map(|one| read(one) as f64).sum::<f64>() / of_sample().count() as f64
        };
        let quality = |k: usize| {
            Quality::new(
                &of_sample()
                    .map(|(_, _, found)| found[k])
                    .collect::<Vec<_>>(),
            )
        };
        let qualities = ESTIMATORS
            .iter()
            .enumerate()
            .map(|(k, estimator)| (*estimator, quality(k)))
            .collect();
        Evaluated {
            sample_share: *share,
            n_firms: mean(|one| one.0),
            intakes_left_out: mean(|one| one.1),
            qualities,
        }
    };
    Ok(Evaluation {
        samples: design.samples.iter().enumerate().map(evaluated).collect(),
        failures,
    })
}
