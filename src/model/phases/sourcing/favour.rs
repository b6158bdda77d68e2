//! Openness to domestic firms, and policy's additions to their offers.

use super::Tender;
use crate::model::equations::choice::{self, Openness};
use crate::model::instruments::{local_content_rule, sourcing_incentive};
use crate::model::phases::programmes::champion_factor;
use crate::model::state::AffiliateId;
use crate::model::view::View;
use crate::units::Share;

/// Probability that an affiliate looks for domestic firms by itself for a lot [share]: openness of the context and its own, what policy makes
/// of it, its belief in domestic firms, and its champion.
pub(super) fn own_search_chance(world: &View<'_>, tnc: AffiliateId) -> Share {
    let affiliate = &world.tncs.rows[tnc];
    let openness = Openness {
        context: world.parameters.sourcing.openness,
        own: affiliate.openness,
        incentive: sourcing_incentive::openness_factor(world, tnc),
        rule: local_content_rule::openness_factor(world, tnc.row()),
    };
    let champion = champion_factor(world, tnc.row(), None);
    choice::own_search_chance(openness, affiliate.belief, champion)
}

/// Policy's addition to the utility of domestic offers for a lot [utils].
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

/// Policy's additions to offers for a lot.
pub(super) fn favour(world: &View<'_>, tender: &Tender) -> Favour {
    let taste = world.parameters.sourcing.taste_price;
    let (tolerance, is_fronted) = local_content_rule::tolerance(world, tender.lot);
    let (tolerance, front) = if is_fronted {
        (0.0, taste * tolerance)
    } else {
        (taste * tolerance, 0.0)
    };
    let [newcomer, incumbent] =
        sourcing_incentive::favour(world, taste, tender.tnc, tender.incumbent);
    Favour {
        newcomer,
        incumbent,
        tolerance,
        front,
    }
}
