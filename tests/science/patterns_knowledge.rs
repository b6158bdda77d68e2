//! Patterns of knowledge that partners make together: P9. For each: statistic, context, number of worlds, seed and threshold,
//! written before the run. `docs/validation.md` shows the figures.

use std::sync::OnceLock;

use linkwright::model::{EndCause, ModelInput, World};
use linkwright::parameters::Periods;
use linkwright::random::ReplicateKey;

use crate::behaviour::edited;
use crate::common::{in_worlds, without_programme};
use crate::patterns::Pattern;
use crate::uganda::{jackknife, mean_and_error, ratio_without};

const SEED: u64 = 340;
const WORLDS: u32 = 40;
/// Modules of the contracts that are compared with projects of one piece.
const MODULES: f64 = 4.0;

/// Projects of one world over its window.
#[derive(Clone, Copy, Default)]
struct Projects {
    /// Quarters of work on open projects, and modules handed over, in projects.
    quarters: f64,
    paid: f64,
    /// Completed or stopped, and what firms keep of these.
    ended: f64,
    kept: f64,
    /// Stopped by the departure of an affiliate: work that was done, and kept.
    left_worked: f64,
    left_kept: f64,
}

fn projects(opening: &World, input: &ModelInput) -> Projects {
    let mut world = opening.start(input);
    let mut sums = Projects::default();
    for _ in 0..input.periods.recorded() {
        let share = |world: &World| -> f64 {
            let open = world
                .linkages()
                .iter()
                .map(|(_, linkage)| linkage.project)
                .filter(|project| project.modules > 0);
            open.map(|project| f64::from(project.done) / f64::from(project.modules))
                .sum()
        };
        let before = share(&world);
        world.step().expect("accounts close");
        let tally = world.tally();
        let finished_of_stopped: f64 = tally.finished_when_stopped.iter().sum();
        let open = world
            .linkages()
            .iter()
            .filter(|(_, linkage)| linkage.project.modules > 0)
            .count();
        let completed = f64::from(tally.projects_completed);
        sums.quarters += open as f64 + completed;
        sums.paid += share(&world) - before + completed + finished_of_stopped;
        sums.ended += completed + f64::from(tally.projects_stopped.iter().sum::<u32>());
        sums.kept += completed + tally.kept_when_stopped.iter().sum::<f64>();
        sums.left_worked += tally.worked_when_stopped[EndCause::TncExit as usize];
        sums.left_kept += tally.kept_when_stopped[EndCause::TncExit as usize];
    }
    sums
}

/// Figures of P9, for projects of one piece and in modules: mean and standard error.
pub struct Modularity {
    /// Value handed over per quarter of work relative to projects of one piece, where nothing ends early.
    pace: (f64, f64),
    /// Part of the work done when the affiliate leaves that the firm keeps: one piece, modules.
    kept_at_departure: [(f64, f64); 2],
    /// Part of the planned value that firms keep with all risks on: one piece, modules less one piece.
    kept: (f64, f64),
    gain: (f64, f64),
    /// The same gain where nothing ends early.
    gain_calm: (f64, f64),
}

fn ratio(worlds: &[Projects], of: impl Fn(&Projects) -> (f64, f64)) -> (f64, f64) {
    let pairs: Vec<(f64, f64)> = worlds.iter().map(of).collect();
    jackknife(pairs.len(), |skipped| ratio_without(&pairs, skipped))
}

/// P9. Modular transfer of knowledge loses a little speed when nothing goes wrong and saves most of the value when the TNC leaves.
/// Statistics, four modules against one piece: value handed over per quarter of work where no linkage ends early (departures,
/// headquarters' decisions, better offers and doubts switched off); of the work done when an affiliate leaves, the part that the
/// firm keeps; of the value planned, the part kept with all risks on. Context: Uganda with 24 affiliates, departures three times
/// as frequent, and frequent joint projects (`knowledge.project_chance` 1), 40 quarters. Worlds: 40, seed 340. Ablation: where
/// nothing ends early modules save nothing. Threshold: pace between 0.8 and 1 with both limits; kept at a departure above 0.5 with the
/// lower limit in modules, below 0.25 with the upper limit in one piece; gain with all risks above 0 with its lower limit, without
/// risks at most 0.01.
pub fn modularity() -> &'static Modularity {
    static FIGURES: OnceLock<Modularity> = OnceLock::new();
    FIGURES.get_or_init(|| {
        let mut risky = edited(
            without_programme(40),
            &[
                ("population", "tncs", 24.0),
                ("tncs", "exit_rate", 0.132),
                ("knowledge", "project_chance", 1.0),
            ],
        );
        risky.periods = Periods {
            burn_in: 80,
            policy: 40,
            run_off: 0,
        };
        let calm = edited(
            risky.clone(),
            &[
                ("tncs", "exit_rate", 0.0),
                ("tncs", "headquarters_end_chance", 0.0),
                ("sourcing", "switching_rate", 0.0),
                ("linkages", "end_constant", -10.0),
            ],
        );
        let both = |input: &ModelInput| -> [Vec<Projects>; 2] {
            [1.0, MODULES].map(|modules| {
                let input = edited(input.clone(), &[("knowledge", "modules", modules)]);
                in_worlds(WORLDS, |world| {
                    let opening = World::burn_in(&input, ReplicateKey::new(SEED, world))
                        .expect("accounts close");
                    projects(&opening, &input)
                })
            })
        };
        let (with_risks, without) = (both(&risky), both(&calm));
        let kept = |one: &Projects| one.kept / one.ended;
        let gain = |worlds: &[Vec<Projects>; 2]| {
            mean_and_error(
                &worlds[0]
                    .iter()
                    .zip(&worlds[1])
                    .map(|(one, parts)| kept(parts) - kept(one))
                    .collect::<Vec<_>>(),
            )
        };
        let pace = |one: &Projects| one.paid / one.quarters;
        Modularity {
            pace: mean_and_error(
                &without[0]
                    .iter()
                    .zip(&without[1])
                    .map(|(one, parts)| pace(parts) / pace(one))
                    .collect::<Vec<_>>(),
            ),
            kept_at_departure: [0, 1]
                .map(|arm: usize| ratio(&with_risks[arm], |one| (one.left_kept, one.left_worked))),
            kept: mean_and_error(&with_risks[0].iter().map(kept).collect::<Vec<_>>()),
            gain: gain(&with_risks),
            gain_calm: gain(&without),
        }
    })
}

#[test]
fn modules_lose_a_little_speed_and_save_most_of_the_value_when_the_tnc_leaves() {
    let found = modularity();
    let low = |figure: (f64, f64)| figure.0 - 1.96 * figure.1;
    let high = |figure: (f64, f64)| figure.0 + 1.96 * figure.1;
    assert!(
        low(found.pace) > 0.8 && high(found.pace) < 1.0,
        "pace {:?}",
        found.pace
    );
    let [one_piece, modules] = found.kept_at_departure;
    assert!(
        low(modules) > 0.5 && high(one_piece) < 0.25,
        "{modules:?} in modules, {one_piece:?} in one piece"
    );
    assert!(
        low(found.gain) > 0.0,
        "{:?} of the value planned with all risks on",
        found.gain
    );
    assert!(
        found.gain_calm.0 <= 0.01,
        "{:?} where nothing ends early",
        found.gain_calm
    );
}

/// Rows of the page of validation.
pub fn rows() -> Vec<Pattern> {
    let found = modularity();
    let reported = |(mean, error): (f64, f64)| {
        format!(
            "{mean:.2} ({:.2} to {:.2})",
            mean - 1.96 * error,
            mean + 1.96 * error
        )
    };
    vec![Pattern {
        number: 9,
        says: "modular transfer loses a little speed when nothing goes wrong and saves most of the value when the TNC leaves",
        figures: format!(
            "value handed over per quarter of work relative to projects of one piece where nothing ends early: {}; of the work done when the affiliate \
             leaves firms keep {} in one piece, {} in four modules; of the value planned {} in one piece, modules add {}, and {:.3} where nothing ends \
             early; {WORLDS} worlds, seed {SEED}",
            reported(found.pace),
            reported(found.kept_at_departure[0]),
            reported(found.kept_at_departure[1]),
            reported(found.kept),
            reported(found.gain),
            found.gain_calm.0
        ),
        threshold: "0.8 to 1; below 0.25, above 0.5; modules add more than 0, and at most 0.01 where nothing ends early",
        label: "the loss of speed is imposed; that it pays is emergent: without early ends modules save nothing",
    }]
}
