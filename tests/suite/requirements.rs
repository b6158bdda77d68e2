//! `docs/requirements.md` against the tree: what it names exists, and the settings it names change something.

use std::collections::BTreeSet;
use std::path::Path;

use linkwright::model::{
    Instrument, InstrumentKind, InstrumentSettings, LISTED_SECTIONS, ModelInput, World,
};
use linkwright::observations::Recorder;
use linkwright::parameters::{
    Agency, AgencyParameters, Lead, ParameterMeta, Parameters, Periods, Section, TimingParameters,
};
use linkwright::plan::{Options, prepare};
use linkwright::random::ReplicateKey;
use linkwright::scenario::Files;

use crate::common::{in_worlds, root, without_programme};

/// Tags of each source: letter and number of the last.
const SOURCES: [(char, usize); 4] = [('A', 9), ('B', 11), ('C', 24), ('D', 12)];
/// Status of a row.
const STATES: [&str; 3] = ["in the model", "in part", "not in the model"];
/// Folders of tests.
const TIERS: [&str; 2] = ["suite", "science"];
/// Cell of a row that has nothing to name.
const NOTHING: &str = "—";

/// A row of the page.
#[derive(Debug)]
struct Row<'a> {
    tag: &'a str,
    cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// Code spans of a column, of which the first after the tag is 0.
    fn named(&self, column: usize) -> Vec<&'a str> {
        self.cells[column].split('`').skip(1).step_by(2).collect()
    }

    fn is_in_the_model(&self) -> bool {
        self.cells[STATE] != STATES[2]
    }
}

const ASKED: usize = 0;
const STATE: usize = 1;
const HOW: usize = 2;
const PARAMETERS: usize = 3;
const CODE: usize = 4;
const SWITCH: usize = 5;
const TEST: usize = 6;
const COLUMNS: usize = 7;

fn is_tag(word: &str) -> bool {
    let mut letters = word.chars();
    letters
        .next()
        .is_some_and(|letter| SOURCES.iter().any(|(source, _)| *source == letter))
        && letters
            .as_str()
            .parse::<usize>()
            .is_ok_and(|number| number > 0)
}

fn rows(page: &str) -> Vec<Row<'_>> {
    let cells = page
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"))
        .map(|line| line.split(" | ").collect());
    cells
        .filter(|cells: &Vec<&str>| is_tag(cells[0]))
        .map(|cells| Row {
            tag: cells[0],
            cells: cells[1..].to_vec(),
        })
        .collect()
}

fn page() -> String {
    std::fs::read_to_string(root().join("docs/requirements.md")).expect("the page is there")
}

/// Registry entry of a path such as `trust.gain`.
fn number(path: &str) -> Option<&'static ParameterMeta> {
    let (section, key) = path.split_once('.')?;
    let section = Parameters::SECTIONS
        .iter()
        .chain(LISTED_SECTIONS)
        .find(|one| one.name == section)?;
    section.numbers.iter().find(|meta| meta.name == key)
}

/// Path and value of a setting such as `trust.gain = 0`.
fn setting(words: &str) -> Option<(&str, f64)> {
    let (path, value) = words.split_once(" = ")?;
    Some((path, value.parse().ok()?))
}

/// True where a file of the repository holds a function of the name; of a test, with the attribute before it.
fn holds_function(file: &Path, name: &str, attribute: Option<&str>) -> bool {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.iter().enumerate().any(|(at, line)| {
        let is_function = ["(", "<"]
            .iter()
            .any(|end| line.contains(&format!("fn {name}{end}")));
        is_function && attribute.is_none_or(|attribute| at > 0 && lines[at - 1] == attribute)
    })
}

/// Errors in the cells of a row that name things.
fn faults(row: &Row<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let tag = row.tag;
    for path in row
        .named(PARAMETERS)
        .into_iter()
        .filter(|path| number(path).is_none())
    {
        found.push(format!("{tag}: no parameter {path}"));
    }
    for place in row.named(CODE) {
        let (file, function) = place.split_once("::").unwrap_or((place, ""));
        if !file.starts_with("src/") || !holds_function(&root().join(file), function, None) {
            found.push(format!("{tag}: no function {place}"));
        }
    }
    for switch in row.named(SWITCH) {
        let is_right = if switch.starts_with("scenarios/") {
            root().join(switch).is_file()
        } else {
            let known = |(path, value): (&str, f64)| {
                number(path).is_some_and(|meta| (meta.low..=meta.high).contains(&value))
            };
            setting(switch).is_some_and(known)
        };
        if !is_right {
            found.push(format!("{tag}: no such switch: {switch}"));
        }
    }
    for test in row.named(TEST) {
        let (module, name) = test.split_once("::").unwrap_or((test, ""));
        let is_in = |tier: &&str| {
            let file = root().join(format!("tests/{tier}/{module}.rs"));
            holds_function(&file, name, Some("#[test]"))
        };
        if !TIERS.iter().any(is_in) {
            found.push(format!("{tag}: no test {test}"));
        }
    }
    found
}

/// All that is missing or wrong on a page.
fn gaps(page: &str) -> Vec<String> {
    let rows = rows(page);
    let mut found = Vec::new();
    for (source, last) in SOURCES {
        for tag in (1..=last).map(|number| format!("{source}{number}")) {
            let times = rows.iter().filter(|row| row.tag == tag).count();
            if times != 1 {
                found.push(format!("{tag} stands {times} times"));
            }
        }
    }
    let total: usize = SOURCES.iter().map(|(_, last)| last).sum();
    if rows.len() > total {
        found.push(format!("{} rows for {total} tags", rows.len()));
    }
    for row in &rows {
        if row.cells.len() != COLUMNS {
            found.push(format!(
                "{}: {} columns of {COLUMNS}",
                row.tag,
                row.cells.len()
            ));
            continue;
        }
        if !STATES.contains(&row.cells[STATE]) {
            found.push(format!("{}: no such state: {}", row.tag, row.cells[STATE]));
        }
        if row.cells[ASKED].len() < 20 || row.cells[HOW].len() < 20 {
            found.push(format!("{}: says too little", row.tag));
        }
        if row.cells[STATE] != STATES[0] && !row.cells[HOW].contains("Missing: ") {
            found.push(format!("{}: does not say what is missing", row.tag));
        }
        for column in [PARAMETERS, CODE, SWITCH, TEST] {
            let is_empty = row.named(column).is_empty();
            if row.is_in_the_model() == is_empty || is_empty != (row.cells[column] == NOTHING) {
                found.push(format!(
                    "{}: column {column} does not fit the state",
                    row.tag
                ));
            }
        }
        found.extend(faults(row));
    }
    found
}

#[test]
fn the_table_of_requirements_has_no_gap() {
    let found = gaps(&page());
    assert!(
        found.is_empty(),
        "docs/requirements.md:\n{}",
        found.join("\n")
    );
}

#[test]
fn each_tag_has_a_sentence_of_practice_and_a_scenario_that_shows_it() {
    let page = std::fs::read_to_string(root().join("docs/odd.md")).expect("there");
    let section = page
        .split("## Requirements in practice")
        .nth(1)
        .expect("the section");
    let table = section
        .split("\n## ")
        .next()
        .expect("its text")
        .lines()
        .filter(|line| line.starts_with("| "))
        .skip(1);
    let mut tags = BTreeSet::new();
    for row in table {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [tag, sentence, shown] = cells[..] else {
            panic!("{row}")
        };
        assert!(tags.insert(tag.to_string()), "{tag} stands twice");
        assert!(
            sentence.ends_with('.') && sentence.split(' ').count() >= 8,
            "{tag}: {sentence}"
        );
        assert!(
            root().join(shown.trim_matches('`')).is_file(),
            "{tag}: {shown}"
        );
    }
    let page = self::page();
    let asked: BTreeSet<String> = rows(&page).iter().map(|row| row.tag.to_string()).collect();
    assert_eq!(tags, asked);
}

#[test]
fn planted_gaps_are_found() {
    let page = page();
    let gaps_after = |from: &str, to: &str| {
        assert!(page.contains(from), "the page has {from}");
        gaps(&page.replacen(from, to, 1)).join("\n")
    };
    assert!(gaps_after("| A3 |", "| A2 |").contains("A2 stands 2 times"));
    assert!(gaps_after("| A3 |", "| A2 |").contains("A3 stands 0 times"));
    assert!(gaps_after("| D12 |", "| D13 |").contains("D12 stands 0 times"));
    assert!(gaps_after("`trust.gain`", "`trust.gane`").contains("no parameter trust.gane"));
    assert!(gaps_after("::learn_and_fade`", "::learn_or_fade`").contains("no function"));
    assert!(gaps_after("`trust.gain = 0`", "`trust.gain = 7`").contains("no such switch"));
    assert!(
        gaps_after("programmes/red-tape.toml", "programmes/red-type.toml")
            .contains("no such switch")
    );
    assert!(
        gaps_after("`behaviour::without_learning", "`behaviour::with_learning").contains("no test")
    );
    assert!(gaps_after("`behaviour::without_learning", "`behaviour::economy").contains("no test"));
    assert!(gaps_after("| in the model |", "| done |").contains("no such state"));
    assert!(gaps_after("| A9 | ", "| A9 | x | ").contains("8 columns"));
    assert!(
        gaps_after("| in the model |", "| in part |").contains("A1: does not say what is missing")
    );
    assert!(
        gaps_after("| in the model |", "| not in the model |").contains("does not fit the state")
    );
}

#[test]
fn scenarios_named_in_the_table_check_and_differ_from_their_baseline() {
    let page = page();
    let files: BTreeSet<&str> = rows(&page)
        .iter()
        .flat_map(|row| row.named(SWITCH))
        .filter(|switch| switch.starts_with("scenarios/"))
        .collect();
    assert!(files.len() > 10);
    for file in files {
        let prepared = prepare(&Files::Disk, &[root().join(file)], &Options::default());
        let plan = prepared
            .plan
            .unwrap_or_else(|| panic!("{file}: {:?}", prepared.problems));
        let acts = plan
            .scenarios
            .iter()
            .any(|scenario| !scenario.input.instruments.is_empty());
        assert!(
            acts && plan
                .contexts
                .iter()
                .all(|context| !plan.scenarios[context.baseline].name.is_empty()),
            "{file}: nothing to compare"
        );
    }
}

/// A small economy in which two agencies run every instrument, crises are frequent, orders take owners much time and linkages become strategic.
fn everything() -> ModelInput {
    let mut input = without_programme(16);
    input.periods = Periods {
        burn_in: 80,
        policy: 16,
        run_off: 8,
    };
    assert!(
        input.parameters.set("population", "smes", 1_000.0)
            && input.parameters.set("population", "tncs", 16.0)
    );
    assert!(
        input.parameters.set("economy", "crisis_chance", 0.1)
            && input.parameters.set("linkages", "strategic_trust", 0.4)
            && input.parameters.set("sourcing", "owner_days", 10.0)
    );
    input.agencies = ["first", "second"]
        .map(|name| Agency {
            name: name.into(),
            lead: Lead::Private,
            parameters: AgencyParameters {
                accept_share: 0.5,
                outreach_share: 0.3,
                ..AgencyParameters::default()
            },
            ..Agency::default()
        })
        .to_vec();
    for (_, kind) in InstrumentKind::NAMES {
        let agencies = if kind.is_national() { 0..1 } else { 0..2 };
        let settings = InstrumentSettings::default_of(*kind);
        input.instruments.extend(agencies.map(|agency| Instrument {
            agency,
            timing: TimingParameters::default(),
            settings: settings.clone(),
        }));
    }
    input
}

/// Sets a parameter wherever the input has it.
fn set(input: &mut ModelInput, path: &str, value: f64) -> bool {
    let (section, key) = path.split_once('.').expect("checked before");
    if section == AgencyParameters::NAME {
        let place = AgencyParameters::index_of(key).expect("checked before");
        input
            .agencies
            .iter_mut()
            .for_each(|agency| *agency.parameters.value_mut(place) = value);
        return true;
    }
    let of_kind = input
        .instruments
        .iter_mut()
        .filter(|one| one.settings.kind().name() == section);
    input.parameters.set(section, key, value)
        || of_kind
            .map(|one| one.settings.set(key, value))
            .fold(false, |any, done| any | done)
}

/// All indicators of one world, and the innovation base of its firms, which no indicator shows.
fn outcome(input: &ModelInput) -> Vec<u64> {
    let mut world = World::burn_in(input, ReplicateKey::new(520, 0))
        .expect("accounts close")
        .start(input);
    let mut recorder = Recorder::start(&world, input.periods);
    for _ in 0..input.periods.recorded() {
        world.step().expect("accounts close");
        recorder.observe(&world);
    }
    let innovation = world.smes().innovation.iter().sum();
    recorder
        .finish(&world, None)
        .0
        .into_iter()
        .chain([innovation])
        .map(f64::to_bits)
        .collect()
}

fn usual_recovery() -> f64 {
    everything()
        .parameters
        .get("credit", "recovery")
        .expect("a parameter of the context")
}

#[test]
fn every_setting_named_in_the_table_changes_something() {
    let page = page();
    let settings: BTreeSet<&str> = rows(&page)
        .iter()
        .flat_map(|row| row.named(SWITCH))
        .filter(|switch| !switch.starts_with("scenarios/"))
        .collect();
    assert!(settings.len() > 40);
    let usual = outcome(&everything());
    let settings: Vec<&str> = settings.into_iter().collect();
    let changes = in_worlds(settings.len() as u32, |at| {
        let (path, value) = setting(settings[at as usize]).expect("held by another test");
        let mut input = everything();
        set(&mut input, path, value) && outcome(&input) != usual
    });
    let idle: Vec<&&str> = settings
        .iter()
        .zip(changes)
        .filter(|(_, changes)| !changes)
        .map(|(words, _)| words)
        .collect();
    assert!(idle.is_empty(), "these settings change nothing: {idle:?}");
    let mut same = everything();
    assert!(set(&mut same, "credit.recovery", usual_recovery()));
    assert!(
        outcome(&same) == usual,
        "a value that stood there before changes nothing"
    );
}
