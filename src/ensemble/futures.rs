//! Re-keyed futures of a burn-in: the same agents under other luck, for displacement and spillover by sign.

use crate::model::{Breach, ModelInput, World};
use crate::observations::{Displacement, FutureRecord, Ledger};
use crate::plan::Plan;

/// Changes of non-participants over the futures of one burn-in, for each scenario of its context; none where futures are off.
///
/// `note` hears of scenario and quarter. Future k of every scenario has the same luck. The floor compares future k of the baseline with its future K + k.
pub(super) fn run(
    (plan, inputs): (&Plan, &[ModelInput]),
    context: usize,
    opening: &World,
    note: &dyn Fn(usize, u32),
) -> Result<Vec<(usize, Displacement)>, Breach> {
    let count = plan.futures.count;
    if count == 0 {
        return Ok(Vec::new());
    }
    let future = |scenario: usize, index| {
        run_one(opening, &inputs[scenario], index, &|quarter| {
            note(scenario, quarter)
        })
    };
    let comparator = plan.contexts[context].baseline;
    let members =
        (0..plan.scenarios.len()).filter(|scenario| plan.scenarios[*scenario].context == context);
    let mut found: Vec<(usize, Displacement)> = members
        .map(|scenario| (scenario, Displacement::default()))
        .collect();
    for index in 0..count {
        let baseline = future(comparator, index)?;
        let other = future(comparator, count + index)?;
        for (scenario, displacement) in &mut found {
            if *scenario == comparator {
                displacement.effect.add(&baseline, &baseline, &baseline);
                displacement.placebo.add(&other, &baseline, &baseline);
            } else {
                let programme = future(*scenario, index)?;
                displacement.effect.add(&programme, &baseline, &programme);
                displacement.placebo.add(&other, &baseline, &programme);
            }
        }
    }
    Ok(found)
}

fn run_one(
    opening: &World,
    input: &ModelInput,
    index: u32,
    note: &dyn Fn(u32),
) -> Result<FutureRecord, Breach> {
    let mut world = opening.start_future(input, index);
    let mut ledger = Ledger::start(&world);
    for _ in 0..input.periods.recorded() {
        note(world.quarter());
        world.step()?;
        ledger.observe(&world);
    }
    Ok(FutureRecord::of(&world, ledger))
}
