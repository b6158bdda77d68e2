//! Opens and makes input files: the only place that does.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

use super::fix::{Change, Fix, WRITE_SLASHES};
use super::keys::nearest;
use super::problem::{Place, Problem, Source};
use super::project::{LEAST_DEPTH, common, depth};

/// Greatest size of an input file, in bytes.
pub const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// Source of input files.
#[derive(Clone, Debug)]
pub enum Files {
    /// The file system.
    Disk,
    /// Files inside the program, as pairs of path and text.
    Embedded(&'static [(&'static str, &'static str)]),
    /// Files that were read before: what has changed on disk since does not count.
    Kept(Vec<Source>),
}

/// Error of reading a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum ReadFailure {
    #[error("there is no such file")]
    Missing,
    #[error("it is a link to `{}`, which is not there", .0.display())]
    DeadLink(PathBuf),
    #[error("it cannot be opened: {0}")]
    Unreadable(String),
    #[error("the system takes no name that is so long, or has such a character")]
    NoName,
    #[error("it is a directory")]
    Directory,
    #[error("it is {0}, not a regular file")]
    Special(&'static str),
    #[error("it can be read once, and is named twice")]
    ReadAlready,
    #[error("it is larger than {} MB", MAX_BYTES / (1024 * 1024))]
    TooLarge,
    #[error("byte {byte} (line {line}) is not UTF-8 text")]
    NotText { byte: usize, line: usize },
}

impl ReadFailure {
    const fn code(&self) -> &'static str {
        match self {
            Self::Missing | Self::DeadLink(_) => "E0001",
            Self::Unreadable(_) | Self::NoName => "E0002",
            Self::Directory => "E0003",
            Self::TooLarge => "E0004",
            Self::NotText { .. } => "E0005",
            Self::Special(_) | Self::ReadAlready => "E0011",
        }
    }

    const fn help(&self) -> &'static str {
        match self {
            Self::Missing => "check the spelling; paths inside a file are relative to that file",
            Self::DeadLink(_) => "make the link again, or name the file itself",
            Self::NoName => "check the name: most systems take 255 bytes between two slashes",
            Self::Unreadable(_) => {
                "check who may read the file and whether another program holds it"
            }
            Self::Directory => "name a .toml file inside it",
            Self::Special(_) => {
                "name a regular file; a file of the command line may be - (standard input) or a pipe such as <(…)"
            }
            Self::ReadAlready => "write what is to be read twice into a file, and name that",
            Self::TooLarge => "scenario files are a few kilobytes; is this the right file?",
            Self::NotText { .. } => "save the file as UTF-8 text",
        }
    }

    /// The problem as a user reads it; `from` is the place where another file names this one, and the path of that file.
    pub(super) fn problem(&self, path: &Path, from: Option<(Place, &Path)>) -> Problem {
        let message = format!("cannot read `{}`: {self}", shown(path, from.is_some()));
        let by = from.map(|(_, by)| by);
        let link = by.and_then(|by| help_of_link(path, by));
        let near = near_file(path, by).filter(|_| *self == Self::Missing && link.is_none());
        let has_backslash = path
            .to_string_lossy()
            .contains(|c: char| c == '\\' || c.is_control());
        let fix = match (&near, from) {
            (_, Some((place, _))) if has_backslash => Fix::Changes(vec![Change::Slashes(place)]),
            (Some(near), Some((place, _))) => Fix::Changes(vec![Change::ReplaceEnd(
                place,
                file_name(path),
                file_name(near),
            )]),
            (Some(near), None) => Fix::Argument {
                of: path.display().to_string(),
                to: near.display().to_string(),
            },
            (None, _) if link.is_some() => Fix::Unknown(
                "whether the link or the path in it is to change only the author knows",
            ),
            (None, _) => Fix::Unknown(self.why()),
        };
        let problem = match from {
            Some((place, _)) => Problem::at(self.code(), place, message, fix).label("named here"),
            None => Problem::of_file(self.code(), shown(path, false), message, fix),
        };
        if has_backslash && from.is_some() {
            return problem.help(WRITE_SLASHES);
        }
        if *self != Self::Missing {
            return problem.help(self.help());
        }
        if let Some(help) = link {
            return problem.help(help);
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
            Self::DeadLink(_) => "where the link is to lead only you know",
            Self::Special(_) => "which regular file is meant only you know",
            Self::ReadAlready => "what a pipe holds is not kept in a file",
            Self::Unreadable(_) => "who may read a file the system decides",
            Self::NoName | Self::TooLarge => "which file is meant only you know",
            Self::Directory => "which file of the folder is meant only you know",
            Self::NotText { .. } => "the encoding of the file is not known",
        }
    }
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// What to do where a file is missing that a link names: its paths are relative to the folder of the link.
fn help_of_link(path: &Path, by: &Path) -> Option<String> {
    let target = by.read_link().ok()?;
    let folder = by.parent().unwrap_or(Path::new(""));
    let named = path.strip_prefix(folder).unwrap_or(path);
    let there = folder.join(&target).with_file_name("").join(named);
    let beside = if there.is_file() {
        format!(
            "; there is {}: name {} in place of the link, or put a link to it there too",
            there.display(),
            folder.join(&target).display()
        )
    } else {
        "; check the spelling".to_string()
    };
    Some(format!(
        "{} is a link to {}, and paths inside it are relative to the folder of the link: looked for at {}{beside}",
        by.display(),
        target.display(),
        path.display()
    ))
}

/// The folder of a file; `.` where the path names none.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// A file beside a missing one whose name is like it, with or without its ending; never the file that names it.
fn near_file(path: &Path, by: Option<&Path>) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let itself = by.and_then(|by| by.canonicalize().ok());
    let is_itself = |entry: &Path| itself.is_some() && entry.canonicalize().ok() == itself;
    let entries = std::fs::read_dir(folder_of(path))
        .ok()?
        .flatten()
        .filter(|entry| !is_itself(&entry.path()))
        .filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = entries
        .filter(|entry| Path::new(entry).extension() == Some("toml".as_ref()))
        .collect();
    names.sort();
    let stem = Path::new(name).file_stem()?.to_str()?;
    let mut stems = names.iter().map(|known| known.trim_end_matches(".toml"));
    let same = stems.clone().find(|known| *known == stem);
    let near = same.or_else(|| nearest(stem, &mut stems))?;
    Some(path.with_file_name(format!("{near}.toml")))
}

/// True for a path of the command line that is standard input, or a pipe that a shell opened.
fn is_stream(path: &Path) -> bool {
    path == Path::new("-")
        || path == Path::new("/dev/stdin")
        || path.starts_with("/dev/fd")
        || path.starts_with("/proc/self/fd")
}

/// A path as messages show it; `is_inside` says that a file and not the command line names it.
pub(super) fn shown(path: &Path, is_inside: bool) -> String {
    match path.file_name() {
        Some(name) if !is_inside && is_stream(path) => {
            let name = name.to_string_lossy();
            match name.as_ref() {
                "-" | "stdin" | "0" => "stdin".to_string(),
                number => format!("pipe-{number}"),
            }
        }
        _ => path.display().to_string(),
    }
}

impl Files {
    /// Reads one file, refusing by kind and size before reading; `is_inside` says that a file and not the command line names it.
    pub(super) fn read(&self, path: &Path, is_inside: bool) -> Result<String, ReadFailure> {
        let found = match self {
            Self::Disk => return read_from_disk(path, !is_inside && is_stream(path)),
            Self::Embedded(files) => {
                let name = path.to_string_lossy().replace('\\', "/");
                files
                    .iter()
                    .find(|(known, _)| *known == name)
                    .map(|(_, text)| (*text).to_string())
            }
            Self::Kept(files) => {
                kept(files, &shown(path, is_inside)).map(|known| known.text.clone())
            }
        };
        found.ok_or(ReadFailure::Missing)
    }

    /// A path of the command line as messages and [`super::Source`]s name it.
    #[must_use]
    pub fn shown(&self, path: &Path) -> String {
        shown(&self.plain_path(path), false)
    }

    /// A path of the command line for commands that are printed: it leads from here to the file and does not tell where here is.
    #[must_use]
    pub fn from_here(&self, path: &Path) -> PathBuf {
        if path.is_relative() {
            return path.to_path_buf();
        }
        if is_stream(path) {
            return PathBuf::from(shown(path, false));
        }
        let here = std::env::current_dir().unwrap_or_default();
        let path = self.plain_path(path);
        let shared = common(&[here.clone(), path.clone()]);
        let n_up = here.components().count() - shared.components().count();
        match path.strip_prefix(&shared) {
            Ok(down) if depth(&shared) >= LEAST_DEPTH || n_up == 0 => {
                let up = std::iter::repeat_n(Path::new(".."), n_up);
                up.chain([down]).collect()
            }
            _ => path.file_name().map_or(path.clone(), PathBuf::from),
        }
    }

    /// A path in its shortest form that means the same file: without `.`, and without `..` where the folder before it is no link, since
    /// the system goes up from where a link leads.
    #[must_use]
    pub fn plain_path(&self, path: &Path) -> PathBuf {
        let mut plain = PathBuf::new();
        for component in path.components() {
            let goes_up = component == Component::ParentDir
                && matches!(plain.components().next_back(), Some(Component::Normal(_)))
                && self.is_own_folder(&plain);
            if goes_up {
                plain.pop();
            } else if component != Component::CurDir {
                plain.push(component);
            }
        }
        if plain.as_os_str().is_empty() {
            plain.push(".");
        }
        plain
    }

    /// True for a folder that is no link; among files that were read before, for one from which no path goes up.
    fn is_own_folder(&self, folder: &Path) -> bool {
        match self {
            Self::Disk => folder
                .symlink_metadata()
                .is_ok_and(|metadata| metadata.is_dir()),
            Self::Embedded(_) => true,
            Self::Kept(files) => {
                let up = folder.join("..");
                !files
                    .iter()
                    .any(|known| Path::new(&known.path).starts_with(&up))
            }
        }
    }

    /// What tells two files apart whatever links lead to them: the folder itself, and the name in it.
    pub(super) fn identity(&self, path: &Path) -> PathBuf {
        let found = match (self, path.file_name()) {
            (Self::Disk, Some(name)) => folder_of(path)
                .canonicalize()
                .ok()
                .map(|folder| folder.join(name)),
            (Self::Kept(files), Some(_)) => {
                kept(files, &path.to_string_lossy()).map(|known| PathBuf::from(&known.path))
            }
            (Self::Disk | Self::Embedded(_) | Self::Kept(_), _) => None,
        };
        found.unwrap_or_else(|| path.to_path_buf())
    }
}

/// The file of a name among those that were read before; of a name that leads elsewhere, such as an absolute path, the only file of which most
/// folders have the same names.
fn kept<'k>(files: &'k [Source], name: &str) -> Option<&'k Source> {
    if let Some(known) = files.iter().find(|known| known.path == name) {
        return Some(known);
    }
    let shared = |known: &Source| {
        let [one, other] = [&known.path, name].map(|path| Path::new(path).components().rev());
        one.zip(other)
            .take_while(|(one, other)| one == other)
            .count()
    };
    let most = files.iter().map(shared).max().filter(|most| *most > 0)?;
    let mut alike = files.iter().filter(|known| shared(known) == most);
    let found = alike.next()?;
    alike.next().is_none().then_some(found)
}

/// The folder of a file whose paths are being read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Folder<'f> {
    files: &'f Files,
    path: &'f Path,
}

impl<'f> Folder<'f> {
    /// The folder of a file; that of standard input and of pipes is the working folder.
    pub(super) fn of(files: &'f Files, file: &'f Path, is_inside: bool) -> Self {
        let path = match file.parent() {
            Some(folder) if is_inside || !is_stream(file) => folder,
            _ => Path::new(""),
        };
        Self { files, path }
    }

    /// Path of a file that a file of this folder names.
    pub(super) fn file(&self, named: &str) -> PathBuf {
        self.files.plain_path(&self.path.join(named))
    }
}

fn read_from_disk(path: &Path, is_stream: bool) -> Result<String, ReadFailure> {
    let refuse = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => match path.read_link() {
            Ok(target) => ReadFailure::DeadLink(target),
            Err(_) => ReadFailure::Missing,
        },
        ErrorKind::IsADirectory => ReadFailure::Directory,
        ErrorKind::InvalidFilename => ReadFailure::NoName,
        kind => ReadFailure::Unreadable(kind.to_string()),
    };
    if path == Path::new("-") && is_stream {
        return text_of(std::io::stdin().lock(), refuse);
    }
    let metadata = std::fs::metadata(path).map_err(refuse)?;
    if metadata.is_dir() {
        return Err(ReadFailure::Directory);
    }
    if !metadata.is_file() && !is_stream {
        return Err(ReadFailure::Special(kind_of(metadata.file_type())));
    }
    if metadata.len() > MAX_BYTES {
        return Err(ReadFailure::TooLarge);
    }
    text_of(File::open(path).map_err(refuse)?, refuse)
}

/// What a file is that is neither a regular file nor a folder.
fn kind_of(file: std::fs::FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if file.is_fifo() {
            return "a named pipe";
        }
        if file.is_socket() {
            return "a socket";
        }
    }
    let _ = file;
    "a device"
}

/// Reads to the end, as far as a file may be long.
fn text_of(
    from: impl Read,
    refuse: impl Fn(std::io::Error) -> ReadFailure,
) -> Result<String, ReadFailure> {
    let mut bytes = Vec::new();
    from.take(MAX_BYTES + 1)
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

/// The input files of a folder, by name; none where it is no folder that can be read.
#[must_use]
pub fn files_of_folder(folder: &Path) -> Option<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).ok()?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "toml") && path.is_file())
        .collect();
    files.retain(|path| {
        path.file_name()
            .is_some_and(|name| name != super::project::PROJECT_FILE)
    });
    files.sort_by_cached_key(|path| in_numeric_order(&path.to_string_lossy()));
    Some(files)
}

/// A name as people order it: its first number counts as a number, `e2` before `e10`.
fn in_numeric_order(name: &str) -> (String, u64, String) {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let start = name
        .find(|c: char| c.is_ascii_digit())
        .unwrap_or(name.len());
    let (letters, rest) = name.split_at(start);
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let number = rest[..end].parse().unwrap_or(0);
    (letters.to_string(), number, rest[end..].to_string())
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

/// Makes a folder of input files from pairs of name and text; an existing folder must be empty. What cannot be finished is taken away.
///
/// # Errors
/// [`ProjectError`].
pub fn create_project(folder: &Path, files: &[(String, String)]) -> Result<(), ProjectError> {
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
    let was_there = folder.exists();
    std::fs::create_dir_all(folder).map_err(refuse(folder))?;
    let written = files.iter().try_for_each(|(name, text)| {
        let path = folder.join(name);
        let inside = path.parent().unwrap_or(folder);
        std::fs::create_dir_all(inside).map_err(refuse(inside))?;
        std::fs::write(&path, text).map_err(refuse(&path))
    });
    if written.is_err() {
        // the reason is told; the next attempt needs an empty folder
        for (name, _) in files {
            let path = folder.join(name);
            let _ = std::fs::remove_file(&path);
            if let Some(inside) = path.parent().filter(|inside| *inside != folder) {
                let _ = std::fs::remove_dir(inside);
            }
        }
        if !was_there {
            let _ = std::fs::remove_dir(folder);
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_up_and_down_are_taken_where_no_link_is_before_them() {
        let files = Files::Embedded(&[]);
        let of = |folder: &'static str, named| {
            let folder = Folder {
                files: &files,
                path: Path::new(folder),
            };
            folder.file(named).display().to_string()
        };
        assert_eq!(
            of("scenarios/studies", "../contexts/./uganda.toml"),
            "scenarios/contexts/uganda.toml"
        );
        assert_eq!(of("scenarios/studies", "../../../x.toml"), "../x.toml");
        assert_eq!(of("scenarios/studies", "/a/b.toml"), "/a/b.toml");
        let kept = Files::Kept(vec![Source::new(
            "folder/link/../s.toml".into(),
            String::new(),
        )]);
        let plain = |path: &str| kept.plain_path(Path::new(path));
        assert_eq!(
            plain("./folder/link/../s.toml"),
            Path::new("folder/link/../s.toml")
        );
        assert_eq!(plain("folder/other/../s.toml"), Path::new("folder/s.toml"));
    }

    #[test]
    fn a_name_that_leads_elsewhere_is_the_kept_file_that_is_most_alike() {
        let source = |path: &str| Source::new(path.into(), format!("# {path}"));
        let files = [
            "run/inputs/s.toml",
            "run/inputs/a/p.csv",
            "run/inputs/b/p.csv",
        ]
        .map(source);
        let found = |name: &str| kept(&files, name).map(|known| known.path.as_str());
        assert_eq!(found("run/inputs/a/p.csv"), Some("run/inputs/a/p.csv"));
        assert_eq!(found("/home/me/b/p.csv"), Some("run/inputs/b/p.csv"));
        assert_eq!(found("/home/me/p.csv"), None, "either could be meant");
        assert_eq!(found("../outside/s.toml"), Some("run/inputs/s.toml"));
        assert_eq!(found("/home/me/other.csv"), None);
    }

    #[test]
    fn embedded_files_are_found_by_path() {
        let files = Files::Embedded(&[("a/b.toml", "format = 1")]);
        assert_eq!(
            files.read(Path::new("a/b.toml"), true).as_deref(),
            Ok("format = 1")
        );
        assert_eq!(
            files.read(Path::new("b.toml"), true),
            Err(ReadFailure::Missing)
        );
    }

    #[test]
    fn a_directory_and_a_missing_file_are_told_apart() {
        assert_eq!(
            Files::Disk.read(&std::env::temp_dir(), false),
            Err(ReadFailure::Directory)
        );
        assert_eq!(
            Files::Disk.read(Path::new("no-such-file.toml"), false),
            Err(ReadFailure::Missing)
        );
    }
}
