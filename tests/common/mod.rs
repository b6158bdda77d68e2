//! Common parts of both tiers of tests.

pub mod evaluation;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use linkwright::model::ModelInput;
use linkwright::observations::INDICATORS;
use linkwright::parameters::Periods;
use linkwright::plan::{Options, prepare};
use linkwright::scenario::Files;

/// Folder of the crate.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the program in a folder; its lines are not broken, so that tests find their sentences.
pub fn linkwright(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_linkwright"))
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env("COLUMNS", "10000")
        .args(arguments)
        .output()
        .expect("the program starts")
}

/// An empty folder for one test.
pub fn empty_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

/// Input of one scenario of the Uganda study.
pub fn scenario(name: &str) -> ModelInput {
    let path = root().join("scenarios/studies/uganda-credit.toml");
    let known: Vec<&str> = INDICATORS.iter().map(|indicator| indicator.name).collect();
    let options = Options {
        known_indicators: &known,
        ..Options::default()
    };
    let prepared = prepare(&Files::Disk, &[path], &options);
    let plan = prepared.plan.expect("the shipped study is valid");
    plan.scenarios
        .into_iter()
        .find(|scenario| scenario.name == name)
        .expect("the study has the scenario")
        .input
}

/// The economy of Uganda without a programme, with a window of the given length. Agencies and instruments that a test adds are stated for its firms, and
/// affiliates want a number of lots, whatever a test says that these are worth.
pub fn without_programme(window: u32) -> ModelInput {
    let mut input = scenario("none");
    input.parameters.population.represents = 0.0;
    (
        input.parameters.tncs.sales_min_usd,
        input.parameters.tncs.sales_max_usd,
    ) = (0.0, 0.0);
    (
        input.parameters.tncs.lots_min,
        input.parameters.tncs.lots_max,
    ) = (60.0, 300.0);
    input.periods = Periods {
        burn_in: 120,
        policy: window,
        run_off: 0,
    };
    input
}

/// Values of `look` for each of a number of worlds, two at a time.
pub fn in_worlds<T: Send>(worlds: u32, look: impl Fn(u32) -> T + Sync) -> Vec<T> {
    // two halves at a time: the long tests run last, when the other core would be idle
    std::thread::scope(|scope| {
        let half = worlds / 2;
        let look = &look;
        let second = scope.spawn(move || (half..worlds).map(look).collect::<Vec<_>>());
        let first: Vec<_> = (0..half).map(look).collect();
        first
            .into_iter()
            .chain(second.join().expect("no world panics"))
            .collect()
    })
}
