//! What buyers agree on together: one standard, and what they need from services for firms.

use super::participants;
use crate::maths::quarterly_from_annual;
use crate::model::instruments::{charge, pay_by_tncs, strength_now};
use crate::model::phases::programmes::responds;
use crate::model::world::World;
use crate::model::{
    InstrumentSettings, PublicPrivateDialogueParameters, StandardsHarmonisationParameters,
};

/// A standard spreads among buyers that take part, if they are enough; without a secretariat it falls apart.
pub(super) fn harmonise(
    world: &mut World,
    agency: usize,
    settings: &StandardsHarmonisationParameters,
    strength: f64,
) {
    if strength > 0.0 {
        charge(
            world,
            strength.min(1.0) * settings.secretariat_usd / 4.0,
            settings.donor_share,
        );
        let (buyers, share) =
            participants(world, agency, settings.tnc_response * strength.min(1.0));
        pay_by_tncs(world, buyers * settings.work_cost_tnc_usd / 4.0);
        let reached = if buyers >= settings.buyers_min {
            share
        } else {
            0.0
        };
        let harmonised = &mut world.built_up.harmonised;
        *harmonised =
            harmonised.max((*harmonised + reached / settings.agreement_quarters).min(reached));
    } else {
        world.built_up.harmonised *= 1.0 - quarterly_from_annual(settings.reversal_rate);
    }
    world.built_up.certificate_cut = settings.certificate_cut * world.built_up.harmonised;
    world.built_up.burden_cut = settings.burden_cut * world.built_up.harmonised;
}

/// Talks make services fit what buyers need, and move beliefs by what comes of them.
pub(super) fn talk(
    world: &mut World,
    agency: usize,
    settings: &PublicPrivateDialogueParameters,
    strength: f64,
) {
    if strength <= 0.0 {
        world.built_up.relevance *= 1.0 - quarterly_from_annual(settings.fade_rate);
        return;
    }
    charge(
        world,
        strength.min(1.0) * settings.forum_cost_usd / 4.0,
        settings.donor_share,
    );
    let response = settings.tnc_response * strength.min(1.0);
    let (buyers, share) = participants(world, agency, response);
    pay_by_tncs(world, buyers * settings.work_cost_tnc_usd / 4.0);
    let aim = settings.relevance_gain * share;
    let relevance = &mut world.built_up.relevance;
    *relevance = relevance.max((*relevance + aim / settings.lag_quarters).min(aim));
    let seen = if has_services(world) {
        settings.belief_with_services
    } else {
        settings.belief_without_services
    };
    let step = settings.belief_step * share;
    for belief in &mut world.smes.belief {
        *belief += step * (seen - *belief);
    }
    for tnc in 0..world.tncs.rows.len() {
        if responds(world, agency, tnc, response) {
            let belief = &mut world.tncs.rows[tnc].belief;
            *belief += settings.belief_step * (seen - *belief);
        }
    }
}

/// True while any service for firms runs, of any agency.
fn has_services(world: &World) -> bool {
    world.instruments.iter().any(|instrument| {
        let is_service = matches!(
            instrument.settings,
            InstrumentSettings::UpgradingSupport(_)
                | InstrumentSettings::EntrepreneurshipTraining(_)
                | InstrumentSettings::CertificationSupport(_)
                | InstrumentSettings::Matchmaking(_)
                | InstrumentSettings::CreditBrokerage(_)
                | InstrumentSettings::MatchingGrant(_)
                | InstrumentSettings::BusinessSchoolNetwork(_)
                | InstrumentSettings::ClusterNetwork(_)
                | InstrumentSettings::ExportLaunchpad(_)
                | InstrumentSettings::SupplierBenchmarking(_)
                | InstrumentSettings::OutsourcingSupport(_)
                | InstrumentSettings::ModularTransfer(_)
                | InstrumentSettings::BuyerSupplierDevelopment(_)
                | InstrumentSettings::RelationshipIntermediary(_)
                | InstrumentSettings::LegalIpSupport(_)
        );
        is_service && strength_now(world, instrument) > 0.0
    })
}
