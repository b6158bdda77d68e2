//! Phase 8: what agents learn from what they saw.

use crate::model::state::{BELIEFS, ProgrammeStage};
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

/// Owners' beliefs about the probability of approval move towards what happened in their sector, more where more applied; what happened
/// to the other kind of loan counts as far as beliefs reach.
fn move_approval_beliefs(world: &mut World) {
    let credit = &world.parameters.credit;
    for (beliefs, approvals) in world.approval_belief.iter_mut().zip(&world.approvals) {
        for (kind, belief) in beliefs.iter_mut().enumerate() {
            let (own, other) = (approvals[kind], approvals[BELIEFS - 1 - kind]);
            let seen =
                |own: u32, other: u32| f64::from(own) + credit.belief_reach * f64::from(other);
            let count = seen(own.0, other.0);
            if count > 0.0 {
                let weight = credit.belief_speed * count / (count + HALF_WEIGHT_APPLICATIONS);
                *belief += weight * (seen(own.1, other.1) / count - *belief);
            }
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
