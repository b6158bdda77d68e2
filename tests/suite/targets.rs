//! Simulated values beside published ones, by estimators that evaluators use; shown in `docs/validation.md`, neither passed nor
//! failed, because the model is not fitted yet.

use linkwright::model::{Smes, World};
use linkwright::parameters::{ModelInput, Periods};
use linkwright::random::ReplicateKey;

use super::economy::{lives, median_life};
use super::uganda::{index, mean_and_error, scenario, values, without_programme};

/// A published figure with its band, and the simulated one with its standard error.
pub struct Target {
    pub id: &'static str,
    pub moment: &'static str,
    pub unit: &'static str,
    pub published: (f64, f64, f64),
    pub simulated: f64,
    pub error: Option<f64>,
    pub estimator: &'static str,
}

/// Worlds of the event study.
const WORLDS: u32 = 60;
/// Quarters of its window.
const WINDOW: u32 = 40;
/// Quarters after the first order at which effects are read.
const HORIZON: usize = 16;

/// State of a firm in a quarter: log workers, log productivity, log sales to others; none where closed.
type State = Option<[f64; 3]>;

/// States by quarter and row, the quarter of each firm's first order in the window, and who never supplied before.
struct Panel {
    states: Vec<Vec<State>>,
    first_order: Vec<Option<usize>>,
    is_untouched: Vec<bool>,
    cell: Vec<u32>,
}

fn panel(input: &ModelInput, replicate: u32) -> Panel {
    let mut world = World::burn_in(input, ReplicateKey::new(301, replicate)).expect("accounts close").start(input);
    let rows = world.smes().len();
    let untouched = (0..rows).map(|row| world.smes().is_formal[row] && world.smes().last_order[row] == 0).collect();
    let mut panel =
        Panel { states: Vec::new(), first_order: vec![None; rows], is_untouched: untouched, cell: world.smes().cell[..rows].to_vec() };
    for quarter in 0..WINDOW as usize {
        world.step().expect("accounts close");
        let smes = world.smes();
        panel.states.push((0..rows).map(|row| state(smes, row)).collect());
        for row in 0..rows {
            if smes.last_order[row] == world.quarter() && panel.first_order[row].is_none() {
                panel.first_order[row] = Some(quarter);
            }
        }
    }
    panel
}

fn state(smes: &Smes, row: usize) -> State {
    let others = smes.sales[row] - smes.tnc_sales[row];
    (smes.is_alive[row] && others > 0.0).then(|| [smes.workers[row].ln(), smes.log_productivity[row], others.ln()])
}

/// Changes of first-time suppliers less those of the nearest firm of the same cell that has not supplied yet.
fn matched_changes(panel: &Panel, horizon: usize) -> Vec<[f64; 3]> {
    let mut changes = Vec::new();
    for row in 0..panel.first_order.len() {
        let Some(event) =
            panel.first_order[row].filter(|event| panel.is_untouched[row] && *event >= 1 && event + horizon < WINDOW as usize)
        else {
            continue;
        };
        let (Some(before), Some(after)) = (panel.states[event - 1][row], panel.states[event + horizon][row]) else { continue };
        if let Some((own_before, own_after)) = nearest(panel, row, event, horizon, before) {
            changes.push([0, 1, 2].map(|k| after[k] - before[k] - (own_after[k] - own_before[k])));
        }
    }
    changes
}

fn nearest(panel: &Panel, row: usize, event: usize, horizon: usize, before: [f64; 3]) -> Option<([f64; 3], [f64; 3])> {
    let not_yet = |other: usize| panel.first_order[other].is_none_or(|first| first > event + horizon);
    (0..panel.cell.len())
        .filter(|other| *other != row && panel.cell[*other] == panel.cell[row] && panel.is_untouched[*other] && not_yet(*other))
        .filter_map(|other| Some((panel.states[event - 1][other]?, panel.states[event + horizon][other]?)))
        .min_by(|a, b| distance(a.0, before).total_cmp(&distance(b.0, before)))
}

fn distance(a: [f64; 3], b: [f64; 3]) -> f64 {
    (a[0] - b[0]).abs() + 2.0 * (a[1] - b[1]).abs()
}

/// Percent from log points.
fn percent(log: f64) -> f64 {
    100.0 * (log.exp() - 1.0)
}

/// Event study of first-time suppliers: employment, productivity, sales to others after four years, employment after a quarter.
fn event_study() -> [(f64, f64); 4] {
    let input = without_programme(WINDOW);
    let panels: Vec<Panel> = (0..WORLDS).map(|replicate| panel(&input, replicate)).collect();
    let late: Vec<[f64; 3]> = panels.iter().flat_map(|panel| matched_changes(panel, HORIZON)).collect();
    let soon: Vec<[f64; 3]> = panels.iter().flat_map(|panel| matched_changes(panel, 0)).collect();
    let effect = |changes: &[[f64; 3]], k: usize| {
        let (mean, error) = mean_and_error(&changes.iter().map(|change| change[k]).collect::<Vec<f64>>());
        // delta method: the error of exp(mean)
        (percent(mean), 100.0 * mean.exp() * error)
    };
    [effect(&late, 0), effect(&late, 1), effect(&late, 2), effect(&soon, 0)]
}

/// Raw gap of log workers between suppliers and other registered firms, less the effect of supplying [log points].
fn selection_gap(effect_percent: f64) -> f64 {
    let input = without_programme(1);
    let (mut inside, mut outside) = (Vec::new(), Vec::new());
    for replicate in 0..10 {
        let mut world = World::burn_in(&input, ReplicateKey::new(302, replicate)).expect("accounts close").start(&input);
        world.step().expect("accounts close");
        let smes = world.smes();
        for row in (0..smes.len()).filter(|row| smes.is_alive[*row] && smes.is_formal[*row]) {
            if smes.tnc_sales[row] > 0.0 { &mut inside } else { &mut outside }.push(smes.workers[row].ln());
        }
    }
    mean_and_error(&inside).0 - mean_and_error(&outside).0 - (1.0 + effect_percent / 100.0).ln()
}

/// Management of clients against their twins three years after the start of support [points].
fn practice_gain() -> (f64, f64) {
    let mut input = scenario("support");
    input.periods = Periods { burn_in: 120, policy: 16, run_off: 0 };
    let none = scenario("none");
    let mut gains = Vec::new();
    for replicate in 0..20 {
        let opening = World::burn_in(&input, ReplicateKey::new(303, replicate)).expect("accounts close");
        let (mut with, mut without) = (opening.start(&input), opening.start(&none));
        for _ in 0..12 {
            with.step().expect("accounts close");
            without.step().expect("accounts close");
        }
        let served = (0..with.smes().len().min(without.smes().len()))
            .filter(|row| with.smes().is_alive[*row] && without.smes().is_alive[*row] && with.smes().reached[*row] & Smes::CLIENT != 0);
        gains.extend(served.map(|row| 100.0 * (with.smes().management[row] - without.smes().management[row])));
    }
    mean_and_error(&gains)
}

/// Exit within five years of micro firms and of firms of ten or more workers [percent].
fn five_year_exits() -> [f64; 2] {
    let input = without_programme(20);
    let mut counts = [[0.0; 2]; 2];
    for replicate in 0..20 {
        let mut world = World::burn_in(&input, ReplicateKey::new(304, replicate)).expect("accounts close").start(&input);
        let opening: Vec<(usize, usize)> =
            (0..world.smes().len()).map(|row| (row, usize::from(world.smes().workers[row] >= 10.0))).collect();
        for _ in 0..20 {
            world.step().expect("accounts close");
        }
        for (row, class) in opening {
            counts[class][0] += 1.0;
            counts[class][1] += f64::from(u8::from(!world.smes().is_alive[row]));
        }
    }
    [100.0 * counts[0][1] / counts[0][0], 100.0 * counts[1][1] / counts[1][0]]
}

/// Net new credit per dollar of guarantee, over worlds.
fn credit_per_guarantee() -> (f64, f64) {
    let (none, guarantee) = (scenario("none"), scenario("guarantee"));
    let worlds = values(&[&none, &guarantee], 305, 40);
    let covered = worlds.iter().map(|world| world[1][index("covered_volume_usd")]).sum::<f64>() / worlds.len() as f64;
    let net: Vec<f64> = worlds.iter().map(|world| world[1][index("loan_volume_usd")] - world[0][index("loan_volume_usd")]).collect();
    let (mean, error) = mean_and_error(&net);
    (mean / covered, error / covered)
}

/// All targets that can be computed with the mechanisms that the model has.
#[allow(clippy::too_many_lines)] // a table, one row per target
pub fn all() -> Vec<Target> {
    let (study, others_of_all) = std::thread::scope(|scope| {
        let study = scope.spawn(event_study);
        let rest = (lives(306), five_year_exits(), credit_per_guarantee(), practice_gain());
        (study.join().expect("no world panics"), rest)
    });
    let [employment, productivity, others, at_once] = study;
    let ((spells, separation), [micro, larger], credit, practice) = others_of_all;
    let row =
        |id, moment, unit, published, simulated, error, estimator| Target { id, moment, unit, published, simulated, error, estimator };
    let matched = "first-time suppliers against the nearest firm of the cell that has not supplied yet, survivors";
    vec![
        row("E1", "employment 4 years after the first order", "percent", (26.0, 18.0, 34.0), employment.0, Some(employment.1), matched),
        row("E2", "productivity 4 years after the first order", "percent", (6.5, 3.0, 9.0), productivity.0, Some(productivity.1), matched),
        row("E3", "sales to others 4 years after the first order", "percent", (20.0, 10.0, 30.0), others.0, Some(others.1), matched),
        row(
            "E9",
            "raw gap in size of suppliers less the effect",
            "log points, sign",
            (1.0, 0.0, f64::INFINITY),
            selection_gap(employment.0),
            None,
            "cross-section of registered firms",
        ),
        row(
            "E45",
            "employment in the quarter of the first order",
            "points",
            (2.2, 1.5, 3.0),
            at_once.0,
            Some(at_once.1),
            "as E1; the study compares winners with losers of a tender",
        ),
        row(
            "E57",
            "management of clients after services",
            "points",
            (9.0, 6.0, 12.0),
            practice.0,
            Some(practice.1),
            "clients against their twins, 3 years after the start of support",
        ),
        row(
            "E65",
            "survival of the stock of regular linkages",
            "share a year",
            (0.92, 0.88, 0.95),
            1.0 - separation,
            None,
            "stock of Supply and Strategic",
        ),
        row(
            "E66",
            "median life of new linkages",
            "years",
            (2.0, 2.0, 4.0),
            f64::from(median_life(&spells)) / 4.0,
            None,
            "Kaplan-Meier from the first order",
        ),
        row("E73", "exit of firms under 10 workers in 5 years", "percent", (41.0, 35.0, 47.0), micro, None, "opening stock"),
        row("E73b", "exit of firms of 10 or more workers in 5 years", "percent", (22.0, 12.0, 32.0), larger, None, "opening stock"),
        row(
            "E77",
            "credit per dollar of guarantee",
            "ratio",
            (0.65, 0.4, 0.9),
            credit.0,
            Some(credit.1),
            "difference to the twin world over covered loans",
        ),
    ]
}
