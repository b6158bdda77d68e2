//! The JSON Schema of input files, for editors: completion, hover texts, unknown keys. Draft 7, made from the registry.
//!
//! It is conservative: what it refuses, a check refuses too. One flat schema serves all three kinds of file, because editors
//! explain the mistakes of one alternative well and those of several badly.

use serde_json::{Map, Value, json};

use super::design::{DESIGN_KEYS, DESIGN_KINDS};
use super::glossary::meaning;
use super::keys::{CONTEXT_KEYS, SCENARIO_KEYS, STUDY_KEYS, instrument_numbers, shock_numbers};
use super::numbers::{RUN, plain};
use super::uncertain::{DISTRIBUTION_KEYS, DISTRIBUTIONS};
use crate::model::{InstrumentKind, LISTED_SECTIONS};
use crate::parameters::{
    Grade, Lead, ParameterMeta, Parameters, ProviderKind, SECTOR_NAMES, SectionMeta,
    SelectionTarget, ShockKind,
};

/// The schema as it ships: indented, with a line feed at the end.
#[must_use]
pub fn schema_text() -> String {
    format!("{:#}\n", schema())
}

/// The schema of scenario, context and study files.
#[must_use]
pub fn schema() -> Value {
    let mut properties = scenario_properties();
    for section in Parameters::SECTIONS {
        properties.insert(section.name.into(), reference(section.name));
    }
    properties.insert("targets".into(), targets());
    study_properties(&mut properties);
    let sections = Parameters::SECTIONS.iter().map(|section| section.name);
    let context_keys: Vec<&str> = CONTEXT_KEYS.iter().copied().chain(sections).collect();
    let other_keys: Vec<&str> = SCENARIO_KEYS.iter().chain(STUDY_KEYS).copied().collect();
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

/// `[design]`; which keys a kind takes is told in their descriptions.
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

fn targets() -> Value {
    let figure = json!({
        "type": ["number", "object"], "additionalProperties": false,
        "properties": { "value": {}, "unit": {}, "source": {}, "year": {}, "grade": {} },
    });
    json!({ "description": meaning("targets"), "type": "object", "additionalProperties": figure })
}

fn definitions() -> Map<String, Value> {
    let mut definitions: Map<String, Value> = described().collect();
    for section in Parameters::SECTIONS {
        definitions.insert(
            section.name.into(),
            table(section.meaning, &numbers(section)),
        );
    }
    let mut run = numbers(&RUN);
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
        definitions.insert(section.name.into(), named(section));
    }
    definitions.insert("instruments".into(), instruments());
    definitions.insert("rules".into(), rules());
    definitions.insert("shocks".into(), shocks());
    definitions.insert("correlations".into(), correlations());
    definitions.insert("rivals".into(), rivals());
    definitions
}

fn table(description: &str, properties: &Map<String, Value>) -> Value {
    json!({ "description": description.trim(), "type": "object", "properties": properties, "additionalProperties": false })
}

fn required(mut table: Value, keys: &[&str]) -> Value {
    table["required"] = json!(keys);
    table
}

fn numbers(section: &SectionMeta) -> Map<String, Value> {
    section
        .numbers
        .iter()
        .map(|meta| (meta.name.to_string(), number(meta, &about(meta))))
        .collect()
}

/// An entry of `[[agencies]]` or `[[credit_providers]]`.
fn named(section: &SectionMeta) -> Value {
    let mut properties = numbers(section);
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
fn instruments() -> Value {
    let numbers = |kind| instrument_numbers(kind).collect();
    let mut instruments = by_kind(
        "An instrument of the programme.",
        InstrumentKind::NAMES,
        numbers,
        &[("agency", word("agency", "string"))],
    );
    instruments["required"] = json!(["kind"]);
    instruments
}

/// An entry of `[[shocks]]`.
fn shocks() -> Value {
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
    );
    shocks["required"] = json!(["name", "kind"]);
    shocks
}

/// An entry of a list whose kinds have numbers of their own: the numbers of all kinds, of which each kind admits its own.
fn by_kind<K: Copy>(
    description: &str,
    names: &[(&'static str, K)],
    numbers: impl Fn(K) -> Vec<&'static ParameterMeta>,
    other: &[(&str, Value)],
) -> Value {
    let mut properties = Map::new();
    let mut rules = Vec::new();
    for (name, kind) in names {
        for meta in numbers(*kind) {
            let value = properties
                .entry(meta.name)
                .or_insert_with(|| number(meta, ""));
            widen(value, meta, name);
        }
    }
    let keys: Vec<&str> = properties.keys().map(String::as_str).collect();
    for (name, kind) in names {
        let own: Vec<&str> = numbers(*kind).into_iter().map(|meta| meta.name).collect();
        let is_kind = json!({ "properties": { "kind": { "const": name } }, "required": ["kind"] });
        rules.push(json!({ "if": is_kind, "then": { "properties": refused(&keys, &own) } }));
    }
    properties.insert("kind".into(), one_of("kind", names));
    properties.insert("remove".into(), word("remove", "boolean"));
    properties.extend(
        other
            .iter()
            .map(|(key, value)| ((*key).to_string(), value.clone())),
    );
    let mut entry = table(description, &properties);
    entry["allOf"] = Value::from(rules);
    entry
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

/// Lets a number that several kinds of instrument have be what any of them accepts, and say what it is to each.
fn widen(value: &mut Value, meta: &ParameterMeta, kind: &str) {
    let bound = |key: &str| value[key].as_f64().unwrap_or(f64::NAN);
    let (low, high) = (
        bound("minimum").min(meta.low),
        bound("maximum").max(meta.high),
    );
    value["minimum"] = exact(low);
    value["maximum"] = exact(high);
    let told = value["description"].as_str().unwrap_or_default();
    let is_timing = LISTED_SECTIONS.iter().any(|section| {
        matches!(section.name, "instruments" | "shocks")
            && section.numbers.iter().any(|one| one.name == meta.name)
    });
    let text = match (is_timing, told.is_empty()) {
        (true, _) => about(meta),
        (false, true) => format!("`{kind}`: {}", about(meta)),
        (false, false) => format!("{told}\n\n`{kind}`: {}", about(meta)),
    };
    value["description"] = text.into();
}

/// Meaning, unit, default, ranges and source, for people.
fn about(meta: &ParameterMeta) -> String {
    let range = |low: f64, high: f64| format!("{} to {}", plain(low), plain(high));
    format!(
        "{}\n\nUnit: {}. Default: {}. Accepted: {}; plausible: {}. Source of the default ({}): {}.",
        meta.meaning.trim(),
        meta.unit,
        plain(meta.default),
        range(meta.low, meta.high),
        range(meta.plausible_low, meta.plausible_high),
        meta.grade.name(),
        meta.source
    )
}

/// A number, bare or with its origin. The keywords of both forms stand side by side, because each binds its own form only.
fn number(meta: &ParameterMeta, description: &str) -> Value {
    let mut bare = json!({ "minimum": exact(meta.low), "maximum": exact(meta.high) });
    if meta.is_whole() {
        bare["multipleOf"] = 1.into();
    }
    let mut value = bare.clone();
    bare["type"] = json!(["number", "string"]);
    bare["pattern"] = INTERVAL.into();
    bare["description"] = meaning("value").into();
    value["type"] = json!(["number", "string", "object"]);
    value["pattern"] = INTERVAL.into();
    value["description"] = description.into();
    value["default"] = exact(meta.default);
    value["properties"] = json!({ "value": bare });
    for key in described_keys() {
        value["properties"][key] = reference(&format!("number_{key}"));
    }
    value["additionalProperties"] = false.into();
    value
}

/// The form of an interval in text.
const INTERVAL: &str = " to ";

/// The keys of a described number besides `value`.
fn described_keys() -> impl Iterator<Item = &'static str> {
    ["source", "year", "grade"]
        .into_iter()
        .chain(DISTRIBUTION_KEYS.iter().copied())
}

/// The keys of described numbers, once for all numbers.
fn described() -> impl Iterator<Item = (String, Value)> {
    described_keys().map(|key| {
        let value = match key {
            "source" => word(key, "string"),
            "year" => json!({ "description": meaning(key), "type": ["string", "number"] }),
            "grade" => json!({ "description": meaning(key), "enum": Grade::ALL.map(Grade::name) }),
            "dist" => one_of(key, DISTRIBUTIONS),
            "values" | "weights" => json!({ "description": meaning(key), "type": "array", "items": { "type": "number" } }),
            number => word(number, "number"),
        };
        (format!("number_{key}"), value)
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
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(path, &text).expect("linkwright.schema.json can be written");
        }
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            kept == text,
            "linkwright.schema.json is stale: run `BLESS=1 cargo test --lib schema_is_fresh`"
        );
    }

    #[test]
    fn every_key_and_every_word_is_described() {
        let text = schema_text();
        for key in all_keys() {
            let is_kind = InstrumentKind::NAMES.iter().any(|(kind, _)| *kind == key)
                || ShockKind::NAMES.iter().any(|(kind, _)| *kind == key);
            assert!(
                is_kind || text.contains(&format!("\"{key}\": {{")),
                "no property {key}"
            );
        }
        assert!(
            !text.contains("\"description\": \"\""),
            "an empty hover text"
        );
    }

    #[test]
    fn a_number_of_several_kinds_says_what_it_is_to_each() {
        let schema = schema();
        let share = &schema["definitions"]["instruments"]["properties"]["donor_share"];
        let text = share["description"].as_str().expect("text");
        assert!(
            text.starts_with("`matchmaking`: Part paid by donors")
                && text.contains("`credit_guarantee`: Part paid by donors"),
            "{text}"
        );
        assert_eq!(
            (share["minimum"].as_i64(), share["maximum"].as_i64()),
            (Some(0), Some(1))
        );
        let start = &schema["definitions"]["instruments"]["properties"]["start"]["description"];
        assert!(
            start
                .as_str()
                .is_some_and(|text| text.starts_with("First quarter")),
            "{start}"
        );
    }
}
