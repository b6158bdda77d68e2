//! Phase 6a: knowledge that partners make together, and where it goes.

mod projects;

pub(super) use projects::{stop_project, stopping_ease};

use super::super::world::World;

/// Runs the phase.
pub fn run(world: &mut World) {
    projects::run(world);
}
