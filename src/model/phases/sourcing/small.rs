//! Affiliates that are oriented to responsibility look for small firms and prefer them, at their own cost.

use crate::maths::sqrt;
use crate::model::instruments::pay_by_tncs;
use crate::model::world::World;
use crate::units::Share;

/// Size at which a firm is seen for certain [workers].
const WELL_KNOWN_WORKERS: f64 = 100.0;

/// How well known a firm is for its size [share].
fn prominence(world: &World, row: usize) -> Share {
    sqrt(world.smes.workers[row] / WELL_KNOWN_WORKERS).min(1.0)
}

/// Chance that an affiliate that searches sees a firm, for its size alone.
pub(super) fn seen_by_size(world: &World, tnc: usize, row: usize) -> Share {
    let known = prominence(world, row);
    known
        + (1.0 - known)
            * world.parameters.responsibility.small_visibility
            * world.tncs.rows[tnc].orientation
}

/// What an affiliate's preference for small firms adds to an offer [utils].
pub(super) fn taste_for_small(world: &World, tnc: usize, row: usize) -> f64 {
    world.parameters.responsibility.small_taste
        * world.tncs.rows[tnc].orientation
        * (1.0 - prominence(world, row))
}

/// Pays for looking among small firms for a lot.
pub(super) fn pay_for_looking(world: &mut World, tnc: usize) {
    let section = &world.parameters.responsibility;
    if section.small_visibility > 0.0 || section.small_taste > 0.0 {
        pay_by_tncs(
            world,
            section.small_cost_usd * world.tncs.rows[tnc].orientation,
        );
    }
}
