//! The verb `trace`: the history of one firm, with a programme and in the world of its baseline.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::args::TraceArgs;
use super::diagnostics::{count, with_points};
use super::printing::{print, print_text, say};
use super::run::load;
use super::story::{Life, sentence, story};
use super::{CliError, Exit, finished, rerun};
use crate::observations::{EventLog, FirmEnd};
use crate::plan::{Options, Plan};
use crate::results::{EVENTS_HEADER, Table, event_row};
use crate::scenario::{LATEST, REPLICATIONS_MAX, nearest};

/// Shows the history of a firm.
///
/// # Errors
/// [`CliError`] where the run or files cannot be read, a name is unknown, or the world is lost.
pub fn execute(args: &TraceArgs) -> Result<Exit, CliError> {
    let world = rerun::world_number(args.draw, args.rep)?;
    let whole = plan(args, world)?;
    let scenario = chosen_scenario(&whole, args.scenario.as_deref()).map_err(CliError::input)?;
    let (plan, places) = whole.pair(scenario);
    let repeated = rerun::run_again(&plan, world)?;
    if let Some(failure) = repeated.dataset.failures.first() {
        let message = format!(
            "{} is lost in `{}`: {}",
            rerun::world_words(plan.design.is_some(), world),
            failure.scenario,
            failure.message
        );
        return Err(CliError::new(Exit::FailedReplications, message));
    }
    let [log, twin] = places.map(|place| &repeated.logs[place]);
    let (row, how) = choose(log, twin, &args.firm).map_err(CliError::input)?;
    let name = |place: usize| plan.scenarios[place].name.as_str();
    let lives = [
        Life {
            scenario: name(places[0]),
            log,
            row: Some(row),
        },
        Life {
            scenario: name(places[1]),
            log: twin,
            row: Twins::new(log, twin).row(row),
        },
    ];
    if args.talk.json {
        print(&format!("{:#}\n", as_json(&plan, world, &lives, &how)))?;
    } else if args.csv {
        print(&String::from_utf8_lossy(&table(world, &lives).to_csv()))?;
    } else {
        if !args.talk.quiet {
            let world = rerun::world_words(plan.design.is_some(), world);
            say(&format!(
                "study  {}   {world}   seed {}",
                plan.study, plan.seed
            ));
            say(&format!("firm   {how}"));
        }
        print_text(&story(&lives))?;
    }
    Ok(Exit::Ok)
}

/// The plan of the run folder or files that are named.
fn plan(args: &TraceArgs, world: u32) -> Result<Plan, CliError> {
    let is_file = |path: &PathBuf| {
        let is_study = path
            .extension()
            .is_some_and(|extension| extension == "toml");
        // any other file is a study too, but for those of a run folder
        let is_other = || path.exists() && !path.is_dir() && path != Path::new(LATEST);
        let is_of_run = || {
            let mut above = path.ancestors().skip(1);
            above.any(|folder| folder.join("manifest.json").is_file())
        };
        is_study || path == Path::new("-") || (is_other() && !is_of_run())
    };
    if args.from.len() > 1
        && let Some(folder) = args.from.iter().find(|path| path.is_dir())
    {
        return Err(CliError::input(format!(
            "{} is a folder: name one run folder alone, or files",
            folder.display()
        )));
    }
    if let [run] = args.from.as_slice()
        && !is_file(run)
    {
        if args.seed.seed.is_some() || !args.selection.is_empty() || !args.points.is_empty() {
            return Err(CliError::input(
                "-S, --only, --skip, --seed, --draws, --design and --at-medians change what files say, and a run keeps what it was made with",
            )
            .help("name the study file in place of the run folder"));
        }
        let run = finished::open(run)?;
        let plan = rerun::plan_of(&run, world)?;
        rerun::changes_since(&run, &plan)
            .iter()
            .for_each(|change| say(&format!("note   {change}")));
        return Ok(plan);
    }
    if args.rep >= REPLICATIONS_MAX {
        return Err(CliError::input(format!(
            "files have no replication {}: name one from 0 to {}",
            args.rep,
            REPLICATIONS_MAX - 1
        )));
    }
    let options = Options {
        replications: Some(args.rep + 1),
        seed: args.seed.seed,
        ..with_points(&args.points, &args.selection)
    };
    Ok(load(&args.from, &options, args.talk)?.plan)
}

/// The scenario that is named, else that of the answer, else the first that is no baseline.
pub(super) fn chosen_scenario(plan: &Plan, name: Option<&str>) -> Result<usize, String> {
    let is_programme = |index: &usize| plan.baseline_of(*index) != *index;
    let named = |index: &usize| plan.scenarios[*index].name.as_str();
    let programmes: Vec<usize> = (0..plan.scenarios.len()).filter(is_programme).collect();
    let Some(name) = name else {
        let answer = plan
            .answer
            .map(|(scenario, _)| scenario)
            .filter(is_programme);
        return answer
            .or(programmes.first().copied())
            .ok_or_else(|| "there is only the baseline: nothing to show next to it".to_string());
    };
    programmes
        .iter()
        .copied()
        .find(|index| named(index) == name)
        .ok_or_else(|| {
            let near = nearest(name, programmes.iter().map(named))
                .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            let names = programmes.iter().map(named).collect::<Vec<_>>().join(", ");
            format!("`{name}` is not a scenario that has a baseline{near} (there are: {names})")
        })
}

/// The same firms in two worlds.
struct Twins<'a> {
    log: &'a EventLog,
    rows: BTreeMap<u64, usize>,
}

impl<'a> Twins<'a> {
    fn new(log: &'a EventLog, twin: &EventLog) -> Self {
        Self {
            log,
            rows: twin
                .ends()
                .iter()
                .enumerate()
                .map(|(row, end)| (end.key, row))
                .collect(),
        }
    }

    /// Row of a firm in the other world.
    fn row(&self, row: usize) -> Option<usize> {
        self.rows.get(&self.log.ends()[row].key).copied()
    }
}

/// Change of a firm by the programme: orders of the window [USD], workers at the horizon.
fn change(log: &EventLog, twin: &EventLog, twins: &Twins<'_>, row: usize) -> (f64, f64) {
    let (end, other) = (
        log.ends()[row],
        twins
            .row(row)
            .map(|row| twin.ends()[row])
            .unwrap_or_default(),
    );
    let workers = |end: FirmEnd| if end.is_alive { end.workers } else { 0.0 };
    (end.orders - other.orders, workers(end) - workers(other))
}

/// Row of the firm that is shown, and how it was chosen.
fn choose(log: &EventLog, twin: &EventLog, which: &str) -> Result<(usize, String), String> {
    let twins = Twins::new(log, twin);
    let change = |row: usize| change(log, twin, &twins, row);
    let n = log.ends().len();
    match which {
        "typical" => {
            let clients: Vec<usize> = (0..n).filter(|row| log.ends()[*row].is_client).collect();
            if clients.is_empty() {
                let (row, _) = choose(log, twin, "most-changed")?;
                return Ok((row, "the one that changes most between the two worlds, since no agency accepts a firm".to_string()));
            }
            let mut ranked: Vec<((f64, f64), usize)> =
                clients.iter().map(|row| (change(*row), *row)).collect();
            ranked.sort_by(|(a, row), (b, other)| {
                a.0.total_cmp(&b.0)
                    .then(a.1.total_cmp(&b.1))
                    .then(row.cmp(other))
            });
            let how = format!(
                "typical: the middle one of {}, ordered by what changes in orders from TNCs, then in workers",
                count(ranked.len(), "participant")
            );
            Ok((ranked[ranked.len() / 2].1, how))
        }
        "most-changed" => {
            let size = |row: usize| (change(row).0.abs(), change(row).1.abs());
            let most = (0..n).max_by(|row, other| {
                let (a, b) = (size(*row), size(*other));
                a.0.total_cmp(&b.0)
                    .then(a.1.total_cmp(&b.1))
                    .then(other.cmp(row))
            });
            let most = most.ok_or_else(|| "there is no firm".to_string())?;
            let how = format!(
                "most changed of {}: the greatest change in orders from TNCs, then in workers",
                count(n, "firm")
            );
            Ok((most, how))
        }
        id => {
            let row = id.parse::<usize>().map_err(|_| {
                format!("`{id}` is no firm: write typical, most-changed or a number")
            })?;
            let last = n.saturating_sub(1);
            if row < n {
                Ok((row, "named on the command line".to_string()))
            } else {
                Err(format!("there is no firm {row}: they are 0 to {last}"))
            }
        }
    }
}

fn as_json(plan: &Plan, rep: u32, lives: &[Life<'_>; 2], how: &str) -> serde_json::Value {
    let life = |life: &Life<'_>| {
        let events: Vec<_> = life
            .events()
            .iter()
            .map(|event| {
                json!({
                    "quarter": event.quarter, "event": event.what.name(), "value": event.what.value(), "tnc": event.tnc,
                    "cause": event.what.cause(), "text": sentence(event),
                })
            })
            .collect();
        let end = life.end().map(
            |end| json!({ "is_alive": end.is_alive, "workers": end.workers, "orders_usd": end.orders, "is_participant": end.is_client }),
        );
        json!({ "scenario": life.scenario, "firm": life.row, "events": events, "end": end })
    };
    json!({
        "study": plan.study, "seed": plan.seed, "replication": rep, "chosen": how,
        "programme": life(&lives[0]), "baseline": life(&lives[1]),
    })
}

/// The events of the firm in both worlds, with the columns of the event log.
fn table(rep: u32, lives: &[Life<'_>; 2]) -> Table {
    let rows = lives.iter().flat_map(|life| {
        life.events()
            .into_iter()
            .map(|event| event_row(life.scenario, rep, event))
    });
    Table::new("trace.csv", &EVENTS_HEADER, rows.collect())
}
