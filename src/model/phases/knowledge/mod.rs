//! Phase 6a: knowledge that partners make together, and where it goes.

mod exports;
mod leakage;
mod legitimacy;
mod peers;
mod projects;
mod research;
mod ventures;

pub(super) use exports::room_beside_exports;
pub(in crate::model) use exports::{can_export, readiness};
pub(in crate::model) use leakage::people_leave;
pub(super) use legitimacy::{approval, score_error, seen};
pub(in crate::model) use peers::peers_teach;
pub(super) use projects::{
    has_exit_plan, joint_gain, joint_gain_paid, stop_project, stopping_ease,
};

use crate::model::world::World;

/// Runs the phase.
pub fn step(world: &mut World) {
    projects::work(world);
    leakage::leak(world);
    peers::learn(world);
    research::invest(world);
    legitimacy::update(world);
    exports::update(world);
    ventures::update(world);
}
