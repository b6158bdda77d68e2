//! A run folder: filled beside its final place, manifest last, then renamed. No manifest, no run.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Component, Path, PathBuf};

use super::manifest::{FileEntry, Manifest};
use super::{Dataset, Table, draws, lives_table, rules_table, tables, twins_table};
use crate::plan::{Plan, SourceFile};
use crate::scenario::{LATEST, PARTIAL};

/// Errors of writing a run folder.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// The place is taken.
    #[error("{} exists already", path.display())]
    Exists {
        /// Existing content.
        path: PathBuf,
    },
    /// The path does not name a folder.
    #[error("`{}` does not name a folder that can be made", path.display())]
    NoName {
        /// The path.
        path: PathBuf,
    },
    /// The name is that of the link to the last run.
    #[error("{} is the link to the last run", path.display())]
    Latest {
        /// The path.
        path: PathBuf,
    },
    /// The system refused.
    #[error("cannot write {}: {source}", path.display())]
    Io {
        /// Intended content.
        path: PathBuf,
        /// Message of the system.
        source: std::io::Error,
    },
}

/// Name of the file that makes a folder a run.
pub(super) const MANIFEST: &str = "manifest.json";

/// Temporary folder in which a run folder is filled.
#[must_use]
pub fn partial_path(target: &Path) -> Option<PathBuf> {
    let mut name = target.file_name()?.to_os_string();
    name.push(PARTIAL);
    Some(target.with_file_name(name))
}

/// A folder of results that is being filled; dropped before it is finished, it leaves nothing behind.
#[derive(Debug)]
pub struct RunFolder {
    target: PathBuf,
    partial: PathBuf,
    is_finished: bool,
}

impl RunFolder {
    /// Reserves the place of a run folder.
    ///
    /// # Errors
    /// [`FolderError::Exists`] where the folder, or an unfinished one, is there already; [`FolderError::NoName`] for paths such as `..`; [`FolderError::Io`].
    pub fn create(target: &Path) -> Result<Self, FolderError> {
        let partial = partial_path(target).ok_or_else(|| FolderError::NoName {
            path: target.to_path_buf(),
        })?;
        if target.symlink_metadata().is_ok() {
            return Err(FolderError::Exists {
                path: target.to_path_buf(),
            });
        }
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).map_err(io(parent))?;
        }
        match fs::create_dir(&partial) {
            Ok(()) => Ok(Self {
                target: target.to_path_buf(),
                partial,
                is_finished: false,
            }),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                Err(FolderError::Exists { path: partial })
            }
            Err(source) => Err(FolderError::Io {
                path: partial,
                source,
            }),
        }
    }

    /// Writes a file at a path inside the folder; when the folder is finished, it is on the disk, but for files of the report,
    /// which are made again from the others.
    ///
    /// # Errors
    /// [`FolderError::Io`].
    pub fn write(&self, inside: &Path, bytes: &[u8]) -> Result<(), FolderError> {
        let path = self.partial.join(inside);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(io(parent))?;
        }
        if is_of_report(inside) {
            fs::write(&path, bytes).map_err(io(&path))
        } else {
            write_through(&path, bytes)
        }
    }

    /// Writes a table into `data/`.
    ///
    /// # Errors
    /// [`FolderError::Io`].
    pub fn write_table(&self, table: &Table) -> Result<(), FolderError> {
        self.write(&Path::new("data").join(&table.file), &table.to_csv())
    }

    /// Writes a table as Parquet into `data/`, next to its text.
    ///
    /// # Errors
    /// [`FolderError::Io`], also where the program is built without the feature `parquet`.
    pub fn write_parquet(&self, table: &Table) -> Result<(), FolderError> {
        let name = Path::new(&table.file).with_extension("parquet");
        let inside = Path::new("data").join(name);
        let bytes = parquet_of(table).map_err(|source| FolderError::Io {
            path: self.partial.join(&inside),
            source,
        })?;
        self.write(&inside, &bytes)
    }

    /// Writes copies of the files that were read, into `inputs/`.
    ///
    /// # Errors
    /// [`FolderError::Io`].
    pub fn write_inputs(&self, plan: &Plan) -> Result<(), FolderError> {
        let mut files = input_paths(&plan.files).into_iter().zip(&plan.files);
        files.try_for_each(|(inside, file)| {
            self.write(&Path::new("inputs").join(inside), file.text.as_bytes())
        })
    }

    /// Lists all files in the manifest, writes it, and gives the folder its name, which is returned.
    ///
    /// # Errors
    /// [`FolderError::Exists`] where something took the place meanwhile; [`FolderError::Io`].
    ///
    /// # Panics
    /// Never: a manifest has only named fields.
    pub fn finish(self, mut manifest: Manifest) -> Result<PathBuf, FolderError> {
        manifest.files.clear();
        list_files(&self.partial, &self.partial, &mut manifest.files)?;
        manifest
            .files
            .sort_by(|left, right| left.path.cmp(&right.path));
        self.write(Path::new(MANIFEST), &manifest.to_json())?;
        self.publish()
    }

    /// Gives the folder its name, which is returned; without a manifest it is no run.
    ///
    /// # Errors
    /// [`FolderError::Exists`] where something took the place meanwhile; [`FolderError::Io`].
    pub fn publish(mut self) -> Result<PathBuf, FolderError> {
        sync_folders(&self.partial)?;
        if self.target.symlink_metadata().is_ok() {
            return Err(FolderError::Exists {
                path: self.target.clone(),
            });
        }
        fs::rename(&self.partial, &self.target).map_err(io(&self.target))?;
        self.is_finished = true;
        sync_folder(self.target.parent().unwrap_or(Path::new("")))?;
        Ok(self.target.clone())
    }
}

/// True where the program can write Parquet: it is built with the feature `parquet`.
pub const HAS_PARQUET: bool = cfg!(feature = "parquet");

#[cfg(feature = "parquet")]
fn parquet_of(table: &Table) -> std::io::Result<Vec<u8>> {
    table.to_parquet().map_err(std::io::Error::other)
}

#[cfg(not(feature = "parquet"))]
fn parquet_of(_table: &Table) -> std::io::Result<Vec<u8>> {
    Err(ErrorKind::Unsupported.into())
}

/// The tables of `data/` that hold no estimates.
#[must_use]
pub fn run_tables(plan: &Plan, dataset: &Dataset, with_full_series: bool) -> Vec<Table> {
    let mut run_tables = vec![
        tables::runs_table(dataset),
        lives_table(dataset),
        twins_table(dataset),
        tables::failures_table(dataset),
        tables::parameters_table(plan),
        tables::scale_table(plan, dataset),
        tables::indicators_table(),
    ];
    run_tables.extend(dataset.draws.as_ref().map(draws::design_table));
    run_tables.extend(
        (!dataset.rules.is_empty()).then(|| rules_table(&dataset.scenarios, &dataset.rules)),
    );
    run_tables.extend(with_full_series.then(|| tables::timeseries_full_table(dataset)));
    run_tables
}

impl Drop for RunFolder {
    fn drop(&mut self) {
        if !self.is_finished {
            // Nothing useful can be done about an error here; an unfinished folder is not a run in any case.
            let _ = fs::remove_dir_all(&self.partial);
        }
    }
}

/// Points `latest` in `root` to a finished run inside `root`: a symbolic link, or a text file where the system has none.
///
/// # Errors
/// [`FolderError::Io`].
pub fn point_latest(root: &Path, run: &Path) -> Result<(), FolderError> {
    let inside = run.strip_prefix(root).unwrap_or(run);
    let latest = root.join(LATEST);
    let fresh = root.join(format!(".latest-{}", std::process::id()));
    link(inside, &fresh).map_err(io(&fresh))?;
    fs::rename(&fresh, &latest).map_err(|source| {
        let _ = fs::remove_file(&fresh); // a folder or a file that is locked has the name
        io(&latest)(source)
    })
}

#[cfg(unix)]
fn link(to: &Path, at: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(to, at)
}

#[cfg(not(unix))]
fn link(to: &Path, at: &Path) -> std::io::Result<()> {
    fs::write(at, to.to_string_lossy().as_bytes())
}

/// Rewrites files of a finished run, those that differ only, removes those beside them that are stale, and lists what there is in its
/// manifest; returns how many were written and how many removed.
///
/// Each file is written beside its place and then renamed, the manifest last. `is_stale` is asked by path inside the run, of files that
/// the manifest lists (then with `true`) or that stand in a folder of `files`.
///
/// # Errors
/// [`FolderError::Io`].
pub fn renew_files(
    run: &Path,
    manifest: &mut Manifest,
    files: &[(String, Vec<u8>)],
    is_stale: &dyn Fn(&str, bool) -> bool,
) -> Result<(usize, usize), FolderError> {
    let before = manifest.files.clone();
    let mut n_written = 0;
    for (inside, bytes) in files {
        let path = run.join(inside);
        if fs::read(&path).ok().as_ref() != Some(bytes) {
            replace(&path, bytes)?;
            n_written += 1;
        }
        manifest.files.retain(|entry| entry.path != *inside);
        manifest.files.push(FileEntry::from_bytes(inside, bytes));
    }
    let mut n_removed = 0;
    let listed = manifest.files.iter().map(|entry| entry.path.clone());
    let candidates: BTreeSet<String> = beside(run, files)?.into_iter().chain(listed).collect();
    for inside in candidates {
        let is_made = files.iter().any(|(made, _)| *made == inside);
        let is_listed = manifest.files.iter().any(|entry| entry.path == inside);
        let path = run.join(&inside);
        if !is_made && is_stale(&inside, is_listed) && path.is_file() {
            fs::remove_file(&path).map_err(io(&path))?;
            n_removed += 1;
        }
    }
    manifest.files.retain(|entry| {
        files.iter().any(|(made, _)| *made == entry.path) || !is_stale(&entry.path, true)
    });
    manifest
        .files
        .sort_by(|left, right| left.path.cmp(&right.path));
    if manifest.files != before {
        replace(&run.join(MANIFEST), &manifest.to_json())?;
    }
    Ok((n_written, n_removed))
}

/// Paths inside a run of all files in the folders of some files, in order.
fn beside(run: &Path, files: &[(String, Vec<u8>)]) -> Result<BTreeSet<String>, FolderError> {
    let folders: BTreeSet<&str> = files
        .iter()
        .filter_map(|(inside, _)| inside.rsplit_once('/').map(|(folder, _)| folder))
        .collect();
    let mut found = BTreeSet::new();
    for folder in folders {
        let path = run.join(folder);
        for entry in fs::read_dir(&path).map_err(io(&path))? {
            let entry = entry.map_err(io(&path))?;
            if let (Ok(name), true) = (entry.file_name().into_string(), entry.path().is_file()) {
                found.insert(format!("{folder}/{name}"));
            }
        }
    }
    Ok(found)
}

/// Writes a file that was not there.
///
/// # Errors
/// [`FolderError::Exists`] where something is there; [`FolderError::Io`].
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), FolderError> {
    if path.symlink_metadata().is_ok() {
        return Err(FolderError::Exists {
            path: path.to_path_buf(),
        });
    }
    replace(path, bytes)
}

fn replace(path: &Path, bytes: &[u8]) -> Result<(), FolderError> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(io(parent))?;
    }
    let fresh = partial_path(path).ok_or_else(|| FolderError::NoName {
        path: path.to_path_buf(),
    })?;
    let written =
        write_through(&fresh, bytes).and_then(|()| fs::rename(&fresh, path).map_err(io(path)));
    if written.is_err() {
        // the reason is told; what is left of the attempt is of no use
        let _ = fs::remove_file(&fresh);
    }
    written
}

/// True for files that are made from others of the folder: page, brief and charts.
fn is_of_report(inside: &Path) -> bool {
    let kept = ["data", "inputs", "events", MANIFEST];
    !kept.iter().any(|start| inside.starts_with(start))
}

/// Writes a file and waits until it is on the disk.
fn write_through(path: &Path, bytes: &[u8]) -> Result<(), FolderError> {
    let written = File::create(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(io(path))
}

/// Waits until the names in a folder and in all folders below are on the disk.
fn sync_folders(folder: &Path) -> Result<(), FolderError> {
    for entry in fs::read_dir(folder).map_err(io(folder))? {
        let path = entry.map_err(io(folder))?.path();
        if path.is_dir() {
            sync_folders(&path)?;
        }
    }
    sync_folder(folder)
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> Result<(), FolderError> {
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    match File::open(folder).and_then(|open| open.sync_all()) {
        // some file systems do not sync folders, and a folder that may be written need not be readable
        Err(error)
            if !matches!(
                error.kind(),
                ErrorKind::InvalidInput | ErrorKind::PermissionDenied | ErrorKind::Unsupported
            ) =>
        {
            Err(io(folder)(error))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Elsewhere folders cannot be opened, and the system keeps their names itself.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> Result<(), FolderError> {
    Ok(())
}

fn io(path: &Path) -> impl FnOnce(std::io::Error) -> FolderError + use<> {
    let path = path.to_path_buf();
    move |source| FolderError::Io { path, source }
}

fn list_files(root: &Path, folder: &Path, entries: &mut Vec<FileEntry>) -> Result<(), FolderError> {
    for entry in fs::read_dir(folder).map_err(io(folder))? {
        let path = entry.map_err(io(folder))?.path();
        if path.is_dir() {
            list_files(root, &path, entries)?;
        } else {
            let bytes = fs::read(&path).map_err(io(&path))?;
            let inside = path.strip_prefix(root).unwrap_or(&path);
            let parts: Vec<_> = inside
                .components()
                .map(|part| part.as_os_str().to_string_lossy())
                .collect();
            entries.push(FileEntry::from_bytes(&parts.join("/"), &bytes));
        }
    }
    Ok(())
}

/// Paths of copies inside `inputs/`: the files' own, without the folders that all of them share, so that references between them keep working.
pub(super) fn input_paths(files: &[SourceFile]) -> Vec<PathBuf> {
    let parts: Vec<Vec<String>> = files
        .iter()
        .map(|file| normal_parts(&file.inside))
        .collect();
    let n_folders = parts
        .iter()
        .map(|path| path.len().saturating_sub(1))
        .min()
        .unwrap_or(0);
    let n_shared = (0..n_folders)
        .take_while(|&k| parts.iter().all(|path| path[k] == parts[0][k]))
        .count();
    let mut taken: Vec<PathBuf> = Vec::with_capacity(files.len());
    for (place, path) in parts.iter().enumerate() {
        let inside: PathBuf = path[n_shared.min(path.len())..]
            .iter()
            .filter(|part| *part != "..")
            .collect();
        let is_usable = inside.file_name().is_some() && !taken.contains(&inside);
        taken.push(if is_usable {
            inside
        } else {
            PathBuf::from(format!("file-{}.toml", place + 1))
        });
    }
    taken
}

/// Folder names and file name of a path, `a/../` resolved, a leading `..` kept, without root and drive.
fn normal_parts(path: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for component in Path::new(path).components() {
        match component {
            Component::Normal(name) => parts.push(name.to_string_lossy().into_owned()),
            Component::ParentDir if parts.last().is_some_and(|last| last != "..") => {
                parts.pop();
            }
            Component::ParentDir => parts.push("..".to_string()),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> SourceFile {
        SourceFile {
            path: path.into(),
            inside: path.into(),
            text: String::new(),
        }
    }

    fn scratch(name: &str) -> PathBuf {
        let path =
            std::env::temp_dir().join(format!("linkwright-folder-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        path
    }

    fn manifest() -> Manifest {
        Manifest {
            format: 1,
            study: "s".into(),
            ..Manifest::default()
        }
    }

    #[test]
    fn copies_of_inputs_keep_their_places_relative_to_each_other() {
        let files = [
            file("scenarios/studies/demo.toml"),
            file("scenarios/studies/../contexts/uganda.toml"),
        ];
        assert_eq!(
            input_paths(&files),
            [
                Path::new("studies/demo.toml"),
                Path::new("contexts/uganda.toml")
            ]
        );
        assert_eq!(
            input_paths(&[file("/home/a/x.toml")]),
            [Path::new("x.toml")]
        );
        assert_eq!(
            input_paths(&[file("x.toml"), file("../c/y.toml")]),
            [Path::new("x.toml"), Path::new("c/y.toml")]
        );
        assert_eq!(
            input_paths(&[file("x.toml"), file("../x.toml")]),
            [Path::new("x.toml"), Path::new("file-2.toml")]
        );
    }

    #[test]
    fn a_finished_folder_has_a_manifest_with_every_file() {
        let root = scratch("finish");
        let folder = RunFolder::create(&root.join("run")).expect("free");
        folder
            .write(Path::new("data/a.csv"), b"abc")
            .expect("written");
        let path = folder.finish(manifest()).expect("finished");
        let text = fs::read_to_string(path.join("manifest.json")).expect("there");
        assert!(
            text.contains("\"path\": \"data/a.csv\"") && text.contains("ba7816bf8f01cfea"),
            "{text}"
        );
        assert!(!root.join("run.partial").exists());
        fs::remove_dir_all(root).expect("cleaned");
    }

    #[test]
    fn an_existing_folder_is_refused_and_left_alone() {
        let root = scratch("exists");
        fs::create_dir_all(root.join("run")).expect("made");
        assert!(matches!(
            RunFolder::create(&root.join("run")),
            Err(FolderError::Exists { .. })
        ));
        fs::create_dir_all(root.join("other.partial")).expect("made");
        assert!(matches!(
            RunFolder::create(&root.join("other")),
            Err(FolderError::Exists { .. })
        ));
        assert!(matches!(
            RunFolder::create(Path::new("..")),
            Err(FolderError::NoName { .. })
        ));
        fs::remove_dir_all(root).expect("cleaned");
    }

    #[test]
    fn an_unfinished_folder_leaves_nothing_behind() {
        let root = scratch("drop");
        let folder = RunFolder::create(&root.join("run")).expect("free");
        folder
            .write(Path::new("data/a.csv"), b"abc")
            .expect("written");
        drop(folder);
        assert_eq!(fs::read_dir(&root).expect("there").count(), 0);
        fs::remove_dir_all(root).expect("cleaned");
    }

    #[test]
    fn latest_points_to_the_newest_run() {
        let root = scratch("latest");
        for run in ["study/one", "study/two"] {
            fs::create_dir_all(root.join(run)).expect("made");
            point_latest(&root, &root.join(run)).expect("pointed");
        }
        #[cfg(unix)]
        assert_eq!(
            fs::read_link(root.join("latest")).expect("a link"),
            Path::new("study/two")
        );
        fs::remove_dir_all(root).expect("cleaned");
    }

    #[test]
    fn a_place_that_cannot_be_made_is_told_with_the_words_of_the_system() {
        let root = scratch("place");
        let long = root.join("x".repeat(300));
        let error = RunFolder::create(&long).expect_err("too long a name");
        assert!(matches!(error, FolderError::Io { .. }), "{error}");
        fs::write(root.join("file"), "").expect("written");
        let error = RunFolder::create(&root.join("file/run")).expect_err("below a file");
        assert!(matches!(error, FolderError::Io { .. }), "{error}");
        let none = root.join("none");
        assert!(sync_folders(&none).is_err() && sync_folders(&root).is_ok());
        #[cfg(unix)]
        assert!(sync_folder(&none).is_err() && sync_folder(Path::new("")).is_ok());
        fs::remove_dir_all(root).expect("cleaned");
    }

    #[test]
    fn what_took_the_place_meanwhile_stays() {
        let root = scratch("meanwhile");
        let folder = RunFolder::create(&root.join("run")).expect("free");
        fs::write(root.join("run"), "abc").expect("written");
        assert!(matches!(
            folder.finish(manifest()),
            Err(FolderError::Exists { .. })
        ));
        assert_eq!(fs::read(root.join("run")).expect("there"), b"abc");
        assert_eq!(
            fs::read_dir(&root).expect("there").count(),
            1,
            "the attempt is gone"
        );
        fs::create_dir(root.join("latest")).expect("made");
        assert!(point_latest(&root, &root.join("run")).is_err());
        assert_eq!(
            fs::read_dir(&root).expect("there").count(),
            2,
            "no link is left"
        );
        fs::remove_dir_all(root).expect("cleaned");
    }

    #[test]
    fn the_report_is_what_is_not_kept() {
        for (path, is_made) in [
            ("data/runs.csv", false),
            ("inputs/a.toml", false),
            ("events/rep-0.csv", false),
            ("manifest.json", false),
            ("report.html", true),
            ("charts/data.svg", true),
        ] {
            assert_eq!(is_of_report(Path::new(path)), is_made, "{path}");
        }
        assert_eq!(
            partial_path(Path::new("a/run")),
            Some(PathBuf::from("a/run.partial"))
        );
        assert_eq!(partial_path(Path::new("..")), None);
    }

    #[test]
    fn parts_of_paths_are_plain() {
        assert_eq!(normal_parts("a/./b/../c.toml"), ["a", "c.toml"]);
        assert_eq!(
            normal_parts("../../a/../../c.toml"),
            ["..", "..", "..", "c.toml"]
        );
        assert_eq!(normal_parts("/"), [""; 0]);
        let files = ["s/a/x.toml", "s/a/b/y.toml", "s/a/x.toml", ""].map(file);
        assert_eq!(
            input_paths(&files[..2]),
            [Path::new("x.toml"), Path::new("b/y.toml")]
        );
        assert_eq!(
            input_paths(&files[..3]),
            [
                Path::new("x.toml"),
                Path::new("b/y.toml"),
                Path::new("file-3.toml")
            ]
        );
        assert_eq!(
            input_paths(&files[2..]),
            [Path::new("s/a/x.toml"), Path::new("file-2.toml")]
        );
        let apart = ["s/a/x.toml", "s/b/y.toml", "s/a/b/z.toml"].map(file);
        assert_eq!(
            input_paths(&apart),
            [
                Path::new("a/x.toml"),
                Path::new("b/y.toml"),
                Path::new("a/b/z.toml")
            ]
        );
    }
}
