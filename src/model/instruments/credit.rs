//! Credit lines and guarantees.

use super::services::charge;
use crate::model::accounts::Party;
use crate::model::world::World;
use crate::model::{CreditGuaranteeParameters, CreditLineParameters};

/// Places funds up to the strength of the quarter and pays the running cost of the line.
pub(super) fn run_line(world: &mut World, settings: &CreditLineParameters, strength: f64) {
    if strength <= 0.0 {
        return;
    }
    world.line.target += settings.funds_usd * strength;
    let missing = world.line.target - world.line.placed;
    if missing > 0.0 {
        let donors = missing * world.strain.donor_share(settings.donor_share);
        world
            .accounts
            .pay(Party::Donors, Party::CreditLines, donors);
        world
            .accounts
            .pay(Party::Public, Party::CreditLines, missing - donors);
        world.line.placed += missing;
        world.line.funds += missing;
    }
    world.line.is_open = true;
    world.line.discount = settings.rate_discount;
    world.line.donor_share = world.strain.donor_share(settings.donor_share);
    charge(
        world,
        settings.administration_share * settings.funds_usd * strength / 4.0,
        settings.donor_share,
    );
}

/// Sets cover, fee and limit of new guarantees and pays the running cost of the fund.
pub(super) fn set_guarantee(
    world: &mut World,
    settings: &CreditGuaranteeParameters,
    strength: f64,
) {
    if strength <= 0.0 {
        return;
    }
    let donor_share = world.strain.donor_share(settings.donor_share);
    let guarantee = &mut world.guarantee;
    guarantee.cover = (settings.cover * strength.min(1.0)).min(0.95);
    guarantee.fee = settings.fee_per_year;
    guarantee.limit = settings.fund_usd * strength;
    guarantee.announcement = settings.announcement * guarantee.cover;
    guarantee.donor_share = donor_share;
    charge(
        world,
        strength.min(1.0) * settings.administration_usd / 4.0,
        settings.donor_share,
    );
}
