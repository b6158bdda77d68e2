//! Re-keyed futures of a burn-in: the same agents with other random draws, for displacement and spillover by sign.
//!
//! One future of all scenarios of a context is a piece of work that any thread may do. What the pieces found is added in their order,
//! whichever ends first, so that sums have the same bits on any number of threads.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::bundle::{Begun, Bundle, Loss, Place, guard};
use crate::model::{Breach, ModelInput, World};
use crate::observations::{Displacement, FutureRecord, Ledger};
use crate::plan::Plan;

/// The futures of one world, from its burn-ins to its complete bundle.
pub(super) struct Futures<'a> {
    plan: &'a Plan,
    inputs: Vec<ModelInput>,
    openings: Vec<World>,
    begun: AtomicUsize,
    sums: Mutex<Sums>,
}

/// Result of one future.
struct Changes {
    baseline: FutureRecord,
    /// The baseline with other random draws: its future K + k.
    other: FutureRecord,
    /// Scenarios of the context but the baseline, in plan order.
    programmes: Vec<(usize, FutureRecord)>,
}

/// Sums over the futures that were run, in their order.
struct Sums {
    /// Waits for its displacement; taken by the last piece.
    bundle: Option<Bundle>,
    /// By scenario.
    found: Vec<Displacement>,
    /// The first future, in order, that was lost.
    loss: Option<Loss>,
    /// Pieces added.
    added: usize,
    /// Pieces that ended before one that comes before them.
    waiting: BTreeMap<usize, Result<Changes, Loss>>,
}

impl<'a> Futures<'a> {
    /// The futures of a world whose scenarios have run.
    pub fn new(plan: &'a Plan, begun: Begun) -> Self {
        Self {
            plan,
            inputs: begun.inputs,
            openings: begun.openings,
            begun: AtomicUsize::new(0),
            sums: Mutex::new(Sums {
                bundle: Some(begun.bundle),
                found: vec![Displacement::default(); plan.scenarios.len()],
                loss: None,
                added: 0,
                waiting: BTreeMap::new(),
            }),
        }
    }

    /// Number of pieces: every future of every context.
    pub const fn pieces(&self) -> usize {
        self.openings.len() * self.plan.futures.count as usize
    }

    /// Runs the next piece; with the last one that ends, the world is complete. To be called once for every piece.
    pub fn run_next(&self) -> Option<Result<Bundle, Loss>> {
        let piece = self.begun.fetch_add(1, Ordering::Relaxed);
        let count = self.plan.futures.count;
        let (context, index) = (piece / count as usize, (piece % count as usize) as u32);
        let changes = guard(|place| self.run_future(context, index, place));
        let mut sums = self.sums.lock().unwrap_or_else(PoisonError::into_inner);
        sums.waiting.insert(piece, changes);
        self.add_in_order(&mut sums);
        if sums.added < self.pieces() {
            return None;
        }
        sums.complete()
    }

    /// Future k of every scenario has the same random draws.
    fn run_future(&self, context: usize, index: u32, place: &Place) -> Result<Changes, Breach> {
        let future = |scenario: usize, index| {
            place.scenario.set(Some(scenario));
            run_one(
                &self.openings[context],
                &self.inputs[scenario],
                index,
                place,
            )
        };
        let comparator = self.plan.contexts[context].baseline;
        let baseline = future(comparator, index)?;
        let other = future(comparator, self.plan.futures.count + index)?;
        let mut programmes = Vec::new();
        for (scenario, planned) in self.plan.scenarios.iter().enumerate() {
            if planned.context == context && scenario != comparator {
                programmes.push((scenario, future(scenario, index)?));
            }
        }
        Ok(Changes {
            baseline,
            other,
            programmes,
        })
    }

    fn add_in_order(&self, sums: &mut Sums) {
        while let Some(changes) = sums.waiting.remove(&sums.added) {
            let context = sums.added / self.plan.futures.count as usize;
            let comparator = self.plan.contexts[context].baseline;
            sums.added += 1;
            let added = changes.and_then(|changes| {
                guard(|_| {
                    changes.add_to(&mut sums.found, comparator);
                    Ok(())
                })
            });
            if let Err(loss) = added {
                sums.loss.get_or_insert(loss);
            }
        }
    }
}

impl Changes {
    /// The floor compares future k of the baseline with its future K + k.
    fn add_to(&self, found: &mut [Displacement], comparator: usize) {
        let (baseline, other) = (&self.baseline, &self.other);
        let own = &mut found[comparator];
        own.effect.add(baseline, baseline, baseline);
        own.placebo.add(other, baseline, baseline);
        for (scenario, programme) in &self.programmes {
            let displacement = &mut found[*scenario];
            displacement.effect.add(programme, baseline, programme);
            displacement.placebo.add(other, baseline, programme);
        }
    }
}

impl Sums {
    fn complete(&mut self) -> Option<Result<Bundle, Loss>> {
        let mut bundle = self.bundle.take()?;
        if let Some(loss) = self.loss.take() {
            return Some(Err(loss));
        }
        for (run, displacement) in bundle.runs.iter_mut().zip(&self.found) {
            displacement.fill(&mut run.values);
        }
        Some(Ok(bundle))
    }
}

fn run_one(
    opening: &World,
    input: &ModelInput,
    index: u32,
    place: &Place,
) -> Result<FutureRecord, Breach> {
    let mut world = opening.start_future(input, index);
    let mut ledger = Ledger::start(&world);
    for _ in 0..input.periods.recorded() {
        place.quarter.set(Some(world.quarter()));
        world.step()?;
        ledger.observe(&world);
    }
    Ok(FutureRecord::from_world(&world, ledger))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::bundle::{begin, run_bundle};
    use crate::observations::indicator_index;
    use crate::plan::testing::small_plan;
    use crate::plan::{self, StudyContext};

    /// Two scenarios in each of two contexts, with three futures.
    fn plan_with_futures() -> Plan {
        let mut plan = small_plan(&["a", "b", "c", "d"], 1);
        plan.contexts.push(StudyContext {
            name: "other".into(),
            title: String::new(),
            baseline: 3,
        });
        for scenario in &mut plan.scenarios[2..] {
            scenario.context = 1;
            assert!(scenario.input.parameters.set("population", "smes", 240.0));
        }
        plan.futures = plan::Futures {
            count: 3,
            worlds: 1,
        };
        plan
    }

    fn futures(plan: &Plan) -> Futures<'_> {
        let begun = begin(plan, 0, false, &mut |_, _| {}).unwrap_or_else(|loss| panic!("{loss:?}"));
        Futures::new(plan, begun)
    }

    #[test]
    fn pieces_that_end_out_of_order_are_added_in_order() {
        let plan = plan_with_futures();
        let in_order =
            run_bundle(&plan, 0, false, &mut |_, _| {}).unwrap_or_else(|loss| panic!("{loss:?}"));
        let futures = futures(&plan);
        assert_eq!(futures.pieces(), 6);
        let mut complete = None;
        for piece in [5, 2, 0, 4, 1, 3] {
            assert!(complete.is_none(), "a piece is missing");
            futures.begun.store(piece, Ordering::Relaxed);
            complete = futures.run_next();
        }
        let complete = complete
            .expect("the last piece")
            .unwrap_or_else(|loss| panic!("{loss:?}"));
        assert_eq!(
            format!("{:?}", complete.runs),
            format!("{:?}", in_order.runs)
        );
        let floor = indicator_index("placebo_fall_jobs").expect("an indicator");
        assert!(complete.runs.iter().all(|run| run.values[floor] > 0.0));
    }

    #[test]
    fn a_future_that_is_lost_loses_the_world_and_names_its_scenario() {
        let plan = plan_with_futures();
        let mut futures = futures(&plan);
        futures.inputs.truncate(2); // all futures of the second context panic
        let mut complete = None;
        for piece in [5, 4, 0, 1, 2, 3] {
            futures.begun.store(piece, Ordering::Relaxed);
            complete = futures.run_next();
        }
        let loss = complete.expect("the last piece").err().expect("lost");
        assert_eq!((loss.stage, loss.scenario), ("panic", Some(3)));
    }
}
