//! The raw panel of a run, written world by world while it runs.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::ensemble::{Eyewitness, Progress};
use crate::model::World;
use crate::plan::Plan;
use crate::results::{FolderError, RunFolder, WorldPanel};

/// Writes the panel of every world into a run folder as soon as the world is done, and passes progress on.
pub struct PanelWriter<'a> {
    folder: &'a RunFolder,
    names: Vec<&'a str>,
    progress: &'a dyn Progress,
    failure: Mutex<Option<FolderError>>,
}

impl<'a> PanelWriter<'a> {
    /// For the worlds of a plan.
    #[must_use]
    pub fn new(plan: &'a Plan, folder: &'a RunFolder, progress: &'a dyn Progress) -> Self {
        let names = plan
            .scenarios
            .iter()
            .map(|scenario| scenario.name.as_str())
            .collect();
        Self {
            folder,
            names,
            progress,
            failure: Mutex::new(None),
        }
    }

    /// Whether all of the panel was written.
    ///
    /// # Errors
    /// The first [`FolderError`] of a file that could not be written.
    pub fn finish(self) -> Result<(), FolderError> {
        self.failure
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
            .map_or(Ok(()), Err)
    }
}

impl Progress for PanelWriter<'_> {
    fn on_bundle(&self, done: usize, total: usize, failed: usize) {
        self.progress.on_bundle(done, total, failed);
    }

    fn on_share(&self, worlds: f64) {
        self.progress.on_share(worlds);
    }

    fn eyewitness(&self, world: u32) -> Option<Box<dyn Eyewitness + '_>> {
        Some(Box::new(Witness {
            writer: self,
            panel: WorldPanel::new(world),
        }))
    }
}

/// Collects the panel of one world.
struct Witness<'a> {
    writer: &'a PanelWriter<'a>,
    panel: WorldPanel,
}

impl Eyewitness for Witness<'_> {
    fn see(&mut self, scenario: usize, world: &World) {
        self.panel.see(self.writer.names[scenario], world);
    }

    fn tell(self: Box<Self>) {
        for (inside, bytes) in self.panel.files() {
            if let Err(error) = self.writer.folder.write(Path::new(&inside), &bytes) {
                self.writer
                    .failure
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .get_or_insert(error);
            }
        }
    }
}
