//! How far an affiliate looks for domestic firms, and what policy adds to their offers.

use crate::model::SourcingIncentiveParameters;
use crate::model::accounts::Party;
use crate::model::instruments::local_content_rule;
use crate::model::instruments::{pay_by_tncs, pay_from_purses};
use crate::model::phases::programmes::champion_factor;
use crate::model::state::{Acting, Linkage};
use crate::model::world::World;
use crate::random::{Process, identity};
use crate::units::{Share, Usd};

/// Marks the decision to claim a credit.
const CLAIM: u64 = 0x5eed;

/// Chance that an affiliate looks for domestic firms by itself for a lot [share].
///
/// Openness of the context times its own, what policy makes of it, its belief in domestic firms, and its champion (docs/odd.md, 7.5).
pub(super) fn openness(world: &World, tnc: usize) -> Share {
    let row = &world.tncs.rows[tnc];
    let incentive = world.levers.incentive.as_ref().map_or(1.0, |incentive| {
        1.0 + incentive.settings.openness_response * expected_credit(world, incentive, tnc)
    });
    let openness = world.parameters.sourcing.openness
        * row.openness
        * incentive
        * local_content_rule::openness_factor(world, tnc);
    openness * (0.5 + row.belief).min(1.0 / openness.max(1e-9)) * champion_factor(world, tnc, None)
}

/// What policy adds to the utility of domestic offers for a lot [utils].
#[derive(Clone, Copy, Default)]
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
    let Some(incentive) = &world.levers.incentive else {
        return Favour {
            tolerance,
            front,
            ..Favour::default()
        };
    };
    let tnc = world.tncs.lots[lot].tnc as usize;
    let newcomer = taste * incentive.settings.price_weight * expected_credit(world, incentive, tnc);
    let part = incumbent.map_or(1.0, |slot| {
        eligible_part(incentive, &world.linkages.slots[slot as usize])
    });
    Favour {
        newcomer,
        incumbent: newcomer * part,
        tolerance,
        front,
    }
}

/// Credit that an affiliate reckons with [share of orders]: as of the lag, less what the budget did not cover last quarter.
fn expected_credit(
    world: &World,
    incentive: &Acting<SourcingIncentiveParameters>,
    tnc: usize,
) -> Share {
    if incentive.lagged <= 0.0 || !claims(world, incentive, tnc) {
        return 0.0;
    }
    (incentive.settings.credit_share * incentive.lagged).min(1.0) * (1.0 - world.built_up.unpaid)
}

/// True where an affiliate claims credits this year.
fn claims(world: &World, incentive: &Acting<SourcingIncentiveParameters>, tnc: usize) -> bool {
    let year = world.window_quarter().max(0) as u64 / 4;
    let draws = world.key.draws(Process::TncResponse, 0);
    draws.event(
        identity(&[world.tncs.rows[tnc].key, year, CLAIM]),
        incentive.settings.claim_share,
    )
}

/// Part of the credit that is paid on a linkage: all of it where it formed under the instrument.
fn eligible_part(incentive: &Acting<SourcingIncentiveParameters>, linkage: &Linkage) -> Share {
    if linkage.formed >= incentive.since {
        1.0
    } else {
        incentive.settings.earlier_share
    }
}

/// Notes the claim on a delivered order.
pub(in crate::model::phases) fn claim(world: &mut World, slot: usize, delivered: Usd) {
    let Some(incentive) = world
        .levers
        .incentive
        .as_ref()
        .filter(|incentive| incentive.strength > 0.0)
    else {
        return;
    };
    let linkage = &world.linkages.slots[slot];
    if claims(world, incentive, linkage.tnc as usize) {
        let credit = (incentive.settings.credit_share * incentive.strength).min(1.0);
        let claim = credit * eligible_part(incentive, linkage) * delivered;
        world.built_up.claims += claim;
    }
}

/// Pays the quarter's claims, all cut alike where the budget does not cover them; claiming has its cost.
pub(in crate::model::phases) fn pay_claims(world: &mut World) {
    let Some(incentive) = world
        .levers
        .incentive
        .clone()
        .filter(|incentive| incentive.strength > 0.0)
    else {
        return;
    };
    let claims = std::mem::take(&mut world.built_up.claims);
    let paid = claims.min(incentive.settings.budget_usd / 4.0 * incentive.strength);
    world.built_up.unpaid = if claims > 0.0 {
        1.0 - paid / claims
    } else {
        0.0
    };
    pay_from_purses(
        world,
        Party::Tncs,
        paid,
        world.strain.donor_share(incentive.settings.donor_share),
    );
    let present = (0..world.tncs.rows.len()).filter(|row| world.tncs.rows[*row].is_present);
    let claimants = present
        .filter(|row| self::claims(world, &incentive, *row))
        .count();
    pay_by_tncs(
        world,
        claimants as f64 * incentive.strength.min(1.0) * incentive.settings.claim_cost_tnc_usd
            / 4.0,
    );
}
