//! Contexts set so that they meet their own targets: each number that is there for a target is solved from simulated worlds.
//!
//! All numbers of a context are solved together, on the same worlds in every round, by Broyden's method: what each number does to each figure is a
//! stated guess at first, corrected by what was seen. Contexts that build on another are solved after it, and set what differs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use nalgebra::{DMatrix, DVector};

use crate::{Failure, files_of, released_program, root};

/// Seed of the worlds, used for nothing else.
const SEED: u64 = 640_017;
/// Worlds of a context where no flag says otherwise.
const REPLICATIONS: u32 = 16;
/// Most rounds.
const ROUNDS: usize = 12;
/// Distance from a target that is near enough, relative to it.
const NEAR: f64 = 0.02;
/// Greatest step of a number, in its own scale.
const LONGEST: f64 = 0.8;
/// What the files say of a number that was solved.
const SOURCE: &str = "solved so that the context meets its targets (cargo xtask contexts)";

/// Scale on which a number or a figure moves.
#[derive(Clone, Copy)]
enum Scale {
    Linear,
    Log,
    Logit,
}

impl Scale {
    fn to(self, value: f64) -> f64 {
        match self {
            Self::Linear => value,
            Self::Log => value.max(1e-9).ln(),
            Self::Logit => {
                (value.clamp(1e-9, 1.0 - 1e-9) / (1.0 - value.clamp(1e-9, 1.0 - 1e-9))).ln()
            }
        }
    }

    fn back(self, value: f64) -> f64 {
        match self {
            Self::Linear => value,
            Self::Log => value.exp(),
            Self::Logit => 1.0 / (1.0 + (-value).exp()),
        }
    }
}

/// A target, the indicator that is compared with it, and the number that is there for it.
struct Solved {
    target: &'static str,
    indicator: &'static str,
    section: &'static str,
    key: &'static str,
    /// Scales of the number and of the figure.
    scales: [Scale; 2],
    /// What the number does to figures when it moves by one, all on their scales, by target; guesses for the first step.
    effects: &'static [(&'static str, f64)],
    /// Ends of the number.
    limits: [f64; 2],
}

/// Target of the number of firms: as many as stated.
const FIRMS: &str = "population.smes";
/// Target of the rate of loans: the published mean of all borrowers, to which small firms pay a premium, the margin of the context.
const RATE: &str = "lending_rate_real";
/// The premium of small firms.
const PREMIUM: &str = "credit.margin";

const SOLVED: [Solved; 7] = [
    Solved {
        target: FIRMS,
        indicator: "smes",
        section: "firms",
        key: "entry_rate",
        scales: [Scale::Log, Scale::Log],
        effects: &[(FIRMS, 1.0)],
        limits: [0.002, 0.1],
    },
    Solved {
        target: "micro_exit_rate",
        indicator: "micro_exit_rate",
        section: "firms",
        key: "exit_constant",
        scales: [Scale::Linear, Scale::Log],
        effects: &[
            ("micro_exit_rate", 0.9),
            ("larger_exit_rate", 0.9),
            (FIRMS, -0.9),
        ],
        limits: [-6.0, -1.5],
    },
    Solved {
        target: "larger_exit_rate",
        indicator: "larger_exit_rate",
        section: "firms",
        key: "exit_size",
        scales: [Scale::Linear, Scale::Log],
        effects: &[
            ("larger_exit_rate", 0.6),
            ("micro_exit_rate", -0.8),
            (FIRMS, 0.5),
        ],
        limits: [-1.5, 0.5],
    },
    Solved {
        target: "firms_with_loan_share",
        indicator: "firms_with_loan_share",
        section: "credit",
        key: "demand_chance",
        scales: [Scale::Log, Scale::Logit],
        effects: &[("firms_with_loan_share", 0.9)],
        limits: [0.002, 0.8],
    },
    Solved {
        target: RATE,
        indicator: "lending_rate",
        section: "credit",
        key: "funding_rate",
        scales: [Scale::Linear, Scale::Linear],
        effects: &[(RATE, 1.0)],
        limits: [0.01, 0.12],
    },
    Solved {
        target: "domestic_lot_share",
        indicator: "domestic_lot_share",
        section: "sourcing",
        key: "outside_constant",
        scales: [Scale::Linear, Scale::Logit],
        effects: &[("domestic_lot_share", -0.7)],
        limits: [-4.0, 8.0],
    },
    Solved {
        target: "tier_one_lot_share",
        indicator: "tier_one_lot_share",
        section: "sourcing",
        key: "tier_one_chance",
        scales: [Scale::Logit, Scale::Logit],
        effects: &[("tier_one_lot_share", 0.8)],
        limits: [0.02, 0.99],
    },
];

/// Runs the task.
pub fn run(arguments: &[&str]) -> Result<(), Failure> {
    let (mut writes, mut given, mut replications, mut names) =
        (false, None, REPLICATIONS, Vec::new());
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match *argument {
            "--write" => writes = true,
            "--program" => given = rest.next().map(PathBuf::from),
            "--reps" => {
                replications = rest
                    .next()
                    .and_then(|text| text.parse().ok())
                    .ok_or("--reps takes a number")?
            }
            flag if flag.starts_with('-') => {
                return Err(format!("cargo xtask contexts does not know `{flag}`"));
            }
            name => names.push(name),
        }
    }
    let program = given.map_or_else(released_program, Ok)?;
    let (files, names): (Vec<&str>, Vec<&str>) =
        names.into_iter().partition(|name| name.ends_with(".toml"));
    let mut is_any = !files.is_empty();
    for file in &files {
        let found = solve(&program, Path::new(file), "own", replications)?;
        if writes {
            write(Path::new(file), &found)?;
        }
    }
    if is_any && names.is_empty() {
        return Ok(());
    }
    for folder in ["contexts/archetypes", "contexts"] {
        for name in files_of(folder)? {
            if names.is_empty() || names.iter().any(|part| name.contains(part)) {
                is_any = true;
                let path = root().join(format!("scenarios/{folder}/{name}.toml"));
                let found = solve(&program, &path, &name, replications)?;
                if writes {
                    write(&path, &found)?;
                }
            }
        }
    }
    if is_any {
        Ok(())
    } else {
        Err("no context has such a name".to_string())
    }
}

/// A number that is solved: where it stands, and how far its figure is off.
struct State<'s> {
    solved: &'s Solved,
    target: f64,
    number: f64,
    figure: f64,
}

impl State<'_> {
    fn number(&self) -> f64 {
        self.solved.scales[0].to(self.number)
    }

    /// How far the figure is off, on its scale.
    fn gap(&self) -> f64 {
        self.solved.scales[1].to(self.target) - self.solved.scales[1].to(self.figure)
    }

    fn is_near(&self) -> bool {
        (self.figure / self.target - 1.0).abs() <= NEAR
    }
}

/// Moves of all numbers: what each is thought to do to each figure, and where all stood before.
struct Moves {
    /// Figures by numbers, both on their scales.
    effects: DMatrix<f64>,
    before: Option<(DVector<f64>, DVector<f64>)>,
}

impl Moves {
    fn new(states: &[State<'_>]) -> Self {
        let of = |figure: usize, number: usize| {
            let target = states[figure].solved.target;
            let effects = states[number].solved.effects.iter();
            effects
                .filter(|(of, _)| *of == target)
                .map(|(_, effect)| effect)
                .sum()
        };
        Self {
            effects: DMatrix::from_fn(states.len(), states.len(), of),
            before: None,
        }
    }

    /// One round: what was seen since the last corrects what numbers are thought to do, and numbers move by what is left of their gaps. Numbers at
    /// an end that would have to leave it stand still, and their figures are left as they are.
    fn step(&mut self, states: &mut [State<'_>]) {
        let count = states.len();
        let numbers = DVector::from_iterator(count, states.iter().map(State::number));
        let gaps = DVector::from_iterator(count, states.iter().map(State::gap));
        if let Some((numbers_before, gaps_before)) = &self.before {
            let moved = &numbers - numbers_before;
            let seen = gaps_before - &gaps;
            if moved.norm_squared() > 0.0 {
                let error = (seen - &self.effects * &moved) / moved.norm_squared();
                self.effects += error * moved.transpose();
            }
        }
        let (mut effects, mut wanted) = (self.effects.clone(), gaps.clone());
        for (row, state) in states.iter().enumerate() {
            if is_at_end(state) {
                effects.row_mut(row).fill(0.0);
                effects[(row, row)] = 1.0;
                wanted[row] = 0.0;
            }
        }
        self.before = Some((numbers, gaps));
        let Some(moves) = effects.lu().solve(&wanted) else {
            return;
        };
        for (state, by) in states.iter_mut().zip(moves.iter()) {
            let Solved { scales, limits, .. } = state.solved;
            let moved = scales[0].back(state.number() + by.clamp(-LONGEST, LONGEST));
            state.number = moved.clamp(limits[0], limits[1]);
        }
    }
}

/// Solves the numbers of a context that have a target, and says what came of it.
fn solve(
    program: &Path,
    path: &Path,
    name: &str,
    replications: u32,
) -> Result<Vec<(&'static Solved, f64)>, Failure> {
    simulate(program, path, name, 1, &[])?;
    let (own, targets) = (numbers(&folder_of(name))?, targets(path)?);
    let target_of = |solved: &Solved| match solved.target {
        FIRMS => own.get(FIRMS).copied(),
        RATE => Some(targets.get(RATE)? + own.get(PREMIUM)?),
        target => targets.get(target).copied(),
    };
    let mut states: Vec<State<'_>> = SOLVED
        .iter()
        .filter_map(|solved| {
            let number = *own.get(&format!("{}.{}", solved.section, solved.key))?;
            Some(State {
                solved,
                target: target_of(solved)?,
                number,
                figure: f64::NAN,
            })
        })
        .collect();
    let mut moves = Moves::new(&states);
    for round in 0..=ROUNDS {
        let figures = simulate(program, path, name, replications, &states)?;
        for state in &mut states {
            state.figure = *figures
                .get(state.solved.indicator)
                .ok_or_else(|| format!("no indicator {}", state.solved.indicator))?;
        }
        let is_done = |state: &State<'_>| state.is_near() || is_at_end(state);
        if round == ROUNDS || states.iter().all(is_done) {
            break;
        }
        moves.step(&mut states);
    }
    for state in &states {
        let Solved {
            section,
            key,
            target,
            ..
        } = state.solved;
        let end = match (state.is_near(), is_at_end(state)) {
            (true, _) => "",
            (false, true) => "   at its end",
            (false, false) => "   not near",
        };
        println!(
            "{name:<24} {section}.{key} = {:<10.4} {target} {:.4} for {:.4}{end}",
            state.number, state.figure, state.target
        );
    }
    Ok(states
        .iter()
        .map(|state| (state.solved, state.number))
        .collect())
}

/// True where a number would have to leave its limits to come nearer.
fn is_at_end(state: &State<'_>) -> bool {
    let Solved {
        effects,
        target,
        limits: [low, high],
        ..
    } = state.solved;
    let own = effects.iter().find(|(of, _)| of == target);
    let up = own.is_some_and(|(_, effect)| state.gap() / effect > 0.0);
    if up {
        state.number >= *high
    } else {
        state.number <= *low
    }
}

/// Means of the indicators of a context without a programme, with the numbers as they are now.
fn simulate(
    program: &Path,
    path: &Path,
    name: &str,
    replications: u32,
    states: &[State<'_>],
) -> Result<BTreeMap<String, f64>, Failure> {
    let folder = folder_of(name);
    let _ = std::fs::remove_dir_all(&folder);
    let mut command = Command::new(program);
    command
        .arg("run")
        .arg(path)
        .args([
            "-q",
            "--no-report",
            "--timeseries",
            "none",
            "--progress",
            "none",
            "-o",
        ])
        .arg(&folder);
    command.args([
        "-r",
        &replications.to_string(),
        "--seed",
        &SEED.to_string(),
        "-S",
        "run.policy_quarters=28",
        "-S",
        "run.run_off_quarters=0",
    ]);
    for State { solved, number, .. } in states {
        command
            .arg("-S")
            .arg(format!("{}.{}={number}", solved.section, solved.key));
    }
    let output = command
        .output()
        .map_err(|error| format!("{}: {error}", program.display()))?;
    if !output.status.success() {
        return Err(format!(
            "{name}: {}",
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    column(&folder.join("data/summary.csv"), "indicator", "mean")
}

/// Folder of the worlds of a context.
fn folder_of(name: &str) -> PathBuf {
    root().join("target/contexts").join(name)
}

/// Numbers of a context with everything below it, by full name, from the folder of a run.
fn numbers(folder: &Path) -> Result<BTreeMap<String, f64>, Failure> {
    column(&folder.join("data/parameters.csv"), "path", "value")
}

/// One column of a table by another, as far as it holds numbers.
fn column(table: &Path, key: &str, value: &str) -> Result<BTreeMap<String, f64>, Failure> {
    let refuse = |error: csv::Error| format!("{}: {error}", table.display());
    let mut reader = csv::Reader::from_path(table).map_err(refuse)?;
    let heads = reader.headers().map_err(refuse)?.clone();
    let at = |name: &str| {
        heads
            .iter()
            .position(|head| head == name)
            .ok_or_else(|| format!("{} has no {name}", table.display()))
    };
    let (key, value) = (at(key)?, at(value)?);
    let mut found = BTreeMap::new();
    for record in reader.records() {
        let record = record.map_err(refuse)?;
        if let Ok(number) = record[value].parse() {
            found.insert(record[key].to_string(), number);
        }
    }
    Ok(found)
}

/// Targets of a context and of those below it.
fn targets(path: &Path) -> Result<BTreeMap<String, f64>, Failure> {
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let file: toml::Table = text
        .parse()
        .map_err(|error| format!("{}: {error}", path.display()))?;
    let mut all = match file.get("base").and_then(toml::Value::as_str) {
        Some(base) => targets(&path.with_file_name("").join(base))?,
        None => BTreeMap::new(),
    };
    for (name, value) in file
        .get("targets")
        .and_then(toml::Value::as_table)
        .into_iter()
        .flatten()
    {
        let number = |value: &toml::Value| {
            value
                .as_float()
                .or_else(|| value.as_integer().map(|whole| whole as f64))
        };
        if let Some(target) = number(value).or_else(|| number(value.get("value")?)) {
            all.insert(name.clone(), target);
        }
    }
    Ok(all)
}

/// Puts solved numbers into a file: the line of a key is replaced, or added below the header of its section.
fn write(path: &Path, found: &[(&Solved, f64)]) -> Result<(), Failure> {
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
    for (solved, number) in found {
        let line = format!(
            "{} = {{ value = {number:.4}, source = \"{SOURCE}\", grade = \"assumed\" }}",
            solved.key
        );
        let header = format!("[{}]", solved.section);
        let Some(start) = lines.iter().position(|line| line.trim() == header) else {
            let before = lines
                .iter()
                .position(|line| line.trim() == "[targets]" || line.starts_with("# For people"))
                .unwrap_or(lines.len());
            lines.splice(before..before, [header, line, String::new()]);
            continue;
        };
        let end = lines[start + 1..]
            .iter()
            .position(|line| line.starts_with('['))
            .map_or(lines.len(), |at| start + 1 + at);
        let is_key = |line: &String| {
            line.split('=')
                .next()
                .is_some_and(|key| key.trim() == solved.key)
        };
        match lines[start..end].iter().position(is_key) {
            Some(at) => lines[start + at] = line,
            None => lines.insert(start + 1, line),
        }
    }
    std::fs::write(path, lines.join("\n") + "\n")
        .map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solved(target: &str) -> &'static Solved {
        SOLVED
            .iter()
            .find(|one| one.target == target)
            .expect("listed")
    }

    fn state(target: &str, aim: f64, number: f64) -> State<'static> {
        State {
            solved: solved(target),
            target: aim,
            number,
            figure: f64::NAN,
        }
    }

    #[test]
    fn numbers_that_move_each_others_figures_are_found_whatever_the_first_guess() {
        // exits of small and of large firms, which answer otherwise than the guess says, and the number of firms, which follows from both
        let mut states = [
            state(FIRMS, 2_000.0, 0.018),
            state("micro_exit_rate", 0.10, -3.0),
            state("larger_exit_rate", 0.0485, -0.3),
        ];
        let figures = |states: &[State<'_>]| {
            let (entry, constant, size) = (states[0].number, states[1].number, states[2].number);
            let (micro, larger) = (
                3.4 * (constant - 1.2 * size).exp(),
                3.4 * (constant + 0.4 * size).exp(),
            );
            [
                2_000.0 * 4.0 * entry / (0.8 * micro + 0.2 * larger),
                micro,
                larger,
            ]
        };
        let mut moves = Moves::new(&states);
        for _ in 0..ROUNDS {
            let found = figures(&states);
            states
                .iter_mut()
                .zip(found)
                .for_each(|(state, figure)| state.figure = figure);
            moves.step(&mut states);
        }
        let found = figures(&states);
        for (state, figure) in states.iter().zip(found) {
            assert!(
                (figure / state.target - 1.0).abs() < NEAR,
                "{} for {}",
                figure,
                state.target
            );
        }
    }

    #[test]
    fn a_number_stays_within_its_limits_and_holds_no_other_back() {
        let mut states = [
            state(RATE, 0.01, 0.02),
            state("domestic_lot_share", 0.12, -0.3),
        ];
        let mut moves = Moves::new(&states);
        for _ in 0..ROUNDS {
            states[0].figure = 0.3 + states[0].number;
            states[1].figure = Scale::Logit.back(-1.0 - 0.35 * states[1].number);
            moves.step(&mut states);
        }
        assert!(states[0].number == states[0].solved.limits[0] && is_at_end(&states[0]));
        assert!(states[1].is_near(), "{}", states[1].figure);
    }

    #[test]
    fn solved_numbers_replace_lines_or_are_added_below_their_section() {
        let path = root()
            .join("target")
            .join(format!("contexts-test-{}.toml", std::process::id()));
        std::fs::write(&path, "name = \"x\"\n\n[credit]\n# kept\ndemand_chance = 0.5\n\n[targets]\nmicro_exit_rate = 0.1\n").expect("written");
        write(
            &path,
            &[
                (solved("firms_with_loan_share"), 0.125),
                (solved("micro_exit_rate"), -3.5),
            ],
        )
        .expect("written");
        let text = std::fs::read_to_string(&path).expect("read");
        std::fs::remove_file(&path).expect("removed");
        let table: toml::Table = text.parse().expect("still a file");
        assert_eq!(
            table["credit"]["demand_chance"]["value"].as_float(),
            Some(0.125)
        );
        assert_eq!(
            table["firms"]["exit_constant"]["value"].as_float(),
            Some(-3.5)
        );
        assert!(text.contains("# kept") && !text.contains("= 0.5"), "{text}");
    }
}
