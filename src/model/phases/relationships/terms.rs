//! Agreements of partners: negotiation, checks before it, legal help, and yearly reviews.

use super::declarations::declared;
use crate::model::accounts::Party;
use crate::model::phases::orders::owner_days_cost;
use crate::model::state::{AffiliateId, Agreement, FirmId, Linkage, Practice};
use crate::model::view::Readable;
use crate::model::world::World;
use crate::random::Process;
use crate::units::Share;

/// How far a control of full strength follows from an agreement of full quality [ratio].
const CONTROL_OF_AGREEMENT: f64 = 1.6;
/// Least and greatest quality of an agreement beyond plain terms [share].
const QUALITY_LIMITS: (f64, f64) = (-0.5, 0.5);
/// Quarters between reviews.
const REVIEW_QUARTERS: u32 = 4;

/// Control with which a linkage starts.
pub(in crate::model::phases) struct OpeningControl {
    /// Formal control of plain terms [share].
    pub formal: Share,
    /// Social control [share].
    pub social: Share,
}

/// Formal control of plain terms, and social control, with which a linkage starts [share].
pub(in crate::model::phases) fn opening_control(
    world: &impl Readable,
    key: u64,
    is_referred: bool,
) -> OpeningControl {
    let view = world.view();
    let agreement =
        (0.6 + 0.15 * view.draws(Process::AgreementAndBreach).normal(key)).clamp(0.1, 1.0);
    let social = if is_referred { 0.3 } else { 0.15 };
    OpeningControl {
        formal: (view.parameters.economy.contract_protection * agreement * CONTROL_OF_AGREEMENT)
            .min(1.0),
        social,
    }
}

/// Agreement of a linkage of a firm with an affiliate that opens; some partners sign a non-disclosure agreement and check each other.
pub(in crate::model::phases) fn opening_terms(
    world: &impl Readable,
    key: u64,
    firm: FirmId,
    tnc: AffiliateId,
    imposed: Share,
) -> Agreement {
    let view = world.view();
    let relations = &view.parameters.relations;
    let is_checked = view
        .draws(Process::Diligence)
        .event(key, relations.diligence_share);
    let checks_left = if is_checked {
        relations.diligence_quarters as u16
    } else {
        0
    };
    Agreement {
        imposed,
        is_checked,
        checks_left,
        declaration: declared(world, tnc.row(), firm.row()),
        ..Agreement::default()
    }
}

/// Partners negotiate: the owner's skill and attitude, and the buyer's practice, make the agreement better or worse than plain terms.
pub(super) fn negotiate(world: &mut World, slot: usize) {
    let linkage = &world.linkages.slots[slot];
    let row = linkage.sme.row();
    let skill = 0.5 * (world.smes.management[row] + world.smes.mindset[row]) - 0.5;
    let practice = world.tncs.rows[linkage.tnc].practices.outcomes.agreement;
    let gain = world.parameters.relations.negotiation_weight * skill + practice;
    raise_quality(world, slot, gain);
}

/// Probability that terms are agreed, with an agreement of this quality: the better it is, the fewer talks break down [share].
pub(super) fn chance_of_terms(plain: Share, quality: Share) -> Share {
    if quality >= 0.0 {
        plain + (1.0 - plain) * quality
    } else {
        plain * (1.0 + quality)
    }
}

/// Once a year from the first order partners review agreement and deliveries and write down what goodwill lets them; it takes the
/// owner's time.
pub(super) fn review(world: &mut World, slot: usize) {
    let (relations, linkage) = (&world.parameters.relations, &world.linkages.slots[slot]);
    let age = world.quarter - linkage.first_order;
    if relations.review_step <= 0.0 && relations.review_insight <= 0.0
        || age == 0
        || !age.is_multiple_of(REVIEW_QUARTERS)
    {
        return;
    }
    let learnt = relations.review_target * linkage.goodwill_trust;
    let gain = relations.review_step * (learnt - linkage.agreement.quality);
    let (row, cost) = (
        linkage.sme.row(),
        owner_days_cost(world, relations.review_days),
    );
    world.smes.cash[row] -= cost;
    world.accounts.pay(Party::Smes, Party::Vendors, cost);
    raise_quality(world, slot, gain);
}

/// Part of failed deliveries that the last review lets partners avert [share]: `insight · p11`, a quarter of it less with each quarter.
pub(super) fn insight(world: &World, linkage: &Linkage) -> Share {
    let insight = world.parameters.relations.review_insight;
    let age = world.quarter - linkage.first_order;
    if insight <= 0.0 || age <= REVIEW_QUARTERS {
        return 0.0;
    }
    let passed = f64::from((age - 1) % REVIEW_QUARTERS) / f64::from(REVIEW_QUARTERS);
    insight
        * world.tncs.rows[linkage.tnc]
            .practices
            .score(Practice::Measurement)
        * (1.0 - passed)
}

/// Moves the quality of an agreement, and formal control with it as far as courts and contracts hold.
pub(in crate::model) fn raise_quality(world: &mut World, slot: usize, gain: f64) {
    let protection = world.parameters.economy.contract_protection;
    let linkage = &mut world.linkages.slots[slot];
    let agreement = &mut linkage.agreement;
    agreement.quality = (agreement.quality + gain).clamp(QUALITY_LIMITS.0, QUALITY_LIMITS.1);
    linkage.formal_control =
        (agreement.imposed + CONTROL_OF_AGREEMENT * protection * agreement.quality).clamp(0.0, 1.0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_terms_keep_their_chance_and_better_ones_raise_it() {
        assert_eq!(chance_of_terms(0.8, 0.0), 0.8);
        assert!((chance_of_terms(0.8, 0.5) - 0.9).abs() < 1e-12);
        assert!((chance_of_terms(0.8, -0.5) - 0.4).abs() < 1e-12);
    }
}
