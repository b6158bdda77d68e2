//! Files inside the program, under the paths that they have in the source tree.

/// Embeds files under the paths that they have in the source tree.
macro_rules! embedded {
    ($($path:literal),+ $(,)?) => { &[$(($path, include_str!(concat!("../../", $path)))),+] };
}
pub(super) use embedded;

/// A file inside the program: path and content.
pub(super) type Shipped = (&'static str, &'static str);

/// Folder of the contexts.
const FOLDER: &str = "scenarios/contexts/";

/// Every shipped context; those of the folder itself come first, then those that they build on.
const CONTEXTS: &[Shipped] = embedded![
    "scenarios/contexts/bangladesh.toml",
    "scenarios/contexts/brazil.toml",
    "scenarios/contexts/chile.toml",
    "scenarios/contexts/colombia.toml",
    "scenarios/contexts/costa-rica.toml",
    "scenarios/contexts/czechia.toml",
    "scenarios/contexts/ethiopia.toml",
    "scenarios/contexts/ghana.toml",
    "scenarios/contexts/india.toml",
    "scenarios/contexts/indonesia.toml",
    "scenarios/contexts/jordan.toml",
    "scenarios/contexts/kenya.toml",
    "scenarios/contexts/malaysia.toml",
    "scenarios/contexts/mexico.toml",
    "scenarios/contexts/morocco.toml",
    "scenarios/contexts/mozambique.toml",
    "scenarios/contexts/nigeria.toml",
    "scenarios/contexts/rwanda.toml",
    "scenarios/contexts/serbia.toml",
    "scenarios/contexts/south-africa.toml",
    "scenarios/contexts/thailand.toml",
    "scenarios/contexts/uganda.toml",
    "scenarios/contexts/viet-nam.toml",
    "scenarios/contexts/zambia.toml",
    "scenarios/contexts/archetypes/low-income.toml",
    "scenarios/contexts/archetypes/middle-income.toml",
    "scenarios/contexts/archetypes/resource-enclave.toml",
    "scenarios/contexts/archetypes/small-open.toml",
    "scenarios/contexts/archetypes/transition.toml",
];

/// Name of the context of a file right in the folder.
fn name(path: &str) -> Option<&str> {
    let name = path.strip_prefix(FOLDER)?.strip_suffix(".toml")?;
    (!name.contains('/')).then_some(name)
}

/// Names of the contexts that a project may start from.
pub(super) fn context_names() -> Vec<&'static str> {
    CONTEXTS.iter().filter_map(|(path, _)| name(path)).collect()
}

/// The text of a context by name, and the one that it builds on: its path below the folder of contexts, and its text.
pub(super) fn context(named: &str) -> Option<(&'static str, Option<Shipped>)> {
    let (_, text) = CONTEXTS
        .iter()
        .find(|(path, _)| name(path) == Some(named))?;
    let base = text.lines().find_map(|line| line.strip_prefix("base = "));
    let base = base.and_then(|base| {
        let inside = base.trim_matches('"');
        let is_base = |(path, _): &&Shipped| path.strip_prefix(FOLDER) == Some(inside);
        let (path, text) = CONTEXTS.iter().find(is_base)?;
        Some((path.strip_prefix(FOLDER)?, *text))
    });
    Some((text, base))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_context_is_inside_the_program_with_what_it_builds_on() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
        let files = std::fs::read_dir(folder).expect("there").flatten();
        let shipped = files.filter_map(|file| {
            let name = file.file_name().into_string().expect("a name");
            name.strip_suffix(".toml").map(str::to_string)
        });
        let mut shipped: Vec<String> = shipped.collect();
        shipped.sort();
        assert_eq!(context_names(), shipped);
        for name in context_names() {
            let (text, base) = context(name).expect("there");
            assert_eq!(text.contains("\nbase = "), base.is_some(), "{name}");
        }
        assert!(context("atlantis").is_none() && context("archetypes/low-income").is_none());
    }
}
