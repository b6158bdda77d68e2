//! Part of phases 5 and 6: a credit on orders to domestic SMEs, what affiliates expect of it, claim and get.

use crate::model::accounts::Party;
use crate::model::instruments::{pay_by_tncs, pay_from_purses};
use crate::model::state::{Acting, AffiliateId, Linkage};
use crate::model::view::Readable;
use crate::model::world::World;
use crate::parameters::SourcingIncentiveParameters;
use crate::random::{Process, identity};
use crate::units::{Share, Usd};

/// Marks the decision to claim a credit.
const CLAIM: u64 = 0x5eed;

/// Credit that an affiliate reckons with [share of orders]: as of the lag, less what the budget did not cover last quarter.
pub(super) fn expected_credit(
    world: &impl Readable,
    incentive: &Acting<SourcingIncentiveParameters>,
    tnc: AffiliateId,
) -> Share {
    if incentive.lagged <= 0.0 || !claims(world, incentive, tnc) {
        return 0.0;
    }
    (incentive.settings.credit_share * incentive.lagged).min(1.0)
        * (1.0 - world.view().built_up.unpaid)
}

/// True where an affiliate claims credits this year.
fn claims(
    world: &impl Readable,
    incentive: &Acting<SourcingIncentiveParameters>,
    tnc: AffiliateId,
) -> bool {
    let world = &world.view();
    let year = world.window_quarter().max(0) as u64 / 4;
    let draws = world.key.draws(Process::TncResponse, 0);
    draws.event(
        identity(&[world.tncs.rows[tnc].key, year, CLAIM]),
        incentive.settings.claim_share,
    )
}

/// Part of the credit that is paid on a linkage: all of it where it formed under the instrument.
pub(super) fn eligible_part(
    incentive: &Acting<SourcingIncentiveParameters>,
    linkage: &Linkage,
) -> Share {
    if linkage.formed >= incentive.since {
        1.0
    } else {
        incentive.settings.earlier_share
    }
}

/// Notes the claim on a delivered order.
pub(super) fn claim(world: &mut World, slot: usize, delivered: Usd) {
    let Some(incentive) = world
        .levers
        .incentive
        .as_ref()
        .filter(|incentive| incentive.strength > 0.0)
    else {
        return;
    };
    let linkage = &world.linkages.slots[slot];
    if claims(world, incentive, linkage.tnc) {
        let credit = (incentive.settings.credit_share * incentive.strength).min(1.0);
        let claim = credit * eligible_part(incentive, linkage) * delivered;
        world.built_up.claims += claim;
    }
}

/// Pays the quarter's claims, all cut alike where the budget does not cover them; claiming has its cost.
pub(super) fn pay_claims(world: &mut World) {
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
    let present = world
        .tncs
        .rows
        .ids()
        .filter(|tnc| world.tncs.rows[*tnc].is_present);
    let claimants = present
        .filter(|tnc| self::claims(world, &incentive, *tnc))
        .count();
    pay_by_tncs(
        world,
        claimants as f64 * incentive.strength.min(1.0) * incentive.settings.claim_cost_tnc_usd
            / 4.0,
    );
}
