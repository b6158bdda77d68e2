//! Fuzzer of the reading of input: mutated files and settings are checked and planned in memory, and nothing may panic, take
//! long, or pass with a key that nobody knows. `cargo xtask fuzz` runs it.

#![allow(clippy::disallowed_methods)] // it measures time

mod corpus;
mod dice;
mod judge;
mod mutate;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use linkwright::cli::diagnostics::{render, to_json};
use linkwright::observations::indicator_names;
use linkwright::plan::{Options, Prepared, prepare};
use linkwright::scenario::{Files, Severity, Source};

use corpus::{Base, Corpus};
use dice::Dice;
use judge::{Schema, Verdict};
use mutate::{Change, Mutant, mutant};

/// An execution that takes longer hangs.
const LONGEST: Duration = Duration::from_secs(1);
/// An execution that takes longer never ends.
const FOREVER: Duration = Duration::from_secs(120);
/// Failing inputs that are kept.
const MOST_KEPT: usize = 200;

/// What the command line asks for.
#[derive(Clone, Copy)]
struct Task {
    executions: u64,
    seed: u64,
    first: u64,
    jobs: u64,
}

/// What came of executions.
#[derive(Default)]
struct Counts {
    executions: u64,
    accepted: u64,
    /// Mutants with a changed key, column or setting that the schema refuses.
    classified: u64,
    panics: u64,
    hangs: u64,
    /// Of the classified ones, those that passed.
    silent: u64,
    /// Other mutants that passed and that the schema or the TOML parser refuses.
    laxer: u64,
    /// One text for each failing input.
    failures: Vec<String>,
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.executions += other.executions;
        self.accepted += other.accepted;
        self.classified += other.classified;
        self.panics += other.panics;
        self.hangs += other.hangs;
        self.silent += other.silent;
        self.laxer += other.laxer;
        self.failures.extend(other.failures);
    }
}

fn main() -> ExitCode {
    let task = match task() {
        Ok(task) => task,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::FAILURE;
        }
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let schema = Schema::read(root);
    let corpus = Corpus::read(root, &schema);
    std::panic::set_hook(Box::new(|_| {})); // a panic is counted, and its message kept, where it is caught
    let start = Instant::now();
    let running: Vec<AtomicU64> = (0..task.jobs).map(|_| AtomicU64::new(u64::MAX)).collect();
    let mut counts = Counts::default();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..task.jobs)
            .map(|worker| {
                let (corpus, schema, running) = (&corpus, &schema, &running[worker as usize]);
                scope.spawn(move || work(task, worker, (corpus, schema), running))
            })
            .collect();
        watch(&running, || {
            workers
                .iter()
                .all(std::thread::ScopedJoinHandle::is_finished)
        });
        for worker in workers {
            counts.add(worker.join().expect("workers catch panics"));
        }
    });
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{} executions in {seconds:.1} s ({:.0} a second) from {} bases, seed {}: {} accepted, {} panics, {} hangs; of {} with a changed key that the schema refuses {} accepted; {} others accepted that the schema refuses",
        counts.executions,
        counts.executions as f64 / seconds,
        corpus.bases.len(),
        task.seed,
        counts.accepted,
        counts.panics,
        counts.hangs,
        counts.classified,
        counts.silent,
        counts.laxer
    );
    if counts.failures.is_empty() {
        return ExitCode::SUCCESS;
    }
    keep(root, task.seed, &counts.failures);
    ExitCode::FAILURE
}

fn task() -> Result<Task, String> {
    let mut task = Task {
        executions: 100_000,
        seed: 1,
        first: 0,
        jobs: 1,
    };
    let mut words = std::env::args().skip(1);
    while let Some(flag) = words.next() {
        let number = words.next().and_then(|word| word.parse().ok());
        let number = number.ok_or_else(|| format!("{flag} needs a whole number"))?;
        match flag.as_str() {
            "--executions" => task.executions = number,
            "--seed" => task.seed = number,
            "--first" => task.first = number,
            "--jobs" => task.jobs = number.max(1),
            _ => {
                return Err(format!(
                    "unknown flag {flag}: --executions, --seed, --first, --jobs"
                ));
            }
        }
    }
    Ok(task)
}

/// Ends the program where an execution does not end: its thread cannot be stopped.
fn watch(running: &[AtomicU64], is_done: impl Fn() -> bool) {
    let mut since: Vec<(u64, Instant)> =
        running.iter().map(|_| (u64::MAX, Instant::now())).collect();
    while !is_done() {
        std::thread::sleep(Duration::from_millis(20));
        for (own, (last, start)) in running.iter().zip(&mut since) {
            let now = own.load(Ordering::Relaxed);
            if now != *last {
                (*last, *start) = (now, Instant::now());
            } else if now != u64::MAX && start.elapsed() > FOREVER {
                println!(
                    "execution {now} does not end: repeat it with --first {now} --executions 1"
                );
                std::process::exit(2);
            }
        }
    }
}

/// The executions of one thread.
fn work(
    task: Task,
    worker: u64,
    (corpus, schema): (&Corpus, &Schema),
    running: &AtomicU64,
) -> Counts {
    let known = indicator_names();
    let mut counts = Counts::default();
    let mut kept: Vec<Files> = corpus
        .bases
        .iter()
        .map(|base| Files::Kept(base.sources()))
        .collect();
    let mut execution = task.first + worker;
    while execution < task.first + task.executions {
        running.store(execution, Ordering::Relaxed);
        let mutant = mutant(corpus, schema, &mut Dice::new(task.seed, execution));
        let base = &corpus.bases[mutant.base];
        let files = &mut kept[mutant.base];
        put(files, mutant.file, &mutant.text);
        let timed = || {
            let start = Instant::now();
            let done = catch_unwind(AssertUnwindSafe(|| check(files, base, &mutant, &known)));
            (done, start.elapsed())
        };
        let (done, mut took) = timed();
        if took > LONGEST {
            // a machine that is busy with other work makes it wait; the second time tells
            took = took.min(timed().1);
        }
        put(files, mutant.file, &base.files[mutant.file].1);
        counts.executions += 1;
        let failure = match done {
            Err(panic) => {
                counts.panics += 1;
                Some(format!("panic: {}", message(&*panic)))
            }
            Ok(_) if took > LONGEST => {
                counts.hangs += 1;
                Some(format!("takes {:.1} s", took.as_secs_f64()))
            }
            Ok(is_accepted) => judge(&mut counts, schema, (base, &mutant), is_accepted),
        };
        if let Some(failure) = failure.filter(|_| counts.failures.len() < MOST_KEPT) {
            counts
                .failures
                .push(described(execution, &failure, base, &mutant));
        }
        execution += task.jobs;
    }
    running.store(u64::MAX, Ordering::Relaxed);
    counts
}

/// Gives a file another text.
fn put(files: &mut Files, at: usize, text: &str) {
    if let Files::Kept(files) = files {
        files[at] = Source::new(files[at].path.clone(), text.to_string());
    }
}

/// Checks and plans a mutant, and shows what is wrong with it; true where it passes.
fn check(files: &Files, base: &Base, mutant: &Mutant, known: &[&str]) -> bool {
    let options = Options {
        replications: mutant.reps,
        draws: mutant.draws,
        only: mutant.only.clone(),
        settings: mutant.settings.clone(),
        known_indicators: known,
        ..Options::default()
    };
    let prepared = prepare(files, &base.paths, &options);
    show(&prepared);
    prepared.plan.is_some() && prepared.count(Severity::Error) == 0
}

/// What the terminal and `--json` would show of the first problems.
fn show(prepared: &Prepared) {
    for problem in prepared.problems.iter().take(2) {
        std::hint::black_box(render(problem, &prepared.sources, false));
        std::hint::black_box(to_json(problem, &prepared.sources));
    }
}

/// Holds the outcome of a check against judges that do not know it; what is wrong with it, if anything is.
fn judge(
    counts: &mut Counts,
    schema: &Schema,
    (base, mutant): (&Base, &Mutant),
    is_accepted: bool,
) -> Option<String> {
    counts.accepted += u64::from(is_accepted);
    let is_toml = base.files[mutant.file].0.ends_with("toml");
    let is_unknown = match mutant.change {
        Change::Column | Change::Setting => base.is_clean,
        Change::Key => {
            let verdict = schema.judge(&mutant.text);
            base.is_clean && matches!(verdict, Verdict::UnknownKey | Verdict::Invalid)
        }
        Change::Any => false,
    };
    if is_unknown {
        counts.classified += 1;
        counts.silent += u64::from(is_accepted);
        return is_accepted.then(|| {
            format!(
                "a changed {:?} that the schema refuses is accepted",
                mutant.change
            )
        });
    }
    let verdict = if is_accepted && is_toml {
        schema.judge(&mutant.text)
    } else {
        Verdict::Valid
    };
    counts.laxer += u64::from(verdict != Verdict::Valid);
    (verdict != Verdict::Valid).then(|| format!("accepted, but to the schema it is {verdict:?}"))
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string))
        .unwrap_or_default()
}

/// A failing input as text that says how to repeat it.
fn described(execution: u64, failure: &str, base: &Base, mutant: &Mutant) -> String {
    let mut text = format!(
        "# execution {execution}: {failure}\n# files {:?}, changed {}, {:?}, settings {:?}, reps {:?}, draws {:?}, only {:?}\n",
        base.paths,
        base.files[mutant.file].0,
        mutant.change,
        mutant.settings,
        mutant.reps,
        mutant.draws,
        mutant.only
    );
    let _ = writeln!(text, "{}", mutant.text);
    text
}

/// Writes failing inputs below `target/fuzz` and names the first of each kind.
fn keep(root: &Path, seed: u64, failures: &[String]) {
    let folder = root.join("target/fuzz").join(seed.to_string());
    let _ = std::fs::remove_dir_all(&folder);
    if let Err(error) = std::fs::create_dir_all(&folder) {
        return println!("{}: {error}", folder.display());
    }
    let mut kinds: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for (at, failure) in failures.iter().enumerate() {
        let path = folder.join(format!("{at:03}.txt"));
        if let Err(error) = std::fs::write(&path, failure) {
            println!("{}: {error}", path.display());
        }
        let first = failure.lines().next().unwrap_or_default();
        let (_, what) = first.split_once(": ").unwrap_or(("", first));
        let kind = what
            .chars()
            .filter(|c| !c.is_ascii_digit())
            .take(40)
            .collect();
        let (n, _) = kinds
            .entry(kind)
            .or_insert_with(|| (0, format!("{}: {first}", path.display())));
        *n += 1;
    }
    for (n, first) in kinds.values() {
        println!("{n} like {first}");
    }
}
