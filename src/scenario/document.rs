//! The three kinds of file: scenario, context and study.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::design::{DesignFile, read_design};
use super::finding::{Finding, read_finding};
use super::fix::{Change, Fix};
use super::keys::{SCENARIO_KEYS, STUDY_KEYS, STUDY_RUN_KEYS};
use super::layer::{Layer, Setting, Text};
use super::load::Folder;
use super::numbers::{check_number, empty_text, plain, unknown_word, wrong_type};
use super::problem::{Lost, Place, Problem};
use super::rivals::{Rival, read_rivals};
use super::tables::{
    lose, missing_key, missing_key_of, read_common, read_context_body, read_flag, read_section,
    read_table, read_tables, read_text, read_texts, unknown_key,
};
use super::tree::{Entry, Node, Table, Value};
use crate::parameters::{Extent, Grade, ParameterMeta};

/// Version of the file format.
const FORMAT: f64 = 1.0;
/// Greatest seed that a file can state exactly.
const SEED_MAX: f64 = 9_007_199_254_740_991.0;
/// Most characters of a name.
const LONGEST_NAME: usize = 60;
/// Name of the link to the last run, beside the folders of studies.
pub const LATEST: &str = "latest";
/// Ending of a folder that is being written.
pub const PARTIAL: &str = ".partial";
/// Greatest number of replications.
pub const REPLICATIONS_MAX: u32 = 100_000;

/// A file that another names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    pub path: PathBuf,
    pub place: Place,
}

/// A scenario as one file, or one table of a study, states it.
#[derive(Clone, Debug, Default)]
pub(super) struct ScenarioFile {
    pub name: Option<Text>,
    pub title: String,
    pub title_place: Option<Place>,
    pub question: String,
    pub question_place: Option<Place>,
    pub base: Option<Reference>,
    pub includes: Vec<Reference>,
    pub is_override: bool,
    pub layer: Layer,
    pub finding: Option<Box<Finding>>,
}

/// A context as its file states it.
#[derive(Clone, Debug, Default)]
pub(super) struct ContextFile {
    pub name: Option<Text>,
    pub title: String,
    pub base: Option<Reference>,
    pub layer: Layer,
}

/// A study as its file states it.
#[derive(Clone, Debug, Default)]
pub struct StudyFile {
    /// Name for folders and tables.
    pub name: Option<Text>,
    /// Title for people; values of parameters may stand in braces.
    pub title: String,
    /// Where it stands.
    pub title_place: Option<Place>,
    /// Question that it answers, likewise.
    pub question: String,
    /// Where it stands.
    pub question_place: Option<Place>,
    pub(super) scenarios: Vec<Reference>,
    pub(super) inline: Vec<ScenarioFile>,
    pub(super) contexts: Vec<Reference>,
    pub(super) common: Layer,
    pub(super) run: Layer,
    /// Names of baselines, as far as stated; a programme that runs in several contexts may be named without them.
    pub baselines: Vec<Text>,
    /// The pair that answers the question: difference of the first from the second.
    pub answer: Option<(Text, Text)>,
    /// Replications, if stated.
    pub replications: Option<u32>,
    /// Draws of uncertain parameters, if stated.
    pub draws: Option<u32>,
    /// Where they are stated.
    pub draws_place: Option<Place>,
    /// Seed, if stated.
    pub seed: Option<u64>,
    /// How the points of its draws are chosen, if stated.
    pub design: Option<DesignFile>,
    /// Rival structures that run alongside the study.
    pub rivals: Vec<Rival>,
    /// Indicators that head the report.
    pub headline: Vec<Text>,
    /// Parameters that the verb `sensitivity` varies, as `KEY` or `KEY=LOW:HIGH`.
    pub sensitivity: Vec<Text>,
}

/// A file read.
#[derive(Clone, Debug)]
pub(super) enum Document {
    Scenario(ScenarioFile),
    Context(ContextFile),
    Study(Box<StudyFile>),
}

impl Document {
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Self::Scenario(_) => "scenario",
            Self::Context(_) => "context",
            Self::Study(_) => "study",
        }
    }
}

/// Reads the tree of a file; `folder` is what its paths are relative to.
pub(super) fn read_document(
    source: usize,
    table: &Table,
    folder: Folder<'_>,
    problems: &mut Vec<Problem>,
) -> Document {
    check_format(source, table, problems);
    match kind_of(table, problems) {
        "context" => {
            let layer = read_context_body(table, problems);
            let below = table
                .get("base")
                .and_then(|node| Some(refer(folder, &read_text("base", node, problems)?, node)));
            Document::Context(ContextFile {
                name: read_name(table, problems),
                title: title(table, problems),
                base: below,
                layer,
            })
        }
        "study" => Document::Study(Box::new(read_study(table, folder, problems))),
        _ => Document::Scenario(read_scenario(table, "", folder, problems)),
    }
}

fn check_format(source: usize, table: &Table, problems: &mut Vec<Problem>) {
    let Some(node) = table.get("format") else {
        let start = Place {
            source,
            start: 0,
            end: 0,
        };
        let place = table.entries.first().map_or(start, |entry| entry.place);
        problems.push(missing_key_of(
            "",
            "format",
            place,
            "`format = 1` as the first line",
            Fix::Changes(vec![Change::Add(start, "format = 1".into())]),
        ));
        return;
    };
    match node.value {
        Value::Number(version) if version == FORMAT => {}
        Value::Number(version) => problems.push(
            Problem::at(
                "E0010",
                node.place,
                format!("format {} is not known to this version", plain(version)),
                Fix::replace(Some(node.place), "1"),
            )
            .label("not 1")
            .help("write `format = 1`, or use the version of linkwright that wrote the file"),
        ),
        _ => problems.push(wrong_type(
            "format",
            "a number",
            node,
            "write format = 1",
            Fix::replace(Some(node.place), "1"),
        )),
    }
}

fn kind_of(table: &Table, problems: &mut Vec<Problem>) -> &'static str {
    const KINDS: [&str; 3] = ["scenario", "context", "study"];
    if let Some(node) = table.get("kind")
        && let Some(text) = read_text("kind", node, problems)
    {
        if let Some(kind) = KINDS.into_iter().find(|kind| *kind == text.value) {
            return kind;
        }
        problems.push(unknown_word(
            "kind of file",
            &text.value,
            node.place,
            &KINDS,
        ));
    }
    let is_study = [
        "scenarios",
        "scenario",
        "contexts",
        "baseline",
        "baselines",
        "answer",
        "report",
        "sensitivity",
        "rivals",
        "design",
    ]
    .iter()
    .any(|key| table.get(key).is_some());
    if is_study { "study" } else { "scenario" }
}

fn title(table: &Table, problems: &mut Vec<Problem>) -> String {
    text_of(table, "title", problems)
}

fn text_of(table: &Table, key: &str, problems: &mut Vec<Problem>) -> String {
    let Some(entry) = table.entry(key) else {
        return String::new();
    };
    problems.extend(empty_text(key, entry));
    read_text(key, &entry.node, problems).map_or_else(String::new, |text| text.value)
}

/// Why a name cannot be that of a folder, although its letters could.
fn taken(name: &str) -> Option<String> {
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    let is_device = ["con", "prn", "aux", "nul"].contains(&stem.as_str())
        || ["com", "lpt"].iter().any(|port| {
            stem.strip_prefix(port).is_some_and(|number| {
                number.len() == 1 && number.bytes().all(|b| b.is_ascii_digit())
            })
        });
    if name.eq_ignore_ascii_case(LATEST) {
        Some(format!("`{LATEST}` leads to the last run"))
    } else if is_device {
        Some("Windows keeps it for a device".to_string())
    } else if name.ends_with('.') {
        Some("Windows takes no folder that ends in a dot".to_string())
    } else if name.to_ascii_lowercase().ends_with(PARTIAL) {
        Some(format!("`{PARTIAL}` marks a run that is being written"))
    } else {
        None
    }
}

/// Reads `name`, which goes into folders and tables.
fn read_name(table: &Table, problems: &mut Vec<Problem>) -> Option<Text> {
    let before = problems.len();
    let Some(text) = read_text("name", table.get("name")?, problems) else {
        lose(&mut problems[before..], Lost::Name);
        return None;
    };
    let is_fine = !text.value.is_empty()
        && text.value.len() <= LONGEST_NAME
        && text
            .value
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_+.".contains(c))
        && !text.value.starts_with(['.', '-']);
    if let Some(why) = taken(&text.value).filter(|_| is_fine) {
        let free: String = format!("{}-study", text.value.trim_end_matches('.'))
            .replace(PARTIAL, "-partial")
            .replace('.', "-");
        problems.extend(text.place.map(|place| {
            Problem::at(
                "E0107",
                place,
                format!("`{}` cannot be a name: {why}", text.value),
                Fix::replace(Some(place), format!("\"{free}\"")),
            )
            .label("taken")
            .help(format!("write another name, such as \"{free}\""))
        }));
    } else if !is_fine {
        let suggestion: String = text
            .value
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() || "-_+.".contains(c) {
                    c
                } else {
                    '-'
                }
            })
            .collect();
        let suggestion: String = suggestion
            .trim_start_matches(['.', '-'])
            .chars()
            .take(LONGEST_NAME)
            .collect();
        let suggestion = suggestion.trim_end_matches('.').to_string();
        let suggestion = if suggestion.is_empty() || taken(&suggestion).is_some() {
            "my-scenario".to_string()
        } else {
            suggestion
        };
        problems.extend(text.place.map(|place| {
            Problem::at(
                "E0107",
                place,
                format!(
                    "`{}` cannot be a name: it goes into folders and tables",
                    text.value
                ),
                Fix::replace(text.place, format!("\"{suggestion}\"")),
            )
            .label("1 to 60 letters, digits, - _ + .")
            .help(format!(
                "write \"{suggestion}\" and put the text into `title`"
            ))
        }));
    }
    Some(text)
}

fn read_scenario(
    table: &Table,
    shown: &str,
    folder: Folder<'_>,
    problems: &mut Vec<Problem>,
) -> ScenarioFile {
    let mut file = ScenarioFile {
        name: read_name(table, problems),
        title: title(table, problems),
        title_place: table.get("title").map(|node| node.place),
        question: text_of(table, "question", problems),
        question_place: table.get("question").map(|node| node.place),
        ..ScenarioFile::default()
    };
    for entry in &table.entries {
        let node = &entry.node;
        match entry.key.as_str() {
            "format" | "kind" | "name" | "title" | "question" => {}
            "base" => {
                file.base =
                    read_text("base", node, problems).map(|text| refer(folder, &text, node));
            }
            "include" => {
                let texts = read_texts("include", node, problems);
                check_once("include", &texts, taken_out, problems);
                file.includes = texts.iter().map(|text| refer(folder, text, node)).collect();
            }
            "override" => file.is_override = read_flag("override", node, problems).unwrap_or(false),
            "run" => read_section("run", "run", node, &[], &mut file.layer, problems),
            "finding" if shown.is_empty() => {
                file.finding = read_finding(node, problems).map(Box::new);
            }
            _ if read_common(entry, folder, &mut file.layer, problems) => {}
            _ => problems.push(unknown_key(entry, shown, SCENARIO_KEYS)),
        }
    }
    if file.includes.is_empty() {
        problems.extend(table.entry("override").map(idle_override));
    }
    file
}

/// `override` is about what `include` brings along, and there is nothing.
fn idle_override(entry: &Entry) -> Problem {
    let message = "`override` has no use without `include`".to_string();
    Problem::at("E0102", entry.place, message, Fix::remove(Some(entry.place)))
        .label("nothing is included")
        .help("take it out, or list the files under `include`; values of the file replace those of `base` in any case")
}

fn refer(folder: Folder<'_>, text: &Text, node: &Node) -> Reference {
    Reference {
        path: folder.file(&text.value),
        place: text.place.unwrap_or(node.place),
    }
}

fn read_study(table: &Table, folder: Folder<'_>, problems: &mut Vec<Problem>) -> StudyFile {
    let mut study = StudyFile {
        name: read_name(table, problems),
        title: title(table, problems),
        title_place: table.get("title").map(|node| node.place),
        question: text_of(table, "question", problems),
        question_place: table.get("question").map(|node| node.place),
        ..StudyFile::default()
    };
    for entry in &table.entries {
        let node = &entry.node;
        match entry.key.as_str() {
            "format" | "kind" | "name" | "title" | "question" => {}
            "scenarios" => {
                let texts = read_texts("scenarios", node, problems);
                check_once("scenarios", &texts, taken_out, problems);
                study.scenarios = texts.iter().map(|text| refer(folder, text, node)).collect();
            }
            "scenario" => read_inline(node, folder, &mut study, problems),
            "contexts" => {
                let texts = read_texts("contexts", node, problems);
                check_once("contexts", &texts, taken_out, problems);
                study.contexts = texts.iter().map(|text| refer(folder, text, node)).collect();
            }
            "baseline" => study
                .baselines
                .extend(read_text("baseline", node, problems)),
            "baselines" => {
                let texts = read_texts("baselines", node, problems);
                check_once("baselines", &texts, taken_out, problems);
                study.baselines.extend(texts);
            }
            "answer" => study.answer = read_answer(entry, problems),
            "run" => read_study_run(node, &mut study, problems),
            "design" => study.design = read_design(node, folder, problems),
            "rivals" => study.rivals = read_rivals(node, problems),
            "report" => {
                study.headline = read_list("report", "headline", node, problems);
                check_once("report.headline", &study.headline, taken_out, problems);
            }
            "sensitivity" => {
                study.sensitivity = read_list("sensitivity", "parameters", node, problems);
                check_once(
                    "sensitivity.parameters",
                    &study.sensitivity,
                    taken_out,
                    problems,
                );
            }
            _ if read_common(entry, folder, &mut study.common, problems) => {}
            _ => problems.push(unknown_key(entry, "", STUDY_KEYS)),
        }
    }
    study
}

fn read_inline(
    node: &Node,
    folder: Folder<'_>,
    study: &mut StudyFile,
    problems: &mut Vec<Problem>,
) {
    for (place, table) in read_tables("scenario", node, problems) {
        if table.get("name").is_none() {
            problems.push(missing_key(
                "scenario",
                "name",
                place,
                "name = \"my-scenario\"",
            ));
        }
        if table.get("format").is_some() {
            check_format(place.source, table, problems);
        }
        check_inline_kind(table, problems);
        study
            .inline
            .push(read_scenario(table, "scenario", folder, problems));
    }
}

/// A table of a study is a scenario, whatever it says that it is.
fn check_inline_kind(table: &Table, problems: &mut Vec<Problem>) {
    let Some(node) = table.get("kind") else {
        return;
    };
    if let Some(text) = read_text("scenario.kind", node, problems)
        && text.value != "scenario"
    {
        problems.push(unknown_word(
            "kind of table",
            &text.value,
            node.place,
            &["scenario"],
        ));
    }
}

fn read_answer(entry: &Entry, problems: &mut Vec<Problem>) -> Option<(Text, Text)> {
    const KEYS: [&str; 2] = ["scenario", "against"];
    let Value::Table(table) = &entry.node.value else {
        problems.push(wrong_type(
            "answer",
            "a table",
            &entry.node,
            "write { scenario = \"…\", against = \"…\" }",
            Fix::Unknown("which two scenarios are meant only the author knows"),
        ));
        return None;
    };
    let unknown = table
        .entries
        .iter()
        .filter(|inner| !KEYS.contains(&inner.key.as_str()));
    problems.extend(unknown.map(|inner| unknown_key(inner, "answer", &KEYS)));
    let mut read = |key: &str| match table.get(key) {
        Some(node) => read_text(&format!("answer.{key}"), node, problems),
        None => {
            problems.push(missing_key_of(
                "answer",
                key,
                entry.place,
                "it: { scenario = \"…\", against = \"…\" }",
                Fix::Unknown("which two scenarios are meant only the author knows"),
            ));
            None
        }
    };
    let (scenario, against) = (read("scenario"), read("against"));
    scenario.zip(against)
}

fn read_study_run(node: &Node, study: &mut StudyFile, problems: &mut Vec<Problem>) {
    read_section("run", "run", node, STUDY_RUN_KEYS, &mut study.run, problems);
    let Value::Table(table) = &node.value else {
        return;
    };
    if let Some(reps) = table.get("reps") {
        study.replications = read_replications(reps, problems);
    }
    if let Some(draws) = table.get("draws") {
        study.draws = read_draws(draws, problems);
        study.draws_place = Some(draws.place);
    }
    if let Some(seed) = table.get("seed") {
        study.seed = read_seed(seed, problems);
    }
}

fn read_replications(node: &Node, problems: &mut Vec<Problem>) -> Option<u32> {
    let Value::Number(value) = node.value else {
        problems.push(wrong_type(
            "run.reps",
            "a number",
            node,
            "write a whole number, such as reps = 100",
            Fix::replace(Some(node.place), "100"),
        ));
        return None;
    };
    check_replications(value, Some(node.place), problems)
}

/// Checks a number of replications from a file or the command line; none if it is refused.
///
/// Problems: `E0405` below one, `E0406` above [`REPLICATIONS_MAX`], `E0203` with a fraction, `E0202` not finite.
pub fn check_replications(
    value: f64,
    place: Option<Place>,
    problems: &mut Vec<Problem>,
) -> Option<u32> {
    let (shown, most) = (plain(value), plain(f64::from(REPLICATIONS_MAX)));
    let (code, message, label) = if !value.is_finite() {
        (
            "E0202",
            format!("`run.reps` = {shown} is not a finite number"),
            "no number",
        )
    } else if value < 1.0 {
        (
            "E0405",
            format!("`run.reps` = {shown}: at least one replication is needed"),
            "nothing would run",
        )
    } else if value > f64::from(REPLICATIONS_MAX) {
        (
            "E0406",
            format!("`run.reps` = {shown} is more than {most}"),
            "too many",
        )
    } else if value.fract() != 0.0 {
        (
            "E0203",
            format!("`run.reps` = {shown} must be a whole number"),
            "has a fraction",
        )
    } else {
        return Some(value as u32);
    };
    let nearest = match code {
        "E0406" => f64::from(REPLICATIONS_MAX),
        "E0203" => value.round(),
        _ => 100.0,
    };
    let fix = Fix::replace(place, format!("{nearest}"));
    let problem = Problem::at_or_command_line(code, place, message, fix).label(label);
    problems.push(problem.help(format!(
        "write a whole number from 1 to {most}; 100 is usual"
    )));
    None
}

/// Number of draws of uncertain parameters; too many are reported where flags are read.
fn read_draws(node: &Node, problems: &mut Vec<Problem>) -> Option<u32> {
    match node.value {
        Value::Number(value)
            if value.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&value) =>
        {
            Some(value as u32)
        }
        _ => {
            problems.push(wrong_type(
                "run.draws",
                "a whole number",
                node,
                "write a whole number, such as draws = 50",
                Fix::replace(Some(node.place), "50"),
            ));
            None
        }
    }
}

fn read_seed(node: &Node, problems: &mut Vec<Problem>) -> Option<u64> {
    let meta = ParameterMeta {
        name: "seed",
        meaning: " Seed of all draws.",
        unit: "count",
        default: 20_260_601.0,
        low: 0.0,
        high: SEED_MAX,
        plausible_low: 0.0,
        plausible_high: SEED_MAX,
        grade: Grade::Assumed,
        source: "fixed",
        extent: Extent::Each,
    };
    let Value::Number(value) = node.value else {
        problems.push(wrong_type(
            "run.seed",
            "a number",
            node,
            "write a whole number, such as seed = 20260601",
            Fix::replace(Some(node.place), "20260601"),
        ));
        return None;
    };
    if !(0.0..=SEED_MAX).contains(&value) {
        let message = format!(
            "`run.seed` = {} is outside what a file can state exactly",
            plain(value)
        );
        let fix = Fix::replace(Some(node.place), "20260601");
        let problem = Problem::at("E0201", node.place, message, fix).label("no seed");
        problems
            .push(problem.help(
                "write a whole number from 0 to 9007199254740991; --seed takes greater ones",
            ));
        return None;
    }
    check_number(&meta, "run.seed", value, Some(node.place), problems).then_some(value as u64)
}

/// Reads a table of one key that lists texts.
fn read_list(name: &str, key: &str, node: &Node, problems: &mut Vec<Problem>) -> Vec<Text> {
    let Some(table) = read_table(name, node, problems) else {
        return Vec::new();
    };
    let mut texts = Vec::new();
    for entry in &table.entries {
        if entry.key == key {
            texts = read_texts(&format!("{name}.{key}"), &entry.node, problems);
        } else {
            problems.push(unknown_key(entry, name, &[key]));
        }
    }
    texts
}

/// A list names a thing once (`E0108`).
pub(super) fn check_once<'t>(
    path: &str,
    texts: impl IntoIterator<Item = &'t Text>,
    mend: fn(&Text, usize) -> Fix,
    problems: &mut Vec<Problem>,
) {
    let mut known: BTreeMap<&str, (Option<Place>, usize)> = BTreeMap::new();
    for text in texts {
        let name = text.value.trim_start_matches("./"); // of a path: the same file
        let (first, times) = known.entry(name).or_insert((text.place, 0));
        *times += 1;
        if *times == 1 {
            continue;
        }
        let message = format!("`{path}` has `{}` twice", text.value);
        problems.push(
            Problem::at_or_command_line("E0108", text.place, message, mend(text, *times))
                .label("again here")
                .help("take one of the two out")
                .related(*first, "first here"),
        );
    }
}

/// What is there again is taken out.
pub(super) fn taken_out(text: &Text, _: usize) -> Fix {
    Fix::remove(text.place)
}

/// What is there for the second time, or the third, gets that number at its name.
pub(super) fn again_with_name(text: &Text, times: usize) -> Fix {
    Fix::replace(text.place, format!("\"{}-{times}\"", text.value))
}

/// A setting of the command line.
#[must_use]
pub const fn from_command_line(value: f64, is_refused: bool) -> Setting {
    Setting {
        value,
        uncertain: None,
        grade: None,
        source: String::new(),
        place: None,
        is_refused,
        hides: None,
        before: Vec::new(),
    }
}
