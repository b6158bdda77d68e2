//! Whatever a file may say, a world stays within its bounds: random scenarios at the ends of all hard ranges, a thousand
//! with `cargo xtask long`.
//!
//! A case is a file like any other: an archetype below it, parameters at the ends of their hard ranges or anywhere between, agencies,
//! providers, instruments and shocks. It passes the same checks as a file that a person writes, and runs without and with its programme.
//! No kind and no parameter is named here but those that make a world large: what is added to the registry is drawn too.
//! A case that fails is printed as a file that `linkwright run` takes.

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use linkwright::model::{InstrumentKind, LISTED_SECTIONS, ModelInput, World};
use linkwright::observations::{INDICATORS, Recorder, Role};
use linkwright::parameters::{
    AgencyParameters, CreditProviderParameters, Lead, ParameterMeta, Parameters, ProviderKind,
    Section, SectionMeta, SelectionTarget, ShockKind, ShockParameters, TimingParameters,
};
use linkwright::plan::{Options, prepare};
use linkwright::random::{Draws, Process, ReplicateKey, named, pair};
use linkwright::scenario::{Files, Severity};

use crate::common::{empty_folder, in_worlds, root};

/// Cases of a usual run.
const CASES: u32 = 250;
/// All cases.
const ALL_CASES: u32 = 1_000;
/// Seed of the cases and of their worlds.
const SEED: u64 = 6_200;
/// Lengths of burn-in, policy window and run-off: 200 quarters in all.
const PERIODS: [(&str, u32); 3] = [
    ("burn_in_quarters", 60),
    ("policy_quarters", 100),
    ("run_off_quarters", 40),
];
/// Parameters that make a world large: section, key, least and greatest value in a case. All others take their whole hard range.
const SIZES: [(&str, &str, f64, f64); 11] = [
    ("population", "smes", 60.0, 150.0),
    ("population", "tncs", 6.0, 12.0),
    ("population", "categories_per_sector", 1.0, 4.0),
    ("population", "represents", 0.0, 3_000.0),
    ("population", "market_smes", 0.0, 50.0),
    ("tncs", "reach_markets", 1.0, 4.0),
    ("tncs", "lots_min", 1.0, 20.0),
    ("tncs", "lots_max", 20.0, 60.0),
    ("tncs", "sales_min_usd", 0.0, 10_000.0),
    ("tncs", "sales_max_usd", 0.0, 20_000.0),
    ("sourcing", "search_size", 0.0, 20.0),
];
/// Agencies of a case.
const AGENCIES: usize = 2;
/// Greatest sales, debts or cash of a firm, over what the largest firm would sell at the frontier of productivity. Demand is a product
/// of yearly shocks, so that its upper tail is long; what grows without end passes any such bound.
const MOST_LARGEST_FIRMS: f64 = 1e7;
/// Lasting log productivity beyond which equipment carries no firm.
const FRONTIER: f64 = 2.0;
/// Quarters between checks of state, and between checks of the whole of it as text.
const LOOKS: [u32; 2] = [5, 70];

/// The random choices of one case: each by the name of what it is about, so that a new parameter moves no other.
struct Case {
    number: u32,
    draws: Draws,
    /// Share of the parameters that leave their defaults.
    wildness: f64,
}

impl Case {
    /// `attempt` counts the files of this number that the checks refused.
    fn new(number: u32, attempt: u32) -> Self {
        let draws = ReplicateKey::new(SEED, number).draws(Process::SmeSetup, attempt);
        let wildness = [0.02, 0.1, 0.4, 1.0][number as usize / archetypes().len() % 4];
        Self {
            number,
            draws,
            wildness,
        }
    }

    fn uniform(&self, about: &str, index: u64) -> f64 {
        self.draws.uniform(pair(named(1, about), index))
    }

    fn is(&self, about: &str, chance: f64) -> bool {
        self.uniform(about, 0) < chance
    }

    fn one_of<T: Copy>(&self, about: &str, all: &[T]) -> T {
        all[(self.uniform(about, 0) * all.len() as f64) as usize]
    }

    /// A value of the hard range: an end of it or anything between; none where the default stays.
    fn number(&self, owner: &str, section: &str, meta: &ParameterMeta) -> Option<f64> {
        let about = format!("{owner}.{}", meta.name);
        let size = SIZES
            .iter()
            .find(|size| size.0 == section && size.1 == meta.name);
        let (low, high) = size.map_or((meta.low, meta.high), |size| (size.2, size.3));
        if size.is_none() && self.uniform(&about, 0) >= self.wildness {
            return None;
        }
        let value = match (self.uniform(&about, 1) * 3.0) as u32 {
            0 => low,
            1 => high,
            _ => low + self.uniform(&about, 2) * (high - low),
        };
        Some(if meta.is_whole() {
            value.round()
        } else {
            value
        })
    }

    /// Lines of the parameters of a section that leave their defaults.
    fn lines(&self, text: &mut String, owner: &str, section: &SectionMeta) {
        for meta in section.numbers {
            if let Some(value) = self.number(owner, section.name, meta) {
                let _ = writeln!(text, "{} = {}", meta.name, written(meta, value));
            }
        }
    }

    /// The file.
    fn text(&self) -> String {
        let archetypes = archetypes();
        let archetype = &archetypes[self.number as usize % archetypes.len()];
        let mut text = format!(
            "format = 1\nname = \"case\"\n\n[context]\nfrom = \"{}\"\n",
            archetype.display()
        );
        for section in Parameters::SECTIONS {
            let is_population = section.name == "population";
            let _ = writeln!(
                text,
                "\n[{}{}]",
                if is_population { "" } else { "context." },
                section.name
            );
            self.lines(&mut text, section.name, section);
        }
        self.write_lenders(&mut text);
        self.write_programme(&mut text);
        self.write_shocks(&mut text);
        text.push_str("\n[run]\n");
        PERIODS
            .iter()
            .for_each(|(key, value)| text.push_str(&format!("{key} = {value}\n")));
        text
    }

    fn write_lenders(&self, text: &mut String) {
        let kinds: Vec<&str> = ProviderKind::NAMES.iter().map(|(name, _)| *name).collect();
        for owner in ["first-lender", "second-lender"]
            .iter()
            .filter(|owner| self.is(owner, 0.5))
        {
            let kind = self.one_of(&format!("{owner}.kind"), &kinds);
            let _ = writeln!(
                text,
                "\n[[credit_providers]]\nname = \"{owner}\"\nkind = \"{kind}\""
            );
            self.lines(text, owner, &SectionMeta::new::<CreditProviderParameters>());
        }
    }

    fn write_programme(&self, text: &mut String) {
        let chance = self.one_of("instruments", &[0.1, 0.4, 1.0]);
        let leads: Vec<&str> = Lead::NAMES.iter().map(|(name, _)| *name).collect();
        let targets: Vec<&str> = SelectionTarget::NAMES
            .iter()
            .map(|(name, _)| *name)
            .collect();
        for agency in (0..AGENCIES).map(|index| format!("agency-{index}")) {
            let (lead, target) = (
                self.one_of(&format!("{agency}.lead"), &leads),
                self.one_of(&format!("{agency}.target"), &targets),
            );
            let _ = writeln!(
                text,
                "\n[[agencies]]\nname = \"{agency}\"\nlead = \"{lead}\"\nselection_target = \"{target}\""
            );
            self.lines(text, &agency, &SectionMeta::new::<AgencyParameters>());
        }
        for (name, kind) in InstrumentKind::NAMES {
            let by = (self.uniform(name, 1) * AGENCIES as f64) as usize;
            for agency in (0..AGENCIES).filter(|agency| {
                *agency == by || !kind.is_national() && self.is(&format!("both {name}"), 0.2)
            }) {
                let owner = format!("{name}-{agency}");
                if self.is(&owner, chance) {
                    let _ = writeln!(
                        text,
                        "\n[[instruments]]\nkind = \"{name}\"\nagency = \"agency-{agency}\""
                    );
                    self.write_timing(text, &owner, *kind);
                    self.lines(text, &owner, section(name));
                }
            }
        }
    }

    /// Start and end within the window, a lottery where single firms are reached; the other parameters of timing as they come.
    fn write_timing(&self, text: &mut String, owner: &str, kind: InstrumentKind) {
        let window = f64::from(PERIODS[1].1);
        let start = (self.uniform(owner, 2) * 0.9 * window).floor()
            * f64::from(u8::from(self.is(&format!("{owner} late"), 0.5)));
        let end = start + 1.0 + (self.uniform(owner, 3) * (window - start)).floor();
        for meta in TimingParameters::META {
            let value = match meta.name {
                "start" => Some(start),
                "end" => Some(end.min(window)),
                "lot" | "lot_share" if !kind.is_by_lot() => None,
                _ => self.number(owner, TimingParameters::NAME, meta),
            };
            value.into_iter().for_each(|value| {
                text.push_str(&format!("{} = {}\n", meta.name, written(meta, value)));
            });
        }
    }

    fn write_shocks(&self, text: &mut String) {
        let last = f64::from(PERIODS[1].1 + PERIODS[2].1 - 1);
        for (name, _) in ShockKind::NAMES
            .iter()
            .filter(|(name, _)| self.is(&format!("shock {name}"), 0.3))
        {
            let _ = writeln!(text, "\n[[shocks]]\nname = \"{name}\"\nkind = \"{name}\"");
            for meta in ShockParameters::META {
                let value = self.number(&format!("shock {name}"), ShockParameters::NAME, meta);
                let value = if meta.name == "start" {
                    value.map(|start| start.min(last))
                } else {
                    value
                };
                value.into_iter().for_each(|value| {
                    text.push_str(&format!("{} = {}\n", meta.name, written(meta, value)));
                });
            }
            self.lines(text, name, section(name));
        }
    }
}

/// Contexts below the cases.
fn archetypes() -> Vec<PathBuf> {
    let folder = root().join("scenarios/contexts/archetypes");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("shipped")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.sort();
    files
}

fn section(name: &str) -> &'static SectionMeta {
    LISTED_SECTIONS
        .iter()
        .find(|section| section.name == name)
        .expect("every kind has a section")
}

fn written(meta: &ParameterMeta, value: f64) -> String {
    if meta.is_whole() {
        format!("{}", value as i64)
    } else {
        format!("{value:?}")
    }
}

/// Input of the model from a file: its scenario and the baseline that the plan adds.
fn inputs(file: &Path, text: &str) -> Result<[ModelInput; 2], String> {
    std::fs::write(file, text).expect("the folder is there");
    let prepared = prepare(&Files::Disk, &[file.to_path_buf()], &Options::default());
    let Some(plan) = prepared.plan else {
        let errors = prepared
            .problems
            .iter()
            .filter(|problem| problem.severity() == Severity::Error);
        return Err(errors
            .map(|problem| format!("{} {}; ", problem.code, problem.message))
            .collect());
    };
    let with = plan
        .scenarios
        .iter()
        .find(|scenario| scenario.name == "case")
        .expect("the file's scenario");
    Ok([plan.baseline().input.clone(), with.input.clone()])
}

/// Runs both scenarios of a file; what is out of bounds first.
fn run(number: u32, inputs: &[ModelInput; 2]) -> Result<(), String> {
    let [without, with] = inputs;
    let opening = World::burn_in(without, ReplicateKey::new(SEED, number))
        .map_err(|breach| breach.to_string())?;
    look_at(&opening)?;
    look_for_what_is_no_number(&opening)?;
    let mut twin = None;
    for input in [without, with] {
        let mut world = opening.start(input);
        let mut recorder = match twin {
            None => Recorder::start_baseline(&world, input.periods),
            Some(_) => Recorder::start(&world, input.periods),
        };
        for quarter in 0..input.periods.recorded() {
            world.step().map_err(|breach| breach.to_string())?;
            recorder.observe(&world);
            if (quarter + 1) % LOOKS[0] == 0 {
                look_at(&world)?;
            }
            if (quarter + 1) % LOOKS[1] == 0 {
                look_for_what_is_no_number(&world)?;
            }
        }
        let values = match &twin {
            None => {
                let (read, record) = recorder.finish_baseline(&world);
                twin = Some(record);
                read.0
            }
            Some(twin) => recorder.finish(&world, Some(twin)).0,
        };
        look_at_indicators(&values)?;
    }
    Ok(())
}

/// State: no number that is none, shares within 0 and 1, no firm beyond any size.
fn look_at(world: &World) -> Result<(), String> {
    let quarter = world.quarter();
    let smes = world.smes();
    let shares: [(&str, &[f64]); 10] = [
        ("quality", &smes.quality),
        ("scale", &smes.scale),
        ("management", &smes.management),
        ("standards", &smes.standards),
        ("innovation", &smes.innovation),
        ("mindset", &smes.mindset),
        ("assistance", &smes.assistance),
        ("legitimacy", &smes.legitimacy),
        ("loan_cover", &smes.loan_cover),
        ("fee_of_lender", &smes.fee_of_lender),
    ];
    for (name, column) in shares {
        if let Some(value) = column.iter().find(|value| !(0.0..=1.0).contains(*value)) {
            return Err(format!("{name} of a firm is {value} in quarter {quarter}"));
        }
    }
    if let Some(workers) = smes
        .workers
        .iter()
        .find(|workers| !(0.0..=249.0).contains(*workers))
    {
        return Err(format!("a firm has {workers} workers in quarter {quarter}"));
    }
    let most = MOST_LARGEST_FIRMS * sales_of_largest_firm(world);
    let money: [(&str, &[f64]); 12] = [
        ("sales", &smes.sales),
        ("tnc_sales", &smes.tnc_sales),
        ("cash", &smes.cash),
        ("costs", &smes.costs),
        ("loan", &smes.loan),
        ("capacity", &smes.capacity),
        ("exports", &smes.exports),
        ("committed", &smes.committed),
        ("receivable", &smes.receivable),
        ("machine", &smes.machine),
        ("installed", &smes.installed),
        ("growth_wanted", &smes.growth_wanted),
    ];
    for (name, column) in money {
        if let Some(value) = column
            .iter()
            .find(|value| value.is_nan() || value.abs() > most)
        {
            return Err(format!(
                "{name} of a firm is {value} USD in quarter {quarter}; the bound is {most}"
            ));
        }
    }
    for (_, linkage) in world.linkages().iter() {
        let shares = [
            linkage.competence_trust,
            linkage.goodwill_trust,
            linkage.formal_control,
            linkage.social_control,
            linkage.confidence,
        ];
        if let Some(value) = shares.iter().find(|value| !(0.0..=1.0).contains(*value)) {
            return Err(format!(
                "a share of a linkage is {value} in quarter {quarter}: {linkage:?}"
            ));
        }
    }
    Ok(())
}

/// What 249 workers make in a quarter at productivity 1, times the demand that the frontier of productivity brings [USD].
fn sales_of_largest_firm(world: &World) -> f64 {
    let parameters = world.parameters();
    let at_frontier = (FRONTIER * parameters.production.demand_elasticity).exp();
    249.0 * parameters.economy.annual_wage_usd / 4.0 / parameters.production.wage_share_of_sales
        * at_frontier
}

/// Every number of the world as text, without the one column in which "never" is written as infinite.
fn look_for_what_is_no_number(world: &World) -> Result<(), String> {
    let never = format!(
        "registration_threshold: {:?}",
        world.smes().registration_threshold
    );
    let text = format!("{world:?}").replace(&never, "");
    for wrong in ["NaN", "inf,", "inf]", "inf)", "inf "] {
        if let Some(at) = text.find(wrong) {
            let place = &text[at.saturating_sub(200)..(at + 20).min(text.len())];
            return Err(format!(
                "{wrong} in the state of quarter {}: … {place} …",
                world.quarter()
            ));
        }
    }
    Ok(())
}

/// Indicators: none infinite, shares within 0 and 1. Missing where there is nothing to divide by, never for a sum.
fn look_at_indicators(values: &[f64]) -> Result<(), String> {
    for (indicator, value) in INDICATORS.iter().zip(values) {
        let is_part = ["share", "ratio"]
            .iter()
            .any(|unit| indicator.unit.starts_with(unit))
            || indicator.name.starts_with("mean_");
        let may_miss = is_part || indicator.role == Role::Account;
        let is_fine = match value {
            value if value.is_nan() => may_miss,
            value if indicator.unit == "share" && indicator.role != Role::Account => {
                (0.0..=1.0 + 1e-9).contains(value)
            }
            value => value.is_finite(),
        };
        if !is_fine {
            return Err(format!("{} is {value} {}", indicator.name, indicator.unit));
        }
    }
    Ok(())
}

/// The first file of a number that the checks take: two parameters may be in the wrong order by chance, and nothing else may be refused.
fn checked(number: u32, file: &Path) -> Result<[ModelInput; 2], String> {
    let mut refused = Err(String::new());
    for attempt in 0..10 {
        refused = inputs(file, &Case::new(number, attempt).text());
        if !refused
            .as_ref()
            .is_err_and(|problems| problems.starts_with("E0305"))
        {
            break;
        }
    }
    refused
}

/// Violation by a case, if any; its file stays then.
fn fault_of(number: u32, folder: &Path) -> Option<String> {
    let file = folder.join(format!("case-{number}.toml"));
    let tried = catch_unwind(AssertUnwindSafe(|| {
        checked(number, &file).and_then(|inputs| run(number, &inputs))
    }));
    let fault = match tried {
        Ok(Ok(())) => {
            return std::fs::remove_file(file)
                .err()
                .map(|error| error.to_string());
        }
        Ok(Err(fault)) => fault,
        Err(panic) => {
            let reported = panic
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string));
            format!("panic: {}", reported.unwrap_or_default())
        }
    };
    Some(format!("case {number}: {fault}"))
}

/// Tries the first cases, in a folder of their own.
fn try_cases(cases: u32, folder: &str) {
    let folder = empty_folder(folder);
    let faults: Vec<String> = in_worlds(cases, |number| fault_of(number, &folder))
        .into_iter()
        .flatten()
        .collect();
    println!("{} of {cases} cases fail", faults.len());
    if let Some(first) = faults.first() {
        let file = first.split(':').next().expect("a name").replace(' ', "-") + ".toml";
        println!(
            "{}",
            std::fs::read_to_string(folder.join(file))
                .expect("the file of a case that fails stays")
        );
        panic!(
            "{} of {cases} cases fail; the first stands above, all in {}:\n{}",
            faults.len(),
            folder.display(),
            faults.join("\n")
        );
    }
}

#[test]
fn no_file_that_passes_its_checks_drives_a_world_out_of_bounds() {
    try_cases(CASES, "bounds");
}

#[test]
#[ignore = "a minute of two cores: cargo xtask long"]
fn no_file_of_a_thousand_drives_a_world_out_of_bounds() {
    try_cases(ALL_CASES, "bounds-all");
}
