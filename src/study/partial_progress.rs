//! Progress of an ensemble that is run part by part.

use crate::ensemble::{Eyewitness, Progress};

/// Reports the worlds of a part as of a whole.
pub(super) struct PartialProgress<'a> {
    /// Worlds done before.
    pub done: usize,
    /// Worlds of the whole.
    pub total: usize,
    /// Worlds lost before.
    pub failed: usize,
    /// The recipient of the reports.
    pub progress: &'a dyn Progress,
}

impl Progress for PartialProgress<'_> {
    fn on_bundle(&self, done: usize, _: usize, failed: usize) {
        self.progress
            .on_bundle(self.done + done, self.total, self.failed + failed);
    }

    fn on_share(&self, worlds: f64) {
        self.progress.on_share(worlds);
    }

    fn eyewitness(&self, world: u32) -> Option<Box<dyn Eyewitness + '_>> {
        self.progress.eyewitness(world)
    }
}
