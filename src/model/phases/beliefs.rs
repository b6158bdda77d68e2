//! Phase 8: what agents learn from what they saw.

use crate::model::state::{ProgrammeStage, SECTOR_COUNT};
use crate::model::world::World;

/// Weight of a peer's outcome on belief in programmes [share per quarter].
const PEER_SPEED: f64 = 0.05;
/// Outcome that a peer sees in a graduate with orders [share].
pub(super) const GRADUATE_WITH_ORDERS: f64 = 1.0;
/// Outcome that a peer sees in a graduate without orders [share].
pub(super) const GRADUATE_WITHOUT_ORDERS: f64 = 0.45;
/// Outcome that a peer sees in a client who left early [share].
const DROP_OUT: f64 = 0.3;
/// Applications at which a sector's experience of a quarter counts half.
const HALF_WEIGHT_APPLICATIONS: f64 = 3.0;

/// Runs the phase.
pub fn step(world: &mut World) {
    move_approval_beliefs(world);
    move_programme_beliefs(world);
}

/// Owners' belief about the probability of approval moves towards what happened in their sector, more where more applied.
fn move_approval_beliefs(world: &mut World) {
    let speed = world.parameters.credit.belief_speed;
    for sector in 0..SECTOR_COUNT {
        let (applications, approvals) = world.approvals[sector];
        if applications > 0 {
            let count = f64::from(applications);
            let weight = speed * count / (count + HALF_WEIGHT_APPLICATIONS);
            world.approval_belief[sector] +=
                weight * (f64::from(approvals) / count - world.approval_belief[sector]);
        }
    }
}

/// Owners look at peers who were clients: graduates with orders raise belief, others who left lower it a little.
fn move_programme_beliefs(world: &mut World) {
    if world.agencies.is_empty() {
        return;
    }
    for row in 0..world.smes.len() {
        if !world.smes.is_alive[row] || world.smes.programme[row] != ProgrammeStage::None {
            continue;
        }
        for peer in world.smes.peers[row].into_iter().flatten() {
            if !world.smes.is_alive[peer] {
                continue;
            }
            let seen = match world.smes.programme[peer] {
                ProgrammeStage::Graduate => Some(if world.smes.tnc_sales[peer] > 0.0 {
                    GRADUATE_WITH_ORDERS
                } else {
                    GRADUATE_WITHOUT_ORDERS
                }),
                ProgrammeStage::DroppedOut => Some(DROP_OUT),
                _ => None,
            };
            if let Some(outcome) = seen {
                world.smes.belief[row] += PEER_SPEED * (outcome - world.smes.belief[row]);
            }
        }
    }
}
