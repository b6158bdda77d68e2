//! Sensitivity analysis: a study at every point of a design, each point of a block in the same worlds.

use super::partial_progress::PartialProgress;
use crate::designs::{DesignError, Point, STEP, Trajectory, morris, saltelli};
use crate::ensemble::{self, EnsembleError, Progress, Settings};
use crate::plan::Plan;
use crate::results::{Dataset, Failure};
use crate::statistics::sensitivity::{
    Block, Sensitivity, SensitivityMethod, Walk, morris_effects, sobol_indices, tornado,
};
use crate::statistics::{compared_pairs, world_differences};

/// A point: a share of its range for every factor [0–1]; none where a factor keeps the study's own value.
pub type Shares = Vec<Option<f64>>;

/// Points to run, in blocks.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    /// Method that they are for.
    pub method: SensitivityMethod,
    /// Points by block; a batch may stop after any block.
    pub blocks: Vec<Vec<Shares>>,
    walks: Vec<Trajectory>,
}

impl Design {
    /// Points for a method and a number of factors: `blocks` trajectories, or N of Sobol; a tornado has one block.
    ///
    /// # Errors
    /// [`DesignError`] where the Sobol sequence ends before.
    pub fn new(
        method: SensitivityMethod,
        seed: u64,
        blocks: u32,
        factors: usize,
    ) -> Result<Self, DesignError> {
        let all = |points: Vec<Point>| {
            points
                .into_iter()
                .map(|point| point.into_iter().map(Some).collect())
                .collect()
        };
        Ok(match method {
            SensitivityMethod::Tornado => Self {
                method,
                blocks: vec![one_at_a_time(factors)],
                walks: Vec::new(),
            },
            SensitivityMethod::Morris => {
                let walks = morris(seed, blocks, factors);
                Self {
                    method,
                    blocks: walks.iter().map(|walk| all(walk.points.clone())).collect(),
                    walks,
                }
            }
            SensitivityMethod::Sobol => Self {
                method,
                blocks: saltelli(seed, blocks, factors)?
                    .into_iter()
                    .map(all)
                    .collect(),
                walks: Vec::new(),
            },
        })
    }

    /// Points of all blocks.
    #[must_use]
    pub fn n_points(&self) -> usize {
        self.blocks.iter().map(Vec::len).sum()
    }

    /// Measures estimated from the blocks.
    #[must_use]
    pub fn estimate(&self, results: &[Block]) -> Sensitivity {
        match self.method {
            SensitivityMethod::Tornado => tornado(results.first().unwrap_or(&Vec::new())),
            SensitivityMethod::Morris => morris_effects(
                &self
                    .walks
                    .iter()
                    .zip(results)
                    .map(|(walk, block)| walked(walk, block))
                    .collect::<Vec<_>>(),
            ),
            SensitivityMethod::Sobol => sobol_indices(results),
        }
    }
}

/// The study's own values, then the low and the high end of one factor after the other.
fn one_at_a_time(factors: usize) -> Vec<Shares> {
    let end = |factor: usize, end: f64| {
        (0..factors)
            .map(|other| (other == factor).then_some(end))
            .collect()
    };
    let ends = (0..factors).flat_map(|factor| [end(factor, 0.0), end(factor, 1.0)]);
    std::iter::once(vec![None; factors]).chain(ends).collect()
}

fn walked(walk: &Trajectory, results: &Block) -> Walk {
    let step = |(factor, two): (&usize, &[Point])| STEP.copysign(two[1][*factor] - two[0][*factor]);
    Walk {
        moved: walk.moved.clone(),
        steps: walk
            .moved
            .iter()
            .zip(walk.points.windows(2))
            .map(step)
            .collect(),
        results: results.clone(),
    }
}

/// Results of one difference in all blocks.
#[derive(Clone, Debug, PartialEq)]
pub struct Drift {
    /// Index of the scenario.
    pub scenario: usize,
    /// Index of the scenario that it is compared with.
    pub baseline: usize,
    /// Index of the indicator in `observations::INDICATORS`.
    pub indicator: usize,
    /// Paired differences by block, point and world [unit of the indicator].
    pub results: Vec<Block>,
}

/// Outcome of a design.
#[derive(Clone, Debug)]
pub struct Drifts {
    /// Every scenario relative to the baseline of its context and the pair that answers the question, in every requested indicator.
    pub drifts: Vec<Drift>,
    /// Worlds that were lost.
    pub failures: Vec<Failure>,
    /// The data set of the first point, for what it says of the study.
    pub dataset: Dataset,
}

/// The study at a point, and the command that runs it with all of its worlds.
pub type PlanAt<'a> = &'a dyn Fn(&Shares) -> (Plan, String);

/// Runs the study that `plan_at` gives for a point, at every point of a design, in `worlds` worlds.
///
/// The points of a block meet the same replications, and every block has replications of its own.
///
/// # Errors
/// [`EnsembleError`] where a point cannot be run at all.
///
/// # Panics
/// Error of a design without points.
pub fn run_design(
    design: &Design,
    worlds: u32,
    indicators: &[usize],
    plan_at: PlanAt<'_>,
    jobs: usize,
    progress: &dyn Progress,
) -> Result<Drifts, EnsembleError> {
    let (total, mut done) = (design.n_points() * worlds as usize, 0);
    let mut found: Option<Drifts> = None;
    for (block, points) in design.blocks.iter().enumerate() {
        let replications = block as u32 * worlds..(block as u32 + 1) * worlds;
        let ids: Vec<u32> = replications.clone().collect();
        for (place, point) in points.iter().enumerate() {
            let failed = found.as_ref().map_or(0, |found| found.failures.len());
            let (plan, replay) = plan_at(point);
            let settings = Settings {
                jobs,
                only_replication: None,
                panic_at: None,
                replay,
            };
            let dataset = ensemble::run_part(
                &plan,
                &ids,
                &settings,
                &PartialProgress {
                    done,
                    total,
                    failed,
                    progress,
                },
            )?;
            done += worlds as usize;
            let found = found.get_or_insert_with(|| empty(&dataset, indicators));
            for drift in &mut found.drifts {
                let values = world_differences(
                    &dataset,
                    (drift.scenario, drift.baseline),
                    drift.indicator,
                    replications.clone(),
                );
                if place == 0 {
                    drift.results.push(Vec::new());
                }
                drift.results[block].push(values);
            }
            found.failures.extend(dataset.failures);
        }
    }
    Ok(found.expect("a design has points"))
}

fn empty(dataset: &Dataset, indicators: &[usize]) -> Drifts {
    let pairs = compared_pairs(dataset);
    let drift = |(scenario, baseline), indicator| Drift {
        scenario,
        baseline,
        indicator,
        results: Vec::new(),
    };
    Drifts {
        drifts: pairs
            .into_iter()
            .flat_map(|pair| {
                indicators
                    .iter()
                    .map(move |indicator| drift(pair, *indicator))
            })
            .collect(),
        failures: Vec::new(),
        dataset: Dataset {
            runs: Vec::new(),
            series: Vec::new(),
            lives: Vec::new(),
            groups: Vec::new(),
            ..dataset.clone()
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tornado_moves_one_number_to_either_end() {
        let design = Design::new(SensitivityMethod::Tornado, 0, 9, 2).expect("a design");
        let expected = vec![
            vec![None, None],
            vec![Some(0.0), None],
            vec![Some(1.0), None],
            vec![None, Some(0.0)],
            vec![None, Some(1.0)],
        ];
        assert_eq!(design.blocks, [expected]);
    }

    #[test]
    fn designs_have_the_points_of_their_method_and_estimate_what_they_were_made_for() {
        for (method, blocks, points) in [
            (SensitivityMethod::Morris, 20, 4),
            (SensitivityMethod::Sobol, 64, 5),
        ] {
            let design = Design::new(method, 3, blocks, 3).expect("a design");
            assert_eq!(
                (design.blocks.len(), design.n_points()),
                (blocks as usize, (blocks * points) as usize)
            );
            let value = |point: &Shares| {
                vec![3.0 * point[1].expect("a share") - point[0].expect("a share"); 2]
            };
            let results: Vec<Block> = design
                .blocks
                .iter()
                .map(|block| block.iter().map(value).collect())
                .collect();
            let found = design.estimate(&results);
            assert_eq!(
                found
                    .effects
                    .iter()
                    .map(|effect| effect.factor)
                    .collect::<Vec<_>>(),
                [1, 0, 2]
            );
            assert_eq!(
                found
                    .effects
                    .iter()
                    .map(|effect| effect.is_distinguishable)
                    .collect::<Vec<_>>(),
                [true, true, false]
            );
            assert_eq!(
                (found.method, found.blocks, found.worlds),
                (method, blocks as usize, 2)
            );
        }
        assert!(Design::new(SensitivityMethod::Sobol, 0, 1 << 17, 3).is_err());
    }
}
