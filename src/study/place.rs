//! Places and names of run folders.

use std::path::{Path, PathBuf};

use crate::plan::Plan;
use crate::results::{FolderError, RunFolder, plan_hash};
use crate::scenario::LATEST;
use crate::study::utc_stamp;

/// Folder of all results, where no other is named.
pub const OUTPUT: &str = "output";

/// Place of a run folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The folder; where none is named, one below [`Destination::root`], named by study, time and plan.
    pub folder: Option<PathBuf>,
    /// Folder of run folders without a name of their own; `latest` in it points to the last one.
    pub root: PathBuf,
}

impl Default for Destination {
    fn default() -> Self {
        Self {
            folder: None,
            root: PathBuf::from(OUTPUT),
        }
    }
}

impl Destination {
    /// The requested folder, or the default name of a run that starts at `stamp`.
    #[must_use]
    pub fn folder(&self, plan: &Plan, stamp: &str) -> PathBuf {
        let by_default = || {
            self.root
                .join(folder_name(plan))
                .join(format!("{stamp}-{}", &plan_hash(plan)[..6]))
        };
        self.folder.clone().unwrap_or_else(by_default)
    }

    /// Reserves the requested folder, or a free one of the default names.
    ///
    /// # Errors
    /// [`FolderError`] where it is taken or cannot be made.
    pub fn reserve(&self, plan: &Plan) -> Result<Reserved, FolderError> {
        let path = self.folder(plan, &utc_stamp());
        if path == self.root.join(LATEST) {
            return Err(FolderError::Latest { path });
        }
        let mut folder = RunFolder::create(&path);
        if self.folder.is_none() {
            for k in 2..100 {
                if !matches!(folder, Err(FolderError::Exists { .. })) {
                    break;
                }
                let mut name = path.clone().into_os_string();
                name.push(format!("-{k}"));
                folder = RunFolder::create(Path::new(&name));
            }
        }
        Ok(Reserved {
            folder: folder?,
            latest_in: self.folder.is_none().then(|| self.root.clone()),
        })
    }
}

/// A place for a run folder that no other process takes; dropped unused, it leaves nothing behind.
#[derive(Debug)]
pub struct Reserved {
    /// The folder, to be filled.
    pub folder: RunFolder,
    /// Folder in which `latest` is to point to the run, where the run has no name of its own.
    pub latest_in: Option<PathBuf>,
}

/// The name of a study as a folder can bear it.
#[must_use]
pub fn folder_name(plan: &Plan) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let study: String = plan
        .study
        .chars()
        .map(|c| if is_plain(c) { c } else { '-' })
        .collect();
    let study = study.trim_start_matches('.');
    (if study.is_empty() { "study" } else { study }).to_string()
}
