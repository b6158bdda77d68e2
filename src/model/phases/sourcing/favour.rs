//! How far an affiliate looks for domestic firms, and what policy adds to their offers.

use crate::model::instruments::{local_content_rule, sourcing_incentive};
use crate::model::phases::programmes::champion_factor;
use crate::model::world::World;
use crate::units::Share;

/// Chance that an affiliate looks for domestic firms by itself for a lot [share].
///
/// Openness of the context times its own, what policy makes of it, its belief in domestic firms, and its champion (docs/odd.md, 7.5).
pub(super) fn openness(world: &World, tnc: usize) -> Share {
    let row = &world.tncs.rows[tnc];
    let openness = world.parameters.sourcing.openness
        * row.openness
        * sourcing_incentive::openness_factor(world, tnc)
        * local_content_rule::openness_factor(world, tnc);
    openness * (0.5 + row.belief).min(1.0 / openness.max(1e-9)) * champion_factor(world, tnc, None)
}

/// What policy adds to the utility of domestic offers for a lot [utils].
#[derive(Clone, Copy)]
pub(super) struct Favour {
    /// Of a firm that is new to the affiliate, for a credit.
    pub newcomer: f64,
    /// Of the incumbent, for a credit.
    pub incumbent: f64,
    /// Of any SME, for a local-content rule.
    pub tolerance: f64,
    /// Of a foreign-owned local firm that counts as domestic on paper.
    pub front: f64,
}

/// What policy adds to offers for a lot; `incumbent` is the linkage that serves it.
pub(super) fn favour(world: &World, lot: usize, incumbent: Option<u32>) -> Favour {
    let taste = world.parameters.sourcing.taste_price;
    let (tolerance, is_fronted) = local_content_rule::tolerance(world, lot);
    let (tolerance, front) = if is_fronted {
        (0.0, taste * tolerance)
    } else {
        (taste * tolerance, 0.0)
    };
    let tnc = world.tncs.lots[lot].tnc as usize;
    let [newcomer, incumbent] = sourcing_incentive::favour(world, taste, tnc, incumbent);
    Favour {
        newcomer,
        incumbent,
        tolerance,
        front,
    }
}
