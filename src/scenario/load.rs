//! Opens and makes input files: the only place that does.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

use super::fix::{Change, Fix};
use super::keys::nearest;
use super::problem::{Place, Problem};

/// Greatest size of an input file, in bytes.
pub const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// Source of input files.
#[derive(Clone, Debug)]
pub enum Files {
    /// The file system.
    Disk,
    /// Files inside the program, as pairs of path and text.
    Embedded(&'static [(&'static str, &'static str)]),
    /// Files that were read before, as pairs of path and text: what has changed on disk since does not count.
    Kept(Vec<(String, String)>),
}

/// Error of reading a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum ReadFailure {
    #[error("there is no such file")]
    Missing,
    #[error("it cannot be opened: {0}")]
    Unreadable(String),
    #[error("it is a directory")]
    Directory,
    #[error("it is larger than {} MB", MAX_BYTES / (1024 * 1024))]
    TooLarge,
    #[error("byte {byte} (line {line}) is not UTF-8 text")]
    NotText { byte: usize, line: usize },
}

impl ReadFailure {
    const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "E0001",
            Self::Unreadable(_) => "E0002",
            Self::Directory => "E0003",
            Self::TooLarge => "E0004",
            Self::NotText { .. } => "E0005",
        }
    }

    const fn help(&self) -> &'static str {
        match self {
            Self::Missing => "check the spelling; paths inside a file are relative to that file",
            Self::Unreadable(_) => {
                "check who may read the file and whether another program holds it"
            }
            Self::Directory => "name a .toml file inside it",
            Self::TooLarge => "scenario files are a few kilobytes; is this the right file?",
            Self::NotText { .. } => "save the file as UTF-8 text",
        }
    }

    /// The problem as a user reads it; `from` is where another file names this one.
    pub(super) fn problem(&self, path: &Path, from: Option<Place>) -> Problem {
        let message = format!("cannot read `{}`: {self}", path.display());
        let near = near_file(path).filter(|_| *self == Self::Missing);
        let has_backslash = path
            .to_string_lossy()
            .contains(|c: char| c == '\\' || c.is_control());
        let fix = match (&near, from) {
            (_, Some(place)) if has_backslash => Fix::Changes(vec![Change::Slashes(place)]),
            (Some(near), Some(place)) => Fix::Changes(vec![Change::ReplaceEnd(
                place,
                file_name(path),
                file_name(near),
            )]),
            (Some(near), None) => Fix::Argument {
                of: path.display().to_string(),
                to: near.display().to_string(),
            },
            (None, _) => Fix::Unknown(self.why()),
        };
        let problem = match from {
            Some(place) => Problem::at(self.code(), place, message, fix).label("named here"),
            None => Problem::of_file(self.code(), path.display().to_string(), message, fix),
        };
        if has_backslash && from.is_some() {
            return problem.help(
                "write / in paths, on every system: a backslash in \"quotes\" begins a sign of its own, such as \\t, a tab",
            );
        }
        match near {
            Some(near) => problem.help(format!("did you mean {}? {}", near.display(), self.help())),
            None => problem.help(self.help()),
        }
    }

    /// Why nothing is offered.
    const fn why(&self) -> &'static str {
        match self {
            Self::Missing => "no file beside it has a name like it",
            Self::Unreadable(_) => "who may read a file the system decides",
            Self::Directory => "which file of the folder is meant only you know",
            Self::TooLarge => "which file is meant only you know",
            Self::NotText { .. } => "the encoding of the file is not known",
        }
    }
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// A file beside a missing one whose name is like it, with or without its ending.
fn near_file(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let entries = std::fs::read_dir(folder)
        .ok()?
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = entries
        .filter(|entry| Path::new(entry).extension() == Some("toml".as_ref()))
        .collect();
    names.sort();
    let with_ending = format!("{}.toml", name.trim_end_matches(".toml"));
    let near = names.iter().find(|known| **known == with_ending);
    let near = near
        .map(String::as_str)
        .or_else(|| nearest(&with_ending, names.iter().map(String::as_str)))?;
    Some(path.with_file_name(near))
}

impl Files {
    /// Reads one file, refusing by size before reading.
    pub(super) fn read(&self, path: &Path) -> Result<String, ReadFailure> {
        let found = match self {
            Self::Disk => return read_from_disk(path),
            Self::Embedded(files) => {
                let name = path.to_string_lossy().replace('\\', "/");
                files
                    .iter()
                    .find(|(known, _)| *known == name)
                    .map(|(_, text)| (*text).to_string())
            }
            Self::Kept(files) => files
                .iter()
                .find(|(known, _)| Path::new(known) == path)
                .map(|(_, text)| text.clone()),
        };
        found.ok_or(ReadFailure::Missing)
    }
}

fn read_from_disk(path: &Path) -> Result<String, ReadFailure> {
    let refuse = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => ReadFailure::Missing,
        ErrorKind::IsADirectory => ReadFailure::Directory,
        kind => ReadFailure::Unreadable(kind.to_string()),
    };
    let metadata = std::fs::metadata(path).map_err(refuse)?;
    if metadata.is_dir() {
        return Err(ReadFailure::Directory);
    }
    if metadata.len() > MAX_BYTES {
        return Err(ReadFailure::TooLarge);
    }
    let mut bytes = Vec::new();
    File::open(path)
        .map_err(refuse)?
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(refuse)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(ReadFailure::TooLarge); // devices and pipes state no size
    }
    String::from_utf8(bytes).map_err(|error| {
        let byte = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..byte]
            .iter()
            .filter(|b| **b == b'\n')
            .count()
            + 1;
        ReadFailure::NotText { byte, line }
    })
}

/// Path of a file that another file names, with `.` and `..` steps resolved by name.
#[must_use]
pub(super) fn relative_to(directory: &Path, named: &str) -> PathBuf {
    let mut path = PathBuf::new();
    for component in directory.join(named).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(path.components().next_back(), Some(Component::Normal(_))) =>
            {
                path.pop();
            }
            other => path.push(other),
        }
    }
    path
}

/// A path of the command line as messages and [`super::Source`]s name it, with `.` and `..` steps resolved by name.
#[must_use]
pub fn plain_path(path: &Path) -> String {
    relative_to(Path::new(""), &path.to_string_lossy())
        .display()
        .to_string()
}

/// Error of making a project.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// The folder holds something, or is no folder.
    #[error("{} {}", path.display(), if path.is_file() { "is a file" } else { "is not an empty folder" })]
    NotEmpty {
        /// The folder.
        path: PathBuf,
    },
    /// The system refused.
    #[error("cannot write {}: {source}", path.display())]
    Io {
        /// What was to be written.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// Makes a folder of input files from pairs of name and text; an existing folder must be empty.
///
/// # Errors
/// [`ProjectError`].
pub fn create_project(folder: &Path, files: &[(&str, String)]) -> Result<(), ProjectError> {
    let refuse = |path: &Path| {
        let path = path.to_path_buf();
        move |source| ProjectError::Io { path, source }
    };
    if folder.symlink_metadata().is_ok() {
        let is_empty = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
        if !is_empty {
            return Err(ProjectError::NotEmpty {
                path: folder.to_path_buf(),
            });
        }
    }
    std::fs::create_dir_all(folder).map_err(refuse(folder))?;
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(refuse(&path))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_up_and_down_in_paths_are_resolved_by_name() {
        let directory = Path::new("scenarios/studies");
        assert_eq!(
            relative_to(directory, "../contexts/./uganda.toml"),
            Path::new("scenarios/contexts/uganda.toml")
        );
        assert_eq!(
            relative_to(directory, "../../../x.toml"),
            Path::new("../x.toml")
        );
        assert_eq!(relative_to(directory, "/a/b.toml"), Path::new("/a/b.toml"));
    }

    #[test]
    fn embedded_files_are_found_by_path() {
        let files = Files::Embedded(&[("a/b.toml", "format = 1")]);
        assert_eq!(
            files.read(Path::new("a/b.toml")).as_deref(),
            Ok("format = 1")
        );
        assert_eq!(files.read(Path::new("b.toml")), Err(ReadFailure::Missing));
    }

    #[test]
    fn a_directory_and_a_missing_file_are_told_apart() {
        assert_eq!(
            Files::Disk.read(&std::env::temp_dir()),
            Err(ReadFailure::Directory)
        );
        assert_eq!(
            Files::Disk.read(Path::new("no-such-file.toml")),
            Err(ReadFailure::Missing)
        );
    }
}
