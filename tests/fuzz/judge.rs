//! Judges that do not know the check: the shipped schema of input files, and the TOML parser.

use std::path::Path;

use jsonschema::Validator;
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

/// The shipped schema.
pub struct Schema {
    validator: Validator,
    /// Keys of the sections of a context, as `section.key`.
    parameters: Vec<String>,
}

/// What the schema says of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is no TOML.
    NotToml,
    /// A key is not known where it stands.
    UnknownKey,
    /// Something else is wrong: a value, or a key that is missing.
    Invalid,
    /// Nothing is wrong.
    Valid,
}

impl Schema {
    /// Reads the schema from the folder of the crate.
    pub fn read(root: &Path) -> Self {
        let text = std::fs::read_to_string(root.join("linkwright.schema.json"))
            .expect("the schema is shipped");
        let schema: Value = serde_json::from_str(&text).expect("the schema is JSON");
        let properties = |value: &Value| -> Vec<String> {
            let found = value["properties"].as_object();
            found.map_or(Vec::new(), |found| found.keys().cloned().collect())
        };
        let sections = properties(&schema["definitions"]["context"]);
        let parameters: Vec<String> = sections
            .iter()
            .filter(|section| *section != "from")
            .flat_map(|section| {
                properties(&schema["definitions"][section])
                    .into_iter()
                    .map(move |key| format!("{section}.{key}"))
            })
            .collect();
        assert!(parameters.len() > 100, "the schema has the parameters");
        Self {
            validator: jsonschema::validator_for(&schema).expect("a schema"),
            parameters,
        }
    }

    /// What is wrong with a text.
    pub fn judge(&self, text: &str) -> Verdict {
        let Ok(value) = toml::from_str::<Value>(text) else {
            return Verdict::NotToml;
        };
        let mut verdict = Verdict::Valid;
        for error in self.validator.iter_errors(&value) {
            if is_unknown_key(error.kind()) {
                return Verdict::UnknownKey;
            }
            verdict = Verdict::Invalid;
        }
        verdict
    }

    /// True where nothing is wrong with a text.
    pub fn accepts(&self, text: &str) -> bool {
        self.judge(text) == Verdict::Valid
    }

    /// Keys of parameters of a context.
    pub fn parameters(&self) -> &[String] {
        &self.parameters
    }
}

/// True where a key stands where the schema has none of its name.
fn is_unknown_key(kind: &ValidationErrorKind) -> bool {
    matches!(
        kind,
        ValidationErrorKind::AdditionalProperties { .. } | ValidationErrorKind::FalseSchema
    )
}
