//! Credit on orders to domestic SMEs.

use super::quarter::{acting, lagged};
use super::{EachFirm, InstrumentKind, Keys, Kind, Needs, Reach, Scope, Stage, Takes, Turn};
use crate::model::accounts::Party;
use crate::model::instruments::{charge, pay_by_tncs, pay_from_purses};
use crate::model::state::{Acting, AffiliateId, Linkage, LinkageId};
use crate::model::view::{Readable, View};
use crate::model::world::World;
use crate::parameters::section;
use crate::random::{Process, identity};
use crate::units::{Share, Usd};

/// Marks the decision to claim a credit.
const CLAIM: u64 = 0x5eed;

section! {
    /// `sourcing_incentive`: a tax credit or grant to TNCs on what they buy from domestic SMEs.
    SourcingIncentiveParameters in "sourcing_incentive" {
        /// Credit on orders delivered by domestic SMEs.
        credit_share = 0.05, "share of orders", [0.0, 1.0], (0.01, 0.15), Assumed, "the analyst's choice";
        /// Part of the credit that is paid on linkages formed before the instrument began.
        earlier_share = 1.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "tax credits seldom ask when a linkage began";
        /// Share of affiliates that claim it in a year.
        claim_share = 0.6, "share", [0.0, 1.0], (0.3, 0.9), Assumed, "records must be kept, headquarters must care";
        /// Rise of a claiming affiliate's openness per unit of credit.
        openness_response = 3.0, "ratio per unit", [0.0, 50.0], (0.0, 6.0), Assumed, "a credit of 5 % opens 15 % more tenders";
        /// Part of the credit that buyers count as a lower price of local offers.
        price_weight = 0.3, "share", [0.0, 1.0], (0.1, 1.0), Assumed, "purchasers do not see the tax account";
        /// Quarters from the credit to buyers' response.
        lag_quarters = 2, "quarters", [0, 40], (0, 6), Assumed, "purchasing rules are revised once a year";
        /// Most that is paid in a year; claims above it are cut in proportion.
        budget_usd = 500_000, "USD per year", [0, 10_000_000_000.0], (50_000, 50_000_000), Assumed, "a line of the budget", Represented;
        /// Cost of checking claims.
        administration_usd = 40_000, "USD per year", [0, 100_000_000], (10_000, 1_000_000), Assumed, "two officers", Represented;
        /// Cost of claiming to an affiliate.
        claim_cost_tnc_usd = 3_000, "USD per TNC and year", [0, 1_000_000], (500, 20_000), Assumed, "records and an auditor's letter";
        /// Part of credits and administration paid by donors; the rest is public.
        donor_share = 0.0, "share", [0.0, 1.0], (0.0, 1.0), Assumed, "public scheme";
    }
}

impl Kind for SourcingIncentiveParameters {
    const TITLE: &'static str = "sourcing incentive";
    const SCOPE: Scope = Scope::National;
    const REACHES: Reach = Reach::Affiliates;
    const BY_LOT: bool = false;
    const ASKS_AFFILIATES: bool = false;
    const NEEDS: Needs = &[&["budget_usd"], &["credit_share"], &["claim_share"]];
    const AGENCY_NEEDS: Keys = &[];
    const BESIDE: &'static [InstrumentKind] = &[];
    const TAKES: Takes = Takes::Lag("lag_quarters");
    const MAIN: Keys = &["budget_usd", "credit_share"];
    const STAGE: Stage = Stage::Services;
    const EACH_FIRM: EachFirm = None;

    fn resolve(&self, world: &mut World, turn: Turn) {
        charge(
            world,
            turn.strength.min(1.0) * self.administration_usd / 4.0,
            self.donor_share,
        );
        let lagged = lagged(world, turn, self.lag_quarters);
        world.levers.incentive = acting(world, turn, self, lagged);
    }

    fn operate(&self, _: &mut World, _: Turn) {}
}

/// Factor on the openness of an affiliate [ratio].
pub(in crate::model) fn openness_factor(world: &impl Readable, tnc: AffiliateId) -> f64 {
    let view = world.view();
    view.levers.incentive.as_ref().map_or(1.0, |incentive| {
        1.0 + incentive.settings.openness_response * expected_credit(&view, incentive, tnc)
    })
}

/// Addition of the credit to the offers of a firm that is new to the affiliate and of the incumbent, at a taste for low prices [utils].
pub(in crate::model) fn favour(
    world: &impl Readable,
    taste: f64,
    tnc: AffiliateId,
    incumbent: Option<LinkageId>,
) -> [f64; 2] {
    let view = world.view();
    let Some(incentive) = &view.levers.incentive else {
        return [0.0; 2];
    };
    let newcomer = taste * incentive.settings.price_weight * expected_credit(&view, incentive, tnc);
    let part = incumbent.map_or(1.0, |slot| {
        eligible_part(incentive, &view.linkages.slots[slot])
    });
    [newcomer, newcomer * part]
}

/// Credit that an affiliate reckons with [share of orders]: as of the lag, less what the budget did not cover last quarter.
fn expected_credit(
    world: &View<'_>,
    incentive: &Acting<SourcingIncentiveParameters>,
    tnc: AffiliateId,
) -> Share {
    if incentive.lagged <= 0.0 || !claims(world, incentive, tnc) {
        return 0.0;
    }
    (incentive.settings.credit_share * incentive.lagged).min(1.0) * (1.0 - world.accumulated.unpaid)
}

/// True where an affiliate claims credits this year.
fn claims(
    world: &View<'_>,
    incentive: &Acting<SourcingIncentiveParameters>,
    tnc: AffiliateId,
) -> bool {
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
pub(in crate::model) fn claim(world: &mut World, slot: usize, delivered: Usd) {
    let Some(incentive) = world
        .levers
        .incentive
        .as_ref()
        .filter(|incentive| incentive.strength > 0.0)
    else {
        return;
    };
    let linkage = &world.linkages.slots[slot];
    if claims(&world.view(), incentive, linkage.tnc) {
        let credit = (incentive.settings.credit_share * incentive.strength).min(1.0);
        let claim = credit * eligible_part(incentive, linkage) * delivered;
        world.accumulated.claims += claim;
    }
}

/// Pays the quarter's claims, all cut alike where the budget does not cover them; claiming has its cost.
pub(in crate::model) fn pay_claims(world: &mut World) {
    let Some(incentive) = world
        .levers
        .incentive
        .clone()
        .filter(|incentive| incentive.strength > 0.0)
    else {
        return;
    };
    let claims = std::mem::take(&mut world.accumulated.claims);
    let paid = claims.min(incentive.settings.budget_usd / 4.0 * incentive.strength);
    world.accumulated.unpaid = if claims > 0.0 {
        1.0 - paid / claims
    } else {
        0.0
    };
    pay_from_purses(
        world,
        Party::Tncs,
        paid,
        world
            .shock_effects
            .donor_share(incentive.settings.donor_share),
    );
    let view = world.view();
    let claimants = view
        .tncs
        .rows
        .iter_with_ids()
        .filter(|(tnc, affiliate)| affiliate.is_present && self::claims(&view, &incentive, *tnc))
        .count();
    pay_by_tncs(
        world,
        claimants as f64 * incentive.strength.min(1.0) * incentive.settings.claim_cost_tnc_usd
            / 4.0,
    );
}
