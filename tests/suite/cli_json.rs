//! Every verb with `--json` prints one value that the shipped schema describes in full: no key is missing and none is unknown.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::common::{empty_folder, linkwright, root};
use crate::small_finding::write_finding;

const SCHEMA: &str = "linkwright-output.schema.json";

/// The schema of one definition.
fn definition(schema: &Value, name: &str) -> Value {
    let mut one = schema.clone();
    let object = one.as_object_mut().expect("an object");
    object.remove("anyOf");
    object.insert("$ref".into(), format!("#/$defs/{name}").into());
    one
}

#[test]
fn every_verb_prints_what_the_schema_says() {
    let folder = empty_folder("json");
    write_finding(&folder);
    let small = root().join("scenarios/small.toml");
    let small = &*small.to_string_lossy();
    let schema: Value =
        serde_json::from_str(&fs::read_to_string(root().join(SCHEMA)).expect("there"))
            .expect("JSON");
    let calls: [(&str, &[&str]); 27] = [
        ("run", &["run", small, "-o", "one", "--json"]),
        (
            "run",
            &[
                "run",
                small,
                "-o",
                "auto",
                "-r",
                "auto",
                "--max-reps",
                "5",
                "--json",
            ],
        ),
        ("dry_run", &["run", small, "--dry-run", "--json"]),
        (
            "refusal",
            &["run", small, "-S", "credit.recvery=1", "--json"],
        ),
        ("failure", &["run", small, "-o", "one", "--json"]),
        ("check", &["check", small, "--json"]),
        (
            "check",
            &["check", small, "-S", "credit.recvery=1", "--json"],
        ),
        ("plan", &["plan", small, "--pilot", "3", "--json"]),
        ("compare", &["compare", "one", "auto", "--json"]),
        ("diff", &["diff", "one", "auto", "--json"]),
        (
            "trace",
            &["trace", "one", "--firm", "most-changed", "--json"],
        ),
        ("replay", &["replay", "one", "--rep", "1", "--json"]),
        ("report", &["report", "one", "--json"]),
        (
            "sensitivity",
            &[
                "sensitivity",
                small,
                "-p",
                "credit.recovery",
                "-r",
                "2",
                "-o",
                "driven",
                "--json",
            ],
        ),
        (
            "evaluate",
            &[
                "evaluate",
                small,
                "--scenario",
                "support",
                "--horizon",
                "4",
                "-r",
                "2",
                "-o",
                "evaluated",
                "--json",
            ],
        ),
        (
            "findings",
            &[
                "evaluate",
                "findings",
                "finding.toml",
                "-r",
                "2",
                "-o",
                "found",
                "--json",
            ],
        ),
        ("init", &["init", "project", "--json"]),
        ("diff", &["diff", "project/study.toml", small, "--json"]),
        ("params", &["params", "--format", "json"]),
        ("params", &["params", "--json"]),
        ("compare", &["compare", "one", "--format", "json", "-q"]),
        ("explain", &["explain", "intervals", "--json"]),
        ("schema", &["schema", "--json"]),
        (
            "would_run",
            &[
                "sensitivity",
                small,
                "-p",
                "credit.recovery",
                "--dry-run",
                "--json",
            ],
        ),
        (
            "would_run",
            &["evaluate", small, "--horizon", "4", "--dry-run", "--json"],
        ),
        (
            "would_run",
            &[
                "evaluate",
                "findings",
                "finding.toml",
                "--dry-run",
                "--json",
            ],
        ),
        ("indicators", &["indicators", "--format", "json"]),
    ];
    let mut seen = BTreeSet::new();
    for (name, arguments) in calls {
        let output = linkwright(&folder, arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        let value: Value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{arguments:?}: {error}; {said}"));
        let validator = jsonschema::validator_for(&definition(&schema, name)).expect("a schema");
        let errors: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{arguments:?}: {errors:#?}");
        seen.insert(name);
    }
    let defined = schema["anyOf"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| {
            one["$ref"]
                .as_str()
                .expect("a reference")
                .trim_start_matches("#/$defs/")
        });
    assert_eq!(
        defined.collect::<BTreeSet<_>>(),
        seen,
        "each definition is tried"
    );
}

#[test]
fn the_schema_is_printed_and_every_object_in_it_says_its_keys() {
    let shipped = fs::read_to_string(root().join(SCHEMA)).expect("there");
    let printed = linkwright(&empty_folder("json-schema"), &["schema", "output"]);
    assert_eq!(String::from_utf8_lossy(&printed.stdout), shipped);
    let schema: Value = serde_json::from_str(&shipped).expect("JSON");
    assert!(jsonschema::meta::is_valid(&schema));
    closed(&schema["$defs"], "$defs");
}

/// Objects of a schema list their keys, require them all and have words for each.
fn closed(value: &Value, place: &str) {
    if let Some(properties) = value.get("properties").and_then(Value::as_object) {
        assert_eq!(value["additionalProperties"], Value::Bool(false), "{place}");
        let required: BTreeSet<&str> = value["required"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(Value::as_str)
            .collect();
        assert_eq!(
            required,
            properties
                .keys()
                .map(String::as_str)
                .collect::<BTreeSet<_>>(),
            "{place}"
        );
        for (key, property) in properties {
            assert!(
                property.get("$ref").is_some()
                    || property["description"]
                        .as_str()
                        .is_some_and(|words| !words.is_empty()),
                "{place}.{key} lacks a description"
            );
        }
    }
    match value {
        Value::Object(object) => object
            .iter()
            .for_each(|(key, inner)| closed(inner, &format!("{place}.{key}"))),
        Value::Array(list) => list.iter().for_each(|inner| closed(inner, place)),
        _ => {}
    }
}
