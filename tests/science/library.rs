//! The library of contexts: every shipped context, archetype or country, without a programme, beside its targets.
//!
//! Statistic, number of worlds, seed and bands were written down before the run. No context is tuned to a band: contexts whose
//! figures lie outside are shown so in `docs/contexts.md` (`cargo xtask book --results contexts` renews it).

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use linkwright::model::equations::scale::markets;
use linkwright::model::{ModelInput, World};
use linkwright::observations::Recorder;
use linkwright::parameters::Periods;
use linkwright::plan::{Options, prepare};
use linkwright::random::ReplicateKey;
use linkwright::scenario::Files;

use crate::common::{in_worlds, root};
use crate::uganda::{index, mean_and_error, trend_per_year};

/// Worlds of a context.
const WORLDS: u32 = 4;
/// Seed of these worlds.
const SEED: u64 = 530;
/// Quarters after the burn-in.
const WINDOW: u32 = 40;
/// Greatest trend of the number of firms [per year].
const FIRMS_TREND: f64 = 0.01;
/// Greatest ratio of a figure to its target, either way.
const BAND: f64 = 2.0;
/// Figures with targets, and their words.
const TARGETS: [(&str, &str); 3] = [
    ("domestic_lot_share", "domestic share of lots"),
    ("tier_one_lot_share", "foreign-owned local share"),
    ("firms_with_loan_share", "firms with a loan"),
];

/// A context without a programme.
pub struct Economy {
    /// Name of its file.
    pub name: String,
    /// Archetype below it, or none where it is an archetype itself or stands alone.
    base: Option<String>,
    /// Trend of firms [per year].
    firms_trend: f64,
    /// Trend of linkages with orders [per year], and its standard error.
    active_trend: (f64, f64),
    /// Simulated figure and target.
    figures: [(f64, Option<f64>); TARGETS.len()],
    /// Firms that leave in a year.
    exits: f64,
    /// Firms a category that pass both gates.
    passers: f64,
    /// Linkages with orders.
    active: f64,
}

/// Files of contexts in a folder, by name.
fn files(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join(folder))
        .expect("the folder is there")
        .flatten()
        .map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    files.sort();
    files
}

fn table(path: &Path) -> toml::Table {
    std::fs::read_to_string(path)
        .expect("shipped")
        .parse()
        .expect("checked")
}

fn input(path: &Path) -> ModelInput {
    let mut input = prepare(&Files::Disk, &[path.to_path_buf()], &Options::default())
        .plan
        .expect("valid")
        .baseline()
        .input
        .clone();
    input.periods = Periods {
        burn_in: 120,
        policy: WINDOW,
        run_off: 0,
    };
    input
}

fn measure(path: &Path) -> Economy {
    let (input, own) = (input(path), table(path));
    let worlds = in_worlds(WORLDS, |replicate| {
        let mut world = World::burn_in(&input, ReplicateKey::new(SEED, replicate))
            .expect("accounts close")
            .start(&input);
        let mut recorder = Recorder::start(&world, input.periods);
        let (mut firms, mut active) = (Vec::new(), Vec::new());
        for _ in 0..WINDOW {
            world.step().expect("accounts close");
            recorder.observe(&world);
            firms.push(world.smes().is_alive.iter().filter(|alive| **alive).count() as f64);
            active.push(
                world
                    .linkages()
                    .iter()
                    .filter(|(_, linkage)| linkage.stage.has_orders())
                    .count() as f64,
            );
        }
        (firms, active, recorder.finish(&world, None).0)
    });
    let population = &input.parameters.population;
    let mean = |name: &str| {
        worlds.iter().map(|world| world.2[index(name)]).sum::<f64>() / f64::from(WORLDS)
    };
    let firms: Vec<f64> = (0..WINDOW as usize)
        .map(|quarter| worlds.iter().map(|world| world.0[quarter]).sum())
        .collect();
    let target = |name: &str| {
        own.get("targets")
            .and_then(|all| all.get(name)?.get("value")?.as_float())
    };
    let base = own.get("base").and_then(|base| {
        Some(
            Path::new(base.as_str()?)
                .file_stem()?
                .to_string_lossy()
                .into_owned(),
        )
    });
    Economy {
        name: own["name"].as_str().expect("a text").to_string(),
        base,
        firms_trend: trend_per_year(&firms),
        active_trend: mean_and_error(
            &worlds
                .iter()
                .map(|world| trend_per_year(&world.1))
                .collect::<Vec<_>>(),
        ),
        figures: TARGETS.map(|(name, _)| (mean(name), target(name))),
        exits: mean("exit_rate"),
        passers: mean("gate_passers")
            / (6.0 * population.categories_per_sector * markets(population) as f64),
        active: mean("active_linkages"),
    }
}

/// Archetypes first, then countries.
fn economies() -> &'static [Economy] {
    static ECONOMIES: OnceLock<Vec<Economy>> = OnceLock::new();
    ECONOMIES.get_or_init(|| {
        let all = [
            files("scenarios/contexts/archetypes"),
            files("scenarios/contexts"),
        ]
        .concat();
        all.iter().map(|path| measure(path)).collect()
    })
}

/// True where a figure is within the band of its target, or has none.
fn is_near((simulated, target): (f64, Option<f64>)) -> bool {
    target.is_none_or(|target| (1.0 / BAND..=BAND).contains(&(simulated / target)))
}

fn page() -> String {
    let mut text = String::from(
        "# Contexts\n\nWritten by the test suite (`cargo xtask book --results contexts` renews it). Every context that ships, without a programme: ",
    );
    let _ = writeln!(
        text,
        "{WORLDS} worlds, seed {SEED}, {WINDOW} quarters after a burn-in of 120. Held for all: firms move by less than {:.0} % a year, and linkages with \
         orders have no trend that is significantly above 5 % a year. **In bold**: more than {BAND:.0} times the target of the context or less than half of it. Contexts are not \
         tuned to that band; [validation.md](validation.md) holds Uganda, Viet Nam, Costa Rica and Czechia to narrower ones.\n",
        100.0 * FIRMS_TREND
    );
    let heads: Vec<String> = TARGETS
        .iter()
        .map(|(_, words)| format!("{words} (target)"))
        .collect();
    let _ = writeln!(
        text,
        "| context | archetype | {} | firms, trend [% a year] | linkages, trend [% a year] (s.e.) | firms that leave in a year | firms a category that pass both gates | active linkages |\n|---|---|{}---:|---:|---:|---:|---:|",
        heads.join(" | "),
        "---:|".repeat(TARGETS.len())
    );
    for economy in economies() {
        let figure = |(simulated, target): (f64, Option<f64>)| {
            let reported = format!(
                "{simulated:.3} ({})",
                target.map_or_else(|| "none".to_string(), |target| format!("{target:.3}"))
            );
            if is_near((simulated, target)) {
                reported
            } else {
                format!("**{reported}**")
            }
        };
        let figures: Vec<String> = economy.figures.iter().map(|one| figure(*one)).collect();
        let (trend, error) = economy.active_trend;
        let _ = writeln!(
            text,
            "| {} | {} | {} | {:+.2} | {:+.1} ({:.1}) | {:.3} | {:.1} | {:.0} |",
            economy.name,
            economy.base.as_deref().unwrap_or("—"),
            figures.join(" | "),
            100.0 * economy.firms_trend,
            100.0 * trend,
            100.0 * error,
            economy.exits,
            economy.passers,
            economy.active
        );
    }
    let outside = economies()
        .iter()
        .filter(|economy| !economy.figures.iter().all(|one| is_near(*one)))
        .count();
    let _ = writeln!(
        text,
        "\n{outside} of {} contexts have a figure outside the band.",
        economies().len()
    );
    text
}

#[test]
fn every_context_of_the_library_is_at_rest() {
    for economy in economies() {
        let Economy {
            name,
            firms_trend,
            active_trend: (trend, error),
            ..
        } = economy;
        assert!(
            firms_trend.abs() < FIRMS_TREND,
            "{name}: firms move by {firms_trend} a year"
        );
        assert!(
            trend.abs() - 3.0 * error < 0.05,
            "{name}: linkages move by {trend} ± {error} a year"
        );
    }
}

#[test]
fn every_archetype_is_near_its_targets() {
    let archetypes = economies()
        .iter()
        .take(files("scenarios/contexts/archetypes").len());
    for Economy { name, figures, .. } in archetypes {
        assert!(
            figures.iter().all(|one| one.1.is_some() && is_near(*one)),
            "{name}: {figures:?}"
        );
    }
}

#[test]
fn the_page_of_contexts_is_fresh() {
    crate::assert_fresh("docs/contexts.md", &page());
}
