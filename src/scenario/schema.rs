//! The JSON Schema of input files, for editors: completion, hover texts, unknown keys. Draft 7, made from the registry.
//!
//! It is conservative: what it refuses, a check refuses too. One flat schema serves all three kinds of file, because editors
//! explain the mistakes of one alternative well and those of several badly. The forms of a parameter are defined once, in
//! `definitions` (the keyword of draft 7, which editors of TOML read); a parameter adds its text and its bounds to them.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::design::{DESIGN_KEYS, DESIGN_KINDS};
use super::finding::{Against, Among, Estimator, FINDING_KEYS, FIRMS_KEYS, FigureUnit, Role};
use super::glossary::meaning;
use super::keys::{
    CONTEXT_KEYS, FINDING, SCENARIO_KEYS, STUDY_KEYS, TARGETS, instrument_numbers, shock_numbers,
};
use super::numbers::{RUN, plain};
use super::uncertain::{DISTRIBUTION_KEYS, DISTRIBUTIONS};
use crate::model::{InstrumentKind, LISTED_SECTIONS};
use crate::parameters::{
    Grade, Lead, ParameterMeta, Parameters, ProviderKind, SECTOR_NAMES, SectionMeta,
    SelectionTarget, ShockKind,
};

/// The schema as it ships: one property per line, with a line feed at the end.
#[must_use]
pub fn schema_text() -> String {
    format!("{}\n", laid_out(&schema(), 4))
}

/// JSON with a line per entry in the outermost objects: changes show line by line, and little is spent on white space.
fn laid_out(value: &Value, levels: usize) -> String {
    match value {
        Value::Object(entries) if levels > 0 && !entries.is_empty() => {
            let lines: Vec<String> = entries
                .iter()
                .map(|(key, inner)| format!("{}:{}", json!(key), laid_out(inner, levels - 1)))
                .collect();
            format!("{{\n{}\n}}", lines.join(",\n"))
        }
        other => other.to_string(),
    }
}

/// The schema of scenario, context and study files.
#[must_use]
pub fn schema() -> Value {
    let mut properties = scenario_properties();
    for section in Parameters::SECTIONS {
        properties.insert(section.name.into(), reference(section.name));
    }
    properties.insert("targets".into(), targets());
    properties.insert(FINDING.into(), finding());
    study_properties(&mut properties);
    let sections = Parameters::SECTIONS.iter().map(|section| section.name);
    let context_keys: Vec<&str> = CONTEXT_KEYS.iter().copied().chain(sections).collect();
    let other_keys: Vec<&str> = SCENARIO_KEYS
        .iter()
        .chain(STUDY_KEYS)
        .chain(&[FINDING])
        .copied()
        .collect();
    let only_in_context = refused(&context_keys, &other_keys);
    let never_in_context = refused(&other_keys, &context_keys);
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "linkwright files",
        "description": "A scenario, context or study file of linkwright. `linkwright check FILE` finds more than an editor can.",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "required": ["format"],
        "if": { "properties": { "kind": { "const": "context" } }, "required": ["kind"] },
        "then": { "properties": never_in_context },
        "else": { "properties": only_in_context },
        "definitions": definitions(),
    })
}

/// Refuses the keys of one kind of table that another does not have: an editor then marks the key itself, and no other.
fn refused(keys: &[&str], allowed: &[&str]) -> Map<String, Value> {
    keys.iter()
        .filter(|key| !allowed.contains(key))
        .map(|key| ((*key).to_string(), Value::Bool(false)))
        .collect()
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

fn word(name: &str, kind: &str) -> Value {
    json!({ "description": meaning(name), "type": kind })
}

fn texts(name: &str) -> Value {
    json!({ "description": meaning(name), "type": "array", "items": { "type": "string" } })
}

fn one_of<T>(name: &str, names: &[(&str, T)]) -> Value {
    json!({ "description": meaning(name), "enum": names.iter().map(|(word, _)| *word).collect::<Vec<_>>() })
}

fn list(name: &str, description: &str) -> Value {
    json!({ "description": description, "type": "array", "items": reference(name) })
}

/// Keys of a scenario, in a file of its own or inside a study.
fn scenario_properties() -> Map<String, Value> {
    let mut properties = Map::new();
    for key in SCENARIO_KEYS {
        let value = match *key {
            "format" => json!({ "description": meaning("format"), "const": 1 }),
            "kind" => {
                json!({ "description": meaning("kind"), "enum": ["scenario", "context", "study"] })
            }
            "name" => {
                json!({ "description": meaning("name"), "type": "string", "pattern": "^[A-Za-z0-9_+][A-Za-z0-9_+.-]{0,59}$" })
            }
            "include" => texts("include"),
            "override" => word("override", "boolean"),
            "agencies" | "credit_providers" | "instruments" | "shocks" => {
                list(key, section_meaning(key))
            }
            "rules" | "correlations" => list(key, meaning(key)),
            "context" | "population" | "run" => reference(key),
            text => word(text, "string"),
        };
        properties.insert((*key).to_string(), value);
    }
    properties
}

fn section_meaning(name: &str) -> &'static str {
    LISTED_SECTIONS
        .iter()
        .find(|section| section.name == name)
        .map_or("", |section| section.meaning.trim())
}

/// Keys that only studies have.
fn study_properties(properties: &mut Map<String, Value>) {
    let answer = json!({
        "description": meaning("answer"), "type": "object", "additionalProperties": false, "required": ["scenario", "against"],
        "properties": { "scenario": { "type": "string" }, "against": word("against", "string") },
    });
    let report = json!({
        "description": meaning("report"), "type": "object", "additionalProperties": false, "properties": { "headline": texts("headline") },
    });
    let sensitivity = json!({
        "description": meaning("sensitivity"), "type": "object", "additionalProperties": false,
        "properties": { "parameters": texts("parameters") },
    });
    let own = [
        ("scenarios", texts("scenarios")),
        ("scenario", list("scenario", meaning("scenario"))),
        ("contexts", texts("contexts")),
        ("baseline", word("baseline", "string")),
        ("baselines", texts("baselines")),
        ("answer", answer),
        ("report", report),
        ("sensitivity", sensitivity),
        ("design", design()),
        ("rivals", list("rivals", meaning("rivals"))),
    ];
    properties.extend(own.map(|(key, value)| (key.to_string(), value)));
}

/// `[design]`; their descriptions state which keys a kind takes.
fn design() -> Value {
    let values = json!({ "type": ["array", "object"], "items": { "type": "number" } });
    let point = json!({
        "type": "object", "additionalProperties": false, "required": ["set"],
        "properties": { "name": { "type": "string" }, "subset": { "type": "string" }, "set": { "type": "object" } },
    });
    let form = |key: &str| match key {
        "kind" => json!({ "enum": DESIGN_KINDS }),
        "levels" => json!({ "type": "number", "minimum": 2, "maximum": 100, "multipleOf": 1 }),
        "size" => json!({ "type": "number", "minimum": 2, "maximum": 10_000, "multipleOf": 1 }),
        "values" => json!({ "type": "object", "additionalProperties": values }),
        "points" => json!({ "type": "array", "items": point }),
        "subsets" => json!({ "type": "array", "items": { "type": "string" } }),
        _ => json!({ "type": "string" }),
    };
    let described = DESIGN_KEYS.iter().map(|(key, kinds, meaning)| {
        let mut form = form(key);
        let kinds = if *kinds == DESIGN_KINDS {
            String::new()
        } else {
            format!(" Of {}.", kinds.join(", "))
        };
        form["description"] = Value::from(format!("{meaning}{kinds}"));
        ((*key).to_string(), form)
    });
    let properties: Map<String, Value> = described.collect();
    json!({ "description": meaning("design"), "type": "object", "additionalProperties": false, "required": ["kind"], "properties": properties })
}

/// `[finding]`; which keys an estimator takes is checked, not described.
fn finding() -> Value {
    let words = |key: &str| -> Option<Vec<&'static str>> {
        fn of<T>(words: &'static [(&'static str, T, &'static str)]) -> Vec<&'static str> {
            words.iter().map(|(word, ..)| *word).collect()
        }
        let first_order = std::iter::once("first_order");
        match key {
            "role" => Some(of(Role::WORDS)),
            "unit" => Some(of(FigureUnit::WORDS)),
            "estimator" => Some(of(Estimator::WORDS)),
            "among" => Some(of(Among::WORDS)),
            "against" => Some(of(Against::WORDS)),
            "treatment" => Some(
                first_order
                    .chain(InstrumentKind::NAMES.iter().map(|(name, _)| *name))
                    .collect(),
            ),
            _ => None, // an outcome may be an indicator
        }
    };
    let quarters = json!({ "type": "number", "minimum": 0, "maximum": 400, "multipleOf": 1 });
    let of_firms = |key: &str| match key {
        "formal" | "all" => json!({ "type": "boolean" }),
        "sector" => json!({ "enum": SECTOR_NAMES }),
        _ => json!({ "type": "number" }),
    };
    let described = |(key, meaning): (&str, &str), mut form: Value| {
        form["description"] = Value::from(meaning);
        (key.to_string(), form)
    };
    let firms: Map<String, Value> = FIRMS_KEYS
        .iter()
        .map(|(key, meaning)| described((key, meaning), of_firms(key)))
        .collect();
    let form = |key: &str, kind: &str| match (words(key), kind) {
        (Some(words), _) => json!({ "enum": words }),
        (None, "numbers") => json!({ "type": "array", "items": quarters }),
        (None, "table") => {
            json!({ "type": "object", "additionalProperties": false, "properties": firms })
        }
        (None, "number") if key.ends_with("quarters") => quarters.clone(),
        (None, "number") => json!({ "type": "number" }),
        _ => json!({ "type": "string" }),
    };
    let properties: Map<String, Value> = FINDING_KEYS
        .iter()
        .map(|(key, kind, meaning)| described((key, meaning), form(key, kind)))
        .collect();
    let required = ["source", "country", "role", "unit", "figure"];
    json!({ "description": meaning(FINDING), "type": "object", "additionalProperties": false, "required": required, "properties": properties })
}

fn targets() -> Value {
    let figure = json!({
        "type": ["number", "object"], "additionalProperties": false, "required": ["value"],
        "properties": {
            "value": { "type": "number" }, "unit": { "type": "string" }, "source": { "type": "string" },
            "year": { "type": ["string", "number"] }, "grade": { "enum": Grade::ALL.map(Grade::name) },
        },
    });
    let known: Map<String, Value> = TARGETS
        .iter()
        .map(|name| ((*name).to_string(), figure.clone()))
        .collect();
    json!({ "description": meaning("targets"), "type": "object", "additionalProperties": false, "properties": known })
}

fn definitions() -> Map<String, Value> {
    let (mut definitions, mut ranges) = (Map::new(), Map::new());
    definitions.insert("number".into(), number_forms());
    for section in Parameters::SECTIONS {
        definitions.insert(
            section.name.into(),
            table(section.meaning, &numbers(section, &mut ranges)),
        );
    }
    let mut run = numbers(&RUN, &mut ranges);
    run.insert(
        "reps".into(),
        json!({ "description": meaning("reps"), "type": "number", "minimum": 1, "maximum": 100_000, "multipleOf": 1 }),
    );
    run.insert(
        "draws".into(),
        json!({ "description": meaning("draws"), "type": "number", "minimum": 1, "maximum": 10_000, "multipleOf": 1 }),
    );
    run.insert(
        "seed".into(),
        json!({ "description": meaning("seed"), "type": "number", "minimum": 0, "multipleOf": 1 }),
    );
    definitions.insert("run".into(), table(RUN.meaning, &run));
    let sections = Parameters::SECTIONS
        .iter()
        .filter(|section| section.name != "population");
    let mut context: Map<String, Value> = sections
        .map(|section| (section.name.to_string(), reference(section.name)))
        .collect();
    context.insert("from".into(), word("from", "string"));
    definitions.insert("context".into(), table(meaning("context"), &context));
    definitions.insert(
        "scenario".into(),
        required(
            table("A scenario of the study.", &scenario_properties()),
            &["name"],
        ),
    );
    for section in LISTED_SECTIONS
        .iter()
        .filter(|section| matches!(section.name, "agencies" | "credit_providers"))
    {
        definitions.insert(section.name.into(), named(section, &mut ranges));
    }
    definitions.insert("instruments".into(), instruments(&mut ranges));
    definitions.insert("rules".into(), rules());
    definitions.insert("shocks".into(), shocks(&mut ranges));
    definitions.insert("correlations".into(), correlations());
    definitions.insert("rivals".into(), rivals());
    definitions.append(&mut ranges);
    definitions
}

fn table(description: &str, properties: &Map<String, Value>) -> Value {
    json!({ "description": description.trim(), "type": "object", "properties": properties, "additionalProperties": false })
}

fn required(mut table: Value, keys: &[&str]) -> Value {
    table["required"] = json!(keys);
    table
}

fn numbers(section: &SectionMeta, ranges: &mut Map<String, Value>) -> Map<String, Value> {
    section
        .numbers
        .iter()
        .map(|meta| (meta.name.to_string(), number(meta, ranges)))
        .collect()
}

/// An entry of `[[agencies]]` or `[[credit_providers]]`.
fn named(section: &SectionMeta, ranges: &mut Map<String, Value>) -> Value {
    let mut properties = numbers(section, ranges);
    properties.insert("name".into(), word("name", "string"));
    properties.insert("remove".into(), word("remove", "boolean"));
    if section.name == "agencies" {
        properties.insert("lead".into(), one_of("lead", Lead::NAMES));
        properties.insert(
            "selection_target".into(),
            one_of("selection_target", SelectionTarget::NAMES),
        );
    } else {
        properties.insert("kind".into(), one_of("kind", ProviderKind::NAMES));
    }
    required(table(section.meaning, &properties), &["name"])
}

/// An entry of `[[instruments]]`.
fn instruments(ranges: &mut Map<String, Value>) -> Value {
    let numbers = |kind| instrument_numbers(kind).collect();
    let mut instruments = by_kind(
        "An instrument of the programme.",
        InstrumentKind::NAMES,
        numbers,
        &[("agency", word("agency", "string"))],
        ranges,
    );
    instruments["required"] = json!(["kind"]);
    instruments
}

/// An entry of `[[shocks]]`.
fn shocks(ranges: &mut Map<String, Value>) -> Value {
    let sector = json!({ "description": meaning("sector"), "enum": SECTOR_NAMES });
    let other = [
        ("name", word("name", "string")),
        ("agency", word("agency", "string")),
        ("sector", sector),
    ];
    let mut shocks = by_kind(
        "A shock.",
        ShockKind::NAMES,
        |kind| shock_numbers(kind).collect(),
        &other,
        ranges,
    );
    shocks["required"] = json!(["name", "kind"]);
    shocks
}

/// An entry of a list whose kinds have parameters of their own: the parameters of all kinds, of which each kind admits its own.
fn by_kind<K: Copy>(
    description: &str,
    names: &[(&'static str, K)],
    numbers: impl Fn(K) -> Vec<&'static ParameterMeta>,
    other: &[(&str, Value)],
    ranges: &mut Map<String, Value>,
) -> Value {
    let mut shared: BTreeMap<&str, Vec<(&str, &ParameterMeta)>> = BTreeMap::new();
    for (name, kind) in names {
        for meta in numbers(*kind) {
            shared.entry(meta.name).or_default().push((name, meta));
        }
    }
    let mut rules = Vec::new();
    let mut properties: Map<String, Value> = shared
        .into_iter()
        .map(|(name, kinds)| (name.into(), number_of_kinds(&kinds, names.len(), ranges)))
        .collect();
    let mut common = Map::new();
    common.insert("kind".into(), one_of("kind", names));
    common.insert("remove".into(), word("remove", "boolean"));
    common.extend(
        other
            .iter()
            .map(|(key, value)| ((*key).to_string(), value.clone())),
    );
    for (name, kind) in names {
        let own = numbers(*kind).into_iter().map(|meta| meta.name);
        let keys = own.chain(common.keys().map(String::as_str));
        let admitted: Map<String, Value> = keys.map(|key| (key.into(), true.into())).collect();
        let is_kind = json!({ "properties": { "kind": { "const": name } }, "required": ["kind"] });
        let then = json!({ "properties": admitted, "additionalProperties": false });
        rules.push(json!({ "if": is_kind, "then": then }));
    }
    properties.extend(common);
    json!({ "description": description, "type": "object", "properties": properties, "allOf": rules })
}

/// An entry of `[[rules]]`.
fn rules() -> Value {
    let set = json!({ "description": meaning("set"), "type": "object" });
    let then = json!({
        "description": meaning("then"), "type": "object", "additionalProperties": false,
        "properties": {
            "instrument": one_of("instrument", InstrumentKind::NAMES), "agency": word("agency", "string"), "set": set,
            "scale": word("scale", "number"), "stop": word("stop", "boolean"),
        },
    });
    let properties = [
        ("when".to_string(), word("when", "string")),
        ("then".to_string(), then),
    ]
    .into_iter()
    .collect();
    required(table(meaning("rules"), &properties), &["when", "then"])
}

/// An entry of `[[correlations]]`.
fn correlations() -> Value {
    let of = json!({ "description": meaning("of"), "type": "array", "items": { "type": "string" }, "minItems": 2, "maxItems": 2 });
    let rank = json!({ "description": meaning("rank"), "type": "number", "exclusiveMinimum": -1, "exclusiveMaximum": 1 });
    let properties = [("of".to_string(), of), ("rank".to_string(), rank)]
        .into_iter()
        .collect();
    required(table(meaning("correlations"), &properties), &["of", "rank"])
}

/// An entry of `[[rivals]]`.
fn rivals() -> Value {
    let set = json!({ "description": meaning("set"), "type": "object" });
    let properties = [
        ("name".to_string(), word("name", "string")),
        ("title".to_string(), word("title", "string")),
        ("set".to_string(), set),
    ];
    required(
        table(meaning("rivals"), &properties.into_iter().collect()),
        &["name", "set"],
    )
}

/// A parameter that several kinds have: what any of them accepts, and what it is to each (said once where it is the same to
/// all `n_kinds`).
fn number_of_kinds(
    kinds: &[(&str, &ParameterMeta)],
    n_kinds: usize,
    ranges: &mut Map<String, Value>,
) -> Value {
    let mut texts: Vec<(String, Vec<String>)> = Vec::new();
    for (kind, meta) in kinds {
        let text = about(meta);
        match texts.iter_mut().find(|(known, _)| *known == text) {
            Some((_, same)) => same.push(format!("`{kind}`")),
            None => texts.push((text, vec![format!("`{kind}`")])),
        }
    }
    let description = match texts.as_slice() {
        [(text, same)] if same.len() == n_kinds => text.clone(),
        several => {
            let paragraphs: Vec<String> = several
                .iter()
                .map(|(text, kinds)| format!("{}: {text}", kinds.join(", ")))
                .collect();
            paragraphs.join("\n\n")
        }
    };
    let metas = || kinds.iter().map(|(_, meta)| *meta);
    let low = metas().map(|meta| meta.low).fold(f64::INFINITY, f64::min);
    let high = metas()
        .map(|meta| meta.high)
        .fold(f64::NEG_INFINITY, f64::max);
    let range = range(low, high, metas().all(ParameterMeta::is_whole), ranges);
    let default = metas().next().map_or(low, |meta| meta.default);
    described_in(&description, default, &range)
}

/// Meaning, unit, default, ranges and source, for people.
fn about(meta: &ParameterMeta) -> String {
    let range = |low: f64, high: f64| format!("{} to {}", plain(low), plain(high));
    format!(
        "{}\n\nUnit: {}. Default: {}. Accepted: {}; plausible: {}. Source ({}): {}.",
        meta.meaning.trim(),
        meta.stated_unit(),
        plain(meta.default),
        range(meta.low, meta.high),
        range(meta.plausible_low, meta.plausible_high),
        meta.grade.name(),
        meta.source
    )
}

/// A parameter with its text and its range.
fn number(meta: &ParameterMeta, ranges: &mut Map<String, Value>) -> Value {
    let range = range(meta.low, meta.high, meta.is_whole(), ranges);
    described_in(&about(meta), meta.default, &range)
}

/// What is a parameter's own next to its range, since draft 7 reads nothing beside a reference.
fn described_in(description: &str, default: f64, range: &str) -> Value {
    json!({ "allOf": [{ "description": description, "default": exact(default) }, reference(range)] })
}

/// Name of the definition of all parameters in a range, which it adds where it is new. The bounds stand twice: they bind a bare
/// number, and the `value` of a described one.
fn range(low: f64, high: f64, is_whole: bool, ranges: &mut Map<String, Value>) -> String {
    let mut bounds = json!({ "minimum": exact(low), "maximum": exact(high) });
    if is_whole {
        bounds["multipleOf"] = 1.into();
    }
    let name = format!("{}{low}..{high}", if is_whole { "whole_" } else { "" });
    ranges.entry(name.clone()).or_insert_with(|| {
        let mut own = bounds.clone();
        own["properties"] = json!({ "value": bounds });
        json!({ "allOf": [own, reference("number")] })
    });
    name
}

/// The forms of a parameter: a number, an interval in text, or a table that states where the value is from.
fn number_forms() -> Value {
    let mut properties: Map<String, Value> = described().collect();
    let value = json!({ "description": meaning("value"), "type": ["number", "string"], "pattern": INTERVAL });
    properties.insert("value".into(), value);
    json!({ "type": ["number", "string", "object"], "pattern": INTERVAL, "properties": properties, "additionalProperties": false })
}

/// The form of an interval in text.
const INTERVAL: &str = " to ";

/// The keys of described parameters besides `value`.
fn described() -> impl Iterator<Item = (String, Value)> {
    let keys = ["source", "year", "grade"].into_iter();
    keys.chain(DISTRIBUTION_KEYS.iter().copied()).map(|key| {
        let value = match key {
            "source" => word(key, "string"),
            "year" => json!({ "description": meaning(key), "type": ["string", "number"] }),
            "grade" => json!({ "description": meaning(key), "enum": Grade::ALL.map(Grade::name) }),
            "dist" => one_of(key, DISTRIBUTIONS),
            "values" | "weights" => json!({ "description": meaning(key), "type": "array", "items": { "type": "number" } }),
            number => word(number, "number"),
        };
        (key.to_string(), value)
    })
}

/// A whole number without a point.
fn exact(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 9e15 {
        Value::from(number as i64)
    } else {
        Value::from(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::all_keys;

    #[test]
    fn the_shipped_schema_is_fresh() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/linkwright.schema.json");
        let text = schema_text();
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            kept == text,
            "linkwright.schema.json is out of date: renew it with `cargo xtask book`"
        );
    }

    #[test]
    fn every_key_and_every_word_is_described() {
        let text = schema_text();
        for key in all_keys() {
            let is_kind = InstrumentKind::NAMES.iter().any(|(kind, _)| *kind == key)
                || ShockKind::NAMES.iter().any(|(kind, _)| *kind == key);
            assert!(
                is_kind || text.contains(&format!("\"{key}\":{{")),
                "no property {key}"
            );
        }
        assert!(
            !text.contains("\"description\":\"\""),
            "an empty hover text"
        );
    }

    #[test]
    fn the_schema_is_small() {
        let bytes = schema_text().len();
        assert!(bytes <= 300_000, "{bytes} bytes");
    }

    #[test]
    fn a_number_of_several_kinds_says_what_it_is_to_each() {
        let schema = schema();
        let properties = &schema["definitions"]["instruments"]["properties"];
        let own = &properties["donor_share"]["allOf"][0];
        let text = own["description"].as_str().expect("text");
        assert!(
            text.starts_with("`matchmaking`, ")
                && text.contains("`credit_guarantee`: Part paid by donors"),
            "{text}"
        );
        assert_eq!(properties["donor_share"]["allOf"][1], reference("0..1"));
        let bounds = &schema["definitions"]["0..1"]["allOf"][0];
        for bound in [bounds, &bounds["properties"]["value"]] {
            assert_eq!(
                (bound["minimum"].as_i64(), bound["maximum"].as_i64()),
                (Some(0), Some(1))
            );
        }
        let start = &properties["start"]["allOf"][0]["description"];
        assert!(
            start
                .as_str()
                .is_some_and(|text| text.starts_with("First quarter")),
            "{start}"
        );
    }
}
