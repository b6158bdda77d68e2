//! Re-keyed futures of a burn-in: the same agents under other luck, for displacement and spillover by sign.
//!
//! One future of all scenarios of a context is a piece of work that any thread may do. What the pieces found is added in their order,
//! whichever ends first, so that sums have the same bits on any number of threads.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::bundle::{Begun, Bundle, Loss, Place, guard};
use crate::model::{Breach, World};
use crate::observations::{Displacement, FutureRecord, Ledger};
use crate::parameters::ModelInput;
use crate::plan::Plan;

/// The futures of one world, from its burn-ins to its complete bundle.
pub(super) struct Futures<'a> {
    plan: &'a Plan,
    inputs: Vec<ModelInput>,
    openings: Vec<World>,
    begun: AtomicUsize,
    sums: Mutex<Sums>,
}

/// What one future leaves.
struct Changes {
    baseline: FutureRecord,
    /// The baseline under other luck: its future K + k.
    other: FutureRecord,
    /// Scenarios of the context but the baseline, in plan order.
    programmes: Vec<(usize, FutureRecord)>,
}

/// What the futures that were run have left, added up in their order.
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
    pub fn of(plan: &'a Plan, begun: Begun) -> Self {
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

    /// How many pieces there are: every future of every context.
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

    /// Future k of every scenario has the same luck.
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
    Ok(FutureRecord::of(&world, ledger))
}
