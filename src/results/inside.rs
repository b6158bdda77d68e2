//! Finds finished runs in a folder.

use std::fs;
use std::path::{Path, PathBuf};

use super::folder::MANIFEST;

/// Finished runs right inside a folder, in order of name, which for default names is that of time; links are passed over.
#[must_use]
pub fn runs_in(folder: &Path) -> Vec<PathBuf> {
    let is_run = |path: &PathBuf| {
        !path.is_symlink()
            && path.join(MANIFEST).is_file()
            && path.join("data").join("runs.csv").is_file()
    };
    let entries = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    let mut runs: Vec<PathBuf> = entries.filter(is_run).collect();
    runs.sort();
    runs
}

/// The folder that a pointer written as a text file names, or the path itself.
pub(super) fn follow(path: &Path) -> PathBuf {
    let is_pointer = fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() < 4096);
    let named = if is_pointer {
        fs::read_to_string(path).ok()
    } else {
        None
    };
    named.map_or_else(
        || path.to_path_buf(),
        |inside| path.with_file_name("").join(inside.trim()),
    )
}
