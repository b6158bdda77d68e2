//! Forged run folders: tables and manifests that were changed and given their checksums again.

use std::fs;
use std::path::Path;

use linkwright::results::FileEntry;

/// Writes a table of a run again, with its checksum and that of the manifest, as someone would who forges results.
pub fn forge(run: &Path, file: &str, change: impl FnOnce(&str) -> String) {
    let before = fs::read(run.join(file)).expect("there");
    let after = change(std::str::from_utf8(&before).expect("text")).into_bytes();
    fs::write(run.join(file), &after).expect("written");
    let [before, after] = [before, after].map(|bytes| FileEntry::from_bytes(file, &bytes));
    forge_manifest(run, |manifest| {
        let of = |entry: &FileEntry| {
            format!(
                "\"bytes\": {},\n      \"sha256\": \"{}\"",
                entry.bytes, entry.sha256
            )
        };
        assert!(manifest.contains(&of(&before)), "{file} is listed");
        manifest.replacen(&of(&before), &of(&after), 1)
    });
}

/// Changes the manifest of a run and sets the digest of its own that it ends with.
pub fn forge_manifest(run: &Path, change: impl FnOnce(&str) -> String) {
    const KEY: &str = ",\n  \"sha256\": \"";
    let path = run.join("manifest.json");
    let text = fs::read_to_string(&path).expect("there");
    let (content, _) = text.rsplit_once(KEY).expect("a digest");
    let content = change(content);
    let digest = FileEntry::from_bytes("", content.as_bytes()).sha256;
    fs::write(path, format!("{content}{KEY}{digest}\"\n}}\n")).expect("written");
}
