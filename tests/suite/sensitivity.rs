//! Influential factors are found where the answer is known, and simulation noise is not taken for influence.
//!
//! Pure designs and statistics, and the verb in a small world. Where shares of trials are held, the share may lie 4 standard errors of so many trials beyond its bound.

use std::f64::consts::PI;
use std::fs;
use std::path::Path;

use linkwright::designs::{Point, STEP, Trajectory, morris, saltelli};
use linkwright::random::{Draws, Process, ReplicateKey, identity};
use linkwright::statistics::sensitivity::{
    Block, Sensitivity, Walk, morris_effects, sobol_indices, tornado,
};

use crate::common::{empty_folder, linkwright, root};

/// Trials of a share.
const TRIALS: u32 = 400;

/// Four standard errors of a share in so many trials.
fn reach(share: f64, trials: u32) -> f64 {
    4.0 * (share * (1.0 - share) / f64::from(trials)).sqrt()
}

/// A function and the shares of its variance.
struct Known {
    name: &'static str,
    value: fn(&Point) -> f64,
    first: Vec<f64>,
    total: Vec<f64>,
}

/// Ishigami and Homma (1990), a = 7, b = 0.1.
fn ishigami() -> Known {
    let (a, b) = (7.0, 0.1);
    let value = |point: &Point| {
        let [u, v, w] = [0, 1, 2].map(|k| (2.0 * point[k] - 1.0) * PI);
        u.sin() + 7.0 * v.sin() * v.sin() + 0.1 * w.powi(4) * u.sin()
    };
    let (one, two) = (0.5 * (1.0 + b * PI.powi(4) / 5.0).powi(2), a * a / 8.0);
    let both = b * b * PI.powi(8) * (1.0 / 18.0 - 1.0 / 50.0);
    let all = one + two + both;
    let (first, total) = (
        vec![one / all, two / all, 0.0],
        vec![(one + both) / all, two / all, both / all],
    );
    Known {
        name: "Ishigami",
        value,
        first,
        total,
    }
}

/// Weights of [`sobol_g`]: the larger, the less the factor does.
const WEIGHTS: [f64; 6] = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0];

/// The g function of Sobol.
fn sobol_g() -> Known {
    let value = |point: &Point| {
        point
            .iter()
            .zip(WEIGHTS)
            .map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a))
            .product()
    };
    let own = WEIGHTS.map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
    let grown: f64 = own.iter().map(|v| 1.0 + v).product();
    let first = own.iter().map(|v| v / (grown - 1.0)).collect();
    let total = own
        .iter()
        .map(|v| v * grown / (1.0 + v) / (grown - 1.0))
        .collect();
    Known {
        name: "Sobol g",
        value,
        first,
        total,
    }
}

/// Indices of a function without noise.
fn indices(known: &Known, seed: u64, n: u32) -> Sensitivity {
    let blocks = saltelli(seed, n, known.first.len()).expect("a design");
    let results: Vec<Block> = blocks
        .iter()
        .map(|block| {
            block
                .iter()
                .map(|point| vec![(known.value)(point)])
                .collect()
        })
        .collect();
    sobol_indices(&results)
}

#[test]
fn indices_of_known_functions_lie_in_their_intervals() {
    const SEEDS: u32 = 40;
    for known in [ishigami(), sobol_g()] {
        let mut held = vec![[0_u32; 2]; known.first.len()];
        for seed in 0..SEEDS {
            for effect in &indices(&known, u64::from(seed), 512).effects {
                for (measure, truth) in [&known.total, &known.first].into_iter().enumerate() {
                    let found = effect.measures[measure];
                    held[effect.factor][measure] += u32::from(
                        found.low <= truth[effect.factor] && truth[effect.factor] <= found.high,
                    );
                }
            }
        }
        println!(
            "{}: held in {SEEDS} seeds by factor, total and first: {held:?}",
            known.name
        );
        for (factor, [total, first]) in held.into_iter().enumerate() {
            let share = |count: u32| f64::from(count) / f64::from(SEEDS);
            assert!(
                share(total) >= 0.95 - reach(0.95, SEEDS),
                "{}, total of {factor}: {total} of {SEEDS}",
                known.name
            );
            assert!(
                share(first) >= 0.95 - reach(0.95, SEEDS),
                "{}, first of {factor}: {first} of {SEEDS}",
                known.name
            );
        }
    }
}

#[test]
fn many_blocks_come_close_to_the_truth_and_rank_the_factors() {
    for known in [ishigami(), sobol_g()] {
        let found = indices(&known, 3, 8192);
        for effect in &found.effects {
            let (total, first) = (effect.measures[0].value, effect.measures[1].value);
            assert!(
                (total - known.total[effect.factor]).abs() < 0.02,
                "{}, total of {}: {total}",
                known.name,
                effect.factor
            );
            assert!(
                (first - known.first[effect.factor]).abs() < 0.02,
                "{}, first of {}: {first}",
                known.name,
                effect.factor
            );
        }
        let order: Vec<usize> = found
            .effects
            .iter()
            .map(|effect| effect.factor)
            .take(4)
            .collect();
        assert!(
            order
                .windows(2)
                .all(|two| known.total[two[0]] >= known.total[two[1]]),
            "{order:?}"
        );
        assert_eq!(found.needed, None);
    }
}

/// Factors of [`noisy`], of which only the first does anything.
const FACTORS: usize = 4;
/// Standard deviation of the signal, a coordinate of the unit cube.
const SIGNAL: f64 = 0.288_675;

/// Results of a point in some worlds: its first coordinate, and noise with twice its standard deviation.
///
/// Half the noise of a world is shared by all points, as in simulations that drift apart; `shared` 0 lets every point have noise of its own.
fn noisy(
    draws: Draws,
    point: &Point,
    (block, place, worlds): (u64, u64, u32),
    shared: f64,
) -> Vec<f64> {
    let noise = |world: u32| {
        let common = draws.normal(identity(&[block, u64::from(world)]));
        let own = draws.normal(identity(&[block, u64::from(world), place]));
        2.0 * SIGNAL * (shared.sqrt() * common + (1.0 - shared).sqrt() * own)
    };
    (0..worlds).map(|world| point[0] + noise(world)).collect()
}

fn noisy_blocks(trial: u32, blocks: &[Vec<Point>], worlds: u32, shared: f64) -> Vec<Block> {
    let draws = ReplicateKey::new(99, trial).draws(Process::Test, worlds);
    let block = |(b, points): (usize, &Vec<Point>)| {
        points
            .iter()
            .enumerate()
            .map(|(p, point)| noisy(draws, point, (b as u64, p as u64, worlds), shared))
            .collect()
    };
    blocks.iter().enumerate().map(block).collect()
}

/// Share of non-influential factors that are called distinguishable, and of trials in which the one that matters is.
fn rates(trials: u32, estimate: impl Fn(u32) -> Sensitivity) -> (f64, f64) {
    let (mut inert, mut active) = (0, 0);
    for trial in 0..trials {
        for effect in estimate(trial)
            .effects
            .iter()
            .filter(|effect| effect.is_distinguishable)
        {
            if effect.factor == 0 {
                active += 1;
            } else {
                inert += 1;
            }
        }
    }
    (
        f64::from(inert) / f64::from(trials * (FACTORS as u32 - 1)),
        f64::from(active) / f64::from(trials),
    )
}

/// Holds that non-influential factors are called distinguishable in at most 5 %, and the active one in at least `power`.
///
/// Non-influential factors of a trial share its noise, so that trials alone are counted as independent.
fn tells_chance_from_influence(
    what: &str,
    trials: u32,
    power: f64,
    estimate: impl Fn(u32) -> Sensitivity,
) {
    let (inert, active) = rates(trials, estimate);
    println!("{what}: non-influential {inert:.4}, active {active:.3}");
    assert!(
        inert <= 0.05 + reach(0.05, trials),
        "{what}: {inert} of non-influential factors are called distinguishable"
    );
    assert!(
        active >= power,
        "{what}: the factor that matters is found in {active} of trials"
    );
}

#[test]
fn luck_twice_the_signal_is_not_taken_for_an_index() {
    for (worlds, shared) in [(2, 0.0), (4, 0.0), (2, 0.5)] {
        let power = if worlds == 2 && shared == 0.0 {
            0.2
        } else {
            0.4
        };
        tells_chance_from_influence(
            &format!("Sobol, {worlds} worlds, {shared} shared"),
            TRIALS,
            power,
            |trial| {
                let blocks = saltelli(u64::from(trial), 64, FACTORS).expect("a design");
                sobol_indices(&noisy_blocks(trial, &blocks, worlds, shared))
            },
        );
    }
}

#[test]
fn luck_twice_the_signal_is_not_taken_for_an_elementary_effect() {
    for worlds in [2, 4] {
        tells_chance_from_influence(&format!("Morris, {worlds} worlds"), TRIALS, 0.5, |trial| {
            let walks = morris(u64::from(trial), 40, FACTORS);
            let points: Vec<Vec<Point>> = walks.iter().map(|walk| walk.points.clone()).collect();
            let results = noisy_blocks(trial, &points, worlds, 0.0);
            let walk = |(walk, results): (&Trajectory, Block)| {
                let step = |(k, two): (&usize, &[Point])| STEP.copysign(two[1][*k] - two[0][*k]);
                Walk {
                    moved: walk.moved.clone(),
                    steps: walk
                        .moved
                        .iter()
                        .zip(walk.points.windows(2))
                        .map(step)
                        .collect(),
                    results,
                }
            };
            morris_effects(&walks.iter().zip(results).map(walk).collect::<Vec<_>>())
        });
    }
}

#[test]
fn luck_twice_the_signal_is_not_taken_for_a_swing() {
    let mut points = vec![vec![0.5; FACTORS]];
    for factor in 0..FACTORS {
        for end in [0.0, 1.0] {
            points.push(
                (0..FACTORS)
                    .map(|other| if other == factor { end } else { 0.5 })
                    .collect(),
            );
        }
    }
    tells_chance_from_influence("tornado, 40 worlds", TRIALS, 0.9, |trial| {
        tornado(&noisy_blocks(trial, std::slice::from_ref(&points), 40, 0.5)[0])
    });
}

#[test]
fn luck_has_a_share_of_its_own_and_all_shares_add_up() {
    // Noise of variance 4 beside a signal of variance 1: shares 0.8 and 0.2, the same for first and total order.
    let blocks = saltelli(5, 2048, FACTORS).expect("a design");
    let found = sobol_indices(&noisy_blocks(0, &blocks, 4, 0.5));
    let signal = found
        .effects
        .iter()
        .find(|effect| effect.factor == 0)
        .expect("a factor");
    let (chance, total) = (found.chance[0], signal.measures[0]);
    assert!(chance.low <= 0.8 && 0.8 <= chance.high, "{chance:?}");
    assert!(
        total.low <= 0.2 && 0.2 <= total.high && total.high - total.low < 0.1,
        "{total:?}"
    );
    // One world per point does not separate noise from influence: every factor gets the share of noise that both ends of a difference have of their own.
    let one = sobol_indices(&noisy_blocks(0, &blocks, 1, 0.0));
    assert!(
        one.effects
            .iter()
            .all(|effect| effect.measures[0].value > 0.5)
            && one.chance[0].value.is_nan()
    );
}

// ---- the verb ---------------------------------------------------------------------------------------------------

/// A copy of the small study that lists parameters to vary.
fn small_with(folder: &Path, table: &str) -> String {
    let small = fs::read_to_string(root().join("scenarios/small.toml")).expect("the small study");
    let path = folder.join("small.toml");
    fs::write(
        &path,
        small.replace("[report]", &format!("{table}\n\n[report]")),
    )
    .expect("written");
    path.to_string_lossy().into_owned()
}

/// Standard output of a call that goes well.
fn out(folder: &Path, arguments: &[&str]) -> String {
    let output = linkwright(folder, arguments);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("text")
}

/// Message of a refused call.
fn refusal(folder: &Path, arguments: &[&str]) -> String {
    let output = linkwright(folder, arguments);
    assert_eq!(
        (output.status.code(), output.stdout.is_empty()),
        (Some(2), true),
        "{arguments:?}"
    );
    String::from_utf8(output.stderr).expect("text")
}

/// Cells of a table by column, for rows in which all of some columns have given values.
fn cells(table: &Path, wanted: &[(&str, &str)], column: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_path(table).expect("a table");
    let header: Vec<String> = reader
        .headers()
        .expect("a header")
        .iter()
        .map(String::from)
        .collect();
    let place = |name: &str| header.iter().position(|one| one == name).expect("a column");
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.filter(|row| {
        wanted
            .iter()
            .all(|(name, value)| &row[place(name)] == *value)
    })
    .map(|row| row[place(column)].to_string())
    .collect()
}

#[test]
fn a_tornado_has_the_differences_of_the_study_at_either_end() {
    let folder = empty_folder("sensitivity-tornado");
    let small = small_with(
        &folder,
        "[sensitivity]\nparameters = [\"population.tncs=2:6\", \"upgrading_support.client_cost_usd\"]",
    );
    let said = out(
        &folder,
        &["sensitivity", &small, "-r", "4", "-o", "one", "-j", "1"],
    );
    assert!(
        said.contains("upgrading_support.client_cost_usd")
            && said.contains("simulation noise")
            && said.contains("4 worlds are too few"),
        "{said}"
    );
    out(
        &folder,
        &[
            "sensitivity",
            &small,
            "-r",
            "4",
            "-o",
            "two",
            "-j",
            "2",
            "-q",
        ],
    );
    for table in ["sensitivity.csv", "points.csv", "failures.csv"] {
        let read = |run: &str| fs::read(folder.join(run).join("data").join(table)).expect("there");
        assert_eq!(
            read("one"),
            read("two"),
            "{table} does not depend on threads"
        );
    }
    for (end, tncs) in [("at_low", "2"), ("at_high", "6")] {
        out(
            &folder,
            &[
                "run",
                &small,
                "-r",
                "4",
                "-q",
                "--no-report",
                "-o",
                end,
                "-S",
                &format!("population.tncs={tncs}"),
            ],
        );
    }
    out(
        &folder,
        &["run", &small, "-r", "4", "-q", "--no-report", "-o", "own"],
    );
    let number = |run: &str, table: &str, wanted: &[(&str, &str)], column: &str| -> f64 {
        let found = cells(&folder.join(run).join("data").join(table), wanted, column);
        assert_eq!(found.len(), 1, "{run}/{table}: {wanted:?}");
        found[0].parse().expect("a number")
    };
    for indicator in ["new_linkages", "programme_cost_usd"] {
        let pair = [("scenario", "all"), ("indicator", indicator)];
        let diff = |run: &str| number(run, "compare.csv", &pair, "diff");
        for end in ["at_low", "at_high"] {
            let measure = [
                &pair[..],
                &[("parameter", "population.tncs"), ("measure", end)],
            ]
            .concat();
            let found = number("one", "sensitivity.csv", &measure, "value");
            assert!(
                (found - (diff(end) - diff("own"))).abs() < 1e-6 * diff("own").abs().max(1.0),
                "{indicator}, {end}: {found}"
            );
        }
    }
    assert!(
        folder
            .join("one/charts/sensitivity-01-active_linkages.svg")
            .is_file()
            && folder.join("one/inputs/small.toml").is_file()
    );
}

#[test]
fn designs_of_several_numbers_share_the_worlds_of_a_block() {
    let folder = empty_folder("sensitivity-sobol");
    let small = root()
        .join("scenarios/small.toml")
        .to_string_lossy()
        .into_owned();
    let flags = [
        "-p",
        "credit.recovery",
        "-p",
        "upgrading_support.client_cost_usd",
        "-n",
        "3",
        "-r",
        "2",
        "-q",
    ];
    for method in ["sobol", "morris"] {
        out(
            &folder,
            &[
                &["sensitivity", &small, "-m", method, "-o", method],
                &flags[..],
            ]
            .concat(),
        );
        let points = folder.join(method).join("data/points.csv");
        let pair = [
            ("scenario", "all"),
            ("baseline", "none"),
            ("indicator", "programme_cost_usd"),
        ];
        let replications =
            |block: &str| cells(&points, &[&pair[..], &[("block", block)]].concat(), "rep");
        let per_block = if method == "sobol" { 4 } else { 3 };
        assert_eq!(
            replications("0"),
            ["0", "1"].repeat(per_block),
            "every point of a block has its worlds"
        );
        assert_eq!(
            replications("2"),
            ["4", "5"].repeat(per_block),
            "every block has worlds of its own"
        );
        let costs = cells(&points, &pair, "upgrading_support.client_cost_usd");
        assert!(
            costs
                .iter()
                .all(|cost| (4_000.0..=20_000.0).contains(&cost.parse::<f64>().expect("a number")))
        );
    }
    let object: serde_json::Value = serde_json::from_str(&out(
        &folder,
        &[
            &["sensitivity", &small, "--json", "-m", "sobol", "-o", "json"],
            &flags[..],
        ]
        .concat(),
    ))
    .expect("one JSON object");
    assert_eq!(
        (object["points"].as_u64(), object["exit_code"].as_u64()),
        (Some(12), Some(0))
    );
}

#[test]
fn what_cannot_be_varied_is_refused_before_anything_is_run() {
    let folder = empty_folder("sensitivity-refused");
    let small = root()
        .join("scenarios/small.toml")
        .to_string_lossy()
        .into_owned();
    let said = |more: &[&str]| refusal(&folder, &[&["sensitivity", &*small], more].concat());
    assert!(said(&[]).contains("no parameter is named that is to be varied"));
    assert!(said(&["-p", "credit.recovry"]).contains("did you mean `credit.recovery`?"));
    assert!(said(&["-p", "credit.recovery=0.5:0.2"]).contains("does not rise"));
    assert!(
        said(&["-p", "credit.recovery", "-p", "credit.recovery=0.1:0.2"]).contains("named twice")
    );
    assert!(said(&["-p", "agencies.nobody.advisors"]).contains("no scenario has"));
    assert!(said(&["-p", "credit.recovery", "-n", "8"]).contains("a tornado takes worlds"));
    let listed = small_with(&folder, "[sensitivity]\nparameters = [\"credit.recovry\"]");
    assert!(
        refusal(&folder, &["check", &listed]).contains("did you mean `credit.recovery`?"),
        "a study's list is checked with it"
    );
    assert!(!folder.join("output").exists());
}
